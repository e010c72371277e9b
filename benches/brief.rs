//! What the briefing takes of an organization to which 500 records are linked, among 100,000
//! demonstration records. `cargo bench --bench brief` prints one table; a number behind it
//! (`-- 20000`) is another size.

#![allow(clippy::print_stdout, reason = "a benchmark is read on the terminal")]

#[path = "shared/demo.rs"]
mod demo;
#[path = "shared/table.rs"]
mod table;

use demo::{open, wang};
use liaison::app::actions::Keys;
use liaison::app::record_page;
use liaison::insight::briefing::{PAGE, Scope, briefing};
use liaison::office::Office;
use liaison::records::kind_named;
use liaison::store::{Cause, Edit, Sight};
use liaison::value::{Id, Lang, Party, Value, When};
use std::time::{Duration, Instant};
use table::Table;

const RECORDS: usize = 100_000;
const LINKED: u32 = 500;
const TIMES: usize = 200;

/// Of how many in a hundred linked records each kind is, and by which field they link.
const MIX: [(&str, &str, &str, u32); 8] = [
    ("contacts", "name", "organization", 10),
    ("agreements", "name", "parties", 6),
    ("projects", "name", "parties", 6),
    ("centers", "name", "partners", 2),
    ("funds", "name", "partners", 2),
    ("events", "name", "organizations", 4),
    ("interactions", "subject", "organizations", 50),
    ("followups", "what", "regarding", 20),
];

fn main() {
    // A test run of all targets comes here, too, and must not take minutes.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let records = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(RECORDS);
    let folder = tempfile::tempdir().expect("there is room for a store");
    let office = open(folder.path(), records);
    let mut table = Table::default();
    let of = partner(&office);
    let sight = office.sight(&wang());
    let linked = sight.links_to(of).len();
    for (what, scope) in [("what is public", Scope::Public), ("all", Scope::Internal)] {
        let page = || briefing(&sight, of, scope, Lang::En).expect("one may see it");
        let name = format!("briefing, {linked} linked of {records}: {what}");
        table.times(&name, &times(&mut || drop(page())), "10 ms");
        let page = page();
        table.times("  put on its page", &times(&mut || drop(page.lines(PAGE, "i"))), "-");
        table.times("  in Markdown", &times(&mut || drop(page.markdown())), "-");
    }
    let keys = Keys::default();
    let page = || record_page::lines(of, &sight, office.clock(), (&keys, Lang::En), 77);
    table.times("its own page, grouped with counts", &times(&mut || drop(page())), "10 ms");
    table.print();
    drop(sight);
    office.store().close();
}

fn times(work: &mut dyn FnMut()) -> Vec<Duration> {
    let once = |_| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    (0..TIMES).map(once).collect()
}

/// A new organization, every second linked record of which is public.
fn partner(office: &Office) -> Id {
    let organization = kind_named("organizations").expect("a kind");
    let field = |name: &str| organization.named(name).expect("a field").number;
    let id = Id::provisional(organization.number, 0);
    let public = Value::Choice("public".into());
    let named = Value::Text("Acme".into());
    let fields = vec![(field("name"), named), (field("confidential"), public.clone())];
    let mut edits = vec![Edit::Add { id, fields }];
    for (plural, name, by, share) in MIX {
        let kind = kind_named(plural).expect("a kind");
        let number = |name: &str| kind.named(name).expect("a field").number;
        for nth in 0..LINKED * share / 100 {
            let mut fields = vec![
                (number(name), Value::Text(format!("Something about laser welding {nth}").into())),
                (number(by), link(kind.named(by).expect("a field"), id)),
            ];
            if plural == "interactions" {
                fields.push((number("when"), day_ago(office, nth)));
            }
            if nth % 2 == 0 {
                fields.push((number("confidential"), public.clone()));
            }
            edits.push(Edit::Add { id: Id::provisional(kind.number, 1 + nth), fields });
        }
    }
    let saved = office.commit(&wang(), Cause::Edit, edits).wait().expect("it is saved");
    saved.real(id)
}

fn link(column: &liaison::record::Column, to: Id) -> Value {
    match column.shape {
        liaison::value::Shape::Links(_) => Value::Links([to].into()),
        liaison::value::Shape::Parties(_) => {
            Value::Parties([Party { link: Some(to), ..Party::default() }].into())
        }
        _ => Value::Link(to),
    }
}

fn day_ago(office: &Office, nth: u32) -> Value {
    let sight: Sight = office.sight(&wang());
    let today = liaison::insight::today(&sight);
    let day = today.checked_sub_days(chrono::Days::new(u64::from(nth) * 7));
    day.and_then(When::day).map_or(Value::None, Value::When)
}
