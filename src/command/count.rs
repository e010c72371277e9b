//! `count KIND [FILTER] [--by COLUMN]`: a number, or how often each value occurs.

use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::list::{FILTER, KIND};
use super::output::{FORMAT, Format};
use super::table::{Head, Sheet};
use super::turn::Turn;
use super::{Command, columns};
use crate::exchange;
use crate::filter;
use crate::store::{Path, Row, Sight};
use crate::value::Value;
use crate::words::command as say;
use serde_json::json;
use std::sync::Arc;

pub(super) static COMMAND: Command = Command {
    name: "count",
    about: say::COUNT,
    arguments: &[KIND, FILTER, Argument::new("by", Holds::Text("COLUMN"), say::COUNT_BY), FORMAT],
    run,
};

/// In cells: no bar is longer, and where not so many are left there are none.
const LONGEST_BAR: usize = 40;
const SHORTEST_BAR: usize = 8;

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (lang, kind, sight) = (turn.lang(), turn.kind()?, turn.sight());
    let filter = turn.filter(kind, &sight)?;
    let by = turn.given.text("by").map(|name| columns::path(kind, name, lang)).transpose()?;
    let rows = filter::list(kind, &filter, &sight);
    match by {
        None => turn.line(rows.len())?,
        Some(path) => {
            by_value(turn, &sight, &rows, &path)?;
            turn.tell_masked(&sight, &rows, &[path]);
        }
    }
    if rows.is_empty() {
        turn.tell_nothing(kind, &filter, &sight);
    }
    turn.tell_restricted(&sight, kind);
    Ok(())
}

fn by_value(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    rows: &[Arc<Row>],
    path: &Path,
) -> Result<(), Failure> {
    let lang = turn.lang();
    let counted = filter::frequency(rows, path, sight, lang);
    if turn.format().is_json() {
        let objects = counted.iter().map(|(value, count)| {
            json!({ "value": exchange::json::value(value, sight), "count": count })
        });
        return turn.objects(objects);
    }
    let column = path.through.unwrap_or(path.column);
    let heads = vec![
        Head::plain("value", column.title.say(lang)),
        Head::number("count", say::HOW_MANY.say(lang)),
    ];
    let lines = turn.format() == Format::Lines;
    let row = |(value, count): &(Value, usize)| {
        let text = match value {
            Value::None if lines => say::NOT_RECORDED.say(lang).to_owned(),
            value => path.shape().show(value, lang, sight),
        };
        vec![text, count.to_string()]
    };
    let mut sheet = Sheet { heads, rows: counted.iter().map(row).collect() };
    if let (Format::Table, Some(room)) = (turn.format(), turn.width()) {
        let room = sheet.left(room).min(LONGEST_BAR);
        if room >= SHORTEST_BAR {
            let counts = counted.iter().map(|(_, count)| *count);
            sheet.push(Head::plain("bar", ""), bars(counts, room));
        }
    }
    turn.sheet(&sheet)
}

/// A bar for each count, the longest of `room` cells.
fn bars(counts: impl Iterator<Item = usize> + Clone, room: usize) -> impl Iterator<Item = String> {
    let most = counts.clone().max().unwrap_or(0).max(1);
    counts.map(move |count| "█".repeat((count * room).div_ceil(most)))
}
