//! A date as well as it is known: to the decade, the year, the month or the day, or about so.
//! It means a span of days, and is never silently taken for a single one of them.

mod spoken;
mod written;

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::read::{self, Token, wrong};
use super::{Lang, Wrong};

/// The years a date can fall in: those that are written with four digits.
pub const YEARS: RangeInclusive<i32> = 1000..=9999;

/// What says "about" before a date, and after it.
const ABOUT_BEFORE: &[&str] = &["~", "大约", "约", "大概", "about", "around", "circa", "ca", "c"];
const ABOUT_AFTER: &[&str] = &["左右", "前后"];

/// How well a date is known, the coarsest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Grain {
    /// Ten years from one that ends in nought.
    Decade,
    /// A calendar year.
    Year,
    /// A calendar month.
    Month,
    /// One day.
    Day,
}

/// A date known to its grain. Sorted by the first day it can mean, then the coarser first, then
/// the exact before the "about".
///
/// Stored as four integers `(grain, year, month, day)`: the grain 0 decade, 1 year, 2 month,
/// 3 day, and 16 more for "about"; the year (of a decade its first); month and day 0 where the
/// grain does not know them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "Stored", try_from = "Stored")]
pub struct When {
    first: NaiveDate,
    grain: Grain,
    about: bool,
}

type Stored = (u8, u16, u8, u8);

const STORED_ABOUT: u8 = 16;

impl When {
    /// The day; `None` outside the years 1000 to 9999.
    pub fn day(date: NaiveDate) -> Option<Self> {
        When::from_first(date, Grain::Day)
    }

    /// The month; `None` outside the years 1000 to 9999 or where there is no such month.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        When::from_first(NaiveDate::from_ymd_opt(year, month, 1)?, Grain::Month)
    }

    /// The year; `None` outside the years 1000 to 9999.
    pub fn year(year: i32) -> Option<Self> {
        When::from_first(NaiveDate::from_ymd_opt(year, 1, 1)?, Grain::Year)
    }

    /// The ten years the year falls in; `None` outside the years 1000 to 9999.
    pub fn decade(year: i32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year.checked_sub(year.rem_euclid(10))?, 1, 1)?;
        When::from_first(first, Grain::Decade)
    }

    fn from_first(first: NaiveDate, grain: Grain) -> Option<Self> {
        YEARS.contains(&first.year()).then_some(When { first, grain, about: false })
    }

    /// The same date, known only about so.
    pub fn about(self) -> Self {
        When { about: true, ..self }
    }

    /// Reads a date as people write it, in either language. With `today`, also one without its
    /// year and one told from today (`+30d`, `next fri`, `下周五`); `fri` and `周五` are the next
    /// such day, today counting; `next fri` and `下周五` lie in the week (from Monday) after this.
    pub fn read(text: &str, today: Option<NaiveDate>) -> Result<Self, Wrong> {
        let plain = read::plain(text)?;
        When::read_plain(&plain, today)?.ok_or_else(|| not_a_date(today))
    }

    /// Reads a text that is already plain; `None` if it has no form of a date.
    pub(super) fn read_plain(plain: &str, today: Option<NaiveDate>) -> Result<Option<Self>, Wrong> {
        let (exact, about) = split_about(plain);
        let tokens = essential(&read::tokens(exact));
        let mut when = written::read(&tokens, today)?;
        if let (None, Some(today)) = (when, today) {
            when = spoken::read(&tokens, today)?;
        }
        Ok(when.map(|when| When { about, ..when }))
    }

    /// A date as well known as this one that holds another day; `None` outside the years 1000 to
    /// 9999.
    pub fn moved_to(self, date: NaiveDate) -> Option<Self> {
        let moved = match self.grain {
            Grain::Decade => When::decade(date.year()),
            Grain::Year => When::year(date.year()),
            Grain::Month => When::month(date.year(), date.month()),
            Grain::Day => When::day(date),
        };
        moved.map(|moved| When { about: self.about, ..moved })
    }

    /// The first day it can mean. "About" does not widen the span.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day it can mean.
    pub fn last(self) -> NaiveDate {
        let months = match self.grain {
            Grain::Decade => 120,
            Grain::Year => 12,
            Grain::Month => 1,
            Grain::Day => return self.first,
        };
        self.first + Months::new(months) - Days::new(1)
    }

    /// How well it is known.
    pub fn grain(self) -> Grain {
        self.grain
    }

    /// Whether it is known only about so.
    pub fn is_about(self) -> bool {
        self.about
    }

    /// Whether every day it can mean is before the date.
    pub fn holds_before(self, date: NaiveDate) -> bool {
        self.last() < date
    }

    /// Whether every day it can mean lies from the first to the last date, both counting.
    pub fn within(self, first: NaiveDate, last: NaiveDate) -> bool {
        first <= self.first && self.last() <= last
    }

    /// As in a table: `1980s`, `2003`, `2017-12`, `2026-11-22`, `~2019`; `1980年代`, `约2019`.
    pub fn show(self, lang: Lang) -> String {
        let year = self.first.year();
        let date = match (self.grain, lang) {
            (Grain::Decade, Lang::En) => format!("{year}s"),
            (Grain::Decade, Lang::Zh) => format!("{year}年代"),
            (Grain::Year, _) => year.to_string(),
            (Grain::Month, _) => format!("{year}-{:02}", self.first.month()),
            (Grain::Day, _) => self.first.to_string(),
        };
        match (self.about, lang) {
            (false, _) => date,
            (true, Lang::En) => format!("~{date}"),
            (true, Lang::Zh) => format!("约{date}"),
        }
    }

    /// As in a sentence: `22 November 2026`, `about 2005`; `2026年11月22日`, `约2005年`.
    pub fn show_long(self, lang: Lang) -> String {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        let date = match (self.grain, lang) {
            (Grain::Decade, Lang::En) => format!("{year}s"),
            (Grain::Decade, Lang::Zh) => format!("{year}年代"),
            (Grain::Year, Lang::En) => year.to_string(),
            (Grain::Year, Lang::Zh) => format!("{year}年"),
            (Grain::Month, Lang::En) => format!("{} {year}", written::month_name(month)),
            (Grain::Month, Lang::Zh) => format!("{year}年{month}月"),
            (Grain::Day, Lang::En) => format!("{day} {} {year}", written::month_name(month)),
            (Grain::Day, Lang::Zh) => format!("{year}年{month}月{day}日"),
        };
        match (self.about, lang) {
            (false, _) => date,
            (true, Lang::En) => format!("about {date}"),
            (true, Lang::Zh) => format!("约{date}"),
        }
    }
}

