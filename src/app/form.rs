//! The form in which a record is edited or added: what is typed, where the caret is, and
//! what a key does. It draws nothing, saves nothing and never waits. What was typed is lost
//! only by the answer "discard".

mod draft;
mod field;
#[cfg(test)]
pub(crate) mod fixture;
mod line;
mod list;
mod moves;
mod save;
#[cfg(test)]
mod tests;

pub(crate) use field::{Content, Field};
pub(crate) use line::Line;
pub use list::Suggest;
pub(crate) use list::{List, Offer};
pub(crate) use moves::Stop;

use super::actions::{Action, Context, Keys, Step as Move};
use super::stroke::Stroke;
use crate::record::{Column, Kind};
use crate::store::{Edit, Row, Sight};
use crate::value::{Id, Label, Lang, Reader, Value};
use crate::words::form::REMOVED;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};
use field::Entry;
use list::Made;

/// How many fields a new record's form shows at once.
const AT_ONCE: usize = 8;
/// How many fields a page is.
const PAGE: isize = 10;

/// A record being edited, or one being added.
pub struct Form {
    kind: &'static Kind,
    /// The record and the revision it was opened at; none for a new one.
    record: Option<(Id, u32)>,
    /// How many records it is for, if for more than one: what stays empty stays as it is.
    many: Option<usize>,
    name: String,
    /// Whether it was opened by one who sees what not everybody may see.
    is_internal: bool,
    /// The language in which labels and names were written into the fields.
    lang: Lang,
    fields: Vec<Field>,
    /// How many of the first fields are shown at once.
    main: usize,
    is_whole: bool,
    at: Stop,
    list: Option<List>,
    is_asking: bool,
    said: Option<String>,
    made: Vec<Made>,
    /// The entry just taken out of a list, and where it stood.
    removed: Option<(usize, usize, Entry)>,
}

/// What is to be done after a key.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// Nothing but to draw.
    Stay,
    /// These edits are to be committed as one; the form waits for [`Form::refuse`],
    /// [`Form::blocked`] or its end.
    Save(Vec<Edit>),
    /// What was typed is to be kept as a draft; the form waits for [`Form::blocked`] or its end.
    Keep,
    /// The form is to be closed: there is nothing in it to be saved.
    Leave,
}

impl Form {
    /// A form for a record, as far as the person may see it: its main fields and what is
    /// recorded at once, the rest behind "more fields".
    pub fn edit(row: &Row, sight: &Sight, lang: Lang) -> Self {
        let kind = row.kind();
        let cells = kept(kind).map(|column| (column, sight.cell(row, column)));
        let seen = cells.filter(|(_, value)| *value != Value::Masked);
        let (main, rest): (Vec<_>, Vec<_>) =
            seen.partition(|(column, value)| column.is_main() || !value.is_none());
        let name = sight.name_of(row, lang);
        Self::new(kind, Some((row.id, row.rev)), name, (main, rest), sight, lang)
    }

    /// A form for a new record: at most eight main fields at once, the rest behind "more
    /// fields".
    pub fn add(kind: &'static Kind, sight: &Sight, lang: Lang) -> Self {
        Self::add_with(kind, &[], sight, lang)
    }

    /// A form for a new record with some fields filled in: number and value. What is filled
    /// in counts as untouched.
    pub fn add_with(
        kind: &'static Kind,
        filled: &[(u16, Value)],
        sight: &Sight,
        lang: Lang,
    ) -> Self {
        let value = |column: &Column| {
            let known = filled.iter().find(|(number, _)| *number == column.number);
            known.map_or(Value::None, |(_, value)| value.clone())
        };
        let seen = kept(kind).filter(|column| sight.sees_private() || !column.is_private());
        let (mut main, mut rest): (Vec<_>, Vec<_>) = seen
            .map(|column| (column, value(column)))
            .partition(|(column, value)| column.is_main() || !value.is_none());
        // What is filled in is shown, whatever its place.
        while let (true, Some(last)) =
            (main.len() > AT_ONCE, main.iter().rposition(|(_, value)| value.is_none()))
        {
            rest.insert(0, main.remove(last));
        }
        Self::new(kind, None, String::new(), (main, rest), sight, lang)
    }

    /// A form whose fields are put into many records: those that name one are left out.
    pub fn many(kind: &'static Kind, count: usize, sight: &Sight, lang: Lang) -> Self {
        let shared = |column: &&Column| !column.is_named() && !column.is_login();
        let seen = kept(kind).filter(shared);
        let seen = seen.filter(|column| sight.sees_private() || !column.is_private());
        let cells = seen.map(|column| (column, Value::None));
        let (main, rest) = cells.partition(|(column, _)| column.is_main());
        let form = Self::new(kind, None, String::new(), (main, rest), sight, lang);
        Self { many: Some(count), ..form }
    }

