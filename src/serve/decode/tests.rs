//! What each terminal sends, and that it does not matter how it was cut.

mod tables;

use super::{Decoder, PASTE, SEQUENCE};
use crate::session::Input;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;

/// What the pieces give, one after the other, without a pause between.
fn decoded<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<Input>, Decoder) {
    let (mut decoder, mut given) = (Decoder::default(), Vec::new());
    for piece in pieces {
        decoder.take(piece, &mut |input| given.push(input));
    }
    (given, decoder)
}

/// What the bytes give, and a pause after them.
fn settled(bytes: &[u8]) -> Vec<Input> {
    let (mut given, mut decoder) = decoded([bytes]);
    decoder.settle(&mut |input| given.push(input));
    assert!(!decoder.is_waiting(), "{bytes:?}");
    given
}

/// The inputs as a person would name them.
fn named(inputs: &[Input]) -> String {
    let name = |input: &Input| match input {
        Input::Key(key) => name(key),
        Input::Paste(text) => format!("paste:{text}"),
        other => format!("{other:?}"),
    };
    inputs.iter().map(name).collect::<Vec<_>>().join(" ")
}

fn name(key: &KeyEvent) -> String {
    let mut name = String::new();
    for (modifier, said) in [
        (KeyModifiers::CONTROL, "ctrl-"),
        (KeyModifiers::ALT, "alt-"),
        (KeyModifiers::SHIFT, "shift-"),
    ] {
        // That it was typed with Shift is seen of a capital letter.
        let is_seen = modifier == KeyModifiers::SHIFT && matches!(key.code, KeyCode::Char(_));
        if key.modifiers.contains(modifier) && !is_seen {
            name.push_str(said);
        }
    }
    name + &match key.code {
        KeyCode::Char(' ') => "Space".to_owned(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::F(number) => format!("F{number}"),
        KeyCode::BackTab => "Tab".to_owned(),
        code => format!("{code:?}"),
    }
}

#[test]
fn a_key_waits_only_while_it_may_be_a_longer_one() {
    let is_waiting = |bytes: &[u8]| decoded([bytes]).1.is_waiting();
    for whole in ["a", "中", "\x1b[A", "\x1bOA", "\x1bx", "\x1b]0;x\x07", "\x1b]0;x\x1b\\"] {
        assert!(!is_waiting(whole.as_bytes()), "{whole:?}");
    }
    for begun in ["\x1b", "\x1b\x1b", "\x1b[", "\x1b[1;5", "\x1bO", "\x1b]", "\x1b[["] {
        assert!(is_waiting(begun.as_bytes()), "{begun:?}");
    }
    // A line that stalls within these must not make keys of the rest.
    for begun in ["\x1b]0;x", "\x1b[200~x\x1b[20", "\u{4e2d}\u{4e2d}"] {
        assert!(!is_waiting(&begun.as_bytes()[..begun.len() - 1]), "{begun:?}");
    }
}

#[test]
fn what_waits_becomes_the_keys_that_it_must_have_been() {
    for (bytes, keys) in [
        ("\x1b", "Esc"),
        ("\x1b\x1b", "Esc Esc"),
        ("\x1b\x1b\x1b", "Esc Esc Esc"),
        ("\x1bO", "alt-O"),
        ("\x1b\x1bO", "Esc alt-O"),
        ("\x1bO5", "alt-O 5"),
        ("\x1b]", "alt-]"),
        ("\x1b\x1bP", "Esc alt-P"),
        ("\x1b[", ""),
        ("\x1b[1;5", ""),
        ("\x1b\x1b[1;5", "Esc"),
        ("\x1b[M..", ""),
        ("\x1b]0;title\x1b", "Esc"),
        ("x", "x"),
    ] {
        assert_eq!(named(&settled(bytes.as_bytes())), keys, "{bytes:?}");
    }
}

#[test]
fn what_is_no_key_is_dropped() {
    for (bytes, keys) in [
        // Focus, the cursor's place, what the terminal is, modes, sizes, colours.
        ("\x1b[Ia\x1b[Ob", "a b"),
        ("\x1b[12;40Ra\x1b[1;40Rb", "a b"),
        ("\x1b[?64;1;2ca\x1b[>41;354;0cb", "a b"),
        ("\x1b[?2026;2$ya\x1b[4;1$yb", "a b"),
        ("\x1b[8;24;80ta\x1b[0nb\x1b[?1uc", "a b c"),
        ("\x1b]11;rgb:0000/0000/0000\x07a\x1b]52;c;eA==\x1b\\b", "a b"),
        ("\x1bP>|xterm(390)\x1b\\a\x1b_Gi=1;OK\x1b\\b\x1b^x\x1b\\c\x1bXx\x1b\\d", "a b c d"),
        // Mice.
        ("\x1b[<0;10;20Ma\x1b[<0;10;20mb", "a b"),
        ("\x1b[M !!a\x1b[32;0;0Mb", "a b"),
        // A paste's end without its beginning.
        ("\x1b[201~a", "a"),
        // What is not UTF-8, and what breaks a character off.
        ("\u{80}a\u{9b}b", "a b"),
    ] {
        assert_eq!(named(&settled(bytes.as_bytes())), keys, "{bytes:?}");
    }
    assert_eq!(named(&settled(b"\xffa\xe4\xb8b\xe4\xb8\x1b[A\xc0\xafc")), "a b Up c");
    assert_eq!(named(&settled(b"\x9b1;5Aa")), "1 ; 5 A a");
}

#[test]
fn what_breaks_a_sequence_off_is_heard() {
    for (bytes, keys) in [
        ("\x1b[1;5\x1b[A", "Up"),
        ("\x1b[1;5\rx", "Enter x"),
        ("\x1b[1;5中", "中"),
        ("\x1b[3\x7f", "Backspace"),
        ("\x1bO\x1b[A", "alt-O Up"),
        ("\x1bOz", "alt-O z"),
        ("\x1b]11;rgb\x03", "ctrl-c"),
        ("\x1b]11;rgb\x1b[A", "Up"),
        ("\x1bPx\x1bq", "alt-q"),
        ("\x1b[[\rx", "Enter x"),
        ("\x1b\x1bx", "Esc alt-x"),
        ("\x1b\x1b[200~x\x1b[201~", "Esc paste:x"),
    ] {
        assert_eq!(named(&settled(bytes.as_bytes())), keys, "{bytes:?}");
    }
}

#[test]
fn a_sequence_beyond_the_limit_is_dropped_to_its_end() {
    let longest = format!("\x1b[1;5{}A", ":1".repeat(SEQUENCE));
    assert_eq!(named(&settled(format!("{longest}b").as_bytes())), "b");
    let (given, decoder) = decoded([format!("\x1b]{}", "x".repeat(1 << 20)).as_bytes()]);
    assert!(given.is_empty());
    assert_eq!(decoder.held.capacity(), 0);
}

#[test]
fn a_paste_is_one_input_whatever_it_holds() {
    for text in ["", "one\rtwo\n\tthree", "中文 😀", "\x1b[A\x1b[200~\x03\x1b", "\x1b[201\x1b[20"]
    {
        let bytes = format!("a\x1b[200~{text}\x1b[201~b");
        let (given, _) = decoded([bytes.as_bytes()]);
        assert_eq!(named(&given), format!("a paste:{text} b"));
    }
    let (given, _) = decoded([&b"\x1b[200~a\xffb\xe4\xb8\x1b[201~"[..]]);
    assert_eq!(named(&given), "paste:ab");
}

#[test]
fn a_paste_beyond_the_limit_is_cut_between_two_characters() {
    let bytes = format!("\x1b[200~{}\x1b[A\x1b[201~b", "中".repeat(PASTE));
    let (given, decoder) = decoded([bytes.as_bytes()]);
    let [Input::Paste(text), Input::Key(_)] = &given[..] else { panic!("{}", given.len()) };
    assert_eq!(*text, "中".repeat(PASTE / 3));
    assert_eq!(decoder.held.capacity(), 0);
    let (given, decoder) = decoded([&bytes.as_bytes()[..3 * PASTE]]);
    assert!(given.is_empty());
    assert!(decoder.held.capacity() <= 2 * PASTE);
}

/// Keys, text, answers, pastes and rubbish, one after the other.
fn line() -> impl Strategy<Value = Vec<u8>> {
    let known = tables::ALL.iter().flat_map(|table| table.iter());
    let known: Vec<Vec<u8>> = known.map(|(bytes, _)| bytes.as_bytes().to_vec()).collect();
    let others = ["\x1b", "\x1b[", "\x1bO", "\x1b[200~", "\x1b[201~", "\x1b]", "\x07", "\x1b\\"];
    let others: Vec<Vec<u8>> = others.iter().map(|bytes| bytes.as_bytes().to_vec()).collect();
    let piece = prop_oneof![
        4 => proptest::sample::select(known),
        2 => proptest::sample::select(others),
        1 => "[a中é😀]{1,3}".prop_map(String::into_bytes),
        1 => "[\x1b\\[O0-9;:?$<~A-Za-z]{1,8}".prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 1..6),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn it_does_not_matter_how_a_line_is_cut(
        line in line(),
        cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let (whole, end) = decoded([&line[..]]);
        for at in 0..=line.len() {
            let (given, cut) = decoded([&line[..at], &line[at..]]);
            prop_assert_eq!(&given, &whole, "cut at {}", at);
            prop_assert_eq!(format!("{cut:?}"), format!("{end:?}"));
        }
        prop_assert_eq!(&decoded(line.chunks(1)).0, &whole);
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(line.len() + 1)).collect();
        places.extend([0, line.len()]);
        places.sort_unstable();
        let pieces = places.windows(2).map(|pair| &line[pair[0]..pair[1]]);
        prop_assert_eq!(&decoded(pieces).0, &whole);
    }

    #[test]
    fn no_line_and_no_pause_in_it_is_too_much(
        pieces in proptest::collection::vec(
            prop_oneof![line(), proptest::collection::vec(any::<u8>(), 0..600)],
            0..6,
        ),
    ) {
        let (mut decoder, mut given) = (Decoder::default(), 0);
        for piece in &pieces {
            decoder.take(piece, &mut |_| given += 1);
            decoder.settle(&mut |_| given += 1);
            prop_assert!(!decoder.is_waiting());
            prop_assert!(decoder.held.len() <= PASTE);
        }
        let bytes: usize = pieces.iter().map(Vec::len).sum();
        prop_assert!(given <= bytes + pieces.len());
    }

    #[test]
    fn what_is_typed_is_heard(text in "[^\\p{C}]{0,40}") {
        let typed: String = settled(text.as_bytes())
            .iter()
            .map(|input| match input {
                Input::Key(KeyEvent { code: KeyCode::Char(c), .. }) => *c,
                other => panic!("{other:?}"),
            })
            .collect();
        prop_assert_eq!(typed, text);
    }
}
