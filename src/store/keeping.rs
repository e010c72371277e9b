//! What an open store does to be kept: backups of it, and its own files made small.

use super::backup::{self, Named, Reason, Source};
use super::log::{Level, Log};
use super::restore::{self, RestoreError, Restored};
use super::upkeep::CHECKPOINTS;
use super::{Disk, Plan, Store, writer};
use crate::value::Wrong;
use serde_json::json;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

impl Store {
    /// The backups there are in the folder for them, oldest first.
    pub fn backups(&self) -> Vec<Named> {
        backup::all(&*self.disk, &self.backups)
    }

    /// Makes a backup in the folder for them, while others go on saving: it is one moment.
    /// `when` is in milliseconds since 1970, UTC. Unless somebody asks for one, one that holds
    /// everything already will do.
    pub fn backup(&self, when: i64, reason: Reason) -> Result<Named, Wrong> {
        let kept = self.source().keep(&self.backups, when, reason)?;
        self.log.backup(&kept);
        Ok(kept)
    }

    /// The same in a file of another name. Returns its bytes.
    pub fn backup_to(&self, path: &Path, when: i64) -> Result<u64, Wrong> {
        self.source().write(path, when)
    }

    /// The same to a stream; what the stream refuses is told apart from what the store does.
    pub fn backup_stream(&self, out: &mut dyn Write, when: i64) -> Result<io::Result<()>, Wrong> {
        self.source().stream(out, when)
    }

    /// Makes a checkpoint, packs older files of the journal and builds the state anew, so that
    /// all of it takes less room. Nothing is lost by it: history stays.
    /// Returns the bytes before and after.
    pub fn compact(&self) -> Result<(u64, u64), Wrong> {
        let parts = || ["journal", "state", CHECKPOINTS].map(|part| self.folder.join(part));
        let size = || parts().iter().map(|part| self.size_of(part)).sum();
        let before = size();
        writer::compact(&self.jobs)?;
        Ok((before, size()))
    }

    /// The bytes of a file, or of all files in a folder; none if it is not there.
    pub fn size_of(&self, path: &Path) -> u64 {
        if path.is_dir() {
            let names = self.disk.list(path).unwrap_or_default();
            return names.iter().map(|name| self.size_of(&path.join(name))).sum();
        }
        let file = self.disk.open(path).and_then(|file| file.metadata());
        file.map_or(0, |data| data.len())
    }

    /// The folder of the backups.
    pub fn backups_folder(&self) -> &Path {
        &self.backups
    }

    /// Puts a backup in the place of the store in a folder, which nobody may have open, and opens
    /// and closes it once. What is there is kept in a backup and aside. `when` is now, in RFC
    /// 3339 and in milliseconds since 1970, UTC. Also says how many records there are then.
    pub fn restore(
        disk: &Arc<dyn Disk>,
        folder: &Path,
        file: &Path,
        plan: &Plan,
        when: (&str, i64),
    ) -> Result<(Restored, usize), RestoreError> {
        let restored = restore::restore(disk, folder, file, &plan.folder(folder), when)?;
        let (sequence, aside) = (restored.about.end.sequence, &restored.aside);
        let fields = json!({ "file": file, "sequence": sequence, "aside": aside });
        Log::new(disk, folder, plan.hour.clone()).note(Level::Info, "restored", fields);
        let opened = Self::open(Arc::clone(disk), folder, when.0).map_err(RestoreError::Store)?;
        let store = opened.0;
        let records = store.now().snapshot.len();
        store.close();
        Ok((restored, records))
    }

    fn source(&self) -> Source<'_> {
        Source { disk: &self.disk, folder: &self.folder, journal: &self.journal, turn: &self.turn }
    }
}
