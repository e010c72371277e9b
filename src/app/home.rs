//! The first page: what is due, how to begin, the published figures beside what is recorded,
//! what is kept, and what a person has to confirm.

use super::page::{Line, Target, Tone, half_of, pane, wrapped};
use crate::insight;
use crate::record::Kind;
use crate::store::Sight;
use crate::value::{Lang, Names, Shape, Value, fit, width};
use crate::words::screen as say;
use chrono::{Datelike, NaiveDate};

/// How far Home looks ahead, in days.
const DAYS_AHEAD: u64 = 90;
/// From how many cells on the figures say as of when.
const DATED: u16 = 64;
/// How many of those days Home lists.
const MOST_AHEAD: usize = 8;

/// A day with its weekday.
pub fn day(date: NaiveDate, lang: Lang) -> String {
    let weekday = say::WEEKDAYS[date.weekday().num_days_from_monday() as usize].say(lang);
    match lang {
        Lang::En => format!("{weekday} {}", date.format("%-d %B %Y")),
        Lang::Zh => format!("{}年{}月{}日 {weekday}", date.year(), date.month(), date.day()),
    }
}

/// The lines of Home in a width of cells.
pub fn lines(sight: &Sight, lang: Lang, room: u16) -> Vec<Line> {
    let mut home = Home { sight, lang, room, lines: Vec::new() };
    home.begin();
    home.figures();
    home.kept();
    home.confirm();
    home.lines
}

struct Home<'a> {
    sight: &'a Sight,
    lang: Lang,
    room: u16,
    lines: Vec<Line>,
}

