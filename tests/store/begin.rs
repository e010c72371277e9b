//! With what a new store begins.

use super::{WHEN, editor, lines, now, text};
use liaison::office::{Begin, Clock, Office};
use liaison::records::{KINDS, kind_named};
use liaison::store::disk::{Disk, FailingDisk, RealDisk};
use liaison::store::{Cause, Finding, Opened, Person, Role, Row, Sight};
use liaison::value::{Id, Lang, Value};
use std::fs;
use std::path::Path;
use std::sync::Arc;

fn open(folder: &Path, begin: Begin) -> (Office, Opened) {
    Office::open(Arc::new(RealDisk), folder, Clock::fixed(now()), begin).unwrap()
}

fn shut(office: Office) {
    office.store().close();
    drop(office);
}

fn published() -> (tempfile::TempDir, Office) {
    let dir = tempfile::tempdir().unwrap();
    let (office, opened) = open(dir.path(), Begin::Published);
    assert!(opened.is_new && opened.findings.is_empty());
    (dir, office)
}

fn sight(office: &Office) -> Sight {
    office.sight(&Person::new("someone", Role::Admin))
}

fn cell(sight: &Sight, row: &Row, field: &str) -> Value {
    sight.cell(row, row.kind().named(field).unwrap())
}

/// How many records of a kind have a choice of a field.
fn count(sight: &Sight, plural: &str, field: &str, code: &str) -> usize {
    let rows = sight.rows(kind_named(plural).unwrap());
    rows.filter(|row| cell(sight, row, field).code() == code).count()
}

fn named(sight: &Sight, kind: &str, name: &str) -> Id {
    let found = sight.named(&[kind], name);
    assert_eq!(found.len(), 1, "{kind} {name}");
    found[0]
}

#[test]
fn the_published_facts_come_as_one_change() {
    let (_dir, office) = published();
    let store = office.store();
    assert_eq!(store.now().snapshot.sequence, 1);
    let changes = super::history(store, None);
    assert_eq!(changes.len(), 1);
    assert_eq!(&*changes[0].head.who, "published page");
    assert_eq!((changes[0].head.cause, changes[0].head.when), (Cause::Import, WHEN));
    assert_eq!(changes[0].changed.len(), store.now().snapshot.len());
    assert!(changes[0].changed.iter().all(|changed| changed.is_new() && changed.previous == 0));
}

#[test]
fn the_numbers_are_those_of_the_page() {
    let (_dir, office) = published();
    let sight = sight(&office);
    let kinds = [
        ("funds", 7),
        ("members", 31),
        ("centers", 8),
        ("events", 0),
        ("organizations", 48),
        ("projects", 7),
        ("agreements", 17),
        ("services", 7),
        ("units", 7),
        ("figures", 6),
        ("offices", 0),
        ("bases", 0),
    ];
    for (plural, count) in kinds {
        assert_eq!(sight.rows(kind_named(plural).unwrap()).count(), count, "{plural}");
    }
    let choices = [
        ("funds", "category", "regional", 7),
        ("members", "branch", "domestic", 15),
        ("members", "branch", "overseas", 16),
        ("organizations", "category", "enterprise", 42),
        ("agreements", "category", "strategic cooperation", 13),
        ("agreements", "category", "membership", 4),
        ("centers", "category", "joint research center", 7),
        ("centers", "category", "CKI", 1),
        ("projects", "category", "technology transfer", 3),
        ("projects", "category", "planning support", 3),
        ("projects", "category", "joint research", 1),
        ("units", "category", "management office", 2),
        ("units", "category", "department", 3),
        ("units", "category", "school", 2),
    ];
    for (plural, field, code, expected) in choices {
        assert_eq!(count(&sight, plural, field, code), expected, "{plural} {field}:{code}");
    }
    let enterprises = sight.rows(kind_named("organizations").unwrap());
    let domestic = enterprises
        .filter(|row| cell(&sight, row, "category").code() == "enterprise")
        .filter(|row| cell(&sight, row, "country") == text("CN"));
    assert_eq!(domestic.count(), 26);
}

