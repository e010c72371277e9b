//! A person at a session: the real loop, with a channel for a keyboard and a terminal's model
//! for a screen. Every wait is for a state, and all give up, showing the screen, at the same
//! deadline.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use liaison::office::{Begin, Clock, Office};
use liaison::screen::{Look, enter};
use liaison::session::{self, Ended, Input};
use liaison::store::disk::RealDisk;
use liaison::store::{OpenError, Opened, Person, Progress, Role};
use liaison::value::{Lang, Words, width};
use liaison::words::{list, record_page, screen as say};
use std::cell::RefCell;
use std::fmt::Write as _;
use std::future::Future;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::AsyncWrite;
use tokio::sync::{Notify, mpsc};
use tokio::task::{JoinHandle, LocalSet};

/// How long a session may take for any one thing.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// From how many columns on a record can stand beside a list, and longer than the keys pause
/// before it follows.
const BESIDE: u16 = 110;
const PAUSE: Duration = Duration::from_millis(60);

/// How a frame begins.
const FRAME: &[u8] = b"\x1b[?2026h";

/// The cells of a terminal, row by row, and where its cursor is shown.
pub type Cells = (Vec<String>, Option<(u16, u16)>);

/// A run of cells drawn in one way.
#[derive(PartialEq, Debug)]
pub struct Pen {
    pub from: u16,
    pub text: String,
    pub color: Option<vt100::Color>,
    pub how: String,
}

/// What a person sees of a cell: a blank shows neither its ink nor how thick that would be.
fn seen(cell: &vt100::Cell) -> String {
    let text = if cell.has_contents() { cell.contents() } else { " " };
    let ground = (cell.bgcolor(), cell.inverse(), cell.underline());
    if text == " " && !cell.is_wide_continuation() && !cell.inverse() && !cell.underline() {
        return format!("blank on {:?}", cell.bgcolor());
    }
    let ink = (cell.fgcolor(), cell.bold(), cell.dim(), cell.italic());
    format!("{text} {} {ink:?} {ground:?}", cell.is_wide_continuation())
}

/// What a terminal is sent before all is drawn anew.
const CLEARED: &[u8] = b"\x1b[m\x1b[2J";

/// What a screen says while something is still to come.
const COMING: [Words; 5] =
    [list::ARRANGING, list::COUNTING, record_page::READING, say::OPENING, say::SAVING];

/// 9 o'clock on the day of the mock-ups.
pub fn clock() -> Clock {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    Clock::fixed(day.and_hms_opt(9, 0, 0).expect("a time"))
}

/// Opens the store in a folder; a new one has the published facts.
pub fn open(folder: &Path) -> Result<(Office, Opened), OpenError> {
    Office::open(Arc::new(RealDisk), folder, clock(), Begin::Published)
}

/// Runs what happens in an office of its own, with the published facts.
pub fn in_an_office(happens: impl AsyncFnOnce(&Office)) {
    in_an_office_of(Begin::Published, happens);
}

/// The same over a demonstration store of so many records, opened by wang.
pub fn in_a_demonstration(records: usize, happens: impl AsyncFnOnce(&Office)) {
    let begin = Begin::Demo { records, person: wang() };
    in_an_office_of(begin, happens);
}

/// The same over a store that begins so.
pub fn in_an_office_of(begin: Begin, happens: impl AsyncFnOnce(&Office)) {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let opened = Office::open(Arc::new(RealDisk), folder.path(), clock(), begin);
    let (office, _) = opened.expect("an empty folder can be opened");
    on_one_thread(happens(&office));
    office.store().close();
}

/// Runs a future and the sessions it begins.
pub fn on_one_thread<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    LocalSet::new().block_on(&runtime.expect("a runtime needs nothing"), future)
}

pub fn wang() -> Person {
    Person::new("wang", Role::Admin)
}

/// An office that is open already, as what a session waits for.
pub fn opened(
    office: &Office,
) -> impl Future<Output = Result<(Office, Opened), OpenError>> + use<> {
    let office = office.clone();
    async move { Ok((office, Opened::default())) }
}

