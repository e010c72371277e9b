//! Why a filter keeps no record: an empty list is never without a reason.

use super::ask::Ask;
use super::field::Source;
use super::texts::found;
use super::{Filter, Texts};
use crate::record::{Column, Kind};
use crate::store::Sight;
use crate::value::{Lang, echo};
use crate::words::filter as said;
use std::sync::Arc;

/// Why nothing is kept of records that there are.
#[derive(Clone, PartialEq, Debug)]
pub enum Nothing {
    /// It asks for a field that the person may not see.
    Hidden(&'static Column),
    /// A term keeps nothing, even alone.
    Alone(String),
    /// Each term keeps something, but not the same.
    Together,
}

impl Nothing {
    /// Why a filter keeps none of the records of a kind, which it does not; nothing if it holds for
    /// all, or if there are none. The texts by which they were looked for help.
    pub fn of(
        kind: &Kind,
        filter: &Filter,
        sight: &Sight,
        texts: Option<&Arc<Texts>>,
    ) -> Option<Self> {
        if filter.is_empty() || sight.rows(kind).next().is_none() {
            return None;
        }
        if let Some(column) = filter.hidden(sight) {
            return Some(Self::Hidden(column));
        }
        if filter.terms.len() == 1 {
            return Some(Self::Alone(filter.to_string()));
        }
        let keeps = |term: &Filter| match found(kind, term, sight, texts) {
            Some(ids) => !ids.is_empty(),
            None => sight.rows(kind).any(|row| term.holds(sight, row)),
        };
        let alone = filter.terms().find(|term| !keeps(term));
        Some(alone.map_or(Self::Together, |term| Self::Alone(term.to_string())))
    }

    /// In words, of records of a kind.
    pub fn say(&self, kind: &Kind, lang: Lang) -> String {
        let one = kind.one(lang);
        match self {
            Self::Hidden(column) => said::NONE_SEEN.fill(lang, &[column.title.say(lang)]),
            Self::Alone(term) => said::NONE_ALONE.fill(lang, &[one, &echo(term)]),
            Self::Together => said::NONE_TOGETHER.fill(lang, &[one, one]),
        }
    }
}

impl Filter {
    /// A column that it asks for and that the person may not see.
    fn hidden(&self, sight: &Sight) -> Option<&'static Column> {
        self.terms.iter().find_map(|term| match &term.ask {
            Ask::Whole(Source::Own(column), _) | Ask::Part(column, ..) => {
                sight.hides(column).then_some(*column)
            }
            Ask::Step { steps, .. } => {
                steps.iter().map(|(_, column, _)| *column).find(|column| sight.hides(column))
            }
            Ask::Whole(Source::Back(_), _) | Ask::Called(_) => None,
        })
    }
}
