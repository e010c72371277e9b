//! The values that a field could have: of its list, of the calendar, of the records there are.

use super::super::how::How;
use super::super::lex::Part;
use super::super::span;
use super::super::written::{measured, quoted};
use super::{Offer, On, rank};
use crate::lookup::Around;
use crate::record::{Column, Surroundings as _};
use crate::records;
use crate::value::{Id, Lang, Names as _, Shape, Value, fold};
use crate::words::filter as said;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

/// Most records that are looked at for what occurs.
const READ: usize = 1_000;
/// Most values of records that are offered.
const OFFERED: usize = 20;
/// Longer texts than this, in characters, are not offered.
const LONGEST: usize = 60;

impl On<'_> {
    /// The values that fit what is typed of one.
    pub(super) fn values(
        &self,
        shape: &Shape,
        column: Option<(u8, &'static Column)>,
        part: &Part,
        how: How,
    ) -> Vec<Offer> {
        let from = part.at.start;
        match shape {
            Shape::Choice(labels) | Shape::Choices(labels) if !how.is_order() => {
                let typed = fold(&part.text);
                let mut all: Vec<(u8, Offer)> = Vec::new();
                for label in *labels {
                    let Some(rank) = rank(&typed, &[label.code, label.zh]) else { continue };
                    let text = quoted(label.say(self.lang));
                    all.push((rank, self.offer(from, text, label.say(self.lang.other()))));
                }
                all.sort_by_key(|(rank, _)| *rank);
                all.into_iter().map(|(_, offer)| offer).collect()
            }
            Shape::Flag if !how.is_order() => {
                let typed = fold(&part.text);
                let pairs = [("yes", "是"), ("no", "否")].into_iter();
                let fitting = pairs.filter(|(en, zh)| rank(&typed, &[en, zh]) == Some(0));
                let say = |(en, zh): (&'static str, &'static str)| match self.lang {
                    Lang::En => self.offer(from, en, zh),
                    Lang::Zh => self.offer(from, zh, en),
                };
                fitting.map(say).collect()
            }
            Shape::When | Shape::Moment => self.dates(part),
            Shape::Link(kinds) | Shape::Links(kinds) => self.records(kinds, column, part),
            Shape::Parties(parties) => self.records(parties.kinds, column, part),
            Shape::Text | Shape::Lines | Shape::Tags => self.texts(column, part),
            _ => Vec::new(),
        }
    }

    fn dates(&self, part: &Part) -> Vec<Offer> {
        let typed = fold(&part.text);
        let today = self.sight().today();
        let fits = |name: &str| fold(name).starts_with(&typed);
        let mut all: Vec<Offer> = span::turns(today)
            .filter(|(words, _)| fits(words.en) || fits(words.zh))
            .map(|(words, days)| self.offer(part.at.start, words.say(self.lang), days))
            .collect();
        // A year, or the beginning of one of its quarters.
        let year = typed.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        for quarter in
            year.into_iter().flat_map(|year| (1..=4).map(move |nth| format!("{year}-Q{nth}")))
        {
            if let (true, Ok((span, text))) = (fits(&quarter), span::Span::read(&quarter, today)) {
                let days = format!("{}..{}", span.first.date(), span.last.date());
                all.push(self.offer(part.at.start, measured(&text), days));
            }
        }
        all
    }

    /// Names of records: those that are linked to most, then what the look-up finds.
    fn records(
        &self,
        kinds: &[&str],
        column: Option<(u8, &'static Column)>,
        part: &Part,
    ) -> Vec<Offer> {
        let (typed, from) = (fold(&part.text), part.at.start);
        let mut all = Vec::new();
        let people = self.desk.me(kinds, "me").is_some_and(|me| me.is_ok());
        if people && !part.quoted && "me".starts_with(&typed) {
            all.push(self.offer(from, "me", said::ONESELF.say(self.lang)));
        }
        let name = |id: Id| self.sight().name(id, self.lang);
        let linked = self.occurring(column, |value| value.links());
        let linked = linked.into_iter().filter(|(id, _)| self.sight().present(*id).is_some());
        let mut known: Vec<Id> = Vec::new();
        for (id, count) in linked {
            let text = name(id);
            if known.len() < OFFERED && rank(&typed, &[&text]).is_some() {
                known.push(id);
                let count = said::TIMES.fill(self.lang, &[&count.to_string()]);
                all.push(self.offer(from, quoted(&text), count));
            }
        }
        if !typed.is_empty() {
            for kind in records::KINDS.iter().filter(|kind| kinds.contains(&kind.code)) {
                let around = Around { scope: Some(kind), most: OFFERED, ..Around::default() };
                let found = self.desk.lookup.find(&part.text, self.sight(), &around);
                for id in found.ids().filter(|id| !known.contains(id)) {
                    all.push(self.offer(from, quoted(&name(id)), kind.one(self.lang)));
                }
            }
        }
        all
    }

    /// Texts that occur in a column.
    fn texts(&self, column: Option<(u8, &'static Column)>, part: &Part) -> Vec<Offer> {
        let typed = fold(&part.text);
        let lines = |value: Value| match value {
            Value::Text(text) => vec![text],
            Value::Lines(lines) => lines.into_vec(),
            _ => Vec::new(),
        };
        let fits =
            |text: &str| text.chars().nth(LONGEST).is_none() && rank(&typed, &[text]).is_some();
        let all = self.occurring(column, lines).into_iter().filter(|(text, _)| fits(text));
        let offer = |(text, count): (Box<str>, usize)| {
            let count = said::TIMES.fill(self.lang, &[&count.to_string()]);
            self.offer(part.at.start, quoted(&text), count)
        };
        all.take(OFFERED).map(offer).collect()
    }

    /// What occurs in the cells of a column, the most frequent first, and how often.
    fn occurring<T: Hash + Eq + Ord + Clone>(
        &self,
        column: Option<(u8, &'static Column)>,
        of: impl Fn(Value) -> Vec<T>,
    ) -> Vec<(T, usize)> {
        let Some((kind, column)) = column else { return Vec::new() };
        let Some(kind) = records::kind(kind) else { return Vec::new() };
        let mut counts: HashMap<T, usize> = HashMap::new();
        for row in self.sight().rows(kind).take(READ) {
            for one in of(self.sight().cell(row, column)) {
                *counts.entry(one).or_default() += 1;
            }
        }
        let mut all: Vec<(T, usize)> = counts.into_iter().collect();
        all.sort_unstable_by(|one, other| {
            (Reverse(one.1), &one.0).cmp(&(Reverse(other.1), &other.0))
        });
        all
    }
}
