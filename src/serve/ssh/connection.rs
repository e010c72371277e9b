//! What is said on one line by SSH: who it is, at what terminal, and the one thing that is run.
//! Every request is answered, so that no client waits for what will not come.

use super::super::guest::{self, Guest};
use super::super::line::{Mouth, piped, typed_by_ssh};
use super::super::lines::Counted;
use super::super::wire::VARIABLES;
use super::super::{Host, Whom};
use super::cooked::Cooked;
use super::run::{Refusal, Run, refuse};
use crate::store::Person;
use crate::value::{Lang, clean_line};
use russh::keys::{HashAlg, PublicKey, PublicKeyBase64 as _};
use russh::server::{
    Auth, ChannelOpenHandle, Handler, Msg, PublicKeyOffer, Session, VerifiedPublicKey,
};
use russh::{Channel, ChannelId, ChannelWriteHalf, Pty};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::watch;

/// Longest value of a variable, in bytes.
const LONGEST: usize = 64;
/// How often somebody may be refused on a line.
pub(super) const TRIES: usize = 6;

/// The far ends of programs that copy files, as they are asked for in the place of a command.
const COPIERS: [&str; 3] = ["scp", "rsync", "sftp-server"];

/// How far a line has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Stage {
    /// Somebody is there.
    Stranger,
    /// It is known who.
    SignedIn,
    /// What they came for runs.
    Runs,
    /// It has ended.
    Done,
}

/// One line.
pub(super) struct Connection {
    host: Host,
    from: SocketAddr,
    counted: Arc<Counted>,
    /// Counted among those that have not signed in.
    stranger: Option<Counted>,
    /// How often they were refused.
    refusals: usize,
    stage: watch::Sender<Stage>,
    who: Option<(Whom, Person)>,
    terminal: Option<(u32, u32)>,
    variables: BTreeMap<String, String>,
    /// The one channel there may be.
    only: Option<ChannelId>,
    /// The same, until something runs on it.
    channel: Option<ChannelWriteHalf<Msg>>,
    /// Where what is typed goes, once something runs.
    mouth: Option<Mouth>,
    /// What a command's terminal would do with what is typed.
    cooked: Option<Cooked>,
}

impl Connection {
    pub fn new(
        host: Host,
        from: SocketAddr,
        counted: Arc<Counted>,
        stranger: Counted,
    ) -> (Self, watch::Receiver<Stage>) {
        let (stage, told) = watch::channel(Stage::Stranger);
        let connection = Self {
            host,
            from,
            counted,
            stranger: Some(stranger),
            refusals: 0,
            stage,
            who: None,
            terminal: None,
            variables: BTreeMap::new(),
            only: None,
            channel: None,
            mouth: None,
            cooked: None,
        };
        (connection, told)
    }

    fn whom(key: &PublicKey) -> Whom {
        Whom::Key(key.public_key_bytes(), key.fingerprint(HashAlg::Sha256).to_string())
    }

    fn is_ours(&self, channel: ChannelId) -> bool {
        self.only == Some(channel)
    }

    fn from(&self) -> String {
        format!("ssh {}", self.from)
    }

    /// Runs the one thing: the dashboard if there are no words.
    fn start(
        &mut self,
        id: ChannelId,
        words: Option<Vec<String>>,
        session: &mut Session,
    ) -> Result<(), russh::Error> {
        let (Some(channel), Some((whom, person))) = (self.channel.take(), self.who.clone()) else {
            return session.channel_failure(id);
        };
        session.channel_success(id)?;
        self.stage.send_replace(Stage::Runs);
        let is_terminal = self.terminal.is_some();
        let guest = Guest {
            person,
            from: self.from(),
            size: self.terminal.unwrap_or((80, 24)),
            terminals: [is_terminal; 3],
            variables: std::mem::take(&mut self.variables),
            keys: None,
        };
        let (mouth, ear) = if words.is_none() { typed_by_ssh() } else { piped() };
        self.cooked = (words.is_some() && is_terminal).then(Cooked::default);
        self.mouth = Some(mouth);
        let run = Run {
            host: self.host.clone(),
            whom,
            guest,
            channel,
            counted: Arc::clone(&self.counted),
            stage: self.stage.clone(),
        };
        tokio::spawn(run.go(words, ear));
        Ok(())
    }
}

