//! Adding, editing and trashing: forms are opened, questions asked.

use super::actions::Action;
use super::form::{Form, Suggest};
use super::many::Many;
use super::own::Turn;
use super::question::Question;
use super::{App, Desktop, Doing, Effect, Overlay, Suggestions};
use crate::lookup::{Around, Hit};
use crate::store::{Edit, Refused};
use crate::value::{Id, Names};
use crate::words::{list as say_list, record_page as of_record, screen as say};

/// Most undos that are waited with.
const TURNS: usize = 20;

/// Most names a link field offers.
const OFFERS: usize = 50;

impl Suggest for Suggestions<'_> {
    fn suggest(&self, kinds: &[&str], text: &str) -> Vec<(Id, String)> {
        let Desktop { sight, lookup, .. } = self.0;
        let listed = crate::records::KINDS.iter();
        let scopes: Vec<_> = listed.filter(|kind| kinds.contains(&kind.code)).collect();
        let find = |scope| {
            let around = Around { scope, most: OFFERS, ..Around::default() };
            let found = lookup.find(text, sight, &around);
            let first = (0..OFFERS).map_while(|nth| lookup.hit(&found, nth, sight));
            first.collect::<Vec<Hit>>()
        };
        let mut hits = match scopes.as_slice() {
            [] => find(None),
            scopes => scopes.iter().flat_map(|kind| find(Some(kind))).collect(),
        };
        hits.sort_by_key(|hit| hit.class);
        let offer = |hit: Hit| {
            let names = sight.row(hit.id).map(|row| sight.names_of(row)).unwrap_or_default();
            // What fits may stand in another field: that names nothing.
            let text =
                if names.contains(&hit.text) { Some(hit.text) } else { names.into_iter().next() };
            (hit.id, text.unwrap_or_else(|| hit.id.to_string()))
        };
        hits.into_iter().take(OFFERS).map(offer).collect()
    }
}

impl App {
    /// Whether the person may edit; says so if not.
    pub(super) fn may_edit(&mut self, desk: Desktop<'_>) -> bool {
        if self.opening {
            self.message = Some(say::OPENING.say(self.lang).to_owned());
            return false;
        }
        if let Some(why) = &self.read_only {
            // Nobody is to type what cannot be saved.
            self.message = Some(Refused::ReadOnly(why.clone()).say(self.lang));
            return false;
        }
        let person = desk.sight.person();
        if !person.may_edit() {
            self.message = Some(say::MAY_NOT.fill(self.lang, &[&person.login]));
            self.refusals += 1;
        }
        person.may_edit()
    }

    /// Edits the record one is at, from a field on if one is given.
    pub(super) fn edit(&mut self, number: Option<u16>, desk: Desktop<'_>) {
        let marked = self.list().map(|list| (list.kind, list.marked()));
        if let Some((kind, ids)) = marked.filter(|(_, ids)| ids.len() > 1)
            && number.is_none()
        {
            if self.may_edit(desk) {
                let form = Form::many(kind, ids.len(), desk.sight, self.lang);
                self.overlay = Some(Overlay::Form(Box::new(form)));
            }
            return;
        }
        let Some(row) = self.selected().and_then(|id| desk.sight.row(id)) else {
            self.message = Some(say::NO_RECORD.say(self.lang).to_owned());
            return;
        };
        if row.trashed.is_some() {
            let name = desk.sight.name_of(row, self.lang);
            self.message = Some(of_record::STILL_IN_TRASH.fill(self.lang, &[&name]));
            return;
        }
        let id = row.id;
        if self.may_edit(desk) && !self.asks_for_draft(id, number) {
            self.edit_anew(id, number, desk);
        }
    }

