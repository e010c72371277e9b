//! What a record is called by: the one place that says which names a filter's words are compared
//! with.

use super::needle::Needle;
use super::pattern::Pattern;
use crate::lookup::spoken;
use crate::store::{Row, Sight};
use crate::value::Id;

/// What a name is compared with.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Called {
    /// A name contains this, or what it sounds like or its first letters do.
    Part(Needle),
    /// A name is this, letter for letter.
    Exactly(Box<str>),
    /// A name fits this.
    Like(Pattern),
}

impl Called {
    /// Whether a record is called so.
    pub fn fits(&self, sight: &Sight, row: &Row) -> bool {
        match self {
            Self::Part(part) => any_name(sight, row, |name| {
                let mut is_spoken = part.is_in(name);
                if !is_spoken {
                    spoken(name, &mut |text| is_spoken |= part.is_in(text));
                }
                is_spoken
            }),
            Self::Exactly(text) => any_name(sight, row, |name| *name == **text),
            Self::Like(pattern) => any_name(sight, row, |name| pattern.fits(name)),
        }
    }
}

impl Called {
    /// What a name contains, if that is what is asked.
    pub fn part(&self) -> Option<&Needle> {
        match self {
            Self::Part(part) => Some(part),
            Self::Exactly(_) | Self::Like(_) => None,
        }
    }
}

/// Whether a name of a record, or of what names it, is as asked: what lies in the trash still
/// names what links to it.
pub(super) fn any_name(sight: &Sight, row: &Row, mut fits: impl FnMut(&str) -> bool) -> bool {
    if sight.own_names(row).any(&mut fits) {
        return true;
    }
    let naming = row.kind().naming().filter(|column| column.shape.kinds().is_some());
    let ids: Vec<Id> = naming.flat_map(|column| sight.cell(row, column).links()).collect();
    let mut linked = ids.into_iter().filter_map(|id| sight.row(id));
    linked.any(|row| sight.own_names(row).any(&mut fits))
}
