//! Finds any record by any part of any of its names, best first. It knows every record;
//! what it answers, it asks the [`Sight`] of whoever looks. It never indexes a private cell.

mod found;
mod key;
mod lines;
mod query;
mod resolve;

pub use found::{Found, Hit};
pub use query::Class;
pub use resolve::Resolve;

use crate::record::{Column, Common, Field, Kind};
use crate::records::{KINDS, kind};
use crate::store::{Row, Sight};
use crate::value::{Id, Shape, Value};
use crate::words::filter as said;
use found::Ranked;
use imbl::OrdMap;
use key::{Frequency, Key};
use lines::Lines;
use query::{Query, Spot};
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
    names: Box<[Key]>,
    lines: Lines,
}

/// What one record is found by, with the names of the record that names it.
#[derive(Clone, Copy)]
struct Keys<'l> {
    id: Id,
    own: &'l Entry,
    by: Option<&'l Entry>,
}

impl<'l> Keys<'l> {
    fn names(self) -> impl Iterator<Item = &'l Key> {
        self.own.names.iter().chain(self.by.into_iter().flat_map(|by| &by.names))
    }

    fn lines(self) -> &'l Lines {
        &self.own.lines
    }

    fn is_own(self, key: &Key) -> bool {
        self.own.names.iter().any(|own| std::ptr::eq(own, key))
    }

    /// The name of one of its keys, as it is shown.
    fn text(self, key: &Key, sight: &Sight) -> Option<String> {
        let named = if self.is_own(key) { self.id } else { self.own.named_by? };
        line_of(sight, named, key.column, key.nth)
    }
}

impl Lookup {
    /// The keys of every record that is seen: for an index that all share, by one who sees all.
    pub fn of(sight: &Sight) -> Self {
        // What lies in the trash is never found, but it still names what links to it.
        let rows = KINDS.iter().flat_map(|kind| sight.rows(kind)).chain(sight.trash());
        let mut entries: Vec<_> =
            rows.map(|row| (row.id, Arc::new(Entry::of(sight, row)))).collect();
        entries.sort_unstable_by_key(|(id, _)| *id);
        let frequency = Frequency::of(entries.iter().flat_map(|(_, entry)| &entry.names));
        Self { entries: entries.into_iter().collect(), frequency }
    }

    /// Whether nothing is in it: nothing is recorded, or it is not built yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The keys as of a later sight of the same person. `changed` are the records that may
    /// differ; built anew if that is not known.
    pub fn follow(&self, sight: &Sight, changed: Option<&[Id]>) -> Self {
        let Some(changed) = changed else { return Self::of(sight) };
        let mut next = self.clone();
        for id in changed {
            next.drop(*id);
            if let Some(row) = sight.row(*id) {
                next.put(*id, Entry::of(sight, row));
            }
        }
        next
    }

    fn put(&mut self, id: Id, entry: Entry) {
        entry.names.iter().for_each(|key| self.frequency.add(key));
        self.entries.insert(id, Arc::new(entry));
    }

    fn drop(&mut self, id: Id) {
        if let Some(entry) = self.entries.remove(&id) {
            entry.names.iter().for_each(|key| self.frequency.remove(key));
        }
    }

    /// The records that a person finds by a query, best first; nothing for one without a
    /// letter or digit. Without a scope, records that a link names stand on the line of
    /// what names them. `recent` are the records opened last, the last first.
    pub fn find(&self, query: &str, sight: &Sight, scope: Option<&Kind>, recent: &[Id]) -> Found {
        let Some(query) = Query::of(query) else { return Found::default() };
        let (generic, order) = (self.frequency.generic(), kind_order());
        let rank = |id: Id, keys| {
            let fits = query.best(keys, &generic)?;
            sight.present(id)?;
            let opened = recent.iter().position(|one| *one == id).unwrap_or(recent.len());
            let kind = order.iter().position(|kind| *kind == id.kind).unwrap_or(order.len());
            Some(Ranked::of(id, fits, opened, kind))
        };
        let (mut ranked, mut linked, mut folded) = (Vec::new(), Vec::new(), Vec::new());
        for (id, entry) in self.within(scope) {
            match entry.named_by {
                Some(by) => linked.push((by, *id, entry)),
                None => ranked.extend(rank(*id, Keys { id: *id, own: entry, by: None })),
            }
        }
        // Up to here they stand in the order of their ids.
        let lines = ranked.len();
        for (by, id, entry) in linked {
            if ranked[..lines].binary_search_by_key(&by, |one| one.id).is_err() {
                ranked.extend(rank(id, self.keys(id, entry, sight)));
            } else if sight.present(id).is_some() {
                folded.push((by, id));
            }
        }
        ranked.sort_unstable_by(Ranked::order);
        folded.sort_unstable();
        let ranked = ranked.into_iter().map(|one| (one.class, one.id)).collect();
        Found { query: Some(query), ranked, folded }
    }

