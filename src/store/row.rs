//! A record in memory, and its way to numbered fields and back.

use super::codec::{self, CodecError, Fields};
use crate::record::{Column, Common, Entry, Kind, Surroundings};
use crate::records;
use crate::value::{Id, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Numbers below are the store's own.
pub(super) const FIRST_FIELD: u16 = 20;
const REV: u16 = 1;
const CREATED: u16 = 2;
const UPDATED: u16 = 3;
pub(super) const TRASHED: u16 = 4;
const LAST: u16 = 5;
/// Numbers below belong to every record.
const FIRST_OWN: u16 = 100;

/// Who, and when in milliseconds since 1970, UTC.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Stamp {
    /// The login.
    pub who: Arc<str>,
    /// The moment.
    pub when: i64,
}

type Stored = (Box<str>, i64);

impl From<Stamp> for Stored {
    fn from(stamp: Stamp) -> Stored {
        ((&*stamp.who).into(), stamp.when)
    }
}

impl From<Stored> for Stamp {
    fn from((who, when): Stored) -> Self {
        Self { who: who.into(), when }
    }
}

/// Logins, each kept once: many records were saved by few people.
#[derive(Default)]
pub(super) struct Logins(BTreeSet<Arc<str>>);

impl Logins {
    /// Has a record share the logins it names with those before it.
    pub fn share(&mut self, row: &mut Row) {
        for stamp in
            [&mut row.created, &mut row.updated].into_iter().chain(row.trashed.as_deref_mut())
        {
            match self.0.get(&stamp.who) {
                Some(known) => stamp.who = Arc::clone(known),
                None => drop(self.0.insert(Arc::clone(&stamp.who))),
            }
        }
    }
}

/// How confidential a record is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Confidence {
    /// Everybody may see it.
    Public,
    /// Whoever signs in.
    Internal,
    /// Those who are named on it, and administrators.
    Restricted,
}

/// A record as it is now.
#[derive(Debug)]
pub struct Row {
    /// Its identity.
    pub id: Id,
    /// Counts its saves from 1.
    pub rev: u32,
    /// Who made it.
    pub created: Stamp,
    /// Who saved it last.
    pub updated: Stamp,
    /// Who moved it to the trash, if it lies there: few do, and the others need no room for it.
    pub trashed: Option<Box<Stamp>>,
    /// The commit that changed it last.
    pub last: u64,
    pub(super) common: Common,
    pub(super) entry: Box<dyn Entry>,
    /// What this program cannot read, kept as it is.
    unknown: Box<[(u16, Box<[u8]>)]>,
}

impl Clone for Row {
    fn clone(&self) -> Self {
        Self {
            id: self.id,
            rev: self.rev,
            created: self.created.clone(),
            updated: self.updated.clone(),
            trashed: self.trashed.clone(),
            last: self.last,
            common: self.common.clone(),
            entry: self.entry.copy(),
            unknown: self.unknown.clone(),
        }
    }
}

impl Row {
    /// A record of which nothing is recorded yet; revision 0.
    pub(super) fn blank(id: Id, kind: &Kind, by: Stamp) -> Self {
        Self {
            id,
            rev: 0,
            created: by.clone(),
            updated: by,
            trashed: None,
            last: 0,
            common: Common::default(),
            entry: kind.blank(),
            unknown: Box::default(),
        }
    }

