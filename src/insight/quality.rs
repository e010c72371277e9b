//! What is to be mended: what waits to be confirmed, names that the source has otherwise, and
//! what is missing that the office cannot do without.

use super::{cell, kind};
use crate::record::{Column, Kind};
use crate::records::KINDS;
use crate::store::{Row, Sight};
use crate::value::{Id, Lang, Names, Shape, Value, fold, half_of, is_han};
use crate::words::insight as say;

/// The kinds whose records nobody may lose sight of for want of a date, each with the field of
/// its end.
pub(super) const DATED: [(&str, &str); 3] =
    [("agreement", "expires"), ("fund", "ends"), ("member", "ends")];

/// The kinds whose records somebody has to be in charge of.
const OWNED: [&str; 6] = ["organization", "member", "agreement", "fund", "center", "project"];

/// One thing to mend.
#[derive(Clone, PartialEq, Debug)]
pub struct Flaw {
    /// The record.
    pub id: Id,
    /// The field it stands in, or is missing from.
    pub column: &'static Column,
    /// What is the matter.
    pub why: Why,
}

/// What is the matter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// A person has to confirm something: the reason as it is recorded.
    Confirm(Box<str>),
    /// The source prints another name than the one that is kept.
    Printed(Box<str>),
    /// An organization without anybody to turn to.
    NoContact,
    /// Not one date is recorded.
    NoDate,
    /// Nobody is in charge of it.
    NoOwner,
}

impl Flaw {
    /// The reason in a person's words.
    pub fn say(&self, sight: &Sight, lang: Lang) -> String {
        match &self.why {
            Why::Confirm(reason) => half_of(reason, lang).to_owned(),
            Why::Printed(name) => {
                // Beside the name in the script that was printed, whatever the person reads.
                let script = if name.chars().any(is_han) { Lang::Zh } else { Lang::En };
                say::PRINTED.fill(lang, &[name, &sight.name(self.id, script)])
            }
            Why::NoContact => say::NO_CONTACT.say(lang).to_owned(),
            Why::NoDate => say::NO_DATE.say(lang).to_owned(),
            Why::NoOwner => say::NO_OWNER.say(lang).to_owned(),
        }
    }
}

/// The list to mend: first what is to be confirmed, then what the source prints otherwise, then
/// what is missing; each in pane order. It looks at every record: not for each frame.
pub fn quality(sight: &Sight) -> Vec<Flaw> {
    let mut all: Vec<Flaw> =
        KINDS.iter().flat_map(|kind| sight.rows(kind)).flat_map(|row| flaws(sight, row)).collect();
    all.sort_by_key(|flaw| match flaw.why {
        Why::Confirm(_) => 0,
        Why::Printed(_) => 1,
        Why::NoContact => 2,
        Why::NoDate => 3,
        Why::NoOwner => 4,
    });
    all
}

fn flaws(sight: &Sight, row: &Row) -> Vec<Flaw> {
    let code = row.kind().code;
    let mut all = Vec::new();
    let mut note = |field: &str, why: Why| {
        let column = row.kind().named(field);
        all.extend(column.map(|column| Flaw { id: row.id, column, why }));
    };
    if let Value::Text(reason) = cell(sight, row, "confirm") {
        note("confirm", Why::Confirm(reason));
    }
    // What a record was taken over with from a source under another name stands in its aliases.
    if let (Value::Lines(_), Value::Lines(names)) =
        (cell(sight, row, "source"), cell(sight, row, "aliases"))
    {
        let printed = names.into_iter().filter(|name| !is_short_form(sight, row, name));
        printed.for_each(|name| note("aliases", Why::Printed(name)));
    }
    if has_no_contact(sight, row) {
        note("contacts", Why::NoContact);
    }
    if let Some((_, ends)) = DATED.iter().find(|dated| dated.0 == code)
        && has_no_date(sight, row)
    {
        note(ends, Why::NoDate);
    }
    if OWNED.contains(&code) && cell(sight, row, "owner").is_none() {
        note("owner", Why::NoOwner);
    }
    all
}

/// Whether a name is one word whose letters stand in this order in a name that is kept: `UICC`.
fn is_short_form(sight: &Sight, row: &Row, short: &str) -> bool {
    let within = |name: String| {
        let (name, short) = (fold(&name), fold(short));
        let mut letters = name.chars();
        short.chars().all(|wanted| letters.any(|letter| letter == wanted))
    };
    !short.contains(' ')
        && [Lang::En, Lang::Zh].iter().any(|lang| within(sight.name_of(row, *lang)))
}

/// Whether it is an organization without anybody to turn to.
pub(super) fn has_no_contact(sight: &Sight, row: &Row) -> bool {
    row.kind().code == "organization" && cell(sight, row, "contacts").is_none()
}

/// Whether not one date of a record is recorded.
pub(super) fn has_no_date(sight: &Sight, row: &Row) -> bool {
    let dates = |column: &&Column| column.shape == Shape::When && !column.is_computed();
    row.kind().columns().filter(dates).all(|column| sight.cell(row, column).is_none())
}

/// How many records of the kinds that need a date have none.
pub(super) fn undated(sight: &Sight) -> Vec<(&'static Kind, usize)> {
    let count = |(code, _): &(&str, &str)| {
        let kind = kind(code)?;
        let count = sight.rows(kind).filter(|row| has_no_date(sight, row)).count();
        (count > 0).then_some((kind, count))
    };
    DATED.iter().filter_map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Role;
    use crate::store::fixture;

    #[test]
    fn what_is_to_be_confirmed_printed_otherwise_or_missing_is_listed_in_this_order() {
        let snapshot = fixture::snapshot(&[
            ("colleague", &[("name", "Mei")]),
            (
                "organization",
                &[
                    ("name", "Toyota"),
                    ("name_zh", "丰田"),
                    ("aliases", "Toyota Motor Corp.; 丰田公司; TYT"),
                    ("source", "page, line 1"),
                    ("confirm", "which one? / 哪一家？"),
                    ("owner", "colleague-1"),
                ],
            ),
            ("contact", &[("name", "Sato"), ("organization", "organization-2")]),
            // Without a source another name is just another name.
            ("organization", &[("name", "Boeing"), ("aliases", "BA"), ("owner", "colleague-1")]),
            ("fund", &[("name", "Seed"), ("owner", "colleague-1")]),
            ("fund", &[("name", "Old"), ("founded", "1998")]),
        ]);
        let sight = fixture::sight(&snapshot, Role::Viewer);
        let told: Vec<String> = quality(&sight)
            .iter()
            .map(|one| format!("{} {}: {}", one.id, one.column.name, one.say(&sight, Lang::En)))
            .collect();
        let wanted = [
            "organization-1 confirm: which one?",
            "organization-1 aliases: printed “Toyota Motor Corp.”, kept as “Toyota”",
            "organization-1 aliases: printed “丰田公司”, kept as “丰田”",
            "organization-1 contacts: no contact is recorded",
            "fund-1 ends: no date at all is recorded",
            "fund-2 owner: nobody is in charge of it",
        ];
        assert_eq!(told, wanted);
    }
}
