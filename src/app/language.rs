//! The language: asked for where nobody has said one, and turned at any time.

use super::actions::{Action, Context};
use super::{App, Overlay};
use crate::value::Lang;
use crossterm::event::KeyEvent;

impl App {
    /// Asks for the language before anything else.
    pub fn ask_language(&mut self) {
        self.overlay = Some(Overlay::Language);
    }

    /// Speaks a language from now on, and the next time.
    pub(super) fn speak(&mut self, lang: Lang) {
        self.lang = lang;
        self.chosen = Some(lang);
    }

    pub(super) fn language_key(&mut self, key: &KeyEvent) {
        match self.keys.action(Context::Language, key) {
            Some(Action::Speak(lang)) => self.speak(lang),
            Some(Action::Close) => self.speak(self.lang),
            _ => self.ask_language(),
        }
    }
}
