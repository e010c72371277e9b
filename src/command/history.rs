//! `history [REF]`: who changed what and when, a line a field, with what was before and after.

use super::Command;
use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::output::{FORMAT, Format};
use super::table::{Head, Sheet};
use super::turn::Turn;
use crate::exchange;
use crate::records::kind;
use crate::store::{Cause, Change, Changed, Sight};
use crate::value::{Id, Lang, Names, Shape, Value, fit, width};
use crate::words::{command, history as say};
use serde_json::{Value as Json, json};

pub(super) static COMMAND: Command = Command {
    name: "history",
    about: say::HISTORY,
    arguments: &[
        Argument::new("ref", Holds::Words("REF"), command::REF),
        Argument::new("limit", Holds::Number, command::LIMIT),
        FORMAT,
    ],
    run,
};

/// How many changes a terminal is shown, unless told otherwise.
const ON_A_TERMINAL: usize = 20;
/// How many lines of one change a terminal is shown: an import has thousands.
const LINES: usize = 24;

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (text, sight) = (turn.given.joined("ref"), turn.sight());
    let of = if text.is_empty() { None } else { Some(turn.find(&text, &sight)?.id) };
    let limit = turn.given.number("limit").map(|limit| limit as usize);
    let limit = limit.or(turn.width().map(|_| ON_A_TERMINAL)).unwrap_or(usize::MAX);
    let store = turn.office.store();
    let (mut changes, mut older, mut unreadable) = (Vec::new(), false, None);
    for read in store.history(&sight, of) {
        match read {
            Ok(_) if changes.len() == limit => older = true,
            Ok(change) => changes.push(only(change, of)),
            Err(refused) => unreadable = Some(refused),
        }
        if older {
            break;
        }
    }
    write(turn, &sight, &changes)?;
    if older {
        turn.after(say::OLDER.say(turn.lang()))?;
    }
    unreadable.map_or(Ok(()), |refused| Err(turn.refused(&refused)))
}

/// Of a change what became of one record, if one is asked for.
fn only(mut change: Change, of: Option<Id>) -> Change {
    change.changed.retain(|changed| of.is_none_or(|id| changed.id == id));
    change
}

fn write(turn: &mut Turn<'_, '_>, sight: &Sight, changes: &[Change]) -> Result<(), Failure> {
    match turn.format() {
        Format::Json | Format::Jsonl => {
            let object = |change: &Change| object(turn, sight, change);
            let objects: Vec<Json> = changes.iter().map(object).collect();
            turn.objects(objects)
        }
        Format::Table => cards(turn, sight, changes),
        _ => {
            let rows = changes.iter().flat_map(|change| rows(turn, sight, change)).collect();
            turn.sheet(&Sheet { heads: heads(turn.lang()), rows })
        }
    }
}

