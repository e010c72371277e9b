//! The program in a terminal that comes and goes: whatever happens to it, nothing spins and it
//! is left as found.

mod support;

use rustix::process::Signal;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use support::Pty;

/// A thread that spins takes all of the time a stuck program is left; others take next to none.
const IDLE: Duration = Duration::from_secs(1);
/// How long the program may take to end once its terminal is gone.
const SOON: Duration = Duration::from_secs(2);

/// The program over a store of its own, showing its first screen.
struct Program {
    pty: Pty,
    _folder: tempfile::TempDir,
}

fn start() -> Program {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let pty = open(folder.path());
    pty.wait_for("[1 Home]");
    pty.wait_for("PUBLISHED");
    Program { pty, _folder: folder }
}

fn open(folder: &Path) -> Pty {
    let store = folder.join("store");
    let store = store.to_str().expect("a temporary folder's name is text");
    let args = ["--store", store, "--as", "wang", "--lang", "en", "--now", "2026-11-22 09:00"];
    Pty::spawn(env!("CARGO_BIN_EXE_liaison"), &args, &[], 80, 24)
}

fn assert_left_as_found(pty: &Pty) {
    pty.wait_until("the terminal as found", |screen| {
        !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
    });
    assert!(pty.is_cooked());
}

#[test]
fn a_pane_opens_and_quitting_leaves_the_terminal_as_found() {
    let mut program = start();
    let pty = &mut program.pty;
    pty.keys("2");
    pty.wait_for("[2 Funds]");
    pty.wait_for("> Anshan-Tsinghua");
    pty.keys("Q");
    assert_eq!(pty.wait_exit().code, 0);
    assert_left_as_found(pty);
}

#[test]
fn keys_and_pastes_arrive() {
    let mut program = start();
    let pty = &mut program.pty;
    pty.keys("<F3>华<lt>");
    pty.wait_for("Look up  华<");
    pty.paste("中国");
    pty.wait_for("Look up  华<中国");
    pty.keys("<Esc>");
    pty.wait_for("[1 Home]");
    pty.keys("3<PageDown><Down>");
    pty.wait_for("/31");
    pty.keys("<A-Left>");
    pty.wait_for("[1 Home]");
}

#[test]
fn a_new_size_is_drawn_for() {
    let mut program = start();
    let pty = &mut program.pty;
    pty.keys("2");
    pty.wait_for("[2 Funds]");
    pty.resize(120, 40);
    pty.wait_for("│ Anshan-Tsinghua");
    pty.resize(60, 20);
    pty.wait_gone("│");
    pty.resize(30, 20);
    pty.wait_for("liaison needs 40x10 cells");
    pty.resize(80, 24);
    pty.wait_for("[2 Funds]");
}

#[test]
fn a_hangup_ends_the_program_soon_and_nothing_spins() {
    let mut program = start();
    let begun = Instant::now();
    program.pty.close_master();
    let exit = program.pty.wait_exit();
    assert_eq!(exit.code, 129);
    assert!(begun.elapsed() < SOON && exit.cpu < IDLE, "{exit:?}");
}

#[test]
fn a_hangup_in_the_middle_of_a_key_ends_the_program() {
    let mut program = start();
    program.pty.send(b"\x1b[");
    program.pty.close_master();
    assert_eq!(program.pty.wait_exit().code, 129);
}

#[test]
fn being_told_to_end_ends_it_cleanly() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 143), (Signal::HUP, 129)] {
        let program = start();
        program.pty.signal(signal);
        assert_eq!(program.pty.wait_exit().code, code);
        assert_left_as_found(&program.pty);
    }
}

#[test]
fn a_program_that_was_ended_leaves_a_store_that_opens_at_once() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    for _ in 0..3 {
        let pty = open(folder.path());
        pty.wait_for("PUBLISHED");
        pty.signal(Signal::TERM);
        pty.wait_exit();
    }
}

/// Somebody types into a form: a note on the first fund.
fn typing(folder: &Path) -> Pty {
    let mut pty = open(folder);
    pty.wait_for("PUBLISHED");
    pty.keys("2");
    pty.wait_for("> Anshan-Tsinghua");
    pty.keys("m");
    pty.wait_for("Add interaction");
    pty.keys("他们说<Tab><Tab><C-u>2026-1");
    pty.wait_for("他们说");
    pty.wait_for("2026-1");
    pty
}

