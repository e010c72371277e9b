//! Fields before and after, a line each: what a change did, and what edits would do.

use super::page::{Line, Tone, wrapped};
use crate::record::{Column, Kind};
use crate::records;
use crate::store::{Changed, Edit, Sight};
use crate::value::{Id, Lang, Names as _, Value, fit, width};
use crate::words::record_page as say;
use crate::words::screen::NONE;

/// Most lines of one side of a field.
const MOST_LINES: usize = 3;

/// What a change did to a record: its fields, at most so many, so far in.
pub fn changed(
    changed: &Changed,
    indent: u16,
    most: usize,
    sight: &Sight,
    lang: Lang,
    room: u16,
) -> Vec<Line> {
    let kind = records::kind(changed.id.kind);
    let mut lines = Vec::new();
    for (number, before, after) in changed.fields().into_iter().take(most) {
        let column = kind.and_then(|kind| kind.column(number));
        let title = column.map_or_else(
            || say::FIELD.fill(lang, &[&number.to_string()]),
            |column| column.title.say(lang).to_owned(),
        );
        let side = |value: &Value| shown(column, value, sight, lang, room);
        let said = if changed.is_new() {
            side(&after)
        } else {
            format!("{} → {}", side(&before), side(&after))
        };
        lines.extend(field(&title, &said, indent, room));
    }
    lines
}

/// What edits would change of what is recorded now, record by record.
pub fn edited(edits: &[Edit], sight: &Sight, lang: Lang, room: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut last: Option<Id> = None;
    for edit in edits {
        let (id, told) = match edit {
            Edit::Add { id, fields } => (*id, added(*id, fields, sight, lang, room)),
            Edit::Set { id, fields, .. } => (*id, set(*id, fields, sight, lang, room)),
            Edit::Trash { id, .. } if sight.present(*id).is_none() => continue,
            Edit::Untrash { id, .. } if sight.present(*id).is_some() => continue,
            Edit::Trash { id, .. } => (*id, vec![moved(say::TO_TRASH.say(lang))]),
            Edit::Untrash { id, .. } => (*id, vec![moved(say::FROM_TRASH.say(lang))]),
        };
        if told.is_empty() {
            continue;
        }
        if last != Some(id) {
            let kind = records::kind(id.kind).map_or("", |kind| kind.one(lang));
            let name = if id.is_provisional() {
                say::MADE.say(lang).to_owned()
            } else {
                sight.name(id, lang)
            };
            let line = Line::text(kind, Tone::Dim).and(width(kind) as u16 + 2, name, Tone::Strong);
            lines.push(line);
        }
        last = Some(id);
        lines.extend(told);
    }
    lines
}

fn moved(words: &str) -> Line {
    Line::default().and(2, words, Tone::Plain)
}

fn added(id: Id, fields: &[(u16, Value)], sight: &Sight, lang: Lang, room: u16) -> Vec<Line> {
    let column = |number: u16| records::kind(id.kind).and_then(|kind| kind.column(number));
    let lines = fields.iter().filter(|(_, value)| !value.is_none()).flat_map(|(number, value)| {
        let column = column(*number);
        let title = column.map_or("", |column| column.title.say(lang));
        field(title, &shown(column, value, sight, lang, room), 2, room)
    });
    lines.collect()
}

fn set(id: Id, fields: &[(u16, Value, Value)], sight: &Sight, lang: Lang, room: u16) -> Vec<Line> {
    let (Some(row), Some(kind)) = (sight.row(id), records::kind(id.kind)) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for (number, _, after) in fields {
        let Some(column) = Kind::column(kind, *number) else { continue };
        let now = sight.cell(row, column);
        if now == *after {
            continue;
        }
        let side = |value: &Value| shown(Some(column), value, sight, lang, room);
        let said = format!("{} → {}", side(&now), side(after));
        lines.extend(field(column.title.say(lang), &said, 2, room));
    }
    lines
}

/// One side, cut to a few lines.
fn shown(column: Option<&Column>, value: &Value, sight: &Sight, lang: Lang, room: u16) -> String {
    let text = match (column, value) {
        (_, Value::None) => NONE.to_owned(),
        (Some(column), value) => column.shape.show(value, lang, sight),
        (None, value) => crate::value::Shape::Text.show(value, lang, sight),
    };
    fit(&text.replace('\n', " "), usize::from(room) * MOST_LINES)
}

fn field(title: &str, said: &str, indent: u16, room: u16) -> Vec<Line> {
    let at = indent + (width(title) as u16 + 2).min(room / 3);
    let title = fit(title, usize::from(at - indent).saturating_sub(1));
    let mut lines = wrapped(said, usize::from(room.saturating_sub(at))).into_iter();
    let first = Line::default().and(indent, title, Tone::Dim);
    let first = first.and(at, lines.next().unwrap_or_default(), Tone::Plain);
    let rest = lines.map(|line| Line::default().and(at, line, Tone::Plain));
    [first].into_iter().chain(rest).collect()
}
