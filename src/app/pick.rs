//! Choosing from a list by typing: the palette, the help, the list of panes and whatever
//! else is chosen by name are this one list with different entries.

pub mod decks;

use super::actions::{Action, Context, Keys, Step};
use super::list::{moved, scrolled};
use super::stroke::{Stroke, type_in};
use super::walk::Place;
use crate::ask::{self, Answer};
use crate::filter::Desk;
use crate::value::{Id, Lang, When, Words, fold};
use crate::words::ask as say_of_ask;
use crate::words::record_page::UNTIL;
use crate::words::screen as say;
use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use tui_input::Input;

/// What an entry does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Choice {
    /// An action.
    Do(Action),
    /// Opens a pane.
    Pane(&'static str),
    /// Opens Home.
    Home,
    /// Opens a saved view.
    View(Id),
    /// Opens a screen that is of no one kind.
    Screen(Place),
    /// Begins a record of this kind, linked to the one on the page by a field if one is given.
    Add(&'static str, Option<u16>),
    /// Puts off until then.
    Until(When),
    /// Renews until then.
    RenewUntil(When),
    /// Opens the briefing of an organization.
    Brief(Id),
    /// Opens the palette with this question typed in it.
    Question(&'static str),
    /// Opens what answers the question that is typed.
    Answer,
    /// Goes to a row of the list.
    Row(usize),
    /// A heading, or a line to read.
    Nothing,
}

/// A line to choose.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// What it does.
    pub choice: Choice,
    /// What it says.
    pub text: String,
    /// The keys that do the same.
    pub keys: String,
    /// The other words it is found by.
    also: String,
}

impl Entry {
    /// An entry that is found by its text and its keys.
    pub fn new(choice: Choice, text: &str, keys: &str) -> Self {
        Self { choice, text: text.to_owned(), keys: keys.to_owned(), also: String::new() }
    }

    /// Found by these words, too.
    pub fn also_called(self, also: String) -> Self {
        Self { also, ..self }
    }

    /// Whether it only heads those below it.
    pub fn is_heading(&self) -> bool {
        self.choice == Choice::Nothing && self.keys.is_empty()
    }

    fn fits(&self, typed: &str, wanted: &str) -> bool {
        let named = || fold(&self.text).contains(wanted) || fold(&self.also).contains(wanted);
        let keyed = || self.keys.split(' ').any(|key| key == typed);
        wanted.is_empty() || !self.is_heading() && (named() || keyed())
    }
}

/// What is done with a date.
type Dated = fn(When) -> Choice;

/// The list while it is open.
pub struct Pick {
    /// What is chosen, in words.
    pub title: Words,
    /// What stands before what is typed.
    pub prompt: &'static str,
    /// What is typed.
    pub input: Input,
    /// The entry the cursor is on.
    pub place: usize,
    /// The first entry on the screen.
    pub top: usize,
    all: Vec<Entry>,
    /// How many rows the list behind has, where a number goes to one.
    rows: Option<usize>,
    /// Where a date can be typed: what today is, and what is done with one.
    dates: Option<(NaiveDate, Dated)>,
    /// Where questions can be typed: what was made of the text that is typed.
    asked: Option<Asked>,
}

/// A question that is typed, if it is one.
#[derive(Clone, Default)]
pub struct Asked {
    entry: Option<Entry>,
    answer: Option<Answer>,
}

impl Asked {
    /// What a text asks, by what the person sees. What is no question yet, but begins as one, says
    /// why.
    pub fn of(text: &str, desk: &Desk<'_>, lang: Lang) -> Self {
        let line = |choice, text: &str| Some(Entry::new(choice, text, ""));
        match ask::ask(text, desk) {
            Ok(answer) => Self {
                entry: line(
                    Choice::Answer,
                    &say_of_ask::ASKS.fill(lang, &[&answer.say(desk.sight, lang)]),
                ),
                answer: Some(answer),
            },
            Err(why) if ask::is_begun(text) => {
                let why = say_of_ask::ASKS.fill(lang, &[why.shortly(desk).say(lang)]);
                Self { entry: line(Choice::Nothing, &why), answer: None }
            }
            Err(_) => Self::default(),
        }
    }
}

/// What became of a key.
pub enum Picked {
    /// The list goes on.
    Stay,
    /// It is closed.
    Close,
    /// This is to be done; the list is closed.
    Take(Choice),
}

impl Pick {
    /// Opens a list of entries.
    pub fn new(title: Words, prompt: &'static str, all: Vec<Entry>) -> Self {
        let input = Input::default();
        let mut pick = Self {
            title,
            prompt,
            input,
            place: 0,
            top: 0,
            all,
            rows: None,
            dates: None,
            asked: None,
        };
        pick.settle(Lang::En);
        pick
    }

    /// Opens a list of dates, beside which any date can be typed.
    pub fn of_dates(title: Words, all: Vec<Entry>, today: NaiveDate, choice: Dated) -> Self {
        Self { dates: Some((today, choice)), ..Self::new(title, ">", all) }
    }

    /// Takes questions, too.
    pub fn with_questions(self) -> Self {
        Self { asked: Some(Asked::default()), ..self }
    }

    /// What is typed, where it may be a question.
    pub fn question(&self) -> Option<&str> {
        self.asked.as_ref().map(|_| self.input.value())
    }

    /// What that asks.
    pub fn put(&mut self, asked: Asked, lang: Lang) {
        if asked.entry.is_some() || self.asked.as_ref().is_some_and(|one| one.entry.is_some()) {
            (self.place, self.top) = (0, 0);
        }
        self.asked = Some(asked);
        self.settle(lang);
    }

    /// The answer to the question that is typed.
    pub fn answer(self) -> Option<Answer> {
        self.asked?.answer
    }

    /// How many entries there are, whether they fit or not.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// The entries that fit what is typed.
    pub fn entries(&self, lang: Lang) -> Vec<Entry> {
        let typed = self.input.value().trim();
        if let (Some(rows), Ok(number)) = (self.rows, typed.parse::<usize>()) {
            return vec![row(number, rows, lang)];
        }
        if let Some((today, choice)) = self.dates.filter(|_| !typed.is_empty()) {
            return vec![match When::read(typed, Some(today)) {
                Ok(when) => {
                    let text = UNTIL.fill(lang, &[&when.show_long(lang)]);
                    Entry::new(choice(when), &text, "")
                }
                Err(wrong) => Entry::new(Choice::Nothing, wrong.say(lang), ""),
            }];
        }
        let wanted = fold(typed);
        let asked = self.asked.as_ref().and_then(|asked| asked.entry.clone());
        let named = self.all.iter().filter(|entry| entry.fits(typed, &wanted)).cloned();
        asked.into_iter().chain(named).collect()
    }

    /// A key of the person.
    pub fn key(&mut self, key: &KeyEvent, height: usize, lang: Lang, keys: &Keys) -> Picked {
        match keys.action(Context::Pick, key) {
            Some(Action::Close) if !self.input.value().is_empty() => {
                self.input.reset();
                self.settle(lang);
            }
            Some(Action::Close) => return Picked::Close,
            Some(Action::Open) => {
                return match self.entries(lang).get(self.place).map(|entry| entry.choice) {
                    Some(Choice::Nothing) | None => Picked::Stay,
                    Some(choice) => Picked::Take(choice),
                };
            }
            Some(Action::Move(step)) => self.step(step, height, lang),
            _ => {
                if Stroke::of(*key).is_some_and(|stroke| type_in(&mut self.input, stroke)) {
                    (self.place, self.top) = (0, 0);
                    self.settle(lang);
                }
            }
        }
        Picked::Stay
    }

    /// Pasted text.
    pub fn paste(&mut self, text: &str, lang: Lang) {
        for c in crate::value::clean_line(text).chars().take(100) {
            self.input.handle(tui_input::InputRequest::InsertChar(c));
        }
        self.settle(lang);
    }

    fn step(&mut self, step: Step, height: usize, lang: Lang) {
        let entries = self.entries(lang);
        let down = matches!(step, Step::Down | Step::PageDown);
        let place = moved(self.place, step, height, entries.len());
        let free = |at: &usize| is_free(&entries, *at);
        let found =
            if down { (place..entries.len()).find(free) } else { (0..=place).rev().find(free) };
        self.place = found.unwrap_or(self.place);
        self.top = scrolled(self.top, self.place, height, entries.len());
        // The heading above the first entry belongs to what one sees.
        if !(0..self.place).any(|at| free(&at)) {
            self.top = 0;
        }
    }

    /// Onto an entry that does something.
    fn settle(&mut self, lang: Lang) {
        let entries = self.entries(lang);
        self.place = (self.place..entries.len()).find(|at| is_free(&entries, *at)).unwrap_or(0);
    }
}

fn is_free(entries: &[Entry], at: usize) -> bool {
    entries.get(at).is_some_and(|entry| entry.choice != Choice::Nothing)
}

fn row(number: usize, rows: usize, lang: Lang) -> Entry {
    let all = rows.to_string();
    if (1..=rows).contains(&number) {
        let text = say::GO_TO_ROW.fill(lang, &[&number.to_string(), &all]);
        return Entry::new(Choice::Row(number), &text, "");
    }
    Entry::new(Choice::Nothing, &say::NO_ROW.fill(lang, &[&all]), "")
}
