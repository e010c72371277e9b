use super::*;

#[test]
fn the_history_is_asked_for_once_and_again_when_something_was_saved() {
    let mut desk = Desk::new(Role::Admin);
    let asked = desk.keys("2H");
    let Some(Effect::Read(wanted)) = asked else { unreachable!("it is to be read: {asked:?}") };
    assert_eq!((wanted.of, wanted.most), (desk.app.selected(), 200));
    assert!(desk.keys("k").is_none(), "it is asked for");
    desk.sight = fixture::sight(
        &fixture::put(&records(), Id { kind: 1, number: 1 }, &[("notes", "new")]),
        Role::Admin,
    );
    assert!(matches!(desk.tell(Msg::Changed), Some(Effect::Read(_))));
    // What comes too late is not shown as if it were new.
    desk.tell(Msg::Read(wanted, Vec::new()));
    assert!(
        desk.app
            .lines
            .iter()
            .any(|line| line.pieces.iter().any(|piece| piece.1.contains("reading")))
    );
}

#[test]
fn a_change_is_redone_by_taking_back_what_took_it_back() {
    let mut desk = Desk::new(Role::Admin);
    let touched = vec![Id { kind: 5, number: 1 }];
    let saved = |sequence| Ok(Committed { sequence, ids: Vec::new(), touched: touched.clone() });
    let said = || "it".to_owned();
    desk.tell(Msg::Done(Doing::Change(said(), said()), saved(7)));
    assert!(matches!(desk.keys("u"), Some(Effect::Undo(7, _))));
    desk.tell(Msg::Done(Doing::Undo(7, said()), saved(8)));
    let redo = desk.press(KeyCode::Char('r'), KeyModifiers::CONTROL);
    assert!(matches!(redo, Some(Effect::Redo(8, _))), "{redo:?}");
    desk.tell(Msg::Done(Doing::Redo(8, said()), saved(9)));
    assert!(matches!(desk.keys("u"), Some(Effect::Undo(9, _))));
}

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

fn at(desk: &mut Desk, record: &str) {
    desk.app.go(Place::Record(id(record)));
    desk.tell(Msg::Settled);
}

