//! `backup`, `restore` and `compact`: what keeps a store safe and small. Restoring takes a store
//! that nobody has open, so whoever starts the program does it.

use super::Command;
use super::answer::{Exit, Failure};
use super::argument::{Argument, Holds};
use super::line::Call;
use super::table::{Head, Sheet};
use super::turn::Turn;
use crate::store::{Named, Reason, Role};
use crate::value::Wrong;
use crate::words::keep as say;
use std::path::Path;

pub(super) static BACKUP: Command = Command {
    name: "backup",
    about: say::BACKUP,
    arguments: &[
        Argument::new("file", Holds::MaybeWord("FILE"), say::BACKUP_FILE),
        Argument::new("list", Holds::Flag, say::LIST),
    ],
    run: backup,
};

pub(super) static RESTORE: Command = Command {
    name: "restore",
    about: say::RESTORE,
    arguments: &[Argument::new("file", Holds::Word("FILE"), say::RESTORE_FILE)],
    run: |turn| Err(Failure::usage(say::ALONE.say(turn.lang()))),
};

pub(super) static COMPACT: Command =
    Command { name: "compact", about: say::COMPACT, arguments: &[], run: compact };

impl Call {
    /// The backup that is to be restored, if that is what is wanted.
    pub fn restores(&self) -> Option<&str> {
        let is_restore = self.command.is_some_and(|command| command.name == RESTORE.name);
        is_restore.then(|| self.given.text("file"))?
    }
}

fn must_administer(turn: &Turn<'_, '_>) -> Result<(), Failure> {
    if turn.person.role == Role::Admin {
        return Ok(());
    }
    let said = say::NOT_ALLOWED.fill(turn.lang(), &[&turn.person.login]);
    Err(Failure::new(Exit::NotAllowed, said))
}

fn backup(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    must_administer(turn)?;
    if turn.given.has("list") {
        return list(turn);
    }
    let (lang, now) = (turn.lang(), turn.office.clock().millis());
    let store = turn.office.store().clone();
    let refused =
        |wrong: &Wrong| Failure::new(Exit::Store, say::NOT_MADE.fill(lang, &[wrong.say(lang)]));
    let (path, size, changes) = match turn.given.text("file") {
        Some("-") if turn.streams.out_is_terminal => {
            return Err(Failure::usage(say::NO_TERMINAL.say(lang)));
        }
        Some("-") => {
            let written = store.backup_stream(&mut turn.streams.out, now);
            return Ok(written.map_err(|wrong| refused(&wrong))??);
        }
        Some(name) if Path::new(name).exists() => {
            return Err(Failure::usage(say::IS_THERE.fill(lang, &[name])));
        }
        Some(name) => {
            let changes = store.now().snapshot.sequence;
            let size = store.backup_to(Path::new(name), now).map_err(|wrong| refused(&wrong))?;
            (name.to_owned(), size, changes)
        }
        None => {
            let made = store.backup(now, Reason::Asked).map_err(|wrong| refused(&wrong))?;
            (made.path.display().to_string(), store.size_of(&made.path), made.sequence)
        }
    };
    turn.line(say::MADE.fill(lang, &[&path, &changes.to_string(), &bytes(size)]))
}

fn list(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let lang = turn.lang();
    let store = turn.office.store().clone();
    let folder = store.backups_folder().display().to_string();
    let backups = store.backups();
    if backups.is_empty() {
        return Err(Failure::nothing(say::NONE.fill(lang, &[&folder])));
    }
    let heads = vec![
        Head::plain("made", say::WHEN.say(lang)),
        Head::plain("why", say::WHY.say(lang)),
        Head::number("changes", say::CHANGES.say(lang)),
        Head::number("size", say::SIZE.say(lang)),
        Head::plain("name", say::NAME.say(lang)),
    ];
    let row = |backup: &Named| {
        let name = backup.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        vec![
            turn.at(backup.when),
            say::REASONS[backup.reason as usize].say(lang).to_owned(),
            backup.sequence.to_string(),
            bytes(store.size_of(&backup.path)),
            name,
        ]
    };
    let rows = backups.iter().rev().map(row).collect();
    turn.sheet(&Sheet { heads, rows })?;
    turn.tell(say::LISTED.fill(lang, &[&folder]));
    Ok(())
}

fn compact(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    must_administer(turn)?;
    let lang = turn.lang();
    let refused =
        |wrong: Wrong| Failure::new(Exit::Store, say::NOT_COMPACTED.fill(lang, &[wrong.say(lang)]));
    let (before, after) = turn.office.store().compact().map_err(refused)?;
    turn.line(say::COMPACTED.fill(lang, &[&bytes(before), &bytes(after)]))
}

/// A size as people say it.
fn bytes(size: u64) -> String {
    match size {
        0..1_000 => format!("{size} B"),
        1_000..1_000_000 => format!("{}.{} kB", size / 1_000, size % 1_000 / 100),
        _ => format!("{}.{} MB", size / 1_000_000, size % 1_000_000 / 100_000),
    }
}
