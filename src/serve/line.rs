//! What comes from the other end of a line, on its way to a session or a command: bounded, and
//! never so that a line waits for a session which waits for that line.

use super::decode::{Decoder, ESCAPE};
use crate::session::Input;
use crate::value::Words;
use crate::words::serve as say;
use std::future::Future;
use std::io::{self, BufRead, Read};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::timeout;

/// How long the other end may take no bytes, or a session none of what was typed.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// How long a session may take to end.
pub(super) const GRACE: Duration = Duration::from_secs(2);
/// Bytes that wait at most for a dashboard.
const TYPED: usize = 1 << 20;
/// Bytes that wait at most for a command: a file that is imported, and as much again.
const PIPED: usize = 128 << 20;
/// Inputs that wait for a session.
pub(super) const QUEUE: usize = 1024;

/// What comes from the other end.
#[derive(Debug)]
enum Said {
    Bytes(
        Vec<u8>,
        #[expect(dead_code, reason = "it holds the room until they are heard")]
        OwnedSemaphorePermit,
    ),
    Ends,
}

/// Where what comes is handed on.
#[derive(Debug, Clone)]
pub(super) struct Mouth {
    sender: mpsc::UnboundedSender<Said>,
    size: watch::Sender<(u16, u16)>,
    room: Arc<Semaphore>,
    /// How long who hands on too much is made to wait.
    patience: Duration,
}

/// Where it is heard.
#[derive(Debug)]
pub(super) struct Ear {
    receiver: mpsc::UnboundedReceiver<Said>,
    /// The last one counts: who resizes a thousand times a second is drawn for as often as one
    /// can see.
    size: watch::Receiver<(u16, u16)>,
    /// What was begun to be read of it.
    begun: (Vec<u8>, usize),
    stopper: Stopper,
}

/// Stops the reading of a line: what has come and is not read yet is not read any more.
#[derive(Debug, Clone)]
pub(super) struct Stopper {
    is_stopped: Arc<AtomicBool>,
    /// Wakes who waits for more. The line itself is to end as if there were no such thing.
    waker: mpsc::WeakUnboundedSender<Said>,
}

impl Stopper {
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        if let Some(waker) = self.waker.upgrade() {
            // Whoever does not hear any more need not hear this.
            let _ = waker.send(Said::Ends);
        }
    }
}

/// A line to a dashboard: who sends more than is taken is made to wait, for a while.
pub(super) fn typed() -> (Mouth, Ear) {
    line(TYPED, PATIENCE)
}

/// The same where what is drawn goes by the line that is made to wait: the dashboard can draw
/// nothing meanwhile, and may take nothing more for that. It is not for long.
pub(super) fn typed_by_ssh() -> (Mouth, Ear) {
    line(TYPED, GRACE)
}

/// A line to a command. Nobody waits: a command may write before it has read, and then its line
/// must be free.
pub(super) fn piped() -> (Mouth, Ear) {
    line(PIPED, Duration::ZERO)
}

fn line(room: usize, patience: Duration) -> (Mouth, Ear) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let (tell, size) = watch::channel((0, 0));
    let stopper = Stopper { is_stopped: Arc::default(), waker: sender.downgrade() };
    let ear = Ear { receiver, size, begun: (Vec::new(), 0), stopper };
    (Mouth { sender, size: tell, room: Arc::new(Semaphore::new(room)), patience }, ear)
}

impl Mouth {
    /// Hands bytes on. Fails if they are too many, or nobody hears.
    pub async fn bytes(&self, bytes: &[u8]) -> io::Result<()> {
        let room = Arc::clone(&self.room);
        let wanted = bytes.len().max(1) as u32;
        let permit = timeout(self.patience, room.acquire_many_owned(wanted)).await;
        let permit = permit.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?;
        // Nobody closes the room.
        let permit = permit.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        self.say(Said::Bytes(bytes.to_vec(), permit))
    }

    /// The terminal has another size: 0 means that it does not know, and more than 500 by 250
    /// cells are not drawn.
    pub fn size(&self, columns: u32, rows: u32) {
        self.size.send_replace(sized(columns, rows));
    }

    /// No more bytes will come.
    pub fn ends(&self) {
        // Whoever does not hear any more need not hear this.
        let _ = self.say(Said::Ends);
    }

