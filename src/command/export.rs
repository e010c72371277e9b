//! `export [KIND [FILTER]]`: records as a file that can be imported again. Only what everybody
//! may know leaves, unless all that the person may see is asked for.

use super::Command;
use super::answer::{Exit, Failure};
use super::argument::{Argument, Holds};
use super::list::FILTER;
use super::output::{Format, between};
use super::turn::Turn;
use crate::exchange::{self, TableText};
use crate::filter::{self, Filter};
use crate::record::Kind;
use crate::records::KINDS;
use crate::store::{Path, Row, Sight};
use crate::value::Lang;
use crate::words::{command, exchange as say};
use serde_json::Value as Json;
use std::io::{self, BufWriter, Write};
use std::path;
use std::sync::Arc;

pub(super) static COMMAND: Command = Command {
    name: "export",
    about: say::EXPORT,
    arguments: &[
        Argument::new("kind", Holds::MaybeWord("KIND"), command::KIND),
        FILTER,
        Argument::new(
            "format",
            Holds::OneOf("FORMAT", &["json", "jsonl", "csv", "tsv", "md"]),
            command::FORMAT,
        ),
        Argument::new("out", Holds::Text("FILE"), say::OUT),
        Argument::new("internal", Holds::Flag, say::INTERNAL),
    ],
    run,
};

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let out = turn.given.text("out").filter(|name| *name != "-").map(path::PathBuf::from);
    out.iter().try_for_each(|path| turn.must_reach(path))?;
    let one = turn.given.text("kind").map(|_| turn.kind()).transpose()?;
    let format = format(turn, out.as_deref());
    let is_json = matches!(format, Format::Json | Format::Jsonl);
    if one.is_none() && !is_json {
        return Err(Failure::usage(say::ONE_KIND.fill(turn.lang(), &[format.name()])));
    }
    let kinds = one.map_or_else(|| KINDS.to_vec(), |kind| vec![kind]);
    let export = Export::of(turn, kinds, format)?;
    match &out {
        Some(path) => {
            let written = turn.write_file(path, &mut |file| export.write(file));
            written.map_err(|error| not_written(turn, path, &error))?;
        }
        None => export.write(&mut turn.out())?,
    }
    tell(turn, &export, out.as_deref())
}

pub(super) fn not_written(turn: &Turn<'_, '_>, path: &path::Path, error: &io::Error) -> Failure {
    let (path, error) = (path.display().to_string(), error.to_string());
    Failure::new(Exit::Failed, say::NOT_WRITTEN.fill(turn.lang(), &[&path, &error]))
}

/// The format asked for, else that of the file's name.
fn format(turn: &Turn<'_, '_>, out: Option<&path::Path>) -> Format {
    let extension = out.and_then(|path| path.extension()?.to_str());
    let of_file = extension.and_then(Format::named);
    turn.given.text("format").and_then(Format::named).or(of_file).unwrap_or(Format::Json)
}

/// What is to be written.
struct Export {
    format: Format,
    lang: Lang,
    sight: Sight,
    kinds: Vec<(&'static Kind, Vec<Arc<Row>>)>,
    /// Records that the person sees and that are left out.
    left_out: usize,
    /// Records that the person does not see.
    restricted: usize,
    /// Links to what is left out.
    links: usize,
}

impl Export {
    fn of(turn: &Turn<'_, '_>, kinds: Vec<&'static Kind>, format: Format) -> Result<Self, Failure> {
        let own = turn.sight();
        let sight = if turn.given.has("internal") { own.closed() } else { own.public() };
        let (mut all, mut left_out, mut restricted, mut links) = (Vec::new(), 0, 0, 0);
        for kind in kinds {
            let filter = match turn.given.words("filter").next() {
                Some(_) => turn.filter(kind, &own)?,
                None => Filter::default(),
            };
            // The person's own sight tells which are meant, for links are lost in the other; but
            // what is masked there selects nothing.
            let meant = filter::list(kind, &filter, &own);
            let leaves =
                |row: &&Arc<Row>| sight.present(row.id).is_some() && !filter.is_masked(&sight, row);
            let rows: Vec<_> = meant.iter().filter(leaves).cloned().collect();
            left_out += meant.len() - rows.len();
            restricted += own.restricted(kind);
            links += rows.iter().map(|row| lost_links(kind, row, &own, &sight)).sum::<usize>();
            all.push((kind, rows));
        }
        let lang = turn.lang();
        Ok(Self { format, lang, sight, kinds: all, left_out, restricted, links })
    }

    fn count(&self) -> usize {
        self.kinds.iter().map(|(_, rows)| rows.len()).sum()
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        match self.format {
            Format::Json => exchange::json::array(&mut out, &mut self.objects())?,
            Format::Jsonl => exchange::json::lines(&mut out, &mut self.objects())?,
            format => {
                for (kind, rows) in &self.kinds {
                    self.table(&mut out, format, kind, rows)?;
                }
            }
        }
        out.flush()
    }

    fn objects(&self) -> impl Iterator<Item = Json> {
        let sight = &self.sight;
        self.kinds.iter().flat_map(move |(kind, rows)| {
            let columns = exchange::columns(kind);
            let object = move |row: &Arc<Row>| exchange::json::record(sight, row, &columns);
            rows.iter().map(object).map(Json::Object)
        })
    }

    fn table(
        &self,
        out: &mut dyn Write,
        format: Format,
        kind: &Kind,
        rows: &[Arc<Row>],
    ) -> io::Result<()> {
        let (sight, columns) = (&self.sight, exchange::columns(kind));
        if format != Format::Markdown {
            return exchange::csv::write(out, between(format), sight, rows, &columns);
        }
        // A document has no room for columns of nothing.
        let holds = |path: &Path| {
            rows.iter().any(|row| !exchange::shown(sight, row, path, self.lang).is_empty())
        };
        let columns: Vec<Path> =
            columns.into_iter().filter(|path| !sight.hides(path.column) && holds(path)).collect();
        let text =
            exchange::table_text(TableText::Markdown, kind, &columns, rows, sight, self.lang);
        out.write_all(text.as_bytes())
    }
}

/// How many links of a record lead to what is not in the file.
fn lost_links(kind: &Kind, row: &Row, own: &Sight, sight: &Sight) -> usize {
    let linking = kind.columns().filter(|column| column.shape.kinds().is_some());
    let count = |sight: &Sight, column| sight.cell(row, column).links().len();
    linking.map(|column| count(own, column).saturating_sub(count(sight, column))).sum()
}

fn tell(turn: &mut Turn<'_, '_>, export: &Export, out: Option<&path::Path>) -> Result<(), Failure> {
    let (lang, count, links) = (turn.lang(), export.count().to_string(), export.links.to_string());
    turn.after(match out {
        Some(path) => say::EXPORTED.fill(lang, &[&count, &path.display().to_string()]),
        None => say::EXPORTED_HERE.fill(lang, &[&count]),
    })?;
    if !turn.given.has("internal") {
        turn.tell(say::LEFT_OUT.fill(lang, &[&export.left_out.to_string(), &links]));
    } else if export.links > 0 {
        turn.tell(say::LINKS_LEFT.fill(lang, &[&links]));
    }
    if export.restricted > 0 {
        turn.tell(command::RESTRICTED.fill(lang, &[&export.restricted.to_string()]));
    }
    Ok(())
}
