//! Each operation of our files fails once, or from then on: what was done is there or it is said
//! that it is not, nothing that was answered is lost, and the same process saves again as soon as
//! the disk does. In short an opening, a commit and a backup; with `LIAISON_FAILS=all` everything
//! that a store does, and every command.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

#[path = "support/proof.rs"]
mod proof;

use chrono::NaiveDate;
use liaison::command::{self, Files, Settings, Streams};
use liaison::office::{Begin, Clock, Office};
use liaison::store::disk::{Disk, FailingDisk, RealDisk};
use liaison::store::{Cause, Person, Plan, Reason, Refused, Role, Store};
use liaison::value::Lang;
use proof::{WHEN, Watchdog, add, copy, everything, folder, open, work};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, panic};
use tempfile::TempDir;

/// How a disk fails: once or from then on, and what it says.
#[derive(Clone, Copy, Debug)]
struct Way {
    nth: usize,
    is_for_good: bool,
    kind: ErrorKind,
}

/// Something that an open office does; why not, if that is what is said.
type Act = fn(&Office, &Path) -> Result<(), String>;

const COMMIT: Act = |office, _| {
    let edits = vec![add(0, "During", 3), add(1, "During, too", 3)];
    let saved = office.store().commit(&wang(), Cause::Edit, WHEN, edits).wait();
    saved.map(drop).map_err(|refused| refused.say(Lang::En))
};

const BACKUP: Act = |office, _| {
    let made = office.store().backup(WHEN, Reason::Asked).map_err(|wrong| wrong.en)?;
    // What is called made is there, whole.
    let place = folder();
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let store = place.path().join("store");
    let restored = Store::restore(&disk, &store, &made.path, &Plan::default(), ("", WHEN));
    assert_eq!(restored.unwrap().0.about.end.sequence, made.sequence);
    Ok(())
};

/// What else a store does.
const OTHERS: [Act; 5] = [
    |office, _| office.store().compact().map(drop).map_err(|wrong| wrong.en),
    |office, place| {
        let made = office.store().backup_to(&place.join("elsewhere"), WHEN);
        made.map(drop).map_err(|wrong| wrong.en)
    },
    |office, _| {
        let draft = office.begin_draft(&wang()).map_err(|error| error.to_string())?;
        let kept = (1..4).try_for_each(|n| office.keep_draft(&draft, &vec![b'x'; n * 5_000]));
        kept.map_err(|error| error.to_string())
    },
    |office, _| {
        let large: Vec<_> = (0..4).map(|nth| add(nth, "Large", 60_000)).collect();
        let saved = office.store().commit(&wang(), Cause::Import, WHEN, large).wait();
        saved.map(drop).map_err(|refused| refused.say(Lang::En))
    },
    |office, _| {
        office.keep(&wang(), b"{\"a seat\": 1}");
        Ok(())
    },
];

/// A line of each command that an open store is asked. `@` is a folder beside it.
const LINES: [&str; 30] = [
    "list organizations",
    "show organization-1",
    "find Partner",
    "count organizations",
    "brief organization-1 --internal",
    "ask who owns organization-1",
    "today",
    "figures",
    "quality",
    "add organizations name=New",
    "edit organization-1 country=JP",
    "note organization-1 \"A talk\"",
    "done followup-1",
    "later followup-1 +7d",
    "renew agreement-1 2030",
    "handover wang li",
    "trash organization-1",
    "untrash organization-2",
    "history organization-1",
    "undo",
    "redo",
    "import @/new.json --kind organizations --add",
    "export organizations --format csv",
    "backup",
    "backup @/one.backup",
    "verify",
    "compact",
    "keys",
    "config",
    "who",
];

/// Commands that need no open store, or are for whoever starts the program.
const ALONE: [&str; 7] = ["restore", "shell", "completions", "man", "serve", "attach", "people"];

fn wang() -> Person {
    Person::new("wang", Role::Admin)
}

fn clock() -> Clock {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    Clock::fixed(day.and_hms_opt(9, 0, 0).unwrap())
}

fn is_long() -> bool {
    env::var("LIAISON_FAILS").is_ok_and(|value| value == "all")
}

/// Both ways and both errors in the long form; in the short one each operation fails once.
fn ways(nth: usize) -> Vec<Way> {
    let way = |is_for_good, kind| Way { nth, is_for_good, kind };
    let full = ErrorKind::StorageFull;
    match (is_long(), nth % 2) {
        (true, _) => [false, true].map(|all| [way(all, full), way(all, ErrorKind::Other)]).concat(),
        (false, 0) => vec![way(true, full)],
        (false, _) => vec![way(false, ErrorKind::Other)],
    }
}

/// A store on a disk of ours, as it was before.
struct Trial {
    place: TempDir,
    disk: Arc<FailingDisk>,
}

