//! Where one is, where one was before, and where one went back from.

use super::home::Section;
use crate::value::Id;

/// Where one can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Place {
    /// The first page.
    #[default]
    Home,
    /// A section of Home whole.
    Waiting(Section),
    /// What is to be mended.
    Mend,
    /// The pane of a kind, by its code.
    List(&'static str),
    /// The page of a record.
    Record(Id),
    /// The history of a record, or of all.
    History(Option<Id>),
    /// What is in the trash.
    Trash,
    /// What is linked to a record.
    Relations(Id),
    /// The briefing of an organization.
    Briefing(Id),
}

/// More steps back than anybody walks.
const STEPS: usize = 100;

/// The way one has walked.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// Where one is.
    pub place: Place,
    before: Vec<Place>,
    after: Vec<Place>,
}

impl Walk {
    /// Goes somewhere.
    pub fn go(&mut self, place: Place) {
        if place == self.place {
            return;
        }
        if self.before.len() == STEPS {
            self.before.remove(0);
        }
        self.before.push(std::mem::replace(&mut self.place, place));
        self.after.clear();
    }

    /// Goes back; false if there is nowhere to go.
    pub fn back(&mut self) -> bool {
        let Some(place) = self.before.pop() else { return false };
        self.after.push(std::mem::replace(&mut self.place, place));
        true
    }

    /// Goes forward again; false if there is nowhere to go.
    pub fn forward(&mut self) -> bool {
        let Some(place) = self.after.pop() else { return false };
        self.before.push(std::mem::replace(&mut self.place, place));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_forward_retrace_the_way() {
        let record = Place::Record(Id { kind: 1, number: 2 });
        let mut walk = Walk::default();
        walk.go(Place::List("fund"));
        walk.go(record);
        walk.go(record);
        assert!(walk.back() && walk.place == Place::List("fund"));
        assert!(walk.back() && walk.place == Place::Home && !walk.back());
        assert!(walk.forward() && walk.forward() && walk.place == record && !walk.forward());
        walk.back();
        walk.go(Place::List("member"));
        assert!(!walk.forward());
    }
}
