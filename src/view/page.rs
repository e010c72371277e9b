//! A page: Home, a record, or a record beside its list.

use super::{ACCENT, ALERT, DIM, PLAIN, STRONG, cursor, put, row, standing};
use crate::app::layout::Areas;
use crate::app::page::{Line, Target, Tone};
use crate::app::record_page;
use crate::app::{App, Desktop};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Cells before the text of a page: the cursor's marker stands there.
const MARKER: u16 = 2;

pub(super) fn draw(app: &App, desk: Desktop<'_>, frame: &mut Frame<'_>, areas: &Areas) {
    let area = areas.page;
    let shown = app.second.map_or(usize::from(area.height), |_| app.lines.len());
    for (nth, (at, line)) in
        app.lines.iter().enumerate().skip(app.cursor.top).take(shown).enumerate()
    {
        let place = match app.second {
            Some(second) if at >= second.from => {
                let beside = Rect { x: second.at, width: area.width - second.at, ..area };
                row(beside, at - second.from + 1)
            }
            _ => row(area, nth),
        };
        if let Some(Target::Record(id)) = line.target
            && let Some(sign) = app.sign(id, desk.sight)
        {
            put(frame, place, 1, sign, ALERT);
        }
        let selected = at == app.cursor.line && line.target.is_some();
        if selected {
            put(frame, place, 0, ">", ACCENT);
            cursor(frame, place.x, place.y);
        }
        write(line, frame, place, selected);
    }
}

pub(super) fn write(line: &Line, frame: &mut Frame<'_>, place: Rect, selected: bool) {
    for (from, text, tone) in &line.pieces {
        let style = if selected && *tone == Tone::Plain { STRONG } else { style(*tone) };
        put(frame, place, MARKER + from, text, style);
    }
}

fn style(tone: Tone) -> Style {
    match tone {
        Tone::Plain => PLAIN,
        Tone::Strong => STRONG,
        Tone::Dim => DIM,
        Tone::Alert => ALERT,
        Tone::Stands(how) => standing(how),
    }
}

/// The record beside the list, behind a line, or below it, under one.
pub(super) fn beside(app: &App, desk: Desktop<'_>, frame: &mut Frame<'_>, area: Rect) {
    let is_below = area.x == 0;
    if is_below {
        let line = Rect { y: area.y - 1, height: 1, ..area };
        put(frame, line, 0, &"─".repeat(usize::from(area.width)), DIM);
    } else {
        for nth in 0..usize::from(area.height) {
            put(frame, Rect { x: area.x - 1, width: 1, ..row(area, nth) }, 0, "│", DIM);
        }
    }
    let Some(id) = app.following else { return };
    let room = area.width.saturating_sub(MARKER + 1);
    let lines = record_page::lines(id, desk.sight, desk.clock, (&app.keys, app.lang), room);
    let before = u16::from(!is_below);
    let inner = Rect { x: area.x - before, width: area.width + before, ..area };
    for (nth, line) in lines.iter().take(usize::from(area.height)).enumerate() {
        write(line, frame, row(inner, nth), false);
    }
}
