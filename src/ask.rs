//! Questions of a small fixed grammar, in both languages: `who owns toyota`, `江苏的基金`. What is
//! asked becomes a filter over one kind or one cell of one record, and that is shown; what does not
//! fit the grammar is named, never guessed. Pure functions of what a person sees.

mod country;
mod dates;
mod form;
mod limit;
mod place;
mod question;
mod term;
#[cfg(test)]
mod tests;

use crate::filter::Desk;
use crate::lookup::Resolve;
use crate::record::{Column, Kind};
use crate::records::kind;
use crate::store::{Row, Sight};
use crate::value::{Id, Lang, Words, Wrong};
use crate::words::ask as say;
use crate::words::command::NOT_RECORDED;
use question::Question;

/// What answers a question.
#[derive(Clone)]
pub enum Answer {
    /// Records of a kind.
    Records(Records),
    /// What stands in a column of a record.
    Cell(Id, &'static Column),
}

/// The records of a kind that a filter keeps.
#[derive(Clone)]
pub struct Records {
    /// The kind.
    pub kind: &'static Kind,
    /// The filter, which is one of the filter language over that kind.
    pub filter: String,
    /// The column that is asked for, if one is.
    pub column: Option<&'static Column>,
    /// Whether it is asked how many they are.
    pub counted: bool,
}

/// Why there is no answer.
#[derive(Clone, Debug)]
pub enum Unanswered {
    /// What is wrong with the question.
    Wrong(Wrong),
    /// A name that is none, or that of several records.
    Name {
        /// As it was typed.
        text: String,
        /// The kinds whose records were meant, by their codes; of any if there are none.
        kinds: Vec<&'static str>,
        /// Those that it could be, the likeliest first.
        ids: Vec<Id>,
    },
}

/// The answer to a question.
pub fn ask(text: &str, desk: &Desk<'_>) -> Result<Answer, Unanswered> {
    Question::of(text, desk).answer()
}

/// Whether a text begins as questions do, so that it is worth to say what is wrong with it.
pub fn is_begun(text: &str) -> bool {
    question::is_begun(text)
}

/// Every form of a question with an example, as they are shown.
pub fn forms() -> impl Iterator<Item = (Words, Words)> {
    say::EXAMPLES.iter().map(|(form, example)| (form::first(*form), *example))
}

impl Answer {
    /// The command that lists, counts or shows the same.
    pub fn command(&self) -> String {
        match self {
            Self::Cell(id, _) => format!("show {id}"),
            Self::Records(records) => {
                let verb = if records.counted { "count" } else { "list" };
                let named = format!("{verb} {}", records.kind.plural);
                match records.filter.as_str() {
                    "" => named,
                    filter => format!("{named} '{}'", filter.replace('\'', r"'\''")),
                }
            }
        }
    }

    /// What stands in the cell, with its record; of records the command that lists them.
    pub fn say(&self, sight: &Sight, lang: Lang) -> String {
        let Self::Cell(id, column) = self else { return self.command() };
        let Some(row) = sight.present(*id) else { return self.command() };
        let value = shown(sight, row, column, lang);
        say::CELL_OF.fill(lang, &[&sight.name_of(row, lang), column.title.say(lang), &value])
    }
}

/// What stands in a cell, or that nothing is recorded.
pub fn shown(sight: &Sight, row: &Row, column: &'static Column, lang: Lang) -> String {
    let shown = column.shape.show(&sight.cell(row, column), lang, sight);
    if shown.is_empty() { NOT_RECORDED.say(lang).to_owned() } else { shown }
}

impl Unanswered {
    /// Why, in words. The nearest name is looked for only now: that takes long where there are
    /// many.
    pub fn say(&self, desk: &Desk<'_>) -> Wrong {
        match self {
            Self::Wrong(wrong) => wrong.clone(),
            Self::Name { text, kinds, ids } if ids.is_empty() => {
                let near = match desk.resolve(text, kinds) {
                    Err(Resolve::None { nearest }) => nearest,
                    _ => None,
                };
                desk.explain(text, &Resolve::None { nearest: near })
            }
            Self::Name { text, ids, .. } => desk.explain(text, &Resolve::Several(ids.clone())),
        }
    }
}

impl Unanswered {
    /// The same while one still types: the nearest name is not looked for.
    pub fn shortly(&self, desk: &Desk<'_>) -> Wrong {
        match self {
            Self::Name { text, ids, .. } if ids.is_empty() => {
                desk.explain(text, &Resolve::None { nearest: None })
            }
            other => other.say(desk),
        }
    }
}

/// What is wrong with kinds: their titles fill the gaps.
fn of_kinds(words: Words, kinds: &[&Kind]) -> Wrong {
    let titles = |lang| -> Vec<&str> { kinds.iter().map(|kind| kind.title.say(lang)).collect() };
    Wrong {
        en: words.fill(Lang::En, &titles(Lang::En)),
        zh: words.fill(Lang::Zh, &titles(Lang::Zh)),
    }
}

/// The code of a record's kind.
fn code(id: Id) -> &'static str {
    kind(id.kind).map_or("", |kind| kind.code)
}
