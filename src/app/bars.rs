//! How often each value of a column occurs in a list, with bars; one of them can be kept.

use super::actions::{Action, Context, Keys};
use super::list::{moved, scrolled};
use crate::filter;
use crate::store::{Path, Row, Sight};
use crate::value::{Lang, Value, Words};
use crate::words::list as say;
use crossterm::event::KeyEvent;
use std::sync::Arc;

/// A value and how often it occurs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    /// The value in words.
    pub text: String,
    /// How many records have it.
    pub count: usize,
    /// The filter that keeps them.
    term: String,
}

/// The bars while they are open.
pub struct Bars {
    /// Which counting it waits for.
    asked: u64,
    /// The heading of the column.
    pub heading: Words,
    /// How many records were counted.
    pub of: usize,
    /// The values, the most frequent first; none while they are counted.
    pub bars: Option<Vec<Bar>>,
    /// The one the cursor is on.
    pub place: usize,
    /// The first on the screen.
    pub top: usize,
}

/// What became of a key.
pub enum Barred {
    /// The bars stay.
    Stay,
    /// They are closed.
    Close,
    /// They are closed, and this is to be filtered by.
    Keep(String),
}

/// Counts the values of a column.
pub fn count(rows: &[Arc<Row>], path: &Path, sight: &Sight, lang: Lang) -> Vec<Bar> {
    let bar = |(value, count): (Value, usize)| Bar {
        text: match &value {
            Value::None => say::NOT_RECORDED.say(lang).to_owned(),
            value => path.shape().show(value, lang, sight),
        },
        count,
        term: filter::term(path, &value, sight),
    };
    filter::frequency(rows, path, sight, lang).into_iter().map(bar).collect()
}

impl Bars {
    /// The bars of a column over so many records, still to be counted: the `asked`th time.
    pub fn new(heading: Words, of: usize, asked: u64) -> Self {
        Self { asked, heading, of, bars: None, place: 0, top: 0 }
    }

    /// Values were counted, for these bars or for others that were closed since.
    pub fn take(&mut self, asked: u64, counted: Vec<Bar>) {
        if asked == self.asked {
            self.bars = Some(counted);
        }
    }

    /// A key of the person, on a screen of so many bars.
    pub fn key(&mut self, key: &KeyEvent, height: usize, keys: &Keys) -> Barred {
        let bars = self.bars.as_deref().unwrap_or_default();
        match keys.action(Context::Bars, key) {
            Some(Action::Close) => return Barred::Close,
            Some(Action::Open) => {
                if let Some(bar) = bars.get(self.place) {
                    return Barred::Keep(bar.term.clone());
                }
            }
            Some(Action::Move(step)) => {
                self.place = moved(self.place, step, height, bars.len());
                self.top = scrolled(self.top, self.place, height, bars.len());
            }
            _ => {}
        }
        Barred::Stay
    }
}
