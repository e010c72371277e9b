//! Reading changes by their numbers, while another thread appends. It must never read what is
//! not yet on the medium.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use super::walk::{Walk, Window, path_of};
use super::{Damage, JournalError, Place, Reason};
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
    /// Change 1 is the first. Only changes that are on the medium are here.
    places: RwLock<Vec<Place>>,
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
        places: Vec<Place>,
    ) -> Self {
        let places = RwLock::new(places);
        Self(Arc::new(Shared { disk, dir: dir.to_owned(), damage, places }))
    }

    pub(super) fn publish(&self, places: &[Place]) {
        self.0.places.write().unwrap_or_else(PoisonError::into_inner).extend_from_slice(places);
    }

    /// The damage for which the journal was opened read-only.
    pub fn damage(&self) -> Option<&Damage> {
        self.0.damage.as_ref()
    }

    /// The last change's number; 0 if there is none. After damage, the last before it.
    pub fn last(&self) -> u64 {
        self.places().len() as u64
    }

    /// What the change says, checked: its bytes, and that it is the change that was there when
    /// the journal was opened.
    pub fn read(&self, sequence: u64) -> Result<Vec<u8>, JournalError> {
        let place = self.place(sequence).ok_or(JournalError::Unknown { sequence })?;
        read_change(&mut self.window(place.file)?, place, sequence)
    }

    /// The changes after `sequence`, in order, each read when it is asked for; those that are
    /// appended meanwhile come too. It ends after the first error.
    pub fn since(&self, sequence: u64) -> Changes {
        Changes { reader: self.clone(), next: sequence.checked_add(1), window: None }
    }

    /// Reads every change from the files anew and checks it and the chain through all of them.
    pub fn verify(&self) -> Result<Verified, JournalError> {
        let last = self.last();
        let mut walk = Walk::start(&self.0.disk, &self.0.dir)?;
        let mut verified = Verified::default();
        let mut payload = Vec::new();
        while walk.last < last {
            let Some(place) = walk.next(&mut payload)? else { return Err(walk.cut_off()) };
            verified.files = place.file;
            verified.changes = walk.last;
            verified.bytes += payload.len() as u64;
            let known = self.place(walk.last).map(|known| known.hash);
            if walk.last == last && known != Some(place.hash) {
                // Nothing follows the last change that could give away that it was changed.
                let file = path_of(&self.0.dir, place.file);
                let reason = Reason::Chain;
                return Err(Damage { file, offset: place.offset, sequence: last, reason }.into());
            }
        }
        match self.damage() {
            Some(damage) => Err(damage.clone().into()),
            None => Ok(verified),
        }
    }

    fn place(&self, sequence: u64) -> Option<Place> {
        let index = usize::try_from(sequence.checked_sub(1)?).ok()?;
        self.places().get(index).copied()
    }

    fn places(&self) -> RwLockReadGuard<'_, Vec<Place>> {
        self.0.places.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn window(&self, file: u32) -> Result<Window, JournalError> {
        Window::open(&self.0.disk, path_of(&self.0.dir, file), READ_AHEAD)
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
            _ => self.reader.window(place.file)?,
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
        let place = self.reader.place(sequence)?;
        let read = self.read(sequence, place);
        self.next = read.is_ok().then(|| sequence + 1);
        Some(read.map(|payload| (sequence, payload)))
    }
}
