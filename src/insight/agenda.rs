//! What waits for the person at the desk, in the order of Home: what is overdue, today, soon and
//! to be decided; partners that nobody has talked to; and what is to be mended. Structured: who
//! draws it finds the words.

use super::followup::is_open;
use super::quality::{has_no_contact, undated};
use super::{cell, date, kind, to_confirm, today};
use crate::record::{Column, Kind, Surroundings};
use crate::records;
use crate::store::{Row, Sight};
use crate::value::{Id, Label, Lang, Value, When};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// How many days the next ones are.
const NEXT: i64 = 7;
/// How many days ahead a decision is shown.
const DECISIONS_WITHIN: i64 = 90;

/// The days by which something is to be decided: kind and field.
const DECISIONS: [(&str, &str); 6] = [
    ("agreement", "decision_by"),
    ("member", "ends"),
    ("fund", "ends"),
    ("fund", "next_call"),
    ("center", "term_ends"),
    ("center", "next_steering"),
];

/// The field in which a kind's term ends.
const ENDS: [(&str, &str); 4] =
    [("agreement", "expires"), ("fund", "ends"), ("center", "term_ends"), ("member", "ends")];

/// What a thing that is over says in its status.
const OVER: [&str; 5] = ["closed", "completed", "expired", "terminated", "cancelled"];

/// Whose work is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    /// What the person is assigned to, owns or takes part in.
    Mine,
    /// Everybody's, and nobody's.
    #[default]
    All,
}

/// One line of the agenda.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The record to open; its name is what it is about.
    pub id: Id,
    /// The field whose day it is.
    pub column: &'static Column,
    /// The day; of a vague date the last it can mean.
    pub day: NaiveDate,
    /// The time on that day, of an event.
    pub time: Option<NaiveTime>,
    /// How many days it is late; 0 if it is not.
    pub late: i64,
    /// Of a follow-up the day on which it was promised or asked for, if that is recorded.
    pub promised: Option<When>,
    /// Of a follow-up whose promise it is, if that is recorded.
    pub side: Option<Label>,
    /// What it regards; of an event the organization it is with, else the region.
    pub about: Option<Id>,
    /// The assignee, else the owner.
    pub who: Option<Id>,
    /// Where an event takes place; empty if not recorded.
    pub place: Box<str>,
}

impl Entry {
    /// Whose promise it is; of anything else what it is (event, agreement).
    pub fn whose(&self, lang: Lang) -> &'static str {
        let is = || records::kind(self.id.kind).map_or("", |kind| kind.one(lang));
        self.side.map_or_else(is, |side| side.say(lang))
    }
}

/// A partner that nobody has talked to for longer than was meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quiet {
    /// The organization.
    pub id: Id,
    /// Days since the last contact; nothing if none is recorded.
    pub days: Option<i64>,
    /// How often it was meant, in days.
    pub cadence: i64,
    /// Its owner.
    pub who: Option<Id>,
}

