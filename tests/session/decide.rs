//! Where two people save the same: what is to hold is decided field by field, and nobody's value
//! is overwritten unasked.

use super::records::{newest, number, set};
use super::seat::{Seat, in_an_office, wang};
use liaison::office::Office;
use liaison::store::{Cause, Edit, Person, Role};
use liaison::value::{Id, Lang, Value, When};

/// What is recorded of a fund now.
fn cell(office: &Office, id: &str, field: &str) -> Value {
    let (sight, id) = (office.sight(&wang()), Id::parse(id).expect("an id"));
    let row = sight.row(id).expect("a record");
    sight.cell(row, row.kind().column(number(id, field)).expect("a field"))
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// Everything typed into the form of the first fund, while two others save the same fields.
async fn all_saved_the_same(office: &Office, seat: &Seat) {
    seat.see("2e", "Edit fund").await;
    seat.see("<C-u>Mine<Tab><C-u>我的", "我的").await;
    set(office, "li", "fund-4", "name", "Theirs").await;
    set(office, "zhao", "fund-4", "name_zh", "对方的").await;
    set(office, "zhao", "fund-4", "notes", "other").await;
    seat.see("<C-s>", "Changed meanwhile: Anshan").await;
}

#[test]
fn the_same_fields_are_asked_for_with_mine_theirs_and_before_and_saved_as_chosen() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        all_saved_the_same(office, &seat).await;
        insta::assert_snapshot!(seat.screen());
        seat.see("<Enter>", "Still to choose: 2. ← or → chooses.").await;
        seat.see("<Left>", "1 of 2 chosen").await;
        seat.see("<Down><Right>", "2 of 2 chosen").await;
        let before = newest(office).sequence;
        seat.see("<Enter>", "Saved: ").await;
        assert_eq!(cell(office, "fund-4", "name"), text("Mine"));
        assert_eq!(cell(office, "fund-4", "name_zh"), text("对方的"));
        assert_eq!(cell(office, "fund-4", "notes"), text("other"), "other fields merge");
        assert_eq!(newest(office).sequence, before + 1);
        // What is undone is what was overwritten, and nothing else.
        seat.see("u", "Undone").await;
        assert_eq!(cell(office, "fund-4", "name"), text("Theirs"));
    });
}

#[test]
fn esc_goes_back_to_the_form_with_everything_typed_and_saves_nothing() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        all_saved_the_same(office, &seat).await;
        let before = newest(office).sequence;
        seat.keys("m").await;
        seat.see("<Esc>", "Edit fund").await;
        assert!(seat.screen().contains("Mine") && seat.screen().contains("我的"));
        seat.see("<C-s>", "0 of 2 chosen").await;
        assert_eq!(newest(office).sequence, before);
    });
}

#[test]
fn a_field_is_typed_anew_with_theirs_in_sight_and_the_others_are_asked_for_again() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        all_saved_the_same(office, &seat).await;
        seat.see("e", "Theirs: Name: Theirs. Save again").await;
        seat.wait_at("Mine").await;
        seat.see("<C-e> and theirs<C-s>", "0 of 1 chosen").await;
        assert!(!seat.screen().contains("? Name"), "{}", seat.screen());
        seat.see("t<Enter>", "Saved").await;
        assert_eq!(cell(office, "fund-4", "name"), text("Mine and theirs"));
        assert_eq!(cell(office, "fund-4", "name_zh"), text("对方的"));
    });
}

#[test]
fn what_is_saved_once_more_meanwhile_is_chosen_once_more_and_the_rest_stays_chosen() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        all_saved_the_same(office, &seat).await;
        seat.see("1", "2 of 2 chosen").await;
        set(office, "li", "fund-4", "name", "Newer").await;
        seat.see("<Enter>", "Others saved once more").await;
        seat.wait_for("→ theirs  Newer").await;
        seat.wait_for("before  Anshan").await;
        seat.wait_for("1 of 2 chosen").await;
        assert_eq!(cell(office, "fund-4", "name_zh"), text("对方的"), "nor is half of it saved");
        seat.see("m<Enter>", "Saved").await;
        assert_eq!(cell(office, "fund-4", "name"), text("Mine"));
        assert_eq!(cell(office, "fund-4", "name_zh"), text("我的"));
    });
}

#[test]
fn where_all_of_theirs_holds_nothing_is_saved() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        all_saved_the_same(office, &seat).await;
        let before = newest(office).sequence;
        seat.see("2<Enter>", "Nothing was saved").await;
        seat.wait_for("[2 Funds]").await;
        assert_eq!(newest(office).sequence, before);
    });
}

