//! Every action by who may only look, and by who may edit: nothing is changed by the one, and
//! neither is shown what is restricted.

use super::actions::{event, is_of, leave, open, type_in};
use super::hidden::{WORD, hide};
use super::seat::{Seat, Sitting, on_one_thread};
use super::ways::{WAYS, Way};
use liaison::app::actions::Keys;
use liaison::office::Office;
use liaison::session::Input;
use liaison::store::{Person, Role};
use liaison::value::Lang;

/// What was on the screen on the way to an action, at it, and after what it takes.
async fn screens(office: &Office, way: &Way, person: &Person, keys: &str) -> String {
    let sitting = Sitting { person: person.clone(), ..Sitting::wang(Lang::En, (109, 40)) };
    let seat = Seat::at(office, sitting).await;
    type_in(office, &seat, way.start).await;
    let mut shown = seat.screen();
    for key in keys.split(' ') {
        if !seat.is_over() {
            seat.send(Input::Key(event(key))).await;
        }
    }
    if !seat.is_over() {
        seat.quiet().await;
        shown += &seat.screen();
        type_in(office, &seat, way.then).await;
    }
    if !seat.is_over() {
        seat.quiet().await;
        shown += &seat.screen();
        shown += &super::lists::copied(&seat).concat();
    }
    leave(seat).await;
    shown
}

#[test]
fn no_action_changes_what_one_may_not_change_or_shows_what_one_may_not_see() {
    let folder = tempfile::tempdir().expect("there is room for a store");
    let office = open(folder.path());
    hide(&office);
    let keys = Keys::default();
    let before = office.store().now().snapshot.sequence;
    on_one_thread(async {
        for role in [Role::Viewer, Role::Editor] {
            let guest = Person::new("guest", role);
            for way in WAYS {
                let bound = keys.all().find(|bound| is_of(way, bound)).expect("it is there");
                let shown = screens(&office, way, &guest, &bound.keys[0]).await;
                let is_shown = shown.to_lowercase().contains(WORD) || shown.contains("98,765");
                assert!(!is_shown, "{} by {role:?}\n{shown}", way.name);
                let now = office.store().now().snapshot.sequence;
                assert!(role == Role::Editor || now == before, "{} by a viewer\n{shown}", way.name);
            }
        }
        // Who may see it is shown it by the same keys.
        let admin = Person::new("zhang", Role::Admin);
        let look = WAYS.iter().find(|way| way.name == "look-up").expect("it is there");
        let shown = screens(&office, &Way { then: WORD, ..*look }, &admin, "/").await;
        assert!(shown.contains("Zyxhidden") || shown.contains(WORD), "{shown}");
    });
    assert!(office.store().now().snapshot.sequence > before, "an editor changes much");
    office.store().close();
}
