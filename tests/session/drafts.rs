//! What is typed into a form and not saved is there again, whatever became of the session.

use super::seat::{PATIENCE, Seat, Sitting, clock, in_an_office, on_one_thread, opened, wang};
use liaison::office::{Begin, Office};
use liaison::session::Input;
use liaison::store::disk::{FailingDisk, RealDisk};
use liaison::store::{Cause, Edit, Person, Role};
use liaison::value::{Id, Lang, Names as _, Value};
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The drafts of wang that lie on the disk.
fn files(office: &Office) -> Vec<PathBuf> {
    let folder = office.store().folder().join("people/wang/drafts");
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = names.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "draft"));
    paths.sort();
    paths
}

/// Waits until the drafts on the disk say so.
async fn until(office: &Office, what: &str, holds: impl Fn(&[String]) -> bool) {
    let texts = || -> Vec<String> {
        files(office).iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
    };
    let wait = async {
        while !holds(&texts()) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let done = tokio::time::timeout(PATIENCE, wait).await;
    assert!(done.is_ok(), "waited in vain for {what}: {:?}", texts());
}

fn name(office: &Office, id: &str) -> String {
    office.sight(&wang()).name(Id::parse(id).expect("an id"), Lang::En)
}

async fn none_is_left(office: &Office) {
    until(office, "no draft", <[String]>::is_empty).await;
}

/// Somebody else sets a text of a record.
async fn set(office: &Office, id: &str, field: &str, text: &str) {
    let (li, id) = (Person::new("li", Role::Admin), Id::parse(id).expect("an id"));
    let sight = office.sight(&li);
    let row = sight.row(id).expect("a record");
    let column = row.kind().named(field).expect("a field");
    let fields = vec![(column.number, sight.cell(row, column), Value::Text(text.into()))];
    let edit = Edit::Set { id, rev: row.rev, fields };
    office.commit(&li, Cause::Edit, vec![edit]).answer().await.expect("it is saved");
}

async fn hung_up(seat: Seat) {
    seat.send(Input::Hangup).await;
    seat.ended().await;
}

#[test]
fn drafts_are_offered_once_the_language_is_chosen() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2eX<Esc><Enter>", "Kept as a draft").await;
        hung_up(seat).await;
        let nobody_said =
            Sitting { asked: None, asks_language: true, ..Sitting::wang(Lang::En, (80, 24)) };
        // A seat that was left knows the language: one of somebody new does not.
        fs::remove_file(office.store().folder().join("people/wang/seat.json")).expect("a seat");
        let seat = Seat::begun(opened(office), nobody_said);
        seat.wait_for("1  English").await;
        assert!(!seat.screen().contains("Drafts"), "{}", seat.screen());
        seat.see("2", "草稿  1").await;
        seat.see("<Esc>", "[1 首页]").await;
        seat.see("o草稿<Enter>", "草稿  1").await;
        assert_eq!(files(office).len(), 1);
    });
}

#[test]
fn a_form_is_kept_as_a_draft_and_gone_on_with() {
    in_an_office(async |office| {
        let before = office.store().now().snapshot.sequence;
        let seat = Seat::of_wang(office).await;
        seat.see("2<Down>e", "Edit fund").await;
        seat.see("<End> 第二期<Esc>", "Not saved yet").await;
        seat.see("<Enter>", "Kept as a draft. E lists them.").await;
        assert_eq!((files(office).len(), office.store().now().snapshot.sequence), (1, before));
        seat.see("E", "Drafts  1").await;
        seat.wait_for("2026-11-22 09:00  Hebei-Tsinghua").await;
        seat.see("<Enter>", "Edit fund").await;
        seat.wait_for("第二期").await;
        seat.see(" (2)<C-s>", "Saved").await;
        assert!(name(office, "fund-2").ends_with("第二期 (2)"), "{}", name(office, "fund-2"));
        none_is_left(office).await;
        seat.see("E", "There are no drafts.").await;
    });
}

