//! The folded forms under which a text is found, and the way back from them to the text
//! that is shown.

use crate::record::Column;
use crate::value::{fold, fold_plain, is_apostrophe, is_han, is_plain};
use imbl::{OrdMap, OrdSet};
use std::collections::HashMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Words that tell no name from another, folded. The word after them counts as the start.
const GENERIC: [&str; 22] = [
    "the",
    "china",
    "chinese",
    "tsinghua",
    "university",
    "group",
    "co",
    "ltd",
    "limited",
    "inc",
    "corp",
    "corporation",
    "company",
    "center",
    "centre",
    "中国",
    "清华",
    "大学",
    "集团",
    "公司",
    "有限",
    "股份",
];
/// A word in more than one of so many names is generic…
const ONE_IN: usize = 20;
/// …where it stands in at least so many: in a small store every second name would be.
const AT_LEAST: usize = 20;

/// One form of a name under which a record is found.
#[derive(PartialEq, Debug)]
pub(super) struct Key {
    /// Where the name stands.
    pub column: &'static Column,
    /// Which line of the cell it is.
    pub nth: u32,
    /// What a query is compared with.
    pub folded: Box<str>,
    /// Where its words but the first begin in `folded`.
    later: Box<[u32]>,
}

impl Key {
    /// The keys of a name, which is the nth line of its cell. One with center or centre has
    /// both: queries are never respelled.
    pub fn of_name(column: &'static Column, nth: u32, text: &str) -> Vec<Self> {
        let folded = fold(text);
        if folded.is_empty() {
            return Vec::new();
        }
        let later: Vec<u32> =
            word_starts(text, &folded).into_iter().skip(1).map(|start| start as u32).collect();
        let other = match (folded.contains("center"), folded.contains("centre")) {
            (true, _) => Some(folded.replace("center", "centre")),
            (_, true) => Some(folded.replace("centre", "center")),
            _ => None,
        };
        let key = |folded: String| Self {
            column,
            nth,
            folded: folded.into(),
            later: later.as_slice().into(),
        };
        std::iter::once(folded).chain(other).map(key).collect()
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.later.len() + 1
    }

    /// Where a word begins in the folded form.
    pub fn at(&self, word: usize) -> usize {
        word.checked_sub(1).map_or(0, |later| self.later[later] as usize)
    }

    /// Its words from the given one on, each with where it begins.
    pub fn words(&self, from: usize) -> impl Iterator<Item = (usize, &str)> {
        (from..self.len()).map(|word| {
            let end = if word + 1 < self.len() { self.at(word + 1) } else { self.folded.len() };
            (self.at(word), &self.folded[self.at(word)..end])
        })
    }

    /// Which of its words counts as the start: the first that is not generic.
    pub fn start(&self, generic: &Generic<'_>) -> usize {
        self.words(0).position(|(_, word)| !generic.contains(word)).unwrap_or(0)
    }
}

/// Where places of a folded text stand in the text that is shown; `gap` is how many bytes
/// stand between the words of the folded one.
pub(super) fn in_text(
    text: &str,
    folded: &str,
    spans: &[Range<usize>],
    gap: usize,
) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let (mut at, mut is_apart) = (0, false);
    for (place, piece) in pieces(text) {
        is_apart |= piece.is_empty() && !is_within_word(&text[place.clone()]);
        if is_apart && !piece.is_empty() {
            is_apart = false;
            let is_gap = folded.get(at..at + gap).is_some_and(|gap| gap.trim().is_empty());
            at += if is_gap { gap } else { 0 };
        }
        let end = at + piece.len();
        // What folds away is marked between two letters that are.
        let marked = |span: &Range<usize>| {
            span.start < end && at < span.end && (end > at || span.start < at)
        };
        if spans.iter().any(marked) {
            match ranges.last_mut() {
                Some(last) if last.end == place.start => last.end = place.end,
                _ => ranges.push(place),
            }
        }
        at = end;
    }
    // Letters that only compose across what stands between them have no place of their own.
    if at == folded.len() { ranges } else { Vec::new() }
}

