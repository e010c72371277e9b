use super::*;
use crate::records::kind_named;
use crate::store::fixture::{put, sight, snapshot, trash};
use crate::store::{Role, Snapshot};
use crate::value::fold;
use proptest::prelude::*;

mod best;
mod named;
mod pairs;

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

fn office() -> Snapshot {
    snapshot(&[
        (
            "organization",
            &[("name", "Huawei Technologies Co., Ltd."), ("name_zh", "华为技术有限公司")],
        ),
        ("organization", &[("name", "China State Construction Engineering Corporation")]),
        ("organization", &[("name", "Sichuan Changhong"), ("name_zh", "四川长虹")]),
        ("organization", &[("name", "Toyota Motor"), ("phones", "+81 90 555"), ("country", "JP")]),
        ("organization", &[("name", "Secret Partner"), ("confidential", "restricted")]),
        ("center", &[("name", "Tsinghua-Toyota Joint Research Centre"), ("city", "Shenzhen")]),
        ("member", &[("organization", "organization-4"), ("branch", "overseas")]),
        ("member", &[("organization", "organization-5"), ("branch", "domestic")]),
        (
            "fund",
            &[
                ("name", "Hebei Fund"),
                ("aliases", "Jing-Jin-Ji; Lang Fang"),
                ("notes", "first\nsecond seal"),
            ],
        ),
    ])
}

fn hits(
    lookup: &Lookup,
    query: &str,
    sight: &Sight,
    scope: Option<&'static Kind>,
    recent: &[Id],
) -> Vec<Hit> {
    let around = Around { scope, recent, ..Around::default() };
    let found = lookup.find(query, sight, &around);
    let hit = |nth| lookup.hit(&found, nth, sight).expect("what was found fits");
    let hits: Vec<Hit> = (0..found.len()).map(hit).collect();
    for hit in &hits {
        let (query, generic) = found.made.as_ref().expect("a query that found something");
        let anew = mark::hit(query, hit.id, generic, sight).expect("what was found fits");
        assert_eq!(*hit, Hit { folded: hit.folded.clone(), ..anew }, "packed or anew");
    }
    let ranked: Vec<(Class, Id)> = hits.iter().map(|hit| (hit.class, hit.id)).collect();
    assert_eq!(ranked, found.ranked, "what is shown is what was ranked");
    hits
}

fn found(query: &str) -> Vec<Hit> {
    let sight = sight(&office(), Role::Admin);
    hits(&Lookup::of(&sight), query, &sight, None, &[])
}

fn ids(query: &str) -> Vec<String> {
    found(query).iter().map(|hit| hit.id.to_string()).collect()
}

fn first(query: &str) -> (String, Class, String) {
    let hits = found(query);
    let hit = hits.first().unwrap_or_else(|| panic!("nothing for {query}"));
    let marked = hit.ranges.iter().map(|range| &hit.text[range.clone()]).collect::<Vec<_>>();
    (hit.id.to_string(), hit.class, marked.join("|"))
}

#[test]
fn any_spelling_of_a_name_finds_it_and_is_marked() {
    let cases = [
        ("huawei", Class::Prefix, "Huawei"),
        ("HUA WEI", Class::Prefix, "Huawei"),
        ("ｈｕａｗｅｉ", Class::Prefix, "Huawei"),
        ("华为", Class::Prefix, "华为"),
        ("技术", Class::Substring, "技术"),
        ("htc", Class::InitialsPrefix, "H|T|C"),
        ("tech huawei", Class::WordPrefix, "Huawei|Tech"),
        ("huawei technologies co ltd", Class::Exact, "Huawei Technologies Co., Ltd"),
    ];
    for (query, class, marked) in cases {
        assert_eq!(first(query), ("organization-1".into(), class, marked.into()), "{query}");
    }
    assert_eq!(first("cscec").0, "organization-2");
    assert_eq!(first("langfang"), ("fund-1".into(), Class::Exact, "Lang Fang".into()));
}

#[test]
fn a_name_is_found_by_its_sound_and_the_characters_are_marked() {
    let cases = [
        ("hw", "organization-1", Class::InitialsPrefix, "华为"),
        ("hwjs", "organization-1", Class::InitialsPrefix, "华为技术"),
        ("huaweijishu", "organization-1", Class::Prefix, "华为技术"),
        ("huawjs", "organization-1", Class::WordPrefix, "华为技术"),
        ("jishu", "organization-1", Class::Substring, "技术"),
        ("華為", "organization-1", Class::Prefix, "华为"),
        ("hua技", "organization-1", Class::Substring, "华|技"),
        ("changhong", "organization-3", Class::Prefix, "Changhong"),
        ("zhangh", "organization-3", Class::Prefix, "长虹"),
        ("sichuanch", "organization-3", Class::Prefix, "Sichuan Ch"),
    ];
    for (query, id, class, marked) in cases {
        let (found, as_class, as_marked) = first(query);
        assert_eq!((&*found, &*as_marked), (id, marked), "{query}");
        assert!(as_class <= class, "{query}: {as_class:?}");
    }
    for query in ["uyouxian", "hwys", "hj", "huajs"] {
        assert_eq!(ids(query), Vec::<String>::new(), "{query}");
    }
}

