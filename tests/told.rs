//! Two people edit what they saw a while ago, and take changes back, one's own and the other's:
//! no value that somebody else set is ever overwritten, by an edit, an undo or the trash, but by
//! one who was told of it. `LIAISON_TOLD_STEPS` is the long form, `LIAISON_SEED=N` repeats a run.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

#[path = "support/proof.rs"]
mod proof;

use liaison::records::kind_named;
use liaison::store::{
    Cause, Change, Clash, Committed, Edit, Over, Person, Refused, Role, Side, Sight, Stamp, Store,
    settle, to_redo, to_undo,
};
use liaison::value::{Id, Value};
use proof::{Dice, Seed, everything, folder, number, open, sight};
use std::collections::HashMap;

/// How many steps, unless the environment says otherwise.
const STEPS: u64 = 1_500;
/// How many records there are at most.
const RECORDS: usize = 12;
const PEOPLE: [&str; 2] = ["wang", "li"];
/// The fields that are set, each a text.
const FIELDS: [&str; 4] = ["name", "country", "industry", "needs"];

/// A record as somebody saw it.
#[derive(Clone, Default)]
struct Seen {
    rev: u32,
    fields: HashMap<u16, Value>,
    trashed: Option<Stamp>,
}

/// What somebody knows of what they are about to overwrite.
#[derive(Default)]
struct Known {
    /// The value of a field, as they saw it or were told.
    fields: HashMap<(Id, u16), Vec<Value>>,
    /// The revisions of a record of which they know everything.
    whole: HashMap<Id, Vec<u32>>,
    /// Who put it into the trash, and when.
    trash: HashMap<Id, Vec<Option<Stamp>>>,
}

struct Run {
    dice: Dice,
    store: Store,
    /// What each person saw last.
    views: Vec<HashMap<Id, Seen>>,
    /// Who set a field last.
    by: HashMap<(Id, u16), String>,
    step: i64,
    /// How many conflicts there were, and how many were decided so that something was overwritten.
    conflicts: u64,
    overwritten: u64,
}

#[test]
fn nobody_overwrites_what_somebody_else_set_without_being_told() {
    let seed = Seed::of_run();
    let steps = number("LIAISON_TOLD_STEPS").unwrap_or(STEPS);
    let folder = folder();
    let store = open(folder.path()).unwrap().0;
    let views = vec![HashMap::new(); PEOPLE.len()];
    let (dice, by) = (seed.dice(0), HashMap::new());
    let mut run = Run { dice, store, views, by, step: 0, conflicts: 0, overwritten: 0 };
    for _ in 0..steps {
        run.step += 1;
        run.go();
    }
    assert!(run.conflicts > steps / 20 && run.overwritten > steps / 80, "it was not tried");
    run.store.verify().unwrap();
    let all = everything(&run.store);
    run.store.close();
    drop(run);
    assert_eq!(everything(&open(folder.path()).unwrap().0), all);
}

fn organizations() -> u8 {
    kind_named("organizations").unwrap().number
}

fn numbers() -> [u16; 4] {
    FIELDS.map(|name| kind_named("organizations").unwrap().named(name).unwrap().number)
}

fn seen(sight: &Sight, id: Id) -> Option<Seen> {
    let row = sight.row(id)?;
    let value = |number: u16| sight.cell(row, row.kind().column(number).unwrap());
    let fields = numbers().map(|number| (number, value(number))).into();
    Some(Seen { rev: row.rev, fields, trashed: row.trashed.as_deref().cloned() })
}

impl Run {
    fn sight(&self) -> Sight {
        sight(&self.store)
    }

    fn ids(&self) -> Vec<Id> {
        let sight = self.sight();
        let kind = kind_named("organizations").unwrap();
        let mut ids: Vec<Id> = sight.rows(kind).chain(sight.trash()).map(|row| row.id).collect();
        ids.sort_unstable();
        ids
    }

    fn go(&mut self) {
        let who = self.dice.roll(PEOPLE.len());
        if self.ids().len() < 2 || self.dice.once_in(40) && self.ids().len() < RECORDS {
            let fields = vec![(numbers()[0], self.value())];
            let edit = Edit::Add { id: Id::provisional(organizations(), 0), fields };
            self.hand_in(who, Cause::Edit, vec![edit], Known::default());
            return;
        }
        if self.dice.once_in(3) {
            let sight = self.sight();
            self.views[who] =
                self.ids().into_iter().filter_map(|id| Some((id, seen(&sight, id)?))).collect();
        }
        match self.dice.roll(10) {
            0..5 => self.edit(who, 1),
            5 => self.edit(who, 3),
            6 => self.move_one(who),
            _ => self.take_back(who),
        }
    }

