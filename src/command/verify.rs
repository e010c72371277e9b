//! `verify`: whether everything stored is as it was written.

use super::Command;
use super::answer::{Exit, Failure};
use super::turn::Turn;
use crate::words::command as say;

pub(super) static COMMAND: Command =
    Command { name: "verify", about: say::VERIFY, arguments: &[], run };

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let lang = turn.lang();
    match turn.office.store().verify() {
        Ok(sound) => {
            let (changes, records) = (sound.changes.to_string(), sound.records.to_string());
            let drafts = sound.drafts.to_string();
            turn.line(say::SOUND.fill(lang, &[&changes, &records, &drafts]))
        }
        Err(unsound) => Err(Failure::new(Exit::Store, unsound.say(lang))),
    }
}
