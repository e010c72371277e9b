//! The briefing: what one should know of an organization before meeting it, on one page. It says
//! what is public, and what is internal only to those who ask for it and may see it. A pure
//! function of a sight: parts with their points, each of which leads somewhere.

mod gaps;
mod page;
mod points;
mod topics;
mod written;

pub use page::{Line, Look, Piece};
pub use points::in_short;

use super::around::{Found, Group, Way, around, ways};
use super::{both, cell, today};
use crate::record::Kind;
use crate::store::{Row, Sight};
use crate::value::{Id, Lang, Value, Words, Wrong};
use crate::words::brief as say;
use crate::words::screen::NOT_THERE;
use chrono::NaiveDate;
use points::Teller;
use topics::Topics;

/// The page that a briefing always fits: columns and lines.
pub const PAGE: (usize, usize) = (79, 22);

/// Most points of a part that are put into words: no screen has more lines.
const MOST: usize = 60;

/// How much a briefing says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Scope {
    /// What everybody may know.
    #[default]
    Public,
    /// All that the person may see.
    Internal,
}

/// Where a line leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    /// To a record.
    Record(Id),
    /// To a list that is narrowed.
    Found(Found),
}

/// Something that is told of an organization.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    /// Where it leads.
    pub goal: Goal,
    /// What it says.
    pub text: String,
}

/// A part of the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its title.
    pub title: Words,
    /// What it says, the most important first: as much of it as any page has room for.
    pub points: Vec<Point>,
    /// The records it tells of, each with the way it hangs on the organization.
    pub all: Vec<(Id, Way)>,
    /// What is said where there is nothing.
    pub none: Words,
    /// What stands side by side, where it is many small things: as many on a line as fit.
    pub cells: Vec<String>,
    /// The same on one line, shorter.
    pub short: String,
    /// What must hold of its records in a list, of a kind.
    only: Option<(&'static str, &'static str)>,
}

/// What one should know of an organization.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Briefing {
    /// The organization.
    pub of: Id,
    /// The language it is said in.
    pub lang: Lang,
    /// How much it says.
    pub scope: Scope,
    /// The day it is of.
    pub day: NaiveDate,
    /// Its names.
    pub name: String,
    /// What it is, and how the office stands with it.
    pub about: String,
    /// The parts of the page, in its order.
    pub parts: Vec<Part>,
    /// What lacks.
    pub gaps: Vec<String>,
    /// Where what is said comes from.
    pub sources: Vec<String>,
    /// How many internal facts are left out.
    pub left_out: usize,
    /// How many records only others may see.
    pub restricted: usize,
    /// Why nothing of it is told at all, if nothing is.
    pub hidden: Option<Words>,
}

/// The briefing of an organization.
///
/// # Errors
///
/// In words, where somebody asks for what is internal who may not see it, or while a guest looks
/// on.
pub fn briefing(own: &Sight, of: Id, scope: Scope, lang: Lang) -> Result<Briefing, Wrong> {
    if scope == Scope::Internal {
        may_see_internal(own)?;
    }
    let sight = match scope {
        Scope::Public => own.public(),
        Scope::Internal => own.clone(),
    };
    let mine = Gathered::of(own, of);
    let told = match scope {
        Scope::Public => Gathered::of(&sight, of),
        Scope::Internal => mine.clone(),
    };
    let left_out = if scope == Scope::Public { left_out(own, &sight, &mine, of) } else { 0 };
    let mut page = Briefing {
        of,
        lang,
        scope,
        day: today(own),
        name: of.to_string(),
        about: String::new(),
        parts: Vec::new(),
        gaps: Vec::new(),
        sources: Vec::new(),
        left_out,
        restricted: restricted(own, &mine, of),
        // Nobody is told that there is something which they may not see.
        hidden: Some(if own.present(of).is_some() { say::ALL_INTERNAL } else { NOT_THERE }),
    };
    if let Some(row) = sight.present(of) {
        let teller = Teller { sight: &sight, lang, of };
        page.hidden = None;
        page.name = teller.names(row);
        page.about = teller.about(row, told.group("member"));
        page.parts = parts(teller, &told, &mine, scope);
        page.gaps = gaps::gaps(teller, row, &told.groups, (own, &mine.groups));
        page.sources = gaps::sources(teller, row, &told.groups);
    }
    Ok(page)
}

/// Whether a person may see what is internal; why not, in words.
pub fn may_see_internal(own: &Sight) -> Result<(), Wrong> {
    if own.is_in_company() {
        return Err(both(|lang| say::IN_COMPANY.say(lang).to_owned()));
    }
    if !own.sees_private() {
        let login = &own.person().login;
        return Err(both(|lang| say::NO_RIGHT.fill(lang, &[login])));
    }
    Ok(())
}

/// What hangs on the organization, and to which part of the page it belongs.
#[derive(Clone)]
struct Gathered {
    groups: Vec<Group>,
    topics: Topics,
}

impl Gathered {
    fn of(sight: &Sight, of: Id) -> Self {
        let is_seen = sight.present(of).is_some();
        let groups = if is_seen { around(sight, of) } else { Vec::new() };
        let topics = Topics::of(sight, &groups);
        Self { groups, topics }
    }

