use super::*;
use crate::records::kind_named;
use crate::store::disk::{FailingDisk, RealDisk};
use crate::store::{Cause, Edit, Person, Plan, Role, Store, Unsound};
use crate::value::{Id, Lang, Value};
use std::fs;
use tempfile::TempDir;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// 2026-11-22 at noon.
const NOON: i64 = 1_795_348_800_000;

fn real() -> Arc<dyn Disk> {
    Arc::new(RealDisk)
}

struct Room {
    dir: TempDir,
    disk: Arc<FailingDisk>,
    plan: Plan,
}

impl Room {
    fn new() -> Self {
        let plan = Plan { keeps_backups: true, ..Plan::default() };
        let disk = Arc::new(FailingDisk::new(real()));
        Self { dir: tempfile::tempdir().unwrap(), disk, plan }
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("office")
    }

    /// Opened at a moment.
    fn open(&self, when: i64) -> Store {
        let when = DateTime::from_timestamp_millis(when).unwrap().to_rfc3339();
        let opened = Store::open_with(
            self.disk.clone(),
            &self.folder(),
            &when,
            self.plan.clone(),
            &mut |_| {},
        );
        opened.map_err(|error| error.say(Lang::En)).unwrap().0
    }

    fn restore(&self, file: &Path) -> Result<crate::store::Restored, String> {
        let disk: Arc<dyn Disk> = self.disk.clone();
        let restored = Store::restore(&disk, &self.folder(), file, &self.plan, ("now", NOON));
        restored.map(|(restored, _)| restored).map_err(|error| error.say(Lang::En))
    }

    fn names(&self) -> Vec<String> {
        let all = all(&RealDisk, &self.folder().join("backups"));
        let name = |backup: Named| backup.path.file_name().unwrap().to_string_lossy().into_owned();
        all.into_iter().map(name).collect()
    }
}

fn add(store: &Store, when: i64, name: &str) {
    let kind = kind_named("organizations").unwrap();
    let number = kind.named("name").unwrap().number;
    let fields = vec![(number, Value::Text(name.into()))];
    let edit = Edit::Add { id: Id::provisional(kind.number, 0), fields };
    let person = Person::new("wang", Role::Admin);
    store.commit(&person, Cause::Edit, when, vec![edit]).wait().unwrap();
}

/// Everything in a store, which is closed then.
fn everything(store: Store) -> Vec<String> {
    let all = store.now().snapshot.all().map(|row| format!("{row:?}")).collect();
    store.verify().unwrap();
    store.close();
    drop(store);
    all
}

fn named(when: i64, reason: Reason) -> Named {
    Named::new(Path::new("backups"), when, reason, 7)
}

#[test]
fn a_backup_says_in_its_name_when_and_why() {
    let backup = named(NOON, Reason::Daily);
    assert_eq!(backup.path, Path::new("backups/20261122T120000Z-daily-7.backup"));
    for (reason, _) in REASONS {
        let backup = named(NOON + 1000, reason);
        assert_eq!(Named::read(backup.path.clone()), Some(backup));
    }
    for foreign in ["notes.txt", "20261122T120000Z-daily-7.backup.new", "x-daily-7.backup"] {
        assert_eq!(Named::read(foreign.into()), None, "{foreign}");
    }
}

#[test]
fn seven_days_four_weeks_and_twelve_months_are_kept() {
    let all: Vec<Named> = (0..500).map(|n| named(NOON + n * DAY / 2, Reason::Daily)).collect();
    let kept = kept(&all);
    let mut days: Vec<NaiveDate> = kept.iter().map(|backup| backup.day()).collect();
    days.sort_unstable();
    days.dedup();
    let last = all[499].day();
    let ago = |days: u64| last - chrono::Days::new(days);
    assert!((0..7).all(|n| days.contains(&ago(n))), "{days:?}");
    assert!(!days.contains(&ago(40)) || ago(40).month() != ago(41).month(), "{days:?}");
    assert!((15..=23).contains(&days.len()), "{days:?}");
    let months: Vec<_> =
        last_of(all.iter().rev(), 12, |backup| (backup.day().year(), backup.day().month()));
    assert!(months.len() == 9 && months.iter().all(|month| kept.contains(month)));

    let before: Vec<Named> = (0..9).map(|n| named(NOON + n, Reason::Import)).collect();
    assert_eq!(super::kept(&before).len(), BEFORE_KEPT);
    let asked: Vec<Named> = (0..99).map(|n| named(NOON + n, Reason::Asked)).collect();
    assert_eq!(super::kept(&asked).len(), 99, "what somebody asked for stays");
}

#[test]
fn each_day_on_which_there_is_something_new_has_its_backup() {
    let room = Room::new();
    let store = room.open(NOON);
    add(&store, NOON, "Toyota");
    store.close();
    drop(store);
    assert_eq!(room.names(), ["20261122T120000Z-daily-1.backup"]);
    // The same day again, and a day with nothing new.
    let store = room.open(NOON + 3_600_000);
    add(&store, NOON + 3_600_000, "Boeing");
    store.close();
    drop(store);
    assert_eq!(room.names().len(), 1);
    drop(everything(room.open(NOON + DAY)));
    assert_eq!(room.names()[1..], ["20261123T120000Z-daily-2.backup"]);
    drop(everything(room.open(NOON + 2 * DAY)));
    assert_eq!(room.names().len(), 2, "nothing new");
    let store = room.open(NOON + 2 * DAY);
    add(&store, NOON + 3 * DAY, "Siemens");
    store.close();
    drop(store);
    assert_eq!(room.names()[2..], ["20261125T120000Z-daily-3.backup"], "while it is open");
}

