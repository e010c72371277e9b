//! A filter's text cut into terms, each with its place. Full-width signs are folded outside
//! quotes; what the language does not have is refused, never skipped.

use super::Fault;
use crate::words::filter as said;
use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// One term: a bare word, or a field with a value.
#[derive(Debug, PartialEq)]
pub(super) struct Term {
    pub negated: bool,
    pub field: Option<Part>,
    pub value: Part,
}

/// A part of a term, folded and without its quotes.
#[derive(Debug, PartialEq)]
pub(super) struct Part {
    pub text: String,
    /// Where it stands in the filter's text, in bytes.
    pub at: Range<usize>,
    /// Whether any of it was quoted: then it is never a keyword.
    pub quoted: bool,
}

/// The terms of a text.
pub(super) fn terms(text: &str) -> Result<Vec<Term>, Fault> {
    let mut lexer = Lexer { text, rest: text.char_indices().peekable() };
    let mut terms = Vec::new();
    while lexer.skip_gap() {
        terms.push(lexer.term()?);
    }
    Ok(terms)
}

struct Lexer<'t> {
    text: &'t str,
    rest: Peekable<CharIndices<'t>>,
}

impl Lexer<'_> {
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
        Part { text: String::new(), at: at..at, quoted: false }
    }

    fn term(&mut self) -> Result<Term, Fault> {
        let negated = self.rest.next_if(|(_, c)| matches!(plain(*c), '-' | '!')).is_some();
        let (mut field, mut part) = (None, self.part());
        while let Some((at, c)) = self.rest.next_if(|(_, c)| !c.is_whitespace()) {
            match plain(c) {
                '"' | '“' | '”' => self.quoted(&mut part, at, c)?,
                ':' if field.is_none() && !part.text.is_empty() && !part.quoted => {
                    part.at.end = at;
                    let value = self.part();
                    field = Some(std::mem::replace(&mut part, value));
                }
                sign if is_refused(sign, &part, field.is_some()) => {
                    return Err(self.refused(at, c));
                }
                letter => part.text.push(letter),
            }
        }
        part.at.end = self.at();
        Ok(Term { negated, field, value: part })
    }

    /// Reads to the sign that closes a quote; it stands as it is.
    fn quoted(&mut self, part: &mut Part, open: usize, sign: char) -> Result<(), Fault> {
        part.quoted = true;
        let closing: &[char] = if plain(sign) == '"' { &['"', '＂'] } else { &['“', '”'] };
        for (_, c) in self.rest.by_ref() {
            if closing.contains(&c) {
                return Ok(());
            }
            part.text.push(c);
        }
        Err(Fault { at: open..self.text.len(), wrong: said::UNCLOSED.wrong(&[]) })
    }

    fn refused(&self, at: usize, sign: char) -> Fault {
        let end = at + sign.len_utf8();
        let before = self.text[..at].chars().next_back().map_or(0, char::len_utf8);
        let (start, said) = match plain(sign) {
            '.' => (at - before, "..".to_owned()),
            other => (at, other.to_string()),
        };
        Fault { at: start..end, wrong: said::SIGN.wrong(&[&said]) }
    }
}

/// Signs of comparisons. Within a value they may be part of an address, but not begin it.
fn is_refused(sign: char, part: &Part, in_value: bool) -> bool {
    match sign {
        '|' => true,
        '<' | '>' | '=' | '~' => !in_value || part.text.is_empty(),
        '.' => !part.quoted && part.text.ends_with('.'),
        _ => false,
    }
}

/// A full-width sign as its ordinary form.
fn plain(c: char) -> char {
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

    #[test]
    fn a_term_has_its_field_value_and_places() {
        let text = "  -地区：“河 北”x joint";
        let terms = terms(text).expect("two terms");
        let [first, second] = terms.as_slice() else { panic!("{terms:?}") };
        let field = first.field.as_ref().expect("a field");
        assert!(first.negated && first.value.quoted && !second.negated);
        assert_eq!((field.text.as_str(), first.value.text.as_str()), ("地区", "河 北x"));
        assert_eq!(&text[field.at.clone()], "地区");
        assert_eq!(&text[first.value.at.clone()], "“河 北”x");
        assert_eq!((second.field.is_none(), second.value.text.as_str()), (true, "joint"));
    }

    #[test]
    fn what_is_not_understood_has_its_place() {
        assert_eq!(fault("a ends<2027").0, "<");
        assert_eq!(fault("ends：＞2027").0, "＞");
        assert_eq!(fault("status:a|b").0, "|");
        assert_eq!(fault("ends:2020..2022").0, "..");
        assert_eq!(fault("ends:2020．．2022").1, fault("ends:2020..2022").1);
        assert_eq!(fault("a \"joint cen").0, "\"joint cen");
        assert!(fault("ends<2027").1.contains("field:value, field:none, field:any"));
    }

    #[test]
    fn quotes_and_addresses_keep_their_signs() {
        let terms = terms("website:a.b/?c=~d \"a|b..c\"").expect("two terms");
        assert_eq!(terms[0].value.text, "a.b/?c=~d");
        assert_eq!(terms[1].value.text, "a|b..c");
    }

    proptest! {
        #[test]
        fn every_place_lies_within_the_text(text in ".*") {
            match terms(&text) {
                Ok(terms) => for term in terms {
                    prop_assert!(text.get(term.value.at).is_some());
                    prop_assert!(term.field.is_none_or(|part| text.get(part.at).is_some()));
                },
                Err(fault) => prop_assert!(text.get(fault.at).is_some()),
            }
        }
    }
}
