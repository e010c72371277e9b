//! Exact amounts of a currency. Nothing here rounds an amount it keeps, or changes one currency
//! into another.

mod currency;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

pub use self::currency::Currency;
use self::currency::Named;
use super::read::{self, wrong};
use super::{Lang, Wrong};

/// The most decimals an amount has.
const DECIMALS: u32 = 4;

/// An amount has at most 18 digits, its decimals counted.
const TOO_MANY: i128 = 10_i128.pow(18);

/// The amount is reckoned in ten-thousandths while it is read.
const ONE: i128 = 10_i128.pow(DECIMALS);

/// More digits than this, before a unit is counted in, are not looked at.
const LEGIBLE: usize = 24;

/// Units that multiply the number before them, as powers of ten. A longer one stands before
/// what it begins with.
const POWERS: &[(&str, u32)] = &[
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("mln", 6),
    ("mn", 6),
    ("bn", 9),
    ("k", 3),
    ("m", 6),
    ("b", 9),
    ("百万", 6),
    ("百亿", 10),
    ("百", 2),
    ("千万", 7),
    ("千亿", 11),
    ("千", 3),
    ("万亿", 12),
    ("万", 4),
    ("亿", 8),
];

/// An amount, never negative, and its currency. Sorted by currency, then amount.
///
/// Stored as `(mantissa: i128, scale: u32, code: [u8; 3])`: the amount is the mantissa divided
/// by ten to the scale, with no nought at its end after the point; the code is ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "Stored", try_from = "Stored")]
pub struct Money {
    currency: Currency,
    /// Normalized: no noughts at the end after the point.
    amount: Decimal,
}

type Stored = (i128, u32, [u8; 3]);

impl Money {
    /// The amount of the currency; `None` if it is negative, has more than four decimals or
    /// more than 18 digits.
    pub fn new(amount: Decimal, currency: Currency) -> Option<Self> {
        let amount = amount.normalize();
        let fits = (0..TOO_MANY).contains(&amount.mantissa()) && amount.scale() <= DECIMALS;
        fits.then_some(Money { currency, amount })
    }

    /// Reads an amount as people write it, in either language: `CNY 12,500,000`, `1250万`,
    /// `$1.2m`. One without a currency is of the default.
    pub fn read(text: &str, default: Currency) -> Result<Self, Wrong> {
        let plain = read::plain(text)?;
        let (mut rest, mut named) = (plain.as_str(), Named::default());
        refuse_negative(rest)?;
        while let Some(shorter) = named.take_first(rest).or_else(|| named.take_last(rest)) {
            rest = shorter;
        }
        refuse_negative(rest)?;
        refuse_unknown(rest)?;
        let amount = amount(rest)?;
        let currency = named.meant(default).ok_or_else(|| {
            wrong(
                "two currencies: write one, as in USD 500",
                "写了两种货币：请只写一种，如 USD 500",
            )
        })?;
        Money::new(amount, currency).ok_or_else(too_long)
    }

    /// The exact amount, in whole units of the currency.
    pub fn amount(&self) -> Decimal {
        self.amount
    }

    /// The currency.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// `CNY 12,500,000`, `USD 12.50`: exact, the same in both languages.
    pub fn show(&self, _lang: Lang) -> String {
        format!("{} {}", self.currency.code(), grouped(self.amount))
    }

    /// For narrow columns, rounded to two decimals: `CNY 12.5m`; `1250万`, `1250万 USD`.
    pub fn show_short(&self, lang: Lang) -> String {
        let code = self.currency.code();
        match lang {
            Lang::En => format!("{code} {}", self.rounded(3, &["", "k", "m", "b"])),
            Lang::Zh if self.currency == Currency::CNY => {
                self.rounded(4, &["", "万", "亿", "万亿"])
            }
            Lang::Zh => format!("{} {code}", self.rounded(4, &["", "万", "亿", "万亿"])),
        }
    }

    /// The amount in the smallest unit that leaves at most so many digits before the point, or
    /// else in the greatest. Each unit is so many powers of ten above the one before.
    fn rounded(&self, digits: u32, units: &[&str]) -> String {
        let step = Decimal::from(10_u32.pow(digits));
        let round = |count: Decimal| {
            count.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
        };
        let (mut count, mut at) = (self.amount, 0);
        while round(count) >= step && at + 1 < units.len() {
            count /= step;
            at += 1;
        }
        format!("{}{}", round(count), units[at])
    }
}

impl From<Money> for Stored {
    fn from(money: Money) -> Stored {
        (money.amount.mantissa(), money.amount.scale(), money.currency.into())
    }
}

impl TryFrom<Stored> for Money {
    type Error = &'static str;

    fn try_from((mantissa, scale, code): Stored) -> Result<Self, Self::Error> {
        let amount = Decimal::try_from_i128_with_scale(mantissa, scale);
        let amount = amount.map_err(|_| "not a stored amount")?;
        Money::new(amount, Currency::try_from(code)?).ok_or("not a stored amount")
    }
}

/// With commas by three, and at least two decimals if any.
fn grouped(amount: Decimal) -> String {
    let digits = amount.to_string();
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if decimals.is_empty() { out } else { format!("{out}.{decimals:0<2}") }
}

fn refuse_negative(plain: &str) -> Result<(), Wrong> {
    if !plain.starts_with(['-', '负']) {
        return Ok(());
    }
    Err(wrong("an amount is never negative: write it without the sign", "金额不能为负：请去掉负号"))
}

