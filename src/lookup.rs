//! Finds any record by any part of any of its names, as they are written and as they sound, best
//! first. It knows every record; what it answers, it asks the [`Sight`] of whoever looks. It never
//! indexes a private cell.
//!
//! The way of a query: `query` reads it into words; `scan` asks each `shelf` for the records that
//! have them all, and `named` for those that such others name: of most, their `pairs` of letters
//! tell, and of the rest the texts in the packed `block`s; `rank` puts the best in order; `mark`
//! writes those few that are shown, anew from their cells.

mod bits;
mod block;
mod entry;
mod found;
mod generic;
mod in_id;
mod key;
mod lengths;
mod mark;
mod named;
mod pairs;
mod query;
mod rank;
mod readings;
mod resolve;
mod scan;
mod shelf;
mod sound;
mod word;

pub use found::{Found, Hit};
pub use key::spoken;
pub use query::Class;
pub use resolve::Resolve;

use crate::record::{Column, Common, Field, Kind, Surroundings};
use crate::records::KINDS;
use crate::store::{Row, Sight};
use crate::value::{Id, Shape, Value};
use crate::words::filter as said;
use bits::Bits;
use block::{Block, Entry};
use found::{Order, Ranked};
use generic::Frequency;
use imbl::OrdMap;
use query::{Query, Subject, Ways};
use scan::{Piece, Scan};
use shelf::{Place, Shelf};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Stands for the id where that is what was found.
pub static ID: Column = Field::<Common>::computed(0, "id", said::ID, Shape::Text, |_, id, _| {
    Value::Text(id.to_string().into())
})
.column;

/// After so many shelves what is there of an index is told of.
const WAVE: usize = 8;

/// The field of other names that every record has.
const ALIASES: &str = "aliases";

/// The keys of every record. A clone is cheap, and so is following a commit.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Lookup {
    shelves: OrdMap<Place, Arc<Shelf>>,
    frequency: Frequency,
    /// The records that what lies in the trash still names.
    orphans: OrdMap<Place, Bits>,
    is_whole: bool,
    /// How many may look for what is typed.
    threads: usize,
}

/// What is known of whoever looks something up.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The only kind to look among. Without one, records that a link names stand on the line of
    /// what names them.
    pub scope: Option<&'static Kind>,
    /// The kind of the pane that is open: of records that fit equally well its own come first.
    pub pane: Option<&'static Kind>,
    /// The records opened last, the last first: they come next.
    pub recent: &'a [Id],
    /// How many are put in order.
    pub most: usize,
}

impl Default for Around<'_> {
    fn default() -> Self {
        Self { scope: None, pane: None, recent: &[], most: usize::MAX }
    }
}

impl Around<'_> {
    /// Of one kind alone, if one is given.
    pub fn only(scope: Option<&'static Kind>) -> Self {
        Self { scope, ..Self::default() }
    }

    /// Whether records of a kind belong to a pane: those that name its records do.
    fn is_of(&self, pane: &Kind, kind: &Kind) -> bool {
        let mut named = pane.naming().filter_map(|column| column.shape.kinds());
        pane.number == kind.number
            || self.scope.is_none() && named.any(|kinds| kinds.contains(&kind.code))
    }
}

impl Lookup {
    /// The keys of every record that is seen: for an index that all share, by one who sees all.
    pub fn of(sight: &Sight) -> Self {
        Self::built(sight, &mut |_| {})
    }

    /// The same, told of while it grows: what names others is there first.
    pub fn built(sight: &Sight, told: &mut dyn FnMut(&Self)) -> Self {
        // What lies in the trash is never found, but it still names what links to it.
        let trash: Vec<&Arc<Row>> = sight.trash().collect();
        let mut places: BTreeMap<(bool, Place), Vec<&Arc<Row>>> = BTreeMap::new();
        for kind in KINDS {
            let is_behind = !gives_names(kind);
            let thrown = trash.iter().copied().filter(|row| row.id.kind == kind.number);
            for row in sight.rows(kind).chain(thrown) {
                places.entry((is_behind, Place::of(row.id).0)).or_default().push(row);
            }
        }
        let mut index = Self { threads: scan::threads(), ..Self::default() };
        for row in &trash {
            index.note_orphans(row.id, sight);
        }
        let places: Vec<(Place, Vec<&Arc<Row>>)> =
            places.into_iter().map(|((_, place), rows)| (place, rows)).collect();
        for wave in places.chunks(WAVE) {
            index.shelves.extend(packed(wave, sight));
            told(&index);
        }
        index.frequency = Frequency::of(index.shelves.values().flat_map(|shelf| shelf.blocks()));
        index.is_whole = true;
        index
    }

    /// Whether every record is in it: else it is being built.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// How many records it has room for: as many as it holds, and few more.
    pub fn records(&self) -> usize {
        self.shelves.values().map(|shelf| shelf.room()).sum()
    }

