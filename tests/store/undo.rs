//! Taking changes back.

use super::{
    WHEN, by, cell, change, choice, clashes, conflict, editor, everything, everything_in, fresh,
    look, new, number, organization, rev, save, set, shut, sound, text,
};
use liaison::store::{Cause, Clash, Committed, Edit, Over, Refused, Role, Side, Store, settle};
use liaison::value::{Id, Value};

fn take_back(store: &Store, who: &str, sequence: u64) -> Result<Committed, Refused> {
    let sight = look(store, Role::Admin);
    let edits = change(store, sequence).taken_back(|id| sight.row(id).cloned());
    store.commit(&editor(who), Cause::TakenBack(sequence), WHEN, edits).wait()
}

fn is_present(store: &Store, id: Id) -> bool {
    look(store, Role::Admin).present(id).is_some()
}

/// Does the rest in the same store, and in one that was closed and opened between.
fn in_both(begin: impl Fn(&Store), rest: impl Fn(&Store)) {
    for reopen in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let mut store = sound(dir.path());
        begin(&store);
        if reopen {
            shut(store);
            store = sound(dir.path());
        }
        rest(&store);
        let all = everything(&store);
        store.verify().unwrap();
        shut(store);
        assert_eq!(everything_in(dir.path()), all);
    }
}

#[test]
fn a_set_is_taken_back_and_given_again() {
    let it = super::id("organization-1");
    let begin = |store: &Store| {
        organization(store, "Toyota");
        let fields = [("country", Value::None, text("JP")), ("name", text("Toyota"), text("T."))];
        save(store, "wang", vec![set(it, 1, &fields)]).unwrap();
    };
    in_both(begin, |store| {
        let undone = take_back(store, "li", 2).unwrap();
        assert!(cell(store, it, "country").is_none());
        assert_eq!((cell(store, it, "name"), rev(store, it)), (text("Toyota"), 3));
        assert_eq!(change(store, undone.sequence).head.cause, Cause::TakenBack(2));

        take_back(store, "li", undone.sequence).unwrap();
        assert_eq!(cell(store, it, "country"), text("JP"));
        assert_eq!(cell(store, it, "name"), text("T."));
    });
}

#[test]
fn an_import_is_taken_back_as_a_whole_and_given_again() {
    let begin = |store: &Store| {
        let parent = ("parent", Value::Link(fresh("organizations", 0)));
        let whole = new("organizations", 0, &[("name", text("Whole"))]);
        let part = new("organizations", 1, &[("name", text("Part")), parent]);
        save(store, "wang", vec![whole, part]).unwrap();
    };
    in_both(begin, |store| {
        let (whole, part) = (super::id("organization-1"), super::id("organization-2"));
        let undone = take_back(store, "li", 1).unwrap();
        assert_eq!((is_present(store, whole), is_present(store, part)), (false, false));
        take_back(store, "li", undone.sequence).unwrap();
        assert_eq!((is_present(store, whole), is_present(store, part)), (true, true));
        assert_eq!(cell(store, part, "parent"), Value::Link(whole));
    });
}

#[test]
fn a_trashing_and_its_opposite_are_taken_back() {
    let it = super::id("organization-1");
    let begin = |store: &Store| {
        organization(store, "Toyota");
        save(store, "wang", vec![Edit::Trash { id: it, rev: 1 }]).unwrap();
    };
    in_both(begin, |store| {
        let undone = take_back(store, "li", 2).unwrap();
        assert!(is_present(store, it));
        take_back(store, "li", undone.sequence).unwrap();
        assert!(!is_present(store, it));
    });
}

#[test]
fn what_was_set_and_trashed_at_once_is_taken_back_whole() {
    let it = super::id("organization-1");
    let begin = |store: &Store| {
        organization(store, "Toyota");
        let closed = set(it, 1, &[("country", Value::None, text("JP"))]);
        save(store, "wang", vec![closed, Edit::Trash { id: it, rev: 1 }]).unwrap();
    };
    in_both(begin, |store| {
        let undone = take_back(store, "li", 2).unwrap();
        assert!(is_present(store, it) && cell(store, it, "country").is_none());
        take_back(store, "li", undone.sequence).unwrap();
        assert!(!is_present(store, it) && cell(store, it, "country") == text("JP"));
    });
}

