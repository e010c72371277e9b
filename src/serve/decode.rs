//! Bytes of a line to what a session hears, whichever terminal is at its other end. A frame is
//! found byte by byte, so that it does not matter how the bytes were cut on their way; what a
//! frame means is said in `key`. Whatever comes, it keeps at most one sequence or one paste,
//! and never fails: what is no key is dropped.

mod key;
#[cfg(test)]
mod tests;

use crate::session::Input;
use crossterm::event::KeyCode;
use std::mem;
use std::time::Duration;

/// How long an Esc may wait for what would make it the beginning of a longer sequence.
pub const ESCAPE: Duration = Duration::from_millis(30);

/// Bytes of one sequence; a longer one is dropped.
const SEQUENCE: usize = 256;

/// Bytes of one paste; the rest of a longer one is dropped.
const PASTE: usize = 256 << 10;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const DELETE: u8 = 0x7f;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// What of a line's bytes is not yet given: the beginning of a character, a sequence or a paste.
#[derive(Debug, Default)]
pub struct Decoder {
    at: At,
    /// The bytes of it that count.
    held: Vec<u8>,
    /// Whether an Esc went before it: the key is pressed with Alt.
    alt: bool,
}

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    /// A key of its own, or a character.
    #[default]
    Plain,
    /// What an Esc begins.
    Escape,
    /// What `ESC [` begins.
    Csi,
    /// A function key of the Linux console: `ESC [ [` and a letter.
    Console,
    /// A mouse's report of the oldest sort: so many bytes more.
    Mouse(u8),
    /// What `ESC O` begins.
    Ss3,
    /// What this letter after an Esc begins: a text that a terminal answers (OSC, DCS, …).
    Begun(u8),
    /// Such a text.
    Answer,
    /// Its end, `ESC \`, perhaps.
    AnswerEnds,
    /// A paste, after so many bytes of what ends it.
    Paste(usize),
}

impl Decoder {
    /// Takes the next bytes of the line, and gives what is whole.
    pub fn take(&mut self, bytes: &[u8], give: &mut impl FnMut(Input)) {
        for &byte in bytes {
            self.byte(byte, give);
        }
    }

    /// Whether something waits that may be a key already: if nothing follows within [`ESCAPE`],
    /// call [`Decoder::settle`].
    pub fn is_waiting(&self) -> bool {
        !matches!(self.at, At::Plain | At::Answer | At::Paste(_))
    }

