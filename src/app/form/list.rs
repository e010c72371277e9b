//! The list under a field: the choices or the records that a text may mean.

use crate::record::Kind;
use crate::records::KINDS;
use crate::value::{Id, Label, Shape, Value, clean_line, fold, is_han};
use crate::words::form::FLAGS;

/// Finds the records that a text may mean.
pub trait Suggest {
    /// Records of these kinds (their codes; of any kind if there are none) with the name by
    /// which the text may mean them: best first, at most 50.
    fn suggest(&self, kinds: &[&str], text: &str) -> Vec<(Id, String)>;
}

impl<F: Fn(&[&str], &str) -> Vec<(Id, String)>> Suggest for F {
    fn suggest(&self, kinds: &[&str], text: &str) -> Vec<(Id, String)> {
        self(kinds, text)
    }
}

/// One line of the list.
#[derive(Clone)]
pub(crate) enum Offer {
    /// A choice, or an answer of a yes or no.
    Choice(&'static Label),
    /// A record and its name.
    Record(Id, String),
    /// A record of a kind and of a name, added in the same save.
    Make(&'static Kind, String),
}

/// An open list; never empty.
pub(crate) struct List {
    /// Best first.
    pub(crate) offers: Vec<Offer>,
    /// The highlighted one.
    pub(crate) at: usize,
}

impl List {
    /// What a text may mean; nothing if it can mean nothing.
    pub(super) fn of(shape: &Shape, text: &str, suggest: &dyn Suggest) -> Option<Self> {
        let offers = match shape.kinds() {
            Some(kinds) => records(kinds, text, suggest),
            None => choices(labels(shape), text),
        };
        if offers.is_empty() { None } else { Some(Self { offers, at: 0 }) }
    }

    /// The highlighted one.
    pub(crate) fn chosen(&self) -> &Offer {
        &self.offers[self.at]
    }

    /// Moves the highlight by so many, as far as there are any.
    pub(super) fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.offers.len() - 1);
    }
}

/// The closed list of a field, yes and no included.
pub(super) fn labels(shape: &Shape) -> &'static [Label] {
    if *shape == Shape::Flag { FLAGS } else { shape.labels() }
}

/// Labels that begin with the text, then those that have it in them, then those whose
/// meaning has.
fn choices(labels: &'static [Label], text: &str) -> Vec<Offer> {
    let typed = fold(text);
    let has = |text: &str| fold(text).contains(&typed);
    let rank = |label: &Label| {
        let names = [fold(label.code), fold(label.zh)];
        if names.iter().any(|name| name.starts_with(&typed)) {
            return Some(0);
        }
        if names.iter().any(|name| name.contains(&typed)) {
            return Some(1);
        }
        label.meaning.filter(|meaning| has(meaning.en) || has(meaning.zh)).map(|_| 2)
    };
    let mut ranked: Vec<(u8, &'static Label)> =
        labels.iter().filter_map(|label| Some((rank(label)?, label))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, label)| Offer::Choice(label)).collect()
}

/// The records found, then what could be made of a text that is no record's exact name.
fn records(kinds: &[&str], text: &str, suggest: &dyn Suggest) -> Vec<Offer> {
    let found = suggest.suggest(kinds, text);
    let name = clean_line(text);
    let is_new =
        !fold(&name).is_empty() && found.iter().all(|(_, known)| fold(known) != fold(&name));
    let mut offers: Vec<Offer> =
        found.into_iter().map(|(id, name)| Offer::Record(id, name)).collect();
    if is_new {
        let made = KINDS.iter().filter(|kind| kinds.contains(&kind.code) && can_be_made(kind));
        offers.extend(made.map(|kind| Offer::Make(kind, name.clone())));
    }
    offers
}

/// Whether a name is all that a record of this kind needs.
fn can_be_made(kind: &Kind) -> bool {
    let named_by_text = kind.naming().all(|column| column.shape == Shape::Text);
    named_by_text && kind.columns().all(|column| column.is_named() || !column.is_required())
}

/// A record that is added in the same save because a link names it.
pub(super) struct Made {
    pub(super) id: Id,
    pub(super) kind: &'static Kind,
    pub(super) name: String,
}

impl Made {
    /// Its name where it belongs: a Chinese one in the second of a pair.
    pub(super) fn fields(&self) -> Vec<(u16, Value)> {
        let mut naming = self.kind.naming();
        let first = naming.next();
        let column = naming.next().filter(|_| self.name.chars().any(is_han)).or(first);
        let value = Value::Text(self.name.as_str().into());
        column.map(|column| (column.number, value)).into_iter().collect()
    }
}
