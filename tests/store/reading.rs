//! A store that may be read and not written: the journal alone is read, and nothing is touched.

use super::{
    SINCE, everything, history, look, new, open, organization, save, shut, sound, text, try_add,
};
use liaison::office::{Begin, Clock, Office};
use liaison::store::disk::{Disk, FailingDisk, RealDisk};
use liaison::store::{Finding, OpenError, Opened, Person, Plan, Refused, Role, Store};
use liaison::value::Lang;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

/// A closed store of some records; all that is kept of them.
fn filled(folder: &Path) -> Vec<String> {
    let store = sound(folder);
    for name in ["Toyota", "Boeing", "Siemens"] {
        organization(&store, name);
    }
    let all = everything(&store);
    shut(store);
    all
}

fn forbid(folder: &Path) {
    fs::set_permissions(folder, Permissions::from_mode(0o500)).unwrap();
}

fn allow(folder: &Path) {
    fs::set_permissions(folder, Permissions::from_mode(0o700)).unwrap();
}

/// Every file beneath a folder, with what it holds and when it was changed.
fn files(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let metadata = entry.metadata().unwrap();
        let held = if metadata.is_dir() {
            files(&entry.path()).join("\n")
        } else {
            format!("{:?}", fs::read(entry.path()).unwrap())
        };
        let changed = (metadata.modified().unwrap(), metadata.permissions().mode());
        all.push(format!("{}: {changed:?} {held}", entry.path().display()));
    }
    all.sort();
    all
}

/// That everything can be read, that nothing is saved and that it is said why.
fn is_read_only(store: &Store, opened: &Opened, all: &[String], why: &str) {
    let [first @ Finding::ReadOnly(_), ..] = &opened.findings[..] else { panic!("{opened:?}") };
    assert!(first.say(Lang::En).contains(why), "{}", first.say(Lang::En));
    assert!(first.say(Lang::Zh).contains("只读"), "{}", first.say(Lang::Zh));
    assert!(!opened.is_new);
    assert_eq!(everything(store), all);
    assert_eq!(history(store, None).len(), all.len());
    assert_eq!(look(store, Role::Viewer).sequence(), all.len() as u64);
    let refused = try_add(store, "Refused").unwrap_err();
    for lang in [Lang::En, Lang::Zh] {
        assert!(matches!(refused, Refused::ReadOnly(_)), "{refused:?}");
        assert!(refused.say(lang).contains(&first.say(lang)), "{}", refused.say(lang));
        assert_eq!(store.read_only().unwrap().say(lang), first.say(lang));
    }
    assert_eq!(store.verify().unwrap().records, all.len());
}

#[test]
fn a_folder_that_may_not_be_written_is_read_and_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let all = filled(dir.path());
    forbid(dir.path());
    let before = files(dir.path());
    for _ in 0..2 {
        let (store, opened) = open(dir.path());
        is_read_only(&store, &opened, &all, "there is no right to write");
        shut(store);
    }
    assert_eq!(files(dir.path()), before);
    allow(dir.path());
    let store = sound(dir.path());
    assert_eq!(try_add(&store, "After"), Ok(4));
}

#[test]
fn a_read_only_disk_is_read_with_or_without_a_lock_file() {
    let dir = tempfile::tempdir().unwrap();
    let all = filled(dir.path());
    let disk = Arc::new(FailingDisk::new(Arc::new(RealDisk)));
    disk.seal();
    for _ in 0..2 {
        let (store, opened) =
            Store::open(Arc::clone(&disk) as Arc<dyn Disk>, dir.path(), SINCE).unwrap();
        is_read_only(&store, &opened, &all, "is on a read-only disk");
        shut(store);
        let _ = fs::remove_file(dir.path().join("lock"));
    }
}

#[test]
fn what_is_before_a_checkpoint_is_read_from_that() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let often = Plan { checkpoint_every: 1, ..Plan::default() };
    let store = Store::open_with(Arc::new(RealDisk), dir.path(), SINCE, often, &mut |_| {});
    let store = store.unwrap().0;
    organization(&store, "Hitachi");
    shut(store);
    let store = sound(dir.path());
    organization(&store, "Later");
    let all = everything(&store);
    shut(store);
    forbid(dir.path());
    let before = files(dir.path());
    let (store, opened) = open(dir.path());
    is_read_only(&store, &opened, &all, "there is no right to write");
    assert!(store.verify().unwrap().checkpoints > 0);
    shut(store);
    assert_eq!(files(dir.path()), before);
    allow(dir.path());
}