#[test]
fn it_is_refused_where_somebody_changed_the_field_since() {
    let it = super::id("organization-1");
    let begin = |store: &Store| {
        organization(store, "Toyota");
        let fields =
            [("country", Value::None, text("JP")), ("industry", Value::None, text("cars"))];
        save(store, "wang", vec![set(it, 1, &fields)]).unwrap();
        save(store, "zhao", vec![set(it, 2, &[("country", text("JP"), text("US"))])]).unwrap();
    };
    in_both(begin, |store| {
        let told =
            (number(it, "country"), [text("JP"), text("US"), Value::None], "zhao".to_owned());
        assert_eq!(clashes(take_back(store, "li", 2)), [told]);
        assert_eq!(cell(store, it, "country"), text("US"));
        assert_eq!(cell(store, it, "industry"), text("cars"), "nor half of it");
    });
}

#[test]
fn other_fields_that_somebody_changed_since_stay() {
    let it = super::id("organization-1");
    let begin = |store: &Store| {
        organization(store, "Toyota");
        save(store, "wang", vec![set(it, 1, &[("country", Value::None, text("JP"))])]).unwrap();
        save(store, "zhao", vec![set(it, 2, &[("tier", Value::None, choice("key"))])]).unwrap();
    };
    in_both(begin, |store| {
        take_back(store, "li", 2).unwrap();
        assert!(cell(store, it, "country").is_none());
        assert_eq!(cell(store, it, "tier"), choice("key"));
    });
}

#[test]
fn a_record_that_was_edited_since_it_was_added_stays() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    let edit = set(it, 1, &[("country", Value::None, text("JP"))]);
    let edited = save(&store, "zhao", vec![edit]).unwrap().sequence;
    let over = Over::Trash { mine: true, since: vec![number(it, "country")] };
    let told = Clash { id: it, from: 2, rev: 2, over, by: Some(by("zhao")) };
    assert_eq!(conflict(take_back(&store, "li", 1)), [told]);
    assert!(is_present(&store, it));

    take_back(&store, "zhao", edited).unwrap();
    take_back(&store, "li", 1).unwrap();
    assert!(!is_present(&store, it), "as it was added it may go");
}

#[test]
fn taking_back_twice_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    save(&store, "wang", vec![set(it, 1, &[("country", Value::None, text("JP"))])]).unwrap();
    let first = take_back(&store, "li", 2).unwrap();
    let second = take_back(&store, "li", 2).unwrap();
    assert_eq!((second.sequence, second.touched.len()), (first.sequence, 0));
    let third = take_back(&store, "li", 1).unwrap();
    let fourth = take_back(&store, "li", 1).unwrap();
    assert_eq!((fourth.sequence, fourth.touched.len()), (third.sequence, 0), "nor the trash");
}

#[test]
fn who_does_not_see_all_of_a_change_does_not_take_back_a_part_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let hidden = [("name", text("Hidden")), ("confidential", choice("restricted"))];
    let both =
        vec![new("organizations", 0, &[("name", text("Seen"))]), new("organizations", 1, &hidden)];
    let admin = liaison::store::Person::new("chief", Role::Admin);
    store.commit(&admin, Cause::Import, WHEN, both).wait().unwrap();
    let of_editor = look(&store, Role::Editor);
    let seen = store.change(&of_editor, 1).unwrap();
    let edits = seen.taken_back(|id| of_editor.row(id).cloned());
    assert!(!edits.is_empty());
    let undone = store.commit(&editor("li"), Cause::TakenBack(1), WHEN, edits).wait();
    assert_eq!(undone, Err(Refused::NotWhole { sequence: 1, hidden: 1 }));
    assert!(is_present(&store, super::id("organization-1")));
    let sight = look(&store, Role::Admin);
    let edits = change(&store, 1).taken_back(|id| sight.row(id).cloned());
    store.commit(&admin, Cause::TakenBack(1), WHEN, edits).wait().unwrap();
    assert!(!is_present(&store, super::id("organization-2")));
}