    /// What is shown of one that was found, from 0; nothing if it no longer fits.
    pub fn hit(&self, found: &Found, nth: usize, sight: &Sight) -> Option<Hit> {
        let (query, id) = (found.query.as_ref()?, found.id(nth)?);
        sight.present(id)?;
        let (entry, generic) = (self.entries.get(&id)?, self.frequency.generic());
        let keys = self.keys(id, entry, sight);
        let (class, spot) = query.best(keys, &generic)?;
        let naming = || kind(id.kind).and_then(|kind| kind.naming().next());
        let (column, text) = match spot {
            Spot::Name(key) if keys.is_own(key) => (key.column, keys.text(key, sight)?),
            Spot::Name(key) => (naming()?, keys.text(key, sight)?),
            Spot::Line(line, _) => (line.column, line_of(sight, id, line.column, line.nth)?),
            Spot::Id(id) => (&ID, id.to_string()),
        };
        let ranges = query.ranges(spot, &text, &generic);
        Some(Hit { id, class, column, text, ranges, folded: found.folded(id) })
    }

    fn within(&self, scope: Option<&Kind>) -> impl Iterator<Item = (&Id, &Arc<Entry>)> {
        let all = Id::default()..=Id { kind: u8::MAX, number: u32::MAX };
        self.entries.range(scope.map_or(all, |kind| Id::range(kind.number)))
    }

    /// What a record is found by: its own, and the names of what names it, in the trash too,
    /// if that is seen.
    fn keys<'l>(&'l self, id: Id, entry: &'l Entry, sight: &Sight) -> Keys<'l> {
        let by = entry.named_by.filter(|id| sight.row(*id).is_some());
        let by = by.and_then(|id| self.entries.get(&id)).map(Arc::as_ref);
        Keys { id, own: entry, by }
    }
}

impl Entry {
    fn of(sight: &Sight, row: &Row) -> Self {
        let (mut named_by, mut names, mut others) = (None, Vec::new(), Vec::new());
        for column in row.kind().columns() {
            if column.is_computed() || column.is_private() {
                continue;
            }
            let value = sight.cell(row, column);
            match value {
                Value::Link(id) if column.is_named() => named_by = Some(id),
                Value::Text(_) | Value::Lines(_) if is_name(column) => {
                    let keys = |(nth, line): (u32, &str)| Key::of_name(column, nth, line);
                    names.extend((0..).zip(lines(&value)).flat_map(keys));
                }
                Value::Text(_) | Value::Lines(_) => others.push((column, value)),
                _ => {}
            }
        }
        let others = others.iter().flat_map(|(column, value)| {
            (0..).zip(lines(value)).map(|(nth, line)| (*column, nth, line))
        });
        Self { named_by, names: names.into(), lines: Lines::of(others) }
    }
}

/// Whether what stands in a column is a name.
fn is_name(column: &Column) -> bool {
    column.is_named() || column.name == ALIASES
}

/// The lines of a cell.
fn lines(value: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match value {
        Value::Text(text) => Box::new(text.lines()),
        Value::Lines(lines) => Box::new(lines.iter().map(AsRef::as_ref)),
        _ => Box::new(std::iter::empty()),
    }
}

/// One line of a cell, as it is shown: the index does not hold it a second time.
fn line_of(sight: &Sight, id: Id, column: &'static Column, nth: u32) -> Option<String> {
    let value = sight.cell(sight.row(id)?, column);
    lines(&value).nth(nth as usize).map(ToOwned::to_owned)
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

#[cfg(test)]
mod tests;
