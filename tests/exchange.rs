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
