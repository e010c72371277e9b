//! A pane's list: which rows, in what order, which of them are marked, and where the cursors
//! stand.

mod marks;
#[cfg(test)]
mod tests;

use super::actions::Step;
use super::arrange::{Query, Rows, Stamp};
use super::look::{Look, Rank, Shelved};
use crate::filter::{Fault, Filter};
use crate::record::Kind;
use crate::store::{Path, Sight};
use crate::value::{Id, Lang};
use std::collections::BTreeSet;

/// A direction of sorting.
pub use crate::filter::Direction;

/// The list of one kind.
pub struct List {
    /// The kind.
    pub kind: &'static Kind,
    /// How it looks.
    pub look: Look,
    /// The saved view it shows, if one was opened.
    pub view: Option<Id>,
    /// The rows, in order.
    pub rows: Rows,
    /// The record the cursor is on: it stays on it whoever changes what.
    pub selected: Option<Id>,
    /// The first line on the screen; the heading of a group is a line, too.
    pub top: usize,
    /// The column the cursor is on.
    pub column: usize,
    /// The first column behind the one that always stands; 0 while none had to give way.
    left: usize,
    /// The marked records.
    pub marks: BTreeSet<Id>,
    /// Where a range of marks begins that is still being drawn.
    pub range: Option<Id>,
    /// Where the selected record stood last among the rows.
    at: usize,
    /// What the rows are made of, and what was asked for last.
    as_of: Option<Stamp>,
    asked: Option<Stamp>,
    /// The rows before any filter, as they were last, as long as they are those of the look.
    whole: Option<(Stamp, Rows)>,
    /// What is wrong with the filter of the look, and the last one with which nothing was.
    fault: Option<Fault>,
    good: String,
}

/// A line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// The heading of a group.
    Group(usize),
    /// A row.
    Row(usize),
}

impl List {
    /// The list of a kind, not yet filled.
    pub fn new(kind: &'static Kind) -> Self {
        Self {
            kind,
            look: Look::of(kind),
            view: None,
            rows: Rows::default(),
            selected: None,
            top: 0,
            column: 0,
            left: 0,
            marks: BTreeSet::new(),
            range: None,
            at: 0,
            as_of: None,
            asked: None,
            whole: None,
            fault: None,
            good: String::new(),
        }
    }

    /// The columns that are shown at a width in cells, each with its place in the look: the first
    /// always, and takes what is left; of the others as many as there is room for.
    pub fn columns(&self, width: u16) -> Vec<(usize, Shelved)> {
        let room = width.saturating_sub(2).max(1);
        let Some(first) = self.look.columns.first() else { return Vec::new() };
        // Moved to the right, the first gives way to the others.
        let mut end = if self.left > 0 { first.width.min(room / 3) } else { first.width };
        let base = end;
        let mut columns = vec![(0, *first)];
        for (at, column) in self.look.columns.iter().enumerate().skip(self.left.max(1)) {
            let left = room.saturating_sub(end + 2);
            let must = self.left > 0 && at == self.left && left > 0;
            if column.width > left && !must {
                continue;
            }
            let column = Shelved { width: column.width.min(left), ..*column };
            end += 2 + column.width;
            columns.push((at, column));
        }
        columns[0].1.width = base.saturating_add(room).saturating_sub(end).clamp(1, room);
        columns
    }

    /// What is still to be arranged to show what is seen now; nothing if it is, or while something
    /// is being arranged. Rows that can be had at once are.
    pub fn refresh(&mut self, sight: &Sight, lang: Lang) -> Option<Query> {
        let stamp = Stamp::of(&self.look, sight, lang);
        if self.as_of.as_ref() == Some(&stamp) {
            self.fault = None;
        }
        // One after the other: under steady saves each answer would else come too late.
        if self.asked.is_some() || self.as_of.as_ref() == Some(&stamp) {
            return None;
        }
        let read = Filter::parse(self.kind, &self.look.filter, sight);
        let (filter, stamp) = match read {
            Ok(filter) => {
                self.fault = None;
                self.good.clone_from(&self.look.filter);
                (filter, stamp)
            }
            // The last good filter goes on holding.
            Err(fault) => {
                if let Some(before) = before_name(&self.look.filter, &self.good, fault.at.start) {
                    self.good = before;
                }
                self.fault = Some(fault);
                let stamp = Stamp::of(&self.good_look(), sight, lang);
                if self.as_of.as_ref() == Some(&stamp) {
                    return None;
                }
                (Filter::parse(self.kind, &self.good, sight).unwrap_or_default(), stamp)
            }
        };
        let known = self.whole.clone().filter(|(whole, _)| stamp.follows(whole));
        let (kind, sight, texts) = (self.kind, sight.clone(), self.rows.texts.clone());
        let query = Query { kind, filter, sight, stamp, known, texts };
        if query.is_long() {
            self.asked = Some(query.stamp.clone());
            return Some(query);
        }
        let rows = query.rows();
        self.hold(query.stamp, rows);
        None
    }

    /// How it looks, with the last filter that was one.
    pub fn good_look(&self) -> Look {
        let filter = if self.fault.is_some() { &self.good } else { &self.look.filter };
        Look { filter: filter.clone(), ..self.look.clone() }
    }

    /// Rows come that were asked for. Those that nobody waits for any more are let go.
    pub fn arranged(&mut self, stamp: Stamp, rows: Rows) {
        if self.asked.as_ref() == Some(&stamp) {
            self.hold(stamp, rows);
        }
    }

