use super::*;
use crate::store::{Role, Snapshot, fixture};
use crate::value::Lang;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn funds() -> Snapshot {
    fixture::snapshot(&[
        ("fund", &[("name", "Anshan"), ("form", "seed money"), ("ends", "2028")]),
        ("fund", &[("name", "Hebei"), ("form", "fund"), ("ends", "2027")]),
        ("fund", &[("name", "Suzhou"), ("form", "seed money"), ("ends", "2027")]),
        ("fund", &[("name", "Wuxi")]),
    ])
}

fn list() -> (List, Sight) {
    let sight = fixture::sight(&funds(), Role::Admin);
    let mut list = List::new(crate::records::kind_named("funds").expect("a kind"));
    assert!(list.refresh(&sight, Lang::En).is_none(), "few rows are there at once");
    (list, sight)
}

fn numbers(list: &List) -> Vec<u32> {
    list.rows.ids.iter().map(|id| id.number).collect()
}

fn path(name: &str) -> Path {
    Path::of(crate::records::kind_named("funds").expect("a kind"), name).expect("a column")
}

#[test]
fn the_screen_moves_no_further_than_it_must() {
    assert_eq!(scrolled(0, 5, 10, 100), 0);
    assert_eq!(scrolled(0, 10, 10, 100), 1);
    assert_eq!(scrolled(50, 49, 10, 100), 49);
    assert_eq!(scrolled(95, 99, 10, 100), 90);
    assert_eq!(scrolled(3, 0, 0, 0), 0);
}

#[test]
fn what_is_kept_of_rows_that_are_known_is_what_is_found_and_sorted_anew() {
    let (mut list, sight) = list();
    list.look.sort = vec![(path("ends"), Direction::Down)];
    list.refresh(&sight, Lang::En);
    for text in ["form:fund", "s", "ends:2027", "-ends:2027", "zzz", ""] {
        text.clone_into(&mut list.look.filter);
        list.refresh(&sight, Lang::En);
        let mut anew = List::new(list.kind);
        anew.look = list.look.clone();
        anew.refresh(&sight, Lang::En);
        assert_eq!(list.rows, anew.rows, "{text}");
        assert!(anew.whole.is_none() || text.is_empty());
    }
    // Another order, another person who looks on: what was known does not hold.
    list.look.sort.clear();
    "s".clone_into(&mut list.look.filter);
    list.refresh(&sight, Lang::En);
    assert_eq!(numbers(&list), [1, 3], "by name again");
    list.refresh(&sight.in_company(), Lang::En);
    assert!(list.rows.ids.is_empty());
}

#[test]
fn a_field_without_a_value_yet_keeps_what_was_kept_before_it() {
    let (mut list, sight) = list();
    let mut typed = |text: &str| {
        text.clone_into(&mut list.look.filter);
        list.refresh(&sight, Lang::En);
        numbers(&list)
    };
    assert_eq!(typed("form"), [0; 0], "nothing is called so");
    assert_eq!(typed("form:"), [1, 2, 3, 4], "it was a field, not a name");
    assert_eq!(typed("form:fund"), [2]);
    assert_eq!(typed("form:fund e"), [2]);
    assert_eq!(typed("form:fund end"), [0; 0]);
    assert_eq!(typed("form:fund ends<"), [2]);
    assert_eq!(typed("form:fund ends<2"), [2], "no date yet");
    assert_eq!(typed("form:fund ends<2028"), [2]);
    assert_eq!(typed("an"), [1]);
    assert_eq!(typed("an form:fund|"), [1]);
}

#[test]
fn steps_stay_in_the_list() {
    assert_eq!(moved(0, Step::Up, 10, 3), 0);
    assert_eq!(moved(2, Step::Down, 10, 3), 2);
    assert_eq!(moved(0, Step::Bottom, 10, 0), 0);
    assert_eq!(moved(50, Step::PageUp, 10, 100), 41);
}

#[test]
fn the_first_column_always_stands_and_every_other_can_be_reached() {
    for kind in crate::records::KINDS {
        let mut list = List::new(kind);
        let default = kind.shown.iter().filter(|shown| !shown.wide).count();
        assert!(list.columns(80).len() >= default, "{}", kind.code);
        assert!(list.columns(300).len() == kind.shown.len());
        for width in [1, 20, 60, 80, 120] {
            for _ in &list.look.columns.clone() {
                let columns = list.columns(width);
                let all: u16 = columns.iter().map(|(_, column)| column.width + 2).sum();
                assert!(columns.len() == 1 || all <= width, "{} at {width}", kind.code);
                assert_eq!(columns[0].0, 0);
                let shown = columns.iter().any(|(at, _)| *at == list.column);
                assert!(shown || width < 60, "{} {} at {width}", kind.code, list.column);
                list.step(Step::Right, 10, width);
            }
            list.go_to_column(0, width);
        }
    }
}

