//! The look-up: a line to type in, the hits, and what is known of the chosen one.

use super::chrome::summary;
use super::pick::input;
use super::{ACCENT, DIM, PLAIN, STRONG, put, put_right, row};
use crate::app::layout::Areas;
use crate::app::seek::Seek;
use crate::app::{App, Desktop};
use crate::insight;
use crate::lookup::{Found, Hit};
use crate::record::Kind;
use crate::records;
use crate::value::{Id, Lang, fit, width};
use crate::words::screen as say;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::ops::Range;

pub(super) fn draw(app: &App, seek: &Seek, desk: Desktop<'_>, frame: &mut Frame<'_>) {
    let (lang, area) = (app.lang, frame.area());
    let x = put(frame, row(area, 0), 1, say::LOOK_UP.say(lang), STRONG);
    let scope = match (seek.is_blank(), seek.pane, seek.narrow) {
        (true, _, false) => say::RECENT.say(lang).to_owned(),
        (_, Some(kind), true) => say::ONE_KIND.fill(lang, &[kind.title.say(lang)]),
        (_, Some(kind), false) => say::ALL_KINDS.fill(lang, &[kind.title.say(lang)]),
        (_, None, _) => say::ALL.say(lang).to_owned(),
    };
    let is_whole = desk.lookup.is_whole();
    let scope = if is_whole { scope } else { say::READING_NAMES.say(lang).to_owned() };
    put_right(frame, row(area, 0), &scope, DIM);
    let typed = Rect { width: area.width.saturating_sub(width(&scope) as u16 + 3), ..row(area, 0) };
    let line = "─".repeat(usize::from(area.width.saturating_sub(2)));
    put(frame, row(area, 1), 1, &line, DIM);
    let rows = Areas::hit_rows(app.size);
    let hits = Rect { y: 2, height: rows as u16, ..area };
    if seek.is_blank() {
        recent(app, seek, desk, frame, hits);
    } else {
        found(app, seek, desk, frame, hits);
    }
    put(frame, row(area, rows + 3), 1, &line, DIM);
    preview(app, seek, desk, frame, Rect { y: rows as u16 + 4, height: 3, ..area });
    input(frame, typed, x + 2, &seek.input);
}

fn recent(app: &App, seek: &Seek, desk: Desktop<'_>, frame: &mut Frame<'_>, area: Rect) {
    if app.recent.is_empty() {
        put(frame, row(area, 0), 2, say::TYPE_NAME.say(app.lang), DIM);
    }
    for (nth, id) in app.recent.iter().enumerate().skip(seek.top).take(usize::from(area.height)) {
        let place = row(area, nth - seek.top);
        line(app, desk, frame, place, nth == seek.place, *id, (&seek.found, None));
    }
}

fn found(app: &App, seek: &Seek, desk: Desktop<'_>, frame: &mut Frame<'_>, area: Rect) {
    if seek.found.is_empty() && !seek.is_waiting() {
        let said = say::NO_HIT.fill(app.lang, &[seek.input.value(), app.key_of("add")]);
        put(frame, row(area, 0), 2, &said, PLAIN);
    }
    for (nth, id) in seek.found.ids().enumerate().skip(seek.top).take(usize::from(area.height)) {
        let hit = seek.hit(nth, desk.lookup, desk.sight);
        let (place, hit) = (row(area, nth - seek.top), (&*seek.found, hit.as_ref()));
        line(app, desk, frame, place, nth == seek.place, id, hit);
    }
}

/// A hit: its name, with what matched marked; its name in the other language, or the text
/// that matched instead; what it is, and what hangs on it.
fn line(
    app: &App,
    desk: Desktop<'_>,
    frame: &mut Frame<'_>,
    place: Rect,
    selected: bool,
    id: Id,
    (found, hit): (&Found, Option<&Hit>),
) {
    let Some(row_of) = desk.sight.row(id) else { return };
    if selected {
        put(frame, place, 0, ">", ACCENT);
    }
    let name = desk.sight.name_of(row_of, app.lang);
    let other = desk.sight.other_name(row_of, app.lang).unwrap_or_default();
    let first = (place.width / 2).saturating_sub(4).max(20);
    let second = (place.width / 4).max(10);
    let style = if selected { STRONG } else { PLAIN };
    let marks = |text: &str| match hit {
        Some(hit) if hit.text == text => hit.ranges.clone(),
        Some(_) => desk.lookup.marks(found, text),
        None => Vec::new(),
    };
    let (in_name, in_other) = (marks(&name), marks(&other));
    // What fits is shown in place of the other name, unless the names show it.
    let is_told = !in_name.is_empty() || !in_other.is_empty();
    let (beside, in_beside) = match hit {
        Some(hit) if !is_told => (hit.text.as_str(), hit.ranges.clone()),
        _ => (other.as_str(), in_other),
    };
    marked(frame, Rect { width: first, ..place }, 2, &name, &in_name, style);
    let at = Rect { x: place.x + first + 1, width: second, ..place };
    marked(frame, at, 0, beside, &in_beside, PLAIN);
    let rest = first + 1 + second + 1;
    let what = Rect { x: place.x + rest, width: place.width.saturating_sub(rest), ..place };
    put(frame, what, 0, &hangs_on(app, desk, id, hit), DIM);
}

