//! One thing done to many records: exactly what would change is shown before, and one undo takes
//! all of it back.

use super::actions::Action;
use super::before_after::edited;
use super::form::Form;
use super::page::{Line, Tone};
use super::question::Question;
use super::{App, Desktop, Doing, Overlay};
use crate::store::{Edit, Row};
use crate::value::{Id, Value, Words};
use crate::words::list as say;
use crate::words::screen::MORE_LINES;
use std::collections::HashSet;

/// Of how many records it is shown what would change.
pub(super) const PREVIEWED: usize = 500;

/// What is asked of many records.
pub(super) struct Many {
    /// The question.
    pub question: String,
    /// What it is, for the undo.
    pub what: String,
    /// What is said once it is done.
    pub said: String,
    /// What says yes, and the words beside its key.
    pub yes: (Action, Words),
}

impl App {
    /// Asks before edits of many records are saved; whoever says no is back at what is behind.
    pub(super) fn ask_many(
        &mut self,
        many: Many,
        edits: Vec<Edit>,
        behind: Option<Overlay>,
        desk: Desktop<'_>,
    ) {
        let mut text = many.question;
        let hidden = self.out_of_sight(&edits);
        if hidden > 0 {
            text.push_str(&say::OUT_OF_SIGHT.fill(self.lang, &[&hidden.to_string()]));
        }
        let preview = self.preview(&edits, desk);
        let doing = match behind {
            Some(_) => Doing::Each(many.what, many.said),
            None => Doing::Change(many.what, many.said),
        };
        let then = (doing, edits);
        let question = Question { text, preview, top: 0, yes: many.yes, then, behind };
        self.overlay = Some(Overlay::Ask(Box::new(question)));
    }

    /// Puts what a form for many records was filled in with into each of the marked; what it would
    /// change is asked first.
    pub(super) fn change_marked(
        &mut self,
        mut form: Box<Form>,
        edits: Vec<Edit>,
        desk: Desktop<'_>,
    ) {
        let own = Id::provisional(form.kind().number, 0);
        let (filled, mut edits): (Vec<Edit>, Vec<Edit>) =
            edits.into_iter().partition(|edit| edit.id() == own);
        let Some(Edit::Add { fields, .. }) = filled.into_iter().next() else { return };
        let made = edits.len();
        let rows = self.targets().into_iter().filter_map(|id| desk.sight.present(id));
        edits.extend(rows.filter_map(|row| changed(row, &fields, desk)));
        let count = (edits.len() - made).to_string();
        if edits.len() == made {
            form.blocked(say::NOTHING_CHANGES.say(self.lang).to_owned());
            self.overlay = Some(Overlay::Form(form));
            return;
        }
        let many = Many {
            question: say::CHANGE_MANY.fill(self.lang, &[&count]),
            what: say::MANY.fill(self.lang, &[&count]),
            said: say::CHANGED_MANY.fill(self.lang, &[&count, self.key_of("undo")]),
            yes: (Action::Save, say::CHANGE_YES),
        };
        self.ask_many(many, edits, Some(Overlay::Form(form)), desk);
    }

    /// How many of the records that edits are about are not on the screen. What is yet to be made
    /// is nowhere.
    fn out_of_sight(&self, edits: &[Edit]) -> usize {
        let Some(list) = self.list() else { return 0 };
        let shown: HashSet<Id> = list.on_screen(self.areas().rows()).collect();
        let about: HashSet<Id> = edits.iter().map(Edit::id).collect();
        about.into_iter().filter(|id| !id.is_provisional() && !shown.contains(id)).count()
    }

    /// Each record, and of each field what it was and what it would be: of the first so many, for
    /// nobody reads more.
    fn preview(&self, edits: &[Edit], desk: Desktop<'_>) -> Vec<Line> {
        let room = self.areas().page.width.saturating_sub(3);
        let first = &edits[..edits.len().min(PREVIEWED)];
        let mut lines = edited(first, desk.sight, self.lang, room);
        if edits.len() > PREVIEWED {
            let more = (edits.len() - PREVIEWED).to_string();
            lines.push(Line::text(MORE_LINES.fill(self.lang, &[&more]), Tone::Dim));
        }
        lines
    }
}

/// What a record would be changed to, if it is not so already.
fn changed(row: &Row, fields: &[(u16, Value)], desk: Desktop<'_>) -> Option<Edit> {
    let set = |(number, after): &(u16, Value)| {
        let before = desk.sight.cell(row, row.kind().column(*number)?);
        (before != *after && before != Value::Masked).then(|| (*number, before, after.clone()))
    };
    let fields: Vec<_> = fields.iter().filter_map(set).collect();
    (!fields.is_empty()).then_some(Edit::Set { id: row.id, rev: row.rev, fields })
}
