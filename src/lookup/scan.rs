//! Goes through the blocks of an index: which records a query finds, and the best of them. More
//! than some thousands of records are gone through by several threads.

use super::Around;
use super::block::{Block, Part, ROOM};
use super::found::{Bound, Order, Ranked};
use super::generic::{Generic, bits};
use super::query::{Class, Query, Subject};
use super::word::Word;
use super::{Lookup, Place};
use crate::store::{Reach, Sight};
use crate::value::Id;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::available_parallelism;

/// From so many blocks on, several threads go through them.
const MANY: usize = 96;
/// Most threads that go through them.
const MOST_THREADS: usize = 4;

/// A block with those of its records, by their bits, that are found or may be.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub place: Place,
    pub block: Arc<Block>,
    pub mask: u64,
}

impl Piece {
    /// All of them in order, those of one block together.
    pub fn merged(mut pieces: Vec<Self>, others: Vec<Self>) -> Vec<Self> {
        pieces.extend(others);
        pieces.sort_unstable_by_key(|piece| piece.place);
        pieces.dedup_by(|next, first| {
            first.mask |= if next.place == first.place { next.mask } else { 0 };
            next.place == first.place
        });
        pieces
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
    pub pieces: Vec<Piece>,
    pub best: Vec<Ranked>,
    /// Once there are enough.
    bound: Option<Bound>,
}

impl Scan<'_> {
    /// Which of the candidates are found, and the best of them.
    pub fn run(&self, mut candidates: Vec<Piece>) -> Finds {
        // What ranks first is gone through first: most of the rest need not be ranked then.
        candidates.sort_by_key(|piece| self.order.at_best(piece.place.id(0), Class::Exact, 0));
        let mut finds = self.each(candidates, &|scan, piece, finds| scan.block(piece, finds));
        finds.pieces.sort_unstable_by_key(|piece| piece.place);
        finds
    }

    /// The same of records that others name, which stand on the lines of those that are found.
    pub fn named(&self, candidates: Vec<Piece>, finds: &Finds) -> Finds {
        self.each(candidates, &|scan, piece, named| scan.named_block(piece, finds, named))
    }

