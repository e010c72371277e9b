//! This machine's tty as (input, sink). The only module that touches this process's tty, its
//! raw mode or its size. While nothing happens it must not wake: no timers, no polling.

use std::io::{self, IsTerminal};
use std::os::unix::net::UnixStream;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;
use std::{panic, process};

use crossterm::event::{self, Event, KeyEventKind};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode, is_raw_mode_enabled};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, tcgetattr, tcgetwinsize, tcsetattr};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGSTOP, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level;
use tokio::io::AsyncWrite;
use tokio::sync::mpsc::{self, Receiver, Sender};

use crate::screen;
use crate::session::Input;

/// Inputs that wait for the session; beyond that the tty's own buffer fills, as it should.
const QUEUE: usize = 1024;

/// Bytes of one paste; what is longer is cut.
const PASTE_LIMIT: usize = 1 << 20;

/// Bytes that are read from the tty at once.
const PIECE: usize = 16 << 10;

/// How long a session may take to end once its terminal is gone or it was told to. Thereafter
/// the process ends, for it might be stuck in a write that nobody reads.
const GRACE: Duration = Duration::from_millis(1500);

const LINE_GONE: PollFlags = PollFlags::HUP.union(PollFlags::ERR).union(PollFlags::NVAL);

/// The tty in raw mode, showing our screen. Dropping it puts the tty back as it was.
#[derive(Debug)]
pub struct Terminal {
    listening: Option<Listening>,
    /// Lives as long as this does: by it the watchdog knows whether the session has ended.
    alive: Arc<()>,
}

/// Ends the threads that listen, on drop.
#[derive(Debug)]
struct Listening {
    _closes_when_dropped: UnixStream,
    signals: Handle,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.signals.close();
    }
}

impl Terminal {
    /// Takes over the tty. Fails if standard input or output is none, or if it is gone.
    pub fn open() -> io::Result<Self> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(io::Error::other("standard input and output are not a terminal"));
        }
        let terminal = Self { listening: None, alive: Arc::new(()) };
        enter()?;
        Ok(terminal)
    }

    /// Width and height in cells: 80x24 where the tty does not know, at most 500x250.
    pub fn size(&self) -> (u16, u16) {
        size()
    }

    /// Takes over the tty for a screen that is drawn elsewhere: what is drawn puts it into the
    /// screen's modes and takes it out again.
    pub fn open_raw() -> io::Result<Self> {
        let terminal = Self { listening: None, alive: Arc::new(()) };
        enable_raw_mode()?;
        Ok(terminal)
    }

    /// Gives the tty back as it is, for whoever drew has put it back already.
    pub fn release(self) -> io::Result<()> {
        disable_raw_mode()
    }

    /// Starts to listen to the tty and to signals, until `self` is dropped; from then on those
    /// signals do nothing unless somebody else listens. Listening again ends the one before.
    pub fn input(&mut self) -> io::Result<Receiver<Input>> {
        self.listen(Ear::pass_on_keys)
    }

    /// The same, with what is typed as the bytes that the tty gives.
    pub fn bytes(&mut self) -> io::Result<Receiver<Raw>> {
        self.listen(Ear::pass_on_bytes)
    }

    fn listen<T: From<Input> + Send + 'static>(
        &mut self,
        pass_on: fn(&Ear<T>) -> io::Result<()>,
    ) -> io::Result<Receiver<T>> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let (ours, closing) = UnixStream::pair()?;
        let closing_too = closing.try_clone()?;
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
        self.listening = Some(Listening { _closes_when_dropped: ours, signals: signals.handle() });

        let ear = Ear { sender, alive: Arc::downgrade(&self.alive) };
        let (keys, hangup) = (ear.clone(), ear.clone());
        // Three threads, for one that reads keys may wait for the rest of a key or for the
        // session, and must then not miss that the line is gone.
        spawn("keys", move || keys.hear(|ear| ear.hear_tty(&closing, pass_on)))?;
        spawn("hang-up", move || hangup.hear(|ear| ear.hear_hangup(&closing_too)))?;
        spawn("signals", move || ear.hear(|ear| ear.hear_signals(&mut signals)))?;
        Ok(receiver)
    }

    /// Where frames go. A write blocks while the tty takes no more, and fails once it is gone.
    pub fn sink(&self) -> Sink {
        Sink(())
    }

    /// Gives the tty back, stops this process until somebody continues it, and takes the tty
    /// over again; the screen is then blank.
    pub fn suspend(&self) -> io::Result<()> {
        restore(None);
        low_level::raise(SIGSTOP)?;
        enter()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore(None);
    }
}

