use super::*;
use crate::app::draft::{At, Draft};
use crate::app::form::fixture::Desk;
use crate::app::form::{Content, field::text_of};
use crate::store::fixture::sight_of;
use crate::value::Names as _;
use proptest::prelude::*;

/// The form as it is opened again from what was kept.
fn again(office: Office) -> Office {
    let kept =
        office.form.draft().expect("something was typed").write(0).expect("it can be written");
    let draft = Draft::read(&kept).expect("it was just written");
    let form = Form::resume(&draft, &office.desk.0, &office.desk, Lang::En);
    let form = form.unwrap_or_else(|wrong| unreachable!("{wrong:?}"));
    Office { form, ..office }
}

/// Everything that is to be seen of a form, and where the caret stands.
fn seen(form: &Form) -> (Vec<String>, Vec<Stop>, Stop) {
    let stops = form.stops();
    let text = |stop: &Stop| match form.line_at(*stop) {
        Some(line) => line.text().to_owned(),
        None => match stop.field().map(|at| &form.field(at).content) {
            Some(Content::Notes(notes)) => text_of(notes),
            _ => String::new(),
        },
    };
    (stops.iter().map(text).collect(), stops, form.at())
}

#[test]
fn nothing_is_kept_of_a_form_in_which_nothing_was_typed() {
    let mut office = Office::edit("fund-1");
    assert_eq!(office.form.draft(), None);
    office.write("x");
    assert!(office.form.draft().is_some());
    office.code(KeyCode::Backspace);
    assert_eq!(office.form.draft(), None);
}

#[test]
fn a_form_is_as_it_was_half_typed_and_in_any_script() {
    let mut office = Office::edit("fund-1");
    office.fill("name_zh", " 河北–清华基金 ");
    office.fill("notes", "first");
    office.code(KeyCode::Enter);
    office.write("  第二行 é");
    office.code(KeyCode::Enter);
    office.fill("ends", "2026-1");
    let before = seen(&office.form);
    let mut office = again(office);
    assert_eq!(seen(&office.form), before);
    assert!(office.form.wrong_titles(Lang::En).is_empty(), "it is still being typed");
    office.write("1");
    let ends = When::read("2026-11", None).expect("a month");
    let mut set = office.set();
    assert_eq!(set.remove(0).2, text("河北–清华基金"));
    assert_eq!(set.remove(0).2, Value::When(ends));
    assert_eq!(set, [(office.number("notes"), Value::None, text("first\n  第二行 é"))]);
}

#[test]
fn what_is_wrong_in_a_field_that_was_left_is_said_again() {
    let mut office = Office::edit("fund-1");
    office.fill("ends", "soon");
    office.fill("notes", "x");
    let mut office = again(office);
    assert_eq!(office.form.wrong_titles(Lang::En), ["Ends"]);
    office.write("y");
    assert_eq!(office.to("notes").form.draft().expect("a draft").typed().last().unwrap().1, "xy");
}

#[test]
fn the_revision_and_what_was_recorded_are_those_of_then() {
    let mut office = Office::edit("fund-1");
    office.fill("name", "Mine");
    let number = office.number("name");
    let draft = office.form.draft().expect("a draft");
    // Somebody else changes the same record.
    let desk = Desk(sight_of(
        &[("fund-1", &[("name", text("Theirs")), ("call_cycle", text("yearly"))])],
        Role::Editor,
    ));
    let form = Form::resume(&draft, &desk.0, &desk, Lang::En).expect("it is there");
    assert_eq!(form.rev(), Some(1));
    let mut office = Office { form, desk, keys: Keys::default() };
    assert_eq!(office.to("call_cycle").here(), "yearly", "of the rest what is recorded now");
    let fields = vec![(number, text("Hebei fund"), text("Mine"))];
    assert_eq!(office.save(), [Edit::Set { id: id("fund-1"), rev: 1, fields }]);
}

