//! A file of named parts, compressed in blocks, with every byte of it under a checksum: what
//! checkpoints, older files of the journal and backups are. It must never know what a part
//! means, nor take a file for whole that it has not read back.
//!
//! A file: magic 8, format number 4, crc32 of both 4; the blocks, one behind the other; the
//! contents; then, little-endian, the contents' length 4 and crc32 4, the magic again 8 and the
//! crc32 of these sixteen bytes 4. The contents say how long each block is, stored and plain.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::codec;
use super::disk::{Disk, Through, folder_of};
use crate::value::{Lang, Words, Wrong};
use crate::words::store as say;

const MAGIC: [u8; 8] = *b"LIAISONP";
const FORMAT: u32 = 1;
/// Bytes before the first block.
const HEADER: usize = 16;
/// Bytes behind the contents.
const FOOTER: usize = 20;
/// A block is closed once it holds so many bytes.
const BLOCK: usize = 256 * 1024;
/// No block holds more, whatever a file says of itself: what is pushed at once is shorter.
const BLOCK_MAX: usize = 4 * 1024 * 1024;
/// Fast, and still a third of the size.
const LEVEL: i32 = 1;

/// What can go wrong with a packed file.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The machine refused an operation.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the machine said.
        source: io::Error,
    },
    /// A later version of the program wrote it. It is left alone.
    #[error("{}: format {format} is newer than this program", file.display())]
    Newer {
        /// The file.
        file: PathBuf,
        /// The format number that it names.
        format: u32,
    },
    /// It is not as it was written.
    #[error("{}", self.say(Lang::En))]
    Damaged {
        /// The file.
        file: PathBuf,
        /// Where the first piece that is not as it was starts, in bytes.
        offset: u64,
        /// What is wrong with it.
        fault: Fault,
    },
}

/// What is wrong with a piece of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The file does not start, or end, as one of ours does.
    Header,
    /// The file is longer or shorter than its contents say.
    Length,
    /// The bytes do not give the checksum written with them.
    Checksum,
}

impl Fault {
    /// What is wrong.
    pub fn words(self) -> Words {
        match self {
            Self::Header => say::PACK_HEADER,
            Self::Length => say::PACK_LENGTH,
            Self::Checksum => say::FRAME_CHECKSUM,
        }
    }
}

impl PackError {
    pub(super) fn io(path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    /// Whether there is no such file.
    pub fn is_of_nothing(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::NotFound)
    }

    /// The same in both languages.
    pub fn words(&self) -> Wrong {
        Wrong { en: self.say(Lang::En), zh: self.say(Lang::Zh) }
    }

    /// Where it is, and what is wrong.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Damaged { file, offset, fault } => {
                let (file, offset) = (file.display().to_string(), offset.to_string());
                say::PACK_DAMAGE.fill(lang, &[&file, &offset, fault.words().say(lang)])
            }
            error => error.to_string(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Contents {
    about: Vec<u8>,
    parts: Vec<Part>,
}

#[derive(Serialize, Deserialize)]
struct Part {
    name: String,
    blocks: Vec<Block>,
}

#[derive(Serialize, Deserialize)]
struct Block {
    stored: u32,
    length: u32,
    checksum: u32,
}

/// Writes a packed file, part after part.
pub struct Packer<'w> {
    out: &'w mut dyn Write,
    compressor: zstd::bulk::Compressor<'static>,
    parts: Vec<Part>,
    held: Vec<u8>,
}

impl<'w> Packer<'w> {
    /// Begins one on a stream.
    pub fn begin(out: &'w mut dyn Write) -> io::Result<Self> {
        out.write_all(&header())?;
        let compressor = zstd::bulk::Compressor::new(LEVEL)?;
        Ok(Self { out, compressor, parts: Vec::new(), held: Vec::new() })
    }

    /// What is pushed from now on belongs to the part of this name.
    pub fn part(&mut self, name: &str) -> io::Result<()> {
        self.close_block()?;
        self.parts.push(Part { name: name.to_owned(), blocks: Vec::new() });
        Ok(())
    }

