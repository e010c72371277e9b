//! What the proofs share: numbers that a seed repeats, a folder that costs little, and the store
//! as it is after whatever was done to it.

#![allow(dead_code, reason = "each test program uses its own share")]
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

use chrono::NaiveDateTime;
use liaison::records::KINDS;
use liaison::store::disk::RealDisk;
use liaison::store::{
    Cause, Committed, Edit, OpenError, Opened, Pending, Person, Role, Sight, Store,
};
use liaison::value::{Id, Value};
use std::io::{self, Write, stderr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};
use std::{env, fs, process, thread};
use tempfile::TempDir;

/// How long an earlier handle of this process may take to let go of a store.
const PATIENCE: Duration = Duration::from_secs(30);

/// Nothing that a store is asked takes longer.
pub const LONGEST: Duration = Duration::from_secs(10);
/// Organizations, their names and what they need.
const ORGANIZATION: u8 = 5;
const NAME: u16 = 100;
const NEEDS: u16 = 113;
/// The morning of 22 November 2026, Shanghai.
pub const WHEN: i64 = 1_795_309_200_000;

/// A number of the environment: how long the long form is, or a seed.
pub fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// The seed of a run: another each time, unless `LIAISON_SEED` names it. A test that fails says
/// which it was.
pub struct Seed(u64);

impl Seed {
    pub fn of_run() -> Self {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = since.map_or(1, |since| since.as_nanos() as u64 % 1_000_000_007);
        Self(number("LIAISON_SEED").unwrap_or(now))
    }

    /// The dice of its `nth` part, whatever the parts before rolled.
    pub fn dice(&self, nth: u64) -> Dice {
        let mut dice = Dice((self.0 ^ nth.wrapping_mul(0x9E37_79B9_7F4A_7C15)) | 1);
        for _ in 0..8 {
            dice.roll(2);
        }
        dice
    }
}

impl Drop for Seed {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = writeln!(stderr(), "LIAISON_SEED={} repeats it", self.0);
        }
    }
}

/// Counts on from a seed.
pub struct Dice(u64);

impl Dice {
    /// A number from 0 on, below this one.
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % below.max(1)
    }

    /// Whether one of so many came.
    pub fn once_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.roll(from.len()))
    }
}

/// What some work comes to; nothing if it panics, or hangs for longer than anything may take.
pub fn in_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (sender, receiver) = channel();
    thread::spawn(move || sender.send(work()));
    receiver.recv_timeout(LONGEST).ok()
}

/// Ends the test when one thing takes longer than anything may: a hang ends no other way.
pub struct Watchdog(Sender<String>);

impl Watchdog {
    pub fn start() -> Self {
        let (sender, begun) = channel();
        thread::spawn(move || {
            let mut now = String::new();
            loop {
                match begun.recv_timeout(LONGEST) {
                    Ok(next) => now = next,
                    Err(RecvTimeoutError::Disconnected) => break,
                    Err(RecvTimeoutError::Timeout) => {
                        let _ = writeln!(stderr(), "it hangs: {now}");
                        process::abort();
                    }
                }
            }
        });
        Self(sender)
    }

    /// This begins now; what was before is done.
    pub fn begins(&self, what: &str) {
        let _ = self.0.send(what.to_owned());
    }
}

/// A folder in memory where there is one: these tests ask what is written, not the medium.
pub fn folder() -> TempDir {
    let in_memory = tempfile::Builder::new().prefix("liaison-").tempdir_in("/dev/shm");
    in_memory.or_else(|_| tempfile::tempdir()).expect("a folder")
}

/// The store in a folder, once an earlier handle of this process has let go of it.
pub fn open(folder: &Path) -> Result<(Store, Opened), OpenError> {
    let begun = Instant::now();
    loop {
        match Store::open(Arc::new(RealDisk), folder, "") {
            Err(OpenError::Held { .. }) if begun.elapsed() < PATIENCE => thread::yield_now(),
            opened => return opened,
        }
    }
}

/// All that there is, as an administrator sees it.
pub fn sight(store: &Store) -> Sight {
    let admin = Person::new("admin", Role::Admin);
    Sight::new(store.now().snapshot, admin, NaiveDateTime::default(), |_, _| None)
}

