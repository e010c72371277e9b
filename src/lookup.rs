//! Finds any record by any part of any of its names, best first. It knows every record;
//! what it answers, it asks the [`Sight`] of whoever looks. It never indexes a private cell.

mod key;
mod query;
mod resolve;

pub use query::Class;
pub use resolve::Resolve;

use crate::record::{Column, Common, Field, Kind};
use crate::records::{KINDS, kind};
use crate::store::{Row, Sight};
use crate::value::{Id, Shape, Value};
use crate::words::filter as said;
use imbl::OrdMap;
use key::{Frequency, Key};
use query::Query;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Stands for the id where that is what was found.
pub static ID: Column = Field::<Common>::computed(0, "id", said::ID, Shape::Text, |_, id, _| {
    Value::Text(id.to_string().into())
})
.column;

/// The field of other names that every record has.
const ALIASES: &str = "aliases";

/// The keys of every record. A clone is cheap, and so is following a commit.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Lookup {
    entries: OrdMap<Id, Arc<Entry>>,
    frequency: Frequency,
}

/// What one record is found by.
#[derive(PartialEq, Debug)]
struct Entry {
    /// The record that names it, where a link does.
    named_by: Option<Id>,
    keys: Vec<Key>,
}

/// A record that was found.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// The record.
    pub id: Id,
    /// How well it fits.
    pub class: Class,
    /// Where it fits: the column, or [`ID`]; of a record that a link names, that link.
    pub column: &'static Column,
    /// The name, or the line of another field, that fits.
    pub text: String,
    /// The parts of `text` that fit, in bytes, in order.
    pub ranges: Vec<Range<usize>>,
    /// The records that are named by this one and stand on its line.
    pub folded: Vec<Id>,
}

impl Lookup {
    /// The keys of every record that is seen: for an index that all share, by one who sees all.
    pub fn of(sight: &Sight) -> Self {
        let mut lookup = Self::default();
        for row in KINDS.iter().flat_map(|kind| sight.rows(kind)) {
            lookup.put(row.id, Entry::of(sight, row));
        }
        lookup
    }

    /// The keys as of a later sight of the same person. `changed` are the records that may
    /// differ; built anew if that is not known.
    pub fn follow(&self, sight: &Sight, changed: Option<&[Id]>) -> Self {
        let Some(changed) = changed else { return Self::of(sight) };
        let mut next = self.clone();
        for id in changed {
            next.drop(*id);
            if let Some(row) = sight.present(*id) {
                next.put(*id, Entry::of(sight, row));
            }
        }
        next
    }

    fn put(&mut self, id: Id, entry: Entry) {
        entry.names().for_each(|key| self.frequency.add(key));
        self.entries.insert(id, Arc::new(entry));
    }

    fn drop(&mut self, id: Id) {
        if let Some(entry) = self.entries.remove(&id) {
            entry.names().for_each(|key| self.frequency.remove(key));
        }
    }

    /// The records that a person finds by a query, best first; nothing for one without a
    /// letter or digit. Without a scope, records that a link names stand on the line of
    /// what names them. `recent` are the records opened last, the last first.
    pub fn find(
        &self,
        query: &str,
        sight: &Sight,
        scope: Option<&Kind>,
        recent: &[Id],
    ) -> Vec<Hit> {
        let Some(query) = Query::of(query) else { return Vec::new() };
        let mut found = self.found(&query, sight, scope);
        let order = kind_order();
        let place = |id: Id| order.iter().position(|kind| *kind == id.kind);
        let opened = |id: Id| recent.iter().position(|one| *one == id).unwrap_or(recent.len());
        for one in &mut found {
            one.rank = (one.class, opened(one.id), place(one.id), one.key.folded.len());
        }
        found.sort_by(Found::order);
        found.into_iter().map(|one| one.hit(&query, &self.frequency)).collect()
    }

