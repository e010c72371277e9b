//! Which rows a list shows and in what order: worked out of a sight alone, so that it can be done
//! beside the screen where there are many.

use super::look::{Look, Whose};
use super::{Msg, Work};
use crate::filter::{self, Direction, Filter, Nothing, Texts};
use crate::record::Kind;
use crate::store::{Path, Row, Sight};
use crate::value::{Id, Lang, Value};
use crate::words::list as say;
use chrono::NaiveDate;
use std::sync::Arc;

/// Up to how many records are arranged at once, while the screen waits, …
const AT_ONCE: usize = 2_000;
/// … and where few of them have changed since their order was known.
const AT_ONCE_AGAIN: usize = 10_000;
/// So few that each is put in its place by itself.
const FEW: usize = 64;

/// What the rows of a list were made of.
#[derive(Clone, PartialEq, Debug)]
pub struct Stamp {
    sequence: u64,
    today: NaiveDate,
    in_company: bool,
    lang: Lang,
    look: Look,
}

/// Rows to be arranged.
#[derive(Clone)]
pub struct Query {
    /// The kind.
    pub kind: &'static Kind,
    /// The filter of the look, read.
    pub filter: Filter,
    /// What is seen.
    pub sight: Sight,
    /// What the rows are made of.
    pub stamp: Stamp,
    /// The same rows before any filter as they were at some time, if they are known: then the
    /// order of most is.
    pub known: Option<(Stamp, Rows)>,
    /// The texts by which the last key's rows were found.
    pub texts: Option<Arc<Texts>>,
}

/// The rows of a list.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rows {
    /// The records, in order.
    pub ids: Arc<[Id]>,
    /// The groups: the place of the first record of each, and what it has in common.
    pub groups: Vec<(usize, String)>,
    /// How many there are of the kind, whether the look keeps them or not.
    pub of: usize,
    /// How many more of the kind there are that the person may not see.
    pub restricted: usize,
    /// Why the filter keeps none of them, where it keeps none.
    pub nothing: Option<Nothing>,
    /// The texts by which they were found, for the next key.
    pub texts: Option<Arc<Texts>>,
}

impl Stamp {
    /// What rows would be made of now.
    pub fn of(look: &Look, sight: &Sight, lang: Lang) -> Self {
        let today = crate::insight::today(sight);
        let (sequence, in_company) = (sight.sequence(), sight.is_in_company());
        Self { sequence, today, in_company, lang, look: look.clone() }
    }
}

impl Stamp {
    /// Whether nothing is filtered away.
    pub fn is_whole(&self) -> bool {
        self.look.filter.trim().is_empty()
    }

    /// Whether it differs from another in nothing but the filter and what was saved since.
    pub fn follows(&self, other: &Self) -> bool {
        let look = Look { filter: self.look.filter.clone(), ..other.look.clone() };
        let sequence = self.sequence.max(other.sequence);
        *self == Self { sequence, look, ..other.clone() }
    }
}

impl Query {
    /// Whether there are so many records that the screen should not wait for them.
    pub fn is_long(&self) -> bool {
        let is_known = self.known.is_some() && self.stamp.is_whole() && self.is_alone();
        let most = if is_known { AT_ONCE_AGAIN } else { AT_ONCE };
        self.sight.rows(self.kind).nth(most).is_some()
    }

    /// The same as something to be done beside the screen.
    pub fn work(self) -> Work {
        Box::new(move || Msg::Arranged(self.kind.code, self.stamp.clone(), self.rows()))
    }

    /// The rows.
    pub fn rows(&self) -> Rows {
        if let Some(whole) = self.whole() {
            return if self.stamp.is_whole() { whole } else { self.of_whole(&whole) };
        }
        let (sight, look, lang) = (&self.sight, &self.stamp.look, self.stamp.lang);
        let mut rows = self.list(&self.filter);
        filter::sort(&mut rows, &order(self.kind, look), sight, lang);
        let groups = look.group.map_or_else(Vec::new, |path| groups(&rows, &path, sight, lang));
        let ids: Arc<[Id]> = rows.iter().map(|row| row.id).collect();
        let of = sight.rows(self.kind).count();
        let nothing = self.nothing(&ids, None);
        let restricted = sight.restricted(self.kind);
        Rows { ids, groups, of, restricted, nothing, texts: None }
    }