/// Waits until what was typed is on the disk.
fn wait_kept(folder: &Path, text: &str) {
    let path = folder.join("store/people/wang/drafts/1.draft");
    let deadline = Instant::now() + Duration::from_secs(20);
    while !std::fs::read_to_string(&path).is_ok_and(|kept| kept.contains(text)) {
        assert!(Instant::now() < deadline, "{text} is not in {}", path.display());
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Whoever opens the store again is offered what was typed, and it is as it was.
fn offered_again(folder: &Path) {
    let mut pty = open(folder);
    pty.wait_for("Drafts  1");
    pty.wait_for("New interaction on Anshan-Tsinghua");
    pty.keys("<Enter>");
    pty.wait_for("Add interaction");
    pty.wait_for("他们说");
    pty.keys("1");
    pty.wait_for("2026-11");
    pty.keys("<C-s>");
    pty.wait_for("Added: 他们说");
    pty.keys("E");
    pty.wait_for("There are no drafts.");
    pty.keys("Q");
    assert_eq!(pty.wait_exit().code, 0);
    let left = std::fs::read_dir(folder.join("store/people/wang/drafts"));
    assert_eq!(left.expect("the folder stays").count(), 0);
}

#[test]
fn a_form_is_offered_again_after_the_program_was_killed_in_the_middle_of_it() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let pty = typing(folder.path());
    wait_kept(folder.path(), "2026-1\"");
    pty.signal(Signal::KILL);
    pty.wait_exit();
    offered_again(folder.path());
}

#[test]
fn a_form_is_offered_again_with_its_last_key_however_the_terminal_goes() {
    for signal in [None, Some(Signal::TERM), Some(Signal::HUP), Some(Signal::INT)] {
        let folder = tempfile::tempdir().expect("there is room for a store");
        let mut pty = typing(folder.path());
        let begun = Instant::now();
        match signal {
            None => pty.close_master(),
            Some(signal) => pty.signal(signal),
        }
        pty.wait_exit();
        assert!(begun.elapsed() < SOON, "{signal:?}");
        offered_again(folder.path());
    }
}

#[test]
fn what_was_typed_is_kept_though_the_terminal_takes_no_more_bytes() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let mut pty = typing(folder.path());
    // As somebody does who presses ctrl-s in a shell: the program's writes wait.
    pty.freeze();
    pty.keys("1");
    wait_kept(folder.path(), "2026-11\"");
    pty.signal(Signal::KILL);
    pty.wait_exit();
}

#[test]
fn a_store_that_a_command_has_is_told_on_the_terminal_as_found() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let mut first = std::process::Command::new(env!("CARGO_BIN_EXE_liaison"));
    let store = folder.path().join("store");
    let first = first.arg("--store").arg(&store).arg("shell");
    let first = first.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut first = first.spawn().expect("it begins");
    let mut input = first.stdin.take().expect("it reads");
    input.write_all(b"count funds\n").expect("it listens");
    let mut answer = [0; 2];
    let mut out = first.stdout.take().expect("it answers");
    out.read_exact(&mut answer).expect("it has opened the store");
    let second = open(folder.path());
    assert_eq!(second.wait_exit().code, 5);
    assert_left_as_found(&second);
    // Its lines end where the terminal does.
    second.wait_until("who has it", |screen| {
        let said: String = screen.contents().split_whitespace().collect();
        let holder = format!("isopeninprocess{}on", first.id());
        said.contains(&holder) && said.contains("Closethatone,ornameanotherwith--store.")
    });
    drop(input);
    first.wait().expect("it ends with its input");
}

#[test]
fn whoever_opens_a_store_that_a_dashboard_has_sits_down_there() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let first = open(folder.path());
    first.wait_for("PUBLISHED");
    let store = folder.path().join("store");
    let store = store.to_str().expect("a temporary folder's name is text");
    let program = env!("CARGO_BIN_EXE_liaison");
    // Who one is and what time it is there the host knows.
    let refused = Pty::spawn(program, &["--store", store, "--as", "li"], &[], 80, 24);
    assert_eq!(refused.wait_exit().code, 2);
    let mut second = Pty::spawn(program, &["--store", store, "--lang", "en"], &[], 80, 24);
    second.wait_for("PUBLISHED");
    second.keys("Q");
    assert_eq!(second.wait_exit().code, 0);
    assert_left_as_found(&second);
    first.wait_for("PUBLISHED");
}

#[test]
fn a_suspended_program_gives_the_terminal_back_and_returns() {
    let mut program = start();
    let pty = &mut program.pty;
    pty.signal(Signal::TSTP);
    pty.wait_stopped();
    assert_left_as_found(pty);
    pty.signal(Signal::CONT);
    pty.wait_until("the page again", |screen| {
        screen.alternate_screen() && screen.contents().contains("[1 Home]")
    });
    pty.keys("2");
    pty.wait_for("[2 Funds]");
}

#[test]
fn a_continued_program_draws_anew() {
    let program = start();
    let pty = &program.pty;
    pty.signal(Signal::STOP);
    pty.wait_stopped();
    pty.mark();
    pty.signal(Signal::CONT);
    pty.wait_frames(1);
    assert!(String::from_utf8_lossy(&pty.bytes_since_mark()).contains("[1 Home]"));
}

#[test]
fn a_paste_of_a_mebibyte_does_no_harm() {
    let mut program = start();
    let pty = &mut program.pty;
    pty.paste(&"Q\n".repeat(1 << 19));
    pty.wait_for("Look up  Q Q Q");
    pty.keys("<Esc>");
    pty.wait_for("PUBLISHED");
    pty.keys("2");
    pty.wait_for("[2 Funds]");
}

#[test]
fn what_is_no_terminal_is_refused() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_liaison"))
        .arg("--store")
        .arg(folder.path())
        .output()
        .expect("the program can be started");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
}
