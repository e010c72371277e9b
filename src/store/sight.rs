//! What one person sees at one time: the only way to read a cell outside the store. Default
//! deny: what the person may not see is masked, left out, or counted as such.

use super::change::{Change, Edit};
use super::clash::Clash;
use super::prepare;
use super::refused::Refused;
use super::rights::{Reach, Rights};
use super::row::{FIRST_FIELD, Row};
use super::snapshot::Snapshot;
use crate::record::{Column, Kind, Shown, Surroundings};
use crate::records::{self, KINDS};
use crate::value::{Id, Lang, Names, Rule, Shape, Value, Words, fold};
use crate::words::store as say;
use chrono::{NaiveDate, NaiveDateTime};
use std::sync::{Arc, Mutex, PoisonError};

/// What a person may do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// Look, but not at what is private.
    Viewer,
    /// Look and edit.
    Editor,
    /// Everything.
    Admin,
}

/// Who looks or edits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The name by which the history knows them.
    pub login: Arc<str>,
    /// What they may do.
    pub role: Role,
}

impl Person {
    /// A person of a role.
    pub fn new(login: &str, role: Role) -> Self {
        Self { login: login.into(), role }
    }

    /// Whether they may change anything.
    pub fn may_edit(&self) -> bool {
        self.role >= Role::Editor
    }
}

/// Counts the records of a rule; handed in, since filters are not the store's.
pub type Counter = fn(&Rule, &Sight) -> Option<usize>;

/// How many records each rule counted; nothing of one that cannot be read.
type Counts = Vec<(Rule, Option<usize>)>;

/// The records at one moment as one person sees them. A clone is cheap.
#[derive(Clone)]
pub struct Sight {
    snapshot: Snapshot,
    person: Person,
    rights: Rights,
    now: NaiveDateTime,
    counter: Counter,
    /// What it has counted: the same rule is asked for again at once, by another column.
    told: Arc<Mutex<Counts>>,
    /// Whether links that lead nowhere within it are left out.
    is_closed: bool,
}

/// A column of a table, resolved: a field, or the field of the record that a link leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Path {
    /// The field of the record itself.
    pub column: &'static Column,
    /// The field of the record it links to.
    pub through: Option<&'static Column>,
}

impl Path {
    /// A field of the record itself.
    pub fn own(column: &'static Column) -> Self {
        Self { column, through: None }
    }

    /// The path of two names with a dot between, or of one.
    pub fn of(kind: &Kind, path: &str) -> Option<Self> {
        let Some((first, second)) = path.split_once('.') else {
            return kind.named(path).map(Self::own);
        };
        let column = kind.named(first)?;
        let to = column.shape.kinds()?.first()?;
        let through = KINDS.iter().find(|kind| kind.code == *to)?.named(second)?;
        Some(Self { column, through: Some(through) })
    }

    /// The name by which [`Path::of`] finds it.
    pub fn name(&self) -> String {
        match self.through {
            None => self.column.name.to_owned(),
            Some(through) => format!("{}.{}", self.column.name, through.name),
        }
    }

    /// What its cells hold.
    pub fn shape(&self) -> &'static Shape {
        &self.through.unwrap_or(self.column).shape
    }
}

impl Shown {
    /// The path of a kind's column, and its heading.
    pub fn path(&self, kind: &Kind) -> Option<(Path, Words)> {
        let path = Path::of(kind, self.path)?;
        // A column of names shows each in the language that is spoken.
        let names = path == Path::own(kind.naming().next()?) && kind.naming().nth(1).is_some();
        let short = if names { say::NAME } else { path.through.unwrap_or(path.column).short };
        Some((path, self.heading.unwrap_or(short)))
    }
}

impl Sight {
    /// The records of a snapshot as a person sees them at a time of the office's clock.
    pub fn new(snapshot: Snapshot, person: Person, now: NaiveDateTime, counter: Counter) -> Self {
        let rights = Rights::of(&snapshot, &person);
        let told = Arc::default();
        Self { snapshot, person, rights, now, counter, told, is_closed: false }
    }

    /// Nothing, before a store is open.
    pub fn of_nothing(person: Person, now: NaiveDateTime) -> Self {
        Self::new(Snapshot::default(), person, now, |_, _| None)
    }

    /// The same, but no rule counts anything: for counting a rule, which must not go round
    /// in a circle.
    pub fn without_rules(&self) -> Self {
        Self { counter: |_, _| None, told: Arc::default(), ..self.clone() }
    }

