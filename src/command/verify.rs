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
            let records = [sound.records, sound.drafts, sound.checkpoints, sound.backups];
            let [records, drafts, checkpoints, backups] = records.map(|count| count.to_string());
            let changes = sound.changes.to_string();
            let counts = [&*changes, &records, &drafts, &checkpoints, &backups];
            turn.line(say::SOUND.fill(lang, &counts))
        }
        Err(unsound) => Err(Failure::new(Exit::Store, unsound.say(lang))),
    }
}
