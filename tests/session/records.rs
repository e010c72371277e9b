//! A record's past, the trash, what is related, and what is done with a record without a form.

use super::seat::{Seat, in_an_office, wang};
use liaison::office::Office;
use liaison::store::{Cause, Change, Edit, Person, Role};
use liaison::value::{Id, Lang, Value};

/// The change made last.
pub fn newest(office: &Office) -> Change {
    let sight = office.sight(&wang());
    let newest = office.store().history(&sight, None).next();
    newest.expect("there is a change").expect("it can be read")
}

pub fn number(id: Id, field: &str) -> u16 {
    let kind = liaison::records::kind(id.kind).expect("a kind");
    kind.named(field).expect("a field").number
}

/// Somebody else sets a text of a record.
pub async fn set(office: &Office, login: &str, id: &str, field: &str, text: &str) {
    let (person, id) = (Person::new(login, Role::Admin), Id::parse(id).expect("an id"));
    let sight = office.sight(&person);
    let row = sight.row(id).expect("a record");
    let column = row.kind().named(field).expect("a field");
    let before = sight.cell(row, column);
    let fields = vec![(column.number, before, Value::Text(text.into()))];
    let edit = Edit::Set { id, rev: row.rev, fields };
    office.commit(&person, Cause::Edit, vec![edit]).answer().await.expect("it is saved");
}

#[test]
fn the_history_of_a_record_says_who_when_why_before_and_after() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2<Down><Down>e", "Edit fund").await;
        seat.see("<End> two<C-s>", "Saved").await;
        seat.see("H", "History  ").await;
        seat.wait_for("Guangdong two").await;
        let rows = seat.rows();
        let at = rows.iter().position(|row| row.contains("→")).expect("before and after");
        assert!(rows[at - 2].contains("2026-11-22 09:00  wang  edit"), "{}", seat.screen());
        assert!(rows[at - 1].contains("Name"), "{}", seat.screen());
        seat.wait_for("import").await;
        seat.wait_for("added").await;
        seat.see("L", "修改历史").await;
        seat.wait_for("导入").await;
        seat.see("L<Esc>", "/7").await;
    });
}

#[test]
fn a_history_follows_what_others_save_and_the_cursor_stays_on_its_change() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        set(office, "li", "fund-2", "notes", "first").await;
        seat.see("2<Down>H", "- → first").await;
        seat.wait_at("li  edit").await;
        set(office, "zhao", "fund-2", "notes", "second").await;
        seat.wait_for("first → second").await;
        seat.wait_at("li  edit").await;
    });
}

#[test]
fn another_persons_change_is_taken_back_from_the_history_after_a_look_at_it() {
    in_an_office(async |office| {
        set(office, "li", "fund-2", "notes", "by mistake").await;
        let seat = Seat::of_wang(office).await;
        seat.see("2<Down>H", "by mistake").await;
        seat.see("u", "Take back the change of 2026-11-22 09:00 by li?").await;
        seat.wait_for("* Notes  by mistake → -").await;
        seat.see("<Esc>", "History").await;
        seat.see("u", "1 of 1 taken back").await;
        seat.see("u", "Undone: change of").await;
        seat.wait_for("undo of").await;
        assert!(matches!(newest(office).head.cause, Cause::TakenBack(_)));
        // What is undone last can be redone.
        seat.see("<C-r>", "Redone: change of").await;
        let back = newest(office).changed[0].fields();
        assert_eq!(back[0].2, Value::Text("by mistake".into()));
    });
}

#[test]
fn the_history_of_all_is_a_screen_and_its_lines_lead_to_records() {
    in_an_office(async |office| {
        set(office, "li", "fund-2", "notes", "told").await;
        let seat = Seat::of_wang(office).await;
        seat.see("ohistory", "History").await;
        seat.see("<Enter>", "[History]").await;
        seat.wait_for("- → told").await;
        seat.wait_for("+").await;
        seat.see("<Enter>", "[2 Funds]").await;
        seat.see("<Esc>", "[History]").await;
    });
}

#[test]
fn what_a_person_may_not_see_stays_hidden_in_the_history() {
    in_an_office(async |office| {
        set(office, "zhao", "fund-2", "notes", "for everybody").await;
        set(office, "zhao", "fund-3", "notes", "for two alone").await;
        let (id, admin) = (Id::parse("fund-3").expect("an id"), wang());
        let sight = office.sight(&admin);
        let row = sight.row(id).expect("a record");
        let kept = number(id, "confidential");
        let before = sight.cell(row, row.kind().column(kept).expect("a field"));
        let fields = vec![(kept, before, Value::Choice("restricted".into()))];
        let edit = Edit::Set { id, rev: row.rev, fields };
        office.commit(&admin, Cause::Edit, vec![edit]).answer().await.expect("it is saved");
        let li = Person::new("li", Role::Viewer);
        let seat = Seat::of(office, li, Lang::En, (80, 24)).await;
        seat.see("ohistory<Enter>", "for everybody").await;
        assert!(!seat.screen().contains("for two alone"), "{}", seat.screen());
        seat.see("u", "li may view but not edit").await;
    });
}

