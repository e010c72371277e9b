//! What a term asks of one value.

use super::called::Called;
use super::desk::Desk;
use super::how::How;
use super::lex::{Given, Part};
use super::needle::Needle;
use super::pattern::Pattern;
use super::span::Span;
use super::{Fault, written};
use crate::store::Sight;
use crate::value::{Code, Id, Lang, Party, Reader as _, Shape, Value, Wrong};
use crate::words::filter as said;
use chrono::NaiveDateTime;
use std::cmp::Ordering;
use std::ops::Bound;

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// Anything is recorded.
    Any,
    /// A text, or one of several, contains this.
    Contains(Needle),
    /// A text, or one of several, is this.
    Exactly(Box<str>),
    /// A text, or one of several, fits this.
    Like(Pattern),
    /// A choice, or one of several, is this.
    Is(Code),
    /// A choice, or one of several, is among these.
    Among(Vec<&'static str>),
    /// A yes or no, or how often something comes, is this.
    Equals(Value),
    /// How often something comes is this, whatever its end.
    Covered(Value),
    /// A number or an amount of the same currency lies between these.
    Within(Bound<Value>, Bound<Value>),
    /// All of a date or a moment lies between these, both included.
    During(Option<NaiveDateTime>, Option<NaiveDateTime>),
    /// A date or a moment is exactly as this.
    On(Span),
    /// A linked record is this one.
    Links(Id),
    /// A linked record is this one or called so.
    Named(Option<Id>, Called),
}

/// What was read of a value: the test, and the value as it is written.
pub(super) type Read = (Test, String);

impl Test {
    /// The test of a value for cells of a shape.
    pub fn read(shape: &Shape, how: How, given: &Given, desk: &Desk<'_>) -> Result<Read, Fault> {
        let at_all = |wrong| Fault { at: given.at(), wrong };
        match given {
            Given::One(part) if how.is_order() => {
                let (least, most) = match how {
                    How::Below | How::UpTo => (None, Some(part)),
                    _ => (Some(part), None),
                };
                let is_in = matches!(how, How::UpTo | How::From);
                let (test, from, to) = between(shape, least, most, is_in, desk, &at_all)?;
                Ok((test, from.or(to).unwrap_or_default()))
            }
            Given::One(part) => {
                let at_part = |wrong| Fault { at: part.at.clone(), wrong };
                match how {
                    How::Like if *shape == Shape::When => about(part, desk).map_err(at_part),
                    How::Like => like(shape, part),
                    How::Is => exactly(shape, &part.text, desk).map_err(at_part),
                    _ => has(shape, part, desk).map_err(at_part),
                }
            }
            Given::Range(from, to) if matches!(how, How::Has | How::Is) => {
                let end = |part| Some(part).filter(|part: &&Part| !part.is_empty());
                let (test, from, to) = between(shape, end(from), end(to), true, desk, &at_all)?;
                let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
                Ok((test, format!("{from}..{to}")))
            }
            Given::Range(..) => Err(at_all(said::RANGE_SIGN.wrong(&[how.sign()]))),
        }
    }

    /// What a text contains, if that is what is asked.
    pub fn part(&self) -> Option<&Needle> {
        match self {
            Self::Contains(part) => Some(part),
            _ => None,
        }
    }

    /// Whether a text is as asked.
    pub fn holds_text(&self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Contains(part) => part.is_in(text),
            Self::Exactly(asked) => is_one_line(text, asked),
            Self::Like(pattern) => pattern.fits(text),
            _ => false,
        }
    }

    /// Whether a value is as asked; what is masked never is.
    pub fn holds(&self, value: &Value, sight: &Sight) -> bool {
        match (self, value) {
            (_, Value::None | Value::Masked) => false,
            (Self::Any, _) => true,
            (
                Self::Contains(_) | Self::Exactly(_) | Self::Like(_),
                Value::Text(_) | Value::Lines(_) | Value::Rule(_),
            ) => any_text(value, |text| self.holds_text(text)),
            (Self::Is(code), Value::Choice(held)) => held == code,
            (Self::Is(code), Value::Choices(held)) => held.contains(code),
            (Self::Among(codes), Value::Choice(held)) => codes.contains(&held.as_ref()),
            (Self::Among(codes), Value::Choices(held)) => {
                held.iter().any(|held| codes.contains(&held.as_ref()))
            }
            (Self::Equals(asked), held) => held == asked,
            (Self::Covered(Value::Repeat(asked)), Value::Repeat(held)) => asked.covers(*held),
            (Self::Within(least, most), held) => {
                let is_past = |bound: &Bound<Value>, way: Ordering| match bound {
                    Bound::Unbounded => true,
                    Bound::Included(end) => {
                        order(held, end).is_some_and(|order| order == way || order.is_eq())
                    }
                    Bound::Excluded(end) => order(held, end) == Some(way),
                };
                is_past(least, Ordering::Greater) && is_past(most, Ordering::Less)
            }
            (Self::During(from, until), held) => Span::of(held).is_some_and(|held| {
                from.is_none_or(|from| from <= held.first)
                    && until.is_none_or(|until| held.last <= until)
            }),
            (Self::On(asked), held) => Span::of(held) == Some(*asked),
            (Self::Links(id), value) => value.links().contains(id),
            (Self::Named(id, called), Value::Link(link)) => is_named(sight, *link, *id, called),
            (Self::Named(id, called), Value::Links(links)) => {
                links.iter().any(|link| is_named(sight, *link, *id, called))
            }
            (Self::Named(id, called), Value::Parties(parties)) => {
                parties.iter().any(|party| match party {
                    Party { link: Some(link), .. } => is_named(sight, *link, *id, called),
                    Party { text, .. } => match called {
                        Called::Part(part) => part.is_in(text),
                        Called::Exactly(asked) => is_one_line(text, asked),
                        Called::Like(pattern) => pattern.fits(text),
                    },
                })
            }
            _ => false,
        }
    }
}

