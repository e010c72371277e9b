//! What a store notes of itself: a line of JSON for each thing that happened, and nothing of what
//! its records say.

use super::state::tamper;
use super::{SINCE, everything, new, organization, save, shut, sound, text, try_add};
use liaison::store::disk::{Disk, FailingDisk, RealDisk};
use liaison::store::{Opened, Plan, Refused, Store};
use serde_json::Value;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// What nobody may find in it.
const SECRET: &str = "Confidential-Partner";

fn noting(disk: Arc<dyn Disk>, folder: &Path, checkpoint_every: u64) -> (Store, Opened) {
    let hour = Some(Arc::new(|| SINCE.to_owned()) as liaison::store::Hour);
    let plan = Plan { checkpoint_every, hour, ..Plan::default() };
    Store::open_with(disk, folder, SINCE, plan, &mut |_| {}).unwrap()
}

fn open(folder: &Path) -> (Store, Opened) {
    noting(Arc::new(RealDisk), folder, u64::MAX)
}

/// The lines since the last time.
fn lines(folder: &Path) -> Vec<Value> {
    let path = folder.join("log/liaison.log");
    let text = fs::read_to_string(&path).unwrap_or_default();
    assert!(!text.contains(SECRET), "{text}");
    let _ = fs::remove_file(path);
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn events(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["event"].as_str().unwrap()).collect()
}

/// The one line of an event.
fn only<'a>(lines: &'a [Value], event: &str) -> &'a Value {
    let mut found = lines.iter().filter(|line| line["event"] == event);
    let line = found.next().unwrap_or_else(|| panic!("no {event} in {lines:?}"));
    assert!(found.next().is_none(), "{lines:?}");
    assert_eq!(line["time"], SINCE);
    line
}

#[test]
fn a_store_notes_that_it_was_opened_and_closed_and_nothing_of_its_records() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = open(dir.path());
    organization(&store, SECRET);
    shut(store);
    let noted = lines(dir.path());
    assert_eq!(events(&noted), ["opened", "closed"]);
    let opened = only(&noted, "opened");
    assert_eq!((&opened["records"], &opened["is_read_only"]), (&0.into(), &false.into()));
    assert_eq!(opened["pid"], std::process::id());
    assert_eq!(only(&noted, "closed")["sequence"], 1);
    // The same without a clock: nothing is noted.
    shut(sound(dir.path()));
    assert!(lines(dir.path()).is_empty());
}

#[test]
fn each_thing_that_is_found_is_a_line_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let (store, _) = open(folder);
    for _ in 0..6 {
        organization(&store, SECRET);
    }
    shut(store);
    lines(folder);
    let journal = folder.join("journal/000001.log");
    let whole = fs::read(&journal).unwrap();

    // A torn tail, and a state that is gone.
    fs::write(&journal, [&whole[..], b"half a change"].concat()).unwrap();
    fs::remove_dir_all(folder.join("state")).unwrap();
    shut(open(folder).0);
    let noted = lines(folder);
    assert_eq!(events(&noted), ["torn", "replayed", "opened", "closed"]);
    let torn = only(&noted, "torn");
    assert_eq!((&torn["level"], &torn["sequence"]), (&"warn".into(), &7.into()));
    assert_eq!(torn["file"], journal.to_str().unwrap());
    assert_eq!((&torn["offset"], &torn["reason"]), (&whole.len().into(), &"short".into()));
    assert!(Path::new(torn["kept"].as_str().unwrap()).is_file());
    assert_eq!(only(&noted, "replayed")["changes"], 6);

    // A state that is unreadable.
    tamper(folder, |db, key, value| drop(db.insert(key, &value[..value.len() / 2]).unwrap()));
    shut(open(folder).0);
    let noted = lines(folder);
    assert_eq!(events(&noted), ["rebuilt", "replayed", "opened", "closed"]);
    assert!(Path::new(only(&noted, "rebuilt")["kept"].as_str().unwrap()).is_dir());

    // A journal that is damaged.
    let mut bytes = whole.clone();
    bytes[100] ^= 1;
    fs::write(&journal, bytes).unwrap();
    shut(open(folder).0);
    let noted = lines(folder);
    let damaged = only(&noted, "damaged");
    assert_eq!((&damaged["level"], &damaged["sequence"]), (&"error".into(), &1.into()));
    assert_eq!((&damaged["offset"], &damaged["reason"]), (&16.into(), &"checksum".into()));
    assert_eq!(only(&noted, "opened")["is_read_only"], true);

    // One that is gone.
    fs::remove_file(&journal).unwrap();
    shut(open(folder).0);
    let noted = lines(folder);
    let ahead = only(&noted, "ahead");
    assert_eq!((&ahead["journal"], &ahead["state"]), (&0.into(), &6.into()));
    fs::write(&journal, &whole).unwrap();

    // A state that cannot be used.
    fs::remove_dir_all(folder.join("state")).unwrap();
    fs::write(folder.join("state"), b"no folder").unwrap();
    shut(open(folder).0);
    let noted = lines(folder);
    let cause = only(&noted, "without_state")["cause"].as_str().unwrap();
    assert!(cause.contains(folder.join("state").to_str().unwrap()), "{cause}");
}

