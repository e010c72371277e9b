//! What a query found: the records ranked by number, so that nothing is written of those
//! that nobody sees. [`super::Lookup::hit`] writes one.

use super::bits::Bits;
use super::generic::Generic;
use super::lengths::MOST;
use super::query::{Class, Fit, Query, Sense, Spot};
use super::shelf::Place;
use super::{Around, givers};
use crate::record::{Column, Kind};
use crate::records::KINDS;
use crate::value::Id;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

/// The records that a query found, best first.
#[derive(Default, Debug)]
pub struct Found {
    pub(super) typed: String,
    /// The query of it, and the words that were generic then.
    pub(super) made: Option<(Query, Arc<Generic>)>,
    /// The best, as many as were asked for.
    pub(super) ranked: Vec<(Class, Id)>,
    pub(super) count: usize,
    /// All of them, but for those that stand on the line of another.
    pub(super) places: Vec<(Place, Bits)>,
    /// Of those that others name, which were looked at by themselves.
    pub(super) open: Vec<(Place, Bits)>,
}

/// A record that was found, with what is shown of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// The record.
    pub id: Id,
    /// How well it fits.
    pub class: Class,
    /// Where it fits: the column, or [`super::ID`]; of a record that a link names, that link.
    pub column: &'static Column,
    /// The name, or the line of another field, that fits.
    pub text: String,
    /// The parts of `text` that fit, in bytes, in order.
    pub ranges: Vec<Range<usize>>,
    /// The records that are named by this one and stand on its line.
    pub folded: Vec<Id>,
}

impl Found {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Of the records that others name, those that a query may find which goes on from this one;
    /// nothing if that is not known.
    pub(super) fn open(&self, query: &Query, scope: Option<&Kind>) -> Option<&[(Place, Bits)]> {
        let (before, _) = self.made.as_ref()?;
        // One more word is had by records which had none of those before.
        (scope.is_none() && query.goes_on(before)).then_some(&*self.open)
    }

    /// One of the best, from 0: as many as were asked for are in order.
    pub fn id(&self, nth: usize) -> Option<Id> {
        self.ranked.get(nth).map(|(_, id)| *id)
    }

    /// The best, as many as were asked for.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        self.ranked.iter().map(|(_, id)| *id)
    }
}

/// A record that fits, and how it compares.
#[derive(Debug)]
pub(super) struct Ranked {
    pub id: Id,
    pub class: Class,
    pub rank: Rank,
    /// What follows in the name.
    rest: Box<[u8]>,
}

/// Class, pane, place among the recent, whether it gives others their names, whether it only
/// sounds so, length and first letters: one number, since thousands are compared at every key.
pub(super) type Rank = u128;

/// Where in a rank it stands whether a record only sounds so, …
const SOUND: u32 = 80;
/// … and how long its name is.
const LENGTH: u32 = 64;

/// What ranks behind this, by its id if it ranks the same, is not among the best.
pub(super) type Bound = (Rank, Id);

/// How many of a name's first letters are compared first.
const FIRST: usize = 8;

/// How kinds compare, by their numbers, where what is around tells one from another.
pub(super) struct Order<'a> {
    kinds: [u8; 256],
    recent: &'a [Id],
}

impl<'a> Order<'a> {
    pub fn of(around: &Around<'a>) -> Self {
        let mut kinds = [u8::MAX; 256];
        let givers = givers();
        for kind in KINDS {
            let is_elsewhere = around.pane.is_some_and(|pane| !around.is_of(pane, kind));
            kinds[usize::from(kind.number)] =
                u8::from(is_elsewhere) << 1 | u8::from(!givers.contains(&kind.code));
        }
        Self { kinds, recent: around.recent }
    }

    /// How a record ranks that fits: the less, the better.
    pub fn rank(&self, id: Id, (class, spot, name): &Fit<'_>) -> Rank {
        let is_sound = matches!(spot, Spot::Name(_, Sense::Sound));
        self.at_best_called(id, *class, name) | u128::from(is_sound) << SOUND
    }

    /// No better than this does a record rank of a class, by a name.
    pub fn at_best_called(&self, id: Id, class: Class, name: &[u8]) -> Rank {
        let mut first = [0; FIRST];
        first.iter_mut().zip(name).for_each(|(to, byte)| *to = *byte);
        self.at_best(id, class, name.len()) | u128::from(u64::from_be_bytes(first))
    }

    /// No better than this does a record rank of a class, with a name so long.
    pub fn at_best(&self, id: Id, class: Class, length: usize) -> Rank {
        let opened = self.recent.iter().position(|one| *one == id);
        self.at_best_opened(id.kind, opened.unwrap_or(self.recent.len()), class, length)
    }

    /// How a kind ranks: those with the same number rank alike.
    pub fn kind(&self, kind: u8) -> u8 {
        self.kinds[usize::from(kind)]
    }

    /// How long a name may be of a record that is of a kind, was not opened of late, and ranks no
    /// worse than a bound; nothing if none does.
    pub fn longest(&self, kind: u8, class: Class, is_sound: bool, bound: Bound) -> Option<u8> {
        let best = self.at_best_opened(kind, self.recent.len(), class, 0);
        let (best, bound) = (best | u128::from(is_sound) << SOUND, bound.0);
        let length = (bound >> LENGTH) as u16;
        match (best >> SOUND).cmp(&(bound >> SOUND)) {
            Ordering::Less => Some(MOST),
            Ordering::Equal => Some(length.min(u16::from(MOST)) as u8),
            Ordering::Greater => None,
        }
    }

    fn at_best_opened(&self, kind: u8, opened: usize, class: Class, length: usize) -> Rank {
        let kind = self.kinds[usize::from(kind)];
        let length = length.min(usize::from(u16::MAX));
        (class as u128) << 112
            | u128::from(kind >> 1) << 104
            | (opened.min(usize::from(u8::MAX)) as u128) << 96
            | u128::from(kind & 1) << 88
            | (length as u128) << LENGTH
    }

    /// Which of the records of a place were opened of late.
    pub fn recent_in(&self, place: Place) -> Bits {
        let mut recent = Bits::NONE;
        let here = self.recent.iter().map(|id| Place::of(*id)).filter(|(of, _)| *of == place);
        here.for_each(|(_, number)| recent.set(number, true));
        recent
    }
}

impl Ranked {
    pub fn new(id: Id, rank: Rank, (class, _, name): Fit<'_>) -> Self {
        Self { id, class, rank, rest: name.get(FIRST..).unwrap_or_default().into() }
    }

    /// No record ranks behind this that may be better than this one.
    pub fn bound(&self) -> Bound {
        // Of names that go on alike, the rest tells: none is less than none.
        let last = Id { kind: u8::MAX, number: u32::MAX };
        (self.rank, if self.rest.is_empty() { self.id } else { last })
    }

    /// Better ones first; those that fit equally well by name.
    pub fn order(&self, other: &Self) -> Ordering {
        let by_name = || self.rest.cmp(&other.rest);
        self.rank.cmp(&other.rank).then_with(by_name).then(self.id.cmp(&other.id))
    }
}
