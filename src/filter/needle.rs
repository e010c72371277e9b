//! A part of a text that is looked for in very many texts, folded.

use crate::value::{Wrong, fold};
use crate::words::filter as said;
use memchr::memmem::Finder;

/// Texts up to so many bytes are folded without asking for room.
const SHORT: usize = 256;

/// What is looked for.
#[derive(Clone, Debug)]
pub(super) struct Needle(Box<Finder<'static>>);

impl PartialEq for Needle {
    fn eq(&self, other: &Self) -> bool {
        self.0.needle() == other.0.needle()
    }
}

impl Needle {
    /// What is left of a text to look for, if anything is.
    pub fn read(text: &str) -> Result<Self, Wrong> {
        let folded = fold(text);
        if folded.is_empty() {
            return Err(said::NOTHING.wrong(&[]));
        }
        Ok(Self(Box::new(Finder::new(folded.as_bytes()).into_owned())))
    }

    /// Where it stands in a text that is folded.
    pub fn place(&self, folded: &[u8]) -> Option<usize> {
        self.0.find(folded)
    }

    /// Whether it stands in a text when that is folded.
    pub fn is_in(&self, text: &str) -> bool {
        if text.len() > SHORT || !text.is_ascii() {
            return self.0.find(fold(text).as_bytes()).is_some();
        }
        let (mut folded, mut end) = ([0; SHORT], 0);
        for byte in text.bytes() {
            // The next overwrites what folds away.
            folded[end] = FOLDED[usize::from(byte & 0x7F)];
            end += usize::from(folded[end] != 0);
        }
        self.0.find(&folded[..end]).is_some()
    }
}

/// What each letter of ASCII folds to; 0 is nothing.
const FOLDED: [u8; 128] = {
    let (mut folded, mut byte) = ([0; 128], 0);
    while byte < 128 {
        let own = byte as u8;
        if own.is_ascii_alphanumeric() || matches!(own, b'&' | b'+') {
            folded[byte] = own.to_ascii_lowercase();
        }
        byte += 1;
    }
    folded
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_stands_where_the_folded_texts_say_so(
            text in "[aBß&+ ,.－ｈ丰田汽車華华é\\n]{0,20}|\\PC{0,300}",
            part in "[aBß& 丰田車華]{1,3}",
        ) {
            if let Ok(needle) = Needle::read(&part) {
                prop_assert_eq!(needle.is_in(&text), fold(&text).contains(&fold(&part)));
            }
        }
    }
}