fn page(desk: &Desk) -> String {
    let line =
        |line: &Line| line.pieces.iter().map(|piece| piece.1.clone()).collect::<Vec<_>>().join(" ");
    desk.app.lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn said(desk: &Desk) -> String {
    desk.app.message.clone().unwrap_or_default()
}

fn enter(desk: &mut Desk) -> Option<Effect> {
    desk.press(KeyCode::Enter, KeyModifiers::NONE)
}

#[test]
fn a_follow_up_is_done_at_once_and_the_next_one_is_told() {
    let mut desk = Desk::new(Role::Editor);
    let done = desk.keys("0d");
    let Some(Effect::Commit(Doing::Change(what, said), edits)) = done else {
        unreachable!("it is done: {done:?}")
    };
    assert_eq!((what.as_str(), edits.len()), ("Report", 2));
    assert!(said.contains("The next one is due 2026-12-18"), "{said}");
}

#[test]
fn what_cannot_be_done_put_off_or_renewed_says_so() {
    let mut desk = Desk::new(Role::Editor);
    for (key, why) in [("d", "not a follow-up"), ("z", "not a follow-up"), ("r", "has no term")] {
        assert!(desk.keys("2").is_none() && desk.keys(key).is_none());
        assert!(desk.app.overlay.is_none() && said(&desk).contains(why), "{key}: {}", said(&desk));
    }
}

#[test]
fn on_a_records_page_the_follow_up_under_the_cursor_is_done() {
    let mut desk = Desk::new(Role::Editor);
    at(&mut desk, "organization-1");
    desk.app.cursor.line = desk
        .app
        .lines
        .iter()
        .position(|line| line.target == Some(Target::Record(id("followup-1"))))
        .unwrap();
    assert!(matches!(desk.keys("d"), Some(Effect::Commit(..))));
}

#[test]
fn it_is_put_off_to_a_day_that_is_chosen_or_typed() {
    let until = |desk: &mut Desk| match enter(desk) {
        Some(Effect::Commit(Doing::Change(_, said), _)) => said,
        other => unreachable!("it is put off: {other:?}"),
    };
    let mut desk = Desk::new(Role::Editor);
    desk.keys("0z");
    assert!(until(&mut desk).contains("until 2026-11-23: Report"));
    for (typed, day) in
        [("next fri", "2026-11-27"), ("+30d", "2026-12-22"), ("下周五", "2026-11-27")]
    {
        desk.keys("0z");
        desk.keys(typed);
        let said = until(&mut desk);
        assert!(said.contains(day), "{typed}: {said}");
    }
    desk.keys("0z");
    desk.keys("soon");
    assert!(enter(&mut desk).is_none());
    let Some(Overlay::Pick(pick)) = &desk.app.overlay else { unreachable!("it is still asked") };
    assert!(pick.entries(Lang::En)[0].text.contains("not a date"));
}

#[test]
fn a_term_is_renewed_after_a_look_at_it_and_its_end_is_asked_for_where_it_is_untold() {
    let mut desk = Desk::new(Role::Editor);
    let snapshot = fixture::put(&records(), id("member-1"), &[("ends", "2026-12-31")]);
    desk.sight = fixture::sight(&snapshot, Role::Editor);
    desk.tell(Msg::Changed);
    desk.keys("3r");
    assert!(matches!(desk.app.overlay, Some(Overlay::Pick(_))), "until when: {}", said(&desk));
    desk.keys("2028-12-31");
    assert!(enter(&mut desk).is_none());
    let Some(Overlay::Ask(question)) = &desk.app.overlay else { unreachable!("it is asked") };
    let text = |line: &Line| line.pieces.iter().map(|piece| &*piece.1).collect::<String>();
    let preview: Vec<String> = question.preview.iter().map(text).collect();
    let told = preview.iter().any(|line| line.ends_with("2026-12-31 → 2028-12-31"));
    assert!(told, "{preview:?}");
    let renewed = desk.keys("s");
    assert!(matches!(renewed, Some(Effect::Commit(Doing::Change(..), _))), "{renewed:?}");
}

#[test]
fn a_note_is_a_key_a_text_and_a_save() {
    let mut desk = Desk::new(Role::Editor);
    desk.keys("6m");
    desk.keys("Asked for a visit");
    let Some(Effect::Commit(_, edits)) = desk.save() else { unreachable!("it is saved") };
    let [Edit::Add { id: new, fields }] = edits.as_slice() else { unreachable!("{edits:?}") };
    let kind = crate::records::kind(new.kind).unwrap();
    let value = |name: &str| {
        let number = kind.named(name).unwrap().number;
        fields.iter().find(|field| field.0 == number).map(|field| field.1.clone())
    };
    assert_eq!(value("subject").unwrap().text(), "Asked for a visit");
    assert_eq!(value("category").unwrap().code(), "note");
    assert_eq!(value("organizations").unwrap().links(), [desk.app.selected().unwrap()]);
    assert!(value("when").is_some() && value("colleagues").is_some());
}

#[test]
fn a_hit_of_the_look_up_is_noted_with_its_key() {
    let mut desk = Desk::new(Role::Editor);
    desk.keys("/toyota");
    desk.press(KeyCode::F(6), KeyModifiers::NONE);
    assert!(
        matches!(&desk.app.overlay, Some(Overlay::Form(form)) if form.kind().code == "interaction")
    );
    assert_eq!(desk.app.walk.place, Place::Record(id("organization-1")));
}

#[test]
fn on_a_records_page_what_is_added_links_to_it() {
    let mut desk = Desk::new(Role::Editor);
    at(&mut desk, "organization-1");
    desk.keys("a");
    let Some(Overlay::Pick(pick)) = &desk.app.overlay else { unreachable!("it is asked") };
    let first: Vec<String> = pick.entries(Lang::En).into_iter().map(|entry| entry.text).collect();
    assert_eq!(first[..3], ["follow-up", "note", "interaction"]);
    desk.keys("contact");
    enter(&mut desk);
    desk.keys("Sato");
    let Some(Effect::Commit(_, edits)) = desk.save() else { unreachable!("it is saved") };
    let [Edit::Add { fields, .. }] = edits.as_slice() else { unreachable!("{edits:?}") };
    assert!(
        fields.iter().any(|(_, value)| *value == crate::value::Value::Link(id("organization-1")))
    );
}

#[test]
fn on_home_what_is_added_is_a_follow_up_of_ones_own() {
    let mut desk = Desk::new(Role::Editor);
    desk.keys("1a");
    assert!(
        matches!(&desk.app.overlay, Some(Overlay::Form(form)) if form.kind().code == "followup")
    );
}

#[test]
fn relations_open_level_by_level_and_end_where_they_began() {
    let mut desk = Desk::new(Role::Editor);
    desk.keys("6jx");
    assert_eq!(desk.app.walk.place, Place::Relations(id("organization-1")));
    let shown = page(&desk);
    assert!(shown.contains("linked from Members 1") && !shown.contains("(above)"), "{shown}");
    // The branch of members, then the member in it, then what it links to.
    for keys in ["jl", "jl", "jl"] {
        desk.keys(keys);
    }
    let shown = page(&desk);
    assert!(shown.contains("Toyota Organization (above)"), "{shown}");
    assert!(desk.keys("jl").is_none());
    assert_eq!(page(&desk), shown, "what stands above is not opened again");
    desk.keys("hhh");
    assert!(!page(&desk).contains("(above)"));
    desk.keys("p");
    assert_eq!(desk.app.walk.place, Place::List("organization"));
}

#[test]
fn a_long_list_of_relations_says_how_many_more_there_are() {
    let toyota = ("organization", "organization-1");
    let names: Vec<String> = (0..40).map(|nth| format!("Contact {nth}")).collect();
    let fields: Vec<[(&str, &str); 2]> =
        names.iter().map(|name| [("name", &**name), toyota]).collect();
    let mut all: Vec<(&str, &[(&str, &str)])> = vec![("organization", &[("name", "Toyota")])];
    all.extend(fields.iter().map(|fields| ("contact", fields.as_slice())));
    let mut desk = Desk::new(Role::Editor);
    desk.sight = fixture::sight(&fixture::snapshot(&all), Role::Editor);
    desk.tell(Msg::Changed);
    desk.keys("6xjl");
    assert!(page(&desk).contains("linked from Contacts 40"), "{}", page(&desk));
    assert!(page(&desk).contains("+28 more"), "{}", page(&desk));
    desk.keys("Gl");
    assert!(page(&desk).contains("Contact 39") && !page(&desk).contains("more"));
}

#[test]
fn a_page_says_in_words_what_is_the_matter() {
    let mut desk = Desk::new(Role::Editor);
    at(&mut desk, "followup-1");
    assert!(page(&desk).contains("! 4 days overdue"), "{}", page(&desk));
}

#[test]
fn the_footer_offers_only_what_applies() {
    let mut desk = Desk::new(Role::Editor);
    for (keys, done, renew) in [("0", true, false), ("3", false, true), ("2", false, false)] {
        desk.keys(keys);
        assert_eq!(desk.applies(actions::Action::Done), done, "{keys}");
        assert_eq!(desk.applies(actions::Action::Renew), renew, "{keys}");
    }
}

#[test]
fn marked_follow_ups_are_done_together_after_a_look_at_what_changes() {
    let mut all: Vec<(&str, &[(&str, &str)])> = vec![("followup", &[("what", "One")])];
    all.extend([("followup", [("what", "Two")].as_slice())]);
    all.push(("followup", &[("what", "Three"), ("status", "done")]));
    let mut desk = Desk::new(Role::Editor);
    desk.sight = fixture::sight(&fixture::snapshot(&all), Role::Editor);
    desk.tell(Msg::Changed);
    desk.keys("0V");
    assert!(desk.keys("d").is_none());
    let Some(Overlay::Ask(question)) = &desk.app.overlay else { unreachable!("it is asked") };
    assert!(question.text.contains("2 records") && question.text.contains("does not apply: 1"));
    assert!(question.preview.len() >= 4);
    let Some(Effect::Commit(_, edits)) = desk.keys("s") else { unreachable!("it is done") };
    assert_eq!(edits.len(), 2);
}

#[test]
fn in_company_what_was_read_before_is_no_longer_shown() {
    let mut desk = Desk::new(Role::Editor);
    let Some(Effect::Read(wanted)) = desk.keys("2H") else { unreachable!("it is to be read") };
    desk.tell(Msg::Read(wanted, Vec::new()));
    assert!(page(&desk).contains("Nothing has been changed"));
    desk.press(KeyCode::Char('g'), KeyModifiers::CONTROL);
    let asked = desk.tell(Msg::Company);
    assert!(matches!(asked, Some(Effect::Read(_))) && page(&desk).contains("reading"));
    desk.tell(Msg::Read(wanted, Vec::new()));
    assert!(page(&desk).contains("reading"), "what was seen alone comes too late");
}

#[test]
fn what_may_not_be_seen_is_told_in_the_tree_but_not_named() {
    let snapshot = fixture::snapshot(&[
        ("organization", &[("name", "Toyota")]),
        ("organization", &[("name", "Secret Works"), ("confidential", "restricted")]),
        (
            "contact",
            &[
                ("name", "Hidden Hand"),
                ("organization", "organization-1"),
                ("confidential", "restricted"),
            ],
        ),
        ("agreement", &[("name", "Open"), ("parties", "org=organization-1; org=organization-2")]),
    ]);
    let mut desk = Desk::new(Role::Viewer);
    desk.sight = fixture::sight(&snapshot, Role::Viewer);
    desk.tell(Msg::Changed);
    desk.keys("6x");
    assert!(
        page(&desk).contains("+1 restricted") && !page(&desk).contains("Hidden"),
        "{}",
        page(&desk)
    );
    desk.keys("9xjl");
    assert!(page(&desk).contains("links to Organizations 2"), "{}", page(&desk));
    assert!(!page(&desk).contains("Secret"), "{}", page(&desk));
}

#[test]
fn a_long_day_is_worked_out_beside_the_screen_which_says_so_meanwhile() {
    let name: &[fixture::Typed<'_>] = &[("name", "Seed"), ("ends", "2026-12-01")];
    let mut desk = Desk::new(Role::Admin);
    desk.sight = fixture::sight(&fixture::snapshot(&vec![("fund", name); 2_001]), Role::Admin);
    desk.tell(Msg::Changed);
    let work = desk.app.take_work();
    assert_eq!(work.len(), 1);
    desk.keys("2");
    desk.app.take_work();
    desk.keys("1");
    assert!(desk.app.take_work().is_empty(), "it is not asked for twice");
    for done in work {
        desk.tell(done());
    }
    assert_eq!(desk.app.home.day().map(|day| day.agenda.decisions.len()), Some(2_001));
}
