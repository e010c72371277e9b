//! Which records of a block have a letter at all, and which a word that begins with it: the first
//! key in a look-up asks for no more, and those after it are spared most names.

use std::array::from_fn;

/// Letters and digits of ASCII.
const LETTERS: usize = 36;

/// Records by their bits, for each letter.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::lookup) struct Letters {
    /// Those with it in a name, as a first letter of its sound, or in a line.
    anywhere: [u64; LETTERS],
    /// Those that have it among the first letters of a name.
    begins: [u64; LETTERS],
}

impl Default for Letters {
    fn default() -> Self {
        Self { anywhere: [0; LETTERS], begins: [0; LETTERS] }
    }
}

impl Letters {
    pub(super) fn add(&mut self, bit: u8, own: &[u8], initials: &[u8], lines: &[u8]) {
        let begins = distinct(initials);
        let anywhere = begins | distinct(own) | distinct(lines);
        let add = |to: &mut [u64; LETTERS], letters: u64| {
            *to = from_fn(|nth| to[nth] | (letters >> nth & 1) << bit);
        };
        add(&mut self.anywhere, anywhere);
        add(&mut self.begins, begins);
    }

    /// The records that have a letter, beside those whose id does; nothing is known of others
    /// than letters and digits of ASCII.
    pub fn anywhere(&self, letter: u8) -> Option<u64> {
        nth(letter).map(|nth| self.anywhere[nth])
    }

    /// Those that may have a word, or be read, from it on.
    pub fn begins(&self, letter: u8) -> u64 {
        nth(letter).map_or(u64::MAX, |nth| self.begins[nth])
    }
}

/// A bit for each letter that a text has.
fn distinct(text: &[u8]) -> u64 {
    text.iter().filter_map(|byte| nth(*byte)).fold(0, |letters, nth| letters | 1 << nth)
}

/// The place of a folded letter.
fn nth(letter: u8) -> Option<usize> {
    match letter {
        b'a'..=b'z' => Some(usize::from(letter - b'a')),
        b'0'..=b'9' => Some(usize::from(letter - b'0') + 26),
        _ => None,
    }
}
