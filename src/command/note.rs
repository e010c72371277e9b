//! `note REF TEXT`: a note of today on a record; prints the note's id.

use super::Command;
use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::later::ONE;
use super::turn::Turn;
use crate::insight;
use crate::value::Names;
use crate::words::work as say;

pub(super) static COMMAND: Command = Command {
    name: "note",
    about: say::NOTE,
    arguments: &[ONE, Argument::new("text", Holds::SomeWords("TEXT"), say::NOTE_TEXT)],
    run,
};

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (sight, lang) = (turn.editing()?, turn.lang());
    let row = turn.find_one(&sight)?;
    let edits = insight::note(&sight, &row, &turn.given.joined("text"));
    let edits = edits.map_err(|wrong| Failure::wrong(&wrong, lang))?;
    let added = turn.commit_added(edits)?;
    added.into_iter().try_for_each(|id| turn.line(id))?;
    turn.after(say::NOTED.fill(lang, &[&sight.name(row.id, lang)]))
}
