//! What was typed into a form and not saved, as it is kept: enough to open the form again as it
//! was. Whoever can write the file can write anything here: nothing in it is believed.

use crate::record::Kind;
use crate::records;
use crate::store::Sight;
use crate::value::{Id, Value, Wrong, hostile};
use crate::words::draft as say;
use serde::{Deserialize, Serialize};
use std::io;

/// The format of what is kept. A higher one is named and left alone.
const FORMAT: u16 = 1;

/// A form that was not saved.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    format: u16,
    /// When it was kept, in milliseconds since 1970, UTC.
    pub when: i64,
    /// The kind of the record, by its code.
    kind: String,
    /// The record and the revision it was edited from; none for a new one.
    pub record: Option<(Id, u32)>,
    /// The records it is for, if for more than one.
    pub many: Vec<Id>,
    /// Whether all fields were shown.
    pub(super) is_whole: bool,
    /// Where the caret stood.
    pub(super) at: At,
    /// The records that links name and that are not there yet: kind and name.
    pub(super) made: Vec<(String, String)>,
    /// What was filled in.
    pub(super) fields: Vec<Typed>,
}

/// Where the caret stood.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum At {
    /// In the field of this number.
    Field(u16),
    /// In the entry of its list, at the line of it.
    Part(u16, usize, usize),
    /// On what adds an entry to its list.
    Another(u16),
    /// On what shows the rest of the fields.
    More,
    /// On the button that saves.
    Save,
    /// On the button that leaves.
    Leave,
}

impl At {
    /// The number of the field.
    pub(super) const fn number(self) -> Option<u16> {
        match self {
            Self::Field(number) | Self::Part(number, ..) | Self::Another(number) => Some(number),
            Self::More | Self::Save | Self::Leave => None,
        }
    }
}

/// A field of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    pub(super) number: u16,
    /// What was recorded when the form was opened.
    pub(super) before: Value,
    pub(super) text: Text,
}

/// What stands in it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) enum Text {
    /// What was recorded.
    Same,
    /// One line.
    Line(Written),
    /// Many lines.
    Notes(String),
    /// The entries of a list: the place of each in what was recorded, and its lines.
    Entries(Vec<(Option<usize>, Vec<Written>)>),
}

/// What was typed into a line.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub(super) text: String,
    /// Which records the names in it mean.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) picks: Vec<(String, Id)>,
}

impl Draft {
    /// A form of a kind of which nothing is known yet.
    pub(super) fn of(kind: &Kind, record: Option<(Id, u32)>, at: At) -> Self {
        Self {
            format: FORMAT,
            when: 0,
            kind: kind.code.to_owned(),
            record,
            many: Vec::new(),
            is_whole: false,
            at,
            made: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// What is kept of it at a moment, in milliseconds since 1970, UTC.
    pub fn write(&self, when: i64) -> io::Result<Vec<u8>> {
        Ok(serde_json::to_vec(&Self { when, ..self.clone() })?)
    }

    /// What was kept; why it cannot be read.
    pub fn read(text: &[u8]) -> Result<Self, Wrong> {
        let draft: Self = serde_json::from_slice(text)
            .map_err(|error| say::NO_DRAFT.wrong(&[&error.to_string()]))?;
        if draft.format == FORMAT { Ok(draft) } else { Err(say::NEWER.wrong(&[])) }
    }

    /// The kind of the record, if there is one of the kind.
    pub fn kind(&self) -> Option<&'static Kind> {
        records::KINDS.iter().copied().find(|kind| kind.code == self.kind)
    }

    /// Of the many records it is for, those that are still there.
    pub(super) fn still(&self, sight: &Sight) -> impl Iterator<Item = Id> {
        let kind = self.kind().map(|kind| kind.number);
        let is_there = move |id: &&Id| Some(id.kind) == kind && sight.present(**id).is_some();
        self.many.iter().filter(is_there).copied()
    }

    /// The records that a new one links to by what was filled in before anything was typed: those
    /// that stand alone in their fields first.
    pub fn about(&self) -> impl Iterator<Item = Id> {
        let filled = || self.fields.iter().filter(|_| self.record.is_none());
        let is_one = |typed: &&Typed| matches!(typed.before, Value::Link(_));
        let rest = filled().filter(move |typed| !is_one(typed));
        filled().filter(is_one).chain(rest).flat_map(|typed| typed.before.links())
    }

    /// What was typed, field by field: the number, and its lines.
    pub fn typed(&self) -> impl Iterator<Item = (u16, String)> {
        self.fields.iter().filter_map(|typed| Some((typed.number, typed.text.shown()?)))
    }
}

impl Text {
    /// The text of it; nothing if nothing was typed.
    fn shown(&self) -> Option<String> {
        match self {
            Self::Same => None,
            Self::Line(line) => Some(plain(&line.text)),
            Self::Notes(text) => Some(plain_lines(text)),
            Self::Entries(entries) => {
                let line = |lines: &Vec<Written>| {
                    let lines = lines.iter().map(|line| plain(&line.text));
                    lines.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
                };
                let lines: Vec<String> = entries.iter().map(|(_, lines)| line(lines)).collect();
                Some(lines.join("; "))
            }
        }
    }
}

/// A line as it was typed, without what is never typed: nothing else is taken from it.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| !hostile(*c)).collect()
}

/// The same of several lines.
pub(super) fn plain_lines(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !hostile(*c)).collect()
}
