mod company;
mod conflict;
mod others;
mod records;
mod seat;

use super::*;
use crate::clock::Clock;
use crate::lookup::Lookup;
use crate::store::{Committed, Edit, Person, Progress, Refused, Role, Sight, Snapshot, fixture};
use crate::value::Wrong;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

fn records() -> Snapshot {
    fixture::snapshot(&[
        ("organization", &[("name", "Toyota"), ("name_zh", "丰田"), ("confirm", "why")]),
        ("organization", &[("name", "Siemens")]),
        ("fund", &[("name", "Hebei fund"), ("ends", "2026-12-01")]),
        ("member", &[("organization", "organization-1"), ("branch", "overseas")]),
        (
            "followup",
            &[
                ("what", "Report"),
                ("due", "2026-11-18"),
                ("regarding", "organization-1"),
                ("repeats", "every month"),
            ],
        ),
        ("colleague", &[("name", "Mei"), ("login", "someone")]),
    ])
}

/// A person at a screen, over a store that answers nothing by itself.
struct Desk {
    app: App,
    sight: Sight,
    lookup: Lookup,
    clock: Clock,
}

impl Desk {
    fn new(role: Role) -> Self {
        let sight = fixture::sight(&records(), role);
        let lookup = Lookup::of(&fixture::sight(&records(), Role::Admin));
        let app = App::new(Lang::En, (80, 24), Arc::default());
        let mut desk = Self { app, sight, lookup, clock: Clock::fixed(fixture::now()) };
        desk.tell(Msg::Changed);
        desk
    }

    fn tell(&mut self, msg: Msg) -> Option<Effect> {
        let desk = Desktop { sight: &self.sight, lookup: &self.lookup, clock: &self.clock };
        self.app.update(msg, desk)
    }

    fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) -> Option<Effect> {
        self.tell(Msg::Key(KeyEvent::new(code, modifiers)))
    }

    fn keys(&mut self, keys: &str) -> Option<Effect> {
        keys.chars().filter_map(|c| self.press(KeyCode::Char(c), KeyModifiers::NONE)).last()
    }

    fn applies(&self, action: actions::Action) -> bool {
        let desk = Desktop { sight: &self.sight, lookup: &self.lookup, clock: &self.clock };
        self.app.applies(action, desk)
    }

    fn save(&mut self) -> Option<Effect> {
        self.press(KeyCode::Char('s'), KeyModifiers::CONTROL)
    }
}

#[test]
fn a_store_that_takes_long_to_open_says_how_far_it_is() {
    let mut app = App::new(Lang::En, (80, 24), Arc::default());
    assert_eq!(app.progress.percent(), None);
    let sight = Sight::of_nothing(Person::new("wang", Role::Admin), fixture::now());
    let (lookup, clock) = (Lookup::default(), Clock::fixed(fixture::now()));
    let desk = Desktop { sight: &sight, lookup: &lookup, clock: &clock };
    app.update(Msg::Opening(Progress { done: 43_000, all: 100_000 }), desk);
    assert_eq!((app.opening, app.progress.percent()), (true, Some(43)));
    app.update(Msg::Changed, desk);
    assert!(!app.opening);
}

#[test]
fn a_form_that_is_being_saved_is_not_saved_again_and_loses_nothing() {
    let mut desk = Desk::new(Role::Admin);
    desk.keys("2aZed");
    let Some(Effect::Commit(doing, _)) = desk.save() else { unreachable!("it is saved") };
    assert!(desk.save().is_none() && desk.keys("q").is_none());
    assert!(matches!(desk.app.overlay, Some(Overlay::Form(_))));
    let no_room = Wrong { en: "no room".into(), zh: "空间不足".into() };
    desk.tell(Msg::Done(doing, Err(Refused::NotSaved(no_room.clone()))));
    for _ in 0..2 {
        desk.tell(Msg::Unkept(no_room.clone()));
        let Some(Overlay::Form(form)) = &desk.app.overlay else { unreachable!("it is open") };
        let said = "Not saved: no room\nDraft not kept: no room. All you typed is still here.";
        assert_eq!(form.said(), Some(said));
    }
    assert!(matches!(desk.save(), Some(Effect::Commit(..))));
}

#[test]
fn only_the_letter_shown_moves_a_record_to_the_trash() {
    let mut desk = Desk::new(Role::Admin);
    for refuses in
        [('d', KeyModifiers::CONTROL), ('d', KeyModifiers::NONE), ('y', KeyModifiers::NONE)]
    {
        desk.keys("2D");
        assert!(desk.press(KeyCode::Char(refuses.0), refuses.1).is_none());
        assert!(desk.app.overlay.is_none());
    }
    assert!(matches!(desk.keys("2DD"), Some(Effect::Commit(Doing::Change(..), _))));
}

#[test]
fn a_viewer_opens_no_form_and_is_told_why() {
    let mut desk = Desk::new(Role::Viewer);
    for key in ["2a", "2e", "2D"] {
        assert!(desk.keys(key).is_none() && desk.app.overlay.is_none(), "{key}");
        assert!(desk.app.message.as_deref().is_some_and(|said| said.contains("may view")), "{key}");
    }
}

