//! How the program looks and listens, in a real terminal: guests, keys of one's own, themes,
//! plain signs.

mod support;

use std::path::Path;
use std::process::Command;
use support::Pty;

const PROGRAM: &str = env!("CARGO_BIN_EXE_liaison");

/// A folder with a store, and perhaps a config.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("there is room for a store") }
    }

    fn store(&self) -> String {
        path(&self.folder.path().join("store"))
    }

    /// Writes a config; where it stands.
    fn config(&self, text: &str) -> String {
        let path = self.folder.path().join("config.toml");
        std::fs::write(&path, text).expect("there is room for a config");
        crate::path(&path)
    }

    /// Runs a command over the store: its exit code, its data, its narration.
    fn run(&self, words: &[&str], env: &[(&str, &str)]) -> (i32, String, String) {
        let output = Command::new(PROGRAM)
            .args(["--store", &self.store(), "--as", "wang", "--now", "2026-11-22 09:00"])
            .args(words)
            .env_clear()
            .env("HOME", self.folder.path())
            .envs(env.iter().copied())
            .output()
            .expect("the program can be started");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("all is text");
        (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
    }

    /// The dashboard over the store, with more words and environment.
    fn open(&self, words: &[&str], env: &[(&str, &str)]) -> Pty {
        let store = self.store();
        let mut args = vec!["--store", &store, "--as", "wang", "--now", "2026-11-22 09:00"];
        args.extend(words);
        let home = path(self.folder.path());
        let mut env = [&[("LANG", "en_US.UTF-8")], env].concat();
        env.push(("HOME", &home));
        let pty = Pty::spawn(PROGRAM, &args, &env, 80, 24);
        pty.wait_for("wang");
        pty
    }
}

fn path(path: &Path) -> String {
    path.to_str().expect("a temporary folder's name is text").to_owned()
}

#[test]
fn a_guest_in_the_room_sees_nothing_but_what_is_public() {
    let desk = Desk::new();
    desk.run(&["add", "organization", "name=Zenith Quiet Partner"], &[]);
    desk.run(
        &[
            "add",
            "organization",
            "name=Open Works",
            "confidential=public",
            "phones=010-1",
            "owner=wang",
        ],
        &[],
    );
    let mut pty = desk.open(&["--lang", "en"], &[]);
    pty.wait_for("PUBLISHED");
    pty.keys("6G");
    pty.wait_for("> Zenith Quiet Partner");
    pty.keys("<Enter>");
    pty.wait_for("rev 1");
    pty.keys("<C-g>");
    pty.wait_for(" GUEST ");
    pty.wait_gone("Zenith");
    pty.keys("G");
    pty.wait_gone("Guest in the room");
    assert!(!pty.screen().contains("restricted"), "{}", pty.screen());
    pty.keys("/open works");
    pty.wait_for("organization-50");
    pty.keys("<Enter>");
    pty.wait_for("rev 1");
    let page = pty.screen();
    assert!(!page.contains("restricted") && !page.contains("internal only"), "{page}");
    assert!(!page.contains("Phones"), "{page}");
    pty.keys("e");
    pty.wait_for("Esc leave");
    assert!(pty.screen().contains(" GUEST "), "{}", pty.screen());
    pty.keys("<Esc>");
    pty.wait_gone("Esc leave");
    pty.keys("6");
    pty.wait_for("[6 ");
    pty.keys("/zenith");
    pty.wait_for("Nothing is called");
    pty.keys("<Esc>");
    pty.wait_gone("Look up");
    pty.keys("u");
    pty.wait_for("Not while a guest");
    pty.keys("<C-g>");
    pty.wait_for("The guest has left");
    pty.keys("G");
    pty.wait_for("> Zenith Quiet Partner");
}

#[test]
fn a_key_of_ones_own_works_in_footer_help_and_command_and_a_chord_shows_what_may_follow() {
    let desk = Desk::new();
    let file =
        desk.config("[keys]\nsort = \"F12\"\nredraw = \"alt-t r\"\nlanguage = [\"alt-t l\"]\n");
    let (code, keys, _) = desk.run(&["keys", "--config", &file], &[]);
    assert_eq!(code, 0);
    assert!(keys.lines().any(|line| line.contains("F12") && line.contains("sort by")), "{keys}");
    let mut pty = desk.open(&["--lang", "en", "--config", &file], &[]);
    pty.wait_for("PUBLISHED");
    pty.keys("2");
    pty.wait_for("F12 sort");
    pty.keys("<F12>");
    pty.wait_for("Name↑");
    pty.keys("<F12>");
    pty.wait_for("Name↓");
    pty.keys("<A-t>");
    pty.wait_for("r redraw the screen");
    pty.keys("<Esc>");
    pty.wait_gone("r redraw the screen");
    pty.wait_for("[2 Funds]");
    pty.keys("<A-t>l");
    pty.wait_for("[2 基金]");
}

