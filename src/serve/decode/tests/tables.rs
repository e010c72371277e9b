//! What each terminal sends for each key, as their manuals and terminfo say.

use super::{named, settled};

type Table = &'static [(&'static str, &'static str)];

/// The same everywhere.
const COMMON: Table = &[
    ("a", "a"),
    ("Z", "Z"),
    (" ", "Space"),
    ("~", "~"),
    ("é", "é"),
    ("中", "中"),
    ("文件", "文 件"),
    ("😀", "😀"),
    ("\r", "Enter"),
    ("\n", "ctrl-j"),
    ("\t", "Tab"),
    ("\x7f", "Backspace"),
    ("\x08", "Backspace"),
    ("\x00", "ctrl-Space"),
    ("\x01", "ctrl-a"),
    ("\x03", "ctrl-c"),
    ("\x0c", "ctrl-l"),
    ("\x1a", "ctrl-z"),
    ("\x1f", "ctrl-7"),
    ("\x1ba", "alt-a"),
    ("\x1bZ", "alt-Z"),
    ("\x1b.", "alt-."),
    ("\x1b中", "alt-中"),
    ("\x1b\r", "alt-Enter"),
    ("\x1b\x7f", "alt-Backspace"),
    ("\x1b\x01", "ctrl-alt-a"),
    ("\x1b[200~一\r二\x1b[201~", "paste:一\r二"),
];

const XTERM: Table = &[
    ("\x1b[A", "Up"),
    ("\x1b[B", "Down"),
    ("\x1b[C", "Right"),
    ("\x1b[D", "Left"),
    ("\x1b[H", "Home"),
    ("\x1b[F", "End"),
    // As it sends them to programs that ask for application keys.
    ("\x1bOA", "Up"),
    ("\x1bOB", "Down"),
    ("\x1bOC", "Right"),
    ("\x1bOD", "Left"),
    ("\x1bOH", "Home"),
    ("\x1bOF", "End"),
    ("\x1bOM", "Enter"),
    ("\x1bOI", "Tab"),
    ("\x1bOj", "*"),
    ("\x1bOk", "+"),
    ("\x1bOl", ","),
    ("\x1bOm", "-"),
    ("\x1bOn", "."),
    ("\x1bOo", "/"),
    ("\x1bOp", "0"),
    ("\x1bOy", "9"),
    ("\x1b[2~", "Insert"),
    ("\x1b[3~", "Delete"),
    ("\x1b[5~", "PageUp"),
    ("\x1b[6~", "PageDown"),
    ("\x1bOP", "F1"),
    ("\x1bOQ", "F2"),
    ("\x1bOR", "F3"),
    ("\x1bOS", "F4"),
    ("\x1b[15~", "F5"),
    ("\x1b[17~", "F6"),
    ("\x1b[18~", "F7"),
    ("\x1b[19~", "F8"),
    ("\x1b[20~", "F9"),
    ("\x1b[21~", "F10"),
    ("\x1b[23~", "F11"),
    ("\x1b[24~", "F12"),
    ("\x1b[1;2P", "shift-F1"),
    ("\x1b[1;5R", "ctrl-F3"),
    ("\x1b[15;5~", "ctrl-F5"),
    ("\x1b[Z", "shift-Tab"),
    ("\x1b[1;2A", "shift-Up"),
    ("\x1b[1;3A", "alt-Up"),
    ("\x1b[1;5A", "ctrl-Up"),
    ("\x1b[1;5B", "ctrl-Down"),
    ("\x1b[1;5C", "ctrl-Right"),
    ("\x1b[1;5D", "ctrl-Left"),
    ("\x1b[1;6D", "ctrl-shift-Left"),
    ("\x1b[1;7D", "ctrl-alt-Left"),
    ("\x1b[1;5H", "ctrl-Home"),
    ("\x1b[1;3F", "alt-End"),
    ("\x1b[3;5~", "ctrl-Delete"),
    ("\x1b[5;3~", "alt-PageUp"),
    // As older ones and Konsole put a modifier.
    ("\x1b[5C", "ctrl-Right"),
    ("\x1bO5D", "ctrl-Left"),
    ("\x1bO1;3D", "alt-Left"),
    ("\x1bO2P", "shift-F1"),
    // modifyOtherKeys, in its two forms.
    ("\x1b[27;5;99~", "ctrl-c"),
    ("\x1b[27;2;9~", "shift-Tab"),
    ("\x1b[27;5;13~", "ctrl-Enter"),
    ("\x1b[27;5;8~", "ctrl-Backspace"),
    ("\x1b[27;3;20013~", "alt-中"),
    ("\x1b[99;5u", "ctrl-c"),
    ("\x1b[13;2u", "shift-Enter"),
];