/// What one reads as single letters, where each stands, and what it folds to.
fn pieces(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    text.grapheme_indices(true).map(|(at, letter)| (at..at + letter.len(), fold(letter)))
}

/// Words begin after what folds away (but for apostrophes), where Han begins or ends, and
/// after generic words that begin a run of Han.
fn word_starts(text: &str, folded: &str) -> Vec<usize> {
    let starts = if is_plain(text) { plain_starts(text) } else { any_starts(text, folded) };
    let ends = starts.iter().skip(1).copied().chain([folded.len()]);
    starts.iter().zip(ends).flat_map(|(start, end)| generic_runs(folded, *start..end)).collect()
}

/// The same of a text whose letters fold one by one, but for generic words: nearly every name is
/// such, and to look for what may be composed would take most of the time.
fn plain_starts(text: &str) -> Vec<usize> {
    let (mut starts, mut end, mut before) = (Vec::new(), 0, None);
    for letter in text.chars() {
        let Some(folded) = fold_plain(letter) else {
            before = before.filter(|_| is_apostrophe(letter));
            continue;
        };
        if before != Some(is_han(folded)) {
            starts.push(end);
        }
        before = Some(is_han(folded));
        end += folded.len_utf8();
    }
    starts
}

fn any_starts(text: &str, folded: &str) -> Vec<usize> {
    let (mut starts, mut whole, mut before) = (Vec::new(), String::new(), None);
    for (place, piece) in pieces(text) {
        let Some(first) = piece.chars().next() else {
            before = before.filter(|_| is_within_word(&text[place]));
            continue;
        };
        if before != Some(is_han(first)) {
            starts.push(whole.len());
        }
        before = Some(is_han(first));
        whole.push_str(&piece);
    }
    if whole == folded { starts } else { vec![0] }
}

/// Where a word begins, and again after each generic word of Han it begins with.
fn generic_runs(folded: &str, word: Range<usize>) -> Vec<usize> {
    let (mut starts, mut at) = (vec![word.start], word.start);
    while let Some(generic) = GENERIC
        .iter()
        .find(|generic| generic.starts_with(is_han) && folded[at..word.end].starts_with(**generic))
    {
        at += generic.len();
        if at < word.end {
            starts.push(at);
        }
    }
    starts
}

/// Whether what folds away ends no word.
fn is_within_word(sign: &str) -> bool {
    sign.chars().all(is_apostrophe)
}

/// In how many names each word stands.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Frequency {
    words: OrdMap<Box<str>, usize>,
    /// Those that stand in enough names to be generic.
    often: OrdSet<Box<str>>,
    names: usize,
}

/// The words that tell no name from another.
pub(super) struct Generic<'f> {
    words: Vec<&'f str>,
    /// The bits of all their marks: most words are known by it to be none of them.
    marks: u64,
}

impl<'f> Generic<'f> {
    fn of(words: impl Iterator<Item = &'f str>) -> Self {
        let words: Vec<&str> = words.chain(GENERIC).collect();
        let marks = words.iter().fold(0, |marks, word| marks | mark(word));
        Self { words, marks }
    }

    /// Whether a word is one of them.
    pub fn contains(&self, word: &str) -> bool {
        self.marks & mark(word) != 0 && self.words.contains(&word)
    }
}

/// One bit of 64 for a word, by its length and its first letter.
fn mark(word: &str) -> u64 {
    let first = word.bytes().next().unwrap_or(0);
    1 << ((usize::from(first) + word.len() * 7) % 64)
}

