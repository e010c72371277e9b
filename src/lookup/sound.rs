//! Letters read as a name sounds: each unit whole or by its first letter, the last as far as it
//! is typed. So `huajs` is 华建设 and `zhgr` 中国人: one never has to choose between the two.

use super::block::Form;
use super::key::SPELLED;
use super::readings::{begins_syllable, is_syllable};

/// Longest text that is read so, in letters.
const LONGEST: usize = 63;
/// Most beginnings of a text that are followed up; more ways to read one there hardly are.
const MOST: usize = 64;
/// Two letters that are one sound.
const PAIRS: [&[u8]; 3] = [b"zh", b"ch", b"sh"];

/// Whether letters are read from a unit on, which begins at a byte.
pub(super) fn is_read(letters: &[u8], form: Form<'_>, from: usize) -> bool {
    if letters.len() > LONGEST {
        return false;
    }
    // A bit for each place in the letters that is reached before the unit.
    let mut reached = 1_u64;
    for unit in whole_units(form, from) {
        let mut next = 0;
        for place in 0..letters.len() {
            if reached & 1 << place == 0 {
                continue;
            }
            let rest = &letters[place..];
            if ends(rest, unit) {
                return true;
            }
            for step in steps(rest, unit).into_iter().flatten() {
                next |= 1 << (place + step);
            }
        }
        if next == 0 {
            return false;
        }
        reached = next;
    }
    false
}

/// How many letters each unit takes, from the one on that begins at a byte; the first way there
/// is. Empty if they are not read so.
pub(super) fn taken(letters: &[u8], form: Form<'_>, from: usize) -> Vec<usize> {
    let units: Vec<&[u8]> = whole_units(form, from).collect();
    if is_read(letters, form, from) { taken_of(letters, &units) } else { Vec::new() }
}

fn taken_of(letters: &[u8], units: &[&[u8]]) -> Vec<usize> {
    // What is known to lead nowhere is not tried again: there are few places, but many ways.
    fn walk(
        letters: &[u8],
        units: &[&[u8]],
        at: (usize, usize),
        dead: &mut Vec<(usize, usize)>,
    ) -> Option<Vec<usize>> {
        let (place, nth) = at;
        let unit = units.get(nth)?;
        let rest = &letters[place..];
        if ends(rest, unit) {
            return Some(vec![rest.len()]);
        }
        if dead.contains(&at) {
            return None;
        }
        for step in steps(rest, unit).into_iter().flatten() {
            if let Some(mut taken) = walk(letters, units, (place + step, nth + 1), dead) {
                taken.insert(0, step);
                return Some(taken);
            }
        }
        dead.push(at);
        None
    }
    walk(letters, units, (0, 0), &mut Vec::new()).unwrap_or_default()
}

/// Whether the last letters are those of a unit as far as they are typed. Of a long foreign word
/// only the first counts, as of any that is abbreviated.
fn ends(rest: &[u8], unit: &[u8]) -> bool {
    unit.starts_with(rest) && (unit.len() <= SPELLED || rest.len() == 1)
}

/// How many letters a unit may take of those that follow: all of it, the two that are one sound,
/// or its first.
fn steps(rest: &[u8], unit: &[u8]) -> [Option<usize>; 3] {
    let whole = (unit.len() <= SPELLED && rest.starts_with(unit)).then_some(unit.len());
    let is_pair = |pair: &&[u8]| unit.starts_with(pair) && rest.starts_with(pair);
    let pair = (unit.len() <= SPELLED && PAIRS.iter().any(is_pair)).then_some(2);
    let first = (rest.first() == unit.first()).then_some(1);
    [whole, pair, first]
}

fn is_unit(letters: &str) -> bool {
    letters.len() == 1 || PAIRS.contains(&letters.as_bytes()) || is_syllable(letters)
}

/// Whether letters are a unit as far as they are typed.
fn may_be_unit(letters: &str) -> bool {
    letters.len() == 1 || letters.len() <= SPELLED && begins_syllable(letters)
}

/// The units from a byte on.
fn whole_units(form: Form<'_>, from: usize) -> impl Iterator<Item = &[u8]> {
    let mut starts = form.units().filter(|(_, unit)| unit.begins()).map(|(at, _)| at).peekable();
    let units = std::iter::from_fn(move || {
        let at = starts.next()?;
        Some((at, starts.peek().copied().unwrap_or(form.text.len())))
    });
    units.skip_while(move |(at, _)| *at < from).map(move |(at, end)| &form.text[at..end])
}

