//! What a guest in the room sees.

use super::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn screen(desk: &Desk) -> String {
    let (width, height) = desk.app.size;
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("memory");
    let around = Desktop { sight: &desk.sight, lookup: &desk.lookup, clock: &desk.clock };
    terminal.draw(|frame| crate::view::draw(&desk.app, around, frame)).expect("memory");
    terminal.backend().to_string()
}

/// A public partner of a team whose head, and whose phones, are not for everybody.
fn in_the_room() -> Snapshot {
    fixture::snapshot(&[
        ("organization", &[("name", "Veiled Hand"), ("confidential", "internal")]),
        (
            "organization",
            &[
                ("name", "Open Works"),
                ("confidential", "public"),
                ("owner", "colleague-1"),
                ("parent", "organization-1"),
                ("phones", "010-1"),
            ],
        ),
        ("colleague", &[("name", "Hushed Li")]),
        (
            "member",
            &[
                ("organization", "organization-1"),
                ("branch", "domestic"),
                ("confidential", "public"),
            ],
        ),
    ])
}

fn company(desk: &mut Desk, snapshot: &Snapshot) -> Option<Effect> {
    let effect = desk.press(KeyCode::Char('g'), KeyModifiers::CONTROL);
    let sight = fixture::sight(snapshot, Role::Editor);
    desk.sight = if desk.app.in_company() { sight.in_company() } else { sight };
    desk.tell(Msg::Company);
    effect
}

#[test]
fn a_guest_is_not_even_told_that_something_is_hidden() {
    let snapshot = in_the_room();
    let mut desk = Desk::new(Role::Editor);
    desk.sight = fixture::sight(&snapshot, Role::Editor);
    desk.tell(Msg::Changed);
    assert!(matches!(company(&mut desk, &snapshot), Some(Effect::Look)));
    for lang in ["", "L"] {
        for keys in ["6", "\n", "x", "1", "3", "\n", "x", "H", "6", "H"] {
            desk.keys(lang);
            for key in keys.chars() {
                match key {
                    '\n' => desk.press(KeyCode::Enter, KeyModifiers::NONE),
                    key => desk.press(KeyCode::Char(key), KeyModifiers::NONE),
                };
            }
            let shown = screen(&desk);
            for word in ["restricted", "internal", "Hushed", "Veiled", "仅", "Phones"] {
                assert!(!shown.contains(word), "{keys}: {word}\n{shown}");
            }
        }
    }
}

#[test]
fn what_a_form_holds_is_covered_while_a_guest_is_there_and_not_lost() {
    let snapshot = in_the_room();
    let mut desk = Desk::new(Role::Editor);
    desk.sight = fixture::sight(&snapshot, Role::Editor);
    desk.tell(Msg::Changed);
    desk.keys("6e");
    desk.keys("Typed");
    assert!(screen(&desk).contains("Typed") && screen(&desk).contains("Hushed Li"));
    company(&mut desk, &snapshot);
    desk.keys("more");
    desk.tell(Msg::Paste("more".to_owned()));
    assert!(desk.save().is_none());
    let shown = screen(&desk);
    assert!(shown.contains("GUEST") && shown.contains("ctrl-g shows it again"), "{shown}");
    assert!(!shown.contains("Typed") && !shown.contains("Hushed"), "{shown}");
    company(&mut desk, &snapshot);
    let shown = screen(&desk);
    assert!(shown.contains("Typed") && !shown.contains("Typedmore"), "{shown}");
    assert!(matches!(desk.save(), Some(Effect::Commit(..))));
}

#[test]
fn a_form_opened_before_a_guest_says_that_they_are_there() {
    let snapshot = in_the_room();
    let mut desk = Desk::new(Role::Editor);
    desk.sight = fixture::sight(&snapshot, Role::Editor);
    company(&mut desk, &snapshot);
    desk.keys("6eNew");
    let shown = screen(&desk);
    assert!(shown.contains("GUEST") && shown.contains("New"), "{shown}");
    assert!(!shown.contains("Hushed") && !shown.contains("restricted"), "{shown}");
}

#[test]
fn what_is_undone_is_named_as_the_person_sees_it_alone() {
    let snapshot = in_the_room();
    let mut desk = Desk::new(Role::Editor);
    desk.sight = fixture::sight(&snapshot, Role::Editor);
    company(&mut desk, &snapshot);
    desk.keys("3e");
    desk.press(KeyCode::Tab, KeyModifiers::NONE);
    desk.keys("overseas");
    desk.press(KeyCode::Tab, KeyModifiers::NONE);
    let Some(Effect::Commit(Doing::Save(id, what), _)) = desk.save() else {
        unreachable!("it is saved: {}", screen(&desk))
    };
    assert!(what.contains("Veiled Hand"), "{what}");
    let touched = Committed { sequence: 9, ids: Vec::new(), touched: vec![id] };
    desk.tell(Msg::Done(Doing::Save(id, what), Ok(touched)));
    assert!(!screen(&desk).contains("Veiled"), "{}", screen(&desk));
    company(&mut desk, &snapshot);
    let Some(Effect::Undo(9, what)) = desk.keys("u") else { unreachable!("it is undone") };
    assert!(what.contains("Veiled Hand"), "{what}");
}

#[test]
fn on_a_screen_too_small_to_see_what_a_key_does_it_does_nothing() {
    let mut desk = Desk::new(Role::Editor);
    desk.keys("2e");
    desk.tell(Msg::Resize(30, 9));
    desk.keys("Typed");
    desk.tell(Msg::Paste("more".to_owned()));
    assert!(desk.keys("Q").is_none(), "what was typed would be lost");
    desk.tell(Msg::Resize(80, 24));
    assert!(!screen(&desk).contains("Typed"));
    desk.press(KeyCode::Esc, KeyModifiers::NONE);
    desk.tell(Msg::Resize(30, 9));
    assert!(desk.keys("DD").is_none() && desk.app.overlay.is_none());
    assert!(matches!(desk.keys("Q"), Some(Effect::Quit)));
}
