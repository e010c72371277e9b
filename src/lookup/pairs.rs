//! Which records of a shelf have two letters in a row, and where: of a million names those that
//! may have what is typed are told without a look at the names.
//!
//! The records of a pair stand as the gaps between their numbers or as a bit each, whichever is
//! shorter.

mod code;

use super::bits::Bits;
use super::block::{Block, Name, Part};
use super::generic::is_listed;
use code::{CODES, begins, codes, place, three};
use std::iter::Peekable;
use std::ops::Range;

/// Who types no more than so many bytes does not reach a word that is further behind.
const NEAR: usize = 4;
/// Of so many pairs it is asked whether a record has them.
const ASKED: usize = 8;
/// So many records in a shelf are looked at one by one sooner than told by one more pair.
const FEW: usize = 2;
/// So many ends of lists are told from one base.
const BASE: usize = 32;
/// At a commit so many more lists and bytes of them are made room for.
const MORE: usize = 256;
/// How many records a shelf has room for: a number of one and that of a pair are one number.
const NUMBERS: u32 = 12;

/// Where two letters stand in a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum In {
    /// In a name, as it is written.
    Own,
    /// Among the first letters of a name.
    Initials,
    /// Where a word begins, or a character as it sounds.
    Starts,
    /// There too, where a name begins: listed generic words aside, which count as a beginning only
    /// for who types on beyond them.
    Leads,
    /// Where such a generic word begins, with a word behind it that is not and that is not near.
    Far,
    /// In a line of another field.
    Lines,
    /// Three letters in a row, where a character begins as it sounds: the last, since they have the
    /// greatest codes.
    Sounds,
}

/// A text that is looked for.
#[derive(Debug)]
pub(super) struct Asked {
    length: usize,
    pairs: Vec<u16>,
    first: Range<u16>,
    three: Option<u16>,
    is_exact: bool,
}

impl Asked {
    pub fn of(text: &str) -> Self {
        let mut pairs: Vec<u16> = codes(text).collect();
        // Whatever may follow the last letter.
        if text.chars().next_back().and_then(place).is_some() {
            pairs.pop();
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs.truncate(ASKED);
        let is_exact = text.len() < 3 && text.chars().all(|letter| place(letter).is_some());
        Self { length: text.len(), pairs, first: begins(text), three: three(text), is_exact }
    }

    /// Whether the three letters that a sound has tell all of it.
    pub fn is_three(&self) -> bool {
        self.length == 3 && self.three.is_some()
    }

    /// Whether the pairs tell all of it.
    pub fn is_exact(&self) -> bool {
        self.is_exact
    }
}

/// The records of each pair.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Pairs {
    /// A pair with where it stands, in order.
    keys: Box<[u16]>,
    /// Where the list of each ends behind its base, twice that, and one more where it is of bits.
    ends: Box<[u16]>,
    bases: Box<[u32]>,
    lists: Box<[u8]>,
}

/// A pair of a record: where it stands, its code, and the record's number in the shelf.
pub(super) type Pair = u32;

/// Adds all pairs of a record, by its bit in a block and its number in the shelf; some more than
/// once.
pub(super) fn pairs_of(block: &Block, bit: u8, number: u16, all: &mut Vec<Pair>) {
    let mut add = |place: In, code: u16| {
        all.push(u32::from(key(place, code)) << NUMBERS | u32::from(number));
    };
    for name in block.names(bit) {
        codes(as_text(name.own.text)).for_each(|code| add(In::Own, code));
        for initials in name.all_initials().split(|byte| *byte == super::block::END) {
            codes(as_text(initials)).for_each(|code| add(In::Initials, code));
        }
        starts(name, &mut add);
    }
    let lines = as_text(&block.text()[block.range(bit, Part::Lines)]);
    lines.lines().flat_map(codes).for_each(|code| add(In::Lines, code));
}

/// With what the words and characters of a name begin.
fn starts(name: Name<'_>, add: &mut impl FnMut(In, u16)) {
    let words = || name.own.words().map(|(_, word)| as_text(word));
    let start = words().position(|word| !is_listed(word)).unwrap_or(0);
    let sounds = name.sounds().map(|form| (form, true));
    for (form, is_sound) in std::iter::once((name.own, false)).chain(sounds) {
        let (text, told) = (as_text(form.text), form.word(start).unwrap_or(0));
        for (at, _) in form.units().filter(|(_, unit)| unit.begins()) {
            let Some(rest) = text.get(at..) else { continue };
            if let Some(code) = codes(rest).next() {
                add(In::Starts, code);
                if let Some(before) = told.checked_sub(at) {
                    add(if before < NEAR { In::Leads } else { In::Far }, code);
                }
            }
            if let Some(code) = three(rest).filter(|_| is_sound) {
                add(In::Sounds, code);
            }
        }
    }
}

fn as_text(text: &[u8]) -> &str {
    std::str::from_utf8(text).unwrap_or_default()
}

fn key(place: In, code: u16) -> u16 {
    place as u16 * CODES + code
}

