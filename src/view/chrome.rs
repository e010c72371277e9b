//! What frames every screen: tabs above; name, status and hints below.

use super::{ALERT, DIM, HERE, PLAIN, STRONG, cursor, page, put, put_right, row};
use crate::app::actions::{Action, Context};
use crate::app::home;
use crate::app::layout::Areas;
use crate::app::list::List;
use crate::app::page::wrapped;
use crate::app::question::Question;
use crate::app::walk::Place;
use crate::app::{App, Desktop};
use crate::record::Shown;
use crate::records::KINDS;
use crate::store::Row;
use crate::value::{Value, Words, fit, width};
use crate::words::{look, screen as say};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget as _};

/// The tabs: each with its digit, the current one in brackets; the person and the language.
pub(super) fn tabs(app: &App, desk: Desktop<'_>, frame: &mut Frame<'_>, area: Rect) {
    let corner = say::CORNER.say(app.lang);
    let mut who = format!("{}  {corner}", desk.sight.person().login);
    if desk.sight.is_invented() {
        who = format!("{}  {who}", say::INVENTED.say(app.lang));
    }
    let reading = say::READ_ONLY.say(app.lang);
    if app.read_only.is_some() {
        who = format!("{reading}  {who}");
    }
    let here = app.kind().map(|kind| kind.code);
    let mut tabs: Vec<(String, bool)> =
        vec![(format!("1 {}", say::HOME.say(app.lang)), app.walk.place == Place::Home)];
    for kind in KINDS {
        let is_here = here == Some(kind.code);
        let tab = kind.tab.say(app.lang);
        match kind.key {
            Some(key) => tabs.push((format!("{key} {tab}"), is_here)),
            // A pane without a digit has a tab while one is in it.
            None if is_here => tabs.push((tab.to_owned(), true)),
            None => {}
        }
    }
    tabs.extend(app.walk.place.title().map(|title| (title.say(app.lang).to_owned(), true)));
    // The pane one is in is never left out: tabs before it make room.
    let more = &say::MORE.fill(app.lang, &[app.key_of("panes")]);
    let sign = if app.in_company() { width(guest_word(app)) + 4 } else { 0 };
    let room = usize::from(area.width).saturating_sub(width(&who) + width(more) + 5 + sign);
    let taken = |tabs: &[(String, bool)]| tabs.iter().map(|(tab, _)| width(tab) + 2).sum::<usize>();
    while taken(&tabs) > room && tabs.len() > 1 {
        match tabs.iter().rposition(|(_, is_here)| !is_here) {
            Some(last) => drop(tabs.remove(last)),
            None => break,
        }
    }
    let mut x = 0;
    for (tab, is_here) in tabs {
        let (text, style) =
            if is_here { (format!("[{tab}]"), STRONG) } else { (format!(" {tab} "), PLAIN) };
        x = put(frame, area, x, &text, style);
    }
    put(frame, area, x + 1, more, DIM);
    put_right(frame, area, &who, DIM);
    if app.read_only.is_some() {
        put(frame, area, area.width.saturating_sub(width(&who) as u16 + 1), reading, ALERT);
    }
    let taken = width(&who) + 2;
    guest(app, frame, Rect { width: area.width.saturating_sub(taken as u16), ..area });
}

/// At the end of a row, that somebody looks on.
pub(super) fn guest(app: &App, frame: &mut Frame<'_>, row: Rect) {
    if app.in_company() {
        put_right(frame, row, &format!(" {} ", guest_word(app)), HERE);
    }
}

/// Over a row, what others do to the record of the form.
pub(super) fn others(app: &App, desk: Desktop<'_>, frame: &mut Frame<'_>, row: Rect) {
    if let Some(told) = app.edited().and_then(|id| app.told_of(id, desk)) {
        put(frame, row, 2, &format!(" {told} "), ALERT);
    }
}

