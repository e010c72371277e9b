//! The few file operations that our own files need, behind one trait, so that a test can count
//! them and make any of them fail. It must never know what the bytes mean.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

mod failing;
mod loss;
mod recording;

pub use self::failing::{Call, FailingDisk};
pub use self::loss::{Chance, Fate, PowerLoss};
pub use self::recording::RecordingDisk;

/// What a file of ours may be to others: nothing.
const FILE_MODE: u32 = 0o600;
/// What a folder of ours may be to others: nothing.
const FOLDER_MODE: u32 = 0o700;
/// The right of an owner to write.
const OWNER_WRITES: u32 = 0o200;

/// The file operations beneath the store. Every file and folder that they make is private.
pub trait Disk: Send + Sync {
    /// Makes a folder (0700) in one that exists. One that is there already is kept and
    /// closed to others; what its owner may not do, they may not do afterwards.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Closes all that stands in a folder to others (files 0600, folders 0700): what somebody
    /// else's code made there.
    fn close_to_others(&self, folder: &Path) -> io::Result<()>;

    /// Opens a file for reading and for writing at its end; makes it (0600) if it is not there.
    fn open_append(&self, path: &Path) -> io::Result<File>;

    /// Opens a file for reading.
    fn open(&self, path: &Path) -> io::Result<File>;

    /// Makes an empty file (0600) for writing, or empties the one that is there.
    fn create(&self, path: &Path) -> io::Result<File>;

    /// The whole of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Reads from `offset` until `buffer` is full or the file ends; returns the bytes read.
    fn read_at(&self, file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Writes all of `bytes`. After an error any part of them may have been written.
    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<()>;

    /// Returns once the file's bytes and length are on the medium (`fdatasync`).
    fn sync(&self, file: &File) -> io::Result<()>;

    /// Returns once the names in a folder are on the medium.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;

    /// Cuts a file to `length` bytes.
    fn set_len(&self, file: &File, length: u64) -> io::Result<()>;

    /// Renames a file or a folder, replacing a file that is there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a folder in which nothing is left.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// The names in a folder, sorted.
    fn list(&self, path: &Path) -> io::Result<Vec<OsString>>;

    /// Fails unless `file` is the one that stands at `path`: what is written to a file that was
    /// removed or replaced nobody finds again.
    fn check_name(&self, file: &File, path: &Path) -> io::Result<()> {
        let (open, named) = (file.metadata()?, fs::metadata(path)?);
        if (open.dev(), open.ino()) == (named.dev(), named.ino()) {
            return Ok(());
        }
        Err(io::ErrorKind::NotFound.into())
    }

    /// Fails if nothing may be written in a folder. Its owner's right binds everybody: who takes
    /// it away means it, though the superuser could write nevertheless.
    fn may_write(&self, folder: &Path) -> io::Result<()> {
        if fs::metadata(folder)?.permissions().mode() & OWNER_WRITES == 0 {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        Ok(rustix::fs::access(folder, rustix::fs::Access::WRITE_OK)?)
    }

    /// Makes a folder as `create_folder` does, and returns once its name is on the medium: what is
    /// kept in it could be lost with it.
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.create_folder(path)?;
        match self.sync_folder(folder_of(path)) {
            // Whoever may not read the folder above cannot see to it.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            synced => synced,
        }
    }

    /// How many bytes there is room for, where a folder lies.
    fn room(&self, folder: &Path) -> io::Result<u64> {
        let system = rustix::fs::statvfs(folder)?;
        Ok(system.f_bavail.saturating_mul(system.f_frsize))
    }

    /// Replaces a file as a whole: whatever happens, it is the old one or the new one, and after
    /// `Ok` the new one for good. It is written aside as `NAME.new`, so two threads must not
    /// replace the same file at once.
    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.replace_by(path, &mut |out| out.write_all(bytes))
    }

    /// The same with what `write` writes, however much that is.
    fn replace_by(
        &self,
        path: &Path,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut aside = path.as_os_str().to_owned();
        aside.push(".new");
        let aside = Path::new(&aside);
        let written = self.create(aside).and_then(|file| {
            write(&mut Through { disk: self, file: &file })?;
            self.sync(&file)?;
            self.rename(aside, path)
        });
        if written.is_err() {
            // What failed is what the caller must hear of, not that there was nothing to remove.
            let _ = self.remove(aside);
        }
        written.and_then(|()| self.sync_folder(folder_of(path)))
    }
}

/// A file as a stream, each write through the disk.
pub(super) struct Through<'a, D: ?Sized> {
    pub disk: &'a D,
    pub file: &'a File,
}

