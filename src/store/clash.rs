//! Where an edit meets what somebody else saved since: the value it began from, theirs and mine;
//! and what is left of the edits once it is decided which of the two holds. It reads no store and
//! decides nothing by itself.

use super::change::{Change, Edit};
use super::row::{Row, Stamp};
use crate::value::{Id, Value};
use std::collections::{HashMap, HashSet};

/// Of how many at most it is looked up who set what is there: nobody reads more.
const TOLD: usize = 200;

/// One thing on which an edit and what somebody else saved since do not agree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clash {
    /// The record.
    pub id: Id,
    /// The revision the edit was made against.
    pub from: u32,
    /// The revision there is now.
    pub rev: u32,
    /// What it is about.
    pub over: Over,
    /// Who set what is there now, and when, as far as that is known.
    pub by: Option<Stamp>,
}

/// What a clash is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Over {
    /// A field, by its number.
    Field {
        /// The number.
        number: u16,
        /// What the edit began from.
        before: Value,
        /// What is there now.
        theirs: Value,
        /// What the edit would put there.
        mine: Value,
    },
    /// Whether the record is to go to the trash (true) or to come back from there.
    Trash {
        /// What the edit wants.
        mine: bool,
        /// The numbers of the fields that were changed since.
        since: Vec<u16>,
    },
}

/// Which of two values holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// The edit's.
    Mine,
    /// What is there.
    Theirs,
}

/// That a change touched a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Touch {
    /// Who made it, and when.
    pub by: Stamp,
    /// The revision it made.
    pub rev: u32,
    /// The numbers of the fields.
    pub fields: Vec<u16>,
}

impl Clash {
    /// The number of the field; nothing where it is about the trash.
    pub fn field(&self) -> Option<u16> {
        match self.over {
            Over::Field { number, .. } => Some(number),
            Over::Trash { .. } => None,
        }
    }

    /// Whether its field was to stay as it is, for the sake of what else is done to the record.
    fn is_relied_on(&self) -> bool {
        matches!(&self.over, Over::Field { before, mine, .. } if before == mine)
    }
}

impl Change {
    /// What it touched of a record.
    pub fn touch(&self, id: Id) -> Option<Touch> {
        let changed = self.changed.iter().find(|changed| changed.id == id)?;
        let fields = changed.fields().into_iter().map(|(number, ..)| number).collect();
        let by = Stamp { who: (&*self.head.who).into(), when: self.head.when };
        Some(Touch { by, rev: changed.rev, fields })
    }
}

/// The clashes of fields set against an older revision of a record.
pub(super) fn over_fields(row: &Row, from: u32, fields: &[(u16, Value, Value)]) -> Vec<Clash> {
    if row.rev == from {
        return Vec::new();
    }
    let clash = |(number, before, mine): &(u16, Value, Value)| {
        let theirs = row.kept(*number);
        let over = Over::Field {
            number: *number,
            before: before.clone(),
            theirs: theirs.clone(),
            mine: mine.clone(),
        };
        // Who made the only change since set all that is new.
        let by = (row.rev == from + 1).then(|| row.updated.clone());
        (theirs != *before && theirs != *mine).then_some(Clash {
            id: row.id,
            from,
            rev: row.rev,
            over,
            by,
        })
    };
    fields.iter().filter_map(clash).collect()
}

/// The clash of moving a record to the trash (true) or back against an older revision; `since`
/// are the fields that were relied on and are others now.
pub(super) fn over_trash(row: &Row, from: u32, mine: bool, since: Vec<u16>) -> Option<Clash> {
    let is_so = row.trashed.is_some() == mine;
    let is_older = row.rev != from || !since.is_empty();
    let by = row.trashed.as_deref().unwrap_or(&row.updated).clone();
    let over = Over::Trash { mine, since };
    (is_older && !is_so).then_some(Clash { id: row.id, from, rev: row.rev, over, by: Some(by) })
}

/// Takes the clashes of fields that were relied on for what is done to a record off the end of
/// some, and returns the numbers of the fields.
pub(super) fn relied_on(clashes: &mut Vec<Clash>, id: Id) -> Vec<u16> {
    let others = |clash: &Clash| clash.id != id || !clash.is_relied_on();
    let first = clashes.iter().rposition(others).map_or(0, |last| last + 1);
    clashes.drain(first..).filter_map(|clash| clash.field()).collect()
}