    /// The same while somebody from outside looks on: nothing internal, restricted or private,
    /// whoever the person is, and no word of what is left out.
    pub fn in_company(mut self) -> Self {
        self.rights.in_company = true;
        self.told = Arc::default();
        self
    }

    /// The same when nobody looks on but the person.
    pub fn alone(&self) -> Self {
        let mut alone = self.clone();
        alone.rights.in_company = false;
        alone
    }

    /// The same for a file that leaves the store: links lead only to records that are seen and
    /// not in the trash.
    pub fn closed(&self) -> Self {
        Self { is_closed: true, told: Arc::default(), ..self.clone() }
    }

    /// The same, of what everybody may know alone: public records without their private fields.
    pub fn public(&self) -> Self {
        self.closed().in_company()
    }

    /// Why each of some edits would be refused if it were committed now, by its place among
    /// them; see [`super::Store::commit`]. Nothing is changed.
    pub fn faults(&self, edits: &[Edit]) -> Vec<(usize, Refused)> {
        prepare::faults(&self.snapshot, &self.person, edits)
    }

    /// Where somebody else changed since what some edits would change; see [`super::explain`].
    pub fn clashes(&self, edits: &[Edit]) -> Vec<Clash> {
        prepare::clashes(&self.snapshot, &self.person, edits)
    }

    /// Whether somebody from outside looks on.
    pub fn is_in_company(&self) -> bool {
        self.rights.in_company
    }

    /// Who looks.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The record that is the person: the colleague with their login.
    pub fn me(&self) -> Option<Id> {
        self.rights.me
    }

    /// Whether everything in it is invented.
    pub fn is_invented(&self) -> bool {
        self.snapshot.is_invented()
    }

    /// The last commit that is seen.
    pub fn sequence(&self) -> u64 {
        self.snapshot.sequence
    }

    /// Whether the person may see a record, be it in the trash.
    pub fn sees(&self, row: &Row) -> bool {
        self.rights.sees(row)
    }

    /// Whether the person sees the fields that not everybody may see.
    pub fn sees_private(&self) -> bool {
        self.person.may_edit() && !self.rights.in_company
    }

    fn sees_column(&self, column: &Column) -> bool {
        !column.is_private() || self.sees_private()
    }

    /// Whether the person may see nothing in a column.
    pub fn hides(&self, column: &Column) -> bool {
        !self.sees_column(column)
    }

    /// Which records the person sees, by how confidential they are.
    pub fn reach(&self) -> Reach {
        self.rights.reach()
    }

    /// The records of a kind that are not in the trash, by number.
    pub fn rows(&self, kind: &Kind) -> impl Iterator<Item = &Arc<Row>> {
        self.snapshot.rows(kind.number).filter(|row| row.trashed.is_none() && self.sees(row))
    }

    /// Those of them with a number up to one, and the others.
    pub fn halves(&self, kind: &Kind, up_to: u32) -> [impl Iterator<Item = &Arc<Row>>; 2] {
        [(0, up_to), (up_to.saturating_add(1), u32::MAX)].map(|(first, last)| {
            let rows = self.snapshot.rows_between(kind.number, first, last);
            rows.filter(|row| row.trashed.is_none() && self.sees(row))
        })
    }

    /// The highest number that a record of a kind was given.
    pub fn highest(&self, kind: &Kind) -> u32 {
        self.snapshot.next(kind.number) - 1
    }

    /// The records of all kinds in the trash.
    pub fn trash(&self) -> impl Iterator<Item = &Arc<Row>> {
        self.snapshot.all().filter(|row| row.trashed.is_some() && self.sees(row))
    }

    /// How many records of a kind are left out because the person may not see them. In company
    /// nobody is told.
    pub fn restricted(&self, kind: &Kind) -> usize {
        if self.rights.in_company {
            return 0;
        }
        let hidden = |row: &&Arc<Row>| row.trashed.is_none() && !self.sees(row);
        self.snapshot.rows(kind.number).filter(hidden).count()
    }

    /// A record, in the trash too, if the person may see it.
    pub fn row(&self, id: Id) -> Option<&Arc<Row>> {
        self.snapshot.row(id).filter(|row| self.sees(row))
    }

    /// A record that is not in the trash.
    pub fn present(&self, id: Id) -> Option<&Arc<Row>> {
        self.row(id).filter(|row| row.trashed.is_none())
    }

    /// The cell of a record in a column, shown or masked.
    pub fn cell(&self, row: &Row, column: &Column) -> Value {
        if !self.sees(row) || !self.sees_column(column) {
            return Value::Masked;
        }
        let value = row.read(column.number, self);
        if !self.is_closed {
            return value;
        }
        value.keep_links(|id| self.present(id).is_some())
    }

