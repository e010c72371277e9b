//! Whether everything stored is as it was written.

use super::checkpoint::{self, Checkpoint};
use super::codec;
use super::disk::Disk;
use super::journal::{JournalError, JournalReader};
use super::pack::PackError;
use super::row::Row;
use super::rows::row_of;
use super::state::{State, StateError};
use super::upkeep::CHECKPOINTS;
use crate::value::{Id, Lang, Wrong};
use crate::words::store as say;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What was checked and found sound.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sound {
    /// Changes in the journal.
    pub changes: u64,
    /// Records in the state; where it is not used, in the journal.
    pub records: usize,
    /// Checkpoints.
    pub checkpoints: usize,
    /// Backups.
    pub backups: usize,
    /// What people typed and have not saved.
    pub drafts: usize,
}

/// The first thing that is not as it was written: where, and what is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unsound {
    /// Something that was saved is not as it was.
    Damaged(Wrong),
    /// The state cannot be read or does not follow the journal, which is whole: opening the store
    /// again mends it.
    Behind(Wrong),
    /// A backup is not as it was; the store itself is sound.
    Copy(Wrong),
    /// What somebody typed and has not saved is not as it was; the store itself is sound.
    Draft(Wrong),
}

impl Unsound {
    /// What is wrong, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Damaged(what) => say::UNSOUND.fill(lang, &[what.say(lang)]),
            Self::Copy(what) => say::BAD_BACKUP.fill(lang, &[what.say(lang)]),
            Self::Draft(what) => say::BAD_DRAFT.fill(lang, &[what.say(lang)]),
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

impl From<PackError> for Unsound {
    fn from(error: PackError) -> Self {
        Self::Damaged(error.words())
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

/// Revision and last change of each record, as the journal tells them.
type Told = BTreeMap<Id, (u32, u64)>;

/// Every frame's hash, every value's checksum, and each record's revision and last change in
/// the checkpoints and in the state against what the journal says of it. The state holds at least
/// what was saved up to the change `settled`; others may go on saving.
pub(super) fn verify(
    disk: &Arc<dyn Disk>,
    folder: &Path,
    journal: &JournalReader,
    state: Option<&State>,
    settled: u64,
) -> Result<Sound, Unsound> {
    let (checkpoints, bad) = checkpoint::all(disk, &folder.join(CHECKPOINTS));
    if let Some(bad) = bad.into_iter().next() {
        return Err(bad.error.into());
    }
    let (changes, mut told) = read_journal(journal, &checkpoints)?;
    let checkpoints = checkpoints.len();
    let Some(state) = state else {
        return Ok(Sound { changes, records: told.len(), checkpoints, ..Sound::default() });
    };
    let (tally, last) = (state.tally()?, journal.last());
    let ends = || say::STATE_AT.wrong(&[&tally.seq.to_string(), &last.to_string()]);
    if tally.seq > last {
        return Err(Unsound::Damaged(ends()));
    }
    if tally.seq < settled {
        return Err(Unsound::Behind(ends()));
    }
    let records = compare(state, &mut told, (settled, changes), journal)?;
    // What was saved since may not have come to the state yet.
    told.retain(|_, (_, sequence)| *sequence <= settled);
    match told.first_key_value() {
        // Opening the store counts the records, and no more.
        Some((id, _)) if tally.rows == records as u64 => {
            Err(Unsound::Damaged(say::NOT_IN_STATE.wrong(&[&id.to_string()])))
        }
        Some((id, _)) => Err(Unsound::Behind(say::NOT_IN_STATE.wrong(&[&id.to_string()]))),
        None => Ok(Sound { changes, records, checkpoints, ..Sound::default() }),
    }
}

/// Reads the whole journal, and each checkpoint where it stands in it. Returns how many changes
/// there are, and what they tell.
fn read_journal(
    journal: &JournalReader,
    checkpoints: &[Checkpoint],
) -> Result<(u64, Told), Unsound> {
    let mut told = Told::new();
    let mut wrong = None;
    let mut ahead = checkpoints.iter().rev().peekable();
    let verified = journal.verify(&mut |sequence, bytes| {
        let read = read_change(sequence, bytes, &mut told).and_then(|()| {
            match ahead.next_if(|checkpoint| checkpoint.sequence() == sequence) {
                Some(checkpoint) => compare_checkpoint(checkpoint, &told),
                None => Ok(()),
            }
        });
        wrong = wrong.take().or(read.err());
    })?;
    if let Some(wrong) = wrong {
        return Err(wrong);
    }
    match ahead.next() {
        None => Ok((verified.changes, told)),
        Some(checkpoint) => {
            let place = [&*checkpoint.sequence().to_string(), &verified.changes.to_string()];
            Err(Unsound::Damaged(say::CHECKPOINT_AT.wrong(&place)))
        }
    }
}

fn read_change(sequence: u64, bytes: &[u8], told: &mut Told) -> Result<(), Unsound> {
    let change = codec::read_change(sequence, bytes).map_err(|error| {
        let place = [&*sequence.to_string(), &error.to_string()];
        Unsound::Damaged(say::IN_CHANGE.wrong(&place))
    })?;
    told.extend(change.changed.iter().map(|changed| (changed.id, (changed.rev, sequence))));
    Ok(())
}

/// Whether a checkpoint holds what the journal told until then, and nothing else.
fn compare_checkpoint(checkpoint: &Checkpoint, told: &Told) -> Result<(), Unsound> {
    let (mut same, mut other) = (0, None);
    checkpoint.rows(&mut |row: Row| match told.get(&row.id) {
        Some(is) if *is == (row.rev, row.last) => same += 1,
        _ => other = other.or(Some(row.id)),
    })?;
    let missing = || told.keys().next().copied().unwrap_or_default();
    if other.is_none() && same == told.len() {
        return Ok(());
    }
    let id = other.unwrap_or_else(missing).to_string();
    let file = checkpoint.path().display().to_string();
    Err(Unsound::Damaged(say::IN_CHECKPOINT.wrong(&[&file, &id])))
}

/// Takes the records of the state out of what the journal told, up to the change `read`, and
/// counts them.
fn compare(
    state: &State,
    told: &mut Told,
    (settled, read): (u64, u64),
    journal: &JournalReader,
) -> Result<usize, Unsound> {
    let mut records = 0;
    for chunk in state.chunks() {
        for (key, value) in chunk?.rows() {
            let row = row_of(key, value).map_err(|error| Unsound::Behind(in_its_words(&error)))?;
            let id = row.id.to_string();
            match told.remove(&row.id) {
                Some(is) if is == (row.rev, row.last) => records += 1,
                // Saved meanwhile: it has not come here yet, or the journal has not told of it.
                Some((_, sequence)) if sequence > settled => records += 1,
                _ if row.last > read && row.last <= journal.last() => records += 1,
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
