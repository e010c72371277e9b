//! What is kept of a seat that is left.

use super::*;

fn language(desk: &Desk) -> serde_json::Value {
    let kept = desk.app.leave(&desk.sight, 5);
    serde_json::to_value(kept).expect("a seat can be written")["lang"].clone()
}

#[test]
fn a_language_that_nobody_chose_is_not_kept() {
    let mut desk = Desk::new(Role::Editor);
    assert!(language(&desk).is_null());
    desk.app.ask_language();
    desk.keys("x");
    assert!(language(&desk).is_null(), "the question is not answered");
    desk.press(KeyCode::Enter, KeyModifiers::NONE);
    assert_eq!(language(&desk), "En");
    desk.keys("L");
    assert_eq!(language(&desk), "Zh");
}

#[test]
fn a_language_that_was_asked_for_or_kept_is_kept_again() {
    let mut desk = Desk::new(Role::Editor);
    desk.app.sit(&crate::app::seat::Kept::default(), None, &desk.sight);
    assert!(language(&desk).is_null());
    desk.app.sit(&crate::app::seat::Kept::default(), Some(Lang::Zh), &desk.sight);
    let kept = desk.app.leave(&desk.sight, 5);
    assert_eq!(language(&desk), "Zh");
    let mut later = Desk::new(Role::Editor);
    later.app.sit(&kept, None, &later.sight);
    assert_eq!(language(&later), "Zh");
}
