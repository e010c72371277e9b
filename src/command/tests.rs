//! The command line over streams of a test: what the real binary cannot be shown to do.

use super::*;
use crate::office::{Begin, Clock};
use crate::store::Role;
use crate::store::disk::RealDisk;
use crate::value::width;
use chrono::NaiveDate;
use std::io;
use std::sync::Arc;

/// An office with the published facts, on the morning of 22 November 2026.
struct Desk {
    office: Office,
    _folder: tempfile::TempDir,
}

/// What a command answered.
struct Said {
    exit: u8,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let clock = Clock::fixed(day.and_hms_opt(9, 0, 0).unwrap());
        let opened = Office::open(Arc::new(RealDisk), folder.path(), clock, Begin::Published);
        Self { office: opened.map_err(|error| error.say(Lang::En)).unwrap().0, _folder: folder }
    }

    fn run(&self, role: Role, words: &[&str]) -> Said {
        self.talk(role, words, "", false)
    }

    /// Runs a command with an input; everything is a terminal, 80 cells wide, or nothing is.
    fn talk(&self, role: Role, words: &[&str], input: &str, is_terminal: bool) -> Said {
        self.with(role, words, &mut input.as_bytes(), is_terminal)
    }

    fn with(&self, role: Role, words: &[&str], input: &mut dyn BufRead, is_terminal: bool) -> Said {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams = Streams {
            input,
            out: &mut out,
            err: &mut err,
            files: Files::Here,
            input_is_terminal: is_terminal,
            out_is_terminal: is_terminal,
            err_is_terminal: is_terminal,
        };
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        let settings = Settings { lang: Lang::En, width: 80 };
        let exit = run(&words, &self.office, &Person::new("li", role), settings, &mut streams);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Said { exit, out: text(out), err: text(err) }
    }
}

/// What names a record may not be seen by all who see the record: no name of it is told, in no
/// language.
#[test]
fn the_other_name_of_what_may_not_be_seen_is_not_told() {
    let desk = Desk::new();
    let partner = ["add", "organizations", "name=Secret Partner", "name_zh=保密单位"];
    let partner = [&partner[..], &["confidential=restricted"]].concat();
    let id = desk.run(Role::Admin, &partner).out.trim().to_owned();
    let link = format!("organization={id}");
    let member = desk.run(Role::Admin, &["add", "members", &link, "branch=overseas"]).out;
    let member = member.trim();
    desk.run(Role::Admin, &["edit", member, "confidential=public", "notes=zebra"]);
    for words in [&["show", member][..], &["find", "zebra"], &["ask", "branch", "of", member]] {
        let (all, seen) = (desk.run(Role::Admin, words), desk.run(Role::Viewer, words));
        assert!(all.out.contains("Secret Partner"), "{}", all.out);
        assert_eq!(seen.exit, 0, "{words:?}: {}", seen.err);
        let told = ["Secret", "保密", crate::words::store::HIDDEN.zh];
        assert!(!told.iter().any(|name| seen.out.contains(name)), "{words:?}: {}", seen.out);
    }
}

#[test]
fn a_viewer_reads_and_changes_nothing() {
    let desk = Desk::new();
    assert_eq!(desk.run(Role::Viewer, &["count", "funds"]).out, "7\n");
    for words in [
        &["add", "funds", "name=A fund"][..],
        &["edit", "fund-1", "ends=2027"],
        &["trash", "fund-1"],
        &["untrash", "fund-1"],
        &["note", "fund-1", "asked"],
        &["done", "fund-1"],
        &["later", "fund-1", "+7d"],
        &["renew", "agreement-1"],
        &["handover", "li", "wang"],
    ] {
        let said = desk.run(Role::Viewer, words);
        assert_eq!(said.exit, Exit::NotAllowed as u8, "{words:?}: {}", said.err);
        assert!(said.out.is_empty() && said.err.contains("li may view"), "{}", said.err);
    }
    assert_eq!(desk.run(Role::Viewer, &["count", "funds", "ends:any"]).out, "0\n");
    assert_eq!(desk.run(Role::Viewer, &["count", "colleagues"]).out, "0\n");
}

