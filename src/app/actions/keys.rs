//! The keys in force: those of the table, or what a person put in their place.

use super::key::key_name;
use super::{ACTIONS, Action, Binding, Context, shown_key};
use crate::value::{Lang, Words};
use crossterm::event::KeyEvent;

/// The keys in force.
#[derive(Clone, Debug)]
pub struct Keys(Vec<Bound>);

/// A line of the table with the keys it has.
#[derive(Clone, Debug)]
pub struct Bound {
    /// Where they hold.
    pub context: Context,
    /// The line of the table.
    pub binding: &'static Binding,
    /// The keys, the first of which is shown.
    pub keys: Vec<String>,
}

/// What a key means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meant {
    /// This is to be done.
    Do(Action),
    /// Another key is to follow.
    More,
    /// Nothing.
    Nothing,
}

impl Default for Keys {
    /// The table's own.
    fn default() -> Self {
        let bound = |context: Context, binding: &'static Binding| Bound {
            context,
            binding,
            keys: binding.keys.iter().map(|key| (*key).to_owned()).collect(),
        };
        let of = |(context, part): &(Context, &'static [Binding])| {
            let context = *context;
            part.iter().map(move |binding| bound(context, binding)).collect::<Vec<_>>()
        };
        Self(ACTIONS.iter().flat_map(of).collect())
    }
}

impl Keys {
    /// The same with other keys for the action of a name.
    pub(crate) fn with(mut self, name: &str, keys: Vec<String>) -> Self {
        if let Some(bound) = self.0.iter_mut().find(|bound| bound.binding.name == name) {
            bound.keys = keys;
        }
        self
    }

    /// Whether an action can be had in a context by a key.
    pub(super) fn reaches(&self, context: Context, action: Action) -> bool {
        let places = std::iter::successors(Some(context), |context| context.around());
        let mut keys = places.flat_map(|place| self.of(place)).flat_map(|bound| &bound.keys);
        keys.any(|key| self.meant(context, key) == Meant::Do(action))
    }

    /// Every line, in the order of the help.
    pub fn all(&self) -> impl Iterator<Item = &Bound> {
        self.0.iter()
    }

    /// The lines of one context alone.
    pub fn of(&self, context: Context) -> impl Iterator<Item = &Bound> {
        self.0.iter().filter(move |bound| bound.context == context)
    }

    /// The key of an action, by its name in the table, as a person reads it; empty if it has
    /// none.
    pub fn shown(&self, name: &str, lang: Lang) -> &str {
        let bound = self.0.iter().find(|bound| bound.binding.name == name);
        bound.map_or("", |bound| bound.shown_key(lang))
    }

    /// What keys pressed one after another mean, their names with a space between.
    pub fn meant(&self, context: Context, names: &str) -> Meant {
        for place in std::iter::successors(Some(context), |context| context.around()) {
            let mut longer = false;
            for bound in self.of(place) {
                for key in &bound.keys {
                    if key == names {
                        return Meant::Do(bound.binding.action);
                    }
                    longer |= follows(key, names).is_some();
                }
            }
            if longer {
                return Meant::More;
            }
        }
        Meant::Nothing
    }

    /// What one key does in a context, or around it.
    pub fn action(&self, context: Context, key: &KeyEvent) -> Option<Action> {
        match self.meant(context, &key_name(key)?) {
            Meant::Do(action) => Some(action),
            Meant::More | Meant::Nothing => None,
        }
    }

    /// The keys that can follow those pressed, each with what it does.
    pub fn next(&self, context: Context, names: &str) -> Vec<(&str, Words)> {
        let places = std::iter::successors(Some(context), |context| context.around());
        let lines = places.flat_map(|place| self.of(place));
        let next = lines.filter_map(|bound| {
            let key = bound.keys.iter().find_map(|key| follows(key, names))?;
            Some((key, bound.binding.words))
        });
        next.collect()
    }

    /// The lines that stand in the footer of a context, the most useful first.
    pub fn hints(&self, context: Context) -> Vec<(&Bound, Words)> {
        let places = std::iter::successors(Some(context), |context| context.around());
        let lines = places.flat_map(|place| self.of(place));
        let mut hints: Vec<(u8, &Bound, Words)> = lines
            .filter_map(|bound| bound.binding.hint.map(|(place, words)| (place, bound, words)))
            .collect();
        hints.sort_by_key(|(place, _, _)| *place);
        hints.into_iter().map(|(_, bound, words)| (bound, words)).collect()
    }
}

/// What of a chord follows the keys already pressed.
fn follows<'k>(chord: &'k str, names: &str) -> Option<&'k str> {
    chord.strip_prefix(names)?.strip_prefix(' ')
}

impl Bound {
    /// Its keys as a person reads them.
    pub fn shown_keys(&self, lang: Lang) -> String {
        self.keys.iter().map(|key| shown_key(key, lang)).collect::<Vec<_>>().join(" ")
    }

    /// The first of them.
    pub fn shown_key(&self, lang: Lang) -> &str {
        self.keys.first().map_or("", |key| shown_key(key, lang))
    }
}
