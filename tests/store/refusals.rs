//! What a commit is refused for: all of it, with the field named.

use super::{
    WHEN, choice, everything, everything_in, fresh, id, look, new, number, organization, save, set,
    shut, sound, text,
};
use liaison::store::{Cause, Edit, Person, Refused, Role, Store};
use liaison::value::{Id, Lang, Party, Value, When};
use std::path::Path;

/// A store with an organization and a region.
fn store(folder: &Path) -> Store {
    let store = sound(folder);
    organization(&store, "Toyota");
    super::add(&store, "regions", &[("name", text("Hebei"))]);
    store
}

/// Commits an edit together with a good one and another record's, and wants all refused.
fn refused(store: &Store, edit: Edit) -> Refused {
    let before = (everything(store), store.now().snapshot.sequence);
    let good = new("organizations", 77, &[("name", text("Good"))]);
    let other = set(id("region-1"), 1, &[("code", Value::None, text("13"))]);
    let refused = save(store, "wang", vec![good, edit, other]).unwrap_err();
    assert_eq!((everything(store), store.now().snapshot.sequence), before, "{refused:?}");
    refused
}

/// The fields that an invalid edit is refused for.
fn fields(store: &Store, edit: Edit) -> Vec<&'static str> {
    let refused = refused(store, edit);
    let Refused::Invalid { id, problems } = &refused else { panic!("{refused:?}") };
    let kind = liaison::records::kind(id.kind).unwrap();
    for (field, wrong) in problems {
        for lang in [Lang::En, Lang::Zh] {
            let title = kind.named(field).unwrap().title.say(lang);
            let said = refused.say(lang);
            assert!(said.contains(title) && said.contains(wrong.say(lang)), "{said}");
        }
    }
    problems.iter().map(|(field, _)| *field).collect()
}

fn day(text: &str) -> Value {
    Value::When(When::read(text, None).unwrap())
}

#[test]
fn a_record_without_a_name_or_a_required_field_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let toyota = Value::Link(id("organization-1"));
    let domestic = choice("domestic");
    assert_eq!(fields(&store, new("organizations", 0, &[("country", text("JP"))])), ["name"]);
    let blank = new("organizations", 0, &[("name", text(" \u{202e}\u{7}")), ("name_zh", text(""))]);
    assert_eq!(fields(&store, blank), ["name"]);
    assert_eq!(fields(&store, new("members", 0, &[])), ["organization", "branch"]);
    assert_eq!(fields(&store, new("members", 0, &[("organization", toyota)])), ["branch"]);
    assert_eq!(fields(&store, new("members", 0, &[("branch", domestic)])), ["organization"]);
    let cleared = set(id("organization-1"), 1, &[("name", text("Toyota"), Value::None)]);
    assert_eq!(fields(&store, cleared), ["name"]);

    let zh = new("organizations", 0, &[("name_zh", text("丰田"))]);
    save(&store, "wang", vec![zh]).expect("one of the two names is enough");
}

#[test]
fn links_to_nothing_or_to_another_kind_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let link = |field: &'static str, to: Id| {
        new("organizations", 0, &[("name", text("New")), (field, Value::Link(to))])
    };
    assert_eq!(fields(&store, link("parent", id("organization-9"))), ["parent"]);
    assert_eq!(fields(&store, link("parent", fresh("organizations", 5))), ["parent"]);
    assert_eq!(fields(&store, link("parent", id("region-1"))), ["parent"]);
    assert_eq!(fields(&store, link("parent", Id { kind: 250, number: 1 })), ["parent"]);
    assert_eq!(fields(&store, link("region", id("organization-1"))), ["region"]);
    let links = Value::Links([id("organization-1"), id("organization-9")].into());
    let edit = new("organizations", 0, &[("name", text("New")), ("distinct_from", links)]);
    assert_eq!(fields(&store, edit), ["distinct_from"]);
    for to in [id("organization-9"), id("region-1")] {
        let parties = Value::Parties([Party { link: Some(to), ..Party::default() }].into());
        let edit = new("projects", 0, &[("name", text("New")), ("parties", parties)]);
        assert_eq!(fields(&store, edit), ["parties"]);
    }
}

