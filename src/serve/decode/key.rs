//! Which key a whole sequence is: what terminals send beyond xterm's own is put as xterm would,
//! and read by terminput.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use terminput_crossterm::to_crossterm;

/// The key that a sequence is; `alt` if an Esc went before it. Nothing if it is none.
pub(super) fn read(sequence: &[u8], alt: bool) -> Option<KeyEvent> {
    let sequence = match sequence {
        // The other byte that terminals send for Backspace.
        b"\x08" => b"\x7f",
        // The Linux console says so that Shift was held.
        b"\t" if alt => return Some(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)),
        other => other,
    };
    let event = terminput::Event::parse_from(sequence).ok()??;
    let Ok(Event::Key(mut key)) = to_crossterm(event) else { return None };
    key.modifiers.set(KeyModifiers::ALT, alt || key.modifiers.contains(KeyModifiers::ALT));
    key.code = match key.code {
        KeyCode::Char('\u{8}') => KeyCode::Backspace,
        KeyCode::Char(c) if key.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::Char(upper(c)),
        code => code,
    };
    (key.kind != KeyEventKind::Release && is_typed(key.code)).then_some(key)
}

/// A letter as it is with Shift, which some terminals leave to us.
fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    upper.next().filter(|_| upper.len() == 0).unwrap_or(c)
}

/// Whether it is more than what changes other keys, and no control character.
fn is_typed(code: KeyCode) -> bool {
    match code {
        KeyCode::Char(c) => !c.is_control(),
        KeyCode::Modifier(_) | KeyCode::CapsLock | KeyCode::NumLock | KeyCode::ScrollLock => false,
        _ => true,
    }
}

/// What follows `ESC [`, up to its last byte, as xterm would say it; empty if it is no key.
pub(super) fn csi(held: &[u8], last: u8) -> Vec<u8> {
    let is_plain = held.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':'));
    if !is_plain {
        return Vec::new();
    }
    let whole = |held: &[u8], end: &[u8]| [b"\x1b[", held, end].concat();
    match last {
        b'~' => match held.strip_prefix(b"27;") {
            Some(other) => other_key(other),
            None => whole(held, b"~"),
        },
        // Else it is the place of a cursor that nobody asked for.
        b'R' if held.is_empty() || is_modified(held) => whole(held, b"R"),
        b'A'..=b'D' | b'F' | b'H' | b'P' | b'Q' | b'S' | b'Z' | b'u' => whole(held, &[last]),
        // Here and below: rxvt.
        b'a'..=b'd' if held.is_empty() => whole(b"1;2", &[last.to_ascii_uppercase()]),
        b'$' => whole(held, b";2~"),
        b'^' => whole(held, b";5~"),
        b'@' => whole(held, b";6~"),
        _ => Vec::new(),
    }
}

/// xterm's `modifyOtherKeys`, of a modifier and a character: as `CSI u` says it.
fn other_key(held: &[u8]) -> Vec<u8> {
    let mut parts = held.split(|byte| *byte == b';');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(modifiers), Some(code), None) => [b"\x1b[", code, b";", modifiers, b"u"].concat(),
        _ => Vec::new(),
    }
}

/// Whether it is `1;` and a modifier.
fn is_modified(held: &[u8]) -> bool {
    matches!(held, [b'1', b';', b'2'..=b'9'] | [b'1', b';', b'1', b'0'..=b'6'])
}

/// What follows `ESC O`, up to its last byte, as xterm would say it; empty if it is no key.
pub(super) fn ss3(held: &[u8], last: u8) -> Vec<u8> {
    let is_xterms = matches!(last, b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S');
    match held.rsplit(|byte| *byte == b';').next() {
        Some([]) | None => {}
        Some(modifier) if is_xterms => return [b"\x1b[1;", modifier, &[last]].concat(),
        Some(_) => return Vec::new(),
    }
    let said: &[u8] = match last {
        _ if is_xterms => &[0x1b, b'[', last],
        // PuTTY as a VT100+.
        b'T' => b"\x1b[15~",
        b'U' => b"\x1b[17~",
        b'V' => b"\x1b[18~",
        b'W' => b"\x1b[19~",
        b'X' => b"\x1b[20~",
        b'Y' => b"\x1b[21~",
        b'Z' => b"\x1b[23~",
        b'[' => b"\x1b[24~",
        // rxvt.
        b'a'..=b'd' => &[0x1b, b'[', b'1', b';', b'5', last.to_ascii_uppercase()],
        // The number pad, while it sends more than numbers.
        b'M' => b"\r",
        b'I' => b"\t",
        b' ' => b" ",
        b'j'..=b'y' => &[last - b'@'],
        _ => b"",
    };
    said.to_vec()
}
