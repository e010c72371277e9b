//! What many feel at once: the program as a host over a store of 10,000 records, and those who
//! come to it by SSH, on the same machine. `cargo bench --bench serve` prints two tables:
//! of a hundred at once, and of a thousand.

#![allow(clippy::print_stdout, reason = "a benchmark is read on the terminal")]
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

#[path = "serve/hosted.rs"]
mod hosted;
#[path = "serve/line.rs"]
mod line;
#[path = "../tests/support/mod.rs"]
mod support;
#[path = "shared/table.rs"]
mod table;
#[path = "serve/wire.rs"]
mod wire;

use hosted::{Hosted, Known};
use line::{HOME, LIST, Line, guests, lines};
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};
use support::Pty;
use table::Table;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use wire::Wire;

const RECORDS: usize = 10_000;
const WIDE: (u32, u32) = (200, 50);
const SMALL: (u32, u32) = (80, 24);
const SOME: usize = 100;
const MANY: usize = 1_000;
/// How long keys are typed, and how often each of some, and of many, types one.
const TYPING: Duration = Duration::from_secs(10);
const OF_SOME: Duration = Duration::from_millis(500);
const OF_MANY: Duration = Duration::from_secs(2);
const COMMITS: usize = 20;
const CONNECTS: usize = 11;
/// As many as there are before the list scrolls.
const MOVES: usize = 30;
const IDLE: Duration = Duration::from_secs(20);
/// Whatever follows what was done last has followed by then.
const SETTLED: Duration = Duration::from_secs(3);
const DOWN: &[u8] = b"\x1b[B";

fn main() {
    // A test run of all targets comes here, too, and must not take minutes.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let folder = tempfile::tempdir().expect("there is room for a store");
    let store = folder.path().join("store");
    let known = Known::make(folder.path());
    let mut table = Table::default();
    fill(&store);
    let begin = || Hosted::start(&store, &known);
    let runtime = Runtime::new().expect("there are threads");
    by_openssh(&begin(), &known.key, &mut table);
    runtime.block_on(some(&begin(), &mut table));
    runtime.block_on(small(&begin(), &mut table));
    table.print();
    let mut table = Table::default();
    runtime.block_on(many(&begin(), &mut table));
    table.print();
}

/// By the program itself: a process is begun as a copy of the one that begins it.
fn fill(store: &Path) {
    let demo = format!("--demo={RECORDS}");
    let filled = Command::new(env!("CARGO_BIN_EXE_liaison"))
        .args(["count", "funds", &demo, "--now", "2026-11-22 09:00", "--store"])
        .arg(store)
        .output();
    assert!(filled.expect("the program can be started").status.success());
}

/// The client that people have, where it is installed.
fn by_openssh(hosted: &Hosted, key: &Path, table: &mut Table) {
    if Command::new("ssh").arg("-V").output().is_err() {
        return table.line("by OpenSSH", "no ssh here", "");
    }
    let mut rows = Vec::new();
    for nth in 0..=CONNECTS {
        let begun = Instant::now();
        let pty = ssh(hosted.at, key, &[]);
        let seen = pty.wait_seen(HOME);
        quit(pty);
        // The first is the one that warms up.
        if nth > 0 {
            rows.push(seen - begun);
        }
    }
    table.times("OpenSSH: connect to first frame with rows", &rows, "150 ms");
    for (what, options, allowed) in
        [("a selection move on the wire", &[][..], "300"), ("  with compression", &["-C"], "120")]
    {
        let wire = Wire::to(hosted.at);
        let mut pty = ssh(wire.at, key, options);
        pty.wait_for(HOME);
        pty.keys("7");
        pty.wait_for(LIST);
        // From the top, where it was left further down.
        pty.keys("<Home>");
        let (moves, details) = moves(&mut pty, &wire);
        quit(pty);
        table.bytes(what, &moves, allowed);
        table.bytes("  and the detail that follows", &details, "");
    }
}

fn ssh(at: SocketAddr, key: &Path, options: &[&str]) -> Pty {
    let (port, key) = (at.port().to_string(), key.to_str().expect("the folder's name is text"));
    let own = ["-F", "none", "-p", &port, "-i", key, "-o", "StrictHostKeyChecking=no"];
    let nobody = ["-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR"];
    let all: Vec<&str> =
        own.iter().chain(&nobody).chain(options).copied().chain(["127.0.0.1"]).collect();
    Pty::spawn("ssh", &all, &[("LANG", "en_US.UTF-8")], 120, 40)
}

fn quit(mut pty: Pty) {
    pty.keys("Q");
    assert_eq!(pty.wait_exit().code, 0);
}

fn moves(pty: &mut Pty, wire: &Wire) -> (Vec<u32>, Vec<u32>) {
    thread::sleep(SETTLED);
    let one = |_| {
        pty.mark();
        let before = wire.sent();
        pty.keys("<Down>");
        pty.wait_frames(1);
        let moved = wire.sent();
        thread::sleep(Duration::from_millis(200));
        (moved - before, wire.sent() - moved)
    };
    (0..MOVES).map(one).unzip()
}

