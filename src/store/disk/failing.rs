//! A disk for tests. It must never fail unless it was told to.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Disk;

/// One operation of a [`Disk`], as a [`FailingDisk`] remembers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// [`Disk::create_folder`]
    CreateFolder,
    /// [`Disk::close_to_others`]
    CloseToOthers,
    /// [`Disk::open_append`]
    OpenAppend,
    /// [`Disk::open`]
    Open,
    /// [`Disk::create`]
    Create,
    /// [`Disk::read`]
    Read,
    /// [`Disk::read_at`]
    ReadAt,
    /// [`Disk::write`]
    Write,
    /// [`Disk::sync`]
    Sync,
    /// [`Disk::sync_folder`]
    SyncFolder,
    /// [`Disk::set_len`]
    SetLen,
    /// [`Disk::rename`]
    Rename,
    /// [`Disk::remove`]
    Remove,
    /// [`Disk::list`]
    List,
}

/// A disk for tests: remembers what was asked of it and fails when told to. A write that fails
/// leaves the first half of its bytes, as a full disk does.
pub struct FailingDisk {
    inner: Arc<dyn Disk>,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    calls: Vec<Call>,
    trouble: Option<Trouble>,
}

struct Trouble {
    first: usize,
    last: usize,
    concerns: fn(Call) -> bool,
    kind: io::ErrorKind,
}

impl FailingDisk {
    /// A disk that works until it is told otherwise.
    pub fn new(inner: Arc<dyn Disk>) -> Self {
        Self { inner, memory: Mutex::default() }
    }

    /// Of the operations from now on, the `nth` (1 is the next) fails, and only that one.
    pub fn fail(&self, nth: usize, kind: io::ErrorKind) {
        let mut memory = self.memory();
        let at = memory.calls.len() + nth;
        memory.trouble = Some(Trouble { first: at, last: at, concerns: |_| true, kind });
    }

    /// The `nth` operation from now on (1 is the next) and all after it fail, until [`mend`].
    ///
    /// [`mend`]: Self::mend
    pub fn fail_from(&self, nth: usize, kind: io::ErrorKind) {
        let mut memory = self.memory();
        let first = memory.calls.len() + nth;
        memory.trouble = Some(Trouble { first, last: usize::MAX, concerns: |_| true, kind });
    }

    /// There is no room for another byte, until [`mend`]: writing fails, all else works.
    ///
    /// [`mend`]: Self::mend
    pub fn fill(&self) {
        self.memory().trouble = Some(Trouble {
            first: 0,
            last: usize::MAX,
            concerns: |call| call == Call::Write,
            kind: io::ErrorKind::StorageFull,
        });
    }

    /// Nothing can be changed any more, until [`mend`]: all else works.
    ///
    /// [`mend`]: Self::mend
    pub fn seal(&self) {
        use Call::{List, Open, Read, ReadAt, Sync, SyncFolder};
        self.memory().trouble = Some(Trouble {
            first: 0,
            last: usize::MAX,
            concerns: |call| !matches!(call, Open | Read | ReadAt | List | Sync | SyncFolder),
            kind: io::ErrorKind::ReadOnlyFilesystem,
        });
    }

    /// Everything works again.
    pub fn mend(&self) {
        self.memory().trouble = None;
    }

    /// Every operation asked for so far, those that failed among them.
    pub fn calls(&self) -> Vec<Call> {
        self.memory().calls.clone()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, call: Call) -> io::Result<()> {
        let mut memory = self.memory();
        memory.calls.push(call);
        let count = memory.calls.len();
        match &memory.trouble {
            Some(trouble)
                if (trouble.first..=trouble.last).contains(&count) && (trouble.concerns)(call) =>
            {
                Err(trouble.kind.into())
            }
            _ => Ok(()),
        }
    }
}

impl Disk for FailingDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.note(Call::CreateFolder)?;
        self.inner.create_folder(path)
    }

    fn close_to_others(&self, folder: &Path) -> io::Result<()> {
        self.note(Call::CloseToOthers)?;
        self.inner.close_to_others(folder)
    }

    fn open_append(&self, path: &Path) -> io::Result<File> {
        self.note(Call::OpenAppend)?;
        self.inner.open_append(path)
    }

    fn open(&self, path: &Path) -> io::Result<File> {
        self.note(Call::Open)?;
        self.inner.open(path)
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        self.note(Call::Create)?;
        self.inner.create(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.note(Call::Read)?;
        self.inner.read(path)
    }

    fn read_at(&self, file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.note(Call::ReadAt)?;
        self.inner.read_at(file, buffer, offset)
    }

    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.note(Call::Write) {
            self.inner.write(file, &bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        self.inner.write(file, bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.note(Call::Sync)?;
        self.inner.sync(file)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.note(Call::SyncFolder)?;
        self.inner.sync_folder(path)
    }

    fn set_len(&self, file: &File, length: u64) -> io::Result<()> {
        self.note(Call::SetLen)?;
        self.inner.set_len(file, length)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.note(Call::Rename)?;
        self.inner.rename(from, to)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.note(Call::Remove)?;
        self.inner.remove_folder(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.note(Call::Remove)?;
        self.inner.remove(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        self.note(Call::List)?;
        self.inner.list(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::RealDisk;

    #[test]
    fn a_failing_disk_fails_when_told_and_no_longer() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        let disk = FailingDisk::new(Arc::new(RealDisk));
        let file = disk.open_append(&path).unwrap();
        disk.fail(2, io::ErrorKind::StorageFull);
        disk.write(&file, b"one").unwrap();
        let error = disk.write(&file, b"lost").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        disk.write(&file, b"two").unwrap();

        disk.fail_from(1, io::ErrorKind::ReadOnlyFilesystem);
        assert!(disk.sync(&file).is_err());
        assert!(disk.read(&path).is_err());
        disk.fill();
        assert!(disk.write(&file, b"").is_err());
        disk.sync(&file).unwrap();
        disk.mend();
        disk.write(&file, b"three").unwrap();

        assert_eq!(disk.read(&path).unwrap(), b"onelotwothree");
        assert_eq!(disk.calls().iter().filter(|call| **call == Call::Write).count(), 5);
    }
}
