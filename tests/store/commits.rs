//! What a commit does: ids, links, merging, and text cleaned at the edge.

use super::{
    WHEN, add, by, cell, choice, clashes, conflict, everything, everything_in, fresh, id, lines,
    look, money, new, number, organization, rev, save, set, shut, sound, text,
};
use liaison::store::{Cause, Clash, Edit, Over, Person, Refused, Role};
use liaison::value::{Id, Party, Rule, Value};

#[test]
fn ids_count_up_by_kind_and_are_never_given_again() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    assert_eq!(organization(&store, "One"), id("organization-1"));
    assert_eq!(organization(&store, "Two"), id("organization-2"));
    assert_eq!(add(&store, "regions", &[("name", text("Hebei"))]), id("region-1"));
    save(&store, "wang", vec![Edit::Trash { id: id("organization-2"), rev: 1 }]).unwrap();
    assert_eq!(organization(&store, "Three"), id("organization-3"));
    save(&store, "wang", vec![Edit::Trash { id: id("organization-3"), rev: 1 }]).unwrap();
    shut(store);

    let store = sound(dir.path());
    assert_eq!(organization(&store, "Four"), id("organization-4"));
    assert_eq!(look(&store, Role::Admin).trash().count(), 2);
    shut(store);

    std::fs::remove_dir_all(dir.path().join("state")).unwrap();
    let (store, _) = super::open(dir.path());
    assert_eq!(organization(&store, "Five"), id("organization-5"), "from the journal alone, too");
}

#[test]
fn records_of_one_commit_link_to_each_other_in_every_direction() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    organization(&store, "Before");
    let party = Party {
        link: Some(fresh("organizations", 7)),
        role: Some("sponsor".into()),
        ..Party::default()
    };
    let edits = vec![
        new(
            "projects",
            1,
            &[("name", text("Joint work")), ("parties", Value::Parties([party].into()))],
        ),
        new(
            "organizations",
            9,
            &[("name", text("Part")), ("parent", Value::Link(fresh("organizations", 7)))],
        ),
        new(
            "organizations",
            7,
            &[
                ("name", text("Whole")),
                ("distinct_from", Value::Links([fresh("organizations", 9)].into())),
            ],
        ),
        set(fresh("organizations", 9), 0, &[("country", Value::None, text("CN"))]),
    ];
    let saved = save(&store, "wang", edits).unwrap();
    let (part, whole) =
        (saved.real(fresh("organizations", 9)), saved.real(fresh("organizations", 7)));
    assert_eq!((part, whole), (id("organization-2"), id("organization-3")));
    assert_eq!(cell(&store, part, "parent"), Value::Link(whole));
    assert_eq!(cell(&store, part, "country"), text("CN"));
    assert_eq!(cell(&store, whole, "distinct_from"), Value::Links([part].into()));
    assert_eq!(cell(&store, id("project-1"), "parties").links(), [whole]);
    assert_eq!(saved.touched, [part, whole, id("project-1")]);
    assert_eq!((saved.sequence, rev(&store, part)), (2, 1));

    let all = everything(&store);
    shut(store);
    assert_eq!(everything_in(dir.path()), all);
}

#[test]
fn one_provisional_id_for_two_records_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let edit = |name: &str| new("organizations", 1, &[("name", text(name))]);
    let refused = save(&store, "wang", vec![edit("One"), edit("Two")]).unwrap_err();
    assert_eq!(refused, Refused::Gone(fresh("organizations", 1)));
    assert!(store.now().snapshot.is_empty());
}

#[test]
fn an_older_revision_merges_where_it_touched_other_fields() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    save(&store, "wang", vec![set(it, 1, &[("country", Value::None, text("JP"))])]).unwrap();
    let merged = save(&store, "li", vec![set(it, 1, &[("industry", Value::None, text("cars"))])]);
    assert_eq!(merged.unwrap().touched, [it]);
    assert_eq!(cell(&store, it, "country"), text("JP"));
    assert_eq!(cell(&store, it, "industry"), text("cars"));
    assert_eq!(rev(&store, it), 3);
}

