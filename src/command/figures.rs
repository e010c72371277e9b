//! `figures`: what the office has published beside what is recorded. Each has its own
//! denominator: they are never added.

use super::Command;
use super::answer::Failure;
use super::output::{FORMAT, Format};
use super::turn::Turn;
use crate::insight;
use crate::records::kind_named;
use crate::store::Path;
use crate::words::command as say;

pub(super) static COMMAND: Command =
    Command { name: "figures", about: say::FIGURES, arguments: &[FORMAT], run };

/// What the files hold of each.
const FIELDS: &[&str] =
    &["name", "name_zh", "claim", "qualifier", "unit", "as_of", "recorded", "gap", "state"];

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (lang, sight) = (turn.lang(), turn.sight());
    let kind = kind_named("figures").expect("published figures are a kind");
    let rows = insight::published(&sight);
    let fields: Vec<Path> = FIELDS.iter().filter_map(|name| Path::of(kind, name)).collect();
    let is_file = !matches!(turn.format(), Format::Table | Format::Lines | Format::Markdown);
    turn.records(&sight, kind, &rows, is_file.then_some(fields.as_slice()))?;
    if let Some(named) = insight::named_members(&sight, lang) {
        turn.after(named)?;
    }
    turn.tell_restricted(&sight, kind);
    Ok(())
}