    fn value(&mut self) -> Value {
        Value::Text(format!("value {}", self.dice.roll(6)).into())
    }

    /// A record as a person saw it, if ever.
    fn as_seen(&mut self, who: usize) -> Option<(Id, Seen)> {
        let ids = self.ids();
        let id = *self.dice.pick(&ids)?;
        Some((id, self.views[who].get(&id)?.clone()))
    }

    fn edit(&mut self, who: usize, count: usize) {
        let (mut edits, mut known) = (Vec::new(), Known::default());
        for _ in 0..count {
            let Some((id, seen)) = self.as_seen(who) else { continue };
            if edits.iter().any(|edit: &Edit| edit.id() == id) {
                continue;
            }
            let mut fields = Vec::new();
            for number in numbers() {
                if self.dice.once_in(2) {
                    let before = seen.fields[&number].clone();
                    fields.push((number, before.clone(), self.value()));
                    known.fields.entry((id, number)).or_default().push(before);
                }
            }
            edits.push(Edit::Set { id, rev: seen.rev, fields });
        }
        self.hand_in(who, Cause::Edit, edits, known);
    }

    fn move_one(&mut self, who: usize) {
        let Some((id, seen)) = self.as_seen(who) else { return };
        let mut known = Known::default();
        known.whole.entry(id).or_default().push(seen.rev);
        known.trash.entry(id).or_default().push(seen.trashed.clone());
        let rev = seen.rev;
        let edit = match seen.trashed {
            Some(_) => Edit::Untrash { id, rev },
            None => Edit::Trash { id, rev },
        };
        self.hand_in(who, Cause::Edit, vec![edit], known);
    }

    fn take_back(&mut self, who: usize) {
        let (last, store) = (self.sight().sequence(), &self.store);
        let head = |sequence| store.head(sequence);
        let next = match self.step % 4 {
            0 => to_redo(PEOPLE[who], last, head).unwrap(),
            1 => to_undo(PEOPLE[who], last, head).next().map(Result::unwrap),
            _ => None,
        };
        let sequence = next.unwrap_or(1 + self.dice.roll(last as usize) as u64);
        let change = self.store.change(&self.sight(), sequence).unwrap();
        let mut known = Known::default();
        for changed in &change.changed {
            let id = changed.id;
            // Whoever takes it back knows what it set, and what it made of the record.
            for (number, _, after) in changed.fields() {
                known.fields.entry((id, number)).or_default().push(after);
            }
            known.whole.entry(id).or_default().push(changed.rev);
            let stamp = Stamp { who: (&*change.head.who).into(), when: change.head.when };
            let trashed = changed.trashed() == Some(true);
            known.trash.entry(id).or_default().push(trashed.then_some(stamp));
            if changed.is_new() {
                let added = changed.fields();
                let as_added = |number: u16| added.iter().find(|field| field.0 == number);
                let now = seen(&self.sight(), id).unwrap();
                let is_as_added = numbers().into_iter().all(|number| {
                    let after = as_added(number).map_or(Value::None, |field| field.2.clone());
                    now.fields[&number] == after
                });
                if is_as_added {
                    known.whole.entry(id).or_default().push(now.rev);
                }
            }
        }
        let sight = self.sight();
        let mut edits = change.taken_back(|id| sight.row(id).cloned());
        if self.dice.once_in(4) {
            // A part of it alone.
            let left = numbers()[self.dice.roll(FIELDS.len())];
            let side = |_, field| if field == Some(left) { Side::Theirs } else { Side::Mine };
            edits = settle(&edits, &[], side);
        }
        self.hand_in(who, Cause::TakenBack(sequence), edits, known);
    }

