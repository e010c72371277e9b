//! One damage anywhere in a closed store, in sled's files, too: it opens all the same, nothing is
//! different without a word, and whatever of ours is damaged is named. `LIAISON_DAMAGES` is how
//! often each kind of damage is done (2000 in the long form), `LIAISON_SEED=N` repeats a run.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

#[path = "support/proof.rs"]
mod proof;

use chrono::NaiveDate;
use liaison::office::{Begin, Clock, Office};
use liaison::store::disk::RealDisk;
use liaison::store::{Cause, Finding, Person, Plan, Refused, Role, Store};
use liaison::value::Lang;
use proof::{
    Dice, LONGEST, Seed, WHEN, add, copy, everything, files, folder, large_work, number, open, work,
};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::{env, fs, panic, thread};

/// How often each kind of damage is done, unless the environment says otherwise.
const DAMAGES: u64 = 40;
/// Processes that judge.
const JUDGES: u64 = 2;
/// Set where this program is to judge.
const JUDGE: &str = "LIAISON_JUDGE";
/// The length of what is lost, swapped or added at once.
const BLOCK: usize = 512;

/// What may happen to a file.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Bit,
    Zeros,
    Cut,
    Tail,
    Swap,
    Removed,
}

const KINDS: [Kind; 6] = [Kind::Bit, Kind::Zeros, Kind::Cut, Kind::Tail, Kind::Swap, Kind::Removed];

#[test]
fn one_damage_anywhere_is_mended_or_named() {
    let seed = Seed::of_run();
    let sound = folder();
    let [small, large] = ["small", "large"].map(|name| sound.path().join(name));
    fill(&small);
    fill_large(&large);
    let count = number("LIAISON_DAMAGES").unwrap_or(DAMAGES) * KINDS.len() as u64;
    let found = Mutex::new(Vec::new());
    let judge = |first: u64| {
        let (mut judge, place) = (Judge::start(), folder());
        for nth in (first..count).step_by(JUDGES as usize) {
            let kind = KINDS[nth as usize % KINDS.len()];
            let image = place.path().join(nth.to_string());
            let round = nth / KINDS.len() as u64;
            let sound = if round.is_multiple_of(20) { &large } else { &small };
            copy(sound, &image);
            let (file, what) = damage(&mut seed.dice(nth), kind, &image);
            let said = judge.judge(sound, &image, &file);
            fs::remove_dir_all(&image).unwrap();
            if said != FINE {
                found.lock().unwrap().push(format!("{what} of {}: {said}", file.display()));
            }
        }
    };
    thread::scope(|scope| {
        for first in 0..JUDGES {
            scope.spawn(move || judge(first));
        }
    });
    let found = found.into_inner().unwrap();
    assert!(found.is_empty(), "{} of {count}\n{}", found.len(), found.join("\n"));
}

/// A store that has been at work on several days: with checkpoints, packed files, backups and
/// what somebody has not saved.
fn fill(folder: &Path) {
    for day in 22..25 {
        let plan = Plan {
            checkpoint_every: 5_000,
            journal_file: 4_000,
            keeps_backups: true,
            ..Plan::default()
        };
        let when = format!("2026-11-{day}T09:00:00+08:00");
        let disk = Arc::new(RealDisk);
        let (store, _) = Store::open_with(disk, folder, &when, plan, &mut |_| {}).unwrap();
        work(&store, 5, &mut |_| {});
        store.close();
    }
    let now = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let (disk, clock) = (Arc::new(RealDisk), Clock::fixed(now));
    let (office, _) = Office::open(disk, folder, clock, Begin::Empty).unwrap();
    let wang = Person::new("wang", Role::Editor);
    for length in [30, 3_000] {
        let draft = office.begin_draft(&wang).unwrap();
        let words: Vec<String> = (0..length).map(|word| word.to_string()).collect();
        office.keep_draft(&draft, words.join(" ").as_bytes()).unwrap();
    }
    office.store().close();
    drop(office);
    let all = files(folder);
    for (room, ending) in [
        ("journal", "log"),
        ("journal", "pack"),
        ("checkpoints", "checkpoint"),
        ("backups", "backup"),
        ("people", "draft"),
    ] {
        let is_one = |path: &&PathBuf| {
            path.starts_with(room) && path.extension().is_some_and(|it| it == ending)
        };
        assert!(all.iter().any(|path| is_one(&path)), "{room}: {all:?}");
    }
}

/// A store in which changes take several frames and sled needs files of its own for records.
fn fill_large(folder: &Path) {
    for day in 0..3 {
        let (store, _) = open(folder).unwrap();
        work(&store, 2, &mut |_| {});
        if day == 1 {
            large_work(&store);
        }
        store.close();
    }
}