#[test]
fn what_is_wrong_in_a_config_is_said_and_the_rest_holds() {
    let desk = Desk::new();
    let file =
        desk.config("thme = \"dark\"\nlang = \"zh\"\n[keys]\nsort = \"a\"\nadd = \"alt-z\"\n");
    let file = file.as_str();
    let (code, _, said) = desk.run(&["count", "funds"], &[("LIAISON_CONFIG", file)]);
    assert_eq!(code, 0);
    assert!(said.contains("第 1 行") && said.contains("theme"), "{said}");
    // It stays open: what is set is said all the same.
    let pty = desk.open(&["--config", file, "--lang", "en"], &[]);
    pty.wait_for("line 1: no setting “thme”; nearest: theme");
    let (code, config, said) = desk.run(&["config", "--config", file, "--lang", "en"], &[]);
    assert_eq!(code, 1, "{said}");
    let line = |name: &str| config.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    assert!(line("config").contains(file));
    assert!(line("lang").contains("en") && line("lang").contains("--lang"), "{config}");
    assert!(line("keys.add").contains("line 5"), "{config}");
    assert!(line("theme").contains("auto") && line("theme").contains("default"), "{config}");
}

#[test]
fn a_config_that_cannot_be_read_stops_everything_but_help() {
    let desk = Desk::new();
    let file = desk.config("store = \"/somewhere\nlang = 3");
    for (file, says) in [(file.as_str(), "line 1"), ("/nowhere/c.toml", "/nowhere/c.toml")] {
        let (code, data, said) = desk.run(&["count", "funds", "--config", file], &[]);
        assert_eq!((code, data.as_str()), (2, ""));
        assert!(said.contains(says), "{said}");
        assert_eq!(desk.run(&["--help", "--config", file], &[]).0, 0);
    }
}

#[test]
fn settings_come_from_the_file_the_environment_and_options_in_this_order() {
    let desk = Desk::new();
    let file = desk.config("theme = \"light\"\nglyphs = \"narrow\"\n");
    let env = [("NO_COLOR", "1"), ("LIAISON_GLYPHS", "full"), ("LANG", "zh_CN.UTF-8")];
    let words = ["config", "--format", "json", "--config", &file];
    let (code, data, said) = desk.run(&words, &env);
    assert_eq!(code, 0, "{said}");
    let rows: serde_json::Value = serde_json::from_str(&data).expect("it is JSON");
    let value = |name: &str| {
        let rows = rows.as_array().expect("an array");
        let row = rows.iter().find(|row| row["setting"] == name).expect("every setting has a row");
        (row["value"].as_str().unwrap_or_default().to_owned(), row["origin"].to_string())
    };
    assert_eq!(value("theme").0, "light", "the config goes before NO_COLOR");
    assert_eq!(value("glyphs").0, "full");
    assert!(value("glyphs").1.contains("LIAISON_GLYPHS"));
    let (_, data, _) = desk.run(&[&words[..], &["--ascii"]].concat(), &env);
    assert!(data.contains("--ascii"), "{data}");
}

/// A list, the palette, the look-up and a form: all that a screen has is drawn in them.
fn walk(pty: &mut Pty, seen: &mut dyn FnMut(&Pty)) {
    for (keys, shows, back) in [
        ("2", "[2 ", ""),
        ("3s", "^  ", ""),
        (":", "/ F3", "<Esc>"),
        ("/hua", "Tab", "<Esc>"),
        ("e", "-1 ", ""),
    ] {
        pty.keys(keys);
        pty.wait_for(shows);
        seen(pty);
        pty.keys(back);
        if !back.is_empty() {
            pty.wait_gone(shows);
        }
    }
}

#[test]
fn ascii_screens_hold_typewriter_signs_and_letters_alone() {
    for words in [&["--ascii", "--lang", "en"], &["--ascii", "--lang", "zh"]] {
        let desk = Desk::new();
        let mut pty = desk.open(words, &[]);
        pty.wait_until("the figures", |screen| screen.contents().contains("150"));
        pty.resize(120, 40);
        let check = |pty: &Pty| {
            for c in pty.screen().chars().filter(|c| !c.is_ascii()) {
                let wide = unicode_width::UnicodeWidthChar::width(c) == Some(2);
                assert!(c.is_alphabetic() || wide, "{c}\n{}", pty.screen());
            }
        };
        check(&pty);
        walk(&mut pty, &mut |pty| check(pty));
    }
}

