//! A field of one line: the text being typed, what it reads as, and why it cannot be read.

use super::list::{Offer, labels};
use crate::app::draft::{Written, plain};
use crate::app::stroke::{Stroke, type_in};
use crate::value::{
    COMMA, Id, Label, Lang, Names, Reader, Shape, Value, Wrong, clean_line, clean_lines,
};
use crate::words::form::MAKE;
use crate::words::screen::WEEKDAYS;
use chrono::Datelike;
use tui_input::Input;

/// As many characters as reading a line keeps.
const LONGEST: usize = 2_000;
/// As many as reading several lines keeps.
const LONGEST_LIST: usize = 100_000;

/// A field of one line.
pub(crate) struct Line {
    shape: Shape,
    input: Input,
    initial: String,
    before: Value,
    /// Which records the texts taken from the list mean.
    picks: Vec<(String, Id)>,
    /// Nothing while a link is being typed: looking for names waits until the field is left.
    reading: Option<Result<Value, Wrong>>,
    /// Whether a wrong text is said to be wrong: not while it is being typed.
    judged: bool,
    /// Whether typing begins anew instead of going on.
    fresh: bool,
}

impl Line {
    /// A field that holds a value.
    pub(super) fn new(shape: Shape, before: Value, lang: Lang, names: &dyn Names) -> Self {
        let mut line = Self::blank(shape);
        line.initial = if before.links().is_empty() {
            shape.write(&before, lang, names)
        } else {
            let ids = before.links().into_iter();
            let all: Vec<String> = ids.map(|id| line.pick(id, &names.name(id, lang))).collect();
            all.join("; ")
        };
        line.input = Input::new(line.initial.clone());
        line.reading = Some(Ok(before.clone()));
        line.before = before;
        line
    }

    /// A field of which nothing is recorded.
    pub(super) fn blank(shape: Shape) -> Self {
        Self {
            shape,
            input: Input::default(),
            initial: String::new(),
            before: Value::None,
            picks: Vec::new(),
            reading: Some(Ok(Value::None)),
            judged: false,
            fresh: false,
        }
    }

