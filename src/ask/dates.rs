//! The words for days, and the columns that hold them.

use super::form::{Said, after_any};
use crate::filter;
use crate::record::{Column, Kind};
use crate::records::KINDS;
use crate::value::{Shape, Words};
use crate::words::ask as say;
use std::ops::Range;

/// No field has a longer name, in characters.
const LONGEST: usize = 40;

/// Words, and the columns that hold such a day: a kind has it in the first that it has.
const DATES: [(Words, &[&str]); 7] = [
    (say::ENDS, &["expires", "ends", "term_ends", "due", "until"]),
    (say::STARTS, &["starts", "effective", "founded", "from"]),
    (say::SIGNED, &["signed"]),
    (say::JOINED, &["joined"]),
    (say::FOUNDED, &["founded"]),
    (say::RENEWS, &["renews"]),
    (say::DUE, &["due"]),
];

/// Where a kind's records stand in time, if nothing else is said: the first that a kind has.
const HAPPENS: [&str; 3] = ["starts", "when", "due"];
/// The same of what begins, and is not of that day alone.
const LASTS: [&str; 2] = ["ends", "expires"];

/// The columns that a word for a date means, the likeliest first: those that are called so, then
/// those that mean the same.
pub(super) fn meant(said: &Said, at: Range<usize>) -> Vec<&'static str> {
    let (text, mut names) = (said.plain(at.clone()), Vec::new());
    for column in KINDS.iter().flat_map(|kind| kind.columns()).filter(|column| is_date(column)) {
        let is_called = column.name.replace('_', " ") == text
            || column.title.en.to_lowercase() == text
            || column.title.zh == text;
        if is_called && !names.contains(&column.name) {
            names.push(column.name);
        }
    }
    let alike = DATES.iter().filter(|(words, _)| after_any(*words, said, at.start) == Some(at.end));
    for name in alike.flat_map(|(_, columns)| *columns) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    names
}

/// Whether a word for a date begins at a place.
pub(super) fn begins(said: &Said, at: usize) -> bool {
    DATES.iter().any(|(words, _)| after_any(*words, said, at).is_some())
}

/// Every word for a date.
pub(super) fn words() -> impl Iterator<Item = String> {
    let ways = DATES.iter().flat_map(|(words, _)| words.en.split('|').chain(words.zh.split('|')));
    ways.map(ToOwned::to_owned)
}

/// The column of a kind that holds the date of one of these names.
pub(super) fn column(kind: &Kind, names: &[&str]) -> Option<&'static Column> {
    names.iter().find_map(|name| kind.named(name).filter(|column| is_date(column)))
}

/// The column that says when the records of a kind take place; nothing where it could be several.
pub(super) fn happens(kind: &Kind) -> Option<&'static Column> {
    let lasts =
        LASTS.iter().any(|name| kind.named(name).is_some_and(|one| one.shape == Shape::When));
    column(kind, &HAPPENS).filter(|_| !lasts)
}

/// The dates that a kind has.
pub(super) fn all(kind: &Kind) -> impl Iterator<Item = &'static Column> {
    kind.columns().filter(|column| is_date(column) && !column.is_computed())
}

fn is_date(column: &Column) -> bool {
    matches!(column.shape, Shape::When | Shape::Moment)
}

/// The column of a kind that a name means, if it is one.
pub(super) fn field(kind: &Kind, name: &str) -> Option<&'static Column> {
    // Where none is called so, the nearest is looked for: that takes long.
    let name = Some(name).filter(|name| name.chars().nth(LONGEST).is_none())?;
    let begins = |title: &str| title.to_lowercase().starts_with(&name.to_lowercase());
    let is_near = |column: &'static Column| {
        [column.name, column.title.en, column.short.en, column.title.zh, column.short.zh]
            .iter()
            .any(|title| begins(title))
    };
    kind.columns().any(is_near).then(|| filter::column(kind, name).ok()).flatten()
}