    /// Adds bytes to the part, at most a mebibyte or two at once: they are never split between
    /// blocks.
    pub fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= BLOCK { self.close_block() } else { Ok(()) }
    }

    /// Ends the file; `about` is what it says of itself.
    pub fn finish(mut self, about: Vec<u8>) -> io::Result<()> {
        self.close_block()?;
        let contents = codec::cell(&Contents { about, parts: self.parts });
        let contents = contents.map_err(io::Error::other)?;
        let mut footer = Vec::with_capacity(FOOTER);
        footer.extend((contents.len() as u32).to_le_bytes());
        footer.extend(crc32fast::hash(&contents).to_le_bytes());
        footer.extend(MAGIC);
        footer.extend(crc32fast::hash(&footer).to_le_bytes());
        self.out.write_all(&contents)?;
        self.out.write_all(&footer)?;
        self.out.flush()
    }

    fn close_block(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let stored = self.compressor.compress(&self.held)?;
        let block = Block {
            stored: stored.len() as u32,
            length: self.held.len() as u32,
            checksum: crc32fast::hash(&stored),
        };
        self.held.clear();
        self.out.write_all(&stored)?;
        let part = self.parts.last_mut().ok_or(io::ErrorKind::InvalidInput)?;
        part.blocks.push(block);
        Ok(())
    }
}

/// Writes a packed file: aside, to the medium, read back, and only then under its name. `write`
/// returns what the file says of itself. Returns its bytes.
pub fn save(
    disk: &Arc<dyn Disk>,
    path: &Path,
    write: &mut dyn FnMut(&mut Packer<'_>) -> Result<Vec<u8>, PackError>,
) -> Result<u64, PackError> {
    let aside = aside_of(path);
    let written = save_aside(disk, &aside, write)
        .and_then(|bytes| disk.rename(&aside, path).map(|()| bytes).map_err(PackError::io(path)));
    if written.is_err() {
        // What failed is what the caller must hear of, not that there was nothing to remove.
        let _ = disk.remove(&aside);
    }
    let bytes = written?;
    let folder = folder_of(path);
    disk.sync_folder(folder).map_err(PackError::io(folder))?;
    Ok(bytes)
}

fn save_aside(
    disk: &Arc<dyn Disk>,
    aside: &Path,
    write: &mut dyn FnMut(&mut Packer<'_>) -> Result<Vec<u8>, PackError>,
) -> Result<u64, PackError> {
    let io = PackError::io(aside);
    let file = disk.create(aside).map_err(&io)?;
    let mut out = Through { disk: &**disk, file: &file };
    let mut packer = Packer::begin(&mut out).map_err(&io)?;
    let about = write(&mut packer)?;
    packer.finish(about).map_err(&io)?;
    disk.sync(&file).map_err(&io)?;
    Pack::open(disk, aside)?.verify()
}

/// Where a file is written before it has its name.
fn aside_of(path: &Path) -> PathBuf {
    let mut aside = path.as_os_str().to_owned();
    aside.push(".new");
    aside.into()
}

/// A packed file, open for reading.
pub struct Pack {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    file: File,
    about: Vec<u8>,
    parts: Vec<Part>,
    /// Where the first block of each part starts.
    starts: Vec<u64>,
    length: u64,
}

impl Pack {
    /// Opens a file and checks what it says of itself; of its blocks, that there is room for
    /// them.
    pub fn open(disk: &Arc<dyn Disk>, path: &Path) -> Result<Self, PackError> {
        let io = PackError::io(path);
        let damaged = |offset, fault| PackError::Damaged { file: path.to_owned(), offset, fault };
        let file = disk.open(path).map_err(&io)?;
        let read = |offset: u64, length: usize| {
            let mut bytes = vec![0; length];
            let read = disk.read_at(&file, &mut bytes, offset).map_err(&io)?;
            bytes.truncate(read);
            Ok(bytes)
        };
        match format_of(&read(0, HEADER)?) {
            None => return Err(damaged(0, Fault::Header)),
            Some(FORMAT) => {}
            Some(format) => return Err(PackError::Newer { file: path.to_owned(), format }),
        }
        let length = file.metadata().map_err(&io)?.len();
        let at = length.saturating_sub(FOOTER as u64);
        let footer = read(at, FOOTER)?;
        let (size, checksum) = footer_of(&footer).ok_or_else(|| damaged(at, Fault::Header))?;
        let at = at.checked_sub(size as u64).ok_or_else(|| damaged(at, Fault::Length))?;
        let bytes = read(at, size)?;
        if crc32fast::hash(&bytes) != checksum {
            return Err(damaged(at, Fault::Checksum));
        }
        let Contents { about, parts } =
            codec::read_cell(&bytes).map_err(|_| damaged(at, Fault::Checksum))?;
        let mut end = HEADER as u64;
        let mut starts = Vec::with_capacity(parts.len());
        for part in &parts {
            starts.push(end);
            end += part.blocks.iter().map(|block| u64::from(block.stored)).sum::<u64>();
        }
        if end != at {
            return Err(damaged(end.min(at), Fault::Length));
        }
        let disk = Arc::clone(disk);
        Ok(Self { disk, path: path.to_owned(), file, about, parts, starts, length })
    }

    /// What it says of itself.
    pub fn about(&self) -> &[u8] {
        &self.about
    }

    /// The names of its parts, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| &*part.name)
    }

    /// The plain bytes of a part, block after block; none if there is no such part.
    pub fn blocks(&self, name: &str) -> impl Iterator<Item = Result<Vec<u8>, PackError>> + '_ {
        let part = self.parts.iter().position(|part| part.name == name);
        part.into_iter().flat_map(move |part| {
            let mut at = self.starts[part];
            self.parts[part].blocks.iter().map(move |block| {
                let start = at;
                at += u64::from(block.stored);
                self.block(start, block)
            })
        })
    }

    /// The plain bytes of a part from the block on in which `offset` stands, as many blocks as
    /// it takes to have `wanted` bytes behind it; also at which offset they start.
    pub fn read_at(
        &self,
        name: &str,
        offset: u64,
        wanted: usize,
    ) -> Result<(u64, Vec<u8>), PackError> {
        let (mut plain, mut bytes) = (0, Vec::new());
        let mut first = offset;
        if let Some(part) = self.parts.iter().position(|part| part.name == name) {
            let mut at = self.starts[part];
            for block in &self.parts[part].blocks {
                let end = plain + u64::from(block.length);
                if end > offset && plain < offset + wanted as u64 {
                    first = first.min(plain);
                    bytes.extend(self.block(at, block)?);
                }
                at += u64::from(block.stored);
                plain = end;
            }
        }
        Ok((first, bytes))
    }

    /// Reads every block. Returns the file's bytes.
    pub fn verify(&self) -> Result<u64, PackError> {
        for (part, start) in self.parts.iter().zip(&self.starts) {
            let mut at = *start;
            for block in &part.blocks {
                self.block(at, block)?;
                at += u64::from(block.stored);
            }
        }
        Ok(self.length)
    }

    fn block(&self, offset: u64, block: &Block) -> Result<Vec<u8>, PackError> {
        let damaged =
            || PackError::Damaged { file: self.path.clone(), offset, fault: Fault::Checksum };
        let most = zstd::zstd_safe::compress_bound(BLOCK_MAX);
        if block.length as usize > BLOCK_MAX || block.stored as usize > most {
            return Err(damaged());
        }
        let mut stored = vec![0; block.stored as usize];
        let read = self.disk.read_at(&self.file, &mut stored, offset);
        let read = read.map_err(PackError::io(&self.path))?;
        if read < stored.len() || crc32fast::hash(&stored) != block.checksum {
            return Err(damaged());
        }
        let plain = zstd::bulk::decompress(&stored, block.length as usize);
        plain.ok().filter(|plain| plain.len() == block.length as usize).ok_or_else(damaged)
    }
}

