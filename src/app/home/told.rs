//! What is said of the record under the cursor of Home, below it.

use crate::app::walk::Place;
use crate::app::{App, Desktop};
use crate::insight::Entry;
use crate::value::{Lang, Names as _, fit};
use crate::words::home as say;
use crate::words::screen::COMMA;

/// What it is about, its name in full, since when it is known and when it is due; nothing if
/// the record under the cursor does not wait.
pub fn told(app: &App, desk: Desktop<'_>) -> Option<String> {
    if !matches!(app.walk.place, Place::Home | Place::Waiting(_)) {
        return None;
    }
    let id = app.selected()?;
    let agenda = &app.home.day()?.agenda;
    let lists = [&agenda.overdue, &agenda.today, &agenda.next, &agenda.decisions];
    let entry = lists.into_iter().flatten().find(|entry| entry.id == id)?;
    Some(of(entry, desk, app.lang, usize::from(app.size.0)))
}

fn of(entry: &Entry, desk: Desktop<'_>, lang: Lang, room: usize) -> String {
    let sight = desk.sight;
    let name = sight.name(entry.id, lang);
    let mut parts = vec![match entry.about {
        Some(about) => {
            // What is to be done matters more than all of the name of what it is about.
            let about = fit(&sight.name(about, lang), room / 3);
            say::ABOUT.fill(lang, &[&about, &name])
        }
        None => name,
    }];
    if let Some(row) = sight.row(entry.id).filter(|_| entry.side.is_some()) {
        let by = &row.created.who;
        parts.push(if let Some(day) = entry.promised {
            say::PROMISED.fill(lang, &[&day.show(lang), by])
        } else {
            let day = desk.clock.at(row.created.when).date();
            say::NOTED.fill(lang, &[&day.to_string(), by])
        });
    }
    let mut day = entry.day.to_string();
    if let Some(time) = entry.time {
        day = format!("{day} {}", time.format("%H:%M"));
    }
    let title = entry.column.title.say(lang).to_lowercase();
    parts.push(say::ON.fill(lang, &[&title, &day]));
    if !entry.place.is_empty() {
        parts.push(entry.place.to_string());
    }
    if let Some(who) = entry.who.filter(|who| sight.me() != Some(*who)) {
        parts.push(sight.name(who, lang));
    }
    parts.join(COMMA.say(lang))
}
