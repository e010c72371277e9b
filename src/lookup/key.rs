//! A name in the forms under which it is found: its folded letters, how its Chinese characters
//! sound, and its first letters. Made once for the index, and again of each hit that is shown.

use super::readings::{MOST as READINGS, readings};
use crate::record::Column;
use crate::value::{fold, fold_plain, is_apostrophe, is_han, is_plain};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Most ways in which a name is read: one with many characters of several readings is found by
/// the likelier ones of its first.
const SOUNDS: usize = 8;
/// Longest word that is spelled among Chinese characters, in bytes: the length of the longest
/// syllable, so that what is longer is known to be none.
pub(super) const SPELLED: usize = 6;
/// Words that initials pass over (USTC, MIT), and that begin nothing.
const SMALL: [&str; 6] = ["of", "and", "the", "for", "in", "&"];
/// Chinese words that tell no name from another, wherever a run of characters begins with them:
/// the word after them counts as the start. Places among them, since half the names of a region
/// begin with its own.
pub(super) const GENERIC_HAN: [&str; 40] = [
    "中国",
    "清华",
    "大学",
    "集团",
    "公司",
    "有限",
    "股份",
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "香港",
    "台湾",
];

/// A name as it is found.
#[derive(Debug)]
pub(super) struct Key {
    /// Where the name stands.
    pub column: &'static Column,
    /// Which line of the cell it is.
    pub nth: u32,
    /// Its letters.
    pub folded: String,
    /// What it is read and abbreviated by, in order, without gaps.
    pub units: Vec<Unit>,
}

/// A word of letters, or one Chinese character. Among characters a short word is spelled letter
/// by letter: TCL科技 is `tclkj`.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Where it stands in the folded letters.
    pub at: Range<usize>,
    /// How it is read, if it is a character; empty texts else.
    pub sounds: [&'static str; READINGS],
    /// Whether a word begins here that may begin what one types.
    pub is_word: bool,
    /// Whether initials pass over it.
    pub is_small: bool,
}

/// A name as it sounds: what each unit is read as.
pub(super) type Sound<'k> = Vec<&'k str>;

impl Key {
    /// The keys of a name, which is the nth line of its cell. One with center or centre has
    /// both: queries are never respelled.
    pub fn of_name(column: &'static Column, nth: u32, text: &str) -> Vec<Self> {
        let forms = Self::folded(text);
        let starts = forms.first().map(|folded| word_starts(text, folded)).unwrap_or_default();
        let key = |folded: String| Self { column, nth, units: units(&folded, &starts), folded };
        forms.into_iter().map(key).collect()
    }

    /// The letters of those.
    pub fn folded(text: &str) -> Vec<String> {
        let folded = fold(text);
        let other = match (folded.contains("center"), folded.contains("centre")) {
            (true, _) => Some(folded.replace("center", "centre")),
            (_, true) => Some(folded.replace("centre", "center")),
            _ => None,
        };
        let named = std::iter::once(folded).filter(|folded| !folded.is_empty());
        named.chain(other).collect()
    }

    /// The ways in which it sounds; none if no character is in it.
    pub fn sounds(&self) -> Vec<Sound<'_>> {
        if self.units.iter().all(|unit| unit.sounds[0].is_empty()) {
            return Vec::new();
        }
        let mut all: Vec<Sound<'_>> = vec![Vec::with_capacity(self.units.len())];
        for unit in &self.units {
            let readings = unit.sounds.iter().filter(|sound| !sound.is_empty());
            let mut readings: Vec<&str> = readings.copied().collect();
            if readings.is_empty() {
                readings.push(&self.folded[unit.at.clone()]);
            }
            let more = readings.len().min(SOUNDS / all.len()).max(1);
            let begun = all.clone();
            for sound in &mut all {
                sound.push(readings[0]);
            }
            for reading in &readings[1..more] {
                all.extend(begun.iter().map(|sound| [sound.as_slice(), &[*reading]].concat()));
            }
        }
        all
    }

    /// The first letters of its units, in each of the ways in which it sounds; of one that is not
    /// read, without its small words, and then with them if there are any.
    pub fn initials(&self, sounds: &[Sound<'_>]) -> Vec<String> {
        let first = |text: &str| text.chars().next();
        if sounds.is_empty() {
            let letter = |unit: &Unit| first(&self.folded[unit.at.clone()]);
            let words = self.units.iter().filter(|unit| unit.is_word);
            let mut all: Vec<String> = vec![words.filter_map(letter).collect()];
            if self.units.iter().any(|unit| unit.is_small) {
                all.push(self.units.iter().filter_map(letter).collect());
            }
            return all;
        }
        sounds.iter().map(|sound| sound.iter().filter_map(|text| first(text)).collect()).collect()
    }
}

/// What a name is found by beside its letters: how it sounds, and its first letters.
pub fn spoken(name: &str, take: &mut dyn FnMut(&str)) {
    for key in Key::of_name(&super::ID, 0, name).into_iter().take(1) {
        let sounds = key.sounds();
        for sound in &sounds {
            take(&sound.concat());
        }
        for initials in key.initials(&sounds).iter().filter(|initials| initials.len() > 1) {
            take(initials);
        }
    }
}

