//! Whether everything stored is as it was written.

use super::codec;
use super::journal::{JournalError, JournalReader};
use super::rows::row_of;
use super::state::{State, StateError};
use crate::value::{Id, Lang, Wrong};
use crate::words::store as say;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What was checked and found sound.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sound {
    /// Changes in the journal.
    pub changes: u64,
    /// Records in the state.
    pub records: usize,
}

/// The first thing that is not as it was written: where, and what is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unsound {
    /// Something that was saved is not as it was.
    Damaged(Wrong),
    /// The state cannot be read or does not follow the journal, which is whole: opening the store
    /// again mends it.
    Behind(Wrong),
}

impl Unsound {
    /// What is wrong, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Damaged(what) => say::UNSOUND.fill(lang, &[what.say(lang)]),
            Self::Behind(what) => say::BEHIND.fill(lang, &[what.say(lang)]),
        }
    }
}

impl From<JournalError> for Unsound {
    fn from(error: JournalError) -> Self {
        Self::Damaged(match error {
            JournalError::Damaged(damage) => {
                Wrong { en: damage.say(Lang::En), zh: damage.say(Lang::Zh) }
            }
            error => in_its_words(&error),
        })
    }
}

impl From<StateError> for Unsound {
    fn from(error: StateError) -> Self {
        Self::Behind(in_its_words(&error))
    }
}

fn in_its_words(error: &dyn std::fmt::Display) -> Wrong {
    Wrong { en: error.to_string(), zh: error.to_string() }
}

/// Every frame's hash, every value's checksum, and each record's revision and last change
/// against what the journal says of it.
pub(super) fn verify(journal: &JournalReader, state: &State) -> Result<Sound, Unsound> {
    let verified = journal.verify()?;
    let mut told: BTreeMap<Id, (u32, u64)> = BTreeMap::new();
    for change in journal.since(0) {
        let (sequence, bytes) = change?;
        let change = codec::read_change(sequence, &bytes).map_err(|error| {
            let place = [&*sequence.to_string(), &error.to_string()];
            Unsound::Damaged(say::IN_CHANGE.wrong(&place))
        })?;
        for changed in &change.changed {
            told.insert(changed.id, (changed.rev, sequence));
        }
    }
    let (tally, last) = (state.tally()?, journal.last());
    let ends = || say::STATE_AT.wrong(&[&tally.seq.to_string(), &last.to_string()]);
    match tally.seq.cmp(&last) {
        Ordering::Less => return Err(Unsound::Behind(ends())),
        Ordering::Greater => return Err(Unsound::Damaged(ends())),
        Ordering::Equal => {}
    }
    let records = compare(state, &mut told)?;
    match told.first_key_value() {
        // Opening the store counts the records, and no more.
        Some((id, _)) if tally.rows == records as u64 => {
            Err(Unsound::Damaged(say::NOT_IN_STATE.wrong(&[&id.to_string()])))
        }
        Some((id, _)) => Err(Unsound::Behind(say::NOT_IN_STATE.wrong(&[&id.to_string()]))),
        None => Ok(Sound { changes: verified.changes, records }),
    }
}

/// Takes the records of the state out of what the journal told, and counts them.
fn compare(state: &State, told: &mut BTreeMap<Id, (u32, u64)>) -> Result<usize, Unsound> {
    let mut records = 0;
    for chunk in state.chunks() {
        for (key, value) in chunk?.rows() {
            let row = row_of(key, value).map_err(|error| Unsound::Behind(in_its_words(&error)))?;
            let id = row.id.to_string();
            match told.remove(&row.id) {
                Some(is) if is == (row.rev, row.last) => records += 1,
                Some((rev, _)) => {
                    let place = [&*id, &row.rev.to_string(), &rev.to_string()];
                    return Err(Unsound::Damaged(say::IN_STATE.wrong(&place)));
                }
                None => return Err(Unsound::Damaged(say::NOT_IN_JOURNAL.wrong(&[&id]))),
            }
        }
    }
    Ok(records)
}
