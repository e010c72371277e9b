//! A disk for tests that remembers what was written, and in what order, so that a [`PowerLoss`]
//! can tell what of it a loss of power may leave. It must never change what it forwards.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Disk, PowerLoss, folder_of};

/// A file or a folder, whatever it is called: what is written belongs to it, not to its name.
pub(super) type Node = usize;

/// The folder in which all is recorded.
pub(super) const ROOT: Node = 0;

/// One thing that was done, as the medium sees it.
#[derive(Debug, Clone)]
pub(super) enum Did {
    /// Names now stand for these, or for nothing, all at once.
    Name(Vec<Name>),
    /// Bytes were written at the file's end.
    Write { file: Node, at: u64, bytes: Arc<[u8]> },
    /// The file was cut, or made longer with zeros.
    SetLength { file: Node, length: u64 },
    /// All that was written to the file is on the medium.
    Sync { file: Node },
    /// All names in the folder are on the medium.
    SyncFolder { folder: Node },
    /// What others wrote in the folder was then as it is in this one.
    Foreign { folder: Node, like: PathBuf },
}

/// What a name in a folder stands for.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub folder: Node,
    pub name: OsString,
    pub is: Option<(Node, IsFolder)>,
}

/// Whether it is a folder.
pub(super) type IsFolder = bool;

/// A disk for tests: forwards everything, and remembers what changed a file or a folder below
/// one that was empty, or not there, when it began. What others write there it does not see.
pub struct RecordingDisk {
    inner: Arc<dyn Disk>,
    memory: Mutex<Memory>,
}

struct Memory {
    done: Vec<Did>,
    next: Node,
    paths: HashMap<PathBuf, (Node, IsFolder)>,
    inodes: HashMap<(u64, u64), Node>,
}

impl RecordingDisk {
    /// A disk on which everything below the folder `root` is recorded.
    pub fn new(inner: Arc<dyn Disk>, root: &Path) -> Self {
        let paths = HashMap::from([(root.to_owned(), (ROOT, true))]);
        let memory = Memory { done: Vec::new(), next: ROOT + 1, paths, inodes: HashMap::new() };
        Self { inner, memory: Mutex::new(memory) }
    }

    /// How many things were done so far.
    pub fn done(&self) -> usize {
        self.memory().done.len()
    }

    /// Notes that what others wrote in a folder is now as it is in `like`: a loss of power may
    /// leave it so.
    pub fn note_foreign(&self, folder: &Path, like: PathBuf) {
        let mut memory = self.memory();
        let did = memory.paths.get(folder).map(|(folder, _)| *folder);
        memory.done.extend(did.map(|folder| Did::Foreign { folder, like }));
    }

    /// What a loss of power would have left, from the beginning on.
    pub fn power_loss(&self) -> PowerLoss {
        PowerLoss::of(self.memory().done.clone())
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what grew, also of a write that failed.
    fn note_write(memory: &mut Memory, file: &File, bytes: &[u8], before: u64) -> io::Result<()> {
        let grown = (file.metadata()?.len().saturating_sub(before) as usize).min(bytes.len());
        if let Some(node) = memory.node(file)?
            && grown > 0
        {
            let bytes = bytes[..grown].into();
            memory.done.push(Did::Write { file: node, at: before, bytes });
        }
        Ok(())
    }

    /// Opens a file by `open`, which makes it if it is not there.
    fn made(&self, path: &Path, open: impl FnOnce() -> io::Result<File>) -> io::Result<File> {
        let mut memory = self.memory();
        let is_there = path.symlink_metadata().is_ok();
        let file = open()?;
        if is_there {
            memory.note_cut(&file)?;
        } else if let Some(node) = memory.name(path, false) {
            let about = file.metadata()?;
            memory.inodes.insert((about.dev(), about.ino()), node);
        }
        Ok(file)
    }
}

impl Memory {
    /// A name stands for nothing any more.
    fn unname(&mut self, path: &Path) {
        if let (Some((folder, name)), Some(_)) = (self.place(path), self.paths.remove(path)) {
            self.done.push(Did::Name(vec![Name { folder, name, is: None }]));
        }
    }

