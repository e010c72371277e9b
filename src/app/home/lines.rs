//! The page of Home and the page of a whole section, in lines.

use super::rows::{Cells, Columns, cells, counts};
use super::shares::{USUAL, shares, spaced};
use super::since::Since;
use super::{Day, Page, Second, Section, figures};
use crate::app::actions::Keys;
use crate::app::layout::BESIDE;
use crate::app::look::Whose;
use crate::app::page::{Line, Target, Tone, pane, wrapped};
use crate::app::walk::Place;
use crate::insight;
use crate::record::Kind;
use crate::store::Sight;
use crate::value::{Lang, fit, width};
use crate::words::home as say;
use crate::words::others;
use crate::words::screen::{COMMA, WEEKDAYS};
use chrono::{Datelike as _, NaiveDate, NaiveDateTime};

/// Cells of a row that are not text: before it the marker, behind it nothing.
const AROUND: u16 = 3;
/// Most entries of a whole section that are listed.
const MOST: usize = 1_000;

/// What the lines of Home are drawn on.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// What the person sees.
    pub sight: &'a Sight,
    /// The keys in force.
    pub keys: &'a Keys,
    /// The language spoken.
    pub lang: Lang,
    /// The page, in cells and rows.
    pub size: (u16, usize),
    /// When the person left last, by the office's clock.
    pub left: Option<NaiveDateTime>,
    /// Who is here, unless the person is alone.
    pub here: &'a [String],
}

/// A day with its weekday.
pub fn day(date: NaiveDate, lang: Lang) -> String {
    let weekday = WEEKDAYS[date.weekday().num_days_from_monday() as usize].say(lang);
    match lang {
        Lang::En => format!("{weekday} {}", date.format("%-d %B %Y")),
        Lang::Zh => format!("{}年{}月{}日 {weekday}", date.year(), date.month(), date.day()),
    }
}

/// The page of Home; until the day is worked out it only says which it is.
pub fn page(day: Option<&Day>, since: &Since, ground: Ground<'_>) -> Page {
    let today = self::day(insight::today(ground.sight), ground.lang);
    let Some(day) = day else {
        let lines = [Line::text(today, Tone::Strong), Line::default()];
        let lines = lines.into_iter().chain([Line::text(say::WORKING, Tone::Dim)]).collect();
        return Page { lines, second: None };
    };
    let (width, rows) = ground.size;
    let home = Home { day, since, ground, room: width.saturating_sub(AROUND) };
    let title = home.title(today, ground.here);
    if width < BESIDE {
        return Page { lines: home.one(title, rows), second: None };
    }
    let at = width * 13 / 25;
    let left = Home { room: at.saturating_sub(AROUND + 1), ..home };
    let right = Home { room: (width - at).saturating_sub(AROUND), ..home };
    let mut lines = vec![title];
    lines.extend(left.work(rows.saturating_sub(2)));
    let from = lines.len();
    lines.extend(right.facts());
    Page { lines, second: Some(Second { from, at }) }
}

/// A section whole.
pub fn section(of: Section, day: Option<&Day>, ground: Ground<'_>) -> Vec<Line> {
    let Some(day) = day else {
        let title = of.title().say(ground.lang);
        return vec![Line::text(title, Tone::Strong), Line::text(say::WORKING, Tone::Dim)];
    };
    let since = Since::default();
    let room = ground.size.0.saturating_sub(AROUND);
    let home = Home { day, since: &since, ground, room };
    let all = home.cells(of, MOST);
    let mut lines = vec![home.title(home.heading(of, all.len()).0, &[]), Line::default()];
    let columns = Columns::of(&all.iter().collect::<Vec<_>>(), room);
    lines.extend(all.iter().map(|cells| columns.line(cells)));
    let rest = counts(day)[of as usize] - all.len();
    if rest > 0 {
        let more = say::MORE.fill(ground.lang, &[&rest.to_string()]);
        lines.push(Line::text(more, Tone::Dim));
    }
    if of == Section::Decisions && !day.agenda.endless.is_empty() {
        lines.extend([Line::default(), Line::text(say::NO_END.say(ground.lang), Tone::Strong)]);
        let kinds = day.agenda.endless.iter();
        lines.extend(kinds.map(|(kind, count)| {
            let said = counted(kind, *count, ground.lang);
            Line::default().and(2, said, Tone::Plain).to(pane(kind))
        }));
    }
    lines
}

#[derive(Clone, Copy)]
struct Home<'a> {
    day: &'a Day,
    since: &'a Since,
    ground: Ground<'a>,
    /// In cells.
    room: u16,
}