#[test]
fn a_torn_tail_of_what_is_only_read_stays_where_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let all = filled(dir.path());
    let journal = dir.path().join("journal/000001.log");
    let torn = [fs::read(&journal).unwrap().as_slice(), b"half a change"].concat();
    fs::write(&journal, &torn).unwrap();
    forbid(dir.path());
    let (store, opened) = open(dir.path());
    is_read_only(&store, &opened, &all, "there is no right to write");
    assert!(matches!(opened.findings[1..], [Finding::Torn { kept: Err(_), .. }]), "{opened:?}");
    assert_eq!(fs::read(&journal).unwrap(), torn);
    allow(dir.path());
}

#[test]
fn damage_is_told_of_what_is_only_read_too() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let journal = dir.path().join("journal/000001.log");
    let mut bytes = fs::read(&journal).unwrap();
    bytes[100] ^= 1;
    fs::write(&journal, bytes).unwrap();
    forbid(dir.path());
    let (store, opened) = open(dir.path());
    let found = &opened.findings;
    assert!(matches!(found[..], [Finding::ReadOnly(_), Finding::Damaged(_)]), "{found:?}");
    assert!(store.verify().is_err());
    allow(dir.path());
}

#[test]
fn where_somebody_writes_nobody_reads_beside_them_and_readers_hold_up_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let all = filled(dir.path());
    let disk = Arc::new(FailingDisk::new(Arc::new(RealDisk)));
    disk.seal();
    let read = || Store::open(Arc::clone(&disk) as Arc<dyn Disk>, dir.path(), SINCE);
    let (reader, _) = read().unwrap();
    let writer = sound(dir.path());
    assert!(matches!(read(), Err(OpenError::Held { .. })));
    organization(&writer, "Later");
    assert_eq!(everything(&reader), all, "as it was when it was opened");
    shut(writer);
    assert!(read().is_ok());
}

#[test]
fn a_folder_without_a_store_that_may_not_be_written_is_an_error_that_says_why() {
    let dir = tempfile::tempdir().unwrap();
    forbid(dir.path());
    let error = Store::open(Arc::new(RealDisk), dir.path(), SINCE).map(drop).unwrap_err();
    assert!(matches!(error, OpenError::Machine { .. }), "{error:?}");
    assert!(error.say(Lang::En).contains("there is no right to write"), "{error:?}");
    assert!(error.say(Lang::Zh).contains("没有"), "{error:?}");
    allow(dir.path());
    let error = Store::open(Arc::new(RealDisk), &dir.path().join("missing/store"), SINCE);
    let error = error.map(drop).unwrap_err();
    assert!(error.say(Lang::En).contains("No such file"), "{error:?}");
}

#[test]
fn an_office_that_began_with_nothing_is_read_as_one() {
    let dir = tempfile::tempdir().unwrap();
    let office = |begin| {
        Office::open(Arc::new(RealDisk), dir.path(), Clock::fixed(super::now()), begin).unwrap()
    };
    let (begun, _) = office(Begin::Empty);
    begun.store().close();
    drop(begun);
    forbid(dir.path());
    let before = files(dir.path());
    let (office, opened) = office(Begin::Published);
    assert!(matches!(opened.findings[..], [Finding::ReadOnly(_)]), "{opened:?}");
    assert!(!opened.is_new && office.store().now().snapshot.is_empty());
    let wang = Person::new("wang", Role::Admin);
    office.seat(&wang);
    office.keep(&wang, b"{}");
    office.store().close();
    assert_eq!(files(dir.path()), before, "no seat is kept there either");
    allow(dir.path());
}

#[test]
fn a_state_that_the_machine_does_not_let_us_use_is_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let all = filled(dir.path());
    let (state, aside) = (dir.path().join("state"), dir.path().join("aside"));
    fs::rename(&state, &aside).unwrap();
    fs::write(&state, b"no folder").unwrap();
    let (store, opened) = open(dir.path());
    assert!(matches!(opened.findings[..], [Finding::WithoutState(_)]), "{opened:?}");
    assert!(opened.findings[0].say(Lang::En).contains(&state.display().to_string()));
    assert_eq!(everything(&store), all);
    assert!(store.verify().unwrap_err().say(Lang::En).contains("nothing is lost"));
    save(&store, "li", vec![new("organizations", 0, &[("name", text("After"))])]).unwrap();
    shut(store);

    fs::remove_file(&state).unwrap();
    fs::rename(&aside, &state).unwrap();
    let (store, opened) = open(dir.path());
    assert_eq!(opened.findings, [Finding::Replayed(1)]);
    assert_eq!(everything(&store).len(), 4);
    store.verify().unwrap();
}
