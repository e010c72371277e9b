//! One guest of the host: who sits at the other end of a line, and what runs for them there, the
//! dashboard or one command. However it fails, it is their line alone that ends.

use super::Host;
use super::line::{Ear, GRACE, PATIENCE, QUEUE, Stopper, sized};
use super::wire::{Own, Tag};
use crate::command::{self, Files, Settings, Streams};
use crate::config::{Config, locale};
use crate::office::Office;
use crate::screen;
use crate::session::{self, Ended, Seat};
use crate::store::{Opened, Person, Progress};
use crate::value::{Lang, Words};
use crate::words::serve as say;
use std::collections::BTreeMap;
use std::future::Future;
use std::io::{self, BufRead, BufWriter, Read, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

/// Exit statuses of a dashboard that was ended: 128 and the number of the signal.
const HUNG_UP: u8 = 129;
const TERMINATED: u8 = 143;
/// That of what failed.
const FAILED: u8 = 1;
/// How many of a person's keys that cannot be had they are told of.
const FAULTS: usize = 8;
/// Pieces of a command's answer that wait to be sent.
const PIECES: usize = 4;
/// Bytes of such a piece.
const PIECE: usize = 16 << 10;

/// Who sits there, and at what.
#[derive(Clone, Debug)]
pub(super) struct Guest {
    pub person: Person,
    /// Where from.
    pub from: String,
    /// Columns and rows of the terminal, as they were said.
    pub size: (u32, u32),
    /// Whether input, output and what goes beside it are a terminal.
    pub terminals: [bool; 3],
    /// What of the environment was told.
    pub variables: BTreeMap<String, String>,
    /// Their own keys; nothing if they told none, and the host's hold.
    pub keys: Option<Own>,
}

/// How it ended: the exit status, and what is left to say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Left {
    pub exit: u8,
    pub said: String,
    /// Whether another host takes this one's place, where they can come at once.
    pub again: bool,
}

impl Left {
    pub fn failed(said: &str) -> Self {
        Self { exit: FAILED, said: said.to_owned(), again: false }
    }
}

/// What is sent to one who had a command run.
pub(super) type Piece = (Tag, Vec<u8>);

fn variable(variables: &BTreeMap<String, String>, name: &str) -> Option<String> {
    variables.get(name).filter(|text| !text.is_empty()).cloned()
}

/// The language that a terminal's variables say, or else the one the host was told, if any. What a
/// host was begun in is not what its guests read.
pub(super) fn lang(variables: &BTreeMap<String, String>, config: &Config) -> Option<Lang> {
    let variable = |name: &str| variable(variables, name);
    let asked = variable("LIAISON_LANG").map(|said| Lang::of_locale(&said));
    let known = asked.or_else(|| locale(&variable));
    known.or_else(|| config.said("lang").map(Lang::of_locale))
}

impl Guest {
    fn variable(&self, name: &str) -> Option<String> {
        variable(&self.variables, name)
    }

    /// The language of what is said to them, unless the command asks for another.
    pub fn lang(&self, config: &Config) -> Lang {
        lang(&self.variables, config).unwrap_or(Lang::En)
    }

    /// What is set for them, and what they are to be told of it.
    async fn config(&self, host: &Host) -> (Config, Vec<String>) {
        let (mut config, lang) = (host.config().clone(), self.lang(host.config()));
        config.heed(&|name: &str| self.variable(name));
        let Some(own) = self.keys.clone() else { return (config, Vec::new()) };
        let known = config.clone();
        // Whoever sends keys that clash each with each has them compared for a while.
        let taking = tokio::task::spawn_blocking(move || {
            let faults = config.take_keys(own);
            (config, faults)
        });
        let Ok((config, faults)) = taking.await else { return (known, Vec::new()) };
        let told = faults.iter().take(FAULTS).map(|fault| fault.left_out(Path::new(""), lang));
        let told = told.collect();
        (config, told)
    }

    async fn seat(&self, host: &Host, progress: watch::Receiver<Progress>) -> Seat {
        let variable = |name: &str| self.variable(name);
        let (config, told) = self.config(host).await;
        let asked = self.variable("LIAISON_LANG").map(|said| Lang::of_locale(&said));
        let lang = lang(&self.variables, host.config());
        Seat {
            person: self.person.clone(),
            lang: lang.unwrap_or(Lang::En),
            asked,
            asks_language: lang.is_none(),
            size: sized(self.size.0, self.size.1),
            look: config.look(&variable),
            keys: config.keys(),
            told,
            from: self.from.clone(),
            progress,
            clock: *host.office().clock(),
        }
    }

