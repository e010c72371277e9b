//! What a panic does to the terminal: only that of the thread which has it gives it back.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test

mod support;

use liaison::terminal::{self, Terminal};
use std::io::{self, Read as _, Write as _};
use std::thread;
use support::Pty;

#[test]
fn a_panic_elsewhere_leaves_the_screen_alone() {
    let binary = std::env::current_exe().unwrap();
    let arguments = ["--ignored", "--exact", "in_a_terminal", "--nocapture"];
    let mut pty = Pty::spawn(&binary.to_string_lossy(), &arguments, &[], 100, 30);
    pty.wait_for("still here");
    assert!(!pty.screen().contains("elsewhere") && !pty.is_cooked(), "{}", pty.screen());

    pty.keys("x");
    pty.wait_for("the thread of the terminal");
    assert!(pty.is_cooked());
    assert!(!pty.screen().contains("still here"), "{}", pty.screen());
    pty.wait_exit();
}

#[test]
#[ignore = "the test above runs it in a terminal of its own"]
fn in_a_terminal() {
    terminal::install_panic_hook();
    let Ok(_terminal) = Terminal::open() else { return };
    assert!(thread::spawn(|| panic!("elsewhere")).join().is_err());
    io::stdout().write_all(b"still here\n").unwrap();
    io::stdin().read_exact(&mut [0]).unwrap();
    panic!("the thread of the terminal");
}
