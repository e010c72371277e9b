//! Works out what a file of records would do to the store, without doing it: which records are
//! new, which fields of others change, and what is wrong, each with its place. The file may be
//! anybody's: whatever is in it is bounded, and nothing in it is guessed.

mod faults;
mod finder;
#[cfg(test)]
mod tests;

pub use finder::Finder;

use crate::exchange::json;
use crate::record::{Column, Kind};
use crate::records::{kind_named, kind_nearest};
use crate::store::{Edit, Row, Sight};
use crate::value::{Id, Lang, Reader, Shape, Value, Words, Wrong, clean_line, echo, nearest};
use crate::words::exchange as say;
use faults::{Faults, leave_out};
use finder::Index;
use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use std::sync::Arc;

/// No file of more bytes is read.
pub const MOST_BYTES: u64 = 256 << 20;
/// No file of more records is read.
pub const MOST_RECORDS: usize = 200_000;
/// No record of more bytes is read.
const LONGEST_RECORD: usize = 1 << 20;
/// No more is said of one record.
const FAULTS_EACH: usize = 5;
/// No more is said in all.
const FAULTS: usize = 1_000;

/// What every record has and none is given.
const GIVEN: [&str; 3] = ["id", "kind", "rev"];

/// A record as it stands in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry<'a> {
    /// Its place, from 1: of a file with one record a line, the line.
    pub number: usize,
    /// The text of it.
    pub raw: &'a str,
}

/// What is to become of the records.
#[derive(Clone, Copy, Default)]
pub struct How<'a> {
    /// The kind of those that do not say theirs.
    pub kind: Option<&'static Kind>,
    /// Whether those that are not there are added, whatever they are named.
    pub adds: bool,
    /// The field by which those that are there are found, to be updated.
    pub update: Option<&'a str>,
}

/// What is wrong with a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The record's place in the file.
    pub number: usize,
    /// The field, if it is one.
    pub field: Option<String>,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What a file would do.
pub struct Plan<'a> {
    /// What is to be committed, with the place of the record in the file.
    pub edits: Vec<(usize, Edit)>,
    /// How many records are as the file has them already.
    pub unchanged: usize,
    /// The records that are left out.
    pub rejected: Vec<Entry<'a>>,
    /// Why, as far as it is worth saying.
    pub faults: Vec<Fault>,
    /// How much more there would be to say.
    pub more_faults: usize,
}

/// Plans to import records as a person sees the others; `reader` reads what is no link.
pub fn plan<'e>(
    entries: &[Entry<'e>],
    how: &How<'_>,
    sight: &Sight,
    reader: &dyn Reader,
) -> Plan<'e> {
    let mut work = Work {
        how,
        finder: Finder::of(sight, reader),
        index: how.update.map(Index::by),
        logins: None,
        ids: HashMap::new(),
        taken: HashMap::new(),
        faults: Faults::default(),
    };
    let known: Vec<Option<Known>> =
        (0..).zip(entries).map(|(at, entry)| work.meet(at, entry)).collect();
    for known in known.iter().flatten() {
        work.finder.learn(known.target.id(), known.id.as_deref(), &known.names);
    }
    let (mut edits, mut unchanged) = (Vec::new(), 0);
    for (at, (entry, known)) in entries.iter().zip(&known).enumerate() {
        let edit = known.as_ref().and_then(|known| work.edit(at, entry, known));
        match edit {
            Some(edit) => edits.push((at, edit)),
            None if known.is_some() && !work.faults.bad.contains(&at) => unchanged += 1,
            None => {}
        }
    }
    let mut faults = work.faults;
    leave_out(&mut edits, &known, entries, &mut faults);
    let (places, sound): (Vec<usize>, Vec<Edit>) = edits.into_iter().unzip();
    for (place, refused) in sight.faults(&sound) {
        faults.refused(places[place], &entries[places[place]], &refused);
    }
    let mut edits: Vec<(usize, Edit)> = places.into_iter().zip(sound).collect();
    leave_out(&mut edits, &known, entries, &mut faults);
    let bad = |(at, _): &(usize, &Entry<'_>)| faults.bad.contains(at);
    Plan {
        edits: edits.into_iter().map(|(at, edit)| (entries[at].number, edit)).collect(),
        unchanged,
        rejected: entries.iter().enumerate().filter(bad).map(|(_, entry)| *entry).collect(),
        more_faults: faults.count - faults.first.len(),
        faults: faults.first,
    }
}

/// What is known of a record before its links are read.
struct Known {
    kind: &'static Kind,
    target: Target,
    /// Its id where the file was written.
    id: Option<String>,
    names: Vec<String>,
}

/// What a record becomes.
enum Target {
    New(Id),
    There(Arc<Row>),
}

impl Target {
    fn id(&self) -> Id {
        match self {
            Self::New(id) => *id,
            Self::There(row) => row.id,
        }
    }
}

struct Work<'a> {
    how: &'a How<'a>,
    finder: Finder<'a>,
    index: Option<Index>,
    logins: Option<Index>,
    /// The ids that records of the file had elsewhere, with their places in it.
    ids: HashMap<String, usize>,
    /// The records there are that the file updates, with their places in it.
    taken: HashMap<Id, usize>,
    faults: Faults,
}

