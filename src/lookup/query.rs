//! What was typed, and how well a record fits it: letters without gaps, as they are written or
//! as they sound, or first letters; nothing scattered.

use super::bits::Bits;
use super::block::{Block, END, Name, Part};
use super::generic::Generic;
use super::lengths::MOST;
use super::shelf::Shelf;
use super::word::Word;
use crate::value::{Id, is_han};

/// Longest query that is looked at, in characters.
const LONGEST: usize = 200;

/// How well a record fits; the better, the less.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    /// It is called exactly that.
    Exact,
    /// A name begins so, or sounds so from its beginning, generic words aside.
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

/// Where a record fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Spot {
    /// In a name, from 0, as it is written or abbreviated, or else as it sounds.
    Name(usize, Sense),
    /// In the line of another field that begins at a byte of them.
    Line(usize),
    /// In the id.
    Id,
}

/// By what a name fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sense {
    Letters,
    Sound,
}

/// How a name fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    /// As it is written, from a byte of its letters on.
    Written(usize),
    /// In the nth way in which it sounds, from a byte of that on.
    Sounds(usize, usize),
    /// By its first letters in the nth way in which it sounds, from a byte of those on.
    Initials(usize, usize),
}

/// By what ways a record may fit each word of a query, a bit a word: the names are not asked again
/// for what is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ways {
    /// By first letters.
    pub abbreviated: u32,
    /// By letters that stand for characters.
    pub read: u32,
}

impl Default for Ways {
    fn default() -> Self {
        Self { abbreviated: u32::MAX, read: u32::MAX }
    }
}

/// A record in its block, and what names it in its own.
#[derive(Clone, Copy)]
pub(super) struct Subject<'b> {
    pub id: Id,
    pub own: (&'b Block, u8),
    pub by: Option<(&'b Block, u8)>,
    pub ways: Ways,
}

impl<'b> Subject<'b> {
    /// Its names, then those of what names it.
    pub fn names(self) -> impl Iterator<Item = Name<'b>> {
        let (block, bit) = self.own;
        block.names(bit).chain(self.by.into_iter().flat_map(|(block, bit)| block.names(bit)))
    }

    /// How long its shortest name is, in bytes.
    pub fn shortest(self) -> usize {
        self.letters().map(<[u8]>::len).min().unwrap_or(0)
    }

    /// Itself, and what names it.
    pub fn blocks(self) -> impl Iterator<Item = (&'b Block, u8)> {
        std::iter::once(self.own).chain(self.by)
    }

    /// The letters of its names, then those of what names it.
    pub fn letters(self) -> impl Iterator<Item = &'b [u8]> {
        let ended = self.parts(Part::Own).flat_map(|own| own.split_inclusive(|byte| *byte == END));
        ended.map(|name| &name[..name.len() - 1])
    }

    pub fn parts(self, part: Part) -> impl Iterator<Item = &'b [u8]> {
        self.blocks().map(move |(block, bit)| &block.text()[block.range(bit, part)])
    }

    pub fn lines(self) -> &'b [u8] {
        let (block, bit) = self.own;
        &block.text()[block.range(bit, Part::Lines)]
    }
}

/// How a record fits: how well, where, and the text that tells its order among the others.
pub(super) type Fit<'b> = (Class, Spot, &'b [u8]);

/// What was typed.
#[derive(Debug)]
pub(super) struct Query {
    /// All of it, where it is more than one word.
    whole: Option<Word>,
    /// What a record has to have, each somewhere.
    pub words: Vec<Word>,
}

impl Query {
    /// The query of a text; nothing if no letter or digit is in it.
    pub fn of(text: &str) -> Option<Self> {
        let cut: String = text.chars().take(LONGEST).collect();
        let typed: Vec<Word> =
            cut.split_whitespace().flat_map(scripts).filter_map(Word::of).collect();
        let whole = if typed.len() > 1 { Word::of(&cut) } else { None };
        // What is said again asks for nothing more.
        let mut words: Vec<Word> = Vec::new();
        for word in typed {
            if words.iter().all(|known| known.text() != word.text()) {
                words.push(word);
            }
        }
        // What is behind the last shares its bit.
        for (nth, word) in (1..).zip(&mut words) {
            word.bit = 1 << u32::min(nth, u32::BITS - 1);
        }
        (!words.is_empty()).then_some(Self { whole, words })
    }

    /// Whether each of its words goes on from one of another query, and there are no more.
    pub fn goes_on(&self, from: &Self) -> bool {
        let mut both = self.words.iter().zip(&from.words);
        self.words.len() == from.words.len()
            && both.all(|(word, from)| word.text().starts_with(from.text()))
    }

