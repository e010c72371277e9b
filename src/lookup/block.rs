//! What up to 64 records of a kind are found by, packed so that a million names are searched as
//! four texts a block: letters, sounds, first letters, and the lines of other fields. A block
//! does not change; a commit makes a new one out of the old.

mod names;
mod pack;

pub(super) use names::{Form, Name};

use super::generic::bits;
use super::key::Key;
use crate::value::Id;
use names::Names;
use pack::Pack;
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
    /// The lengths of units: see [`names::Unit`].
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
