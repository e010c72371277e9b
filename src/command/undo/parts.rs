//! Which parts of a change are taken back, as the words of an undo name them: only these, not
//! these, these although others changed them since.

use crate::command::answer::Failure;
use crate::command::argument::{Argument, Holds};
use crate::command::turn::Turn;
use crate::filter;
use crate::records::kind;
use crate::store::{Clash, Edit, Side};
use crate::value::{Id, echo};
use crate::words::{command, history as say};

/// Only these.
pub(super) const ONLY: Argument = Argument::new("only", Holds::Text("FIELDS"), say::ONLY);
/// Not these.
pub(super) const LEAVE: Argument = Argument::new("leave", Holds::Text("FIELDS"), say::LEAVE);
/// These, whoever changed them since.
pub(super) const TAKE: Argument = Argument::new("take", Holds::Text("FIELDS"), say::TAKE);

/// The word for every part.
const ALL: &str = "all";
/// How many parts are named where none is called so.
const NAMED: usize = 12;

/// A field of a record, by its number; nothing for whether it lies in the trash.
type Part = (Id, Option<u16>);

/// The parts that were named.
pub(super) struct Parts {
    only: Option<Vec<Part>>,
    leave: Vec<Part>,
    take: Vec<Part>,
}

impl Parts {
    /// Reads them, of what these edits would take back.
    pub fn read(turn: &Turn<'_, '_>, edits: &[Edit]) -> Result<Self, Failure> {
        let all: Vec<Part> = edits.iter().flat_map(parts).collect();
        let named = |argument: &Argument| {
            let words = turn.given.text(argument.name);
            words.map(|words| named(turn, argument, words, &all)).transpose()
        };
        let (only, leave, take) = (named(&ONLY)?, named(&LEAVE)?, named(&TAKE)?);
        Ok(Self { only, leave: leave.unwrap_or_default(), take: take.unwrap_or_default() })
    }

    /// Whether a part is to be taken back where nobody changed it since.
    pub fn side(&self, id: Id, field: Option<u16>) -> Side {
        let part = (id, field);
        let is_meant = self.only.as_ref().is_none_or(|only| only.contains(&part));
        if is_meant && !self.leave.contains(&part) { Side::Mine } else { Side::Theirs }
    }

    /// Whether a part is to be taken back although somebody did.
    pub fn takes(&self, clash: &Clash) -> bool {
        self.take.contains(&(clash.id, clash.field()))
    }
}

/// What an edit would take back. A field that stays as it is stands for the record.
fn parts(edit: &Edit) -> Vec<Part> {
    match edit {
        Edit::Set { id, fields, .. } => {
            let set = fields.iter().filter(|(_, before, after)| before != after);
            set.map(|(number, ..)| (*id, Some(*number))).collect()
        }
        Edit::Trash { id, .. } | Edit::Untrash { id, .. } => vec![(*id, None)],
        Edit::Add { .. } => Vec::new(),
    }
}

fn named(
    turn: &Turn<'_, '_>,
    argument: &Argument,
    words: &str,
    all: &[Part],
) -> Result<Vec<Part>, Failure> {
    let words = words.split([',', '，', '、']).map(str::trim).filter(|word| !word.is_empty());
    let mut found = Vec::new();
    for word in words {
        let of_word = all.iter().copied().filter(|part| is_called(*part, word));
        let known = found.len();
        found.extend(of_word);
        if found.len() == known {
            let mut names: Vec<String> = all.iter().map(|part| name(*part)).collect();
            names.sort_unstable();
            names.dedup();
            names.truncate(NAMED);
            let names = names.join(command::COMMA.say(turn.lang()));
            let with = [argument.name, &echo(word), &names];
            return Err(Failure::usage(say::NO_PART.fill(turn.lang(), &with)));
        }
    }
    Ok(found)
}

/// Whether a word means a part: `all`, the record's id, the field's name, or both with a dot.
fn is_called((id, field): Part, word: &str) -> bool {
    let (of, word) = match word.split_once('.') {
        Some((of, word)) => (Some(of), word),
        None => (None, word),
    };
    if of.is_some_and(|of| Id::parse(of) != Some(id)) {
        return false;
    }
    let is_field = |number: u16| {
        let column = kind(id.kind).and_then(|kind| filter::column(kind, word).ok());
        column.is_some_and(|column| column.number == number)
    };
    word == ALL || of.is_none() && Id::parse(word) == Some(id) || field.is_some_and(is_field)
}

/// What a part is called: its field's name, or the record's id.
pub(super) fn name((id, field): Part) -> String {
    let column = field.and_then(|number| kind(id.kind)?.column(number));
    column.map_or_else(|| id.to_string(), |column| column.name.to_owned())
}