#[test]
fn what_is_not_saved_and_that_it_is_again_is_noted() {
    let dir = tempfile::tempdir().unwrap();
    let disk = Arc::new(FailingDisk::new(Arc::new(RealDisk)));
    let (store, _) = noting(Arc::clone(&disk) as Arc<dyn Disk>, dir.path(), u64::MAX);
    organization(&store, SECRET);
    for _ in 0..2 {
        // Only the journal: the log can be written.
        disk.fail(2, io::ErrorKind::StorageFull);
        let refused = try_add(&store, SECRET);
        assert!(matches!(refused, Err(Refused::NotSaved(_))), "{refused:?}");
        disk.mend();
    }
    try_add(&store, SECRET).unwrap();
    try_add(&store, SECRET).unwrap();
    shut(store);
    let noted = lines(dir.path());
    assert_eq!(events(&noted), ["opened", "not_saved", "not_saved", "saved_again", "closed"]);
    let refused = &noted[1];
    assert_eq!((&refused["level"], &refused["trouble"]), (&"error".into(), &"full".into()));
    assert_eq!(refused["file"], dir.path().join("journal/000001.log").to_str().unwrap());
    assert_eq!(noted[3]["sequence"], 2);
}

#[test]
fn upkeep_is_noted_and_that_it_failed() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = noting(Arc::new(RealDisk), dir.path(), 1);
    organization(&store, SECRET);
    store.compact().unwrap();
    shut(store);
    let noted = lines(dir.path());
    let known = ["opened", "checkpoint", "compacted", "closed"];
    assert!(events(&noted).iter().all(|event| known.contains(event)), "{noted:?}");
    assert_eq!(only(&noted, "compacted")["sequence"], 1);

    fs::remove_dir_all(dir.path().join("checkpoints")).unwrap();
    fs::write(dir.path().join("checkpoints"), b"no folder").unwrap();
    let (store, _) = noting(Arc::new(RealDisk), dir.path(), 1);
    organization(&store, SECRET);
    shut(store);
    let noted = lines(dir.path());
    let failed = noted.iter().find(|line| line["event"] == "upkeep_failed");
    assert!(failed.is_some_and(|line| line["level"] == "error"), "{noted:?}");
}

#[test]
fn a_log_that_cannot_be_written_keeps_nobody_from_working() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("log"), b"no folder").unwrap();
    fs::write(dir.path().join("lock"), b"").unwrap();
    let (store, opened) = open(dir.path());
    assert!(opened.findings.is_empty());
    let edit = new("organizations", 0, &[("name", text(SECRET))]);
    save(&store, "wang", vec![edit]).unwrap();
    let all = everything(&store);
    shut(store);
    assert_eq!(everything(&open(dir.path()).0), all);
    assert_eq!(fs::read(dir.path().join("log")).unwrap(), b"no folder");
}
