mod naive;
mod operators;

use super::*;
use crate::store::fixture::{now, sight, snapshot, trash};
use crate::store::{Person, Role, Snapshot};
use crate::value::{Id, Lang, Reader};
use proptest::prelude::*;

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

fn kind(name: &str) -> &'static Kind {
    kind_named(name).expect("a kind there is")
}

fn office() -> Snapshot {
    snapshot(&[
        ("region", &[("name", "Hebei"), ("name_zh", "河北")]),
        (
            "organization",
            &[
                ("name", "Toyota Motor"),
                ("name_zh", "丰田汽车"),
                ("country", "JP"),
                ("category", "enterprise"),
                ("phones", "555"),
                ("multinational", "yes"),
            ],
        ),
        (
            "organization",
            &[
                ("name", "Huawei"),
                ("aliases", "HW"),
                ("category", "enterprise"),
                ("region", "region-1"),
            ],
        ),
        ("organization", &[("name", "Hidden"), ("country", "DE"), ("confidential", "restricted")]),
        (
            "member",
            &[
                ("organization", "organization-1"),
                ("branch", "overseas"),
                ("ends", "2026-12-31"),
                ("fee", "5"),
            ],
        ),
        (
            "member",
            &[("organization", "organization-2"), ("branch", "domestic"), ("joined", "2026-11-03")],
        ),
        ("member", &[("organization", "organization-3"), ("branch", "domestic")]),
        (
            "agreement",
            &[
                ("name", "Joint Center Charter"),
                (
                    "parties",
                    "org=organization-1 role=sponsor text=\"pays all\"; org=organization-2 role=adopter",
                ),
                ("tags", "oled, solar cells"),
            ],
        ),
        ("agreement", &[("name", "Center Lease"), ("notes", "Joint use")]),
        (
            "event",
            &[
                ("name", "Forum"),
                ("starts", "2026-11-22"),
                ("attended", "120"),
                ("repeats", "every 1y until 2030"),
            ],
        ),
        (
            "figure",
            &[("name", "Overseas members"), ("claim", "2"), ("rule", "members branch:overseas")],
        ),
        ("figure", &[("name", "Figures"), ("claim", "2"), ("rule", "figures recorded:1")]),
    ])
}

fn seen(role: Role) -> Sight {
    Sight::new(office(), Person::new("someone", role), now(), count)
}

/// The records that a filter keeps, as a person of a role sees them.
fn kept_by(role: Role, of: &str, filter: &str) -> Vec<String> {
    let sight = seen(role);
    let filter = Filter::parse(kind(of), filter, &sight)
        .unwrap_or_else(|fault| panic!("{filter}: {}", fault.wrong.en));
    list(kind(of), &filter, &sight).iter().map(|row| row.id.to_string()).collect()
}

fn kept(of: &str, filter: &str) -> Vec<String> {
    kept_by(Role::Admin, of, filter)
}

fn fault(of: &str, filter: &'static str) -> (&'static str, String) {
    let fault = Filter::parse(kind(of), filter, &seen(Role::Admin)).expect_err("a fault");
    (&filter[fault.at], fault.wrong.en)
}

#[test]
fn bare_words_are_parts_of_names() {
    assert_eq!(kept("organizations", "").len(), 3);
    assert_eq!(kept("organizations", "hw"), ["organization-2"]);
    assert_eq!(kept("organizations", "motor 丰田"), ["organization-1"], "each of some name");
    assert_eq!(kept("agreements", "\"joint center\""), ["agreement-1"]);
    assert_eq!(kept("agreements", "-joint"), ["agreement-2"], "notes are no name");
    assert_eq!(kept("members", "toyota"), ["member-1"], "named by its organization");
    for sound in ["fengtian", "ftqc", "豐田"] {
        assert_eq!(kept("organizations", sound), ["organization-1"], "{sound}");
    }
    assert_eq!(kept("agreements", "jcc"), ["agreement-1"], "first letters");
}

#[test]
fn a_field_contains_a_text_and_equals_a_choice_a_number_or_a_yes() {
    assert_eq!(kept("organizations", "country:jp"), ["organization-1"]);
    assert_eq!(kept("members", "branch:overseas"), ["member-1"]);
    assert_eq!(kept("members", "分会：海外"), ["member-1"]);
    assert_eq!(kept("agreements", "tag:\"solar cell\""), ["agreement-1"]);
    assert_eq!(kept("events", "attended:120"), ["event-1"]);
    assert!(kept("events", "attended:12").is_empty());
    assert_eq!(kept("events", "repeats:每年"), ["event-1"], "whatever its end");
    assert!(kept("events", "repeats:\"yearly until 2031\"").is_empty());
    assert_eq!(kept("organizations", "multinational:是"), ["organization-1"]);
    assert_eq!(kept("members", "status:new"), ["member-2"], "computed columns, too");
}

