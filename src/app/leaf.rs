//! The page that is shown: its lines are made anew only when what they are made of changed.

use super::home::Ground;
use super::page::{Line, Target};
use super::walk::Place;
use super::{App, Desktop, briefing, history, home, mend, record_page, screens};
use crate::insight;
use crate::value::Lang;
use chrono::NaiveDate;

/// What the lines of a page are made of: where one is, the commit, the day, the language, the
/// size in cells, and how often something came to it.
pub(super) type MadeOf = (Place, u64, NaiveDate, Lang, (u16, u16), u64);

impl App {
    /// Brings the lines of the page that is shown up to date, if anything they are made of
    /// changed.
    pub(super) fn read_page(&mut self, desk: Desktop<'_>) {
        self.work_out(desk);
        let page = self.areas().page;
        let (room, size) = (page.width.saturating_sub(3), (page.width, page.height));
        let today = insight::today(desk.sight);
        let made_of = (self.walk.place, desk.sight.sequence(), today, self.lang, size, self.turns);
        if self.made_of == Some(made_of) {
            return;
        }
        let stays = self.made_of.is_some_and(|(place, ..)| place == self.walk.place);
        let target = self.target().filter(|_| stays);
        let mark = self.node().and_then(|node| self.tree.as_ref()?.mark(node));
        self.made_of = Some(made_of);
        let (sight, clock, lang) = (desk.sight, desk.clock, self.lang);
        let rows = usize::from(page.height);
        let left = self.last_visit.map(|visit| clock.at(visit.left));
        let (here, size) = (self.company_here(sight), (page.width, rows));
        let ground = Ground { sight, keys: &self.keys, lang, size, left, here: &here };
        self.second = None;
        self.lines = match self.walk.place {
            Place::Home => {
                let page = home::page(self.home.day(), &self.home.since, ground);
                self.second = page.second;
                page.lines
            }
            Place::Waiting(section) => home::whole(section, self.home.day(), ground),
            Place::Mend => mend::lines(self.home.flaws(), sight, lang, room),
            Place::Record(id) => record_page::lines(id, sight, clock, (&self.keys, lang), room),
            Place::History(of) => history::lines(&self.past, of, sight, clock, lang, room),
            Place::Trash => screens::trash(sight, clock, lang, room),
            Place::Relations(_) => match &mut self.tree {
                Some(tree) => tree.lines(sight, lang, room),
                None => Vec::new(),
            },
            Place::Briefing(of) => {
                let scope = self.scope(of);
                let size = (usize::from(room), rows);
                briefing::lines(of, sight, scope, (&self.keys, lang), size)
            }
            Place::List(_) => Vec::new(),
        };
        let target = match (&self.tree, mark) {
            (Some(tree), Some(mark)) if stays => tree.find(&mark).map(Target::Node),
            _ => target,
        };
        // Whoever changes what, the cursor stays on what it leads to.
        let same = (0..self.lines.len()).filter(|at| self.lines[*at].target == target);
        let nearest = same.min_by_key(|at| at.abs_diff(self.cursor.line));
        if let (Some(line), Some(_)) = (nearest, target) {
            self.cursor.line = line;
        }
        // One begins at the first record that waits, not at what leads to all of them.
        if target.is_none() && self.walk.place == Place::Home {
            let waits = |line: &Line| matches!(line.target, Some(Target::Record(_)));
            self.cursor.line = self.lines.iter().position(waits).unwrap_or(0);
        }
    }

    /// How many lines of the page are shown: all where it has two columns.
    pub(super) fn page_rows(&self) -> usize {
        match self.second {
            Some(_) => self.lines.len().max(1),
            None => self.areas().page_rows(),
        }
    }

    /// The node under the cursor of a tree.
    pub(super) fn node(&self) -> Option<usize> {
        match self.target()? {
            Target::Node(node) => Some(node),
            _ => None,
        }
    }

    /// Where the line under the cursor of a page leads.
    pub fn target(&self) -> Option<Target> {
        self.lines.get(self.cursor.line)?.target
    }
}