#[test]
fn a_second_column_decides_where_the_first_ties() {
    let (mut list, sight) = list();
    list.look.sort(path("form"), Rank::First);
    list.look.sort(path("ends"), Rank::Second);
    list.refresh(&sight, Lang::En);
    assert_eq!(numbers(&list), [2, 3, 1, 4]);
    list.look.sort(path("form"), Rank::First);
    list.refresh(&sight, Lang::En);
    assert_eq!(numbers(&list), [3, 1, 2, 4], "what is not recorded stays last");
}

#[test]
fn groups_stand_under_headings_and_the_cursor_passes_over_them() {
    let (mut list, sight) = list();
    list.look.group = Some(path("form"));
    list.refresh(&sight, Lang::En);
    let heads: Vec<_> = list.rows.groups.iter().map(|(first, text)| (*first, &**text)).collect();
    assert_eq!(heads, [(0, "fund"), (1, "seed money"), (3, "not recorded")]);
    let (group, row) = (Place::Group, Place::Row);
    let lines: Vec<_> = (0..list.lines()).filter_map(|line| list.at_line(line)).collect();
    assert_eq!(lines, [group(0), row(0), group(1), row(1), row(2), group(2), row(3)]);
    assert_eq!((list.at_line(7), list.group_size(1)), (None, 2));
    for (row, line) in [(0, 1), (1, 3), (2, 4), (3, 6)] {
        assert_eq!(list.line_of(row), line);
    }
    list.step(Step::Bottom, 3, 80);
    assert_eq!(list.top, 4);
    list.step(Step::Top, 3, 80);
    assert_eq!(list.top, 0, "the heading of the first is seen");
}

#[test]
fn a_filter_keeps_some_and_a_wrong_one_keeps_what_there_was() {
    let (mut list, sight) = list();
    "form:seed".clone_into(&mut list.look.filter);
    list.refresh(&sight, Lang::En);
    assert_eq!(numbers(&list), [1, 3]);
    "nosuch:1".clone_into(&mut list.look.filter);
    list.refresh(&sight, Lang::En);
    assert_eq!(numbers(&list), [1, 3]);
    assert!(list.fault().is_some());
    list.look.filter.clear();
    list.refresh(&sight, Lang::En);
    assert_eq!(numbers(&list), [1, 2, 3, 4]);
}

#[test]
fn marks_are_set_one_by_one_by_ranges_and_all_at_once() {
    let (mut list, sight) = list();
    let marked = |list: &List| list.marked().iter().map(|id| id.number).collect::<Vec<_>>();
    list.select_row(3, 10);
    list.mark();
    list.select_row(0, 10);
    list.turn_range();
    list.step(Step::Down, 10, 80);
    assert_eq!(marked(&list), [1, 2, 4], "a range counts while it is drawn");
    list.turn_range();
    list.step(Step::Down, 10, 80);
    assert_eq!(marked(&list), [1, 2, 4]);
    "form:seed".clone_into(&mut list.look.filter);
    list.refresh(&sight, Lang::En);
    assert_eq!(marked(&list), [1, 2, 4], "what is filtered out stays marked");
    list.mark_all();
    assert_eq!(list.marks.len(), 4);
    list.mark_all();
    assert!(list.marks.is_empty() && !list.unmark());
}

#[test]
fn the_cursor_stays_on_its_record_or_takes_the_place_it_had() {
    let (mut list, sight) = list();
    list.select_row(2, 10);
    list.look.sort(path("name"), Rank::First);
    list.look.sort(path("name"), Rank::First);
    list.refresh(&sight, Lang::En);
    assert_eq!((numbers(&list)[1], list.place()), (3, Some(1)));
    "form:fund".clone_into(&mut list.look.filter);
    list.refresh(&sight, Lang::En);
    assert_eq!(list.selected.map(|id| id.number), Some(2));
}

