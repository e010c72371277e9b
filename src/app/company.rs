//! "Guest in the room": while somebody from outside looks on, nothing is shown but what
//! everybody may see. What that is the store's sight decides.

use super::actions::{Action, Context};
use super::walk::Place;
use super::{App, Desktop, Effect, Overlay};
use crate::words::look as say;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Who looks on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Company {
    /// Nobody but the person.
    #[default]
    None,
    /// Somebody from outside.
    Guest,
}

impl App {
    /// Whether somebody from outside looks on.
    pub fn in_company(&self) -> bool {
        self.company == Company::Guest
    }

    /// Whether a form is open in which there may be what the guest may not see: until they have
    /// left it is neither shown nor changed.
    pub fn is_covered(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Form(form)) if form.is_internal())
            && self.in_company()
    }

    /// Whether a key is that of the guest, whatever lies over the pane. Where text is typed a
    /// letter is a letter.
    pub(super) fn turns_company(&self, key: &KeyEvent) -> bool {
        let others = KeyModifiers::CONTROL | KeyModifiers::ALT;
        let is_letter = matches!(key.code, KeyCode::Char(_)) && !key.modifiers.intersects(others);
        let taken = self.keys.action(self.context(), key);
        self.overlay.is_some()
            && !(is_letter && self.context().is_typed())
            && taken.is_none_or(|action| action == Action::Guest)
            && self.keys.action(Context::Everywhere, key) == Some(Action::Guest)
    }

    /// Somebody came in, or left. What was made of what was seen before is put away; what was
    /// typed into a form stays in it.
    pub(super) fn turn_company(&mut self) -> Effect {
        self.overlay = match self.overlay.take() {
            Some(Overlay::FormHelp(form, _)) => Some(Overlay::Form(form)),
            Some(Overlay::Ask(question)) => question.behind,
            Some(Overlay::Decide(decision)) => {
                self.saving |= decision.is_sent && decision.behind.is_some();
                decision.behind
            }
            Some(Overlay::Seek(_) | Overlay::Pick(_) | Overlay::Bars(_) | Overlay::Drafts(_)) => {
                None
            }
            other => other,
        };
        self.company = if self.in_company() { Company::None } else { Company::Guest };
        Effect::Look
    }

    /// Nothing that was drawn from what was seen before stays.
    pub(super) fn see_anew(&mut self, desk: Desktop<'_>) {
        self.made_of = None;
        self.past = super::Past::default();
        self.home.forget();
        self.following = None;
        self.lists.iter_mut().for_each(super::List::forget);
        self.internal = None;
        if let Place::Record(id) | Place::History(Some(id)) | Place::Briefing(id) = self.walk.place
            && desk.sight.row(id).is_none()
        {
            self.close();
        }
        self.message = Some(if self.in_company() {
            say::GUEST_CAME.fill(self.lang, &[self.key_of("guest")])
        } else {
            say::GUEST_LEFT.say(self.lang).to_owned()
        });
    }

    /// Whether somebody looks on from whom a change may have to be hidden; says so.
    pub(super) fn is_watched(&mut self) -> bool {
        if self.in_company() {
            self.message = Some(say::NOT_IN_COMPANY.fill(self.lang, &[self.key_of("guest")]));
        }
        self.in_company()
    }
}
