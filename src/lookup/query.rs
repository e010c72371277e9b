//! What was typed, and how well a key fits it. Contiguous or initials, nothing scattered.

use super::Keys;
use super::key::{Generic, Key, in_text};
use super::lines::Line;
use crate::records::{KINDS, kind};
use crate::value::{Id, fold, fold_words};
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

/// Where a record fits.
#[derive(Clone, Copy)]
pub(super) enum Spot<'l> {
    /// In a name.
    Name(&'l Key),
    /// In a line of another field, which folds to this.
    Line(Line, &'l str),
    /// In the id.
    Id(Id),
}

impl<'l> Spot<'l> {
    /// What tells the order of two that fit equally well; ids are ordered by themselves.
    pub fn compared(self) -> &'l str {
        match self {
            Self::Name(key) => &key.folded,
            Self::Line(_, folded) => folded,
            Self::Id(_) => "",
        }
    }
}

/// Where in a name's folded form a piece stands.
enum Place {
    At(usize),
    /// The first letters of the words from this one on.
    Initials(usize),
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
        let words: Vec<Piece> = cut.split_whitespace().filter_map(Piece::of).collect();
        let whole = Piece::of(&cut)?;
        Some(Self { whole, words: if words.len() > 1 { words } else { Vec::new() } })
    }

    /// How well a record of these keys fits, and what to show for it: all of it in one
    /// place, or each word in some place, of which the worst tells.
    pub fn best<'l>(&self, keys: Keys<'l>, generic: &Generic<'_>) -> Option<(Class, Spot<'l>)> {
        let whole = self.whole.best(keys, generic);
        let mut worst = None;
        for word in &self.words {
            let Some(found) = word.best(keys, generic) else { return whole };
            worst = worst.filter(|(class, _)| *class > found.0).or(Some(found));
        }
        [whole, worst].into_iter().flatten().min_by_key(|(class, _)| *class)
    }

    /// Which parts of the text that is shown to mark.
    pub fn ranges(&self, spot: Spot<'_>, text: &str, generic: &Generic<'_>) -> Vec<Range<usize>> {
        match spot {
            Spot::Name(key) => {
                let spans = self.spans(|piece| {
                    piece.locate(key, generic).map(|(_, place)| piece.spans(key, &place))
                });
                in_text(text, &key.folded, &spans, 0)
            }
            Spot::Line(..) | Spot::Id(_) => {
                let folded = fold_words(text);
                let spans = self.spans(|piece| {
                    let at = piece.in_lines.find(folded.as_bytes())?;
                    Some(std::iter::once(at..at + piece.in_lines.needle().len()).collect())
                });
                in_text(text, &folded, &spans, 1)
            }
        }
    }

    /// Where the whole stands, or else each word that is there.
    fn spans(&self, of: impl Fn(&Piece) -> Option<Vec<Range<usize>>>) -> Vec<Range<usize>> {
        of(&self.whole).unwrap_or_else(|| self.words.iter().filter_map(of).flatten().collect())
    }
}

/// A folded text that is looked for in one piece.
struct Piece {
    text: String,
    letters: usize,
    in_names: Finder<'static>,
    /// Words are kept apart there: in a long text letters meet across them by chance.
    in_lines: Finder<'static>,
    in_id: InId,
}

/// What of an id was typed, if any.
struct InId {
    /// The kinds in whose code it stands.
    kinds: Vec<u8>,
    /// The end of a code, and digits.
    number: Option<(String, String)>,
}

impl InId {
    fn of(apart: &str) -> Self {
        let (code, digits) = apart.rsplit_once(' ').unwrap_or(("", apart));
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let kinds = KINDS.iter().filter(|kind| kind.code.contains(apart));
        Self {
            kinds: kinds.map(|kind| kind.number).collect(),
            number: is_number.then(|| (code.to_owned(), digits.to_owned())),
        }
    }

    fn fits(&self, id: Id) -> bool {
        let Some((code, digits)) = &self.number else { return self.kinds.contains(&id.kind) };
        let number = id.number.to_string();
        if code.is_empty() {
            return number.contains(digits);
        }
        number.starts_with(digits) && kind(id.kind).is_some_and(|kind| kind.code.ends_with(code))
    }
}