/// Whether one of the texts of a value is as asked.
fn any_text(value: &Value, fits: impl Fn(&str) -> bool) -> bool {
    match value {
        Value::Text(text) => fits(text),
        Value::Lines(lines) => lines.iter().any(|line| fits(line)),
        Value::Rule(rule) => fits(format!("{} {}", rule.kind, rule.filter).trim_end()),
        _ => false,
    }
}

/// Whether a text is another, which is one line: line ends are written as blanks there.
fn is_one_line(text: &str, line: &str) -> bool {
    text == line || text.contains('\n') && text.replace('\n', " ") == line
}

fn is_named(sight: &Sight, link: Id, id: Option<Id>, called: &Called) -> bool {
    let Some(row) = sight.row(link) else { return false };
    Some(link) == id || called.fits(sight, row)
}

/// How two values compare: nothing where they are of two currencies, or no numbers.
fn order(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Count(one), Value::Count(other)) => Some(one.cmp(other)),
        (Value::Decimal(one), Value::Decimal(other)) => Some(one.cmp(other)),
        (Value::Money(one), Value::Money(other)) if one.currency() == other.currency() => {
            Some(one.amount().cmp(&other.amount()))
        }
        _ => None,
    }
}

/// What `field:value` means.
fn has(shape: &Shape, part: &Part, desk: &Desk<'_>) -> Result<Read, Wrong> {
    let text = &part.text;
    let as_typed = || written::quoted(text).into_owned();
    match shape {
        Shape::Text | Shape::Notes | Shape::Lines | Shape::Tags | Shape::Rule => {
            Ok((Test::Contains(Needle::read(text)?), as_typed()))
        }
        Shape::Link(kinds) | Shape::Links(kinds) => named(kinds, part, desk),
        Shape::Parties(parties) => named(parties.kinds, part, desk),
        Shape::When | Shape::Moment => {
            let (span, text) = Span::read(text, desk.today())?;
            let text = written::measured(&text).into_owned();
            Ok((Test::During(Some(span.first), Some(span.last)), text))
        }
        Shape::Repeat => match exactly(shape, text, desk)? {
            (Test::Equals(value), text) => Ok((Test::Covered(value), text)),
            other => Ok(other),
        },
        _ => exactly(shape, text, desk),
    }
}

fn named(kinds: &[&str], part: &Part, desk: &Desk<'_>) -> Result<Read, Wrong> {
    let text = &part.text;
    if let Some(me) = desk.me(kinds, text).filter(|_| !part.quoted) {
        return me.map(|me| (Test::Links(me), "me".to_owned()));
    }
    let called = Called::Part(Needle::read(text)?);
    Ok((Test::Named(Id::parse(text), called), written::quoted(text).into_owned()))
}

/// What `field=value` means.
fn exactly(shape: &Shape, text: &str, desk: &Desk<'_>) -> Result<Read, Wrong> {
    let as_typed = || written::quoted(text).into_owned();
    match shape {
        Shape::Text | Shape::Notes | Shape::Lines | Shape::Tags | Shape::Rule => {
            Ok((Test::Exactly(text.into()), as_typed()))
        }
        Shape::Link(_) | Shape::Links(_) | Shape::Parties(_) => {
            let called = Called::Exactly(text.into());
            Ok((Test::Named(Id::parse(text), called), as_typed()))
        }
        Shape::When | Shape::Moment => {
            let (span, text) = Span::read(text, desk.today())?;
            Ok((Test::On(span), written::measured(&text).into_owned()))
        }
        Shape::Choices(labels) => exactly(&Shape::Choice(labels), text, desk),
        Shape::Choice(_)
        | Shape::Money
        | Shape::Count
        | Shape::Decimal
        | Shape::Flag
        | Shape::Repeat => {
            let value = shape.read(text, desk)?;
            let text = written::measured(&shape.show(&value, Lang::En, desk.sight)).into_owned();
            match value {
                Value::None => Err(said::NOTHING.wrong(&[])),
                Value::Choice(code) => Ok((Test::Is(code), text)),
                value => Ok((Test::Equals(value), text)),
            }
        }
    }
}

