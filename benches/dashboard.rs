//! What a person feels, measured: the program itself in a terminal of its own, over a store of
//! 10,000 records. `cargo bench` prints one table.

#![allow(clippy::print_stdout, reason = "a benchmark is read on the terminal")]

#[path = "dashboard/records.rs"]
mod made;
#[path = "../tests/support/mod.rs"]
mod support;
#[path = "shared/table.rs"]
mod table;

use chrono::NaiveDate;
use liaison::office::{Begin, Clock, Office};
use liaison::records;
use liaison::store::disk::RealDisk;
use liaison::store::{Cause, Edit, Person, Role};
use liaison::value::{Id, Value};
use rustix::process::Pid;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use support::{Pty, frames};
use table::{Table, number, status};

/// Commits of 500 records each.
const BATCHES: usize = 20;
/// Downs from the top of a list of 34 rows on the screen: until it scrolls, and thereafter.
const ON_SCREEN: usize = 33;
const SCROLLED: usize = 200;
const PAGES: usize = 40;
const STARTS: usize = 21;
const EDITS: usize = 200;
const IDLE: Duration = Duration::from_secs(10);

fn main() {
    // A test run of all targets comes here, too, and must not take minutes.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let folder = tempfile::tempdir().expect("there is room for a store");
    let store = folder.path().join("store");
    let mut table = Table::default();
    commits(&store, &mut table);
    starts(&store, &mut table);
    keys(&store, &mut table);
    idle(&store, &mut table);
    table.print();
}

/// Fills the store, and measures what one more commit takes beside the least that it could.
fn commits(store: &Path, table: &mut Table) {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let clock = Clock::fixed(day.and_hms_opt(9, 0, 0).expect("a time"));
    let opened = Office::open(Arc::new(RealDisk), store, clock, Begin::Empty);
    let (office, _) = opened.expect("an empty folder can be opened");
    let wang = Person::new("wang", Role::Admin);
    for batch in 0..BATCHES {
        let saved = office.commit(&wang, Cause::Import, made::records_of(batch)).wait();
        saved.expect("the records are sound");
    }
    assert_eq!(office.store().now().snapshot.len(), 10_000);

    let organization = records::kind_named("organizations").expect("a kind");
    let industry = organization.named("industry").expect("a field").number;
    let id = Id { kind: organization.number, number: 1 };
    let edit = |nth: usize| {
        let text = |nth: usize| Value::Text(format!("batteries, line {nth}").into());
        let before = if nth == 0 { Value::None } else { text(nth - 1) };
        Edit::Set { id, rev: nth as u32 + 1, fields: vec![(industry, before, text(nth))] }
    };
    let size = || folder_size(&store.join("journal"));
    let mut plain = File::create(store.with_file_name("plain")).expect("a file can be made");
    let (mut ours, mut least) = (Vec::new(), Vec::new());
    for nth in 0..EDITS {
        let (before, begun) = (size(), Instant::now());
        let saved = office.commit(&wang, Cause::Edit, vec![edit(nth)]).wait();
        ours.push(begun.elapsed());
        saved.expect("the edit is sound");
        let bytes = vec![b'x'; size() - before];
        let begun = Instant::now();
        plain.write_all(&bytes).and_then(|()| plain.sync_data()).expect("the disk takes it");
        least.push(begun.elapsed());
    }
    office.store().close();
    table.times("a commit of one edit, durable", &ours, "twice the next line, or 0.4 ms more");
    table.times("  its bytes written and fdatasynced alone", &least, "");
}

fn folder_size(folder: &Path) -> usize {
    let files = fs::read_dir(folder).expect("the folder is there");
    let size = |file: fs::DirEntry| file.metadata().map_or(0, |known| known.len());
    files.flatten().map(size).sum::<u64>() as usize
}

/// The program over the store, at 120x40.
fn start(store: &Path, lang: &str) -> Pty {
    let store = store.to_str().expect("a temporary folder's name is text");
    let args = ["--store", store, "--as", "wang", "--lang", lang, "--now", "2026-11-22 09:00"];
    Pty::spawn(env!("CARGO_BIN_EXE_liaison"), &args, &[], 120, 40)
}

fn quit(mut pty: Pty) {
    pty.keys("Q");
    assert_eq!(pty.wait_exit().code, 0);
}

fn starts(store: &Path, table: &mut Table) {
    let (mut paints, mut rows, mut lists, mut asked) = (vec![], vec![], vec![], 0);
    for nth in 0..=STARTS {
        let begun = Instant::now();
        let mut pty = start(store, "en");
        let painted = pty.wait_frames(1);
        let home = pty.wait_seen("  6000");
        asked += questions(frames(&pty.bytes_since_mark())[0]);
        pty.mark();
        let pressed = Instant::now();
        pty.keys("6");
        let list = pty.wait_seen("1/6000");
        quit(pty);
        // The first is the one that warms up.
        if nth > 0 {
            paints.push(painted - begun);
            rows.push(home - begun);
            lists.push(list - pressed);
        }
    }
    table.times("start to first paint", &paints, "10 ms");
    table.times("start to first rows, 10,000 records", &rows, "60 ms");
    table.times("a list of 6,000 opened for the first time", &lists, "");
    table.line("questions asked of the terminal before the first paint", asked, 0);
}

/// How many sequences ask the terminal for an answer.
fn questions(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split('\x1b').skip(1);
    sequences.filter(|sequence| is_question(sequence)).count()
}

