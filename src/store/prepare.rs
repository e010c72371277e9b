//! What a commit would do, worked out before anything is written: ids are given, links and
//! values checked, revisions compared.

use super::change::{Changed, Edit, Head};
use super::clash::{self, Clash};
use super::codec::{self, Fields};
use super::refused::Refused;
use super::rights::Rights;
use super::row::{Row, Stamp, TRASHED};
use super::sight::{Person, Role};
use super::snapshot::Snapshot;
use crate::record::{Column, Kind};
use crate::records::{self, KINDS};
use crate::value::{Code, Id, Shape, Value, Wrong, clean_line, clean_lines};
use crate::words::store as say;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A commit that may be written.
pub(super) struct Prepared {
    /// The records as they will be, with what is stored of them.
    pub rows: Vec<(Arc<Row>, Fields)>,
    /// What becomes of each.
    pub changed: Vec<Changed>,
    /// Provisional ids and what they became.
    pub ids: Vec<(Id, Id)>,
}

/// Works out what edits would do to a snapshot as commit `sequence`.
pub(super) fn prepare(
    snapshot: &Snapshot,
    person: &Person,
    head: &Head,
    sequence: u64,
    edits: Vec<Edit>,
) -> Result<Prepared, Refused> {
    if !person.may_edit() {
        return Err(Refused::NotAllowed { who: person.login.to_string() });
    }
    let stamp = Stamp { who: (&*head.who).into(), when: head.when };
    let mut work = Work::of(snapshot, person, stamp, &edits);
    for edit in edits {
        work.take(edit)?;
    }
    work.conflict()?;
    for (id, numbers) in &work.touched {
        work.check(*id, numbers)?;
    }
    work.finish(sequence)
}

/// Why each of some edits would be refused, by its place among them.
pub(super) fn faults(
    snapshot: &Snapshot,
    person: &Person,
    edits: &[Edit],
) -> Vec<(usize, Refused)> {
    let stamp = Stamp { who: (&*person.login).into(), when: 0 };
    let mut work = Work::of(snapshot, person, stamp, edits);
    // The places of those that were not refused at once, one for each record they touched.
    let (mut faults, mut places) = (Vec::new(), Vec::new());
    for (place, edit) in edits.iter().enumerate() {
        let taken = if person.may_edit() {
            work.take(edit.clone()).and_then(|()| work.conflict())
        } else {
            Err(Refused::NotAllowed { who: person.login.to_string() })
        };
        let fault = taken.err();
        let is_sound = fault.is_none();
        faults.extend(fault.map(|refused| (place, refused)));
        places.resize(work.touched.len(), is_sound.then_some(place));
    }
    for ((id, numbers), place) in work.touched.iter().zip(places) {
        let Some(place) = place else { continue };
        let written = work.check(*id, numbers).and_then(|()| match work.rows.get(id) {
            Some(row) => work.written(*id, Row::clone(row), 0).map(drop),
            None => Ok(()),
        });
        faults.extend(written.err().map(|refused| (place, refused)));
    }
    faults
}

/// On what some edits and what is there do not agree.
pub(super) fn clashes(snapshot: &Snapshot, person: &Person, edits: &[Edit]) -> Vec<Clash> {
    let is_older = |edit: &&Edit| match edit {
        Edit::Add { .. } => false,
        Edit::Set { id, rev, .. } | Edit::Trash { id, rev } | Edit::Untrash { id, rev } => {
            snapshot.row(*id).is_some_and(|row| row.rev != *rev)
        }
    };
    // Of a large import few are looked at.
    let older: HashSet<Id> = edits.iter().filter(is_older).map(Edit::id).collect();
    let stamp = Stamp { who: (&*person.login).into(), when: 0 };
    let mut work = Work::of(snapshot, person, stamp, edits);
    for edit in edits.iter().filter(|edit| older.contains(&edit.id())) {
        // For what else they are refused the commit tells.
        let _ = work.take(edit.clone());
    }
    work.clashes
}

fn give_ids(snapshot: &Snapshot, edits: &[Edit]) -> HashMap<Id, Id> {
    let mut next: HashMap<u8, u32> = HashMap::new();
    let mut ids = HashMap::new();
    for edit in edits {
        let Edit::Add { id, .. } = edit else { continue };
        let number = next.entry(id.kind).or_insert_with(|| snapshot.next(id.kind));
        ids.insert(*id, Id { kind: id.kind, number: *number });
        *number += 1;
    }
    ids
}

struct Work<'a> {
    snapshot: &'a Snapshot,
    person: &'a Person,
    rights: Rights,
    stamp: Stamp,
    ids: HashMap<Id, Id>,
    rows: BTreeMap<Id, Row>,
    /// Records whose fields were set, with the fields, to be checked.
    touched: Vec<(Id, Vec<u16>)>,
    /// Where somebody else changed the same since.
    clashes: Vec<Clash>,
}

