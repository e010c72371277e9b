//! A journal that is damaged, cut or gone: told, never guessed at.

use super::{
    WHEN, cell, editor, everything, everything_in, id, look, new, open, organization, save, set,
    shut, sound, text, unsound,
};
use liaison::store::{Cause, Finding, Refused, Role, Store};
use liaison::value::{Lang, Value};
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// Bytes before a journal file's first frame, and of a frame before its payload.
const FILE_HEADER: usize = 16;
const FRAME_HEADER: usize = 64;

/// A closed store of five changes; its records.
fn five_changes(folder: &Path) -> Vec<String> {
    let store = sound(folder);
    let it = organization(&store, "Toyota");
    organization(&store, "Boeing");
    save(&store, "li", vec![set(it, 1, &[("country", Value::None, text("JP"))])]).unwrap();
    organization(&store, "Siemens");
    save(&store, "li", vec![set(it, 2, &[("industry", Value::None, text("cars"))])]).unwrap();
    let all = everything(&store);
    shut(store);
    all
}

fn journal(folder: &Path) -> PathBuf {
    folder.join("journal/000001.log")
}

/// Where each frame of a journal file starts, and where the last one ends.
fn frames(folder: &Path) -> Vec<usize> {
    let bytes = fs::read(journal(folder)).unwrap();
    let mut places = vec![FILE_HEADER];
    while let Some(&at) = places.last().filter(|at| **at < bytes.len()) {
        let length = u32::from_le_bytes(bytes[at + 8..at + 12].try_into().unwrap());
        places.push(at + FRAME_HEADER + length as usize);
    }
    places
}

fn cut(folder: &Path, length: usize) {
    let file = OpenOptions::new().write(true).open(journal(folder)).unwrap();
    file.set_len(length as u64).unwrap();
}

fn flip(folder: &Path, offset: usize) {
    let mut bytes = fs::read(journal(folder)).unwrap();
    bytes[offset] ^= 0x10;
    fs::write(journal(folder), bytes).unwrap();
}

/// That a store may be read but not changed, and says why in both languages.
fn is_read_only(store: &Store, finding: &Finding) {
    let edit = new("organizations", 0, &[("name", text("New"))]);
    let refused = store.commit(&editor("wang"), Cause::Edit, WHEN, vec![edit]).wait().unwrap_err();
    assert!(matches!(refused, Refused::ReadOnly(_)), "{refused:?}");
    for lang in [Lang::En, Lang::Zh] {
        assert!(refused.say(lang).contains(&finding.say(lang)), "{}", refused.say(lang));
    }
    assert!(store.verify().is_err());
}

#[test]
fn a_journal_that_is_gone_leaves_the_state_readable() {
    let dir = tempfile::tempdir().unwrap();
    let all = five_changes(dir.path());
    fs::remove_dir_all(dir.path().join("journal")).unwrap();
    // What was set aside earlier makes it no less a store.
    fs::create_dir(dir.path().join("state.bad-1")).unwrap();
    // Neither opening nor looking mends it, nor makes a new store of it.
    for _ in 0..2 {
        let (store, opened) = open(dir.path());
        assert!(!opened.is_new);
        let ahead = Finding::Ahead { journal: 0, state: 5 };
        assert_eq!(opened.findings, std::slice::from_ref(&ahead));
        assert_eq!(everything(&store), all);
        is_read_only(&store, &ahead);
        shut(store);
    }
}

#[test]
fn a_journal_cut_at_a_frames_end_is_behind_the_state() {
    let dir = tempfile::tempdir().unwrap();
    let all = five_changes(dir.path());
    cut(dir.path(), frames(dir.path())[3]);
    let (store, opened) = open(dir.path());
    let ahead = Finding::Ahead { journal: 3, state: 5 };
    assert_eq!(opened.findings, std::slice::from_ref(&ahead));
    assert_eq!(everything(&store), all);
    is_read_only(&store, &ahead);
    let place = unsound(&store);
    assert!(place.contains('5') && place.contains('3'), "{place}");
}

#[test]
fn a_flipped_byte_in_the_middle_is_named_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let all = five_changes(dir.path());
    let places = frames(dir.path());
    for (frame, skip) in [(0, 30), (1, 4), (2, 20), (2, FRAME_HEADER + 3), (3, 8), (3, 0)] {
        flip(dir.path(), places[frame] + skip);
        let before = fs::read(journal(dir.path())).unwrap();
        let (store, opened) = open(dir.path());
        let Some(Finding::Damaged(damage)) = opened.findings.first() else { panic!("{opened:?}") };
        assert_eq!(opened.findings.len(), 1);
        assert_eq!((damage.sequence, damage.offset), (frame as u64 + 1, places[frame] as u64));
        assert_eq!(damage.file, journal(dir.path()));
        let said = opened.findings[0].say(Lang::En);
        assert!(said.contains("000001.log") && said.contains(&damage.offset.to_string()), "{said}");
        assert_eq!(everything(&store), all, "the state has them all");
        is_read_only(&store, &opened.findings[0]);
        let place = unsound(&store);
        assert!(place.contains(&format!("byte {}", damage.offset)), "{place}");
        shut(store);
        assert_eq!(fs::read(journal(dir.path())).unwrap(), before);
        flip(dir.path(), places[frame] + skip);
    }
    assert_eq!(everything_in(dir.path()), all, "as it was, it is sound");
}

