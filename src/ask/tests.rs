use super::*;
use crate::lookup::Lookup;
use crate::store::fixture::{sight, snapshot};
use crate::store::{Role, Snapshot};
use proptest::prelude::*;
use std::fmt::Write as _;

fn office() -> Snapshot {
    snapshot(&[
        (
            "organization",
            &[("name", "Toyota"), ("name_zh", "丰田"), ("country", "JP"), ("phones", "+81 3")],
        ),
        ("organization", &[("name", "Sichuan Changhong Electric"), ("name_zh", "四川长虹电器")]),
        ("organization", &[("name", "Siemens"), ("name_zh", "西门子"), ("country", "DE")]),
        ("organization", &[("name", "Huawei"), ("name_zh", "华为")]),
        ("organization", &[("name", "Midea Group"), ("name_zh", "美的集团")]),
        ("organization", &[("name", "National University of Singapore")]),
        ("organization", &[("name", "Secret Partner"), ("confidential", "restricted")]),
        ("organization", &[("name", "Orion Steel")]),
        ("organization", &[("name", "Orion Glass")]),
        ("member", &[("organization", "organization-1"), ("branch", "overseas")]),
        ("member", &[("organization", "organization-2"), ("branch", "domestic")]),
        (
            "agreement",
            &[
                ("name", "Strategic agreement with Sichuan Changhong"),
                ("parties", "link=organization-2"),
                ("expires", "2027-03-01"),
            ],
        ),
        ("agreement", &[("name", "Toyota one"), ("parties", "link=organization-1")]),
        ("agreement", &[("name", "Toyota two"), ("parties", "link=organization-1")]),
        ("region", &[("name", "Jiangsu"), ("name_zh", "江苏省"), ("level", "province")]),
        ("region", &[("name", "Suzhou"), ("name_zh", "苏州市"), ("parent", "region-1")]),
        ("region", &[("name", "Hebei"), ("name_zh", "河北省")]),
        ("fund", &[("name", "Suzhou project"), ("regions", "region-2")]),
        ("center", &[("name", "Joint center"), ("city", "Eindhoven"), ("country", "NL")]),
        ("colleague", &[("name", "Wang Li"), ("name_zh", "王莉"), ("login", "wang")]),
        ("colleague", &[("name", "Someone"), ("login", "someone")]),
    ])
}

/// What a person of a role sees of it, and the index that all share.
fn seen(role: Role) -> (Sight, Lookup) {
    let office = office();
    (sight(&office, role), Lookup::of(&sight(&office, Role::Admin)))
}

/// What answers a question: the command, and the field that is asked for; or why nothing does.
fn answered(text: &str, role: Role) -> String {
    said(text, &seen(role))
}

fn said(text: &str, (sight, lookup): &(Sight, Lookup)) -> String {
    let desk = Desk { sight, lookup };
    let field = |column: &Column| format!(", {}", column.name);
    match ask(text, &desk) {
        Ok(answer @ Answer::Records(_)) => {
            let Answer::Records(records) = &answer else { unreachable!("they are records") };
            let read = crate::filter::Filter::parse(records.kind, &records.filter, sight);
            assert!(read.is_ok(), "{text}: {}", records.filter);
            answer.command() + &records.column.map(field).unwrap_or_default()
        }
        Ok(Answer::Cell(id, column)) => format!("{id}{}", field(column)),
        Err(why) => why.say(&desk).en,
    }
}

/// Question and answer, a line each; every line that is otherwise.
fn wrong(table: &[(&str, &str)]) -> String {
    let seen = seen(Role::Admin);
    table.iter().fold(String::new(), |mut wrong, (question, expected)| {
        let answer = said(question, &seen);
        if answer != *expected {
            let _ = writeln!(wrong, "{question}\n  {answer}\n  not {expected}");
        }
        wrong
    })
}

