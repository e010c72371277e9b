//! A store with checkpoints: what is read when it opens, and what they are good for.

use super::*;
use crate::store::Plan;

/// A checkpoint after every change.
const OFTEN: Plan = Plan {
    checkpoint_every: 1,
    journal_file: 1 << 20,
    keeps_backups: false,
    backups: None,
    hour: None,
    socket: None,
};

impl Room {
    fn open_often(&self) -> (Store, Opened) {
        let opened = Store::open_with(real(), &self.folder(), "now", OFTEN, &mut |_| {});
        opened.map_err(|error| error.say(Lang::En)).unwrap()
    }

    fn checkpoints(&self) -> Vec<PathBuf> {
        let dir = self.folder().join(CHECKPOINTS);
        let names = RealDisk.list(&dir).unwrap_or_default();
        names.into_iter().map(|name| dir.join(name)).collect()
    }

    /// A closed store of five units, with two checkpoints.
    fn with_five(&self) -> Vec<String> {
        for n in 1..=5 {
            let store = self.open_often().0;
            save(&store, vec![with(unit(&format!("Unit {n}")), "notes", Value::None)]).unwrap();
            let first = Id { kind: units(), number: 1 };
            let after = Value::Text(format!("Renamed {n}").into());
            let before = store.now().snapshot.row(first).unwrap().kept(number(first, "name"));
            save(&store, vec![set(&store, first, "name", before, after)]).unwrap();
            store.close();
        }
        assert_eq!(self.checkpoints().len(), 2, "older ones go");
        self.everything()
    }

    fn everything(&self) -> Vec<String> {
        let (store, opened) = self.open();
        assert!(opened.findings.is_empty(), "{:?}", opened.findings);
        everything(store)
    }
}

fn everything(store: Store) -> Vec<String> {
    let row = |row: &Arc<Row>| format!("{row:?}");
    let all = store.now().snapshot.all().map(row).collect();
    store.close();
    // sled lets go of its folder only then.
    drop(store);
    all
}

#[test]
fn a_bad_state_is_built_anew_from_a_checkpoint() {
    let room = Room::new();
    let all = room.with_five();
    fs::write(room.folder().join("state/db"), b"garbage").unwrap();
    let (store, opened) = room.open();
    assert!(matches!(opened.findings[0], Finding::Rebuilt(_)), "{:?}", opened.findings);
    let sound = store.verify().unwrap();
    assert_eq!((sound.changes, sound.records, sound.checkpoints), (10, 5, 2));
    assert_eq!(everything(store), all);

    fs::remove_dir_all(room.folder().join("state")).unwrap();
    let (store, _) = room.open();
    assert_eq!(store.verify().unwrap().records, 5);
    assert_eq!(everything(store), all);
    assert_eq!(room.everything(), all, "it stands in the new state");
}

#[test]
fn whatever_becomes_of_the_checkpoints_nothing_is_lost() {
    let room = Room::new();
    let all = room.with_five();
    let paths = room.checkpoints();
    let newest = fs::read(&paths[1]).unwrap();
    for place in (0..newest.len()).step_by(7) {
        let mut bytes = newest.clone();
        bytes[place] ^= 1;
        fs::write(&paths[1], bytes).unwrap();
        fs::remove_dir_all(room.folder().join("state")).unwrap();
        let (store, opened) = room.open();
        let is_told = |finding: &Finding| matches!(finding, Finding::BadCheckpoint(_));
        assert!(opened.findings.iter().any(is_told), "byte {place}: {:?}", opened.findings);
        assert_eq!(everything(store), all, "byte {place}");
        let moved = PathBuf::from(format!("{}.bad", paths[1].display()));
        let _ = fs::remove_file(moved);
        fs::write(&paths[1], &newest).unwrap();
    }
    fs::remove_dir_all(room.folder().join(CHECKPOINTS)).unwrap();
    assert_eq!(room.everything(), all);
    fs::remove_dir_all(room.folder().join("state")).unwrap();
    assert_eq!(everything(room.open().0), all);
}

#[test]
fn verify_names_a_checkpoint_that_is_damaged_or_another_stores() {
    let room = Room::new();
    room.with_five();
    let path = room.checkpoints()[1].clone();
    let store = room.open().0;
    let sound = fs::read(&path).unwrap();
    let mut bytes = sound.clone();
    bytes[40] ^= 1;
    fs::write(&path, bytes).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let said = store.verify().unwrap_err().say(Lang::Zh);
    assert!(said.contains(&name), "{said}");

    fs::write(&path, &sound).unwrap();
    let other = Room::new();
    other.with_five();
    let row = |n: u32| Id { kind: units(), number: n };
    let foreign = other.open_often().0;
    save(&foreign, vec![Edit::Trash { id: row(2), rev: 1 }]).unwrap();
    foreign.close();
    // Sound by itself, but of a change at which this store held something else.
    fs::copy(other.checkpoints()[1].clone(), &path).unwrap();
    let said = store.verify().unwrap_err().say(Lang::En);
    assert!(said.contains("checkpoint"), "{said}");
    store.close();
}

#[test]
fn a_checkpoint_whose_journal_was_cut_is_shown_and_takes_nothing() {
    let room = Room::new();
    let all = room.with_five();
    let journal = room.folder().join("journal/000001.log");
    let bytes = fs::read(&journal).unwrap();
    // At the end of a frame: by itself the journal is whole.
    let mut ends = vec![16];
    while *ends.last().unwrap() < bytes.len() {
        let at = *ends.last().unwrap();
        let length = u32::from_le_bytes(bytes[at + 8..at + 12].try_into().unwrap());
        ends.push(at + 64 + length as usize);
    }
    fs::write(&journal, &bytes[..ends[ends.len() - 3]]).unwrap();
    fs::remove_dir_all(room.folder().join("state")).unwrap();
    let (store, opened) = room.open();
    assert_eq!(opened.findings, [Finding::Ahead { journal: 8, state: 10 }]);
    assert!(matches!(save(&store, vec![unit("New")]), Err(Refused::ReadOnly(_))));
    assert!(store.verify().is_err());
    assert_eq!(everything(store), all);
}

#[test]
fn history_before_a_checkpoint_is_there_and_can_be_taken_back() {
    let room = Room::new();
    room.with_five();
    let (store, _) = room.open();
    let first = Id { kind: units(), number: 1 };
    let changes = history(&store, Role::Admin, Some(first));
    assert_eq!(
        changes.iter().map(|change| change.sequence).collect::<Vec<_>>(),
        [10, 8, 6, 4, 2, 1]
    );
    let back = changes[0].taken_back(|id| store.now().snapshot.row(id).cloned());
    save(&store, back).unwrap();
    let name = store.now().snapshot.row(first).unwrap().kept(number(first, "name"));
    assert_eq!(name, Value::Text("Renamed 4".into()));
    store.close();
}
