//! What goes over the socket between a host and who attaches: pieces, each a letter, its length
//! in four bytes, and so many bytes. The attaching end knows nothing of records, so that it may
//! be older or newer than the host.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// How the pieces are understood; another number is another way.
pub const WAY: u32 = 1;
/// Most bytes of a piece.
pub const LONGEST: usize = 64 << 10;
/// The variables of the environment that are told.
pub const VARIABLES: [&str; 12] = [
    "TERM",
    "COLORTERM",
    "COLORFGBG",
    "NO_COLOR",
    "LANG",
    "LC_ALL",
    "LC_MESSAGES",
    "TMUX",
    "STY",
    "LIAISON_LANG",
    "LIAISON_THEME",
    "LIAISON_GLYPHS",
];

/// What a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Tag {
    /// Who attaches begins: a [`Hello`].
    Hello = b'H',
    /// What was typed, or stands in the input.
    Input = b'i',
    /// No more of it.
    InputEnds = b'I',
    /// The terminal's columns and rows, two bytes each.
    Size = b'z',
    /// A piece of a file that was asked for, or that is written.
    File = b'f',
    /// All of the file; it is written, too.
    FileEnds = b'F',
    /// Why there is no file, in words.
    NoFile = b'N',
    /// What goes to the terminal, or to the output.
    Output = b'o',
    /// What goes beside it.
    Error = b'e',
    /// The next of the input is asked for, one piece.
    WantInput = b'w',
    /// A file is asked for: a [`Wanted`].
    Wanted = b'r',
    /// It is over: the exit status, and what is left to say.
    End = b'q',
    /// The host goes, another takes its place: attach again.
    Again = b'm',
}

impl Tag {
    const ALL: [Self; 13] = [
        Self::Hello,
        Self::Input,
        Self::InputEnds,
        Self::Size,
        Self::File,
        Self::FileEnds,
        Self::NoFile,
        Self::Output,
        Self::Error,
        Self::WantInput,
        Self::Wanted,
        Self::End,
        Self::Again,
    ];

    fn of(letter: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| *tag as u8 == letter)
    }
}

/// How who attaches begins.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct Hello {
    /// See [`WAY`].
    pub way: u32,
    /// The words of a command; nothing for the dashboard.
    pub words: Option<Vec<String>>,
    /// The terminal's columns and rows.
    pub size: (u16, u16),
    /// Whether input, output and what goes beside it are a terminal.
    pub terminals: [bool; 3],
    /// What is set of [`VARIABLES`].
    pub variables: BTreeMap<String, String>,
    /// The person's own keys, by the names of the actions; nothing of one who knows of none, and
    /// then the host's hold.
    #[serde(default)]
    pub keys: Option<Own>,
}

/// A person's own keys: for each action those that it is to have, as they were written.
pub type Own = BTreeMap<String, Vec<String>>;

/// Most actions with keys of one's own, keys of each, and bytes of a name or a key: all of them go
/// into one piece.
pub const ACTIONS: usize = 150;
/// See [`ACTIONS`].
pub const KEYS: usize = 8;
/// See [`ACTIONS`].
pub const NAME: usize = 32;

/// Of a person's keys what is within the bounds.
pub fn bounded(keys: impl IntoIterator<Item = (String, Vec<String>)>) -> Own {
    let is_short = |text: &String| text.len() <= NAME;
    let keys = keys.into_iter().filter(|(name, _)| is_short(name)).take(ACTIONS);
    keys.map(|(name, keys)| (name, keys.into_iter().filter(is_short).take(KEYS).collect()))
        .collect()
}

/// A file that is asked for.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// Its bytes, if it is not longer than so many.
    Read(PathBuf, u64),
    /// To be written: its bytes follow.
    Write(PathBuf),
    /// Whether it is there: all of it, or none.
    Exists(PathBuf),
}

/// Reads a piece; nothing at the end.
pub async fn read<R: AsyncRead + Unpin>(from: &mut R) -> io::Result<Option<(Tag, Vec<u8>)>> {
    let mut head = [0; 5];
    if from.read(&mut head[..1]).await? == 0 {
        return Ok(None);
    }
    from.read_exact(&mut head[1..]).await?;
    let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
    let tag = Tag::of(head[0]).filter(|_| length <= LONGEST);
    let tag = tag.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes).await?;
    Ok(Some((tag, bytes)))
}

/// Writes bytes as pieces, one at least.
pub async fn write<W: AsyncWrite + Unpin>(to: &mut W, tag: Tag, bytes: &[u8]) -> io::Result<()> {
    let mut pieces = bytes.chunks(LONGEST);
    let mut next = Some(pieces.next().unwrap_or_default());
    while let Some(piece) = next {
        let mut whole = Vec::with_capacity(5 + piece.len());
        whole.push(tag as u8);
        whole.extend_from_slice(&(piece.len() as u32).to_le_bytes());
        whole.extend_from_slice(piece);
        to.write_all(&whole).await?;
        next = pieces.next();
    }
    to.flush().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(mut bytes: &[u8]) -> io::Result<Vec<(Tag, Vec<u8>)>> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut pieces = Vec::new();
            while let Some(piece) = read(&mut bytes).await? {
                pieces.push(piece);
            }
            Ok(pieces)
        })
    }

    fn written(tag: Tag, bytes: &[u8]) -> Vec<u8> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut out = Vec::new();
        runtime.block_on(write(&mut out, tag, bytes)).unwrap();
        out
    }

    #[test]
    fn what_is_written_is_read_in_pieces_that_are_not_too_long() {
        let long = vec![7; LONGEST * 2 + 3];
        let pieces = all(&written(Tag::Output, &long)).unwrap();
        assert_eq!(pieces.len(), 3);
        assert!(pieces.iter().all(|(tag, _)| *tag == Tag::Output));
        assert_eq!(pieces.concat_bytes(), long);
        assert_eq!(all(&written(Tag::InputEnds, b"")).unwrap(), [(Tag::InputEnds, Vec::new())]);
    }

    trait Concat {
        fn concat_bytes(&self) -> Vec<u8>;
    }

    impl Concat for Vec<(Tag, Vec<u8>)> {
        fn concat_bytes(&self) -> Vec<u8> {
            self.iter().flat_map(|(_, bytes)| bytes.clone()).collect()
        }
    }

    #[test]
    fn a_piece_that_is_too_long_or_unknown_or_cut_off_is_an_error() {
        for wrong in [&b"i\xff\xff\xff\xff"[..], b"?\0\0\0\0", b"i\x03\0\0\0ab", b"i\0"] {
            assert!(all(wrong).is_err(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes: Vec<u8>) {
            let _ = all(&bytes);
        }
    }
}
