//! The names of a packed record, read without unpacking them.

use super::END;

/// A unit as it is packed: its length in six bits, and whether a unit begins there, and a word
/// that counts as one. A longer one goes on in pieces that begin nothing; a 0 ends the units of a
/// text, another those of a name. Written names have a unit a word, sounds one a syllable.
#[derive(Clone, Copy)]
pub(in crate::lookup) struct Unit(u8);

impl Unit {
    pub(super) const WORD: u8 = 0x80;
    pub(super) const BEGINS: u8 = 0x40;
    pub(super) const LONGEST: usize = 0x3F;

    pub fn len(self) -> usize {
        usize::from(self.0) & Self::LONGEST
    }

    /// Whether what one types may begin here and count as a beginning.
    pub fn is_word(self) -> bool {
        self.0 & Self::WORD != 0
    }

    /// Whether what one types may begin here.
    pub fn begins(self) -> bool {
        self.0 & Self::BEGINS != 0
    }
}

/// A name of a packed record.
#[derive(Clone, Copy)]
pub(in crate::lookup) struct Name<'b> {
    pub own: Form<'b>,
    /// The sounds, each text ended, with the units of each, ended too.
    sounds: (&'b [u8], &'b [u8]),
}

/// A text with its units.
#[derive(Clone, Copy)]
pub(in crate::lookup) struct Form<'b> {
    pub text: &'b [u8],
    units: &'b [u8],
}

impl<'b> Form<'b> {
    /// Its units, each with where it begins.
    pub fn units(self) -> impl Iterator<Item = (usize, Unit)> + 'b {
        let mut at = 0;
        self.units.iter().map(move |unit| {
            let (unit, from) = (Unit(*unit), at);
            at += unit.len();
            (from, unit)
        })
    }

    /// How long each of its units is, pieces together.
    pub fn unit_lengths(self) -> impl Iterator<Item = usize> {
        let mut starts =
            self.units().filter(|(_, unit)| unit.begins()).map(|(at, _)| at).peekable();
        std::iter::from_fn(move || {
            let at = starts.next()?;
            Some(starts.peek().copied().unwrap_or(self.text.len()) - at)
        })
    }

    /// Where a word begins, from 0.
    pub fn word(self, nth: usize) -> Option<usize> {
        self.units().filter(|(_, unit)| unit.is_word()).map(|(at, _)| at).nth(nth)
    }

    /// The unit that begins at a place, its pieces together.
    pub fn unit_at(self, from: usize) -> &'b [u8] {
        let next = self.units().find(|(at, unit)| *at > from && unit.begins());
        &self.text[from..next.map_or(self.text.len(), |(at, _)| at)]
    }

    /// Its words, each with where it begins.
    pub fn words(self) -> impl Iterator<Item = (usize, &'b [u8])> {
        let mut starts = self.units().filter(|(_, unit)| unit.begins()).peekable();
        std::iter::from_fn(move || {
            loop {
                let (at, unit) = starts.next()?;
                let end = starts.peek().map_or(self.text.len(), |(at, _)| *at);
                if unit.is_word() {
                    return Some((at, &self.text[at..end]));
                }
            }
        })
    }
}

impl<'b> Name<'b> {
    /// Whether it has characters that are read.
    pub fn is_read(self) -> bool {
        !self.sounds.0.is_empty()
    }

