//! Questions typed in the palette: what they will do is shown first, and done by Enter.

use super::seat::{Seat, in_an_office, wang};
use liaison::value::Lang;
use std::fmt::Write as _;

#[test]
fn a_question_opens_the_list_with_its_filter_which_can_be_edited() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see(":members in japan", "> ? list members 'organization.country:JP'").await;
        seat.see("<Enter>", "5 of 31").await;
        seat.wait_for("[3 Members]").await;
        seat.see("f", "organization.country:JP").await;
        seat.see("<C-u>branch:overseas<Enter>", "16 of 31").await;
        seat.see("<Esc>", " Members  31 ").await;
    });
}

#[test]
fn a_question_for_a_field_opens_its_record_there() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see(":country of siemens", "> ? Siemens, Country: DE").await;
        seat.see("<Enter>", "> Country").await;
        seat.wait_for("[6 Organizations]").await;
        seat.see("<Esc>:丰田谁负责", "> ? Toyota, Owner: not recorded").await;
    });
}

#[test]
fn what_is_asked_for_besides_stands_in_the_list() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        // Two agreements name it: the list has the date that is asked for.
        seat.see(":when joined siemens", "> ? Siemens, Joined: not recorded").await;
        seat.see("<C-u>centers ending this year", "> ? list centers 'term_ends:this-year'").await;
        seat.see("<Enter>", "0 of 8").await;
    });
}

#[test]
fn the_help_lists_what_can_be_asked_and_types_it() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("?who owns", "> who owns RECORD").await;
        seat.see("<Enter>", "> ? Toyota, Owner: not recorded").await;
        seat.see("<Enter>", "[6 Organizations]").await;
    });
}

#[test]
fn what_is_no_answer_says_why_and_leaves_the_actions() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("2:who owns toyotx", "? no record is named “toyotx”").await;
        seat.see("<Enter>", "? no record is named “toyotx”").await;
        seat.see("<C-u>contacts of china", "? “china” could be").await;
        // The name of an action or of a pane is no question.
        seat.see("<C-u>centers", "> Centers").await;
        seat.see("<Enter>", "[4 Centers]").await;
    });
}

#[test]
fn a_guest_in_the_room_is_told_nothing_of_what_is_internal() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.see("6aQuiet Harbor<C-s>", "Added: Quiet Harbor").await;
        seat.see("<Esc>:who owns quiet", "> ? Quiet Harbor, Owner").await;
        seat.see("<C-g>", "GUEST").await;
        seat.see(":who owns quiet", "? no record is named “quiet”").await;
    });
}

/// Questions, what is shown of each, and the last form of the help.
type Asked = ([(&'static str, &'static str); 4], &'static str);

const ENGLISH: Asked = (
    [
        ("overseas members in japan", "? list members"),
        ("who owns toyota", "? Toyota, Owner"),
        ("contacts of simens", "? no record"),
        ("funds in mars", "? “mars” is no"),
    ],
    "> RECORDS WHEN",
);

const CHINESE: Asked = (
    [
        ("从未走访的成员", "？list organizations"),
        ("丰田谁负责", "？丰田，"),
        ("西门仔的联系人", "？没有名为"),
        ("火星的基金", "？没有名为“火星”"),
    ],
    "> 〈时间〉的〈哪些记录〉",
);

fn palette(lang: Lang, size: (u16, u16)) -> String {
    let mut all = String::new();
    let (questions, last) = if lang == Lang::En { ENGLISH } else { CHINESE };
    in_an_office(async |office| {
        let seat = Seat::of(office, wang(), lang, size).await;
        for (question, shown) in questions {
            seat.see(&format!(":{question}"), shown).await;
            let _ = writeln!(all, "{}", seat.screen());
            seat.keys("<Esc><Esc>").await;
            seat.wait_gone(shown).await;
        }
        seat.see(&format!("?{}", "<PageDown>".repeat(7)), last).await;
        let _ = writeln!(all, "{}", seat.screen());
    });
    all
}

#[test]
fn english_at_80x24() {
    insta::assert_snapshot!(palette(Lang::En, (80, 24)));
}

#[test]
fn chinese_at_80x24() {
    insta::assert_snapshot!(palette(Lang::Zh, (80, 24)));
}

#[test]
fn english_at_60x20() {
    insta::assert_snapshot!(palette(Lang::En, (60, 20)));
}
