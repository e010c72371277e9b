use super::*;
use crate::store::fixture::{found, stored};
use proptest::prelude::*;

fn read(text: &str) -> String {
    let money = Money::read(text, Currency::CNY);
    money.map_or_else(|wrong| wrong.en, |money| money.show(Lang::En))
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (text, shown) in [
        ("CNY 12,500,000", "CNY 12,500,000"),
        ("12500000 CNY", "CNY 12,500,000"),
        ("12 500 000", "CNY 12,500,000"),
        ("12，500，000", "CNY 12,500,000"),
        ("１２５０万", "CNY 12,500,000"),
        ("1250万", "CNY 12,500,000"),
        ("1,250 万元", "CNY 12,500,000"),
        ("1250万元人民币", "CNY 12,500,000"),
        ("人民币1250万元整", "CNY 12,500,000"),
        ("一千二百五十万元", "CNY 12,500,000"),
        ("1250萬", "CNY 12,500,000"),
        ("1.2亿", "CNY 120,000,000"),
        ("1亿2000万", "CNY 120,000,000"),
        ("一亿两千万", "CNY 120,000,000"),
        ("3万5千", "CNY 35,000"),
        ("3百万", "CNY 3,000,000"),
        ("1.2万亿", "CNY 1,200,000,000,000"),
        ("1.23456万", "CNY 12,345.60"),
        ("¥500", "CNY 500"),
        ("￥500", "CNY 500"),
        ("¥500元", "CNY 500"),
        ("500元", "CNY 500"),
        ("RMB 500", "CNY 500"),
        ("$5000", "USD 5,000"),
        ("us$5000", "USD 5,000"),
        ("$5000 CAD", "CAD 5,000"),
        ("¥500 jpy", "JPY 500"),
        ("港币500元", "HKD 500"),
        ("HK$500", "HKD 500"),
        ("€12.5", "EUR 12.50"),
        ("£ 0.0625", "GBP 0.0625"),
        ("USD 1.2m", "USD 1,200,000"),
        ("usd1.2m", "USD 1,200,000"),
        ("3k EUR", "EUR 3,000"),
        ("1.5 million usd", "USD 1,500,000"),
        ("2bn yen", "JPY 2,000,000,000"),
        ("100万美元", "USD 1,000,000"),
        ("100万欧元", "EUR 1,000,000"),
        ("100万日元", "JPY 1,000,000"),
        ("100万英镑", "GBP 1,000,000"),
        ("100万港元", "HKD 1,000,000"),
        ("007.1000", "CNY 7.10"),
        ("0", "CNY 0"),
        ("0.00", "CNY 0"),
        ("0.000000万", "CNY 0"),
        ("1.230000000000000000000000000000", "CNY 1.23"),
        ("999,999,999,999,999,999", "CNY 999,999,999,999,999,999"),
    ] {
        assert_eq!(read(text), shown, "{text}");
    }
}

#[test]
fn a_plain_number_is_of_the_offices_currency() {
    let euro = Currency::of("eur").unwrap();
    assert_eq!(Money::read("1250万", euro).unwrap().show(Lang::Zh), "EUR 12,500,000");
    assert_eq!(Money::read("¥5", euro).unwrap().currency(), Currency::CNY);
}

#[test]
fn a_wrong_amount_names_what_would_be_right() {
    for text in [
        "",
        "much",
        "CNY",
        "1.2.3",
        "12 50",
        "500-600",
        "5x",
        "1mm",
        ".5",
        "5.",
        "百万",
        "三千五",
        "1 2",
    ] {
        assert!(read(text).starts_with("not an amount: write CNY 12,500,000"), "{text}");
    }
    for (text, start) in [
        ("-500", "an amount is never negative"),
        ("CNY −500", "an amount is never negative"),
        ("负500元", "an amount is never negative"),
        ("12,50", "a comma stands between groups of three"),
        ("1250,000", "a comma stands between groups of three"),
        ("12,500,0000", "a comma stands between groups of three"),
        ("500 XYZ", "XYZ is no currency of ISO 4217"),
        ("DEM 500", "DEM is no currency of ISO 4217"),
        ("USD 500 EUR", "two currencies"),
        ("¥500美元", "two currencies"),
        ("0.00001", "too fine"),
        ("1.00000001千", "too fine"),
        ("1000000000000000000", "too large"),
        ("99999999999999.99999万", "too large"),
        ("123456789012345.1234", "too large"),
        ("1万5", "unclear after the unit"),
        ("1万20000", "unclear after the unit"),
        ("5千3万", "unclear after the unit"),
    ] {
        assert!(read(text).starts_with(start), "{text}: {}", read(text));
    }
    assert_eq!(Money::read("-5", Currency::CNY).unwrap_err().zh, "金额不能为负：请去掉负号");
}

