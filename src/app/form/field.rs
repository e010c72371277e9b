//! A field of the form, whatever it takes to fill it in: one line, notes, or a list of
//! entries with lines of their own.

use super::line::Line;
use crate::app::draft::{Text, Typed, plain_lines};
use crate::record::Column;
use crate::value::{
    Id, Lang, Names, Party, PartyShape, Reader, Shape, Value, Words, Wrong, clean_lines, words,
};
use crate::words::form::ROLE;
use ratatui::style::Style;
use ratatui_textarea::{TextArea, WrapMode};

/// Longest note, in characters: as many as reading one keeps.
const LONGEST_NOTE: usize = 100_000;

/// A field of the form.
pub(crate) struct Field {
    /// What it is called and holds.
    pub(crate) column: &'static Column,
    /// What is recorded.
    pub(crate) before: Value,
    /// What is typed.
    pub(crate) content: Content,
    /// What is wrong with it as a whole; each line knows what is wrong with its own text.
    pub(super) wrong: Option<Wrong>,
    /// Whether what is recorded is no longer what its lines began from.
    is_rebased: bool,
}

/// What is typed into a field.
pub(crate) enum Content {
    /// One line.
    Line(Line),
    /// Many lines.
    Notes(Box<TextArea<'static>>),
    /// Several records, each with a role, a text and a flag.
    Parties(Parties),
}

/// The entries of a list. Closed, it is one line that says them all.
pub(crate) struct Parties {
    shape: &'static PartyShape,
    recorded: usize,
    /// Whether each entry's lines are shown.
    pub(crate) open: bool,
    /// One after the other.
    pub(crate) entries: Vec<Entry>,
}

/// An entry of a list.
pub(crate) struct Entry {
    /// Its place in what is recorded, if it is there.
    recorded: Option<usize>,
    /// The link, then what there is of role, text and flag.
    pub(crate) parts: Vec<Part>,
}

/// A line of an entry.
pub(crate) struct Part {
    /// What it is; nothing for the link, which bears the field's title.
    pub(crate) title: Words,
    /// What is typed.
    pub(crate) line: Line,
}

impl Field {
    pub(super) fn new(
        column: &'static Column,
        before: Value,
        lang: Lang,
        names: &dyn Names,
    ) -> Self {
        let content = match column.shape {
            Shape::Notes => Content::Notes(Box::new(notes(before.text()))),
            Shape::Parties(shape) => Content::Parties(Parties::new(shape, &before, lang, names)),
            shape => Content::Line(Line::new(shape, before.clone(), lang, names)),
        };
        Self { column, before, content, wrong: None, is_rebased: false }
    }

    /// Why it cannot be saved as it is, as far as that is to be said.
    pub(crate) fn wrong(&self) -> Option<&Wrong> {
        self.wrong.as_ref().or_else(|| match &self.content {
            Content::Line(line) => line.wrong(),
            Content::Notes(_) => None,
            Content::Parties(parties) => parties.lines().find_map(Line::wrong),
        })
    }

    /// Whether it is a list that is left without entries.
    pub(crate) fn is_emptied(&self) -> bool {
        matches!(&self.content, Content::Parties(parties) if parties.entries.is_empty())
    }

    /// What is wrong with it that none of its lines knows.
    pub(crate) fn wrong_as_a_whole(&self) -> Option<&Wrong> {
        self.wrong.as_ref()
    }

    /// Something else is recorded now; what is typed stays.
    pub(super) fn rebase(&mut self, before: Value) {
        (self.before, self.is_rebased) = (before, true);
    }

    pub(super) fn is_changed(&self) -> bool {
        match &self.content {
            _ if self.is_rebased => true,
            Content::Line(line) => line.is_changed(),
            Content::Notes(notes) => text_of(notes) != self.before.text(),
            Content::Parties(parties) => parties.is_changed(),
        }
    }

    /// Reads everything typed into it; what is wrong is now said to be.
    pub(super) fn judge(&mut self, reader: &dyn Reader) {
        self.wrong = None;
        match &mut self.content {
            Content::Line(line) => line.judge(reader),
            Content::Notes(_) => {}
            Content::Parties(parties) => {
                let parts = parties.entries.iter_mut().flat_map(|entry| &mut entry.parts);
                parts.for_each(|part| part.line.judge(reader));
            }
        }
    }

    /// What it was last read as.
    pub(super) fn value(&self) -> Value {
        if !self.is_changed() {
            return self.before.clone();
        }
        match &self.content {
            Content::Line(line) => line.value(),
            Content::Notes(notes) => match clean_lines(&text_of(notes)) {
                text if text.trim().is_empty() => Value::None,
                text => Value::Text(text.into()),
            },
            Content::Parties(parties) => parties.value(),
        }
    }

    /// What is kept of it in a draft.
    pub(super) fn typed(&self) -> Typed {
        let text = match &self.content {
            _ if !self.is_changed() => Text::Same,
            Content::Line(line) => Text::Line(line.written()),
            Content::Notes(notes) => Text::Notes(text_of(notes)),
            Content::Parties(parties) => {
                let lines = |entry: &Entry| {
                    (entry.recorded, entry.parts.iter().map(|part| part.line.written()).collect())
                };
                Text::Entries(parties.entries.iter().map(lines).collect())
            }
        };
        Typed { number: self.column.number, before: self.before.clone(), text }
    }

