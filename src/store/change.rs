//! What a change is: who, when, why, and each record's fields before and after. Merging,
//! history, undo and the journal share this one form.

use super::codec;
use super::row::{Row, TRASHED};
use crate::record::Column;
use crate::value::{Id, Lang, Value};
use crate::words::history as said;
use serde::{Deserialize, Serialize};

/// Why a change was made. Only ever append: the place in the list is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Cause {
    /// A person edited.
    Edit,
    /// Records came from elsewhere.
    Import,
    /// A change was taken back, and which one was not yet kept.
    Undo,
    /// The change of this sequence number was taken back.
    TakenBack(u64),
    /// Who works here for the first time was made a colleague: nobody's work, which no undo
    /// takes back.
    Seated,
}

impl Cause {
    /// The cause in words.
    pub fn say(self, lang: Lang) -> String {
        match self {
            Self::Edit => said::EDITED.say(lang).to_owned(),
            Self::Import => said::IMPORTED.say(lang).to_owned(),
            Self::Undo => said::UNDONE.say(lang).to_owned(),
            Self::Seated => said::SEATED.say(lang).to_owned(),
            Self::TakenBack(of) => said::TAKEN_BACK.fill(lang, &[&of.to_string()]),
        }
    }
}

/// What the changes of one commit have in common.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Head {
    /// Milliseconds since 1970, UTC.
    pub when: i64,
    /// The login of whoever made it.
    pub who: Box<str>,
    /// Why.
    pub cause: Cause,
}

/// One commit: it is there as a whole or not at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Counts the store's commits from 1.
    pub sequence: u64,
    /// Who, when and why.
    pub head: Head,
    /// What became of each record.
    pub changed: Vec<Changed>,
}

/// What one commit did to one record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Changed {
    /// The record.
    pub id: Id,
    /// Its revision after.
    pub rev: u32,
    /// The commit that changed it before; 0 for none.
    pub previous: u64,
    /// Number, bytes before, bytes after; no bytes are not recorded.
    pub(super) fields: Vec<(u16, Vec<u8>, Vec<u8>)>,
}

impl Changed {
    /// Whether the record was made by it.
    pub fn is_new(&self) -> bool {
        self.rev == 1
    }

    /// Each field of the record with its value before and after. What a newer program
    /// wrote is left out.
    pub fn fields(&self) -> Vec<(u16, Value, Value)> {
        let kept = self.fields.iter().filter(|(number, _, _)| *number >= super::row::FIRST_FIELD);
        let read = |(number, before, after): &(u16, Vec<u8>, Vec<u8>)| {
            Some((*number, codec::value(before).ok()?, codec::value(after).ok()?))
        };
        kept.filter_map(read).collect()
    }

    /// Whether it went to the trash (true) or came back from there (false).
    pub fn trashed(&self) -> Option<bool> {
        let (_, _, after) = self.fields.iter().find(|(number, _, _)| *number == TRASHED)?;
        Some(!after.is_empty())
    }

    /// The edits that take it back from the record as it is now; none if that is done already.
    fn taken_back(&self, row: &Row) -> Vec<Edit> {
        let (id, rev) = (self.id, row.rev);
        let is_trashed = row.trashed.is_some();
        if self.is_new() {
            let still = || Edit::Set { id, rev: self.rev, fields: self.as_added(row) };
            // Nothing was changed since at the revision that it was added with.
            let still = (rev != self.rev).then(still);
            let away = || still.into_iter().chain([Edit::Trash { id, rev }]).collect();
            return if is_trashed { Vec::new() } else { away() };
        }
        let swapped = |(number, before, after)| (number, after, before);
        let differs = |(number, _, wanted): &(u16, Value, Value)| row.kept(*number) != *wanted;
        // The revision the change made: what others changed since is compared by field.
        let fields: Vec<_> = self.fields().into_iter().map(swapped).filter(differs).collect();
        let set = (!fields.is_empty()).then_some(Edit::Set { id, rev: self.rev, fields });
        let moved = match self.trashed() {
            Some(true) if self.put_away(row) => Some(Edit::Untrash { id, rev }),
            // Somebody else moved it there again, or wrote into it since it came back.
            Some(true) if is_trashed => Some(Edit::Untrash { id, rev: self.rev }),
            Some(false) if !is_trashed => Some(Edit::Trash { id, rev: self.rev }),
            _ => None,
        };
        set.into_iter().chain(moved).collect()
    }

    /// Whether it is by this change that a record lies in the trash.
    fn put_away(&self, row: &Row) -> bool {
        let stamp = row.trashed.as_deref().and_then(|stamp| codec::cell(stamp).ok());
        self.fields
            .iter()
            .any(|(number, _, after)| *number == TRASHED && Some(after) == stamp.as_ref())
    }

    /// Every field as the record was added with it: set so, nothing is changed, and what
    /// somebody wrote since is a conflict rather than lost with the record.
    fn as_added(&self, row: &Row) -> Vec<(u16, Value, Value)> {
        let added = self.fields();
        let value = |number| added.iter().find(|(known, ..)| *known == number);
        let field = |column: &Column| {
            let value = value(column.number).map_or(Value::None, |(_, _, value)| value.clone());
            (column.number, value.clone(), value)
        };
        row.columns().map(field).collect()
    }
}

impl Change {
    /// The edits that take it back, last first; none if nothing of it stands any more.
    pub fn taken_back(&self, row: impl Fn(Id) -> Option<std::sync::Arc<Row>>) -> Vec<Edit> {
        let back = |changed: &Changed| row(changed.id).map(|row| changed.taken_back(&row));
        self.changed.iter().rev().filter_map(back).flatten().collect()
    }
}

impl Edit {
    /// The record; provisional if it is a new one.
    pub fn id(&self) -> Id {
        match self {
            Self::Add { id, .. }
            | Self::Set { id, .. }
            | Self::Trash { id, .. }
            | Self::Untrash { id, .. } => *id,
        }
    }
}

/// What a person wants done.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// A new record. Its id is provisional ([`Id::provisional`]); other edits of the same
    /// commit may link to it.
    Add {
        /// The provisional id.
        id: Id,
        /// Number and value.
        fields: Vec<(u16, Value)>,
    },
    /// Fields of a record.
    Set {
        /// The record.
        id: Id,
        /// The revision it was made against. Against an older one it is saved if nobody
        /// changed the same fields since. A field that stays as it was is relied on: where it
        /// is another now the record goes to no trash by the edit that follows.
        rev: u32,
        /// Number, value before, value after.
        fields: Vec<(u16, Value, Value)>,
    },
    /// To the trash.
    Trash {
        /// The record.
        id: Id,
        /// The revision it was made against.
        rev: u32,
    },
    /// Back from the trash.
    Untrash {
        /// The record.
        id: Id,
        /// The revision it was made against.
        rev: u32,
    },
}

#[cfg(test)]
mod tests {
    use super::Cause;
    use crate::store::fixture::{found, stored};

    #[test]
    fn a_cause_is_stored_by_its_place_in_the_list() {
        let places: [(Cause, &[u8]); 5] = [
            (Cause::Edit, &[0]),
            (Cause::Import, &[1]),
            (Cause::Undo, &[2]),
            (Cause::TakenBack(7), &[3, 7]),
            (Cause::Seated, &[4]),
        ];
        for (cause, bytes) in places {
            assert_eq!(stored(&cause), bytes);
            assert_eq!(found::<Cause>(bytes), cause);
        }
    }
}