#[test]
fn what_is_called_by_each_word_is_among_the_best_of_whatever_kind() {
    let office = snapshot(&[
        ("organization", &[("name", "Toyota One"), ("name_zh", "丰田甲")]),
        ("organization", &[("name", "Toyota Two"), ("name_zh", "丰田乙")]),
        ("organization", &[("name", "Toyota Ten"), ("name_zh", "丰田丙")]),
        ("fund", &[("name", "Toyota"), ("name_zh", "丰田")]),
    ]);
    let sight = sight(&office, Role::Admin);
    let around = Around { most: 1, ..Around::default() };
    let found = Lookup::of(&sight).find("toyota 丰田", &sight, &around);
    assert_eq!((found.id(0), found.len()), (Some(id("fund-1")), 4));
}

#[test]
fn a_name_that_says_a_word_again_is_found_by_all_of_it() {
    let records = ["Walla Walla", "Walla"].map(|name| [("name", name)]);
    let records = records.each_ref().map(|fields| ("fund", fields.as_slice()));
    let sight = sight(&snapshot(&records), Role::Admin);
    let hits = hits(&Lookup::of(&sight), "walla walla", &sight, None, &[]);
    let fits: Vec<(Class, Id)> = hits.iter().map(|hit| (hit.class, hit.id)).collect();
    assert_eq!(fits, [(Class::Exact, id("fund-2")), (Class::Exact, id("fund-1"))]);
}

#[test]
fn what_is_ready_is_found_before_all_is() {
    let sight = sight(&office(), Role::Admin);
    let mut grown = Vec::new();
    let whole = Lookup::built(&sight, &mut |index| grown.push(index.clone()));
    assert!(whole.is_whole() && whole == Lookup::of(&sight));
    let first = grown.first().expect("it is told of at least once");
    assert!(!first.is_whole() && !Lookup::default().is_whole());
    assert_eq!(hits(first, "huawei", &sight, None, &[])[0].id, id("organization-1"));
}

#[test]
fn words_come_in_any_order_and_each_stands_in_one_piece() {
    assert_eq!(ids("joint toyota"), ["center-1"]);
    assert!(ids("hwi").is_empty(), "scattered letters are noise");
    assert!(ids("toyota xyz").is_empty());
}

#[test]
fn generic_words_never_make_a_prefix() {
    let hits = found("ch");
    let places: Vec<_> = hits.iter().map(|hit| (hit.id.to_string(), hit.class)).collect();
    assert_eq!(places[0], ("organization-3".into(), Class::Prefix), "a place leads, too");
    let china = places.iter().find(|(id, _)| id == "organization-2");
    assert_eq!(china, Some(&("organization-2".into(), Class::Substring)));
    assert_eq!(first("china state").1, Class::Prefix, "what goes beyond them does");
    assert_eq!(first("state").1, Class::Prefix, "the word after them is the start");
}

#[test]
fn a_center_and_a_centre_are_found_by_either() {
    assert_eq!(first("joint research center").0, "center-1");
    assert_eq!(first("research centre").2, "Research Centre");
}

#[test]
fn what_others_are_named_by_comes_before_them_and_the_recent_first_of_all() {
    assert_eq!(ids("toyota"), ["organization-4", "center-1"]);
    let sight = sight(&office(), Role::Admin);
    let hits = hits(&Lookup::of(&sight), "toyota", &sight, None, &[id("center-1")]);
    assert_eq!(hits[0].id, id("center-1"));
}

#[test]
fn a_membership_stands_on_the_line_of_its_organization_and_alone_in_its_own_list() {
    assert_eq!(found("toyota motor")[0].folded, [id("member-1")]);
    let sight = sight(&office(), Role::Admin);
    let hits = hits(&Lookup::of(&sight), "toyota", &sight, kind_named("members"), &[]);
    assert_eq!(hits.len(), 1);
    assert_eq!((hits[0].id, hits[0].column.name), (id("member-1"), "organization"));
    assert_eq!(hits[0].text, "Toyota Motor");
}

#[test]
fn other_fields_rank_lowest_and_say_where() {
    let hits = found("seal");
    assert_eq!((hits[0].class, hits[0].column.name), (Class::Other, "notes"));
    assert_eq!(hits[0].text, "second seal");
    assert_eq!(found("fund-1")[0].column.name, "id");
    assert_eq!(first("shenzhen").0, "center-1");
}

