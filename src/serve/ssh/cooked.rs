//! What a terminal would do for a command that asks back: by SSH it only sends what is typed, and
//! neither shows it nor mends it. A line goes on when Enter is pressed.

use crate::value::width;

/// Longest line, in bytes.
const LONGEST: usize = 4096;

/// The line that is being typed.
#[derive(Debug, Default)]
pub(super) struct Cooked {
    line: Vec<u8>,
}

/// What became of what was typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// What is to be shown of it.
    pub echo: Vec<u8>,
    /// The lines that are whole.
    pub lines: Vec<u8>,
    /// Whether no more will come.
    pub ends: bool,
    /// Whether the command is to be broken off.
    pub breaks: bool,
}

impl Cooked {
    pub fn take(&mut self, bytes: &[u8]) -> Typed {
        let mut typed = Typed::default();
        for byte in bytes {
            match byte {
                b'\r' | b'\n' => {
                    typed.echo.extend_from_slice(b"\r\n");
                    typed.lines.append(&mut self.line);
                    typed.lines.push(b'\n');
                }
                0x03 => typed.breaks = true,
                0x04 => typed.ends |= self.line.is_empty(),
                0x08 | 0x7f => self.rub_out(&mut typed.echo),
                0x15 => {
                    while !self.line.is_empty() {
                        self.rub_out(&mut typed.echo);
                    }
                }
                byte if *byte >= b' ' && self.line.len() < LONGEST => {
                    self.line.push(*byte);
                    typed.echo.push(*byte);
                }
                _ => {}
            }
        }
        typed
    }

    /// Takes the last character away, however many bytes and cells it has.
    fn rub_out(&mut self, echo: &mut Vec<u8>) {
        let is_start = |byte: &u8| byte & 0xc0 != 0x80;
        let Some(start) = self.line.iter().rposition(is_start) else { return };
        let last = self.line.split_off(start);
        for _ in 0..width(&String::from_utf8_lossy(&last)) {
            echo.extend_from_slice(b"\x08 \x08");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_shown_mended_and_handed_on_by_enter() {
        let mut cooked = Cooked::default();
        let typed = cooked.take("是a\x7f\x7fy\r".as_bytes());
        assert_eq!(typed.lines, b"y\n");
        assert_eq!(typed.echo, "是a\x08 \x08\x08 \x08\x08 \x08y\r\n".as_bytes());
        assert_eq!(cooked.take(b"abc\x15").lines, b"");
        assert!(cooked.take(b"\x04").ends && cooked.take(b"\x03").breaks);
        assert!(!cooked.take(b"x\x04").ends);
    }
}
