//! What stands in the state after it was applied, reopened, broken or killed.

use super::*;
use crate::store::disk::{Call, FailingDisk, RealDisk};
use std::fs;
use std::os::unix::fs::PermissionsExt;

impl State {
    /// Takes a row away behind the tally's back, as a fault of sled's would.
    pub(in crate::store) fn lose(&self, key: &[u8]) {
        self.ask(|db| db.remove(key)).unwrap().expect("a row to lose");
        self.flush().unwrap();
    }
}

fn real() -> Arc<dyn Disk> {
    Arc::new(RealDisk)
}

fn put(key: &str, value: &str) -> Entry {
    (key.into(), value.into())
}

fn rows(state: &State) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let chunks: Vec<Chunk> = state.chunks().collect::<Result<_, _>>().unwrap();
    let rows = chunks.iter().flat_map(Chunk::rows);
    rows.map(|(k, v)| (text(k), text(v))).collect()
}

#[test]
fn what_is_applied_is_there_after_reopening() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("state");
    let state = State::open(real(), &path).unwrap();
    assert_eq!((state.tally().unwrap(), state.chunks().count()), (Tally::default(), 0));
    state.apply(1, &[put("b", "1"), put("a", "1")]).unwrap();
    state.apply(2, &[put("b", "2")]).unwrap();
    state.flush().unwrap();
    drop(state);

    let state = State::open(real(), &path).unwrap();
    assert_eq!(rows(&state), [("a".into(), "1".into()), ("b".into(), "2".into())]);
    assert_eq!(state.tally().unwrap(), Tally { seq: 2, rows: 2 });
}

#[test]
fn a_state_that_rested_is_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(real(), dir.path()).unwrap();
    state.apply(1, &[put("a", "1")]).unwrap();
    state.flush().unwrap();
    state.rest();
    state.flush().unwrap();
    assert!(state.db().is_none(), "nothing waits to be flushed");
    assert_eq!(state.tally().unwrap(), Tally { seq: 1, rows: 1 });
    state.rest();
    state.apply(2, &[put("b", "2")]).unwrap();
    assert_eq!(rows(&state), [("a".into(), "1".into()), ("b".into(), "2".into())]);
}

#[test]
fn a_change_without_rows_moves_the_sequence() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(real(), dir.path()).unwrap();
    state.apply(7, &[]).unwrap();
    assert_eq!((state.tally().unwrap(), state.chunks().count()), (Tally { seq: 7, rows: 0 }, 0));
}

#[test]
fn more_rows_than_a_batch_holds_are_all_applied() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(real(), dir.path()).unwrap();
    for (seq, count) in (1..).zip([BATCH_ROWS - 1, BATCH_ROWS, 2 * BATCH_ROWS + 1]) {
        let puts: Vec<_> = (0..count).map(|n| put(&format!("{seq}/{n}"), "x")).collect();
        state.apply(seq, &puts).unwrap();
        let all = rows(&state);
        let mine = all.iter().filter(|(key, _)| key.starts_with(&format!("{seq}/")));
        assert_eq!(mine.count(), count);
        assert_eq!(state.tally().unwrap(), Tally { seq, rows: all.len() as u64 });
    }
}

#[test]
fn a_row_without_a_key_is_refused_and_a_key_of_zero_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(real(), dir.path()).unwrap();
    let refused = state.apply(1, &[put("a", "1"), put("", "1")]);
    assert!(matches!(refused, Err(StateError::EmptyKey)));
    state.apply(1, &[put("\0", "1")]).unwrap();
    assert_eq!(rows(&state), [("\0".into(), "1".into())]);
}

#[test]
fn after_an_io_error_the_handle_is_dead_and_reopening_revives() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("state");
    let state = State::open(real(), &path).unwrap();
    state.apply(1, &[put("a", "1")]).unwrap();
    state.flush().unwrap();
    fs::rename(path.join("db"), path.join("gone")).unwrap();
    assert!(matches!(state.flush(), Err(StateError::Io { .. })));
    fs::rename(path.join("gone"), path.join("db")).unwrap();

    assert!(matches!(state.apply(2, &[put("a", "2")]), Err(StateError::Dead)));
    assert!(matches!(state.tally(), Err(StateError::Dead)));
    assert_eq!(state.chunks().count(), 1, "one error, then the end");
    drop(state);
    assert_eq!(rows(&State::open(real(), &path).unwrap()), [("a".into(), "1".into())]);
}