    /// What it holds.
    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }

    /// What stands in it.
    pub(crate) fn text(&self) -> &str {
        self.input.value()
    }

    /// How many cells stand before the caret.
    pub(crate) fn caret(&self) -> usize {
        self.input.visual_cursor()
    }

    /// Why its text cannot be read, once it was left or saving was tried.
    pub(crate) fn wrong(&self) -> Option<&Wrong> {
        self.reading.as_ref()?.as_ref().err().filter(|_| self.judged)
    }

    /// The label it reads as, if it is one of a closed list.
    pub(crate) fn label(&self) -> Option<&'static Label> {
        let Some(Ok(Value::Choice(code))) = &self.reading else { return None };
        self.shape.labels().iter().find(|label| label.code == code)
    }

    /// What its text reads as, where the text does not say it by itself.
    pub(crate) fn echo(&self, lang: Lang, names: &dyn Names) -> String {
        let is_made = |piece: &&str| self.picked(piece).is_some_and(Id::is_provisional);
        let made: Vec<String> =
            self.pieces().filter(is_made).map(|piece| MAKE.fill(lang, &[piece])).collect();
        if !made.is_empty() {
            return made.join(COMMA.say(lang));
        }
        let Some(Ok(value)) = &self.reading else { return String::new() };
        if matches!(self.shape, Shape::Text | Shape::Lines | Shape::Tags | Shape::Links(_)) {
            return String::new();
        }
        let shown = self.shape.show(value, lang, names);
        match value {
            Value::When(when) if when.first() == when.last() => {
                let day = when.first().weekday().num_days_from_monday() as usize;
                format!("{shown} {}", WEEKDAYS[day].say(lang))
            }
            _ if shown == self.text().trim() => String::new(),
            Value::When(_) | Value::Moment(_) | Value::None => shown,
            _ => format!("= {shown}"),
        }
    }

    pub(super) fn is_changed(&self) -> bool {
        self.text() != self.initial
    }

    /// The caret arrives: typing over a choice or a link begins anew, since half a name is
    /// none; behind several links it begins one more.
    pub(super) fn arrive(&mut self) {
        let whole =
            matches!(self.shape, Shape::Choice(_) | Shape::Flag | Shape::Link(_) | Shape::Links(_));
        self.fresh = whole && !self.text().is_empty();
    }

    /// Whether a space asks for the list rather than to be typed.
    pub(super) fn wants_list(&self) -> bool {
        let has_list = self.shape.kinds().is_some() || !labels(&self.shape).is_empty();
        has_list && (self.fresh || self.piece().is_empty())
    }

    /// Does what a key does to a text; whether the text changed.
    pub(super) fn stroke(&mut self, stroke: Stroke, reader: &dyn Reader) -> bool {
        if let Stroke::Insert(c) = stroke {
            if !self.separates(c) {
                self.begin_anew();
            }
            if self.room() == 0 {
                return false;
            }
        }
        self.fresh = false;
        let changed = type_in(&mut self.input, stroke);
        if changed {
            self.glance(reader);
        }
        changed
    }

    /// Puts a text in at the caret, cleaned and cut to what the field can hold.
    pub(super) fn paste(&mut self, text: &str, reader: &dyn Reader) {
        self.begin_anew();
        let cut: String = text.chars().take(self.room()).collect();
        let cleaned = match self.shape {
            Shape::Lines | Shape::Links(_) => clean_lines(&cut).replace('\n', "; "),
            _ => clean_line(&cut),
        };
        let before: String = self.text().chars().take(self.input.cursor()).collect();
        let after = &self.text()[before.len()..];
        let caret = self.input.cursor() + cleaned.chars().count();
        self.input = Input::new(format!("{before}{cleaned}{after}")).with_cursor(caret);
        self.glance(reader);
    }

    /// Takes a line of the list in place of what was typed of it.
    pub(super) fn take(&mut self, text: &str, id: Option<Id>, reader: &dyn Reader) {
        let text = id.map_or(text.to_owned(), |id| self.pick(id, text));
        let last = self.text().rfind(|c| self.separates(c));
        let begun = last.map_or("", |last| {
            let separator = self.text()[last..].chars().next().map_or(0, char::len_utf8);
            &self.text()[..last + separator]
        });
        let gap = if begun.is_empty() { "" } else { " " };
        self.input = Input::new(format!("{begun}{gap}{text}"));
        self.glance(reader);
        self.arrive();
    }

    /// What an offer puts into the field.
    pub(super) fn text_of(offer: &Offer, lang: Lang) -> &str {
        match offer {
            Offer::Choice(label) => label.say(lang),
            Offer::Record(_, name) | Offer::Make(_, name) => name,
        }
    }

    /// What is being typed: of several, the last.
    pub(super) fn piece(&self) -> &str {
        self.text().rsplit(|c| self.separates(c)).next().unwrap_or_default().trim()
    }

    /// Reads the text; if it is wrong, it is now said to be.
    pub(super) fn judge(&mut self, reader: &dyn Reader) {
        self.reading = Some(self.read(reader));
        self.judged = true;
    }

    /// What it was last read as.
    pub(super) fn value(&self) -> Value {
        match &self.reading {
            Some(Ok(value)) => value.clone(),
            _ => Value::None,
        }
    }

    /// What is kept of it in a draft.
    pub(super) fn written(&self) -> Written {
        let pieces: Vec<&str> = self.pieces().collect();
        let is_there = |(name, _): &&(String, Id)| pieces.contains(&name.as_str());
        let picks = self.picks.iter().filter(is_there).cloned().collect();
        Written { text: self.text().to_owned(), picks }
    }

    /// Takes what was kept of it, to be read again.
    pub(super) fn put(&mut self, written: &Written, made: &[Id]) {
        self.input = Input::new(plain(&written.text));
        self.reading = None;
        let is_there = |id: &Id| !id.is_provisional() || made.contains(id);
        let picks = written.picks.iter().filter(|(_, id)| is_there(id));
        let picks: Vec<_> = picks.map(|(name, id)| (plain(name), *id)).collect();
        // Another record may have taken the name since.
        self.picks.retain(|(name, _)| picks.iter().all(|(taken, _)| taken != name));
        self.picks.splice(..0, picks);
    }

    /// The caret is back where it stood: only over a name or a choice that is whole does typing
    /// begin anew.
    pub(super) fn go_on(&mut self, reader: &dyn Reader) {
        self.glance(reader);
        let text = self.text();
        let is_label = |label: &Label| label.code == text || label.zh == text;
        if labels(&self.shape).iter().any(is_label) || self.picked(self.piece()).is_some() {
            self.arrive();
        }
    }

    fn begin_anew(&mut self) {
        if !std::mem::take(&mut self.fresh) {
            return;
        }
        self.input = match self.shape {
            Shape::Links(_) => Input::new(format!("{}; ", self.text())),
            _ => Input::default(),
        };
    }

    fn room(&self) -> usize {
        let longest = match self.shape {
            Shape::Lines | Shape::Links(_) => LONGEST_LIST,
            _ => LONGEST,
        };
        longest.saturating_sub(self.text().chars().count())
    }

    fn glance(&mut self, reader: &dyn Reader) {
        self.judged = false;
        self.reading = match self.shape {
            Shape::Link(_) | Shape::Links(_) => None,
            _ => Some(self.read(reader)),
        };
    }

    fn read(&self, reader: &dyn Reader) -> Result<Value, Wrong> {
        if !self.is_changed() {
            return Ok(self.before.clone());
        }
        if self.text().trim() == "-" {
            return Ok(Value::None);
        }
        match self.shape {
            Shape::Link(kinds) => self
                .pieces()
                .next()
                .map_or(Ok(Value::None), |name| self.link(kinds, name, reader).map(Value::Link)),
            Shape::Links(kinds) => self.links(kinds, reader),
            Shape::Choices(_) => {
                let pieces: Vec<&str> = self.pieces().collect();
                self.shape.read(&pieces.join(";"), reader)
            }
            _ => self.shape.read(self.text(), reader),
        }
    }

    fn links(&self, kinds: &[&str], reader: &dyn Reader) -> Result<Value, Wrong> {
        let mut all = Vec::new();
        for name in self.pieces() {
            let id = self.link(kinds, name, reader)?;
            if !all.contains(&id) {
                all.push(id);
            }
        }
        Ok(if all.is_empty() { Value::None } else { Value::Links(all.into()) })
    }

    fn link(&self, kinds: &[&str], name: &str, reader: &dyn Reader) -> Result<Id, Wrong> {
        self.picked(name).map_or_else(|| reader.link(kinds, name), Ok)
    }

    fn picked(&self, name: &str) -> Option<Id> {
        self.picks.iter().find(|(known, _)| known == name).map(|(_, id)| *id)
    }

    /// The text that stands for a record in this field and for no other.
    fn pick(&mut self, id: Id, name: &str) -> String {
        let mut text = name.trim().replace(|c| self.separates(c), ",");
        if self.picked(&text).is_some_and(|other| other != id) {
            text = format!("{text} ({id})");
        }
        if self.picked(&text).is_none() {
            self.picks.push((text.clone(), id));
        }
        text
    }

    fn separates(&self, c: char) -> bool {
        match self.shape {
            Shape::Links(_) => matches!(c, ';' | '；'),
            Shape::Choices(_) => matches!(c, ';' | '；' | ',' | '，' | '、'),
            _ => false,
        }
    }

    fn pieces(&self) -> impl Iterator<Item = &str> {
        let pieces = self.text().split(|c| self.separates(c)).map(str::trim);
        pieces.filter(|piece| !piece.is_empty())
    }
}
