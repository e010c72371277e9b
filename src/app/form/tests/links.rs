use crate::app::form::fixture::{Office, desk_of, id, text};
use crate::app::form::{Line, List, Offer, Step, Stop};
use crate::records;
use crate::store::{Edit, Role};
use crate::value::{Code, Id, Label, Lang, Party, Shape, Value};
use crossterm::event::KeyCode;

#[test]
fn several_choices_complete_the_last_piece() {
    const LABELS: &[Label] = &[crate::value::label("a one", "甲"), crate::value::label("b", "乙")];
    let desk = desk_of(Role::Editor);
    let mut line = Line::new(Shape::Choices(LABELS), Value::None, Lang::En, &desk.0);
    line.paste("b, a o", &desk);
    assert_eq!(line.piece(), "a o");
    line.take("a one", None, &desk);
    assert_eq!(line.text(), "b, a one");
    line.judge(&desk);
    assert_eq!(line.value(), Value::Choices([Code::Borrowed("b"), "a one".into()].into()));
}

#[test]
fn a_link_is_found_by_part_of_a_name_even_if_two_have_it() {
    let mut office = Office::edit("fund-1");
    office.fill("administrator", "oyo");
    office.code(KeyCode::Down);
    office.code(KeyCode::Enter);
    assert_eq!(office.here(), "Toyota");
    let number = office.number("administrator");
    assert_eq!(office.set(), [(number, Value::None, Value::Link(id("organization-3")))]);
}

#[test]
fn links_complete_the_last_piece_and_tell_namesakes_apart() {
    let mut office = Office::edit("fund-1");
    office.fill("partners", "toy");
    office.code(KeyCode::Enter);
    office.write("; toy");
    office.code(KeyCode::Down);
    office.code(KeyCode::Enter);
    assert_eq!(office.here(), "Toyota; Toyota (organization-3)");
    let both = Value::Links([id("organization-2"), id("organization-3")].into());
    let number = office.number("partners");
    assert_eq!(office.set(), [(number, Value::None, both)]);
}

#[test]
fn typing_behind_a_recorded_link_begins_one_more() {
    let mut office = Office::edit("fund-1");
    office.fill("partners", "toy");
    office.code(KeyCode::Enter);
    office.to("name");
    office.to("partners");
    office.write("sie");
    office.code(KeyCode::Enter);
    assert_eq!(office.here(), "Toyota; Siemens");
}

#[test]
fn a_name_that_nobody_has_is_made_in_the_same_save() {
    let mut office = Office::edit("fund-1");
    office.fill("administrator", "河北省科技厅");
    office.code(KeyCode::Enter);
    let line = office.form.line().expect("a line");
    assert_eq!(line.echo(Lang::En, &office.desk.0), "make \"河北省科技厅\"");
    office.fill("partners", "河北省科技厅");
    office.code(KeyCode::Enter);
    let edits = office.save();
    let organization = records::kind_named("organization").expect("a kind");
    let made = Id::provisional(organization.number, 1);
    let name = organization.named("name_zh").expect("a field").number;
    assert_eq!(edits[0], Edit::Add { id: made, fields: vec![(name, text("河北省科技厅"))] });
    let [_, Edit::Set { fields, .. }] = &edits[..] else { unreachable!("{edits:?}") };
    let linked: Vec<Id> = fields.iter().flat_map(|(.., after)| after.links()).collect();
    assert_eq!(linked, [made, made]);
}

#[test]
fn what_was_made_and_then_dropped_is_not_added() {
    let mut office = Office::edit("fund-1");
    office.fill("administrator", "Acme");
    office.code(KeyCode::Enter);
    office.fill("administrator", "Siemens");
    let edits = office.save();
    assert_eq!(edits.len(), 1);
}

#[test]
fn an_exact_name_and_a_kind_that_needs_more_than_a_name_are_not_made() {
    let desk = desk_of(Role::Editor);
    let makes = |kinds: &'static [&'static str], text: &str| {
        let list = List::of(&Shape::Link(kinds), text, &desk);
        list.is_some_and(|list| list.offers.iter().any(|one| matches!(one, Offer::Make(..))))
    };
    assert!(makes(&["organization"], "Sieme"));
    assert!(!makes(&["organization"], "siemens"));
    assert!(!makes(&["member"], "Siemens"));
}

#[test]
fn parties_are_filled_in_line_by_line() {
    let mut office = Office::edit("center-1");
    office.to("partners").code(KeyCode::Enter);
    assert_eq!(office.here(), "Siemens");
    office.code(KeyCode::Down);
    office.write("equipment");
    office.code(KeyCode::Down);
    assert_eq!(office.form.at(), Stop::Another(3));
    office.code(KeyCode::Enter);
    office.write("Acme");
    office.code(KeyCode::Enter);
    let edits = office.save();
    let [Edit::Add { id: made, .. }, Edit::Set { fields, .. }] = &edits[..] else {
        unreachable!("{edits:?}")
    };
    let siemens =
        Party { link: Some(id("organization-1")), text: "equipment".into(), ..Party::default() };
    let acme = Party { link: Some(*made), ..Party::default() };
    assert_eq!(fields[0].2, Value::Parties([siemens, acme].into()));
}

#[test]
fn an_entry_is_removed_and_escape_brings_it_back() {
    let mut office = Office::edit("center-1");
    office.to("partners").code(KeyCode::Enter);
    office.ctrl('d');
    assert_eq!(office.form.at(), Stop::Another(3));
    office.code(KeyCode::Esc);
    assert_eq!(office.here(), "Siemens");
    assert!(!office.form.is_changed());
    office.ctrl('d');
    assert_eq!(office.set()[0].2, Value::None);
}

#[test]
fn an_entry_emptied_of_its_link_goes_with_delete() {
    let mut office = Office::edit("center-1");
    office.to("partners").code(KeyCode::Enter);
    office.code(KeyCode::Delete);
    assert_eq!(office.here(), "Siemens");
    office.ctrl('u');
    office.code(KeyCode::Delete);
    assert_eq!(office.form.at(), Stop::Another(3));
}

#[test]
fn a_wrong_entry_gets_the_caret() {
    let mut office = Office::edit("center-1");
    office.to("partners").code(KeyCode::Enter);
    office.write("x");
    office.code(KeyCode::Esc);
    office.to("name");
    assert_eq!(office.ctrl('s'), Step::Stay);
    assert_eq!(office.form.at(), Stop::Part { field: 3, entry: 0, part: 0 });
    assert_eq!(office.here(), "Siemensx");
}
