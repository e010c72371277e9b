//! `brief REF`, `brief --event REF`: what to know of an organization before a meeting, on one page;
//! of an event's partners a page each. What is public, unless all that the person may see is
//! asked for.

use super::Command;
use super::answer::{Exit, Failure};
use super::argument::{Argument, Holds};
use super::turn::Turn;
use crate::insight::briefing::{self, Briefing, Goal, Part, Scope};
use crate::insight::{self, PARTNER};
use crate::store::Sight;
use crate::value::{Id, Names as _};
use crate::words::{brief as say, command};
use serde_json::{Value as Json, json};

pub(super) static COMMAND: Command = Command {
    name: "brief",
    about: say::COMMAND,
    arguments: &[
        Argument::new("ref", Holds::Words("REF"), say::REF),
        Argument::new("event", Holds::Text("REF"), say::EVENT),
        Argument::new("internal", Holds::Flag, say::INTERNAL),
        Argument::new("format", Holds::OneOf("FORMAT", &["text", "md", "json"]), command::FORMAT),
    ],
    run,
};

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (lang, sight) = (turn.lang(), turn.sight());
    let scope = if turn.given.has("internal") { Scope::Internal } else { Scope::Public };
    if scope == Scope::Internal {
        let refused = |why: crate::value::Wrong| Failure::new(Exit::NotAllowed, why.say(lang));
        briefing::may_see_internal(&sight).map_err(refused)?;
    }
    let event = turn.given.text("event").map(ToOwned::to_owned);
    let of = match (turn.given.joined("ref").as_str(), event) {
        ("", None) => return Err(Failure::usage(say::NAME_ONE.say(lang))),
        ("", Some(event)) => partners_of(turn, &event, &sight)?,
        (text, None) => vec![partner(turn, text, &sight)?],
        _ => return Err(Failure::usage(say::NAME_ONE_ONLY.say(lang))),
    };
    let page = |id: &Id| briefing::briefing(&sight, *id, scope, lang);
    let pages: Result<Vec<Briefing>, _> = of.iter().map(page).collect();
    let pages = pages.map_err(|why| Failure::wrong(&why, lang))?;
    write(turn, &pages, &sight)?;
    for page in &pages {
        let shows = if scope == Scope::Public { "--internal" } else { "" };
        if let Some(notice) =
            page.notice(shows).filter(|_| sight.sees_private()).or(page.notice(""))
        {
            let name = sight.name(page.of, lang);
            turn.after(say::TOLD.fill(lang, &[&name, &notice]))?;
        }
    }
    Ok(())
}

fn write(turn: &mut Turn<'_, '_>, pages: &[Briefing], sight: &Sight) -> Result<(), Failure> {
    match turn.given.text("format") {
        Some("json") => {
            let objects = pages.iter().map(|page| object(page, sight));
            return turn.objects(objects.collect::<Vec<Json>>());
        }
        Some("md") => {
            for (nth, page) in pages.iter().enumerate() {
                let blank = if nth == 0 { "" } else { "\n" };
                turn.line(format!("{blank}{}", page.markdown().trim_end()))?;
            }
        }
        None if turn.is_plain() => {
            for page in pages {
                page.sentences().iter().try_for_each(|line| turn.line(line))?;
            }
        }
        _ => {
            for (nth, page) in pages.iter().enumerate() {
                let blank = if nth == 0 { "" } else { "\n" };
                turn.line(format!("{blank}{}", page.text().trim_end()))?;
            }
        }
    }
    Ok(())
}

/// The organization that a record is, or is about.
fn partner(turn: &mut Turn<'_, '_>, text: &str, sight: &Sight) -> Result<Id, Failure> {
    let row = turn.find_present(text, sight)?;
    match insight::partners(sight, row.id).as_slice() {
        [only] => Ok(*only),
        [] => {
            let name = sight.name_of(&row, turn.lang());
            Err(Failure::nothing(say::NO_PARTNER.fill(turn.lang(), &[&name])))
        }
        several => Err(turn.several(text, several, sight)),
    }
}

/// The organizations at an event, in the order in which it names them.
fn partners_of(turn: &mut Turn<'_, '_>, text: &str, sight: &Sight) -> Result<Vec<Id>, Failure> {
    let lang = turn.lang();
    let row = turn.find_among(text, sight, (&["event"], |_, _| true))?;
    let name = sight.name_of(&row, lang);
    if row.kind().code != "event" {
        return Err(Failure::usage(say::NOT_AN_EVENT.fill(lang, &[&name])));
    }
    let partners = insight::partners(sight, row.id);
    if partners.is_empty() {
        return Err(Failure::nothing(say::NO_PARTNERS.fill(lang, &[&name])));
    }
    Ok(partners)
}

fn object(page: &Briefing, sight: &Sight) -> Json {
    let is_public = page.scope == Scope::Public;
    let point = |point: &briefing::Point| {
        let id = match point.goal {
            Goal::Record(id) if id != page.of => Json::from(id.to_string()),
            _ => Json::Null,
        };
        json!({ "id": id, "text": point.text })
    };
    let part = |part: &Part| {
        let points: Vec<Json> = part.points.iter().map(point).collect();
        let more = part
            .rest(page.of, (points.len(), points.len()), is_public)
            .map_or(0, |(count, _)| count);
        json!({ "title": part.title.say(page.lang), "points": points, "more": more })
    };
    let name =
        if page.hidden.is_some() { Json::Null } else { sight.name(page.of, page.lang).into() };
    json!({
        "id": page.of.to_string(),
        "kind": PARTNER,
        "name": name,
        "day": page.day.to_string(),
        "about": page.about,
        "parts": page.parts.iter().map(part).collect::<Vec<_>>(),
        "gaps": page.gaps,
        "sources": page.sources,
        "left_out": page.left_out,
        "restricted": page.restricted,
    })
}
