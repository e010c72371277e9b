//! `~regex`: a pattern over texts, without regard to case. It can neither explode nor go round
//! for ever: its size is bounded, and it takes time in proportion to the text.

use crate::value::Wrong;
use crate::words::filter as said;
use regex::{Regex, RegexBuilder};
use regex_syntax::ast::{self, ErrorKind};
use std::ops::Range;

/// Longest pattern, in bytes.
const LONGEST: usize = 1_000;
/// Most brackets within one another.
const DEEPEST: u32 = 50;
/// Most bytes that it takes when it is compiled.
const LARGEST: usize = 1 << 20;

/// A pattern that was typed.
#[derive(Clone, Debug)]
pub(super) struct Pattern(Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Pattern {
    /// The pattern of a text; else what is wrong with it, and where in it if that is one place.
    pub fn read(text: &str) -> Result<Self, (Option<Range<usize>>, Wrong)> {
        if text.is_empty() {
            return Err((None, said::NOTHING.wrong(&[])));
        }
        if text.len() > LONGEST {
            return Err((None, said::PATTERN_TOO_LARGE.wrong(&[])));
        }
        if let Err(error) = ast::parse::ParserBuilder::new().nest_limit(DEEPEST).build().parse(text)
        {
            let (start, end) = (error.span().start.offset, error.span().end.offset);
            // Where something is missing, what comes after it is pointed at.
            let after = text[start..].chars().next().map_or(0, char::len_utf8);
            let at = start..end.max(start + after);
            return Err((Some(at), explain(error.kind())));
        }
        let mut builder = RegexBuilder::new(text);
        let builder = builder.case_insensitive(true).nest_limit(DEEPEST * 2);
        let regex = builder.size_limit(LARGEST).dfa_size_limit(LARGEST).build();
        regex.map(Self).map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => (None, said::PATTERN_TOO_LARGE.wrong(&[])),
            _ => (None, said::PATTERN.wrong(&[])),
        })
    }

    /// Whether a text fits it anywhere.
    pub fn fits(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// What would be right.
fn explain(kind: &ErrorKind) -> Wrong {
    let words = match kind {
        ErrorKind::GroupUnclosed => said::GROUP_UNCLOSED,
        ErrorKind::GroupUnopened => said::GROUP_UNOPENED,
        ErrorKind::ClassUnclosed => said::CLASS_UNCLOSED,
        ErrorKind::ClassRangeInvalid | ErrorKind::ClassRangeLiteral => said::CLASS_RANGE,
        ErrorKind::RepetitionMissing => said::REPETITION_MISSING,
        ErrorKind::RepetitionCountInvalid
        | ErrorKind::RepetitionCountUnclosed
        | ErrorKind::RepetitionCountDecimalEmpty
        | ErrorKind::DecimalEmpty
        | ErrorKind::DecimalInvalid => said::REPETITION_COUNT,
        ErrorKind::EscapeUnexpectedEof | ErrorKind::EscapeUnrecognized => said::ESCAPE,
        ErrorKind::UnsupportedLookAround | ErrorKind::UnsupportedBackreference => said::NOT_REGULAR,
        ErrorKind::NestLimitExceeded(_) | ErrorKind::CaptureLimitExceeded => {
            said::PATTERN_TOO_LARGE
        }
        _ => said::PATTERN,
    };
    words.wrong(&[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrong(text: &str) -> (&str, String) {
        let (at, wrong) = Pattern::read(text).expect_err("no pattern");
        (at.map_or("", |at| &text[at]), wrong.en)
    }

    #[test]
    fn a_pattern_fits_anywhere_and_in_either_case() {
        let fits = |pattern: &str, text: &str| Pattern::read(pattern).is_ok_and(|it| it.fits(text));
        assert!(fits("^toy.*or$", "Toyota Motor") && fits("丰.汽", "丰田汽车"));
        assert!(!fits("^motor", "Toyota Motor"));
    }

    #[test]
    fn a_wrong_pattern_has_its_place_and_the_reason() {
        for (text, place, reason) in [
            ("a(b", "(", "closed"),
            ("a)", ")", "opened"),
            ("[a-", "[", "closed"),
            ("*a", "*", "repeat"),
            ("a{9", "{9", "times"),
            ("z-a[z-a]", "z-a", "backward"),
            ("a\\", "\\", "backslash"),
            ("(?=a)", "(?=", "look"),
        ] {
            let (at, said) = wrong(text);
            assert_eq!(at, place, "{text}: {said}");
            assert!(said.contains(reason), "{text}: {said}");
        }
    }

    #[test]
    fn a_pattern_that_would_explode_is_refused_at_once() {
        let (deep, long) = ("(".repeat(400) + &")".repeat(400), "a".repeat(1_001));
        for text in ["(a{1000}){1000}", "\\w{900}\\w{900}\\w{900}", &deep, &long] {
            assert!(wrong(text).1.contains("too large"), "{}", wrong(text).1);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fall(text in "[a(\\[{}*+?|^$.\\\\)\\]0-9,-]{0,30}|\\PC{0,30}") {
            match Pattern::read(&text) {
                Ok(pattern) => drop(pattern.fits("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")),
                Err((at, _)) => prop_assert!(at.is_none_or(|at| text.get(at).is_some())),
            }
        }
    }
}
