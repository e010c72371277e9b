//! A filter's text cut into terms, each with its place. Full-width signs are folded outside
//! quotes; what the language does not have is refused, never skipped.

use super::Fault;
use super::how::How;
use crate::words::filter as said;
use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// One term: a bare word, or a field with values.
#[derive(Debug, PartialEq)]
pub(super) struct Term {
    pub negated: bool,
    pub field: Option<Part>,
    pub how: How,
    /// Where the sign stands that says how.
    pub sign: Range<usize>,
    /// One at least; of several any will do.
    pub values: Vec<Given>,
}

/// A value that was typed.
#[derive(Debug, PartialEq)]
pub(super) enum Given {
    One(Part),
    /// From the first to the second; an end that is empty is open.
    Range(Part, Part),
}

/// A part of a term, folded and without its quotes.
#[derive(Debug, PartialEq, Clone)]
pub(super) struct Part {
    pub text: String,
    /// Where it stands in the filter's text, in bytes.
    pub at: Range<usize>,
    /// Whether any of it was quoted: then it is never a keyword.
    pub quoted: bool,
    /// Where each of its characters stands.
    places: Vec<Range<usize>>,
}

impl Part {
    /// Takes on a character, as it was typed and as it is read.
    fn push(&mut self, at: usize, typed: char, read: char) {
        self.text.push(read);
        self.places.push(at..at + typed.len_utf8());
    }

    /// Whether nothing was typed, not even quotes.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && !self.quoted
    }

    /// Where a piece of its text stands in the filter's text.
    pub fn place(&self, piece: Range<usize>) -> Range<usize> {
        let nth = |byte: usize| self.text.get(..byte).map_or(0, |before| before.chars().count());
        let places = self.places.get(nth(piece.start)..nth(piece.end)).unwrap_or_default();
        match (places.first(), places.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => self.at.clone(),
        }
    }
}

impl Given {
    /// Where it stands.
    pub fn at(&self) -> Range<usize> {
        match self {
            Self::One(part) => part.at.clone(),
            Self::Range(from, to) => from.at.start..to.at.end,
        }
    }
}

/// The terms of a text.
pub(super) fn terms(text: &str) -> Result<Vec<Term>, Fault> {
    let mut lexer = Lexer::of(text, false);
    let mut terms = Vec::new();
    while lexer.skip_gap() {
        terms.push(lexer.term()?);
    }
    Ok(terms)
}

/// The term at the end of a text that is still being typed: a quote may be open. Nothing after a
/// gap, and nothing where a term before it is wrong.
pub(super) fn unfinished(text: &str) -> Option<Term> {
    let mut lexer = Lexer::of(text, true);
    let mut last = None;
    while lexer.skip_gap() {
        last = Some(lexer.term().ok()?);
    }
    last.filter(|term| term.end() == text.len())
}

impl Term {
    /// Where it ends.
    fn end(&self) -> usize {
        self.values.last().map_or(self.sign.end, |value| value.at().end)
    }
}

struct Lexer<'t> {
    text: &'t str,
    rest: Peekable<CharIndices<'t>>,
    /// Whether a quote may be open at the end.
    is_lenient: bool,
}

impl<'t> Lexer<'t> {
    fn of(text: &'t str, is_lenient: bool) -> Self {
        Self { text, rest: text.char_indices().peekable(), is_lenient }
    }

    /// Whether there is anything left after the gap.
    fn skip_gap(&mut self) -> bool {
        while self.rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        self.rest.peek().is_some()
    }

    fn at(&mut self) -> usize {
        self.rest.peek().map_or(self.text.len(), |(at, _)| *at)
    }

    fn part(&mut self) -> Part {
        let at = self.at();
        Part { text: String::new(), at: at..at, quoted: false, places: Vec::new() }
    }

    /// Takes the next sign if it is this one, outside quotes.
    fn takes(&mut self, sign: char) -> bool {
        self.rest.next_if(|(_, c)| plain(*c) == sign).is_some()
    }

