//! Puts what a scan finds in order, as far as the best go. Those that may fit well and have short
//! names are looked at first: once there are enough of them, most others are known by a length
//! alone to rank behind.

use super::block::{MOST, Part, UpTo};
use super::found::Ranked;
use super::generic::bits;
use super::query::{Class, Subject};
use super::scan::{Finds, Piece, Scan, written};

/// Names so long, in bytes, are looked at first, as they come; of the others, which are many more,
/// the shorter ones.
const SHORT: u8 = 10;

/// How well a record may fit at best, the better first: what may be exact may be a prefix, too.
const CLASSES: [Class; 5] =
    [Class::Exact, Class::InitialsPrefix, Class::WordPrefix, Class::Substring, Class::Other];

/// A piece with those of its records that fit a word by a name.
pub(super) struct Fits<'a> {
    pub piece: Piece<'a>,
    pub by_name: u64,
}

impl Fits<'_> {
    /// Those that may fit so well.
    fn may_be(&self, class: Class, scan: &Scan<'_>) -> u64 {
        let block = self.piece.block;
        match (class, &*scan.query.words) {
            (Class::Other, _) => u64::MAX,
            // A letter alone was not looked for in the names.
            (Class::Substring, [word]) if word.alone(block).is_some() => {
                written(word, block, Part::Own, self.by_name)
            }
            _ => self.by_name & scan.query.may_be(class, block, scan.generic),
        }
    }
}

impl Scan<'_> {
    /// Ranks those that may be among the best: the pieces stand in the order of their kinds.
    pub fn rank_all(&self, fits: &[Fits<'_>], finds: &mut Finds) {
        let Some(first) = fits.first().map(|one| one.piece.place.kind) else { return };
        let mut left: Vec<u64> = Vec::with_capacity(fits.len());
        for one in fits {
            let recent = one.piece.mask & self.order.recent_in(one.piece.place);
            self.rank_bits(one.piece, recent, Class::Exact, finds);
            left.push(one.piece.mask & !recent);
        }
        for class in CLASSES {
            // Of the kind that ranks first none is among the best: nor is any of the others.
            if self.longest(first, class, finds).is_none() {
                break;
            }
            let mut open: Vec<(Piece<'_>, u64)> = Vec::with_capacity(fits.len());
            for (one, left) in fits.iter().zip(&mut left) {
                let mask = *left & one.may_be(class, self);
                *left &= !mask;
                if mask != 0 {
                    open.push((one.piece, mask));
                }
            }
            let kind = |one: &(Piece<'_>, u64)| self.order.kind(one.0.place.kind);
            for group in open.chunk_by_mut(|one, next| kind(one) == kind(next)) {
                self.rank_group(group, class, finds);
            }
        }
        self.keep_best(finds, 1);
    }

    /// Ranks records of kinds that rank alike, the short names first.
    fn rank_group(&self, group: &mut [(Piece<'_>, u64)], class: Class, finds: &mut Finds) {
        let Some(kind) = group.first().map(|(piece, _)| piece.place.kind) else { return };
        let mut longest = self.longest(kind, class, finds);
        for (piece, open) in &mut *group {
            let short = *open & piece.block.lengths.up_to(longest.and(SHORT));
            if short != 0 {
                *open &= !short;
                self.rank_bits(*piece, short, class, finds);
                longest = self.longest(kind, class, finds);
            }
        }
        let mut rest: Vec<(u8, u8, u32)> = Vec::new();
        for (nth, (piece, open)) in (0..).zip(&*group) {
            let lengths = &piece.block.lengths;
            let left = bits(open & lengths.up_to(longest));
            rest.extend(left.map(|bit| (lengths.least(bit, longest), bit, nth)));
        }
        // Of those that are as long the neighbours stay together: they are read in one go.
        rest.sort_by_key(|(length, ..)| *length);
        for (_, bit, nth) in rest {
            let (piece, _) = group[nth as usize];
            if piece.block.lengths.is_up_to(bit, longest) {
                self.rank_bits(piece, 1 << bit, class, finds);
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

    fn rank_bits(&self, piece: Piece<'_>, mask: u64, class: Class, finds: &mut Finds) {
        for bit in bits(mask) {
            let own = (piece.block, bit);
            self.rank(Subject { id: piece.place.id(bit), own, by: None }, class, finds);
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
            // Most that fit as well as the last of the best have names as long, too.
            if is_behind(Class::Other, 0) && !subject.letters().any(|name| is_enough(class, name)) {
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
    use super::super::block::{Block, Entry};
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
            let block = Block::of(&Entry { names: names_of(), ..Entry::default() });
            let mut frequency = Frequency::default();
            (0..if is_often { 20 } else { 0 }).for_each(|_| frequency.add(&block, 0));
            let mut texts: Vec<String> = names.iter().map(|name| fold(name)).collect();
            for name in &names {
                spoken(name, &mut |text| texts.push(text.to_owned()));
            }
            let text: Vec<char> = texts[which % texts.len()].chars().collect();
            prop_assume!(!text.is_empty());
            let typed: String = text.iter().skip(from % text.len()).take(length).collect();
            let word = Word::of(&typed).expect("letters");
            let id = Id { kind: 1, number: 1 };
            let subject = Subject { id, own: (&block, 0), by: None };
            let generic = frequency.generic();
            let fit = word.best(subject, &generic);
            prop_assert_eq!(word.fits(subject), fit.is_some());
            if let Some((class, ..)) = fit {
                prop_assert!(word.may_be(class, &block, &generic) & 1 != 0, "{typed} {class:?}");
            }
        }
    }
}
