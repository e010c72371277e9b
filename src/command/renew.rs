//! `renew REF [WHEN]`: the next term of an agreement or a membership.

use super::Command;
use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::later::ONE;
use super::turn::Turn;
use crate::insight;
use crate::value::Names;
use crate::words::work as say;

pub(super) static COMMAND: Command = Command {
    name: "renew",
    about: say::RENEW,
    arguments: &[ONE, Argument::new("when", Holds::Words("WHEN"), say::RENEW_WHEN)],
    run,
};

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (sight, lang) = (turn.editing()?, turn.lang());
    let text = turn.given.text("ref").unwrap_or_default().to_owned();
    let id = turn.find_among(&text, &sight, insight::RENEWABLE)?.id;
    let until = Some(turn.given.joined("when")).filter(|text| !text.is_empty());
    let next = insight::renew(&sight, id, until.as_deref());
    let next = next.map_err(|wrong| Failure::wrong(&wrong, lang))?;
    turn.commit(next.edits)?;
    turn.line(id)?;
    let (begins, ends) = (next.begins.show(lang), next.ends.show(lang));
    turn.after(say::RENEWED.fill(lang, &[&sight.name(id, lang), &begins, &ends]))
}
