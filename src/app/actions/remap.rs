//! A person's own keys in the place of the table's. A line that would take a key from another
//! action, or leave somebody without the way out, is refused as a whole: the table's keys hold.

use super::{ACTIONS, Action, Bound, Context, Keys, written};
use crate::value::{Wrong, unknown};
use crate::words::look as say;
use std::collections::BTreeMap;

/// A person's keys for one action.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remap {
    /// The action's name in the table.
    pub name: String,
    /// The keys as written; none if it is to have none.
    pub keys: Vec<String>,
    /// The line on which it stands.
    pub line: usize,
}

/// Without these one could not go on: neither leave what is open, nor find what there is.
const NEEDED: &[(Context, Action)] = &[
    (Context::List, Action::Quit),
    (Context::List, Action::Close),
    (Context::List, Action::Help),
    (Context::List, Action::Palette),
    (Context::Page, Action::Quit),
    (Context::Page, Action::Close),
    (Context::Page, Action::Help),
    (Context::Page, Action::Palette),
    (Context::LookUp, Action::Close),
    (Context::Pick, Action::Close),
    (Context::Pick, Action::Open),
    (Context::Form, Action::Close),
    (Context::Form, Action::Save),
    (Context::Form, Action::NextField),
    (Context::Question, Action::Close),
];

impl Keys {
    /// The table's keys with a person's own, and why some of those are refused, each with its
    /// line.
    pub fn remapped(remaps: &[Remap]) -> (Self, Vec<(usize, Wrong)>) {
        let mut wrong = Vec::new();
        let mut taken: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
        for remap in remaps {
            match read(remap) {
                Ok(keys) => drop(taken.insert(&remap.name, (remap.line, keys))),
                Err(why) => wrong.push((remap.line, why)),
            }
        }
        // To refuse one may free a key that another relied on: until nothing is wrong.
        loop {
            let keys = taken
                .iter()
                .fold(Self::default(), |keys, (name, (_, own))| keys.with(name, own.clone()));
            let own = |name: &str| taken.contains_key(name);
            let Some((name, why)) = clash(&keys, &own).or_else(|| locked_in(&keys, &own)) else {
                wrong.sort_by_key(|(line, _)| *line);
                return (keys, wrong);
            };
            if let Some((line, _)) = taken.remove(name) {
                wrong.push((line, why));
            }
        }
    }
}

/// The keys of a line, or what is wrong with it by itself.
fn read(remap: &Remap) -> Result<Vec<String>, Wrong> {
    let all =
        ACTIONS.iter().flat_map(|(context, part)| part.iter().map(move |line| (context, line)));
    let Some((context, binding)) = all.clone().find(|(_, line)| line.name == remap.name) else {
        let names: Vec<&str> = all.map(|(_, line)| line.name).collect();
        return Err(unknown(&remap.name, &names, say::NO_ACTION, say::NO_ACTION_NEAR));
    };
    let mut keys = Vec::new();
    for text in &remap.keys {
        let key = written::read(text)?;
        if binding.action == Action::Pane && !key.parse::<u8>().is_ok_and(|digit| digit < 10) {
            return Err(say::DIGITS_ONLY.wrong(&[&remap.name]));
        }
        if let Some(why) = written::misplaced(*context, &key) {
            return Err(why);
        }
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Ok(keys)
}

/// Two actions of which one has a key of the other: which line of the person's is to blame,
/// and why.
fn clash<'k>(keys: &'k Keys, own: &dyn Fn(&str) -> bool) -> Option<(&'k str, Wrong)> {
    for one in keys.all().filter(|bound| own(bound.binding.name)) {
        for other in keys.all().filter(|other| other.binding.name != one.binding.name) {
            let Some((mine, theirs)) = shared(one, other) else { continue };
            let names = [one, other].map(|bound| bound.binding.name);
            return Some((names[0], say::TAKEN.wrong(&[names[0], mine, names[1], theirs])));
        }
    }
    None
}

/// A key of one action and one of another that cannot both be had.
fn shared<'k>(one: &'k Bound, other: &'k Bound) -> Option<(&'k str, &'k str)> {
    let is_around = |inner: Context, outer: Context| inner.around() == Some(outer);
    let together = one.context == other.context;
    for mine in &one.keys {
        for theirs in &other.keys {
            let begins = |short: &str, long: &str| {
                long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
            };
            // A plain key may go before an outer one, but nothing may stand before a chord, or
            // the wait for its second key would hide what the first does.
            let hides = together
                && (mine == theirs || begins(mine, theirs) || begins(theirs, mine))
                || is_around(one.context, other.context) && begins(theirs, mine)
                || is_around(other.context, one.context) && begins(mine, theirs);
            if hides {
                return Some((mine, theirs));
            }
        }
    }
    None
}

