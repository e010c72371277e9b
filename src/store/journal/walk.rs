//! Reading the journal's files: one change at a place, or all of them from the first on, each
//! frame checked. It must never write.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec;

use super::frame::{self, FILE_HEADER, Frame, HEADER, Header, MARKER};
use super::{Damage, Hash, JournalError, Mark, Place, Reason};
use crate::store::disk::Disk;
use crate::store::pack::{Pack, PackError};

/// Bytes to read at once when all of a file is wanted.
const WALK_AHEAD: usize = 256 * 1024;

/// The path of a file of the journal.
pub fn path_of(dir: &Path, number: u32) -> PathBuf {
    dir.join(format!("{number:06}.log"))
}

/// The path of an older file, packed.
pub fn packed_path_of(dir: &Path, number: u32) -> PathBuf {
    dir.join(format!("{number:06}.pack"))
}

/// The number of the file of a name, packed or not; nothing if that is no name of the journal's.
pub fn number_of(name: &OsStr) -> Option<u32> {
    let name = name.to_str()?;
    let digits = name.strip_suffix(".log").or_else(|| name.strip_suffix(".pack"))?;
    let number = digits.parse().ok()?;
    (format!("{number:06}") == digits).then_some(number)
}

/// The numbers of a journal's files, in order.
pub(super) fn numbers(disk: &dyn Disk, dir: &Path) -> Result<Vec<u32>, JournalError> {
    let names = disk.list(dir).map_err(JournalError::io(dir))?;
    let mut numbers: Vec<u32> = names.iter().filter_map(|name| number_of(name)).collect();
    numbers.sort_unstable();
    // A file that was being packed may be there in both forms.
    numbers.dedup();
    Ok(numbers)
}

enum Source {
    Plain(File),
    Packed(Pack),
}

/// The one part of a packed file of the journal.
pub(super) const PACKED: &str = "journal";

/// A file of the journal through a buffer. Offsets are those of the plain file, be it packed.
pub(super) struct Window {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    source: Source,
    /// The change that is read: the one that damage found on the way is told of.
    sequence: u64,
    ahead: usize,
    start: u64,
    bytes: Vec<u8>,
}

/// Where a change ends, and the hash of its last frame.
pub(super) struct Passed {
    pub(super) end: u64,
    pub(super) hash: Hash,
}

impl Window {
    /// Opens the file of a number for the change `sequence`; `ahead` is how many bytes are read
    /// at once where fewer are wanted.
    pub(super) fn open(
        disk: &Arc<dyn Disk>,
        dir: &Path,
        number: u32,
        sequence: u64,
        ahead: usize,
    ) -> Result<Self, JournalError> {
        let mut path = path_of(dir, number);
        // Packed files are there before the plain ones go.
        let source = match disk.open(&path) {
            Ok(file) => Source::Plain(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                path = packed_path_of(dir, number);
                let pack = Pack::open(disk, &path).map_err(|error| of_pack(error, sequence))?;
                Source::Packed(pack)
            }
            Err(error) => return Err(JournalError::io(&path)(error)),
        };
        let (disk, bytes) = (Arc::clone(disk), Vec::new());
        Ok(Self { disk, path, source, sequence, ahead, start: 0, bytes })
    }

    /// Forgets what was read ahead: it may have been written anew since.
    pub(super) fn forget(&mut self) {
        self.bytes.clear();
    }

    /// The bytes at `offset`, as many as wanted, fewer where the file ends.
    fn at(&mut self, offset: u64, wanted: usize) -> Result<&[u8], JournalError> {
        let held = self.start..self.start + self.bytes.len() as u64;
        if !held.contains(&offset) || held.end < offset + wanted as u64 {
            self.fill(offset, wanted.max(self.ahead))?;
        }
        let skip = (offset - self.start) as usize;
        let end = self.bytes.len().min(skip + wanted);
        Ok(&self.bytes[skip..end])
    }

    fn fill(&mut self, offset: u64, length: usize) -> Result<(), JournalError> {
        match &self.source {
            Source::Plain(file) => {
                self.bytes.resize(length, 0);
                let read = self.disk.read_at(file, &mut self.bytes, offset);
                self.bytes.truncate(*read.as_ref().unwrap_or(&0));
                self.start = offset;
                read.map(|_| ()).map_err(JournalError::io(&self.path))
            }
            Source::Packed(pack) => {
                let read = pack.read_at(PACKED, offset, length);
                (self.start, self.bytes) = read.map_err(|error| of_pack(error, self.sequence))?;
                Ok(())
            }
        }
    }