    /// Its kind. Rows are only made of kinds there are.
    pub fn kind(&self) -> &'static Kind {
        records::kind(self.id.kind).expect("a row is only made of a kind that is listed")
    }

    /// How confidential it is.
    pub fn confidence(&self) -> Confidence {
        match (self.common.is_public(), self.common.is_restricted()) {
            (true, _) => Confidence::Public,
            (_, true) => Confidence::Restricted,
            _ => Confidence::Internal,
        }
    }

    /// A cell that is kept, without regard to who looks.
    pub(super) fn kept(&self, number: u16) -> Value {
        if number < FIRST_OWN { self.common.kept(number) } else { self.entry.kept(number) }
    }

    /// The text of a cell that is kept, without a copy and without regard to who looks; empty where
    /// there is none.
    pub(super) fn text(&self, number: u16) -> &str {
        if number < FIRST_OWN { self.common.text(number) } else { self.entry.text(number) }
    }

    /// A cell, computed ones too, without regard to who looks.
    pub(super) fn read(&self, number: u16, around: &dyn Surroundings) -> Value {
        if number < FIRST_OWN {
            return self.common.kept(number);
        }
        self.entry.read(number, self.id, around)
    }

    /// Sets a cell, in place of what could not be read of it; false if the value is not of its
    /// type.
    pub(super) fn write(&mut self, number: u16, value: Value) -> bool {
        let written = if number < FIRST_OWN {
            self.common.write(number, value)
        } else {
            self.entry.write(number, value)
        };
        if written {
            self.forget(number);
        }
        written
    }

    /// Drops what could not be read of a field.
    fn forget(&mut self, number: u16) {
        if self.unknown.iter().any(|(known, _)| *known == number) {
            let mut others = std::mem::take(&mut self.unknown).into_vec();
            others.retain(|(known, _)| *known != number);
            self.unknown = others.into();
        }
    }

    /// The columns that are kept in storage.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static Column> {
        self.kind().columns().filter(|column| !column.is_computed())
    }

    /// Every link it holds, with the field's number.
    pub(super) fn links(&self) -> Vec<(Id, u16)> {
        let mut all = Vec::new();
        for column in self.columns().filter(|column| column.shape.kinds().is_some()) {
            all.extend(self.kept(column.number).links().into_iter().map(|id| (id, column.number)));
        }
        all
    }

    /// The number of the field that takes the most room.
    pub(super) fn largest(&self) -> Option<u16> {
        let size = |column: &&Column| match codec::cell(&self.kept(column.number)) {
            Ok(bytes) => bytes.len(),
            Err(_) => usize::MAX,
        };
        self.columns().max_by_key(size).map(|column| column.number)
    }

    /// What is stored of it.
    pub(super) fn fields(&self) -> Result<Fields, CodecError> {
        let mut fields = vec![
            (REV, codec::cell(&self.rev)?),
            (CREATED, codec::cell(&self.created)?),
            (UPDATED, codec::cell(&self.updated)?),
            (LAST, codec::cell(&self.last)?),
        ];
        if let Some(stamp) = &self.trashed {
            fields.push((TRASHED, codec::cell(stamp)?));
        }
        for column in self.columns() {
            let value = self.kept(column.number);
            if !value.is_none() {
                fields.push((column.number, codec::cell(&value)?));
            }
        }
        fields.extend(self.unknown.iter().map(|(number, bytes)| (*number, bytes.to_vec())));
        fields.sort_by_key(|(number, _)| *number);
        Ok(fields)
    }

    /// A record of what was stored of it.
    pub(super) fn of<B: AsRef<[u8]>>(
        id: Id,
        kind: &Kind,
        fields: Vec<(u16, B)>,
    ) -> Result<Self, CodecError> {
        let nobody = Stamp { who: "".into(), when: 0 };
        let mut row = Self::blank(id, kind, nobody);
        for (number, bytes) in fields {
            row.apply(number, bytes.as_ref())?;
        }
        Ok(row)
    }

    /// Sets what a number stands for from its stored bytes; no bytes are not recorded.
    pub(super) fn apply(&mut self, number: u16, bytes: &[u8]) -> Result<(), CodecError> {
        match number {
            REV => self.rev = codec::read_cell(bytes)?,
            CREATED => self.created = codec::read_cell(bytes)?,
            UPDATED => self.updated = codec::read_cell(bytes)?,
            LAST => self.last = codec::read_cell(bytes)?,
            TRASHED if bytes.is_empty() => self.trashed = None,
            TRASHED => self.trashed = Some(codec::read_cell(bytes)?),
            _ => self.take(number, bytes),
        }
        Ok(())
    }

    /// Sets a field from its bytes. What cannot be read (a number, a type or a choice of a
    /// newer program) is kept, and the field shows nothing rather than what it was before.
    fn take(&mut self, number: u16, bytes: &[u8]) {
        if codec::value(bytes).is_ok_and(|value| self.write(number, value)) {
            return;
        }
        self.write(number, Value::None);
        self.forget(number);
        if !bytes.is_empty() {
            let mut others = std::mem::take(&mut self.unknown).into_vec();
            others.push((number, bytes.into()));
            self.unknown = others.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit() -> Row {
        let kind = records::kind_named("unit").unwrap();
        Row::blank(Id { kind: kind.number, number: 1 }, kind, Stamp { who: "".into(), when: 0 })
    }

    fn category(code: &str) -> Vec<u8> {
        codec::cell(&Value::Choice(code.to_owned().into())).unwrap()
    }

    fn reopened(row: &Row) -> Row {
        Row::of(row.id, row.kind(), row.fields().unwrap()).unwrap()
    }

    #[test]
    fn a_choice_of_a_newer_program_is_kept_until_another_is_set() {
        let mut row = unit();
        let number = row.kind().named("category").unwrap().number;
        row.apply(number, &category("academy")).unwrap();
        let mut row = reopened(&row);
        assert_eq!(row.kept(number), Value::None);
        assert!(row.fields().unwrap().contains(&(number, category("academy"))));

        assert!(!row.write(number, Value::Flag(true)));
        assert!(row.fields().unwrap().contains(&(number, category("academy"))));
        assert!(row.write(number, Value::Choice("school".into())));
        assert_eq!(reopened(&row).kept(number), Value::Choice("school".into()));
        assert!(row.write(number, Value::None));
        assert_eq!(row.fields().unwrap().iter().filter(|(known, _)| *known == number).count(), 0);
    }

    #[test]
    fn a_choice_of_a_newer_program_hides_the_one_before() {
        let mut row = unit();
        let number = row.kind().named("category").unwrap().number;
        for code in ["school", "academy"] {
            row.apply(number, &category(code)).unwrap();
        }
        assert_eq!(row.kept(number), Value::None);
        let of_it: Vec<_> =
            row.fields().unwrap().into_iter().filter(|(known, _)| *known == number).collect();
        assert_eq!(of_it, [(number, category("academy"))]);
        assert_eq!(reopened(&row).kept(number), Value::None);

        row.apply(number, &category("institute")).unwrap();
        assert_eq!(reopened(&row).kept(number), Value::Choice("institute".into()));
    }

    #[test]
    fn a_field_of_a_newer_program_is_kept() {
        let mut row = unit();
        for bytes in [&b"\xFFold"[..], b"\xFFnew"] {
            row.apply(9_999, bytes).unwrap();
        }
        assert!(reopened(&row).fields().unwrap().contains(&(9_999, b"\xFFnew".to_vec())));
        row.apply(9_999, b"").unwrap();
        assert!(row.fields().unwrap().iter().all(|(number, _)| *number != 9_999));
    }
}
