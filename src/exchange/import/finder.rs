//! Finds the record that a link of a file means: one of the same file, or one there is, by id
//! or by exact name. Never the nearest: nobody is there to be asked.

use crate::record::Kind;
use crate::records::KINDS;
use crate::store::Sight;
use crate::value::{Id, Lang, Names as _, Reader, Rule, Value, Wrong, echo, fold};
use crate::words::exchange as say;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Who bears a name, folded, among the records of a kind (its number); none if several do.
#[derive(Default)]
struct Bearers(HashMap<(u8, String), Option<Id>>);

impl Bearers {
    fn put(&mut self, id: Id, of: u8, name: &str) {
        match self.0.entry((of, fold(name))) {
            Entry::Vacant(free) => drop(free.insert(Some(id))),
            Entry::Occupied(taken) if *taken.get() == Some(id) => {}
            Entry::Occupied(mut taken) => drop(taken.insert(None)),
        }
    }
}

/// What the links of a file may lead to.
pub struct Finder<'a> {
    pub(super) sight: &'a Sight,
    reader: &'a dyn Reader,
    /// The ids that the file's own records had where it was written.
    ids: HashMap<String, Id>,
    in_file: Bearers,
    recorded: Bearers,
}

impl<'a> Finder<'a> {
    /// With what a person sees, before anything of the file is known.
    pub(super) fn of(sight: &'a Sight, reader: &'a dyn Reader) -> Self {
        let mut recorded = Bearers::default();
        for row in KINDS.iter().flat_map(|kind| sight.rows(kind)) {
            let shown = [Lang::En, Lang::Zh].map(|lang| sight.name_of(row, lang));
            for name in sight.names_of(row).iter().chain(&shown) {
                recorded.put(row.id, row.id.kind, name);
            }
        }
        Self { sight, reader, ids: HashMap::new(), in_file: Bearers::default(), recorded }
    }

    /// Makes a record of the file known by its id there and its names.
    pub(super) fn learn(&mut self, target: Id, id: Option<&str>, names: &[String]) {
        if let Some(id) = id {
            self.ids.entry(id.to_owned()).or_insert(target);
        }
        for name in names {
            self.in_file.put(target, target.kind, name);
        }
    }

    /// What is recorded under a name: an id, or the kind where it is several.
    pub(super) fn recorded(&self, kind: &Kind, name: &str) -> Option<String> {
        let found = self.recorded.0.get(&(kind.number, fold(name)))?;
        Some(found.map_or(kind.plural.to_owned(), |id| id.to_string()))
    }

    /// The record that a text names, by its id or its name.
    pub fn text(&self, kinds: &[&str], text: &str) -> Result<Id, Wrong> {
        let id = text.trim();
        let known = self.own(kinds, id).or_else(|| self.present(kinds, id));
        known.map_or_else(|| self.named(kinds, text), Ok)
    }

    /// The record of an id and a name, of which the name counts where both are there but do not
    /// belong together: ids are given anew wherever records go.
    pub fn linked(
        &self,
        kinds: &[&str],
        id: Option<&str>,
        name: Option<&str>,
    ) -> Result<Id, Wrong> {
        if let Some(own) = id.and_then(|id| self.own(kinds, id)) {
            return Ok(own);
        }
        let present = id.and_then(|id| self.present(kinds, id));
        match (present, id, name) {
            (Some(id), _, None) => Ok(id),
            (Some(id), _, Some(name)) if self.bears(id, name) => Ok(id),
            (_, _, Some(name)) => self.named(kinds, name),
            (None, Some(id), None) => Err(say::NO_LINK.wrong(&[&echo(id)])),
            (None, None, None) => Err(say::NO_NAME.wrong(&[])),
        }
    }

    fn own(&self, kinds: &[&str], id: &str) -> Option<Id> {
        self.ids.get(id).copied().filter(|id| allowed(kinds).any(|kind| kind.number == id.kind))
    }

    fn present(&self, kinds: &[&str], id: &str) -> Option<Id> {
        let id = Id::parse(id).filter(|id| allowed(kinds).any(|kind| kind.number == id.kind))?;
        self.sight.present(id).map(|row| row.id)
    }

    fn bears(&self, id: Id, name: &str) -> bool {
        let name = fold(name);
        let shown = [Lang::En, Lang::Zh].map(|lang| self.sight.name(id, lang));
        let known = self.sight.row(id).map(|row| self.sight.names_of(row)).unwrap_or_default();
        shown.iter().chain(&known).any(|known| fold(known) == name)
    }

    fn named(&self, kinds: &[&str], name: &str) -> Result<Id, Wrong> {
        let folded = fold(name);
        for bearers in [&self.in_file, &self.recorded] {
            let of = |kind: &Kind| bearers.0.get(&(kind.number, folded.clone())).copied();
            let found: Vec<Option<Id>> = allowed(kinds).filter_map(of).collect();
            match found.as_slice() {
                [] => {}
                [Some(only)] => return Ok(*only),
                _ => return Err(say::SEVERAL.wrong(&[&echo(name)])),
            }
        }
        Err(say::NO_LINK.wrong(&[&echo(name)]))
    }
}

fn allowed(kinds: &[&str]) -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().copied().filter(move |kind| kinds.is_empty() || kinds.contains(&kind.code))
}

impl Reader for Finder<'_> {
    fn today(&self) -> NaiveDate {
        self.reader.today()
    }

    fn link(&self, kinds: &[&str], text: &str) -> Result<Id, Wrong> {
        self.text(kinds, text)
    }

    fn rule(&self, text: &str) -> Result<Rule, Wrong> {
        self.reader.rule(text)
    }
}

/// The values that a record of the store is found by again.
pub(super) struct Index {
    of: HashMap<u8, HashMap<String, Vec<Id>>>,
    field: String,
}

impl Index {
    pub fn by(field: &str) -> Self {
        Self { of: HashMap::new(), field: field.to_owned() }
    }

    /// The records of a kind that hold this value.
    pub fn find(&mut self, sight: &Sight, kind: &Kind, value: &Value) -> &[Id] {
        let Some(column) = kind.named(&self.field) else { return &[] };
        let key = |value: &Value| crate::exchange::json::value(value, sight).to_string();
        let all = self.of.entry(kind.number).or_insert_with(|| {
            let mut all: HashMap<String, Vec<Id>> = HashMap::new();
            for row in sight.rows(kind) {
                all.entry(key(&sight.cell(row, column))).or_default().push(row.id);
            }
            all
        });
        all.get(&key(value)).map_or(&[], Vec::as_slice)
    }
}