#[test]
fn of_namesakes_the_one_that_was_taken_is_meant_and_what_is_to_be_made_is_made() {
    let mut office = Office::add("member");
    office.fill("organization", "toyota");
    office.code(KeyCode::Down);
    office.code(KeyCode::Enter);
    office.fill("owner", "Mei");
    let mut office = again(office);
    office.fill("branch", "overseas");
    office.fill("owner", "");
    let edits = office.save();
    let organization = office.number("organization");
    let Some(Edit::Add { fields, .. }) = edits.last() else { unreachable!("{edits:?}") };
    assert_eq!(fields[0], (organization, Value::Link(id("organization-3"))));

    let mut office = Office::add("member");
    office.fill("organization", "Newco");
    office.code(KeyCode::Enter);
    office.fill("branch", "overseas");
    let before = office.save();
    assert_eq!(before.len(), 2);
    assert_eq!(again(office).save(), before);
}

#[test]
fn the_entries_of_a_list_are_as_they_were() {
    let mut office = Office::edit("center-1");
    office.to("partners").code(KeyCode::Enter);
    office.code(KeyCode::Tab);
    office.write("pays half");
    office.code(KeyCode::Tab);
    while !matches!(office.form.at(), Stop::Another(_)) {
        office.code(KeyCode::Tab);
    }
    office.code(KeyCode::Enter);
    office.write("Toy");
    office.code(KeyCode::Esc);
    let before = seen(&office.form);
    let mut office = again(office);
    assert_eq!(seen(&office.form), before);
    office.ctrl('d');
    let number = office.number("partners");
    let set = office.set();
    let [(field, _, Value::Parties(parties))] = set.as_slice() else { unreachable!("{set:?}") };
    assert_eq!((*field, parties.len()), (number, 1));
    assert_eq!((parties[0].link, &*parties[0].text), (Some(id("organization-1")), "pays half"));
}

#[test]
fn an_entry_that_was_taken_out_stays_out() {
    let mut office = Office::edit("center-1");
    office.to("partners").code(KeyCode::Enter);
    office.ctrl('d');
    let mut office = again(office);
    let number = office.number("partners");
    assert_eq!(
        office.set().into_iter().map(|set| (set.0, set.2)).collect::<Vec<_>>(),
        [(number, Value::None)]
    );
}

#[test]
fn what_was_filled_in_before_anybody_typed_is_there_and_counts_as_untouched() {
    let desk = desk_of(Role::Editor);
    let project = records::kind_named("project").expect("a kind");
    let number = project.named("funding").expect("a field").number;
    let fund = Party { link: Some(id("fund-1")), ..Party::default() };
    let linked = Value::Parties([fund].into());
    let form = Form::add_with(project, &[(number, linked.clone())], &desk.0, Lang::En);
    let mut office = Office { form, desk, keys: Keys::default() };
    office.fill("name", "B");
    let before = seen(&office.form);
    let mut office = again(office);
    assert_eq!(seen(&office.form), before);
    assert_eq!(office.form.draft().unwrap().about().collect::<Vec<_>>(), [id("fund-1")]);
    office.code(KeyCode::Backspace);
    assert!(!office.form.is_changed());
}

#[test]
fn a_choice_that_is_half_typed_goes_on_and_one_that_is_whole_begins_anew() {
    let mut office = Office::edit("fund-1");
    office.fill("form", "lead");
    let mut office = again(office);
    office.write("i");
    assert_eq!(office.here(), "leadi");
    office.fill("form", "leading project");
    let mut office = again(office);
    office.write("s");
    assert_eq!(office.here(), "s");
}

#[test]
fn a_form_for_many_is_for_those_that_are_still_there() {
    let desk = desk_of(Role::Editor);
    let kind = records::kind_named("organization").expect("a kind");
    let form = Form::many(kind, 2, &desk.0, Lang::En);
    let mut office = Office { form, desk, keys: Keys::default() };
    office.fill("country", "JP");
    let mut draft = office.form.draft().expect("a draft");
    draft.many = vec![id("organization-2"), id("organization-9"), id("fund-1")];
    let form = Form::resume(&draft, &office.desk.0, &office.desk, Lang::En).expect("one is there");
    assert_eq!((form.count(), form.is_changed()), (Some(1), true));
    draft.many = vec![id("organization-9")];
    assert!(Form::resume(&draft, &office.desk.0, &office.desk, Lang::En).is_err());
}