#[test]
fn what_somebody_else_put_into_the_trash_since_does_not_come_back_unasked() {
    let it = super::id("organization-1");
    let begin = |store: &Store| {
        organization(store, "Toyota");
        save(store, "wang", vec![Edit::Trash { id: it, rev: 1 }]).unwrap();
        save(store, "zhao", vec![Edit::Untrash { id: it, rev: 2 }]).unwrap();
        save(store, "zhao", vec![Edit::Trash { id: it, rev: 3 }]).unwrap();
    };
    in_both(begin, |store| {
        let over = Over::Trash { mine: false, since: Vec::new() };
        let told = Clash { id: it, from: 2, rev: 4, over, by: Some(by("zhao")) };
        assert_eq!(conflict(take_back(store, "li", 2)), [told]);
        assert!(!is_present(store, it));
        take_back(store, "li", 4).unwrap();
        assert!(is_present(store, it), "but it is taken back itself");
    });
}

#[test]
fn what_came_back_and_was_edited_does_not_go_to_the_trash_again_unasked() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    save(&store, "wang", vec![Edit::Trash { id: it, rev: 1 }]).unwrap();
    let back = take_back(&store, "wang", 2).unwrap().sequence;
    save(&store, "zhao", vec![set(it, 3, &[("country", Value::None, text("JP"))])]).unwrap();
    let over = Over::Trash { mine: true, since: vec![number(it, "country")] };
    let told = Clash { id: it, from: 3, rev: 4, over, by: Some(by("zhao")) };
    assert_eq!(conflict(take_back(&store, "wang", back)), [told]);
    assert!(is_present(&store, it));
}

/// Takes a change back as it is decided, field by field, for whatever is in conflict.
fn decide(
    store: &Store,
    sequence: u64,
    side: impl Fn(Id, Option<u16>) -> Side,
) -> Result<Committed, Refused> {
    let sight = look(store, Role::Admin);
    let edits = change(store, sequence).taken_back(|id| sight.row(id).cloned());
    let clashes = sight.clashes(&edits);
    let edits = settle(&edits, &clashes, side);
    store.commit(&editor("li"), Cause::TakenBack(sequence), WHEN, edits).wait()
}

#[test]
fn of_a_batch_what_is_decided_goes_back_with_the_rest_in_one_commit() {
    let (one, two, three) =
        (super::id("organization-1"), super::id("organization-2"), super::id("organization-3"));
    let begin = |store: &Store| {
        for name in ["One", "Two", "Three"] {
            organization(store, name);
        }
        let fields =
            [("country", Value::None, text("JP")), ("industry", Value::None, text("cars"))];
        let batch = [one, two, three].map(|id| set(id, 1, &fields));
        save(store, "wang", batch.to_vec()).unwrap();
        save(store, "zhao", vec![set(one, 2, &[("country", text("JP"), text("US"))])]).unwrap();
        let both = [("country", text("JP"), text("CN")), ("industry", text("cars"), text("toys"))];
        save(store, "zhao", vec![set(two, 2, &both)]).unwrap();
    };
    in_both(begin, |store| {
        assert_eq!(conflict(take_back(store, "li", 4)).len(), 3);
        let kept = (two, Some(number(two, "industry")));
        let side = |id, field| if (id, field) == kept { Side::Theirs } else { Side::Mine };
        let undone = decide(store, 4, side).unwrap();
        assert_eq!(undone.touched, [one, two, three]);
        let now = |id| (cell(store, id, "country"), cell(store, id, "industry"));
        assert_eq!(now(one), (Value::None, Value::None));
        assert_eq!(now(two), (Value::None, text("toys")));
        assert_eq!(now(three), (Value::None, Value::None));
        assert_eq!(change(store, undone.sequence).head.cause, Cause::TakenBack(4));
        // An undo that took back a part gives that part again.
        take_back(store, "li", undone.sequence).unwrap();
        assert_eq!(now(one), (text("US"), text("cars")));
        assert_eq!(now(two), (text("CN"), text("toys")));
        assert_eq!(now(three), (text("JP"), text("cars")));
    });
}