#[test]
fn what_was_typed_is_offered_when_one_sits_down_again_exactly_as_it_was() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("6/toyota<Enter>", "[6 Organizations]").await;
        seat.see("m", "Add interaction").await;
        seat.see("说要来访  <Tab><Tab><C-u>2026-1", "2026-1").await;
        hung_up(seat).await;
        let seat = Seat::of_wang(office).await;
        seat.wait_for("Drafts  1").await;
        seat.wait_for("New interaction on").await;
        seat.wait_for("说要来访").await;
        seat.see("<Enter>", "Add interaction").await;
        seat.wait_for("2026-1").await;
        // The caret is where it was, and nothing is said to be wrong yet.
        seat.see("1-x", "2026-11-x").await;
        seat.see("<C-s>", "correct before saving").await;
        seat.see("<C-u>2026-11-20<C-s>", "Added: 说要来访").await;
        none_is_left(office).await;
    });
}

#[test]
fn it_is_on_the_disk_while_one_types_and_goes_when_nothing_is_left_of_it() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2e", "Edit fund").await;
        seat.keys("<End>汉").await;
        until(office, "what was typed", |all| all.len() == 1 && all[0].contains("汉")).await;
        seat.keys("字").await;
        until(office, "all of it", |all| all.len() == 1 && all[0].contains("汉字")).await;
        seat.keys("<Backspace><Backspace>").await;
        none_is_left(office).await;
        seat.see("X<Esc>", "Not saved yet").await;
        until(office, "the form that is asked about", |all| all.len() == 1).await;
        seat.see("<Esc>", "> Name").await;
        seat.see("<Esc>d", "[2 Funds]").await;
        none_is_left(office).await;
    });
}

#[test]
fn a_draft_is_discarded_only_after_it_was_asked() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2eX<Esc><Enter>", "Kept as a draft").await;
        seat.see("<Down>", "2/7").await;
        seat.see("eX<Esc><Enter>", "Kept as a draft").await;
        seat.see("E", "Drafts  2").await;
        seat.see("d", "Discard this draft for good?").await;
        seat.see("<Enter>", "d discard").await;
        assert_eq!(files(office).len(), 2);
        seat.see("D", "Discard this draft for good?").await;
        seat.see("d", "Drafts  1").await;
        until(office, "one draft", |all| all.len() == 1).await;
        seat.see("<Esc>", "2/7").await;
        seat.see("E", "Drafts  1").await;
        seat.see("dd", "2/7").await;
        none_is_left(office).await;
    });
}

#[test]
fn whoever_edits_a_record_of_which_there_is_a_draft_is_told() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2e<C-u>Mine<Esc><Enter>", "Kept as a draft").await;
        seat.see("e", "edit without a draft: ").await;
        seat.wait_for("Drafts  1").await;
        seat.see("<Down><Enter>", "Edit fund").await;
        assert!(!seat.screen().contains("Mine"), "{}", seat.screen());
        seat.see("<Esc>e", "Drafts  1").await;
        seat.see("<Enter>", "Edit fund").await;
        seat.wait_for("Mine").await;
        // It is open: it is not offered again.
        seat.see("<Esc><Enter>", "Kept as a draft").await;
        seat.see("<Down>e", "Edit fund").await;
    });
}

#[test]
fn a_form_that_is_open_is_not_offered_to_another_session_of_the_same_person() {
    in_an_office(async |office| {
        let one = Seat::of_wang(office).await;
        one.see("2eX", "Edit fund").await;
        until(office, "a draft", |all| all.len() == 1).await;
        let other = Seat::of_wang(office).await;
        other.see("E", "There are no drafts.").await;
        other.see("2<Down>eY", "Edit fund").await;
        until(office, "a draft of each", |all| all.len() == 2).await;
        one.see("<Esc><Enter>", "Kept as a draft").await;
        hung_up(other).await;
        let other = Seat::of(office, wang(), Lang::Zh, (80, 24)).await;
        other.wait_for("草稿  2").await;
        one.see("E", "Drafts  2").await;
        one.see("<Enter>", "Edit fund").await;
        other.see("<Enter>", "正在另一处编辑").await;
        other.wait_for("草稿  1").await;
        other.see("<Enter>", "修改合作基金").await;
    });
}

