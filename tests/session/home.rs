//! Home over a demonstration store, whole, and what is done there.

use super::seat::{Seat, in_a_demonstration, in_an_office, wang};
use super::tour::{RECORDS, SIZES, lived_in};
use liaison::value::Lang;
use std::fmt::Write as _;

/// Home at every size, mine and all, a section whole, and what is to be mended.
fn screens(lang: Lang) -> String {
    let mut all = String::new();
    let [mine, everybody, whole, mend] = match lang {
        Lang::En => ["mine (w: all)", "all (w: mine)", "[Today]", "[To mend]"],
        Lang::Zh => ["我的（w：全部）", "全部（w：我的）", "[今天]", "[待完善]"],
    };
    in_a_demonstration(RECORDS, async |office| {
        for size in SIZES {
            let seat = Seat::of(office, wang(), lang, size).await;
            let mut steps = vec![("", mine), ("w", everybody), ("G<Enter>", mend)];
            if size == SIZES[0] {
                steps.insert(2, ("<Down><Enter>", whole));
                steps[3].0 = "<Esc>G<Enter>";
            }
            for (keys, text) in steps {
                seat.see(keys, text).await;
                let _ = writeln!(all, "{size:?} {keys}\n{}", seat.screen());
            }
        }
    });
    all
}

#[test]
fn in_english() {
    insta::assert_snapshot!(screens(Lang::En));
}

#[test]
fn in_chinese() {
    insta::assert_snapshot!(screens(Lang::Zh));
}

#[test]
fn a_follow_up_is_done_and_put_off_where_it_stands() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("a", "What").await;
        seat.see("Send NDA draft<Tab>2026-11-18<C-s>", "Added").await;
        seat.see("1", "OVERDUE 1").await;
        seat.see("z<Enter>", "Put off").await;
        seat.see("u", "Undone").await;
        seat.see("1", "OVERDUE 1").await;
        seat.keys("d").await;
        seat.wait_gone("OVERDUE").await;
    });
}

#[test]
fn what_others_changed_since_one_left_is_said_and_leads_to_the_history() {
    in_a_demonstration(RECORDS, async |office| {
        let seat = Seat::of_wang(office).await;
        seat.keys("Q").await;
        seat.ended().await;
        lived_in(office).await;
        let seat = Seat::of_wang(office).await;
        seat.see("", "CHANGED  since your last visit (11-22 09:00)  3 by li").await;
        // Where they take a line more than there is, the figures are but one.
        seat.see("G<Up><Up><Enter>", "[History]").await;
        let seat = Seat::of(office, wang(), Lang::Zh, (80, 24)).await;
        seat.see("", "他人改动  自您上次使用以来（11-22 09:00）  li 3 条").await;
    });
}
