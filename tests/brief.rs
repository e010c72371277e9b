//! The briefing of every organization of an invented office: nothing leaks, nothing is lost, and
//! every line leads somewhere.

use liaison::filter::{self, Filter};
use liaison::insight::briefing::{Briefing, Goal, PAGE, Scope, briefing};
use liaison::insight::{self, Found};
use liaison::office::{Begin, Clock, Office};
use liaison::record::Kind;
use liaison::records::{KINDS, kind_named};
use liaison::store::disk::RealDisk;
use liaison::store::{Cause, Edit, Person, Role, Row, Sight};
use liaison::value::{Id, Lang, Value, When, width};
use std::collections::BTreeSet;
use std::sync::Arc;

const RECORDS: usize = 1_000;

/// An invented office, and what its administrator sees.
struct Desk {
    office: Office,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("there is room for a store");
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let clock = Clock::fixed(day.and_hms_opt(9, 0, 0).expect("a time"));
        let begin = Begin::Demo { records: RECORDS, person: wang() };
        let opened = Office::open(Arc::new(RealDisk), folder.path(), clock, begin);
        Self { office: opened.expect("it can be opened").0, _folder: folder }
    }

    fn sight(&self) -> Sight {
        self.office.sight(&wang())
    }
}

fn wang() -> Person {
    Person::new("wang", Role::Admin)
}

fn organizations(sight: &Sight) -> Vec<Id> {
    let kind = kind_named("organizations").expect("a kind");
    sight.rows(kind).map(|row| row.id).collect()
}

fn page(sight: &Sight, of: Id, scope: Scope, lang: Lang) -> Briefing {
    briefing(sight, of, scope, lang).expect("an administrator alone may see it")
}

/// All that is taken along of a briefing, in any form.
fn texts(page: &Briefing) -> String {
    let wide: Vec<String> = page
        .lines((200, 200), "i")
        .into_iter()
        .flat_map(|line| line.pieces.into_iter().map(|piece| piece.text))
        .collect();
    [page.text(), page.markdown(), page.sentences().join("\n"), wide.join("\n")].join("\n")
}

/// The texts that stand in the cells of a record.
fn cells(
    sight: &Sight,
    row: &Row,
    wanted: impl Fn(&liaison::record::Column) -> bool,
) -> Vec<String> {
    let mut all = Vec::new();
    for column in row.kind().columns().filter(|column| wanted(column)) {
        match sight.cell(row, column) {
            Value::Text(text) => all.push(text.to_string()),
            Value::Lines(lines) => all.extend(lines.iter().map(ToString::to_string)),
            Value::Money(money) => all.push(money.show(Lang::En)),
            Value::Parties(parties) => {
                all.extend(parties.iter().map(|party| party.text.to_string()));
            }
            _ => {}
        }
    }
    all
}

/// What stands in internal records and in private cells, and nowhere in what is public.
fn secrets(own: &Sight) -> Vec<String> {
    let public = own.public();
    let all = || KINDS.iter().flat_map(|kind| own.rows(kind));
    let known: String = all()
        .filter_map(|row| public.present(row.id))
        .flat_map(|row| cells(&public, row, |_| true))
        .chain(KINDS.iter().flat_map(|kind| [kind.title.en.to_lowercase(), kind.title.zh.into()]))
        .map(|text| text + "\n")
        .collect();
    let of = |row: &Arc<Row>| {
        let is_public = public.present(row.id).is_some();
        cells(own, row, |column| !is_public || column.is_private())
    };
    let mut secrets: BTreeSet<String> = all().flat_map(of).collect();
    secrets.retain(|text| text.chars().count() > 3 && !known.contains(text.as_str()));
    secrets.into_iter().collect()
}

