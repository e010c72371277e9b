//! What becomes of a follow-up: it is done, with the next one if it repeats, or put off.

use super::Suited;
use super::{both, cell, choice, date, set, today, when, wrong};
use crate::store::{Edit, Row, Sight};
use crate::value::{Id, Repeat, Value, When, Wrong};
use crate::words::insight as say;
use chrono::NaiveDate;
use std::sync::Arc;

/// What one that comes again does not take over from the one before.
const NOT_AGAIN: [&str; 4] = ["due", "status", "done_on", "snoozed_until"];

/// The kind of what is done or put off, by its code, and whether that can be done with a record.
pub const TO_DO: Suited = (&["followup"], |sight, id| open(sight, id).is_ok());

/// A follow-up done today. If it repeats, the next one, due one period after this one was (if
/// that has no due date, after today), is added; none after the rhythm's end. Each has a
/// provisional id of its own: the edits of several go into one commit.
pub fn done(sight: &Sight, id: Id) -> Result<Vec<Edit>, Wrong> {
    let (row, day) = (open(sight, id)?, today(sight));
    let ended = [("status", choice("done")), ("done_on", when(When::day(day)))];
    Ok(set(sight, row, &ended).into_iter().chain(next(sight, row, day)).collect())
}

/// When the next one is due, if being done adds one.
pub fn comes_again(edits: &[Edit]) -> Option<When> {
    let added = edits.iter().find_map(|edit| match edit {
        Edit::Add { id, fields } => Some((crate::records::kind(id.kind)?.named("due")?, fields)),
        _ => None,
    });
    let (column, fields) = added?;
    match fields.iter().find(|(number, _)| *number == column.number) {
        Some((_, Value::When(due))) => Some(*due),
        _ => None,
    }
}

/// A follow-up put off: it is shown again from a day after today on. When it is due, and how late
/// it is, stays.
pub fn later(sight: &Sight, id: Id, until: When) -> Result<Vec<Edit>, Wrong> {
    let row = open(sight, id)?;
    if until.first() <= today(sight) {
        return Err(both(|lang| say::NOT_AHEAD.fill(lang, &[&until.show_long(lang)])));
    }
    Ok(set(sight, row, &[("snoozed_until", when(Some(until)))]).into_iter().collect())
}

/// When a follow-up is due, if that is recorded.
pub fn due(sight: &Sight, id: Id) -> Option<When> {
    sight.present(id).and_then(|row| date(sight, row, "due"))
}

/// Whether a follow-up still has to be done. What is not recorded counts as open.
pub(super) fn is_open(sight: &Sight, row: &Row) -> bool {
    !matches!(cell(sight, row, "status").code(), "done" | "dropped")
}

fn open(sight: &Sight, id: Id) -> Result<&Arc<Row>, Wrong> {
    let row = sight.present(id).filter(|row| row.kind().code == "followup");
    let row = row.ok_or_else(|| wrong(sight, id, say::NO_FOLLOWUP, &[]))?;
    if is_open(sight, row) { Ok(row) } else { Err(wrong(sight, id, say::NOT_OPEN, &[])) }
}

fn next(sight: &Sight, row: &Row, day: NaiveDate) -> Option<Edit> {
    let Value::Repeat(repeat) = cell(sight, row, "repeats") else { return None };
    let due = date(sight, row, "due").or_else(|| When::day(day))?;
    let kept = row.kind().columns().filter(|column| !column.is_computed());
    let again = kept.filter(|column| !NOT_AGAIN.contains(&column.name));
    let mut fields: Vec<(&str, Value)> =
        again.map(|column| (column.name, sight.cell(row, column))).collect();
    fields.push(("due", Value::When(next_due(due, repeat)?)));
    fields.push(("status", choice("open")));
    Some(super::add(row.kind(), row.id.number, fields))
}

