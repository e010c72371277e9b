//! Where the caret can stand in a form, and how it moves.

use super::field::{Content, Entry};
use super::line::Line;
use super::{Field, Form, List};
use crate::record::Column;
use crate::value::{Lang, Reader, Words};
use ratatui_textarea::{CursorMove, TextArea};

/// A place at which the caret can stand. Each is a line of the form, save the two buttons,
/// which share one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stop {
    /// A field, by its place in the form.
    Field(usize),
    /// A line of an entry of a list.
    Part {
        /// The field's place in the form.
        field: usize,
        /// The entry's place in the field.
        entry: usize,
        /// The line's place in the entry.
        part: usize,
    },
    /// What adds an entry to the list of a field.
    Another(usize),
    /// What shows the rest of the fields.
    More,
    /// The button that saves.
    Save,
    /// The button that leaves.
    Leave,
}

impl Stop {
    /// The field it belongs to, by its place in the form.
    pub(crate) fn field(self) -> Option<usize> {
        match self {
            Self::Field(field) | Self::Part { field, .. } | Self::Another(field) => Some(field),
            Self::More | Self::Save | Self::Leave => None,
        }
    }
}

impl Form {
    /// Every place, from the top down.
    pub(crate) fn stops(&self) -> Vec<Stop> {
        let shown = if self.is_whole { self.fields.len() } else { self.main };
        let mut stops: Vec<Stop> = (0..shown).flat_map(|at| self.stops_of(at)).collect();
        if !self.is_whole {
            stops.push(Stop::More);
        }
        stops.extend([Stop::Save, Stop::Leave]);
        stops
    }

    fn stops_of(&self, field: usize) -> Vec<Stop> {
        let Content::Parties(parties) = &self.fields[field].content else {
            return vec![Stop::Field(field)];
        };
        if !parties.open {
            return vec![Stop::Field(field)];
        }
        let entries = parties.entries.iter().enumerate();
        let lines = entries.flat_map(|(entry, held)| {
            (0..held.parts.len()).map(move |part| Stop::Part { field, entry, part })
        });
        lines.chain([Stop::Another(field)]).collect()
    }

    /// Where the caret stands.
    pub(crate) fn at(&self) -> Stop {
        self.at
    }

    /// A field, by its place in the form.
    pub(crate) fn field(&self, at: usize) -> &Field {
        &self.fields[at]
    }

    /// The line at a place, if one is typed there.
    pub(crate) fn line_at(&self, stop: Stop) -> Option<&Line> {
        match (stop, &self.fields.get(stop.field()?)?.content) {
            (Stop::Field(_), Content::Line(line)) => Some(line),
            (Stop::Part { entry, part, .. }, Content::Parties(parties)) => {
                Some(&parties.entries.get(entry)?.parts.get(part)?.line)
            }
            _ => None,
        }
    }

    /// The line at the caret.
    pub(crate) fn line(&self) -> Option<&Line> {
        self.line_at(self.at)
    }

    pub(super) fn line_mut(&mut self) -> Option<&mut Line> {
        let at = self.at;
        match (at, &mut self.fields.get_mut(at.field()?)?.content) {
            (Stop::Field(_), Content::Line(line)) => Some(line),
            (Stop::Part { entry, part, .. }, Content::Parties(parties)) => {
                Some(&mut parties.entries.get_mut(entry)?.parts.get_mut(part)?.line)
            }
            _ => None,
        }
    }

