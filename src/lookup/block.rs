//! What up to 64 records of a kind are found by, packed so that a million names are searched as
//! four texts a block: letters, sounds, first letters, and the lines of other fields. A block
//! does not change; a commit makes a new one out of the old.

use super::generic::bits;
use super::key::Key;
use crate::value::Id;
use memchr::memchr;
use std::ops::Range;

/// How many records a block holds, by their numbers: a mask of them is one number.
pub(super) const ROOM: u32 = 64;
/// Ends each text; no folded text holds it.
pub(super) const END: u8 = b'\n';
/// The texts of a record, in the order of the block.
const PARTS: usize = 4;

/// A part of a block: a kind of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// Names, folded.
    Own,
    /// Names as they sound.
    Sound,
    /// The first letters of names.
    Initials,
    /// The lines of fields that are no names.
    Lines,
}

/// A record before it is packed.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub names: Vec<Key>,
    pub lines: Vec<String>,
    /// The record that names it, where a link does.
    pub named_by: Option<Id>,
    pub seen: Seen,
}

/// By whom a record is seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Seen {
    /// It lies in the trash: found by nobody, it still names what links to it.
    #[default]
    InTrash,
    Everybody,
    /// Those who sign in.
    Insiders,
    /// Only who has a right to it: that is asked of each.
    Few,
}

/// The records of a block, each a bit by its number.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Masks {
    /// All, those in the trash too.
    pub held: u64,
    pub everybody: u64,
    pub insiders: u64,
    pub few: u64,
    /// Those that others name.
    pub named: u64,
}

/// A block of records.
#[derive(PartialEq, Debug, Default)]
pub(super) struct Block {
    text: Box<[u8]>,
    /// Where each part ends in the text.
    parts: [u32; PARTS],
    /// The lengths of units: see [`Unit`].
    units: Box<[u8]>,
    slots: Box<[Slot]>,
    /// The records that others name, by their bit.
    named_by: Box<[(u8, Id)]>,
    pub masks: Masks,
}

/// Where a record's texts and units end.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Slot {
    parts: [u32; PARTS],
    units: u32,
}

/// A unit as it is packed: its length in six bits, and whether a unit begins there, and a word
/// that counts as one. A longer one goes on in pieces that begin nothing; a 0 ends the units of a
/// text, another those of a name. Written names have a unit a word, sounds one a syllable.
#[derive(Clone, Copy)]
pub(super) struct Unit(u8);

impl Unit {
    const WORD: u8 = 0x80;
    const BEGINS: u8 = 0x40;
    const LONGEST: usize = 0x3F;

    pub fn len(self) -> usize {
        usize::from(self.0) & Self::LONGEST
    }

    /// Whether what one types may begin here and count as a beginning.
    pub fn is_word(self) -> bool {
        self.0 & Self::WORD != 0
    }

    /// Whether what one types may begin here.
    pub fn begins(self) -> bool {
        self.0 & Self::BEGINS != 0
    }
}

/// A name of a packed record.
#[derive(Clone, Copy)]
pub(super) struct Name<'b> {
    pub own: Form<'b>,
    /// The sounds, each text ended, with the units of each, ended too.
    sounds: (&'b [u8], &'b [u8]),
    /// The first letters in each sound, each ended; if there is no sound, those of its words,
    /// and then of all, if some are small.
    initials: &'b [u8],
}

/// A text with its units.
#[derive(Clone, Copy)]
pub(super) struct Form<'b> {
    pub text: &'b [u8],
    units: &'b [u8],
}

impl<'b> Form<'b> {
    /// Its units, each with where it begins.
    pub fn units(self) -> impl Iterator<Item = (usize, Unit)> + 'b {
        let mut at = 0;
        self.units.iter().map(move |unit| {
            let (unit, from) = (Unit(*unit), at);
            at += unit.len();
            (from, unit)
        })
    }

    /// How long each of its units is, pieces together.
    pub fn unit_lengths(self) -> impl Iterator<Item = usize> {
        let mut starts =
            self.units().filter(|(_, unit)| unit.begins()).map(|(at, _)| at).peekable();
        std::iter::from_fn(move || {
            let at = starts.next()?;
            Some(starts.peek().copied().unwrap_or(self.text.len()) - at)
        })
    }

    /// Where a word begins, from 0.
    pub fn word(self, nth: usize) -> Option<usize> {
        self.units().filter(|(_, unit)| unit.is_word()).map(|(at, _)| at).nth(nth)
    }

    /// Its words, each with where it begins.
    pub fn words(self) -> impl Iterator<Item = (usize, &'b [u8])> {
        let mut starts = self.units().filter(|(_, unit)| unit.begins()).peekable();
        std::iter::from_fn(move || {
            loop {
                let (at, unit) = starts.next()?;
                let end = starts.peek().map_or(self.text.len(), |(at, _)| *at);
                if unit.is_word() {
                    return Some((at, &self.text[at..end]));
                }
            }
        })
    }
}

impl<'b> Name<'b> {
    /// Whether it has characters that are read.
    pub fn is_read(self) -> bool {
        !self.sounds.0.is_empty()
    }