    /// The frame at `offset`, checked by itself, or why there is none.
    fn frame(&mut self, offset: u64) -> Result<Result<Frame<'_>, Reason>, JournalError> {
        match frame::length(self.at(offset, HEADER)?) {
            Ok(length) => Ok(frame::read(self.at(offset, length)?)),
            Err(reason) => Ok(Err(reason)),
        }
    }

    /// Whether the file starts as one of a journal that this program knows.
    fn check_header(&mut self, sequence: u64) -> Result<(), JournalError> {
        match frame::file_format(self.at(0, FILE_HEADER)?) {
            None => Err(self.damage(0, sequence, Reason::Header)),
            Some(format) if !frame::is_known(format) => {
                Err(JournalError::NewerFormat { file: self.path.clone(), format })
            }
            Some(_) => Ok(()),
        }
    }

    /// Reads the change `sequence` at `offset` into `payload`. If `previous` is given, the first
    /// frame must follow it.
    pub(super) fn change(
        &mut self,
        offset: u64,
        sequence: u64,
        previous: Option<Hash>,
        payload: &mut Vec<u8>,
    ) -> Result<Passed, JournalError> {
        payload.clear();
        self.sequence = sequence;
        let mut at = offset;
        let mut before = previous;
        loop {
            let found = self.frame(at)?.and_then(|frame| {
                check_order(&frame.header, sequence, before, at == offset)?;
                payload.extend_from_slice(frame.payload);
                Ok((frame.header.kind, frame.hash, (HEADER + frame.payload.len()) as u64))
            });
            let (kind, hash, size) = found.map_err(|reason| self.damage(at, sequence, reason))?;
            at += size;
            before = Some(hash);
            if kind.ends() {
                return Ok(Passed { end: at, hash });
            }
        }
    }

    /// Whether some sound frame at or after `offset` was written when `sequence` was already on
    /// the medium.
    fn was_durable(&mut self, sequence: u64, mut offset: u64) -> Result<bool, JournalError> {
        loop {
            let bytes = self.at(offset, WALK_AHEAD)?;
            if bytes.len() < HEADER {
                return Ok(false);
            }
            match memchr::memmem::find(bytes, &MARKER) {
                None => offset += (bytes.len() - (MARKER.len() - 1)) as u64,
                Some(skip) => {
                    offset += skip as u64;
                    if let Ok(frame) = self.frame(offset)?
                        && frame.header.durable >= sequence
                    {
                        return Ok(true);
                    }
                    offset += 1;
                }
            }
        }
    }

    pub(super) fn damage(&self, offset: u64, sequence: u64, reason: Reason) -> JournalError {
        JournalError::Damaged(Damage { file: self.path.clone(), offset, sequence, reason })
    }
}

fn check_order(
    header: &Header,
    sequence: u64,
    previous: Option<Hash>,
    first: bool,
) -> Result<(), Reason> {
    if header.sequence != sequence {
        return Err(Reason::Sequence { found: header.sequence });
    }
    if previous.is_some_and(|hash| hash != header.previous) {
        return Err(Reason::Chain);
    }
    if header.kind.begins() != first {
        return Err(Reason::Kind);
    }
    Ok(())
}

fn of_pack(error: PackError, sequence: u64) -> JournalError {
    match error {
        PackError::Io { path, source } => JournalError::Io { path, source },
        PackError::Newer { file, format } => JournalError::NewerFormat { file, format },
        PackError::Damaged { file, offset, fault } => {
            Damage { file, offset, sequence, reason: Reason::Packed(fault) }.into()
        }
    }
}

/// Goes through all changes from a mark on, file after file.
pub(super) struct Walk {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    ahead: vec::IntoIter<u32>,
    window: Option<Window>,
    /// Whether the header of the window's file was checked.
    is_begun: bool,
    /// The file in which it stands; 0 before the first.
    pub(super) number: u32,
    /// Where the last sound change of that file ends.
    pub(super) offset: u64,
    /// The last sound change; 0 before the first.
    pub(super) last: u64,
    /// The hash of that change's last frame.
    pub(super) tip: Hash,
}

