//! How values sort.

use super::{Label, Lang, Moment, Money, Names, Shape, Value, When};
use icu_collator::{CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;

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
    /// A text, as its collation bytes.
    Text(Vec<u8>),
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
    pub fn text(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(text.len() * 2);
        match self.collator.write_sort_key_to(text, &mut key) {
            Ok(()) | Err(_) => key,
        }
    }

    /// What a value sorts by; nothing if there is none.
    pub fn key(
        &self,
        shape: &Shape,
        value: &Value,
        lang: Lang,
        names: &dyn Names,
    ) -> Option<SortKey> {
        Some(match value {
            Value::None | Value::Masked => return None,
            Value::Count(count) => SortKey::Number(i128::from(*count)),
            Value::Decimal(decimal) => SortKey::Number(i128::from(decimal.millionths())),
            Value::Repeat(repeat) => SortKey::Number(i128::from(repeat.days())),
            Value::Flag(flag) => SortKey::Number(i128::from(!*flag)),
            Value::Choice(code) => SortKey::Number(place(shape.labels(), code)),
            Value::When(when) => SortKey::When(*when),
            Value::Moment(moment) => SortKey::Moment(*moment),
            Value::Money(money) => SortKey::Money(*money),
            other => SortKey::Text(self.text(&shape.show(other, lang, names))),
        })
    }
}

fn place(labels: &[Label], code: &str) -> i128 {
    labels.iter().position(|label| label.code == code).unwrap_or(labels.len()) as i128
}
