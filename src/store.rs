//! The repository layer: records at one moment, and commits that are never lost. The journal
//! is the truth and sled holds the current state; one thread writes, everybody reads
//! persistent snapshots. Outside this room a cell is read through [`Sight`] alone.

mod backup;
mod change;
mod checkpoint;
mod clash;
mod codec;
pub mod disk;
#[cfg(test)]
pub(crate) mod fixture;
mod journal;
mod keeping;
mod lock;
mod log;
mod open;
mod pack;
mod prepare;
mod recover;
mod refused;
mod restore;
mod rights;
mod row;
mod rows;
pub(crate) mod sealed;
mod sight;
mod snapshot;
mod standing;
mod state;
mod trouble;
mod upkeep;
mod verify;
mod writer;

pub use backup::{About, Named, Reason};
pub use change::{Cause, Change, Changed, Edit, Head};
pub use clash::{Clash, Over, Side, Touch, explain, settle};
pub use lock::{Holder, socket_of};
pub use log::Hour;
pub(crate) use open::BEGUN_EMPTY;
pub use open::{Finding, HOST_KEY, OpenError, Opened, SOCKET};
pub use refused::Refused;
pub use restore::{RestoreError, Restored};
pub use rights::Reach;
pub use row::{Confidence, Row, Stamp};
pub use sight::{Counter, Path, Person, Role, Sight};
pub use snapshot::Snapshot;
pub use standing::{to_redo, to_undo};
pub(crate) use trouble::in_words;
pub use upkeep::Plan;
pub use verify::{Sound, Unsound};
pub use writer::{Committed, Pending};

use crate::value::{Id, Wrong};
use backup::Turn;
use disk::Disk;
use imbl::Vector;
use journal::JournalReader;
use log::{Level, Log};
use state::State;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use tokio::sync::watch;
use upkeep::{Trouble, Upkeep};
use writer::{Job, Patience, Writer};

/// The login by which a demonstration store is begun: what it holds is invented.
pub const INVENTED_BY: &str = "demonstration";

/// How far something has come that may take long: so many records of so many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

impl Progress {
    /// In hundredths; nothing before it is known of how many.
    pub fn percent(self) -> Option<usize> {
        (self.done * 100).checked_div(self.all)
    }
}

/// How many commits the ring of changed ids goes back.
const RING: usize = 256;

/// What the store holds now, and what changed to get there.
#[derive(Clone, Debug, Default)]
pub struct Now {
    /// Every record.
    pub snapshot: Snapshot,
    /// The records each of the last commits changed, oldest first.
    recent: Vector<(u64, Arc<[Id]>)>,
}

impl Now {
    /// The records changed after a commit; nothing if that is too long ago to tell.
    pub fn changed_since(&self, sequence: u64) -> Option<Vec<Id>> {
        let reaches = sequence >= self.snapshot.sequence
            || self.recent.front().is_some_and(|(first, _)| *first <= sequence + 1);
        let after = self.recent.iter().filter(|(number, _)| *number > sequence);
        reaches.then(|| after.flat_map(|(_, ids)| ids.iter().copied()).collect())
    }

    fn push(&mut self, ids: Arc<[Id]>) {
        self.recent.push_back((self.snapshot.sequence, ids));
        if self.recent.len() > RING {
            self.recent.pop_front();
        }
    }
}

/// An open store. A clone is a handle to the same one.
#[derive(Clone)]
pub struct Store {
    disk: Arc<dyn Disk>,
    folder: Arc<PathBuf>,
    backups: Arc<PathBuf>,
    trouble: Trouble,
    /// Of those who make a backup.
    turn: Turn,
    log: Log,
    jobs: SyncSender<Job>,
    now: watch::Receiver<Now>,
    journal: JournalReader,
    /// None while it is only read: the journal has everything.
    state: Option<Arc<State>>,
    read_only: Option<Arc<Wrong>>,
}

impl Store {
    /// Opens the store in a folder, which is made if it is not there. `when` is the moment to
    /// tell a second opener, in RFC 3339.
    pub fn open(
        disk: Arc<dyn Disk>,
        folder: &std::path::Path,
        when: &str,
    ) -> Result<(Self, Opened), OpenError> {
        Self::open_telling(disk, folder, when, &mut |_| {})
    }

    /// The same, and tells how many of its records are read.
    pub fn open_telling(
        disk: Arc<dyn Disk>,
        folder: &std::path::Path,
        when: &str,
        told: &mut dyn FnMut(Progress),
    ) -> Result<(Self, Opened), OpenError> {
        Self::open_with(disk, folder, when, Plan::default(), told)
    }

