//! Random edits, older revisions, batches, undos and restarts, against a model of plain fields:
//! what is seen is what the model says, and the history replays to it. `LIAISON_MODEL_STEPS` is
//! the long form (1000000), `LIAISON_SEED=N` repeats a run.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

#[path = "model/model.rs"]
mod model;
#[path = "support/proof.rs"]
mod proof;
#[path = "model/values.rs"]
mod values;

use liaison::records::{KINDS, kind};
use liaison::store::{
    Cause, Change, Edit, Finding, Pending, Person, Refused, Role, Store, to_redo, to_undo,
};
use liaison::value::{Id, Value};
use model::{Answer, Fields, Model, Record, Stamp, Told};
use proof::{Dice, Seed, everything, folder, number, open, sight};
use std::collections::BTreeMap;
use std::fs;
use tempfile::TempDir;

/// How many steps, unless the environment says otherwise.
const STEPS: u64 = 2_000;
/// A store is begun anew after so many, so that opening it stays quick.
const STEPS_A_STORE: u64 = 10_000;
/// Who edits: each sees everything.
const PEOPLE: [&str; 3] = ["wang", "li", "zhao"];
/// The kinds whose records are added. Others would add nothing new.
const ADDED: [&str; 8] = [
    "organization",
    "organization",
    "interaction",
    "project",
    "member",
    "contact",
    "event",
    "agreement",
];

struct Run {
    dice: Dice,
    folder: TempDir,
    store: Option<Store>,
    model: Model,
    /// Handed in, and what each is to be answered.
    waiting: Vec<(Pending, Answer, String)>,
    /// Records as somebody saw them a while ago.
    seen: Vec<(Id, Record)>,
    /// The changes that were compared since the store was opened.
    compared: u64,
    step: u64,
}

#[test]
fn whatever_is_done_the_store_holds_what_the_model_says() {
    let seed = Seed::of_run();
    let mut left = number("LIAISON_MODEL_STEPS").unwrap_or(STEPS);
    for nth in 0.. {
        let steps = left.min(STEPS_A_STORE);
        left -= steps;
        Run::begin(seed.dice(nth)).steps(steps);
        if left == 0 {
            break;
        }
    }
}

impl Run {
    fn begin(dice: Dice) -> Self {
        let folder = folder();
        let store = Some(open(folder.path()).unwrap().0);
        let (model, waiting, seen) = (Model::default(), Vec::new(), Vec::new());
        Self { dice, folder, store, model, waiting, seen, compared: 0, step: 0 }
    }

