//! A Markdown table, for a document or a letter: what a person reads, not what reads back.

use crate::value::markdown;
use std::io::{self, Write};

/// Writes a line of headings and lines of as many texts. No text ends its cell or its line.
pub fn texts<T: AsRef<str>>(
    out: &mut dyn Write,
    headings: &[T],
    lines: impl IntoIterator<Item = impl IntoIterator<Item = T>>,
) -> io::Result<()> {
    line(out, headings.iter().map(|text| markdown(text.as_ref())))?;
    line(out, headings.iter().map(|_| "---".to_owned()))?;
    for texts in lines {
        line(out, texts.into_iter().map(|text| markdown(text.as_ref())))?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))
}
