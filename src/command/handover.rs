//! `handover A B [--yes]`: shows what one colleague owns and has to do, and gives it to another
//! once that is agreed to.

use super::Command;
use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::output::FORMAT;
use super::table::{Head, Sheet};
use super::turn::Turn;
use crate::insight::{self, Handover};
use crate::records::KINDS;
use crate::store::Sight;
use crate::value::{Lang, Names};
use crate::words::command as said;
use crate::words::work as say;
use serde_json::json;

pub(super) static COMMAND: Command = Command {
    name: "handover",
    about: say::HANDOVER,
    arguments: &[
        Argument::new("from", Holds::Word("A"), say::HANDOVER_FROM),
        Argument::new("to", Holds::Word("B"), say::HANDOVER_TO),
        Argument::new("yes", Holds::Flag, say::HANDOVER_YES),
        FORMAT,
    ],
    run,
};

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (sight, lang) = (turn.editing()?, turn.lang());
    let [from, to] =
        ["from", "to"].map(|name| turn.given.text(name).unwrap_or_default().to_owned());
    let (from, to) = (turn.find_person(&from, &sight)?, turn.find_person(&to, &sight)?);
    let all = insight::handover(&sight, from, to);
    let all = all.map_err(|wrong| Failure::wrong(&wrong, lang))?;
    let [from, to] = [from, to].map(|id| sight.name(id, lang));
    let hidden: usize = KINDS.iter().map(|kind| sight.restricted(kind)).sum();
    if hidden > 0 {
        turn.tell(said::RESTRICTED.fill(lang, &[&hidden.to_string()]));
    }
    if all.moves.is_empty() {
        turn.tell(say::NOTHING_TO_HAND.fill(lang, &[&from]));
        return Ok(());
    }
    show(turn, &sight, &all)?;
    turn.streams.out.flush()?;
    let count = all.moves.len().to_string();
    if !turn.given.has("yes") {
        if !turn.streams.input_is_terminal {
            turn.tell(say::NOT_HANDED.say(lang));
            return Ok(());
        }
        if !turn.agreed(&say::ASK_HANDOVER.fill(lang, &[&count, &from, &to]))? {
            turn.tell(said::LEFT.say(lang));
            return Ok(());
        }
    }
    turn.commit(all.edits)?;
    turn.tell(say::HANDED.fill(lang, &[&from, &to, &count]));
    Ok(())
}

/// Exactly what moves.
fn show(turn: &mut Turn<'_, '_>, sight: &Sight, all: &Handover) -> Result<(), Failure> {
    let lang = turn.lang();
    turn.remember(all.moves.iter().map(|(id, _)| *id));
    if turn.format().is_json() {
        let objects = all.moves.iter().map(|(id, column)| {
            json!({ "id": id.to_string(), "name": sight.name(*id, Lang::En), "field": column.name })
        });
        return turn.objects(objects);
    }
    let heads = vec![
        Head::plain("name", said::NAME.say(lang)),
        Head::plain("field", say::FIELD.say(lang)),
        Head::plain("id", said::ID.say(lang)),
    ];
    let row = |(id, column): &(_, &'static crate::record::Column)| {
        vec![sight.name(*id, lang), column.title.say(lang).to_owned(), id.to_string()]
    };
    turn.sheet(&Sheet { heads, rows: all.moves.iter().map(row).collect() })
}
