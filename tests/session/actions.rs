//! Every action, by each of its keys, by the palette and by its command: the same comes of it.
//! An action without a line here fails the test.

use super::seat::{Pen, Seat, Sitting, clock, on_one_thread, wang};
use super::ways::{Same, WAYS, Way};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use liaison::app::actions::{Bound, Context, Keys, key_name};
use liaison::command::{self, Files, Settings, Streams};
use liaison::office::{Begin, Office};
use liaison::session::Input;
use liaison::store::disk::RealDisk;
use liaison::store::{Cause, Person, Role};
use liaison::value::{Id, Lang};
use std::path::Path;
use std::sync::Arc;

/// What came of an action.
struct Outcome {
    /// Nothing, once the session is over.
    screen: Option<String>,
    /// How it is drawn: the column one is in shows by that alone.
    pens: Vec<Vec<Pen>>,
    records: Vec<String>,
    copied: Vec<String>,
}

impl Outcome {
    /// What of it is another.
    fn differs(&self, other: &Self) -> Option<String> {
        if (&self.screen, &self.pens) != (&other.screen, &other.pens) {
            let (mine, others) = (self.screen.as_deref(), other.screen.as_deref());
            return Some(format!("{}\n{}", mine.unwrap_or_default(), others.unwrap_or_default()));
        }
        if self.copied != other.copied {
            return Some(format!("{:?}\n{:?}", self.copied, other.copied));
        }
        let mut rows = self.records.iter().filter(|row| !other.records.contains(row));
        rows.next().cloned()
    }
}

#[test]
fn every_action_is_reached_by_its_keys_the_palette_and_its_command() {
    let keys = Keys::default();
    let untold = keys.all().filter(|bound| !WAYS.iter().any(|way| is_of(way, bound)));
    let untold: Vec<_> = untold.map(|bound| (bound.context, bound.binding.name)).collect();
    assert!(untold.is_empty(), "no line here for {untold:?}");
    let mut desk = Desk::new();
    for way in WAYS {
        let bound = keys.all().find(|bound| is_of(way, bound));
        let bound = bound.unwrap_or_else(|| unreachable!("there is no {} any more", way.name));
        let first = desk.by_key(way, &bound.keys[0]);
        for key in &bound.keys[1..] {
            let other = desk.by_key(way, key).differs(&first);
            assert_eq!(other.is_some(), way.each_its_own, "{} by {key}: {other:?}", way.name);
        }
        if way.keys_only.is_none() {
            let chosen = desk.by_name(way, bound.binding.words.say(Lang::En));
            let other = chosen.differs(&first).unwrap_or_default();
            assert!(other.is_empty(), "{} by the palette: {other}", way.name);
        }
        if let Some((line, same)) = way.command {
            desk.by_command(way, line, same, &first);
        }
    }
}

pub fn is_of(way: &Way, bound: &Bound) -> bool {
    (way.context, way.name) == (bound.context, bound.binding.name)
}

/// A demonstration store, as it is filled once and copied for whoever changed it.
struct Desk {
    filled: tempfile::TempDir,
    open: Option<(tempfile::TempDir, Office)>,
    sequence: u64,
}

impl Desk {
    fn new() -> Self {
        let filled = tempfile::tempdir().expect("there is room for a store");
        let office = open(filled.path());
        let sequence = office.store().now().snapshot.sequence;
        office.store().close();
        Self { filled, open: None, sequence }
    }

    /// The office as it was filled.
    fn office(&mut self) -> Office {
        let is_fresh = |office: &Office| office.store().now().snapshot.sequence == self.sequence;
        if let Some((folder, office)) = self.open.take() {
            // What somebody left at their seat is theirs alone.
            let _ = std::fs::remove_dir_all(folder.path().join("people"));
            if is_fresh(&office) {
                return self.open.insert((folder, office)).1.clone();
            }
            office.store().close();
        }
        let folder = tempfile::tempdir().expect("there is room for a store");
        copy(self.filled.path(), folder.path());
        let office = open(folder.path());
        self.open.insert((folder, office)).1.clone()
    }

