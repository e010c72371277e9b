//! Reading changes by their numbers, while another thread appends. It must never read what is
//! not yet on the medium.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use super::index::{Found, Index};
use super::walk::{Walk, Window, path_of};
use super::{Damage, JournalError, Mark, Marks, Place, Reason};
use crate::store::disk::Disk;

/// Bytes to read at once: most changes are shorter.
const READ_AHEAD: usize = 4096;

/// Reads a journal. A cheap clone of it goes to another thread.
#[derive(Clone)]
pub struct JournalReader(Arc<Shared>);

struct Shared {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    damage: Option<Damage>,
    /// Only changes that are on the medium are here.
    index: RwLock<Index>,
}

/// What a check of the whole journal found: nothing wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verified {
    /// Files read.
    pub files: u32,
    /// Changes read.
    pub changes: u64,
    /// Bytes of what the changes say.
    pub bytes: u64,
}

impl JournalReader {
    pub(super) fn new(
        disk: Arc<dyn Disk>,
        dir: &Path,
        damage: Option<Damage>,
        index: Index,
    ) -> Self {
        let index = RwLock::new(index);
        Self(Arc::new(Shared { disk, dir: dir.to_owned(), damage, index }))
    }

    pub(super) fn publish(&self, places: Vec<(Place, Mark)>) {
        let mut index = self.0.index.write().unwrap_or_else(PoisonError::into_inner);
        for (place, end) in places {
            index.push(place, end);
        }
    }

    /// The folder of its files.
    pub fn folder(&self) -> &Path {
        &self.0.dir
    }

    /// What is known of it at this moment, for a later opening and for a copy.
    pub fn marks(&self) -> Marks {
        self.index().marks()
    }

    /// The damage for which the journal was opened read-only.
    pub fn damage(&self) -> Option<&Damage> {
        self.0.damage.as_ref()
    }

    /// The last change's number; 0 if there is none. After damage, the last before it.
    pub fn last(&self) -> u64 {
        self.index().end().sequence
    }

    /// What the change says, checked: its bytes, and that it is the change that was there when
    /// the journal was opened.
    pub fn read(&self, sequence: u64) -> Result<Vec<u8>, JournalError> {
        let place = self.place(sequence)?.ok_or(JournalError::Unknown { sequence })?;
        read_change(&mut self.window(place.file, sequence)?, place, sequence)
    }

    /// The changes after `sequence`, in order, each read when it is asked for; those that are
    /// appended meanwhile come too. It ends after the first error.
    pub fn since(&self, sequence: u64) -> Changes {
        Changes { reader: self.clone(), next: sequence.checked_add(1), window: None }
    }

    /// Reads every change from the files anew and checks it and the chain through all of them;
    /// tells the number of each, and what it says.
    pub fn verify(&self, told: &mut dyn FnMut(u64, &[u8])) -> Result<Verified, JournalError> {
        let Marks { starts, end } = self.marks();
        let mut walk = Walk::start(&self.0.disk, &self.0.dir, Mark::default())?;
        let mut verified = Verified::default();
        let mut payload = Vec::new();
        let mut known =
            starts.iter().skip_while(|mark| mark.sequence == 0).chain([&end]).peekable();
        while walk.last < end.sequence {
            let Some(place) = walk.next(&mut payload)? else { return Err(walk.cut_off()) };
            verified.files = place.file;
            verified.changes = walk.last;
            verified.bytes += payload.len() as u64;
            while let Some(mark) = known.next_if(|mark| mark.sequence == walk.last) {
                // Nothing may follow this change that could give away that it was changed.
                if mark.tip != walk.tip {
                    let file = path_of(&self.0.dir, place.file);
                    let (offset, sequence) = (place.offset, walk.last);
                    return Err(Damage { file, offset, sequence, reason: Reason::Chain }.into());
                }
            }
            told(walk.last, &payload);
        }
        match self.damage() {
            Some(damage) => Err(damage.clone().into()),
            None => Ok(verified),
        }
    }

    /// Where a change stands; what stands beside it is read for that if it never was.
    fn place(&self, sequence: u64) -> Result<Option<Place>, JournalError> {
        let found = self.index().find(sequence);
        let (from, to) = match found {
            None => return Ok(None),
            Some(Found::At(place)) => return Ok(Some(place)),
            Some(Found::Between(from, to)) => (from, to),
        };
        let places = self.places_between(from, &to)?;
        let place = places.get((sequence - from.sequence - 1) as usize).copied();
        self.0.index.write().unwrap_or_else(PoisonError::into_inner).fill(from, places);
        Ok(place)
    }

    fn places_between(&self, from: Mark, to: &Mark) -> Result<Vec<Place>, JournalError> {
        let mut walk = Walk::start(&self.0.disk, &self.0.dir, from)?;
        let (mut places, mut payload) = (Vec::new(), Vec::new());
        while walk.last < to.sequence {
            let Some(place) = walk.next(&mut payload)? else { return Err(walk.cut_off()) };
            places.push(place);
        }
        if walk.tip == to.tip {
            return Ok(places);
        }
        let file = path_of(&self.0.dir, walk.number);
        let damage =
            Damage { file, offset: walk.offset, sequence: to.sequence, reason: Reason::Chain };
        Err(damage.into())
    }

    fn index(&self) -> RwLockReadGuard<'_, Index> {
        self.0.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn window(&self, file: u32, sequence: u64) -> Result<Window, JournalError> {
        Window::open(&self.0.disk, &self.0.dir, file, sequence, READ_AHEAD)
    }
}

fn read_change(window: &mut Window, place: Place, sequence: u64) -> Result<Vec<u8>, JournalError> {
    let mut payload = Vec::new();
    let passed = window.change(place.offset, sequence, None, &mut payload)?;
    if Place::new(place.file, place.offset, &passed.hash).hash != place.hash {
        return Err(window.damage(place.offset, sequence, Reason::Chain));
    }
    Ok(payload)
}

/// Changes in order; made by [`JournalReader::since`].
pub struct Changes {
    reader: JournalReader,
    /// None once it has ended.
    next: Option<u64>,
    window: Option<(u32, Window)>,
}

impl Changes {
    fn read(&mut self, sequence: u64, place: Place) -> Result<Vec<u8>, JournalError> {
        let mut window = match self.window.take() {
            Some((file, window)) if file == place.file => window,
            _ => self.reader.window(place.file, sequence)?,
        };
        // What was read ahead may have been part of an append that failed and was cut.
        window.forget();
        let payload = read_change(&mut window, place, sequence);
        self.window = Some((place.file, window));
        payload
    }
}

impl Iterator for Changes {
    type Item = Result<(u64, Vec<u8>), JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        let sequence = self.next?;
        let read = match self.reader.place(sequence) {
            Ok(place) => self.read(sequence, place?),
            Err(error) => Err(error),
        };
        self.next = read.is_ok().then(|| sequence + 1);
        Some(read.map(|payload| (sequence, payload)))
    }
}
