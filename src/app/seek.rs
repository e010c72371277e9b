//! The look-up while it is open: text, hits, and the one the cursor is on.

use super::actions::{Action, Context, Keys};
use super::list::{moved, scrolled};
use super::stroke::{Stroke, type_in};
use super::{Msg, Work};
use crate::lookup::{Around, Found, Hit, Lookup};
use crate::record::Kind;
use crate::store::Sight;
use crate::value::{Id, clean_line};
use crossterm::event::KeyEvent;
use std::sync::Arc;
use tui_input::{Input, InputRequest};

/// How many hits are put in order at first: who wants more goes on down.
const FIRST: usize = 64;

/// The look-up.
pub struct Seek {
    /// What is typed.
    pub input: Input,
    /// The kind of the pane behind, where Tab narrows to it.
    pub pane: Option<&'static Kind>,
    /// Whether only that kind is looked through.
    pub narrow: bool,
    /// What was found; nothing before the first letter.
    pub found: Arc<Found>,
    /// The hit the cursor is on.
    pub place: usize,
    /// The first hit on the screen.
    pub top: usize,
    /// How many hits are put in order.
    most: usize,
    /// Whether the first hit is to be opened as soon as there is an index to find it.
    pub opens: bool,
    /// What is looked up beside the screen, if anything is.
    asked: Option<Ticket>,
    /// Whether that is no longer what is wanted; and if so, whether what it finds is of no use.
    again: Option<bool>,
    work: Option<Work>,
}

/// Tells one look-up beside the screen from another.
pub type Ticket = Arc<()>;

/// What became of a key.
pub enum Sought {
    /// The look-up goes on.
    Stay,
    /// It is closed.
    Close,
    /// The record is to be opened.
    Open(Id),
    /// A note is to be taken on this record.
    Note(Id),
    /// The record is to be edited.
    Edit(Id),
    /// The briefing of its organization is to be opened.
    Brief(Id),
}

/// What a key is looked up in.
#[derive(Clone, Copy)]
pub struct Shelf<'a> {
    /// What the person sees.
    pub sight: &'a Sight,
    /// The index.
    pub lookup: &'a Lookup,
    /// The records opened last, the latest first.
    pub recent: &'a [Id],
    /// The keys in force.
    pub keys: &'a Keys,
    /// Over how many records it is looked up at once, while the screen waits.
    pub at_once: usize,
}

impl Seek {
    /// Opens the look-up over a pane, with text already typed.
    pub fn new(pane: Option<&'static Kind>, text: &str, on: Shelf<'_>) -> Self {
        let input = Input::new(clean_line(text).chars().take(200).collect());
        let mut seek = Self {
            input,
            pane,
            narrow: false,
            found: Arc::default(),
            place: 0,
            top: 0,
            most: FIRST,
            opens: false,
            asked: None,
            again: None,
            work: None,
        };
        seek.find(on);
        seek
    }

