//! Torn tails and damage.

use super::*;

/// What is done to a file's bytes.
type Change = fn(&mut Vec<u8>);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_bytes_at_the_end_are_a_torn_tail(junk in prop::collection::vec(any::<u8>(), 1..400)) {
        let room = Room::new();
        room.five();
        room.rewrite(1, |bytes| bytes.extend(&junk));
        let (journal, torn) = room.torn();
        prop_assert_eq!(contents(&journal), first(5));
        prop_assert_eq!(fs::read(torn.kept.unwrap()).unwrap(), junk);
    }
}

#[test]
fn every_cut_through_the_last_frame_is_a_torn_tail_and_appending_goes_on() {
    for left in 1..SMALL {
        let room = Room::new();
        room.five();
        room.rewrite(1, |bytes| bytes.truncate(start_of(5) + left));
        let tail = fs::read(room.file(1)).unwrap().split_off(start_of(5));

        let (mut journal, torn) = room.torn();
        assert_eq!((torn.at.sequence, torn.at.offset), (5, start_of(5) as u64));
        let kept = torn.kept.unwrap();
        assert_eq!(kept, room.journal_dir().join(format!("torn-000001-{}.bad", start_of(5))));
        assert_eq!(fs::read(kept).unwrap(), tail);
        assert_eq!(contents(&journal), first(4));
        journal.append(5, &small(5)).unwrap();
        assert_eq!(contents(&room.open()), first(5));
    }
}

#[test]
fn every_changed_byte_of_the_last_frame_is_a_torn_tail() {
    for at in start_of(5)..start_of(6) {
        let room = Room::new();
        room.five();
        room.rewrite(1, |bytes| bytes[at] ^= 0x10);
        let (journal, torn) = room.torn();
        assert_eq!(torn.at.sequence, 5);
        assert_eq!(contents(&journal), first(4));
    }
}

#[test]
fn two_torn_tails_at_one_place_are_both_kept() {
    let room = Room::new();
    room.five();
    for (junk, name) in [(b"one", "-496.bad"), (b"two", "-496-2.bad")] {
        room.rewrite(1, |bytes| bytes.extend(junk));
        let kept = room.torn().1.kept.unwrap();
        assert!(kept.to_str().unwrap().ends_with(name), "{kept:?}");
        assert_eq!(fs::read(kept).unwrap(), junk);
    }
}

#[test]
fn every_changed_byte_of_a_middle_frame_is_found_and_named() {
    for at in start_of(3)..start_of(4) {
        let room = Room::new();
        room.five();
        room.rewrite(1, |bytes| bytes[at] ^= 1 << (at % 8));
        let (journal, damage) = room.damage();
        assert_eq!(damage.file, room.file(1));
        assert_eq!((damage.offset, damage.sequence), (start_of(3) as u64, 3));
        assert!(matches!(damage.reason, Reason::Checksum | Reason::Short), "{damage}");
        assert_eq!(contents(&journal), first(2));
    }
}

#[test]
fn every_changed_byte_of_an_earlier_file_is_found_and_named() {
    let size = start_of(4);
    for at in 0..size {
        let room = Room::new();
        room.three_and_two();
        room.rewrite(1, |bytes| bytes[at] ^= 1 << (at % 8));
        let (_, damage) = room.damage();
        let nth = (at + SMALL).saturating_sub(FILE_HEADER_LEN) / SMALL;
        let expected = if nth == 0 { 0 } else { start_of(nth) };
        assert_eq!((damage.file, damage.offset), (room.file(1), expected as u64), "byte {at}");
    }
}

#[test]
fn a_cut_in_an_earlier_file_is_damage_wherever_it_is() {
    for left in 0..start_of(4) {
        let room = Room::new();
        room.three_and_two();
        room.rewrite(1, |bytes| bytes.truncate(left));
        let (journal, damage) = room.damage();
        assert_eq!(damage.sequence, journal.last() + 1, "{left} bytes left");
    }
}

#[test]
fn a_changed_header_of_the_last_file_is_damage_if_a_change_follows() {
    for at in 0..FILE_HEADER_LEN {
        let room = Room::new();
        room.three_and_two();
        room.rewrite(2, |bytes| {
            bytes[at] ^= 1;
            bytes.truncate(start_of(2));
        });
        let (_, damage) = room.damage();
        assert_eq!((damage.file, damage.reason), (room.file(2), Reason::Header), "byte {at}");
    }
}