const TMUX: Table = &[
    ("\x1bOA", "Up"),
    ("\x1b[A", "Up"),
    ("\x1b[1~", "Home"),
    ("\x1b[4~", "End"),
    ("\x1b[2~", "Insert"),
    ("\x1b[3~", "Delete"),
    ("\x1b[5~", "PageUp"),
    ("\x1b[6~", "PageDown"),
    ("\x1b[Z", "shift-Tab"),
    ("\x1bOP", "F1"),
    ("\x1bOS", "F4"),
    ("\x1b[15~", "F5"),
    ("\x1b[24~", "F12"),
    ("\x1b[1;2P", "shift-F1"),
    ("\x1b[1;5A", "ctrl-Up"),
    ("\x1b[1;3D", "alt-Left"),
    ("\x1b[1;5H", "ctrl-Home"),
    ("\x1b[99;5u", "ctrl-c"),
    // From before it knew xterm's modifiers.
    ("\x1b\x1b[A", "alt-Up"),
    ("\x1b\x1bOD", "alt-Left"),
];

const SCREEN: Table = &[
    ("\x1b[A", "Up"),
    ("\x1bOB", "Down"),
    ("\x1b[1~", "Home"),
    ("\x1b[4~", "End"),
    ("\x1b[2~", "Insert"),
    ("\x1b[3~", "Delete"),
    ("\x1b[5~", "PageUp"),
    ("\x1b[6~", "PageDown"),
    ("\x1b[Z", "shift-Tab"),
    ("\x1bOP", "F1"),
    ("\x1bOQ", "F2"),
    ("\x1bOR", "F3"),
    ("\x1bOS", "F4"),
    ("\x1b[15~", "F5"),
    ("\x1b[21~", "F10"),
    ("\x1b[23~", "F11"),
    ("\x1b[24~", "F12"),
    ("\x1b[1;5C", "ctrl-Right"),
];

/// It says nothing of Ctrl with an arrow in some of its settings: `ESC O A` is the arrow alone.
const PUTTY: Table = &[
    ("\x1b[A", "Up"),
    ("\x1b[1~", "Home"),
    ("\x1b[4~", "End"),
    ("\x1b[2~", "Insert"),
    ("\x1b[3~", "Delete"),
    ("\x1b[5~", "PageUp"),
    ("\x1b[6~", "PageDown"),
    ("\x1b[Z", "shift-Tab"),
    ("\x1b[1;5D", "ctrl-Left"),
    ("\x1b\x1b[D", "alt-Left"),
    ("\x1b\x1bOC", "alt-Right"),
    ("\x1b\x1b[5~", "alt-PageUp"),
    // As it is installed.
    ("\x1b[11~", "F1"),
    ("\x1b[12~", "F2"),
    ("\x1b[13~", "F3"),
    ("\x1b[14~", "F4"),
    ("\x1b[15~", "F5"),
    ("\x1b[17~", "F6"),
    ("\x1b[24~", "F12"),
    // As Linux, and as a VT100+.
    ("\x1b[[A", "F1"),
    ("\x1bOP", "F1"),
    ("\x1bOT", "F5"),
    ("\x1bOU", "F6"),
    ("\x1bOV", "F7"),
    ("\x1bOW", "F8"),
    ("\x1bOX", "F9"),
    ("\x1bOY", "F10"),
    ("\x1bOZ", "F11"),
    ("\x1bO[", "F12"),
    // As rxvt.
    ("\x1b[7~", "Home"),
    ("\x1b[8~", "End"),
    // The number pad.
    ("\x1bOq", "1"),
    ("\x1bOM", "Enter"),
];

const CONSOLE: Table = &[
    ("\x1b[A", "Up"),
    ("\x1b[1~", "Home"),
    ("\x1b[4~", "End"),
    ("\x1b[2~", "Insert"),
    ("\x1b[3~", "Delete"),
    ("\x1b[5~", "PageUp"),
    ("\x1b[6~", "PageDown"),
    ("\x1b[[A", "F1"),
    ("\x1b[[B", "F2"),
    ("\x1b[[C", "F3"),
    ("\x1b[[D", "F4"),
    ("\x1b[[E", "F5"),
    ("\x1b[17~", "F6"),
    ("\x1b[18~", "F7"),
    ("\x1b[19~", "F8"),
    ("\x1b[20~", "F9"),
    ("\x1b[21~", "F10"),
    ("\x1b[23~", "F11"),
    ("\x1b[24~", "F12"),
    ("\x1b[25~", "F13"),
    ("\x1b\t", "shift-Tab"),
    ("\x1b\x1b[D", "alt-Left"),
    ("\x1b\x1b[[A", "alt-F1"),
    ("\x1b[G", ""),
];

