//! What a store should be: fields in memory, and what edits do to them, said a second time and
//! more simply.

use liaison::store::{Cause, Edit};
use liaison::value::{Id, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Who, and when.
pub type Stamp = (&'static str, i64);
pub type Fields = BTreeMap<u16, Value>;

/// One record.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Record {
    pub rev: u32,
    pub last: u64,
    pub created: Stamp,
    pub updated: Stamp,
    pub trashed: Option<Stamp>,
    /// What is recorded, by the fields' numbers.
    pub fields: Fields,
}

impl Record {
    pub fn value(&self, number: u16) -> Value {
        self.fields.get(&number).cloned().unwrap_or(Value::None)
    }

    pub fn set(&mut self, number: u16, value: Value) {
        match value {
            Value::None => drop(self.fields.remove(&number)),
            value => drop(self.fields.insert(number, value)),
        }
    }
}

/// What one commit did to one record.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    pub rev: u32,
    pub previous: u64,
    pub trashed: Option<bool>,
    /// Number, before, after.
    pub fields: Vec<(u16, Value, Value)>,
}

/// One commit.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    pub by: Stamp,
    pub cause: Cause,
    pub parts: BTreeMap<Id, Part>,
}

/// What a commit is answered.
#[derive(PartialEq, Debug)]
pub enum Answer {
    Saved {
        sequence: u64,
        touched: Vec<Id>,
    },
    /// In everything that somebody else changed since.
    Conflict(Vec<Clash>),
}

/// A field of a record, by its number; nothing for whether it lies in the trash.
pub type Clash = (Id, Option<u16>);

impl Answer {
    pub fn conflict(all: impl Iterator<Item = Clash>) -> Self {
        let mut all: Vec<Clash> = all.collect();
        all.sort_unstable();
        Self::Conflict(all)
    }
}

#[derive(Default)]
pub struct Model {
    pub records: BTreeMap<Id, Record>,
    /// Every commit from the first on.
    pub told: Vec<Told>,
}

impl Model {
    pub fn last(&self) -> u64 {
        self.told.len() as u64
    }

    pub fn commit(&mut self, by: Stamp, cause: Cause, edits: &[Edit]) -> Answer {
        let ids = self.give_ids(edits);
        let (mut work, mut clashes) = (BTreeMap::new(), Vec::new());
        for edit in edits {
            clashes.extend(self.take(&mut work, &ids, by, edit));
        }
        if !clashes.is_empty() {
            return Answer::conflict(clashes.into_iter());
        }
        let mut parts = BTreeMap::new();
        for (id, mut record) in work {
            let before = self.records.get(&id);
            let Some(mut part) = difference(before, &record) else { continue };
            record.rev += 1;
            record.last = self.last() + 1;
            record.updated = by;
            part.rev = record.rev;
            parts.insert(id, part);
            self.records.insert(id, record);
        }
        let touched: Vec<Id> = parts.keys().copied().collect();
        if !touched.is_empty() {
            self.told.push(Told { by, cause, parts });
        }
        Answer::Saved { sequence: self.last(), touched }
    }

    fn give_ids(&self, edits: &[Edit]) -> BTreeMap<Id, Id> {
        let mut given: BTreeMap<u8, u32> = BTreeMap::new();
        for id in self.records.keys() {
            given.insert(id.kind, id.number);
        }
        let added = edits.iter().filter(|edit| matches!(edit, Edit::Add { .. }));
        let give = |edit: &Edit| {
            let (from, number) = (edit.id(), given.entry(edit.id().kind).or_default());
            *number += 1;
            (from, Id { kind: from.kind, number: *number })
        };
        added.map(give).collect()
    }

