//! Comma-separated values (RFC 4180), UTF-8: one line a record, each cell as it would be
//! typed in English, so that it reads back as the same value.

use super::Handles;
use crate::store::{Path, Row, Sight};
use crate::value::{Lang, Value};
use std::io::{self, Write};
use std::sync::Arc;

/// Writes a line of names, `id` first, then each record. What may not be seen is left empty.
pub fn write(
    out: &mut dyn Write,
    sight: &Sight,
    rows: &[Arc<Row>],
    columns: &[Path],
) -> io::Result<()> {
    let handles = Handles::of(sight, columns);
    let mut lines = csv::Writer::from_writer(out);
    lines.write_field("id")?;
    lines.write_record(columns.iter().map(Path::name))?;
    for row in rows {
        lines.write_field(row.id.to_string())?;
        lines.write_record(columns.iter().map(|path| cell(sight, row, path, &handles)))?;
    }
    lines.flush()
}

fn cell(sight: &Sight, row: &Row, path: &Path, handles: &Handles<'_>) -> String {
    match sight.at(row, path) {
        Value::Masked => String::new(),
        value => path.shape().write(&value, Lang::En, handles),
    }
}
