//! Reads what a person types where it takes the records to understand it: links and rules.

use super::Filter;
use crate::lookup::{Lookup, Resolve};
use crate::record::{Kind, Surroundings};
use crate::records::{KINDS, kind_named, kind_nearest};
use crate::store::Sight;
use crate::value::{Id, Lang, Names, Reader, Rule, Wrong, echo};
use crate::words::filter as said;
use chrono::NaiveDate;

/// Most records that are named where several could be meant.
const CANDIDATES: usize = 3;

/// What stands for whoever types it.
const ME: [&str; 2] = ["me", "我"];

/// What lies before a person who types: what they see, and the index to find it.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// What the person sees.
    pub sight: &'a Sight,
    /// The keys of all records.
    pub lookup: &'a Lookup,
}

impl Desk<'_> {
    /// The record of some kinds (of any, if none are given) that a text names; see
    /// [`Lookup::resolve`].
    pub fn resolve(&self, text: &str, kinds: &[&str]) -> Result<Id, Resolve> {
        self.lookup.resolve(text, kinds, self.sight)
    }

    /// The person's own record, where links lead to people who sign in and a text says `me`.
    pub fn me(&self, kinds: &[&str], text: &str) -> Option<Result<Id, Wrong>> {
        let people = |kind: &&&Kind| kinds.contains(&kind.code) && kind.login().is_some();
        let kind = KINDS.iter().find(people)?;
        if !ME.contains(&text.trim().to_lowercase().as_str()) {
            return None;
        }
        let login = &self.sight.person().login;
        let nobody = || Wrong {
            en: said::NOBODY.fill(Lang::En, &[login, kind.one.en]),
            zh: said::NOBODY.fill(Lang::Zh, &[login, kind.one.zh]),
        };
        Some(self.sight.me().ok_or_else(nobody))
    }

    /// Why a text names no single record, in words.
    pub fn explain(&self, text: &str, why: &Resolve) -> Wrong {
        let text = &echo(text);
        match why {
            Resolve::None { nearest: None } => said::NOT_THERE.wrong(&[text]),
            Resolve::None { nearest: Some(near) } => said::NOT_THERE_NEAR.wrong(&[text, near]),
            Resolve::Several(ids) => Wrong {
                en: said::SEVERAL.fill(Lang::En, &[text, &self.candidates(ids, Lang::En)]),
                zh: said::SEVERAL.fill(Lang::Zh, &[text, &self.candidates(ids, Lang::Zh)]),
            },
        }
    }

    fn candidates(&self, ids: &[Id], lang: Lang) -> String {
        let first = ids.iter().take(CANDIDATES);
        let mut named: Vec<String> =
            first.map(|id| format!("{} ({id})", self.sight.name(*id, lang))).collect();
        if ids.len() > CANDIDATES {
            named.push("…".to_owned());
        }
        named.join(match lang {
            Lang::En => ", ",
            Lang::Zh => "、",
        })
    }
}

impl Reader for Desk<'_> {
    fn today(&self) -> NaiveDate {
        self.sight.today()
    }

    fn link(&self, kinds: &[&str], text: &str) -> Result<Id, Wrong> {
        let named = || self.resolve(text, kinds).map_err(|why| self.explain(text, &why));
        self.me(kinds, text).unwrap_or_else(named)
    }

    fn rule(&self, text: &str) -> Result<Rule, Wrong> {
        let (name, filter) =
            text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
        let Some(kind) = kind_named(name) else { return Err(no_kind(name)) };
        let filter = filter.trim();
        let read = Filter::parse(kind, filter, self.sight).map_err(|fault| fault.wrong)?;
        if read.asks_rules {
            return Err(said::RULE_OF_RULES.wrong(&[]));
        }
        Ok(Rule { kind: kind.plural.into(), filter: filter.into() })
    }
}

fn no_kind(name: &str) -> Wrong {
    let said = &echo(name);
    if let Some(kind) = kind_nearest(name) {
        return said::NO_KIND_NEAR.wrong(&[said, kind.plural]);
    }
    let all: Vec<&str> = KINDS.iter().map(|kind| kind.plural).collect();
    said::NO_KIND.wrong(&[said, &all.join(", ")])
}
