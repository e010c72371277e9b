//! Adding, editing and trashing: forms are opened, questions asked.

use super::actions::Action;
use super::form::{Form, Suggest};
use super::question::Question;
use super::{App, Desktop, Doing, Effect, Overlay, Suggestions};
use crate::lookup::Hit;
use crate::store::Edit;
use crate::value::{Id, Names};
use crate::words::screen as say;

/// Most names a link field offers.
const OFFERS: usize = 50;

impl Suggest for Suggestions<'_> {
    fn suggest(&self, kinds: &[&str], text: &str) -> Vec<(Id, String)> {
        let Desktop { sight, lookup, .. } = self.0;
        let listed = crate::records::KINDS.iter();
        let scopes: Vec<_> = listed.filter(|kind| kinds.contains(&kind.code)).collect();
        let find = |scope| {
            let found = lookup.find(text, sight, scope, &[]);
            let first = (0..OFFERS).map_while(|nth| lookup.hit(&found, nth, sight));
            first.collect::<Vec<Hit>>()
        };
        let mut hits = match scopes.as_slice() {
            [] => find(None),
            scopes => scopes.iter().flat_map(|kind| find(Some(kind))).collect(),
        };
        hits.sort_by_key(|hit| hit.class);
        hits.into_iter().take(OFFERS).map(|hit| (hit.id, hit.text)).collect()
    }
}

impl App {
    /// Whether the person may edit; says so if not.
    fn may_edit(&mut self, desk: Desktop<'_>) -> bool {
        if self.opening {
            self.message = Some(say::OPENING.say(self.lang).to_owned());
            return false;
        }
        let person = desk.sight.person();
        if !person.may_edit() {
            self.message = Some(say::MAY_NOT.fill(self.lang, &[&person.login]));
        }
        person.may_edit()
    }

    pub(super) fn add(&mut self, desk: Desktop<'_>) {
        let Some(kind) = self.kind() else {
            self.message = Some(say::ADD_WHERE.say(self.lang).to_owned());
            return;
        };
        if self.may_edit(desk) {
            self.overlay = Some(Overlay::Form(Box::new(Form::add(kind, desk.sight, self.lang))));
        }
    }

    /// Edits the record one is at, from a field on if one is given.
    pub(super) fn edit(&mut self, number: Option<u16>, desk: Desktop<'_>) {
        let Some(row) = self.selected().and_then(|id| desk.sight.row(id)) else {
            self.message = Some(say::NO_RECORD.say(self.lang).to_owned());
            return;
        };
        if !self.may_edit(desk) {
            return;
        }
        let mut form = Form::edit(row, desk.sight, self.lang);
        if let Some(number) = number {
            let reader = crate::filter::Desk { sight: desk.sight, lookup: desk.lookup };
            form.focus(number, &reader);
        }
        self.overlay = Some(Overlay::Form(Box::new(form)));
    }

    pub(super) fn ask_trash(&mut self, desk: Desktop<'_>) {
        match self.selected().filter(|id| desk.sight.present(*id).is_some()) {
            None => self.message = Some(say::NO_RECORD.say(self.lang).to_owned()),
            Some(id) if self.may_edit(desk) => self.overlay = self.trash(id, desk),
            Some(_) => {}
        }
    }

    /// The question whether a record is to go to the trash.
    fn trash(&self, id: Id, desk: Desktop<'_>) -> Option<Overlay> {
        let (lang, rev) = (self.lang, desk.sight.present(id)?.rev);
        let name = self.name(id, desk);
        let mut text = say::TRASH.fill(lang, &[&name]);
        let linked = desk.sight.links_to(id).len();
        if linked > 0 {
            text.push_str(&say::LINKED_TO.fill(lang, &[&linked.to_string()]));
        }
        let said = say::TRASHED.fill(lang, &[&name]);
        let then = (Doing::Change(name, said), vec![Edit::Trash { id, rev }]);
        Some(Overlay::Ask(Box::new(Question {
            text,
            preview: Vec::new(),
            top: 0,
            yes: (Action::ToTrash, say::TRASH_YES),
            then,
            behind: None,
        })))
    }

    pub(super) fn undo(&mut self) -> Option<Effect> {
        let last = self.own.last().cloned();
        if last.is_none() {
            self.message = Some(say::NO_UNDO.say(self.lang).to_owned());
        }
        last.map(|(sequence, what)| Effect::Undo(sequence, what))
    }

    /// What a record is called in a message.
    pub(super) fn name(&self, id: Id, desk: Desktop<'_>) -> String {
        desk.sight.name(id, self.lang)
    }
}
