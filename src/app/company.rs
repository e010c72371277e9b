//! "Guest in the room": while somebody from outside looks on, nothing is shown but what
//! everybody may see. What that is the store's sight decides.

use super::walk::Place;
use super::{App, Desktop, Effect};
use crate::words::look as say;

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

    /// Somebody came in, or left.
    pub(super) fn turn_company(&mut self) -> Effect {
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
        if let Place::Record(id) | Place::History(Some(id)) = self.walk.place
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
