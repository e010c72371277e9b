//! Records that others name by a link, as a member is called what its organization is: they fit by
//! what they have themselves and by the names of those, and stand on the lines of those that are
//! found.

use super::bits::Bits;
use super::query::Class;
use super::rank::Fits;
use super::scan::{Finds, Piece, Scan, found_in, named_in};
use super::shelf::{Place, Shelf};
use crate::value::Id;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The records of a piece that may be found.
struct Open<'a> {
    piece: Piece<'a>,
    bits: Bits,
    /// Those that have each word themselves.
    have: Vec<Bits>,
    by_name: Bits,
    /// Those that what names them does not help to be found, nor to rank.
    alone: Bits,
}

impl Open<'_> {
    fn named_by(&self, number: u16) -> Option<Id> {
        let (block, bit) = self.piece.shelf.record(number)?;
        block.named_by(bit)
    }

    /// The words that a record does not have itself, by their places.
    fn lacks(&self, number: u16) -> impl Iterator<Item = usize> {
        let lacks = move |(_, have): &(usize, &Bits)| !have.has(number);
        self.have.iter().enumerate().filter(lacks).map(|(nth, _)| nth)
    }
}

/// Of what names others, those that have a word in a name, by its place among the words.
struct Givers(BTreeMap<(usize, Place), Bits>);

impl Givers {
    fn have(&self, word: usize, giver: Id) -> bool {
        let (place, number) = Place::of(giver);
        self.0.get(&(word, place)).is_some_and(|have| have.has(number))
    }
}

impl Scan<'_> {
    /// Which of the candidates are found, and the best of them, beside what no other names.
    pub fn named(&self, mut candidates: Vec<Piece<'_>>, finds: &Finds) -> Finds {
        candidates.sort_by_key(|piece| self.order.kind(piece.place.kind));
        self.each(candidates, &|scan, pieces| {
            // Those that were found are ahead of what ranks behind the last of their best.
            let mut named = Finds { bound: finds.bound, ..Finds::default() };
            let open = pieces.into_iter().map(|piece| scan.open(piece, finds, &mut named));
            let open: Vec<Open<'_>> = open.collect();
            let givers = scan.givers(&open);
            let fits = open.iter().map(|open| scan.open_fits(open, &givers, &mut named));
            let fits: Vec<Fits<'_>> = fits.collect();
            scan.rank_all(&fits, &mut named);
            named
        })
    }

    /// Without a scope only those are asked that have a word of their own, or are named by what
    /// lies in the trash: all others are found with what names them, on its line.
    fn open<'b>(&self, piece: Piece<'b>, found: &Finds, finds: &mut Finds) -> Open<'b> {
        let (Piece { place, shelf, bits }, words) = (piece, &self.query.words);
        let bits = *bits & self.visible(place, shelf) & shelf.masked(|masks| masks.named);
        let told: Vec<(Bits, Bits)> =
            words.iter().map(|word| found_in(word, place, shelf, &bits)).collect();
        let by_name = told.iter().fold(Bits::NONE, |all, (named, _)| all | *named);
        let have = told.iter().map(|(named, others)| *named | *others).collect();
        let mut open = Open { piece, bits, have, by_name, alone: Bits::NONE };
        if self.around.scope.is_none() {
            let orphans = self.lookup.orphans.get(&place).copied().unwrap_or(Bits::NONE);
            let own = open.have.iter().fold(Bits::NONE, |all, have| all | *have);
            open.bits &= own | orphans;
            // What names them has one word no more than it was found.
            open.alone = if words.len() == 1 { open.bits & !orphans } else { Bits::NONE };
        }
        if !open.bits.is_none() {
            finds.open.push((place, open.bits));
        }
        open.bits =
            open.bits.filter(|number| !open.named_by(number).is_some_and(|by| found.has(by)));
        open.alone &= open.bits;
        open
    }

    /// What names the records and has in a name a word that those do not have.
    fn givers(&self, all: &[Open<'_>]) -> Givers {
        let mut givers = BTreeMap::new();
        for open in all {
            for number in (open.bits & !open.alone).numbers() {
                let Some((place, giver)) = open.named_by(number).map(Place::of) else { continue };
                for word in open.lacks(number) {
                    givers.entry((word, place)).or_insert(Bits::NONE).set(giver, true);
                }
            }
        }
        for ((word, place), some) in &mut givers {
            let word = &self.query.words[*word];
            let named = |on: &Arc<Shelf>| named_in(word, on, some);
            *some = self.lookup.shelves.get(place).map_or(Bits::NONE, named);
        }
        Givers(givers)
    }

    /// Which are found. Gives those that are yet to be ranked, by what they have themselves.
    fn open_fits<'b>(&self, open: &Open<'b>, givers: &Givers, finds: &mut Finds) -> Fits<'b> {
        let (Piece { place, shelf, .. }, mut found) = (open.piece, open.alone);
        for number in (open.bits & !open.alone).numbers() {
            let giver = open.named_by(number);
            let has = |word| giver.is_some_and(|giver| givers.have(word, giver));
            let is_seen = || giver.is_some_and(|giver| self.sight.row(giver).is_some());
            let mut lacks = open.lacks(number).peekable();
            if lacks.peek().is_some() && !(lacks.all(has) && is_seen()) {
                continue;
            }
            let Some(own) = shelf.record(number) else { continue };
            found.set(number, true);
            let subject = self.lookup.subject(place.id(number), own, self.sight);
            self.rank(subject, Class::Exact, finds);
            self.keep_best(finds, 2);
        }
        if !found.is_none() {
            finds.places.push((place, found));
        }
        self.of(open.piece, &open.alone, &open.by_name)
    }
}