    /// Those of some records of a shelf of which a name may fit so well.
    pub fn may_be(&self, class: Class, on: &Shelf, among: &Bits, generic: &Generic) -> Bits {
        let may_be = |among: Bits, word: &Word| word.may_be(class, on, &among, generic);
        let whole = self.whole.as_ref().map_or(Bits::NONE, |whole| may_be(*among, whole));
        self.words.iter().fold(*among, may_be) | whole
    }

    /// No better than this does a record fit whose names are all so long at least.
    pub fn at_best(&self, shortest: usize) -> Class {
        let of = |word: &Word| word.at_best(shortest);
        let words = self.words.iter().map(of).max().unwrap_or(Class::Exact);
        self.whole.as_ref().map_or(words, |whole| of(whole).min(words))
    }

    /// No shorter than this is what a record fits by that no word fits by a name, in bytes.
    pub fn shortest_other(&self, id: Id) -> usize {
        let of = |word: &Word| if word.in_id.fits(id) { 0 } else { word.text().len() };
        self.to_mark().map(of).min().unwrap_or(0)
    }

    /// No longer than this is a name that is exactly what was typed, or a word of it, in bytes.
    pub fn longest_exact(&self) -> u8 {
        let texts = self.to_mark().map(|word| word.text().len());
        texts.max().map_or(MOST, |longest| longest.min(usize::from(MOST)) as u8)
    }

    /// Whether it is of letters and digits of ASCII alone, as Chinese names only sound.
    pub fn is_ascii(&self) -> bool {
        self.words.iter().all(|word| word.text().is_ascii())
    }

    /// Whether a record fits by a name none of whose words begins so. Several words may each fit
    /// by another.
    pub fn is_in_name(&self, subject: Subject<'_>) -> bool {
        self.words.len() > 1 || self.words[0].is_written(subject)
    }

    /// Whether a record may fit by one of some of its names.
    pub fn may_fit(&self, subject: Subject<'_>, is_of: &dyn Fn(&[u8]) -> bool) -> bool {
        let is_spoken = || self.to_mark().any(|word| word.may_be_spoken(subject));
        let is_written = |name| self.to_mark().any(|word| word.in_names.find(name).is_some());
        let mut names = subject.letters().filter(|name| is_of(name)).peekable();
        names.peek().is_some() && (names.any(is_written) || is_spoken())
    }

    /// How well a record fits: all of it in one place, or each word in some, of which the worst
    /// tells. Nothing if a word is nowhere.
    pub fn best<'b>(&self, subject: Subject<'b>, generic: &Generic) -> Option<Fit<'b>> {
        let mut worst: Option<Fit<'b>> = None;
        for word in &self.words {
            let fit = word.best(subject, generic)?;
            worst = worst.filter(|(class, ..)| *class >= fit.0).or(Some(fit));
        }
        let whole = self.whole.as_ref().and_then(|whole| whole.best(subject, generic));
        [whole, worst].into_iter().flatten().min_by_key(|(class, ..)| *class)
    }

    /// The same, if it is good enough: see [`Word::best_if`].
    pub fn best_if<'b>(
        &self,
        subject: Subject<'b>,
        generic: &Generic,
        is_enough: &dyn Fn(Class, &[u8]) -> bool,
    ) -> Option<Fit<'b>> {
        match (&*self.words, &self.whole) {
            ([word], None) => word.best_if(subject, generic, is_enough),
            // Each of several words may fit by another name, and all of it is one more.
            _ => self.best(subject, generic),
        }
    }

    /// How a record fits that no word fits by a name.
    pub fn best_other<'b>(&self, subject: Subject<'b>) -> Option<Fit<'b>> {
        let whole = self.whole.as_ref().and_then(|whole| whole.other(subject));
        let mut words = self.words.iter();
        whole.or_else(|| {
            let first = words.next()?.other(subject)?;
            words.all(|word| word.other(subject).is_some()).then_some(first)
        })
    }

    /// All of it and then each word: what is to be marked is the first that is there, or else all
    /// that are.
    pub fn to_mark(&self) -> impl Iterator<Item = &Word> {
        self.whole.iter().chain(&self.words)
    }

    /// Whether all of it is the first to be marked.
    pub fn has_whole(&self) -> bool {
        self.whole.is_some()
    }
}

/// A typed word in its stretches of Chinese and of other letters: `hua技` is two words.
fn scripts(word: &str) -> Vec<&str> {
    let (mut stretches, mut from, mut before) = (Vec::new(), 0, None);
    for (at, c) in word.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        if before.is_some_and(|before| before != is_han(c)) {
            stretches.push(&word[from..at]);
            from = at;
        }
        before = Some(is_han(c));
    }
    stretches.push(&word[from..]);
    stretches
}
