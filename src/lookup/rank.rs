//! Puts what a scan finds in order, as far as the best go. Those that may fit well and have short
//! names are looked at first: once there are enough of them, most others are known by a length
//! alone to rank behind.

use super::bits::{Bits, bits};
use super::block::Block;
use super::found::Ranked;
use super::lengths::{Lengths, MOST, UpTo};
use super::query::{Class, Subject, Ways};
use super::scan::{Finds, Scan};
use super::shelf::{Place, Shelf};

/// Names so long, in bytes, are looked at first, as they come; of the others, which are many more,
/// the shorter ones.
const SHORT: u8 = 10;

/// How well a record may fit at best, the better first: what may be exact may be a prefix, too.
const CLASSES: [Class; 5] =
    [Class::Exact, Class::InitialsPrefix, Class::WordPrefix, Class::Substring, Class::Other];

/// The records of a shelf that are found, and those of them that fit a word by a name.
pub(super) struct Fits<'a> {
    pub place: Place,
    pub shelf: &'a Shelf,
    pub found: Bits,
    pub by_name: Bits,
    /// Those of them that may fit each word by first letters, and by letters that are read.
    pub spoken: Vec<(u32, Bits, Bits)>,
}

/// Records of a block that are yet to be ranked.
#[derive(Clone, Copy)]
struct Open<'a> {
    of: &'a Fits<'a>,
    nth: usize,
    mask: u64,
    block: &'a Block,
    lengths: &'a Lengths,
}

impl<'a> Fits<'a> {
    /// Those of some that may fit so well.
    fn may_be(&self, class: Class, left: &Bits, scan: &Scan<'_>) -> Bits {
        match class {
            Class::Other => *left,
            _ => scan.query.may_be(class, self.shelf, &(*left & self.by_name), scan.generic),
        }
    }

    /// Some of them, by their blocks.
    fn open(&'a self, some: &Bits) -> impl Iterator<Item = Open<'a>> {
        let open = move |(nth, mask, block, lengths)| Open { of: self, nth, mask, block, lengths };
        self.shelf.open(some).map(open)
    }
}

impl<'a> Open<'a> {
    fn subject(self, bit: u8) -> Subject<'a> {
        let has = |bits: &Bits| bits.words()[self.nth] & 1 << bit != 0;
        let mut ways = Ways { abbreviated: 0, read: 0 };
        for (word, abbreviated, read) in &self.of.spoken {
            ways.abbreviated |= if has(abbreviated) { *word } else { 0 };
            ways.read |= if has(read) { *word } else { 0 };
        }
        let id = self.of.place.id_in(self.nth, bit);
        Subject { id, own: (self.block, bit), by: None, ways }
    }
}

