//! The palette, the help and the list of panes: a popup with a line to type in.

use super::{ACCENT, DIM, PLAIN, STRONG, cursor, more_below, popup, put, put_right, row};
use crate::app::App;
use crate::app::pick::{Choice, Pick};
use crate::value::{slice, width};
use crate::words::screen as say;
use ratatui::Frame;
use ratatui::layout::Rect;

pub(super) fn draw(app: &App, pick: &Pick, frame: &mut Frame<'_>) {
    let entries = pick.entries(app.lang);
    let inner = popup(app, frame, pick.title.say(app.lang), pick.count().max(1) + 2);
    let list = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    for (nth, entry) in entries.iter().skip(pick.top).take(usize::from(list.height)).enumerate() {
        let line = row(list, nth);
        let at_heading = entry.is_heading();
        let selected = pick.top + nth == pick.place && entry.choice != Choice::Nothing;
        let keys = width(&entry.keys) as u16;
        let text_room = Rect { width: line.width.saturating_sub(keys + 2), ..line };
        if selected {
            put(frame, line, 0, ">", ACCENT);
        }
        let style = if at_heading || selected { STRONG } else { PLAIN };
        put(frame, text_room, if at_heading { 1 } else { 2 }, &entry.text, style);
        put_right(frame, line, &entry.keys, DIM);
    }
    let shown = pick.top + usize::from(list.height);
    more_below(frame, inner, entries.len().saturating_sub(shown));
    if entries.is_empty() {
        put(frame, row(list, 0), 2, &say::NO_MATCH.fill(app.lang, &[pick.input.value()]), DIM);
    }
    let from = put(frame, row(inner, 0), 1, pick.prompt, DIM) + 1;
    input(frame, row(inner, 0), from, &pick.input);
}

/// A line being typed: scrolled so that the caret is seen, the real cursor at it.
pub(super) fn input(frame: &mut Frame<'_>, line: Rect, from: u16, input: &tui_input::Input) {
    let room = usize::from(line.width.saturating_sub(from + 1));
    let caret = input.visual_cursor();
    let scroll = caret.saturating_sub(room.saturating_sub(1));
    put(frame, line, from, &slice(input.value(), scroll, room), PLAIN);
    cursor(frame, line.x + from + (caret - scroll) as u16, line.y);
}
