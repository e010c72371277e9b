//! Terms of a filter, one by one, as a question makes them.

use crate::record::{Column, Kind};
use crate::store::Sight;
use crate::value::{Id, Names as _};

/// Names exactly this, where a record is meant.
const EXACTLY: &str = "=";

/// One term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Term {
    negated: bool,
    /// A field, or two with a dot between.
    path: String,
    /// The sign and the value.
    rest: String,
}

impl Term {
    /// A field, and the sign with the value.
    pub fn new(path: impl Into<String>, rest: impl Into<String>) -> Self {
        Self { negated: false, path: path.into(), rest: rest.into() }
    }

    pub fn not(self) -> Self {
        Self { negated: !self.negated, ..self }
    }

    /// One of some records stands in a field.
    pub fn links(path: impl Into<String>, ids: &[Id], sight: &Sight) -> Self {
        let named: Vec<String> = ids.iter().map(|id| handle(*id, sight)).collect();
        Self::new(path, format!("{EXACTLY}{}", named.join("|")))
    }

    /// A word stands in a field.
    pub fn says(path: impl Into<String>, text: &str) -> Self {
        Self::new(path, format!(":{}", quoted(&text.replace('"', " "))))
    }

    pub fn text(&self) -> String {
        let sign = if self.negated { "-" } else { "" };
        format!("{sign}{}{}", self.path, self.rest)
    }

    /// The same, asked of what names its records by a link: `branch:overseas` of members is
    /// `members.branch:overseas` of organizations.
    pub fn through(self, kind: &Kind, by: &Column) -> Self {
        let path = match self.path.split_once('.') {
            Some((link, field)) if link == by.name => field.to_owned(),
            _ => format!("{}.{}", kind.plural, self.path),
        };
        Self { path, ..self }
    }
}

/// What finds exactly this record in a filter.
fn handle(id: Id, sight: &Sight) -> String {
    let handle = sight.handle(id);
    if handle.contains(['"', '“', '”']) { id.to_string() } else { quoted(&handle) }
}

/// In quotes unless it is one plain word.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let is_word = text.chars().all(is_plain)
        && text.starts_with(char::is_alphanumeric)
        && !["none", "any", "me", "我"].contains(&text.to_lowercase().as_str());
    if is_word { text.to_owned() } else { format!("\"{text}\"") }
}
