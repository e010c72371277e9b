//! `add` and `edit`: fields set from words. Each prints the record's id once it is durable.

use super::answer::{Exit, Failure};
use super::argument::{Argument, Holds};
use super::list::KIND;
use super::show::when;
use super::turn::Turn;
use super::{Command, assign};
use crate::filter::Desk;
use crate::insight;
use crate::store::{Edit, Row};
use crate::value::{Id, Names, Value};
use crate::words::command as say;

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
    at_revision(turn, &row)?;
    let desk = Desk { sight: &sight, lookup: &lookup };
    let words = turn.given.words("fields");
    let held = |column: &_| sight.cell(&row, column);
    let fields = assign::read(words, row.kind(), held, &desk, turn.lang())?;
    if fields.iter().all(|(_, before, after)| before == after) {
        return turn.saved(row.id, say::UNCHANGED);
    }
    turn.commit(vec![Edit::Set { id: row.id, rev: row.rev, fields }])?;
    turn.saved(row.id, say::EDITED)
}

/// Refuses if `--rev` names another revision than the one there is.
fn at_revision(turn: &Turn<'_, '_>, row: &Row) -> Result<(), Failure> {
    let Some(rev) = turn.given.number("rev").filter(|rev| *rev != row.rev) else { return Ok(()) };
    let when = when(turn, &row.updated);
    let (id, now, rev) = (row.id.to_string(), row.rev.to_string(), rev.to_string());
    let said = say::OTHER_REV.fill(turn.lang(), &[&id, &now, &row.updated.who, &when, &rev]);
    Err(Failure::new(Exit::Conflict, said))
}

impl Turn<'_, '_> {
    /// Answers a save: the id as data, and what was done to which record.
    pub fn saved(&mut self, id: Id, done: crate::value::Words) -> Result<(), Failure> {
        self.line(id)?;
        let name = self.sight().name(id, self.lang());
        self.after(done.fill(self.lang(), &[&name]))
    }
}
