//! A process that saves, imports or makes backups is killed at random moments, while it opens the
//! store, too: what it had answered is there, whole, and everything checks. `LIAISON_KILLS=5000`
//! is the long form, `LIAISON_SEED=N` repeats a run as far as the machine's own timing lets it.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

#[path = "support/proof.rs"]
mod proof;

use liaison::records::kind_named;
use liaison::store::{Cause, Edit, Finding, Person, Reason, Role, Store};
use liaison::value::{Id, Lang, Names};
use proof::{Dice, Seed, WHEN, add, folder, in_time, number, open, sight};
use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use std::{env, thread};
use tempfile::TempDir;

/// How often a process is killed, unless the environment says otherwise.
const KILLS: u64 = 100;
/// A store is begun anew after so many, so that opening it stays quick.
const KILLS_A_STORE: u64 = 40;
/// The same when it holds more records.
const RECORDS: usize = 400;
/// How long a process may take to say anything.
const PATIENCE: Duration = Duration::from_secs(30);
/// Where the process of [`works_until_it_is_killed`] finds its store.
const FOLDER: &str = "LIAISON_KILL_FOLDER";
/// What it does, by its number in [`WORKS`].
const WORK: &str = "LIAISON_KILL_WORK";
/// The number of its first commit.
const FIRST: &str = "LIAISON_KILL_FIRST";

/// What a process is at when it is killed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Work {
    /// The program itself, fed with one `add` after another.
    Shell,
    /// Two records a commit.
    Pairs,
    /// Many records a commit.
    Imports,
    /// A backup after each commit, and now and then everything made small.
    Backups,
}

/// As often as it stands here.
const WORKS: [Work; 8] = {
    use Work::{Backups, Imports, Pairs, Shell};
    [Shell, Pairs, Shell, Pairs, Backups, Imports, Pairs, Backups]
};

impl Work {
    /// Records of one commit.
    fn size(self) -> u64 {
        match self {
            Self::Shell | Self::Backups => 1,
            Self::Pairs => 2,
            Self::Imports => 500,
        }
    }

    /// The name of a record: its commit's, and its place there.
    fn name(self, commit: u64, nth: u64) -> String {
        format!("{self:?} {commit}-{nth}")
    }

    fn start(self, folder: &Path, first: u64) -> Child {
        if self == Self::Shell {
            return shell(folder, first);
        }
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "works_until_it_is_killed", "--ignored", "--nocapture"]);
        let place = WORKS.iter().position(|work| *work == self).unwrap();
        command.env(FOLDER, folder).env(FIRST, first.to_string()).env(WORK, place.to_string());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    }
}

fn shell(folder: &Path, first: u64) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
    command.env_clear().env("USER", "wang").args(["shell", "--empty", "--store"]).arg(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn().unwrap();
    let mut input = process.stdin.take().unwrap();
    thread::spawn(move || {
        (first..).try_for_each(|n| {
            writeln!(input, "add organizations \"name={}\"", Work::Shell.name(n, 0))
        })
    });
    process
}

/// When a process is killed: after so many answers, and so much time.
#[derive(Debug)]
struct Moment {
    answers: u64,
    then: Duration,
}

impl Moment {
    fn roll(dice: &mut Dice, work: Work, opening: Duration) -> Self {
        let micros = |dice: &mut Dice, most: Duration| {
            Duration::from_micros(dice.roll(most.as_micros() as usize + 1) as u64)
        };
        match dice.roll(3) {
            // While it opens the store, most likely.
            0 => Self { answers: 0, then: micros(dice, opening) },
            1 if work.size() < 100 => {
                let answers = 1 + dice.roll(30) as u64;
                Self { answers, then: micros(dice, Duration::from_millis(4)) }
            }
            _ => Self { answers: 1, then: micros(dice, Duration::from_millis(60)) },
        }
    }
}

/// What a process answers.
enum Said {
    Saved(Id),
    Kept(PathBuf),
}

/// What a process answered before it was killed. Also how long the first took.
fn killed(mut process: Child, moment: &Moment) -> (Vec<Said>, Option<Duration>) {
    let begun = Instant::now();
    let (answers, mut said) = (lines(&mut process), Vec::new());
    let mut first = None;
    while (said.len() as u64) < moment.answers {
        match answers.recv_timeout(PATIENCE) {
            Ok(answer) => said.push(answer),
            Err(_) => break,
        }
        first.get_or_insert(begun.elapsed());
    }
    let until = Instant::now() + moment.then;
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        match answers.recv_timeout(left) {
            Ok(answer) => said.push(answer),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => panic!("it ended by itself"),
        }
    }
    process.kill().unwrap();
    process.wait().unwrap();
    said.extend(answers);
    (said, first)
}

/// The answers that a process writes, each a whole line.
fn lines(process: &mut Child) -> Receiver<Said> {
    let mut out = BufReader::new(process.stdout.take().unwrap());
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut line = String::new();
        while out.read_line(&mut line).is_ok() && line.ends_with('\n') {
            let kept = || Some(Said::Kept(line.trim_end().strip_prefix("kept ")?.into()));
            if let Some(said) = Id::parse(&line).map(Said::Saved).or_else(kept) {
                let _ = sender.send(said);
            }
            line.clear();
        }
    });
    receiver
}