#[test]
fn nothing_internal_stands_in_a_briefing_unless_it_is_asked_for() {
    let desk = Desk::new();
    let own = desk.sight();
    let secrets = secrets(&own);
    assert!(secrets.len() > 500, "{} secrets", secrets.len());
    let told = |text: &str| secrets.iter().filter(|secret| text.contains(secret.as_str())).count();
    let (mut public, mut internal) = (0, 0);
    for of in organizations(&own) {
        for lang in [Lang::En, Lang::Zh] {
            let text = texts(&page(&own, of, Scope::Public, lang));
            let leak = secrets.iter().find(|secret| text.contains(secret.as_str()));
            assert!(leak.is_none(), "{of}: {leak:?}\n{text}");
            public += usize::from(text.lines().count() > 20);
        }
        internal += told(&texts(&page(&own, of, Scope::Internal, Lang::En)));
    }
    assert!(public > 10, "{public} pages say something");
    assert!(internal > 500, "who asks for it is told: {internal}");
}

#[test]
fn what_is_left_out_is_counted_and_a_guest_is_told_of_nothing() {
    let desk = Desk::new();
    let own = desk.sight();
    let (mut counted, mut hidden) = (0, 0);
    for of in organizations(&own) {
        let told = page(&own, of, Scope::Public, Lang::En);
        let whole = page(&own, of, Scope::Internal, Lang::En);
        let count = |page: &Briefing| page.parts.iter().map(|part| part.all.len()).sum::<usize>();
        assert!(told.left_out >= count(&whole).saturating_sub(count(&told)).min(1), "{of}");
        assert_eq!(told.notice("i").is_some(), told.left_out > 0, "{of}");
        counted += usize::from(told.left_out > 0);
        hidden += usize::from(told.hidden.is_some());
        let guest = briefing(&own.clone().in_company(), of, Scope::Public, Lang::En);
        let guest = guest.expect("what is public a guest may see");
        assert_eq!((guest.left_out, guest.restricted, guest.notice("i")), (0, 0, None), "{of}");
        assert!(!guest.text().contains("internal"), "{}", guest.text());
    }
    assert!(counted > 50 && hidden > 50, "{counted} {hidden}");
}

#[test]
fn who_may_not_see_what_is_internal_is_refused_in_words() {
    let desk = Desk::new();
    let of = organizations(&desk.sight())[0];
    let refused = |sight: &Sight| {
        let why = briefing(sight, of, Scope::Internal, Lang::En).expect_err("it is refused");
        (why.en, why.zh)
    };
    let viewer = desk.office.sight(&Person::new("li", Role::Viewer));
    assert!(refused(&viewer).0.contains("li may not see internal facts"));
    let company = desk.sight().in_company();
    assert!(refused(&company).0.contains("A guest is in the room"));
    assert!(refused(&company).1.contains("来宾在场"));
    let editor = desk.office.sight(&Person::new("li", Role::Editor));
    assert!(briefing(&editor, of, Scope::Internal, Lang::En).is_ok());
}

/// What a list shows that is narrowed so.
fn listed(sight: &Sight, found: &Found) -> BTreeSet<Id> {
    let kind = kind_named(found.kind).expect("a kind");
    let filter = found.filter();
    let read = Filter::parse(kind, &filter, sight);
    let read = read.unwrap_or_else(|fault| unreachable!("{filter}: {}", fault.wrong.en));
    filter::list(kind, &read, sight).iter().map(|row| row.id).collect()
}

#[test]
fn the_ways_on_which_records_hang_there_find_them_and_no_others() {
    let desk = Desk::new();
    let sight = desk.sight();
    let mut through = BTreeSet::new();
    for of in organizations(&sight) {
        for group in insight::around(&sight, of) {
            let all: BTreeSet<Id> = group.all.iter().map(|(id, _)| *id).collect();
            assert_eq!(all.len(), group.all.len(), "each is told once");
            let mut found = BTreeSet::new();
            for (kind, way, count) in insight::ways(&group.all) {
                let list = listed(&sight, &Found { kind, of, way, only: "", is_public: false });
                assert!(list.len() >= count, "{of} {} {way:?}", group.kind.code);
                found.extend(list);
                through.insert(way);
            }
            assert_eq!(found, all, "{of} {}", group.kind.code);
        }
    }
    assert!(through.len() > 12, "{through:?}");
}

