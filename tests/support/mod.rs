//! A program in a terminal of its own: what a person would type and see. Every wait is for a
//! state, and all give up, showing the screen, at the same deadline.

#![allow(dead_code, reason = "each test program uses its own share")]
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

pub mod office;

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, mpsc};
use std::time::{Duration, Instant};
use std::{fs, thread};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use rustix::termios::{
    Action, LocalModes, OptionalActions, SpecialCodeIndex, tcflow, tcgetattr, tcsetattr,
};

/// How long a program may take for any one thing.
const PATIENCE: Duration = Duration::from_secs(20);

/// What ends a frame.
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// A program running in a pseudo-terminal; killed on drop.
pub struct Pty {
    pid: Pid,
    line: Option<Line>,
    seen: Arc<Seen>,
}

/// Our end of the terminal; the program is hung up when both are dropped.
struct Line {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
}

impl Line {
    fn other_side(&self) -> fs::File {
        let name = self.master.tty_name().expect("a pty has a name");
        let flags = OFlags::NOCTTY.bits().cast_signed();
        let slave = fs::OpenOptions::new().write(true).custom_flags(flags).open(name);
        slave.expect("the other side can be opened")
    }

    /// portable-pty types a line feed and an end-of-file character, if there is one, when its
    /// writer is dropped; a dropped connection types nothing.
    fn keep_quiet_when_closed(&self) {
        let side = self.other_side();
        let mut modes = tcgetattr(&side).expect("a terminal has modes");
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&side, OptionalActions::Now, &modes).expect("a terminal has modes");
    }
}

#[derive(Default)]
struct Seen {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    parser: vt100::Parser,
    since_mark: Vec<u8>,
    last_read: Option<Instant>,
    closing: bool,
    reader_ended: bool,
    exit: Option<Exit>,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exit {
    /// Its exit status; a signal's is 128 and its number.
    pub code: u32,
    /// The processor time it took in all.
    pub cpu: Duration,
}

impl Pty {
    /// Starts a program with this environment and, of ours, only `PATH`.
    pub fn spawn(program: &str, args: &[&str], env: &[(&str, &str)], cols: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(sized(cols, rows)).expect("a pty can be opened");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        command.env("PATH", std::env::var("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program can be started");
        let pid = child.process_id().expect("a child just started has an id");
        let pid = Pid::from_raw(pid.cast_signed()).expect("its id is not 0");

        let seen = Arc::new(Seen::default());
        seen.lock().parser = vt100::Parser::new(rows, cols, 0);
        let reader = pair.master.try_clone_reader().expect("the master can be read");
        let writer = pair.master.take_writer().expect("the master can be written");
        let (by_reader, by_waiter) = (seen.clone(), seen.clone());
        thread::spawn(move || by_reader.read(reader));
        thread::spawn(move || by_waiter.wait(child, pid));
        Self { pid, line: Some(Line { master: pair.master, writer }), seen }
    }

    /// Types text and keys by name: `<Down> <Enter> <Esc> <Tab> <S-Tab> <C-s> <A-x> <F3> <lt>`.
    /// What follows `<Esc>` at once is taken for Alt and a key: wait for its effect between.
    pub fn keys(&mut self, keys: &str) {
        self.send(&typed(keys));
    }

    /// Pastes text as a terminal does, in brackets.
    pub fn paste(&mut self, text: &str) {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        let line = self.line.as_mut().expect("the line is not closed");
        line.writer.write_all(bytes).expect("the program's terminal takes input");
    }

    /// Waits until the text stands on the screen.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the text stands nowhere on the screen.
    pub fn wait_gone(&self, text: &str) {
        let what = format!("{text} to go");
        self.wait_until(&what, |screen| !screen.contents().contains(text));
    }

    /// Waits for any state of the terminal; `what` says it should that not come.
    pub fn wait_until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        drop(self.seen.wait_state(what, |state| holds(state.parser.screen())));
    }

