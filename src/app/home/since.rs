//! What others changed since the person's last visit.

use crate::app::history::Wanted;
use crate::app::{App, Desktop, Effect};
use crate::store::{Cause, Change};
use crate::value::Id;
use std::collections::{BTreeMap, BTreeSet};

/// Most changes that are read for it.
const MOST: usize = 500;

/// How many records each colleague changed, most first; what the person did is left out, and
/// what is nobody's work.
pub fn since(changes: &[Change], me: &str) -> Vec<(Box<str>, usize)> {
    let mut by: BTreeMap<&str, BTreeSet<Id>> = BTreeMap::new();
    let others = changes.iter().filter(|change| &*change.head.who != me);
    for change in others.filter(|change| change.head.cause != Cause::Seated) {
        by.entry(&change.head.who).or_default().extend(change.changed.iter().map(|one| one.id));
    }
    let mut all: Vec<(Box<str>, usize)> =
        by.into_iter().map(|(who, ids)| (who.into(), ids.len())).collect();
    all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    all
}

/// What was read of it.
#[derive(Default)]
pub struct Since {
    asked: Option<Wanted>,
    /// How many records each colleague changed.
    pub by: Vec<(Box<str>, usize)>,
    /// Whether there are more changes than were read.
    pub is_more: bool,
}

impl Since {
    /// The changes came.
    pub fn take(&mut self, wanted: Wanted, changes: &[Change], me: &str) {
        if self.asked == Some(wanted) {
            (self.by, self.is_more) = (since(changes, me), changes.len() >= wanted.most);
        }
    }
}

impl App {
    /// What is to be read for what changed since the last visit, unless it was or is being read.
    pub(in crate::app) fn wants_since(&mut self, desk: Desktop<'_>) -> Option<Effect> {
        let (after, as_of) = (self.last_visit?.seen, desk.sight.sequence());
        if self.opening || as_of <= after {
            return None;
        }
        let since = Some(after);
        let wanted = Wanted { of: None, as_of, since, most: MOST, company: self.company };
        let is_new = self.home.since.asked != Some(wanted);
        is_new.then(|| Effect::Read(*self.home.since.asked.insert(wanted)))
    }
}
