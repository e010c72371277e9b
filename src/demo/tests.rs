use crate::clock::Clock;
use crate::filter::{Filter, order_of};
use crate::office::{Begin, Office};
use crate::record::{Kind, Surroundings};
use crate::records::{KINDS, kind_named};
use crate::store::disk::RealDisk;
use crate::store::{Cause, Edit, Head, OpenError, Opened, Person, Role, Row, Sight};
use crate::value::{Id, Shape, Value};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::{Arc, OnceLock};

fn at(hour: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    day.and_hms_opt(hour, 0, 0).unwrap()
}

fn wang() -> Person {
    Person::new("wang", Role::Admin)
}

fn open(folder: &Path, hour: u32, begin: Begin) -> Result<(Office, Opened), OpenError> {
    Office::open(Arc::new(RealDisk), folder, Clock::fixed(at(hour)), begin)
}

fn demo(records: usize) -> Begin {
    Begin::Demo { records, person: wang() }
}

/// The office that most tests look at: filled once.
fn sight() -> Sight {
    static FILLED: OnceLock<Sight> = OnceLock::new();
    let fill = || {
        let folder = tempfile::tempdir().unwrap();
        let (office, opened) = open(folder.path(), 9, demo(2000)).unwrap();
        assert!(opened.is_new && office.is_demo());
        let sight = office.sight(&wang());
        office.store().close();
        sight
    };
    FILLED.get_or_init(fill).clone()
}

fn rows<'a>(sight: &'a Sight, plural: &str) -> impl Iterator<Item = &'a Arc<Row>> {
    sight.rows(kind_named(plural).unwrap())
}

fn cell(sight: &Sight, row: &Row, name: &str) -> Value {
    Surroundings::cell(sight, row.id, name)
}

#[test]
fn the_same_day_number_and_person_give_the_same_journal() {
    let journal = |hour| {
        let folder = tempfile::tempdir().unwrap();
        open(folder.path(), hour, demo(700)).unwrap().0.store().close();
        fs::read(folder.path().join("journal/000001.log")).unwrap()
    };
    assert!(journal(9) == journal(17));
}

#[test]
fn there_are_as_many_records_as_were_asked_for_and_some_of_every_kind() {
    let sight = sight();
    let count = |kind: &&Kind| sight.rows(kind).count();
    let all: usize = KINDS.iter().map(count).sum();
    assert_eq!(all + sight.trash().count(), 2000);
    for kind in KINDS {
        assert!(count(kind) > 1, "{}", kind.plural);
    }
    assert!(sight.trash().count() > 10);
    let folder = tempfile::tempdir().unwrap();
    let (office, _) = open(folder.path(), 9, demo(300)).unwrap();
    assert_eq!(office.store().now().snapshot.len(), 300);
    office.store().close();
}

#[test]
fn every_value_of_every_closed_list_occurs() {
    let sight = sight();
    let mut missing = Vec::new();
    for kind in KINDS {
        // Who may know is a question where the office works, not of a unit or a region.
        let is_work = super::SHARES.iter().any(|(code, ..)| *code == kind.code);
        for column in kind.columns().filter(|column| is_work || column.name != "confidential") {
            let codes: BTreeSet<String> = sight
                .rows(kind)
                .flat_map(|row| match sight.cell(row, column) {
                    Value::Choice(code) => vec![code.to_string()],
                    Value::Choices(codes) => codes.iter().map(ToString::to_string).collect(),
                    Value::Parties(parties) => parties
                        .iter()
                        .filter_map(|one| one.role.as_deref().map(Into::into))
                        .collect(),
                    _ => Vec::new(),
                })
                .collect();
            let labels = match column.shape {
                Shape::Parties(shape) => shape.roles,
                _ => column.shape.labels(),
            };
            let lacking = labels.iter().filter(|label| !codes.contains(label.code));
            missing.extend(
                lacking.map(|label| format!("{} {} {}", kind.code, column.name, label.code)),
            );
        }
    }
    // Computed alone; and a figure that is out of date is not told from others yet.
    assert_eq!(missing, ["member override_status no dates", "figure state stale"]);
}

