//! A day, and perhaps the minute of it: wall time as on an invitation. It knows no time zone;
//! which clock is meant is the office's to say.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

use super::read::{self, Token, wrong};
use super::when::{Grain, When};
use super::{Lang, Wrong};

/// A date with an optional time. Sorted by date, without a time before with one.
///
/// Stored as four integers `(year, month, day, time)`: the time 0 for none, else the minute of
/// the day from 1 (00:00) to 1440 (23:59).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "Stored", try_from = "Stored")]
pub struct Moment {
    date: NaiveDate,
    /// Whole minutes.
    time: Option<NaiveTime>,
}

type Stored = (u16, u8, u8, u16);

/// The hours each part of the day can mean, by the 24-hour clock. A longer word stands before
/// one it ends with.
const PARTS: &[(&str, u32, u32)] = &[
    ("凌晨", 0, 5),
    ("清晨", 4, 8),
    ("早晨", 5, 11),
    ("早上", 5, 11),
    ("上午", 6, 11),
    ("中午", 11, 13),
    ("下午", 12, 18),
    ("傍晚", 17, 19),
    ("晚上", 18, 23),
    ("晚", 18, 23),
    ("am", 0, 11),
    ("pm", 12, 23),
];

/// Hours that are said of the afternoon as often as of the night.
const UNSAID: std::ops::RangeInclusive<u32> = 1..=6;

impl Moment {
    /// The day, without a time; `None` outside the years of a [`When`].
    pub fn day(date: NaiveDate) -> Option<Self> {
        When::day(date).map(|_| Moment { date, time: None })
    }

    /// The minute of the day, seconds cut off; `None` outside the years of a [`When`].
    pub fn at(date: NaiveDate, time: NaiveTime) -> Option<Self> {
        let minute = NaiveTime::from_hms_opt(time.hour(), time.minute(), 0)?;
        Moment::day(date).map(|day| Moment { time: Some(minute), ..day })
    }

    /// Reads any date that names one day, with a time after it or not. With `today`, also days
    /// told from today (`fri 2pm`, `明天下午两点`) and a time alone, which is today's.
    pub fn read(text: &str, today: Option<NaiveDate>) -> Result<Self, Wrong> {
        let plain = read::plain(text)?;
        let (date, time) = split(&plain);
        let time = time.map(|time| time.read()).transpose()?;
        let date = match (date, today, time) {
            ("", Some(today), Some(_)) => today,
            ("", None, Some(_)) => {
                return Err(wrong(
                    "which day? write it before the time, as in 2026-12-01 14:00",
                    "哪一天？请在时间前写上日期，如 2026-12-01 14:00",
                ));
            }
            _ => one_day(When::read_plain(date, today)?.ok_or_else(not_a_moment)?)?,
        };
        let moment = match time {
            Some(time) => Moment::at(date, time),
            None => Moment::day(date),
        };
        moment.ok_or_else(not_a_moment)
    }

    /// The day.
    pub fn date(self) -> NaiveDate {
        self.date
    }

    /// The time in whole minutes, if one is recorded.
    pub fn time(self) -> Option<NaiveTime> {
        self.time
    }

    /// `2026-12-01 14:00` or `2026-12-01`, the same in both languages.
    pub fn show(self, _lang: Lang) -> String {
        match self.time {
            Some(time) => format!("{} {}", self.date, time.format("%H:%M")),
            None => self.date.to_string(),
        }
    }
}

impl From<Moment> for Stored {
    fn from(moment: Moment) -> Stored {
        let date = moment.date;
        let year = u16::try_from(date.year()).expect("a year has four digits");
        let time = moment.time.map_or(0, |time| time.hour() * 60 + time.minute() + 1);
        (year, date.month() as u8, date.day() as u8, time as u16)
    }
}

impl TryFrom<Stored> for Moment {
    type Error = &'static str;

