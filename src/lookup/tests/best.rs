//! Only the best are ranked, and only what was found is looked at again: neither changes what comes
//! first.

use super::*;

type Fields<'a> = &'a [(&'a str, &'a str)];

#[test]
fn what_was_looked_at_for_its_short_sound_is_not_ranked_again_for_a_longer_name() {
    let names = ["Sina Foundry 1", "Sina Foundry 22", "Sina Foundry 333", "Sina Foundry 4444"];
    let names = names.into_iter().chain(["Sina Foundry 55555", "Sina Foundry 666666"]);
    let records: Vec<_> = names.map(|name| [("name", name), ("name_zh", "斯")]).collect();
    let records: Vec<_> = records.iter().map(|fields| ("fund", fields.as_slice())).collect();
    let sight = sight(&snapshot(&records), Role::Admin);
    let around = Around { most: 2, ..Around::default() };
    let found = Lookup::of(&sight).find("si", &sight, &around);
    assert_eq!(found.ids().collect::<Vec<_>>(), [id("fund-1"), id("fund-2")]);
}

#[test]
fn a_line_that_is_shorter_than_any_name_is_not_passed_over() {
    let named = |notes| [("name", "A name of some length"), ("notes", notes)];
    let all = [named("x, then more"), named("x, then some"), named("x, then less"), named("x")];
    let records = all.each_ref().map(|fields| ("fund", fields.as_slice()));
    let sight = sight(&snapshot(&records), Role::Admin);
    let around = Around { most: 1, ..Around::default() };
    assert_eq!(Lookup::of(&sight).find("x", &sight, &around).id(0), Some(id("fund-4")));
}

#[test]
fn what_is_typed_on_finds_among_what_was_found_the_same() {
    let sight = sight(&office(), Role::Admin);
    let lookup = Lookup::of(&sight);
    let around = Around { most: 2, ..Around::default() };
    for typed in ["huawei", "china state c", "toyota motor", "fund-1", "seal", "t o"] {
        let mut before = Found::default();
        for end in typed.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let typed = &typed[..end];
            let (on, anew) = (
                lookup.find_on(&before, typed, &sight, &around),
                lookup.find(typed, &sight, &around),
            );
            assert_eq!((on.len(), &on.ranked), (anew.len(), &anew.ranked), "{typed}");
            let all = lookup.find(typed, &sight, &Around::default());
            let best = &all.ranked[..all.len().min(2)];
            assert_eq!((anew.len(), &*anew.ranked), (all.len(), best), "{typed}");
            before = on;
        }
    }
}

#[test]
fn what_has_a_further_word_itself_is_found_though_it_has_none_of_those_before() {
    let sight = sight(
        &snapshot(&[
            ("organization", &[("name", "Acme")]),
            ("member", &[("organization", "organization-1"), ("notes", "quartz")]),
        ]),
        Role::Admin,
    );
    let (lookup, around) = (Lookup::of(&sight), Around::default());
    let before = lookup.find("acme", &sight, &around);
    let on = lookup.find_on(&before, "acme quartz", &sight, &around);
    assert_eq!(on.ids().collect::<Vec<_>>(), [id("member-1")]);
}

#[test]
fn who_types_all_of_a_generic_word_and_more_finds_the_shorter_name_first() {
    let mut records: Vec<Fields<'_>> = vec![&[("name", "Sichuanabcdef")]; 3];
    records.push(&[("name", "Sichuan Abc")]);
    assert_eq!(best(&records, "sichuana"), 4);
}

#[test]
fn of_two_names_as_long_that_fit_alike_the_first_tells() {
    let mut records: Vec<Fields<'_>> = vec![&[("name", "Abm")]; 66];
    records.push(&[("name", "Abz"), ("aliases", "Aba")]);
    assert_eq!(best(&records, "ab"), 1);
}

#[test]
fn an_id_that_is_meant_comes_before_all_lines() {
    let mut records: Vec<Fields<'_>> = vec![&[("name", "Acme"), ("notes", "70")]; 69];
    records.push(&[("name", "Other")]);
    assert_eq!(best(&records, "70"), 70);
}

#[test]
fn what_was_opened_of_late_is_found_by_a_line_though_its_name_is_as_short() {
    let sight = sight(&snapshot(&[("fund", &[("name", "A"), ("notes", "4")])]), Role::Admin);
    let recent = &[id("fund-1")];
    let found = Lookup::of(&sight).find("4", &sight, &Around { recent, ..Around::default() });
    assert_eq!((found.len(), found.id(0)), (1, Some(id("fund-1"))));
}

#[test]
fn several_threads_find_the_same_as_one() {
    let words = ["Hua", "Huawei", "China", "Hu", "Hubei", "华", "湖北", "Chu"];
    let mut office = snapshot(&[]);
    // One in each block: as many as are worth several threads.
    for nth in 0..400_u32 {
        let word = |by| words[(nth / by % 8) as usize];
        let name = format!("{} {} {}", word(1), word(8), word(64));
        office = put(&office, Id { kind: 1, number: nth * 64 + nth % 64 }, &[("name", &name)]);
    }
    let sight = sight(&office, Role::Admin);
    let alone = Lookup { threads: 1, ..Lookup::of(&sight) };
    let several = Lookup { threads: 3, ..alone.clone() };
    for typed in ["h", "hu", "hua", "huaw", "c", "chu hu", "华", "1"] {
        for most in [1, 8, 64] {
            let find = |lookup: &Lookup| {
                let found = lookup.find(typed, &sight, &Around { most, ..Around::default() });
                (found.count, found.places, found.ranked)
            };
            assert_eq!(find(&several), find(&alone), "{typed}");
        }
    }
}

/// The number of the organization that comes first, if no more than that is asked for, or all are.
fn best(records: &[Fields<'_>], typed: &str) -> u32 {
    let records: Vec<(&str, Fields<'_>)> =
        records.iter().map(|fields| ("organization", *fields)).collect();
    let sight = sight(&snapshot(&records), Role::Admin);
    let lookup = Lookup::of(&sight);
    let first = |most| {
        let found = lookup.find(typed, &sight, &Around { most, ..Around::default() });
        found.id(0).expect("one is found").number
    };
    assert_eq!(first(1), first(usize::MAX), "{typed}");
    first(1)
}

proptest! {
    #[test]
    fn the_best_of_few_are_the_first_of_all(
        fields in prop::collection::vec((name(), name(), "[a-z0-9]{1,3}"), 1..90),
        query in prop_oneof!["[a-z0-9华清大]{1,2}", "[a-z] [a-z]", name()],
        most in 1usize..5,
    ) {
        let fields: Vec<[(&str, &str); 3]> = fields
            .iter()
            .map(|(name, other, notes)| [("name", &**name), ("aliases", other), ("notes", notes)])
            .collect();
        let kinds = ["organization", "fund"].into_iter().cycle();
        let records: Vec<(&str, &[(&str, &str)])> =
            kinds.zip(&fields).map(|(kind, fields)| (kind, fields.as_slice())).collect();
        let sight = sight(&snapshot(&records), Role::Admin);
        let (lookup, recent) = (Lookup::of(&sight), [id("fund-1")]);
        for recent in [&[][..], &recent] {
            let find = |most| lookup.find(&query, &sight, &Around { recent, most, ..Around::default() });
            let (few, all) = (find(most), find(usize::MAX));
            prop_assert_eq!(few.len(), all.len());
            prop_assert_eq!(&*few.ranked, &all.ranked[..most.min(all.len())]);
        }
    }
}