#[test]
fn swapped_removed_and_doubled_frames_are_found() {
    let (second, fourth) = (start_of(2), start_of(4));
    let cases: [(Change, u64); 5] = [
        (|bytes| bytes[start_of(2)..start_of(4)].rotate_left(SMALL), 3),
        (|bytes| bytes[start_of(4)..].rotate_left(SMALL), 5),
        (|bytes| drop(bytes.drain(start_of(2)..start_of(3))), 3),
        (|bytes| drop(bytes.drain(start_of(4)..start_of(5))), 5),
        (|bytes| bytes.extend_from_within(start_of(5)..), 5),
    ];
    let places = [(second, 2), (fourth, 4), (second, 2), (fourth, 4), (start_of(6), 6)];
    for ((change, found), (offset, sequence)) in cases.into_iter().zip(places) {
        let room = Room::new();
        room.five();
        room.rewrite(1, change);
        let (_, damage) = room.damage();
        assert_eq!((damage.offset, damage.sequence), (offset as u64, sequence));
        assert_eq!(damage.reason, Reason::Sequence { found });
    }
}

#[test]
fn a_changed_frame_with_a_mended_checksum_breaks_the_chain() {
    for nth in 1..=4 {
        let room = Room::new();
        room.five();
        room.rewrite(1, |bytes| {
            let frame = &mut bytes[start_of(nth)..start_of(nth + 1)];
            frame[HEADER] ^= 1;
            mend_checksum(frame);
        });
        let (_, damage) = room.damage();
        assert_eq!((damage.sequence, damage.reason), (nth as u64 + 1, Reason::Chain));
    }
}

#[test]
fn a_sound_frame_of_a_kind_that_does_not_belong_there_is_damage() {
    for kind in [frame::Kind::Part, frame::Kind::End] {
        let room = Room::new();
        room.five();
        room.rewrite(1, |bytes| {
            let frame = &mut bytes[start_of(5)..];
            frame[12] = kind as u8;
            mend_checksum(frame);
        });
        let (_, damage) = room.damage();
        assert_eq!((damage.sequence, damage.reason), (5, Reason::Kind));
    }
}

#[test]
fn a_missing_file_is_named() {
    for (gone, left) in [(1, 0), (2, 3)] {
        let room = Room::new();
        let mut journal = room.open();
        journal.file_max = FILE_OF_THREE + 16;
        for n in 1..=7 {
            journal.append(n, &small(n)).unwrap();
        }
        fs::remove_file(room.file(gone)).unwrap();
        let (journal, damage) = room.damage();
        assert_eq!((damage.file, damage.reason), (room.file(gone), Reason::Missing));
        assert_eq!(journal.last(), left);
    }
}

#[test]
fn what_an_unsynced_batch_leaves_in_any_order_is_a_torn_tail() {
    let room = Room::new();
    let mut journal = room.five();
    journal.append_all(6, &[small(6), small(7), small(8)]).unwrap();
    // The medium got the pages of changes 7 and 8, but not that of 6.
    room.rewrite(1, |bytes| bytes[start_of(6)..start_of(7)].fill(0));
    let (mut journal, torn) = room.torn();
    assert_eq!(torn.at.sequence, 6);
    journal.append(6, &small(6)).unwrap();
    assert_eq!(contents(&room.open()), first(6));
}

#[test]
fn damage_to_a_batch_is_damage_once_something_follows_it() {
    let room = Room::new();
    let mut journal = room.five();
    journal.append_all(6, &[small(6), small(7)]).unwrap();
    journal.append(8, &small(8)).unwrap();
    room.rewrite(1, |bytes| bytes[start_of(6)..start_of(7)].fill(0));
    assert_eq!(room.damage().1.sequence, 6);
}