    /// The text of a cell that is kept, without a copy: empty where there is none, nothing where
    /// the person may not see it.
    pub fn text<'r>(&self, row: &'r Row, column: &Column) -> Option<&'r str> {
        (self.sees(row) && self.sees_column(column)).then(|| row.text(column.number))
    }

    /// What of a change the person sees: of the records that they see now, the fields.
    pub(super) fn change(&self, mut change: Change) -> Change {
        change.changed.retain(|changed| self.row(changed.id).is_some());
        for changed in &mut change.changed {
            let kind = records::kind(changed.id.kind);
            // What a field of a newer program holds nobody knows.
            changed.fields.retain(|(number, ..)| {
                match kind.and_then(|kind| kind.column(*number)) {
                    Some(column) => self.sees_column(column),
                    None => *number < FIRST_FIELD || self.sees_private(),
                }
            });
            if self.rights.in_company {
                let is_seen =
                    |value: &Value| value.links().iter().all(|id| self.row(*id).is_some());
                let fields = changed.fields().into_iter();
                let hidden: Vec<u16> = fields
                    .filter(|(_, before, after)| !is_seen(before) || !is_seen(after))
                    .map(|(number, ..)| number)
                    .collect();
                changed.fields.retain(|(number, ..)| !hidden.contains(number));
            }
        }
        change
    }

    /// What is told of a cell: in company, what is hidden is not even told to be there.
    fn told(&self, value: Value) -> Value {
        match value {
            value if self.is_closed || !self.rights.in_company => value,
            Value::Masked => Value::None,
            value => value.keep_links(|id| self.row(id).is_some()),
        }
    }

    /// The cell a path leads to, to be read: the first linked record's that has one. In company
    /// what is hidden is left out; what is edited is a [`Self::cell`].
    pub fn at(&self, row: &Row, path: &Path) -> Value {
        let value = self.told(self.cell(row, path.column));
        let Some(through) = path.through else { return value };
        let linked = value.links().into_iter().filter_map(|id| self.present(id));
        linked
            .map(|row| match row.kind().named(through.name) {
                Some(column) => self.told(self.cell(row, column)),
                None => Value::None,
            })
            .find(|value| !value.is_none())
            .unwrap_or(Value::None)
    }

    /// Who links to a record, and by which field: what is not in the trash and may be seen,
    /// each kind's together, in the order of the panes.
    pub fn links_to(&self, id: Id) -> Vec<(Id, u16)> {
        let mut all: Vec<(Id, u16)> = Vec::new();
        for (from, field) in self.snapshot.links_to(id) {
            let known = all.last().is_some_and(|(last, _)| *last == from);
            if !known && self.present(from).is_some() {
                all.push((from, field));
            }
        }
        let place = |id: Id| KINDS.iter().position(|kind| kind.number == id.kind);
        all.sort_by_key(|(id, _)| (place(*id), *id));
        all
    }

    /// How many records that link to this one are left out; in company nobody is told.
    pub fn restricted_links_to(&self, id: Id) -> usize {
        if self.rights.in_company {
            return 0;
        }
        let mut from: Vec<Id> = self.snapshot.links_to(id).map(|(from, _)| from).collect();
        from.dedup();
        let rows = from.into_iter().filter_map(|id| self.snapshot.row(id));
        rows.filter(|row| row.trashed.is_none() && !self.sees(row)).count()
    }

    /// The name of a record, of the two the one in the person's language if there is one.
    pub fn name_of(&self, row: &Row, lang: Lang) -> String {
        let unnamed = || format!("{} {}", say::UNNAMED.say(lang), row.id);
        self.naming(row, lang).unwrap_or_else(unnamed)
    }

    /// Its name in the other language, where it has one of its own.
    pub fn other_name(&self, row: &Row, lang: Lang) -> Option<String> {
        let naming = row.kind().naming().flat_map(|column| row.kept(column.number).links());
        let is_seen = naming.into_iter().all(|id| self.row(id).is_some());
        let other = self.naming(row, lang.other()).filter(|_| is_seen)?;
        (self.naming(row, lang).as_ref() != Some(&other)).then_some(other)
    }

    fn naming(&self, row: &Row, lang: Lang) -> Option<String> {
        let mut names = row.kind().naming().map(|column| row.kept(column.number));
        let (first, second) = (names.next(), names.next());
        let in_order = match lang {
            Lang::En => [first, second],
            Lang::Zh => [second, first],
        };
        for value in in_order.into_iter().flatten() {
            match value {
                Value::Text(text) => return Some(text.to_string()),
                Value::Link(id) if self.rights.in_company && self.row(id).is_none() => {}
                Value::Link(id) => return Some(self.name(id, lang)),
                _ => {}
            }
        }
        None
    }

    /// Every name of a record: in both languages, and the others it goes by.
    pub fn names_of(&self, row: &Row) -> Vec<String> {
        self.own_names(row).map(ToOwned::to_owned).collect()
    }

    /// The same, without a copy.
    pub fn own_names<'r>(&self, row: &'r Row) -> impl Iterator<Item = &'r str> {
        let naming = row.kind().naming().map(|column| row.text(column.number));
        let others = row.common.aliases().iter().map(AsRef::as_ref);
        naming.filter(|name| !name.is_empty()).chain(others)
    }

    /// The records of some kinds (of any, if none are given) with exactly this name in
    /// either language, or this other name.
    pub fn named(&self, kinds: &[&str], name: &str) -> Vec<Id> {
        let wanted = fold(name);
        let of_kind = |kind: &&&Kind| kinds.is_empty() || kinds.contains(&kind.code);
        let rows = KINDS.iter().filter(of_kind).flat_map(|kind| self.rows(kind));
        let has = |row: &&Arc<Row>| self.names_of(row).iter().any(|name| fold(name) == wanted);
        rows.filter(has).map(|row| row.id).collect()
    }

    /// The other records of its kind that are named as one is: by the same text, or by a link to
    /// the same record.
    pub fn namesakes(&self, id: Id) -> Vec<Id> {
        let found = self.present(id).filter(|row| row.kind().names_apart());
        let Some(row) = found else { return Vec::new() };
        let names = |row: &Row| -> Vec<Value> {
            let kept = row.kind().naming().map(|column| match row.kept(column.number) {
                Value::Text(text) => Value::Text(fold(&text).into()),
                other => other,
            });
            kept.filter(|name| !name.is_none()).collect()
        };
        let own = names(row);
        let same = |other: &&Arc<Row>| names(other).iter().any(|name| own.contains(name));
        let others = self.rows(row.kind()).filter(|other| other.id != id);
        others.filter(same).map(|row| row.id).collect()
    }
}

