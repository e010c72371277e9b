//! Brings a typed text to one plain form before it is read as a value: full-width, traditional
//! and capital letters folded, Chinese numerals turned into digits. It judges no value, and
//! never guesses: a numeral that can mean two numbers (三五天, 三千五) stays as it is.

use super::{Wrong, hostile};

/// More characters than this are no date and no amount, and cost no further look.
const LONGEST: usize = 200;

/// Characters that mean the same in every value. Full-width ASCII is folded by its code.
const SAME: &[(char, char)] = &[
    ('\u{3000}', ' '),
    ('。', '.'),
    ('〜', '~'),
    ('‐', '-'),
    ('‑', '-'),
    ('–', '-'),
    ('—', '-'),
    ('−', '-'),
    ('￥', '¥'),
    ('￡', '£'),
    ('圆', '元'),
    ('圓', '元'),
    ('約', '约'),
    ('後', '后'),
    ('週', '周'),
    ('個', '个'),
    ('這', '这'),
    ('號', '号'),
    ('紀', '纪'),
    ('禮', '礼'),
    ('點', '点'),
    ('時', '时'),
    ('兩', '两'),
    ('萬', '万'),
    ('億', '亿'),
    ('負', '负'),
    ('幣', '币'),
    ('歐', '欧'),
    ('鎊', '镑'),
    ('韓', '韩'),
];

/// The digits of Chinese numerals; 〇 and 零 are both nought, 二 and 两 both two.
const DIGITS: &str = "〇一二三四五六七八九零两";

/// A refusal in both languages.
pub(super) fn wrong(en: impl Into<String>, zh: impl Into<String>) -> Wrong {
    Wrong { en: en.into(), zh: zh.into() }
}

/// The text in its plain form, with single blanks between its parts and none around them.
/// Refuses what is too long to be a value.
pub(super) fn plain(text: &str) -> Result<String, Wrong> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(wrong(
            format!("too long: at most {LONGEST} characters"),
            format!("太长：最多{LONGEST}个字符"),
        ));
    }
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let folded: Vec<char> = spaced.filter(|c| !hostile(*c)).map(fold).collect();
    Ok(numerals(&folded).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn fold(c: char) -> char {
    if let '\u{ff01}'..='\u{ff5e}' = c {
        let ascii = (c as u32 - 0xfee0) as u8;
        return char::from(ascii).to_ascii_lowercase();
    }
    let same = SAME.iter().find(|(from, _)| *from == c);
    same.map_or(c, |(_, to)| *to).to_ascii_lowercase()
}

/// Writes Chinese numerals below 万 as digits, apart from digits beside them (周五14:00).
fn numerals(chars: &[char]) -> String {
    let mut out = String::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let run = rest.iter().take_while(|c| is_numeral(**c)).count();
        // 周三十点 is ten o'clock on Wednesday: a weekday takes one numeral.
        let after_week = at > 0 && matches!(chars[at - 1], '周' | '期' | '拜');
        let len = if after_week { run.min(1) } else { run };
        match number(&rest[..len]) {
            Some(digits) => {
                if out.ends_with(|c: char| c.is_ascii_digit()) {
                    out.push(' ');
                }
                out.push_str(&digits);
                if rest.get(len).is_some_and(char::is_ascii_digit) {
                    out.push(' ');
                }
            }
            None => out.extend(&rest[..len.max(1)]),
        }
        at += len.max(1);
    }
    out
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || ten_power(c).is_some()
}

fn digit(c: char) -> Option<u32> {
    let at = DIGITS.chars().position(|d| d == c)?;
    match at {
        10 => Some(0),
        11 => Some(2),
        _ => Some(at as u32),
    }
}

