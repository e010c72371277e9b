//! A process that saves is killed at random moments, while it opens the store, too: what it had
//! answered is there, whole, and everything checks. `LIAISON_KILLS=5000` is the long form,
//! `LIAISON_SEED=N` repeats a run as far as the machine's own timing lets it.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

use chrono::NaiveDateTime;
use liaison::records::kind_named;
use liaison::store::disk::RealDisk;
use liaison::store::{Cause, Edit, Finding, Person, Role, Sight, Store};
use liaison::value::{Id, Lang, Names, Value};
use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};
use std::{env, thread};

/// How often a process is killed, unless the environment says otherwise.
const KILLS: u64 = 60;
/// A store is begun anew after so many, so that opening it stays quick.
const KILLS_A_STORE: u64 = 120;
/// How long a process may take to say anything.
const PATIENCE: Duration = Duration::from_secs(30);
/// Where the process of [`saves_pairs_until_it_is_killed`] finds its store.
const FOLDER: &str = "LIAISON_KILL_FOLDER";
/// The names of its first pair.
const FIRST: &str = "LIAISON_KILL_FIRST";

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// Counts on from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// When a process is killed: after so many answers, and so much time.
#[derive(Debug)]
struct Moment {
    answers: u64,
    then: Duration,
}

impl Moment {
    fn roll(dice: &mut Dice, opening: Duration) -> Self {
        let micros = |dice: &mut Dice, most: Duration| {
            Duration::from_micros(dice.roll(most.as_micros() as u64 + 1))
        };
        match dice.roll(3) {
            // While it opens the store, most likely.
            0 => Self { answers: 0, then: micros(dice, opening) },
            1 => Self { answers: 1 + dice.roll(30), then: micros(dice, Duration::from_millis(4)) },
            _ => Self { answers: 1, then: micros(dice, Duration::from_millis(60)) },
        }
    }
}

/// The ids that a process answered before it was killed. Also how long the first took.
fn killed(mut process: Child, moment: &Moment) -> (Vec<Id>, Option<Duration>) {
    let begun = Instant::now();
    let (answers, mut said) = (lines(&mut process), Vec::new());
    let mut first = None;
    while (said.len() as u64) < moment.answers {
        match answers.recv_timeout(PATIENCE) {
            Ok(id) => said.push(id),
            Err(_) => break,
        }
        first.get_or_insert(begun.elapsed());
    }
    let until = Instant::now() + moment.then;
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        match answers.recv_timeout(left) {
            Ok(id) => said.push(id),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => panic!("it ended by itself: {said:?}"),
        }
    }
    process.kill().unwrap();
    process.wait().unwrap();
    said.extend(answers);
    (said, first)
}

/// The ids that a process writes, each a whole line.
fn lines(process: &mut Child) -> Receiver<Id> {
    let mut out = BufReader::new(process.stdout.take().unwrap());
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut line = String::new();
        while out.read_line(&mut line).is_ok() && line.ends_with('\n') {
            if let Some(id) = Id::parse(&line) {
                let _ = sender.send(id);
            }
            line.clear();
        }
    });
    receiver
}

/// The program itself, fed with one `add` after another.
fn shell(folder: &Path, first: u64) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
    command.env_clear().env("USER", "wang").args(["shell", "--empty", "--store"]).arg(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn().unwrap();
    let mut input = process.stdin.take().unwrap();
    thread::spawn(move || {
        (first..).try_for_each(|n| writeln!(input, "add organizations \"name=Kill {n}\""))
    });
    process
}

/// This program as a process that saves two records a commit.
fn pairs(folder: &Path, first: u64) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "saves_pairs_until_it_is_killed", "--ignored", "--nocapture"]);
    command.env(FOLDER, folder).env(FIRST, first.to_string());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