#[test]
fn leftovers_of_a_killed_open_are_removed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("state");
    drop(State::open(real(), &path).unwrap());
    let leftover = path.join("snap.0000000000000000.generating");
    fs::write(&leftover, b"half").unwrap();
    State::open(real(), &path).unwrap();
    assert!(!leftover.exists());
}

#[test]
fn a_bad_state_is_an_error_and_is_set_aside() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("state");
    let state = State::open(real(), &path).unwrap();
    state.apply(1, &[put("a", "1")]).unwrap();
    drop(state);
    drop(State::open(real(), &path).unwrap());
    for name in RealDisk.list(&path).unwrap() {
        if name.to_string_lossy().starts_with("snap.") {
            fs::write(path.join(name), b"not a snapshot of sled's").unwrap();
        }
    }
    assert!(matches!(State::open(real(), &path), Err(StateError::Bad { .. })));

    fs::create_dir(dir.path().join("state.bad-1")).unwrap();
    assert_eq!(State::set_aside(&RealDisk, &path).unwrap(), dir.path().join("state.bad-2"));
    assert_eq!(State::open(real(), &path).unwrap().chunks().count(), 0);
}

#[test]
fn a_panic_of_sled_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(real(), dir.path()).unwrap();
    let answer: Result<(), _> = state.ask(|_| panic!("a broken page"));
    assert!(matches!(answer, Err(StateError::Bad { what, .. }) if what == "a broken page"));
    assert!(matches!(state.apply(1, &[]), Err(StateError::Dead)));
}

#[test]
fn a_full_disk_is_told_from_bad_data() {
    let said = |error| guarded::<()>(Path::new("state"), || Err(sled::Error::Io(error)));
    for error in [io::ErrorKind::StorageFull.into(), io::Error::from_raw_os_error(22)] {
        assert!(matches!(said(error), Err(StateError::Io { .. })));
    }
    for kind in [io::ErrorKind::UnexpectedEof, io::ErrorKind::InvalidData] {
        assert!(matches!(said(kind.into()), Err(StateError::Bad { .. })));
    }
}

#[test]
fn what_sled_makes_is_private() {
    fn modes(folder: &Path, found: &mut Vec<u32>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let metadata = entry.metadata().unwrap();
            let expected = if metadata.is_dir() { 0o700 } else { 0o600 };
            found.push((metadata.permissions().mode() & 0o777) ^ expected);
            if metadata.is_dir() {
                modes(&entry.path(), found);
            }
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("state");
    let state = State::open(real(), &path).unwrap();
    state.apply(1, &[put("a", &"1".repeat(2_000_000))]).unwrap();
    state.flush().unwrap();
    let mut found = Vec::new();
    modes(dir.path(), &mut found);
    assert!(found.len() > 3 && found.iter().all(|different| *different == 0), "{found:?}");
}

#[test]
fn a_batch_that_was_applied_half_is_counted_and_mended_by_repeating() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(real(), dir.path()).unwrap();
    let all: Vec<_> = (0..=BATCH_ROWS).map(|n| put(&n.to_string(), "x")).collect();
    state.apply(1, &all[..BATCH_ROWS]).unwrap();
    state.apply(2, &all).unwrap();
    assert_eq!(state.tally().unwrap(), Tally { seq: 2, rows: BATCH_ROWS as u64 + 1 });
}

#[test]
fn a_disk_that_does_not_sync_is_told_and_ends_the_handle() {
    let dir = tempfile::tempdir().unwrap();
    let failing = Arc::new(FailingDisk::new(real()));
    let state = State::open(failing.clone(), dir.path()).unwrap();
    state.apply(1, &[put("a", "1")]).unwrap();
    let before = failing.calls().len();
    state.flush().unwrap();
    let calls = failing.calls().split_off(before);
    assert_eq!(calls, [Call::CloseToOthers, Call::Open, Call::Sync, Call::SyncFolder]);
    failing.fail(3, io::ErrorKind::StorageFull);
    assert!(matches!(state.flush(), Err(StateError::Io { .. })));
    assert!(matches!(state.apply(2, &[]), Err(StateError::Dead)));
}