    /// Hands edits in, and decides what is in conflict as it comes, until they are saved.
    fn hand_in(&mut self, who: usize, cause: Cause, mut edits: Vec<Edit>, mut known: Known) {
        while !edits.is_empty() {
            let before = self.sight();
            match self.commit(who, cause, edits.clone()) {
                Ok(saved) => {
                    if saved.sequence > before.sequence() {
                        self.judge(&before, saved.sequence, cause, &known);
                    }
                    return;
                }
                Err(Refused::Conflict(clashes)) => {
                    assert_eq!(self.sight().sequence(), before.sequence(), "nor is half saved");
                    self.conflicts += 1;
                    for clash in &clashes {
                        self.tell(&before, clash, &mut known);
                    }
                    let sides: HashMap<_, Side> = clashes
                        .iter()
                        .map(|clash| ((clash.id, clash.field()), self.side()))
                        .collect();
                    let side = |id, field| *sides.get(&(id, field)).unwrap_or(&Side::Mine);
                    edits = settle(&edits, &clashes, side);
                    if self.dice.once_in(4) {
                        self.somebody_saves_first(&clashes);
                    }
                }
                // Two edits may leave a record without a name; that is no conflict.
                Err(Refused::Invalid { .. }) => return,
                Err(refused) => panic!("{refused:?}"),
            }
        }
    }

    fn side(&mut self) -> Side {
        if self.dice.once_in(2) { Side::Mine } else { Side::Theirs }
    }

    fn commit(&self, who: usize, cause: Cause, edits: Vec<Edit>) -> Result<Committed, Refused> {
        let person = Person::new(PEOPLE[who], Role::Admin);
        self.store.commit(&person, cause, self.step, edits).wait()
    }

    /// While it is decided, another value is set in one of the fields.
    fn somebody_saves_first(&mut self, clashes: &[Clash]) {
        let id = clashes[self.dice.roll(clashes.len())].id;
        let seen = seen(&self.sight(), id).unwrap();
        let number = numbers()[self.dice.roll(FIELDS.len())];
        let fields = vec![(number, seen.fields[&number].clone(), self.value())];
        let edit = Edit::Set { id, rev: seen.rev, fields };
        let before = self.sight().sequence();
        let saved = self.commit(1, Cause::Edit, vec![edit]).unwrap();
        if saved.sequence > before {
            self.note(&self.store.change(&self.sight(), saved.sequence).unwrap());
        }
    }

    /// What is told is true, and whoever is told knows it.
    fn tell(&self, now: &Sight, clash: &Clash, known: &mut Known) {
        let there = seen(now, clash.id).unwrap();
        assert_eq!(clash.rev, there.rev);
        match &clash.over {
            Over::Field { number, theirs, mine, before } => {
                assert_eq!(*theirs, there.fields[number], "what is there is told");
                assert!(theirs != mine && theirs != before);
                let set = clash.by.as_ref().map(|by| by.who.to_string());
                assert_eq!(set.as_ref(), self.by.get(&(clash.id, *number)), "and whose it is");
                known.fields.entry((clash.id, *number)).or_default().push(theirs.clone());
            }
            Over::Trash { mine, .. } => {
                assert_eq!(there.trashed.is_some(), !mine);
                known.whole.entry(clash.id).or_default().push(clash.rev);
                known.trash.entry(clash.id).or_default().push(there.trashed);
            }
        }
    }

    /// That everything which a change overwrote was known to whoever made it.
    fn judge(&mut self, before: &Sight, sequence: u64, cause: Cause, known: &Known) {
        let change = self.store.change(&self.sight(), sequence).unwrap();
        assert_eq!(change.head.cause, cause);
        for changed in change.changed.iter().filter(|changed| !changed.is_new()) {
            let (id, was) = (changed.id, seen(before, changed.id).unwrap());
            for (number, before, _) in changed.fields() {
                let told = known.fields.get(&(id, number)).is_some_and(|all| all.contains(&before));
                assert!(told, "{sequence}: {id}, field {number} was {before:?}: {change:?}");
                let whose = self.by.get(&(id, number)).is_some_and(|by| **by != *change.head.who);
                self.overwritten += u64::from(whose);
            }
            match changed.trashed() {
                Some(true) => {
                    let all = known.whole.get(&id).is_some_and(|all| all.contains(&was.rev));
                    assert!(all, "{sequence}: {id} went to the trash unseen: {change:?}");
                }
                Some(false) => {
                    let it = known.trash.get(&id).is_some_and(|all| all.contains(&was.trashed));
                    assert!(it, "{sequence}: {id} came back unasked: {change:?}");
                }
                None => {}
            }
        }
        self.note(&change);
    }

    fn note(&mut self, change: &Change) {
        for changed in &change.changed {
            for (number, ..) in changed.fields() {
                self.by.insert((changed.id, number), change.head.who.to_string());
            }
        }
    }
}