    fn try_from((year, month, day, time): Stored) -> Result<Self, Self::Error> {
        let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
        let moment = match (date, u32::from(time).checked_sub(1)) {
            (Some(date), None) => Moment::day(date),
            (Some(date), Some(minute)) => NaiveTime::from_hms_opt(minute / 60, minute % 60, 0)
                .and_then(|time| Moment::at(date, time)),
            (None, _) => None,
        };
        moment.ok_or("not a stored moment")
    }
}

/// The words of a time: `下午` and `2点半`, or `2:30pm`.
struct Time<'a> {
    part: Option<&'static (&'static str, u32, u32)>,
    clock: &'a str,
}

/// The date, and the time if there is one: it begins with the last number before `:`, `点`, `时`
/// or a final `am`, `pm`, or with the part of the day before that number.
fn split(plain: &str) -> (&str, Option<Time<'_>>) {
    let halves = ["am", "pm"].iter().find_map(|half| plain.strip_suffix(half).map(str::len));
    let Some(mark) = plain.find([':', '点', '时']).or(halves) else { return (plain, None) };
    let before = plain[..mark].trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let clock = plain[before.len()..].trim_start();
    let before = before.trim_end();
    let said = PARTS.iter().find_map(|part| before.strip_suffix(part.0).map(|date| (date, part)));
    let (date, part) = match said {
        Some((date, part)) => (date, Some(part)),
        None => (before, None),
    };
    (without_joint(date), Some(Time { part, clock }))
}

/// Leaves off what joins a date to its time: `T`, `at`, a comma.
fn without_joint(date: &str) -> &str {
    let date = date.trim_end();
    let joint =
        date.strip_suffix([',', 't']).filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    joint.or(date.strip_suffix(" at")).or(date.strip_suffix(',')).unwrap_or(date).trim_end()
}

impl Time<'_> {
    fn read(&self) -> Result<NaiveTime, Wrong> {
        use Token::{Number, Sign, Word};
        let (clock, part) = self.clock_and_part();
        let tokens = read::tokens(clock);
        let (hour, minute) = match *tokens {
            [Number(1 | 2, h)] if part.is_some() => (h, 0),
            [Number(1 | 2, h), Sign(':'), Number(2, m)]
            | [Number(1 | 2, h), Sign(':'), Number(2, m), Sign(':'), Number(2, 0)]
            | [Number(1 | 2, h), Word("点" | "时"), Number(1 | 2, m)]
            | [Number(1 | 2, h), Word("点" | "时"), Number(1 | 2, m), Word("分")] => (h, m),
            [Number(1 | 2, h), Word("点" | "时" | "点整" | "点钟")] => (h, 0),
            [Number(1 | 2, h), Word("点半")] => (h, 30),
            [Number(1 | 2, h), Word("点"), Number(1, q @ (1 | 3)), Word("刻")] => (h, q * 15),
            _ => return Err(not_a_time()),
        };
        let hour = match part {
            Some(&(_, from, to)) => hour_within(hour, from, to).ok_or_else(not_a_time)?,
            None if !clock.contains(':') && UNSAID.contains(&hour) => {
                return Err(two_readings(hour, minute));
            }
            None => hour,
        };
        NaiveTime::from_hms_opt(hour, minute, 0).ok_or_else(not_a_time)
    }

    /// `am` and `pm` stand after the number.
    fn clock_and_part(&self) -> (&str, Option<&'static (&'static str, u32, u32)>) {
        let behind = PARTS
            .iter()
            .find_map(|part| self.clock.strip_suffix(part.0).map(|clock| (clock, Some(part))));
        match behind {
            Some(found) if self.part.is_none() => found,
            _ => (self.clock, self.part),
        }
    }
}

/// The hour of the 12- or 24-hour clock that lies in the part of the day.
fn hour_within(hour: u32, from: u32, to: u32) -> Option<u32> {
    let other = (1..=12).contains(&hour).then_some((hour + 12) % 24);
    [Some(hour), other].into_iter().flatten().find(|hour| (from..=to).contains(hour))
}

