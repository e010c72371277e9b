//! What a term asks of one value.

use crate::store::{Row, Sight};
use crate::value::{Code, Id, Moment, Party, Reader, Shape, Value, When, Wrong, fold};
use crate::words::filter as said;
use chrono::{Datelike, Months, NaiveDate};

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// Anything is recorded.
    Any,
    /// A text, or one of several, contains this, folded.
    Contains(String),
    /// A choice, or one of several, is this.
    Is(Code),
    /// A number, an amount or a yes or no is this.
    Equals(Value),
    /// A date lies within these days, both included.
    Days(NaiveDate, NaiveDate),
    /// A moment lies between these, the second not included.
    Between(Moment, Moment),
    /// A linked record is this one.
    Links(Id),
    /// A linked record is this one, or a name of it contains this, folded.
    Named(Option<Id>, String),
}

impl Test {
    /// The test of a text for values of a shape.
    pub fn read(shape: &Shape, text: &str, reader: &dyn Reader) -> Result<Self, Wrong> {
        match shape {
            Shape::Text | Shape::Notes | Shape::Lines | Shape::Tags | Shape::Rule => {
                folded(text).map(Self::Contains)
            }
            Shape::Link(_) | Shape::Links(_) | Shape::Parties(_) => {
                Ok(Self::Named(Id::parse(text), folded(text)?))
            }
            Shape::When => {
                let (first, last) = days(text, reader.today())?;
                Ok(Self::Days(first, last))
            }
            Shape::Moment => moments(text, reader),
            Shape::Choices(labels) => Self::read(&Shape::Choice(labels), text, reader),
            Shape::Choice(_)
            | Shape::Money
            | Shape::Count
            | Shape::Decimal
            | Shape::Flag
            | Shape::Repeat => match shape.read(text, reader)? {
                Value::None => Err(said::NOTHING.wrong(&[])),
                Value::Choice(code) => Ok(Self::Is(code)),
                value => Ok(Self::Equals(value)),
            },
        }
    }

    /// Whether a value is as asked; what is masked never is.
    pub fn holds(&self, value: &Value, sight: &Sight) -> bool {
        match (self, value) {
            (Self::Any, value) => !matches!(value, Value::None | Value::Masked),
            (Self::Contains(part), Value::Text(text)) => fold(text).contains(part),
            (Self::Contains(part), Value::Lines(lines)) => {
                lines.iter().any(|line| fold(line).contains(part))
            }
            (Self::Contains(part), Value::Rule(rule)) => {
                fold(&format!("{} {}", rule.kind, rule.filter)).contains(part)
            }
            (Self::Is(code), Value::Choice(held)) => held == code,
            (Self::Is(code), Value::Choices(held)) => held.contains(code),
            (Self::Equals(Value::Repeat(asked)), Value::Repeat(held)) => asked.covers(*held),
            (Self::Equals(asked), held) => held == asked,
            (Self::Days(first, last), Value::When(when)) => {
                *first <= when.first() && when.last() <= *last
            }
            (Self::Between(from, until), Value::Moment(moment)) => from <= moment && moment < until,
            (Self::Links(id), value) => value.links().contains(id),
            (Self::Named(id, part), Value::Link(link)) => is_named(sight, *link, *id, part),
            (Self::Named(id, part), Value::Links(links)) => {
                links.iter().any(|link| is_named(sight, *link, *id, part))
            }
            (Self::Named(id, part), Value::Parties(parties)) => {
                parties.iter().any(|party| match party {
                    Party { link: Some(link), .. } => is_named(sight, *link, *id, part),
                    Party { text, .. } => fold(text).contains(part),
                })
            }
            _ => false,
        }
    }
}

/// What is left of a text to compare, if anything is.
pub(super) fn folded(text: &str) -> Result<String, Wrong> {
    Some(fold(text)).filter(|text| !text.is_empty()).ok_or_else(|| said::NOTHING.wrong(&[]))
}

/// Whether a name of a record, or of what names it, contains a folded text: what lies in the
/// trash still names what links to it.
pub(super) fn has_name(sight: &Sight, row: &Row, part: &str) -> bool {
    let own = |row: &Row| sight.names_of(row).iter().any(|name| fold(name).contains(part));
    let linked = || {
        let naming = row.kind().naming().filter(|column| column.shape.kinds().is_some());
        naming.flat_map(|column| sight.cell(row, column).links()).collect::<Vec<Id>>()
    };
    own(row) || linked().into_iter().filter_map(|id| sight.row(id)).any(|row| own(row))
}

fn is_named(sight: &Sight, link: Id, id: Option<Id>, part: &str) -> bool {
    let Some(row) = sight.row(link) else { return false };
    Some(link) == id || has_name(sight, row, part)
}

/// The first and the last day of what was typed.
fn days(text: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), Wrong> {
    let months = match text.to_lowercase().as_str() {
        "today" | "今天" => return Ok((today, today)),
        "this-month" | "本月" => Some((today.with_day0(0), 1)),
        "this-year" | "今年" => Some((today.with_ordinal0(0), 12)),
        _ => None,
    };
    if let Some((Some(first), months)) = months {
        let next = first.checked_add_months(Months::new(months));
        return Ok((first, next.and_then(|day| day.pred_opt()).unwrap_or(NaiveDate::MAX)));
    }
    let when = When::read(text, Some(today))?;
    Ok((when.first(), when.last()))
}

/// The days typed, or the moment on one of them.
fn moments(text: &str, reader: &dyn Reader) -> Result<Test, Wrong> {
    let today = reader.today();
    let Ok((first, last)) = days(text, today) else {
        return Moment::read(text, Some(today)).map(|moment| Test::Equals(Value::Moment(moment)));
    };
    let at = |day: NaiveDate| Moment::read(&day.to_string(), Some(today));
    Ok(Test::Between(at(first)?, at(last.succ_opt().unwrap_or(last))?))
}
