use super::*;
use crate::store::disk::{FailingDisk, RealDisk};
use std::fs;

fn real() -> Arc<dyn Disk> {
    Arc::new(RealDisk)
}

/// Bytes that hardly compress, the same at every call.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..length).map(|_| next()).collect()
}

fn two_parts(disk: &Arc<dyn Disk>, path: &Path) -> Result<u64, PackError> {
    save(disk, path, &mut |packer| {
        let io = PackError::io(path);
        packer.part("first").map_err(&io)?;
        packer.push(b"one ").and_then(|()| packer.push(b"and two")).map_err(&io)?;
        packer.part("empty").map_err(&io)?;
        packer.part("second").map_err(&io)?;
        for piece in noise(700_000).chunks(100_000) {
            packer.push(piece).map_err(&io)?;
        }
        Ok(b"about it".to_vec())
    })
}

fn part(pack: &Pack, name: &str) -> Vec<u8> {
    pack.blocks(name).collect::<Result<Vec<_>, _>>().unwrap().concat()
}

#[test]
fn what_is_packed_reads_back_part_by_part_and_from_any_place() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.pack");
    let bytes = two_parts(&real(), &path).unwrap();
    let pack = Pack::open(&real(), &path).unwrap();
    assert_eq!(pack.names().collect::<Vec<_>>(), ["first", "empty", "second"]);
    assert_eq!((pack.about(), pack.verify().unwrap()), (&b"about it"[..], bytes));
    assert_eq!(fs::metadata(&path).unwrap().len(), bytes);
    assert_eq!(part(&pack, "first"), b"one and two");
    assert_eq!(part(&pack, "second"), noise(700_000));
    assert!(part(&pack, "empty").is_empty() && part(&pack, "other").is_empty());

    for (offset, wanted) in [(0, 1), (299_999, 2), (300_000, 64), (100, 650_000), (699_990, 90)] {
        let (start, read) = pack.read_at("second", offset, wanted).unwrap();
        let all = noise(700_000);
        let end = (offset as usize + wanted).min(all.len());
        let read = &read[(offset - start) as usize..];
        assert_eq!(read[..end - offset as usize], all[offset as usize..end]);
    }
    let (start, read) = pack.read_at("second", 700_000, 1).unwrap();
    assert_eq!((start, read.len()), (700_000, 0), "nothing behind its end");
    assert!(!aside_of(&path).exists());
}

#[test]
fn every_changed_byte_and_every_cut_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.pack");
    save(&real(), &path, &mut |packer| {
        let io = PackError::io(&path);
        packer.part("only").map_err(&io)?;
        packer.push(b"some words, and some words again").map_err(&io)?;
        Ok(b"about".to_vec())
    })
    .unwrap();
    let sound = fs::read(&path).unwrap();
    let is_found = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let found = Pack::open(&real(), &path).and_then(|pack| pack.verify());
        matches!(found, Err(PackError::Damaged { .. } | PackError::Newer { .. }))
    };
    for place in 0..sound.len() {
        for bit in 0..8 {
            let mut bytes = sound.clone();
            bytes[place] ^= 1 << bit;
            assert!(is_found(&bytes), "bit {bit} of byte {place}");
        }
        assert!(is_found(&sound[..place]), "cut at {place}");
        let swapped = [&sound[place + 1..], &sound[..=place]].concat();
        assert!(place + 1 == sound.len() || is_found(&swapped), "turned round at {place}");
    }
    assert!(is_found(&[&sound[..], b"more"].concat()));
}

#[test]
fn a_block_that_claims_too_much_is_refused_and_not_allocated() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.pack");
    let block = Block { stored: 4, length: u32::MAX, checksum: crc32fast::hash(b"size") };
    let part = Part { name: "bomb".into(), blocks: vec![block] };
    let contents = codec::cell(&Contents { about: Vec::new(), parts: vec![part] }).unwrap();
    let mut bytes = [&header()[..], b"size", &contents].concat();
    let mut footer = (contents.len() as u32).to_le_bytes().to_vec();
    footer.extend(crc32fast::hash(&contents).to_le_bytes());
    footer.extend(MAGIC);
    footer.extend(crc32fast::hash(&footer).to_le_bytes());
    bytes.extend(footer);
    fs::write(&path, bytes).unwrap();
    let read = Pack::open(&real(), &path).unwrap().verify();
    assert!(matches!(read, Err(PackError::Damaged { offset: 16, .. })), "{read:?}");
}

#[test]
fn a_newer_format_is_told_from_damage() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.pack");
    two_parts(&real(), &path).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[8] = 9;
    let checksum = crc32fast::hash(&bytes[..12]);
    bytes[12..16].copy_from_slice(&checksum.to_le_bytes());
    fs::write(&path, bytes).unwrap();
    assert!(matches!(Pack::open(&real(), &path), Err(PackError::Newer { format: 9, .. })));
}

#[test]
fn whatever_operation_fails_the_old_file_or_the_new_one_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.pack");
    two_parts(&real(), &path).unwrap();
    let before = fs::read(&path).unwrap();
    for n in 1.. {
        let failing = Arc::new(FailingDisk::new(real()));
        failing.fail(n, io::ErrorKind::StorageFull);
        let disk: Arc<dyn Disk> = failing;
        let saved = save(&disk, &path, &mut |packer| {
            packer.part("new").map_err(PackError::io(&path))?;
            Ok(Vec::new())
        });
        let pack = Pack::open(&real(), &path).unwrap();
        pack.verify().unwrap();
        assert!(!aside_of(&path).exists());
        if saved.is_ok() {
            assert_eq!(pack.names().collect::<Vec<_>>(), ["new"]);
            assert!(n > 6, "each operation was made to fail");
            return;
        }
        fs::write(&path, &before).unwrap();
    }
}
