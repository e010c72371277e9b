//! Goes through the blocks of an index: which records a query finds, and the best of them. More
//! than some thousands of records are gone through by several threads.

use super::Around;
use super::block::{Block, Part, ROOM};
use super::found::{Bound, Order, Ranked};
use super::generic::{Generic, bits};
use super::query::{Class, Query};
use super::rank::Fits;
use super::word::Word;
use super::{Lookup, Place};
use crate::store::{Reach, Sight};
use crate::value::Id;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread::available_parallelism;

/// From so many records on, several threads go through them: each begins with no best of its own,
/// and of fewer records one finds them sooner.
const MANY: u32 = 12_000;
/// Most threads that go through them.
const MOST_THREADS: usize = 4;

/// How many threads may go through the records. To ask takes longer than most keys.
pub(super) fn threads() -> usize {
    available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS)
}

/// A block with those of its records, by their bits, that are found or may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub place: Place,
    pub block: &'a Block,
    pub mask: u64,
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
    pub places: Vec<(Place, u64)>,
    /// Of those that others name, which were looked at by themselves.
    pub open: Vec<(Place, u64)>,
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
            finds.places = fits.iter().map(|one| (one.piece.place, one.piece.mask)).collect();
            finds
        });
        finds.places.sort_by_key(|(place, _)| *place);
        finds
    }

    /// The same of records that others name, which stand on the lines of those that are found.
    pub fn named(&self, mut candidates: Vec<Piece<'_>>, finds: &Finds) -> Finds {
        candidates.sort_by_key(|piece| self.order.kind(piece.place.kind));
        self.each(candidates, &|scan, pieces| {
            // Those that were found are ahead of what ranks behind the last of their best.
            let mut named = Finds { bound: finds.bound, ..Finds::default() };
            let fits = pieces.into_iter().map(|piece| scan.named_block(piece, finds, &mut named));
            let fits: Vec<Fits<'_>> = fits.collect();
            scan.rank_all(&fits, &mut named);
            named
        })
    }

    fn each(
        &self,
        candidates: Vec<Piece<'_>>,
        work: &(dyn Fn(&Self, Vec<Piece<'_>>) -> Finds + Sync),
    ) -> Finds {
        let records: u32 = candidates.iter().map(|piece| piece.mask.count_ones()).sum();
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
    fn fits<'b>(&self, mut piece: Piece<'b>) -> Option<Fits<'b>> {
        let (place, block) = (piece.place, piece.block);
        // Those that others name are asked of those.
        piece.mask &= self.visible(place, block) & !block.masks.named;
        let mut by_name = 0;
        for word in &self.query.words {
            let (named, others) = found_in(word, place, block, piece.mask);
            piece.mask = named | others;
            by_name |= named;
        }
        (piece.mask != 0).then_some(Fits { piece, by_name })
    }

    /// Without a scope only those are asked that have a word of their own, or are named by what
    /// lies in the trash: all others are found with what names them, on its line. Gives those that
    /// are to be ranked by what they have themselves.
    fn named_block<'b>(&self, mut piece: Piece<'b>, found: &Finds, finds: &mut Finds) -> Fits<'b> {
        let (place, block, words) = (piece.place, piece.block, &self.query.words);
        let mut open = piece.mask & self.visible(place, block) & block.masks.named;
        let (mut own, mut by_name, mut from_trash) = (0, 0, open);
        if self.around.scope.is_none() {
            for word in words {
                let (named, others) = found_in(word, place, block, open & !own);
                own |= named | others;
                by_name |= named;
            }
            from_trash = open & self.lookup.named_from_trash(block);
            open &= own | from_trash;
        }
        if open != 0 {
            finds.open.push((place, open));
        }
        // What names them has one word no more than it was found.
        let alone = if words.len() == 1 { open & !from_trash } else { 0 };
        let (mut fits, mut theirs) = (0, 0);
        for bit in bits(open) {
            if block.named_by(bit).is_some_and(|by| found.has(by)) {
                continue;
            }
            if alone & 1 << bit != 0 {
                theirs |= 1 << bit;
                continue;
            }
            let subject = self.lookup.subject(place.id(bit), (block, bit), self.sight);
            if words.iter().all(|word| word.fits(subject)) {
                fits |= 1 << bit;
                self.rank(subject, Class::Exact, finds);
            }
        }
        if fits | theirs != 0 {
            finds.places.push((place, fits | theirs));
        }
        self.keep_best(finds, 2);
        piece.mask = theirs;
        Fits { piece, by_name }
    }

    /// The records of a block that the person sees and that are not in the trash.
    fn visible(&self, place: Place, block: &Block) -> u64 {
        let masks = block.masks;
        let few = || {
            let seen = bits(masks.few).filter(|bit| self.sight.present(place.id(*bit)).is_some());
            seen.fold(0, |mask, bit| mask | 1 << bit)
        };
        match self.sight.reach() {
            Reach::Public => masks.everybody,
            Reach::All => masks.everybody | masks.insiders | masks.few,
            Reach::Insiders => masks.everybody | masks.insiders | few(),
        }
    }
}