    fn term(&mut self) -> Result<Term, Fault> {
        let negated = self.takes('-') || self.takes('!');
        let mut word = self.part();
        if let Some((sign, how)) = self.how() {
            if !matches!(how, How::Is | How::Like) {
                let wrong = said::NO_FIELD_BEFORE.wrong(&[how.sign(), how.sign()]);
                return Err(Fault { at: sign, wrong });
            }
            return Ok(Term { negated, field: None, how, sign, values: self.values(how, None)? });
        }
        while let Some((at, c)) = self.rest.peek().copied().filter(|(_, c)| ends_word(*c)) {
            match plain(c) {
                '"' | '“' | '”' => {
                    self.rest.next();
                    self.quoted(&mut word, at, c)?;
                }
                ':' | '=' | '<' | '>' | '~' | '≤' | '≥'
                    if !word.text.is_empty() && !word.quoted =>
                {
                    word.at.end = at;
                    let sign = self.rest.next_if(|(_, c)| plain(*c) == ':').map(|_| at..self.at());
                    let own = self.how();
                    let (sign, how) =
                        own.or(sign.map(|at| (at, How::Has))).unwrap_or((at..at, How::Has));
                    let sign = at..sign.end;
                    let values = self.values(how, None)?;
                    return Ok(Term { negated, field: Some(word), how, sign, values });
                }
                '|' => break,
                '.' if self.is_range() => break,
                letter => {
                    self.rest.next();
                    word.push(at, c, letter);
                }
            }
        }
        let sign = word.at.start..word.at.start;
        let values = self.values(How::Has, Some(word))?;
        Ok(Term { negated, field: None, how: How::Has, sign, values })
    }

    /// The sign of a comparison, if one stands here.
    fn how(&mut self) -> Option<(Range<usize>, How)> {
        let (at, c) = self.rest.peek().copied()?;
        let how = match plain(c) {
            '=' => How::Is,
            '~' => How::Like,
            '<' => How::Below,
            '>' => How::Above,
            '≤' => How::UpTo,
            '≥' => How::From,
            _ => return None,
        };
        self.rest.next();
        let how = match how {
            How::Below if self.takes('=') => How::UpTo,
            How::Above if self.takes('=') => How::From,
            how => how,
        };
        Some((at..self.at(), how))
    }

    /// Whether two dots stand here.
    fn is_range(&self) -> bool {
        let mut ahead = self.rest.clone().map(|(_, c)| plain(c));
        ahead.next() == Some('.') && ahead.next() == Some('.')
    }

    /// The values after a sign, with a bar between; of the first perhaps something was read.
    fn values(&mut self, how: How, begun: Option<Part>) -> Result<Vec<Given>, Fault> {
        let (mut values, mut from) = (Vec::new(), None);
        let mut part = begun.unwrap_or_else(|| self.part());
        while let Some((at, c)) = self.rest.peek().copied().filter(|(_, c)| !c.is_whitespace()) {
            let is_range = from.is_none() && how != How::Like && self.is_range();
            self.rest.next();
            match plain(c) {
                '"' | '“' | '”' => self.quoted(&mut part, at, c)?,
                '|' if how != How::Like => {
                    let next = self.part();
                    values.push(self.given(&mut from, std::mem::replace(&mut part, next), at)?);
                }
                '.' if is_range => {
                    part.at.end = at;
                    self.rest.next();
                    let to = self.part();
                    from = Some(std::mem::replace(&mut part, to));
                }
                letter => part.push(at, c, letter),
            }
        }
        let end = self.at();
        if values.is_empty() && from.is_none() {
            part.at.end = end;
            return Ok(vec![Given::One(part)]);
        }
        values.push(self.given(&mut from, part, end)?);
        Ok(values)
    }

    /// One of several values, or a range; neither is empty.
    fn given(&self, from: &mut Option<Part>, mut part: Part, end: usize) -> Result<Given, Fault> {
        part.at.end = end;
        let given = match from.take() {
            Some(from) => Given::Range(from, part),
            None => Given::One(part),
        };
        let is_empty = match &given {
            Given::One(part) => part.is_empty(),
            Given::Range(from, to) => from.is_empty() && to.is_empty(),
        };
        if !is_empty || self.is_lenient {
            return Ok(given);
        }
        let at = given.at();
        // The bar before or after it is pointed at.
        let before = self.text[..at.start].chars().next_back().map_or(0, char::len_utf8);
        let after = self.text[at.end..].chars().next().filter(|c| plain(*c) == '|');
        let at = at.start - before..at.end + after.map_or(0, char::len_utf8);
        Err(Fault { at, wrong: said::EMPTY_VALUE.wrong(&[]) })
    }

    /// Reads to the sign that closes a quote; it stands as it is.
    fn quoted(&mut self, part: &mut Part, open: usize, sign: char) -> Result<(), Fault> {
        part.quoted = true;
        let closing: &[char] = if plain(sign) == '"' { &['"', '＂'] } else { &['“', '”'] };
        for (at, c) in self.rest.by_ref() {
            if closing.contains(&c) {
                return Ok(());
            }
            part.push(at, c, c);
        }
        if self.is_lenient {
            return Ok(());
        }
        Err(Fault { at: open..self.text.len(), wrong: said::UNCLOSED.wrong(&[]) })
    }
}

fn ends_word(c: char) -> bool {
    !c.is_whitespace()
}