    fn hold(&mut self, stamp: Stamp, rows: Rows) {
        let place = self.place().unwrap_or(self.at);
        if stamp.is_whole() {
            self.whole = Some((stamp.clone(), rows.clone()));
        }
        self.rows = rows;
        (self.as_of, self.asked) = (Some(stamp), None);
        if self.place().is_none() {
            let last = self.rows.ids.len().saturating_sub(1);
            self.choose(place.min(last));
        }
    }

    /// Whether the rows are being arranged.
    pub fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// What is wrong with the filter.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// The rows are to be read again, and nothing of them shown until then: something else is
    /// seen.
    pub fn forget(&mut self) {
        self.rows = Rows::default();
        (self.as_of, self.asked, self.whole) = (None, None, None);
    }

    /// Where the cursor stands among the rows.
    pub fn place(&self) -> Option<usize> {
        let selected = self.selected?;
        if self.rows.ids.get(self.at) == Some(&selected) {
            return Some(self.at);
        }
        self.rows.ids.iter().position(|id| *id == selected)
    }

    fn choose(&mut self, place: usize) {
        self.at = place;
        self.selected = self.rows.ids.get(place).copied();
    }

    /// Moves a cursor, on a screen of so many lines and cells.
    pub fn step(&mut self, step: Step, height: usize, width: u16) {
        match step {
            Step::Left => self.go_to_column(self.column.saturating_sub(1), width),
            Step::Right => {
                let last = self.look.columns.len().saturating_sub(1);
                self.go_to_column((self.column + 1).min(last), width);
            }
            step => {
                let len = self.rows.ids.len();
                self.choose(moved(self.place().unwrap_or(0), step, height, len));
                self.show(height);
            }
        }
    }

    /// Puts the column cursor on a column, and brings it onto the screen.
    pub fn go_to_column(&mut self, column: usize, width: u16) {
        self.column = column.min(self.look.columns.len().saturating_sub(1));
        if self.column < self.left || self.column == 0 {
            self.left = 0;
        }
        let is_hidden = |list: &Self| list.columns(width).iter().all(|(at, _)| *at != list.column);
        while is_hidden(self) && self.left < self.column {
            self.left += 1;
        }
    }

    /// Puts the cursor on a record, as soon as it is in the list.
    pub fn select(&mut self, id: Id, height: usize) {
        self.selected = Some(id);
        self.show(height);
    }

    /// Puts the cursor on a row.
    pub fn select_row(&mut self, place: usize, height: usize) {
        self.choose(place.min(self.rows.ids.len().saturating_sub(1)));
        self.show(height);
    }

    /// Scrolls so that the cursor is on the screen, with the heading of its group if it is the
    /// first there.
    pub fn show(&mut self, height: usize) {
        if let Some(place) = self.place() {
            self.at = place;
        }
        let line = self.line_of(self.at);
        let heads = self.rows.groups.iter().any(|(first, _)| *first == self.at);
        if heads && height > 1 {
            self.top = scrolled(self.top, line.saturating_sub(1), height, self.lines());
        }
        self.top = scrolled(self.top, line, height, self.lines());
    }

    /// How many lines there are, rows and headings.
    pub fn lines(&self) -> usize {
        self.rows.ids.len() + self.rows.groups.len()
    }

    fn line_of(&self, row: usize) -> usize {
        row + self.rows.groups.partition_point(|(first, _)| *first <= row)
    }

    /// What stands on a line.
    pub fn at_line(&self, line: usize) -> Option<Place> {
        // The nth group's heading stands before its first row and after the headings before it.
        let heads = &self.rows.groups;
        let mut before = 0;
        for (nth, (first, _)) in heads.iter().enumerate() {
            let head = first + nth;
            if head == line {
                return Some(Place::Group(nth));
            }
            if head > line {
                break;
            }
            before = nth + 1;
        }
        let row = line.checked_sub(before)?;
        (row < self.rows.ids.len()).then_some(Place::Row(row))
    }

    /// How many rows a group has.
    pub fn group_size(&self, nth: usize) -> usize {
        let first = |nth: usize| self.rows.groups.get(nth).map(|(first, _)| *first);
        let end = first(nth + 1).unwrap_or(self.rows.ids.len());
        end - first(nth).unwrap_or(end)
    }

    /// The records on a screen of so many lines.
    pub fn on_screen(&self, height: usize) -> impl Iterator<Item = Id> {
        let lines = (self.top..self.top + height).map_while(|line| self.at_line(line));
        lines.filter_map(|place| match place {
            Place::Row(at) => self.rows.ids.get(at).copied(),
            Place::Group(_) => None,
        })
    }

    /// Sorts by the column of the cursor.
    pub fn sort(&mut self, rank: Rank) {
        if let Some(column) = self.look.columns.get(self.column) {
            self.look.sort(column.path, rank);
        }
    }

    /// Which way a column is sorted by, and whether it is the second.
    pub fn sorted_by(&self, path: &Path) -> Option<(usize, Direction)> {
        let at = self.look.sort.iter().position(|(by, _)| by == path)?;
        Some((at, self.look.sort[at].1))
    }

    /// Takes on a look, of a saved view if it is one.
    pub fn take(&mut self, look: Look, view: Option<Id>) {
        (self.look, self.view) = (look, view);
        (self.column, self.left) = (0, 0);
    }
}

/// The filter before a term of which only the field's name could be read, as a word: it was never
/// meant as one.
fn before_name(text: &str, good: &str, at: usize) -> Option<String> {
    let start = text.get(..at)?.rfind(char::is_whitespace).map_or(0, |gap| gap + 1);
    let (before, term) = text.split_at_checked(start)?;
    let word = good.strip_prefix(before).filter(|word| !word.is_empty())?;
    let is_name = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
    (is_name && term.starts_with(word)).then(|| before.trim().to_owned())
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
