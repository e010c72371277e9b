//! Lines by the local socket: whoever attaches is known by the user of this machine that they
//! are, which the kernel tells. The attaching end opens files and reads its input as they are
//! asked for.

use super::guest::{Guest, Left, Piece, There};
use super::line::{Mouth, PATIENCE, piped, typed};
use super::wire::{self, Hello, LONGEST, Tag, VARIABLES, WAY, Wanted, bounded};
use super::{Host, Whom};
use crate::command;
use crate::store::Person;
use crate::value::{Lang, clean_line};
use crate::words::serve as say;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, PermissionsExt as _};
use std::path::Path;
use std::time::Duration;
use std::{fs, os::unix::net::UnixStream as Blocking};
use tokio::io::AsyncReadExt as _;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

/// Exit statuses: failed, not allowed.
const FAILED: u8 = 1;
const NOT_ALLOWED: u8 = 6;
/// How long the machine is given when it has no room for another line.
const PAUSE: Duration = Duration::from_millis(100);
/// Longest value of a variable, in bytes.
const VALUE: usize = 64;
/// Bytes of frames that wait to be sent.
const WAITING: usize = 64 << 10;

/// Who may open a socket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Door {
    /// Whoever runs the host.
    Own,
    /// The host's group, too: who may come is asked of each.
    Group,
}

/// Opens a socket, in the place of one that nobody answers any more.
pub fn bind(path: &Path, door: Door) -> io::Result<UnixListener> {
    let (folder_mode, mode) = match door {
        Door::Own => (0o700, 0o600),
        Door::Group => (0o750, 0o660),
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.exists()) {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        // What this process makes is else its own alone.
        fs::set_permissions(folder, fs::Permissions::from_mode(folder_mode))?;
    }
    let is_socket = fs::symlink_metadata(path).is_ok_and(|data| data.file_type().is_socket());
    if is_socket && Blocking::connect(path).is_err() {
        fs::remove_file(path)?;
    }
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
    Ok(listener)
}

/// Takes lines by a socket until the host ends: from then on nobody answers there, so that who is
/// to come again comes to the next.
pub async fn listen(host: Host, listener: UnixListener) {
    loop {
        tokio::select! {
            came = listener.accept() => match came {
                Ok((stream, _)) => drop(tokio::spawn(line(host.clone(), stream))),
                Err(_) => sleep(PAUSE).await,
            },
            _ = host.ends() => return,
        }
    }
}

/// One line, until it ends.
async fn line(host: Host, stream: UnixStream) {
    let lines = host.lines().clone();
    let Some(_counted) = lines.line() else { return };
    let Ok(whom) = stream.peer_cred().map(|peer| Whom::Uid(peer.uid())) else { return };
    let (mut from, mut to) = stream.into_split();
    let hello = timeout(lines.limits.grace, wire::read(&mut from)).await;
    let Ok(Ok(Some((Tag::Hello, hello)))) = hello else { return };
    let left = match greeted(&host, &whom, &hello) {
        Err(left) => left,
        Ok((hello, person)) => {
            let line =
                Line { host: host.clone(), whom: whom.clone(), guest: guest(&hello, person) };
            line.host.note("signed in", &line.guest.from, Some(&whom), Some(&line.guest.person));
            let left = tokio::select! {
                left = line.go(hello.words, from, &mut to) => left,
                () = lines.are_cut() => return,
            };
            line.host.note("left", &line.guest.from, Some(&whom), Some(&line.guest.person));
            left
        }
    };
    let mut last = vec![left.exit];
    last.extend_from_slice(left.said.as_bytes());
    let tag = if left.again { Tag::Again } else { Tag::End };
    // Nobody is told that there is nobody.
    let _ = timeout(PATIENCE, wire::write(&mut to, tag, &last)).await;
}

/// Who attaches, and what for; or why not.
fn greeted(host: &Host, whom: &Whom, hello: &[u8]) -> Result<(Hello, Person), Left> {
    let refused = |exit, said: String| Left { exit, said, again: false };
    let hello: Option<Hello> = serde_json::from_slice(hello).ok();
    let Some(hello) = hello.filter(|hello| hello.way == WAY) else {
        return Err(refused(FAILED, say::NOT_UNDERSTOOD.say(Lang::En).to_owned()));
    };
    let Some(person) = host.person(whom) else {
        host.note("user refused", SOCKET, Some(whom), None);
        let lang = guest(&hello, Person::new("", crate::store::Role::Viewer)).lang(host.config());
        return Err(refused(NOT_ALLOWED, say::UNKNOWN.fill(lang, &[&whom.to_string()])));
    };
    Ok((hello, person))
}