/// What could no longer be done: which line of the person's is to blame, and why.
fn locked_in<'k>(keys: &'k Keys, own: &dyn Fn(&str) -> bool) -> Option<(&'k str, Wrong)> {
    for (context, action) in NEEDED {
        if keys.reaches(*context, *action) {
            continue;
        }
        let needed = |bound: &&Bound| bound.binding.action == *action;
        let around = std::iter::successors(Some(*context), |context| context.around());
        let places: Vec<&Bound> = around.flat_map(|place| keys.of(place)).collect();
        let lost = places.iter().copied().find(needed)?;
        let hides = |bound: &&&Bound| bound.keys.iter().any(|key| lost.keys.contains(key));
        let blamed = std::iter::once(&lost).chain(places.iter().filter(hides));
        let blamed = blamed.map(|bound| bound.binding.name).find(|name| own(name))?;
        return Some((blamed, say::LOCKED_IN.wrong(&[blamed, lost.binding.name])));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::actions::Meant;
    use crate::app::look::Rank;
    use crate::value::Lang;

    fn remapped(lines: &[(&str, &[&str])]) -> (Keys, Vec<(usize, String)>) {
        let remap = |(line, (name, keys)): (usize, &(&str, &[&str]))| Remap {
            name: (*name).to_owned(),
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
            line,
        };
        let (keys, wrong) = Keys::remapped(&(1..).zip(lines).map(remap).collect::<Vec<_>>());
        (keys, wrong.into_iter().map(|(line, why)| (line, why.say(Lang::En).to_owned())).collect())
    }

    fn does(keys: &Keys, context: Context, names: &str) -> Option<Action> {
        match keys.meant(context, names) {
            Meant::Do(action) => Some(action),
            _ => None,
        }
    }

    #[test]
    fn a_persons_keys_stand_in_the_place_of_the_tables() {
        let (keys, wrong) = remapped(&[("sort", &["Ctrl-X", "z"]), ("redraw", &[])]);
        assert_eq!(wrong, []);
        assert_eq!(does(&keys, Context::List, "z"), Some(Action::Sort(Rank::First)));
        assert_eq!(does(&keys, Context::List, "ctrl-x"), Some(Action::Sort(Rank::First)));
        assert_eq!(does(&keys, Context::List, "s"), None);
        assert_eq!(does(&keys, Context::List, "ctrl-l"), None);
        assert_eq!(keys.shown("sort", Lang::En), "ctrl-x");
    }

    #[test]
    fn two_actions_change_their_keys_with_each_other() {
        let (keys, wrong) = remapped(&[("undo", &["a"]), ("add", &["u"])]);
        assert_eq!(wrong, []);
        assert_eq!(does(&keys, Context::Page, "a"), Some(Action::Undo));
        assert_eq!(does(&keys, Context::Page, "u"), Some(Action::Add));
    }

    #[test]
    fn a_key_that_another_has_there_is_refused_and_the_tables_hold() {
        let (keys, wrong) = remapped(&[("undo", &["a"]), ("sort", &["i"])]);
        assert_eq!(wrong.len(), 1, "an inner key may go before an outer one: {wrong:?}");
        assert_eq!(wrong[0].0, 1);
        assert!(wrong[0].1.contains("add has a"), "{wrong:?}");
        assert_eq!(does(&keys, Context::Page, "u"), Some(Action::Undo));
        assert_eq!(does(&keys, Context::List, "i"), Some(Action::Sort(Rank::First)));
        assert_eq!(does(&keys, Context::Page, "i"), Some(Action::Beside));
    }

    #[test]
    fn to_refuse_one_line_may_refuse_another() {
        // What gives a away is refused, so that a is not free.
        let (keys, wrong) = remapped(&[("add", &["D"]), ("undo", &["a"])]);
        assert_eq!(wrong.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(does(&keys, Context::Page, "a"), Some(Action::Add));
        assert_eq!(does(&keys, Context::Page, "u"), Some(Action::Undo));
    }

    #[test]
    fn a_chord_begins_with_a_key_that_is_free() {
        let (keys, wrong) = remapped(&[("redraw", &["t r"]), ("language", &["t l"])]);
        assert_eq!(wrong, []);
        assert_eq!(keys.meant(Context::List, "t"), Meant::More);
        assert_eq!(does(&keys, Context::List, "t l"), Some(Action::Language));
        for (name, key) in [("redraw", "u r"), ("sort", "u s"), ("redraw", "s r")] {
            let (_, wrong) = remapped(&[(name, &[key])]);
            let expected = usize::from(key != "s r");
            assert_eq!(wrong.len(), expected, "{key}: an inner key may go before it: {wrong:?}");
        }
    }

    #[test]
    fn nobody_is_locked_in() {
        for line in [
            ("quit", &[] as &[&str]),
            ("close", &[]),
            ("help", &[]),
            ("palette", &[]),
            ("close-look-up", &[]),
            ("close-pick", &[]),
            ("leave", &[]),
            ("save", &[]),
            ("no", &[]),
            ("sort", &["Q"]),
        ] {
            let (keys, wrong) = remapped(&[line]);
            assert!(wrong.len() == 1 && wrong[0].1.contains("no key would be left"), "{line:?}");
            assert!(NEEDED.iter().all(|(context, action)| keys.reaches(*context, *action)));
        }
    }

    #[test]
    fn what_is_no_action_or_no_key_of_it_is_refused() {
        let (_, wrong) = remapped(&[
            ("sotr", &["x"]),
            ("sort", &["F10"]),
            ("scope", &["x"]),
            ("take", &["g t"]),
            ("pane", &["x"]),
        ]);
        let said: Vec<&str> = wrong.iter().map(|(_, why)| why.as_str()).collect();
        assert_eq!(said.len(), 5);
        let expected = ["nearest: sort", "F10", "typed into", "one after another", "digits"];
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.contains(expected), "{said}");
        }
    }
}
