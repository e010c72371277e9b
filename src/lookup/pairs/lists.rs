//! Lists of records of a shelf, each by a key: the gaps between their numbers or a bit each,
//! whichever is shorter.

use super::super::bits::Bits;
use std::ops::Range;

/// So many ends of lists are told from one base.
const BASE: usize = 32;
/// At a commit so many more lists and bytes of them are made room for.
const MORE: usize = 256;

/// Lists by their keys.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Lists {
    /// In order.
    keys: Box<[u16]>,
    /// Where the list of each ends behind its base, twice that, and one more where it is of bits.
    ends: Box<[u16]>,
    bases: Box<[u32]>,
    lists: Box<[u8]>,
}

impl Lists {
    /// Where the list of a key stands, or that of the next.
    pub fn place(&self, key: u16) -> usize {
        self.keys.partition_point(|known| *known < key)
    }

    pub fn key(&self, at: usize) -> Option<u16> {
        self.keys.get(at).copied()
    }

    /// Those that are in any of the lists of some keys.
    pub fn any(&self, keys: Range<u16>) -> Bits {
        let mut bits = Bits::NONE;
        let from = self.place(keys.start);
        let known = self.keys[from..].iter().take_while(|key| **key < keys.end);
        for (at, _) in (from..).zip(known) {
            self.add_to(&mut bits, at);
        }
        bits
    }

    fn end(&self, at: usize) -> usize {
        self.bases[at / BASE] as usize + usize::from(self.ends[at] / 2)
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.end(before))
    }

    /// Adds those of one list.
    pub fn add_to(&self, bits: &mut Bits, at: usize) {
        let list = &self.lists[self.start(at)..self.end(at)];
        if self.ends[at] & 1 != 0 {
            let words = list.chunks(8).map(|chunk| {
                let mut bytes = [0; 8];
                bytes[..chunk.len()].copy_from_slice(chunk);
                u64::from_le_bytes(bytes)
            });
            bits.words_mut().iter_mut().zip(words).for_each(|(to, word)| *to |= word);
            return;
        }
        let (mut next, mut bytes) = (0, list.iter());
        while let Some(byte) = bytes.next() {
            let mut gap = u16::from(byte & 0x7F);
            if byte & 0x80 != 0 {
                gap |= bytes.next().map_or(0, |byte| u16::from(*byte) << 7);
            }
            next += gap + 1;
            bits.set(next - 1, true);
        }
    }

    /// How many bytes all take, and those of some keys.
    pub fn size(&self, keys: Range<u16>) -> (usize, usize) {
        let some = self.place(keys.start)..self.place(keys.end);
        let one = size_of::<u16>() * 2;
        let all = self.keys.len() * one + size_of_val(&*self.bases) + self.lists.len();
        (all, some.len() * one + self.start(some.end) - self.start(some.start))
    }
}

/// Lists in the making, in the order of their keys.
pub(super) struct Packing<'l> {
    from: &'l Lists,
    /// How many of those have been copied or left out.
    at: usize,
    keys: Vec<u16>,
    ends: Vec<u16>,
    bases: Vec<u32>,
    lists: Vec<u8>,
}

impl<'l> Packing<'l> {
    /// As large as what they are made from, and a few more.
    pub fn new(from: &'l Lists) -> Self {
        Self {
            from,
            at: 0,
            keys: Vec::with_capacity(from.keys.len() + MORE),
            ends: Vec::with_capacity(from.keys.len() + MORE),
            bases: Vec::with_capacity(from.bases.len() + MORE),
            lists: Vec::with_capacity(from.lists.len() + MORE),
        }
    }

    /// Copies the lists before some keys, and leaves those out: at a commit nearly all stay as they
    /// are.
    pub fn skip(&mut self, keys: Range<u16>) {
        let next = self.from.place(keys.start);
        self.copy(next);
        self.at = self.from.place(keys.end);
    }

    /// Adds a list; it may be empty.
    pub fn add(&mut self, key: u16, records: &Bits) {
        let start = self.lists.len();
        let length = records.blocks().last().map_or(0, |(last, word)| {
            last * 8 + (u64::BITS - word.leading_zeros()).div_ceil(8) as usize
        });
        // Each gap takes a byte at least.
        let mut is_bits = length < records.count();
        if !is_bits {
            self.gaps(records);
            is_bits = length < self.lists.len() - start;
        }
        if is_bits {
            self.lists.truncate(start);
            let bytes = records.words().iter().flat_map(|word| word.to_le_bytes());
            self.lists.extend(bytes.take(length));
        }
        self.note(key, start, self.lists.len(), is_bits);
    }

    /// How many others stand before each record: seven bits a byte, the lowest first.
    fn gaps(&mut self, records: &Bits) {
        let mut next = 0;
        for number in records.numbers() {
            let gap = number - next;
            next = number + 1;
            let more = gap > 0x7F;
            self.lists.push((gap & 0x7F) as u8 | if more { 0x80 } else { 0 });
            if more {
                self.lists.push((gap >> 7) as u8);
            }
        }
    }

    fn copy(&mut self, to: usize) {
        let (from, range) = (self.from, self.at..to);
        let (mut start, first) = (self.lists.len(), from.start(range.start));
        let moved = start.wrapping_sub(first);
        self.lists.extend_from_slice(&from.lists[first..from.start(range.end)]);
        for at in range {
            let end = from.end(at).wrapping_add(moved);
            self.note(from.keys[at], start, end, from.ends[at] & 1 != 0);
            start = end;
        }
    }

    /// A list stands there.
    fn note(&mut self, key: u16, start: usize, end: usize, is_bits: bool) {
        if self.keys.len().is_multiple_of(BASE) {
            self.bases.push(start as u32);
        }
        let base = self.bases.last().map_or(0, |base| *base as usize);
        self.keys.push(key);
        self.ends.push((end - base) as u16 * 2 + u16::from(is_bits));
    }

    /// All of them, with what was not reached yet.
    pub fn lists(mut self) -> Lists {
        self.copy(self.from.keys.len());
        Lists {
            keys: self.keys.into(),
            ends: self.ends.into(),
            bases: self.bases.into(),
            lists: self.lists.into(),
        }
    }
}