/// Who sits down, and at what.
pub struct Sitting {
    pub person: Person,
    pub lang: Lang,
    pub asked: Option<Lang>,
    pub size: (u16, u16),
    pub look: Look,
    pub asks_language: bool,
}

impl Sitting {
    /// Wang, at a terminal that has everything.
    pub fn wang(lang: Lang, size: (u16, u16)) -> Self {
        let asked = Some(lang);
        Self { person: wang(), lang, asked, size, look: Look::default(), asks_language: false }
    }
}

/// A person at a session.
pub struct Seat {
    keyboard: mpsc::Sender<Input>,
    shown: Rc<Shown>,
    session: JoinHandle<Ended>,
}

/// What the session has written.
struct Shown {
    screen: RefCell<vt100::Parser>,
    bytes: RefCell<Vec<u8>>,
    changed: Notify,
}

impl Seat {
    /// Wang, in English, at 80x24.
    pub async fn of_wang(office: &Office) -> Self {
        Self::of(office, wang(), Lang::En, (80, 24)).await
    }

    /// Begins a session in an office that is open; it shows Home.
    pub async fn of(office: &Office, person: Person, lang: Lang, size: (u16, u16)) -> Self {
        Self::at(office, Sitting { person, ..Sitting::wang(lang, size) }).await
    }

    /// The same at any terminal.
    pub async fn at(office: &Office, sitting: Sitting) -> Self {
        // Nothing is found until the index is built: whoever sits down here does not wait for it.
        office.lookup();
        let seat = Self::begun(opened(office), sitting);
        seat.wait_for("2026").await;
        seat
    }

    /// The same for somebody who has not asked for a language: they have the one of last time.
    pub async fn unasked(office: &Office, person: Person, lang: Lang, size: (u16, u16)) -> Self {
        Self::at(office, Sitting { person, asked: None, ..Sitting::wang(lang, size) }).await
    }

    /// Begins a session.
    pub fn opening(
        opening: impl Future<Output = Result<(Office, Opened), OpenError>> + 'static,
        person: Person,
        lang: Lang,
        size: (u16, u16),
    ) -> Self {
        Self::begun(opening, Sitting { person, ..Sitting::wang(lang, size) })
    }

    /// Begins a session at any terminal, and waits for nothing.
    pub fn begun(
        opening: impl Future<Output = Result<(Office, Opened), OpenError>> + 'static,
        sitting: Sitting,
    ) -> Self {
        let Sitting { person, lang, asked, size, look, asks_language } = sitting;
        let mut parser = vt100::Parser::new(size.1, size.0, 0);
        parser.process(enter());
        let (keyboard, mut input) = mpsc::channel(1024);
        let shown = Rc::new(Shown {
            screen: RefCell::new(parser),
            bytes: RefCell::default(),
            changed: Notify::new(),
        });
        let mut output = Output(Rc::clone(&shown));
        let session = tokio::task::spawn_local(async move {
            let seat = session::Seat {
                person,
                from: "here".to_owned(),
                lang,
                asked,
                size,
                look,
                told: Vec::new(),
                asks_language,
                progress: tokio::sync::watch::channel(Progress::default()).1,
                clock: clock(),
                keys: std::sync::Arc::default(),
            };
            session::run(seat, opening, &mut input, &mut output, &|| Ok(())).await
        });
        Self { keyboard, shown, session }
    }

    /// Types text and keys by name: `<Down> <Enter> <Esc> <Tab> <C-s> <lt>`.
    pub async fn keys(&self, keys: &str) {
        for key in typed(keys) {
            self.send(Input::Key(key)).await;
        }
    }

    pub async fn send(&self, input: Input) {
        self.keyboard.send(input).await.expect("the session goes on");
    }

    /// Types, and waits for a text.
    pub async fn see(&self, keys: &str, text: &str) {
        self.keys(keys).await;
        self.wait_for(text).await;
    }

