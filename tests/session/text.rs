//! What stands on the screens, letter by letter: only what can be printed, only the person's own
//! language, and nothing that color alone says.

use super::keys::only_our_own_sequences;
use super::seat::{Pen, Seat, Sitting, in_a_demonstration, in_an_office, wang};
use super::tour::{RECORDS, SCREENS, SIZES, around, lived_in};
use liaison::office::Office;
use liaison::records::KINDS;
use liaison::screen::{Colors, Look};
use liaison::store::{Cause, Edit, Person, Role};
use liaison::value::{Lang, Shape, Signs, Value};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A text as somebody would write it who means ill, or well in many scripts.
const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{202e}gpj\u{2066}\u{200b}\u{feff}\r\n\u{b}\u{7f}\u{ad} \
     e\u{301}\u{301}\u{301} 👩\u{200d}👩\u{200d}👧 👍🏽 ⌨\u{fe0f} 각 ﷽ עברית \u{e000} 𠮷";

/// Names, notes and sources of every record are hostile, and long.
async fn hostile(office: &Office) {
    let li = Person::new("li", Role::Admin);
    let sight = office.sight(&li);
    for row in KINDS.iter().flat_map(|kind| sight.rows(kind)) {
        let columns = row.kind().columns().filter(|column| {
            let is_text = matches!(column.shape, Shape::Text | Shape::Notes);
            is_text && !column.is_computed() && (column.is_named() || column.name == "notes")
        });
        let fields = columns.map(|column| {
            let text = format!("{HOSTILE} {} {}", row.id, HOSTILE.repeat(4));
            (column.number, sight.cell(row, column), Value::Text(text.into()))
        });
        let edit = Edit::Set { id: row.id, rev: row.rev, fields: fields.collect() };
        office.commit(&li, Cause::Edit, vec![edit]).answer().await.expect("a text is a text");
    }
}

#[test]
fn no_screen_of_any_text_holds_anything_but_what_can_be_printed() {
    in_a_demonstration(300, async |office| {
        hostile(office).await;
        for (lang, size) in [Lang::En, Lang::Zh].into_iter().zip([(80, 24), (120, 40)]) {
            let seat = Seat::at(office, Sitting::wang(lang, size)).await;
            around(&seat, SCREENS, &mut |name, seat| {
                let screen = seat.screen();
                let unseen = screen.chars().find(|c| *c != '\n' && is_unseen(*c));
                assert_eq!(unseen, None, "{name}\n{screen}");
            })
            .await;
            only_our_own_sequences(&seat.bytes());
        }
    });
}

/// Controls, what turns the direction of writing, and what is there without being seen.
fn is_unseen(c: char) -> bool {
    let joins = matches!(c, '\u{200d}' | '\u{fe0f}');
    c.is_control()
        || ('\u{200b}'..='\u{200f}').contains(&c) && !joins
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2060}'..='\u{206f}').contains(&c)
        || c == '\u{feff}'
}

/// English on Chinese screens beside data: keys, and what is called so in Chinese, too.
const ENGLISH: &[&str] = &[
    "Esc",
    "Tab",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "Backspace",
    "Delete",
    "ctrl",
    "shift",
    "alt",
    "English",
    "Markdown",
    "TRL",
];

/// Chinese on English screens beside data.
const CHINESE: &[&str] = &["中文", "华为"];

#[test]
fn every_word_of_the_program_is_said_in_the_persons_language() {
    in_a_demonstration(RECORDS, async |office| {
        lived_in(office).await;
        let known = data(office);
        let mut foreign = BTreeMap::new();
        for size in SIZES {
            for lang in [Lang::En, Lang::Zh] {
                let seat = Seat::at(office, Sitting::wang(lang, size)).await;
                around(&seat, SCREENS, &mut |name, seat| {
                    for row in seat.rows() {
                        let found = match lang {
                            Lang::En => han(&row, &known),
                            Lang::Zh => english(&row, &known),
                        };
                        for word in found {
                            foreign.entry(word.to_owned()).or_insert(format!("{name}: {row}"));
                        }
                    }
                })
                .await;
            }
        }
        assert!(foreign.is_empty(), "{foreign:#?}");
    });
}

/// All that is written in the records, in the form in which it is shown, and how they are called.
fn data(office: &Office) -> String {
    let sight = office.sight(&super::seat::wang());
    let mut all = String::from("wang liaison ");
    // What was typed to come to the screens stands on them.
    all.extend(SCREENS.iter().map(|(_, keys)| format!("{keys} ")));
    for kind in KINDS {
        let _ = write!(all, "{} {} ", kind.code, kind.plural);
    }
    for row in KINDS.iter().flat_map(|kind| sight.rows(kind)).chain(sight.trash()) {
        let _ = write!(all, "{} {} ", row.created.who, row.updated.who);
        for column in row.kind().columns() {
            if matches!(column.shape, Shape::Choice(_) | Shape::Choices(_) | Shape::Flag) {
                continue;
            }
            let value = sight.cell(row, column);
            for lang in [Lang::En, Lang::Zh] {
                let _ = writeln!(all, "{}", column.shape.show(&value, lang, &sight));
            }
        }
    }
    all
}