async fn some(hosted: &Hosted, table: &mut Table) {
    let (mut all, _first) = seated(hosted, SOME, WIDE, "1.5 MiB", table).await;
    let (again, answers) = typed(all, OF_SOME).await;
    all = again;
    responds(table, &format!("key to bytes, {SOME} sessions of 200x50"), answers, "1.5; 8 ms");
    all = commits(hosted, all, table).await;
    tokio::time::sleep(SETTLED).await;
    let before = hosted.busy();
    tokio::time::sleep(IDLE).await;
    let busy = hosted.busy().saturating_sub(before).as_secs_f64() / IDLE.as_secs_f64();
    table.line("idle, 100 sessions: processor", format!("{:.3} %", busy * 100.0), "0.2 %");
    drop(all);
}

/// One commit after the other, by the command of one who has signed in, until the last screen shows
/// it.
async fn commits(hosted: &Hosted, mut all: Vec<Line>, table: &mut Table) -> Vec<Line> {
    let (mut guests, mut seen) = (guests(hosted, COMMITS + 1).await, Vec::new());
    let first = guests.pop().expect("one").run("list contacts --limit 1 --format jsonl").await;
    let id = first.split('"').find(|part| part.starts_with("contact-")).expect("it has an id");
    for (nth, guest) in guests.into_iter().enumerate() {
        // Of the one no letter stands where it does in the other.
        let title = if nth % 2 == 0 { "QXQXQXQX" } else { "ZJZJZJZJ" };
        let begun = Instant::now();
        let waits = all.into_iter().map(|mut line| async move {
            let seen = line.wait_for(title).await;
            (line, seen)
        });
        let waits: JoinSet<_> = waits.collect();
        guest.run(&format!("edit {id} title={title}")).await;
        let (lines, times): (_, Vec<Instant>) = waits.join_all().await.into_iter().unzip();
        seen.push(times.into_iter().max().expect("somebody sees it") - begun);
        all = lines;
    }
    table.times("a commit on 100 screens, its command included", &seen, "100 ms");
    all
}

async fn small(hosted: &Hosted, table: &mut Table) {
    seated(hosted, SOME, SMALL, "0.5 MiB", table).await;
}

async fn many(hosted: &Hosted, table: &mut Table) {
    // One of those that a host has room for is the first.
    let (all, _first) = seated(hosted, MANY - 1, WIDE, "1.5 MiB", table).await;
    let (_all, answers) = typed(all, OF_MANY).await;
    responds(table, "key to bytes, 1,000 sessions, 500 keys/s", answers, "2; 20 ms");
}

/// So many at a list, and the one who came before them: what the first takes, all share.
async fn seated(
    hosted: &Hosted,
    count: usize,
    size: (u32, u32),
    allowed: &str,
    table: &mut Table,
) -> (Vec<Line>, Vec<Line>) {
    let first = lines(hosted, 1, size).await;
    tokio::time::sleep(SETTLED).await;
    let (before, begun, busy) = (hosted.memory(), Instant::now(), hosted.busy());
    let all = lines(hosted, count, size).await;
    let (taken, busy) = (begun.elapsed(), hosted.busy().saturating_sub(busy));
    tokio::time::sleep(SETTLED).await;
    let taken_by_all = f64::from(hosted.memory().saturating_sub(before)) / 1024.0;
    let each = taken_by_all / f64::from(count as u32);
    let (columns, rows) = size;
    let what = format!("memory a session of {columns}x{rows}, of {count}");
    table.line(&what, format!("{each:.2} MiB"), allowed);
    let (taken, busy) = (taken.as_secs_f64(), busy.as_secs_f64());
    table.line("  until all were there", format!("{taken:.1} s, {busy:.1} s of the host"), "");
    (all, first)
}

/// Each presses a key so often, evenly spread; how long each answer took.
async fn typed(lines: Vec<Line>, every: Duration) -> (Vec<Line>, Vec<Duration>) {
    let (count, begun) = (lines.len() as u32, Instant::now() + SETTLED);
    let mut all = JoinSet::new();
    for (nth, mut line) in (0..count).zip(lines) {
        let mut next = begun + every * nth / count;
        all.spawn(async move {
            let mut answers = Vec::new();
            while next < begun + TYPING {
                line.rest(next).await;
                answers.push(line.answer(DOWN).await);
                next += every;
            }
            (line, answers)
        });
    }
    let (lines, answers): (_, Vec<_>) = all.join_all().await.into_iter().unzip();
    (lines, answers.into_iter().flatten().collect())
}

fn responds(table: &mut Table, what: &str, mut answers: Vec<Duration>, allowed: &str) {
    answers.sort_unstable();
    let [middle, late, last] = [50, 99, 100].map(|part| {
        let place = (answers.len() * part / 100).min(answers.len() - 1);
        answers[place].as_secs_f64() * 1e3
    });
    let measured = format!("{middle:.2}; p99 {late:.2}; worst {last:.1} ms");
    table.line(what, measured, allowed);
    table.line("  keys", answers.len(), "");
}
