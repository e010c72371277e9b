//! What people of each role see, and what they may do to what they do not see.

use super::{
    add, cell, choice, everything, history, id, look, money, new, organization, save, set, shut,
    sound, text,
};
use liaison::records::kind_named;
use liaison::store::{Cause, Edit, Path, Person, Refused, Role, Sight, Store};
use liaison::value::{Id, Lang, Names, Value};

const ROLES: [Role; 3] = [Role::Viewer, Role::Editor, Role::Admin];

/// A fund whose partner is restricted, and a restricted fund of a partner that is not.
struct Office {
    store: Store,
    open_partner: Id,
    hidden_partner: Id,
    open_fund: Id,
    hidden_fund: Id,
}

fn office(folder: &std::path::Path) -> Office {
    let store = sound(folder);
    let admin = Person::new("chief", Role::Admin);
    let restricted = ("confidential", choice("restricted"));
    let save = |plural: &str, fields: &[(&str, Value)]| {
        let edits = vec![new(plural, 0, fields)];
        store.commit(&admin, Cause::Edit, super::WHEN, edits).wait().unwrap().ids[0].1
    };
    let open_partner = save("organizations", &[("name", text("Open Partner"))]);
    let hidden_partner =
        save("organizations", &[("name", text("Hidden Partner")), restricted.clone()]);
    let open_fund = save(
        "funds",
        &[
            ("name", text("Open Fund")),
            ("administrator", Value::Link(hidden_partner)),
            ("committed", money("1250万")),
        ],
    );
    let hidden_fund = save(
        "funds",
        &[
            ("name", text("Hidden Fund")),
            ("partners", Value::Links([open_partner].into())),
            ("administrator", Value::Link(open_partner)),
            restricted,
        ],
    );
    Office { store, open_partner, hidden_partner, open_fund, hidden_fund }
}

fn ids(sight: &Sight, plural: &str) -> Vec<Id> {
    sight.rows(kind_named(plural).unwrap()).map(|row| row.id).collect()
}

#[test]
fn private_cells_are_masked_for_viewers_alone() {
    let dir = tempfile::tempdir().unwrap();
    let office = office(dir.path());
    for role in ROLES {
        let sight = look(&office.store, role);
        let row = sight.row(office.open_fund).unwrap();
        let column = row.kind().named("committed").unwrap();
        let expected = if role == Role::Viewer { Value::Masked } else { money("1250万") };
        assert_eq!(sight.cell(row, column), expected, "{role:?}");
        assert_eq!(sight.at(row, &Path::own(column)), expected, "{role:?}");
    }
}

#[test]
fn a_restricted_record_is_left_out_everywhere_and_counted_as_such() {
    let dir = tempfile::tempdir().unwrap();
    let office = office(dir.path());
    let funds = kind_named("funds").unwrap();
    for role in [Role::Viewer, Role::Editor] {
        let sight = look(&office.store, role);
        assert_eq!(ids(&sight, "funds"), [office.open_fund]);
        assert_eq!(ids(&sight, "organizations"), [office.open_partner]);
        assert_eq!(sight.restricted(funds), 1);
        assert!(sight.row(office.hidden_fund).is_none());
        assert!(sight.present(office.hidden_partner).is_none());
        assert_eq!(sight.links_to(office.open_partner), []);
        assert_eq!(sight.restricted_links_to(office.open_partner), 1, "once, though linked twice");
        assert_eq!(sight.named(&[], "Hidden Fund"), []);
        assert_eq!(sight.named(&["organization"], "Hidden Partner"), []);
        assert_eq!(sight.name(office.hidden_partner, Lang::En), "(restricted)");
        assert_eq!(sight.handle(office.hidden_partner), office.hidden_partner.to_string());

        let open_fund = sight.row(office.open_fund).unwrap();
        let through = Path::of(funds, "administrator.name").unwrap();
        assert_eq!(sight.at(open_fund, &through), Value::None);
        let all_seeing = look(&office.store, Role::Admin);
        let hidden = all_seeing.row(office.hidden_fund).unwrap();
        for column in funds.columns() {
            assert_eq!(sight.cell(hidden, column), Value::Masked, "{}", column.name);
        }
    }
    let sight = look(&office.store, Role::Admin);
    assert_eq!(ids(&sight, "funds"), [office.open_fund, office.hidden_fund]);
    assert_eq!((sight.restricted(funds), sight.restricted_links_to(office.open_partner)), (0, 0));
    assert_eq!(sight.links_to(office.open_partner).len(), 1);
    assert_eq!(sight.named(&[], "hidden fund"), [office.hidden_fund]);
    assert_eq!(sight.name(office.hidden_partner, Lang::En), "Hidden Partner");
}

