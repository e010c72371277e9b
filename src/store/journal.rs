//! The truth: an append-only, hash-chained, fsynced journal of changes in `journal/NNNNNN.log`.
//! What a change says is bytes to it. It must never write over a change, and never return from
//! an append before the change is on the medium.

mod archive;
mod frame;
mod index;
mod reader;
mod tail;
#[cfg(test)]
mod tests;
mod walk;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::archive::archive;
use self::frame::{HEADER, Header};
use self::index::Index;
pub use self::reader::JournalReader;
use self::tail::{Leftover, Tail};
use self::walk::Walk;
pub use self::walk::{number_of, packed_path_of, path_of};
use super::disk::Disk;
use super::pack::Fault;
use crate::value::Lang;
use crate::words::store as say;

/// A file that would grow beyond this many bytes is left, and the next one begun.
pub const FILE_MAX: u64 = 8 * 1024 * 1024;
/// Bytes to hold before they are written: what is shorter is one write.
const WRITE_MAX: usize = 4 * 1024 * 1024;

/// Why what is only read is not mended.
const READ_ONLY: io::ErrorKind = io::ErrorKind::ReadOnlyFilesystem;

/// A blake3 hash.
type Hash = [u8; 32];

/// What can go wrong in a journal.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The machine refused an operation; what was being appended is not saved.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the machine said.
        source: io::Error,
    },
    /// A later version of the program wrote this file. It is left alone.
    #[error("{}: format {format} is newer than this program", file.display())]
    NewerFormat {
        /// The file.
        file: PathBuf,
        /// The format number that it names.
        format: u32,
    },
    /// The appender did not know the journal's end.
    #[error("change {expected} was to be appended, but the next is {next}")]
    Unexpected {
        /// The sequence that the appender expected its change to have.
        expected: u64,
        /// The sequence that the next change will have.
        next: u64,
    },
    /// There is no such change.
    #[error("there is no change {sequence}")]
    Unknown {
        /// The sequence asked for.
        sequence: u64,
    },
    /// Something that was saved is not as it was. What stands before it can be read; nothing is
    /// appended to a journal that was damaged when it was opened.
    #[error(transparent)]
    Damaged(#[from] Damage),
}

impl JournalError {
    fn io(path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}

/// The first frame that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::En))]
pub struct Damage {
    /// The file in which it stands, or which is missing.
    pub file: PathBuf,
    /// Where in the file it starts, in bytes.
    pub offset: u64,
    /// The change that should stand there.
    pub sequence: u64,
    /// What is wrong with it.
    pub reason: Reason,
}

impl Damage {
    /// Where it is, and what is wrong.
    pub fn say(&self, lang: Lang) -> String {
        let (file, offset) = (self.file.display().to_string(), self.offset.to_string());
        let (sequence, reason) = (self.sequence.to_string(), self.reason.say(lang));
        say::DAMAGE.fill(lang, &[&file, &offset, &sequence, &reason])
    }
}

/// What is wrong with a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The file's own first bytes are not those of a journal.
    Header,
    /// The file is not there, though later ones are.
    Missing,
    /// The file ends before the change does.
    Short,
    /// The bytes do not give the checksum written with them, or are no frame at all.
    Checksum,
    /// A frame of an unknown kind, or one that does not belong at this place of a change.
    Kind,
    /// A sound frame of another change: frames are missing, doubled or out of order.
    Sequence {
        /// The change to which the frame belongs.
        found: u64,
    },
    /// A sound frame which does not follow from the one before: one of the two was changed.
    Chain,
    /// The file is packed, and not as it was written.
    Packed(Fault),
}

impl Reason {
    fn say(self, lang: Lang) -> String {
        match self {
            Self::Header => say::FRAME_HEADER.say(lang),
            Self::Missing => say::FRAME_MISSING.say(lang),
            Self::Short => say::FRAME_SHORT.say(lang),
            Self::Checksum => say::FRAME_CHECKSUM.say(lang),
            Self::Kind => say::FRAME_KIND.say(lang),
            Self::Sequence { found } => {
                return say::FRAME_SEQUENCE.fill(lang, &[&found.to_string()]);
            }
            Self::Chain => say::FRAME_CHAIN.say(lang),
            Self::Packed(fault) => fault.words().say(lang),
        }
        .to_owned()
    }
}

