//! What runs for one who signed in by SSH, and how it ends: its exit status, the end of the
//! stream, and then the channel's. A disconnect instead would leave their terminal as it is.

use super::super::guest::{Guest, Left, There, written};
use super::super::line::{Ear, PATIENCE};
use super::super::lines::Counted;
use super::super::wire::Tag;
use super::super::{Host, Whom};
use super::connection::Stage;
use crate::value::Lang;
use crate::words::serve as say;
use russh::ChannelWriteHalf;
use russh::server::Msg;
use std::sync::Arc;
use tokio::sync::watch;

/// Where what is no data goes.
const BESIDE: Option<u32> = Some(1);
/// The exit statuses of what was not understood, and of what nobody may.
const USAGE: u8 = 2;
const NOT_ALLOWED: u8 = 6;

/// One who came, and the channel on which they see what runs.
pub(super) struct Run {
    pub host: Host,
    pub whom: Whom,
    pub guest: Guest,
    pub channel: ChannelWriteHalf<Msg>,
    /// The line is counted for as long as this runs.
    pub counted: Arc<Counted>,
    pub stage: watch::Sender<Stage>,
}

impl Run {
    /// Runs the dashboard, or a command.
    pub async fn go(self, words: Option<Vec<String>>, ear: Ear) {
        let lang = self.guest.lang(self.host.config());
        let Some(_place) = self.host.lines().person(&self.guest.person.login) else {
            self.host.note("too many lines", &self.guest.from, Some(&self.whom), None);
            return self.end(Left::failed(say::TOO_MANY.say(lang))).await;
        };
        // A right may be gone since they signed in.
        if self.host.person(&self.whom).as_ref() != Some(&self.guest.person) {
            self.host.note("user refused", &self.guest.from, Some(&self.whom), None);
            return self.end(Left::failed(say::REVOKED.say(lang))).await;
        }
        let left = match words {
            None => self.dashboard(ear).await,
            Some(words) => self.command(words, ear).await,
        };
        self.end(left).await;
    }

    /// On a task of its own: one that panics ends no other.
    async fn dashboard(&self, ear: Ear) -> Left {
        let (host, guest, whom) = (self.host.clone(), self.guest.clone(), self.whom.clone());
        let mut out = self.channel.make_writer();
        let session = tokio::spawn(async move {
            let over = host.over(&whom, &guest.person);
            guest.dashboard(&host, ear, &mut out, over).await
        });
        let Ok(left) = session.await else {
            let person = Some(&self.guest.person);
            self.host.note("session failed", &self.guest.from, Some(&self.whom), person);
            let mut out = self.channel.make_writer();
            // The terminal is put back if somebody is there.
            let _ = written(&mut out, crate::screen::leave(), PATIENCE).await;
            return Left::failed(say::FAILED.say(self.guest.lang(self.host.config())));
        };
        left
    }

    async fn command(&self, words: Vec<String>, ear: Ear) -> Left {
        let is_terminal = self.guest.terminals[1];
        let (mut out, mut err) = (self.channel.make_writer(), self.channel.make_writer_ext(BESIDE));
        let mut running = self.guest.command(&self.host, words, ear, |_| There::Nowhere);
        let pump = async {
            while let Some((tag, bytes)) = running.pieces.recv().await {
                let bytes = if is_terminal { with_returns(&bytes) } else { bytes };
                let sent = if tag == Tag::Error && !is_terminal {
                    written(&mut err, &bytes, PATIENCE).await
                } else {
                    written(&mut out, &bytes, PATIENCE).await
                };
                if sent.is_err() {
                    return;
                }
            }
        };
        let why = tokio::select! {
            () = pump => None,
            why = self.host.over(&self.whom, &self.guest.person) => Some(why),
        };
        // Whatever it still writes goes nowhere, and it reads no more; what it is saving is saved.
        drop(running.pieces);
        running.stopper.stop();
        let lang = self.guest.lang(self.host.config());
        match (why, running.answer.await) {
            (Some(why), _) => Left::failed(why.say(lang)),
            (None, Ok(exit)) => Left { exit, said: String::new(), again: false },
            (None, Err(_)) => {
                self.host.note("command failed", &self.guest.from, Some(&self.whom), None);
                Left::failed(say::FAILED.say(lang))
            }
        }
    }

    async fn end(self, left: Left) {
        let (from, whom, person) = (&self.guest.from, &self.whom, &self.guest.person);
        self.host.note("left", from, Some(whom), Some(person));
        let is_terminal = self.guest.terminals[1];
        end(&self.channel, &left, is_terminal).await;
        self.stage.send_replace(Stage::Done);
        drop(self.counted);
    }
}

/// A terminal by SSH is raw: each line begins where one says that it does.
fn with_returns(bytes: &[u8]) -> Vec<u8> {
    let mut with = Vec::with_capacity(bytes.len() + bytes.len() / 16);
    for byte in bytes {
        if *byte == b'\n' {
            with.push(b'\r');
        }
        with.push(*byte);
    }
    with
}

/// Why what was asked for on a channel is not run.
#[derive(Clone, Copy, Debug)]
pub(super) enum Refusal {
    /// It was not understood.
    Unclosed,
    /// It is there for nobody: no shell, no files.
    Never,
}

/// Refuses what was asked for on a channel, in words that the other end shows: a bare refusal would
/// leave it to the client to say something, and most say only that the line is closed.
pub(super) async fn refuse(channel: ChannelWriteHalf<Msg>, why: Refusal, lang: Lang) {
    let (exit, words) = match why {
        Refusal::Unclosed => (USAGE, say::UNCLOSED),
        Refusal::Never => (NOT_ALLOWED, say::ONLY),
    };
    end(&channel, &Left { exit, said: words.say(lang).to_owned(), again: false }, false).await;
}

async fn end(channel: &ChannelWriteHalf<Msg>, left: &Left, is_terminal: bool) {
    if !left.said.is_empty() {
        let line_end = if is_terminal { "\r\n" } else { "\n" };
        let mut err = channel.make_writer_ext(BESIDE);
        // Nobody is told that there is nobody; the same below.
        let _ = written(&mut err, format!("{}{line_end}", left.said).as_bytes(), PATIENCE).await;
    }
    let _ = channel.exit_status(left.exit.into()).await;
    let _ = channel.eof().await;
    let _ = channel.close().await;
}
