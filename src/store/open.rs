//! Opening a store: what stands in its folder is compared, mended where that is safe, and
//! told. Never a panic, never silence.

use super::backup::{Reason, Source};
use super::checkpoint::{self, Bad, Checkpoint};
use super::disk::Disk;
use super::journal::{self, Damage, Journal, JournalError, Mark};
use super::lock::{Held, Holder, Lock};
use super::recover;
use super::restore::{self, READY, UNPACKED};
use super::sealed::PEOPLE;
use super::state::State;
use super::upkeep::{BACKUPS, CHECKPOINTS, Plan};
use super::{Now, Progress};
use crate::value::{Lang, Wrong};
use crate::words::store as say;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Stands in the folder of a store that began with nothing: until its first change nothing
/// else tells it from one whose filling was cut off.
pub(crate) const BEGUN_EMPTY: &str = "begun-empty";

/// What was found when the store was opened.
#[derive(Debug, Default)]
pub struct Opened {
    /// Whether there was none before.
    pub is_new: bool,
    /// What had to be mended or told, in order.
    pub findings: Vec<Finding>,
}

/// One thing that was found, and what was done about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// A save that was cut off before it was answered; where its bytes are kept.
    Torn {
        /// Where it stood.
        at: Damage,
        /// Where its bytes are kept, or why they are still in place.
        kept: Result<PathBuf, String>,
    },
    /// A restore that was cut off was done to its end.
    Restored,
    /// So many changes were taken from the journal.
    Replayed(u64),
    /// The state was unreadable or had lost records and was built anew; where the bad one is.
    Rebuilt(PathBuf),
    /// A checkpoint was damaged, and was not used; what is wrong with it.
    BadCheckpoint(Wrong),
    /// The journal is damaged: reading only.
    Damaged(Damage),
    /// The journal ends before the state does: reading only.
    Ahead {
        /// The journal's last change.
        journal: u64,
        /// The state's last change.
        state: u64,
    },
}

impl Finding {
    /// What was found and what was done, in one sentence.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Torn { at, kept: Ok(path) } => {
                say::TORN.fill(lang, &[&at.say(lang), &path.display().to_string()])
            }
            Self::Torn { at, kept: Err(why) } => {
                say::TORN_IN_PLACE.fill(lang, &[&at.say(lang), why])
            }
            Self::Restored => say::RESTORE_FINISHED.say(lang).to_owned(),
            Self::Replayed(count) => say::REPLAYED.fill(lang, &[&count.to_string()]),
            Self::Rebuilt(path) => say::REBUILT.fill(lang, &[&path.display().to_string()]),
            Self::BadCheckpoint(what) => say::BAD_CHECKPOINT.fill(lang, &[what.say(lang)]),
            Self::Damaged(damage) => say::DAMAGED.fill(lang, &[&damage.say(lang)]),
            Self::Ahead { journal, state } => {
                say::AHEAD.fill(lang, &[&journal.to_string(), &state.to_string()])
            }
        }
    }

    fn forbids_writing(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::Ahead { .. })
    }
}

/// Why a store cannot be opened at all.
#[derive(Debug)]
pub enum OpenError {
    /// Another process has it.
    Held {
        /// The folder.
        folder: PathBuf,
        /// Who.
        holder: Holder,
    },
    /// A newer program wrote it.
    Newer {
        /// The folder.
        folder: PathBuf,
        /// What is newer.
        what: String,
    },
    /// The folder holds something else.
    NotAStore {
        /// The folder.
        folder: PathBuf,
    },
    /// A demonstration store is wanted and this is none.
    NotDemo {
        /// The folder.
        folder: PathBuf,
    },
    /// The program failed over it.
    Broken {
        /// The folder.
        folder: PathBuf,
    },
    /// The machine refused.
    Machine {
        /// The folder.
        folder: PathBuf,
        /// What it said.
        what: String,
    },
}

impl OpenError {
    /// What happened, where, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Held { folder, holder } => say::HELD.fill(
                lang,
                &[
                    &folder.display().to_string(),
                    &holder.pid.to_string(),
                    &holder.host,
                    &holder.since,
                ],
            ),
            Self::Newer { folder, what } => {
                say::NEWER.fill(lang, &[&folder.display().to_string(), what])
            }
            Self::NotAStore { folder } => {
                say::NOT_A_STORE.fill(lang, &[&folder.display().to_string()])
            }
            Self::NotDemo { folder } => say::NOT_DEMO.fill(lang, &[&folder.display().to_string()]),
            Self::Broken { folder } => say::BROKEN.fill(lang, &[&folder.display().to_string()]),
            Self::Machine { folder, what } => {
                say::CANNOT_OPEN.fill(lang, &[&folder.display().to_string(), what])
            }
        }
    }
}

/// What an open store is made of.
pub(super) struct Parts {
    pub journal: Journal,
    pub state: State,
    pub now: Now,
    pub lock: Lock,
    pub read_only: Option<Wrong>,
    /// Where the journal stood at the last checkpoint.
    pub checked: Mark,
    pub opened: Opened,
}

/// What may stand in a store whose journal has no file yet.
const PARTS: [&str; 9] =
    ["lock", "journal", "state", CHECKPOINTS, BACKUPS, PEOPLE, BEGUN_EMPTY, UNPACKED, READY];

