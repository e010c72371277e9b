//! What one term of a filter asks of a record, and what the record answers.

use super::called::Called;
use super::desk::Desk;
use super::field::{Field, Part, Source};
use super::how::How;
use super::lex::{self, Given};
use super::needle::Needle;
use super::pattern::Pattern;
use super::test::Test;
use super::{Fault, written};
use crate::record::Column;
use crate::store::{Row, Sight};
use crate::value::{Id, Shape, Value};
use crate::words::filter as said;

/// What one term asks of a record.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ask {
    /// It is called one of these.
    Called(Vec<Called>),
    Whole(Source, AnyOf),
    Part(&'static Column, Part, AnyOf),
    /// One of the linked records is as asked, or it will do that nothing is recorded of any.
    Step {
        source: Source,
        steps: Vec<Step>,
        none: bool,
    },
}

/// The number of a kind, its column, and what is asked of its cell.
pub(super) type Step = (u8, &'static Column, AnyOf);

/// One of several things that a value may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct AnyOf {
    /// Not recorded will do.
    pub none: bool,
    pub tests: Vec<Test>,
}

/// What a record answers.
pub(super) enum Answer {
    Yes,
    No,
    /// It may not be seen.
    Masked,
}

impl AnyOf {
    /// What the values of a term ask of cells of a shape, and how each is written.
    fn read(
        shape: &Shape,
        term: &lex::Term,
        desk: &Desk<'_>,
    ) -> Result<(Self, Vec<String>), Fault> {
        let (mut any, mut texts) = (Self::default(), Vec::new());
        for given in &term.values {
            let keyword = match given {
                Given::One(part) if !part.quoted && term.how != How::Like => {
                    part.text.to_lowercase()
                }
                _ => String::new(),
            };
            if keyword == "none" {
                any.none = true;
                texts.push(keyword);
            } else if keyword == "any" {
                any.tests.push(Test::Any);
                texts.push(keyword);
            } else {
                let (test, written) = Test::read(shape, term.how, given, desk)?;
                any.tests.push(test);
                texts.push(written);
            }
        }
        Ok((any, texts))
    }

    /// Whether a cell of a column, or what it counts as, is one of them.
    fn of_cell(&self, column: &Column, value: Value, sight: &Sight) -> Answer {
        match value {
            // Whether anything is recorded is asked of the cell itself.
            Value::None if self.none => Answer::Yes,
            Value::None => {
                let counted = column.counted(Value::None);
                let fits = |test: &Test| *test != Test::Any && test.holds(&counted, sight);
                Answer::of(self.tests.iter().any(fits))
            }
            value => self.of(&value, sight),
        }
    }

    fn of(&self, value: &Value, sight: &Sight) -> Answer {
        match value {
            Value::Masked => Answer::Masked,
            Value::None => Answer::of(self.none),
            value => Answer::of(self.holds(value, sight)),
        }
    }

    fn holds(&self, value: &Value, sight: &Sight) -> bool {
        self.tests.iter().any(|test| test.holds(value, sight))
    }
}

impl Ask {
    /// What a bare word asks, and how that is written.
    pub fn called(term: &lex::Term) -> Result<(Ask, String), Fault> {
        let (mut all, mut texts) = (Vec::new(), Vec::new());
        for given in &term.values {
            let Given::One(part) = given else {
                return Err(Fault { at: given.at(), wrong: said::RANGE_OF_WORDS.wrong(&[]) });
            };
            let (one, text) = match term.how {
                How::Like => {
                    let pattern = Pattern::read(&part.text).map_err(|(place, wrong)| Fault {
                        at: place.map_or_else(|| part.at.clone(), |at| part.place(at)),
                        wrong,
                    })?;
                    (Called::Like(pattern), written::pattern(&part.text))
                }
                How::Is => {
                    (Called::Exactly(part.text.as_str().into()), written::quoted(&part.text))
                }
                _ => {
                    let at_part = |wrong| Fault { at: part.at.clone(), wrong };
                    let needle = Needle::read(&part.text).map_err(at_part)?;
                    (Called::Part(needle), written::quoted(&part.text))
                }
            };
            all.push(one);
            texts.push(text);
        }
        let sign = if term.how == How::Has { "" } else { term.how.sign() };
        Ok((Ask::Called(all), format!("{sign}{}", texts.join("|"))))
    }

