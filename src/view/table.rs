//! The list of a pane: only the rows on the screen are looked at.

use super::chrome::{heading, title};
use super::{ACCENT, DIM, PLAIN, STRONG, cursor, put, row};
use crate::app::layout::Areas;
use crate::app::list::{Direction, Heading, List};
use crate::app::{App, Desktop};
use crate::store::{Path, Row};
use crate::value::{Value, fit, width};
use crate::words::screen as say;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Cells before the first column.
const MARKER: u16 = 2;

pub(super) fn draw(app: &App, desk: Desktop<'_>, frame: &mut Frame<'_>, areas: &Areas) {
    let Some(list) = app.list() else { return };
    let lang = app.lang;
    let mut count = list.rows.len().to_string();
    if list.restricted > 0 {
        let hidden = say::RESTRICTED.fill(lang, &[&list.restricted.to_string()]);
        count = format!("{count}  {hidden}");
    }
    title(frame, areas.title, list.kind.title.say(lang), &count, &sorted(app, list));
    let columns = list.columns(areas.main.width);
    headings(app, list, &columns, frame, row(areas.main, 0));
    if list.rows.is_empty() && !app.opening {
        return empty(app, list, frame, areas.main);
    }
    for (nth, id) in list.rows.iter().skip(list.top).take(areas.rows()).enumerate() {
        let line = row(areas.main, nth + 1);
        let Some(found) = desk.sight.row(*id) else { continue };
        let selected = list.selected == Some(*id);
        if selected {
            put(frame, line, 0, ">", ACCENT);
            cursor(frame, line.x, line.y);
        }
        cells(app, desk, found, &columns, frame, line, selected);
    }
}

fn sorted(app: &App, list: &List) -> String {
    match list.sorted_by() {
        Some((_, heading, Direction::Up)) => say::BY.fill(app.lang, &[heading.say(app.lang)]),
        Some((_, heading, Direction::Down)) => {
            say::BY_DOWN.fill(app.lang, &[heading.say(app.lang)])
        }
        None => {
            let first = list.kind.order.first().copied().unwrap_or_default();
            let path = Path::of(list.kind, first.trim_start_matches('-'));
            match path {
                Some(path) if !path.column.is_named() => {
                    say::BY.fill(app.lang, &[path.column.short.say(app.lang)])
                }
                _ => say::BY_NAME.say(app.lang).to_owned(),
            }
        }
    }
}

fn headings(app: &App, list: &List, columns: &[Heading], frame: &mut Frame<'_>, line: Rect) {
    let mut x = MARKER;
    let sorted = list.sorted_by();
    for (nth, (path, words, room)) in columns.iter().enumerate() {
        let arrow = match sorted {
            Some((by, _, Direction::Up)) if by == *path => "↑",
            Some((by, _, Direction::Down)) if by == *path => "↓",
            _ => "",
        };
        let mut text = fit(words.say(app.lang), usize::from(*room) - arrow.len().min(1));
        text.push_str(arrow);
        let indent = if path.shape().is_number() { room - width(&text) as u16 } else { 0 };
        put(frame, line, x + indent, &text, heading(nth == list.column));
        x += room + 2;
    }
}

fn cells(
    app: &App,
    desk: Desktop<'_>,
    found: &Row,
    columns: &[Heading],
    frame: &mut Frame<'_>,
    line: Rect,
    selected: bool,
) {
    let mut x = MARKER;
    for (nth, (path, _, room)) in columns.iter().enumerate() {
        let (text, style) = cell(app, desk, found, path, nth == 0);
        let text = fit(&text, usize::from(*room));
        let style = if selected && nth == 0 { STRONG } else { style };
        let indent = if path.shape().is_number() { room - width(&text) as u16 } else { 0 };
        put(frame, line, x + indent, &text, style);
        x += room + 2;
    }
}

/// What a cell says. The first names the record, in the language that is spoken.
fn cell(
    app: &App,
    desk: Desktop<'_>,
    found: &Row,
    path: &Path,
    is_name: bool,
) -> (String, ratatui::style::Style) {
    if is_name && path.column.is_named() {
        return (desk.sight.name_of(found, app.lang), PLAIN);
    }
    match desk.sight.at(found, path) {
        Value::None => (say::NONE.to_owned(), DIM),
        Value::Money(money) => (money.show_short(app.lang), PLAIN),
        value => (path.shape().show(&value, app.lang, desk.sight), PLAIN),
    }
}

fn empty(app: &App, list: &List, frame: &mut Frame<'_>, area: Rect) {
    let lang = app.lang;
    let one = list.kind.one(lang);
    put(frame, row(area, 2), MARKER, &say::EMPTY.fill(lang, &[one]), PLAIN);
    if let Some(why) = list.kind.empty {
        let room = usize::from(area.width.saturating_sub(MARKER + 2));
        for (nth, text) in crate::app::page::wrapped(why.say(lang), room).iter().enumerate() {
            put(frame, row(area, nth + 4), MARKER, text, DIM);
        }
    }
    cursor(frame, area.x, area.y + 2);
}
