//! The other ends: russh's client, many in one process.

use crate::hosted::Hosted;
use russh::client::{self, Handle};
use russh::keys::{PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// How many sign in at once: a host admits ten strangers from one address.
const AT_ONCE: usize = 8;
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// What stands on Home once its rows do, and on the list that is opened with `7`.
pub const HOME: &str = "PUBLISHED";
pub const LIST: &str = "by name";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

struct Anyone;

impl client::Handler for Anyone {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

/// One who has signed in.
pub struct Guest(Handle<Anyone>);

/// One who sits at a dashboard.
pub struct Line {
    /// The line lasts for as long as this is held.
    _guest: Guest,
    channel: Channel<client::Msg>,
    /// What was heard last, as far as something is waited for in it.
    heard: Vec<u8>,
}

impl Guest {
    async fn sign_in(at: SocketAddr, key: Arc<PrivateKey>) -> Self {
        let config = client::Config { nodelay: true, ..client::Config::default() };
        let handle = client::connect(Arc::new(config), at, Anyone).await;
        let mut handle = handle.expect("the host answers");
        let key = PrivateKeyWithHashAlg::new(key, None);
        let signed = handle.authenticate_publickey("anybody", key).await;
        assert!(signed.expect("the host answers").success());
        Self(handle)
    }

    /// Has a command run, which is to end well, and says what it answers.
    pub async fn run(self, line: &str) -> String {
        let mut channel = self.0.channel_open_session().await.expect("the host takes a channel");
        channel.exec(true, line).await.expect("the host takes a command");
        let mut answer = Vec::new();
        while let Some(said) = channel.wait().await {
            match said {
                ChannelMsg::Data { data } => answer.extend_from_slice(&data),
                ChannelMsg::ExitStatus { exit_status } => assert_eq!(exit_status, 0, "{line}"),
                _ => {}
            }
        }
        String::from_utf8(answer).expect("it answers in UTF-8")
    }

    async fn sit(self, (columns, rows): (u32, u32)) -> Line {
        let channel = self.0.channel_open_session().await.expect("the host takes a channel");
        let terminal = channel.request_pty(false, "xterm-256color", columns, rows, 0, 0, &[]).await;
        terminal.expect("the host takes a terminal");
        channel.set_env(false, "LANG", "en_US.UTF-8").await.expect("the host is told");
        channel.request_shell(false).await.expect("the host takes the dashboard");
        Line { _guest: self, channel, heard: Vec::new() }
    }
}

/// So many who sign in, the keys dealt out; each then does something at once, for a host waits
/// for nobody who has signed in and does nothing.
async fn come<T, Then>(
    hosted: &Hosted,
    count: usize,
    then: impl Fn(Guest) -> Then + Copy + Send + 'static,
) -> Vec<T>
where
    T: Send + 'static,
    Then: Future<Output = T> + Send,
{
    let (mut all, room) = (JoinSet::new(), Arc::new(Semaphore::new(AT_ONCE)));
    for key in hosted.keys.iter().cycle().take(count).cloned() {
        let (room, at) = (Arc::clone(&room), hosted.at);
        all.spawn(async move {
            let place = room.acquire_owned().await;
            let guest = Guest::sign_in(at, key).await;
            drop(place);
            then(guest).await
        });
    }
    all.join_all().await
}

/// So many who have signed in.
pub async fn guests(hosted: &Hosted, count: usize) -> Vec<Guest> {
    come(hosted, count, std::future::ready).await
}

/// So many who sit at the list that a key opens, once its first rows are there.
pub async fn lines(hosted: &Hosted, count: usize, size: (u32, u32)) -> Vec<Line> {
    let sit = move |guest: Guest| async move {
        let mut line = guest.sit(size).await;
        line.wait_for(HOME).await;
        line.keys(b"7").await;
        line.wait_for(LIST).await;
        // From the top, where it was left further down.
        line.keys(b"\x1b[H").await;
        line
    };
    come(hosted, count, sit).await
}

impl Line {
    pub async fn keys(&mut self, bytes: &[u8]) {
        self.heard.clear();
        self.channel.data(bytes).await.expect("the host takes keys");
    }

    async fn more(&mut self) {
        let said = timeout(PATIENCE, self.channel.wait()).await.expect("the host answers in time");
        match said.expect("the line stands") {
            ChannelMsg::Data { data } => self.heard.extend_from_slice(&data),
            ChannelMsg::Close | ChannelMsg::Eof => panic!("the host has closed the line"),
            _ => {}
        }
    }

    /// Waits until a text comes in one piece, and says when it came.
    pub async fn wait_for(&mut self, text: &str) -> Instant {
        let wanted = text.as_bytes();
        while !self.heard.windows(wanted.len()).any(|part| part == wanted) {
            self.more().await;
        }
        let seen = Instant::now();
        self.heard.clear();
        seen
    }

    /// Lets whatever comes pass, until then.
    pub async fn rest(&mut self, until: Instant) {
        while timeout(until.saturating_duration_since(Instant::now()), self.more()).await.is_ok() {
            self.heard.clear();
        }
    }

    /// From a key to the end of its frame.
    pub async fn answer(&mut self, key: &[u8]) -> Duration {
        let pressed = Instant::now();
        self.keys(key).await;
        while !self.heard.ends_with(FRAME_ENDS) {
            self.more().await;
        }
        pressed.elapsed()
    }
}
