//! Lists: filtered, sorted, marked, counted, arranged, saved as views, copied, and found again as
//! they were left.

use super::seat::{Seat, in_an_office, wang};
use liaison::session::Input;
use liaison::value::Lang;

/// What was sent to the terminal's clipboard, the latest last.
pub fn copied(seat: &Seat) -> Vec<String> {
    let bytes = String::from_utf8_lossy(&seat.bytes()).into_owned();
    let parts = bytes.split("\x1b]52;c;").skip(1);
    parts.map(|part| decoded(part.split('\x1b').next().unwrap_or_default())).collect()
}

/// Base 64, read back by hand: the program's own encoder is what is tested.
fn decoded(text: &str) -> String {
    let sign = |c: u8| match c {
        b'A'..=b'Z' => u32::from(c - b'A'),
        b'a'..=b'z' => u32::from(c - b'a') + 26,
        b'0'..=b'9' => u32::from(c - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let number =
            four.iter().fold(0, |number, c| number << 6 | sign(*c)) << (6 * (4 - four.len()));
        bytes.extend(&number.to_be_bytes()[1..four.len()]);
    }
    String::from_utf8(bytes).expect("text was copied")
}

#[test]
fn marked_records_are_changed_together_after_a_look_and_undone_in_one_step() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3vjj", "* 3 marked").await;
        seat.see("e", "Edit 3 members").await;
        seat.see("<Tab><Tab>", "Only what you fill in").await;
        let branch = "<S-Tab><S-Tab>overseas<Enter>";
        seat.keys(branch).await;
        seat.see("<C-s>", "Change 2 records as shown?").await;
        assert!(seat.screen().contains("Branch  domestic → overseas"), "{}", seat.screen());
        seat.see("<Enter>", "Edit 3 members").await;
        seat.see("<C-s>", "Change 2 records").await;
        seat.see("s", "Saved: 2 records").await;
        seat.see("u", "Undone: 2 records").await;
        seat.see("f", "f ").await;
        seat.see("branch:overseas<Enter>", "16 of 31").await;
    });
}

#[test]
fn what_is_wrong_in_a_filter_is_said_while_it_is_typed_and_what_fitted_stays() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3f", "f ").await;
        seat.see("branch:overseas", "16 of 31").await;
        seat.see(" -nowhere:x", "! there is no field “nowhere” here").await;
        seat.wait_for("16 of 31").await;
        seat.see("<Esc>Lf", "f ").await;
        seat.see("nowhere:x", "! 此处没有字段“nowhere”").await;
        seat.keys("<C-u>branch:overseas").await;
        seat.wait_gone("nowhere").await;
        seat.wait_for("16／31").await;
    });
}

#[test]
fn what_could_come_next_in_a_filter_is_offered_and_taken_by_tab() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3f", "> organization:").await;
        seat.see("bra", "> branch:").await;
        seat.see("<Tab>", "f branch:").await;
        // A field without a value yet keeps what was kept before it.
        seat.wait_for("Baosteel Group").await;
        seat.see("<Down>", "> overseas").await;
        seat.see("<Tab>", "16 of 31").await;
        seat.wait_gone("> overseas").await;
        seat.see(" ends:this-y<Tab><Enter>", "f branch:overseas ends:this-year").await;
        seat.see("f<Esc>L", "f branch:overseas ends:this-year").await;
        seat.see("f<C-u>", "> 机构：").await;
        seat.see("分", "> 分会：").await;
        seat.see("<Tab>国", "> 国内").await;
        seat.see("<Tab>", "f 分会：国内").await;
        seat.wait_for("15／31").await;
        seat.see("<Esc>", "f branch:overseas ends:this-year").await;
    });
}

#[test]
fn the_offers_of_a_filter_are_shown_below_their_place_in_either_language() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3fbranch:overseas joined:", "> today").await;
        insta::assert_snapshot!("offers_80x24", seat.screen());
        seat.see("<Esc>L", "企合委成员").await;
        seat.see("f-分会：", "> 国内").await;
        insta::assert_snapshot!("offers_zh_80x24", seat.screen());
    });
}

#[test]
fn a_question_about_many_says_how_many_are_out_of_sight() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3V", "* 31 marked").await;
        seat.see("D", "Move 31 marked records to the trash?").await;
        assert!(seat.screen().contains("13 of them are out of sight"), "{}", seat.screen());
        seat.see("<Esc>", "* 31 marked").await;
        seat.keys("<Esc>").await;
        seat.wait_gone("marked").await;
    });
}

