//! A restricted record of every kind, each saying a word that nothing else says, and linked with
//! one another and with what everybody sees.

use liaison::command::{self, Files, Settings, Streams};
use liaison::office::Office;
use liaison::record::{Column, Kind};
use liaison::records::KINDS;
use liaison::store::{Person, Role};
use liaison::value::{Lang, Shape};
use std::collections::BTreeMap;
use std::io;

/// What only the hidden records say.
pub const WORD: &str = "zyxhidden";

/// What a command line answered: its exit code, the data and what is told beside it.
pub fn run(office: &Office, person: &Person, words: &[&str], input: &str) -> (u8, String, String) {
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        input: &mut io::BufReader::new(input.as_bytes()),
        out: &mut out,
        err: &mut err,
        files: Files::Nowhere,
        input_is_terminal: false,
        out_is_terminal: false,
        err_is_terminal: false,
    };
    let settings = Settings { lang: Lang::En, width: 120 };
    let exit = command::run(&words, office, person, settings, &mut streams);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (exit, text(out), text(err))
}

/// Adds them, and says their ids by the code of their kind.
pub fn hide(office: &Office) -> BTreeMap<&'static str, String> {
    let admin = Person::new("zhang", Role::Admin);
    let (mut hidden, mut why) = (BTreeMap::new(), String::new());
    // What one links to has to be there: another pass finds it.
    for _ in 0..4 {
        for kind in KINDS.iter().filter(|kind| kind.login().is_none()) {
            if hidden.contains_key(kind.code) {
                continue;
            }
            let fields = fields(kind, &hidden);
            let mut words = vec!["add", kind.code];
            words.extend(fields.iter().map(String::as_str));
            match run(office, &admin, &words, "") {
                (0, id, _) => drop(hidden.insert(kind.code, id.trim().to_owned())),
                (.., said) => why = said,
            }
        }
    }
    let missing = |kind: &&&Kind| kind.login().is_none() && !hidden.contains_key(kind.code);
    let missing: Vec<&str> = KINDS.iter().filter(missing).map(|kind| kind.code).collect();
    assert!(missing.is_empty(), "no hidden record of {missing:?}: {why}");
    hidden
}

fn fields(kind: &Kind, hidden: &BTreeMap<&'static str, String>) -> Vec<String> {
    let told = |column: &'static Column| {
        let value = match column.shape {
            _ if column.name == "confidential" => "restricted".to_owned(),
            _ if column.name == "pane" => "funds".to_owned(),
            Shape::Text | Shape::Notes | Shape::Lines => format!("{WORD} {}", column.name),
            Shape::When => "2026-11-30".to_owned(),
            Shape::Moment => "2026-11-30 10:00".to_owned(),
            Shape::Money => "98765 CNY".to_owned(),
            Shape::Link(kinds) | Shape::Links(kinds) => {
                let known = kinds.iter().find_map(|code| hidden.get(code));
                known.or_else(|| hidden.get("organization").filter(|_| kinds.is_empty()))?.clone()
            }
            Shape::Choice(labels) if column.is_required() => labels.first()?.code.to_owned(),
            _ => return None,
        };
        let is_checked = [
            "email", "phone", "url", "site", "key", "login", "pinyin", "currency", "columns",
            "sort", "group", "filter",
        ];
        let is_plain = !is_checked.iter().any(|part| column.name.contains(part));
        is_plain.then(|| format!("{}={value}", column.name))
    };
    kind.columns().filter(|column| !column.is_computed()).filter_map(told).collect()
}
