//! What a loss of power may leave of what a [`super::RecordingDisk`] saw: all that was synced,
//! and of the rest any part in any order. It must never leave out what was synced.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

use super::recording::{Did, IsFolder, Name, Node, ROOT};

/// What becomes of one thing that was not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is there.
    Kept,
    /// It never was.
    Lost,
    /// The file has the length, and zeros for its bytes. A name is lost.
    Zeroed,
    /// So many of its first bytes are there, and no more. A name is lost.
    Cut(usize),
    /// So many of its first bytes are zeros, and the others are there. A name is kept.
    Holed(usize),
}

/// What decides.
pub trait Chance {
    /// What becomes of each thing that is not synced, by how many bytes it wrote: of the names
    /// first, then of what was written to each file that has one, in order.
    fn fate(&mut self, length: usize) -> Fate;

    /// As it was at which of so many moments a folder is left in which others write; nothing is
    /// left in it if it was at none of them.
    fn moment(&mut self, known: usize) -> Option<usize>;
}

/// Goes through what was done, one thing after the other; at each the power may be lost.
pub struct PowerLoss {
    ahead: vec::IntoIter<Did>,
    passed: usize,
    files: HashMap<Node, Contents>,
    /// What the names that are on the medium stand for.
    names: Names,
    /// Names that are not.
    unsynced: Vec<Vec<Name>>,
    /// What others wrote in a folder, as it was at some moments.
    foreign: HashMap<Node, Vec<PathBuf>>,
}

type Names = BTreeMap<(Node, OsString), (Node, IsFolder)>;

#[derive(Default)]
struct Contents {
    synced: Vec<u8>,
    unsynced: Vec<Did>,
}

impl PowerLoss {
    pub(super) fn of(done: Vec<Did>) -> Self {
        let (files, foreign) = (HashMap::new(), HashMap::new());
        let (names, unsynced) = (Names::new(), Vec::new());
        Self { ahead: done.into_iter(), passed: 0, files, names, unsynced, foreign }
    }

    /// One more thing is done; false if there is none.
    pub fn step(&mut self) -> bool {
        let Some(did) = self.ahead.next() else { return false };
        self.passed += 1;
        match did {
            Did::Name(names) => self.unsynced.push(names),
            Did::SyncFolder { folder } => self.sync_folder(folder),
            Did::Foreign { folder, like } => self.foreign.entry(folder).or_default().push(like),
            Did::Sync { file } => {
                let contents = self.files.entry(file).or_default();
                for did in contents.unsynced.drain(..) {
                    apply(&mut contents.synced, &did, Fate::Kept);
                }
            }
            Did::Write { file, .. } | Did::SetLength { file, .. } => {
                self.files.entry(file).or_default().unsynced.push(did);
            }
        }
        true
    }

    /// Names in other folders are not synced, but what was renamed into this one is gone there.
    fn sync_folder(&mut self, folder: Node) {
        let concerns = |names: &mut Vec<Name>| names.last().is_some_and(|it| it.folder == folder);
        for names in self.unsynced.extract_if(.., concerns) {
            rename(&mut self.names, names);
        }
    }

    /// How many things were done.
    pub fn passed(&self) -> usize {
        self.passed
    }

    /// How many of them are not synced.
    pub fn unsynced(&self) -> usize {
        let files = self.files.values().map(|contents| contents.unsynced.len());
        self.unsynced.len() + files.sum::<usize>()
    }

    /// Fills the folder `root` with what is left.
    pub fn leave(&self, root: &Path, chance: &mut dyn Chance) -> io::Result<()> {
        let mut names = self.names.clone();
        for unsynced in &self.unsynced {
            if matches!(chance.fate(0), Fate::Kept | Fate::Holed(_)) {
                rename(&mut names, unsynced.clone());
            }
        }
        self.fill(ROOT, root, &names, chance)
    }

