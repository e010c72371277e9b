//! What each sign of the language does, and what is said where it does nothing.

use super::*;

fn dated(ends: &[&'static str]) -> Snapshot {
    let fields: Vec<[(&str, &str); 1]> = ends.iter().map(|ends| [("ends", *ends)]).collect();
    let all: Vec<(&str, &[(&str, &str)])> =
        fields.iter().map(|fields| ("member", fields.as_slice())).collect();
    snapshot(&all)
}

fn kept_of(snapshot: &Snapshot, of: &str, filter: &str) -> Vec<u32> {
    let sight = sight(snapshot, Role::Admin);
    let filter = Filter::parse(kind(of), filter, &sight)
        .unwrap_or_else(|fault| panic!("{filter}: {}", fault.wrong.en));
    list(kind(of), &filter, &sight).iter().map(|row| row.id.number).collect()
}

#[test]
fn a_vague_date_compares_as_its_whole_span() {
    let office = dated(&["2026", "2020s", "2026-12-31", "2027-01", "~2026"]);
    let kept = |filter| kept_of(&office, "members", filter);
    assert_eq!(kept("ends<2027"), [1, 3, 5], "never the 2020s");
    assert_eq!(kept("ends<=2027-01"), [1, 3, 4, 5]);
    assert_eq!(kept("ends>2026"), [4]);
    assert_eq!(kept("ends>=2026-12"), [3, 4]);
    assert_eq!(kept("ends:2026..2027"), [1, 3, 4, 5]);
    assert_eq!(kept("本期止：2026．．"), [1, 3, 4, 5]);
    assert_eq!(kept("ends:..2026"), [1, 3, 5]);
    assert_eq!(kept("ends=2026"), [1], "exactly as it is recorded");
    assert_eq!(kept("ends=\"~2026\""), [5]);
    assert_eq!(kept("ends:2026-Q4"), [3]);
    assert_eq!(kept("ends:2026年四季度|next-year"), [3, 4]);
    assert_eq!(kept("ends<=+90d -ends:~2026"), [4]);
    assert_eq!(kept("-ends<2027"), [2, 4]);
}

#[test]
fn moments_compare_by_the_minute_and_a_day_without_one_as_a_whole() {
    let office = snapshot(&[
        ("event", &[("name", "A"), ("starts", "2026-11-22 14:00")]),
        ("event", &[("name", "B"), ("starts", "2026-11-22")]),
        ("event", &[("name", "C"), ("starts", "2026-11-23 09:00")]),
    ]);
    let kept = |filter| kept_of(&office, "events", filter);
    assert_eq!(kept("starts:today"), [1, 2]);
    assert_eq!(kept("starts=today"), [2], "exactly the day");
    assert_eq!(kept("starts>=\"2026-11-22 12:00\""), [1, 3]);
    assert_eq!(kept("starts>\"2026-11-22 14:00\""), [3]);
    assert_eq!(kept("starts<明天"), [1, 2]);
    assert_eq!(kept("starts:\"2026-11-22 14:00\"..tomorrow"), [1, 3]);
}

#[test]
fn amounts_compare_within_one_currency_and_a_bare_number_is_of_the_offices() {
    let office = snapshot(&[
        ("member", &[("fee", "CNY 50000")]),
        ("member", &[("fee", "USD 80000")]),
        ("member", &[("fee", "12万")]),
        ("member", &[]),
    ]);
    let kept = |filter| kept_of(&office, "members", filter);
    assert_eq!(kept("fee>5万"), [3]);
    assert_eq!(kept("fee>=50000"), [1, 3]);
    assert_eq!(kept("fee<\"USD 90,000\""), [2]);
    assert_eq!(kept("fee:1..60000|none"), [1, 4]);
    assert_eq!(kept("-fee>5万"), [1, 2, 4], "and what is not recorded");
}

#[test]
fn numbers_compare_and_lie_in_ranges() {
    let office = snapshot(&[
        ("event", &[("name", "A"), ("attended", "99")]),
        ("event", &[("name", "B"), ("attended", "100")]),
        ("event", &[("name", "C")]),
    ]);
    let kept = |filter| kept_of(&office, "events", filter);
    assert_eq!(kept("attended<100"), [1]);
    assert_eq!(kept("实到人数≤100"), [1, 2]);
    assert_eq!(kept("attended:100.."), [2]);
    assert_eq!(kept("attended=100|none"), [2, 3]);
    assert_eq!(kept("attended:any"), [1, 2]);
}

#[test]
fn a_bar_means_or_and_an_equals_sign_exactly() {
    assert_eq!(kept("organizations", "country:jp|none"), ["organization-1", "organization-2"]);
    assert_eq!(kept("organizations", "toyota|\"hua wei\""), ["organization-1", "organization-2"]);
    assert_eq!(
        kept("members", "branch:overseas|国内 -organization:hidden"),
        ["member-1", "member-2"]
    );
    assert_eq!(kept("members", "organization.country:none|JP"), ["member-1", "member-2"]);
    assert_eq!(kept("organizations", "country=JP"), ["organization-1"]);
    assert!(kept("organizations", "country=J").is_empty());
    assert_eq!(kept("agreements", "tag=oled"), ["agreement-1"]);
    assert!(kept("agreements", "tag=solar").is_empty(), "that is only a part of one");
    assert_eq!(kept("agreements", "tag=\"solar cells\""), ["agreement-1"]);
    assert_eq!(kept("members", "organization=\"Toyota Motor\""), ["member-1"]);
    assert!(kept("members", "organization=Toyota").is_empty());
    assert_eq!(kept("organizations", "=Huawei"), ["organization-2"]);
}

#[test]
fn a_pattern_fits_texts_names_and_choices() {
    assert_eq!(kept("organizations", "~^hua"), ["organization-2"]);
    assert_eq!(kept("agreements", "name~^(joint|other)\\s"), ["agreement-1"]);
    assert_eq!(kept("agreements", "名称：～“^center”"), [""; 0], "of the Chinese name");
    assert_eq!(kept("agreements", "name~\"center (charter|x)\""), ["agreement-1"]);
    assert_eq!(kept("members", "organization~motor$"), ["member-1"]);
    assert_eq!(kept("members", "branch~^海"), ["member-1"]);
    assert_eq!(kept("agreements", "tags~^solar"), ["agreement-1"]);
}

#[test]
fn what_may_not_be_seen_is_not_even_told_by_comparing_it() {
    for filter in ["fee<6", "-fee<6", "fee:1..9", "-fee:1..9", "fee=5|none", "fee>=5|any"] {
        let Ok(_) = Filter::parse(kind("members"), filter, &seen(Role::Viewer)) else { continue };
        assert!(kept_by(Role::Viewer, "members", filter).is_empty(), "{filter}");
        let back = filter.replace("fee", "members.fee");
        assert!(kept_by(Role::Viewer, "organizations", &back).is_empty(), "{back}");
    }
    for filter in
        ["organization=Hidden", "organization~hid", "=Hidden", "~hid", "organization.country=DE"]
    {
        assert_eq!(kept("members", filter), ["member-3"], "{filter}");
        assert!(kept_by(Role::Editor, "members", filter).is_empty(), "{filter}");
    }
    let rule = Rule { kind: "members".into(), filter: "fee>1".into() };
    assert_eq!(count(&rule, &seen(Role::Editor)), Some(1));
    assert_eq!(count(&rule, &seen(Role::Viewer)), Some(0));
}

#[test]
fn every_fault_points_at_its_place() {
    assert_eq!(fault("members", "a branch<overseas").0, "overseas");
    assert!(fault("members", "branch<overseas").1.contains("only dates, amounts and numbers"));
    assert_eq!(fault("members", "ends:2028..2026").0, "2028..2026");
    assert_eq!(fault("members", "ends:2026..nver").0, "nver");
    assert_eq!(fault("members", "ends:2026|this-yaer").0, "this-yaer");
    assert!(fault("members", "ends:2026|this-yaer").1.contains("“this-year”"));
    assert_eq!(
        fault("members", "fee:1..\"USD 5\"").1,
        "the range is of two currencies: only amounts of one compare"
    );
    assert_eq!(fault("agreements", "name~a(b").0, "(");
    assert_eq!(fault("agreements", "名称～河（北").0, "（");
    assert_eq!(fault("agreements", "name~(x{999}){999}").0, "(x{999}){999}");
    assert_eq!(fault("events", "attended~1").0, "1");
    assert_eq!(fault("members", "branch:oversee").0, "oversee");
    assert!(fault("members", "branch:oversee").1.contains("nearest is “overseas”"));
    assert_eq!(fault("members", "ends < 2027").0, "<");
    assert_eq!(fault("members", "ends>=\"2026").0, "\"2026");
    assert_eq!(fault("members", "ends<2026..2027").0, "2026..2027");
}

#[test]
fn a_filter_is_written_in_one_way_whatever_it_was_typed_in() {
    let written = |of: &str, text: &str| {
        let filter = Filter::parse(kind(of), text, &seen(Role::Admin));
        filter.map_or_else(|fault| fault.wrong.en, |filter| filter.to_string())
    };
    for (of, typed, text) in [
        ("members", "  分会：海外｜none   ！toyota ", "branch:overseas|none -toyota"),
        (
            "members",
            "ends:<=2026年12月 organization.count:JP",
            "ends<=2026-12 organization.country:JP",
        ),
        ("members", "入会：今年..", "joined:今年.."),
        ("members", "fee>5万 rem:30", "fee>\"CNY 50,000\" reminder_days:30"),
        (
            "organizations",
            "会员:any",
            "there is no field “会员” here: write one of name, name_zh, category, ownership, country, region, industry, multinational…",
        ),
        ("organizations", "members.分会:国内", "members.branch:domestic"),
        ("agreements", "parties.role:资助方", "parties.role:sponsor"),
        ("agreements", "name:~\"a b\" =\"Center Lease\"", "name~\"a b\" =\"Center Lease\""),
        ("members", "ends:~2026", "ends~2026"),
    ] {
        assert_eq!(written(of, typed), text, "{typed}");
        if !text.starts_with("there") {
            assert_eq!(written(of, text), text);
        }
    }
}

#[test]
fn the_term_of_a_counted_value_keeps_exactly_what_was_counted() {
    let sight = seen(Role::Admin);
    for kind in crate::records::KINDS {
        let rows: Vec<_> = sight.rows(kind).cloned().collect();
        for column in kind.columns() {
            let path = crate::store::Path::own(column);
            for (value, count) in frequency(&rows, &path, &sight, Lang::En) {
                let term = term(&path, &value, &sight);
                let filter = Filter::parse(kind, &term, &sight);
                let filter = filter.unwrap_or_else(|fault| panic!("{term}: {}", fault.wrong.en));
                assert_eq!(list(kind, &filter, &sight).len(), count, "{} {term}", kind.plural);
            }
        }
    }
}

/// Funds in great number: every third is called Hebei, some have tags, some are restricted, and
/// one lies in the trash.
fn many() -> Snapshot {
    const FIELDS: [&[(&str, &str)]; 4] = [
        &[("name", "Hebei fund"), ("purpose", "Seed")],
        &[("name", "Wuxi"), ("tags", "oled, solar cells"), ("aliases", "He Bei of the south")],
        &[("name", "华为 Wuxi"), ("confidential", "restricted"), ("purpose", "seed")],
        &[("name", "Suzhou"), ("committed", "5"), ("purpose", "")],
    ];
    let all: Vec<(&str, &[(&str, &str)])> =
        (0..5_000).map(|nth| ("fund", FIELDS[nth % 4])).collect();
    trash(&snapshot(&all), id("fund-5"))
}

#[test]
fn what_is_found_among_very_many_is_what_each_record_says() {
    let office = many();
    for role in [Role::Viewer, Role::Admin] {
        let sight = sight(&office, role);
        let sights = [sight.clone(), sight.in_company()];
        for sight in sights {
            let mut known = None;
            for text in [
                "h",
                "he",
                "hebei",
                "he|华",
                "hebei -wuxi",
                "purpose:s",
                "purpose:se",
                "seed",
                "",
                "tags:solar",
                "name:wuxi tags:oled",
                "fund purpose:seed committed:none",
                "name:u hebei",
                "-hebei",
                "committed:5 su",
                "purpose:se|none",
                "name=Wuxi",
            ] {
                let filter = Filter::parse(kind("funds"), text, &sight).expect("a filter");
                let (found, texts) = search(kind("funds"), &filter, &sight, known.as_ref());
                known = texts.or(known);
                let rows = sight.rows(kind("funds")).filter(|row| filter.holds(&sight, row));
                assert!(rows.map(|row| row.id).eq(found.iter().copied()), "{text} {role:?}");
                assert_eq!(found, ids(kind("funds"), &filter, &sight), "{text}");
                let listed = list(kind("funds"), &filter, &sight);
                assert!(listed.iter().map(|row| row.id).eq(found), "{text}");
            }
        }
    }
}