    /// Types, and waits until all of it is done and drawn, and nothing on the screen is still to
    /// come. The screen is drawn anew by that.
    pub async fn turn(&self, keys: &str) {
        self.keys(keys).await;
        self.drawn(keys).await;
    }

    /// Waits until all that was sent is done and drawn, and nothing on the screen is still to come.
    pub async fn drawn(&self, after: &str) {
        self.redrawn(after).await;
        if self.shown.screen.borrow().screen().size().1 >= BESIDE {
            // The record beside the list follows when the keys have paused, by the same clock.
            tokio::time::sleep(PAUSE).await;
            self.redrawn(after).await;
        }
    }

    async fn redrawn(&self, after: &str) {
        let mark = self.shown.bytes.borrow().len();
        self.send(Input::Redraw).await;
        self.wait_until(&format!("the screen after {after}"), |screen| {
            let shown = screen.contents();
            // A terminal without the sign `…` has another for it.
            let is_said =
                |said: &str| shown.contains(said) || shown.contains(&said.replace('…', "~"));
            let coming = |words: &Words| is_said(words.en) || is_said(words.zh);
            let bytes = &self.shown.bytes.borrow()[mark..];
            let is_drawn = bytes.windows(CLEARED.len()).any(|piece| piece == CLEARED);
            is_drawn && !COMING.iter().any(coming)
        })
        .await;
    }

