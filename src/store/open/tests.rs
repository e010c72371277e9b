//! A whole store, opened, closed and opened again.

mod checkpoint;

use super::*;
use crate::records;
use crate::store::disk::{FailingDisk, RealDisk};
use crate::store::row::Row;
use crate::store::rows::key;
use crate::store::{Cause, Committed, Edit, Person, Refused, Role, Sight, Sound, Store, Unsound};
use crate::store::{Change, Snapshot};
use crate::value::Id;
use crate::value::Value;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

struct Room {
    dir: TempDir,
}

impl Room {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("office")
    }

    fn open(&self) -> (Store, Opened) {
        Store::open(real(), &self.folder(), "now").unwrap()
    }
}

fn real() -> Arc<dyn Disk> {
    Arc::new(RealDisk)
}

fn wang() -> Person {
    Person::new("wang", Role::Admin)
}

fn save(store: &Store, edits: Vec<Edit>) -> Result<Committed, Refused> {
    store.commit(&wang(), Cause::Edit, 0, edits).wait()
}

fn number(id: Id, name: &str) -> u16 {
    records::kind(id.kind).unwrap().named(name).unwrap().number
}

fn units() -> u8 {
    records::kind_named("unit").unwrap().number
}

fn unit(name: &str) -> Edit {
    let id = Id::provisional(units(), 1);
    Edit::Add { id, fields: vec![(number(id, "name"), Value::Text(name.into()))] }
}

fn with(edit: Edit, name: &str, value: Value) -> Edit {
    let Edit::Add { id, mut fields } = edit else { return edit };
    fields.push((number(id, name), value));
    Edit::Add { id, fields }
}

#[test]
fn many_records_come_back_in_order_and_it_is_told_how_many() {
    let room = Room::new();
    let store = room.open().0;
    // More than each reader takes at a time, and not in whole chunks.
    for batch in 0..5 {
        let named = |nth: u32| {
            let Edit::Add { id, fields } = unit(&format!("Unit {batch}.{nth}")) else {
                unreachable!("it is added")
            };
            Edit::Add { id: Id::provisional(id.kind, nth), fields }
        };
        let many: Vec<Edit> = (0..900).map(named).collect();
        let parent = Value::Link(Id { kind: units(), number: 1 });
        let child = with(unit("Child"), "parent", parent);
        save(&store, many).unwrap();
        save(&store, vec![child]).unwrap();
    }
    let before = store.now().snapshot;
    store.close();
    drop(store);

    let mut told = Vec::new();
    let (store, _) =
        Store::open_telling(real(), &room.folder(), "now", &mut |progress| told.push(progress))
            .unwrap();
    let after = store.now().snapshot;
    let ids = |snapshot: &Snapshot| -> Vec<(Id, u64)> {
        snapshot.all().map(|row| (row.id, row.last)).collect()
    };
    assert_eq!((ids(&after).len(), ids(&after)), (4_505, ids(&before)));
    let first = Id { kind: units(), number: 1 };
    assert_eq!(after.links_to(first).count(), 5);
    assert_eq!(
        after.links_to(first).collect::<Vec<_>>(),
        before.links_to(first).collect::<Vec<_>>()
    );
    assert!(told.is_sorted_by_key(|progress| progress.done) && told.len() > 3);
    assert_eq!(told.last(), Some(&Progress { done: 4_505, all: 4_505 }));
    let all: Vec<_> = after.all().collect();
    assert!(Arc::ptr_eq(&all[0].created.who, &all[1].updated.who), "a login is kept once");
}

fn set(store: &Store, id: Id, name: &str, before: Value, after: Value) -> Edit {
    let rev = store.now().snapshot.row(id).unwrap().rev;
    Edit::Set { id, rev, fields: vec![(number(id, name), before, after)] }
}

fn sight(store: &Store, role: Role) -> Sight {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let now = day.and_hms_opt(9, 0, 0).unwrap();
    Sight::new(store.now().snapshot, Person::new("someone", role), now, |_, _| None)
}

