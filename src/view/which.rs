//! What may follow the key that was pressed, above the footer. It holds nobody up: the keys
//! themselves are heard all the while.

use super::{ACCENT, DIM, PLAIN, STRONG, put};
use crate::app::App;
use crate::app::actions::shown_key;
use crate::value::width;
use crate::words::look as say;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget as _};

/// Cells between two entries.
const GAP: u16 = 3;

pub(super) fn draw(app: &App, frame: &mut Frame<'_>) {
    let (Some(pressed), lang) = (&app.chord, app.lang) else { return };
    let mut next: Vec<(&str, &str)> = Vec::new();
    for (key, words) in app.keys.next(app.context(), pressed) {
        // An inner context's key hides the outer's.
        if !next.iter().any(|(known, _)| *known == key) {
            next.push((key, words.say(lang)));
        }
    }
    let entry =
        |(key, words): &(&str, &str)| (width(shown_key(key, lang)) + 1 + width(words)) as u16;
    let status = app.areas().status;
    let widest = next.iter().map(entry).max().unwrap_or(0).min(status.width.saturating_sub(2));
    let columns = (status.width.saturating_sub(2) / (widest + GAP)).max(1);
    let rows = (next.len() as u16).div_ceil(columns).min(status.y.saturating_sub(1));
    let top = status.y - rows;
    let area = Rect { y: top, height: rows + 1, ..status };
    Clear.render(area, frame.buffer_mut());
    let head = Rect { height: 1, ..area };
    let shown: Vec<&str> = pressed.split(' ').map(|key| shown_key(key, lang)).collect();
    let x = put(frame, head, 1, &shown.join(" "), ACCENT);
    put(frame, head, x + 2, say::WHAT_FOLLOWS.say(lang), DIM);
    for (nth, (key, words)) in next.iter().enumerate() {
        let (column, row) = (nth as u16 / rows.max(1), nth as u16 % rows.max(1));
        let line = Rect { y: top + 1 + row, height: 1, ..area };
        let x = put(frame, line, 1 + column * (widest + GAP), shown_key(key, lang), STRONG);
        put(frame, line, x + 1, words, PLAIN);
    }
}
