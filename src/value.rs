//! The cell types: what one cell of a record can hold, how it is read from what a person
//! typed and how it is shown. Nothing here knows a record, a store or a screen.

mod cell;
mod choice;
mod clean;
mod decimal;
mod fit;
mod lang;
mod link;
mod markdown;
mod moment;
mod money;
mod nearest;
mod order;
mod read;
mod repeat;
mod shape;
mod signs;
mod when;
mod wrap;

pub use cell::{Cell, Lines, Links, Notes, Parties, Tags, Text};
pub(crate) use choice::choice;
pub use choice::{Choice, Code, Label, Standing, label};
pub use clean::{
    clean_line, clean_lines, fold, fold_plain, fold_words, hostile, is_apostrophe, is_han,
    is_plain, width,
};
pub use decimal::Decimal;
pub use fit::{fit, slice};
pub use lang::{COMMA, Lang, Words, Wrong, half_of, words};
pub use link::{Id, Party, PartyShape, Rule};
pub use markdown::markdown;
pub use moment::Moment;
pub use money::{Currency, Money};
pub use nearest::{echo, nearest, unknown};
pub use order::{Collation, SortKey};
pub use repeat::{Period, Repeat};
pub use shape::{Names, Reader, Shape};
pub use signs::Signs;
pub use when::When;
pub use wrap::wrapped;

use serde::{Deserialize, Serialize};

/// What one cell holds, whatever its record. The order of the variants is the storage
/// format: only ever append, before [`Value::Masked`], which is never stored.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Value {
    /// Not recorded: never read as "no" or "fine".
    None,
    /// One line, or several lines of notes.
    Text(Box<str>),
    /// Several short texts, or tags.
    Lines(Box<[Box<str>]>),
    /// A date, as exactly as it is known.
    When(When),
    /// A day with an optional time.
    Moment(Moment),
    /// An amount with its currency.
    Money(Money),
    /// A whole number.
    Count(i64),
    /// A number with up to six decimals.
    Decimal(Decimal),
    /// Yes or no.
    Flag(bool),
    /// One code of a closed list.
    Choice(Code),
    /// Several codes of a closed list.
    Choices(Box<[Code]>),
    /// One record.
    Link(Id),
    /// Several records.
    Links(Box<[Id]>),
    /// Several records, each with a role, a text and a flag.
    Parties(Box<[Party]>),
    /// A kind and a filter.
    Rule(Rule),
    /// How often something comes again.
    Repeat(Repeat),
    /// There is something which this person may not see. Never stored.
    #[serde(skip)]
    Masked,
}

impl Value {
    /// Whether nothing is recorded.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// The records this value points to.
    pub fn links(&self) -> Vec<Id> {
        match self {
            Self::Link(id) => vec![*id],
            Self::Links(ids) => ids.to_vec(),
            Self::Parties(parties) => parties.iter().filter_map(|party| party.link).collect(),
            _ => Vec::new(),
        }
    }

    /// The same value with every link sent through `to`.
    pub fn relink(self, to: impl Fn(Id) -> Id) -> Self {
        match self {
            Self::Link(id) => Self::Link(to(id)),
            Self::Links(ids) => Self::Links(ids.iter().map(|id| to(*id)).collect()),
            Self::Parties(mut parties) => {
                for party in &mut parties {
                    party.link = party.link.map(&to);
                }
                Self::Parties(parties)
            }
            other => other,
        }
    }

    /// The same value with only those links; a party goes with its link.
    pub fn keep_links(self, keeps: impl Fn(Id) -> bool) -> Self {
        match self {
            Self::Link(id) if !keeps(id) => Self::None,
            Self::Links(ids) => {
                let kept: Box<[Id]> = ids.iter().copied().filter(|id| keeps(*id)).collect();
                if kept.is_empty() { Self::None } else { Self::Links(kept) }
            }
            Self::Parties(parties) => {
                let mut parties = parties.into_vec();
                parties.retain(|party| party.link.is_none_or(&keeps));
                if parties.is_empty() { Self::None } else { Self::Parties(parties.into()) }
            }
            other => other,
        }
    }

    /// The text of a text, else nothing.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// The code of a choice, else nothing.
    pub fn code(&self) -> &str {
        match self {
            Self::Choice(code) => code,
            _ => "",
        }
    }
}
