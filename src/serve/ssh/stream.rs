//! The stream beneath a line: it ends when it is cut, and when its other end takes no bytes for
//! too long. Nothing above it may hold a line that nobody reads.

use super::super::line::PATIENCE;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::oneshot;
use tokio::time::{Instant, Sleep, sleep};

/// Cuts a stream when it is dropped.
#[derive(Debug)]
pub(super) struct Knife {
    _held: oneshot::Sender<()>,
}

/// A stream that can be cut.
#[derive(Debug)]
pub(super) struct Stream<S> {
    inner: S,
    cut: oneshot::Receiver<()>,
    is_cut: bool,
    /// Since when the other end takes nothing.
    stuck: Option<Pin<Box<Sleep>>>,
}

impl<S> Stream<S> {
    pub fn new(inner: S) -> (Self, Knife) {
        let (held, cut) = oneshot::channel();
        (Self { inner, cut, is_cut: false, stuck: None }, Knife { _held: held })
    }

    fn check(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        self.is_cut = self.is_cut || Pin::new(&mut self.cut).poll(cx).is_ready();
        if self.is_cut { Err(io::ErrorKind::ConnectionAborted.into()) } else { Ok(()) }
    }

    fn took<T>(&mut self, cx: &mut Context<'_>, poll: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if poll.is_ready() {
            self.stuck = None;
            return poll;
        }
        let stuck = self.stuck.get_or_insert_with(|| Box::pin(sleep(PATIENCE)));
        if stuck.as_mut().poll(cx).is_ready() {
            // From now on it fails at once.
            stuck.as_mut().reset(Instant::now());
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Poll::Pending
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Stream<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.check(cx)?;
        Pin::new(&mut this.inner).poll_read(cx, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Stream<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.check(cx)?;
        let poll = Pin::new(&mut this.inner).poll_write(cx, bytes);
        this.took(cx, poll)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.check(cx)?;
        let poll = Pin::new(&mut this.inner).poll_flush(cx);
        this.took(cx, poll)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.check(cx)?;
        Pin::new(&mut this.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    #[tokio::test(start_paused = true)]
    async fn it_ends_when_it_is_cut_and_when_nobody_reads() {
        let (ours, theirs) = duplex(8);
        let (mut stream, knife) = Stream::new(ours);
        let reading = tokio::spawn(async move { stream.read(&mut [0; 8]).await });
        tokio::task::yield_now().await;
        drop(knife);
        let error = reading.await.unwrap().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionAborted);
        drop(theirs);

        let (ours, _theirs) = duplex(8);
        let (mut stream, _knife) = Stream::new(ours);
        let error = stream.write_all(&[0; 9]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