    fn take(
        &self,
        work: &mut BTreeMap<Id, Record>,
        ids: &BTreeMap<Id, Id>,
        by: Stamp,
        edit: &Edit,
    ) -> Vec<Clash> {
        let real = |id: Id| ids.get(&id).copied().unwrap_or(id);
        let id = real(edit.id());
        let known = || self.records.get(&id).cloned();
        let record = work.entry(id).or_insert_with(|| {
            known().unwrap_or(Record { created: by, updated: by, ..Record::default() })
        });
        match edit {
            Edit::Add { fields, .. } => {
                for (number, value) in fields {
                    record.set(*number, value.clone().relink(real));
                }
            }
            Edit::Set { rev, fields, .. } => {
                let differs = |(number, before, after): &&(u16, Value, Value)| {
                    let now = record.value(*number);
                    now != *before && now != *after
                };
                let wrong: Vec<u16> = fields.iter().filter(differs).map(|field| field.0).collect();
                if *rev != record.rev && !wrong.is_empty() {
                    return wrong.into_iter().map(|number| (id, Some(number))).collect();
                }
                for (number, _, after) in fields {
                    record.set(*number, after.clone().relink(real));
                }
            }
            Edit::Trash { rev, .. } | Edit::Untrash { rev, .. } if *rev != record.rev => {
                let is_so = record.trashed.is_some() == matches!(edit, Edit::Trash { .. });
                return if is_so { Vec::new() } else { vec![(id, None)] };
            }
            Edit::Trash { .. } => record.trashed = Some(by),
            Edit::Untrash { .. } => record.trashed = None,
        }
        Vec::new()
    }

    /// What taking back a change is answered.
    pub fn take_back(&mut self, by: Stamp, sequence: u64) -> Answer {
        let told = self.told[sequence as usize - 1].clone();
        let (mut edits, mut clashes) = (Vec::new(), Vec::new());
        for (id, part) in told.parts.iter().rev() {
            let (some, wrong) = self.back(*id, part, told.by);
            edits.extend(some);
            clashes.extend(wrong);
        }
        if !clashes.is_empty() {
            return Answer::conflict(clashes.into_iter());
        }
        self.commit(by, Cause::TakenBack(sequence), &edits)
    }

    /// What brings a record back to what it was, and what of it was changed since.
    fn back(&self, id: Id, part: &Part, by: Stamp) -> (Vec<Edit>, Vec<Clash>) {
        let now = &self.records[&id];
        let rev = now.rev;
        if part.rev == 1 {
            let was: Fields = part.fields.iter().map(|(n, _, after)| (*n, after.clone())).collect();
            let is_as_added = now.fields == was;
            return match now.trashed {
                Some(_) => (Vec::new(), Vec::new()),
                None if is_as_added => (vec![Edit::Trash { id, rev }], Vec::new()),
                None => (Vec::new(), vec![(id, None)]),
            };
        }
        let (mut edits, mut clashes) = (Vec::new(), Vec::new());
        let differs = part.fields.iter().filter(|(n, before, _)| now.value(*n) != *before);
        let (back, wrong): (Vec<_>, Vec<_>) =
            differs.partition(|(n, _, after)| now.value(*n) == *after);
        clashes.extend(wrong.iter().map(|field| (id, Some(field.0))));
        let fields: Vec<_> = back
            .into_iter()
            .map(|(n, before, after)| (*n, after.clone(), before.clone()))
            .collect();
        if !fields.is_empty() {
            edits.push(Edit::Set { id, rev, fields });
        }
        match (part.trashed, now.trashed) {
            (Some(true), Some(stamp)) if stamp == by => edits.push(Edit::Untrash { id, rev }),
            (Some(false), None) if part.rev == rev => edits.push(Edit::Trash { id, rev }),
            (Some(true), Some(_)) | (Some(false), None) => clashes.push((id, None)),
            _ => {}
        }
        (edits, clashes)
    }
}

/// What became of a record; nothing if it is as it was.
fn difference(before: Option<&Record>, after: &Record) -> Option<Part> {
    let nothing = Record::default();
    let was = before.unwrap_or(&nothing);
    let all: BTreeSet<u16> = was.fields.keys().chain(after.fields.keys()).copied().collect();
    let fields = all.into_iter().map(|n| (n, was.value(n), after.value(n)));
    let fields: Vec<_> = fields.filter(|(_, before, after)| before != after).collect();
    let trashed = (was.trashed != after.trashed).then_some(after.trashed.is_some());
    let changed = before.is_none() || trashed.is_some() || !fields.is_empty();
    changed.then_some(Part { rev: 0, previous: was.last, trashed, fields })
}
