//! The words that tell no name from another: those known to be such, and those in more than one
//! name of twenty.

use super::bits::{Bits, bits};
use super::block::{Block, Name};
use super::key::GENERIC_HAN;
use super::pairs::{Asked, In, Pairs};
use imbl::{OrdMap, OrdSet};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::sync::{Arc, OnceLock};

/// Such words and leading places, folded. The word after them counts as the start.
const GENERIC: [&str; 46] = [
    "the",
    "china",
    "chinese",
    "tsinghua",
    "university",
    "group",
    "co",
    "ltd",
    "limited",
    "inc",
    "corp",
    "corporation",
    "company",
    "center",
    "centre",
    "beijing",
    "tianjin",
    "shanghai",
    "chongqing",
    "hebei",
    "shanxi",
    "liaoning",
    "jilin",
    "heilongjiang",
    "jiangsu",
    "zhejiang",
    "anhui",
    "fujian",
    "jiangxi",
    "shandong",
    "henan",
    "hubei",
    "hunan",
    "guangdong",
    "guangxi",
    "hainan",
    "sichuan",
    "guizhou",
    "yunnan",
    "tibet",
    "shaanxi",
    "gansu",
    "qinghai",
    "ningxia",
    "xinjiang",
    "taiwan",
];
/// A word in more than one of so many names is generic…
const ONE_IN: usize = 20;
/// …where it stands in at least so many: in a small store every second name would be.
const AT_LEAST: u32 = 20;

/// In how many names each word stands, by the word's hash: the words themselves stand in the
/// names.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Frequency {
    words: OrdMap<u32, u32>,
    /// Those that stand in enough names to be generic.
    often: OrdSet<Box<[u8]>>,
    names: usize,
    told: Told,
}

/// The generic words, once somebody has asked for them.
#[derive(Clone, Default, Debug)]
struct Told(OnceLock<Arc<Generic>>);

impl PartialEq for Told {
    /// It follows from the rest.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The words that tell no name from another.
#[derive(Debug)]
pub(super) struct Generic {
    words: Vec<Box<[u8]>>,
    /// The bits of all their marks: most words are known by it to be none of them.
    marks: [u64; 8],
    /// Those that are not listed.
    often: Vec<Asked>,
}

impl Generic {
    fn of(often: &[Box<[u8]>]) -> Self {
        let listed = GENERIC.into_iter().chain(GENERIC_HAN).map(|word| word.as_bytes().into());
        let mut words: Vec<Box<[u8]>> = often.iter().cloned().chain(listed).collect();
        words.sort_unstable();
        let mut marks = [0; 8];
        for word in &words {
            let (place, bit) = mark(word);
            marks[place] |= bit;
        }
        let texts = often.iter().filter_map(|word| std::str::from_utf8(word).ok());
        Self { words, marks, often: texts.filter(|word| !is_listed(word)).map(Asked::of).collect() }
    }

    /// Whether a word is one of them.
    pub fn contains(&self, word: &[u8]) -> bool {
        let (place, bit) = mark(word);
        self.marks[place] & bit != 0
            && self.words.binary_search_by(|known| (**known).cmp(word)).is_ok()
    }

    /// The records of a shelf of which a name begins like a word that is generic and not listed.
    pub fn often_in(&self, pairs: &Pairs) -> Bits {
        let often = self.often.iter().map(|word| pairs.begin(In::Leads, word));
        often.fold(Bits::NONE, |all, bits| all | bits)
    }

