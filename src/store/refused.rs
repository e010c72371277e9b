//! Why a commit was refused, in a person's words.

use crate::records;
use crate::value::{COMMA, Id, Lang, Wrong};
use crate::words::store as say;

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
    /// Somebody else changed the same fields meanwhile.
    Conflict {
        /// The record.
        id: Id,
        /// Who saved it last.
        who: String,
        /// The numbers of the fields.
        fields: Vec<u16>,
    },
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
            Self::Conflict { id, who, fields } => {
                let title = |number: &u16| {
                    let kind = records::kind(id.kind)?;
                    Some(kind.column(*number)?.title.say(lang))
                };
                let titles: Vec<&str> = fields.iter().filter_map(title).collect();
                say::CONFLICT.fill(lang, &[&id.to_string(), who, &titles.join(COMMA.say(lang))])
            }
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
