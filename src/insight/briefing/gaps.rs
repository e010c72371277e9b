//! What lacks, and where what is said comes from.

use super::super::around::Group;
use super::super::quality::{has_no_contact, has_no_date};
use super::points::Teller;
use super::{cell, say};
use crate::store::{Row, Sight};
use crate::value::{Id, Value, Words};
use crate::words::screen::COMMA;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The kinds of which somebody wants to know a date.
const DATED: [(&str, Words); 3] =
    [("member", say::MEMBERSHIP), ("agreement", say::AGREEMENTS), ("center", say::CENTERS)];

/// One thing that lacks.
#[derive(PartialEq)]
enum Gap {
    Contact,
    Owner,
    Dates(Words),
    Stage,
}

/// What lacks, in words. What the person sees to be there is no gap, be it told or not.
pub(super) fn gaps(
    teller: Teller<'_>,
    row: &Row,
    told: &[Group],
    (own, mine): (&Sight, &[Group]),
) -> Vec<String> {
    let lang = teller.lang;
    let truly = own.present(row.id).map(|row| lacking(own, row, mine)).unwrap_or_default();
    let mut found = lacking(teller.sight, row, told);
    found.retain(|gap| truly.contains(gap));
    let mut said: Vec<String> = Vec::new();
    let mut undated: Vec<String> = Vec::new();
    for gap in &found {
        match gap {
            Gap::Contact => said.push(say::NO_CONTACT.say(lang).to_owned()),
            Gap::Owner => said.push(say::NO_OWNER.say(lang).to_owned()),
            Gap::Dates(title) => undated.push(title.say(lang).to_lowercase()),
            Gap::Stage => said.push(say::NO_STAGE_OF.say(lang).to_owned()),
        }
    }
    if !undated.is_empty() {
        said.push(say::NO_DATES_OF.fill(lang, &[&undated.join(COMMA.say(lang))]));
    }
    let unsure = rows(teller.sight, told).chain(teller.sight.present(row.id));
    let unsure = unsure.filter(|row| !cell(teller.sight, row, "confirm").is_none()).count();
    if unsure > 0 {
        said.push(say::FACTS_TO_CONFIRM.fill(lang, &[&unsure.to_string()]));
    }
    said
}

fn rows<'a>(sight: &'a Sight, groups: &'a [Group]) -> impl Iterator<Item = &'a Arc<Row>> {
    groups.iter().flat_map(|group| &group.all).filter_map(|(id, _)| sight.present(*id))
}

fn lacking(sight: &Sight, row: &Row, groups: &[Group]) -> Vec<Gap> {
    let of = |code: &str| -> Vec<Id> {
        let group = groups.iter().find(|group| group.kind.code == code);
        group.map_or_else(Vec::new, |group| group.all.iter().map(|(id, _)| *id).collect())
    };
    let present = |id: &Id| sight.present(*id);
    let mut all = Vec::new();
    if has_no_contact(sight, row) && of("contact").is_empty() {
        all.push(Gap::Contact);
    }
    if cell(sight, row, "owner").is_none() {
        all.push(Gap::Owner);
    }
    for (code, title) in DATED {
        let ids = of(code);
        if ids.iter().filter_map(present).any(|row| has_no_date(sight, row)) {
            all.push(Gap::Dates(title));
        }
    }
    let projects = of("project");
    if projects.iter().filter_map(present).any(|row| cell(sight, row, "stage").is_none()) {
        all.push(Gap::Stage);
    }
    all
}

/// Where what is told comes from, the lines of one document together.
pub(super) fn sources(teller: Teller<'_>, row: &Row, told: &[Group]) -> Vec<String> {
    let mut lines: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let sight = teller.sight;
    for row in rows(sight, told).chain(sight.present(row.id)) {
        let Value::Lines(sources) = cell(sight, row, "source") else { continue };
        for source in &sources {
            let (document, numbers) = read(source);
            lines.entry(document.to_owned()).or_default().extend(numbers);
        }
    }
    let said = |(document, numbers): (String, BTreeSet<u32>)| {
        let all: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let words = match all.len() {
            0 => return document,
            1 => say::LINE_OF,
            _ => say::LINES_OF,
        };
        words.fill(teller.lang, &[&document, &all.join(COMMA.say(teller.lang))])
    };
    lines.into_iter().map(said).collect()
}

/// A document, and its lines: `published page, lines 14, 22 and 40 (what stands there)`.
fn read(source: &str) -> (&str, Vec<u32>) {
    let Some((document, rest)) = source.split_once(", line") else { return (source, Vec::new()) };
    let rest = rest.split('(').next().unwrap_or_default();
    let numbers = rest.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok());
    (document, numbers.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_document_are_read() {
        assert_eq!(read("published page, line 106 (members)"), ("published page", vec![106]));
        assert_eq!(read("page, lines 14, 22, 40 and 53"), ("page", vec![14, 22, 40, 53]));
        assert_eq!(read("a letter of 2019"), ("a letter of 2019", Vec::new()));
    }
}