impl Names for Sight {
    fn name(&self, id: Id, lang: Lang) -> String {
        match self.snapshot.row(id) {
            row if self.rights.in_company && row.is_none_or(|row| !self.sees(row)) => {
                say::NOT_SHOWN.to_owned()
            }
            None => say::NOT_THERE.say(lang).to_owned(),
            Some(row) if !self.sees(row) => say::HIDDEN.say(lang).to_owned(),
            Some(row) => self.name_of(row, lang),
        }
    }

    fn handle(&self, id: Id) -> String {
        let Some(row) = self.present(id) else { return id.to_string() };
        let name = self.name_of(row, Lang::En);
        match self.named(&[row.kind().code], &name).as_slice() {
            [only] if *only == id => name,
            _ => id.to_string(),
        }
    }
}

impl Surroundings for Sight {
    fn today(&self) -> NaiveDate {
        self.now.date()
    }

    fn now(&self) -> NaiveDateTime {
        self.now
    }

    fn cell(&self, id: Id, field: &str) -> Value {
        let Some(row) = self.present(id) else { return Value::None };
        row.kind().named(field).map_or(Value::None, |column| Self::cell(self, row, column))
    }

    fn linked(&self, to: Id, kind: &str) -> Vec<Id> {
        let Some(kind) = KINDS.iter().find(|known| known.code == kind) else { return Vec::new() };
        let all = self.snapshot.linked(to, kind.number);
        all.filter(|id| self.present(*id).is_some()).collect()
    }

    fn linked_cells(&self, to: Id, kind: &str, field: &str) -> Vec<(Id, Value)> {
        let Some(kind) = KINDS.iter().find(|known| known.code == kind) else { return Vec::new() };
        let Some(column) = kind.named(field) else { return Vec::new() };
        // Each is looked for once: to look for thousands twice is what would take long.
        let rows = self.snapshot.linked(to, kind.number).filter_map(|id| self.present(id));
        rows.map(|row| (row.id, Self::cell(self, row, column))).collect()
    }

    fn count(&self, rule: &Rule) -> Option<usize> {
        let told = || self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let known = told().iter().find(|(known, _)| known == rule).map(|(_, count)| *count);
        known.unwrap_or_else(|| {
            // Not while the list is held: others may ask in the meantime.
            let count = (self.counter)(rule, self);
            told().push((rule.clone(), count));
            count
        })
    }
}
