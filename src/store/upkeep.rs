//! What is done beside the commits so that the store stays quick and safe: checkpoints, the
//! journal's older files packed, and each day's backup. One piece of it at a time, on a thread of
//! its own; a commit never waits for it, and whatever of it fails is told and done again later.

use super::backup::{self, Reason, Source, Turn};
use super::checkpoint;
use super::disk::Disk;
use super::journal::{self, FILE_MAX, JournalReader, Mark, Marks};
use super::log::{self, Hour, Level, Log};
use super::snapshot::Snapshot;
use super::state::State;
use super::trouble;
use crate::value::Wrong;
use chrono::{DateTime, NaiveDate};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// The folder of the checkpoints in the store's.
pub(super) const CHECKPOINTS: &str = "checkpoints";
/// The folder of the backups, unless it is elsewhere.
pub(super) const BACKUPS: &str = "backups";
/// How long to wait after a backup that failed, in milliseconds.
const AGAIN: i64 = 10 * 60 * 1000;

/// When upkeep is due, and where backups go.
#[derive(Clone)]
pub struct Plan {
    /// How many bytes the journal grows from one checkpoint to the next.
    pub checkpoint_every: u64,
    /// How many bytes one file of the journal may have, before the next is begun.
    pub journal_file: u64,
    /// Whether there are backups without anybody asking for them.
    pub keeps_backups: bool,
    /// The folder of the backups, perhaps on another disk; else it is in the store's.
    pub backups: Option<PathBuf>,
    /// What time it is, for the log; none is kept if nobody tells.
    pub hour: Option<Hour>,
    /// Where others are answered while it is open, for whoever finds it so.
    pub socket: Option<PathBuf>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            checkpoint_every: FILE_MAX,
            journal_file: FILE_MAX,
            keeps_backups: false,
            backups: None,
            hour: None,
            socket: None,
        }
    }
}

impl Plan {
    /// Where the backups of the store in a folder are.
    pub fn folder(&self, store: &Path) -> PathBuf {
        self.backups.clone().unwrap_or_else(|| store.join(BACKUPS))
    }

    /// A moment in RFC 3339 as milliseconds since 1970, if backups are made then.
    pub(super) fn moment(&self, when: &str) -> Option<i64> {
        let moment = DateTime::parse_from_rfc3339(when).ok().filter(|_| self.keeps_backups);
        moment.map(|moment| moment.timestamp_millis())
    }
}

/// What last went wrong with the upkeep, for whoever looks.
#[derive(Clone, Default)]
pub(super) struct Trouble(Arc<Mutex<Option<Wrong>>>);

impl Trouble {
    pub fn get(&self) -> Option<Wrong> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, wrong: Option<Wrong>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = wrong;
    }
}

/// Upkeep of one store.
pub(super) struct Upkeep {
    pub disk: Arc<dyn Disk>,
    pub folder: PathBuf,
    pub state: Arc<State>,
    pub journal: JournalReader,
    pub plan: Plan,
    pub turn: Turn,
    /// Where the journal stood at the last checkpoint that was begun.
    pub checked: Mark,
    pub trouble: Trouble,
    pub log: Log,
    pub running: Option<JoinHandle<()>>,
    /// The day of the last backup, and its last change; none until it was looked for.
    pub backed: Option<(NaiveDate, u64)>,
    /// When one was begun last.
    pub tried: i64,
}

