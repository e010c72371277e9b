//! Which column a field's name in a filter means, and where a step through a link leads.

use super::same;
use crate::record::{Column, Kind, Surroundings};
use crate::records::{KINDS, kind_named};
use crate::store::{Row, Sight};
use crate::value::{Lang, Party, Shape, Value, Words, Wrong, echo, nearest};
use crate::words::filter as said;

/// Most fields that are named to someone who asked for one that is not there.
const NAMED: usize = 8;

/// Where a term's values come from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// A column of the record itself.
    Own(&'static Column),
    /// The records of a kind, by its code, that link to the record.
    Back(&'static str),
}

impl Source {
    /// What it gives for a record; links, where records link to it.
    pub fn value(&self, sight: &Sight, row: &Row) -> Value {
        match self {
            Self::Own(column) => sight.cell(row, column),
            Self::Back(kind) => {
                let linked = sight.linked(row.id, kind);
                if linked.is_empty() { Value::None } else { Value::Links(linked.into()) }
            }
        }
    }
}

/// Part of an entry in a list of parties.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    Role,
    Text,
    Flag,
}

impl Part {
    const ALL: [(&'static str, Self); 3] =
        [("role", Self::Role), ("text", Self::Text), ("flag", Self::Flag)];

    /// The part of an entry.
    pub fn of(self, party: &Party) -> Value {
        match self {
            Self::Role => party.role.clone().map_or(Value::None, Value::Choice),
            Self::Text if party.text.is_empty() => Value::None,
            Self::Text => Value::Text(party.text.clone()),
            Self::Flag => party.flag.map_or(Value::None, Value::Flag),
        }
    }
}

/// What a field's name means.
#[derive(Debug, PartialEq)]
pub(super) enum Field {
    /// The values of a source themselves.
    Whole(Source, Shape),
    /// A part of each entry of a list of parties.
    Part(&'static Column, Part, Shape),
    /// A column of the linked records, for each kind (by its number) that has one of this name.
    Step(Source, Vec<(u8, &'static Column)>),
}

impl Field {
    /// What a name means among the fields of a kind.
    pub fn read(kind: &Kind, name: &str) -> Result<Self, Wrong> {
        match name.split('.').collect::<Vec<_>>().as_slice() {
            [name] => whole(kind, name),
            [first, second] => step(kind, first, second),
            _ => Err(said::STEPS.wrong(&[&echo(name)])),
        }
    }

    /// The name by which it is found again, in English and in full; nothing if it is found only
    /// as it was typed.
    pub fn name(&self, kind: &Kind) -> Option<String> {
        let of = |source: &Source| match source {
            Source::Own(column) => Some(column.name),
            Source::Back(code) => {
                KINDS.iter().find(|kind| kind.code == *code).map(|kind| kind.plural)
            }
        };
        let name = match self {
            Self::Whole(source, _) => of(source)?.to_owned(),
            Self::Part(column, part, _) => {
                let (part, _) = Part::ALL.iter().find(|(_, one)| one == part)?;
                format!("{}.{part}", column.name)
            }
            Self::Step(source, to) => format!("{}.{}", of(source)?, to.first()?.1.name),
        };
        Some(name).filter(|name| Self::read(kind, name).as_ref() == Ok(self))
    }
}

fn whole(kind: &Kind, name: &str) -> Result<Field, Wrong> {
    let own = |column: &'static Column| Field::Whole(Source::Own(column), column.shape);
    let columns: Vec<_> = kind.columns().collect();
    if let Some(column) = called(&columns, name) {
        return Ok(own(column));
    }
    if let Some(back) = linking(name, kind) {
        return Ok(Field::Whole(Source::Back(back.code), Shape::Links(&[])));
    }
    begun(&columns, name)?.map(own).ok_or_else(|| unknown(&columns, name))
}

fn step(kind: &Kind, first: &str, second: &str) -> Result<Field, Wrong> {
    let links: Vec<_> = kind.columns().filter(|column| column.shape.kinds().is_some()).collect();
    if let Some(column) = called(&links, first) {
        return forward(column, second);
    }
    if let Some(back) = linking(first, kind) {
        return through(Source::Back(back.code), &[back], second);
    }
    match begun(&links, first)? {
        Some(column) => forward(column, second),
        None => Err(said::NO_STEP.wrong(&[first])),
    }
}

fn forward(column: &'static Column, second: &str) -> Result<Field, Wrong> {
    let part = Part::ALL.iter().find(|(name, _)| *name == second);
    if let (Shape::Parties(parties), Some((_, part))) = (column.shape, part) {
        let shape = match part {
            Part::Role => Shape::Choice(parties.roles),
            Part::Text => Shape::Text,
            Part::Flag => Shape::Flag,
        };
        return Ok(Field::Part(column, *part, shape));
    }
    let codes = column.shape.kinds().unwrap_or_default();
    let to = KINDS.iter().copied().filter(|kind| codes.is_empty() || codes.contains(&kind.code));
    through(Source::Own(column), &to.collect::<Vec<_>>(), second)
}

fn through(source: Source, kinds: &[&'static Kind], second: &str) -> Result<Field, Wrong> {
    let (mut steps, mut wrong) = (Vec::new(), None);
    for kind in kinds {
        let columns: Vec<_> = kind.columns().collect();
        let column = match called(&columns, second) {
            Some(column) => Ok(Some(column)),
            None => begun(&columns, second),
        };
        match column.and_then(|found| found.ok_or_else(|| unknown(&columns, second))) {
            Ok(column) => steps.push((kind.number, column)),
            Err(reason) => wrong = wrong.or(Some(reason)),
        }
    }
    match wrong {
        Some(wrong) if steps.is_empty() => Err(wrong),
        _ => Ok(Field::Step(source, steps)),
    }
}

/// The column that a name, a title in either language or the unique beginning of a name
/// means.
pub fn column(kind: &Kind, name: &str) -> Result<&'static Column, Wrong> {
    let columns: Vec<_> = kind.columns().collect();
    let found =
        called(&columns, name).map_or_else(|| begun(&columns, name), |column| Ok(Some(column)));
    found?.ok_or_else(|| unknown(&columns, name))
}

/// The kind of a name whose records link to those of another.
fn linking(name: &str, to: &Kind) -> Option<&'static Kind> {
    kind_named(name).filter(|kind| links_to(kind, to))
}

/// Whether records of a kind can link to those of another.
pub(super) fn links_to(kind: &Kind, to: &Kind) -> bool {
    let leads = |column: &'static Column| {
        column.shape.kinds().is_some_and(|kinds| kinds.is_empty() || kinds.contains(&to.code))
    };
    kind.columns().any(leads)
}

/// What can stand after a link and a dot: the names of parts, and the columns of where it leads.
pub(super) fn beyond(kind: &Kind, first: &str) -> Vec<(&'static str, Option<&'static Column>)> {
    let links: Vec<_> = kind.columns().filter(|column| column.shape.kinds().is_some()).collect();
    let own = called(&links, first);
    let back = own.map_or_else(|| linking(first, kind), |_| None);
    let own = own.or_else(|| begun(&links, first).ok().flatten().filter(|_| back.is_none()));
    let mut all = Vec::new();
    if let Some(Shape::Parties(parties)) = own.map(|column| column.shape) {
        let flag = parties.flag.is_some();
        let parts = Part::ALL.iter().filter(|(_, part)| flag || *part != Part::Flag);
        all.extend(parts.map(|(name, _)| (*name, None)));
    }
    let codes = own.and_then(|column| column.shape.kinds());
    let leads = |kind: &&Kind| match (codes, back) {
        (Some(codes), _) => codes.is_empty() || codes.contains(&kind.code),
        (None, Some(back)) => back.code == kind.code,
        (None, None) => false,
    };
    for to in KINDS.iter().copied().filter(leads) {
        all.extend(to.columns().map(|column| (column.name, Some(column))));
    }
    all
}

/// The column that a wrong name most likely means.
pub(super) fn nearest_of(kind: &Kind, name: &str) -> Option<&'static Column> {
    let columns: Vec<_> = kind.columns().collect();
    near(&columns, name)
}

fn near(columns: &[&'static Column], name: &str) -> Option<&'static Column> {
    let titles = columns.iter().map(|column| column.title.zh);
    let near = nearest(name, columns.iter().map(|column| column.name).chain(titles))?;
    columns.get(near % columns.len()).copied()
}

/// The column of a name or title.
fn called(columns: &[&'static Column], name: &str) -> Option<&'static Column> {
    let titled = |words: &Words| same(words.en, name) || same(words.zh, name);
    let ways: [&dyn Fn(&Column) -> bool; 3] =
        [&|column| same(column.name, name), &|column| titled(&column.title), &|column| {
            titled(&column.short)
        }];
    ways.iter().find_map(|way| columns.iter().find(|column| way(column))).copied()
}

/// The only column whose name begins so, or whose name is the plural of it.
fn begun(columns: &[&'static Column], name: &str) -> Result<Option<&'static Column>, Wrong> {
    let name = name.to_lowercase();
    let all: Vec<_> =
        columns.iter().copied().filter(|column| column.name.starts_with(&name)).collect();
    let plural = all.iter().find(|column| column.name.strip_prefix(&name) == Some("s"));
    match (all.as_slice(), plural) {
        (_, Some(column)) | ([column], None) => Ok(Some(column)),
        ([], None) => Ok(None),
        (several, None) => {
            let names: Vec<&str> = several.iter().map(|column| column.name).collect();
            Err(said::FIELDS.wrong(&[&name, &names.join(", ")]))
        }
    }
}

fn unknown(columns: &[&'static Column], name: &str) -> Wrong {
    let said = &echo(name);
    if let Some(column) = near(columns, name) {
        let say = |lang, called| said::NO_FIELD_NEAR.fill(lang, &[said, called]);
        return Wrong { en: say(Lang::En, column.name), zh: say(Lang::Zh, column.title.zh) };
    }
    let list = |called: fn(&Column) -> &'static str, between| {
        let names: Vec<&str> = columns.iter().take(NAMED).map(|column| called(column)).collect();
        format!("{}…", names.join(between))
    };
    let (en, zh) = (list(|column| column.name, ", "), list(|column| column.title.zh, "、"));
    Wrong {
        en: said::NO_FIELD.fill(Lang::En, &[said, &en]),
        zh: said::NO_FIELD.fill(Lang::Zh, &[said, &zh]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str) -> &'static Kind {
        kind_named(name).expect("a kind there is")
    }

    fn column(of: &str, name: &str) -> Result<&'static str, String> {
        match Field::read(kind(of), name).map_err(|wrong| wrong.en)? {
            Field::Whole(Source::Own(column), _) => Ok(column.name),
            other => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn a_name_a_title_in_either_language_or_a_unique_beginning_will_do() {
        for name in ["governance", "Governance", "管理原则", "原则", "gov", "GOV"] {
            assert_eq!(column("funds", name).as_deref(), Ok("governance"), "{name}");
        }
        assert_eq!(column("funds", "tag").as_deref(), Ok("tags"));
        assert_eq!(column("funds", "name").as_deref(), Ok("name"));
        assert_eq!(column("centers", "partner").as_deref(), Ok("partners"));
    }

    #[test]
    fn an_unknown_field_names_the_nearest_and_an_unclear_one_those_it_could_be() {
        let wrong = |name| column("funds", name).expect_err("no such field");
        assert!(wrong("catagory").ends_with("nearest is “category”"), "{}", wrong("catagory"));
        assert!(wrong("xyzzyx").contains("write one of name, name_zh, category"));
        assert!(wrong("part").contains("partners, partner_share"), "{}", wrong("part"));
    }

    #[test]
    fn links_are_walked_one_step_either_way() {
        let read = |of, name| Field::read(kind(of), name);
        let Ok(Field::Step(Source::Own(link), to)) = read("members", "organization.country") else {
            panic!("a step")
        };
        assert_eq!((link.name, to[0].1.name), ("organization", "country"));
        let Ok(Field::Step(Source::Back("member"), to)) = read("organizations", "members.branch")
        else {
            panic!("a step back")
        };
        assert_eq!(to[0].1.name, "branch");
        assert!(matches!(
            read("agreements", "parties.role"),
            Ok(Field::Part(_, Part::Role, Shape::Choice(_)))
        ));
        assert!(read("members", "status.country").is_err());
        assert!(read("members", "organization.region.name").is_err());
    }
}