impl Handler for Connection {
    type Error = russh::Error;

    /// Every client asks so for the ways that there are.
    async fn auth_none(&mut self, _: &str) -> Result<Auth, Self::Error> {
        self.refusals += 1;
        Ok(Auth::reject())
    }

    async fn auth_password(&mut self, _: &str, _: &str) -> Result<Auth, Self::Error> {
        Ok(self.rejected("password refused", None))
    }

    async fn auth_publickey_offered(
        &mut self,
        _: &str,
        offer: PublicKeyOffer<'_>,
    ) -> Result<Auth, Self::Error> {
        let is_known = self.host.person(&Self::whom(offer.public_key)).is_some();
        Ok(if is_known { Auth::Accept } else { self.unknown(offer.public_key) })
    }

    /// Whose key it is counts, never the user name that was offered.
    async fn auth_publickey(
        &mut self,
        _: &str,
        key: VerifiedPublicKey<'_>,
    ) -> Result<Auth, Self::Error> {
        let whom = Self::whom(key.public_key);
        let Some(person) = self.host.person(&whom) else {
            return Ok(self.unknown(key.public_key));
        };
        self.host.note("signed in", &self.from(), Some(&whom), Some(&person));
        self.who = Some((whom, person));
        self.stranger = None;
        self.stage.send_replace(Stage::SignedIn);
        Ok(Auth::Accept)
    }

    async fn channel_open_session(
        &mut self,
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        if self.only.is_some() {
            self.refused("a second channel");
            return Ok(());
        }
        self.only = Some(channel.id());
        // What is read of it comes through this room.
        self.channel = Some(channel.split().1);
        reply.accept().await;
        Ok(())
    }

    async fn channel_open_x11(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: u32,
        _: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        self.refused("X11");
        Ok(())
    }

    async fn channel_open_direct_tcpip(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: u32,
        _: &str,
        _: u32,
        _: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        self.refused("forwarding");
        Ok(())
    }

    async fn channel_open_forwarded_tcpip(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: u32,
        _: &str,
        _: u32,
        _: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        self.refused("forwarding");
        Ok(())
    }

    async fn channel_open_direct_streamlocal(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        self.refused("forwarding");
        Ok(())
    }

    async fn tcpip_forward(
        &mut self,
        _: &str,
        _: &mut u32,
        _: &mut Session,
    ) -> Result<bool, Self::Error> {
        self.refused("forwarding");
        Ok(false)
    }

    async fn streamlocal_forward(&mut self, _: &str, _: &mut Session) -> Result<bool, Self::Error> {
        self.refused("forwarding");
        Ok(false)
    }

    async fn agent_request(&mut self, _: ChannelId, _: &mut Session) -> Result<bool, Self::Error> {
        self.refused("agent");
        Ok(false)
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _: bool,
        _: &str,
        _: &str,
        _: u32,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        self.refused("X11");
        session.channel_failure(channel)
    }