/// How much is to be mended; [`fn@super::quality`] and [`super::to_confirm`] list it.
#[derive(Clone, Default)]
pub struct Mend {
    /// Records with something to confirm.
    pub confirm: usize,
    /// Organizations without a contact.
    pub no_contact: usize,
    /// Agreements, funds and memberships without any date, as far as there are.
    pub no_dates: Vec<(&'static Kind, usize)>,
}

/// Everything that waits.
#[derive(Clone, Default)]
pub struct Agenda {
    /// Follow-ups past their day, the latest first. One put off is left out until its day.
    pub overdue: Vec<Entry>,
    /// Events and follow-ups of today: those without a time, then by the hour.
    pub today: Vec<Entry>,
    /// Events and follow-ups of the next seven days.
    pub next: Vec<Entry>,
    /// What is to be decided within ninety days, or was and still can be.
    pub decisions: Vec<Entry>,
    /// How many agreements, funds, centers and memberships that are not over have no end date,
    /// as far as there are: everybody's.
    pub endless: Vec<(&'static Kind, usize)>,
    /// Partners beyond the rhythm that was meant, the furthest beyond first.
    pub quiet: Vec<Quiet>,
    /// How much is to be mended: everybody's.
    pub mend: Mend,
    /// How many entries are left out because they are others' or nobody's.
    pub left_out: usize,
}

impl Agenda {
    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        let lists = [&self.overdue, &self.today, &self.next, &self.decisions];
        lists.iter().all(|list| list.is_empty()) && self.quiet.is_empty()
    }
}

/// Whether no follow-up, no event and no day by which something ends or is to be decided is
/// recorded: nothing can be due, ever.
pub fn is_nothing_dated(sight: &Sight) -> bool {
    let none = |code: &str| kind(code).is_none_or(|kind| sight.rows(kind).next().is_none());
    let mut days = DECISIONS.iter().chain(&ENDS).filter_map(|(code, name)| field(code, name));
    let is_blank = |(kind, column): (&'static Kind, &'static Column)| {
        sight.rows(kind).all(|row| sight.cell(row, column).is_none())
    };
    none("followup") && none("event") && days.all(is_blank)
}

/// The agenda of the person who looks. It looks at every record of some kinds: not for each
/// frame.
pub fn agenda(sight: &Sight, whose: Whose) -> Agenda {
    let mut desk = Desk { sight, whose, today: today(sight), agenda: Agenda::default() };
    desk.followups();
    desk.events();
    desk.decisions();
    desk.quiet();
    let mut agenda = desk.agenda;
    agenda.endless = endless(sight);
    agenda.mend = mend(sight);
    for list in [&mut agenda.overdue, &mut agenda.today, &mut agenda.next, &mut agenda.decisions] {
        list.sort_by_key(|entry| (entry.day, entry.time, entry.id));
    }
    let beyond = |quiet: &Quiet| quiet.days.map_or(i64::MIN, |days| days - quiet.cadence);
    agenda.quiet.sort_by_key(|quiet| (std::cmp::Reverse(beyond(quiet)), quiet.id));
    agenda
}

struct Desk<'a> {
    sight: &'a Sight,
    whose: Whose,
    today: NaiveDate,
    agenda: Agenda,
}