#[test]
fn a_backup_begins_again_on_an_empty_machine() {
    let (room, other) = (Room::new(), Room::new());
    let store = room.open(NOON);
    for name in ["Toyota", "Boeing"] {
        add(&store, NOON, name);
    }
    fs::create_dir_all(room.folder().join("people/wang")).unwrap();
    fs::write(room.folder().join("people/wang/seat.json"), "{}").unwrap();
    let file = room.dir.path().join("a copy");
    store.backup_to(&file, NOON).unwrap();
    let mut stream = Vec::new();
    store.backup_stream(&mut stream, NOON).unwrap().unwrap();
    assert_eq!(fs::read(&file).unwrap(), stream);
    let all = everything(store);

    let restored = other.restore(&file).unwrap();
    assert_eq!((restored.about.end.sequence, restored.about.when), (2, NOON));
    assert_eq!((restored.aside, restored.not_kept), (None, None));
    assert_eq!(fs::read(other.folder().join("people/wang/seat.json")).unwrap(), b"{}");
    let store = other.open(NOON);
    add(&store, NOON, "Siemens");
    assert_eq!(everything(store)[..2], all);
}

#[test]
fn what_was_there_is_kept_aside_and_in_a_backup() {
    let room = Room::new();
    let store = room.open(NOON);
    add(&store, NOON, "Toyota");
    let file = room.dir.path().join("early.backup");
    store.backup_to(&file, NOON).unwrap();
    add(&store, NOON, "Boeing");
    let all = everything(store);
    let restored = room.restore(&file).unwrap();
    let aside = restored.aside.unwrap();
    assert!(room.names().contains(&"20261122T120000Z-restore-2.backup".to_owned()));
    assert_eq!(everything(room.open(NOON)), all[..1]);
    let (kept, opened) = Store::open(real(), &aside, "now").unwrap();
    assert!(!opened.is_new);
    assert_eq!(everything(kept), all);

    let restored = room.restore(&room.folder().join("backups/20261122T120000Z-restore-2.backup"));
    assert_ne!(restored.unwrap().aside.unwrap(), aside, "nor is that overwritten");
    assert_eq!(everything(room.open(NOON)), all);
}

#[test]
fn a_damaged_store_gives_no_backup_and_a_damaged_backup_no_store() {
    let room = Room::new();
    let store = room.open(NOON);
    add(&store, NOON, "Toyota");
    let file = room.dir.path().join("good.backup");
    store.backup_to(&file, NOON).unwrap();
    add(&store, NOON, "Boeing");
    let good = fs::read(&file).unwrap();
    for place in (0..good.len()).step_by(11) {
        let mut bytes = good.clone();
        bytes[place] ^= 4;
        fs::write(&file, bytes).unwrap();
        let error = Pack::open(&real(), &file).and_then(|pack| pack.verify());
        assert!(error.is_err(), "byte {place}");
    }
    let journal = room.folder().join("journal/000001.log");
    let mut bytes = fs::read(&journal).unwrap();
    bytes[90] ^= 1;
    fs::write(&journal, bytes).unwrap();
    let refused = store.backup(NOON, Reason::Asked).unwrap_err();
    assert!(refused.en.contains("000001.log"), "{}", refused.en);
    store.close();
    drop(store);
    let said = room.restore(&file).unwrap_err();
    assert!(said.contains("good.backup"), "{said}");
    assert!(!room.folder().join("before-restore-1").exists(), "nothing is touched");

    fs::write(&file, good).unwrap();
    let restored = room.restore(&file).unwrap();
    assert!(restored.not_kept.is_some() && restored.aside.is_some());
    assert_eq!(everything(room.open(NOON)).len(), 1);
}

#[test]
fn a_backup_that_is_damaged_is_named_by_verify() {
    let room = Room::new();
    let store = room.open(NOON);
    add(&store, NOON, "Toyota");
    let backup = store.backup(NOON, Reason::Asked).unwrap();
    assert!(store.verify().unwrap().backups >= 1);
    let mut bytes = fs::read(&backup.path).unwrap();
    bytes[20] ^= 1;
    fs::write(&backup.path, bytes).unwrap();
    let Err(unsound @ Unsound::Copy(_)) = store.verify() else { panic!("it is named") };
    assert!(unsound.say(Lang::Zh).contains("-asked-1.backup"));
    store.close();
}

#[test]
fn what_goes_while_all_is_verified_is_not_called_damaged() {
    let room = Room::new();
    let store = room.open(NOON);
    add(&store, NOON, "Toyota");
    let backup = store.backup(NOON, Reason::Asked).unwrap();
    store.compact().unwrap();
    let sound = store.verify().unwrap();
    // Such a name is listed and leads to nothing.
    for (name, of) in [
        ("20261121T000000Z-daily-1.backup", backup.path.parent().unwrap()),
        ("000000000000.checkpoint", &store.folder().join("checkpoints")),
    ] {
        std::os::unix::fs::symlink("gone", of.join(name)).unwrap();
        assert_eq!(store.verify().map_err(|unsound| unsound.say(Lang::En)), Ok(sound));
    }
    store.close();
}

#[test]
fn a_folder_that_is_not_there_is_told_and_the_store_goes_on() {
    let mut room = Room::new();
    room.plan.backups = Some(room.dir.path().join("unmounted/backups"));
    let store = room.open(NOON);
    add(&store, NOON, "Toyota");
    store.close();
    let said = store.trouble().unwrap().en;
    assert!(said.contains("unmounted"), "{said}");
}
