//! The records as the journal's end has them: from the state, if that is sound, else from the
//! last checkpoint, and what came after from the journal. It must never write to the journal.

use super::change::Change;
use super::checkpoint::{self, Checkpoint};
use super::codec::{self, CodecError};
use super::journal::{Journal, JournalReader};
use super::open::{Finding, OpenError, Opened, Place};
use super::pack::PackError;
use super::row::{Row, Stamp};
use super::rows::snapshot_of;
use super::snapshot::Snapshot;
use super::state::{Entry, State, StateError};
use super::{Progress, trouble};
use crate::records;
use crate::value::Id;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The state of more records than this takes more room than it takes time to open it again.
const MANY: usize = 10_000;
/// Rows that are put into a state at a time.
const SOME: usize = 1_000;

/// What was found of the records.
pub struct Read {
    /// The state.
    pub state: State,
    /// Every record, up to the change that is its sequence number.
    pub snapshot: Snapshot,
    /// Whether the state is a new one, in which nothing of that stands yet.
    is_new: bool,
}

/// The state and its records. One that cannot be read or has lost rows is set aside and begun
/// anew: the journal, whose last change is `last`, has everything. Of one that is ahead of the
/// journal every row that is left counts. One that the machine does not let us use is left out.
pub fn read_state(
    place: &Place<'_>,
    last: u64,
    checkpoints: &[Checkpoint],
    opened: &mut Opened,
    told: &mut dyn FnMut(Progress),
) -> Result<Read, OpenError> {
    let (disk, path) = (place.disk, place.folder.join("state"));
    let read = State::open(Arc::clone(disk), &path)
        .and_then(|state| Ok((snapshot_of(&state, told)?, state.tally()?, state)));
    let trouble = match read {
        Ok((Ok(mut snapshot), tally, state))
            if snapshot.len() as u64 == tally.rows || tally.seq > last =>
        {
            if snapshot.len() > MANY {
                state.rest();
            }
            if tally.seq > 0 || checkpoints.is_empty() {
                snapshot.sequence = tally.seq;
                return Ok(Read { state, snapshot, is_new: false });
            }
            // It is gone, as a whole.
            let snapshot = newest(place, checkpoints, opened)?;
            return Ok(Read { state, snapshot, is_new: true });
        }
        Ok((Err(CodecError::Newer(format)), ..)) => {
            return Err(place.newer(CodecError::Newer(format).to_string()));
        }
        Err(error @ StateError::Io { .. }) => error,
        read @ (Ok(_) | Err(_)) => {
            // sled lets go of the folder only with its last handle.
            drop(read);
            match begin_anew(place, &path) {
                Ok((state, aside)) => {
                    opened.findings.push(Finding::Rebuilt(aside));
                    let snapshot = newest(place, checkpoints, opened)?;
                    return Ok(Read { state, snapshot, is_new: true });
                }
                Err(error) => error,
            }
        }
    };
    let why = trouble::of_state(&**disk, &trouble);
    if last == 0 {
        // Nothing would tell a journal that is gone from one that never was.
        return Err(place.wrong(why));
    }
    opened.findings.push(Finding::WithoutState(why));
    read_without_state(place, checkpoints, opened)
}

/// The records that the newest checkpoint has, and no state.
pub fn read_without_state(
    place: &Place<'_>,
    checkpoints: &[Checkpoint],
    opened: &mut Opened,
) -> Result<Read, OpenError> {
    let snapshot = newest(place, checkpoints, opened)?;
    let state = State::closed(Arc::clone(place.disk), &place.folder.join("state"));
    Ok(Read { state, snapshot, is_new: false })
}

/// Sets a bad state aside, and says where.
fn begin_anew(place: &Place<'_>, path: &Path) -> Result<(State, PathBuf), StateError> {
    let io = |source| StateError::Io { path: path.to_owned(), source };
    let aside = State::set_aside(&**place.disk, path).map_err(io)?;
    Ok((State::open(Arc::clone(place.disk), path)?, aside))
}

