//! Currencies and the names they go by.

use serde::{Deserialize, Serialize};

/// The codes of ISO 4217 that amounts are written in (2026): without metals, bond units, the
/// drawing rights' own accounts and the codes for tests and for none.
const CODES: &str = "\
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN \
    BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR \
    FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY \
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU \
    MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON \
    RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP \
    TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF \
    YER ZAR ZMW ZWG";

/// Names, in lower case, and the currencies each can mean: the first is meant where nothing
/// else is said, the others where a code or another name says so too (`$500 CAD`, `港币500元`).
const NAMES: &[(&str, &[&str])] = &[
    ("¥", &["CNY", "JPY"]),
    ("元", YUAN),
    ("元整", YUAN),
    ("rmb", &["CNY"]),
    ("yuan", &["CNY"]),
    ("人民币", &["CNY"]),
    ("$", DOLLAR),
    ("dollar", DOLLAR),
    ("dollars", DOLLAR),
    ("us$", &["USD"]),
    ("美元", &["USD"]),
    ("美金", &["USD"]),
    ("€", &["EUR"]),
    ("euro", &["EUR"]),
    ("euros", &["EUR"]),
    ("欧元", &["EUR"]),
    ("£", &["GBP"]),
    ("英镑", &["GBP"]),
    ("日元", &["JPY"]),
    ("yen", &["JPY"]),
    ("hk$", &["HKD"]),
    ("港元", &["HKD"]),
    ("港币", &["HKD"]),
    ("s$", &["SGD"]),
    ("新加坡元", &["SGD"]),
    ("韩元", &["KRW"]),
    ("加元", &["CAD"]),
    ("澳元", &["AUD"]),
    ("瑞士法郎", &["CHF"]),
    ("卢布", &["RUB"]),
];

const YUAN: &[&str] = &["CNY", "USD", "HKD", "TWD", "SGD", "CAD", "AUD", "NZD", "MOP"];
const DOLLAR: &[&str] = &["USD", "HKD", "TWD", "SGD", "CAD", "AUD", "NZD", "MXN", "BRL"];

/// A currency by its ISO 4217 code. Stored as the code's three letters; a code that has left
/// the standard since it was stored is still read back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "[u8; 3]", try_from = "[u8; 3]")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The yuan.
    pub const CNY: Currency = Currency(*b"CNY");

    /// The currency of the code, in either case; `None` if ISO 4217 has no such currency today.
    pub fn of(code: &str) -> Option<Self> {
        let upper = <[u8; 3]>::try_from(code.as_bytes()).ok()?.map(|b| b.to_ascii_uppercase());
        let current = CODES.split(' ').any(|known| known.as_bytes() == upper);
        current.then_some(Currency(upper))
    }

    /// The code, three capital letters.
    pub fn code(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl From<Currency> for [u8; 3] {
    fn from(currency: Currency) -> Self {
        currency.0
    }
}

impl TryFrom<[u8; 3]> for Currency {
    type Error = &'static str;

    fn try_from(code: [u8; 3]) -> Result<Self, Self::Error> {
        let letters = code.iter().all(u8::is_ascii_uppercase);
        letters.then_some(Currency(code)).ok_or("not a currency code")
    }
}

/// The currencies that the names and codes found about one amount can mean together, the one
/// meant first. Empty when they contradict each other.
#[derive(Default)]
pub(super) struct Named {
    found: Option<Vec<Currency>>,
}

impl Named {
    /// The rest of a plain text without the name or code it begins with.
    pub(super) fn take_first<'a>(&mut self, plain: &'a str) -> Option<&'a str> {
        let name = NAMES.iter().filter(|(name, _)| {
            plain.strip_prefix(name).is_some_and(|rest| stands_alone(name, rest.chars().next()))
        });
        if let Some((name, means)) = name.max_by_key(|(name, _)| name.len()) {
            self.narrow(means);
            return Some(plain[name.len()..].trim_start());
        }
        let (code, rest) = plain.split_at_checked(3)?;
        self.take_code(code, rest.chars().next())?;
        Some(rest.trim_start())
    }

    /// The rest of a plain text without the name or code it ends with.
    pub(super) fn take_last<'a>(&mut self, plain: &'a str) -> Option<&'a str> {
        let name = NAMES.iter().filter(|(name, _)| {
            plain.strip_suffix(name).is_some_and(|rest| stands_alone(name, rest.chars().last()))
        });
        if let Some((name, means)) = name.max_by_key(|(name, _)| name.len()) {
            self.narrow(means);
            return Some(plain[..plain.len() - name.len()].trim_end());
        }
        let (rest, code) = plain.split_at_checked(plain.len().checked_sub(3)?)?;
        self.take_code(code, rest.chars().last())?;
        Some(rest.trim_end())
    }

    fn take_code(&mut self, code: &str, beside: Option<char>) -> Option<()> {
        let currency = Currency::of(code).filter(|_| stands_alone(code, beside))?;
        self.narrow(&[currency.code()]);
        Some(())
    }

    fn narrow(&mut self, means: &[&str]) {
        let means = means.iter().filter_map(|code| Currency::of(code));
        self.found = Some(match self.found.take() {
            None => means.collect(),
            Some(before) => {
                let means: Vec<Currency> = means.collect();
                before.into_iter().filter(|currency| means.contains(currency)).collect()
            }
        });
    }

    /// The currency meant, the default where none was named, `None` where two were.
    pub(super) fn meant(&self, default: Currency) -> Option<Currency> {
        match &self.found {
            None => Some(default),
            Some(found) => found.first().copied(),
        }
    }
}

/// Latin letters right beside Latin letters are part of another word.
fn stands_alone(name: &str, beside: Option<char>) -> bool {
    let letters = name.bytes().any(|b| b.is_ascii_alphabetic());
    !letters || !beside.is_some_and(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once_and_every_name_means_a_current_currency() {
        let codes: Vec<&str> = CODES.split(' ').collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "sorted, none twice");
        for code in codes {
            assert_eq!(
                Currency::of(&code.to_lowercase()).map(|c| c.code().to_owned()),
                Some(code.into())
            );
        }
        assert!(
            NAMES.iter().flat_map(|(_, means)| *means).all(|code| Currency::of(code).is_some())
        );
    }

    #[test]
    fn a_code_that_left_the_standard_is_still_read_from_the_store() {
        assert_eq!(Currency::of("DEM"), None);
        assert_eq!(Currency::try_from(*b"DEM").unwrap().code(), "DEM");
        assert!(Currency::try_from(*b"dem").is_err());
        assert!(Currency::of("").is_none() && Currency::of("元").is_none());
    }
}