fn is_question(sequence: &str) -> bool {
    let Some(parameters) = sequence.strip_prefix('[') else {
        // An operating system command that asks holds a `?`; device control strings all ask.
        return sequence.starts_with('P') || sequence.starts_with(']') && sequence.contains('?');
    };
    let end = parameters.find(|c: char| ('@'..='~').contains(&c)).unwrap_or_default();
    let (parameters, last) = parameters.split_at(end);
    match last.chars().next() {
        Some('c' | 'n') => true,
        Some('u') => parameters.starts_with('?'),
        Some('q') => parameters.starts_with('>'),
        Some('p') => parameters.ends_with('$'),
        // Of the window's: 22 and 23 keep and give back its title, and ask nothing.
        Some('t') => !parameters.starts_with("22") && !parameters.starts_with("23"),
        _ => false,
    }
}

fn keys(store: &Path, table: &mut Table) {
    let mut pty = start(store, "en");
    pty.wait_for("  6000");
    pty.keys("6");
    pty.wait_for("1/6000");
    let beside = answers(&mut pty, "<Down>", ON_SCREEN, 2);
    pty.keys("gi");
    pty.wait_gone("│");
    pty.wait_for("1/6000");
    let alone = answers(&mut pty, "<Down>", ON_SCREEN, 1);
    let scrolled = answers(&mut pty, "<Down>", SCROLLED, 1);
    table.times(
        "key to frame: down in a list of 6,000",
        &each(&alone, |answer| answer.time),
        "1 ms",
    );
    table.times("  down at its end, which scrolls", &each(&scrolled, |answer| answer.time), "1 ms");
    table.bytes("bytes of: down, list alone", &each(&alone, |answer| answer.bytes[0]), "250");
    table.bytes("  down beside the detail", &each(&beside, |answer| answer.bytes[0]), "250");
    table.bytes("  the detail that follows", &each(&beside, |answer| answer.bytes[1]), "2,000");
    table.bytes("  down that scrolls", &each(&scrolled, |answer| answer.bytes[0]), "");
    let languages = [
        ("  a page down, English", "", "Organizations"),
        ("  a page down, Chinese", "L", "机构与企业"),
    ];
    for (what, turn, title) in languages {
        pty.keys(turn);
        pty.wait_for(title);
        pty.wait_gone("正在整理");
        pty.keys("g");
        pty.wait_for("1/6000");
        let pages = answers(&mut pty, "<PageDown>", PAGES, 1);
        table.bytes(what, &each(&pages, |answer| answer.bytes[0]), "4,800");
    }
    quit(pty);
}

/// What came of a key.
struct Answer {
    /// From the key to the last of its frames.
    time: Duration,
    /// Of each frame.
    bytes: Vec<u32>,
}

/// Presses a key so many times, and waits for so many frames each time.
fn answers(pty: &mut Pty, key: &str, times: usize, frames_each: usize) -> Vec<Answer> {
    let answer = |_| {
        pty.mark();
        let pressed = Instant::now();
        pty.keys(key);
        let time = pty.wait_frames(frames_each) - pressed;
        let bytes = pty.bytes_since_mark();
        Answer { time, bytes: frames(&bytes).iter().map(|frame| frame.len() as u32).collect() }
    };
    (0..times).map(answer).collect()
}

fn each<T>(answers: &[Answer], of: impl Fn(&Answer) -> T) -> Vec<T> {
    answers.iter().map(of).collect()
}

fn idle(store: &Path, table: &mut Table) {
    let mut pty = start(store, "en");
    pty.wait_for("  6000");
    // The cursor stands where it was left.
    pty.keys("6");
    pty.wait_for("/6000");
    let memory = status(&format!("/proc/{}/status", number(pty.pid())), "VmRSS:") / 1024;
    // What follows the last key has followed by then.
    thread::sleep(Duration::from_secs(1));
    pty.mark();
    let before = threads(pty.pid());
    thread::sleep(IDLE);
    let after = threads(pty.pid());
    let switches = |all: &[Task], ours: bool| -> u64 {
        all.iter().filter(|task| task.is_ours() == ours).map(|task| task.switches).sum()
    };
    let [ours, sled] = [true, false].map(|ours| switches(&after, ours) - switches(&before, ours));
    let busy = |all: &[Task]| all.iter().map(|task| task.busy).sum::<Duration>();
    let share = busy(&after).saturating_sub(busy(&before)).as_secs_f64() / IDLE.as_secs_f64();
    table.line("idle for 10 s: bytes", pty.bytes_since_mark().len(), 0);
    table.line("  wake-ups of our own threads", ours, 0);
    table.line("  wake-ups of sled's threads", sled, "");
    table.line("  processor", format!("{:.4} %", share * 100.0), "0.1 %");
    table.line("memory, 10,000 records", format!("{memory} MiB"), "40 MiB");
    quit(pty);
}

/// A thread of a process.
struct Task {
    name: String,
    /// How often it slept and was woken.
    switches: u64,
    /// Processor time.
    busy: Duration,
}

impl Task {
    fn is_ours(&self) -> bool {
        !self.name.starts_with("sled")
    }
}

fn threads(pid: Pid) -> Vec<Task> {
    let tasks = fs::read_dir(format!("/proc/{}/task", number(pid))).expect("the process runs");
    let task = |folder: &Path| {
        let text = |name: &str| fs::read_to_string(folder.join(name)).expect("the thread runs");
        let busy = text("schedstat").split(' ').next().and_then(|first| first.parse().ok());
        let status_file = folder.join("status");
        let status_file = status_file.to_str().expect("a number");
        Task {
            name: text("comm"),
            switches: status(status_file, "voluntary_ctxt_switches:"),
            busy: Duration::from_nanos(busy.expect("a number")),
        }
    };
    tasks.flatten().map(|entry| task(&entry.path())).collect()
}
