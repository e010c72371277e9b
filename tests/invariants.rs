//! What must hold of the source itself: who may import whom, who may name what, and words in
//! both languages. Code under `cfg(test)` may do as it likes.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// No file is longer.
const LONGEST: usize = 500;

/// Open to all; but `value`, `words`, `record`, `records` and `store` have lines of their own.
const BASE: &[&str] = &["record", "records", "store", "value", "words"];

/// Which rooms each room may import, besides itself.
const MAY: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("value", &[]),
    ("words", &["value"]),
    ("record", &["value"]),
    ("records", &["record", "value"]),
    ("store", &["record", "records", "value", "words"]),
    ("published", &["BASE"]),
    ("demo", &["clock", "published", "BASE"]),
    ("lookup", &["BASE"]),
    ("filter", &["lookup", "BASE"]),
    ("ask", &["filter", "lookup", "BASE"]),
    ("insight", &["filter", "BASE"]),
    ("exchange", &["filter", "BASE"]),
    ("office", &["clock", "config", "demo", "lookup", "filter", "published", "BASE"]),
    ("app", &["ask", "clock", "filter", "lookup", "insight", "exchange", "BASE"]),
    ("view", &["app", "filter", "insight", "lookup", "BASE"]),
    ("screen", &["BASE"]),
    ("session", &["app", "view", "screen", "office", "exchange", "lookup", "insight", "BASE"]),
    ("people", &["BASE"]),
    ("terminal", &["session"]),
    (
        "dashboard",
        &["config", "office", "people", "screen", "serve", "session", "terminal", "BASE"],
    ),
    ("config", &["screen", "BASE"]),
    ("serve", &["clock", "command", "config", "office", "people", "screen", "session", "BASE"]),
    ("attach", &["serve", "session", "terminal", "BASE"]),
    (
        "command",
        &[
            "ask", "config", "demo", "exchange", "filter", "lookup", "insight", "office", "people",
            "BASE",
        ],
    ),
    (
        "main",
        &[
            "attach",
            "command",
            "config",
            "dashboard",
            "terminal",
            "session",
            "screen",
            "serve",
            "office",
            "BASE",
        ],
    ),
    ("environment", &["attach", "command", "config", "serve", "BASE"]),
    ("hosting", &["command", "config", "people", "serve", "BASE"]),
];

/// What a room imports beyond that: one item each, with its reason. An exception that nobody
/// needs any more is to go.
const EXCEPTIONS: &[(&str, &str)] = &[
    // The manual of the keys is drawn from the one table.
    ("command", "app::actions"),
    // Keys of one's own stand in the config.
    ("config", "app::actions"),
    // What puts a terminal into the screen's modes and takes it out again.
    ("terminal", "screen"),
];

struct Source {
    /// From the crate's folder, with `/` between.
    path: String,
    text: String,
}

impl Source {
    /// The first name below `src`: `store` of `src/store/row.rs` and of `src/store.rs`.
    fn room(&self) -> &str {
        let path = self.path.trim_start_matches("src/");
        path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    fn shipped(&self) -> &str {
        self.text.split("#[cfg(test)]\nmod tests {").next().unwrap()
    }

    /// Its lines without comments, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_code = |line: &(usize, &str)| !line.1.trim_start().starts_with("//");
        (1..).zip(self.shipped().lines()).filter(is_code)
    }

    /// Every line of its code that says something, as `path:line: text`.
    fn saying(&self, what: impl Fn(&str) -> bool) -> Vec<String> {
        let line = |(number, line): (usize, &str)| format!("{}:{number}: {line}", self.path);
        self.code().filter(|(_, line)| what(line)).map(line).collect()
    }
}

/// Every file of the program that is shipped.
fn sources() -> Vec<Source> {
    let mut all = Vec::new();
    collect("src", &mut all);
    all.retain(|source| !is_test(&source.path));
    assert!(all.len() > 50, "the sources are there");
    all
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/") || path.ends_with("/fixture.rs")
}

fn collect(folder: &str, all: &mut Vec<Source>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<_> =
        fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    for name in names {
        let path = format!("{folder}/{}", name.to_str().unwrap());
        if root.join(&path).is_dir() {
            collect(&path, all);
        } else if Path::new(&path).extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(root.join(&path)).unwrap();
            all.push(Source { path, text });
        }
    }
}