    /// Waits until what was written since the mark has so many whole frames; returns when the
    /// last of it was read.
    pub fn wait_frames(&self, count: usize) -> Instant {
        let state = self.seen.wait_state("frames", |state| {
            let bytes = &state.since_mark;
            bytes.ends_with(FRAME_ENDS) && frames(bytes).len() >= count
        });
        state.last_read.expect("there is no frame of nothing")
    }

    /// Waits as `wait_for` does; returns when what brought the text was read.
    pub fn wait_seen(&self, text: &str) -> Instant {
        let holds = |state: &State| state.parser.screen().contents().contains(text);
        self.seen.wait_state(text, holds).last_read.expect("a blank screen has no text")
    }

    /// Its process.
    pub fn pid(&self) -> Pid {
        self.pid
    }

    /// What stands on the screen, a line a row.
    pub fn screen(&self) -> String {
        self.seen.lock().parser.screen().contents()
    }

    /// Gives the terminal another size.
    pub fn resize(&self, cols: u16, rows: u16) {
        // First ours: what the program then draws is meant for the new size.
        self.seen.lock().parser.screen_mut().set_size(rows, cols);
        let line = self.line.as_ref().expect("the line is not closed");
        line.master.resize(sized(cols, rows)).expect("a pty can be resized");
    }

    /// Lets the terminal take no more bytes, as when a line hangs: whoever writes waits.
    pub fn freeze(&self) {
        let line = self.line.as_ref().expect("the line is not closed");
        tcflow(line.other_side(), Action::OOff).expect("a terminal can be stopped");
    }

    /// Whether the terminal echoes and waits for whole lines, as a shell leaves it to programs.
    pub fn is_cooked(&self) -> bool {
        let line = self.line.as_ref().expect("the line is not closed");
        let modes = tcgetattr(line.other_side()).expect("a terminal has modes");
        modes.local_modes.contains(LocalModes::ECHO | LocalModes::ICANON)
    }

    /// From here on `bytes_since_mark` counts.
    pub fn mark(&self) {
        self.seen.lock().since_mark.clear();
    }

    /// All that the program has written since the mark.
    pub fn bytes_since_mark(&self) -> Vec<u8> {
        self.seen.lock().since_mark.clone()
    }

    /// Hangs up, as a dropped connection does.
    pub fn close_master(&mut self) {
        let Some(line) = self.line.take() else { return };
        line.keep_quiet_when_closed();
        // The reading thread holds the master too. It is woken by a byte from the other side.
        self.seen.lock().closing = true;
        line.other_side().write_all(b"\0").expect("the terminal takes a byte");
        drop(self.seen.wait_state("the reading to end", |state| state.reader_ended));
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).expect("the program runs");
    }

    /// Waits until the program is stopped, as by `SIGTSTP`.
    pub fn wait_stopped(&self) {
        let options = WaitIdOptions::STOPPED | WaitIdOptions::NOWAIT;
        let (pid, (tell, stopped)) = (self.pid, mpsc::channel());
        thread::spawn(move || {
            waitid(WaitId::Pid(pid), options).expect("the program is our child");
            tell.send(()).is_ok()
        });
        stopped.recv_timeout(PATIENCE).expect("the program stops in time");
    }

    /// Waits until the program has ended.
    pub fn wait_exit(&self) -> Exit {
        let state = self.seen.wait_state("the program to end", |state| state.exit.is_some());
        state.exit.expect("it was waited for")
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // Under the lock, for the child is reaped under it: its id is still its own.
        let state = self.seen.lock();
        if state.exit.is_none() {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

impl Seen {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics while it holds the lock")
    }

    fn wait_state(&self, what: &str, holds: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.lock();
        while !holds(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let mut told = format!("waited in vain for {what}");
                let _ = write!(told, " (exit: {:?})", state.exit);
                let _ = write!(told, "\n{}", state.parser.screen().contents());
                drop(state);
                panic!("{told}");
            }
            let woken = self.changed.wait_timeout(state, left);
            state = woken.expect("no thread panics while it holds the lock").0;
        }
        state
    }

    fn read(&self, mut reader: Box<dyn Read + Send>) {
        let mut buffer = [0; 8192];
        // An error is the end as well: the other side is closed.
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            let now = Instant::now();
            let mut state = self.lock();
            if state.closing {
                break;
            }
            state.parser.process(&buffer[..count]);
            state.since_mark.extend_from_slice(&buffer[..count]);
            state.last_read = Some(now);
            self.changed.notify_all();
        }
        drop(reader);
        self.lock().reader_ended = true;
        self.changed.notify_all();
    }

