//! What the sessions and commands of one process share: the store, the look-up index,
//! the clock and the config. A clone is a cheap handle.

mod drafts;
mod presence;

pub use crate::clock::Clock;
pub use drafts::{Found, Held};
pub use presence::{Here, Presence};

use crate::config::Config;
use crate::demo;
use crate::filter;
use crate::lookup::Lookup;
use crate::published;
use crate::records::KINDS;
use crate::store::disk::Disk;
use crate::store::sealed::PEOPLE;
use crate::store::{BEGUN_EMPTY, Cause, Edit, Now, OpenError, Opened, Pending};
use crate::store::{Person, Plan, Progress, Reason, Refused, RestoreError, Restored};
use crate::store::{Role, Sight, Store, in_words};
use crate::value::{Id, Lang, Value, Wrong};
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// With what a store begins that was not there before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Begin {
    /// The facts of the published page.
    Published,
    /// Nothing.
    Empty,
    /// An invented office's work: a demonstration store. A store that is there and none is
    /// refused.
    Demo {
        /// How many records.
        records: usize,
        /// Who opens it, one of that office.
        person: Person,
    },
}

/// The look-up index.
#[derive(Default)]
enum Index {
    /// Nobody has looked anything up.
    #[default]
    None,
    /// What is there of it.
    Growing(Lookup),
    /// All, as of a commit.
    Built(u64, Lookup),
}

/// The shared handle.
#[derive(Clone)]
pub struct Office {
    store: Store,
    clock: Clock,
    disk: Arc<dyn Disk>,
    index: Arc<Mutex<Index>>,
    /// Held by whoever builds it: once is enough.
    building: Arc<Mutex<()>>,
    /// Counts how often more of it was there.
    grown: watch::Sender<usize>,
    /// Held by whoever sits down: one person at two terminals is still one colleague.
    seating: Arc<Mutex<()>>,
    drafting: drafts::Open,
    room: Arc<presence::Room>,
    config: Arc<Config>,
}

impl Office {
    /// Opens the store in a folder; a new one is filled as told.
    pub fn open(
        disk: Arc<dyn Disk>,
        folder: &Path,
        clock: Clock,
        begin: Begin,
    ) -> Result<(Self, Opened), OpenError> {
        Self::open_telling(disk, folder, clock, begin, &mut |_| {})
    }

    /// The same, and tells how far it has come.
    pub fn open_telling(
        disk: Arc<dyn Disk>,
        folder: &Path,
        clock: Clock,
        begin: Begin,
        told: &mut dyn FnMut(Progress),
    ) -> Result<(Self, Opened), OpenError> {
        Self::open_with(disk, folder, clock, begin, Plan::default(), told)
    }

    /// The same, with when upkeep is due and where backups go.
    pub fn open_with(
        disk: Arc<dyn Disk>,
        folder: &Path,
        clock: Clock,
        begin: Begin,
        plan: Plan,
        told: &mut dyn FnMut(Progress),
    ) -> Result<(Self, Opened), OpenError> {
        let files = Arc::clone(&disk);
        let when = clock.rfc3339();
        let plan = timed(plan, clock);
        let (store, mut opened) = Store::open_with(disk, folder, &when, plan, &mut *told)?;
        let mark = folder.join(BEGUN_EMPTY);
        opened.is_new &= files.open(&mark).is_err();
        let wants_demo = matches!(begin, Begin::Demo { .. });
        if opened.is_new {
            let filled = match begin {
                Begin::Published => fill(&store, &clock),
                Begin::Demo { records, person } => {
                    demo::fill(&store, &clock, records, &person, told).map_err(untold)
                }
                Begin::Empty => {
                    files.create(&mark).map(drop).map_err(|why| untold(why.to_string()))
                }
            };
            if let Err(what) = filled {
                // Whoever tries again finds it closed.
                store.close();
                return Err(OpenError::Machine { folder: folder.into(), what });
            }
        }
        let (index, seating, config) = (Arc::default(), Arc::default(), Arc::default());
        let (building, drafting, room) = (Arc::default(), Arc::default(), Arc::default());
        let (grown, disk) = (watch::Sender::default(), files);
        let office =
            Self { store, clock, disk, index, building, grown, seating, drafting, room, config };
        if wants_demo && !office.is_demo() {
            office.store.close();
            return Err(OpenError::NotDemo { folder: folder.into() });
        }
        Ok((office, opened))
    }

