//! Why a commit was refused, in a person's words.

use super::clash::{Clash, Over};
use crate::records;
use crate::value::{COMMA, Id, Lang, Words, Wrong};
use crate::words::store as say;

/// How many records in conflict are named.
const NAMED: usize = 3;

/// Why a commit was refused. Nothing of it was saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
    /// The person may look but not edit.
    NotAllowed {
        /// Their login.
        who: String,
    },
    /// A record is not there, or may not be seen.
    Gone(Id),
    /// Somebody else changed the same meanwhile: everything on which it does not agree. There is
    /// nothing in it that whoever edits may not see: they edit no record that is hidden from
    /// them, and who may edit sees every field.
    Conflict(Vec<Clash>),
    /// Fields that are wrong: each with its name.
    Invalid {
        /// The record.
        id: Id,
        /// The field's name, and what is wrong with it.
        problems: Vec<(&'static str, Wrong)>,
    },
    /// More than the store takes for one record.
    TooLarge {
        /// The record.
        id: Id,
        /// The number of the field that holds the most.
        field: Option<u16>,
    },
    /// A change that is to be taken back has records that the person may not see.
    NotWhole {
        /// The change.
        sequence: u64,
        /// How many such records.
        hidden: usize,
    },
    /// A change that is asked for cannot be read.
    Unreadable {
        /// The change.
        sequence: u64,
        /// What is wrong with it.
        what: String,
    },
    /// The disk refused: why, and what to do.
    NotSaved(Wrong),
    /// The store is open for reading alone.
    ReadOnly(Wrong),
    /// The store is closing.
    Closed,
}

impl Refused {
    /// What happened, where, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::NotAllowed { who } => say::NOT_ALLOWED.fill(lang, &[who]),
            Self::Gone(id) => say::GONE.fill(lang, &[&id.to_string()]),
            Self::NotWhole { sequence, hidden } => {
                say::NOT_WHOLE.fill(lang, &[&sequence.to_string(), &hidden.to_string()])
            }
            Self::Conflict(clashes) => conflict(clashes, lang),
            Self::Invalid { id, problems } => {
                let kind = records::kind(id.kind);
                let line = |(field, wrong): &(&'static str, Wrong)| {
                    let column = kind.and_then(|kind| kind.named(field));
                    let title = column.map_or(*field, |column| column.title.say(lang));
                    say::INVALID.fill(lang, &[title, wrong.say(lang)])
                };
                problems.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            Self::TooLarge { id, field } => {
                let column = field.and_then(|field| records::kind(id.kind)?.column(field));
                let title = column.map_or("-", |column| column.title.say(lang));
                say::TOO_LARGE.fill(lang, &[&id.to_string(), title])
            }
            Self::Unreadable { sequence, what } => {
                say::UNREADABLE.fill(lang, &[&sequence.to_string(), what])
            }
            Self::NotSaved(why) => say::NOT_SAVED.fill(lang, &[why.say(lang)]),
            Self::ReadOnly(why) => say::READ_ONLY.fill(lang, &[why.say(lang)]),
            Self::Closed => say::CLOSED.say(lang).to_owned(),
        }
    }
}

/// Which records are in conflict, in what, and with whom.
fn conflict(clashes: &[Clash], lang: Lang) -> String {
    let of_record: Vec<&[Clash]> = clashes.chunk_by(|one, other| one.id == other.id).collect();
    let mut said: Vec<String> = of_record.iter().take(NAMED).map(|all| record(all, lang)).collect();
    let more = of_record.len().saturating_sub(NAMED);
    if more > 0 {
        said.push(say::MORE.fill(lang, &[&more.to_string()]));
    }
    say::CONFLICT.fill(lang, &[&said.join(say::BETWEEN.say(lang))])
}

fn record(clashes: &[Clash], lang: Lang) -> String {
    let id = clashes.first().map(|clash| clash.id).unwrap_or_default();
    let title = |number: u16| Some(records::kind(id.kind)?.column(number)?.title.say(lang));
    let titles = clashes.iter().flat_map(|clash| match &clash.over {
        Over::Field { number, .. } => vec![title(*number)],
        Over::Trash { since, .. } => since.iter().map(|number| title(*number)).collect(),
    });
    let titles = titles.flatten().collect::<Vec<_>>().join(COMMA.say(lang));
    let mut who: Vec<&str> =
        clashes.iter().filter_map(|clash| Some(&*clash.by.as_ref()?.who)).collect();
    who.dedup();
    let with = |words: Words, said: String, more: &str| match more {
        "" => said,
        more => words.fill(lang, &[&said, more]),
    };
    let said = with(say::IN_FIELDS, id.to_string(), &titles);
    with(say::BY, said, &who.join(COMMA.say(lang)))
}
