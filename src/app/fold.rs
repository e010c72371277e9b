//! Keys that come through an input method: what was meant by a full-width or Chinese sign.

use crossterm::event::{KeyCode, KeyEvent};

/// A sign that one key of an input method sends twice: the second is part of the first.
fn is_doubled(c: char) -> bool {
    matches!(c, '…' | '—')
}

/// Takes the keys of one keyboard in their order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fold {
    /// The first half of a doubled sign, whose second is to come.
    half: Option<char>,
}

impl Fold {
    /// The key that was meant; nothing for the second half of a doubled sign.
    pub(super) fn meant(&mut self, mut key: KeyEvent) -> Option<KeyEvent> {
        let before = self.half.take();
        let KeyCode::Char(c) = key.code else { return Some(key) };
        if is_doubled(c) {
            if before == Some(c) {
                return None;
            }
            self.half = Some(c);
        }
        key.code = KeyCode::Char(folded(c));
        Some(key)
    }
}

fn folded(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        '、' => '/',
        '。' => '.',
        '【' => '[',
        '】' => ']',
        '《' => '<',
        '》' => '>',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '￥' | '¥' => '$',
        '…' => '^',
        '—' => '_',
        '·' => '`',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> String {
        let mut fold = Fold::default();
        let keys = text.chars().map(|c| KeyEvent::from(KeyCode::Char(c)));
        let meant = keys.filter_map(|key| fold.meant(key));
        meant.filter_map(|key| key.code.as_char()).collect()
    }

    #[test]
    fn full_width_and_chinese_signs_are_the_keys_they_stand_on() {
        assert_eq!(typed("ａＺ１！～：？"), "aZ1!~:?");
        assert_eq!(typed("、。【】《》“”‘’￥¥·\u{3000}"), "/.[]<>\"\"''$$` ");
        assert_eq!(typed("，；（）"), ",;()");
        assert_eq!(typed("q华é"), "q华é");
    }

    #[test]
    fn a_sign_that_arrives_as_two_is_one_key() {
        assert_eq!(typed("……"), "^");
        assert_eq!(typed("——"), "_");
        assert_eq!(typed("…………"), "^^");
        assert_eq!(typed("…a…"), "^a^");
        assert_eq!(typed("…—"), "^_");
    }
}
