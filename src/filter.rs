//! The filter language: `branch:overseas -status:expired "joint center"`. Every term must
//! hold. What a person may not see never holds, not even negated.

mod desk;
mod field;
mod frequency;
mod lex;
mod order;
mod test;

pub use desk::Desk;
pub use field::column;
pub use frequency::{frequency, term};
pub use order::{Direction, order_of, sort};

use crate::lookup::Lookup;
use crate::record::{Column, Kind};
use crate::records::kind_named;
use crate::store::{Row, Sight};
use crate::value::{Rule, Shape, Value, Wrong, fold};
use crate::words::filter as said;
use field::{Field, Part, Source};
use lex::Term;
use std::ops::Range;
use std::sync::Arc;
use test::Test;

/// Which records of a kind to keep. The default keeps all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    terms: Vec<(Sign, Ask)>,
    /// Whether it asks for what is itself counted by rules.
    asks_rules: bool,
}

/// Why a text is no filter, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// In bytes of the filter's text.
    pub at: Range<usize>,
    /// What would be right.
    pub wrong: Wrong,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Is,
    Not,
}

impl Sign {
    fn turned(self) -> Self {
        match self {
            Self::Is => Self::Not,
            Self::Not => Self::Is,
        }
    }
}

/// What one term asks of a record.
#[derive(Clone, Debug, PartialEq)]
enum Ask {
    /// A name or another name contains this, folded.
    Called(String),
    Whole(Source, Test),
    Part(&'static Column, Part, Test),
    /// Of the linked records: the number of a kind, its column, the test of its cell.
    Step(Source, Vec<(u8, &'static Column, Test)>),
}

/// What a record answers.
enum Answer {
    Yes,
    No,
    /// It may not be seen.
    Masked,
}

impl Filter {
    /// The filter of a text over records of a kind; an empty text holds for all. Relative
    /// dates are those of the sight's day.
    pub fn parse(kind: &Kind, text: &str, sight: &Sight) -> Result<Self, Fault> {
        let mut filter = Self::default();
        for term in lex::terms(text)? {
            filter.add(kind, &term, sight)?;
        }
        Ok(filter)
    }

    /// Whether it holds for every record.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    fn add(&mut self, kind: &Kind, term: &Term, sight: &Sight) -> Result<(), Fault> {
        let (mut sign, value) = (if term.negated { Sign::Not } else { Sign::Is }, &term.value);
        let at_value = |wrong| Fault { at: value.at.clone(), wrong };
        let Some(name) = &term.field else {
            let part = test::folded(&value.text).map_err(at_value)?;
            self.terms.push((sign, Ask::Called(part)));
            return Ok(());
        };
        let field =
            Field::read(kind, &name.text).map_err(|wrong| Fault { at: name.at.clone(), wrong })?;
        self.asks_rules |= asks_rules(kind, &field);
        let empty = value.text.trim().is_empty() || value.text.trim() == "-";
        let ask = match value.text.to_lowercase().as_str() {
            _ if empty => {
                let wrong = said::NO_VALUE.wrong(&[&name.text, &name.text, &name.text]);
                return Err(Fault { at: name.at.start..value.at.end, wrong });
            }
            "none" if !value.quoted => {
                sign = sign.turned();
                Ask::of(field, |_| Ok(Test::Any))
            }
            "any" if !value.quoted => Ask::of(field, |_| Ok(Test::Any)),
            _ => {
                let lookup = Lookup::default();
                let desk = Desk { sight, lookup: &lookup };
                Ask::of(field, |shape| match shape.kinds() {
                    Some(kinds) if !value.quoted => desk.me(kinds, &value.text).map_or_else(
                        || Test::read(shape, &value.text, &desk),
                        |me| me.map(Test::Links),
                    ),
                    _ => Test::read(shape, &value.text, &desk),
                })
            }
        };
        self.terms.push((sign, ask.map_err(at_value)?));
        Ok(())
    }

    /// Whether a record is kept, for whom it is seen.
    pub fn holds(&self, sight: &Sight, row: &Row) -> bool {
        let holds = |(sign, ask): &(Sign, Ask)| match ask.answer(sight, row) {
            Answer::Yes => *sign == Sign::Is,
            Answer::No => *sign == Sign::Not,
            Answer::Masked => false,
        };
        sight.sees(row) && self.terms.iter().all(holds)
    }

    /// Whether it asks for anything of a record that may not be seen.
    pub fn is_masked(&self, sight: &Sight, row: &Row) -> bool {
        let masked = |ask: &Ask| matches!(ask.answer(sight, row), Answer::Masked);
        sight.row(row.id).is_none() || self.terms.iter().any(|(_, ask)| masked(ask))
    }
}

impl Ask {
    fn of(field: Field, read: impl Fn(&Shape) -> Result<Test, Wrong>) -> Result<Self, Wrong> {
        match field {
            Field::Whole(source, shape) => Ok(Self::Whole(source, read(&shape)?)),
            Field::Part(column, part, shape) => Ok(Self::Part(column, part, read(&shape)?)),
            Field::Step(source, to) => {
                let (mut steps, mut wrong) = (Vec::new(), None);
                for (kind, column) in to {
                    match read(&column.shape) {
                        Ok(test) => steps.push((kind, column, test)),
                        Err(reason) => wrong = wrong.or(Some(reason)),
                    }
                }
                match wrong {
                    Some(wrong) if steps.is_empty() => Err(wrong),
                    _ => Ok(Self::Step(source, steps)),
                }
            }
        }
    }

    fn answer(&self, sight: &Sight, row: &Row) -> Answer {
        match self {
            Self::Called(part) => Answer::of(test::has_name(sight, row, part)),
            Self::Whole(Source::Own(column), test) => {
                Answer::in_column(test, column, sight.cell(row, column), sight)
            }
            Self::Whole(source, test) => Answer::to(test, &source.value(sight, row), sight),
            Self::Part(column, part, test) => match sight.cell(row, column) {
                Value::Masked => Answer::Masked,
                Value::Parties(parties) => {
                    Answer::of(parties.iter().any(|party| test.holds(&part.of(party), sight)))
                }
                _ => Answer::No,
            },
            Self::Step(source, steps) => match source.value(sight, row) {
                Value::Masked => Answer::Masked,
                value => Answer::any(value.links().into_iter().map(|id| {
                    let Some(linked) = sight.row(id) else { return Answer::Masked };
                    let step = steps.iter().find(|(kind, _, _)| *kind == id.kind);
                    match step {
                        Some((_, column, test)) if linked.trashed.is_none() => {
                            Answer::in_column(test, column, sight.cell(linked, column), sight)
                        }
                        _ => Answer::No,
                    }
                })),
            },
        }
    }
}

impl Answer {
    fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    fn to(test: &Test, value: &Value, sight: &Sight) -> Self {
        match value {
            Value::Masked => Self::Masked,
            value => Self::of(test.holds(value, sight)),
        }
    }

    /// Whether anything is recorded is asked of the cell itself; else of what it counts as.
    fn in_column(test: &Test, column: &Column, value: Value, sight: &Sight) -> Self {
        match test {
            Test::Any => Self::to(test, &value, sight),
            test => Self::to(test, &column.counted(value), sight),
        }
    }

    /// Yes if one is; else masked if one is: it might be yes.
    fn any(answers: impl Iterator<Item = Self>) -> Self {
        let mut any = Self::No;
        for answer in answers {
            match answer {
                Self::Yes => return Self::Yes,
                Self::Masked => any = Self::Masked,
                Self::No => {}
            }
        }
        any
    }
}

/// Whether two names are one when folded.
fn same(one: &str, other: &str) -> bool {
    let folded = fold(other);
    !folded.is_empty() && fold(one) == folded
}

/// Whether a field is computed beside a rule: then it may be a count of that rule.
fn asks_rules(kind: &Kind, field: &Field) -> bool {
    let counts = |kind: &Kind, asked: &Column| {
        asked.is_computed() && kind.columns().any(|column| column.shape == Shape::Rule)
    };
    let step = |(number, column): &(u8, &Column)| {
        crate::records::kind(*number).is_some_and(|kind| counts(kind, column))
    };
    match field {
        Field::Whole(Source::Own(column), _) => counts(kind, column),
        Field::Step(_, to) => to.iter().any(step),
        Field::Whole(Source::Back(_), _) | Field::Part(..) => false,
    }
}

/// The records of a kind that a filter keeps, by number.
pub fn list(kind: &Kind, filter: &Filter, sight: &Sight) -> Vec<Arc<Row>> {
    sight.rows(kind).filter(|row| filter.holds(sight, row)).cloned().collect()
}

/// How many records a rule counts, of those that are seen; nothing if it cannot be read or
/// would count what rules count. This is the [`crate::store::Counter`] of every sight.
pub fn count(rule: &Rule, sight: &Sight) -> Option<usize> {
    let sight = &sight.without_rules();
    let kind = kind_named(&rule.kind)?;
    let filter = Filter::parse(kind, &rule.filter, sight).ok()?;
    if filter.asks_rules {
        return None;
    }
    Some(sight.rows(kind).filter(|row| filter.holds(sight, row)).count())
}

#[cfg(test)]
mod tests;
