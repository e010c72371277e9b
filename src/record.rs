//! What a kind of record is: a plain struct and one static table of its fields, and the
//! erased forms through which everything but `records/` sees them. Never names a kind.

use crate::value::{Cell, Code, Id, Lang, PartyShape, Rule, Shape, Value, Words, Wrong, words};
use chrono::{NaiveDate, NaiveDateTime};
use standing::Bounds;

/// A kind's struct. `Default` is the record of which nothing is recorded.
pub trait Record: Clone + Default + PartialEq + Send + Sync + std::fmt::Debug + 'static {
    /// Every field, in the order of the form.
    const FIELDS: &'static [Field<Self>];

    /// What is wrong between the fields: each message stands at the field it names.
    fn check(&self) -> Vec<(&'static str, Wrong)> {
        Vec::new()
    }
}

/// What a computed column may ask of what surrounds its record: only what the person who
/// looks may see.
pub trait Surroundings {
    /// The day on which it is asked, in the office's zone.
    fn today(&self) -> NaiveDate;
    /// The same, with the time.
    fn now(&self) -> NaiveDateTime;
    /// A cell of another record, by the field's name; not recorded if there is none.
    fn cell(&self, id: Id, field: &str) -> Value;
    /// The records of a kind (by its code) that link to a record.
    fn linked(&self, to: Id, kind: &str) -> Vec<Id>;
    /// The same records, each with one of its cells.
    fn linked_cells(&self, to: Id, kind: &str, field: &str) -> Vec<(Id, Value)>;
    /// How many records a rule counts; nothing if the rule cannot be read.
    fn count(&self, rule: &Rule) -> Option<usize>;
}

type Take<R> = fn(&mut R, Value) -> bool;
type Compute<R> = fn(&R, Id, &dyn Surroundings) -> Value;

/// A field of a kind's struct: its column and the two ways to its cell.
pub struct Field<R: 'static> {
    /// What it is called and holds.
    pub column: Column,
    way: Way<R>,
}

enum Way<R: 'static> {
    Kept { read: fn(&R) -> Value, write: Take<R>, text: fn(&R) -> &str },
    Computed(Compute<R>),
}

/// What the rest of the program knows of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Its number in storage: 1–99 common to every record, 100 and more a kind's own.
    /// Never reused.
    pub number: u16,
    /// Its name in files, filters and commands.
    pub name: &'static str,
    /// Its title.
    pub title: Words,
    /// Its heading where there is little room.
    pub short: Words,
    /// What to know when filling it in.
    pub hint: Option<Words>,
    /// What its cells hold.
    pub shape: Shape,
    marks: u8,
    bounds: Option<Bounds>,
    /// The choice that it counts as where none is recorded.
    otherwise: Option<&'static str>,
}

const REQUIRED: u8 = 1;
const NAMED: u8 = 2;
const PRIVATE: u8 = 4;
const MAIN: u8 = 8;
const COMPUTED: u8 = 16;
const LOGIN: u8 = 32;

impl Column {
    const fn new(number: u16, name: &'static str, title: Words, shape: Shape) -> Self {
        let (short, hint, bounds, otherwise) = (title, None, None, None);
        Self { number, name, title, short, hint, shape, marks: 0, bounds, otherwise }
    }

    /// What a cell counts as: where nothing is recorded, perhaps a choice all the same.
    pub fn counted(&self, value: Value) -> Value {
        match (value, self.otherwise) {
            (Value::None, Some(code)) => Value::Choice(Code::Borrowed(code)),
            (value, _) => value,
        }
    }

    const fn is(&self, mark: u8) -> bool {
        self.marks & mark != 0
    }

    /// Whether a record cannot be saved without it.
    pub const fn is_required(&self) -> bool {
        self.is(REQUIRED)
    }

    /// Whether it names the record.
    pub const fn is_named(&self) -> bool {
        self.is(NAMED)
    }

    /// Whether only those inside may see it (fees, amounts, phones).
    pub const fn is_private(&self) -> bool {
        self.is(PRIVATE)
    }

    /// Whether a new record's form asks for it at once.
    pub const fn is_main(&self) -> bool {
        self.is(MAIN)
    }

    /// Whether it holds a login: who signs in by it is this record, and only administrators
    /// change it.
    pub const fn is_login(&self) -> bool {
        self.is(LOGIN)
    }

    /// Whether it is computed: never stored, typed or imported.
    pub const fn is_computed(&self) -> bool {
        self.is(COMPUTED)
    }
}

impl<R> Field<R> {
    /// A field of the struct; which the `field!` macro writes. `text` is what a cell of text holds,
    /// without a copy.
    pub const fn kept(
        number: u16,
        name: &'static str,
        title: Words,
        shape: Shape,
        read: fn(&R) -> Value,
        write: Take<R>,
        text: fn(&R) -> &str,
    ) -> Self {
        let column = Column::new(number, name, title, shape);
        Self { column, way: Way::Kept { read, write, text } }
    }