    /// Which word of a name counts as its start, and where that begins: the first that is not
    /// generic, or its first if all are.
    pub fn start(&self, name: Name<'_>) -> (usize, usize) {
        let first = name.own.words().enumerate().find(|(_, (_, word))| !self.contains(word));
        first.map_or((0, 0), |(nth, (at, _))| (nth, at))
    }
}

/// Whether a word is generic however seldom it is.
pub(super) fn is_listed(word: &str) -> bool {
    GENERIC.contains(&word) || GENERIC_HAN.contains(&word)
}

/// One bit of 512 for a word, by its length and its ends.
fn mark(word: &[u8]) -> (usize, u64) {
    let first = usize::from(word.first().copied().unwrap_or(0));
    let last = usize::from(word.last().copied().unwrap_or(0));
    let sum = first + last * 23 + word.len() * 7;
    (sum / 64 % 8, 1 << (sum % 64))
}

impl Frequency {
    /// Of all names of these blocks.
    pub fn of<'b>(blocks: impl Iterator<Item = &'b Block>) -> Self {
        let (mut counts, mut names) = (HashMap::<u32, u32>::new(), 0);
        let mut often: OrdSet<Box<[u8]>> = OrdSet::new();
        for block in blocks {
            for name in bits(block.masks.held).flat_map(|bit| block.names(bit)) {
                names += 1;
                for word in distinct(name) {
                    let count = counts.entry(hash(word)).or_insert(0);
                    *count += 1;
                    if *count == AT_LEAST {
                        often.insert(word.into());
                    }
                }
            }
        }
        let mut words: Vec<(u32, u32)> = counts.into_iter().collect();
        words.sort_unstable();
        Self { words: words.into_iter().collect(), often, names, told: Told::default() }
    }

    /// Counts the words of a record's names.
    pub fn add(&mut self, block: &Block, bit: u8) {
        self.told = Told::default();
        for name in block.names(bit) {
            self.names += 1;
            for word in distinct(name) {
                let count = self.words.get(&hash(word)).map_or(1, |count| count + 1);
                self.words.insert(hash(word), count);
                if count == AT_LEAST {
                    self.often.insert(word.into());
                }
            }
        }
    }

    /// No longer counts them.
    pub fn remove(&mut self, block: &Block, bit: u8) {
        self.told = Told::default();
        for name in block.names(bit) {
            self.names -= 1;
            for word in distinct(name) {
                let count = self.words.get(&hash(word)).map_or(0, |count| count - 1);
                if count == 0 {
                    self.words.remove(&hash(word));
                } else {
                    self.words.insert(hash(word), count);
                }
                if count == AT_LEAST - 1 {
                    self.often.remove(word);
                }
            }
        }
    }

    /// How many bytes it takes, nearly: a node of the map is half empty at worst.
    pub fn size(&self) -> usize {
        self.words.len() * size_of::<(u32, u32)>() * 3 / 2
    }

    /// The words that are generic now.
    pub fn generic(&self) -> Arc<Generic> {
        let count = |word: &[u8]| self.words.get(&hash(word)).copied().unwrap_or(0) as usize;
        let often = self.often.iter().filter(|word| count(word) * ONE_IN > self.names);
        let generic = || Generic::of(&often.cloned().collect::<Vec<_>>());
        Arc::clone(self.told.0.get_or_init(|| Arc::new(generic())))
    }
}

/// Two words that share one count as one: of those that stand in one name of twenty there are few.
fn hash(word: &[u8]) -> u32 {
    let mut hasher = DefaultHasher::new();
    hasher.write(word);
    hasher.finish() as u32
}

fn distinct(name: Name<'_>) -> Vec<&[u8]> {
    let mut words: Vec<&[u8]> = name.own.words().map(|(_, word)| word).collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::super::block::Entry;
    use super::super::key::Key;
    use super::*;

    #[test]
    fn a_word_in_many_names_is_generic_until_they_are_gone() {
        let names = |n| Key::of_name(&super::super::ID, 0, &format!("Advanced n{n}"));
        let blocks: Vec<Block> =
            (0..20).map(|n| Block::of(&Entry { names: names(n), ..Entry::default() })).collect();
        let mut frequency = Frequency::default();
        for block in &blocks {
            frequency.add(block, 0);
        }
        assert_eq!(frequency, Frequency::of(blocks.iter()));
        assert!(frequency.generic().contains(b"advanced"));
        assert!(!frequency.generic().contains(b"n1"));
        frequency.remove(&blocks[0], 0);
        assert!(!frequency.generic().contains(b"advanced"));
        for block in &blocks[1..] {
            frequency.remove(block, 0);
        }
        assert_eq!(frequency, Frequency::default());
    }
}
