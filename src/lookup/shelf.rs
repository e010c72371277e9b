//! Up to 4096 records of a kind: their blocks, and which letters in a row each has. A shelf does
//! not change; a commit makes a new one out of the old, with most blocks the same.

use super::bits::{Bits, WORDS, bits};
use super::block::{Block, Entry, Masks, Part, ROOM};
use super::lengths::Lengths;
use super::pairs::{self, Asked, In, Pairs, Threes, is_in, pairs_of, threes_of};
use crate::value::Id;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many records a shelf has room for, by their numbers.
const RECORDS: u32 = ROOM * WORDS as u32;

/// More than so many letters are told of when a shelf is built.
const MANY: usize = 1 << 16;
/// The names of so many records are looked at sooner than it is asked which have three letters.
const FEW: usize = 8;

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
    threes: Threes,
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
        let (mut gone, mut come) = (Told::default(), Told::default());
        for (nth, changes) in by_block {
            if nth >= blocks.len() {
                blocks.resize_with(nth + 1, Arc::default);
                lengths.resize(nth + 1, Lengths::default());
            }
            let before = Arc::clone(&blocks[nth]);
            let after = before.with(&changes);
            let touched = changes.iter().fold(0, |mask, (bit, _)| mask | 1 << bit);
            gone.add(nth, &before, touched);
            come.add(nth, &after, touched);
            lengths[nth] = Lengths::of(&after);
            blocks[nth] = Arc::new(after);
        }
        let last = blocks.iter().rposition(|block| block.masks.held != 0);
        blocks.truncate(last.map_or(0, |last| last + 1));
        lengths.truncate(blocks.len());
        differ(&mut gone.pairs, &mut come.pairs, pairs::NUMBERS);
        differ(&mut gone.threes, &mut come.threes, pairs::BELOW);
        let pairs = self.pairs.with(&gone.pairs, &come.pairs);
        let has = |number, three| {
            let (nth, bit) = place_in(number);
            is_in(three, &blocks[nth].text()[blocks[nth].range(bit, Part::Own)])
        };
        let told = (&*gone.threes, &*come.threes);
        Self {
            threes: self.threes.with((&self.pairs, &pairs), told, &has),
            pairs,
            masks: blocks.iter().map(|block| block.masks).collect(),
            blocks: blocks.into(),
            lengths: lengths.into(),
        }
    }

    /// Those of some records that have a text in a name as it is written: surely, and perhaps.
    pub fn named(&self, asked: &Asked, among: &Bits) -> (Bits, Bits) {
        let mut named = self.pairs.have(In::Own, asked, among);
        if asked.is_exact() {
            return (named, Bits::NONE);
        }
        for three in asked.threes() {
            let before = named.count();
            if before <= FEW {
                break;
            }
            let Some(have) = self.threes.have(*three, &self.pairs.both(*three)) else { continue };
            named &= have;
            if asked.is_three() {
                return (named, Bits::NONE);
            }
            // Most have all of the text by then: the next three would tell no more.
            if named.count() == before {
                break;
            }
        }
        (Bits::NONE, named)
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
            + self.threes.size()
            + size_of_val(&*self.blocks)
            + size_of_val(&*self.masks)
            + size_of_val(&*self.lengths);
        self.blocks().fold((own + names, lines), |(names, lines), block| {
            let (own, theirs) = block.size();
            (names + own, lines + theirs)
        })
    }
}

/// What records tell of the letters they have in a row.
#[derive(Default)]
struct Told {
    pairs: Vec<u32>,
    threes: Vec<u32>,
}

impl Told {
    /// Adds some records of a block.
    fn add(&mut self, nth: usize, block: &Block, some: u64) {
        for bit in bits(block.masks.held & some) {
            let number = (nth * ROOM as usize) as u16 + u16::from(bit);
            pairs_of(block, bit, number, &mut self.pairs);
            threes_of(&block.text()[block.range(bit, Part::Own)], number, &mut self.threes);
        }
    }
}

/// Puts both in order without what is in both: most stays as it is.
fn differ(gone: &mut Vec<u32>, come: &mut Vec<u32>, below: u32) {
    in_order(gone, below);
    in_order(come, below);
    let left = gone.iter().copied().filter(|one| come.binary_search(one).is_err()).collect();
    come.retain(|one| gone.binary_search(one).is_err());
    *gone = left;
}

/// Puts in order what is told of one record after another. What is told of many is counted by the
/// letters, above the bits of the record: that takes a third of the time.
fn in_order(told: &mut Vec<u32>, below: u32) {
    if told.len() < MANY {
        return told.sort_unstable();
    }
    let key = |one: u32| (one >> below) as usize;
    let mut next = vec![0; told.iter().map(|one| key(*one) + 1).max().unwrap_or(0)];
    for one in &*told {
        next[key(*one)] += 1;
    }
    let mut start = 0;
    for next in &mut next {
        start += std::mem::replace(next, start);
    }
    let mut all = vec![0; told.len()];
    for one in &*told {
        all[next[key(*one)]] = *one;
        next[key(*one)] += 1;
    }
    *told = all;
}

/// In which block a record stands, and its bit there.
pub(super) fn place_in(number: u16) -> (usize, u8) {
    (usize::from(number) / ROOM as usize, (u32::from(number) % ROOM) as u8)
}
