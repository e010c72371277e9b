//! The line in which a list is filtered while one types.

use super::actions::{Action, Context, Keys};
use super::stroke::{Stroke, type_in};
use crate::value::clean_line;
use crossterm::event::KeyEvent;
use tui_input::{Input, InputRequest};

/// Longest filter that is typed, in characters.
const LONGEST: usize = 500;

/// The line while it is open.
pub struct FilterLine {
    /// What is typed.
    pub input: Input,
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
    pub fn new(filter: &str) -> Self {
        Self { input: Input::new(filter.to_owned()), before: filter.to_owned() }
    }

    /// A key of the person.
    pub fn key(&mut self, key: &KeyEvent, keys: &Keys) -> Filtered {
        match keys.action(Context::Filter, key) {
            Some(Action::Close) => Filtered::Close(self.before.clone()),
            Some(Action::Open) => Filtered::Keep(self.text()),
            _ => {
                let stroke = Stroke::of(*key);
                let full = self.input.value().chars().count() >= LONGEST;
                let fits = |stroke: &Stroke| !(full && matches!(stroke, Stroke::Insert(_)));
                if let Some(stroke) = stroke.filter(fits) {
                    type_in(&mut self.input, stroke);
                }
                Filtered::Typed(self.text())
            }
        }
    }

    /// Pasted text.
    pub fn paste(&mut self, text: &str) -> String {
        let room = LONGEST.saturating_sub(self.input.value().chars().count());
        for c in clean_line(text).chars().take(room) {
            self.input.handle(InputRequest::InsertChar(c));
        }
        self.text()
    }

    fn text(&self) -> String {
        self.input.value().trim().to_owned()
    }
}
