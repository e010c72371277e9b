//! Opening a store: what stands in its folder is compared, mended where that is safe, and
//! told. Never a panic, never silence.

use super::backup::{Reason, Source, Turn};
use super::checkpoint::{self, Bad, Checkpoint};
use super::disk::Disk;
use super::journal::{self, Damage, Journal, JournalError, Mark, Marks, Opening};
use super::lock::{Held, Holder, Lock};
use super::log::LOG;
use super::recover::{self, Read};
use super::restore::{self, READY, UNPACKED};
use super::sealed::PEOPLE;
use super::state::State;
use super::upkeep::{BACKUPS, CHECKPOINTS, Plan};
use super::{Now, Progress, trouble};
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
        kept: Result<PathBuf, Wrong>,
    },
    /// A restore that was cut off was done to its end.
    Restored,
    /// So many changes were taken from the journal.
    Replayed(u64),
    /// The state was unreadable or had lost records and was built anew; where the bad one is.
    Rebuilt(PathBuf),
    /// A checkpoint was damaged, and was not used; what is wrong with it.
    BadCheckpoint(Wrong),
    /// The state cannot be used, and why: everything was read without it.
    WithoutState(Wrong),
    /// Nothing can be written, and why: reading only, without the state.
    ReadOnly(Wrong),
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
                say::TORN_IN_PLACE.fill(lang, &[&at.say(lang), why.say(lang)])
            }
            Self::Restored => say::RESTORE_FINISHED.say(lang).to_owned(),
            Self::Replayed(count) => say::REPLAYED.fill(lang, &[&count.to_string()]),
            Self::Rebuilt(path) => say::REBUILT.fill(lang, &[&path.display().to_string()]),
            Self::BadCheckpoint(what) => say::BAD_CHECKPOINT.fill(lang, &[what.say(lang)]),
            Self::WithoutState(why) => say::WITHOUT_STATE.fill(lang, &[why.say(lang)]),
            Self::ReadOnly(why) => say::OPEN_TO_READ.fill(lang, &[why.say(lang)]),
            Self::Damaged(damage) => say::DAMAGED.fill(lang, &[&damage.say(lang)]),
            Self::Ahead { journal, state } => {
                say::AHEAD.fill(lang, &[&journal.to_string(), &state.to_string()])
            }
        }
    }

    fn forbids_writing(&self) -> bool {
        matches!(self, Self::ReadOnly(_) | Self::Damaged(_) | Self::Ahead { .. })
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
        what: Wrong,
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
                say::CANNOT_OPEN.fill(lang, &[&folder.display().to_string(), what.say(lang)])
            }
        }
    }
}

/// What an open store is made of.
pub(super) struct Parts {
    pub journal: Journal,
    pub state: State,
    pub now: Now,
    /// None while it is only read.
    pub lock: Option<Lock>,
    pub read_only: Option<Wrong>,
    /// Where the journal stood at the last checkpoint.
    pub checked: Mark,
    pub opened: Opened,
}

/// A host's socket, where it lies in the store's folder.
pub const SOCKET: &str = "socket";
/// A host's own key, where it lies there.
pub const HOST_KEY: &str = "host_key";
/// What may stand in a store whose journal has no file yet.
const PARTS: [&str; 12] = [
    "lock",
    "journal",
    "state",
    CHECKPOINTS,
    BACKUPS,
    PEOPLE,
    LOG,
    BEGUN_EMPTY,
    UNPACKED,
    READY,
    SOCKET,
    HOST_KEY,
];

pub(super) fn open(
    disk: &Arc<dyn Disk>,
    folder: &Path,
    when: &str,
    plan: &Plan,
    told: &mut dyn FnMut(Progress),
) -> Result<Parts, OpenError> {
    let place = Place { disk, folder };
    if !may_be_a_store(&**disk, folder).map_err(|error| place.refused(folder, &error))? {
        return Err(OpenError::NotAStore { folder: folder.to_owned() });
    }
    match open_to_write(&place, when, plan, told) {
        Err(OpenError::Machine { what, .. }) => open_to_read(&place, what),
        opened => opened,
    }
}

