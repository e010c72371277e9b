//! Up to 4096 records of a kind: their blocks, and which pairs of letters each has. A shelf does
//! not change; a commit makes a new one out of the old, with most blocks the same.

use super::bits::{Bits, WORDS, bits};
use super::block::{Block, Entry, Masks, ROOM};
use super::lengths::Lengths;
use super::pairs::{Pair, Pairs, pairs_of};
use crate::value::Id;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many records a shelf has room for, by their numbers.
const RECORDS: u32 = ROOM * WORDS as u32;

/// Where a shelf stands: its kind, and its number among the kind's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    pub kind: u8,
    number: u32,
}

impl Place {
    /// The first of a kind.
    pub fn first(kind: u8) -> Self {
        Self { kind, number: 0 }
    }

    /// Behind all of a kind.
    pub fn last(kind: u8) -> Self {
        Self { kind, number: u32::MAX }
    }

    /// Where a record stands, and its number in the shelf.
    pub fn of(id: Id) -> (Self, u16) {
        (Self { kind: id.kind, number: id.number / RECORDS }, (id.number % RECORDS) as u16)
    }

    pub fn id(self, number: u16) -> Id {
        Id { kind: self.kind, number: self.number * RECORDS + u32::from(number) }
    }

    /// A record by its block and its bit there.
    pub fn id_in(self, block: usize, bit: u8) -> Id {
        self.id((block * ROOM as usize) as u16 + u16::from(bit))
    }
}

/// A shelf of records.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Shelf {
    /// As many as there are up to the last with a record.
    blocks: Box<[Arc<Block>]>,
    /// Theirs, side by side: they are asked for at every key.
    masks: Box<[Masks]>,
    lengths: Box<[Lengths]>,
    pub pairs: Pairs,
}

impl Shelf {
    /// The shelf with some of its records, by their numbers, in place of what was there.
    pub fn with(&self, changes: Vec<(u16, Option<Entry>)>) -> Self {
        let mut by_block: BTreeMap<usize, Vec<(u8, Option<Entry>)>> = BTreeMap::new();
        for (number, entry) in changes {
            let (nth, bit) = place_in(number);
            by_block.entry(nth).or_default().push((bit, entry));
        }
        let (mut blocks, mut lengths) = (self.blocks.to_vec(), self.lengths.to_vec());
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for (nth, changes) in by_block {
            if nth >= blocks.len() {
                blocks.resize_with(nth + 1, Arc::default);
                lengths.resize(nth + 1, Lengths::default());
            }
            let before = Arc::clone(&blocks[nth]);
            let after = before.with(&changes);
            let touched = changes.iter().fold(0, |mask, (bit, _)| mask | 1 << bit);
            for (block, pairs) in [(&*before, &mut gone), (&after, &mut come)] {
                for bit in bits(block.masks.held & touched) {
                    pairs_of(block, bit, (nth * ROOM as usize) as u16 + u16::from(bit), pairs);
                }
            }
            lengths[nth] = Lengths::of(&after);
            blocks[nth] = Arc::new(after);
        }
        let last = blocks.iter().rposition(|block| block.masks.held != 0);
        blocks.truncate(last.map_or(0, |last| last + 1));
        lengths.truncate(blocks.len());
        gone.sort_unstable();
        come.sort_unstable();
        // Most stay as they are.
        let left: Vec<Pair> = gone.iter().copied().filter(|pair| !has(&come, *pair)).collect();
        come.retain(|pair| !has(&gone, *pair));
        Self {
            pairs: self.pairs.with(&left, &come),
            masks: blocks.iter().map(|block| block.masks).collect(),
            blocks: blocks.into(),
            lengths: lengths.into(),
        }
    }

    /// Its blocks, from the first on; some may hold no record.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().map(Arc::as_ref)
    }

    pub fn block(&self, nth: usize) -> Option<&Block> {
        self.blocks.get(nth).map(Arc::as_ref)
    }

    /// Its blocks with some of its records, each by its place, with those and how long their
    /// shortest names are.
    pub fn open<'s>(
        &'s self,
        some: &Bits,
    ) -> impl Iterator<Item = (usize, u64, &'s Block, &'s Lengths)> {
        some.blocks()
            .filter_map(|(nth, mask)| Some((nth, mask, self.block(nth)?, self.lengths.get(nth)?)))
    }

    /// A record by its number, in its block.
    pub fn record(&self, number: u16) -> Option<(&Block, u8)> {
        let (nth, bit) = place_in(number);
        let block = self.block(nth)?;
        (block.masks.held & 1 << bit != 0).then_some((block, bit))
    }

    /// Those of which the masks of their block say so.
    pub fn masked(&self, of: impl Fn(&Masks) -> u64) -> Bits {
        Bits::of(self.masks.iter().map(of))
    }

    /// Whether it holds no record.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// How many records it has room for.
    pub fn room(&self) -> usize {
        self.blocks.len() * ROOM as usize
    }

    /// How many bytes it takes: for names, and for the lines of other fields.
    pub fn size(&self) -> (usize, usize) {
        let (names, lines) = self.pairs.size();
        let own = size_of::<Self>()
            + size_of_val(&*self.blocks)
            + size_of_val(&*self.masks)
            + size_of_val(&*self.lengths);
        self.blocks().fold((own + names, lines), |(names, lines), block| {
            let (own, theirs) = block.size();
            (names + own, lines + theirs)
        })
    }
}

/// Whether a pair is among some in order.
fn has(pairs: &[Pair], pair: Pair) -> bool {
    pairs.binary_search(&pair).is_ok()
}

/// In which block a record stands, and its bit there.
pub(super) fn place_in(number: u16) -> (usize, u8) {
    (usize::from(number) / ROOM as usize, (u32::from(number) % ROOM) as u8)
}
