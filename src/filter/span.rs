//! The minutes that a date in a filter means, from the first to the last: `2026`, `2026-Q4`,
//! `this-year`, `+90d`, `2026-12-01 14:00`.

use super::lex::plain;
use crate::value::{Lang, Moment, Value, When, Words, Wrong, echo, nearest, words};
use crate::words::filter as said;
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// A stretch of time, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub first: NaiveDateTime,
    pub last: NaiveDateTime,
    /// Whether it is known only about so.
    about: bool,
}

/// A stretch of the calendar, told from the one that today lies in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Turn {
    Day(i64),
    Week(i64),
    Month(i32),
    Quarter(i32),
    Year(i32),
}

/// What can be written for a stretch told from today: first as it is offered, and its other names.
/// The order is that of the completion.
const TURNS: &[(Words, &[&str], Turn)] = &[
    (words("today", "今天"), &["今日"], Turn::Day(0)),
    (words("this-week", "本周"), &["这周", "本星期"], Turn::Week(0)),
    (words("this-month", "本月"), &["这个月"], Turn::Month(0)),
    (words("this-quarter", "本季度"), &["本季", "这个季度"], Turn::Quarter(0)),
    (words("this-year", "今年"), &["本年"], Turn::Year(0)),
    (words("next-week", "下周"), &["下星期"], Turn::Week(1)),
    (words("next-month", "下月"), &["下个月"], Turn::Month(1)),
    (words("next-quarter", "下季度"), &["下季", "下个季度"], Turn::Quarter(1)),
    (words("next-year", "明年"), &[], Turn::Year(1)),
    (words("last-week", "上周"), &["上星期"], Turn::Week(-1)),
    (words("last-month", "上月"), &["上个月"], Turn::Month(-1)),
    (words("last-quarter", "上季度"), &["上季", "上个季度"], Turn::Quarter(-1)),
    (words("last-year", "去年"), &[], Turn::Year(-1)),
    (words("tomorrow", "明天"), &["明日"], Turn::Day(1)),
    (words("yesterday", "昨天"), &["昨日"], Turn::Day(-1)),
];

/// The names of quarters in Chinese.
const QUARTERS: [&str; 4] = ["一", "二", "三", "四"];

/// Words that stand for a stretch told from today, and what each means today.
pub(super) fn turns(today: NaiveDate) -> impl Iterator<Item = (Words, String)> {
    TURNS.iter().filter_map(move |(words, _, turn)| {
        let (first, last) = turn.days(today)?;
        let days = if first == last { first.to_string() } else { format!("{first}..{last}") };
        Some((*words, days))
    })
}

impl Span {
    /// What was typed, and the same written shortly: what is told from today stays so.
    pub fn read(text: &str, today: NaiveDate) -> Result<(Self, String), Wrong> {
        let typed = bare(text);
        let named = |(words, others, _): &&(Words, &[&str], Turn)| {
            bare(words.en) == typed || words.zh == typed || others.contains(&typed.as_str())
        };
        if let Some((words, _, turn)) = TURNS.iter().find(named) {
            let span = turn.days(today).and_then(|(first, last)| Self::days(first, last));
            let written = if words.zh == typed { words.zh } else { words.en };
            return span.map(|span| (span, written.to_owned())).ok_or_else(|| not_a_date(text));
        }
        if let Some((year, quarter)) = quarter(&typed, today) {
            let first = NaiveDate::from_ymd_opt(year, quarter * 3 - 2, 1);
            let span = first.and_then(|first| Self::days(first, after(first, 3)?));
            let written = format!("{year}-Q{quarter}");
            return span.map(|span| (span, written)).ok_or_else(|| not_a_date(text));
        }
        match When::read(text, Some(today)) {
            Ok(when) => {
                // What means the same on any day is written in one way.
                let told = When::read(text, None) == Ok(when);
                let text = if told { when.show(Lang::En) } else { text.trim().to_owned() };
                Ok((Self::of_when(when), text))
            }
            Err(wrong) => match Moment::read(text, Some(today)) {
                Ok(moment) => {
                    let told = Moment::read(text, None) == Ok(moment);
                    let text = if told { moment.show(Lang::En) } else { text.trim().to_owned() };
                    Ok((Self::of_moment(moment), text))
                }
                Err(_) => Err(near(text, today).unwrap_or(wrong)),
            },
        }
    }