impl<'a> Work<'a> {
    fn of(snapshot: &'a Snapshot, person: &'a Person, stamp: Stamp, edits: &[Edit]) -> Self {
        let (ids, rights) = (give_ids(snapshot, edits), Rights::of(snapshot, person));
        let (rows, touched, clashes) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { snapshot, person, rights, stamp, ids, rows, touched, clashes }
    }

    fn take(&mut self, edit: Edit) -> Result<(), Refused> {
        match edit {
            Edit::Add { id, fields } => self.add(id, fields),
            Edit::Set { id, rev, fields } => self.set(id, rev, fields),
            Edit::Trash { id, rev } => {
                let stamp = Box::new(self.stamp.clone());
                self.put_away(id, rev, Some(stamp))
            }
            Edit::Untrash { id, rev } => self.put_away(id, rev, None),
        }
    }

    fn add(&mut self, provisional: Id, fields: Vec<(u16, Value)>) -> Result<(), Refused> {
        let kind = records::kind(provisional.kind).ok_or(Refused::Gone(provisional))?;
        let id = self.real(provisional);
        let row = Row::blank(id, kind, self.stamp.clone());
        // Of two records under one provisional id the links could not tell which is meant.
        if self.rows.insert(id, row).is_some() {
            return Err(Refused::Gone(provisional));
        }
        self.write(id, fields)
    }

    fn set(&mut self, id: Id, rev: u32, fields: Vec<(u16, Value, Value)>) -> Result<(), Refused> {
        let id = self.real(id);
        let clashes = clash::over_fields(self.row(id)?, rev, &fields);
        if !clashes.is_empty() {
            self.clashes.extend(clashes);
            return Ok(());
        }
        self.write(id, fields.into_iter().map(|(number, _, after)| (number, after)).collect())
    }

    fn write(&mut self, id: Id, fields: Vec<(u16, Value)>) -> Result<(), Refused> {
        let mut problems = Vec::new();
        // Who could change a login could see with another's eyes.
        let keeps_login = self.person.role != Role::Admin && self.snapshot.row(id).is_some();
        let numbers = fields.iter().map(|(number, _)| *number).collect();
        for (number, value) in fields {
            let value = value.relink(|id| self.real(id));
            let row = self.row(id)?;
            let Some(column) = row.kind().column(number).filter(|column| !column.is_computed())
            else {
                return Err(Refused::Gone(id));
            };
            if column.is_login() && keeps_login && row.kept(number) != value {
                problems.push((column.name, say::ADMINISTRATORS.wrong(&[])));
                continue;
            }
            if !fits(&column.shape, &value) || !row.write(number, clean(&column.shape, value)) {
                problems.push((column.name, say::OTHER_TYPE.wrong(&[])));
            }
        }
        self.touched.push((id, numbers));
        if problems.is_empty() { Ok(()) } else { Err(Refused::Invalid { id, problems }) }
    }

    fn real(&self, id: Id) -> Id {
        self.ids.get(&id).copied().unwrap_or(id)
    }

    /// The record as the edits so far leave it.
    fn row(&mut self, id: Id) -> Result<&mut Row, Refused> {
        if !self.rows.contains_key(&id) {
            let row = self.snapshot.row(id).ok_or(Refused::Gone(id))?;
            if !self.rights.sees(row) {
                return Err(Refused::Gone(id));
            }
            self.rows.insert(id, Row::clone(row));
        }
        self.rows.get_mut(&id).ok_or(Refused::Gone(id))
    }

    /// Moves a record to the trash or back, as it was seen by whoever does.
    fn put_away(&mut self, id: Id, rev: u32, trashed: Option<Box<Stamp>>) -> Result<(), Refused> {
        let since = clash::relied_on(&mut self.clashes, id);
        let row = self.row(id)?;
        let clash = clash::over_trash(row, rev, trashed.is_some(), since);
        if clash.is_none() && row.rev == rev {
            row.trashed = trashed;
        }
        self.clashes.extend(clash);
        Ok(())
    }

    /// Refuses what somebody else changed since, all of it at once.
    fn conflict(&mut self) -> Result<(), Refused> {
        let clashes = std::mem::take(&mut self.clashes);
        if clashes.is_empty() { Ok(()) } else { Err(Refused::Conflict(clashes)) }
    }

    /// Whether a record of which these fields were set may be so.
    fn check(&self, id: Id, numbers: &[u16]) -> Result<(), Refused> {
        let Some(row) = self.rows.get(&id) else { return Ok(()) };
        let mut problems = missing(row);
        for number in numbers {
            let Some(column) = row.kind().column(*number) else { continue };
            let wrong = self.bad_link(column, &row.kept(*number));
            problems.extend(wrong.map(|wrong| (column.name, wrong)));
        }
        problems.extend(row.entry.check());
        if problems.is_empty() { Ok(()) } else { Err(Refused::Invalid { id, problems }) }
    }

