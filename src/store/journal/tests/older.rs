//! What stands before a mark: older files, packed or not, and changes that were not read yet.

use super::*;

/// Twelve changes, two in each file, and what is known of them.
fn six_files(room: &Room) -> Marks {
    let mut journal = room.open();
    journal.file_max = 16 + 2 * SMALL as u64;
    for n in 1..=12 {
        journal.append(n, &small(n)).unwrap();
    }
    assert!(room.file(6).exists() && !room.file(7).exists());
    journal.reader().marks()
}

fn disk(room: &Room) -> Arc<dyn Disk> {
    room.disk.clone()
}

fn packed(room: &Room, number: u32) -> PathBuf {
    walk::packed_path_of(&room.journal_dir(), number)
}

impl Room {
    fn open_from(&self, known: &Marks) -> (Journal, Opening) {
        Journal::open(&disk(self), &self.journal_dir(), known).unwrap()
    }
}

#[test]
fn older_files_are_packed_and_read_as_before() {
    let room = Room::new();
    let marks = six_files(&room);
    archive(&disk(&room), &room.journal_dir(), 6).unwrap();
    for number in 1..6 {
        assert!(!room.file(number).exists() && packed(&room, number).exists(), "{number}");
    }
    assert!(room.file(6).exists(), "the last one is appended to");

    for known in [Marks::default(), marks.clone()] {
        let (mut journal, opening) = room.open_from(&known);
        assert!(opening.damage.is_none() && opening.torn.is_none(), "{opening:?}");
        assert_eq!(contents(&journal), first(12));
        assert_eq!(journal.read(1).unwrap(), small(1));
        assert_eq!(journal.reader().marks().end, marks.end);
        let verified = journal.verify().unwrap();
        assert_eq!((verified.files, verified.changes), (6, 12));
        assert!(matches!(journal.append(12, b"x"), Err(JournalError::Unexpected { .. })));
    }
    let (mut journal, _) = room.open_from(&marks);
    journal.append(13, &small(13)).unwrap();
    assert_eq!(contents(&room.open()), first(13));
}

#[test]
fn only_what_follows_a_mark_is_read_when_it_opens() {
    let room = Room::new();
    let marks = six_files(&room);
    room.open_from(&marks).0.append(13, &small(13)).unwrap();
    let before = room.disk.calls().len();
    let (journal, _) = room.open_from(&marks);
    let reads = room.disk.calls()[before..].iter().filter(|call| **call == Call::ReadAt).count();
    assert!(reads <= 2, "{reads} reads");
    assert_eq!(journal.last(), 13);
    assert_eq!(journal.read(13).unwrap(), small(13));
    assert_eq!(journal.read(3).unwrap(), small(3));
    assert!(matches!(journal.read(14), Err(JournalError::Unknown { .. })));
    assert_eq!(journal.reader().marks().starts.len(), 7, "a piece for each file and the new one");
}

#[test]
fn what_cannot_be_packed_stays_as_it_is() {
    let room = Room::new();
    six_files(&room);
    for nth in 1.. {
        room.disk.fail(nth, FULL);
        let packed = archive(&disk(&room), &room.journal_dir(), 6);
        room.disk.mend();
        assert_eq!(contents(&room.open()), first(12), "operation {nth}");
        if packed.is_ok() && !room.file(1).exists() {
            assert!(nth > 20, "each operation was made to fail");
            break;
        }
    }
    archive(&disk(&room), &room.journal_dir(), 6).unwrap();
    assert!(!room.file(5).exists());
}

#[test]
fn a_file_in_both_forms_is_read_as_the_plain_one_and_packed_again() {
    let room = Room::new();
    six_files(&room);
    let plain = fs::read(room.file(2)).unwrap();
    archive(&disk(&room), &room.journal_dir(), 6).unwrap();
    fs::write(room.file(2), &plain).unwrap();
    let half = fs::read(packed(&room, 2)).unwrap();
    fs::write(packed(&room, 2), &half[..half.len() / 2]).unwrap();
    assert_eq!(contents(&room.open()), first(12));
    archive(&disk(&room), &room.journal_dir(), 6).unwrap();
    assert!(!room.file(2).exists());
    assert_eq!(contents(&room.open()), first(12));
}

#[test]
fn an_older_file_that_is_damaged_or_gone_is_named() {
    let room = Room::new();
    let marks = six_files(&room);
    archive(&disk(&room), &room.journal_dir(), 6).unwrap();
    let sound = fs::read(packed(&room, 3)).unwrap();
    for place in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[place] ^= 1;
        fs::write(packed(&room, 3), bytes).unwrap();
        let (journal, _) = room.open_from(&marks);
        let named = |error: &JournalError| error.to_string().contains("000003.pack");
        assert!(named(&journal.verify().unwrap_err()), "byte {place}");
        assert!(named(&journal.read(5).unwrap_err()), "byte {place}");
        assert_eq!(journal.read(7).unwrap(), small(7), "others are read");
    }
    let opening = room.try_open().map(|(_, opening)| opening.damage);
    assert!(matches!(opening, Ok(Some(damage)) if damage.sequence == 5));

    fs::remove_file(packed(&room, 3)).unwrap();
    let (mut journal, opening) = room.open_from(&marks);
    let damage = opening.damage.unwrap();
    assert_eq!((damage.reason, damage.sequence), (Reason::Missing, 5));
    assert!(journal.append(13, b"x").is_err(), "nothing is appended");
    assert_eq!(journal.read(12).unwrap(), small(12));
}

#[test]
fn the_header_of_the_file_in_which_a_mark_stands_is_checked() {
    let room = Room::new();
    let marks = six_files(&room);
    room.rewrite(6, |bytes| bytes[3] ^= 1);
    let (mut journal, opening) = room.open_from(&marks);
    assert_eq!(opening.damage.map(|damage| damage.reason), Some(Reason::Header));
    assert!(opening.torn.is_none() && journal.append(13, b"x").is_err());
}

#[test]
fn nothing_is_appended_to_a_file_that_is_packed() {
    let room = Room::new();
    drop(room.five());
    archive(&disk(&room), &room.journal_dir(), 2).unwrap();
    let mut journal = room.open();
    journal.append(6, &small(6)).unwrap();
    assert!(!room.file(1).exists() && room.file(2).exists());
    assert_eq!(contents(&room.open()), first(6));
}

#[test]
fn a_journal_that_ends_before_a_mark_does_not_reach_it() {
    let room = Room::new();
    let marks = six_files(&room);
    let dir = room.journal_dir();
    assert!(reaches(&disk(&room), &dir, &marks.end));
    assert!(reaches(&disk(&room), &dir, &Mark::default()));
    room.rewrite(6, |bytes| bytes.truncate(bytes.len() - SMALL));
    assert!(!reaches(&disk(&room), &dir, &marks.end));
    fs::remove_file(room.file(6)).unwrap();
    assert!(!reaches(&disk(&room), &dir, &marks.end));
}