    /// Puts a backup in the place of the store in a folder; see [`Store::restore`].
    pub fn restore(
        disk: &Arc<dyn Disk>,
        folder: &Path,
        file: &Path,
        plan: &Plan,
        clock: &Clock,
    ) -> Result<(Restored, usize), RestoreError> {
        let plan = timed(plan.clone(), *clock);
        Store::restore(disk, folder, file, &plan, (&clock.rfc3339(), clock.millis()))
    }

    /// Keeps what there is before records come from elsewhere. Why not, if it cannot be.
    pub fn keep_before_import(&self) -> Result<(), Wrong> {
        self.store.backup(self.clock.millis(), Reason::Import).map(drop)
    }

    /// Whether it is a demonstration store's: everything in it is invented.
    pub fn is_demo(&self) -> bool {
        self.store.now().snapshot.is_invented()
    }

    /// The same office with what its host has set.
    pub fn with_config(self, config: Arc<Config>) -> Self {
        Self { config, ..self }
    }

    /// What its host has set.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Makes whoever may edit and is no colleague yet one, named by their login: a change of its
    /// own, by them, which no undo takes back. Waits until it is saved; a store that takes nothing
    /// is read nevertheless.
    pub fn seat(&self, person: &Person) {
        if !person.may_edit() {
            return;
        }
        let seated = self.seating.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = self.sight(person).me().is_some();
        let people =
            KINDS.iter().find_map(|kind| Some((kind, kind.naming().next()?, kind.login()?)));
        if let (false, Some((kind, name, login))) = (is_known, people) {
            let text = || Value::Text((&*person.login).into());
            let fields = vec![(name.number, text()), (login.number, text())];
            let edit = Edit::Add { id: Id::provisional(kind.number, 0), fields };
            // Whoever cannot be seated is told so when they save something.
            let _ = self.commit(person, Cause::Seated, vec![edit]).wait();
        }
        drop(seated);
    }

    /// Notes in the log that somebody tried what they may not do, and from where.
    pub fn refused(&self, person: &Person, from: &str) {
        let fields = serde_json::json!({ "who": &*person.login, "from": from });
        self.store.note("edit refused", fields);
    }

    /// What the machine refused beneath the store's folder, in words.
    pub fn why(&self, error: &io::Error) -> Wrong {
        in_words(&*self.disk, self.store.folder(), error)
    }

    /// Writes a file for a person, private to whoever runs this: aside, to the medium, and only
    /// then under its name. `write` should write in large pieces.
    pub fn write_file(
        &self,
        path: &Path,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        self.disk.replace_by(path, write)
    }

