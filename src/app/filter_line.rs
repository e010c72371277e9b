//! The line in which a list is filtered while one types, with what could come next.

use super::actions::{Action, Context, Keys};
use super::list::{moved, scrolled};
use super::stroke::{Stroke, type_in};
use crate::filter::Offer;
use crate::value::clean_line;
use crossterm::event::KeyEvent;
use tui_input::{Input, InputRequest};

/// Longest filter that is typed, in characters.
const LONGEST: usize = 500;

/// What could come next in a text at a caret, in bytes.
pub type Completes<'a> = &'a dyn Fn(&str, usize) -> Vec<Offer>;

/// The line while it is open.
pub struct FilterLine {
    /// What is typed.
    pub input: Input,
    /// What could come next.
    pub offers: Vec<Offer>,
    /// The one that is taken by a key.
    pub place: usize,
    /// The first on the screen.
    pub top: usize,
    /// The filter before.
    before: String,
}

/// What became of a key.
pub enum Filtered {
    /// This is the filter now; the line stays open.
    Typed(String),
    /// This is to be the filter from now on.
    Keep(String),
    /// The line is closed, and this is the filter, as it was before.
    Close(String),
}

impl FilterLine {
    /// Opens the line with the filter there is.
    pub fn new(filter: &str, completes: Completes<'_>) -> Self {
        let (input, before) = (Input::new(filter.to_owned()), filter.to_owned());
        let mut line = Self { input, offers: Vec::new(), place: 0, top: 0, before };
        line.complete(completes);
        line
    }

    /// A key of the person, where so many offers are shown.
    pub fn key(
        &mut self,
        key: &KeyEvent,
        height: usize,
        keys: &Keys,
        completes: Completes<'_>,
    ) -> Filtered {
        match keys.action(Context::Filter, key) {
            Some(Action::Close) => return Filtered::Close(self.before.clone()),
            Some(Action::Open) => return Filtered::Keep(self.text()),
            Some(Action::Move(step)) => {
                self.place = moved(self.place, step, height, self.offers.len());
                self.top = scrolled(self.top, self.place, height, self.offers.len());
            }
            Some(Action::Take) => {
                self.take();
                self.complete(completes);
            }
            _ => {
                let stroke = Stroke::of(*key);
                let full = self.input.value().chars().count() >= LONGEST;
                let fits = |stroke: &Stroke| !(full && matches!(stroke, Stroke::Insert(_)));
                if let Some(stroke) = stroke.filter(fits) {
                    type_in(&mut self.input, stroke);
                    self.complete(completes);
                }
            }
        }
        Filtered::Typed(self.text())
    }

    /// Pasted text.
    pub fn paste(&mut self, text: &str, completes: Completes<'_>) -> String {
        let room = LONGEST.saturating_sub(self.input.value().chars().count());
        for c in clean_line(text).chars().take(room) {
            self.input.handle(InputRequest::InsertChar(c));
        }
        self.complete(completes);
        self.text()
    }

    /// Writes the offer the cursor is on.
    fn take(&mut self) {
        let Some(offer) = self.offers.get(self.place) else { return };
        let mut text = self.input.value().to_owned();
        if text.get(offer.at.clone()).is_none() {
            return;
        }
        text.replace_range(offer.at.clone(), &offer.text);
        let caret = text[..offer.at.start].chars().count() + offer.text.chars().count();
        self.input = Input::new(text).with_cursor(caret);
    }

    fn complete(&mut self, completes: Completes<'_>) {
        let text = self.input.value();
        let caret = text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(at, _)| at);
        self.offers = completes(text, caret);
        (self.place, self.top) = (0, 0);
    }

    fn text(&self) -> String {
        self.input.value().trim().to_owned()
    }
}
