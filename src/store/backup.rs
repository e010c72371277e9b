//! Backups: a store in one packed file, as it was at one moment, with which the program alone
//! begins again on an empty machine. What is in it is the journal, for it has everything, and
//! each person's own files. It must never hold what was not checked, nor take an older backup's
//! place before it was read back.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::codec;
use super::disk::Disk;
use super::journal::{JournalReader, Mark, packed_path_of, path_of};
use super::open::BEGUN_EMPTY;
use super::pack::{self, Pack, PackError, Packer};
use super::sealed::PEOPLE;
use super::trouble;
use crate::value::Wrong;
use crate::words::store as say;

/// Bytes to copy at once.
const PIECE: usize = 256 * 1024;
/// How the name of a backup's file ends.
const ENDING: &str = "backup";
/// How many of those made before something risky are kept.
const BEFORE_KEPT: usize = 7;

/// What a backup says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct About {
    /// When it was made, in milliseconds since 1970, UTC.
    pub when: i64,
    /// Where its journal ends.
    pub end: Mark,
}

/// Why a backup is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It is a new day.
    Daily,
    /// Before records come from elsewhere.
    Import,
    /// Before another takes the store's place.
    Restore,
    /// Before the state is built anew.
    Rebuild,
    /// Somebody asked for it.
    Asked,
}

const REASONS: [(Reason, &str); 5] = [
    (Reason::Daily, "daily"),
    (Reason::Import, "import"),
    (Reason::Restore, "restore"),
    (Reason::Rebuild, "rebuild"),
    (Reason::Asked, "asked"),
];

/// A backup's file by its name: when it was made, why, and its last change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The file.
    pub path: PathBuf,
    /// When it was made, in milliseconds since 1970, UTC; whole seconds.
    pub when: i64,
    /// Why.
    pub reason: Reason,
    /// The last change in it.
    pub sequence: u64,
}

impl Named {
    /// The file of a backup in the folder `dir`. Names are ordered as their times are.
    fn new(dir: &Path, when: i64, reason: Reason, sequence: u64) -> Self {
        let time = DateTime::<Utc>::from_timestamp_millis(when).unwrap_or_default();
        let stamp = time.format("%Y%m%dT%H%M%SZ");
        let word = REASONS.iter().find(|(known, _)| *known == reason).map_or("", |(_, word)| word);
        let path = dir.join(format!("{stamp}-{word}-{sequence}.{ENDING}"));
        Self { path, when: time.timestamp() * 1000, reason, sequence }
    }

    fn read(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_suffix(ENDING)?.strip_suffix('.')?;
        let mut words = name.splitn(3, '-');
        let time = chrono::NaiveDateTime::parse_from_str(words.next()?, "%Y%m%dT%H%M%SZ").ok()?;
        let word = words.next()?;
        let reason = REASONS.iter().find(|(_, known)| *known == word)?.0;
        let sequence = words.next()?.parse().ok()?;
        Some(Self { path, when: time.and_utc().timestamp_millis(), reason, sequence })
    }

    fn day(&self) -> NaiveDate {
        day(self.when)
    }
}

/// The day of a moment, by UTC: in the east it begins with the office's morning.
pub fn day(when: i64) -> NaiveDate {
    DateTime::<Utc>::from_timestamp_millis(when).unwrap_or_default().date_naive()
}

/// The backups of a folder, oldest first; none if it is not there. Other files are not ours.
pub fn all(disk: &dyn Disk, dir: &Path) -> Vec<Named> {
    let names = disk.list(dir).unwrap_or_default();
    names.into_iter().filter_map(|name| Named::read(dir.join(name))).collect()
}

/// What there is to be kept of one store.
pub struct Source<'a> {
    /// The disk.
    pub disk: &'a Arc<dyn Disk>,
    /// The store's folder.
    pub folder: &'a Path,
    /// Its journal.
    pub journal: &'a JournalReader,
    /// Whose turn it is.
    pub turn: &'a Turn,
}

