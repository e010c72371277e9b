//! What is said, and the forms it may have: fixed words with gaps between them.

use crate::value::{Words, fold, hostile};
use crate::words::ask as say;
use std::ops::Range;

/// The longest question that is read, in characters.
const LONGEST: usize = 150;
/// Most ways in which one form is tried on a text.
const WAYS: usize = 200;

/// What was typed, letter by letter: as it was, and folded.
pub(super) struct Said {
    typed: Vec<char>,
    plain: Vec<char>,
}

impl Said {
    /// A text without what surrounds it, the signs at its end and every space but one between
    /// words. Nothing is left of one that is too long for a question.
    pub fn of(text: &str) -> Self {
        let text = if text.chars().nth(LONGEST).is_some() { "" } else { text };
        let text = text.trim().trim_end_matches(is_end);
        let (mut typed, mut plain) = (Vec::new(), Vec::new());
        for c in text.chars().filter(|c| !hostile(*c) || c.is_whitespace()) {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c != ' ' || typed.last() != Some(&' ') {
                typed.push(c);
                plain.push(folded(c));
            }
        }
        Self { typed, plain }
    }

    pub fn len(&self) -> usize {
        self.typed.len()
    }

    /// A stretch as it was typed.
    pub fn text(&self, at: Range<usize>) -> String {
        self.typed[at].iter().collect::<String>().trim().to_owned()
    }

    /// The same, folded.
    pub fn plain(&self, at: Range<usize>) -> String {
        self.plain[at].iter().collect::<String>().trim().to_owned()
    }

    /// The first letter from a place on that is no space.
    pub fn skip(&self, at: usize) -> usize {
        (at..self.len()).find(|at| self.plain[*at] != ' ').unwrap_or(self.len())
    }

    /// Whether a word may begin or end there: not between two letters of one.
    pub fn is_edge(&self, at: usize) -> bool {
        let is_letter =
            |at: usize| self.plain.get(at).is_some_and(|c| c.is_ascii_alphanumeric() || *c == '\'');
        at == 0 || !(is_letter(at - 1) && is_letter(at))
    }

    /// Where some words end that stand at a place; nothing if they do not.
    pub fn after(&self, at: usize, words: &str) -> Option<usize> {
        let at = self.skip(at);
        let mut end = at;
        for c in words.chars() {
            if self.plain.get(end) != Some(&c) {
                return None;
            }
            end += 1;
        }
        (self.is_edge(at) && self.is_edge(end)).then_some(end)
    }

    /// Its words, folded.
    pub fn words(&self) -> Vec<String> {
        let plain: String = self.plain.iter().collect();
        plain.split(' ').filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
    }
}

/// Signs at the end that say nothing.
fn is_end(c: char) -> bool {
    c.is_whitespace() || matches!(c, '?' | '？' | '.' | '。' | '!' | '！')
}

/// A letter as it is compared, where it stays one.
fn folded(c: char) -> char {
    let mut folds = fold(c.encode_utf8(&mut [0; 4])).chars().collect::<Vec<char>>();
    match (folds.len(), folds.pop()) {
        (1, Some(one)) => one,
        _ if ('\u{FF01}'..='\u{FF5E}').contains(&c) => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        _ => c,
    }
}

/// What a gap is filled with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gap {
    Record,
    Records,
    Field,
    Date,
    When,
    Place,
    Person,
    Number,
}

/// The gaps as they are written in forms.
const GAPS: [(Words, Gap); 8] = [
    (say::RECORDS, Gap::Records),
    (say::RECORD, Gap::Record),
    (say::FIELD, Gap::Field),
    (say::DATE, Gap::Date),
    (say::WHEN, Gap::When),
    (say::PLACE, Gap::Place),
    (say::PERSON, Gap::Person),
    (say::NUMBER, Gap::Number),
];

/// A piece of a form.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Piece {
    Said(&'static str),
    Open(Gap),
}

/// Where the gaps of a form stand in a text, and where the form ends.
pub(super) struct Fit {
    gaps: Vec<(Gap, Range<usize>)>,
    pub end: usize,
}

impl Fit {
    /// What stands in the first gap of a sort.
    pub fn gap(&self, gap: Gap) -> Option<Range<usize>> {
        self.gaps(gap).next()
    }

    /// What stands in each gap of a sort.
    pub fn gaps(&self, gap: Gap) -> impl Iterator<Item = Range<usize>> {
        self.gaps.iter().filter(move |(one, _)| *one == gap).map(|(_, at)| at.clone())
    }
}

/// The forms in which the same is said, in both languages.
pub(super) fn forms(words: Words) -> impl Iterator<Item = Vec<Piece>> {
    words.en.split('|').map(english).chain(words.zh.split('|').map(chinese))
}

/// The first of them, as it is shown.
pub(super) fn first(words: Words) -> Words {
    let first = |text: &'static str| text.split('|').next().unwrap_or(text);
    Words { en: first(words.en), zh: first(words.zh) }
}

/// Where the longest of several ways to say the same ends that stands at a place.
pub(super) fn after_any(words: Words, said: &Said, at: usize) -> Option<usize> {
    let ways = words.en.split('|').chain(words.zh.split('|'));
    ways.filter_map(|way| said.after(at, way)).max()
}

fn english(form: &'static str) -> Vec<Piece> {
    let piece = |word: &'static str| {
        let gap = GAPS.iter().find(|(words, _)| words.en == word);
        gap.map_or(Piece::Said(word), |(_, gap)| Piece::Open(*gap))
    };
    form.split(' ').map(piece).collect()
}

fn chinese(form: &'static str) -> Vec<Piece> {
    let (mut pieces, mut rest) = (Vec::new(), form);
    while !rest.is_empty() {
        let gap = GAPS.iter().find(|(words, _)| rest.starts_with(words.zh));
        let (piece, end) = if let Some((words, gap)) = gap {
            (Piece::Open(*gap), words.zh.len())
        } else {
            let end = rest.find('〈').filter(|end| *end > 0).unwrap_or(rest.len());
            (Piece::Said(&rest[..end]), end)
        };
        pieces.push(piece);
        rest = &rest[end..];
    }
    pieces
}

/// The ways in which a form stands in a stretch of a text from its beginning, those with the
/// longest gaps first. A gap at the end of the form ends with the stretch, or where it `stops`.
pub(super) fn fits(
    form: &[Piece],
    said: &Said,
    within: Range<usize>,
    stops: &dyn Fn(usize) -> bool,
) -> Vec<Fit> {
    let mut found = Vec::new();
    fit(form, said, within, stops, &mut Vec::new(), &mut found);
    found
}

fn fit(
    form: &[Piece],
    said: &Said,
    within: Range<usize>,
    stops: &dyn Fn(usize) -> bool,
    gaps: &mut Vec<(Gap, Range<usize>)>,
    found: &mut Vec<Fit>,
) {
    let at = said.skip(within.start).min(within.end);
    match form {
        _ if found.len() >= WAYS => {}
        [] => found.push(Fit { gaps: gaps.clone(), end: at }),
        [Piece::Said(words), rest @ ..] => {
            if let Some(end) = said.after(at, words).filter(|end| *end <= within.end) {
                fit(rest, said, end..within.end, stops, gaps, found);
            }
        }
        [Piece::Open(gap), rest @ ..] => {
            let may_end = |end: &usize| {
                said.is_edge(*end) && (*end == within.end || !rest.is_empty() || stops(*end))
            };
            for end in (at + 1..=within.end).rev().filter(may_end) {
                gaps.push((*gap, at..end));
                fit(rest, said, end..within.end, stops, gaps, found);
                gaps.pop();
            }
        }
    }
}
