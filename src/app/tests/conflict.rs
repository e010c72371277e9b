//! What comes back because others saved the same meanwhile.

use super::*;
use crate::store::{Clash, Side};

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

/// The follow-up is done, while somebody else drops it.
fn done_meanwhile(role: Role) -> (Desk, Doing, Vec<Edit>, Vec<Clash>) {
    let mut desk = Desk::new(role);
    let Some(Effect::Commit(doing, edits)) = desk.keys("0d") else { unreachable!("it is done") };
    let clashes = saved_by_others(&mut desk, &edits, &[("status", "dropped")]);
    (desk, doing, edits, clashes)
}

/// Somebody else saves the follow-up: where edits clash with that.
fn saved_by_others(desk: &mut Desk, edits: &[Edit], fields: &[(&str, &str)]) -> Vec<Clash> {
    let mut snapshot = fixture::put(&records(), id("followup-1"), fields);
    snapshot = fixture::saved_again(&snapshot, id("followup-1"));
    desk.sight = fixture::sight(&snapshot, Role::Admin);
    desk.tell(Msg::Changed);
    let clashes = desk.sight.clashes(edits);
    assert!(!clashes.is_empty());
    clashes
}

fn shown(desk: &Desk) -> String {
    let Some(Overlay::Decide(decision)) = &desk.app.overlay else { unreachable!("it is decided") };
    let text = |line: &Line| {
        line.pieces.iter().map(|(_, text, _)| text.as_str()).collect::<Vec<_>>().join(" ")
    };
    decision.lines.iter().map(text).collect::<Vec<_>>().join("\n")
}

fn press(desk: &mut Desk, code: KeyCode) -> Option<Effect> {
    desk.press(code, KeyModifiers::NONE)
}

#[test]
fn what_a_key_does_at_once_is_asked_field_by_field_and_done_as_chosen() {
    let (mut desk, doing, edits, clashes) = done_meanwhile(Role::Editor);
    assert!(desk.tell(Msg::Conflict(doing.clone(), edits, clashes)).is_none());
    let said = shown(&desk);
    assert!(said.contains("→ theirs dropped") && said.contains("* Done on"), "{said}");
    assert!(press(&mut desk, KeyCode::Enter).is_none(), "nothing is chosen");
    desk.keys("m");
    let Some(Effect::Commit(again, settled)) = press(&mut desk, KeyCode::Enter) else {
        unreachable!("it is saved")
    };
    assert_eq!((&again, settled.len()), (&doing, 2), "with the one that comes again");
    assert!(desk.sight.clashes(&settled).is_empty());
    assert!(press(&mut desk, KeyCode::Esc).is_none(), "it waits for the answer");
    desk.tell(Msg::Done(again, Ok(Committed { sequence: 9, ..Committed::default() })));
    assert!(desk.app.overlay.is_none());
}

#[test]
fn what_the_disk_refuses_is_still_decided_as_it_was_chosen() {
    let (mut desk, doing, edits, clashes) = done_meanwhile(Role::Editor);
    desk.tell(Msg::Conflict(doing, edits, clashes));
    desk.keys("m");
    let Some(Effect::Commit(again, _)) = press(&mut desk, KeyCode::Enter) else {
        unreachable!("it is saved")
    };
    desk.tell(Msg::Done(again, Err(Refused::Closed)));
    assert!(desk.app.message.as_deref().is_some_and(|said| said.contains("closed")));
    assert!(matches!(press(&mut desk, KeyCode::Enter), Some(Effect::Commit(..))));
}

#[test]
fn what_is_refused_while_something_else_is_open_is_told_and_lost_by_nobody() {
    let (mut desk, doing, edits, clashes) = done_meanwhile(Role::Editor);
    desk.keys("2e");
    desk.keys("Typed");
    desk.tell(Msg::Conflict(doing, edits, clashes));
    let Some(Overlay::Form(form)) = &desk.app.overlay else { unreachable!("it is still typed") };
    assert!(form.is_changed());
    let said = desk.app.message.clone().unwrap_or_default();
    assert!(said.contains("Not saved: changed by others meanwhile: followup-1: Status"), "{said}");
}