/// Held by whoever makes a backup in the folder for them: what is half done of one is no leaving of
/// a crash, to be taken away by another.
#[derive(Clone, Default)]
pub struct Turn(Arc<Mutex<()>>);

impl Source<'_> {
    /// Makes a backup in the folder `dir`, which is made if need be, and removes those that are
    /// too many. If one already holds all that there is, it is that one; unless somebody asked.
    pub fn keep(&self, dir: &Path, when: i64, reason: Reason) -> Result<Named, Wrong> {
        let turn = self.turn.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sequence = self.journal.last();
        let newest = all(&**self.disk, dir).pop();
        if let Some(newest) = newest.filter(|newest| newest.sequence == sequence)
            && reason != Reason::Asked
        {
            return Ok(newest);
        }
        self.disk.make_folder(dir).map_err(|error| self.refused(dir, &error))?;
        let named = Named::new(dir, when, reason, sequence);
        self.write(&named.path, when)?;
        prune(&**self.disk, dir);
        drop(turn);
        Ok(named)
    }

    /// Makes a backup in a file of its own. Returns its bytes.
    pub fn write(&self, path: &Path, when: i64) -> Result<u64, Wrong> {
        let end = self.checked()?;
        let written = pack::save(self.disk, path, &mut |packer| self.pack(packer, when, end));
        written.map_err(|error| trouble::of_pack(&**self.disk, &error))
    }

    /// Writes one to a stream, which nobody reads back.
    pub fn stream(&self, out: &mut dyn Write, when: i64) -> Result<io::Result<()>, Wrong> {
        let end = self.checked()?;
        let mut packer = match Packer::begin(out) {
            Ok(packer) => packer,
            Err(error) => return Ok(Err(error)),
        };
        match self.pack(&mut packer, when, end) {
            Ok(about) => Ok(packer.finish(about)),
            Err(PackError::Io { path, source }) if path == Path::new(STREAM) => Ok(Err(source)),
            Err(error) => Err(trouble::of_pack(&**self.disk, &error)),
        }
    }

    /// Where the journal ends now; what stands before is read and found sound.
    fn checked(&self) -> Result<Mark, Wrong> {
        let end = self.journal.marks().end;
        let sound = self.journal.verify(&mut |_, _| {});
        sound.map_err(|error| trouble::of_journal(&**self.disk, &error))?;
        Ok(end)
    }

    fn pack(&self, out: &mut Packer<'_>, when: i64, end: Mark) -> Result<Vec<u8>, PackError> {
        for number in 1..=end.file {
            let length = if number == end.file { end.offset } else { u64::MAX };
            let dir = self.journal.folder();
            let (plain, packed) = (path_of(dir, number), packed_path_of(dir, number));
            // A packed one is there before the plain one goes.
            if !self.copy(out, &plain, length)? && !self.copy(out, &packed, u64::MAX)? {
                return Err(PackError::io(&plain)(io::ErrorKind::NotFound.into()));
            }
        }
        self.copy(out, &self.folder.join(BEGUN_EMPTY), u64::MAX)?;
        for path in files_below(&**self.disk, &self.folder.join(PEOPLE)) {
            // One that goes meanwhile was not to be kept.
            self.copy(out, &path, u64::MAX)?;
        }
        let about = codec::cell(&About { when, end });
        about.map_err(|error| PackError::io(self.folder)(io::Error::other(error)))
    }

    /// Copies a file's first bytes; not if there is none.
    fn copy(&self, packer: &mut Packer<'_>, path: &Path, length: u64) -> Result<bool, PackError> {
        let io = PackError::io(path);
        let file = match self.disk.open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            opened => opened.map_err(&io)?,
        };
        let name = path.strip_prefix(self.folder).unwrap_or(path).to_string_lossy();
        let out = PackError::io(Path::new(STREAM));
        packer.part(&name).map_err(&out)?;
        let mut offset = 0;
        while offset < length {
            let piece = self.piece(&file, offset, length - offset).map_err(&io)?;
            if piece.is_empty() {
                break;
            }
            packer.push(&piece).map_err(&out)?;
            offset += piece.len() as u64;
        }
        Ok(true)
    }

    fn piece(&self, file: &File, offset: u64, most: u64) -> io::Result<Vec<u8>> {
        let mut piece = vec![0; usize::try_from(most).unwrap_or(PIECE).min(PIECE)];
        let read = self.disk.read_at(file, &mut piece, offset)?;
        piece.truncate(read);
        Ok(piece)
    }

    fn refused(&self, path: &Path, error: &io::Error) -> Wrong {
        trouble::in_words(&**self.disk, path, error)
    }
}

