//! What a record is called by: the one place that says which names a filter's words are compared
//! with.

use super::needle::Needle;
use super::pattern::Pattern;
use crate::store::{Row, Sight};
use crate::value::Id;

/// What a name is compared with.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Called {
    /// A name contains this: what the look-up finds names by.
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
            Self::Part(part) => any_name(sight, row, |name| part.is_in(name)),
            Self::Exactly(text) => any_name(sight, row, |name| *name == **text),
            Self::Like(pattern) => any_name(sight, row, |name| pattern.fits(name)),
        }
    }
}

/// Whether a name of a record, or of what names it, is as asked: what lies in the trash still
/// names what links to it.
fn any_name(sight: &Sight, row: &Row, fits: impl Fn(&str) -> bool) -> bool {
    let own = |row: &Row| sight.names_of(row).iter().any(|name| fits(name));
    let linked = || {
        let naming = row.kind().naming().filter(|column| column.shape.kinds().is_some());
        naming.flat_map(|column| sight.cell(row, column).links()).collect::<Vec<Id>>()
    };
    own(row) || linked().into_iter().filter_map(|id| sight.row(id)).any(|row| own(row))
}
