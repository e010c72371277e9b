//! The filter language: `branch:overseas|domestic ends<2027 -status:expired "joint center"`. Every
//! term must hold. What a person may not see never holds, not even negated.

mod ask;
mod called;
mod complete;
mod desk;
mod field;
mod frequency;
mod how;
mod lex;
mod needle;
mod nothing;
mod order;
mod pattern;
mod span;
mod test;
mod texts;
mod written;

pub use complete::{Offer, complete};
pub use desk::Desk;
pub use field::column;
pub use frequency::{frequency, term};
pub use nothing::Nothing;
pub use order::{Direction, insert, order_of, sort, stands_alone};
pub use texts::{Texts, search};

use crate::lookup::Lookup;
use crate::record::{Column, Kind};
use crate::records::kind_named;
use crate::store::{Row, Sight};
use crate::value::{Id, Rule, Shape, Wrong, fold};
use crate::words::filter as said;
use ask::{Answer, Ask};
use field::{Field, Source};
use lex::Given;
use std::fmt;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Arc;

/// Which records of a kind to keep. The default keeps all. It is written as a text that reads
/// back as the same filter, whatever the language it was typed in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    terms: Vec<Term>,
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

#[derive(Clone, Debug, PartialEq)]
struct Term {
    negated: bool,
    ask: Ask,
    /// As it is written.
    text: Box<str>,
}

impl Filter {
    /// The filter of a text over records of a kind; an empty text holds for all. Relative
    /// dates are those of the sight's day.
    pub fn parse(kind: &Kind, text: &str, sight: &Sight) -> Result<Self, Fault> {
        let lookup = Lookup::default();
        let desk = Desk { sight, lookup: &lookup };
        let mut filter = Self::default();
        for term in lex::terms(text)? {
            filter.add(kind, &term, &desk)?;
        }
        Ok(filter)
    }

    /// Whether it holds for every record.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The same filter with this one, too: both must hold.
    pub fn and(mut self, other: Self) -> Self {
        self.terms.extend(other.terms);
        self.asks_rules |= other.asks_rules;
        self
    }

    /// The filters of its terms, one by one.
    pub fn terms(&self) -> impl Iterator<Item = Self> {
        let one = |term: &Term| Self { terms: vec![term.clone()], asks_rules: self.asks_rules };
        self.terms.iter().map(one)
    }

    fn add(&mut self, kind: &Kind, term: &lex::Term, desk: &Desk<'_>) -> Result<(), Fault> {
        let (ask, text) = match &term.field {
            Some(name) => self.asked(kind, term, name, desk)?,
            None => Ask::called(term)?,
        };
        let sign = if term.negated { "-" } else { "" };
        self.terms.push(Term { negated: term.negated, ask, text: format!("{sign}{text}").into() });
        Ok(())
    }

    /// What a term asks of a field, and how that is written.
    fn asked(
        &mut self,
        kind: &Kind,
        term: &lex::Term,
        name: &lex::Part,
        desk: &Desk<'_>,
    ) -> Result<(Ask, String), Fault> {
        let no_field = |wrong| Fault { at: name.at.clone(), wrong };
        let field = Field::read(kind, &name.text).map_err(no_field)?;
        self.asks_rules |= asks_rules(kind, &field);
        if let [Given::One(part)] = term.values.as_slice()
            && (part.text.trim().is_empty() || part.text.trim() == "-")
        {
            let wrong = said::NO_VALUE.wrong(&[&name.text, &name.text, &name.text]);
            return Err(Fault { at: name.at.start..part.at.end, wrong });
        }
        let named = field.name(kind).unwrap_or_else(|| name.text.clone());
        let (ask, values) = Ask::of(field, term, desk)?;
        Ok((ask, format!("{named}{}{}", term.how.sign(), values.join("|"))))
    }

    /// Whether a record is kept, for whom it is seen.
    pub fn holds(&self, sight: &Sight, row: &Row) -> bool {
        sight.sees(row) && self.fits(sight, row)
    }

    /// Whether a record is kept that is seen.
    fn fits(&self, sight: &Sight, row: &Row) -> bool {
        let holds = |term: &Term| match term.ask.answer(sight, row) {
            Answer::Yes => !term.negated,
            Answer::No => term.negated,
            Answer::Masked => false,
        };
        self.terms.iter().all(holds)
    }

    /// Whether it asks for anything of a record that may not be seen.
    pub fn is_masked(&self, sight: &Sight, row: &Row) -> bool {
        let masked = |term: &Term| matches!(term.ask.answer(sight, row), Answer::Masked);
        sight.row(row.id).is_none() || self.terms.iter().any(masked)
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, term) in self.terms.iter().enumerate() {
            let gap = if nth == 0 { "" } else { " " };
            write!(out, "{gap}{}", term.text)?;
        }
        Ok(())
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
    kept(kind, filter, sight, Arc::clone)
}

/// The same, by their ids alone.
pub fn ids(kind: &Kind, filter: &Filter, sight: &Sight) -> Vec<Id> {
    kept(kind, filter, sight, |row| row.id)
}

/// From so many records on, two threads look through them.
const MANY: u32 = 4_000;

fn kept<T: Send>(
    kind: &Kind,
    filter: &Filter,
    sight: &Sight,
    of: impl Fn(&Arc<Row>) -> T + Sync,
) -> Vec<T> {
    let keeps = |row: &&Arc<Row>| filter.fits(sight, row);
    let parts = halved(kind, sight, |rows| rows.filter(keeps).map(&of).collect::<Vec<T>>());
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    all.extend(parts.flatten());
    all
}

/// What is made of the records of a kind, by number: by two threads of each half where they are
/// many.
fn halved<'s, T: Send>(
    kind: &Kind,
    sight: &'s Sight,
    make: impl Fn(&mut dyn Iterator<Item = &'s Arc<Row>>) -> T + Sync,
) -> Vec<T> {
    let highest = sight.highest(kind);
    if highest < MANY {
        return vec![make(&mut sight.rows(kind))];
    }
    let [mut lower, mut upper] = sight.halves(kind, highest / 2);
    std::thread::scope(|scope| {
        let upper = scope.spawn(|| make(&mut upper));
        let lower = make(&mut lower);
        vec![lower, upper.join().unwrap_or_else(|panic| resume_unwind(panic))]
    })
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
    Some(sight.rows(kind).filter(|row| filter.fits(sight, row)).count())
}

#[cfg(test)]
mod tests;
