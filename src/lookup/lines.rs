//! The fields of a record that are no names, folded into one text that is searched at once.

use crate::record::Column;
use crate::value::fold_words;
use memchr::memmem::Finder;

/// Ends each line; no query holds it.
const END: char = '\n';

/// The lines of those fields.
#[derive(Default, PartialEq, Debug)]
pub(super) struct Lines {
    folded: String,
    all: Vec<Line>,
}

/// One line of a field.
#[derive(PartialEq, Debug)]
pub(super) struct Line {
    /// Where it stands.
    pub column: &'static Column,
    /// As it is shown.
    pub text: Box<str>,
    /// Where it begins in the folded text of all.
    start: usize,
}

impl Lines {
    /// Adds a line, unless nothing is left of it.
    pub fn add(&mut self, column: &'static Column, text: &str) {
        let folded = fold_words(text);
        if folded.is_empty() {
            return;
        }
        self.all.push(Line { column, text: text.into(), start: self.folded.len() });
        self.folded.push_str(&folded);
        self.folded.push(END);
    }

    /// The first line in which something stands.
    pub fn find(&self, finder: &Finder<'_>) -> Option<&Line> {
        let at = finder.find(self.folded.as_bytes())?;
        let begun = self.all.partition_point(|line| line.start <= at);
        self.all[..begun].last()
    }
}
