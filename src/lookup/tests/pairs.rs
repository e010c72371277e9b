//! What the pairs of letters tell is what the names and lines themselves do.

use super::*;

/// A shelf of names with the numbers of their records.
fn shelf(names: &[(u16, String)]) -> Shelf {
    let entry = |(number, name): &(u16, String)| {
        let names = key::Key::of_name(&ID, 0, name);
        (*number, Some(Entry { names, ..Entry::default() }))
    };
    Shelf::default().with(names.iter().map(entry).collect())
}

#[test]
fn a_list_of_any_length_is_read_as_it_was_written() {
    // Each letter follows q in every so many records: of some a bit each is shorter.
    let every = [(1, 'a'), (2, 'b'), (7, 'c'), (8, 'd'), (9, 'e'), (127, 'f'), (128, 'g')];
    let every = every.into_iter().chain([(129, 'h'), (1000, 'i'), (4095, 'j')]);
    let every: Vec<(u16, char)> = every.collect();
    let name = |number: u16| {
        let of = every.iter().filter(|(step, _)| number.is_multiple_of(*step));
        (number, of.flat_map(|(_, letter)| ['q', *letter]).collect::<String>())
    };
    let names: Vec<(u16, String)> = (0..4096).map(name).collect();
    let whole = shelf(&names);
    for (step, letter) in &every {
        let asked = super::super::pairs::Asked::of(&format!("q{letter}"));
        let have = whole.pairs.have(super::super::pairs::In::Own, &asked, &Bits::ALL);
        let expected: Vec<u16> =
            (0..4096).filter(|number: &u16| number.is_multiple_of(*step)).collect();
        assert_eq!(have.numbers().collect::<Vec<_>>(), expected, "{letter}");
    }
    // The same, if half of them come later, and after some others have gone.
    let entry = |(number, name): &(u16, String)| {
        (*number, Some(Entry { names: key::Key::of_name(&ID, 0, name), ..Entry::default() }))
    };
    let (first, later) = names.split_at(2000);
    let other = first.iter().map(|(number, _)| (number + 1500, format!("z{number}")));
    let begun = shelf(first).with(other.map(|other| entry(&other)).collect());
    let gone = begun.with((2000..3500).map(|number| (number, None)).collect());
    assert_eq!(gone.with(names[1500..].iter().map(entry).collect()), whole);
    assert_eq!(shelf(first).with(later.iter().map(entry).collect()), whole);
    assert_eq!(whole.with((0..4096).map(|number| (number, None)).collect()), Shelf::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn three_letters_in_a_row_are_told_from_two_and_two(
        names in prop::collection::vec(
            prop_oneof!["[a-d]{2,9}( [a-d1é]{1,4})?", "[ab]{6,12}"],
            60..140,
        ),
        changes in prop::collection::vec((0u16..200, prop::option::of("[a-d]{2,9}")), 0..20),
    ) {
        let first: Vec<(u16, String)> = (0..).zip(names).collect();
        let entry = |name: String| {
            Entry { names: key::Key::of_name(&ID, 0, &name), ..Entry::default() }
        };
        let mut names: BTreeMap<u16, String> = first.iter().cloned().collect();
        let mut changed = shelf(&first);
        for (number, name) in changes {
            changed = changed.with(vec![(number, name.clone().map(entry))]);
            match name {
                Some(name) => names.insert(number, name),
                None => names.remove(&number),
            };
        }
        let names: Vec<(u16, String)> = names.into_iter().collect();
        prop_assert_eq!(&changed, &shelf(&names));
        let letters = ["a", "b", "c", "d"];
        for text in letters.iter().flat_map(|a| letters.iter().map(move |b| format!("{a}{b}"))) {
            for text in letters.iter().map(|letter| format!("{text}{letter}")) {
                let asked = super::super::pairs::Asked::of(&text);
                let (sure, perhaps) = changed.named(&asked, &Bits::ALL);
                let has = |name: &str| crate::value::fold(name).contains(&text);
                for (number, name) in &names {
                    let told = (sure | perhaps).has(*number);
                    prop_assert!(told || !has(name), "{} in {}", text, name);
                    prop_assert!(has(name) || !sure.has(*number), "{} not in {}", text, name);
                }
                // Where many have the pairs, which have all three is told without a look at them.
                let pairs = [&text[..2], &text[1..]];
                let both = |name: &&str| pairs.iter().all(|pair| name.contains(pair));
                let folded: Vec<String> =
                    names.iter().map(|(_, name)| crate::value::fold(name)).collect();
                if folded.iter().map(String::as_str).filter(both).count() >= 32 {
                    prop_assert!(perhaps.is_none(), "{}", text);
                }
            }
        }
    }

}

proptest! {
    #[test]
    fn what_is_found_is_what_fits(
        fields in prop::collection::vec((named(), named(), "[a-z0-9华清 -]{0,12}"), 1..70),
        typed in prop_oneof![named(), "[a-z]{1,4}", "[a-z0-9华清大é ]{1,5}"],
        (which, from, length) in (0usize..70, 0usize..30, 0usize..12),
    ) {
        let records: Vec<[(&str, &str); 3]> = fields
            .iter()
            .map(|(name, other, notes)| [("name", &**name), ("aliases", other), ("notes", notes)])
            .collect();
        let records: Vec<(&str, &[(&str, &str)])> =
            records.iter().map(|fields| ("fund", fields.as_slice())).collect();
        let sight = sight(&snapshot(&records), Role::Admin);
        let lookup = Lookup::of(&sight);
        // What was typed, or a stretch of how a name sounds.
        let mut texts = vec![typed];
        key::spoken(&fields[which % fields.len()].0, &mut |text| texts.push(text.to_owned()));
        for text in texts {
            let stretch: String =
                text.chars().skip(from % text.chars().count().max(1)).take(length).collect();
            for text in [text, stretch] {
                let Some(query) = Query::of(&text) else { continue };
                let found: Vec<Id> = lookup.find(&text, &sight, &Around::default()).ids().collect();
                for number in 1..=fields.len() as u32 {
                    let id = Id { kind: 1, number };
                    let subject = lookup.subject(id, lookup.record(id).expect("it is there"), &sight);
                    let fits = query.words.iter().all(|word| word.fits(subject));
                    prop_assert_eq!(found.contains(&id), fits, "{} {}", text, id);
                }
            }
        }
    }
}

/// Names that are read in several ways, with long foreign words among the characters.
fn named() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,3}",
        "[华为技术长虹重庆行乐]{1,3}",
        prop::sample::select(
            &["Huawei", "Technology", "Zhonghua", "of", "China", "é", "Chang"][..]
        )
        .prop_map(ToOwned::to_owned),
    ];
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}
