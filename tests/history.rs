//! Who changed what, taking it back and giving it again, with the real binary.

mod support;

use serde_json::Value;
use support::Pty;
use support::office::Office;

fn cell(office: &Office, id: &str, field: &str) -> Value {
    office.json(&["show", id, "--format", "json"])[field].clone()
}

/// The number of the last change.
fn last(office: &Office) -> u64 {
    let history = office.json(&["history", "--limit", "1", "--format", "json"]);
    history[0]["change"].as_u64().expect("a change")
}

#[test]
fn history_names_who_when_why_and_each_field_before_and_after() {
    let office = Office::new();
    // Whoever edits for the first time is made a colleague, which is a change, too.
    office.out(&["edit", "fund-2", "ends=2027"]);
    office.out(&["edit", "fund-1", "ends=2027", "tags=oled, key", "--as", "li"]);
    let first = last(&office);
    office.out(&["trash", "fund-1"]);
    let out = office.out(&["history", "fund-1"]);
    let lines: Vec<&str> = out.lines().collect();
    let number = last(&office);
    assert_eq!(lines[0], format!("{number}  2026-11-22 09:00  wang  edit"));
    assert_eq!(lines[2], "    In the trash: no → yes");
    assert_eq!(lines[3], format!("{first}  2026-11-22 09:00  li  edit"));
    assert!(lines[4].starts_with("  ") && lines[4].ends_with("(fund-1)"), "{out}");
    assert_eq!(lines[5..7], ["    Tags: - → oled, key", "    Ends: - → 2027"]);
    assert_eq!(lines[7], "1  2026-11-22 09:00  published page  import");
    assert!(lines[8].ends_with("(fund-1), added"), "{out}");
    assert!(!out.contains("fund-2"), "only what became of this record: {out}");

    let json = office.json(&["history", "fund-1", "--format", "json", "--limit", "2"]);
    assert_eq!(json.as_array().map(Vec::len), Some(2));
    let (trashed, edited) = (&json[0], &json[1]);
    assert_eq!(
        (&trashed["records"][0]["trashed"], &trashed["who"]),
        (&true.into(), &"wang".into())
    );
    assert_eq!((&edited["change"], &edited["cause"]), (&first.into(), &"edit".into()));
    let ends = serde_json::json!({ "field": "ends", "before": null, "after": "2027" });
    assert_eq!(edited["records"][0]["fields"][1], ends);
    let zh = office.out(&["history", "fund-1", "--lang", "zh", "--limit", "1"]);
    assert!(zh.contains("在回收站：否 → 是"), "{zh}");
    let csv = office.out(&["history", "fund-1", "--format", "csv"]);
    assert!(csv.starts_with("change,when,who,cause,id,record,field,before,after\n"), "{csv}");
    assert!(csv.contains(&format!("\n{first},2026-11-22 09:00,li,edit,fund-1,")), "{csv}");
    office.fails(3, &["history", "fund-99"]);
    let seated = office.json(&["history", "colleague-1", "--format", "json"]);
    assert_eq!((&seated[0]["cause"], &seated[0]["who"]), (&"new colleague".into(), &"wang".into()));
}

#[test]
fn history_of_all_shows_what_fits_a_terminal_and_says_what_it_leaves_out() {
    let office = Office::new();
    for year in 2027..2049 {
        office.out(&["edit", "fund-1", &format!("ends={year}")]);
    }
    let all = office.json(&["history", "--format", "json"]);
    assert_eq!(all.as_array().map(Vec::len), Some(last(&office) as usize));
    let store = office.store().to_string_lossy().into_owned();
    let words = ["history", "--limit", "21", "--store", &store];
    let pty = Pty::spawn(env!("CARGO_BIN_EXE_liaison"), &words, &[], 60, 80);
    pty.wait_for("--limit N shows more");
    // It has the store until it ends.
    pty.wait_exit();
    let words = ["history", "--limit", "30", "--store", &store];
    let pty = Pty::spawn(env!("CARGO_BIN_EXE_liaison"), &words, &[], 60, 100);
    pty.wait_for("more lines: history REF");
    pty.wait_for("cut to the 60 columns");
}

