//! What the sessions and commands of one process share: the store, the look-up index and
//! the clock. A clone is a cheap handle.

pub use crate::clock::Clock;

use crate::filter;
use crate::lookup::Lookup;
use crate::published;
use crate::store::disk::Disk;
use crate::store::{BEGUN_EMPTY, Cause, Edit, Now, OpenError, Opened, Pending};
use crate::store::{Person, Role, Sight, Store};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// With what a store begins that was not there before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Begin {
    /// The facts of the published page.
    Published,
    /// Nothing.
    Empty,
}

/// The shared handle.
#[derive(Clone)]
pub struct Office {
    store: Store,
    clock: Clock,
    /// The index, and the commit it stands at.
    index: Arc<Mutex<(u64, Lookup)>>,
}

impl Office {
    /// Opens the store in a folder; a new one is filled as told.
    pub fn open(
        disk: Arc<dyn Disk>,
        folder: &Path,
        clock: Clock,
        begin: Begin,
    ) -> Result<(Self, Opened), OpenError> {
        let files = Arc::clone(&disk);
        let (store, mut opened) = Store::open(disk, folder, &clock.rfc3339())?;
        let mark = folder.join(BEGUN_EMPTY);
        opened.is_new &= files.open(&mark).is_err();
        if opened.is_new {
            let filled = match begin {
                Begin::Published => fill(&store, &clock),
                Begin::Empty => files.create(&mark).map(drop).map_err(|error| error.to_string()),
            };
            filled.map_err(|what| OpenError::Machine { folder: folder.into(), what })?;
        }
        let now = store.now();
        let sight = sight(&now, &everything(), &clock);
        let index = Arc::new(Mutex::new((now.snapshot.sequence, Lookup::of(&sight))));
        Ok((Self { store, clock, index }, opened))
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What a person sees now.
    pub fn sight(&self, person: &Person) -> Sight {
        sight(&self.store.now(), person, &self.clock)
    }

    /// Hands edits to the store.
    pub fn commit(&self, person: &Person, cause: Cause, edits: Vec<Edit>) -> Pending {
        self.store.commit(person, cause, self.clock.millis(), edits)
    }

    /// The look-up index, brought up to what the store holds now.
    pub fn lookup(&self) -> Lookup {
        let now = self.store.now();
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        if index.0 < now.snapshot.sequence {
            let changed = now.changed_since(index.0);
            let all = sight(&now, &everything(), &self.clock);
            *index = (now.snapshot.sequence, index.1.follow(&all, changed.as_deref()));
        }
        index.1.clone()
    }
}

/// Nobody in particular, who sees everything: for the index, which every hit is asked of again.
fn everything() -> Person {
    Person::new("index", Role::Admin)
}

fn sight(now: &Now, person: &Person, clock: &Clock) -> Sight {
    Sight::new(now.snapshot.clone(), person.clone(), clock.now(), filter::count)
}

fn fill(store: &Store, clock: &Clock) -> Result<(), String> {
    let person = Person::new(published::BY, Role::Admin);
    let saved = store.commit(&person, Cause::Import, clock.millis(), published::edits()?).wait();
    saved.map(drop).map_err(|refused| refused.say(crate::value::Lang::En))
}