/// A field, if it is one, and what is wrong.
type Trouble = (Option<String>, Wrong);

impl Work<'_> {
    fn meet(&mut self, at: usize, entry: &Entry<'_>) -> Option<Known> {
        let met = self.known(at, entry);
        met.map_err(|(field, wrong)| self.faults.push(at, entry, field.as_deref(), wrong)).ok()
    }

    fn known(&mut self, at: usize, entry: &Entry<'_>) -> Result<Known, Trouble> {
        let object = object(entry).map_err(|wrong| (None, wrong))?;
        let kind = self.kind(&object)?;
        let names = names(&object, kind);
        let found = match self.how.update {
            Some(field) => self.there(&object, kind, field, entry)?,
            None => None,
        };
        let found = if found.is_none() { self.same_login(&object, kind, entry)? } else { found };
        let id = object.get("id").and_then(Json::as_str).map(ToOwned::to_owned);
        if let Some(id) = &id
            && let Some(before) = self.ids.insert(id.clone(), entry.number)
        {
            let wrong = say::ID_TWICE.wrong(&[&before.to_string()]);
            return Err((Some("id".to_owned()), wrong));
        }
        let target = if let Some(row) = found {
            Target::There(row)
        } else {
            self.must_be_new(&object, kind, &names)?;
            Target::New(Id::provisional(kind.number, at as u32))
        };
        Ok(Known { kind, target, id, names })
    }

    fn kind(&self, object: &Map<String, Json>) -> Result<&'static Kind, Trouble> {
        let wrong = |wrong: Wrong| (Some("kind".to_owned()), wrong);
        let Some(named) = object.get("kind").filter(|kind| !kind.is_null()) else {
            return self.how.kind.ok_or_else(|| wrong(say::WHICH_KIND.wrong(&[])));
        };
        let name = named.as_str().unwrap_or_default();
        kind_named(name).ok_or_else(|| {
            let said = &echo(name);
            wrong(match kind_nearest(name) {
                Some(near) => say::NO_KIND_NEAR.wrong(&[said, near.plural]),
                None => say::NO_KIND.wrong(&[said]),
            })
        })
    }

    /// The record there is that an object updates; nothing if it is to be added.
    fn there(
        &mut self,
        object: &Map<String, Json>,
        kind: &'static Kind,
        field: &str,
        entry: &Entry<'_>,
    ) -> Result<Option<Arc<Row>>, Trouble> {
        let wrong = |words: Words, with: &[&str]| (Some(field.to_owned()), words.wrong(with));
        let given = object.get(field).filter(|given| !given.is_null());
        let Some(given) = given else { return Err(wrong(say::NO_KEY, &[])) };
        let sight = self.finder.sight;
        let found: Vec<Id> = if field == "id" {
            let id = given.as_str().and_then(Id::parse).filter(|id| id.kind == kind.number);
            id.and_then(|id| sight.present(id)).map(|row| row.id).into_iter().collect()
        } else {
            let column = kind.named(field).filter(|column| !column.is_computed());
            let column = column.ok_or_else(|| wrong(say::NO_FIELD, &[kind.plural]))?;
            let value = json::read::value(&column.shape, given, &self.finder);
            let value = value.map_err(|wrong| (Some(field.to_owned()), wrong))?;
            let index = self.index.as_mut();
            index.map(|index| index.find(sight, kind, &value).to_vec()).unwrap_or_default()
        };
        match found.as_slice() {
            [] if self.how.adds => Ok(None),
            [] => Err(wrong(say::NO_MATCH, &[field])),
            [only] => self.claim(*only, field, entry).map(Some),
            several => {
                let ids: Vec<String> = several.iter().take(3).map(ToString::to_string).collect();
                Err(wrong(say::MATCHES, &[field, &ids.join(", ")]))
            }
        }
    }

    /// The record there is of whoever signs in by the login that is given: nobody is two
    /// colleagues, and whoever imports is one already.
    fn same_login(
        &mut self,
        object: &Map<String, Json>,
        kind: &'static Kind,
        entry: &Entry<'_>,
    ) -> Result<Option<Arc<Row>>, Trouble> {
        let Some(column) = kind.columns().find(|column| column.is_login()) else { return Ok(None) };
        let given = object.get(column.name).and_then(Json::as_str).map(clean_line);
        let Some(login) = given.filter(|login| !login.is_empty()) else { return Ok(None) };
        let logins = self.logins.get_or_insert_with(|| Index::by(column.name));
        match logins.find(self.finder.sight, kind, &Value::Text(login.into())) {
            [only] => {
                let only = *only;
                self.claim(only, column.name, entry).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// A record there is, which nothing else of the file may be.
    fn claim(&mut self, id: Id, field: &str, entry: &Entry<'_>) -> Result<Arc<Row>, Trouble> {
        let wrong = |wrong| (Some(field.to_owned()), wrong);
        if let Some(before) = self.taken.insert(id, entry.number) {
            let with = [&*before.to_string(), &*id.to_string()];
            return Err(wrong(say::SAME_TWICE.wrong(&with)));
        }
        let row = self.finder.sight.row(id).cloned();
        row.ok_or_else(|| wrong(say::NO_MATCH.wrong(&[field])))
    }

    /// Refuses what is there already, of those kinds whose names are their own or a link.
    fn must_be_new(
        &self,
        object: &Map<String, Json>,
        kind: &'static Kind,
        names: &[String],
    ) -> Result<(), Trouble> {
        let naming: Vec<&Column> = kind.naming().collect();
        let there = match naming.as_slice() {
            _ if self.how.adds || !kind.names_apart() => None,
            [link] => self.linking(object, kind, link),
            _ => names.iter().find_map(|name| self.finder.recorded(kind, name)),
        };
        match there {
            None => Ok(()),
            Some(id) => {
                let name = naming[0].name;
                Err((Some(name.to_owned()), say::THERE_ALREADY.wrong(&[&id, name])))
            }
        }
    }

    /// The record of a kind there is that is named by the same link.
    fn linking(&self, object: &Map<String, Json>, kind: &Kind, link: &Column) -> Option<String> {
        let to = json::read::value(&link.shape, object.get(link.name)?, &self.finder).ok()?;
        let mut same = self
            .finder
            .sight
            .rows(kind)
            .filter(|row| !to.is_none() && self.finder.sight.cell(row, link) == to);
        same.next().map(|row| row.id.to_string())
    }

    /// What a record does; nothing if that is nothing, or something is wrong.
    fn edit(&mut self, at: usize, entry: &Entry<'_>, known: &Known) -> Option<Edit> {
        let fields = self.fields(at, entry, known);
        if self.faults.bad.contains(&at) {
            return None;
        }
        match &known.target {
            Target::New(id) => {
                let fields = fields.into_iter().filter(|(_, value)| !value.is_none());
                let fields = fields.map(|(column, value)| (column.number, value)).collect();
                Some(Edit::Add { id: *id, fields })
            }
            Target::There(row) => {
                let held = |(column, after): (&'static Column, Value)| {
                    (column.number, self.finder.sight.cell(row, column), after)
                };
                let differs = |(_, before, after): &(u16, Value, Value)| before != after;
                let fields: Vec<_> = fields.into_iter().map(held).filter(differs).collect();
                let (id, rev) = (row.id, row.rev);
                (!fields.is_empty()).then_some(Edit::Set { id, rev, fields })
            }
        }
    }

    /// What the fields that are given shall hold. `null` gives none, so that what was left out
    /// of a file is not lost by reading it back.
    fn fields(
        &mut self,
        at: usize,
        entry: &Entry<'_>,
        known: &Known,
    ) -> Vec<(&'static Column, Value)> {
        let (mut fields, mut troubles) = (Vec::new(), 0);
        for (name, json) in object(entry).unwrap_or_default() {
            if GIVEN.contains(&name.as_str()) {
                continue;
            }
            let read = match known.kind.named(&name) {
                None => Err(no_field(known.kind, &name)),
                Some(column) if column.is_computed() || json.is_null() => continue,
                Some(column) => {
                    let value = json::read::value(&column.shape, &json, &self.finder);
                    value.map(|value| (column, value))
                }
            };
            match read {
                Ok(field) => fields.push(field),
                Err(wrong) => {
                    self.faults.push(at, entry, Some(&name), wrong);
                    troubles += 1;
                }
            }
            if troubles == FAULTS_EACH {
                break;
            }
        }
        fields
    }
}

/// A record's fields by name. Its text may be of any length and any content.
fn object(entry: &Entry<'_>) -> Result<Map<String, Json>, Wrong> {
    if entry.raw.len() > LONGEST_RECORD {
        return Err(say::RECORD_TOO_LONG.wrong(&[]));
    }
    json::read::object(entry.raw)
}

fn no_field(kind: &Kind, name: &str) -> Wrong {
    let columns: Vec<&Column> = kind.columns().filter(|column| !column.is_computed()).collect();
    match nearest(name, columns.iter().map(|column| column.name)) {
        Some(near) => say::NO_FIELD_NEAR.wrong(&[columns[near].name]),
        None => Wrong {
            en: say::NO_FIELD.fill(Lang::En, &[kind.plural]),
            zh: say::NO_FIELD.fill(Lang::Zh, &[kind.title.zh]),
        },
    }
}

/// What a record of the file is called: what others of the file may link to it by.
fn names(object: &Map<String, Json>, kind: &Kind) -> Vec<String> {
    let naming = kind.naming().filter_map(|column| {
        let given = object.get(column.name)?;
        let name = match column.shape {
            Shape::Link(_) => given.get("name").unwrap_or(given),
            _ => given,
        };
        name.as_str()
    });
    let aliases = object.get("aliases").and_then(Json::as_array).into_iter().flatten();
    let all = naming.chain(aliases.filter_map(Json::as_str)).map(clean_line);
    all.filter(|name| !name.is_empty()).collect()
}