fn history(store: &Store, role: Role, of: Option<Id>) -> Vec<Change> {
    store.history(&sight(store, role), of).map(Result::unwrap).collect()
}

fn damage_last_change(room: &Room) {
    let file = room.folder().join("journal/000001.log");
    let mut bytes = fs::read(&file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(file, bytes).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_folder_with_other_things_is_refused_and_stays_open_to_others() {
    let room = Room::new();
    for other in ["letter.txt", "journal/machine/system.log", "lock/of-another", "x/lock"] {
        let folder = room.dir.path().join(other.replace('/', "-"));
        let file = folder.join(other);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, b"").unwrap();
        fs::write(folder.join("notes.md"), b"").unwrap();
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        let refused = Store::open(real(), &folder, "now").map(drop).unwrap_err();
        assert!(matches!(refused, OpenError::NotAStore { .. }), "{other}: {refused:?}");
        assert!(refused.say(Lang::Zh).contains(&*folder.to_string_lossy()));
        assert_eq!(mode(&folder), 0o755, "{other}");
        assert!(!folder.join("state").exists());
    }
}

#[test]
fn a_missing_folder_an_empty_one_and_a_store_are_opened_and_closed_to_others() {
    let room = Room::new();
    room.open().0.close();
    assert_eq!(mode(&room.folder()), 0o700);

    let empty = Room::new();
    fs::create_dir(empty.folder()).unwrap();
    empty.open().0.close();
    assert_eq!(mode(&empty.folder()), 0o700);

    let store = empty.open().0;
    save(&store, vec![unit("Office")]).unwrap();
    store.close();
    fs::write(empty.folder().join("notes.md"), b"beside the store").unwrap();
    fs::remove_file(empty.folder().join("lock")).unwrap();
    fs::set_permissions(empty.folder(), Permissions::from_mode(0o755)).unwrap();
    assert_eq!(empty.open().0.now().snapshot.len(), 1);
    assert_eq!(mode(&empty.folder()), 0o700);
}

#[test]
fn an_opening_that_was_cut_off_is_begun_again() {
    // Nor is what somebody left there before anything was saved another's.
    let all = ["lock", "journal", "state", PEOPLE, BEGUN_EMPTY];
    for made in [&["lock"][..], &["lock", "journal"], &all] {
        let room = Room::new();
        fs::create_dir(room.folder()).unwrap();
        for name in made {
            match *name {
                "journal" | "state" | PEOPLE => fs::create_dir(room.folder().join(name)).unwrap(),
                _ => fs::write(room.folder().join(name), b"").unwrap(),
            }
        }
        room.open().0.close();
    }
}

#[test]
fn a_closed_store_can_be_opened_at_once() {
    let room = Room::new();
    for _ in 0..20 {
        room.open().0.close();
    }
}

#[test]
fn records_that_the_state_has_lost_come_back_from_the_journal() {
    let room = Room::new();
    let (store, _) = room.open();
    for name in ["Finance", "Law", "Rectorate"] {
        save(&store, vec![unit(name)]).unwrap();
    }
    let last = store.now().snapshot.rows(units()).last().unwrap().id;
    store.close();
    drop(store);
    State::open(real(), &room.folder().join("state")).unwrap().lose(&key(last));

    let (store, opened) = room.open();
    assert!(matches!(opened.findings[..], [Finding::Rebuilt(_), Finding::Replayed(3)]));
    assert_eq!(store.now().snapshot.len(), 3);
    let next = save(&store, vec![unit("Library")]).unwrap().touched[0];
    assert_eq!(next.number, last.number + 1);
}

#[test]
fn a_state_ahead_of_the_journal_is_kept_though_it_has_lost_records() {
    let room = Room::new();
    let (store, _) = room.open();
    for name in ["Finance", "Law"] {
        save(&store, vec![unit(name)]).unwrap();
    }
    let first = store.now().snapshot.rows(units()).next().unwrap().id;
    store.close();
    drop(store);
    State::open(real(), &room.folder().join("state")).unwrap().lose(&key(first));
    fs::remove_file(room.folder().join("journal/000001.log")).unwrap();

    let (store, opened) = room.open();
    assert_eq!(opened.findings, [Finding::Ahead { journal: 0, state: 2 }]);
    assert_eq!(store.now().snapshot.len(), 1);
}

#[test]
fn whatever_was_saved_near_the_limit_is_there_after_opening_again() {
    let room = Room::new();
    let (store, _) = room.open();
    // A thousand bytes take three more each, and the limit is 1,048,576.
    let sizes = (1_045_300..1_045_700).step_by(200);
    let long = sizes.map(|size| {
        let text = "n".repeat(size);
        let lines = text.as_bytes().chunks(1_000).map(|line| String::from_utf8_lossy(line).into());
        Value::Lines(lines.collect())
    });
    let short = Value::Lines((0..100_000).map(|_| "ab".into()).collect());
    let mut saved = Vec::new();
    let (mut refused, all) = (0, std::iter::once(short).chain(long));
    for aliases in all {
        match save(&store, vec![with(unit("Law"), "aliases", aliases)]) {
            Ok(committed) => saved.extend(committed.touched),
            Err(error) => {
                assert!(matches!(error, Refused::TooLarge { .. }), "{error:?}");
                refused += 1;
            }
        }
    }
    assert!(saved.len() > 1 && refused > 0, "saved {}, refused {refused}", saved.len());
    store.close();
    drop(store);
    fs::remove_dir_all(room.folder().join("state")).unwrap();

    let (store, opened) = room.open();
    assert_eq!(opened.findings, [Finding::Replayed(saved.len() as u64)]);
    assert!(saved.iter().all(|id| store.now().snapshot.row(*id).is_some()));
    assert_eq!(store.verify().unwrap().records, saved.len());
}

#[test]
fn history_tells_each_person_what_they_may_see() {
    let room = Room::new();
    let (store, _) = room.open();
    let id = Id::provisional(records::kind_named("contact").unwrap().number, 1);
    let name = (number(id, "name"), Value::Text("Li Hua".into()));
    let phones = (number(id, "phones"), Value::Lines(["010 6278".into()].into()));
    let add = Edit::Add { id, fields: vec![name.clone(), phones] };
    let contact = save(&store, vec![add]).unwrap().touched[0];
    let unit = save(&store, vec![unit("Law")]).unwrap().touched[0];
    let restricted = Value::Choice("restricted".into());
    let edit = set(&store, unit, "confidential", Value::None, restricted);
    save(&store, vec![edit]).unwrap();

    let told = |role| history(&store, role, Some(contact))[0].changed[0].fields();
    assert_eq!(told(Role::Editor).len(), 2);
    assert_eq!(told(Role::Viewer), [(name.0, Value::None, name.1)]);
    assert_eq!(history(&store, Role::Admin, Some(unit)).len(), 2);
    assert!(history(&store, Role::Editor, Some(unit)).is_empty());
    let all = |role| history(&store, role, None).iter().map(|change| change.sequence).collect();
    let (editor, admin): (Vec<u64>, Vec<u64>) = (all(Role::Editor), all(Role::Admin));
    assert_eq!((editor, admin), (vec![1], vec![3, 2, 1]));
    assert!(store.change(&sight(&store, Role::Viewer), 3).unwrap().changed.is_empty());
}

#[test]
fn a_change_that_cannot_be_read_is_told() {
    let room = Room::new();
    let (store, _) = room.open();
    for name in ["Finance", "Law"] {
        save(&store, vec![unit(name)]).unwrap();
    }
    damage_last_change(&room);
    let sight = sight(&store, Role::Admin);
    let unreadable = |read: &Result<Change, Refused>| {
        matches!(read, Err(Refused::Unreadable { sequence: 2, .. }))
    };
    assert!(unreadable(&store.change(&sight, 2)) && store.change(&sight, 1).is_ok());
    let all: Vec<_> = store.history(&sight, None).collect();
    assert!(all.len() == 1 && unreadable(&all[0]), "{all:?}");
}

#[test]
fn a_state_that_failed_is_told_from_damage() {
    let room = Room::new();
    let (store, _) = room.open();
    save(&store, vec![unit("Law")]).unwrap();
    fs::rename(room.folder().join("state/db"), room.folder().join("db")).unwrap();
    assert!(store.state.as_ref().unwrap().flush().is_err());
    fs::rename(room.folder().join("db"), room.folder().join("state/db")).unwrap();
    let behind = store.verify().unwrap_err();
    assert!(matches!(behind, Unsound::Behind(_)), "{behind:?}");
    assert!(behind.say(Lang::En).contains("nothing is lost"));

    save(&store, vec![unit("Library")]).unwrap();
    store.close();
    drop(store);
    let (store, _) = room.open();
    assert_eq!(store.verify().unwrap(), Sound { changes: 2, records: 2, ..Sound::default() });

    let id = store.now().snapshot.rows(units()).next().unwrap().id;
    store.state.as_ref().unwrap().lose(&key(id));
    assert!(matches!(store.verify(), Err(Unsound::Behind(_))));
    damage_last_change(&room);
    let damaged = store.verify().unwrap_err();
    assert!(matches!(damaged, Unsound::Damaged(_)), "{damaged:?}");
    assert!(damaged.say(Lang::Zh).contains("校验和不符"), "{}", damaged.say(Lang::Zh));
}

#[test]
fn a_state_that_failed_follows_again_without_opening_the_store_anew() {
    let room = Room::new();
    let (store, _) = room.open();
    save(&store, vec![unit("Law")]).unwrap();
    let (db, aside) = (room.folder().join("state/db"), room.folder().join("db"));
    fs::rename(&db, &aside).unwrap();
    assert!(store.state.as_ref().unwrap().flush().is_err());
    fs::remove_dir_all(room.folder().join("state")).unwrap();
    fs::write(room.folder().join("state"), b"no folder").unwrap();
    for n in 0..5 {
        save(&store, vec![unit(&format!("Meanwhile {n}"))]).unwrap();
        assert!(matches!(store.verify(), Err(Unsound::Behind(_))));
    }
    fs::remove_file(room.folder().join("state")).unwrap();
    let mut more = 0;
    while store.verify().is_err() {
        save(&store, vec![unit("After")]).unwrap();
        more += 1;
        assert!(more < 70, "{:?}", store.verify());
    }
    let first = Id { kind: units(), number: 1 };
    let edit = set(&store, first, "name", Value::Text("Law".into()), Value::Text("Laws".into()));
    save(&store, vec![edit]).unwrap();
    assert_eq!(store.verify().unwrap().records, 6 + more);
    store.close();
    drop(store);
    let (store, opened) = room.open();
    assert!(opened.findings.is_empty(), "{:?}", opened.findings);
    assert_eq!(store.now().snapshot.len(), 6 + more);
}

#[test]
fn a_torn_tail_that_cannot_be_moved_is_told_as_such() {
    let room = Room::new();
    let (store, _) = room.open();
    save(&store, vec![unit("Law")]).unwrap();
    store.close();
    drop(store);
    let file = room.folder().join("journal/000001.log");
    let mut bytes = fs::read(&file).unwrap();
    bytes.extend(b"half a frame");
    fs::write(&file, bytes).unwrap();

    let disk = Arc::new(FailingDisk::new(Arc::new(RealDisk)));
    disk.fill();
    let (store, opened) = Store::open(disk.clone(), &room.folder(), "now").unwrap();
    assert!(matches!(&opened.findings[..], [Finding::Torn { kept: Err(_), .. }]));
    assert!(opened.findings[0].say(Lang::En).contains("could not be moved yet ("));
    disk.mend();
    save(&store, vec![unit("Library")]).unwrap();
}