#[test]
fn what_a_viewer_may_not_see_is_left_out_and_said() {
    let desk = Desk::new();
    let edits = [
        &["edit", "fund-1", "committed=1250万"][..],
        &["edit", "fund-2", "confidential=restricted"],
    ];
    for words in edits {
        assert_eq!(desk.run(Role::Admin, words).exit, 0);
    }
    let said = desk.run(Role::Viewer, &["list", "funds", "--format", "json"]);
    let funds: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(funds.as_array().unwrap().len(), 6);
    assert!(funds.as_array().unwrap().iter().all(|fund| fund["committed"].is_null()));
    assert!(said.err.contains("+1 restricted"), "{}", said.err);
    assert!(said.err.contains("Committed"), "{}", said.err);
    let csv = desk.run(Role::Viewer, &["list", "funds", "--format", "csv"]).out;
    assert!(!csv.contains("12,500,000") && !csv.contains("restricted"), "{csv}");
    assert_eq!(desk.run(Role::Viewer, &["show", "fund-2"]).exit, Exit::Nothing as u8);

    let said = desk.run(Role::Admin, &["list", "funds", "--format", "json"]);
    assert!(said.out.contains(r#""committed":{"amount":"12500000","currency":"CNY"}"#));
    assert_eq!(said.err, "");
}

#[test]
fn a_terminal_gets_a_table_that_fits_and_is_told_what_was_cut() {
    let desk = Desk::new();
    let said = desk.talk(Role::Admin, &["list", "funds"], "", true);
    assert!(said.out.lines().all(|line| width(line) <= 80), "{}", said.out);
    assert!(said.out.contains('…') && said.err.contains("--format csv"), "{}", said.err);
    let said = desk.talk(Role::Admin, &["find", "tsinghua"], "", true);
    let whole = desk.run(Role::Admin, &["find", "tsinghua"]);
    assert!(said.out.lines().count() <= 21, "{}", said.out);
    assert_eq!(said.err.contains("are shown"), whole.out.lines().count() > 21);
}

#[test]
fn a_frequency_has_bars_on_a_terminal_and_none_in_a_file() {
    let desk = Desk::new();
    let words = ["count", "agreements", "--by", "category"];
    let out = desk.talk(Role::Admin, &words, "", true).out;
    let bars: Vec<usize> = out.lines().map(|line| line.matches('█').count()).collect();
    assert_eq!(bars, [0, 40, 13], "{out}");
    assert!(!desk.run(Role::Admin, &words).out.contains('█'));
}

#[test]
fn the_options_that_open_a_store_are_refused_where_one_is_open() {
    let desk = Desk::new();
    for words in [&["list", "funds", "--store", "/tmp"][..], &["verify", "--as", "wang"], &[]] {
        assert_eq!(desk.run(Role::Admin, words).exit, Exit::Usage as u8, "{words:?}");
    }
}

#[test]
fn the_shell_asks_a_person_before_it_trashes_and_takes_numbers() {
    let desk = Desk::new();
    let input = "list funds\ntrash 1\nn\ntrash 1\ny\ncount funds\n";
    let said = desk.talk(Role::Admin, &["shell"], input, true);
    assert_eq!(said.exit, 0, "{}", said.err);
    assert_eq!(said.out.lines().last(), Some("6"), "{}", said.out);
    assert!(said.err.contains("Nothing was changed") && said.err.contains("to the trash?"));
    assert!(said.err.starts_with("> "));
}

#[test]
fn a_handover_asks_on_a_terminal_and_only_y_agrees() {
    let desk = Desk::new();
    for words in [&["add", "colleagues", "name=Zhao"][..], &["edit", "fund-1", "owner=me"]] {
        assert_eq!(desk.run(Role::Admin, words).exit, 0);
    }
    let hand = |answer| desk.talk(Role::Admin, &["handover", "me", "zhao"], answer, true);
    let said = hand("n\n");
    assert!(said.out.contains("fund-1") && said.err.contains("Hand these 1 over"), "{}", said.err);
    assert!(said.err.contains("Nothing was changed"), "{}", said.err);
    assert_eq!(desk.run(Role::Admin, &["count", "funds", "owner:me"]).out, "1\n");
    assert!(hand("y\n").err.contains("Handed over from li to Zhao: 1"));
    assert_eq!(desk.run(Role::Admin, &["count", "funds", "owner:zhao"]).out, "1\n");
    assert!(hand("").err.contains("owns nothing"));
}

/// What a person answers, after what another did while it was asked.
struct Meanwhile<'a, F: FnMut()>(F, &'a [u8]);

impl<F: FnMut()> io::Read for Meanwhile<'_, F> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        (self.0)();
        self.1.read(bytes)
    }
}