/// Says that a form is open which is not for the guest.
pub(super) fn covered(app: &App, frame: &mut Frame<'_>) {
    let page = app.areas().page;
    let said = look::COVERED.fill(app.lang, &[app.key_of("guest")]);
    for (nth, line) in wrapped(&said, usize::from(page.width).saturating_sub(4)).iter().enumerate()
    {
        put(frame, row(page, nth + 1), 2, line, PLAIN);
    }
    cursor(frame, page.x, page.y + 1);
}

/// What stands before the person while somebody looks on.
fn guest_word(app: &App) -> &'static str {
    let words = if app.size.0 < 110 { look::GUEST_SHORT } else { look::GUEST };
    words.say(app.lang)
}

/// The full name of the selected record, where its column cuts it.
fn full_name(app: &App, desk: Desktop<'_>, areas: &Areas) -> Vec<String> {
    let Some(list) = app.list() else { return Vec::new() };
    let Some(found) = list.selected.and_then(|id| desk.sight.row(id)) else { return Vec::new() };
    let name = desk.sight.name_of(found, app.lang);
    let room = list.columns(areas.main.width).first().map_or(0, |(_, column)| column.width);
    if width(&name) <= usize::from(room) {
        return Vec::new();
    }
    wrapped(&name, usize::from(areas.name.width).saturating_sub(2))
}

/// What happened last; else the full name of the selected record, where its column cuts it,
/// and what is known of it.
pub(super) fn status(app: &App, desk: Desktop<'_>, frame: &mut Frame<'_>, areas: &Areas) {
    let (lang, name) = (app.lang, full_name(app, desk, areas));
    if let Some(first) = name.first() {
        put(frame, areas.name, 1, first, STRONG);
    }
    if app.opening {
        let so_far = app.progress.percent().map(|percent| percent.to_string());
        let so_far = so_far.map(|percent| say::OPENING_SO_FAR.fill(lang, &[&percent]));
        let text = so_far.unwrap_or_else(|| say::OPENING.say(lang).to_owned());
        put(frame, areas.status, 1, &text, DIM);
    } else if let Some(message) = &app.message {
        above_footer(frame, areas, message, STRONG);
    } else if let Some(fault) = app.list().and_then(List::fault) {
        above_footer(frame, areas, &format!("! {}", fault.wrong.say(lang)), ALERT);
    } else if let Some((place, list)) = app.list().and_then(|list| Some((list.place()?, list))) {
        let all = list.rows.ids.len().to_string();
        let place = say::PLACE_OF.fill(lang, &[&(place + 1).to_string(), &all]);
        let room = usize::from(areas.status.width).saturating_sub(width(&place) + 4);
        let known = list.selected.and_then(|id| desk.sight.row(id));
        let told = list.selected.and_then(|id| app.told_of(id, desk));
        let told = told.map_or_else(String::new, |told| fit(&told, room));
        let line = Rect { width: (room + 2) as u16, ..areas.status };
        put_right(frame, line, &told, ALERT);
        let room = room.saturating_sub(if told.is_empty() { 0 } else { width(&told) + 2 });
        match (name.get(1), known) {
            (Some(rest), _) => put(frame, line, 1, &fit(rest, room), STRONG),
            (None, Some(row)) => put(frame, line, 1, &fit(&summary(app, desk, row), room), DIM),
            (None, None) => 0,
        };
        put_right(frame, areas.status, &place, DIM);
    } else {
        let told = app.selected().and_then(|id| app.told_of(id, desk));
        let x = told.map_or(1, |told| put(frame, areas.status, 1, &told, ALERT) + 2);
        if let Some(told) = home::told(app, desk) {
            put(frame, areas.status, x, &told, DIM);
        }
    }
}

/// A record in one line: its name in the other language, what the table shows of it and what
/// has to be confirmed, its id.
pub(super) fn summary(app: &App, desk: Desktop<'_>, row: &Row) -> String {
    let (sight, lang) = (desk.sight, app.lang);
    let mut parts = Vec::new();
    parts.extend(sight.other_name(row, lang));
    let kind = row.kind();
    for (path, _) in kind.shown.iter().skip(1).filter_map(|shown: &Shown| shown.path(kind)) {
        let value = sight.at(row, &path);
        let names = path.through.is_none() && path.column.is_named();
        if !names && !matches!(value, Value::None | Value::Masked) && !path.shape().is_number() {
            parts.push(path.shape().show(&value, lang, sight));
        }
    }
    if let Some(column) = kind.named("confirm")
        && !sight.cell(row, column).is_none()
    {
        parts.push(column.title.say(lang).to_lowercase());
    }
    parts.push(row.id.to_string());
    parts.join(" | ")
}

