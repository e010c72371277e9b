//! A pane's list: which rows, in what order, and where the cursors stand.

use super::actions::Step;
use crate::filter;
use crate::record::Kind;
use crate::store::{Path, Sight};
use crate::value::{Id, Lang, Words};

/// A direction of sorting.
pub use crate::filter::Direction;

/// The list of one kind.
pub struct List {
    /// The kind.
    pub kind: &'static Kind,
    /// The rows, in order.
    pub rows: Vec<Id>,
    /// How many more there are that the person may not see.
    pub restricted: usize,
    /// The record the cursor is on: it stays on it whoever changes what.
    pub selected: Option<Id>,
    /// The first row on the screen.
    pub top: usize,
    /// The column the cursor is on.
    pub column: usize,
    /// The column sorted by, in place of the default order.
    pub sort: Option<(usize, Direction)>,
    /// The commit and the language the rows are of.
    as_of: Option<(u64, Lang)>,
}

/// A column that is shown: its path, its heading, and its width.
pub type Heading = (Path, Words, u16);

impl List {
    /// The list of a kind, not yet filled.
    pub fn new(kind: &'static Kind) -> Self {
        let (rows, selected, sort) = (Vec::new(), None, None);
        Self { kind, rows, restricted: 0, selected, top: 0, column: 0, sort, as_of: None }
    }

    /// The columns that are shown at a width in cells: the default ones, the wide ones as far
    /// as there is room; the first takes what is left.
    pub fn columns(&self, width: u16) -> Vec<Heading> {
        let room = width.saturating_sub(2).max(1);
        let mut end: u16 = 0;
        let mut columns: Vec<Heading> = Vec::new();
        for shown in self.kind.shown {
            let from = if columns.is_empty() { 0 } else { end + 2 };
            let fits = from + shown.width <= room;
            let Some((path, heading)) = shown.path(self.kind) else { continue };
            if fits || columns.is_empty() {
                end = from + shown.width;
                columns.push((path, heading, shown.width));
            }
        }
        if let Some(first) = columns.first_mut() {
            first.2 = (first.2.saturating_add(room)).saturating_sub(end).clamp(1, room);
        }
        columns
    }

    /// Brings the rows up to what is seen now. The cursor stays on its record; if that is
    /// gone, on the one that took its place.
    pub fn refresh(&mut self, sight: &Sight, lang: Lang) {
        if self.as_of == Some((sight.sequence(), lang)) {
            return;
        }
        self.as_of = Some((sight.sequence(), lang));
        let place = self.place();
        let mut rows: Vec<_> = sight.rows(self.kind).cloned().collect();
        filter::sort(&mut rows, &self.order(), sight, lang);
        self.rows = rows.iter().map(|row| row.id).collect();
        self.restricted = sight.restricted(self.kind);
        if self.selected.is_none_or(|id| !self.rows.contains(&id)) {
            let last = self.rows.len().saturating_sub(1);
            self.selected = self.rows.get(place.unwrap_or(0).min(last)).copied();
        }
    }

    fn order(&self) -> Vec<(Path, Direction)> {
        let column = self.sorted_by().map(|(path, _, direction)| (path, direction));
        let default = filter::order_of(self.kind, self.kind.order).unwrap_or_default();
        column.into_iter().chain(default).collect()
    }

    /// Where the cursor stands among the rows.
    pub fn place(&self) -> Option<usize> {
        self.rows.iter().position(|id| Some(*id) == self.selected)
    }

    /// Moves a cursor, on a screen of so many rows and columns.
    pub fn step(&mut self, step: Step, height: usize, columns: usize) {
        match step {
            Step::Left => self.column = self.column.saturating_sub(1),
            Step::Right => self.column = (self.column + 1).min(columns.saturating_sub(1)),
            step => {
                let place = moved(self.place().unwrap_or(0), step, height, self.rows.len());
                self.selected = self.rows.get(place).copied();
                self.show(height);
            }
        }
    }

    /// Puts the cursor on a record, if it is in the list.
    pub fn select(&mut self, id: Id, height: usize) {
        if self.rows.contains(&id) {
            self.selected = Some(id);
            self.show(height);
        }
    }

    /// Scrolls so that the cursor is on the screen.
    pub fn show(&mut self, height: usize) {
        self.top = scrolled(self.top, self.place().unwrap_or(0), height, self.rows.len());
    }

    /// Sorts by the column of the cursor: upward, downward, and as it was.
    pub fn sort(&mut self, shown: &[Heading]) {
        let Some((path, _, _)) = shown.get(self.column) else { return };
        let paths = self.kind.shown.iter().map(|shown| shown.path(self.kind).map(|(path, _)| path));
        let Some(column) = paths.into_iter().position(|known| known == Some(*path)) else { return };
        self.sort = match self.sort {
            Some((sorted, Direction::Up)) if sorted == column => Some((column, Direction::Down)),
            Some((sorted, Direction::Down)) if sorted == column => None,
            _ => Some((column, Direction::Up)),
        };
        self.as_of = None;
    }

    /// The path and direction it is sorted by, where that is not the default.
    pub fn sorted_by(&self) -> Option<(Path, Words, Direction)> {
        let (column, direction) = self.sort?;
        let (path, heading) = self.kind.shown.get(column)?.path(self.kind)?;
        Some((path, heading, direction))
    }
}

/// A place in a list after a step.
pub fn moved(place: usize, step: Step, height: usize, len: usize) -> usize {
    let last = len.saturating_sub(1);
    let page = height.saturating_sub(1).max(1);
    match step {
        Step::Up => place.saturating_sub(1),
        Step::Down => (place + 1).min(last),
        Step::PageUp => place.saturating_sub(page),
        Step::PageDown => (place + page).min(last),
        Step::Top => 0,
        Step::Bottom => last,
        Step::Left | Step::Right => place.min(last),
    }
}

/// The first row on a screen of so many rows, moved no further than the place needs.
pub fn scrolled(top: usize, place: usize, height: usize, len: usize) -> usize {
    let top = top.min(len.saturating_sub(height));
    if place < top {
        place
    } else if height > 0 && place >= top + height {
        place + 1 - height
    } else {
        top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screen_moves_no_further_than_it_must() {
        assert_eq!(scrolled(0, 5, 10, 100), 0);
        assert_eq!(scrolled(0, 10, 10, 100), 1);
        assert_eq!(scrolled(50, 49, 10, 100), 49);
        assert_eq!(scrolled(95, 99, 10, 100), 90);
        assert_eq!(scrolled(3, 0, 0, 0), 0);
    }

    #[test]
    fn steps_stay_in_the_list() {
        assert_eq!(moved(0, Step::Up, 10, 3), 0);
        assert_eq!(moved(2, Step::Down, 10, 3), 2);
        assert_eq!(moved(0, Step::Bottom, 10, 0), 0);
        assert_eq!(moved(50, Step::PageUp, 10, 100), 41);
    }

    #[test]
    fn wide_columns_come_as_there_is_room() {
        for kind in crate::records::KINDS {
            let list = List::new(kind);
            let default = kind.shown.iter().filter(|shown| !shown.wide).count();
            assert!(list.columns(80).len() >= default, "{}", kind.code);
            assert!(list.columns(200).len() >= default);
            for width in [1, 20, 60, 80, 120] {
                let columns = list.columns(width);
                let all: u16 = columns.iter().map(|(_, _, width)| width + 2).sum();
                assert!(columns.len() == 1 || all <= width, "{} at {width}", kind.code);
            }
        }
    }
}