    fn node(&self, file: &File) -> io::Result<Option<Node>> {
        let about = file.metadata()?;
        Ok(self.inodes.get(&(about.dev(), about.ino())).copied())
    }

    /// Notes that a file which was there is shorter than what was written to it.
    fn note_cut(&mut self, file: &File) -> io::Result<()> {
        let length = file.metadata()?.len();
        let Some(node) = self.node(file)? else { return Ok(()) };
        let written = self.done.iter().rev().find_map(|did| match did {
            Did::Write { file, at, bytes } if *file == node => Some(at + bytes.len() as u64),
            Did::SetLength { file, length } if *file == node => Some(*length),
            _ => None,
        });
        if written.is_some_and(|written| written != length) {
            self.done.push(Did::SetLength { file: node, length });
        }
        Ok(())
    }

    /// A name in a folder that is recorded.
    fn place(&self, path: &Path) -> Option<(Node, OsString)> {
        let (folder, _) = self.paths.get(folder_of(path))?;
        Some((*folder, path.file_name().map(OsStr::to_owned)?))
    }

    /// A new file or folder under a name.
    fn name(&mut self, path: &Path, is_folder: IsFolder) -> Option<Node> {
        let (folder, name) = self.place(path)?;
        let node = self.next;
        self.next += 1;
        self.paths.insert(path.to_owned(), (node, is_folder));
        self.done.push(Did::Name(vec![Name { folder, name, is: Some((node, is_folder)) }]));
        Some(node)
    }

    fn rename(&mut self, from: &Path, to: &Path) {
        let (Some(old), Some(new)) = (self.place(from), self.place(to)) else { return };
        let Some(is) = self.paths.get(from).copied() else { return };
        let moved: Vec<_> = self.paths.extract_if(|path, _| path.starts_with(from)).collect();
        for (path, is) in moved {
            let rest = path.strip_prefix(from).unwrap_or(Path::new(""));
            let path = if rest.as_os_str().is_empty() { to.to_owned() } else { to.join(rest) };
            self.paths.insert(path, is);
        }
        self.done.push(Did::Name(vec![
            Name { folder: old.0, name: old.1, is: None },
            Name { folder: new.0, name: new.1, is: Some(is) },
        ]));
    }
}

impl Disk for RecordingDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut memory = self.memory();
        let is_there = path.symlink_metadata().is_ok();
        self.inner.create_folder(path)?;
        if !is_there && !memory.paths.contains_key(path) {
            memory.name(path, true);
        }
        Ok(())
    }

    fn close_to_others(&self, folder: &Path) -> io::Result<()> {
        self.inner.close_to_others(folder)
    }

    fn open_append(&self, path: &Path) -> io::Result<File> {
        self.made(path, || self.inner.open_append(path))
    }

    fn open(&self, path: &Path) -> io::Result<File> {
        self.inner.open(path)
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        self.made(path, || self.inner.create(path))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.inner.read(path)
    }

    fn read_at(&self, file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.inner.read_at(file, buffer, offset)
    }

    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        let mut memory = self.memory();
        let before = file.metadata()?.len();
        let written = self.inner.write(file, bytes);
        Self::note_write(&mut memory, file, bytes, before)?;
        written
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        let mut memory = self.memory();
        self.inner.sync(file)?;
        let did = memory.node(file)?.map(|file| Did::Sync { file });
        memory.done.extend(did);
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let mut memory = self.memory();
        self.inner.sync_folder(path)?;
        let did = memory.paths.get(path).map(|(folder, _)| Did::SyncFolder { folder: *folder });
        memory.done.extend(did);
        Ok(())
    }

    fn set_len(&self, file: &File, length: u64) -> io::Result<()> {
        let mut memory = self.memory();
        self.inner.set_len(file, length)?;
        let did = memory.node(file)?.map(|file| Did::SetLength { file, length });
        memory.done.extend(did);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut memory = self.memory();
        self.inner.rename(from, to)?;
        memory.rename(from, to);
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut memory = self.memory();
        self.inner.remove_folder(path)?;
        memory.unname(path);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut memory = self.memory();
        self.inner.remove(path)?;
        memory.unname(path);
        Ok(())
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        self.inner.list(path)
    }
}
