//! What is shown of a hit: the name or the line that fits, and which of its letters were typed,
//! on Chinese characters too where their sound was.

use super::block::{Block, END, Entry, Name, ended};
use super::found::Hit;
use super::generic::Generic;
use super::key::{Key, in_text};
use super::query::{Query, Spot, Subject, Way, Ways};
use super::sound;
use super::word::Word;
use super::{ID, entry, line_of};
use crate::record::Column;
use crate::records::kind;
use crate::store::Sight;
use crate::value::{Id, fold_words};
use memchr::memchr_iter;
use std::ops::Range;

/// What is shown of a record; nothing if the query does not fit.
pub(super) fn hit(query: &Query, id: Id, generic: &Generic, sight: &Sight) -> Option<Hit> {
    let of = |id: Id| Some((id, entry::of(sight, sight.row(id)?)));
    let (_, own) = of(id)?;
    let by = own.entry.named_by.and_then(of);
    let blocks = (Block::of(&own.entry), by.as_ref().map(|(_, by)| Block::of(&by.entry)));
    let by_block = blocks.1.as_ref().map(|block| (block, 0));
    let subject = Subject { id, own: (&blocks.0, 0), by: by_block, ways: Ways::default() };
    let (class, spot, _) = query.best(subject, generic)?;
    let (column, text, ranges) = match spot {
        Spot::Name(nth, _) => {
            let name = subject.names().nth(nth)?;
            let theirs = nth.checked_sub(own.entry.names.len());
            let (named, key) = match (theirs, &by) {
                (Some(nth), Some((named, by))) => (*named, by.entry.names.get(nth)?),
                _ => (id, own.entry.names.get(nth)?),
            };
            let text = line_of(sight, named, key.column, key.nth)?;
            let ranges = in_text(&text, &key.folded, &in_name(query, key, name, generic), 0);
            (shown(id, named, key.column)?, text, ranges)
        }
        Spot::Line(from) => {
            let nth = memchr_iter(END, &subject.lines()[..from]).count();
            let (column, nth) = *own.lines.get(nth)?;
            let text = line_of(sight, id, column, nth)?;
            let ranges = in_line(query, &text);
            (column, text, ranges)
        }
        Spot::Id => {
            let ranges = in_line(query, &id.to_string());
            (&ID, id.to_string(), ranges)
        }
    };
    Some(Hit { id, class, column, text, ranges, folded: Vec::new() })
}

/// The same of a record that fits by a name, as long as its names are those that are packed:
/// nothing but the one that fits is made anew.
pub(super) fn packed(
    query: &Query,
    subject: Subject<'_>,
    generic: &Generic,
    sight: &Sight,
) -> Option<Hit> {
    let (class, Spot::Name(nth, _), _) = query.best(subject, generic)? else { return None };
    let (id, by) = (subject.id, subject.own.0.named_by(subject.own.1));
    let (mut packed, mut count, mut fits) = (subject.names(), 0, None);
    // Nothing if other names are packed than are seen.
    let mut of = |one: Id| {
        let mut is_same = true;
        let link = entry::each_name(sight, sight.row(one)?, &mut |column, line, _| {
            for folded in Key::folded(line) {
                let name = packed.next().filter(|name| name.own.text == folded.as_bytes());
                is_same &= name.is_some();
                if count == nth {
                    fits = name.map(|name| (one, column, line.to_owned(), name));
                }
                count += 1;
            }
        });
        is_same.then_some(link)
    };
    if of(id)? != by || subject.by.is_some() && of(by?).is_none() || packed.next().is_some() {
        return None;
    }
    let (named, column, text, name) = fits?;
    let keys = Key::of_name(column, 0, &text);
    let key = keys.iter().find(|key| key.folded.as_bytes() == name.own.text)?;
    let ranges = in_text(&text, &key.folded, &in_name(query, key, name, generic), 0);
    Some(Hit { id, class, column: shown(id, named, column)?, text, ranges, folded: Vec::new() })
}

