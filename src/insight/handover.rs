//! What one colleague owns and has to do goes to another.

use super::followup::is_open;
use super::{cell, set, wrong};
use crate::record::Column;
use crate::records::{self, KINDS};
use crate::store::{Edit, Row, Sight};
use crate::value::{Id, Value, Wrong};
use crate::words::insight as say;

/// What moves, and what moves it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Handover {
    /// Each record with the field in which the one stands for the other, in pane order.
    pub moves: Vec<(Id, &'static Column)>,
    /// The edits, one a record.
    pub edits: Vec<Edit>,
}

/// What one colleague owns, and the open follow-ups assigned to them, moved to another. Only what
/// the person who asks may see; what is done stays with whoever did it.
pub fn handover(sight: &Sight, from: Id, to: Id) -> Result<Handover, Wrong> {
    for id in [from, to] {
        let is_person = records::kind(id.kind).is_some_and(|kind| kind.login().is_some());
        if !is_person || sight.present(id).is_none() {
            return Err(wrong(sight, id, say::NO_COLLEAGUE, &[]));
        }
    }
    if from == to {
        return Err(wrong(sight, to, say::SAME_COLLEAGUE, &[]));
    }
    let mut all = Handover::default();
    for row in KINDS.iter().flat_map(|kind| sight.rows(kind)) {
        let fields = held(sight, row, from);
        let changes: Vec<(&str, Value)> =
            fields.iter().map(|column| (column.name, Value::Link(to))).collect();
        all.edits.extend(set(sight, row, &changes));
        all.moves.extend(fields.into_iter().map(|column| (row.id, column)));
    }
    Ok(all)
}

/// The fields of a record in which a colleague is in charge of it.
fn held(sight: &Sight, row: &Row, who: Id) -> Vec<&'static Column> {
    let assigned = if is_open(sight, row) { "assignee" } else { "owner" };
    let is_held = |name: &&str| cell(sight, row, name) == Value::Link(who);
    let mut names = vec!["owner", assigned];
    names.dedup();
    names.iter().filter(|name| is_held(name)).filter_map(|name| row.kind().named(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture;
    use crate::store::{Role, Snapshot};

    fn office() -> Snapshot {
        let li = ("owner", "colleague-1");
        fixture::snapshot(&[
            ("colleague", &[("name", "Li")]),
            ("colleague", &[("name", "Wang")]),
            ("fund", &[("name", "Seed"), li]),
            ("fund", &[("name", "Other"), ("owner", "colleague-2")]),
            ("fund", &[("name", "Hidden"), li, ("confidential", "restricted")]),
            ("followup", &[("what", "Both"), li, ("assignee", "colleague-1")]),
            ("followup", &[("what", "Done"), li, ("assignee", "colleague-1"), ("status", "done")]),
            ("interaction", &[("subject", "Call"), ("colleagues", "colleague-1")]),
        ])
    }

    fn id(text: &str) -> Id {
        Id::parse(text).expect("an id")
    }

    fn moved(role: Role) -> Vec<(String, &'static str)> {
        let snapshot = office();
        let sight = fixture::sight(&snapshot, role);
        let all = handover(&sight, id("colleague-1"), id("colleague-2")).expect("two colleagues");
        assert_eq!(all.edits.len(), all.moves.chunk_by(|one, other| one.0 == other.0).count());
        all.moves.iter().map(|(id, column)| (id.to_string(), column.name)).collect()
    }

    #[test]
    fn what_one_owns_and_has_to_do_moves_and_what_is_done_stays() {
        let of = |all: &[(&str, &'static str)]| -> Vec<(String, &'static str)> {
            all.iter().map(|(id, field)| ((*id).to_owned(), *field)).collect()
        };
        let all = [
            ("fund-1", "owner"),
            ("fund-3", "owner"),
            ("followup-1", "owner"),
            ("followup-1", "assignee"),
            ("followup-2", "owner"),
        ];
        assert_eq!(moved(Role::Admin), of(&all));
        assert!(!moved(Role::Editor).contains(&("fund-3".to_owned(), "owner")));
    }

    #[test]
    fn it_takes_two_colleagues() {
        let snapshot = office();
        let sight = fixture::sight(&snapshot, Role::Admin);
        let wrong =
            |from: &str, to: &str| handover(&sight, id(from), id(to)).expect_err("wrong").en;
        assert!(wrong("colleague-1", "fund-1").contains("Seed"));
        assert!(wrong("colleague-1", "colleague-1").contains("Li"));
    }
}
