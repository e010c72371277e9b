//! What up to 64 records of a kind are found by, packed so that a million names are searched as
//! three texts a block: letters, sounds, and the lines of other fields. A block does not change; a
//! commit makes a new one out of the old.

mod names;
mod pack;

pub(super) use names::{Form, Name, ended};

use super::bits::bits;
use super::key::Key;
use crate::value::Id;
use names::{Names, sound_begins};
use pack::Pack;
use std::ops::Range;

/// How many records a block holds, by their numbers: a mask of them is one number.
pub(super) const ROOM: u32 = 64;
/// Ends each text; no folded text holds it.
pub(super) const END: u8 = b'\n';
/// The texts of a record, in the order of the block.
const PARTS: usize = 3;
/// What ends with each record: its texts, and then its units.
const ENDS: usize = PARTS + 1;

/// A part of a block: a kind of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// Names, folded.
    Own,
    /// Names as they sound.
    Sound,
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
    /// The lengths of units: see [`names::Unit`].
    units: Box<[u8]>,
    slots: Slots,
    /// What names those that others name, in their order.
    named_by: Box<[Id]>,
    pub masks: Masks,
}

/// Where each record's texts and units end, in numbers as small as they may be.
#[derive(PartialEq, Debug)]
enum Slots {
    Narrow(Box<[[u16; ENDS]]>),
    Wide(Box<[[u32; ENDS]]>),
}

impl Default for Slots {
    fn default() -> Self {
        Self::Narrow(Box::default())
    }
}

impl Slots {
    fn of(slots: &[[u32; ENDS]]) -> Self {
        let narrow = |slot: &[u32; ENDS]| slot.map(|end| end as u16);
        if slots.iter().flatten().all(|end| u16::try_from(*end).is_ok()) {
            Self::Narrow(slots.iter().map(narrow).collect())
        } else {
            Self::Wide(slots.into())
        }
    }

    /// Where something of a record ends.
    fn end(&self, slot: usize, of: usize) -> usize {
        match self {
            Self::Narrow(slots) => usize::from(slots[slot][of]),
            Self::Wide(slots) => slots[slot][of] as usize,
        }
    }

    /// From where to where it stands.
    fn range(&self, slot: usize, of: usize) -> Range<usize> {
        slot.checked_sub(1).map_or(0, |before| self.end(before, of))..self.end(slot, of)
    }

    fn size(&self) -> usize {
        match self {
            Self::Narrow(slots) => size_of_val(&**slots),
            Self::Wide(slots) => size_of_val(&**slots),
        }
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
        let end = move |(slot, bit)| (bit, base + self.slots.end(slot, part as usize));
        bits(self.masks.held).enumerate().map(end)
    }

    fn slot(&self, bit: u8) -> Option<usize> {
        let below = self.masks.held & ((1 << bit) - 1);
        (self.masks.held & 1 << bit != 0).then_some(below.count_ones() as usize)
    }

    /// Where a record's text of a part stands.
    pub fn range(&self, bit: u8, part: Part) -> Range<usize> {
        let Some(slot) = self.slot(bit) else { return 0..0 };
        let (base, range) = (self.part(part).start, self.slots.range(slot, part as usize));
        base + range.start..base + range.end
    }

    fn units(&self, bit: u8) -> &[u8] {
        self.slot(bit).map_or(&[], |slot| &self.units[self.slots.range(slot, PARTS)])
    }

    /// The names of a record.
    pub fn names(&self, bit: u8) -> impl Iterator<Item = Name<'_>> {
        let [own, sounds, units] = self.naming(bit);
        Names { own, sounds, units }
    }

    /// All that its names are read from.
    pub fn naming(&self, bit: u8) -> [&[u8]; 3] {
        let text = |part| &self.text[self.range(bit, part)];
        [text(Part::Own), text(Part::Sound), self.units(bit)]
    }

    /// Whether a name of a record sounds so from the beginning of a character on.
    pub fn sound_begins(&self, bit: u8, typed: &[u8]) -> bool {
        sound_begins(self.units(bit), &self.text[self.range(bit, Part::Sound)], typed)
    }

    /// The record that names one.
    pub fn named_by(&self, bit: u8) -> Option<Id> {
        let below = self.masks.named & ((1 << bit) - 1);
        let is_named = self.masks.named & 1 << bit != 0;
        is_named.then(|| self.named_by[below.count_ones() as usize])
    }

    /// How many bytes it takes: for names, and for the lines of other fields.
    pub fn size(&self) -> (usize, usize) {
        let lines = self.part(Part::Lines).len();
        let all = size_of::<Self>()
            + self.text.len()
            + self.units.len()
            + self.slots.size()
            + size_of_val(&*self.named_by);
        (all - lines, lines)
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