#[test]
fn without_colors_no_color_is_sent() {
    for (words, env) in [
        (&["--no-color"] as &[&str], &[] as &[(&str, &str)]),
        (&[], &[("NO_COLOR", "1"), ("COLORTERM", "truecolor")]),
        (&[], &[("LIAISON_THEME", "none")]),
    ] {
        let desk = Desk::new();
        let mut pty = desk.open(words, env);
        pty.wait_for("PUBLISHED");
        pty.keys("2");
        pty.wait_for("> Anshan");
        let bytes = String::from_utf8_lossy(&pty.bytes_since_mark()).into_owned();
        for sequence in bytes.split("\x1b[").skip(1) {
            let (parameters, rest) = sequence.split_at(
                sequence.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(sequence.len()),
            );
            if rest.starts_with('m') {
                let colored = |code: &str| code.len() == 2 && "349".contains(&code[..1]);
                assert!(!parameters.split(';').any(colored), "{parameters}");
            }
        }
    }
}

#[test]
fn a_terminal_that_only_adds_lines_is_pointed_to_the_plain_mode() {
    let desk = Desk::new();
    let (store, home) = (desk.store(), path(desk.folder.path()));
    let env = [("HOME", home.as_str()), ("TERM", "dumb")];
    let pty = Pty::spawn(PROGRAM, &["--store", &store, "--lang", "en"], &env, 80, 24);
    pty.wait_for("liaison shell");
    assert_eq!(pty.wait_exit().code, 2);
}

#[test]
fn what_is_said_names_the_keys_in_force() {
    let desk = Desk::new();
    let file = desk.config("[keys]\nquit = \"F12\"\nadd = \"alt-n\"\npanes = \"alt-o\"\n");
    let mut pty = desk.open(&["--lang", "en", "--empty", "--config", &file], &[]);
    pty.wait_for("alt-o more");
    pty.keys("<Esc>");
    pty.wait_for("F12 quits.");
    pty.keys("2");
    pty.wait_for("alt-n adds one.");
    pty.keys("/nobody");
    pty.wait_for("then alt-n adds");
}

#[test]
fn where_nobody_has_said_a_language_it_is_asked_for_in_both() {
    let desk = Desk::new();
    let mut pty = desk.open(&[], &[("LANG", "C.UTF-8")]);
    pty.wait_for("Which language?  使用哪种语言？");
    pty.keys("x２");
    pty.wait_for("[1 首页]");
    pty.keys("2");
    pty.wait_for("[2 基金]");
    pty.keys("Q");
    pty.wait_exit();
    for (words, env) in [
        (&["--lang", "en"] as &[&str], ("LANG", "")),
        (&[], ("LANG", "en_US.UTF-8")),
        (&[], ("LIAISON_LANG", "en")),
    ] {
        let mut pty = desk.open(words, &[env]);
        pty.wait_for("PUBLISHED FIGURES");
        assert!(!pty.screen().contains("Which language"));
        pty.keys("Q");
        pty.wait_exit();
    }
}

/// Waits until the terminal's cursor is seen in a row in which this stands.
fn cursor_at(pty: &Pty, shows: &str) {
    pty.wait_until(&format!("the cursor at {shows}"), |screen| {
        let (row, _) = screen.cursor_position();
        let line = screen.rows(0, screen.size().1).nth(usize::from(row)).unwrap_or_default();
        !screen.hide_cursor() && line.contains(shows)
    });
}

#[test]
fn the_terminals_cursor_stands_where_the_person_is() {
    let desk = Desk::new();
    let mut pty = desk.open(&["--lang", "en"], &[]);
    pty.wait_for("PUBLISHED FIGURES");
    for (keys, at, back, gone) in [
        ("2", "> Anshan", "", ""),
        ("<Down>", "> Hebei", "", ""),
        (":", ": ", "<Esc>", "Actions"),
        ("?", "?", "<Esc>", "Keys"),
        ("o", "│", "<Esc>", "Panes"),
        ("/wuxi", "wuxi", "<Esc>", "Look up"),
        ("c", "> [x]", "<Esc>", "Columns"),
        ("F", "│> ", "<Esc>", "┌"),
        ("D", "trash?", "<Enter>", "to the trash?"),
        ("e", "Name", "<Esc>", "Save"),
        ("<Enter>", "> Category", "", ""),
        ("H", "> 2026", "<Esc>", "History"),
    ] {
        pty.keys(keys);
        cursor_at(&pty, at);
        pty.keys(back);
        if !back.is_empty() {
            pty.wait_gone(gone);
        }
    }
}
