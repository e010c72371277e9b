//! From what was typed to edits, and back from what was refused.

use super::field::{Content, Field};
use super::line::Line;
use super::moves::Stop;
use super::{Form, Step};
use crate::store::{Edit, Sight};
use crate::value::{Id, Reader, Value, Wrong};
use crate::words::store::{NO_NAME, REQUIRED};

impl Form {
    /// Reads every field: edits if all can be read, else the caret goes to the first that
    /// cannot.
    pub(super) fn save(&mut self, reader: &dyn Reader) -> Step {
        self.is_asking = false;
        self.list = None;
        self.said = None;
        for field in &mut self.fields {
            field.judge(reader);
        }
        self.require();
        if self.go_to_wrong(reader) {
            return Step::Stay;
        }
        let edits = self.edits();
        if edits.is_empty() { Step::Leave } else { Step::Save(edits) }
    }

    /// The store found the record wrong: each message at the field it names, everything
    /// typed stays.
    pub fn refuse(&mut self, problems: &[(&str, Wrong)], message: String, reader: &dyn Reader) {
        for (name, wrong) in problems {
            if let Some(field) = self.fields.iter_mut().find(|field| field.column.name == *name) {
                field.wrong = Some(wrong.clone());
            }
        }
        self.go_to_wrong(reader);
        self.said = Some(message);
    }

    /// It was not saved for a reason that is not in the fields; everything typed stays.
    pub fn blocked(&mut self, message: String) {
        self.said = Some(message);
    }

    /// Goes on from what somebody else put into the field of a number meanwhile: what is typed
    /// stays, and saving puts it in the place of theirs.
    pub fn rebase(&mut self, number: u16, theirs: Value) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.column.number == number) {
            field.rebase(theirs);
        }
    }

    /// What somebody else put into a field, with its title.
    pub fn shown(&self, number: u16, theirs: &Value, sight: &Sight) -> String {
        let Some(column) = self.kind.column(number) else { return String::new() };
        let shown = match theirs {
            Value::None => "-".to_owned(),
            theirs => column.shape.show(theirs, self.lang, sight),
        };
        format!("{}: {shown}", column.title.say(self.lang))
    }

    /// Says which fields cannot stay empty.
    fn require(&mut self) {
        if self.many.is_some() {
            return;
        }
        for field in &mut self.fields {
            if field.column.is_required() && field.is_empty() && field.wrong().is_none() {
                field.wrong = Some(REQUIRED.wrong(&[]));
            }
        }
        let mut naming = self.fields.iter_mut().filter(|field| field.column.is_named()).peekable();
        let is_nameless = naming.peek().is_some() && naming.all(|field| field.is_empty());
        let first = self.fields.iter_mut().find(|field| field.column.is_named());
        if let (true, Some(first)) = (is_nameless, first) {
            first.wrong.get_or_insert(NO_NAME.wrong(&[]));
        }
    }

    /// Moves the caret to the first wrong field; whether there is one.
    fn go_to_wrong(&mut self, reader: &dyn Reader) -> bool {
        let Some(at) = self.fields.iter().position(|field| field.wrong().is_some()) else {
            return false;
        };
        let stop = first_wrong(at, &mut self.fields[at]);
        self.go(stop, reader);
        true
    }

    fn edits(&self) -> Vec<Edit> {
        let after = self.fields.iter().map(|field| (field, field.value()));
        let own = if let Some((id, rev)) = self.record {
            let changed = after.filter(|(field, after)| field.before != *after);
            let set = |(field, after): (&Field, Value)| {
                (field.column.number, field.before.clone(), after)
            };
            Edit::Set { id, rev, fields: changed.map(set).collect() }
        } else {
            let filled = after.filter(|(_, after)| !after.is_none());
            let fields: Vec<_> =
                filled.map(|(field, after)| (field.column.number, after)).collect();
            if self.many.is_some() && fields.is_empty() {
                return Vec::new();
            }
            Edit::Add { id: Id::provisional(self.kind.number, 0), fields }
        };
        let linked: Vec<Id> = match &own {
            Edit::Set { fields, .. } if fields.is_empty() => return Vec::new(),
            Edit::Set { fields, .. } => fields.iter().flat_map(|(.., to)| to.links()).collect(),
            Edit::Add { fields, .. } => fields.iter().flat_map(|(_, to)| to.links()).collect(),
            Edit::Trash { .. } | Edit::Untrash { .. } => Vec::new(),
        };
        let made = self.made.iter().filter(|made| linked.contains(&made.id));
        let mut edits: Vec<Edit> =
            made.map(|made| Edit::Add { id: made.id, fields: made.fields() }).collect();
        edits.push(own);
        edits
    }
}

/// The place of a field's first wrong line; entries are opened for it.
fn first_wrong(field: usize, held: &mut Field) -> Stop {
    let Content::Parties(parties) = &mut held.content else { return Stop::Field(field) };
    parties.open();
    let parts = parties.entries.iter().enumerate().flat_map(|(entry, held)| {
        held.parts.iter().enumerate().map(move |(part, held)| (entry, part, &held.line))
    });
    let mut wrong = parts.filter(|(.., line)| Line::wrong(line).is_some());
    let (entry, part) = wrong.next().map_or((0, 0), |(entry, part, _)| (entry, part));
    Stop::Part { field, entry, part }
}
