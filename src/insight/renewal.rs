//! The next term of an agreement or a membership, from the old end. Nothing is guessed: what the
//! old term does not tell to the day is asked for.

use super::Suited;
use super::{both, cell, choice, date, set, today, when, wrong};
use crate::store::{Edit, Row, Sight};
use crate::value::{Id, Names, Value, When, Wrong};
use crate::words::insight as say;
use chrono::{Datelike, Days, Months, NaiveDate};

/// Kinds with a term, and the fields in which it begins and ends.
const TERMS: [(&str, &str, &str); 2] =
    [("agreement", "effective", "expires"), ("member", "starts", "ends")];

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
    let next = exact(begin).zip(exact(Some(end))).and_then(|(begin, end)| next_term(begin, end));
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
    let mut to = vec![(*first, when(Some(begins))), (*last, when(Some(ends)))];
    to.extend(besides(sight, row, end, (begins, ends)));
    Ok(Renewal { begins, ends, edits: set(sight, row, &to).into_iter().collect() })
}

/// Whether it was ended before its time.
fn was_ended(sight: &Sight, row: &Row) -> bool {
    date(sight, row, "left").is_some() || cell(sight, row, "status").code() == "terminated"
}

/// A day that is known as such.
fn exact(date: Option<When>) -> Option<NaiveDate> {
    date.filter(|date| !date.is_about() && date.first() == date.last()).map(When::first)
}

/// The first and the last day of the term after one. Whole months are counted as such, whether the
/// old term ends the day before (1 January to 31 December) or on the anniversary (1 January to 1
/// January: the next begins on that day); else the days are.
fn next_term(begin: NaiveDate, end: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let after = end.succ_opt()?;
    let twice = |months: u32| begin.checked_add_months(Months::new(2 * months));
    if let Some(months) = whole_months(begin, after) {
        return Some((after, twice(months)?.pred_opt()?));
    }
    if let Some(months) = whole_months(begin, end) {
        return Some((end, twice(months)?));
    }
    let days = u64::try_from((after - begin).num_days()).ok()?;
    Some((after, end.checked_add_days(Days::new(days))?))
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
        assert_eq!(next("2026-11-01", "2026-11-10"), pair("2026-11-11", "2026-11-20"));
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
