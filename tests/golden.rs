//! Stores as they were written by each format there was: opened, read, changed and kept. And what
//! a newer program wrote: refused, and left as it is.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test

#[path = "support/proof.rs"]
mod proof;

use liaison::office::{Begin, Clock, Office};
use liaison::records::KINDS;
use liaison::store::disk::RealDisk;
use liaison::store::{OpenError, Person, Plan, Reason, Role, Row, Store};
use liaison::value::Lang;
use proof::{copy, everything, files, open, work};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the stores are. `plain` has a journal in one file and a state, `whole` packed files of the
/// journal, checkpoints, a backup and a draft as well.
fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

const STORES: [&str; 2] = ["plain", "whole"];

/// A store of the format of today, with everything a store can have. A new format gets stores of
/// its own beside those that are there, and those are never written again.
#[test]
#[ignore = "it writes the golden stores, for a format that has none yet"]
fn golden_stores_are_written() {
    for name in STORES {
        let folder = golden(name);
        assert!(!folder.exists(), "{} is there", folder.display());
        let plan = match name {
            "plain" => Plan::default(),
            _ => Plan { checkpoint_every: 1024, journal_file: 1024, ..Plan::default() },
        };
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let clock = Clock::fixed(day.and_hms_opt(9, 0, 0).unwrap());
        let disk = Arc::new(RealDisk);
        let opened = Office::open_with(disk, &folder, clock, Begin::Empty, plan, &mut |_| {});
        let office = opened.map_err(|error| error.say(Lang::En)).unwrap().0;
        work(office.store(), 12, &mut |_| {});
        if name == "whole" {
            let held = office.begin_draft(&Person::new("wang", Role::Admin)).unwrap();
            office.keep_draft(&held, b"{\"half\": \"typed\"}").unwrap();
            office.store().backup(proof::WHEN, Reason::Asked).unwrap();
        }
        let text = text(office.store());
        office.store().close();
        fs::write(golden(&format!("{name}.txt")), text).unwrap();
    }
}

/// Where every record stands, and every change with what it set: what a later program that knows
/// more fields says the same of.
fn text(store: &Store) -> String {
    let sight = proof::sight(store);
    let present = KINDS.iter().flat_map(|kind| sight.rows(kind));
    let line = |row: &Arc<Row>| {
        let (id, trashed) = (row.id, row.trashed.is_some());
        format!("{id} {} {} {trashed} {:?} {:?}", row.rev, row.last, row.created, row.updated)
    };
    let mut lines: Vec<String> = present.chain(sight.trash()).map(line).collect();
    for change in store.history(&sight, None) {
        let change = change.unwrap();
        lines.push(format!("{} {:?}", change.sequence, change.head));
        for changed in &change.changed {
            lines.push(format!("  {} {} {:?}", changed.id, changed.rev, changed.fields()));
        }
    }
    lines.join("\n") + "\n"
}

fn said(name: &str) -> String {
    fs::read_to_string(golden(&format!("{name}.txt"))).unwrap()
}

/// A copy of a golden store, to be opened.
fn copied(name: &str) -> tempfile::TempDir {
    let dir = proof::folder();
    copy(&golden(name), &dir.path().join("store"));
    dir
}

#[test]
fn a_store_of_every_format_is_read_as_it_was_and_goes_on() {
    for name in STORES {
        let dir = copied(name);
        let folder = dir.path().join("store");
        let (store, opened) = open(&folder).unwrap();
        assert_eq!(opened.findings, [], "{name}");
        assert_eq!(text(&store), said(name), "{name}");
        store.verify().map_err(|unsound| unsound.say(Lang::En)).unwrap();
        work(&store, 3, &mut |_| {});
        let after = everything(&store);
        store.close();
        drop(store);
        let (store, _) = open(&folder).unwrap();
        assert_eq!(everything(&store), after, "{name}");
        store.verify().map_err(|unsound| unsound.say(Lang::En)).unwrap();
        store.close();
    }
}

#[test]
fn the_journal_of_every_format_is_enough() {
    for name in STORES {
        let dir = copied(name);
        let folder = dir.path().join("store");
        for part in ["state", "checkpoints"] {
            let _ = fs::remove_dir_all(folder.join(part));
        }
        let (store, _) = open(&folder).unwrap();
        assert_eq!(text(&store), said(name), "{name}");
        let rebuilt = everything(&store);
        store.close();
        let dir = copied(name);
        let (store, _) = open(&dir.path().join("store")).unwrap();
        assert_eq!(everything(&store), rebuilt, "{name}");
        store.close();
    }
}

#[test]
fn the_checkpoint_and_the_backup_of_every_format_are_read() {
    let dir = copied("whole");
    let folder = dir.path().join("store");
    let count = |part: &str| fs::read_dir(folder.join(part)).unwrap().count();
    assert!(count("checkpoints") == 2 && count("backups") == 1 && count("journal") > 2);
    fs::remove_dir_all(folder.join("state")).unwrap();
    let (store, _) = open(&folder).unwrap();
    let sound = store.verify().map_err(|unsound| unsound.say(Lang::En)).unwrap();
    assert_eq!((sound.checkpoints, sound.backups, sound.drafts), (2, 1, 1));
    assert_eq!(text(&store), said("whole"));
    let backup = store.backups().pop().unwrap().path;
    store.close();
    drop(store);

    let other = dir.path().join("other");
    let disk: Arc<dyn liaison::store::disk::Disk> = Arc::new(RealDisk);
    Store::restore(&disk, &other, &backup, &Plan::default(), ("", 0))
        .map_err(|error| error.say(Lang::En))
        .unwrap();
    let (store, _) = open(&other).unwrap();
    assert_eq!(text(&store), said("whole"));
    store.close();
}

/// Writes another format number into a file's header, which starts with a magic of eight bytes.
fn make_newer(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    bytes[8] = 9;
    let checksum = crc32fast::hash(&bytes[..12]);
    bytes[12..16].copy_from_slice(&checksum.to_le_bytes());
    fs::write(path, bytes).unwrap();
}

#[test]
fn what_a_newer_program_wrote_is_refused_and_left_alone() {
    let first = |folder: &Path, part: &str, end: &str| -> PathBuf {
        let is_one =
            |path: &PathBuf| path.starts_with(part) && path.to_string_lossy().ends_with(end);
        folder.join(files(folder).into_iter().rfind(is_one).unwrap())
    };
    for (part, end) in [("journal", ".log"), ("checkpoints", ".checkpoint")] {
        let dir = copied("whole");
        let folder = dir.path().join("store");
        make_newer(&first(&folder, part, end));
        let all = |folder: &Path| -> Vec<(PathBuf, Vec<u8>)> {
            let ours = files(folder).into_iter().filter(|path| !path.ends_with("lock"));
            ours.map(|path| (path.clone(), fs::read(folder.join(path)).unwrap())).collect()
        };
        let before = all(&folder);
        let refused = Store::open(Arc::new(RealDisk), &folder, "").map(drop).unwrap_err();
        assert!(matches!(refused, OpenError::Newer { .. }), "{part}: {}", refused.say(Lang::En));
        assert!(all(&folder) == before, "{part}: it is left as it was");
    }
}
