//! The session's loop as a person meets it: keys in, a screen out, a real store beneath.

#[path = "session/actions.rs"]
mod actions;
#[path = "session/asking.rs"]
mod asking;
#[path = "session/brief.rs"]
mod brief;
#[path = "session/decide.rs"]
mod decide;
#[path = "session/drafts.rs"]
mod drafts;
#[path = "support/hidden.rs"]
mod hidden;
#[path = "session/home.rs"]
mod home;
#[path = "session/keeping.rs"]
mod keeping;
#[path = "session/keys.rs"]
mod keys;
#[path = "session/lists.rs"]
mod lists;
#[path = "session/others.rs"]
mod others;
#[path = "session/random.rs"]
mod random;
#[path = "session/records.rs"]
mod records;
#[path = "session/rights.rs"]
mod rights;
#[path = "session/screens.rs"]
mod screens;
#[path = "session/seat.rs"]
mod seat;
#[path = "session/text.rs"]
mod text;
#[path = "session/tour.rs"]
mod tour;
#[path = "session/trouble.rs"]
mod trouble;
#[path = "session/walk.rs"]
mod walk;
#[path = "session/ways.rs"]
mod ways;

use liaison::office::Office;
use liaison::session::Ended;
use liaison::store::OpenError;
use liaison::value::Lang;
use seat::{Seat, in_an_office, on_one_thread, open, wang};

#[test]
fn a_store_that_another_process_has_is_not_opened() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let (office, _) = open(folder.path()).expect("an empty folder can be opened");
    let path = folder.path().to_owned();
    on_one_thread(async {
        let seat = Seat::opening(async move { open(&path) }, wang(), Lang::En, (80, 24));
        let ended = seat.ended().await;
        assert!(matches!(ended, Ended::NotOpened(OpenError::Held { .. })), "{ended:?}");
    });
    office.store().close();
    let reopened: Result<(Office, _), _> = open(folder.path());
    let (office, _) = reopened.expect("what is closed can be opened at once");
    office.store().close();
}

#[test]
fn the_language_is_switched_while_it_runs() {
    in_an_office(async |office| {
        let seat = Seat::of(office, wang(), Lang::En, (80, 24)).await;
        seat.wait_for("PUBLISHED").await;
        let english = seat.screen();
        seat.see("L", "已录入").await;
        seat.see("L", "PUBLISHED").await;
        assert_eq!(seat.screen(), english);
        seat.see("L2", "[2 基金]").await;
        only_names_are_english(office, &seat);
        seat.see("1", "[1 首页]").await;
        only_names_are_english(office, &seat);
    });
}

/// Every English word on the screen stands in the name of a record, is somebody's login or an
/// example of what can be typed.
fn only_names_are_english(office: &Office, seat: &Seat) {
    let sight = office.sight(&wang());
    let rows = liaison::records::KINDS.iter().flat_map(|kind| sight.rows(kind));
    let mut known: String = rows.map(|row| sight.names_of(row).join(" ") + " ").collect();
    known.push_str("wang hw toyota fund- English");
    let screen = seat.screen();
    let (screen, _) = screen.rsplit_once("cursor").expect("the last line says it");
    for word in screen.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1) {
        assert!(known.contains(word), "{word} on\n{screen}");
    }
}
