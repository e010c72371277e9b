//! Comma- and tab-separated values (RFC 4180), UTF-8: one line a record, each cell as it would
//! be typed in English, so that it reads back as the same value.

use super::Handles;
use crate::store::{Path, Row, Sight};
use crate::value::{Lang, Value};
use std::io::{self, Write};
use std::sync::Arc;

/// What stands between two cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Between {
    /// A comma: CSV.
    Comma,
    /// A tab: TSV, which spreadsheets take from the clipboard.
    Tab,
}

/// Writes a line of names, `id` first, then each record. What may not be seen is left empty.
pub fn write(
    out: &mut dyn Write,
    between: Between,
    sight: &Sight,
    rows: &[Arc<Row>],
    columns: &[Path],
) -> io::Result<()> {
    let handles = Handles::of(sight, columns);
    let mut lines = writer(out, between);
    lines.write_field("id")?;
    lines.write_record(columns.iter().map(Path::name))?;
    for row in rows {
        lines.write_field(row.id.to_string())?;
        lines.write_record(columns.iter().map(|path| cell(sight, row, path, &handles)))?;
    }
    lines.flush()
}

/// Writes lines of texts as they are.
pub fn texts<T: AsRef<str>>(
    out: &mut dyn Write,
    between: Between,
    lines: impl IntoIterator<Item = impl IntoIterator<Item = T>>,
) -> io::Result<()> {
    let mut all = writer(out, between);
    for line in lines {
        all.write_record(line.into_iter().map(|text| text.as_ref().to_owned()))?;
    }
    all.flush()
}

fn writer(out: &mut dyn Write, between: Between) -> csv::Writer<&mut dyn Write> {
    let delimiter = match between {
        Between::Comma => b',',
        Between::Tab => b'\t',
    };
    csv::WriterBuilder::new().delimiter(delimiter).from_writer(out)
}

fn cell(sight: &Sight, row: &Row, path: &Path, handles: &Handles<'_>) -> String {
    match sight.at(row, path) {
        Value::Masked => String::new(),
        value => path.shape().write(&value, Lang::En, handles),
    }
}
