//! Packs records into a block.

use super::names::Unit;
use super::{Block, END, ENDS, Entry, Masks, PARTS, Part, Seen, Slots};
use crate::lookup::key::Key;
use crate::value::Id;
use std::array::from_fn;

/// A block in the making.
#[derive(Default)]
pub(super) struct Pack {
    parts: [Vec<u8>; PARTS],
    units: Vec<u8>,
    slots: Vec<[u32; ENDS]>,
    named_by: Vec<Id>,
    masks: Masks,
}

impl Pack {
    pub fn add(&mut self, bit: u8, entry: &Entry) {
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
        let mut words: Vec<(usize, bool)> = Vec::new();
        for unit in &key.units {
            match (words.last_mut(), unit.is_word || unit.is_small) {
                (Some((length, _)), false) => *length += unit.at.len(),
                _ => words.push((unit.at.len(), unit.is_word)),
            }
        }
        self.units(&words);
        for sound in key.sounds() {
            self.text(Part::Sound, &sound.concat());
            let units = key.units.iter().zip(&sound);
            let units: Vec<_> = units.map(|(unit, text)| (text.len(), unit.is_word)).collect();
            self.units(&units);
        }
        self.units.push(0);
    }

    fn text(&mut self, part: Part, text: &str) {
        let part = &mut self.parts[part as usize];
        part.extend_from_slice(text.as_bytes());
        part.push(END);
    }

    /// The units of a text, each with its length and whether it is a word.
    fn units(&mut self, units: &[(usize, bool)]) {
        for &(mut length, is_word) in units {
            let first = length.min(Unit::LONGEST);
            self.units.push(flags(is_word) | first as u8);
            length -= first;
            while length > 0 {
                let piece = length.min(Unit::LONGEST);
                self.units.push(piece as u8);
                length -= piece;
            }
        }
        self.units.push(0);
    }

    pub fn copy(&mut self, bit: u8, from: &Block) {
        if from.slot(bit).is_none() {
            return;
        }
        for part in [Part::Own, Part::Sound, Part::Lines] {
            self.parts[part as usize].extend_from_slice(&from.text[from.range(bit, part)]);
        }
        self.units.extend_from_slice(from.units(bit));
        self.end(bit, from.named_by(bit), from.seen(bit));
    }

    fn end(&mut self, bit: u8, named_by: Option<Id>, seen: Seen) {
        self.slots.push(from_fn(|of| self.parts.get(of).unwrap_or(&self.units).len() as u32));
        self.named_by.extend(named_by);
        self.masks.named |= u64::from(named_by.is_some()) << bit;
        self.masks.held |= 1 << bit;
        match seen {
            Seen::InTrash => {}
            Seen::Everybody => self.masks.everybody |= 1 << bit,
            Seen::Insiders => self.masks.insiders |= 1 << bit,
            Seen::Few => self.masks.few |= 1 << bit,
        }
    }

    pub fn block(self) -> Block {
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
            slots: Slots::of(&self.slots),
            named_by: self.named_by.into(),
            masks: self.masks,
        }
    }
}

fn flags(is_word: bool) -> u8 {
    Unit::BEGINS | if is_word { Unit::WORD } else { 0 }
}
