//! `list KIND [FILTER]`, and what it has in common with the other commands over one kind.

use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::output::FORMAT;
use super::turn::Turn;
use super::{Command, columns};
use crate::filter::{self, Filter, Nothing};
use crate::record::Kind;
use crate::records::{KINDS, kind_named, kind_nearest};
use crate::store::Sight;
use crate::value::{echo, slice, width};
use crate::words::command as say;
use std::ops::Range;

pub(super) static COMMAND: Command = Command {
    name: "list",
    about: say::LIST,
    arguments: &[
        KIND,
        FILTER,
        Argument::new("columns", Holds::Text("A,B"), say::LIST_COLUMNS),
        Argument::new("sort", Holds::Text("A,-B"), say::LIST_SORT),
        Argument::new("limit", Holds::Number, say::LIMIT),
        FORMAT,
    ],
    run,
};

/// The argument that names a kind.
pub(super) const KIND: Argument = Argument::new("kind", Holds::Word("KIND"), say::KIND);
/// The argument that says which of its records.
pub(super) const FILTER: Argument = Argument::new("filter", Holds::Words("FILTER"), say::FILTER);

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (lang, kind, sight) = (turn.lang(), turn.kind()?, turn.sight());
    let filter = turn.filter(kind, &sight)?;
    let order = match turn.given.text("sort") {
        Some(names) => columns::order(kind, names, lang)?,
        None => columns::own_order(kind),
    };
    let asked = turn.given.text("columns").map(|names| columns::paths(kind, names, lang));
    let asked = asked.transpose()?;
    let mut rows = filter::list(kind, &filter, &sight);
    filter::sort(&mut rows, &order, &sight, lang);
    let all = rows.len();
    rows.truncate(turn.given.number("limit").map_or(all, |limit| limit as usize));
    turn.records(&sight, kind, &rows, asked.as_deref())?;
    turn.tell_limit(rows.len(), all)?;
    if all == 0 {
        turn.tell_nothing(kind, &filter, &sight);
    }
    turn.tell_restricted(&sight, kind);
    Ok(())
}

impl Turn<'_, '_> {
    /// The kind that is named.
    pub fn kind(&self) -> Result<&'static Kind, Failure> {
        let (name, lang) = (self.given.text("kind").unwrap_or_default(), self.lang());
        if let Some(kind) = kind_named(name) {
            return Ok(kind);
        }
        let said = &echo(name);
        Err(Failure::usage(match kind_nearest(name) {
            Some(near) => say::NO_KIND_NEAR.fill(lang, &[said, near.plural]),
            None => say::NO_KIND.fill(lang, &[said, &plurals()]),
        }))
    }

    /// The filter that is given; an empty one for none.
    pub fn filter(&self, kind: &Kind, sight: &Sight) -> Result<Filter, Failure> {
        let text = self.given.joined("filter");
        Filter::parse(kind, &text, sight).map_err(|fault| {
            let lang = self.lang();
            let said = say::BAD_FILTER.fill(lang, &[fault.wrong.say(lang)]);
            Failure::usage(format!("{said}\n{}", pointed(&text, &fault.at)))
        })
    }

    /// Says why a filter keeps nothing.
    pub fn tell_nothing(&mut self, kind: &Kind, filter: &Filter, sight: &Sight) {
        if let Some(why) = Nothing::of(kind, filter, sight, None) {
            self.tell(why.say(kind, self.lang()));
        }
    }

    /// Says that more was found than is shown.
    pub fn tell_limit(&mut self, shown: usize, all: usize) -> Result<(), Failure> {
        if shown == all {
            return Ok(());
        }
        self.after(say::LIMITED.fill(self.lang(), &[&shown.to_string(), &all.to_string()]))
    }
}

/// Cells of a filter that are shown when it is wrong, and how many of them before the place.
const SHOWN: usize = 72;
const BEFORE: usize = 24;

/// A text, and below it where something is wrong in it: what is far from there is left out.
fn pointed(text: &str, at: &Range<usize>) -> String {
    let one_line = |part: Option<&str>| -> String {
        part.unwrap_or_default().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
    };
    let (before, place) = (one_line(text.get(..at.start)), one_line(text.get(at.clone())));
    let whole = format!("{before}{place}{}", one_line(text.get(at.end..)));
    let from = match width(&before) {
        near if width(&whole) <= SHOWN || near <= BEFORE => 0,
        far => far - BEFORE,
    };
    let start = width(&before) - from;
    let marks = width(&place).clamp(1, SHOWN.saturating_sub(start).max(1));
    let shown = slice(&whole, from, SHOWN);
    format!("  {shown}\n  {}{}", " ".repeat(start), "^".repeat(marks))
}

/// The names of all kinds.
fn plurals() -> String {
    KINDS.iter().map(|kind| kind.plural).collect::<Vec<_>>().join(" ")
}
