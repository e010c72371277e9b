//! Opening a store: what stands in its folder is compared, mended where that is safe, and
//! told. Never a panic, never silence.

use super::codec::{self, CodecError};
use super::disk::Disk;
use super::journal::{self, Damage, Journal, JournalError};
use super::lock::{Held, Holder, Lock};
use super::row::{Row, Stamp};
use super::rows::{key, snapshot_of};
use super::snapshot::Snapshot;
use super::state::{State, StateError};
use super::{Change, Now, Progress};
use crate::records;
use crate::value::{Id, Lang, Wrong};
use crate::words::store as say;
use std::collections::BTreeMap;
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
    /// So many changes were taken from the journal.
    Replayed(u64),
    /// The state was unreadable or had lost records and was built anew; where the bad one is.
    Rebuilt(PathBuf),
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
            Self::Replayed(count) => say::REPLAYED.fill(lang, &[&count.to_string()]),
            Self::Rebuilt(path) => say::REBUILT.fill(lang, &[&path.display().to_string()]),
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
    pub opened: Opened,
}

/// The state of more records than this takes more room than it takes time to open it again.
const MANY: usize = 10_000;

/// What may stand in a store whose journal has no file yet.
const PARTS: [&str; 4] = ["lock", "journal", "state", BEGUN_EMPTY];

pub(super) fn open(
    disk: Arc<dyn Disk>,
    folder: &Path,
    when: &str,
    told: &mut dyn FnMut(Progress),
) -> Result<Parts, OpenError> {
    let place = Place(folder);
    if !may_be_a_store(&*disk, folder).map_err(|error| place.machine(&error))? {
        return Err(OpenError::NotAStore { folder: folder.to_owned() });
    }
    disk.create_folder(folder).map_err(|error| place.machine(&error))?;
    let lock = take_lock(&*disk, folder, when)?;
    let (journal, found) = Journal::open(Arc::clone(&disk), &folder.join("journal"))
        .map_err(|error| place.journal(error))?;
    let mut opened = Opened::default();
    if let Some(torn) = found.torn {
        let kept = torn.kept.map_err(|error| error.to_string());
        opened.findings.push(Finding::Torn { at: torn.at, kept });
    }
    opened.findings.extend(found.damage.map(Finding::Damaged));

    let last = journal.reader().last();
    let (state, mut snapshot, applied) = read_state(disk, folder, last, &mut opened, told)?;
    if applied > last && !opened.findings.iter().any(Finding::forbids_writing) {
        opened.findings.push(Finding::Ahead { journal: last, state: applied });
    }
    if applied < last {
        replay(&place, &journal, &state, &mut snapshot, applied)?;
        opened.findings.push(Finding::Replayed(last - applied));
    }
    let read_only = opened.findings.iter().find(|finding| finding.forbids_writing());
    opened.is_new = last == 0 && applied == 0 && read_only.is_none();
    let read_only =
        read_only.map(|finding| Wrong { en: finding.say(Lang::En), zh: finding.say(Lang::Zh) });
    snapshot.sequence = last.max(applied);
    let now = Now { snapshot, ..Now::default() };
    Ok(Parts { journal, state, now, lock, read_only, opened })
}

/// Whether a folder is missing, empty or a store of ours: any other is somebody else's, not to be
/// closed to them. A journal's file tells; before there is one, that nothing but ours is there.
fn may_be_a_store(disk: &dyn Disk, folder: &Path) -> io::Result<bool> {
    let names = match disk.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        names => names?,
    };
    let is_begun = ["lock", "journal"].iter().any(|part| names.iter().any(|name| name == part));
    let is_ours = |name: &OsString| PARTS.iter().any(|part| name == part);
    Ok(names.is_empty()
        || is_begun && names.iter().all(is_ours)
        || journal::has_files(disk, &folder.join("journal")))
}

/// Errors with the folder they are about.
struct Place<'a>(&'a Path);

