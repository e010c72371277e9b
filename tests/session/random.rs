//! Any keys, at any size.

use super::seat::{Seat, clock, in_an_office, typed, wang};
use liaison::app::{App, Desktop, Msg};
use liaison::screen::{Colors, Screen, enter, mend_halves};
use liaison::session::Input;
use liaison::value::{Lang, width};
use liaison::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use std::fmt::Write as _;

const SIZES: [(u16, u16); 9] =
    [(80, 24), (120, 40), (60, 20), (110, 12), (40, 10), (39, 9), (7, 3), (1, 1), (200, 60)];

/// Keys as a hand that slips would press them. What quits is not among them.
const KEYS: [&str; 55] = [
    "<Down>",
    "<Down>",
    "<Down>",
    "<Up>",
    "<Left>",
    "<Right>",
    "<PageUp>",
    "<PageDown>",
    "<Home>",
    "<End>",
    "<Enter>",
    "<Enter>",
    "<Esc>",
    "<Esc>",
    "<Tab>",
    "<S-Tab>",
    "<Backspace>",
    "<Delete>",
    "<C-s>",
    "<C-u>",
    "<C-t>",
    "<F1>",
    "<F2>",
    "1",
    "2",
    "3",
    "4",
    "6",
    "9",
    "0",
    "/",
    ":",
    "?",
    "o",
    "e",
    "a",
    "s",
    "i",
    "n",
    "[",
    "]",
    "D",
    "d",
    "华",
    "x",
    "m",
    "H",
    "z",
    "r",
    "p",
    "u",
    "<F6>",
    "<C-r>",
    "é",
    " ",
];

/// The same numbers every time (Knuth's constants).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

#[test]
fn the_terminal_shows_what_was_drawn_whatever_is_pressed() {
    in_an_office(async |office| {
        for seed in 0..2 {
            let mut dice = Dice(seed);
            let (sight, lookup, clock) = (office.sight(&wang()), office.lookup(), clock());
            let desk = Desktop { sight: &sight, lookup: &lookup, clock: &clock };
            let lang = if seed % 2 == 0 { Lang::En } else { Lang::Zh };
            let mut size = SIZES[dice.roll(SIZES.len())];
            let mut app = App::new(lang, size, std::sync::Arc::default());
            app.update(Msg::Changed, desk);
            let mut page = Page::new(size);
            let mut keys = String::new();
            for _ in 0..500 {
                let key = KEYS[dice.roll(KEYS.len())];
                keys.push_str(key);
                for key in typed(key) {
                    app.update(Msg::Key(key), desk);
                }
                if dice.roll(20) == 0 {
                    size = SIZES[dice.roll(SIZES.len())];
                    let _ = write!(keys, " {}x{} ", size.0, size.1);
                    app.update(Msg::Resize(size.0, size.1), desk);
                    page.resize(size);
                }
                app.update(Msg::Settled, desk);
                page.draw(&app, desk);
                assert_eq!(page.shown(), meant(&app, desk, size), "{keys}");
            }
        }
    });
}

/// The session's backend, and the terminal behind it.
struct Page {
    terminal: Terminal<Screen>,
    model: vt100::Parser,
}

impl Page {
    fn new(size: (u16, u16)) -> Self {
        let Ok(terminal) = Terminal::new(Screen::new(Size::new(size.0, size.1), Colors::Ansi));
        let mut model = vt100::Parser::new(size.1, size.0, 0);
        model.process(enter());
        Self { terminal, model }
    }

    fn resize(&mut self, (columns, rows): (u16, u16)) {
        self.terminal.backend_mut().resize(columns, rows);
        self.model.screen_mut().set_size(rows, columns);
    }

    fn draw(&mut self, app: &App, desk: Desktop<'_>) {
        let Ok(_) = self.terminal.draw(|frame| {
            view::draw(app, desk, frame);
            mend_halves(frame.buffer_mut());
        });
        self.model.process(&self.terminal.backend_mut().take_frame());
    }

    /// The rows, and where the cursor stands if it is seen.
    fn shown(&self) -> (Vec<String>, Option<(u16, u16)>) {
        let screen = self.model.screen();
        let (y, x) = screen.cursor_position();
        let rows = screen.rows(0, screen.size().1).map(|row| row.trim_end().to_owned());
        (rows.collect(), (!screen.hide_cursor()).then_some((x, y)))
    }
}

/// The same as it was drawn.
fn meant(app: &App, desk: Desktop<'_>, size: (u16, u16)) -> (Vec<String>, Option<(u16, u16)>) {
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a screen");
    let drawn = terminal.draw(|frame| {
        view::draw(app, desk, frame);
        mend_halves(frame.buffer_mut());
    });
    let frame = drawn.expect("a test screen takes everything");
    let row = |y: u16| {
        let mut text = String::new();
        for x in 0..size.0 {
            if width(&text) <= usize::from(x) {
                text.push_str(frame.buffer[(x, y)].symbol());
            }
        }
        text.trim_end().to_owned()
    };
    let rows = (0..size.1).map(row).collect();
    let at = terminal.backend().cursor_position();
    (rows, terminal.backend().cursor_visible().then_some((at.x, at.y)))
}

#[test]
fn a_session_outlives_any_keys_at_any_size() {
    in_an_office(async |office| {
        let mut dice = Dice(11);
        let seat = Seat::of_wang(office).await;
        for _ in 0..500 {
            seat.keys(KEYS[dice.roll(KEYS.len())]).await;
            if dice.roll(10) == 0 {
                let (columns, rows) = SIZES[dice.roll(SIZES.len())];
                seat.resize(columns, rows).await;
            }
        }
        seat.resize(39, 9).await;
        seat.wait_for("40x10").await;
    });
}

#[test]
fn too_small_a_terminal_gets_a_sentence() {
    in_an_office(async |office| {
        let seat = Seat::of_wang(office).await;
        seat.wait_for("PUBLISHED").await;
        seat.resize(39, 24).await;
        seat.wait_for("liaison needs 40x10 cells").await;
        seat.resize(40, 10).await;
        seat.wait_for("PUBLISHED").await;
        seat.resize(80, 9).await;
        seat.wait_for("liaison needs 40x10 cells").await;
        seat.resize(1, 1).await;
        seat.wait_until("the sentence's first letter", |screen| {
            screen.size() == (1, 1) && screen.contents() != "¦"
        })
        .await;
        seat.send(Input::Redraw).await;
        seat.resize(80, 24).await;
        seat.wait_for("PUBLISHED").await;
    });
}
