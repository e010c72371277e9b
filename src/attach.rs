//! The other end of a host's socket: what is typed goes there, what is drawn comes from there,
//! and files are opened here. It knows nothing of records.

use crate::serve::wire::{self, Hello, LONGEST, Tag, WAY, Wanted};
use crate::session::Input;
use crate::store::disk::{Disk, RealDisk};
use crate::terminal::{Raw, Terminal};
use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::net::UnixStream;
use tokio::time::{Instant, sleep};

/// How long a host that takes another's place may take to answer.
const COMING: Duration = Duration::from_secs(10);
/// How often it is asked.
const AGAIN: Duration = Duration::from_millis(50);

/// How it ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ended {
    /// As the host says: the exit status, and what is left to say.
    Left(u8, String),
    /// The host has gone without a word.
    Gone,
}

/// Whether a host answers at a socket.
pub fn answers(socket: &Path) -> bool {
    std::os::unix::net::UnixStream::connect(socket).is_ok()
}

/// Waits for a while until a host answers at a socket.
pub fn await_host(socket: &Path) -> bool {
    let begun = std::time::Instant::now();
    while !answers(socket) {
        if begun.elapsed() >= COMING {
            return false;
        }
        std::thread::sleep(AGAIN);
    }
    true
}

fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

fn broken() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

/// Shows a host's dashboard on this terminal until the person leaves or the host goes. Fails if
/// there is no terminal, or no host.
pub fn dashboard(socket: &Path, hello: Hello) -> io::Result<Ended> {
    runtime()?.block_on(async {
        let stream = UnixStream::connect(socket).await?;
        let mut terminal = Terminal::open_raw()?;
        let shown = show(stream, &mut terminal, socket, hello).await;
        match shown {
            Ok(Ended::Left(exit, said)) => {
                terminal.release()?;
                Ok(Ended::Left(exit, said))
            }
            // Nobody has put the terminal back: dropping it does.
            Ok(Ended::Gone) | Err(_) => Ok(Ended::Gone),
        }
    })
}

async fn show(
    mut stream: UnixStream,
    terminal: &mut Terminal,
    socket: &Path,
    mut hello: Hello,
) -> io::Result<Ended> {
    let mut input = terminal.bytes()?;
    let mut out = terminal.sink();
    let mut sent_away: Option<Instant> = None;
    loop {
        hello.way = WAY;
        hello.size = terminal.size();
        let (from, mut to) = stream.into_split();
        wire::write(&mut to, Tag::Hello, &serde_json::to_vec(&hello)?).await?;
        let (sender, mut pieces) = tokio::sync::mpsc::channel(1);
        let reading = tokio::spawn(pass_on(from, sender));
        let last = loop {
            tokio::select! {
                piece = pieces.recv() => match piece {
                    Some((Tag::Output, bytes)) => {
                        out.write_all(&bytes).await?;
                        out.flush().await?;
                    }
                    Some((tag @ (Tag::End | Tag::Again), bytes)) => break Some((tag, bytes)),
                    Some(_) => return Err(broken()),
                    None => break None,
                },
                // A terminal that is gone says so itself.
                Some(raw) = input.recv() => tell(&mut to, raw).await?,
            }
        };
        reading.abort();
        match last {
            Some((Tag::Again, _)) => sent_away = Some(Instant::now()),
            Some((_, bytes)) => return ended(&bytes),
            // The old host may have answered once more with its last breath.
            None if sent_away.is_some_and(|since| since.elapsed() < COMING) => {}
            None => return Ok(Ended::Gone),
        }
        stream = come_again(socket).await?;
    }
}

async fn pass_on(
    mut from: tokio::net::unix::OwnedReadHalf,
    to: tokio::sync::mpsc::Sender<(Tag, Vec<u8>)>,
) {
    while let Ok(Some(piece)) = wire::read(&mut from).await {
        if to.send(piece).await.is_err() {
            return;
        }
    }
}