#[test]
fn every_field_that_is_typed_is_recorded_somewhere() {
    let sight = sight();
    let mut missing = Vec::new();
    for (code, ..) in super::SHARES {
        let kind = super::draft::kind(code);
        for column in kind.columns().filter(|column| !column.is_computed() && column.number > 99) {
            let recorded = sight.rows(kind).any(|row| !sight.cell(row, column).is_none());
            missing.extend((!recorded).then(|| format!("{} {}", kind.plural, column.name)));
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    let left_out = |plural: &str, name: &str| {
        rows(&sight, plural).filter(|row| cell(&sight, row, name).is_none()).count()
    };
    for (plural, name) in [
        ("organizations", "name_zh"),
        ("contacts", "organization"),
        ("agreements", "expires"),
        ("interactions", "when"),
        ("followups", "due"),
    ] {
        assert!(left_out(plural, name) > 2, "{plural} {name}");
    }
}

/// Days from today to the date in a field, where there is one.
fn days_to(sight: &Sight, row: &Row, name: &str) -> Option<i64> {
    let date = match cell(sight, row, name) {
        Value::When(when) => when.first(),
        Value::Moment(moment) => moment.date(),
        _ => return None,
    };
    Some((date - at(9).date()).num_days())
}

#[test]
fn the_day_has_something_overdue_something_today_and_something_ahead() {
    let sight = sight();
    let within = |plural: &str, name: &str, states: &[&str], days: RangeInclusive<i64>| {
        let is_so = |row: &&Arc<Row>| states.contains(&cell(&sight, row, "status").code());
        let there =
            |row: &&Arc<Row>| days_to(&sight, row, name).is_some_and(|left| days.contains(&left));
        rows(&sight, plural).filter(is_so).filter(there).count()
    };
    for (plural, name, states, days, least) in [
        ("followups", "due", &["open"][..], -900..=-1, 3),
        ("followups", "due", &["open"], 0..=0, 2),
        ("followups", "due", &["open"], 1..=7, 4),
        ("followups", "done_on", &["done"], -900..=0, 100),
        ("followups", "snoozed_until", &["open"], 1..=20, 1),
        ("events", "starts", &["confirmed"], 0..=0, 2),
        ("events", "starts", &["planned", "confirmed"], 8..=183, 3),
        ("events", "starts", &["held"], -912..=-1, 20),
        ("agreements", "decision_by", &["active"], 0..=90, 2),
        ("members", "ends", &["grace"], -31..=-1, 1),
    ] {
        let found = within(plural, name, states, days);
        assert!(found >= least, "{plural} {name}: {found}");
    }
    let recorded = |plural: &str, name: &str| {
        rows(&sight, plural).filter(|row| !cell(&sight, row, name).is_none()).count()
    };
    for (plural, name, least) in [
        ("followups", "repeats", 3),
        ("events", "attended", 20),
        ("organizations", "quiet_for", 20),
        ("interactions", "service", 20),
        ("services", "used_this_year", 3),
    ] {
        let found = recorded(plural, name);
        assert!(found >= least, "{plural} {name}: {found}");
    }
    let me = sight.me();
    let mine = |row: &&Arc<Row>| cell(&sight, row, "assignee") == Value::Link(me.unwrap());
    assert!(rows(&sight, "followups").filter(mine).count() > 20);
}

#[test]
fn nothing_invented_leads_to_anybody() {
    let sight = sight();
    for row in rows(&sight, "contacts") {
        let lines = |name| match cell(&sight, row, name) {
            Value::Lines(lines) => lines.to_vec(),
            _ => Vec::new(),
        };
        assert!(lines("emails").iter().all(|mail| mail.ends_with("@example.org")));
        assert!(lines("phones").iter().all(|phone| phone.contains(" 000 ")));
    }
}

#[test]
fn the_saved_views_can_be_read() {
    let sight = sight();
    for row in rows(&sight, "views") {
        let kind = kind_named(cell(&sight, row, "pane").text()).unwrap();
        let filter = cell(&sight, row, "filter");
        assert!(Filter::parse(kind, filter.text(), &sight).is_ok(), "{}", filter.text());
        for field in ["columns", "sort"] {
            let Value::Lines(names) = cell(&sight, row, field) else { continue };
            let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
            assert!(order_of(kind, &names).is_ok(), "{names:?}");
        }
    }
}

#[test]
fn records_were_changed_by_several_people_on_several_days() {
    let folder = tempfile::tempdir().unwrap();
    let (office, _) = open(folder.path(), 9, demo(2000)).unwrap();
    let sight = office.sight(&wang());
    let history = |id: Id| -> Vec<_> {
        office.store().history(&sight, Some(id)).map(|change| change.unwrap().head).collect()
    };
    let people = |heads: &[Head]| -> BTreeSet<Box<str>> {
        heads.iter().map(|head| head.who.clone()).collect()
    };
    let often = KINDS.iter().flat_map(|kind| sight.rows(kind)).filter(|row| row.rev > 3);
    let heads = often.map(|row| history(row.id)).max_by_key(|heads| people(heads).len()).unwrap();
    assert!(people(&heads).len() > 3, "{heads:?}");
    assert!(heads.is_sorted_by(|later, earlier| later.when > earlier.when));
    assert!(heads[0].when <= office.clock().millis());
    office.store().verify().unwrap();
    office.store().close();
}

#[test]
fn a_demonstration_store_is_known_again_and_a_real_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path(), 9, demo(300)).unwrap().0.store().close();
    let (office, opened) = open(folder.path(), 9, Begin::Published).unwrap();
    assert!(office.is_demo() && !opened.is_new && office.sight(&wang()).is_invented());
    office.store().close();
    drop(office);
    let (office, _) = open(folder.path(), 9, demo(5000)).unwrap();
    assert_eq!(office.store().now().snapshot.len(), 300);
    office.store().close();

    for begin in [Begin::Published, Begin::Empty] {
        let folder = tempfile::tempdir().unwrap();
        let (office, _) = open(folder.path(), 9, begin).unwrap();
        assert!(!office.is_demo());
        office.store().close();
        drop(office);
        let before = fs::read(folder.path().join("journal/000001.log")).ok();
        let refused = open(folder.path(), 9, demo(300)).map(drop);
        assert!(matches!(refused, Err(OpenError::NotDemo { .. })));
        assert_eq!(fs::read(folder.path().join("journal/000001.log")).ok(), before);
    }
}

#[test]
fn who_opens_it_may_have_the_login_of_an_invented_colleague() {
    let folder = tempfile::tempdir().unwrap();
    let begin = Begin::Demo { records: 300, person: Person::new("zhao", Role::Admin) };
    let (office, _) = open(folder.path(), 9, begin).unwrap();
    let sight = office.sight(&wang());
    let zhao = rows(&sight, "colleagues").filter(|row| cell(&sight, row, "login").text() == "zhao");
    assert_eq!((zhao.count(), rows(&sight, "colleagues").count()), (1, 8));
    let edit = Edit::Trash { id: Id { kind: 20, number: 1 }, rev: 1 };
    office.commit(&wang(), Cause::Edit, vec![edit]).wait().unwrap();
    assert!(office.is_demo(), "whatever goes to the trash");
    office.store().close();
}
