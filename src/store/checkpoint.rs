//! Checkpoints: every record as it was after one change, and where the journal stood then. With
//! one, opening reads only what came after it, and a bad state is built anew from it. It can be
//! lost without harm, for the journal has everything; so it must never be the only place where
//! something stands.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::codec::{self, CodecError};
use super::disk::Disk;
use super::journal::Marks;
use super::pack::{self, Fault, Pack, PackError};
use super::row::{Logins, Row};
use super::rows::{key, row_of};
use super::snapshot::{Link, Snapshot};
use super::state::Entry;

/// The part in which the records stand.
const RECORDS: &str = "records";
/// How many are kept: should the last one not be readable, there is one more.
const KEPT: usize = 2;

/// What a checkpoint says of itself.
#[derive(Serialize, Deserialize)]
struct About {
    marks: Marks,
    records: u64,
}

/// A checkpoint, open for reading.
pub struct Checkpoint {
    path: PathBuf,
    pack: Pack,
    about: About,
}

/// A file that should be a checkpoint and is none.
pub struct Bad {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub error: PackError,
}

impl Bad {
    /// Whether a newer program wrote it.
    pub fn is_newer(&self) -> bool {
        matches!(self.error, PackError::Newer { .. })
    }
}

/// Writes one of a snapshot and the journal's end, which must belong together, into the folder
/// `dir`, and removes those that are not needed any more. Returns its bytes.
pub fn write(
    disk: &Arc<dyn Disk>,
    dir: &Path,
    snapshot: &Snapshot,
    marks: &Marks,
) -> Result<u64, PackError> {
    disk.make_folder(dir).map_err(PackError::io(dir))?;
    let path = path_of(dir, marks.end.sequence);
    let io = PackError::io(&path);
    let saved = pack::save(disk, &path, &mut |packer| {
        packer.part(RECORDS).map_err(&io)?;
        let mut records = 0;
        for row in snapshot.all() {
            let (key, value) = entry(row).map_err(|error| io(std::io::Error::other(error)))?;
            let lengths = [key.len() as u32, value.len() as u32].map(u32::to_le_bytes).concat();
            packer
                .push(&[&lengths, &key, &*value].map(|bytes: &[u8]| bytes).concat())
                .map_err(&io)?;
            records += 1;
        }
        let about = codec::cell(&About { marks: marks.clone(), records });
        about.map_err(|error| io(std::io::Error::other(error)))
    });
    prune(disk, dir);
    saved
}

/// What the state holds of a record.
pub fn entry(row: &Row) -> Result<Entry, CodecError> {
    Ok((key(row.id), codec::record(&row.fields()?)?))
}

/// The checkpoints of a folder, newest first, and what is none. A folder that is not there has
/// none.
pub fn all(disk: &Arc<dyn Disk>, dir: &Path) -> (Vec<Checkpoint>, Vec<Bad>) {
    let (mut sound, mut bad) = (Vec::new(), Vec::new());
    for path in paths(&**disk, dir) {
        match Checkpoint::open(disk, path.clone()) {
            Ok(checkpoint) => sound.push(checkpoint),
            // Not needed any more, and gone since.
            Err(error) if error.is_of_nothing() => {}
            Err(error) => bad.push(Bad { path, error }),
        }
    }
    (sound, bad)
}

/// The files of the checkpoints, newest first.
fn paths(disk: &dyn Disk, dir: &Path) -> Vec<PathBuf> {
    let names = disk.list(dir).unwrap_or_default();
    let is_one = |path: &PathBuf| path.extension().is_some_and(|end| end == "checkpoint");
    names.into_iter().rev().map(|name| dir.join(name)).filter(is_one).collect()
}

fn path_of(dir: &Path, sequence: u64) -> PathBuf {
    dir.join(format!("{sequence:012}.checkpoint"))
}

/// Removes all but the newest, and what a crash left of one that was being written.
fn prune(disk: &Arc<dyn Disk>, dir: &Path) {
    let names = disk.list(dir).unwrap_or_default();
    let half = names.iter().map(|name| dir.join(name));
    let half = half.filter(|path| path.extension().is_some_and(|end| end == "new"));
    for path in paths(&**disk, dir).into_iter().skip(KEPT).chain(half) {
        // One that stays takes room and does no harm.
        let _ = disk.remove(&path);
    }
}

impl Checkpoint {
    fn open(disk: &Arc<dyn Disk>, path: PathBuf) -> Result<Self, PackError> {
        let pack = Pack::open(disk, &path)?;
        let about = codec::read_cell(pack.about()).map_err(|_| damaged(&path))?;
        Ok(Self { path, pack, about })
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The last change in it.
    pub fn sequence(&self) -> u64 {
        self.about.marks.end.sequence
    }

    /// Where the journal stood.
    pub fn marks(&self) -> &Marks {
        &self.about.marks
    }

    /// Everything as it was.
    pub fn snapshot(&self) -> Result<Snapshot, PackError> {
        let (mut rows, mut links, mut logins) = (Vec::new(), Vec::new(), Logins::default());
        self.rows(&mut |mut row| {
            logins.share(&mut row);
            links.extend(row.links().into_iter().map(|(to, field)| Link::new(to, row.id, field)));
            rows.push(Arc::new(row));
        })?;
        let mut snapshot = Snapshot::of(rows.into_iter(), links);
        snapshot.sequence = self.sequence();
        Ok(snapshot)
    }

    /// Hands out every record in it, checked.
    pub fn rows(&self, each: &mut dyn FnMut(Row)) -> Result<(), PackError> {
        let mut records = 0;
        for block in self.pack.blocks(RECORDS) {
            let block = block?;
            let mut rest = &*block;
            while !rest.is_empty() {
                let (key, value, after) = split(rest).ok_or_else(|| damaged(&self.path))?;
                let row = row_of(key, value).map_err(|error| match error {
                    CodecError::Newer(format) => {
                        PackError::Newer { file: self.path.clone(), format: format.into() }
                    }
                    _ => damaged(&self.path),
                })?;
                each(row);
                records += 1;
                rest = after;
            }
        }
        if records == self.about.records { Ok(()) } else { Err(damaged(&self.path)) }
    }
}

/// Its checksums are right, and yet it does not say what one of ours says.
fn damaged(path: &Path) -> PackError {
    PackError::Damaged { file: path.to_owned(), offset: 0, fault: Fault::Checksum }
}

/// The first key and its value, and what follows.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (key, rest) = bytes.split_first_chunk::<4>()?;
    let (value, rest) = rest.split_first_chunk::<4>()?;
    let (key, rest) = rest.split_at_checked(u32::from_le_bytes(*key) as usize)?;
    let (value, rest) = rest.split_at_checked(u32::from_le_bytes(*value) as usize)?;
    Some((key, value, rest))
}
