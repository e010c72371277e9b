use super::*;
use crate::lookup::Lookup;
use crate::records::kind_named;
use crate::store::fixture::{now, snapshot};
use crate::store::{Person, Role, Snapshot};
use proptest::prelude::*;

fn office() -> Snapshot {
    snapshot(&[
        ("colleague", &[("name", "Mei"), ("login", "someone")]),
        ("organization", &[("name", "Toyota Motor"), ("name_zh", "丰田汽车"), ("country", "JP")]),
        ("organization", &[("name", "Nissan"), ("country", "JP"), ("tags", "oled, solar cells")]),
        ("organization", &[("name", "Hidden"), ("country", "DE"), ("confidential", "restricted")]),
        ("member", &[("organization", "organization-2"), ("branch", "overseas")]),
        ("member", &[("organization", "organization-3")]),
    ])
}

/// What is offered at the end of a text: where it goes, and what it means.
fn offered(role: Role, of: &str, text: &str, lang: Lang) -> Vec<(String, String)> {
    let sight = Sight::new(office(), Person::new("someone", role), now(), |_, _| None);
    let lookup = Lookup::of(&sight);
    let desk = Desk { sight: &sight, lookup: &lookup };
    let kind = kind_named(of).expect("a kind");
    let put = |offer: Offer| {
        let mut text = text.to_owned();
        text.replace_range(offer.at, &offer.text);
        (text, offer.note)
    };
    complete(kind, text, text.len(), &desk, lang).into_iter().map(put).collect()
}

fn texts(of: &str, text: &str) -> Vec<String> {
    offered(Role::Admin, of, text, Lang::En).into_iter().map(|(text, _)| text).collect()
}

#[test]
fn fields_are_offered_by_name_and_by_title_in_the_language_that_is_spoken() {
    assert_eq!(texts("members", "bra"), ["branch:"]);
    assert_eq!(texts("members", "x -bra"), ["x -branch:"]);
    assert_eq!(texts("members", "分"), ["branch:"]);
    let zh = offered(Role::Admin, "members", "分", Lang::Zh);
    assert_eq!(zh, [("分会：".to_owned(), "branch".to_owned())]);
    let first = texts("members", "");
    assert_eq!(first[0], "organization:", "those that are shown come first: {first:?}");
    assert!(texts("organizations", "mem").contains(&"members.".to_owned()));
    assert!(texts("members", "\"bra").is_empty(), "in quotes it is a name");
    assert!(texts("members", "toyota").is_empty());
}

#[test]
fn fields_beyond_a_link_are_offered_after_a_dot() {
    assert_eq!(texts("members", "organization.coun"), ["organization.country:"]);
    assert_eq!(texts("organizations", "members.bran"), ["members.branch:"]);
    assert!(texts("agreements", "parties.").contains(&"parties.role:".to_owned()));
    assert!(texts("members", "organization:").contains(&"organization.".to_owned()));
    let zh = offered(Role::Admin, "members", "机构。".replace('。', ".").as_str(), Lang::Zh);
    assert!(zh.iter().any(|(text, _)| text == "机构.国家："), "{zh:?}");
}

#[test]
fn choices_dates_and_what_occurs_are_offered_as_values() {
    assert_eq!(texts("members", "branch:o"), ["branch:overseas", "branch:domestic"]);
    assert_eq!(texts("members", "branch:domestic|ov"), ["branch:domestic|overseas"]);
    let zh = offered(Role::Admin, "members", "分会：海", Lang::Zh);
    assert_eq!(zh, [("分会：海外".to_owned(), "overseas".to_owned())]);
    assert_eq!(texts("members", "ends<this-y"), ["ends<this-year"]);
    assert_eq!(texts("members", "ends:today..next-q"), ["ends:today..next-quarter"]);
    assert_eq!(texts("members", "ends:2027-q1"), ["ends:2027-Q1"]);
    assert_eq!(
        offered(Role::Admin, "members", "ends<=下季", Lang::Zh)[0].1,
        "2027-01-01..2027-03-31"
    );
    assert_eq!(texts("organizations", "country:")[0], "country:JP");
    assert_eq!(texts("organizations", "tag:so"), ["tag:\"solar cells\""]);
    assert_eq!(texts("organizations", "multi:y"), ["multi:yes"]);
    assert!(texts("members", "branch:overseas").is_empty(), "it is complete");
}

#[test]
fn names_of_records_are_offered_where_a_link_is_asked_for() {
    assert_eq!(texts("members", "organization:toy"), ["organization:\"Toyota Motor\""]);
    let zh = offered(Role::Admin, "members", "机构：丰", Lang::Zh);
    assert_eq!(zh[0].0, "机构：丰田汽车");
    assert_eq!(texts("members", "owner:m")[0], "owner:me");
    assert_eq!(texts("members", "organization.parent:niss"), ["organization.parent:Nissan"]);
}

#[test]
fn signs_are_offered_where_they_go_with_the_field() {
    let after = |of: &str, text: &str| texts(of, text);
    assert!(after("members", "ends:").contains(&"ends<".to_owned()));
    assert!(after("members", "fee:").contains(&"fee>=".to_owned()));
    assert!(!after("members", "branch:").contains(&"branch<".to_owned()));
    assert!(after("organizations", "country:").contains(&"country~".to_owned()));
    assert!(after("members", "branch:").contains(&"branch:none".to_owned()));
}

#[test]
fn the_nearest_field_is_offered_for_one_that_is_not_there() {
    assert_eq!(texts("members", "brnach:"), ["branch:"]);
    assert_eq!(texts("members", "brnach:overseas"), ["branch:overseas"]);
}

#[test]
fn what_may_not_be_seen_is_not_offered() {
    let all = |role, of: &str, text: &str| {
        let offers = offered(role, of, text, Lang::En);
        offers.into_iter().map(|(text, _)| text).collect::<Vec<_>>().join(" ")
    };
    for (of, text, hidden) in [
        ("organizations", "country:", "DE"),
        ("members", "organization:hid", "Hidden"),
        ("members", "organization:", "Hidden"),
    ] {
        assert!(all(Role::Admin, of, text).contains(hidden), "{text}");
        assert!(!all(Role::Editor, of, text).contains(hidden), "{text}");
    }
    assert!(all(Role::Editor, "members", "fe").contains("fee:"));
    assert!(!all(Role::Viewer, "members", "fe").contains("fee:"));
    assert!(!all(Role::Viewer, "organizations", "members.fe").contains("fee:"));
}

proptest! {
    #[test]
    fn whatever_is_typed_each_offer_goes_into_it(text in "[a-e:<=|.\"“ 分会：海-]{0,12}|(branch|ends|organization|members)[:.<=]{0,2}\\PC{0,6}", at in 0..40usize) {
        let sight = Sight::new(office(), Person::new("someone", Role::Viewer), now(), |_, _| None);
        let lookup = Lookup::of(&sight);
        let desk = Desk { sight: &sight, lookup: &lookup };
        let caret = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        for kind in ["members", "organizations"] {
            for offer in complete(kind_named(kind).expect("a kind"), &text, caret, &desk, Lang::Zh) {
                prop_assert!(text.get(offer.at.clone()).is_some(), "{:?}", offer);
            }
        }
    }
}
