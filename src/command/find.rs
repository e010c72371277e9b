//! `find WORDS`: the look-up over everything, best first.

use super::Command;
use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::output::FORMAT;
use super::table::{Head, Sheet};
use super::turn::Turn;
use crate::exchange;
use crate::filter::Desk;
use crate::lookup::{Around, Hit, Lookup};
use crate::records::kind;
use crate::store::{Row, Sight};
use crate::value::{Id, Lang, echo};
use crate::words::command as say;
use serde_json::{Value as Json, json};

pub(super) static COMMAND: Command = Command {
    name: "find",
    about: say::FIND,
    arguments: &[
        Argument::new("words", Holds::SomeWords("WORDS"), say::FIND_WORDS),
        Argument::new("limit", Holds::Number, say::LIMIT),
        FORMAT,
    ],
    run,
};

/// How many hits a terminal is shown, unless told otherwise.
const ON_A_TERMINAL: usize = 20;

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (text, sight, lookup) = (turn.given.joined("words"), turn.sight(), turn.office.lookup());
    let limit = turn.given.number("limit").map(|limit| limit as usize);
    let limit = limit.or(turn.width().map(|_| ON_A_TERMINAL));
    let around = Around { most: limit.unwrap_or(usize::MAX), ..Around::default() };
    let found = lookup.find(&text, &sight, &around);
    let (all, shown) = (found.len(), found.ids().count());
    let hits: Vec<Hit> = (0..shown).filter_map(|nth| lookup.hit(&found, nth, &sight)).collect();
    turn.remember(hits.iter().map(|hit| hit.id));
    let found = hits.iter().filter_map(|hit| Some((hit, &**sight.present(hit.id)?)));
    if turn.format().is_json() {
        turn.objects(found.map(|(hit, row)| object(&sight, hit, row)))?;
    } else if all > 0 {
        let lang = turn.lang();
        let rows = found.map(|(hit, row)| texts(&sight, hit, row, lang)).collect();
        turn.sheet(&Sheet { heads: heads(lang), rows })?;
    }
    if all == 0 {
        return Err(nothing(turn, &text, &sight, &lookup));
    }
    turn.tell_limit(hits.len(), all)
}

fn heads(lang: Lang) -> Vec<Head> {
    let head = |(name, title): (&str, crate::value::Words)| Head::plain(name, title.say(lang));
    [
        ("name", say::NAME),
        ("other_name", say::OTHER_NAME),
        ("kind", say::IS),
        ("matched", say::MATCHED),
        ("id", say::ID),
    ]
    .map(head)
    .into()
}

fn texts(sight: &Sight, hit: &Hit, row: &Row, lang: Lang) -> Vec<String> {
    let name = sight.name_of(row, lang);
    let other = sight.other_name(row, lang);
    let kinds = std::iter::once(&hit.id).chain(&hit.folded).map(|id| one(*id, lang));
    let mut kinds: Vec<&str> = kinds.collect();
    kinds.dedup();
    let matched = match hit.column.is_named() {
        true if hit.text == name => String::new(),
        true => hit.text.clone(),
        false => say::FIELD.fill(lang, &[hit.column.title.say(lang), &hit.text]),
    };
    let kinds = kinds.join(say::COMMA.say(lang));
    vec![name, other.unwrap_or_default(), kinds, matched, hit.id.to_string()]
}

fn one(id: Id, lang: Lang) -> &'static str {
    kind(id.kind).map_or("", |kind| kind.one(lang))
}

fn object(sight: &Sight, hit: &Hit, row: &Row) -> Json {
    let mut object = exchange::json::record(sight, row, &exchange::columns(row.kind()));
    let folded: Vec<String> = hit.folded.iter().map(ToString::to_string).collect();
    object.insert("matched".into(), json!({ "field": hit.column.name, "text": hit.text }));
    object.insert("folded".into(), folded.into());
    Json::Object(object)
}

/// Says what is nearest.
fn nothing(turn: &Turn<'_, '_>, text: &str, sight: &Sight, lookup: &Lookup) -> Failure {
    let desk = Desk { sight, lookup };
    let why = desk.resolve(text, &[]).map_err(|why| desk.explain(text, &why));
    let said = why.err().map(|why| why.say(turn.lang()).to_owned());
    Failure::nothing(said.unwrap_or_else(|| say::NO_RECORD.fill(turn.lang(), &[&echo(text)])))
}