    fn say(&self, said: Said) -> io::Result<()> {
        self.sender.send(said).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// A size that can be drawn: 80 by 24 where nothing is said, at most 500 by 250.
pub(super) fn sized(columns: u32, rows: u32) -> (u16, u16) {
    let within = |said: u32, else_: u16, most: u16| match u16::try_from(said.min(most.into())) {
        Ok(0) | Err(_) => else_,
        Ok(size) => size,
    };
    (within(columns, 80, 500), within(rows, 24, 250))
}

impl Ear {
    /// Hears for a session until its line ends or `over` says that it is to go, and for a while
    /// longer, in which it ends by itself. Returns why it was to go, if it was.
    pub async fn hear(
        mut self,
        to: mpsc::Sender<Input>,
        idle: Option<Duration>,
        over: impl Future<Output = Words>,
    ) -> Option<Words> {
        let gone = gone_for(self.size.clone(), GRACE);
        // What was typed last counts, but whoever has gone is not heard for as long as it lasts.
        let mut stop = pin!(async {
            tokio::select! {
                why = over => Some(why),
                () = gone => None,
            }
        });
        let mut decoder = Decoder::default();
        let why = loop {
            let wait = if decoder.is_waiting() { Some(ESCAPE) } else { idle };
            let mut heard = Vec::new();
            tokio::select! {
                said = within(wait, self.receiver.recv()) => match said {
                    None if !decoder.is_waiting() => break Some(say::IDLE),
                    None => decoder.settle(&mut |input| heard.push(input)),
                    Some(Some(Said::Bytes(bytes, _))) => {
                        decoder.take(&bytes, &mut |input| heard.push(input));
                    }
                    Some(Some(Said::Ends) | None) => break None,
                },
                Ok(()) = self.size.changed() => {
                    let (columns, rows) = *self.size.borrow_and_update();
                    heard.push(Input::Resize(columns, rows));
                }
                why = &mut stop => break why,
            }
            if let Err(why) = hand_on(&to, heard, &mut stop).await {
                break why;
            }
        };
        let last = if why.is_some() { Input::Terminate } else { Input::Hangup };
        // A session that is stuck hears nothing, and one that has ended wants to hear nothing.
        let _ = timeout(GRACE, to.send(last)).await;
        tokio::time::sleep(GRACE).await;
        why
    }

    /// By what its reading is stopped.
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// Whether something that came is not read yet.
    pub fn has_begun(&self) -> bool {
        self.begun.1 < self.begun.0.len()
    }

    fn more(&mut self) -> io::Result<bool> {
        self.begun = (Vec::new(), 0);
        loop {
            let said = self.receiver.blocking_recv();
            if self.stopper.is_stopped.load(Ordering::SeqCst) {
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
            match said {
                Some(Said::Bytes(bytes, _)) if !bytes.is_empty() => {
                    self.begun = (bytes, 0);
                    return Ok(true);
                }
                Some(Said::Bytes(..)) => {}
                Some(Said::Ends) => return Ok(false),
                // Half a file is none.
                None => return Err(io::ErrorKind::ConnectionAborted.into()),
            }
        }
    }
}

/// Waits until the other end has been gone for so long.
async fn gone_for(mut size: watch::Receiver<(u16, u16)>, grace: Duration) {
    while size.changed().await.is_ok() {}
    tokio::time::sleep(grace).await;
}

/// Hands on what was heard. Stopped meanwhile, it fails with why the session is to go, if it is told.
async fn hand_on(
    to: &mpsc::Sender<Input>,
    heard: Vec<Input>,
    stop: &mut (impl Future<Output = Option<Words>> + Unpin),
) -> Result<(), Option<Words>> {
    for input in heard {
        tokio::select! {
            // A session that has ended wants to hear nothing.
            _ = to.send(input) => {}
            why = &mut *stop => return Err(why),
        }
    }
    Ok(())
}

/// What comes within a while, if that is bounded.
async fn within<T>(wait: Option<Duration>, coming: impl Future<Output = T>) -> Option<T> {
    match wait {
        Some(wait) => timeout(wait, coming).await.ok(),
        None => Some(coming.await),
    }
}

/// A command reads what comes, and waits for it.
impl BufRead for Ear {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.stopper.is_stopped.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        if !self.has_begun() && !self.more()? {
            return Ok(&[]);
        }
        Ok(&self.begun.0[self.begun.1..])
    }

    fn consume(&mut self, amount: usize) {
        self.begun.1 = (self.begun.1 + amount).min(self.begun.0.len());
    }
}

impl Read for Ear {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let from = self.fill_buf()?;
        let count = from.len().min(into.len());
        into[..count].copy_from_slice(&from[..count]);
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    fn key(code: KeyCode) -> Input {
        Input::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[tokio::test(start_paused = true)]
    async fn a_lone_escape_is_a_key_after_a_while_and_the_end_comes_last() {
        let (mouth, ear) = typed();
        let (to, mut heard) = mpsc::channel(QUEUE);
        tokio::spawn(ear.hear(to, None, std::future::pending()));
        mouth.bytes(b"\x1b").await.unwrap();
        assert_eq!(heard.recv().await, Some(key(KeyCode::Esc)));
        mouth.bytes(b"\x1b[").await.unwrap();
        mouth.bytes(b"A").await.unwrap();
        assert_eq!(heard.recv().await, Some(key(KeyCode::Up)));
        mouth.size(0, u32::MAX);
        assert_eq!(heard.recv().await, Some(Input::Resize(80, 250)));
        mouth.ends();
        assert_eq!(heard.recv().await, Some(Input::Hangup));
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_typed_last_is_heard_and_who_has_gone_is_not_heard_for_long() {
        let (mouth, ear) = typed();
        let (to, mut heard) = mpsc::channel(QUEUE);
        tokio::spawn(ear.hear(to, None, std::future::pending()));
        mouth.bytes(b"ab").await.unwrap();
        drop(mouth);
        assert_eq!(heard.recv().await, Some(key(KeyCode::Char('a'))));
        assert_eq!(heard.recv().await, Some(key(KeyCode::Char('b'))));
        assert_eq!(heard.recv().await, Some(Input::Hangup));

        let (mouth, ear) = typed();
        let (to, mut heard) = mpsc::channel(QUEUE);
        tokio::spawn(ear.hear(to, None, std::future::pending()));
        let many = 5 * QUEUE;
        mouth.bytes(&vec![b'a'; many]).await.unwrap();
        drop(mouth);
        // A session that takes its time.
        let mut count = 0;
        while heard.recv().await != Some(Input::Hangup) {
            count += 1;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert!((QUEUE..2 * QUEUE).contains(&count), "{count} of {many}");
    }

    #[tokio::test(start_paused = true)]
    async fn who_types_nothing_for_too_long_is_sent_away_where_that_is_bounded() {
        let (_mouth, ear) = typed();
        let (to, mut heard) = mpsc::channel(QUEUE);
        let idle = Some(Duration::from_secs(60));
        let why = tokio::spawn(ear.hear(to, idle, std::future::pending()));
        assert_eq!(heard.recv().await, Some(Input::Terminate));
        assert_eq!(why.await.unwrap(), Some(say::IDLE));
    }

    #[tokio::test(start_paused = true)]
    async fn who_types_more_than_is_taken_waits_and_then_fails() {
        let (mouth, _ear) = typed();
        mouth.bytes(&vec![b'a'; TYPED]).await.unwrap();
        let refused = mouth.bytes(b"b").await.unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::TimedOut);
    }

    #[test]
    fn a_command_reads_all_of_it_and_then_the_end() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let (mouth, mut ear) = piped();
        runtime.block_on(async {
            mouth.bytes(b"one\ntw").await.unwrap();
            mouth.bytes(b"o\n").await.unwrap();
        });
        mouth.ends();
        let mut text = String::new();
        ear.read_to_string(&mut text).unwrap();
        assert_eq!(text, "one\ntwo\n");
    }

    #[test]
    fn a_command_that_is_stopped_reads_nothing_more_of_what_has_come() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let (mouth, mut ear) = piped();
        runtime.block_on(mouth.bytes(b"one\ntwo\n")).unwrap();
        let mut text = String::new();
        ear.read_line(&mut text).unwrap();
        ear.stopper().stop();
        assert!(ear.read_line(&mut text).is_err());
        assert_eq!(text, "one\n");
        let (_mouth, mut waiting) = piped();
        let stopper = waiting.stopper();
        let reading = std::thread::spawn(move || waiting.read_line(&mut String::new()));
        stopper.stop();
        assert!(reading.join().unwrap().is_err());
    }

    #[test]
    fn a_line_that_broke_is_no_end_of_a_file() {
        let (mouth, mut ear) = piped();
        drop(mouth);
        let error = ear.read_to_string(&mut String::new()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionAborted);
    }
}