#[test]
fn the_same_field_conflicts_and_nothing_is_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    let country = |rev, before: Value, after: &str| {
        set(it, rev, &[("country", before, text(after)), ("industry", Value::None, text("cars"))])
    };
    save(&store, "wang", vec![set(it, 1, &[("country", Value::None, text("JP"))])]).unwrap();
    let refused = save(&store, "li", vec![country(1, Value::None, "US")]);
    let over = Over::Field {
        number: number(it, "country"),
        before: Value::None,
        theirs: text("JP"),
        mine: text("US"),
    };
    assert_eq!(conflict(refused), [Clash { id: it, from: 1, rev: 2, over, by: Some(by("wang")) }]);
    assert_eq!(cell(&store, it, "country"), text("JP"));
    assert!(cell(&store, it, "industry").is_none(), "nor half of it saved");
    assert_eq!(rev(&store, it), 2);

    save(&store, "li", vec![country(2, text("JP"), "US")]).unwrap();
    assert_eq!(cell(&store, it, "country"), text("US"));
}

#[test]
fn a_conflict_names_who_changed_that_field_and_not_who_saved_last() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    save(&store, "wang", vec![set(it, 1, &[("country", Value::None, text("JP"))])]).unwrap();
    save(&store, "zhao", vec![set(it, 2, &[("industry", Value::None, text("cars"))])]).unwrap();
    let refused = save(&store, "li", vec![set(it, 1, &[("country", Value::None, text("US"))])]);
    assert_eq!(clashes(refused)[0].2, "wang");
}

#[test]
fn everything_in_conflict_is_told_at_once_record_by_record() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let (one, two) = (organization(&store, "One"), organization(&store, "Two"));
    let country = |id, rev, who, to: &str| {
        save(&store, who, vec![set(id, rev, &[("country", Value::None, text(to))])]).unwrap();
    };
    country(one, 1, "wang", "JP");
    country(two, 1, "zhao", "CN");
    save(&store, "zhao", vec![set(two, 2, &[("industry", Value::None, text("cars"))])]).unwrap();
    let all = ["country", "industry", "needs"].map(|name| (name, Value::None, text("X")));
    let batch = vec![
        new("organizations", 0, &[("name", text("Three"))]),
        set(one, 1, &all),
        set(two, 1, &all),
    ];
    let before = everything(&store);
    let found = conflict(save(&store, "li", batch));
    let told: Vec<_> = found
        .iter()
        .map(|clash| (clash.id, clash.field(), &*clash.by.as_ref().unwrap().who))
        .collect();
    let (country, industry) = (Some(number(one, "country")), Some(number(one, "industry")));
    assert_eq!(told, [(one, country, "wang"), (two, country, "zhao"), (two, industry, "zhao")]);
    assert_eq!(everything(&store), before, "nothing is half done");
    let said = Refused::Conflict(found).say(liaison::value::Lang::En);
    assert!(said.contains("organization-1: Country (wang)"), "{said}");
}

#[test]
fn who_may_not_see_a_record_learns_nothing_of_it_by_a_conflict() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    let fields =
        [("country", Value::None, text("JP")), ("confidential", Value::None, choice("restricted"))];
    let chief = Person::new("chief", Role::Admin);
    store.commit(&chief, Cause::Edit, WHEN, vec![set(it, 1, &fields)]).wait().unwrap();
    let refused = save(&store, "li", vec![set(it, 1, &[("country", Value::None, text("US"))])]);
    assert_eq!(refused, Err(Refused::Gone(it)));
    let refused = save(&store, "li", vec![Edit::Trash { id: it, rev: 1 }]);
    assert_eq!(refused, Err(Refused::Gone(it)));
    let viewer = Person::new("guest", Role::Viewer);
    let edit = set(it, 1, &[("country", Value::None, text("US"))]);
    let refused = store.commit(&viewer, Cause::Edit, WHEN, vec![edit]).wait();
    assert_eq!(refused, Err(Refused::NotAllowed { who: "guest".to_owned() }));
}