#[ignore = "it is the process that is killed: the test of the kills starts it"]
fn saves_pairs_until_it_is_killed() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let store = open(Path::new(&folder));
    let person = Person::new("wang", Role::Editor);
    let kind = kind_named("organizations").unwrap();
    let name = kind.named("name").unwrap().number;
    let new = |nth: u32, text: String| {
        let fields = vec![(name, Value::Text(text.into()))];
        Edit::Add { id: Id::provisional(kind.number, nth), fields }
    };
    let mut out = std::io::stdout();
    // The test harness has begun a line.
    writeln!(out).unwrap();
    for n in number(FIRST).unwrap().. {
        let edits = vec![new(0, format!("Pair {n} a")), new(1, format!("Pair {n} b"))];
        let saved = store.commit(&person, Cause::Edit, 0, edits).wait().unwrap();
        for id in saved.touched {
            writeln!(out, "{id}").unwrap();
        }
    }
}

/// The store, in which nothing is damaged or missing.
fn open(folder: &Path) -> Store {
    let (store, opened) = Store::open(Arc::new(RealDisk), folder, "").unwrap();
    for finding in &opened.findings {
        let lost = matches!(finding, Finding::Damaged(_) | Finding::Ahead { .. });
        assert!(!lost, "{}", finding.say(Lang::En));
    }
    store
}

/// Every organization's name by its id, after a check of everything stored.
fn stored(folder: &Path) -> HashMap<Id, String> {
    let store = open(folder);
    let now = store.now();
    let sound = store.verify().unwrap();
    assert_eq!((sound.changes, sound.records), (now.snapshot.sequence, now.snapshot.len()));
    let admin = Person::new("admin", Role::Admin);
    let sight = Sight::new(now.snapshot, admin, NaiveDateTime::default(), |_, _| None);
    let rows = sight.rows(kind_named("organizations").unwrap());
    let names = rows.map(|row| (row.id, sight.name(row.id, Lang::En))).collect();
    store.close();
    names
}

/// The name of the `nth` record that a process adds.
fn name_of(nth: usize, is_shell: bool, first: u64) -> String {
    match (is_shell, nth as u64) {
        (true, nth) => format!("Kill {}", first + nth),
        (false, nth) => {
            format!("Pair {} {}", first + nth / 2, if nth % 2 == 0 { "a" } else { "b" })
        }
    }
}

#[test]
fn whatever_was_answered_survives_a_kill_at_any_moment() {
    let now =
        || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_nanos() as u64;
    let seed = number("LIAISON_SEED").unwrap_or_else(now);
    let mut dice = Dice(seed | 1);
    let (mut dir, mut promised) = (tempfile::tempdir().unwrap(), HashMap::new());
    let (mut opening, mut kept) = (Duration::from_millis(100), 0);
    for round in 0..number("LIAISON_KILLS").unwrap_or(KILLS) {
        if round > 0 && round % KILLS_A_STORE == 0 {
            dir = tempfile::tempdir().unwrap();
            promised.clear();
        }
        let (is_shell, first) = (dice.roll(2) == 0, round * 1_000_000);
        let moment = Moment::roll(&mut dice, opening);
        let told = format!("seed {seed}, kill {round}, {moment:?}, by the shell: {is_shell}");
        let process = if is_shell { shell } else { pairs }(dir.path(), first);
        let (said, first_after) = killed(process, &moment);
        opening = first_after.unwrap_or(opening);

        kept += said.len();
        let names = (0..).map(|nth| name_of(nth, is_shell, first));
        promised.extend(said.into_iter().zip(names));
        let folder = dir.path().to_owned();
        let stored = thread::spawn(move || stored(&folder)).join();
        let stored = stored.unwrap_or_else(|_| panic!("{told}"));
        for (id, name) in &promised {
            assert_eq!(stored.get(id), Some(name), "{told}: {id} was answered");
        }
        let names: HashSet<&str> = stored.values().map(String::as_str).collect();
        for name in names.iter().filter(|name| name.starts_with("Pair ")) {
            let (stem, half) = name.rsplit_once(' ').unwrap();
            let other = if half == "a" { "b" } else { "a" };
            assert!(names.contains(&*format!("{stem} {other}")), "{told}: half of {stem}");
        }
    }
    assert!(kept > 0, "seed {seed}: nobody ever answered");
}