impl Place<'_> {
    fn machine(&self, error: &dyn std::fmt::Display) -> OpenError {
        OpenError::Machine { folder: self.0.to_owned(), what: error.to_string() }
    }

    fn newer(&self, what: String) -> OpenError {
        OpenError::Newer { folder: self.0.to_owned(), what }
    }

    fn journal(&self, error: JournalError) -> OpenError {
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

/// The state, its rows and its last change. One that cannot be read or has lost rows is set aside
/// and begun anew: the journal, whose last change is `last`, has everything. Of one that is ahead
/// of the journal every row that is left counts.
fn read_state(
    disk: Arc<dyn Disk>,
    folder: &Path,
    last: u64,
    opened: &mut Opened,
    told: &mut dyn FnMut(Progress),
) -> Result<(State, Snapshot, u64), OpenError> {
    let (place, path) = (Place(folder), folder.join("state"));
    let read = State::open(Arc::clone(&disk), &path)
        .and_then(|state| Ok((snapshot_of(&state, told)?, state.tally()?, state)));
    match read {
        Ok((Ok(snapshot), tally, state))
            if snapshot.len() as u64 == tally.rows || tally.seq > last =>
        {
            if snapshot.len() > MANY {
                state.rest();
            }
            return Ok((state, snapshot, tally.seq));
        }
        Ok((Err(CodecError::Newer(format)), ..)) => {
            return Err(place.newer(CodecError::Newer(format).to_string()));
        }
        Err(StateError::Io { source, .. }) => return Err(place.machine(&source)),
        Ok(_) | Err(_) => {}
    }
    // sled lets go of the folder only with its last handle.
    drop(read);
    let aside = State::set_aside(&*disk, &path).map_err(|error| place.machine(&error))?;
    opened.findings.push(Finding::Rebuilt(aside));
    let state = State::open(disk, &path).map_err(|error| place.machine(&error))?;
    Ok((state, Snapshot::default(), 0))
}

/// Brings the state and its snapshot from change `applied` to the journal's end.
fn replay(
    place: &Place<'_>,
    journal: &Journal,
    state: &State,
    snapshot: &mut Snapshot,
    applied: u64,
) -> Result<(), OpenError> {
    let mut touched = BTreeMap::new();
    for change in journal.reader().since(applied) {
        let (sequence, bytes) = change.map_err(|error| place.journal(error))?;
        let change = codec::read_change(sequence, &bytes).map_err(|error| place.machine(&error))?;
        apply(place, snapshot, &mut touched, &change)?;
    }
    let mut puts = Vec::with_capacity(touched.len());
    for (id, row) in touched {
        let bytes = row.fields().and_then(|fields| codec::record(&fields));
        puts.push((key(id), bytes.map_err(|error| place.machine(&error))?));
        snapshot.put(Arc::new(row));
    }
    // A state that cannot be written is mended at the next opening.
    let _ = state.apply(journal.reader().last(), &puts);
    Ok(())
}

fn apply(
    place: &Place<'_>,
    snapshot: &Snapshot,
    touched: &mut BTreeMap<Id, Row>,
    change: &Change,
) -> Result<(), OpenError> {
    let stamp = Stamp { who: (&*change.head.who).into(), when: change.head.when };
    for changed in &change.changed {
        let id = changed.id;
        let kind = records::kind(id.kind)
            .ok_or_else(|| place.newer(CodecError::Newer(id.kind).to_string()))?;
        let before = || match snapshot.row(id) {
            Some(row) => Row::clone(row),
            None => Row::blank(id, kind, stamp.clone()),
        };
        let row = touched.entry(id).or_insert_with(before);
        for (number, _, after) in &changed.fields {
            row.apply(*number, after).map_err(|error| place.machine(&error))?;
        }
        row.rev = changed.rev;
        row.updated = stamp.clone();
        row.last = change.sequence;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
