//! What fills the office's days: interactions, follow-ups, and the changes that time brings to
//! what is recorded.

use super::draft::{Draft, choice, count, day, id, kind_of, link, links, text};
use super::lists::{Pair, both};
use super::maker::{Maker, later};
use crate::store::Edit;
use crate::value::{Id, Period, Repeat, Value, When};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

const INTERACTIONS: [(&str, usize); 10] = [
    ("meeting", 6),
    ("call", 8),
    ("email", 8),
    ("message", 4),
    ("visit", 4),
    ("enterprise assessment", 1),
    ("introduction", 2),
    ("negotiation", 2),
    ("service", 4),
    ("note", 3),
];

/// Days from today on which the last follow-ups are due.
const DUE: [i64; 12] = [-12, -4, -1, 0, 0, 1, 2, 3, 5, 6, 13, 28];

/// Days that a follow-up may be late and still be open.
const FORGOTTEN: i64 = 60;

/// What an interaction or a follow-up is about.
const ABOUT: [&str; 7] =
    ["organization", "member", "agreement", "project", "event", "center", "fund"];

/// What people change later.
const CHANGED: [&str; 7] =
    ["organization", "contact", "agreement", "member", "project", "event", "followup"];

impl Maker {
    pub fn interaction(&mut self) {
        let mut draft = Draft::of("interaction");
        let category = self.card(&draft, "category", &INTERACTIONS);
        draft.set("category", choice(category));
        let topic = self.topic();
        let pattern = self.lists.work.interactions.get(category).cloned();
        let subject = both(&pattern.unwrap_or_default(), &topic);
        draft.set("subject", self.either(&subject));
        let date = later(self.day, -self.dice.days(0, 6));
        draft.set(
            "when",
            match self.dice.below(40) {
                0 => Value::None,
                1 => When::month(date.year(), date.month()).map_or(Value::None, Value::When),
                _ => day(date),
            },
        );
        let mut with: Vec<Id> = Vec::new();
        if self.dice.chance(95) {
            with.extend(self.some("organization"));
            if self.dice.chance(10) {
                with.extend(self.some("organization"));
            }
        }
        let people: Vec<Id> = with.iter().flat_map(|at| self.contacts_of(*at)).take(2).collect();
        draft.set("organizations", links(with));
        draft.set("contacts", links(people));
        let (one, other) = (self.colleague(), self.colleague());
        draft.set(
            "colleagues",
            links([one].into_iter().chain(self.dice.chance(30).then_some(other))),
        );
        if matches!(category, "service" | "enterprise assessment") {
            self.served(&mut draft);
        }
        if self.dice.chance(25) {
            let details =
                ["Sent the slides; they answer within a month.", "已发送材料，对方一个月内答复。"];
            draft.set("details", self.either(&details.map(ToOwned::to_owned)));
        }
        let event = self.maybe(4, "event");
        draft.set("event", event);
        if self.dice.chance(20) {
            let about = self.about_what();
            draft.set("regarding", about);
        }
        self.common(&mut draft);
        self.add(draft);
    }

    fn served(&mut self, draft: &mut Draft) {
        let service = id("service", 1 + self.dice.below(7));
        draft.set("service", Value::Link(service));
        if let Value::Lines(subs) = self.cell(service, "sub_services") {
            let sub: &str = self.dice.one::<Box<str>>(&subs);
            draft.set("sub_service", text(sub));
        }
        draft.set("headcount", count(1 + self.dice.below(12)));
    }

    fn about_what(&mut self) -> Value {
        let code = *self.dice.one(&ABOUT);
        link(self.some(code))
    }

    pub fn followup(&mut self) {
        let mut draft = Draft::of("followup");
        let direction =
            self.card(&draft, "direction", &[("ours", 4), ("theirs", 3), ("internal", 3)]);
        draft.set("direction", choice(direction));
        let soon = DUE.get(self.left("followup")).copied();
        let repeats = soon.is_none() && self.dice.chance(4);
        let topic = self.topic();
        let work = &self.lists.work;
        let list: &[Pair] = match direction {
            _ if repeats => &work.rhythms,
            "ours" => &work.ours,
            "theirs" => &work.theirs,
            _ => &work.internal,
        };
        let what = both(self.dice.one(list), &topic);
        draft.set("what", self.either(&what));
        let due = match soon {
            Some(days) => later(self.today, days),
            None if repeats => self.days_away(1, 90),
            None => later(self.day, self.dice.days(2, 45)),
        };
        self.done(&mut draft, due, soon.is_some() || repeats);
        if repeats {
            let monthly = Repeat::every(1 + 2 * self.dice.below(2) as u16, Period::Month, None);
            draft.set("repeats", monthly.map_or(Value::None, Value::Repeat));
        }
        if self.dice.chance(90) {
            let who = self.colleague();
            draft.set("assignee", Value::Link(who));
        }
        let about = self.about_what();
        draft.set("regarding", about);
        self.deal(&mut draft, "priority", &[("high", 2), ("normal", 5), ("low", 2), ("", 3)]);
        let interaction = self.maybe(25, "interaction");
        draft.set("interaction", interaction);
        self.common(&mut draft);
        self.add(draft);
    }

