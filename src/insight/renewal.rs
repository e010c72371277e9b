//! The next term of an agreement or a membership, from the old end. Nothing is guessed: what the
//! old term does not tell to the day is asked for.
//!
//! As CRMs for members do it, renewing extends: the day it began stays, only the end moves, so that
//! what runs goes on running and an agreement keeps the day it came into force. How long one term
//! is, which the dates then no longer tell, is recorded with the first renewal.

use super::Suited;
use super::{both, cell, choice, date, set, today, when, wrong};
use crate::store::{Edit, Row, Sight};
use crate::value::{Id, Names, Value, When, Wrong};
use crate::words::insight as say;
use chrono::{Datelike, Months, NaiveDate};

/// Kinds with a term, and the fields in which it begins and ends.
const TERMS: [(&str, &str, &str); 2] =
    [("agreement", "effective", "expires"), ("member", "starts", "ends")];

/// The field of how many months one term is.
const LENGTH: &str = "term_months";

/// The kinds that can be renewed, by their codes, and whether a record still can be.
pub const RENEWABLE: Suited = (&["agreement", "member"], |sight, id| {
    sight.present(id).is_some_and(|row| !was_ended(sight, row))
});

/// The next term, and what records it.
#[derive(Clone, PartialEq, Debug)]
pub struct Renewal {
    /// When it begins: the day after the old end, or on it where the old term ran from one
    /// anniversary to the next.
    pub begins: When,
    /// When it ends.
    pub ends: When,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// When the term of a record ends, if that is recorded.
pub fn ends(sight: &Sight, id: Id) -> Option<When> {
    let row = sight.present(id)?;
    let term = TERMS.iter().find(|term| term.0 == row.kind().code)?;
    date(sight, row, term.2)
}

/// The next term of a record: as long as the old one, or until a new end as it is typed, which may
/// be told from the old one (`+3y`).
pub fn renew(sight: &Sight, id: Id, until: Option<&str>) -> Result<Renewal, Wrong> {
    let row = sight.present(id);
    let term = row.and_then(|row| TERMS.iter().find(|term| term.0 == row.kind().code));
    let (Some(row), Some((_, first, last))) = (row, term) else {
        return Err(wrong(sight, id, say::NO_TERM, &[]));
    };
    if was_ended(sight, row) {
        return Err(wrong(sight, id, say::ENDED, &[]));
    }
    let Some(end) = date(sight, row, last) else {
        return Err(wrong(sight, id, say::NO_END, &[&id.to_string(), last]));
    };
    let begin = date(sight, row, first);
    let (from, to) = (exact(begin), exact(Some(end)));
    let months = length(sight, row).or_else(|| Some(span(from?, to?)?.months));
    let next = months.zip(to).and_then(|(months, end)| next_term(from, end, months));
    let begins = match next {
        Some((begins, _)) => When::day(begins),
        None => end.last().succ_opt().and_then(|day| end.moved_to(day)),
    };
    let until = until.map(|text| When::read(text, Some(end.last()))).transpose()?;
    let ends = until.or_else(|| next.and_then(|(_, ends)| When::day(ends)));
    let (Some(begins), Some(ends)) = (begins, ends) else {
        return Err(both(|lang| {
            let title = |name| row.kind().named(name).map_or("", |column| column.title.say(lang));
            let (name, id) = (sight.name(id, lang), id.to_string());
            say::NO_LENGTH.fill(lang, &[&name, title(first), title(last), &id])
        }));
    };
    if ends.first() <= end.last() {
        return Err(both(|lang| say::NOT_AFTER.fill(lang, &[&ends.show(lang), &end.show(lang)])));
    }
    let until_then = || whole_months(to?, exact(Some(ends))?);
    let mut set_to = vec![(*last, when(Some(ends)))];
    set_to.extend(months.or_else(until_then).map(|months| (LENGTH, Value::Count(months.into()))));
    set_to.extend(besides(sight, row, end, (begins, ends)));
    Ok(Renewal { begins, ends, edits: set(sight, row, &set_to).into_iter().collect() })
}

/// Whether it was ended before its time.
fn was_ended(sight: &Sight, row: &Row) -> bool {
    date(sight, row, "left").is_some() || cell(sight, row, "status").code() == "terminated"
}

/// A day that is known as such.
fn exact(date: Option<When>) -> Option<NaiveDate> {
    date.filter(|date| !date.is_about() && date.first() == date.last()).map(When::first)
}

/// How many months one term is, if that is recorded.
fn length(sight: &Sight, row: &Row) -> Option<u32> {
    match cell(sight, row, LENGTH) {
        Value::Count(months) => u32::try_from(months).ok().filter(|months| *months > 0),
        _ => None,
    }
}

/// Whole months from the day it began.
struct Span {
    months: u32,
    /// Whether it ends on an anniversary (1 January to 1 January) and not on the day before.
    on_anniversary: bool,
}

fn span(begin: NaiveDate, end: NaiveDate) -> Option<Span> {
    let before = whole_months(begin, end.succ_opt()?);
    let before = before.map(|months| Span { months, on_anniversary: false });
    before.or_else(|| whole_months(begin, end).map(|months| Span { months, on_anniversary: true }))
}

/// The first and the last day of the term of so many months after an end. They are counted from
/// the day it began, if that is known: from the 31st, February does not shorten what follows.
fn next_term(
    begin: Option<NaiveDate>,
    end: NaiveDate,
    months: u32,
) -> Option<(NaiveDate, NaiveDate)> {
    let after = end.succ_opt()?;
    let span = begin.and_then(|begin| Some((begin, span(begin, end)?)));
    let Some((begin, span)) = span else {
        return Some((after, after.checked_add_months(Months::new(months))?.pred_opt()?));
    };
    let next = begin.checked_add_months(Months::new(span.months.checked_add(months)?))?;
    if span.on_anniversary { Some((end, next)) } else { Some((after, next.pred_opt()?)) }
}

fn whole_months(from: NaiveDate, to: NaiveDate) -> Option<u32> {
    let of = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    let months = u32::try_from(of(to) - of(from)).ok().filter(|months| *months > 0)?;
    (from.checked_add_months(Months::new(months)) == Some(to)).then_some(months)
}

/// What else a new term changes: the date of renewal lies as long before the new end as before
/// the old one (what cannot be told so is cleared, since it is past); and what had expired is in
/// force again if today lies in the new term.
fn besides(
    sight: &Sight,
    row: &Row,
    end: When,
    (begins, ends): (When, When),
) -> Vec<(&'static str, Value)> {
    let mut all = Vec::new();
    if let Some(renews) = date(sight, row, "renews") {
        let before = exact(Some(renews)).zip(exact(Some(end))).map(|(renews, end)| end - renews);
        let next =
            before.zip(exact(Some(ends))).and_then(|(before, ends)| When::day(ends - before));
        all.push(("renews", when(next)));
    }
    let runs = begins.first() <= today(sight) && today(sight) <= ends.last();
    if cell(sight, row, "status").code() == "expired" && runs && row.kind().code == "agreement" {
        all.push(("status", choice("active")));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Role;
    use crate::store::fixture::{self, Typed};
    use crate::value::Lang;

    fn renewal(of: &str, fields: &[Typed<'_>], until: Option<&str>) -> Result<Renewal, Wrong> {
        let named: &[Typed<'_>] = match of {
            "member" => &[("organization", "organization-1"), ("branch", "overseas")],
            _ => &[("name", "Paper")],
        };
        let fields = [named, fields].concat();
        let snapshot = fixture::snapshot(&[("organization", &[("name", "Toyota")]), (of, &fields)]);
        let id = Id::parse(&format!("{of}-1")).expect("an id");
        renew(&fixture::sight(&snapshot, Role::Editor), id, until)
    }

    fn shown(renewal: &Renewal) -> (String, String) {
        let show = |when: When| when.show(Lang::En);
        (show(renewal.begins), show(renewal.ends))
    }

    fn next(begins: &str, ends: &str) -> (String, String) {
        shown(&renewal("member", &[("starts", begins), ("ends", ends)], None).expect("exact"))
    }

    fn pair(begins: &str, ends: &str) -> (String, String) {
        (begins.to_owned(), ends.to_owned())
    }

    #[test]
    fn the_next_term_follows_the_old_end_and_is_as_long() {
        assert_eq!(next("2024-01-01", "2026-12-31"), pair("2027-01-01", "2029-12-31"));
        assert_eq!(next("2023-11-30", "2026-11-29"), pair("2026-11-30", "2029-11-29"));
        assert_eq!(next("2026-02-01", "2026-02-28"), pair("2026-03-01", "2026-03-31"));
        // From one anniversary to the next, as agreements are often written.
        assert_eq!(next("2024-01-01", "2027-01-01"), pair("2027-01-01", "2030-01-01"));
    }

    #[test]
    fn what_is_renewed_goes_on_as_it_began_and_each_term_is_as_long() {
        let kept = |of: &str, (first, last): (&'static str, &'static str)| {
            let term = [(first, "2024-01-01"), (last, "2026-12-31")];
            let edits = renewal(of, &term, None).expect("a term").edits;
            let [Edit::Set { fields, .. }] = edits.as_slice() else { panic!("one edit") };
            let kind = crate::insight::kind(of).expect("a kind");
            let name = |number: u16| kind.column(number).expect("a field").name;
            let set = fields.iter().map(|(number, _, after)| (name(*number), after.clone()));
            let end = when(When::read("2029-12-31", None).ok());
            assert_eq!(set.collect::<Vec<_>>(), [(last, end), (LENGTH, Value::Count(36))]);
            let again = [(first, "2024-01-01"), (last, "2029-12-31"), (LENGTH, "36")];
            let again = renewal(of, &again, None).expect("a term");
            assert_eq!(shown(&again), pair("2030-01-01", "2032-12-31"));
        };
        kept("member", ("starts", "ends"));
        kept("agreement", ("effective", "expires"));
        let length = [("expires", "2026-02-28"), (LENGTH, "12")];
        let next = renewal("agreement", &length, None).expect("its length is recorded");
        assert_eq!(shown(&next), pair("2026-03-01", "2027-02-28"));
        let days = [("starts", "2026-11-01"), ("ends", "2026-11-10")];
        assert!(renewal("member", &days, None).is_err(), "no whole months");
    }

    #[test]
    fn what_the_old_term_does_not_tell_is_asked_for() {
        let wrong =
            |fields: &[Typed<'_>]| renewal("agreement", fields, None).expect_err("asked").en;
        assert!(wrong(&[]).contains("records no end"), "{}", wrong(&[]));
        assert!(wrong(&[("effective", "2024-01-01")]).contains("edit agreement-1 expires=…"));
        for vague in [
            &[("expires", "2026-12-31")][..],
            &[("effective", "2024"), ("expires", "2026-12-31")],
            &[("effective", "2024"), ("expires", "2026")],
            &[("effective", "~2024-01-01"), ("expires", "2026-12-31")],
            // When it was signed is not when it began.
            &[("signed", "2024-01-01"), ("expires", "2026-12-31")],
        ] {
            assert!(wrong(vague).contains("renew agreement-1"), "{}", wrong(vague));
        }
    }

    #[test]
    fn a_new_end_that_is_given_will_do() {
        let until = |ends: &str, end: &str| {
            renewal("agreement", &[("expires", ends)], Some(end)).map(|next| shown(&next))
        };
        assert_eq!(until("2026-12-31", "2030-06-30"), Ok(pair("2027-01-01", "2030-06-30")));
        assert_eq!(until("2026-12-31", "+3y"), Ok(pair("2027-01-01", "2029-12-31")));
        assert_eq!(until("2026", "2029"), Ok(pair("2027", "2029")));
        assert!(until("2026-12-31", "2026-12-31").is_err());
        assert!(renewal("agreement", &[], Some("2030")).is_err());
    }

    #[test]
    fn the_date_of_renewal_moves_along_and_what_expired_is_in_force_again() {
        let after = |fields: &[Typed<'_>], until| {
            let edits = renewal("agreement", fields, until).expect("a term").edits;
            let [Edit::Set { id, fields, .. }] = edits.as_slice() else { panic!("one edit") };
            let kind = crate::records::kind(id.kind).expect("a kind");
            let number = |name: &str| kind.named(name).expect("a field").number;
            let of = |name| fields.iter().find(|field| field.0 == number(name));
            (of("renews").map(|field| field.2.clone()), of("status").map(|field| field.2.clone()))
        };
        let term = [("effective", "2024-01-01"), ("expires", "2025-12-31"), ("status", "expired")];
        let renews = [&term[..], &[("renews", "2025-10-01")]].concat();
        let moved = when(When::read("2027-10-01", None).ok());
        assert_eq!(after(&renews, None), (Some(moved), Some(choice("active"))));
        let vague = [&term[..], &[("renews", "2025")]].concat();
        assert_eq!(after(&vague, None), (Some(Value::None), Some(choice("active"))));
        assert_eq!(after(&term, Some("2026-06-30")), (None, None));
    }

    #[test]
    fn what_was_ended_or_has_no_term_is_not_renewed() {
        let term = [("effective", "2024-01-01"), ("expires", "2026-12-31")];
        let ended = [&term[..], &[("status", "terminated")]].concat();
        assert!(renewal("agreement", &ended, None).is_err_and(|why| why.en.contains("was ended")));
        let left = [("starts", "2024-01-01"), ("ends", "2026-12-31"), ("left", "2026-05-01")];
        assert!(renewal("member", &left, None).is_err_and(|why| why.en.contains("Toyota")));
        assert!(renewal("fund", &[("ends", "2026-12-31")], None).is_err());
    }
}
