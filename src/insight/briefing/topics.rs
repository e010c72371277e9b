//! Which record belongs to which part of the page: each to one, and none to nowhere.

use super::super::around::{Group, Way, is_ahead};
use super::{cell, today};
use crate::record::Kind;
use crate::store::Sight;
use crate::value::{Id, Value, When, Words};
use crate::words::brief as say;
use chrono::NaiveDate;

/// The parts that tell of all records of a kind.
const WHOLE: [(&str, Words); 6] = [
    ("contact", say::CONTACTS),
    ("member", say::MEMBERSHIP),
    ("agreement", say::AGREEMENTS),
    ("center", say::CENTERS),
    ("project", say::PROJECTS),
    ("fund", say::FUNDS),
];

/// What keeps the open promises of ours, and of theirs.
const OURS: Only = Some(("followup", " -direction:theirs status:open"));
const THEIRS: Only = Some(("followup", " direction:theirs status:open"));
/// What keeps events to come.
const AHEAD: Only = Some(("event", " over:no"));

/// What must hold of the records of a kind.
type Only = Option<(&'static str, &'static str)>;

/// The records of one part.
#[derive(Clone)]
pub(super) struct List {
    pub title: Words,
    pub all: Vec<(Id, Way)>,
    pub none: Words,
    pub only: Only,
}

/// What is told only by number: of a kind, said how.
#[derive(Clone)]
pub(super) struct Also {
    pub kind: &'static Kind,
    pub words: Option<Words>,
    pub count: usize,
}

#[derive(Clone)]
pub(super) struct Topics {
    pub lists: Vec<List>,
    pub also: Vec<Also>,
}

impl Topics {
    pub fn of(sight: &Sight, groups: &[Group]) -> Self {
        let mut sorter = Sorter::default();
        let mut whole: Vec<List> =
            WHOLE.iter().map(|(_, title)| list(*title, say::NONE, None)).collect();
        for group in groups {
            if let Some(at) = WHOLE.iter().position(|(code, _)| *code == group.kind.code) {
                whole[at].all.clone_from(&group.all);
            } else {
                group.all.iter().for_each(|one| sorter.put(sight, group.kind, *one));
            }
        }
        let [touches, ours, theirs] = sorter.lists;
        sorter.next.extend(steering(sight, groups));
        sorter.next.sort_by_key(|(day, (id, _))| (*day, *id));
        let next = sorter.next.into_iter().map(|(_, one)| one).collect();
        let rest = [
            List { all: touches, ..list(say::LAST_TOUCH, say::NONE, None) },
            List { all: ours, ..list(say::WE_OWE, say::NOTHING, OURS) },
            List { all: theirs, ..list(say::THEY_OWE, say::NOTHING, THEIRS) },
            List { all: next, ..list(say::NEXT, say::NO_EVENT, AHEAD) },
        ];
        Self { lists: whole.into_iter().chain(rest).collect(), also: sorter.also }
    }
}

fn list(title: Words, none: Words, only: Only) -> List {
    List { title, all: Vec::new(), none, only }
}

#[derive(Default)]
struct Sorter {
    /// Talks, what we owe, what they owe.
    lists: [Vec<(Id, Way)>; 3],
    next: Vec<(Option<NaiveDate>, (Id, Way))>,
    also: Vec<Also>,
}

impl Sorter {
    fn put(&mut self, sight: &Sight, kind: &'static Kind, one: (Id, Way)) {
        let Some(row) = sight.present(one.0) else { return };
        let code = |field: &str| cell(sight, row, field).code().to_owned();
        match kind.code {
            "event" if is_ahead(sight, row) => {
                self.next.push((super::super::around::first_day(sight, row), one));
            }
            "event" => self.count(kind, Some(say::PAST)),
            "interaction" => match cell(sight, row, "when") {
                Value::When(when) if when.first() > today(sight) => {
                    self.next.push((Some(when.first()), one));
                }
                _ => self.lists[0].push(one),
            },
            "followup" if matches!(code("status").as_str(), "done" | "dropped") => {
                self.count(kind, Some(say::DONE));
            }
            "followup" => self.lists[1 + usize::from(code("direction") == "theirs")].push(one),
            _ => self.count(kind, None),
        }
    }

    fn count(&mut self, kind: &'static Kind, words: Option<Words>) {
        let known = |also: &&mut Also| also.kind.code == kind.code;
        match self.also.iter_mut().find(known) {
            Some(also) => also.count += 1,
            None => self.also.push(Also { kind, words, count: 1 }),
        }
    }
}

/// The centers whose steering meets.
fn steering(sight: &Sight, groups: &[Group]) -> Vec<(Option<NaiveDate>, (Id, Way))> {
    let centers = groups.iter().filter(|group| group.kind.code == "center");
    let meets = |(id, way): &(Id, Way)| {
        let row = sight.present(*id)?;
        let day = super::super::date(sight, row, "next_steering").map(When::last)?;
        (day >= today(sight)).then_some((Some(day), (*id, *way)))
    };
    centers.flat_map(|group| &group.all).filter_map(meets).collect()
}