    /// The whole of a person's file; nothing if it is longer than `most` bytes.
    pub fn read_file(&self, path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        self.disk.open(path)?.take(most + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= most).then_some(bytes))
    }

    /// What is kept at a person's seat, as it was written; nothing if there is none, or it cannot
    /// be read: it can be lost without harm.
    pub fn kept(&self, person: &Person) -> Option<Vec<u8>> {
        self.read_file(&self.seat_of(person)?.join(SEAT), MOST_KEPT).ok().flatten()
    }

    /// Keeps something at a person's seat, in the place of what was there. A disk that takes
    /// nothing is no reason to keep anybody from leaving.
    pub fn keep(&self, person: &Person, text: &[u8]) {
        let Some(folder) = self.seat_of(person) else { return };
        let seated = self.seating.lock().unwrap_or_else(PoisonError::into_inner);
        let people = self.store.folder().join(PEOPLE);
        let may = self.disk.may_write(self.store.folder());
        let made = may
            .and_then(|()| self.disk.create_folder(&people))
            .and_then(|()| self.disk.create_folder(&folder));
        let _ = made.and_then(|()| self.disk.replace(&folder.join(SEAT), text));
        drop(seated);
    }

    /// The folder of a person's own files: their login, written so that it is a file's name.
    fn seat_of(&self, person: &Person) -> Option<PathBuf> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_@".contains(&byte);
        let written = |byte: u8| match byte {
            byte if plain(byte) => (byte as char).to_string(),
            byte => format!("%{byte:02x}"),
        };
        let name: String = person.login.bytes().map(written).collect();
        let fits = (1..=LONGEST_NAME).contains(&name.len());
        fits.then(|| self.store.folder().join(PEOPLE).join(name))
    }

    /// What a person sees now.
    pub fn sight(&self, person: &Person) -> Sight {
        sight(&self.store.now(), person, &self.clock)
    }

    /// Hands edits to the store.
    pub fn commit(&self, person: &Person, cause: Cause, edits: Vec<Edit>) -> Pending {
        self.store.commit(person, cause, self.clock.millis(), edits)
    }

    /// The look-up index of what the store holds now. Waits while it is built the first time.
    pub fn lookup(&self) -> Lookup {
        self.built().unwrap_or_else(|| self.build_here(|| ()))
    }

    /// The same, built by this thread unless another is at it; `begun` is done as soon as no
    /// other can begin.
    pub fn build_here(&self, begun: impl FnOnce()) -> Lookup {
        let building = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        begun();
        if let Some(built) = self.built() {
            return built;
        }
        let now = self.store.now();
        let all = sight(&now, &everything(), &self.clock);
        // Built without the lock of the index, so that whoever does not wait need not.
        let lookup = Lookup::built(&all, &mut |growing| self.put(Index::Growing(growing.clone())));
        self.put(Index::Built(now.snapshot.sequence, lookup.clone()));
        drop(building);
        lookup
    }

    fn put(&self, index: Index) {
        *self.index.lock().unwrap_or_else(PoisonError::into_inner) = index;
        self.grown.send_modify(|grown| *grown += 1);
    }

    /// The same if it is built, never waiting for that; see [`Office::build`].
    pub fn built(&self) -> Option<Lookup> {
        Some(self.ready()).filter(Lookup::is_whole)
    }

    /// What there is of it, never waiting: nothing before it is begun to be built.
    pub fn ready(&self) -> Lookup {
        let now = self.store.now();
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *index {
            Index::None => Lookup::default(),
            Index::Growing(lookup) => lookup.clone(),
            Index::Built(sequence, lookup) => {
                if *sequence < now.snapshot.sequence {
                    let changed = now.changed_since(*sequence);
                    let all = sight(&now, &everything(), &self.clock);
                    *lookup = lookup.follow(&all, changed.as_deref());
                    *sequence = now.snapshot.sequence;
                }
                lookup.clone()
            }
        }
    }

    /// Has the index built on a thread of its own, and tells whenever more of it is there.
    pub fn build(&self) -> watch::Receiver<usize> {
        let (office, grown) = (self.clone(), self.grown.subscribe());
        std::thread::spawn(move || drop(office.lookup()));
        grown
    }
}

/// The file of a seat.
const SEAT: &str = "seat.json";
/// More no seat takes, in bytes.
const MOST_KEPT: u64 = 1 << 20;
/// Longest name of a folder, in bytes, which every file system has.
const LONGEST_NAME: usize = 200;

/// Nobody in particular, who sees everything: for the index, which every hit is asked of again.
fn everything() -> Person {
    Person::new("index", Role::Admin)
}

