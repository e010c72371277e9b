//! Somebody at the other end of a line by SSH, with russh's client.

use crate::hosted::{PATIENCE, soon};
use crate::support::typed;
use liaison::serve::ssh::PrivateKey;
use russh::client::{self, Config, Handle, Msg};
use russh::keys::{PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg, ChannelWriteHalf, Pty};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::Notify;
use tokio::time::timeout;

/// Trusts whatever host it meets: the tests know which it is.
pub struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        Ok(true)
    }
}

/// A line, before and after signing in.
pub struct Client {
    pub handle: Handle<Trusting>,
}

/// Ears that can be closed: from then on nothing is read of the line.
#[derive(Clone, Default)]
pub struct Deaf(Arc<AtomicBool>);

impl Deaf {
    pub fn close(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

struct Hearing {
    stream: TcpStream,
    deaf: Deaf,
}

impl AsyncRead for Hearing {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.deaf.0.load(Ordering::SeqCst) {
            return Poll::Pending;
        }
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Hearing {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// What a command answered.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Said {
    pub exit: Option<u32>,
    pub out: String,
    pub err: String,
}

impl Client {
    pub async fn connect(at: SocketAddr) -> Self {
        Self::over(TcpStream::connect(at).await.unwrap()).await
    }

    /// Comes from another address of this machine.
    pub async fn connect_from(from: [u8; 4], at: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from((from, 0))).unwrap();
        Self::over(socket.connect(at).await.unwrap()).await
    }

    /// Signs in on a line whose ears can be closed.
    pub async fn sign_in_deaf(at: SocketAddr, key: &PrivateKey) -> (Self, Deaf) {
        let deaf = Deaf::default();
        let stream = TcpStream::connect(at).await.unwrap();
        let mut client = Self::over(Hearing { stream, deaf: deaf.clone() }).await;
        assert!(client.offer(key).await);
        (client, deaf)
    }

    async fn over(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> Self {
        let config = Arc::new(Config::default());
        let connecting = client::connect_stream(config, stream, Trusting);
        Self { handle: soon("connecting", connecting).await.unwrap() }
    }

    /// Signs in; nothing if that is refused.
    pub async fn sign_in(at: SocketAddr, key: &PrivateKey) -> Option<Self> {
        let mut client = Self::connect(at).await;
        client.offer(key).await.then_some(client)
    }

    /// Offers a key, with a name that is of no account.
    pub async fn offer(&mut self, key: &PrivateKey) -> bool {
        let key = PrivateKeyWithHashAlg::new(Arc::new(key.clone()), None);
        let answer = soon("signing in", self.handle.authenticate_publickey("nobody", key)).await;
        answer.is_ok_and(|answer| answer.success())
    }

    pub async fn channel(&self) -> Channel<Msg> {
        soon("a channel", self.handle.channel_open_session()).await.unwrap()
    }

    /// Runs a command and types nothing.
    pub async fn run(&self, line: &str) -> Said {
        self.pipe(line, b"").await
    }

    /// Runs a command that is given a file.
    pub async fn pipe(&self, line: &str, input: &[u8]) -> Said {
        self.pipe_in(&[], line, input).await
    }

    /// The same with these variables.
    pub async fn pipe_in(&self, variables: &[(&str, &str)], line: &str, input: &[u8]) -> Said {
        let channel = self.channel().await;
        for (name, value) in variables {
            channel.set_env(false, *name, *value).await.unwrap();
        }
        channel.exec(true, line).await.unwrap();
        let (mut reading, writing) = channel.split();
        let input = input.to_vec();
        let feeding = tokio::spawn(async move {
            // Whoever is refused reads nothing.
            let _ = writing.data(&input[..]).await;
            let _ = writing.eof().await;
            writing
        });
        let mut said = Said::default();
        let all = async {
            while let Some(message) = reading.wait().await {
                take(message, &mut said);
            }
        };
        soon(line, all).await;
        feeding.abort();
        said
    }

    /// Sits down at the dashboard.
    pub async fn dashboard(self, columns: u32, rows: u32) -> Seat {
        self.dashboard_of(columns, rows, &[]).await
    }

    /// The same at a terminal with modes.
    pub async fn dashboard_of(self, columns: u32, rows: u32, modes: &[(Pty, u32)]) -> Seat {
        self.dashboard_in(&[("LANG", "en_US.UTF-8")], columns, rows, modes).await
    }

    /// The same at one that tells these variables.
    pub async fn dashboard_in(
        self,
        variables: &[(&str, &str)],
        columns: u32,
        rows: u32,
        modes: &[(Pty, u32)],
    ) -> Seat {
        let channel = self.channel().await;
        for (name, value) in variables {
            channel.set_env(false, *name, *value).await.unwrap();
        }
        channel.request_pty(false, "xterm-256color", columns, rows, 0, 0, modes).await.unwrap();
        channel.request_shell(false).await.unwrap();
        self.seat(channel, (columns, rows))
    }

    /// Runs a command at a terminal.
    pub async fn at_terminal(self, line: &str) -> Seat {
        let channel = self.channel().await;
        channel.request_pty(false, "xterm-256color", 80, 24, 0, 0, &[]).await.unwrap();
        channel.exec(false, line).await.unwrap();
        self.seat(channel, (80, 24))
    }

    fn seat(self, channel: Channel<Msg>, (columns, rows): (u32, u32)) -> Seat {
        let (mut reading, line) = channel.split();
        let size = |cells: u32| u16::try_from(cells.min(500)).unwrap();
        let (rows, columns) = if rows == 0 { (24, 80) } else { (size(rows), size(columns)) };
        let parser = vt100::Parser::new(rows, columns, 0);
        let seen = Arc::new(Seen {
            state: Mutex::new((parser, Said::default(), false)),
            changed: Notify::new(),
        });
        let by_reader = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Some(message) = reading.wait().await {
                let mut state = by_reader.state.lock().unwrap();
                if let ChannelMsg::Data { data } = &message {
                    state.0.process(data);
                    state.1.out.clear();
                }
                take(message, &mut state.1);
                drop(state);
                by_reader.changed.notify_waiters();
            }
            by_reader.state.lock().unwrap().2 = true;
            by_reader.changed.notify_waiters();
        });
        Seat { client: self, line, seen }
    }
}

fn take(message: ChannelMsg, said: &mut Said) {
    match message {
        ChannelMsg::Data { data } => said.out += &String::from_utf8_lossy(&data),
        ChannelMsg::ExtendedData { data, .. } => said.err += &String::from_utf8_lossy(&data),
        ChannelMsg::ExitStatus { exit_status } => said.exit = Some(exit_status),
        _ => {}
    }
}

struct Seen {
    /// The terminal, what else was said, whether the channel is closed.
    state: Mutex<(vt100::Parser, Said, bool)>,
    changed: Notify,
}

/// Somebody at a terminal.
pub struct Seat {
    pub client: Client,
    pub line: ChannelWriteHalf<Msg>,
    seen: Arc<Seen>,
}

impl Seat {
    /// Types text and keys by name, as [`crate::support::Pty::keys`].
    pub async fn keys(&self, keys: &str) {
        self.send(&typed(keys)).await;
    }

