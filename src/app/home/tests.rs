use super::*;
use crate::app::actions::Keys;
use crate::app::page::Target;
use crate::store::fixture::{self, Typed};
use crate::store::{Role, Snapshot};
use crate::value::{Lang, width};
use chrono::Timelike as _;

const DUE: [(&str, &[Typed<'_>]); 9] = [
    ("colleague", &[("name", "Mei"), ("login", "someone")]),
    ("organization", &[("name", "Toyota"), ("name_zh", "丰田"), ("cadence", "90")]),
    ("fund", &[("name", "Hebei fund"), ("ends", "2026-12-01"), ("owner", "colleague-1")]),
    ("followup", &[("what", "Send it"), ("due", "2026-11-18"), ("direction", "ours")]),
    ("followup", &[("what", "Ask"), ("due", "2026-11-25"), ("regarding", "organization-1")]),
    ("followup", &[("what", "Call"), ("due", "2026-11-22"), ("assignee", "colleague-1")]),
    ("event", &[("name", "Visit"), ("starts", "2026-11-22 14:00"), ("place", "Main building")]),
    ("figure", &[("name", "regional funds"), ("claim", "7"), ("rule", "funds")]),
    ("agreement", &[("name", "Old one")]),
];

fn due() -> Snapshot {
    fixture::snapshot(&DUE)
}

fn shown(snapshot: &Snapshot, whose: Option<Whose>, lang: Lang, size: (u16, usize)) -> Page {
    let sight = fixture::sight(snapshot, Role::Admin);
    let (day, keys) = (Day::of(&sight, whose), Keys::default());
    page(
        Some(&day),
        &Since::default(),
        Ground { sight: &sight, keys: &keys, lang, size, left: None, here: &[] },
    )
}

/// What each line begins with; blank lines are left out.
fn heads(page: &Page) -> Vec<&str> {
    let lines = page.lines.iter().filter(|line| !line.pieces.is_empty());
    lines.map(|line| line.pieces[0].1.as_str()).collect()
}

#[test]
fn the_sections_stand_in_order_and_an_empty_one_takes_no_line() {
    let page = shown(&due(), Some(Whose::All), Lang::En, (80, 19));
    let wanted = [
        "Sunday 22 November 2026",
        "OVERDUE 1",
        "11-18",
        "TODAY 2",
        "",
        "14:00",
        "NEXT 7 DAYS 1",
        "11-25",
        "DECISIONS 1",
        "12-01",
        "QUIET 1",
        "never",
        "PUBLISHED FIGURES",
        "regional funds",
        "TO MEND",
    ];
    assert_eq!(heads(&page), wanted);

    let nothing = fixture::snapshot(&[("fund", &[("name", "Seed"), ("ends", "2030-01-01")])]);
    let page = shown(&nothing, None, Lang::En, (80, 21));
    let told = heads(&page);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].starts_with("Nothing is due within"), "{told:?}");
}

#[test]
fn ones_own_work_is_shown_if_there_is_any_and_what_is_left_out_is_said() {
    let texts = |whose| {
        let page = shown(&due(), whose, Lang::En, (80, 21));
        let pieces = page.lines.into_iter().flat_map(|line| line.pieces);
        pieces.map(|(_, text, _)| text).collect::<Vec<_>>().join("|")
    };
    let (own, all) = (texts(None), texts(Some(Whose::All)));
    assert!(own.contains("mine (w: all)") && own.contains("+4 of others"), "{own}");
    assert!(own.contains("Call") && !own.contains("Send it"), "{own}");
    assert!(all.contains("all (w: mine)") && all.contains("Send it"), "{all}");
    assert!(!all.contains("of others"), "{all}");
}

#[test]
fn where_nothing_could_ever_be_due_it_says_how_to_begin() {
    let published = fixture::snapshot(&[("fund", &[("name", "Seed")])]);
    let page = shown(&published, None, Lang::En, (80, 21));
    let heads = heads(&page);
    let wanted = ["To begin:", "/", "a", "?", "L", "TO MEND"];
    assert_eq!(&heads[heads.len() - 6..], wanted, "{heads:?}");
    assert!(!heads.iter().any(|head| head.starts_with("DECISIONS")));
}

#[test]
fn all_of_it_fits_whatever_there_is_and_every_line_its_column() {
    let many: Vec<(&str, &[Typed<'_>])> = DUE.iter().copied().cycle().skip(1).take(90).collect();
    let many = fixture::snapshot(&[&DUE[..1], &many].concat());
    for lang in [Lang::En, Lang::Zh] {
        for (size, is_cut) in
            [((80, 21), false), ((80, 20), true), ((120, 37), false), ((60, 17), true)]
        {
            let page = shown(&many, Some(Whose::All), lang, size);
            let (from, at) = page.second.map_or((page.lines.len(), size.0), |x| (x.from, x.at));
            assert!(from <= size.1, "{size:?}: {from} lines");
            for (nth, line) in page.lines.iter().enumerate() {
                let room = if nth == 0 || nth >= from { size.0 } else { at };
                let from = if nth < from { 0 } else { at };
                let mut end = 0;
                for (column, text, _) in &line.pieces {
                    assert!(*column >= end, "{size:?} {line:?}");
                    end = column + width(text) as u16;
                }
                assert!(from + 2 + end < room, "{size:?} {line:?}");
            }
            let figures = page.lines.iter().filter(|line| {
                line.target.and_then(Target::record).is_some_and(|id| id.kind == 15)
            });
            assert_eq!(figures.count() == 0, is_cut, "{size:?}");
        }
    }
}

#[test]
fn what_is_not_shown_is_counted_and_leads_to_all_of_it() {
    let many: Vec<(&str, &[Typed<'_>])> = vec![DUE[3]; 12];
    let page = shown(&fixture::snapshot(&many), None, Lang::En, (80, 21));
    let heading = page
        .lines
        .iter()
        .find(|line| line.pieces.first().is_some_and(|(_, text, _)| text == "OVERDUE 12"));
    let heading = heading.expect("a heading");
    assert_eq!(heading.pieces.last().map(|(_, text, _)| text.as_str()), Some("+5 more"));
    assert_eq!(heading.target, Some(Target::Screen(Place::Waiting(Section::Overdue))));
}

#[test]
fn who_changed_how_much_since_the_last_visit_is_one_line() {
    const HISTORY: Target = Target::Screen(Place::History(None));
    let sight = fixture::sight(&due(), Role::Admin);
    let (day, keys) = (Day::of(&sight, None), Keys::default());
    let by = vec![("li".into(), 6), ("zhao".into(), 2)];
    let mut since = Since::default();
    since.by = by;
    let told = |lang, since: &Since| {
        let left = fixture::now().with_hour(17);
        let ground = Ground { sight: &sight, keys: &keys, lang, size: (80, 21), left, here: &[] };
        let all = page(Some(&day), since, ground).lines;
        let line = all.into_iter().find(|line| line.target == Some(HISTORY));
        line.map(|line| line.pieces.into_iter().map(|(_, text, _)| text).collect::<Vec<_>>())
    };
    let wanted =
        ["CHANGED", "since your last visit (11-22 17:00)", "6 by li, 2 by zhao"].map(str::to_owned);
    assert_eq!(told(Lang::En, &since), Some(wanted.to_vec()));
    let chinese = told(Lang::Zh, &since).expect("a line");
    assert_eq!(chinese[2], "li 6 条、zhao 2 条");
    assert_eq!(told(Lang::En, &Since::default()), None);
}
