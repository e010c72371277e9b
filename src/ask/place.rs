//! Where records are: a country by its code, a region with all that lies in it, a city.

use super::question::Question;
use super::term::Term;
use super::{country, of_kinds};
use crate::filter::{self, Filter};
use crate::record::{Column, Kind, Surroundings as _};
use crate::records::KINDS;
use crate::value::{Id, Value, nearest};
use crate::words::ask as say;
use std::ops::Range;

/// The kinds by whose records a place is told.
const REGION: &str = "region";
const PARTNER: &str = "organization";

/// The column by which records of a kind lead to those of another, the first of its own that
/// does.
pub(super) fn leading(kind: &Kind, to: &str) -> Option<&'static Column> {
    let leads = |column: &&Column| column.shape.kinds().is_some_and(|kinds| kinds.contains(&to));
    kind.columns().filter(|column| !column.is_computed()).find(leads)
}

impl Question<'_> {
    /// The term that keeps the records of a kind in a place.
    pub(super) fn place(&self, kind: &'static Kind, at: Range<usize>) -> Option<Term> {
        let text = self.said.text(at.clone());
        if let Some(code) = country::code(&text) {
            let path = match kind.named("country") {
                Some(column) => Some(column.name.to_owned()),
                None => through_partner(kind, "country"),
            };
            return self.known(path.map(|path| Term::new(path, format!(":{code}"))), kind);
        }
        if let Ok(id) = self.resolve(&text, &[REGION]) {
            return self.in_region(kind, id, &text);
        }
        let city = self.city(kind, &text);
        if city.is_none() {
            self.no_place(&text);
        }
        city
    }

    /// The term that keeps the records of a kind in a region, or in one that lies in it.
    pub(super) fn in_region(&self, kind: &'static Kind, id: Id, text: &str) -> Option<Term> {
        let path = match leading(kind, REGION) {
            Some(column) => Some(column.name.to_owned()),
            None if kind.named("city").is_some() => return self.city(kind, text),
            None => through_partner(kind, REGION),
        };
        let all = self.within(id);
        self.known(path.map(|path| Term::links(path, &all, self.desk.sight)), kind)
    }

    fn known(&self, term: Option<Term>, kind: &Kind) -> Option<Term> {
        if term.is_none() {
            self.miss(of_kinds(say::NOWHERE, &[kind]));
        }
        term
    }

    /// A region and all that lies in it.
    fn within(&self, id: Id) -> Vec<Id> {
        let (mut all, mut at) = (vec![id], 0);
        let sight = self.desk.sight;
        while let Some(id) = all.get(at).copied() {
            let inside = sight.linked_cells(id, REGION, "parent");
            let inside = inside.into_iter().filter(|(_, parent)| *parent == Value::Link(id));
            let new: Vec<Id> =
                inside.map(|(one, _)| one).filter(|one| !all.contains(one)).collect();
            all.extend(new);
            at += 1;
        }
        all
    }

    /// A city or a place that one of the records has.
    fn city(&self, kind: &'static Kind, text: &str) -> Option<Term> {
        let column = ["city", "place"].iter().find_map(|name| kind.named(name))?;
        let term = Term::says(column.name, text);
        let filter = Filter::parse(kind, &term.text(), self.desk.sight).ok()?;
        (!filter::list(kind, &filter, self.desk.sight).is_empty()).then_some(term)
    }

    fn no_place(&self, text: &str) {
        let sight = self.desk.sight;
        let regions = KINDS.iter().filter(|kind| kind.code == REGION);
        let regions: Vec<String> =
            regions.flat_map(|kind| sight.rows(kind)).flat_map(|row| sight.names_of(row)).collect();
        let mut names: Vec<&str> = country::names().collect();
        names.extend(regions.iter().map(String::as_str));
        let near = nearest(text, names.iter().copied());
        self.miss(match near {
            Some(near) => say::NO_PLACE_NEAR.wrong(&[text, names[near]]),
            None => say::NO_PLACE.wrong(&[text]),
        });
    }
}

/// The path to a column of the partner of a kind's records, where they are in no region
/// themselves.
fn through_partner(kind: &Kind, field: &str) -> Option<String> {
    let link = leading(kind, PARTNER).filter(|_| leading(kind, REGION).is_none())?;
    Some(format!("{}.{field}", link.name))
}
