//! Looking something up, and going from hit to hit afterwards.

use super::seek::{Seek, Ticket};
use super::walk::Place;
use super::{App, Desktop, Overlay, shelf};
use crate::lookup::Found;
use crate::value::Id;
use crate::words::screen as say;
use std::sync::Arc;

impl App {
    pub(super) fn look_up(&mut self, text: &str, desk: Desktop<'_>) {
        let seek =
            Seek::new(self.kind(), text, shelf(desk, &self.recent, &self.keys, self.at_once));
        self.overlay = Some(Overlay::Seek(Box::new(seek)));
    }

    /// Remembers what was found, and whether the chosen hit is opened.
    pub(super) fn remember_hits(&mut self, seek: &Seek, opened: bool) {
        if !seek.is_blank() {
            self.hits = (seek.found.ids().collect(), opened.then_some(seek.place));
        }
    }

    /// Looks anew, as after a commit or once there is an index; what was to be opened then is.
    pub(super) fn find_anew(&mut self, desk: Desktop<'_>) {
        let Some(Overlay::Seek(seek)) = &mut self.overlay else { return };
        seek.find(shelf(desk, &self.recent, &self.keys, self.at_once));
        self.open_awaited(desk);
    }

    /// What was looked up beside the screen is there.
    pub(super) fn sought(&mut self, ticket: &Ticket, found: Arc<Found>, desk: Desktop<'_>) {
        let Some(Overlay::Seek(seek)) = &mut self.overlay else { return };
        seek.take(ticket, found, shelf(desk, &self.recent, &self.keys, self.at_once));
        self.open_awaited(desk);
    }

    /// Opens what was to be opened as soon as it is found.
    fn open_awaited(&mut self, desk: Desktop<'_>) {
        let Some(Overlay::Seek(seek)) = &self.overlay else { return };
        let is_time = seek.opens && desk.lookup.is_whole() && !seek.is_waiting();
        let chosen = seek.chosen(&self.recent).filter(|_| is_time);
        let Some(id) = chosen else { return };
        if let Some(Overlay::Seek(seek)) = self.overlay.take() {
            self.remember_hits(&seek, true);
            self.open_hit(id, seek.scope());
        }
    }

    pub(super) fn open_hit(&mut self, id: Id, scope: Option<&'static crate::record::Kind>) {
        if let Some(kind) = scope {
            self.walk.go(Place::List(kind.code));
        }
        self.go(Place::Record(id));
    }

    pub(super) fn next_hit(&mut self, forward: bool, desk: Desktop<'_>) {
        let (hits, at) = &mut self.hits;
        hits.retain(|id| desk.sight.present(*id).is_some());
        let count = hits.len();
        if count == 0 {
            self.message = Some(say::NO_HITS.fill(self.lang, &[self.key_of("look-up")]));
            return;
        }
        let next = match (*at, forward) {
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
            (None, true) => 0,
            (None, false) => count - 1,
        };
        *at = Some(next);
        let id = hits[next];
        self.go(Place::Record(id));
        let place = [(next + 1).to_string(), count.to_string()];
        self.message = Some(say::HIT_OF.fill(self.lang, &[&place[0], &place[1]]));
    }
}
