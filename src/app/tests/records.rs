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