fn hold(table: &[(&str, &str)]) {
    let wrong = wrong(table);
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_cell_of_one_record_is_asked_for_in_both_languages() {
    hold(&[
        ("who owns toyota", "organization-1, owner"),
        ("Who is responsible for Siemens?", "organization-3, owner"),
        ("ＷＨＯ  ＯＷＮＳ toyota", "organization-1, owner"),
        ("丰田谁负责", "organization-1, owner"),
        ("谁负责 西门子？", "organization-3, owner"),
        ("豐田由誰負責", "organization-1, owner"),
        ("country of siemens", "organization-3, country"),
        ("what is the country of siemens?", "organization-3, country"),
        ("西门子的国家", "organization-3, country"),
        ("phones of toyota", "organization-1, phones"),
        ("丰田的电话是多少", "organization-1, phones"),
        ("when expires changhong", "agreement-1, expires"),
        ("when does changhong expire?", "agreement-1, expires"),
        ("长虹何时到期", "agreement-1, expires"),
        ("四川长虹电器什么时候到期？", "agreement-1, expires"),
        ("when joined toyota", "member-1, joined"),
        ("丰田何时入会", "member-1, joined"),
        ("when was the joint center founded", "no record is named “the joint center”"),
        ("when was joint center founded", "center-1, founded"),
    ]);
}

#[test]
fn several_that_have_the_date_are_listed_with_it() {
    hold(&[("when expires toyota", "list agreements 'parties=Toyota', expires")]);
}

#[test]
fn records_are_told_by_where_they_are() {
    hold(&[
        ("funds in jiangsu", "list funds 'regions=Jiangsu|Suzhou'"),
        ("江苏的基金", "list funds 'regions=Jiangsu|Suzhou'"),
        ("members in jiangsu", "list members 'organization.region=Jiangsu|Suzhou'"),
        ("funds in suzhou", "list funds 'regions=Suzhou'"),
        ("河北的基金", "list funds 'regions=Hebei'"),
        ("河北有哪些基金？", "list funds 'regions=Hebei'"),
        ("centers in japan", "list centers 'country:JP'"),
        ("centres in the Netherlands", "list centers 'country:NL'"),
        ("日本的中心", "list centers 'country:JP'"),
        ("位于日本的中心", "list centers 'country:JP'"),
        ("centers in eindhoven", "list centers 'city:eindhoven'"),
        ("members in japan", "list members 'organization.country:JP'"),
        ("日本的成员", "list members 'organization.country:JP'"),
        ("contacts in germany", "list contacts 'organization.country:DE'"),
        ("organizations in hebei", "list organizations 'region=Hebei'"),
    ]);
}

#[test]
fn records_are_told_by_what_they_lead_to() {
    hold(&[
        ("contacts of siemens", "list contacts 'organization=Siemens'"),
        ("西门子的联系人", "list contacts 'organization=Siemens'"),
        (
            "contacts of national university of singapore",
            "list contacts 'organization=\"National University of Singapore\"'",
        ),
        ("美的集团的联系人", "list contacts 'organization=\"Midea Group\"'"),
        ("美的的联系人", "list contacts 'organization=\"Midea Group\"'"),
        ("agreements of toyota", "list agreements 'parties=Toyota'"),
        ("projects with huawei", "list projects 'parties=Huawei'"),
        ("与华为的项目", "list projects 'parties=Huawei'"),
        (
            "interactions with toyota this month",
            "list interactions 'organizations=Toyota when:this-month'",
        ),
        ("本月与丰田的往来", "list interactions 'when:本月 organizations=Toyota'"),
        ("what do we owe toyota?", "list followups 'direction:ours status:open regarding=Toyota'"),
        ("what do we owe", "list followups 'direction:ours status:open'"),
        ("我们欠丰田什么", "list followups 'direction:ours status:open regarding=Toyota'"),
        (
            "what does toyota owe us",
            "list followups 'direction:theirs status:open regarding=Toyota'",
        ),
        ("丰田欠我们什么", "list followups 'direction:theirs status:open regarding=Toyota'"),
    ]);
}

#[test]
fn records_are_told_by_who_is_in_charge_and_what_is_missing() {
    hold(&[
        ("organizations owned by me", "list organizations 'owner:me'"),
        ("organizations I own", "list organizations 'owner:me'"),
        ("我负责的机构", "list organizations 'owner:me'"),
        ("我的机构", "list organizations 'owner:me'"),
        ("my follow-ups", "list followups 'assignee:me'"),
        ("organizations owned by wang li", "list organizations 'owner=\"Wang Li\"'"),
        ("王莉负责的机构", "list organizations 'owner=\"Wang Li\"'"),
        ("members without contact", "list members 'quiet_for:none'"),
        ("从未联系的成员", "list members 'quiet_for:none'"),
        ("members not contacted for 90 days", "list members 'quiet_for>90'"),
        ("90天未联系的成员", "list members 'quiet_for>90'"),
        ("members without agreement", "list members 'agreement:none'"),
        ("没有协议的成员", "list members 'agreement:none'"),
        ("organizations never visited", "list organizations '-interactions.category:visit'"),
        ("overdue follow-ups", "list followups 'overdue:any'"),
        ("逾期待办", "list followups 'overdue:any'"),
    ]);
}

/// Nobody visits a membership: the organizations answer that are members.
#[test]
fn what_is_asked_of_an_organization_is_answered_by_organizations() {
    hold(&[
        ("members never visited", "list organizations 'members:any -interactions.category:visit'"),
        ("从未走访的成员", "list organizations 'members:any -interactions.category:visit'"),
        (
            "overseas members never visited",
            "list organizations 'members.branch:overseas -interactions.category:visit'",
        ),
        (
            "members in japan never visited",
            "list organizations 'members:any country:JP -interactions.category:visit'",
        ),
    ]);
}

#[test]
fn records_are_told_by_their_dates() {
    hold(&[
        ("agreements expiring this year", "list agreements 'expires:this-year'"),
        ("which agreements expire this year?", "list agreements 'expires:this-year'"),
        ("今年到期的协议", "list agreements 'expires:今年'"),
        ("哪些协议今年到期", "list agreements 'expires:今年'"),
        ("agreements expiring before 2027", "list agreements 'expires<2027'"),
        ("agreements that expire before 2027-06", "list agreements 'expires<2027-06'"),
        ("2027年前到期的协议", "list agreements 'expires<2027'"),
        ("哪些协议2027年之前到期？", "list agreements 'expires<2027'"),
        ("agreements signed after 2020", "list agreements 'signed>2020'"),
        ("2020年后签署的协议", "list agreements 'signed>2020'"),
        ("agreements expiring in the next 90 days", "list agreements 'expires:today..+90d'"),
        ("90天内到期的协议", "list agreements 'expires:today..+90d'"),
        ("follow-ups due this week", "list followups 'due:this-week'"),
        ("本周到期的待办", "list followups 'due:本周'"),
        ("events next month", "list events 'starts:next-month'"),
        ("下月的活动", "list events 'starts:下月'"),
        ("agreements expiring in 2027-Q1", "list agreements 'expires:2027-Q1'"),
        ("agreements expiring in 2027", "list agreements 'expires:2027'"),
        ("agreements signed in 2019-05", "list agreements 'signed:2019-05'"),
        ("follow-ups due today", "list followups 'due:today'"),
        ("open follow-ups due today", "list followups 'status:open due:today'"),
        ("events this month", "list events 'starts:this-month'"),
        ("本月的活动", "list events 'starts:本月'"),
        ("members joined in 2019", "list members 'joined:2019'"),
        ("centers ending this year", "list centers 'term_ends:this-year'"),
    ]);
}

#[test]
fn records_are_counted_and_told_by_choices() {
    hold(&[
        ("how many members?", "count members"),
        ("有多少成员", "count members"),
        (
            "how many overseas members in japan",
            "count members 'branch:overseas organization.country:JP'",
        ),
        ("江苏有多少基金", "count funds 'regions=Jiangsu|Suzhou'"),
        ("日本有多少成员", "count members 'organization.country:JP'"),
        ("海外成员有多少", "count members 'branch:overseas'"),
        ("overseas members", "list members 'branch:overseas'"),
        ("海外成员", "list members 'branch:overseas'"),
        (
            "joint research centers in japan",
            "list centers 'category:\"joint research center\" country:JP'",
        ),
        ("日本的联合研究中心", "list centers 'country:JP category:\"joint research center\"'"),
        ("list members", "list members"),
        ("所有成员", "list members"),
    ]);
}

#[test]
fn what_does_not_fit_is_named_with_the_nearest() {
    hold(&[
        ("who ownes toyota", "“ownes” is no word of a question; nearest is “owns”"),
        ("membrs never visited", "“membrs” is no word of a question; nearest is “members”"),
        ("who owns toyoda", "no record is named “toyoda”; nearest is “Toyota”"),
        ("contacts of simens", "no record is named “simens”; nearest is “Siemens”"),
        ("contacts of simens this year", "no record is named “simens”; nearest is “Siemens”"),
        ("funds in hebie", "“hebie” is no country, region or city here; nearest is “Hebei”"),
        ("centers in jappan", "“jappan” is no country, region or city here; nearest is “Japan”"),
        ("centers in atlantis", "“atlantis” is no country, region or city here"),
        ("units in japan", "of Units it is not recorded in which country or region they are"),
        ("funds never visited", "of Funds it is not recorded whether they were visited"),
        ("regions of siemens", "Regions do not lead to Organizations"),
        ("members without agremeent", "there is no field “agremeent” here; nearest is “agreement”"),
        (
            "agreements this year",
            "which date of Agreements? Write one of Signed, Effective, Expires, Renews",
        ),
        ("contacts of y", "no record is named “y”"),
        ("members due this year", "Members have no date “due”"),
        (
            "contacts of orion",
            "“orion” could be Orion Glass (organization-9), Orion Steel (organization-8): write \
             more of the name, or the id",
        ),
        ("members", "“members” is no question that can be answered: `liaison ask` lists them"),
        (
            "今天天气怎么样",
            "“今天天气怎么样” is no question that can be answered: `liaison ask` lists them",
        ),
        ("", "“” is no question that can be answered: `liaison ask` lists them"),
    ]);
}

#[test]
fn what_may_not_be_seen_is_no_answer() {
    for (question, seen) in [
        ("who owns secret partner", "organization-7, owner"),
        ("contacts of secret", "list contacts 'organization=\"Secret Partner\"'"),
    ] {
        assert_eq!(answered(question, Role::Admin), seen);
        let hidden = answered(question, Role::Viewer);
        assert!(hidden.starts_with("no record is named “secret"), "{hidden}");
        assert!(!hidden.contains("Secret Partner"), "{hidden}");
    }
}

#[test]
fn a_private_cell_is_not_told() {
    for (role, told) in
        [(Role::Admin, "Toyota, Phones: +81 3"), (Role::Viewer, "Toyota, Phones: internal only")]
    {
        let sight = sight(&office(), role);
        let lookup = Lookup::of(&sight);
        let answer = ask("phones of toyota", &Desk { sight: &sight, lookup: &lookup });
        assert_eq!(answer.ok().map(|answer| answer.say(&sight, Lang::En)).as_deref(), Some(told));
    }
}

/// Each step could be taken in many ways: what did not fit once is not tried by every way again.
#[test]
fn what_is_said_again_and_again_is_read_all_the_same() {
    for (before, again, after) in [
        ("members ", "in japan ", "x"),
        ("agreements ", "due today ", "x"),
        ("x ", "overseas ", "members"),
        ("x", "今年到期的", "协议"),
        ("", "的", ""),
        ("", "有多少", "成员"),
    ] {
        let times = (140 - after.len()) / again.chars().count();
        let text = format!("{before}{}{after}", again.repeat(times.min(40)));
        assert!(!answered(&text, Role::Admin).is_empty());
    }
    let endless = format!("contacts of {}", "toyota ".repeat(100_000));
    assert!(answered(&endless, Role::Admin).contains("no question that can be answered"));
}

/// What a person types may end in the middle: only what begins as a question says what is wrong.
#[test]
fn what_begins_as_a_question_is_known() {
    for begun in ["who owns", "who o", "members in", "my m", "丰田谁", "how many x", "what do"] {
        assert!(is_begun(begun), "{begun}");
    }
    for other in ["", "who", "members", "成员", "sort", "trash", "next pane"] {
        assert!(!is_begun(other), "{other}");
    }
}

#[test]
fn every_example_is_answered_alike_in_both_languages() {
    for (form, example) in forms() {
        let [en, zh] = [example.en, example.zh].map(|text| answered(text, Role::Admin));
        let verbs = ["list ", "count ", "organization-", "agreement-"];
        assert!(verbs.iter().any(|verb| en.starts_with(verb)), "{}: {en}", form.en);
        // A time stays as it was typed.
        let zh = zh.replace("今年", "this-year").replace("下月", "next-month");
        assert_eq!(en, zh, "{} / {}", form.en, form.zh);
    }
}

/// A word of a question, or anything.
fn word() -> impl Strategy<Value = String> {
    let known = vec![
        "who",
        "owns",
        "when",
        "expires",
        "toyota",
        "of",
        "in",
        "the",
        "members",
        "agreements",
        "without",
        "contact",
        "never",
        "visited",
        "this",
        "year",
        "due",
        "expiring",
        "before",
        "2027",
        "japan",
        "how",
        "many",
        "my",
        "joint",
        "的",
        "谁负责",
        "今年",
        "到期",
        "成员",
        "有多少",
        "江苏",
        "与",
        "华为",
        "?",
        "-",
        "\"",
        "'",
        "|",
        "“",
    ];
    prop_oneof![4 => prop::sample::select(known).prop_map(ToOwned::to_owned), 1 => ".{0,6}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_panics_and_what_answers_is_a_filter(words in prop::collection::vec(word(), 0..9)) {
        let seen = seen(Role::Viewer);
        for between in [" ", ""] {
            let text = words.join(between);
            let _ = (said(&text, &seen), is_begun(&text));
        }
    }
}