#[test]
fn the_history_shows_no_more_than_the_record() {
    let dir = tempfile::tempdir().unwrap();
    let office = office(dir.path());
    let told = |role: Role| -> Vec<(Id, Vec<&str>)> {
        let sight = look(&office.store, role);
        let read = office.store.history(&sight, None).map(Result::unwrap);
        let changed = read.flat_map(|change| change.changed);
        let name =
            |id: Id, number| liaison::records::kind(id.kind).unwrap().column(number).unwrap().name;
        let fields = changed.map(|changed| {
            let fields = changed.fields().into_iter();
            (changed.id, fields.map(|(number, ..)| name(changed.id, number)).collect())
        });
        fields.collect()
    };
    let partner = (office.open_partner, vec!["name"]);
    let fund = |fields: &[&'static str]| (office.open_fund, fields.to_vec());
    assert_eq!(told(Role::Viewer), [fund(&["name", "administrator"]), partner.clone()]);
    let seen = [fund(&["name", "administrator", "committed"]), partner];
    assert_eq!(told(Role::Editor), seen);
    assert_eq!(told(Role::Admin).len(), 4);
}

#[test]
fn a_restricted_record_is_gone_for_those_who_would_change_it() {
    let dir = tempfile::tempdir().unwrap();
    let Office { store, hidden_fund, .. } = office(dir.path());
    let edits = [
        set(hidden_fund, 1, &[("status", Value::None, choice("closed"))]),
        set(hidden_fund, 1, &[("confidential", choice("restricted"), choice("public"))]),
        Edit::Trash { id: hidden_fund, rev: 1 },
        Edit::Untrash { id: hidden_fund, rev: 1 },
    ];
    let before = everything(&store);
    for edit in edits {
        assert_eq!(save(&store, "li", vec![edit]).unwrap_err(), Refused::Gone(hidden_fund));
    }
    assert_eq!(everything(&store), before);
}

#[test]
fn the_trash_takes_a_record_out_of_sight_and_gives_it_back() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let whole = organization(&store, "Whole");
    let part =
        add(&store, "organizations", &[("name", text("Part")), ("parent", Value::Link(whole))]);
    save(&store, "li", vec![Edit::Trash { id: part, rev: 1 }]).unwrap();
    let trashed = |store: &Store| {
        let sight = look(store, Role::Viewer);
        assert_eq!(ids(&sight, "organizations"), [whole]);
        assert_eq!(sight.trash().map(|row| row.id).collect::<Vec<_>>(), [part]);
        assert!(sight.present(part).is_none() && sight.row(part).is_some());
        assert_eq!((sight.links_to(whole), sight.named(&[], "Part")), (Vec::new(), Vec::new()));
        assert_eq!((sight.restricted_links_to(whole), store.now().snapshot.len()), (0, 2));
        let stamp = sight.row(part).unwrap().trashed.clone().unwrap();
        assert_eq!((&*stamp.who, stamp.when), ("li", super::WHEN));
        let changes = history(store, Some(part));
        assert_eq!(changes[0].changed[0].trashed(), Some(true));
    };
    trashed(&store);
    shut(store);
    let store = sound(dir.path());
    trashed(&store);

    save(&store, "li", vec![Edit::Untrash { id: part, rev: 2 }]).unwrap();
    let sight = look(&store, Role::Viewer);
    assert_eq!(ids(&sight, "organizations"), [whole, part]);
    assert_eq!((sight.trash().count(), sight.links_to(whole).len()), (0, 1));
    assert_eq!(cell(&store, part, "name"), text("Part"));
    assert_eq!(history(&store, Some(part))[0].changed[0].trashed(), Some(false));
}

#[test]
fn what_is_seen_stays_as_it_was_while_others_save() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    organization(&store, "First");
    let sight = look(&store, Role::Viewer);
    organization(&store, "Second");
    save(&store, "li", vec![Edit::Trash { id: id("organization-1"), rev: 1 }]).unwrap();
    assert_eq!((ids(&sight, "organizations"), sight.sequence()), (vec![id("organization-1")], 1));
}
