//! A demonstration store: three years of an invented office's work on top of the published
//! facts, the same for the same number of records, day and person. It is saved as everything
//! is, through commits, and never into a store that holds anything else.

mod days;
mod dice;
mod draft;
mod lists;
mod maker;
mod partners;
#[cfg(test)]
mod tests;
mod together;
mod work;

use crate::clock::Clock;
use crate::published;
use crate::store::{Cause, Edit, INVENTED_BY, Person, Progress, Role, Sight, Store};
use crate::value::Lang;
use chrono::{NaiveDate, NaiveTime};
use draft::{Draft, choice_of, signed, text};
use lists::Lists;
use maker::{Maker, later};

/// How many records a demonstration store has unless another number is asked for, as it is
/// typed.
pub const USUAL: &str = "2000";
/// How many it can be asked for.
pub const SIZES: std::ops::RangeInclusive<usize> = 300..=1_000_000;

const SEED: u64 = 0x1911;
/// Days back to the first of the office's.
const SINCE: usize = 912;
/// Days of work, each one commit, in a small store.
const ROUNDS: usize = 60;
/// New records of one commit; what is changed beside them stays below 1,000 edits.
const BATCH: usize = 850;
/// Every so many new records one old one is changed.
const CHANGED: usize = 8;

type Make = fn(&mut Maker);

/// What is made each day, those first that others link to, and how many of a thousand.
const SHARES: [(&str, usize, Make); 13] = [
    ("organization", 130, Maker::organization),
    ("contact", 280, Maker::contact),
    ("member", 22, Maker::member),
    ("fund", 4, Maker::fund),
    ("office", 3, Maker::office),
    ("base", 3, Maker::base),
    ("agreement", 30, Maker::agreement),
    ("center", 6, Maker::center),
    ("technology", 12, Maker::technology),
    ("project", 20, Maker::project),
    ("event", 40, Maker::event),
    ("interaction", 310, Maker::interaction),
    ("followup", 140, Maker::followup),
];
/// Even the rarest kind has so many.
const LEAST: usize = 6;

/// Fills a new store with about so many records for the person who opens it.
pub fn fill(
    store: &Store,
    clock: &Clock,
    records: usize,
    person: &Person,
    told: &mut dyn FnMut(Progress),
) -> Result<(), String> {
    let today = clock.now().date();
    let mut office = Fill { store, records, told };
    let office_itself = Person::new(INVENTED_BY, Role::Admin);
    let begins = later(today, -signed(SINCE));
    office.save(&office_itself, begins, 0, published::edits()?)?;

    let mut maker = Maker::new(Lists::read()?, SEED, today, office.sight(begins));
    maker.begin();
    maker.day = begins;
    let logins = colleagues(&mut maker, person);
    maker.reference();
    maker.figures();
    maker.views()?;
    office.save(&office_itself, begins, 1, maker.take())?;
    maker.turn(begins, office.sight(begins));
    maker.complete();
    office.save(person, begins, 2, maker.take())?;

    let rest = records.saturating_sub(store.now().snapshot.len());
    for (code, count) in plan(rest) {
        maker.plan(code, count);
    }
    let rounds = ROUNDS.max(rest.div_ceil(BATCH));
    for round in 0..rounds {
        let passed = (SINCE - 1) * (round + 1) / rounds;
        let day = later(begins, signed(passed));
        maker.turn(day, office.sight(day));
        for (code, _, make) in SHARES {
            let wanted = maker.planned(code) * (round + 1) / rounds;
            while maker.nth(code) < wanted {
                make(&mut maker);
            }
        }
        maker.changes(maker.edits() / CHANGED + 1);
        let who = if round + 1 == rounds { 0 } else { maker.dice.below(logins.len()) };
        office.save(&logins[who], day, 3 + round, maker.take())?;
    }
    Ok(())
}

/// How many of each kind there are to be among so many.
fn plan(rest: usize) -> Vec<(&'static str, usize)> {
    let least = LEAST.min(rest / (2 * SHARES.len()));
    let shared = rest - least * SHARES.len();
    let mut plan: Vec<_> =
        SHARES.iter().map(|(code, share, _)| (*code, least + shared * share / 1000)).collect();
    let short = rest - plan.iter().map(|(_, count)| count).sum::<usize>();
    plan.iter_mut()
        .filter(|(code, _)| *code == "interaction")
        .for_each(|(_, count)| *count += short);
    plan
}

/// The office's people, whoever opens the store first.
fn colleagues(maker: &mut Maker, person: &Person) -> Vec<Person> {
    let others = maker.lists.people.colleagues.clone();
    let others = others.into_iter().filter(|[login, ..]| **login != *person.login).take(7);
    let mut first = Draft::of("colleague");
    first.set("name", text(&person.login));
    first.set("desk", draft::choice("both"));
    first.set("language", draft::choice("English"));
    let mut logins = vec![person.login.to_string()];
    first.set("login", text(&person.login));
    maker.add(first);
    for [login, name, name_zh, desk, language] in others {
        let mut draft = Draft::of("colleague");
        draft.set("name", text(&name));
        draft.set("name_zh", text(&name_zh));
        draft.set("login", text(&login));
        draft.set("desk", choice_of(draft.kind, "desk", &desk));
        draft.set("language", choice_of(draft.kind, "language", &language));
        if logins.len() == 3 {
            draft.set("away_until", draft::day(later(maker.today, 9)));
        }
        maker.add(draft);
        logins.push(login);
    }
    maker.colleagues = logins.len();
    logins.iter().map(|login| Person::new(login, Role::Admin)).collect()
}

/// The store while it is filled.
struct Fill<'a> {
    store: &'a Store,
    records: usize,
    told: &'a mut dyn FnMut(Progress),
}

impl Fill<'_> {
    fn sight(&self, day: NaiveDate) -> Sight {
        let person = Person::new(INVENTED_BY, Role::Admin);
        let snapshot = self.store.now().snapshot;
        Sight::new(snapshot, person, day.and_time(NaiveTime::MIN), |_, _| None)
    }

    /// Saves what a person did on a day, the nth commit of all.
    fn save(
        &mut self,
        person: &Person,
        day: NaiveDate,
        nth: usize,
        edits: Vec<Edit>,
    ) -> Result<(), String> {
        // Between half past eight and six, and each a little later than the one before.
        let time = NaiveTime::from_hms_opt(8, 30, 0).unwrap_or(NaiveTime::MIN);
        let moment = Clock::fixed(day.and_time(time)).millis();
        let when = moment + signed(nth % 500) * 60_000;
        let saved = self.store.commit(person, Cause::Import, when, edits).wait();
        saved.map_err(|refused| refused.say(Lang::En))?;
        let done = self.store.now().snapshot.len();
        (self.told)(Progress { done: done.min(self.records), all: self.records });
        Ok(())
    }
}
