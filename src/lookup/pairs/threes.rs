//! Which records of a shelf have three letters in a row in a name, of those that have the first two
//! and the last two somewhere: of names that share their words most have both.
//!
//! Where few have both, nothing is kept: their names are soon looked at. Else those are kept that
//! have all three or those that do not, whichever are fewer; nothing if none has them.

use super::super::bits::{Bits, bits};
use super::code::{LETTERS, letter, letters_of, pairs_in, row};
use super::lists::{Lists, Packing};
use super::{In, NUMBERS, Pairs, key, next_key};

/// From so many on that have both pairs it is kept which have the three.
const OFTEN: usize = 32;
/// The bits of an entry below its letters: the number of its record, and whether that has them.
pub(in super::super) const BELOW: u32 = NUMBERS + 1;

/// The records of the threes that many may have.
#[derive(Clone, Default, PartialEq, Debug)]
pub(in super::super) struct Threes {
    /// By twice their number those that have it, and by one more those that do not.
    lists: Lists,
}

/// Adds what a record's names tell, by its number in the shelf: of which three letters they have
/// two and two, and whether they have them in a row.
pub(in super::super) fn threes_of(names: &[u8], number: u16, all: &mut Vec<u32>) {
    const MANY: usize = LETTERS as usize;
    // The letters that follow each, and each two, a bit a letter.
    let (mut next, mut third) = ([0_u32; MANY], [[0_u32; MANY]; MANY]);
    let place = |byte: u8| letter(char::from(byte)).map(usize::from);
    let (mut before, mut last) = (None, None);
    for here in names.iter().map(|byte| place(*byte)) {
        if let (Some(last), Some(here)) = (last, here) {
            next[last] |= 1 << here;
            if let Some(before) = before {
                let third: &mut [u32; MANY] = &mut third[before];
                third[last] |= 1 << here;
            }
        }
        (before, last) = (last, here);
    }
    let letters = |mask: u32| bits(u64::from(mask)).map(usize::from);
    for first in 0..MANY {
        for second in letters(next[first]) {
            for last in letters(next[second]) {
                let is_so = third[first][second] >> last & 1;
                let three = row([first as u16, second as u16, last as u16]);
                all.push(u32::from(three) << BELOW | u32::from(number) << 1 | is_so);
            }
        }
    }
}

/// Whether names have three letters in a row.
pub(in super::super) fn is_in(three: u16, names: &[u8]) -> bool {
    let letters = letters_of(three);
    names.windows(letters.len()).any(|three| three == letters)
}

impl Threes {
    /// Those that have three letters, of those that have both their pairs; nothing if it is not
    /// kept.
    pub fn have(&self, three: u16, both: &Bits) -> Option<Bits> {
        if both.count() < OFTEN {
            return None;
        }
        let (at, mut listed) = (self.lists.place(three * 2), Bits::NONE);
        let key = self.lists.key(at).filter(|key| key / 2 == three);
        if key.is_some() {
            self.lists.add_to(&mut listed, at);
        }
        Some(if key.is_some_and(|key| key % 2 != 0) { *both & !listed } else { listed })
    }

    /// The same once the pairs have changed, with what the records that did tell no more and tell
    /// instead, each in order. `has`: whether a record has three letters, for those that did not.
    pub fn with(
        &self,
        (before, after): (&Pairs, &Pairs),
        (gone, come): (&[u32], &[u32]),
        has: &dyn Fn(u16, u16) -> bool,
    ) -> Self {
        let mut packed = Packing::new(&self.lists);
        let (mut gone, mut come) = (gone.iter().peekable(), come.iter().peekable());
        while let Some(three) = next_key(&mut gone, &mut come, BELOW) {
            packed.skip(three * 2..three * 2 + 2);
            let (mut changed, mut have) = (Bits::NONE, Bits::NONE);
            for (told, is_now) in [(&mut gone, false), (&mut come, true)] {
                while let Some(one) = told.next_if(|one| *one >> BELOW == u32::from(three)) {
                    let number = (one >> 1 & ((1 << NUMBERS) - 1)) as u16;
                    changed.set(number, true);
                    have.set(number, is_now && one & 1 != 0);
                }
            }
            let both = after.both(three);
            if both.count() < OFTEN {
                continue;
            }
            let others = both & !changed;
            have |= match self.have(three, &before.both(three)) {
                Some(known) => known & others,
                None => others.filter(|number| has(number, three)),
            };
            let lack = both & !have;
            if lack.count() < have.count() {
                packed.add(three * 2 + 1, &lack);
            } else if !have.is_none() {
                packed.add(three * 2, &have);
            }
        }
        Self { lists: packed.lists() }
    }

    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        self.lists.size(0..0).0
    }
}

impl Pairs {
    /// Those that have the first two and the last two of three letters in a name.
    pub fn both(&self, three: u16) -> Bits {
        let [first, last] = pairs_in(three).map(|code| key(In::Own, code));
        let both = self.lists.any(first..first + 1);
        if both.is_none() { both } else { both & self.lists.any(last..last + 1) }
    }
}