    /// All its sounds, each ended.
    pub fn all_sounds(self) -> &'b [u8] {
        self.sounds.0
    }

    /// Its first letters in each way in which it sounds, each ended; if it is not read, those of its
    /// words, and then of all, if some are small. They are not kept: few are asked for.
    pub fn all_initials(self) -> Vec<u8> {
        let mut all = Vec::new();
        let mut add = |form: Form<'_>, is_of: fn(Unit) -> bool| {
            let units = form.units().filter(|(_, unit)| is_of(*unit));
            units.for_each(|(at, _)| all.extend_from_slice(letter(&form.text[at..])));
            all.push(END);
        };
        if self.is_read() {
            self.sounds().for_each(|sound| add(sound, Unit::begins));
            return all;
        }
        add(self.own, Unit::is_word);
        if self.own.units().any(|(_, unit)| unit.begins() && !unit.is_word()) {
            add(self.own, Unit::begins);
        }
        all
    }

    /// The ways in which it sounds.
    pub fn sounds(self) -> impl Iterator<Item = Form<'b>> {
        let units = self.sounds.1.split(|unit| *unit == 0);
        ended(self.sounds.0).zip(units).map(|(text, units)| Form { text, units })
    }

    /// Whether a word begins at each of its nth first letters. Small words have some only in the
    /// second of a name that is not read.
    pub fn initial_words(self, nth: usize) -> impl Iterator<Item = bool> {
        let is_all = nth > 0 || self.is_read();
        let units = self.sounds().next().unwrap_or(self.own).units().map(|(_, unit)| unit);
        units.filter(move |unit| unit.is_word() || is_all && unit.begins()).map(Unit::is_word)
    }
}

/// The first letter of a text.
fn letter(text: &[u8]) -> &[u8] {
    // Bytes that go on in a letter of several begin with these two bits.
    let more = text.iter().skip(1).take_while(|byte| **byte & 0xC0 == 0x80).count();
    &text[..text.len().min(1 + more)]
}

/// Texts that are each ended.
pub(in crate::lookup) fn ended(texts: &[u8]) -> impl Iterator<Item = &[u8]> {
    texts.split_inclusive(|byte| *byte == END).map(|text| &text[..text.len() - 1])
}

/// In which text of a name a unit stands.
enum Stands {
    InOwn,
    BeforeSound,
    InSound,
}

/// Whether any name of a record sounds so from the beginning of a unit on. It is asked of thousands
/// at a key: nothing is cut for it.
pub(super) fn sound_begins(units: &[u8], sounds: &[u8], typed: &[u8]) -> bool {
    let Some((first, rest)) = typed.split_first() else { return true };
    let (mut at, mut place) = (0, Stands::InOwn);
    for unit in units.iter().map(|unit| Unit(*unit)) {
        place = match (place, unit.0) {
            (Stands::InOwn, 0) => Stands::BeforeSound,
            (Stands::InOwn, _) | (Stands::BeforeSound, 0) => Stands::InOwn,
            (Stands::InSound, 0) => {
                at += 1;
                Stands::BeforeSound
            }
            _ => {
                let begins = unit.begins() && sounds[at] == *first;
                if begins && sounds[at + 1..].starts_with(rest) {
                    return true;
                }
                at += unit.len();
                Stands::InSound
            }
        };
    }
    false
}

/// The names of one record, in their order.
pub(super) struct Names<'b> {
    pub own: &'b [u8],
    pub sounds: &'b [u8],
    pub units: &'b [u8],
}

/// Cuts off so many bytes, and what ends them.
fn cut<'b>(from: &mut &'b [u8], length: usize) -> &'b [u8] {
    let (before, rest) = from.split_at(length.min(from.len()));
    *from = rest.get(1..).unwrap_or_default();
    before
}

impl<'b> Names<'b> {
    /// The units of one text, and how long it is: they stand without gaps.
    fn units(&mut self) -> (&'b [u8], usize) {
        let (mut count, mut length) = (0, 0);
        for unit in self.units.iter().take_while(|unit| **unit != 0) {
            count += 1;
            length += Unit(*unit).len();
        }
        (cut(&mut self.units, count), length)
    }
}

impl<'b> Iterator for Names<'b> {
    type Item = Name<'b>;

    fn next(&mut self) -> Option<Name<'b>> {
        if self.own.is_empty() {
            return None;
        }
        let (units, length) = self.units();
        let own = Form { text: cut(&mut self.own, length), units };
        let (sounds, units) = (self.sounds, self.units);
        while self.units.first().is_some_and(|unit| *unit != 0) {
            let (_, length) = self.units();
            cut(&mut self.sounds, length);
        }
        let units = &units[..units.len() - self.units.len()];
        cut(&mut self.units, 0);
        let sounds = (&sounds[..sounds.len() - self.sounds.len()], units);
        Some(Name { own, sounds })
    }
}
