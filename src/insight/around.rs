//! What hangs on an organization: what links to it, what its memberships link to and what hangs on
//! them, what was said with its people, and what was promised about any of that. Each record is
//! told once, with the way it hangs there: a path of the filter language that finds it again.

use super::followup::is_open;
use super::{cell, date, kind, today};
use crate::record::Kind;
use crate::records::{self, KINDS};
use crate::store::{Row, Sight};
use crate::value::{Id, Value, When, Words};
use crate::words::brief as say;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// The kind at whose records the ways begin.
pub const PARTNER: &str = "organization";

/// The kinds of what hangs on an organization, in the order in which one reads them; the others
/// follow in the order of the panes.
const ORDER: [&str; 9] = [
    "member",
    "agreement",
    "center",
    "project",
    "fund",
    "event",
    "contact",
    "interaction",
    "followup",
];

/// What says that nobody else was named, so that it was about this organization.
const NOBODY_ELSE: &str = " organizations:none";

/// What a thing that is over says in its status.
const GONE: [&str; 7] =
    ["closed", "completed", "expired", "terminated", "cancelled", "done", "dropped"];

/// How a record hangs on another: the path of a field, and what must hold besides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Way {
    path: &'static str,
    besides: &'static str,
}

impl Way {
    /// By a field of the record itself.
    pub const fn by(path: &'static str) -> Self {
        Self { path, besides: "" }
    }

    const fn and(self, besides: &'static str) -> Self {
        Self { besides, ..self }
    }

    /// The path of the field.
    pub const fn path(self) -> &'static str {
        self.path
    }

    /// The filter that keeps the records that hang so on one.
    pub fn filter(self, of: Id) -> String {
        format!("{}:{of}{}", self.path, self.besides)
    }
}

/// The ways besides a field of the record itself.
const OF_MEMBERSHIP: Way = Way::by("members.organization");
const ABOUT_SOMEBODY: Way = Way::by("regarding.organization");
const ABOUT_AGREED: Way = Way::by("regarding.parties");
const ABOUT_JOINT: Way = Way::by("regarding.partners");
const PROMISED_THERE: Way = Way::by("interaction.organizations");
const WITH_SOMEBODY: Way = Way::by("contacts.organization");

impl Way {
    /// How a record of a kind hangs there, in words.
    pub fn words(self, kind: &Kind) -> Words {
        match self.path {
            path if path == OF_MEMBERSHIP.path => say::OF_MEMBERSHIP,
            path if path == ABOUT_SOMEBODY.path => say::ABOUT_SOMEBODY,
            path if path == ABOUT_AGREED.path => say::ABOUT_AGREED,
            path if path == ABOUT_JOINT.path => say::ABOUT_JOINT,
            path if path == PROMISED_THERE.path => say::PROMISED_THERE,
            path if path == WITH_SOMEBODY.path => say::WITH_SOMEBODY,
            path => kind.named(path).map_or(kind.one, |column| column.title),
        }
    }
}

/// Records of one kind that hang on an organization, each with its way, the most important first.
#[derive(Clone)]
pub struct Group {
    /// The kind.
    pub kind: &'static Kind,
    /// The records.
    pub all: Vec<(Id, Way)>,
}

/// Records that a list can be narrowed to: those of a kind that hang on one in one way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// Their kind's code.
    pub kind: &'static str,
    /// What they hang on.
    pub of: Id,
    /// How.
    pub way: Way,
    /// What must hold of them besides.
    pub only: &'static str,
    /// Whether only those are meant that everybody may see.
    pub is_public: bool,
}

impl Found {
    /// The filter that keeps them.
    pub fn filter(&self) -> String {
        let public = if self.is_public { " confidential:public" } else { "" };
        format!("{}{}{public}", self.way.filter(self.of), self.only)
    }
}

/// How many records there are of each kind and way.
pub fn ways(all: &[(Id, Way)]) -> Vec<(&'static str, Way, usize)> {
    let mut counts: BTreeMap<(u8, Way), usize> = BTreeMap::new();
    for (id, way) in all {
        *counts.entry((id.kind, *way)).or_default() += 1;
    }
    let told = |((kind, way), count)| Some((records::kind(kind)?.code, way, count));
    counts.into_iter().filter_map(told).collect()
}