/// That of all files but those allowed none says this.
fn nobody_says(allowed: &[&str], what: impl Fn(&str) -> bool) {
    let all = sources();
    for path in allowed {
        assert!(all.iter().any(|source| source.path == *path), "{path} is gone");
    }
    let others = all.iter().filter(|source| !allowed.contains(&source.path.as_str()));
    let found: Vec<String> = others.flat_map(|source| source.saying(&what)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn says_any(words: &'static [&'static str]) -> impl Fn(&str) -> bool {
    move |line| words.iter().any(|word| line.contains(word))
}

#[test]
fn only_the_state_names_sled() {
    nobody_says(&["src/store/state.rs"], says_any(&["sled::", "use sled"]));
}

#[test]
fn only_lines_by_ssh_name_russh() {
    let rooms = [
        "src/serve/ssh.rs",
        "src/serve/ssh/connection.rs",
        "src/serve/ssh/run.rs",
        "src/serve/ssh/key.rs",
    ];
    nobody_says(&rooms, says_any(&["russh::", "use russh"]));
}

#[test]
fn only_the_codec_names_bincode() {
    nobody_says(&["src/store/codec.rs"], says_any(&["bincode::", "use bincode"]));
    // Nor does a test: it would prove another configuration than the one that stores.
    let naming = |source: &Source| source.text.contains("bincode::");
    let named: Vec<String> =
        sources().into_iter().filter(naming).map(|source| source.path).collect();
    assert_eq!(named, ["src/store/codec.rs"]);
}

#[test]
fn only_the_terminal_touches_the_tty() {
    let tty = says_any(&["crossterm::terminal", "raw_mode", "rustix::termios", "/dev/tty"]);
    let grouped = |line: &str| {
        let of = |krate: &str, module: &str| {
            line.split_once(krate).is_some_and(|(_, names)| names.contains(module))
        };
        of("use crossterm::{", "terminal") || of("use rustix::{", "termios")
    };
    nobody_says(&["src/terminal.rs"], |line| tty(line) || grouped(line));
}

#[test]
fn only_the_clock_reads_the_clock() {
    let now = says_any(&["SystemTime::now", "Utc::now", "Local::now", "UNIX_EPOCH.elapsed"]);
    nobody_says(&["src/clock.rs"], now);
}

#[test]
fn nothing_is_global() {
    let cells = ["Mutex", "RwLock", "Atomic", "OnceLock", "LazyLock", "OnceCell", "LazyCell"];
    nobody_says(&[], |line| {
        let line = line.trim_start();
        let line = line.split_once(") ").filter(|_| line.starts_with("pub(")).map_or(line, |x| x.1);
        let is_static = line.trim_start_matches("pub ").starts_with("static ");
        line.contains("thread_local!")
            || is_static && (line.contains(" mut ") || cells.iter().any(|cell| line.contains(cell)))
    });
}

#[test]
fn only_the_office_and_who_opens_it_or_files_for_it_name_the_disk() {
    let rooms =
        ["store", "office", "dashboard", "main", "environment", "hosting", "attach", "serve"];
    let all = sources();
    let others = all.iter().filter(|source| !rooms.contains(&source.room()));
    let found: Vec<String> =
        others.flat_map(|source| source.saying(says_any(&["store::disk", "RealDisk"]))).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// The names behind each `crate::`, or `liaison::` in `main.rs`, of a line: the first two.
fn imports(line: &str) -> Vec<(String, String)> {
    let name = |text: &str| -> String {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let starts = |before: &str| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let mut found = Vec::new();
    for ours in ["crate::", "liaison::"] {
        for (at, _) in line.match_indices(ours).filter(|(at, _)| starts(&line[..*at])) {
            let path = &line[at + ours.len()..];
            let room = name(path);
            let item = path[room.len()..].strip_prefix("::").map(name).unwrap_or_default();
            found.push((room, item));
        }
    }
    found
}

#[test]
fn who_may_import_whom() {
    let all = sources();
    let rooms: BTreeSet<&str> =
        all.iter().map(Source::room).filter(|room| *room != "lib").collect();
    let listed: BTreeSet<&str> = MAY.iter().map(|(room, _)| *room).collect();
    assert_eq!(rooms, listed, "every room has its line");

    let (mut violations, mut needed) = (Vec::new(), BTreeSet::new());
    for source in &all {
        let Some((_, may)) = MAY.iter().find(|(room, _)| *room == source.room()) else { continue };
        let allowed = |to: &str| {
            to == source.room() || may.contains(&to) || may.contains(&"BASE") && BASE.contains(&to)
        };
        for (number, line) in source.code() {
            for (to, item) in imports(line) {
                assert!(rooms.contains(to.as_str()), "{}:{number}: no room {to}", source.path);
                if allowed(&to) {
                    continue;
                }
                let exception = EXCEPTIONS.iter().find(|(from, path)| {
                    *from == source.room() && (*path == to || *path == format!("{to}::{item}"))
                });
                match exception {
                    Some(exception) => drop(needed.insert(exception)),
                    None => violations.push(format!("{}:{number}: {line}", source.path)),
                }
            }
        }
    }
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
    let idle: Vec<_> = EXCEPTIONS.iter().filter(|exception| !needed.contains(exception)).collect();
    assert!(idle.is_empty(), "nobody needs {idle:?}");
}

#[test]
fn imports_are_read_wherever_they_stand() {
    let one = |line| imports(line).into_iter().map(|(a, b)| format!("{a} {b}")).collect::<Vec<_>>();
    assert_eq!(one("use crate::store::{Row, Sight};"), ["store "]);
    assert_eq!(one("    pub(in crate::app) fn of()"), ["app "]);
    assert_eq!(
        one("f(crate::office::Clock::at, $crate::value::words)"),
        ["office Clock", "value words"]
    );
    assert_eq!(one("use liaison::command::Call;"), ["command Call"]);
    assert_eq!(one("use mycrate::store;"), Vec::<String>::new());
}

#[test]
fn kinds_never_name_each_other_and_only_records_names_them() {
    let all = sources();
    let of_kind = |source: &&Source| source.room() == "records" && !source.path.ends_with("mod.rs");
    let names: Vec<String> = all
        .iter()
        .filter(of_kind)
        .map(|source| source.path["src/records/".len()..].trim_end_matches(".rs").to_owned())
        .collect();
    assert!(names.len() > 10, "{names:?}");
    let mut found = Vec::new();
    for source in all.iter().filter(|source| source.room() != "insight") {
        for name in names.iter().filter(|name| source.path != format!("src/records/{name}.rs")) {
            let inside = source.room() == "records" && !source.path.ends_with("mod.rs");
            found.extend(source.saying(|line| {
                let path = |before: &str| {
                    line.split(&format!("{before}::{name}")).skip(1).any(|rest| {
                        !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '(')
                    })
                };
                path("records") || inside && path("super")
            }));
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let mut all = Vec::new();
    collect("src", &mut all);
    collect("tests", &mut all);
    let length = |source: &Source| source.text.lines().count();
    let long = all.iter().filter(|source| length(source) > LONGEST);
    let long: Vec<String> =
        long.map(|source| format!("{}: {} lines", source.path, length(source))).collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

/// The pair of texts of every `words("…", "…")` in a file.
fn pairs(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let is_call =
        |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.'));
    for (at, call) in text.match_indices("words(").filter(|(at, _)| is_call(*at)) {
        let rest = text[at + call.len()..].trim_start();
        let Some((en, rest)) = literal(rest) else { continue };
        let rest = rest.trim_start().strip_prefix(',').unwrap_or_default().trim_start();
        let Some((zh, _)) = literal(rest) else { panic!("no second language: {en}") };
        found.push((en, zh));
    }
    found
}

/// The text of the string literal at the start, and what follows it.
fn literal(text: &str) -> Option<(String, &str)> {
    let mut chars = text.strip_prefix('"')?.char_indices();
    let mut said = String::new();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((said, &text[at + 2..])),
            '\\' => said.extend(chars.next().map(|(_, c)| c).filter(|c| !c.is_whitespace())),
            c => said.push(c),
        }
    }
    None
}

/// What the Chinese says in Latin letters alone: what is typed as it stands, and the other
/// language's own name.
const LATIN: &[&str] = &["--now：{}", "members branch:domestic", "English"];

#[test]
fn everything_is_said_in_both_languages() {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}');
    let (mut wrong, mut count) = (Vec::new(), 0);
    for source in sources() {
        // Elsewhere a title may be left out, but in both.
        let may_be_blank = source.room() != "words";
        for (en, zh) in pairs(source.shipped()) {
            count += 1;
            let letters = zh.replace("{}", "").chars().any(char::is_alphabetic);
            let gaps = |text: &str| text.matches("{}").count();
            let problem = match () {
                () if may_be_blank && en.is_empty() && zh.is_empty() => continue,
                () if en.trim().is_empty() || zh.trim().is_empty() => "empty",
                () if LATIN.contains(&zh.as_str()) => continue,
                // What is typed for a day is typed so in both.
                () if zh.starts_with('+') && zh == en => continue,
                () if letters && !zh.chars().any(is_han) => "no Chinese",
                () if gaps(&en) != gaps(&zh) => "other gaps",
                () => continue,
            };
            wrong.push(format!("{}: {problem}: {en} | {zh}", source.path));
        }
    }
    assert!(count > 200, "{count} words were found");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn words_are_read_across_lines() {
    let text = "const A: Words = words(\n    \"a \\\"b\\\"\",\n    \"甲\",\n);\nconst B: Words = words(\"\", \"\");";
    let read = pairs(text);
    assert_eq!(read, [("a \"b\"".to_owned(), "甲".to_owned()), (String::new(), String::new())]);
}