const RXVT: Table = &[
    ("\x1b[7~", "Home"),
    ("\x1b[8~", "End"),
    ("\x1b[a", "shift-Up"),
    ("\x1b[d", "shift-Left"),
    ("\x1bOa", "ctrl-Up"),
    ("\x1bOd", "ctrl-Left"),
    ("\x1b\x1b[D", "alt-Left"),
    ("\x1b\x1bOd", "ctrl-alt-Left"),
    ("\x1b[3^", "ctrl-Delete"),
    ("\x1b[3$", "shift-Delete"),
    ("\x1b[3@", "ctrl-shift-Delete"),
    ("\x1b[11~", "F1"),
    ("\x1b[11^", "ctrl-F1"),
];

const KITTY: Table = &[
    ("\x1b[27u", "Esc"),
    ("\x1b[27;1:1u", "Esc"),
    ("\x1b[27;1:3u", ""),
    ("\x1b[13u", "Enter"),
    ("\x1b[9u", "Tab"),
    ("\x1b[9;2u", "shift-Tab"),
    ("\x1b[127u", "Backspace"),
    ("\x1b[127;3u", "alt-Backspace"),
    ("\x1b[97u", "a"),
    ("\x1b[97;2u", "A"),
    ("\x1b[97:65;2u", "A"),
    ("\x1b[97;1:2u", "a"),
    ("\x1b[97;1:3u", ""),
    ("\x1b[97;;97u", "a"),
    ("\x1b[97;3u", "alt-a"),
    ("\x1b[99;5u", "ctrl-c"),
    // With CapsLock, and with NumLock.
    ("\x1b[99;69u", "ctrl-c"),
    ("\x1b[99;133u", "ctrl-c"),
    ("\x1b[20013u", "中"),
    ("\x1b[A", "Up"),
    ("\x1b[1;1:1A", "Up"),
    ("\x1b[1;1:2A", "Up"),
    ("\x1b[1;1:3A", ""),
    ("\x1b[1;5:1D", "ctrl-Left"),
    ("\x1b[1;129D", "Left"),
    ("\x1b[1;3D", "alt-Left"),
    ("\x1b[H", "Home"),
    ("\x1b[F", "End"),
    ("\x1b[2~", "Insert"),
    ("\x1b[3~", "Delete"),
    ("\x1b[3;5:2~", "ctrl-Delete"),
    ("\x1b[3;5:3~", ""),
    ("\x1b[5~", "PageUp"),
    ("\x1b[6~", "PageDown"),
    ("\x1b[P", "F1"),
    ("\x1b[Q", "F2"),
    ("\x1b[13~", "F3"),
    ("\x1b[S", "F4"),
    ("\x1b[1;2P", "shift-F1"),
    ("\x1b[13;5~", "ctrl-F3"),
    ("\x1b[15~", "F5"),
    ("\x1b[24~", "F12"),
    ("\x1b[57399u", "0"),
    ("\x1b[57414u", "Enter"),
    ("\x1b[57419u", "Up"),
    ("\x1b[57423u", "Home"),
    // A modifier alone, and a lock.
    ("\x1b[57441;2u", ""),
    ("\x1b[57358u", ""),
];

pub(super) const ALL: &[Table] = &[COMMON, XTERM, TMUX, SCREEN, PUTTY, CONSOLE, RXVT, KITTY];

#[test]
fn every_terminal_is_understood() {
    let mut wrong = Vec::new();
    for (bytes, keys) in ALL.iter().flat_map(|table| table.iter()) {
        let heard = named(&settled(bytes.as_bytes()));
        if heard != *keys {
            wrong.push(format!("{bytes:?}: {heard}, not {keys}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_key_is_heard_although_another_follows_at_once() {
    for (bytes, keys) in ALL.iter().flat_map(|table| table.iter()) {
        let heard = named(&settled(format!("{bytes}q").as_bytes()));
        assert_eq!(heard.trim(), format!("{keys} q").trim(), "{bytes:?}");
    }
}
