//! What a person feels with 100,000 records: a demonstration store of that size, the program
//! itself in a terminal of its own, and what its rooms take of that. `cargo bench --bench many`
//! prints one table; a number behind it (`-- 20000`) is another size.

#![allow(clippy::print_stdout, reason = "a benchmark is read on the terminal")]

#[path = "shared/demo.rs"]
mod demo;
#[path = "../tests/support/mod.rs"]
mod support;
#[path = "shared/table.rs"]
mod table;

use demo::{open, wang};
use liaison::filter::{self, Direction};
use liaison::insight;
use liaison::office::Office;
use liaison::records::{KINDS, kind_named};
use liaison::store::{Path as Column, Sight};
use liaison::value::Lang;
use std::path::Path;
use std::time::{Duration, Instant};
use support::Pty;
use table::{Table, number, status};

const RECORDS: usize = 100_000;
const STARTS: usize = 11;
/// Downs on Home: no more than it has lines.
const HOME: usize = 12;
const KEYS: usize = 200;
const SORTS: usize = 5;

fn main() {
    // A test run of all targets comes here, too, and must not take minutes.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let records = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(RECORDS);
    let folder = tempfile::tempdir().expect("there is room for a store");
    let store = folder.path().join("store");
    let mut table = Table::default();
    fill(&store, records, &mut table);
    // What the rooms hold here would make every program started slower: a process is begun as a
    // copy of the one that begins it.
    starts(&store, &mut table);
    keys(&store, &mut table);
    rooms(&store, &mut table);
    table.print();
}

/// By the program itself, for the same reason.
fn fill(store: &Path, records: usize, table: &mut Table) {
    let (begun, demo) = (Instant::now(), format!("--demo={records}"));
    let filled = std::process::Command::new(env!("CARGO_BIN_EXE_liaison"))
        .args(["count", "funds", &demo, "--as", "wang", "--now", "2026-11-22 09:00", "--store"])
        .arg(store)
        .output();
    table.times("a demonstration store filled", &[begun.elapsed()], "");
    assert!(filled.expect("the program can be started").status.success());
}

/// How long what a session has others do takes by itself.
fn rooms(store: &Path, table: &mut Table) {
    let once = |work: &mut dyn FnMut()| -> Duration {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    let times =
        |work: &mut dyn FnMut()| -> Vec<Duration> { (0..SORTS).map(|_| once(work)).collect() };
    let mut opened = Vec::new();
    for _ in 0..SORTS {
        let begun = Instant::now();
        let office = open(store, 0);
        opened.push(begun.elapsed());
        office.store().close();
    }
    table.times("the store opened", &opened, "");
    let office = open(store, 0);
    table.times("the look-up built", &[once(&mut || drop(office.lookup()))], "");
    let sight = office.sight(&wang());
    table.times("  a name looked up", &times(&mut || assert!(find(&office, &sight) > 0)), "");
    table.times("the published figures", &times(&mut || drop(insight::figures(&sight))), "");
    table.times("the records to confirm", &times(&mut || drop(insight::to_confirm(&sight))), "");
    let mut slowest: Vec<(Vec<Duration>, String)> = Vec::new();
    for kind in KINDS {
        for column in kind.columns() {
            for lang in [Lang::En, Lang::Zh] {
                let order = [(Column::own(column), Direction::Up)];
                let rows: Vec<_> = sight.rows(kind).cloned().collect();
                let sort = || {
                    let mut rows = rows.clone();
                    once(&mut || filter::sort(&mut rows, &order, &sight, lang))
                };
                let name = format!("{} by {} ({lang:?})", kind.plural, column.name);
                slowest.push(((0..SORTS).map(|_| sort()).collect(), name));
            }
        }
    }
    slowest.sort_by_key(|(times, _)| std::cmp::Reverse(middle(times)));
    for (times, name) in slowest.iter().take(8) {
        table.times(&format!("sorted: {name}"), times, "50 ms");
    }
    for (plural, name) in
        [("contacts", "name"), ("interactions", "when"), ("interactions", "subject")]
    {
        let column = kind_named(plural).and_then(|kind| kind.named(name)).expect("a column");
        let found =
            slowest.iter().find(|(_, said)| *said == format!("{plural} by {} (Zh)", column.name));
        let (taken, name) = found.expect("it was sorted");
        table.times(&format!("sorted: {name}"), taken, "50 ms");
    }
    drop(sight);
    office.store().close();
}

fn find(office: &Office, sight: &Sight) -> usize {
    office.lookup().find("toyota", sight, &liaison::lookup::Around::default()).len()
}

fn middle(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() / 2]
}

/// The program over the store, at 120x40.
fn start(store: &Path) -> Pty {
    let store = store.to_str().expect("a temporary folder's name is text");
    let args = ["--store", store, "--as", "wang", "--lang", "en", "--now", "2026-11-22 09:00"];
    Pty::spawn(env!("CARGO_BIN_EXE_liaison"), &args, &[], 120, 40)
}

fn quit(mut pty: Pty) {
    pty.keys("Q");
    assert_eq!(pty.wait_exit().code, 0);
}

fn starts(store: &Path, table: &mut Table) {
    let (mut paints, mut rows, mut memory, mut most) = (vec![], vec![], 0, 0);
    for nth in 0..STARTS {
        let begun = Instant::now();
        let mut pty = start(store);
        let painted = pty.wait_frames(1);
        pty.wait_seen("PUBLISHED FIGURES");
        let home = Instant::now();
        // The look-up is there when something is found by it.
        pty.keys("/toyota");
        pty.wait_for("Toyota");
        pty.keys("<Esc>");
        pty.wait_gone("Look up");
        let file = format!("/proc/{}/status", number(pty.pid()));
        let kib = |name: &str| status(&file, name) / 1024;
        (memory, most) = (memory.max(kib("VmRSS:")), most.max(kib("VmHWM:")));
        quit(pty);
        // The first is the one that warms up.
        if nth > 0 {
            paints.push(painted - begun);
            rows.push(home - begun);
        }
    }
    table.times("start to first paint", &paints, "10 ms");
    table.times("start to first rows", &rows, "600 ms");
    table.line("memory after a look-up", format!("{memory} MiB"), "160 MiB");
    table.line("  at the most", format!("{most} MiB"), "160 MiB");
}

fn keys(store: &Path, table: &mut Table) {
    let mut pty = start(store);
    pty.wait_for("PUBLISHED FIGURES");
    let home = answers(&mut pty, "<Down>", HOME);
    pty.keys("7");
    pty.wait_for("1/2");
    let list = answers(&mut pty, "<Down>", KEYS);
    let pages = answers(&mut pty, "<PageDown>", KEYS);
    table.times("key to frame: down on Home", &home, "2 ms");
    table.times("  down in a list of contacts", &list, "2 ms");
    table.times("  a page down", &pages, "2 ms");
    let file = format!("/proc/{}/status", number(pty.pid()));
    table.line("memory after that", format!("{} MiB", status(&file, "VmHWM:") / 1024), "160 MiB");
    quit(pty);
}

/// From a key to its frame, so many times.
fn answers(pty: &mut Pty, key: &str, times: usize) -> Vec<Duration> {
    let answer = |_| {
        pty.mark();
        let pressed = Instant::now();
        pty.keys(key);
        pty.wait_frames(1) - pressed
    };
    (0..times).map(answer).collect()
}
