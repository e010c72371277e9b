//! Saved views: what a view's record says of how a pane looks, and the record of one that is
//! saved.

use super::kind;
use crate::record::Kind;
use crate::records::kind_named;
use crate::store::{Row, Sight};
use crate::value::{Id, Value};
use serde::{Deserialize, Serialize};

/// How a pane looks, in texts: names of columns, each with its width behind it where it is not
/// its own, `-` before those that sort downward.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Written {
    /// The columns; none for the kind's own.
    pub columns: Vec<String>,
    /// What is sorted by.
    pub sort: Vec<String>,
    /// What is grouped by; empty for nothing.
    pub group: String,
    /// The filter.
    pub filter: String,
    /// Whose records.
    pub whose: super::Whose,
}

/// A saved view.
#[derive(Clone)]
pub struct View {
    /// Its record.
    pub id: Id,
    /// The pane it is of.
    pub pane: &'static Kind,
    /// How that looks.
    pub look: Written,
    /// The key that opens it; empty for none.
    pub key: String,
}

/// The view of a record; nothing if it is none, or of a pane that there is not.
pub fn view(sight: &Sight, row: &Row) -> Option<View> {
    let of = kind("view")?;
    if row.id.kind != of.number {
        return None;
    }
    let cell = |name: &str| of.named(name).map_or(Value::None, |column| sight.cell(row, column));
    let texts = |name: &str| match cell(name) {
        Value::Lines(lines) => lines.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let whose = match cell("mine") {
        Value::Flag(true) => super::Whose::Mine,
        _ => super::Whose::All,
    };
    let look = Written {
        columns: texts("columns"),
        sort: texts("sort"),
        group: cell("group").text().to_owned(),
        filter: cell("filter").text().to_owned(),
        whose,
    };
    let key = cell("key").text().to_owned();
    Some(View { id: row.id, pane: kind_named(cell("pane").text())?, look, key })
}

/// The views that are the person's own, and those that are shared.
pub fn views(sight: &Sight) -> Vec<View> {
    let Some(of) = kind("view") else { return Vec::new() };
    let me = sight.me();
    let is_shown = |row: &Row| {
        let cell = |name: &str| of.named(name).map_or(Value::None, |it| sight.cell(row, it));
        let owner = cell("owner").links().first().copied();
        owner.is_none() || owner == me || cell("shared") == Value::Flag(true)
    };
    let rows = sight.rows(of).filter(|row| is_shown(row));
    rows.filter_map(|row| view(sight, row)).collect()
}

/// What the record of a view of a pane is filled in with: its kind, and number and value of each
/// field.
pub fn view_of(
    pane: &Kind,
    look: &Written,
    sight: &Sight,
) -> Option<(&'static Kind, Vec<(u16, Value)>)> {
    let of = kind("view")?;
    let text = |text: &str| match text {
        "" => Value::None,
        text => Value::Text(text.into()),
    };
    let lines = |texts: &[String]| match texts {
        [] => Value::None,
        texts => Value::Lines(texts.iter().map(|text| text.as_str().into()).collect()),
    };
    let mine = if look.whose == super::Whose::Mine { Value::Flag(true) } else { Value::None };
    let fields = [
        ("pane", text(pane.plural)),
        ("filter", text(&look.filter)),
        ("columns", lines(&look.columns)),
        ("sort", lines(&look.sort)),
        ("group", text(&look.group)),
        ("mine", mine),
        ("owner", sight.me().map_or(Value::None, Value::Link)),
    ];
    let filled = fields.into_iter().filter(|(_, value)| !value.is_none());
    let numbered = filled.filter_map(|(name, value)| Some((of.named(name)?.number, value)));
    Some((of, numbered.collect()))
}

/// The key that edits give a view, if they do.
pub fn key_given(kind: &Kind, fields: &[(u16, Value)]) -> Option<(&'static str, String)> {
    let column = kind.named("key").filter(|_| kind.code == "view")?;
    let (_, value) = fields.iter().find(|(number, _)| *number == column.number)?;
    Some((column.name, value.text().to_owned())).filter(|(_, key)| !key.is_empty())
}
