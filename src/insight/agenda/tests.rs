use super::*;
use crate::store::Role;
use crate::store::fixture::{self, Typed};

type Typist<'a> = (&'a str, &'a [Typed<'a>]);

/// The agenda over two colleagues, the first of whom looks, Toyota, and these.
fn of(whose: Whose, more: &[Typist<'_>]) -> Agenda {
    let first: [Typist<'_>; 3] = [
        ("colleague", &[("name", "Mei"), ("login", "someone")]),
        ("colleague", &[("name", "Li"), ("login", "li")]),
        ("organization", &[("name", "Toyota")]),
    ];
    let snapshot = fixture::snapshot(&[&first, more].concat());
    agenda(&fixture::sight(&snapshot, Role::Viewer), whose)
}

fn all(more: &[Typist<'_>]) -> Agenda {
    of(Whose::All, more)
}

/// Each entry: its record, its day in the month, how late it is.
fn told(entries: &[Entry]) -> Vec<(String, String, i64)> {
    let tell =
        |entry: &Entry| (entry.id.to_string(), entry.day.format("%m-%d").to_string(), entry.late);
    entries.iter().map(tell).collect()
}

fn one(id: &str, day: &str, late: i64) -> (String, String, i64) {
    (id.to_owned(), day.to_owned(), late)
}

#[test]
fn open_followups_are_overdue_due_today_or_due_soon() {
    let what = ("what", "Send");
    let agenda = all(&[
        (
            "followup",
            &[
                what,
                ("due", "2026-11-18"),
                ("direction", "theirs"),
                ("regarding", "organization-1"),
            ],
        ),
        ("followup", &[what, ("due", "2026-11-01")]),
        (
            "followup",
            &[what, ("due", "2026-11-22"), ("assignee", "colleague-2"), ("owner", "colleague-1")],
        ),
        ("followup", &[what, ("due", "2026-11-29")]),
        ("followup", &[what, ("due", "2026-11-30")]),
        ("followup", &[what, ("due", "2026-11-10"), ("status", "done")]),
        ("followup", &[what, ("due", "2026-11-10"), ("status", "dropped")]),
        ("followup", &[what]),
        // Not late before its whole month is over.
        ("followup", &[what, ("due", "2026-11")]),
    ]);
    let overdue = [one("followup-2", "11-01", 21), one("followup-1", "11-18", 4)];
    assert_eq!(told(&agenda.overdue), overdue);
    assert_eq!(told(&agenda.today), [one("followup-3", "11-22", 0)]);
    assert_eq!(told(&agenda.next), [one("followup-4", "11-29", 0)]);
    assert_eq!(agenda.overdue[1].whose(Lang::En), "theirs");
    assert_eq!(agenda.overdue[0].whose(Lang::Zh), "待办");
    assert_eq!(agenda.overdue[1].about, Id::parse("organization-1"));
    assert_eq!(agenda.today[0].who, Id::parse("colleague-2"));
}

#[test]
fn what_is_put_off_comes_back_on_its_day_as_late_as_it_is() {
    let what = ("what", "Send");
    let agenda = all(&[
        ("followup", &[what, ("due", "2026-11-18"), ("snoozed_until", "2026-11-25")]),
        ("followup", &[what, ("due", "2026-11-18"), ("snoozed_until", "2027-01-05")]),
        ("followup", &[what, ("due", "2026-11-18"), ("snoozed_until", "2026-11-22")]),
        ("followup", &[what, ("due", "2026-11-27"), ("snoozed_until", "2026-11-25")]),
        ("followup", &[what, ("snoozed_until", "2026-11-20")]),
    ]);
    assert_eq!(told(&agenda.overdue), [one("followup-3", "11-18", 4)]);
    assert_eq!(told(&agenda.today), [one("followup-5", "11-22", 0)]);
    assert_eq!(told(&agenda.next), [one("followup-1", "11-25", 0), one("followup-4", "11-27", 0)]);
}

#[test]
fn events_stand_by_the_hour_and_go_on_until_their_end() {
    let agenda = all(&[
        ("event", &[("name", "Visit"), ("starts", "2026-11-22 14:00"), ("place", "Main bldg")]),
        (
            "event",
            &[
                ("name", "Seminar"),
                ("starts", "2026-11-22 10:00"),
                ("organizations", "organization-1"),
            ],
        ),
        ("event", &[("name", "Expo"), ("starts", "2026-11-20 09:00"), ("ends", "2026-11-23")]),
        ("event", &[("name", "Over"), ("starts", "2026-11-20")]),
        ("event", &[("name", "Off"), ("starts", "2026-11-22"), ("status", "cancelled")]),
        ("event", &[("name", "Soon"), ("starts", "2026-11-24 09:00")]),
        ("followup", &[("what", "Send"), ("due", "2026-11-22")]),
    ]);
    let ids: Vec<String> = agenda.today.iter().map(|entry| entry.id.to_string()).collect();
    assert_eq!(ids, ["event-3", "followup-1", "event-2", "event-1"]);
    assert_eq!(&*agenda.today[3].place, "Main bldg");
    assert_eq!(agenda.today[2].about, Id::parse("organization-1"));
    assert_eq!(told(&agenda.next), [one("event-6", "11-24", 0)]);
}

#[test]
fn decisions_are_those_within_ninety_days_and_those_that_can_still_be_made() {
    let name = ("name", "Paper");
    let of_toyota = ("organization", "organization-1");
    let agenda = all(&[
        ("agreement", &[name, ("expires", "2027-01-31"), ("notice_days", "60")]),
        ("agreement", &[name, ("expires", "2026-12-31"), ("notice_days", "60")]),
        ("agreement", &[name, ("expires", "2026-10-31"), ("status", "active")]),
        ("agreement", &[name, ("expires", "2026-12-31"), ("status", "terminated")]),
        ("fund", &[name, ("ends", "2026")]),
        ("fund", &[name, ("ends", "2026-12-31"), ("status", "closed")]),
        ("fund", &[name, ("next_call", "2027-02-20"), ("ends", "2027-02-21")]),
        ("member", &[of_toyota, ("branch", "overseas"), ("ends", "2026-11-10")]),
        ("member", &[of_toyota, ("branch", "overseas"), ("ends", "2026-09-10")]),
    ]);
    let wanted = [
        one("agreement-2", "11-01", 21),
        one("member-1", "11-10", 12),
        one("agreement-1", "12-02", 0),
        one("fund-1", "12-31", 0),
        one("fund-3", "02-20", 0),
    ];
    assert_eq!(told(&agenda.decisions), wanted);
    assert_eq!(agenda.decisions[4].column.name, "next_call");
}

#[test]
fn what_runs_without_an_end_is_counted_by_kind() {
    let agenda = all(&[
        ("agreement", &[("name", "Open")]),
        ("agreement", &[("name", "Over"), ("status", "completed")]),
        ("center", &[("name", "Lab"), ("founded", "1999")]),
        ("fund", &[("name", "Ends"), ("ends", "2030")]),
    ]);
    let told: Vec<_> = agenda.endless.iter().map(|(kind, count)| (kind.code, *count)).collect();
    assert_eq!(told, [("agreement", 1), ("center", 1)]);
}

#[test]
fn a_partner_is_quiet_beyond_the_rhythm_that_was_meant_for_it() {
    let talk = |day, with| -> [Typed<'static>; 3] {
        [("subject", "Call"), ("when", day), ("organizations", with)]
    };
    let agenda = all(&[
        ("organization", &[("name", "Siemens"), ("cadence", "90")]),
        ("organization", &[("name", "Samsung"), ("cadence", "30"), ("owner", "colleague-2")]),
        ("organization", &[("name", "Never"), ("cadence", "30")]),
        ("organization", &[("name", "Fresh"), ("cadence", "10")]),
        ("interaction", &talk("2026-07-04", "organization-2")),
        ("interaction", &talk("2026-10-20", "organization-3")),
        ("interaction", &talk("2026-11-12", "organization-5")),
    ]);
    let told: Vec<_> =
        agenda.quiet.iter().map(|quiet| (quiet.id.number, quiet.days, quiet.cadence)).collect();
    assert_eq!(told, [(2, Some(141), 90), (3, Some(33), 30), (4, None, 30)]);
    assert_eq!(agenda.quiet[1].who, Id::parse("colleague-2"));
}

#[test]
fn mine_is_what_i_own_or_am_assigned_to_and_the_rest_is_counted() {
    let (what, due) = (("what", "Send"), ("due", "2026-11-18"));
    let (mine, theirs) = (("owner", "colleague-1"), ("owner", "colleague-2"));
    let more: [Typist<'_>; 7] = [
        ("followup", &[what, due, ("assignee", "colleague-1"), theirs]),
        ("followup", &[what, due, mine, ("assignee", "colleague-2")]),
        ("followup", &[what, due, theirs]),
        ("followup", &[what, due]),
        ("agreement", &[("name", "Paper"), ("expires", "2026-12-31")]),
        ("organization", &[("name", "Siemens"), ("cadence", "9")]),
        ("member", &[("organization", "organization-2"), ("branch", "overseas"), mine]),
    ];
    let agenda = of(Whose::Mine, &more);
    let ids: Vec<u32> = agenda.overdue.iter().map(|entry| entry.id.number).collect();
    assert_eq!(ids, [1, 2]);
    assert_eq!((agenda.decisions.len(), agenda.left_out), (0, 3));
    assert_eq!(agenda.quiet.len(), 1, "its membership is mine");
    let agenda = of(Whose::All, &more);
    assert_eq!((agenda.overdue.len(), agenda.decisions.len(), agenda.left_out), (4, 1, 0));
}

#[test]
fn what_is_to_be_mended_is_counted() {
    let agenda = all(&[
        ("contact", &[("name", "Sato"), ("organization", "organization-1")]),
        ("organization", &[("name", "Siemens"), ("confirm", "which?")]),
        ("fund", &[("name", "Seed"), ("confirm", "when?")]),
        ("fund", &[("name", "Old"), ("founded", "1998")]),
    ]);
    assert_eq!((agenda.mend.confirm, agenda.mend.no_contact), (2, 1));
    let dates: Vec<_> =
        agenda.mend.no_dates.iter().map(|(kind, count)| (kind.code, *count)).collect();
    assert_eq!(dates, [("fund", 1)]);
}