impl From<When> for Stored {
    fn from(when: When) -> Stored {
        let (month, day) = (when.first.month() as u8, when.first.day() as u8);
        let (grain, month, day) = match when.grain {
            Grain::Decade => (0, 0, 0),
            Grain::Year => (1, 0, 0),
            Grain::Month => (2, month, 0),
            Grain::Day => (3, month, day),
        };
        let about = if when.about { STORED_ABOUT } else { 0 };
        let year = u16::try_from(when.first.year()).expect("a year has four digits");
        (grain | about, year, month, day)
    }
}

impl TryFrom<Stored> for When {
    type Error = &'static str;

    fn try_from((grain, year, month, day): Stored) -> Result<Self, Self::Error> {
        let (year, month, day) = (i32::from(year), u32::from(month), u32::from(day));
        let when = match (grain & !STORED_ABOUT, month, day) {
            (0, 0, 0) if year % 10 == 0 => When::decade(year),
            (1, 0, 0) => When::year(year),
            (2, _, 0) => When::month(year, month),
            (3, _, _) => NaiveDate::from_ymd_opt(year, month, day).and_then(When::day),
            _ => None,
        };
        let about = grain & STORED_ABOUT != 0;
        Ok(When { about, ..when.ok_or("not a stored date")? })
    }
}

/// The text without its words for "about", and whether it had any: `c. 2005`, `约2005年左右`.
fn split_about(plain: &str) -> (&str, bool) {
    let after = ABOUT_AFTER.iter().find_map(|word| plain.strip_suffix(word));
    let plain = after.unwrap_or(plain);
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let before = ABOUT_BEFORE.iter().find_map(|word| {
        let rest = plain.strip_prefix(word)?;
        (!word.ends_with(is_letter) || !rest.starts_with(is_letter)).then_some(rest)
    });
    match before {
        Some(rest) => (rest.trim_start_matches('.'), true),
        None => (plain, after.is_some()),
    }
}

/// Leaves out what no form of a date needs: `Nov. 22nd, 2026`, `22-Nov-2026`, `this-year`.
fn essential<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let is_word = |at: Option<usize>| matches!(at.and_then(|at| tokens.get(at)), Some(Token::Word(word)) if word.is_ascii());
    let needed = |at: usize, token: Token<'_>| match token {
        Token::Sign(',') | Token::Word("of") => false,
        Token::Sign('.') => !is_word(at.checked_sub(1)),
        Token::Sign('-') => at == 0 || !(is_word(Some(at - 1)) || is_word(Some(at + 1))),
        Token::Word("st" | "nd" | "rd" | "th") => {
            !matches!(at.checked_sub(1).map(|at| tokens[at]), Some(Token::Number(1 | 2, _)))
        }
        _ => true,
    };
    tokens.iter().enumerate().filter(|(at, t)| needed(*at, **t)).map(|(_, t)| *t).collect()
}

fn not_a_date(today: Option<NaiveDate>) -> Wrong {
    match today {
        Some(_) => wrong(
            "not a date: write 2028, 2028-06, 2028-06-30, 1980s, ~2005 or +2y",
            "不是日期：可写 2028、2028-06、2028-06-30、1980年代、约2005 或 +2y",
        ),
        None => wrong(
            "not a date: write 2028, 2028-06, 2028-06-30, 1980s or ~2005",
            "不是日期：可写 2028、2028-06、2028-06-30、1980年代 或 约2005",
        ),
    }
}

fn out_of_years() -> Wrong {
    let (first, last) = (YEARS.start(), YEARS.end());
    wrong(
        format!("out of range: write a date in the years {first} to {last}"),
        format!("超出范围：年份须在{first}到{last}之间"),
    )
}

#[cfg(test)]
mod tests;
