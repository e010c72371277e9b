//! Taking changes back.

use super::{
    WHEN, cell, change, choice, editor, everything, everything_in, fresh, look, new, number,
    organization, rev, save, set, shut, sound, text,
};
use liaison::store::{Cause, Committed, Edit, Refused, Role, Store};
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
        let fields = vec![number(it, "country")];
        let expected = Refused::Conflict { id: it, who: "zhao".to_owned(), fields };
        assert_eq!(take_back(store, "li", 2).unwrap_err(), expected);
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
    let fields = vec![number(it, "country")];
    let expected = Refused::Conflict { id: it, who: "zhao".to_owned(), fields };
    assert_eq!(take_back(&store, "li", 1).unwrap_err(), expected);
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