    fn fill(
        &self,
        folder: Node,
        path: &Path,
        names: &Names,
        chance: &mut dyn Chance,
    ) -> io::Result<()> {
        fs::create_dir_all(path)?;
        let foreign = self.foreign.get(&folder).map_or(&[][..], Vec::as_slice);
        if let Some(like) = chance.moment(foreign.len()).and_then(|nth| foreign.get(nth)) {
            copy(like, path)?;
        }
        let from = (folder, OsString::new());
        let within = names.range(from..).take_while(|((of, _), _)| *of == folder);
        for ((_, name), (node, is_folder)) in within {
            let path = path.join(name);
            if *is_folder {
                self.fill(*node, &path, names, chance)?;
            } else {
                fs::write(&path, self.contents(*node, chance))?;
            }
        }
        Ok(())
    }

    fn contents(&self, file: Node, chance: &mut dyn Chance) -> Vec<u8> {
        let Some(contents) = self.files.get(&file) else { return Vec::new() };
        let mut bytes = contents.synced.clone();
        for did in &contents.unsynced {
            let length = if let Did::Write { bytes, .. } = did { bytes.len() } else { 0 };
            apply(&mut bytes, did, chance.fate(length));
        }
        bytes
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let (from, to) = (entry?.path(), to.to_owned());
        let to = to.join(from.file_name().unwrap_or_default());
        if from.is_dir() {
            fs::create_dir_all(&to)?;
            copy(&from, &to)?;
        } else {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

fn rename(names: &mut Names, changed: Vec<Name>) {
    for Name { folder, name, is } in changed {
        match is {
            Some(is) => drop(names.insert((folder, name), is)),
            None => drop(names.remove(&(folder, name))),
        }
    }
}

fn apply(contents: &mut Vec<u8>, did: &Did, fate: Fate) {
    match did {
        Did::Write { at, bytes, .. } => {
            let (from, to) = match fate {
                Fate::Lost => return,
                Fate::Kept => (0, bytes.len()),
                Fate::Zeroed => (bytes.len(), bytes.len()),
                Fate::Cut(length) => (0, length.min(bytes.len())),
                Fate::Holed(length) => (length.min(bytes.len()), bytes.len()),
            };
            let at = *at as usize;
            contents.resize(contents.len().max(at + to), 0);
            contents[at..at + from].fill(0);
            contents[at + from..at + to].copy_from_slice(&bytes[from..to]);
        }
        Did::SetLength { length, .. } if fate == Fate::Kept => {
            contents.resize(*length as usize, 0);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Disk, RealDisk, RecordingDisk};
    use super::*;
    use tempfile::TempDir;

    fn recording() -> (TempDir, RecordingDisk) {
        let dir = tempfile::tempdir().unwrap();
        let disk = RecordingDisk::new(Arc::new(RealDisk), &dir.path().join("store"));
        disk.create_folder(&dir.path().join("store")).unwrap();
        (dir, disk)
    }

    /// One after the other; of what others wrote, the last.
    struct Fates(Vec<Fate>);

    impl Chance for Fates {
        fn fate(&mut self, _: usize) -> Fate {
            self.0.remove(0)
        }

        fn moment(&mut self, known: usize) -> Option<usize> {
            known.checked_sub(1)
        }
    }

    /// The files that are left, with what is in them.
    fn left(loss: &PowerLoss, fates: &[Fate]) -> Vec<(String, Vec<u8>)> {
        fn collect(root: &Path, folder: &Path, all: &mut Vec<(String, Vec<u8>)>) {
            for name in RealDisk.list(folder).unwrap() {
                let path = folder.join(name);
                if path.is_dir() {
                    collect(root, &path, all);
                } else {
                    let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                    all.push((name, fs::read(path).unwrap()));
                }
            }
        }
        let dir = tempfile::tempdir().unwrap();
        let mut fates = Fates(fates.to_vec());
        loss.leave(dir.path(), &mut fates).unwrap();
        assert_eq!(fates.0, [], "each was asked for");
        let mut all = Vec::new();
        collect(dir.path(), dir.path(), &mut all);
        all
    }

    fn ended(disk: &RecordingDisk) -> PowerLoss {
        let mut loss = disk.power_loss();
        while loss.step() {}
        assert_eq!(loss.passed(), disk.done());
        loss
    }

    fn one(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        vec![(name.to_owned(), bytes.to_vec())]
    }

    #[test]
    fn what_was_synced_is_left_and_the_rest_as_fate_has_it() {
        let (dir, disk) = recording();
        let path = dir.path().join("store/log");
        let file = disk.open_append(&path).unwrap();
        disk.write(&file, b"one").unwrap();
        assert_eq!(left(&ended(&disk), &[Fate::Lost]), [], "nobody knows its name");
        disk.sync_folder(&dir.path().join("store")).unwrap();
        assert_eq!(left(&ended(&disk), &[Fate::Lost]), one("log", b""));
        disk.sync(&file).unwrap();
        assert_eq!(left(&ended(&disk), &[]), one("log", b"one"));

        disk.write(&file, b"two").unwrap();
        disk.write(&file, b"three").unwrap();
        let loss = ended(&disk);
        assert_eq!(loss.unsynced(), 2);
        for (fates, bytes) in [
            ([Fate::Kept, Fate::Kept], &b"onetwothree"[..]),
            ([Fate::Kept, Fate::Cut(2)], b"onetwoth"),
            ([Fate::Lost, Fate::Holed(2)], b"one\0\0\0\0\0ree"),
            ([Fate::Zeroed, Fate::Lost], b"one\0\0\0"),
            ([Fate::Lost, Fate::Lost], b"one"),
        ] {
            assert_eq!(left(&loss, &fates), one("log", bytes), "{fates:?}");
        }
        disk.set_len(&file, 1).unwrap();
        assert_eq!(left(&ended(&disk), &[Fate::Lost, Fate::Kept, Fate::Kept]), one("log", b"o"));
        disk.sync(&file).unwrap();
        assert_eq!(left(&ended(&disk), &[]), one("log", b"o"));
    }

    #[test]
    fn a_file_that_is_replaced_is_the_old_or_the_new_one() {
        let (dir, disk) = recording();
        let path = dir.path().join("store/seat");
        disk.replace(&path, b"old").unwrap();
        disk.replace(&path, b"new").unwrap();
        let mut loss = disk.power_loss();
        let mut found = Vec::new();
        while loss.step() {
            for fate in [Fate::Kept, Fate::Lost] {
                let dir = tempfile::tempdir().unwrap();
                loss.leave(dir.path(), &mut Fates(vec![fate; loss.unsynced()])).unwrap();
                found.push(fs::read(dir.path().join("seat")).ok());
            }
        }
        found.dedup();
        let (old, new) = (Some(b"old".to_vec()), Some(b"new".to_vec()));
        assert_eq!(found[0], None);
        assert_eq!(found.last(), Some(&new));
        assert!(found[2..].iter().all(|bytes| [&old, &new, &None].contains(&bytes)), "{found:?}");
        let first = found.iter().position(|bytes| *bytes == old).unwrap();
        assert!(found.iter().rposition(Option::is_none) < found.iter().rposition(|it| *it == old));
        assert!(found[..first].iter().all(Option::is_none), "{found:?}");
    }

    #[test]
    fn what_was_renamed_or_removed_comes_back_until_the_folder_is_synced() {
        let (dir, disk) = recording();
        let at = |name: &str| dir.path().join("store").join(name);
        let synced = || disk.sync_folder(&dir.path().join("store")).unwrap();
        disk.create_folder(&at("a")).unwrap();
        disk.create(&at("a/file")).unwrap();
        disk.sync_folder(&at("a")).unwrap();
        synced();
        let others = tempfile::tempdir().unwrap();
        fs::create_dir(others.path().join("in")).unwrap();
        fs::write(others.path().join("in/theirs"), b"theirs").unwrap();
        disk.note_foreign(&at("a"), others.path().to_owned());
        disk.rename(&at("a"), &at("b")).unwrap();
        let theirs = |folder: &str| (format!("{folder}/in/theirs"), b"theirs".to_vec());
        let file = |folder: &str| (format!("{folder}/file"), Vec::new());
        assert_eq!(left(&ended(&disk), &[Fate::Lost]), [file("a"), theirs("a")]);
        assert_eq!(left(&ended(&disk), &[Fate::Kept]), [file("b"), theirs("b")]);
        synced();
        disk.remove(&at("b/file")).unwrap();
        assert_eq!(left(&ended(&disk), &[Fate::Lost]), [file("b"), theirs("b")]);
        disk.sync_folder(&at("b")).unwrap();
        assert_eq!(left(&ended(&disk), &[]), [theirs("b")]);
    }
}