    fn by_key(&mut self, way: &Way, key: &str) -> Outcome {
        let office = self.office();
        on_one_thread(async {
            let (seat, before) = begin(&office, way).await;
            for name in key.split(' ') {
                let event = event(name);
                assert_eq!(key_name(&event).as_deref(), Some(name));
                seat.send(Input::Key(event)).await;
            }
            done(&office, &seat).await;
            let now = outcome(&office, &seat).await;
            assert_eq!(
                now.differs(&before).is_none(),
                way.is_unseen,
                "{} by {key}: {}",
                way.name,
                seat.screen()
            );
            type_in(&office, &seat, way.then).await;
            let outcome = outcome(&office, &seat).await;
            assert_eq!(outcome.screen.is_none(), way.name == "quit", "{} by {key}", way.name);
            leave(seat).await;
            outcome
        })
    }

    fn by_name(&mut self, way: &Way, words: &str) -> Outcome {
        let office = self.office();
        on_one_thread(async {
            let (seat, _) = begin(&office, way).await;
            seat.keys(":").await;
            seat.keys(words).await;
            seat.keys("<Enter>").await;
            done(&office, &seat).await;
            type_in(&office, &seat, way.then).await;
            let outcome = outcome(&office, &seat).await;
            leave(seat).await;
            outcome
        })
    }

    fn by_command(&mut self, way: &Way, line: &str, same: Same, by_key: &Outcome) {
        let office = self.office();
        let said = on_one_thread(async {
            let (seat, before) = begin(&office, way).await;
            let at = before.screen.as_deref().and_then(record_on).unwrap_or_default();
            let last = office.store().now().snapshot.sequence.to_string();
            let line = line.replace("{}", &at).replace("{last}", &last);
            // A command waits until all is saved: not where sessions run.
            let said = std::thread::scope(|scope| scope.spawn(|| run(&office, &line)).join());
            leave(seat).await;
            said.expect("a command does not panic")
        });
        let screen = by_key.screen.as_deref().unwrap_or_default();
        match same {
            Same::Records => {
                let records = changed(&office);
                let other = records.iter().find(|row| !by_key.records.contains(row));
                assert!(
                    records.len() == by_key.records.len() && other.is_none(),
                    "{line}: {other:?}"
                );
            }
            Same::Copied(text) => {
                assert!(said.contains(text), "{line}\n{said}");
                assert!(by_key.copied.iter().any(|copied| copied.contains(text)), "{line}");
            }
            Same::Read(text) => {
                assert!(said.contains(text), "{line}\n{said}");
                assert!(screen.contains(text), "{line}\n{screen}");
            }
        }
    }
}

/// Nothing that somebody typed is written any more after this.
pub async fn leave(seat: Seat) {
    if !seat.is_over() {
        seat.send(Input::Hangup).await;
    }
    seat.ended().await;
}

/// Somebody has come to where the action can be done.
async fn begin(office: &Office, way: &Way) -> (Seat, Outcome) {
    let sitting = Sitting::wang(Lang::En, (109, 24));
    let seat = if way.context == Context::Language {
        let asked = Sitting { asked: None, asks_language: true, ..sitting };
        let seat = Seat::begun(super::seat::opened(office), asked);
        seat.wait_for("1  English").await;
        seat
    } else {
        Seat::at(office, sitting).await
    };
    type_in(office, &seat, way.start).await;
    let before = outcome(office, &seat).await;
    (seat, before)
}

pub async fn type_in(office: &Office, seat: &Seat, keys: &str) {
    for part in keys.split_inclusive('|') {
        seat.keys(part.trim_end_matches('|')).await;
        if part.ends_with('|') {
            done(office, seat).await;
        }
    }
}

/// All that was sent is done: what is saved, too. The store refuses what it has taken together
/// with other commits before those are saved, but it takes more only after: as many at once as
/// come while it is held up.
async fn done(office: &Office, seat: &Seat) {
    seat.quiet().await;
    let nobody = Person::new("nobody", Role::Viewer);
    for _ in 0..5 {
        let refused = office.commit(&nobody, Cause::Edit, Vec::new()).answer().await;
        assert!(refused.is_err(), "a barrier changes nothing");
    }
    if !seat.is_over() {
        seat.drawn("a change").await;
    }
}

async fn outcome(office: &Office, seat: &Seat) -> Outcome {
    seat.quiet().await;
    let (mut screen, mut pens) = (None, Vec::new());
    if !seat.is_over() {
        seat.drawn("an action").await;
        (screen, pens) = (Some(seat.screen()), seat.pens());
    }
    Outcome { screen, pens, records: changed(office), copied: super::lists::copied(seat) }
}

