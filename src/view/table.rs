//! The list of a pane: only the rows on the screen are looked at.

use super::chrome::heading;
use super::{
    ACCENT, ALERT, DIM, PLAIN, STRONG, cursor, filter_line, put, put_right, row, standing,
};
use crate::app::layout::Areas;
use crate::app::list::{Direction, List, Place};
use crate::app::look::{Shelved, Whose};
use crate::app::page::wrapped;
use crate::app::{App, Desktop, Overlay};
use crate::store::{Path, Row};
use crate::value::{Lang, Value, fit, width};
use crate::words::{list as words, screen as say};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Cells before the first column: the cursor's sign, and that of a mark.
const MARKER: u16 = 2;

pub(super) fn draw(app: &App, desk: Desktop<'_>, frame: &mut Frame<'_>, areas: &Areas) {
    let Some(list) = app.list() else { return };
    let begins = title(app, list, desk, frame, areas);
    rows(app, list, desk, frame, areas);
    if let (Some(Overlay::Filter(typed)), Some(begins)) = (&app.overlay, begins) {
        filter_line::offers(app, typed, frame, begins);
    }
}

fn rows(app: &App, list: &List, desk: Desktop<'_>, frame: &mut Frame<'_>, areas: &Areas) {
    let columns = list.columns(areas.main.width);
    headings(app, list, &columns, frame, row(areas.main, 0));
    if list.rows.ids.is_empty() && !app.opening && !list.is_asked() {
        return empty(app, list, frame, areas.main);
    }
    let range = list.range_rows();
    for nth in 0..areas.rows() {
        let line = row(areas.main, nth + 1);
        match list.at_line(list.top + nth) {
            Some(Place::Group(group)) => {
                let Some((_, text)) = list.rows.groups.get(group) else { continue };
                let size = list.group_size(group).to_string();
                put(frame, line, 1, &words::GROUP.fill(app.lang, &[text, &size]), STRONG);
            }
            Some(Place::Row(at)) => {
                let Some(id) = list.rows.ids.get(at) else { continue };
                let Some(found) = desk.sight.row(*id) else { continue };
                let in_range = range.is_some_and(|(from, to)| (from..=to).contains(&at));
                let is_marked = in_range || list.marks.contains(id);
                // The marker of the cursor goes over it: then the status tells it in words.
                if let Some(sign) = app.sign(*id, desk.sight) {
                    put(frame, line, u16::from(!is_marked), sign, ALERT);
                }
                if is_marked {
                    put(frame, line, 1, "*", ACCENT);
                }
                let selected = list.selected == Some(*id);
                if selected {
                    put(frame, line, 0, ">", ACCENT);
                }
                cells(app, desk, found, &columns, frame, line, selected);
                if selected && app.overlay.is_none() {
                    cursor(frame, line.x, line.y);
                }
            }
            None => break,
        }
    }
}

/// What the list is of, how many it shows of them and by what it is narrowed and ordered. Returns
/// where the text of a filter begins that is being typed.
fn title(
    app: &App,
    list: &List,
    desk: Desktop<'_>,
    frame: &mut Frame<'_>,
    areas: &Areas,
) -> Option<i32> {
    let (lang, line) = (app.lang, row(areas.title, 0));
    let view = list.view.and_then(|id| desk.sight.present(id));
    let name = view.map(|row| desk.sight.name_of(row, lang));
    let name = name.unwrap_or_else(|| list.kind.title.say(lang).to_owned());
    let mut x = put(frame, line, 1, &name, STRONG) + 2;
    if !app.opening {
        x = put(frame, line, x, &count(list, lang), PLAIN) + 2;
    }
    let marked = list.count_marked();
    if marked > 0 {
        x = put(frame, line, x, &words::MARKED.fill(lang, &[&marked.to_string()]), ACCENT) + 2;
    }
    if list.look.whose == Whose::Mine {
        x = put(frame, line, x, words::MINE.say(lang), ACCENT) + 2;
    }
    if let Some(Overlay::Filter(typed)) = &app.overlay {
        return Some(filter_line::line(list, typed, frame, line, x));
    }
    put_right(frame, line, &order(list, lang), DIM);
    let room = line.width.saturating_sub(width(&order(list, lang)) as u16 + 3);
    let line = Rect { width: room, ..line };
    if !list.look.filter.is_empty() {
        put(frame, line, x, &format!("f {}", list.look.filter), ACCENT);
    }
    None
}

fn count(list: &List, lang: Lang) -> String {
    if list.is_asked() {
        return words::ARRANGING.say(lang).to_owned();
    }
    let shown = list.rows.ids.len().to_string();
    let mut count = match list.rows.of {
        all if all == list.rows.ids.len() => shown,
        all => words::OF.fill(lang, &[&shown, &all.to_string()]),
    };
    if list.rows.restricted > 0 {
        count.push_str("  ");
        count.push_str(&say::RESTRICTED.fill(lang, &[&list.rows.restricted.to_string()]));
    }
    count
}