    /// Whether it is done: what was due long ago seldom is not.
    fn done(&mut self, draft: &mut Draft, due: NaiveDate, is_open: bool) {
        let late = (self.today - due).num_days();
        let open = match () {
            () if is_open => 100,
            () if late < 0 => 95,
            () if late <= FORGOTTEN => 15,
            () => 1,
        };
        if self.dice.chance(96) || is_open {
            draft.set("due", day(due));
        }
        if self.dice.chance(open) {
            draft.set("status", choice("open"));
            let deck = [("put off", 1), ("", 6)];
            if !self.card(draft, "snoozed_until", &deck).is_empty() {
                let until = self.days_away(1, 20);
                draft.set("snoozed_until", day(until));
            }
        } else if self.dice.chance(6) {
            draft.set("status", choice("dropped"));
        } else {
            draft.set("status", choice("done"));
            let done = later(due, self.dice.days(-10, 6)).clamp(self.day, self.today);
            draft.set("done_on", day(done));
        }
    }

    /// What colleagues change on records of earlier days, so many, each once.
    pub fn changes(&mut self, count: usize) {
        let mut seen = BTreeSet::new();
        for _ in 0..count {
            let code = *self.dice.one(&CHANGED);
            let Some(id) = self.some(code) else { continue };
            if seen.insert(id) {
                let draft = self.changed(id);
                self.change(id, &draft);
            }
        }
        if let Some(id) = self.some(["followup", "interaction", "contact"][count % 3])
            && seen.insert(id)
            && let Some(row) = self.sight.present(id)
        {
            let edit = Edit::Trash { id, rev: row.rev };
            self.push(edit);
        }
    }

    /// One thing that has changed about a record.
    fn changed(&mut self, id: Id) -> Draft {
        let mut draft = Draft::of(kind_of(id).code);
        match (draft.kind.code, self.dice.chance(50)) {
            (_, true) if self.dice.chance(30) => {
                let owner = self.colleague();
                draft.set("owner", Value::Link(owner));
            }
            ("organization", true) => self.deal(&mut draft, "tier", &super::partners::TIERS),
            ("organization", false) => self.standing(&mut draft),
            ("contact", true) => {
                let title = self.either_of(|lists| &lists.people.titles);
                draft.set("title", title);
            }
            ("contact", false) => {
                let phone = self.phone("86");
                draft.set("phones", super::draft::lines(&[phone]));
            }
            ("agreement", true) => draft.set("notice_days", count(30 * (1 + self.dice.below(4)))),
            ("member", true) => {
                if let Value::Link(organization) = self.cell(id, "organization") {
                    self.contacts_for(&mut draft, organization);
                }
            }
            ("project", true) => self.any(&mut draft, "stage"),
            ("event", true) => draft.set("capacity", count(300 + 10 * self.dice.below(20))),
            ("followup", true) => self.deal(&mut draft, "priority", &[("high", 1), ("low", 1)]),
            _ => {
                let note = self.either_of(|lists| &lists.work.notes);
                draft.set("notes", note);
            }
        }
        draft
    }

    /// What the office knows beyond the page of those whom the page names.
    pub fn complete(&mut self) {
        for code in ["organization", "member", "agreement", "fund", "center", "service"] {
            for number in 1..=self.began(code) {
                let id = id(code, number);
                let mut draft = Draft::of(code);
                match code {
                    "organization" => self.standing(&mut draft),
                    "member" => self.membership(&mut draft),
                    "agreement" => self.agreed(&mut draft),
                    "fund" => self.terms(&mut draft),
                    "service" => self.any(&mut draft, "group"),
                    _ => self.run(&mut draft),
                }
                let owner = self.colleague();
                draft.set("owner", Value::Link(owner));
                self.change(id, &draft);
            }
        }
    }
}
