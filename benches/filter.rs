//! What a key of a filter takes: a demonstration store of 100,000 records, in its largest kinds.
//! `cargo bench --bench filter` prints one table; a number behind it (`-- 10000`) is another size.

#![allow(clippy::print_stdout, reason = "a benchmark is read on the terminal")]

#[path = "shared/demo.rs"]
mod demo;
#[path = "shared/table.rs"]
mod table;

use demo::{open, wang};
use liaison::app::arrange::{Query, Rows, Stamp};
use liaison::app::look::Look;
use liaison::filter::{self, Desk, Filter};
use liaison::office::Office;
use liaison::record::Kind;
use liaison::records::{KINDS, kind_named};
use liaison::store::Sight;
use liaison::value::Lang;
use std::hint::black_box;
use std::time::{Duration, Instant};
use table::Table;

const RECORDS: usize = 100_000;
const TURNS: usize = 5;

/// What is typed letter by letter, over which kind.
const TYPED: &[(&str, &str)] = &[
    ("interactions", "subject:battery"),
    ("interactions", "主题：电池"),
    ("interactions", "details:samples"),
    ("organizations", "country:JP"),
    ("organizations", "huaw"),
    ("contacts", "li"),
    ("interactions", "organizations:huawei"),
];

/// What is measured as a whole: signs, steps and what is computed.
const WHOLE: &[(&str, &str)] = &[
    ("interactions", "subject~^visit"),
    ("interactions", "when:this-year"),
    ("interactions", "when<2026-Q2|none"),
    ("interactions", "category:meeting|visit -subject:a"),
    ("interactions", "organizations.country:JP"),
    ("organizations", "interactions.category:visit"),
    ("organizations", "contacts:none"),
    ("members", "status:current"),
];

fn main() {
    // A test run of all targets comes here, too, and must not take minutes.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let records = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(RECORDS);
    let folder = tempfile::tempdir().expect("there is room for a store");
    let office = open(&folder.path().join("store"), records);
    let sight = office.sight(&wang());
    let mut table = Table::default();
    let sizes = KINDS.iter().map(|kind| sight.rows(kind).count());
    table.line("records, and of the largest kind", records, sizes.max().unwrap_or(0));
    keys(&sight, records, &mut table);
    whole(&sight, &mut table);
    offers(&office, &sight, &mut table);
    table.print();
    drop(sight);
    office.store().close();
}

fn kind(name: &str) -> &'static Kind {
    kind_named(name).expect("a kind there is")
}

/// From a text to the records it keeps, for each beginning of what is typed that is a filter.
fn keys(sight: &Sight, records: usize, table: &mut Table) {
    let allowed = match records {
        0..=10_000 => "1 ms",
        10_001..=100_000 => "5 ms",
        _ => "40 ms",
    };
    for (of, typed) in TYPED {
        let (mut kept, mut lists) = (Vec::new(), Vec::new());
        let whole = query(kind(of), "", None, sight).rows();
        // What was found at one key helps at the next, as in a session: typed more than once, only
        // the first letter finds nothing to begin with.
        let (mut texts, mut known) = (None, None);
        for _ in 0..TURNS {
            for (at, c) in typed.char_indices() {
                let text = &typed[..at + c.len_utf8()];
                // Letters of a field's name are no key of a filter on it yet.
                let is_named = !typed.contains([':', '：']) || text.contains([':', '：']);
                let Ok(filter) = Filter::parse(kind(of), text, sight) else { continue };
                if !is_named {
                    continue;
                }
                kept.push(once(|| {
                    let (ids, read) = filter::search(kind(of), &filter, sight, texts.as_ref());
                    texts = read.or(texts.take());
                    ids.len()
                }));
                lists.push(once(|| {
                    let mut query = query(kind(of), text, Some(whole.clone()), sight);
                    query.texts = known.take();
                    let rows = query.rows();
                    known = rows.texts;
                    rows.ids.len()
                }));
            }
        }
        table.times(&format!("a key of {of} {typed}"), &kept, allowed);
        table.times("  with the list in its order", &lists, "");
    }
}

fn whole(sight: &Sight, table: &mut Table) {
    for (of, text) in WHOLE {
        let filter = Filter::parse(kind(of), text, sight).expect("a filter");
        let times: Vec<Duration> =
            (0..TURNS).map(|_| once(|| filter::list(kind(of), &filter, sight).len())).collect();
        table.times(&format!("{of} {text}"), &times, "");
    }
}

fn offers(office: &Office, sight: &Sight, table: &mut Table) {
    let lookup = office.lookup();
    let desk = Desk { sight, lookup: &lookup };
    for (of, text) in [
        ("interactions", ""),
        ("interactions", "subject:b"),
        ("interactions", "organizations:"),
        ("organizations", "country:"),
    ] {
        let complete = || filter::complete(kind(of), text, text.len(), &desk, Lang::En).len();
        let times: Vec<Duration> = (0..TURNS).map(|_| once(complete)).collect();
        table.times(&format!("offered after {of} {text}"), &times, "5 ms");
    }
}

fn query(kind: &'static Kind, text: &str, whole: Option<Rows>, sight: &Sight) -> Query {
    let mut look = Look::of(kind);
    text.clone_into(&mut look.filter);
    let filter = Filter::parse(kind, text, sight).expect("a filter");
    let stamp = Stamp::of(&look, sight, Lang::En);
    let known = whole.map(|rows| (Stamp::of(&Look::of(kind), sight, Lang::En), rows));
    Query { kind, filter, sight: sight.clone(), stamp, known, texts: None }
}

fn once<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    black_box(work());
    begun.elapsed()
}
