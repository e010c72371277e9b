//! Which records of a kind are meant: `overseas members in japan never visited`,
//! `今年到期的协议`.

use super::form::{Fit, Gap, Piece, Said, after_any, fits, forms};
use super::place::leading;
use super::question::{Part, Question};
use super::term::Term;
use super::{Records, code, dates, of_kinds};
use crate::record::{Column, Kind};
use crate::records::KINDS;
use crate::value::{COMMA, Label, Lang, Words, Wrong, echo};
use crate::words::ask as say;
use std::ops::Range;
use std::rc::Rc;

/// What is said of records behind their kind, or in Chinese before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Limit {
    NeverVisited,
    NoContact,
    Quiet,
    Without,
    OwnedBy,
    Mine,
    /// A date is compared so.
    Date(&'static str),
    /// The kind's own date lies within a time.
    AtTime,
    In,
    Of,
}

/// The limits, in the order in which they are tried.
const LIMITS: [(Words, Limit); 12] = [
    (say::NEVER_VISITED, Limit::NeverVisited),
    (say::NO_CONTACT, Limit::NoContact),
    (say::QUIET, Limit::Quiet),
    (say::WITHOUT, Limit::Without),
    (say::OWNED_BY, Limit::OwnedBy),
    (say::MINE, Limit::Mine),
    (say::BEFORE, Limit::Date("<")),
    (say::AFTER, Limit::Date(">")),
    (say::DURING, Limit::Date(":")),
    (say::AT_TIME, Limit::AtTime),
    (say::IN, Limit::In),
    (say::OF, Limit::Of),
];

/// The fields that some limits ask for.
const QUIET_FOR: &str = "quiet_for";
const OVERDUE: &str = "overdue";

/// The first number of a kind's own columns: what every record has leads to no partner.
const OWN: u16 = 100;

/// What the limits keep: their terms, and whether what names the records is asked instead.
#[derive(Default)]
pub(super) struct Kept {
    terms: Vec<Term>,
    /// Asked of what the records are named by.
    of_namer: Vec<Term>,
}

impl Kept {
    fn one(term: Term) -> Self {
        Self { terms: vec![term], of_namer: Vec::new() }
    }

    fn and(mut self, other: Self) -> Self {
        self.terms.extend(other.terms);
        self.of_namer.extend(other.of_namer);
        self
    }
}

