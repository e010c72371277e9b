//! How often something comes again: a rhythm, and perhaps an end. A subset of a recurrence rule
//! of iCalendar (RFC 5545: FREQ, INTERVAL and UNTIL). It knows no first day: that is the day it
//! is counted from.

use std::ops::RangeInclusive;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::read::{self, Token, wrong};
use super::when::{Grain, When};
use super::{Lang, Wrong};

/// What a rhythm is counted in. The place in the list is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    /// A calendar day.
    Day,
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// How many periods can lie between one time and the next.
const EVERY: RangeInclusive<u16> = 1..=999;

/// What a period is called, with how many of which it is.
const NAMES: &[(&str, u32, Period)] = &[
    ("d", 1, Period::Day),
    ("day", 1, Period::Day),
    ("days", 1, Period::Day),
    ("天", 1, Period::Day),
    ("日", 1, Period::Day),
    ("w", 1, Period::Week),
    ("week", 1, Period::Week),
    ("weeks", 1, Period::Week),
    ("周", 1, Period::Week),
    ("星期", 1, Period::Week),
    ("个星期", 1, Period::Week),
    ("m", 1, Period::Month),
    ("month", 1, Period::Month),
    ("months", 1, Period::Month),
    ("月", 1, Period::Month),
    ("个月", 1, Period::Month),
    ("quarter", 3, Period::Month),
    ("quarters", 3, Period::Month),
    ("季", 3, Period::Month),
    ("季度", 3, Period::Month),
    ("个季度", 3, Period::Month),
    ("半年", 6, Period::Month),
    ("y", 1, Period::Year),
    ("year", 1, Period::Year),
    ("years", 1, Period::Year),
    ("年", 1, Period::Year),
];

/// Rhythms that have a word of their own.
const WORDS: &[(&str, &str)] = &[
    ("daily", "day"),
    ("weekly", "week"),
    ("monthly", "month"),
    ("quarterly", "quarter"),
    ("yearly", "year"),
    ("annually", "year"),
];

/// What stands before the end. A longer word stands before one that is part of it.
const UNTIL: &[&str] = &["until", "till", "直至", "截至", "直到", "至", "到"];

/// A rhythm, with an end or without. Once every so many periods, counted from a day.
///
/// Stored as small integers `(period, every, until)`: the period 0 day, 1 week, 2 month, 3 year;
/// the end as a [`When`], if there is one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(into = "Stored", try_from = "Stored")]
pub struct Repeat {
    every: u16,
    period: Period,
    /// The last time lies within it or before it.
    until: Option<When>,
}

type Stored = (u8, u16, Option<When>);

impl Repeat {
    /// Once every so many periods; `None` outside 1 to 999, or if the end is known only about so
    /// or to the decade.
    pub fn every(every: u16, period: Period, until: Option<When>) -> Option<Self> {
        let is_sound = EVERY.contains(&every) && until.is_none_or(is_end);
        is_sound.then_some(Self { every, period, until })
    }

    /// Reads a rhythm as people write it, in either language: `every 1y until 2030`,
    /// `every 2 weeks`, `monthly`, `每月`, `每两周`, `每年 至2030`. With `today`, the end may be told
    /// from today.
    pub fn read(text: &str, today: Option<NaiveDate>) -> Result<Self, Wrong> {
        let plain = read::plain(text)?;
        let (rhythm, end) = split_end(&plain);
        let (every, period) = read_rhythm(rhythm).ok_or_else(not_a_repeat)?;
        let until = end.map(|end| read_end(end, today)).transpose()?;
        let every = u16::try_from(every).unwrap_or(u16::MAX);
        Self::every(every, period, until).ok_or_else(out_of_range)
    }

    /// The next time after one on a day; `None` once that is after the end. A month that is too
    /// short has it on its last day, and from then on so does the next.
    pub fn next_after(self, date: NaiveDate) -> Option<NaiveDate> {
        let every = u32::from(self.every);
        let next = match self.period {
            Period::Day => date.checked_add_days(Days::new(every.into())),
            Period::Week => date.checked_add_days(Days::new((7 * every).into())),
            Period::Month => date.checked_add_months(Months::new(every)),
            Period::Year => date.checked_add_months(Months::new(12 * every)),
        };
        next.filter(|next| self.until.is_none_or(|until| *next <= until.last()))
    }

    /// As in a table: `every month`, `every 2 weeks until 2026-12`; `每月`, `每2周 至2026-12`.
    pub fn show(self, lang: Lang) -> String {
        let rhythm = match (lang, self.every) {
            (Lang::En, 1) => format!("every {}", self.period.name()),
            (Lang::En, every) => format!("every {every} {}s", self.period.name()),
            (Lang::Zh, 1) => format!("每{}", self.period.name_zh()),
            (Lang::Zh, every) => format!("每{every}{}", self.period.counted_zh()),
        };
        match (self.until, lang) {
            (None, _) => rhythm,
            (Some(until), Lang::En) => format!("{rhythm} until {}", until.show(lang)),
            (Some(until), Lang::Zh) => format!("{rhythm} 至{}", until.show(lang)),
        }
    }