/// What was found when a journal was opened.
#[derive(Debug, Default)]
pub struct Opening {
    /// An append that a crash cut short; nobody was told that it is saved.
    pub torn: Option<Torn>,
    /// Damage to what was saved: the journal is read-only.
    pub damage: Option<Damage>,
}

/// The bytes behind the last sound change.
#[derive(Debug)]
pub struct Torn {
    /// Where they start and what is wrong with them.
    pub at: Damage,
    /// The file to which they were moved. After an error (no room, perhaps) they are still in
    /// place, and the next append tries again first.
    pub kept: Result<PathBuf, JournalError>,
}

/// Where a change stands: 16 bytes a change is all that is held in memory.
#[derive(Debug, Clone, Copy)]
struct Place {
    file: u32,
    /// The first bytes of the hash of its last frame.
    hash: [u8; 4],
    offset: u64,
}

impl Place {
    fn new(file: u32, offset: u64, hash: &Hash) -> Self {
        let [a, b, c, d, ..] = *hash;
        Self { file, hash: [a, b, c, d], offset }
    }
}

/// A place between two changes. The first mark, of nothing at all, is [`Mark::default`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The file in which the next change starts, unless that begins another.
    pub file: u32,
    /// Where in it, in bytes.
    pub offset: u64,
    /// The last change before it; 0 for none.
    pub sequence: u64,
    /// The hash of that change's last frame.
    pub tip: Hash,
}

/// Marks from the first on, in order, and the one that is the end: all that must be known of a
/// journal not to read what stands before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Where pieces of it start that can be read by themselves.
    pub starts: Vec<Mark>,
    /// Where it ends.
    pub end: Mark,
}

/// Whether what stands before a mark can be there: its file is, and is long enough.
pub fn reaches(disk: &Arc<dyn Disk>, dir: &Path, mark: &Mark) -> bool {
    let length = |path: PathBuf| disk.open(&path).and_then(|file| file.metadata());
    let is_long = length(walk::path_of(dir, mark.file)).map(|data| data.len() >= mark.offset);
    let is_packed = || length(walk::packed_path_of(dir, mark.file)).is_ok();
    mark.file == 0 || is_long.unwrap_or_else(|_| is_packed())
}

/// Whether the folder `dir` holds files of a journal; not if it cannot be read.
pub fn has_files(disk: &dyn Disk, dir: &Path) -> bool {
    disk.list(dir).is_ok_and(|names| names.iter().any(|name| walk::number_of(name).is_some()))
}

/// The one writer of a journal. Changes are numbered from 1.
pub struct Journal {
    reader: JournalReader,
    tail: Tail,
    tip: Hash,
    file_max: u64,
}

impl Journal {
    /// Opens the journal in the folder `dir`, which is made if need be, and checks what stands
    /// behind `known`, and of what stands before that its files are there. A torn tail is cut and
    /// kept aside as `torn-NNNNNN-OFFSET.bad`; after damage nothing is touched. The caller sees to
    /// it that there is one writer.
    pub fn open(
        disk: &Arc<dyn Disk>,
        dir: &Path,
        known: &Marks,
    ) -> Result<(Self, Opening), JournalError> {
        disk.make_folder(dir).map_err(JournalError::io(dir))?;
        Self::walked(disk, dir, known, Tail::set_aside)
    }

    /// The same, but touches nothing: what is not there is not made, and a torn tail stays where
    /// it is.
    pub fn open_to_read(
        disk: &Arc<dyn Disk>,
        dir: &Path,
        known: &Marks,
    ) -> Result<(Self, Opening), JournalError> {
        Self::walked(disk, dir, known, |_| Err(JournalError::io(dir)(READ_ONLY.into())))
    }

