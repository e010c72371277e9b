//! The sections of what waits, in the order of Home.

use crate::value::Words;
use crate::words::home as say;

/// A section of what waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    /// Follow-ups past their day.
    Overdue,
    /// Events and follow-ups of today.
    Today,
    /// Those of the next days.
    Next,
    /// What is to be decided, and what has no end date.
    Decisions,
    /// Partners nobody has talked to.
    Quiet,
}

impl Section {
    /// All of them, in order.
    pub const ALL: [Self; 5] =
        [Self::Overdue, Self::Today, Self::Next, Self::Decisions, Self::Quiet];

    /// What it is called.
    pub const fn title(self) -> Words {
        match self {
            Self::Overdue => say::OVERDUE,
            Self::Today => say::TODAY,
            Self::Next => say::NEXT,
            Self::Decisions => say::DECISIONS,
            Self::Quiet => say::QUIET,
        }
    }

    /// What is said of it behind its title.
    pub const fn about(self) -> Option<Words> {
        match self {
            Self::Decisions => Some(say::WITHIN),
            Self::Quiet => Some(say::BEYOND),
            Self::Overdue | Self::Today | Self::Next => None,
        }
    }
}