/// Damages a file of a store; says which and how.
fn damage(dice: &mut Dice, kind: Kind, image: &Path) -> (PathBuf, String) {
    // sled's files and each of our folders as often.
    let all = files(image);
    let mut rooms: Vec<_> = all.iter().map(|path| path.components().next().unwrap()).collect();
    rooms.dedup();
    let room = rooms[dice.roll(rooms.len())];
    let in_room: Vec<_> =
        all.iter().filter(|path| path.components().next() == Some(room)).collect();
    let file = in_room[dice.roll(in_room.len())].clone();
    let mut bytes = fs::read(image.join(&file)).unwrap();
    let length = bytes.len();
    // Where there is something rather than where there is room, mostly.
    let written = bytes.iter().rposition(|byte| *byte != 0).map_or(length, |last| last + 1);
    let most = if dice.once_in(5) { length } else { written };
    let at = dice.roll(most);
    let end = length.min(at + BLOCK);
    match kind {
        Kind::Bit if length > 0 => bytes[at] ^= 1 << dice.roll(8),
        Kind::Zeros => bytes[at..end].fill(0),
        Kind::Cut => bytes.truncate(at),
        Kind::Swap if length >= 2 * BLOCK => {
            let blocks = written.div_ceil(BLOCK).min(length / BLOCK).max(2);
            let one = dice.roll(blocks);
            let other = (one + 1 + dice.roll(blocks - 1)) % blocks;
            for nth in 0..BLOCK {
                bytes.swap(one * BLOCK + nth, other * BLOCK + nth);
            }
        }
        Kind::Bit | Kind::Tail | Kind::Swap => {
            bytes.extend((0..=dice.roll(2 * BLOCK)).map(|_| dice.roll(256) as u8));
        }
        Kind::Removed => {
            fs::remove_file(image.join(&file)).unwrap();
            return (file, "removed".to_owned());
        }
    }
    fs::write(image.join(&file), bytes).unwrap();
    (file, format!("{kind:?} at byte {at}"))
}

const FINE: &str = "fine";

/// A process that opens one damaged store after the other. It may hang or die of one.
struct Judge {
    process: Child,
    tell: ChildStdin,
    said: Receiver<String>,
}

impl Judge {
    fn start() -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "judges_what_is_damaged", "--ignored", "--nocapture"]);
        command.env(JUDGE, "").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let (sender, said) = channel();
        thread::spawn(move || {
            let lines = lines.map_while(Result::ok);
            let said = lines.filter_map(|line| Some(line.strip_prefix("> ")?.to_owned()));
            said.map(|said| sender.send(said)).take_while(Result::is_ok).count()
        });
        let tell = process.stdin.take().unwrap();
        Self { process, tell, said }
    }

    fn judge(&mut self, sound: &Path, image: &Path, file: &Path) -> String {
        let asked =
            writeln!(self.tell, "{}\t{}\t{}", sound.display(), image.display(), file.display());
        let said = self.said.recv_timeout(LONGEST);
        if let (Ok(()), Ok(said)) = (asked, said) {
            return said;
        }
        let _ = self.process.kill();
        let ended = self.process.wait().unwrap();
        *self = Self::start();
        format!("it hung, or ended by itself: {ended}")
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
#[ignore = "it is the process that opens what is damaged: the test above starts it"]
fn judges_what_is_damaged() {
    if env::var_os(JUDGE).is_none() {
        return;
    }
    let mut known = HashMap::new();
    let panics = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&panics);
    panic::set_hook(Box::new(move |about| {
        let is_sleds = about.location().is_some_and(|place| place.file().contains("/sled-"));
        counter.fetch_add(usize::from(!is_sleds), Ordering::Relaxed);
    }));
    // The test harness has begun a line.
    writeln!(stdout()).unwrap();
    for line in stdin().lines().map_while(Result::ok) {
        let [sound, image, file] = line.split('\t').collect::<Vec<_>>()[..] else { break };
        let all = known.entry(sound.to_owned()).or_insert_with(|| all_of(Path::new(sound)));
        let case = Case { image: Path::new(image), file, sound: Path::new(sound), all };
        let judged = case.judge();
        let panicked = panics.swap(0, Ordering::Relaxed) > 0;
        let said = match judged {
            Ok(()) if panicked => "it panicked".to_owned(),
            Ok(()) => FINE.to_owned(),
            Err(wrong) => wrong.replace('\n', " "),
        };
        writeln!(stdout(), "> {said}").unwrap();
    }
}