fn sight(now: &Now, person: &Person, clock: &Clock) -> Sight {
    Sight::new(now.snapshot.clone(), person.clone(), clock.now(), filter::count)
}

/// With what time it is.
fn timed(plan: Plan, clock: Clock) -> Plan {
    Plan { hour: Some(Arc::new(move || clock.rfc3339())), ..plan }
}

/// What nobody has put into words.
fn untold(why: String) -> Wrong {
    Wrong { en: why.clone(), zh: why }
}

fn fill(store: &Store, clock: &Clock) -> Result<(), Wrong> {
    let person = Person::new(published::BY, Role::Admin);
    let edits = published::edits().map_err(untold)?;
    let saved = store.commit(&person, Cause::Import, clock.millis(), edits).wait();
    let said = |refused: Refused| Wrong { en: refused.say(Lang::En), zh: refused.say(Lang::Zh) };
    saved.map(drop).map_err(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::kind_named;
    use crate::store::disk::RealDisk;

    fn office(folder: &Path) -> Office {
        let clock = Clock::fixed(crate::store::fixture::now());
        let opened = Office::open(Arc::new(RealDisk), folder, clock, Begin::Empty);
        opened.map_err(|error| error.say(crate::value::Lang::En)).expect("an empty folder").0
    }

    fn add_fund(office: &Office, name: &str) {
        let fields = vec![(100, Value::Text(name.into()))];
        let fund = kind_named("funds").expect("a kind").number;
        let edit = Edit::Add { id: Id::provisional(fund, 1), fields };
        let saved = office.commit(&everything(), Cause::Edit, vec![edit]).wait();
        saved.map(drop).map_err(|refused| format!("{refused:?}")).expect("a fund");
    }

    fn finds(office: &Office, lookup: &Lookup, name: &str) -> usize {
        lookup.find(name, &office.sight(&everything()), &crate::lookup::Around::default()).len()
    }

    #[test]
    fn nothing_is_indexed_until_somebody_looks_something_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let office = office(folder.path());
        add_fund(&office, "Seed");
        assert!(office.built().is_none());
        assert_eq!(finds(&office, &office.lookup(), "seed"), 1);
        add_fund(&office, "Bridge");
        let built = office.built().expect("it is built");
        assert_eq!(finds(&office, &built, "bridge"), 1, "it follows what is saved");
    }

    #[test]
    fn whoever_had_it_built_aside_is_told_when_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let office = office(folder.path());
        add_fund(&office, "Seed");
        let mut grown = office.build();
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        while office.built().is_none() {
            runtime.block_on(grown.changed()).expect("it is told");
        }
        assert_eq!(finds(&office, &office.ready(), "seed"), 1);
    }

    #[test]
    fn whoever_may_edit_is_a_colleague_from_the_first_day_and_only_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let office = office(folder.path());
        let colleagues = |person: &Person| {
            let kind = kind_named("colleagues").expect("a kind");
            office.sight(person).rows(kind).count()
        };
        let (wang, li) = (Person::new("wang", Role::Editor), Person::new("li", Role::Viewer));
        office.seat(&li);
        assert_eq!((colleagues(&wang), office.sight(&li).me()), (0, None));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| office.seat(&wang));
            }
        });
        let sight = office.sight(&wang);
        let me = sight.me().and_then(|id| sight.row(id)).expect("wang is a colleague");
        assert_eq!((colleagues(&wang), &*me.created.who), (1, "wang"));
        assert_eq!(sight.name_of(me, crate::value::Lang::En), "wang");
    }

    #[test]
    fn nobody_is_kept_from_reading_because_they_cannot_be_seated() {
        let folder = tempfile::tempdir().expect("a folder");
        let office = office(folder.path());
        office.store().close();
        let wang = Person::new("wang", Role::Editor);
        office.seat(&wang);
        assert_eq!(office.sight(&wang).me(), None);
    }
}
