//! What the store takes: saving, opening, keeping, by itself and beside the bare disk.
//! `cargo bench --bench store` prints one table; a number behind it (`-- 20000`) is another size
//! than 100,000 records.

#![allow(clippy::print_stdout, reason = "a benchmark is read on the terminal")]

#[path = "shared/table.rs"]
mod table;

use liaison::records::kind_named;
use liaison::store::disk::RealDisk;
use liaison::store::{Cause, Edit, Person, Plan, Reason, Role, Store};
use liaison::value::{Id, Value};
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use table::{Table, status};

const MANY: usize = 100_000;
const FEW: usize = 10_000;
const EDITS: usize = 400;
const OPENS: usize = 11;
const TIMES: i64 = 5;
/// How a process of this program is told what it is to do: in which folder.
const FILL: &str = "LIAISON_BENCH_FILL";
const OPEN: &str = "LIAISON_BENCH_OPEN";
/// A store whose journal is one plain file: the most there can be to read and to pack.
const PLAIN: &str = "plain";
const BATCH: &str = "LIAISON_BENCH_BATCH";

fn main() {
    // A test run of all targets comes here, too, and must not take minutes.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let many = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(MANY);
    let told = |name: &str| std::env::var_os(name).map(PathBuf::from);
    match (told(FILL), told(OPEN), told(BATCH)) {
        (Some(folder), ..) => return fill(&folder, many),
        (_, Some(folder), _) => return opened(&folder),
        (.., Some(folder)) => return batch(&folder, many),
        _ => {}
    }
    let dir = tempfile::tempdir().expect("there is room for a store");
    let mut table = Table::default();
    commits(&dir.path().join("edits"), &mut table);
    for (records, allowed) in [(FEW, "50 ms"), (many, "400 ms")] {
        let folder = dir.path().join(records.to_string());
        child(FILL, &folder, records).wait().expect("it is filled");
        opens(&folder, records, allowed, &mut table);
    }
    let folder = dir.path().join(PLAIN);
    child(FILL, &folder, many).wait().expect("it is filled");
    keeping(&folder, &mut table);
    child(BATCH, &dir.path().join("batch"), many).wait().expect("it is saved");
    let said = fs::read_to_string(dir.path().join("batch.txt")).expect("what it took");
    table.line(&format!("a batch of {many} new records, above the open store"), said, "300 MiB");
    table.print();
}

fn wang() -> Person {
    Person::new("wang", Role::Admin)
}

fn open(folder: &Path) -> Store {
    let plan = if folder.ends_with(PLAIN) {
        Plan { checkpoint_every: u64::MAX, journal_file: u64::MAX, ..Plan::default() }
    } else {
        Plan::default()
    };
    let opened = Store::open_with(Arc::new(RealDisk), folder, "", plan, &mut |_| {});
    opened.expect("the folder can be opened").0
}

/// This program as a process of its own: what it holds must not be counted with the rest.
fn child(what: &str, folder: &Path, records: usize) -> std::process::Child {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.env(what, folder).args(["--bench", &records.to_string()]);
    command.stdout(Stdio::piped()).spawn().expect("it can be started")
}

/// A new record such as an office has many of: a contact with a few fields.
fn contact(nth: usize) -> Edit {
    let kind = kind_named("contacts").expect("a kind");
    let number = |name: &str| kind.named(name).expect("a field").number;
    let text = |text: String| Value::Text(text.into());
    let fields = vec![
        (number("name"), text(format!("Contact {nth} of the office"))),
        (number("name_zh"), text(format!("联系人{nth}"))),
        (number("title"), text("Director of Partnerships, Asia Pacific".to_owned())),
        (number("notes"), text(format!("Met at the forum; asked for the report of year {nth}."))),
    ];
    Edit::Add { id: Id::provisional(kind.number, nth as u32), fields }
}

fn save(store: &Store, edits: Vec<Edit>) {
    store.commit(&wang(), Cause::Edit, 0, edits).wait().expect("it is saved");
}

fn fill(folder: &Path, records: usize) {
    let store = open(folder);
    // One change each, as people work: handed in together, so that it does not take all day.
    for some in (0..records).collect::<Vec<_>>().chunks(512) {
        let waiting: Vec<_> = some
            .iter()
            .map(|nth| store.commit(&wang(), Cause::Edit, 0, vec![contact(*nth)]))
            .collect();
        for saved in waiting {
            saved.wait().expect("it is saved");
        }
    }
    store.close();
}

