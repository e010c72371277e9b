//! The current state in sled: the only file that names it. It may be lost at any time without
//! harm, for the journal is the truth; so it must never be the only place where something stands.

use std::io;
use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::disk::{Disk, folder_of};
use super::restore::clear;

/// Bytes of pages that sled keeps in memory. Everything is read once, when a store is opened, and
/// kept elsewhere.
const CACHE: u64 = 4 * 1024 * 1024;
/// Rows that are read at a time.
const CHUNK_ROWS: usize = 1_000;
/// Rows in one batch: one batch of 100,000 takes hundreds of megabytes.
const BATCH_ROWS: usize = 1_000;
/// How long sled may take to let go of its folder.
const PATIENCE: Duration = Duration::from_secs(3);
/// The key of the tally; it sorts before every row.
const TALLY: &[u8] = b"";
/// The smallest key that a row can have.
const FIRST_ROW: &[u8] = &[0];

/// Beside the state, while another takes its place.
pub const OLD: &str = "state.old";

/// A key and its value.
pub type Entry = (Vec<u8>, Vec<u8>);

/// Some rows, by key, in one piece of memory: a hundred thousand pieces of their own would take
/// longer to make than to read.
#[derive(Default)]
pub struct Chunk {
    bytes: Vec<u8>,
    /// Where each key and each value end.
    ends: Vec<(usize, usize)>,
}

impl Chunk {
    fn push(&mut self, key: &[u8], value: &[u8]) {
        self.bytes.extend_from_slice(key);
        let end = self.bytes.len();
        self.bytes.extend_from_slice(value);
        self.ends.push((end, self.bytes.len()));
    }

    /// How many rows there are in it.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Each key and its value.
    pub fn rows(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(_, end)| *end));
        let row = |(start, (key, end)): (usize, &(usize, usize))| {
            (&self.bytes[start..*key], &self.bytes[*key..*end])
        };
        starts.zip(&self.ends).map(row)
    }
}

/// What the state says of itself, written in one piece with the rows that it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// The last change applied as a whole; 0 for none.
    pub seq: u64,
    /// How many rows there are: sled may lose some and open without a word.
    pub rows: u64,
}

/// What can be wrong with the state.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The machine refused an operation: no room, no permission, a failing medium.
    #[error("{}: {source}", path.display())]
    Io {
        /// The folder of the state.
        path: PathBuf,
        /// What the machine said.
        source: io::Error,
    },
    /// What is stored cannot be used; it is to be set aside and built anew from the journal.
    #[error("{}: {what}", path.display())]
    Bad {
        /// The folder of the state.
        path: PathBuf,
        /// What sled said of it.
        what: String,
    },
    /// An earlier operation failed, and the state must be opened anew.
    #[error("the state is closed after an earlier error")]
    Dead,
    /// A row's key was empty.
    #[error("a row needs a key")]
    EmptyKey,
}

/// The rows as they stand after the last change applied: bytes under bytes.
///
/// After the first error the handle is dead, and everything asked of it is refused.
pub struct State {
    disk: Arc<dyn Disk>,
    /// None while it rests.
    db: Mutex<Option<sled::Db>>,
    path: PathBuf,
    dead: AtomicBool,
    /// Tells when sled has let go of the folder, if it did not in time: perhaps never.
    leaving: Mutex<Option<Receiver<()>>>,
}

impl State {
    /// Opens the state in the folder `path` (0700), and makes it if it is not there.
    pub fn open(disk: Arc<dyn Disk>, path: &Path) -> Result<Self, StateError> {
        disk.create_folder(path)
            .map_err(|source| StateError::Io { path: path.to_owned(), source })?;
        let db = Mutex::new(Some(open(&*disk, path)?));
        let (path, dead) = (path.to_owned(), AtomicBool::new(false));
        Ok(Self { disk, db, path, dead, leaving: Mutex::default() })
    }

    /// One that could not be opened: everything asked of it is refused.
    pub fn closed(disk: Arc<dyn Disk>, path: &Path) -> Self {
        let (path, dead) = (path.to_owned(), AtomicBool::new(true));
        Self { disk, db: Mutex::default(), path, dead, leaving: Mutex::default() }
    }

    /// Opens it anew after it failed.
    pub fn revive(&self) -> Result<Tally, StateError> {
        self.rest();
        if self.is_stuck() {
            return Err(StateError::Dead);
        }
        self.disk
            .create_folder(&self.path)
            .map_err(|source| StateError::Io { path: self.path.clone(), source })?;
        let opened = open(&*self.disk, &self.path)?;
        *self.db() = Some(opened);
        self.dead.store(false, Ordering::Release);
        self.tally()
    }

