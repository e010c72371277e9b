//! A quick note on a record: an interaction that was no contact with anybody.

use super::{cell, choice, kind, today, when};
use crate::record::Kind;
use crate::store::{Edit, Row, Sight};
use crate::value::{Id, Value, When, Wrong};
use crate::words::insight as say;

/// A note of today regarding a record, by the person who looks. Its first line is the subject;
/// the organization it is about, or that the contact or the membership is of, is named too. Of a
/// restricted record it is as restricted, and its owner sees it.
pub fn note(sight: &Sight, regarding: &Row, text: &str) -> Result<Vec<Edit>, Wrong> {
    let text = text.trim();
    let (subject, details) = text.split_once('\n').unwrap_or((text, ""));
    let kind = kind("interaction").filter(|_| !subject.is_empty());
    let kind: &Kind = kind.ok_or_else(|| say::NOTHING_NOTED.wrong(&[]))?;
    let mut fields = vec![
        ("subject", Value::Text(subject.trim_end().into())),
        (
            "details",
            Some(details.trim())
                .filter(|text| !text.is_empty())
                .map_or(Value::None, |text| Value::Text(text.into())),
        ),
        ("category", choice("note")),
        ("when", when(When::day(today(sight)))),
        ("colleagues", links(sight.me().into_iter().collect())),
    ];
    fields.extend(about(sight, regarding));
    Ok(vec![super::add(kind, 0, fields)])
}

/// What an interaction about a record says of it: the record, the organization and the contact it
/// names, and that it is as restricted.
pub(super) fn about(sight: &Sight, row: &Row) -> Vec<(&'static str, Value)> {
    let contact = (row.kind().code == "contact").then_some(row.id);
    let mut fields = vec![
        ("regarding", Value::Link(row.id)),
        ("organizations", links(organization(sight, row).into_iter().collect())),
        ("contacts", links(contact.into_iter().collect())),
    ];
    let confidential = cell(sight, row, "confidential");
    if confidential.code() == "restricted" {
        fields.push(("confidential", confidential));
        fields.push(("owner", cell(sight, row, "owner")));
    }
    fields
}

fn links(ids: Vec<Id>) -> Value {
    if ids.is_empty() { Value::None } else { Value::Links(ids.into()) }
}

fn organization(sight: &Sight, row: &Row) -> Option<Id> {
    let named = match row.kind().code {
        "organization" => Some(row.id),
        "contact" | "member" => cell(sight, row, "organization").links().first().copied(),
        _ => None,
    };
    named.filter(|id| kind("organization").is_some_and(|kind| kind.number == id.kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture;
    use crate::store::{Role, Snapshot};

    fn office() -> Snapshot {
        fixture::snapshot(&[
            ("colleague", &[("name", "Mei"), ("login", "someone")]),
            ("organization", &[("name", "Toyota")]),
            ("unit", &[("name", "School")]),
            ("contact", &[("name", "Sato"), ("organization", "organization-1")]),
            ("contact", &[("name", "Li"), ("organization", "unit-1")]),
            ("fund", &[("name", "Seed"), ("confidential", "restricted"), ("owner", "colleague-1")]),
        ])
    }

    fn noted(on: &str, text: &str) -> Result<Vec<(&'static str, Value)>, Wrong> {
        let snapshot = office();
        let sight = fixture::sight(&snapshot, Role::Editor);
        let row = sight.row(id(on)).expect("a record");
        let edits = note(&sight, row, text)?;
        let [Edit::Add { id, fields }] = edits.as_slice() else { panic!("one record") };
        let kind = crate::records::kind(id.kind).expect("a kind");
        let name = |number| kind.column(number).expect("a field").name;
        Ok(fields.iter().map(|(number, value)| (name(*number), value.clone())).collect())
    }

    fn id(text: &str) -> Id {
        Id::parse(text).expect("an id")
    }

    fn of(fields: &[(&'static str, Value)], name: &str) -> Value {
        fields.iter().find(|field| field.0 == name).map_or(Value::None, |field| field.1.clone())
    }

    #[test]
    fn a_note_is_of_today_by_the_person_and_its_first_line_is_its_subject() {
        let note = noted("fund-1", " Asked for dates \nby phone\n").expect("a note");
        assert_eq!(of(&note, "subject"), Value::Text("Asked for dates".into()));
        assert_eq!(of(&note, "details"), Value::Text("by phone".into()));
        assert_eq!(of(&note, "category"), choice("note"));
        assert_eq!(of(&note, "when"), when(When::day(fixture::now().date())));
        assert_eq!(of(&note, "regarding"), Value::Link(id("fund-1")));
        assert_eq!(of(&note, "colleagues"), Value::Links([id("colleague-1")].into()));
        assert!(of(&note, "organizations").is_none());
        assert!(noted("fund-1", " \n ").is_err());
    }

    #[test]
    fn the_organization_is_named_directly_or_through_a_contact() {
        let toyota = Value::Links([id("organization-1")].into());
        assert_eq!(of(&noted("organization-1", "x").expect("a note"), "organizations"), toyota);
        let sato = noted("contact-1", "x").expect("a note");
        assert_eq!(of(&sato, "organizations"), toyota);
        assert_eq!(of(&sato, "contacts"), Value::Links([id("contact-1")].into()));
        assert!(of(&noted("contact-2", "x").expect("a note"), "organizations").is_none());
    }

    #[test]
    fn a_note_on_a_restricted_record_is_as_restricted() {
        let note = noted("fund-1", "x").expect("a note");
        assert_eq!(of(&note, "confidential"), choice("restricted"));
        assert_eq!(of(&note, "owner"), Value::Link(id("colleague-1")));
        assert!(of(&noted("organization-1", "x").expect("a note"), "confidential").is_none());
    }
}