#[test]
fn a_flipped_byte_in_the_last_change_closes_the_store_to_writing() {
    let dir = tempfile::tempdir().unwrap();
    let all = five_changes(dir.path());
    flip(dir.path(), frames(dir.path())[4] + FRAME_HEADER + 1);
    let (store, opened) = open(dir.path());
    let ahead = Finding::Ahead { journal: 4, state: 5 };
    let found = opened.findings;
    assert!(matches!(found[..], [Finding::Torn { .. }, Finding::Ahead { .. }]), "{found:?}");
    assert_eq!(found[1], ahead);
    assert_eq!(everything(&store), all);
    is_read_only(&store, &ahead);
}

#[test]
fn a_torn_last_frame_is_kept_aside_and_work_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let all = five_changes(dir.path());
    let whole = fs::read(journal(dir.path())).unwrap();
    let places = frames(dir.path());
    // What a crash leaves of a sixth change: any part of a frame.
    let mut frame = whole[places[4]..places[5]].to_vec();
    frame[16] = 6;
    frame[24] = 5;
    for length in [1, 10, FRAME_HEADER, frame.len() - 1, frame.len()] {
        let torn = [whole.as_slice(), &frame[..length]].concat();
        fs::write(journal(dir.path()), torn).unwrap();
        let (store, opened) = open(dir.path());
        let [Finding::Torn { at, kept }] = &opened.findings[..] else { panic!("{opened:?}") };
        assert_eq!((at.sequence, at.offset), (6, whole.len() as u64));
        assert_eq!(
            fs::read(kept.as_ref().unwrap()).unwrap(),
            frame[..length],
            "kept, whatever it was"
        );
        assert_eq!(everything(&store), all);
        store.verify().unwrap();
        shut(store);
        assert_eq!(fs::read(journal(dir.path())).unwrap(), whole);
        assert_eq!(everything_in(dir.path()), all, "told once");
    }
    let store = sound(dir.path());
    assert_eq!(organization(&store, "Next"), id("organization-4"));
    assert_eq!(store.now().snapshot.sequence, 6);
}

#[test]
fn damage_under_an_open_store_is_found_when_it_is_verified() {
    let dir = tempfile::tempdir().unwrap();
    five_changes(dir.path());
    let whole = fs::read(journal(dir.path())).unwrap();
    let places = frames(dir.path());
    let store = sound(dir.path());
    assert_eq!(store.verify().map(|sound| (sound.changes, sound.records)), Ok((5, 3)));

    let found = |what: &str| {
        let place = unsound(&store);
        assert!(place.contains("000001.log") && place.contains(what), "{place}");
        fs::write(journal(dir.path()), &whole).unwrap();
        store.verify().unwrap();
    };
    flip(dir.path(), places[2] + 20);
    found("change 3");
    flip(dir.path(), places[4] + FRAME_HEADER);
    found("change 5");
    cut(dir.path(), places[4]);
    found("change 5");
    cut(dir.path(), places[2] + 5);
    found("change 3");
    fs::remove_file(journal(dir.path())).unwrap();
    found("");
    // Two sound frames, one in place of the other.
    let swapped = [&whole[..places[1]], &whole[places[2]..places[3]], &whole[places[1]..]].concat();
    fs::write(journal(dir.path()), swapped).unwrap();
    found("change 3 stands here");
}

#[test]
fn others_go_on_saving_while_all_is_verified() {
    let dir = tempfile::tempdir().unwrap();
    five_changes(dir.path());
    let store = sound(dir.path());
    let (verified, saved) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            while !verified.load(Ordering::Relaxed) {
                let it = organization(&store, "New");
                let fields = [("country", Value::None, text("CN"))];
                save(&store, "wang", vec![set(it, 1, &fields)]).unwrap();
                saved.fetch_add(1, Ordering::Relaxed);
            }
        });
        let found: Vec<_> = (0..20).filter_map(|_| store.verify().err()).collect();
        verified.store(true, Ordering::Relaxed);
        assert_eq!(found, []);
    });
    let sound = store.verify().unwrap();
    let records = 3 + saved.load(Ordering::Relaxed);
    assert_eq!((sound.changes, sound.records), (5 + 2 * (records as u64 - 3), records));
}

#[test]
fn the_history_ends_where_the_damage_begins_and_the_cells_can_be_read() {
    let dir = tempfile::tempdir().unwrap();
    five_changes(dir.path());
    flip(dir.path(), frames(dir.path())[2] + 20);
    let (store, _) = open(dir.path());
    assert_eq!(cell(&store, id("organization-1"), "industry"), text("cars"));
    let sight = look(&store, Role::Viewer);
    assert!(store.history(&sight, Some(id("organization-2"))).all(|change| change.is_ok()));
    let unreadable = |change: &Result<_, Refused>| {
        matches!(change, Err(Refused::Unreadable { sequence: 3.., .. }))
    };
    assert!(store.change(&sight, 2).is_ok() && unreadable(&store.change(&sight, 3)));
    let told: Vec<_> = store.history(&sight, Some(id("organization-1"))).collect();
    assert!(told.len() == 1 && unreadable(&told[0]), "it is told, and ends there");
    assert_eq!(look(&store, Role::Viewer).sequence(), 5);
}
