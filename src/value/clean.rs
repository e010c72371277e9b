//! What makes any text safe to keep and to show: one normal form, no control characters.

mod simplified;

use simplified::simplified;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_width::UnicodeWidthStr;

/// Longest line that is kept, in characters; more than any name or title needs.
const LONGEST_LINE: usize = 2_000;
/// Longest note that is kept, in characters.
const LONGEST_NOTE: usize = 100_000;

/// One line in NFC, trimmed, without control or bidirectional characters; line breaks and
/// tabs become spaces.
pub fn clean_line(text: &str) -> String {
    let spaced = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
    let kept: String = spaced.filter(|c| !hostile(*c)).nfc().take(LONGEST_LINE).collect();
    kept.trim().to_owned()
}

/// Several lines, each cleaned as one line is, but for its leading spaces.
pub fn clean_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    let kept: String =
        text.chars().filter(|c| *c == '\n' || !hostile(*c)).nfc().take(LONGEST_NOTE).collect();
    kept.trim_end().to_owned()
}

/// Control characters, and those that reorder or hide what stands beside them
/// (Unicode TR 36, "bidirectional text spoofing").
pub fn hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// What two spellings of one name have in common: compatibility forms, case, accents,
/// traditional characters, and whatever is neither letter nor digit folded away. `&` and `+`
/// stay, since names are made of them.
pub fn fold(text: &str) -> String {
    // Names are folded by the thousand, and hardly one grows by it.
    let mut folded = String::with_capacity(text.len());
    if is_plain(text) {
        folded.extend(text.chars().filter_map(fold_plain));
    } else {
        folded.extend(letters(text).filter(|c| is_kept(*c)));
    }
    folded
}

/// The letters of a text in their plainest form; marks stand after the letters that they were on.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.nfkd().flat_map(char::to_lowercase).map(simplified)
}

/// Whether every letter folds by itself, whatever stands beside it: those of ASCII, and nearly
/// all Chinese characters.
pub fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii() || is_plain_han(c))
}

/// What a letter of such a text folds to; nothing if it folds away.
pub fn fold_plain(c: char) -> Option<char> {
    Some(simplified(c.to_ascii_lowercase())).filter(|c| is_kept(*c))
}

/// Those that are their own normal form.
fn is_plain_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// The same, but with one blank left between two words; digits stay together, since people
/// write numbers in groups.
pub fn fold_words(text: &str) -> String {
    if is_plain(text) {
        return apart(text.chars().map(|c| simplified(c.to_ascii_lowercase())), text.len());
    }
    apart(letters(text), text.len())
}

fn apart(letters: impl Iterator<Item = char>, length: usize) -> String {
    let (mut folded, mut is_apart) = (String::with_capacity(length), false);
    for c in letters {
        if !is_kept(c) {
            is_apart |= !is_apostrophe(c) && !is_combining_mark(c);
            continue;
        }
        let before = folded.chars().next_back();
        let grouped = c.is_numeric() && before.is_some_and(char::is_numeric);
        if is_apart && before.is_some() && !grouped {
            folded.push(' ');
        }
        is_apart = false;
        folded.push(c);
    }
    folded
}

fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '&' | '+')
}

/// Signs that stand within words.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Chinese characters, and the kana that stand among them.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// How many cells a text takes on the screen.
pub fn width(text: &str) -> usize {
    // Nearly every text on a screen is such, and each is asked at every frame.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain { text.len() } else { text.width() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_and_overrides_are_dropped() {
        assert_eq!(clean_line(" a\u{1b}[31mb\u{202e}c\n\td\u{9b}2J "), "a[31mbc  d2J");
        assert_eq!(clean_lines("a\r\n  b\u{7}\n"), "a\n  b");
    }

    #[test]
    fn full_width_case_hyphens_and_spaces_fold_away() {
        assert_eq!(fold("Ｈｕａ－Wei 技术"), "huawei技术");
        assert_eq!(fold("P&G"), "p&g");
    }

    #[test]
    fn traditional_characters_and_accents_fold_to_the_plain_ones() {
        assert_eq!(fold("華為 華爲 長虹 廈門 臺灣"), "华为华为长虹厦门台湾");
        assert_eq!(fold("Zürich ÉCOLE"), "zurichecole");
        assert_eq!(fold_words("Zürich 華為"), "zurich 华为");
    }

    proptest! {
        #[test]
        fn a_plain_text_folds_as_any_other(text in "[ -~\n清华大学華學一龥]{0,30}") {
            let folded: String = letters(&text).filter(|c| is_kept(*c)).collect();
            prop_assert!(is_plain(&text));
            prop_assert_eq!(fold(&text), folded);
            let words = apart(letters(&text), 0);
            prop_assert_eq!(fold_words(&text), words);
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean_line(&text);
            prop_assert_eq!(clean_line(&once), once.clone());
            prop_assert!(!once.chars().any(hostile));
        }
    }
}
