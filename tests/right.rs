//! Two letters, the right record first: what is found by what, over the published facts and what
//! an office records beside them. The tables are in `tests/right/`.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

use chrono::{NaiveDate, NaiveDateTime};
use liaison::lookup::{Around, Hit, Lookup};
use liaison::office::{Begin, Clock, Office};
use liaison::record::Kind;
use liaison::records::{KINDS, kind_named};
use liaison::store::disk::RealDisk;
use liaison::store::{Cause, Edit, Person, Role, Sight};
use liaison::value::{Id, Lang, Names as _, Reader, Rule, Value, Wrong};
use std::sync::Arc;

const OFFICE: &str = include_str!("right/office.txt");
const PLAIN: &str = include_str!("right/plain.txt");
const SOUND: &str = include_str!("right/pinyin.txt");

/// The office of the tables, as two see it.
struct Desk {
    admin: Sight,
    viewer: Sight,
    lookup: Lookup,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(now());
        let opened = Office::open(Arc::new(RealDisk), folder.path(), clock, Begin::Published);
        let office = opened.map_err(|error| error.say(Lang::En)).unwrap().0;
        let wang = Person::new("wang", Role::Admin);
        for block in OFFICE.split("\n\n") {
            let sight = office.sight(&wang);
            let lines = block.lines().filter(|line| !line.starts_with('#'));
            let edits = (0..).zip(lines).map(|(nth, line)| edit(nth, line, &sight)).collect();
            let saved = office.commit(&wang, Cause::Edit, edits).wait();
            assert!(saved.is_ok(), "{block}");
        }
        let viewer = office.sight(&Person::new("guest", Role::Viewer));
        let (admin, lookup) = (office.sight(&wang), office.lookup());
        Self { admin, viewer, lookup, _folder: folder }
    }

    /// Of all lines of a table those that do not hold, each with what was found instead.
    fn wrong(&self, table: &str) -> Vec<String> {
        let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        lines.filter_map(|line| Some(format!("{line}\n{}", self.check(line)?))).collect()
    }

    /// Why a line does not hold.
    fn check(&self, line: &str) -> Option<String> {
        let line = Line::of(line);
        let sight = if line.as_viewer { &self.viewer } else { &self.admin };
        let recent: Vec<Id> = line.after.map(|name| named(name, sight)).into_iter().collect();
        let around =
            Around { scope: line.scope, pane: line.pane, recent: &recent, ..Around::default() };
        let found = self.lookup.find(line.query, sight, &around);
        let hits = |most: usize| -> Vec<Hit> {
            let shown = (0..found.len().min(most)).map(|nth| self.lookup.hit(&found, nth, sight));
            shown.map(|hit| hit.unwrap()).collect()
        };
        let listed = || -> String {
            let name = |hit: &Hit| {
                let name = sight.name(hit.id, Lang::En);
                format!(
                    "    {} {name}: {:?} {} “{}”\n",
                    hit.id, hit.class, hit.column.name, hit.text
                )
            };
            hits(5).iter().map(name).collect()
        };
        if line.is_absent {
            let is_found = |id: Id| line.record == "*" || id == named(line.record, sight);
            return found.ids().any(is_found).then(listed);
        }
        let record = named(line.record, sight);
        let good = |hit: &Hit| {
            hit.id == record
                && line.by.is_none_or(|by| hit.column.name == by)
                && line.with.is_none_or(|with| hit.folded.contains(&named(with, sight)))
        };
        (!hits(line.among).iter().any(good)).then(listed)
    }
}

fn now() -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    day.and_hms_opt(9, 0, 0).unwrap()
}

/// One line of a table.
struct Line<'t> {
    query: &'t str,
    record: &'t str,
    is_absent: bool,
    among: usize,
    scope: Option<&'static Kind>,
    pane: Option<&'static Kind>,
    after: Option<&'t str>,
    by: Option<&'t str>,
    with: Option<&'t str>,
    as_viewer: bool,
}