/// In whose name what a packer's own stream refuses is told.
const STREAM: &str = "-";

/// Every file in a folder and those in it; none if it is not there.
fn files_below(disk: &dyn Disk, folder: &Path) -> Vec<PathBuf> {
    let is_half = |path: &PathBuf| path.extension().is_some_and(|end| end == "new");
    let mut files = Vec::new();
    for path in disk.list(folder).unwrap_or_default().iter().map(|name| folder.join(name)) {
        if path.is_dir() {
            files.extend(files_below(disk, &path));
        } else if !is_half(&path) {
            files.push(path);
        }
    }
    files
}

/// Removes backups that are too many, and what a crash left of one.
fn prune(disk: &dyn Disk, dir: &Path) {
    let all = all(disk, dir);
    let kept = kept(&all);
    let gone = all.iter().filter(|backup| !kept.contains(backup)).map(|backup| backup.path.clone());
    let half = format!(".{ENDING}.new");
    let names = disk.list(dir).unwrap_or_default();
    let half = names.iter().filter(|name| name.to_string_lossy().ends_with(&half));
    for path in gone.chain(half.map(|name| dir.join(name))) {
        // One that stays takes room and does no harm.
        let _ = disk.remove(&path);
    }
}

/// Which are kept: of the daily ones the last of each of seven days, four weeks and twelve
/// months that have any; of those made before something risky the last seven; and all that
/// somebody asked for.
fn kept(all: &[Named]) -> Vec<&Named> {
    let daily = || all.iter().rev().filter(|backup| backup.reason == Reason::Daily);
    let day = |backup: &Named| (backup.day().year(), backup.day().ordinal());
    let week = |backup: &Named| (backup.day().iso_week().year(), backup.day().iso_week().week());
    let month = |backup: &Named| (backup.day().year(), backup.day().month());
    let mut kept = last_of(daily(), 7, day);
    kept.extend(last_of(daily(), 4, week));
    kept.extend(last_of(daily(), 12, month));
    let before = |backup: &&Named| !matches!(backup.reason, Reason::Daily | Reason::Asked);
    kept.extend(all.iter().rev().filter(before).take(BEFORE_KEPT));
    kept.extend(all.iter().filter(|backup| backup.reason == Reason::Asked));
    kept
}

/// The first of each span, of so many spans.
fn last_of<'a>(
    newest_first: impl Iterator<Item = &'a Named>,
    many: usize,
    span: impl Fn(&Named) -> (i32, u32),
) -> Vec<&'a Named> {
    let mut kept: Vec<&Named> = Vec::new();
    for backup in newest_first {
        if kept.last().is_none_or(|last| span(last) != span(backup)) {
            kept.push(backup);
        }
    }
    kept.truncate(many);
    kept
}

/// Opens a backup and reads all of it; else what is wrong with it.
pub fn open(disk: &Arc<dyn Disk>, path: &Path) -> Result<(Pack, About), Wrong> {
    let read = Pack::open(disk, path).and_then(|pack| pack.verify().map(|_| pack));
    let pack = read.map_err(|error| trouble::of_pack(&**disk, &error))?;
    let about = codec::read_cell(pack.about());
    let about = about.map_err(|_| say::NO_BACKUP.wrong(&[&path.display().to_string()]))?;
    Ok((pack, about))
}

#[cfg(test)]
mod tests;
