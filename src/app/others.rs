//! The others who are here: which of them edit a record, and which rows they changed since the
//! person came. A guest is told nothing of it.

use super::page::Target;
use super::walk::Place;
use super::{App, Desktop, Overlay};
use crate::insight;
use crate::records::KINDS;
use crate::store::{Row, Sight};
use crate::value::Id;
use crate::words::others as say;
use crate::words::screen::COMMA;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most rows that are marked as changed: of more nobody could tell what they are.
const MOST: usize = 2_000;

/// Who is here.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Others {
    /// The logins of all, the person's too, each once, in the order of coming.
    pub logins: Arc<[Arc<str>]>,
    /// Who is editing which record at other sessions.
    pub editing: Vec<(Arc<str>, Id)>,
}

/// What others changed today and the person has not yet looked at.
#[derive(Default)]
pub struct Fresh {
    rows: BTreeSet<Id>,
    day: NaiveDate,
}

impl App {
    /// Whether the screen shows anything of what is otherwise than before.
    pub fn minds(&self, others: &Others) -> bool {
        if self.in_company() {
            return false;
        }
        let is_new = |id: Id| {
            let by = |others: &Others| editors(others, id).cloned().collect::<Vec<_>>();
            by(&self.others) != by(others)
        };
        let all = self.others.editing.iter().chain(&others.editing);
        self.walk.place == Place::Home && self.others.logins != others.logins
            || all.map(|(_, id)| *id).any(|id| self.shows(id) && is_new(id))
    }

    /// Whether a record stands on the screen.
    fn shows(&self, id: Id) -> bool {
        let listed = |list: &super::List| list.on_screen(self.areas().rows()).any(|row| row == id);
        self.selected() == Some(id)
            || self.edited() == Some(id)
            || self.list().is_some_and(listed)
            || self.lines.iter().any(|line| line.target == Some(Target::Record(id)))
    }

    /// Others came, left, began or ended editing.
    pub(super) fn meet(&mut self, others: Others) {
        self.turns += u64::from(self.others.logins != others.logins);
        self.others = others;
    }

    /// The record whose form is open.
    pub fn edited(&self) -> Option<Id> {
        let form = self.overlay.as_ref().and_then(Overlay::form)?;
        form.id().filter(|_| form.count().is_none())
    }

    /// All who are here, the person first; nobody if they are alone.
    pub(super) fn company_here(&self, sight: &Sight) -> Vec<String> {
        let me = &sight.person().login;
        let others = self.others.logins.iter().filter(|login| *login != me);
        let all: Vec<String> = [me].into_iter().chain(others).map(ToString::to_string).collect();
        if all.len() < 2 || self.in_company() { Vec::new() } else { all }
    }

    /// Marks the rows that others changed after a commit, as far as a person sees them; `changed`
    /// are the ids of all that were, if that is not too long ago to tell.
    pub fn mark_changed(&mut self, after: u64, changed: Option<Vec<Id>>, sight: &Sight) {
        let today = insight::today(sight);
        if self.fresh.day != today {
            self.fresh.rows.clear();
            self.fresh.day = today;
        }
        let rows = |ids: Vec<Id>| ids.into_iter().filter_map(|id| sight.row(id)).collect();
        let all = || KINDS.iter().flat_map(|kind| sight.rows(kind)).collect();
        let rows: Vec<&Arc<Row>> = changed.map_or_else(all, rows);
        let newer = rows.into_iter().filter(|row| row.last > after && is_others(row, sight));
        self.fresh.rows.extend(newer.map(|row| row.id).take(MOST));
        while self.fresh.rows.len() > MOST {
            self.fresh.rows.pop_first();
        }
    }

    /// After a key: what was told of the record under the cursor is known once it is left.
    pub(super) fn has_read(&mut self, selected: Option<Id>) {
        if let Some(left) = selected.filter(|_| selected != self.selected()) {
            self.fresh.rows.remove(&left);
        }
    }

    /// The sign beside a record that somebody else edits, or has changed.
    pub fn sign(&self, id: Id, sight: &Sight) -> Option<&'static str> {
        let row = sight.row(id).filter(|_| !self.in_company())?;
        if editors(&self.others, id).next().is_some() {
            return Some(IS_EDITED);
        }
        self.is_fresh(row, sight).then_some(IS_CHANGED)
    }

    fn is_fresh(&self, row: &Row, sight: &Sight) -> bool {
        let is_fresh = self.fresh.day == insight::today(sight) && self.fresh.rows.contains(&row.id);
        is_fresh && is_others(row, sight)
    }

    /// What others do to a record, or did to it: nothing if they leave it alone.
    pub fn told_of(&self, id: Id, desk: Desktop<'_>) -> Option<String> {
        let (sight, lang) = (desk.sight, self.lang);
        let row = sight.row(id).filter(|_| !self.in_company())?;
        let by: Vec<&str> = editors(&self.others, id).map(|login| &**login).collect();
        let names = by.join(COMMA.say(lang));
        let editing = match by.len() {
            0 => None,
            1 => Some(say::EDITING.fill(lang, &[&names])),
            _ => Some(say::EDITING_ALL.fill(lang, &[&names])),
        };
        // Whoever is typing should know what is newer than the form, too.
        let form = self.overlay.as_ref().and_then(Overlay::form);
        let form = form.filter(|form| form.id() == Some(id));
        let is_newer = form.and_then(super::form::Form::rev).is_some_and(|rev| rev < row.rev);
        let is_told = self.is_fresh(row, sight) || is_newer && is_others(row, sight);
        let changed = is_told.then(|| {
            let time = desk.clock.at(row.updated.when).format("%H:%M").to_string();
            say::CHANGED.fill(lang, &[&row.updated.who, &time])
        });
        let all: Vec<String> = editing.into_iter().chain(changed).collect();
        (!all.is_empty()).then(|| all.join(say::APART.say(lang)))
    }
}

/// Beside a record that somebody else edits.
const IS_EDITED: &str = "@";
/// Beside one that somebody else has changed.
const IS_CHANGED: &str = "•";

/// Who edits a record.
fn editors(others: &Others, id: Id) -> impl Iterator<Item = &Arc<str>> {
    others.editing.iter().filter(move |(_, edited)| *edited == id).map(|(login, _)| login)
}

/// Whether somebody else saved a record last.
fn is_others(row: &Row, sight: &Sight) -> bool {
    row.updated.who != sight.person().login
}
