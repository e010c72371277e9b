//! The real binary over the office's daily work: what is due, done, put off, renewed, noted and
//! handed over; what to know before a meeting.
mod support;

use serde_json::Value;
use std::io::Write;
use std::process::Stdio;
use support::Pty;
use support::office::{Office, Said, said};

/// The follow-ups and the visit of a morning.
fn with_work() -> Office {
    let office = Office::new();
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

fn shell(office: &Office, lines: &str) -> Said {
    let mut command = office.command(&["shell"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program can be started");
    let mut input = child.stdin.take().expect("it is piped");
    input.write_all(lines.as_bytes()).expect("the shell reads");
    drop(input);
    said(&child.wait_with_output().expect("the shell ends"))
}

fn show(office: &Office, id: &str) -> Value {
    office.json(&["show", id, "--format", "json"])
}

/// What a command lists.
fn list(office: &Office, words: &[&str]) -> Vec<Value> {
    let all = office.json(&[words, &["--format", "json"]].concat());
    all.as_array().expect("a list").clone()
}

#[test]
fn today_is_said_in_plain_sentences_and_numbers_stand_for_them() {
    let office = with_work();
    let said = shell(&office, "today\ndone 1\ntoday\nlater 2 +30d\ntoday\nlater 9 +3d\n");
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
    let zh = office.run(&["today", "--lang", "zh", "--format", "lines"]).out;
    assert!(zh.starts_with("1/1：今天 14:00。活动。"), "{zh}");
}

#[test]
fn today_is_mine_unless_everybodys_is_asked_for() {
    let office = with_work();
    let said = office.run(&["today", "--as", "li"]);
    assert!(said.out.is_empty() && said.err.contains("Nothing is due."), "{}", said.err);
    assert!(said.err.contains("+3 of others or of nobody: today --all"), "{}", said.err);
    let all = office.run(&["today", "--all", "--as", "li", "--format", "lines"]).out;
    assert!(all.contains("Send NDA draft. Toyota. With wang."), "{all}");
    let table = office.out(&["today"]);
    assert!(table.starts_with("When              Late  Whose"), "{table}");
    let json = list(&office, &["today"]);
    let sections: Vec<_> =
        json.iter().map(|item| item["section"].as_str().expect("a text")).collect();
    assert_eq!(sections, ["overdue", "today", "next"]);
    assert_eq!((&json[0]["late"], &json[0]["about"]["name"]), (&4.into(), &"Toyota".into()));
}

#[test]
fn a_followup_is_done_once_and_put_off_to_a_day_ahead() {
    let office = with_work();
    office.out(&["done", "battery test"]);
    let done = show(&office, "followup-2");
    assert_eq!((&done["status"], &done["done_on"]), (&"done".into(), &"2026-11-22".into()));
    assert!(office.fails(2, &["done", "followup-2"]).contains("no longer open"));
    assert!(office.fails(2, &["done", "toyota"]).contains("not a follow-up"));
    // A program has these letters in a row as well.
    office.out(&["later", "NDA", "next", "mon"]);
    assert_eq!(show(&office, "followup-1")["snoozed_until"], "2026-11-23");
    assert!(office.fails(2, &["later", "NDA", "today"]).contains("not ahead"));
    assert!(office.fails(2, &["later", "NDA", "soon"]).contains("not a date"));
    assert_eq!(office.out(&["count", "followups"]), "2\n", "it did not repeat");
    office.out(&["done", "Send NDA draft"]);
    assert_eq!(office.out(&["done", "Send NDA draft"]), "followup-3\n", "the one that is open");
}

#[test]
fn a_term_is_renewed_from_its_old_end_or_says_what_is_missing() {
    let office = Office::new();
    assert!(office.fails(2, &["renew", "agreement-1"]).contains("edit agreement-1 expires="));
    office.out(&["edit", "agreement-1", "expires=2026-12-31"]);
    assert!(office.fails(2, &["renew", "agreement-1"]).contains("renew agreement-1 +3y"));
    let said = office.run(&["renew", "agreement-1", "+3y"]);
    assert!(said.err.contains("2027-01-01 to 2029-12-31"), "{}", said.err);
    office.out(&["renew", "agreement-1"]);
    let agreement = show(&office, "agreement-1");
    assert!(agreement["effective"].is_null(), "{agreement}");
    assert_eq!(agreement["expires"], "2032-12-31");
    office.out(&["edit", "member-1", "starts=2026-01-01", "ends=2026-12-31"]);
    office.out(&["renew", "baosteel"]);
    let member = show(&office, "member-1");
    assert_eq!((&member["starts"], &member["ends"]), (&"2026-01-01".into(), &"2027-12-31".into()));
    assert_eq!(member["status"], "current", "what runs goes on running");
    office.out(&["renew", "baosteel"]);
    assert_eq!(show(&office, "member-1")["ends"], "2028-12-31", "a year again");
}

#[test]
fn a_note_is_an_interaction_of_today_on_the_record() {
    let office = Office::new();
    let id = office.out(&["note", "toyota", "They ask", "for a visit\nnext Friday"]);
    let note = show(&office, id.trim());
    assert_eq!((&note["category"], &note["when"]), (&"note".into(), &"2026-11-22".into()));
    assert_eq!(note["subject"], "They ask for a visit");
    assert_eq!(note["details"], "next Friday");
    assert_eq!(note["regarding"]["name"], "Toyota");
    assert_eq!(note["organizations"][0]["name"], "Toyota");
    assert_eq!(note["colleagues"][0]["name"], "wang");
    assert!(office.fails(2, &["note", "toyota", " "]).contains("empty"));
}

#[test]
fn a_handover_shows_what_moves_and_moves_it_when_told_to() {
    let office = with_work();
    office.out(&["add", "colleagues", "name=Li", "login=li"]);
    let moves = list(&office, &["handover", "me", "li"]);
    let of = |item: &Value| format!("{} {}", item["id"], item["field"]).replace('"', "");
    let moves: Vec<String> = moves.iter().map(of).collect();
    assert_eq!(moves, ["event-1 owner", "followup-1 assignee", "followup-2 assignee"]);
    assert_eq!(office.out(&["count", "followups", "assignee:me"]), "2\n", "nothing has moved");
    office.out(&["done", "followup-2"]);
    let said = office.run(&["handover", "me", "li", "--yes"]);
    assert!(said.err.contains("Handed over from wang to Li: 2."), "{}", said.err);
    assert_eq!(
        office.out(&["list", "followups", "assignee:me", "--format", "csv"]).lines().count(),
        2
    );
    assert_eq!(office.out(&["count", "followups", "assignee:li"]), "1\n");
    assert!(office.fails(3, &["handover", "me", "toyota"]).contains("toyota"));
    assert!(office.fails(2, &["handover", "me", "wang"]).contains("two colleagues"));
}

#[test]
fn whoever_saves_something_is_a_colleague_and_me_is_them() {
    let office = Office::new();
    assert_eq!(office.out(&["count", "colleagues"]), "0\n", "looking makes nobody a colleague");
    assert!(office.fails(2, &["list", "funds", "owner:me"]).contains("“wang”"));
    office.out(&["edit", "fund-1", "owner=me"]);
    office.out(&["edit", "fund-2", "owner=me", "--as", "li"]);
    office.out(&["edit", "fund-3", "owner=me"]);
    assert_eq!(office.out(&["count", "colleagues"]), "2\n");
    assert_eq!(office.out(&["count", "funds", "owner:me"]), "2\n");
    assert_eq!(office.out(&["count", "funds", "owner:我", "--as", "li"]), "1\n");
    let wang = show(&office, "colleague-1");
    assert_eq!((&wang["name"], &wang["login"]), (&"wang".into(), &"wang".into()));
    assert_eq!(wang["created"]["who"], "wang");
}

#[test]
fn the_list_to_mend_says_what_and_why() {
    let office = Office::new();
    let said = office.run(&["quality"]);
    assert!(said.err.contains("113 to confirm, "), "{}", said.err);
    let all = list(&office, &["quality"]);
    let of = |id: &str, field: &str| {
        let found = all.iter().find(|flaw| flaw["id"] == id && flaw["field"] == field);
        found.expect("it is to be mended")["reason"].to_string()
    };
    assert!(of("organization-25", "aliases").contains("INCEDTMENT"));
    assert!(of("organization-25", "contacts").contains("no contact"));
    assert!(of("fund-1", "ends").contains("no date"));
    assert!(of("fund-1", "owner").contains("nobody"));
    let few = office.run(&["quality", "--limit", "3"]);
    assert!(few.err.contains("3 of ") && few.err.contains("113 to confirm, "), "{}", few.err);
    assert_eq!(list(&office, &["quality", "--limit", "3"]), all[..3]);
    let zh = office.out(&["quality", "--lang", "zh"]);
    assert!(zh.contains("未录入联系人") && !zh.contains(" / "), "{zh}");
}

#[test]
fn the_dashboard_makes_whoever_opens_it_a_colleague() {
    let office = Office::new();
    let store = office.store();
    let store = store.to_str().expect("a path of text");
    let words = ["--store", store, "--as", "zhao", "--now", "2026-11-22 09:00", "--lang", "en"];
    for _ in 0..2 {
        let mut pty = Pty::spawn(env!("CARGO_BIN_EXE_liaison"), &words, &[], 80, 24);
        pty.wait_for("[1 Home]");
        pty.wait_for("PUBLISHED");
        pty.keys("Q");
        assert_eq!(pty.wait_exit().code, 0);
    }
    let all = list(&office, &["list", "colleagues"]);
    let logins: Vec<_> = all.iter().map(|one| one["login"].as_str()).collect();
    assert_eq!(logins, [Some("zhao")]);
}

#[test]
fn a_number_goes_on_meaning_the_last_list_after_a_record_that_lists_nothing() {
    let office = Office::new();
    let said = shell(&office, "list funds\n1\n2\n");
    assert!(said.out.contains("fund-2"), "{}", said.out);
    assert_eq!(said.exit, 0, "{}", said.err);
}

#[test]
fn a_new_followup_is_open_ours_and_mine_unless_it_is_said_otherwise() {
    let office = Office::empty();
    office.out(&["add", "colleagues", "name=Wang", "login=wang"]);
    office.out(&["add", "followups", "what=Report"]);
    office.out(&["add", "followups", "what=Talk", "direction=theirs", "assignee="]);
    let count = |filter: &str| office.out(&["count", "followups", filter]);
    assert_eq!(count("status:open"), "2\n");
    assert_eq!(count("direction:ours assignee:me"), "1\n");
    assert_eq!(count("direction:theirs assignee:none"), "1\n");
    office.out(&["add", "followups", "what=Old", "status="]);
    assert_eq!(count("status:open"), "3\n", "what is not recorded counts as open");
    assert_eq!(count("status:none"), "1\n");
    assert_eq!(count("-status:open"), "0\n");
    let by = office.out(&["count", "followups", "--by", "status", "--format", "tsv"]);
    assert_eq!(by, "value\tcount\nopen\t3\n");
}

#[test]
fn a_briefing_is_one_page_in_text_markdown_and_json_and_of_an_event_a_page_each() {
    let office = Office::new();
    let text = office.out(&["brief", "siemens"]);
    assert!(text.starts_with("Siemens  西门子 (to confirm)  "), "{text}");
    assert!(text.lines().count() <= 22 && text.contains("briefing 2026-11-22"), "{text}");
    for said in [
        "Membership  UICC overseas member: no dates",
        "Joint research center with Siemens",
        "Siemens Center of Knowledge Interchange (CKI): highest level",
        "Green Online Experimental Platform: joint research, U-I-U, as\n            sponsor",
        "1 Information -",
        "We owe      nothing",
        "published page, lines 106, 114, 132, 138, 140, 141",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    // What is about one organization stands for it; of several it asks which.
    assert_eq!(office.out(&["brief", "members/siemens"]), text);
    assert!(
        office
            .fails(3, &["brief", "projects/Green Online Experimental Platform"])
            .contains("Siemens")
    );
    assert!(office.fails(3, &["brief", "fund-1"]).contains("about no organization"));
    assert!(office.fails(2, &["brief"]).contains("brief --event REF"));

    office.out(&["add", "contacts", "name=Sato", "organization=siemens", "title=CTO"]);
    let said = office.run(&["brief", "siemens", "--format", "md"]);
    assert!(said.out.contains("- **Contacts**: nothing public"), "{}", said.out);
    assert!(said.err.contains("Siemens: 1 internal fact is left out (--internal shows them)"));
    let all = office.run(&["brief", "siemens", "--format", "md", "--internal"]);
    assert!(all.out.contains("- **Contacts**\n  - Sato: CTO\n"), "{}", all.out);
    assert!(!all.err.contains("left out"), "{}", all.err);

    let at = "organizations=toyota; siemens";
    office.out(&["add", "events", "name=Fair", "starts=2026-12-01", at, "confidential=public"]);
    let pages = office.out(&["brief", "--event", "Fair"]);
    let at = |name: &str| pages.find(name).expect(name);
    assert!(at("Toyota  丰田") < at("Siemens  西门子"), "{pages}");
    assert_eq!(pages.matches("Next        2026-12-01  Fair").count(), 2, "{pages}");
    let json = office.json(&["brief", "--event", "Fair", "--format", "json"]);
    assert_eq!(json[1]["name"], "Siemens");
    assert_eq!(json[1]["left_out"], 1);
    assert!(office.fails(2, &["brief", "--event", "toyota"]).contains("not an event"));
    let zh = office.out(&["brief", "siemens", "--lang", "zh"]);
    assert!(zh.contains("成员资格    企合委海外成员：无日期"), "{zh}");
    let said = shell(&office, "brief siemens\n");
    assert!(said.out.contains("We owe: nothing.\n"), "{}", said.out);
}

#[test]
fn an_organization_is_shown_with_all_that_hangs_on_it() {
    let office = Office::new();
    office.out(&["add", "agreements", "name=Membership of Toyota"]);
    let member = office.out(&["list", "members", "toyota", "--format", "jsonl"]);
    let member = member.split('"').nth(3).expect("an id").to_owned();
    office.out(&["edit", &member, "agreement=Membership of Toyota"]);
    office.out(&["add", "followups", "what=Renew it", &format!("regarding={member}")]);
    let shown = office.out(&["show", "toyota"]);
    for group in ["Members (1)", "Agreements (1)", "Centers (1)", "Follow-ups (1)"] {
        assert!(shown.contains(group), "{group}\n{shown}");
    }
    assert!(shown.contains("  Renew it (followup-1)"), "{shown}");
}
