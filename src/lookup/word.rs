//! One word of a query: where a record has it, in a name as it is written, sounds or is
//! abbreviated, in a line of another field or in the id.

use super::bits::Bits;
use super::block::{Block, END, Form, Name, Part, ended};
use super::generic::Generic;
use super::in_id::InId;
use super::pairs::{Asked, In};
use super::query::{Class, Fit, Sense, Spot, Subject, Way};
use super::shelf::Shelf;
use super::sound::{self, Reading};
use crate::value::{fold, fold_words};
use memchr::memmem::Finder;
use memchr::{memchr, memrchr};
use std::cell::{Cell, OnceCell};

/// A folded text that is looked for in one piece.
#[derive(Debug)]
pub(super) struct Word {
    text: String,
    letters: usize,
    /// Its own among those of a query's words.
    pub bit: u32,
    pub in_names: Finder<'static>,
    /// Words are kept apart there: in a long text letters meet across them by chance.
    pub in_lines: Finder<'static>,
    pub in_id: InId,
    /// The first letters of names that may be read so.
    read: Vec<Read>,
    /// First letters of which a name has some if it sounds so across its characters; none if one
    /// may be all of it.
    seams: Vec<Asked>,
    pub asked: Asked,
    pub asked_in_lines: Asked,
}

/// A way to read it: the first letters of units, and with what some of them begin.
#[derive(Debug)]
struct Read {
    initials: Asked,
    begun: Vec<Asked>,
}

impl Read {
    fn of(reading: &Reading) -> Self {
        let begun = reading.begun.iter().map(|begun| Asked::of(begun)).collect();
        Self { initials: Asked::of(&reading.initials), begun }
    }
}

