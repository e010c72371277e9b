//! A person's own changes of this session: which is undone next, and which of the undone is
//! done again.

use crate::store::Committed;
use std::collections::VecDeque;

/// A change by its sequence number, and what it was.
type Known = (u64, String);

/// Which way along the person's own changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// The last one is taken back.
    Undo,
    /// The last undone is done again.
    Redo,
}

/// The person's own changes.
#[derive(Default)]
pub struct Own {
    /// Those that stand, oldest first.
    made: Vec<Known>,
    /// Those that took one back, oldest first.
    taken_back: Vec<Known>,
    /// What was pressed while a commit was on its way, and waits for its answer.
    pub waiting: VecDeque<Turn>,
}

impl Own {
    /// The person changed something: what was undone before can no longer be done again.
    pub fn made(&mut self, sequence: u64, what: &str) {
        self.made.push((sequence, what.to_owned()));
        self.taken_back.clear();
    }

    /// A change was taken back by another, which changed nothing if nothing was left of it.
    pub fn undone(&mut self, sequence: u64, by: &Committed, what: &str) {
        self.made.retain(|(made, _)| *made != sequence);
        if !by.touched.is_empty() {
            self.taken_back.push((by.sequence, what.to_owned()));
        }
    }

    /// What took a change back was itself taken back by another.
    pub fn redone(&mut self, sequence: u64, by: &Committed, what: &str) {
        self.taken_back.retain(|(undone, _)| *undone != sequence);
        if !by.touched.is_empty() {
            self.made.push((by.sequence, what.to_owned()));
        }
    }

    /// The change that is undone next.
    pub fn to_undo(&self) -> Option<&Known> {
        self.made.last()
    }

    /// The change that is to be taken back for the last undone to be done again.
    pub fn to_redo(&self) -> Option<&Known> {
        self.taken_back.last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(own: &Own) -> (Option<u64>, Option<u64>) {
        (own.to_undo().map(|known| known.0), own.to_redo().map(|known| known.0))
    }

    fn by(sequence: u64) -> Committed {
        Committed { sequence, ids: Vec::new(), touched: vec![crate::value::Id::default()] }
    }

    #[test]
    fn what_is_undone_can_be_redone_and_undone_again() {
        let mut own = Own::default();
        own.made(1, "one");
        own.made(2, "two");
        assert_eq!(next(&own), (Some(2), None));
        own.undone(2, &by(3), "two");
        own.undone(1, &by(4), "one");
        assert_eq!(next(&own), (None, Some(4)));
        own.redone(4, &by(5), "one");
        assert_eq!(next(&own), (Some(5), Some(3)));
        own.redone(3, &by(6), "two");
        assert_eq!(next(&own), (Some(6), None));
    }

    #[test]
    fn a_new_change_ends_what_could_be_redone() {
        let mut own = Own::default();
        own.made(1, "one");
        own.undone(1, &by(2), "one");
        own.made(3, "other");
        assert_eq!(next(&own), (Some(3), None));
    }
}