    /// Whether another has this rhythm, and this end if this has one.
    pub fn covers(self, other: Self) -> bool {
        let rhythm = |repeat: Self| (repeat.every, repeat.period);
        rhythm(self) == rhythm(other) && (self.until.is_none() || self.until == other.until)
    }

    /// About how many days lie between one time and the next, to sort by.
    pub(super) fn days(self) -> u32 {
        let days = match self.period {
            Period::Day => 1,
            Period::Week => 7,
            Period::Month => 30,
            Period::Year => 365,
        };
        days * u32::from(self.every)
    }
}

impl Period {
    const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    fn name_zh(self) -> &'static str {
        match self {
            Self::Day => "天",
            Self::Week => "周",
            Self::Month => "月",
            Self::Year => "年",
        }
    }

    fn counted_zh(self) -> &'static str {
        if self == Self::Month { "个月" } else { self.name_zh() }
    }
}

impl From<Repeat> for Stored {
    fn from(repeat: Repeat) -> Stored {
        (repeat.period as u8, repeat.every, repeat.until)
    }
}

impl TryFrom<Stored> for Repeat {
    type Error = &'static str;

    fn try_from((period, every, until): Stored) -> Result<Self, Self::Error> {
        let period = Period::ALL.get(usize::from(period)).copied();
        period.and_then(|period| Self::every(every, period, until)).ok_or("not a stored rhythm")
    }
}

/// An end has a last day that is known.
fn is_end(when: When) -> bool {
    !when.is_about() && when.grain() != Grain::Decade
}

/// The rhythm, and what stands behind its `until`.
fn split_end(plain: &str) -> (&str, Option<&str>) {
    let found = UNTIL.iter().find_map(|word| plain.split_once(word));
    let Some((rhythm, end)) = found else { return (plain, None) };
    let end = end.trim_end_matches("为止").trim_end_matches('止');
    (rhythm.trim_end().trim_end_matches(','), Some(end.trim()))
}

fn read_rhythm(plain: &str) -> Option<(u32, Period)> {
    use Token::{Number, Word};
    let (count, name) = match *read::tokens(plain) {
        [Word("every"), Word(name)] => (1, name),
        [Word("every" | "每"), Number(_, count), Word(name)] => (count, name),
        [Word(word)] => (1, word.strip_prefix('每').or_else(|| one_word(word))?),
        _ => return None,
    };
    let (_, each, period) = NAMES.iter().find(|(known, _, _)| *known == name)?;
    Some((count.saturating_mul(*each), *period))
}

fn one_word(word: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, name)| *name)
}

fn read_end(text: &str, today: Option<NaiveDate>) -> Result<When, Wrong> {
    let end = When::read(text, today)?;
    if is_end(end) {
        return Ok(end);
    }
    let (en, zh) = (end.show_long(Lang::En), end.show_long(Lang::Zh));
    Err(wrong(
        format!("it cannot end {en}: write the year, as in until 2030"),
        format!("结束时间不能是{zh}：请写到年，如 至2030"),
    ))
}

fn not_a_repeat() -> Wrong {
    wrong(
        "not a rhythm: write monthly, every 2 weeks or every 1y until 2030",
        "不是重复周期：可写 每月、每2周 或 每年 至2030",
    )
}

