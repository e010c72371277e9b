use super::*;
use crossterm::event::{KeyCode, KeyModifiers};
use std::collections::HashSet;

#[test]
fn no_key_is_bound_twice_in_a_context_and_no_name_twice_at_all() {
    let (mut keys, mut names) = (HashSet::new(), HashSet::new());
    for binding in ACTIONS {
        assert!(names.insert(binding.name), "{}", binding.name);
        for key in binding.keys {
            assert!(keys.insert((binding.context.title().en, key)), "{key}");
        }
    }
}

/// Other keys' bytes, tmux's and screen's prefixes, the browser's and the desktop's keys.
#[test]
fn keys_that_cannot_be_relied_on_are_bound_to_nothing() {
    let unreliable =
        ["ctrl-i", "ctrl-m", "ctrl-j", "ctrl-[", "ctrl-h", "ctrl-a", "ctrl-b", "F5", "F10", "F11"];
    for binding in ACTIONS {
        assert!(!binding.keys.iter().any(|key| unreliable.contains(key)), "{}", binding.name);
    }
}

#[test]
fn an_inner_contexts_key_goes_before_the_outers() {
    let tab = KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE);
    assert_eq!(action(List, &tab), Some(Action::NextPane));
    assert_eq!(action(LookUp, &tab), Some(Action::Scope));
    assert_eq!(action(Question, &tab), None);
}

#[test]
fn a_footer_has_hints_in_every_context_where_one_works() {
    for context in [List, Page, LookUp, Pick, Form] {
        assert!(hints(context).len() >= 2, "{context:?}");
    }
}
