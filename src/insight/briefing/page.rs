//! The briefing on a page of so many lines: each part says something, the most important first,
//! as much as there is room for; what is not said is counted.

use super::{Briefing, Goal, PAGE, Part, Scope};
use crate::value::{fit, width, wrapped};
use crate::words::brief as say;
use crate::words::screen::COMMA;

/// Where what a part says begins.
const INDENT: usize = 12;
/// Most lines of its names, and of what it is.
const HEAD: usize = 2;
/// Most lines of one point.
const WRAPS: usize = 3;
/// The lines above and below the parts.
const RULES: usize = 2;
/// Between small things side by side.
const BETWEEN: &str = "  ";
/// From so many lines on, that there is more has a line of its own.
const OWN_LINE: usize = 3;

/// How a piece looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// As it is.
    Plain,
    /// A name, a title.
    Strong,
    /// What stands behind.
    Dim,
}

/// A piece of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Its column, in cells.
    pub at: usize,
    /// What it says.
    pub text: String,
    /// How it looks.
    pub look: Look,
}

/// A line of the page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    /// Its pieces, from the left.
    pub pieces: Vec<Piece>,
    /// Where it leads.
    pub goal: Option<Goal>,
}

impl Line {
    fn of(text: impl Into<String>, look: Look) -> Self {
        Self::default().and(0, text, look)
    }

    fn and(mut self, at: usize, text: impl Into<String>, look: Look) -> Self {
        self.pieces.push(Piece { at, text: text.into(), look });
        self
    }
}

/// How the lines of a page are shared out.
pub(super) struct Shares {
    /// Lines of each part; none of one that is told together with the others that are empty.
    pub lines: Vec<usize>,
    /// What is left.
    spare: usize,
}

/// The parts that get another line first.
const FIRST: [&str; 9] = [
    say::CONTACTS.en,
    say::WE_OWE.en,
    say::THEY_OWE.en,
    say::LAST_TOUCH.en,
    say::NEXT.en,
    say::AGREEMENTS.en,
    say::PROJECTS.en,
    say::CENTERS.en,
    say::SERVICES.en,
];

impl Briefing {
    /// How many of a page's lines each part gets.
    pub(super) fn shares(&self, room: usize, height: usize) -> Shares {
        let fixed = self.head(room + INDENT).len()
            + usize::from(!self.gaps.is_empty())
            + usize::from(!self.sources.is_empty())
            + usize::from(self.notice("").is_some() || self.scope == Scope::Internal);
        let is_empty = |part: &Part| part.points.is_empty();
        let empty = self.parts.iter().filter(|part| is_empty(part)).count();
        let mut spare = height.saturating_sub(fixed + self.parts.len() - empty);
        // Those that say nothing share a line or two where all others need more room.
        let wants: Vec<usize> = self.parts.iter().map(|part| part.wants(room)).collect();
        let wanted: usize = wants.iter().map(|wants| wants - 1).sum();
        let each = spare >= empty + wanted.min(4);
        spare = spare.saturating_sub(if each { empty } else { empty.min(2) });
        let of = |part: &Part| usize::from(each || !is_empty(part));
        let mut lines: Vec<usize> = self.parts.iter().map(of).collect();
        let mut order: Vec<usize> = (0..self.parts.len()).collect();
        let first = |at: &usize| FIRST.iter().position(|title| *title == self.parts[*at].title.en);
        order.sort_by_key(|at| first(at).unwrap_or(FIRST.len()));
        let least = kept(height);
        let mut grown = true;
        while grown && spare > least {
            grown = false;
            for at in &order {
                if spare > least && lines[*at] > 0 && lines[*at] < wants[*at] {
                    (lines[*at], spare, grown) = (lines[*at] + 1, spare - 1, true);
                }
            }
        }
        Shares { lines, spare }
    }

