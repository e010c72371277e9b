//! The order of a list: each record's keys are computed once. What is not recorded comes
//! last in either direction, and what ties is in the order of its number.

use crate::record::Kind;
use crate::store::{Path, Row, Sight};
use crate::value::{Collation, Id, Lang, Shape, SortKey, Value};
use std::cmp::Ordering;
use std::sync::Arc;

/// Which way a column sorts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// The least, the earliest first.
    Up,
    /// The most, the latest first.
    Down,
}

/// The order that names of columns say, `-` before those that run downward. Nothing if one
/// is no column of the kind: `Err` holds its name.
pub fn order_of<'n>(kind: &Kind, names: &[&'n str]) -> Result<Vec<(Path, Direction)>, &'n str> {
    let read = |name: &'n str| {
        let (path, direction) = match name.strip_prefix('-') {
            Some(path) => (path, Direction::Down),
            None => (name, Direction::Up),
        };
        Path::of(kind, path).map(|path| (path, direction)).ok_or(path)
    };
    names.iter().map(|name| read(name)).collect()
}

/// Sorts records of one kind.
pub fn sort(rows: &mut [Arc<Row>], order: &[(Path, Direction)], sight: &Sight, lang: Lang) {
    let collation = Collation::of(lang);
    let key = |row: &Arc<Row>| -> (Vec<Option<SortKey>>, Id) {
        (order.iter().map(|(path, _)| key_of(row, path, &collation, sight, lang)).collect(), row.id)
    };
    let mut keyed: Vec<_> = rows.iter().map(|row| (key(row), row.clone())).collect();
    keyed.sort_by(|((one, id), _), ((other, other_id), _)| {
        let pairs = one.iter().zip(other).zip(order);
        let by_keys =
            pairs.map(|((one, other), (_, way))| compare(one.as_ref(), other.as_ref(), *way));
        by_keys.fold(Ordering::Equal, Ordering::then).then(id.cmp(other_id))
    });
    for (place, (_, row)) in rows.iter_mut().zip(keyed) {
        *place = row;
    }
}

fn key_of(
    row: &Row,
    path: &Path,
    collation: &Collation,
    sight: &Sight,
    lang: Lang,
) -> Option<SortKey> {
    let first_name = row.kind().naming().next() == Some(path.column);
    if path.through.is_none() && first_name && path.column.shape == Shape::Text {
        return name_key(row, collation, sight, lang);
    }
    collation.key(path.shape(), &sight.at(row, path), lang, sight)
}

/// A record's first name stands for its name in the language that is shown.
fn name_key(row: &Row, collation: &Collation, sight: &Sight, lang: Lang) -> Option<SortKey> {
    let mut names = row.kind().naming().map(|column| sight.cell(row, column));
    let recorded = names.any(|name| !matches!(name, Value::None | Value::Masked));
    recorded.then(|| SortKey::Text(collation.text(&sight.name_of(row, lang))))
}

fn compare(one: Option<&SortKey>, other: Option<&SortKey>, way: Direction) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if way == Direction::Up => one.cmp(other),
        (Some(one), Some(other)) => other.cmp(one),
        (one, other) => one.is_none().cmp(&other.is_none()),
    }
}
