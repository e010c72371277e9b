//! What is to be decided, field by field: over the whole screen, for it is read.

use super::chrome::above_footer;
use super::{ACCENT, DIM, STRONG, cursor, page, put, put_right, row};
use crate::app::App;
use crate::app::decide::Decision;
use crate::app::layout::Areas;
use crate::value::{fit, width};
use crate::words::clash as say;
use crate::words::screen::{MORE_LINES, SAVING};
use ratatui::Frame;
use ratatui::layout::Rect;

pub(super) fn draw(app: &App, decision: &Decision, frame: &mut Frame<'_>) {
    let (area, lang) = (frame.area(), app.lang);
    let (some, all) = decision.count();
    let words = if decision.is_open() { say::CHOSEN } else { say::TAKEN };
    let count = words.fill(lang, &[&some.to_string(), &all.to_string()]);
    let room = usize::from(area.width).saturating_sub(width(&count) + 4);
    put(frame, row(area, 0), 1, &fit(&decision.title, room), STRONG);
    put_right(frame, row(area, 0), &count, DIM);
    let rule = Rect { x: 1, width: area.width.saturating_sub(2), ..row(area, 1) };
    put(frame, rule, 0, &"─".repeat(usize::from(rule.width)), DIM);
    let here = decision.line();
    let height = Areas::decision_rows(app.size);
    // What is read of a long text stands at the top.
    cursor(frame, area.x, row(area, 2).y);
    let shown = decision.lines.iter().enumerate().skip(decision.top).take(height);
    for (nth, (at, line)) in shown.enumerate() {
        let place = row(area, nth + 2);
        let selected = Some(at) == here;
        if selected {
            put(frame, place, 0, ">", ACCENT);
            cursor(frame, place.x, place.y);
        }
        page::write(line, frame, place, selected);
    }
    let status = app.areas().status;
    let below = decision.lines.len().saturating_sub(decision.top + height);
    if decision.is_sent {
        put(frame, status, 1, SAVING.say(lang), DIM);
    } else if let Some(message) = &app.message {
        above_footer(frame, &app.areas(), message, STRONG);
    } else if below > 0 {
        put(frame, status, 2, &MORE_LINES.fill(lang, &[&below.to_string()]), DIM);
    }
}