/// Three letters beside digits were meant as a code.
fn refuse_unknown(plain: &str) -> Result<(), Wrong> {
    let letters = plain.trim_matches(|c: char| !c.is_ascii_alphabetic());
    let is_unit = POWERS.iter().any(|(unit, _)| *unit == letters);
    let is_code = letters.len() == 3 && letters.bytes().all(|b| b.is_ascii_alphabetic());
    if is_unit || !is_code || !plain.contains(|c: char| c.is_ascii_digit()) {
        return Ok(());
    }
    let code = letters.to_ascii_uppercase();
    Err(wrong(
        format!("{code} is no currency of ISO 4217: write CNY, USD, EUR, ..."),
        format!("{code} 不是 ISO 4217 货币：可写 CNY、USD、EUR 等"),
    ))
}

/// The amount of a plain text without its currency: one part like `1.2m`, or several as in
/// `1亿2000万`, each smaller than the unit before it.
fn amount(plain: &str) -> Result<Decimal, Wrong> {
    let (mut rest, mut total, mut limit) = (plain, 0, None);
    loop {
        let (number, after) = Number::split(rest).ok_or_else(not_an_amount)?;
        let (power, after) = split_power(after);
        let part = number.times_ten_to(power)?;
        // 1万5 is 15,000 to some and 10,005 to others.
        let unclear = power == 0 && part < 100 * ONE;
        if limit.is_some_and(|limit| part >= limit || unclear) {
            return Err(wrong(
                "unclear after the unit: write all the digits, as in 15,000",
                "单位后的数字不明确：请写全数字，如 15,000",
            ));
        }
        total += part;
        if after.is_empty() {
            return Decimal::try_from_i128_with_scale(total, DECIMALS).map_err(|_| too_long());
        }
        if power == 0 {
            return Err(if after.starts_with(',') { wrong_comma() } else { not_an_amount() });
        }
        limit = Some(ONE * 10_i128.pow(power));
        rest = after;
    }
}

fn split_power(plain: &str) -> (u32, &str) {
    let plain = plain.trim_start();
    let found = POWERS.iter().find_map(|(unit, power)| Some((*power, plain.strip_prefix(unit)?)));
    found.map_or((0, plain), |(power, rest)| (power, rest.trim_start()))
}

/// Digits as they were written, without the marks between groups and the point.
struct Number {
    digits: String,
    decimals: usize,
}

impl Number {
    /// The number a plain text begins with, and the rest.
    fn split(plain: &str) -> Option<(Number, &str)> {
        let (whole, mut rest) = split_digits(plain)?;
        let mut digits = whole.to_owned();
        let mark = [',', ' '].into_iter().find(|mark| rest.starts_with(*mark));
        if let (1..=3, Some(mark)) = (whole.len(), mark) {
            while let Some((group, after)) = rest.strip_prefix(mark).and_then(split_digits) {
                if group.len() != 3 {
                    break;
                }
                digits.push_str(group);
                rest = after;
            }
        }
        let Some((decimals, after)) = rest.strip_prefix('.').and_then(split_digits) else {
            return Some((Number { digits, decimals: 0 }, rest));
        };
        digits.push_str(decimals);
        Some((Number { digits, decimals: decimals.len() }, after))
    }

    /// The number times the power of ten, in ten-thousandths.
    fn times_ten_to(&self, power: u32) -> Result<i128, Wrong> {
        let digits = self.digits.trim_start_matches('0');
        if digits.is_empty() {
            return Ok(0);
        }
        let spare = self.digits.len() - self.digits.trim_end_matches('0').len();
        let spare = spare.min(self.decimals);
        let (digits, decimals) = (&digits[..digits.len() - spare], self.decimals - spare);
        let Some(raise) = (power + DECIMALS).checked_sub(decimals as u32) else {
            return Err(too_fine());
        };
        if digits.len() > LEGIBLE {
            return Err(too_long());
        }
        let digits: i128 = digits.parse().map_err(|_| too_long())?;
        let part = 10_i128.checked_pow(raise).and_then(|ten| digits.checked_mul(ten));
        part.filter(|part| *part < TOO_MANY * ONE).ok_or_else(too_long)
    }
}

/// The digits a text begins with, at least one, and the rest.
fn split_digits(plain: &str) -> Option<(&str, &str)> {
    let len = plain.find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len());
    (len > 0).then(|| plain.split_at(len))
}

fn not_an_amount() -> Wrong {
    wrong(
        "not an amount: write CNY 12,500,000, 1250万, USD 1.2m or 3k EUR",
        "不是金额：可写 CNY 12,500,000、1250万、USD 1.2m 或 3k EUR",
    )
}

fn wrong_comma() -> Wrong {
    wrong(
        "a comma stands between groups of three digits: write 12,500,000 or 12.5",
        "逗号只用于三位分节：可写 12,500,000 或 12.5",
    )
}

fn too_fine() -> Wrong {
    wrong(
        format!("too fine: at most {DECIMALS} decimals, as in 0.0001"),
        format!("过细：最多{DECIMALS}位小数，如 0.0001"),
    )
}

fn too_long() -> Wrong {
    wrong("too large: at most 18 digits in all", "过大：总共最多18位数字")
}

#[cfg(test)]
mod tests;
