//! Records that are begun: what can be added to a record, and what is filled in of it before
//! anybody types.

use super::note::about;
use super::{choice, kind, today, when};
use crate::record::{Column, Kind};
use crate::records::KINDS;
use crate::store::{Row, Sight};
use crate::value::{Id, Party, Shape, Value, When};

/// What is added to a record most often.
const FIRST: [&str; 4] = ["followup", "interaction", "contact", "agreement"];
/// Numbers below belong to every record.
const FIRST_OWN: u16 = 100;

/// A record that is begun.
#[derive(Clone, PartialEq, Debug)]
pub struct Begun {
    /// Its kind's code.
    pub kind: &'static str,
    /// What is filled in: number and value.
    pub fields: Vec<(u16, Value)>,
}

impl Begun {
    fn of(kind: &'static Kind, fields: Vec<(&str, Value)>) -> Self {
        let fields = fields.into_iter().filter(|(_, value)| !value.is_none());
        let field = |(name, value): (&str, Value)| Some((kind.named(name)?.number, value));
        Self { kind: kind.code, fields: fields.filter_map(field).collect() }
    }
}

/// A note of today by the person who looks, on a record if there is one.
pub fn note_begun(sight: &Sight, regarding: Option<&Row>) -> Option<Begun> {
    let mut fields = vec![("category", choice("note"))];
    fields.extend(logged(sight, regarding));
    Some(Begun::of(kind("interaction")?, fields))
}

/// What must not be forgotten, by the person who looks.
pub fn followup_begun(sight: &Sight) -> Option<Begun> {
    Some(begun(sight, kind("followup")?))
}

/// A new record of a kind, with what is usual: whoever adds it can say otherwise.
pub fn begun(sight: &Sight, kind: &'static Kind) -> Begun {
    Begun::of(kind, usual(sight, kind))
}

fn usual(sight: &Sight, kind: &Kind) -> Vec<(&'static str, Value)> {
    match kind.code {
        "followup" => vec![
            ("status", choice("open")),
            ("direction", choice("ours")),
            ("assignee", sight.me().map_or(Value::None, Value::Link)),
        ],
        _ => Vec::new(),
    }
}

/// The kinds of which a record can be added to this one, each with the field that links to it:
/// first what is added most often, then in the order of the panes.
pub fn additions(to: &Row) -> Vec<(&'static Kind, &'static Column)> {
    let mut all: Vec<_> =
        KINDS.iter().filter_map(|kind| Some((*kind, link_to(kind, to.kind().code)?))).collect();
    all.sort_by_key(|(kind, _)| FIRST.iter().position(|code| *code == kind.code).unwrap_or(9));
    all
}

/// The field of a kind that links to another: one made for it, else one for any kind.
fn link_to(kind: &Kind, code: &str) -> Option<&'static Column> {
    let own = |column: &&Column| column.number >= FIRST_OWN && !column.is_computed();
    let links = |fits: fn(&[&str], &str) -> bool| {
        kind.columns()
            .filter(own)
            .find(|column| column.shape.kinds().is_some_and(|kinds| fits(kinds, code)))
    };
    links(|kinds, code| kinds.contains(&code)).or_else(|| links(|kinds, _| kinds.is_empty()))
}

/// A record of a kind that links to another by a field.
pub fn linked_begun(sight: &Sight, kind: &'static Kind, column: &Column, to: &Row) -> Begun {
    let mut fields = match kind.code {
        "interaction" => logged(sight, Some(to)),
        _ => usual(sight, kind),
    };
    fields.retain(|(name, _)| *name != column.name);
    fields.push((column.name, link(column, to.id)));
    Begun::of(kind, fields)
}

fn link(column: &Column, id: Id) -> Value {
    match column.shape {
        Shape::Links(_) => Value::Links([id].into()),
        Shape::Parties(_) => Value::Parties([Party { link: Some(id), ..Party::default() }].into()),
        _ => Value::Link(id),
    }
}