/// Makes a panic of this thread, which is to own the terminal, put the tty back before it is told
/// about. While the screen is ours those of other threads are not told on it: the session goes on,
/// and says what became of what they did.
pub fn install_panic_hook() {
    let (previous, owner) = (panic::take_hook(), thread::current().id());
    panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == owner {
            restore(None);
        }
        if !is_raw_mode_enabled().unwrap_or(false) {
            previous(panic);
        }
    }));
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    write_all(screen::enter())
}

/// Does nothing if the tty is not ours now, so that the panic hook and the drop after it may
/// both call it. `patience` bounds the wait for a tty that takes no bytes.
fn restore(patience: Option<&Timespec>) {
    if !is_raw_mode_enabled().unwrap_or(false) {
        return;
    }
    // Errors mean that the tty is gone, and with it all there is to put back.
    if is_writable(patience) {
        let _ = write_all(screen::leave());
    }
    let _ = disable_raw_mode();
}

/// The columns and rows of this process's tty; 80 by 24 where there is none that tells.
pub fn size() -> (u16, u16) {
    let known = tcgetwinsize(io::stdout()).ok();
    let known = known.filter(|size| size.ws_col > 0 && size.ws_row > 0);
    known.map_or((80, 24), |size| (size.ws_col.min(500), size.ws_row.min(250)))
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work)?;
    Ok(())
}

/// What a listening thread has: a way to tell the session, and to see whether there still is one.
struct Ear<T> {
    sender: Sender<T>,
    alive: Weak<()>,
}

impl<T> Clone for Ear<T> {
    fn clone(&self) -> Self {
        Self { sender: self.sender.clone(), alive: self.alive.clone() }
    }
}

/// What is heard where what is typed is for somebody else to understand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raw {
    /// What was typed.
    Bytes(Vec<u8>),
    /// Anything else.
    Input(Input),
}

impl From<Input> for Raw {
    fn from(input: Input) -> Self {
        Self::Input(input)
    }
}

impl<T: From<Input>> Ear<T> {
    /// Fails when nobody listens any more.
    fn tell(&self, input: impl Into<T>) -> io::Result<()> {
        self.sender.blocking_send(input.into()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    /// Tells that it is over, and sees to it that it is. `code`: the process's exit status if
    /// the session does not end by itself.
    fn tell_the_end(&self, input: Input, code: i32) -> io::Result<()> {
        let alive = self.alive.clone();
        spawn("watchdog", move || {
            thread::sleep(GRACE);
            if alive.upgrade().is_some() {
                restore(Some(&Timespec::default()));
                process::exit(code);
            }
        })?;
        self.tell(input)
    }

    /// Runs one of the listening threads. One that panics would leave a session that hears nothing.
    fn hear(&self, listen: impl FnOnce(&Self)) {
        if panic::catch_unwind(AssertUnwindSafe(|| listen(self))).is_err() {
            // An error means that nobody listens any more.
            let _ = self.tell_the_end(Input::Terminate, 128 + SIGTERM);
        }
    }

    /// crossterm's reader spins for ever once the line is gone, hence it is only asked when
    /// there is something to read.
    fn hear_tty(&self, closing: &UnixStream, pass_on: fn(&Self) -> io::Result<()>) {
        while line_has(PollFlags::IN, closing) == Some(PollFlags::IN) {
            if pass_on(self).is_err() {
                return;
            }
        }
    }

    fn hear_hangup(&self, closing: &UnixStream) {
        let is_gone = line_has(PollFlags::empty(), closing).is_some();
        if is_gone {
            // An error means that nobody listens any more.
            let _ = self.tell_the_end(Input::Hangup, 128 + SIGHUP);
        }
    }

    fn hear_signals(&self, signals: &mut Signals) {
        for signal in signals.forever() {
            let told = match signal {
                SIGHUP => self.tell_the_end(Input::Hangup, 128 + SIGHUP),
                SIGTSTP => self.tell(Input::Suspend),
                // The kernel sends this after SIGHUP too: nothing is left to draw on then.
                SIGCONT if is_gone() => Ok(()),
                SIGCONT => {
                    take_back_raw_mode();
                    self.tell(Input::Redraw)
                }
                SIGWINCH => {
                    let (width, height) = size();
                    self.tell(Input::Resize(width, height))
                }
                _ => self.tell_the_end(Input::Terminate, 128 + signal),
            };
            if told.is_err() {
                return;
            }
        }
    }
}

impl Ear<Input> {
    fn pass_on_keys(&self) -> io::Result<()> {
        if !event::poll(Duration::ZERO)? {
            rouse()?;
        }
        self.pass_on(event::read()?)?;
        while event::poll(Duration::ZERO)? {
            self.pass_on(event::read()?)?;
        }
        Ok(())
    }

    fn pass_on(&self, event: Event) -> io::Result<()> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.tell(Input::Key(key)),
            Event::Paste(text) => self.tell(Input::Paste(cut(text))),
            // Sizes come by our own ear for signals; focus and mouse were not asked for.
            _ => Ok(()),
        }
    }
}