#[test]
fn each_record_is_told_or_counted_and_every_line_leads_to_something_seen() {
    let desk = Desk::new();
    let own = desk.sight();
    let mut more = 0;
    for of in organizations(&own) {
        for scope in [Scope::Public, Scope::Internal] {
            let told = page(&own, of, scope, Lang::En);
            let sight = if scope == Scope::Public { own.public() } else { own.clone() };
            let around: usize =
                insight::around(&sight, of).iter().map(|group| group.all.len()).sum();
            if told.hidden.is_some() {
                assert!(told.parts.is_empty(), "{of}");
                continue;
            }
            let steering = told.parts.iter().flat_map(|part| &part.all).count();
            let also = told.parts.iter().find(|part| part.title.en == "Also");
            let also = also.map_or("", |part| &part.points[0].text);
            let also: usize = also
                .split(", ")
                .filter_map(|one| one.split(' ').next()?.parse::<usize>().ok())
                .sum();
            let twice = told.parts.iter().filter(|part| part.title.en == "Next");
            let twice = twice.flat_map(|part| &part.all);
            let twice = twice.filter(|(id, _)| kind(*id).code == "center").count();
            assert_eq!(steering + also - twice, around, "{of} {scope:?}");
            for part in &told.parts {
                let rest = part.rest(of, (0, 0), scope == Scope::Public);
                let Some((count, Goal::Found(found))) = rest else { continue };
                let (all, list): (BTreeSet<Id>, _) =
                    (part.all.iter().map(|(id, _)| *id).collect(), listed(&own, &found));
                assert_eq!(count, all.len());
                // What is planned stands in the list of talks, too.
                let is_whole =
                    list == all || part.title.en == "Last touch" && list.is_superset(&all);
                assert!(is_whole, "{of} {}: {} {list:?} {all:?}", part.title.en, found.filter());
            }
            for line in told.lines(PAGE, "i") {
                more += usize::from(leads(&own, &sight, &line, of));
            }
        }
    }
    assert!(more > 50, "{more} lines lead to more");
}

fn kind(id: Id) -> &'static Kind {
    liaison::records::kind(id.kind).expect("a kind")
}

/// Whether a line leads to a list; it holds as many as the line says, and one of them at least.
fn leads(own: &Sight, sight: &Sight, line: &liaison::insight::briefing::Line, of: Id) -> bool {
    let text: String = line.pieces.iter().map(|piece| piece.text.as_str()).collect();
    match line.goal {
        Some(Goal::Record(id)) => {
            assert!(sight.present(id).is_some(), "{of}: {text}");
            false
        }
        Some(Goal::Found(found)) => {
            let list = listed(own, &found);
            let more = text.rsplit_once('+').and_then(|(_, rest)| rest.strip_suffix(" more"));
            if let Some(more) = more.and_then(|more| more.parse::<usize>().ok()) {
                assert!(list.len() > more, "{of}: {text}: {} {list:?}", found.filter());
            }
            assert!(list.iter().all(|id| sight.present(*id).is_some()), "{of}: {}", found.filter());
            !list.is_empty()
        }
        None => false,
    }
}

#[test]
fn a_briefing_fits_its_page_however_much_there_is_to_say() {
    let desk = Desk::new();
    let busy = with_much(&desk);
    let own = desk.sight();
    for of in organizations(&own) {
        for (scope, lang) in
            [(Scope::Public, Lang::En), (Scope::Internal, Lang::En), (Scope::Internal, Lang::Zh)]
        {
            let told = page(&own, of, scope, lang);
            let text = told.text();
            assert!(text.lines().count() <= PAGE.1, "{}\n{text}", text.lines().count());
            assert!(told.lines(PAGE, "i").len() <= PAGE.1, "{of}");
            assert!(text.lines().all(|line| width(line) <= PAGE.0), "{text}");
            for columns in [58, 77, 117] {
                let lines = told.lines((columns, 40), "i");
                let end = |line: &liaison::insight::briefing::Line| {
                    line.pieces.iter().map(|piece| piece.at + width(&piece.text)).max()
                };
                assert!(lines.iter().all(|line| end(line) <= Some(columns)), "{columns}\n{text}");
            }
        }
    }
    // Each part that has something says something, and how much it leaves out.
    let text = page(&own, busy, Scope::Internal, Lang::En).text();
    for part in ["Contacts", "Agreements", "Projects", "Last touch", "We owe", "They owe", "Next"] {
        let line = text.lines().find(|line| line.starts_with(part)).unwrap_or_default();
        assert!(line.len() > 20 && !line.contains("none"), "{part}\n{text}");
    }
    assert!(text.matches(" more").count() >= 5, "{text}");
}