fn ten_power(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// The digits of one run of numerals, if it can mean one number only.
fn number(run: &[char]) -> Option<String> {
    if run.iter().any(|c| ten_power(*c).is_some()) {
        return spelled(run).map(|n| n.to_string());
    }
    // 二〇二六 and 八零 are read digit by digit, 三五 is "three to five".
    let vague = matches!(run.len(), 2 | 3) && !run.iter().any(|c| digit(*c) == Some(0));
    if run.is_empty() || vague {
        return None;
    }
    run.iter().map(|c| digit(*c).and_then(|d| char::from_digit(d, 10))).collect()
}

/// 一千二百五十 and the like.
fn spelled(run: &[char]) -> Option<u32> {
    let (mut total, mut power, mut pending, mut nought) = (0, 10_000, None, false);
    for c in run {
        if let Some(next) = ten_power(*c) {
            let count = match pending.take() {
                Some(count) => count,
                None if next == 10 && run[0] == *c && total == 0 => 1,
                None => return None,
            };
            if next >= power {
                return None;
            }
            (total, power, nought) = (total + count * next, next, false);
            continue;
        }
        match digit(*c)? {
            _ if pending.is_some() => return None,
            0 => nought = true,
            count => pending = Some(count),
        }
    }
    match pending {
        None => Some(total),
        // 三千五 is 3,500 to some and 3,005 to others.
        Some(_) if power > 10 && !nought => None,
        Some(ones) => Some(total + ones),
    }
}

/// A part of a plain text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    /// How many digits, and the number they write (the greatest `u32` if they write more).
    Number(usize, u32),
    /// Latin letters, or letters of other scripts.
    Word(&'a str),
    /// Anything else but white space.
    Sign(char),
}

/// The parts of a plain text in order.
pub(super) fn tokens(plain: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = plain.trim_start();
    while let Some(c) = rest.chars().next() {
        let same = |d: char| {
            if c.is_ascii_digit() {
                d.is_ascii_digit()
            } else {
                d.is_alphabetic() && d.is_ascii() == c.is_ascii()
            }
        };
        let len = rest.find(|d| !same(d)).unwrap_or(rest.len()).max(c.len_utf8());
        let (part, after) = rest.split_at(len);
        tokens.push(if c.is_ascii_digit() {
            Token::Number(len, part.parse().unwrap_or(u32::MAX))
        } else if c.is_alphabetic() {
            Token::Word(part)
        } else {
            Token::Sign(c)
        });
        rest = after.trim_start();
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plainly(text: &str) -> String {
        plain(text).unwrap()
    }

    #[test]
    fn full_width_traditional_and_capital_letters_are_folded() {
        assert_eq!(plainly("　２０２６－１１－２２　１４：００ "), "2026-11-22 14:00");
        assert_eq!(plainly("約２００５年"), "约2005年");
        assert_eq!(plainly("ＣＮＹ１２，５００"), "cny12,500");
        assert_eq!(plainly("\u{feff}2026\u{200b}-11\u{fff9}"), "2026-11");
        assert_eq!(plainly("2026-11-22\t14:00"), "2026-11-22 14:00");
        assert_eq!(plainly("12\u{a0}500\u{2009}000"), "12 500 000");
    }

    #[test]
    fn chinese_numerals_become_digits() {
        for (han, digits) in [
            ("二〇二六年十一月二十二日", "2026年11月22日"),
            ("二十世纪八十年代", "20世纪80年代"),
            ("八零年代", "80年代"),
            ("两周后", "2周后"),
            ("十天后", "10天后"),
            ("一千二百五十万", "1250万"),
            ("一亿两千万", "1亿2000万"),
            ("一千零五", "1005"),
            ("一百一十", "110"),
        ] {
            assert_eq!(plainly(han), digits);
        }
    }

    #[test]
    fn a_weekday_takes_one_numeral_and_stands_apart_from_the_hour() {
        assert_eq!(plainly("周五14:00"), "周5 14:00");
        assert_eq!(plainly("星期三十点"), "星期3 10点");
    }

    #[test]
    fn numerals_of_two_meanings_are_left_alone() {
        for vague in ["三五天后", "两三天", "三千五", "二三十天", "百万", "十百", "五六七"]
        {
            assert_eq!(plainly(vague), vague);
        }
    }

    #[test]
    fn a_long_text_is_refused_at_once() {
        assert!(plain(&"1".repeat(200)).is_ok());
        assert!(plain(&"1".repeat(1 << 20)).unwrap_err().en.contains("200"));
    }

    #[test]
    fn a_text_falls_into_numbers_words_and_signs() {
        use Token::{Number, Sign, Word};
        assert_eq!(
            tokens("约2026年 +30d 9999999999"),
            [
                Word("约"),
                Number(4, 2026),
                Word("年"),
                Sign('+'),
                Number(2, 30),
                Word("d"),
                Number(10, u32::MAX)
            ]
        );
    }

    proptest! {
        #[test]
        fn every_number_below_ten_thousand_is_read_as_spelled(n in 1_u32..10_000) {
            prop_assert_eq!(plainly(&spell(n)), n.to_string());
        }

        #[test]
        fn no_text_makes_it_fall(text in "[〇一二三五十百千两周期0-9:. \\PC]{0,60}") {
            tokens(&plainly(&text));
        }
    }

    /// The numeral as it is written in full, with 零 for a gap.
    fn spell(n: u32) -> String {
        let digits: Vec<char> = DIGITS.chars().collect();
        let (mut out, mut gap) = (String::new(), false);
        for (power, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let count = n / power % 10;
            if count == 0 {
                gap = !out.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) {
                out.push('零');
            }
            out.push(digits[count as usize]);
            out.push_str(name);
        }
        out
    }
}
