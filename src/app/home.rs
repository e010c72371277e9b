//! Home: what waits for the person, what others changed, the published figures beside what is
//! recorded, and how much is to be mended. What it shows is worked out once and kept.

mod figures;
mod lines;
mod rows;
mod section;
mod shares;
mod since;
#[cfg(test)]
mod tests;
mod told;

pub use lines::{Ground, day, page, section as whole};
pub use section::Section;
pub use told::told;

use super::look::Whose;
use super::made::{Made, Stamp, is_long};
use super::page::Line;
use super::walk::Place;
use super::{App, Desktop, Msg};
use crate::insight::{self, Agenda, Figure, Flaw};
use crate::store::Sight;
use crate::words::list::NO_COLLEAGUE;
use since::Since;

/// Lines in reading order, the later ones in a second column where there is room for it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    /// The second column.
    pub second: Option<Second>,
}

/// A second column: it begins on the second row of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Second {
    /// Its first line among the lines.
    pub from: usize,
    /// The cell it begins at.
    pub at: u16,
}

/// What Home shows.
#[derive(Clone)]
pub struct Day {
    /// Whose work it is.
    pub whose: Whose,
    /// What waits.
    pub agenda: Agenda,
    /// The published figures.
    pub figures: Vec<Figure>,
    /// Whether nothing that could ever be due is recorded.
    pub is_blank: bool,
}

impl std::fmt::Debug for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Day").field("whose", &self.whose).finish_non_exhaustive()
    }
}

impl Day {
    /// The day of the person who looks: one's own work if there is any, unless it is said whose.
    pub fn of(sight: &Sight, wanted: Option<Whose>) -> Self {
        let own = || insight::agenda(sight, Whose::Mine);
        let all = || insight::agenda(sight, Whose::All);
        let (whose, agenda) = match wanted {
            Some(Whose::All) => (Whose::All, all()),
            Some(Whose::Mine) => (Whose::Mine, own()),
            None => match own() {
                own if own.is_empty() => (Whose::All, all()),
                own => (Whose::Mine, own),
            },
        };
        let is_blank = agenda.is_empty() && insight::is_nothing_dated(sight);
        Self { whose, agenda, figures: insight::figures(sight), is_blank }
    }
}

/// What is kept of Home and the screens that it leads to.
#[derive(Default)]
pub struct Home {
    /// Whose work the person asked for.
    whose: Option<Whose>,
    day: Made<Day>,
    flaws: Made<Vec<Flaw>>,
    /// What others changed since the last visit.
    pub since: Since,
}

impl Home {
    /// The day, once it is worked out.
    pub fn day(&self) -> Option<&Day> {
        self.day.get()
    }

    /// What is to be mended, once it is worked out.
    pub fn flaws(&self) -> Option<&Vec<Flaw>> {
        self.flaws.get()
    }

    /// The day is worked out.
    pub fn take_day(&mut self, stamp: Stamp, day: Day) {
        self.day.take(stamp, day);
    }

    /// What is to be mended is worked out.
    pub fn take_flaws(&mut self, stamp: Stamp, flaws: Vec<Flaw>) {
        self.flaws.take(stamp, flaws);
    }

    /// Something else is seen.
    pub fn forget(&mut self) {
        self.day.forget();
        self.flaws.forget();
        self.since = Since::default();
    }
}

impl App {
    /// Has what the page that is shown is made of worked out: at once if that is quick.
    pub(super) fn work_out(&mut self, desk: Desktop<'_>) {
        if self.opening {
            return;
        }
        let stamp = |whose| Stamp::of(desk.sight, self.company, whose);
        let msg = match self.walk.place {
            Place::Home | Place::Waiting(_) => {
                let stamp = stamp(self.home.whose);
                self.home.day.wants(stamp).then(|| {
                    let sight = desk.sight.clone();
                    Box::new(move || Msg::Day(stamp, Box::new(Day::of(&sight, stamp.whose))))
                        as super::Work
                })
            }
            Place::Mend => {
                let stamp = stamp(None);
                self.home.flaws.wants(stamp).then(|| {
                    let sight = desk.sight.clone();
                    Box::new(move || Msg::Flaws(stamp, insight::quality(&sight))) as super::Work
                })
            }
            _ => None,
        };
        match msg {
            Some(work) if is_long(desk.sight) => self.work.push(work),
            Some(work) => self.worked_out(work()),
            None => {}
        }
    }

    /// It is worked out.
    pub(super) fn worked_out(&mut self, msg: Msg) {
        match msg {
            Msg::Day(stamp, day) => self.home.take_day(stamp, *day),
            Msg::Flaws(stamp, flaws) => self.home.take_flaws(stamp, flaws),
            _ => return,
        }
        self.turns += 1;
    }

    /// Mine, or all.
    pub(super) fn turn_home_whose(&mut self, desk: Desktop<'_>) {
        if desk.sight.me().is_none() {
            let login = &desk.sight.person().login;
            self.message = Some(NO_COLLEAGUE.fill(self.lang, &[login]));
            return;
        }
        self.home.whose = Some(match self.home.day().map(|day| day.whose) {
            Some(Whose::Mine) => Whose::All,
            _ => Whose::Mine,
        });
    }
}