    /// The ways in which it sounds.
    pub fn sounds(self) -> impl Iterator<Item = Form<'b>> {
        let units = self.sounds.1.split(|unit| *unit == 0);
        ended(self.sounds.0).zip(units).map(|(text, units)| Form { text, units })
    }

    /// Its first letters in each way in which it sounds.
    pub fn initials(self) -> impl Iterator<Item = &'b [u8]> {
        ended(self.initials)
    }

    /// Whether a word begins at each of its nth first letters. Small words have some only in the
    /// second of a name that is not read.
    pub fn initial_words(self, nth: usize) -> impl Iterator<Item = bool> {
        let is_all = nth > 0 || self.is_read();
        let units = self.sounds().next().unwrap_or(self.own).units().map(|(_, unit)| unit);
        units.filter(move |unit| unit.is_word() || is_all && unit.begins()).map(Unit::is_word)
    }
}

/// Texts that are each ended.
fn ended(texts: &[u8]) -> impl Iterator<Item = &[u8]> {
    texts.split_inclusive(|byte| *byte == END).map(|text| &text[..text.len() - 1])
}

/// The names of one record, in their order.
struct Names<'b> {
    own: &'b [u8],
    sounds: &'b [u8],
    initials: &'b [u8],
    units: &'b [u8],
}

/// Cuts off what stands before the next of a byte, and that byte.
fn cut<'b>(from: &mut &'b [u8], end: u8) -> &'b [u8] {
    let at = memchr(end, from).unwrap_or(from.len());
    let (before, rest) = from.split_at(at);
    *from = rest.get(1..).unwrap_or_default();
    before
}

impl<'b> Iterator for Names<'b> {
    type Item = Name<'b>;

    fn next(&mut self) -> Option<Name<'b>> {
        if self.own.is_empty() {
            return None;
        }
        let own = Form { text: cut(&mut self.own, END), units: cut(&mut self.units, 0) };
        let (sounds, initials, units) = (self.sounds, self.initials, self.units);
        let mut count = 0;
        while self.units.first().is_some_and(|unit| *unit != 0) {
            cut(&mut self.units, 0);
            cut(&mut self.sounds, END);
            count += 1;
        }
        let units = &units[..units.len() - self.units.len()];
        cut(&mut self.units, 0);
        let has_small = own.units().any(|(_, unit)| unit.begins() && !unit.is_word());
        for _ in 0..if count == 0 { 1 + usize::from(has_small) } else { count } {
            cut(&mut self.initials, END);
        }
        Some(Name {
            own,
            sounds: (&sounds[..sounds.len() - self.sounds.len()], units),
            initials: &initials[..initials.len() - self.initials.len()],
        })
    }
}

impl Block {
    /// The block with some of its records, by their bits, in place of what was there.
    pub fn with(&self, changes: &[(u8, Option<Entry>)]) -> Self {
        let mut pack = Pack::default();
        for bit in 0..ROOM as u8 {
            match changes.iter().rev().find(|(changed, _)| *changed == bit) {
                Some((_, entry)) => entry.iter().for_each(|entry| pack.add(bit, entry)),
                None => pack.copy(bit, self),
            }
        }
        pack.block()
    }

    /// A block of one record alone, by the bit 0.
    pub fn of(entry: &Entry) -> Self {
        let mut pack = Pack::default();
        pack.add(0, entry);
        pack.block()
    }

    /// The text of all parts.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// A part of all records.
    pub fn part(&self, part: Part) -> Range<usize> {
        let start = (part as usize).checked_sub(1).map_or(0, |before| self.parts[before]);
        start as usize..self.parts[part as usize] as usize
    }

    /// Its records, by their bits, each with where its text in a part ends.
    pub fn slots(&self, part: Part) -> impl Iterator<Item = (u8, usize)> {
        let base = self.part(part).start;
        let ends = self.slots.iter().map(move |slot| base + slot.parts[part as usize] as usize);
        bits(self.masks.held).zip(ends)
    }

    fn slot(&self, bit: u8) -> Option<usize> {
        let below = self.masks.held & ((1 << bit) - 1);
        (self.masks.held & 1 << bit != 0).then_some(below.count_ones() as usize)
    }

    /// Where a record's text of a part stands.
    pub fn range(&self, bit: u8, part: Part) -> Range<usize> {
        let Some(slot) = self.slot(bit) else { return 0..0 };
        let base = self.part(part).start;
        let of = |slot: &Slot| base + slot.parts[part as usize] as usize;
        slot.checked_sub(1).map_or(base, |before| of(&self.slots[before]))..of(&self.slots[slot])
    }

    fn units(&self, slot: usize) -> Range<usize> {
        let start = slot.checked_sub(1).map_or(0, |before| self.slots[before].units);
        start as usize..self.slots[slot].units as usize
    }