    /// The page in so many columns and, if what must be said takes no more, lines. `shows` is what
    /// shows, or hides, what is internal.
    pub fn lines(&self, (columns, height): (usize, usize), shows: &str) -> Vec<Line> {
        let room = columns.saturating_sub(INDENT).max(INDENT);
        let mut shares = self.shares(room, height);
        let mut lines = self.head(columns);
        if self.hidden.is_some() {
            shares.spare = 1;
            lines.push(Line::default());
        }
        let kept = shares.spare.min(kept(height));
        shares.spare -= kept;
        let mut foot = self.foot(room, &mut shares.spare);
        shares.spare += kept;
        let rule = || Line::of("─".repeat(columns), Look::Dim);
        if shares.spare >= RULES {
            lines.push(rule());
            foot.insert(0, rule());
            shares.spare -= RULES;
        }
        if let Some(why) = self.hidden {
            lines.push(Line::of(why.say(self.lang), Look::Plain));
        }
        for (part, share) in self.parts.iter().zip(&shares.lines).filter(|(_, share)| **share > 0) {
            lines.extend(self.part(part, *share, room));
        }
        lines.extend(self.together(&shares.lines, room));
        lines.extend(foot);
        let notice = self.notice(shows).map(|notice| Line::of(fit(&notice, columns), Look::Dim));
        if notice.is_some() && shares.spare > 0 {
            lines.push(Line::default());
        }
        lines.extend(notice);
        lines
    }

    /// Its names and the day; what it is.
    fn head(&self, columns: usize) -> Vec<Line> {
        let day = say::TITLE.fill(self.lang, &[&self.day.to_string()]);
        let at = columns.saturating_sub(width(&day));
        let names = cut(&self.name, at.saturating_sub(2), HEAD);
        let mut lines: Vec<Line> =
            names.into_iter().map(|name| Line::of(name, Look::Strong)).collect();
        if let Some(first) = lines.first_mut() {
            first.pieces.push(Piece { at, text: day, look: Look::Dim });
            first.goal = self.hidden.is_none().then_some(Goal::Record(self.of));
        }
        if self.hidden.is_none() {
            let about = cut(&self.about, columns, HEAD);
            lines.extend(about.into_iter().map(|about| Line::of(about, Look::Plain)));
        }
        lines
    }

    fn part(&self, part: &Part, share: usize, room: usize) -> Vec<Line> {
        let title = part.title.say(self.lang);
        let mut lines: Vec<Line> = Vec::new();
        let mut say = |text: &str, look: Look, goal: Option<Goal>| {
            let line =
                if lines.is_empty() { Line::of(title, Look::Strong) } else { Line::default() };
            lines.push(Line { goal, ..line.and(INDENT, text, look) });
        };
        if part.points.is_empty() {
            say(part.none.say(self.lang), Look::Dim, None);
            return lines;
        }
        let strip = flow(&part.cells, room);
        if !strip.is_empty() {
            let strip = if strip.len() > share { vec![part.short.clone()] } else { strip };
            let goal = part.points.first().map(|point| point.goal);
            strip.iter().enumerate().for_each(|(nth, text)| {
                say(text, Look::Plain, goal.filter(|_| nth == 0));
            });
            return lines;
        }
        let (shown, rest) = self.shown(part, share);
        let more = |count: usize| say::MORE.fill(self.lang, &[&count.to_string()]);
        let mut unused = share - shown - usize::from(rest.is_some() && share >= OWN_LINE);
        for (nth, point) in part.points.iter().take(shown).enumerate() {
            match rest {
                Some((count, goal)) if share < OWN_LINE && nth + 1 == shown => {
                    let more = more(count);
                    let text = fit(&point.text, room.saturating_sub(width(&more) + 2));
                    say(&format!("{text}  {more}"), Look::Plain, Some(goal));
                }
                _ => {
                    for (nth, text) in cut(&point.text, room, 1 + unused).iter().enumerate() {
                        unused -= usize::from(nth > 0);
                        say(text, Look::Plain, (nth == 0).then_some(point.goal));
                    }
                }
            }
        }
        if let Some((count, goal)) = rest.filter(|_| share >= OWN_LINE) {
            say(&more(count), Look::Dim, Some(goal));
        }
        lines
    }

    /// How many points of a part are told in so many lines, and what is left of it.
    pub(super) fn shown(&self, part: &Part, share: usize) -> (usize, Option<(usize, Goal)>) {
        let all = part.all.len().max(part.points.len());
        let shown = match share {
            _ if all <= share && part.points.len() == all => all,
            0 => 0,
            1..OWN_LINE => share.min(part.points.len()),
            share => (share - 1).min(part.points.len()),
        };
        // What stands on the line that says so is to be found there, too.
        let from = if share < OWN_LINE { shown.saturating_sub(1) } else { shown };
        (shown, part.rest(self.of, (shown, from), self.scope == Scope::Public))
    }

