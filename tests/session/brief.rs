//! The meeting's page of an organization, and what hangs on it.

use super::seat::{Seat, Sitting, in_a_demonstration, in_an_office, wang};
use super::tour::{RECORDS, SIZES};
use liaison::office::Office;
use liaison::store::{Person, Role};
use liaison::value::Lang;
use std::fmt::Write as _;

/// The briefings of an organization as published, and of one of an invented office, what is public
/// and all; and its own page.
fn screens(lang: Lang) -> String {
    let mut all = String::new();
    let title = if lang == Lang::En { "briefing 2026-11-22" } else { "会前简报 2026-11-22" };
    in_an_office(async |office| {
        for size in SIZES {
            let seat = Seat::of(office, wang(), lang, size).await;
            seat.see("/siemens<C-o>", title).await;
            let _ = writeln!(all, "Siemens {size:?}\n{}", seat.screen());
        }
    });
    in_a_demonstration(RECORDS, async |office| {
        for size in SIZES {
            let seat = Seat::of(office, wang(), lang, size).await;
            seat.see("/baosteel<C-o>", title).await;
            let _ = writeln!(all, "Baosteel {size:?}\n{}", seat.screen());
            seat.turn("i").await;
            seat.turn("<Down>").await;
            let _ = writeln!(all, "The same with what is internal\n{}", seat.screen());
            seat.turn("G").await;
            let _ = writeln!(all, "Its end\n{}", seat.screen());
            seat.turn("g<Enter>G").await;
            let _ = writeln!(all, "Its own page\n{}", seat.screen());
            seat.turn("/juhua<Enter><Esc>6<Home>b").await;
            let _ = writeln!(all, "One that is internal\n{}", seat.screen());
        }
    });
    all
}

#[test]
fn in_english() {
    insta::assert_snapshot!(screens(Lang::En));
}

#[test]
fn in_chinese() {
    insta::assert_snapshot!(screens(Lang::Zh));
}

/// Runs an office in which Toyota has a day's work.
fn with_toyota(happens: impl AsyncFnOnce(&Office, &Seat)) {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        happens(office, &seat).await;
    });
}

#[test]
fn it_opens_from_a_list_a_record_and_a_hit_and_esc_goes_back() {
    with_toyota(async |_, seat| {
        seat.see("3b", "briefing 2026-11-22").await;
        seat.wait_for("Baosteel Group").await;
        seat.see("<Esc>", "[3 Members]").await;
        seat.see("<Enter><C-o>", "briefing").await;
        seat.see("<Enter>", "[6 Organizations]").await;
        seat.see("b", "briefing").await;
        seat.see("/toyota<C-o>", "Toyota  丰田").await;
        seat.see("<Esc><Esc>", "[6 Organizations]").await;
        // What is about no organization has none.
        seat.see("2b", "is about no organization").await;
        seat.wait_for("[2 Funds]").await;
    });
}

#[test]
fn of_a_record_about_several_organizations_it_asks_which() {
    with_toyota(async |_, seat| {
        seat.see("/green<Enter>b", "A briefing on which organization?").await;
        seat.wait_for("UC Berkeley").await;
        seat.see("siem<Enter>", "Siemens  西门子").await;
        // A meeting's page of what is about one alone opens at once.
        seat.see("/joint research center with boeing<Enter>b", "Boeing  波音").await;
    });
}

#[test]
fn a_note_and_a_follow_up_begun_there_are_linked_already() {
    with_toyota(async |_, seat| {
        seat.see("/toyota<C-o>", "Last touch  none recorded").await;
        seat.see("m", "Add interaction").await;
        seat.see("Asked for samples<C-s>", "Added").await;
        seat.see("/toyota<C-o>i", "Asked for samples").await;
        seat.see("a<Enter>", "Add follow-up").await;
        seat.see("Send NDA draft<Tab>2026-11-18<C-s>", "Added").await;
        seat.see("/toyota<C-o>i", "4 days late").await;
        let rows = seat.rows();
        assert!(rows.iter().any(|row| row.contains("We owe      Send NDA draft: due 2026-11-18")));
        seat.see("/toyota<C-o>", "Toyota").await;
    });
}

#[test]
fn what_is_internal_is_shown_where_it_was_asked_for_and_nowhere_else() {
    with_toyota(async |office, seat| {
        seat.see("/toyota<C-o>m", "Add interaction").await;
        seat.see("Asked for samples<C-s>", "Added").await;
        seat.see("/toyota<C-o>", "1 internal fact is left out (i shows them)").await;
        seat.keys("<Down>").await;
        seat.wait_gone("Asked for samples").await;
        seat.see("yb", "Sent to the terminal's clipboard: briefing on Toyota").await;
        let copied = super::lists::copied(seat).pop().expect("it was copied");
        assert!(copied.contains("Toyota") && !copied.contains("Asked"), "{copied}");
        assert!(!copied.contains("left out"), "{copied}");
        seat.see("i", "Asked for samples").await;
        seat.see("yb", "Sent").await;
        let copied = super::lists::copied(seat).pop().expect("it was copied");
        assert!(copied.contains("Asked for samples"), "{copied}");
        // It is asked for on each page anew.
        seat.see("/siemens<C-o>", "Siemens").await;
        seat.see("/toyota<C-o>i", "Asked for samples").await;
        // A guest comes in: it goes, and cannot be had.
        seat.keys("<C-g>").await;
        seat.wait_gone("Asked for samples").await;
        seat.see("i", "A guest is in the room").await;
        assert!(!seat.screen().contains("left out"), "{}", seat.screen());
        seat.see("<C-g>", "1 internal fact is left out").await;
        // Who may only look is refused, and not told of a key.
        let viewer = Sitting {
            person: Person::new("mei", Role::Viewer),
            ..Sitting::wang(Lang::En, (80, 24))
        };
        let viewer = Seat::at(office, viewer).await;
        viewer.see("/toyota<C-o>", "1 internal fact is left out").await;
        assert!(!viewer.screen().contains("shows them"), "{}", viewer.screen());
        viewer.see("i", "mei may not see internal facts").await;
    });
}

#[test]
fn more_of_a_part_opens_the_list_of_all_of_them() {
    with_toyota(async |_, seat| {
        for name in ["Aoki", "Endo", "Honda", "Ito", "Mori", "Sato", "Ueno"] {
            seat.see("7a", "Add contact").await;
            seat.keys(name).await;
            seat.see("<Tab><Tab>toyota<Enter><C-s>", "Added").await;
        }
        seat.see("/toyota<Enter>G", "+2 more").await;
        seat.wait_for("Contacts  7").await;
        seat.wait_at("+2 more").await;
        seat.see("<Enter>", "[7 Contacts]").await;
        seat.wait_for("/7").await;
        seat.see("<Esc><Esc>", "[6 Organizations]").await;
    });
}