/// What is known of an interaction that is written down today.
fn logged(sight: &Sight, on: Option<&Row>) -> Vec<(&'static str, Value)> {
    let me = sight.me().map_or(Value::None, |me| Value::Links([me].into()));
    let mut fields = vec![("when", when(When::day(today(sight)))), ("colleagues", me)];
    fields.extend(on.into_iter().flat_map(|row| about(sight, row)));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Role, fixture};

    fn office() -> crate::store::Snapshot {
        fixture::snapshot(&[
            ("colleague", &[("name", "Mei"), ("login", "someone")]),
            ("organization", &[("name", "Toyota")]),
            ("contact", &[("name", "Sato"), ("organization", "organization-1")]),
            ("fund", &[("name", "Seed")]),
        ])
    }

    fn filled(begun: &Begun) -> Vec<(&'static str, Value)> {
        let kind = kind(begun.kind).expect("a kind");
        let name = |number: u16| kind.column(number).expect("a field").name;
        begun.fields.iter().map(|(number, value)| (name(*number), value.clone())).collect()
    }

    #[test]
    fn a_note_lacks_nothing_but_its_subject() {
        let snapshot = office();
        let sight = fixture::sight(&snapshot, Role::Editor);
        let (sato, toyota) =
            (Id::parse("contact-1").unwrap(), Id::parse("organization-1").unwrap());
        let begun = note_begun(&sight, sight.row(sato).map(AsRef::as_ref)).expect("a note");
        let fields = filled(&begun);
        let has = |name, value: Value| assert!(fields.contains(&(name, value)), "{fields:?}");
        has("category", choice("note"));
        has("regarding", Value::Link(sato));
        has("organizations", Value::Links([toyota].into()));
        has("colleagues", Value::Links([sight.me().expect("it is me")].into()));
        assert!(fields.iter().any(|(name, _)| *name == "when"));
        assert!(
            filled(&note_begun(&sight, None).unwrap()).iter().all(|(name, _)| *name != "regarding")
        );
    }

    #[test]
    fn a_followup_is_open_and_ones_own_until_it_is_said_otherwise() {
        let snapshot = office();
        let sight = fixture::sight(&snapshot, Role::Editor);
        let me = sight.me().expect("it is me");
        let usual = [
            ("status", choice("open")),
            ("direction", choice("ours")),
            ("assignee", Value::Link(me)),
        ];
        assert_eq!(filled(&followup_begun(&sight).unwrap()), usual);
        let toyota = sight.row(Id::parse("organization-1").unwrap()).unwrap();
        let kind = kind("followup").unwrap();
        let linked = linked_begun(&sight, kind, kind.named("regarding").unwrap(), toyota);
        assert_eq!(filled(&linked)[..3], usual);
        assert!(begun(&sight, super::kind("fund").unwrap()).fields.is_empty());
    }

    #[test]
    fn what_can_be_added_is_what_links_there_the_usual_first() {
        let snapshot = office();
        let sight = fixture::sight(&snapshot, Role::Editor);
        let added = |id: &str| {
            let row = sight.row(Id::parse(id).unwrap()).unwrap();
            let all = additions(row).into_iter().map(|(kind, column)| (kind.code, column.name));
            all.collect::<Vec<_>>()
        };
        let toyota = added("organization-1");
        let usual = [
            ("followup", "regarding"),
            ("interaction", "organizations"),
            ("contact", "organization"),
            ("agreement", "parties"),
        ];
        assert_eq!(toyota[..4], usual);
        assert!(toyota.contains(&("member", "organization")));
        assert!(!added("fund-1").iter().any(|(kind, _)| *kind == "member"));
    }

    #[test]
    fn what_is_added_to_a_record_links_to_it_in_the_shape_of_its_field() {
        let snapshot = office();
        let sight = fixture::sight(&snapshot, Role::Editor);
        let row = sight.row(Id::parse("organization-1").unwrap()).unwrap();
        for (kind, column) in additions(row) {
            let begun = linked_begun(&sight, kind, column, row);
            let (_, value) =
                begun.fields.iter().find(|(number, _)| *number == column.number).unwrap();
            assert_eq!(value.links(), [row.id], "{}", kind.code);
        }
    }
}
