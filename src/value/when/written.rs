//! Dates written out, in figures and names. What can be two dates is refused with both.

use chrono::{Datelike, NaiveDate};

use super::{When, out_of_years};
use crate::value::Wrong;
use crate::value::read::{Token, wrong};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month from 1 to 12.
pub(super) fn month_name(month: u32) -> &'static str {
    MONTHS[month as usize - 1]
}

/// Whether the word, in lower case, is the name or shortens it to three letters or more.
pub(super) fn names(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn named_month(word: &str) -> Option<u32> {
    MONTHS.iter().position(|name| names(word, name)).map(|at| at as u32 + 1)
}

/// Reads a date in figures; `None` if the tokens have no such form. Without its year it is this
/// year's.
pub(super) fn read(tokens: &[Token<'_>], today: Option<NaiveDate>) -> Result<Option<When>, Wrong> {
    use Token::{Number, Sign, Word};
    let when = match *tokens {
        [Number(4, y)] | [Number(4, y), Word("年")] => year(y),
        [Number(4, y), Word("s" | "年代")] => decade(y),
        [Number(2, d), Word("s" | "年代")] => short_decade(d),
        [Number(2, c @ 11..), Word("世纪"), Number(2, d), Word("年代")] => {
            decade((c - 1) * 100 + d)
        }
        [Word("上世纪"), Number(2, d), Word("年代")] => decade(1900 + d),

        [Number(4, y), Sign('-' | '/' | '.'), Number(1 | 2, m)]
        | [Number(4, y), Word("年"), Number(1 | 2, m), Word("月")] => month(y, m),
        [
            Number(4, y),
            Sign(left @ ('-' | '/' | '.')),
            Number(1 | 2, m),
            Sign(right),
            Number(1 | 2, d),
        ] if left == right => day(y, m, d),
        [
            Number(4, y),
            Word("年"),
            Number(1 | 2, m),
            Word("月"),
            Number(1 | 2, d),
            Word("日" | "号"),
        ] => day(y, m, d),
        [Number(1 | 2, m), Word("月")] => this_year(today).and_then(|y| month(y, m)),
        [Number(1 | 2, m), Word("月"), Number(1 | 2, d), Word("日" | "号")] => {
            this_year(today).and_then(|y| day(y, m, d))
        }

        [Number(1 | 2, a), Sign('-' | '/' | '.'), Number(1 | 2, b)] => either((a, b), None, today),
        [
            Number(1 | 2, a),
            Sign(left @ ('-' | '/' | '.')),
            Number(1 | 2, b),
            Sign(right),
            Number(4, y),
        ] if left == right => either((a, b), Some(y), today),
        _ => return named(tokens, today),
    };
    when.map(Some)
}

/// Reads a date whose month is named in English.
fn named(tokens: &[Token<'_>], today: Option<NaiveDate>) -> Result<Option<When>, Wrong> {
    use Token::{Number, Word};
    let month_of = |token: &Token<'_>| match token {
        Word(word) => named_month(word),
        _ => None,
    };
    let Some(m) = tokens.iter().find_map(month_of) else { return Ok(None) };
    let when = match *tokens {
        [Word(_)] => this_year(today).and_then(|y| month(y, m)),
        [Word(_), Number(4, y)] | [Number(4, y), Word(_)] => month(y, m),
        [Word(_), Number(1 | 2, d)] | [Number(1 | 2, d), Word(_)] => {
            this_year(today).and_then(|y| day(y, m, d))
        }
        [Number(1 | 2, d), Word(_), Number(4, y)]
        | [Word(_), Number(1 | 2, d), Number(4, y)]
        | [Number(4, y), Word(_), Number(1 | 2, d)] => day(y, m, d),
        _ => return Ok(None),
    };
    when.map(Some)
}

fn this_year(today: Option<NaiveDate>) -> Result<u32, Wrong> {
    let year = today.and_then(|today| u32::try_from(today.year()).ok());
    year.ok_or_else(|| {
        wrong("which year? write it too, as in 2028-12-03", "哪一年？请写上年份，如 2028-12-03")
    })
}

fn signed(year: u32) -> i32 {
    i32::try_from(year).unwrap_or(i32::MAX)
}

fn year(y: u32) -> Result<When, Wrong> {
    When::year(signed(y)).ok_or_else(out_of_years)
}

fn decade(y: u32) -> Result<When, Wrong> {
    if !y.is_multiple_of(10) {
        let first = y - y % 10;
        return Err(wrong(
            format!("a decade begins with a year in 0: write {first}s, or {y}"),
            format!("年代从整十年算起：可写 {first}年代 或 {y}"),
        ));
    }
    When::decade(signed(y)).ok_or_else(out_of_years)
}

/// `80s` can only be the 1980s; `20s` are two decades in living memory.
fn short_decade(d: u32) -> Result<When, Wrong> {
    if d >= 30 {
        return decade(1900 + d);
    }
    let (old, new) = (1900 + d, 2000 + d);
    Err(wrong(
        format!("{old}s or {new}s: write all four digits"),
        format!("{old}年代还是{new}年代？请写全四位数字"),
    ))
}

pub(super) fn month(y: u32, m: u32) -> Result<When, Wrong> {
    year(y)?;
    When::month(signed(y), m).ok_or_else(|| {
        wrong(
            format!("there is no month {m}: write {y}-01 to {y}-12"),
            format!("没有{m}月：可写 {y}-01 到 {y}-12"),
        )
    })
}

pub(super) fn day(y: u32, m: u32, d: u32) -> Result<When, Wrong> {
    let month = month(y, m)?;
    let day = NaiveDate::from_ymd_opt(signed(y), m, d).and_then(When::day);
    day.ok_or_else(|| {
        let (days, name) = (month.last().day(), month_name(m));
        wrong(
            format!("there is no {y}-{m:02}-{d:02}: {name} {y} has {days} days"),
            format!("没有{y}年{m}月{d}日：该月共{days}天"),
        )
    })
}

/// Two small numbers: the day first or the month first, if only one of them is a date.
fn either((a, b): (u32, u32), given: Option<u32>, today: Option<NaiveDate>) -> Result<When, Wrong> {
    let year = given.or_else(|| this_year(today).ok());
    // Without a year any day some year has is a date.
    let is_date = |m, d| NaiveDate::from_ymd_opt(year.map_or(2000, signed), m, d).is_some();
    if a != b && is_date(a, b) && is_date(b, a) {
        return Err(two_readings(a, b, given, year));
    }
    let (m, d) = if is_date(a, b) { (a, b) } else { (b, a) };
    day(given.map_or_else(|| this_year(today), Ok)?, m, d)
}

fn two_readings(a: u32, b: u32, given: Option<u32>, year: Option<u32>) -> Wrong {
    let (en, zh) = match given {
        Some(y) => (format!(" {y}"), format!("{y}年")),
        None => (String::new(), String::new()),
    };
    let (en_year, zh_year) = match year {
        Some(y) => (y.to_string(), y.to_string()),
        None => ("YYYY".to_owned(), "年份".to_owned()),
    };
    let (name_a, name_b) = (month_name(a), month_name(b));
    wrong(
        format!(
            "{a} {name_b}{en} or {b} {name_a}{en}: \
             write {en_year}-{b:02}-{a:02} or {en_year}-{a:02}-{b:02}"
        ),
        format!(
            "{zh}{b}月{a}日还是{zh}{a}月{b}日？\
             请写 {zh_year}-{b:02}-{a:02} 或 {zh_year}-{a:02}-{b:02}"
        ),
    )
}
