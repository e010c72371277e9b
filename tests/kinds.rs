//! The kinds as data: what every table of fields must keep.

use chrono::NaiveDate;
use liaison::record::{Column, Kind};
use liaison::records::{self, KINDS};
use liaison::store::Path;
use liaison::value::{Id, Lang, Names, Party, Reader, Rule, Shape, Value, Wrong, width};
use std::collections::HashSet;
use std::fmt::Write as _;

const BOTH: [Lang; 2] = [Lang::En, Lang::Zh];

fn kept(kind: &Kind) -> impl Iterator<Item = &'static Column> + use<> {
    kind.columns().filter(|column| !column.is_computed())
}

#[test]
fn numbers_and_names_are_unique() {
    let mut kinds = HashSet::new();
    for kind in KINDS {
        assert!(kinds.insert(kind.number.to_string()), "{}", kind.code);
        assert!(kinds.insert(kind.code.to_owned()) && kinds.insert(kind.plural.to_owned()));
        let (mut numbers, mut names) = (HashSet::new(), HashSet::new());
        for column in kind.columns() {
            assert!(numbers.insert(column.number), "{} {}", kind.code, column.number);
            assert!(names.insert(column.name), "{} {}", kind.code, column.name);
            assert!(column.is_computed() == (column.number >= 900), "{}", column.name);
        }
    }
}

/// Numbers are never reused: this file only grows.
#[test]
fn the_numbers_are_those_of_the_golden_file() {
    let mut lines = String::new();
    for kind in KINDS {
        writeln!(lines, "{} {} {}", kind.number, kind.code, kind.plural).expect("memory");
        for column in kept(kind).filter(|column| column.number >= 100) {
            let shape = format!("{:?}", column.shape);
            let shape = shape.split(['(', ' ']).next().unwrap_or_default();
            writeln!(lines, "  {} {} {shape}", column.number, column.name).expect("memory");
        }
    }
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/fields.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(golden, &lines).expect("the golden file can be written");
    }
    let written = std::fs::read_to_string(golden).unwrap_or_default();
    assert_eq!(written, lines, "UPDATE_GOLDEN=1 cargo test --test kinds writes it anew");
}

#[test]
fn every_field_of_a_struct_is_in_its_table() {
    for kind in KINDS {
        let shown = format!("{:?}", kind.blank());
        let (_, fields) = shown.split_once(" { ").expect("a struct with fields");
        let in_struct: HashSet<&str> = fields
            .split(", ")
            .filter_map(|field| field.split_once(": "))
            .map(|(name, _)| name)
            .collect();
        let own = kept(kind).filter(|column| column.number >= 100);
        let in_table: HashSet<&str> = own.map(|column| column.name).collect();
        assert_eq!(in_struct, in_table, "{}", kind.code);
    }
}

#[test]
fn everything_has_words_in_both_languages_and_headings_fit() {
    for kind in KINDS {
        for lang in BOTH {
            for words in [kind.one, kind.title, kind.tab] {
                assert!(!words.say(lang).is_empty(), "{}", kind.code);
            }
            for shown in kind.shown {
                let (_, heading) = shown.path(kind).unwrap_or_else(|| panic!("{}", shown.path));
                let heading = heading.say(lang);
                assert!(width(heading) <= usize::from(shown.width), "{} {heading}", kind.code);
            }
        }
        for column in kind.columns() {
            assert!(!column.title.en.is_empty() && !column.title.zh.is_empty(), "{}", column.name);
            for label in column.shape.labels() {
                assert!(!label.code.is_empty() && !label.zh.is_empty());
            }
            let codes: HashSet<_> = column.shape.labels().iter().map(|label| label.code).collect();
            let zh: HashSet<_> = column.shape.labels().iter().map(|label| label.zh).collect();
            assert_eq!(
                (codes.len(), zh.len()),
                (column.shape.labels().len(), column.shape.labels().len())
            );
        }
    }
}

#[test]
fn the_default_columns_fit_80_cells_and_orders_exist() {
    for kind in KINDS {
        let narrow = kind.shown.iter().filter(|shown| !shown.wide);
        let wide: u16 = narrow.map(|shown| shown.width + 2).sum();
        assert!(wide <= 80, "{} takes {wide}", kind.code);
        for order in kind.order {
            let order = order.trim_start_matches('-');
            assert!(Path::of(kind, order).is_some() || order == "name", "{} {order}", kind.code);
        }
    }
}

