//! The language: asked for where nobody has said one, and turned at any time.

use super::actions::{Action, Context};
use super::{App, Overlay};
use crossterm::event::KeyEvent;

impl App {
    /// Asks for the language before anything else.
    pub fn ask_language(&mut self) {
        self.overlay = Some(Overlay::Language);
    }

    pub(super) fn language_key(&mut self, key: &KeyEvent) {
        match self.keys.action(Context::Language, key) {
            Some(Action::Speak(lang)) => self.lang = lang,
            Some(Action::Close) => {}
            _ => self.ask_language(),
        }
    }
}
