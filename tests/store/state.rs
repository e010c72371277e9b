//! A state that is gone, behind or damaged: built anew from the journal, with nothing missing.

use super::{
    add, choice, everything, everything_in, fresh, id, lines, money, new, open, organization, save,
    set, shut, sound, text, unsound,
};
use liaison::store::{Edit, Finding};
use liaison::value::{Lang, Value};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// A closed store with something of everything; its records.
fn filled(folder: &Path) -> Vec<String> {
    let store = sound(folder);
    let it = organization(&store, "Toyota");
    for n in 0..30 {
        let fund = [
            ("name", text(&format!("Fund {n}"))),
            ("committed", money(&format!("{n}万"))),
            ("form", choice("seed money")),
            ("partners", Value::Links([it].into())),
            ("tags", lines(&["oled", "电池"])),
        ];
        let fund = add(&store, "funds", &fund);
        let grown = text(&"purpose ".repeat(n * 20 + 1));
        save(&store, "li", vec![set(fund, 1, &[("purpose", Value::None, grown)])]).unwrap();
    }
    let parent = ("parent", Value::Link(fresh("regions", 0)));
    let hebei = new("regions", 0, &[("name", text("Hebei"))]);
    let tangshan = new("regions", 1, &[("name", text("Tangshan")), parent]);
    save(&store, "zhao", vec![hebei, tangshan]).unwrap();
    save(&store, "zhao", vec![Edit::Trash { id: id("fund-7"), rev: 2 }]).unwrap();
    let all = everything(&store);
    shut(store);
    all
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let name = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &name);
        } else {
            fs::copy(entry.path(), name).unwrap();
        }
    }
}

/// That opening gives back every record, says what it did, and says it once.
fn is_whole(folder: &Path, all: &[String]) -> Vec<Finding> {
    let (store, opened) = open(folder);
    assert!(!opened.is_new);
    let found = opened.findings;
    for finding in &found {
        assert!(matches!(finding, Finding::Rebuilt(_) | Finding::Replayed(_)), "{finding:?}");
        assert!(!finding.say(Lang::En).is_empty() && !finding.say(Lang::Zh).is_empty());
    }
    assert_eq!(everything(&store), all, "{found:?}");
    store.verify().unwrap();
    shut(store);
    assert_eq!(everything_in(folder), all);
    found
}

#[test]
fn a_state_that_is_gone_or_emptied_is_built_anew() {
    let dir = tempfile::tempdir().unwrap();
    let all = filled(dir.path());
    let state = dir.path().join("state");
    fs::remove_dir_all(&state).unwrap();
    assert_eq!(is_whole(dir.path(), &all), [Finding::Replayed(63)]);
    fs::remove_dir_all(&state).unwrap();
    fs::create_dir(&state).unwrap();
    assert_eq!(is_whole(dir.path(), &all), [Finding::Replayed(63)]);
    for entry in fs::read_dir(&state).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_file() {
            fs::write(entry.path(), b"").unwrap();
        }
    }
    assert!(!is_whole(dir.path(), &all).is_empty());
}

#[test]
fn a_state_that_is_behind_is_brought_up() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("store");
    filled(&folder);
    copy(&folder.join("state"), &dir.path().join("old"));
    let store = sound(&folder);
    organization(&store, "Later");
    save(&store, "li", vec![Edit::Untrash { id: id("fund-7"), rev: 3 }]).unwrap();
    let all = everything(&store);
    shut(store);
    fs::remove_dir_all(folder.join("state")).unwrap();
    copy(&dir.path().join("old"), &folder.join("state"));
    assert_eq!(is_whole(&folder, &all), [Finding::Replayed(2)]);
}

/// Changes a closed state as nothing but sled itself could.
pub fn tamper(folder: &Path, change: impl Fn(&sled::Db, sled::IVec, sled::IVec)) {
    let db = unlocked(&folder.join("state"));
    let (key, value) = db.iter().nth(5).unwrap().unwrap();
    change(&db, key, value);
    db.flush().unwrap();
}

#[test]
fn a_state_that_does_not_hold_what_it_was_given_is_built_anew() {
    let dir = tempfile::tempdir().unwrap();
    let all = filled(dir.path());
    let is_rebuilt = |n: usize| {
        let found = is_whole(dir.path(), &all);
        let bad = dir.path().join(format!("state.bad-{n}"));
        assert_eq!(found, [Finding::Rebuilt(bad.clone()), Finding::Replayed(63)]);
        assert!(bad.is_dir(), "the bad one is kept");
    };
    tamper(dir.path(), |db, key, value| {
        let mut value = value.to_vec();
        value[20] ^= 1;
        db.insert(key, value).unwrap();
    });
    is_rebuilt(1);
    tamper(dir.path(), |db, key, value| {
        db.insert(key, &value[..value.len() / 2]).unwrap();
    });
    is_rebuilt(2);
    tamper(dir.path(), |db, _, value| drop(db.insert([1, 2], value).unwrap()));
    is_rebuilt(3);
    tamper(dir.path(), |db, _, _| drop(db.insert(b"", b"soon").unwrap()));
    is_rebuilt(4);
    tamper(dir.path(), |db, key, _| drop(db.remove(key).unwrap()));
    is_rebuilt(5);
    tamper(dir.path(), |db, _, value| drop(db.insert([1, 0, 0, 1, 0], value).unwrap()));
    is_rebuilt(6);
}

#[test]
fn a_sound_value_in_the_wrong_place_is_found_when_it_is_verified() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    tamper(dir.path(), |db, key, _| {
        let other = db.get([5, 0, 0, 0, 1]).unwrap().unwrap();
        db.insert(key, other).unwrap();
    });
    let found = unsound(&open(dir.path()).0);
    assert!(found.contains("fund-5: revision 1 in the state, 2 in the journal"), "{found}");
}

/// sled lets go of a closed state a little later.
fn unlocked(state: &Path) -> sled::Db {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        match sled::Config::new().path(state).flush_every_ms(None).open() {
            Ok(db) => return db,
            Err(error) => assert!(Instant::now() < deadline, "{error}"),
        }
    }
}

/// Counts on from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }
}

#[test]
fn whatever_bytes_of_the_state_are_overwritten_nothing_is_missing() {
    const ROUNDS: u64 = 24;
    let dir = tempfile::tempdir().unwrap();
    let whole = dir.path().join("whole");
    let all = filled(&whole);
    // As a process that was killed leaves it, too: copied while it is open.
    let killed = dir.path().join("killed");
    let store = sound(&whole);
    copy(&whole, &killed);
    shut(store);
    for round in 1..=ROUNDS {
        let mut dice = Dice(round.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let folder = dir.path().join(format!("damaged-{round}"));
        copy(if round % 2 == 0 { &whole } else { &killed }, &folder);
        let files: Vec<_> = fs::read_dir(folder.join("state"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file() && fs::metadata(path).unwrap().len() > 0)
            .collect();
        let file = &files[dice.roll(files.len())];
        let mut bytes = fs::read(file).unwrap();
        let used = bytes.iter().rposition(|byte| *byte != 0).unwrap_or(0) + 1;
        let (start, length) = (dice.roll(used), 1 << dice.roll(8));
        for byte in bytes.iter_mut().skip(start).take(length) {
            *byte ^= 1 << dice.roll(8);
        }
        fs::write(file, bytes).unwrap();
        let what = format!("round {round}: {length} bytes of {} at {start}", file.display());
        let result = std::panic::catch_unwind(|| is_whole(&folder, &all));
        assert!(result.is_ok(), "{what}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