    fn list(&self, filter: &Filter) -> Vec<Arc<Row>> {
        let mut rows = filter::list(self.kind, filter, &self.sight);
        if self.stamp.look.whose == Whose::Mine {
            let mine: Vec<Id> = own(&self.sight);
            rows.retain(|row| mine.binary_search(&row.id).is_ok());
        }
        rows
    }

    /// The rows before any filter, if they are known or nearly so.
    fn whole(&self) -> Option<Rows> {
        let (stamp, rows) = self.known.as_ref().filter(|_| self.stamp.look.group.is_none())?;
        if stamp.sequence == self.stamp.sequence {
            return Some(rows.clone());
        }
        self.brought_up(stamp.sequence, rows)
    }

    /// Whether a change of one record moves no other.
    fn is_alone(&self) -> bool {
        filter::stands_alone(&order(self.kind, &self.stamp.look))
    }

    /// Rows of an earlier time as they are now: those that were changed since are taken out and
    /// put in their places. Nothing if they are many, or others have come into sight.
    fn brought_up(&self, since: u64, before: &Rows) -> Option<Rows> {
        if !self.is_alone() {
            return None;
        }
        let all = self.list(&Filter::default());
        let of = self.sight.rows(self.kind).count();
        let (changed, same): (Vec<_>, Vec<_>) = all.into_iter().partition(|row| row.last > since);
        let keeps = kept(same.iter().map(|row| row.id));
        let mut ids: Vec<Id> = before.ids.iter().filter(|id| keeps(id)).copied().collect();
        if changed.len() > FEW || ids.len() != same.len() {
            return None;
        }
        let (sight, look) = (&self.sight, &self.stamp.look);
        filter::insert(&mut ids, &changed, &order(self.kind, look), sight, self.stamp.lang);
        let nothing = self.nothing(&ids, None);
        let restricted = sight.restricted(self.kind);
        Some(Rows { ids: ids.into(), groups: Vec::new(), of, restricted, nothing, texts: None })
    }

    fn nothing(&self, ids: &[Id], texts: Option<&Arc<Texts>>) -> Option<Nothing> {
        let is_empty = ids.is_empty() && self.stamp.look.whose == Whose::All;
        is_empty.then(|| Nothing::of(self.kind, &self.filter, &self.sight, texts))?
    }

    /// Those of known rows that the filter keeps: to find them is quicker than to order them.
    fn of_whole(&self, whole: &Rows) -> Rows {
        let known = self.texts.as_ref();
        let (found, texts) = filter::search(self.kind, &self.filter, &self.sight, known);
        let keeps = kept(found.into_iter());
        let ids: Arc<[Id]> = whole.ids.iter().filter(|id| keeps(id)).copied().collect();
        let nothing = self.nothing(&ids, texts.as_ref());
        Rows { ids, nothing, texts, ..whole.clone() }
    }
}

/// Tells of records of a kind whether they are among these.
fn kept(ids: impl Iterator<Item = Id>) -> impl Fn(&Id) -> bool {
    let mut kept: Vec<bool> = Vec::new();
    for id in ids {
        let number = id.number as usize;
        if kept.len() <= number {
            kept.resize(number + 1, false);
        }
        kept[number] = true;
    }
    move |id| kept.get(id.number as usize).copied().unwrap_or(false)
}

/// The records that name the person, by number.
fn own(sight: &Sight) -> Vec<Id> {
    let links = sight.me().map(|me| sight.links_to(me)).unwrap_or_default();
    let mut ids: Vec<Id> = links.into_iter().map(|(id, _)| id).collect();
    ids.sort_unstable();
    ids
}

/// The order: groups first, then what is sorted by, then the kind's own.
fn order(kind: &Kind, look: &Look) -> Vec<(Path, Direction)> {
    let sorted = |path: Path| look.sort.iter().find(|(by, _)| *by == path);
    let grouped = look.group.map(|path| sorted(path).copied().unwrap_or((path, Direction::Up)));
    let own = filter::order_of(kind, kind.order).unwrap_or_default();
    grouped.into_iter().chain(look.sort.iter().copied()).chain(own).collect()
}

fn groups(rows: &[Arc<Row>], path: &Path, sight: &Sight, lang: Lang) -> Vec<(usize, String)> {
    let mut groups: Vec<(usize, String)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let text = match sight.at(row, path) {
            Value::None => say::NOT_RECORDED.say(lang).to_owned(),
            value => path.shape().show(&value, lang, sight),
        };
        if groups.last().is_none_or(|(_, last)| *last != text) {
            groups.push((at, text));
        }
    }
    groups
}