#[test]
fn letters_meet_across_the_words_of_a_name_but_not_of_a_text() {
    let office = snapshot(&[
        ("fund", &[("name", "Industry-University Fund"), ("notes", "with world-class Xi'an")]),
        (
            "fund",
            &[("name", "Other"), ("purpose", "call +86 10 62-78"), ("notes", "two-fold gain")],
        ),
    ]);
    let sight = sight(&office, Role::Admin);
    let find = |query: &str| -> Vec<(String, String)> {
        let all = hits(&Lookup::of(&sight), query, &sight, None, &[]);
        let marked = |hit: &Hit| hit.ranges.iter().map(|range| &hit.text[range.clone()]).collect();
        all.iter().map(|hit| (hit.id.to_string(), marked(hit))).collect()
    };
    let one = |id: &str, marked: &str| vec![(id.to_owned(), marked.to_owned())];
    assert_eq!(find("hw"), [], "wit[h w]orld");
    assert_eq!(find("worldclass"), []);
    assert_eq!(find("world-class"), one("fund-1", "world-class"));
    assert_eq!(find("xian"), one("fund-1", "Xi'an"));
    assert_eq!(find("industry university"), one("fund-1", "Industry-University"));
    assert_eq!(find("industryuniversity"), one("fund-1", "Industry-University"));
    assert_eq!(find("10 6278"), one("fund-2", "10 62-78"), "numbers are grouped in many ways");
    assert_eq!(find("fold gain"), one("fund-2", "fold gain"));
}

#[test]
fn who_may_not_see_a_record_a_cell_or_a_name_does_not_find_it() {
    let all = sight(&office(), Role::Admin);
    let lookup = Lookup::of(&all);
    let viewer = sight(&office(), Role::Viewer);
    assert_eq!(hits(&lookup, "secret", &all, None, &[]).len(), 1);
    assert!(hits(&lookup, "secret", &viewer, None, &[]).is_empty());
    assert!(hits(&lookup, "secret", &viewer, kind_named("members"), &[]).is_empty());
    assert!(hits(&lookup, "90555", &all, None, &[]).is_empty(), "private cells are not indexed");
    let office = trash(&office(), id("organization-4"));
    let later = sight(&office, Role::Admin);
    let lookup = lookup.follow(&later, Some(&[id("organization-4")]));
    assert!(!hits(&lookup, "toyota", &later, None, &[]).iter().any(|hit| hit.id.kind == 5));
}

#[test]
fn a_membership_is_found_by_its_organization_though_that_lies_in_the_trash() {
    let before = office();
    let both = [id("organization-4"), id("organization-5")];
    let office = both.iter().fold(before.clone(), |office, id| trash(&office, *id));
    let [admin, viewer] = [Role::Admin, Role::Viewer].map(|role| sight(&office, role));
    for lookup in
        [Lookup::of(&admin), Lookup::of(&sight(&before, Role::Admin)).follow(&admin, Some(&both))]
    {
        let found = hits(&lookup, "toyota motor", &admin, None, &[]);
        assert_eq!((found.len(), found[0].id), (1, id("member-1")));
        assert_eq!(lookup.resolve("members/toyota", &[], &admin), Ok(id("member-1")));
        assert_eq!(lookup.resolve("toyota motor", &["organization"], &admin).ok(), None);
        assert!(hits(&lookup, "secret", &viewer, None, &[]).is_empty());
    }
}

#[test]
fn a_text_names_one_record_or_says_why_not() {
    let sight = sight(&office(), Role::Admin);
    let lookup = Lookup::of(&sight);
    let resolve = |text: &str, kinds: &[&str]| lookup.resolve(text, kinds, &sight);
    for text in ["organization-4", "Toyota Motor", "toyota", "organizations/toyota"] {
        assert_eq!(resolve(text, &[]), Ok(id("organization-4")), "{text}");
    }
    assert_eq!(resolve("member/toyota", &[]), Ok(id("member-1")));
    assert_eq!(resolve("toyota", &["center"]), Ok(id("center-1")));
    assert_eq!(resolve("cscec", &["organization"]), Ok(id("organization-2")));
    assert_eq!(resolve("fund-1", &["center"]), Err(Resolve::None { nearest: None }));
    let Err(Resolve::Several(several)) = resolve("o", &[]) else { panic!("not one") };
    assert!(several.len() > 2);
    assert_eq!(resolve("shenzhen", &[]), Err(Resolve::None { nearest: None }), "not a name");
    let near = Resolve::None { nearest: Some("Toyota Motor".into()) };
    assert_eq!(resolve("toytoa", &["organization"]), Err(near));
}

