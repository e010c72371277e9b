//! Which records a person may see: the one rule, asked by whoever looks and by whoever edits.
//! Default deny.

use super::row::{Confidence, Row};
use super::sight::{Person, Role};
use super::snapshot::Snapshot;
use crate::records::KINDS;
use crate::value::Id;

/// Which records a person sees, by how confidential they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Those that everybody may see.
    Public,
    /// All but restricted ones: of these only those on which they are named.
    Insiders,
    /// All.
    All,
}

/// What a person may see of a snapshot.
#[derive(Clone, Copy)]
pub(super) struct Rights {
    sees_all: bool,
    /// Whether somebody from outside looks on.
    pub in_company: bool,
    /// The record that is the person.
    pub me: Option<Id>,
}

impl Rights {
    /// The rights of a person among these records. In the trash, nobody is anybody.
    pub fn of(snapshot: &Snapshot, person: &Person) -> Self {
        let logins = KINDS.iter().filter_map(|kind| Some((kind.number, kind.login()?.number)));
        let me = logins.into_iter().find_map(|(kind, login)| {
            let is_me = |row: &&std::sync::Arc<Row>| {
                let text = row.kept(login);
                row.trashed.is_none() && !text.is_none() && text.text() == &*person.login
            };
            snapshot.rows(kind).find(is_me).map(|row| row.id)
        });
        Self { sees_all: person.role == Role::Admin, in_company: false, me }
    }

    /// Which records the person sees without being asked of each.
    pub fn reach(&self) -> Reach {
        match (self.in_company, self.sees_all) {
            (true, _) => Reach::Public,
            (_, true) => Reach::All,
            _ => Reach::Insiders,
        }
    }