/// What a change did to one field: its title, before and after.
type Line = (&'static str, String, String);

/// Changes on a screen: who, when and why, then each record with its fields.
fn cards(turn: &mut Turn<'_, '_>, sight: &Sight, changes: &[Change]) -> Result<(), Failure> {
    let (lang, mut cut) = (turn.lang(), false);
    let (room, most) = turn.width().map_or((usize::MAX, usize::MAX), |room| (room, LINES));
    for change in changes {
        let head = &change.head;
        let (number, cause) = (change.sequence.to_string(), head.cause.say(lang));
        let begin = [&number, &turn.at(head.when), &*head.who, &cause].join("  ");
        let lines = change.changed.iter().flat_map(|changed| told(sight, changed, lang));
        let mut lines: Vec<String> = std::iter::once(begin).chain(lines).collect();
        let more = lines.len().saturating_sub(most);
        lines.truncate(most);
        for line in lines {
            let is_long = width(&line) > room;
            turn.line(if is_long { fit(&line, room) } else { line })?;
            cut |= is_long;
        }
        if more > 0 {
            turn.line(say::MORE_LINES.fill(lang, &[&more.to_string()]))?;
        }
    }
    if cut {
        turn.after(command::CUT.fill(lang, &[&turn.settings.width.to_string()]))?;
    }
    Ok(())
}

fn told(sight: &Sight, changed: &Changed, lang: Lang) -> Vec<String> {
    let of = if changed.is_new() { say::ADDED } else { say::OF_RECORD };
    let head = of.fill(lang, &[&sight.name(changed.id, lang), &changed.id.to_string()]);
    let line = |(title, before, after): Line| {
        let line = |text: String| text.replace('\n', " ");
        let [before, after] =
            [before, after].map(|text| if text.is_empty() { "-".to_owned() } else { line(text) });
        if changed.is_new() {
            return say::AS_ADDED.fill(lang, &[title, &after]);
        }
        say::FROM_TO.fill(lang, &[title, &before, &after])
    };
    std::iter::once(head).chain(lines(sight, changed, lang).into_iter().map(line)).collect()
}

/// What became of each field of a record, and whether it went to the trash or came back.
fn lines(sight: &Sight, changed: &Changed, lang: Lang) -> Vec<Line> {
    let kind = kind(changed.id.kind);
    let line = |(number, before, after): (u16, Value, Value)| {
        let column = kind?.column(number)?;
        let [before, after] = [before, after].map(|value| column.shape.show(&value, lang, sight));
        Some((column.title.say(lang), before, after))
    };
    let moved = changed.trashed().map(|to_trash| {
        let [before, after] =
            [!to_trash, to_trash].map(|is| Shape::Flag.show(&Value::Flag(is), lang, sight));
        (say::IN_TRASH.say(lang), before, after)
    });
    changed.fields().into_iter().filter_map(line).chain(moved).collect()
}

fn heads(lang: Lang) -> Vec<Head> {
    let titles = [
        ("when", say::WHEN),
        ("who", say::WHO),
        ("cause", say::CAUSE),
        ("id", command::ID),
        ("record", say::RECORD),
        ("field", say::FIELD),
        ("before", say::BEFORE),
        ("after", say::AFTER),
    ];
    let texts = titles.map(|(name, title)| {
        let says = matches!(name, "before" | "after").then_some(title.say(lang));
        Head { title: says, ..Head::plain(name, title.say(lang)) }
    });
    std::iter::once(Head::number("change", say::CHANGE.say(lang))).chain(texts).collect()
}

/// The same, a row a field.
fn rows(turn: &Turn<'_, '_>, sight: &Sight, change: &Change) -> Vec<Vec<String>> {
    let (lang, head) = (turn.lang(), &change.head);
    let begin = [
        change.sequence.to_string(),
        turn.at(head.when),
        head.who.to_string(),
        head.cause.say(lang),
    ];
    let of_record = |changed: &Changed| {
        let record = [changed.id.to_string(), sight.name(changed.id, lang)];
        let begin = [&begin[..], &record].concat();
        let row = move |(title, before, after): Line| {
            [&begin[..], &[title.to_owned(), before, after]].concat()
        };
        lines(sight, changed, lang).into_iter().map(row)
    };
    change.changed.iter().flat_map(of_record).collect()
}

fn object(turn: &Turn<'_, '_>, sight: &Sight, change: &Change) -> Json {
    let (code, of) = match change.head.cause {
        Cause::TakenBack(of) => (say::UNDONE.en.to_owned(), Some(of)),
        other => (other.say(Lang::En), None),
    };
    let records = change.changed.iter().map(|changed| record(sight, changed));
    json!({
        "change": change.sequence,
        "when": turn.at(change.head.when),
        "who": change.head.who,
        "cause": code,
        "takes_back": of,
        "records": records.collect::<Vec<Json>>(),
    })
}

fn record(sight: &Sight, changed: &Changed) -> Json {
    let kind = kind(changed.id.kind);
    let field = |(number, before, after): (u16, Value, Value)| {
        let [before, after] = [before, after].map(|value| exchange::json::value(&value, sight));
        Some(json!({ "field": kind?.column(number)?.name, "before": before, "after": after }))
    };
    json!({
        "id": changed.id.to_string(),
        "kind": kind.map(|kind| kind.plural),
        "name": sight.name(changed.id, Lang::En),
        "new": changed.is_new(),
        "trashed": changed.trashed(),
        "fields": changed.fields().into_iter().filter_map(field).collect::<Vec<Json>>(),
    })
}