    async fn env_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        value: &str,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        let is_known = name == "LANG"
            || name.starts_with("LC_") && VARIABLES.contains(&name)
            || ["COLORTERM", "NO_COLOR"].contains(&name);
        if !is_known || value.len() > LONGEST {
            return session.channel_failure(channel);
        }
        self.variables.insert(name.to_owned(), clean_line(value));
        session.channel_success(channel)
    }

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        term: &str,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &[(Pty, u32)],
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        if !self.is_ours(channel) || self.mouth.is_some() || term.len() > LONGEST {
            return session.channel_failure(channel);
        }
        self.terminal = Some((columns, rows));
        self.variables.insert("TERM".to_owned(), clean_line(term));
        session.channel_success(channel)
    }

    async fn window_change_request(
        &mut self,
        channel: ChannelId,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        match (&self.mouth, &mut self.terminal) {
            (Some(mouth), _) => mouth.size(columns, rows),
            (None, Some(size)) => *size = (columns, rows),
            (None, None) => {}
        }
        session.channel_success(channel)
    }

    /// The dashboard; where there is no terminal to draw on, commands line by line.
    async fn shell_request(
        &mut self,
        channel: ChannelId,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        let words = self.terminal.is_none().then(|| vec!["shell".to_owned()]);
        self.start(channel, words, session)
    }

    async fn exec_request(
        &mut self,
        channel: ChannelId,
        line: &[u8],
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        let words = std::str::from_utf8(line).ok().and_then(|line| shell_words::split(line).ok());
        match words {
            Some(words) if words.is_empty() => self.shell_request(channel, session).await,
            // So `scp -O` and rsync begin: said as of `sftp`, not as of a word that is no command.
            Some(words) if COPIERS.contains(&words[0].as_str()) => {
                self.refused(&words[0]);
                self.refuse(channel, Refusal::Never, session)
            }
            Some(words) => self.start(channel, Some(words), session),
            None => self.refuse(channel, Refusal::Unclosed, session),
        }
    }

    async fn subsystem_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        let name: String = clean_line(name).chars().take(LONGEST).collect();
        self.refused(&name);
        self.refuse(channel, Refusal::Never, session)
    }

    async fn data(
        &mut self,
        channel: ChannelId,
        data: &[u8],
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        if !self.is_ours(channel) {
            return Ok(());
        }
        let Some(mouth) = &self.mouth else { return Ok(()) };
        let Some(cooked) = &mut self.cooked else {
            if mouth.bytes(data).await.is_err() {
                self.refused("more than is taken");
                self.mouth = None;
            }
            return Ok(());
        };
        let typed = cooked.take(data);
        session.data(channel, typed.echo)?;
        let is_taken = mouth.bytes(&typed.lines).await.is_ok();
        if typed.ends {
            mouth.ends();
        }
        if typed.breaks || !is_taken {
            self.mouth = None;
        }
        Ok(())
    }

    async fn channel_eof(
        &mut self,
        channel: ChannelId,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        if let Some(mouth) = self.mouth.as_ref().filter(|_| self.only == Some(channel)) {
            mouth.ends();
        }
        Ok(())
    }

    async fn channel_close(
        &mut self,
        channel: ChannelId,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        if self.is_ours(channel) {
            self.mouth = None;
        }
        Ok(())
    }
}

impl Connection {
    /// Takes what was asked for on the one channel, to say there why it is not run.
    fn refuse(
        &mut self,
        id: ChannelId,
        why: Refusal,
        session: &mut Session,
    ) -> Result<(), russh::Error> {
        let channel = if self.is_ours(id) { self.channel.take() } else { None };
        let Some(channel) = channel else { return session.channel_failure(id) };
        session.channel_success(id)?;
        self.stage.send_replace(Stage::Done);
        let lang = guest::lang(&self.variables, self.host.config()).unwrap_or(Lang::En);
        tokio::spawn(refuse(channel, why, lang));
        Ok(())
    }

    /// Refuses what SSH could do beside the dashboard and the commands.
    fn refused(&self, what: &str) {
        let (whom, person) = self.who.as_ref().map(|(whom, person)| (whom, person)).unzip();
        self.host.note(&format!("refused: {what}"), &self.from(), whom, person);
    }

    fn unknown(&mut self, key: &PublicKey) -> Auth {
        self.rejected("key refused", Some(&Self::whom(key)))
    }

    /// Who has tried too often is not heard again: that is told here, for nobody asks then.
    fn rejected(&mut self, event: &str, whom: Option<&Whom>) -> Auth {
        self.host.note(event, &self.from(), whom, None);
        self.refusals += 1;
        if self.refusals == TRIES {
            self.host.note("too many tries", &self.from(), whom, None);
        }
        Auth::reject()
    }
}
