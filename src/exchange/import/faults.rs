//! What is wrong with the records of a file, and which others it takes with it.

use super::{Entry, FAULTS, Fault, Known, Target};
use crate::store::{Edit, Refused};
use crate::value::{Id, Lang, Wrong, echo};
use crate::words::exchange as say;
use std::collections::{HashMap, HashSet};

/// What is wrong, and with which records, by their index.
#[derive(Default)]
pub(super) struct Faults {
    pub first: Vec<Fault>,
    pub count: usize,
    pub bad: HashSet<usize>,
}

impl Faults {
    pub fn push(&mut self, at: usize, entry: &Entry<'_>, field: Option<&str>, wrong: Wrong) {
        self.bad.insert(at);
        self.count += 1;
        if self.first.len() < FAULTS {
            let field = field.map(echo);
            self.first.push(Fault { number: entry.number, field, wrong });
        }
    }

    pub fn refused(&mut self, at: usize, entry: &Entry<'_>, refused: &Refused) {
        match refused {
            Refused::Invalid { problems, .. } => {
                for (field, wrong) in problems {
                    self.push(at, entry, Some(field), wrong.clone());
                }
            }
            Refused::TooLarge { .. } => {
                self.push(at, entry, None, say::RECORD_TOO_LONG.wrong(&[]));
            }
            other => {
                let wrong = Wrong { en: other.say(Lang::En), zh: other.say(Lang::Zh) };
                self.push(at, entry, None, wrong);
            }
        }
    }
}

/// Leaves out the edits of bad records, and of all that link to what those would have added.
pub(super) fn leave_out(
    edits: &mut Vec<(usize, Edit)>,
    known: &[Option<Known>],
    entries: &[Entry<'_>],
    faults: &mut Faults,
) {
    let mut linking: HashMap<Id, Vec<usize>> = HashMap::new();
    for (at, edit) in &*edits {
        for id in links(edit).into_iter().filter(|id| id.is_provisional()) {
            linking.entry(id).or_default().push(*at);
        }
    }
    let mut bad: Vec<usize> = faults.bad.iter().copied().collect();
    bad.sort_unstable();
    while let Some(at) = bad.pop() {
        let Some(Known { target: Target::New(id), .. }) = &known[at] else { continue };
        for linking in linking.remove(id).unwrap_or_default() {
            if !faults.bad.contains(&linking) {
                let wrong = say::LINKED_BAD.wrong(&[&entries[at].number.to_string()]);
                faults.push(linking, &entries[linking], None, wrong);
                bad.push(linking);
            }
        }
    }
    edits.retain(|(at, _)| !faults.bad.contains(at));
}

pub(super) fn links(edit: &Edit) -> Vec<Id> {
    match edit {
        Edit::Add { fields, .. } => fields.iter().flat_map(|(_, value)| value.links()).collect(),
        Edit::Set { fields, .. } => fields.iter().flat_map(|(.., after)| after.links()).collect(),
        Edit::Trash { .. } | Edit::Untrash { .. } => Vec::new(),
    }
}