#[test]
fn narrow_columns_show_a_rounded_amount_in_the_languages_own_units() {
    for (text, en, zh) in [
        ("12500000", "CNY 12.5m", "1250万"),
        ("12345678", "CNY 12.35m", "1234.57万"),
        ("500", "CNY 500", "500"),
        ("999.999", "CNY 1k", "1000"),
        ("9999.999", "CNY 10k", "1万"),
        ("950000", "CNY 950k", "95万"),
        ("1.2亿", "CNY 120m", "1.2亿"),
        ("99999999", "CNY 100m", "1亿"),
        ("USD 1250万", "USD 12.5m", "1250万 USD"),
        ("999999999999999999", "CNY 1000000000b", "1000000万亿"),
    ] {
        let money = Money::read(text, Currency::CNY).unwrap();
        assert_eq!(
            (money.show_short(Lang::En), money.show_short(Lang::Zh)),
            (en.into(), zh.into())
        );
    }
}

#[test]
fn amounts_sort_by_currency_first() {
    let order = ["CNY 500", "CNY 12.5", "EUR 1"].map(|t| Money::read(t, Currency::CNY).unwrap());
    assert!(order[1] < order[0] && order[0] < order[2]);
}

#[test]
fn equal_amounts_are_stored_alike() {
    let stored = |text| Stored::from(Money::read(text, Currency::CNY).unwrap());
    assert_eq!(stored("12.50"), (125, 1, *b"CNY"));
    assert_eq!(stored("1250万"), (12_500_000, 0, *b"CNY"));
    assert_eq!(stored("0.0"), (0, 0, *b"CNY"));
    for bad in [(-1, 0), (1, 5), (TOO_MANY, 0), (i128::MAX, 0), (1, 99)] {
        assert!(Money::try_from((bad.0, bad.1, *b"CNY")).is_err(), "{bad:?}");
    }
    assert!(Money::try_from((1, 0, [0, 255, 7])).is_err());
    assert!(Money::try_from((1, 0, *b"DEM")).is_ok(), "a code may leave the standard");
}

#[test]
fn a_text_of_a_megabyte_is_refused() {
    assert!(read(&"9".repeat(1 << 20)).starts_with("too long"));
    assert!(read(&"9".repeat(200)).starts_with("too large"));
    assert!(read(&format!("0.{}", "1".repeat(190))).starts_with("too fine"));
}

prop_compose! {
    fn any_money()(
        mantissa in 0..TOO_MANY,
        scale in 0..=DECIMALS,
        code in prop::sample::select(vec!["CNY", "USD", "EUR", "JPY", "TOP", "ALL", "MNT"]),
    ) -> Money {
        let currency = Currency::of(code).unwrap();
        Money::new(Decimal::from_i128_with_scale(mantissa, scale), currency).unwrap()
    }
}

/// Texts made of what amounts are made of.
fn any_words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "CNY",
        "usd",
        "元",
        "¥",
        "$",
        "人民币",
        "0",
        "12",
        "500",
        "99999999999999999999",
        ",",
        ".",
        " ",
        "-",
        "万",
        "亿",
        "千",
        "百",
        "一",
        "零",
        "k",
        "million",
        "e",
        "\u{301}",
        "負",
    ]);
    prop::collection::vec(word, 0..12).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn what_is_shown_is_read_as_the_same(money in any_money()) {
        let default = Currency::CNY;
        for lang in [Lang::En, Lang::Zh] {
            prop_assert_eq!(Money::read(&money.show(lang), default), Ok(money));
            let short = Money::read(&money.show_short(lang), default);
            prop_assert_eq!(short.map(|short| short.currency()), Ok(money.currency()));
        }
    }

    #[test]
    fn what_is_stored_is_found_again(money in any_money()) {
        prop_assert_eq!(found::<Money>(&stored(&money)), money);
    }

    #[test]
    fn no_text_makes_it_fall(text in "\\PC{0,300}", words in any_words()) {
        for text in [text, words] {
            if let Ok(money) = Money::read(&text, Currency::CNY) {
                prop_assert_eq!(Money::read(&money.show(Lang::En), Currency::CNY), Ok(money));
            }
        }
    }
}
