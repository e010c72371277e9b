//! `today [--all]`: what waits, as Home shows it: sentences in plain mode, else a table.

use super::Command;
use super::answer::Failure;
use super::argument::{Argument, Holds};
use super::output::{FORMAT, Format};
use super::plain;
use super::table::{Head, Sheet, sentence};
use super::turn::Turn;
use crate::insight::{self, Agenda, Entry, Quiet, Whose};
use crate::record::Kind;
use crate::store::Sight;
use crate::value::{Id, Lang, Names, When};
use crate::words::command as said;
use crate::words::work as say;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value as Json, json};

pub(super) static COMMAND: Command = Command {
    name: "today",
    about: say::TODAY,
    arguments: &[Argument::new("all", Holds::Flag, say::TODAY_ALL), FORMAT],
    run,
};

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let (sight, lang) = (turn.sight(), turn.lang());
    let whose = if turn.given.has("all") { Whose::All } else { Whose::Mine };
    let agenda = insight::agenda(&sight, whose);
    let day = Day { sight: &sight, lang, today: insight::today(&sight) };
    let items = items(&agenda);
    turn.remember(items.iter().map(Item::id));
    if turn.format().is_json() {
        return turn.objects(items.iter().map(|item| day.json(item)));
    }
    if items.is_empty() {
        turn.tell(say::NOTHING_DUE.say(lang));
    } else if turn.format() == Format::Lines {
        let sentences: Vec<String> = items.iter().map(|item| day.sentence(item)).collect();
        plain::numbered(turn, &sentences)?;
    } else {
        turn.sheet(&day.sheet(&items))?;
    }
    for line in beneath(&agenda, lang) {
        turn.after(line)?;
    }
    Ok(())
}

/// What waits, with the section of Home it stands in.
enum Item<'a> {
    Due(&'static str, &'a Entry),
    Quiet(&'a Quiet),
}

const DECISIONS: &str = "decisions";

/// Everything that waits, in the order of Home.
fn items(agenda: &Agenda) -> Vec<Item<'_>> {
    let due = [
        ("overdue", &agenda.overdue),
        ("today", &agenda.today),
        ("next", &agenda.next),
        (DECISIONS, &agenda.decisions),
    ];
    let entries = due
        .into_iter()
        .flat_map(|(name, list)| list.iter().map(move |entry| Item::Due(name, entry)));
    entries.chain(agenda.quiet.iter().map(Item::Quiet)).collect()
}

impl Item<'_> {
    fn id(&self) -> Id {
        match self {
            Self::Due(_, entry) => entry.id,
            Self::Quiet(quiet) => quiet.id,
        }
    }

    fn who(&self) -> Option<Id> {
        match self {
            Self::Due(_, entry) => entry.who,
            Self::Quiet(quiet) => quiet.who,
        }
    }
}

/// What is needed to say something of a day's work.
struct Day<'a> {
    sight: &'a Sight,
    lang: Lang,
    today: NaiveDate,
}

