use super::fixture::{Office, choice, desk_of, id, text};
use super::{AT_ONCE, Form, Step, Stop};
use crate::app::actions::Keys;
use crate::records;
use crate::store::{Edit, Role};
use crate::value::{Id, Lang, Party, Value, When, words};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

mod draft;
mod links;

#[test]
fn only_changed_fields_are_set_against_the_revision_seen() {
    let mut office = Office::edit("fund-1");
    office.fill("call_cycle", "yearly");
    let number = office.number("call_cycle");
    let edits = office.save();
    let fields = vec![(number, Value::None, text("yearly"))];
    assert_eq!(edits, [Edit::Set { id: id("fund-1"), rev: 1, fields }]);
}

#[test]
fn typing_and_taking_it_back_is_no_change() {
    let mut office = Office::edit("fund-1");
    office.write("x");
    assert!(office.form.is_changed());
    office.code(KeyCode::Backspace);
    assert!(!office.form.is_changed());
    assert_eq!(office.ctrl('s'), Step::Leave);
}

#[test]
fn a_wrong_field_keeps_what_was_typed_and_gets_the_caret() {
    let mut office = Office::edit("fund-1");
    office.fill("ends", "soon");
    office.to("name");
    assert_eq!(office.ctrl('s'), Step::Stay);
    assert_eq!(office.here(), "soon");
    assert_eq!(office.form.wrong_titles(Lang::En), ["Ends"]);
}

#[test]
fn a_half_typed_field_is_called_wrong_only_once_it_is_left() {
    let mut office = Office::edit("fund-1");
    office.fill("ends", "202");
    assert!(office.form.wrong_titles(Lang::En).is_empty());
    office.code(KeyCode::Tab);
    assert_eq!(office.form.wrong_titles(Lang::En), ["Ends"]);
    office.to("ends").write("6");
    assert!(office.form.wrong_titles(Lang::En).is_empty());
}

#[test]
fn a_date_is_echoed_with_its_weekday() {
    let mut office = Office::edit("fund-1");
    office.fill("ends", "2026-11-27");
    let line = office.form.line().expect("a line");
    assert_eq!(line.echo(Lang::En, &office.desk.0), "2026-11-27 Friday");
    assert!(line.echo(Lang::Zh, &office.desk.0).ends_with(" 星期五"));
    let ends = When::read("2026-11-27", None).expect("a date");
    let number = office.number("ends");
    assert_eq!(office.set(), [(number, Value::None, Value::When(ends))]);
}

#[test]
fn a_choice_is_taken_from_the_list_by_its_meaning() {
    let mut office = Office::edit("fund-1");
    office.fill("governance", "jointly");
    office.code(KeyCode::Enter);
    assert_eq!(office.here(), "co-led");
    office.code(KeyCode::Enter);
    let number = office.number("governance");
    assert_eq!(office.set(), [(number, Value::None, choice("co-led"))]);
}

#[test]
fn a_choice_can_be_typed_in_the_other_language() {
    let mut office = Office::edit("fund-1");
    office.fill("governance", "校地共管");
    let number = office.number("governance");
    assert_eq!(office.set(), [(number, Value::None, choice("co-led"))]);
}

#[test]
fn arrows_move_in_an_open_list_and_escape_closes_it_first() {
    let mut office = Office::edit("fund-1");
    office.fill("governance", "led");
    office.code(KeyCode::Down);
    assert_eq!(office.form.list().map(|list| list.at), Some(1));
    office.code(KeyCode::Esc);
    assert!(office.form.list().is_none() && !office.form.is_asking());
    assert_eq!(office.here(), "led");
}

#[test]
fn typing_over_a_choice_begins_anew_and_a_space_shows_every_choice() {
    let mut office = Office::edit("fund-1");
    office.to("form").write(" ");
    assert_eq!(office.form.list().map(|list| list.offers.len()), Some(4));
    office.code(KeyCode::Esc);
    office.write("lead");
    office.code(KeyCode::Enter);
    let number = office.number("form");
    assert_eq!(office.set(), [(number, choice("fund"), choice("leading project"))]);
}

#[test]
fn an_emptied_choice_is_not_recorded() {
    let mut office = Office::edit("fund-1");
    office.fill("form", "");
    let number = office.number("form");
    assert_eq!(office.set(), [(number, choice("fund"), Value::None)]);
}

