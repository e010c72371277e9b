//! A desk with a few records, and an office that types into a form over it.

use super::{Form, Line, Step, Stop, Suggest};
use crate::app::actions::Keys;
use crate::records;
use crate::store::fixture::{now, sight_of};
use crate::store::{Edit, Role, Sight};
use crate::value::{Code, Id, Lang, Party, Reader, Rule, Value, Words, Wrong, words};
use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

const AMBIGUOUS: Words = words("no such record: {}", "没有这条记录：{}");

/// Reads and suggests by whole and by partial names.
pub(crate) struct Desk(pub(crate) Sight);

impl Reader for Desk {
    fn today(&self) -> NaiveDate {
        now().date()
    }

    fn link(&self, kinds: &[&str], text: &str) -> Result<Id, Wrong> {
        match self.0.named(kinds, text).as_slice() {
            [only] => Ok(*only),
            _ => Err(AMBIGUOUS.wrong(&[text])),
        }
    }

    fn rule(&self, _: &str) -> Result<Rule, Wrong> {
        Err(AMBIGUOUS.wrong(&[]))
    }
}

impl Suggest for Desk {
    fn suggest(&self, kinds: &[&str], text: &str) -> Vec<(Id, String)> {
        let kinds = records::KINDS.iter().filter(|kind| kinds.contains(&kind.code));
        let rows = kinds.flat_map(|kind| self.0.rows(kind));
        let named = rows.map(|row| (row.id, self.0.name_of(row, Lang::En)));
        named.filter(|(_, name)| name.to_lowercase().contains(&text.to_lowercase())).collect()
    }
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.into())
}

pub(crate) fn choice(code: &'static str) -> Value {
    Value::Choice(Code::Borrowed(code))
}

pub(crate) fn id(id: &str) -> Id {
    Id::parse(id).expect("an id")
}

pub(crate) fn desk_of(role: Role) -> Desk {
    let siemens = Party { link: Some(id("organization-1")), ..Party::default() };
    Desk(sight_of(
        &[
            ("organization-1", &[("name", text("Siemens"))]),
            ("organization-2", &[("name", text("Toyota"))]),
            ("organization-3", &[("name", text("Toyota"))]),
            ("region-1", &[("name", text("Hebei"))]),
            ("region-2", &[("name", text("Wuxi"))]),
            (
                "fund-1",
                &[
                    ("name", text("Hebei fund")),
                    ("form", choice("fund")),
                    ("regions", Value::Links([id("region-1")].into())),
                ],
            ),
            (
                "center-1",
                &[
                    ("name", text("Joint research center")),
                    ("partners", Value::Parties([siemens].into())),
                ],
            ),
        ],
        role,
    ))
}

/// A form and whoever answers it.
pub(crate) struct Office {
    pub(crate) form: Form,
    pub(crate) desk: Desk,
    pub(crate) keys: Keys,
}

impl Office {
    pub(crate) fn edit(record: &str) -> Self {
        let desk = desk_of(Role::Editor);
        let row = desk.0.row(id(record)).expect("a record").clone();
        Self { form: Form::edit(&row, &desk.0, Lang::En), desk, keys: Keys::default() }
    }

    pub(crate) fn add(kind: &str) -> Self {
        let desk = desk_of(Role::Editor);
        let kind = records::kind_named(kind).expect("a kind");
        Self { form: Form::add(kind, &desk.0, Lang::En), desk, keys: Keys::default() }
    }

    /// Goes to the line of more fields.
    pub(crate) fn down_to_more(&mut self) {
        while self.form.at() != Stop::More {
            self.code(KeyCode::Tab);
        }
    }

    pub(crate) fn press(&mut self, key: KeyEvent) -> Step {
        self.form.key(key, &self.keys, &self.desk, &self.desk)
    }

    pub(crate) fn code(&mut self, code: KeyCode) -> Step {
        self.press(code.into())
    }

    pub(crate) fn ctrl(&mut self, c: char) -> Step {
        self.press(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
    }

    pub(crate) fn write(&mut self, text: &str) {
        for c in text.chars() {
            assert_eq!(self.code(KeyCode::Char(c)), Step::Stay);
        }
    }

    /// Goes to a field of the form by its name.
    pub(crate) fn to(&mut self, name: &str) -> &mut Self {
        let number = self.form.kind().named(name).expect("a field").number;
        self.form.focus(number, &self.desk);
        self
    }

    /// Types in place of what stands in a field.
    pub(crate) fn fill(&mut self, name: &str, text: &str) {
        self.to(name).ctrl('e');
        self.ctrl('u');
        self.write(text);
    }

    pub(crate) fn here(&self) -> &str {
        self.form.line().map_or("", Line::text)
    }

    pub(crate) fn number(&self, name: &str) -> u16 {
        self.form.kind().named(name).expect("a field").number
    }

    pub(crate) fn save(&mut self) -> Vec<Edit> {
        match self.ctrl('s') {
            Step::Save(edits) => edits,
            step => unreachable!("{step:?}, {:?}", self.form.wrong_titles(Lang::En)),
        }
    }

    /// What saving sets in the record, besides what it adds.
    pub(crate) fn set(&mut self) -> Vec<(u16, Value, Value)> {
        match self.save().pop() {
            Some(Edit::Set { fields, .. }) => fields,
            edit => unreachable!("{edit:?}"),
        }
    }
}