    /// Runs the dashboard until the person leaves, the line ends or `over` says that they are to
    /// go.
    pub async fn dashboard<W>(
        &self,
        host: &Host,
        ear: Ear,
        out: &mut W,
        over: impl Future<Output = Words> + Send,
    ) -> Left
    where
        W: AsyncWrite + Unpin + Send,
    {
        let (_opening, progress) = watch::channel(Progress::default());
        let (sender, mut input) = mpsc::channel(QUEUE);
        let told = OnceLock::new();
        let over = async {
            let why = over.await;
            *told.get_or_init(|| why)
        };
        let hearing = ear.hear(sender, host.lines().limits.idle, over);
        let office = host.office().clone();
        let seated = (office.clone(), self.person.clone());
        // It waits until it is saved.
        let seating = tokio::task::spawn_blocking(move || seated.0.seat(&seated.1));
        let opening = async move {
            // Whoever cannot be seated is told so when they save something.
            let _ = seating.await;
            Ok((office, Opened::default()))
        };
        let seat = self.seat(host, progress).await;
        if written(out, screen::enter(), PATIENCE).await.is_err() {
            return Left { exit: HUNG_UP, said: String::new(), again: false };
        }
        let (exit, why) = tokio::select! {
            ended = session::run(seat, opening, &mut input, out, &|| Ok(())) => match ended {
                Ended::Quit => (0, None),
                Ended::Terminate => (TERMINATED, told.get().copied()),
                Ended::Hangup | Ended::NotOpened(_) => (HUNG_UP, None),
            },
            why = hearing => (if why.is_some() { TERMINATED } else { HUNG_UP }, why),
        };
        // Nobody is told that there is nobody.
        let _ = written(out, screen::leave(), GRACE).await;
        let said = why.map_or("", |why| why.say(self.lang(host.config()))).to_owned();
        Left { exit, said, again: why == Some(say::AGAIN) }
    }

    /// Runs a command on a thread of its own; what it answers comes in pieces. `open` tells where
    /// the files lie that it names.
    pub fn command(
        &self,
        host: &Host,
        words: Vec<String>,
        ear: Ear,
        open: impl FnOnce(mpsc::Sender<Piece>) -> There,
    ) -> Running {
        let (sender, pieces) = mpsc::channel(PIECES);
        let (files, stopper) = (open(sender.clone()), ear.stopper());
        let (office, guest) = (host.office().clone(), self.clone());
        let answer =
            tokio::task::spawn_blocking(move || guest.run(&words, &office, ear, files, &sender));
        Running { pieces, answer, stopper }
    }

    fn run(
        &self,
        words: &[String],
        office: &Office,
        mut ear: Ear,
        mut files: There,
        sender: &mpsc::Sender<Piece>,
    ) -> u8 {
        let width = sized(self.size.0, self.size.1).0;
        let settings = Settings { lang: self.lang(office.config()), width };
        let [input_is_terminal, out_is_terminal, err_is_terminal] = self.terminals;
        let to = |tag| BufWriter::with_capacity(PIECE, To { sender: sender.clone(), tag });
        let (mut out, mut err) = (to(Tag::Output), to(Tag::Error));
        let mut asking;
        let (input, files): (&mut dyn BufRead, _) = match &mut files {
            There::Nowhere => (&mut ear, Files::Nowhere),
            There::At(there) => {
                asking = Asking { ear, sender };
                (&mut asking, Files::There(&mut **there))
            }
        };
        let mut streams = Streams {
            input,
            out: &mut out,
            err: &mut err,
            files,
            input_is_terminal,
            out_is_terminal,
            err_is_terminal,
        };
        let exit = command::run(words, office, &self.person, settings, &mut streams);
        // A reader that has gone is no failure.
        let _ = out.flush().and_then(|()| err.flush());
        exit
    }
}

/// Where the files lie that a command names.
pub(super) enum There {
    Nowhere,
    /// At the other end, which reads its input, too, only as it is asked to: what the command
    /// leaves of it is somebody else's.
    At(Box<dyn command::There + Send>),
}

/// An input that is asked for piece by piece.
struct Asking<'a> {
    ear: Ear,
    sender: &'a mpsc::Sender<Piece>,
}

impl BufRead for Asking<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if !self.ear.has_begun() {
            let asked = self.sender.blocking_send((Tag::WantInput, Vec::new()));
            asked.map_err(|_| io::Error::from(io::ErrorKind::ConnectionAborted))?;
        }
        self.ear.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.ear.consume(amount);
    }
}

impl Read for Asking<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

/// A command that runs.
pub(super) struct Running {
    /// What it answers.
    pub pieces: mpsc::Receiver<Piece>,
    /// Its exit status; an error if it panicked.
    pub answer: tokio::task::JoinHandle<u8>,
    /// Stops it where it would read on.
    pub stopper: Stopper,
}

/// Where a command writes.
struct To {
    sender: mpsc::Sender<Piece>,
    tag: Tag,
}

impl Write for To {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.sender.blocking_send((self.tag, bytes.to_vec()));
        sent.map(|()| bytes.len()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes all of it, or fails after a while.
pub(super) async fn written<W: AsyncWrite + Unpin>(
    out: &mut W,
    bytes: &[u8],
    patience: Duration,
) -> io::Result<()> {
    let all = async {
        out.write_all(bytes).await?;
        out.flush().await
    };
    timeout(patience, all).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}