    fn steps(mut self, steps: u64) {
        for step in 1..=steps {
            self.step = step;
            self.step();
            if self.dice.once_in(2) {
                self.answered();
            }
            if self.dice.once_in(60) {
                self.answered();
                self.compare();
            }
            if self.dice.once_in(120) {
                self.restart();
            }
        }
        self.restart();
        self.replay();
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    fn step(&mut self) {
        match self.dice.roll(100) {
            _ if self.model.records.len() < 5 => self.add(),
            0..15 => self.add(),
            15..55 => {
                let edit = self.set_one();
                self.hand_in(Cause::Edit, vec![edit]);
            }
            55..70 => self.set_as_seen(),
            70..80 => {
                let edit = self.move_one();
                self.hand_in(Cause::Edit, vec![edit]);
            }
            80..88 => self.batch(),
            _ => self.take_back(),
        }
    }

    fn someone(&mut self) -> Stamp {
        (PEOPLE[self.dice.roll(PEOPLE.len())], self.step.cast_signed())
    }

    fn any(&mut self) -> (Id, Record) {
        let nth = self.dice.roll(self.model.records.len());
        let (id, record) = self.model.records.iter().nth(nth).unwrap();
        (*id, record.clone())
    }

    fn hand_in(&mut self, cause: Cause, edits: Vec<Edit>) {
        let by = self.someone();
        let answer = self.model.commit(by, cause, &edits);
        self.wait_for(by, cause, edits, answer);
    }

    fn wait_for(&mut self, (who, when): Stamp, cause: Cause, edits: Vec<Edit>, answer: Answer) {
        let told = format!("step {}, {who}, {cause:?}: {edits:?}", self.step);
        let pending = self.store().commit(&Person::new(who, Role::Admin), cause, when, edits);
        self.waiting.push((pending, answer, told));
    }

    /// Waits for what was handed in.
    fn answered(&mut self) {
        for (pending, expected, told) in self.waiting.drain(..) {
            let answer = match pending.wait() {
                Ok(saved) => Answer::Saved { sequence: saved.sequence, touched: saved.touched },
                Err(Refused::Conflict(clashes)) => {
                    Answer::conflict(clashes.iter().map(|clash| (clash.id, clash.field())))
                }
                Err(refused) => panic!("{refused:?}: {told}"),
            };
            assert_eq!(answer, expected, "{told}");
        }
    }

    fn new_record(&mut self, nth: u32, known: &[Id]) -> Option<Edit> {
        let code = ADDED[self.dice.roll(ADDED.len())];
        let kind = KINDS.iter().find(|kind| kind.code == code)?;
        let mut fields = Vec::new();
        for column in values::columns(kind) {
            if !values::is_kept(column) && !self.dice.once_in(6) {
                continue;
            }
            let value = values::value(&mut self.dice, column, known);
            if values::is_kept(column) && value.is_none() {
                return None;
            }
            fields.push((column.number, value));
        }
        Some(Edit::Add { id: Id::provisional(kind.number, nth), fields })
    }

    fn adds(&mut self, count: u32) -> Vec<Edit> {
        let mut known: Vec<Id> = self.model.records.keys().copied().collect();
        let mut edits = Vec::new();
        for nth in 0..count {
            let edit = self.new_record(nth, &known);
            known.extend(edit.as_ref().map(Edit::id));
            edits.extend(edit);
        }
        edits
    }

    fn add(&mut self) {
        let count = if self.dice.once_in(60) { 40 } else { 1 + self.dice.roll(3) };
        let edits = self.adds(count as u32);
        let cause = if count > 3 { Cause::Import } else { Cause::Edit };
        self.hand_in(cause, edits);
    }

    /// Some fields of a record, as they are and as they are to be.
    fn set(&mut self, id: Id, record: &Record) -> Edit {
        let columns: Vec<_> = values::columns(kind(id.kind).unwrap()).collect();
        let known: Vec<Id> = self.model.records.keys().copied().collect();
        let mut fields = BTreeMap::new();
        for _ in 0..=self.dice.roll(3) {
            let column = *self.dice.pick(&columns).unwrap();
            let value = values::value(&mut self.dice, column, &known);
            if !value.is_none() || !values::is_kept(column) {
                fields.insert(column.number, (record.value(column.number), value));
            }
        }
        let fields = fields.into_iter().map(|(n, (before, after))| (n, before, after)).collect();
        Edit::Set { id, rev: record.rev, fields }
    }

    fn set_one(&mut self) -> Edit {
        let (id, record) = self.any();
        if self.dice.once_in(3) {
            self.seen.push((id, record.clone()));
        }
        self.set(id, &record)
    }

    /// By somebody who has not seen what became of it since.
    fn set_as_seen(&mut self) {
        let mut edit = self.set_one();
        if !self.seen.is_empty() {
            let (id, record) = self.seen.swap_remove(self.dice.roll(self.seen.len()));
            edit = self.set(id, &record);
        }
        self.hand_in(Cause::Edit, vec![edit]);
    }

    fn move_one(&mut self) -> Edit {
        let (id, record) = self.any();
        let rev = record.rev - u32::from(self.dice.once_in(10));
        let is_to_go = record.trashed.is_none() || self.dice.once_in(10);
        if is_to_go { Edit::Trash { id, rev } } else { Edit::Untrash { id, rev } }
    }

    fn batch(&mut self) {
        let count = self.dice.roll(4) as u32;
        let mut edits = self.adds(count);
        for _ in 0..=self.dice.roll(12) {
            edits.push(if self.dice.once_in(5) { self.move_one() } else { self.set_one() });
        }
        self.hand_in(Cause::Edit, edits);
    }

    fn take_back(&mut self) {
        self.answered();
        let by = self.someone();
        let (last, store) = (self.model.last(), self.store());
        let head = |sequence| store.head(sequence);
        let next = match self.step % 4 {
            0 => to_redo(by.0, last, head).unwrap(),
            1 | 2 => to_undo(by.0, last, head).next().map(Result::unwrap),
            _ => None,
        };
        let sequence = next.unwrap_or(1 + self.dice.roll(last as usize) as u64);
        let sight = sight(self.store());
        let change = self.store().change(&sight, sequence).unwrap();
        let edits = change.taken_back(|id| sight.row(id).cloned());
        let answer = self.model.take_back(by, sequence);
        self.wait_for(by, Cause::TakenBack(sequence), edits, answer);
    }

    /// The store ends and begins again, in one of the ways it can.
    fn restart(&mut self) {
        self.answered();
        self.compare();
        let sound = self.store().verify().unwrap();
        assert_eq!((sound.changes, sound.records), (self.model.last(), self.model.records.len()));
        let before = everything(self.store());
        let store = self.store.take().unwrap();
        let way = self.dice.roll(8);
        if way < 4 {
            store.close();
        }
        drop(store);
        if way == 7 {
            // Wait until nobody has it.
            open(self.folder.path()).unwrap().0.close();
            fs::remove_dir_all(self.folder.path().join("state")).unwrap();
        }
        let (store, opened) = open(self.folder.path()).unwrap();
        let is_mended = |finding: &Finding| matches!(finding, Finding::Replayed(_));
        assert!(opened.findings.iter().all(|found| way == 7 && is_mended(found)), "{opened:?}");
        self.store = Some(store);
        assert_eq!(everything(self.store()), before, "way {way}");
        // Older ones were compared before, and are as they were if the journal is sound.
        self.compared = self.compared.saturating_sub(100);
        self.compare();
    }

    /// What is seen, and the changes since it was last asked.
    fn compare(&mut self) {
        let sight = sight(self.store());
        let (mut present, mut trash) = (Vec::new(), Vec::new());
        for (id, record) in &self.model.records {
            let row = sight.row(*id).unwrap();
            for column in row.kind().columns().filter(|column| !column.is_computed()) {
                let cell = sight.cell(row, column);
                assert_eq!(cell, record.value(column.number), "{id}.{}", column.name);
            }
            let stamp = |stamp: &liaison::store::Stamp| (stamp.who.to_string(), stamp.when);
            let known = |(who, when): Stamp| (who.to_owned(), when);
            assert_eq!((row.rev, row.last), (record.rev, record.last), "{id}");
            assert_eq!(stamp(&row.created), known(record.created), "{id}");
            assert_eq!(stamp(&row.updated), known(record.updated), "{id}");
            assert_eq!(row.trashed.as_deref().map(stamp), record.trashed.map(known), "{id}");
            if record.trashed.is_some() { &mut trash } else { &mut present }.push(*id);
        }
        let ids = |id: &Id| (id.kind, id.number);
        let mut shown: Vec<Id> =
            KINDS.iter().flat_map(|kind| sight.rows(kind)).map(|row| row.id).collect();
        shown.sort_by_key(ids);
        assert_eq!(shown, present);
        assert_eq!(sight.trash().map(|row| row.id).collect::<Vec<_>>(), trash);
        self.compare_links(&sight);

        for sequence in self.compared + 1..=self.model.last() {
            let change = self.store().change(&sight, sequence).unwrap();
            assert_eq!(told(&change), self.model.told[sequence as usize - 1], "{sequence}");
        }
        self.compared = self.model.last();
        if !self.model.records.is_empty() {
            let (id, _) = self.any();
            let found: Vec<u64> = self.store().history(&sight, Some(id)).map(sequence_of).collect();
            let of_it = |(_, told): &(u64, &Told)| told.parts.contains_key(&id);
            let mut all: Vec<u64> =
                (1..).zip(&self.model.told).filter(of_it).map(|(sequence, _)| sequence).collect();
            all.reverse();
            assert_eq!(found, all, "{id}");
        }
    }

    fn compare_links(&mut self, sight: &liaison::store::Sight) {
        if self.model.records.is_empty() {
            return;
        }
        let (to, _) = self.any();
        let links =
            |record: &Record| record.fields.values().any(|value| value.links().contains(&to));
        let from = self.model.records.iter();
        let from = from.filter(|(_, record)| record.trashed.is_none() && links(record));
        let from: Vec<Id> = from.map(|(id, _)| *id).collect();
        let mut found: Vec<Id> = sight.links_to(to).into_iter().map(|(id, _)| id).collect();
        found.sort_unstable();
        assert_eq!(found, from, "to {to}");
    }

    /// Every change from the first on, one after the other, makes what there is.
    fn replay(&self) {
        let sight = sight(self.store());
        let all: Vec<Change> = self.store().history(&sight, None).map(Result::unwrap).collect();
        let mut made: BTreeMap<Id, (u32, bool, Fields)> = BTreeMap::new();
        for changed in all.iter().rev().flat_map(|change| &change.changed) {
            let (rev, is_trashed, fields) = made.entry(changed.id).or_default();
            assert_eq!(*rev + 1, changed.rev, "{}", changed.id);
            *rev = changed.rev;
            *is_trashed = changed.trashed().unwrap_or(*is_trashed);
            for (number, before, after) in changed.fields() {
                let was = fields.remove(&number).unwrap_or(Value::None);
                assert_eq!(was, before, "{}, field {number}", changed.id);
                if !after.is_none() {
                    fields.insert(number, after);
                }
            }
        }
        let of_model = |(id, record): (&Id, &Record)| {
            (*id, (record.rev, record.trashed.is_some(), record.fields.clone()))
        };
        assert!(made == self.model.records.iter().map(of_model).collect::<BTreeMap<_, _>>());
    }
}

fn sequence_of(change: Result<Change, Refused>) -> u64 {
    change.unwrap().sequence
}

/// A change as the model tells it.
fn told(change: &Change) -> Told {
    let who = PEOPLE.into_iter().find(|who| **who == *change.head.who).unwrap();
    let part = |changed: &liaison::store::Changed| {
        let (rev, previous, trashed) = (changed.rev, changed.previous, changed.trashed());
        (changed.id, model::Part { rev, previous, trashed, fields: changed.fields() })
    };
    let parts = change.changed.iter().map(part).collect();
    Told { by: (who, change.head.when), cause: change.head.cause, parts }
}
