use super::*;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::collections::HashSet;

#[test]
fn no_key_is_bound_twice_in_a_context_and_no_name_twice_at_all() {
    let (mut keys, mut names) = (HashSet::new(), HashSet::new());
    for bound in Keys::default().all() {
        assert!(names.insert(bound.binding.name), "{}", bound.binding.name);
        for key in bound.binding.keys {
            assert!(keys.insert((bound.context.title().en, key)), "{key}");
        }
    }
}

/// Other keys' bytes, tmux's and screen's prefixes, the browser's and the desktop's keys.
#[test]
fn keys_that_cannot_be_relied_on_are_bound_to_nothing() {
    let unreliable =
        ["ctrl-i", "ctrl-m", "ctrl-j", "ctrl-[", "ctrl-h", "ctrl-a", "ctrl-b", "F5", "F10", "F11"];
    for bound in Keys::default().all() {
        let binding = bound.binding;
        assert!(!binding.keys.iter().any(|key| unreliable.contains(key)), "{}", binding.name);
    }
}

#[test]
fn an_inner_contexts_key_goes_before_the_outers() {
    let keys = Keys::default();
    let tab = KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE);
    assert_eq!(keys.action(Context::List, &tab), Some(Action::NextPane));
    assert_eq!(keys.action(Context::LookUp, &tab), Some(Action::Scope));
    assert_eq!(keys.action(Context::Question, &tab), None);
}

#[test]
fn a_footer_has_hints_in_every_context_where_one_works() {
    for (context, _) in ACTIONS.iter().filter(|(context, _)| *context != Context::Question) {
        assert!(Keys::default().hints(*context).len() >= 2, "{context:?}");
    }
}
