//! `show REF`: one record with its links, and what links to it.

use super::Command;
use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::output::{FORMAT, Format};
use super::table::sentence;
use super::turn::Turn;
use crate::exchange;
use crate::insight::{self, PARTNER};
use crate::record::Column;
use crate::records::kind;
use crate::store::{Row, Sight, Stamp};
use crate::value::{Id, Lang, Names, Value, width};
use crate::words::command as say;
use serde_json::{Value as Json, json};
use std::sync::Arc;

pub(super) static COMMAND: Command =
    Command { name: "show", about: say::SHOW, arguments: &[REF, FORMAT], run };

/// The argument that names a record.
pub(super) const REF: Argument = Argument::new("ref", Holds::SomeWords("REF"), say::REF);

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (text, sight) = (turn.given.joined("ref"), turn.sight());
    let row = turn.find(&text, &sight)?;
    match turn.format() {
        format @ (Format::Json | Format::Jsonl) => {
            let object = object(turn, &sight, &row);
            let is_line = format == Format::Jsonl;
            let write = if is_line { serde_json::to_string } else { serde_json::to_string_pretty };
            turn.line(write(&object).map_err(std::io::Error::from)?)?;
            turn.tell_masked(&sight, &[Arc::clone(&row)], &exchange::columns(row.kind()));
        }
        Format::Csv | Format::Tsv | Format::Markdown => {
            turn.records(&sight, row.kind(), &[row], None)?;
        }
        Format::Table => {
            let card = Card::of(turn, &sight, &row);
            card.lines().iter().try_for_each(|line| turn.line(line))?;
        }
        Format::Lines => {
            let card = Card::of(turn, &sight, &row);
            card.sentences().iter().try_for_each(|line| turn.line(line))?;
            // What lists nothing leaves the numbers of the list before.
            if !card.linked.is_empty() {
                turn.remember(card.linked.iter().map(|(id, _)| *id));
            }
        }
    }
    Ok(())
}

fn object(turn: &Turn<'_, '_>, sight: &Sight, row: &Row) -> Json {
    let mut object = exchange::json::record(sight, row, &exchange::columns(row.kind()));
    let stamp = |stamp: &Stamp| json!({ "who": &*stamp.who, "when": when(turn, stamp) });
    object.insert("created".into(), stamp(&row.created));
    object.insert("updated".into(), stamp(&row.updated));
    object.insert("trashed".into(), row.trashed.as_deref().map_or(Json::Null, stamp));
    let links = sight.links_to(row.id).into_iter().map(|(id, field)| {
        let kind = kind(id.kind);
        let field = kind.and_then(|kind| kind.column(field)).map(|column| column.name);
        json!({
            "id": id.to_string(),
            "kind": kind.map(|kind| kind.plural),
            "name": sight.name(id, Lang::En),
            "field": field,
        })
    });
    object.insert("links_to".into(), links.collect());
    Json::Object(object)
}

/// The office's wall time of a stamp, to the minute.
pub(super) fn when(turn: &Turn<'_, '_>, stamp: &Stamp) -> String {
    turn.at(stamp.when)
}

impl Turn<'_, '_> {
    /// The office's wall time, to the minute, of a moment in milliseconds since 1970, UTC.
    pub fn at(&self, millis: i64) -> String {
        self.office.clock().at(millis).format("%Y-%m-%d %H:%M").to_string()
    }
}

