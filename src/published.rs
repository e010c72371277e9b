//! The facts of the published page, which a new store begins with: one TOML file a kind in
//! `assets/published/`, each value as a person would type it, each link written `KIND/KEY`.

use crate::record::{Column, Kind};
use crate::records;
use crate::store::Edit;
use crate::value::{Id, Reader, Rule, Shape, Value, Wrong};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The login by which the history knows whoever filled the store.
pub const BY: &str = "published page";

/// Embedded, so that the program needs no file but its own.
const FILES: &[&str] = &[
    include_str!("../assets/published/programs.toml"),
    include_str!("../assets/published/units.toml"),
    include_str!("../assets/published/regions.toml"),
    include_str!("../assets/published/organizations.toml"),
    include_str!("../assets/published/agreements.toml"),
    include_str!("../assets/published/members.toml"),
    include_str!("../assets/published/funds.toml"),
    include_str!("../assets/published/centers.toml"),
    include_str!("../assets/published/projects.toml"),
    include_str!("../assets/published/services.toml"),
    include_str!("../assets/published/figures.toml"),
];

/// The edits that fill a new store.
pub fn edits() -> Result<Vec<Edit>, String> {
    let mut tables = Vec::new();
    for text in FILES {
        let file: toml::Table = text.parse().map_err(|error| format!("{error}"))?;
        for (plural, entries) in file {
            let kind = records::kind_named(&plural).ok_or_else(|| format!("no kind {plural}"))?;
            let entries = entries.as_array().cloned().unwrap_or_default();
            tables.extend(entries.into_iter().map(|entry| (kind, entry)));
        }
    }
    let mut keys = Keys::default();
    let ids: Vec<Id> = tables.iter().map(|(kind, entry)| keys.give(kind, entry)).collect();
    let edits = tables.iter().zip(ids).map(|((kind, entry), id)| edit(kind, entry, id, &keys));
    edits.collect()
}

fn edit(kind: &Kind, entry: &toml::Value, id: Id, keys: &Keys) -> Result<Edit, String> {
    let confidential = kind.named("confidential").map(|column| column.number);
    let public = Value::Choice("public".into());
    let mut fields: Vec<(u16, Value)> =
        confidential.map(|number| (number, public)).into_iter().collect();
    for (name, value) in entry.as_table().into_iter().flatten().filter(|(name, _)| *name != "key") {
        let column = kind.named(name).ok_or_else(|| format!("{id}: no field {name}"))?;
        let value = read(column, value, keys);
        fields.push((column.number, value.map_err(|wrong| format!("{id}, {name}: {}", wrong.en))?));
    }
    Ok(Edit::Add { id, fields })
}

fn read(column: &Column, value: &toml::Value, keys: &Keys) -> Result<Value, Wrong> {
    let text = |value: &toml::Value| value.as_str().unwrap_or_default().to_owned();
    let Some(several) = value.as_array() else {
        return column.shape.read(&text(value), keys);
    };
    if matches!(column.shape, Shape::Lines | Shape::Tags) {
        return Ok(Value::Lines(several.iter().map(|one| text(one).into()).collect()));
    }
    let joined: Vec<String> = several.iter().map(text).collect();
    column.shape.read(&joined.join("; "), keys)
}

/// The records by the keys that the files link by.
#[derive(Default)]
struct Keys(HashMap<String, Id>);

impl Keys {
    fn give(&mut self, kind: &Kind, entry: &toml::Value) -> Id {
        let id = Id::provisional(kind.number, self.0.len() as u32);
        let key = entry.get("key").and_then(toml::Value::as_str).unwrap_or_default();
        self.0.insert(format!("{}/{key}", kind.plural), id);
        id
    }
}

impl Reader for Keys {
    /// The page speaks of no day but in figures.
    fn today(&self) -> NaiveDate {
        NaiveDate::default()
    }

    fn link(&self, _: &[&str], text: &str) -> Result<Id, Wrong> {
        let missing =
            || Wrong { en: format!("no record {text}"), zh: format!("没有记录 {text}") };
        self.0.get(text).copied().ok_or_else(missing)
    }

    fn rule(&self, text: &str) -> Result<Rule, Wrong> {
        let (kind, filter) = text.split_once(' ').unwrap_or((text, ""));
        Ok(Rule { kind: kind.into(), filter: filter.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_readable() {
        let edits = edits().expect("the files are part of the program");
        assert_eq!(edits.len(), 175);
    }

    /// Every entry of every file as text, under its kind's name.
    fn entries() -> Vec<(String, toml::Table)> {
        let files = FILES.iter().map(|text| text.parse::<toml::Table>().expect("TOML"));
        let all = files.flatten().flat_map(|(plural, entries)| {
            let entries = entries.as_array().cloned().unwrap_or_default();
            entries.into_iter().map(move |entry| (plural.clone(), entry))
        });
        all.filter_map(|(plural, entry)| Some((plural, entry.as_table()?.clone()))).collect()
    }

    fn text(entry: &toml::Table, name: &str) -> String {
        entry.get(name).map(ToString::to_string).unwrap_or_default()
    }

    #[test]
    fn what_has_to_be_confirmed_is_said_in_both_languages() {
        let reasons = entries().into_iter().map(|(_, entry)| text(&entry, "confirm"));
        let reasons: Vec<String> = reasons.filter(|reason| !reason.is_empty()).collect();
        assert!(reasons.len() > 100, "{}", reasons.len());
        for reason in reasons {
            let (en, zh) = reason.split_once(" / ").unwrap_or_else(|| panic!("{reason}"));
            let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert!(!en.contains(is_han) && zh.contains(is_han), "{reason}");
        }
    }

    /// Line 106 places its domestic members in Mainland China; no other country is on the page.
    #[test]
    fn a_country_or_a_chinese_name_that_is_not_on_the_page_has_to_be_confirmed() {
        for (plural, entry) in entries() {
            let (key, confirm) = (text(&entry, "key"), text(&entry, "confirm"));
            assert!(!entry.contains_key("name_zh") || confirm.contains("Chinese name"), "{key}");
            let is_on_page = text(&entry, "source").contains("line 106 (members)");
            if plural == "organizations" && entry.contains_key("country") && !is_on_page {
                assert!(confirm.contains("country") && confirm.contains("国家"), "{key}");
            }
        }
    }
}
