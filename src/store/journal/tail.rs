//! The end of the journal's last file, where changes are appended: the only part that writes.
//! It must never touch a byte before `length`.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::JournalError;
use super::frame::{self, FILE_HEADER};
use super::walk::path_of;
use crate::store::disk::Disk;

/// What stands in the file behind its last change, and must go before the next is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leftover {
    Nothing,
    /// Part of an append that failed; its appender knows.
    HalfWritten,
    /// Found when the journal was opened: to be kept aside.
    Torn,
}

pub(super) struct Tail {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    /// The number of the file.
    pub(super) number: u32,
    /// The bytes of it that are sound and on the medium; 0 if its header is still to be written.
    pub(super) length: u64,
    leftover: Leftover,
    /// The file, once something is to be written: a journal on a read-only disk can be read.
    open: Option<Open>,
}

impl Tail {
    pub(super) fn new(
        disk: &Arc<dyn Disk>,
        dir: &Path,
        number: u32,
        length: u64,
        leftover: Leftover,
    ) -> Self {
        let (disk, dir) = (Arc::clone(disk), dir.to_owned());
        Self { disk, dir, number, length, leftover, open: None }
    }

    /// Makes the file's end such that `size` bytes can be written to it; begins the next file if
    /// this one would grow beyond `file_max` bytes.
    pub(super) fn make_room(&mut self, size: u64, file_max: u64) -> Result<(), JournalError> {
        self.clear()?;
        if self.length > FILE_HEADER as u64 && self.length + size > file_max {
            self.number += 1;
            self.length = 0;
            self.open = None;
        }
        if self.length > 0 {
            let length = self.length;
            return self.opened()?.check(length);
        }
        let begun = self.begin_file();
        if begun.is_err() {
            self.give_up();
        }
        begun
    }

    fn begin_file(&mut self) -> Result<(), JournalError> {
        let open = self.opened()?;
        open.write(&frame::file_header())?;
        open.sync()?;
        self.disk.sync_folder(&self.dir).map_err(JournalError::io(&self.dir))?;
        self.length = FILE_HEADER as u64;
        Ok(())
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), JournalError> {
        self.opened()?.write(bytes)
    }

    pub(super) fn sync(&mut self) -> Result<(), JournalError> {
        self.opened()?.sync()
    }

    /// Undoes an append that failed.
    pub(super) fn give_up(&mut self) {
        self.leftover = Leftover::HalfWritten;
        // If it cannot be cut now, the next append tries again, and fails if it cannot.
        let _ = self.clear();
    }

    /// Moves a torn tail to a file of its own, and says which.
    pub(super) fn set_aside(&mut self) -> Result<PathBuf, JournalError> {
        let path = path_of(&self.dir, self.number);
        let bytes = self.disk.read(&path).map_err(JournalError::io(&path))?;
        let torn = bytes.get(self.length as usize..).unwrap_or_default();
        let kept = self.free_name()?;
        self.disk.replace(&kept, torn).map_err(JournalError::io(&kept))?;
        self.leftover = Leftover::HalfWritten;
        self.clear()?;
        Ok(kept)
    }

    fn clear(&mut self) -> Result<(), JournalError> {
        match self.leftover {
            Leftover::Nothing => return Ok(()),
            Leftover::Torn => return self.set_aside().map(drop),
            Leftover::HalfWritten => {}
        }
        let length = self.length;
        let open = self.opened()?;
        open.cut(length)?;
        // Otherwise a crash could bring back, whole, what the appender was told is not saved.
        open.sync()?;
        self.leftover = Leftover::Nothing;
        Ok(())
    }

    /// A torn tail may stand where an earlier one stood: neither is to be lost.
    fn free_name(&self) -> Result<PathBuf, JournalError> {
        let taken = self.disk.list(&self.dir).map_err(JournalError::io(&self.dir))?;
        let stem = format!("torn-{:06}-{}", self.number, self.length);
        let mut name = format!("{stem}.bad");
        let mut n = 2;
        while taken.iter().any(|other| *other == *name) {
            name = format!("{stem}-{n}.bad");
            n += 1;
        }
        Ok(self.dir.join(name))
    }

    fn opened(&mut self) -> Result<&Open, JournalError> {
        let open = match self.open.take() {
            Some(open) => open,
            None => self.begin()?,
        };
        Ok(self.open.insert(open))
    }

    fn begin(&self) -> Result<Open, JournalError> {
        let path = path_of(&self.dir, self.number);
        if self.length > 0 {
            // One that is gone must not be made again: what comes before would be missing.
            self.disk.open(&path).map_err(JournalError::io(&path))?;
        }
        Open::new(&self.disk, path)
    }
}

struct Open {
    disk: Arc<dyn Disk>,
    file: File,
    path: PathBuf,
}

impl Open {
    fn new(disk: &Arc<dyn Disk>, path: PathBuf) -> Result<Self, JournalError> {
        let file = disk.open_append(&path).map_err(JournalError::io(&path))?;
        Ok(Self { disk: Arc::clone(disk), file, path })
    }

    fn write(&self, bytes: &[u8]) -> Result<(), JournalError> {
        self.disk.write(&self.file, bytes).map_err(JournalError::io(&self.path))
    }

    /// Only what is found under its name again is saved.
    fn sync(&self) -> Result<(), JournalError> {
        let synced = self.disk.sync(&self.file);
        synced
            .and_then(|()| self.disk.check_name(&self.file, &self.path))
            .map_err(JournalError::io(&self.path))
    }

    /// That it stands under its name and ends where its one writer left it.
    fn check(&self, length: u64) -> Result<(), JournalError> {
        let named = self.disk.check_name(&self.file, &self.path);
        let checked = named.and_then(|()| {
            let is_ours = self.file.metadata()?.len() == length;
            is_ours.then_some(()).ok_or_else(|| io::ErrorKind::NotFound.into())
        });
        checked.map_err(JournalError::io(&self.path))
    }

    fn cut(&self, length: u64) -> Result<(), JournalError> {
        self.disk.set_len(&self.file, length).map_err(JournalError::io(&self.path))
    }
}
