//! Goes through the shelves of an index: which records a query finds, and the best of them. More
//! than some thousands of records are gone through by several threads.

use super::Around;
use super::Lookup;
use super::bits::{Bits, bits};
use super::block::{Block, Name, Part};
use super::found::{Bound, Order, Ranked};
use super::generic::Generic;
use super::pairs::In;
use super::query::Query;
use super::rank::Fits;
use super::shelf::{Place, Shelf};
use super::word::Word;
use crate::store::{Reach, Sight};
use crate::value::Id;
use std::hint::black_box;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread::available_parallelism;

/// From so many records on, several threads go through them: each begins with no best of its own,
/// and of fewer records one finds them sooner.
const MANY: usize = 12_000;
/// Most threads that go through them.
const MOST_THREADS: usize = 4;

/// So many bytes of memory are read at once.
const LINE: usize = 64;

/// How many threads may go through the records. To ask takes longer than most keys.
pub(super) fn threads() -> usize {
    available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS)
}

/// A shelf with those of its records that are found or may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub place: Place,
    pub shelf: &'a Shelf,
    pub bits: &'a Bits,
}

impl<'a> Piece<'a> {
    /// Its records, each in its block.
    pub fn records(self) -> impl Iterator<Item = (Id, (&'a Block, u8))> {
        let record = move |number| Some((self.place.id(number), self.shelf.record(number)?));
        self.bits.numbers().filter_map(record)
    }
}

/// A search under way.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    pub lookup: &'a Lookup,
    pub query: &'a Query,
    pub generic: &'a Generic,
    pub sight: &'a Sight,
    pub around: &'a Around<'a>,
    pub order: &'a Order<'a>,
}

/// What was found.
#[derive(Default)]
pub(super) struct Finds {
    pub places: Vec<(Place, Bits)>,
    /// Of those that others name, which were looked at by themselves.
    pub open: Vec<(Place, Bits)>,
    pub best: Vec<Ranked>,
    /// Once there are enough.
    pub bound: Option<Bound>,
}

impl Scan<'_> {
    /// Which of the candidates are found, and the best of them.
    pub fn run(&self, mut candidates: Vec<Piece<'_>>) -> Finds {
        // What ranks first is gone through first: most of the rest need not be ranked then.
        candidates.sort_by_key(|piece| self.order.kind(piece.place.kind));
        let mut finds = self.each(candidates, &|scan, pieces| {
            let fits: Vec<Fits<'_>> =
                pieces.into_iter().filter_map(|piece| scan.fits(piece)).collect();
            let mut finds = Finds::default();
            scan.rank_all(&fits, &mut finds);
            finds.places = fits.iter().map(|one| (one.place, one.found)).collect();
            finds
        });
        finds.places.sort_by_key(|(place, _)| *place);
        finds
    }

    /// Has the candidates gone through, by several threads if they are many.
    pub fn each(
        &self,
        candidates: Vec<Piece<'_>>,
        work: &(dyn Fn(&Self, Vec<Piece<'_>>) -> Finds + Sync),
    ) -> Finds {
        let records = |piece: &Piece<'_>| piece.bits.count().min(piece.shelf.room());
        let records: usize = candidates.iter().map(records).sum();
        let threads = if records < MANY { 1 } else { self.lookup.threads };
        if threads < 2 {
            let mut finds = work(self, candidates);
            self.keep_best(&mut finds, 1);
            return finds;
        }
        // In turn, so that each has its share of what comes first.
        let mut shares = vec![Vec::with_capacity(candidates.len() / threads + 1); threads];
        for (nth, piece) in candidates.into_iter().enumerate() {
            shares[nth % threads].push(piece);
        }
        let mut all = Finds::default();
        std::thread::scope(|scope| {
            let last = shares.pop().unwrap_or_default();
            let others: Vec<_> =
                shares.into_iter().map(|share| scope.spawn(|| work(self, share))).collect();
            let last = work(self, last);
            let joined = others
                .into_iter()
                .map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)));
            for finds in joined.chain([last]) {
                all.places.extend(finds.places);
                all.open.extend(finds.open);
                all.best.extend(finds.best);
            }
        });
        self.keep_best(&mut all, 1);
        all
    }

    /// Which records of a piece are found, if any.
    fn fits<'b>(&self, piece: Piece<'b>) -> Option<Fits<'b>> {
        let Piece { place, shelf, bits } = piece;
        // Those that others name are asked of those.
        let mut found = *bits & self.visible(place, shelf) & !shelf.masked(|masks| masks.named);
        let mut by_name = Bits::NONE;
        for word in &self.query.words {
            let (named, others) = found_in(word, place, shelf, &found);
            found = named | others;
            by_name |= named;
        }
        (!found.is_none()).then(|| self.of(piece, &found, &by_name))
    }

    /// What is found of a piece.
    pub fn of<'b>(&self, piece: Piece<'b>, found: &Bits, by_name: &Bits) -> Fits<'b> {
        let (Piece { place, shelf, .. }, by_name) = (piece, *found & *by_name);
        let spoken = self.query.to_mark().map(|word| {
            let (abbreviated, read) = word.spoken(shelf, &by_name);
            (word.bit, abbreviated, read)
        });
        Fits { place, shelf, found: *found, by_name, spoken: spoken.collect() }
    }

    /// The records of a shelf that the person sees and that are not in the trash.
    pub fn visible(&self, place: Place, on: &Shelf) -> Bits {
        let seen = |few: Bits| {
            few.each(|nth, few| {
                let is_seen = |bit: &u8| self.sight.present(place.id_in(nth, *bit)).is_some();
                bits(few).filter(is_seen).fold(0, |mask, bit| mask | 1 << bit)
            })
        };
        match self.sight.reach() {
            Reach::Public => on.masked(|masks| masks.everybody),
            Reach::All => on.masked(|masks| masks.everybody | masks.insiders | masks.few),
            Reach::Insiders => {
                on.masked(|masks| masks.everybody | masks.insiders)
                    | seen(on.masked(|masks| masks.few))
            }
        }
    }
}

