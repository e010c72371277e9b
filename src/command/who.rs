//! `who`: who is here, from where, and what they edit. Whoever may sign in may ask; a record
//! that they may not see is not named.

use super::Command;
use super::answer::Failure;
use super::output::{FORMAT, Format};
use super::table::{Head, Sheet};
use super::turn::Turn;
use crate::office::Here;
use crate::store::{Role, Sight};
use crate::value::{Lang, Names as _, Words};
use crate::words::others as say;
use serde_json::{Value as Json, json};

pub(super) static COMMAND: Command =
    Command { name: "who", about: say::WHO, arguments: &[FORMAT], run };

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (lang, sight, here) = (turn.lang(), turn.sight(), turn.office.here());
    match turn.format() {
        Format::Json | Format::Jsonl => {
            turn.objects(here.iter().map(|one| object(one, &sight)).collect::<Vec<Json>>())?;
        }
        _ => {
            let rows = here.iter().map(|one| row(one, &sight, lang)).collect();
            turn.sheet(&Sheet { heads: heads(lang), rows })?;
        }
    }
    if here.is_empty() { turn.after(say::NOBODY.say(lang)) } else { Ok(()) }
}

fn heads(lang: Lang) -> Vec<Head> {
    let titles = [
        ("login", say::LOGIN),
        ("role", say::ROLE),
        ("since", say::SINCE),
        ("from", say::FROM),
        ("editing", say::EDITS),
    ];
    let head = |(name, title): (&str, Words)| {
        let title = title.say(lang);
        // Who it is and what they may do need no title in a sentence.
        let says = matches!(name, "since" | "from" | "editing").then_some(title);
        Head { title: says, ..Head::plain(name, title) }
    };
    titles.into_iter().map(head).collect()
}

fn row(here: &Here, sight: &Sight, lang: Lang) -> Vec<String> {
    let editing = here.editing.map_or_else(String::new, |id| sight.name(id, lang));
    let role = role(here.role).say(lang).to_owned();
    vec![here.login.to_string(), role, since(here), here.from.clone(), editing]
}

fn object(here: &Here, sight: &Sight) -> Json {
    let editing = here.editing.map(|id| {
        // Not even its id is told to who may not see it.
        let id_of = sight.row(id).map(|row| row.id.to_string());
        json!({ "id": id_of, "name": sight.name(id, Lang::En) })
    });
    json!({
        "login": &*here.login,
        "role": role(here.role).en,
        "since": since(here),
        "from": here.from,
        "editing": editing,
    })
}

fn since(here: &Here) -> String {
    here.since.format("%Y-%m-%d %H:%M").to_string()
}

fn role(role: Role) -> Words {
    match role {
        Role::Viewer => say::VIEWER,
        Role::Editor => say::EDITOR,
        Role::Admin => say::ADMIN,
    }
}
