//! The real binary over the office's daily work: what is due, done, put off, renewed, noted and
//! handed over.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test

use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder for one store, in which wang works on the morning of 22 November 2026.
struct Office {
    folder: TempDir,
}

struct Said {
    exit: i32,
    out: String,
    err: String,
}

impl Office {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn run(&self, words: &[&str], input: &str) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
        command.env_clear().env("LIAISON_STORE", self.folder.path()).env("USER", "wang");
        command.args(words).args(["--now", "2026-11-22 09:00"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Said {
            exit: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// The data of a command that succeeds, without the line's end.
    fn out(&self, words: &[&str]) -> String {
        let said = self.run(words, "");
        assert_eq!(said.exit, 0, "{words:?}: {}", said.err);
        said.out.trim_end().to_owned()
    }

    /// Why a command is refused.
    fn wrong(&self, words: &[&str]) -> String {
        let said = self.run(words, "");
        assert!(said.exit == 2 || said.exit == 3, "{words:?}: {} {}", said.exit, said.err);
        assert!(said.out.is_empty(), "{words:?}: {}", said.out);
        said.err
    }

    fn show(&self, id: &str) -> Value {
        serde_json::from_str(&self.out(&["show", id, "--format", "json"])).unwrap()
    }

    fn json(&self, words: &[&str]) -> Vec<Value> {
        let text = self.out(&[words, &["--format", "json"]].concat());
        serde_json::from_str::<Vec<Value>>(&text).unwrap()
    }

    /// The follow-ups and the visit of a morning.
    fn with_work() -> Self {
        let office = Self::new();
        for words in [
            &["what=Send NDA draft", "due=2026-11-18", "direction=ours", "repeats=monthly"][..],
            &["what=List of battery test samples", "due=2026-11-25", "direction=theirs"],
        ] {
            let more = ["regarding=toyota", "assignee=me"];
            office.out(&[&["add", "followups"], words, &more].concat());
        }
        let visit = ["name=Visit of Hebei delegation", "starts=2026-11-22 14:00", "owner=我"];
        office.out(&[&["add", "events"], &visit[..]].concat());
        office
    }
}

#[test]
fn today_is_said_in_plain_sentences_and_numbers_stand_for_them() {
    let office = Office::with_work();
    let said = office.run(&["shell"], "today\ndone 1\ntoday\nlater 2 +30d\ntoday\nlater 9 +3d\n");
    let wanted = "\
1 of 3. Overdue 4 days. Ours. Send NDA draft. Toyota.
2 of 3. Today 14:00. Event. Visit of Hebei delegation.
3 of 3. 25 November. Theirs. List of battery test samples. Toyota.
followup-1
1 of 2. Today 14:00. Event. Visit of Hebei delegation.
2 of 2. 25 November. Theirs. List of battery test samples. Toyota.
followup-2
1 of 1. Today 14:00. Event. Visit of Hebei delegation.
";
    assert_eq!(said.out, wanted, "{}", said.err);
    assert!(said.err.contains("Saved. Done: Send NDA draft."), "{}", said.err);
    assert!(said.err.contains("The next one is due 18 December 2026: followup-3."), "{}", said.err);
    assert!(said.err.contains("line 6: no number 9 in the last list"), "{}", said.err);
    let zh = office.run(&["today", "--lang", "zh", "--format", "lines"], "").out;
    assert!(zh.starts_with("1/1：今天 14:00。活动。"), "{zh}");
}

#[test]
fn today_is_mine_unless_everybodys_is_asked_for() {
    let office = Office::with_work();
    let said = office.run(&["today", "--as", "li"], "");
    assert!(said.out.is_empty() && said.err.contains("Nothing is due."), "{}", said.err);
    assert!(said.err.contains("+3 of others or of nobody: today --all"), "{}", said.err);
    let all = office.run(&["today", "--all", "--as", "li", "--format", "lines"], "").out;
    assert!(all.contains("Send NDA draft. Toyota. With wang."), "{all}");
    let table = office.out(&["today"]);
    assert!(table.starts_with("When              Late  Whose"), "{table}");
    let json = office.json(&["today"]);
    let sections: Vec<_> = json.iter().map(|item| item["section"].as_str().unwrap()).collect();
    assert_eq!(sections, ["overdue", "today", "next"]);
    assert_eq!((&json[0]["late"], &json[0]["about"]["name"]), (&4.into(), &"Toyota".into()));
}

#[test]
fn a_followup_is_done_once_and_put_off_to_a_day_ahead() {
    let office = Office::with_work();
    office.out(&["done", "battery test"]);
    let done = office.show("followup-2");
    assert_eq!((&done["status"], &done["done_on"]), (&"done".into(), &"2026-11-22".into()));
    assert!(office.wrong(&["done", "followup-2"]).contains("no longer open"));
    assert!(office.wrong(&["done", "toyota"]).contains("not a follow-up"));
    // A program has these letters in a row as well.
    office.out(&["later", "NDA", "next", "mon"]);
    assert_eq!(office.show("followup-1")["snoozed_until"], "2026-11-23");
    assert!(office.wrong(&["later", "NDA", "today"]).contains("not ahead"));
    assert!(office.wrong(&["later", "NDA", "soon"]).contains("not a date"));
    assert_eq!(office.out(&["count", "followups"]), "2", "it did not repeat");
    office.out(&["done", "Send NDA draft"]);
    assert_eq!(office.out(&["done", "Send NDA draft"]), "followup-3", "the one that is open");
}

#[test]
fn a_term_is_renewed_from_its_old_end_or_says_what_is_missing() {
    let office = Office::new();
    assert!(office.wrong(&["renew", "agreement-1"]).contains("edit agreement-1 expires="));
    office.out(&["edit", "agreement-1", "expires=2026-12-31"]);
    assert!(office.wrong(&["renew", "agreement-1"]).contains("renew agreement-1 +3y"));
    let said = office.run(&["renew", "agreement-1", "+3y"], "");
    assert!(said.err.contains("2027-01-01 to 2029-12-31"), "{}", said.err);
    office.out(&["renew", "agreement-1"]);
    let agreement = office.show("agreement-1");
    assert_eq!(agreement["effective"], "2030-01-01");
    assert_eq!(agreement["expires"], "2032-12-31");
    office.out(&["edit", "member-1", "starts=2026-01-01", "ends=2026-12-31"]);
    office.out(&["renew", "baosteel"]);
    assert_eq!(office.show("member-1")["ends"], "2027-12-31");
}

#[test]
fn a_note_is_an_interaction_of_today_on_the_record() {
    let office = Office::new();
    let id = office.out(&["note", "toyota", "They ask", "for a visit\nnext Friday"]);
    let note = office.show(&id);
    assert_eq!((&note["category"], &note["when"]), (&"note".into(), &"2026-11-22".into()));
    assert_eq!(note["subject"], "They ask for a visit");
    assert_eq!(note["details"], "next Friday");
    assert_eq!(note["regarding"]["name"], "Toyota");
    assert_eq!(note["organizations"][0]["name"], "Toyota");
    assert_eq!(note["colleagues"][0]["name"], "wang");
    assert!(office.wrong(&["note", "toyota", " "]).contains("empty"));
}

#[test]
fn a_handover_shows_what_moves_and_moves_it_when_told_to() {
    let office = Office::with_work();
    office.out(&["add", "colleagues", "name=Li", "login=li"]);
    let moves = office.json(&["handover", "me", "li"]);
    let of = |item: &Value| format!("{} {}", item["id"], item["field"]).replace('"', "");
    let moves: Vec<String> = moves.iter().map(of).collect();
    assert_eq!(moves, ["event-1 owner", "followup-1 assignee", "followup-2 assignee"]);
    assert_eq!(office.out(&["count", "followups", "assignee:me"]), "2", "nothing has moved");
    office.out(&["done", "followup-2"]);
    let said = office.run(&["handover", "me", "li", "--yes"], "");
    assert!(said.err.contains("Handed over from wang to Li: 2."), "{}", said.err);
    assert_eq!(
        office.out(&["list", "followups", "assignee:me", "--format", "csv"]).lines().count(),
        2
    );
    assert_eq!(office.out(&["count", "followups", "assignee:li"]), "1");
    assert!(office.wrong(&["handover", "me", "toyota"]).contains("toyota"));
    assert!(office.wrong(&["handover", "me", "wang"]).contains("two colleagues"));
}

#[test]
fn whoever_saves_something_is_a_colleague_and_me_is_them() {
    let office = Office::new();
    assert_eq!(office.out(&["count", "colleagues"]), "0", "looking makes nobody a colleague");
    assert!(office.wrong(&["list", "funds", "owner:me"]).contains("“wang”"));
    office.out(&["edit", "fund-1", "owner=me"]);
    office.out(&["edit", "fund-2", "owner=me", "--as", "li"]);
    office.out(&["edit", "fund-3", "owner=me"]);
    assert_eq!(office.out(&["count", "colleagues"]), "2");
    assert_eq!(office.out(&["count", "funds", "owner:me"]), "2");
    assert_eq!(office.out(&["count", "funds", "owner:我", "--as", "li"]), "1");
    let wang = office.show("colleague-1");
    assert_eq!((&wang["name"], &wang["login"]), (&"wang".into(), &"wang".into()));
    assert_eq!(wang["created"]["who"], "wang");
}

#[test]
fn the_list_to_mend_says_what_and_why() {
    let office = Office::new();
    let said = office.run(&["quality"], "");
    assert!(said.err.contains("113 to confirm, "), "{}", said.err);
    let all = office.json(&["quality"]);
    let of = |id: &str, field: &str| {
        let found = all.iter().find(|flaw| flaw["id"] == id && flaw["field"] == field).unwrap();
        found["reason"].as_str().unwrap().to_owned()
    };
    assert!(of("organization-25", "aliases").contains("INCEDTMENT"));
    assert!(of("organization-25", "contacts").contains("no contact"));
    assert!(of("fund-1", "ends").contains("no date"));
    assert!(of("fund-1", "owner").contains("nobody"));
    let zh = office.out(&["quality", "--lang", "zh"]);
    assert!(zh.contains("未录入联系人") && !zh.contains(" / "), "{zh}");
}