/// The next date as well known as the one before: of one known to its month, another month.
fn next_due(due: When, repeat: Repeat) -> Option<When> {
    let mut day = due.first();
    loop {
        day = repeat.next_after(day)?;
        let next = due.moved_to(day)?;
        if next.first() > due.first() {
            return Some(next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::{self, Typed};
    use crate::store::{Role, Snapshot};
    use crate::value::Lang;

    fn id() -> Id {
        Id::parse("followup-1").expect("an id")
    }

    fn with(fields: &[Typed<'_>]) -> Snapshot {
        let fields = [&[("what", "Report")], fields].concat();
        fixture::snapshot(&[
            ("colleague", &[("name", "Mei")]),
            ("organization", &[("name", "Toyota")]),
            ("followup", &fields),
        ])
    }

    fn edits(fields: &[Typed<'_>]) -> Vec<Edit> {
        done(&fixture::sight(&with(fields), Role::Editor), id()).expect("it is open")
    }

    /// What a new record holds in a field.
    fn added(edits: &[Edit], name: &str) -> Value {
        let Some(Edit::Add { id, fields }) = edits.get(1) else { return Value::None };
        let kind = crate::records::kind(id.kind).expect("a kind");
        let number = kind.named(name).expect("a field").number;
        fields.iter().find(|field| field.0 == number).map_or(Value::None, |field| field.1.clone())
    }

    fn due(fields: &[Typed<'_>]) -> String {
        match added(&edits(fields), "due") {
            Value::When(when) => when.show(Lang::En),
            _ => "-".to_owned(),
        }
    }

    #[test]
    fn one_that_is_done_is_done_today_and_comes_again_if_it_repeats() {
        let once = edits(&[("due", "2026-11-18")]);
        let [Edit::Set { fields, .. }] = once.as_slice() else { panic!("one edit") };
        let today = when(When::day(fixture::now().date()));
        let after: Vec<&Value> = fields.iter().map(|(_, _, after)| after).collect();
        assert_eq!(after, [&choice("done"), &today]);

        let about = ("regarding", "organization-1");
        let monthly = [("due", "2026-11-18"), ("repeats", "monthly"), about];
        let again = edits(&[&monthly[..], &[("assignee", "colleague-1")]].concat());
        assert_eq!(added(&again, "what"), Value::Text("Report".into()));
        assert_eq!(added(&again, "regarding"), Value::Link(Id::parse("organization-1").expect("")));
        assert_eq!(added(&again, "status"), choice("open"));
        assert_eq!(added(&again, "done_on"), Value::None);
        assert!(!added(&again, "assignee").is_none() && !added(&again, "repeats").is_none());
    }

    #[test]
    fn the_next_is_due_one_period_after_the_one_before_and_as_well_known() {
        assert_eq!(due(&[("due", "2026-11-18"), ("repeats", "monthly")]), "2026-12-18");
        assert_eq!(due(&[("due", "2026-11"), ("repeats", "monthly")]), "2026-12");
        assert_eq!(due(&[("due", "2026-11"), ("repeats", "weekly")]), "2026-12");
        assert_eq!(due(&[("due", "~2026"), ("repeats", "yearly")]), "~2027");
        assert_eq!(due(&[("repeats", "weekly")]), "2026-11-29");
    }

    #[test]
    fn nothing_comes_again_after_the_end_of_the_rhythm() {
        let until = |end: &str| {
            due(&[("due", "2026-11-18"), ("repeats", &format!("every 1m until {end}"))])
        };
        assert_eq!(
            (until("2026-12-18").as_str(), until("2026-12-17").as_str()),
            ("2026-12-18", "-")
        );
    }

    #[test]
    fn it_is_put_off_to_a_day_ahead_alone() {
        let snapshot = with(&[("due", "2026-11-18")]);
        let sight = fixture::sight(&snapshot, Role::Editor);
        let until = |text: &str| later(&sight, id(), When::read(text, None).expect("a date"));
        let edits = until("2026-11-23").expect("tomorrow");
        assert!(matches!(&edits[..], [Edit::Set { fields, .. }] if fields.len() == 1));
        for past in ["2026-11-22", "2026-11", "2025"] {
            assert!(until(past).is_err(), "{past}");
        }
    }

    #[test]
    fn what_is_not_open_or_no_followup_is_refused() {
        let closed = with(&[("status", "dropped")]);
        let sight = fixture::sight(&closed, Role::Editor);
        assert!(done(&sight, id()).is_err_and(|wrong| wrong.en.contains("no longer open")));
        let toyota = Id::parse("organization-1").expect("an id");
        assert!(done(&sight, toyota).is_err_and(|wrong| wrong.en.contains("Toyota")));
    }
}
