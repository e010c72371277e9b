//! What the journal's files are made of: one header a file, then frames. It must never change for
//! a format number that has been written.
//!
//! A frame, numbers little-endian: marker 4, crc32 of all that follows 4, length of the payload 4,
//! kind 4, sequence 8, durable 8, hash of the frame before 32, payload.

use super::{Hash, Reason};

/// Bytes before a frame's payload.
pub(super) const HEADER: usize = 64;
/// Bytes before a file's first frame: magic 8, format number 4, crc32 of both 4.
pub(super) const FILE_HEADER: usize = 16;
/// The longest payload of one frame. What is longer is several frames.
pub(super) const PAYLOAD_MAX: usize = 1024 * 1024;
/// What a frame starts with, to find one behind damage. Its first byte is in no UTF-8 text.
pub(super) const MARKER: [u8; 4] = *b"\xF5LJ\xAF";

const MAGIC: [u8; 8] = *b"LIAISONJ";
const FORMAT: u32 = 1;

/// Which part of a change a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Whole = 1,
    Begin = 2,
    Part = 3,
    End = 4,
}

impl Kind {
    pub(super) fn begins(self) -> bool {
        matches!(self, Self::Whole | Self::Begin)
    }

    pub(super) fn ends(self) -> bool {
        matches!(self, Self::Whole | Self::End)
    }

    fn of(number: u32) -> Option<Self> {
        [Self::Whole, Self::Begin, Self::Part, Self::End]
            .into_iter()
            .find(|kind| *kind as u32 == number)
    }
}

/// What a frame says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) kind: Kind,
    /// The change that it belongs to.
    pub(super) sequence: u64,
    /// The last change that was on the medium when this frame was written. A bad frame of that
    /// change, or of one before, is damage; of a later one it is what a crash leaves.
    pub(super) durable: u64,
    /// The hash of the frame before, all zero for the first.
    pub(super) previous: Hash,
}

/// A frame that is sound by itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Frame<'a> {
    pub(super) header: Header,
    pub(super) hash: Hash,
    pub(super) payload: &'a [u8],
}

/// A change's payload in the frames that it takes.
pub(super) fn frames(payload: &[u8]) -> impl Iterator<Item = (Kind, &[u8])> {
    let count = payload.len().div_ceil(PAYLOAD_MAX).max(1);
    (0..count).map(move |n| {
        let kind = match n {
            0 if count == 1 => Kind::Whole,
            0 => Kind::Begin,
            _ if n + 1 == count => Kind::End,
            _ => Kind::Part,
        };
        let start = n * PAYLOAD_MAX;
        (kind, &payload[start..payload.len().min(start + PAYLOAD_MAX)])
    })
}

/// The bytes that a payload takes in a file.
pub(super) fn size_of(payload: &[u8]) -> u64 {
    frames(payload).map(|(_, part)| (HEADER + part.len()) as u64).sum()
}

/// Appends a frame to `buffer`; returns its hash.
pub(super) fn write(header: &Header, payload: &[u8], buffer: &mut Vec<u8>) -> Hash {
    let start = buffer.len();
    buffer.extend(MARKER);
    buffer.extend([0; 4]);
    buffer.extend((payload.len() as u32).to_le_bytes());
    buffer.extend((header.kind as u32).to_le_bytes());
    buffer.extend(header.sequence.to_le_bytes());
    buffer.extend(header.durable.to_le_bytes());
    buffer.extend(header.previous);
    buffer.extend(payload);
    let checksum = crc32fast::hash(&buffer[start + 8..]);
    buffer[start + 4..start + 8].copy_from_slice(&checksum.to_le_bytes());
    *blake3::hash(&buffer[start..]).as_bytes()
}

/// The length of the frame that starts with `bytes`, by its own, unchecked word.
pub(super) fn length(bytes: &[u8]) -> Result<usize, Reason> {
    if bytes.len() < HEADER {
        return Err(Reason::Short);
    }
    let length = u32_at(bytes, 8) as usize;
    if bytes[..4] != MARKER || length > PAYLOAD_MAX {
        return Err(Reason::Checksum);
    }
    Ok(HEADER + length)
}

