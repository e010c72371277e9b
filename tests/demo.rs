//! The real binary over a demonstration store: a folder of its own, told as invented.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
    command.env_clear().env("LIAISON_STORE", folder).env("USER", "wang").stdin(Stdio::null());
    command.args(words).args(["--now", "2026-11-22 09:00"]).output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn it_lies_beside_the_real_store_and_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("office");
    let first = run(&store, &["count", "funds", "--demo", "400"]);
    assert!(first.status.success(), "{}", err(&first));
    assert!(err(&first).contains("what it holds is invented"), "{}", err(&first));
    assert!(folder.path().join("office-demo").is_dir() && !store.exists());

    let again = run(&store, &["count", "funds", "--demo", "500", "--lang", "zh"]);
    assert_eq!(out(&again), out(&first));
    assert!(err(&again).contains("400") && err(&again).contains("演示库"), "{}", err(&again));
    let plainly = run(&folder.path().join("office-demo"), &["count", "funds"]);
    assert_eq!(out(&plainly), out(&first));
    assert!(err(&plainly).contains("invented"), "{}", err(&plainly));
}

#[test]
fn a_real_store_is_never_filled_with_what_is_invented() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("office");
    let real = run(&store, &["count", "funds"]);
    assert_eq!(out(&real), "7\n");
    assert!(!err(&real).contains("invented"), "{}", err(&real));
    let path = store.to_str().unwrap();
    let refused = run(&store, &["count", "funds", "--demo", "--store", path]);
    assert_eq!(refused.status.code(), Some(5));
    assert!(err(&refused).contains("not a demonstration store"), "{}", err(&refused));
    assert_eq!(out(&run(&store, &["count", "funds"])), "7\n");
}