#[test]
#[ignore = "it is the process that is killed: the test of the kills starts it"]
fn works_until_it_is_killed() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let work = WORKS[number(WORK).unwrap() as usize];
    let store = whole(Path::new(&folder));
    let person = Person::new("wang", Role::Admin);
    let mut out = std::io::stdout();
    // The test harness has begun a line.
    writeln!(out).unwrap();
    for commit in number(FIRST).unwrap().. {
        let new = |nth: u64| add(nth as u32, &work.name(commit, nth), 0);
        let edits: Vec<Edit> = (0..work.size()).map(new).collect();
        let saved = store.commit(&person, Cause::Import, WHEN, edits).wait().unwrap();
        // One write, so that it is known of all or of none.
        let ids: Vec<String> = saved.touched.iter().map(|id| format!("{id}\n")).collect();
        out.write_all(ids.concat().as_bytes()).unwrap();
        if work == Work::Backups {
            let backup = store.backup(WHEN, Reason::Asked).unwrap();
            writeln!(out, "kept {}", backup.path.display()).unwrap();
            if commit % 8 == 3 {
                store.compact().unwrap();
            }
        }
    }
}

/// The store, in which nothing is damaged or missing.
fn whole(folder: &Path) -> Store {
    let (store, opened) = open(folder).unwrap();
    for finding in &opened.findings {
        let is_mended =
            matches!(finding, Finding::Torn { .. } | Finding::Replayed(_) | Finding::Rebuilt(_));
        assert!(is_mended, "{}", finding.say(Lang::En));
    }
    store
}

/// Every organization's name by its id, after a check of everything stored.
fn stored(folder: &Path) -> HashMap<Id, String> {
    let store = whole(folder);
    let now = store.now();
    let sound = store.verify().unwrap();
    assert_eq!((sound.changes, sound.records), (now.snapshot.sequence, now.snapshot.len()));
    let sight = sight(&store);
    let rows = sight.rows(kind_named("organizations").unwrap());
    let names = rows.map(|row| (row.id, sight.name(row.id, Lang::En))).collect();
    store.close();
    names
}

#[test]
fn whatever_was_answered_survives_a_kill_at_any_moment() {
    let seed = Seed::of_run();
    let kills = number("LIAISON_KILLS").unwrap_or(KILLS);
    let answers: usize = thread::scope(|scope| {
        let kill = |first: u64| {
            let seed = &seed;
            scope.spawn(move || {
                let mut stores = Stores::default();
                (first..kills).step_by(2).map(|round| stores.kill(seed, round)).sum::<usize>()
            })
        };
        // Both of this machine's processors are to have something to do.
        [kill(0), kill(1)].map(|kills| kills.join().unwrap()).into_iter().sum()
    });
    assert!(answers > 0, "nobody ever answered");
}

/// A store in which processes are killed, one after the other, and then another.
struct Stores {
    place: TempDir,
    /// The records that were answered, by their names.
    saved: HashMap<Id, String>,
    /// The backups that were.
    kept: HashSet<PathBuf>,
    /// How long the last process took to answer for the first time.
    opening: Duration,
    kills: u64,
}

impl Default for Stores {
    fn default() -> Self {
        let (saved, kept, opening) = (HashMap::new(), HashSet::new(), Duration::from_millis(100));
        Self { place: folder(), saved, kept, opening, kills: 0 }
    }
}

impl Stores {
    /// Kills one more; how many answers it had given.
    fn kill(&mut self, seed: &Seed, round: u64) -> usize {
        let mut dice = seed.dice(round);
        let (work, first) = (WORKS[dice.roll(WORKS.len())], round * 1_000_000);
        let moment = Moment::roll(&mut dice, work, self.opening);
        let told = format!("kill {round}, {moment:?}, {work:?}");
        let (said, first_after) = killed(work.start(self.place.path(), first), &moment);
        self.opening = first_after.unwrap_or(self.opening);

        let answers = said.len();
        let mut names = (0..).map(|nth| work.name(first + nth / work.size(), nth % work.size()));
        for said in said {
            match said {
                Said::Saved(id) => drop(self.saved.insert(id, names.next().unwrap())),
                Said::Kept(path) => drop(self.kept.insert(path)),
            }
        }
        let folder = self.place.path().to_owned();
        let stored = in_time(move || stored(&folder)).unwrap_or_else(|| panic!("{told}"));
        self.holds(&stored, &told);
        self.kills += 1;
        if self.kills == KILLS_A_STORE || stored.len() > RECORDS {
            *self = Self { opening: self.opening, ..Self::default() };
        }
        answers
    }

    /// That everything which was answered is there, and no commit in part.
    fn holds(&self, stored: &HashMap<Id, String>, told: &str) {
        for (id, name) in &self.saved {
            assert_eq!(stored.get(id), Some(name), "{told}: {id} was answered");
        }
        for path in &self.kept {
            assert!(path.exists(), "{told}: {} was answered", path.display());
        }
        let mut commits: HashMap<&str, u64> = HashMap::new();
        for name in stored.values() {
            *commits.entry(name.rsplit_once('-').unwrap().0).or_default() += 1;
        }
        for (commit, count) in commits {
            let of = |work: &&Work| commit.starts_with(&format!("{work:?} "));
            let work = WORKS.iter().find(of).unwrap();
            assert_eq!(count, work.size(), "{told}: a part of {commit}");
        }
    }
}
