//! Records out of the store in every format and into another, with the real binary.

mod support;

use support::office::Office;

#[test]
fn every_listing_has_every_format() {
    let office = Office::new();
    let list = |words: &[&str], format: &str| office.out(&[words, &["--format", format]].concat());
    let toyota = &["list", "members", "toyota", "--columns", "organization,branch"];
    assert_eq!(list(toyota, "csv"), "id,organization,branch\nmember-16,Toyota,overseas\n");
    assert_eq!(list(toyota, "tsv"), "id\torganization\tbranch\nmember-16\tToyota\toverseas\n");
    assert_eq!(list(toyota, "md"), "| Name | Branch |\n| --- | --- |\n| Toyota | overseas |\n");
    let line = list(toyota, "jsonl");
    assert_eq!(line.lines().count(), 1);
    assert!(line.starts_with(r#"{"id":"member-16","kind":"members","rev":1,"#), "{line}");
    assert_eq!(list(&["list", "funds"], "jsonl").lines().count(), 7);

    let by = &["count", "agreements", "--by", "category"];
    assert_eq!(list(by, "tsv"), "value\tcount\nstrategic cooperation\t13\nmembership\t4\n");
    assert!(list(by, "md").ends_with("| membership | 4 |\n"));
    assert_eq!(list(by, "jsonl").lines().count(), 2);
    assert!(list(&["find", "toyota"], "tsv").starts_with("name\tother_name\t"));
    assert!(list(&["find", "toyota"], "jsonl").contains("\"matched\""));
    assert!(list(&["show", "toyota"], "md").contains("| Toyota |"));
    assert_eq!(list(&["show", "toyota"], "jsonl").lines().count(), 1);
    let keys: serde_json::Value = serde_json::from_str(&list(&["keys"], "json")).expect("JSON");
    assert!(keys[0]["action"].is_string(), "{keys}");
    let figures = list(&["figures"], "tsv");
    assert!(figures.starts_with("id\tname\tname_zh\tclaim\t"), "{figures}");
}

/// What a store exports, without ids and revisions.
fn exported(office: &Office) -> Vec<serde_json::Value> {
    let mut all: serde_json::Value =
        serde_json::from_str(&office.out(&["export", "--internal"])).expect("JSON");
    strip(&mut all);
    let mut all = all.as_array().expect("an array").clone();
    all.sort_by_key(ToString::to_string);
    all
}

/// Takes ids and revisions out, at any depth.
fn strip(json: &mut serde_json::Value) {
    match json {
        serde_json::Value::Array(all) => all.iter_mut().for_each(strip),
        serde_json::Value::Object(object) => {
            object.retain(|key, _| key != "id" && key != "rev");
            object.values_mut().for_each(strip);
        }
        _ => {}
    }
}

/// A store with something in every kind of cell, names twice among it.
fn rich() -> Office {
    let office = Office::new();
    for words in [
        &["fund-1", "committed=1250万", "ends=~2030", "tags=oled, key", "notes=one\ntwo; three"][..],
        &["toyota", "phones=+81 1; 2", "tier=key", "cadence=30"],
        &["center-1", "latitude=0.000001", "longitude=-116.5", "founded=1980s"],
        &["members/toyota", "fee=USD 12.50", "left="],
    ] {
        office.out(&[&["edit"], words].concat());
    }
    for words in [
        &["organizations", "name=Acme", "aliases=A\\; B; C"][..],
        &["organizations", "name=ACME", "parent=toyota", "confidential=internal"],
        &["contacts", "name=Li \"Lee\" Wei", "organization=toyota", "confidential=restricted"],
        &["interactions", "subject=-1 degrees", "when=2026-12-01", "headcount=3"],
        &[
            "events",
            "name=Forum",
            "starts=2026-12-01",
            "counted=yes",
            "repeats=every 1y until 2030",
        ],
        &["views", "name=Mine", "filter=branch:domestic", "pane=members"],
    ] {
        office.out(&[&["add"], words].concat());
    }
    office
}

#[test]
fn what_is_exported_and_imported_is_the_same_but_for_ids_and_revisions() {
    let from = rich();
    for format in ["json", "jsonl"] {
        let file = from.file(&format!("all.{format}"));
        let said = from.run(&["export", "--internal", "--out", &file]);
        assert_eq!((said.exit, said.out.as_str()), (0, ""), "{said:?}");
        assert!(said.err.contains("Exported: "), "{said:?}");
        let to = Office::empty();
        to.out(&["import", &file]);
        assert_eq!(exported(&to), exported(&from), "{format}");
        let imported = to.json(&["history", "--limit", "1", "--format", "json"]);
        assert_eq!(imported[0]["cause"], "import");
        to.out(&["undo"]);
        let left = to.out(&["export", "--internal", "--format", "jsonl"]);
        assert_eq!(left.lines().count(), 1, "whoever imported is there: {left}");
        assert!(to.out(&["verify"]).starts_with("sound: "));
    }
}

#[test]
fn only_what_is_public_leaves_unless_all_is_asked_for() {
    let office = rich();
    let said = office.run(&["export"]);
    assert_eq!(said.exit, 0);
    assert!(!said.out.contains("ACME") && !said.out.contains("Lee"), "internal names");
    assert!(!said.out.contains("12500000") && !said.out.contains("\"committed\":{"), "amounts");
    assert!(said.out.contains("Suzhou") && said.err.contains("Left out: "), "{}", said.err);
    let count = |text: &str| text.lines().filter(|line| line.contains("\"id\"")).count();
    let all = office.run(&["export", "--internal"]);
    let left = count(&all.out) - count(&said.out);
    assert!(said.err.contains(&format!("Left out: {left} records")), "{left}: {}", said.err);
    assert!(all.out.contains("ACME") && all.out.contains("12500000"));

    let toyota = office.out(&["add", "organizations", "name=Hidden", "confidential=internal"]);
    let parent = format!("parent={}", toyota.trim());
    office.out(&["edit", "toyota", &parent]);
    let said = office.run(&["export", "organizations", "toyota"]);
    assert!(said.out.contains("\"parent\":null") && !said.out.contains("Hidden"), "{said:?}");
    assert!(said.err.contains("1 links to them"), "{said:?}");
}

#[test]
fn one_kind_is_written_in_every_format_private_and_whole() {
    use std::os::unix::fs::PermissionsExt as _;
    let office = rich();
    let csv = office.out(&["export", "funds", "region:hebei", "--format", "csv"]);
    assert!(csv.starts_with("id,name,") && csv.lines().count() == 2, "{csv}");
    let file = office.file("funds.tsv");
    office.out(&["export", "funds", "--out", &file]);
    let tsv = std::fs::read_to_string(&file).expect("it was written");
    assert!(tsv.starts_with("id\tname\t"), "the format of its name: {tsv}");
    let mode = std::fs::metadata(&file).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let md = office.out(&["export", "funds", "--format", "md", "--internal", "--lang", "zh"]);
    assert!(md.starts_with("| 名称 |") && md.contains("12,500,000"), "{md}");
    let err = office.fails(2, &["export", "--format", "csv"]);
    assert!(err.contains("one kind"), "{err}");
    let err = office.fails(1, &["export", "funds", "--out", "/nowhere/funds.json"]);
    assert!(err.contains("/nowhere/funds.json could not be written"), "{err}");
}

#[test]
fn what_is_wrong_is_named_with_its_place_and_nothing_is_half_imported() {
    let office = Office::new();
    office.out(&["add", "units", "name=Law"]);
    let before = office.out(&["export", "--internal"]);
    let file = office.write(
        "bad.json",
        r#"[
 {"kind":"organizations","name":"Good"},
 {"kind":"organizations","name":"A","catagory":"enterprise","tier":"kee"},
 {"kind":"members","organization":"Nobody","branch":"domestic","joined":"12/3"},
 {"kind":"organizations"},
 {"name":"no kind"},
 {"kind":"organizatons","name":"B"},
 {"kind":"organizations","name":"C","parent":{"id":"organization-1","label":"x"},"cadence":"often"},
 {"kind":"members","organization":"A","branch":"domestic"},
 7,
 {"kind":"organizations","name":"Toyota"},
 {"kind":"organizations","name":"D","phones":[1],"counted":true}
]"#,
    );
    let err = office.fails(1, &["import", &file]);
    for told in [
        "record 2, catagory: no such field; nearest: category",
        "record 2, tier: “kee”",
        "record 3, organization: “Nobody” is neither in the file nor recorded",
        "record 3, joined: ",
        "record 4, name: needs a name",
        "record 5, kind: its kind is missing",
        "record 6, kind: no kind of record “organizatons”; nearest: organizations",
        "record 7, parent: “label” is no part of it",
        "record 7, cadence: not a whole number",
        "record 8: it links to record 2, which cannot be imported",
        "record 9: not an object",
        "record 10, name: organization-",
        "record 11, phones: a JSON number does not fit",
        "Nothing was imported. Wrong records: 10 of 11",
    ] {
        assert!(err.contains(told), "{told}\n{err}");
    }
    assert_eq!(office.out(&["export", "--internal"]), before);

    let reject = office.file("rejected.json");
    let dry = office.run(&["import", &file, "--reject", &reject, "--dry-run"]);
    assert!(dry.out.contains("Good") && dry.err.contains("It would add 1"), "{dry:?}");
    assert!(!std::path::Path::new(&reject).exists());
    assert_eq!(office.out(&["export", "--internal"]), before);
    let said = office.run(&["import", &file, "--reject", &reject]);
    assert_eq!(said.exit, 0, "{said:?}");
    assert!(said.err.contains("Not imported: 10") && said.err.contains("Added: 1,"), "{said:?}");
    assert_eq!(office.out(&["count", "organizations", "good"]), "1\n");
    let err = office.fails(1, &["import", &reject]);
    assert!(err.contains("Wrong records: 10 of 10"), "it reads back: {err}");
}

#[test]
fn a_record_that_is_there_is_updated_where_it_is_asked_for() {
    let office = Office::new();
    office.out(&["edit", "toyota", "industry=cars", "tier=key"]);
    let line = |name: &str, fields: &str| {
        format!("{{\"kind\":\"organizations\",\"name\":\"{name}\",{fields}}}\n")
    };
    let file = office.write(
        "more.jsonl",
        line("Toyota", "\"industry\":null,\"tier\":\"\",\"country\":\"JP\",\"address\":\"1 Road\"")
            + &line("New", "\"parent\":\"Toyota\""),
    );
    let err = office.fails(1, &["import", &file]);
    assert!(err.contains("record 1, name: organization-") && err.contains("--update"), "{err}");
    let err = office.fails(1, &["import", &file, "--update", "name"]);
    assert!(err.contains("record 2, name: no record with this name"), "{err}");
    let words = ["import", &file, "--update", "name", "--add"];
    let dry = office.run(&[&words[..], &["--dry-run"]].concat());
    assert!(dry.out.contains("update  organization  Toyota  Tier, Address"), "{dry:?}");
    let said = office.run(&words);
    assert!(said.err.contains("Added: 1, updated: 1, unchanged: 0"), "{said:?}");
    let toyota = office.json(&["show", "toyota", "--format", "json"]);
    assert_eq!(toyota["industry"], "cars", "null leaves it");
    assert!(toyota["tier"].is_null(), "an empty text clears it");
    assert_eq!(toyota["address"], "1 Road");
    let new = office.json(&["show", "organizations/new", "--format", "json"]);
    assert_eq!(new["parent"]["name"], "Toyota");
    let again = office.run(&words);
    assert!(again.err.contains("updated: 0, unchanged: 2"), "{again:?}");
    assert_eq!(again.out, "", "there is no change to name");
}

#[test]
fn records_of_one_file_link_to_each_other_and_come_from_the_input() {
    use std::io::Write as _;
    use std::process::Stdio;
    let office = Office::empty();
    let mut child = office
        .command(&["import", "-", "--kind", "organizations"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    let text = "\u{feff}{\"name\":\"Part\",\"parent\":{\"id\":\"organization-77\",\"name\":\"Whole\"}}\n\
        \n{\"id\":\"organization-9\",\"name\":\"Whole\",\"name_zh\":\"\\u001b[2J整\\u202e体\"}\n\
        {\"kind\":\"members\",\"organization\":\"organization-9\",\"branch\":\"国内\"}\n";
    child.stdin.take().expect("piped").write_all(text.as_bytes()).expect("it reads");
    let said = support::office::said(&child.wait_with_output().expect("it ends"));
    assert_eq!(said.exit, 0, "{said:?}");
    let last = &office.json(&["history", "--limit", "1", "--format", "json"])[0];
    assert_eq!(said.out, format!("{}\n", last["change"]), "the change that undo takes back");
    let member = office.json(&["show", "member-1", "--format", "json"]);
    assert_eq!(member["organization"]["name"], "Whole");
    let part = office.json(&["show", "organizations/part", "--format", "json"]);
    assert_eq!(part["parent"], member["organization"]);
    let whole = office.json(&["show", "organizations/whole", "--format", "json"]);
    assert_eq!(whole["name_zh"], "[2J整体", "cleaned");
}

#[test]
fn a_file_that_is_none_is_refused_with_the_place() {
    let office = Office::empty();
    for (content, told) in [
        (&b"name,branch\nA,B\n"[..], "neither a JSON array"),
        (b"[{\"kind\":\"funds\",\"name\":\"A\"},\n{\"kind\":]", "line 2, column "),
        (b"[\xff]", "not UTF-8"),
        (b"{\"kind\":\"funds\",\"name\":\"A\"}\n{\"kind\":\n", "record 2: not JSON"),
    ] {
        let file = office.write("none", content);
        let err = office.fails(1, &["import", &file]);
        assert!(err.contains(told), "{told}: {err}");
    }
    let missing = office.file("missing");
    assert!(office.fails(1, &["import", &missing]).contains("could not be read"));
    let deep = format!("[{{\"kind\":\"funds\",\"name\":{}", "[".repeat(300_000));
    let file = office.write("deep", deep + &"]".repeat(300_000) + "}]");
    assert!(office.fails(1, &["import", &file]).contains("record 1: not JSON"));
    let long = format!("{{\"kind\":\"funds\",\"name\":\"{}\"}}", "x".repeat(1 << 20));
    let file = office.write("long", long);
    assert!(office.fails(1, &["import", &file]).contains("longer than 1 MiB"));
    let many = office.write("many", format!("[{}7]", "7,".repeat(200_000)));
    assert!(office.fails(1, &["import", &many]).contains("more than 200000 records"));
    assert_eq!(office.out(&["count", "funds"]), "0\n");
}

#[test]
fn who_imports_their_own_login_is_not_two_colleagues_and_a_dry_run_makes_none() {
    let office = Office::empty();
    let line = r#"{"kind":"colleagues","name":"Wang Li","login":"wang","desk":"overseas"}"#;
    let file = office.write("me.jsonl", line);
    office.out(&["import", &file, "--dry-run"]);
    assert_eq!(office.out(&["count", "colleagues"]), "0\n");
    let said = office.run(&["import", &file]);
    assert!(said.err.contains("Added: 0, updated: 1"), "{said:?}");
    let all = office.json(&["list", "colleagues", "--format", "json"]);
    assert_eq!((all.as_array().map(Vec::len), &all[0]["name"]), (Some(1), &"Wang Li".into()));
    let twice = office.write("twice.jsonl", format!("{line}\n{line}\n"));
    let err = office.fails(1, &["import", &twice, "--add"]);
    assert!(err.contains("record 2, login: record 1 updates colleague-1 too"), "{err}");
}

#[test]
fn what_is_named_as_another_is_not_imported_again_and_added_with_a_word() {
    let office = Office::new();
    let file = office.write(
        "members.json",
        r#"[{"kind":"members","organization":"Toyota","branch":"overseas"}]"#,
    );
    let err = office.fails(1, &["import", &file]);
    assert!(err.contains("member-16 has this name: --update organization"), "{err}");
    let said = office.run(&["import", &file, "--update", "organization"]);
    assert_eq!(said.exit, 0, "{said:?}");

    let said = office.run(&["add", "members", "organization=Toyota", "branch=overseas"]);
    assert_eq!(said.exit, 0, "{said:?}");
    assert!(said.err.contains("There is another Toyota: member-16."), "{said:?}");
    let said = office.run(&["add", "organizations", "name=TOYOTA"]);
    assert!(said.err.contains("There is another TOYOTA: organization-"), "{said:?}");
    let said = office.run(&["add", "organizations", "name=New"]);
    assert!(!said.err.contains("another"), "{said:?}");
    let note = ["add", "followups", "what=Report"];
    office.out(&note);
    assert!(!office.run(&note).err.contains("another"), "texts are not names of things");
}

#[test]
fn a_person_is_answered_in_one_language_and_told_what_was_read() {
    let office = Office::new();
    office.out(&["edit", "toyota", "confirm=Which one? / 是哪一家？"]);
    assert!(office.out(&["show", "toyota"]).contains("Which one?"));
    assert!(!office.out(&["show", "toyota"]).contains("哪一家"));
    let md = office.out(&["export", "organizations", "toyota", "--format", "md", "--internal"]);
    assert!(md.contains("Which one?") && !md.contains("哪一家"), "{md}");
    assert!(office.out(&["find", "toyota"]).starts_with("Name"));
    assert!(!office.out(&["find", "toyota"]).contains("中文名称"));
    let bad = std::fs::File::open(office.write("bad.json", "[{]")).expect("it was written");
    let output = office.command(&["import", "-"]).stdin(bad).output().expect("it runs");
    let said = support::office::said(&output);
    assert!(said.err.contains("standard input could not be read"), "{said:?}");
}
