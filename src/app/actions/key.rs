//! What a key is called: by the table, and by a person.

use crate::value::{Lang, words};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key as a person reads it.
pub fn shown_key(key: &str, lang: Lang) -> &str {
    let (en, zh) = match key {
        "Up" => ("↑", "↑"),
        "Down" => ("↓", "↓"),
        "Left" => ("←", "←"),
        "Right" => ("→", "→"),
        "Enter" => ("Enter", "回车"),
        "Space" => ("space", "空格"),
        "alt-Left" => ("alt-←", "alt-←"),
        "alt-Right" => ("alt-→", "alt-→"),
        other => return other,
    };
    words(en, zh).say(lang)
}

/// The name by which the table knows a key.
pub fn key_name(key: &KeyEvent) -> Option<String> {
    let base = match key.code {
        KeyCode::Char(' ') => "Space".to_owned(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::F(number) => format!("F{number}"),
        KeyCode::BackTab => return Some("shift-Tab".to_owned()),
        code => plain_name(code)?.to_owned(),
    };
    let mut name = String::new();
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        name.push_str("ctrl-");
    }
    if key.modifiers.contains(KeyModifiers::ALT) {
        name.push_str("alt-");
    }
    name.push_str(&base);
    Some(name)
}

fn plain_name(code: KeyCode) -> Option<&'static str> {
    Some(match code {
        KeyCode::Up => "Up",
        KeyCode::Down => "Down",
        KeyCode::Left => "Left",
        KeyCode::Right => "Right",
        KeyCode::PageUp => "PageUp",
        KeyCode::PageDown => "PageDown",
        KeyCode::Home => "Home",
        KeyCode::End => "End",
        KeyCode::Enter => "Enter",
        KeyCode::Esc => "Esc",
        KeyCode::Tab => "Tab",
        KeyCode::Backspace => "Backspace",
        KeyCode::Delete => "Delete",
        _ => return None,
    })
}