#[test]
fn what_somebody_saved_since_is_told_and_not_overwritten() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2<Down>e<End> mine", "Edit fund").await;
        seat.see("<Esc><Enter>", "Kept as a draft").await;
        set(office, "fund-2", "notes", "theirs").await;
        seat.see("E", "Saved since by li on 2026-11-22 09:00").await;
        // They changed another field: both are saved.
        seat.see("<Enter><C-s>", "Saved: ").await;
        assert!(name(office, "fund-2").ends_with(" mine"), "{}", name(office, "fund-2"));
        seat.see("e<End> again<Esc><Enter>", "Kept as a draft").await;
        set(office, "fund-2", "name", "Theirs").await;
        seat.see("E<Enter><C-s>", "→ theirs  Theirs").await;
        seat.see("<Esc>", " mine again").await;
        // While it is decided what is to hold, what was typed is kept.
        seat.see("<C-s>", "→ theirs  Theirs").await;
        hung_up(seat).await;
        let seat = Seat::of_wang(office).await;
        seat.see("<Enter>", " mine again").await;
    });
}

#[test]
fn the_text_of_a_record_that_went_to_the_trash_is_still_there() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2<Down>e<End> two<Esc><Enter>", "Kept as a draft").await;
        let id = Id::parse("fund-2").expect("an id");
        let rev = office.sight(&wang()).row(id).expect("a record").rev;
        let li = Person::new("li", Role::Admin);
        let edits = vec![Edit::Trash { id, rev }];
        office.commit(&li, Cause::Edit, edits).answer().await.expect("it is saved");
        seat.see("E<Enter>", "The record is in the trash").await;
        seat.wait_for(" two").await;
        seat.see("y", "the text of the draft").await;
        let copied = super::lists::copied(&seat).concat();
        assert!(copied.contains("Name: ") && copied.contains(" two"), "{copied}");
        assert_eq!(files(office).len(), 1);
    });
}

#[test]
fn a_form_for_many_records_is_for_the_same_again() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2 <Down> e", "Edit 2 ").await;
        seat.see("corp<Enter><Esc><Enter>", "Kept as a draft").await;
        hung_up(seat).await;
        let seat = Seat::of_wang(office).await;
        seat.see("<Enter>", "Edit 2 funds").await;
        seat.see("<C-s>", "2 records").await;
        seat.see("s", "Saved: 2 records").await;
        none_is_left(office).await;
    });
}

#[test]
fn a_damaged_draft_is_named_and_a_hostile_one_draws_nothing_raw() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2eX<Esc><Enter>", "Kept as a draft").await;
        seat.see("<Down>", "2/7").await;
        seat.see("eY<Esc><Enter>", "Kept as a draft").await;
        let all = files(office);
        let mut bytes = fs::read(&all[0]).expect("it is there");
        let last = bytes.len() - 3;
        bytes[last] ^= 1;
        fs::write(&all[0], &bytes).expect("it is ours");
        hung_up(seat).await;
        let seat = Seat::of(office, wang(), Lang::En, (120, 40)).await;
        seat.wait_for("Drafts  2").await;
        seat.wait_for("is damaged: it is not as it was written").await;
        seat.see("<Down><Enter>", "1.draft").await;
        assert_eq!(fs::read(&all[0]).expect("it is left where it is"), bytes);
        // Whoever can write the file can write anything, and a checksum that fits.
        let kept = fs::read_to_string(&all[1]).expect("it is there");
        let text = kept.split_once('\n').expect("a head").1;
        let hostile = text.replace("fundY", "fund\\u001b]0;x\\u0007\\u202e\\u001b[2JY");
        assert_ne!(hostile, text);
        let sealed = format!("liaison 1 {}\n{hostile}", blake3::hash(hostile.as_bytes()).to_hex());
        fs::write(&all[1], sealed).expect("it is ours");
        seat.see("<Esc>E<Enter>", "Edit fund").await;
        seat.see("<Esc>", "Not saved yet").await;
        super::keys::only_our_own_sequences(&seat.bytes());
    });
}

