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

    /// Runs a command over the store; its data.
    fn run(&self, words: &[&str]) -> String {
        let output = Command::new(PROGRAM)
            .args(["--store", &self.store(), "--as", "wang", "--now", "2026-11-22 09:00"])
            .args(words)
            .env_clear()
            .env("HOME", self.folder.path())
            .output()
            .expect("the program can be started");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The dashboard over the store, with more words and environment.
    fn open(&self, words: &[&str], env: &[(&str, &str)]) -> Pty {
        let store = self.store();
        let mut args = vec!["--store", &store, "--as", "wang", "--now", "2026-11-22 09:00"];
        args.extend(words);
        let home = path(self.folder.path());
        let mut env = env.to_vec();
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
    desk.run(&["add", "organization", "name=Zenith Quiet Partner"]);
    let mut pty = desk.open(&["--lang", "en"], &[]);
    pty.wait_for("RECORDS");
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