#[test]
fn what_was_to_be_undone_next_is_not_undone_when_it_was_not_done() {
    let (mut desk, doing, edits, clashes) = done_meanwhile(Role::Editor);
    assert!(desk.keys("u").is_none(), "it waits");
    assert!(desk.tell(Msg::Conflict(doing, edits, clashes)).is_none());
    assert!(matches!(desk.app.overlay, Some(Overlay::Decide(_))));
    press(&mut desk, KeyCode::Esc);
    assert!(desk.tell(Msg::Settled).is_none());
}

#[test]
fn the_name_of_what_is_made_in_the_same_save_is_shown_and_nothing_is_made_where_theirs_holds() {
    let mut desk = Desk::new(Role::Editor);
    let (it, made) = (id("followup-1"), Id::provisional(id("organization-1").kind, 1));
    let number = |of: Id, name: &str| {
        crate::records::kind(of.kind).and_then(|kind| kind.named(name)).expect("a field").number
    };
    let regarding = number(it, "regarding");
    let before = crate::value::Value::Link(id("organization-1"));
    let edits = vec![
        Edit::Add {
            id: made,
            fields: vec![(number(made, "name"), crate::value::Value::Text("Acme".into()))],
        },
        Edit::Set {
            id: it,
            rev: 0,
            fields: vec![(regarding, before, crate::value::Value::Link(made))],
        },
    ];
    let clashes = saved_by_others(&mut desk, &edits, &[("regarding", "organization-2")]);
    let doing = Doing::Change("it".to_owned(), "done".to_owned());
    desk.tell(Msg::Conflict(doing, edits, clashes));
    let said = shown(&desk);
    assert!(said.contains("mine Acme") && said.contains("theirs Siemens"), "{said}");
    desk.keys("2");
    assert!(press(&mut desk, KeyCode::Enter).is_none());
    let nothing = desk.app.message.clone().unwrap_or_default();
    assert!(nothing.contains("Nothing was saved"), "{nothing}");
}

#[test]
fn to_somebody_from_outside_no_value_that_is_not_for_everybody_is_shown() {
    let (mut desk, doing, edits, clashes) = done_meanwhile(Role::Editor);
    desk.press(KeyCode::Char('g'), KeyModifiers::CONTROL);
    desk.sight = desk.sight.clone().in_company();
    desk.tell(Msg::Company);
    desk.tell(Msg::Conflict(doing, edits.clone(), clashes.clone()));
    let said = shown(&desk);
    assert!(!said.contains("dropped") && !said.contains("Report"), "{said}");
    press(&mut desk, KeyCode::Esc);
    desk.tell(Msg::Conflict(Doing::Undo(7, "it".to_owned()), edits, clashes));
    assert!(desk.app.overlay.is_none());
    let said = desk.app.message.clone().unwrap_or_default();
    assert!(!said.contains("followup-1"), "{said}");
}

#[test]
fn on_a_screen_too_small_to_see_what_was_typed_behind_it_is_not_left() {
    let mut desk = Desk::new(Role::Editor);
    desk.keys("0e");
    desk.keys("Typed");
    let Some(Effect::Commit(doing, edits)) = desk.save() else { unreachable!("it is saved") };
    let clashes = saved_by_others(&mut desk, &edits, &[("what", "Theirs")]);
    desk.tell(Msg::Conflict(doing, edits, clashes));
    desk.tell(Msg::Resize(30, 9));
    assert!(desk.keys("Q").is_none(), "what was typed would be lost");
    desk.tell(Msg::Resize(80, 24));
    for side in [Side::Theirs, Side::Mine] {
        let key = if side == Side::Mine { KeyCode::Left } else { KeyCode::Right };
        assert!(press(&mut desk, key).is_none());
    }
    assert!(matches!(press(&mut desk, KeyCode::Enter), Some(Effect::Commit(Doing::Save(..), _))));
}
