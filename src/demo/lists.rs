//! The lists of words that invented records are made of, from `assets/demo/`.

use serde::Deserialize;
use std::collections::BTreeMap;

/// English, Chinese; of a Chinese name the pinyin and the characters.
pub(super) type Pair = [String; 2];

/// Every list.
pub(super) struct Lists {
    pub people: People,
    pub names: Names,
    pub places: Places,
    pub work: Work,
    pub views: Vec<toml::Table>,
}

#[derive(Deserialize)]
pub(super) struct People {
    pub families: Vec<Pair>,
    pub given: Vec<Pair>,
    pub foreign_given: Vec<String>,
    pub foreign_families: Vec<String>,
    pub titles: Vec<Pair>,
    pub addresses: Vec<Pair>,
    /// Login, names, desk, language.
    pub colleagues: Vec<[String; 5]>,
}

#[derive(Deserialize)]
pub(super) struct Names {
    pub brands_first: Vec<Pair>,
    pub brands_second: Vec<Pair>,
    pub industries: Vec<Pair>,
    pub companies: Vec<Pair>,
    pub universities: Vec<Pair>,
    pub institutes: Vec<Pair>,
    pub governments: Vec<Pair>,
    pub parks: Vec<Pair>,
    pub associations: Vec<Pair>,
    /// Code, form of a company, city, dialing code.
    pub countries: Vec<[String; 4]>,
    pub founders: Vec<Pair>,
    pub needs: Vec<Pair>,
    pub long_names: Vec<Pair>,
}

#[derive(Deserialize)]
pub(super) struct Places {
    /// Names, level, code, the place above.
    pub places: Vec<[String; 5]>,
    /// Names, category.
    pub units: Vec<[String; 3]>,
}

#[derive(Deserialize)]
pub(super) struct Work {
    pub topics: Vec<Pair>,
    pub tags: Vec<Pair>,
    pub notes: Vec<Pair>,
    pub confirm: Vec<String>,
    pub reasons: Vec<Pair>,
    pub ours: Vec<Pair>,
    pub theirs: Vec<Pair>,
    pub internal: Vec<Pair>,
    pub rhythms: Vec<Pair>,
    pub interactions: BTreeMap<String, Pair>,
    pub events: BTreeMap<String, Pair>,
}

#[derive(Deserialize)]
struct Views {
    views: Vec<toml::Table>,
}

impl Places {
    /// A city as it stands before a name; the list goes round.
    pub fn city(&self, nth: usize) -> Pair {
        let cities = self.places.iter().filter(|[.., level, _, _]| level.ends_with("city"));
        let found = cities.clone().nth(nth % cities.count().max(1));
        let [en, zh, ..] = found.expect("there are cities on the list");
        [en.clone(), zh.trim_end_matches('市').to_owned()]
    }
}

impl Lists {
    pub fn read() -> Result<Self, String> {
        fn read<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, String> {
            toml::from_str(text).map_err(|error| error.to_string())
        }
        let views: Views = read(include_str!("../../assets/demo/views.toml"))?;
        Ok(Self {
            people: read(include_str!("../../assets/demo/people.toml"))?,
            names: read(include_str!("../../assets/demo/organizations.toml"))?,
            places: read(include_str!("../../assets/demo/places.toml"))?,
            work: read(include_str!("../../assets/demo/work.toml"))?,
            views: views.views,
        })
    }
}

/// The text with what belongs into its gap.
pub(super) fn filled(text: &str, with: &str) -> String {
    text.replacen("{}", with, 1)
}

/// Both texts of a pair with what belongs into their gaps.
pub(super) fn both(pair: &Pair, with: &Pair) -> Pair {
    [filled(&pair[0], &with[0]), filled(&pair[1], &with[1])]
}
