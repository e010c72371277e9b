//! What happens where others saved the same meanwhile: it is asked, field by field, what is to
//! hold, and saved so. Nothing typed is lost by it, nothing of theirs is overwritten unasked, and
//! a batch is saved whole or not at all.

use super::decide::{Decision, Step};
use super::layout::Areas;
use super::saved::what;
use super::{App, Desktop, Doing, Effect, Overlay};
use crate::store::{Clash, Committed, Edit, Refused};
use crate::value::Value;
use crate::words::{clash as say, screen};
use crossterm::event::KeyEvent;

impl App {
    /// Edits came back that clash with what others saved.
    pub(super) fn conflict(
        &mut self,
        doing: Doing,
        edits: Vec<Edit>,
        clashes: Vec<Clash>,
        desk: Desktop<'_>,
    ) {
        // What was to be undone next is not what was meant.
        self.own.waiting.clear();
        let waited = match &doing {
            Doing::Save(..) | Doing::Each(..) => std::mem::take(&mut self.saving),
            Doing::Change(..) | Doing::Undo(..) | Doing::Redo(..) => self.overlay.is_none(),
        };
        if doing.takes_back() && self.is_watched() {
            return;
        }
        let is_covered = self.is_covered();
        match self.overlay.take() {
            Some(Overlay::Decide(mut decision)) if decision.is_sent && decision.doing == doing => {
                decision.again(clashes);
                self.message = Some(say::AGAIN.say(self.lang).to_owned());
                self.overlay = Some(Overlay::Decide(decision));
            }
            behind if waited && !is_covered => {
                let title = match &doing {
                    Doing::Save(..) => {
                        let form = behind.as_ref().and_then(Overlay::form);
                        let name = form.map_or("", |form| form.name());
                        say::CHANGED_MEANWHILE.fill(self.lang, &[name])
                    }
                    Doing::Change(what, _) | Doing::Each(what, _) => {
                        say::CHANGED_MEANWHILE.fill(self.lang, &[what])
                    }
                    Doing::Undo(_, what) => say::UNDO.fill(self.lang, &[what]),
                    Doing::Redo(_, what) => say::REDO.fill(self.lang, &[what]),
                };
                let decision = Decision::new(title, doing, edits, clashes, behind, desk.sight);
                self.overlay = Some(Overlay::Decide(Box::new(decision)));
            }
            // Something else is open, or must not be seen: what was to be saved is not.
            overlay => {
                let said = Refused::Conflict(clashes).say(self.lang);
                self.overlay = overlay;
                match &mut self.overlay {
                    Some(Overlay::Form(form)) if waited => form.blocked(said),
                    _ => self.message = Some(said),
                }
            }
        }
    }

    pub(super) fn decide_key(
        &mut self,
        mut decision: Box<Decision>,
        key: &KeyEvent,
        desk: Desktop<'_>,
    ) -> Option<Effect> {
        if decision.is_sent {
            self.overlay = Some(Overlay::Decide(decision));
            return None;
        }
        match decision.key(key, Areas::decision_rows(self.size), &self.keys) {
            Step::Stay => {}
            Step::Close => {
                self.overlay = decision.behind;
                return None;
            }
            Step::Edit => {
                self.type_it(decision, desk);
                return None;
            }
            Step::Open(count) => {
                let keys = ["hold-mine", "hold-theirs"].map(|name| self.key_of(name));
                let said = say::NOT_CHOSEN.fill(self.lang, &[&count.to_string(), keys[0], keys[1]]);
                self.message = Some(said);
            }
            Step::Send => return self.hand_in(decision, desk),
        }
        self.overlay = Some(Overlay::Decide(decision));
        None
    }

    /// Hands in what is left of the edits as it is decided.
    fn hand_in(&mut self, mut decision: Box<Decision>, desk: Desktop<'_>) -> Option<Effect> {
        let edits = decision.settled();
        if !edits.is_empty() {
            if let Doing::Save(_, told) = &mut decision.doing {
                let alone = desk.sight.alone();
                *told = what(&edits, Desktop { sight: &alone, ..desk }, self.lang);
            }
            decision.is_sent = true;
            let doing = decision.doing.clone();
            self.overlay = Some(Overlay::Decide(decision));
            return Some(Effect::Commit(doing, edits));
        }
        // Nothing of it is left to be done, nor to be typed.
        if decision.behind.is_some() {
            self.form_is_over();
        }
        let nothing = Committed::default();
        let said = match &decision.doing {
            Doing::Undo(sequence, what) => {
                self.own.undone(*sequence, &nothing, what);
                say::ALL_LEFT.fill(self.lang, &[what])
            }
            Doing::Redo(sequence, what) => {
                self.own.redone(*sequence, &nothing, what);
                say::ALL_LEFT.fill(self.lang, &[what])
            }
            _ => say::ALL_THEIRS.say(self.lang).to_owned(),
        };
        self.message = Some(said);
        None
    }

    /// Goes back into the form, to the field under the cursor; what was chosen as mine is there
    /// to stay, and theirs is told.
    fn type_it(&mut self, mut decision: Box<Decision>, desk: Desktop<'_>) {
        let reader = crate::filter::Desk { sight: desk.sight, lookup: desk.lookup };
        let field = decision.field().map(|(number, theirs)| (number, theirs.clone()));
        let chosen: Vec<(u16, Value)> =
            decision.chosen().map(|(number, theirs)| (number, theirs.clone())).collect();
        match (&mut decision.behind, field) {
            (Some(Overlay::Form(form)), Some((number, theirs))) if form.id().is_some() => {
                for (number, theirs) in chosen {
                    form.rebase(number, theirs);
                }
                let shown = form.shown(number, &theirs, desk.sight);
                form.rebase(number, theirs);
                form.focus(number, &reader);
                form.blocked(screen::THEIRS.fill(self.lang, &[&shown]));
                self.overlay = decision.behind;
            }
            _ => {
                self.message = Some(say::NO_FORM.say(self.lang).to_owned());
                self.overlay = Some(Overlay::Decide(decision));
            }
        }
    }

    /// The answer came to what was decided, if it is that: then it is over, but for what the disk
    /// or the machine refused, which leaves everything as it was chosen. Returns whether it is
    /// still decided, and whether something was left as others have it.
    pub(super) fn decided(
        &mut self,
        doing: &Doing,
        result: &Result<Committed, Refused>,
    ) -> Decided {
        match self.overlay.take() {
            Some(Overlay::Decide(mut decision)) if decision.is_sent && decision.doing == *doing => {
                let is_part = decision.is_part();
                match result {
                    Ok(_) => {
                        if decision.behind.is_some() {
                            self.form_is_over();
                        }
                        Decided::Over { is_part }
                    }
                    Err(Refused::Invalid { .. }) if decision.behind.is_some() => {
                        self.overlay = decision.behind;
                        Decided::Over { is_part }
                    }
                    Err(_) => {
                        decision.take_back();
                        self.overlay = Some(Overlay::Decide(decision));
                        Decided::Still
                    }
                }
            }
            overlay => {
                self.overlay = overlay;
                Decided::Over { is_part: false }
            }
        }
    }
}

/// Whether something is still to be decided.
pub(super) enum Decided {
    /// It is.
    Still,
    /// It is not; whether something was left as others have it.
    Over { is_part: bool },
}
