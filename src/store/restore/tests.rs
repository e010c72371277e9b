use super::*;
use crate::store::disk::{FailingDisk, RealDisk};
use crate::store::pack::{self, PackError};
use crate::store::{Cause, Edit, Person, Plan, Role, Store};
use crate::value::{Id, Value};
use std::fs;

fn real() -> Arc<dyn Disk> {
    Arc::new(RealDisk)
}

fn open(folder: &Path) -> Store {
    Store::open(real(), folder, "now").map_err(|error| error.say(Lang::En)).unwrap().0
}

fn add(store: &Store, name: &str) {
    let fund = crate::records::kind_named("funds").unwrap().number;
    let fields = vec![(100, Value::Text(name.into()))];
    let edit = Edit::Add { id: Id::provisional(fund, 1), fields };
    store.commit(&Person::new("wang", Role::Admin), Cause::Edit, 0, vec![edit]).wait().unwrap();
}

fn count(folder: &Path) -> usize {
    let store = open(folder);
    store.verify().unwrap();
    let count = store.now().snapshot.len();
    store.close();
    drop(store);
    count
}

#[test]
fn cut_off_at_any_operation_there_is_the_one_store_or_the_other() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("one.backup");
    let first = dir.path().join("first");
    let store = open(&first);
    add(&store, "One");
    store.backup_to(&file, 0).unwrap();
    store.close();
    drop(store);
    let (mut old, mut new) = (0, 0);
    for nth in 1.. {
        let folder = dir.path().join(format!("store-{nth}"));
        let store = open(&folder);
        add(&store, "One");
        add(&store, "Two");
        store.close();
        drop(store);
        let failing = Arc::new(FailingDisk::new(real()));
        failing.fail_from(nth, io::ErrorKind::Other);
        let disk: Arc<dyn Disk> = failing;
        let restored = Store::restore(&disk, &folder, &file, &Plan::default(), ("now", 0));
        match count(&folder) {
            2 => old += 1,
            1 => new += 1,
            other => panic!("operation {nth}: {other} records"),
        }
        fs::remove_dir_all(&folder).unwrap();
        if restored.is_ok() {
            break;
        }
    }
    assert!(old > 20 && new > 5, "{old} {new}");
}

#[test]
fn a_strangers_backup_writes_nowhere_else() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("hostile.backup");
    for name in [
        "../outside",
        "/etc/passwd",
        "journal/../../outside",
        "journal/x.log",
        "lock",
        "people/../x/y",
        "people/a/b/c/d",
        "people/li/drafts/../../../../outside",
        "state/db",
        "people/li/\u{1b}[2J",
        "",
    ] {
        pack::save(&real(), &file, &mut |packer| {
            packer.part(name).and_then(|()| packer.push(b"x")).map_err(PackError::io(&file))?;
            let about = About { when: 0, end: journal::Mark::default() };
            Ok(super::super::codec::cell(&about).unwrap())
        })
        .unwrap();
        let folder = dir.path().join("office");
        let restored = Store::restore(&real(), &folder, &file, &Plan::default(), ("now", 0));
        let said = restored.unwrap_err().say(Lang::En);
        assert!(said.contains("no store has"), "{name}: {said}");
        assert!(!dir.path().join("outside").exists());
        assert_eq!(count(&folder), 0);
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::write(&file, "not a backup").unwrap();
    let restored =
        Store::restore(&real(), &dir.path().join("office"), &file, &Plan::default(), ("", 0));
    assert!(restored.is_err());
    assert!(!dir.path().join("office").exists(), "not even a folder is made");
}

#[test]
fn compacting_keeps_everything_and_takes_less_room() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("office");
    let store = open(&folder);
    for n in 0..50 {
        add(&store, &format!("Fund {n}"));
    }
    store.compact().unwrap();
    add(&store, "After");
    let sound = store.verify().unwrap();
    assert_eq!((sound.changes, sound.records, sound.checkpoints), (51, 51, 1));
    store.close();
    drop(store);
    assert_eq!(count(&folder), 51);
    assert!(!folder.join("state.old").exists());
}

#[test]
fn a_state_that_cannot_be_built_anew_stays_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("office");
    for nth in 1.. {
        let failing = Arc::new(FailingDisk::new(real()));
        let store = Store::open(failing.clone(), &folder, "now").unwrap().0;
        add(&store, &format!("Fund {nth}"));
        failing.fail(nth, io::ErrorKind::StorageFull);
        let compacted = store.compact();
        failing.mend();
        add(&store, "And another");
        store.close();
        drop(store);
        assert_eq!(count(&folder), 2 * nth, "operation {nth}");
        if compacted.is_ok() && nth > 20 {
            break;
        }
    }
}