impl Ear<Raw> {
    fn pass_on_bytes(&self) -> io::Result<()> {
        let mut bytes = vec![0; PIECE];
        let count = rustix::io::read(io::stdin(), &mut bytes)?;
        bytes.truncate(count);
        self.sender.blocking_send(Raw::Bytes(bytes)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// Waits until the tty has what is wanted, or is gone; `None` when we are closing.
fn line_has(wanted: PollFlags, closing: &UnixStream) -> Option<PollFlags> {
    let tty = io::stdin();
    loop {
        let mut waiting = [PollFd::new(&tty, wanted), PollFd::new(closing, PollFlags::empty())];
        match poll(&mut waiting, None) {
            Err(Errno::INTR) => continue,
            Err(_) => return None,
            Ok(_) => {}
        }
        if !waiting[1].revents().is_empty() {
            return None;
        }
        let has = waiting[0].revents();
        return Some(if has.intersects(LINE_GONE) { has & LINE_GONE } else { has });
    }
}

/// crossterm waits for a change from nothing to read to something (epoll's edge), and loses one
/// when more than 1024 bytes or a new size come with it: keys would lie there until the next is
/// pressed. Setting the tty's modes to what they are makes the kernel announce them again.
fn rouse() -> io::Result<()> {
    let tty = io::stdin();
    let modes = tcgetattr(&tty)?;
    tcsetattr(&tty, OptionalActions::Now, &modes)?;
    Ok(())
}

/// A shell that was in the foreground meanwhile has set the tty's modes to its own liking.
fn take_back_raw_mode() {
    if is_raw_mode_enabled().unwrap_or(false) {
        // Errors mean that the tty is gone, which is told by the ear for that.
        let _ = disable_raw_mode().and_then(|()| enable_raw_mode());
    }
}

fn cut(mut text: String) -> String {
    let mut end = text.len().min(PASTE_LIMIT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

fn is_gone() -> bool {
    let tty = io::stdin();
    let mut waiting = [PollFd::new(&tty, PollFlags::empty())];
    poll(&mut waiting, Some(&Timespec::default())).is_ok_and(|count| count > 0)
}

fn is_writable(patience: Option<&Timespec>) -> bool {
    let tty = io::stdout();
    let mut waiting = [PollFd::new(&tty, PollFlags::OUT)];
    loop {
        match poll(&mut waiting, patience) {
            Err(Errno::INTR) => {}
            ready => return ready.is_ok_and(|count| count > 0),
        }
    }
}

fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = write(bytes)?;
        bytes = &bytes[written..];
    }
    Ok(())
}

/// Straight to the tty: `Stdout` would keep what comes after the last line feed.
fn write(bytes: &[u8]) -> io::Result<usize> {
    loop {
        match rustix::io::write(io::stdout(), bytes) {
            Err(Errno::INTR) => {}
            // Somebody who shares this tty made it non-blocking.
            Err(Errno::AGAIN) => {
                is_writable(None);
            }
            done => return Ok(done?),
        }
    }
}

/// Writes to the tty; never pending, for a write blocks instead.
#[derive(Debug)]
pub struct Sink(());

impl AsyncWrite for Sink {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(write(bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_told_to_end_when_a_listening_thread_panics() {
        let (sender, mut receiver) = mpsc::channel(1);
        let ear = Ear { sender, alive: Weak::new() };
        ear.hear(|_| panic!("a key nobody knows"));
        assert_eq!(receiver.blocking_recv(), Some(Input::Terminate));
    }

    #[test]
    fn a_long_paste_is_cut_between_two_characters() {
        let long = "中".repeat(PASTE_LIMIT / 3 + 10);
        let cut = cut(long);
        assert_eq!(cut.len(), PASTE_LIMIT / 3 * 3);
        assert_eq!(super::cut("short".to_owned()), "short");
    }
}