/// What there is to say of a record.
struct Card {
    lang: Lang,
    /// Its names, its kind and its id.
    head: Vec<String>,
    /// Titles and values.
    fields: Vec<(&'static str, String)>,
    /// Who links to it, each with its name.
    linked: Vec<(Id, String)>,
    /// What is not recorded, not seen, and who saved it when.
    foot: Vec<String>,
}

impl Card {
    fn of(turn: &Turn<'_, '_>, sight: &Sight, row: &Row) -> Self {
        let lang = turn.lang();
        let name = sight.name_of(row, lang);
        let other = sight.other_name(row, lang);
        let (id, kind) = (row.id.to_string(), row.kind().one(lang).to_owned());
        let head = std::iter::once(name).chain(other).chain([kind, id]).collect();
        let (mut fields, mut missing, mut masked) = (Vec::new(), Vec::new(), Vec::new());
        for column in row.kind().columns() {
            let title = column.title.say(lang);
            match sight.cell(row, column) {
                _ if is_in_head(row, column) => {}
                Value::None => missing.push(title),
                Value::Masked => masked.push(title),
                value => {
                    fields.push((title, exchange::text(column, &value, lang, &WithIds(sight))));
                }
            }
        }
        let comma = say::COMMA.say(lang);
        let mut foot = Vec::new();
        if !missing.is_empty() {
            foot.push(say::MISSING_FIELDS.fill(lang, &[&missing.join(comma)]));
        }
        if !masked.is_empty() {
            foot.push(say::MASKED.fill(lang, &[&masked.join(comma)]));
        }
        let hidden = sight.restricted_links_to(row.id);
        if hidden > 0 {
            foot.push(say::RESTRICTED.fill(lang, &[&hidden.to_string()]));
        }
        foot.extend(stamps(turn, row));
        let linked = hanging_on(sight, row).into_iter();
        let linked = linked.map(|id| (id, sight.name(id, lang))).collect();
        Self { lang, head, fields, linked, foot }
    }

    /// The links to it by kind: how many, and each.
    fn groups(&self) -> impl Iterator<Item = (String, &[(Id, String)])> {
        self.linked.chunk_by(|one, other| one.0.kind == other.0.kind).map(|group| {
            let title = kind(group[0].0.kind).map_or("", |kind| kind.title.say(self.lang));
            (say::GROUP.fill(self.lang, &[title, &group.len().to_string()]), group)
        })
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.head.join("  ")];
        let room = self.fields.iter().map(|(title, _)| width(title)).max().unwrap_or(0);
        for (title, value) in &self.fields {
            let blank = " ".repeat(room + 2 - width(title));
            let below = format!("\n{}", " ".repeat(room + 2));
            lines.push(format!("{title}{blank}{}", value.replace('\n', &below)));
        }
        for (title, group) in self.groups() {
            lines.push(title);
            lines.extend(group.iter().map(|(id, name)| format!("  {name} ({id})")));
        }
        lines.extend(self.foot.iter().cloned());
        lines
    }

    /// The same, a sentence a line; what links to it is numbered.
    fn sentences(&self) -> Vec<String> {
        let mut lines = vec![sentence(self.head.iter().cloned(), self.lang)];
        for (title, value) in &self.fields {
            lines.push(say::FIELD.fill(self.lang, &[title, &value.replace('\n', " ")]));
        }
        let mut number = 0;
        for (title, group) in self.groups() {
            lines.push(title);
            for (_, name) in group {
                number += 1;
                lines.push(say::LINKED_NTH.fill(self.lang, &[&number.to_string(), name]));
            }
        }
        lines.extend(self.foot.iter().cloned());
        lines
    }
}

/// What links to a record, kind by kind; of an organization all that hangs on it.
fn hanging_on(sight: &Sight, row: &Row) -> Vec<Id> {
    if row.kind().code == PARTNER {
        let groups = insight::around(sight, row.id);
        return groups.iter().flat_map(|group| &group.all).map(|(id, _)| *id).collect();
    }
    sight.links_to(row.id).into_iter().map(|(id, _)| id).collect()
}

/// Whether the field is one of the names in the heading.
fn is_in_head(row: &Row, column: &Column) -> bool {
    column.is_named() && row.kind().naming().count() > 1
}

fn stamps(turn: &Turn<'_, '_>, row: &Row) -> Vec<String> {
    let lang = turn.lang();
    let said = |words: crate::value::Words, stamp: &Stamp| {
        words.fill(lang, &[&when(turn, stamp), &stamp.who, &row.rev.to_string()])
    };
    let mut lines = vec![said(say::CREATED, &row.created)];
    if row.rev > 1 {
        lines.push(said(say::UPDATED, &row.updated));
    }
    lines.extend(row.trashed.as_deref().map(|stamp| said(say::TRASHED, stamp)));
    lines
}

/// Names with the ids behind them.
struct WithIds<'a>(&'a Sight);

impl Names for WithIds<'_> {
    fn name(&self, id: Id, lang: Lang) -> String {
        format!("{} ({id})", self.0.name(id, lang))
    }

    fn handle(&self, id: Id) -> String {
        self.0.handle(id)
    }
}
