use super::{Wrong, words};
use serde::{Deserialize, Serialize};
use std::fmt;

const UNIT: i64 = 1_000_000;

/// A number with up to six decimals (a coordinate to 0.1 m), kept in millionths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Decimal(i64);

impl Decimal {
    /// In millionths.
    pub fn millionths(self) -> i64 {
        self.0
    }

    /// Reads `39.99` or `-122.3`.
    pub fn read(text: &str) -> Result<Self, Wrong> {
        parse(text.trim()).map(Self).ok_or_else(|| {
            words(
                "not a number: write 39.99 (at most six decimals)",
                "不是数字：请写 39.99（至多六位小数）",
            )
            .wrong(&[])
        })
    }
}

fn parse(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let only_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 6 || !only_digits(whole) || !only_digits(part) {
        return None;
    }
    let part: i64 = format!("{part:0<6}").parse().ok()?;
    let whole: i64 = whole.parse().ok()?;
    whole.checked_mul(UNIT)?.checked_add(part).map(|sum| sum * sign)
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 1_000_000, self.0.unsigned_abs() % 1_000_000);
        let part = format!("{part:06}");
        match part.trim_end_matches('0') {
            "" => write!(out, "{sign}{whole}"),
            part => write!(out, "{sign}{whole}.{part}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_shown_reads_back(millionths in -400_000_000_000i64..400_000_000_000) {
            let number = Decimal(millionths);
            prop_assert_eq!(Decimal::read(&number.to_string()), Ok(number));
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = Decimal::read(&text);
        }
    }

    #[test]
    fn a_seventh_decimal_is_refused() {
        assert!(Decimal::read("1.1234567").is_err());
        assert!(Decimal::read("").is_err());
    }
}
