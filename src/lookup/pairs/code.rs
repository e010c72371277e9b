//! Two letters in a row, as a number.

use std::ops::Range;

/// Letters of ASCII.
pub(super) const LETTERS: u16 = 26;
/// What stands for any that follows, but letters and digits of ASCII.
const ELSE: u16 = LETTERS + 10;
/// Numbers of those that follow each.
const ROW: u16 = ELSE + 1;
/// From here on stand other letters, each alone.
const OTHERS: u16 = ELSE * ROW;
/// No number is so great.
pub(super) const CODES: u16 = 1 << 12;

/// The numbers of all letters of a folded text, each with what follows it. Letters of ASCII have
/// numbers of their own, all others share some. None are told across the words of a line.
pub(super) fn codes(text: &str) -> impl Iterator<Item = u16> {
    let next = text.chars().skip(1).map(Some).chain([None]);
    text.chars().zip(next).filter(|(letter, _)| *letter != ' ').map(|(letter, next)| {
        let follows = || next.and_then(place).unwrap_or(ELSE);
        place(letter).map_or_else(|| other(letter), |place| place * ROW + follows())
    })
}

/// The number of two letters of ASCII in a row, or of another letter.
pub(super) fn begins(text: &str) -> Range<u16> {
    let mut letters = text.chars();
    let (first, next) = (letters.next(), letters.next());
    match (first.and_then(place), first, next) {
        (Some(first), _, None) => first * ROW..(first + 1) * ROW,
        (Some(first), _, Some(next)) => {
            let code = first * ROW + place(next).unwrap_or(ELSE);
            code..code + 1
        }
        (None, Some(first), _) => other(first)..other(first) + 1,
        (None, None, _) => 0..CODES,
    }
}

/// The number of the first three letters of ASCII; of the first two, if no third follows.
pub(super) fn three(text: &str) -> Option<u16> {
    let mut letters = text.chars().map(letter);
    let mut next = || letters.next().flatten();
    Some(row([next()?, next()?, next().unwrap_or(LETTERS)]))
}

/// The numbers of what begins with the two letters of a text, or with its first three.
pub(super) fn begins_three(text: &str) -> Option<Range<u16>> {
    let last = three(text)?;
    Some(if text.len() == 2 { last - LETTERS..last + 1 } else { last..last + 1 })
}

/// The number of three letters by their places.
pub(super) fn row([first, second, third]: [u16; 3]) -> u16 {
    const ROW: u16 = LETTERS + 1;
    (first * ROW + second) * ROW + third
}

fn places(three: u16) -> [u16; 3] {
    const ROW: u16 = LETTERS + 1;
    [three / ROW / ROW, three / ROW % ROW, three % ROW]
}

/// The numbers of the first two and the last two of three letters.
pub(super) fn pairs_in(three: u16) -> [u16; 2] {
    let [first, second, third] = places(three);
    [first * ROW + second, second * ROW + third]
}

/// Three letters by their number.
pub(super) fn letters_of(three: u16) -> [u8; 3] {
    places(three).map(|place| b'a' + place as u8)
}

/// The place of a letter of ASCII.
pub(super) fn letter(letter: char) -> Option<u16> {
    place(letter).filter(|place| *place < LETTERS)
}

/// The place of a letter or digit of ASCII.
pub(super) fn place(letter: char) -> Option<u16> {
    match letter {
        'a'..='z' => Some(letter as u16 - 'a' as u16),
        '0'..='9' => Some(letter as u16 - '0' as u16 + LETTERS),
        _ => None,
    }
}

fn other(letter: char) -> u16 {
    // Puts neighbours far apart.
    let spread = (letter as u32).wrapping_mul(0x9E37_79B1) >> 16;
    OTHERS + (spread % u32::from(CODES - OTHERS)) as u16
}
