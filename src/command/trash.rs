//! `trash` and `untrash`: to the trash and back. Nothing is ever destroyed here.

use super::Command;
use super::answer::Failure;
use super::show::REF;
use super::turn::Turn;
use crate::store::Edit;
use crate::value::Names;
use crate::words::command as say;

pub(super) static TRASH: Command =
    Command { name: "trash", about: say::TRASH, arguments: &[REF], run: trash };

pub(super) static UNTRASH: Command =
    Command { name: "untrash", about: say::UNTRASH, arguments: &[REF], run: untrash };

fn trash(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (text, sight) = (turn.given.joined("ref"), turn.editing()?);
    let row = turn.find_present(&text, &sight)?;
    let name = sight.name(row.id, turn.lang());
    let question = say::ASK_TRASH.fill(turn.lang(), &[&name]);
    if turn.is_plain() && turn.streams.input_is_terminal && !turn.agreed(&question)? {
        turn.tell(say::LEFT.say(turn.lang()));
        return Ok(());
    }
    turn.commit(vec![Edit::Trash { id: row.id, rev: row.rev }])?;
    turn.saved(row.id, say::IS_TRASHED)
}

fn untrash(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (text, sight) = (turn.given.joined("ref"), turn.editing()?);
    let row = turn.find_trashed(&text, &sight)?;
    turn.commit(vec![Edit::Untrash { id: row.id, rev: row.rev }])?;
    turn.saved(row.id, say::IS_BACK)
}
