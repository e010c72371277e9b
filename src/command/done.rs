//! `done REF`: a follow-up done today, and the next one if it repeats.

use super::Command;
use super::answer::Failure;
use super::show::REF;
use super::turn::Turn;
use crate::insight;
use crate::words::work as say;

pub(super) static COMMAND: Command =
    Command { name: "done", about: say::DONE, arguments: &[REF], run };

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (text, sight) = (turn.given.joined("ref"), turn.editing()?);
    let id = turn.find_among(&text, &sight, insight::TO_DO)?.id;
    let lang = turn.lang();
    let edits = insight::done(&sight, id).map_err(|wrong| Failure::wrong(&wrong, lang))?;
    let added = turn.commit_added(edits)?;
    turn.saved(id, say::IS_DONE)?;
    for next in added {
        let due = insight::due(&turn.sight(), next).map(|due| due.show_long(lang));
        turn.tell(say::NEXT.fill(lang, &[&due.unwrap_or_default(), &next.to_string()]));
    }
    Ok(())
}