impl Scan<'_> {
    /// Ranks those that may be among the best: the shelves stand in the order of their kinds.
    pub fn rank_all(&self, fits: &[Fits<'_>], finds: &mut Finds) {
        let Some(first) = fits.first().map(|one| one.place.kind) else { return };
        let mut left: Vec<Bits> = Vec::with_capacity(fits.len());
        for one in fits {
            let recent = one.found & self.order.recent_in(one.place);
            one.open(&recent).for_each(|open| self.rank_bits(open, open.mask, Class::Exact, finds));
            left.push(one.found & !recent);
        }
        for class in CLASSES {
            // Of the kind that ranks first none is among the best: nor is any of the others.
            if self.longest(first, class, finds).is_none() {
                break;
            }
            let mut open: Vec<Open<'_>> = Vec::new();
            for (one, left) in fits.iter().zip(&mut left) {
                let some = one.may_be(class, left, self);
                *left &= !some;
                open.extend(one.open(&some));
            }
            let kind = |one: &Open<'_>| self.order.kind(one.of.place.kind);
            for group in open.chunk_by_mut(|one, next| kind(one) == kind(next)) {
                self.rank_group(group, class, finds);
            }
        }
        self.keep_best(finds, 1);
    }

    /// Ranks records of kinds that rank alike, the short names first.
    fn rank_group(&self, group: &mut [Open<'_>], class: Class, finds: &mut Finds) {
        let Some(kind) = group.first().map(|one| one.of.place.kind) else { return };
        let mut longest = self.longest(kind, class, finds);
        for one in &mut *group {
            let short = one.mask & one.lengths.up_to(longest.and(SHORT));
            if short != 0 {
                one.mask &= !short;
                self.rank_bits(*one, short, class, finds);
                longest = self.longest(kind, class, finds);
            }
        }
        let mut rest: Vec<(u8, u8, u32)> = Vec::new();
        for (nth, one) in (0..).zip(&*group) {
            let left = bits(one.mask & one.lengths.up_to(longest));
            rest.extend(left.map(|bit| (one.lengths.least(bit, longest), bit, nth)));
        }
        // Of those that are as long the neighbours stay together: they are read in one go.
        rest.sort_by_key(|(length, ..)| *length);
        for (_, bit, nth) in rest {
            let one = group[nth as usize];
            if one.lengths.is_up_to(bit, longest) {
                self.rank_bits(one, 1 << bit, class, finds);
                longest = self.longest(kind, class, finds);
            }
        }
    }

    /// How long a name may be that is among the best, if it fits no better than by a class.
    fn longest(&self, kind: u8, class: Class, finds: &Finds) -> UpTo {
        let Some(bound) = finds.bound else {
            return UpTo { latin: Some(MOST), other: Some(MOST) };
        };
        if class == Class::Other {
            let any = self.order.longest(kind, class, false, bound).map(|_| MOST);
            return UpTo { latin: any, other: any };
        }
        // Exact is only what is no longer than what was typed.
        let exact = self.order.longest(kind, class, false, bound);
        let exact = exact.map(|exact| exact.min(self.query.longest_exact()));
        let next = class.max(Class::Prefix);
        let longest = |is_sound| self.order.longest(kind, next, is_sound, bound).max(exact);
        UpTo { latin: longest(false), other: longest(self.query.is_ascii()) }
    }

    fn rank_bits(&self, one: Open<'_>, mask: u64, class: Class, finds: &mut Finds) {
        for bit in bits(mask) {
            self.rank(one.subject(bit), class, finds);
        }
        if mask != 0 {
            self.keep_best(finds, 2);
        }
    }

    /// `at_best`: better than this it does not fit.
    pub fn rank(&self, subject: Subject<'_>, at_best: Class, finds: &mut Finds) {
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
        let fit = if by_name {
            let is_enough = |class: Class, name: &[u8]| {
                let best = self.order.at_best_called(subject.id, class.max(at_best), name);
                finds.bound.is_none_or(|bound| (best, subject.id) <= bound)
            };
            // Most that fit as well as the last of the best have names as long, too, by which they
            // do not fit.
            let may_be = |name: &[u8]| is_enough(class, name);
            if is_behind(Class::Other, 0) && !self.query.may_fit(subject, &may_be) {
                return;
            }
            self.query.best_if(subject, self.generic, &is_enough)
        } else if is_behind(Class::Other, self.query.shortest_other(subject.id)) {
            None
        } else {
            self.query.best_other(subject)
        };
        let Some(fit) = fit else { return };
        let rank = self.order.rank(subject.id, &fit);
        if finds.bound.is_none_or(|(bound, _)| rank <= bound) {
            finds.best.push(Ranked::new(subject.id, rank, fit));
        }
    }

    /// Lets go of all but the best, once there are so many times as many.
    pub fn keep_best(&self, finds: &mut Finds, times: usize) {
        let most = self.around.most;
        if finds.best.len() > most.saturating_mul(times) {
            finds.best.select_nth_unstable_by(most, Ranked::order);
            finds.best.truncate(most);
            finds.bound = finds.best.iter().map(Ranked::bound).max();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::block::Entry;
    use super::super::generic::Frequency;
    use super::super::key::{Key, spoken};
    use super::super::word::Word;
    use super::*;
    use crate::value::{Id, fold};
    use proptest::prelude::*;

    fn name() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "[a-c]{1,3}",
            "[华清国大长重]{1,3}",
            prop::sample::select(
                &["China", "Sichuan", "of", "the", "四川", "科技", "é", "Group7"][..]
            )
            .prop_map(ToOwned::to_owned),
        ];
        prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn what_fits_so_well_is_among_those_that_may(
            names in prop::collection::vec(name(), 1..3),
            (which, from, length) in (0usize..20, 0usize..12, 1usize..9),
            is_often in any::<bool>(),
        ) {
            let keys = |name: &String| Key::of_name(&super::super::ID, 0, name);
            let names_of = || names.iter().flat_map(keys).collect();
            let entry = Entry { names: names_of(), ..Entry::default() };
            let shelf = Shelf::default().with(vec![(0, Some(entry))]);
            let (block, bit) = shelf.record(0).expect("it is there");
            let mut frequency = Frequency::default();
            (0..if is_often { 20 } else { 0 }).for_each(|_| frequency.add(block, bit));
            let mut texts: Vec<String> = names.iter().map(|name| fold(name)).collect();
            for name in &names {
                spoken(name, &mut |text| texts.push(text.to_owned()));
            }
            let text: Vec<char> = texts[which % texts.len()].chars().collect();
            prop_assume!(!text.is_empty());
            let typed: String = text.iter().skip(from % text.len()).take(length).collect();
            let word = Word::of(&typed).expect("letters");
            let id = Id { kind: 1, number: 1 };
            let subject = Subject { id, own: (block, bit), by: None, ways: Ways::default() };
            let generic = frequency.generic();
            let fit = word.best(subject, &generic);
            prop_assert_eq!(word.fits(subject), fit.is_some());
            if let Some((class, ..)) = fit {
                let may_be = word.may_be(class, &shelf, &Bits::ALL, &generic);
                prop_assert!(may_be.has(0), "{typed} {class:?}");
            }
        }
    }
}
