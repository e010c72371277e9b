//! Where each change stands. What was not read yet is known only by marks, until somebody asks
//! for a change of it. It must never read a file.

use super::frame::FILE_HEADER;
use super::{Mark, Marks, Place};

/// The changes from a mark to the next.
struct Stretch {
    from: Mark,
    /// Each of them, once they were read.
    places: Option<Vec<Place>>,
}

pub(super) struct Index {
    stretches: Vec<Stretch>,
    end: Mark,
}

/// Where a change is to be found.
pub(super) enum Found {
    At(Place),
    /// Between these marks, which were not read yet.
    Between(Mark, Mark),
}

impl Index {
    /// Of a journal whose changes before the end of `known` were not read.
    pub(super) fn of(known: &Marks) -> Self {
        let stretches =
            known.starts.iter().map(|from| Stretch { from: *from, places: None }).collect();
        Self { stretches, end: known.end }
    }

    /// The marks of all of it.
    pub(super) fn marks(&self) -> Marks {
        Marks { starts: self.stretches.iter().map(|stretch| stretch.from).collect(), end: self.end }
    }

    pub(super) fn end(&self) -> Mark {
        self.end
    }

    /// Adds the next change, which ends at `end`.
    pub(super) fn push(&mut self, place: Place, end: Mark) {
        let before = std::mem::replace(&mut self.end, end);
        match self.stretches.last_mut() {
            Some(Stretch { from, places: Some(places) }) if from.file == place.file => {
                places.push(place);
            }
            _ => {
                let offset =
                    if before.file == place.file { before.offset } else { FILE_HEADER as u64 };
                let from = Mark { file: place.file, offset, ..before };
                self.stretches.push(Stretch { from, places: Some(vec![place]) });
            }
        }
    }

    /// Where a change is; nothing if there is no such change.
    pub(super) fn find(&self, sequence: u64) -> Option<Found> {
        if sequence == 0 || sequence > self.end.sequence {
            return None;
        }
        let after = self.stretches.partition_point(|stretch| stretch.from.sequence < sequence);
        let stretch = &self.stretches[after.checked_sub(1)?];
        let Some(places) = &stretch.places else {
            let next = self.stretches.get(after).map_or(self.end, |next| next.from);
            return Some(Found::Between(stretch.from, next));
        };
        let nth = usize::try_from(sequence - stretch.from.sequence - 1).ok()?;
        places.get(nth).copied().map(Found::At)
    }

    /// Keeps what was read behind a mark.
    pub(super) fn fill(&mut self, from: Mark, places: Vec<Place>) {
        let stretch = self.stretches.iter_mut().find(|stretch| stretch.from == from);
        if let Some(stretch) = stretch {
            stretch.places.get_or_insert(places);
        }
    }
}