    /// Whether everything asked of it is refused.
    pub fn is_dead(&self) -> bool {
        self.dead.load(Ordering::Acquire)
    }

    /// Lets go of what was read until something is asked again: sled would keep nearly all of it,
    /// far beyond its cache. For a time when everything that was applied is flushed.
    pub fn rest(&self) {
        let Some(db) = self.db().take() else { return };
        let (tell, gone) = sync_channel(1);
        // sled writes when it is dropped, panics if it cannot, and never comes back if an earlier
        // error left something half begun.
        std::thread::spawn(move || {
            let _ = catch_unwind(AssertUnwindSafe(|| drop(db)));
            tell.send(())
        });
        if gone.recv_timeout(PATIENCE).is_err() {
            *self.leaving() = Some(gone);
        }
    }

    fn is_stuck(&self) -> bool {
        let is_there = |gone: &Receiver<()>| gone.try_recv() == Err(TryRecvError::Empty);
        self.leaving().as_ref().is_some_and(is_there)
    }

    fn leaving(&self) -> MutexGuard<'_, Option<Receiver<()>>> {
        self.leaving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn db(&self) -> MutexGuard<'_, Option<sled::Db>> {
        self.db.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A handle to the open state.
    fn awake(&self) -> Result<sled::Db, StateError> {
        let mut db = self.db();
        match &*db {
            Some(db) => Ok(db.clone()),
            None => Ok(db.insert(open(&*self.disk, &self.path)?).clone()),
        }
    }

    /// Renames the state in the folder `path` to the first free `NAME.bad-N`, and says to which.
    /// No handle to it may be open.
    pub fn set_aside(disk: &dyn Disk, path: &Path) -> io::Result<PathBuf> {
        let folder = folder_of(path);
        let taken = disk.list(folder)?;
        let mut n = 1;
        let aside = loop {
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".bad-{n}"));
            let free = PathBuf::from(name);
            if !taken.iter().any(|other| Some(&**other) == free.file_name()) {
                break free;
            }
            n += 1;
        };
        disk.rename(path, &aside)?;
        disk.sync_folder(folder)?;
        Ok(aside)
    }

    /// Puts what `fill` puts in the place of everything: a state that has grown with its changes
    /// is small again. If that fails it is as it was.
    pub fn renew(&self, fill: impl FnOnce() -> Result<(), StateError>) -> Result<(), StateError> {
        let io = |source| StateError::Io { path: self.path.clone(), source };
        let old = self.path.with_file_name(OLD);
        self.rest();
        clear(&*self.disk, &old).map_err(io)?;
        self.disk.rename(&self.path, &old).map_err(io)?;
        let was_dead = self.dead.swap(false, Ordering::AcqRel);
        let filled = self.disk.create_folder(&self.path).map_err(io).and_then(|()| fill());
        let filled = filled.and_then(|()| self.flush());
        if filled.is_err() {
            self.die();
            self.rest();
            clear(&*self.disk, &self.path).map_err(io)?;
            self.disk.rename(&old, &self.path).map_err(io)?;
            self.dead.store(was_dead, Ordering::Release);
            return filled;
        }
        // Whatever still held the old one holds this one not.
        *self.leaving() = None;
        clear(&*self.disk, &old).map_err(io)
    }

    /// Every row, by key, so many at a time. It ends after the first error.
    pub fn chunks(&self) -> impl Iterator<Item = Result<Chunk, StateError>> + '_ {
        let mut rows = None;
        let mut failed = false;
        iter::from_fn(move || {
            if failed {
                return None;
            }
            let next = self.ask(|db| {
                let rows = rows.get_or_insert_with(|| db.range(FIRST_ROW..));
                let mut chunk = Chunk::default();
                for row in rows.by_ref().take(CHUNK_ROWS) {
                    let (key, value) = row?;
                    chunk.push(&key, &value);
                }
                Ok(chunk)
            });
            failed = next.is_err();
            Some(next).filter(|next| next.as_ref().map_or(true, |chunk| !chunk.is_empty()))
        })
    }

    /// What it says of itself.
    pub fn tally(&self) -> Result<Tally, StateError> {
        let Some(bytes) = self.ask(|db| db.get(TALLY))? else { return Ok(Tally::default()) };
        let Some((seq, rows)) = bytes.split_first_chunk().and_then(|(seq, rows)| {
            Some((u64::from_be_bytes(*seq), u64::from_be_bytes(rows.try_into().ok()?)))
        }) else {
            self.die();
            return Err(bad(&self.path, "the tally is not two numbers"));
        };
        Ok(Tally { seq, rows })
    }

    /// Puts rows, each under a key of its own, in atomic batches of at most 1,000; the last of
    /// them also says that the change `seq` is applied. Repeating a call mends one that was cut
    /// short. Nothing removes a row: the highest number given is that of a row that is there.
    pub fn apply(&self, seq: u64, rows: &[Entry]) -> Result<(), StateError> {
        if rows.iter().any(|(key, _)| key.is_empty()) {
            return Err(StateError::EmptyKey);
        }
        let mut tally = self.tally()?;
        let mut batches = rows.chunks(BATCH_ROWS).peekable();
        loop {
            let mut batch = sled::Batch::default();
            for (key, value) in batches.next().unwrap_or_default() {
                tally.rows += u64::from(!self.ask(|db| db.contains_key(key))?);
                batch.insert(key.as_slice(), value.as_slice());
            }
            let is_last = batches.peek().is_none();
            if is_last {
                tally.seq = seq;
            }
            batch.insert(TALLY, &[tally.seq.to_be_bytes(), tally.rows.to_be_bytes()].concat()[..]);
            self.ask(|db| db.apply_batch(batch))?;
            if is_last {
                return Ok(());
            }
        }
    }

    /// Returns once everything applied is on the medium. sled's own flush does not go so far.
    pub fn flush(&self) -> Result<(), StateError> {
        if self.db().is_none() && !self.is_dead() {
            return Ok(());
        }
        self.ask(|db| db.flush())?;
        let sync = || {
            self.disk.close_to_others(&self.path)?;
            self.disk.sync(&self.disk.open(&self.path.join("db"))?)?;
            self.disk.sync_folder(&self.path)
        };
        sync().map_err(|source| {
            self.die();
            StateError::Io { path: self.path.clone(), source }
        })
    }

    /// That something which was to be put into it cannot be.
    pub fn bad(&self, what: &dyn std::fmt::Display) -> StateError {
        bad(&self.path, &what.to_string())
    }

    fn ask<T>(
        &self,
        work: impl FnOnce(&sled::Db) -> Result<T, sled::Error>,
    ) -> Result<T, StateError> {
        if self.is_dead() {
            return Err(StateError::Dead);
        }
        let answer = self.awake().and_then(|db| guarded(&self.path, || work(&db)));
        if answer.is_err() {
            self.die();
        }
        answer
    }

    /// Refuses everything from now on.
    pub fn die(&self) {
        self.dead.store(true, Ordering::Release);
    }
}

