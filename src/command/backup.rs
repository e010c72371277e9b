//! `backup`, `restore` and `compact`: what keeps a store safe and small. Restoring takes a store
//! that nobody has open, so whoever starts the program does it.

use super::Command;
use super::Files;
use super::answer::{Exit, Failure};
use super::argument::{Argument, Holds};
use super::export::not_written;
use super::line::Call;
use super::table::{Head, Sheet};
use super::turn::Turn;
use crate::store::{Named, Reason, Role};
use crate::value::Wrong;
use crate::words::keep as say;
use std::io::{self, Write};
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
    run: |turn| {
        must_administer(turn)?;
        Err(Failure::usage(say::ALONE.say(turn.lang())))
    },
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

/// Fails for whoever is no administrator.
pub(super) fn must_administer(turn: &Turn<'_, '_>) -> Result<(), Failure> {
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
    let name = turn.given.text("file").map(ToOwned::to_owned);
    let (path, size, changes) = match name {
        Some(name) if name == "-" && turn.streams.out_is_terminal => {
            return Err(Failure::usage(say::NO_TERMINAL.say(lang)));
        }
        Some(name) if name == "-" => {
            let written = store.backup_stream(&mut turn.streams.out, now);
            return Ok(written.map_err(|wrong| refused(&wrong))??);
        }
        Some(name) => {
            let changes = store.now().snapshot.sequence;
            let size = to_file(turn, Path::new(&name), now)?;
            (name, size, changes)
        }
        None => {
            let made = store.backup(now, Reason::Asked).map_err(|wrong| refused(&wrong))?;
            (made.path.display().to_string(), store.size_of(&made.path), made.sequence)
        }
    };
    turn.line(say::MADE.fill(lang, &[&path, &changes.to_string(), &bytes(size)]))
}

/// Writes a backup into a file that is not there yet, and says how long it is.
fn to_file(turn: &mut Turn<'_, '_>, path: &Path, now: i64) -> Result<u64, Failure> {
    let lang = turn.lang();
    let refused =
        |wrong: &Wrong| Failure::new(Exit::Store, say::NOT_MADE.fill(lang, &[wrong.say(lang)]));
    turn.must_reach(path)?;
    if turn.has_file(path) {
        return Err(Failure::usage(say::IS_THERE.fill(lang, &[&path.display().to_string()])));
    }
    let store = turn.office.store().clone();
    if matches!(turn.streams.files, Files::Here) {
        return store.backup_to(path, now).map_err(|wrong| refused(&wrong));
    }
    let (mut size, mut wrong) = (0, None);
    let written = turn.write_file(path, &mut |out| {
        let mut counted = Counted(out, 0);
        let made = store.backup_stream(&mut counted, now);
        size = counted.1;
        made.unwrap_or_else(|why| {
            wrong = Some(why);
            Err(io::ErrorKind::Other.into())
        })
    });
    match (wrong, written) {
        (Some(wrong), _) => Err(refused(&wrong)),
        (None, Err(error)) => Err(not_written(turn, path, &error)),
        (None, Ok(())) => Ok(size),
    }
}

/// A stream, and how many bytes went into it.
struct Counted<'a>(&'a mut dyn Write, u64);

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.0.write(bytes)?;
        self.1 += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
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
