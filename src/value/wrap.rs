//! Texts broken into lines: between words, and between Chinese characters.

use super::width;

/// The lines of a text in a width of cells, broken between words, and between Chinese
/// characters.
pub fn wrapped(text: &str, room: usize) -> Vec<String> {
    let room = room.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in words_of(paragraph) {
            if width(&line) + width(word.trim_end()) > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            for c in word.chars() {
                if width(&line) + width(c.encode_utf8(&mut [0; 4])) > room && c != ' ' {
                    lines.push(std::mem::take(&mut line).trim_end().to_owned());
                }
                line.push(c);
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Pieces between which a line may break: words with the space after them, and single wide
/// characters. What may not begin a line stays with the character before it.
fn words_of(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let wide = |c: char| width(c.encode_utf8(&mut [0; 4])) > 1;
        let closing = "，。、；：）》」』”’！？)".contains(c);
        let breaks =
            before.is_some_and(|before| before == ' ' && c != ' ' || wide(before) || wide(c));
        if breaks && !closing && at > start {
            words.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    words.push(&text[start..]);
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_breaks_between_words_and_chinese_characters() {
        assert_eq!(wrapped("to be or not", 6), ["to be", "or not"]);
        assert_eq!(wrapped("清华大学，北京", 8), ["清华大", "学，北京"]);
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrapped("", 10), [""]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_room_and_nothing_is_lost(text in "[a-z 清华，。]{0,80}", room in 2usize..30) {
            let lines = wrapped(&text, room);
            for line in &lines {
                prop_assert!(width(line) <= room, "{line}");
            }
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }
    }
}