    /// A column that is computed from the record and what surrounds it.
    pub const fn computed(
        number: u16,
        name: &'static str,
        title: Words,
        shape: Shape,
        compute: Compute<R>,
    ) -> Self {
        let column = Column::new(number, name, title, shape);
        Self { column, way: Way::Computed(compute) }.mark(COMPUTED)
    }

    const fn mark(mut self, mark: u8) -> Self {
        self.column.marks |= mark;
        self
    }

    /// A record cannot be saved without it.
    pub const fn required(self) -> Self {
        self.mark(REQUIRED | MAIN)
    }

    /// It names the record: the first such field in English, the second in Chinese.
    pub const fn named(self) -> Self {
        self.mark(NAMED | MAIN)
    }

    /// Only those inside may see it.
    pub const fn private(self) -> Self {
        self.mark(PRIVATE)
    }

    /// It holds a login: who signs in by it is this record.
    pub const fn login(self) -> Self {
        self.mark(LOGIN)
    }

    /// A new record's form asks for it at once.
    pub const fn main(self) -> Self {
        self.mark(MAIN)
    }

    /// The heading where there is little room.
    pub const fn short(mut self, en: &'static str, zh: &'static str) -> Self {
        self.column.short = words(en, zh);
        self
    }

    /// What to know when filling it in.
    pub const fn hint(mut self, en: &'static str, zh: &'static str) -> Self {
        self.column.hint = Some(words(en, zh));
        self
    }

    /// Which kinds, by their codes, its links lead to.
    pub const fn to(mut self, kinds: &'static [&'static str]) -> Self {
        self.column.shape = match self.column.shape {
            Shape::Links(_) => Shape::Links(kinds),
            _ => Shape::Link(kinds),
        };
        self
    }

    /// Where no choice is recorded, it counts as this one.
    pub const fn otherwise(mut self, code: &'static str) -> Self {
        self.column.otherwise = Some(code);
        self
    }

    /// From this count on it is late.
    pub const fn late_from(mut self, count: i64) -> Self {
        self.column.bounds = Some(Bounds::LateFrom(count));
        self
    }

    /// Below the first count it is soon, below the second late.
    pub const fn below(mut self, soon: i64, late: i64) -> Self {
        self.column.bounds = Some(Bounds::Below(soon, late));
        self
    }

    /// What its parties are.
    pub const fn parties(mut self, parties: &'static PartyShape) -> Self {
        self.column.shape = Shape::Parties(parties);
        self
    }
}

/// The shape of a struct's field, told by its type.
pub const fn shape_of<R, C: Cell>(_: fn(&R) -> &C) -> Shape {
    C::SHAPE
}

/// Ties a struct's field to its number and title, and writes the two accessors.
macro_rules! field {
    ($number:literal, $record:ident . $field:ident, $en:literal, $zh:literal) => {
        $crate::record::Field::<$record>::kept(
            $number,
            stringify!($field),
            $crate::value::words($en, $zh),
            $crate::record::shape_of(|record: &$record| &record.$field),
            |record| $crate::value::Cell::value(&record.$field),
            |record, value| match $crate::value::Cell::of(value) {
                Some(cell) => {
                    record.$field = cell;
                    true
                }
                None => false,
            },
            |record| $crate::value::Cell::text(&record.$field).unwrap_or_default(),
        )
    };
}
pub(crate) use field;

/// A record of any kind.
pub trait Entry: Send + Sync + std::fmt::Debug {
    /// The cell of a field; not recorded if the kind has no such field.
    fn read(&self, number: u16, me: Id, around: &dyn Surroundings) -> Value;
    /// The cell of a field that is kept, which needs nothing around it.
    fn kept(&self, number: u16) -> Value;
    /// The text of such a field, without a copy; empty if it holds none.
    fn text(&self, number: u16) -> &str;
    /// Sets a field that is kept; false if the value is not of its type.
    fn write(&mut self, number: u16, value: Value) -> bool;
    /// What is wrong between the fields, each with the field's name.
    fn check(&self) -> Vec<(&'static str, Wrong)>;
    /// A copy of it.
    fn copy(&self) -> Box<dyn Entry>;
}

fn find<R: Record>(number: u16) -> Option<&'static Field<R>> {
    R::FIELDS.iter().find(|field| field.column.number == number)
}

impl<R: Record> Entry for R {
    fn read(&self, number: u16, me: Id, around: &dyn Surroundings) -> Value {
        match find::<R>(number).map(|field| &field.way) {
            Some(Way::Kept { read, .. }) => read(self),
            Some(Way::Computed(compute)) => compute(self, me, around),
            None => Value::None,
        }
    }

    fn kept(&self, number: u16) -> Value {
        match find::<R>(number).map(|field| &field.way) {
            Some(Way::Kept { read, .. }) => read(self),
            _ => Value::None,
        }
    }

    fn text(&self, number: u16) -> &str {
        match find::<R>(number).map(|field| &field.way) {
            Some(Way::Kept { text, .. }) => text(self),
            _ => "",
        }
    }