#[test]
fn undo_takes_back_ones_own_last_change_that_stands_in_any_session() {
    let office = Office::new();
    office.out(&["edit", "fund-1", "ends=2027"]);
    let first = last(&office);
    office.out(&["edit", "fund-1", "founded=2008", "--as", "li"]);
    office.out(&["edit", "fund-2", "ends=2028"]);
    let said = office.out(&["undo"]);
    assert_eq!(said, format!("{}\n", last(&office)), "the number of the change that did it");
    assert!(cell(&office, "fund-2", "ends").is_null());
    let said = office.run(&["undo"]);
    assert!(said.err.contains(&format!("change {first},")), "{said:?}");
    assert!(cell(&office, "fund-1", "ends").is_null());
    assert_eq!(cell(&office, "fund-1", "founded"), "2008", "others' changes stay");
    let err = office.fails(3, &["undo"]);
    assert!(err.contains("nothing of yours"), "{err}");
    let undone = office.json(&["history", "--limit", "1", "--format", "json"]);
    assert_eq!((&undone[0]["cause"], &undone[0]["takes_back"]), (&"undo".into(), &first.into()));

    let undo = last(&office);
    assert!(office.run(&["redo"]).err.contains(&format!("change {undo},")));
    assert_eq!(cell(&office, "fund-1", "ends"), "2027");
    office.out(&["redo"]);
    assert_eq!(cell(&office, "fund-2", "ends"), "2028");
    assert!(office.fails(3, &["redo"]).contains("nothing to redo"));
    office.out(&["undo"]);
    office.out(&["edit", "fund-3", "ends=2030"]);
    office.fails(3, &["redo"]);
    assert!(office.out(&["verify"]).starts_with("sound: "));
}

#[test]
fn any_change_is_taken_back_by_its_number_an_undo_too() {
    let office = Office::new();
    office.out(&["edit", "fund-1", "ends=2027", "--as", "li"]);
    let number = &last(&office).to_string();
    let undo = office.out(&["undo", number]);
    assert!(cell(&office, "fund-1", "ends").is_null());
    let said = office.run(&["undo", number]);
    assert_eq!((said.exit, said.out.as_str()), (0, ""));
    assert!(said.err.contains(&format!("Nothing of change {number} is left")), "{said:?}");
    office.out(&["undo", undo.trim()]);
    assert_eq!(cell(&office, "fund-1", "ends"), "2027");
    assert!(office.fails(3, &["undo", "99"]).contains(&format!("the last is {}", last(&office))));
    assert!(office.fails(2, &["undo", "last"]).contains("“last”"));
}

#[test]
fn an_import_is_taken_back_and_given_again_as_a_whole() {
    let office = Office::new();
    office.out(&["undo", "1"]);
    assert_eq!(office.out(&["count", "members"]), "0\n");
    office.out(&["redo"]);
    assert_eq!(office.out(&["count", "members"]), "31\n");
}

#[test]
fn a_field_changed_since_is_a_conflict_with_its_three_values() {
    let office = Office::new();
    office.out(&["edit", "fund-1", "ends=2027", "founded=2008"]);
    office.out(&["edit", "fund-1", "ends=2028", "--as", "li"]);
    let err = office.fails(4, &["undo"]);
    let lines: Vec<&str> = err.lines().collect();
    assert!(lines[1].ends_with("(fund-1)"), "{err}");
    let told = [
        "    Ends",
        "      back to  -",
        "      now      2028 (li, 2026-11-22 09:00)",
        "      it set   2027",
    ];
    assert_eq!(lines[2..6], told, "{err}");
    assert!(!err.contains("Founded"), "{err}");
    assert_eq!(cell(&office, "fund-1", "founded"), "2008", "nothing is overwritten");
}