/// An organization of whom there is much to say.
fn with_much(desk: &Desk) -> Id {
    let kind = |name: &str| kind_named(name).expect("a kind");
    let number = |kind: &Kind, name: &str| kind.named(name).expect("a field").number;
    let of = organizations(&desk.sight())[7];
    let link = || Value::Links([of].into());
    let party = || {
        let party = liaison::value::Party { link: Some(of), ..Default::default() };
        Value::Parties([party].into())
    };
    let mut edits = Vec::new();
    let mut add = |code: &str, nth: u32, fields: Vec<(&str, Value)>| {
        let kind = kind(code);
        let fields = fields.into_iter().map(|(name, value)| (number(kind, name), value)).collect();
        edits.push(Edit::Add { id: Id::provisional(kind.number, nth), fields });
    };
    let text = |said: &str| Value::Text(format!("{said} {}", "of a long name ".repeat(6)).into());
    let when = |text: &str| Value::When(When::read(text, None).expect("a date"));
    for nth in 0..20 {
        add("contacts", nth, vec![("name", text("Somebody")), ("organization", Value::Link(of))]);
        add("agreements", nth, vec![("name", text("Agreement")), ("parties", party())]);
        add("projects", nth, vec![("name", text("Project")), ("parties", party())]);
        add("centers", nth, vec![("name", text("Center")), ("partners", party())]);
        add("funds", nth, vec![("name", text("Fund")), ("partners", link())]);
        let past = when("2026-05-02");
        add(
            "interactions",
            nth,
            vec![("subject", text("Talk")), ("organizations", link()), ("when", past)],
        );
        let ahead = when("2027-05-02");
        add(
            "interactions",
            100 + nth,
            vec![("subject", text("Plan")), ("organizations", link()), ("when", ahead)],
        );
        for (more, side) in [(0, "ours"), (100, "theirs")] {
            let side = Value::Choice(side.into());
            add(
                "followups",
                more + nth,
                vec![("what", text("Send")), ("regarding", Value::Link(of)), ("direction", side)],
            );
        }
    }
    desk.office.commit(&wang(), Cause::Edit, edits).wait().expect("it is saved");
    of
}

#[test]
fn a_record_is_briefed_on_by_the_organizations_it_is_about() {
    let desk = Desk::new();
    let sight = desk.sight();
    let of = |code: &str| {
        let rows = sight.rows(kind_named(code).expect("a kind"));
        rows.map(|row| (row.id, insight::partners(&sight, row.id))).collect::<Vec<_>>()
    };
    assert!(of("organizations").iter().all(|(id, found)| found == &[*id]));
    assert!(of("members").iter().all(|(_, found)| found.len() == 1));
    for (id, found) in of("contacts").into_iter().chain(of("agreements")).chain(of("followups")) {
        let row = sight.present(id).expect("it is there");
        let own = row.kind().columns().flat_map(|column| sight.cell(row, column).links());
        let own: Vec<Id> = own.filter(|id| kind(*id).code == insight::PARTNER).collect();
        assert!(own.iter().all(|id| found.contains(id)), "{id}");
        assert_eq!(
            own.first().filter(|_| !own.is_empty()),
            found.first().filter(|_| !own.is_empty())
        );
    }
    assert!(of("regions").iter().all(|(_, found)| found.is_empty()));
}
