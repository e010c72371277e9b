//! How often each value of a column occurs: the number, and a bar beside it.

use super::{ACCENT, DIM, PLAIN, STRONG, cursor, more_below, popup, put, row};
use crate::app::App;
use crate::app::bars::Bars;
use crate::app::layout::Areas;
use crate::value::{fit, width};
use crate::words::list as say;
use ratatui::Frame;

/// Most cells for a value's text.
const TEXT: usize = 30;

pub(super) fn draw(app: &App, bars: &Bars, frame: &mut Frame<'_>) {
    let lang = app.lang;
    let heading = bars.heading.say(lang);
    let count = bars.bars.as_ref().map_or(1, Vec::len).max(1);
    let title = say::VALUES.fill(lang, &[heading, &bars.of.to_string()]);
    let inner = popup(app, frame, &title, count + 1);
    cursor(frame, inner.x, inner.y);
    let Some(counted) = &bars.bars else {
        put(frame, row(inner, 1), 2, say::COUNTING.say(lang), DIM);
        return;
    };
    if counted.is_empty() {
        put(frame, row(inner, 1), 2, say::NO_VALUES.say(lang), DIM);
    }
    let most = counted.iter().map(|bar| bar.count).max().unwrap_or(1);
    let digits = most.to_string().len();
    let widest = counted.iter().map(|bar| width(&bar.text)).max().unwrap_or(0).min(TEXT);
    more_below(frame, inner, count.saturating_sub(bars.top + Areas::bar_rows(app.size)));
    for (nth, (at, bar)) in
        counted.iter().enumerate().skip(bars.top).take(Areas::bar_rows(app.size)).enumerate()
    {
        let line = row(inner, nth + 1);
        let selected = at == bars.place;
        if selected {
            put(frame, line, 0, ">", ACCENT);
            cursor(frame, line.x, line.y);
        }
        put(frame, line, 2, &fit(&bar.text, widest), if selected { STRONG } else { PLAIN });
        let number = format!("{:>digits$}", bar.count);
        let x = put(frame, line, (widest + 4) as u16, &number, PLAIN) + 2;
        let room = usize::from(line.width.saturating_sub(x + 1));
        // What occurs at all has a bar.
        let length = (bar.count * room).div_ceil(most).min(room);
        put(frame, line, x, &"█".repeat(length), ACCENT);
    }
}
