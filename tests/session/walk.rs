//! A long walk of keys pressed by chance, in a demonstration store in which others work, too:
//! `LIAISON_WALK_KEYS` and `LIAISON_WALK_SEED` say how long and which.

use super::random::Dice;
use super::seat::{Seat, Sitting, clock, on_one_thread, wang};
use super::tour::RECORDS;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use liaison::office::{Begin, Office};
use liaison::records::KINDS;
use liaison::session::{Ended, Input};
use liaison::store::disk::RealDisk;
use liaison::store::{Cause, Edit, Person, Role};
use liaison::value::{Lang, Value};
use std::path::Path;
use std::sync::Arc;

/// Every so many keys somebody else saves something, and the screen is looked at.
const BETWEEN: usize = 10;

const NAMED: [KeyCode; 16] = [
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::Enter,
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::Insert,
];

/// What somebody types in one go, or pastes.
const TEXTS: [&str; 12] = [
    "hua",
    "河北",
    "category:corporate",
    "2026-12-01",
    "+3d",
    "wang",
    "\u{1b}[2J\u{202e}evil\u{7}\r\n\tend",
    "👩‍👩‍👧‍👦 e\u{301}\u{301}\u{301} 각 ﷽",
    "a very long name that fits no column, nor any screen that is not much wider than this one",
    "，。【】《》“”：？！～",
    "-tag:x | (",
    "",
];

#[test]
fn whatever_is_pressed_nothing_strays_and_nothing_is_lost() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let keys = number("LIAISON_WALK_KEYS").unwrap_or(2_000);
    let seed = number("LIAISON_WALK_SEED").unwrap_or(1);
    let folder = tempfile::tempdir().expect("there is room for a store");
    let office = open(folder.path());
    on_one_thread(async {
        let mut walk = Walk { office: &office, dice: Dice(seed), seed, pressed: Vec::new() };
        walk.all(keys as usize).await;
    });
    let held = everything(&office);
    let sound = office.store().verify();
    assert!(sound.is_ok(), "seed {seed}: {sound:?}");
    office.store().close();
    drop(office);
    let again = open(folder.path());
    assert!(held == everything(&again), "seed {seed}: opened again it holds something else");
    again.store().close();
    drop(again);
    std::fs::remove_dir_all(folder.path().join("state")).expect("the state can be removed");
    let anew = open(folder.path());
    assert!(held == everything(&anew), "seed {seed}: the journal tells something else");
    anew.store().close();
}

fn open(folder: &Path) -> Office {
    let begin = Begin::Demo { records: RECORDS, person: wang() };
    let opened = Office::open(Arc::new(RealDisk), folder, clock(), begin);
    opened.expect("it can be opened").0
}

/// Every record, in the trash or not, as it is held.
fn everything(office: &Office) -> Vec<String> {
    let sight = office.sight(&wang());
    let rows = KINDS.iter().flat_map(|kind| sight.rows(kind)).chain(sight.trash());
    let mut rows: Vec<String> = rows.map(|row| format!("{row:?}")).collect();
    rows.sort();
    rows
}

struct Walk<'a> {
    office: &'a Office,
    dice: Dice,
    seed: u64,
    /// What was done, for whoever has to find out why it went wrong.
    pressed: Vec<String>,
}

