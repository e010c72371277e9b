//! Reads records from JSON that anybody may have written: bounded, without guessing, and with
//! the place of whatever is wrong.

use crate::exchange::import::{Entry, Finder, MOST_RECORDS};
use crate::value::{
    Currency, Id, Moment, Money, Party, PartyShape, Repeat, Shape, Value, When, Wrong, clean_line,
    clean_lines, echo,
};
use crate::words::exchange as say;
use serde::Deserializer as _;
use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};
use std::fmt;

/// The records of a text: of an array, of one object, or one a line, told by the content.
pub fn entries(text: &str) -> Result<Vec<Entry<'_>>, Wrong> {
    let text = text.trim_start_matches('\u{feff}');
    let begins = text.trim_start().as_bytes().first();
    match begins {
        None => Ok(Vec::new()),
        Some(b'[') => array(text),
        Some(b'{') => match serde_json::from_str::<&RawValue>(text) {
            Ok(only) => Ok(vec![Entry { number: 1, raw: only.get() }]),
            Err(_) => lines(text),
        },
        Some(_) => Err(say::NO_JSON.wrong(&[])),
    }
}

fn array(text: &str) -> Result<Vec<Entry<'_>>, Wrong> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = reader.deserialize_seq(Elements).and_then(|all| reader.end().map(|()| all));
    let elements = read.map_err(|error| broken(&error))?;
    if elements.len() > MOST_RECORDS {
        return Err(too_many());
    }
    let numbered = (1..).zip(elements);
    Ok(numbered.map(|(number, raw)| Entry { number, raw: raw.get() }).collect())
}

fn lines(text: &str) -> Result<Vec<Entry<'_>>, Wrong> {
    let filled = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let all: Vec<Entry<'_>> =
        filled.map(|(number, raw)| Entry { number, raw }).take(MOST_RECORDS + 1).collect();
    if all.len() > MOST_RECORDS { Err(too_many()) } else { Ok(all) }
}

fn too_many() -> Wrong {
    say::TOO_MANY.wrong(&[&MOST_RECORDS.to_string()])
}

fn broken(error: &serde_json::Error) -> Wrong {
    say::BROKEN.wrong(&[&error.line().to_string(), &error.column().to_string()])
}

/// The elements of an array, unread: an array of millions takes no more than its text.
struct Elements;

impl<'de> Visitor<'de> for Elements {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(element) = seq.next_element()? {
            all.push(element);
            if all.len() > MOST_RECORDS {
                // One too many tells; the rest is only passed over.
                while seq.next_element::<IgnoredAny>()?.is_some() {}
            }
        }
        Ok(all)
    }
}

/// The object of a record.
pub fn object(raw: &str) -> Result<Map<String, Json>, Wrong> {
    match serde_json::from_str(raw) {
        Ok(Json::Object(object)) => Ok(object),
        Ok(_) => Err(say::NO_OBJECT.wrong(&[])),
        Err(error) => Err(broken(&error)),
    }
}

