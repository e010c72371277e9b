//! Choosing from a list by typing: the palette, the help and the list of panes are this one
//! list with different entries.

use super::actions::{ACTIONS, Action, Binding, Context, Step, action, hints};
use super::list::{moved, scrolled};
use super::stroke::{Stroke, type_in};
use crate::record::{Group, Kind};
use crate::records::KINDS;
use crate::value::{Lang, fold};
use crate::words::screen as say;
use crossterm::event::KeyEvent;
use tui_input::Input;

/// What is chosen from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deck {
    /// Everything that can be done here, and the panes.
    Palette,
    /// The keys of a context, and around it.
    Help(Context),
    /// All panes, by their groups.
    Panes,
}

/// What an entry does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Choice {
    /// An action.
    Do(Action),
    /// Opens a pane.
    Pane(&'static str),
    /// Opens Home.
    Home,
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
}

/// The list while it is open.
pub struct Pick {
    /// What is chosen from.
    pub deck: Deck,
    /// What is typed.
    pub input: Input,
    /// The entry the cursor is on.
    pub place: usize,
    /// The first entry on the screen.
    pub top: usize,
    /// How many rows the list behind has.
    rows: usize,
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
    /// Opens a list, over a pane of so many rows.
    pub fn new(deck: Deck, rows: usize, lang: Lang) -> Self {
        let mut pick = Self { deck, input: Input::default(), place: 0, top: 0, rows };
        pick.settle(&pick.entries(lang));
        pick
    }

    /// The entries that fit what is typed.
    pub fn entries(&self, lang: Lang) -> Vec<Entry> {
        let typed = self.input.value().trim();
        if let (Deck::Palette, Ok(number)) = (self.deck, typed.parse::<usize>()) {
            return vec![self.row(number, lang)];
        }
        let wanted = fold(typed);
        let fits = |entry: &Entry, name: &str| {
            wanted.is_empty()
                || fold(&entry.text).contains(&wanted)
                || fold(name).contains(&wanted)
                || entry.keys.split(' ').any(|key| key == typed)
        };
        let all = self.all(lang).into_iter();
        let kept = all.filter(|(entry, name)| match entry.choice {
            Choice::Nothing => wanted.is_empty() || (!name.is_empty() && fits(entry, name)),
            _ => fits(entry, name),
        });
        kept.map(|(entry, _)| entry).collect()
    }

    fn row(&self, number: usize, lang: Lang) -> Entry {
        let rows = self.rows.to_string();
        let (choice, text) = match number {
            number if (1..=self.rows).contains(&number) => {
                (Choice::Row(number), say::GO_TO_ROW.fill(lang, &[&number.to_string(), &rows]))
            }
            _ => (Choice::Nothing, say::NO_ROW.fill(lang, &[&rows])),
        };
        Entry { choice, text, keys: String::new() }
    }

    /// Every entry, with the other words it goes by.
    fn all(&self, lang: Lang) -> Vec<(Entry, String)> {
        match self.deck {
            Deck::Palette => {
                let doable = ACTIONS.iter().filter(|binding| is_command(binding));
                let actions =
                    doable.map(|binding| of_binding(binding, Choice::Do(binding.action), lang));
                actions.chain(KINDS.iter().map(|kind| of_kind(kind, lang))).collect()
            }
            Deck::Help(context) => help(context, lang),
            Deck::Panes => panes(lang),
        }
    }

    /// A key of the person.
    pub fn key(&mut self, key: &KeyEvent, height: usize, lang: Lang) -> Picked {
        let entries = self.entries(lang);
        match action(Context::Pick, key) {
            Some(Action::Close) if !self.input.value().is_empty() => {
                self.input.reset();
                self.settle(&self.entries(lang));
            }
            Some(Action::Close) => return Picked::Close,
            Some(Action::Open) => {
                return match entries.get(self.place).map(|entry| entry.choice) {
                    Some(Choice::Nothing) | None => Picked::Stay,
                    Some(choice) => Picked::Take(choice),
                };
            }
            Some(Action::Move(step)) => self.step(step, &entries, height),
            _ => {
                if Stroke::of(*key).is_some_and(|stroke| type_in(&mut self.input, stroke)) {
                    (self.place, self.top) = (0, 0);
                    self.settle(&self.entries(lang));
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
        self.settle(&self.entries(lang));
    }

    fn step(&mut self, step: Step, entries: &[Entry], height: usize) {
        let down = matches!(step, Step::Down | Step::PageDown);
        let place = moved(self.place, step, height, entries.len());
        let free =
            |at: &usize| entries.get(*at).is_some_and(|entry| entry.choice != Choice::Nothing);
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
    fn settle(&mut self, entries: &[Entry]) {
        let free =
            |at: &usize| entries.get(*at).is_some_and(|entry| entry.choice != Choice::Nothing);
        self.place = (self.place..entries.len()).find(free).unwrap_or(0);
    }
}

/// Whether an action makes sense when it is chosen by name.
fn is_command(binding: &Binding) -> bool {
    let chosen = matches!(binding.context, Context::Everywhere | Context::List);
    chosen
        && !matches!(
            binding.action,
            Action::Pane | Action::Palette | Action::Move(_) | Action::Close
        )
}

fn of_binding(binding: &Binding, choice: Choice, lang: Lang) -> (Entry, String) {
    let text = binding.words.say(lang).to_owned();
    let name = format!("{} {}", binding.name, binding.words.say(lang.other()));
    (Entry { choice, text, keys: binding.shown_keys(lang) }, name)
}

fn of_kind(kind: &Kind, lang: Lang) -> (Entry, String) {
    let keys = kind.key.map_or_else(String::new, |key| key.to_string());
    let name = format!("{} {} {}", kind.plural, kind.title.say(lang.other()), kind.tab.say(lang));
    (Entry { choice: Choice::Pane(kind.code), text: kind.title.say(lang).to_owned(), keys }, name)
}

fn heading(text: &str) -> (Entry, String) {
    (Entry { choice: Choice::Nothing, text: text.to_owned(), keys: String::new() }, String::new())
}

fn help(context: Context, lang: Lang) -> Vec<(Entry, String)> {
    let outside = hints(context).iter().any(|(binding, _)| binding.context == Context::Everywhere);
    let mut all = Vec::new();
    for part in [context, Context::Everywhere] {
        if part == Context::Everywhere && !outside {
            continue;
        }
        all.push(heading(part.title().say(lang)));
        for binding in ACTIONS.iter().filter(|binding| binding.context == part) {
            let choice =
                if is_command(binding) { Choice::Do(binding.action) } else { Choice::Nothing };
            all.push(of_binding(binding, choice, lang));
        }
    }
    all
}

fn panes(lang: Lang) -> Vec<(Entry, String)> {
    let home =
        Entry { choice: Choice::Home, text: say::HOME.say(lang).to_owned(), keys: "1".to_owned() };
    let mut all = vec![(home, say::HOME.say(lang.other()).to_owned())];
    for group in Group::ALL {
        all.push(heading(group.title().say(lang)));
        all.extend(KINDS.iter().filter(|kind| kind.group == group).map(|kind| of_kind(kind, lang)));
    }
    all
}