impl Walk<'_> {
    async fn all(&mut self, keys: usize) {
        let mut seat = self.sit().await;
        for nth in 0..keys {
            let input = self.input();
            self.pressed.push(format!("{input:?}"));
            if let Input::Resize(columns, rows) = input {
                seat.resize(columns, rows).await;
            } else {
                seat.send(input).await;
            }
            if nth % BETWEEN == 0 {
                self.save_as_somebody_else().await;
                seat.quiet().await;
                if !seat.is_over() {
                    self.look_at(&seat).await;
                }
            }
            seat.quiet().await;
            if seat.is_over() {
                let ended = seat.over().await;
                assert!(matches!(ended, Ok(Ended::Quit)), "{}: {ended:?}", self.told());
                seat = self.sit().await;
            }
        }
    }

    async fn sit(&mut self) -> Seat {
        let lang = if self.dice.roll(2) == 0 { Lang::En } else { Lang::Zh };
        Seat::at(self.office, Sitting::wang(lang, (80, 24))).await
    }

    /// The terminal shows what it would if it were told everything anew.
    async fn look_at(&self, seat: &Seat) {
        let mut tries = 0;
        let (shown, meant) = loop {
            if let Some(both) = seat.anew().await {
                break both;
            }
            tries += 1;
            assert!(tries < 1_000, "{}: it never stops drawing", self.told());
        };
        let both = shown.0.iter().zip(&meant.0).enumerate();
        let strays: Vec<_> = both.filter(|(_, (shown, meant))| shown != meant).take(4).collect();
        let same = shown == meant;
        assert!(same, "{}: strays {strays:#?}\n{}", self.told(), seat.screen());
    }

    fn told(&self) -> String {
        let last = self.pressed.len().saturating_sub(40);
        let (all, pressed) = (self.pressed.len(), self.pressed[last..].join("\n"));
        format!("LIAISON_WALK_SEED={}, after {all} keys, of which the last\n{pressed}\n", self.seed)
    }

    fn input(&mut self) -> Input {
        match self.dice.roll(100) {
            0..5 => self.size(),
            5..8 => Input::Paste(TEXTS[self.dice.roll(TEXTS.len())].repeat(1 + self.dice.roll(3))),
            8..10 => Input::Key(KeyEvent::new(KeyCode::Char('t'), KeyModifiers::CONTROL)),
            10 => Input::Redraw,
            11..40 => Input::Key(NAMED[self.dice.roll(NAMED.len())].into()),
            40..44 => Input::Key(KeyCode::F(1 + self.dice.roll(12) as u8).into()),
            44..50 => {
                let text: Vec<char> = TEXTS[self.dice.roll(TEXTS.len())].chars().collect();
                let c = text.get(self.dice.roll(text.len().max(1))).copied().unwrap_or('x');
                Input::Key(KeyCode::Char(c).into())
            }
            50..60 => {
                let modifiers = [KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT];
                let code = match self.dice.roll(3) {
                    0 => NAMED[self.dice.roll(NAMED.len())],
                    _ => KeyCode::Char(char::from(b'a' + self.dice.roll(26) as u8)),
                };
                Input::Key(KeyEvent::new(code, modifiers[self.dice.roll(3)]))
            }
            _ => Input::Key(KeyCode::Char(char::from(b' ' + self.dice.roll(95) as u8)).into()),
        }
    }

    fn size(&mut self) -> Input {
        let (columns, rows) = match self.dice.roll(4) {
            0 => (80, 24),
            1 => (1 + self.dice.roll(12), 1 + self.dice.roll(6)),
            _ => (1 + self.dice.roll(200), 1 + self.dice.roll(60)),
        };
        Input::Resize(columns as u16, rows as u16)
    }

    /// Notes are written, and records go to the trash and come back.
    async fn save_as_somebody_else(&mut self) {
        let li = Person::new("li", Role::Admin);
        let sight = self.office.sight(&li);
        let kind = &KINDS[self.dice.roll(KINDS.len())];
        let rows: Vec<_> = sight.rows(kind).collect();
        let trash: Vec<_> = sight.trash().collect();
        let edit = match (self.dice.roll(4), kind.named("notes")) {
            (0, _) if !trash.is_empty() => {
                let row = trash[self.dice.roll(trash.len())];
                Edit::Untrash { id: row.id, rev: row.rev }
            }
            (1, _) if rows.len() > 2 => {
                let row = rows[self.dice.roll(rows.len())];
                Edit::Trash { id: row.id, rev: row.rev }
            }
            (_, Some(notes)) if !rows.is_empty() => {
                let row = rows[self.dice.roll(rows.len())];
                let text = TEXTS[self.dice.roll(TEXTS.len() - 1)];
                let fields = vec![(notes.number, sight.cell(row, notes), Value::Text(text.into()))];
                Edit::Set { id: row.id, rev: row.rev, fields }
            }
            _ => return,
        };
        self.pressed.push(format!("li: {edit:?}"));
        // Whether it is taken is of no account here: somebody may have been there before.
        let _ = self.office.commit(&li, Cause::Edit, vec![edit]).answer().await;
    }
}