impl Word {
    pub fn of(typed: &str) -> Option<Self> {
        let (text, apart) = (fold(typed), fold_words(typed));
        let first = text.chars().next()?;
        let any = || vec![Reading { initials: first.to_string(), begun: Vec::new() }];
        let read = sound::readings_of(&text).unwrap_or_else(any);
        let finder = |text: &str| Finder::new(text.as_bytes()).into_owned();
        Some(Self {
            letters: text.chars().count(),
            bit: 1,
            in_names: finder(&text),
            in_lines: finder(&apart),
            in_id: InId::of(&apart),
            read: read.iter().map(Read::of).collect(),
            seams: sound::seams(&text).iter().map(|seam| Asked::of(seam)).collect(),
            asked: Asked::of(&text),
            asked_in_lines: Asked::of(&apart),
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

    /// Whether a record has it anywhere: told by its texts alone, without the pairs.
    #[cfg(test)]
    pub fn fits(&self, subject: Subject<'_>) -> bool {
        self.is_written(subject)
            || self.in_id.fits(subject.id)
            || self.in_lines.find(subject.lines()).is_some()
            // To tell from the whole of a part is cheaper than to read the names.
            || self.is_in(subject, Part::Sound)
                && subject.blocks().any(|(block, bit)| self.sounds_in(block, bit))
            || subject.names().any(|name| {
                self.is_abbreviated(name) || self.reading_of(name).is_some()
            })
    }

    /// Whether it is among the first letters of a name.
    pub fn is_abbreviated(&self, name: Name<'_>) -> bool {
        self.may_be_initials() && self.in_names.find(&name.all_initials()).is_some()
    }

    /// What finds it in a part of a record's texts.
    pub fn finder(&self, part: Part) -> &Finder<'static> {
        if part == Part::Lines { &self.in_lines } else { &self.in_names }
    }

    /// Whether it counts where it is found in a part: in a sound only from a character on.
    pub fn is_so(&self, part: Part, block: &Block, bit: u8) -> bool {
        part != Part::Sound || self.sounds_in(block, bit)
    }

    /// Whether a name of a record has a stretch that sounds so, all of it said.
    pub fn sounds_in(&self, block: &Block, bit: u8) -> bool {
        block.sound_begins(bit, self.text.as_bytes())
    }

    /// In which way of sounding a name has it, and from which byte on, where some of its
    /// characters stand for their first letters.
    pub fn reading_of(&self, name: Name<'_>) -> Option<(usize, usize)> {
        if self.read.is_empty() {
            return None;
        }
        let (text, first) = (self.text.as_bytes(), self.text.as_bytes()[0]);
        let read = |form: Form<'_>| {
            let units = form.units().filter(|(_, unit)| unit.begins()).map(|(at, _)| at);
            units.filter(|at| form.text[*at] == first).find(|at| sound::is_read(text, form, *at))
        };
        name.sounds().enumerate().find_map(|(nth, form)| Some((nth, read(form)?)))
    }

    /// Whether it is written in a name.
    pub fn is_written(&self, subject: Subject<'_>) -> bool {
        self.is_in(subject, Part::Own)
    }

    fn is_in(&self, subject: Subject<'_>, part: Part) -> bool {
        subject.parts(part).any(|text| self.in_names.find(text).is_some())
    }

    /// Those of some records of a shelf of which a name may fit so well.
    pub fn may_be(&self, class: Class, on: &Shelf, among: &Bits, generic: &Generic) -> Bits {
        let pairs = &on.pairs;
        let starts = || *among & pairs.begin(In::Starts, &self.asked);
        let leads = || {
            let may_be = starts();
            let often = if may_be.is_none() { Bits::NONE } else { generic.often_in(pairs) };
            may_be & (pairs.lead(&self.asked) | often)
        };
        match class {
            Class::Exact | Class::Prefix => leads(),
            Class::InitialsPrefix => leads() | self.spoken(on, among).0,
            Class::WordPrefix => {
                let (abbreviated, read) = self.spoken(on, among);
                starts() | abbreviated | read
            }
            Class::Substring | Class::Other => *among,
        }
    }

    /// Those of some records of a shelf that may sound so from the beginning of a character on, but
    /// for those that have it written.
    pub fn sounding(&self, on: &Shelf, among: &Bits) -> Bits {
        let may_be = *among & on.pairs.sound(&self.asked);
        if self.seams.is_empty() {
            return may_be;
        }
        let seams = self.seams.iter().map(|seam| on.pairs.have(In::Initials, seam, &may_be));
        seams.fold(Bits::NONE, |all, seam| all | seam)
    }

    /// Those of some records of a shelf that may have it among the first letters of a name, and
    /// those that may be read so.
    pub fn spoken(&self, on: &Shelf, among: &Bits) -> (Bits, Bits) {
        let have = |asked| on.pairs.have(In::Initials, asked, among);
        let abbreviated = if self.may_be_initials() { have(&self.asked) } else { Bits::NONE };
        (abbreviated, self.read_in(on, among))
    }

    /// Those that may be read so.
    pub fn read_in(&self, on: &Shelf, among: &Bits) -> Bits {
        let read = self.read.iter().map(|read| {
            let have = on.pairs.have(In::Initials, &read.initials, among);
            let begun = read.begun.iter().filter(|_| !have.is_none());
            begun.fold(have, |have, begun| have & on.pairs.sound(begun))
        });
        read.fold(Bits::NONE, |all, read| all | read)
    }

    /// How well a record fits, and where: the shortest of the names that fit best, or else the
    /// first line, or else the id.
    pub fn best<'b>(&self, subject: Subject<'b>, generic: &Generic) -> Option<Fit<'b>> {
        let abbreviated = self.is_of(subject.ways.abbreviated);
        let located = best_name(subject, &|name| self.locate(name, generic, abbreviated));
        let read = || best_name(subject, &|name| self.locate_read(name));
        let best = located.or_else(|| if self.is_of(subject.ways.read) { read() } else { None });
        best.or_else(|| self.other(subject))
    }

    /// The same, if a name of the best class that it may have is still good enough; what is not may
    /// be told worse than it is, or not at all.
    pub fn best_if<'b>(
        &self,
        subject: Subject<'b>,
        generic: &Generic,
        is_enough: &dyn Fn(Class, &[u8]) -> bool,
    ) -> Option<Fit<'b>> {
        let abbreviated = self.is_of(subject.ways.abbreviated);
        let left_out = Cell::new(0_u128);
        let length = |text: &[u8]| 1 << text.len().min(127);
        let located = best_name(subject, &|name| {
            let text = name.own.text;
            let may_be = is_enough(self.at_best(text.len()), text)
                && (is_enough(Class::WordPrefix, text)
                    || self.may_lead(name, generic, abbreviated));
            if may_be {
                return self.locate(name, generic, abbreviated);
            }
            left_out.set(left_out.get() | length(text));
            None
        });
        let may_be = match located {
            // Of names as long that fit alike the first tells, which may have been left out.
            Some((.., text)) => left_out.get() & length(text) != 0,
            // How a record is read tells only where no name fits, be it good enough or not.
            None => self.is_of(subject.ways.read) || is_enough(Class::Other, &[]),
        };
        if may_be { self.best(subject, generic) } else { located }
    }

    /// Whether a record may fit by how a name sounds or is abbreviated.
    pub fn may_be_spoken(&self, subject: Subject<'_>) -> bool {
        self.is_of(subject.ways.abbreviated | subject.ways.read) || self.is_in(subject, Part::Sound)
    }

    /// Whether its own bit is among some.
    fn is_of(&self, bits: u32) -> bool {
        bits & self.bit != 0
    }

    /// Whether a name may begin so: else it fits no better than by a later word.
    fn may_lead(&self, name: Name<'_>, generic: &Generic, abbreviated: bool) -> bool {
        let text = self.text.as_bytes();
        let Some((_, first)) = name.own.words().next() else { return true };
        let leads =
            |form: Form<'_>| form.word(0).is_none_or(|at| form.text[at..].starts_with(text));
        name.own.text.len() == text.len()
            || leads(name.own)
            || generic.contains(first)
            || name.sounds().any(leads)
            || abbreviated && self.is_abbreviated(name)
    }

    /// No better than this does a name fit that is so long.
    pub fn at_best(&self, length: usize) -> Class {
        if length > self.text.len() { Class::Prefix } else { Class::Exact }
    }

    /// Where a record fits beside its names.
    pub fn other<'b>(&self, subject: Subject<'b>) -> Option<Fit<'b>> {
        let line = || {
            let lines = subject.lines();
            let at = self.in_lines.find(lines)?;
            let from = memrchr(END, &lines[..at]).map_or(0, |end| end + 1);
            let line = &lines[from..at + memchr(END, &lines[at..])?];
            Some((Class::Other, Spot::Line(from), line))
        };
        let id = || self.in_id.fits(subject.id).then_some((Class::Other, Spot::Id, &[][..]));
        line().or_else(id)
    }

    /// How well a name fits, and how; nothing if it does not. `abbreviated`: whether first letters
    /// may be meant.
    pub fn locate(
        &self,
        name: Name<'_>,
        generic: &Generic,
        abbreviated: bool,
    ) -> Option<(Class, Way)> {
        let start = OnceCell::new();
        let start = || *start.get_or_init(|| generic.start(name));
        let written = self.written(name, generic, &start);
        if let Some((Class::Exact | Class::Prefix, _)) = written {
            return written;
        }
        // Most names neither sound so nor are abbreviated so, which all texts at once tell.
        let mut best = written;
        if self.in_names.find(name.all_sounds()).is_some() {
            for (nth, form) in name.sounds().enumerate() {
                if let Some((class, at)) = self.sounded(form, &start) {
                    best = better(best, (class, Way::Sounds(nth, at)));
                    if class == Class::Prefix {
                        return best;
                    }
                }
            }
        }
        let is_asked = abbreviated && self.may_be_initials();
        let initials = if is_asked { name.all_initials() } else { Vec::new() };
        if self.in_names.find(&initials).is_some() {
            for (nth, letters) in ended(&initials).enumerate() {
                if let Some((class, at)) = self.abbreviated((name, nth), letters, &start) {
                    best = better(best, (class, Way::Initials(nth, at)));
                }
            }
        }
        best
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
        // Most names are none of it, which is soon told.
        let anywhere = self.in_names.find(text)?;
        if typed.len() == text.len() {
            return Some((Class::Exact, Way::Written(0)));
        }
        let (mut later, first) = (None, typed[0]);
        let words = name.own.units().filter(|(_, unit)| unit.is_word());
        for (nth, (at, _)) in words.enumerate().skip_while(|(_, (at, _))| *at < anywhere) {
            if text[at] != first || !text[at..].starts_with(typed) {
                continue;
            }
            let (first, told) = start();
            if nth <= first && at + typed.len() > told {
                return Some((Class::Prefix, Way::Written(at)));
            }
            let word = name.own.unit_at(at);
            if later.is_none() && (typed.len() >= word.len() || !generic.contains(word)) {
                later = Some((Class::WordPrefix, Way::Written(at)));
            }
        }
        later.or(Some((Class::Substring, Way::Written(anywhere))))
    }

    /// As it sounds.
    fn sounded(
        &self,
        form: Form<'_>,
        start: &dyn Fn() -> (usize, usize),
    ) -> Option<(Class, usize)> {
        self.in_names.find(form.text)?;
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
        let anywhere = self.in_names.find(initials)?;
        let (typed, first) = (self.text.as_bytes(), start().0);
        let letters = std::str::from_utf8(initials).unwrap_or_default();
        let words = || {
            let places = letters.char_indices().map(|(at, _)| at).zip(name.initial_words(nth));
            places.filter(|(_, is_word)| *is_word).map(|(at, _)| at).take(first + 1)
        };
        let told = words().last().unwrap_or(0);
        let leads = words().find(|word| {
            initials[*word..].starts_with(typed)
                && (*word == told || typed.len() > told - *word + 1)
        });
        match leads {
            Some(at) => Some((Class::InitialsPrefix, at)),
            None => Some((Class::Substring, anywhere)),
        }
    }
}

/// The first of two ways in which a name fits, if the other is no better.
fn better(known: Option<(Class, Way)>, next: (Class, Way)) -> Option<(Class, Way)> {
    known.filter(|(class, _)| *class <= next.0).or(Some(next))
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