    /// The same, with when upkeep is due.
    pub fn open_with(
        disk: Arc<dyn Disk>,
        folder: &std::path::Path,
        when: &str,
        plan: Plan,
        told: &mut dyn FnMut(Progress),
    ) -> Result<(Self, Opened), OpenError> {
        let mut parts = open::open(&disk, folder, when, &plan, told)?;
        parts.journal.keep_files_below(plan.journal_file);
        let log = match parts.lock {
            Some(_) => Log::new(&disk, folder, plan.hour.clone()),
            None => Log::default(),
        };
        parts.opened.findings.iter().for_each(|finding| log.found(finding));
        log.note(Level::Info, "opened", opened(&parts));
        let (publish, now) = watch::channel(parts.now);
        let (journal, state) = (parts.journal.reader(), Arc::new(parts.state));
        let reads_alone = parts.lock.is_none();
        let (when, backups, trouble) = (plan.moment(when), plan.folder(folder), Trouble::default());
        let turn = Turn::default();
        let upkeep = Upkeep {
            disk: Arc::clone(&disk),
            folder: folder.to_owned(),
            state: Arc::clone(&state),
            journal: journal.clone(),
            plan,
            checked: parts.checked,
            trouble: trouble.clone(),
            turn: turn.clone(),
            log: log.clone(),
            running: None,
            backed: None,
            tried: 0,
        };
        let jobs = writer::start(Writer {
            disk: Arc::clone(&disk),
            journal: parts.journal,
            state: Arc::clone(&state),
            lock: parts.lock,
            read_only: parts.read_only.clone(),
            publish,
            upkeep,
            when,
            patience: Patience::default(),
            log: log.clone(),
            is_refusing: false,
        });
        let (folder, read_only) = (Arc::new(folder.to_owned()), parts.read_only.map(Arc::new));
        let (state, backups) = ((!reads_alone).then_some(state), Arc::new(backups));
        let store = Self {
            disk,
            folder,
            backups,
            trouble,
            turn,
            log,
            jobs,
            now,
            journal,
            state,
            read_only,
        };
        Ok((store, parts.opened))
    }

    /// The folder it lies in.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    /// Notes in the log what happened around it: an event, and the fields of an object.
    pub fn note(&self, event: &str, fields: serde_json::Value) {
        self.log.note(Level::Info, event, fields);
    }

    /// Why it takes nothing, if it is open for reading only.
    pub fn read_only(&self) -> Option<&Wrong> {
        self.read_only.as_deref()
    }

    /// What it holds now.
    pub fn now(&self) -> Now {
        self.now.borrow().clone()
    }

    /// Wakes whoever waits on it after every commit.
    pub fn watch(&self) -> watch::Receiver<Now> {
        self.now.clone()
    }

    /// Hands edits to the writer. They are saved, all of them and for good, once the answer
    /// says so. `when` is in milliseconds since 1970, UTC.
    pub fn commit(&self, person: &Person, cause: Cause, when: i64, edits: Vec<Edit>) -> Pending {
        writer::commit(&self.jobs, person, cause, when, edits)
    }

    /// Who made the change of a sequence number, when and why. Refused if it cannot be read.
    pub fn head(&self, sequence: u64) -> Result<Head, Refused> {
        self.read(sequence).map(|change| change.head)
    }

    /// What a person sees of the change of a sequence number. Refused if it cannot be read.
    pub fn change(&self, sight: &Sight, sequence: u64) -> Result<Change, Refused> {
        self.read(sequence).map(|change| sight.change(change))
    }

    /// What a person sees of the changes of one record, or of all, newest first, each read when
    /// it is asked for. After one that cannot be read there is nothing to tell the one before.
    pub fn history<'a>(
        &'a self,
        sight: &'a Sight,
        of: Option<Id>,
    ) -> impl Iterator<Item = Result<Change, Refused>> + 'a {
        let mut next = match of {
            Some(id) => sight.row(id).map_or(0, |row| row.last),
            None => sight.sequence(),
        };
        let read = std::iter::from_fn(move || {
            let read = (next > 0).then(|| self.read(next))?;
            let previous = |change: &Change| {
                Some(match of {
                    Some(id) => change.changed.iter().find(|changed| changed.id == id)?.previous,
                    None => change.sequence - 1,
                })
            };
            next = read.as_ref().ok().and_then(previous).unwrap_or(0);
            Some(read.map(|change| sight.change(change)))
        });
        read.filter(|read| read.as_ref().map_or(true, |change| !change.changed.is_empty()))
    }

    fn read(&self, sequence: u64) -> Result<Change, Refused> {
        let unreadable = |what: String| Refused::Unreadable { sequence, what };
        let bytes = self.journal.read(sequence).map_err(|error| unreadable(error.to_string()))?;
        codec::read_change(sequence, &bytes).map_err(|error| unreadable(error.to_string()))
    }

    /// What last went wrong with what is done beside the commits: checkpoints and backups.
    pub fn trouble(&self) -> Option<Wrong> {
        self.trouble.get()
    }

    /// Checks every checksum, the journal's chain, the state, if it is used, against the
    /// journal, every draft and every backup.
    pub fn verify(&self) -> Result<Sound, Unsound> {
        let (journal, state) = (&self.journal, self.state.as_deref());
        // What is published is in the state.
        let settled = self.now.borrow().snapshot.sequence.min(journal.last());
        let sound = verify::verify(&self.disk, &self.folder, journal, state, settled)?;
        let mut backups = 0;
        for path in self.backups().into_iter().map(|backup| backup.path) {
            match backup::open(&self.disk, &path) {
                Ok(_) => backups += 1,
                // There were too many, and it is gone since.
                Err(_) if is_gone(&*self.disk, &path) => {}
                Err(wrong) => return Err(Unsound::Copy(wrong)),
            }
        }
        // Last, for the rest matters to everybody.
        let drafts = sealed::check(&*self.disk, &self.folder).map_err(Unsound::Draft)?;
        Ok(Sound { backups, drafts, ..sound })
    }

    /// Waits until everything handed in is saved, and closes the files.
    pub fn close(&self) {
        writer::close(&self.jobs);
    }
}

fn is_gone(disk: &dyn Disk, path: &std::path::Path) -> bool {
    disk.open(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

/// What a log tells of a store that was opened.
fn opened(parts: &open::Parts) -> serde_json::Value {
    serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "pid": std::process::id(),
        "sequence": parts.now.snapshot.sequence,
        "records": parts.now.snapshot.len(),
        "is_read_only": parts.read_only.is_some(),
    })
}