/// What a cell shall hold: as [`super::value`] writes it, or a text as one would type it, but
/// for days that depend on when it is read.
pub fn value(shape: &Shape, json: &Json, finder: &Finder<'_>) -> Result<Value, Wrong> {
    match (shape, json) {
        (_, Json::Null) => Ok(Value::None),
        (Shape::Text, Json::String(text)) => Ok(text_or_none(clean_line(text))),
        (Shape::Notes, Json::String(text)) => Ok(text_or_none(clean_lines(text))),
        (Shape::When | Shape::Moment | Shape::Repeat, Json::String(text)) => dated(shape, text),
        (Shape::Lines, Json::Array(items)) => {
            let texts = items.iter().map(|item| text(item).map(clean_line));
            let texts: Vec<Box<str>> =
                texts.map(|one| one.map(Into::into)).collect::<Result<_, _>>()?;
            let filled: Box<[Box<str>]> = texts.into_iter().filter(|one| !one.is_empty()).collect();
            Ok(if filled.is_empty() { Value::None } else { Value::Lines(filled) })
        }
        (Shape::Tags, Json::Array(items)) => {
            let texts = items.iter().map(text).collect::<Result<Vec<_>, _>>()?;
            shape.read(&texts.join(", "), finder)
        }
        (Shape::Choices(labels), Json::Array(items)) => {
            let mut codes = Vec::new();
            for item in items {
                if let Value::Choice(code) = Shape::Choice(labels).read(text(item)?, finder)?
                    && !codes.contains(&code)
                {
                    codes.push(code);
                }
            }
            Ok(if codes.is_empty() { Value::None } else { Value::Choices(codes.into()) })
        }
        (Shape::Link(kinds), Json::Object(_)) => link(kinds, json, finder).map(Value::Link),
        (Shape::Link(kinds), Json::String(name)) if !clean_line(name).is_empty() => {
            link(kinds, json, finder).map(Value::Link)
        }
        (Shape::Links(kinds), Json::Array(items)) => {
            let mut ids: Vec<Id> = Vec::new();
            for item in items {
                let id = link(kinds, item, finder)?;
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            Ok(if ids.is_empty() { Value::None } else { Value::Links(ids.into()) })
        }
        (Shape::Parties(parties), Json::Array(items)) => {
            let all = items.iter().map(|item| party(parties, item, finder));
            let all: Box<[Party]> = all.collect::<Result<_, _>>()?;
            Ok(if all.is_empty() { Value::None } else { Value::Parties(all) })
        }
        (Shape::Money, Json::Object(parts)) => money(parts),
        (Shape::Flag, Json::Bool(flag)) => Ok(Value::Flag(*flag)),
        (Shape::Count | Shape::Decimal | Shape::Money | Shape::When, Json::Number(number)) => {
            shape.read(&plain(number), finder)
        }
        (_, Json::String(text)) => shape.read(text, finder),
        (_, other) => Err(other_type(other)),
    }
}

fn text_or_none(text: String) -> Value {
    if text.is_empty() { Value::None } else { Value::Text(text.into()) }
}

/// A day or a rhythm; "tomorrow" says nothing in a file.
fn dated(shape: &Shape, text: &str) -> Result<Value, Wrong> {
    let line = clean_line(text);
    if line.is_empty() {
        return Ok(Value::None);
    }
    match shape {
        Shape::When => When::read(&line, None).map(Value::When),
        Shape::Moment => Moment::read(&line, None).map(Value::Moment),
        _ => Repeat::read(&line, None).map(Value::Repeat),
    }
}

/// A number without an exponent.
fn plain(number: &serde_json::Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() => float.to_string(),
        _ => number.to_string(),
    }
}

fn text(json: &Json) -> Result<&str, Wrong> {
    json.as_str().ok_or_else(|| other_type(json))
}

fn other_type(json: &Json) -> Wrong {
    let name = match json {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(_) => "number",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    };
    say::OTHER_TYPE.wrong(&[name])
}

/// The parts of an object, which may have no others.
fn parts<'j>(json: &'j Map<String, Json>, known: &[&str]) -> Result<Vec<Option<&'j Json>>, Wrong> {
    if let Some(other) = json.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(say::NO_PART.wrong(&[&echo(other)]));
    }
    let part = |name: &&str| json.get(*name).filter(|part| !part.is_null());
    Ok(known.iter().map(part).collect())
}

fn link(kinds: &[&str], json: &Json, finder: &Finder<'_>) -> Result<Id, Wrong> {
    let (id, name) = match json {
        Json::String(text) => return finder.text(kinds, text),
        Json::Object(object) => {
            let both = parts(object, &["id", "name"])?;
            let text = |at: usize| both[at].map(text).transpose();
            (text(0)?, text(1)?)
        }
        other => return Err(other_type(other)),
    };
    finder.linked(kinds, id, name)
}

fn party(shape: &PartyShape, json: &Json, finder: &Finder<'_>) -> Result<Party, Wrong> {
    let Json::Object(object) = json else {
        return Ok(Party { link: Some(link(shape.kinds, json, finder)?), ..Party::default() });
    };
    let each = parts(object, &["link", "role", "text", "flag"])?;
    let role = match each[1] {
        Some(role) => match Shape::Choice(shape.roles).read(text(role)?, finder)? {
            Value::Choice(code) => Some(code),
            _ => None,
        },
        None => None,
    };
    let flag = each[3].map(|flag| flag.as_bool().ok_or_else(|| other_type(flag))).transpose()?;
    let party = Party {
        link: each[0].map(|to| link(shape.kinds, to, finder)).transpose()?,
        role,
        text: clean_line(each[2].map(text).transpose()?.unwrap_or_default()).into(),
        flag,
    };
    if party.link.is_none() && party.text.is_empty() {
        return Err(say::NO_PARTY.wrong(&[]));
    }
    Ok(party)
}

fn money(object: &Map<String, Json>) -> Result<Value, Wrong> {
    let both = parts(object, &["amount", "currency"])?;
    let amount = match both[0] {
        Some(Json::Number(number)) => plain(number),
        Some(other) => text(other)?.to_owned(),
        None => return Ok(Value::None),
    };
    let currency = both[1].map(text).transpose()?.unwrap_or_default();
    let line = clean_line(&format!("{currency} {amount}"));
    Money::read(&line, Currency::CNY).map(Value::Money)
}