#[test]
fn a_guest_who_comes_in_sees_nothing_of_it_and_what_was_typed_is_there_when_they_left() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        all_saved_the_same(office, &seat).await;
        seat.see("<C-g>", "GUEST").await;
        assert!(!seat.screen().contains("Theirs") && !seat.screen().contains("Mine"));
        seat.see("<C-g>", "Edit fund").await;
        assert!(seat.screen().contains("Mine"));
        seat.see("<C-s>", "0 of 2 chosen").await;
    });
}

#[test]
fn a_long_text_is_cut_to_where_it_differs_and_read_whole_page_by_page() {
    let promise = "Nobody has promised any results before the summer. ";
    in_an_office(async |office| {
        let before = promise.repeat(20);
        set(office, "li", "fund-4", "notes", &before).await;
        let seat = Seat::of(office, wang(), Lang::En, (60, 20)).await;
        seat.see("2<Enter>", "Anshan").await;
        while !seat.screen().contains("> Notes") {
            seat.turn("<Down>").await;
        }
        seat.see("<Enter>", "Edit fund").await;
        seat.see("<C-e>MINE.", "MINE.").await;
        set(office, "zhao", "fund-4", "notes", &format!("{before}THEIRS.")).await;
        seat.see("<C-s>", "MINE.").await;
        seat.wait_for("THEIRS.").await;
        insta::assert_snapshot!(seat.screen());
        seat.see("w", "← mine    Nobody has promised any").await;
        assert!(!seat.screen().contains("MINE"));
        seat.see("<PageDown><PageDown>", "MINE.").await;
        seat.see("<PageDown>", "THEIRS.").await;
        seat.see("t<Home>", "1 of 1 chosen").await;
        seat.see("w<Enter>", "Nothing was saved").await;
        assert!(cell(office, "fund-4", "notes").text().ends_with("THEIRS."));
    });
}

#[test]
fn an_undo_asks_about_what_others_changed_since_and_takes_back_the_rest_with_it() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2e", "Edit fund").await;
        seat.see("<C-u>Mine<Tab><C-u>我的<C-s>", "Saved").await;
        set(office, "li", "fund-4", "name", "Theirs").await;
        seat.see("u", "Undo: Anshan").await;
        insta::assert_snapshot!(seat.screen());
        let before = newest(office).sequence;
        seat.see("<Esc>", "[2 Funds]").await;
        assert_eq!(newest(office).sequence, before);
        seat.see("u", "Undo: Anshan").await;
        seat.see("<Right><Enter>", "Undone in part").await;
        assert_eq!(cell(office, "fund-4", "name"), text("Theirs"));
        assert!(cell(office, "fund-4", "name_zh").is_none());
        assert!(matches!(newest(office).head.cause, Cause::TakenBack(_)));
        // What was left was left on purpose.
        seat.see("u", "Nothing left to undo").await;
        seat.see("<C-r>", "Redone").await;
        assert_eq!(cell(office, "fund-4", "name_zh"), text("我的"));
        assert_eq!(cell(office, "fund-4", "name"), text("Theirs"));
    });
}

#[test]
fn an_undo_of_which_all_is_left_gives_way_to_the_one_before() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        for name in ["One", "Two"] {
            seat.see("2e", "Edit fund").await;
            seat.see(&format!("<C-u>{name}<C-s>"), "Saved").await;
        }
        set(office, "li", "fund-4", "name", "Theirs").await;
        seat.see("u", "Undo: One").await;
        seat.see("t<Enter>", "all of it was left: One").await;
        seat.see("u", "Undo: Anshan").await;
        seat.see("m<Enter>", "Undone: Anshan").await;
        assert_eq!(cell(office, "fund-4", "name").text(), "Anshan-Tsinghua R&D seed money fund");
    });
}

#[test]
fn one_field_of_a_change_is_taken_back_in_its_history() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2e", "Edit fund").await;
        seat.see("<C-u>Mine<Tab><C-u>我的<C-s>", "Saved").await;
        seat.see("H", "- → 我的").await;
        seat.see("u", "2 of 2 taken back").await;
        insta::assert_snapshot!(seat.screen());
        seat.see("2", "0 of 2 taken back").await;
        seat.see("<Down>m", "1 of 2 taken back").await;
        seat.see("<Up><Down> ", "0 of 2").await;
        seat.see(" <Enter>", "Undone in part").await;
        assert!(cell(office, "fund-4", "name_zh").is_none());
        assert_eq!(cell(office, "fund-4", "name"), text("Mine"));
        // The rest of it, from the same place.
        seat.see("u", "1 of 1 taken back").await;
        seat.see("u", "Undone: change of").await;
        assert_ne!(cell(office, "fund-4", "name"), text("Mine"));
    });
}

