//! Keys as people write them: read into the names by which the table knows them, or refused
//! with the reason.

use super::Context;
use crate::value::{Words, Wrong};
use crate::words::look as say;

/// Keys with names: as the table has it, and what else people call it.
const NAMED: &[(&str, &[&str])] = &[
    ("Up", &[]),
    ("Down", &[]),
    ("Left", &[]),
    ("Right", &[]),
    ("PageUp", &["pgup"]),
    ("PageDown", &["pgdn", "pgdown"]),
    ("Home", &[]),
    ("End", &[]),
    ("Enter", &["return", "cr"]),
    ("Esc", &["escape"]),
    ("Tab", &[]),
    ("Backspace", &["bs"]),
    ("Delete", &["del"]),
    ("Space", &["spc"]),
];

/// Keys that do not arrive as themselves, or not at all, and why.
const UNRELIABLE: &[(&[&str], Words)] = &[
    (&["ctrl-i", "ctrl-m", "ctrl-j", "ctrl-[", "ctrl-h"], say::SAME_BYTE),
    (&["ctrl-Space"], say::INPUT_METHOD),
    (&["ctrl-Up", "ctrl-Down", "ctrl-Left", "ctrl-Right", "F5", "F10", "F11"], say::DESKTOP),
    (&["ctrl-a", "ctrl-b"], say::MULTIPLEXER),
    (&["ctrl-z"], say::SUSPENDS),
];

/// The name of a key, or of a chord (several keys with spaces between).
pub(super) fn read(text: &str) -> Result<String, Wrong> {
    let names: Result<Vec<String>, Wrong> = text.split_whitespace().map(one).collect();
    match names? {
        names if names.is_empty() => Err(say::NO_KEY.wrong(&[text])),
        names => Ok(names.join(" ")),
    }
}

fn one(text: &str) -> Result<String, Wrong> {
    let (mut rest, mut ctrl, mut alt, mut shift) = (text, false, false, false);
    while let Some((modifier, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty())
    {
        match modifier.to_lowercase().as_str() {
            "ctrl" | "control" | "c" => ctrl = true,
            "alt" | "meta" | "a" | "m" => alt = true,
            "shift" | "s" => shift = true,
            _ => return Err(say::NO_KEY.wrong(&[text])),
        }
        rest = after;
    }
    let base = base(rest).ok_or_else(|| say::NO_KEY.wrong(&[text]))?;
    let letter = base.chars().next().filter(|_| base.chars().count() == 1);
    let base = match letter {
        Some(c) if ctrl => c.to_lowercase().to_string(),
        Some(c) if shift && c.is_ascii_alphabetic() => c.to_ascii_uppercase().to_string(),
        _ if shift && base != "Tab" => return Err(say::NO_SHIFT.wrong(&[text])),
        _ => base,
    };
    let shift = if shift && base == "Tab" { "shift-" } else { "" };
    let name = format!(
        "{}{}{shift}{base}",
        if ctrl { "ctrl-" } else { "" },
        if alt { "alt-" } else { "" }
    );
    match UNRELIABLE.iter().find(|(keys, _)| keys.contains(&name.as_str())) {
        Some((_, why)) => Err(why.wrong(&[&name])),
        None => Ok(name),
    }
}

fn base(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let mut chars = text.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control()).then(|| c.to_string());
    }
    let number = lower.strip_prefix('f').and_then(|number| number.parse::<u8>().ok());
    if let Some(number) = number.filter(|number| (1..=12).contains(number)) {
        return Some(format!("F{number}"));
    }
    let named = NAMED
        .iter()
        .find(|(name, others)| name.to_lowercase() == lower || others.contains(&lower.as_str()));
    named.map(|(name, _)| (*name).to_owned())
}

/// Why a key cannot be had in a context; nothing if it can.
pub(super) fn misplaced(context: Context, name: &str) -> Option<Wrong> {
    if context.is_typed() && name.chars().count() == 1 {
        return Some(say::TYPED_THERE.wrong(&[name]));
    }
    let has_chords = matches!(context, Context::Everywhere | Context::List | Context::Page);
    (!has_chords && name.contains(' ')).then(|| say::NO_CHORD_THERE.wrong(&[name]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::actions::Keys;
    use crate::value::Lang;

    #[test]
    fn every_key_of_the_table_is_written_as_it_is_called() {
        for bound in Keys::default().all() {
            for key in bound.binding.keys {
                assert_eq!(read(key).ok().as_deref(), Some(*key));
                assert!(misplaced(bound.context, key).is_none(), "{key}");
            }
        }
    }

    #[test]
    fn keys_are_written_in_several_ways() {
        for (written, name) in [
            ("Ctrl-X", "ctrl-x"),
            ("c-x", "ctrl-x"),
            ("control-alt-x", "ctrl-alt-x"),
            ("M-x", "alt-x"),
            ("escape", "Esc"),
            ("PGUP", "PageUp"),
            ("f12", "F12"),
            ("space", "Space"),
            ("shift-x", "X"),
            ("s-tab", "shift-Tab"),
            ("-", "-"),
            ("ctrl--", "ctrl--"),
            ("g  g", "g g"),
            ("é", "é"),
        ] {
            assert_eq!(read(written).ok().as_deref(), Some(name), "{written}");
        }
    }

    #[test]
    fn what_is_no_key_or_cannot_be_relied_on_is_refused_with_the_reason() {
        let why = |text: &str| {
            read(text).err().map(|why| why.say(Lang::En).to_owned()).unwrap_or_default()
        };
        for text in ["", "  ", "hyper-x", "F13", "f0", "entr", "ctrl-"] {
            assert!(why(text).contains("no key"), "{text}: {}", why(text));
        }
        assert!(why("ctrl-I").contains("Tab"));
        assert!(why("ctrl-space").contains("input method"));
        assert!(why("ctrl-up").contains("desktop"));
        assert!(why("F5").contains("browser"));
        assert!(why("C-b").contains("tmux"));
        assert!(why("g ctrl-m").contains("Enter"));
        assert!(why("shift-F2").contains("shift"));
    }
}
