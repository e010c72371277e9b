//! Draws the form: its fields, what each reads as, the list under the current one, and what
//! there is to say. Changes nothing.

mod hint;
mod rows;

use crate::app::form::{Content, Field, Form, Line, Offer, Stop};
use crate::app::page::wrapped;
use crate::store::Sight;
use crate::value::{COMMA, Lang, Shape, Wrong, fit, slice, width};
use crate::words::{form as say, list};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui_textarea::TextArea;
use rows::Row;

/// From this width on there is room to the right of the fields.
const WIDE: u16 = 72;
/// Cells for labels, at most.
const LABELS: usize = 22;
/// The same on a narrow screen.
const LABELS_NARROW: usize = 16;
/// Cells that names leave to what is said of them: an id tells namesakes apart.
const ABOUT: u16 = 16;
/// Lines that are not fields: title, rule; rule, hint, remark, message.
const ABOVE: u16 = 2;
const BELOW: u16 = 4;

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().add_modifier(Modifier::DIM);
const WRONG: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);

/// Draws a form and puts the cursor at its caret.
pub fn draw(form: &Form, frame: &mut Frame<'_>, area: Rect, sight: &Sight, lang: Lang) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let mut page = Page { form, sight, lang, area, labels: labels(form, area.width, lang), frame };
    page.head();
    let height = area.height.saturating_sub(ABOVE + BELOW);
    for (at, row) in rows::in_view(form, height as usize).into_iter().enumerate() {
        let y = area.y + ABOVE + at as u16;
        let left = height - at as u16;
        page.row(row, y, left);
    }
    page.foot();
}

/// How wide the labels are: as the longest shown, within bounds.
fn labels(form: &Form, total: u16, lang: Lang) -> u16 {
    let most = if total >= WIDE { LABELS } else { LABELS_NARROW };
    let longest = form.stops().into_iter().map(|stop| width(&form.title(stop, lang))).max();
    longest.unwrap_or(0).min(most) as u16
}

struct Page<'a, 'f, 'b> {
    form: &'a Form,
    sight: &'a Sight,
    lang: Lang,
    area: Rect,
    labels: u16,
    frame: &'f mut Frame<'b>,
}

