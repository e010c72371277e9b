//! Everything the store holds at one moment. Persistent: a commit copies a path, and
//! whoever still looks at an older one goes on seeing it.

use super::INVENTED_BY;
use super::row::Row;
use crate::value::Id;
use imbl::{OrdMap, OrdSet};
use std::sync::Arc;

/// The records at one moment. A clone is cheap.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The last commit in it; 0 for none.
    pub sequence: u64,
    rows: OrdMap<Id, Arc<Row>>,
    /// To, from, the field that links.
    links: OrdSet<(Id, Id, u16)>,
    /// The highest number given to a record of each kind.
    given: OrdMap<u8, u32>,
}

impl Snapshot {
    /// The record of an id, in the trash or not. Ask [`super::Sight`] wherever a person looks.
    pub(super) fn row(&self, id: Id) -> Option<&Arc<Row>> {
        self.rows.get(&id)
    }

    /// Every record of a kind, by number.
    pub(super) fn rows(&self, kind: u8) -> impl Iterator<Item = &Arc<Row>> {
        self.rows.range(Id::range(kind)).map(|(_, row)| row)
    }

    /// Every record there is.
    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Row>> {
        self.rows.values()
    }

    /// Whether it is a demonstration store's: what there is is invented. Its first record tells,
    /// since no record is ever taken away.
    pub fn is_invented(&self) -> bool {
        self.rows.values().next().is_some_and(|row| *row.created.who == *INVENTED_BY)
    }

    /// How many records there are, in the trash or not.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Who links to a record, and by which field, in the order of their ids.
    pub(super) fn links_to(&self, id: Id) -> impl Iterator<Item = (Id, u16)> {
        let lowest = Id::default();
        let highest = Id { kind: u8::MAX, number: u32::MAX };
        let range = (id, lowest, 0)..=(id, highest, u16::MAX);
        self.links.range(range).map(|(_, from, field)| (*from, *field))
    }

    /// The number for the next record of a kind.
    pub(super) fn next(&self, kind: u8) -> u32 {
        self.given.get(&kind).copied().unwrap_or(0) + 1
    }

    /// Puts a record in, in place of the one it was before.
    pub(super) fn put(&mut self, row: Arc<Row>) {
        if let Some(before) = self.rows.get(&row.id) {
            for (to, field) in before.links() {
                self.links.remove(&(to, row.id, field));
            }
        }
        for (to, field) in row.links() {
            self.links.insert((to, row.id, field));
        }
        let given = self.given.get(&row.id.kind).copied().unwrap_or(0);
        if row.id.number > given {
            self.given.insert(row.id.kind, row.id.number);
        }
        self.rows.insert(row.id, row);
    }
}
