//! A question while it is read: the sentences of the grammar, tried one after the other, and the
//! likeliest reason why none of them fits.

use super::form::{Fit, Gap, Piece, Said, after_any, fits, forms};
use super::limit::{Called, Limit};
use super::place::leading;
use super::term::Term;
use super::{Answer, Records, Unanswered, dates, limit, of_kinds};
use crate::filter::Desk;
use crate::lookup::{Around, Class, Resolve};
use crate::record::{Column, Kind, Surroundings as _};
use crate::records::{KINDS, kind as kind_of};
use crate::value::{COMMA, Id, Lang, Words, Wrong, echo, nearest};
use crate::words::ask as say;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// What a sentence asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asks {
    Owner,
    Date,
    Promises(&'static str),
    HowMany,
    Which,
    Field,
}

/// The sentences, in the order in which they are tried.
const SENTENCES: [(Words, Asks); 7] = [
    (say::WHO_OWNS, Asks::Owner),
    (say::WHEN_DOES, Asks::Date),
    (say::WE_OWE, Asks::Promises("ours")),
    (say::THEY_OWE, Asks::Promises("theirs")),
    (say::HOW_MANY, Asks::HowMany),
    (say::WHICH, Asks::Which),
    (say::WHAT_IS, Asks::Field),
];

/// Most records among which one is looked for that the others are named after.
const MOST_NAMED_AFTER: usize = 50;

/// What a person can be meant by that is the person who asks.
const ME: [&str; 4] = ["me", "i", "我", "myself"];

/// How likely a reason is the one why there is no answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Likely {
    /// Something else could have been meant by the words before.
    Perhaps,
    /// A name fits nothing.
    NoName,
    /// A name fits several.
    Several,
    /// All was understood, but no filter can be made of it.
    Refused,
}

