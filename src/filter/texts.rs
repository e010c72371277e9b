//! The folded texts of one column of a kind, or the names of its records, one after the other: a
//! part that is looked for at every key is found in them without going to each record.

use super::ask::Ask;
use super::called::{self, Called};
use super::field::Source;
use super::needle::Needle;
use super::test::Test;
use super::{Filter, MANY, halved};
use crate::lookup::spoken;
use crate::record::{Column, Kind};
use crate::store::{Row, Sight};
use crate::value::{Id, Shape, Value, fold};
use std::sync::Arc;

/// Stands between two texts: it is in none that is folded.
const BETWEEN: char = '\0';

/// The texts of the records of a kind that a person saw at a commit.
#[derive(PartialEq, Debug)]
pub struct Texts {
    of: Of,
    kind: u8,
    sequence: u64,
    in_company: bool,
    folded: String,
    /// The number of each record that has a text, and where the last of its texts ends.
    ends: Vec<(u32, usize)>,
}

/// What the texts are.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Of {
    Names,
    Column(&'static Column),
}

/// What records a filter keeps, by number, and the texts by which they were found, to be handed in
/// at the next key; nothing where there are too few records for that, or nothing to look for.
pub fn search(
    kind: &Kind,
    filter: &Filter,
    sight: &Sight,
    known: Option<&Arc<Texts>>,
) -> (Vec<Id>, Option<Arc<Texts>>) {
    let term = filter.textual().filter(|_| sight.highest(kind) >= MANY);
    let Some((nth, of, needles)) = term else { return (super::ids(kind, filter, sight), None) };
    let texts = known.filter(|texts| texts.is(of, kind, sight)).cloned();
    let texts = texts.unwrap_or_else(|| Arc::new(Texts::read(of, kind, sight)));
    let mut found = texts.find(&needles);
    let rest = filter.without(nth);
    if !rest.is_empty() {
        found.retain(|id| sight.row(*id).is_some_and(|row| rest.holds(sight, row)));
    }
    (found, Some(texts))
}

/// The records that a filter keeps by known texts alone; nothing where it takes more.
pub(super) fn found(
    kind: &Kind,
    filter: &Filter,
    sight: &Sight,
    known: Option<&Arc<Texts>>,
) -> Option<Vec<Id>> {
    let (_, of, needles) = filter.textual().filter(|_| filter.terms.len() == 1)?;
    Some(known.filter(|texts| texts.is(of, kind, sight))?.find(&needles))
}

impl Texts {
    /// Whether they are these, as they are seen now.
    fn is(&self, of: Of, kind: &Kind, sight: &Sight) -> bool {
        (self.of, self.kind) == (of, kind.number)
            && (self.sequence, self.in_company) == (sight.sequence(), sight.is_in_company())
    }

    fn read(of: Of, kind: &Kind, sight: &Sight) -> Self {
        let parts = halved(kind, sight, |rows| {
            let (mut folded, mut ends) = (String::new(), Vec::new());
            for row in rows {
                let before = folded.len();
                of.each(sight, row, &mut |text| {
                    folded.push_str(&fold(text));
                    folded.push(BETWEEN);
                });
                if folded.len() > before {
                    ends.push((row.id.number, folded.len()));
                }
            }
            (folded, ends)
        });
        let (mut folded, mut ends) = (String::new(), Vec::new());
        for (part, of_part) in parts {
            let before = folded.len();
            folded.push_str(&part);
            ends.extend(of_part.into_iter().map(|(number, end)| (number, before + end)));
        }
        let (sequence, in_company) = (sight.sequence(), sight.is_in_company());
        Self { of, kind: kind.number, sequence, in_company, folded, ends }
    }

    /// The records in a text of which one of some parts stands.
    fn find(&self, needles: &[&Needle]) -> Vec<Id> {
        let mut is_found = vec![false; self.ends.len()];
        for needle in needles {
            let (mut at, mut nth) = (0, 0);
            while let Some(place) = needle.place(&self.folded.as_bytes()[at..]) {
                let place = at + place;
                nth += self.ends[nth..].iter().take_while(|(_, end)| *end <= place).count();
                let (Some(found), Some((_, end))) = (is_found.get_mut(nth), self.ends.get(nth))
                else {
                    break;
                };
                (*found, at) = (true, *end);
            }
        }
        let hits = self.ends.iter().zip(is_found).filter(|(_, found)| *found);
        hits.map(|((number, _), _)| Id { kind: self.kind, number: *number }).collect()
    }
}

impl Of {
    fn each(self, sight: &Sight, row: &Row, take: &mut dyn FnMut(&str)) {
        match self {
            Self::Names => {
                called::any_name(sight, row, |name| {
                    take(name);
                    spoken(name, take);
                    false
                });
            }
            Self::Column(column) if matches!(column.shape, Shape::Text | Shape::Notes) => {
                if let Some(text) = sight.text(row, column).filter(|text| !text.is_empty()) {
                    take(text);
                }
            }
            Self::Column(column) => {
                if let Value::Lines(lines) = sight.cell(row, column) {
                    lines.iter().for_each(|line| take(line));
                }
            }
        }
    }
}

impl Filter {
    /// The last of its terms that asks for nothing but parts of texts: its place, of what, and the
    /// parts.
    fn textual(&self) -> Option<(usize, Of, Vec<&Needle>)> {
        let terms = self.terms.iter().enumerate().rev().filter(|(_, term)| !term.negated);
        let of = |(nth, term): (usize, &'_ super::Term)| -> Option<(usize, Of)> {
            match &term.ask {
                Ask::Called(_) => Some((nth, Of::Names)),
                Ask::Whole(Source::Own(column), any) if !any.none && !column.is_computed() => {
                    let is_text = matches!(
                        column.shape,
                        Shape::Text | Shape::Notes | Shape::Lines | Shape::Tags
                    );
                    is_text.then_some((nth, Of::Column(column)))
                }
                _ => None,
            }
        };
        terms.filter_map(of).find_map(|(nth, of)| {
            let needles: Option<Vec<&Needle>> = match &self.terms[nth].ask {
                Ask::Called(all) => all.iter().map(Called::part).collect(),
                Ask::Whole(_, any) => any.tests.iter().map(Test::part).collect(),
                _ => None,
            };
            needles.map(|needles| (nth, of, needles))
        })
    }

    /// The filter of its other terms.
    fn without(&self, nth: usize) -> Self {
        let mut terms = self.terms.clone();
        terms.remove(nth);
        Self { terms, asks_rules: self.asks_rules }
    }
}