#[test]
fn a_flag_is_answered_in_either_language() {
    let mut office = Office::edit("center-1");
    office.fill("interdisciplinary", "是");
    let number = office.number("interdisciplinary");
    assert_eq!(office.set(), [(number, Value::None, Value::Flag(true))]);
}

#[test]
fn escape_closes_an_untouched_form_and_asks_about_a_changed_one() {
    let mut office = Office::edit("fund-1");
    assert_eq!(office.code(KeyCode::Esc), Step::Leave);
    office.write("x");
    assert_eq!(office.code(KeyCode::Esc), Step::Stay);
    assert!(office.form.is_asking());
    office.write("x");
    assert_eq!(office.code(KeyCode::Esc), Step::Stay);
    assert!(!office.form.is_asking());
    assert_eq!(office.here(), "Hebei fundx");
    office.code(KeyCode::Esc);
    assert_eq!(office.code(KeyCode::Enter), Step::Keep, "the safe answer");
    assert_eq!(office.here(), "Hebei fundx");
    office.code(KeyCode::Esc);
    assert!(matches!(office.code(KeyCode::Char('s')), Step::Save(_)));
    office.code(KeyCode::Esc);
    assert_eq!(office.code(KeyCode::Char('d')), Step::Leave);
}

#[test]
fn a_pasted_megabyte_is_cut_to_what_a_field_holds() {
    let mut office = Office::edit("fund-1");
    office.fill("call_cycle", "");
    let megabyte = "年\u{1b}\n".repeat(1 << 18);
    office.form.paste(&megabyte, &office.desk, &office.desk);
    assert!((500..=2_000).contains(&office.here().chars().count()));
    assert!(!office.here().contains(char::is_control));
    office.to("notes");
    office.form.paste(&megabyte, &office.desk, &office.desk);
    let (_, _, notes) = office.set().pop().expect("notes");
    assert!((10_000..=100_000).contains(&notes.text().chars().count()));
}

#[test]
fn a_pasted_text_of_several_lines_becomes_one_at_the_caret() {
    let mut office = Office::edit("fund-1");
    office.code(KeyCode::Home);
    office.form.paste("New\r\nold", &office.desk, &office.desk);
    office.write(" ");
    assert_eq!(office.here(), "New  old Hebei fund");
    office.to("aliases");
    office.form.paste("one\ntwo", &office.desk, &office.desk);
    assert_eq!(office.here(), "one; two");
}

#[test]
fn enter_breaks_a_line_in_notes_and_arrows_leave_them_at_their_ends() {
    let mut office = Office::edit("fund-1");
    office.to("notes").write("first");
    office.code(KeyCode::Enter);
    office.write("second");
    office.code(KeyCode::Up);
    let notes = office.number("notes");
    assert_eq!(office.form.field(office.form.at().field().expect("a field")).column.number, notes);
    office.code(KeyCode::Up);
    assert_ne!(office.form.field(office.form.at().field().expect("a field")).column.number, notes);
    assert_eq!(office.set(), [(notes, Value::None, text("first\nsecond"))]);
}

#[test]
fn readline_keys_edit_by_grapheme_and_word() {
    let mut office = Office::edit("fund-1");
    office.fill("call_cycle", "every 年e\u{301}");
    office.code(KeyCode::Backspace);
    assert_eq!(office.here(), "every 年");
    office.ctrl('w');
    office.write("two years");
    office.ctrl('a');
    office.press(KeyEvent::new(KeyCode::Char('f'), KeyModifiers::ALT));
    office.ctrl('k');
    assert_eq!(office.here(), "every ");
    office.ctrl('u');
    assert_eq!(office.here(), "");
}

#[test]
fn a_new_record_shows_its_main_fields_and_down_opens_the_rest() {
    let mut office = Office::add("project");
    let stops = office.form.stops();
    assert_eq!(stops.len(), AT_ONCE + 3);
    office.down_to_more();
    office.code(KeyCode::Tab);
    assert_eq!(office.form.at(), Stop::Save);
    office.code(KeyCode::Up);
    office.code(KeyCode::Down);
    assert_eq!(office.form.at(), Stop::Field(AT_ONCE));
    assert!(!office.form.stops().contains(&Stop::More));
}

