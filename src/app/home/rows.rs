//! The lines of what waits: one an entry, in columns that all sections share.

use super::{Day, Section};
use crate::app::page::{Line, Target, Tone};
use crate::insight::{self, Entry, Quiet};
use crate::records;
use crate::store::Sight;
use crate::value::{Id, Lang, Names as _, Standing, fit, width};
use crate::words::home as say;
use chrono::NaiveDate;

/// Cells between two columns.
const GAP: usize = 2;
/// The widest a column is that is not what the line is about.
const WIDEST: usize = 14;
/// From so many cells on a line says who, where, and how late.
const LONG: u16 = 70;
/// Within so many days a date needs no year.
const NEAR: i64 = 180;

/// A line of what waits.
pub struct Cells {
    id: Id,
    when: String,
    whose: String,
    what: String,
    about: String,
    last: (String, Tone),
}

/// How many entries each section has.
pub fn counts(day: &Day) -> [usize; 5] {
    let agenda = &day.agenda;
    let lists = [&agenda.overdue, &agenda.today, &agenda.next, &agenda.decisions];
    let [overdue, today, next, decisions] = lists.map(Vec::len);
    [overdue, today, next, decisions, agenda.quiet.len()]
}

/// The first entries of a section.
pub fn cells(day: &Day, section: Section, most: usize, sight: &Sight, lang: Lang) -> Vec<Cells> {
    let teller = Teller { sight, lang, today: insight::today(sight) };
    let agenda = &day.agenda;
    let list = match section {
        Section::Overdue => &agenda.overdue,
        Section::Today => &agenda.today,
        Section::Next => &agenda.next,
        Section::Decisions => &agenda.decisions,
        Section::Quiet => {
            return agenda.quiet.iter().take(most).map(|quiet| teller.quiet(quiet)).collect();
        }
    };
    list.iter().take(most).map(|entry| teller.entry(section, entry)).collect()
}

struct Teller<'a> {
    sight: &'a Sight,
    lang: Lang,
    today: NaiveDate,
}

impl Teller<'_> {
    fn name(&self, id: Option<Id>) -> String {
        id.map_or_else(String::new, |id| self.sight.name(id, self.lang))
    }

    /// Who does it, where that is somebody else.
    fn who(&self, who: Option<Id>) -> String {
        self.name(who.filter(|who| self.sight.me() != Some(*who)))
    }

    fn date(&self, day: NaiveDate) -> String {
        let is_near = (day - self.today).num_days().abs() <= NEAR;
        if is_near { day.format("%m-%d").to_string() } else { day.to_string() }
    }

    fn entry(&self, section: Section, entry: &Entry) -> Cells {
        let lang = self.lang;
        let kind = || records::kind(entry.id.kind).map_or("", |kind| kind.one(lang));
        let late = match entry.late {
            0 => None,
            1 => Some(say::DAY_LATE.say(lang).to_owned()),
            days => Some(say::DAYS_LATE.fill(lang, &[&days.to_string()])),
        };
        let time = || entry.time.map_or_else(String::new, |time| time.format("%H:%M").to_string());
        let is_decision = section == Section::Decisions;
        let plain = |text| (text, Tone::Dim);
        Cells {
            id: entry.id,
            when: if section == Section::Today { time() } else { self.date(entry.day) },
            whose: if is_decision {
                entry.column.short.say(lang).to_lowercase()
            } else {
                entry.whose(lang).to_owned()
            },
            what: self.name(Some(entry.id)),
            about: if is_decision { kind().to_owned() } else { self.name(entry.about) },
            last: match late {
                Some(late) => (late, Tone::Stands(Standing::Late)),
                None if entry.place.is_empty() => plain(self.who(entry.who)),
                None => plain(entry.place.to_string()),
            },
        }
    }

    fn quiet(&self, quiet: &Quiet) -> Cells {
        let lang = self.lang;
        let never = || say::NEVER.say(lang).to_owned();
        let days = |days: i64| say::DAYS.fill(lang, &[&days.to_string()]);
        Cells {
            id: quiet.id,
            when: quiet.days.map_or_else(never, days),
            whose: say::MEANT.fill(lang, &[&quiet.cadence.to_string()]),
            what: self.name(Some(quiet.id)),
            about: String::new(),
            last: (self.who(quiet.who), Tone::Dim),
        }
    }
}

/// How wide the columns are.
pub struct Columns {
    when: usize,
    whose: usize,
    what: usize,
    about: usize,
    last: usize,
}

impl Columns {
    /// As wide as what stands in them, in so many cells; what is to be done takes what is left.
    pub fn of(all: &[&Cells], room: u16) -> Self {
        let widest = |text: fn(&Cells) -> &str| all.iter().map(|cells| width(text(cells))).max();
        let widest = |text| widest(text).unwrap_or(0);
        let (when, whose) = (widest(|cells| &cells.when), widest(|cells| &cells.whose).min(WIDEST));
        let last = widest(|cells| &cells.last.0).min(WIDEST);
        let last = if room < LONG { 0 } else { last };
        let fixed = when + whose + 2 * GAP + if last > 0 { last + GAP } else { 0 };
        let rest = usize::from(room).saturating_sub(fixed);
        let (about, what) = (widest(|cells| &cells.about), widest(|cells| &cells.what));
        // Both as they are if that fits; else what is to be done has three fifths at least.
        let about = about.min((rest * 2 / 5).max(rest.saturating_sub(what + GAP)));
        let what = rest.saturating_sub(if about > 0 { about + GAP } else { 0 });
        Self { when, whose, what, about, last }
    }

    /// A line in these columns.
    pub fn line(&self, cells: &Cells) -> Line {
        let mut at = 0;
        let mut line = Line::default();
        let texts = [
            (&cells.when, self.when, Tone::Plain),
            (&cells.whose, self.whose, Tone::Dim),
            (&cells.what, self.what, Tone::Plain),
            (&cells.about, self.about, Tone::Plain),
            (&cells.last.0, self.last, cells.last.1),
        ];
        for (text, room, tone) in texts.into_iter().filter(|(_, room, _)| *room > 0) {
            line = line.and(at as u16, fit(text, room), tone);
            at += room + GAP;
        }
        line.to(Target::Record(cells.id))
    }
}