#[test]
fn what_others_changed_while_it_was_asked_is_told_field_by_field_by_any_command() {
    let desk = Desk::new();
    for words in [
        &["add", "colleagues", "name=Zhao"][..],
        &["add", "colleagues", "name=Wang", "login=wang"],
        &["edit", "fund-1", "owner=me"],
        &["edit", "fund-2", "owner=me"],
    ] {
        assert_eq!(desk.run(Role::Admin, words).exit, 0);
    }
    let meanwhile = || {
        let words = ["edit", "fund-2", "owner=zhao", "ends=2027"].map(ToOwned::to_owned);
        let mut streams = Streams {
            input: &mut io::empty(),
            out: &mut Vec::new(),
            err: &mut Vec::new(),
            files: Files::Here,
            input_is_terminal: false,
            out_is_terminal: false,
            err_is_terminal: false,
        };
        let settings = Settings { lang: Lang::En, width: 80 };
        let wang = Person::new("wang", Role::Admin);
        assert_eq!(run(&words, &desk.office, &wang, settings, &mut streams), 0);
    };
    let mut input = io::BufReader::new(Meanwhile(meanwhile, b"y\n"));
    let said = desk.with(Role::Admin, &["handover", "me", "wang"], &mut input, true);
    assert_eq!(said.exit, Exit::Conflict as u8, "{}", said.err);
    let told = "(fund-2)\n    Owner\n      mine    Wang\n      theirs  Zhao (wang, 2026-11-22 09:00)\n      before  li\n";
    assert!(said.err.contains(told) && !said.err.contains("fund-1"), "{}", said.err);
    let mine = desk.run(Role::Admin, &["count", "funds", "owner:me"]).out;
    assert_eq!(mine, "1\n", "nor is any of it handed over");
}

/// A stream that takes nothing.
struct Deaf(io::ErrorKind);