impl Trial {
    fn of(sound: &Path) -> Self {
        let place = folder();
        copy(sound, place.path());
        Self { place, disk: Arc::new(FailingDisk::new(Arc::new(RealDisk))) }
    }

    fn store(&self) -> PathBuf {
        self.place.path().join("store")
    }

    fn on_disk(&self) -> Arc<dyn Disk> {
        Arc::clone(&self.disk) as Arc<dyn Disk>
    }

    fn office(&self) -> Office {
        let opened = Office::open(self.on_disk(), &self.store(), clock(), Begin::Empty);
        opened.map_err(|error| error.say(Lang::En)).unwrap().0
    }

    fn fail(&self, way: Way) {
        if way.is_for_good {
            self.disk.fail_from(way.nth, way.kind);
        } else {
            self.disk.fail(way.nth, way.kind);
        }
    }

    /// Whether so many operations were asked for since.
    fn has_reached(&self, way: Way, since: usize) -> bool {
        self.disk.calls().len() >= since + way.nth
    }

    /// Another process finds all that is expected, and nothing wrong.
    fn holds(&self, expected: &[Vec<String>]) {
        let (store, opened) = open(&self.store()).map_err(|error| error.say(Lang::En)).unwrap();
        assert!(store.read_only().is_none(), "{:?}", opened.findings);
        assert!(expected.contains(&everything(&store)), "{:?}", opened.findings);
        store.verify().unwrap();
        store.close();
    }
}

fn save(store: &Store, name: &str) -> Result<u64, Refused> {
    let edits = vec![add(0, name, 0)];
    store.commit(&wang(), Cause::Edit, WHEN, edits).wait().map(|saved| saved.sequence)
}

/// A closed store with everything that there is in one.
fn sound() -> TempDir {
    let place = folder();
    let store = place.path().join("store");
    let (office, _) = Office::open(Arc::new(RealDisk), &store, clock(), Begin::Empty).unwrap();
    office.seat(&wang());
    work(office.store(), 3, &mut |_| {});
    office.store().compact().unwrap();
    office.store().backup(WHEN - 60_000, Reason::Asked).unwrap();
    work(office.store(), 3, &mut |_| {});
    let draft = office.begin_draft(&wang()).unwrap();
    office.keep_draft(&draft, b"half-typed").unwrap();
    for line in [
        "add agreements name=Term effective=2024-01-01 expires=2027-01-01",
        "add followups \"what=Call them\" due=2026-11-25",
        "add colleagues name=Li login=li",
        "edit organization-3 country=FR",
        "undo",
    ] {
        assert_eq!(run(&office, line), Ok(()), "{line}");
    }
    office.store().close();
    fs::write(place.path().join("new.json"), "[{\"name\": \"From elsewhere\"}]").unwrap();
    place
}

/// Runs a command line; what it says if it does not succeed.
fn run(office: &Office, line: &str) -> Result<(), String> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        input: &mut &b""[..],
        out: &mut out,
        err: &mut err,
        files: Files::Here,
        input_is_terminal: false,
        out_is_terminal: false,
        err_is_terminal: false,
    };
    let settings = Settings { lang: Lang::En, width: 80 };
    let words = shell_words::split(line).unwrap();
    match command::run(&words, office, &wang(), settings, &mut streams) {
        0 => Ok(()),
        exit => Err(format!("{exit}: {}", String::from_utf8(err).unwrap())),
    }
}

/// Does something with an open office on a disk of which each operation fails in turn.
fn whichever_fails(
    sound: &Path,
    dog: &Watchdog,
    what: &str,
    act: impl Fn(&Office, &Path) -> Result<(), String>,
) {
    let trial = Trial::of(sound);
    let office = trial.office();
    let before = everything(office.store());
    assert_eq!(act(&office, trial.place.path()), Ok(()), "{what}");
    let done = everything(office.store());
    office.store().close();
    drop(office);

    for ways in (1..).map(ways) {
        let mut is_reached = false;
        for way in ways {
            dog.begins(&format!("{what}, {way:?}"));
            let trial = Trial::of(sound);
            let office = trial.office();
            let since = trial.disk.calls().len();
            trial.fail(way);
            let said = act(&office, trial.place.path());
            is_reached |= trial.has_reached(way, since);
            trial.disk.mend();
            let told = format!("{what}, {way:?}: {said:?}");
            assert_ne!(said, Err(String::new()), "{told}");
            let expected = if said.is_ok() { &done } else { &before };
            assert!(everything(office.store()) == *expected, "{told}");
            save(office.store(), "After").unwrap_or_else(|why| panic!("{told}: {why:?}"));
            let expected = everything(office.store());
            office.store().close();
            drop(office);
            trial.holds(&[expected]);
        }
        if !is_reached {
            break;
        }
    }
}