#[test]
fn links_lead_to_kinds_there_are_and_a_new_form_is_short() {
    for kind in KINDS {
        for column in kind.columns() {
            for to in column.shape.kinds().unwrap_or_default() {
                assert!(KINDS.iter().any(|kind| kind.code == *to), "{} {to}", column.name);
            }
        }
        let main = kind.columns().filter(|column| column.is_main()).count();
        assert!((1..=12).contains(&main), "{} asks for {main}", kind.code);
        assert!((1..=2).contains(&kind.naming().count()), "{}", kind.code);
    }
}

/// Names and links by id alone.
struct Plain;

impl Names for Plain {
    fn name(&self, id: Id, _: Lang) -> String {
        id.to_string()
    }

    fn handle(&self, id: Id) -> String {
        id.to_string()
    }
}

impl Reader for Plain {
    fn today(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
    }

    fn link(&self, _: &[&str], text: &str) -> Result<Id, Wrong> {
        Id::parse(text).ok_or_else(|| Wrong { en: text.to_owned(), zh: text.to_owned() })
    }

    fn rule(&self, text: &str) -> Result<Rule, Wrong> {
        let (kind, filter) = text.split_once(' ').unwrap_or((text, ""));
        Ok(Rule { kind: kind.into(), filter: filter.into() })
    }
}

fn samples(shape: &Shape) -> Vec<Value> {
    let read = |texts: &[&str]| -> Vec<Value> {
        texts.iter().map(|text| shape.read(text, &Plain).expect("readable")).collect()
    };
    let fund = Id { kind: 1, number: 7 };
    match shape {
        Shape::Text => read(&["Hebei – 河北", "a; b\\c"]),
        Shape::Notes => read(&["one\n two\nthree"]),
        Shape::Lines => read(&["a; b", "+86 10\\; 12; c\\\\d"]),
        Shape::Tags => read(&["oled, 电池"]),
        Shape::When => read(&["1980s", "2003", "2017-12", "2026-11-22", "~2019"]),
        Shape::Moment => read(&["2026-12-01", "2026-12-01 14:00"]),
        Shape::Money => read(&["1250万", "USD 0.05"]),
        Shape::Count => read(&["0", "-3", "12,500"]),
        Shape::Decimal => read(&["39.99", "-0.5"]),
        Shape::Flag => read(&["yes", "否"]),
        Shape::Choice(labels) => {
            labels.iter().map(|label| Value::Choice(label.code.into())).collect()
        }
        Shape::Choices(labels) => {
            vec![Value::Choices(labels.iter().map(|label| label.code.into()).collect())]
        }
        Shape::Link(_) => vec![Value::Link(fund)],
        Shape::Links(_) => vec![Value::Links([fund, Id { kind: 2, number: 1 }].into())],
        Shape::Parties(parties) => {
            let role = parties.roles.first().map(|role| role.code.into());
            let text = "says \"hi\"; then \\ leaves";
            let flag = parties.flag.map(|_| true);
            let party = Party { link: Some(fund), role, text: text.into(), flag };
            vec![Value::Parties([party.clone(), Party { link: None, ..party }].into())]
        }
        Shape::Rule => read(&["members branch:domestic", "funds"]),
        Shape::Repeat => read(&["monthly", "每2周", "every 1y until 2030"]),
    }
}

#[test]
fn what_a_form_shows_reads_back_as_the_same_value_in_both_languages() {
    for kind in KINDS {
        for column in kept(kind) {
            for value in samples(&column.shape) {
                for lang in BOTH {
                    let text = column.shape.write(&value, lang, &Plain);
                    let read = column.shape.read(&text, &Plain);
                    assert_eq!(read.as_ref(), Ok(&value), "{} {}: {text}", kind.code, column.name);
                }
            }
        }
    }
}

