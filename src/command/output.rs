//! The formats of an answer, and records in each of them.

use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::plain;
use super::table::{Fit, Head, Sheet, Side};
use super::turn::Turn;
use crate::exchange;
use crate::exchange::csv::Between;
use crate::record::Kind;
use crate::store::{Path, Row, Sight};
use crate::value::{Lang, Shape, Words};
use crate::words::command as say;
use serde_json::Value as Json;
use std::io::{self, Write};
use std::sync::Arc;

/// Room from which on the wide columns are shown, too.
const WIDE: usize = 110;

/// How data is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    Table,
    Lines,
    Csv,
    Tsv,
    Json,
    Jsonl,
    Markdown,
}

impl Format {
    /// Whether it is JSON, as one array or line by line.
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }

    const ALL: [Self; 7] =
        [Self::Table, Self::Lines, Self::Csv, Self::Tsv, Self::Json, Self::Jsonl, Self::Markdown];

    /// Its name, which files of it end with.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Lines => "lines",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Markdown => "md",
        }
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// The argument that chooses one.
pub(super) const FORMAT: Argument = Argument::new(
    "format",
    Holds::OneOf("FORMAT", &["table", "lines", "csv", "tsv", "json", "jsonl", "md"]),
    say::FORMAT,
);

/// A column as it is shown: its path, and its heading.
pub(super) type Shown = (Path, Words);

impl Turn<'_, '_> {
    /// The format asked for; else sentences in plain mode, and a table.
    pub fn format(&self) -> Format {
        let asked = self.given.text("format").and_then(Format::named);
        asked.unwrap_or(if self.is_plain() { Format::Lines } else { Format::Table })
    }

    /// Writes records of one kind, in the columns asked for or else in those that suit the
    /// format: those that a program reads hold every field.
    pub fn records(
        &mut self,
        sight: &Sight,
        kind: &Kind,
        rows: &[Arc<Row>],
        asked: Option<&[Path]>,
    ) -> Result<(), Failure> {
        self.remember(rows.iter().map(|row| row.id));
        let every = || asked.map_or_else(|| exchange::columns(kind), <[Path]>::to_vec);
        let format = self.format();
        let paths = match format {
            Format::Json | Format::Jsonl => {
                let paths = every();
                let objects = rows.iter().map(|row| exchange::json::record(sight, row, &paths));
                self.objects(objects.map(Json::Object))?;
                paths
            }
            Format::Csv | Format::Tsv => {
                let (paths, between) = (every(), between(format));
                exchange::csv::write(&mut self.out(), between, sight, rows, &paths)?;
                paths
            }
            Format::Markdown => {
                let paths = self.shown_paths(kind, asked);
                let (text, lang) = (exchange::TableText::Markdown, self.lang());
                let text = exchange::table_text(text, kind, &paths, rows, sight, lang);
                write!(self.out(), "{text}")?;
                paths
            }
            Format::Table | Format::Lines => {
                let shown = match asked {
                    Some(paths) => {
                        paths.iter().map(|path| (*path, exchange::heading(kind, path))).collect()
                    }
                    None => self.shown(kind),
                };
                let mut sheet = sheet(sight, &shown, rows, self.lang());
                if format == Format::Table {
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

    /// Writes objects as an array, or one a line.
    pub fn objects(&mut self, objects: impl IntoIterator<Item = Json>) -> Result<(), Failure> {
        let is_lines = self.format() == Format::Jsonl;
        let write = if is_lines { exchange::json::lines } else { exchange::json::array };
        Ok(write(&mut self.out(), &mut objects.into_iter())?)
    }

    fn shown_paths(&self, kind: &Kind, asked: Option<&[Path]>) -> Vec<Path> {
        let own = || self.shown(kind).into_iter().map(|(path, _)| path).collect();
        asked.map_or_else(own, <[Path]>::to_vec)
    }

    /// The default columns of a kind that there is room for.
    fn shown(&self, kind: &Kind) -> Vec<Shown> {
        let wide = match self.format() {
            Format::Lines => false,
            Format::Table => self.width().is_none_or(|room| room >= WIDE),
            _ => true,
        };
        let fits = kind.shown.iter().filter(|shown| wide || !shown.wide);
        let named = |shown: &crate::record::Shown| {
            let (path, heading) = shown.path(kind)?;
            Some((path, if exchange::is_name(kind, &path) { say::NAME } else { heading }))
        };
        fits.filter_map(named).collect()
    }

    /// Writes a sheet in the format asked for.
    pub fn sheet(&mut self, sheet: &Sheet) -> Result<(), Failure> {
        let (format, room, lang) = (self.format(), self.width(), self.lang());
        if format == Format::Lines {
            return plain::numbered(self, &sheet.sentences(lang));
        }
        if sheet.write(&mut self.out(), format, room, lang)? == Fit::Cut {
            self.after(say::CUT.fill(lang, &[&self.settings.width.to_string()]))?;
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

impl Sheet {
    /// Writes it in a format; a table is cut to so many cells.
    pub fn write(
        &self,
        out: &mut dyn Write,
        format: Format,
        room: Option<usize>,
        lang: Lang,
    ) -> io::Result<Fit> {
        match format {
            Format::Csv | Format::Tsv => {
                let names = self.heads.iter().map(|head| head.name.clone()).collect();
                let lines = std::iter::once(&names).chain(&self.rows);
                exchange::csv::texts(out, between(format), lines)?;
            }
            Format::Json | Format::Jsonl => {
                let object = |row: &Vec<String>| {
                    let cells = self.heads.iter().zip(row);
                    cells.map(|(head, text)| (head.name.clone(), text.as_str().into())).collect()
                };
                let is_lines = format == Format::Jsonl;
                let write = if is_lines { exchange::json::lines } else { exchange::json::array };
                write(out, &mut self.rows.iter().map(object).map(Json::Object))?;
            }
            Format::Markdown => {
                let headings: Vec<String> =
                    self.heads.iter().map(|head| head.heading.clone()).collect();
                let rows = self.rows.iter().map(|row| row.iter().cloned());
                exchange::md::texts(out, &headings, rows)?;
            }
            Format::Lines => {
                for line in self.sentences(lang) {
                    writeln!(out, "{line}")?;
                }
            }
            Format::Table => return self.table(out, room),
        }
        Ok(Fit::Whole)
    }
}

/// What stands between the cells of a line.
pub(super) fn between(format: Format) -> Between {
    if format == Format::Tsv { Between::Tab } else { Between::Comma }
}

/// The columns of records as texts.
fn sheet(sight: &Sight, shown: &[Shown], rows: &[Arc<Row>], lang: Lang) -> Sheet {
    let texts = |row: &Arc<Row>| {
        shown.iter().map(|(path, _)| exchange::shown(sight, row, path, lang)).collect()
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_there_is_can_be_asked_for() {
        let Holds::OneOf(_, names) = FORMAT.holds else { unreachable!("it is one of several") };
        let asked: Vec<Format> = names.iter().filter_map(|name| Format::named(name)).collect();
        assert_eq!(asked, Format::ALL);
    }
}
