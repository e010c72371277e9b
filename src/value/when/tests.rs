use super::*;
use crate::store::fixture::{found, stored};
use proptest::prelude::*;

/// A Wednesday.
fn today() -> NaiveDate {
    date(2026, 11, 25)
}

fn date(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn read(text: &str) -> String {
    When::read(text, Some(today())).map_or_else(|wrong| wrong.en, |when| when.show(Lang::En))
}

fn refusal(text: &str) -> Wrong {
    When::read(text, Some(today())).unwrap_err()
}

#[test]
fn written_dates_are_read_with_and_without_today() {
    for (text, shown) in [
        ("1980s", "1980s"),
        ("80s", "1980s"),
        ("2003", "2003"),
        (" 2017-12 ", "2017-12"),
        ("2026-11-22", "2026-11-22"),
        ("2026-1-2", "2026-01-02"),
        ("~2019", "~2019"),
        ("～ ２０１９", "~2019"),
        ("2017年12月", "2017-12"),
        ("2017 年 12 月", "2017-12"),
        ("2026年11月22日", "2026-11-22"),
        ("2026年11月22号", "2026-11-22"),
        ("二〇二六年十一月二十二日", "2026-11-22"),
        ("80年代", "1980s"),
        ("八十年代", "1980s"),
        ("1980年代", "1980s"),
        ("20世纪80年代", "1980s"),
        ("二十世纪八十年代", "1980s"),
        ("上世纪90年代", "1990s"),
        ("21世纪20年代", "2020s"),
        ("约2005年", "~2005"),
        ("約2005年", "~2005"),
        ("大约2005年", "~2005"),
        ("2005年左右", "~2005"),
        ("约2005年左右", "~2005"),
        ("~2026-12-01", "~2026-12-01"),
        ("about 2005", "~2005"),
        ("c. 2005", "~2005"),
        ("ca. 2005", "~2005"),
        ("circa 1980s", "~1980s"),
        ("2017/12", "2017-12"),
        ("2026/11/22", "2026-11-22"),
        ("2017.12", "2017-12"),
        ("2026.11.22", "2026-11-22"),
        ("22 November 2026", "2026-11-22"),
        ("22nd of Nov., 2026", "2026-11-22"),
        ("22-Nov-2026", "2026-11-22"),
        ("Nov 2026", "2026-11"),
        ("sept. 2026", "2026-09"),
        ("November 22, 2026", "2026-11-22"),
        ("２０２６－１１－２２", "2026-11-22"),
        ("25/12/2026", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("3/3/2026", "2026-03-03"),
        ("2024-02-29", "2024-02-29"),
    ] {
        assert_eq!(read(text), shown, "{text}");
        let alone = When::read(text, None).unwrap();
        assert_eq!(alone.show(Lang::En), shown, "{text} without today");
    }
}

#[test]
fn a_date_without_its_year_is_this_years_and_needs_today() {
    for (text, shown) in [
        ("12月3日", "2026-12-03"),
        ("十二月三日", "2026-12-03"),
        ("3 Dec", "2026-12-03"),
        ("Dec 3", "2026-12-03"),
        ("12月", "2026-12"),
        ("december", "2026-12"),
        ("25/12", "2026-12-25"),
    ] {
        assert_eq!(read(text), shown, "{text}");
        let wrong = When::read(text, None).unwrap_err();
        assert!(wrong.en.starts_with("which year?"), "{text}: {}", wrong.en);
    }
}

#[test]
fn dates_told_from_today_need_today() {
    for (text, shown) in [
        ("today", "2026-11-25"),
        ("Tomorrow", "2026-11-26"),
        ("yesterday", "2026-11-24"),
        ("+30d", "2026-12-25"),
        ("+ 30 d", "2026-12-25"),
        ("-2w", "2026-11-11"),
        ("−2w", "2026-11-11"),
        ("+3m", "2027-02-25"),
        ("+2y", "2028-11-25"),
        ("fri", "2026-11-27"),
        ("wed", "2026-11-25"),
        ("tuesday", "2026-12-01"),
        ("this mon", "2026-11-23"),
        ("next fri", "2026-12-04"),
        ("next friday", "2026-12-04"),
        ("last fri", "2026-11-20"),
        ("next week", "2026-11-30"),
        ("next month", "2026-12"),
        ("next year", "2027"),
        ("in 3 days", "2026-11-28"),
        ("in 1 week", "2026-12-02"),
        ("in 3 months", "2027-02-25"),
        ("3 days ago", "2026-11-22"),
        ("this month", "2026-11"),
        ("this year", "2026"),
        ("this-year", "2026"),
        ("last year", "2025"),
        ("end of month", "2026-11-30"),
        ("end of year", "2026-12-31"),
        ("今天", "2026-11-25"),
        ("明天", "2026-11-26"),
        ("后天", "2026-11-27"),
        ("後天", "2026-11-27"),
        ("昨天", "2026-11-24"),
        ("下周五", "2026-12-04"),
        ("下週五", "2026-12-04"),
        ("下个星期五", "2026-12-04"),
        ("周五", "2026-11-27"),
        ("周日", "2026-11-29"),
        ("下星期天", "2026-12-06"),
        ("本周一", "2026-11-23"),
        ("本周五", "2026-11-27"),
        ("上周五", "2026-11-20"),
        ("星期三", "2026-11-25"),
        ("下周", "2026-11-30"),
        ("下个月", "2026-12"),
        ("下月", "2026-12"),
        ("下个月5号", "2026-12-05"),
        ("明年", "2027"),
        ("明年3月", "2027-03"),
        ("去年12月3日", "2025-12-03"),
        ("今年", "2026"),
        ("去年", "2025"),
        ("月底", "2026-11-30"),
        ("年底", "2026-12-31"),
        ("30天后", "2026-12-25"),
        ("两周后", "2026-12-09"),
        ("两周前", "2026-11-11"),
        ("三个月后", "2027-02-25"),
        ("半年后", "2027-05-25"),
    ] {
        assert_eq!(read(text), shown, "{text}");
        let wrong = When::read(text, None).unwrap_err();
        assert!(wrong.en.starts_with("not a date") && !wrong.en.contains("+2y"), "{text}");
    }
}

#[test]
fn a_month_that_is_too_short_gives_its_last_day() {
    let end_of_january = Some(date(2027, 1, 31));
    let read = |text| When::read(text, end_of_january).unwrap().show(Lang::En);
    assert_eq!(read("+1m"), "2027-02-28");
    assert_eq!(read("一个月后"), "2027-02-28");
    assert_eq!(read("下月"), "2027-02");
    let leap_day = Some(date(2028, 2, 29));
    assert_eq!(When::read("+1y", leap_day).unwrap().first(), date(2029, 2, 28));
}

#[test]
fn two_readings_are_refused_with_both() {
    let wrong = refusal("12/3");
    assert_eq!(wrong.en, "12 March or 3 December: write 2026-03-12 or 2026-12-03");
    assert_eq!(wrong.zh, "3月12日还是12月3日？请写 2026-03-12 或 2026-12-03");
    assert_eq!(
        refusal("3/12/2027").en,
        "3 December 2027 or 12 March 2027: write 2027-12-03 or 2027-03-12"
    );
    assert!(refusal("3-12").en.starts_with("3 December or 12 March"));
    assert!(When::read("12/3", None).unwrap_err().en.ends_with("write YYYY-03-12 or YYYY-12-03"));
    assert!(refusal("20年代").en.starts_with("1920s or 2020s"));
}

#[test]
fn a_wrong_date_names_what_would_be_right() {
    for text in ["", "soon", "2026-", "20 26", "205", "99999", "12/3/26", "三五天后", "20261122"]
    {
        let wrong = refusal(text);
        assert_eq!(
            wrong.en, "not a date: write 2028, 2028-06, 2028-06-30, 1980s, ~2005 or +2y",
            "{text}"
        );
        assert!(wrong.zh.starts_with("不是日期"));
    }
    assert_eq!(refusal("2026-02-30").en, "there is no 2026-02-30: February 2026 has 28 days");
    assert_eq!(refusal("2026年2月30日").zh, "没有2026年2月30日：该月共28天");
    assert!(refusal("2026-13").en.starts_with("there is no month 13"));
    assert!(refusal("0999").en.starts_with("out of range"));
    assert!(refusal("+9999y").en.starts_with("out of range"));
    assert!(refusal("+99999999999999999999w").en.starts_with("out of range"));
    assert!(refusal("1985s").en.contains("1980s"));
}

#[test]
fn a_date_spans_the_days_it_can_mean() {
    let span = |text| {
        let when = When::read(text, None).unwrap();
        (when.first(), when.last())
    };
    assert_eq!(span("1980s"), (date(1980, 1, 1), date(1989, 12, 31)));
    assert_eq!(span("~2003"), (date(2003, 1, 1), date(2003, 12, 31)));
    assert_eq!(span("2024-02"), (date(2024, 2, 1), date(2024, 2, 29)));
    assert_eq!(span("2026-11-22"), (date(2026, 11, 22), date(2026, 11, 22)));
    assert_eq!(span("9990s"), (date(9990, 1, 1), date(9999, 12, 31)));
}

#[test]
fn a_vague_date_compares_as_its_whole_span() {
    let (year, decade) = (When::year(2026).unwrap(), When::decade(2026).unwrap());
    assert!(year.holds_before(date(2027, 1, 1)) && !decade.holds_before(date(2027, 1, 1)));
    assert!(!year.holds_before(date(2026, 12, 31)));
    assert!(year.within(date(2026, 1, 1), date(2026, 12, 31)));
    assert!(!year.within(date(2026, 1, 2), date(2026, 12, 31)));
    assert!(!decade.within(date(2026, 1, 1), date(2026, 12, 31)));
}

#[test]
fn the_coarser_and_the_exact_sort_first_on_the_same_day() {
    let order = [
        "1979",
        "1980s",
        "~1980s",
        "1980",
        "~1980",
        "1980-01",
        "1980-01-01",
        "~1980-01-01",
        "1981",
    ];
    let whens: Vec<When> = order.iter().map(|text| When::read(text, None).unwrap()).collect();
    assert!(whens.is_sorted_by(|a, b| a < b));
}

#[test]
fn dates_are_shown_in_both_languages() {
    let day = When::read("~2026-11-02", None).unwrap();
    assert_eq!(
        (day.show(Lang::En), day.show(Lang::Zh)),
        ("~2026-11-02".into(), "约2026-11-02".into())
    );
    assert_eq!(day.show_long(Lang::En), "about 2 November 2026");
    assert_eq!(day.show_long(Lang::Zh), "约2026年11月2日");
    let year = When::read("~2005", None).unwrap();
    assert_eq!(year.show_long(Lang::En), "about 2005");
    assert_eq!(year.show_long(Lang::Zh), "约2005年");
    assert_eq!(When::decade(1985).unwrap().show(Lang::Zh), "1980年代");
}

#[test]
fn the_stored_form_is_four_integers() {
    let stored = |text: &str| Stored::from(When::read(text, None).unwrap());
    assert_eq!(stored("1980s"), (0, 1980, 0, 0));
    assert_eq!(stored("~2019"), (17, 2019, 0, 0));
    assert_eq!(stored("2017-12"), (2, 2017, 12, 0));
    assert_eq!(stored("2026-11-22"), (3, 2026, 11, 22));
    for bad in [(0, 1985, 0, 0), (1, 2019, 1, 0), (2, 2019, 13, 0), (3, 2026, 2, 30), (1, 0, 0, 0)]
    {
        assert!(When::try_from(bad).is_err(), "{bad:?}");
    }
    assert!(When::try_from((4, 2019, 0, 0)).is_err() && When::try_from((33, 2019, 0, 0)).is_err());
}

fn any_when() -> impl Strategy<Value = When> {
    let day = (date(1000, 1, 1).num_days_from_ce()..=date(9999, 12, 31).num_days_from_ce())
        .prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap());
    (day, 0..4, any::<bool>()).prop_map(|(day, grain, about)| {
        let when = match grain {
            0 => When::decade(day.year()),
            1 => When::year(day.year()),
            2 => When::month(day.year(), day.month()),
            _ => When::day(day),
        };
        let when = when.unwrap();
        if about { when.about() } else { when }
    })
}

/// Texts made of what dates are made of.
fn any_words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "~",
        "约",
        "about",
        "c",
        ".",
        "2026",
        "9999",
        "0",
        "12",
        "31",
        "99999999999999999999",
        "-",
        "/",
        "+",
        "年",
        "月",
        "日",
        "年代",
        "世纪",
        "s",
        "d",
        "w",
        "m",
        "y",
        "个月后",
        "天前",
        "in",
        "next",
        "last",
        "week",
        "month",
        "year",
        "fri",
        "nov",
        "feb",
        "下",
        "周",
        "五",
        "十",
        "上个月",
        "明年",
        "底",
        "ago",
        " ",
        "日",
        "\u{301}",
        "𝟚",
    ]);
    prop::collection::vec(word, 0..9).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn what_is_shown_is_read_as_the_same(when in any_when()) {
        for lang in [Lang::En, Lang::Zh] {
            prop_assert_eq!(When::read(&when.show(lang), None), Ok(when));
            prop_assert_eq!(When::read(&when.show_long(lang), None), Ok(when));
        }
    }

    #[test]
    fn what_is_stored_is_found_again(when in any_when()) {
        let bytes = stored(&when);
        prop_assert!(bytes.len() <= 6);
        prop_assert_eq!(found::<When>(&bytes), when);
        prop_assert!(when.first() <= when.last());
    }

    #[test]
    fn no_text_makes_it_fall(text in "\\PC{0,300}", words in any_words(), today in any_when()) {
        for today in [None, Some(today.first()), Some(NaiveDate::MIN), Some(NaiveDate::MAX)] {
            let _ = When::read(&text, today);
            let _ = When::read(&words, today);
        }
    }
}