/// Counts panics from now on, wherever they are.
fn panics() -> Arc<AtomicUsize> {
    let panics = Arc::new(AtomicUsize::new(0));
    let (counter, before) = (Arc::clone(&panics), panic::take_hook());
    panic::set_hook(Box::new(move |about| {
        counter.fetch_add(1, Ordering::Relaxed);
        before(about);
    }));
    panics
}

#[test]
fn whichever_operation_fails_it_is_said_or_done_and_nothing_is_lost() {
    let (panics, sound, dog) = (panics(), sound(), Watchdog::start());
    let sound = sound.path();
    opening(sound, &dog);
    whichever_fails(sound, &dog, "commit", COMMIT);
    whichever_fails(sound, &dog, "backup", BACKUP);
    if is_long() {
        for (nth, act) in OTHERS.into_iter().enumerate() {
            whichever_fails(sound, &dog, &format!("other {nth}"), act);
        }
        for line in LINES {
            let run = |office: &Office, place: &Path| {
                run(office, &line.replace('@', place.to_str().unwrap()))
            };
            whichever_fails(sound, &dog, line, run);
        }
        restoring(sound, &dog);
    }
    assert_eq!(panics.load(Ordering::Relaxed), 0);
}

/// An opening of which an operation fails is refused with a reason, or shows everything.
fn opening(sound: &Path, dog: &Watchdog) {
    let all = everything(&open(&Trial::of(sound).store()).unwrap().0);
    for ways in (1..).map(ways) {
        let mut is_reached = false;
        for way in ways {
            dog.begins(&format!("opening, {way:?}"));
            let trial = Trial::of(sound);
            trial.fail(way);
            let opened = Store::open(trial.on_disk(), &trial.store(), "");
            is_reached |= trial.has_reached(way, 0);
            let mut expected = all.clone();
            match opened {
                Err(error) => assert!(!error.say(Lang::En).is_empty(), "{way:?}"),
                Ok((store, opened)) => {
                    assert!(everything(&store) == all, "{way:?}: {:?}", opened.findings);
                    trial.disk.mend();
                    let is_saved = save(&store, "After").is_ok();
                    assert_eq!(is_saved, store.read_only().is_none(), "{way:?}");
                    assert!(is_saved || !opened.findings.is_empty(), "{way:?}");
                    expected = everything(&store);
                    store.close();
                }
            }
            trial.holds(&[expected]);
        }
        if !is_reached {
            break;
        }
    }
}

/// A restore of which an operation fails is done or not, and done to its end once it can be.
fn restoring(sound: &Path, dog: &Watchdog) {
    let trial = Trial::of(sound);
    let now = everything(&open(&trial.store()).unwrap().0);
    let (store, _) = open(&trial.store()).unwrap();
    let backup = store.backups().into_iter().next().unwrap().path;
    let backup = backup.strip_prefix(trial.store()).unwrap().to_owned();
    store.close();
    drop(store);
    let restore = |trial: &Trial, disk: Arc<dyn Disk>| {
        let file = trial.store().join(&backup);
        Store::restore(&disk, &trial.store(), &file, &Plan::default(), ("", WHEN))
    };
    restore(&trial, Arc::new(RealDisk)).unwrap();
    let then = everything(&open(&trial.store()).unwrap().0);
    for ways in (1..).map(ways) {
        let mut is_reached = false;
        for way in ways {
            dog.begins(&format!("restoring, {way:?}"));
            let trial = Trial::of(sound);
            trial.fail(way);
            let restored = restore(&trial, trial.on_disk());
            is_reached |= trial.has_reached(way, 0);
            match restored {
                Ok(_) => trial.holds(std::slice::from_ref(&then)),
                Err(error) => {
                    assert!(!error.say(Lang::En).is_empty(), "{way:?}");
                    trial.holds(&[now.clone(), then.clone()]);
                }
            }
        }
        if !is_reached {
            break;
        }
    }
}

#[test]
fn each_command_is_among_those_that_are_tried() {
    let place = folder();
    let opened = Office::open(Arc::new(RealDisk), place.path(), clock(), Begin::Empty);
    let said = run(&opened.unwrap().0, "xyzzyxyzzyxyzzy").unwrap_err();
    let known: Vec<&str> = LINES.iter().map(|line| line.split(' ').next().unwrap()).collect();
    let named = said.lines().next().unwrap().rsplit_once(": ").unwrap().1;
    let commands: Vec<&str> = named.split_whitespace().collect();
    assert!(commands.len() > 20, "{said}");
    for command in commands {
        let is_tried = known.contains(&command) || ALONE.contains(&command);
        assert!(is_tried, "{command} has no line: {said}");
    }
}
