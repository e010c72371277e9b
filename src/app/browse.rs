//! What keys do in a list besides moving: sorting, filtering, marking, counting, and how it
//! looks.

use super::actions::Action;
use super::bars::{self, Barred, Bars};
use super::columns::{Columns, Shelving};
use super::filter_line::{Completes, FilterLine, Filtered};
use super::layout::Areas;
use super::look::{Look, Whose};
use super::{App, Desktop, Msg, Overlay};
use crate::filter::{self, Desk};
use crate::record::Kind;
use crate::store::Row;
use crate::value::Id;
use crate::words::list as say;
use crossterm::event::KeyEvent;
use std::sync::Arc;

/// Up to how many records a column is counted over while the screen waits.
const AT_ONCE: usize = 2_000;

impl App {
    /// Does what only a list knows.
    pub(super) fn browse(&mut self, action: Action, desk: Desktop<'_>) {
        let width = self.areas().main.width;
        let height = self.areas().rows();
        let Some(list) = self.list_mut() else { return };
        match action {
            Action::Sort(rank) => list.sort(rank),
            Action::Mark => {
                list.mark();
                list.step(super::actions::Step::Down, height, width);
            }
            Action::Range => list.turn_range(),
            Action::MarkAll => list.mark_all(),
            Action::Columns => {
                let columns = Columns::new(list.kind, &list.look, list.column);
                self.overlay = Some(Overlay::Columns(Box::new(columns)));
            }
            Action::Filter => {
                let (kind, filter) = (list.kind, list.look.filter.clone());
                let line = self.completing(kind, desk, |offers| FilterLine::new(&filter, offers));
                self.overlay = Some(Overlay::Filter(Box::new(line)));
            }
            Action::Whose => self.turn_whose(desk),
            Action::Count => self.count(desk),
            _ => {}
        }
    }

    fn turn_whose(&mut self, desk: Desktop<'_>) {
        let lang = self.lang;
        let known = desk.sight.me().is_some();
        let Some(list) = self.list_mut() else { return };
        list.look.whose = match list.look.whose {
            Whose::All => Whose::Mine,
            Whose::Mine => Whose::All,
        };
        if list.look.whose == Whose::Mine && !known {
            let login = &desk.sight.person().login;
            self.message = Some(say::NO_COLLEAGUE.fill(lang, &[login]));
        }
    }

    /// Counts the values of the column under the cursor; many of them beside the screen.
    fn count(&mut self, desk: Desktop<'_>) {
        let lang = self.lang;
        let Some(list) = self.list() else { return };
        let Some(column) = list.look.columns.get(list.column).copied() else { return };
        let (sight, ids) = (desk.sight.clone(), list.rows.ids.clone());
        self.counts += 1;
        let asked = self.counts;
        let mut bars = Bars::new(column.heading, ids.len(), asked);
        let counted = move || {
            let rows: Vec<Arc<Row>> =
                ids.iter().filter_map(|id| sight.present(*id).cloned()).collect();
            bars::count(&rows, &column.path, &sight, lang)
        };
        if bars.of <= AT_ONCE {
            bars.bars = Some(counted());
        } else {
            self.work.push(Box::new(move || Msg::Counted(asked, counted())));
        }
        self.overlay = Some(Overlay::Bars(Box::new(bars)));
    }

    pub(super) fn bars_key(&mut self, mut bars: Box<Bars>, key: &KeyEvent) {
        match bars.key(key, Areas::bar_rows(self.size), &self.keys) {
            Barred::Stay => self.overlay = Some(Overlay::Bars(bars)),
            Barred::Close => {}
            Barred::Keep(term) => {
                if let Some(list) = self.list_mut() {
                    let before = list.look.filter.trim();
                    let both = format!("{before} {term}");
                    both.trim().clone_into(&mut list.look.filter);
                }
            }
        }
    }

    pub(super) fn columns_key(&mut self, mut panel: Box<Columns>, key: &KeyEvent) {
        let width = self.areas().main.width;
        match panel.key(key, Areas::popup_rows(self.size), &self.keys) {
            Shelving::Stay => self.overlay = Some(Overlay::Columns(panel)),
            Shelving::Close => {}
            Shelving::Take(columns, group) => {
                if let Some(list) = self.list_mut() {
                    (list.look.columns, list.look.group) = (columns, group);
                    list.go_to_column(list.column, width);
                }
            }
        }
    }

    pub(super) fn filter_key(
        &mut self,
        mut line: Box<FilterLine>,
        key: &KeyEvent,
        desk: Desktop<'_>,
    ) {
        let Some(list) = self.list() else { return };
        let (kind, is_wrong) = (list.kind, list.fault().is_some());
        let height = Areas::offer_rows(self.size);
        let pressed =
            self.completing(kind, desk, |offers| line.key(key, height, &self.keys, offers));
        let filter = match pressed {
            // What is wrong is said beside it; Esc goes back to the filter before.
            Filtered::Keep(_) if is_wrong => {
                self.overlay = Some(Overlay::Filter(line));
                return;
            }
            Filtered::Typed(filter) => {
                self.overlay = Some(Overlay::Filter(line));
                filter
            }
            Filtered::Keep(filter) | Filtered::Close(filter) => filter,
        };
        self.filter_by(filter);
    }

    /// Pasted text.
    pub(super) fn paste_filter(&mut self, text: &str, desk: Desktop<'_>) {
        let Some(Overlay::Filter(mut line)) = self.overlay.take() else { return };
        if let Some(kind) = self.list().map(|list| list.kind) {
            let filter = self.completing(kind, desk, |offers| line.paste(text, offers));
            self.filter_by(filter);
        }
        self.overlay = Some(Overlay::Filter(line));
    }

    /// What could come next in the filter of a kind is handed to what asks for it.
    pub(super) fn completing<T>(
        &self,
        kind: &Kind,
        desk: Desktop<'_>,
        ask: impl FnOnce(Completes<'_>) -> T,
    ) -> T {
        let (reader, lang) = (Desk { sight: desk.sight, lookup: desk.lookup }, self.lang);
        ask(&|text, caret| filter::complete(kind, text, caret, &reader, lang))
    }

    pub(super) fn filter_by(&mut self, filter: String) {
        if let Some(list) = self.list_mut() {
            list.look.filter = filter;
        }
    }

    /// Gives up what narrows the list, the innermost first: the range, the marks, the filter or
    /// the view; false if nothing does.
    pub(super) fn widen_list(&mut self) -> bool {
        let Some(list) = self.list_mut() else { return false };
        if list.unmark() {
            return true;
        }
        if list.view.is_some() {
            list.take(Look::of(list.kind), None);
            return true;
        }
        !std::mem::take(&mut list.look.filter).is_empty()
    }

    /// What an action is done to: the marked records, else the one that one is at.
    pub(super) fn targets(&self) -> Vec<Id> {
        let marked = self.list().map(super::List::marked).unwrap_or_default();
        if marked.is_empty() { self.selected().into_iter().collect() } else { marked }
    }
}