#[test]
fn what_is_counted_can_be_kept_and_a_wrong_filter_keeps_the_last_good_result() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3lF", "Branch: 31 records").await;
        seat.see("<Enter>", "f branch:overseas").await;
        seat.wait_for("16 of 31").await;
        seat.see("f", "f branch:overseas").await;
        seat.send(Input::Paste(" nosuch:1".to_owned())).await;
        seat.wait_for("nosuch").await;
        seat.wait_for("16 of 31").await;
        seat.see("<Esc>", "f branch:overseas").await;
        seat.see("<Esc>", "Members  31").await;
    });
}

#[test]
fn a_fault_goes_with_its_cause_and_a_wrong_filter_is_not_kept() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3fbranch:overseas", "16 of 31").await;
        seat.see(" nosuch:", "no field").await;
        seat.see("<Enter>", "no field").await;
        seat.keys("<Backspace>").await;
        seat.wait_gone("no field").await;
        seat.see("<Esc>", "Members  31").await;
    });
}

#[test]
fn two_undos_pressed_at_once_take_two_changes_back() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2e<End> one<C-s>", "Saved").await;
        seat.see("<Down>e<End> two<C-s>", "Saved: Hebei").await;
        seat.see("uu", "Undone: Anshan").await;
        assert!(!seat.screen().contains(" one") && !seat.screen().contains(" two"));
        seat.see("<C-r><C-r>", "Redone: Hebei").await;
    });
}

#[test]
fn two_views_have_no_key_in_common() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3O", "Add saved view").await;
        seat.see("One<Tab><Tab>T<C-s>", "Added: One").await;
        seat.wait_for("One  31").await;
        seat.see("O", "Add saved view").await;
        seat.see("Two<Tab><Tab>T<C-s>", "opens the view “One” already").await;
    });
}

#[test]
fn a_view_is_saved_on_a_key_that_is_free_and_opened_by_it() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3fbranch:overseas<Enter>", "16 of 31").await;
        seat.see("O", "Add saved view").await;
        seat.see("Abroad<Tab><Tab>s<C-s>", "does something else already").await;
        seat.see("<Backspace>T<C-s>", "Added: Abroad").await;
        seat.see("3", "[3 Members]").await;
        seat.see("<Esc>", "Members  31").await;
        seat.see("1T", "Abroad  16 of 31").await;
        seat.see("o", "Abroad").await;
        seat.see("<Esc><Esc>", "Members  31").await;
    });
}

#[test]
fn a_pane_is_found_as_it_was_left() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3lsS", "by Branch").await;
        seat.see("c<Down> <Enter>fbranch:over<Enter>jj<C-t>", "企合委成员").await;
        let at = seat.rows().into_iter().find(|row| row.starts_with('>')).expect("a cursor");
        seat.keys("Q").await;
        seat.ended().await;
        let again = Seat::unasked(office, wang(), Lang::En, (80, 24)).await;
        again.see("3", "16／31").await;
        assert!(!again.screen().contains("状态"), "{}", again.screen());
        again.wait_at(at.trim_end()).await;
        again.keys("Q").await;
        again.ended().await;
    });
}

#[test]
fn what_is_shown_can_be_copied_as_far_as_a_terminal_takes_it() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2yn", "clipboard: Anshan").await;
        seat.see("lyc", "clipboard: Anshan").await;
        seat.see("yt", "clipboard: 7 rows").await;
        seat.see("  ym", "clipboard: 2 rows").await;
        seat.see("6/toyota", "丰田").await;
        seat.see("<Enter>ye", "nothing to copy").await;
        let all = copied(&seat);
        assert_eq!(all[0], "Anshan-Tsinghua R&D seed money fund");
        assert_eq!(all[1], "Anshan");
        assert!(all[2].starts_with("Name\tRegion\t") && all[2].lines().count() == 8, "{}", all[2]);
        assert!(
            all[3].starts_with("| Name | Region |") && all[3].lines().count() == 4,
            "{}",
            all[3]
        );
        assert_eq!(all.len(), 4);
    });
}

#[test]
fn columns_that_do_not_fit_are_reached_by_the_column_cursor() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3", "Agr.").await;
        assert!(!seat.screen().contains("Country"), "{}", seat.screen());
        seat.see("llllll", "Country").await;
        assert!(seat.screen().contains("Boeing"), "the name stands: {}", seat.screen());
        seat.see("hhhhhh", "Branch ").await;
        seat.send(Input::Resize(60, 20)).await;
        seat.see("lllllll", "Ends").await;
    });
}

#[test]
fn groups_stand_under_headings() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("3c<Down>g<Enter>", "domestic  15").await;
        seat.see("G", "overseas").await;
        seat.wait_for("31/31").await;
    });
}