#[test]
fn two_of_one_name_are_never_guessed_between() {
    let twins = snapshot(&[("fund", &[("name", "Seed")]), ("fund", &[("name", "seed")])]);
    let sight = sight(&twins, Role::Admin);
    let both = Err(Resolve::Several(vec![id("fund-1"), id("fund-2")]));
    assert_eq!(Lookup::of(&sight).resolve("Seed", &[], &sight), both);
}

/// Names of the kind the office has, and odd ones.
fn name() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[A-Za-zÀ-Öà-ö]{1,6}",
        "[华为技术中国清大学电气]{1,4}",
        "[ａ-ｚ0-9]{1,3}",
        Just("China".to_owned()),
        Just("Center".to_owned()),
        Just("of".to_owned()),
        Just("P&G's".to_owned()),
    ];
    prop::collection::vec(word, 1..5).prop_map(|words| words.join(" ").replace("a ", "a-"))
}

fn funds(names: &[String]) -> Snapshot {
    let fields: Vec<[(&str, &str); 1]> =
        names.iter().map(|name| [("name", name.as_str())]).collect();
    let records: Vec<(&str, &[(&str, &str)])> =
        fields.iter().map(|fields| ("fund", fields.as_slice())).collect();
    snapshot(&records)
}

proptest! {
    #[test]
    fn every_substring_of_a_name_finds_it(name in name(), from in 0usize..40, length in 1usize..40) {
        let office = funds(std::slice::from_ref(&name));
        let sight = sight(&office, Role::Viewer);
        let folded: Vec<char> = fold(&name).chars().collect();
        prop_assume!(!folded.is_empty());
        let part: String = folded.iter().skip(from % folded.len()).take(length).collect();
        let hits = hits(&Lookup::of(&sight), &part, &sight, None, &[]);
        prop_assert_eq!(hits.len(), 1);
        prop_assert!(hits[0].class < Class::Other && !hits[0].ranges.is_empty());
    }

    #[test]
    fn another_letter_never_adds_a_hit(
        names in prop::collection::vec(name(), 1..8), query in name(), letter in "[a-z华技]",
    ) {
        let office = funds(&names);
        let sight = sight(&office, Role::Viewer);
        let lookup = Lookup::of(&sight);
        let find = |query: &str| -> Vec<Id> {
            // The number in an id is no letter of a name.
            let hits = hits(&lookup, query, &sight, None, &[]);
            hits.iter().filter(|hit| hit.class < Class::Other).map(|hit| hit.id).collect()
        };
        let short: String = query.chars().take(3).collect();
        for query in [short, query] {
            // Nothing typed finds nothing, and the first letter something.
            prop_assume!(!fold(&query).is_empty());
            let (before, after) = (find(&query), find(&format!("{query}{letter}")));
            prop_assert!(after.iter().all(|id| before.contains(id)), "{} {}", query, letter);
        }
    }

    #[test]
    fn the_order_is_always_the_same_and_marks_lie_within_the_text(
        names in prop::collection::vec(name(), 1..8), query in "[a-z华]{1,2}",
    ) {
        let office = funds(&names);
        let sight = sight(&office, Role::Viewer);
        let all = hits(&Lookup::of(&sight), &query, &sight, None, &[]);
        prop_assert_eq!(&all, &hits(&Lookup::of(&sight), &query, &sight, None, &[]));
        prop_assert!(all.is_sorted_by_key(|hit| hit.class));
        for hit in &all {
            prop_assert!(hit.ranges.iter().all(|range| hit.text.get(range.clone()).is_some()));
        }
    }

    #[test]
    fn no_query_and_no_name_panics(query in ".*", name in "\\PC{0,40}") {
        let office = funds(&[name]);
        let sight = sight(&office, Role::Viewer);
        let lookup = Lookup::of(&sight);
        for hit in hits(&lookup, &query, &sight, None, &[]) {
            prop_assert!(hit.ranges.iter().all(|range| hit.text.get(range.clone()).is_some()));
        }
        let _ = lookup.resolve(&query, &[], &sight);
    }

    #[test]
    fn following_changes_equals_building_anew(
        names in prop::collection::vec(name(), 1..6),
        changes in prop::collection::vec((1u32..9, prop::option::of(name())), 1..6),
    ) {
        let mut office = funds(&names);
        let mut lookup = Lookup::of(&sight(&office, Role::Admin));
        for (number, name) in changes {
            let id = Id { kind: 1, number };
            office = match name {
                Some(name) => put(&office, id, &[("name", &name)]),
                None if sight(&office, Role::Admin).row(id).is_some() => trash(&office, id),
                None => continue,
            };
            let sight = sight(&office, Role::Admin);
            lookup = lookup.follow(&sight, Some(&[id]));
            prop_assert_eq!(&lookup, &Lookup::of(&sight));
            prop_assert_eq!(&lookup, &lookup.follow(&sight, None));
        }
    }
}
