//! Appending and reading back; what is damaged or torn is in `damage`.

mod damage;
mod older;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use proptest::prelude::*;
use tempfile::TempDir;

use super::frame::PAYLOAD_MAX;
use super::reader::{Changes, Verified};
use super::*;
use crate::store::disk::{Call, FailingDisk, RealDisk};

const FULL: io::ErrorKind = io::ErrorKind::StorageFull;
/// The first three changes of `five`, which fill a file when it may have this many bytes.
const FILE_OF_THREE: u64 = 300;

impl Journal {
    fn append(&mut self, expected: u64, payload: &[u8]) -> Result<u64, JournalError> {
        self.append_all(expected, &[payload])
    }

    fn last(&self) -> u64 {
        self.reader.last()
    }

    fn read(&self, sequence: u64) -> Result<Vec<u8>, JournalError> {
        self.reader.read(sequence)
    }

    fn since(&self, sequence: u64) -> Changes {
        self.reader.since(sequence)
    }

    fn verify(&self) -> Result<Verified, JournalError> {
        self.reader.verify(&mut |_, _| {})
    }
}

struct Room {
    dir: TempDir,
    disk: Arc<FailingDisk>,
}

impl Room {
    fn new() -> Self {
        let disk = Arc::new(FailingDisk::new(Arc::new(RealDisk)));
        Self { dir: tempfile::tempdir().unwrap(), disk }
    }

    fn journal_dir(&self) -> PathBuf {
        self.dir.path().join("journal")
    }

    fn file(&self, number: u32) -> PathBuf {
        walk::path_of(&self.journal_dir(), number)
    }

    fn try_open(&self) -> Result<(Journal, Opening), JournalError> {
        let disk: Arc<dyn Disk> = self.disk.clone();
        Journal::open(&disk, &self.journal_dir(), &Marks::default())
    }

    fn open(&self) -> Journal {
        let (journal, opening) = self.try_open().unwrap();
        assert!(opening.torn.is_none() && opening.damage.is_none(), "{opening:?}");
        journal
    }

    fn damage(&self) -> (Journal, Damage) {
        let before = self.bytes();
        let (mut journal, opening) = self.try_open().unwrap();
        assert!(opening.torn.is_none());
        let damage = opening.damage.expect("damage");
        let next = journal.last() + 1;
        assert!(matches!(journal.append(next, b"x"), Err(JournalError::Damaged(_))));
        assert_eq!(self.bytes(), before, "a damaged journal is not touched");
        assert!(
            matches!(journal.verify(), Err(JournalError::Damaged(verified)) if verified == damage)
        );
        (journal, damage)
    }

    fn torn(&self) -> (Journal, Torn) {
        let (journal, opening) = self.try_open().unwrap();
        assert!(opening.damage.is_none(), "{opening:?}");
        (journal, opening.torn.expect("a torn tail"))
    }

    /// A journal of five changes of 32 bytes in one file.
    fn five(&self) -> Journal {
        let mut journal = self.open();
        for n in 1..=5 {
            journal.append(n, &small(n)).unwrap();
        }
        journal
    }

    /// The same in two files: three changes and two.
    fn three_and_two(&self) {
        let mut journal = self.open();
        journal.file_max = FILE_OF_THREE + 16;
        for n in 1..=5 {
            journal.append(n, &small(n)).unwrap();
        }
        assert!(self.file(2).exists() && !self.file(3).exists());
    }

    fn bytes(&self) -> Vec<Vec<u8>> {
        let names = RealDisk.list(&self.journal_dir()).unwrap();
        names.iter().map(|name| fs::read(self.journal_dir().join(name)).unwrap()).collect()
    }

    fn rewrite(&self, number: u32, change: impl FnOnce(&mut Vec<u8>)) {
        let mut bytes = fs::read(self.file(number)).unwrap();
        change(&mut bytes);
        fs::write(self.file(number), bytes).unwrap();
    }
}

fn small(n: u64) -> Vec<u8> {
    format!("change {n:25}").into_bytes()
}

/// Where the frame of the `nth` small change in a file starts.
fn start_of(nth: usize) -> usize {
    FILE_HEADER_LEN + (nth - 1) * SMALL
}

const SMALL: usize = HEADER + 32;
const FILE_HEADER_LEN: usize = frame::FILE_HEADER;

fn contents(journal: &Journal) -> Vec<Vec<u8>> {
    journal.since(0).map(|change| change.unwrap().1).collect()
}

fn first(n: u64) -> Vec<Vec<u8>> {
    (1..=n).map(small).collect()
}

fn mend_checksum(frame: &mut [u8]) {
    let checksum = crc32fast::hash(&frame[8..]);
    frame[4..8].copy_from_slice(&checksum.to_le_bytes());
}