    fn write(&mut self, number: u16, value: Value) -> bool {
        match find::<R>(number).map(|field| &field.way) {
            Some(Way::Kept { write, .. }) => write(self, value),
            _ => false,
        }
    }

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        Record::check(self)
    }

    fn copy(&self) -> Box<dyn Entry> {
        Box::new(self.clone())
    }
}

/// Where a kind stands in the list of all panes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// Those one works with.
    Partners,
    /// What one does with them.
    Work,
    /// What one looks up.
    Reference,
    /// The office's own.
    Mine,
}

impl Group {
    /// Every group, in the order of the list.
    pub const ALL: [Self; 4] = [Self::Partners, Self::Work, Self::Reference, Self::Mine];

    /// Its title.
    pub const fn title(self) -> Words {
        match self {
            Self::Partners => words("Partners", "合作方"),
            Self::Work => words("Work", "工作"),
            Self::Reference => words("Reference", "基础资料"),
            Self::Mine => words("Mine", "我的"),
        }
    }
}

/// A column of a table: a field, or a field of the record that a link leads to
/// (`organization.country`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// The field's name, or two with a dot between.
    pub path: &'static str,
    /// In cells.
    pub width: u16,
    /// Shown only where there is room for more than the default 80 cells.
    pub wide: bool,
    /// Its own heading, where the field's would not tell.
    pub heading: Option<Words>,
}

/// A column of so many cells.
pub const fn shown(path: &'static str, width: u16) -> Shown {
    Shown { path, width, wide: false, heading: None }
}

/// A column for wide screens.
pub const fn wide(path: &'static str, width: u16) -> Shown {
    Shown { path, width, wide: true, heading: None }
}

impl Shown {
    /// With its own heading.
    pub const fn headed(mut self, en: &'static str, zh: &'static str) -> Self {
        self.heading = Some(words(en, zh));
        self
    }
}

/// A kind of record, erased.
pub struct Kind {
    /// Its stable number in ids.
    pub number: u8,
    /// Its name in ids: the singular.
    pub code: &'static str,
    /// Its name in commands and files: the plural.
    pub plural: &'static str,
    /// One of them.
    pub one: Words,
    /// All of them.
    pub title: Words,
    /// All of them, where there is little room.
    pub tab: Words,
    /// The digit that opens its pane.
    pub key: Option<char>,
    /// Its group in the list of panes.
    pub group: Group,
    /// The default columns; the first takes what room is left.
    pub shown: &'static [Shown],
    /// The default order: names of fields, `-` before those that run downward.
    pub order: &'static [&'static str],
    /// What that order is called, where the first of its columns does not tell.
    pub ordered: Option<Words>,
    /// What an empty pane says besides.
    pub empty: Option<Words>,
    /// Its own columns, one by one.
    pub nth: fn(usize) -> Option<&'static Column>,
    /// Makes a record of which nothing is recorded.
    pub blank: fn() -> Box<dyn Entry>,
}

impl Kind {
    /// The kind of a struct.
    pub const fn of<R: Record>(number: u8, code: &'static str, plural: &'static str) -> Self {
        Self {
            number,
            code,
            plural,
            one: words("", ""),
            title: words("", ""),
            tab: words("", ""),
            key: None,
            group: Group::Reference,
            shown: &[],
            order: &["name"],
            ordered: None,
            empty: None,
            nth: |at| R::FIELDS.get(at).map(|field| &field.column),
            blank: || Box::new(R::default()),
        }
    }

    /// Its own columns, then those common to every record.
    pub fn columns(&self) -> impl Iterator<Item = &'static Column> + use<> {
        let nth = self.nth;
        (0..).map_while(nth).chain(crate::record::common().iter().map(|field| &field.column))
    }

    /// The column of a number.
    pub fn column(&self, number: u16) -> Option<&'static Column> {
        self.columns().find(|column| column.number == number)
    }

    /// The column of an exact name.
    pub fn named(&self, name: &str) -> Option<&'static Column> {
        self.columns().find(|column| column.name == name)
    }

    /// The columns that name a record: a text in each language, one text, or one link.
    pub fn naming(&self) -> impl Iterator<Item = &'static Column> + use<> {
        self.columns().filter(|column| column.is_named())
    }

    /// Whether the name of a record is its own, or that of what it links to, and not merely what
    /// is written: then two with one name are likely one.
    pub fn names_apart(&self) -> bool {
        self.naming().nth(1).is_some() || self.naming().any(|column| column.shape.kinds().is_some())
    }

    /// The column of the login by which its records sign in, if they are people who do.
    pub fn login(&self) -> Option<&'static Column> {
        self.columns().find(|column| column.is_login())
    }

    /// A record of which nothing is recorded.
    pub fn blank(&self) -> Box<dyn Entry> {
        (self.blank)()
    }

    /// One of them, in a language.
    pub fn one(&self, lang: Lang) -> &'static str {
        self.one.say(lang)
    }
}

fn common() -> &'static [Field<Common>] {
    Common::FIELDS
}

mod common;
mod standing;
pub(crate) use common::Common;
