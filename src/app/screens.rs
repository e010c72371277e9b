//! The screens that are of no one kind: what they are called, and what stands in the trash.

use super::page::{Line, Target, Tone, wrapped};
use super::record_page::moment;
use super::walk::Place;
use crate::clock::Clock;
use crate::store::{Row, Sight, Stamp};
use crate::value::{Lang, Words, fit, width};
use crate::words::home::MEND;
use crate::words::record_page as say;
use std::cmp::Reverse;
use std::sync::Arc;

/// The screens, in the order of the list.
pub const SCREENS: [Place; 3] = [Place::Mend, Place::Trash, Place::History(None)];

/// The most records of the trash that are listed.
const MOST: usize = 1_000;

impl Place {
    /// What a screen of no one kind is called.
    pub const fn title(self) -> Option<Words> {
        match self {
            Self::History(None) => Some(say::HISTORY),
            Self::Trash => Some(say::TRASH),
            Self::Mend => Some(MEND),
            Self::Waiting(section) => Some(section.title()),
            _ => None,
        }
    }
}

/// The lines of the trash in a width of cells: what went there last stands first.
pub fn trash(sight: &Sight, clock: &Clock, lang: Lang, room: u16) -> Vec<Line> {
    let mut all: Vec<(&Stamp, &Arc<Row>)> =
        sight.trash().filter_map(|row| Some((row.trashed.as_deref()?, row))).collect();
    all.sort_by_key(|(stamp, row)| (Reverse((stamp.when, row.last)), row.id));
    let title = Line::text(say::TRASH.say(lang), Tone::Strong);
    let after = width(say::TRASH.say(lang)) as u16 + 2;
    if all.is_empty() {
        let why = wrapped(say::NO_TRASH.say(lang), usize::from(room));
        let why = why.into_iter().map(|line| Line::text(line, Tone::Plain));
        return [title, Line::default()].into_iter().chain(why).collect();
    }
    let mut lines = vec![title.and(after, all.len().to_string(), Tone::Plain), Line::default()];
    let columns = Columns::of(room);
    let heads = [say::TRASHED_AT, say::KIND, say::NAME, say::BY].map(|words| words.say(lang));
    lines.push(columns.line(heads, Tone::Dim));
    for (stamp, row) in all.iter().take(MOST) {
        let (when, name) = (moment(stamp.when, clock), sight.name_of(row, lang));
        let cells = [&*when, row.kind().one(lang), &*name, &*stamp.who];
        lines.push(columns.line(cells, Tone::Plain).to(Target::Record(row.id)));
    }
    if all.len() > MOST {
        let more = (all.len() - MOST).to_string();
        lines.push(Line::default().and(2, say::MORE.fill(lang, &[&more]), Tone::Dim));
    }
    lines
}

/// Where the columns of the trash begin, and how wide they are.
struct Columns([(u16, u16); 4]);

impl Columns {
    fn of(room: u16) -> Self {
        let by = 10.min(room / 6);
        let name = room.saturating_sub(18 + 14 + by + 2).max(8);
        Self([(0, 16), (18, 12), (32, name), (32 + name + 2, by)])
    }

    fn line(&self, cells: [&str; 4], tone: Tone) -> Line {
        let mut line = Line::default();
        for ((at, room), cell) in self.0.iter().zip(cells) {
            line = line.and(*at, fit(cell, usize::from(*room)), tone);
        }
        line
    }
}