fn open_to_write(
    place: &Place<'_>,
    when: &str,
    plan: &Plan,
    told: &mut dyn FnMut(Progress),
) -> Result<Parts, OpenError> {
    let Place { disk, folder } = *place;
    let lock = take_lock(place, when, plan)?;
    let is_restored =
        restore::finish(disk, folder).map_err(|error| place.refused(folder, &error))?;
    let (checkpoints, bad) = checkpoint::all(disk, &folder.join(CHECKPOINTS));
    if let Some(Bad { error, .. }) = bad.iter().find(|bad| bad.is_newer()) {
        return Err(place.newer(error.to_string()));
    }
    for Bad { path, .. } in &bad {
        let mut aside = path.clone().into_os_string();
        aside.push(".bad");
        // Where it cannot be moved it is told of again.
        let _ = disk.rename(path, Path::new(&aside));
    }
    let known = known(place, &checkpoints);
    let read = Journal::open(disk, &folder.join("journal"), &known);
    let (journal, found) = read.map_err(|error| place.journal(error))?;
    let mut opened = Opened { is_new: false, findings: place.findings(bad, found) };
    opened.findings.extend(is_restored.then_some(Finding::Restored));
    let last = journal.reader().last();
    let read = recover::read_state(place, last, &checkpoints, &mut opened, told)?;
    if opened.findings.iter().any(|finding| matches!(finding, Finding::Rebuilt(_))) {
        let source = Source { disk, folder, journal: &journal.reader(), turn: &Turn::default() };
        // The journal is whole: what cannot be kept twice is no reason not to go on.
        let keep = |now| source.keep(&plan.folder(folder), now, Reason::Rebuild);
        let _ = plan.moment(when).map(keep);
    }
    let lock = Some(lock);
    finish(place, Begun { journal, checkpoints, known, lock, opened }, read)
}

/// Opens what cannot be opened for writing; `why` is told, or is the error if there is nothing to
/// read either. Nothing is made, changed or removed: sled would write wherever it opens.
fn open_to_read(place: &Place<'_>, why: Wrong) -> Result<Parts, OpenError> {
    let Place { disk, folder } = *place;
    let path = folder.join("lock");
    // Held while it is read, and no longer: whoever may write must not have to wait for readers.
    let lock = Lock::share(&**disk, &path).map_err(|held| place.held(&path, held))?;
    let (checkpoints, bad) = checkpoint::all(disk, &folder.join(CHECKPOINTS));
    let known = known(place, &checkpoints);
    let read = Journal::open_to_read(disk, &folder.join("journal"), &known);
    let (journal, found) = read.map_err(|error| match place.journal(error) {
        OpenError::Machine { .. } => place.wrong(why.clone()),
        error => error,
    })?;
    let is_begun = journal.reader().last() > 0 || found.damage.is_some();
    if !is_begun && disk.open(&folder.join(BEGUN_EMPTY)).is_err() {
        return Err(place.wrong(why));
    }
    let mut findings = vec![Finding::ReadOnly(why)];
    findings.extend(place.findings(bad, found));
    let mut opened = Opened { is_new: false, findings };
    let read = recover::read_without_state(place, &checkpoints, &mut opened)?;
    let parts = finish(place, Begun { journal, checkpoints, known, lock: None, opened }, read);
    drop(lock);
    parts
}

/// What is open before the records are brought to the journal's end.
struct Begun {
    journal: Journal,
    checkpoints: Vec<Checkpoint>,
    known: Marks,
    lock: Option<Lock>,
    opened: Opened,
}

