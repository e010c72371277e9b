//! Taking back, as a person does it.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test

mod support;

use std::fs;
use support::Pty;

#[test]
fn a_change_that_cannot_be_read_is_told_and_can_be_taken_back_once_it_can() {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("office");
    let (binary, path) = (env!("CARGO_BIN_EXE_liaison"), store.to_string_lossy().into_owned());
    let arguments = ["--store", &path, "--empty", "--lang", "en", "--as", "wang"];
    let mut pty = Pty::spawn(binary, &arguments, &[], 100, 30);
    pty.wait_for("Home");
    pty.wait_gone("pening the store");
    pty.keys("2a");
    pty.wait_for("Add fund");
    pty.keys("Hebei<C-s>");
    pty.wait_for("Added");

    let journal = store.join("journal/000001.log");
    let whole = fs::read(&journal).unwrap();
    let mut damaged = whole.clone();
    *damaged.last_mut().unwrap() ^= 1;
    fs::write(&journal, damaged).unwrap();
    pty.keys("u");
    pty.wait_for("cannot be read from the journal");

    fs::write(&journal, whole).unwrap();
    pty.keys("u");
    pty.wait_for("Undone");
}
