//! What a mistyped word most likely means, and how it is said back. A word of any length
//! costs next to nothing.

use super::{Words, Wrong, fit, fold};
use strsim::damerau_levenshtein;

/// Nothing is near to a longer word than this, in letters.
const LONGEST: usize = 40;
/// How much of a word is said back, in cells.
const ECHO: usize = 40;
/// The longest way to a nearest word, in letters.
const FAR: usize = 3;

/// The place of the name that was most likely meant among those there are: the first that
/// begins so, or else the nearest, if one is near.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<usize> {
    if word.chars().nth(LONGEST).is_some() {
        return None;
    }
    let typed = fold(word);
    let letters = typed.chars().count();
    if letters == 0 {
        return None;
    }
    let names: Vec<String> = names.into_iter().map(fold).collect();
    let begun = names.iter().position(|name| name.starts_with(&typed));
    let near = letters.div_ceil(3).min(FAR);
    let far = names.iter().map(|name| damerau_levenshtein(name, &typed)).enumerate();
    let best = far.filter(|(_, far)| *far <= near).min_by_key(|(_, far)| *far);
    begun.or(best.map(|(place, _)| place))
}

/// Why a name is none of those there are: in the words with two gaps the nearest stands in the
/// second.
pub fn unknown(name: &str, names: &[&str], none: Words, near: Words) -> Wrong {
    let said = echo(name);
    match nearest(name, names.iter().copied()) {
        Some(place) => near.wrong(&[&said, names[place]]),
        None => none.wrong(&[&said]),
    }
}

/// A word as it is said back to whoever typed it: cut where it is long.
pub fn echo(word: &str) -> String {
    fit(word, ECHO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::width;

    const NAMES: [&str; 4] = ["members", "centers", "partner_share", "类别"];

    #[test]
    fn a_slip_or_a_beginning_tells_what_was_meant() {
        for (word, place) in
            [("membres", 0), ("Cen", 1), ("centres", 1), ("partner-shar", 2), ("类", 3)]
        {
            assert_eq!(nearest(word, NAMES), Some(place), "{word}");
        }
        for word in ["", "-", "xyz", "项目"] {
            assert_eq!(nearest(word, NAMES), None, "{word}");
        }
    }

    #[test]
    fn nothing_is_near_to_a_word_without_end_and_little_of_it_is_said_back() {
        let (endless, longest) = ("m".repeat(900_000), "m".repeat(LONGEST));
        assert_eq!(nearest(&endless, [endless.as_str()]), None);
        assert_eq!(nearest(&longest, [longest.as_str()]), Some(0));
        assert_eq!(width(&echo(&endless)), ECHO);
        assert_eq!(echo("membres"), "membres");
    }
}