/// What hangs on an organization, kind by kind.
pub fn around(sight: &Sight, of: Id) -> Vec<Group> {
    let mut near = Near { sight, all: BTreeMap::new() };
    near.gather(of);
    let mut groups: Vec<Group> = Vec::new();
    for (id, way) in near.all {
        match groups.last_mut() {
            Some(group) if group.kind.number == id.kind => group.all.push((id, way)),
            _ => groups
                .extend(records::kind(id.kind).map(|kind| Group { kind, all: vec![(id, way)] })),
        }
    }
    for group in &mut groups {
        group.all.sort_by_cached_key(|(id, _)| sight.row(*id).map(|row| rank(sight, row)));
    }
    let place =
        |kind: &Kind| ORDER.iter().position(|code| *code == kind.code).unwrap_or(ORDER.len());
    let pane = |kind: &Kind| KINDS.iter().position(|known| known.code == kind.code);
    groups.sort_by_key(|group| (place(group.kind), pane(group.kind)));
    groups
}

/// How many of a group are still to be done, where that can be said of them.
pub fn open_among(sight: &Sight, group: &Group) -> Option<usize> {
    let rows = group.all.iter().filter_map(|(id, _)| sight.present(*id));
    (group.kind.code == "followup").then(|| rows.filter(|row| is_open(sight, row)).count())
}

struct Near<'a> {
    sight: &'a Sight,
    all: BTreeMap<Id, Way>,
}

impl Near<'_> {
    /// A way that is known already is a shorter one.
    fn put(&mut self, id: Id, way: Way) {
        self.all.entry(id).or_insert(way);
    }

    fn gather(&mut self, of: Id) {
        let direct: Vec<(Id, &'static str, &'static str)> = self
            .sight
            .links_to(of)
            .into_iter()
            .filter_map(|(id, field)| named(id, field))
            .collect();
        for (id, _, field) in &direct {
            self.put(*id, Way::by(field));
        }
        for (id, code, field) in direct {
            match (code, field) {
                ("member", "organization") => {
                    self.of_membership(id);
                    self.about(id, ABOUT_SOMEBODY);
                }
                ("contact", "organization") => {
                    self.with(id);
                    self.about(id, ABOUT_SOMEBODY);
                }
                ("agreement" | "project", "parties") => self.about(id, ABOUT_AGREED),
                ("center" | "fund", "partners") => self.about(id, ABOUT_JOINT),
                ("interaction", "organizations") => {
                    self.promised(id);
                    self.about(id, ABOUT_SOMEBODY);
                }
                ("event", "organizations") => self.about(id, ABOUT_SOMEBODY),
                _ => {}
            }
        }
        self.all.remove(&of);
    }

    /// What a membership links to.
    fn of_membership(&mut self, member: Id) {
        let sight = self.sight;
        let Some(row) = sight.present(member) else { return };
        for field in ["agreement", "contacts"] {
            for id in cell(sight, row, field).links() {
                if sight.present(id).is_some() {
                    self.put(id, OF_MEMBERSHIP);
                }
            }
        }
    }

    /// What was said with one of its people, and with nobody else.
    fn with(&mut self, contact: Id) {
        for (id, code, field) in self.linked(contact) {
            if (code, field) == ("interaction", "contacts") && self.names_nobody(id) {
                self.put(id, WITH_SOMEBODY.and(NOBODY_ELSE));
            }
        }
    }

    /// What was said and promised about something of it.
    fn about(&mut self, id: Id, way: Way) {
        for (id, code, field) in self.linked(id) {
            match (code, field) {
                ("followup", "regarding") => self.put(id, way),
                ("interaction", "regarding") if self.names_nobody(id) => {
                    self.put(id, way.and(NOBODY_ELSE));
                }
                _ => {}
            }
        }
    }

    /// What was promised when one talked.
    fn promised(&mut self, interaction: Id) {
        for (id, code, field) in self.linked(interaction) {
            if (code, field) == ("followup", "interaction") {
                self.put(id, PROMISED_THERE);
            }
        }
    }

    fn linked(&self, id: Id) -> Vec<(Id, &'static str, &'static str)> {
        self.sight.links_to(id).into_iter().filter_map(|(id, field)| named(id, field)).collect()
    }

    fn names_nobody(&self, interaction: Id) -> bool {
        let row = self.sight.present(interaction);
        row.is_some_and(|row| cell(self.sight, row, "organizations").is_none())
    }
}

fn named(id: Id, field: u16) -> Option<(Id, &'static str, &'static str)> {
    let kind = records::kind(id.kind)?;
    Some((id, kind.code, kind.column(field)?.name))
}

