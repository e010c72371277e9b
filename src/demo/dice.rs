//! Chance that is the same every time: numbers of a seed (`SplitMix64`), and decks that deal each
//! of their cards before any comes again.

use std::collections::BTreeMap;

/// A row of numbers that the seed fixes.
pub(super) struct Dice {
    state: u64,
    decks: BTreeMap<(u8, u16), Vec<&'static str>>,
}

impl Dice {
    pub fn of(seed: u64) -> Self {
        Self { state: seed, decks: BTreeMap::new() }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below another; 0 below 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A number of days from one to another, both included.
    pub fn days(&mut self, least: i64, most: i64) -> i64 {
        let span = u64::try_from(most - least).unwrap_or(0) + 1;
        least.saturating_add_unsigned(self.next() % span)
    }

    /// As the same, but the low ones come often and the high ones seldom.
    pub fn early(&mut self, end: usize) -> usize {
        let high = self.below(end) + 1;
        self.below(high)
    }

    /// True so often in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    /// The next card of a deck that holds each code so often. A deck is known by a kind's and a
    /// field's number.
    pub fn deal(&mut self, deck: (u8, u16), codes: &[(&'static str, usize)]) -> &'static str {
        let mut cards = self.decks.remove(&deck).unwrap_or_default();
        if cards.is_empty() {
            cards = codes.iter().flat_map(|(code, times)| vec![*code; *times]).collect();
        }
        let card = cards.swap_remove(self.below(cards.len()));
        self.decks.insert(deck, cards);
        card
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_fixes_what_comes() {
        let of = |seed| (0..50).scan(Dice::of(seed), |dice, _| Some(dice.below(1000))).collect();
        let (one, same, other): (Vec<usize>, Vec<usize>, Vec<usize>) = (of(7), of(7), of(8));
        assert_eq!(one, same);
        assert_ne!(one, other);
    }

    #[test]
    fn a_deck_deals_all_its_cards_before_one_comes_again() {
        let mut dice = Dice::of(1);
        for _ in 0..4 {
            let mut dealt: Vec<_> =
                (0..4).map(|_| dice.deal((1, 2), &[("active", 3), ("closed", 1)])).collect();
            dealt.sort_unstable();
            assert_eq!(dealt, ["active", "active", "active", "closed"]);
        }
    }
}
