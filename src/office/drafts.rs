//! What people typed and have not saved: a file for each open form, in the folder of whoever
//! typed it. What a draft says is not known here; none is removed but by its holder, and none
//! that is damaged is taken for what it was not.

use super::{Office, PEOPLE};
use crate::store::Person;
use crate::store::sealed::{self, DRAFTS, SEALED};
use crate::value::Wrong;
use crate::words::draft as say;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The drafts whose forms are open now.
pub(super) type Open = Arc<Mutex<BTreeSet<PathBuf>>>;

/// A draft whose form is open: nobody else is offered it until this is dropped.
#[derive(Debug)]
pub struct Held {
    path: PathBuf,
    open: Open,
}

impl Held {
    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn of(path: PathBuf, open: &Open) -> Option<Self> {
        let is_new = open.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
        is_new.then(|| Self { path, open: Arc::clone(open) })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.path);
    }
}

/// A draft that is there: what it says, or what is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Where it lies.
    pub path: PathBuf,
    /// The text that was kept.
    pub text: Result<Vec<u8>, Wrong>,
}

impl Office {
    /// The drafts of a person whose forms are open nowhere. What a write that was cut short left
    /// is taken away.
    pub fn drafts(&self, person: &Person) -> io::Result<Vec<Found>> {
        let Some(folder) = self.drafts_of(person) else { return Ok(Vec::new()) };
        self.sweep(&folder);
        let free = |path: &PathBuf| !self.is_open(path);
        let paths = sealed::listed(&*self.disk, &folder)?.into_iter().filter(free);
        Ok(paths.filter_map(|path| self.found(path)).collect())
    }

    /// Takes a draft that was found, to go on with it or to remove it; nothing if its form is open
    /// or it is gone.
    pub fn take_draft(&self, path: &Path) -> Option<(Held, Found)> {
        let held = Held::of(path.to_owned(), &self.drafting)?;
        let found = self.found(path.to_owned())?;
        Some((held, found))
    }

    /// The draft of a form that was just opened; there is none of it on the disk yet.
    pub fn begin_draft(&self, person: &Person) -> io::Result<Held> {
        let folder = self.drafts_of(person).ok_or(io::ErrorKind::InvalidFilename)?;
        self.make(&folder)?;
        let number = |path: &PathBuf| path.file_stem()?.to_str()?.parse::<u64>().ok();
        let last = sealed::listed(&*self.disk, &folder)?.iter().filter_map(number).max();
        // Whoever else begins one now may have taken the next.
        let free = (last.unwrap_or(0) + 1..)
            .find_map(|number| Held::of(folder.join(format!("{number}.{SEALED}")), &self.drafting));
        free.ok_or_else(|| io::ErrorKind::AlreadyExists.into())
    }

    /// Keeps what was typed, in the place of what was kept of it before.
    pub fn keep_draft(&self, held: &Held, text: &[u8]) -> io::Result<()> {
        if text.len() > sealed::MOST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.disk.replace(&held.path, &sealed::seal(text))
    }

    /// Removes what was kept of it, if anything was.
    pub fn drop_draft(&self, held: &Held) -> io::Result<()> {
        match self.disk.remove(&held.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            removed => removed?,
        }
        self.disk.sync_folder(held.path.parent().unwrap_or(Path::new(".")))
    }

    fn drafts_of(&self, person: &Person) -> Option<PathBuf> {
        Some(self.seat_of(person)?.join(DRAFTS))
    }

    fn is_open(&self, path: &Path) -> bool {
        self.drafting.lock().unwrap_or_else(PoisonError::into_inner).contains(path)
    }

    /// Nothing if it is gone.
    fn found(&self, path: PathBuf) -> Option<Found> {
        let text = match sealed::read(&*self.disk, &path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => {
                Err(say::DAMAGED.wrong(&[&path.display().to_string(), &error.to_string()]))
            }
            Ok(read) => read,
        };
        Some(Found { path, text })
    }

    /// Takes away what was written aside and never got its name.
    fn sweep(&self, folder: &Path) {
        let names = self.disk.list(folder).unwrap_or_default().into_iter();
        let aside = names.map(|name| folder.join(name));
        let is_aside =
            |path: &PathBuf| path.extension().is_some_and(|extension| extension == "new");
        for path in aside.filter(is_aside).filter(|path| !self.is_open(&path.with_extension(""))) {
            // It is in nobody's way.
            let _ = self.disk.remove(&path);
        }
    }