async fn tell(to: &mut tokio::net::unix::OwnedWriteHalf, raw: Raw) -> io::Result<()> {
    match raw {
        Raw::Bytes(bytes) => wire::write(to, Tag::Input, &bytes).await,
        Raw::Input(Input::Resize(columns, rows)) => {
            let size = [columns.to_le_bytes(), rows.to_le_bytes()].concat();
            wire::write(to, Tag::Size, &size).await
        }
        // Ctrl-l, the key by which one asks for it.
        Raw::Input(Input::Redraw) => wire::write(to, Tag::Input, b"\x0c").await,
        Raw::Input(Input::Hangup | Input::Terminate) => wire::write(to, Tag::InputEnds, b"").await,
        Raw::Input(Input::Key(_) | Input::Paste(_) | Input::Suspend) => Ok(()),
    }
}

/// A host that takes another's place answers after a while.
async fn come_again(socket: &Path) -> io::Result<UnixStream> {
    let begun = Instant::now();
    loop {
        match UnixStream::connect(socket).await {
            Err(_) if begun.elapsed() < COMING => sleep(AGAIN).await,
            answer => return answer,
        }
    }
}

fn ended(bytes: &[u8]) -> io::Result<Ended> {
    let (exit, said) = bytes.split_first().ok_or_else(broken)?;
    Ok(Ended::Left(*exit, String::from_utf8_lossy(said).into_owned()))
}

/// Where a command's input comes from, and where its answers go.
pub struct Streams<'a> {
    /// What it reads; no more of it than it asks for is taken.
    pub input: &'a mut dyn BufRead,
    /// Data.
    pub out: &'a mut dyn Write,
    /// Narration.
    pub err: &'a mut dyn Write,
}

/// Has a host run a command.
pub fn command(socket: &Path, hello: Hello, streams: Streams<'_>) -> io::Result<Ended> {
    let Streams { input, out, err } = streams;
    runtime()?.block_on(async {
        let mut stream = UnixStream::connect(socket).await?;
        let hello = serde_json::to_vec(&Hello { way: WAY, ..hello })?;
        wire::write(&mut stream, Tag::Hello, &hello).await?;
        let mut writing: Option<(PathBuf, Vec<u8>)> = None;
        while let Some((tag, bytes)) = wire::read(&mut stream).await? {
            match tag {
                Tag::Output => written(out, &bytes)?,
                Tag::Error => written(err, &bytes)?,
                Tag::WantInput => give_input(&mut stream, input).await?,
                Tag::Wanted => match serde_json::from_slice(&bytes)? {
                    Wanted::Read(path, most) => give_file(&mut stream, &path, most).await?,
                    Wanted::Exists(path) => {
                        let tag = if path.exists() { Tag::FileEnds } else { Tag::NoFile };
                        wire::write(&mut stream, tag, b"").await?;
                    }
                    Wanted::Write(path) => writing = Some((path, Vec::new())),
                },
                Tag::File => writing.as_mut().ok_or_else(broken)?.1.extend_from_slice(&bytes),
                Tag::FileEnds => {
                    let (path, bytes) = writing.take().ok_or_else(broken)?;
                    answer(&mut stream, RealDisk.replace(&path, &bytes)).await?;
                }
                Tag::NoFile => {
                    writing = None;
                    wire::write(&mut stream, Tag::FileEnds, b"").await?;
                }
                Tag::End => return ended(&bytes),
                _ => return Err(broken()),
            }
        }
        Ok(Ended::Gone)
    })
}

/// Writes what comes. A reader that has seen enough ends it, as it would end the command.
fn written(to: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(bytes)?;
    to.flush()
}

/// One piece of the input, or its end.
async fn give_input(stream: &mut UnixStream, input: &mut dyn BufRead) -> io::Result<()> {
    let bytes = input.fill_buf()?;
    let count = bytes.len().min(LONGEST);
    let tag = if count == 0 { Tag::InputEnds } else { Tag::Input };
    wire::write(stream, tag, &bytes[..count]).await?;
    input.consume(count);
    Ok(())
}

async fn give_file(stream: &mut UnixStream, path: &Path, most: u64) -> io::Result<()> {
    let mut bytes = Vec::new();
    let read = RealDisk.open(path);
    let read = read.and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    if read.is_ok() && !bytes.is_empty() {
        wire::write(stream, Tag::File, &bytes).await?;
    }
    answer(stream, read.map(drop)).await
}

async fn answer(stream: &mut UnixStream, done: io::Result<()>) -> io::Result<()> {
    match done {
        Ok(()) => wire::write(stream, Tag::FileEnds, b"").await,
        Err(error) => wire::write(stream, Tag::NoFile, error.to_string().as_bytes()).await,
    }
}
