//! What a key in the look-up takes, as it is typed letter by letter and with the hits that a screen
//! shows: `cargo bench --bench lookup`, with a number behind it (`-- 1000000`) for another size.
//! Where fzf is installed it is asked for the same in the same run.

#![allow(clippy::print_stdout, reason = "a benchmark is read on the terminal")]

#[path = "shared/demo.rs"]
mod demo;
#[path = "shared/table.rs"]
mod table;

use demo::{open, wang};
use liaison::lookup::{Around, Found, Lookup};
use liaison::office::Office;
use liaison::records::KINDS;
use liaison::store::{Cause, Edit, Person, Sight};
use liaison::value::Value;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use table::Table;

const RECORDS: usize = 100_000;
/// Each is typed so often, letter by letter.
const ROUNDS: usize = 5;
/// How many hits a screen shows.
const SHOWN: usize = 18;
/// What a coordinator types: names in letters, by their sound and by first letters, places, words.
const TYPED: [&str; 16] = [
    "huawei",
    "hwjs",
    "changhong",
    "ch",
    "toyota",
    "华为",
    "华为技术",
    "siemens",
    "strategic",
    "agreement with",
    "zhongguo",
    "tsinghua",
    "e",
    "138",
    "suzhou",
    "meeting",
];
const MIXED: [&str; 4] = ["huajs", "hua技", "zhgdli", "长h"];

fn main() {
    // A test run of all targets comes here, too, and must not take minutes.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let records = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(RECORDS);
    let folder = tempfile::tempdir().expect("there is room for a store");
    let office = open(&folder.path().join("store"), records);
    let wang = wang();
    let sight = office.sight(&wang);
    let mut table = Table::default();
    let begun = Instant::now();
    let lookup = office.lookup();
    table.times("the index built", &[begun.elapsed()], "");
    for (name, typed) in [("names", &TYPED[..]), ("mixed", &MIXED)] {
        let (mut keys, mut pasted) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            for typed in typed {
                keys.extend(type_in(typed, &lookup, &sight));
            }
            pasted
                .extend(typed.iter().map(|typed| key(&Found::default(), typed, &lookup, &sight).1));
        }
        table.times(&format!("a key of a query of {name}"), &keys, allowed(name, records));
        table.times("  the slowest, in the middle of its rounds", &[slowest(&keys)], "");
        table.times(&format!("a query of {name} pasted whole"), &pasted, "");
    }
    memory(&lookup, &sight, &mut table);
    update(&office, &wang, &mut table);
    fzf(&sight, &mut table);
    table.print();
}

/// One key: what was typed is found, and the hits of a screen are written.
fn key(before: &Found, typed: &str, lookup: &Lookup, sight: &Sight) -> (Found, Duration) {
    let around = Around { most: 64, ..Around::default() };
    let begun = Instant::now();
    let found = lookup.find_on(before, typed, sight, &around);
    let shown = (0..SHOWN).filter_map(|nth| lookup.hit(&found, nth, sight)).count();
    std::hint::black_box(shown);
    (found, begun.elapsed())
}

/// The slowest of the keys that each round holds: what else the machine does at one moment is left
/// out.
fn slowest(keys: &[Duration]) -> Duration {
    let each = keys.len() / ROUNDS;
    let middle = |nth: usize| {
        let mut took: Vec<Duration> = keys.iter().skip(nth).step_by(each).copied().collect();
        took.sort_unstable();
        took[took.len() / 2]
    };
    (0..each).map(middle).max().unwrap_or_default()
}

fn type_in(typed: &str, lookup: &Lookup, sight: &Sight) -> Vec<Duration> {
    let mut found = Found::default();
    let ends = typed.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(|end| {
        let (next, took) = key(&found, &typed[..end], lookup, sight);
        found = next;
        took
    })
    .collect()
}

/// What the index takes, beside three times the bytes of the names and 48 a record.
fn memory(lookup: &Lookup, sight: &Sight, table: &mut Table) {
    let (mut names, mut records) = (0, 0);
    for row in KINDS.iter().flat_map(|kind| sight.rows(kind)) {
        records += 1;
        names += sight.names_of(row).iter().map(String::len).sum::<usize>();
    }
    let (bound, (size, lines)) = (names * 3 + records * 48, lookup.size());
    let note =
        format!("bound {:.1} MB: names {:.1} MB, {records} records", mega(bound), mega(names));
    table.line("memory of the index, notes apart", format!("{:.1} MB", mega(size)), note);
    table.line("  its lines of notes and other fields", format!("{:.1} MB", mega(lines)), "");
}

#[allow(clippy::cast_precision_loss, reason = "no index has so many bytes")]
fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// What following a commit takes.
fn update(office: &Office, person: &Person, table: &mut Table) {
    let kind = KINDS.iter().find(|kind| kind.code == "organization").expect("a kind");
    let (name, mut took) = (kind.naming().next().expect("a name"), Vec::new());
    for nth in 0..50 {
        let sight = office.sight(person);
        let row = sight.rows(kind).nth(nth * 7).cloned().expect("a record");
        let before = sight.cell(&row, name);
        let after = Value::Text(format!("{} {nth}", before.text()).into());
        let edit =
            Edit::Set { id: row.id, rev: row.rev, fields: vec![(name.number, before, after)] };
        let index = office.lookup();
        office.commit(person, Cause::Edit, vec![edit]).wait().expect("it is saved");
        let later = office.sight(person);
        let begun = Instant::now();
        std::hint::black_box(index.follow(&later, Some(&[row.id])));
        took.push(begun.elapsed());
    }
    table.times("the index after a commit", &took, "");
}

/// The same names through fzf, as a process: it reads them anew each time.
fn fzf(sight: &Sight, table: &mut Table) {
    let rows = KINDS.iter().flat_map(|kind| sight.rows(kind));
    let names: String = rows.map(|row| sight.names_of(row).join(" ") + "\n").collect();
    let mut took = Vec::new();
    for typed in TYPED {
        let begun = Instant::now();
        let started = Command::new("fzf")
            .args(["--filter", typed])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn();
        let Ok(mut fzf) = started else {
            return table.line("fzf --filter, the same names", "-", "not installed here");
        };
        if let Some(mut stdin) = fzf.stdin.take() {
            // It may have enough before it has read all.
            let _ = stdin.write_all(names.as_bytes());
        }
        let _ = fzf.wait();
        took.push(begun.elapsed());
    }
    table.times("fzf --filter, the same names", &took, "with reading them");
}

/// What is asked of a size, where something is.
fn allowed(name: &str, records: usize) -> &'static str {
    match (name, records) {
        ("names", 10_000) => "0.3; 1 ms",
        ("names", 100_000) => "1; 3 ms",
        ("names", 1_000_000) => "5; 15 ms",
        ("mixed", 100_000) => "10; 40 ms",
        _ => "",
    }
}
