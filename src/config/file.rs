//! The file as TOML: what each line sets, by its number.

use super::{Fault, KEYS, Origin};
use crate::app::actions::Remap;
use crate::value::Words;
use crate::words::look as say;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What stands in a file.
#[derive(Debug, Default)]
pub(super) struct File {
    /// Settings, their values and lines.
    pub values: Vec<(String, String, usize)>,
    /// The keys of one's own.
    pub remaps: Vec<Remap>,
    /// What is of no type that it could be.
    pub faults: Vec<Fault>,
}

pub(super) fn read(text: &str) -> Result<File, Fault> {
    let lines = Lines { text };
    let table = DeTable::parse(text).map_err(|error| {
        let line = lines.of(error.span().map_or(text.len(), |span| span.start));
        // The parser's own words, in its own language.
        Fault { origin: Origin::File(line), why: say::NO_TOML.wrong(&[error.message()]) }
    })?;
    let mut file = File::default();
    for (name, value) in table.get_ref() {
        let (line, name) = (lines.of(name.span().start), name.get_ref().as_ref());
        match (name, value.get_ref()) {
            (KEYS, DeValue::Table(keys)) => file.keys(keys, &lines),
            (KEYS, _) => file.fault(line, say::NOT_A_TABLE, ""),
            (name, DeValue::String(value)) => {
                file.values.push((name.to_owned(), value.clone().into_owned(), line));
            }
            (name, _) if super::SETTINGS.iter().any(|setting| setting.name == name) => {
                file.fault(line, say::NOT_TEXT, name);
            }
            // Whoever sets it finds that there is no such setting.
            (name, _) => file.values.push((name.to_owned(), String::new(), line)),
        }
    }
    Ok(file)
}

impl File {
    fn fault(&mut self, line: usize, words: Words, name: &str) {
        self.faults.push(Fault { origin: Origin::File(line), why: words.wrong(&[name]) });
    }

    fn keys(&mut self, table: &DeTable<'_>, lines: &Lines<'_>) {
        for (name, value) in table {
            let (line, name) = (lines.of(name.span().start), name.get_ref().as_ref());
            match texts(value) {
                Some(keys) => self.remaps.push(Remap { name: name.to_owned(), keys, line }),
                None => self.fault(line, say::NOT_KEYS, name),
            }
        }
    }
}

/// One text, or several.
fn texts(value: &Spanned<DeValue<'_>>) -> Option<Vec<String>> {
    match value.get_ref() {
        DeValue::String(text) => Some(vec![text.clone().into_owned()]),
        DeValue::Array(all) => {
            all.iter().map(|one| one.get_ref().as_str().map(ToOwned::to_owned)).collect()
        }
        _ => None,
    }
}

struct Lines<'t> {
    text: &'t str,
}

impl Lines<'_> {
    /// The number of the line of a byte.
    fn of(&self, byte: usize) -> usize {
        self.text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
    }
}