/// The records that were changed since the store was filled, as they are held.
fn changed(office: &Office) -> Vec<String> {
    let sight = office.sight(&wang());
    let filled = office.store().history(&sight, None).flatten();
    let mine = filled.take_while(|change| change.head.when >= clock().millis());
    let ids: std::collections::BTreeSet<Id> =
        mine.flat_map(|change| change.changed.into_iter().map(|changed| changed.id)).collect();
    ids.into_iter().map(|id| format!("{:?}", sight.row(id))).collect()
}

/// The record that the screen says one is at.
fn record_on(screen: &str) -> Option<String> {
    let mut words = screen.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.rfind(|word| Id::parse(word).is_some()).map(ToOwned::to_owned)
}

/// What a command tells.
fn run(office: &Office, line: &str) -> String {
    let words = shell_words::split(line).expect("it is quoted well");
    let settings = Settings { lang: Lang::En, width: 80 };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        input: &mut std::io::empty(),
        out: &mut out,
        err: &mut err,
        files: Files::Here,
        input_is_terminal: false,
        out_is_terminal: false,
        err_is_terminal: false,
    };
    let code = command::run(&words, office, &wang(), settings, &mut streams);
    assert_eq!(code, 0, "{line}: {}", String::from_utf8_lossy(&err));
    String::from_utf8(out).expect("it tells text")
}

pub fn open(folder: &Path) -> Office {
    let begin = Begin::Demo { records: 400, person: wang() };
    let opened = Office::open(Arc::new(RealDisk), folder, clock(), begin);
    opened.expect("it can be opened").0
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("there is room");
    for entry in std::fs::read_dir(from).expect("it is a folder").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(&from, &to).expect("there is room");
        }
    }
}

/// Signs as an input method writes them, beside the full-width forms of all that a typewriter has.
const CHINESE: [(char, &str); 14] = [
    ('、', "/"),
    ('。', "."),
    ('【', "["),
    ('】', "]"),
    ('《', "<"),
    ('》', ">"),
    ('“', "\""),
    ('”', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('￥', "$"),
    ('·', "`"),
    ('…', "^"),
    ('—', "_"),
];

/// What an input method sends for a plain key.
fn written(plain: &str) -> Vec<char> {
    let mut written: Vec<char> =
        CHINESE.iter().filter(|(_, key)| *key == plain).map(|(sign, _)| *sign).collect();
    if let [byte @ b'!'..=b'~'] = plain.as_bytes() {
        written.extend(char::from_u32(u32::from(*byte) + 0xFEE0));
    }
    if plain == "Space" {
        written.push('\u{3000}');
    }
    written
}

#[test]
fn the_keys_of_an_input_method_do_what_their_plain_ones_do() {
    let keys = Keys::default();
    let mut desk = Desk::new();
    for way in WAYS.iter().filter(|way| !way.context.is_typed()) {
        let bound = keys.all().find(|bound| is_of(way, bound)).expect("its action is there");
        for key in &bound.keys {
            let last = key.rsplit(' ').next().unwrap_or_default();
            let signs = written(last);
            let plain = (!signs.is_empty()).then(|| desk.by_key(way, key));
            for (sign, plain) in signs.iter().zip(plain.iter().cycle()) {
                let chord = key[..key.len() - last.len()].to_owned() + &sign.to_string();
                let other = desk.by_key(way, &chord).differs(plain);
                assert!(other.is_none(), "{} by {sign}: {other:?}", way.name);
            }
        }
    }
}

/// The key of a name in the table.
pub fn event(name: &str) -> KeyEvent {
    let (modifiers, base) = match name.split_once('-') {
        Some(("ctrl", base)) => (KeyModifiers::CONTROL, base),
        Some(("alt", base)) => (KeyModifiers::ALT, base),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match base {
        "shift-Tab" => KeyCode::BackTab,
        "Space" => KeyCode::Char(' '),
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        base => match base.strip_prefix('F').and_then(|number| number.parse().ok()) {
            Some(number) => KeyCode::F(number),
            None => KeyCode::Char(base.chars().next().expect("a key has a name")),
        },
    };
    KeyEvent::new(code, modifiers)
}