/// What is in a store that is to stay as it is.
fn all_of(sound: &Path) -> Vec<String> {
    let copied = folder();
    copy(sound, copied.path());
    everything(&open(copied.path()).unwrap().0)
}

/// A store of which one file is damaged.
struct Case<'a> {
    image: &'a Path,
    /// The file, from there.
    file: &'a str,
    /// The store before.
    sound: &'a Path,
    /// What is to be in it.
    all: &'a [String],
}

impl Case<'_> {
    fn bytes(&self) -> Option<Vec<u8>> {
        fs::read(self.image.join(self.file)).ok()
    }

    /// Whether it is one of the files of which each byte counts.
    fn is_ours(&self) -> bool {
        let is_in = |room: &&str| Path::new(self.file).starts_with(room);
        ["journal", "checkpoints", "backups", "people"].iter().any(is_in)
    }

    fn is_of_journal(&self) -> bool {
        self.file.starts_with("journal/")
    }

    /// Whether it may be the one to which is added.
    fn is_log(&self) -> bool {
        self.is_of_journal() && Path::new(self.file).extension().is_some_and(|it| it == "log")
    }

    fn judge(&self) -> Result<(), String> {
        let damaged = self.bytes();
        let (store, opened) =
            open(self.image).map_err(|error| format!("refused: {}", error.say(Lang::En)))?;
        let told: Vec<String> = opened.findings.iter().map(|found| found.say(Lang::En)).collect();
        let verified = store.verify().map_err(|unsound| unsound.say(Lang::En));
        let is_as_it_was = everything(&store) == self.all;
        let what = format!("told: {told:?}, verified: {verified:?}, as it was: {is_as_it_was}");
        if !is_as_it_was && (told.is_empty() && verified.is_ok() || !self.is_of_journal()) {
            return Err(format!("different: {what}"));
        }
        let is_left = self.bytes() == damaged;
        if self.is_ours() {
            // One that is missing may have been packed or not.
            let named = if damaged.is_none() { self.file.split('.').next() } else { None };
            let is_named = |text: &String| text.contains(named.unwrap_or(self.file));
            let is_ahead = opened.findings.iter().any(|it| matches!(it, Finding::Ahead { .. }));
            // That there was another nobody can know, but of the journal.
            let is_gone = damaged.is_none() && !self.is_of_journal();
            let by_verify =
                !is_left || is_ahead || is_gone || verified.as_ref().is_err_and(is_named);
            let by_opening = is_left || told.iter().any(is_named);
            if !by_verify || !by_opening || verified.is_ok() && !is_as_it_was {
                return Err(format!("not named: {what}"));
            }
        }
        let expected = everything(&store);
        let wang = Person::new("wang", Role::Admin);
        let saved = store.commit(&wang, Cause::Edit, WHEN, vec![add(0, "After", 0)]).wait();
        let expected = if saved.is_ok() { everything(&store) } else { expected };
        store.close();
        drop(store);
        match saved {
            // What was saved now stands behind the damage.
            Ok(_) if is_left && self.is_log() => self.holds(&expected, true),
            Ok(_) if !is_left && self.is_of_journal() => self.holds(&expected, false),
            Ok(_) => self.holds_once_mended(&expected),
            Err(Refused::ReadOnly(_)) => self.holds_once_mended(self.all),
            Err(refused) => Err(format!("not saved: {}: {what}", refused.say(Lang::En))),
        }
    }

    /// Whether nothing was written over: with the file as it was before all is as expected.
    fn holds_once_mended(&self, expected: &[String]) -> Result<(), String> {
        if self.is_ours() {
            let (file, from) = (self.image.join(self.file), self.sound.join(self.file));
            fs::copy(from, file).map_err(|error| error.to_string())?;
        }
        self.holds(expected, false)
    }

    /// Whether it opens to all that is expected, and there is no more to tell, but that it is
    /// damaged.
    fn holds(&self, expected: &[String], is_damaged: bool) -> Result<(), String> {
        let (store, opened) =
            open(self.image).map_err(|error| format!("refused after: {}", error.say(Lang::En)))?;
        let (all, verified) = (everything(&store), store.verify());
        store.close();
        // What sled lost once it may lose again: it is taken from the journal, and told.
        let is_mended = |it: &Finding| !self.is_ours() && matches!(it, Finding::Replayed(_));
        let is_told = !opened.findings.iter().all(is_mended);
        if all != expected || verified.is_err() != is_damaged || is_told {
            return Err(format!("not so afterwards: {verified:?}, {:?}", opened.findings));
        }
        Ok(())
    }
}