#[test]
fn a_draft_whose_record_or_field_is_gone_is_no_form_but_says_what_was_typed() {
    let mut office = Office::edit("fund-1");
    office.fill("name", "Mine");
    office.fill("notes", "two");
    office.code(KeyCode::Enter);
    office.write("lines");
    let draft = office.form.draft().expect("a draft");
    let nothing = Desk(sight_of(&[], Role::Editor));
    assert!(Form::resume(&draft, &nothing.0, &nothing, Lang::En).is_err());
    let typed: Vec<String> = draft.typed().map(|(_, text)| text).collect();
    assert_eq!(typed, ["Mine", "two\nlines"]);
    let other = String::from_utf8(draft.write(0).expect("it can be written"))
        .expect("text")
        .replace("\"number\":100", "\"number\":9999");
    let other = Draft::read(other.as_bytes()).expect("it is a draft");
    assert!(Form::resume(&other, &office.desk.0, &office.desk, Lang::En).is_err());
    assert_eq!(other.typed().count(), 2);
}

/// Every field that a draft of the first format has: whatever the program becomes, it is read.
const FIRST: &str = r#"{"format":1,"when":1795309200000,"kind":"fund","record":[{"kind":1,"number":1},1],
"many":[],"is_whole":true,"at":{"Field":100},"made":[["organization","Newco"]],"fields":[
{"number":100,"before":{"Text":"Hebei fund"},"text":{"Line":{"text":"Hebei"}}},
{"number":5,"before":"None","text":{"Notes":"a\nb"}}]}"#;

