//! What is computed from many records, and the edits that follow from it: pure functions of a
//! sight. They show nothing and save nothing.

mod agenda;
mod around;
mod begun;
pub mod briefing;
mod followup;
mod handover;
mod note;
mod quality;
mod renewal;
mod views;
mod warning;

pub use agenda::{Agenda, Entry, Mend, Quiet, Whose, agenda, is_nothing_dated};
pub use around::{Found, Group, PARTNER, Way, around, contact_at, open_among, partners, ways};
pub use begun::{Begun, additions, begun, followup_begun, linked_begun, note_begun};
pub use briefing::in_short;
pub use followup::{TO_DO, comes_again, done, due, later};
pub use handover::{Handover, handover};
pub use note::note;
pub use quality::{Flaw, Why, quality};
pub use renewal::{RENEWABLE, Renewal, ends, renew};
pub use views::{View, Written, key_given, view, view_of, views};
pub use warning::warnings;

use crate::record::{Kind, Surroundings};
use crate::records::KINDS;
use crate::store::{Edit, Row, Sight};
use crate::value::{Code, Id, Lang, Names, Value, When, Words, Wrong};
use crate::words::screen::NAMED_MEMBERS;
use chrono::NaiveDate;
use std::sync::Arc;

/// To which records something can be done: the codes of their kinds, and whether it suits one.
pub type Suited = (&'static [&'static str], fn(&Sight, Id) -> bool);

/// A published figure beside what is recorded.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// The record.
    pub id: Id,
    /// What is claimed, with the sign of its qualifier (`>150`).
    pub claimed: Value,
    /// As of when.
    pub as_of: Value,
    /// How many records its rule counts.
    pub recorded: Value,
    /// What that means.
    pub state: Value,
}

/// The published figures in the order of the page.
pub fn published(sight: &Sight) -> Vec<Arc<Row>> {
    let mut rows: Vec<Arc<Row>> =
        kind("figure").into_iter().flat_map(|kind| sight.rows(kind)).cloned().collect();
    rows.sort_by_key(|row| match cell(sight, row, "place") {
        Value::Count(place) => (place, row.id),
        _ => (i64::MAX, row.id),
    });
    rows
}

/// The same with what is recorded. They have different denominators: nobody adds them.
pub fn figures(sight: &Sight) -> Vec<Figure> {
    let cell = |row: &Row, name: &str| cell(sight, row, name);
    let figure = |row: &Row| Figure {
        id: row.id,
        claimed: cell(row, "claimed"),
        as_of: cell(row, "as_of"),
        recorded: cell(row, "recorded"),
        state: cell(row, "state"),
    };
    published(sight).iter().map(|row| figure(row)).collect()
}

/// How far the lists of members reach.
pub fn named_members(sight: &Sight, lang: Lang) -> Option<String> {
    let of_rule = |rule: &str| {
        let kind = kind("figure")?;
        let row = sight.rows(kind).find(|row| {
            let Some(column) = kind.named("rule") else { return false };
            matches!(sight.cell(row, column), Value::Rule(found)
                if format!("{} {}", found.kind, found.filter) == rule)
        })?;
        let number = |name: &str| match sight.cell(row, kind.named(name)?) {
            Value::Count(count) => Some(count.to_string()),
            _ => None,
        };
        Some((number("recorded")?, number("claim")?))
    };
    let (domestic, overseas) =
        (of_rule("members branch:domestic")?, of_rule("members branch:overseas")?);
    Some(NAMED_MEMBERS.fill(lang, &[&domestic.0, &domestic.1, &overseas.0, &overseas.1]))
}

/// The records that a person has to confirm, kind by kind.
pub fn to_confirm(sight: &Sight) -> Vec<(&'static Kind, Vec<Id>)> {
    let of_kind = |kind: &&'static Kind| {
        let column = kind.named("confirm")?;
        let waits = |row: &&Arc<Row>| !sight.cell(row, column).is_none();
        let ids: Vec<Id> = sight.rows(kind).filter(waits).map(|row| row.id).collect();
        (!ids.is_empty()).then_some((*kind, ids))
    };
    KINDS.iter().filter_map(of_kind).collect()
}

fn kind(code: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.code == code)
}

/// What stands in a field of a record; nothing if its kind has no such field.
fn cell(sight: &Sight, row: &Row, field: &str) -> Value {
    row.kind().named(field).map_or(Value::None, |column| sight.cell(row, column))
}

/// The same of a date.
fn date(sight: &Sight, row: &Row, field: &str) -> Option<When> {
    match cell(sight, row, field) {
        Value::When(when) => Some(when),
        _ => None,
    }
}

/// What is wrong with a record: its name fills the first gap.
fn wrong(sight: &Sight, id: Id, words: Words, rest: &[&str]) -> Wrong {
    both(|lang| {
        let name = sight.name(id, lang);
        words.fill(lang, &[&[name.as_str()], rest].concat())
    })
}

/// What is wrong, as it is said in each language.
fn both(say: impl Fn(Lang) -> String) -> Wrong {
    Wrong { en: say(Lang::En), zh: say(Lang::Zh) }
}

/// A choice as a cell.
fn choice(code: &'static str) -> Value {
    Value::Choice(Code::Borrowed(code))
}

/// A date as a cell.
fn when(date: Option<When>) -> Value {
    date.map_or(Value::None, Value::When)
}

/// What sets the fields of a record that are not so already.
fn set(sight: &Sight, row: &Row, to: &[(&str, Value)]) -> Option<Edit> {
    let field = |(name, after): &(&str, Value)| {
        let column = row.kind().named(name)?;
        let before = sight.cell(row, column);
        (before != *after).then(|| (column.number, before, after.clone()))
    };
    let fields: Vec<_> = to.iter().filter_map(field).collect();
    (!fields.is_empty()).then_some(Edit::Set { id: row.id, rev: row.rev, fields })
}

/// What a kind's record is made of, by the names of its fields.
fn add(kind: &Kind, nth: u32, of: Vec<(&str, Value)>) -> Edit {
    let of = of.into_iter().filter(|(_, value)| !value.is_none());
    let field = |(name, value): (&str, Value)| Some((kind.named(name)?.number, value));
    Edit::Add { id: Id::provisional(kind.number, nth), fields: of.filter_map(field).collect() }
}

/// The day a sight is of.
pub fn today(sight: &Sight) -> NaiveDate {
    Surroundings::today(sight)
}