/// What a record is, and what is linked to it: "organization, member, 2 agreements",
/// 机构、企合委成员、协议 2 项.
fn hangs_on(app: &App, desk: Desktop<'_>, id: Id, hit: Option<&Hit>) -> String {
    let mut parts = Vec::new();
    if let Some(kind) = records::kind(id.kind) {
        parts.push(kind.one(app.lang).to_owned());
    }
    for folded in hit.into_iter().flat_map(|hit| &hit.folded) {
        parts.extend(records::kind(folded.kind).map(|kind| kind.one(app.lang).to_owned()));
    }
    let links = desk.sight.links_to(id);
    let named = |kind: &&Kind| kind.naming().any(|column| column.shape.kinds().is_some());
    for group in links.chunk_by(|(one, _), (next, _)| one.kind == next.kind) {
        let kind = group.first().and_then(|(id, _)| records::kind(id.kind));
        let Some(kind) = kind.filter(|kind| !named(kind)) else { continue };
        let (count, tab) = (group.len().to_string(), kind.tab.say(app.lang).to_lowercase());
        let of = match app.lang {
            Lang::En if group.len() == 1 => [&count, kind.one(app.lang)],
            Lang::En => [count.as_str(), &tab],
            Lang::Zh => [tab.as_str(), &count],
        };
        parts.push(say::LINKS.fill(app.lang, &of));
    }
    parts.join(say::COMMA.say(app.lang))
}

/// A text with parts of it marked.
fn marked(
    frame: &mut Frame<'_>,
    place: Rect,
    from: u16,
    text: &str,
    marks: &[Range<usize>],
    style: ratatui::style::Style,
) {
    let shown = fit(text, usize::from(place.width.saturating_sub(from)));
    put(frame, place, from, &shown, style);
    for mark in marks {
        let (Some(before), Some(part)) = (shown.get(..mark.start), shown.get(mark.clone())) else {
            continue;
        };
        put(frame, place, from + width(before) as u16, part, ACCENT.patch(style));
    }
}

fn preview(app: &App, seek: &Seek, desk: Desktop<'_>, frame: &mut Frame<'_>, area: Rect) {
    let Some(row_of) = seek.chosen(&app.recent).and_then(|id| desk.sight.row(id)) else { return };
    put(frame, row(area, 0), 1, &desk.sight.name_of(row_of, app.lang), STRONG);
    put(frame, row(area, 1), 1, &summary(app, desk, row_of), PLAIN);
    // Where it fits is said if the names do not show it; else whom to call.
    let names =
        [Some(desk.sight.name_of(row_of, app.lang)), desk.sight.other_name(row_of, app.lang)];
    let hit = seek.hit(seek.place, desk.lookup, desk.sight);
    let contact = insight::contact_at(desk.sight, row_of.id).and_then(|id| desk.sight.row(id));
    let last = match (hit.filter(|hit| !names.contains(&Some(hit.text.clone()))), contact) {
        (Some(hit), _) => say::MATCHED.fill(app.lang, &[hit.column.title.say(app.lang), &hit.text]),
        (None, Some(contact)) => {
            let (name, details) = insight::in_short(desk.sight, contact, row_of.id, app.lang);
            say::MATCHED.fill(
                app.lang,
                &[contact.kind().title.say(app.lang), &format!("{name}  {details}")],
            )
        }
        (None, None) => String::new(),
    };
    put(frame, row(area, 2), 1, &last, DIM);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lookup::Lookup;
    use crate::office::Clock;
    use crate::store::{Role, fixture};

    #[test]
    fn what_hangs_on_a_hit_is_listed_as_its_language_lists() {
        let toyota = ("parties", "org=organization-1");
        let snapshot = fixture::snapshot(&[
            ("organization", &[("name", "Toyota")]),
            ("agreement", &[("name", "One"), toyota]),
            ("agreement", &[("name", "Two"), toyota]),
        ]);
        let sight = fixture::sight(&snapshot, Role::Admin);
        let (lookup, clock) = (Lookup::of(&sight), Clock::fixed(fixture::now()));
        let desk = Desktop { sight: &sight, lookup: &lookup, clock: &clock };
        let id = Id::parse("organization-1").unwrap();
        let said =
            |lang| hangs_on(&App::new(lang, (80, 24), std::sync::Arc::default()), desk, id, None);
        assert_eq!(said(Lang::En), "organization, 2 agreements");
        assert_eq!(said(Lang::Zh), "机构、协议 2 项");
    }
}
