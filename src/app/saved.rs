//! What happens when a commit comes back.

use super::walk::Place;
use super::{App, Desktop, Doing, Overlay};
use crate::filter::Desk;
use crate::store::{Committed, Refused};
use crate::value::Id;
use crate::words::screen as say;

impl App {
    pub(super) fn done(
        &mut self,
        doing: Doing,
        result: Result<Committed, Refused>,
        desk: Desktop<'_>,
    ) {
        match (doing, result) {
            (_, Err(refused)) => self.refused(doing, &refused, desk),
            (Doing::Save(record), Ok(committed)) => self.saved(record, &committed, desk),
            (Doing::Trash(id), Ok(committed)) => {
                self.own.push(committed.sequence);
                let name = self.name(id, desk);
                self.message = Some(say::TRASHED.fill(self.lang, &[&name]));
                if self.walk.place == Place::Record(id) {
                    self.walk.back();
                }
            }
            (Doing::Undo(sequence), Ok(committed)) => {
                self.own.retain(|own| *own != sequence);
                self.undone(&committed, desk);
            }
        }
    }

    fn saved(&mut self, record: Id, committed: &Committed, desk: Desktop<'_>) {
        self.overlay = None;
        self.own.push(committed.sequence);
        let id = committed.real(record);
        let name = self.name(id, desk);
        self.message = Some(if record.is_provisional() {
            self.go_to(id, desk);
            say::ADDED.fill(self.lang, &[&name, &id.to_string()])
        } else {
            say::SAVED.fill(self.lang, &[&name])
        });
    }

    fn undone(&mut self, committed: &Committed, desk: Desktop<'_>) {
        let touched = committed.touched.first().copied();
        let names: Vec<String> = committed.touched.iter().map(|id| self.name(*id, desk)).collect();
        self.message = Some(say::UNDONE.fill(self.lang, &[&names.join(", ")]));
        if let Some(id) = touched.filter(|id| desk.sight.present(*id).is_some()) {
            self.go_to(id, desk);
        }
    }

    /// To a record: in its list if that is what is shown, else on its page.
    fn go_to(&mut self, id: Id, desk: Desktop<'_>) {
        let (lang, height) = (self.lang, self.areas().rows());
        let list = self.list_mut().filter(|list| list.kind.number == id.kind);
        if let Some(list) = list {
            list.refresh(desk.sight, lang);
            list.select(id, height);
        } else {
            self.go(Place::Record(id));
        }
    }

    fn refused(&mut self, doing: Doing, refused: &Refused, desk: Desktop<'_>) {
        let said = refused.say(self.lang);
        let reader = Desk { sight: desk.sight, lookup: desk.lookup };
        match (&mut self.overlay, doing, refused) {
            (Some(Overlay::Form(form)), Doing::Save(_), Refused::Invalid { problems, .. }) => {
                form.refuse(problems, said, &reader);
            }
            (Some(Overlay::Form(form)), Doing::Save(_), _) => form.blocked(said),
            _ => self.message = Some(said),
        }
    }
}