fn one_day(when: When) -> Result<NaiveDate, Wrong> {
    if when.grain() == Grain::Day && !when.is_about() {
        return Ok(when.first());
    }
    let (en, zh) = (when.show_long(Lang::En), when.show_long(Lang::Zh));
    let first = when.first();
    Err(wrong(
        format!("{en} is not one day: write the day, as in {first}"),
        format!("{zh}不是确定的一天：请写到日，如 {first}"),
    ))
}

fn two_readings(hour: u32, minute: u32) -> Wrong {
    let (night, noon) = (format!("{hour:02}:{minute:02}"), format!("{}:{minute:02}", hour + 12));
    wrong(
        format!("{night} or {noon}: write which"),
        format!("凌晨还是下午？请写 {night} 或 {noon}"),
    )
}

fn not_a_time() -> Wrong {
    wrong(
        "not a time: write 14:00, 2pm or 下午2点, from 00:00 to 23:59",
        "不是时间：可写 14:00、2pm 或 下午2点，从 00:00 到 23:59",
    )
}

fn not_a_moment() -> Wrong {
    wrong(
        "not a date: write 2026-12-01 or 2026-12-01 14:00",
        "不是日期：可写 2026-12-01 或 2026-12-01 14:00",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::{found, stored};
    use proptest::prelude::*;

    /// A Wednesday.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
    }

    fn read(text: &str) -> String {
        let moment = Moment::read(text, Some(today()));
        moment.map_or_else(|wrong| wrong.en, |moment| moment.show(Lang::En))
    }

    #[test]
    fn a_day_is_read_with_a_time_or_without() {
        for (text, shown) in [
            ("2026-12-01", "2026-12-01"),
            ("2026-12-01 14:00", "2026-12-01 14:00"),
            ("2026-12-01T14:00", "2026-12-01 14:00"),
            ("2026-12-01T14:00:00", "2026-12-01 14:00"),
            ("２０２６－１２－０１　１４：００", "2026-12-01 14:00"),
            ("2026年12月1日14:00", "2026-12-01 14:00"),
            ("2026年12月1日 下午两点", "2026-12-01 14:00"),
            ("1 December 2026, 9:05", "2026-12-01 09:05"),
            ("1 Dec 2026 at 2:30 pm", "2026-12-01 14:30"),
            ("2026/12/1 0:00", "2026-12-01 00:00"),
        ] {
            assert_eq!(read(text), shown, "{text}");
            assert_eq!(Moment::read(text, None).unwrap().show(Lang::Zh), shown, "{text}");
        }
    }

    #[test]
    fn days_told_from_today_take_a_time() {
        for (text, shown) in [
            ("tomorrow 14:00", "2026-11-26 14:00"),
            ("fri 2pm", "2026-11-27 14:00"),
            ("fri 12am", "2026-11-27 00:00"),
            ("next fri at 12 pm", "2026-12-04 12:00"),
            ("in 3 days", "2026-11-28"),
            ("明天", "2026-11-26"),
            ("明天下午两点", "2026-11-26 14:00"),
            ("明天下午2点半", "2026-11-26 14:30"),
            ("明天下午 2:15", "2026-11-26 14:15"),
            ("后天上午十点一刻", "2026-11-27 10:15"),
            ("下周五 14:00", "2026-12-04 14:00"),
            ("周五十点", "2026-11-27 10:00"),
            ("周五晚8点05分", "2026-11-27 20:05"),
            ("明天凌晨12点", "2026-11-26 00:00"),
            ("明天中午1点", "2026-11-26 13:00"),
            ("12月3日15时30分", "2026-12-03 15:30"),
            ("14:30", "2026-11-25 14:30"),
            ("下午3点", "2026-11-25 15:00"),
        ] {
            assert_eq!(read(text), shown, "{text}");
        }
        assert!(Moment::read("14:30", None).unwrap_err().en.starts_with("which day?"));
        assert!(Moment::read("tomorrow 14:30", None).unwrap_err().en.starts_with("not a date"));
    }

    #[test]
    fn what_is_not_one_day_is_refused_in_words() {
        for text in ["2026-12", "2026", "1980s", "next month", "2026-12 14:00", "下个月"] {
            assert!(read(text).contains("is not one day"), "{text}: {}", read(text));
        }
        let wrong = Moment::read("~2026-12-01", None).unwrap_err();
        assert_eq!(
            wrong.en,
            "about 1 December 2026 is not one day: write the day, as in 2026-12-01"
        );
        assert_eq!(wrong.zh, "约2026年12月1日不是确定的一天：请写到日，如 2026-12-01");
    }

    #[test]
    fn an_hour_of_two_readings_is_refused_with_both() {
        assert_eq!(read("明天两点半"), "02:30 or 14:30: write which");
        assert_eq!(read("明天2:30"), "2026-11-26 02:30");
        assert_eq!(read("明天9点"), "2026-11-26 09:00");
        assert!(read("12/3 14:00").starts_with("12 March or 3 December"));
    }

    #[test]
    fn wrong_times_and_dates_name_what_would_be_right() {
        for text in [
            "2026-12-01 24:00",
            "2026-12-01 14:60",
            "2026-12-01 14:00:30",
            "2026-12-01 1:2",
            "fri 13am",
            "2026-12-0114:00",
            "明天晚上12点",
            "fri pm",
            "2026-12-01T14:00Z",
        ] {
            assert!(read(text).starts_with("not a time: write 14:00"), "{text}: {}", read(text));
        }
        for text in ["", "soon", "soon 14:00"] {
            assert_eq!(read(text), "not a date: write 2026-12-01 or 2026-12-01 14:00", "{text}");
        }
        assert!(read("2026-02-30 14:00").starts_with("there is no 2026-02-30"));
    }

    #[test]
    fn a_day_without_a_time_sorts_before_its_hours() {
        let order = ["2026-12-01", "2026-12-01 00:00", "2026-12-01 14:00", "2026-12-02"];
        let moments: Vec<Moment> = order.iter().map(|t| Moment::read(t, None).unwrap()).collect();
        assert!(moments.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn the_stored_form_is_four_integers() {
        let stored = |text: &str| Stored::from(Moment::read(text, None).unwrap());
        assert_eq!(stored("2026-12-01"), (2026, 12, 1, 0));
        assert_eq!(stored("2026-12-01 00:00"), (2026, 12, 1, 1));
        assert_eq!(stored("2026-12-01 23:59"), (2026, 12, 1, 1440));
        for bad in [(2026, 12, 1, 1441), (2026, 2, 30, 0), (999, 1, 1, 0)] {
            assert!(Moment::try_from(bad).is_err(), "{bad:?}");
        }
    }

    prop_compose! {
        fn any_moment()(days in 0_u64..3_287_181, time in prop::option::of(0_u32..1440)) -> Moment {
            let first = NaiveDate::from_ymd_opt(1000, 1, 1).unwrap();
            let date = first + chrono::Days::new(days);
            let time = time.map(|minute| NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap());
            time.map_or(Moment::day(date), |time| Moment::at(date, time)).unwrap()
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_and_what_is_stored_is_found(moment in any_moment()) {
            for lang in [Lang::En, Lang::Zh] {
                prop_assert_eq!(Moment::read(&moment.show(lang), None), Ok(moment));
            }
            prop_assert_eq!(found::<Moment>(&stored(&moment)), moment);
        }

        #[test]
        fn no_text_makes_it_fall(
            text in "\\PC{0,300}",
            words in "(2026-12-01|明天|周五|下午|晚上|[0-9]{1,12}|[:点时半刻分t, \u{301}]|am|pm|at){0,8}",
        ) {
            for today in [None, Some(today()), Some(NaiveDate::MIN), Some(NaiveDate::MAX)] {
                let _ = Moment::read(&text, today);
                let _ = Moment::read(&words, today);
            }
        }
    }

    #[test]
    fn a_text_of_a_megabyte_is_refused() {
        assert!(read(&"14:00 ".repeat(200_000)).starts_with("too long"));
    }
}
