//! One thing done to many records: exactly what would change is shown before, and one undo takes
//! all of it back.

use super::actions::Action;
use super::form::Form;
use super::page::{Line, Tone};
use super::question::Question;
use super::saved::what;
use super::{App, Desktop, Doing, Overlay};
use crate::store::{Edit, Row};
use crate::value::{Id, Names as _, Value, Words, fit};
use crate::words::list as say;

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
        let hidden = edits.iter().filter(|edit| !self.is_on_screen(edit)).count();
        if hidden > 0 {
            text.push_str(&say::OUT_OF_SIGHT.fill(self.lang, &[&hidden.to_string()]));
        }
        let preview = self.preview(&edits, desk);
        let then = (Doing::Change(many.what, many.said), edits);
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

    fn is_on_screen(&self, edit: &Edit) -> bool {
        let Some(list) = self.list() else { return true };
        let id = edit.id();
        let place = list.rows.ids.iter().position(|known| *known == id);
        place.is_some_and(|row| list.is_shown(row, self.areas().rows()))
    }

    /// Each record, and of each field what it was and what it would be.
    pub(super) fn preview(&self, edits: &[Edit], desk: Desktop<'_>) -> Vec<Line> {
        let (sight, lang) = (desk.sight, self.lang);
        let room = usize::from(self.areas().page.width).saturating_sub(4);
        let mut lines = Vec::new();
        for edit in edits {
            let name = match edit {
                Edit::Add { .. } => what(std::slice::from_ref(edit), desk, lang),
                edit => sight.name(edit.id(), lang),
            };
            let name = fit(&name, room);
            lines.push(Line::text(name, Tone::Plain));
            let Edit::Set { id, fields, .. } = edit else { continue };
            let Some(kind) = crate::records::kind(id.kind) else { continue };
            for (number, before, after) in fields {
                let Some(column) = kind.column(*number) else { continue };
                let shown = |value: &Value| match value {
                    Value::None => crate::words::screen::NONE.to_owned(),
                    value => column.shape.show(value, lang, sight),
                };
                let title = column.title.say(lang);
                let text = say::BEFORE_AFTER.fill(lang, &[title, &shown(before), &shown(after)]);
                lines.push(Line::default().and(2, fit(&text, room - 2), Tone::Dim));
            }
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
