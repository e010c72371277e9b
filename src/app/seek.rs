//! The look-up while it is open: text, hits, and the one the cursor is on.

use super::actions::{Action, Context, Keys};
use super::list::{moved, scrolled};
use super::stroke::{Stroke, type_in};
use crate::lookup::{Around, Found, Hit, Lookup};
use crate::record::Kind;
use crate::store::Sight;
use crate::value::{Id, clean_line};
use crossterm::event::KeyEvent;
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
    pub found: Found,
    /// The hit the cursor is on.
    pub place: usize,
    /// The first hit on the screen.
    pub top: usize,
    /// How many hits are put in order.
    most: usize,
    /// Whether the first hit is to be opened as soon as there is an index to find it.
    pub opens: bool,
}

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
}

impl Seek {
    /// Opens the look-up over a pane, with text already typed.
    pub fn new(pane: Option<&'static Kind>, text: &str, on: Shelf<'_>) -> Self {
        let input = Input::new(clean_line(text).chars().take(200).collect());
        let found = Found::default();
        let (narrow, opens, most) = (false, false, FIRST);
        let mut seek = Self { input, pane, narrow, found, place: 0, top: 0, most, opens };
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
        self.found = on.lookup.find(self.input.value(), on.sight, &self.around(on));
        self.place = self.place.min(self.len(on).saturating_sub(1));
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
                self.found = Found::default();
                self.typed(on);
            }
            Some(Action::Move(step)) => {
                let len = self.len(on);
                self.place = moved(self.place, step, height, len);
                self.reach(self.place + height, on);
                self.top = scrolled(self.top, self.place, height, len);
            }
            _ => {
                if Stroke::of(*key).is_some_and(|stroke| type_in(&mut self.input, stroke)) {
                    self.typed(on);
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
        self.typed(on);
    }

    fn typed(&mut self, on: Shelf<'_>) {
        (self.place, self.top, self.opens, self.most) = (0, 0, false, FIRST);
        let (text, around) = (self.input.value(), self.around(on));
        self.found = on.lookup.find_on(&self.found, text, on.sight, &around);
    }

    /// Has so many hits put in order.
    fn reach(&mut self, hits: usize, on: Shelf<'_>) {
        if hits > self.most && self.most < self.found.len() {
            self.most = hits.saturating_mul(4);
            let (text, around) = (self.input.value(), self.around(on));
            self.found = on.lookup.find_on(&self.found, text, on.sight, &around);
        }
    }
}
