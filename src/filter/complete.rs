//! What could come next while a filter is typed: fields, what goes with them, and values. It reads
//! a bounded number of records, so that it never takes long.

mod values;

use super::Desk;
use super::field::{self, Field, Source};
use super::how::How;
use super::lex::{self, Given, Part, plain};
use crate::record::{Column, Kind};
use crate::records::KINDS;
use crate::store::Sight;
use crate::value::{Lang, Shape, Words, fold};
use crate::words::filter as said;
use std::ops::Range;

/// Something that could come next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// What it takes the place of, in bytes of the filter's text.
    pub at: Range<usize>,
    /// What is written there.
    pub text: String,
    /// What it means.
    pub note: String,
}

/// What could come next at a caret, in bytes, the likeliest first; nothing where what is typed is
/// complete.
pub fn complete(kind: &Kind, text: &str, caret: usize, desk: &Desk<'_>, lang: Lang) -> Vec<Offer> {
    let Some(before) = text.get(..caret) else { return Vec::new() };
    let on = On { kind, desk, lang, caret };
    let Some(term) = lex::unfinished(before) else {
        let is_after_gap = before.chars().next_back().is_none_or(char::is_whitespace);
        return if is_after_gap { on.fields("", caret) } else { Vec::new() };
    };
    let offers = match (&term.field, term.values.as_slice()) {
        (None, [Given::One(word)]) if term.how == How::Has && !word.quoted => {
            match word.text.split_once('.') {
                Some((first, second)) => on.steps(first, second, word),
                None => on.fields(&word.text, word.at.start),
            }
        }
        (None, _) => Vec::new(),
        (Some(name), _) => on.of_field(name, &term),
    };
    let is_typed = |offer: &Offer| before.get(offer.at.clone()) == Some(offer.text.as_str());
    if offers.iter().any(is_typed) { Vec::new() } else { offers }
}

/// What is completed, for whom.
struct On<'a> {
    kind: &'a Kind,
    desk: &'a Desk<'a>,
    lang: Lang,
    caret: usize,
}

/// How well a name fits what is typed: those that begin so before the others.
fn rank(typed: &str, names: &[&str]) -> Option<u8> {
    let begins = |name: &&&str| fold(name).starts_with(typed);
    let holds = |name: &&&str| fold(name).contains(typed);
    let first = names.iter().find(begins).map(|_| 0);
    first.or_else(|| names.iter().find(holds).map(|_| 1))
}