impl Page<'_, '_, '_> {
    /// Writes a text from a cell on, within so many cells; the cell after it.
    fn put(&mut self, x: u16, y: u16, text: &str, cells: u16, style: Style) -> u16 {
        if x >= self.area.right() || y >= self.area.bottom() {
            return x;
        }
        let cells = cells.min(self.area.right() - x);
        let text = fit(text, cells as usize);
        self.frame.buffer_mut().set_stringn(x, y, text, cells as usize, style).0
    }

    fn cursor(&mut self, x: u16, y: u16) {
        let at = Position::new(x.min(self.area.right() - 1), y);
        if self.area.contains(at) {
            self.frame.set_cursor_position(at);
        }
    }

    /// Where labels begin, and how many cells there are from there to the edge.
    fn left(&self) -> (u16, u16) {
        (self.area.x + 3, self.area.width.saturating_sub(4))
    }

    /// Where values begin, and how many cells there are from there to the edge.
    fn values(&self) -> (u16, u16) {
        let (x, cells) = self.left();
        (x + self.labels + 2, cells.saturating_sub(self.labels + 2))
    }

    /// How many cells a value has that has a remark beside it.
    fn beside(&self) -> u16 {
        self.values().1 * 9 / 20
    }

    fn head(&mut self) {
        let (area, lang) = (self.area, self.lang);
        let one = self.form.kind().one(lang);
        let what = if self.form.id().is_some() { say::EDIT } else { say::ADD };
        let right = match (self.form.id(), self.form.rev()) {
            (Some(id), Some(rev)) => say::REVISION.fill(lang, &[&id.to_string(), &rev.to_string()]),
            _ => String::new(),
        };
        let taken = width(&right) as u16;
        let (title, name) = match self.form.count() {
            None => (what.fill(lang, &[one]), self.form.name()),
            Some(count) => {
                let many = match lang {
                    Lang::En => &self.form.kind().title.say(lang).to_lowercase(),
                    Lang::Zh => one,
                };
                let title = list::EDIT_MANY.fill(lang, &[&count.to_string(), many]);
                (title, list::ONLY_FILLED.say(lang))
            }
        };
        let x = self.put(area.x + 1, area.y, &title, area.width, BOLD);
        let room = area.right().saturating_sub(x + taken + 5);
        self.put(x + 2, area.y, name, room, PLAIN);
        if area.right() > x + taken {
            self.put(area.right() - taken - 1, area.y, &right, taken, DIM);
        }
        self.rule(area.y + 1);
    }

    fn rule(&mut self, y: u16) {
        let cells = self.area.width.saturating_sub(2);
        self.put(self.area.x + 1, y, &"─".repeat(cells as usize), cells, DIM);
    }

    fn row(&mut self, row: Row, y: u16, left: u16) {
        match row {
            Row::Blank | Row::Notes => {}
            Row::Stop(stop) => self.stop(stop, y, left),
            Row::Offer(at) => self.offer(at, y),
            Row::Buttons => self.buttons(y),
        }
    }

    fn stop(&mut self, stop: Stop, y: u16, left: u16) {
        let is_current = stop == self.form.at();
        let style = if is_current { BOLD } else { PLAIN };
        let (x, _) = self.left();
        if is_current {
            self.put(x - 2, y, ">", 1, BOLD);
            self.cursor(x - 2, y);
        } else if self.wrong(stop).is_some() {
            self.put(x - 2, y, "!", 1, WRONG);
        }
        self.put(x, y, &self.form.title(stop, self.lang), self.labels, style);
        if let Some(line) = self.form.line_at(stop) {
            self.line(line, stop, y);
            return;
        }
        match stop {
            Stop::More => self.more(y, style),
            Stop::Another(_) => {
                let (x, cells) = self.values();
                self.put(x, y, say::ANOTHER.say(self.lang), cells, style);
                self.beside_value(stop, y);
            }
            Stop::Field(at) => self.wide_field(stop, self.form.field(at), y, left),
            Stop::Part { .. } | Stop::Save | Stop::Leave => {}
        }
    }

    fn line(&mut self, line: &Line, stop: Stop, y: u16) {
        if stop != self.form.at() {
            self.value(stop, line.text(), y);
            return;
        }
        let ((x, _), room) = (self.values(), self.room(stop));
        let from = (line.caret() + 1).saturating_sub(room as usize);
        self.put(x, y, &slice(line.text(), from, room as usize), room, PLAIN);
        self.cursor(x + line.caret().saturating_sub(from) as u16, y);
        self.beside_value(stop, y);
    }

    /// What stands beside a line: why it is wrong, else what it reads as.
    fn remark(&self, stop: Stop) -> (String, Style) {
        if let Some(wrong) = self.wrong(stop) {
            return (format!("! {}", wrong.say(self.lang)), WRONG);
        }
        let line = self.form.line_at(stop);
        (line.map_or(String::new(), |line| line.echo(self.lang, self.sight)), DIM)
    }

    /// What is wrong with a line. What is wrong with a list as a whole stands at its first.
    fn wrong(&self, stop: Stop) -> Option<&Wrong> {
        let field = self.form.field(stop.field()?);
        match stop {
            Stop::Part { entry, part, .. } => {
                let whole = field.wrong_as_a_whole().filter(|_| (entry, part) == (0, 0));
                whole.or(self.form.line_at(stop).and_then(Line::wrong))
            }
            Stop::Another(_) => field.wrong_as_a_whole().filter(|_| field.is_emptied()),
            _ => field.wrong(),
        }
    }

    /// A value in its room, `-` where there is none, and what stands beside it.
    fn value(&mut self, stop: Stop, said: &str, y: u16) {
        let (said, style) = if said.is_empty() { ("-", DIM) } else { (said, PLAIN) };
        let ((x, _), room) = (self.values(), self.room(stop));
        self.put(x, y, said, room, style);
        self.beside_value(stop, y);
    }

    /// How many cells a value has: fewer if something stands beside it.
    fn room(&self, stop: Stop) -> u16 {
        let has_remark = self.area.width >= WIDE && !self.remark(stop).0.is_empty();
        if has_remark { self.beside().saturating_sub(1) } else { self.values().1 }
    }

    fn beside_value(&mut self, stop: Stop, y: u16) {
        if self.area.width >= WIDE {
            let (remark, style) = self.remark(stop);
            let ((x, cells), beside) = (self.values(), self.beside());
            self.put(x + beside, y, &remark, cells - beside, style);
        }
    }

    /// A field that is more than a line: notes, or a list that is closed.
    fn wide_field(&mut self, stop: Stop, field: &Field, y: u16, left: u16) {
        let (x, cells) = self.values();
        let said = match &field.content {
            Content::Notes(notes) if stop == self.form.at() => {
                self.notes(notes, Rect::new(x, y, cells, left.min(rows::NOTES as u16 + 1)));
                return;
            }
            Content::Notes(notes) => match notes.lines() {
                [first, _, ..] => format!("{first} …"),
                lines => lines.concat(),
            },
            Content::Parties(_) | Content::Line(_) => {
                field.column.shape.show(&field.before, self.lang, self.sight)
            }
        };
        self.value(stop, &said, y);
    }

    fn notes(&mut self, notes: &TextArea<'_>, area: Rect) {
        let area = area.intersection(self.area);
        if area.is_empty() {
            return;
        }
        self.frame.render_widget(notes, area);
        let (top, _) = notes.scroll_offset();
        let at = notes.screen_cursor();
        let row = (at.row as u16).saturating_sub(top);
        self.cursor(area.x + (at.col as u16).min(area.width), area.y + row);
    }

    fn more(&mut self, y: u16, style: Style) {
        let titles: Vec<&str> =
            self.form.hidden().map(|column| column.title.say(self.lang)).collect();
        let words = if titles.len() == 1 { say::MORE_ONE } else { say::MORE };
        let (x, cells) = self.left();
        // As many names as there is room for; the sentence is closed in any case.
        let said = (0..=titles.len())
            .rev()
            .map(|named| {
                let mut names = titles[..named].to_vec();
                if named < titles.len() {
                    names.push("…");
                }
                let names = names.join(COMMA.say(self.lang));
                words.fill(self.lang, &[&titles.len().to_string(), &names])
            })
            .find(|said| width(said) <= cells as usize)
            .unwrap_or_else(|| words.fill(self.lang, &[&titles.len().to_string(), "…"]));
        self.put(x, y, &said, cells, style);
    }

    fn offer(&mut self, at: usize, y: u16) {
        let Some(list) = self.form.list() else { return };
        let is_chosen = at == list.at;
        let style = if is_chosen { BOLD } else { PLAIN };
        let (x, cells) = self.values();
        let all: Vec<_> = list.offers.iter().map(|offer| self.offered(offer)).collect();
        let longest = |widths: Option<usize>| widths.unwrap_or(0) as u16;
        let about = longest(all.iter().map(|(_, about)| width(about)).max()).min(ABOUT);
        let names = longest(all.iter().map(|(name, _)| width(name)).max());
        let room = names.min(cells.saturating_sub(about + 4));
        if is_chosen {
            self.put(x, y, ">", 1, BOLD);
        }
        let (name, about) = &all[at];
        self.put(x + 2, y, name, room, style);
        self.put(x + room + 4, y, about, cells.saturating_sub(room + 4), DIM);
    }

    /// What a line of the list says, and what it says besides.
    fn offered(&self, offer: &Offer) -> (String, String) {
        let lang = self.lang;
        let shape = self.form.line().map(Line::shape);
        let is_mixed = shape.and_then(Shape::kinds).is_some_and(|kinds| kinds.len() != 1);
        match offer {
            Offer::Choice(label) => {
                let meaning = label.meaning.map_or("", |meaning| meaning.say(lang));
                (label.say(lang).to_owned(), meaning.to_owned())
            }
            Offer::Record(id, name) => {
                let kind = crate::records::kind(id.kind).filter(|_| is_mixed);
                let kind = kind.map_or(String::new(), |kind| format!("{}  ", kind.one(lang)));
                (name.clone(), format!("{kind}{id}"))
            }
            Offer::Make(kind, name) => {
                let kind = if is_mixed { kind.one(lang) } else { "" };
                (say::MAKE.fill(lang, &[name]), kind.to_owned())
            }
        }
    }

    fn buttons(&mut self, y: u16) {
        let (mut x, _) = self.left();
        for (stop, words) in [(Stop::Save, say::SAVE), (Stop::Leave, say::LEAVE)] {
            let is_current = stop == self.form.at();
            let style = if is_current { BOLD.add_modifier(Modifier::REVERSED) } else { PLAIN };
            if is_current {
                self.put(self.left().0 - 2, y, ">", 1, BOLD);
                self.cursor(x, y);
            }
            x = self.put(x, y, words.say(self.lang), self.area.width, style) + 2;
        }
    }

    /// The rule, the current field's hint, its remark if there was no room for it beside the
    /// field, and what there is to say of the whole.
    fn foot(&mut self) {
        let Some(y) = self.area.bottom().checked_sub(BELOW).filter(|y| *y > self.area.y + 1) else {
            return;
        };
        let (x, cells) = (self.area.x + 1, self.area.width.saturating_sub(2));
        self.rule(y);
        let (remark, style) = self.remark(self.form.at());
        let beside = (self.values().1 - self.beside()) as usize;
        let has_room = self.area.width >= WIDE && width(&remark) <= beside;
        let has_room = has_room && !self.form.is_in_notes();
        let (hint, rest) = hint::of(self.form, self.lang, cells as usize);
        self.put(x, y + 1, &hint, cells, PLAIN);
        if has_room || remark.is_empty() {
            self.put(x, y + 2, &rest, cells, PLAIN);
        } else {
            self.put(x, y + 2, &remark, cells, style);
        }
        self.told(y + 3);
    }

    /// What there is to say of the whole: on as many lines as it takes, the last of them at `y`.
    fn told(&mut self, y: u16) {
        let (x, cells) = (self.area.x + 1, self.area.width.saturating_sub(2));
        let lines = wrapped(&self.message(), cells as usize);
        let count = (lines.len() as u16).min(y - self.area.y);
        for (line, y) in lines.iter().zip(y + 1 - count..=y).filter(|(line, _)| !line.is_empty()) {
            self.put(x, y, &" ".repeat(cells as usize), cells, PLAIN);
            self.put(x, y, line, cells, BOLD);
        }
    }

    fn message(&self) -> String {
        let (form, lang) = (self.form, self.lang);
        if form.is_asking() {
            return say::ASK.say(lang).to_owned();
        }
        if let Some(said) = form.said() {
            return said.to_owned();
        }
        let wrong = form.wrong_titles(lang);
        let words = match wrong.len() {
            0 => return String::new(),
            1 => say::MEND_ONE,
            _ => say::MEND,
        };
        words.fill(lang, &[&wrong.len().to_string(), &wrong.join(COMMA.say(lang))])
    }
}

#[cfg(test)]
mod tests;
