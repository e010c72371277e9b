//! Makes the edits of one day of the office's life: what they link to is there before.

use super::dice::Dice;
use super::draft::{self, Draft, choice, day, id, kind, lines, link, number, text};
use super::lists::{Lists, Pair};
use crate::record::Surroundings;
use crate::store::{Edit, Sight};
use crate::value::{Id, Value, When};
use chrono::{Datelike, Days, NaiveDate};
use std::collections::BTreeMap;

/// Whoever opens the store is in charge of so many records in a hundred.
const MINE: usize = 25;

/// What is known while records are made.
pub(super) struct Maker {
    pub lists: Lists,
    pub dice: Dice,
    pub today: NaiveDate,
    /// The day whose edits are being made.
    pub day: NaiveDate,
    /// What the office saw when that day began.
    pub sight: Sight,
    /// How many records of each kind there were then.
    there: BTreeMap<u8, usize>,
    /// How many the store began with.
    began: BTreeMap<u8, usize>,
    /// How many there are to be in the end.
    planned: BTreeMap<u8, usize>,
    edits: Vec<Edit>,
    /// How many of each kind the edits add.
    added: BTreeMap<u8, usize>,
    pub colleagues: usize,
}

impl Maker {
    pub fn new(lists: Lists, seed: u64, today: NaiveDate, sight: Sight) -> Self {
        Self {
            lists,
            dice: Dice::of(seed),
            today,
            day: today,
            sight,
            there: BTreeMap::new(),
            began: BTreeMap::new(),
            planned: BTreeMap::new(),
            edits: Vec::new(),
            added: BTreeMap::new(),
            colleagues: 0,
        }
    }

    /// How many records are counted by kind from now on: those of the sight.
    pub fn begin(&mut self) {
        for kind in crate::records::KINDS {
            let count = self.sight.rows(kind).count();
            self.there.insert(kind.number, count);
            self.began.insert(kind.number, count);
        }
    }

    /// So many records of a kind are to come.
    pub fn plan(&mut self, code: &str, count: usize) {
        self.planned.insert(kind(code).number, count);
    }

    /// Goes on to a day that sees what was saved before.
    pub fn turn(&mut self, day: NaiveDate, sight: Sight) {
        for (kind, count) in std::mem::take(&mut self.added) {
            *self.there.entry(kind).or_default() += count;
        }
        (self.day, self.sight) = (day, sight);
    }

    /// The edits made so far; there are none afterwards.
    pub fn take(&mut self) -> Vec<Edit> {
        std::mem::take(&mut self.edits)
    }

    pub fn edits(&self) -> usize {
        self.edits.len()
    }

    pub fn push(&mut self, edit: Edit) {
        self.edits.push(edit);
    }

    /// Adds a record, and returns its id: the store numbers those of a kind in their order.
    pub fn add(&mut self, draft: Draft) -> Id {
        let Draft { kind, fields } = draft;
        let added = self.added.entry(kind.number).or_default();
        *added += 1;
        let number = self.there.get(&kind.number).copied().unwrap_or_default() + *added;
        let id = Id::provisional(kind.number, self.edits.len() as u32);
        self.edits.push(Edit::Add { id, fields });
        Id { kind: kind.number, number: number as u32 }
    }

    /// The place of the next record of a kind among the invented ones, from 0.
    pub fn nth(&self, code: &str) -> usize {
        let number = kind(code).number;
        let of = |counts: &BTreeMap<u8, usize>| counts.get(&number).copied().unwrap_or_default();
        of(&self.there) + of(&self.added) - of(&self.began)
    }

    /// How many more of a kind are to come after the next.
    pub fn left(&self, code: &str) -> usize {
        self.planned(code).saturating_sub(self.nth(code) + 1)
    }

    pub fn planned(&self, code: &str) -> usize {
        self.planned.get(&kind(code).number).copied().unwrap_or_default()
    }

    pub fn began(&self, code: &str) -> usize {
        self.began.get(&kind(code).number).copied().unwrap_or_default()
    }

    pub fn there(&self, code: &str) -> usize {
        self.there.get(&kind(code).number).copied().unwrap_or_default()
    }

    /// A record that was there in the morning; the first ones are the most known.
    pub fn some(&mut self, code: &str) -> Option<Id> {
        let there = self.there(code);
        (there > 0).then(|| id(code, 1 + self.dice.early(there)))
    }

    /// The same, so often in a hundred.
    pub fn maybe(&mut self, percent: usize, code: &str) -> Value {
        if self.dice.chance(percent) { link(self.some(code)) } else { Value::None }
    }

    /// One to so many of them.
    pub fn several(&mut self, code: &str, most: usize) -> Value {
        let wanted = 1 + self.dice.early(most);
        let ids: Vec<Id> = (0..wanted).filter_map(|_| self.some(code)).collect();
        draft::links(ids)
    }

    /// A colleague; whoever opens the store more often than any other.
    pub fn colleague(&mut self) -> Id {
        let mine = self.dice.chance(MINE);
        let nth = if mine { 0 } else { self.dice.below(self.colleagues) };
        id("colleague", 1 + nth)
    }

