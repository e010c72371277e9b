//! Several people at once on one store: who is here, who edits what, and what they change.

use super::records::set;
use super::seat::{Seat, Sitting, in_a_demonstration, in_an_office, wang};
use super::tour::RECORDS;
use liaison::office::Office;
use liaison::store::{Cause, Edit, Person, Role};
use liaison::value::{Id, Lang, Signs, Value};
use std::fmt::Write as _;
use std::time::Duration;

fn li() -> Person {
    Person::new("li", Role::Editor)
}

async fn at_english(office: &Office, person: Person) -> Seat {
    Seat::of(office, person, Lang::En, (80, 24)).await
}

/// Makes a record one that only administrators see.
async fn restrict(office: &Office, id: &str) {
    let (sight, id) = (office.sight(&wang()), Id::parse(id).expect("an id"));
    let row = sight.row(id).expect("a record");
    let column = row.kind().named("confidential").expect("a field");
    let after = Value::Choice("restricted".into());
    let fields = vec![(column.number, sight.cell(row, column), after)];
    let edit = Edit::Set { id, rev: row.rev, fields };
    office.commit(&wang(), Cause::Edit, vec![edit]).answer().await.expect("it is saved");
}

/// The row of the screen that holds a text; empty if none does.
fn line(seat: &Seat, text: &str) -> String {
    seat.rows().into_iter().find(|row| row.contains(text)).unwrap_or_default()
}

#[test]
fn home_says_who_else_is_here_as_long_as_they_are() {
    in_an_office(async |office| {
        let one = at_english(office, wang()).await;
        let again = at_english(office, wang()).await;
        one.turn("").await;
        assert!(!one.screen().contains("here:"), "nobody else is\n{}", one.screen());
        let other = Seat::of(office, li(), Lang::Zh, (60, 20)).await;
        one.wait_for("here: wang, li").await;
        again.wait_for("here: wang, li").await;
        other.wait_for("在线：li、wang").await;
        other.see("L", "here: li, wang").await;
        // A guest is not told who works here.
        one.see("<C-g>", "GUEST").await;
        one.wait_gone("here:").await;
        one.see("<C-g>", "here: wang, li").await;
        other.keys("Q").await;
        one.wait_gone("here:").await;
    });
}

/// The first line of Home where many are here.
#[test]
fn home_names_as_many_as_there_is_room_for() {
    let mut all = String::new();
    in_a_demonstration(RECORDS, async |office| {
        let others = ["li", "zhao", "ouyangxiuwen", "chen", "qian", "sun"];
        let come = |login: &str| office.come(&Person::new(login, Role::Editor), "socket");
        let _here: Vec<_> = others.into_iter().map(come).collect();
        for lang in [Lang::En, Lang::Zh] {
            for size in [(120, 40), (80, 24), (60, 20), (40, 10)] {
                let seat = Seat::of(office, wang(), lang, size).await;
                for keys in ["", "w"] {
                    seat.turn(keys).await;
                    let _ = writeln!(all, "{size:?} {keys}\n¦{}", seat.rows()[1]);
                }
            }
        }
    });
    insta::assert_snapshot!(all);
}

#[test]
fn whoever_edits_a_record_is_named_on_it_wherever_it_is_shown() {
    in_an_office(async |office| {
        let (one, other) = (at_english(office, wang()).await, at_english(office, li()).await);
        one.see("2<Down>", "fund-2").await;
        other.see("2<Down>e", "Edit fund").await;
        one.wait_for("li is editing this").await;
        assert!(line(&one, "Hebei-Tsinghua science").starts_with(">@"), "{}", one.screen());
        one.turn("<Down>").await;
        assert!(!one.screen().contains("editing"), "{}", one.screen());
        assert!(line(&one, "  Hebei").starts_with(" @"), "{}", one.screen());
        one.see("<Up><Enter>", "fund-2 rev 1").await;
        one.wait_for("li is editing this").await;
        one.see("e", "Edit fund").await;
        one.wait_for("li is editing this").await;
        other.wait_for("wang is editing this").await;
        other.keys("<Esc>").await;
        one.wait_gone("li is editing").await;
        one.see("<Esc>L", "第 1 版").await;
        other.see("e", "Edit fund").await;
        one.wait_for("li 正在编辑").await;
        other.keys("<Esc>").await;
        one.wait_gone("正在编辑").await;
        // Whoever leaves with a form open edits no more.
        other.see("e", "Edit fund").await;
        one.wait_for("li 正在编辑").await;
        drop(other);
        one.wait_gone("正在编辑").await;
    });
}

#[test]
fn what_others_change_is_marked_until_it_was_looked_at() {
    in_an_office(async |office| {
        let (one, other) = (at_english(office, wang()).await, at_english(office, li()).await);
        one.see("2", "[2 Funds]").await;
        other.see("2<Down>e", "Edit fund").await;
        other.see("<C-e> and more<C-s>", "Saved").await;
        one.wait_until("the mark", |screen| {
            screen.rows(0, 80).any(|row| row.starts_with(" •Hebei"))
        })
        .await;
        one.wait_at("Anshan").await;
        one.see("<Down>", "changed by li, 09:00").await;
        other.turn("").await;
        assert!(!other.screen().contains('•'), "one's own is not\n{}", other.screen());
        one.turn("<Down>").await;
        assert!(line(&one, "Hebei").starts_with("  Hebei"), "{}", one.screen());
        assert!(!one.screen().contains("changed by"), "{}", one.screen());
        // Whoever changes what, the cursor stays on its record, and is told that it changed.
        one.wait_at("industry-university").await;
        set(office, "zhao", "fund-4", "name", "Zhangzhou fund").await;
        one.wait_for(" •Zhangzhou fund").await;
        one.wait_at("industry-university").await;
        set(office, "zhao", "fund-6", "notes", "new").await;
        one.wait_for("changed by zhao, 09:00").await;
        // Opening it is looking at it, and a guest is not told whose work it is.
        one.see("<Enter>", "changed by zhao, 09:00").await;
        one.see("<C-g>", "GUEST").await;
        one.wait_gone("changed by").await;
        one.see("<C-g><Left>", "changed by zhao, 09:00").await;
        one.see("<Esc><Up>", "[2 Funds]").await;
        one.wait_gone("changed by zhao, 09:00").await;
    });
}