impl On<'_> {
    fn sight(&self) -> &Sight {
        self.desk.sight
    }

    fn offer(&self, from: usize, text: impl Into<String>, note: impl Into<String>) -> Offer {
        Offer { at: from..self.caret, text: text.into(), note: note.into() }
    }

    /// The fields that fit what is typed of one.
    fn fields(&self, typed: &str, from: usize) -> Vec<Offer> {
        let typed = fold(typed);
        let mut all: Vec<(u8, Offer)> = Vec::new();
        for column in self.columns(self.kind) {
            let names = [column.name, column.title.en, column.title.zh, column.short.zh];
            let Some(rank) = rank(&typed, &names) else { continue };
            let name = self.called(column, |name| Field::read(self.kind, name));
            all.push((rank, self.offer(from, self.with_colon(name), self.titled(column, name))));
        }
        for kind in KINDS.iter().filter(|kind| field::links_to(kind, self.kind)) {
            let Some(rank) = rank(&typed, &[kind.plural, kind.title.zh, kind.tab.zh]) else {
                continue;
            };
            let note = said::LINKED_HERE.fill(self.lang, &[kind.title.say(self.lang)]);
            let name = match self.lang {
                Lang::En => kind.plural,
                Lang::Zh => kind.tab.zh,
            };
            all.push((rank + 2, self.offer(from, format!("{name}."), note)));
        }
        all.sort_by_key(|(rank, _)| *rank);
        all.into_iter().map(|(_, offer)| offer).collect()
    }

    /// The columns of a kind that may be seen: those that are shown first.
    fn columns(&self, kind: &Kind) -> Vec<&'static Column> {
        let mut all: Vec<_> = kind.columns().filter(|column| !self.sight().hides(column)).collect();
        let shown =
            |column: &&Column| kind.shown.iter().position(|shown| shown.path == column.name);
        all.sort_by_key(|column| shown(column).unwrap_or(usize::MAX));
        all
    }

    /// What a field is called in the person's language, if that reads back as the same field.
    fn called<E>(
        &self,
        column: &'static Column,
        read: impl Fn(&str) -> Result<Field, E>,
    ) -> &'static str {
        let titles = match self.lang {
            Lang::En => return column.name,
            Lang::Zh => [column.title.zh, column.short.zh],
        };
        let is_word = |c: char| c.is_alphanumeric() && plain(c) == c;
        let by_name = read(column.name).ok();
        let same = |title: &&&str| {
            title.chars().all(is_word) && by_name.is_some() && read(title).ok() == by_name
        };
        titles.iter().find(same).copied().unwrap_or(column.name)
    }

    fn with_colon(&self, name: &str) -> String {
        match self.lang {
            Lang::En => format!("{name}:"),
            Lang::Zh => format!("{name}："),
        }
    }

    /// What says more than the name that is offered.
    fn titled(&self, column: &Column, name: &str) -> String {
        match self.lang {
            Lang::Zh if name != column.name => column.name.to_owned(),
            lang => column.title.say(lang).to_owned(),
        }
    }

    /// The fields of what a link leads to.
    fn steps(&self, first: &str, second: &str, word: &Part) -> Vec<Offer> {
        let typed = fold(second);
        let from = match second {
            "" => self.caret,
            second => word.place(word.text.len() - second.len()..word.text.len()).start,
        };
        let mut all: Vec<(u8, Offer)> = Vec::new();
        for (path, column) in field::beyond(self.kind, first) {
            let read = |name: &str| Field::read(self.kind, &format!("{first}.{name}"));
            match column {
                Some(column) if self.sight().hides(column) => {}
                Some(column) => {
                    let names = [column.name, column.title.en, column.title.zh];
                    if let Some(rank) = rank(&typed, &names) {
                        let name = self.called(column, read);
                        let note = self.titled(column, name);
                        all.push((rank, self.offer(from, self.with_colon(name), note)));
                    }
                }
                None => {
                    if let Some(rank) = rank(&typed, &[path]) {
                        all.push((rank, self.offer(from, self.with_colon(path), "")));
                    }
                }
            }
        }
        all.sort_by_key(|(rank, _)| *rank);
        all.dedup_by(|(_, one), (_, other)| one.text == other.text);
        all.into_iter().map(|(_, offer)| offer).collect()
    }

    /// What could come after a field.
    fn of_field(&self, name: &Part, term: &lex::Term) -> Vec<Offer> {
        let Ok(field) = Field::read(self.kind, &name.text) else {
            return self.nearest(name, term.sign.end);
        };
        let Some(Given::One(part) | Given::Range(_, part)) = term.values.last() else {
            return Vec::new();
        };
        let is_first = part.is_empty() && term.values.len() == 1 && term.how == How::Has;
        let (shape, column) = match &field {
            Field::Whole(Source::Own(column), shape) => (*shape, Some((self.kind.number, *column))),
            Field::Step(_, to) => match to.first() {
                Some((kind, column)) => (column.shape, Some((*kind, *column))),
                None => return Vec::new(),
            },
            Field::Whole(Source::Back(_), shape) | Field::Part(_, _, shape) => (*shape, None),
        };
        let mut all = if term.how == How::Like {
            Vec::new()
        } else {
            self.values(&shape, column, part, term.how)
        };
        if !part.quoted && term.how != How::Like {
            let typed = fold(&part.text);
            for (word, note) in [("none", said::NOT_RECORDED), ("any", said::RECORDED)] {
                if word.starts_with(&typed) {
                    all.push(self.offer(part.at.start, word, note.say(self.lang)));
                }
            }
        }
        if is_first {
            all.extend(self.signs(&shape, term.sign.start));
        }
        if is_first && shape.kinds().is_some() && !name.text.contains('.') {
            let note = said::STEP_ON.say(self.lang);
            all.push(self.offer(term.sign.start, ".", note));
        }
        all
    }

    /// The signs that go with a field.
    fn signs(&self, shape: &Shape, from: usize) -> Vec<Offer> {
        let is_order = matches!(
            shape,
            Shape::When | Shape::Moment | Shape::Money | Shape::Count | Shape::Decimal
        );
        let is_text = matches!(shape, Shape::Text | Shape::Notes | Shape::Lines | Shape::Tags);
        let is_money = *shape == Shape::Money;
        let signs: &[(How, Words)] = &[
            (How::Below, if is_money { said::BELOW_MONEY } else { said::BELOW }),
            (How::UpTo, said::UP_TO),
            (How::Above, said::ABOVE),
            (How::From, said::FROM),
            (How::Is, said::EXACTLY),
            (How::Like, said::LIKE),
        ];
        let goes = |how: How| match how {
            How::Has => false,
            How::Is => is_text || shape.kinds().is_some(),
            How::Like => is_text,
            _ => is_order,
        };
        let fitting = signs.iter().filter(|(how, _)| goes(*how));
        fitting.map(|(how, note)| self.offer(from, how.sign(), note.say(self.lang))).collect()
    }

    /// The field that was most likely meant.
    fn nearest(&self, name: &Part, end: usize) -> Vec<Offer> {
        let near = field::nearest_of(self.kind, &name.text);
        let offer = |column: &'static Column| {
            let name_of = self.called(column, |name| Field::read(self.kind, name));
            Offer {
                at: name.at.start..end,
                text: self.with_colon(name_of),
                note: self.titled(column, name_of),
            }
        };
        near.map(offer).into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