    /// A value of a closed list, each as often as the deck holds it.
    pub fn deal(&mut self, draft: &mut Draft, field: &str, deck: &[(&'static str, usize)]) {
        let card = self.card(draft, field, deck);
        draft.set(field, choice(card));
    }

    /// The next card of a field's deck.
    pub fn card(
        &mut self,
        draft: &Draft,
        field: &str,
        deck: &[(&'static str, usize)],
    ) -> &'static str {
        self.dice.deal((draft.kind.number, draft.number(field)), deck)
    }

    /// Every value of a closed list as often.
    pub fn any(&mut self, draft: &mut Draft, field: &str) {
        let labels = draft.kind.named(field).map_or(&[][..], |column| column.shape.labels());
        let deck: Vec<_> = labels.iter().map(|label| (label.code, 1)).collect();
        self.deal(draft, field, &deck);
    }

    pub fn topic(&mut self) -> Pair {
        self.dice.one(&self.lists.work.topics).clone()
    }

    /// A text in the language that one of the office happens to write.
    pub fn either(&mut self, pair: &Pair) -> Value {
        text(&pair[usize::from(self.dice.chance(50))])
    }

    pub fn either_of(&mut self, list: fn(&Lists) -> &Vec<Pair>) -> Value {
        let pair = self.dice.one(list(&self.lists)).clone();
        self.either(&pair)
    }

    /// So many days from a day, known as well as dates are.
    pub fn about(&mut self, date: NaiveDate) -> Value {
        match self.dice.below(20) {
            0 => When::year(date.year()).map_or(Value::None, Value::When),
            1 => When::year(date.year()).map_or(Value::None, |when| Value::When(when.about())),
            2 | 3 => When::month(date.year(), date.month()).map_or(Value::None, Value::When),
            _ => day(date),
        }
    }

    /// A day so many days from today.
    pub fn days_away(&mut self, least: i64, most: i64) -> NaiveDate {
        later(self.today, self.dice.days(least, most))
    }

    pub fn areas(&mut self) -> Value {
        let wanted = 1 + self.dice.early(3);
        let mut areas: Vec<String> = (0..wanted).map(|_| self.topic()[0].clone()).collect();
        areas.dedup();
        lines(&areas)
    }

    /// What every record may have.
    pub fn common(&mut self, draft: &mut Draft) {
        if self.dice.chance(70) {
            let owner = self.colleague();
            draft.set("owner", Value::Link(owner));
        }
        let is_rare = self.planned(draft.kind.code) < 40;
        let deck = if is_rare { [3, 1, 1, 1] } else { [30, 5, 4, 1] };
        let codes = ["", "public", "internal", "restricted"];
        let deck: Vec<_> = codes.into_iter().zip(deck).collect();
        self.deal(draft, "confidential", &deck);
        if self.dice.chance(15) {
            let nth = usize::from(self.dice.chance(50));
            let tags = [self.dice.one(&self.lists.work.tags)[nth].clone()];
            draft.set("tags", lines(&tags));
        }
        if self.dice.chance(8) {
            let note = self.either_of(|lists| &lists.work.notes);
            draft.set("notes", note);
        }
        if self.dice.chance(2) {
            let why: &String = self.dice.one(&self.lists.work.confirm);
            draft.set("confirm", text(why));
        }
        if self.dice.chance(3) {
            draft.set("files", lines(&["scan.pdf"]));
        }
    }

    /// Sets the fields of a draft on a record that is there.
    pub fn change(&mut self, id: Id, draft: &Draft) {
        let Some(row) = self.sight.present(id).cloned() else { return };
        let before = |number: u16| {
            row.kind().column(number).map_or(Value::None, |column| self.sight.cell(&row, column))
        };
        let fields: Vec<_> = draft
            .fields
            .iter()
            .map(|(number, after)| (*number, before(*number), after.clone()))
            .collect();
        self.push(Edit::Set { id, rev: row.rev, fields });
    }

    /// A cell of a record as it was in the morning.
    pub fn cell(&self, id: Id, field: &str) -> Value {
        Surroundings::cell(&self.sight, id, field)
    }

    /// The contacts of an organization.
    pub fn contacts_of(&self, organization: Id) -> Vec<Id> {
        let field = number(kind("contact"), "organization");
        let of = |one: &Id| {
            self.sight.present(*one).is_some_and(|row| {
                let column = row.kind().column(field);
                column
                    .is_some_and(|column| self.sight.cell(row, column) == Value::Link(organization))
            })
        };
        self.sight.linked(organization, "contact").into_iter().filter(of).collect()
    }
}

/// So many days later.
pub(super) fn later(date: NaiveDate, days: i64) -> NaiveDate {
    let moved = match u64::try_from(days) {
        Ok(days) => date.checked_add_days(Days::new(days)),
        Err(_) => date.checked_sub_days(Days::new(days.unsigned_abs())),
    };
    moved.unwrap_or(date)
}