    /// How many bytes it takes: for all that records are named by, and for the lines of their other
    /// fields, notes above all.
    pub fn size(&self) -> (usize, usize) {
        let shelves = self.shelves.values().map(|shelf| shelf.size());
        let own = self.frequency.size() + self.orphans.len() * size_of::<(Place, Bits)>();
        shelves.fold((own, 0), |all, one| (all.0 + one.0, all.1 + one.1))
    }

    /// The keys as of a later sight of the same person. `changed` are the records that may
    /// differ; built anew if that is not known.
    pub fn follow(&self, sight: &Sight, changed: Option<&[Id]>) -> Self {
        let Some(changed) = changed else { return Self::of(sight) };
        let mut next = self.clone();
        let mut places: BTreeMap<Place, Vec<(u16, Option<Entry>)>> = BTreeMap::new();
        for id in changed {
            let (place, number) = Place::of(*id);
            let told = sight.row(*id).map(|row| entry::of(sight, row).entry);
            places.entry(place).or_default().push((number, told));
            next.note_orphans(*id, sight);
        }
        for (place, changes) in places {
            next.change(place, changes);
        }
        next
    }

    fn change(&mut self, place: Place, changes: Vec<(u16, Option<Entry>)>) {
        let numbers: BTreeSet<u16> = changes.iter().map(|(number, _)| *number).collect();
        let before = self.shelves.get(&place).cloned().unwrap_or_default();
        let after = before.with(changes);
        for (block, bit) in numbers.iter().filter_map(|number| before.record(*number)) {
            self.frequency.remove(block, bit);
        }
        for (block, bit) in numbers.iter().filter_map(|number| after.record(*number)) {
            self.frequency.add(block, bit);
        }
        if after.is_empty() {
            self.shelves.remove(&place);
        } else {
            self.shelves.insert(place, Arc::new(after));
        }
    }

    /// Of a record and those it names, which of them what lies in the trash names.
    fn note_orphans(&mut self, id: Id, sight: &Sight) {
        for one in linking(id, sight).chain([id]) {
            let row = sight.present(one);
            let by = row.and_then(|row| entry::each_name(sight, row, &mut |_, _, _| ()));
            let is_orphan =
                by.and_then(|by| sight.row(by)).is_some_and(|row| row.trashed.is_some());
            let (place, number) = Place::of(one);
            let mut orphans = self.orphans.get(&place).copied().unwrap_or(Bits::NONE);
            orphans.set(number, is_orphan);
            if orphans.is_none() {
                self.orphans.remove(&place);
            } else {
                self.orphans.insert(place, orphans);
            }
        }
    }

    /// The records that a person finds by a query, best first; nothing for one without a
    /// letter or digit.
    pub fn find(&self, typed: &str, sight: &Sight, around: &Around<'_>) -> Found {
        self.find_among(typed, self.within(around.scope), None, sight, around)
    }

    /// The same, if what was found before is known: what is typed on finds no other. The sight
    /// and what is around are the same.
    pub fn find_on(
        &self,
        before: &Found,
        typed: &str,
        sight: &Sight,
        around: &Around<'_>,
    ) -> Found {
        let goes_on = before.made.is_some() && typed.starts_with(&*before.typed);
        if !goes_on {
            return self.find(typed, sight, around);
        }
        self.find_among(typed, self.pieces(&before.places), Some(before), sight, around)
    }

    fn find_among(
        &self,
        typed: &str,
        candidates: Vec<Piece<'_>>,
        before: Option<&Found>,
        sight: &Sight,
        around: &Around<'_>,
    ) -> Found {
        let Some(query) = Query::of(typed) else { return Found::default() };
        let generic = self.frequency.generic();
        let order = &Order::of(around);
        let scan = Scan { lookup: self, query: &query, generic: &generic, sight, around, order };
        let finds = scan.run(candidates);
        let before = before.and_then(|before| before.open(&query, around.scope));
        let candidates = before.map_or_else(|| self.named(around.scope), |open| self.pieces(open));
        let named = scan.named(candidates, &finds);
        let mut best = finds.best;
        best.extend(named.best);
        best.sort_unstable_by(Ranked::order);
        best.truncate(around.most);
        let places = merged(finds.places, named.places);
        Found {
            typed: typed.to_owned(),
            ranked: best.into_iter().map(|one| (one.class, one.id)).collect(),
            count: places.iter().map(|(_, bits)| bits.count()).sum(),
            places,
            open: named.open,
            made: Some((query, generic)),
        }
    }

    /// What is shown of one that was found, from 0; nothing if it no longer fits.
    pub fn hit(&self, found: &Found, nth: usize, sight: &Sight) -> Option<Hit> {
        let ((query, generic), id) = (found.made.as_ref()?, found.id(nth)?);
        sight.present(id)?;
        let packed = self
            .record(id)
            .and_then(|own| mark::packed(query, self.subject(id, own, sight), generic, sight));
        let hit = packed.or_else(|| mark::hit(query, id, generic, sight))?;
        let folded = self.folded(id, sight);
        Some(Hit { folded, ..hit })
    }