/// What can be pressed: at most eight hints, as many as fit.
pub(super) fn footer(app: &App, desk: Desktop<'_>, frame: &mut Frame<'_>, area: Rect) {
    let mut x = 1;
    let applies = |action| app.overlay.is_some() || app.applies(action, desk);
    let hints = app.keys.hints(app.context()).into_iter();
    let hints = hints.filter(|(bound, _)| applies(bound.binding.action));
    for (bound, words) in hints.take(8) {
        let key = bound.shown_key(app.lang);
        let words = words.say(app.lang);
        if usize::from(x) + width(key) + 1 + width(words) > usize::from(area.width) {
            break;
        }
        x = put(frame, area, x, key, STRONG);
        x = put(frame, area, x + 1, words, DIM) + 2;
    }
}

/// A message on as many lines above the footer as it takes; returns the last of them.
pub(super) fn above_footer(
    frame: &mut Frame<'_>,
    areas: &Areas,
    message: &str,
    style: Style,
) -> Rect {
    let room = usize::from(areas.status.width).saturating_sub(2);
    let lines = wrapped(message, room);
    let most = usize::from(areas.status.y);
    let mut last = areas.status;
    for (line, up) in lines.iter().take(most).zip((0..lines.len().min(most)).rev()) {
        last = Rect { y: areas.status.y - up as u16, ..areas.status };
        put(frame, last, 0, &" ".repeat(usize::from(last.width)), PLAIN);
        put(frame, last, 1, line, style);
    }
    last
}

/// A question above the footer, over what it would change; the footer says the answers.
pub(super) fn ask(app: &App, question: &Question, frame: &mut Frame<'_>) {
    let areas = app.areas();
    if !question.preview.is_empty() {
        let area = Rect { y: 1, height: areas.status.y.saturating_sub(1), ..areas.page };
        Clear.render(area, frame.buffer_mut());
        let shown = question.preview.iter().skip(question.top);
        for (nth, line) in shown.take(Areas::preview_rows(app.size)).enumerate() {
            page::write(line, frame, row(area, nth + 1), false);
        }
        let rest = question.preview.len().saturating_sub(Areas::preview_rows(app.size));
        if rest > 0 {
            let said = say::MORE_LINES.fill(app.lang, &[&(rest - question.top).to_string()]);
            put(frame, row(area, Areas::preview_rows(app.size) + 1), 2, &said, DIM);
        }
    }
    yes_or_no(app, &question.text, question.yes, frame);
}

/// A question above the footer, which says the answers.
pub(super) fn yes_or_no(app: &App, text: &str, yes: (Action, Words), frame: &mut Frame<'_>) {
    let areas = app.areas();
    let asked = above_footer(frame, &areas, text, ALERT.patch(STRONG));
    cursor(frame, asked.x, asked.y);
    put(frame, areas.footer, 0, &" ".repeat(usize::from(areas.footer.width)), PLAIN);
    let key = |action| {
        let bound = app.keys.of(Context::Question).find(|bound| bound.binding.action == action);
        bound.map_or("", |bound| bound.shown_key(app.lang))
    };
    let mut x = 1;
    for (key, words) in [(key(Action::Close), say::NO), (key(yes.0), yes.1)] {
        x = put(frame, areas.footer, x, key, STRONG);
        x = put(frame, areas.footer, x + 1, words.say(app.lang), STRONG) + 3;
    }
}

/// The heading of a column, marked if the cursor is on it.
pub(super) fn heading(is_here: bool) -> Style {
    if is_here { HERE } else { DIM }
}