    fn wait(&self, mut child: Box<dyn Child + Send + Sync>, pid: Pid) {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        waitid(WaitId::Pid(pid), options).expect("the program is our child");
        let mut state = self.lock();
        let cpu = cpu_time(pid);
        let status = child.wait().expect("the program is our child");
        let code = status.exit_code();
        state.exit = Some(Exit { code, cpu });
        self.changed.notify_all();
    }
}

/// The frames of what a program wrote, each with its end.
pub fn frames(bytes: &[u8]) -> Vec<&[u8]> {
    let mut frames = Vec::new();
    let mut begin = 0;
    for end in FRAME_ENDS.len()..=bytes.len() {
        if bytes[..end].ends_with(FRAME_ENDS) {
            frames.push(&bytes[begin..end]);
            begin = end;
        }
    }
    frames
}

/// Of a process that has ended and is not reaped.
fn cpu_time(pid: Pid) -> Duration {
    let path = format!("/proc/{}/stat", pid.as_raw_nonzero());
    let stat = fs::read_to_string(path).expect("the process is there until it is reaped");
    let (_, fields) = stat.rsplit_once(") ").expect("the name stands in parentheses");
    let ticks: u64 = fields.split(' ').skip(11).take(2).filter_map(|t| t.parse::<u64>().ok()).sum();
    // Linux counts here in hundredths of a second on every machine there is.
    Duration::from_millis(ticks * 10)
}

fn sized(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

pub fn typed(keys: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = keys;
    while let Some((text, named)) = rest.split_once('<') {
        let (name, after) = named.split_once('>').expect("a key's name ends with >");
        bytes.extend_from_slice(text.as_bytes());
        bytes.extend(key(name));
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn key(name: &str) -> Vec<u8> {
    let sequence: &[u8] = match name {
        "lt" => b"<",
        "Space" => b" ",
        "Enter" => b"\r",
        "Esc" => b"\x1b",
        "Tab" => b"\t",
        "S-Tab" => b"\x1b[Z",
        "Backspace" => b"\x7f",
        "Up" => b"\x1b[A",
        "Down" => b"\x1b[B",
        "Right" => b"\x1b[C",
        "Left" => b"\x1b[D",
        "Home" => b"\x1b[H",
        "End" => b"\x1b[F",
        "Delete" => b"\x1b[3~",
        "PageUp" => b"\x1b[5~",
        "PageDown" => b"\x1b[6~",
        "F1" => b"\x1bOP",
        "F2" => b"\x1bOQ",
        "F3" => b"\x1bOR",
        "F4" => b"\x1bOS",
        "F5" => b"\x1b[15~",
        "F6" => b"\x1b[17~",
        "F7" => b"\x1b[18~",
        "F8" => b"\x1b[19~",
        "F9" => b"\x1b[20~",
        "F10" => b"\x1b[21~",
        "F11" => b"\x1b[23~",
        "F12" => b"\x1b[24~",
        "A-Left" => b"\x1b[1;3D",
        "A-Right" => b"\x1b[1;3C",
        _ => return chord(name),
    };
    sequence.to_vec()
}

fn chord(name: &str) -> Vec<u8> {
    match (name.get(..2), name.get(2..).map(str::as_bytes)) {
        (Some("C-"), Some([letter])) => vec![letter & 0x1f],
        (Some("A-"), Some(key)) => [b"\x1b", key].concat(),
        _ => panic!("no key is named <{name}>"),
    }
}
