//! The page of a record: what is recorded of it, what it links to, what links to it, and one
//! line that names what is not recorded.

use super::actions::Keys;
use super::page::{Line, Target, Tone, half_of, wrapped};
use crate::clock::Clock;
use crate::insight;
use crate::record::Column;
use crate::records;
use crate::store::{Path, Row, Sight};
use crate::value::{Id, Lang, Names, Party, PartyShape, Shape, Value, fit, width};
use crate::words::record_page::TAKE_OUT;
use crate::words::screen as say;

/// The lines of a record's page in a width of cells.
pub fn lines(
    id: Id,
    sight: &Sight,
    clock: &Clock,
    (keys, lang): (&Keys, Lang),
    room: u16,
) -> Vec<Line> {
    let Some(row) = sight.row(id) else {
        return vec![Line::text(say::NOT_THERE.say(lang), Tone::Dim)];
    };
    let mut page = Page { sight, keys, lang, of: id, room: usize::from(room), lines: Vec::new() };
    page.title(row);
    if let Some(stamp) = &row.trashed {
        let mut said = say::IN_TRASH.fill(lang, &[&stamp.who, &moment(stamp.when, clock)]);
        if sight.person().may_edit() {
            said.push_str(TAKE_OUT.say(lang));
        }
        page.paragraph(0, &format!("! {said}"), Tone::Alert);
    }
    if row.trashed.is_none() {
        for warning in insight::warnings(sight, row, lang) {
            page.paragraph(0, &format!("! {warning}"), Tone::Alert);
        }
    }
    page.lines.push(Line::default());
    let missing = page.fields(row);
    page.linked(row);
    page.named_by(row);
    page.missing(&missing);
    page.lines.push(Line::default());
    let (made, by) = (moment(row.created.when, clock), &*row.created.who);
    let mut said = say::MADE_BY.fill(lang, &[&id.to_string(), &row.rev.to_string(), by, &made]);
    if row.rev > 1 {
        let saved = moment(row.updated.when, clock);
        said.push_str(&say::SAVED_BY.fill(lang, &[&row.updated.who, &saved]));
    }
    page.paragraph(0, &said, Tone::Dim);
    page.lines
}

/// A moment in milliseconds since 1970, as the office's clock showed it.
pub(super) fn moment(when: i64, clock: &Clock) -> String {
    clock.at(when).format("%Y-%m-%d %H:%M").to_string()
}

struct Page<'a> {
    sight: &'a Sight,
    keys: &'a Keys,
    lang: Lang,
    /// The record whose page it is.
    of: Id,
    room: usize,
    lines: Vec<Line>,
}

