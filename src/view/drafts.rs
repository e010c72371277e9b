//! The list of what was typed and not saved, and below it what the chosen one says.

use super::{ACCENT, ALERT, DIM, PLAIN, STRONG, chrome, cursor, page, put, put_right, row};
use crate::app::actions::Action;
use crate::app::drafts::Drafts;
use crate::app::{App, Desktop};
use crate::value::{Names as _, fit};
use crate::words::{draft as say, screen};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget as _};

/// Cells of the moment at which a draft was kept.
const MOMENT: u16 = 18;

pub(super) fn draw(app: &App, drafts: &Drafts, desk: Desktop<'_>, frame: &mut Frame<'_>) {
    let (lang, areas) = (app.lang, app.areas());
    let area = areas.page;
    Clear.render(Rect { height: area.height + 1, ..area }, frame.buffer_mut());
    let end = put(frame, row(area, 0), 1, say::TITLE.say(lang), STRONG);
    let end = put(frame, row(area, 0), end + 2, &drafts.all.len().to_string(), PLAIN);
    put(frame, row(area, 0), end + 2, say::ABOUT.say(lang), DIM);
    let (rows, height) = app.draft_rows(drafts);
    for (nth, at) in (drafts.top..drafts.len()).take(rows).enumerate() {
        let line = row(area, nth + 2);
        let selected = at == drafts.place;
        if selected {
            put(frame, line, 0, ">", ACCENT);
            cursor(frame, line.x, line.y);
        }
        let style = if selected { STRONG } else { PLAIN };
        let room = usize::from(line.width.saturating_sub(2));
        match (drafts.all.get(at), drafts.of) {
            (Some(offered), _) if offered.draft.is_err() => {
                put(frame, line, 2, &fit(&app.draft_title(offered, desk), room), ALERT);
            }
            (Some(offered), _) => {
                put(frame, line, 2, &App::draft_moment(offered, desk), DIM);
                put(frame, line, 2 + MOMENT, &app.draft_title(offered, desk), style);
            }
            (None, Some((id, _))) => {
                let said = say::WITHOUT.fill(lang, &[&desk.sight.name(id, lang)]);
                put(frame, line, 2, &fit(&said, room), style);
            }
            (None, None) => {}
        }
    }
    let rule = "─".repeat(usize::from(area.width.saturating_sub(2)));
    put(frame, row(area, rows + 2), 1, &rule, DIM);
    let lines = app.draft_lines(drafts, desk);
    for (nth, line) in lines.iter().skip(drafts.down).take(height).enumerate() {
        page::write(line, frame, row(area, rows + 3 + nth), false);
    }
    let rest = lines.len().saturating_sub(drafts.down + height);
    if rest > 0 {
        let said = screen::MORE_LINES.fill(lang, &[&rest.to_string()]);
        put_right(frame, row(area, rows + 2), &format!(" {said} "), DIM);
    }
    if drafts.asks {
        let yes = (Action::Discard, say::DISCARD_YES);
        chrome::yes_or_no(app, say::DISCARD.say(lang), yes, frame);
    } else if let Some(message) = &app.message {
        chrome::above_footer(frame, &areas, message, STRONG);
    }
}
