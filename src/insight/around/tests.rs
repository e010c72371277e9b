use super::*;
use crate::store::Role;
use crate::store::fixture::{Typed, sight, snapshot};

/// What hangs on the first organization: each record with its filter.
fn hanging(more: &[(&str, &[Typed<'_>])]) -> Vec<(String, String)> {
    let acme: (&str, &[Typed<'_>]) = ("organization", &[("name", "Acme")]);
    let other: (&str, &[Typed<'_>]) = ("organization", &[("name", "Other")]);
    let snapshot = snapshot(&[&[acme, other], more].concat());
    let sight = sight(&snapshot, Role::Viewer);
    let of = Id::parse("organization-1").expect("an id");
    let told = |(id, way): (Id, Way)| (id.to_string(), way.filter(of));
    around(&sight, of).into_iter().flat_map(|group| group.all).map(told).collect()
}

fn ids(all: &[(String, String)]) -> Vec<&str> {
    all.iter().map(|(id, _)| id.as_str()).collect()
}

const OF: Typed<'_> = ("organization", "organization-1");

#[test]
fn what_its_membership_links_to_and_what_hangs_on_that_hangs_on_it() {
    let all = hanging(&[
        ("agreement", &[("name", "Membership")]),
        ("agreement", &[("name", "Another's")]),
        ("contact", &[("name", "Sato")]),
        ("member", &[OF, ("agreement", "agreement-1"), ("contacts", "contact-1")]),
        ("followup", &[("what", "Renew"), ("regarding", "member-1")]),
    ]);
    let wanted = ["member-1", "agreement-1", "contact-1", "followup-1"];
    assert_eq!(ids(&all), wanted);
    assert_eq!(all[1].1, "members.organization:organization-1");
    assert_eq!(all[3].1, "regarding.organization:organization-1");
}

#[test]
fn what_was_said_with_its_people_hangs_there_unless_others_were_named() {
    let with = ("contacts", "contact-1");
    let all = hanging(&[
        ("contact", &[("name", "Sato"), OF]),
        ("interaction", &[("subject", "Call"), with]),
        ("interaction", &[("subject", "Others"), with, ("organizations", "organization-2")]),
        ("interaction", &[("subject", "Both"), with, ("organizations", "organization-1")]),
    ]);
    assert_eq!(ids(&all), ["contact-1", "interaction-1", "interaction-3"]);
    assert_eq!(all[1].1, "contacts.organization:organization-1 organizations:none");
    assert_eq!(all[2].1, "organizations:organization-1");
}

#[test]
fn what_runs_stands_before_what_is_over_and_the_latest_before_the_older() {
    let party = ("parties", "org=organization-1");
    let with = ("organizations", "organization-1");
    let all = hanging(&[
        ("agreement", &[("name", "Over"), party, ("status", "terminated")]),
        ("agreement", &[("name", "Later"), party, ("expires", "2030")]),
        ("agreement", &[("name", "Soon"), party, ("expires", "2027")]),
        ("interaction", &[("subject", "Old"), with, ("when", "2020")]),
        ("interaction", &[("subject", "Note"), with, ("when", "2026-11"), ("category", "note")]),
        ("interaction", &[("subject", "New"), with, ("when", "2026-10")]),
    ]);
    let wanted = ["agreement-3", "agreement-2", "agreement-1"];
    assert_eq!(ids(&all)[..3], wanted);
    assert_eq!(ids(&all)[3..], ["interaction-3", "interaction-1", "interaction-2"]);
}

#[test]
fn at_an_event_are_the_organizations_it_names_and_those_its_people_come_from() {
    let fair: &[Typed<'_>] =
        &[("name", "Fair"), ("organizations", "organization-2"), ("participants", "org=contact-1")];
    let snapshot = snapshot(&[
        ("organization", &[("name", "Acme")]),
        ("organization", &[("name", "Other")]),
        ("contact", &[("name", "Sato"), OF]),
        ("event", fair),
        ("interaction", &[("subject", "Call"), ("contacts", "contact-1")]),
        ("region", &[("name", "Hebei")]),
    ]);
    let sight = sight(&snapshot, Role::Viewer);
    let of = |id: &str| -> Vec<String> {
        let found = partners(&sight, Id::parse(id).expect("an id"));
        found.iter().map(ToString::to_string).collect()
    };
    assert_eq!(of("event-1"), ["organization-2", "organization-1"]);
    assert_eq!(of("interaction-1"), ["organization-1"]);
    assert_eq!(of("organization-2"), ["organization-2"]);
    assert!(of("region-1").is_empty());
}
