//! The formats of an answer, and records in each of them.

use super::answer::Failure;
use super::line::{Argument, Holds};
use super::plain;
use super::table::{Fit, Head, Sheet, Side};
use super::turn::Turn;
use crate::exchange;
use crate::record::Kind;
use crate::store::{Path, Row, Sight};
use crate::value::{Lang, Shape, Words};
use crate::words::command as say;
use serde_json::Value as Json;
use std::sync::Arc;

/// Room from which on the wide columns are shown, too.
const WIDE: usize = 110;

/// How data is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    Table,
    Json,
    Csv,
    Lines,
}

/// The argument that chooses one.
pub(super) const FORMAT: Argument = Argument::new(
    "format",
    Holds::OneOf("FORMAT", &["table", "json", "csv", "lines"]),
    say::FORMAT,
);

/// A column as it is shown: its path, and its heading.
pub(super) type Shown = (Path, Words);

impl Turn<'_, '_> {
    /// The format asked for; else sentences in plain mode, and a table.
    pub fn format(&self) -> Format {
        match self.given.text("format") {
            Some("json") => Format::Json,
            Some("csv") => Format::Csv,
            Some("lines") => Format::Lines,
            None if self.is_plain() => Format::Lines,
            _ => Format::Table,
        }
    }

    /// Writes records of one kind, in the columns asked for or else in those that suit the
    /// format: JSON and CSV hold every field.
    pub fn records(
        &mut self,
        sight: &Sight,
        kind: &Kind,
        rows: &[Arc<Row>],
        asked: Option<&[Path]>,
    ) -> Result<(), Failure> {
        self.remember(rows.iter().map(|row| row.id));
        let every = || asked.map_or_else(|| exchange::columns(kind), <[Path]>::to_vec);
        let paths = match self.format() {
            Format::Json => {
                let paths = every();
                let objects = rows.iter().map(|row| exchange::json::record(sight, row, &paths));
                exchange::json::array(&mut self.out(), objects.map(Json::Object))?;
                paths
            }
            Format::Csv => {
                let paths = every();
                exchange::csv::write(&mut self.out(), sight, rows, &paths)?;
                paths
            }
            Format::Table | Format::Lines => {
                let shown = match asked {
                    Some(paths) => paths.iter().map(|path| headed(kind, path)).collect(),
                    None => self.shown(kind),
                };
                let mut sheet = sheet(sight, &shown, rows, self.lang());
                if self.format() == Format::Table {
                    let ids = rows.iter().map(|row| row.id.to_string());
                    sheet.push(Head::plain("id", say::ID.say(self.lang())), ids);
                }
                self.sheet(&sheet)?;
                shown.into_iter().map(|(path, _)| path).collect()
            }
        };
        self.tell_masked(sight, rows, &paths);
        Ok(())
    }

    /// The default columns of a kind that there is room for.
    fn shown(&self, kind: &Kind) -> Vec<Shown> {
        let wide = self.format() == Format::Table && self.width().is_none_or(|room| room >= WIDE);
        let fits = kind.shown.iter().filter(|shown| wide || !shown.wide);
        let named = |shown: &crate::record::Shown| {
            let (path, heading) = shown.path(kind)?;
            Some((path, if is_name(kind, &path) { say::NAME } else { heading }))
        };
        fits.filter_map(named).collect()
    }

    /// Writes a sheet as a table, as CSV or as numbered sentences.
    pub fn sheet(&mut self, sheet: &Sheet) -> Result<(), Failure> {
        match self.format() {
            Format::Csv => sheet.csv(&mut self.out())?,
            Format::Lines => plain::numbered(self, &sheet.sentences(self.lang()))?,
            Format::Table | Format::Json => {
                let room = self.width();
                let fit = sheet.table(&mut self.out(), room)?;
                if fit == Fit::Cut {
                    self.after(say::CUT.fill(self.lang(), &[&self.settings.width.to_string()]))?;
                }
            }
        }
        Ok(())
    }

    /// Says something of the data that was written before.
    pub fn after(&mut self, text: impl std::fmt::Display) -> Result<(), Failure> {
        self.streams.out.flush()?;
        self.tell(text);
        Ok(())
    }

    /// Says how many records of a kind are left out.
    pub fn tell_restricted(&mut self, sight: &Sight, kind: &Kind) {
        let count = sight.restricted(kind);
        if count > 0 {
            self.tell(say::RESTRICTED.fill(self.lang(), &[&count.to_string()]));
        }
    }

    /// Says which fields are left out.
    pub fn tell_masked(&mut self, sight: &Sight, rows: &[Arc<Row>], paths: &[Path]) {
        let lang = self.lang();
        let masked = exchange::masked(sight, rows, paths);
        if !masked.is_empty() {
            let titles: Vec<&str> = masked.iter().map(|column| column.title.say(lang)).collect();
            self.tell(say::MASKED.fill(lang, &[&titles.join(say::COMMA.say(lang))]));
        }
    }
}

fn headed(kind: &Kind, path: &Path) -> Shown {
    let heading = path.through.unwrap_or(path.column).short;
    (*path, if is_name(kind, path) { say::NAME } else { heading })
}

/// Whether the column is the first that names a record: it stands for the name in the
/// person's language.
fn is_name(kind: &Kind, path: &Path) -> bool {
    path.through.is_none() && kind.naming().next() == Some(path.column)
}

/// The columns of records as texts.
fn sheet(sight: &Sight, shown: &[Shown], rows: &[Arc<Row>], lang: Lang) -> Sheet {
    let texts =
        |row: &Arc<Row>| shown.iter().map(|(path, _)| cell(sight, row, path, lang)).collect();
    Sheet {
        heads: shown.iter().map(|shown| head(shown, lang)).collect(),
        rows: rows.iter().map(texts).collect(),
    }
}

fn head((path, heading): &Shown, lang: Lang) -> Head {
    let column = path.through.unwrap_or(path.column);
    let speaks = column.is_named()
        || matches!(
            column.shape,
            Shape::Choice(_)
                | Shape::Choices(_)
                | Shape::Link(_)
                | Shape::Links(_)
                | Shape::Parties(_)
        );
    Head {
        name: path.name(),
        heading: heading.say(lang).to_owned(),
        title: (!speaks).then_some(column.title.say(lang)),
        side: if column.shape.is_number() { Side::Right } else { Side::Left },
    }
}

fn cell(sight: &Sight, row: &Row, path: &Path, lang: Lang) -> String {
    if is_name(row.kind(), path) {
        return sight.name_of(row, lang);
    }
    path.shape().show(&sight.at(row, path), lang, sight)
}