/// The column of a record where a name stands that may be that of another.
fn shown(id: Id, named: Id, column: &'static Column) -> Option<&'static Column> {
    if named == id { Some(column) } else { kind(id.kind)?.naming().next() }
}

/// Which parts of a name are what was typed.
pub(super) fn marks(query: &Query, text: &str, generic: &Generic) -> Vec<Range<usize>> {
    let keys = Key::of_name(&ID, 0, text);
    let entry = Entry { names: keys, ..Entry::default() };
    let block = Block::of(&entry);
    let names = entry.names.iter().zip(block.names(0));
    let mut ranges =
        names.map(|(key, name)| in_text(text, &key.folded, &in_name(query, key, name, generic), 0));
    ranges.find(|ranges| !ranges.is_empty()).unwrap_or_default()
}

/// One of the names by which a record is found, as it is shown.
pub(super) fn name(id: Id, nth: usize, sight: &Sight) -> Option<String> {
    let told = entry::named(sight, sight.row(id)?);
    let Some(nth) = nth.checked_sub(told.entry.names.len()) else {
        let key = &told.entry.names[nth];
        return line_of(sight, id, key.column, key.nth);
    };
    let by = told.entry.named_by?;
    let theirs = entry::named(sight, sight.row(by)?);
    let key = theirs.entry.names.get(nth)?;
    line_of(sight, by, key.column, key.nth)
}

/// Where the whole stands, or else each word that is there.
fn each(query: &Query, of: impl Fn(&Word) -> Option<Vec<Range<usize>>>) -> Vec<Range<usize>> {
    let mut words = query.to_mark();
    let whole = if query.has_whole() { words.next().and_then(&of) } else { None };
    whole.unwrap_or_else(|| words.filter_map(of).flatten().collect())
}

fn in_line(query: &Query, text: &str) -> Vec<Range<usize>> {
    let folded = fold_words(text);
    let spans = each(query, |word| {
        let at = word.in_lines.find(folded.as_bytes())?;
        Some(std::iter::once(at..at + word.in_lines.needle().len()).collect())
    });
    in_text(text, &folded, &spans, 1)
}

fn in_name(query: &Query, key: &Key, name: Name<'_>, generic: &Generic) -> Vec<Range<usize>> {
    each(query, |word| {
        let (_, way) = word.locate(name, generic, true).or_else(|| word.locate_read(name))?;
        Some(spans(word, key, name, way))
    })
}

/// Which letters of a name were typed.
fn spans(word: &Word, key: &Key, name: Name<'_>, way: Way) -> Vec<Range<usize>> {
    match way {
        Way::Written(at) => std::iter::once(at..at + word.text().len()).collect(),
        Way::Sounds(nth, from) => {
            let Some(form) = name.sounds().nth(nth) else { return Vec::new() };
            let begun = form.units().filter(|(at, unit)| unit.begins() && *at < from).count();
            let letters = word.text().as_bytes();
            let taken = if form.text[from..].starts_with(letters) {
                whole(letters.len(), form.unit_lengths().skip(begun))
            } else {
                sound::taken(letters, form, from)
            };
            let units = key.units.iter().skip(begun).zip(taken);
            units.map(|(unit, taken)| typed(unit, taken)).collect()
        }
        Way::Initials(nth, from) => {
            let all = name.all_initials();
            let Some(initials) = ended(&all).nth(nth) else { return Vec::new() };
            let letters = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().count();
            let (before, count) = (letters(&initials[..from]), word.text().chars().count());
            let is_all = nth > 0 || name.is_read();
            let units = key.units.iter().filter(|unit| is_all || unit.is_word);
            let first = |unit: &super::key::Unit| {
                key.folded[unit.at.clone()].chars().next().map_or(0, char::len_utf8)
            };
            units.skip(before).take(count).map(|unit| typed(unit, first(unit))).collect()
        }
    }
}

/// How many letters of each unit are taken by so many in a row.
fn whole(mut letters: usize, units: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut taken = Vec::new();
    for length in units {
        if letters == 0 {
            break;
        }
        taken.push(length.min(letters));
        letters -= length.min(letters);
    }
    taken
}

/// The letters of a unit of which so many were typed; a character is typed by any of its sound.
fn typed(unit: &super::key::Unit, letters: usize) -> Range<usize> {
    if unit.sounds[0].is_empty() {
        unit.at.start..(unit.at.start + letters).min(unit.at.end)
    } else {
        unit.at.clone()
    }
}