impl Desk<'_> {
    fn cell(&self, row: &Row, field: &str) -> Value {
        cell(self.sight, row, field)
    }

    fn link(&self, row: &Row, field: &str) -> Option<Id> {
        self.cell(row, field).links().first().copied()
    }

    fn label(&self, row: &Row, field: &str) -> Option<Label> {
        let (column, value) = (row.kind().named(field)?, self.cell(row, field));
        column.shape.labels().iter().find(|label| label.code == value.code()).copied()
    }

    fn who(&self, row: &Row) -> Option<Id> {
        self.link(row, "assignee").or_else(|| self.link(row, "owner"))
    }

    /// Whether a record is to be shown; if not, that is counted.
    fn takes(&mut self, is_mine: bool) -> bool {
        let takes = self.whose == Whose::All || is_mine;
        self.agenda.left_out += usize::from(!takes);
        takes
    }

    fn is_mine(&self, row: &Row) -> bool {
        let me = self.sight.me();
        me.is_some() && ["assignee", "owner"].iter().any(|field| self.link(row, field) == me)
    }

    fn days_to(&self, day: NaiveDate) -> i64 {
        (day - self.today).num_days()
    }

    fn entry(&self, row: &Row, column: &'static Column, day: NaiveDate) -> Entry {
        Entry {
            id: row.id,
            column,
            day,
            time: None,
            late: (-self.days_to(day)).max(0),
            promised: None,
            side: None,
            about: None,
            who: self.who(row),
            place: Box::default(),
        }
    }

    fn followups(&mut self) {
        let sight = self.sight;
        let Some((kind, due)) = field("followup", "due") else { return };
        for row in sight.rows(kind).filter(|row| is_open(sight, row)) {
            let Some(day) = self.day_of(row) else { continue };
            let ahead = self.days_to(day);
            if ahead > NEXT || !self.takes(self.is_mine(row)) {
                continue;
            }
            let mut entry = self.entry(row, due, day);
            entry.side = self.label(row, "direction");
            let talk = self.link(row, "interaction").and_then(|id| sight.present(id));
            entry.promised = talk.and_then(|talk| date(sight, talk, "when"));
            entry.about = self.link(row, "regarding");
            let list = match ahead {
                ..0 => &mut self.agenda.overdue,
                0 => &mut self.agenda.today,
                _ => &mut self.agenda.next,
            };
            list.push(entry);
        }
    }

    /// The day on which a follow-up is to be done: the last on which it is in time, but not
    /// before it comes back if it is put off. One that is only put off comes back and stays.
    fn day_of(&self, row: &Row) -> Option<NaiveDate> {
        let due = date(self.sight, row, "due").map(When::last);
        let back = date(self.sight, row, "snoozed_until").map(When::first);
        match (due, back.filter(|back| *back > self.today)) {
            (due, Some(back)) => Some(due.map_or(back, |due| due.max(back))),
            (Some(due), None) => Some(due),
            (None, None) => back.map(|_| self.today),
        }
    }

    fn events(&mut self) {
        let sight = self.sight;
        let Some((kind, starts)) = field("event", "starts") else { return };
        for row in sight.rows(kind) {
            let Value::Moment(first) = sight.cell(row, starts) else { continue };
            let last = match self.cell(row, "ends") {
                Value::Moment(last) => last.date(),
                _ => first.date(),
            };
            let is_on = !matches!(self.cell(row, "status").code(), "cancelled" | "postponed");
            let ahead = self.days_to(first.date());
            if !is_on || ahead > NEXT || last < self.today || !self.takes(self.is_mine(row)) {
                continue;
            }
            // One that began before today goes on.
            let day = first.date().max(self.today);
            let mut entry = self.entry(row, starts, day);
            entry.time = first.time().filter(|_| day == first.date());
            entry.about = self.link(row, "organizations").or_else(|| self.link(row, "region"));
            entry.place = self.cell(row, "place").text().into();
            if ahead > 0 {
                self.agenda.next.push(entry);
            } else {
                self.agenda.today.push(entry);
            }
        }
    }

    fn decisions(&mut self) {
        let sight = self.sight;
        for (kind, column) in DECISIONS.iter().filter_map(|(kind, name)| field(kind, name)) {
            for row in sight.rows(kind).filter(|row| !is_over(sight, row)) {
                let Value::When(when) = sight.cell(row, column) else { continue };
                // Of a vague date the first day counts as long as it is ahead.
                let first = Some(when.first()).filter(|day| *day >= self.today);
                let day = first.unwrap_or(when.last());
                let ahead = self.days_to(day);
                let counts = ahead >= 0 || self.can_still_be_decided(row);
                if ahead <= DECISIONS_WITHIN && counts && self.takes(self.is_mine(row)) {
                    let entry = self.entry(row, column, day);
                    self.agenda.decisions.push(entry);
                }
            }
        }
    }

    /// Whether what should have been decided still runs: an agreement until its end, a
    /// membership in its days of grace.
    fn can_still_be_decided(&self, row: &Row) -> bool {
        let ends = date(self.sight, row, "expires").map(When::last);
        ends.is_some_and(|ends| ends >= self.today) || self.cell(row, "status").code() == "grace"
    }

    fn quiet(&mut self) {
        let sight = self.sight;
        let Some(kind) = kind("organization") else { return };
        for row in sight.rows(kind) {
            let Value::Count(cadence @ 1..) = self.cell(row, "cadence") else { continue };
            let days = match self.cell(row, "quiet_for") {
                Value::Count(days) => Some(days),
                _ => None,
            };
            if days.is_none_or(|days| days > cadence) && self.takes(self.is_my_partner(row)) {
                let who = self.who(row);
                self.agenda.quiet.push(Quiet { id: row.id, days, cadence, who });
            }
        }
    }

    /// Whether the person owns an organization, or its membership.
    fn is_my_partner(&self, row: &Row) -> bool {
        let members = self.sight.linked(row.id, "member");
        let mut members = members.into_iter().filter_map(|id| self.sight.present(id));
        self.is_mine(row) || members.any(|row| self.is_mine(row))
    }
}

fn field(code: &str, name: &str) -> Option<(&'static Kind, &'static Column)> {
    let kind = kind(code)?;
    Some((kind, kind.named(name)?))
}

fn is_over(sight: &Sight, row: &Row) -> bool {
    OVER.contains(&cell(sight, row, "status").code())
}

fn endless(sight: &Sight) -> Vec<(&'static Kind, usize)> {
    let count = |(code, name): &(&str, &str)| {
        let (kind, column) = field(code, name)?;
        let rows = sight.rows(kind).filter(|row| !is_over(sight, row));
        let count = rows.filter(|row| sight.cell(row, column).is_none()).count();
        (count > 0).then_some((kind, count))
    };
    ENDS.iter().filter_map(count).collect()
}

fn mend(sight: &Sight) -> Mend {
    let organizations = kind("organization").into_iter().flat_map(|kind| sight.rows(kind));
    Mend {
        confirm: to_confirm(sight).iter().map(|(_, ids)| ids.len()).sum(),
        no_contact: organizations.filter(|row| has_no_contact(sight, row)).count(),
        no_dates: undated(sight),
    }
}

#[cfg(test)]
mod tests;