impl Home<'_> {
    fn lang(&self) -> Lang {
        self.ground.lang
    }

    /// What the page is, and at its end who is here and whose it is.
    fn title(&self, text: String, here: &[String]) -> Line {
        let (lang, key) = (self.lang(), self.ground.keys.shown("whose", self.lang()));
        let whose = match self.day.whose {
            Whose::Mine => say::MINE.fill(lang, &[key]),
            Whose::All => say::ALL.fill(lang, &[key]),
        };
        let left_out = self.day.agenda.left_out;
        let more = say::LEFT_OUT.fill(lang, &[&left_out.to_string()]);
        let in_full = format!("{more}  {whose}");
        let room = usize::from(self.room).saturating_sub(width(&text) + 2);
        let is_told = self.ground.sight.me().is_some() && !self.day.is_blank;
        let fits = |said: &String| is_told && width(said) <= room;
        let said = [in_full, whose].into_iter().skip(usize::from(left_out == 0));
        let said: Vec<String> = said.filter(fits).chain([String::new()]).collect();
        // Who is here goes before how much is left out.
        let both = said.iter().find_map(|said| {
            let gap = if said.is_empty() { "" } else { "   " };
            let here = self.here(here, room.saturating_sub(width(said) + gap.len()))?;
            Some(format!("{here}{gap}{said}"))
        });
        let said = both.or_else(|| said.into_iter().next()).unwrap_or_default();
        let line = Line::text(text, Tone::Strong);
        if said.is_empty() { line } else { self.at_end(line, &said) }
    }

    /// Who is here: as many as there is room for, or else only how many.
    fn here(&self, all: &[String], room: usize) -> Option<String> {
        let lang = self.lang();
        let first = |count: usize| {
            let names = all.get(..count)?.join(COMMA.say(lang));
            let rest = all.len() - count;
            let rest = if rest > 0 { format!(" +{rest}") } else { String::new() };
            Some(others::HERE.fill(lang, &[&format!("{names}{rest}")]))
        };
        let number = (!all.is_empty()).then(|| others::HERE.fill(lang, &[&all.len().to_string()]));
        // The person's own name alone tells nothing; each takes two cells at least.
        let named = (2..=all.len().min(room / 2)).rev().filter_map(first);
        named.chain(number).find(|said| width(said) <= room)
    }

    fn at_end(&self, line: Line, text: &str) -> Line {
        let at = self.room.saturating_sub(width(text) as u16);
        line.and(at, text, Tone::Dim)
    }

    /// Everything in one column.
    fn one(&self, title: Line, rows: usize) -> Vec<Line> {
        let changed: Vec<Line> = self.changed().into_iter().collect();
        let (mut figures, mut mend) = (self.figures(), self.mend());
        let used = |blocks: &[Vec<Line>]| blocks.iter().map(Vec::len).sum::<usize>();
        let (due, decide) = self.waiting(0);
        let work = 1 + used(&due) + used(&decide) + changed.len();
        if work + figures.len() + mend.len() > rows {
            mend.truncate(1);
        }
        if work + figures.len() + mend.len() > rows && figures.len() > 1 {
            let (figures_of, sight) = (&self.day.figures, self.ground.sight);
            figures = vec![figures::line(figures_of, sight, self.lang(), self.room)];
        }
        // Between the sections stay blank lines.
        let spare = rows.saturating_sub(work + figures.len() + mend.len() + 9);
        let (due, mut decide) = self.waiting(if rows > USUAL { spare } else { 0 });
        decide.push(changed);
        spaced(vec![vec![vec![title]], due, decide, vec![figures], vec![mend]], rows)
    }

    /// What waits, alone in its column.
    fn work(&self, rows: usize) -> Vec<Line> {
        let used = |groups: (Vec<Vec<Line>>, Vec<Vec<Line>>)| {
            groups.0.iter().chain(&groups.1).map(Vec::len).sum::<usize>()
        };
        let spare = rows.saturating_sub(used(self.waiting(0)) + Section::ALL.len());
        let (due, decide) = self.waiting(spare);
        let lines = spaced(vec![vec![Vec::new()], due, decide], rows.saturating_sub(1));
        [Line::default()].into_iter().chain(lines).collect()
    }

    /// What stands beside it.
    fn facts(&self) -> Vec<Line> {
        let changed = self.changed().into_iter().collect();
        let groups = vec![vec![changed], vec![self.figures()], vec![self.mend()]];
        let lines = spaced(groups, usize::MAX);
        [Line::default()].into_iter().chain(lines).collect()
    }

    /// What is due and what is to be decided, section by section, in so many lines more than
    /// usual.
    fn waiting(&self, more: usize) -> (Vec<Vec<Line>>, Vec<Vec<Line>>) {
        let shown = shares(counts(self.day), more);
        let all = Section::ALL.map(|section| self.cells(section, shown[section as usize]));
        let columns = Columns::of(&all.iter().flatten().collect::<Vec<_>>(), self.room);
        let block = |section: Section| self.block(section, &all[section as usize], &columns);
        let due = [Section::Overdue, Section::Today, Section::Next].map(block).to_vec();
        let due = if due.iter().all(Vec::is_empty) && self.day.agenda.is_empty() {
            self.nothing()
        } else {
            due
        };
        (due, [Section::Decisions, Section::Quiet].map(block).to_vec())
    }

    fn cells(&self, section: Section, most: usize) -> Vec<Cells> {
        cells(self.day, section, most, self.ground.sight, self.lang())
    }

    fn block(&self, section: Section, cells: &[Cells], columns: &Columns) -> Vec<Line> {
        let is_told = section == Section::Decisions
            && !self.day.agenda.endless.is_empty()
            && !self.day.is_blank;
        if cells.is_empty() && !is_told {
            return Vec::new();
        }
        let (heading, is_cut) = self.heading_line(section, cells.len(), is_told);
        let heading =
            if is_cut { heading.to(Target::Screen(Place::Waiting(section))) } else { heading };
        [heading].into_iter().chain(cells.iter().map(|cells| columns.line(cells))).collect()
    }

    /// A section's title with how many there are, and how many are not shown.
    fn heading(&self, section: Section, shown: usize) -> (String, usize) {
        let count = counts(self.day)[section as usize];
        let title = section.title().say(self.lang()).to_uppercase();
        (format!("{title} {count}"), count - shown)
    }

    /// The line of it, and whether it leads to more.
    fn heading_line(&self, section: Section, shown: usize, is_told: bool) -> (Line, bool) {
        let (lang, room) = (self.lang(), usize::from(self.room));
        let (title, rest) = self.heading(section, shown);
        let more = say::MORE.fill(lang, &[&rest.to_string()]);
        let end = if rest > 0 { width(&more) + 2 } else { 0 };
        let at = width(&title) + 2;
        let about = section.about().map_or("", |words| words.say(lang));
        let mut behind = fit(about, room.saturating_sub(at + end));
        if is_told {
            let kinds = self.day.agenda.endless.iter();
            let kinds: Vec<String> =
                kinds.map(|(kind, count)| counted(kind, *count, lang)).collect();
            let taken = at + width(&behind) + 2 + width(&say::ENDLESS.fill(lang, &[""])) + end;
            let kinds = joined(&kinds, room.saturating_sub(taken), lang);
            behind = format!("{behind}  {}", say::ENDLESS.fill(lang, &[&kinds]));
        }
        let line = Line::text(title, Tone::Strong).and(at as u16, behind, Tone::Dim);
        (if rest > 0 { self.at_end(line, &more) } else { line }, rest > 0 || is_told)
    }

    /// What is said where nothing waits: at first how to begin.
    fn nothing(&self) -> Vec<Vec<Line>> {
        let (lang, keys) = (self.lang(), self.ground.keys);
        let said = match self.day.whose {
            _ if self.day.is_blank => say::NOTHING_YET.say(lang).to_owned(),
            Whose::Mine => say::NOTHING_MINE.fill(lang, &[keys.shown("whose", lang)]),
            Whose::All => say::NOTHING_DUE.say(lang).to_owned(),
        };
        let said = wrapped(&said, usize::from(self.room));
        let said = said.into_iter().map(|line| Line::text(line, Tone::Plain)).collect();
        if !self.day.is_blank {
            return vec![said];
        }
        let key = |(name, words): (&str, crate::value::Words)| {
            let line = Line::default().and(2, keys.shown(name, lang), Tone::Strong);
            line.and(11, words.say(lang), Tone::Plain)
        };
        let begin = [
            ("look-up", say::BEGIN_LOOK_UP),
            ("add", say::BEGIN_ADD),
            ("help", say::BEGIN_HELP),
            ("language", say::OTHER_LANGUAGE),
        ];
        let heading = Line::text(say::TO_BEGIN.say(lang), Tone::Plain);
        vec![said, [heading].into_iter().chain(begin.map(key)).collect()]
    }

    fn changed(&self) -> Option<Line> {
        let lang = self.lang();
        let by = |(who, count): &(Box<str>, usize)| {
            let count = count.to_string();
            match lang {
                Lang::En => say::BY.fill(lang, &[&count, who]),
                Lang::Zh => say::BY.fill(lang, &[who, &count]),
            }
        };
        let mut parts: Vec<String> = self.since.by.iter().map(by).collect();
        if parts.is_empty() {
            return None;
        }
        if self.since.is_more {
            parts.push(say::AND_MORE.say(lang).to_owned());
        }
        let title = say::CHANGED.say(lang).to_uppercase();
        let left = self.ground.left.map_or_else(String::new, |left| {
            say::LEFT.fill(lang, &[&left.format("%m-%d %H:%M").to_string()])
        });
        let since = format!("{}{left}", say::SINCE.say(lang));
        let mut at = width(&title) as u16 + 2;
        let mut line = Line::text(title, Tone::Strong);
        // In a narrow column who it was matters more than since when.
        let by = parts.join(COMMA.say(lang));
        if usize::from(self.room) >= usize::from(at) + width(&since) + 2 + width(&by) {
            let end = at + width(&since) as u16;
            line = line.and(at, since, Tone::Dim);
            at = end + 2;
        }
        let by = fit(&by, usize::from(self.room.saturating_sub(at)));
        Some(line.and(at, by, Tone::Plain).to(Target::Screen(Place::History(None))))
    }

    fn figures(&self) -> Vec<Line> {
        if self.day.figures.is_empty() {
            return Vec::new();
        }
        figures::whole(&self.day.figures, self.ground.sight, self.lang(), self.room)
    }

    /// How much is to be mended: where there is room, on more than one line.
    fn mend(&self) -> Vec<Line> {
        let (lang, mend) = (self.lang(), &self.day.agenda.mend);
        let mut parts = Vec::new();
        if !mend.no_dates.is_empty() {
            let kinds: Vec<String> =
                mend.no_dates.iter().map(|(kind, count)| counted(kind, *count, lang)).collect();
            parts.push(say::NO_DATE.fill(lang, &[&kinds.join(COMMA.say(lang))]));
        }
        if mend.no_contact > 0 {
            let kind = crate::records::kind_named("organizations");
            let count = kind.map_or_else(String::new, |kind| counted(kind, mend.no_contact, lang));
            parts.push(say::NO_CONTACT.fill(lang, &[&count]));
        }
        if mend.confirm > 0 {
            parts.push(say::TO_CONFIRM.fill(lang, &[&mend.confirm.to_string()]));
        }
        if parts.is_empty() {
            return Vec::new();
        }
        parts.reverse();
        let title = say::MEND.say(lang).to_uppercase();
        let at = width(&title) + 2;
        let room = usize::from(self.room).saturating_sub(at);
        let is_narrow = self.room + AROUND < self.ground.size.0;
        let texts = if is_narrow || self.day.is_blank {
            parts.iter().flat_map(|part| wrapped(part, room)).collect()
        } else {
            vec![joined(&parts, room, lang)]
        };
        let mut lines: Vec<Line> = texts
            .into_iter()
            .map(|text| Line::default().and(at as u16, text, Tone::Plain))
            .collect();
        if let Some(first) = lines.first_mut() {
            first.pieces.insert(0, (0, title, Tone::Strong));
            first.target = Some(Target::Screen(Place::Mend));
        }
        lines
    }
}

/// As many parts as there is room for, `…` in the place of the others.
pub fn joined(parts: &[String], room: usize, lang: Lang) -> String {
    let comma = COMMA.say(lang);
    let all = parts.join(comma);
    if width(&all) <= room {
        return all;
    }
    let first = |count: usize| [&parts[..count], &[say::WORKING.to_owned()]].concat().join(comma);
    let most = (0..parts.len()).rev().map(first).find(|text| width(text) <= room);
    most.unwrap_or_default()
}

/// So many of a kind.
fn counted(kind: &Kind, count: usize, lang: Lang) -> String {
    let (number, title) = (count.to_string(), kind.title.say(lang).to_lowercase());
    match lang {
        Lang::En if count == 1 => say::COUNTED.fill(lang, &[&number, kind.one(lang)]),
        Lang::En => say::COUNTED.fill(lang, &[&number, &title]),
        Lang::Zh => say::COUNTED.fill(lang, &[&title, &number]),
    }
}