/// What stands before what: what runs before what is over, then by the day that counts.
fn rank(sight: &Sight, row: &Row) -> (u8, i64, Id) {
    let on = |field: &str| date(sight, row, field).map(When::first);
    let soonest = |day: Option<NaiveDate>| day.map_or(i64::MAX, days);
    let latest = |day: Option<NaiveDate>| day.map_or(i64::MAX, |day| -days(day));
    let gone = u8::from(GONE.contains(&cell(sight, row, "status").code()));
    let (class, day) = match row.kind().code {
        "contact" => (class_of_contact(sight, row), 0),
        "member" => (gone, latest(on("joined").or_else(|| on("starts")))),
        "agreement" => (gone, soonest(on("decision_by").or_else(|| on("expires")))),
        "center" | "fund" => (gone, latest(on("founded"))),
        "project" => {
            let over = GONE.contains(&cell(sight, row, "stage").code());
            (u8::from(over), latest(on("starts")))
        }
        "event" => match first_day(sight, row) {
            Some(day) if is_ahead(sight, row) => (0, days(day)),
            day => (1, latest(day)),
        },
        "interaction" => {
            let planned = on("when").is_some_and(|day| day > today(sight));
            let is_note = cell(sight, row, "category").code() == "note";
            (if planned { 2 } else { u8::from(is_note) }, latest(on("when")))
        }
        "followup" if gone == 0 => (0, soonest(on("due"))),
        "followup" => (1, latest(on("done_on").or_else(|| on("due")))),
        _ => (0, 0),
    };
    (class, day, row.id)
}

fn days(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// Whom to turn to at an organization: its first contact that has not left.
pub fn contact_at(sight: &Sight, of: Id) -> Option<Id> {
    let linked = crate::record::Surroundings::linked(sight, of, "contact").into_iter();
    let rows = linked.filter_map(|id| sight.present(id));
    let first = rows.min_by_key(|row| (class_of_contact(sight, row), row.id))?;
    (!has_left(sight, first)).then_some(first.id)
}

/// The first to turn to, the others, those who want no contact, those who have left.
fn class_of_contact(sight: &Sight, row: &Row) -> u8 {
    let is = |field: &str| cell(sight, row, field) == Value::Flag(true);
    if has_left(sight, row) {
        3
    } else if is("do_not_contact") {
        2
    } else {
        u8::from(!is("primary"))
    }
}

/// Whether a contact is somewhere else by now.
pub(super) fn has_left(sight: &Sight, row: &Row) -> bool {
    date(sight, row, "until").is_some_and(|until| until.holds_before(today(sight)))
}

/// The day on which an event begins.
pub(super) fn first_day(sight: &Sight, row: &Row) -> Option<NaiveDate> {
    match cell(sight, row, "starts") {
        Value::Moment(moment) => Some(moment.date()),
        _ => None,
    }
}

/// Whether an event is still to come, or goes on.
pub(super) fn is_ahead(sight: &Sight, row: &Row) -> bool {
    let is_off = matches!(cell(sight, row, "status").code(), "cancelled" | "postponed" | "held");
    !is_off && cell(sight, row, "over") == Value::Flag(false)
}

/// The organizations that a record is about: itself, else those it links to, else those that what
/// it links to does. The first is the one that was named first.
pub fn partners(sight: &Sight, id: Id) -> Vec<Id> {
    let Some(row) = sight.present(id) else { return Vec::new() };
    if row.kind().code == PARTNER {
        return vec![id];
    }
    let own = linked_from(sight, row);
    let mut found = only_partners(&own);
    let is_named = !found.is_empty();
    // Who comes to an event comes from somewhere.
    let comes = |row: &Row| row.kind().code == "contact";
    let is_event = row.kind().code == "event";
    let next = own.iter().filter_map(|id| sight.present(*id));
    let next = next.filter(|row| !is_named || is_event && comes(row));
    found.extend(next.flat_map(|row| only_partners(&linked_from(sight, row))));
    let mut seen = std::collections::HashSet::new();
    found.retain(|id| sight.present(*id).is_some() && seen.insert(*id));
    found
}

fn only_partners(ids: &[Id]) -> Vec<Id> {
    let number = kind(PARTNER).map(|kind| kind.number);
    ids.iter().copied().filter(|id| Some(id.kind) == number).collect()
}

/// What the fields of a record link to, save who is in charge of it.
fn linked_from(sight: &Sight, row: &Row) -> Vec<Id> {
    let links = row.kind().columns().filter(|column| {
        !column.is_computed() && column.name != "owner" && column.shape.kinds().is_some()
    });
    links.flat_map(|column| sight.cell(row, column).links()).collect()
}

#[cfg(test)]
mod tests;
