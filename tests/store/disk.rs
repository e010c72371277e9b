//! A disk that is full, fails or is looked at by others, and a store that is open elsewhere.

use super::{
    SINCE, WHEN, cell, editor, everything, everything_in, id, look, new, organization, rev, save,
    set, shut, sound, text, try_add,
};
use liaison::store::disk::{Disk, FailingDisk, RealDisk};
use liaison::store::{Cause, OpenError, Refused, Role, Store};
use liaison::value::{Lang, Value};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex, mpsc};

fn failing(folder: &Path) -> (Arc<FailingDisk>, Store) {
    let disk = Arc::new(FailingDisk::new(Arc::new(RealDisk)));
    let (store, _) = Store::open(Arc::clone(&disk) as Arc<dyn Disk>, folder, SINCE).unwrap();
    (disk, store)
}

fn names(store: &Store) -> Vec<String> {
    let sight = look(store, Role::Viewer);
    let kind = liaison::records::kind_named("organizations").unwrap();
    sight.rows(kind).flat_map(|row| sight.names_of(row)).collect()
}

#[test]
fn a_full_disk_refuses_and_all_goes_on_once_there_is_room() {
    let dir = tempfile::tempdir().unwrap();
    let (disk, store) = failing(dir.path());
    organization(&store, "Before");
    disk.fill();
    for _ in 0..3 {
        let refused = try_add(&store, "Refused").unwrap_err();
        assert!(matches!(refused, Refused::NotSaved(_)), "{refused:?}");
        assert!(refused.say(Lang::En).starts_with("Not saved: "), "{}", refused.say(Lang::En));
        assert_eq!((names(&store), store.now().snapshot.sequence), (vec!["Before".into()], 1));
        assert_eq!(super::history(&store, None).len(), 1, "what was saved can be read");
        store.verify().unwrap();
    }
    disk.mend();
    assert_eq!(try_add(&store, "After"), Ok(2), "without opening it anew");
    assert_eq!(names(&store), ["Before", "After"]);
    shut(store);
    assert_eq!(names(&sound(dir.path())), ["Before", "After"]);
}

fn is_refused_as_gone(store: &Store, name: &str) {
    let refused = try_add(store, name).unwrap_err();
    let said = refused.say(Lang::En);
    assert!(matches!(refused, Refused::NotSaved(_)), "{said}");
    assert!(said.contains("is gone, or another stands in its place"), "{said}");
    assert!(!said.contains("is safe"), "{said}");
}

#[test]
fn nothing_is_saved_into_a_folder_that_was_removed_or_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, moved) = (dir.path().join("store"), dir.path().join("moved"));
    let store = sound(&folder);
    organization(&store, "Before");
    fs::rename(&folder, &moved).unwrap();
    is_refused_as_gone(&store, "Moved");
    shut(sound(&folder));
    is_refused_as_gone(&store, "Another store");
    fs::remove_dir_all(&folder).unwrap();
    fs::rename(&moved, &folder).unwrap();
    assert_eq!(try_add(&store, "After"), Ok(2), "once it is back");
    fs::remove_dir_all(&folder).unwrap();
    is_refused_as_gone(&store, "Removed");
    assert_eq!(names(&store), ["Before", "After"], "what was saved can be looked at");
    shut(store);
    assert!(!folder.exists());
}

#[test]
fn nothing_is_saved_when_only_the_lock_or_the_journal_is_gone_or_is_anothers() {
    for name in ["lock", "journal/000001.log"] {
        for was_used in [false, true] {
            let dir = tempfile::tempdir().unwrap();
            let store = sound(dir.path());
            organization(&store, "Before");
            shut(store);
            let store = sound(dir.path());
            if was_used {
                organization(&store, "Before");
            }
            let (file, aside) = (dir.path().join(name), dir.path().join("journal/aside"));
            fs::rename(&file, &aside).unwrap();
            is_refused_as_gone(&store, "Gone");
            assert!(!file.exists(), "it is not made anew");
            fs::copy(&aside, &file).unwrap();
            if was_used || name == "lock" {
                is_refused_as_gone(&store, "Another");
            }
            fs::rename(&aside, &file).unwrap();
            try_add(&store, "After").unwrap();
        }
    }
}

#[test]
fn nothing_is_saved_behind_what_another_program_appended() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    organization(&store, "Before");
    let file = dir.path().join("journal/000001.log");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, [bytes.as_slice(), b"of another"].concat()).unwrap();
    is_refused_as_gone(&store, "After");
    assert!(fs::read(&file).unwrap().ends_with(b"of another"), "nor is it cut away");
    fs::write(&file, &bytes).unwrap();
    try_add(&store, "After").unwrap();
}

#[test]
fn whichever_operation_fails_what_was_answered_is_what_is_there() {
    type Fail = fn(&FailingDisk, usize, io::ErrorKind);
    let ways: [Fail; 2] = [FailingDisk::fail, FailingDisk::fail_from];
    for (way, nth) in ways.iter().flat_map(|way| (1..=5).map(move |nth| (way, nth))) {
        let dir = tempfile::tempdir().unwrap();
        let (disk, store) = failing(dir.path());
        organization(&store, "Before");
        way(&disk, nth, io::ErrorKind::Other);
        let answer = try_add(&store, "During");
        assert!(matches!(answer, Ok(2) | Err(Refused::NotSaved(_))), "{answer:?}");
        disk.mend();
        try_add(&store, "After").unwrap();
        let mut expected = vec!["Before", "During", "After"];
        expected.retain(|name| answer.is_ok() || *name != "During");
        assert_eq!(names(&store), expected, "operation {nth}");
        shut(store);
        let store = sound(dir.path());
        assert_eq!(names(&store), expected, "operation {nth}");
        store.verify().unwrap();
    }
}