impl Finds {
    pub fn has(&self, id: Id) -> bool {
        let (place, number) = Place::of(id);
        let found = self.places.binary_search_by_key(&place, |(place, _)| *place);
        found.is_ok_and(|found| self.places[found].1.has(number))
    }
}

/// Those of some records of a shelf that have a word: in a name, and in none.
pub(super) fn found_in(word: &Word, place: Place, shelf: &Shelf, within: &Bits) -> (Bits, Bits) {
    if within.is_none() {
        return (Bits::NONE, Bits::NONE);
    }
    let named = named_in(word, shelf, within);
    let mut others = shelf.pairs.have(In::Lines, &word.asked_in_lines, &(*within & !named));
    if !word.asked_in_lines.is_exact() {
        others = written(word, shelf, Part::Lines, &others);
    }
    others |= meant(word, place, &(*within & !named & !others));
    (named, others)
}

/// Those that have a word in a name.
pub(super) fn named_in(word: &Word, shelf: &Shelf, within: &Bits) -> Bits {
    let (pairs, asked) = (&shelf.pairs, &word.asked);
    let (mut named, perhaps) = shelf.named(asked, within);
    let initials = |within: &Bits| {
        if word.may_be_initials() { pairs.have(In::Initials, asked, within) } else { Bits::NONE }
    };
    if asked.is_exact() {
        return named | *within & pairs.begin(In::Starts, asked) | initials(within);
    }
    named |= written(word, shelf, Part::Own, &perhaps);
    named |= abbreviated(word, shelf, &initials(&(*within & !named)));
    let sounding = word.sounding(shelf, &(*within & !named));
    named |= if asked.is_three() { sounding } else { written(word, shelf, Part::Sound, &sounding) };
    named | read(word, shelf, &(*within & !named))
}

/// Those that are meant by their ids.
fn meant(word: &Word, place: Place, within: &Bits) -> Bits {
    if !word.in_id.may_fit(place.kind) {
        return Bits::NONE;
    }
    within.each(|nth, mask| {
        let meant = bits(mask).filter(|bit| word.in_id.fits(place.id_in(nth, *bit)));
        meant.fold(0, |mask, bit| mask | 1 << bit)
    })
}

/// Those that have a word in a part of their texts: a block is gone through at once, or its records
/// one by one if they are few.
fn written(word: &Word, shelf: &Shelf, part: Part, within: &Bits) -> Bits {
    let (finder, mut found, mut few) = (word.finder(part), Bits::NONE, Vec::new());
    for (nth, mask, block, _) in shelf.open(within) {
        if mask.count_ones() * 4 < block.masks.held.count_ones() {
            few.extend(
                bits(mask).map(|bit| (nth, bit, block, &block.text()[block.range(bit, part)])),
            );
        } else {
            found.words_mut()[nth] = written_in(word, block, part, mask);
        }
    }
    bring_near(few.iter().map(|(.., text)| *text));
    for (nth, bit, block, text) in few {
        if finder.find(text).is_some() && word.is_so(part, block, bit) {
            found.words_mut()[nth] |= 1 << bit;
        }
    }
    found
}

/// The same of a block that is gone through at once.
fn written_in(word: &Word, block: &Block, part: Part, within: u64) -> u64 {
    let (finder, stretch) = (word.finder(part), block.part(part));
    let (mut found, mut slots) = (0, block.slots(part));
    let (text, mut from) = (&block.text()[..stretch.end], stretch.start);
    while let Some(at) = finder.find(&text[from..]) {
        let Some((bit, end)) = slots.find(|(_, end)| *end > from + at) else { break };
        if within & 1 << bit != 0 && word.is_so(part, block, bit) {
            found |= 1 << bit;
        }
        // One place tells as much of a record as all of them.
        from = end;
    }
    found
}

/// Asks memory for texts, so that it is waited for once and not at each: what is asked here does
/// not depend on what is found.
fn bring_near<'b>(texts: impl Iterator<Item = &'b [u8]>) {
    let read = |text: &[u8]| text.iter().step_by(LINE).fold(0, |all, byte| all ^ byte);
    black_box(texts.fold(0, |all, text| all ^ read(text)));
}

/// Those of which a name has a word among its first letters.
fn abbreviated(word: &Word, shelf: &Shelf, within: &Bits) -> Bits {
    named_so(shelf, within, &|name| word.in_names.find(&name.all_initials()).is_some())
}

/// Those that are read so where some characters stand for their first letters.
fn read(word: &Word, shelf: &Shelf, within: &Bits) -> Bits {
    let may_be = word.read_in(shelf, within);
    named_so(shelf, &may_be, &|name| word.reading_of(name).is_some())
}

/// Those with a name that is so.
fn named_so(shelf: &Shelf, within: &Bits, is_so: &dyn Fn(Name<'_>) -> bool) -> Bits {
    let naming = |(_, mask, block, _)| bits(mask).flat_map(move |bit| Block::naming(block, bit));
    bring_near(shelf.open(within).flat_map(naming));
    within.each(|nth, mask| {
        let Some(block) = shelf.block(nth) else { return 0 };
        let has = |bit: &u8| block.names(*bit).any(is_so);
        bits(mask).filter(has).fold(0, |mask, bit| mask | 1 << bit)
    })
}
