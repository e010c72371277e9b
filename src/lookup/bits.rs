//! Some of the records of a block or a shelf, a bit each.

use std::array::from_fn;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

/// How many words of 64 bits a shelf has: one for each of its blocks.
pub(super) const WORDS: usize = 64;

/// Some of the records of a shelf.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Bits([u64; WORDS]);

impl Bits {
    pub const NONE: Self = Self([0; WORDS]);
    pub const ALL: Self = Self([u64::MAX; WORDS]);

    /// Those of each block, from the first on.
    pub fn of(words: impl IntoIterator<Item = u64>) -> Self {
        let mut bits = Self::NONE;
        bits.0.iter_mut().zip(words).for_each(|(to, word)| *to = word);
        bits
    }

    pub fn set(&mut self, number: u16, is_set: bool) {
        let word = &mut self.0[usize::from(number) / 64];
        let bit = 1 << (number % 64);
        *word = if is_set { *word | bit } else { *word & !bit };
    }

    pub fn has(&self, number: u16) -> bool {
        self.0[usize::from(number) / 64] & 1 << (number % 64) != 0
    }

    pub fn is_none(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn words(&self) -> &[u64; WORDS] {
        &self.0
    }

    pub fn words_mut(&mut self) -> &mut [u64; WORDS] {
        &mut self.0
    }

    /// The blocks with any of them, each by its place and with those.
    pub fn blocks(&self) -> impl Iterator<Item = (usize, u64)> {
        self.0.iter().copied().enumerate().filter(|(_, word)| *word != 0)
    }

    /// Those of each block of which a test, given all of that block, says so.
    pub fn each(&self, mut test: impl FnMut(usize, u64) -> u64) -> Self {
        let mut found = Self::NONE;
        for (nth, word) in self.blocks() {
            found.0[nth] = test(nth, word);
        }
        found
    }

    /// Those of which a test, given their numbers, says so.
    pub fn filter(&self, test: impl Fn(u16) -> bool) -> Self {
        let number = |nth: usize, bit: u8| (nth * 64) as u16 + u16::from(bit);
        self.each(|nth, word| {
            bits(word).filter(|bit| test(number(nth, *bit))).fold(0, |word, bit| word | 1 << bit)
        })
    }

    /// Their numbers, in order.
    pub fn numbers(&self) -> impl Iterator<Item = u16> {
        self.blocks()
            .flat_map(|(nth, word)| bits(word).map(move |bit| (nth * 64) as u16 + u16::from(bit)))
    }
}

impl BitAnd for Bits {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(from_fn(|nth| self.0[nth] & other.0[nth]))
    }
}

impl BitOr for Bits {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(from_fn(|nth| self.0[nth] | other.0[nth]))
    }
}

impl Not for Bits {
    type Output = Self;

    fn not(self) -> Self {
        Self(self.0.map(|word| !word))
    }
}

impl BitAndAssign for Bits {
    fn bitand_assign(&mut self, other: Self) {
        *self = *self & other;
    }
}

impl BitOrAssign for Bits {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

/// The bits that are set in one word.
pub(super) fn bits(mut mask: u64) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then(|| mask.trailing_zeros() as u8)?;
        mask &= mask - 1;
        Some(bit)
    })
}