#[test]
fn a_hole_in_a_large_change_is_torn_at_the_end_and_damage_in_the_middle() {
    let hole = start_of(6) + HEADER + PAYLOAD_MAX + 5_000;
    for follows in [0, 1] {
        let room = Room::new();
        let mut journal = room.five();
        journal.append(6, &patterned(3 * PAYLOAD_MAX, 1)).unwrap();
        for n in 0..follows {
            journal.append(7 + n, b"after").unwrap();
        }
        room.rewrite(1, |bytes| bytes[hole..hole + 4096].fill(0));
        let second_frame = (start_of(6) + HEADER + PAYLOAD_MAX) as u64;
        if follows == 0 {
            let (journal, torn) = room.torn();
            assert_eq!((torn.at.offset, torn.at.sequence), (second_frame, 6));
            assert_eq!(fs::metadata(room.file(1)).unwrap().len(), start_of(6) as u64);
            assert_eq!(contents(&journal), first(5));
        } else {
            let (_, damage) = room.damage();
            assert_eq!((damage.offset, damage.sequence), (second_frame, 6));
        }
    }
}

#[test]
fn a_half_made_file_is_no_damage() {
    for left in 0..=FILE_HEADER_LEN {
        let room = Room::new();
        room.three_and_two();
        room.rewrite(2, |bytes| bytes.truncate(left));
        let (mut journal, opening) = room.try_open().unwrap();
        assert!(opening.damage.is_none());
        assert_eq!(opening.torn.is_some(), (1..FILE_HEADER_LEN).contains(&left), "{left} bytes");
        journal.append(4, &small(4)).unwrap();
        assert_eq!(contents(&room.open()), first(4));
    }
}

#[test]
fn a_read_checks_what_it_reads() {
    let room = Room::new();
    let journal = room.five();
    room.rewrite(1, |bytes| {
        let frame = &mut bytes[start_of(2)..start_of(3)];
        frame[HEADER] ^= 1;
        mend_checksum(frame);
        bytes[start_of(4)] ^= 1;
    });
    let reason = |sequence| match journal.read(sequence) {
        Err(JournalError::Damaged(damage)) => Some((damage.offset as usize, damage.reason)),
        _ => None,
    };
    assert_eq!(reason(1), None);
    assert_eq!(reason(2), Some((start_of(2), Reason::Chain)));
    assert_eq!(reason(4), Some((start_of(4), Reason::Checksum)));
    assert_eq!(journal.since(0).count(), 2, "one change, one error, then the end");
    for sequence in [0, 6, u64::MAX] {
        assert!(matches!(journal.read(sequence), Err(JournalError::Unknown { .. })));
        assert_eq!(journal.since(sequence.max(5)).count(), 0);
    }
}

#[test]
fn verify_finds_what_happens_while_the_journal_is_open() {
    let cases: [Change; 3] = [
        |bytes| bytes.truncate(start_of(5)),
        |bytes| bytes[start_of(5) + HEADER] ^= 1,
        |bytes| {
            bytes[start_of(5) + HEADER] ^= 1;
            mend_checksum(&mut bytes[start_of(5)..]);
        },
    ];
    for (change, reason) in cases.into_iter().zip([Reason::Short, Reason::Checksum, Reason::Chain])
    {
        let room = Room::new();
        let journal = room.five();
        assert_eq!(journal.verify().unwrap(), Verified { files: 1, changes: 5, bytes: 160 });
        room.rewrite(1, change);
        let Err(JournalError::Damaged(damage)) = journal.verify() else { panic!("not found") };
        assert_eq!((damage.sequence, damage.reason), (5, reason));
    }
}

#[test]
fn with_no_room_to_keep_a_torn_tail_the_journal_can_be_read_and_later_appended_to() {
    let room = Room::new();
    room.five();
    room.rewrite(1, |bytes| bytes.extend(b"torn"));
    room.disk.fill();
    let (mut journal, torn) = room.torn();
    assert!(torn.kept.is_err());
    assert_eq!(contents(&journal), first(5));
    assert!(journal.append(6, &small(6)).is_err());
    assert_eq!(fs::metadata(room.file(1)).unwrap().len(), start_of(6) as u64 + 4);

    room.disk.mend();
    journal.append(6, &small(6)).unwrap();
    assert_eq!(contents(&room.open()), first(6));
    assert_eq!(fs::read(room.journal_dir().join("torn-000001-496.bad")).unwrap(), b"torn");
}