#[test]
fn undo_and_redo_go_back_and_forth_until_something_new_is_done() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("<C-r>", "Nothing undone is left to redo").await;
        seat.see("2e", "Edit fund").await;
        seat.see("<End> X<C-s>", "Saved").await;
        seat.see("u", "Undone").await;
        seat.wait_gone("fund X").await;
        seat.see("<C-r>", "Redone").await;
        seat.wait_for("fund X").await;
        seat.see("u", "Undone").await;
        seat.see("<C-r>", "Redone").await;
        seat.see("u", "Undone").await;
        seat.see("<Down>e", "Edit fund").await;
        seat.see("<End> Y<C-s>", "Saved").await;
        seat.see("<C-r>", "Nothing undone is left to redo").await;
    });
}

#[test]
fn the_trash_lists_what_went_there_last_first_and_gives_it_back() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("otrash<Enter>", "The trash is empty").await;
        seat.see("2DD", "Moved to the trash").await;
        seat.see("3DD", "Moved to the trash: Baosteel").await;
        seat.see("otrash<Enter>", "Trash  2").await;
        seat.wait_at("member").await;
        seat.see("r", "Out of the trash again: Baosteel").await;
        seat.wait_at("Anshan").await;
        seat.see("<Enter>", "! moved to the trash by wang").await;
        seat.see("H", "to the trash").await;
        seat.see("<Esc><Esc>r", "Out of the trash again: Anshan").await;
        seat.see("2", "2/7").await;
    });
}

#[test]
fn a_note_is_taken_on_what_one_looks_at_and_one_stays_there() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("6<Enter>", "organization-").await;
        let before = newest(office).sequence;
        seat.see("m", "Add interaction").await;
        seat.see("Asked for a visit<C-s>", "Added: Asked for a visit").await;
        seat.wait_for("[6 Organizations]").await;
        let change = newest(office);
        assert_eq!((change.sequence, change.changed.len()), (before + 1, 1));
        seat.see("u", "Undone").await;
        seat.wait_for("[6 Organizations]").await;
    });
}

#[test]
fn a_reminder_is_added_done_and_comes_again() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3<Enter>", "> Organization").await;
        seat.see("a", "Add to this record").await;
        seat.see("<Enter>", "Add follow-up").await;
        seat.see("Send draft<Tab>2026-11-18<C-s>", "Added: Send draft").await;
        seat.wait_for("[3 Members]").await;
        seat.see("0", "Send draft").await;
        seat.see("<Enter>", "! 4 days overdue").await;
        seat.see("z", "Put off until").await;
        seat.see("next fri", "until 27 November 2026").await;
        seat.see("<Enter>", "Put off until 2026-11-27: Send draft").await;
        seat.see("d", "Done: Send draft").await;
        seat.wait_gone("overdue").await;
        seat.see("d", "no longer open").await;
        seat.see("u", "Undone").await;
        seat.wait_for("4 days overdue").await;
    });
}

#[test]
fn relations_are_a_tree_from_which_one_goes_to_a_record() {
    in_an_office(async |office| {
        let seat = Seat::of(office, wang(), Lang::En, (120, 40)).await;
        seat.see("/siemens", "> Siemens").await;
        seat.see("<Enter>", "[6 Organizations]").await;
        seat.see("x", "Relations  Siemens").await;
        seat.see("<Down><Right>", "▾ linked from Members").await;
        seat.see("<Down><Enter>", "[3 Members]").await;
        seat.see("[", "▾ linked from Members").await;
        seat.see("L", "被关联：").await;
        seat.see("Lp", "[6 Organizations]").await;
    });
}

#[test]
fn a_record_in_the_trash_is_taken_out_before_it_is_edited() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3DD", "Moved to the trash").await;
        seat.see("otrash<Enter>", "Trash").await;
        seat.see("<Enter>", "moved to the trash by wang").await;
        assert!(!seat.screen().contains("r renew"), "{}", seat.screen());
        seat.see("e", "take it out first").await;
        seat.see("r", "Out of the trash again").await;
        seat.see("e", "Edit ").await;
    });
}
