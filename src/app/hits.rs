//! Looking something up, and going from hit to hit afterwards.

use super::seek::Seek;
use super::walk::Place;
use super::{App, Desktop, Overlay, shelf};
use crate::value::Id;
use crate::words::screen as say;

impl App {
    pub(super) fn look_up(&mut self, text: &str, desk: Desktop<'_>) {
        let seek = Seek::new(self.kind(), text, shelf(desk, &self.recent, &self.keys));
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
        seek.find(shelf(desk, &self.recent, &self.keys));
        let chosen = seek.chosen(&self.recent).filter(|_| seek.opens && desk.lookup.is_whole());
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
