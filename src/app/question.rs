//! A question before something that is not done by mistake: what it says, what it would change,
//! and the one letter that says yes. Every other answer is the safe one.

use super::actions::{Action, Context, Keys, Step};
use super::list::{moved, scrolled};
use super::page::Line;
use super::{Doing, Overlay};
use crate::store::Edit;
use crate::value::Words;
use crossterm::event::KeyEvent;

/// What is asked.
pub struct Question {
    /// The question.
    pub text: String,
    /// What would change, line by line; nothing if the question says it all.
    pub preview: Vec<Line>,
    /// The first line of it on the screen.
    pub top: usize,
    /// What says yes, and the words beside its key.
    pub yes: (Action, Words),
    /// What is done then.
    pub then: (Doing, Vec<Edit>),
    /// What one goes back to by any other answer.
    pub behind: Option<Overlay>,
}

/// What became of a key.
pub enum Answer {
    /// It is still asked.
    Stay,
    /// Yes.
    Yes,
    /// No.
    No,
}

impl Question {
    /// A key of the person, on a screen with so many rows for what would change.
    pub fn key(&mut self, key: &KeyEvent, height: usize, keys: &Keys) -> Answer {
        match keys.action(Context::Question, key) {
            Some(Action::Move(step)) if self.preview.len() > height => {
                self.scroll(step, height);
                Answer::Stay
            }
            Some(action) if action == self.yes.0 => Answer::Yes,
            _ => Answer::No,
        }
    }

    fn scroll(&mut self, step: Step, height: usize) {
        let most = self.preview.len() - height;
        self.top = scrolled(0, moved(self.top, step, height, most + 1), 1, most + 1);
    }
}
