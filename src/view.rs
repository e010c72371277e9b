//! Draws the screen of one person. Changes nothing. Colors are those of a dark ground: the
//! session puts others in their place where they could not be read.

mod bars;
mod chrome;
mod columns;
mod decide;
mod drafts;
mod filter_line;
pub mod form;
mod language;
mod page;
mod pick;
mod seek;
mod table;
mod which;

use crate::app::layout::{Areas, is_too_small};
use crate::app::walk::Place;
use crate::app::{App, Desktop, Overlay};
use crate::value::{Standing, fit, width};
use crate::words::screen as say;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

/// As the terminal has it.
const PLAIN: Style = Style::new();
/// Names, headings.
const STRONG: Style = Style::new().add_modifier(Modifier::BOLD);
/// What stands behind.
const DIM: Style = Style::new().add_modifier(Modifier::DIM);
/// The tab one is in, the column under the cursor.
const HERE: Style = Style::new().add_modifier(Modifier::REVERSED);
/// What somebody should look at; a word stands beside it.
const ALERT: Style = Style::new().fg(Color::Yellow);
/// As it should be; a word says it, too.
const GOOD: Style = Style::new().fg(Color::Green);
/// What somebody should have looked at; a word or a number says it, too.
const LATE: Style = Style::new().fg(Color::Red);
/// The marker of the selected row, and what matched.
const ACCENT: Style = Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD);

/// Draws everything, and puts the cursor where the person is.
pub fn draw(app: &App, desk: Desktop<'_>, frame: &mut Frame<'_>) {
    let area = frame.area();
    if is_too_small((area.width, area.height)) {
        put(
            frame,
            Rect { height: area.height.min(1), ..area },
            0,
            say::TOO_SMALL.say(app.lang),
            PLAIN,
        );
        return;
    }
    match &app.overlay {
        Some(Overlay::Form(_)) if app.is_covered() => {
            chrome::tabs(app, desk, frame, row(area, 0));
            chrome::covered(app, frame);
        }
        Some(Overlay::Form(form) | Overlay::FormHelp(form, _)) => {
            let body = Rect { height: area.height - 1, ..area };
            form::draw(form, frame, body, desk.sight, app.lang);
            chrome::others(app, desk, frame, row(area, 1));
            chrome::guest(app, frame, row(area, 1));
            chrome::footer(app, desk, frame, app.areas().footer);
            if let Some(Overlay::FormHelp(_, pick)) = &app.overlay {
                pick::draw(app, pick, frame);
            } else if app.is_saving() {
                put(frame, app.areas().status, 1, say::SAVING.say(app.lang), DIM);
            }
        }
        Some(Overlay::Decide(decision)) => {
            decide::draw(app, decision, frame);
            chrome::guest(app, frame, row(area, 1));
            chrome::footer(app, desk, frame, app.areas().footer);
        }
        Some(Overlay::Seek(seek)) => {
            seek::draw(app, seek, desk, frame);
            chrome::guest(app, frame, row(area, 1));
            chrome::footer(app, desk, frame, app.areas().footer);
        }
        overlay => {
            draw_place(app, desk, frame);
            match overlay {
                Some(Overlay::Pick(pick)) => {
                    pick::draw(app, pick, frame);
                }
                Some(Overlay::Columns(panel)) => columns::draw(app, panel, frame),
                Some(Overlay::Bars(bars)) => bars::draw(app, bars, frame),
                Some(Overlay::Language) => language::draw(app, frame),
                Some(Overlay::Ask(question)) => chrome::ask(app, question, frame),
                Some(Overlay::Drafts(list)) => drafts::draw(app, list, desk, frame),
                _ => {}
            }
        }
    }
}

fn draw_place(app: &App, desk: Desktop<'_>, frame: &mut Frame<'_>) {
    let areas = app.areas();
    if !matches!(app.walk.place, Place::Briefing(_)) {
        chrome::tabs(app, desk, frame, areas.tabs);
    }
    match app.walk.place {
        Place::List(_) => {
            table::draw(app, desk, frame, &areas);
            if let Some(beside) = areas.beside {
                page::beside(app, desk, frame, beside);
            }
        }
        Place::Home
        | Place::Waiting(_)
        | Place::Mend
        | Place::Record(_)
        | Place::History(_)
        | Place::Trash
        | Place::Relations(_) => {
            page::draw(app, desk, frame, &areas);
        }
        Place::Briefing(_) => {
            page::draw(app, desk, frame, &areas);
            chrome::guest(app, frame, row(frame.area(), 1));
        }
    }
    chrome::status(app, desk, frame, &areas);
    which::draw(app, frame);
    chrome::footer(app, desk, frame, areas.footer);
}

/// Writes a text into a row, from so many cells in, cut where the row ends. Returns the cell
/// after it.
fn put(frame: &mut Frame<'_>, row: Rect, from: u16, text: &str, style: Style) -> u16 {
    if row.is_empty() || from >= row.width {
        return from;
    }
    let text = fit(text, usize::from(row.width - from));
    frame.buffer_mut().set_string(row.x + from, row.y, &text, style);
    from + width(&text) as u16
}

/// Writes a text at the end of a row.
fn put_right(frame: &mut Frame<'_>, row: Rect, text: &str, style: Style) {
    let from = row.width.saturating_sub(width(text) as u16 + 1);
    put(frame, row, from, text, style);
}

/// How a cell looks that stands so.
fn standing(standing: Standing) -> Style {
    match standing {
        Standing::Plain => PLAIN,
        Standing::Good => GOOD,
        Standing::Soon => ALERT,
        Standing::Late => LATE,
        Standing::Gone => DIM,
    }
}

/// The nth row of an area.
fn row(area: Rect, nth: usize) -> Rect {
    let nth = nth.min(usize::from(area.height)) as u16;
    Rect { y: area.y + nth, height: 1.min(area.height - nth), ..area }
}

/// Puts the terminal's cursor on a cell, for screen readers and input methods.
fn cursor(frame: &mut Frame<'_>, x: u16, y: u16) {
    if frame.area().contains(Position { x, y }) {
        frame.set_cursor_position(Position { x, y });
    }
}

/// Cells beside a popup that are too few to show anything whole.
const SLIVER: u16 = 6;

/// The popup's box, blank, with a title: as high as so many lines need, as far as there is room.
/// What would be left of the rows beside it as slivers goes, too.
fn popup(app: &App, frame: &mut Frame<'_>, title: &str, lines: usize) -> Rect {
    use ratatui::widgets::{Block, Clear, Widget as _};
    let most = Areas::popup(app.size);
    let height = u16::try_from(lines + 2).unwrap_or(u16::MAX).min(most.height);
    let area = Rect { height, ..most };
    let beside = if area.x <= SLIVER { Rect { x: 0, width: app.size.0, ..area } } else { area };
    Clear.render(beside.intersection(frame.area()), frame.buffer_mut());
    let block = Block::bordered().title(format!(" {title} "));
    let inner = block.inner(area);
    block.render(area, frame.buffer_mut());
    inner
}

/// How many lines follow below a popup's, said on its lower edge.
fn more_below(frame: &mut Frame<'_>, inner: Rect, rest: usize) {
    if rest > 0 {
        let edge = Rect { y: inner.bottom(), height: 1, ..inner };
        put_right(frame, edge.intersection(frame.area()), &format!(" +{rest} "), DIM);
    }
}