impl Frequency {
    /// Of all these keys.
    pub fn of<'k>(keys: impl Iterator<Item = &'k Key>) -> Self {
        let (mut counts, mut names) = (HashMap::<&str, usize>::new(), 0);
        for key in keys {
            names += 1;
            for word in distinct(key) {
                *counts.entry(word).or_insert(0) += 1;
            }
        }
        let often = counts.iter().filter(|(_, count)| **count >= AT_LEAST);
        Self {
            often: often.map(|(word, _)| Box::<str>::from(*word)).collect(),
            words: counts
                .into_iter()
                .map(|(word, count)| (Box::<str>::from(word), count))
                .collect(),
            names,
        }
    }

    /// Counts a name's words.
    pub fn add(&mut self, key: &Key) {
        self.names += 1;
        for word in distinct(key) {
            let count = self.words.get(word).map_or(1, |count| count + 1);
            self.words.insert(word.into(), count);
            if count == AT_LEAST {
                self.often.insert(word.into());
            }
        }
    }

    /// No longer counts a name's words.
    pub fn remove(&mut self, key: &Key) {
        self.names -= 1;
        for word in distinct(key) {
            let count = self.words.get(word).map_or(0, |count| count - 1);
            if count == 0 {
                self.words.remove(word);
            } else {
                self.words.insert(word.into(), count);
            }
            if count == AT_LEAST - 1 {
                self.often.remove(word);
            }
        }
    }

    /// The words that are generic now.
    pub fn generic(&self) -> Generic<'_> {
        let count = |word: &str| self.words.get(word).copied().unwrap_or(0);
        let often = self.often.iter().map(|word| &**word);
        Generic::of(often.filter(|word| count(word) * ONE_IN > self.names))
    }
}

fn distinct(key: &Key) -> Vec<&str> {
    let mut words: Vec<&str> = key.words(0).map(|(_, word)| word).collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        let keys = Key::of_name(&super::super::ID, 0, text);
        keys[0].words(0).map(|(_, word)| word.to_owned()).collect()
    }

    #[test]
    fn words_begin_at_gaps_at_han_and_after_generic_han() {
        assert_eq!(
            words("Xi'an Industry-University Co., Ltd."),
            ["xian", "industry", "university", "co", "ltd"]
        );
        assert_eq!(words("清华大学华为中心"), ["清华", "大学", "华为中心"]);
        assert_eq!(words("中国"), ["中国"]);
        assert_eq!(words("TCL科技"), ["tcl", "科技"]);
    }

    proptest! {
        #[test]
        fn a_plain_text_has_the_words_of_any_other(text in "[A-Za-z0-9 '.&清华大学有限公司-]{1,20}") {
            let folded = fold(&text);
            prop_assert_eq!(plain_starts(&text), any_starts(&text, &folded));
        }
    }

    #[test]
    fn a_center_is_a_centre_too() {
        let folded = |text| -> Vec<String> {
            Key::of_name(&super::super::ID, 0, text)
                .iter()
                .map(|key| key.folded.to_string())
                .collect()
        };
        assert_eq!(folded("Joint Center"), ["jointcenter", "jointcentre"]);
        assert_eq!(folded("Joint Centre"), ["jointcentre", "jointcenter"]);
    }

    #[test]
    fn marks_stand_on_the_letters_that_are_shown() {
        let text = "Ｈｕａ-Wei 技术";
        let key = &Key::of_name(&super::super::ID, 0, text)[0];
        let marked = |span| -> Vec<&str> {
            let ranges = in_text(text, &key.folded, &[span], 0);
            ranges.into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(marked(0..6), ["Ｈｕａ-Wei"]);
        assert_eq!(marked(3..6), ["Wei"]);
        assert_eq!(marked(6..9), ["技"]);
    }

    #[test]
    fn a_word_in_many_names_is_generic_until_they_are_gone() {
        let mut frequency = Frequency::default();
        let names: Vec<Vec<Key>> =
            (0..20).map(|n| Key::of_name(&super::super::ID, 0, &format!("Sichuan n{n}"))).collect();
        names.iter().flatten().for_each(|key| frequency.add(key));
        assert_eq!(frequency, Frequency::of(names.iter().flatten()));
        assert!(frequency.generic().contains("sichuan"));
        assert!(!frequency.generic().contains("n1"));
        frequency.remove(&names[0][0]);
        assert!(!frequency.generic().contains("sichuan"));
        names.iter().skip(1).flatten().for_each(|key| frequency.remove(key));
        assert_eq!(frequency, Frequency::default());
    }
}