    fn each(
        &self,
        candidates: Vec<Piece>,
        work: &(dyn Fn(&Self, Piece, &mut Finds) + Sync),
    ) -> Finds {
        let one = |pieces: Vec<Piece>| {
            let mut finds = Finds::default();
            for piece in pieces {
                work(self, piece, &mut finds);
                self.keep_best(&mut finds, 2);
            }
            finds
        };
        let threads = available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
        if candidates.len() < MANY || threads < 2 {
            let mut finds = one(candidates);
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
                shares.into_iter().map(|share| scope.spawn(|| one(share))).collect();
            let last = one(last);
            let joined = others
                .into_iter()
                .map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)));
            for finds in joined.chain([last]) {
                all.pieces.extend(finds.pieces);
                all.best.extend(finds.best);
            }
        });
        self.keep_best(&mut all, 1);
        all
    }

    /// Lets go of all but the best, once there are so many times as many.
    fn keep_best(&self, finds: &mut Finds, times: usize) {
        let most = self.around.most;
        if finds.best.len() > most.saturating_mul(times) {
            finds.best.select_nth_unstable_by(most, Ranked::order);
            finds.best.truncate(most);
            finds.bound = finds.best.iter().map(Ranked::bound).max();
        }
    }

    fn block(&self, mut piece: Piece, finds: &mut Finds) {
        let (place, block) = (piece.place, &piece.block);
        piece.mask &= self.visible(place, block);
        let mut by_name = 0;
        for word in &self.query.words {
            if piece.mask == 0 {
                return;
            }
            let (named, others) = found_in(word, place, block, piece.mask);
            piece.mask = named | others;
            by_name |= named;
        }
        self.rank_all(&piece, by_name, finds);
        if piece.mask != 0 {
            finds.pieces.push(piece);
        }
    }

    /// Ranks those of a block that may be among the best. `by_name`: those that may be by a name
    /// that they fit.
    fn rank_all(&self, piece: &Piece, by_name: u64, finds: &mut Finds) {
        let (place, block) = (piece.place, &*piece.block);
        let (begins, recent) = (self.query.begins(block), self.order.recent_in(place));
        for (mask, class) in [
            (by_name & begins, Class::Exact),
            (by_name & !begins, Class::Substring),
            (!by_name, Class::Other),
        ] {
            let mask = piece.mask & mask;
            let is_behind = |class, length, bit| {
                let rank = self.order.of_kind(place.kind, class, length);
                finds.bound.is_some_and(|bound| (rank, place.id(bit)) > bound)
            };
            // Most are known by what is quickly told not to be among the best.
            if mask & recent == 0 && is_behind(class, 0, mask.trailing_zeros() as u8 % 64) {
                continue;
            }
            for bit in bits(mask) {
                let subject = Subject { id: place.id(bit), own: (block, bit), by: None };
                self.rank(subject, class, finds);
            }
        }
    }

    /// Without a scope only those are asked that have a word of their own, or are named by what
    /// lies in the trash: all others are found with what names them, on its line.
    fn named_block(&self, mut piece: Piece, found: &Finds, finds: &mut Finds) {
        let (place, block) = (piece.place, &piece.block);
        let mut open = piece.mask & self.visible(place, block);
        if self.around.scope.is_none() {
            let words = self.query.words.iter();
            let own = words.fold(0, |own, word| {
                let (named, others) = found_in(word, place, block, open & !own);
                own | named | others
            });
            open &= own | self.lookup.named_from_trash(block);
        }
        piece.mask = 0;
        for bit in bits(open) {
            let by = piece.block.named_by(bit);
            if by.is_some_and(|by| found.has(by)) {
                continue;
            }
            let subject = self.lookup.subject(piece.place.id(bit), (&piece.block, bit), self.sight);
            if self.query.words.iter().all(|word| word.fits(subject)) {
                piece.mask |= 1 << bit;
                self.rank(subject, Class::Exact, finds);
            }
        }
        if piece.mask != 0 {
            finds.pieces.push(piece);
        }
    }

    /// `at_best`: better than this it does not fit.
    fn rank(&self, subject: Subject<'_>, at_best: Class, finds: &mut Finds) {
        let is_behind = |class, length| {
            let at_best = (self.order.at_best(subject.id, class, length), subject.id);
            finds.bound.is_some_and(|bound| at_best > bound)
        };
        let shortest = if at_best < Class::Other { subject.shortest() } else { 0 };
        let class = at_best.max(self.query.at_best(shortest));
        if is_behind(class, shortest) {
            return;
        }
        let by_name =
            class < Class::Substring || class == Class::Substring && self.query.is_in_name(subject);
        if is_behind(Class::Other, 0) && !by_name {
            return;
        }
        let fit = if by_name {
            let is_enough = |class: Class, length| !is_behind(class.max(at_best), length);
            self.query.best_if(subject, self.generic, &is_enough)
        } else {
            self.query.best_other(subject)
        };
        let Some(fit) = fit else { return };
        let rank = self.order.rank(subject.id, &fit);
        if finds.bound.is_none_or(|(bound, _)| rank <= bound) {
            finds.best.push(Ranked::new(subject.id, rank, fit));
        }
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
        let found = self.pieces.binary_search_by_key(&place, |piece| piece.place);
        found.is_ok_and(|found| self.pieces[found].mask & 1 << bit != 0)
    }
}

/// Those of some records of a block that have a word: perhaps in a name, and surely in none.
fn found_in(word: &Word, place: Place, block: &Block, within: u64) -> (u64, u64) {
    if let Some(alone) = word.alone(block) {
        let named = within & alone;
        return (named, meant(word, place, within & !named));
    }
    let few = within.count_ones() * 8 < block.masks.held.count_ones();
    let fits = |bit: &u8| word.fits(Subject { id: place.id(*bit), own: (block, *bit), by: None });
    if few {
        return (bits(within).filter(fits).fold(0, |mask, bit| mask | 1 << bit), 0);
    }
    let mut named = written(word, block, Part::Own, within);
    let begun = within & word.begins(block);
    named |= written(word, block, Part::Initials, begun & !named);
    named |= written(word, block, Part::Sound, begun & !named);
    named |= read(word, block, begun & !named);
    let mut others = written(word, block, Part::Lines, within & !named);
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
fn written(word: &Word, block: &Block, part: Part, within: u64) -> u64 {
    if within == 0 {
        return 0;
    }
    let finder = if part == Part::Lines { &word.in_lines } else { &word.in_names };
    let fits = |bit: u8| part != Part::Sound || block.names(bit).any(|name| word.begins_in(name));
    if within.count_ones() * 4 < block.masks.held.count_ones() {
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
    let (mut found, part, text) = (0, block.part(Part::Initials), block.text());
    if within == 0 {
        return 0;
    }
    for initials in &word.read {
        let (mut from, mut slots) = (part.start, block.slots(Part::Initials));
        while let Some(at) = initials.find(&text[from..part.end]) {
            let Some((bit, end)) = slots.find(|(_, end)| *end > from + at) else { break };
            let is_open = within & !found & 1 << bit != 0;
            if is_open && block.names(bit).any(|name| word.reading_of(name).is_some()) {
                found |= 1 << bit;
            }
            from = end;
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