#[test]
fn a_draft_of_the_first_format_is_read() {
    let draft = Draft::read(FIRST.as_bytes());
    let draft = draft.unwrap_or_else(|wrong| unreachable!("{wrong:?}"));
    let fund = records::kind_named("fund").expect("a kind").number;
    assert_eq!(draft.record, Some((Id { kind: fund, number: 1 }, 1)));
    assert_eq!((draft.when, draft.typed().count()), (1_795_309_200_000, 2));
    for other in [r#""format":2"#, r#""format":1,"more":0"#] {
        assert!(Draft::read(FIRST.replace(r#""format":1"#, other).as_bytes()).is_err(), "{other}");
    }
}

fn kept_of_much() -> String {
    let mut office = Office::edit("center-1");
    office.fill("name", "Joint 中心");
    office.fill("term_ends", "next fr");
    office.fill("notes", "a");
    office.code(KeyCode::Enter);
    office.write("b");
    office.to("partners").code(KeyCode::Enter);
    office.write("Newco");
    office.code(KeyCode::Enter);
    String::from_utf8(office.form.draft().expect("a draft").write(0).expect("it can be written"))
        .expect("text")
}

/// What might stand in the place of a piece of a draft.
const PIECES: [&str; 12] = [
    "null",
    "[]",
    "{}",
    "-1",
    "99999",
    "4294967295",
    "\"\u{1b}[2J\u{202e}\"",
    "\"None\"",
    "{\"Text\":\"\u{7}\"}",
    "{\"Links\":[{\"kind\":255,\"number\":4294967295}]}",
    "{\"Part\":[100,9,9]}",
    "\"Same\"",
];

#[test]
fn who_stood_at_an_entry_without_a_word_stands_at_its_list_again() {
    let mut office = Office::edit("center-1");
    office.fill("name", "toyota");
    office.to("partners").code(KeyCode::Enter);
    let draft = office.form.draft().expect("a draft");
    let mut beyond = draft.clone();
    beyond.at = At::Part(draft.at.number().expect("a field"), 9, 1);
    let bytes = beyond.write(0).expect("it can be written");
    let read = Draft::read(&bytes).expect("what was written");
    let form = Form::resume(&read, &office.desk.0, &office.desk, Lang::En).expect("a form");
    let kept = form.draft().expect("a draft");
    assert_eq!(kept.at.number(), draft.at.number());
}

proptest! {
    #[test]
    fn whatever_somebody_writes_into_a_draft_nothing_fails_and_nothing_raw_is_drawn(
        from in 0usize..2000, length in 0usize..40, piece in 0usize..PIECES.len(), value in any::<bool>()) {
        let kept = kept_of_much();
        // Either any characters, or one value as a whole.
        let starts: Vec<usize> = kept.match_indices(':').map(|(at, _)| at + 1).collect();
        let from = if value { starts[from % starts.len()] } else { from % kept.len() };
        let ends = |byte: &u8| b",}]".contains(byte);
        let end = match kept.as_bytes()[from..].iter().position(ends).filter(|_| value) {
            Some(end) => from + end,
            None => (from + length).min(kept.len()),
        };
        let bytes = [&kept.as_bytes()[..from], PIECES[piece].as_bytes(), &kept.as_bytes()[end..]].concat();
        let Ok(draft) = Draft::read(&bytes) else { return Ok(()) };
        let desk = desk_of(Role::Editor);
        prop_assert!(draft.typed().all(|(_, text)| !text.contains(|c| c != '\n' && crate::value::hostile(c))));
        let Ok(form) = Form::resume(&draft, &desk.0, &desk, Lang::En) else { return Ok(()) };
        let (texts, ..) = seen(&form);
        prop_assert!(!texts.concat().contains(|c| c != '\n' && crate::value::hostile(c)), "{texts:?}");
        let mut office = Office { form, desk, keys: Keys::default() };
        for code in [KeyCode::Char('x'), KeyCode::Tab, KeyCode::Down, KeyCode::Enter, KeyCode::Enter, KeyCode::Up] {
            office.code(code);
        }
        office.form.draft().map(|draft| draft.write(0).expect("it can be written"));
        office.ctrl('s');
    }

    #[test]
    fn whatever_is_typed_is_there_again(keys in prop::collection::vec(0usize..14, 1..60), kind in 0usize..4) {
        let mut office = match kind {
            0 => Office::edit("fund-1"),
            1 => Office::edit("center-1"),
            2 => Office::add("member"),
            _ => Office::add("interaction"),
        };
        for key in keys {
            match key {
                0..=2 => drop(office.code(KeyCode::Tab)),
                3 => drop(office.code(KeyCode::Enter)),
                4 => drop(office.code(KeyCode::Down)),
                5 => drop(office.code(KeyCode::Backspace)),
                6 => drop(office.code(KeyCode::Up)),
                7 => drop(office.ctrl('d')),
                8 => drop(office.code(KeyCode::Char(' '))),
                9 => office.write("toyota"),
                10 => office.write("汉;"),
                11 => office.write("2026"),
                _ => office.write("s"),
            }
            if office.form.is_asking() {
                office.code(KeyCode::Esc);
            }
        }
        let Some(draft) = office.form.draft() else { return Ok(()) };
        let before = seen(&office.form);
        let mut office = again(office);
        let kept = office.form.draft().expect("a draft");
        // Nothing is kept of a list, or an entry of one, that was open and untouched.
        if before.1 == office.form.stops() {
            prop_assert_eq!(seen(&office.form), before);
            prop_assert_eq!(kept, draft);
        } else {
            prop_assert_eq!(kept.at.number(), draft.at.number(), "at that field all the same");
            let mut there = kept;
            there.at = draft.at;
            prop_assert_eq!(there, draft);
        }
        let _ = office.desk.0.name(id("fund-1"), Lang::En);
        office.ctrl('s');
    }
}

#[test]
fn a_draft_is_gone_on_with_in_another_language() {
    let mut office = Office::edit("fund-1");
    office.fill("category", "corporate");
    office.fill("form", "leading project");
    let draft = office.form.draft().expect("a draft");
    let form = Form::resume(&draft, &office.desk.0, &office.desk, Lang::Zh).expect("it is there");
    let mut office = Office { form, ..office };
    assert_eq!(office.to("category").here(), "corporate", "what was typed is as it was");
    let numbers = [office.number("category"), office.number("form")];
    let set = [
        (numbers[0], Value::None, choice("corporate")),
        (numbers[1], choice("fund"), choice("leading project")),
    ];
    assert_eq!(office.set(), set);
}
