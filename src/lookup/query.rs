//! What was typed, and how well a key fits it. Contiguous or initials, nothing scattered.

use super::key::{Frequency, Key};
use crate::value::fold;
use memchr::memmem::Finder;
use std::ops::Range;

/// Longest query that is looked at, in characters.
const LONGEST: usize = 200;
/// Words that initials pass over (USTC, MIT).
const SMALL: [&str; 6] = ["of", "and", "the", "for", "in", "&"];

/// How well a record fits; the better, the less.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    /// It is called exactly that.
    Exact,
    /// A name begins so, generic words aside.
    Prefix,
    /// The first letters of a name's words, from the start on.
    InitialsPrefix,
    /// A later word of a name begins so.
    WordPrefix,
    /// It stands somewhere in a name.
    Substring,
    /// It stands in another field, or in the id.
    Other,
}

/// Where in a key's folded form a piece stands.
enum Place {
    At(usize),
    /// The starts of the words whose first letters it is.
    Initials(Vec<usize>),
}

/// What was typed.
pub(super) struct Query {
    whole: Piece,
    /// One by one; empty where the whole is one word.
    words: Vec<Piece>,
}

impl Query {
    /// The query of a text; nothing if no letter or digit is in it.
    pub fn of(text: &str) -> Option<Self> {
        let cut: String = text.chars().take(LONGEST).collect();
        let words: Vec<String> =
            cut.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
        let whole = words.concat();
        let words = if words.len() > 1 { words } else { Vec::new() };
        (!whole.is_empty()).then(|| Self {
            whole: Piece::of(whole),
            words: words.into_iter().map(Piece::of).collect(),
        })
    }

    /// How well a record of these keys fits, and the key to show for it: all of it in one
    /// key, or each word in some key, of which the worst tells.
    pub fn best<'k>(&self, keys: &[&'k Key], frequency: &Frequency) -> Option<(Class, &'k Key)> {
        let whole = self.whole.best(keys, frequency);
        let words: Option<Vec<_>> =
            self.words.iter().map(|word| word.best(keys, frequency)).collect();
        let worst = words.and_then(|words| words.into_iter().max_by_key(|(class, _)| *class));
        [whole, worst].into_iter().flatten().min_by_key(|(class, _)| *class)
    }

    /// Which parts of a key's text to mark.
    pub fn ranges(&self, key: &Key, frequency: &Frequency) -> Vec<Range<usize>> {
        let spans = |piece: &Piece| -> Option<Vec<Range<usize>>> {
            piece.locate(key, frequency).map(|(_, place)| piece.spans(&place))
        };
        let spans = spans(&self.whole)
            .unwrap_or_else(|| self.words.iter().filter_map(spans).flatten().collect());
        key.in_text(&spans)
    }
}

/// A folded text that is looked for in one piece.
struct Piece {
    text: String,
    letters: usize,
    finder: Finder<'static>,
}

impl Piece {
    fn of(text: String) -> Self {
        let finder = Finder::new(text.as_bytes()).into_owned();
        Self { letters: text.chars().count(), text, finder }
    }

    fn best<'k>(&self, keys: &[&'k Key], frequency: &Frequency) -> Option<(Class, &'k Key)> {
        let fits = keys
            .iter()
            .filter_map(|key| self.locate(key, frequency).map(|(class, _)| (class, *key)));
        fits.min_by_key(|(class, key)| (*class, key.folded.len()))
    }

    fn locate(&self, key: &Key, frequency: &Frequency) -> Option<(Class, Place)> {
        let anywhere = self.finder.find(key.folded.as_bytes());
        if !key.is_name() {
            return anywhere.map(|at| (Class::Other, Place::At(at)));
        }
        if anywhere.is_none() && self.letters > key.starts.len() {
            return None;
        }
        if *key.folded == *self.text {
            return Some((Class::Exact, Place::At(0)));
        }
        let start = key.start(frequency);
        let begins = |word: &usize| self.begins(key, *word, key.starts[start]);
        if let Some(word) = (0..=start).find(begins) {
            return Some((Class::Prefix, Place::At(key.starts[word])));
        }
        // Generic words may lead, as in CSCEC, but with one word after them they tell nothing.
        let tell = |word: usize| {
            self.initials(key, word).filter(|words| word == start || words.len() > start - word + 1)
        };
        if let Some(words) = (0..=start).find_map(tell) {
            return Some((Class::InitialsPrefix, Place::Initials(words)));
        }
        let later = start + 1..key.starts.len();
        if let Some(word) = later.clone().find(|word| self.begins_word(key, *word, frequency)) {
            return Some((Class::WordPrefix, Place::At(key.starts[word])));
        }
        let initials =
            || later.clone().find_map(|word| self.initials(key, word)).map(Place::Initials);
        anywhere.map(Place::At).or_else(initials).map(|place| (Class::Substring, place))
    }

    /// Whether a key reads so from a word on, and further than the generic words there.
    fn begins(&self, key: &Key, word: usize, told: usize) -> bool {
        let at = key.starts[word];
        key.folded[at..].starts_with(&self.text) && at + self.text.len() > told
    }

    fn begins_word(&self, key: &Key, word: usize, frequency: &Frequency) -> bool {
        let told = key.words(word).find(|(_, word)| !frequency.is_generic(word));
        told.is_some_and(|(told, _)| self.begins(key, word, told))
    }

    /// The words from one on, each of which begins with the next letter.
    fn initials(&self, key: &Key, from: usize) -> Option<Vec<usize>> {
        if self.letters < 2 {
            return None;
        }
        let (mut words, mut starts) = (key.words(from), Vec::new());
        for letter in self.text.chars() {
            let fits =
                |(_, word): &(usize, &str)| word.starts_with(letter) || !SMALL.contains(word);
            let (start, _) = words.find(fits).filter(|(_, word)| word.starts_with(letter))?;
            starts.push(start);
        }
        Some(starts)
    }

    fn spans(&self, place: &Place) -> Vec<Range<usize>> {
        match place {
            Place::At(at) => std::iter::once(*at..*at + self.text.len()).collect(),
            Place::Initials(starts) => {
                let letters = self.text.chars().map(char::len_utf8);
                starts.iter().zip(letters).map(|(start, length)| *start..start + length).collect()
            }
        }
    }
}