fn finish(place: &Place<'_>, begun: Begun, mut read: Read) -> Result<Parts, OpenError> {
    let Begun { journal, checkpoints, known, lock, mut opened } = begun;
    let last = journal.reader().last();
    // A checkpoint was made of what the journal had.
    let promised = checkpoints.first().map_or(0, Checkpoint::sequence);
    let applied = read.snapshot.sequence.max(promised);
    if applied > last && !opened.findings.iter().any(Finding::forbids_writing) {
        opened.findings.push(Finding::Ahead { journal: last, state: applied });
    }
    let behind = last.saturating_sub(read.snapshot.sequence);
    recover::replay(place, &journal, &mut read)?;
    if behind > 0 && !read.state.is_dead() {
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

/// What need not be read of the journal: what stands before the newest checkpoint that it reaches.
fn known(place: &Place<'_>, checkpoints: &[Checkpoint]) -> Marks {
    let dir = place.folder.join("journal");
    let base = checkpoints
        .iter()
        .find(|checkpoint| journal::reaches(place.disk, &dir, &checkpoint.marks().end));
    base.map(|checkpoint| checkpoint.marks().clone()).unwrap_or_default()
}

/// The right to the store in a folder, which is made if it is not there.
pub(super) fn take_store(
    disk: &Arc<dyn Disk>,
    folder: &Path,
    when: &str,
) -> Result<Lock, OpenError> {
    let place = Place { disk, folder };
    if !may_be_a_store(&**disk, folder).map_err(|error| place.refused(folder, &error))? {
        return Err(OpenError::NotAStore { folder: folder.to_owned() });
    }
    take_lock(&place, when, &Plan::default())
}

/// Whether a folder is missing, empty or a store of ours: any other is somebody else's, not to be
/// closed to them. A journal's file tells; before there is one, that nothing but ours is there.
fn may_be_a_store(disk: &dyn Disk, folder: &Path) -> io::Result<bool> {
    let names = match disk.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        names => names?,
    };
    let is_begun = ["lock", "journal"].iter().any(|part| names.iter().any(|name| name == part));
    // States that were set aside, and what was there before a restore.
    let is_aside = |name: &OsString| {
        let name = name.to_string_lossy();
        name.starts_with(restore::BEFORE) || name.starts_with("state.")
    };
    let is_ours = |name: &OsString| is_aside(name) || PARTS.iter().any(|part| name == part);
    Ok(names.is_empty()
        || is_begun && names.iter().all(is_ours)
        || journal::has_files(disk, &folder.join("journal")))
}

/// Where a store is opened: its errors say which it is.
pub(super) struct Place<'a> {
    pub disk: &'a Arc<dyn Disk>,
    pub folder: &'a Path,
}

impl Place<'_> {
    pub fn wrong(&self, what: Wrong) -> OpenError {
        OpenError::Machine { folder: self.folder.to_owned(), what }
    }

    pub fn machine(&self, error: &dyn std::fmt::Display) -> OpenError {
        self.wrong(Wrong { en: error.to_string(), zh: error.to_string() })
    }

    pub fn refused(&self, path: &Path, error: &io::Error) -> OpenError {
        self.wrong(trouble::opening(&**self.disk, path, error))
    }

    pub fn newer(&self, what: String) -> OpenError {
        OpenError::Newer { folder: self.folder.to_owned(), what }
    }

    pub fn journal(&self, error: JournalError) -> OpenError {
        match error {
            JournalError::NewerFormat { .. } => self.newer(error.to_string()),
            error => self.wrong(trouble::of_journal(&**self.disk, &error)),
        }
    }

    fn held(&self, path: &Path, held: Held) -> OpenError {
        match held {
            Held::By(holder) => OpenError::Held { folder: self.folder.to_owned(), holder },
            Held::Io(error) => self.refused(path, &error),
        }
    }

    fn findings(&self, bad: Vec<Bad>, found: Opening) -> Vec<Finding> {
        let bad = bad.into_iter().map(|Bad { error, .. }| Finding::BadCheckpoint(error.words()));
        let torn = found.torn.map(|torn| Finding::Torn {
            at: torn.at,
            kept: torn.kept.map_err(|error| trouble::of_journal(&**self.disk, &error)),
        });
        bad.chain(torn).chain(found.damage.map(Finding::Damaged)).collect()
    }
}

/// The folder is made if it is not there, and must take what is written.
fn take_lock(place: &Place<'_>, when: &str, plan: &Plan) -> Result<Lock, OpenError> {
    let Place { disk, folder } = *place;
    let made = disk.make_folder(folder).and_then(|()| disk.may_write(folder));
    made.map_err(|error| place.refused(folder, &error))?;
    let socket = plan.socket.clone();
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let holder = Holder { pid: std::process::id(), host, since: when.to_owned(), socket };
    let path = place.folder.join("lock");
    Lock::take(&**place.disk, &path, &holder).map_err(|held| place.held(&path, held))
}

#[cfg(test)]
mod tests;
