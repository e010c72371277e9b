//! Which rows are marked as changed by others, and which news of others a screen minds.

use super::*;
use crate::app::others::Others;
use chrono::Days;

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

/// The screen after others have saved some records, each as a commit of its own, and what was
/// there before.
fn changed_by(who: &str, ids: &[&str]) -> (Desk, u64) {
    let mut desk = Desk::new(Role::Editor);
    let (before, mut snapshot) = (records(), records());
    for one in ids {
        snapshot = fixture::saved_by(&snapshot, id(one), who);
    }
    desk.sight = fixture::sight(&snapshot, Role::Editor);
    (desk, before.sequence)
}

fn marked(desk: &Desk, sight: &Sight) -> Vec<String> {
    let rows = KINDS.iter().flat_map(|kind| sight.rows(kind));
    let rows = rows.filter(|row| desk.app.sign(row.id, sight).is_some());
    rows.map(|row| row.id.to_string()).collect()
}

#[test]
fn what_is_too_long_ago_to_tell_by_id_is_marked_all_the_same() {
    for changed in [Some(vec![id("fund-1"), id("member-1"), id("unit-9")]), None] {
        let (mut desk, before) = changed_by("li", &["fund-1", "member-1"]);
        desk.app.mark_changed(before, changed, &desk.sight);
        assert_eq!(marked(&desk, &desk.sight), ["fund-1", "member-1"]);
    }
    let (mut desk, before) = changed_by("someone", &["fund-1", "member-1"]);
    desk.app.mark_changed(before, None, &desk.sight);
    assert!(marked(&desk, &desk.sight).is_empty(), "one's own are not");
}

#[test]
fn on_the_next_day_nothing_of_it_is_news() {
    let (mut desk, before) = changed_by("li", &["fund-1"]);
    desk.app.mark_changed(before, None, &desk.sight);
    let snapshot = fixture::saved_by(&records(), id("fund-1"), "li");
    let (person, tomorrow) = (desk.sight.person().clone(), fixture::now() + Days::new(1));
    let later = Sight::new(snapshot, person, tomorrow, |_, _| None);
    assert!(marked(&desk, &later).is_empty());
    desk.app.mark_changed(before, Some(vec![id("fund-1")]), &later);
    assert_eq!(marked(&desk, &later), ["fund-1"], "but what changes then is");
}

#[test]
fn a_screen_minds_only_what_it_shows_of_others() {
    let mut desk = Desk::new(Role::Editor);
    let others = |editing: &[&str]| Others {
        logins: ["someone".into(), "li".into()].into(),
        editing: editing.iter().map(|one| ("li".into(), id(one))).collect(),
    };
    assert!(desk.app.minds(&others(&[])), "Home says who is here");
    desk.tell(Msg::Here(others(&[])));
    assert!(!desk.app.minds(&others(&[])), "which it does already");
    desk.keys("2");
    assert!(!desk.app.minds(&Others::default()), "the funds do not");
    assert!(desk.app.minds(&others(&["fund-1"])));
    assert!(!desk.app.minds(&others(&["unit-9"])));
    desk.tell(Msg::Here(others(&["fund-1", "unit-9"])));
    assert!(!desk.app.minds(&others(&["fund-1"])));
    assert!(desk.app.minds(&others(&["unit-9"])));
    desk.press(KeyCode::Char('g'), KeyModifiers::CONTROL);
    assert!(!desk.app.minds(&others(&[])), "a guest is told nothing");
}