fn order(list: &List, lang: Lang) -> String {
    let by = |(path, way): &(Path, Direction)| {
        let heading = heading_of(list, path).say(lang);
        match way {
            Direction::Up => say::BY.fill(lang, &[heading]),
            Direction::Down => say::BY_DOWN.fill(lang, &[heading]),
        }
    };
    let text = match list.look.sort.as_slice() {
        [] => own_order(list, lang),
        [first] => by(first),
        [first, second, ..] => words::THEN.fill(lang, &[&by(first), &by(second)]),
    };
    match &list.look.group {
        Some(path) => words::GROUPED.fill(lang, &[heading_of(list, path).say(lang), &text]),
        None => text,
    }
}

fn heading_of(list: &List, path: &Path) -> crate::value::Words {
    let known = list.look.columns.iter().find(|column| column.path == *path);
    known.map_or(path.through.unwrap_or(path.column).short, |column| column.heading)
}

fn own_order(list: &List, lang: Lang) -> String {
    if let Some(ordered) = list.kind.ordered {
        return ordered.say(lang).to_owned();
    }
    let first = list.kind.order.first().copied().unwrap_or_default();
    match Path::of(list.kind, first.trim_start_matches('-')) {
        Some(path) if !path.column.is_named() => say::BY.fill(lang, &[path.column.short.say(lang)]),
        _ => say::BY_NAME.say(lang).to_owned(),
    }
}

fn headings(
    app: &App,
    list: &List,
    columns: &[(usize, Shelved)],
    frame: &mut Frame<'_>,
    line: Rect,
) {
    let (mut x, mut end) = (MARKER, MARKER);
    for (at, column) in columns {
        let arrow = match list.sorted_by(&column.path) {
            Some((0, Direction::Up)) => "↑",
            Some((0, Direction::Down)) => "↓",
            Some((_, Direction::Up)) => "↑2",
            Some((_, Direction::Down)) => "↓2",
            None => "",
        };
        let room = usize::from(column.width).saturating_sub(width(arrow));
        let mut text = fit(column.heading.say(app.lang), room);
        text.push_str(arrow);
        let indent = indent(column, &text);
        end = put(frame, line, x + indent, &text, heading(*at == list.column));
        x += column.width + 2;
    }
    // There are more, which the column cursor reaches.
    if columns.len() < list.look.columns.len() && end < line.width {
        put_right(frame, Rect { width: line.width + 1, ..line }, "›", DIM);
    }
}

/// Numbers stand to the right.
fn indent(column: &Shelved, text: &str) -> u16 {
    if column.path.shape().is_number() {
        column.width.saturating_sub(width(text) as u16)
    } else {
        0
    }
}

fn cells(
    app: &App,
    desk: Desktop<'_>,
    found: &Row,
    columns: &[(usize, Shelved)],
    frame: &mut Frame<'_>,
    line: Rect,
    selected: bool,
) {
    let mut x = MARKER;
    for (nth, (_, column)) in columns.iter().enumerate() {
        let (text, style) = cell(app, desk, found, &column.path);
        let text = fit(&text, usize::from(column.width));
        let style = if selected && nth == 0 { STRONG } else { style };
        put(frame, line, x + indent(column, &text), &text, style);
        x += column.width + 2;
    }
}

/// What a cell says. The kind's first name stands for the record's name, in the language that is
/// spoken.
fn cell(app: &App, desk: Desktop<'_>, found: &Row, path: &Path) -> (String, Style) {
    let names = found.kind().naming().next().is_some_and(|first| *path == Path::own(first));
    if names {
        return (desk.sight.name_of(found, app.lang), PLAIN);
    }
    match desk.sight.at(found, path) {
        Value::None => (say::NONE.to_owned(), DIM),
        Value::Money(money) => (money.show_short(app.lang), PLAIN),
        value => {
            let style = standing(path.through.unwrap_or(path.column).standing(&value));
            (path.shape().show(&value, app.lang, desk.sight), style)
        }
    }
}

fn empty(app: &App, list: &List, frame: &mut Frame<'_>, area: Rect) {
    let (lang, one) = (app.lang, list.kind.one(app.lang));
    let (said, action) = if !list.look.filter.is_empty() {
        (words::NONE_FITS, "close")
    } else if list.look.whose == Whose::Mine {
        (words::NONE_MINE, "mine")
    } else {
        (say::EMPTY, "add")
    };
    let room = usize::from(area.width.saturating_sub(MARKER + 2));
    let key = app.key_of(action);
    let text = match &list.rows.nothing {
        Some(why) => words::NONE_SINCE.fill(lang, &[&why.say(list.kind, lang), key]),
        None => said.fill(lang, &[one, key]),
    };
    let mut nth = 2;
    for text in wrapped(&text, room) {
        put(frame, row(area, nth), MARKER, &text, PLAIN);
        nth += 1;
    }
    let why = list.kind.empty.filter(|_| list.rows.of == 0);
    for text in why.map(|why| wrapped(why.say(lang), room)).into_iter().flatten() {
        put(frame, row(area, nth + 1), MARKER, &text, DIM);
        nth += 1;
    }
    if app.overlay.is_none() {
        cursor(frame, area.x, area.y + 2);
    }
}
