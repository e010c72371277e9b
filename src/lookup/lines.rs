//! The fields of a record that are no names, folded into one text that is searched at once.

use crate::record::Column;
use crate::value::fold_words;
use memchr::memmem::Finder;

/// Ends each line; no query holds it.
const END: char = '\n';

/// The lines of those fields.
#[derive(Default, PartialEq, Debug)]
pub(super) struct Lines {
    folded: Box<str>,
    all: Box<[Line]>,
}

/// One line of a field.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Line {
    /// Where it stands.
    pub column: &'static Column,
    /// Which line of the cell it is.
    pub nth: u32,
    /// Where it begins in the folded text of all.
    start: u32,
}

impl Lines {
    /// Those of these lines of cells of which anything is left.
    pub fn of<'t>(lines: impl Iterator<Item = (&'static Column, u32, &'t str)>) -> Self {
        let (mut folded, mut all) = (String::new(), Vec::new());
        for (column, nth, text) in lines {
            let line = fold_words(text);
            if !line.is_empty() {
                all.push(Line { column, nth, start: folded.len() as u32 });
                folded.push_str(&line);
                folded.push(END);
            }
        }
        Self { folded: folded.into(), all: all.into() }
    }

    /// The first line in which something stands, and its folded text.
    pub fn find(&self, finder: &Finder<'_>) -> Option<(Line, &str)> {
        let at = finder.find(self.folded.as_bytes())?;
        let begun = self.all.partition_point(|line| line.start as usize <= at);
        let line = *self.all[..begun].last()?;
        let text = &self.folded[line.start as usize..];
        Some((line, text.split_once(END).map_or(text, |(line, _)| line)))
    }
}
