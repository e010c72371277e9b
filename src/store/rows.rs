//! Every record of the state: read on one thread, and decoded on others meanwhile.

use super::Progress;
use super::codec::{self, CodecError};
use super::row::{Logins, Row};
use super::snapshot::{Link, Snapshot};
use super::state::{Chunk, State, StateError};
use crate::records;
use crate::value::Id;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// Threads that decode.
const READERS: usize = 2;
/// Chunks that may wait for each of them.
const WAITING: usize = 2;

/// The records of a chunk, and the links that they hold.
type Part = (Vec<Arc<Row>>, Vec<Link>);

/// The snapshot of every row of a state, if each can be decoded. Tells how far it has come.
pub(super) fn snapshot_of(
    state: &State,
    told: &mut dyn FnMut(Progress),
) -> Result<Result<Snapshot, CodecError>, StateError> {
    let all = usize::try_from(state.tally()?.rows).unwrap_or(usize::MAX);
    let parts = thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|_| {
                let (sender, chunks) = sync_channel(WAITING);
                (sender, scope.spawn(move || decoded(&chunks)))
            })
            .collect();
        let mut done = 0;
        for (chunk, (sender, _)) in state.chunks().zip(readers.iter().cycle()) {
            let chunk = chunk?;
            done += chunk.len();
            // One that cannot decode what it has takes no more.
            if sender.send(chunk).is_err() {
                break;
            }
            told(Progress { done, all });
        }
        let join = |(sender, reader): (_, thread::ScopedJoinHandle<'_, _>)| {
            drop(sender);
            reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        Ok(readers.into_iter().map(join).collect::<Result<Vec<_>, _>>())
    })?;
    Ok(parts.map(in_order))
}

fn decoded(chunks: &Receiver<Chunk>) -> Result<Vec<Part>, CodecError> {
    let mut logins = Logins::default();
    chunks.iter().map(|chunk| part(&chunk, &mut logins)).collect()
}

fn part(chunk: &Chunk, logins: &mut Logins) -> Result<Part, CodecError> {
    let (mut rows, mut links) = (Vec::with_capacity(chunk.len()), Vec::new());
    for (key, value) in chunk.rows() {
        let mut row = row_of(key, value)?;
        logins.share(&mut row);
        links.extend(row.links().into_iter().map(|(to, field)| Link::new(to, row.id, field)));
        rows.push(Arc::new(row));
    }
    Ok((rows, links))
}

/// One snapshot of the parts that the readers took in turn.
fn in_order(readers: Vec<Vec<Part>>) -> Snapshot {
    let mut readers: Vec<_> = readers.into_iter().map(Vec::into_iter).collect();
    let turns = (0..READERS).cycle().map_while(|reader| readers[reader].next());
    let (mut rows, mut links) = (Vec::new(), Vec::new());
    for (some_rows, some_links) in turns {
        rows.push(some_rows);
        links.extend(some_links);
    }
    Snapshot::of(rows.into_iter().flatten(), links)
}

/// The record that an entry of the state holds.
pub(super) fn row_of(key: &[u8], value: &[u8]) -> Result<Row, CodecError> {
    let id = id_of(key).ok_or_else(|| CodecError::Content("not a key".to_owned()))?;
    // Kinds are only ever added: one that is not known is a newer program's.
    let kind = records::kind(id.kind).ok_or(CodecError::Newer(id.kind))?;
    Row::of(id, kind, codec::read_record(value)?)
}

/// The key of a record in the state: ordered as ids are.
pub(super) fn key(id: Id) -> Vec<u8> {
    let mut key = vec![id.kind];
    key.extend(id.number.to_be_bytes());
    key
}

fn id_of(key: &[u8]) -> Option<Id> {
    let (kind, number) = key.split_first()?;
    Some(Id { kind: *kind, number: u32::from_be_bytes(number.try_into().ok()?) })
}