/// Where from, of whoever attaches.
const SOCKET: &str = "socket";

fn guest(hello: &Hello, person: Person) -> Guest {
    let known = |(name, value): &(&String, &String)| {
        VARIABLES.contains(&name.as_str()) && value.len() <= VALUE
    };
    let variables = hello.variables.iter().filter(known);
    // Said back to them where they cannot be had.
    let clean = |keys: Vec<String>| keys.iter().map(|key| clean_line(key)).collect();
    let keys = hello.keys.clone().map(bounded);
    let keys = keys.map(|keys| {
        keys.into_iter().map(|(name, keys)| (clean_line(&name), clean(keys))).collect()
    });
    Guest {
        person,
        from: SOCKET.to_owned(),
        size: (hello.size.0.into(), hello.size.1.into()),
        terminals: hello.terminals,
        variables: variables.map(|(name, value)| (name.clone(), clean_line(value))).collect(),
        keys,
    }
}

/// One who attached.
struct Line {
    host: Host,
    whom: Whom,
    guest: Guest,
}

impl Line {
    async fn go(
        &self,
        words: Option<Vec<String>>,
        from: OwnedReadHalf,
        to: &mut OwnedWriteHalf,
    ) -> Left {
        let lang = self.guest.lang(self.host.config());
        let Some(_place) = self.host.lines().person(&self.guest.person.login) else {
            return Left::failed(say::TOO_MANY.say(lang));
        };
        match words {
            None => self.dashboard(from, to).await,
            Some(words) => self.command(words, from, to).await,
        }
    }

    /// On a task of its own: one that panics ends no other.
    async fn dashboard(&self, from: OwnedReadHalf, to: &mut OwnedWriteHalf) -> Left {
        let (mouth, ear) = typed();
        let (mut frames, mut out) = tokio::io::duplex(WAITING);
        let (host, guest, whom) = (self.host.clone(), self.guest.clone(), self.whom.clone());
        let session = tokio::spawn(async move {
            let over = host.over(&whom, &guest.person);
            guest.dashboard(&host, ear, &mut out, over).await
        });
        let reading = tokio::spawn(hear(from, mouth, None));
        let mut piece = vec![0; LONGEST];
        while let Ok(count @ 1..) = frames.read(&mut piece).await {
            let sent = timeout(PATIENCE, wire::write(to, Tag::Output, &piece[..count])).await;
            if !matches!(sent, Ok(Ok(()))) {
                break;
            }
        }
        // The session hears that nobody is there any more.
        reading.abort();
        drop(frames);
        let Ok(left) = session.await else {
            self.host.note("session failed", SOCKET, Some(&self.whom), Some(&self.guest.person));
            let leave = crate::screen::leave();
            // Nobody is told that there is nobody.
            let _ = timeout(PATIENCE, wire::write(to, Tag::Output, leave)).await;
            return Left::failed(say::FAILED.say(self.guest.lang(self.host.config())));
        };
        left
    }

    async fn command(
        &self,
        words: Vec<String>,
        from: OwnedReadHalf,
        to: &mut OwnedWriteHalf,
    ) -> Left {
        let (mouth, ear) = piped();
        let (answer, answers) = mpsc::channel(1);
        let reading = tokio::spawn(hear(from, mouth, Some(answer)));
        let over = self.host.over(&self.whom, &self.guest.person);
        let open = |pieces| There::At(Box::new(Client { pieces, answers }));
        let mut running = self.guest.command(&self.host, words, ear, open);
        let pump = async {
            while let Some((tag, bytes)) = running.pieces.recv().await {
                let sent = timeout(PATIENCE, wire::write(to, tag, &bytes)).await;
                if !matches!(sent, Ok(Ok(()))) {
                    return;
                }
            }
        };
        let why = tokio::select! {
            () = pump => None,
            why = over => Some(why),
        };
        // What it is saving is saved; whatever it still writes goes nowhere, and it reads no more.
        drop(running.pieces);
        running.stopper.stop();
        reading.abort();
        let lang = self.guest.lang(self.host.config());
        match (why, running.answer.await) {
            (Some(why), _) => Left::failed(why.say(lang)),
            (None, Ok(exit)) => Left { exit, said: String::new(), again: false },
            (None, Err(_)) => {
                self.host.note("command failed", SOCKET, Some(&self.whom), None);
                Left::failed(say::FAILED.say(lang))
            }
        }
    }
}

