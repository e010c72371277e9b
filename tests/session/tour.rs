//! Every screen there is, once around: in a demonstration store, and in one that is empty.

use super::seat::{Seat, Sitting, in_a_demonstration, in_an_office_of, opened};
use liaison::office::{Begin, Office};
use liaison::records::{self, KINDS};
use liaison::store::{Cause, Edit, Person, Role};
use liaison::value::{Lang, Value};
use std::fmt::Write as _;

/// The sizes that are cared for.
pub const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 20)];

/// The fewest records that make every screen plausible.
pub const RECORDS: usize = 400;

/// What leads from one screen to the next, after the panes.
pub const SCREENS: &[(&str, &str)] = &[
    ("A list, sorted and marked", "3<Right>sV"),
    ("A list, grouped", "<Esc>6c<Down>g<Enter>"),
    ("A record", "<Esc>3<Enter>"),
    ("Its end", "G"),
    ("What can be added to it", "a"),
    ("Its history", "<Esc>2<Enter>H"),
    ("What is taken back of a change", "u"),
    ("The same, left as it is", "<Right>"),
    ("All history", "<Esc>ohistory<Enter>"),
    ("What was changed since an import", "<End>u"),
    ("The same, all taken back", "1"),
    ("The trash", "<Esc>otrash<Enter>"),
    ("What is linked", "3<Enter>x"),
    ("A branch of it", "<Down><Right>"),
    ("The look-up", "/hua"),
    ("The look-up of what was opened last", "<C-u>"),
    ("The look-up of nothing", "qqqq"),
    ("The palette", "<Esc>2:"),
    ("The palette, typed in", "co"),
    ("The palette, a number", "<C-u>5"),
    ("The help", "<Esc><Esc>2?"),
    ("The help, below", "<PageDown><PageDown>"),
    ("The panes", "<Esc>o"),
    ("The columns", "<Esc>c"),
    ("The bars", "<Esc><Right>F"),
    ("The filter line", "<Esc>fcat"),
    ("A filter with a fault", "egory:nonsense -nowhere:x"),
    ("A filter that nothing fits", "<C-u>name:qqqq<Enter>"),
    ("A form", "<Esc>e"),
    ("Its end", "<S-Tab>"),
    ("Its keys", "<F1>"),
    ("A form, about to be left", "<Esc><Tab>9<Esc>"),
    ("A form of a new record", "d9a"),
    ("A form with a list", "<Down><Down>s"),
    ("A form that lacks something", "<Esc><C-u><C-s>"),
    ("A form for many records", "<Esc>d2Ve"),
    ("What changes in many records", "corp<Enter><C-s>"),
    ("The trash is asked for", "<Esc><Esc>d<Esc>D"),
    ("The trash is asked for, for many", "<Esc>VD"),
    ("What may follow a key", "<Esc><Esc>2y"),
    ("Putting off", "<Esc>0<End><Enter>z"),
    ("Renewing", "<Esc>9r"),
    ("A note", "<Esc>2m"),
    ("A view", "<Esc>O"),
    ("A form kept as a draft", "<Esc>2e<C-u>Fund II<Esc><Enter>"),
    ("The drafts", "E"),
    ("A draft of the record", "<Esc>e"),
    ("A draft about to be discarded", "d"),
    ("A briefing", "d3b"),
    ("All of it", "i"),
    ("A briefing on what is internal", "<Esc>6<Home>b"),
    ("A guest at Home", "1<C-g>"),
    ("A guest at a list", "3"),
    ("A guest at a briefing", "b"),
];

/// What an office has in which nothing is kept yet.
const EMPTY: &[(&str, &str)] = &[
    ("No history", "ohistory<Enter>"),
    ("No trash", "otrash<Enter>"),
    ("The look-up", "/"),
    ("The look-up of nothing", "qqqq"),
    ("The panes", "<Esc>o"),
    ("The bars", "<Esc>2F"),
    ("The columns", "<Esc>c"),
    ("The filter line", "<Esc>f"),
    ("Nothing to edit", "<Esc>e"),
    ("Nothing to mark", "V"),
    ("Nothing to put off", "0z"),
    ("A form with an empty list", "9a<Down><Down><Down>x"),
];

/// The whole tour; each screen is shown to `seen`.
pub async fn around(
    seat: &Seat,
    screens: &[(&'static str, &'static str)],
    seen: &mut dyn FnMut(&'static str, &Seat),
) {
    seen("Home", seat);
    seat.turn("G").await;
    seen("Home, its end", seat);
    for kind in KINDS {
        let keys = kind.key.map_or_else(|| format!("o{}<Enter>", kind.plural), String::from);
        seat.turn(&keys).await;
        seen(kind.title.say(Lang::En), seat);
    }
    for (name, keys) in screens {
        seat.turn(keys).await;
        seen(name, seat);
    }
}

/// Somebody else changes a fund, and a contact and a technology are in the trash.
pub async fn lived_in(office: &Office) {
    let li = Person::new("li", Role::Admin);
    let sight = office.sight(&li);
    let kind = |name: &str| records::kind_named(name).expect("a kind");
    let mut rows: Vec<_> = sight.rows(kind("funds")).collect();
    rows.sort_by_key(|row| sight.name_of(row, Lang::En));
    let notes = kind("funds").named("notes").expect("a field");
    let before = sight.cell(rows[0], notes);
    let fields = vec![(notes.number, before, Value::Text("first call in May".into()))];
    let mut edits = vec![Edit::Set { id: rows[0].id, rev: rows[0].rev, fields }];
    edits.extend(["contacts", "technologies"].into_iter().map(|name| {
        let row = sight.rows(kind(name)).next().expect("one of them");
        Edit::Trash { id: row.id, rev: row.rev }
    }));
    office.commit(&li, Cause::Edit, edits).answer().await.expect("it is saved");
}

fn demonstration(lang: Lang, size: (u16, u16)) -> String {
    let mut all = String::new();
    in_a_demonstration(RECORDS, async |office| {
        lived_in(office).await;
        let seat = Seat::at(office, Sitting::wang(lang, size)).await;
        around(&seat, SCREENS, &mut |name, seat| add(&mut all, name, &seat.screen())).await;
        let asked = Sitting { asked: None, asks_language: true, ..Sitting::wang(lang, size) };
        let seat = Seat::begun(opened(office), asked);
        seat.wait_for("1  English").await;
        add(&mut all, "The language is asked for", &seat.screen());
    });
    all
}

fn empty(lang: Lang, size: (u16, u16)) -> String {
    let mut all = String::new();
    in_an_office_of(Begin::Empty, async |office| {
        let seat = Seat::at(office, Sitting::wang(lang, size)).await;
        around(&seat, EMPTY, &mut |name, seat| add(&mut all, name, &seat.screen())).await;
    });
    all
}

fn add(all: &mut String, name: &str, screen: &str) {
    let _ = writeln!(all, "{name}\n{screen}");
}

#[test]
fn a_demonstration_in_english() {
    for size in SIZES {
        let name = format!("demonstration_en_{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, demonstration(Lang::En, size));
    }
}

#[test]
fn a_demonstration_in_chinese() {
    for size in SIZES {
        let name = format!("demonstration_zh_{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, demonstration(Lang::Zh, size));
    }
}

#[test]
fn an_empty_store() {
    for lang in [Lang::En, Lang::Zh] {
        for size in SIZES {
            let name = format!(
                "empty_{}_{}x{}",
                if lang == Lang::En { "en" } else { "zh" },
                size.0,
                size.1
            );
            insta::assert_snapshot!(name, empty(lang, size));
        }
    }
}