pub(super) fn open(
    disk: &Arc<dyn Disk>,
    folder: &Path,
    when: &str,
    plan: &Plan,
    told: &mut dyn FnMut(Progress),
) -> Result<Parts, OpenError> {
    let place = Place(folder);
    let lock = take_store(disk, folder, when)?;
    let mut opened = Opened::default();
    if restore::finish(disk, folder).map_err(|error| place.machine(&error))? {
        opened.findings.push(Finding::Restored);
    }
    let checkpoints = checkpoints(disk, folder, &mut opened.findings);
    let dir = folder.join("journal");
    let base =
        checkpoints.iter().find(|checkpoint| journal::reaches(disk, &dir, &checkpoint.marks().end));
    let known = base.map(|checkpoint| checkpoint.marks().clone()).unwrap_or_default();
    let (journal, found) =
        Journal::open(Arc::clone(disk), &dir, &known).map_err(|error| place.journal(error))?;
    if let Some(torn) = found.torn {
        let kept = torn.kept.map_err(|error| error.to_string());
        opened.findings.push(Finding::Torn { at: torn.at, kept });
    }
    opened.findings.extend(found.damage.map(Finding::Damaged));

    let last = journal.reader().last();
    let mut read =
        recover::read_state(Arc::clone(disk), folder, last, &checkpoints, &mut opened, told)?;
    // A checkpoint was made of what the journal had.
    let promised = checkpoints.first().map_or(0, Checkpoint::sequence);
    let applied = read.snapshot.sequence.max(promised);
    if applied > last && !opened.findings.iter().any(Finding::forbids_writing) {
        opened.findings.push(Finding::Ahead { journal: last, state: applied });
    }
    if opened.findings.iter().any(|finding| matches!(finding, Finding::Rebuilt(_))) {
        let source = Source { disk, folder, journal: &journal.reader() };
        // The journal is whole: what cannot be kept twice is no reason not to go on.
        let _ =
            plan.moment(when).map(|now| source.keep(&plan.folder(folder), now, Reason::Rebuild));
    }
    let behind = last.saturating_sub(read.snapshot.sequence);
    recover::replay(&place, &journal, &mut read)?;
    if behind > 0 {
        opened.findings.push(Finding::Replayed(behind));
    }
    let read_only = opened.findings.iter().find(|finding| finding.forbids_writing());
    opened.is_new = last == 0 && applied == 0 && read_only.is_none();
    let read_only =
        read_only.map(|finding| Wrong { en: finding.say(Lang::En), zh: finding.say(Lang::Zh) });
    read.snapshot.sequence = last.max(applied);
    let now = Now { snapshot: read.snapshot, ..Now::default() };
    let checked = known.end;
    Ok(Parts { journal, state: read.state, now, lock, read_only, checked, opened })
}

/// The checkpoints, newest first. What is none is told, and moved aside: another is made soon.
fn checkpoints(
    disk: &Arc<dyn Disk>,
    folder: &Path,
    findings: &mut Vec<Finding>,
) -> Vec<Checkpoint> {
    let (checkpoints, bad) = checkpoint::all(disk, &folder.join(CHECKPOINTS));
    for Bad { path, error } in bad {
        findings.push(Finding::BadCheckpoint(error.words()));
        let mut aside = path.clone().into_os_string();
        aside.push(".bad");
        // Where it cannot be moved it is told of again.
        let _ = disk.rename(&path, Path::new(&aside));
    }
    checkpoints
}

/// The right to the store in a folder, which is made if it is not there.
pub(super) fn take_store(
    disk: &Arc<dyn Disk>,
    folder: &Path,
    when: &str,
) -> Result<Lock, OpenError> {
    let place = Place(folder);
    if !may_be_a_store(&**disk, folder).map_err(|error| place.machine(&error))? {
        return Err(OpenError::NotAStore { folder: folder.to_owned() });
    }
    disk.create_folder(folder).map_err(|error| place.machine(&error))?;
    take_lock(&**disk, folder, when)
}

/// Whether a folder is missing, empty or a store of ours: any other is somebody else's, not to be
/// closed to them. A journal's file tells; before there is one, that nothing but ours is there.
fn may_be_a_store(disk: &dyn Disk, folder: &Path) -> io::Result<bool> {
    let names = match disk.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        names => names?,
    };
    let is_begun = ["lock", "journal"].iter().any(|part| names.iter().any(|name| name == part));
    let is_aside = |name: &OsString| name.to_string_lossy().starts_with(restore::BEFORE);
    let is_ours = |name: &OsString| is_aside(name) || PARTS.iter().any(|part| name == part);
    Ok(names.is_empty()
        || is_begun && names.iter().all(is_ours)
        || journal::has_files(disk, &folder.join("journal")))
}

/// Errors with the folder they are about.
pub(super) struct Place<'a>(pub &'a Path);

impl Place<'_> {
    pub fn machine(&self, error: &dyn std::fmt::Display) -> OpenError {
        OpenError::Machine { folder: self.0.to_owned(), what: error.to_string() }
    }

    pub fn newer(&self, what: String) -> OpenError {
        OpenError::Newer { folder: self.0.to_owned(), what }
    }

    pub fn journal(&self, error: JournalError) -> OpenError {
        match error {
            JournalError::NewerFormat { .. } => self.newer(error.to_string()),
            error => self.machine(&error),
        }
    }
}

fn take_lock(disk: &dyn Disk, folder: &Path, when: &str) -> Result<Lock, OpenError> {
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let holder = Holder { pid: std::process::id(), host, since: when.to_owned(), socket: None };
    Lock::take(disk, &folder.join("lock"), &holder).map_err(|held| match held {
        Held::By(holder) => OpenError::Held { folder: folder.to_owned(), holder },
        Held::Io(error) => Place(folder).machine(&error),
    })
}

#[cfg(test)]
mod tests;
