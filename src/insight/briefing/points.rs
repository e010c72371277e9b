//! What the briefing says of each record, in a few words.

use super::super::around::{Found, Way, has_left, ways};
use super::super::followup::is_open;
use super::super::quality::has_no_date;
use super::topics::Also;
use super::{Goal, PAGE, Part, Point, cell, counted, today};
use crate::store::{Path, Row, Sight};
use crate::value::{Code, Id, Lang, Names as _, Party, Shape, Value, When, Words, fit};
use crate::words::brief as say;
use crate::words::screen::COMMA;
use chrono::Datelike;

/// Names in a reason to confirm that stand for a field.
const NAMED: [(&str, [&str; 2]); 2] =
    [("name_zh", ["chinese name", "中文名"]), ("country", ["country", "国家"])];

/// What keeps the services of this year.
const THIS_YEAR: &str = " service:any when:this-year";

/// Cells of a service's name in the strip of all of them.
const SERVICE: usize = 14;

/// Who tells, of what, and to whom.
#[derive(Clone, Copy)]
pub(in crate::insight) struct Teller<'a> {
    pub sight: &'a Sight,
    pub lang: Lang,
    /// The organization.
    pub of: Id,
}

impl Teller<'_> {
    fn value(self, row: &Row, field: &str) -> Value {
        let column = row.kind().named(field);
        match column.map(|column| self.sight.at(row, &Path::own(column))) {
            Some(Value::Masked) | None => Value::None,
            Some(value) => value,
        }
    }

    /// A cell in words, if anything is recorded.
    fn said(self, row: &Row, field: &str) -> Option<String> {
        let value = self.value(row, field);
        let column = row.kind().named(field).filter(|_| !value.is_none())?;
        Some(column.shape.show(&value, self.lang, self.sight))
    }

    /// The same with words around it.
    fn with(self, words: Words, row: &Row, field: &str) -> Option<String> {
        self.said(row, field).map(|said| words.fill(self.lang, &[&said]))
    }

    fn is(self, row: &Row, field: &str) -> bool {
        self.value(row, field) == Value::Flag(true)
    }

    /// The fields that somebody has to confirm, as far as the reason names them.
    fn to_confirm(self, row: &Row) -> (bool, Vec<&'static str>) {
        let value = self.value(row, "confirm");
        let why = value.text().to_lowercase();
        let named = NAMED.iter().filter(|(_, names)| names.iter().any(|name| why.contains(name)));
        (!why.is_empty(), named.map(|(field, _)| *field).collect())
    }

    /// Both names, with a word beside what is to be confirmed.
    pub fn names(self, row: &Row) -> String {
        let name = self.sight.name_of(row, self.lang);
        let other = self.sight.other_name(row, self.lang);
        let (is_asked, fields) = self.to_confirm(row);
        let mut both = match other {
            Some(other) => format!("{name}  {other}"),
            None => name,
        };
        if is_asked && (fields.is_empty() || fields.contains(&"name_zh")) {
            both = say::TO_CONFIRM.fill(self.lang, &[&both]);
        }
        both
    }

    /// What it is, and how the office stands with it.
    pub fn about(self, row: &Row, members: &[(Id, Way)]) -> String {
        let lang = self.lang;
        let (_, unsure) = self.to_confirm(row);
        let mut parts: Vec<String> = self.said(row, "category").into_iter().collect();
        let members = members.iter().filter_map(|(id, _)| self.sight.present(*id));
        parts.extend(members.filter_map(|row| self.said(row, "branch")));
        parts.dedup();
        parts.extend(self.said(row, "country").map(|country| {
            if unsure.contains(&"country") {
                say::TO_CONFIRM.fill(lang, &[&country])
            } else {
                country
            }
        }));
        parts.extend(self.said(row, "region"));
        for (words, field) in [(say::OWNER, "owner"), (say::TIER, "tier")] {
            let said = self.said(row, field).unwrap_or_else(|| "-".to_owned());
            parts.push(words.fill(lang, &[&said]));
        }
        parts.join(" | ")
    }

    /// A record as a part of the page tells it.
    pub fn point(self, id: Id, part: Words) -> Option<Point> {
        let row = self.sight.present(id)?;
        let text = if part == say::NEXT && row.kind().code == "center" {
            let name = self.sight.name_of(row, self.lang);
            let when = self.said(row, "next_steering").unwrap_or_default();
            format!("{when}  {}", say::STEERING.fill(self.lang, &[&name]))
        } else {
            self.tell(row)
        };
        Some(Point { goal: Goal::Record(id), text })
    }

    /// A record in a line: what it is called, and what matters of it.
    pub fn tell(self, row: &Row) -> String {
        let name = self.called(row);
        let details = self.details(row);
        if details.is_empty() {
            return name;
        }
        say::TOLD.fill(self.lang, &[&name, &details.join(COMMA.say(self.lang))])
    }

    /// What it is called beside the organization.
    pub fn called(self, row: &Row) -> String {
        let lang = self.lang;
        let name = self.sight.name_of(row, lang);
        let dated = |field: &str| {
            let parts = [self.said(row, field), self.said(row, "category"), Some(name.clone())];
            parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
        };
        match row.kind().code {
            "member" => match self.said(row, "branch") {
                Some(branch) => say::MEMBER.fill(lang, &[&branch]),
                None => say::MEMBER_OF_NONE.say(lang).to_owned(),
            },
            "contact" => match self.sight.other_name(row, lang) {
                Some(other) => format!("{name} {other}"),
                None => name,
            },
            "interaction" => dated("when"),
            "event" => {
                let parts = [self.said(row, "starts"), Some(name)];
                parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
            }
            _ => name,
        }
    }

    /// What matters of it besides.
    pub fn details(self, row: &Row) -> Vec<String> {
        let said = |field: &str| self.said(row, field);
        let with = |words: Words, field: &str| self.with(words, row, field);
        let mut all: Vec<Option<String>> = match row.kind().code {
            "contact" => self.of_contact(row),
            "member" => vec![said("status"), with(say::JOINED, "joined"), with(say::ENDS, "ends")],
            "agreement" => vec![
                said("category"),
                said("status"),
                // Without days of notice it is decided at the end.
                with(say::DECIDE, "decision_by").filter(|_| said("decision_by") != said("expires")),
                with(say::ENDS, "expires"),
            ],
            "center" => vec![
                said("status"),
                with(say::FOUNDED, "founded"),
                with(say::ENDS, "term_ends"),
                said("partner_level"),
                said("city"),
            ],
            "project" => self.of_project(row),
            "fund" => {
                let runs = self.value(row, "administrator") == Value::Link(self.of);
                let runs = runs.then(|| say::ADMINISTRATOR.say(self.lang).to_owned());
                vec![said("form"), said("status"), with(say::ENDS, "ends"), runs]
            }
            "interaction" => vec![said("colleagues")],
            "event" => vec![said("category"), said("place")],
            "followup" => self.of_followup(row),
            _ => Vec::new(),
        };
        let name = self.sight.name_of(row, self.lang).to_lowercase();
        let is_said = |said: &String| name.contains(&said.to_lowercase());
        all.retain(|said| !said.as_ref().is_some_and(is_said));
        let is_dated = matches!(row.kind().code, "agreement" | "center");
        if is_dated && has_no_date(self.sight, row) {
            all.push(Some(say::NO_DATES.say(self.lang).to_owned()));
        }
        all.into_iter().flatten().collect()
    }

    fn of_contact(self, row: &Row) -> Vec<Option<String>> {
        let lang = self.lang;
        let flag =
            |field: &str, words: Words| self.is(row, field).then(|| words.say(lang).to_owned());
        let left = has_left(self.sight, row).then(|| self.with(say::LEFT, row, "until")).flatten();
        let no_contact = crate::words::insight::DO_NOT_CONTACT;
        let primary = flag("primary", say::PRIMARY);
        // That somebody is the first to turn to is said once.
        let is_said = primary.is_some() && self.value(row, "role").code() == "primary contact";
        let role = self.said(row, "role").filter(|_| !is_said);
        vec![
            flag("do_not_contact", no_contact),
            left,
            self.said(row, "title").or(role),
            primary,
            self.said(row, "phones"),
        ]
    }

    fn of_project(self, row: &Row) -> Vec<Option<String>> {
        let Value::Parties(parties) = self.value(row, "parties") else {
            return vec![self.said(row, "category"), Some(self.stage(row))];
        };
        let (ours, others): (Vec<&Party>, Vec<&Party>) =
            parties.iter().partition(|party| party.link == Some(self.of));
        let names: Vec<String> = others
            .iter()
            .filter_map(|party| party.link)
            .map(|id| self.sight.name(id, self.lang))
            .collect();
        let role = ours.first().and_then(|party| party.role.as_ref());
        let role = role.and_then(|role| self.role(row, role));
        let others = (!names.is_empty())
            .then(|| say::WITH.fill(self.lang, &[&names.join(COMMA.say(self.lang))]));
        vec![
            self.said(row, "category"),
            self.said(row, "pattern"),
            role.map(|role| say::AS.fill(self.lang, &[&role])),
            others,
            Some(self.stage(row)),
        ]
    }

    fn stage(self, row: &Row) -> String {
        let none = || say::NO_STAGE.say(self.lang).to_owned();
        self.said(row, "stage").unwrap_or_else(none)
    }

    fn role(self, row: &Row, role: &Code) -> Option<String> {
        let Shape::Parties(shape) = row.kind().named("parties")?.shape else { return None };
        let label = shape.roles.iter().find(|label| label.code == &**role)?;
        Some(label.say(self.lang).to_owned())
    }

    fn of_followup(self, row: &Row) -> Vec<Option<String>> {
        if !is_open(self.sight, row) {
            return vec![self.said(row, "status"), self.said(row, "done_on")];
        }
        let late = match self.value(row, "overdue") {
            Value::Count(days) => Some(say::LATE.fill(self.lang, &[&days.to_string()])),
            _ => None,
        };
        let internal = (self.value(row, "direction").code() == "internal")
            .then(|| self.said(row, "direction"))
            .flatten();
        let about = self.value(row, "regarding").links().first().copied();
        let about = about.filter(|id| *id != self.of).and_then(|id| self.sight.present(id));
        let about = about.filter(|row| row.kind().code != "member");
        let about = about.map(|row| fit(&self.sight.name_of(row, self.lang), PAGE.0 / 3));
        let due = self.with(say::DUE, row, "due");
        vec![due, late, internal, about, self.said(row, "assignee")]
    }

    /// The seven services, and how often each was given this year.
    pub fn services(self, touches: &[(Id, Way)], is_public: bool) -> Part {
        let sight = self.sight;
        let year = When::year(today(sight).year());
        let mut used: Vec<((Id, Way), Id)> = Vec::new();
        for (id, way) in touches {
            let Some(row) = sight.present(*id) else { continue };
            let is_now = matches!((cell(sight, row, "when"), year), (Value::When(when), Some(year))
                if when.within(year.first(), year.last()) && when.first() <= today(sight));
            if let (Value::Link(service), true) = (cell(sight, row, "service"), is_now) {
                used.push(((*id, *way), service));
            }
        }
        let mut strip = self.strip(&used);
        strip.sort();
        let goal = match ways(&used.iter().map(|(one, _)| *one).collect::<Vec<_>>()).as_slice() {
            [(kind, way, _)] => {
                Goal::Found(Found { kind, of: self.of, way: *way, only: THIS_YEAR, is_public })
            }
            _ => Goal::Record(self.of),
        };
        let long: Vec<String> =
            strip.iter().map(|(number, name, count)| format!("{number} {name} {count}")).collect();
        let short: Vec<String> =
            strip.iter().map(|(number, _, count)| format!("{number}: {count}")).collect();
        let points = (!strip.is_empty()).then(|| Point { goal, text: long.join("   ") });
        Part {
            title: say::SERVICES,
            points: points.into_iter().collect(),
            all: Vec::new(),
            none: say::NONE,
            cells: long,
            short: short.join("   "),
            only: None,
        }
    }

    /// Each service: its number, its name cut to a few cells, how often it was given.
    fn strip(self, used: &[((Id, Way), Id)]) -> Vec<(i64, String, String)> {
        let kind = super::super::kind("service");
        let rows = kind.into_iter().flat_map(|kind| self.sight.rows(kind));
        let one = |row: &std::sync::Arc<Row>| {
            let Value::Count(number) = cell(self.sight, row, "number") else { return None };
            let count = used.iter().filter(|(_, service)| *service == row.id).count();
            let count = if count == 0 { "-".to_owned() } else { count.to_string() };
            let name = self.sight.name_of(row, self.lang);
            let name = name.strip_suffix(" services").unwrap_or(&name);
            Some((number, fit(name, SERVICE), count))
        };
        rows.filter_map(one).collect()
    }

    /// What is told by number alone.
    pub fn also(self, also: &[Also]) -> Option<Part> {
        let told = |also: &Also| counted(also.count, also.kind, also.words, self.lang);
        let told: Vec<String> = also.iter().map(told).collect();
        let text = told.join(COMMA.say(self.lang));
        (!text.is_empty()).then(|| Part {
            title: say::ALSO,
            points: vec![Point { goal: Goal::Record(self.of), text }],
            all: Vec::new(),
            none: say::NONE,
            cells: Vec::new(),
            short: String::new(),
            only: None,
        })
    }
}

/// A record beside its organization, in a few words: what it is called, and what matters of it.
pub fn in_short(sight: &Sight, row: &Row, of: Id, lang: Lang) -> (String, String) {
    let teller = Teller { sight, lang, of };
    (teller.called(row), teller.details(row).join(COMMA.say(lang)))
}
