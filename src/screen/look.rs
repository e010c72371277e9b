//! What a finished frame is drawn with on one terminal: colors that can be read on its ground,
//! and signs that it has. Done cell by cell when all is drawn, so that every screen follows.

use super::Colors;
use crate::value::Signs;
use ratatui::buffer::Buffer;
use ratatui::style::Color;

/// How one terminal is drawn on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Look {
    /// The colors it has.
    pub colors: Colors,
    /// What it draws on.
    pub ground: Ground,
    /// The signs it has.
    pub signs: Signs,
    /// Whether somebody said which, so that it is not for the person's last choice to tell.
    pub signs_are_said: bool,
    /// What stands between it and the program.
    pub within: Within,
}

/// What stands between a terminal and the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Within {
    /// Nothing that swallows anything.
    #[default]
    Nothing,
    /// tmux: what is meant for the terminal itself has to be wrapped.
    Tmux,
    /// GNU screen, which hands on to the terminal what is wrapped in its own way, without a word
    /// before it and in short pieces.
    Screen,
}

/// What a terminal draws on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ground {
    /// Nobody says.
    #[default]
    Unknown,
    /// Black, or nearly.
    Dark,
    /// White, or nearly.
    Light,
}

/// The four colors that screens are drawn in, by what they mean: good, soon, late, and where
/// one is.
const MEANT: [Color; 4] = [Color::Green, Color::Yellow, Color::Red, Color::Cyan];

impl Ground {
    /// As `COLORFGBG` says it: numbers of colors with `;` between, the last of which is the
    /// ground's.
    pub fn of(colorfgbg: &str) -> Self {
        match colorfgbg.rsplit(';').next().and_then(|color| color.parse::<u8>().ok()) {
            Some(0..=6 | 8) => Self::Dark,
            Some(7 | 9..=15) => Self::Light,
            _ => Self::Unknown,
        }
    }

    /// What the four are drawn in, in the same order. Of the sixteen, green, yellow and cyan
    /// cannot be read on white, nor blue on black; what is good then needs no color, for a word
    /// says it. Where all colors are to be had, there are some for any ground.
    const fn drawn(self, colors: Colors) -> [Color; 4] {
        match (self, colors) {
            (Self::Dark, _) => [Color::Green, Color::Yellow, Color::LightRed, Color::Cyan],
            (Self::Light, Colors::True) => {
                [rgb(0x1a_7f37), rgb(0x8a_5a00), rgb(0xc0_1c28), rgb(0x09_69da)]
            }
            (Self::Light, _) => [Color::Reset, Color::Magenta, Color::Red, Color::Blue],
            (Self::Unknown, Colors::True) => {
                [rgb(0x10_8a30), rgb(0xa0_7000), rgb(0xe8_3030), rgb(0x28_7cf0)]
            }
            (Self::Unknown, _) => [Color::Reset, Color::Magenta, Color::Red, Color::Magenta],
        }
    }
}

const fn rgb(hex: u32) -> Color {
    Color::from_u32(hex)
}

impl Look {
    /// Draws a finished frame as this terminal can show it.
    pub fn dress(self, buffer: &mut Buffer) {
        let drawn = self.ground.drawn(self.colors);
        for cell in &mut buffer.content {
            if let Some(nth) = MEANT.iter().position(|meant| *meant == cell.fg) {
                cell.fg = drawn[nth];
            }
            if self.signs == Signs::Full || cell.symbol().len() == 1 {
                continue;
            }
            let mut chars = cell.symbol().chars();
            if let (Some(c), None) = (chars.next(), chars.next()) {
                let shown = self.signs.of(c);
                if shown != c {
                    cell.set_char(shown);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    /// The luminance of a color, of the sixteen as xterm has them.
    fn luminance(color: Color) -> f64 {
        let (r, g, b) = match color {
            Color::Rgb(r, g, b) => (r, g, b),
            Color::Green => (0, 205, 0),
            Color::Yellow => (205, 205, 0),
            Color::Red => (205, 0, 0),
            Color::LightRed => (255, 0, 0),
            Color::Cyan => (0, 205, 205),
            Color::Magenta => (205, 0, 205),
            Color::Blue => (0, 0, 238),
            other => unreachable!("{other} is not used"),
        };
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(color: Color, ground: f64) -> f64 {
        let (one, other) = (luminance(color) + 0.05, ground + 0.05);
        one.max(other) / one.min(other)
    }

    #[test]
    fn every_color_can_be_read_on_the_ground_it_is_for() {
        let (black, white) = (0.0, 1.0);
        for (ground, on) in [
            (Ground::Dark, &[black] as &[f64]),
            (Ground::Light, &[white]),
            (Ground::Unknown, &[black, white]),
        ] {
            for (colors, least) in [(Colors::Ansi, 3.5), (Colors::True, 4.0)] {
                let own = ground.drawn(colors).into_iter().filter(|color| *color != Color::Reset);
                for (color, on) in own.flat_map(|color| on.iter().map(move |on| (color, *on))) {
                    let contrast = contrast(color, on);
                    assert!(contrast >= least, "{ground:?} {colors:?} {color}: {contrast:.2}");
                }
            }
        }
    }

    #[test]
    fn the_ground_is_what_the_last_number_says() {
        assert_eq!(Ground::of("15;0"), Ground::Dark);
        assert_eq!(Ground::of("0;default;15"), Ground::Light);
        assert_eq!(Ground::of("12;7"), Ground::Light);
        for text in ["", "15;default", "x"] {
            assert_eq!(Ground::of(text), Ground::Unknown);
        }
    }

    #[test]
    fn a_frame_is_dressed_cell_by_cell() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        buffer.set_string(0, 0, "│华…", Style::new().fg(Color::Yellow));
        let look = Look { ground: Ground::Light, signs: Signs::Ascii, ..Look::default() };
        look.dress(&mut buffer);
        let shown: Vec<&str> = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(shown[..4].concat(), "|华 ~");
        assert_eq!(buffer.content[0].fg, Color::Magenta);
    }
}
