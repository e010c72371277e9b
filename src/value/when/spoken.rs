//! Dates told from today: `+30d`, `next fri`, `月底`. Nothing here reads the clock.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};

use super::{When, out_of_years, written};
use crate::value::Wrong;
use crate::value::read::Token;

/// Days from today.
const DAYS: &[(&str, i64)] = &[
    ("today", 0),
    ("tomorrow", 1),
    ("yesterday", -1),
    ("今天", 0),
    ("今日", 0),
    ("明天", 1),
    ("明日", 1),
    ("后天", 2),
    ("大后天", 3),
    ("昨天", -1),
    ("昨日", -1),
    ("前天", -2),
];

/// Months from this one.
const MONTHS: &[(&str, i64)] =
    &[("本月", 0), ("这个月", 0), ("下月", 1), ("下个月", 1), ("上月", -1), ("上个月", -1)];

/// Years from this one.
const YEARS: &[(&str, i64)] =
    &[("今年", 0), ("本年", 0), ("明年", 1), ("后年", 2), ("去年", -1), ("前年", -2)];

/// What says which week, month or year is meant.
const TURNS: &[(&str, i64)] = &[
    ("this", 0),
    ("next", 1),
    ("last", -1),
    ("本", 0),
    ("这", 0),
    ("这个", 0),
    ("下", 1),
    ("下个", 1),
    ("上", -1),
    ("上个", -1),
];

/// Monday first, as in ISO 8601.
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const WEEKS: &[&str] = &["周", "星期", "礼拜"];

const AFTER: &[&str] = &["以后", "之后", "后"];
const BEFORE: &[&str] = &["以前", "之前", "前"];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

const UNITS: &[(&str, Unit)] = &[
    ("d", Unit::Day),
    ("day", Unit::Day),
    ("days", Unit::Day),
    ("天", Unit::Day),
    ("日", Unit::Day),
    ("w", Unit::Week),
    ("week", Unit::Week),
    ("weeks", Unit::Week),
    ("周", Unit::Week),
    ("星期", Unit::Week),
    ("个星期", Unit::Week),
    ("礼拜", Unit::Week),
    ("个礼拜", Unit::Week),
    ("m", Unit::Month),
    ("month", Unit::Month),
    ("months", Unit::Month),
    ("个月", Unit::Month),
    ("y", Unit::Year),
    ("year", Unit::Year),
    ("years", Unit::Year),
    ("年", Unit::Year),
];

