//! Signs in the place of those that a terminal draws two cells wide, or not at all.

use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthChar as _;

/// Which signs a terminal can be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Signs {
    /// All of them.
    #[default]
    Full,
    /// None that some terminals draw two cells wide.
    Narrow,
    /// None that a typewriter has not. Letters stay, of whatever script.
    Ascii,
}

/// What stands for what; each takes one cell.
const PLAIN: &[(&str, char)] = &[
    ("…", '~'),
    ("·", '.'),
    ("─━╌┄–—−‐‑", '-'),
    ("│┃┆", '|'),
    ("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝", '+'),
    ("═", '='),
    ("║", '|'),
    ("↑▲▴", '^'),
    ("↓▼▾", 'v'),
    ("←◀◂‹", '<'),
    ("→▶▸›", '>'),
    ("█▉▊▋▌▍▎▏▇▆▅▄▃▂▁■", '#'),
    ("░▒▓□", ':'),
    ("✓✔", '+'),
    ("✗✘×", 'x'),
    ("●◆★☆", '*'),
    ("•○◇", 'o'),
    ("“”„", '"'),
    ("‘’", '\''),
];

impl Signs {
    /// What is shown of a character.
    pub fn of(self, c: char) -> char {
        if c.is_ascii() || self == Self::Full || self == Self::Narrow && !is_disputed(c) {
            return c;
        }
        PLAIN.iter().find(|(signs, _)| signs.contains(c)).map_or(c, |(_, plain)| *plain)
    }
}

/// Whether some terminals draw it in two cells and others in one.
fn is_disputed(c: char) -> bool {
    c.width() == Some(1) && c.width_cjk() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::width;

    #[test]
    fn every_sign_and_what_stands_for_it_take_one_cell() {
        for c in PLAIN.iter().flat_map(|(signs, _)| signs.chars()) {
            assert_eq!(width(c.encode_utf8(&mut [0; 4])), 1, "{c}");
            assert!(Signs::Ascii.of(c).is_ascii_graphic(), "{c}");
            assert_eq!(Signs::Full.of(c), c);
        }
    }

    #[test]
    fn narrow_takes_away_only_what_may_be_two_cells_wide() {
        for c in "…·─│→“█".chars() {
            assert!(Signs::Narrow.of(c).is_ascii(), "{c}");
        }
        assert_eq!(Signs::Narrow.of('▸'), '▸');
    }

    #[test]
    fn letters_stay_in_every_script() {
        for signs in [Signs::Full, Signs::Narrow, Signs::Ascii] {
            for c in "aé华为，。（）Яλ".chars() {
                assert_eq!(signs.of(c), c);
            }
        }
    }
}