fn out_of_range() -> Wrong {
    let (least, most) = (EVERY.start(), EVERY.end());
    wrong(
        format!("out of range: write every {least} to every {most}"),
        format!("超出范围：间隔须为{least}到{most}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture;
    use crate::value::Value;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn repeat(text: &str) -> Repeat {
        Repeat::read(text, None).unwrap_or_else(|wrong| unreachable!("{text}: {}", wrong.en))
    }

    fn refused(text: &str) -> String {
        Repeat::read(text, None).expect_err("no rhythm").en
    }

    #[test]
    fn a_rhythm_is_read_in_both_languages() {
        for (text, en, zh) in [
            ("every 1y until 2030", "every year until 2030", "每年 至2030"),
            ("every 2 weeks until 2026-12", "every 2 weeks until 2026-12", "每2周 至2026-12"),
            ("monthly", "every month", "每月"),
            ("Every day", "every day", "每天"),
            ("weekly, until 2026-12-31", "every week until 2026-12-31", "每周 至2026-12-31"),
            ("quarterly", "every 3 months", "每3个月"),
            ("every 2 quarters", "every 6 months", "每6个月"),
            ("annually till Dec 2030", "every year until 2030-12", "每年 至2030-12"),
            ("每月", "every month", "每月"),
            ("每个月", "every month", "每月"),
            ("每两周", "every 2 weeks", "每2周"),
            ("每三个月", "every 3 months", "每3个月"),
            ("每季度", "every 3 months", "每3个月"),
            ("每半年", "every 6 months", "每6个月"),
            ("每１０天", "every 10 days", "每10天"),
            ("每年 至2030", "every year until 2030", "每年 至2030"),
            ("每周，到2026年12月31日为止", "every week until 2026-12-31", "每周 至2026-12-31"),
            ("每日截至2030年", "every day until 2030", "每天 至2030"),
        ] {
            assert_eq!(repeat(text).show(Lang::En), en, "{text}");
            assert_eq!(repeat(text).show(Lang::Zh), zh, "{text}");
        }
    }

    #[test]
    fn what_is_no_rhythm_is_refused_with_what_would_be() {
        for text in ["soon", "every", "每", "every 2", "2 weeks", "until 2030", "every month on 5"]
        {
            assert!(refused(text).starts_with("not a rhythm: write monthly"), "{text}");
        }
        for text in ["every 0 days", "every 1000 days", "every 9999999999 weeks", "每零天"] {
            assert!(refused(text).starts_with("out of range: write every 1"), "{text}");
        }
        assert!(refused("monthly until soon").starts_with("not a date"));
        assert!(refused("monthly until 2030s").starts_with("it cannot end 2030s"));
        assert!(refused("monthly until ~2030").starts_with("it cannot end about 2030"));
    }

    #[test]
    fn the_last_time_lies_within_the_end() {
        let yearly = repeat("every 1y until 2030");
        assert_eq!(yearly.next_after(date("2029-11-22")), Some(date("2030-11-22")));
        assert_eq!(yearly.next_after(date("2030-11-22")), None);
        let weekly = repeat("every 2 weeks until 2026-12-06");
        assert_eq!(weekly.next_after(date("2026-11-22")), Some(date("2026-12-06")));
        assert_eq!(weekly.next_after(date("2026-11-23")), None);
    }

    #[test]
    fn a_short_month_has_it_on_its_last_day() {
        assert_eq!(repeat("monthly").next_after(date("2027-01-31")), Some(date("2027-02-28")));
        assert_eq!(repeat("yearly").next_after(date("2028-02-29")), Some(date("2029-02-28")));
        assert_eq!(repeat("quarterly").next_after(date("2026-03-31")), Some(date("2026-06-30")));
    }

    #[test]
    fn a_rhythm_without_an_end_covers_those_with_one() {
        let (monthly, ends) = (repeat("monthly"), repeat("monthly until 2030"));
        assert!(monthly.covers(ends) && ends.covers(ends) && monthly.covers(monthly));
        assert!(!ends.covers(monthly) && !monthly.covers(repeat("every 2 months")));
    }

    #[test]
    fn the_stored_form_is_small_integers_behind_the_sixteenth_variant() {
        let stored = |text: &str| Stored::from(repeat(text));
        assert_eq!(stored("every 2 weeks"), (1, 2, None));
        assert_eq!(stored("yearly until 2030"), (3, 1, When::year(2030)));
        for bad in [(4, 1, None), (0, 0, None), (0, 1000, None), (0, 1, When::decade(2030))] {
            assert!(Repeat::try_from(bad).is_err(), "{bad:?}");
        }
        assert_eq!(fixture::stored(&Value::Repeat(repeat("monthly"))), [15, 2, 1, 0]);
    }

    prop_compose! {
        fn any_end()(
            days in 0_u64..3_287_181,
            length in prop::sample::select(vec![4, 7, 10]),
        ) -> When {
            let first = NaiveDate::from_ymd_opt(1000, 1, 1).expect("a day");
            let text = (first + Days::new(days)).to_string();
            When::read(&text[..length], None).expect("a date")
        }
    }

    prop_compose! {
        fn any_repeat()(
            every in EVERY,
            period in prop::sample::select(Period::ALL.as_slice()),
            until in prop::option::of(any_end()),
        ) -> Repeat {
            Repeat::every(every, period, until).expect("a rhythm")
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_and_what_is_stored_is_found(repeat in any_repeat()) {
            for lang in [Lang::En, Lang::Zh] {
                prop_assert_eq!(Repeat::read(&repeat.show(lang), None), Ok(repeat));
            }
            let bytes = fixture::stored(&Value::Repeat(repeat));
            prop_assert_eq!(fixture::found::<Value>(&bytes), Value::Repeat(repeat));
        }

        #[test]
        fn the_next_time_is_later_and_not_after_the_end(repeat in any_repeat(), from in any_end()) {
            let from = from.first();
            match repeat.next_after(from) {
                Some(next) => {
                    prop_assert!(next > from);
                    prop_assert!(repeat.until.is_none_or(|until| next <= until.last()));
                }
                None => prop_assert!(repeat.until.is_some()),
            }
        }

        #[test]
        fn no_text_makes_it_fall(
            text in "\\PC{0,300}",
            words in "(every|each|每|[0-9]{1,12}|[一二两半个]|d|weeks|周|月|季度|年| |until|至|到|2030|止){0,8}",
        ) {
            for today in [None, Some(NaiveDate::MIN), Some(NaiveDate::MAX)] {
                let _ = Repeat::read(&text, today);
                let _ = Repeat::read(&words, today);
            }
        }
    }
}