    /// Whether the person may see a record: one that is restricted only as an administrator, or
    /// as one whom it links to (its owner among them); in company, whoever it is, only what
    /// everybody may see.
    pub fn sees(&self, row: &Row) -> bool {
        let names = |me: Id| row.links().iter().any(|(to, _)| *to == me);
        match (self.reach(), row.confidence()) {
            (Reach::All, _) | (_, Confidence::Public) | (Reach::Insiders, Confidence::Internal) => {
                true
            }
            (Reach::Public, _) => false,
            (Reach::Insiders, Confidence::Restricted) => self.me.is_some_and(names),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Surroundings;
    use crate::store::fixture::{sight, snapshot, trash};
    use crate::store::prepare::prepare;
    use crate::store::{Cause, Edit, Head, Refused};
    use crate::value::{Lang, Names, Value};

    fn id(text: &str) -> Id {
        Id::parse(text).expect("an id")
    }

    /// Restricted records: of someone, naming someone, of another, of nobody.
    fn office() -> Snapshot {
        let restricted = ("confidential", "restricted");
        snapshot(&[
            ("colleague", &[("name", "Other"), ("login", "other")]),
            ("colleague", &[("name", "Someone"), ("login", "someone")]),
            ("organization", &[("name", "Owned"), restricted, ("owner", "colleague-2")]),
            ("organization", &[("name", "Other's"), restricted, ("owner", "colleague-1")]),
            ("organization", &[("name", "Nobody's"), restricted]),
            (
                "interaction",
                &[
                    ("subject", "Talk"),
                    restricted,
                    ("colleagues", "colleague-2"),
                    ("organizations", "organization-2"),
                ],
            ),
        ])
    }

    /// What becomes of an edit of a field by someone.
    fn set(snapshot: &Snapshot, role: Role, of: &str, field: &str, after: &str) -> Option<Refused> {
        let row = snapshot.row(id(of)).expect("a record");
        let number = row.kind().named(field).expect("a field").number;
        let fields = vec![(number, row.kept(number), Value::Text(after.into()))];
        let edit = Edit::Set { id: row.id, rev: row.rev, fields };
        let head = Head { when: 0, who: "someone".into(), cause: Cause::Edit };
        prepare(snapshot, &Person::new("someone", role), &head, 1, vec![edit]).err()
    }

    #[test]
    fn a_restricted_record_is_seen_by_its_owner_those_named_on_it_and_administrators() {
        let office = office();
        let all = ["organization-1", "organization-2", "organization-3", "interaction-1"];
        let seen = |role: Role| {
            let sight = sight(&office, role);
            all.map(|text| sight.row(id(text)).is_some())
        };
        assert_eq!(seen(Role::Viewer), [true, false, false, true]);
        assert_eq!(seen(Role::Editor), [true, false, false, true]);
        assert_eq!(seen(Role::Admin), [true; 4]);
        assert_eq!(sight(&office, Role::Viewer).me(), Some(id("colleague-2")));
    }

    #[test]
    fn what_is_not_seen_is_named_linked_and_counted_nowhere() {
        let viewer = sight(&office(), Role::Viewer);
        assert_eq!(viewer.name(id("organization-2"), Lang::En), "(restricted)");
        assert_eq!(viewer.linked(id("colleague-1"), "organization"), []);
        assert_eq!(viewer.linked(id("colleague-2"), "organization"), [id("organization-1")]);
        assert_eq!(viewer.restricted_links_to(id("colleague-1")), 1);
    }

    #[test]
    fn who_may_not_see_a_record_may_not_change_it() {
        let office = office();
        let set = |role, of| set(&office, role, of, "name", "New");
        assert_eq!(set(Role::Editor, "organization-1"), None);
        for hidden in ["organization-2", "organization-3"] {
            assert_eq!(set(Role::Editor, hidden), Some(Refused::Gone(id(hidden))));
            assert_eq!(set(Role::Admin, hidden), None);
        }
    }

    #[test]
    fn nobody_is_a_colleague_in_the_trash_or_without_a_login() {
        let office = trash(&office(), id("colleague-2"));
        assert!(sight(&office, Role::Editor).row(id("organization-1")).is_none());
        let nameless = snapshot(&[("colleague", &[("name", "New")])]);
        assert_eq!(Rights::of(&nameless, &Person::new("", Role::Viewer)).me, None);
    }

    #[test]
    fn only_an_administrator_changes_a_login() {
        let office = office();
        let set = |role, field, after| set(&office, role, "colleague-1", field, after);
        assert!(matches!(
            set(Role::Editor, "login", "someone"),
            Some(Refused::Invalid { problems, .. }) if problems[0].0 == "login"
        ));
        assert_eq!(set(Role::Editor, "login", "other"), None);
        assert_eq!(set(Role::Editor, "name", "New"), None);
        assert_eq!(set(Role::Admin, "login", "someone"), None);
    }

    #[test]
    fn in_company_only_public_records_and_no_private_fields_of_any_kind_are_seen() {
        for kind in KINDS {
            let code = kind.code;
            let office = snapshot(&[
                (code, &[("confidential", "public")]),
                (code, &[("confidential", "internal")]),
                (code, &[("confidential", "restricted")]),
                (code, &[]),
            ]);
            for role in [Role::Viewer, Role::Editor, Role::Admin] {
                let seen = sight(&office, role).in_company();
                let ids: Vec<u32> = seen.rows(kind).map(|row| row.id.number).collect();
                assert_eq!((ids, seen.restricted(kind)), (vec![1], 0), "{code}");
                let row = office.row(Id { kind: kind.number, number: 1 }).expect("a record");
                for column in kind.columns().filter(|column| column.is_private()) {
                    assert_eq!(seen.cell(row, column), Value::Masked, "{code}.{}", column.name);
                }
                for number in 2..=4 {
                    let hidden = Id { kind: kind.number, number };
                    assert!(seen.row(hidden).is_none(), "{hidden}");
                    assert_eq!(seen.name(hidden, Lang::En), "-");
                    let row = office.row(hidden).expect("a record");
                    for column in kind.columns() {
                        assert_eq!(seen.cell(row, column), Value::Masked, "{hidden}");
                    }
                }
            }
        }
    }

    #[test]
    fn in_company_links_from_what_is_hidden_are_neither_shown_nor_counted() {
        let office = snapshot(&[
            ("organization", &[("name", "Seen"), ("confidential", "public")]),
            ("interaction", &[("subject", "Talk"), ("organizations", "organization-1")]),
        ]);
        let partner = id("organization-1");
        let seen = sight(&office, Role::Admin);
        assert_eq!(seen.links_to(partner).len(), 1);
        let seen = seen.in_company();
        assert_eq!((seen.links_to(partner), seen.restricted_links_to(partner)), (Vec::new(), 0));
        assert_eq!(seen.linked(partner, "interaction"), []);
        assert_eq!(seen.named(&[], "Talk"), []);
    }
}