/// What a name has that letters are read in, of one way to read them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Reading {
    /// The first letters of its units, two at least.
    pub initials: String,
    /// With what some of its units begin, where that is more than a letter.
    pub begun: Vec<String>,
}

/// The ways to read letters: in whatever is read so there is one of them. Nothing if there are too
/// many to tell.
pub(super) fn readings_of(letters: &str) -> Option<Vec<Reading>> {
    if letters.len() > LONGEST || !letters.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Some(Vec::new());
    }
    let (mut all, mut nth) = (Vec::new(), 0);
    // Where a unit begins, the first letters up to it, and with what the first unit begins.
    let mut open: Vec<(usize, String, &str)> = vec![(0, String::new(), "")];
    while let Some((at, read, first)) = open.get(nth).cloned() {
        nth += 1;
        let rest = &letters[at..];
        let initials = read + &rest[..1];
        if initials.len() > 1 && may_be_unit(rest) {
            let begun = [first, rest].into_iter().filter(|begun| begun.len() > 1);
            let reading =
                Reading { initials: initials.clone(), begun: begun.map(Into::into).collect() };
            if !all.contains(&reading) {
                all.push(reading);
            }
        }
        for length in (1..rest.len().min(SPELLED + 1)).filter(|length| is_unit(&rest[..*length])) {
            let first = if at == 0 { begun(letters, length) } else { first };
            let next = (at + length, initials.clone(), first);
            if !open.contains(&next) {
                open.push(next);
            }
        }
        if open.len() > MOST {
            return None;
        }
    }
    Some(all)
}

/// With what a unit begins that takes so many of some letters: what follows a whole one is known,
/// too.
fn begun(letters: &str, length: usize) -> &str {
    match length {
        1 => "",
        2 if PAIRS.contains(&&letters.as_bytes()[..2]) => &letters[..2],
        _ => &letters[..=length],
    }
}

/// The first letters of the first two units of whatever sounds like some letters; none if one unit
/// may be all of them.
pub(super) fn seams(letters: &str) -> Vec<String> {
    if letters.len() < 2 || !letters.is_ascii() || may_be_unit(letters) {
        return Vec::new();
    }
    // A long foreign word is spelled as it is.
    let may_end = |at: &usize| *at > SPELLED || *at == 1 || is_syllable(&letters[..*at]);
    let seams = (1..letters.len()).filter(may_end).map(|at| [&letters[..1], &letters[at..=at]]);
    let mut seams: Vec<String> = seams.map(|seam| seam.concat()).collect();
    seams.sort_unstable();
    seams.dedup();
    seams
}

#[cfg(test)]
mod tests {
    use super::super::block::{Block, Entry};
    use super::super::key::Key;
    use super::*;

    fn read(letters: &str, name: &str) -> Vec<usize> {
        let names = Key::of_name(&super::super::ID, 0, name);
        let block = Block::of(&Entry { names, ..Entry::default() });
        let name = block.names(0).next().expect("a name");
        let mut sounds = name.sounds();
        sounds
            .find_map(|sound| {
                Some(taken(letters.as_bytes(), sound, 0)).filter(|all| !all.is_empty())
            })
            .unwrap_or_default()
    }

    #[test]
    fn units_are_read_whole_or_by_their_first_letters_and_none_is_left_out() {
        let cases: [(&str, &str, &[usize]); 10] = [
            ("huajs", "华建设", &[3, 1, 1]),
            ("huajshe", "华建设", &[3, 1, 3]),
            ("hjians", "华建设", &[1, 4, 1]),
            ("zhgr", "中国人", &[2, 1, 1]),
            ("changh", "长虹", &[5, 1]),
            ("zhangh", "长虹", &[5, 1]),
            ("tclkj", "TCL科技", &[1, 1, 1, 1, 1]),
            ("hs", "华建设", &[]),
            ("huax", "华建设", &[]),
            ("huajianshex", "华建设", &[]),
        ];
        for (letters, name, expected) in cases {
            assert_eq!(read(letters, name), expected, "{letters} {name}");
        }
    }

    #[test]
    fn first_letters_are_told_from_any_way_to_read() {
        let told = |letters| {
            let all = readings_of(letters).expect("few ways");
            let mut all: Vec<String> = all.into_iter().map(|reading| reading.initials).collect();
            all.sort();
            all.dedup();
            all
        };
        assert_eq!(told("huajs"), ["hajs", "hjs", "huajs"]);
        assert_eq!(told("hw"), ["hw"]);
        assert_eq!(told("hua"), ["ha", "hua"]);
        assert_eq!(readings_of(&"na".repeat(30)), None);
        assert_eq!(told("&&"), Vec::<String>::new());
    }
}
