//! Following a store, and many people saving at once.

use super::{everything, id, look, new, organization, save, set, shut, sound, text};
use liaison::records::kind_named;
use liaison::store::{Edit, Refused, Role};
use liaison::value::Value;
use std::collections::HashSet;
use std::thread;
use tokio::runtime::Builder;

/// How many commits a store tells the ids of.
const RING: u64 = 256;

#[test]
fn a_commit_wakes_whoever_watches() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let mut watch = store.watch();
    watch.mark_unchanged();
    let watching = thread::spawn(move || {
        Builder::new_current_thread().build().unwrap().block_on(watch.changed()).unwrap();
        let now = watch.borrow().clone();
        (now.snapshot.sequence, now.snapshot.len())
    });
    organization(&store, "Toyota");
    assert_eq!(watching.join().unwrap(), (1, 1));
}

#[test]
fn the_ids_changed_since_a_commit_are_told_as_far_back_as_is_known() {
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let it = organization(&store, "Toyota");
    organization(&store, "Boeing");
    assert_eq!(store.now().changed_since(0), Some(vec![it, id("organization-2")]));
    assert_eq!(store.now().changed_since(1), Some(vec![id("organization-2")]));
    assert_eq!(store.now().changed_since(2), Some(Vec::new()));
    save(&store, "li", vec![Edit::Trash { id: id("organization-2"), rev: 1 }]).unwrap();
    assert_eq!(store.now().changed_since(2), Some(vec![id("organization-2")]));

    let pending: Vec<_> = (1..=RING)
        .map(|n| {
            let fields = vec![(super::number(it, "notes"), Value::None, text(&n.to_string()))];
            let edit = Edit::Set { id: it, rev: n as u32, fields };
            store.commit(&super::editor("li"), super::Cause::Edit, super::WHEN, vec![edit])
        })
        .collect();
    assert!(pending.into_iter().all(|pending| pending.wait().is_ok()));
    assert_eq!(store.now().snapshot.sequence, 3 + RING);
    assert_eq!(store.now().changed_since(2), None, "the change of the other record fell off");
    assert_eq!(store.now().changed_since(3), Some(vec![it; RING as usize]));
    shut(store);

    let store = sound(dir.path());
    assert_eq!(store.now().changed_since(2 + RING), None, "another process made them");
    assert_eq!(store.now().changed_since(3 + RING), Some(Vec::new()));
}

#[test]
fn commits_of_many_threads_are_all_answered_and_all_there() {
    const THREADS: u32 = 8;
    const EACH: u32 = 40;
    let dir = tempfile::tempdir().unwrap();
    let store = sound(dir.path());
    let shared = organization(&store, "Shared");
    let saving: Vec<_> = (0..THREADS)
        .map(|thread| {
            let store = store.clone();
            thread::spawn(move || {
                let who = format!("person {thread}");
                let one = |n: u32| {
                    let name = text(&format!("{thread}/{n}"));
                    let record = new("organizations", n, &[("name", name)]);
                    save(&store, &who, vec![record]).unwrap().sequence
                };
                let sequences: Vec<u64> = (0..EACH).map(one).collect();
                let tag = [("notes", Value::None, text(&who))];
                (sequences, save(&store, &who, vec![set(shared, 1, &tag)]))
            })
        })
        .collect();
    let (mut sequences, mut won) = (Vec::new(), Vec::new());
    for (one, shared) in saving.into_iter().map(|thread| thread.join().unwrap()) {
        assert!(one.is_sorted(), "a thread's own commits keep their order");
        sequences.extend(one);
        match shared {
            Ok(saved) => won.push(saved.sequence),
            Err(Refused::Conflict(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(won.len(), 1, "of those who set one field, one wins");
    sequences.extend(won);
    sequences.sort_unstable();
    let last = u64::from(THREADS * EACH) + 2;
    assert_eq!(sequences, (2..=last).collect::<Vec<_>>());
    assert!((1..=last).all(|n| super::change(&store, n).sequence == n));

    let all = everything(&store);
    shut(store);
    let store = sound(dir.path());
    assert_eq!(everything(&store), all);
    let sight = look(&store, Role::Viewer);
    let names: HashSet<String> = sight
        .rows(kind_named("organizations").unwrap())
        .flat_map(|row| sight.names_of(row))
        .collect();
    assert_eq!(names.len() as u32, THREADS * EACH + 1);
    assert_eq!(store.verify().unwrap().changes, last);
}

#[test]
fn a_closed_store_refuses_and_can_be_opened_at_once() {
    let dir = tempfile::tempdir().unwrap();
    for _ in 0..20 {
        let store = sound(dir.path());
        let handle = store.clone();
        store.close();
        store.close();
        let refused = save(&handle, "li", vec![new("units", 0, &[("name", text("x"))])]);
        assert_eq!(refused, Err(Refused::Closed));
    }
}