#[test]
fn of_an_import_what_others_changed_since_is_asked_first_and_the_rest_goes_in_one_commit() {
    in_an_office(async |office| {
        set(office, "li", "fund-4", "notes", "worked on").await;
        set(office, "zhao", "fund-2", "name", "Named anew").await;
        let seat = Seat::of_wang(office).await;
        seat.see("ohistory<Enter>", "- → worked on").await;
        seat.see("<End>", "> ").await;
        seat.see("u", "Take back the change of 2026-11-22 09:00 by published").await;
        seat.wait_for("0 of 2 chosen").await;
        insta::assert_snapshot!(seat.screen());
        seat.see("t<Down>m<Enter>", "Undone in part").await;
        let sight = office.sight(&wang());
        let there = |id: &str| sight.present(Id::parse(id).expect("an id")).is_some();
        assert_eq!(
            ["fund-4", "fund-2", "fund-1", "member-1"].map(there),
            [true, false, false, false]
        );
        assert!(newest(office).changed.len() > 100, "all of them at once");
        seat.see("<C-r>", "Redone").await;
        let sight = office.sight(&wang());
        assert!(sight.present(Id::parse("fund-2").expect("an id")).is_some());
    });
}

#[test]
fn what_somebody_wrote_into_while_it_was_asked_does_not_go_to_the_trash_unasked() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2D", "to the trash?").await;
        set(office, "li", "fund-4", "notes", "still at work").await;
        seat.see("D", "Changed meanwhile: Anshan").await;
        seat.wait_for("Notes: still at work").await;
        insta::assert_snapshot!(seat.screen());
        seat.see("t<Enter>", "Nothing was saved").await;
        seat.see("D", "to the trash?").await;
        set(office, "li", "fund-4", "notes", "and again").await;
        seat.see("D", "Notes: and again").await;
        seat.see("m<Enter>", "Moved to the trash").await;
        seat.see("u", "Undone").await;
    });
}

#[test]
fn what_was_put_away_while_it_was_edited_is_saved_and_that_is_told() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2e", "Edit fund").await;
        seat.see("<C-u>Mine", "Mine").await;
        let li = Person::new("li", Role::Admin);
        let edits = vec![Edit::Trash { id: Id::parse("fund-4").expect("an id"), rev: 1 }];
        office.commit(&li, Cause::Edit, edits).answer().await.expect("it is saved");
        seat.see("<C-s>", "li moved it to the trash").await;
        assert_eq!(cell(office, "fund-4", "name"), text("Mine"));
    });
}

#[test]
fn of_many_what_is_in_conflict_is_named_and_all_is_saved_at_once_or_nothing() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2VD", "Move 7 marked").await;
        set(office, "li", "fund-4", "notes", "still at work").await;
        let before = newest(office).sequence;
        seat.see("D", "0 of 1 chosen").await;
        seat.wait_for("fund  Anshan").await;
        assert_eq!(newest(office).sequence, before, "nothing is half done");
        seat.see("t<Enter>", "Saved as chosen: 6 records").await;
        assert_eq!(newest(office).changed.len(), 6);
    });
}

#[test]
fn what_was_proposed_is_asked_field_by_field_where_others_wrote_meanwhile() {
    in_an_office(async |office| {
        let (li, sight) = (Person::new("li", Role::Admin), office.sight(&wang()));
        let members = liaison::records::kind_named("members").expect("a kind");
        let ids: Vec<Id> = sight.rows(members).map(|row| row.id).collect();
        let put = async |year: &str| {
            let sight = office.sight(&li);
            let edit = |id: &Id| {
                let row = sight.row(*id).expect("a record");
                let day = |text: &str| Value::When(When::read(text, None).expect("a date"));
                let fields = [("joined", "2024-01-01"), ("starts", "2025-01-01"), ("ends", year)];
                let set = fields.map(|(name, text)| {
                    let column = row.kind().named(name).expect("a field");
                    (column.number, sight.cell(row, column), day(text))
                });
                Edit::Set { id: *id, rev: row.rev, fields: set.to_vec() }
            };
            let edits = ids.iter().map(edit).collect();
            office.commit(&li, Cause::Edit, edits).answer().await.expect("it is saved");
        };
        put("2026-12-31").await;
        let seat = Seat::of_wang(office).await;
        seat.see("3r", "Renew Baosteel Group?").await;
        put("2027-06-30").await;
        seat.see("s", "Changed meanwhile: Baosteel Group").await;
        seat.wait_for("→ theirs  2027-06-30").await;
        insta::assert_snapshot!(seat.screen());
        let before = newest(office).sequence;
        seat.see("<Esc>", "[3 Members]").await;
        assert_eq!(newest(office).sequence, before);
    });
}
