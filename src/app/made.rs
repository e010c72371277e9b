//! What takes long to work out of a sight: kept as long as it is true, worked out beside the
//! screen where there is much, and never twice at a time.

use super::company::Company;
use super::look::Whose;
use crate::insight;
use crate::records::KINDS;
use crate::store::Sight;
use chrono::NaiveDate;

/// Over how many records it is worked out at once, while the screen waits.
const AT_ONCE: usize = 2_000;

/// What something was made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    sequence: u64,
    today: NaiveDate,
    company: Company,
    /// Whose work was asked for; nothing to leave that to what there is.
    pub whose: Option<Whose>,
}

impl Stamp {
    /// What it would be made of now.
    pub fn of(sight: &Sight, company: Company, whose: Option<Whose>) -> Self {
        let today = insight::today(sight);
        Self { sequence: sight.sequence(), today, company, whose }
    }
}

/// Whether working it out may take longer than a key may.
pub fn is_long(sight: &Sight) -> bool {
    KINDS.iter().flat_map(|kind| sight.rows(kind)).nth(AT_ONCE).is_some()
}

/// Something made, and what is being made.
pub struct Made<T> {
    made: Option<(Stamp, T)>,
    asked: Option<Stamp>,
}

impl<T> Default for Made<T> {
    fn default() -> Self {
        Self { made: None, asked: None }
    }
}

impl<T> Made<T> {
    /// Whether it is to be made: then it counts as asked for.
    pub fn wants(&mut self, stamp: Stamp) -> bool {
        let is_made = self.made.as_ref().is_some_and(|(of, _)| *of == stamp);
        let wants = !is_made && self.asked.is_none();
        if wants {
            self.asked = Some(stamp);
        }
        wants
    }

    /// It is made. What was given up meanwhile is not taken.
    pub fn take(&mut self, stamp: Stamp, made: T) {
        if self.asked == Some(stamp) {
            (self.made, self.asked) = (Some((stamp, made)), None);
        }
    }

    /// What was made last.
    pub fn get(&self) -> Option<&T> {
        self.made.as_ref().map(|(_, made)| made)
    }

    /// Gives it up: something else is seen.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Role, fixture};

    #[test]
    fn it_is_asked_for_once_at_a_time_and_what_was_given_up_is_not_taken() {
        let sight = fixture::sight(&fixture::snapshot(&[]), Role::Viewer);
        let of = |company| Stamp::of(&sight, company, None);
        let (alone, guest) = (of(Company::None), of(Company::Guest));
        let mut made = Made::default();
        assert!(made.wants(alone) && !made.wants(alone));
        made.forget();
        assert!(made.wants(guest));
        made.take(alone, "internal");
        assert_eq!(made.get(), None);
        made.take(guest, "public");
        assert!(made.get() == Some(&"public") && !made.wants(guest));
    }
}
