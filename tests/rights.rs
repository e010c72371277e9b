//! Every command by every role: who may not change anything changes nothing, and what somebody may
//! not see is in no answer, whatever is asked.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test

#[path = "support/hidden.rs"]
mod hidden;

use hidden::{WORD, hide, run};
use liaison::office::{Begin, Clock, Office};
use liaison::records::KINDS;
use liaison::store::disk::RealDisk;
use liaison::store::{Person, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whether a command changes records, or is an administrator's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum For {
    All,
    Editors,
    Admins,
}

/// Lines of every command. `{code}` is the id of the hidden record of that kind.
const LINES: &[(&str, For, &[&str])] = &[
    ("list", For::All, &[]),
    ("show", For::All, &["organization-1", "member-1", "fund-1", "{organization}", WORD, "{fund}"]),
    ("find", For::All, &[WORD, "zyx", "hidden", "{organization}", "98765", "toyota"]),
    ("count", For::All, &["funds --by name", "organizations --by city", "members"]),
    ("brief", For::All, &["organization-1", "organization-1 --internal", "{organization}", WORD]),
    ("brief", For::All, &["--event {event}", "--event event-1", "toyota --format json"]),
    (
        "ask",
        For::All,
        &["members never visited", "funds ending this year", WORD, "who is zyxhidden"],
    ),
    ("today", For::All, &["", "--format json", "--format lines"]),
    ("figures", For::All, &["", "--format json"]),
    ("quality", For::All, &["", "--format json", "--format csv"]),
    ("who", For::All, &["", "--format json"]),
    ("history", For::All, &["", "--format json", "organization-1", "{organization}"]),
    (
        "export",
        For::All,
        &["", "--internal", "--internal --format jsonl", "organizations --internal"],
    ),
    ("verify", For::All, &[""]),
    ("keys", For::All, &[""]),
    ("config", For::All, &[""]),
    ("add", For::Editors, &["organizations name=new", "followups title=x link={organization}"]),
    ("edit", For::Editors, &["organization-1 city=x", "{organization} city=x", "{fund} name=x"]),
    ("note", For::Editors, &["organization-1 text", "{organization} text"]),
    ("done", For::Editors, &["{followup}", WORD]),
    ("later", For::Editors, &["{followup} tomorrow"]),
    ("renew", For::Editors, &["{agreement}", "member-1"]),
    ("handover", For::Editors, &["me wang", "zhang wang"]),
    ("trash", For::Editors, &["organization-2", "{organization}", WORD]),
    ("untrash", For::Editors, &["organization-2", "{organization}"]),
    ("undo", For::Editors, &["", "{last}", "1"]),
    ("redo", For::Editors, &[""]),
    (
        "import",
        For::Editors,
        &["- --kind funds --add", "- --kind organizations --update name --dry-run"],
    ),
    ("backup", For::Admins, &["", "-", "--list"]),
    ("restore", For::Admins, &["x"]),
    ("compact", For::Admins, &[""]),
    ("serve", For::Admins, &[""]),
    ("people", For::Admins, &["check"]),
    ("attach", For::All, &[""]),
    ("shell", For::All, &[""]),
    ("completions", For::All, &["bash"]),
    ("man", For::All, &[""]),
];

/// What is read by those commands that read.
const INPUT: &str = r#"{"name": "zyxhidden name", "city": "x"}"#;
/// Not allowed.
const REFUSED: u8 = 6;

fn office(folder: &std::path::Path) -> Office {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let clock = Clock::fixed(day.and_hms_opt(9, 0, 0).unwrap());
    let begin = Begin::Demo { records: 400, person: Person::new("wang", Role::Admin) };
    Office::open(Arc::new(RealDisk), folder, clock, begin).unwrap().0
}