    fn found(&self, query: &Query, sight: &Sight, scope: Option<&Kind>) -> Vec<Found<'_>> {
        let mut found: Vec<Found<'_>> = Vec::new();
        let mut lines = HashMap::new();
        for (id, entry) in self.within(scope).filter(|(_, entry)| entry.named_by.is_none()) {
            if let Some(one) = self.test(query, sight, *id, entry) {
                lines.insert(*id, found.len());
                found.push(one);
            }
        }
        for (id, entry) in self.within(scope).filter(|(_, entry)| entry.named_by.is_some()) {
            match entry.named_by.and_then(|by| lines.get(&by)) {
                Some(line) if sight.present(*id).is_some() => found[*line].folded.push(*id),
                Some(_) => {}
                None => found.extend(self.test(query, sight, *id, entry)),
            }
        }
        found
    }

    fn within(&self, scope: Option<&Kind>) -> impl Iterator<Item = (&Id, &Arc<Entry>)> {
        let all = Id::default()..=Id { kind: u8::MAX, number: u32::MAX };
        self.entries.range(scope.map_or(all, |kind| Id::range(kind.number)))
    }

    fn test<'l>(
        &'l self,
        query: &Query,
        sight: &Sight,
        id: Id,
        entry: &'l Entry,
    ) -> Option<Found<'l>> {
        let keys = self.keys(entry, sight);
        let (class, key) = query.best(&keys, &self.frequency)?;
        sight.present(id)?;
        let own = entry.keys.iter().any(|own| std::ptr::eq(own, key));
        let link = kind(id.kind).and_then(|kind| kind.naming().next()).filter(|_| !own);
        let (column, rank) = (link.unwrap_or(key.column), (class, 0, None, 0));
        Some(Found { id, class, key, column, rank, folded: Vec::new() })
    }

    /// What a record is found by: its own, and the names of what names it, if that is seen.
    fn keys<'l>(&'l self, entry: &'l Entry, sight: &Sight) -> Vec<&'l Key> {
        let by = entry.named_by.filter(|id| sight.present(*id).is_some());
        let by = by.and_then(|id| self.entries.get(&id));
        entry.keys.iter().chain(by.into_iter().flat_map(|by| by.names())).collect()
    }
}

impl Entry {
    fn of(sight: &Sight, row: &Row) -> Self {
        let (mut named_by, mut keys) = (None, Vec::new());
        for column in row.kind().columns() {
            if column.is_computed() || column.is_private() {
                continue;
            }
            match sight.cell(row, column) {
                Value::Link(id) if column.is_named() => named_by = Some(id),
                Value::Text(text) => text.lines().for_each(|line| add(&mut keys, column, line)),
                Value::Lines(lines) => lines.iter().for_each(|line| add(&mut keys, column, line)),
                _ => {}
            }
        }
        add(&mut keys, &ID, &row.id.to_string());
        Self { named_by, keys }
    }

    fn names(&self) -> impl Iterator<Item = &Key> {
        self.keys.iter().filter(|key| key.is_name())
    }
}

fn add(keys: &mut Vec<Key>, column: &'static Column, text: &str) {
    if column.is_named() || column.name == ALIASES {
        keys.extend(Key::of_name(column, text));
    } else {
        keys.extend(Key::of_text(column, text));
    }
}

/// The kinds, by their numbers, in the order of hits that fit equally well: what others are
/// named by before them, then as in the list of panes.
fn kind_order() -> Vec<u8> {
    let (first, then): (Vec<u8>, Vec<u8>) =
        KINDS.iter().map(|kind| kind.number).partition(|kind| gives_names(*kind));
    [first, then].concat()
}

/// Whether records of a kind name records of another by a link.
fn gives_names(number: u8) -> bool {
    let code = crate::records::kind(number).map_or("", |kind| kind.code);
    let naming = KINDS.iter().flat_map(|kind| kind.naming());
    naming.filter_map(|column| column.shape.kinds()).any(|kinds| kinds.contains(&code))
}

/// A record that fits, before its line is written.
struct Found<'l> {
    id: Id,
    class: Class,
    key: &'l Key,
    column: &'static Column,
    /// Class, place among the recent, place of the kind, length.
    rank: (Class, usize, Option<usize>, usize),
    folded: Vec<Id>,
}

impl Found<'_> {
    fn order(&self, other: &Self) -> Ordering {
        let by_name = || self.key.folded.cmp(&other.key.folded);
        self.rank.cmp(&other.rank).then_with(by_name).then(self.id.cmp(&other.id))
    }

    fn hit(self, query: &Query, frequency: &Frequency) -> Hit {
        Hit {
            id: self.id,
            class: self.class,
            column: self.column,
            text: self.key.text.to_string(),
            ranges: query.ranges(self.key, frequency),
            folded: self.folded,
        }
    }
}

#[cfg(test)]
mod tests;