#[test]
fn every_fact_names_its_line_is_public_and_has_its_history() {
    let (_dir, office) = published();
    let sight = sight(&office);
    for row in KINDS.iter().flat_map(|kind| sight.rows(kind)) {
        let Value::Lines(sources) = cell(&sight, row, "source") else { panic!("{}", row.id) };
        for source in &sources {
            let (source, _) = source.split_once(" (").unwrap_or((source, ""));
            let (page, line) = source.split_once(" line").unwrap();
            assert_eq!(page, "published page,", "{}: {source}", row.id);
            for line in
                line.trim_start_matches('s').split([',', ' ']).filter(|word| !word.is_empty())
            {
                let line = if line == "and" { 1 } else { line.parse().unwrap() };
                assert!((1..=159).contains(&line), "{}: {source}", row.id);
            }
        }
        assert_eq!(cell(&sight, row, "confidential").code(), "public", "{}", row.id);
        assert_eq!((row.rev, row.last, &*row.created.who), (1, 1, "published page"));
        let history = super::history(office.store(), Some(row.id));
        assert_eq!(history.iter().map(|change| change.sequence).collect::<Vec<_>>(), [1]);
        let changed = history[0].changed.iter().find(|changed| changed.id == row.id).unwrap();
        assert!(
            changed
                .fields()
                .iter()
                .all(|(_, before, after)| { before.is_none() && !after.is_none() })
        );
    }
}

/// Every organization as the page prints it, wherever it prints it.
const PRINTED: &str = "Baosteel Group; China Telecom; Shanghai Automotive; \
    China Metallurgic Group Corporation; China Huaneng Group Corporation; Shenhua Group; \
    Yalong Hydropower; Huawei; Sichuan Changhong Electric; Dongfang Electric; \
    Guangdong Nuclear Energy Development Group; Juhua Group; Toyota; UTC; P&G; Siemens; Boeing; \
    Hitachi; Toshiba; Samsung; Microsoft; Nissan; Sony; Veolia; KONE; EMC; Eternal; \
    China Electronics Corporation; COMAC; Sichuan Changhong; \
    China Hydropower Engineering Consultant Group; China Dongfang Electric Corporation; \
    China Huaneng Group; Datang Electric Group; China State Construction Engineering Corporation; \
    Hainan Rubber Group; Capital Airport Holding Company; CSPC Pharmaceutical Group Limited; \
    China Three Gorges Corporation; SICHUAN RAILWAY INCEDTMENT GROUP CO., LTD; \
    China 22nd Metallurgic Group; Ningxia Pagoda Petrochemical Group; Hainan Development Holding; \
    Intel; Johns Hopkins University; National University of Singapore; Toyota Motor Corp.; \
    Boeing Company; UC Berkeley; Tsinghua University; Yanliang Aviation Industry Base; \
    Northern Heavy Industries Group";

#[test]
fn every_printed_name_finds_its_one_organization() {
    let (_dir, office) = published();
    let sight = sight(&office);
    for printed in PRINTED.split("; ") {
        named(&sight, "organization", printed);
    }
    let same = [
        ("China Huaneng Group", "China Huaneng Group Corporation"),
        ("Sichuan Changhong", "Sichuan Changhong Electric"),
        ("China Dongfang Electric Corporation", "Dongfang Electric"),
        ("Toyota Motor Corp.", "Toyota"),
        ("Boeing Company", "Boeing"),
    ];
    for (one, other) in same {
        let (one, other) =
            (named(&sight, "organization", one), named(&sight, "organization", other));
        assert_eq!(one, other);
    }
    let id = named(&sight, "organization", "SICHUAN RAILWAY INCEDTMENT GROUP CO., LTD");
    let row = sight.row(id).unwrap();
    assert!(cell(&sight, row, "name").text().contains("Investment"), "corrected");
    let printed = lines(&["SICHUAN RAILWAY INCEDTMENT GROUP CO., LTD"]);
    assert_eq!(cell(&sight, row, "aliases"), printed, "and kept as printed");
    assert!(cell(&sight, row, "confirm").text().contains("INCEDTMENT"), "and to be confirmed");
}

#[test]
fn one_project_has_two_adopters_and_another_five_regions() {
    let (_dir, office) = published();
    let sight = sight(&office);
    let sites = |name: &str| {
        let row = sight.row(named(&sight, "project", name)).unwrap().clone();
        (cell(&sight, &row, "sites").links().len(), cell(&sight, &row, "parties"))
    };
    let (places, Value::Parties(parties)) = sites("Big press machine") else { panic!() };
    let adopters = parties.iter().filter(|party| party.role.as_deref() == Some("adopter"));
    assert_eq!((places, adopters.count()), (2, 2));
    let (places, _) = sites("Improvement of alkaline soil through desulfurization of coal");
    assert_eq!(places, 5);
}