/// A full-width sign as its ordinary form.
pub(super) fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fault(text: &str) -> (&str, String) {
        let fault = terms(text).expect_err("a fault");
        (&text[fault.at], fault.wrong.en)
    }

    fn only(text: &str) -> Term {
        terms(text).expect("a term").pop().expect("a term")
    }

    fn values(text: &str) -> Vec<String> {
        let show = |given: &Given| match given {
            Given::One(part) => part.text.clone(),
            Given::Range(from, to) => format!("[{}|{}]", from.text, to.text),
        };
        only(text).values.iter().map(show).collect()
    }

    #[test]
    fn a_term_has_its_field_value_and_places() {
        let text = "  -地区：“河 北”x joint";
        let terms = terms(text).expect("two terms");
        let [first, second] = terms.as_slice() else { panic!("{terms:?}") };
        let field = first.field.as_ref().expect("a field");
        let (Given::One(value), Given::One(word)) = (&first.values[0], &second.values[0]) else {
            panic!("{terms:?}")
        };
        assert!(first.negated && value.quoted && !second.negated);
        assert_eq!((field.text.as_str(), value.text.as_str()), ("地区", "河 北x"));
        assert_eq!(&text[field.at.clone()], "地区");
        assert_eq!(&text[value.at.clone()], "“河 北”x");
        assert_eq!(&text[value.place(3..7)], " 北", "quotes aside");
        assert_eq!((second.field.is_none(), word.text.as_str()), (true, "joint"));
    }

    #[test]
    fn a_sign_after_a_field_says_how_it_is_compared_in_either_width() {
        for (text, how) in [
            ("ends:2027", How::Has),
            ("ends=2027", How::Is),
            ("ends<2027", How::Below),
            ("ends:<2027", How::Below),
            ("ends＜＝2027", How::UpTo),
            ("ends≤2027", How::UpTo),
            ("到期：＞2027", How::Above),
            ("ends>=2027", How::From),
            ("name~^a", How::Like),
            ("name:~^a", How::Like),
            ("=Toyota", How::Is),
        ] {
            assert_eq!(only(text).how, how, "{text}");
        }
        assert_eq!(values("name~^(a|b)..c$"), ["^(a|b)..c$"], "a pattern is one value");
    }

    #[test]
    fn bars_stand_between_values_and_two_dots_within_a_range() {
        assert_eq!(values("country:JP|\"a|b\"|none"), ["JP", "a|b", "none"]);
        assert_eq!(
            values("ends:2020..2022|..2010|2030．．"),
            ["[2020|2022]", "[|2010]", "[2030|]"]
        );
        assert_eq!(values("toyota|\"joint center\""), ["toyota", "joint center"]);
        assert_eq!(values("starts:\"2026-11-22 14:00\"..today"), ["[2026-11-22 14:00|today]"]);
    }

    #[test]
    fn what_is_not_understood_has_its_place() {
        assert_eq!(fault("a \"joint cen").0, "\"joint cen");
        assert_eq!(fault("ends < 2027").0, "<");
        assert_eq!(fault("status:a||b").0, "||");
        assert_eq!(fault("status:a|").0, "|");
        assert_eq!(fault("ends:..|2020").0, ":..|");
    }

    #[test]
    fn quotes_and_addresses_keep_their_signs() {
        let terms = terms("website:a.b/?c=~d \"a|b..c\"").expect("two terms");
        let text = |term: &Term| match &term.values[0] {
            Given::One(part) => part.text.clone(),
            Given::Range(..) => String::new(),
        };
        assert_eq!(text(&terms[0]), "a.b/?c=~d");
        assert_eq!(text(&terms[1]), "a|b..c");
    }

    #[test]
    fn the_last_term_is_read_while_it_is_typed() {
        let term = unfinished("a branch:\"over s").expect("a term");
        assert_eq!(term.field.map(|field| field.text).as_deref(), Some("branch"));
        assert!(unfinished("a branch:x ").is_none());
        assert!(unfinished("").is_none());
        assert_eq!(unfinished("a|").expect("a term").values.len(), 2);
    }

    proptest! {
        #[test]
        fn every_place_lies_within_the_text(text in "[a-c:=<>~|.\"“”！－ 河\\PC]{0,20}") {
            match terms(&text) {
                Ok(terms) => for term in terms {
                    prop_assert!(term.values.iter().all(|given| text.get(given.at()).is_some()));
                    prop_assert!(text.get(term.sign).is_some());
                    prop_assert!(term.field.is_none_or(|part| text.get(part.at).is_some()));
                },
                Err(fault) => prop_assert!(text.get(fault.at).is_some()),
            }
            let _ = unfinished(&text);
        }
    }
}