    /// What a date or a moment means; nothing of other values.
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::When(when) => Some(Self::of_when(*when)),
            Value::Moment(moment) => Some(Self::of_moment(*moment)),
            _ => None,
        }
    }

    fn of_when(when: When) -> Self {
        let (first, last) = (when.first().and_time(NaiveTime::MIN), end_of(when.last()));
        Self { first, last, about: when.is_about() }
    }

    fn of_moment(moment: Moment) -> Self {
        let (first, last) = match moment.time() {
            Some(time) => (moment.date().and_time(time), moment.date().and_time(time)),
            None => (moment.date().and_time(NaiveTime::MIN), end_of(moment.date())),
        };
        Self { first, last, about: false }
    }

    fn days(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then(|| Self {
            first: first.and_time(NaiveTime::MIN),
            last: end_of(last),
            about: false,
        })
    }

    /// The minute before its first.
    pub fn before(self) -> NaiveDateTime {
        self.first.checked_sub_signed(TimeDelta::minutes(1)).unwrap_or(self.first)
    }

    /// The minute after its last.
    pub fn after(self) -> NaiveDateTime {
        self.last.checked_add_signed(TimeDelta::minutes(1)).unwrap_or(self.last)
    }
}

impl Turn {
    /// Its first and its last day.
    fn days(self, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let month = |first: NaiveDate, months: i32, by: u32| {
            let shifted = match u32::try_from(months) {
                Ok(months) => first.checked_add_months(Months::new(months)),
                Err(_) => first.checked_sub_months(Months::new(months.unsigned_abs())),
            }?;
            Some((shifted, after(shifted, by)?))
        };
        match self {
            Self::Day(by) => {
                let day = today.checked_add_signed(TimeDelta::try_days(by)?)?;
                Some((day, day))
            }
            Self::Week(by) => {
                let since = i64::from(today.weekday().num_days_from_monday());
                let first = today.checked_add_signed(TimeDelta::try_days(by * 7 - since)?)?;
                Some((first, first.checked_add_days(Days::new(6))?))
            }
            Self::Month(by) => month(today.with_day(1)?, by, 1),
            Self::Quarter(by) => {
                month(today.with_day(1)?.with_month0(today.month0() / 3 * 3)?, by * 3, 3)
            }
            Self::Year(by) => month(today.with_ordinal(1)?, by * 12, 12),
        }
    }
}

/// The last day of so many months.
fn after(first: NaiveDate, months: u32) -> Option<NaiveDate> {
    first.checked_add_months(Months::new(months))?.pred_opt()
}

fn end_of(day: NaiveDate) -> NaiveDateTime {
    let last = NaiveTime::from_hms_opt(23, 59, 0).expect("a minute of every day");
    day.and_time(last)
}

/// A text without what does not tell words apart.
fn bare(text: &str) -> String {
    let kept = text.trim().chars().map(plain).filter(|c| !matches!(c, '-' | '_' | ' '));
    kept.flat_map(char::to_lowercase).collect()
}

/// `2026q4`, `q4`, `2026年四季度`, `第4季度`.
fn quarter(typed: &str, today: NaiveDate) -> Option<(i32, u32)> {
    let (year, quarter) = typed.split_once('q').or_else(|| {
        let before = typed.strip_suffix("季度")?;
        let last = before.char_indices().next_back().map_or(0, |(at, _)| at);
        Some(before.rsplit_once('年').unwrap_or_else(|| before.split_at(last)))
    })?;
    let quarter = quarter.trim_start_matches('第');
    let named = QUARTERS.iter().position(|name| *name == quarter).map(|at| at + 1);
    let quarter =
        named.or_else(|| quarter.parse().ok()).filter(|quarter| (1..=4).contains(quarter))?;
    let year = match year.trim_end_matches('第') {
        "" => today.year(),
        year if year.len() == 4 => year.parse().ok()?,
        _ => return None,
    };
    When::year(year).map(|_| (year, quarter as u32))
}

