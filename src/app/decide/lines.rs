//! The lines of what is to be decided: each field with what is mine, what is theirs and what was
//! before, long texts from where they begin to differ.

use super::{Decision, Point};
use crate::app::Doing;
use crate::app::actions::Keys;
use crate::app::page::{Line, Target, Tone, wrapped};
use crate::app::record_page::moment;
use crate::clock::Clock;
use crate::record::Column;
use crate::records;
use crate::store::{Clash, Edit, Over, Side, Sight};
use crate::value::{Id, Lang, Names, Shape, Value, Words, fit, width};
use crate::words::clash as say;
use crate::words::history::IN_TRASH;
use crate::words::record_page as page;
use crate::words::screen::{MORE_LINES, NONE};

/// Most lines of a value, unless it is shown whole.
const MOST_LINES: usize = 4;
/// How many of the signs before the first that differs are shown.
const CONTEXT: usize = 24;
/// Most things to decide that are listed.
const LISTED: usize = 500;

/// What the lines are made of.
pub(super) struct Sheet<'a> {
    pub sight: &'a Sight,
    pub clock: &'a Clock,
    pub keys: &'a Keys,
    pub lang: Lang,
    pub room: u16,
}

/// The names of what is recorded, and of what the same edits add.
struct Named<'a>(&'a Sight, &'a [Edit]);

impl Names for Named<'_> {
    fn name(&self, id: Id, lang: Lang) -> String {
        let added = self.1.iter().find_map(|edit| match edit {
            Edit::Add { id: new, fields } if *new == id => Some(fields),
            _ => None,
        });
        let kind = records::kind(id.kind);
        let naming =
            |number: u16| kind.and_then(|kind| kind.column(number)).is_some_and(Column::is_named);
        let name = added.and_then(|fields| fields.iter().find(|(number, _)| naming(*number)));
        name.map_or_else(|| self.0.name(id, lang), |(_, value)| value.text().to_owned())
    }

    fn handle(&self, id: Id) -> String {
        self.0.handle(id)
    }
}

