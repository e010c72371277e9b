//! Older files of the journal, packed: the same bytes in less room. A plain file goes only when
//! its packed one was read back and says the same.

use std::path::Path;
use std::sync::Arc;

use super::walk::{PACKED, numbers, packed_path_of, path_of};
use crate::store::disk::Disk;
use crate::store::pack::{self, Pack, PackError};

/// Bytes to pack at once.
const PIECE: usize = 256 * 1024;

/// Packs the files of the journal in `dir` before that of the number `before`, in which nobody
/// may append any more.
pub fn archive(disk: &Arc<dyn Disk>, dir: &Path, before: u32) -> Result<(), PackError> {
    let io = PackError::io(dir);
    let numbers = numbers(&**disk, dir).map_err(|error| io(std::io::Error::other(error)))?;
    let mut is_packed = false;
    for number in numbers.into_iter().filter(|number| *number < before) {
        let (plain, packed) = (path_of(dir, number), packed_path_of(dir, number));
        if disk.open(&plain).is_err() {
            continue;
        }
        pack_one(disk, &plain, &packed)?;
        disk.remove(&plain).map_err(PackError::io(&plain))?;
        is_packed = true;
    }
    if is_packed { disk.sync_folder(dir).map_err(io) } else { Ok(()) }
}

fn pack_one(disk: &Arc<dyn Disk>, plain: &Path, packed: &Path) -> Result<(), PackError> {
    let io = PackError::io(plain);
    let file = disk.open(plain).map_err(&io)?;
    let mut piece = vec![0; PIECE];
    let mut read = |offset: u64, told: &mut dyn FnMut(&[u8]) -> std::io::Result<()>| {
        let read = disk.read_at(&file, &mut piece, offset)?;
        told(&piece[..read])?;
        Ok::<_, std::io::Error>(read as u64)
    };
    pack::save(disk, packed, &mut |packer| {
        packer.part(PACKED).map_err(PackError::io(packed))?;
        let mut offset = 0;
        loop {
            match read(offset, &mut |bytes| packer.push(bytes)).map_err(&io)? {
                0 => return Ok(Vec::new()),
                more => offset += more,
            }
        }
    })?;
    let (mut offset, mut is_same) = (0, true);
    for block in Pack::open(disk, packed)?.blocks(PACKED) {
        let block = block?;
        for part in block.chunks(PIECE) {
            let all = read(offset, &mut |bytes| {
                is_same &= bytes.get(..part.len()) == Some(part);
                Ok(())
            });
            all.map_err(&io)?;
            offset += part.len() as u64;
        }
    }
    let length = file.metadata().map_err(&io)?.len();
    if is_same && offset == length {
        return Ok(());
    }
    Err(PackError::io(packed)(std::io::Error::other("it does not read back as it was")))
}