    /// Makes a person's folder of drafts, so that it is there after a power loss, too.
    fn make(&self, folder: &Path) -> io::Result<()> {
        let people = self.store.folder().join(PEOPLE);
        for made in [Some(people.as_path()), folder.parent(), Some(folder)].into_iter().flatten() {
            self.disk.make_folder(made)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::{Begin, Clock};
    use crate::store::Role;
    use crate::store::disk::{FailingDisk, RealDisk};
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    fn open(disk: Arc<FailingDisk>, folder: &Path) -> Office {
        let clock = Clock::fixed(crate::store::fixture::now());
        let opened = Office::open(disk, folder, clock, Begin::Empty);
        opened.map_err(|error| error.say(crate::value::Lang::En)).expect("it opens").0
    }

    fn office(folder: &Path) -> (Office, Arc<FailingDisk>) {
        let disk = Arc::new(FailingDisk::new(Arc::new(RealDisk)));
        (open(Arc::clone(&disk), folder), disk)
    }

    fn wang() -> Person {
        Person::new("wang", Role::Editor)
    }

    fn texts(office: &Office, person: &Person) -> Vec<String> {
        let found = office.drafts(person).expect("they can be listed");
        let text =
            |found: Found| String::from_utf8(found.text.expect("it is whole")).expect("text");
        found.into_iter().map(text).collect()
    }

    #[test]
    fn a_draft_is_offered_to_who_typed_it_once_its_form_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let (office, _) = office(folder.path());
        let (one, two) =
            (office.begin_draft(&wang()).unwrap(), office.begin_draft(&wang()).unwrap());
        assert_ne!(one.path(), two.path());
        office.keep_draft(&one, b"one").unwrap();
        office.keep_draft(&two, b"two").unwrap();
        office.keep_draft(&one, b"one more").unwrap();
        assert!(texts(&office, &wang()).is_empty(), "both are open");
        let path = one.path().to_owned();
        assert!(office.take_draft(&path).is_none(), "it is open");
        drop(one);
        assert_eq!(texts(&office, &wang()), ["one more"]);
        assert!(texts(&office, &Person::new("li", Role::Admin)).is_empty());
        let (held, found) = office.take_draft(&path).expect("it is free");
        assert_eq!(found.text, Ok(b"one more".to_vec()));
        office.drop_draft(&held).unwrap();
        office.drop_draft(&held).unwrap();
        drop((held, two));
        assert_eq!(texts(&office, &wang()), ["two"]);
        office.store().close();
        let again = open(Arc::new(FailingDisk::new(Arc::new(RealDisk))), folder.path());
        assert_eq!(texts(&again, &wang()), ["two"]);
        assert_eq!(again.store().verify().unwrap().drafts, 1);
    }

    #[test]
    fn drafts_are_private_and_whatever_a_login_is_they_lie_in_the_store() {
        let folder = tempfile::tempdir().unwrap();
        let (office, _) = office(folder.path());
        let held = office.begin_draft(&Person::new("../王", Role::Editor)).unwrap();
        office.keep_draft(&held, b"text").unwrap();
        assert!(held.path().starts_with(folder.path().join("people")));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(held.path()), 0o600);
        for above in held.path().ancestors().skip(1).take(3) {
            assert_eq!(mode(above), 0o700, "{}", above.display());
        }
        let endless = Person::new(&"w".repeat(300), Role::Editor);
        assert!(office.begin_draft(&endless).is_err());
        assert_eq!(office.drafts(&endless).unwrap(), []);
    }

    #[test]
    fn a_damaged_draft_is_named_and_left_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (office, _) = office(folder.path());
        let held = office.begin_draft(&wang()).unwrap();
        office.keep_draft(&held, b"text").unwrap();
        let path = held.path().to_owned();
        drop(held);
        fs::write(&path, b"something else").unwrap();
        let found = office.drafts(&wang()).unwrap();
        let [Found { text: Err(wrong), .. }] = found.as_slice() else { panic!("{found:?}") };
        assert!(wrong.en.contains(path.to_str().unwrap()), "{wrong:?}");
        assert_eq!(fs::read(&path).unwrap(), b"something else");
        // Nor does the next draft take its name.
        assert_ne!(office.begin_draft(&wang()).unwrap().path(), path);
    }

    #[test]
    fn what_a_write_that_was_cut_short_left_is_no_draft_and_goes() {
        let folder = tempfile::tempdir().unwrap();
        let (office, _) = office(folder.path());
        let held = office.begin_draft(&wang()).unwrap();
        let aside = held.path().with_extension("draft.new");
        fs::write(&aside, b"half").unwrap();
        assert_eq!(office.drafts(&wang()).unwrap(), []);
        assert!(aside.exists(), "it may be being written");
        drop(held);
        assert_eq!(office.drafts(&wang()).unwrap(), []);
        assert!(!aside.exists());
    }

    #[test]
    fn whatever_the_disk_refuses_the_old_draft_or_the_new_one_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (office, disk) = office(folder.path());
        let before = disk.calls().len();
        let held = office.begin_draft(&wang()).unwrap();
        office.keep_draft(&held, b"first").unwrap();
        let steps = disk.calls().len() - before;
        let path = held.path().to_owned();
        office.drop_draft(&held).unwrap();
        drop(held);
        for nth in 1..=steps {
            for old in [None, Some("old")] {
                let _ = fs::remove_dir_all(folder.path().join("people"));
                if let Some(old) = old {
                    let held = office.begin_draft(&wang()).unwrap();
                    office.keep_draft(&held, old.as_bytes()).unwrap();
                }
                disk.fail_from(nth, io::ErrorKind::StorageFull);
                let kept = match office.take_draft(&path) {
                    Some((held, _)) => office.keep_draft(&held, b"new"),
                    None => office
                        .begin_draft(&wang())
                        .and_then(|held| office.keep_draft(&held, b"new")),
                };
                disk.mend();
                let there = texts(&office, &wang());
                let expected = match (kept.is_ok(), old) {
                    (true, _) => vec!["new"],
                    (false, Some(_)) if there == ["new"] => vec!["new"],
                    (false, Some(old)) => vec![old],
                    (false, None) => there.iter().map(|_| "new").collect(),
                };
                assert_eq!(there, expected, "operation {nth} fails, {old:?} was there");
            }
        }
    }
}