    pub(super) fn notes_mut(&mut self) -> Option<&mut TextArea<'static>> {
        match &mut self.fields.get_mut(self.at.field()?)?.content {
            Content::Notes(notes) => Some(notes),
            _ => None,
        }
    }

    /// Whether the caret stands in notes.
    pub(crate) fn is_in_notes(&self) -> bool {
        let field = self.at.field().and_then(|at| self.fields.get(at));
        field.is_some_and(|field| matches!(field.content, Content::Notes(_)))
    }

    /// The list that is open.
    pub(crate) fn list(&self) -> Option<&List> {
        self.list.as_ref()
    }

    /// The columns behind "more fields".
    pub(crate) fn hidden(&self) -> impl Iterator<Item = &'static Column> {
        self.fields[self.main..].iter().map(|field| field.column)
    }

    /// Whether it asks what to do with what was typed.
    pub(crate) fn is_asking(&self) -> bool {
        self.is_asking
    }

    /// What there is to say of the last save or key.
    pub(crate) fn said(&self) -> Option<&str> {
        self.said.as_deref()
    }

    /// The record's name as the form was opened; empty for a new one.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The titles of the fields that are said to be wrong.
    pub(crate) fn wrong_titles(&self, lang: Lang) -> Vec<&'static str> {
        let wrong = self.fields.iter().filter(|field| field.wrong().is_some());
        wrong.map(|field| field.column.title.say(lang)).collect()
    }

    /// Moves the caret to the field of a number, behind "more fields" too.
    pub fn focus(&mut self, number: u16, reader: &dyn Reader) {
        if let Some(at) = self.fields.iter().position(|field| field.column.number == number) {
            self.go(Stop::Field(at), reader);
        }
    }

    /// Moves the caret to a place, opening what hides it.
    pub(super) fn go(&mut self, stop: Stop, reader: &dyn Reader) {
        if self.at != stop {
            self.list = None;
            if let Some(line) = self.line_mut() {
                line.judge(reader);
            }
        }
        self.is_whole |= stop.field().is_some_and(|field| field >= self.main);
        self.at = stop;
        self.arrive();
    }

    pub(super) fn arrive(&mut self) {
        if let Some(line) = self.line_mut() {
            line.arrive();
        }
    }

    /// Moves by so many places, as far as there are any.
    pub(super) fn step(&mut self, by: isize, reader: &dyn Reader) {
        let stops = self.stops();
        let to = place(&stops, self.at).saturating_add_signed(by).min(stops.len() - 1);
        self.go(stops[to], reader);
    }

    /// Moves to the next place or the one before, round the end.
    pub(super) fn turn(&mut self, by: isize, reader: &dyn Reader) {
        let stops = self.stops();
        let to = (place(&stops, self.at) + stops.len()).saturating_add_signed(by) % stops.len();
        self.go(stops[to], reader);
    }

    /// Moves up or down: in the open list, in notes, else between fields. Down from "more
    /// fields" leads into them.
    pub(super) fn vertical(&mut self, by: isize, reader: &dyn Reader) {
        if let Some(list) = &mut self.list {
            list.step(by);
            return;
        }
        if let Some(notes) = self.notes_mut() {
            let before = notes.screen_cursor().row;
            notes.move_cursor(if by < 0 { CursorMove::Up } else { CursorMove::Down });
            if notes.screen_cursor().row != before {
                return;
            }
        }
        if self.at == Stop::More && by > 0 {
            self.show_whole();
        } else {
            self.step(by, reader);
        }
    }

    pub(super) fn show_whole(&mut self) {
        self.is_whole = true;
        self.at = Stop::Field(self.main);
        self.arrive();
    }

    pub(super) fn open_entries(&mut self, field: usize) {
        if let Content::Parties(parties) = &mut self.fields[field].content {
            parties.open();
            self.at = Stop::Part { field, entry: 0, part: 0 };
        }
    }

    /// Adds an entry to the list at whose end the caret stands.
    pub(super) fn add_entry(&mut self) {
        let Stop::Another(field) = self.at else { return };
        if let Content::Parties(parties) = &mut self.fields[field].content {
            let entry = parties.add();
            self.at = Stop::Part { field, entry, part: 0 };
        }
    }

    /// Puts an entry back where it was taken out.
    pub(super) fn put_back(&mut self, field: usize, entry: usize, taken: Entry) {
        if let Content::Parties(parties) = &mut self.fields[field].content {
            parties.entries.insert(entry, taken);
            self.at = Stop::Part { field, entry, part: 0 };
        }
        self.said = None;
    }

    /// What a line is called: its field's title, numbered in a list, or what it is in an
    /// entry.
    pub(crate) fn title(&self, stop: Stop, lang: Lang) -> String {
        let title = |field: usize| self.fields[field].column.title.say(lang);
        match stop {
            Stop::Field(field) => title(field).to_owned(),
            Stop::Part { field, entry, part: 0 } => format!("{} {}", title(field), entry + 1),
            Stop::Part { field, entry, part } => {
                format!("  {}", self.part_title(field, entry, part).say(lang))
            }
            Stop::Another(field) => match self.line_at(Stop::Part { field, entry: 0, part: 0 }) {
                Some(_) => String::new(),
                None => title(field).to_owned(),
            },
            Stop::More | Stop::Save | Stop::Leave => String::new(),
        }
    }

    fn part_title(&self, field: usize, entry: usize, part: usize) -> Words {
        match &self.fields[field].content {
            Content::Parties(parties) => parties.entries[entry].parts[part].title,
            _ => self.fields[field].column.title,
        }
    }
}

fn place(stops: &[Stop], at: Stop) -> usize {
    stops.iter().position(|stop| *stop == at).unwrap_or(0)
}