#[test]
fn the_trash_wants_the_newest_revision() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    save(&store, "wang", vec![set(it, 1, &[("country", Value::None, text("JP"))])]).unwrap();
    save(&store, "zhao", vec![set(it, 2, &[("industry", Value::None, text("cars"))])]).unwrap();
    let refused = save(&store, "li", vec![Edit::Trash { id: it, rev: 1 }]);
    let mut since = vec![number(it, "country"), number(it, "industry")];
    since.sort_unstable();
    let over = Over::Trash { mine: true, since };
    assert_eq!(conflict(refused), [Clash { id: it, from: 1, rev: 3, over, by: Some(by("zhao")) }]);
    assert!(look(&store, Role::Admin).present(it).is_some());
}

#[test]
fn who_wants_in_the_trash_what_is_there_already_has_it() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    let trashed = save(&store, "wang", vec![Edit::Trash { id: it, rev: 1 }]).unwrap();
    let again = save(&store, "li", vec![Edit::Trash { id: it, rev: 1 }]).unwrap();
    assert_eq!((again.sequence, again.touched), (trashed.sequence, Vec::new()));
    let untrash = |who| save(&store, who, vec![Edit::Untrash { id: it, rev: 2 }]).unwrap();
    assert_eq!(untrash("li").touched, [it]);
    assert_eq!(untrash("wang").touched, []);
}

#[test]
fn what_somebody_else_put_into_the_trash_again_does_not_come_back_unasked() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    save(&store, "wang", vec![Edit::Trash { id: it, rev: 1 }]).unwrap();
    save(&store, "zhao", vec![Edit::Untrash { id: it, rev: 2 }]).unwrap();
    save(&store, "zhao", vec![Edit::Trash { id: it, rev: 3 }]).unwrap();
    let refused = save(&store, "li", vec![Edit::Untrash { id: it, rev: 2 }]);
    let over = Over::Trash { mine: false, since: Vec::new() };
    assert_eq!(conflict(refused), [Clash { id: it, from: 2, rev: 4, over, by: Some(by("zhao")) }]);
}

#[test]
fn the_same_value_from_both_is_no_conflict() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    let same = || vec![set(it, 1, &[("country", Value::None, text("JP"))])];
    let first = save(&store, "wang", same()).unwrap();
    let second = save(&store, "li", same()).unwrap();
    assert_eq!((second.sequence, second.touched), (first.sequence, Vec::new()));
    assert_eq!(rev(&store, it), 2);
}

#[test]
fn what_changes_nothing_makes_no_change() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    let (before, mut watch) = (everything(&store), store.watch());
    watch.mark_unchanged();
    let name = text("Toyota");
    for edits in [
        Vec::new(),
        vec![set(it, 1, &[("name", name.clone(), name.clone())])],
        vec![set(it, 1, &[("name", name, text(" Toyota\u{200b}\n"))])],
        vec![Edit::Untrash { id: it, rev: 1 }],
    ] {
        let saved = save(&store, "li", edits).unwrap();
        assert_eq!((saved.sequence, saved.touched.len()), (1, 0));
    }
    assert_eq!((everything(&store), super::history(&store, None).len()), (before, 1));
    assert!(!watch.has_changed().unwrap());
}

#[test]
fn text_is_cleaned_and_bounded_at_the_edge() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let hostile = "a\u{1b}]0;x\u{7}\u{202e}b\u{9b}2J\u{2066}c\u{200b}\n\td";
    let clean = "a]0;xb2Jc  d";
    let it = add(
        &store,
        "organizations",
        &[
            ("name", text(hostile)),
            ("needs", text(&format!("{hostile}\u{7}"))),
            ("aliases", lines(&[hostile, "\u{202e}", ""])),
            ("tags", lines(&[hostile])),
        ],
    );
    assert_eq!(cell(&store, it, "name"), text(clean));
    assert_eq!(cell(&store, it, "needs"), text("a]0;xb2Jc\n    d"));
    assert_eq!(cell(&store, it, "aliases"), lines(&[clean]), "what was nothing else is gone");
    assert_eq!(cell(&store, it, "tags"), lines(&[clean]));

    let party = Party { link: Some(it), text: hostile.into(), ..Party::default() };
    let parties = Value::Parties([party].into());
    let fields = [("name", text("Work")), ("parties", parties)];
    let Value::Parties(kept) = cell(&store, add(&store, "projects", &fields), "parties") else {
        panic!("parties")
    };
    assert_eq!(&*kept[0].text, clean);

    let rule = Rule { kind: "funds\u{1b}".into(), filter: hostile.into() };
    let fields = [("name", text("Number")), ("rule", Value::Rule(rule))];
    let figure = add(&store, "figures", &fields);
    let kept = Rule { kind: "funds".into(), filter: clean.into() };
    assert_eq!(cell(&store, figure, "rule"), Value::Rule(kept));
}

