//! The store through its public face: what is saved, seen, refused, taken back and mended.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

mod begin;
mod commits;
mod damage;
mod disk;
mod follow;
mod log;
mod reading;
mod refusals;
mod sight;
mod state;
mod undo;

use chrono::{NaiveDate, NaiveDateTime};
use liaison::records::{KINDS, kind, kind_named};
use liaison::store::disk::RealDisk;
use liaison::store::{
    Cause, Change, Clash, Committed, Edit, Opened, Over, Person, Refused, Role, Sight, Stamp, Store,
};
use liaison::value::{Currency, Id, Lang, Money, Value};
use std::path::Path;
use std::sync::Arc;

/// The morning of 22 November 2026, Shanghai.
const WHEN: i64 = 1_795_309_200_000;
const SINCE: &str = "2026-11-22T09:00:00+08:00";

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

fn open(folder: &Path) -> (Store, Opened) {
    Store::open(Arc::new(RealDisk), folder, SINCE).unwrap()
}

/// A store in which nothing is found to tell of.
fn sound(folder: &Path) -> Store {
    let (store, opened) = open(folder);
    assert_eq!(opened.findings, []);
    store
}

/// Closes a store and lets go of it: the next may open it.
fn shut(store: Store) {
    store.close();
    drop(store);
}

fn editor(login: &str) -> Person {
    Person::new(login, Role::Editor)
}

fn save(store: &Store, who: &str, edits: Vec<Edit>) -> Result<Committed, Refused> {
    store.commit(&editor(who), Cause::Edit, WHEN, edits).wait()
}

/// Saves one new record and returns its id.
fn add(store: &Store, plural: &str, fields: &[(&str, Value)]) -> Id {
    let edit = new(plural, 0, fields);
    save(store, "wang", vec![edit]).unwrap().ids[0].1
}

fn organization(store: &Store, name: &str) -> Id {
    add(store, "organizations", &[("name", text(name))])
}

/// Its sequence number, if it is saved.
fn try_add(store: &Store, name: &str) -> Result<u64, Refused> {
    let edit = new("organizations", 0, &[("name", text(name))]);
    save(store, "wang", vec![edit]).map(|saved| saved.sequence)
}

fn new(plural: &str, nth: u32, fields: &[(&str, Value)]) -> Edit {
    let id = fresh(plural, nth);
    let fields = fields.iter().map(|(name, value)| (number(id, name), value.clone()));
    Edit::Add { id, fields: fields.collect() }
}

/// A provisional id.
fn fresh(plural: &str, nth: u32) -> Id {
    Id::provisional(kind_named(plural).unwrap().number, nth)
}

fn set(id: Id, rev: u32, fields: &[(&str, Value, Value)]) -> Edit {
    let fields = fields
        .iter()
        .map(|(name, before, after)| (number(id, name), before.clone(), after.clone()));
    Edit::Set { id, rev, fields: fields.collect() }
}

fn number(id: Id, field: &str) -> u16 {
    kind(id.kind).unwrap().named(field).unwrap().number
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn lines(lines: &[&str]) -> Value {
    Value::Lines(lines.iter().map(|line| (*line).into()).collect())
}

fn choice(code: &'static str) -> Value {
    Value::Choice(code.into())
}

fn money(text: &str) -> Value {
    Value::Money(Money::read(text, Currency::CNY).unwrap())
}

fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

fn look(store: &Store, role: Role) -> Sight {
    Sight::new(store.now().snapshot, Person::new("someone", role), now(), |_, _| None)
}

fn cell(store: &Store, id: Id, field: &str) -> Value {
    let sight = look(store, Role::Admin);
    let row = sight.row(id).unwrap();
    sight.cell(row, row.kind().named(field).unwrap())
}

/// Of each clash that a commit is refused for the field, the value before, theirs, mine, and whose
/// theirs is.
fn clashes(refused: Result<Committed, Refused>) -> Vec<(u16, [Value; 3], String)> {
    let values = |clash: Clash| {
        let Over::Field { number, before, theirs, mine } = clash.over else { panic!("{clash:?}") };
        (number, [before, theirs, mine], clash.by.map_or(String::new(), |by| by.who.to_string()))
    };
    conflict(refused).into_iter().map(values).collect()
}

/// What a commit is in conflict with.
fn conflict(refused: Result<Committed, Refused>) -> Vec<Clash> {
    let Err(Refused::Conflict(clashes)) = refused else { panic!("{refused:?}") };
    clashes
}

fn by(who: &str) -> Stamp {
    Stamp { who: who.into(), when: WHEN }
}

fn rev(store: &Store, id: Id) -> u32 {
    look(store, Role::Admin).row(id).unwrap().rev
}

/// A change as an administrator sees it.
fn change(store: &Store, sequence: u64) -> Change {
    store.change(&look(store, Role::Admin), sequence).unwrap()
}

/// The changes of a record, or of all, newest first, all of them readable.
fn history(store: &Store, of: Option<Id>) -> Vec<Change> {
    store.history(&look(store, Role::Admin), of).map(Result::unwrap).collect()
}

/// What a check of everything finds.
fn unsound(store: &Store) -> String {
    store.verify().unwrap_err().say(Lang::En)
}

/// Every record with all that is kept of it, those in the trash too.
fn everything(store: &Store) -> Vec<String> {
    let sight = look(store, Role::Admin);
    let present = KINDS.iter().flat_map(|kind| sight.rows(kind));
    present.chain(sight.trash()).map(|row| format!("{row:?}")).collect()
}

/// The same, of a closed store in which nothing is found to tell of.
fn everything_in(folder: &Path) -> Vec<String> {
    let store = sound(folder);
    let all = everything(&store);
    shut(store);
    all
}