    /// What a term asks of a field, and how each of its values is written.
    pub fn of(
        field: Field,
        term: &lex::Term,
        desk: &Desk<'_>,
    ) -> Result<(Self, Vec<String>), Fault> {
        let read = |shape: &Shape| AnyOf::read(shape, term, desk);
        match field {
            Field::Whole(source, shape) => {
                read(&shape).map(|(any, texts)| (Self::Whole(source, any), texts))
            }
            Field::Part(column, part, shape) => {
                read(&shape).map(|(any, texts)| (Self::Part(column, part, any), texts))
            }
            Field::Step(source, to) => {
                let (mut steps, mut texts, mut wrong) = (Vec::new(), None, None);
                let mut none = false;
                for (kind, column) in to {
                    match read(&column.shape) {
                        Ok((any, read)) => {
                            none = any.none;
                            steps.push((kind, column, AnyOf { none: false, ..any }));
                            texts = texts.or(Some(read));
                        }
                        Err(reason) => wrong = wrong.or(Some(reason)),
                    }
                }
                match (wrong, texts) {
                    (Some(wrong), None) => Err(wrong),
                    (_, texts) => {
                        Ok((Self::Step { source, steps, none }, texts.unwrap_or_default()))
                    }
                }
            }
        }
    }

    pub fn answer(&self, sight: &Sight, row: &Row) -> Answer {
        match self {
            Self::Called(all) => Answer::of(all.iter().any(|called| called.fits(sight, row))),
            Self::Whole(Source::Own(column), any) if is_kept_text(column) => {
                match sight.text(row, column) {
                    None => Answer::Masked,
                    Some("") => Answer::of(any.none),
                    Some(text) => Answer::of(any.tests.iter().any(|test| test.holds_text(text))),
                }
            }
            Self::Whole(Source::Own(column), any) => {
                any.of_cell(column, sight.cell(row, column), sight)
            }
            Self::Whole(source, any) => any.of(&source.value(sight, row), sight),
            Self::Part(column, part, any) => match sight.cell(row, column) {
                Value::Masked => Answer::Masked,
                Value::Parties(parties) => {
                    let of = |party| part.of(party);
                    let none = || !parties.iter().any(|party| !of(party).is_none());
                    let fits = |party| any.holds(&of(party), sight);
                    Answer::of(any.none && none() || parties.iter().any(fits))
                }
                _ => Answer::of(any.none),
            },
            Self::Step { source, steps, none } => match source.value(sight, row) {
                Value::Masked => Answer::Masked,
                value => {
                    let ids = value.links();
                    let fits = linked(&ids, steps, sight, |(_, column, any), value| {
                        any.of_cell(column, value, sight)
                    });
                    if *none { fits.or(nothing_recorded(&ids, steps, sight)) } else { fits }
                }
            },
        }
    }
}

/// Whether a column holds texts that can be looked at without a copy.
fn is_kept_text(column: &Column) -> bool {
    !column.is_computed() && matches!(column.shape, Shape::Text | Shape::Notes)
}

/// What the linked records answer, of which one is enough.
fn linked(
    ids: &[Id],
    steps: &[Step],
    sight: &Sight,
    ask: impl Fn(&Step, Value) -> Answer,
) -> Answer {
    Answer::any(ids.iter().map(|id| {
        let Some(linked) = sight.row(*id) else { return Answer::Masked };
        match steps.iter().find(|(kind, ..)| *kind == id.kind) {
            Some(step) if linked.trashed.is_none() => ask(step, sight.cell(linked, step.1)),
            _ => Answer::No,
        }
    }))
}

/// Whether nothing is recorded of any of the linked records.
fn nothing_recorded(ids: &[Id], steps: &[Step], sight: &Sight) -> Answer {
    let recorded = linked(ids, steps, sight, |_, value| match value {
        Value::Masked => Answer::Masked,
        value => Answer::of(!value.is_none()),
    });
    match recorded {
        Answer::Yes => Answer::No,
        Answer::No => Answer::Yes,
        Answer::Masked => Answer::Masked,
    }
}

impl Answer {
    fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    fn or(self, other: Self) -> Self {
        Self::any([self, other].into_iter())
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