impl Question<'_> {
    /// The records that a stretch tells of; a kind alone only if it may be all of them.
    pub(super) fn records(&self, at: Range<usize>, may_be_all: bool) -> Option<Records> {
        let found = self.kind_first(at.clone()).or_else(|| self.kind_last(at))?;
        let (kind, kept) = found;
        if !may_be_all && kept.terms.is_empty() && kept.of_namer.is_empty() {
            return None;
        }
        self.turned(kind, kept)
    }

    /// Where something is asked of what names the records, it is that kind's records which answer.
    fn turned(&self, kind: &'static Kind, kept: Kept) -> Option<Records> {
        if kept.of_namer.is_empty() {
            return self.made(kind, &kept.terms);
        }
        let (by, namer) = namer(kind)?;
        let own = kept.terms.into_iter().map(|term| term.through(kind, by));
        let mut terms: Vec<Term> = own.collect();
        if !terms.iter().any(|term| term.text().starts_with(kind.plural)) {
            terms.insert(0, Term::new(kind.plural, ":any"));
        }
        terms.extend(kept.of_namer);
        self.made(namer, &terms)
    }

    /// `overseas members in japan`, `哪些协议今年到期`.
    fn kind_first(&self, at: Range<usize>) -> Option<(&'static Kind, Kept)> {
        at.clone().find_map(|start| {
            let (kind, end) = self.begins[start].1?;
            let described = self.described(kind, at.start..start)?;
            let rest = self.limits(kind, end..at.end)?;
            Some((kind, described.and(rest)))
        })
    }

    /// `今年到期的协议`, `海外成员`.
    pub(super) fn kind_last(&self, at: Range<usize>) -> Option<(&'static Kind, Kept)> {
        let ending =
            |start: usize| Some((self.begins[start].1.filter(|(_, end)| *end == at.end)?.0, start));
        let (kind, start) = at.clone().find_map(ending)?;
        // What describes the kind stands right before it.
        (at.start..=start).find_map(|middle| {
            let described = self.described(kind, middle..start)?;
            let limits = self.limits_before(kind, at.start..middle)?;
            Some((kind, limits.and(described)))
        })
    }

    /// What stands before a kind: `overseas`, `我的`, `海外`.
    fn described(&self, kind: &'static Kind, at: Range<usize>) -> Option<Kept> {
        let from = self.said.skip(at.start);
        if from >= at.end {
            return Some(Kept::default());
        }
        let within = |words| after_any(words, &self.said, from).filter(|end| *end <= at.end);
        let overdue = kind.named(OVERDUE).and_then(|column| Some((column, within(say::OVERDUE)?)));
        let (kept, end) = if let Some(end) = within(say::MY) {
            (Kept::one(mine(kind)), end)
        } else if let Some((column, end)) = overdue {
            (Kept::one(Term::new(column.name, ":any")), end)
        } else if let Some(end) = within(say::FILLERS) {
            (Kept::default(), end)
        } else {
            let mut ends = (from + 1..=at.end).rev().filter(|end| self.said.is_edge(*end));
            ends.find_map(|end| Some((Kept::one(self.choice(kind, from..end, at.end)?), end)))?
        };
        let rest = end..at.end;
        let tried = (Part::Described, kind.number, rest.clone());
        Some(kept.and(self.tried(tried, || self.described(kind, rest))?))
    }

    /// A choice that a stretch names; at the `end`, with the kind behind it.
    fn choice(&self, kind: &'static Kind, at: Range<usize>, end: usize) -> Option<Term> {
        let text = self.said.plain(at.clone());
        let whole = [
            format!("{text} {}", kind.one.en),
            format!("{text}{}", kind.tab.zh),
            format!("{text}{}", kind.one.zh),
        ];
        let is_called =
            |name: &str| name == text || at.end == end && whole.iter().any(|one| one == name);
        let mut choices = self.choices.borrow_mut();
        let choices = choices.entry(kind.number).or_insert_with(|| called(kind));
        let mut found: Vec<(&'static Column, &'static str)> = Vec::new();
        for (_, column, code) in choices.iter().filter(|(name, ..)| is_called(name)) {
            if !found.contains(&(*column, *code)) {
                found.push((*column, *code));
            }
        }
        let is_shown = |(column, _): &&(&'static Column, &str)| {
            kind.shown.iter().any(|shown| shown.path == column.name)
        };
        match (found.as_slice(), found.iter().filter(is_shown).collect::<Vec<_>>().as_slice()) {
            ([], _) => None,
            ([(column, code)], _) | (_, [(column, code)]) => Some(Term::says(column.name, code)),
            (several, _) => {
                let said = |lang: Lang| -> String {
                    let titles: Vec<&str> =
                        several.iter().map(|(column, _)| column.title.say(lang)).collect();
                    say::WHICH_FIELD.fill(lang, &[&echo(&text), &titles.join(COMMA.say(lang))])
                };
                self.miss(Wrong { en: said(Lang::En), zh: said(Lang::Zh) });
                None
            }
        }
    }

    /// Limits one after the other.
    fn limits(&self, kind: &'static Kind, at: Range<usize>) -> Option<Kept> {
        let from = self.said.skip(at.start);
        if from >= at.end {
            return Some(Kept::default());
        }
        self.tried((Part::Limits, kind.number, from..at.end), || {
            self.limits_from(kind, from..at.end)
        })
    }

    fn limits_from(&self, kind: &'static Kind, at: Range<usize>) -> Option<Kept> {
        let stops = |place: usize| self.begins[place].0;
        let forms = self.limits.iter().filter(|(_, form)| !is_bare_name(form));
        forms.into_iter().find_map(|(limit, form)| {
            let found = fits(form, &self.said, at.clone(), &stops);
            found.iter().find_map(|fit| {
                let kept = self.limit(kind, *limit, fit)?;
                Some(kept.and(self.limits(kind, fit.end..at.end)?))
            })
        })
    }

    /// Limits before their kind, each with 的 behind it; the last can do without.
    fn limits_before(&self, kind: &'static Kind, at: Range<usize>) -> Option<Kept> {
        let (from, mut end) = (self.said.skip(at.start), at.end);
        if from >= end {
            return Some(Kept::default());
        }
        if self.said.plain(end - 1..end) == "的" {
            end -= 1;
        }
        let tried = (Part::LimitsBefore, kind.number, from..end);
        self.tried(tried, || self.limits_up_to(kind, from..end))
    }

    fn limits_up_to(&self, kind: &'static Kind, at: Range<usize>) -> Option<Kept> {
        let (from, end) = (at.start, at.end);
        let cuts = (from + 1..end).rev().filter(|cut| self.said.plain(*cut..cut + 1) == "的");
        std::iter::once(end).chain(cuts).find_map(|cut| {
            let one = || self.whole_limit(kind, from..cut);
            let kept = one().or_else(|| self.limits(kind, from..cut))?;
            Some(kept.and(self.limits_before(kind, (cut + 1).min(end)..end)?))
        })
    }

    fn whole_limit(&self, kind: &'static Kind, at: Range<usize>) -> Option<Kept> {
        self.limits.iter().find_map(|(limit, form)| {
            let found = fits(form, &self.said, at.clone(), &|_| false);
            let whole = found.iter().filter(|fit| fit.end == at.end);
            whole.into_iter().find_map(|fit| self.limit(kind, *limit, fit))
        })
    }

    fn limit(&self, kind: &'static Kind, limit: Limit, fit: &Fit) -> Option<Kept> {
        let term = match limit {
            Limit::NeverVisited => return self.never_visited(kind),
            Limit::NoContact => Term::new(kind.named(QUIET_FOR)?.name, ":none"),
            Limit::Quiet => {
                let days = self.number(fit.gap(Gap::Number)?)?;
                Term::new(kind.named(QUIET_FOR)?.name, format!(">{days}"))
            }
            Limit::Without => {
                let name = self.said.text(fit.gap(Gap::Field)?);
                match crate::filter::column(kind, &name) {
                    Ok(column) => Term::new(column.name, ":none"),
                    Err(wrong) => {
                        self.miss(wrong);
                        return None;
                    }
                }
            }
            Limit::OwnedBy => self.owned(fit.gap(Gap::Person)?)?,
            Limit::Mine => mine(kind),
            Limit::Date(sign) => {
                self.dated(kind, fit.gap(Gap::Date)?, sign, fit.gap(Gap::When)?)?
            }
            Limit::AtTime => {
                let when = self.when(fit.gap(Gap::When)?)?;
                let Some(column) = dates::happens(kind) else {
                    self.which_date(kind);
                    return None;
                };
                Term::new(column.name, format!(":{when}"))
            }
            Limit::In => self.place(kind, fit.gap(Gap::Place)?)?,
            Limit::Of => self.linked(kind, fit.gap(Gap::Record)?)?,
        };
        Some(Kept::one(term))
    }

    fn number(&self, at: Range<usize>) -> Option<u32> {
        self.said.plain(at).parse().ok()
    }

    fn never_visited(&self, kind: &'static Kind) -> Option<Kept> {
        let is_visit = |log: &&&Kind| {
            let category = log.named("category").map(|column| column.shape.labels());
            category.is_some_and(|labels| labels.iter().any(|label| label.code == "visit"))
        };
        let log = KINDS.iter().find(is_visit)?;
        let term = Term::new(format!("{}.category", log.plural), ":visit").not();
        if leading(log, kind.code).is_some() {
            return Some(Kept::one(term));
        }
        let is_visited = |(_, namer): &(_, &Kind)| leading(log, namer.code).is_some();
        if namer(kind).is_some_and(|named| is_visited(&named)) {
            return Some(Kept { terms: Vec::new(), of_namer: vec![term] });
        }
        self.miss(of_kinds(say::NO_VISITS, &[kind]));
        None
    }

    fn dated(
        &self,
        kind: &'static Kind,
        date: Range<usize>,
        sign: &str,
        when: Range<usize>,
    ) -> Option<Term> {
        let names = self.dates(date.clone());
        let when = Some(when).filter(|_| !names.is_empty()).and_then(|when| self.when(when))?;
        let Some(column) = dates::column(kind, &names) else {
            let date = echo(&self.said.text(date));
            self.miss(Wrong {
                en: say::NO_DATE.fill(Lang::En, &[kind.title.en, &date]),
                zh: say::NO_DATE.fill(Lang::Zh, &[kind.title.zh, &date]),
            });
            return None;
        };
        Some(Term::new(column.name, format!("{sign}{when}")))
    }

    fn which_date(&self, kind: &'static Kind) {
        let said = |lang: Lang| -> String {
            let titles: Vec<&str> = dates::all(kind).map(|column| column.title.say(lang)).collect();
            match titles.as_slice() {
                [] => say::NO_DATES.fill(lang, &[kind.title.say(lang)]),
                some => {
                    say::WHICH_DATE.fill(lang, &[kind.title.say(lang), &some.join(COMMA.say(lang))])
                }
            }
        };
        self.miss(Wrong { en: said(Lang::En), zh: said(Lang::Zh) });
    }

    /// A time as the filter language writes it; nothing if it is none.
    fn when(&self, at: Range<usize>) -> Option<String> {
        if let Some(known) = self.times.borrow().get(&at) {
            return known.clone();
        }
        let when = self.read_when(at.clone());
        self.times.borrow_mut().insert(at, when.clone());
        when
    }

    fn read_when(&self, at: Range<usize>) -> Option<String> {
        for form in forms(say::NEXT_DAYS) {
            let found = fits(&form, &self.said, at.clone(), &|_| false);
            let days =
                found.iter().find(|fit| fit.end == at.end).and_then(|fit| fit.gap(Gap::Number));
            if let Some(days) = days.and_then(|days| self.number(days)) {
                return Some(format!("today..+{days}d"));
            }
        }
        let text = self.said.plain(at);
        let written = text.strip_prefix("the ").unwrap_or(&text).replace(' ', "-");
        // Any kind with a date tells whether it is one.
        let kind = KINDS.iter().find(|kind| kind.named("signed").is_some())?;
        let term = format!("signed:{written}");
        crate::filter::Filter::parse(kind, &term, self.desk.sight).ok().map(|_| written)
    }

    /// The term that keeps what leads to a record.
    fn linked(&self, kind: &'static Kind, at: Range<usize>) -> Option<Term> {
        let own = kind.columns().filter(|column| column.number >= OWN);
        let links: Vec<&'static Column> =
            own.filter(|column| !column.is_computed() && column.shape.kinds().is_some()).collect();
        let to = |column: &&'static Column| column.shape.kinds().unwrap_or_default().to_vec();
        let any = links.iter().any(|column| to(column).is_empty());
        let mut kinds: Vec<&'static str> =
            if any { Vec::new() } else { links.iter().flat_map(to).collect() };
        kinds.sort_unstable();
        kinds.dedup();
        let Some(id) = self.record(at.clone(), &kinds) else {
            self.leads_nowhere(kind, &self.said.text(at));
            return None;
        };
        let exact = links.iter().find(|column| to(column).contains(&code(id)));
        let column = exact.or_else(|| links.iter().find(|column| to(column).is_empty()))?;
        if code(id) == "region" {
            return self.in_region(kind, id, &self.said.text(at));
        }
        Some(Term::links(column.name, &[id], self.desk.sight))
    }
}