/// Hands on what the attaching end says, until it ends.
async fn hear(mut from: OwnedReadHalf, mouth: Mouth, answers: Option<mpsc::Sender<Piece>>) {
    while let Ok(Some((tag, bytes))) = wire::read(&mut from).await {
        let is_heard = match (tag, &answers, bytes.as_slice()) {
            (Tag::Input, ..) => mouth.bytes(&bytes).await.is_ok(),
            (Tag::InputEnds, ..) => {
                mouth.ends();
                true
            }
            (Tag::Size, _, [a, b, c, d]) => {
                let [columns, rows] = [[*a, *b], [*c, *d]].map(u16::from_le_bytes);
                mouth.size(columns.into(), rows.into());
                true
            }
            (Tag::File | Tag::FileEnds | Tag::NoFile, Some(answers), _) => {
                answers.send((tag, bytes)).await.is_ok()
            }
            _ => false,
        };
        if !is_heard {
            return;
        }
    }
}

/// Has the attaching end open files.
struct Client {
    pieces: mpsc::Sender<Piece>,
    answers: mpsc::Receiver<Piece>,
}

fn gone() -> io::Error {
    io::ErrorKind::BrokenPipe.into()
}

impl Client {
    fn ask(&self, tag: Tag, bytes: Vec<u8>) -> io::Result<()> {
        self.pieces.blocking_send((tag, bytes)).map_err(|_| gone())
    }

    fn want(&self, wanted: &Wanted) -> io::Result<()> {
        self.ask(Tag::Wanted, serde_json::to_vec(wanted)?)
    }

    /// What is answered: a file's bytes, of which there may be none.
    fn answer(&mut self, most: u64) -> io::Result<Option<Vec<u8>>> {
        let mut all = Vec::new();
        loop {
            match self.answers.blocking_recv().ok_or_else(gone)? {
                (Tag::FileEnds, _) => return Ok((all.len() as u64 <= most).then_some(all)),
                (Tag::NoFile, why) => {
                    return Err(io::Error::other(clean_line(&String::from_utf8_lossy(&why))));
                }
                (_, bytes) if all.len() as u64 <= most => all.extend_from_slice(&bytes),
                _ => {}
            }
        }
    }
}

impl command::There for Client {
    fn read(&mut self, path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
        self.want(&Wanted::Read(path.into(), most))?;
        self.answer(most)
    }

    fn write(
        &mut self,
        path: &Path,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        self.want(&Wanted::Write(path.into()))?;
        let written = {
            let mut out = io::BufWriter::with_capacity(LONGEST, Pieces(&self.pieces));
            write(&mut out).and_then(|()| out.flush())
        };
        match written {
            Ok(()) => {
                self.ask(Tag::FileEnds, Vec::new())?;
                self.answer(0).map(drop)
            }
            Err(error) => {
                self.ask(Tag::NoFile, Vec::new())?;
                // What went wrong here is what is to be told.
                let _ = self.answer(0);
                Err(error)
            }
        }
    }

    fn exists(&mut self, path: &Path) -> bool {
        let wanted = self.want(&Wanted::Exists(path.into()));
        wanted.and_then(|()| self.answer(0)).is_ok()
    }
}

/// A file that is written at the other end.
struct Pieces<'a>(&'a mpsc::Sender<Piece>);

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send((Tag::File, bytes.to_vec()));
        sent.map(|()| bytes.len()).map_err(|_| gone())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_socket_that_nobody_answers_is_taken_and_one_that_is_answered_is_not() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("run/host.sock");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let listener = bind(&path, Door::Group).unwrap();
        assert_eq!((mode(path.parent().unwrap()), mode(&path)), (0o750, 0o660));
        assert!(bind(&path, Door::Group).is_err(), "somebody answers there");
        drop(listener);
        let _listener = bind(&path, Door::Own).unwrap();
        assert_eq!(mode(&path), 0o600);
        let file = room.path().join("file");
        fs::write(&file, "no socket").unwrap();
        assert!(bind(&file, Door::Own).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"no socket");
    }
}
