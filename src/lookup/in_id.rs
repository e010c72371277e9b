//! The part of a query that may be an id: thousands are asked for it at a key.

use crate::records::{KINDS, kind};
use crate::value::Id;

/// What of an id was typed, if any.
#[derive(Debug)]
pub(super) struct InId {
    /// The kinds in whose code it stands.
    kinds: Vec<u8>,
    /// The end of a code, and digits.
    number: Option<(String, Digits)>,
}

impl InId {
    pub fn of(apart: &str) -> Self {
        let (code, digits) = apart.rsplit_once(' ').unwrap_or(("", apart));
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = if is_number { Digits::of(digits) } else { None };
        let kinds = KINDS.iter().filter(|kind| kind.code.contains(apart));
        Self {
            kinds: kinds.map(|kind| kind.number).collect(),
            number: number.map(|number| (code.to_owned(), number)),
        }
    }

    /// Whether any record of a kind may be meant.
    pub fn may_fit(&self, kind: u8) -> bool {
        self.number.is_some() || self.kinds.contains(&kind)
    }

    /// Whether a record is meant.
    pub fn fits(&self, id: Id) -> bool {
        match &self.number {
            None => self.kinds.contains(&id.kind),
            Some((code, number)) if code.is_empty() => number.is_in(id.number),
            Some((code, number)) => {
                number.begins(id.number)
                    && kind(id.kind).is_some_and(|kind| kind.code.ends_with(code))
            }
        }
    }
}

/// Digits that are looked for in a number.
#[derive(Debug)]
struct Digits {
    value: u64,
    /// The least number of one more digit.
    above: u64,
}

impl Digits {
    /// Nothing of more digits than a number has.
    fn of(digits: &str) -> Option<Self> {
        let above = 10_u64.checked_pow(u32::try_from(digits.len()).ok()?)?;
        Some(Self { value: digits.parse().ok()?, above })
    }

    /// The number, without its last digits one after the other, as long as it has as many.
    fn cut(&self, number: u32) -> impl Iterator<Item = u64> {
        let least = self.above / 10;
        let next = |number: &u64| Some(number / 10);
        std::iter::successors(Some(u64::from(number)), next)
            .take_while(move |number| *number >= least)
    }

    fn is_in(&self, number: u32) -> bool {
        self.cut(number).any(|number| number % self.above == self.value)
    }

    fn begins(&self, number: u32) -> bool {
        self.cut(number).last() == Some(self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_found_as_they_are_written() {
        let numbers = [1, 7, 10, 100, 101, 1053, 5300, 10_530, 105_305, u32::MAX];
        let typed =
            ["0", "1", "5", "05", "00", "53", "530", "105", "0530", "4294967295", "42949672950"];
        for number in numbers {
            let written = number.to_string();
            for typed in typed {
                let digits = Digits::of(typed).expect("so few");
                assert_eq!(digits.is_in(number), written.contains(typed), "{typed} in {number}");
                assert_eq!(digits.begins(number), written.starts_with(typed), "{typed} {number}");
            }
        }
        assert!(Digits::of(&"1".repeat(30)).is_none());
    }
}