impl<'t> Line<'t> {
    fn of(text: &'t str) -> Self {
        let is_absent = !text.contains("=>");
        let (query, rest) = text.split_once(if is_absent { "=/" } else { "=>" }).unwrap();
        let mut parts = rest.split(';').map(str::trim);
        let (query, record) = (query.trim(), parts.next().unwrap());
        let (after, by, with) = (None, None, None);
        let (among, scope, pane, as_viewer) = (1, None, None, false);
        let mut line =
            Self { query, record, is_absent, among, scope, pane, after, by, with, as_viewer };
        for mark in parts {
            match mark.split_once(' ') {
                Some(("among", count)) => line.among = count.parse().unwrap(),
                Some(("in", kind)) => line.scope = Some(kind_named(kind).unwrap()),
                Some(("on", kind)) => line.pane = Some(kind_named(kind).unwrap()),
                Some(("after", name)) => line.after = Some(name),
                Some(("by", field)) => line.by = Some(field),
                Some(("with", name)) => line.with = Some(name),
                Some(("as", "viewer")) => line.as_viewer = true,
                _ => panic!("no mark “{mark}” in: {text}"),
            }
        }
        line
    }
}

/// The record of a name in either language; memberships, which have none of their own, as
/// `members/NAME`.
fn named(name: &str, sight: &Sight) -> Id {
    let split = name.split_once('/').and_then(|(kind, name)| Some((kind_named(kind)?, name)));
    let (kinds, name) = split.map_or((KINDS, name), |(kind, name)| {
        let at = KINDS.iter().position(|one| one.number == kind.number).unwrap();
        (&KINDS[at..=at], name)
    });
    let is_called = |id: Id| [Lang::En, Lang::Zh].iter().any(|lang| sight.name(id, *lang) == name);
    let own = |kind: &&&Kind| {
        kinds.len() == 1 || kind.naming().all(|column| column.shape.kinds().is_none())
    };
    let rows = kinds.iter().filter(own).flat_map(|kind| sight.rows(kind));
    let ids: Vec<Id> = rows.map(|row| row.id).filter(|id| is_called(*id)).collect();
    let [id] = ids.as_slice() else { panic!("{name}: {ids:?}") };
    *id
}

/// The edit of one line of the office.
fn edit(nth: u32, line: &str, sight: &Sight) -> Edit {
    if let Some(name) = line.strip_prefix("trash ") {
        let id = named(name, sight);
        return Edit::Trash { id, rev: sight.row(id).unwrap().rev };
    }
    let (what, fields) = line.split_once(": ").unwrap();
    let kind = what.split_once('/').map_or(what, |(kind, _)| kind);
    let kind = kind_named(kind).unwrap_or_else(|| panic!("{line}"));
    let fields = fields.split(" | ").map(|field| {
        let (name, text) = field.split_once('=').unwrap();
        let column = kind.named(name).unwrap_or_else(|| panic!("{line}"));
        let value = column.shape.read(&text.replace("\\n", "\n"), &Links(sight));
        (column.number, value.map_err(|wrong| wrong.en).unwrap())
    });
    if what.contains('/') {
        let id = named(what, sight);
        let row = sight.row(id).unwrap();
        let before = |number: u16| sight.cell(row, kind.column(number).unwrap());
        let fields = fields.map(|(number, after)| (number, before(number), after));
        return Edit::Set { id, rev: row.rev, fields: fields.collect() };
    }
    let fields: Vec<(u16, Value)> = fields.collect();
    Edit::Add { id: Id::provisional(kind.number, nth), fields }
}

struct Links<'s>(&'s Sight);

impl Reader for Links<'_> {
    fn today(&self) -> NaiveDate {
        now().date()
    }

    fn link(&self, kinds: &[&str], text: &str) -> Result<Id, Wrong> {
        Ok(self.0.named(kinds, text)[0])
    }

    fn rule(&self, _: &str) -> Result<Rule, Wrong> {
        Err(Wrong { en: "no rules here".into(), zh: "这里没有口径".into() })
    }
}

/// That all lines of a table hold.
fn hold(table: &str) {
    let wrong = Desk::new().wrong(table);
    assert!(wrong.is_empty(), "{} lines do not hold:\n{}", wrong.len(), wrong.join(""));
}

#[test]
fn the_right_record_comes_first() {
    hold(PLAIN);
}

#[test]
fn the_right_record_comes_first_by_its_sound() {
    hold(SOUND);
}

#[test]
fn the_tables_are_as_long_as_they_should_be() {
    let count = |sign| {
        [PLAIN, SOUND]
            .iter()
            .flat_map(|table| table.lines())
            .filter(|line| line.contains(sign))
            .count()
    };
    assert!(count(" => ") >= 300, "{}", count(" => "));
    assert!(count(" =/ ") >= 40, "{}", count(" =/ "));
}
