//! The one record that a text names: never a guess among several.

use super::key::Key;
use super::{Class, Keys, Lookup, gives_names};
use crate::records::{KINDS, kind, kind_named};
use crate::store::Sight;
use crate::value::{Id, fold};
use strsim::damerau_levenshtein;

/// Nothing nearer is looked for in a longer name than this, in letters.
const LONGEST_NEAR: usize = 40;

/// Why a text names no single record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resolve {
    /// Nothing is named so.
    None {
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// Several are, the likeliest first.
    Several(Vec<Id>),
}

impl Lookup {
    /// The record of some kinds (of any, if none are given) that a text names: by its id,
    /// as `kind/NAME`, by its exact name or by a unique look-up of names. What others are
    /// named by wins over them.
    pub fn resolve(&self, text: &str, kinds: &[&str], sight: &Sight) -> Result<Id, Resolve> {
        let allowed = |code: &str| kinds.is_empty() || kinds.contains(&code);
        let is_allowed = |id: &Id| kind(id.kind).is_some_and(|kind| allowed(kind.code));
        let id = Id::parse(text).filter(|id| is_allowed(id) && sight.present(*id).is_some());
        if let Some(id) = id {
            return Ok(id);
        }
        if let Some((first, name)) = text.split_once('/')
            && let Some(kind) = kind_named(first).filter(|kind| allowed(kind.code))
        {
            return self.unique(name, &[kind.code], sight);
        }
        self.unique(text, kinds, sight)
    }

    fn unique(&self, name: &str, kinds: &[&str], sight: &Sight) -> Result<Id, Resolve> {
        let found = self.named(name, kinds, sight);
        let Some((best, _)) = found.first().copied() else {
            return Err(Resolve::None { nearest: self.nearest(name, kinds, sight) });
        };
        let top: Vec<Id> =
            found.iter().take_while(|(class, _)| *class == best).map(|(_, id)| *id).collect();
        let givers: Vec<&Id> = top.iter().filter(|id| gives_names(id.kind)).collect();
        match (top.as_slice(), givers.as_slice()) {
            ([only], _) if found.len() == 1 || best <= Class::Prefix => Ok(*only),
            (_, [giver]) if best <= Class::Prefix => Ok(**giver),
            _ => Err(Resolve::Several(found.into_iter().map(|(_, id)| id).collect())),
        }
    }

    /// The records that a name finds, those aside that only another field finds.
    fn named(&self, name: &str, kinds: &[&str], sight: &Sight) -> Vec<(Class, Id)> {
        let mut found = match kinds {
            [] => self.find(name, sight, None, &[]).ranked,
            kinds => {
                let scopes = KINDS.iter().filter(|kind| kinds.contains(&kind.code));
                scopes.flat_map(|kind| self.find(name, sight, Some(kind), &[]).ranked).collect()
            }
        };
        found.retain(|(class, _)| *class < Class::Other);
        found.sort_by_key(|(class, _)| *class);
        found
    }

    /// The name that was most likely meant, if any is near.
    fn nearest(&self, name: &str, kinds: &[&str], sight: &Sight) -> Option<String> {
        let typed = fold(name);
        let letters = typed.chars().count();
        let first = typed.chars().next()?;
        if letters > LONGEST_NEAR {
            return None;
        }
        let scopes = KINDS.iter().filter(|kind| kinds.is_empty() || kinds.contains(&kind.code));
        let entries = scopes.flat_map(|kind| self.within(Some(kind)));
        let seen = entries.filter(|(id, _)| sight.present(**id).is_some());
        let mut near: Option<(usize, Keys<'_>, &Key)> = None;
        let keys = seen.map(|(id, entry)| self.keys(*id, entry, sight));
        for (keys, key) in keys.flat_map(|keys| keys.names().map(move |key| (keys, key))) {
            // A word of the name, or as much of it from there on as was typed.
            for (at, word) in key.words(0).filter(|(_, word)| word.starts_with(first)) {
                let stretch: String = key.folded[at..].chars().take(letters).collect();
                let distance =
                    damerau_levenshtein(word, &typed).min(damerau_levenshtein(&stretch, &typed));
                let best = near.map_or((letters / 3).min(3) + 1, |(best, ..)| best);
                if distance < best {
                    near = Some((distance, keys, key));
                }
            }
        }
        near.and_then(|(_, keys, key)| keys.text(key, sight))
    }
}
