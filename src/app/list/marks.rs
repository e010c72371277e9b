//! Marks: single records, ranges, all. What is done next is done to the marked.

use super::List;
use crate::value::Id;

impl List {
    /// Marks the record under the cursor, or no longer; a range that was being drawn becomes
    /// marks.
    pub fn mark(&mut self) {
        if self.end_range() {
            return;
        }
        let Some(id) = self.selected else { return };
        if !self.marks.remove(&id) {
            self.marks.insert(id);
        }
    }

    /// Begins a range of marks at the cursor, or ends it there.
    pub fn turn_range(&mut self) {
        if !self.end_range() {
            self.range = self.selected;
        }
    }

    /// Marks every row that is shown; none if all were.
    pub fn mark_all(&mut self) {
        self.range = None;
        if self.rows.ids.iter().all(|id| self.marks.contains(id)) {
            self.marks.clear();
        } else {
            self.marks.extend(self.rows.ids.iter());
        }
    }

    /// Gives up the range, or else the marks; false if there were none.
    pub fn unmark(&mut self) -> bool {
        if self.range.take().is_some() {
            return true;
        }
        !std::mem::take(&mut self.marks).is_empty()
    }

    fn end_range(&mut self) -> bool {
        let range = self.in_range();
        self.marks.extend(range);
        self.range.take().is_some()
    }

    /// The records of the range that is being drawn.
    fn in_range(&self) -> Vec<Id> {
        let place = |id: Id| self.rows.ids.iter().position(|known| *known == id);
        let ends = self.range.and_then(place).zip(self.place());
        let between = ends.and_then(|(from, to)| self.rows.ids.get(from.min(to)..=from.max(to)));
        between.map(<[Id]>::to_vec).unwrap_or_default()
    }

    /// Everything that is marked: what is in the list in its order, then the others.
    pub fn marked(&self) -> Vec<Id> {
        let mut marked = self.marks.clone();
        marked.extend(self.in_range());
        let shown = self.rows.ids.iter().copied().filter(|id| marked.contains(id));
        let mut all: Vec<Id> = shown.collect();
        for id in &all {
            marked.remove(id);
        }
        all.extend(marked);
        all
    }

    /// How many are marked.
    pub fn count_marked(&self) -> usize {
        let range = self.in_range();
        self.marks.len() + range.iter().filter(|id| !self.marks.contains(id)).count()
    }

    /// The rows between which the range is being drawn.
    pub fn range_rows(&self) -> Option<(usize, usize)> {
        let from = self.range.and_then(|id| self.rows.ids.iter().position(|known| *known == id))?;
        let to = self.place()?;
        Some((from.min(to), from.max(to)))
    }
}
