//! What a person finds again when they come back: how each pane looked, the records opened last,
//! the language, and up to where they had seen what others changed. No record: it has no history,
//! and can be lost without harm.

use super::look::{Look, Written};
use super::{App, Overlay, RECENT};
use crate::store::Sight;
use crate::value::{Id, Lang, Signs};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A person's seat.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The language they chose last.
    lang: Option<Lang>,
    /// The signs that their terminal was last said to have.
    pub signs: Option<Signs>,
    /// The panes that they changed, by their plurals.
    panes: BTreeMap<String, Pane>,
    /// The records opened last, the latest first.
    recent: Vec<String>,
    /// Whether the record is shown beside a list.
    beside: Option<bool>,
    /// The last commit that they saw.
    seen: u64,
    /// When they left, in milliseconds since 1970, UTC.
    left: i64,
}

/// A pane as it was left.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Pane {
    #[serde(flatten)]
    look: Written,
    /// The saved view it showed.
    view: String,
    /// The record the cursor was on.
    at: String,
}

/// When a person was here last: the last commit they saw, and the moment they left, in
/// milliseconds since 1970, UTC.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Visit {
    /// The last commit that they saw.
    pub seen: u64,
    /// When they left.
    pub left: i64,
}

impl App {
    /// The seat as it is left now. `left` is in milliseconds since 1970, UTC.
    pub fn leave(&self, sight: &Sight, left: i64) -> Kept {
        let mut panes = BTreeMap::new();
        for list in &self.lists {
            let pane = Pane {
                look: list.good_look().write(list.kind),
                view: list.view.map_or_else(String::new, |id| id.to_string()),
                at: list.selected.map_or_else(String::new, |id| id.to_string()),
            };
            if pane != Pane::default() {
                panes.insert(list.kind.plural.to_owned(), pane);
            }
        }
        Kept {
            lang: self.chosen,
            signs: None,
            panes,
            recent: self.recent.iter().map(ToString::to_string).collect(),
            beside: Some(self.beside),
            seen: sight.sequence(),
            left,
        }
    }

    /// Sits down at a seat that was left. What is not there any more is passed over; whoever
    /// `asked` for a language has it, whatever they chose last.
    pub fn sit(&mut self, kept: &Kept, asked: Option<Lang>, sight: &Sight) {
        if let Some(lang) = asked.or(kept.lang) {
            self.speak(lang);
            if matches!(self.overlay, Some(Overlay::Language)) {
                self.overlay = None;
            }
        }
        self.beside = kept.beside.unwrap_or(self.beside);
        let there = |text: &String| Id::parse(text).filter(|id| sight.present(*id).is_some());
        self.recent = kept.recent.iter().filter_map(there).take(RECENT).collect();
        for list in &mut self.lists {
            let Some(pane) = kept.panes.get(list.kind.plural) else { continue };
            list.take(Look::read(list.kind, &pane.look), there(&pane.view));
            list.selected = there(&pane.at);
        }
        if kept.left > 0 {
            self.last_visit = Some(Visit { seen: kept.seen, left: kept.left });
        }
    }
}
