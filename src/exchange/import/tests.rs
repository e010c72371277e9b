//! What hostile files, and ids that mean something else here, come to.

use super::faults::links;
use super::*;
use crate::records::KINDS;
use crate::store::{Role, fixture};
use crate::value::{Rule, Wrong};
use chrono::NaiveDate;
use proptest::prelude::*;

/// Reads rules as they stand.
struct Plain;

impl Reader for Plain {
    fn today(&self) -> NaiveDate {
        fixture::now().date()
    }

    fn link(&self, _: &[&str], text: &str) -> Result<Id, Wrong> {
        Err(say::NO_LINK.wrong(&[text]))
    }

    fn rule(&self, text: &str) -> Result<Rule, Wrong> {
        Ok(Rule { kind: text.into(), filter: Box::default() })
    }
}

fn sight() -> Sight {
    let records: [(&str, &[(&str, &str)]); 3] = [
        ("organizations", &[("name", "Toyota"), ("aliases", "Toyota Motor")]),
        ("organizations", &[("name", "Boeing")]),
        ("funds", &[("name", "Seed"), ("partners", "organization-1")]),
    ];
    fixture::sight(&fixture::snapshot(&records), Role::Editor)
}

/// What a text would do, as far as it can be read.
fn planned(text: &str, how: &How<'_>) -> Option<(Vec<Edit>, Vec<Fault>)> {
    let sight = sight();
    let entries = json::read::entries(text).ok()?;
    let plan = plan(&entries, how, &sight, &Plain);
    assert!(plan.rejected.len() + plan.edits.len() + plan.unchanged == entries.len());
    Some((plan.edits.into_iter().map(|(_, edit)| edit).collect(), plan.faults))
}

fn parent_of(text: &str) -> Result<Id, String> {
    let json = format!("[{{\"kind\":\"organizations\",\"name\":\"New\",\"parent\":{text}}}]");
    let (edits, faults) = planned(&json, &How::default()).expect("JSON");
    match faults.first() {
        Some(fault) => Err(fault.wrong.en.clone()),
        None => Ok(links(&edits[0])[0]),
    }
}

#[test]
fn an_id_that_is_somebody_else_here_gives_way_to_the_name() {
    let id = |text| Id::parse(text).expect("an id");
    assert_eq!(parent_of("\"organization-2\""), Ok(id("organization-2")));
    assert_eq!(parent_of("\"toyota motor\""), Ok(id("organization-1")));
    let both = "{\"id\":\"organization-2\",\"name\":\"Toyota\"}";
    assert_eq!(parent_of(both), Ok(id("organization-1")));
    assert!(parent_of("{\"id\":\"organization-2\",\"name\":\"Nobody\"}").is_err());
    assert!(parent_of("{\"id\":\"fund-1\"}").is_err(), "another kind");
    assert!(parent_of("\"Toy\"").is_err(), "nothing is guessed");
    assert!(parent_of("{}").is_err() && parent_of("[]").is_err() && parent_of("1").is_err());
}

#[test]
fn whoever_links_to_a_bad_record_is_left_out_with_it() {
    let line = |name: usize, parent: usize, more: &str| {
        format!(
            "{{\"kind\":\"organizations\",\"name\":\"O{name}\",\"parent\":\"O{parent}\"{more}}}\n"
        )
    };
    let chain: String = (0..500).map(|at| line(at, at + 1, "")).collect();
    let text = chain
        + &line(500, 1, ",\"tier\":\"none such\"")
        + &line(501, 502, "")
        + &line(502, 501, "");
    let (edits, faults) = planned(&text, &How::default()).expect("JSON");
    assert_eq!((edits.len(), faults.len()), (2, 501), "a circle of good ones is good");
}

#[test]
fn a_viewer_is_told_for_every_record_that_nothing_may_be_changed() {
    let sight = fixture::sight(&fixture::snapshot(&[]), Role::Viewer);
    let entries = json::read::entries("[{\"kind\":\"funds\",\"name\":\"A\"}]").expect("JSON");
    let plan = plan(&entries, &How::default(), &sight, &Plain);
    assert!(plan.edits.is_empty() && plan.faults[0].wrong.en.contains("may view"));
}

/// JSON of the right form with anything in it.
fn anything() -> impl Strategy<Value = Json> {
    let text = prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "organizations",
            "funds",
            "Toyota",
            "organization-1",
            "fund-4294967295",
            "-",
            "2027-02-30",
            "1.2亿",
            "every 1y",
            "restricted",
            "oled",
            "org=x",
            "members branch:domestic",
            "1e400",
        ])
        .prop_map(ToOwned::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        text.prop_map(Json::from),
    ];
    let key = prop::sample::select(vec![
        "id",
        "kind",
        "rev",
        "name",
        "name_zh",
        "aliases",
        "tags",
        "owner",
        "confidential",
        "parent",
        "regions",
        "committed",
        "founded",
        "ends",
        "latitude",
        "starts",
        "parties",
        "partners",
        "sites",
        "repeats",
        "rule",
        "counted",
        "claim",
        "trl",
        "login",
        "amount",
        "currency",
        "link",
        "role",
        "text",
        "flag",
        "none",
    ]);
    leaf.prop_recursive(4, 24, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec((key.clone(), inner), 0..8).prop_map(|all| all
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #[test]
    fn no_bytes_make_it_fall(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        planned(&String::from_utf8_lossy(&bytes), &How::default());
    }

    #[test]
    fn no_json_makes_it_fall(
        all in prop::collection::vec(anything(), 0..6),
        kind in any::<prop::sample::Index>(),
        update in prop::sample::select(vec![None, Some("name"), Some("id"), Some("parent"), Some("none")]),
        adds in any::<bool>(),
    ) {
        planned(&Json::from(all).to_string(), &How { kind: Some(KINDS[kind.index(KINDS.len())]), adds, update });
    }

    #[test]
    fn no_damage_to_a_file_makes_it_fall(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = br#"[{"id":"fund-9","kind":"funds","name":"A","committed":{"amount":"1.5","currency":"USD"},"partners":[{"id":"organization-1","name":"Toyota"}],"founded":"~2019"}]"#.to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        planned(&String::from_utf8_lossy(&bytes), &How::default());
    }
}