    /// Opens the form of a record, whatever else was typed of it.
    pub(super) fn edit_anew(&mut self, id: Id, number: Option<u16>, desk: Desktop<'_>) {
        let Some(row) = desk.sight.present(id) else { return };
        let mut form = Form::edit(row, desk.sight, self.lang);
        if let Some(number) = number {
            let reader = crate::filter::Desk { sight: desk.sight, lookup: desk.lookup };
            form.focus(number, &reader);
        }
        self.overlay = Some(Overlay::Form(Box::new(form)));
    }

    pub(super) fn ask_trash(&mut self, desk: Desktop<'_>) {
        let mut targets = self.targets();
        targets.retain(|id| desk.sight.present(*id).is_some());
        match targets.as_slice() {
            [] => self.message = Some(say::NO_RECORD.say(self.lang).to_owned()),
            _ if !self.may_edit(desk) => {}
            [id] => self.overlay = self.trash(*id, desk),
            ids => {
                let edits = ids.iter().filter_map(|id| {
                    desk.sight.present(*id).map(|row| Edit::Trash { id: *id, rev: row.rev })
                });
                let count = ids.len().to_string();
                let many = Many {
                    question: say_list::TRASH_MANY.fill(self.lang, &[&count]),
                    what: say_list::MANY.fill(self.lang, &[&count]),
                    said: say_list::TRASHED_MANY.fill(self.lang, &[&count, self.key_of("undo")]),
                    yes: (Action::ToTrash, say::TRASH_YES),
                };
                let edits = edits.collect();
                self.ask_many(many, edits, None, desk);
            }
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
        let said = say::TRASHED.fill(lang, &[&name, self.key_of("undo")]);
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

    /// Undoes or redoes, once what is on its way has arrived: only then is it known what is last.
    pub(super) fn turn_back(&mut self, turn: Turn) -> Option<Effect> {
        if self.flying > 0 {
            if self.own.waiting.len() < TURNS {
                self.own.waiting.push_back(turn);
            }
            return None;
        }
        match turn {
            Turn::Undo => self.undo(),
            Turn::Redo => self.redo(),
        }
    }

    /// Does what waited for the answer that came.
    pub(super) fn take_turn(&mut self) -> Option<Effect> {
        let turn = self.own.waiting.pop_front().filter(|_| self.flying == 0)?;
        self.turn_back(turn)
    }

    fn undo(&mut self) -> Option<Effect> {
        let last = self.own.to_undo().cloned();
        if last.is_none() {
            self.message = Some(say::NO_UNDO.say(self.lang).to_owned());
        }
        last.map(|(sequence, what)| Effect::Undo(sequence, what))
    }

    fn redo(&mut self) -> Option<Effect> {
        let last = self.own.to_redo().cloned();
        if last.is_none() {
            self.message = Some(of_record::NO_REDO.say(self.lang).to_owned());
        }
        last.map(|(sequence, what)| Effect::Redo(sequence, what))
    }

    pub(super) fn is_in_trash(&self, desk: Desktop<'_>) -> bool {
        self.selected().and_then(|id| desk.sight.row(id)).is_some_and(|row| row.trashed.is_some())
    }

    /// Takes the record one is at out of the trash again.
    pub(super) fn take_out(&mut self, desk: Desktop<'_>) -> Option<Effect> {
        let Some(row) = self.selected().and_then(|id| desk.sight.row(id)) else {
            self.message = Some(say::NO_RECORD.say(self.lang).to_owned());
            return None;
        };
        let name = desk.sight.name_of(row, self.lang);
        if row.trashed.is_none() {
            self.message = Some(of_record::NOT_IN_TRASH.fill(self.lang, &[&name]));
            return None;
        }
        let said = of_record::RESTORED.fill(self.lang, &[&name, self.key_of("undo")]);
        let edits = vec![Edit::Untrash { id: row.id, rev: row.rev }];
        if self.may_edit(desk) {
            Some(Effect::Commit(Doing::Change(name, said), edits))
        } else {
            None
        }
    }

    /// What a record is called in a message.
    pub(super) fn name(&self, id: Id, desk: Desktop<'_>) -> String {
        desk.sight.name(id, self.lang)
    }
}
