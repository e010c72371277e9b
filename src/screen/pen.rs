//! How text looks: a cell's style as the terminal is told it, in the fewest bytes.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Which colors may reach the terminal. Attributes (bold, reverse, underline) always may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colors {
    /// No color at all, as `NO_COLOR` asks.
    None,
    /// The sixteen; any other is left at the terminal's own.
    #[default]
    Ansi,
    /// All: the sixteen, the 256 and 24-bit ones.
    True,
}

/// Attributes that show even where there is no glyph.
const SHOWN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

const ATTRIBUTES: [(Modifier, &str); 9] = [
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::SLOW_BLINK, "5"),
    (Modifier::RAPID_BLINK, "6"),
    (Modifier::REVERSED, "7"),
    (Modifier::HIDDEN, "8"),
    (Modifier::CROSSED_OUT, "9"),
];

/// What the terminal draws its next character with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    pub(super) fn of(cell: &Cell, colors: Colors) -> Self {
        Self { fg: allowed(cell.fg, colors), bg: allowed(cell.bg, colors), modifier: cell.modifier }
    }

    /// Whether a blank drawn with it looks like an erased cell.
    pub(super) fn leaves_blanks_plain(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(SHOWN_ON_BLANK)
    }

    /// The pen nearest to `current` that draws the same blank as this one: what only glyphs
    /// show need not change for a space between two words.
    pub(super) fn for_blank(self, current: Option<Self>) -> Self {
        if self.modifier.intersects(SHOWN_ON_BLANK) {
            return self;
        }
        match current {
            Some(pen) if !pen.modifier.intersects(SHOWN_ON_BLANK) => Self { bg: self.bg, ..pen },
            _ => Self { bg: self.bg, ..Self::default() },
        }
    }

    /// The escape sequence that turns the pen `from` into this one; `from` is unknown at first.
    pub(super) fn sequence(self, from: Option<Self>) -> String {
        let fresh = self.after_reset();
        let added = from.and_then(|from| self.added_to(from));
        let parameters = added.filter(|added| added.len() < fresh.len()).unwrap_or(fresh);
        format!("\x1b[{parameters}m")
    }

    fn after_reset(self) -> String {
        let added = self.added_to(Self::default()).unwrap_or_default();
        if added.is_empty() { added } else { format!("0;{added}") }
    }

    /// `None` if an attribute must go, which only a reset does on every terminal.
    fn added_to(self, from: Self) -> Option<String> {
        if !self.modifier.contains(from.modifier) {
            return None;
        }
        let new = self.modifier.difference(from.modifier);
        let mut parameters: Vec<String> = ATTRIBUTES
            .iter()
            .filter(|(attribute, _)| new.contains(*attribute))
            .map(|(_, code)| (*code).to_owned())
            .collect();
        if self.fg != from.fg {
            parameters.push(color(self.fg, 30));
        }
        if self.bg != from.bg {
            parameters.push(color(self.bg, 40));
        }
        Some(parameters.join(";"))
    }
}

fn allowed(color: Color, colors: Colors) -> Color {
    match (colors, color) {
        (Colors::None, _) | (Colors::Ansi, Color::Rgb(..) | Color::Indexed(16..)) => Color::Reset,
        _ => color,
    }
}

/// `base`: 30 for the foreground, 40 for the background.
fn color(color: Color, base: u8) -> String {
    let sixteenth = match color {
        Color::Reset => return (base + 9).to_string(),
        Color::Rgb(r, g, b) => return format!("{};2;{r};{g};{b}", base + 8),
        Color::Indexed(index @ 16..) => return format!("{};5;{index}", base + 8),
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    let bright_or_not = if sixteenth < 8 { base + sixteenth } else { base + 60 + sixteenth - 8 };
    bright_or_not.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn pen(style: Style, colors: Colors) -> Pen {
        let mut cell = Cell::default();
        cell.set_style(style);
        Pen::of(&cell, colors)
    }

    fn change(from: Style, to: Style) -> String {
        pen(to, Colors::True).sequence(Some(pen(from, Colors::True)))
    }

    #[test]
    fn only_what_is_added_is_turned_on() {
        let plain = Style::new();
        assert_eq!(change(plain, plain.bold()), "\x1b[1m");
        assert_eq!(change(plain.bold(), plain.bold().red()), "\x1b[31m");
        assert_eq!(change(plain.red().on_blue(), plain.red()), "\x1b[49m");
        assert_eq!(change(plain.bold().red(), plain.bold()), "\x1b[39m");
    }

    #[test]
    fn an_attribute_goes_by_a_reset_and_the_rest_is_said_again() {
        let plain = Style::new();
        assert_eq!(change(plain.bold().red(), plain.red()), "\x1b[0;31m");
        assert_eq!(change(plain.reversed(), plain), "\x1b[m");
        assert_eq!(change(plain.red().on_blue(), plain), "\x1b[m");
    }

    #[test]
    fn nothing_is_taken_for_granted_at_first() {
        assert_eq!(pen(Style::new(), Colors::True).sequence(None), "\x1b[m");
        assert_eq!(pen(Style::new().bold(), Colors::True).sequence(None), "\x1b[0;1m");
    }

    #[test]
    fn colors_are_named_by_the_shortest_code() {
        let plain = Style::new();
        assert_eq!(change(plain, plain.white().on_dark_gray()), "\x1b[97;100m");
        assert_eq!(change(plain, plain.fg(Color::Gray).bg(Color::Black)), "\x1b[37;40m");
        assert_eq!(change(plain, plain.fg(Color::Indexed(9))), "\x1b[91m");
        assert_eq!(change(plain, plain.bg(Color::Indexed(240))), "\x1b[48;5;240m");
        assert_eq!(change(plain, plain.fg(Color::Rgb(1, 2, 3))), "\x1b[38;2;1;2;3m");
    }

    #[test]
    fn a_terminal_gets_no_color_it_was_not_said_to_know() {
        let loud = Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Red).bold();
        assert_eq!(pen(loud, Colors::None).sequence(None), "\x1b[0;1m");
        assert_eq!(pen(loud, Colors::Ansi).sequence(None), "\x1b[0;1;41m");
        assert_eq!(pen(loud, Colors::True).sequence(None), "\x1b[0;1;38;2;1;2;3;41m");
    }

    #[test]
    fn a_space_between_words_changes_no_pen() {
        let word = pen(Style::new().bold().red(), Colors::True);
        let space = pen(Style::new(), Colors::True);
        assert_eq!(space.for_blank(Some(word)), word);
        let reversed = pen(Style::new().reversed(), Colors::True);
        assert_eq!(space.for_blank(Some(reversed)), space);
        assert_eq!(reversed.for_blank(Some(word)), reversed);
    }
}
