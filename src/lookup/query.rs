//! What was typed, and how well a record fits it: letters without gaps, as they are written or
//! as they sound, or first letters; nothing scattered.

use super::block::{Block, END, Form, Name, Part};
use super::generic::Generic;
use super::sound;
use crate::records::{KINDS, kind};
use crate::value::{Id, fold, fold_words, is_han};
use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter};
use std::cell::OnceCell;

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
    /// In a line of another field, from 0.
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

/// A record in its block, and what names it in its own.
#[derive(Clone, Copy)]
pub(super) struct Subject<'b> {
    pub id: Id,
    pub own: (&'b Block, u8),
    pub by: Option<(&'b Block, u8)>,
}

impl<'b> Subject<'b> {
    /// Its names, then those of what names it.
    pub fn names(self) -> impl Iterator<Item = Name<'b>> {
        let (block, bit) = self.own;
        block.names(bit).chain(self.by.into_iter().flat_map(|(block, bit)| block.names(bit)))
    }

    /// How long its shortest name is, in bytes.
    pub fn shortest(self) -> usize {
        let of = |text: &[u8]| {
            let mut from = 0;
            let ends =
                memchr_iter(END, text).map(|end| end - std::mem::replace(&mut from, end + 1));
            ends.min().unwrap_or(usize::MAX)
        };
        self.parts(Part::Own).map(of).min().unwrap_or(0)
    }

    fn parts(self, part: Part) -> impl Iterator<Item = &'b [u8]> {
        let of = move |(block, bit): (&'b Block, u8)| &block.text()[block.range(bit, part)];
        std::iter::once(self.own).chain(self.by).map(of)
    }

    fn lines(self) -> &'b [u8] {
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
        let words: Vec<Word> =
            cut.split_whitespace().flat_map(scripts).filter_map(Word::of).collect();
        let whole = if words.len() > 1 { Word::of(&cut) } else { None };
        (!words.is_empty()).then_some(Self { whole, words })
    }

    /// No better than this does a record fit.
    pub fn at_best(&self, subject: Subject<'_>) -> Class {
        let at_best = |word: &Word| word.at_best(subject);
        let words = self.words.iter().map(at_best).max().unwrap_or(Class::Exact);
        self.whole.as_ref().map_or(words, |whole| words.min(at_best(whole)))
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

    /// How a record fits that no word fits by a name.
    pub fn best_other<'b>(&self, subject: Subject<'b>) -> Option<Fit<'b>> {
        let whole = self.whole.as_ref().and_then(|whole| whole.other(subject));
        let mut words = self.words.iter();
        whole.or_else(|| {
            let first = words.next()?.other(subject)?;
            words.all(|word| word.other(subject).is_some()).then_some(first)
        })
    }

    /// Whether any of some texts, each ended, may be exactly what was typed.
    pub fn may_be_called(&self, texts: &[u8]) -> bool {
        let whole = self.whole.as_ref().or(self.words.first()).map(|word| &word.ended);
        whole.is_none_or(|whole| {
            texts.starts_with(&whole.needle()[1..]) || whole.find(texts).is_some()
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

/// A folded text that is looked for in one piece.
#[derive(Debug)]
pub(super) struct Word {
    text: String,
    letters: usize,
    pub in_names: Finder<'static>,
    /// The same between the ends of texts.
    ended: Finder<'static>,
    /// Words are kept apart there: in a long text letters meet across them by chance.
    pub in_lines: Finder<'static>,
    pub in_id: InId,
    /// The first letters of names that may be read so.
    pub read: Vec<Finder<'static>>,
}

/// What of an id was typed, if any.
#[derive(Debug)]
pub(super) struct InId {
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

    /// Whether any record of a kind may be meant.
    pub fn may_fit(&self, kind: u8) -> bool {
        self.number.is_some() || self.kinds.contains(&kind)
    }

    /// Whether a record is meant.
    pub fn fits(&self, id: Id) -> bool {
        let Some((code, digits)) = &self.number else { return self.kinds.contains(&id.kind) };
        let mut room = [0; 10];
        let (number, digits) = (in_digits(id.number, &mut room), digits.as_bytes());
        if code.is_empty() {
            return number.windows(digits.len()).any(|part| part == digits);
        }
        number.starts_with(digits) && kind(id.kind).is_some_and(|kind| kind.code.ends_with(code))
    }
}

/// The digits of a number: thousands are asked for at a key.
fn in_digits(mut number: u32, room: &mut [u8; 10]) -> &[u8] {
    let mut first = room.len();
    loop {
        first -= 1;
        room[first] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return &room[first..];
        }
    }
}

impl Word {
    fn of(typed: &str) -> Option<Self> {
        let (text, apart) = (fold(typed), fold_words(typed));
        let first = text.chars().next()?;
        let read = sound::initials(&text);
        let read = read.unwrap_or_else(|| vec![first.to_string()]);
        let finder = |text: &str| Finder::new(text.as_bytes()).into_owned();
        Some(Self {
            letters: text.chars().count(),
            in_names: finder(&text),
            ended: finder(&format!("\n{text}\n")),
            in_lines: finder(&apart),
            in_id: InId::of(&apart),
            read: read.iter().map(|read| finder(read)).collect(),
            text,
        })
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether first letters may be meant.
    pub fn may_be_initials(&self) -> bool {
        self.letters > 1
    }

    /// Whether a record has it anywhere.
    pub fn fits(&self, subject: Subject<'_>) -> bool {
        self.is_written(subject.parts(Part::Own))
            || self.may_be_initials() && self.is_written(subject.parts(Part::Initials))
            || self.in_lines.find(subject.lines()).is_some()
            || self.in_id.fits(subject.id)
            || subject.names().any(|name| self.sounds_in(name))
    }

    fn is_written<'b>(&self, mut texts: impl Iterator<Item = &'b [u8]>) -> bool {
        texts.any(|text| self.in_names.find(text).is_some())
    }

    /// Whether a name has a stretch that sounds so.
    fn sounds_in(&self, name: Name<'_>) -> bool {
        self.begins_in(name) || self.reading_of(name).is_some()
    }

    /// The same, all of it said.
    pub fn begins_in(&self, name: Name<'_>) -> bool {
        let text = self.text.as_bytes();
        let begins = |form: Form<'_>| {
            let mut units = form.units().filter(|(_, unit)| unit.begins());
            units.any(|(at, _)| form.text[at..].starts_with(text))
        };
        name.sounds().any(begins)
    }

    /// In which way of sounding a name has it, and from which byte on, where some of its
    /// characters stand for their first letters.
    pub fn reading_of(&self, name: Name<'_>) -> Option<(usize, usize)> {
        let may = |initials: &[u8]| self.read.iter().any(|read| read.find(initials).is_some());
        if self.read.is_empty() || !name.is_read() || !name.initials().any(may) {
            return None;
        }
        let read = |form: Form<'_>| {
            let mut units = form.units().filter(|(_, unit)| unit.begins());
            units.find(|(at, _)| sound::is_read(self.text.as_bytes(), form, *at)).map(|(at, _)| at)
        };
        name.sounds().enumerate().find_map(|(nth, form)| Some((nth, read(form)?)))
    }

    /// No better than this does a record fit: no name of it has a word that begins so.
    fn at_best(&self, subject: Subject<'_>) -> Class {
        let first = self.text.as_bytes()[0];
        let begins = first.is_ascii()
            && subject.parts(Part::Initials).all(|initials| memchr(first, initials).is_none());
        if begins { Class::Substring } else { Class::Exact }
    }

    /// How well a record fits, and where: the shortest of the names that fit best, or else the
    /// first line, or else the id.
    pub fn best<'b>(&self, subject: Subject<'b>, generic: &Generic) -> Option<Fit<'b>> {
        let located = best_name(subject, &|name| self.locate(name, generic));
        let best = located.or_else(|| best_name(subject, &|name| self.locate_read(name)));
        best.or_else(|| self.other(subject))
    }

    /// Where a record fits beside its names.
    fn other<'b>(&self, subject: Subject<'b>) -> Option<Fit<'b>> {
        let line = || {
            let lines = subject.lines();
            let at = self.in_lines.find(lines)?;
            let nth = memchr_iter(END, &lines[..at]).count();
            let line = lines.split(|byte| *byte == END).nth(nth)?;
            Some((Class::Other, Spot::Line(nth), line))
        };
        let id = || self.in_id.fits(subject.id).then_some((Class::Other, Spot::Id, &[][..]));
        line().or_else(id)
    }

    /// How well a name fits, and how; nothing if it does not.
    pub fn locate(&self, name: Name<'_>, generic: &Generic) -> Option<(Class, Way)> {
        let start = OnceCell::new();
        let start = || *start.get_or_init(|| generic.start(name));
        let written = self.written(name, generic, &start);
        if let Some((Class::Exact | Class::Prefix, _)) = written {
            return written;
        }
        let sounds = name.sounds().enumerate().filter_map(|(nth, form)| {
            let (class, at) = self.sounded(form, &start)?;
            Some((class, Way::Sounds(nth, at)))
        });
        let initials = name.initials().enumerate().filter_map(|(nth, initials)| {
            let (class, at) = self.abbreviated((name, nth), initials, &start)?;
            Some((class, Way::Initials(nth, at)))
        });
        let found = written.into_iter().chain(sounds).chain(initials);
        found.min_by_key(|(class, _)| *class)
    }

    /// The same, where some of its characters stand for their first letters.
    pub fn locate_read(&self, name: Name<'_>) -> Option<(Class, Way)> {
        let (nth, at) = self.reading_of(name)?;
        // So much may be read by chance: what is written or abbreviated so comes before.
        let class = if at == 0 { Class::WordPrefix } else { Class::Substring };
        Some((class, Way::Sounds(nth, at)))
    }

    /// As it is written. A generic word is begun with only by who types all of it.
    fn written(
        &self,
        name: Name<'_>,
        generic: &Generic,
        start: &dyn Fn() -> (usize, usize),
    ) -> Option<(Class, Way)> {
        let (text, typed) = (name.own.text, self.text.as_bytes());
        let (mut later, first) = (None, typed[0]);
        for (nth, (at, word)) in name.own.words().enumerate() {
            if text[at] != first || !text[at..].starts_with(typed) {
                continue;
            }
            if typed.len() == text.len() {
                return Some((Class::Exact, Way::Written(0)));
            }
            let (first, told) = start();
            if nth <= first && at + typed.len() > told {
                return Some((Class::Prefix, Way::Written(at)));
            }
            if later.is_none() && (typed.len() >= word.len() || !generic.contains(word)) {
                later = Some((Class::WordPrefix, Way::Written(at)));
            }
        }
        let anywhere = || Some((Class::Substring, Way::Written(self.in_names.find(text)?)));
        later.or_else(anywhere)
    }

    /// As it sounds.
    fn sounded(
        &self,
        form: Form<'_>,
        start: &dyn Fn() -> (usize, usize),
    ) -> Option<(Class, usize)> {
        let (typed, mut best, mut words) = (self.text.as_bytes(), None, 0);
        for (at, unit) in form.units().filter(|(_, unit)| unit.begins()) {
            let word = words;
            words += usize::from(unit.is_word());
            if form.text[at] != typed[0] || !form.text[at..].starts_with(typed) {
                continue;
            }
            let end = at + typed.len();
            let reaches = |word: usize| form.word(word).is_none_or(|from| end > from);
            let class = match unit.is_word() {
                true if word <= start().0 && reaches(start().0) => Class::Prefix,
                true if word > start().0 || end >= form.word(word + 1).unwrap_or(usize::MAX) => {
                    Class::WordPrefix
                }
                _ => Class::Substring,
            };
            if best.is_none_or(|(known, _)| class < known) {
                best = Some((class, at));
            }
        }
        best
    }

    /// By its first letters. Generic words may lead, as in CSCEC, but with one word after them
    /// they tell nothing.
    fn abbreviated(
        &self,
        (name, nth): (Name<'_>, usize),
        initials: &[u8],
        start: &dyn Fn() -> (usize, usize),
    ) -> Option<(Class, usize)> {
        if !self.may_be_initials() || initials.len() < self.text.len() {
            return None;
        }
        let anywhere = self.in_names.find(initials)?;
        let (typed, first) = (self.text.as_bytes(), start().0);
        let letters = std::str::from_utf8(initials).unwrap_or_default();
        let places = letters.char_indices().map(|(at, _)| at).zip(name.initial_words(nth));
        let words: Vec<usize> =
            places.filter(|(_, is_word)| *is_word).map(|(at, _)| at).take(first + 1).collect();
        let told = words.last().copied().unwrap_or(0);
        let leads = words.into_iter().find(|word| {
            initials[*word..].starts_with(typed)
                && (*word == told || typed.len() > told - *word + 1)
        });
        match leads {
            Some(at) => Some((Class::InitialsPrefix, at)),
            None => Some((Class::Substring, anywhere)),
        }
    }
}

/// The shortest of the names that fit best.
fn best_name<'b>(
    subject: Subject<'b>,
    locate: &dyn Fn(Name<'b>) -> Option<(Class, Way)>,
) -> Option<Fit<'b>> {
    let mut best: Option<((Class, Sense, usize), Fit<'b>)> = None;
    for (nth, name) in subject.names().enumerate() {
        let Some((class, way)) = locate(name) else { continue };
        let text = name.own.text;
        let sense = if matches!(way, Way::Sounds(..)) { Sense::Sound } else { Sense::Letters };
        let fit = (class, sense, text.len());
        if best.is_none_or(|(known, _)| fit < known) {
            best = Some((fit, (class, Spot::Name(nth, sense), text)));
        }
        if class == Class::Exact {
            break;
        }
    }
    best.map(|(_, fit)| fit)
}
