//! What somebody should know before anything else of a record.

use super::{cell, date, today};
use crate::store::{Row, Sight};
use crate::value::{Lang, Value};
use crate::words::insight as say;

/// States in which something is the matter.
const WRONG: [&str; 5] = ["expired", "grace", "in dispute", "on hold", "terminated"];
/// The ends after which something is over, unless it says so itself.
const ENDS: [(&str, &str, &str); 2] =
    [("fund", "ends", "closed"), ("center", "term_ends", "closed")];

/// What is the matter with a record, a line each.
pub fn warnings(sight: &Sight, row: &Row, lang: Lang) -> Vec<String> {
    let mut all = Vec::new();
    if let Value::Count(days) = cell(sight, row, "overdue") {
        all.push(say::OVERDUE.fill(lang, &[&days.to_string()]));
    }
    let status = cell(sight, row, "status");
    if WRONG.contains(&status.code())
        && let Some(column) = row.kind().named("status")
    {
        all.push(column.shape.show(&status, lang, sight));
    }
    let today = today(sight);
    if let Some(by) = date(sight, row, "decision_by").filter(|by| by.holds_before(today)) {
        all.push(say::DECISION_WAS_DUE.fill(lang, &[&by.show(lang)]));
    }
    let ends =
        ENDS.iter().find(|(code, _, over)| row.kind().code == *code && status.code() != *over);
    let end = ends.and_then(|(_, field, _)| date(sight, row, field));
    if let Some(end) = end.filter(|end| end.holds_before(today)) {
        all.push(say::HAS_ENDED.fill(lang, &[&end.show(lang)]));
    }
    if cell(sight, row, "do_not_contact") == Value::Flag(true) {
        all.push(say::DO_NOT_CONTACT.say(lang).to_owned());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Role;
    use crate::store::fixture::{self, Typed};
    use crate::value::Id;

    fn said(kind: &str, fields: &[Typed<'_>]) -> Vec<String> {
        let snapshot = fixture::snapshot(&[(kind, fields)]);
        let sight = fixture::sight(&snapshot, Role::Admin);
        let row = sight.row(Id::parse(&format!("{kind}-1")).unwrap()).unwrap();
        warnings(&sight, row, Lang::En)
    }

    #[test]
    fn what_is_the_matter_is_said_in_words() {
        let task = ("what", "Report");
        assert_eq!(said("followup", &[task, ("due", "2026-11-18")]), ["4 days overdue"]);
        assert!(said("followup", &[task, ("due", "2026-11-18"), ("status", "done")]).is_empty());
        assert_eq!(said("fund", &[("name", "F"), ("ends", "2026-11-01")]), ["ended on 2026-11-01"]);
        let closed = [("name", "F"), ("ends", "2026-11-01"), ("status", "closed")];
        assert!(said("fund", &closed).is_empty());
        let late = [("name", "A"), ("expires", "2026-12-01"), ("notice_days", "30")];
        assert_eq!(said("agreement", &late), ["the decision was due on 2026-11-01"]);
        assert_eq!(said("agreement", &[("name", "A"), ("status", "in dispute")]), ["in dispute"]);
        assert!(said("fund", &[("name", "F"), ("ends", "2027")]).is_empty());
    }
}
