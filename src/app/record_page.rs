//! The page of a record: what is recorded of it, what it links to, what links to it, and one
//! line that names what is not recorded.

use super::actions::Keys;
use super::page::{Line, Target, Tone, half_of, wrapped};
use crate::clock::Clock;
use crate::insight::{self, Found, Group, Way};
use crate::record::Column;
use crate::records;
use crate::store::{Path, Row, Sight};
use crate::value::{Id, Lang, Names, Party, PartyShape, Shape, Value, fit, width};
use crate::words::brief;
use crate::words::record_page::TAKE_OUT;
use crate::words::screen as say;

/// How many of a group stand on the page.
const FEW: usize = 5;

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

    /// What links here, and on an organization what hangs on it, each kind under its heading.
    fn linked(&mut self, row: &Row) {
        let is_partner = row.kind().code == insight::PARTNER;
        let groups =
            if is_partner { insight::around(self.sight, row.id) } else { self.by_fields(row) };
        let members = groups.iter().filter(|group| is_partner && group.kind.code == "member");
        let members: Vec<Id> = members.flat_map(|group| &group.all).map(|(id, _)| *id).collect();
        for mut group in groups {
            // The page one is on is not news.
            group.all.retain(|(id, _)| *id != self.of);
            self.group(row, &group);
        }
        let with = members.into_iter().chain([row.id]);
        let hidden: usize = with.map(|id| self.sight.restricted_links_to(id)).sum();
        if hidden > 0 {
            let said = say::RESTRICTED.fill(self.lang, &[&hidden.to_string()]);
            self.lines.push(Line::text(said, Tone::Dim));
        }
    }

    /// What links to a record, kind by kind, each by its field.
    fn by_fields(&self, row: &Row) -> Vec<Group> {
        let all = self.sight.links_to(row.id);
        let groups = all.chunk_by(|(one, _), (other, _)| one.kind == other.kind);
        let group = |group: &[(Id, u16)]| {
            let kind = records::kind(group.first()?.0.kind)?;
            let way = |field: u16| kind.column(field).map(|column| Way::by(column.name));
            let all = group.iter().filter_map(|(id, field)| Some((*id, way(*field)?)));
            Some(Group { kind, all: all.collect() })
        };
        groups.filter_map(group).collect()
    }

    /// The first of a group, and how many more there are.
    fn group(&mut self, of: &Row, group: &Group) {
        let (lang, count) = (self.lang, group.all.len());
        if count == 0 {
            return;
        }
        self.lines.push(Line::default());
        let title = group.kind.title.say(lang);
        let heading = say::LINKED.fill(lang, &[title, &count.to_string()]);
        let open = insight::open_among(self.sight, group);
        let at = width(&heading) as u16 + 2;
        let mut heading = Line::text(heading, Tone::Strong);
        if let Some(open) = open {
            heading = heading.and(at, brief::OPEN.fill(lang, &[&open.to_string()]), Tone::Dim);
        }
        self.lines.push(heading);
        // Where but one is left there is room for it, too.
        let shown = if count > FEW + 1 { FEW } else { count };
        for (id, way) in group.all.iter().take(shown) {
            let Some(from) = self.sight.present(*id) else { continue };
            let (name, told) = if of.kind().code == insight::PARTNER {
                insight::in_short(self.sight, from, of.id, lang)
            } else {
                let by = group.kind.named(way.path()).map_or("", |column| column.title.say(lang));
                (self.sight.name_of(from, lang), by.to_owned())
            };
            let least = (width(&told) + 4).min(self.room / 2);
            let name = fit(&name, self.room.saturating_sub(least));
            let at = (2 + width(&name) + 2) as u16;
            let told = fit(&told, self.room.saturating_sub(usize::from(at)));
            let line = Line::default().and(2, name, Tone::Plain).and(at, told, Tone::Dim);
            self.lines.push(line.to(Target::Record(*id)));
        }
        let rest = group.all.get(shown..).unwrap_or_default();
        let ways = insight::ways(rest);
        let is_one = ways.len() == 1;
        for (kind, way, count) in ways {
            let found = Found { kind, of: of.id, way, only: "", is_public: false };
            let more = say::MORE_LINES.fill(lang, &[&count.to_string()]);
            let at = width(&more) as u16 + 4;
            let mut line = Line::default().and(2, more, Tone::Dim);
            if !is_one {
                line = line.and(at, way.words(group.kind).say(lang), Tone::Dim);
            }
            self.lines.push(line.to(Target::Found(found)));
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
