//! Questions on the command line: the answer, the filter that gave it, and why there is none.

mod support;

use support::office::Office;

#[test]
fn an_answer_is_data_and_the_filter_that_gave_it_is_said() {
    let office = Office::new();
    office.out(&["count", "funds"]);
    let said = office.run(&["ask", "how", "many", "overseas", "members?"]);
    assert_eq!(
        (said.exit, said.out.as_str(), said.err.as_str()),
        (0, "16\n", "count members 'branch:overseas'\n")
    );
    let said = office.run(&["ask", "centers in japan", "--format", "json"]);
    assert_eq!((said.exit, said.out.trim()), (0, "[]"));
    assert!(said.err.starts_with("list centers 'country:JP'\n"), "{}", said.err);
    assert!(said.err.lines().count() > 1, "why there are none: {}", said.err);
    let said = office.run(&["ask", "日本的成员", "--format", "json"]);
    assert_eq!(said.err, "list members 'organization.country:JP'\n");
    let same = office.json(&["list", "members", "organization.country:JP", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(rows, same, "the command that is said answers the same");
    assert_eq!(rows.as_array().map(Vec::len), Some(5));
}

#[test]
fn a_field_of_one_record_is_told_with_its_record() {
    let office = Office::new();
    office.out(&["edit", "organization-27", "owner=wang"]);
    let owner = office.json(&["ask", "who owns toyota", "--format", "json"]);
    assert_eq!(owner[0]["owner"], "wang");
    assert_eq!(owner[0]["id"], "organization-27");
    let said = office.run(&["ask", "长虹何时到期", "--lang", "zh"]);
    assert!(said.out.contains("未录入"), "{}", said.out);
    assert_eq!(said.err, "show agreement-3\n");
}

#[test]
fn what_has_no_answer_says_why_and_several_are_listed() {
    let office = Office::new();
    office.out(&["count", "funds"]);
    let why = office.fails(2, &["ask", "who ownes toyota"]);
    assert!(why.contains("“ownes”") && why.contains("“owns”"), "{why}");
    let why = office.fails(3, &["ask", "contacts of simens"]);
    assert!(why.contains("nearest is “Siemens”"), "{why}");
    let why = office.fails(3, &["ask", "contacts of chi"]);
    assert!(why.contains("“chi” could be") && why.contains("organization-32"), "{why}");
    let why = office.fails(2, &["ask", "今天天气怎么样", "--lang", "zh"]);
    assert!(why.contains("无法回答"), "{why}");
}

#[test]
fn without_words_the_grammar_is_listed_in_the_language() {
    let office = Office::new();
    let grammar = office.out(&["ask"]);
    assert!(
        grammar.contains("who owns RECORD") && grammar.contains("who owns toyota"),
        "{grammar}"
    );
    let grammar = office.out(&["ask", "--lang", "zh"]);
    assert!(grammar.contains("〈记录〉谁负责") && grammar.contains("江苏的基金"), "{grammar}");
}