impl<D: Disk + ?Sized> Write for Through<'_, D> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.write(self.file, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The folder in which a path's last name stands.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The disk of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        match DirBuilder::new().mode(FOLDER_MODE).create(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {
                close(path, FOLDER_MODE)
            }
            made => made,
        }
    }

    fn close_to_others(&self, folder: &Path) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                close(&entry.path(), FOLDER_MODE)?;
                self.close_to_others(&entry.path())?;
            } else {
                close(&entry.path(), FILE_MODE)?;
            }
        }
        Ok(())
    }

    fn open_append(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).append(true).create(true).mode(FILE_MODE).open(path)
    }

    fn open(&self, path: &Path) -> io::Result<File> {
        File::open(path)
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().write(true).create(true).truncate(true).mode(FILE_MODE).open(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn read_at(&self, file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match file.read_at(&mut buffer[filled..], offset + filled as u64) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    fn write(&self, mut file: &File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn set_len(&self, file: &File, length: u64) -> io::Result<()> {
        file.set_len(length)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let mut names = fs::read_dir(path)?
            .map(|entry| Ok(entry?.file_name()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }
}

/// Takes away what is more than `mode`, and gives nothing.
fn close(path: &Path, mode: u32) -> io::Result<()> {
    let now = fs::metadata(path)?.permissions().mode() & 0o777;
    if now & !mode == 0 {
        return Ok(());
    }
    fs::set_permissions(path, Permissions::from_mode(now & mode))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_made_is_private() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("folder");
        RealDisk.create_folder(&folder).unwrap();
        RealDisk.open_append(&folder.join("appended")).unwrap();
        RealDisk.create(&folder.join("created")).unwrap();
        RealDisk.replace(&folder.join("replaced"), b"new").unwrap();

        assert_eq!(mode(&folder), 0o700);
        for name in ["appended", "created", "replaced"] {
            assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
        }
    }

    #[test]
    fn a_folder_open_to_others_is_closed() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("folder");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        RealDisk.create_folder(&folder).unwrap();
        assert_eq!(mode(&folder), 0o700);
    }

    #[test]
    fn a_folder_that_its_owner_made_read_only_stays_so_and_is_known_as_such() {
        let dir = tempfile::tempdir().unwrap();
        RealDisk.may_write(dir.path()).unwrap();
        fs::set_permissions(dir.path(), Permissions::from_mode(0o555)).unwrap();
        RealDisk.create_folder(dir.path()).unwrap();
        assert_eq!(mode(dir.path()), 0o500);
        let refused = RealDisk.may_write(dir.path()).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied);
    }

    #[test]
    fn a_file_where_a_folder_should_be_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("folder");
        fs::write(&path, b"").unwrap();
        let error = RealDisk.create_folder(&path).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    }

    #[test]
    fn a_read_past_the_end_is_short() {
        let dir = tempfile::tempdir().unwrap();
        let file = RealDisk.open_append(&dir.path().join("file")).unwrap();
        RealDisk.write(&file, b"0123456789").unwrap();
        let mut buffer = [0; 6];
        assert_eq!(RealDisk.read_at(&file, &mut buffer, 7).unwrap(), 3);
        assert_eq!(&buffer[..3], b"789");
    }

    #[test]
    fn a_file_that_was_removed_moved_or_replaced_does_not_stand_at_its_name() {
        let dir = tempfile::tempdir().unwrap();
        let (path, moved) = (dir.path().join("file"), dir.path().join("moved"));
        let file = RealDisk.open_append(&path).unwrap();
        let is_gone = || {
            let error = RealDisk.check_name(&file, &path).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::NotFound);
        };
        RealDisk.check_name(&file, &path).unwrap();
        fs::rename(&path, &moved).unwrap();
        is_gone();
        fs::write(&path, b"another").unwrap();
        is_gone();
        fs::rename(&moved, &path).unwrap();
        RealDisk.check_name(&file, &path).unwrap();
        fs::remove_file(&path).unwrap();
        is_gone();
    }

    #[test]
    fn a_replacement_that_fails_anywhere_leaves_one_whole_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("seat.json");
        let disk = FailingDisk::new(Arc::new(RealDisk));
        disk.replace(&path, b"old").unwrap();
        let steps = disk.calls();
        assert_eq!(steps, [Call::Create, Call::Write, Call::Sync, Call::Rename, Call::SyncFolder]);
        for nth in 1..=steps.len() {
            disk.replace(&path, b"old").unwrap();
            disk.fail(nth, io::ErrorKind::StorageFull);
            let error = disk.replace(&path, b"the new one").unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
            let renamed = nth > 4;
            let expected: &[u8] = if renamed { b"the new one" } else { b"old" };
            assert_eq!(fs::read(&path).unwrap(), expected, "step {nth}");
            assert_eq!(disk.list(dir.path()).unwrap(), ["seat.json"]);
        }
    }
}
