//! The panel in which the columns of a list are arranged.

use super::{ACCENT, DIM, PLAIN, STRONG, cursor, more_below, popup, put, put_right, row};
use crate::app::App;
use crate::app::columns::Columns;
use crate::app::layout::Areas;
use crate::words::list as say;
use ratatui::Frame;

pub(super) fn draw(app: &App, panel: &Columns, frame: &mut Frame<'_>) {
    let lang = app.lang;
    let inner = popup(app, frame, say::COLUMNS.say(lang), panel.all.len() + 1);
    let below = panel.all.len().saturating_sub(panel.top + Areas::popup_rows(app.size));
    more_below(frame, inner, below);
    let shown = panel.all.iter().enumerate().skip(panel.top);
    for (nth, (at, (column, is_shown))) in shown.take(Areas::popup_rows(app.size)).enumerate() {
        let line = row(inner, nth + 1);
        let selected = at == panel.place;
        if selected {
            put(frame, line, 0, ">", ACCENT);
            cursor(frame, line.x, line.y);
        }
        put(frame, line, 2, if *is_shown { "[x]" } else { "[ ]" }, PLAIN);
        let title = column.path.through.unwrap_or(column.path.column).title.say(lang);
        let style = match (selected, is_shown) {
            (true, _) => STRONG,
            (false, true) => PLAIN,
            (false, false) => DIM,
        };
        let end = put(frame, line, 6, title, style);
        if panel.group == Some(column.path) {
            put(frame, line, end + 2, say::GROUPS.say(lang), ACCENT);
        }
        put_right(frame, line, &column.width.to_string(), DIM);
    }
}
