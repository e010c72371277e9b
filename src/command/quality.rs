//! `quality`: the list to mend.

use super::Command;
use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::output::FORMAT;
use super::table::{Head, Sheet};
use super::turn::Turn;
use crate::insight::{self, Flaw, Why};
use crate::value::{Lang, Names};
use crate::words::command as said;
use crate::words::work as say;
use serde_json::json;

pub(super) static COMMAND: Command = Command {
    name: "quality",
    about: say::QUALITY,
    arguments: &[Argument::new("limit", Holds::Number, said::LIMIT), FORMAT],
    run,
};

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (sight, lang) = (turn.sight(), turn.lang());
    let flaws = insight::quality(&sight);
    let count = |is: fn(&Why) -> bool| flaws.iter().filter(|flaw| is(&flaw.why)).count();
    let confirm = count(|why| matches!(why, Why::Confirm(_)));
    let printed = count(|why| matches!(why, Why::Printed(_)));
    let counts = [confirm, printed, flaws.len() - confirm - printed].map(|count| count.to_string());
    let all = flaws.len();
    let flaws = &flaws[..turn.given.number("limit").map_or(all, |limit| all.min(limit as usize))];
    turn.remember(flaws.iter().map(|flaw| flaw.id));
    if turn.format().is_json() {
        let objects = flaws.iter().map(|flaw| {
            json!({
                "id": flaw.id.to_string(),
                "name": sight.name(flaw.id, Lang::En),
                "field": flaw.column.name,
                "reason": flaw.say(&sight, Lang::En),
            })
        });
        turn.objects(objects)?;
        return turn.tell_limit(flaws.len(), all);
    }
    let heads = vec![
        Head::plain("name", said::NAME.say(lang)),
        Head::plain("field", say::FIELD.say(lang)),
        Head::plain("reason", say::REASON.say(lang)),
        Head::plain("id", said::ID.say(lang)),
    ];
    let row = |flaw: &Flaw| {
        let (name, title) = (sight.name(flaw.id, lang), flaw.column.title.say(lang).to_owned());
        vec![name, title, flaw.say(&sight, lang), flaw.id.to_string()]
    };
    turn.sheet(&Sheet { heads, rows: flaws.iter().map(row).collect() })?;
    turn.tell_limit(flaws.len(), all)?;
    turn.after(say::FLAWS.fill(lang, &counts.each_ref().map(String::as_str)))
}