#[test]
fn a_new_record_is_added_with_what_was_filled_in_and_what_it_is_linked_to() {
    let desk = desk_of(Role::Editor);
    let project = records::kind_named("project").expect("a kind");
    let number = project.named("funding").expect("a field").number;
    let fund = Party { link: Some(id("fund-1")), ..Party::default() };
    let linked = Value::Parties([fund].into());
    let form = Form::add_with(project, &[(number, linked.clone())], &desk.0, Lang::En);
    let mut office = Office { form, desk, keys: Keys::default() };
    assert!(!office.form.is_changed());
    assert!(office.form.stops().len() <= AT_ONCE + 3);
    office.fill("name", "Battery test");
    let name = office.number("name");
    let fields = vec![(name, text("Battery test")), (number, linked)];
    assert_eq!(office.save(), [Edit::Add { id: Id::provisional(project.number, 0), fields }]);
}

#[test]
fn a_record_needs_a_name_and_its_required_fields() {
    let mut office = Office::add("fund");
    office.fill("ends", "2026-11-27");
    assert_eq!(office.ctrl('s'), Step::Stay);
    assert_eq!(office.form.wrong_titles(Lang::En), ["Name"]);
    office.fill("name_zh", "河北基金");
    assert_eq!(office.save().len(), 1);
    let mut office = Office::add("member");
    assert_eq!(office.ctrl('s'), Step::Stay);
    assert_eq!(office.form.wrong_titles(Lang::En), ["Organization", "Branch"]);
}

#[test]
fn what_is_private_is_left_out_for_who_may_not_see_it() {
    let desk = desk_of(Role::Viewer);
    let fund = records::kind_named("fund").expect("a kind");
    let row = desk.0.row(id("fund-1")).expect("a record");
    for form in [Form::edit(row, &desk.0, Lang::En), Form::add(fund, &desk.0, Lang::En)] {
        assert!(form.fields.iter().all(|field| !field.column.is_private()));
        assert!(form.fields.iter().all(|field| !field.column.is_computed()));
    }
}

#[test]
fn what_the_store_refuses_stands_at_its_field_until_it_is_changed() {
    let mut office = Office::edit("fund-1");
    office.fill("founded", "2027-01-01");
    let wrong = words("it would end before it begins", "结束早于开始").wrong(&[]);
    office.form.refuse(&[("ends", wrong)], "Not saved".to_owned(), &office.desk);
    assert_eq!(office.form.said(), Some("Not saved"));
    assert_eq!(office.form.wrong_titles(Lang::En), ["Ends"]);
    office.write("2028-01-01");
    assert!(office.form.wrong_titles(Lang::En).is_empty());
    assert_eq!(office.set().len(), 2);
}

#[test]
fn what_blocks_a_save_is_said_and_nothing_typed_is_lost() {
    let mut office = Office::edit("fund-1");
    office.write("x");
    office.save();
    office.form.blocked("Not saved: disk full".to_owned());
    assert_eq!(office.form.said(), Some("Not saved: disk full"));
    assert_eq!(office.save().len(), 1);
}

#[test]
fn the_buttons_are_reached_by_tab_and_pressed_by_enter() {
    let mut office = Office::edit("fund-1");
    office.write("x");
    office.press(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT));
    assert_eq!(office.form.at(), Stop::Leave);
    office.code(KeyCode::Enter);
    assert!(office.form.is_asking());
    office.code(KeyCode::Esc);
    office.code(KeyCode::Left);
    assert!(matches!(office.code(KeyCode::Enter), Step::Save(_)));
}

#[test]
fn the_form_obeys_the_keys_in_force() {
    let mut office = Office::edit("fund-1");
    office.keys = Keys::default()
        .with("save", vec!["F12".to_owned()])
        .with("discard-form", vec!["x".to_owned()]);
    office.write("x");
    assert_eq!(office.ctrl('s'), Step::Stay, "it is no key of the form any more");
    office.code(KeyCode::Esc);
    assert!(office.form.is_asking());
    office.code(KeyCode::Char('d'));
    assert!(office.form.is_asking());
    assert_eq!(office.code(KeyCode::Char('x')), Step::Leave);
    office.code(KeyCode::Enter);
    assert!(matches!(office.code(KeyCode::F(12)), Step::Save(_)));
}
