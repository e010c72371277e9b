//! Which records of a shelf have two letters in a row, and where: of a million names those that
//! may have what is typed are told without a look at the names.

mod code;
mod lists;
mod threes;

pub(super) use threes::{BELOW, Threes, is_in, threes_of};

use super::bits::Bits;
use super::block::{Block, Name, Part};
use super::generic::is_listed;
use code::{CODES, begins, begins_three, codes, letter, place, three};
use lists::{Lists, Packing};
use std::iter::Peekable;
use std::ops::Range;

/// Who types no more than so many bytes does not reach a word that is further behind.
const NEAR: usize = 4;
/// Of so many pairs it is asked whether a record has them.
const ASKED: usize = 8;
/// So many records in a shelf are looked at one by one sooner than told by one more pair.
const FEW: usize = 2;
/// How many records a shelf has room for: a number of one and that of a pair are one number.
pub(super) const NUMBERS: u32 = 12;

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
    /// Three letters in a row, or the last two, where a character begins as it sounds: the last here,
    /// since they have the greatest codes.
    Sounds,
}

/// A text that is looked for.
#[derive(Debug)]
pub(super) struct Asked {
    length: usize,
    pairs: Vec<u16>,
    first: Range<u16>,
    sound: Option<Range<u16>>,
    /// Three in a row at a time, in a text of no other letters.
    threes: Vec<u16>,
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
        let is_plain = text.chars().all(|c| letter(c).is_some());
        let ends = if is_plain { text.len().saturating_sub(2) } else { 0 };
        Self {
            length: text.len(),
            pairs,
            first: begins(text),
            sound: begins_three(text),
            threes: (0..ends).filter_map(|at| three(&text[at..])).collect(),
            is_exact,
        }
    }

    /// Its letters, three in a row at a time, if it has no others.
    pub fn threes(&self) -> &[u16] {
        &self.threes
    }

    /// Whether three letters tell all of it.
    pub fn is_three(&self) -> bool {
        self.length == 3 && !self.threes.is_empty()
    }

    /// Whether the pairs tell all of it.
    pub fn is_exact(&self) -> bool {
        self.is_exact
    }
}

/// The records of each pair, by where it stands and its code.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Pairs {
    lists: Lists,
}

/// A pair of a record: where it stands, its code, and the record's number in the shelf.
type Pair = u32;

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
        let mut packed = Packing::new(&self.lists);
        let (mut gone, mut come) = (gone.iter().peekable(), come.iter().peekable());
        while let Some(key) = next_key(&mut gone, &mut come, NUMBERS) {
            packed.skip(key..key + 1);
            let mut bits = self.lists.any(key..key + 1);
            for (changes, is_set) in [(&mut gone, false), (&mut come, true)] {
                while let Some(pair) = changes.next_if(|pair| *pair >> NUMBERS == u32::from(key)) {
                    bits.set((pair & ((1 << NUMBERS) - 1)) as u16, is_set);
                }
            }
            if !bits.is_none() {
                packed.add(key, &bits);
            }
        }
        Self { lists: packed.lists() }
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
            left &= self.lists.any(key(place, *code)..key(place, *code) + 1);
        }
        left
    }

    /// Those that have what a text begins with so.
    pub fn begin(&self, place: In, asked: &Asked) -> Bits {
        self.lists.any(key(place, asked.first.start)..key(place, asked.first.end))
    }

    /// Those that have what a text begins with at the beginning of a name.
    pub fn lead(&self, asked: &Asked) -> Bits {
        let far = if asked.length > NEAR { self.begin(In::Far, asked) } else { Bits::NONE };
        self.begin(In::Leads, asked) | far
    }

    /// Those that may sound like a text from the beginning of a character on: surely, if it is of
    /// two or three letters of ASCII.
    pub fn sound(&self, asked: &Asked) -> Bits {
        match &asked.sound {
            Some(codes) => self.lists.any(key(In::Sounds, codes.start)..key(In::Sounds, codes.end)),
            None => self.begin(In::Starts, asked),
        }
    }

    /// How many bytes it takes: for names, and for lines.
    pub fn size(&self) -> (usize, usize) {
        let (all, lines) = self.lists.size(key(In::Lines, 0)..key(In::Lines, CODES));
        (all - lines, lines)
    }
}

/// What comes first of two lists in order, without the bits below.
fn next_key<'p>(
    one: &mut Peekable<impl Iterator<Item = &'p u32>>,
    other: &mut Peekable<impl Iterator<Item = &'p u32>>,
    below: u32,
) -> Option<u16> {
    let both = [one.peek(), other.peek()];
    both.into_iter().flatten().map(|first| (**first >> below) as u16).min()
}