impl Home<'_> {
    fn heading(&mut self, words: &str) {
        self.lines.push(Line::default());
        self.lines.push(Line::text(words, Tone::Strong));
    }

    fn begin(&mut self) {
        let today = day(insight::today(self.sight), self.lang);
        self.lines.push(Line::text(today, Tone::Strong));
        self.ahead();
        self.lines.push(Line::default());
        let keys = [("/", say::BEGIN_LOOK_UP), ("2-9", say::BEGIN_PANES), ("?", say::BEGIN_HELP)];
        for (key, words) in keys {
            let line = Line::default().and(2, key, Tone::Strong);
            self.lines.push(line.and(7, words.say(self.lang), Tone::Plain));
        }
    }

    /// What falls within the next days, the first of it.
    fn ahead(&mut self) {
        let ahead = insight::ahead(self.sight, DAYS_AHEAD);
        let days = DAYS_AHEAD.to_string();
        if ahead.is_empty() {
            self.lines.push(Line::text(say::NOTHING_AHEAD.fill(self.lang, &[&days]), Tone::Plain));
            return;
        }
        let count = ahead.len().to_string();
        self.heading(&say::AHEAD.fill(self.lang, &[&days, &count]));
        for one in ahead.iter().take(MOST_AHEAD) {
            let name = self.sight.name(one.id, self.lang);
            let title = one.column.title.say(self.lang);
            let line = Line::default()
                .and(2, one.day.to_string(), Tone::Plain)
                .and(14, fit(title, 14), Tone::Dim)
                .and(29, fit(&name, usize::from(self.room).saturating_sub(29)), Tone::Plain);
            self.lines.push(line.to(Target::Record(one.id)));
        }
        if ahead.len() > MOST_AHEAD {
            let more = (ahead.len() - MOST_AHEAD).to_string();
            self.lines.push(Line::default().and(
                2,
                say::MORE_LINES.fill(self.lang, &[&more]),
                Tone::Dim,
            ));
        }
    }

    fn figures(&mut self) {
        let figures = insight::figures(self.sight);
        if figures.is_empty() {
            return;
        }
        let lang = self.lang;
        // Name, claim to the right, as of where there is room, recorded to the right, state.
        let is_dated = self.room >= DATED;
        let between = if is_dated { 11 } else { 2 };
        let name = self.room.saturating_sub(33 + between).clamp(12, 38);
        let (recorded_end, state_at) = (name + 15 + between, name + 17 + between);
        let row = |first: (u16, String, Tone), cells: [String; 4], tone: Tone| {
            let [claim, as_of, recorded, state] = cells;
            let right = |text: &str, end: u16| end.saturating_sub(width(text) as u16);
            let (claim_at, recorded_at) = (right(&claim, name + 7), right(&recorded, recorded_end));
            let mut line = Line { pieces: vec![first], target: None }.and(claim_at, claim, tone);
            if is_dated {
                line = line.and(name + 9, as_of, tone);
            }
            line.and(recorded_at, recorded, tone).and(state_at, state, tone)
        };
        let room = usize::from(name);
        let title = fit(say::FIGURES.say(lang), room.saturating_sub(1));
        let heads = [say::CLAIM, say::AS_OF, say::RECORDED, say::STATE];
        let heads = heads.map(|words| words.say(lang).to_owned());
        self.lines.push(Line::default());
        self.lines.push(row((0, title, Tone::Strong), heads, Tone::Dim));
        for figure in figures {
            let shown = |value: &Value| match value {
                Value::None => say::NONE.to_owned(),
                value => self.show(value),
            };
            let called = fit(&self.sight.name(figure.id, lang), room.saturating_sub(3));
            let state = self.state(figure.id, &figure.state);
            let cells =
                [shown(&figure.claimed), shown(&figure.as_of), shown(&figure.recorded), state];
            let line = row((2, called, Tone::Plain), cells, Tone::Plain);
            self.lines.push(line.to(Target::Record(figure.id)));
        }
        if let Some(said) = insight::named_members(self.sight, lang) {
            for line in wrapped(&said, usize::from(self.room).saturating_sub(2)) {
                self.lines.push(Line::default().and(2, line, Tone::Dim));
            }
        }
    }

    fn show(&self, value: &Value) -> String {
        Shape::Text.show(value, self.lang, self.sight)
    }

    fn state(&self, id: crate::value::Id, state: &Value) -> String {
        let kind = crate::records::kind(id.kind);
        let shape =
            kind.and_then(|kind| kind.named("state")).map_or(Shape::Text, |column| column.shape);
        shape.show(state, self.lang, self.sight)
    }

    /// The kinds with their counts, as many beside each other as there is room.
    fn kept(&mut self) {
        let counts: Vec<(&'static Kind, usize)> = insight::counts(self.sight);
        if counts.iter().all(|(_, count)| *count == 0) {
            return;
        }
        self.heading(say::KEPT.say(self.lang));
        for (kind, count) in counts {
            let key = kind.key.map_or_else(String::new, |key| key.to_string());
            let line = Line::default()
                .and(2, key, Tone::Dim)
                .and(5, kind.title.say(self.lang), Tone::Plain)
                .and(28, format!("{count:>5}"), Tone::Plain);
            self.lines.push(line.to(pane(kind)));
        }
    }

    fn confirm(&mut self) {
        let waiting = insight::to_confirm(self.sight);
        let all: usize = waiting.iter().map(|(_, ids)| ids.len()).sum();
        if all == 0 {
            return;
        }
        self.heading(&say::CONFIRM.fill(self.lang, &[&all.to_string()]));
        let room = usize::from(self.room);
        for id in waiting.into_iter().flat_map(|(_, ids)| ids) {
            let name = self.sight.name(id, self.lang);
            let why = self.sight.row(id).map_or_else(String::new, |row| {
                let column = row.kind().named("confirm");
                column.map_or_else(String::new, |column| self.show(&self.sight.cell(row, column)))
            });
            let half = (room / 2).saturating_sub(4);
            let line = Line::default().and(2, fit(&name, half), Tone::Plain);
            let at = (room / 2) as u16;
            let why = fit(half_of(&why, self.lang), room - room / 2);
            self.lines.push(line.and(at, why, Tone::Dim).to(Target::Record(id)));
        }
    }
}
