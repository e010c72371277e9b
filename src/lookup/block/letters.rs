//! Which records of a block have a letter at all, which a word that begins with it, and with which
//! letters words begin and are abbreviated: the first key in a look-up asks for no more, and those
//! after it are spared most names.

/// Letters and digits of ASCII.
const LETTERS: usize = 36;
/// Two letters in a row are told by one of so many numbers: others may have the same.
const PAIRS: usize = 64;
/// Of so many letters in a row it is asked whether a name has them.
const ASKED: usize = 8;
/// Who types no more than so many bytes does not reach a word that is further behind.
pub(super) const NEAR: usize = 4;

/// Records by their bits, for each letter and for two in a row: what is asked at once stands
/// together, since to come by it takes longer than to ask.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::lookup) struct Letters {
    letters: [Letter; LETTERS],
    pairs: [Pair; PAIRS],
}

#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Letter {
    /// Those with it in a name, as a first letter of its sound, or in a line.
    anywhere: u64,
    /// Those that have it among the first letters of a name.
    begins: u64,
}

#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Pair {
    /// Those with a word, or a character as it sounds, that begins so.
    starts: u64,
    /// Those with a name that begins so, listed generic words aside: they count as a beginning
    /// only for who types on beyond them.
    leads: u64,
    /// Those with both in a row among the first letters of a name.
    initials: u64,
}

/// What is asked of them: a text that is typed.
#[derive(Debug)]
pub(in crate::lookup) struct Asked {
    length: usize,
    letters: Vec<char>,
    pairs: Vec<usize>,
}

impl Asked {
    pub fn of(text: &str) -> Self {
        let letters: Vec<char> = text.chars().take(ASKED).collect();
        Self { length: text.len(), pairs: pairs(text).take(ASKED - 1).collect(), letters }
    }
}

impl Default for Letters {
    fn default() -> Self {
        Self { letters: [Letter::default(); LETTERS], pairs: [Pair::default(); PAIRS] }
    }
}

impl Letters {
    /// A record has a text in a name or a line.
    pub(super) fn has(&mut self, bit: u8, text: &str) {
        text.bytes().filter_map(place).for_each(|at| self.letters[at].anywhere |= 1 << bit);
    }

    /// A word, or a character as it sounds, begins with what goes on so; `leads`: and so does a
    /// name.
    pub(super) fn begin(&mut self, bit: u8, text: &str, leads: bool) {
        if let Some(at) = text.bytes().next().and_then(place) {
            self.letters[at].anywhere |= 1 << bit;
            self.letters[at].begins |= 1 << bit;
        }
        if let Some(letter) = text.chars().next() {
            self.pairs[first(letter)].leads |= u64::from(leads) << bit;
        }
        if let Some(pair) = pairs(text).next() {
            self.pairs[pair].starts |= 1 << bit;
            self.pairs[pair].leads |= u64::from(leads) << bit;
        }
    }

    /// A name has these first letters.
    pub(super) fn abbreviate(&mut self, bit: u8, initials: &str) {
        pairs(initials).for_each(|pair| self.pairs[pair].initials |= 1 << bit);
    }

    /// A record has what it has in another block.
    pub(super) fn copy(&mut self, bit: u8, from: &Self) {
        for (to, from) in self.letters.iter_mut().zip(&from.letters) {
            to.anywhere |= from.anywhere & 1 << bit;
            to.begins |= from.begins & 1 << bit;
        }
        for (to, from) in self.pairs.iter_mut().zip(&from.pairs) {
            to.starts |= from.starts & 1 << bit;
            to.leads |= from.leads & 1 << bit;
            to.initials |= from.initials & 1 << bit;
        }
    }

    /// Those with a letter: nothing is known of others than letters and digits of ASCII.
    fn of(&self, letter: char) -> Letter {
        let at = u8::try_from(letter).ok().and_then(place);
        at.map_or(Letter { anywhere: u64::MAX, begins: u64::MAX }, |at| self.letters[at])
    }

    /// The records that have a letter, beside those whose id does; nothing is known of others
    /// than letters and digits of ASCII.
    pub fn anywhere(&self, letter: u8) -> Option<u64> {
        place(letter).map(|at| self.letters[at].anywhere)
    }

    /// Those that have all its letters, beside those whose id does: no other has it written in a
    /// name or a line.
    pub fn written(&self, asked: &Asked) -> u64 {
        asked.letters.iter().fold(u64::MAX, |all, letter| all & self.of(*letter).anywhere)
    }

    /// Those that may have a word, or be read, from this on.
    pub fn starts(&self, asked: &Asked) -> u64 {
        let pair = asked.pairs.first().map_or(u64::MAX, |pair| self.pairs[*pair].starts);
        pair & asked.letters.first().map_or(u64::MAX, |letter| self.of(*letter).begins)
    }

    /// Those that may have a name from this on, if no words are generic but the listed ones.
    pub fn leads(&self, asked: &Asked) -> u64 {
        let told =
            asked.pairs.first().copied().or_else(|| asked.letters.first().copied().map(first));
        let told = told.filter(|_| asked.length <= NEAR);
        told.map_or(u64::MAX, |told| self.pairs[told].leads) & self.starts(asked)
    }

    /// Those that may have these among the first letters of a name.
    pub fn initials(&self, asked: &Asked) -> u64 {
        let letters = asked.letters.iter().map(|letter| self.of(*letter).begins);
        let pairs = asked.pairs.iter().map(|pair| self.pairs[*pair].initials);
        letters.chain(pairs).fold(u64::MAX, |all, mask| all & mask)
    }
}

/// The place of a folded letter.
fn place(letter: u8) -> Option<usize> {
    match letter {
        b'a'..=b'z' => Some(usize::from(letter - b'a')),
        b'0'..=b'9' => Some(usize::from(letter - b'0') + 26),
        _ => None,
    }
}

/// The numbers of each two letters in a row.
fn pairs(text: &str) -> impl Iterator<Item = usize> {
    text.chars().zip(text.chars().skip(1)).map(|(one, next)| pair(one, next))
}

/// The number of a letter whatever follows.
fn first(letter: char) -> usize {
    pair(letter, '\0')
}

fn pair(one: char, next: char) -> usize {
    let both = (one as u32).wrapping_mul(37).wrapping_add(next as u32);
    // Spreads neighbours far apart.
    (both.wrapping_mul(0x9E37_79B1) >> 26) as usize
}