    /// Which parts of a name are what was typed, if any are.
    pub fn marks(&self, found: &Found, name: &str) -> Vec<Range<usize>> {
        let Some((query, generic)) = &found.made else { return Vec::new() };
        mark::marks(query, name, generic)
    }

    /// The records that a record names, and that stand on its line.
    fn folded(&self, id: Id, sight: &Sight) -> Vec<Id> {
        let is_named = |one: &Id| {
            self.record(*one).is_some_and(|(block, bit)| block.named_by(bit) == Some(id))
        };
        linking(id, sight).filter(is_named).collect()
    }

    /// A record in its block.
    fn record(&self, id: Id) -> Option<(&Block, u8)> {
        let (place, number) = Place::of(id);
        self.shelves.get(&place)?.record(number)
    }

    /// The shelves of these places.
    fn pieces<'a>(&'a self, places: &'a [(Place, Bits)]) -> Vec<Piece<'a>> {
        let piece = |(place, bits): &'a (Place, Bits)| {
            Some(Piece { place: *place, shelf: self.shelves.get(place)?, bits })
        };
        places.iter().filter_map(piece).collect()
    }

    /// The shelves of a kind, or of all.
    fn within(&self, scope: Option<&Kind>) -> Vec<Piece<'_>> {
        let (first, last) = scope.map_or((0, u8::MAX), |kind| (kind.number, kind.number));
        let shelves = self.shelves.range(Place::first(first)..=Place::last(last));
        shelves.map(|(place, shelf)| Piece { place: *place, shelf, bits: &Bits::ALL }).collect()
    }

    /// The records that others name.
    fn named(&self, scope: Option<&Kind>) -> Vec<Piece<'_>> {
        let is_named = |kind: &&&Kind| {
            scope.is_none_or(|scope| scope.number == kind.number) && kind.naming().any(links)
        };
        KINDS.iter().filter(is_named).flat_map(|kind| self.within(Some(kind))).collect()
    }

    /// A record in its block, with what names it, in the trash too, if that is seen.
    fn subject<'b>(&'b self, id: Id, own: (&'b Block, u8), sight: &Sight) -> Subject<'b> {
        let by = own.0.named_by(own.1).filter(|by| sight.row(*by).is_some());
        Subject { id, own, by: by.and_then(|by| self.record(by)), ways: Ways::default() }
    }
}

/// All of them in order, those of one shelf together.
fn merged(mut places: Vec<(Place, Bits)>, others: Vec<(Place, Bits)>) -> Vec<(Place, Bits)> {
    places.extend(others);
    // They stand in order for the most part.
    places.sort_by_key(|(place, _)| *place);
    places.dedup_by(|(next, bits), (place, first)| {
        if next == place {
            *first |= *bits;
        }
        next == place
    });
    places
}

/// Shelves of these records, made by two threads.
fn packed(wave: &[(Place, Vec<&Arc<Row>>)], sight: &Sight) -> Vec<(Place, Arc<Shelf>)> {
    // Each takes the next there is: some are much smaller than others.
    let next = AtomicUsize::new(0);
    let pack = || {
        let entry = |row: &&Arc<Row>| (Place::of(row.id).1, Some(entry::of(sight, row).entry));
        let mut all = Vec::new();
        while let Some((place, rows)) = wave.get(next.fetch_add(1, Ordering::Relaxed)) {
            let shelf = Shelf::default().with(rows.iter().map(entry).collect());
            all.push((*place, Arc::new(shelf)));
        }
        all
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(pack);
        let mut all = pack();
        all.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        all
    })
}

/// The records that link to one and may be named by it.
fn linking(id: Id, sight: &Sight) -> impl Iterator<Item = Id> {
    let kinds = KINDS.iter().filter(|kind| kind.naming().any(links));
    kinds.flat_map(move |kind| Surroundings::linked(sight, id, kind.code))
}

/// Whether a column names a record by a link.
fn links(column: &Column) -> bool {
    column.shape.kinds().is_some()
}

/// Whether what stands in a column is a name.
fn is_name(column: &Column) -> bool {
    column.is_named() || column.name == ALIASES
}

/// The lines of a cell.
fn lines(value: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match value {
        Value::Text(text) => Box::new(text.lines()),
        Value::Lines(lines) => Box::new(lines.iter().map(AsRef::as_ref)),
        _ => Box::new(std::iter::empty()),
    }
}

/// One line of a cell, as it is shown: the index does not hold it a second time.
fn line_of(sight: &Sight, id: Id, column: &'static Column, nth: u32) -> Option<String> {
    let value = sight.cell(sight.row(id)?, column);
    lines(&value).nth(nth as usize).map(ToOwned::to_owned)
}

/// Whether records of a kind name records of another by a link.
fn gives_names(kind: &Kind) -> bool {
    givers().contains(&kind.code)
}

/// The codes of the kinds whose records do.
fn givers() -> Vec<&'static str> {
    let naming = KINDS.iter().flat_map(|kind| kind.naming());
    naming.filter_map(|column| column.shape.kinds()).flatten().copied().collect()
}

#[cfg(test)]
mod tests;