#[test]
fn a_date_lies_within_what_was_typed() {
    assert_eq!(kept("members", "ends:2026-12-31"), ["member-1"]);
    assert_eq!(kept("members", "ends:this-year"), ["member-1"]);
    assert_eq!(kept("members", "joined:this-month"), ["member-2"]);
    assert_eq!(kept("members", "入会：本月"), ["member-2"]);
    assert!(kept("members", "joined:today").is_empty());
    assert_eq!(kept("events", "starts:today"), ["event-1"]);
    assert_eq!(kept("events", "开始：今年"), ["event-1"]);
    assert!(kept("events", "starts:2026-11-21").is_empty());
}

#[test]
fn none_is_not_recorded_and_a_negation_includes_it() {
    assert_eq!(kept("members", "ends:none"), ["member-2", "member-3"]);
    assert_eq!(kept("members", "ends:any"), ["member-1"]);
    assert_eq!(kept("members", "-ends:none"), ["member-1"]);
    assert_eq!(kept("members", "!ends:this-year"), ["member-2", "member-3"]);
    assert_eq!(kept("organizations", "-country:jp -hidden"), ["organization-2"]);
}

#[test]
fn links_are_walked_either_way() {
    assert_eq!(kept("members", "organization:丰田"), ["member-1"]);
    assert_eq!(kept("members", "organization:organization-2"), ["member-2"]);
    assert_eq!(kept("members", "organization.country:JP"), ["member-1"]);
    assert_eq!(kept("members", "organization.country:none"), ["member-2"]);
    assert_eq!(kept("members", "organization.region:河北"), ["member-2"]);
    assert_eq!(kept("organizations", "members.branch:overseas"), ["organization-1"]);
    assert_eq!(kept("organizations", "members.branch:海外 members:any"), ["organization-1"]);
    assert_eq!(kept("regions", "organizations:huawei"), ["region-1"]);
}

#[test]
fn entries_of_a_list_of_parties_are_asked_for_role_text_and_record() {
    assert_eq!(kept("agreements", "parties.role:sponsor"), ["agreement-1"]);
    assert_eq!(kept("agreements", "parties.role:资助方"), ["agreement-1"]);
    assert!(kept("agreements", "parties.role:owner").is_empty());
    assert_eq!(kept("agreements", "parties.text:\"pays all\""), ["agreement-1"]);
    assert_eq!(kept("agreements", "parties.category:enterprise"), ["agreement-1"]);
    assert_eq!(kept("agreements", "parties:huawei"), ["agreement-1"]);
    assert_eq!(kept("agreements", "parties:none"), ["agreement-2"]);
}

#[test]
fn what_may_not_be_seen_never_holds_not_even_negated() {
    for filter in ["fee:5", "-fee:5", "fee:none", "fee:any", "-fee:any"] {
        assert!(kept_by(Role::Viewer, "members", filter).is_empty(), "{filter}");
    }
    assert_eq!(kept_by(Role::Editor, "members", "fee:5"), ["member-1"]);
    for filter in ["members.fee:5", "-members.fee:5"] {
        assert!(kept_by(Role::Viewer, "organizations", filter).is_empty(), "{filter}");
    }
    for filter in ["hidden", "organization:hidden", "organization.country:DE"] {
        assert_eq!(kept("members", filter), ["member-3"]);
        assert!(kept_by(Role::Editor, "members", filter).is_empty(), "{filter}");
    }
    for filter in ["organization.country:none", "-organization.country:DE"] {
        let kept = kept_by(Role::Editor, "members", filter);
        assert!(!kept.contains(&"member-3".to_owned()), "{filter}");
    }
    let viewer = seen(Role::Viewer);
    let hidden = seen(Role::Admin).row(id("organization-3")).cloned().expect("a record");
    assert!(!Filter::default().holds(&viewer, &hidden));
}