    pub async fn paste(&self, text: &str) {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes()).await;
    }

    pub async fn send(&self, bytes: &[u8]) {
        soon("typing", self.line.data(bytes)).await.unwrap();
    }

    pub async fn resize(&self, columns: u16, rows: u16) {
        self.seen.state.lock().unwrap().0.screen_mut().set_size(rows, columns);
        self.line.window_change(columns.into(), rows.into(), 0, 0).await.unwrap();
    }

    pub fn screen(&self) -> String {
        self.seen.state.lock().unwrap().0.screen().contents()
    }

    async fn until(&self, what: &str, holds: impl Fn(&(vt100::Parser, Said, bool)) -> bool) {
        let wait = async {
            loop {
                let changed = self.seen.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if holds(&self.seen.state.lock().unwrap()) {
                    return;
                }
                changed.await;
            }
        };
        if timeout(PATIENCE, wait).await.is_err() {
            let state = self.seen.state.lock().unwrap();
            panic!("waited in vain for {what}: {:?}\n{}", state.1, state.0.screen().contents());
        }
    }

    pub async fn wait_for(&self, text: &str) {
        self.until(text, |state| state.0.screen().contents().contains(text)).await;
    }

    /// Waits until something is drawn.
    pub async fn drawn(&self) {
        self.until("a screen", |state| state.0.screen().alternate_screen()).await;
    }

    /// Waits until the channel is closed: what was said beside the screen, and the exit status.
    pub async fn ended(&self) -> Said {
        self.until("the end", |state| state.2).await;
        self.seen.state.lock().unwrap().1.clone()
    }

    /// Whether the terminal is as it was found.
    pub fn is_as_found(&self) -> bool {
        let state = self.seen.state.lock().unwrap();
        let screen = state.0.screen();
        !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
    }
}