#[test]
fn a_list_is_shown_as_its_language_lists() {
    let agreement = records::kind_named("agreements").expect("a kind");
    let parties = agreement.named("parties").expect("a field").shape;
    let value =
        parties.read("org=organization-1 role=sponsor text=half; org=organization-2", &Plain);
    let value = value.expect("readable");
    let said = |lang| parties.show(&value, lang, &Plain);
    assert_eq!(said(Lang::En), "organization-1 (sponsor, half), organization-2");
    assert_eq!(said(Lang::Zh), "organization-1（资助方、half）、organization-2");
    let show = |shape: Shape, text| {
        shape.show(&shape.read(text, &Plain).expect("readable"), Lang::Zh, &Plain)
    };
    assert_eq!(show(Shape::Tags, "a, b"), "a、b");
    assert_eq!(show(Shape::Lines, "a; b"), "a；b");
    assert_eq!(show(Shape::Links(&["fund"]), "fund-1; fund-2"), "fund-1、fund-2");
}

#[test]
fn a_struct_takes_every_value_of_its_table_and_no_other() {
    for kind in KINDS {
        for column in kept(kind).filter(|column| column.number >= 100) {
            let mut entry = kind.blank();
            for value in samples(&column.shape) {
                assert!(entry.write(column.number, value.clone()), "{} {}", kind.code, column.name);
                assert_eq!(entry.kept(column.number), value, "{} {}", kind.code, column.name);
            }
            assert!(!entry.write(column.number, Value::Masked));
            assert!(entry.write(column.number, Value::None) && entry.kept(column.number).is_none());
        }
    }
}

/// The least and the greatest that can be typed, and every choice.
fn extremes(shape: &Shape) -> Vec<Value> {
    let read = |texts: &[&str]| -> Vec<Value> {
        texts.iter().map(|text| shape.read(text, &Plain).expect("readable")).collect()
    };
    match shape {
        Shape::When => read(&["1001", "9998"]),
        Shape::Moment => read(&["1900-01-01", "2199-12-31 23:59"]),
        Shape::Count => vec![Value::Count(i64::MIN), Value::Count(-1), Value::Count(i64::MAX)],
        Shape::Decimal => read(&["-9000000000000", "-180.1", "180.1", "9000000000000"]),
        shape => samples(shape),
    }
}

/// An empty record with each two fields set in turn, one to its first extreme, one to its last.
fn checked(kind: &Kind) -> Vec<(&'static str, Wrong)> {
    let mut wrong = Vec::new();
    let own: Vec<_> = kept(kind).filter(|column| column.number >= 100).collect();
    for one in &own {
        for value in extremes(&one.shape) {
            for other in &own {
                let mut entry = kind.blank();
                let last = extremes(&other.shape).pop().expect("a value");
                assert!(entry.write(other.number, last), "{} {}", kind.code, other.name);
                assert!(entry.write(one.number, value.clone()), "{} {}", kind.code, one.name);
                wrong.extend(entry.check());
            }
        }
    }
    wrong
}

#[test]
fn a_check_names_columns_there_are_and_refuses_what_cannot_be() {
    let never_negative = [
        "agreement.notice_days",
        "event.attended",
        "event.capacity",
        "event.registered",
        "figure.claim",
        "figure.place",
        "member.reminder_days",
        "organization.cadence",
        "organization.fortune_rank",
        "project.trl",
        "service.number",
    ];
    let others = ["center.latitude", "center.longitude", "member.override_status"];
    let mut named = HashSet::new();
    for kind in KINDS {
        for (name, wrong) in checked(kind) {
            assert!(kept(kind).any(|column| column.name == name), "{} {name}", kind.code);
            assert!(!wrong.en.is_empty() && !wrong.zh.is_empty());
            named.insert(format!("{}.{name}", kind.code));
        }
    }
    for name in never_negative.iter().chain(&others) {
        assert!(named.contains(*name), "{name} may be anything");
    }
}

#[test]
fn ids_read_back() {
    for kind in KINDS {
        let id = Id { kind: kind.number, number: 7 };
        assert_eq!(Id::parse(&id.to_string()), Some(id));
    }
    assert_eq!(Id::parse("fund-0"), None);
    assert_eq!(Id::parse("nothing-7"), None);
    assert_eq!(records::kind_named("合作基金").map(|kind| kind.code), Some("fund"));
    assert_eq!(records::kind_nearest("membres").map(|kind| kind.code), Some("member"));
}