#[test]
fn a_fault_has_its_place_and_says_what_would_be_right() {
    let (at, wrong) = fault("funds", "x catagory:regional");
    assert_eq!(at, "catagory");
    assert!(wrong.contains("“category”"), "{wrong}");
    let (at, wrong) = fault("members", "branch:oversea2");
    assert_eq!(at, "oversea2");
    assert!(wrong.contains("overseas"), "{wrong}");
    assert_eq!(fault("members", "a ends:never").0, "never");
    assert_eq!(fault("members", "branch:").0, "branch:");
    assert!(fault("members", "branch:").1.contains("branch:none"));
    assert_eq!(fault("members", "“海外").0, "“海外");
    assert_eq!(fault("members", "a -").0, "");
}

#[test]
fn a_rule_counts_what_is_seen_and_never_what_rules_count() {
    let rule = |filter: &str| Rule { kind: "members".into(), filter: filter.into() };
    assert_eq!(count(&rule(""), &seen(Role::Admin)), Some(3));
    assert_eq!(count(&rule("organization:any -hidden"), &seen(Role::Admin)), Some(2));
    assert_eq!(count(&rule("nowhere:1"), &seen(Role::Admin)), None);
    let organizations = Rule { kind: "organizations".into(), filter: "".into() };
    assert_eq!(count(&organizations, &seen(Role::Viewer)), Some(2));
    let figures = Rule { kind: "figures".into(), filter: "recorded:1".into() };
    assert_eq!(count(&figures, &seen(Role::Admin)), None);
    assert_eq!(kept("figures", "recorded:1"), ["figure-1"], "and a person's filter ends, too");
}

#[test]
fn what_lies_in_the_trash_is_neither_listed_nor_walked_to() {
    let office = trash(&office(), id("member-1"));
    let sight = sight(&office, Role::Admin);
    let filter = Filter::parse(kind("organizations"), "members.branch:overseas", &sight);
    assert!(list(kind("organizations"), &filter.expect("a filter"), &sight).is_empty());
}

#[test]
fn a_field_without_end_is_refused_at_once_and_cut_where_it_is_said_back() {
    let endless = "m".repeat(900_000);
    let text = format!("{endless}:1");
    let fault = Filter::parse(kind("funds"), &text, &seen(Role::Admin)).expect_err("no field");
    assert!(fault.wrong.en.len() < 300, "{}", fault.wrong.en.len());
}

#[test]
fn what_lies_in_the_trash_still_names_what_links_to_it() {
    let office = trash(&office(), id("organization-1"));
    let sight = sight(&office, Role::Admin);
    for text in ["toyota", "organization:toyota"] {
        let filter = Filter::parse(kind("members"), text, &sight).expect("a filter");
        let kept = list(kind("members"), &filter, &sight);
        assert_eq!(kept.iter().map(|row| row.id).collect::<Vec<_>>(), [id("member-1")], "{text}");
    }
}

#[test]
fn the_desk_reads_links_and_rules_or_says_what_to_write() {
    let sight = seen(Role::Admin);
    let lookup = Lookup::of(&sight);
    let desk = Desk { sight: &sight, lookup: &lookup };
    let link = |text| desk.link(&["organization"], text).map_err(|wrong| wrong.en);
    assert_eq!(link("toyota"), Ok(id("organization-1")));
    assert_eq!(link("hi"), Ok(id("organization-3")), "one begins so, whatever else holds it");
    assert_eq!(
        desk.link(&["agreement"], "cent").map_err(|wrong| wrong.en),
        Err("“cent” could be Center Lease (agreement-2), Joint Center Charter (agreement-1): \
             write more of the name, or the id"
            .to_owned())
    );
    assert_eq!(link("huawie"), Err("no record is named “huawie”; nearest is “Huawei”".to_owned()));
    let rule = |text| desk.rule(text).map_err(|wrong| wrong.en);
    let read = Rule { kind: "members".into(), filter: "branch:overseas".into() };
    assert_eq!(rule(" 成员  branch:overseas "), Ok(read));
    assert!(rule("membrs").expect_err("no kind").contains("nearest is “members”"));
    assert!(rule("xyzzy").expect_err("no kind").contains("funds, members"));
    assert!(rule("members nowhere:1").is_err());
    assert!(rule("figures state:met").expect_err("a circle").contains("a rule cannot"));
}