fn han<'a>(row: &'a str, known: &'a str) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let runs = row.split(move |c| !is_han(c)).filter(|run| !run.is_empty());
    Box::new(runs.filter(|run| !known.contains(run) && !CHINESE.contains(run)))
}

fn english<'a>(row: &'a str, known: &'a str) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    let words = row.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    Box::new(words.filter(|word| !known.contains(word) && !ENGLISH.contains(word)))
}

/// The screens in which every sign and every color is to be seen.
const FEW: &[&str] = &[
    "Home",
    "Members",
    "Agreements",
    "Follow-ups",
    "A list, sorted and marked",
    "A record",
    "A branch of it",
    "The look-up",
    "The bars",
    "A filter with a fault",
    "A form that lacks something",
    "What changes in many records",
    "What may follow a key",
];

#[test]
fn without_the_signs_all_is_said_with_those_of_a_typewriter() {
    let mut few = String::new();
    in_a_demonstration(RECORDS, async |office| {
        lived_in(office).await;
        for lang in [Lang::En, Lang::Zh] {
            let look = Look { signs: Signs::Ascii, ..Look::default() };
            let seat = Seat::at(office, Sitting { look, ..Sitting::wang(lang, (80, 24)) }).await;
            around(&seat, SCREENS, &mut |name, seat| {
                let text = seat.rows().concat();
                let odd =
                    text.chars().find(|c| !c.is_ascii() && !c.is_alphabetic() && width(*c) == 1);
                assert_eq!(odd, None, "{name}\n{}", seat.screen());
                if FEW.contains(&name) {
                    let _ = writeln!(few, "{name}\n{}", seat.screen());
                }
            })
            .await;
        }
    });
    insta::assert_snapshot!("ascii_80x24", few);
}

#[test]
fn signs_that_were_only_assumed_of_a_terminal_are_not_those_of_the_next() {
    in_an_office(async |office| {
        for (signs_are_said, kept) in [(false, "null"), (true, "\"ascii\""), (false, "\"ascii\"")] {
            let look = Look { signs: Signs::Ascii, signs_are_said, ..Look::default() };
            let seat =
                Seat::at(office, Sitting { look, ..Sitting::wang(Lang::En, (80, 24)) }).await;
            seat.keys("Q").await;
            seat.ended().await;
            let left = String::from_utf8(office.kept(&wang()).expect("a seat")).expect("text");
            assert!(left.to_lowercase().contains(&format!("\"signs\": {kept}")), "{left}");
        }
    });
}

fn width(c: char) -> usize {
    liaison::value::width(c.encode_utf8(&mut [0; 4]))
}

#[test]
fn without_colors_every_screen_says_the_same() {
    let mut few = String::new();
    in_a_demonstration(RECORDS, async |office| {
        lived_in(office).await;
        for lang in [Lang::En, Lang::Zh] {
            let plain = Look { colors: Colors::None, ..Look::default() };
            let plain = Sitting { look: plain, ..Sitting::wang(lang, (80, 24)) };
            // One after the other, since each would see where the other is, and from the same start.
            let drawn_at = async |sitting| {
                office.keep(&wang(), b"");
                let (seat, mut all) = (Seat::at(office, sitting).await, Vec::new());
                around(&seat, SCREENS, &mut |name, seat| all.push(drawn(name, seat))).await;
                seat.keys("Q").await;
                seat.ended().await;
                all
            };
            let without = drawn_at(plain).await;
            let with = drawn_at(Sitting::wang(lang, (80, 24))).await;
            for (without, with) in without.iter().zip(&with) {
                let name = without.name;
                assert!(without.pens.iter().flatten().all(|pen| pen.color.is_none()), "{name}");
                assert_eq!(without.text, with.text, "{name}");
                with.says_nothing_by_color_alone();
                if FEW.contains(&name) {
                    few.push_str(&without.told());
                }
            }
        }
    });
    insta::assert_snapshot!("no_color_80x24", few);
}

/// A screen with how it is drawn.
struct Drawn {
    name: &'static str,
    text: Vec<String>,
    /// Of each row, the runs that are not drawn plainly.
    pens: Vec<Vec<Pen>>,
}

fn drawn(name: &'static str, seat: &Seat) -> Drawn {
    Drawn { name, text: seat.rows(), pens: seat.pens() }
}

impl Drawn {
    /// A color is of a text, and the same text at the same place has but one.
    fn says_nothing_by_color_alone(&self) {
        let mut colors = BTreeMap::new();
        for pen in self.pens.iter().flatten() {
            let Some(color) = &pen.color else { continue };
            assert!(!pen.text.trim().is_empty(), "{}: a blank in {color:?}", self.name);
            let key = (pen.from, pen.text.clone());
            let color = format!("{color:?}");
            let before = colors.insert(key, color.clone());
            let same = before.is_none_or(|before| before == color);
            assert!(same, "{}: {} in two colors", self.name, pen.text);
        }
    }

    fn told(&self) -> String {
        let mut told = format!("{}\n", self.name);
        for (text, pens) in self.text.iter().zip(&self.pens) {
            let _ = writeln!(told, "¦{}", text.trim_end());
            let said: Vec<String> =
                pens.iter().map(|pen| format!("{} “{}”", pen.how, pen.text.trim())).collect();
            if !said.is_empty() {
                let _ = writeln!(told, "      {}", said.join(", "));
            }
        }
        told
    }
}
