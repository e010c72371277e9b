//! `add` and `edit`: fields set from words. Each prints the record's id once it is durable.

use super::answer::{Exit, Failure};
use super::argument::{Argument, Holds};
use super::list::KIND;
use super::show::when;
use super::turn::Turn;
use super::{Command, assign, conflict};
use crate::filter::Desk;
use crate::insight;
use crate::record::Column;
use crate::store::{Cause, Changed, Edit, Refused, Row, Sight};
use crate::value::{Id, Names, Value};
use crate::words::command as say;
use std::collections::HashMap;

pub(super) static ADD: Command =
    Command { name: "add", about: say::ADD, arguments: &[KIND, FIELDS], run: add };

pub(super) static EDIT: Command = Command {
    name: "edit",
    about: say::EDIT,
    arguments: &[
        Argument::new("ref", Holds::Word("REF"), say::REF),
        FIELDS,
        Argument::new("rev", Holds::Number, say::EDIT_REV),
    ],
    run: edit,
};

const FIELDS: Argument = Argument::new("fields", Holds::SomeWords("FIELD=VALUE"), say::FIELDS);

fn add(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let sight = turn.editing()?;
    let (kind, lookup) = (turn.kind()?, turn.office.lookup());
    let desk = Desk { sight: &sight, lookup: &lookup };
    let words = turn.given.words("fields");
    let assigned = assign::read(words, kind, |_| Value::None, &desk, turn.lang())?;
    let mut fields: Vec<_> =
        assigned.into_iter().map(|(number, _, after)| (number, after)).collect();
    let usual = insight::begun(&sight, kind).fields.into_iter();
    let given = fields.clone();
    fields.extend(usual.filter(|(number, _)| given.iter().all(|given| given.0 != *number)));
    let id = Id::provisional(kind.number, 0);
    let committed = turn.commit(vec![Edit::Add { id, fields }])?;
    let id = committed.real(id);
    turn.saved(id, say::ADDED)?;
    if let Some(other) = turn.sight().namesakes(id).first() {
        let name = turn.sight().name(id, turn.lang());
        turn.tell(say::NAMESAKE.fill(turn.lang(), &[&name, &other.to_string()]));
    }
    Ok(())
}

fn edit(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (sight, lookup) = (turn.editing()?, turn.office.lookup());
    let row = turn.find_one(&sight)?;
    let rev = turn.given.number("rev").unwrap_or(row.rev);
    let since = since(turn, &sight, &row, rev)?;
    let desk = Desk { sight: &sight, lookup: &lookup };
    let words = turn.given.words("fields");
    let held = |column: &Column| {
        let held = since.get(&column.number).cloned();
        held.unwrap_or_else(|| sight.cell(&row, column))
    };
    let fields = assign::read(words, row.kind(), held, &desk, turn.lang())?;
    if rev == row.rev && fields.iter().all(|(_, before, after)| before == after) {
        return turn.saved(row.id, say::UNCHANGED);
    }
    let edit = Edit::Set { id: row.id, rev, fields };
    let committed = turn.commit_as(Cause::Edit, vec![edit]);
    let committed = committed.map_err(|refused| match &refused {
        Refused::Conflict(clashes) => {
            let now = clashes.first().map_or(row.rev, |clash| clash.rev).to_string();
            let (lang, first) = (turn.lang(), say::CONFLICT.say(turn.lang()).to_owned());
            turn.conflict(first, clashes, conflict::EDIT, &say::EDIT_AGAIN.fill(lang, &[&now]))
        }
        refused => turn.refused(refused),
    })?;
    let done = if committed.touched.is_empty() { say::UNCHANGED } else { say::EDITED };
    turn.saved(row.id, done)
}

/// What the fields that were changed since a revision of a record held then. Refuses a revision
/// that there is not.
fn since(
    turn: &Turn<'_, '_>,
    sight: &Sight,
    row: &Row,
    rev: u32,
) -> Result<HashMap<u16, Value>, Failure> {
    if rev > row.rev {
        let when = when(turn, &row.updated);
        let (id, now, rev) = (row.id.to_string(), row.rev.to_string(), rev.to_string());
        let said = say::OTHER_REV.fill(turn.lang(), &[&id, &now, &row.updated.who, &when, &rev]);
        return Err(Failure::new(Exit::Conflict, said));
    }
    let mut held = HashMap::new();
    // Each change made one revision.
    for change in turn.office.store().history(sight, Some(row.id)).take((row.rev - rev) as usize) {
        let change = change.map_err(|refused| turn.refused(&refused))?;
        let of_row = change.changed.iter().filter(|changed| changed.id == row.id);
        let fields = of_row.flat_map(Changed::fields);
        held.extend(fields.map(|(number, before, _)| (number, before)));
    }
    Ok(held)
}

impl Turn<'_, '_> {
    /// Answers a save: the id as data, and what was done to which record.
    pub fn saved(&mut self, id: Id, done: crate::value::Words) -> Result<(), Failure> {
        self.line(id)?;
        let name = self.sight().name(id, self.lang());
        self.after(done.fill(self.lang(), &[&name]))
    }
}
