//! The order of a list: each record's keys are computed once. What is not recorded comes
//! last in either direction, and what ties is in the order of its number.

use crate::record::Kind;
use crate::store::{Path, Row, Sight};
use crate::value::{Collation, Id, Lang, Names as _, Shape, SortKey, Value};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::panic::resume_unwind;
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

/// From so many records on, two threads work out what they sort by.
const MANY: usize = 4_000;

/// Sorts records of one kind.
pub fn sort(rows: &mut [Arc<Row>], order: &[(Path, Direction)], sight: &Sight, lang: Lang) {
    arrange(rows, order, &mut Keys::new(sight, lang));
}

/// Whether what records sort by is told by each of them alone: by no name of another, and by nothing
/// that is worked out.
pub fn stands_alone(order: &[(Path, Direction)]) -> bool {
    let alone = |path: &Path| path.column.shape.kinds().is_none() && !path.column.is_computed();
    order.iter().all(|(path, _)| path.through.is_none() && alone(path))
}

/// Puts records among others that are in order.
pub fn insert(
    ids: &mut Vec<Id>,
    rows: &[Arc<Row>],
    order: &[(Path, Direction)],
    sight: &Sight,
    lang: Lang,
) {
    let keys = &mut Keys::new(sight, lang);
    for row in rows {
        let mut is_before = |id: &Id| {
            let other = sight.row(*id);
            other.is_none_or(|other| keys.compare(other, row, order) == Ordering::Less)
        };
        let place = ids.partition_point(&mut is_before);
        ids.insert(place, row.id);
    }
}

/// Sorts by the first column, and by the others only what ties in it.
fn arrange(rows: &mut [Arc<Row>], order: &[(Path, Direction)], keys: &mut Keys<'_>) {
    let Some(((path, way), rest)) = order.split_first() else {
        return rows.sort_unstable_by_key(|row| row.id);
    };
    let mut keyed = keyed(rows, path, keys);
    keyed.sort_unstable_by(|(one, _), (other, _)| compare(one.as_ref(), other.as_ref(), *way));
    let (mut first, mut ties) = (0, Vec::new());
    for run in keyed.chunk_by(|(one, _), (other, _)| one == other) {
        ties.push(first..first + run.len());
        first += run.len();
    }
    for (place, (_, row)) in rows.iter_mut().zip(keyed) {
        *place = row;
    }
    for tie in ties.into_iter().filter(|tie| tie.len() > 1) {
        arrange(&mut rows[tie], rest, keys);
    }
}

type Keyed = Vec<(Option<SortKey>, Arc<Row>)>;

/// Records with what they sort by, in any order.
fn keyed(rows: &[Arc<Row>], path: &Path, keys: &mut Keys<'_>) -> Keyed {
    // Every other row each: those next to one another are often alike in what they take.
    let every = |step: usize, from: usize, keys: &mut Keys<'_>| -> Keyed {
        let rows = rows.iter().skip(from).step_by(step);
        rows.map(|row| (keys.of(row, path), Arc::clone(row))).collect()
    };
    if rows.len() < MANY {
        return every(1, 0, keys);
    }
    let mut others = Keys::new(keys.sight, keys.lang);
    std::thread::scope(|scope| {
        let odd = scope.spawn(|| every(2, 1, &mut others));
        let mut all = every(2, 0, keys);
        all.extend(odd.join().unwrap_or_else(|panic| resume_unwind(panic)));
        all
    })
}

/// What records sort by. To collate a text takes longest: it is done once of each text, and of
/// each record that is linked to.
struct Keys<'s> {
    collation: Collation,
    sight: &'s Sight,
    lang: Lang,
    texts: HashMap<String, Arc<[u8]>>,
    links: HashMap<Id, SortKey>,
}

impl<'s> Keys<'s> {
    fn new(sight: &'s Sight, lang: Lang) -> Self {
        let (texts, links) = (HashMap::new(), HashMap::new());
        Self { collation: Collation::of(lang), sight, lang, texts, links }
    }

    fn compare(&mut self, one: &Row, other: &Row, order: &[(Path, Direction)]) -> Ordering {
        let mut ways = order.iter().map(|(path, way)| {
            compare(self.of(one, path).as_ref(), self.of(other, path).as_ref(), *way)
        });
        let first = ways.find(|way| *way != Ordering::Equal);
        first.unwrap_or_else(|| one.id.cmp(&other.id))
    }

    fn of(&mut self, row: &Row, path: &Path) -> Option<SortKey> {
        let first_name = row.kind().naming().next() == Some(path.column);
        if path.through.is_none() && first_name && path.column.shape == Shape::Text {
            return self.name(row);
        }
        match self.sight.at(row, path) {
            Value::None | Value::Masked => None,
            Value::Link(id) => Some(self.link(id)),
            Value::Links(ids) if ids.len() == 1 => Some(self.link(ids[0])),
            value => Some(
                SortKey::of(path.shape(), &value)
                    .unwrap_or_else(|| self.text(path.shape().show(&value, self.lang, self.sight))),
            ),
        }
    }

    /// A record's first name stands for its name in the language that is shown.
    fn name(&mut self, row: &Row) -> Option<SortKey> {
        let mut names = row.kind().naming().map(|column| self.sight.cell(row, column));
        let recorded = names.any(|name| !matches!(name, Value::None | Value::Masked));
        recorded.then(|| self.text(self.sight.name_of(row, self.lang)))
    }

    /// A link sorts as the name of where it leads.
    fn link(&mut self, id: Id) -> SortKey {
        if let Some(known) = self.links.get(&id) {
            return known.clone();
        }
        let key = self.text(self.sight.name(id, self.lang));
        self.links.insert(id, key.clone());
        key
    }

    fn text(&mut self, text: String) -> SortKey {
        let collation = &self.collation;
        let key = match self.texts.entry(text) {
            Entry::Occupied(known) => Arc::clone(known.get()),
            Entry::Vacant(new) => {
                let key = collation.text(new.key());
                Arc::clone(new.insert(key))
            }
        };
        SortKey::Text(key)
    }
}

fn compare(one: Option<&SortKey>, other: Option<&SortKey>, way: Direction) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if way == Direction::Up => one.cmp(other),
        (Some(one), Some(other)) => other.cmp(one),
        (one, other) => one.is_none().cmp(&other.is_none()),
    }
}
