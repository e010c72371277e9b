//! The one record that a text names: never a guess among several.

use super::block::Form;
use super::{Around, Class, Lookup, gives_names, mark};
use crate::record::Kind;
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
        let found = self.by_name(name, kinds, sight);
        let Some((best, _)) = found.first().copied() else {
            return Err(Resolve::None { nearest: self.nearest(name, kinds, sight) });
        };
        let top: Vec<Id> =
            found.iter().take_while(|(class, _)| *class == best).map(|(_, id)| *id).collect();
        let givers: Vec<&Id> =
            top.iter().filter(|id| kind(id.kind).is_some_and(gives_names)).collect();
        match (top.as_slice(), givers.as_slice()) {
            ([only], _) if found.len() == 1 || best <= Class::Prefix => Ok(*only),
            (_, [giver]) if best <= Class::Prefix => Ok(**giver),
            _ => Err(Resolve::Several(found.into_iter().map(|(_, id)| id).collect())),
        }
    }

    /// The records that a name finds, those aside that only another field finds.
    fn by_name(&self, name: &str, kinds: &[&str], sight: &Sight) -> Vec<(Class, Id)> {
        let mut found: Vec<(Class, Id)> = Vec::new();
        for scope in scopes(kinds) {
            found.extend(self.find(name, sight, &Around::only(scope)).ranked);
        }
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
        let mut near: Option<(usize, Id, usize)> = None;
        for piece in scopes(kinds).into_iter().flat_map(|scope| self.within(scope)) {
            for (id, own) in piece.records() {
                let subject = self.subject(id, own, sight);
                for (nth, name) in subject.names().enumerate() {
                    let best = near.map_or((letters / 3).min(3) + 1, |(best, ..)| best);
                    let distance = distance(name.own, &typed, (letters, first));
                    if distance.is_some_and(|distance| distance < best)
                        && sight.present(id).is_some()
                    {
                        near = distance.map(|distance| (distance, id, nth));
                    }
                }
            }
        }
        near.and_then(|(_, id, nth)| mark::name(id, nth, sight))
    }
}

/// These kinds one by one; all at once, if none are given.
fn scopes(kinds: &[&str]) -> Vec<Option<&'static Kind>> {
    match kinds {
        [] => vec![None],
        kinds => {
            KINDS.iter().copied().filter(|kind| kinds.contains(&kind.code)).map(Some).collect()
        }
    }
}

/// How far what was typed is from the nearest word of a name, or from as much of the name from
/// there on as was typed. Nothing if no word has its first letter.
fn distance(name: Form<'_>, typed: &str, (letters, first): (usize, char)) -> Option<usize> {
    let words = name.words().filter_map(|(at, word)| {
        let rest = std::str::from_utf8(&name.text[at..]).ok()?;
        Some((rest, std::str::from_utf8(word).ok()?))
    });
    let near = words.filter(|(_, word)| word.starts_with(first)).map(|(rest, word)| {
        let stretch: String = rest.chars().take(letters).collect();
        damerau_levenshtein(word, typed).min(damerau_levenshtein(&stretch, typed))
    });
    near.min()
}