    /// Waits until the text stands on the screen.
    pub async fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text)).await;
    }

    /// Waits until the text stands nowhere on the screen.
    pub async fn wait_gone(&self, text: &str) {
        let what = format!("{text} to go");
        self.wait_until(&what, |screen| !screen.contents().contains(text)).await;
    }

    /// Waits until the cursor's row holds the text.
    pub async fn wait_at(&self, text: &str) {
        self.wait_until(&format!("the cursor at {text}"), |screen| {
            let (row, _) = screen.cursor_position();
            let rows: Vec<String> = screen.rows(0, screen.size().1).collect();
            rows[usize::from(row)].contains(text)
        })
        .await;
    }

    /// Waits for any state of the screen; `what` says it should that not come.
    pub async fn wait_until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let wait = async {
            while !holds(self.shown.screen.borrow().screen()) {
                self.shown.changed.notified().await;
            }
        };
        let done = tokio::time::timeout(PATIENCE, wait).await;
        assert!(done.is_ok(), "waited in vain for {what}\n{}", self.screen());
    }

    /// What stands on the screen between its edges, and where the cursor is.
    pub fn screen(&self) -> String {
        let parser = self.shown.screen.borrow();
        let (screen, columns) = (parser.screen(), parser.screen().size().1);
        let mut text = String::new();
        for row in screen.rows(0, columns) {
            let blank = usize::from(columns).saturating_sub(width(&row));
            let _ = writeln!(text, "¦{row}{}¦", " ".repeat(blank));
        }
        let (row, column) = screen.cursor_position();
        text + &format!("cursor {column},{row}\n")
    }

    /// The rows of the screen.
    pub fn rows(&self) -> Vec<String> {
        let parser = self.shown.screen.borrow();
        parser.screen().rows(0, parser.screen().size().1).collect()
    }

    /// Whether the session has ended.
    pub fn is_over(&self) -> bool {
        self.session.is_finished()
    }

    /// Waits until nothing that was sent waits any more: all of it is drawn, too, for a session
    /// gives way only when it has nothing left to do.
    pub async fn quiet(&self) {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        while self.keyboard.capacity() < self.keyboard.max_capacity() && !self.is_over() {
            tokio::task::yield_now().await;
        }
    }

    /// Has all drawn anew, and returns what stood on the terminal before and after it; nothing if
    /// the session drew anything else between.
    pub async fn anew(&self) -> Option<(Cells, Cells)> {
        let (before, mark) = (self.cells(), self.shown.bytes.borrow().len());
        self.redrawn("a redraw").await;
        let bytes = &self.shown.bytes.borrow()[mark..];
        let frames = bytes.windows(FRAME.len()).filter(|piece| *piece == FRAME).count();
        (frames == 1).then(|| (before, self.cells()))
    }

    /// Every cell of the terminal, and its cursor where it is shown.
    fn cells(&self) -> Cells {
        let parser = self.shown.screen.borrow();
        let (screen, (rows, columns)) = (parser.screen(), parser.screen().size());
        let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let cells = all.filter_map(|(row, column)| screen.cell(row, column)).map(seen);
        (cells.collect(), (!screen.hide_cursor()).then(|| screen.cursor_position()))
    }

    /// Of each row the runs of cells that are not drawn plainly.
    pub fn pens(&self) -> Vec<Vec<Pen>> {
        let parser = self.shown.screen.borrow();
        let (screen, (rows, columns)) = (parser.screen(), parser.screen().size());
        let row = |row: u16| {
            let mut pens: Vec<Pen> = Vec::new();
            for (column, cell) in (0..columns).filter_map(|x| Some((x, screen.cell(row, x)?))) {
                if cell.is_wide_continuation() {
                    continue;
                }
                let words = [
                    (cell.bold(), "bold"),
                    (cell.dim(), "dim"),
                    (cell.underline(), "underlined"),
                    (cell.inverse(), "reversed"),
                ];
                let how = words.into_iter().filter(|(is, _)| *is).map(|(_, word)| word);
                let how = how.collect::<Vec<_>>().join(" ");
                let color = Some(cell.fgcolor()).filter(|color| *color != vt100::Color::Default);
                match pens.last_mut() {
                    Some(pen) if pen.how == how && pen.color == color => {
                        pen.text.push_str(cell.contents());
                    }
                    _ => pens.push(Pen { from: column, text: cell.contents().into(), color, how }),
                }
            }
            pens.retain(|pen| pen.color.is_some() || !pen.how.is_empty());
            pens
        };
        (0..rows).map(row).collect()
    }

    /// All that the session has written.
    pub fn bytes(&self) -> Vec<u8> {
        self.shown.bytes.borrow().clone()
    }

    /// Gives the terminal another size.
    pub async fn resize(&self, columns: u16, rows: u16) {
        self.shown.screen.borrow_mut().screen_mut().set_size(rows, columns);
        self.send(Input::Resize(columns, rows)).await;
    }

    /// How a session that is over ended: an error if it panicked.
    pub async fn over(self) -> Result<Ended, tokio::task::JoinError> {
        self.session.await
    }

    /// Waits until the session has ended.
    pub async fn ended(self) -> Ended {
        let ended = tokio::time::timeout(PATIENCE, self.session).await;
        ended.expect("the session ends in time").expect("the session does not panic")
    }
}

/// Where the session writes.
struct Output(Rc<Shown>);

impl AsyncWrite for Output {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0.screen.borrow_mut().process(bytes);
        self.0.bytes.borrow_mut().extend_from_slice(bytes);
        self.0.changed.notify_one();
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// The keys of a text in which some are named.
pub fn typed(keys: &str) -> Vec<KeyEvent> {
    let mut events = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        if let Some((name, after)) = named {
            events.push(key(name));
            rest = after;
        } else {
            events.push(KeyEvent::new(KeyCode::Char(first), KeyModifiers::NONE));
            rest = &rest[first.len_utf8()..];
        }
    }
    events
}

fn key(name: &str) -> KeyEvent {
    if let Some(letter) = name.strip_prefix("C-").and_then(|rest| rest.chars().next()) {
        return KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
    }
    if let Some(rest) = name.strip_prefix("A-") {
        return KeyEvent::new(key(rest).code, KeyModifiers::ALT);
    }
    let code = match name {
        "lt" => KeyCode::Char('<'),
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "S-Tab" => KeyCode::BackTab,
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        other => match other.strip_prefix('F').and_then(|number| number.parse().ok()) {
            Some(number) => KeyCode::F(number),
            None => unreachable!("no key is named <{other}>"),
        },
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}