    fn group(&self, code: &str) -> &[(Id, Way)] {
        self.groups.iter().find(|group| group.kind.code == code).map_or(&[], |group| &group.all)
    }

    fn ids(&self) -> impl Iterator<Item = Id> {
        self.groups.iter().flat_map(|group| &group.all).map(|(id, _)| *id)
    }
}

fn parts(teller: Teller<'_>, told: &Gathered, mine: &Gathered, scope: Scope) -> Vec<Part> {
    let lists = told.topics.lists.iter().zip(&mine.topics.lists);
    let mut parts: Vec<Part> = lists
        .map(|(topic, own)| {
            let is_more = topic.all.is_empty() && !own.all.is_empty();
            let none = if is_more { say::NONE_PUBLIC } else { topic.none };
            let points =
                topic.all.iter().take(MOST).filter_map(|(id, _)| teller.point(*id, topic.title));
            Part {
                title: topic.title,
                points: points.collect(),
                all: topic.all.clone(),
                none,
                cells: Vec::new(),
                short: String::new(),
                only: topic.only,
            }
        })
        .collect();
    let services = teller.services(told.group("interaction"), scope == Scope::Public);
    let at = parts.iter().position(|part| part.title == say::LAST_TOUCH).unwrap_or(parts.len());
    parts.insert(at, services);
    parts.extend(teller.also(&told.topics.also));
    parts
}

/// How many facts the person sees that are not for everybody: records, and in those that are
/// public the private fields. While a guest looks on, nobody is told.
fn left_out(own: &Sight, public: &Sight, mine: &Gathered, of: Id) -> usize {
    if own.is_in_company() {
        return 0;
    }
    let told: std::collections::HashSet<Id> = match public.present(of) {
        Some(_) => around(public, of)
            .iter()
            .flat_map(|group| &group.all)
            .map(|(id, _)| *id)
            .chain([of])
            .collect(),
        None => std::collections::HashSet::new(),
    };
    let facts = |id: Id| match own.present(id) {
        Some(row) if told.contains(&id) => private_fields(own, row),
        Some(_) => 1,
        None => 0,
    };
    mine.ids().chain([of]).map(facts).sum()
}

fn private_fields(own: &Sight, row: &Row) -> usize {
    let private = row.kind().columns().filter(|column| column.is_private());
    let is_told = |value: &Value| !matches!(value, Value::None | Value::Masked);
    private.filter(|column| is_told(&own.cell(row, column))).count()
}

/// How many records that hang on it only others may see.
fn restricted(own: &Sight, mine: &Gathered, of: Id) -> usize {
    let members = mine.group("member").iter().map(|(id, _)| *id);
    members.chain([of]).map(|id| own.restricted_links_to(id)).sum()
}

impl Part {
    /// What of it is not among the first points: how many, and where they and all from a place on
    /// are found.
    pub fn rest(
        &self,
        of: Id,
        (shown, from): (usize, usize),
        is_public: bool,
    ) -> Option<(usize, Goal)> {
        let rest = self.all.get(shown..).filter(|rest| !rest.is_empty())?;
        let goal = match ways(self.all.get(from..).unwrap_or(rest)).as_slice() {
            [(kind, way, _)] if self.only.is_none_or(|(of, _)| of == *kind) => {
                let only = self.only.map_or("", |(_, only)| only);
                Goal::Found(Found { kind, of, way: *way, only, is_public })
            }
            // No one filter finds them all: the page of the organization lists each way.
            _ => Goal::Record(of),
        };
        Some((rest.len(), goal))
    }
}

impl Briefing {
    /// What is left out, in words: what is internal, with what shows it, and what others see.
    pub fn notice(&self, shows: &str) -> Option<String> {
        let lang = self.lang;
        let mut parts = Vec::new();
        match (self.scope, self.left_out) {
            (Scope::Internal, _) if !shows.is_empty() => {
                parts.push(say::WITH_INTERNAL.fill(lang, &[shows]));
            }
            (Scope::Public, 1..) => {
                let count = self.left_out.to_string();
                let words = if self.left_out == 1 { say::LEFT_OUT_ONE } else { say::LEFT_OUT };
                let mut said = words.fill(lang, &[&count]);
                if !shows.is_empty() {
                    said.push_str(&say::KEY_SHOWS.fill(lang, &[shows]));
                }
                parts.push(said);
            }
            _ => {}
        }
        if self.restricted > 0 {
            parts.push(say::RESTRICTED.fill(lang, &[&self.restricted.to_string()]));
        }
        (!parts.is_empty()).then(|| parts.join(crate::words::screen::COMMA.say(lang)))
    }
}

/// So many of a kind.
fn counted(count: usize, kind: &Kind, words: Option<Words>, lang: Lang) -> String {
    let title = match (lang, count) {
        (Lang::En, 1) | (Lang::Zh, _) => kind.one(lang).to_owned(),
        _ => kind.title.say(lang).to_lowercase(),
    };
    let title = words.map_or(title.clone(), |words| words.fill(lang, &[&title]));
    let count = count.to_string();
    match lang {
        Lang::En => say::COUNTED.fill(lang, &[&count, &title]),
        Lang::Zh => say::COUNTED.fill(lang, &[&title, &count]),
    }
}

#[cfg(test)]
mod tests;
