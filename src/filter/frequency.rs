//! How often each value of a column occurs.

use super::written::{measured, quoted};
use crate::store::{Path, Row, Sight};
use crate::value::{Collation, Lang, Names as _, Value};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// Each value of a column and how many records have it, or count as having it: the most frequent first, not
/// recorded last. Several in one cell count one by one; what may not be seen is not counted.
pub fn frequency(rows: &[Arc<Row>], path: &Path, sight: &Sight, lang: Lang) -> Vec<(Value, usize)> {
    let mut counts: HashMap<String, (Value, usize)> = HashMap::new();
    for row in rows {
        let column = path.through.unwrap_or(path.column);
        let mut values = single(column.counted(sight.at(row, path)));
        values.dedup();
        for value in values.into_iter().filter(|value| *value != Value::Masked) {
            let key = match &value {
                Value::Link(id) => id.to_string(),
                value => path.shape().show(value, Lang::En, sight),
            };
            counts.entry(key).or_insert((value, 0)).1 += 1;
        }
    }
    let collation = Collation::of(lang);
    let mut counted: Vec<(Value, usize)> = counts.into_values().collect();
    counted.sort_by_cached_key(|(value, count)| {
        let text = collation.text(&path.shape().show(value, lang, sight));
        (value.is_none(), Reverse(*count), text)
    });
    counted
}

/// The term of a filter that keeps exactly the records with a value in a column.
pub fn term(path: &Path, value: &Value, sight: &Sight) -> String {
    let shown = || path.shape().show(value, Lang::En, sight);
    let (sign, text) = match value {
        Value::None => return format!("{}:none", path.name()),
        // A name is of one record only among those of a kind.
        Value::Link(id) if path.shape().kinds().is_some_and(|kinds| kinds.len() == 1) => {
            ("=", quoted(&sight.handle(*id)).into_owned())
        }
        Value::Link(id) => ("=", id.to_string()),
        Value::Choice(_) | Value::Flag(_) => (":", quoted(&shown()).into_owned()),
        Value::Text(text) => ("=", quoted(&text.replace('\n', " ")).into_owned()),
        _ => ("=", measured(&shown()).into_owned()),
    };
    format!("{}{sign}{text}", path.name())
}

/// The values of a list one by one.
fn single(value: Value) -> Vec<Value> {
    match value {
        Value::Lines(lines) => lines.into_iter().map(Value::Text).collect(),
        Value::Choices(codes) => codes.into_iter().map(Value::Choice).collect(),
        Value::Links(ids) => ids.into_iter().map(Value::Link).collect(),
        Value::Parties(parties) => parties
            .into_iter()
            .map(|party| party.link.map_or(Value::Text(party.text), Value::Link))
            .collect(),
        other => vec![other],
    }
}