#[test]
fn what_is_in_conflict_is_taken_back_or_left_once_that_is_asked_for_by_name() {
    let office = Office::new();
    let begin = |year: &str| {
        office.out(&["edit", "fund-1", "ends=2027", "founded=2008", "tags=key"]);
        let number = last(&office).to_string();
        let (ends, tags) = (format!("ends={year}"), format!("tags={year}"));
        office.out(&["edit", "fund-1", &ends, &tags, "--as", "li"]);
        number
    };
    let now = || ["ends", "founded", "tags"].map(|field| cell(&office, "fund-1", field));
    let first = begin("2028");
    let err = office.fails(4, &["undo", &first, "--take", "ends"]);
    let decide = "--take tags takes them back nevertheless, --leave tags leaves";
    assert!(err.contains("2028 (li, ") && err.contains(decide), "{err}");
    let left = office.run(&["undo", &first, "--leave", "ends,标签"]);
    assert_eq!(left.exit, 0, "{left:?}");
    assert!(left.err.contains("Taken back in part"), "{left:?}");
    assert_eq!(now(), ["2028".into(), Value::Null, serde_json::json!(["2028"])]);
    office.out(&["redo"]);
    assert_eq!(cell(&office, "fund-1", "founded"), "2008", "what was taken back comes again");

    let second = begin("2029");
    let taken = office.run(&["undo", &second, "--take", "ends", "--leave", "fund-1.tags"]);
    assert!(
        taken.err.contains("Changed since, and taken back: Ends of fund-1, 2029 (li, "),
        "{taken:?}"
    );
    assert_eq!(cell(&office, "fund-1", "ends"), "2028", "as it was before");
    office.out(&["undo", &begin("2030"), "--take", "all"]);
    let err = office.fails(2, &["undo", &begin("2031"), "--take", "edns"]);
    assert!(err.contains("edns") && err.contains("there are: ends, tags"), "{err}");
}

#[test]
fn one_field_of_a_change_or_one_record_of_many_is_taken_back() {
    let office = Office::new();
    office.out(&["edit", "fund-1", "ends=2027", "founded=2008"]);
    let number = last(&office).to_string();
    office.out(&["undo", &number, "--only", "ends"]);
    assert!(cell(&office, "fund-1", "ends").is_null());
    assert_eq!(cell(&office, "fund-1", "founded"), "2008");
    // A change that was taken back in part is no longer the next to be.
    assert!(office.fails(3, &["undo"]).contains("nothing of yours"));
    office.out(&["undo", &number]);
    assert!(cell(&office, "fund-1", "founded").is_null(), "the rest by its number");

    let left = office.run(&["undo", "1", "--leave", "all"]);
    assert!((left.exit, &*left.out) == (0, "") && left.err.contains("all of it was left"));
    office.out(&["undo", "1", "--only", "member-3,member-4"]);
    assert_eq!(office.out(&["count", "members"]), "29\n");
}

#[test]
fn undoing_an_addition_asks_before_later_edits_go_with_it() {
    let office = Office::new();
    let id = office.out(&["add", "organizations", "name=Acme"]);
    let id = id.trim();
    office.out(&["edit", id, "country=DE", "--as", "li"]);
    let err = office.fails(4, &["undo"]);
    let told = [
        "    In the trash",
        "      back to  yes",
        "      now      no (li, 2026-11-22 09:00)",
        "      changed since: Country: DE",
    ];
    assert_eq!(err.lines().skip(2).take(4).collect::<Vec<_>>(), told, "{err}");
    assert_eq!(office.out(&["count", "organizations", "acme"]), "1\n");
    assert!(err.contains(&format!("--take {id} takes")), "{err}");
    office.out(&["undo", "--take", id]);
    assert_eq!(office.out(&["count", "organizations", "acme"]), "0\n");
    office.out(&["redo"]);
    office.out(&["undo", "--as", "li"]);
    office.out(&["undo"]);
    assert_eq!(office.out(&["count", "organizations", "acme"]), "0\n", "as it was added");
}