fn not_a_date(text: &str) -> Wrong {
    said::NO_DATE.wrong(&[&echo(text)])
}

/// The word that was most likely meant, if any is near.
fn near(text: &str, today: NaiveDate) -> Option<Wrong> {
    let all: Vec<Words> = turns(today).map(|(words, _)| words).collect();
    let at = nearest(text, all.iter().flat_map(|words| [words.en, words.zh]))?;
    let words = all.get(at / 2)?;
    let said = &echo(text);
    Some(Wrong {
        en: said::NO_DATE_NEAR.fill(Lang::En, &[said, words.en]),
        zh: said::NO_DATE_NEAR.fill(Lang::Zh, &[said, words.zh]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Sunday.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
    }

    fn read(text: &str) -> String {
        match Span::read(text, today()) {
            Ok((span, written)) => {
                let (first, last) = (span.first.format("%m-%d"), span.last.format("%m-%d"));
                format!("{}{first}..{last} {written}", if span.about { "~" } else { "" })
            }
            Err(wrong) => wrong.en,
        }
    }

    #[test]
    fn words_of_the_calendar_mean_their_whole_stretch() {
        for (texts, meant) in [
            (["today", "TODAY"], "11-22..11-22 today"),
            (["this-week", "this week"], "11-16..11-22 this-week"),
            (["next-month", "nextmonth"], "12-01..12-31 next-month"),
            (["this-quarter", "this_quarter"], "10-01..12-31 this-quarter"),
            (["last-year", "last-year"], "01-01..12-31 last-year"),
            (["今年", "今年"], "01-01..12-31 今年"),
            (["下个月", "next-month"], "12-01..12-31 next-month"),
            (["2026-Q4", "2026Q4"], "10-01..12-31 2026-Q4"),
            (["q1", "第一季度"], "01-01..03-31 2026-Q1"),
            (["2026年四季度", "2026年第4季度"], "10-01..12-31 2026-Q4"),
            (["２０２６－Ｑ２", "2026q2"], "04-01..06-30 2026-Q2"),
            (["2026-12", "2026年12月"], "12-01..12-31 2026-12"),
            (["约2005", "~2005"], "~01-01..12-31 ~2005"),
        ] {
            assert_eq!(texts.map(read), [meant; 2], "{texts:?}");
        }
        assert_eq!(read("+90d"), "02-20..02-20 +90d", "told from today, and stays so");
        assert_eq!(read("-30d"), "10-23..10-23 -30d");
        assert_eq!(read("2026-12-01 14:00"), "12-01..12-01 2026-12-01 14:00");
    }

    #[test]
    fn what_is_no_date_says_what_would_be_one() {
        assert_eq!(read("this-yaer"), "“this-yaer” is not a date; nearest is “this-year”");
        assert!(read("never").starts_with("not a date: write 2028"), "{}", read("never"));
        assert!(read("2026-Q5").starts_with("not a date"), "{}", read("2026-Q5"));
        assert!(read("2026-02-30").contains("there is no 2026-02-30"));
    }

    proptest! {
        #[test]
        fn what_is_written_of_a_date_reads_back(
            text in "(this|next|last)-(week|month|quarter|year)|[12][0-9]{3}(-?Q[1-4]|-(0[1-9]|1[0-2]))?|[+-][0-9]{1,3}[dwmy]|今年|下周|去年",
        ) {
            let (span, written) = Span::read(&text, today()).expect("a date");
            prop_assert_eq!(Span::read(&written, today()), Ok((span, written.clone())));
        }

        #[test]
        fn no_text_makes_it_fall(text in "[0-9qQ年第季度一二三四\\PC]{0,12}") {
            for day in [today(), NaiveDate::MIN, NaiveDate::MAX] {
                let _ = Span::read(&text, day);
            }
        }
    }
}
