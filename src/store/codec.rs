//! Numbered fields to bytes and back: the only file that names bincode. What it cannot read
//! it keeps; what is damaged it refuses, and never guesses.

use super::change::{Change, Changed, Head};
use crate::value::Value;
use bincode::error::DecodeError;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The format of a stored record. A higher one is refused and left alone.
const FORMAT: u8 = 1;
/// No cell, record or change of one record is larger.
const LIMIT: usize = 1 << 20;
/// What reading may take in memory: bincode aborts on a hostile length unless it is told so. It
/// counts a number as the up to eight bytes that it takes in memory, be it stored in one, hence
/// nothing that is within the limit above goes beyond this one.
const MEMORY: usize = 8 * LIMIT;

/// Numbered fields: what a record is in storage.
pub(super) type Fields = Vec<(u16, Vec<u8>)>;

/// Why bytes are no record.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CodecError {
    /// Written by a newer program.
    #[error("format {0} is newer than this program")]
    Newer(u8),
    /// The checksum does not fit.
    #[error("the checksum does not fit")]
    Checksum,
    /// The checksum fits but the content is not what it should be.
    #[error("not readable: {0}")]
    Content(String),
    /// More than one mebibyte.
    #[error("larger than 1 MiB")]
    TooLarge,
}

fn config() -> impl bincode::config::Config {
    bincode::config::standard().with_limit::<MEMORY>()
}

fn encode<T: Serialize>(what: &T) -> Result<Vec<u8>, CodecError> {
    let bytes = bincode::serde::encode_to_vec(what, config())
        .map_err(|error| CodecError::Content(error.to_string()))?;
    if bytes.len() > LIMIT { Err(CodecError::TooLarge) } else { Ok(bytes) }
}

fn decode<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Result<T, CodecError> {
    if bytes.len() > LIMIT {
        return Err(CodecError::TooLarge);
    }
    whole(bincode::serde::borrow_decode_from_slice(bytes, config()), bytes.len())
}

/// What was read, if that took all the bytes.
fn whole<T>(read: Result<(T, usize), DecodeError>, length: usize) -> Result<T, CodecError> {
    let (what, used) = read.map_err(|error| CodecError::Content(error.to_string()))?;
    if used == length {
        Ok(what)
    } else {
        Err(CodecError::Content(format!("{} bytes too many", length - used)))
    }
}

/// The bytes of one cell or other small part of a record.
pub(super) fn cell<T: Serialize>(what: &T) -> Result<Vec<u8>, CodecError> {
    encode(what)
}

/// What [`cell`] wrote.
pub(super) fn read_cell<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Result<T, CodecError> {
    decode(bytes)
}

/// The value of a cell's bytes; none are not recorded.
pub(super) fn value(bytes: &[u8]) -> Result<Value, CodecError> {
    if bytes.is_empty() { Ok(Value::None) } else { decode(bytes) }
}

/// A record as it is stored: format, checksum, numbered fields.
pub(super) fn record(fields: &Fields) -> Result<Vec<u8>, CodecError> {
    let content = encode(fields)?;
    let mut bytes = Vec::with_capacity(content.len() + 5);
    bytes.push(FORMAT);
    bytes.extend(crc32fast::hash(&content).to_le_bytes());
    bytes.extend(content);
    Ok(bytes)
}

/// What [`record`] wrote. The bytes of the fields are where they were: copies would be half of
/// what opening a store takes.
pub(super) fn read_record(bytes: &[u8]) -> Result<Vec<(u16, &[u8])>, CodecError> {
    let short = || CodecError::Content("shorter than its head".to_owned());
    let (format, rest) = bytes.split_first().ok_or_else(short)?;
    if *format > FORMAT {
        return Err(CodecError::Newer(*format));
    }
    let (checksum, content) = rest.split_first_chunk::<4>().ok_or_else(short)?;
    if crc32fast::hash(content) != u32::from_le_bytes(*checksum) {
        return Err(CodecError::Checksum);
    }
    if content.len() > LIMIT {
        return Err(CodecError::TooLarge);
    }
    // The same bytes as by way of serde, in a third of the time.
    let read = bincode::borrow_decode_from_slice(content, config());
    whole(read, content.len())
}

