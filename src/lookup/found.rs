//! What a query found: the records ranked by number, so that nothing is written of those
//! that nobody sees. [`super::Lookup::hit`] writes one.

use super::query::{Class, Query, Spot};
use crate::record::Column;
use crate::value::Id;
use std::cmp::Ordering;
use std::ops::Range;

/// The records that a query found, best first.
#[derive(Default)]
pub struct Found {
    pub(super) query: Option<Query>,
    pub(super) ranked: Vec<(Class, Id)>,
    /// The records that stand on the line of another, behind that other's id; in order.
    pub(super) folded: Vec<(Id, Id)>,
}

/// A record that was found, with what is shown of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// The record.
    pub id: Id,
    /// How well it fits.
    pub class: Class,
    /// Where it fits: the column, or [`super::ID`]; of a record that a link names, that link.
    pub column: &'static Column,
    /// The name, or the line of another field, that fits.
    pub text: String,
    /// The parts of `text` that fit, in bytes, in order.
    pub ranges: Vec<Range<usize>>,
    /// The records that are named by this one and stand on its line.
    pub folded: Vec<Id>,
}

impl Found {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ranked.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ranked.is_empty()
    }

    /// One of them, from 0.
    pub fn id(&self, nth: usize) -> Option<Id> {
        self.ranked.get(nth).map(|(_, id)| *id)
    }

    /// All of them.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        self.ranked.iter().map(|(_, id)| *id)
    }

    /// The records that stand on the line of one.
    pub(super) fn folded(&self, id: Id) -> Vec<Id> {
        let from = self.folded.partition_point(|(by, _)| *by < id);
        self.folded[from..].iter().take_while(|(by, _)| *by == id).map(|(_, id)| *id).collect()
    }
}

/// A record that fits, and how it compares.
pub(super) struct Ranked<'l> {
    pub id: Id,
    pub class: Class,
    /// Class, place among the recent, place of the kind, length and first letters: one
    /// number, since thousands are compared at every key.
    rank: u128,
    name: &'l str,
}

impl<'l> Ranked<'l> {
    /// `opened`: its place among the records opened last; `kind`: the place of its kind.
    pub fn of(id: Id, (class, spot): (Class, Spot<'l>), opened: usize, kind: usize) -> Self {
        let name = spot.compared();
        let byte = |place: usize| u128::from(u8::try_from(place).unwrap_or(u8::MAX));
        let length = u128::from(u32::try_from(name.len()).unwrap_or(u32::MAX));
        let mut first = [0; 8];
        first.iter_mut().zip(name.bytes()).for_each(|(to, byte)| *to = byte);
        let rank = byte(class as usize) << 112
            | byte(opened) << 104
            | byte(kind) << 96
            | length << 64
            | u128::from(u64::from_be_bytes(first));
        Self { id, class, rank, name }
    }

    /// Better ones first; those that fit equally well by name.
    pub fn order(&self, other: &Self) -> Ordering {
        let by_name = || self.name.cmp(other.name);
        self.rank.cmp(&other.rank).then_with(by_name).then(self.id.cmp(&other.id))
    }
}