#[test]
fn every_changed_byte_and_every_cut_of_a_draft_is_found_and_named() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2eX<Esc><Enter>", "Kept as a draft").await;
        let path = files(office).remove(0);
        let whole = fs::read(&path).expect("it is there");
        let is_named = |bytes: &[u8], verifies: bool| {
            fs::write(&path, bytes).expect("it is ours");
            let found = office.drafts(&wang()).expect("they can be listed");
            let wrong = found[0].text.clone().expect_err("it is not as it was");
            assert!(wrong.en.contains("drafts/1.draft"), "{wrong:?}");
            if verifies {
                let unsound = office.store().verify().expect_err("it is not as it was");
                let said = unsound.say(Lang::En);
                assert!(
                    said.contains("drafts/1.draft") && said.contains("store itself is sound"),
                    "{said}"
                );
            }
        };
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (at % 8);
            is_named(&bytes, at % 50 == 0);
            is_named(&whole[..at], at % 50 == 25);
        }
        fs::write(&path, &whole).expect("it is ours");
        assert_eq!(office.store().verify().expect("it is whole").drafts, 1);
    });
}

#[test]
fn a_guest_is_not_shown_what_was_typed() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2e<C-u>Mine<Esc><Enter>", "Kept as a draft").await;
        seat.see("E", "Mine").await;
        seat.see("<C-g>", "Guest in the room").await;
        assert!(!seat.screen().contains("Mine"), "{}", seat.screen());
        seat.see("E", "Not while a guest is in the room").await;
        seat.see("e", "Edit fund").await;
    });
}

#[test]
fn a_disk_that_refuses_is_told_once_and_nothing_typed_is_lost() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let disk = Arc::new(FailingDisk::new(Arc::new(RealDisk)));
    let opened = Office::open(Arc::clone(&disk) as _, folder.path(), clock(), Begin::Published);
    let (office, _) = opened.expect("an empty folder can be opened");
    on_one_thread(async {
        let seat = Seat::of_wang(&office).await;
        seat.see("2e<End>", "Edit fund").await;
        disk.fail_from(1, ErrorKind::StorageFull);
        seat.see("X", "Draft not kept: ").await;
        seat.see("Y", "XY").await;
        seat.wait_gone("Draft not kept").await;
        seat.see("<Esc>", "Not saved yet").await;
        // Nor is the form closed before it is kept.
        seat.see("<Enter>", "Draft not kept: ").await;
        seat.wait_for("XY").await;
        disk.mend();
        seat.see("<Esc><Enter>", "Kept as a draft").await;
        assert_eq!(files(&office).len(), 1);
        seat.see("E<Enter>", "XY").await;
        for nth in 1..=5 {
            disk.fail(nth, ErrorKind::Other);
            seat.see(&format!("{nth}<Esc>"), "Not saved yet").await;
            seat.keys("<Enter>").await;
            seat.wait_until("an answer", |screen| {
                ["Draft not kept", "Kept as a draft"]
                    .iter()
                    .any(|said| screen.contents().contains(said))
            })
            .await;
            let texts: Vec<String> =
                files(&office).iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
            assert!(texts.len() == 1 && texts[0].contains("XY"), "{texts:?}");
            if seat.screen().contains("Kept as a draft") {
                seat.see("E<Enter>", "Edit fund").await;
            }
        }
        disk.mend();
        seat.see("<C-s>", "Saved").await;
        seat.wait_for("XY12345").await;
    });
    office.store().close();
}

#[test]
fn what_is_being_saved_when_the_terminal_goes_is_no_draft() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2e<End>X", "Edit fund").await;
        until(office, "a draft", |all| all.len() == 1).await;
        seat.keys("<C-s>").await;
        hung_up(seat).await;
        let fund = office.store().now().snapshot.sequence;
        assert!(fund > 1, "it was saved");
        none_is_left(office).await;
    });
}