/// Checks a frame by itself. `bytes` are as many as its length.
pub(super) fn read(bytes: &[u8]) -> Result<Frame<'_>, Reason> {
    if bytes.len() < length(bytes)? {
        return Err(Reason::Short);
    }
    if crc32fast::hash(&bytes[8..]) != u32_at(bytes, 4) {
        return Err(Reason::Checksum);
    }
    let header = Header {
        kind: Kind::of(u32_at(bytes, 12)).ok_or(Reason::Kind)?,
        sequence: u64_at(bytes, 16),
        durable: u64_at(bytes, 24),
        previous: array_at(bytes, 32),
    };
    let hash = *blake3::hash(bytes).as_bytes();
    Ok(Frame { header, hash, payload: &bytes[HEADER..] })
}

/// What a file starts with.
pub(super) fn file_header() -> [u8; FILE_HEADER] {
    let mut bytes = [0; FILE_HEADER];
    bytes[..8].copy_from_slice(&MAGIC);
    bytes[8..12].copy_from_slice(&FORMAT.to_le_bytes());
    let checksum = crc32fast::hash(&bytes[..12]);
    bytes[12..].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// The format number with which a file starts, if it starts with a sound header.
pub(super) fn file_format(bytes: &[u8]) -> Option<u32> {
    let sound = bytes.len() >= FILE_HEADER
        && bytes[..8] == MAGIC
        && crc32fast::hash(&bytes[..12]) == u32_at(bytes, 12);
    sound.then(|| u32_at(bytes, 8))
}

/// Whether a file of this format can be read.
pub(super) fn is_known(format: u32) -> bool {
    format == FORMAT
}

fn array_at<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut array = [0; N];
    array.copy_from_slice(&bytes[at..at + N]);
    array
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(array_at(bytes, at))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(array_at(bytes, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_of_format_1_stays_as_it_is() {
        let header = Header { kind: Kind::Whole, sequence: 258, durable: 257, previous: [7; 32] };
        let mut bytes = Vec::new();
        let hash = write(&header, b"pay", &mut bytes);
        let mut expected = b"\xF5LJ\xAF....\x03\0\0\0\x01\0\0\0".to_vec();
        expected.extend(b"\x02\x01\0\0\0\0\0\0\x01\x01\0\0\0\0\0\0");
        expected.extend([7; 32]);
        expected.extend(b"pay");
        let checksum = crc32fast::hash(&expected[8..]);
        expected[4..8].copy_from_slice(&checksum.to_le_bytes());
        assert_eq!(bytes, expected);
        assert_eq!(read(&bytes), Ok(Frame { header, hash, payload: b"pay" }));
        assert_eq!(&file_header()[..12], b"LIAISONJ\x01\0\0\0");
    }

    #[test]
    fn a_payload_is_split_where_a_frame_is_full() {
        let kinds = |length| frames(&vec![0; length]).map(|(kind, _)| kind).collect::<Vec<_>>();
        assert_eq!(kinds(0), [Kind::Whole]);
        assert_eq!(kinds(PAYLOAD_MAX), [Kind::Whole]);
        assert_eq!(kinds(PAYLOAD_MAX + 1), [Kind::Begin, Kind::End]);
        assert_eq!(kinds(2 * PAYLOAD_MAX + 1), [Kind::Begin, Kind::Part, Kind::End]);
    }

    #[test]
    fn a_frame_of_an_unknown_kind_is_told_from_a_broken_one() {
        let header = Header { kind: Kind::End, sequence: 1, durable: 0, previous: [0; 32] };
        let mut bytes = Vec::new();
        write(&header, b"", &mut bytes);
        bytes[12] = 9;
        assert_eq!(read(&bytes), Err(Reason::Checksum));
        let checksum = crc32fast::hash(&bytes[8..]);
        bytes[4..8].copy_from_slice(&checksum.to_le_bytes());
        assert_eq!(read(&bytes), Err(Reason::Kind));
    }
}
