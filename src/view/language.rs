//! The question which language to speak, in both.

use super::{ACCENT, PLAIN, STRONG, cursor, put, row};
use crate::app::App;
use crate::app::actions::Context;
use crate::value::Lang;
use crate::words::look as say;
use ratatui::Frame;
use ratatui::widgets::{Clear, Widget as _};

/// Cells before the text.
const INDENT: u16 = 4;

pub(super) fn draw(app: &App, frame: &mut Frame<'_>) {
    let area = app.areas().page;
    Clear.render(area, frame.buffer_mut());
    let both = [Lang::En, Lang::Zh];
    put(frame, row(area, 1), INDENT, &both.map(|lang| say::WHICH.say(lang)).join("  "), STRONG);
    let choices = app.keys.of(Context::Language).filter(|bound| bound.binding.hint.is_some());
    for (nth, bound) in choices.enumerate() {
        let line = row(area, nth + 3);
        let x = put(frame, line, INDENT, bound.shown_key(app.lang), ACCENT);
        put(frame, line, x + 2, bound.binding.words.say(app.lang), PLAIN);
        if nth == 0 {
            cursor(frame, line.x + INDENT, line.y);
        }
    }
    for (nth, lang) in both.into_iter().enumerate() {
        let said = say::LATER.fill(lang, &[app.key_of("language")]);
        put(frame, row(area, nth + 6), INDENT, &said, PLAIN);
    }
}