    fn bad_link(&self, column: &Column, value: &Value) -> Option<Wrong> {
        let kinds = column.shape.kinds()?;
        let allowed = |kind: &&&Kind| kinds.is_empty() || kinds.contains(&kind.code);
        for id in value.links() {
            if !self.rows.contains_key(&id) && self.snapshot.row(id).is_none() {
                return Some(say::NO_RECORD.wrong(&[&id.to_string()]));
            }
            if !KINDS.iter().filter(allowed).any(|kind| kind.number == id.kind) {
                return Some(say::OTHER_KIND.wrong(&[&id.to_string(), &kinds.join(", ")]));
            }
        }
        None
    }

    fn finish(mut self, sequence: u64) -> Result<Prepared, Refused> {
        let rows = std::mem::take(&mut self.rows);
        let mut prepared = Prepared {
            rows: Vec::with_capacity(rows.len()),
            changed: Vec::with_capacity(rows.len()),
            ids: Vec::new(),
        };
        for (id, row) in rows {
            if let Some((row, kept, changed)) = self.written(id, row, sequence)? {
                prepared.changed.push(changed);
                prepared.rows.push((Arc::new(row), kept));
            }
        }
        prepared.ids = self.ids.into_iter().collect();
        Ok(prepared)
    }

    /// A record as it will be, what is stored of it and what becomes of it; nothing if it stays
    /// as it is.
    fn written(
        &self,
        id: Id,
        mut row: Row,
        sequence: u64,
    ) -> Result<Option<(Row, Fields, Changed)>, Refused> {
        let too_large = |row: &Row| Refused::TooLarge { id, field: row.largest() };
        let before = self.snapshot.row(id);
        let previous = before.map_or(0, |before| before.last);
        let had = before.map(|before| before.fields()).transpose();
        let had = had.map_err(|_| too_large(&row))?.unwrap_or_default();
        let fields = difference(had, row.fields().map_err(|_| too_large(&row))?);
        if fields.is_empty() && before.is_some() {
            return Ok(None);
        }
        row.rev += 1;
        row.updated = self.stamp.clone();
        row.last = sequence;
        let kept = row.fields().map_err(|_| too_large(&row))?;
        let changed = Changed { id, rev: row.rev, previous, fields };
        let size = codec::cell(&changed).and(codec::record(&kept));
        size.map_err(|_| too_large(&row))?;
        Ok(Some((row, kept, changed)))
    }
}

fn missing(row: &Row) -> Vec<(&'static str, Wrong)> {
    let empty = |column: &&Column| row.kept(column.number).is_none();
    let required = row.columns().filter(|column| column.is_required()).filter(empty);
    let mut problems: Vec<_> =
        required.map(|column| (column.name, say::REQUIRED.wrong(&[]))).collect();
    let naming: Vec<&Column> = row.kind().naming().collect();
    if let Some(first) = naming.first().filter(|first| !first.is_required())
        && naming.iter().all(empty)
    {
        problems.push((first.name, say::NO_NAME.wrong(&[])));
    }
    problems
}

/// Number, bytes before, bytes after, of every field that differs. The store's own numbers but
/// for the trash follow from the change itself.
fn difference(before: Fields, after: Fields) -> Vec<(u16, Vec<u8>, Vec<u8>)> {
    let told = |number: u16| number == TRASHED || number >= super::row::FIRST_FIELD;
    let mut both: BTreeMap<u16, (Vec<u8>, Vec<u8>)> = BTreeMap::new();
    for (number, bytes) in before {
        both.entry(number).or_default().0 = bytes;
    }
    for (number, bytes) in after {
        both.entry(number).or_default().1 = bytes;
    }
    let changed =
        both.into_iter().filter(|(number, (before, after))| told(*number) && before != after);
    changed.map(|(number, (before, after))| (number, before, after)).collect()
}

/// Whether the roles of parties are among those there are; other types check their own codes.
fn fits(shape: &Shape, value: &Value) -> bool {
    let (Shape::Parties(shape), Value::Parties(parties)) = (shape, value) else { return true };
    let known = |role: &Code| shape.roles.iter().any(|label| label.code == *role);
    parties.iter().filter_map(|party| party.role.as_ref()).all(known)
}

/// Stored text holds no control or bidirectional characters, wherever it came from.
fn clean(shape: &Shape, value: Value) -> Value {
    let line = |text: &str| -> Box<str> { clean_line(text).into() };
    match value {
        Value::Text(text) if *shape == Shape::Notes => Value::Text(clean_lines(&text).into()),
        Value::Text(text) => Value::Text(line(&text)),
        Value::Lines(lines) => {
            let lines = lines.iter().map(|text| line(text)).filter(|text| !text.is_empty());
            Value::Lines(lines.collect())
        }
        Value::Parties(mut parties) => {
            for party in &mut parties {
                party.text = line(&party.text);
            }
            Value::Parties(parties)
        }
        Value::Rule(mut rule) => {
            rule.kind = line(&rule.kind);
            rule.filter = line(&rule.filter);
            Value::Rule(rule)
        }
        other => other,
    }
}