/// Tells of clashes who set what is there, and what became of a record since. `past` goes back
/// through what touched a record, the last first; of what it leaves out nothing is told.
pub fn explain<I>(clashes: &mut [Clash], past: impl Fn(Id) -> I)
where
    I: Iterator<Item = Touch>,
{
    for clash in clashes.iter_mut().take(TOLD) {
        // Each touch made one revision; what came before is not even read.
        let revs = (clash.from + 1..=clash.rev).rev();
        let one_by_one = revs.zip(past(clash.id)).take_while(|(rev, touch)| touch.rev == *rev);
        let mut touches = one_by_one.map(|(_, touch)| touch);
        match &mut clash.over {
            Over::Field { number, .. } if clash.by.is_none() => {
                clash.by = touches.find(|it| it.fields.contains(number)).map(|touch| touch.by);
            }
            Over::Trash { since, .. } if since.is_empty() => {
                let mut all: Vec<u16> = touches.flat_map(|touch| touch.fields).collect();
                all.sort_unstable();
                all.dedup();
                *since = all;
            }
            Over::Field { .. } | Over::Trash { .. } => {}
        }
    }
}

/// What is left of edits once it is decided, by record and field (nothing for the trash), whose
/// value holds. What holds as it is, is not touched. What is mine although others changed it
/// since is set in the place of what they are known to have written, and of nothing later.
pub fn settle(
    edits: &[Edit],
    clashes: &[Clash],
    side: impl Fn(Id, Option<u16>) -> Side,
) -> Vec<Edit> {
    let known: HashMap<_, &Clash> =
        clashes.iter().map(|clash| ((clash.id, clash.field()), clash)).collect();
    let is_away = |edit: &&Edit| matches!(edit, Edit::Trash { .. });
    let away: HashSet<Id> = edits.iter().filter(is_away).map(Edit::id).collect();
    let is_mine = |id: Id, field| side(id, field) == Side::Mine;
    let at = |id: Id, rev: u32| known.get(&(id, None)).map_or(rev, |clash| clash.rev);
    let settled = edits.iter().filter_map(|edit| match edit {
        Edit::Add { .. } => Some(edit.clone()),
        Edit::Set { id, fields, .. } if away.contains(id) && all_stay(fields) => {
            // What was told of the trash is no longer relied on.
            let relies = is_mine(*id, None) && !known.contains_key(&(*id, None));
            relies.then(|| edit.clone())
        }
        Edit::Set { id, rev, fields } => {
            let mine = fields.iter().filter(|(number, ..)| is_mine(*id, Some(*number)));
            let over = mine.map(|(number, before, mine)| {
                let over = known.get(&(*id, Some(*number))).map(|clash| &clash.over);
                let Some(Over::Field { theirs, .. }) = over else {
                    return (*number, before.clone(), mine.clone());
                };
                (*number, theirs.clone(), mine.clone())
            });
            let fields: Vec<_> = over.collect();
            (!fields.is_empty()).then_some(Edit::Set { id: *id, rev: *rev, fields })
        }
        Edit::Trash { id, rev } => {
            is_mine(*id, None).then(|| Edit::Trash { id: *id, rev: at(*id, *rev) })
        }
        Edit::Untrash { id, rev } => {
            is_mine(*id, None).then(|| Edit::Untrash { id: *id, rev: at(*id, *rev) })
        }
    });
    without_orphans(edits, settled.collect())
}

fn all_stay(fields: &[(u16, Value, Value)]) -> bool {
    fields.iter().all(|(_, before, after)| before == after)
}

/// The edits without those that add what was linked to in the same change and is no longer.
fn without_orphans(edits: &[Edit], mut settled: Vec<Edit>) -> Vec<Edit> {
    let (before, after) = (linked(edits), linked(&settled));
    settled.retain(|edit| match edit {
        Edit::Add { id, .. } => !before.contains(id) || after.contains(id),
        _ => true,
    });
    settled
}

/// What edits make links to, of what they add.
fn linked(edits: &[Edit]) -> HashSet<Id> {
    let links = edits.iter().flat_map(|edit| match edit {
        Edit::Add { fields, .. } => fields.iter().flat_map(|(_, to)| to.links()).collect(),
        Edit::Set { fields, .. } => fields.iter().flat_map(|(.., to)| to.links()).collect(),
        Edit::Trash { .. } | Edit::Untrash { .. } => Vec::new(),
    });
    links.filter(|id| id.is_provisional()).collect()
}
