use super::*;
use crate::store::fixture::{Typed, sight, snapshot};
use crate::store::{Role, Snapshot};

fn acme() -> Id {
    Id::parse("organization-1").expect("an id")
}

const PUBLIC: Typed<'_> = ("confidential", "public");

/// A public partner, and what hangs on it.
fn office(more: &[(&str, &[Typed<'_>])]) -> Snapshot {
    let acme: (&str, &[Typed<'_>]) = (
        "organization",
        &[("name", "Acme"), ("name_zh", "艾克"), ("category", "enterprise"), PUBLIC],
    );
    snapshot(&[&[acme], more].concat())
}

fn page(snapshot: &Snapshot, scope: Scope) -> Briefing {
    briefing(&sight(snapshot, Role::Admin), acme(), scope, Lang::En).expect("an administrator")
}

/// What a part says, point by point; of one that says nothing the word for that.
fn said(page: &Briefing, title: Words) -> Vec<String> {
    let part = page.parts.iter().find(|part| part.title == title).expect("a part there is");
    let none = vec![part.none.en.to_owned()];
    let texts: Vec<String> = part.points.iter().map(|point| point.text.clone()).collect();
    if texts.is_empty() { none } else { texts }
}

const OF: Typed<'_> = ("organization", "organization-1");
const WITH: Typed<'_> = ("organizations", "organization-1");
const PARTY: Typed<'_> = ("parties", "org=organization-1");
const ABOUT: Typed<'_> = ("regarding", "organization-1");

#[test]
fn of_nothing_it_says_so_part_by_part() {
    let page = page(&office(&[]), Scope::Internal);
    assert_eq!(
        (page.name.as_str(), page.about.as_str()),
        ("Acme  艾克", "enterprise | owner - | tier -")
    );
    assert_eq!(said(&page, say::CONTACTS), ["none recorded"]);
    assert_eq!(said(&page, say::WE_OWE), ["nothing"]);
    assert_eq!(said(&page, say::NEXT), ["no event"]);
    assert_eq!(page.gaps, ["no contact", "no owner"]);
    assert!(page.sources.is_empty());
}

#[test]
fn whom_to_turn_to_first_stands_first_and_who_wants_no_contact_says_so() {
    let page = page(
        &office(&[
            ("contact", &[("name", "Left"), OF, ("until", "2025")]),
            ("contact", &[("name", "Shy"), OF, ("do_not_contact", "yes")]),
            (
                "contact",
                &[("name", "Sato"), ("name_zh", "佐藤"), OF, ("title", "CTO"), ("phones", "+81 1")],
            ),
            ("contact", &[("name", "First"), OF, ("primary", "yes"), ("role", "primary contact")]),
        ]),
        Scope::Internal,
    );
    let wanted =
        ["First: primary", "Sato 佐藤: CTO, +81 1", "Shy: do not contact", "Left: left 2025"];
    assert_eq!(said(&page, say::CONTACTS), wanted);
}

#[test]
fn promises_talks_and_what_is_next_stand_each_in_their_part() {
    let page = page(
        &office(&[
            (
                "followup",
                &[("what", "Send NDA"), ABOUT, ("due", "2026-11-18"), ("direction", "ours")],
            ),
            (
                "followup",
                &[("what", "Samples"), ABOUT, ("due", "2026-12-01"), ("direction", "theirs")],
            ),
            ("followup", &[("what", "Old"), ABOUT, ("status", "done")]),
            (
                "interaction",
                &[("subject", "Talk"), WITH, ("when", "2026-10-02"), ("category", "call")],
            ),
            (
                "interaction",
                &[("subject", "Note"), WITH, ("when", "2026-11-20"), ("category", "note")],
            ),
            ("interaction", &[("subject", "Plan"), WITH, ("when", "2026-12-24")]),
            ("event", &[("name", "Fair"), WITH, ("starts", "2026-12-01 10:00")]),
            ("event", &[("name", "Past"), WITH, ("starts", "2025-12-01")]),
            (
                "center",
                &[
                    ("name", "Lab"),
                    ("partners", "org=organization-1"),
                    ("next_steering", "2026-12-10"),
                ],
            ),
        ]),
        Scope::Internal,
    );
    assert_eq!(said(&page, say::WE_OWE), ["Send NDA: due 2026-11-18, 4 days late"]);
    assert_eq!(said(&page, say::THEY_OWE), ["Samples: due 2026-12-01"]);
    // A note is no talk with them: it stands behind.
    assert_eq!(said(&page, say::LAST_TOUCH), ["2026-10-02  call  Talk", "2026-11-20  note  Note"]);
    let next =
        ["2026-12-01 10:00  Fair", "2026-12-10  steering meeting of Lab", "2026-12-24  Plan"];
    assert_eq!(said(&page, say::NEXT), next);
    assert_eq!(said(&page, say::ALSO), ["1 past event, 1 done follow-up"]);
}

#[test]
fn services_are_counted_of_this_year_in_a_strip() {
    let service = ("service", "service-1");
    let page = page(
        &office(&[
            ("service", &[("name", "Information services"), ("number", "1")]),
            ("service", &[("name", "Talent services"), ("number", "3")]),
            ("interaction", &[("subject", "A"), WITH, service, ("when", "2026-02-02")]),
            ("interaction", &[("subject", "B"), WITH, service, ("when", "2026-03-02")]),
            ("interaction", &[("subject", "C"), WITH, service, ("when", "2025-03-02")]),
        ]),
        Scope::Internal,
    );
    let part = page.parts.iter().find(|part| part.title == say::SERVICES).expect("it is there");
    assert_eq!(part.cells, ["1 Information 2", "3 Talent -"]);
    let Goal::Found(found) = part.points[0].goal else {
        unreachable!("they hang there in one way")
    };
    let filter = "organizations:organization-1 service:any when:this-year";
    assert_eq!((found.kind, found.filter().as_str()), ("interaction", filter));
}

#[test]
fn what_is_signed_and_done_together_is_told_with_its_dates_and_roles() {
    let dated = [
        ("name", "NDA with Acme"),
        PARTY,
        ("category", "NDA"),
        ("expires", "2027-03-31"),
        ("notice_days", "90"),
    ];
    let page = page(
        &office(&[
            ("agreement", &[("name", "Old"), PARTY, ("status", "expired"), ("expires", "2020")]),
            ("agreement", &dated),
            ("organization", &[("name", "Berkeley")]),
            (
                "project",
                &[
                    ("name", "Platform"),
                    ("parties", "org=organization-1 role=sponsor; org=organization-2"),
                    ("category", "joint research"),
                ],
            ),
            ("member", &[OF, ("branch", "overseas"), ("joined", "2020-05-01")]),
        ]),
        Scope::Internal,
    );
    let agreements =
        ["NDA with Acme: decision by 2026-12-31, ends 2027-03-31", "Old: expired, ends 2020"];
    assert_eq!(said(&page, say::AGREEMENTS), agreements);
    assert_eq!(
        said(&page, say::PROJECTS),
        ["Platform: joint research, as sponsor, with Berkeley, stage not recorded"]
    );
    assert_eq!(said(&page, say::MEMBERSHIP), ["UICC overseas member: current, joined 2020-05-01"]);
    assert_eq!(page.about, "enterprise | overseas | owner - | tier -");
}

#[test]
fn in_public_what_is_internal_is_no_gap_but_nothing_public() {
    let snapshot = office(&[
        ("contact", &[("name", "Sato"), OF]),
        ("contact", &[("name", "Ueno"), OF, PUBLIC, ("phones", "+81 1")]),
        ("agreement", &[("name", "Secret"), PARTY]),
        ("member", &[OF, ("branch", "overseas"), PUBLIC, ("source", "page, line 3 (x)")]),
        ("interaction", &[("subject", "Hidden"), WITH, ("confidential", "restricted")]),
    ]);
    let told = page(&snapshot, Scope::Public);
    assert_eq!(said(&told, say::CONTACTS), ["Ueno"]);
    assert_eq!(said(&told, say::AGREEMENTS), ["nothing public"]);
    assert_eq!(said(&told, say::CENTERS), ["none recorded"]);
    assert_eq!(told.gaps, ["no owner", "no dates of membership"]);
    assert_eq!(told.sources, ["page, line 3"]);
    // A contact, an agreement, a talk and a phone.
    assert_eq!(told.left_out, 4);
    assert_eq!(told.notice("i").as_deref(), Some("4 internal facts are left out (i shows them)"));
    let editor = sight(&snapshot, Role::Editor);
    let told = briefing(&editor, acme(), Scope::Public, Lang::En).expect("it is public");
    let notice = "3 internal facts are left out, +1 restricted to others";
    assert_eq!(told.notice("").as_deref(), Some(notice));
}

#[test]
fn a_part_that_leaves_something_out_says_how_much_and_leads_there() {
    let contact = |name: &'static str| [("name", name), OF, PUBLIC];
    let all: Vec<[Typed<'_>; 3]> = ["A", "B", "C", "D", "E", "F"].map(contact).into();
    let records: Vec<(&str, &[Typed<'_>])> = all.iter().map(|one| ("contact", &one[..])).collect();
    let page = page(&office(&records), Scope::Public);
    let lines = |height: usize| -> Vec<(String, Option<Goal>)> {
        let lines = page.lines((60, height), "i").into_iter();
        let last = |line: Line| Some((line.pieces.last()?.text.clone(), line.goal));
        lines.filter_map(last).collect()
    };
    let whole = lines(40);
    assert!(
        whole.iter().any(|(text, _)| text == "F")
            && whole.iter().all(|(text, _)| !text.contains("more"))
    );
    let found = |(text, goal): &(String, Option<Goal>)| match goal {
        Some(Goal::Found(found)) => Some((text.clone(), found.filter())),
        _ => None,
    };
    let filter = "organization:organization-1 confidential:public".to_owned();
    let tight: Vec<_> = lines(6).iter().filter_map(found).collect();
    assert_eq!(tight, [("A  +5 more".to_owned(), filter.clone())]);
    let less: Vec<_> = lines(8).iter().filter_map(found).collect();
    assert!(less[0].0.starts_with('+') && less[0].1 == filter, "{less:?}");
}

#[test]
fn it_is_written_in_sentences_and_in_markdown_too() {
    let page = page(&office(&[("contact", &[("name", "A*B"), OF, PUBLIC])]), Scope::Public);
    let markdown = page.markdown();
    let head = "# Acme  艾克\n\nbriefing 2026-11-22\n\nenterprise, owner -, tier -\n\n- **Contacts**\n  - A\\*B\n";
    assert!(markdown.starts_with(head), "{markdown}");
    let sentences = page.sentences();
    assert_eq!(sentences[0], "Acme  艾克. briefing 2026-11-22.");
    assert!(sentences.contains(&"Contacts: A*B.".to_owned()), "{sentences:?}");
    assert!(sentences.contains(&"We owe: nothing.".to_owned()), "{sentences:?}");
}