impl Finds {
    fn has(&self, id: Id) -> bool {
        let (place, bit) = Place::of(id);
        let found = self.places.binary_search_by_key(&place, |(place, _)| *place);
        found.is_ok_and(|found| self.places[found].1 & 1 << bit != 0)
    }
}

/// Those of some records of a block that have a word: perhaps in a name, and surely in none.
fn found_in(word: &Word, place: Place, block: &Block, within: u64) -> (u64, u64) {
    if let Some(alone) = word.alone(block) {
        let named = within & alone;
        return (named, meant(word, place, within & !named));
    }
    let may_be = within & word.may_be_written(block);
    let mut named = written(word, block, Part::Own, may_be);
    named |= written(word, block, Part::Initials, word.abbreviates(block) & within & !named);
    named |= written(word, block, Part::Sound, word.starts(block) & within & !named);
    named |= read(word, block, within & !named);
    let mut others = written(word, block, Part::Lines, may_be & !named);
    others |= meant(word, place, within & !named & !others);
    (named, others)
}

/// Those that are meant by their ids.
fn meant(word: &Word, place: Place, within: u64) -> u64 {
    if !word.in_id.may_fit(place.kind) {
        return 0;
    }
    let meant = bits(within).filter(|bit| word.in_id.fits(place.id(*bit)));
    meant.fold(0, |mask, bit| mask | 1 << bit)
}

/// Those that have a word in a part of their texts: it is gone through at once, or one by one if
/// they are few.
pub(super) fn written(word: &Word, block: &Block, part: Part, within: u64) -> u64 {
    if within == 0 {
        return 0;
    }
    let finder = if part == Part::Lines { &word.in_lines } else { &word.in_names };
    let fits = |bit: u8| part != Part::Sound || word.sounds_in(block, bit);
    if within.count_ones() * 12 < block.masks.held.count_ones() {
        let has =
            |bit: &u8| finder.find(&block.text()[block.range(*bit, part)]).is_some() && fits(*bit);
        return bits(within).filter(has).fold(0, |mask, bit| mask | 1 << bit);
    }
    let (stretch, mut found, mut slots) = (block.part(part), 0, block.slots(part));
    let (text, mut from) = (&block.text()[..stretch.end], stretch.start);
    while let Some(at) = finder.find(&text[from..]) {
        let Some((bit, end)) = slots.find(|(_, end)| *end > from + at) else { break };
        if within & 1 << bit != 0 && fits(bit) {
            found |= 1 << bit;
        }
        // One place tells as much of a record as all of them.
        from = end;
    }
    found
}

/// Those that are read so where some characters stand for their first letters.
fn read(word: &Word, block: &Block, within: u64) -> u64 {
    let mut found = 0;
    for initials in &word.read {
        for bit in bits(initials.may_be_in(block) & within & !found) {
            let text = &block.text()[block.range(bit, Part::Initials)];
            let is_there = initials.letters.find(text).is_some();
            if is_there && block.names(bit).any(|name| word.reading_of(name).is_some()) {
                found |= 1 << bit;
            }
        }
    }
    found
}

impl Place {
    pub(super) fn id(self, bit: u8) -> Id {
        Id { kind: self.kind, number: self.number * ROOM + u32::from(bit) }
    }

    pub(super) fn of(id: Id) -> (Self, u8) {
        (Self { kind: id.kind, number: id.number / ROOM }, (id.number % ROOM) as u8)
    }
}
