//! A page: lines of text, some of which lead somewhere. Home and a record are pages.

use super::actions::Step;
use super::list::scrolled;
use super::walk::Place;
use crate::insight::Found;
use crate::record::Kind;
pub use crate::value::half_of;
pub use crate::value::wrapped;
use crate::value::{Id, Standing};

/// Where a line leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// To a record.
    Record(Id),
    /// To a pane.
    Pane(&'static str),
    /// To a screen of no one kind.
    Screen(Place),
    /// To a field of the record on the page, to be edited.
    Field(u16),
    /// To what a change, by its sequence number, did to a record.
    Change(u64, Id),
    /// To a node of the tree, by its place in it.
    Node(usize),
    /// To the list of a kind, narrowed to these.
    Found(Found),
}

impl Target {
    /// The record it leads to.
    pub const fn record(self) -> Option<Id> {
        match self {
            Self::Record(id) | Self::Change(_, id) => Some(id),
            Self::Pane(_) | Self::Screen(_) | Self::Field(_) | Self::Node(_) | Self::Found(_) => {
                None
            }
        }
    }
}

/// How a piece of a line looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// The name of the page, a heading.
    Strong,
    /// What stands behind.
    Dim,
    /// What somebody should look at; a word beside it says why.
    Alert,
    /// How something stands; the text says it, too.
    Stands(Standing),
}

/// A line of a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    /// Its pieces, each at its column in cells.
    pub pieces: Vec<(u16, String, Tone)>,
    /// Where it leads.
    pub target: Option<Target>,
}

impl Line {
    /// A line of one piece.
    pub fn text(text: impl Into<String>, tone: Tone) -> Self {
        Self { pieces: vec![(0, text.into(), tone)], target: None }
    }

    /// With another piece, at a column.
    pub fn and(mut self, column: u16, text: impl Into<String>, tone: Tone) -> Self {
        self.pieces.push((column, text.into(), tone));
        self
    }

    /// Leading somewhere.
    pub fn to(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }
}

/// The cursor and the scroll position of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cursor {
    /// The line it is on.
    pub line: usize,
    /// The first line on the screen.
    pub top: usize,
}

impl Cursor {
    /// Onto a line that leads somewhere, if there is one, and on the screen.
    pub fn settle(&mut self, lines: &[Line], height: usize) {
        let after = (self.line..lines.len()).find(|at| leads(lines, *at));
        let before = (0..self.line.min(lines.len())).rev().find(|at| leads(lines, *at));
        self.line = after.or(before).unwrap_or(0);
        self.top = scrolled(self.top, self.line, height, lines.len());
    }

    /// Moves to the next line that leads somewhere; where there is none that way, the page
    /// itself moves.
    pub fn step(&mut self, step: Step, lines: &[Line], height: usize) {
        let last = lines.len().saturating_sub(1);
        let page = height.saturating_sub(1).max(1);
        let leading: Vec<usize> = (0..lines.len()).filter(|at| leads(lines, *at)).collect();
        let next = leading.iter().find(|at| **at > self.line).copied();
        let previous = leading.iter().rev().find(|at| **at < self.line).copied();
        let most = lines.len().saturating_sub(height);
        match step {
            Step::Down if next.is_some_and(|at| at < self.top + height + 3) => {
                self.go(next, height, lines);
            }
            Step::Down => self.top = (self.top + 1).min(most),
            Step::Up if previous.is_some_and(|at| at + 3 >= self.top) => {
                self.go(previous, height, lines);
            }
            Step::Up => self.top = self.top.saturating_sub(1),
            Step::PageDown => {
                self.top = (self.top + page).min(most);
                self.go(
                    leading
                        .iter()
                        .find(|at| **at >= (self.line + page).min(last))
                        .or(leading.last())
                        .copied(),
                    height,
                    lines,
                );
            }
            Step::PageUp => {
                self.top = self.top.saturating_sub(page);
                let wanted = self.line.saturating_sub(page);
                self.go(leading.iter().find(|at| **at >= wanted).copied(), height, lines);
            }
            Step::Top => {
                self.go(leading.first().copied(), height, lines);
                self.top = 0;
            }
            Step::Bottom => {
                self.go(leading.last().copied(), height, lines);
                self.top = most;
            }
            Step::Left | Step::Right => {}
        }
    }

    fn go(&mut self, line: Option<usize>, height: usize, lines: &[Line]) {
        if let Some(line) = line {
            self.line = line;
            self.top = scrolled(self.top, line, height, lines.len());
        }
        // The heading above the first line that leads somewhere is part of what one reads.
        if !(0..self.line).any(|at| leads(lines, at)) && self.line < height {
            self.top = 0;
        }
    }
}

fn leads(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.target.is_some())
}

/// The pane of a kind.
pub fn pane(kind: &Kind) -> Target {
    Target::Pane(kind.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_rests_only_on_lines_that_lead_somewhere() {
        let plain = || Line::text("x", Tone::Plain);
        let lines =
            vec![plain(), plain().to(Target::Field(1)), plain(), plain().to(Target::Field(2))];
        let mut cursor = Cursor::default();
        cursor.settle(&lines, 3);
        assert_eq!(cursor.line, 1);
        cursor.step(Step::Down, &lines, 3);
        assert_eq!((cursor.line, cursor.top), (3, 1));
        cursor.step(Step::Up, &lines, 3);
        assert_eq!((cursor.line, cursor.top), (1, 0));
    }
}