/// The page dates nothing but the founding of programs, and names no amount and no person.
#[test]
fn no_date_or_amount_is_invented() {
    let (_dir, office) = published();
    let sight = sight(&office);
    for kind in ["funds", "members", "centers", "projects", "agreements", "services"] {
        for row in sight.rows(kind_named(kind).unwrap()) {
            for column in row.kind().columns().filter(|column| !column.is_computed()) {
                let value = sight.cell(row, column);
                let invented = matches!(value, Value::When(_) | Value::Moment(_) | Value::Money(_));
                assert!(!invented, "{} {}: {value:?}", row.id, column.name);
            }
        }
    }
}

#[test]
fn an_empty_store_holds_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (office, opened) = open(dir.path(), Begin::Empty);
    assert!(opened.is_new);
    assert!(office.store().now().snapshot.is_empty());
    assert_eq!(
        (office.store().now().snapshot.sequence, super::history(office.store(), None).len()),
        (0, 0)
    );
}

#[test]
fn a_store_that_was_there_is_not_filled_again() {
    let (dir, office) = published();
    let all = super::everything(office.store());
    shut(office);
    let (office, opened) = open(dir.path(), Begin::Published);
    assert!(!opened.is_new && opened.findings.is_empty());
    assert_eq!(super::everything(office.store()), all);
    assert_eq!(office.store().now().snapshot.sequence, 1);
    shut(office);

    let dir = tempfile::tempdir().unwrap();
    let (office, _) = open(dir.path(), Begin::Empty);
    let edit = super::new("organizations", 0, &[("name", text("Ours"))]);
    office.commit(&editor("wang"), Cause::Edit, vec![edit]).wait().unwrap();
    shut(office);
    let (office, opened) = open(dir.path(), Begin::Published);
    assert!(!opened.is_new);
    assert_eq!(office.store().now().snapshot.len(), 1);
}

#[test]
fn a_store_that_began_empty_stays_so() {
    let dir = tempfile::tempdir().unwrap();
    shut(open(dir.path(), Begin::Empty).0);
    let (office, _) = open(dir.path(), Begin::Published);
    assert!(office.store().now().snapshot.is_empty());
}

#[test]
fn a_filling_that_was_cut_off_is_made_good() {
    let (dir, office) = published();
    let all = super::everything(office.store()).len();
    shut(office);
    let journal = dir.path().join("journal/000001.log");
    let length = fs::metadata(&journal).unwrap().len();
    fs::OpenOptions::new().write(true).open(&journal).unwrap().set_len(length / 2).unwrap();
    fs::remove_dir_all(dir.path().join("state")).unwrap();

    let (office, opened) = open(dir.path(), Begin::Published);
    assert!(opened.is_new && matches!(opened.findings[..], [Finding::Torn { .. }]));
    assert_eq!(super::everything(office.store()).len(), all);
    office.store().verify().unwrap();
}

#[test]
fn a_store_for_which_there_is_no_room_says_so_and_is_begun_once_there_is() {
    let dir = tempfile::tempdir().unwrap();
    let disk = Arc::new(FailingDisk::new(Arc::new(RealDisk)));
    disk.fill();
    let begin = || {
        let disk = Arc::clone(&disk) as Arc<dyn Disk>;
        Office::open(disk, dir.path(), Clock::fixed(now()), Begin::Published)
    };
    let error = begin().map(drop).unwrap_err();
    let path = dir.path().join("journal/000001.log").display().to_string();
    for (lang, said) in [(Lang::En, "no room for"), (Lang::Zh, "空间不足")] {
        let told = error.say(lang);
        assert!(told.contains(said) && told.contains(&path), "{told}");
    }
    disk.mend();
    let (office, opened) = begin().unwrap();
    assert!(opened.is_new && opened.findings.is_empty(), "{opened:?}");
    assert!(office.store().now().snapshot.len() > 100);
    shut(office);
}

#[test]
fn a_store_of_which_nothing_can_be_read_is_not_taken_for_a_new_one() {
    let (dir, office) = published();
    let edit = super::new("organizations", 0, &[("name", text("Ours"))]);
    office.commit(&editor("wang"), Cause::Edit, vec![edit]).wait().unwrap();
    shut(office);
    let journal = dir.path().join("journal/000001.log");
    let mut bytes = fs::read(&journal).unwrap();
    bytes[200] ^= 1;
    fs::write(&journal, bytes).unwrap();
    fs::remove_dir_all(dir.path().join("state")).unwrap();

    let (office, opened) = open(dir.path(), Begin::Published);
    assert!(!opened.is_new);
    assert!(matches!(opened.findings[..], [Finding::Damaged(_)]), "{:?}", opened.findings);
    assert!(office.store().now().snapshot.is_empty());
}