fn patterned(length: usize, seed: usize) -> Vec<u8> {
    (0..length).map(|n| (n.wrapping_mul(31) ^ (n >> 8) ^ seed) as u8).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_appended_reads_back(
        commits in prop::collection::vec(prop::collection::vec(0..3000_usize, 1..4), 1..12),
        file_max in 200..20_000_u64,
    ) {
        let room = Room::new();
        let mut written = Vec::new();
        for commit in &commits {
            let mut journal = room.open();
            journal.file_max = file_max;
            let payloads: Vec<_> = commit.iter().map(|n| patterned(*n, written.len())).collect();
            let expected = written.len() as u64 + 1;
            written.extend(payloads.clone());
            prop_assert_eq!(journal.append_all(expected, &payloads).unwrap(), written.len() as u64);
            prop_assert_eq!(&contents(&journal), &written);
        }
        let journal = room.open();
        prop_assert_eq!(&contents(&journal), &written);
        for (n, payload) in (1..).zip(&written) {
            prop_assert_eq!(&journal.read(n).unwrap(), payload);
        }
        let bytes = written.iter().map(Vec::len).sum::<usize>() as u64;
        let verified = journal.verify().unwrap();
        prop_assert_eq!((verified.changes, verified.bytes), (written.len() as u64, bytes));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn a_change_of_many_frames_reads_back_and_is_torn_as_a_whole(
        length in PAYLOAD_MAX - 1..4 * PAYLOAD_MAX,
        left in any::<prop::sample::Index>(),
    ) {
        let room = Room::new();
        let payload = patterned(length, 7);
        let mut journal = room.five();
        let whole = fs::metadata(room.file(1)).unwrap().len();
        journal.append(6, &payload).unwrap();
        journal.append(7, b"after").unwrap();
        prop_assert_eq!(&room.open().read(6).unwrap(), &payload);

        let size = frame::size_of(&payload);
        let cut = whole + 1 + left.index(size as usize - 2) as u64;
        room.rewrite(1, |bytes| bytes.truncate(cut as usize));
        let (mut journal, torn) = room.torn();
        prop_assert_eq!(contents(&journal), first(5));
        prop_assert_eq!(fs::metadata(torn.kept.unwrap()).unwrap().len(), cut - whole);
        journal.append(6, &payload).unwrap();
        prop_assert_eq!(&room.open().read(6).unwrap(), &payload);
    }
}

#[test]
fn a_newer_format_is_refused_and_left_alone() {
    let room = Room::new();
    room.five();
    room.rewrite(1, |bytes| {
        bytes[8] = 2;
        let checksum = crc32fast::hash(&bytes[..12]);
        bytes[12..16].copy_from_slice(&checksum.to_le_bytes());
        bytes.extend(b"what a later version may write");
    });
    let before = room.bytes();
    let refused = room.try_open().map(drop);
    assert!(matches!(refused, Err(JournalError::NewerFormat { format: 2, .. })), "{refused:?}");
    assert_eq!(room.bytes(), before);
}

#[test]
fn only_the_next_sequence_is_appended() {
    let room = Room::new();
    let mut journal = room.five();
    for expected in [0, 5, 7, u64::MAX] {
        let refused = journal.append(expected, b"x");
        assert!(matches!(refused, Err(JournalError::Unexpected { next: 6, .. })), "{refused:?}");
    }
    assert_eq!(contents(&room.open()), first(5));
}

#[test]
fn a_commit_is_one_write_and_one_sync() {
    let room = Room::new();
    let mut journal = room.five();
    let before = room.disk.calls().len();
    journal.append(6, &patterned(2 * PAYLOAD_MAX, 1)).unwrap();
    journal.append_all(7, &vec![small(7); 100]).unwrap();
    assert_eq!(room.disk.calls()[before..], [Call::Write, Call::Sync, Call::Write, Call::Sync]);
    assert_eq!(journal.append_all::<&[u8]>(107, &[]).unwrap(), 106);
    assert_eq!(room.disk.calls().len(), before + 4);
}

#[test]
fn a_new_file_is_begun_at_64_mib_and_its_folder_synced() {
    let room = Room::new();
    let mut journal = room.open();
    let payload = patterned(PAYLOAD_MAX, 3);
    for n in 1..=63 {
        journal.append(n, &payload).unwrap();
    }
    let before = room.disk.calls().len();
    journal.append(64, &payload).unwrap();
    let expected =
        [Call::OpenAppend, Call::Write, Call::Sync, Call::SyncFolder, Call::Write, Call::Sync];
    assert_eq!(room.disk.calls()[before..], expected);
    assert!(fs::metadata(room.file(1)).unwrap().len() <= FILE_MAX);
    assert_eq!(room.open().read(64).unwrap(), payload);
}

#[test]
fn an_error_at_any_step_leaves_the_journal_as_it_was() {
    for (file_max, steps) in [(FILE_MAX, 3), (FILE_OF_THREE + 16, 6)] {
        for nth in 1..=steps {
            let room = Room::new();
            let mut journal = room.open();
            for n in 1..=3 {
                journal.append(n, &small(n)).unwrap();
            }
            drop(journal);
            let mut journal = room.open();
            journal.file_max = file_max;
            room.disk.fail(nth, FULL);
            let error = journal.append(4, b"not saved").unwrap_err();
            assert!(matches!(&error, JournalError::Io { source, .. } if source.kind() == FULL));
            assert_eq!(contents(&journal), first(3));
            assert_eq!(contents(&room.open()), first(3));

            journal.append(4, &small(4)).unwrap();
            journal.append(5, &small(5)).unwrap();
            assert_eq!(contents(&room.open()), first(5), "step {nth}");
        }
    }
}

#[test]
fn a_full_disk_refuses_and_once_there_is_room_appending_goes_on() {
    let room = Room::new();
    let mut journal = room.five();
    room.disk.fill();
    for payload in [small(6), patterned(9 * PAYLOAD_MAX, 1)] {
        assert!(matches!(journal.append(6, &payload), Err(JournalError::Io { .. })));
        assert_eq!(fs::metadata(room.file(1)).unwrap().len(), start_of(6) as u64);
        assert_eq!(journal.read(5).unwrap(), small(5));
    }
    room.disk.mend();
    journal.append(6, &small(6)).unwrap();
    assert_eq!(contents(&room.open()), first(6));
}

#[test]
fn nothing_is_appended_behind_a_half_written_change_that_cannot_be_cut() {
    let room = Room::new();
    let mut journal = room.five();
    room.disk.fail_from(1, io::ErrorKind::ReadOnlyFilesystem);
    journal.append(6, b"not saved").unwrap_err();
    let before = room.bytes();
    assert_ne!(before[0].len(), start_of(6), "a part of it is there");
    journal.append(6, b"not saved either").unwrap_err();
    assert_eq!(room.bytes(), before);
    room.disk.mend();
    journal.append(6, &small(6)).unwrap();
    assert_eq!(contents(&room.open()), first(6));
}

#[test]
fn a_failed_append_is_cut_and_the_cut_is_synced() {
    let room = Room::new();
    let mut journal = room.five();
    let before = room.disk.calls().len();
    room.disk.fill();
    journal.append(6, b"not saved").unwrap_err();
    assert_eq!(room.disk.calls()[before..], [Call::Write, Call::SetLen, Call::Sync]);
}

#[test]
fn a_reader_that_read_ahead_sees_what_was_written_instead_of_a_failed_append() {
    let room = Room::new();
    let mut journal = room.five();
    room.disk.fail_from(1, FULL);
    // The half that is written is a whole frame.
    journal.append_all(6, &[[1; 32], [2; 32]]).unwrap_err();
    room.disk.mend();
    let mut changes = journal.since(4);
    assert_eq!(changes.next().unwrap().unwrap().1, small(5));
    journal.append(6, &small(6)).unwrap();
    assert_eq!(changes.next().unwrap().unwrap().1, small(6));
    assert!(changes.next().is_none());
}

#[test]
fn readers_see_whole_changes_while_others_are_appended() {
    let room = Room::new();
    let mut journal = room.open();
    journal.file_max = 4_000;
    let reader = journal.reader();
    let size = |n: u64| (n as usize * 97) % 3_000;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 1..=300 {
                if n % 10 == 0 {
                    room.disk.fill();
                    journal.append(n, &[1; 2_000]).unwrap_err();
                    room.disk.mend();
                }
                journal.append(n, &patterned(size(n), n as usize)).unwrap();
            }
        });
        let mut changes = reader.since(0);
        let mut seen = 0;
        while seen < 300 {
            let Some(change) = changes.next() else {
                reader.verify(&mut |_, _| {}).unwrap();
                continue;
            };
            let (sequence, payload) = change.unwrap();
            seen += 1;
            assert_eq!(sequence, seen);
            assert_eq!(payload, patterned(size(seen), seen as usize));
        }
    });
}

#[test]
fn what_the_journal_makes_is_private() {
    let room = Room::new();
    room.five();
    room.rewrite(1, |bytes| bytes.push(0));
    let kept = room.torn().1.kept.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&room.journal_dir()), 0o700);
    assert_eq!((mode(&room.file(1)), mode(&kept)), (0o600, 0o600));
}