/// What the newest checkpoint holds that can be read; nothing if none can.
fn newest(
    place: &Place<'_>,
    checkpoints: &[Checkpoint],
    opened: &mut Opened,
) -> Result<Snapshot, OpenError> {
    for checkpoint in checkpoints {
        match checkpoint.snapshot() {
            Ok(snapshot) => return Ok(snapshot),
            Err(PackError::Io { path, source }) => return Err(place.refused(&path, &source)),
            Err(error @ PackError::Newer { .. }) => return Err(place.newer(error.to_string())),
            Err(error) => opened.findings.push(Finding::BadCheckpoint(error.words())),
        }
    }
    Ok(Snapshot::default())
}

/// Brings the records and the state to the journal's end, if they are not there or beyond.
pub fn replay(place: &Place<'_>, journal: &Journal, read: &mut Read) -> Result<(), OpenError> {
    let snapshot = &mut read.snapshot;
    let last = journal.reader().last();
    if snapshot.sequence >= last && !read.is_new {
        return Ok(());
    }
    let mut touched = BTreeMap::new();
    for change in journal.reader().since(snapshot.sequence) {
        let (sequence, bytes) = change.map_err(|error| place.journal(error))?;
        let change = codec::read_change(sequence, &bytes).map_err(|error| place.machine(&error))?;
        apply(place, snapshot, &mut touched, &change)?;
    }
    let mut rows: Vec<Arc<Row>> = touched.into_values().map(Arc::new).collect();
    for row in &rows {
        snapshot.put(Arc::clone(row));
    }
    if read.state.is_dead() {
        return Ok(());
    }
    if read.is_new {
        rows = snapshot.all().cloned().collect();
    }
    // A state that cannot be written is mended at the next opening.
    let _ = put(&read.state, &rows, last.max(snapshot.sequence));
    Ok(())
}

/// Puts rows into a state that then stands at change `last`; until the last of them it stands
/// where it stood.
pub fn put(state: &State, rows: &[Arc<Row>], last: u64) -> Result<(), StateError> {
    let stood = state.tally()?.seq;
    for some in rows.chunks(SOME) {
        let entries: Result<Vec<Entry>, _> =
            some.iter().map(|row| checkpoint::entry(row)).collect();
        state.apply(stood, &entries.map_err(|error| state.bad(&error))?)?;
    }
    state.apply(last, &[])
}

/// Opens a state anew that failed, and brings it from the change at which it stands to the
/// journal's end, which is where the snapshot is. One that does not get there stays dead.
pub fn revive(state: &State, journal: &JournalReader, snapshot: &Snapshot) -> bool {
    let revived = state.revive().is_ok_and(|tally| {
        let rows = changed_since(journal, tally.seq, snapshot);
        tally.seq <= snapshot.sequence
            && rows.is_some_and(|rows| put(state, &rows, snapshot.sequence).is_ok())
    });
    if !revived {
        state.die();
    }
    !state.is_dead()
}

/// The records that were changed after a change, as they are now.
fn changed_since(journal: &JournalReader, after: u64, now: &Snapshot) -> Option<Vec<Arc<Row>>> {
    let mut touched = BTreeSet::new();
    for change in journal.since(after) {
        let (sequence, bytes) = change.ok()?;
        let change = codec::read_change(sequence, &bytes).ok()?;
        touched.extend(change.changed.iter().map(|changed| changed.id));
    }
    Some(touched.into_iter().filter_map(|id| now.row(id).cloned()).collect())
}

fn apply(
    place: &Place<'_>,
    snapshot: &Snapshot,
    touched: &mut BTreeMap<Id, Row>,
    change: &Change,
) -> Result<(), OpenError> {
    let stamp = Stamp { who: (&*change.head.who).into(), when: change.head.when };
    for changed in &change.changed {
        let id = changed.id;
        let kind = records::kind(id.kind)
            .ok_or_else(|| place.newer(CodecError::Newer(id.kind).to_string()))?;
        let before = || match snapshot.row(id) {
            Some(row) => Row::clone(row),
            None => Row::blank(id, kind, stamp.clone()),
        };
        let row = touched.entry(id).or_insert_with(before);
        for (number, _, after) in &changed.fields {
            row.apply(*number, after).map_err(|error| place.machine(&error))?;
        }
        row.rev = changed.rev;
        row.updated = stamp.clone();
        row.last = change.sequence;
    }
    Ok(())
}