    /// The parts that are empty and have no line each.
    fn together(&self, shares: &[usize], room: usize) -> Vec<Line> {
        let silent = || self.parts.iter().zip(shares).filter(|(_, share)| **share == 0);
        let told = |is_public: bool| -> Vec<&str> {
            let of = silent().filter(|(part, _)| (part.none == say::NONE_PUBLIC) == is_public);
            of.map(|(part, _)| part.title.say(self.lang)).collect()
        };
        let mut lines = Vec::new();
        for (titles, words) in [(told(false), say::NONE_OF), (told(true), say::NONE_PUBLIC_OF)] {
            if !titles.is_empty() {
                let text = words.fill(self.lang, &[&titles.join(COMMA.say(self.lang))]);
                lines.push(Line::of(fit(&text, room + INDENT), Look::Dim));
            }
        }
        lines
    }

    /// What lacks, and the sources.
    fn foot(&self, room: usize, spare: &mut usize) -> Vec<Line> {
        let mut lines = Vec::new();
        for (title, parts) in [(say::GAPS, &self.gaps), (say::SOURCES, &self.sources)] {
            let comma = COMMA.say(self.lang);
            let whole = cut(&parts.join(comma), room, 1 + (*spare).min(WRAPS - 1));
            *spare = spare.saturating_sub(whole.len().saturating_sub(1));
            let texts = match whole.as_slice() {
                [only] => vec![self.some(parts, only, room)],
                _ => whole,
            };
            for (nth, text) in texts.iter().enumerate().filter(|_| !parts.is_empty()) {
                let head = if nth == 0 { title.say(self.lang) } else { "" };
                lines.push(Line::of(head, Look::Strong).and(INDENT, text, Look::Plain));
            }
        }
        lines
    }

    /// As many of some texts as one line holds, and how many more there are.
    fn some(&self, parts: &[String], whole: &str, room: usize) -> String {
        let comma = COMMA.say(self.lang);
        if parts.join(comma) == whole {
            return whole.to_owned();
        }
        let first = |count: usize| {
            let more = say::MORE.fill(self.lang, &[&(parts.len() - count).to_string()]);
            let told = parts[..count].iter().cloned().chain([more]);
            told.collect::<Vec<_>>().join(comma)
        };
        let most = (1..parts.len()).rev().map(first).find(|text| width(text) <= room);
        most.unwrap_or_else(|| whole.to_owned())
    }
}

impl Part {
    /// How many lines it would take to tell all of it.
    fn wants(&self, room: usize) -> usize {
        if !self.cells.is_empty() {
            return flow(&self.cells, room).len();
        }
        let lines = |text: &str| wrapped(text, room).len().min(WRAPS);
        let told: usize = self.points.iter().map(|point| lines(&point.text)).sum();
        let is_more = self.all.len() > self.points.len();
        (told + usize::from(is_more)).max(1)
    }
}

/// Small things side by side, none broken.
fn flow(cells: &[String], room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for cell in cells {
        match lines.last_mut() {
            Some(line) if width(line) + BETWEEN.len() + width(cell) <= room => {
                line.push_str(BETWEEN);
                line.push_str(cell);
            }
            _ => lines.push(cell.clone()),
        }
    }
    lines
}

/// How many lines are kept for the rules: where there is no more room than on the least page what
/// there is to say goes first.
fn kept(height: usize) -> usize {
    if height > PAGE.1 { RULES } else { 0 }
}

/// A text in so many lines at most, `…` where it is cut.
fn cut(text: &str, room: usize, most: usize) -> Vec<String> {
    let mut lines = wrapped(text, room);
    if lines.len() > most.clamp(1, WRAPS) {
        lines.truncate(most.clamp(1, WRAPS));
        let told: String = lines[..lines.len() - 1].concat();
        // What was broken between words lost the blank there: the rest begins behind it.
        let rest = rest_of(text, &told);
        if let Some(last) = lines.last_mut() {
            *last = fit(rest, room);
        }
    }
    lines
}

/// What follows in a text after so many of its signs, blanks not counted.
fn rest_of<'t>(text: &'t str, told: &str) -> &'t str {
    let mut left = told.chars().filter(|c| !c.is_whitespace()).count();
    for (at, c) in text.char_indices() {
        if left == 0 && !c.is_whitespace() {
            return &text[at..];
        }
        left -= usize::from(!c.is_whitespace() && left > 0);
    }
    ""
}