/// What became of a name.
type Named = (String, Vec<&'static str>, Result<Id, Vec<Id>>);

/// A question while it is read.
pub(super) struct Question<'a> {
    pub said: Said,
    pub desk: &'a Desk<'a>,
    /// The likeliest reason so far.
    missed: RefCell<Option<(Likely, Unanswered)>>,
    /// Every form of a limit.
    pub limits: Vec<(Limit, Vec<Piece>)>,
    /// Where a limit begins, and which kind's name, with its end.
    pub begins: Vec<(bool, Option<(&'static Kind, usize)>)>,
    /// What the choices of kinds, by their numbers, are called.
    pub choices: RefCell<HashMap<u8, Rc<[Called]>>>,
    /// The dates that stretches mean, and the times.
    dates: RefCell<HashMap<Range<usize>, Rc<[&'static str]>>>,
    pub times: RefCell<HashMap<Range<usize>, Option<String>>>,
    /// The names that were looked up.
    named: RefCell<Vec<Named>>,
    /// What was tried and does not fit: to try it by every way that leads there takes long.
    dead: RefCell<HashSet<Tried>>,
}

/// What was tried of a kind, by its number, on a stretch.
pub(super) type Tried = (Part, u8, Range<usize>);

/// A part of a question that is tried again and again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Part {
    Described,
    Limits,
    LimitsBefore,
}

impl<'a> Question<'a> {
    pub fn of(text: &str, desk: &'a Desk<'a>) -> Self {
        let (said, limits) = (Said::of(text), limit::all());
        let begins = (0..=said.len()).map(|at| limit::begins(&said, &limits, at)).collect();
        let (missed, named, dead) = (RefCell::default(), RefCell::default(), RefCell::default());
        let (dates, times, choices) = Default::default();
        Self { said, desk, missed, limits, begins, choices, dates, times, named, dead }
    }

    pub fn answer(&self) -> Result<Answer, Unanswered> {
        let all = 0..self.said.len();
        for (words, asks) in SENTENCES {
            for form in forms(words) {
                let found = fits(&form, &self.said, all.clone(), &|_| false);
                let whole = found.iter().filter(|fit| fit.end == all.end);
                if let Some(answer) =
                    whole.into_iter().find_map(|fit| self.sentence(asks, fit, &form))
                {
                    return Ok(answer);
                }
            }
        }
        Err(self.missed.take().map_or_else(|| self.unknown(), |(_, why)| why))
    }

    fn sentence(&self, asks: Asks, fit: &Fit, form: &[Piece]) -> Option<Answer> {
        match asks {
            Asks::Owner => self.cell_of(fit.gap(Gap::Record)?, "owner"),
            Asks::Date => self.date_of(fit.gap(Gap::Record)?, fit.gap(Gap::Date)?),
            Asks::Promises(whose) => self.promises(whose, fit.gap(Gap::Record)),
            Asks::HowMany => {
                let records = self.joined(&fit.gaps(Gap::Records).collect::<Vec<_>>(), true)?;
                Some(Answer::Records(Records { counted: true, ..records }))
            }
            Asks::Which => {
                let is_bare = form.len() == 1;
                let gaps: Vec<_> = fit.gaps(Gap::Records).collect();
                self.joined(&gaps, !is_bare).map(Answer::Records)
            }
            Asks::Field => self.field_of(fit.gap(Gap::Record)?, fit.gap(Gap::Field)?),
        }
    }

    /// The records of one stretch; of two, which Chinese puts round the word for how many, those
    /// that both tell of.
    fn joined(&self, gaps: &[Range<usize>], may_be_all: bool) -> Option<Records> {
        if let [limit, kind] = gaps {
            self.kind_last(kind.clone())?;
            let text =
                format!("{}的{}", self.said.text(limit.clone()), self.said.text(kind.clone()));
            let joined = Question::of(&text, self.desk);
            let records = joined.records(0..joined.said.len(), true);
            if let (None, Some((likely, why))) = (&records, joined.missed.take()) {
                self.note(likely, why);
            }
            return records;
        }
        self.records(gaps.first()?.clone(), may_be_all)
    }

    /// What stands in a field that every record can have.
    fn cell_of(&self, at: Range<usize>, field: &str) -> Option<Answer> {
        let id = self.record(at, &[])?;
        Some(Answer::Cell(id, kind_of(id.kind)?.named(field)?))
    }

    fn field_of(&self, at: Range<usize>, field: Range<usize>) -> Option<Answer> {
        let name = self.said.text(field.clone());
        let has = |kind: &&&Kind| dates::field(kind, &name).is_some();
        let kinds: Vec<&str> = KINDS.iter().filter(has).map(|kind| kind.code).collect();
        if kinds.is_empty() {
            let date = !self.dates(field.clone()).is_empty();
            return if date { self.date_of(at, field) } else { None };
        }
        let id = self.record(at, &kinds)?;
        Some(Answer::Cell(id, dates::field(kind_of(id.kind)?, &name)?))
    }

    /// A date of a record, or of what links to it.
    fn date_of(&self, at: Range<usize>, date: Range<usize>) -> Option<Answer> {
        let names = self.dates(date);
        let with: Vec<(&'static Kind, &'static Column)> =
            KINDS.iter().filter_map(|kind| Some((*kind, dates::column(kind, &names)?))).collect();
        if with.is_empty() {
            return None;
        }
        let through = |kind: &Kind| leading(kind, "organization").is_some();
        let mut kinds: Vec<&str> = with.iter().map(|(kind, _)| kind.code).collect();
        if with.iter().any(|(kind, _)| through(kind)) {
            kinds.push("organization");
        }
        let id = self.record(at, &kinds)?;
        if let Some((_, column)) = with.iter().find(|(kind, _)| kind.number == id.kind) {
            return Some(Answer::Cell(id, column));
        }
        // The first name that any of those has which link to it, best of those named by it.
        let linking = |name: &str| -> Vec<(&'static Kind, &'static Column)> {
            let called = with.iter().filter(|(kind, column)| column.name == name && through(kind));
            called.copied().collect()
        };
        let found = names.iter().map(|name| linking(name)).find(|found| !found.is_empty())?;
        let is_named =
            |(kind, _): &&(&'static Kind, _)| kind.naming().any(|c| c.shape.kinds().is_some());
        let (of, column) = match (found.iter().find(is_named), found.as_slice()) {
            (Some(one), _) | (None, [one]) => *one,
            (None, several) => {
                let kinds: Vec<&Kind> = several.iter().map(|(kind, _)| *kind).collect();
                self.miss(which_kind(&kinds));
                return None;
            }
        };
        let link = leading(of, "organization")?;
        let linked = self.desk.sight.linked_cells(id, of.code, link.name);
        let linked: Vec<Id> = linked
            .iter()
            .filter(|(_, value)| value.links().contains(&id))
            .map(|(one, _)| *one)
            .collect();
        if let [only] = linked.as_slice() {
            return Some(Answer::Cell(*only, column));
        }
        let term = Term::links(link.name, &[id], self.desk.sight);
        let records = self.made(of, &[term])?;
        Some(Answer::Records(Records { column: Some(column), ..records }))
    }

    /// What was promised, by us or by them, and is still to be done.
    fn promises(&self, whose: &str, to: Option<Range<usize>>) -> Option<Answer> {
        let kind = KINDS.iter().find(|kind| kind.named("direction").is_some())?;
        let mut terms =
            vec![Term::new("direction", format!(":{whose}")), Term::new("status", ":open")];
        if let Some(at) = to {
            let id = self.record(at, &[])?;
            terms.push(Term::links("regarding", &[id], self.desk.sight));
        }
        self.made(kind, &terms).map(Answer::Records)
    }

    /// The records that some terms keep, if they are terms of the language.
    pub fn made(&self, kind: &'static Kind, terms: &[Term]) -> Option<Records> {
        let texts: Vec<String> = terms.iter().map(Term::text).collect();
        let filter = texts.join(" ");
        match crate::filter::Filter::parse(kind, &filter, self.desk.sight) {
            Ok(read) => {
                let filter = read.to_string();
                Some(Records { kind, filter, column: None, counted: false })
            }
            Err(fault) => {
                self.note(Likely::Refused, Unanswered::Wrong(fault.wrong));
                None
            }
        }
    }

    /// The record of some kinds that a stretch names.
    pub fn record(&self, at: Range<usize>, kinds: &[&'static str]) -> Option<Id> {
        let text = self.said.text(at);
        match self.resolve(&text, kinds) {
            Ok(id) => Some(id),
            Err(ids) => {
                let likely = if ids.is_empty() { Likely::NoName } else { Likely::Several };
                self.note(likely, Unanswered::Name { text, kinds: kinds.to_vec(), ids });
                None
            }
        }
    }

    /// The record of some kinds that a text names, or those that it could be.
    pub fn resolve(&self, text: &str, kinds: &[&'static str]) -> Result<Id, Vec<Id>> {
        let is_known = |(known, of, _): &&Named| known == text && of == kinds;
        if let Some((_, _, found)) = self.named.borrow().iter().find(is_known) {
            return found.clone();
        }
        let found = self.looked_up(text, kinds);
        self.named.borrow_mut().push((text.to_owned(), kinds.to_vec(), found.clone()));
        found
    }

    fn looked_up(&self, text: &str, kinds: &[&'static str]) -> Result<Id, Vec<Id>> {
        // What nothing is called is not asked for: to look for what is near takes long.
        let Desk { sight, lookup } = self.desk;
        // One letter stands in many names: it is none, though it stands in one alone by chance.
        let worst = if text.chars().nth(1).is_some() { Class::Substring } else { Class::Exact };
        let is_met = |scope: Option<&'static Kind>| {
            let found = lookup.find(text, sight, &Around { most: 1, ..Around::only(scope) });
            lookup.hit(&found, 0, sight).is_some_and(|hit| hit.class <= worst)
        };
        let is_id = text.contains('/') || Id::parse(text).is_some();
        let is_any = || match kinds {
            [] => is_met(None),
            kinds => KINDS.iter().any(|kind| kinds.contains(&kind.code) && is_met(Some(kind))),
        };
        if !is_id && !is_any() {
            return Err(Vec::new());
        }
        match self.desk.resolve(text, kinds) {
            Ok(id) => Ok(id),
            Err(Resolve::None { .. }) => Err(Vec::new()),
            Err(Resolve::Several(ids)) => self.named_after(&ids).ok_or(ids),
        }
    }

    /// The one among several that all the others link to: they are named after it.
    fn named_after(&self, ids: &[Id]) -> Option<Id> {
        if ids.len() > MOST_NAMED_AFTER {
            return None;
        }
        let all_link_to = |id: &&Id| {
            let from = self.desk.sight.links_to(**id);
            ids.iter().all(|other| other == *id || from.iter().any(|(from, _)| from == other))
        };
        ids.iter().find(all_link_to).copied()
    }

    /// The columns that a word for a date means; see [`dates::meant`].
    pub fn dates(&self, at: Range<usize>) -> Rc<[&'static str]> {
        let mut known = self.dates.borrow_mut();
        let meant = || dates::meant(&self.said, at.clone()).into();
        Rc::clone(known.entry(at.clone()).or_insert_with(meant))
    }

    /// Tries a part of the question, unless it is known not to fit.
    pub fn tried<T>(&self, tried: Tried, fit: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.dead.borrow().contains(&tried) {
            return None;
        }
        let found = fit();
        if found.is_none() {
            self.dead.borrow_mut().insert(tried);
        }
        found
    }

    /// The term that keeps what a person of the office is in charge of.
    pub fn owned(&self, at: Range<usize>) -> Option<Term> {
        if ME.contains(&self.said.plain(at.clone()).as_str()) {
            return Some(Term::new("owner", ":me"));
        }
        let people = KINDS.iter().filter(|kind| kind.login().is_some());
        let codes: Vec<&'static str> = people.map(|kind| kind.code).collect();
        Some(Term::links("owner", &[self.record(at, &codes)?], self.desk.sight))
    }

    /// That records of a kind do not lead to the record that a text names.
    pub fn leads_nowhere(&self, kind: &'static Kind, text: &str) {
        let to = self.resolve(text, &[]).ok().and_then(|id| kind_of(id.kind));
        if let Some(to) = to {
            self.note(Likely::NoName, Unanswered::Wrong(of_kinds(say::NO_LINK, &[kind, to])));
        }
    }

    /// Why there is no answer, if no likelier reason is known.
    pub fn miss(&self, wrong: Wrong) {
        self.note(Likely::Perhaps, Unanswered::Wrong(wrong));
    }

    /// Of two that are as likely the first; of two names the shorter, since less of it is guessed.
    fn note(&self, likely: Likely, why: Unanswered) {
        let length = |why: &Unanswered| match why {
            Unanswered::Name { text, .. } => text.len(),
            Unanswered::Wrong(_) => 0,
        };
        let mut missed = self.missed.borrow_mut();
        let is_better = missed.as_ref().is_none_or(|(known, other)| {
            likely > *known || likely == *known && length(&why) < length(other)
        });
        if is_better {
            *missed = Some((likely, why));
        }
    }

    /// The word that no question has, with the nearest that one has.
    fn unknown(&self) -> Unanswered {
        let known = vocabulary();
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        let near = |word: &String| {
            let near = nearest(word, names.iter().copied())?;
            Some(say::UNKNOWN_NEAR.wrong(&[&echo(word), names[near]]))
        };
        let mut words = self.said.words().into_iter().filter(|word| !known.contains(word));
        let all = self.said.text(0..self.said.len());
        let wrong = words.find_map(|word| near(&word));
        Unanswered::Wrong(wrong.unwrap_or_else(|| say::UNKNOWN.wrong(&[&echo(&all)])))
    }
}

/// Whether a text begins as a question does.
pub(super) fn is_begun(text: &str) -> bool {
    let said = Said::of(text);
    let begins = |form: &Vec<Piece>| match form.first() {
        Some(Piece::Said(words)) => said.after(0, words).is_some_and(|end| end < said.len()),
        _ => false,
    };
    let begun = SENTENCES.iter().flat_map(|(words, _)| forms(*words)).any(|form| begins(&form));
    let asks = ["谁", "何时", "什么时候", "多少", "的"];
    let plain = said.plain(0..said.len());
    let of_kind = limit::kind_at(&said, 0).is_some_and(|(_, end)| end < said.len());
    begun
        || of_kind
        || asks.iter().any(|word| plain.contains(word))
        || after_any(say::MY, &said, 0).is_some_and(|end| end < said.len())
}

/// Every word that a question can have and that is no name, the first words first.
fn vocabulary() -> Vec<String> {
    let said = |words| {
        forms(words).flatten().filter_map(|piece| match piece {
            Piece::Said(words) => Some(words.to_owned()),
            Piece::Open(_) => None,
        })
    };
    let mut all: Vec<String> = SENTENCES.iter().flat_map(|(words, _)| said(*words)).collect();
    all.extend(KINDS.iter().flat_map(|kind| [kind.plural, kind.code]).map(ToOwned::to_owned));
    all.extend(limit::words().flat_map(said).chain(dates::words()));
    all
}

fn which_kind(kinds: &[&Kind]) -> Wrong {
    let titles = |lang| -> String {
        let titles: Vec<&str> = kinds.iter().map(|kind| kind.title.say(lang)).collect();
        titles.join(COMMA.say(lang))
    };
    Wrong {
        en: say::WHICH_KIND.fill(Lang::En, &[&titles(Lang::En)]),
        zh: say::WHICH_KIND.fill(Lang::Zh, &[&titles(Lang::Zh)]),
    }
}
