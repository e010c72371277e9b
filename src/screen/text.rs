//! What a cell may print. Stored text must never reach a terminal raw: a name that holds an
//! escape sequence would otherwise be obeyed.

use std::borrow::Cow;

use crate::value::hostile;
use ratatui::buffer::CellWidth;
use unicode_width::UnicodeWidthChar;

/// Titles are cut after so many characters; terminals cut theirs later or not at all.
const TITLE_LIMIT: usize = 80;

/// A cell's symbol made safe to print.
pub(super) struct Glyph<'a> {
    pub(super) text: Cow<'a, str>,
    /// Columns it takes by ratatui's count, never 0.
    pub(super) columns: u16,
    /// Whether a terminal that adds up characters comes to the same number of columns.
    pub(super) agreed: bool,
}

impl<'a> Glyph<'a> {
    /// `room`: columns left on the row, at least 1. What does not fit becomes blanks, for a
    /// terminal would wrap it.
    pub(super) fn of(symbol: &'a str, room: u16) -> Self {
        if matches!(symbol.as_bytes(), [b' '..=b'~']) {
            return Self { text: Cow::Borrowed(symbol), columns: 1, agreed: true };
        }
        let columns = columns(symbol);
        if symbol.chars().any(hostile) {
            let columns = columns.clamp(1, room);
            return Self::blanks("\u{fffd}", columns);
        }
        if columns == 0 || columns > room {
            return Self::blanks("", columns.clamp(1, room));
        }
        let summed: usize = symbol.chars().map(|c| c.width().unwrap_or(0)).sum();
        if summed > usize::from(columns) {
            return Self::narrowed(symbol, columns);
        }
        let agreed = summed == usize::from(columns);
        Self { text: Cow::Borrowed(symbol), columns, agreed }
    }

    /// As much of it as a terminal cannot draw wider: joined signs stand side by side on many,
    /// over their neighbors, which nobody would draw again.
    fn narrowed(symbol: &str, columns: u16) -> Self {
        let mut room = usize::from(columns);
        let fits = symbol.chars().take_while(|c| {
            let left = room.checked_sub(c.width().unwrap_or(0));
            room = left.unwrap_or(0);
            left.is_some()
        });
        let text: String = fits.collect();
        let text = text.trim_end_matches('\u{200d}').to_owned() + &" ".repeat(room);
        Self { text: Cow::Owned(text), columns, agreed: true }
    }

    fn blanks(first: &str, columns: u16) -> Self {
        let text = format!("{first:width$}", width = usize::from(columns));
        Self { text: Cow::Owned(text), columns, agreed: true }
    }
}

/// Columns a cell's symbol takes, as ratatui's own comparison of two frames counts them.
pub(super) fn columns(symbol: &str) -> u16 {
    // ratatui asserts that a single byte is no control character.
    if symbol.len() == 1 { 1 } else { symbol.cell_width() }
}

/// A window title: one line, cleaned and cut.
pub(super) fn title(text: &str) -> String {
    text.chars().filter(|c| !hostile(*c)).take(TITLE_LIMIT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(symbol: &str, room: u16) -> (String, u16) {
        let glyph = Glyph::of(symbol, room);
        (glyph.text.into_owned(), glyph.columns)
    }

    #[test]
    fn ordinary_text_is_printed_as_it_is() {
        for symbol in ["a", "~", "é", "e\u{301}", "中", "│", "…"] {
            assert_eq!(shown(symbol, 9).0, symbol);
        }
    }

    #[test]
    fn hostile_symbols_become_a_replacement_of_the_same_width() {
        assert_eq!(shown("\u{1b}", 9), ("\u{fffd}".into(), 1));
        assert_eq!(shown("\u{7f}", 9), ("\u{fffd}".into(), 1));
        assert_eq!(shown("\u{9b}", 9).0, "\u{fffd}");
        assert_eq!(shown("\u{202e}", 9), ("\u{fffd}".into(), 1));
        assert_eq!(shown("\u{200b}", 9), ("\u{fffd}".into(), 1));
        assert_eq!(shown("中\u{2067}", 9), ("\u{fffd} ".into(), 2));
        assert_eq!(shown("\u{1b}[31m", 9), ("\u{fffd}    ".into(), 5));
        assert_eq!(shown("\u{1b}[31m", 2), ("\u{fffd} ".into(), 2));
    }

    #[test]
    fn what_does_not_fit_or_shows_nothing_is_blank() {
        assert_eq!(shown("中", 1), (" ".into(), 1));
        assert_eq!(shown("\u{200d}", 9), (" ".into(), 1));
    }

    #[test]
    fn widths_that_terminals_dispute_are_known() {
        assert!(Glyph::of("中", 9).agreed);
        assert!(Glyph::of("e\u{301}", 9).agreed);
        assert!(!Glyph::of("\u{2328}\u{fe0f}", 9).agreed);
    }

    #[test]
    fn what_a_terminal_may_draw_wider_is_cut_to_what_surely_fits() {
        assert_eq!(shown("\u{1f468}\u{200d}\u{1f469}", 9), ("\u{1f468}".into(), 2));
        assert_eq!(shown("\u{1f44d}\u{1f3fd}", 9), ("\u{1f44d}".into(), 2));
        assert!(Glyph::of("\u{1f468}\u{200d}\u{1f469}", 9).agreed);
    }

    #[test]
    fn a_title_is_one_clean_line_of_bounded_length() {
        assert_eq!(title("a\u{1b}]0;b\u{7}\n\u{202e}中"), "a]0;b中");
        assert_eq!(title(&"中".repeat(500)).chars().count(), TITLE_LIMIT);
    }
}