impl Write for Deaf {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_has_gone_is_no_failure_and_a_full_disk_is_one() {
    let desk = Desk::new();
    let exit = |words: &[&str], input: &str, kind| {
        let mut streams = Streams {
            input: &mut input.as_bytes(),
            out: &mut Deaf(kind),
            err: &mut Vec::new(),
            files: Files::Here,
            input_is_terminal: false,
            out_is_terminal: false,
            err_is_terminal: false,
        };
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        let settings = Settings { lang: Lang::En, width: 80 };
        run(&words, &desk.office, &Person::new("li", Role::Admin), settings, &mut streams)
    };
    for format in ["table", "json", "jsonl", "csv", "tsv", "md", "lines"] {
        let words = ["list", "funds", "--format", format];
        assert_eq!(exit(&words, "", io::ErrorKind::BrokenPipe), 0, "{format}");
        assert_eq!(exit(&words, "", io::ErrorKind::StorageFull), Exit::Failed as u8, "{format}");
    }
    let after = "count funds\nadd funds name=Another\n";
    assert_eq!(exit(&["shell"], after, io::ErrorKind::BrokenPipe), 0);
    assert_eq!(desk.run(Role::Admin, &["count", "funds"]).out, "7\n", "the shell ended at once");
}

#[test]
fn a_wrong_filter_is_pointed_at_below_it_by_cells() {
    let desk = Desk::new();
    let wrong = |words: &[&str]| {
        let said = desk.run(Role::Viewer, words);
        assert_eq!((said.exit, said.out.as_str()), (2, ""), "{words:?}");
        let lines: Vec<String> = said.err.lines().map(ToOwned::to_owned).collect();
        assert_eq!(lines.len(), 3, "{}", said.err);
        lines
    };
    let lines = wrong(&["list", "members", "toyota branch:oversee"]);
    assert!(lines[0].contains("“oversee” is not on the list; nearest is “overseas”"), "{lines:?}");
    assert_eq!(lines[1], "  toyota branch:oversee");
    assert_eq!(lines[2], "                ^^^^^^^");
    let lines = wrong(&["count", "members", "分会：国内", "入会＞某日"]);
    assert_eq!(lines[1], "  分会：国内 入会＞某日");
    assert_eq!(lines[2], format!("  {}^^^^", " ".repeat(17)), "a wide sign takes two cells");
    let far = format!("{} ends<never {}", "joint ".repeat(50), "center ".repeat(50));
    let lines = wrong(&["export", "members", &far]);
    let (at, length) = (lines[2].find('^').expect("a mark"), lines[2].matches('^').count());
    assert_eq!(&lines[1][at..at + length], "never");
    assert!(lines[1].len() < 80, "{lines:?}");
    let lines = wrong(&["list", "members", "name=\"joint"]);
    assert_eq!(lines[2].trim(), "^^^^^^");
}

#[test]
fn who_may_not_see_what_is_internal_is_refused_the_internal_briefing() {
    let desk = Desk::new();
    let said = desk.run(Role::Viewer, &["brief", "siemens", "--internal"]);
    assert_eq!((said.exit, said.out.as_str()), (Exit::NotAllowed as u8, ""));
    assert!(said.err.contains("li may not see internal facts"), "{}", said.err);
    let said = desk.run(Role::Viewer, &["brief", "siemens"]);
    assert!(said.exit == 0 && said.out.contains("Siemens"), "{}", said.err);
    let said = desk.run(Role::Editor, &["brief", "siemens", "--internal"]);
    assert_eq!(said.exit, 0, "{}", said.err);
}

#[test]
fn an_empty_list_says_why_it_is_empty() {
    let desk = Desk::new();
    let said = |role, words: &[&str]| {
        let said = desk.run(role, words);
        assert_eq!(said.exit, 0, "{}", said.err);
        said.err
    };
    assert_eq!(
        said(Role::Admin, &["list", "members", "toyota zzz"]),
        "No member fits zzz.\n",
        "the part that is at fault is named"
    );
    assert_eq!(
        said(Role::Admin, &["count", "members", "branch:domestic toyota"]),
        "Each part of the filter fits some member, but no member fits them all.\n"
    );
    assert!(
        said(Role::Viewer, &["list", "members", "fee>1"]).contains("“Fee” is not shown to you")
    );
    assert_eq!(said(Role::Admin, &["list", "members", "toyota"]), "");
}

#[test]
fn who_is_here_is_told_to_everybody_and_what_they_edit_only_to_those_who_may_see_it() {
    let desk = Desk::new();
    let said = desk.run(Role::Viewer, &["who"]);
    assert_eq!((said.exit, said.err.trim()), (0, "Nobody has a dashboard open."));
    desk.run(Role::Admin, &["edit", "fund-2", "confidential=restricted", "name=Hidden"]);
    let wang = desk.office.come(&Person::new("wang", Role::Admin), "ssh 10.0.0.7");
    wang.edits(crate::value::Id::parse("fund-2"));
    let li = desk.office.come(&Person::new("li", Role::Viewer), "here");
    let table = "\
Login  Role    Since             From          Editing
wang   admin   2026-11-22 09:00  ssh 10.0.0.7  EDITS
li     viewer  2026-11-22 09:00  here          -
";
    for (role, edits) in [(Role::Admin, "Hidden"), (Role::Viewer, "(restricted)")] {
        assert_eq!(desk.run(role, &["who"]).out, table.replace("EDITS", edits));
    }
    let json = |role| {
        let text = desk.run(role, &["who", "--format", "json"]).out;
        serde_json::from_str::<serde_json::Value>(&text).unwrap()
    };
    let (all, seen) = (json(Role::Admin), json(Role::Viewer));
    assert_eq!(all[0]["editing"], serde_json::json!({ "id": "fund-2", "name": "Hidden" }));
    assert_eq!(seen[0]["editing"], serde_json::json!({ "id": null, "name": "(restricted)" }));
    assert_eq!((&all[1]["role"], &all[1]["editing"]), (&"viewer".into(), &serde_json::Value::Null));
    let lines = desk.run(Role::Viewer, &["who", "--format", "lines"]).out;
    assert!(lines.contains("wang. admin. Since 2026-11-22 09:00. From ssh 10.0.0.7."), "{lines}");
    drop((wang, li));
}