impl Walk {
    pub(super) fn start(
        disk: &Arc<dyn Disk>,
        dir: &Path,
        from: Mark,
    ) -> Result<Self, JournalError> {
        let mut numbers = numbers(&**disk, dir)?;
        numbers.retain(|number| *number > from.file);
        let window = match from.file {
            0 => None,
            file => Some(Window::open(disk, dir, file, from.sequence + 1, WALK_AHEAD)?),
        };
        Ok(Self {
            disk: Arc::clone(disk),
            dir: dir.to_owned(),
            ahead: numbers.into_iter(),
            window,
            is_begun: false,
            number: from.file,
            offset: from.offset,
            last: from.sequence,
            tip: from.tip,
        })
    }

    /// Whether the file in which it stands is packed: nobody appends to it.
    pub(super) fn is_packed(&self) -> bool {
        self.window.as_ref().is_some_and(|window| matches!(window.source, Source::Packed(_)))
    }

    /// Where it stands.
    pub(super) fn mark(&self) -> Mark {
        Mark { file: self.number, offset: self.offset, sequence: self.last, tip: self.tip }
    }

    /// The place of the next change and, in `payload`, what it says.
    pub(super) fn next(&mut self, payload: &mut Vec<u8>) -> Result<Option<Place>, JournalError> {
        loop {
            if let (Some(window), false) = (&mut self.window, self.is_begun) {
                window.check_header(self.last + 1)?;
                self.is_begun = true;
            }
            if let Some(window) = &mut self.window
                && !window.at(self.offset, 1)?.is_empty()
            {
                let passed = window.change(self.offset, self.last + 1, Some(self.tip), payload)?;
                let place = Place::new(self.number, self.offset, &passed.hash);
                self.offset = passed.end;
                self.tip = passed.hash;
                self.last += 1;
                return Ok(Some(place));
            }
            let Some(number) = self.ahead.next() else { return Ok(None) };
            self.enter(number)?;
        }
    }

    fn enter(&mut self, number: u32) -> Result<(), JournalError> {
        let sequence = self.last + 1;
        if number != self.number + 1 {
            let file = path_of(&self.dir, self.number + 1);
            let damage = Damage { file, offset: 0, sequence, reason: Reason::Missing };
            return Err(JournalError::Damaged(damage));
        }
        let window = Window::open(&self.disk, &self.dir, number, sequence, WALK_AHEAD)?;
        let window = self.window.insert(window);
        self.number = number;
        self.offset = 0;
        self.is_begun = true;
        let bytes = window.at(0, FILE_HEADER)?;
        if bytes.is_empty() && self.ahead.as_slice().is_empty() {
            return Ok(());
        }
        window.check_header(sequence)?;
        self.offset = FILE_HEADER as u64;
        Ok(())
    }

    /// The damage where the walk ended, if more changes had been written.
    pub(super) fn cut_off(&self) -> JournalError {
        let file = path_of(&self.dir, self.number.max(1));
        let sequence = self.last + 1;
        Damage { file, offset: self.offset, sequence, reason: Reason::Short }.into()
    }

    /// Whether `damage`, at which the walk ended, is what a crash leaves of a change that nobody
    /// was told is saved: a frame that never was whole, at the end of the last file, with nothing
    /// after it that was written later.
    pub(super) fn ended_at_torn_tail(&mut self, damage: &Damage) -> Result<bool, JournalError> {
        let settled = match damage.reason {
            Reason::Short | Reason::Checksum => damage.sequence,
            // Changes that are known stand behind it.
            Reason::Header if self.offset > 0 => return Ok(false),
            // A file's header is on the medium before its first frame is written.
            Reason::Header => damage.sequence - 1,
            Reason::Kind
            | Reason::Sequence { .. }
            | Reason::Chain
            | Reason::Missing
            | Reason::Packed(_) => return Ok(false),
        };
        match &mut self.window {
            Some(window) if self.ahead.as_slice().is_empty() => {
                Ok(!window.was_durable(settled, damage.offset)?)
            }
            _ => Ok(false),
        }
    }
}