    /// The kind that is looked through alone.
    pub fn scope(&self) -> Option<&'static Kind> {
        self.pane.filter(|_| self.narrow)
    }

    /// Whether nothing is typed yet.
    pub fn is_blank(&self) -> bool {
        self.input.value().trim().is_empty()
    }

    /// Looks anew, as after a commit.
    pub fn find(&mut self, on: Shelf<'_>) {
        self.look(true, on);
    }

    /// Looks for what is typed, at once or beside the screen. `anew`: what was found before is
    /// not gone on from.
    fn look(&mut self, anew: bool, on: Shelf<'_>) {
        if self.is_blank() || on.lookup.records() <= on.at_once {
            (self.asked, self.again, self.work) = (None, None, None);
            let before = if anew { &Found::default() } else { &*self.found };
            let around = self.around(on);
            let found = on.lookup.find_on(before, self.input.value(), on.sight, &around);
            self.show(Arc::new(found), on);
        } else if self.asked.is_some() {
            // One at a time: who types fast asks only for the last.
            self.again = Some(anew || self.again == Some(true));
        } else {
            let (ticket, text) = (Ticket::default(), self.input.value().to_owned());
            self.asked = Some(Arc::clone(&ticket));
            let before = if anew { Arc::default() } else { Arc::clone(&self.found) };
            let (lookup, sight, recent) = (on.lookup.clone(), on.sight.clone(), on.recent.to_vec());
            let (scope, pane, most) = (self.scope(), self.pane, self.most);
            self.work = Some(Box::new(move || {
                let around = Around { scope, pane, recent: &recent, most };
                let found = lookup.find_on(&before, &text, &sight, &around);
                Msg::Sought(ticket, Arc::new(found))
            }));
        }
    }

    /// What was looked up beside the screen is there. An answer that nobody waits for any more
    /// is let go of.
    pub fn take(&mut self, ticket: &Ticket, found: Arc<Found>, on: Shelf<'_>) {
        if self.asked.take_if(|asked| Arc::ptr_eq(asked, ticket)).is_none() {
            return;
        }
        let again = self.again.take();
        if again != Some(true) {
            self.show(found, on);
        }
        if let Some(anew) = again {
            self.look(anew, on);
        }
    }

    fn show(&mut self, found: Arc<Found>, on: Shelf<'_>) {
        self.found = found;
        self.place = self.place.min(self.len(on).saturating_sub(1));
    }

    /// Whether what is typed is still being looked up.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether a key means what is found, or comes after one that does: it waits for that.
    pub fn waits(&self, key: &KeyEvent, after: bool, keys: &Keys) -> bool {
        let action = keys.action(Context::LookUp, key);
        let is_at_once = matches!(action, None | Some(Action::Close | Action::Scope));
        self.is_waiting() && (after || !is_at_once)
    }

    /// What is to be done beside the screen.
    pub fn take_work(&mut self) -> Option<Work> {
        self.work.take()
    }

    fn around<'a>(&self, on: Shelf<'a>) -> Around<'a> {
        Around { scope: self.scope(), pane: self.pane, recent: on.recent, most: self.most }
    }

    fn len(&self, on: Shelf<'_>) -> usize {
        if self.is_blank() { on.recent.len() } else { self.found.len() }
    }

    /// The record the cursor is on.
    pub fn chosen(&self, recent: &[Id]) -> Option<Id> {
        if self.is_blank() {
            return recent.get(self.place).copied();
        }
        self.found.id(self.place)
    }

    /// What is shown of a hit, from 0.
    pub fn hit(&self, nth: usize, lookup: &Lookup, sight: &Sight) -> Option<Hit> {
        lookup.hit(&self.found, nth, sight)
    }

    /// A key of the person.
    pub fn key(&mut self, key: &KeyEvent, height: usize, on: Shelf<'_>) -> Sought {
        match on.keys.action(Context::LookUp, key) {
            Some(Action::Close) => return Sought::Close,
            Some(Action::Open) => {
                self.opens = !on.lookup.is_whole() && self.found.is_empty();
                return self.chosen(on.recent).map_or(Sought::Stay, Sought::Open);
            }
            Some(Action::Edit) => {
                return self.chosen(on.recent).map_or(Sought::Stay, Sought::Edit);
            }
            Some(Action::Brief) => {
                return self.chosen(on.recent).map_or(Sought::Stay, Sought::Brief);
            }
            Some(Action::Note) => {
                return self.chosen(on.recent).map_or(Sought::Stay, Sought::Note);
            }
            Some(Action::Scope) => {
                self.narrow = !self.narrow && self.pane.is_some();
                self.found = Arc::default();
                self.typed(true, on);
            }
            Some(Action::Move(step)) => {
                let len = self.len(on);
                self.place = moved(self.place, step, height, len);
                self.reach(self.place + height, on);
                self.top = scrolled(self.top, self.place, height, len);
            }
            _ => {
                if Stroke::of(*key).is_some_and(|stroke| type_in(&mut self.input, stroke)) {
                    self.typed(false, on);
                }
            }
        }
        Sought::Stay
    }

    /// Pasted text.
    pub fn paste(&mut self, text: &str, on: Shelf<'_>) {
        for c in clean_line(text).chars().take(200) {
            self.input.handle(InputRequest::InsertChar(c));
        }
        self.typed(false, on);
    }

    fn typed(&mut self, anew: bool, on: Shelf<'_>) {
        (self.place, self.top, self.opens, self.most) = (0, 0, false, FIRST);
        self.look(anew, on);
    }

    /// Has so many hits put in order.
    fn reach(&mut self, hits: usize, on: Shelf<'_>) {
        if hits > self.most && self.most < self.found.len() {
            self.most = hits.saturating_mul(4);
            self.look(false, on);
        }
    }
}
