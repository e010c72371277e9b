//! `later REF WHEN`: a follow-up put off.

use super::Command;
use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::turn::Turn;
use crate::insight;
use crate::value::{Names, When};
use crate::words::command as said;
use crate::words::work as say;

pub(super) static COMMAND: Command = Command {
    name: "later",
    about: say::LATER,
    arguments: &[ONE, Argument::new("when", Holds::SomeWords("WHEN"), say::LATER_WHEN)],
    run,
};

/// The argument that names a record where other words follow.
pub(super) const ONE: Argument = Argument::new("ref", Holds::Word("REF"), said::REF);

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (sight, lang) = (turn.editing()?, turn.lang());
    let text = turn.given.text("ref").unwrap_or_default().to_owned();
    let id = turn.find_among(&text, &sight, insight::TO_DO)?.id;
    let today = insight::today(&sight);
    let wrong = |wrong| Failure::wrong(&wrong, lang);
    let until = When::read(&turn.given.joined("when"), Some(today)).map_err(wrong)?;
    let edits = insight::later(&sight, id, until).map_err(wrong)?;
    turn.commit(edits)?;
    turn.line(id)?;
    turn.after(say::PUT_OFF.fill(lang, &[&until.show_long(lang), &sight.name(id, lang)]))
}