/// A change as the journal keeps it: its head and each record's part, each with its length,
/// so that a change of any size is read in pieces of at most one mebibyte.
pub(super) fn change(change: &Change) -> Result<Vec<u8>, CodecError> {
    let mut bytes = Vec::new();
    push(&mut bytes, &encode(&change.head)?);
    for changed in &change.changed {
        push(&mut bytes, &encode(changed)?);
    }
    Ok(bytes)
}

fn push(bytes: &mut Vec<u8>, piece: &[u8]) {
    bytes.extend((piece.len() as u32).to_le_bytes());
    bytes.extend(piece);
}

/// What [`change`] wrote, of a sequence number.
pub(super) fn read_change(sequence: u64, bytes: &[u8]) -> Result<Change, CodecError> {
    let mut rest = bytes;
    let head: Head = decode(pull(&mut rest)?)?;
    let mut changed: Vec<Changed> = Vec::new();
    while !rest.is_empty() {
        changed.push(decode(pull(&mut rest)?)?);
    }
    Ok(Change { sequence, head, changed })
}

fn pull<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], CodecError> {
    let cut = || CodecError::Content("a piece is cut off".to_owned());
    let (length, after) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
    let (piece, after) =
        after.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(cut)?;
    *rest = after;
    Ok(piece)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn fields_read_back(fields in prop::collection::vec(
            (any::<u16>(), prop::collection::vec(any::<u8>(), 0..80)), 0..20)) {
            let bytes = record(&fields).expect("small enough");
            let read = read_record(&bytes).expect("it was just written");
            let read: Fields = read.into_iter().map(|(number, cell)| (number, cell.to_vec())).collect();
            prop_assert_eq!(read, fields);
        }

        #[test]
        fn one_flipped_bit_is_found(bit in 8usize..200) {
            let fields = vec![(100, b"Hebei-Tsinghua".to_vec()), (101, vec![7; 20])];
            let mut bytes = record(&fields).expect("small enough");
            let bit = 8 + bit % ((bytes.len() - 1) * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(read_record(&bytes).is_err());
        }

        #[test]
        fn hostile_bytes_are_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_record(&bytes);
            let _ = read_change(1, &bytes);
            let _ = value(&bytes);
        }
    }

    #[test]
    fn whatever_is_within_the_limit_reads_back() {
        let short: Box<str> = "a".into();
        let most = (LIMIT - 10) / 2;
        let lines = Value::Lines(vec![short.clone(); most].into());
        assert_eq!(value(&cell(&lines).unwrap()), Ok(lines));
        let lines = Value::Lines(vec![short; most + 10].into());
        assert_eq!(cell(&lines), Err(CodecError::TooLarge));

        let empty = Value::Lines(vec![Box::default(); LIMIT - 10].into());
        assert_eq!(value(&cell(&empty).unwrap()), Ok(empty));
        for over in 0..20 {
            let notes = Value::Text("n".repeat(LIMIT - over).into());
            match cell(&notes) {
                Ok(bytes) => assert_eq!(value(&bytes), Ok(notes)),
                Err(error) => assert_eq!(error, CodecError::TooLarge),
            }
        }
    }

    #[test]
    fn a_newer_format_is_refused() {
        let mut bytes = record(&vec![(1, vec![1])]).expect("small enough");
        bytes[0] = FORMAT + 1;
        assert_eq!(read_record(&bytes), Err(CodecError::Newer(FORMAT + 1)));
    }

    #[test]
    fn a_hostile_length_is_refused_and_not_allocated() {
        // A length of 2^60 elements, as a bincode varint.
        let content = [253, 0, 0, 0, 0, 0, 0, 0, 16];
        let mut bytes = vec![FORMAT];
        bytes.extend(crc32fast::hash(&content).to_le_bytes());
        bytes.extend(content);
        assert!(matches!(read_record(&bytes), Err(CodecError::Content(_))));
    }
}