fn names_of(kind: &str, snapshot: &Snapshot) -> Vec<String> {
    let sight = fixture::sight(snapshot, Role::Admin);
    let mut list = List::new(crate::records::kind_named(kind).expect("a kind"));
    list.refresh(&sight, Lang::En);
    list.rows.ids.iter().map(|id| crate::value::Names::name(&sight, *id, Lang::En)).collect()
}

/// What is done to a record: written anew, thrown away, or hidden from most.
fn one_change() -> impl Strategy<Value = (u32, &'static str, &'static str)> {
    let name = select(vec!["Anshan", "anshan", "Hebei", "Ö", "Zhuhai", ""]);
    let field = select(vec!["name", "name_zh", "ends", "trash", "confidential"]);
    (1u32..9, field, name)
}

fn changed(snapshot: &Snapshot, (number, field, text): (u32, &str, &str)) -> Snapshot {
    let kind = crate::records::kind_named("fund").expect("a kind").number;
    let id = Id { kind, number };
    match field {
        "trash" if fixture::sight(snapshot, Role::Admin).row(id).is_some() => {
            fixture::trash(snapshot, id)
        }
        "trash" => fixture::put(snapshot, id, &[("name", "Late")]),
        "ends" => {
            fixture::put(snapshot, id, &[("ends", if text.is_empty() { "" } else { "2027" })])
        }
        "confidential" => fixture::put(snapshot, id, &[("confidential", "restricted")]),
        _ => fixture::put(snapshot, id, &[(field, text)]),
    }
}

proptest! {
    #[test]
    fn rows_that_are_brought_up_are_those_that_are_sorted_anew(
        changes in vec(one_change(), 1..12), by_end in any::<bool>(), sees_all in any::<bool>(),
        filter in select(vec!["", "an", "ends:2027"])) {
        let role = if sees_all { Role::Admin } else { Role::Viewer };
        let mut snapshot = funds();
        let mut list = List::new(crate::records::kind_named("funds").expect("a kind"));
        if by_end {
            list.look.sort = vec![(path("ends"), Direction::Down)];
        }
        list.refresh(&fixture::sight(&snapshot, role), Lang::En);
        filter.clone_into(&mut list.look.filter);
        for change in changes {
            snapshot = changed(&snapshot, change);
            let sight = fixture::sight(&snapshot, role);
            list.refresh(&sight, Lang::En);
            let mut anew = List::new(list.kind);
            anew.look = list.look.clone();
            anew.refresh(&sight, Lang::En);
            prop_assert_eq!(&list.rows, &anew.rows);
        }
    }
}

#[test]
fn the_next_event_stands_first_and_past_ones_below_the_latest_first() {
    let snapshot = fixture::snapshot(&[
        ("event", &[("name", "Long ago"), ("starts", "2025-01-10")]),
        ("event", &[("name", "Next year"), ("starts", "2027-03-01")]),
        ("event", &[("name", "Yesterday"), ("starts", "2026-11-21")]),
        ("event", &[("name", "Today"), ("starts", "2026-11-22 14:00")]),
        ("event", &[("name", "Goes on"), ("starts", "2026-11-19"), ("ends", "2026-11-24")]),
    ]);
    let wanted = ["Today", "Goes on", "Next year", "Yesterday", "Long ago"];
    assert_eq!(names_of("events", &snapshot), wanted);
}

#[test]
fn regions_stand_below_those_in_which_they_lie() {
    let snapshot = fixture::snapshot(&[
        ("region", &[("name", "Hebei")]),
        ("region", &[("name", "Anshan"), ("parent", "region-3")]),
        ("region", &[("name", "Liaoning")]),
        ("region", &[("name", "Qinhuangdao"), ("parent", "region-1")]),
    ]);
    assert_eq!(names_of("regions", &snapshot), ["Hebei", "Qinhuangdao", "Liaoning", "Anshan"]);
}

#[test]
fn follow_ups_that_wait_stand_first_by_their_day() {
    let snapshot = fixture::snapshot(&[
        ("followup", &[("what", "Done"), ("due", "2024-01-01"), ("status", "done")]),
        ("followup", &[("what", "Later"), ("due", "2027-01-01"), ("status", "open")]),
        ("followup", &[("what", "Some day")]),
        ("followup", &[("what", "Late"), ("due", "2026-11-01")]),
    ]);
    assert_eq!(names_of("followups", &snapshot), ["Late", "Later", "Some day", "Done"]);
}
