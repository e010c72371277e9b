//! Draws a screen of the program as SVG, from the program's own cells.
//!
//! `cargo run --example picture -- 100x30 en 3 Down Down > members.svg`: size, language, and
//! the keys that lead to the screen. `demo` before them is over an invented office.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use liaison::app::{App, Desktop, Msg};
use liaison::demo;
use liaison::office::{Begin, Clock, Office};
use liaison::screen::mend_halves;
use liaison::store::disk::RealDisk;
use liaison::store::{Person, Role};
use liaison::value::{Lang, width};
use liaison::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

/// A cell on the picture, in pixels.
const CELL: (u16, u16) = (9, 20);
const PAPER: &str = "#1b1d23";
const INK: &str = "#d8dae0";

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [size, lang, keys @ ..] = arguments.as_slice() else {
        anyhow::bail!("picture COLSxROWS en|zh [demo] KEY…");
    };
    let wang = Person::new("wang", Role::Admin);
    let (begin, keys) = match keys {
        [first, keys @ ..] if first == "demo" => {
            (Begin::Demo { records: demo::USUAL.parse()?, person: wang }, keys)
        }
        keys => (Begin::Published, keys),
    };
    let (columns, rows) = size.split_once('x').ok_or(anyhow::anyhow!("a size is 100x30"))?;
    let size = (columns.parse()?, rows.parse()?);
    let buffer = screen(size, Lang::of_locale(lang), begin, keys)?;
    std::io::stdout().write_all(svg(&buffer).as_bytes())?;
    Ok(())
}

/// The screen that keys lead to, in an office that begins so.
fn screen(size: (u16, u16), lang: Lang, begin: Begin, keys: &[String]) -> anyhow::Result<Buffer> {
    let folder = tempfile::tempdir()?;
    let now =
        chrono::NaiveDate::from_ymd_opt(2026, 11, 22).and_then(|day| day.and_hms_opt(9, 0, 0));
    let clock = Clock::fixed(now.unwrap_or_default());
    let opened = Office::open(Arc::new(RealDisk), folder.path(), clock, begin);
    let (office, _) = opened.map_err(|error| anyhow::anyhow!(error.say(Lang::En)))?;
    let sight = office.sight(&Person::new("wang", Role::Admin));
    let lookup = office.lookup();
    let desk = Desktop { sight: &sight, lookup: &lookup, clock: &clock };
    let mut app = App::new(lang, size, Arc::default());
    app.update(Msg::Changed, desk);
    for key in keys {
        app.update(Msg::Key(KeyEvent::new(code(key), KeyModifiers::NONE)), desk);
        app.update(Msg::Settled, desk);
        for work in app.take_work() {
            app.update(work(), desk);
        }
    }
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1))?;
    terminal.draw(|frame| {
        view::draw(&app, desk, frame);
        mend_halves(frame.buffer_mut());
    })?;
    office.store().close();
    Ok(terminal.backend().buffer().clone())
}

fn code(key: &str) -> KeyCode {
    match key {
        "Down" => KeyCode::Down,
        "Up" => KeyCode::Up,
        "Right" => KeyCode::Right,
        "Enter" => KeyCode::Enter,
        "Tab" => KeyCode::Tab,
        "Esc" => KeyCode::Esc,
        key => KeyCode::Char(key.chars().next().unwrap_or(' ')),
    }
}

fn svg(buffer: &Buffer) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (wide, high) = ((columns + 2) * CELL.0, rows * CELL.1 + CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" \
         font-family=\"'DejaVu Sans Mono','Noto Sans Mono CJK SC',Menlo,Consolas,monospace\" \
         font-size=\"15\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let cell = &buffer[(x, y)];
            let (text, cells) = run(buffer, x, y);
            draw(&mut svg, cell, &text, (x, y), cells);
            x += cells;
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// The cells from one on that look alike: wide characters one by one, so that they stay in
/// their columns whatever the font.
fn run(buffer: &Buffer, x: u16, y: u16) -> (String, u16) {
    let first = &buffer[(x, y)];
    let look = |cell: &Cell| (cell.fg, cell.modifier);
    if width(first.symbol()) > 1 {
        return (first.symbol().to_owned(), 2);
    }
    let mut text = String::new();
    let mut end = x;
    while end < buffer.area.width {
        let cell = &buffer[(end, y)];
        if look(cell) != look(first) || width(cell.symbol()) > 1 {
            break;
        }
        text.push_str(cell.symbol());
        end += 1;
    }
    (text, end - x)
}

fn draw(svg: &mut String, cell: &Cell, text: &str, (x, y): (u16, u16), cells: u16) {
    let (left, top) = ((x + 1) * CELL.0, y * CELL.1 + CELL.1 / 2);
    let length = cells * CELL.0;
    let mut ink = color(cell.fg);
    if cell.modifier.contains(Modifier::REVERSED) {
        let paper = std::mem::replace(&mut ink, PAPER);
        let high = CELL.1;
        let _ = writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{length}\" height=\"{high}\" fill=\"{paper}\"/>"
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let dim = if cell.modifier.contains(Modifier::DIM) { " opacity=\"0.6\"" } else { "" };
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let base = top + 15;
    let _ = writeln!(
        svg,
        "<text x=\"{left}\" y=\"{base}\" textLength=\"{length}\" fill=\"{ink}\"{bold}{dim} \
         xml:space=\"preserve\">{text}</text>"
    );
}

fn color(color: Color) -> &'static str {
    match color {
        Color::Red | Color::LightRed => "#f2777a",
        Color::Yellow | Color::LightYellow => "#e6b450",
        Color::Cyan | Color::LightCyan => "#5ccfe6",
        Color::Green | Color::LightGreen => "#99c794",
        _ => INK,
    }
}