    /// The names of a record.
    pub fn names(&self, bit: u8) -> impl Iterator<Item = Name<'_>> {
        let text = |part| &self.text[self.range(bit, part)];
        let units = self.slot(bit).map_or(0..0, |slot| self.units(slot));
        Names {
            own: text(Part::Own),
            sounds: text(Part::Sound),
            initials: text(Part::Initials),
            units: &self.units[units],
        }
    }

    /// The record that names one.
    pub fn named_by(&self, bit: u8) -> Option<Id> {
        let place = self.named_by.binary_search_by_key(&bit, |(one, _)| *one).ok()?;
        Some(self.named_by[place].1)
    }

    /// The records that such others name, by their bits.
    pub fn named_by_any(&self, of: impl Fn(Id) -> bool) -> u64 {
        let named = self.named_by.iter().filter(|(_, by)| of(*by));
        named.fold(0, |mask, (bit, _)| mask | 1 << bit)
    }

    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        size_of::<Self>()
            + self.text.len()
            + self.units.len()
            + size_of_val(&*self.slots)
            + size_of_val(&*self.named_by)
    }
}

/// A block in the making.
#[derive(Default)]
struct Pack {
    parts: [Vec<u8>; PARTS],
    units: Vec<u8>,
    slots: Vec<Slot>,
    named_by: Vec<(u8, Id)>,
    masks: Masks,
}

impl Pack {
    fn add(&mut self, bit: u8, entry: &Entry) {
        for key in &entry.names {
            self.name(key);
        }
        for line in &entry.lines {
            self.text(Part::Lines, line);
        }
        self.end(bit, entry.named_by, entry.seen);
    }

    fn name(&mut self, key: &Key) {
        self.text(Part::Own, &key.folded);
        let mut words: Vec<(usize, u8)> = Vec::new();
        for unit in &key.units {
            match (words.last_mut(), unit.is_word || unit.is_small) {
                (Some((length, _)), false) => *length += unit.at.len(),
                _ => words.push((unit.at.len(), flags(unit.is_word, true))),
            }
        }
        self.lengths(words.into_iter());
        let sounds = key.sounds();
        for sound in &sounds {
            self.text(Part::Sound, &sound.concat());
            let units = key.units.iter().zip(sound);
            self.lengths(units.map(|(unit, text)| (text.len(), flags(unit.is_word, true))));
        }
        for initials in key.initials(&sounds) {
            self.text(Part::Initials, &initials);
        }
        self.units.push(0);
    }

    fn text(&mut self, part: Part, text: &str) {
        let part = &mut self.parts[part as usize];
        part.extend_from_slice(text.as_bytes());
        part.push(END);
    }

    fn lengths(&mut self, units: impl Iterator<Item = (usize, u8)>) {
        for (mut length, flags) in units {
            let first = length.min(Unit::LONGEST);
            self.units.push(flags | first as u8);
            length -= first;
            while length > 0 {
                let piece = length.min(Unit::LONGEST);
                self.units.push(piece as u8);
                length -= piece;
            }
        }
        self.units.push(0);
    }

    fn copy(&mut self, bit: u8, from: &Block) {
        let Some(slot) = from.slot(bit) else { return };
        for part in [Part::Own, Part::Sound, Part::Initials, Part::Lines] {
            self.parts[part as usize].extend_from_slice(&from.text[from.range(bit, part)]);
        }
        self.units.extend_from_slice(&from.units[from.units(slot)]);
        self.end(bit, from.named_by(bit), from.seen(bit));
    }

    fn end(&mut self, bit: u8, named_by: Option<Id>, seen: Seen) {
        let parts = [0, 1, 2, 3].map(|part: usize| self.parts[part].len() as u32);
        self.slots.push(Slot { parts, units: self.units.len() as u32 });
        self.named_by.extend(named_by.map(|id| (bit, id)));
        self.masks.named |= u64::from(named_by.is_some()) << bit;
        self.masks.held |= 1 << bit;
        match seen {
            Seen::InTrash => {}
            Seen::Everybody => self.masks.everybody |= 1 << bit,
            Seen::Insiders => self.masks.insiders |= 1 << bit,
            Seen::Few => self.masks.few |= 1 << bit,
        }
    }

    fn block(self) -> Block {
        let mut ends = [0; PARTS];
        let mut end = 0;
        for (part, text) in self.parts.iter().enumerate() {
            end += text.len() as u32;
            ends[part] = end;
        }
        Block {
            text: self.parts.concat().into(),
            parts: ends,
            units: self.units.into(),
            slots: self.slots.into(),
            named_by: self.named_by.into(),
            masks: self.masks,
        }
    }
}

impl Block {
    fn seen(&self, bit: u8) -> Seen {
        let Masks { everybody, insiders, few, .. } = self.masks;
        let has = |mask: u64| mask & 1 << bit != 0;
        match (has(everybody), has(insiders), has(few)) {
            (true, ..) => Seen::Everybody,
            (_, true, _) => Seen::Insiders,
            (_, _, true) => Seen::Few,
            _ => Seen::InTrash,
        }
    }
}

fn flags(is_word: bool, begins: bool) -> u8 {
    (if is_word { Unit::WORD } else { 0 }) | (if begins { Unit::BEGINS } else { 0 })
}