    /// Nothing follows: gives the keys that what waits must have been. A sequence that a hand
    /// does not type is dropped.
    pub fn settle(&mut self, give: &mut impl FnMut(Input)) {
        if !self.is_waiting() {
            return;
        }
        let (at, held) = (self.at, mem::take(&mut self.held));
        self.reset_after_escape(give);
        match at {
            At::Escape | At::AnswerEnds => give(escape()),
            At::Begun(letter) => self.escape_and(letter, give),
            At::Ss3 => {
                self.escape_and(b'O', give);
                self.take(&held, give);
            }
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8, give: &mut impl FnMut(Input)) {
        let is_control = byte < b' ';
        match self.at {
            At::Plain => self.plain(byte, give),
            At::Paste(matched) => self.paste(byte, matched, give),
            At::Begun(_) | At::Answer if byte == ESC => self.at = At::AnswerEnds,
            At::Begun(_) | At::Answer if byte == BEL => self.reset_after_escape(give),
            At::Begun(_) | At::Answer if is_control => self.anew(byte, give),
            At::Begun(_) | At::Answer => self.at = At::Answer,
            At::AnswerEnds if byte == b'\\' => self.reset_after_escape(give),
            At::Escape | At::AnswerEnds => self.escape(byte, give),
            At::Ss3 => self.ss3(byte, give),
            // No terminal sends one within a sequence: what began is broken off.
            _ if is_control => self.anew(byte, give),
            At::Mouse(1) => self.reset_after_escape(give),
            At::Mouse(left) => self.at = At::Mouse(left - 1),
            _ if byte >= DELETE => self.anew(byte, give),
            At::Csi => self.csi(byte, give),
            At::Console => self.end(&[ESC, b'[', b'[', byte], give),
        }
    }

    fn plain(&mut self, byte: u8, give: &mut impl FnMut(Input)) {
        if self.held.is_empty() && byte == ESC {
            self.at = At::Escape;
            return;
        }
        self.held.push(byte);
        match std::str::from_utf8(&self.held) {
            Ok(_) => {
                let held = mem::take(&mut self.held);
                self.end(&held, give);
            }
            Err(error) if error.error_len().is_none() => {}
            // A character that is broken off is dropped, but not what breaks it off.
            Err(_) if self.held.len() > 1 => self.anew(byte, give),
            Err(_) => self.reset_after_escape(give),
        }
    }

    fn escape(&mut self, byte: u8, give: &mut impl FnMut(Input)) {
        if byte == b'[' || byte == b'O' {
            self.at = if byte == b'[' { At::Csi } else { At::Ss3 };
            return;
        }
        // Only of such a sequence may two belong to one key.
        self.reset_after_escape(give);
        match byte {
            b'P' | b']' | b'X' | b'^' | b'_' => self.at = At::Begun(byte),
            _ => self.escape_and(byte, give),
        }
    }

    /// A key, or the beginning of one, that is pressed with Alt.
    fn escape_and(&mut self, byte: u8, give: &mut impl FnMut(Input)) {
        self.alt = true;
        self.plain(byte, give);
    }

    fn csi(&mut self, byte: u8, give: &mut impl FnMut(Input)) {
        let is_first = self.held.is_empty();
        // Only rxvt ends a sequence with a byte that means more to come.
        let is_shifted = byte == b'$' && !is_first && self.held.iter().all(u8::is_ascii_digit);
        match byte {
            _ if is_shifted => {}
            b' '..=b'?' => return self.hold(byte),
            b'[' if is_first => return self.at = At::Console,
            b'M' if is_first => return self.at = At::Mouse(3),
            _ => {}
        }
        let held = mem::take(&mut self.held);
        if held == b"200" && byte == b'~' {
            self.reset_after_escape(give);
            self.at = At::Paste(0);
        } else {
            let sequence = if held.len() < SEQUENCE { key::csi(&held, byte) } else { Vec::new() };
            self.end(&sequence, give);
        }
    }

    fn ss3(&mut self, byte: u8, give: &mut impl FnMut(Input)) {
        if matches!(byte, b'0'..=b'9' | b';') {
            return self.hold(byte);
        }
        let sequence = key::ss3(&self.held, byte);
        if sequence.is_empty() {
            self.settle(give);
            self.byte(byte, give);
        } else {
            self.end(&sequence, give);
        }
    }

    /// What is beyond the limit is not kept, and by its length the whole is dropped at its end.
    fn hold(&mut self, byte: u8) {
        if self.held.len() < SEQUENCE {
            self.held.push(byte);
        }
    }

    fn paste(&mut self, byte: u8, matched: usize, give: &mut impl FnMut(Input)) {
        if byte == PASTE_ENDS[matched] {
            self.at = At::Paste(matched + 1);
            if matched + 1 == PASTE_ENDS.len() {
                let held = mem::take(&mut self.held);
                self.reset_after_escape(give);
                // Without what is no text, and the half of a character that the limit left.
                give(Input::Paste(held.utf8_chunks().map(|chunk| chunk.valid()).collect()));
            }
            return;
        }
        // What looked like the end was text.
        let begins = byte == PASTE_ENDS[0];
        let text = PASTE_ENDS[..matched].iter().chain(Some(&byte).filter(|_| !begins));
        let room = PASTE - self.held.len();
        self.held.extend(text.take(room));
        self.at = At::Paste(usize::from(begins));
    }

    /// A sequence is whole: gives its key, if it is one.
    fn end(&mut self, sequence: &[u8], give: &mut impl FnMut(Input)) {
        if let Some(key) = key::read(sequence, self.alt) {
            self.alt = false;
            give(Input::Key(key));
        }
        self.reset_after_escape(give);
    }

    /// Drops what began, and takes the byte for itself.
    fn anew(&mut self, byte: u8, give: &mut impl FnMut(Input)) {
        self.reset_after_escape(give);
        self.plain(byte, give);
    }

    /// Begins anew; an Esc that nothing made part of another key was one.
    fn reset_after_escape(&mut self, give: &mut impl FnMut(Input)) {
        if mem::take(self).alt {
            give(escape());
        }
    }
}

fn escape() -> Input {
    Input::Key(KeyCode::Esc.into())
}