fn look<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// Reads a date told from today; `None` if the tokens have no such form.
pub(super) fn read(tokens: &[Token<'_>], today: NaiveDate) -> Result<Option<When>, Wrong> {
    use Token::{Number, Sign, Word};
    let when = match *tokens {
        [Word(word)] => one_word(word, today),
        [Word("end"), Word("month")] => Some(day_of(end_of_month(today))),
        [Word("end"), Word("year")] => Some(day_of(end_of_year(today))),
        [Word(turn), Word(what)] => turned(turn, what, today),
        [Sign('+') | Word("in"), Number(_, n), Word(unit)] => {
            look(UNITS, unit).map(|unit| step(today, i64::from(n), unit))
        }
        [Sign('-'), Number(_, n), Word(unit)] | [Number(_, n), Word(unit), Word("ago")] => {
            look(UNITS, unit).map(|unit| step(today, -i64::from(n), unit))
        }
        [Number(_, n), Word(word)] => from_now(i64::from(n), word, today),
        [Word(week), Number(1, n @ 1..=6)] => weekday(week, i64::from(n) - 1, today),
        [Word(word), Number(1 | 2, d), Word("日" | "号")] => {
            return in_named_month(word, d, today);
        }
        [Word(word), Number(1 | 2, m), Word("月"), ref rest @ ..] => {
            return in_named_year(word, m, rest, today);
        }
        _ => None,
    };
    when.transpose()
}

/// A form that was recognized, and the date it gives if that is in range.
type Reading = Option<Result<When, Wrong>>;

fn day_of(date: Option<NaiveDate>) -> Result<When, Wrong> {
    date.and_then(When::day).ok_or_else(out_of_years)
}

fn one_word(word: &str, today: NaiveDate) -> Reading {
    if let Some(days) = look(DAYS, word) {
        return Some(step(today, days, Unit::Day));
    }
    if let Some(months) = look(MONTHS, word) {
        return Some(month_from(today, months));
    }
    if let Some(years) = look(YEARS, word) {
        return Some(year_from(today, years));
    }
    if let Some(at) = named_weekday(word) {
        return Some(day_of(coming(today, at)));
    }
    match word {
        "月底" | "月末" => return Some(day_of(end_of_month(today))),
        "年底" | "年末" => return Some(day_of(end_of_year(today))),
        "半年后" => return Some(step(today, 6, Unit::Month)),
        _ => {}
    }
    if let Some(week) = word.strip_suffix(['日', '天']) {
        return weekday(week, 6, today);
    }
    let turn = WEEKS.iter().find_map(|week| word.strip_suffix(week))?;
    if look(TURNS, turn)? != 1 {
        return None;
    }
    Some(day_of(in_week(today, 1, 0)))
}

/// `next week` is its Monday; other weeks are no date.
fn turned(turn: &str, what: &str, today: NaiveDate) -> Reading {
    let turn = look(TURNS, turn)?;
    if let Some(at) = named_weekday(what) {
        return Some(day_of(in_week(today, turn, at)));
    }
    match what {
        "week" if turn == 1 => Some(day_of(in_week(today, 1, 0))),
        "month" => Some(month_from(today, turn)),
        "year" => Some(year_from(today, turn)),
        _ => None,
    }
}

/// `周` and a number, `下周` and a number: `at` counts from Monday.
fn weekday(week: &str, at: i64, today: NaiveDate) -> Reading {
    Some(day_of(match WEEKS.iter().find_map(|name| week.strip_suffix(name))? {
        "" => coming(today, at),
        turn => in_week(today, look(TURNS, turn)?, at),
    }))
}

/// `30天后`, `两周前`.
fn from_now(n: i64, word: &str, today: NaiveDate) -> Reading {
    let (unit, n) = match AFTER.iter().find_map(|after| word.strip_suffix(after)) {
        Some(unit) => (unit, n),
        None => (BEFORE.iter().find_map(|before| word.strip_suffix(before))?, -n),
    };
    Some(step(today, n, look(UNITS, unit)?))
}

/// `下个月5号`.
fn in_named_month(word: &str, d: u32, today: NaiveDate) -> Result<Option<When>, Wrong> {
    let month = look(MONTHS, word).map(|months| month_from(today, months));
    let Some(month) = month.transpose()? else { return Ok(None) };
    let first = month.first();
    written::day(first.year().unsigned_abs(), first.month(), d).map(Some)
}

/// `明年3月`, `去年12月3日`.
fn in_named_year(
    word: &str,
    m: u32,
    rest: &[Token<'_>],
    today: NaiveDate,
) -> Result<Option<When>, Wrong> {
    let year = look(YEARS, word).map(|years| year_from(today, years));
    let Some(year) = year.transpose()? else { return Ok(None) };
    let year = year.first().year().unsigned_abs();
    match *rest {
        [] => written::month(year, m).map(Some),
        [Token::Number(1 | 2, d), Token::Word("日" | "号")] => written::day(year, m, d).map(Some),
        _ => Ok(None),
    }
}

fn named_weekday(word: &str) -> Option<i64> {
    let at = WEEKDAYS.iter().position(|name| written::names(word, name))?;
    i64::try_from(at).ok()
}

/// The next such weekday, today counting.
fn coming(today: NaiveDate, at: i64) -> Option<NaiveDate> {
    let days = (at - i64::from(today.weekday().num_days_from_monday())).rem_euclid(7);
    add_days(today, days)
}

/// The weekday of the week that lies `weeks` after today's.
fn in_week(today: NaiveDate, weeks: i64, at: i64) -> Option<NaiveDate> {
    add_days(today, weeks * 7 + at - i64::from(today.weekday().num_days_from_monday()))
}

fn month_from(today: NaiveDate, months: i64) -> Result<When, Wrong> {
    let month = add_months(today, months).and_then(|date| When::month(date.year(), date.month()));
    month.ok_or_else(out_of_years)
}

fn year_from(today: NaiveDate, years: i64) -> Result<When, Wrong> {
    let year = i32::try_from(i64::from(today.year()) + years).ok().and_then(When::year);
    year.ok_or_else(out_of_years)
}

fn end_of_month(today: NaiveDate) -> Option<NaiveDate> {
    add_months(today.with_day(1)?, 1)?.checked_sub_days(Days::new(1))
}

fn end_of_year(today: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(today.year(), 12, 31)
}

fn step(today: NaiveDate, n: i64, unit: Unit) -> Result<When, Wrong> {
    day_of(match unit {
        Unit::Day => add_days(today, n),
        Unit::Week => n.checked_mul(7).and_then(|days| add_days(today, days)),
        Unit::Month => add_months(today, n),
        Unit::Year => n.checked_mul(12).and_then(|months| add_months(today, months)),
    })
}

fn add_days(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(TimeDelta::try_days(days)?)
}

/// A day the month does not have becomes its last.
fn add_months(date: NaiveDate, months: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) }
}