/// The disk of this machine, but each `sync` waits to be let through.
struct Gate(Mutex<mpsc::Receiver<()>>, mpsc::Sender<()>);

impl Disk for Gate {
    fn sync(&self, file: &File) -> io::Result<()> {
        self.1.send(()).unwrap();
        match self.0.lock().unwrap().recv() {
            Ok(()) => RealDisk.sync(file),
            // Nobody opens the gate any more: the disk is gone.
            Err(_) => Err(io::ErrorKind::StorageFull.into()),
        }
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.create_folder(path)
    }
    fn open_append(&self, path: &Path) -> io::Result<File> {
        RealDisk.open_append(path)
    }
    fn open(&self, path: &Path) -> io::Result<File> {
        RealDisk.open(path)
    }
    fn create(&self, path: &Path) -> io::Result<File> {
        RealDisk.create(path)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(path)
    }
    fn read_at(&self, file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        RealDisk.read_at(file, buffer, offset)
    }
    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        RealDisk.write(file, bytes)
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.sync_folder(path)
    }
    fn set_len(&self, file: &File, length: u64) -> io::Result<()> {
        RealDisk.set_len(file, length)
    }
    fn close_to_others(&self, path: &Path) -> io::Result<()> {
        RealDisk.close_to_others(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove_folder(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        RealDisk.list(path)
    }
}

/// Two people set the same value; the first one's change is on its way when the disk goes.
#[test]
fn what_is_already_so_is_not_called_saved_before_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    shut(store);

    let (let_through, gate) = mpsc::channel();
    let (waits, waiting) = mpsc::channel();
    let disk = Arc::new(Gate(Mutex::new(gate), waits));
    let (store, _) = Store::open(disk, dir.path(), SINCE).unwrap();
    let commit = |who: &str, field: &str, value: Value| {
        let edits = vec![set(it, 1, &[(field, Value::None, value)])];
        store.commit(&editor(who), Cause::Edit, WHEN, edits)
    };
    let first = commit("zhao", "industry", text("cars"));
    // The writer is busy with the first: the others wait together.
    waiting.recv().unwrap();
    let (one, same) = (commit("wang", "country", text("JP")), commit("li", "country", text("JP")));
    let_through.send(()).unwrap();
    drop(let_through);
    assert_eq!(first.wait().unwrap().sequence, 2);
    assert!(matches!(one.wait(), Err(Refused::NotSaved(_))));
    let same = same.wait();
    assert!(matches!(same, Err(Refused::NotSaved(_))), "{same:?}");
    assert_eq!((cell(&store, it, "country"), rev(&store, it)), (Value::None, 2));
}

fn modes(folder: &Path, found: &mut Vec<(String, u32)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let metadata = entry.metadata().unwrap();
        let expected = if metadata.is_dir() { 0o700 } else { 0o600 };
        let mode = metadata.permissions().mode() & 0o7777;
        found.push((entry.path().display().to_string(), mode ^ expected));
        if metadata.is_dir() {
            modes(&entry.path(), found);
        }
    }
}

#[test]
fn nobody_else_may_read_anything_of_a_store() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("store");
    let private = || {
        let mut found = Vec::new();
        modes(dir.path(), &mut found);
        let open: Vec<_> = found.iter().filter(|(_, different)| *different != 0).collect();
        assert!(found.len() > 6 && open.is_empty(), "{open:?}");
    };
    let store = sound(&folder);
    private();
    let needs = text(&"x".repeat(100_000));
    let many = (0..30)
        .map(|n| new("organizations", n, &[("name", text("Large")), ("needs", needs.clone())]));
    save(&store, "wang", many.collect()).unwrap();
    shut(store);
    private();
    shut(sound(&folder));
    private();

    // A torn tail and a bad state are kept aside.
    let journal = folder.join("journal/000001.log");
    let mut bytes = fs::read(&journal).unwrap();
    bytes.extend(b"torn");
    fs::write(&journal, bytes).unwrap();
    for entry in fs::read_dir(folder.join("state")).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_file() {
            fs::write(entry.path(), b"not a file of sled's").unwrap();
        }
    }
    let (store, opened) = super::open(&folder);
    assert_eq!(opened.findings.len(), 3, "{:?}", opened.findings);
    shut(store);
    private();
}

#[test]
fn a_second_opener_is_told_who_holds_it() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    organization(&store, "Toyota");
    let second = Store::open(Arc::new(RealDisk), dir.path(), "2026-11-22T10:00:00+08:00");
    let Err(error @ OpenError::Held { .. }) = second.map(drop) else {
        panic!("it was opened twice")
    };
    let OpenError::Held { folder, holder } = &error else { unreachable!() };
    assert_eq!((folder.as_path(), holder.pid), (dir.path(), std::process::id()));
    assert_eq!(holder.since, SINCE);
    assert_eq!(holder.host, rustix::system::uname().nodename().to_string_lossy());
    let said = error.say(Lang::En);
    assert!(said.contains(&holder.pid.to_string()) && said.contains(SINCE), "{said}");

    assert_eq!(organization(&store, "Boeing"), id("organization-2"), "and nothing was disturbed");
    let all = everything(&store);
    shut(store);
    assert_eq!(everything_in(dir.path()), all);
}