    /// Takes what was kept of it; false if that is not of its shape. Of the records that are to be
    /// added by their names there are those.
    pub(super) fn take(
        &mut self,
        typed: &Typed,
        (lang, names): (Lang, &dyn Names),
        made: &[Id],
    ) -> bool {
        *self = Self::new(self.column, typed.before.clone(), lang, names);
        match (&mut self.content, &typed.text) {
            (_, Text::Same) => {}
            (Content::Line(line), Text::Line(written)) => line.put(written, made),
            (Content::Notes(held), Text::Notes(text)) => **held = notes(&plain_lines(text)),
            (Content::Parties(parties), Text::Entries(entries)) => {
                let mut recorded: Vec<Option<Entry>> =
                    parties.entries.drain(..).map(Some).collect();
                for (at, lines) in entries {
                    let known = at.and_then(|at| recorded.get_mut(at)?.take());
                    let mut entry = known.unwrap_or_else(|| Entry::blank(parties.shape));
                    if entry.parts.len() != lines.len() {
                        return false;
                    }
                    for (part, written) in entry.parts.iter_mut().zip(lines) {
                        part.line.put(written, made);
                    }
                    parties.entries.push(entry);
                }
            }
            _ => return false,
        }
        true
    }

    /// Whether nothing is recorded or typed.
    pub(super) fn is_empty(&self) -> bool {
        self.value().is_none()
    }
}

fn notes(text: &str) -> TextArea<'static> {
    let mut notes: TextArea<'static> = text.split('\n').collect();
    notes.set_wrap_mode(WrapMode::WordOrGlyph);
    // The terminal's own cursor stands at the caret: an input method's window goes there.
    notes.set_cursor_style(Style::default());
    notes.set_cursor_line_style(Style::default());
    notes
}

/// What stands in notes.
pub(crate) fn text_of(notes: &TextArea<'_>) -> String {
    notes.lines().join("\n")
}

/// How many characters notes still have room for.
pub(super) fn room(notes: &TextArea<'_>) -> usize {
    let taken: usize = notes.lines().iter().map(|line| line.chars().count() + 1).sum();
    LONGEST_NOTE.saturating_sub(taken)
}

/// Puts a text into notes at the caret, cleaned and cut to what they can hold.
pub(super) fn paste(notes: &mut TextArea<'_>, text: &str) {
    let cut: String = text.chars().take(room(notes)).collect();
    notes.insert_str(clean_lines(&cut));
}

impl Parties {
    fn new(shape: &'static PartyShape, before: &Value, lang: Lang, names: &dyn Names) -> Self {
        let recorded: &[Party] = match before {
            Value::Parties(parties) => parties,
            _ => &[],
        };
        let entry = |(at, party): (usize, &Party)| Entry::new(shape, (at, party), lang, names);
        let entries: Vec<Entry> = recorded.iter().enumerate().map(entry).collect();
        Self { shape, recorded: entries.len(), open: false, entries }
    }

    fn lines(&self) -> impl Iterator<Item = &Line> {
        self.entries.iter().flat_map(|entry| &entry.parts).map(|part| &part.line)
    }

    /// Opens the list, with an empty entry if there is none.
    pub(super) fn open(&mut self) {
        self.open = true;
        if self.entries.is_empty() {
            self.add();
        }
    }

    /// Adds an empty entry; its place.
    pub(super) fn add(&mut self) -> usize {
        self.entries.push(Entry::blank(self.shape));
        self.entries.len() - 1
    }

    fn is_changed(&self) -> bool {
        let recorded = self.entries.iter().filter(|entry| entry.recorded.is_some()).count();
        recorded != self.recorded || self.lines().any(Line::is_changed)
    }

    fn value(&self) -> Value {
        let parties: Vec<Party> = self.entries.iter().filter_map(Entry::party).collect();
        if parties.is_empty() { Value::None } else { Value::Parties(parties.into()) }
    }
}

impl Entry {
    fn of(shape: &'static PartyShape, mut line: impl FnMut(Shape) -> Line) -> Vec<Part> {
        let mut parts = vec![Part { title: words("", ""), line: line(Shape::Link(shape.kinds)) }];
        if !shape.roles.is_empty() {
            parts.push(Part { title: ROLE, line: line(Shape::Choice(shape.roles)) });
        }
        parts.push(Part { title: shape.text, line: line(Shape::Text) });
        parts.extend(shape.flag.map(|title| Part { title, line: line(Shape::Flag) }));
        parts
    }

    fn blank(shape: &'static PartyShape) -> Self {
        Self { recorded: None, parts: Self::of(shape, Line::blank) }
    }

    fn new(
        shape: &'static PartyShape,
        (at, party): (usize, &Party),
        lang: Lang,
        names: &dyn Names,
    ) -> Self {
        let line = |part: Shape| {
            let value = match part {
                Shape::Link(_) => party.link.map_or(Value::None, Value::Link),
                Shape::Choice(_) => party.role.clone().map_or(Value::None, Value::Choice),
                Shape::Flag => party.flag.map_or(Value::None, Value::Flag),
                _ if party.text.is_empty() => Value::None,
                _ => Value::Text(party.text.clone()),
            };
            Line::new(part, value, lang, names)
        };
        Self { recorded: Some(at), parts: Self::of(shape, line) }
    }

    /// What it was last read as; nothing if it neither links nor says anything.
    fn party(&self) -> Option<Party> {
        let mut party = Party::default();
        for part in &self.parts {
            match part.line.value() {
                Value::Link(id) => party.link = Some(id),
                Value::Choice(code) => party.role = Some(code),
                Value::Flag(flag) => party.flag = Some(flag),
                Value::Text(text) => party.text = text,
                _ => {}
            }
        }
        if party == Party::default() { None } else { Some(party) }
    }
}