impl Piece {
    fn of(typed: &str) -> Option<Self> {
        let (text, apart) = (fold(typed), fold_words(typed));
        (!text.is_empty()).then(|| Self {
            letters: text.chars().count(),
            in_names: Finder::new(text.as_bytes()).into_owned(),
            in_lines: Finder::new(apart.as_bytes()).into_owned(),
            in_id: InId::of(&apart),
            text,
        })
    }

    fn best<'l>(&self, keys: Keys<'l>, generic: &Generic<'_>) -> Option<(Class, Spot<'l>)> {
        let names = keys.names().filter_map(|key| Some((self.locate(key, generic)?.0, key)));
        let best = names.min_by_key(|(class, key)| (*class, key.folded.len()));
        if let Some((class, key)) = best {
            return Some((class, Spot::Name(key)));
        }
        let line = keys.lines().find(&self.in_lines).map(|(line, folded)| Spot::Line(line, folded));
        let id = || self.in_id.fits(keys.id).then_some(Spot::Id(keys.id));
        line.or_else(id).map(|spot| (Class::Other, spot))
    }

    fn locate(&self, key: &Key, generic: &Generic<'_>) -> Option<(Class, Place)> {
        let anywhere = self.in_names.find(key.folded.as_bytes());
        if anywhere.is_none() && (self.letters < 2 || self.letters > key.len()) {
            return None;
        }
        let first = self.text.as_bytes()[0];
        if !(0..key.len()).any(|word| key.folded.as_bytes()[key.at(word)] == first) {
            return anywhere.map(|at| (Class::Substring, Place::At(at)));
        }
        if *key.folded == *self.text {
            return Some((Class::Exact, Place::At(0)));
        }
        let start = key.start(generic);
        let begins = |word: &usize| self.begins(key, *word, key.at(start));
        if let Some(word) = (0..=start).find(begins) {
            return Some((Class::Prefix, Place::At(key.at(word))));
        }
        // Generic words may lead, as in CSCEC, but with one word after them they tell nothing.
        let tells = |word: &usize| {
            (*word == start || self.letters > start - word + 1) && self.initials(key, *word)
        };
        if let Some(word) = (0..=start).find(tells) {
            return Some((Class::InitialsPrefix, Place::Initials(word)));
        }
        let later = start + 1..key.len();
        if let Some(word) = later.clone().find(|word| self.begins_word(key, *word, generic)) {
            return Some((Class::WordPrefix, Place::At(key.at(word))));
        }
        let initials = || later.clone().find(|word| self.initials(key, *word)).map(Place::Initials);
        anywhere.map(Place::At).or_else(initials).map(|place| (Class::Substring, place))
    }

    /// Whether a key reads so from a word on, and further than the generic words there.
    fn begins(&self, key: &Key, word: usize, told: usize) -> bool {
        let at = key.at(word);
        at + self.text.len() > told && key.folded[at..].starts_with(&self.text)
    }

    fn begins_word(&self, key: &Key, word: usize, generic: &Generic<'_>) -> bool {
        if !key.folded[key.at(word)..].starts_with(&self.text) {
            return false;
        }
        let told = key.words(word).find(|(_, word)| !generic.contains(word));
        told.is_some_and(|(told, _)| self.begins(key, word, told))
    }

    /// Whether the words from one on each begin with the next letter.
    fn initials(&self, key: &Key, from: usize) -> bool {
        self.letters >= 2 && {
            let mut starts = self.initial_starts(key, from);
            starts.all(|start| start.is_some())
        }
    }

    /// For each letter, where the word that begins with it starts.
    fn initial_starts<'a>(
        &'a self,
        key: &'a Key,
        from: usize,
    ) -> impl Iterator<Item = Option<usize>> + 'a {
        let mut words = key.words(from);
        self.text.chars().map(move |letter| {
            let fits =
                |(_, word): &(usize, &str)| word.starts_with(letter) || !SMALL.contains(word);
            let (start, _) = words.find(fits).filter(|(_, word)| word.starts_with(letter))?;
            Some(start)
        })
    }

    fn spans(&self, key: &Key, place: &Place) -> Vec<Range<usize>> {
        match place {
            Place::At(at) => std::iter::once(*at..*at + self.text.len()).collect(),
            Place::Initials(from) => {
                let letters = self.text.chars().map(char::len_utf8);
                let starts = self.initial_starts(key, *from).flatten();
                starts.zip(letters).map(|(start, length)| start..start + length).collect()
            }
        }
    }
}