#[test]
fn me_is_the_colleague_who_looks() {
    let snapshot = snapshot(&[
        ("colleague", &[("name", "Mei"), ("login", "someone")]),
        ("colleague", &[("name", "Lang"), ("login", "lang")]),
        ("followup", &[("what", "One"), ("assignee", "colleague-1"), ("owner", "colleague-2")]),
        ("followup", &[("what", "Two"), ("assignee", "colleague-2"), ("owner", "colleague-1")]),
        ("interaction", &[("subject", "Call"), ("colleagues", "colleague-1; colleague-2")]),
    ]);
    let kept = |sight: &Sight, of: &str, text: &str| {
        let filter = Filter::parse(kind(of), text, sight).map_err(|fault| fault.wrong.en)?;
        Ok::<_, String>(
            list(kind(of), &filter, sight).iter().map(|row| row.id.to_string()).collect::<Vec<_>>(),
        )
    };
    let mine = sight(&snapshot, Role::Viewer);
    for text in ["assignee:me", "assignee:ME", "assignee:我", "经办人：我", "-owner:me"] {
        assert_eq!(kept(&mine, "followups", text), Ok(vec!["followup-1".into()]), "{text}");
    }
    assert_eq!(kept(&mine, "followups", "owner:me"), Ok(vec!["followup-2".into()]));
    assert_eq!(kept(&mine, "interactions", "colleagues:me"), Ok(vec!["interaction-1".into()]));
    // In quotes it is a part of a name, and elsewhere it always is.
    assert_eq!(kept(&mine, "followups", "assignee:\"me\""), Ok(vec!["followup-1".into()]));
    assert_eq!(kept(&mine, "funds", "regions:me"), Ok(Vec::new()));

    let stranger = Person::new("zhao", Role::Admin);
    let stranger = Sight::new(snapshot, stranger, now(), count);
    let wrong = kept(&stranger, "followups", "owner:me").expect_err("zhao is no colleague");
    assert!(wrong.contains("“zhao”") && wrong.contains("colleague"), "{wrong}");
    let lookup = Lookup::default();
    let link = |sight| Desk { sight, lookup: &lookup }.link(&["colleague"], "me");
    assert_eq!(link(&mine), Ok(id("colleague-1")));
    assert!(link(&stranger).is_err());
}

fn sorted(of: &str, names: &[&str], lang: Lang) -> Vec<String> {
    let sight = seen(Role::Editor);
    let mut rows = list(kind(of), &Filter::default(), &sight);
    sort(&mut rows, &order_of(kind(of), names).expect("columns"), &sight, lang);
    rows.iter().map(|row| row.id.to_string()).collect()
}

#[test]
fn what_is_not_recorded_sorts_last_in_either_direction_and_ties_by_number() {
    assert_eq!(sorted("members", &["ends"], Lang::En), ["member-1", "member-2", "member-3"]);
    assert_eq!(sorted("members", &["-joined"], Lang::En), ["member-2", "member-1", "member-3"]);
    assert_eq!(sorted("members", &["joined"], Lang::En), ["member-2", "member-1", "member-3"]);
    assert_eq!(
        sorted("members", &["-branch", "organization"], Lang::En),
        ["member-1", "member-3", "member-2"]
    );
}

#[test]
fn names_sort_as_they_are_shown_in_either_language() {
    assert_eq!(sorted("organizations", &["name"], Lang::En), ["organization-2", "organization-1"]);
    assert_eq!(sorted("organizations", &["-name"], Lang::Zh), ["organization-2", "organization-1"]);
    assert_eq!(sorted("organizations", &["-name"], Lang::En), ["organization-1", "organization-2"]);
    assert_eq!(sorted("members", &["-organization.country"], Lang::En)[0], "member-1");
    assert_eq!(order_of(kind("members"), &["ends", "-nowhere"]), Err("nowhere"));
}

proptest! {
    #[test]
    fn no_filter_panics_and_every_fault_has_a_place(text in ".*", field in "[a-z.:\"“！-]{0,12}") {
        let sight = seen(Role::Viewer);
        for text in [text.clone(), format!("{field}{text}")] {
            match Filter::parse(kind("members"), &text, &sight) {
                Ok(filter) => drop(list(kind("members"), &filter, &sight)),
                Err(fault) => prop_assert!(text.get(fault.at).is_some()),
            }
        }
    }

    #[test]
    fn a_term_and_its_negation_share_no_record(
        term in prop::sample::select(vec![
            "toyota", "branch:overseas", "ends:none", "ends:any", "fee:5", "organization.country:DE",
            "organization.country:none", "organization:hidden", "status:new",
        ]),
    ) {
        for role in [Role::Viewer, Role::Editor, Role::Admin] {
            let (with, without) = (kept_by(role, "members", term), kept_by(role, "members", &format!("-{term}")));
            prop_assert!(with.iter().all(|id| !without.contains(id)));
        }
    }
}
