//! `ask WORDS`: a question of the fixed grammar, with the filter that answers it. Without words
//! the grammar.

use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::output::FORMAT;
use super::table::{Head, Sheet};
use super::turn::Turn;
use super::{Command, columns};
use crate::ask::{self, Answer, Records, Unanswered};
use crate::filter::{self, Desk, Filter};
use crate::record::Column;
use crate::store::{Path, Sight};
use crate::value::{Id, Names as _};
use crate::words::ask as say;
use crate::words::command::{self as of_command, NAME};

pub(super) static COMMAND: Command = Command {
    name: "ask",
    about: say::ABOUT,
    arguments: &[Argument::new("words", Holds::Words("WORDS"), say::ABOUT_WORDS), FORMAT],
    run,
};

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let text = turn.given.joined("words");
    if text.trim().is_empty() {
        return turn.sheet(&grammar(turn));
    }
    let (sight, lookup, lang) = (turn.sight(), turn.office.lookup(), turn.lang());
    let desk = Desk { sight: &sight, lookup: &lookup };
    let answer = match ask::ask(&text, &desk) {
        Ok(answer) => answer,
        Err(Unanswered::Name { text, ids, .. }) if !ids.is_empty() => {
            return Err(turn.several(&text, &ids, &sight));
        }
        Err(why @ Unanswered::Name { .. }) => {
            return Err(Failure::nothing(why.say(&desk).say(lang)));
        }
        Err(why) => return Err(Failure::usage(why.say(&desk).say(lang))),
    };
    turn.tell(answer.command());
    match answer {
        Answer::Records(records) => list(turn, &sight, &records),
        Answer::Cell(id, column) => cell(turn, &sight, id, column),
    }
}

/// Every form with an example.
fn grammar(turn: &Turn<'_, '_>) -> Sheet {
    let lang = turn.lang();
    let head = |(name, words): (&str, crate::value::Words)| Head::plain(name, words.say(lang));
    let rows = ask::forms();
    Sheet {
        heads: [("question", say::FORM), ("example", say::EXAMPLE)].map(head).into(),
        rows: rows
            .map(|(form, example)| [form, example].map(|one| one.say(lang).into()).into())
            .collect(),
    }
}

fn list(turn: &mut Turn<'_, '_>, sight: &Sight, records: &Records) -> Result<(), Failure> {
    let (lang, kind) = (turn.lang(), records.kind);
    let filter = Filter::parse(kind, &records.filter, sight);
    let filter = filter.map_err(|fault| Failure::usage(fault.wrong.say(lang)))?;
    let mut rows = filter::list(kind, &filter, sight);
    if records.counted {
        turn.line(rows.len())?;
    } else {
        filter::sort(&mut rows, &columns::own_order(kind), sight, lang);
        // What is asked for stands beside the names.
        let names = kind.naming().map(Path::own);
        let asked =
            records.column.map(|column| names.chain([Path::own(column)]).collect::<Vec<_>>());
        turn.records(sight, kind, &rows, asked.as_deref())?;
    }
    if rows.is_empty() {
        turn.tell_nothing(kind, &filter, sight);
    }
    turn.tell_restricted(sight, kind);
    Ok(())
}

fn cell(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    id: Id,
    column: &'static Column,
) -> Result<(), Failure> {
    let lang = turn.lang();
    let value = sight.present(id).map(|row| ask::shown(sight, row, column, lang));
    turn.remember([id]);
    turn.sheet(&Sheet {
        heads: vec![
            Head::plain("name", NAME.say(lang)),
            Head::plain(column.name, column.title.say(lang)),
            Head::plain("id", of_command::ID.say(lang)),
        ],
        rows: vec![vec![sight.name(id, lang), value.unwrap_or_default(), id.to_string()]],
    })
}