/// Every line of the table, and every kind in every format.
fn lines(hidden: &BTreeMap<&str, String>, last: u64) -> Vec<(For, String)> {
    let filled = |text: &str| {
        let known = hidden
            .iter()
            .fold(text.to_owned(), |text, (code, id)| text.replace(&format!("{{{code}}}"), id));
        known.replace("{last}", &last.to_string())
    };
    let mut all = Vec::new();
    for (command, whose, words) in LINES {
        all.extend(words.iter().map(|words| (*whose, format!("{command} {}", filled(words)))));
    }
    for kind in KINDS {
        for format in ["table", "lines", "csv", "tsv", "json", "jsonl", "md"] {
            all.push((For::All, format!("list {} --format {format}", kind.code)));
        }
        all.push((For::All, format!("count {}", kind.code)));
        all.push((For::All, format!("list {} --columns id,changed_by", kind.code)));
        all.push((For::All, format!("export {} --internal --format csv", kind.code)));
        if let Some(id) = hidden.get(kind.code) {
            for words in ["show {}", "history {}", "brief {} --internal", "show {} --format json"] {
                all.push((For::All, words.replace("{}", id)));
            }
            for words in ["edit {} name=x", "note {} x", "trash {}", "done {}", "renew {}"] {
                all.push((For::Editors, words.replace("{}", id)));
            }
        }
    }
    all
}

fn answer(office: &Office, person: &Person, line: &str) -> (u8, String, String) {
    let words: Vec<&str> = line.split_whitespace().collect();
    run(office, person, &words, INPUT)
}

#[test]
fn every_command_is_in_the_table() {
    let help = liaison::command::Call::read(&["--help".to_owned()], liaison::value::Lang::En);
    let help = help.err().unwrap().text;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed: BTreeSet<&str> = listed
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let known: BTreeSet<&str> = LINES.iter().map(|(command, ..)| *command).collect();
    assert_eq!(listed, known);
}

#[test]
fn a_viewer_changes_nothing_and_only_an_administrator_administers() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    let hidden = hide(&office);
    let last = office.store().now().snapshot.sequence;
    for (whose, line) in lines(&hidden, last) {
        for role in [Role::Viewer, Role::Editor] {
            if whose == For::All || whose == For::Editors && role == Role::Editor {
                continue;
            }
            let (exit, out, err) = answer(&office, &Person::new("guest", role), &line);
            assert_eq!(exit, REFUSED, "{line} by {role:?}: {out}{err}");
            assert_eq!(out, "", "{line}");
        }
        if whose == For::All {
            answer(&office, &Person::new("guest", Role::Viewer), &line);
        }
    }
    assert_eq!(office.store().now().snapshot.sequence, last);
    office.store().close();
}

#[test]
fn what_is_restricted_is_in_no_answer_to_whom_it_is_not_for() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    let hidden = hide(&office);
    let all = lines(&hidden, office.store().now().snapshot.sequence);
    let mut seen = 0;
    for (_, line) in &all {
        // What was typed is said back.
        let said = |person: &Person| {
            let (_, out, err) = answer(&office, person, line);
            let is_typed =
                line.contains(WORD) || line.contains("98765") || line.starts_with("import");
            let told = if is_typed { out } else { out + &err };
            told.to_lowercase().contains(WORD) || told.contains("98765")
        };
        for role in [Role::Viewer, Role::Editor] {
            assert!(!said(&Person::new("guest", role)), "{line} by {role:?}");
        }
        let is_public = line.starts_with("trash") || line.starts_with("edit");
        seen += usize::from(!is_public && said(&Person::new("zhang", Role::Admin)));
    }
    assert!(seen > all.len() / 4, "an administrator sees it in {seen} of {} answers", all.len());
    office.store().close();
}

#[test]
fn what_is_restricted_is_not_counted() {
    let (with, without) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (with, without) = (office(with.path()), office(without.path()));
    hide(&with);
    let viewer = Person::new("guest", Role::Viewer);
    for (whose, line) in lines(&BTreeMap::new(), 1) {
        // The history's numbers are those of the changes; who added them is a colleague.
        let is_told =
            ["history", "verify", "list colleague", "count colleague", "export colleague"];
        let is_told = is_told.iter().any(|told| line.starts_with(told))
            || line.trim() == "export --internal"
            || line.starts_with("export --internal --format jsonl")
            || line.starts_with("export ") && !line.contains("--internal");
        if whose != For::All || is_told || line.starts_with("serve") {
            continue;
        }
        let (one, other) = (answer(&with, &viewer, &line), answer(&without, &viewer, &line));
        assert_eq!((one.0, &one.1), (other.0, &other.1), "{line}");
    }
    with.store().close();
    without.store().close();
}