impl Drop for State {
    fn drop(&mut self) {
        self.rest();
    }
}

fn open(disk: &dyn Disk, path: &Path) -> Result<sled::Db, StateError> {
    let io = |source| StateError::Io { path: path.to_owned(), source };
    remove_half_made_snapshots(disk, path).map_err(io)?;
    wait_for_earlier_handle(disk, path).map_err(io)?;
    let config = sled::Config::new().path(path).cache_capacity(CACHE).flush_every_ms(None::<u64>);
    let db = guarded(path, || config.open())?;
    // sled makes its files as the umask says.
    disk.close_to_others(path).map_err(io)?;
    Ok(db)
}

/// Runs a call of sled and turns its errors and its panics into ours.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, sled::Error>) -> Result<T, StateError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(sled::Error::Io(source))) if said_by_the_machine(&source) => {
            Err(StateError::Io { path: path.to_owned(), source })
        }
        Ok(Err(error)) => Err(bad(path, &error.to_string())),
        Err(panic) => {
            let what = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied());
            Err(bad(path, what.unwrap_or("panicked")))
        }
    }
}

/// sled reports bad data as I/O errors of its own making, too.
fn said_by_the_machine(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    error.raw_os_error().is_some()
        || !matches!(error.kind(), InvalidData | InvalidInput | Other | UnexpectedEof)
}

fn bad(path: &Path, what: &str) -> StateError {
    StateError::Bad { path: path.to_owned(), what: what.to_owned() }
}

/// A snapshot that sled was making when it was killed makes every later open fail (sled's issues
/// 1527 and 1533), though nothing needs it.
fn remove_half_made_snapshots(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    for name in disk.list(path)? {
        let text = name.to_string_lossy();
        if text.starts_with("snap.") && text.ends_with(".generating") {
            disk.remove(&path.join(name))?;
        }
    }
    Ok(())
}

/// sled's threads may keep its file locked for a moment after a handle in this process is gone,
/// and sled does not wait. If the file stays locked, sled says so.
fn wait_for_earlier_handle(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    let file = match disk.open(&path.join("db")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    for _ in 0..200 {
        if file.try_lock().is_ok() {
            return file.unlock();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
