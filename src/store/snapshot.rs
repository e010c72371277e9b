//! Everything the store holds at one moment. Persistent: a commit copies a path, and
//! whoever still looks at an older one goes on seeing it.

use super::INVENTED_BY;
use super::row::Row;
use crate::value::Id;
use imbl::{OrdMap, OrdSet};
use std::cmp::Ordering;
use std::panic::resume_unwind;
use std::sync::Arc;

/// That a field of a record links to another, packed so that it takes little room and the links
/// to one record stand together, in the order of those that hold them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Link([u32; 3]);

impl Link {
    pub fn new(to: Id, from: Id, field: u16) -> Self {
        Self([
            u32::from(to.kind) << 24 | to.number >> 8,
            to.number << 24 | u32::from(from.kind) << 16 | from.number >> 16,
            from.number << 16 | u32::from(field),
        ])
    }

    fn wide(self) -> u128 {
        let Self([first, middle, last]) = self;
        u128::from(first) << 64 | u128::from(middle) << 32 | u128::from(last)
    }

    /// The record that holds it, and the field's number.
    fn from(self) -> (Id, u16) {
        let Self([_, middle, last]) = self;
        let kind = (middle >> 16) as u8;
        (Id { kind, number: middle << 16 | last >> 16 }, last as u16)
    }
}

impl Ord for Link {
    fn cmp(&self, other: &Self) -> Ordering {
        self.wide().cmp(&other.wide())
    }
}

impl PartialOrd for Link {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The records at one moment. A clone is cheap.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The last commit in it; 0 for none.
    pub sequence: u64,
    rows: OrdMap<Id, Arc<Row>>,
    links: OrdSet<Link>,
    /// The highest number given to a record of each kind.
    given: OrdMap<u8, u32>,
}

impl Snapshot {
    /// The record of an id, in the trash or not. Ask [`super::Sight`] wherever a person looks.
    pub(super) fn row(&self, id: Id) -> Option<&Arc<Row>> {
        self.rows.get(&id)
    }

    /// Every record of a kind, by number.
    pub(super) fn rows(&self, kind: u8) -> impl Iterator<Item = &Arc<Row>> {
        self.rows.range(Id::range(kind)).map(|(_, row)| row)
    }

    /// Those of them with numbers from one to another, both included.
    pub(super) fn rows_between(
        &self,
        kind: u8,
        first: u32,
        last: u32,
    ) -> impl Iterator<Item = &Arc<Row>> {
        let id = |number| Id { kind, number };
        self.rows.range(id(first)..=id(last)).map(|(_, row)| row)
    }

    /// Every record there is.
    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Row>> {
        self.rows.values()
    }

    /// Whether it is a demonstration store's: what there is is invented. Its first record tells,
    /// since no record is ever taken away.
    pub fn is_invented(&self) -> bool {
        self.rows.values().next().is_some_and(|row| *row.created.who == *INVENTED_BY)
    }

    /// How many records there are, in the trash or not.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Who links to a record, and by which field, in the order of their ids.
    pub(super) fn links_to(&self, id: Id) -> impl Iterator<Item = (Id, u16)> {
        let highest = Id { kind: u8::MAX, number: u32::MAX };
        let range = Link::new(id, Id::default(), 0)..=Link::new(id, highest, u16::MAX);
        self.links.range(range).map(|link| link.from())
    }

    /// The records of one kind that link to a record, each once, in the order of their ids.
    pub(super) fn linked(&self, to: Id, kind: u8) -> impl Iterator<Item = Id> {
        let (first, last) = Id::range(kind).into_inner();
        let range = Link::new(to, first, 0)..=Link::new(to, last, u16::MAX);
        let mut before = None;
        let from = self.links.range(range).map(|link| link.from().0);
        from.filter(move |from| before.replace(*from) != Some(*from))
    }

    /// The number for the next record of a kind.
    pub(super) fn next(&self, kind: u8) -> u32 {
        self.given.get(&kind).copied().unwrap_or(0) + 1
    }

    /// These records, each once and with all the links that they hold.
    pub(super) fn of(rows: impl Iterator<Item = Arc<Row>>, mut links: Vec<Link>) -> Self {
        let mut snapshot = Self::default();
        std::thread::scope(|scope| {
            let linked = scope.spawn(|| {
                links.sort_unstable();
                links.into_iter().collect()
            });
            for row in rows {
                snapshot.give(row.id);
                snapshot.rows.insert(row.id, row);
            }
            snapshot.links = linked.join().unwrap_or_else(|panic| resume_unwind(panic));
        });
        snapshot
    }

    fn give(&mut self, id: Id) {
        let given = self.given.get(&id.kind).copied().unwrap_or(0);
        if id.number > given {
            self.given.insert(id.kind, id.number);
        }
    }

    /// Puts a record in, in place of the one it was before.
    pub(super) fn put(&mut self, row: Arc<Row>) {
        if let Some(before) = self.rows.get(&row.id) {
            for (to, field) in before.links() {
                self.links.remove(&Link::new(to, row.id, field));
            }
        }
        for (to, field) in row.links() {
            self.links.insert(Link::new(to, row.id, field));
        }
        self.give(row.id);
        self.rows.insert(row.id, row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture;
    use proptest::prelude::*;

    prop_compose! {
        fn any_id()(kind in any::<u8>(), number in any::<u32>()) -> Id {
            Id { kind, number }
        }
    }

    proptest! {
        #[test]
        fn links_are_ordered_by_where_they_lead_and_whence(
            one in (any_id(), any_id(), any::<u16>()),
            other in (any_id(), any_id(), any::<u16>()),
        ) {
            let link = |(to, from, field): (Id, Id, u16)| Link::new(to, from, field);
            prop_assert_eq!(link(one).cmp(&link(other)), one.cmp(&other));
            prop_assert_eq!(link(one).from(), (one.1, one.2));
        }
    }

    #[test]
    fn records_put_one_by_one_or_all_at_once_make_the_same() {
        let organization = ("organizations", "organization-1; organization-2");
        let one_by_one = fixture::snapshot(&[
            ("organization", &[("name", "One")]),
            ("organization", &[("name", "Two"), ("parent", "organization-1")]),
            ("interaction", &[("subject", "Talk"), organization, ("regarding", "organization-1")]),
        ]);
        let links = one_by_one.all().flat_map(|row| {
            row.links().into_iter().map(|(to, field)| Link::new(to, row.id, field))
        });
        let at_once = Snapshot::of(one_by_one.all().cloned(), links.collect());
        assert_eq!(at_once.links, one_by_one.links);
        assert_eq!((at_once.given, at_once.rows.len()), (one_by_one.given, 3));
        let id = |text: &str| Id::parse(text).expect("an id");
        let kind = |text: &str| id(text).kind;
        let linked = |code: &str| -> Vec<Id> {
            let to = id("organization-1");
            Snapshot { links: at_once.links.clone(), ..Snapshot::default() }
                .linked(to, kind(code))
                .collect()
        };
        assert_eq!(linked("interaction-1"), [id("interaction-1")], "once, by whichever field");
        assert_eq!(linked("organization-1"), [id("organization-2")]);
    }
}