impl Day<'_> {
    fn name(&self, id: Option<Id>) -> String {
        id.map_or_else(String::new, |id| self.sight.name(id, self.lang))
    }

    /// A day as it is said: with its year only if that is another.
    fn day(&self, day: NaiveDate) -> String {
        match (self.lang, day.year() == self.today.year()) {
            (Lang::En, true) => day.format("%-d %B").to_string(),
            (Lang::Zh, true) => format!("{}月{}日", day.month(), day.day()),
            (lang, false) => When::day(day).map_or_else(String::new, |day| day.show_long(lang)),
        }
    }

    fn sentence(&self, item: &Item<'_>) -> String {
        let lang = self.lang;
        let mut parts = match item {
            Item::Due(section, entry) => self.due(section, entry),
            Item::Quiet(quiet) => vec![quiet_for(quiet, lang), self.name(Some(quiet.id))],
        };
        if let Some(who) = item.who().filter(|who| self.sight.me() != Some(*who)) {
            parts.push(say::BY.fill(lang, &[&self.name(Some(who))]));
        }
        sentence(parts.into_iter().filter(|part| !part.is_empty()), lang)
    }

    /// When it is due, whose it is, what, about whom and where.
    fn due(&self, section: &str, entry: &Entry) -> Vec<String> {
        let lang = self.lang;
        let mut parts = Vec::new();
        match entry.late {
            0 => {}
            1 => parts.push(say::OVERDUE_DAY.say(lang).to_owned()),
            days => parts.push(say::OVERDUE.fill(lang, &[&days.to_string()])),
        }
        let day = self.day(entry.day);
        let time = entry.time.map(|time| time.format("%H:%M").to_string());
        parts.push(match (section, time) {
            (DECISIONS, _) => say::DECIDE.fill(lang, &[entry.column.title.say(lang), &day]),
            ("overdue", _) => String::new(),
            ("today", Some(time)) => say::TODAY_AT.fill(lang, &[&time]),
            ("today", None) => say::IS_TODAY.say(lang).to_owned(),
            (_, Some(time)) => format!("{day} {time}"),
            (_, None) => day,
        });
        parts.push(capital(entry.whose(lang)));
        parts.extend([self.name(Some(entry.id)), self.name(entry.about), entry.place.to_string()]);
        parts
    }

    fn sheet(&self, items: &[Item<'_>]) -> Sheet {
        let lang = self.lang;
        let heads = vec![
            Head::plain("when", say::WHEN.say(lang)),
            Head::number("late", say::DAYS_LATE.say(lang)),
            Head::plain("whose", say::WHOSE.say(lang)),
            Head::plain("what", say::WHAT.say(lang)),
            Head::plain("about", say::ABOUT.say(lang)),
            Head::plain("who", say::WHO.say(lang)),
            Head::plain("id", said::ID.say(lang)),
        ];
        Sheet { heads, rows: items.iter().map(|item| self.row(item)).collect() }
    }

    fn row(&self, item: &Item<'_>) -> Vec<String> {
        let lang = self.lang;
        let (when, late, whose, about) = match item {
            Item::Due(section, entry) => {
                let whose = match *section {
                    DECISIONS => entry.column.title.say(lang),
                    _ => entry.whose(lang),
                };
                (stamp(entry), entry.late, whose.to_owned(), self.name(entry.about))
            }
            Item::Quiet(quiet) => {
                let late = quiet.days.map_or(0, |days| days - quiet.cadence);
                (String::new(), late, say::QUIET.say(lang).to_owned(), quiet_for(quiet, lang))
            }
        };
        let late = if late > 0 { late.to_string() } else { String::new() };
        let (name, who) = (self.name(Some(item.id())), self.name(item.who()));
        vec![when, late, whose, name, about, who, item.id().to_string()]
    }

    fn json(&self, item: &Item<'_>) -> Json {
        let link = |id: Option<Id>| {
            id.map(|id| json!({ "id": id.to_string(), "name": self.sight.name(id, Lang::En) }))
        };
        let (id, name) = (item.id(), self.sight.name(item.id(), Lang::En));
        match item {
            Item::Due(section, entry) => json!({
                "section": section,
                "id": id.to_string(),
                "name": name,
                "field": entry.column.name,
                "when": stamp(entry),
                "late": entry.late,
                "whose": entry.side.map(|side| side.code),
                "about": link(entry.about),
                "who": link(entry.who),
            }),
            Item::Quiet(quiet) => json!({
                "section": "quiet",
                "id": id.to_string(),
                "name": name,
                "days": quiet.days,
                "cadence": quiet.cadence,
                "who": link(quiet.who),
            }),
        }
    }
}

/// The day with its time, as in a table.
fn stamp(entry: &Entry) -> String {
    match entry.time {
        Some(time) => format!("{} {}", entry.day, time.format("%H:%M")),
        None => entry.day.to_string(),
    }
}

fn quiet_for(quiet: &Quiet, lang: Lang) -> String {
    let meant = quiet.cadence.to_string();
    match quiet.days {
        Some(days) => say::QUIET_FOR.fill(lang, &[&days.to_string(), &meant]),
        None => say::NEVER.fill(lang, &[&meant]),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What is said below the list, as far as there is anything to say.
fn beneath(agenda: &Agenda, lang: Lang) -> Vec<String> {
    let comma = said::COMMA.say(lang);
    let mut lines = Vec::new();
    if !agenda.endless.is_empty() {
        let group = |(kind, count): &(&Kind, usize)| {
            said::GROUP.fill(lang, &[kind.title.say(lang), &count.to_string()])
        };
        let groups: Vec<String> = agenda.endless.iter().map(group).collect();
        lines.push(say::ENDLESS.fill(lang, &[&groups.join(comma)]));
    }
    let mend = &agenda.mend;
    let counted = [(mend.confirm, say::TO_CONFIRM), (mend.no_contact, say::NO_CONTACT)];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    let mut flaws: Vec<String> =
        counted.map(|(count, words)| words.fill(lang, &[&count.to_string()])).collect();
    flaws.extend(mend.no_dates.iter().map(|(kind, count)| {
        say::NO_DATES.fill(lang, &[kind.title.say(lang), &count.to_string()])
    }));
    if !flaws.is_empty() {
        lines.push(say::TO_MEND.fill(lang, &[&flaws.join(comma)]));
    }
    if agenda.left_out > 0 {
        lines.push(say::LEFT_OUT.fill(lang, &[&agenda.left_out.to_string()]));
    }
    lines
}
