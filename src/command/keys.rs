//! `keys`: every action with its keys.

use super::Command;
use super::answer::Failure;
use super::output::FORMAT;
use super::table::{Head, Sheet};
use super::turn::Turn;
use crate::app::actions::{Bound, Keys};
use crate::value::Lang;
use crate::words::command as say;

pub(super) static COMMAND: Command =
    Command { name: "keys", about: say::KEYS, arguments: &[FORMAT], run };

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    turn.sheet(&sheet(&turn.office.config().keys(), turn.lang()))
}

pub(super) fn sheet(keys: &Keys, lang: Lang) -> Sheet {
    let heads = vec![
        Head::plain("context", say::CONTEXT.say(lang)),
        Head::plain("keys", say::KEYS_OF.say(lang)),
        Head::plain("action", say::ACTION.say(lang)),
        Head::plain("name", say::NAME_OF.say(lang)),
    ];
    let row = |bound: &Bound| {
        let words =
            [bound.context.title(), bound.binding.words].map(|words| words.say(lang).to_owned());
        let [context, action] = words;
        vec![context, bound.shown_keys(lang), action, bound.binding.name.to_owned()]
    };
    Sheet { heads, rows: keys.all().map(row).collect() }
}
