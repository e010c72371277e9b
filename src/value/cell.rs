//! How the plain Rust types of a record's struct become values and back.

use super::{Choice, Decimal, Id, Moment, Money, Party, Repeat, Rule, Shape, Value, When};
use std::borrow::Cow;

/// A type that can stand in a record's struct.
pub trait Cell: Sized {
    /// What it holds, as the form, the filter and the storage see it.
    const SHAPE: Shape;
    /// The value it holds.
    fn value(&self) -> Value;
    /// The cell of a value; nothing if the value is of another type.
    fn of(value: Value) -> Option<Self>;
    /// The text it holds, as it stands; nothing if it is of another type.
    fn text(&self) -> Option<&str> {
        None
    }
}

/// One line of text; empty is not recorded.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text(pub Box<str>);

/// Many lines of text; empty is not recorded.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Notes(pub Box<str>);

/// Several short texts: phones, emails, identifiers, names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lines(pub Box<[Box<str>]>);

/// A set of short words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tags(pub Box<[Box<str>]>);

/// Several records.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Links(pub Box<[Id]>);

/// Several records, each with a role, a text and a flag.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parties(pub Box<[Party]>);

/// Writes a cell type that wraps one variant's content and is empty when nothing is recorded.
macro_rules! wrapped {
    ($type:ident, $variant:ident, $shape:expr $(, $text:item)?) => {
        impl Cell for $type {
            const SHAPE: Shape = $shape;

            $($text)?

            fn value(&self) -> Value {
                if self.0.is_empty() { Value::None } else { Value::$variant(self.0.clone()) }
            }

            fn of(value: Value) -> Option<Self> {
                match value {
                    Value::None => Some(Self::default()),
                    Value::$variant(held) => Some(Self(held)),
                    _ => None,
                }
            }
        }
    };
}

wrapped!(
    Text,
    Text,
    Shape::Text,
    fn text(&self) -> Option<&str> {
        Some(&self.0)
    }
);
wrapped!(
    Notes,
    Text,
    Shape::Notes,
    fn text(&self) -> Option<&str> {
        Some(&self.0)
    }
);
wrapped!(Lines, Lines, Shape::Lines);
wrapped!(Tags, Lines, Shape::Tags);
wrapped!(Links, Links, Shape::Links(&[]));
wrapped!(Parties, Parties, Shape::Text);

/// Writes a cell type that is an option of one variant's content.
macro_rules! optional {
    ($type:ty, $variant:ident, $shape:expr) => {
        impl Cell for Option<$type> {
            const SHAPE: Shape = $shape;

            fn value(&self) -> Value {
                self.clone().map_or(Value::None, Value::$variant)
            }

            fn of(value: Value) -> Option<Self> {
                match value {
                    Value::None => Some(None),
                    Value::$variant(held) => Some(Some(held)),
                    _ => None,
                }
            }
        }
    };
}

optional!(When, When, Shape::When);
optional!(Moment, Moment, Shape::Moment);
optional!(Money, Money, Shape::Money);
optional!(i64, Count, Shape::Count);
optional!(Decimal, Decimal, Shape::Decimal);
optional!(bool, Flag, Shape::Flag);
optional!(Id, Link, Shape::Link(&[]));
optional!(Rule, Rule, Shape::Rule);
optional!(Repeat, Repeat, Shape::Repeat);

impl<C: Choice> Cell for Option<C> {
    const SHAPE: Shape = Shape::Choice(C::LABELS);

    fn value(&self) -> Value {
        self.map_or(Value::None, |choice| Value::Choice(Cow::Borrowed(choice.code())))
    }

    fn of(value: Value) -> Option<Self> {
        match value {
            Value::None => Some(None),
            Value::Choice(code) => C::of_code(&code).map(Some),
            _ => None,
        }
    }
}

/// A set of choices.
impl<C: Choice> Cell for Box<[C]> {
    const SHAPE: Shape = Shape::Choices(C::LABELS);

    fn value(&self) -> Value {
        if self.is_empty() {
            return Value::None;
        }
        Value::Choices(self.iter().map(|choice| Cow::Borrowed(choice.code())).collect())
    }

    fn of(value: Value) -> Option<Self> {
        match value {
            Value::None => Some(Self::default()),
            Value::Choices(codes) => codes.iter().map(|code| C::of_code(code)).collect(),
            _ => None,
        }
    }
}