/// The term that keeps what whoever asks is in charge of, or has to do.
fn mine(kind: &Kind) -> Term {
    let field = if kind.named("assignee").is_some() { "assignee" } else { "owner" };
    Term::new(field, ":me")
}

/// The link that names the records of a kind, and the kind it leads to.
fn namer(kind: &Kind) -> Option<(&'static Column, &'static Kind)> {
    let by = kind.naming().find(|column| column.shape.kinds().is_some())?;
    let codes = by.shape.kinds()?;
    Some((by, KINDS.iter().copied().find(|kind| codes.contains(&kind.code))?))
}

/// Everything that a limit says.
pub(super) fn words() -> impl Iterator<Item = Words> {
    LIMITS.iter().map(|(words, _)| *words)
}

/// Whether a form is nothing but a name, which Chinese says before the kind alone.
fn is_bare_name(form: &[Piece]) -> bool {
    matches!(form, [Piece::Open(Gap::Record | Gap::Place)])
}

/// Every form of every limit.
pub(super) fn all() -> Vec<(Limit, Vec<Piece>)> {
    let of = |(words, limit): &(Words, Limit)| {
        let limit = *limit;
        forms(*words).map(move |form| (limit, form))
    };
    LIMITS.iter().flat_map(of).collect()
}

/// Whether a limit begins at a place, and which kind's name stands there up to where.
pub(super) fn begins(
    said: &Said,
    limits: &[(Limit, Vec<Piece>)],
    at: usize,
) -> (bool, Option<(&'static Kind, usize)>) {
    if !said.is_edge(at) || said.skip(at) != at {
        return (false, None);
    }
    let is_limit = |(_, form): &(Limit, Vec<Piece>)| match form.first() {
        Some(Piece::Said(words)) => said.after(at, words).is_some(),
        _ => false,
    };
    let is_time = || after_any(say::TIMES, said, at).is_some();
    (dates::begins(said, at) || is_time() || limits.iter().any(is_limit), kind_at(said, at))
}

/// A choice: its name, the column that has it, and its code.
pub(super) type Called = (String, &'static Column, &'static str);

/// What the choices of a kind are called, in both languages.
fn called(kind: &Kind) -> Rc<[Called]> {
    let named = |column: &'static Column| {
        let both = move |label: &'static Label| {
            [label.code, label.zh].map(|name| (name.to_lowercase(), column, label.code))
        };
        column.shape.labels().iter().flat_map(both)
    };
    kind.columns().flat_map(named).collect()
}

/// What a kind is called, in either spelling of a center.
fn names(kind: &Kind) -> Vec<String> {
    let lower = |text: &str| text.to_lowercase();
    let english = [lower(kind.plural), lower(kind.code), lower(kind.title.en), lower(kind.one.en)];
    let other = english.each_ref().map(|name| name.replace("center", "centre"));
    let chinese = [kind.title.zh, kind.tab.zh].map(ToOwned::to_owned);
    english.into_iter().chain(other).chain(chinese).collect()
}

/// The kind whose longest name stands at a place, and where it ends.
pub(super) fn kind_at(said: &Said, at: usize) -> Option<(&'static Kind, usize)> {
    let ends = KINDS.iter().flat_map(|kind| {
        names(kind).into_iter().filter_map(move |name| Some((*kind, said.after(at, &name)?)))
    });
    ends.max_by_key(|(_, end)| *end)
}
