//! Who is here: the sessions of this process, and which record each of them is editing. Known
//! only while they last; nothing of it is kept, and a login is not a right to be told an id.

use super::Office;
use crate::store::{Person, Role};
use crate::value::{Id, clean_line};
use chrono::NaiveDateTime;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// One who is here. Whoever tells somebody of it asks their sight about the record first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Here {
    /// Their login.
    pub login: Arc<str>,
    /// What they may do.
    pub role: Role,
    /// When they came, the wall time at the office.
    pub since: NaiveDateTime,
    /// Where they sit: an address, the socket, this terminal.
    pub from: String,
    /// The record whose form is open.
    pub editing: Option<Id>,
}

/// The sessions of one process.
#[derive(Default)]
pub(super) struct Room {
    seats: Mutex<Seats>,
    /// Counts how often anything of that changed.
    changed: watch::Sender<u64>,
}

#[derive(Default)]
struct Seats {
    /// By number, in the order of coming.
    taken: BTreeMap<u64, Here>,
    /// Those whose forms are open: few, and asked for by all whenever one is opened.
    editing: BTreeMap<u64, (Arc<str>, Id)>,
    /// Whose they are, each once.
    logins: Arc<[Arc<str>]>,
}

impl Seats {
    fn count(&mut self) {
        let mut known = BTreeSet::new();
        let logins = self.taken.values().map(|here| &here.login);
        self.logins = logins.filter(|login| known.insert(Arc::clone(login))).cloned().collect();
    }
}

impl Room {
    fn seats(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self) {
        self.changed.send_modify(|count| *count += 1);
    }
}

/// A session that is here until this is dropped.
#[must_use = "who is not held has left"]
pub struct Presence {
    room: Arc<Room>,
    number: u64,
}

impl Presence {
    /// Tells which record's form is open, if any is.
    pub fn edits(&self, record: Option<Id>) {
        let mut seats = self.room.seats();
        let Some(here) = seats.taken.get_mut(&self.number) else { return };
        if here.editing == record {
            return;
        }
        here.editing = record;
        let login = Arc::clone(&here.login);
        match record {
            Some(id) => drop(seats.editing.insert(self.number, (login, id))),
            None => drop(seats.editing.remove(&self.number)),
        }
        drop(seats);
        self.room.tell();
    }

    /// The logins of all who are here, each once, in the order of coming.
    pub fn logins(&self) -> Arc<[Arc<str>]> {
        Arc::clone(&self.room.seats().logins)
    }

    /// Who is editing which record at all other sessions, in the order of coming.
    pub fn editing_elsewhere(&self) -> Vec<(Arc<str>, Id)> {
        let seats = self.room.seats();
        let others = seats.editing.iter().filter(|(number, _)| **number != self.number);
        others.map(|(_, (login, id))| (Arc::clone(login), *id)).collect()
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let mut seats = self.room.seats();
        seats.taken.remove(&self.number);
        seats.editing.remove(&self.number);
        seats.count();
        drop(seats);
        self.room.tell();
    }
}

impl Office {
    /// A person has come, from somewhere: `ssh 10.0.0.7`, `socket`, `here`.
    pub fn come(&self, person: &Person, from: &str) -> Presence {
        let here = Here {
            login: clean_line(&person.login).into(),
            role: person.role,
            since: self.clock.now(),
            from: clean_line(from),
            editing: None,
        };
        let mut seats = self.room.seats();
        // Whoever came last may have left: their number is nobody's any more.
        let number = seats.taken.last_key_value().map_or(0, |(last, _)| last + 1);
        seats.taken.insert(number, here);
        seats.count();
        drop(seats);
        self.room.tell();
        Presence { room: Arc::clone(&self.room), number }
    }

    /// All who are here, in the order of coming: one person at two terminals twice.
    pub fn here(&self) -> Vec<Here> {
        self.room.seats().taken.values().cloned().collect()
    }

    /// Wakes whenever anybody comes, leaves, or begins or ends editing.
    pub fn watch_here(&self) -> watch::Receiver<u64> {
        self.room.changed.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::{Begin, Clock};
    use crate::store::disk::RealDisk;
    use std::path::Path;

    fn office(folder: &Path) -> Office {
        let clock = Clock::fixed(crate::store::fixture::now());
        let opened = Office::open(Arc::new(RealDisk), folder, clock, Begin::Empty);
        opened.map_err(|error| error.say(crate::value::Lang::En)).expect("an empty folder").0
    }

    fn logins(office: &Office) -> Vec<String> {
        office.here().into_iter().map(|here| here.login.to_string()).collect()
    }

    #[test]
    fn whoever_comes_is_here_until_they_leave() {
        let folder = tempfile::tempdir().unwrap();
        let office = office(folder.path());
        let (wang, li) = (Person::new("wang", Role::Editor), Person::new("li", Role::Viewer));
        let one = office.come(&wang, "ssh 10.0.0.7");
        let two = office.clone().come(&li, "socket");
        let three = office.come(&wang, "here");
        assert_eq!(logins(&office), ["wang", "li", "wang"]);
        assert_eq!(*one.logins(), ["wang".into(), "li".into()]);
        let first = office.here().remove(0);
        assert_eq!((first.role, &*first.from), (Role::Editor, "ssh 10.0.0.7"));
        assert_eq!(first.since, crate::store::fixture::now());
        drop(two);
        assert_eq!(logins(&office), ["wang", "wang"]);
        drop(three);
        let four = office.come(&li, "socket");
        assert_eq!(logins(&office), ["wang", "li"]);
        drop((one, four));
        assert_eq!(logins(&office), Vec::<String>::new());
    }

    #[test]
    fn everybody_is_told_who_comes_edits_and_goes_and_of_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let office = office(folder.path());
        let mut told = office.watch_here();
        let mut is_told = || {
            let is_told = told.has_changed().unwrap();
            told.mark_unchanged();
            is_told
        };
        let wang = office.come(&Person::new("wang", Role::Editor), "here");
        assert!(is_told());
        let record = Some(Id { kind: 1, number: 7 });
        wang.edits(record);
        assert!(is_told());
        assert_eq!(office.here()[0].editing, record);
        assert_eq!(wang.editing_elsewhere(), []);
        let li = office.come(&Person::new("li", Role::Editor), "here");
        assert!(is_told());
        assert_eq!(li.editing_elsewhere(), [("wang".into(), Id { kind: 1, number: 7 })]);
        wang.edits(record);
        assert!(!is_told(), "nothing is new");
        wang.edits(None);
        assert!(is_told());
        assert_eq!((office.here()[0].editing, li.editing_elsewhere()), (None, Vec::new()));
        drop(wang);
        assert!(is_told());
    }

    #[test]
    fn where_somebody_comes_from_is_one_clean_line() {
        let folder = tempfile::tempdir().unwrap();
        let office = office(folder.path());
        let _held = office.come(&Person::new("wa\u{202e}ng", Role::Editor), "ssh\n\u{1b}[2J");
        let here = office.here().remove(0);
        assert_eq!((&*here.login, &*here.from), ("wang", "ssh [2J"));
    }
}