/// What `field~pattern` means.
fn like(shape: &Shape, part: &Part) -> Result<Read, Fault> {
    let at = || part.at.clone();
    let read = || {
        Pattern::read(&part.text).map_err(|(place, wrong)| {
            let at = place.map_or_else(at, |place| part.place(place));
            Fault { at, wrong }
        })
    };
    let test = match shape {
        Shape::Text | Shape::Notes | Shape::Lines | Shape::Tags | Shape::Rule => {
            Test::Like(read()?)
        }
        Shape::Link(_) | Shape::Links(_) | Shape::Parties(_) => {
            Test::Named(None, Called::Like(read()?))
        }
        Shape::Choice(labels) | Shape::Choices(labels) => {
            let pattern = read()?;
            let fits = labels.iter().filter(|it| pattern.fits(it.code) || pattern.fits(it.zh));
            Test::Among(fits.map(|label| label.code).collect())
        }
        _ => return Err(Fault { at: at(), wrong: said::NO_TEXT.wrong(&[]) }),
    };
    Ok((test, written::pattern(&part.text).into_owned()))
}

/// A date after `~` is one that is known about so.
fn about(part: &Part, desk: &Desk<'_>) -> Result<Read, Wrong> {
    let (span, text) = Span::read(&format!("~{}", part.text), desk.today())?;
    let text = text.trim_start_matches('~');
    let text = written::measured(text).into_owned();
    Ok((Test::During(Some(span.first), Some(span.last)), text))
}

/// What was read of the two ends of a range.
type Ends = (Test, Option<String>, Option<String>);

/// What lies between two ends, of which one may be open.
fn between(
    shape: &Shape,
    least: Option<&Part>,
    most: Option<&Part>,
    is_in: bool,
    desk: &Desk<'_>,
    at_all: &dyn Fn(Wrong) -> Fault,
) -> Result<Ends, Fault> {
    let at = |part: &Part, wrong| Fault { at: part.at.clone(), wrong };
    match shape {
        Shape::When | Shape::Moment => {
            let read = |part: Option<&Part>| {
                let span = part.map(|part| {
                    Span::read(&part.text, desk.today()).map_err(|wrong| at(part, wrong))
                });
                span.transpose()
            };
            let (from, to) = (read(least)?, read(most)?);
            let begin =
                from.as_ref().map(|(span, _)| if is_in { span.first } else { span.after() });
            let end = to.as_ref().map(|(span, _)| if is_in { span.last } else { span.before() });
            if let (Some(begin), Some(end)) = (begin, end)
                && begin > end
            {
                return Err(at_all(said::RANGE_TURNED.wrong(&[])));
            }
            let text = |end: Option<(Span, String)>| {
                end.map(|(_, text)| written::measured(&text).into_owned())
            };
            Ok((Test::During(begin, end), text(from), text(to)))
        }
        Shape::Money | Shape::Count | Shape::Decimal => {
            let read = |part: Option<&Part>| {
                let value = part.map(|part| match shape.read(&part.text, desk) {
                    Ok(Value::None) => Err(at(part, said::NOTHING.wrong(&[]))),
                    other => other.map_err(|wrong| at(part, wrong)),
                });
                value.transpose()
            };
            let (from, to) = (read(least)?, read(most)?);
            if let (Some(from), Some(to)) = (&from, &to) {
                match order(from, to) {
                    None => return Err(at_all(said::TWO_CURRENCIES.wrong(&[]))),
                    Some(Ordering::Greater) => return Err(at_all(said::RANGE_TURNED.wrong(&[]))),
                    Some(_) => {}
                }
            }
            let text = |end: &Option<Value>| {
                let shown = end.as_ref().map(|value| shape.show(value, Lang::En, desk.sight));
                shown.map(|text| written::measured(&text).into_owned())
            };
            let bound = |end: Option<Value>| match end {
                None => Bound::Unbounded,
                Some(value) if is_in => Bound::Included(value),
                Some(value) => Bound::Excluded(value),
            };
            let texts = (text(&from), text(&to));
            Ok((Test::Within(bound(from), bound(to)), texts.0, texts.1))
        }
        _ => Err(at_all(said::NO_ORDER.wrong(&[]))),
    }
}
