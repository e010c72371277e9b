//! What needs no store, with the real binary: completions and the manual.

mod support;

use std::io::Write as _;
use std::process::{Command, Stdio};
use support::office::Office;

#[test]
fn completions_know_every_command_and_kind_and_need_no_store() {
    let office = Office::new();
    for shell in ["bash", "zsh", "fish"] {
        let out = office.out(&["completions", shell]);
        for word in ["history", "export", "dry-run", "organizations"] {
            assert!(out.contains(word), "{shell}: {word}");
        }
    }
    let err = office.fails(2, &["completions", "tcsh"]);
    assert!(err.contains("bash, zsh, fish"), "{err}");
    assert!(!office.store().exists());
}

#[test]
fn bash_takes_its_completions() {
    let office = Office::new();
    let mut script = office.out(&["completions", "bash"]);
    script.push_str("COMP_WORDS=(liaison list org); COMP_CWORD=2\n_liaison liaison org list\n");
    script.push_str("printf '%s\\n' \"${COMPREPLY[@]}\"\n");
    let child =
        Command::new("bash").arg("--norc").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else { return };
    child.stdin.take().expect("piped").write_all(script.as_bytes()).expect("it reads");
    let said = support::office::said(&child.wait_with_output().expect("it ends"));
    assert_eq!((said.exit, said.out.trim()), (0, "organizations"), "{said:?}");
}

#[test]
fn the_manual_has_every_command_option_and_key_in_both_languages() {
    let office = Office::new();
    let page = office.out(&["man"]);
    assert!(page.contains(".TH LIAISON 1") && page.contains("liaison list KIND"), "{page}");
    for part in [r"\-\-dry\-run", "LIAISON_STORE", "ctrl\\-l", "someone changed it first"] {
        assert!(page.contains(part), "{part}");
    }
    let zh = office.out(&["man", "--lang", "zh"]);
    assert!(zh.contains("工作台快捷键") && zh.contains("修改历史"), "{zh}");
    assert!(!office.store().exists());
}