/// The units of a folded text whose words begin at these places.
fn units(folded: &str, starts: &[usize]) -> Vec<Unit> {
    let (mut units, is_spelled) = (Vec::new(), folded.contains(is_han));
    let ends = starts.iter().skip(1).copied().chain([folded.len()]);
    for (start, end) in starts.iter().copied().zip(ends) {
        let word = &folded[start..end];
        if !word.starts_with(is_han) {
            let is_small = SMALL.contains(&word);
            if !is_spelled || word.len() > SPELLED {
                let at = start..end;
                units.push(Unit { at, sounds: [""; READINGS], is_word: !is_small, is_small });
                continue;
            }
        }
        for (at, c) in word.char_indices() {
            let place = start + at..start + at + c.len_utf8();
            let sounds = readings(c);
            units.push(Unit { at: place, sounds, is_word: at == 0, is_small: false });
        }
    }
    units
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
    for (place, length) in lengths(text) {
        is_apart |= length == 0 && !is_within_word(&text[place.clone()]);
        if is_apart && length > 0 {
            is_apart = false;
            let is_gap = folded.get(at..at + gap).is_some_and(|gap| gap.trim().is_empty());
            at += if is_gap { gap } else { 0 };
        }
        let end = at + length;
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

/// What one reads as single letters, where each stands, and how long it is folded.
fn lengths(text: &str) -> Vec<(Range<usize>, usize)> {
    if is_plain(text) {
        let length = |letter| fold_plain(letter).map_or(0, char::len_utf8);
        let letters = text.char_indices();
        return letters.map(|(at, c)| (at..at + c.len_utf8(), length(c))).collect();
    }
    pieces(text).map(|(place, piece)| (place, piece.len())).collect()
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
    if !folded[word.clone()].starts_with(is_han) {
        return starts;
    }
    while let Some(generic) =
        GENERIC_HAN.iter().find(|generic| folded[at..word.end].starts_with(**generic))
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> Key {
        Key::of_name(&super::super::ID, 0, text).remove(0)
    }

    fn words(text: &str) -> Vec<String> {
        let key = key(text);
        let mut words: Vec<String> = Vec::new();
        for unit in &key.units {
            let text = &key.folded[unit.at.clone()];
            match words.last_mut() {
                Some(word) if !unit.is_word && !unit.is_small => word.push_str(text),
                _ => words.push(text.to_owned()),
            }
        }
        words
    }

    fn sounds(text: &str) -> Vec<String> {
        key(text).sounds().iter().map(|sound| sound.concat()).collect()
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
        assert_eq!(words("四川长虹"), ["四川", "长虹"]);
    }

    #[test]
    fn a_name_sounds_in_all_likely_ways_but_in_no_more_than_eight() {
        assert_eq!(sounds("长虹"), ["changhong", "zhanghong"]);
        assert_eq!(sounds("TCL科技"), ["tclkeji"]);
        assert_eq!(sounds("Huawei"), Vec::<String>::new());
        assert_eq!(sounds("长重行乐单会").len(), SOUNDS);
    }

    #[test]
    fn initials_pass_over_small_words_and_read_characters() {
        let initials = |text| {
            let key = key(text);
            let sounds = key.sounds();
            key.initials(&sounds)
        };
        assert_eq!(initials("University of Science and Technology of China"), ["ustc", "uosatoc"]);
        assert_eq!(initials("华为技术"), ["hwjs"]);
        assert_eq!(initials("TCL科技"), ["tclkj"]);
    }

    proptest! {
        #[test]
        fn a_plain_text_has_the_words_of_any_other(text in "[A-Za-z0-9 '.&清华大学有限公司-]{1,20}") {
            let folded = fold(&text);
            prop_assert_eq!(plain_starts(&text), any_starts(&text, &folded));
        }

        #[test]
        fn a_plain_text_has_the_letters_of_any_other(text in "[A-Za-z0-9 '.&清华大学有限公司-]{1,20}") {
            let any = pieces(&text).map(|(place, piece)| (place, piece.len()));
            prop_assert_eq!(lengths(&text), any.collect::<Vec<_>>());
        }

        #[test]
        fn units_stand_without_gaps(text in "[A-Za-z0-9 '.&清华大学有限公司长é-]{1,20}") {
            for key in Key::of_name(&super::super::ID, 0, &text) {
                let ends = key.units.iter().map(|unit| unit.at.end);
                let starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
                for (unit, start) in key.units.iter().zip(&starts) {
                    prop_assert_eq!(unit.at.start, *start);
                }
                prop_assert_eq!(starts.last(), Some(&key.folded.len()));
            }
        }
    }

    #[test]
    fn a_center_is_a_centre_too() {
        let folded = |text| -> Vec<String> {
            let keys = Key::of_name(&super::super::ID, 0, text);
            keys.into_iter().map(|key| key.folded).collect()
        };
        assert_eq!(folded("Joint Center"), ["jointcenter", "jointcentre"]);
        assert_eq!(folded("Joint Centre"), ["jointcentre", "jointcenter"]);
    }

    #[test]
    fn marks_stand_on_the_letters_that_are_shown() {
        let text = "Ｈｕａ-Wei 技术";
        let key = key(text);
        let marked = |span| -> Vec<&str> {
            let ranges = in_text(text, &key.folded, &[span], 0);
            ranges.into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(marked(0..6), ["Ｈｕａ-Wei"]);
        assert_eq!(marked(3..6), ["Wei"]);
        assert_eq!(marked(6..9), ["技"]);
    }
}
