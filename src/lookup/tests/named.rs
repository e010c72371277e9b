//! Records that others name are found by their own texts and those others' names, and stand on the
//! lines of those that are found.

use super::*;

proptest! {
    #[test]
    fn what_others_name_is_found_once(
        names in prop::collection::vec("[ab华]{1,2}( [ab华]{1,2})?", 1..6),
        members in prop::collection::vec((0usize..6, "[ab华]{1,2}"), 1..12),
        (hidden, trashed) in (prop::collection::vec(any::<bool>(), 6), prop::collection::vec(any::<bool>(), 6)),
        typed in "[ab]{1,2}( [ab华]{1,2}){0,2}",
    ) {
        let by = |nth: usize| format!("organization-{}", nth % names.len() + 1);
        let records: Vec<(&str, Vec<(&str, String)>)> = names
            .iter()
            .zip(&hidden)
            .map(|(name, is_hidden)| {
                let seen = if *is_hidden { "restricted" } else { "internal" };
                ("organization", vec![("name", name.clone()), ("confidential", seen.to_owned())])
            })
            .chain(members.iter().map(|(nth, notes)| {
                ("member", vec![("organization", by(*nth)), ("notes", notes.clone())])
            }))
            .collect();
        let fields: Vec<(&str, Vec<(&str, &str)>)> = records
            .iter()
            .map(|(kind, fields)| {
                (*kind, fields.iter().map(|(column, text)| (*column, &**text)).collect())
            })
            .collect();
        let fields: Vec<(&str, &[(&str, &str)])> =
            fields.iter().map(|(kind, fields)| (*kind, &**fields)).collect();
        let gone = (0..names.len()).filter(|nth| trashed[*nth]);
        let before = snapshot(&fields);
        let office = gone.clone().fold(before.clone(), |office, nth| trash(&office, id(&by(nth))));
        let Some(query) = Query::of(&typed) else { return Ok(()) };
        let [lookup, begun] = [&office, &before].map(|at| Lookup::of(&sight(at, Role::Admin)));
        let (gone, later) = (gone.map(|nth| id(&by(nth))), sight(&office, Role::Admin));
        let gone: Vec<Id> = gone.collect();
        prop_assert!(begun.follow(&later, Some(&gone)) == lookup, "what follows is as built anew");
        let restored = lookup.follow(&sight(&before, Role::Admin), Some(&gone));
        prop_assert!(restored == begun, "and so is what is restored");
        let (first, one) = (id("member-1"), trash(&office, id("member-1")));
        let restored = Lookup::of(&sight(&one, Role::Admin)).follow(&later, Some(&[first]));
        prop_assert!(restored == lookup, "and what it names");
        for role in [Role::Viewer, Role::Admin] {
            let sight = sight(&office, role);
            let fits = |id: Id| {
                let is_there = sight.present(id).is_some() && lookup.record(id).is_some();
                is_there && {
                    let own = lookup.record(id).expect("it is there");
                    let subject = lookup.subject(id, own, &sight);
                    query.words.iter().all(|word| word.fits(subject))
                }
            };
            for scope in [None, kind_named("members")] {
                let around = Around { scope, ..Around::default() };
                let found = lookup.find(&typed, &sight, &around);
                let count = found.len();
                let found: Vec<Id> = found.ids().collect();
                prop_assert_eq!(found.len(), count, "all that are counted are in order");
                for (nth, (of, _)) in (1..).zip(&members) {
                    let member = id(&format!("member-{nth}"));
                    let is_apart = scope.is_some() || !fits(id(&by(*of)));
                    let expected = usize::from(fits(member) && is_apart);
                    let times = found.iter().filter(|one| **one == member).count();
                    prop_assert_eq!(times, expected, "{} {} {:?}", typed, member, role);
                }
            }
        }
    }
}