#[test]
fn one_field_of_a_change_is_taken_back_and_the_rest_stands_and_can_be_taken_back_later() {
    let it = super::id("organization-1");
    let begin = |store: &Store| {
        organization(store, "Toyota");
        let fields =
            [("country", Value::None, text("JP")), ("industry", Value::None, text("cars"))];
        save(store, "wang", vec![set(it, 1, &fields)]).unwrap();
    };
    in_both(begin, |store| {
        let country = Some(number(it, "country"));
        let side = |_, field| if field == country { Side::Mine } else { Side::Theirs };
        decide(store, 2, side).unwrap();
        assert!(cell(store, it, "country").is_none());
        assert_eq!(cell(store, it, "industry"), text("cars"));
        take_back(store, "li", 2).unwrap();
        assert!(cell(store, it, "industry").is_none());
    });
}

#[test]
fn a_record_that_was_edited_since_it_was_added_goes_once_that_is_decided() {
    let it = super::id("organization-1");
    let begin = |store: &Store| {
        organization(store, "Toyota");
        save(store, "zhao", vec![set(it, 1, &[("country", Value::None, text("JP"))])]).unwrap();
    };
    in_both(begin, |store| {
        let left = decide(store, 1, |_, _| Side::Theirs).unwrap();
        assert_eq!((left.touched.len(), is_present(store, it)), (0, true));
        decide(store, 1, |_, _| Side::Mine).unwrap();
        assert!(!is_present(store, it));
        assert_eq!(cell(store, it, "country"), text("JP"), "with what was written into it");
    });
}

#[test]
fn what_is_decided_against_somebodys_value_does_not_overwrite_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    save(&store, "zhao", vec![set(it, 1, &[("country", Value::None, text("JP"))])]).unwrap();
    let mine = vec![set(it, 1, &[("country", Value::None, text("US"))])];
    let told = conflict(save(&store, "li", mine.clone()));
    let settled = settle(&mine, &told, |_, _| Side::Mine);
    save(&store, "zhao", vec![set(it, 2, &[("country", text("JP"), text("CN"))])]).unwrap();
    let again = clashes(save(&store, "li", settled));
    assert_eq!(again[0].1, [text("JP"), text("CN"), text("US")], "theirs as it was told, and is");
    let told = sight_clashes(&store, &mine);
    save(&store, "li", settle(&mine, &told, |_, _| Side::Mine)).unwrap();
    assert_eq!(cell(&store, it, "country"), text("US"));
}

fn sight_clashes(store: &Store, edits: &[Edit]) -> Vec<Clash> {
    look(store, Role::Admin).clashes(edits)
}

#[test]
fn what_was_to_be_linked_is_not_added_where_the_link_is_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let (it, other) = (organization(&store, "Toyota"), organization(&store, "Other"));
    save(&store, "zhao", vec![set(it, 1, &[("parent", Value::None, Value::Link(other))])]).unwrap();
    let parent = Value::Link(fresh("organizations", 1));
    let edits = vec![
        new("organizations", 1, &[("name", text("Made"))]),
        new("organizations", 2, &[("name", text("Apart"))]),
        set(it, 1, &[("parent", Value::None, parent)]),
    ];
    let told = conflict(save(&store, "li", edits.clone()));
    let left = settle(&edits, &told, |_, _| Side::Theirs);
    assert_eq!(left, [new("organizations", 2, &[("name", text("Apart"))])]);
    assert_eq!(settle(&edits, &told, |_, _| Side::Mine).len(), 3);
}