fn header() -> [u8; HEADER] {
    let mut bytes = [0; HEADER];
    bytes[..8].copy_from_slice(&MAGIC);
    bytes[8..12].copy_from_slice(&FORMAT.to_le_bytes());
    let checksum = crc32fast::hash(&bytes[..12]);
    bytes[12..].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// The format number of a sound header.
fn format_of(bytes: &[u8]) -> Option<u32> {
    let (start, checksum) = bytes.split_last_chunk::<4>()?;
    let (magic, format) = start.split_last_chunk::<4>()?;
    let is_sound = magic == MAGIC && crc32fast::hash(start) == u32::from_le_bytes(*checksum);
    is_sound.then(|| u32::from_le_bytes(*format))
}

/// The length and the checksum of the contents, as a sound footer says.
fn footer_of(bytes: &[u8]) -> Option<(usize, u32)> {
    let (start, checksum) = bytes.split_last_chunk::<4>()?;
    let (length, rest) = start.split_first_chunk::<4>()?;
    let (contents, magic) = rest.split_first_chunk::<4>()?;
    let is_sound = magic == MAGIC && crc32fast::hash(start) == u32::from_le_bytes(*checksum);
    is_sound.then(|| (u32::from_le_bytes(*length) as usize, u32::from_le_bytes(*contents)))
}

#[cfg(test)]
mod tests;
