//! Whether everything stored is as it was written.

use super::codec::{self, CodecError};
use super::journal::JournalReader;
use super::open::row_of;
use super::state::State;
use crate::value::Id;
use std::collections::BTreeMap;

/// What was checked and found sound.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sound {
    /// Changes in the journal.
    pub changes: u64,
    /// Records in the state.
    pub records: usize,
}

/// The first thing that is not as it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Damaged {
    /// Where, and what is wrong with it.
    pub place: String,
}

impl Damaged {
    fn at(place: impl std::fmt::Display) -> Self {
        Self { place: place.to_string() }
    }

    fn record(id: Id, what: impl std::fmt::Display) -> Self {
        Self { place: format!("state, {id}: {what}") }
    }
}

/// Every frame's hash, every value's checksum, and each record's revision and last change
/// against what the journal says of it.
pub(super) fn verify(journal: &JournalReader, state: &State) -> Result<Sound, Damaged> {
    let verified = journal.verify().map_err(Damaged::at)?;
    let mut told: BTreeMap<Id, (u32, u64)> = BTreeMap::new();
    for change in journal.since(0) {
        let (sequence, bytes) = change.map_err(Damaged::at)?;
        let change = codec::read_change(sequence, &bytes)
            .map_err(|error| Damaged::at(format_args!("journal, change {sequence}: {error}")))?;
        for changed in &change.changed {
            told.insert(changed.id, (changed.rev, sequence));
        }
    }
    let applied = state.tally().map_err(Damaged::at)?.seq;
    if applied != journal.last() {
        let (state, journal) = (applied, journal.last());
        return Err(Damaged::at(format_args!("state at change {state}, journal at {journal}")));
    }
    let mut records = 0;
    for entry in state.entries() {
        let (key, value) = entry.map_err(Damaged::at)?;
        let row = row_of(&key, &value).map_err(|error: CodecError| Damaged::at(error))?;
        match told.remove(&row.id) {
            Some((rev, last)) if (rev, last) == (row.rev, row.last) => records += 1,
            Some((rev, _)) => {
                let what = format_args!("revision {}, journal says {rev}", row.rev);
                return Err(Damaged::record(row.id, what));
            }
            None => return Err(Damaged::record(row.id, "not in the journal")),
        }
    }
    match told.first_key_value() {
        Some((id, _)) => Err(Damaged::record(*id, "missing")),
        None => Ok(Sound { changes: verified.changes, records }),
    }
}