/// Durable commits of one edit, and beside them the same bytes written and synced.
fn commits(folder: &Path, table: &mut Table) {
    let store = open(folder);
    save(&store, (0..500).map(contact).collect());
    let before = journal_bytes(folder);
    let bare = OpenOptions::new().create(true).append(true).open(folder.with_extension("bare"));
    let (mut bare, bytes) = (bare.expect("a file"), [7_u8; 500]);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let kind = kind_named("contacts").expect("a kind");
    let title = kind.named("title").expect("a field").number;
    for nth in 0..EDITS {
        let id = Id { kind: kind.number, number: nth as u32 + 1 };
        let was = Value::Text("Director of Partnerships, Asia Pacific".into());
        let fields = vec![(title, was, Value::Text(format!("Director {nth}, Europe").into()))];
        ours.push(timed(|| save(&store, vec![Edit::Set { id, rev: 1, fields: fields.clone() }])));
        theirs.push(timed(|| {
            bare.write_all(&bytes).and_then(|()| bare.sync_data()).expect("it is written");
        }));
    }
    table.times("durable commit of one edit", &ours, "2 x, or 0.4 ms more than");
    table.times("500 bytes written and fdatasynced, each after such a commit", &theirs, "");
    let each = (journal_bytes(folder) - before) / EDITS as u64;
    table.line("journal, a typical edit", format!("{each} bytes"), "1,200 bytes");
    store.close();
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn journal_bytes(folder: &Path) -> u64 {
    bytes_below(&folder.join("journal"))
}

fn bytes_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).map(|entries| entries.flatten().collect::<Vec<_>>());
    let size = |entry: &fs::DirEntry| match entry.metadata() {
        Ok(data) if data.is_dir() => bytes_below(&entry.path()),
        Ok(data) => data.len(),
        Err(_) => 0,
    };
    entries.map_or(0, |entries| entries.iter().map(size).sum())
}

/// Opens a store, says how long that took, and waits to be killed.
fn opened(folder: &Path) {
    let begun = Instant::now();
    let store = open(folder);
    println!("{}", begun.elapsed().as_micros());
    for nth in 0..200 {
        save(&store, vec![contact(nth)]);
    }
    println!("saved");
    std::thread::sleep(Duration::from_secs(3600));
}

/// Opens it in processes of their own: closed well before, and killed in the midst of work.
fn opens(folder: &Path, records: usize, allowed: &str, table: &mut Table) {
    let once = |is_killed: bool| {
        let mut process = child(OPEN, folder, records);
        let mut out = std::io::BufReader::new(process.stdout.take().expect("it is piped"));
        let mut line = String::new();
        std::io::BufRead::read_line(&mut out, &mut line).expect("it says how long");
        let took = Duration::from_micros(line.trim().parse().expect("a number"));
        if is_killed {
            line.clear();
            std::io::BufRead::read_line(&mut out, &mut line).expect("it has saved");
        }
        process.kill().and_then(|()| process.wait()).expect("it can be killed");
        took
    };
    let clean: Vec<Duration> = (0..OPENS)
        .map(|_| {
            open(folder).close();
            once(false)
        })
        .collect();
    let killed: Vec<Duration> = (0..=OPENS).map(|_| once(true)).skip(1).collect();
    table.times(&format!("open, {records} records, closed well"), &clean, allowed);
    table.times("the same, killed after 200 more commits each time", &killed, "2 x that");
}

/// Backup, verify and compact, by the bytes of the journal that they go through.
#[allow(clippy::cast_precision_loss, reason = "megabytes for people to read")]
fn keeping(folder: &Path, table: &mut Table) {
    let store = open(folder);
    let changes = store.now().snapshot.sequence;
    let megabytes = journal_bytes(folder) as f64 / 1e6;
    let rate = |times: &[Duration]| {
        let mut seconds: Vec<f64> = times.iter().map(Duration::as_secs_f64).collect();
        seconds.sort_by(f64::total_cmp);
        format!("{:.0} MB/s", megabytes / seconds[seconds.len() / 2])
    };
    let backup = folder.join("backups");
    let mut made = Vec::new();
    let kept: Vec<Duration> = (0..TIMES)
        .map(|nth| {
            timed(|| made.push(store.backup(nth * 1000, Reason::Asked).expect("it is made")))
        })
        .collect();
    table.line(
        &format!("backup of {changes} changes, {megabytes:.0} MB, checked and read back"),
        rate(&kept),
        "50 MB/s",
    );
    let size = store.size_of(&made[0].path) as f64 / 1e6;
    table.line("its size", format!("{size:.0} MB"), "");
    fs::remove_dir_all(backup).expect("they can be removed");
    let verified: Vec<Duration> =
        (0..TIMES).map(|_| timed(|| assert!(store.verify().is_ok()))).collect();
    table.line("verify of journal, checkpoints and state", rate(&verified), "50 MB/s");
    let compacted = timed(|| assert!(store.compact().is_ok()));
    table.times("compact", &[compacted], "");
    store.close();
}

/// How much memory a batch of new records takes above the open store.
fn batch(folder: &Path, records: usize) {
    let store = open(folder);
    save(&store, (0..1000).map(contact).collect());
    let edits: Vec<Edit> = (0..records).map(contact).collect();
    let before = status("/proc/self/status", "VmRSS:");
    save(&store, edits);
    let peak = status("/proc/self/status", "VmHWM:");
    let said = format!("{} MiB", peak.saturating_sub(before) / 1024);
    fs::write(folder.with_extension("txt"), said).expect("it can be told");
    let mode = fs::metadata(folder.join("journal")).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    store.close();
}
