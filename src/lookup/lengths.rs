//! How long the shortest names of a block's records are: of names that fit equally well the short
//! ones come first, and most records are known by it not to be among the best.

use super::bits::bits;
use super::block::{Block, END, Part, ROOM};

/// With a bit to spare in each byte, eight are compared at once.
pub(super) const MOST: u8 = 0x7F;

/// Lengths in bytes, by the records' bits: no more than [`MOST`], which stands for none, too.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Lengths {
    /// Of names with a letter or digit of ASCII.
    latin: [u8; ROOM as usize],
    /// Of names with any other letter: what is typed may be how those sound.
    other: [u8; ROOM as usize],
}

/// Up to which lengths something is looked for, or in none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct UpTo {
    pub latin: Option<u8>,
    pub other: Option<u8>,
}

impl UpTo {
    /// Whether no name is so short.
    pub fn is_none(self) -> bool {
        self.latin.is_none() && self.other.is_none()
    }

    /// The less of these and another length.
    pub fn and(self, length: u8) -> Self {
        let less = |one: Option<u8>| one.map(|one| one.min(length));
        Self { latin: less(self.latin), other: less(self.other) }
    }
}

impl Default for Lengths {
    fn default() -> Self {
        Self { latin: [MOST; ROOM as usize], other: [MOST; ROOM as usize] }
    }
}

impl Lengths {
    /// Of the records of a block.
    pub fn of(block: &Block) -> Self {
        let mut lengths = Self::default();
        for bit in bits(block.masks.held) {
            lengths.add(bit, &block.text()[block.range(bit, Part::Own)]);
        }
        lengths
    }

    /// Of a record with these names, each ended.
    fn add(&mut self, bit: u8, names: &[u8]) {
        for name in names.split_inclusive(|byte| *byte == END) {
            let name = &name[..name.len() - 1];
            let length = name.len().min(usize::from(MOST)) as u8;
            for (lengths, is_of) in [
                (&mut self.latin, name.iter().any(u8::is_ascii)),
                (&mut self.other, !name.is_ascii()),
            ] {
                let shortest = &mut lengths[usize::from(bit)];
                *shortest = if is_of { length.min(*shortest) } else { *shortest };
            }
        }
    }

    /// Whether a record has a name that is no longer.
    pub fn is_up_to(&self, bit: u8, longest: UpTo) -> bool {
        let bit = usize::from(bit);
        longest.latin.is_some_and(|longest| self.latin[bit] <= longest)
            || longest.other.is_some_and(|longest| self.other[bit] <= longest)
    }

    /// How long the shortest of them is.
    pub fn least(&self, bit: u8, longest: UpTo) -> u8 {
        let bit = usize::from(bit);
        let latin = longest.latin.map_or(MOST, |_| self.latin[bit]);
        latin.min(longest.other.map_or(MOST, |_| self.other[bit]))
    }

    /// The records, by their bits, with a name that is no longer; some have none at all, if any
    /// length will do.
    pub fn up_to(&self, longest: UpTo) -> u64 {
        let short = |lengths, longest: Option<u8>| longest.map_or(0, |most| short(lengths, most));
        short(&self.latin, longest.latin) | short(&self.other, longest.other)
    }
}

/// A bit for each length that is not more.
fn short(lengths: &[u8; ROOM as usize], most: u8) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES << 7;
    // Brings the lowest bits of eight bytes together in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let most = (u64::from(most) * ONES) | HIGH;
    let (eights, _) = lengths.as_chunks();
    let bits = eights.iter().map(|eight| {
        // The high bit of a byte stays where nothing had to be borrowed from it.
        let less = (most - u64::from_le_bytes(*eight)) & HIGH;
        (less >> 7).wrapping_mul(GATHER) >> 56
    });
    bits.enumerate().fold(0, |mask, (nth, bits)| mask | bits << (8 * nth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_are_short_are_told_eight_at_once() {
        let mut lengths = [0; ROOM as usize];
        for nth in 0..ROOM as u8 {
            lengths[usize::from(nth)] = nth.wrapping_mul(89) & MOST;
        }
        for most in 0..=MOST {
            let bits = (0..ROOM).filter(|bit| lengths[*bit as usize] <= most);
            assert_eq!(short(&lengths, most), bits.fold(0, |mask, bit| mask | 1 << bit));
        }
    }
}
