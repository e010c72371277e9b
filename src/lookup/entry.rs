//! What one record is found by, read from its cells; never from a private one.

use super::block::{Entry, Seen};
use super::key::Key;
use super::{is_name, lines};
use crate::record::Column;
use crate::store::{Confidence, Row, Sight};
use crate::value::{Id, Value, fold_words};

/// An entry, and where its lines stand.
#[derive(Default)]
pub(super) struct Told {
    pub entry: Entry,
    /// The column of each line, and which line of the cell it is.
    pub lines: Vec<(&'static Column, u32)>,
}

/// What a record is found by.
pub(super) fn of(sight: &Sight, row: &Row) -> Told {
    told(sight, row, |_| true)
}

/// The same, by its names alone.
pub(super) fn named(sight: &Sight, row: &Row) -> Told {
    told(sight, row, is_naming)
}

/// Goes through the lines that name a record, each with where it stands, and tells what names it
/// by a link.
pub(super) fn each_name(
    sight: &Sight,
    row: &Row,
    take: &mut dyn FnMut(&'static Column, &str, u32),
) -> Option<Id> {
    let mut named_by = None;
    for column in columns(row, is_naming) {
        let value = sight.cell(row, column);
        match value {
            Value::Link(id) if column.is_named() => named_by = Some(id),
            _ => (0..).zip(lines(&value)).for_each(|(nth, line)| take(column, line, nth)),
        }
    }
    named_by
}

/// Whether a name stands in a column, or a link to what gives one.
fn is_naming(column: &Column) -> bool {
    column.is_named() || is_name(column)
}

/// Those of a record's columns by which it may be found.
fn columns(row: &Row, asks: fn(&Column) -> bool) -> impl Iterator<Item = &'static Column> {
    let is_asked =
        move |column: &&Column| !column.is_computed() && !column.is_private() && asks(column);
    row.kind().columns().filter(is_asked)
}

fn told(sight: &Sight, row: &Row, asks: fn(&Column) -> bool) -> Told {
    let mut told = Told::default();
    for column in columns(row, asks) {
        let value = sight.cell(row, column);
        match value {
            Value::Link(id) if column.is_named() => told.entry.named_by = Some(id),
            Value::Text(_) | Value::Lines(_) if is_name(column) => {
                let keys = |(nth, line): (u32, &str)| Key::of_name(column, nth, line);
                told.entry.names.extend((0..).zip(lines(&value)).flat_map(keys));
            }
            Value::Text(_) | Value::Lines(_) => {
                for (nth, line) in (0..).zip(lines(&value)) {
                    let folded = fold_words(line);
                    if !folded.is_empty() {
                        told.entry.lines.push(folded);
                        told.lines.push((column, nth));
                    }
                }
            }
            _ => {}
        }
    }
    told.entry.seen = match row.confidence() {
        _ if row.trashed.is_some() => Seen::InTrash,
        Confidence::Public => Seen::Everybody,
        Confidence::Internal => Seen::Insiders,
        Confidence::Restricted => Seen::Few,
    };
    told
}
