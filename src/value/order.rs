//! How values sort.

use super::{Label, Lang, Moment, Money, Shape, Value, When};
use icu_collator::{CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;
use std::sync::Arc;

/// What a value sorts by. Nothing recorded comes last in either direction, by the caller.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SortKey {
    /// A number, or the place in a closed list.
    Number(i128),
    /// A date.
    When(When),
    /// A moment.
    Moment(Moment),
    /// An amount, by its currency first.
    Money(Money),
    /// A text, as its collation bytes: those of equal texts may be shared.
    Text(Arc<[u8]>),
}

/// The order of texts in one language: Chinese by pinyin, English without regard to case.
pub struct Collation {
    collator: CollatorBorrowed<'static>,
}

impl Collation {
    /// The order of a language.
    pub fn of(lang: Lang) -> Self {
        let locale = match lang {
            Lang::En => locale!("en"),
            Lang::Zh => locale!("zh"),
        };
        let collator = CollatorBorrowed::try_new(locale.into(), CollatorOptions::default())
            .expect("the data of both languages is compiled in");
        Self { collator }
    }

    /// What a text sorts by.
    pub fn text(&self, text: &str) -> Arc<[u8]> {
        let mut key = Vec::with_capacity(text.len() * 2);
        // What is written nowhere but there cannot fail.
        let _ = self.collator.write_sort_key_to(text, &mut key);
        key.into()
    }
}

impl SortKey {
    /// What a value sorts by that does so in every language; nothing if it is none, or sorts as
    /// the text that is shown of it.
    pub fn of(shape: &Shape, value: &Value) -> Option<Self> {
        Some(match value {
            Value::Count(count) => Self::Number(i128::from(*count)),
            Value::Decimal(decimal) => Self::Number(i128::from(decimal.millionths())),
            Value::Repeat(repeat) => Self::Number(i128::from(repeat.days())),
            Value::Flag(flag) => Self::Number(i128::from(!*flag)),
            Value::Choice(code) => Self::Number(place(shape.labels(), code)),
            Value::When(when) => Self::When(*when),
            Value::Moment(moment) => Self::Moment(*moment),
            Value::Money(money) => Self::Money(*money),
            _ => return None,
        })
    }
}

fn place(labels: &[Label], code: &str) -> i128 {
    labels.iter().position(|label| label.code == code).unwrap_or(labels.len()) as i128
}