impl Pairs {
    /// The same without some pairs of records, and with others; each in order.
    pub fn with(&self, gone: &[Pair], come: &[Pair]) -> Self {
        // As large as it was, and a few more.
        let mut packed = Packing {
            keys: Vec::with_capacity(self.keys.len() + MORE),
            ends: Vec::with_capacity(self.keys.len() + MORE),
            bases: Vec::with_capacity(self.bases.len() + MORE),
            lists: Vec::with_capacity(self.lists.len() + MORE),
        };
        let (mut gone, mut come) = (gone.iter().peekable(), come.iter().peekable());
        let mut at = 0;
        while let Some(key) = next_key(&mut gone, &mut come) {
            let next = at + self.keys[at..].partition_point(|known| *known < key);
            packed.copy(self, at..next);
            at = next;
            let mut bits = Bits::NONE;
            if self.keys.get(at) == Some(&key) {
                self.add_to(&mut bits, at);
                at += 1;
            }
            for (changes, is_set) in [(&mut gone, false), (&mut come, true)] {
                while let Some(pair) = changes.next_if(|pair| key_of(**pair) == key) {
                    bits.set((pair & ((1 << NUMBERS) - 1)) as u16, is_set);
                }
            }
            packed.add(key, &bits);
        }
        packed.copy(self, at..self.keys.len());
        packed.pairs()
    }

    /// Those of some records that have a text so: surely, if it is told by its pairs, and else
    /// perhaps.
    pub fn have(&self, place: In, asked: &Asked, among: &Bits) -> Bits {
        if asked.pairs.is_empty() {
            return *among & self.begin(place, asked);
        }
        let mut left = *among;
        for code in &asked.pairs {
            if left.is_none() || !asked.is_exact && left.count() <= FEW {
                break;
            }
            left &= self.any(key(place, *code)..key(place, *code) + 1);
        }
        left
    }

    /// Those that have what a text begins with so.
    pub fn begin(&self, place: In, asked: &Asked) -> Bits {
        self.any(key(place, asked.first.start)..key(place, asked.first.end))
    }

    /// Those that have what a text begins with at the beginning of a name.
    pub fn lead(&self, asked: &Asked) -> Bits {
        let far = if asked.length > NEAR { self.begin(In::Far, asked) } else { Bits::NONE };
        self.begin(In::Leads, asked) | far
    }

    /// Those that may sound like a text from the beginning of a character on: surely, if it is of
    /// three letters of ASCII.
    pub fn sound(&self, asked: &Asked) -> Bits {
        match asked.three {
            Some(code) => self.any(key(In::Sounds, code)..key(In::Sounds, code) + 1),
            None => self.begin(In::Starts, asked),
        }
    }

    /// Those that have any of these.
    fn any(&self, keys: Range<u16>) -> Bits {
        let mut bits = Bits::NONE;
        let from = self.keys.partition_point(|key| *key < keys.start);
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

    fn list(&self, at: usize) -> &[u8] {
        &self.lists[self.start(at)..self.end(at)]
    }

    fn add_to(&self, bits: &mut Bits, at: usize) {
        let list = self.list(at);
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

    /// How many bytes it takes: for names, and for lines.
    pub fn size(&self) -> (usize, usize) {
        let at = |key: u16| self.keys.partition_point(|known| *known < key);
        let lines = at(key(In::Lines, 0))..at(key(In::Lines, CODES));
        let one = size_of::<u16>() * 2;
        let all = self.keys.len() * one + size_of_val(&*self.bases) + self.lists.len();
        let lines = lines.len() * one + self.start(lines.end) - self.start(lines.start);
        (all - lines, lines)
    }
}

fn key_of(pair: Pair) -> u16 {
    (pair >> NUMBERS) as u16
}

/// The first pair of two lists in order.
fn next_key<'p>(
    one: &mut Peekable<impl Iterator<Item = &'p Pair>>,
    other: &mut Peekable<impl Iterator<Item = &'p Pair>>,
) -> Option<u16> {
    let both = [one.peek(), other.peek()];
    both.into_iter().flatten().map(|pair| key_of(**pair)).min()
}

/// Pairs in the making.
struct Packing {
    keys: Vec<u16>,
    ends: Vec<u16>,
    bases: Vec<u32>,
    lists: Vec<u8>,
}

impl Packing {
    fn add(&mut self, key: u16, records: &Bits) {
        let Some((last, word)) = records.blocks().last() else { return };
        let start = self.lists.len();
        let length = last * 8 + (u64::BITS - word.leading_zeros()).div_ceil(8) as usize;
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

    /// Lists that stay as they are: at a commit nearly all.
    fn copy(&mut self, from: &Pairs, range: Range<usize>) {
        let (mut start, first) = (self.lists.len(), from.start(range.start));
        let moved = start.wrapping_sub(first);
        self.lists.extend_from_slice(&from.lists[first..from.start(range.end)]);
        for at in range {
            let end = from.end(at).wrapping_add(moved);
            self.note(from.keys[at], start, end, from.ends[at] & 1 != 0);
            start = end;
        }
    }

    /// A list of a pair stands there.
    fn note(&mut self, key: u16, start: usize, end: usize, is_bits: bool) {
        if self.keys.len().is_multiple_of(BASE) {
            self.bases.push(start as u32);
        }
        let base = self.bases.last().map_or(0, |base| *base as usize);
        self.keys.push(key);
        self.ends.push((end - base) as u16 * 2 + u16::from(is_bits));
    }

    fn pairs(self) -> Pairs {
        Pairs {
            keys: self.keys.into(),
            ends: self.ends.into(),
            bases: self.bases.into(),
            lists: self.lists.into(),
        }
    }
}