impl Upkeep {
    /// Begins what is due, if nothing runs. `snapshot` holds all that is in the journal; `when`
    /// is now, in milliseconds since 1970, if that is known.
    pub fn look(&mut self, snapshot: &Snapshot, when: Option<i64>) {
        if self.running.as_ref().is_some_and(|running| !running.is_finished()) {
            return;
        }
        let marks = self.journal.marks();
        let snapshot = self.needs_checkpoint(&marks.end).then(|| snapshot.clone());
        let snapshot = snapshot.filter(|snapshot| snapshot.sequence == marks.end.sequence);
        let backup = when.filter(|when| self.needs_backup(*when, marks.end.sequence));
        if snapshot.is_none() && backup.is_none() {
            return;
        }
        if snapshot.is_some() {
            self.checked = marks.end;
        }
        if let Some(when) = backup {
            (self.backed, self.tried) = (None, when);
        }
        let run = Run {
            disk: Arc::clone(&self.disk),
            folder: self.folder.clone(),
            state: Arc::clone(&self.state),
            journal: self.journal.clone(),
            backups: self.plan.folder(&self.folder),
            log: self.log.clone(),
            turn: self.turn.clone(),
        };
        let trouble = self.trouble.clone();
        self.running = Some(std::thread::spawn(move || {
            let checked = snapshot.map_or(Ok(()), |snapshot| run.checkpoint(&snapshot, &marks));
            let kept = backup.map_or(Ok(()), |when| run.backup(when));
            let failed = kept.and(checked).err();
            if let Some(why) = &failed {
                run.log.note(Level::Error, "upkeep_failed", log::cause(why));
            }
            trouble.set(failed);
        }));
    }

    fn needs_checkpoint(&self, end: &Mark) -> bool {
        // A file that was left was full.
        let is_left = end.file > self.checked.file.max(1);
        let grown = end.offset.saturating_sub(self.checked.offset);
        is_left || grown >= self.plan.checkpoint_every
    }

    /// Whether a day has come whose backup is not there, and something to be kept.
    fn needs_backup(&mut self, when: i64, last: u64) -> bool {
        if !self.plan.keeps_backups || last == 0 || (when - self.tried).abs() < AGAIN {
            return false;
        }
        let (day, sequence) = *self.backed.get_or_insert_with(|| {
            let all = backup::all(&*self.disk, &self.plan.folder(&self.folder));
            let daily = all.iter().rev().find(|backup| backup.reason == Reason::Daily);
            let newest = all.last().map_or(0, |newest| newest.sequence);
            (daily.map_or(NaiveDate::MIN, |daily| backup::day(daily.when)), newest)
        });
        day != backup::day(when) && sequence < last
    }

    /// Waits until what was begun is done.
    pub fn finish(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = running.join();
        }
    }

    /// Makes a checkpoint now. `snapshot` holds all that is in the journal.
    pub fn checkpoint(&mut self, snapshot: &Snapshot) -> Result<(), Wrong> {
        self.finish();
        let marks = self.journal.marks();
        self.checked = marks.end;
        let written = write_checkpoint(&self.disk, &self.folder, &self.journal, snapshot, &marks);
        written.map_err(|error| trouble::of_pack(&*self.disk, &error))
    }
}

/// What one piece of upkeep works with.
struct Run {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    state: Arc<State>,
    journal: JournalReader,
    backups: PathBuf,
    log: Log,
    turn: Turn,
}

impl Run {
    fn checkpoint(&self, snapshot: &Snapshot, marks: &Marks) -> Result<(), Wrong> {
        // What is before a checkpoint is not to be read from the journal again; a state that
        // does not flush is built anew from it.
        let _ = self.state.flush();
        let written = write_checkpoint(&self.disk, &self.folder, &self.journal, snapshot, marks);
        written.map_err(|error| trouble::of_pack(&*self.disk, &error))?;
        self.log.note(Level::Info, "checkpoint", json!({ "sequence": marks.end.sequence }));
        Ok(())
    }

    fn backup(&self, when: i64) -> Result<(), Wrong> {
        let source = Source {
            disk: &self.disk,
            folder: &self.folder,
            journal: &self.journal,
            turn: &self.turn,
        };
        let kept = source.keep(&self.backups, when, Reason::Daily)?;
        self.log.backup(&kept);
        Ok(())
    }
}

fn write_checkpoint(
    disk: &Arc<dyn Disk>,
    folder: &Path,
    journal: &JournalReader,
    snapshot: &Snapshot,
    marks: &Marks,
) -> Result<(), super::pack::PackError> {
    checkpoint::write(disk, &folder.join(CHECKPOINTS), snapshot, marks)?;
    // Until then the plain files are what the last checkpoint is followed by.
    journal::archive(disk, journal.folder(), marks.end.file)
}
