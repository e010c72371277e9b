//! What the machine says when it refuses, in a person's words: what happened, where, and what to
//! do about it.

use super::disk::{Disk, folder_of};
use super::journal::JournalError;
use super::pack::PackError;
use super::state::StateError;
use crate::value::{Lang, Words, Wrong};
use crate::words::store as say;
use serde_json::{Value, json};
use std::io::{self, ErrorKind};
use std::path::Path;

/// What kind of trouble an operation met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Trouble {
    /// There is no room, or no right to take it.
    Full,
    /// The medium may be read and not written.
    ReadOnly,
    /// Whoever runs this has no right to it.
    Denied,
    /// What was there is not, or is another.
    Gone,
    /// Anything else.
    Failing,
}

impl Trouble {
    pub fn of(error: &io::Error) -> Self {
        match error.kind() {
            // A limit on the size of files says that the file is too large.
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::Full
            }
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Gone,
            _ => Self::Failing,
        }
    }

    /// The same for a machine.
    fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::ReadOnly => "read_only",
            Self::Denied => "denied",
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }

    /// What there is to do, before it is saved again.
    fn remedy(self) -> Words {
        match self {
            Self::Full => say::MAKE_ROOM,
            Self::ReadOnly | Self::Denied => say::MAKE_WRITABLE,
            Self::Gone => say::BRING_BACK,
            Self::Failing => say::CHECK_DISK,
        }
    }
}

/// What the machine refused, and where.
pub fn in_words(disk: &dyn Disk, path: &Path, error: &io::Error) -> Wrong {
    let place = path.display().to_string();
    match Trouble::of(error) {
        Trouble::Full => match disk.room(folder_of(path)) {
            Ok(bytes) => say::NO_ROOM_OF.wrong(&[&place, &(bytes >> 20).to_string()]),
            Err(_) => say::NO_ROOM.wrong(&[&place]),
        },
        Trouble::ReadOnly => say::ON_READ_ONLY.wrong(&[&place]),
        Trouble::Denied => say::DENIED.wrong(&[&place]),
        Trouble::Gone => say::IS_GONE.wrong(&[&place]),
        Trouble::Failing => say::FAILING.wrong(&[&place, &error.to_string()]),
    }
}

/// The same of what is opened: it may never have been there.
pub(super) fn opening(disk: &dyn Disk, path: &Path, error: &io::Error) -> Wrong {
    match Trouble::of(error) {
        Trouble::Gone => say::FAILING.wrong(&[&path.display().to_string(), &error.to_string()]),
        _ => in_words(disk, path, error),
    }
}

/// What went wrong with a journal.
pub(super) fn of_journal(disk: &dyn Disk, error: &JournalError) -> Wrong {
    match error {
        JournalError::Io { path, source } => in_words(disk, path, source),
        JournalError::Damaged(damage) => {
            Wrong { en: damage.say(Lang::En), zh: damage.say(Lang::Zh) }
        }
        error => Wrong { en: error.to_string(), zh: error.to_string() },
    }
}

/// What went wrong with a state.
pub(super) fn of_state(disk: &dyn Disk, error: &StateError) -> Wrong {
    match error {
        StateError::Io { path, source } => opening(disk, path, source),
        error => Wrong { en: error.to_string(), zh: error.to_string() },
    }
}

/// What is wrong with a packed file.
pub(super) fn of_pack(disk: &dyn Disk, error: &PackError) -> Wrong {
    match error {
        PackError::Io { path, source } => in_words(disk, path, source),
        error => error.words(),
    }
}

/// Why a commit is not saved, and what to do so that the next is.
pub(super) fn not_saved(disk: &dyn Disk, error: &JournalError) -> Wrong {
    let (why, remedy) = (of_journal(disk, error), kind_of(error).remedy());
    let said = |lang| say::WITH_REMEDY.fill(lang, &[why.say(lang), remedy.say(lang)]);
    Wrong { en: said(Lang::En), zh: said(Lang::Zh) }
}

/// The same for a machine.
pub(super) fn fields(error: &JournalError) -> Value {
    let file = match error {
        JournalError::Io { path, .. } => Some(path),
        _ => None,
    };
    json!({ "trouble": kind_of(error).code(), "file": file, "cause": error.to_string() })
}

fn kind_of(error: &JournalError) -> Trouble {
    match error {
        JournalError::Io { source, .. } => Trouble::of(source),
        _ => Trouble::Failing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::{FailingDisk, RealDisk};
    use std::sync::Arc;

    #[test]
    fn each_trouble_says_where_it_is_and_what_to_do() {
        let path = Path::new("/tmp/office/journal/000001.log");
        for (kind, what, todo) in [
            (ErrorKind::StorageFull, "the disk is full, or a limit is reached", "Free some space"),
            (ErrorKind::QuotaExceeded, "the disk is full, or a limit is reached", "Free some"),
            (ErrorKind::FileTooLarge, "the disk is full, or a limit is reached", "Free some"),
            (ErrorKind::ReadOnlyFilesystem, "read-only", "Make it writable"),
            (ErrorKind::PermissionDenied, "no right to write", "Make it writable"),
            (ErrorKind::NotFound, "is gone, or another stands in its place", "Bring it back"),
            (ErrorKind::Other, "other error", "Check the disk"),
        ] {
            let error = io::Error::from(kind);
            let why = in_words(&RealDisk, path, &error);
            let error = JournalError::Io { path: path.to_owned(), source: error };
            let all = not_saved(&RealDisk, &error);
            assert!(all.en.contains(what) && all.en.contains(todo), "{kind:?}: {all:?}");
            for lang in [Lang::En, Lang::Zh] {
                assert!(why.say(lang).contains("/tmp/office/journal/000001.log"), "{why:?}");
                assert!(all.say(lang).starts_with(why.say(lang)), "{all:?}");
            }
        }
    }

    #[test]
    fn how_much_room_there_is_is_said_where_it_is_known() {
        let dir = tempfile::tempdir().unwrap();
        let full = io::Error::from(ErrorKind::StorageFull);
        let said = |path: &Path| in_words(&RealDisk, path, &full).en;
        assert!(said(&dir.path().join("file")).contains(" MiB are free"));
        assert!(!said(&dir.path().join("missing/file")).contains(" MiB"));
        let disk = FailingDisk::new(Arc::new(RealDisk));
        assert_eq!(disk.room(dir.path()).is_ok(), RealDisk.room(dir.path()).is_ok());
    }
}
