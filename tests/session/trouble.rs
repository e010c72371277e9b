//! A store in which something was found: told when it opens, on any screen, and where nothing is
//! saved that is seen all the time.

use super::seat::{Seat, on_one_thread, open, wang};
use liaison::value::Lang;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// What stands on the screen, without the places where its lines end.
fn read(seat: &Seat) -> String {
    seat.rows().concat().split_whitespace().collect()
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Wang, who opens the store in a folder at a small screen.
async fn sits(folder: &Path, lang: Lang, told: &str) -> Seat {
    let path = folder.to_owned();
    let seat = Seat::opening(async move { open(&path) }, wang(), lang, (60, 20));
    let told = joined(told);
    seat.wait_until(&told, |screen| joined(&screen.contents()).contains(&told)).await;
    seat
}

fn close(folder: &Path) {
    let (office, _) = open(folder).expect("a store that was written");
    office.store().close();
}

#[test]
fn a_store_that_is_only_read_says_so_at_once_and_all_the_time_and_opens_no_form() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    close(folder.path());
    fs::set_permissions(folder.path(), Permissions::from_mode(0o500)).expect("a folder of ours");
    let place = folder.path().display().to_string();
    on_one_thread(async {
        for (lang, told, sign, refused) in [
            (
                Lang::En,
                format!(
                    "reading only: there is no right to write {place}. To save, make it writable or open a copy of it."
                ),
                "[read only]",
                "Not saved. The store is open for reading only",
            ),
            (
                Lang::Zh,
                format!(
                    "数据库以只读方式打开：没有 {place} 的写入权限。如需保存，请改为可写，或复制后打开副本。"
                ),
                "【只读】",
                "未保存。数据库以只读方式打开",
            ),
        ] {
            let seat = sits(folder.path(), lang, &told).await;
            for keys in ["2", "3", "<Enter>", "1"] {
                seat.turn(keys).await;
                assert!(seat.rows()[0].contains(sign), "{}", seat.screen());
                assert!(!read(&seat).contains(&joined(&told)), "it is told once");
            }
            for keys in ["2a", "2e", "2D", "2m"] {
                seat.turn(keys).await;
                assert!(read(&seat).contains(&joined(refused)), "{keys}\n{}", seat.screen());
                assert!(seat.rows()[0].contains(sign), "no form is open\n{}", seat.screen());
            }
            seat.keys("Q").await;
            seat.ended().await;
        }
    });
    fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).expect("a folder of ours");
}

#[test]
fn what_was_found_is_read_in_full_on_a_small_screen() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    close(folder.path());
    let journal = folder.path().join("journal/000001.log");
    let mut bytes = fs::read(&journal).expect("a journal");
    bytes[1_000] ^= 1;
    fs::write(&journal, bytes).expect("a folder of ours");
    on_one_thread(async {
        let told = "journal files are missing. The store is open for reading only; bring them \
            back or restore a backup.";
        let seat = sits(folder.path(), Lang::En, told).await;
        let place = joined(&format!("{} at byte 16, change 1", journal.display()));
        assert!(read(&seat).contains(&place), "{}", seat.screen());
        assert!(seat.rows()[0].contains("[read only]"), "{}", seat.screen());
        seat.keys("Q").await;
        seat.ended().await;
    });
}

#[test]
fn a_form_over_a_store_that_is_gone_says_that_nothing_is_kept_and_nothing_saved() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let store = folder.path().join("store");
    let (office, _) = open(&store).expect("an empty folder");
    on_one_thread(async {
        let seat = Seat::of(&office, wang(), Lang::En, (60, 20)).await;
        seat.see("2a", "Add fund").await;
        fs::remove_dir_all(&store).expect("a folder of ours");
        let says = async |told: &[String]| {
            seat.wait_until(&told[0], |screen| {
                let read = joined(&screen.contents());
                told.iter().all(|told| read.contains(told))
            })
            .await;
        };
        seat.keys("North").await;
        let gone = format!("{} is gone, or another stands in its place", store.display());
        says(&[joined(&format!("Draft not kept: {gone}. All you typed is still here."))]).await;
        seat.keys("<C-s>").await;
        let gone = format!("Not saved: {gone}").replace(" is gone", "/lock is gone");
        let todo = "Bring it back as it was, then save again, or start liaison anew.";
        says(&[joined(&gone), joined(todo)]).await;
        assert!(seat.screen().contains("North"), "{}", seat.screen());
        seat.keys("<Esc>").await;
    });
    office.store().close();
    assert!(!store.exists());
}