impl Page<'_> {
    fn title(&mut self, row: &Row) {
        let name = self.sight.name_of(row, self.lang);
        self.paragraph(0, &name, Tone::Strong);
        if let Some(other) = self.sight.other_name(row, self.lang) {
            self.paragraph(0, &other, Tone::Plain);
        }
        self.lines.push(Line::text(row.kind().one(self.lang), Tone::Dim));
    }

    fn paragraph(&mut self, column: u16, text: &str, tone: Tone) {
        for line in wrapped(text, self.room.saturating_sub(usize::from(column))) {
            self.lines.push(Line { pieces: vec![(column, line, tone)], target: None });
        }
    }

    /// The recorded fields; returns the titles of those that are not.
    fn fields(&mut self, row: &Row) -> Vec<&'static str> {
        let mut missing = Vec::new();
        let columns = row.kind().columns();
        let shown: Vec<(&Column, Value)> = columns
            .filter(|column| !column.is_named() || column.shape.kinds().is_some())
            .map(|column| (column, self.sight.at(row, &Path::own(column))))
            .collect();
        let recorded = shown.iter().filter(|(_, value)| !value.is_none());
        let widest =
            recorded.map(|(column, _)| width(column.title.say(self.lang))).max().unwrap_or(0);
        let indent = widest.min(self.room / 3).min(24) as u16 + 2;
        for (column, value) in shown {
            if value.is_none() {
                // What a guest may not see is not missing.
                if !column.is_computed() && self.sight.cell(row, column).is_none() {
                    missing.push(column.title.say(self.lang));
                }
            } else {
                self.field(row.id, column, &value, indent);
            }
        }
        missing
    }

    fn field(&mut self, of: Id, column: &Column, value: &Value, indent: u16) {
        let title = column.title.say(self.lang);
        let tone = if column.name == "confirm" { Tone::Alert } else { Tone::Plain };
        let editable = of == self.of && !column.is_computed() && *value != Value::Masked;
        let target = editable.then_some(Target::Field(column.number));
        let texts = self.texts(column, value);
        let mut title = Some(fit(title, usize::from(indent.saturating_sub(1))));
        for (text, link) in texts {
            let room = self.room.saturating_sub(usize::from(indent));
            for (nth, line) in wrapped(&text, room).into_iter().enumerate() {
                let mut pieces = Vec::new();
                if let Some(title) = title.take() {
                    pieces.push((0, title, Tone::Dim));
                }
                pieces.push((indent, line, tone));
                let target = if nth == 0 { link.map(Target::Record).or(target) } else { None };
                self.lines.push(Line { pieces, target });
            }
        }
    }

    /// What stands in a field: each link, each line on its own.
    fn texts(&self, column: &Column, value: &Value) -> Vec<(String, Option<Id>)> {
        match (value, &column.shape) {
            (Value::Link(id), _) => vec![(self.sight.name(*id, self.lang), Some(*id))],
            (Value::Links(ids), _) => {
                ids.iter().map(|id| (self.sight.name(*id, self.lang), Some(*id))).collect()
            }
            (Value::Parties(parties), Shape::Parties(shape)) => {
                parties.iter().map(|party| (self.party(party, shape), party.link)).collect()
            }
            (Value::Lines(lines), Shape::Lines) => {
                lines.iter().map(|line| (line.to_string(), None)).collect()
            }
            (Value::Text(why), _) if column.name == "confirm" => {
                vec![(half_of(why, self.lang).to_owned(), None)]
            }
            (value, shape) => vec![(shape.show(value, self.lang, self.sight), None)],
        }
    }

    fn party(&self, party: &Party, shape: &'static PartyShape) -> String {
        let one = Value::Parties([party.clone()].into());
        Shape::Parties(shape).show(&one, self.lang, self.sight)
    }

    /// What links here, each kind under its heading.
    fn linked(&mut self, row: &Row) {
        let mut all = self.sight.links_to(row.id);
        // The page one is on is not news.
        all.retain(|(id, _)| *id != self.of);
        for group in all.chunk_by(|(one, _), (other, _)| one.kind == other.kind) {
            let Some(kind) = group.first().and_then(|(id, _)| records::kind(id.kind)) else {
                continue;
            };
            let title = kind.title.say(self.lang);
            self.lines.push(Line::default());
            let heading = say::LINKED.fill(self.lang, &[title, &group.len().to_string()]);
            self.lines.push(Line::text(heading, Tone::Strong));
            for (id, field) in group {
                let Some(from) = self.sight.present(*id) else { continue };
                let name = self.sight.name_of(from, self.lang);
                let by = kind.column(*field).map_or("", |column| column.title.say(self.lang));
                let room = self.room.saturating_sub(width(by) + 4);
                let at = (2 + width(&fit(&name, room)) + 2) as u16;
                let line = Line::default().and(2, fit(&name, room), Tone::Plain);
                self.lines.push(line.and(at, by, Tone::Dim).to(Target::Record(*id)));
            }
        }
        let hidden = self.sight.restricted_links_to(row.id);
        if hidden > 0 {
            let said = say::RESTRICTED.fill(self.lang, &[&hidden.to_string()]);
            self.lines.push(Line::text(said, Tone::Dim));
        }
    }

    /// The record by which this one is named is what one came for: it follows whole.
    fn named_by(&mut self, row: &Row) {
        let mut naming =
            row.kind().naming().flat_map(|column| self.sight.cell(row, column).links());
        let Some(other) = naming.find_map(|id| self.sight.present(id)) else { return };
        self.lines.push(Line::default());
        let heading = Line::text(other.kind().one(self.lang).to_uppercase(), Tone::Strong);
        self.lines.push(heading.to(Target::Record(other.id)));
        self.fields(other);
        self.linked(other);
    }

    fn missing(&mut self, titles: &[&str]) {
        if titles.is_empty() {
            return;
        }
        self.lines.push(Line::default());
        let all = titles.join(say::COMMA.say(self.lang));
        let mut said = say::NOT_RECORDED.fill(self.lang, &[&all]);
        if self.sight.person().may_edit() {
            let key = self.keys.shown("edit", self.lang);
            said.push_str(&say::FILL_IN.fill(self.lang, &[key]));
        }
        self.paragraph(0, &said, Tone::Dim);
    }
}
