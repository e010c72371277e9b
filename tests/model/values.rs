//! Any value that a column takes.

use super::proof::Dice;
use liaison::record::{Column, Kind};
use liaison::records;
use liaison::value::{Currency, Decimal, Id, Moment, Money, Party, Rule, Shape, Value, When};

/// The columns that are set at random. Of dates there is one alone, so that no record ends before
/// it begins.
pub fn columns(kind: &Kind) -> impl Iterator<Item = &'static Column> {
    kind.columns().filter(|column| !column.is_computed() && column.name != "override_status")
}

/// Whether a record must always have it.
pub fn is_kept(column: &Column) -> bool {
    column.is_required() || column.is_named()
}

/// A value of a column, mostly; nothing where it takes none of what there is.
pub fn value(dice: &mut Dice, column: &Column, known: &[Id]) -> Value {
    let nth = dice.roll(1000);
    if nth < 100 && !is_kept(column) {
        return Value::None;
    }
    let choose = |dice: &mut Dice| {
        let label = dice.pick(column.shape.labels())?;
        (label.code != "no dates").then(|| label.code.into())
    };
    let links = |dice: &mut Dice| {
        let kinds = column.shape.kinds().unwrap_or_default();
        let code = |id: &Id| records::kind(id.kind).map_or("", |kind| kind.code);
        let is_allowed = |id: &&Id| kinds.is_empty() || kinds.contains(&code(id));
        let mut some: Vec<Id> = known.iter().filter(is_allowed).copied().collect();
        let first = dice.roll(some.len());
        some.rotate_left(first);
        some.truncate(1 + dice.roll(3));
        some
    };
    match column.shape {
        Shape::Text => text(nth),
        Shape::Notes if dice.once_in(40) => Value::Text("一二三 ".repeat(2_000).trim().into()),
        Shape::Notes => Value::Text(format!("First, {nth}.\n第二行。").into()),
        Shape::Lines | Shape::Tags => {
            Value::Lines((0..=nth % 3).map(|n| format!("word{n}-{nth}").into()).collect())
        }
        Shape::When => When::read("2026-03", None).map_or(Value::None, Value::When),
        Shape::Moment => Moment::read("2026-03-04 14:00", None).map_or(Value::None, Value::Moment),
        Shape::Money => {
            Money::read(&format!("{nth}.5"), Currency::CNY).map_or(Value::None, Value::Money)
        }
        Shape::Count => Value::Count((1 + nth % 9).cast_signed() as i64),
        Shape::Decimal => {
            Decimal::read(&format!("{}.25", nth % 80)).map_or(Value::None, Value::Decimal)
        }
        Shape::Flag => Value::Flag(nth.is_multiple_of(2)),
        Shape::Choice(_) => choose(dice).map_or(Value::None, Value::Choice),
        Shape::Choices(_) => choose(dice).map_or(Value::None, |code| Value::Choices([code].into())),
        Shape::Link(_) => links(dice).first().map_or(Value::None, |id| Value::Link(*id)),
        Shape::Links(_) => some(links(dice), |ids| Value::Links(ids.into())),
        Shape::Parties(shape) => some(links(dice), |ids| {
            let role = shape.roles.first().map(|label| label.code.into());
            let party = |id| Party { link: Some(id), role: role.clone(), ..Party::default() };
            Value::Parties(ids.into_iter().map(party).collect())
        }),
        Shape::Rule => Value::Rule(Rule { kind: "funds".into(), filter: format!("a{nth}").into() }),
        Shape::Repeat => Value::None,
    }
}

fn text(nth: usize) -> Value {
    Value::Text(format!("Text {nth} 文").into())
}

fn some(ids: Vec<Id>, make: impl FnOnce(Vec<Id>) -> Value) -> Value {
    if ids.is_empty() { Value::None } else { make(ids) }
}