#[test]
fn values_of_another_type_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let others = [
        ("name", Value::Count(1)),
        ("category", choice("no such category")),
        ("category", text("enterprise")),
        ("fortune_rank", text("7")),
        ("fortune_year", Value::Count(2017)),
        ("multinational", choice("yes")),
        ("aliases", text("one")),
        ("parent", Value::Links([id("organization-1")].into())),
        ("needs", Value::Masked),
    ];
    for (field, value) in others {
        let edit = new("organizations", 0, &[("name_zh", text("新")), (field, value)]);
        assert_eq!(fields(&store, edit), [field]);
    }
    let role = |role: &'static str| {
        let party =
            Party { link: Some(id("organization-1")), role: Some(role.into()), ..Party::default() };
        let parties = Value::Parties([party].into());
        new("projects", 0, &[("name", text("New")), ("parties", parties)])
    };
    assert_eq!(fields(&store, role("no such role\u{1b}[2J")), ["parties"]);
    save(&store, "wang", vec![role("sponsor")]).expect("a role there is");
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let ends = |ends: &str| {
        new("funds", 0, &[("name", text("Fund")), ("founded", day("2020")), ("ends", day(ends))])
    };
    assert_eq!(fields(&store, ends("2019")), ["ends"]);
    save(&store, "wang", vec![ends("2021")]).unwrap();
    let later = set(id("fund-1"), 1, &[("founded", day("2020"), day("2022"))]);
    assert_eq!(fields(&store, later), ["ends"]);
}

#[test]
fn fields_and_records_there_are_not_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let toyota = id("organization-1");
    for number in [1, 4, 19, 99, 900, 901, 65_535] {
        let fields = vec![(number, Value::None, text("x"))];
        let edit = Edit::Set { id: toyota, rev: 1, fields };
        assert_eq!(refused(&store, edit), Refused::Gone(toyota), "{number}");
    }
    let missing = id("organization-9");
    let name = [("name", Value::None, text("x"))];
    assert_eq!(refused(&store, set(missing, 1, &name)), Refused::Gone(missing));
    for edit in [Edit::Trash { id: missing, rev: 1 }, Edit::Untrash { id: missing, rev: 1 }] {
        assert_eq!(refused(&store, edit), Refused::Gone(missing));
    }
    let other = Id { kind: 250, number: 1 };
    let edit = Edit::Add { id: other, fields: Vec::new() };
    assert_eq!(refused(&store, edit), Refused::Gone(other));
}

#[test]
fn a_record_larger_than_a_mebibyte_is_refused_and_a_large_one_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let aliases = |count: usize| {
        let line = "长".repeat(2_000).into_boxed_str();
        let aliases = Value::Lines(vec![line; count].into());
        new("organizations", 0, &[("name", text("Large")), ("aliases", aliases)])
    };
    let (toyota, too_large) = (id("organization-1"), refused(&store, aliases(200)));
    let (third, aliases_of_it) = (id("organization-3"), number(toyota, "aliases"));
    let expected = Refused::TooLarge { id: third, field: Some(aliases_of_it) };
    assert_eq!(too_large, expected, "the good one is the second");
    let said = too_large.say(Lang::En);
    assert!(said.contains("1 MiB") && said.contains("Also named"), "{said}");
    save(&store, "wang", vec![aliases(150)]).unwrap();
    let all = everything(&store);
    shut(store);
    assert_eq!(everything_in(dir.path()), all);
}

#[test]
fn a_viewer_may_not_commit() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let viewer = Person::new("guest", Role::Viewer);
    let toyota = id("organization-1");
    for edit in [
        new("organizations", 0, &[("name", text("New"))]),
        set(toyota, 1, &[("country", Value::None, text("JP"))]),
        Edit::Trash { id: toyota, rev: 1 },
    ] {
        let refused = store.commit(&viewer, Cause::Edit, WHEN, vec![edit]).wait().unwrap_err();
        assert_eq!(refused, Refused::NotAllowed { who: "guest".to_owned() });
        assert!(refused.say(Lang::En).contains("guest"));
    }
    assert_eq!(store.now().snapshot.sequence, 2);
    assert!(look(&store, Role::Admin).present(toyota).is_some());
}
