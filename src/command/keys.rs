//! `keys`: every action with its keys.

use super::Command;
use super::answer::Failure;
use super::output::FORMAT;
use super::table::{Head, Sheet};
use super::turn::Turn;
use crate::app::actions::{Bound, Keys};
use crate::words::command as say;

pub(super) static COMMAND: Command =
    Command { name: "keys", about: say::KEYS, arguments: &[FORMAT], run };

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let lang = turn.lang();
    let heads = vec![
        Head::plain("context", say::CONTEXT.say(lang)),
        Head::plain("keys", say::KEYS_OF.say(lang)),
        Head::plain("action", say::ACTION.say(lang)),
    ];
    let row = |bound: &Bound| {
        let words =
            [bound.context.title(), bound.binding.words].map(|words| words.say(lang).to_owned());
        let [context, action] = words;
        vec![context, bound.shown_keys(lang), action]
    };
    turn.sheet(&Sheet { heads, rows: Keys::default().all().map(row).collect() })
}
