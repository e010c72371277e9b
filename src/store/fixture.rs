//! Records for tests, as text, without a store.

use super::row::{Row, Stamp};
use super::{Person, Role, Sight, Snapshot, codec};
use crate::records::kind_named;
use crate::value::{Id, Reader, Rule, Value, Wrong};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A field's name and what is typed into it.
pub(crate) type Typed<'a> = (&'a str, &'a str);

/// The records of a snapshot, each numbered from 1 within its kind. Links are written as ids.
pub(crate) fn snapshot(records: &[(&str, &[Typed<'_>])]) -> Snapshot {
    records.iter().fold(Snapshot::default(), |snapshot, (kind, fields)| {
        let kind = kind_named(kind).expect("a kind there is").number;
        let id = Id { kind, number: snapshot.next(kind) };
        put(&snapshot, id, fields)
    })
}

/// The snapshot with some fields of a record set, of a new one too.
pub(crate) fn put(snapshot: &Snapshot, id: Id, fields: &[Typed<'_>]) -> Snapshot {
    let mut row = snapshot.row(id).map_or_else(|| blank(id), |row| Row::clone(row));
    for (name, text) in fields {
        let column = row.kind().named(name).expect("a field there is");
        let value = column.shape.read(text, &Ids).expect("a value of the field's type");
        assert!(row.write(column.number, value), "{name} holds {text}");
    }
    with(snapshot, row)
}

/// The snapshot with a record saved once more as it is.
pub(crate) fn saved_again(snapshot: &Snapshot, id: Id) -> Snapshot {
    let mut row = Row::clone(snapshot.row(id).expect("a record there is"));
    row.rev += 1;
    with(snapshot, row)
}

/// The snapshot with a record saved once more by somebody.
pub(crate) fn saved_by(snapshot: &Snapshot, id: Id, who: &str) -> Snapshot {
    let mut row = Row::clone(snapshot.row(id).expect("a record there is"));
    row.rev += 1;
    row.updated = Stamp { who: who.into(), when: 0 };
    with(snapshot, row)
}

/// The snapshot with a record in the trash.
pub(crate) fn trash(snapshot: &Snapshot, id: Id) -> Snapshot {
    let mut row = Row::clone(snapshot.row(id).expect("a record there is"));
    row.trashed = Some(Box::new(nobody()));
    with(snapshot, row)
}

/// What a person of a role sees of it, on the morning of 22 November 2026. Rules count nothing.
pub(crate) fn sight(snapshot: &Snapshot, role: Role) -> Sight {
    Sight::new(snapshot.clone(), Person::new("someone", role), now(), |_, _| None)
}

/// What a person of a role sees of these records: id, and the fields by name.
pub(crate) fn sight_of(records: &[(&str, &[(&str, Value)])], role: Role) -> Sight {
    let mut snapshot = Snapshot::default();
    for (id, fields) in records {
        let mut row = blank(Id::parse(id).expect("an id"));
        row.rev = 1;
        for (name, value) in *fields {
            let column = row.kind().named(name).expect("a field");
            assert!(row.write(column.number, value.clone()), "{name} takes {value:?}");
        }
        snapshot.put(Arc::new(row));
    }
    sight(&snapshot, role)
}

/// The morning of 22 November 2026.
pub(crate) fn now() -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    day.and_hms_opt(9, 0, 0).expect("a time")
}

/// The bytes that a part of a record is stored as.
pub(crate) fn stored<T: Serialize>(part: &T) -> Vec<u8> {
    codec::cell(part).expect("small enough")
}

/// The part of a record that was stored so.
pub(crate) fn found<T: for<'b> Deserialize<'b>>(bytes: &[u8]) -> T {
    codec::read_cell(bytes).expect("what was stored")
}

fn with(snapshot: &Snapshot, mut row: Row) -> Snapshot {
    let mut next = snapshot.clone();
    next.sequence += 1;
    row.last = next.sequence;
    next.put(Arc::new(row));
    next
}

fn blank(id: Id) -> Row {
    let kind = crate::records::kind(id.kind).expect("a kind there is");
    Row::blank(id, kind, nobody())
}

fn nobody() -> Stamp {
    Stamp { who: "".into(), when: 0 }
}

/// Reads links that are written as ids, and rules as they stand.
struct Ids;

impl Reader for Ids {
    fn today(&self) -> NaiveDate {
        now().date()
    }

    fn link(&self, _: &[&str], text: &str) -> Result<Id, Wrong> {
        Ok(Id::parse(text).expect("an id"))
    }

    fn rule(&self, text: &str) -> Result<Rule, Wrong> {
        let (kind, filter) = text.split_once(' ').unwrap_or((text, ""));
        Ok(Rule { kind: kind.into(), filter: filter.into() })
    }
}