#[test]
fn after_a_closed_look_up_the_first_hit_comes_next() {
    let mut desk = Desk::new(Role::Admin);
    desk.keys("/toyota");
    desk.press(KeyCode::Esc, KeyModifiers::NONE);
    desk.keys("n");
    assert_eq!(desk.app.walk.place, Place::Record(Id { kind: 5, number: 1 }));
}

#[test]
fn no_key_panics_on_a_screen_of_any_size() {
    let keys = ["1", "2", "3", "6", "o", "/t", ":2", "?", "2e", "2D", "6a"];
    for width in (0..6).chain([39, 40, 60, 200]) {
        for height in (0..6).chain([9, 10, 24, 50]) {
            let mut desk = Desk::new(Role::Admin);
            desk.tell(Msg::Resize(width, height));
            for key in keys {
                desk.keys(key);
                for code in
                    [KeyCode::Down, KeyCode::PageDown, KeyCode::End, KeyCode::Right, KeyCode::Up]
                {
                    desk.press(code, KeyModifiers::NONE);
                }
                draw(&desk);
                desk.press(KeyCode::Esc, KeyModifiers::NONE);
                desk.press(KeyCode::Esc, KeyModifiers::NONE);
            }
        }
    }
}

fn draw(desk: &Desk) {
    let (width, height) = desk.app.size;
    let backend = ratatui::backend::TestBackend::new(width, height);
    let mut terminal = ratatui::Terminal::new(backend).expect("memory");
    let around = Desktop { sight: &desk.sight, lookup: &desk.lookup, clock: &desk.clock };
    terminal.draw(|frame| crate::view::draw(&desk.app, around, frame)).expect("memory");
}

#[test]
fn full_width_keys_of_an_input_method_mean_the_plain_ones() {
    let mut desk = Desk::new(Role::Admin);
    desk.keys("２");
    assert_eq!(desk.app.walk.place, Place::List("fund"));
    desk.keys("、");
    assert!(matches!(desk.app.overlay, Some(Overlay::Seek(_))));
}

#[test]
fn a_han_character_typed_in_a_list_looks_it_up() {
    let mut desk = Desk::new(Role::Admin);
    desk.keys("2丰");
    let Some(Overlay::Seek(seek)) = &desk.app.overlay else { unreachable!("it is open") };
    assert_eq!((seek.input.value(), seek.found.len()), ("丰", 1));
}

#[test]
fn over_many_records_it_is_looked_up_aside_and_the_last_that_was_typed_is_what_is_shown() {
    let enter = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
    let letter = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE);
    let mut desk = Desk::new(Role::Admin);
    desk.keys("2丰");
    let Some(Overlay::Seek(seek)) = &desk.app.overlay else { unreachable!("it is open") };
    let wanted = seek.chosen(&[]).expect("it is found");
    desk.press(KeyCode::Esc, KeyModifiers::NONE);
    desk.app.at_once = 0;
    desk.keys("/a");
    let first = desk.app.take_work();
    assert!(desk.app.comes_early(&enter, false) && desk.app.comes_early(&letter, true));
    assert!(!desk.app.comes_early(&letter, false));
    desk.press(KeyCode::Backspace, KeyModifiers::NONE);
    desk.keys("丰");
    let last = desk.app.take_work();
    assert_eq!((first.len(), last.len()), (1, 1));
    let answers = [last, first].map(|work| work.into_iter().map(|work| work()).collect::<Vec<_>>());
    for answer in answers.into_iter().flatten() {
        desk.tell(answer);
        assert!(!desk.app.comes_early(&enter, false), "the later answer stays");
        let Some(Overlay::Seek(seek)) = &desk.app.overlay else { unreachable!("it is open") };
        assert_eq!(seek.found.id(0), Some(wanted));
    }
    desk.press(KeyCode::Enter, KeyModifiers::NONE);
    assert_eq!(desk.app.walk.place, Place::Record(wanted));
}

#[test]
fn who_types_fast_over_many_records_has_one_look_up_under_way_and_then_the_last() {
    let mut desk = Desk::new(Role::Admin);
    desk.app.at_once = 0;
    desk.keys("/to");
    let first = desk.app.take_work();
    assert_eq!(first.len(), 1);
    desk.keys("yota");
    assert!(desk.app.take_work().is_empty(), "one at a time");
    for work in first {
        desk.tell(work());
    }
    let Some(Overlay::Seek(seek)) = &desk.app.overlay else { unreachable!("it is open") };
    assert!(seek.is_waiting());
    for work in desk.app.take_work() {
        desk.tell(work());
    }
    let Some(Overlay::Seek(seek)) = &desk.app.overlay else { unreachable!("it is open") };
    let all = desk.lookup.find("toyota", &desk.sight, &crate::lookup::Around::default());
    assert!(!seek.is_waiting() && seek.found.len() == all.len());
}

#[test]
fn what_is_pasted_outside_a_field_is_looked_up_and_runs_nothing() {
    let mut desk = Desk::new(Role::Admin);
    desk.tell(Msg::Paste("QDDtoyota".to_owned()));
    assert!(matches!(desk.app.overlay, Some(Overlay::Seek(_))));
    assert!(desk.app.message.is_none());
}
