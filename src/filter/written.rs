//! How a filter's parts are written so that they read back as the same.

use super::lex::plain;
use std::borrow::Cow;

/// Words that mean something by themselves where a value stands.
const KEYWORDS: [&str; 4] = ["none", "any", "me", "我"];

/// A text as a value: in quotes unless it is one plain word.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| {
        plain(c) == c
            && (c.is_alphanumeric() || matches!(c, '-' | '+' | '&' | '/' | '_' | '.' | '@'))
    };
    let is_word = text.chars().all(is_plain)
        && text.starts_with(|c: char| c.is_alphanumeric())
        && !text.contains("..")
        && !text.ends_with('.')
        && !KEYWORDS.contains(&text.to_lowercase().as_str());
    if is_word {
        return Cow::Borrowed(text);
    }
    Cow::Owned(in_quotes(text))
}

/// A date, an amount or a number as a value: a sign before it is part of it.
pub(super) fn measured(text: &str) -> Cow<'_, str> {
    match text.strip_prefix(['+', '-']) {
        Some(rest) if quoted(rest) == rest => Cow::Borrowed(text),
        _ => quoted(text),
    }
}

/// A pattern, or another text whose signs are not to be read.
pub(super) fn pattern(text: &str) -> Cow<'_, str> {
    let is_read = |c: char| c.is_whitespace() || plain(c) != c || matches!(c, '"' | '“' | '”');
    if text.contains(is_read) { Cow::Owned(in_quotes(text)) } else { Cow::Borrowed(text) }
}

/// Within a pair of quotes the other pair stands for itself.
fn in_quotes(text: &str) -> String {
    let is_straight = |c: char| matches!(c, '"' | '＂');
    if !text.contains(is_straight) {
        return format!("\"{text}\"");
    }
    let mut written = String::with_capacity(text.len() + 4);
    let mut open = None;
    for c in text.chars() {
        let (opening, closing) = if is_straight(c) { ('“', '”') } else { ('"', '"') };
        if open != Some(closing) {
            written.extend(open);
            written.push(opening);
            open = Some(closing);
        }
        written.push(c);
    }
    written.extend(open);
    written
}

#[cfg(test)]
mod tests {
    use super::super::lex::{Given, terms};
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str) -> (String, bool) {
        let given = terms(text).expect("a term").pop().and_then(|mut term| term.values.pop());
        match given.expect("a value") {
            Given::One(part) => (part.text, part.quoted),
            Given::Range(..) => panic!("{text} is a range"),
        }
    }

    #[test]
    fn a_plain_word_needs_no_quotes() {
        for text in ["Toyota", "华为", "R&D", "a-b", "organization-2", "sci.tech"] {
            assert_eq!(quoted(text), text);
        }
        for (text, written) in [
            ("solar cells", "\"solar cells\""),
            ("none", "\"none\""),
            ("-30d", "\"-30d\""),
            ("a..b", "\"a..b\""),
            ("", "\"\""),
            ("ＮＤＡ", "\"ＮＤＡ\""),
            ("say \"hi\" 我", "\"say \"“\"”\"hi\"“\"”\" 我\""),
        ] {
            assert_eq!(quoted(text), written);
        }
        assert_eq!((measured("-30d"), measured("+90d")), ("-30d".into(), "+90d".into()));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(text in "[-a.:|=<~!\"“”＂＜ 河]{0,12}|\\PC{0,12}") {
            prop_assert_eq!(value(&format!("x:{}", quoted(&text))).0, text.clone());
            prop_assert_eq!(value(&format!("x={}", quoted(&text))).0, text.clone());
            prop_assert_eq!(value(&quoted(&text)).0, text.clone());
            prop_assert_eq!(value(&format!("x={}", measured(&text))).0, text.clone());
            prop_assert_eq!(value(&format!("x~{}", pattern(&text))).0, text);
        }
    }
}