/// Every record with all that is kept of it, those in the trash too.
pub fn everything(store: &Store) -> Vec<String> {
    let sight = sight(store);
    let present = KINDS.iter().flat_map(|kind| sight.rows(kind));
    present.chain(sight.trash()).map(|row| format!("{row:?}")).collect()
}

/// Saves changes of every sort: short and long, one record and many, to the trash and back, taken
/// back. `saved` is told each that is answered.
pub fn work(store: &Store, rounds: usize, saved: &mut dyn FnMut(u64)) {
    let mut commit = |cause, edits| {
        let answered = commit(store, cause, edits);
        saved(answered.sequence);
        answered
    };
    for round in 0..rounds {
        let name = format!("Partner {round}");
        let id = commit(Cause::Edit, vec![add(0, &name, round % 7 * 20)]).ids[0].1;
        let after = Value::Text(format!("{name} 中文").into());
        let set = Edit::Set { id, rev: 1, fields: vec![(NAME, Value::Text(name.into()), after)] };
        let changed = commit(Cause::Edit, vec![set]);
        match round % 8 {
            1 => drop(commit(Cause::Edit, vec![Edit::Trash { id, rev: 2 }])),
            2 => {
                commit(Cause::Edit, vec![Edit::Trash { id, rev: 2 }]);
                commit(Cause::Edit, vec![Edit::Untrash { id, rev: 3 }]);
            }
            3 => {
                let sight = sight(store);
                let change = store.change(&sight, changed.sequence).expect("it can be read");
                let back = change.taken_back(|id| sight.row(id).cloned());
                commit(Cause::TakenBack(changed.sequence), back);
            }
            4 => {
                let many = (0..8).map(|nth| add(nth, &format!("Imported {round}-{nth}"), 2));
                commit(Cause::Import, many.collect());
            }
            _ => {}
        }
    }
}

/// Saves a change that takes several frames of the journal.
pub fn large_work(store: &Store) -> u64 {
    let large = (0..4).map(|nth| add(nth, &format!("Large {nth}"), 60_000));
    commit(store, Cause::Import, large.collect()).sequence
}

fn commit(store: &Store, cause: Cause, edits: Vec<Edit>) -> Committed {
    let wang = Person::new("wang", Role::Admin);
    store.commit(&wang, cause, WHEN, edits).wait().expect("it is saved")
}

/// A new organization that needs so many words.
pub fn add(nth: u32, name: &str, needs: usize) -> Edit {
    let text = |text: &str| Value::Text(text.into());
    let needed: Vec<String> = (0..needs).map(|word| word.to_string()).collect();
    let fields = [(NAME, text(name)), (NEEDS, text(&needed.join(" ")))];
    let fields = fields.into_iter().filter(|(number, _)| needs > 0 || *number == NAME);
    Edit::Add { id: Id::provisional(ORGANIZATION, nth), fields: fields.collect() }
}

/// Hands in so many changes at once; returns the last one's number.
pub fn hurried_work(store: &Store, count: u32) -> u64 {
    let wang = Person::new("wang", Role::Admin);
    let name = |nth| format!("In a hurry {nth}");
    let hand_in = |nth| store.commit(&wang, Cause::Edit, WHEN, vec![add(nth, &name(nth), 3)]);
    let waiting: Vec<Pending> = (0..count).map(hand_in).collect();
    let all = waiting.into_iter().map(|pending| pending.wait().expect("it is saved").sequence);
    all.max().unwrap_or_default()
}

/// Every file below a folder, by its path from there, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    fn collect(folder: &Path, from: &Path, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
            let path = entry.path();
            if path.is_dir() {
                collect(folder, &path, all);
            } else {
                all.push(path.strip_prefix(folder).expect("it is below").to_owned());
            }
        }
    }
    let mut all = Vec::new();
    collect(folder, folder, &mut all);
    all.sort();
    all
}

/// Copies a folder with all that is in it to a place where nothing is.
pub fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let to = to.join(&path);
        fs::create_dir_all(to.parent().expect("it is in a folder")).expect("a folder");
        match fs::copy(from.join(&path), to) {
            // Others may be at work there.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            copied => drop(copied.expect("a copy")),
        }
    }
}