impl Sheet<'_> {
    pub fn lines(&self, decision: &Decision) -> Vec<Line> {
        let mut lines = self.intro(decision);
        let names = Named(self.sight, &decision.edits);
        let names_records = !matches!(decision.doing, Doing::Save(..));
        let listed = &decision.points[..decision.points.len().min(LISTED)];
        let (mut at, mut was_moved) = (0, false);
        for of_record in listed.chunk_by(|one, other| one.clash.id == other.clash.id) {
            let is_moved = names_records && of_record.iter().all(Point::is_moved);
            if !(is_moved && was_moved) {
                lines.push(Line::default());
            }
            was_moved = is_moved;
            if names_records && !is_moved {
                lines.push(self.record(of_record[0].clash.id));
            }
            for (nth, point) in of_record.iter().enumerate() {
                if nth > 0 && point.is_open {
                    lines.push(Line::default());
                }
                let first = lines.len();
                lines.extend(match point {
                    point if is_moved => vec![self.moved(point)],
                    point if point.is_open => self.open(point, decision, &names),
                    point => self.clear(point, decision, &names),
                });
                lines[first].target = Some(Target::Node(at));
                at += 1;
            }
        }
        let more = decision.points.len().saturating_sub(LISTED) + decision.more.0;
        if more > 0 {
            lines.push(Line::default());
            lines.push(Line::text(MORE_LINES.fill(self.lang, &[&more.to_string()]), Tone::Dim));
        }
        lines
    }

    fn intro(&self, decision: &Decision) -> Vec<Line> {
        let key = |name| self.keys.shown(name, self.lang);
        let mut said = if decision.doing.takes_back() {
            say::CHOOSE_BACK.fill(self.lang, &[key("hold-mine"), key("hold-theirs")])
        } else {
            say::CHOOSE.say(self.lang).to_owned()
        };
        let more = match &decision.doing {
            doing if doing.takes_back() && decision.is_open() => {
                say::CHOOSE_SINCE.say(self.lang).to_owned()
            }
            Doing::Save(..) => say::OR_TYPE.fill(self.lang, &[key("type-it")]),
            _ => String::new(),
        };
        if !more.is_empty() {
            let space = if self.lang == Lang::En { " " } else { "" };
            said = [said, more].join(space);
        }
        let lines = wrapped(&said, usize::from(self.room)).into_iter();
        lines.map(|line| Line::text(line, Tone::Dim)).collect()
    }

    fn record(&self, id: Id) -> Line {
        let kind = records::kind(id.kind).map_or("", |kind| kind.one(self.lang));
        let name = self.sight.name(id, self.lang);
        Line::text(kind, Tone::Dim).and(width(kind) as u16 + 2, name, Tone::Strong)
    }

    /// A field that somebody else changed: who and when, then the values a line each.
    fn open(&self, point: &Point, decision: &Decision, names: &dyn Names) -> Vec<Line> {
        let (lang, clash) = (self.lang, &point.clash);
        let (title, shape) = self.title(clash);
        let sign = if point.side.is_none() { "?" } else { " " };
        let head = Line::text(sign, Tone::Alert).and(2, &*title, Tone::Strong);
        let by = clash
            .by
            .as_ref()
            .map(|by| say::BY.fill(lang, &[&by.who, &moment(by.when, self.clock)]));
        let after = (width(&title) as u16 + 4).min(self.room);
        let mut lines = vec![head.and(after, by.unwrap_or_default(), Tone::Dim)];
        let sides = if decision.doing.takes_back() {
            [say::BACK, say::NOW, say::SET]
        } else {
            [say::MINE, say::THEIRS, say::BEFORE]
        };
        let title_room = sides.map(|words| width(words.say(lang))).into_iter().max().unwrap_or(0);
        let shown = |value: &Value| self.shown(shape, self.seen(clash, value), names);
        let (sides, values, title_room) = match &clash.over {
            Over::Field { before, theirs, mine, .. } => {
                let values = [mine, theirs, before].map(shown).to_vec();
                (sides.to_vec(), values, title_room as u16 + 2)
            }
            Over::Trash { mine, .. } => {
                let values = [moved(*mine), say::STAYS].map(|words| words.say(lang).to_owned());
                (Vec::new(), values.to_vec(), 0)
            }
        };
        let values = if decision.is_whole { values } else { self.cut(&values) };
        let keys = ["hold-mine", "hold-theirs"].map(|name| self.keys.shown(name, lang));
        let key_room = keys.iter().map(|key| width(key)).max().unwrap_or(0) as u16;
        for (nth, value) in values.iter().enumerate() {
            let side = [Some(Side::Mine), Some(Side::Theirs), None][nth];
            let is_chosen = side.is_some() && point.side == side;
            let tone = if is_chosen { Tone::Strong } else { Tone::Plain };
            let title = sides.get(nth).map_or("", |words| words.say(lang));
            let line = Line::default()
                .and(2, if is_chosen { "*" } else { " " }, Tone::Strong)
                .and(4, keys.get(nth).copied().unwrap_or_default(), Tone::Plain)
                .and(key_room + 5, title, Tone::Dim);
            self.text(&mut lines, line, key_room + 5 + title_room, value, tone);
        }
        if let Over::Trash { since, .. } = &clash.over {
            self.since(&mut lines, clash.id, since, (key_room + 5, names));
        }
        lines
    }

    /// What somebody else wrote into a record that would go to the trash.
    fn since(
        &self,
        lines: &mut Vec<Line>,
        id: Id,
        since: &[u16],
        (indent, names): (u16, &dyn Names),
    ) {
        let (Some(kind), Some(row)) = (records::kind(id.kind), self.sight.row(id)) else { return };
        if since.is_empty() {
            return;
        }
        lines.push(Line::default().and(indent, say::SINCE.say(self.lang), Tone::Dim));
        for column in since.iter().filter_map(|number| kind.column(*number)) {
            let value = self.shown(column.shape, &self.sight.cell(row, column), names);
            let said = say::FIELD.fill(self.lang, &[column.title.say(self.lang), &value]);
            let said = fit(&said.replace('\n', " "), usize::from(self.room) * 2);
            self.text(lines, Line::default(), indent + 2, &said, Tone::Plain);
        }
    }

    /// A field with which nobody interfered: what it is and what it would be.
    fn clear(&self, point: &Point, decision: &Decision, names: &dyn Names) -> Vec<Line> {
        let (title, shape) = self.title(&point.clash);
        let is_mine = point.side == Some(Side::Mine);
        let shown = |value: &Value| self.shown(shape, self.seen(&point.clash, value), names);
        let said = match &point.clash.over {
            Over::Field { theirs, mine, .. } => {
                let sides = [theirs, mine].map(shown).to_vec();
                let sides = if decision.is_whole { sides } else { self.cut(&sides) };
                if is_mine { sides.join(" → ") } else { self.left(&sides[0]) }
            }
            Over::Trash { mine, .. } => {
                let said = moved(*mine).say(self.lang);
                if is_mine { said.to_owned() } else { self.left(said) }
            }
        };
        let sign = Line::text(if is_mine { "*" } else { " " }, Tone::Strong);
        let at = (width(&title) as u16 + 4).min(self.room / 3 + 2);
        let head = sign.and(2, fit(&title, usize::from(at - 2).saturating_sub(1)), Tone::Dim);
        let mut lines = Vec::new();
        self.text(&mut lines, head, at, &said, if is_mine { Tone::Plain } else { Tone::Dim });
        lines
    }

    /// A record that goes to the trash or comes back, and nothing else.
    fn moved(&self, point: &Point) -> Line {
        let (id, is_mine) = (point.clash.id, point.side == Some(Side::Mine));
        let Over::Trash { mine, .. } = point.clash.over else { return Line::default() };
        let kind = records::kind(id.kind).map_or("", |kind| kind.one(self.lang));
        let said = moved(mine).say(self.lang);
        let said = if is_mine { said.to_owned() } else { self.left(said) };
        let said = format!("{kind}  {said}");
        let room = usize::from(self.room).saturating_sub(width(&said) + 4);
        let name = fit(&self.sight.name(id, self.lang), room);
        let at = width(&name) as u16 + 4;
        let sign = if is_mine { "*" } else { " " };
        Line::text(sign, Tone::Strong).and(2, name, Tone::Plain).and(at, said, Tone::Dim)
    }

    fn left(&self, value: &str) -> String {
        say::LEFT.fill(self.lang, &[value])
    }

    /// A value behind what stands before it, on as many lines as it takes.
    fn text(&self, lines: &mut Vec<Line>, first: Line, at: u16, text: &str, tone: Tone) {
        let room = usize::from(self.room.saturating_sub(at));
        let mut first = Some(first);
        for piece in wrapped(text, room) {
            lines.push(first.take().unwrap_or_default().and(at, piece, tone));
        }
    }

    /// What a clash is over, and how its values are shown.
    fn title(&self, clash: &Clash) -> (String, Shape) {
        let column = clash.field().and_then(|number| records::kind(clash.id.kind)?.column(number));
        match (column, clash.field()) {
            (Some(column), _) => (column.title.say(self.lang).to_owned(), column.shape),
            (None, Some(number)) => {
                (page::FIELD.fill(self.lang, &[&number.to_string()]), Shape::Text)
            }
            (None, None) => (IN_TRASH.say(self.lang).to_owned(), Shape::Flag),
        }
    }

    /// A value of a field that whoever looks may see; of others that there is one.
    fn seen<'v>(&self, clash: &Clash, value: &'v Value) -> &'v Value {
        let column = clash.field().and_then(|number| records::kind(clash.id.kind)?.column(number));
        let is_hidden = self.sight.row(clash.id).is_none()
            || column.is_some_and(|column| self.sight.hides(column));
        if is_hidden { &Value::Masked } else { value }
    }

    fn shown(&self, shape: Shape, value: &Value, names: &dyn Names) -> String {
        match value {
            // In company nobody is told that there is something.
            Value::Masked if self.sight.is_in_company() => NONE.to_owned(),
            Value::None => NONE.to_owned(),
            value => shape.show(value, self.lang, names),
        }
    }

    /// Values in a few lines each, from shortly before the first sign by which two of them differ.
    fn cut(&self, values: &[String]) -> Vec<String> {
        let most = usize::from(self.room) * MOST_LINES;
        let first = values.first().map_or("", String::as_str);
        let alike = values.get(1).map_or(0, |second| same(first, second));
        let skip = if alike > usize::from(self.room) { alike.saturating_sub(CONTEXT) } else { 0 };
        let cut = |value: &String| {
            let from = skip.min(same(value, first).saturating_sub(CONTEXT));
            let text: String =
                value.chars().skip(from).map(|c| if c == '\n' { ' ' } else { c }).collect();
            let text = if from > 0 { format!("…{text}") } else { text };
            fit(&text, most)
        };
        values.iter().map(cut).collect()
    }
}

/// With how many same signs two texts begin.
fn same(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
}

/// What becomes of a record that goes to the trash, or comes back.
fn moved(to_trash: bool) -> Words {
    if to_trash { page::TO_TRASH } else { page::FROM_TRASH }
}
