//! A record on its way: fields by their names, and the values that stand in them.

use crate::record::Kind;
use crate::records::{self, KINDS};
use crate::value::{Code, Currency, Id, Moment, Money, Party, Value, When};
use chrono::{NaiveDate, NaiveTime};

/// Fields of one record of a kind.
pub(super) struct Draft {
    pub kind: &'static Kind,
    pub fields: Vec<(u16, Value)>,
}

impl Draft {
    /// Of a kind by its code.
    pub fn of(code: &str) -> Self {
        Self { kind: kind(code), fields: Vec::new() }
    }

    /// Sets a field by its name, in place of what it was; what is not recorded sets nothing.
    pub fn set(&mut self, name: &str, value: Value) {
        if value.is_none() {
            return;
        }
        let number = self.number(name);
        self.fields.retain(|(known, _)| *known != number);
        self.fields.push((number, value));
    }

    pub fn number(&self, name: &str) -> u16 {
        number(self.kind, name)
    }
}

/// The kind of a code.
pub(super) fn kind(code: &str) -> &'static Kind {
    let found = KINDS.iter().copied().find(|kind| kind.code == code);
    found.expect("the kinds that are invented are listed")
}

pub(super) fn number(kind: &Kind, name: &str) -> u16 {
    kind.named(name).map(|column| column.number).expect("the fields that are invented are listed")
}

/// A record by the number of its kind's code.
pub(super) fn id(code: &str, number: usize) -> Id {
    Id { kind: kind(code).number, number: number as u32 }
}

pub(super) fn text(text: &str) -> Value {
    if text.is_empty() { Value::None } else { Value::Text(text.into()) }
}

/// A choice by its code; empty for none.
pub(super) fn choice(code: &'static str) -> Value {
    if code.is_empty() { Value::None } else { Value::Choice(Code::Borrowed(code)) }
}

/// A choice whose code comes from a list of words.
pub(super) fn choice_of(kind: &Kind, field: &str, code: &str) -> Value {
    let labels = kind.named(field).map_or(&[][..], |column| column.shape.labels());
    let known = labels.iter().find(|label| label.code == code);
    known.map_or(Value::None, |label| choice(label.code))
}

pub(super) fn lines<T: AsRef<str>>(texts: &[T]) -> Value {
    if texts.is_empty() {
        return Value::None;
    }
    Value::Lines(texts.iter().map(|text| text.as_ref().into()).collect())
}

pub(super) fn day(date: NaiveDate) -> Value {
    When::day(date).map_or(Value::None, Value::When)
}

pub(super) fn moment(date: NaiveDate, hour: u32) -> Value {
    let time = NaiveTime::from_hms_opt(hour, 0, 0);
    time.and_then(|time| Moment::at(date, time)).map_or(Value::None, Value::Moment)
}

pub(super) fn money(amount: usize, code: &str) -> Value {
    let money = Currency::of(code).and_then(|currency| Money::new(amount.into(), currency));
    money.map_or(Value::None, Value::Money)
}

pub(super) fn count(count: usize) -> Value {
    Value::Count(signed(count))
}

pub(super) fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(super) fn link(id: Option<Id>) -> Value {
    id.map_or(Value::None, Value::Link)
}

/// Several records, each once.
pub(super) fn links(ids: impl IntoIterator<Item = Id>) -> Value {
    let mut all: Vec<Id> = Vec::new();
    for id in ids {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    if all.is_empty() { Value::None } else { Value::Links(all.into()) }
}

/// Parties, each with the code of its role (empty for none) and its text.
pub(super) fn parties(all: Vec<(Id, &'static str, String)>) -> Value {
    let party = |(id, role, text): (Id, &'static str, String)| Party {
        link: Some(id),
        role: (!role.is_empty()).then_some(Code::Borrowed(role)),
        text: text.into(),
        flag: None,
    };
    let all: Vec<Party> = all.into_iter().map(party).collect();
    if all.is_empty() { Value::None } else { Value::Parties(all.into()) }
}

/// The kind of an id.
pub(super) fn kind_of(id: Id) -> &'static Kind {
    records::kind(id.kind).expect("an id of a record there is")
}