#[test]
fn a_megabyte_of_text_is_cut_to_what_a_field_holds() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let megabyte = "长".repeat(1 << 20);
    let it = add(&store, "organizations", &[("name", text(&megabyte)), ("needs", text(&megabyte))]);
    assert_eq!(cell(&store, it, "name").text().chars().count(), 2_000);
    assert_eq!(cell(&store, it, "needs").text().chars().count(), 100_000);
    let all = everything(&store);
    shut(store);
    assert_eq!(everything_in(dir.path()), all);
}

/// What a length takes in memory is more than what it takes in storage.
#[test]
fn a_record_of_very_many_short_lines_is_there_after_reopening() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let many = Value::Lines(vec!["x".into(); 200_000].into());
    let it = add(&store, "organizations", &[("name", text("Many")), ("aliases", many.clone())]);
    shut(store);
    let store = sound(dir.path());
    assert!(cell(&store, it, "aliases") == many);
    store.verify().unwrap();
}

#[test]
fn a_login_is_cleaned_before_it_is_history() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    save(&store, "wa\u{1b}[2J\u{202e}ng", vec![new("units", 0, &[("name", text("Office"))])])
        .unwrap();
    assert_eq!(&*super::change(&store, 1).head.who, "wa[2Jng");
    let sight = look(&store, Role::Admin);
    assert_eq!(&*sight.row(id("unit-1")).unwrap().created.who, "wa[2Jng");
}

#[test]
fn a_rows_stamps_tell_who_and_when() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = add(&store, "funds", &[("name", text("Fund")), ("committed", money("1250万"))]);
    let li = Person::new("li", Role::Admin);
    let edits = vec![set(it, 1, &[("form", Value::None, choice("seed money"))])];
    store.commit(&li, Cause::Import, WHEN + 60_000, edits).wait().unwrap();
    let sight = look(&store, Role::Admin);
    let row = sight.row(it).unwrap();
    assert_eq!((&*row.created.who, row.created.when), ("wang", WHEN));
    assert_eq!((&*row.updated.who, row.updated.when), ("li", WHEN + 60_000));
    assert_eq!((row.rev, row.last), (2, 2));
    let history = super::history(&store, Some(it));
    assert_eq!(history.iter().map(|change| change.sequence).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(history[0].head.cause, Cause::Import);
    let changed = &history[0].changed[0];
    assert_eq!((changed.rev, changed.previous), (2, 1));
    assert_eq!(changed.fields(), [(number(it, "form"), Value::None, choice("seed money"))]);
}

#[test]
fn the_ids_of_a_commit_are_those_of_its_records() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let edits = (0..2_500)
        .map(|nth| new("organizations", nth, &[("name", text(&format!("No. {nth}")))]))
        .collect();
    let saved = save(&store, "wang", edits).unwrap();
    for (provisional, real) in &saved.ids {
        let nth = provisional.number - Id::provisional(0, 0).number;
        assert_eq!(cell(&store, *real, "name"), text(&format!("No. {nth}")));
    }
    assert_eq!((saved.ids.len(), saved.sequence, store.now().snapshot.len()), (2_500, 1, 2_500));
    let all = everything(&store);
    shut(store);
    assert_eq!(everything_in(dir.path()), all);
}
