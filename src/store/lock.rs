//! The store's lock file: one process at a time has the store, and another learns who has it.
//! The lock is the kernel's, so that it is free once its process is gone, however it went.

use super::disk::Disk;
use std::fs::{File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// More than this is not read of a lock file's text.
const TEXT_MAX: u64 = 4096;

/// Who has the store, as the lock file's text says it. What the text does not say is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holder {
    /// The process; 0 if unknown.
    pub pid: u32,
    /// The machine's name.
    pub host: String,
    /// Since when, in RFC 3339.
    pub since: String,
    /// The socket at which the holder serves others, if it does.
    pub socket: Option<PathBuf>,
}

/// Why the lock was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Held {
    /// Another process has it.
    #[error("the store is open in process {} on {} since {}", .0.pid, .0.host, .0.since)]
    By(Holder),
    /// The lock file could not be opened or locked.
    #[error("the lock file cannot be used: {0}")]
    Io(#[from] io::Error),
}

/// The right to the store's folder; dropping it gives the right up.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock at `path` for `holder`, without waiting. The file (0600) is made if it is
    /// not there and stays when the lock is given up: its text means nothing without the lock.
    pub fn take(disk: &dyn Disk, path: &Path, holder: &Holder) -> Result<Self, Held> {
        let file = disk.open_append(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Held::By(read_holder(&file))),
            Err(TryLockError::Error(error)) => return Err(Held::Io(error)),
        }
        // The text is a courtesy to the second opener: a full disk must not close the store.
        let _ = write_holder(disk, &file, holder);
        Ok(Self { file, path: path.to_owned() })
    }

    /// Takes part in the lock at `path` while somebody only reads: as many as want to, but none
    /// beside a holder. Nothing is made and nothing written; where there is no file that may be
    /// read, there is no lock.
    pub fn share(disk: &dyn Disk, path: &Path) -> Result<Option<Self>, Held> {
        let Ok(file) = disk.open(path) else { return Ok(None) };
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Err(Held::By(read_holder(&file))),
            Err(TryLockError::Error(_)) => Ok(None),
            Ok(()) => Ok(Some(Self { file, path: path.to_owned() })),
        }
    }

    /// Fails once the file is not there any more or another stands in its place: who opens the
    /// store then is not told of us.
    pub fn check(&self, disk: &dyn Disk) -> io::Result<()> {
        disk.check_name(&self.file, &self.path)
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn write_holder(disk: &dyn Disk, file: &File, holder: &Holder) -> io::Result<()> {
    let socket = holder.socket.as_deref().unwrap_or(Path::new("")).display();
    let Holder { pid, host, since, .. } = holder;
    let text = format!("pid: {pid}\nhost: {host}\nsince: {since}\nsocket: {socket}\n");
    disk.set_len(file, 0)?;
    disk.write(file, text.as_bytes())
}

/// The socket at which the holder of the store in a folder says that it serves others. Whether it
/// still does shows who answers there.
pub fn socket_of(disk: &dyn Disk, folder: &Path) -> Option<PathBuf> {
    read_holder(&disk.open(&folder.join("lock")).ok()?).socket
}

fn read_holder(file: &File) -> Holder {
    let mut bytes = Vec::new();
    // Whatever was read before an error is all that can be said of the holder.
    let _ = file.take(TEXT_MAX).read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let mut holder = Holder::default();
    for (name, value) in text.lines().filter_map(|line| line.split_once(": ")) {
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        match name {
            "pid" => holder.pid = value.parse().unwrap_or_default(),
            "host" => holder.host = value,
            "since" => holder.since = value,
            "socket" if !value.is_empty() => holder.socket = Some(value.into()),
            _ => {}
        }
    }
    holder
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::{FailingDisk, RealDisk};
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    fn holder() -> Holder {
        Holder {
            pid: 4711,
            host: "office-2".into(),
            since: "2026-03-02T09:00:00+08:00".into(),
            socket: Some("/run/liaison/office: north.sock".into()),
        }
    }

    fn held_by(path: &Path) -> Holder {
        match Lock::take(&RealDisk, path, &Holder::default()) {
            Err(Held::By(holder)) => holder,
            other => panic!("expected the lock to be held, got {other:?}"),
        }
    }

    #[test]
    fn a_second_opener_learns_who_holds_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let _lock = Lock::take(&RealDisk, &path, &holder()).unwrap();
        assert_eq!(held_by(&path), holder());
        assert_eq!(held_by(&path), holder());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_dropped_lock_is_free_and_its_text_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        drop(Lock::take(&RealDisk, &path, &holder()).unwrap());
        let next = Holder { pid: 1, socket: None, ..holder() };
        let _lock = Lock::take(&RealDisk, &path, &next).unwrap();
        assert_eq!(held_by(&path), next);
    }

    #[test]
    fn a_lock_whose_file_is_gone_is_none_any_more() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let lock = Lock::take(&RealDisk, &path, &holder()).unwrap();
        lock.check(&RealDisk).unwrap();
        fs::remove_file(&path).unwrap();
        assert!(lock.check(&RealDisk).is_err());
        let other = Lock::take(&RealDisk, &path, &holder()).unwrap();
        assert!(lock.check(&RealDisk).is_err() && other.check(&RealDisk).is_ok());
    }

    #[test]
    fn those_who_read_share_the_lock_and_none_reads_beside_a_holder() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        assert!(Lock::share(&RealDisk, &path).unwrap().is_none());
        assert!(!path.exists());
        let lock = Lock::take(&RealDisk, &path, &holder()).unwrap();
        let refused = Lock::share(&RealDisk, &path);
        assert!(matches!(refused, Err(Held::By(by)) if by == holder()));
        drop(lock);
        let _shared = Lock::share(&RealDisk, &path).unwrap().expect("it is free");
        let _too = Lock::share(&RealDisk, &path).unwrap().expect("nobody writes");
        assert!(matches!(Lock::take(&RealDisk, &path, &holder()), Err(Held::By(_))));
    }

    #[test]
    fn garbage_in_the_text_is_no_error() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let _lock = Lock::take(&RealDisk, &path, &holder()).unwrap();
        for garbage in [&b""[..], b"\xFF\x00\nno colon\npid: many\n", &vec![b'x'; 100_000]] {
            fs::write(&path, garbage).unwrap();
            assert_eq!(held_by(&path), Holder::default());
        }
        fs::write(&path, b"host: a\x1B[2Jb\nother: c").unwrap();
        assert_eq!(held_by(&path).host, "a[2Jb");
    }

    #[test]
    fn a_lock_that_cannot_be_made_is_an_io_error() {
        let dir = tempfile::tempdir().unwrap();
        let taken = Lock::take(&RealDisk, &dir.path().join("missing/lock"), &holder());
        assert!(matches!(taken, Err(Held::Io(_))), "{taken:?}");
    }

    #[test]
    fn a_full_disk_does_not_keep_the_lock_from_being_taken() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let disk = FailingDisk::new(std::sync::Arc::new(RealDisk));
        disk.fill();
        let _lock = Lock::take(&disk, &path, &holder()).unwrap();
        assert!(matches!(Lock::take(&disk, &path, &holder()), Err(Held::By(_))));
    }
}
