//! The line of a filter, the place of what is wrong in it underlined, and below it what could
//! come next.

use super::{ACCENT, ALERT, DIM, PLAIN, STRONG, more_below, pick, put, put_right, row};
use crate::app::App;
use crate::app::filter_line::FilterLine;
use crate::app::layout::Areas;
use crate::app::list::List;
use crate::filter::Offer;
use crate::value::width;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, Clear, Widget as _};

/// Widest box of offers, in cells.
const WIDEST: u16 = 60;

/// The line itself, from so many cells in. Returns the cell in which its text begins, less what is
/// scrolled away.
pub(super) fn line(
    list: &List,
    typed: &FilterLine,
    frame: &mut Frame<'_>,
    line: Rect,
    from: u16,
) -> i32 {
    let from = put(frame, line, from, "f", DIM) + 1;
    pick::input(frame, line, from, &typed.input);
    let text = typed.input.value();
    let room = usize::from(line.width.saturating_sub(from + 1));
    let scroll = typed.input.visual_cursor().saturating_sub(room.saturating_sub(1));
    let begins = i32::from(from) - i32::try_from(scroll).unwrap_or(i32::MAX);
    let Some(fault) = list.fault() else { return begins };
    // The filter is the text without the gap before it.
    let gap = text.len() - text.trim_start().len();
    let at = |byte: usize| width(text.get(..gap + byte).unwrap_or(text)).saturating_sub(scroll);
    let (start, end) = (at(fault.at.start), at(fault.at.end).max(at(fault.at.start) + 1));
    let wrong = Style::new().patch(ALERT).add_modifier(Modifier::UNDERLINED);
    let place = Rect { x: line.x + from + start as u16, width: (end - start) as u16, ..line };
    frame.buffer_mut().set_style(place.intersection(line), wrong);
    begins
}

/// What could come next, in a box below the place where it goes, where the text begins in a cell.
pub(super) fn offers(app: &App, typed: &FilterLine, frame: &mut Frame<'_>, begins: i32) {
    let shown = Areas::offer_rows(app.size);
    let all = &typed.offers;
    if all.is_empty() || shown == 0 {
        return;
    }
    let wide = |of: fn(&Offer) -> &str| all.iter().map(|offer| width(of(offer))).max().unwrap_or(0);
    let (texts, notes) = (wide(|offer| &offer.text), wide(|offer| &offer.note));
    let main = app.areas().main;
    let most = WIDEST.min(main.width);
    let wanted = u16::try_from(texts + notes + 7).unwrap_or(most).min(most);
    let first = all.first().map_or(0, |offer| offer.at.start);
    let before = width(typed.input.value().get(..first).unwrap_or_default());
    // The border, the cursor's sign and a blank stand before what is offered.
    let x = begins.saturating_add(i32::try_from(before).unwrap_or(i32::MAX)).saturating_sub(3);
    let x = u16::try_from(x.max(0)).unwrap_or(u16::MAX).min(main.width - wanted);
    let height = u16::try_from(all.len().min(shown) + 2).unwrap_or(u16::MAX);
    let area = Rect { x: main.x + x, y: main.y, width: wanted, height }.intersection(main);
    blank_cut(frame, area);
    Clear.render(area, frame.buffer_mut());
    let block = Block::bordered();
    let inner = block.inner(area);
    block.render(area, frame.buffer_mut());
    for (nth, offer) in all.iter().skip(typed.top).take(usize::from(inner.height)).enumerate() {
        let line = row(inner, nth);
        let chosen = typed.top + nth == typed.place;
        if chosen {
            put(frame, line, 0, ">", ACCENT);
        }
        let end = put(frame, line, 2, &offer.text, if chosen { STRONG } else { PLAIN });
        let rest = Rect { x: line.x + end, width: line.width.saturating_sub(end), ..line };
        if usize::from(rest.width) > width(&offer.note) + 1 {
            put_right(frame, rest, &offer.note, DIM);
        }
    }
    more_below(frame, inner, all.len().saturating_sub(typed.top + usize::from(inner.height)));
}

/// A wide sign that the left edge of a box would cut is taken away.
fn blank_cut(frame: &mut Frame<'_>, area: Rect) {
    let Some(x) = area.x.checked_sub(1) else { return };
    for y in area.top()..area.bottom() {
        if let Some(cell) =
            frame.buffer_mut().cell_mut((x, y)).filter(|cell| width(cell.symbol()) > 1)
        {
            cell.set_symbol(" ");
        }
    }
}