    fn new(
        kind: &'static Kind,
        record: Option<(Id, u32)>,
        name: String,
        (main, rest): (Vec<Cell>, Vec<Cell>),
        sight: &Sight,
        lang: Lang,
    ) -> Self {
        let at_once = main.len();
        let cells = main.into_iter().chain(rest);
        let fields = cells.map(|(column, value)| Field::new(column, value, lang, sight)).collect();
        let mut form = Self {
            kind,
            record,
            many: None,
            name,
            is_internal: sight.sees_private(),
            lang,
            fields,
            main: at_once,
            is_whole: false,
            at: Stop::Field(0),
            list: None,
            is_asking: false,
            said: None,
            made: Vec::new(),
            removed: None,
        };
        form.is_whole = form.fields.len() == at_once;
        form.arrive();
        form
    }

    /// The kind of the record.
    pub fn kind(&self) -> &'static Kind {
        self.kind
    }

    /// The record being edited; none if it is a new one.
    pub fn id(&self) -> Option<Id> {
        self.record.map(|(id, _)| id)
    }

    /// How many records it is for, if for more than one.
    pub fn count(&self) -> Option<usize> {
        self.many
    }

    /// Whether there may be something in it that not everybody may see.
    pub fn is_internal(&self) -> bool {
        self.is_internal
    }

    /// The revision at which it was opened.
    pub fn rev(&self) -> Option<u32> {
        self.record.map(|(_, rev)| rev)
    }

    /// Whether anything was typed that leaving would lose.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(Field::is_changed)
    }

    /// What a key does.
    pub fn key(
        &mut self,
        key: KeyEvent,
        keys: &Keys,
        reader: &dyn Reader,
        suggest: &dyn Suggest,
    ) -> Step {
        if key.kind == KeyEventKind::Release {
            return Step::Stay;
        }
        if self.is_asking {
            return self.answer(keys.action(Context::Leaving, &key), reader);
        }
        let removed = self.removed.take();
        match keys.action(Context::Form, &key) {
            Some(Action::Save) => return self.save(reader),
            Some(Action::Close) => return self.escape(removed),
            Some(Action::Open) => return self.enter(reader, suggest),
            Some(Action::NextField) => self.turn(1, reader),
            Some(Action::PreviousField) => self.turn(-1, reader),
            Some(Action::Move(Move::Up)) => self.vertical(-1, reader),
            Some(Action::Move(Move::Down)) => self.vertical(1, reader),
            Some(Action::Move(Move::PageUp)) => self.step(-PAGE, reader),
            Some(Action::Move(Move::PageDown)) => self.step(PAGE, reader),
            Some(Action::Choices) if self.wants_list() => self.show_choices(suggest),
            Some(Action::RemoveEntry) if self.at_entry() => self.remove(),
            _ if key.code == KeyCode::Delete && self.at_bare_entry() => self.remove(),
            _ => self.write(key, reader, suggest),
        }
        Step::Stay
    }

    /// Puts a pasted text in at the caret, cleaned and cut to what the field can hold.
    pub fn paste(&mut self, text: &str, reader: &dyn Reader, suggest: &dyn Suggest) {
        if self.is_asking {
            return;
        }
        if let Some(line) = self.line_mut() {
            line.paste(text, reader);
        } else if let Some(notes) = self.notes_mut() {
            field::paste(notes, text);
        } else {
            return;
        }
        self.touched(suggest);
    }

    fn answer(&mut self, answer: Option<Action>, reader: &dyn Reader) -> Step {
        match answer {
            Some(Action::Save) => return self.save(reader),
            Some(Action::KeepDraft) => {
                self.is_asking = false;
                return Step::Keep;
            }
            Some(Action::Discard) => return Step::Leave,
            Some(Action::Close) => self.is_asking = false,
            _ => {}
        }
        Step::Stay
    }

    /// Closes what is open, innermost first; never what was typed.
    fn escape(&mut self, removed: Option<(usize, usize, Entry)>) -> Step {
        if self.list.take().is_some() {
            return Step::Stay;
        }
        if let Some((field, entry, taken)) = removed {
            self.put_back(field, entry, taken);
            return Step::Stay;
        }
        self.leave()
    }

    fn leave(&mut self) -> Step {
        if !self.is_changed() {
            return Step::Leave;
        }
        self.is_asking = true;
        Step::Stay
    }

    fn enter(&mut self, reader: &dyn Reader, suggest: &dyn Suggest) -> Step {
        if let Some(list) = self.list.take() {
            self.take(list.chosen(), reader);
            return Step::Stay;
        }
        match self.at {
            Stop::Save => return self.save(reader),
            Stop::Leave => return self.leave(),
            Stop::More => self.show_whole(),
            Stop::Another(_) => self.add_entry(),
            Stop::Field(at) => match &mut self.fields[at].content {
                Content::Parties(_) => self.open_entries(at),
                Content::Notes(notes) => {
                    notes.insert_newline();
                    self.touched(suggest);
                }
                Content::Line(_) => self.step(1, reader),
            },
            Stop::Part { .. } => self.step(1, reader),
        }
        Step::Stay
    }

    fn take(&mut self, offer: &Offer, reader: &dyn Reader) {
        let id = match offer {
            Offer::Choice(_) => None,
            Offer::Record(id, _) => Some(*id),
            Offer::Make(kind, name) => Some(self.make(kind, name)),
        };
        let text = Line::text_of(offer, self.lang).to_owned();
        if let Some(line) = self.line_mut() {
            line.take(&text, id, reader);
        }
        self.forget_wrong();
    }

    /// The record of a name that is added in the same save; of one name there is one.
    fn make(&mut self, kind: &'static Kind, name: &str) -> Id {
        let same = |made: &&Made| made.kind.number == kind.number && made.name == name;
        if let Some(made) = self.made.iter().find(same) {
            return made.id;
        }
        // The record of the form itself, if it is new, is the 0th.
        let id = Id::provisional(kind.number, self.made.len() as u32 + 1);
        self.made.push(Made { id, kind, name: name.to_owned() });
        id
    }

    fn wants_list(&self) -> bool {
        self.line().is_some_and(Line::wants_list)
    }

    fn show_choices(&mut self, suggest: &dyn Suggest) {
        let chosen = self.line().and_then(Line::label);
        self.open_list("", suggest);
        self.highlight(chosen);
    }

    fn write(&mut self, key: KeyEvent, reader: &dyn Reader, suggest: &dyn Suggest) {
        let Some(stroke) = Stroke::of(key) else { return };
        if let Some(line) = self.line_mut() {
            if line.stroke(stroke, reader) {
                self.touched(suggest);
            }
            return;
        }
        if let Some(notes) = self.notes_mut() {
            let is_full = matches!(stroke, Stroke::Insert(_)) && field::room(notes) == 0;
            if !is_full && stroke.edit(notes) {
                self.touched(suggest);
            }
            return;
        }
        match (self.at, stroke) {
            (Stop::Save, Stroke::Right) => self.at = Stop::Leave,
            (Stop::Leave, Stroke::Left) => self.at = Stop::Save,
            _ => {}
        }
    }

    /// A text changed: what was said of it no longer holds, and the list follows it.
    fn touched(&mut self, suggest: &dyn Suggest) {
        self.forget_wrong();
        let piece = self.line().map(|line| line.piece().to_owned()).unwrap_or_default();
        if piece.is_empty() {
            self.list = None;
        } else {
            self.open_list(&piece, suggest);
        }
    }

    fn open_list(&mut self, text: &str, suggest: &dyn Suggest) {
        self.list = self.line().and_then(|line| List::of(line.shape(), text, suggest));
    }

    fn highlight(&mut self, chosen: Option<&'static Label>) {
        let is_chosen = |offer: &Offer| matches!(offer, Offer::Choice(one) if Some(*one) == chosen);
        if let Some(list) = &mut self.list {
            list.at = list.offers.iter().position(is_chosen).unwrap_or(0);
        }
    }

    fn forget_wrong(&mut self) {
        self.said = None;
        if let Some(at) = self.at.field() {
            self.fields[at].wrong = None;
        }
    }

    /// Whether the caret is at an entry of a list.
    fn at_entry(&self) -> bool {
        matches!(self.at, Stop::Part { .. })
    }

    /// Whether it is at the beginning of one in which nothing stands: there is nothing else to
    /// delete.
    fn at_bare_entry(&self) -> bool {
        matches!(self.at, Stop::Part { part: 0, .. })
            && self.line().is_some_and(|line| line.text().is_empty())
    }

    fn remove(&mut self) {
        let Stop::Part { field, entry, .. } = self.at else { return };
        let Content::Parties(parties) = &mut self.fields[field].content else { return };
        let taken = parties.entries.remove(entry);
        let left = parties.entries.len();
        self.at = match left.checked_sub(1) {
            Some(last) => Stop::Part { field, entry: entry.min(last), part: 0 },
            None => Stop::Another(field),
        };
        self.list = None;
        self.forget_wrong();
        self.removed = Some((field, entry, taken));
        self.said = Some(REMOVED.say(self.lang).to_owned());
        self.arrive();
    }
}

type Cell = (&'static Column, Value);

/// The columns of a kind that are typed.
fn kept(kind: &Kind) -> impl Iterator<Item = &'static Column> {
    kind.columns().filter(|column| !column.is_computed())
}