    fn walked(
        disk: &Arc<dyn Disk>,
        dir: &Path,
        known: &Marks,
        set_aside: impl FnOnce(&mut Tail) -> Result<PathBuf, JournalError>,
    ) -> Result<(Self, Opening), JournalError> {
        let mut walk = Walk::start(disk, dir, known.end)?;
        let mut index = Index::of(known);
        let mut payload = Vec::new();
        let bad = loop {
            match walk.next(&mut payload) {
                Ok(Some(place)) => index.push(place, walk.mark()),
                Ok(None) => break None,
                Err(JournalError::Damaged(damage)) => break Some(damage),
                Err(error) => return Err(error),
            }
        };
        let (torn, damage) = match bad {
            Some(bad) if walk.ended_at_torn_tail(&bad)? => (Some(bad), None),
            damage => (None, damage),
        };
        let damage = match damage {
            None => missing(&**disk, dir, known)?,
            damage => damage,
        };

        let leftover = if torn.is_some() { Leftover::Torn } else { Leftover::Nothing };
        let (number, length) =
            if walk.is_packed() { (walk.number + 1, 0) } else { (walk.number.max(1), walk.offset) };
        let mut tail = Tail::new(disk, dir, number, length, leftover);
        let torn = torn.map(|at| Torn { at, kept: set_aside(&mut tail) });
        let reader = JournalReader::new(Arc::clone(disk), dir, damage.clone(), index);
        let journal = Self { reader, tail, tip: walk.tip, file_max: FILE_MAX };
        Ok((journal, Opening { torn, damage }))
    }

    /// From now on a file that would grow beyond so many bytes is left.
    pub fn keep_files_below(&mut self, bytes: u64) {
        self.file_max = bytes;
    }

    /// Appends several changes, the first to be number `expected`, with one `fdatasync`: all of
    /// them or none. Returns the last change's number.
    pub fn append_all<P: AsRef<[u8]>>(
        &mut self,
        expected: u64,
        payloads: &[P],
    ) -> Result<u64, JournalError> {
        if let Some(damage) = self.reader.damage() {
            return Err(JournalError::Damaged(damage.clone()));
        }
        let last = self.reader.last();
        if expected != last + 1 {
            return Err(JournalError::Unexpected { expected, next: last + 1 });
        }
        if payloads.is_empty() {
            return Ok(last);
        }

        let size: u64 = payloads.iter().map(|payload| frame::size_of(payload.as_ref())).sum();
        self.tail.make_room(size, self.file_max)?;
        match self.write(last, payloads) {
            Ok((places, tip)) => {
                self.tail.length += size;
                self.tip = tip;
                self.reader.publish(places);
                Ok(self.reader.last())
            }
            Err(error) => {
                self.tail.give_up();
                Err(error)
            }
        }
    }

    fn write<P: AsRef<[u8]>>(
        &mut self,
        durable: u64,
        payloads: &[P],
    ) -> Result<(Vec<(Place, Mark)>, Hash), JournalError> {
        let mut places = Vec::with_capacity(payloads.len());
        let mut tip = self.tip;
        let mut offset = self.tail.length;
        let mut buffer = Vec::new();
        for (payload, sequence) in payloads.iter().zip(durable + 1..) {
            let start = offset;
            for (kind, part) in frame::frames(payload.as_ref()) {
                let header = Header { kind, sequence, durable, previous: tip };
                tip = frame::write(&header, part, &mut buffer);
                offset += (HEADER + part.len()) as u64;
                if buffer.len() >= WRITE_MAX {
                    self.tail.write(&buffer)?;
                    buffer.clear();
                }
            }
            let file = self.tail.number;
            places.push((Place::new(file, start, &tip), Mark { file, offset, sequence, tip }));
        }
        if !buffer.is_empty() {
            self.tail.write(&buffer)?;
        }
        self.tail.sync()?;
        Ok((places, tip))
    }

    /// A reader of what is appended, for another thread.
    pub fn reader(&self) -> JournalReader {
        self.reader.clone()
    }
}

/// The damage that a file is not there in which known changes stand.
fn missing(disk: &dyn Disk, dir: &Path, known: &Marks) -> Result<Option<Damage>, JournalError> {
    let there = walk::numbers(disk, dir)?;
    let gone = (1..known.end.file).find(|number| there.binary_search(number).is_err());
    Ok(gone.map(|number| {
        let first = known.starts.iter().find(|mark| mark.file == number);
        let sequence = first.map_or(0, |mark| mark.sequence) + 1;
        Damage { file: walk::path_of(dir, number), offset: 0, sequence, reason: Reason::Missing }
    }))
}