#[test]
fn what_changed_while_it_was_edited_is_told_over_the_form() {
    in_an_office(async |office| {
        let seat = at_english(office, wang()).await;
        seat.see("2e", "Edit fund").await;
        set(office, "li", "fund-4", "notes", "other").await;
        seat.wait_for("changed by li, 09:00").await;
        seat.see("<C-e>!<C-s>", "Saved").await;
        assert!(!seat.screen().contains("changed by"), "{}", seat.screen());
    });
}

#[test]
fn what_somebody_may_not_see_is_neither_marked_nor_said_to_be_edited() {
    in_an_office(async |office| {
        restrict(office, "fund-2").await;
        let other = at_english(office, li()).await;
        other.see("2", "6  +1 restricted").await;
        let one = at_english(office, wang()).await;
        one.see("2<Down>e", "Edit fund").await;
        set(office, "zhao", "fund-2", "notes", "secret").await;
        one.wait_for("changed by zhao").await;
        for keys in ["", "1", "3", "6", "2<Down>"] {
            other.turn(keys).await;
            for told in ["editing", "•", "@", "zhao"] {
                assert!(!other.screen().contains(told), "{told} on\n{}", other.screen());
            }
        }
        // Not even to whoever had it open before.
        let third = at_english(office, Person::new("qian", Role::Editor)).await;
        third.see("2<Enter>", "fund-4 rev 1").await;
        one.see("<Esc>", "[2 Funds]").await;
        restrict(office, "fund-4").await;
        third.wait_for("This record does not exist.").await;
        one.see("ge", "Edit fund").await;
        third.turn("").await;
        assert!(!third.screen().contains("editing"), "{}", third.screen());
    });
}

#[test]
fn the_signs_differ_from_that_of_a_mark_on_every_terminal() {
    in_an_office(async |office| {
        let mut sitting = Sitting::wang(Lang::En, (80, 24));
        sitting.look.signs = Signs::Ascii;
        sitting.look.signs_are_said = true;
        let one = Seat::at(office, sitting).await;
        one.see("2<Down>", "[2 Funds]").await;
        one.see(" <Down> <Home>", "* 2 marked").await;
        set(office, "li", "fund-2", "notes", "new").await;
        set(office, "li", "fund-5", "notes", "new").await;
        one.wait_for("o*Hebei").await;
        one.wait_until("a sign without a mark", |screen| {
            screen.rows(0, 80).filter(|row| row.starts_with(" o")).count() == 1
        })
        .await;
    });
}

#[test]
fn two_who_save_different_fields_of_one_record_lose_neither() {
    in_an_office(async |office| {
        let (one, other) = (at_english(office, wang()).await, at_english(office, li()).await);
        for seat in [&one, &other] {
            seat.see("2e", "Edit fund").await;
        }
        one.see("<C-u>Mine", "Mine").await;
        other.see("<Tab><C-u>对方的<C-s>", "Saved").await;
        one.see("<C-s>", "Saved").await;
        other.wait_for("Mine").await;
        for seat in [&one, &other] {
            seat.see("<Enter>", "对方的").await;
        }
        let sight = office.sight(&wang());
        let row = sight.row(Id::parse("fund-4").expect("an id")).expect("a record");
        assert_eq!((row.rev, &*row.updated.who), (3, "wang"));
        assert_eq!(sight.names_of(row), ["Mine", "对方的"]);
    });
}

#[test]
fn the_same_field_saved_by_two_is_asked_of_the_second_with_mine_theirs_and_before() {
    in_an_office(async |office| {
        let (one, other) = (at_english(office, wang()).await, at_english(office, li()).await);
        for seat in [&one, &other] {
            seat.see("2e", "Edit fund").await;
        }
        one.see("<C-u>Mine", "Mine").await;
        other.see("<C-u>Theirs<C-s>", "Saved").await;
        one.see("<C-s>", "Changed meanwhile: Anshan").await;
        for text in ["mine    Mine", "theirs  Theirs", "before  Anshan"] {
            one.wait_for(text).await;
        }
        one.see("m<Enter>", "Saved").await;
        other.wait_for("Mine").await;
        other.see("<Left>", "changed by wang, 09:00").await;
    });
}

/// Home, a list, a page and a form as one sees them beside somebody who edits and saves.
fn screens(lang: Lang) -> String {
    let mut all = String::new();
    in_an_office(async |office| {
        for size in [(80, 24), (60, 20)] {
            let one = Seat::of(office, wang(), lang, size).await;
            let other = Seat::of(office, li(), lang, size).await;
            other.turn("2<Down>e").await;
            set(office, "zhao", "fund-5", "notes", &format!("{size:?}")).await;
            set(office, "zhao", "fund-2", "notes", &format!("{size:?}")).await;
            // Who is here is told twice a second at most.
            tokio::time::sleep(Duration::from_millis(600)).await;
            for keys in ["", "2", "<Down>", "<Enter>", "e"] {
                one.turn(keys).await;
                let _ = writeln!(all, "{size:?} {keys}\n{}", one.screen());
            }
            other.keys("<Esc>Q").await;
            other.ended().await;
            one.keys("<Esc>Q").await;
            one.ended().await;
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
