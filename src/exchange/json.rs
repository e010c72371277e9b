//! JSON: an object a record, every field by its name. What is not recorded or may not be
//! seen is `null`, never left out.

pub mod read;

use crate::store::{Path, Row, Sight};
use crate::value::{Id, Lang, Names, Party, Value};
use serde_json::{Map, Value as Json, json};
use std::io::{self, Write};

/// The object of a record.
pub fn record(sight: &Sight, row: &Row, columns: &[Path]) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("id".into(), row.id.to_string().into());
    object.insert("kind".into(), row.kind().plural.into());
    object.insert("rev".into(), row.rev.into());
    for path in columns {
        object.insert(path.name(), value(&sight.at(row, path), sight));
    }
    object
}

/// What one cell holds.
pub fn value(value: &Value, names: &dyn Names) -> Json {
    match value {
        Value::None | Value::Masked => Json::Null,
        Value::Text(text) => Json::from(&**text),
        Value::Lines(lines) => lines.iter().map(|line| &**line).collect(),
        Value::When(when) => when.show(Lang::En).into(),
        Value::Moment(moment) => moment.show(Lang::En).into(),
        Value::Money(money) => {
            json!({ "amount": money.amount().to_string(), "currency": money.currency().code() })
        }
        Value::Count(count) => (*count).into(),
        Value::Decimal(decimal) => decimal.to_string().parse().map_or(Json::Null, Json::Number),
        Value::Flag(flag) => (*flag).into(),
        Value::Choice(code) => Json::from(&**code),
        Value::Choices(codes) => codes.iter().map(|code| &**code).collect(),
        Value::Link(id) => link(*id, names),
        Value::Links(ids) => ids.iter().map(|id| link(*id, names)).collect(),
        Value::Parties(parties) => parties.iter().map(|each| party(each, names)).collect(),
        Value::Rule(rule) => format!("{} {}", rule.kind, rule.filter).trim_end().into(),
        Value::Repeat(repeat) => repeat.show(Lang::En).into(),
    }
}

fn link(id: Id, names: &dyn Names) -> Json {
    json!({ "id": id.to_string(), "name": names.name(id, Lang::En) })
}

fn party(party: &Party, names: &dyn Names) -> Json {
    json!({
        "link": party.link.map(|id| link(id, names)),
        "role": party.role,
        "text": (!party.text.is_empty()).then_some(&party.text),
        "flag": party.flag,
    })
}

/// Writes one element a line (JSON Lines), each as it comes.
pub fn lines(out: &mut dyn Write, elements: &mut dyn Iterator<Item = Json>) -> io::Result<()> {
    for element in elements {
        writeln!(out, "{element}")?;
    }
    Ok(())
}

/// Writes an array, one element a line, each as it comes.
pub fn array(out: &mut dyn Write, elements: &mut dyn Iterator<Item = Json>) -> io::Result<()> {
    let mut before = "[\n";
    for element in elements {
        write!(out, "{before}{element}")?;
        before = ",\n";
    }
    out.write_all(if before == "[\n" { b"[]\n" } else { b"\n]\n" })
}

/// Writes texts that were read as records: one a line, or, where one has several lines, an
/// array.
pub fn rejected<'a>(
    out: &mut dyn Write,
    texts: impl Iterator<Item = &'a str> + Clone,
) -> io::Result<()> {
    let is_lines = texts.clone().all(|text| !text.contains('\n'));
    if is_lines {
        for text in texts {
            writeln!(out, "{text}")?;
        }
        return Ok(());
    }
    let mut before = "[\n";
    for text in texts {
        write!(out, "{before}{text}")?;
        before = ",\n";
    }
    writeln!(out, "\n]")
}
