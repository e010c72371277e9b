//! What is done beside the commits so that the store stays quick and safe: checkpoints, and the
//! journal's older files packed. One piece of it at a time, on a thread of its own; a commit
//! never waits for it, and whatever of it fails is done again later.

use super::checkpoint;
use super::disk::Disk;
use super::journal::{self, FILE_MAX, JournalReader, Mark};
use super::snapshot::Snapshot;
use super::state::State;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

/// When upkeep is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many bytes the journal grows from one checkpoint to the next.
    pub checkpoint_every: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { checkpoint_every: FILE_MAX }
    }
}

/// Upkeep of one store.
pub(super) struct Upkeep {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    state: Arc<State>,
    journal: JournalReader,
    plan: Plan,
    /// Where the journal stood at the last checkpoint that was begun.
    checked: Mark,
    running: Option<JoinHandle<()>>,
}

/// The folder of the checkpoints in the store's.
pub(super) const CHECKPOINTS: &str = "checkpoints";

impl Upkeep {
    pub fn new(
        disk: Arc<dyn Disk>,
        folder: PathBuf,
        state: Arc<State>,
        journal: JournalReader,
        plan: Plan,
        checked: Mark,
    ) -> Self {
        Self { disk, folder, state, journal, plan, checked, running: None }
    }

    /// Begins what is due, if nothing runs. `snapshot` holds all that is in the journal.
    pub fn look(&mut self, snapshot: &Snapshot) {
        if self.running.as_ref().is_some_and(|running| !running.is_finished()) {
            return;
        }
        let end = self.journal.marks().end;
        // A file that was left was full.
        let is_left = end.file > self.checked.file.max(1);
        let grown = end.offset.saturating_sub(self.checked.offset);
        let is_due = is_left || grown >= self.plan.checkpoint_every;
        if is_due && end.sequence == snapshot.sequence {
            self.checked = end;
            self.start(snapshot.clone());
        }
    }

    fn start(&mut self, snapshot: Snapshot) {
        let (disk, folder) = (Arc::clone(&self.disk), self.folder.clone());
        let (state, journal) = (Arc::clone(&self.state), self.journal.clone());
        let marks = journal.marks();
        self.running = Some(std::thread::spawn(move || {
            // What is before a checkpoint is not to be read from the journal again.
            let _ = state.flush();
            let written = checkpoint::write(&disk, &folder.join(CHECKPOINTS), &snapshot, &marks);
            // Until then the plain files are what the last checkpoint is followed by.
            let _ = written.and_then(|_| journal::archive(&disk, journal.folder(), marks.end.file));
        }));
    }

    /// Waits until what was begun is done.
    pub fn finish(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = running.join();
        }
    }
}
