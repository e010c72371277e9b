//! The history of one record, or of all: who changed what, when and why, each field before and
//! after. The journal is read elsewhere, so much of it at a time; what came of that is kept here.

use super::before_after::changed;
use super::decide::Decision;
use super::page::{Line, Target, Tone};
use super::record_page::moment;
use super::walk::Place;
use super::{App, Company, Desktop, Doing, Effect, Overlay};
use crate::clock::Clock;
use crate::store::{Change, Changed, Refused, Sight, explain};
use crate::value::{Id, Lang, Names as _, Words, width};
use crate::words::record_page as say;

/// How many changes are read at a time.
const READ: usize = 200;
/// Most records of one change that are listed.
const MOST_RECORDS: usize = 8;
/// Most fields of one record that are listed where all records' changes are.
const MOST_FIELDS: usize = 8;

/// Which changes are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// Of this record, or of all.
    pub of: Option<Id>,
    /// As the store stands at this commit.
    pub as_of: u64,
    /// Those after this commit alone; nothing for all.
    pub since: Option<u64>,
    /// At most so many, the newest.
    pub most: usize,
    /// Who looks on meanwhile.
    pub company: Company,
}

/// What has been read of the journal.
#[derive(Default)]
pub struct Past {
    /// What was asked for last.
    asked: Option<Wanted>,
    /// How often it was read on from there.
    further: usize,
    /// What was read last, newest first, and what could not be.
    read: Option<(Wanted, Vec<Change>, Option<Refused>)>,
}

impl Past {
    /// What is to be read for a place, unless it was or is being read.
    fn wants(&mut self, of: Option<Id>, as_of: u64, company: Company) -> Option<Wanted> {
        if self.asked.is_some_and(|asked| asked.of != of) {
            self.further = 0;
        }
        let most = READ * (self.further + 1);
        let wanted = Wanted { of, as_of, since: None, most, company };
        (self.asked != Some(wanted)).then(|| *self.asked.insert(wanted))
    }

    /// What was read came.
    pub fn take(&mut self, wanted: Wanted, read: Vec<Result<Change, Refused>>) {
        if self.asked != Some(wanted) {
            return;
        }
        let (mut changes, mut broken) = (Vec::new(), None);
        for one in read {
            match one {
                Ok(change) => changes.push(change),
                Err(refused) => broken = Some(refused),
            }
        }
        self.read = Some((wanted, changes, broken));
    }

    fn changes(&self, of: Option<Id>) -> Option<&[Change]> {
        let (wanted, changes, _) = self.read.as_ref()?;
        (wanted.of == of).then_some(changes.as_slice())
    }

    /// How many changes there may be besides those read.
    fn older(&self) -> u64 {
        let Some((wanted, changes, None)) = &self.read else { return 0 };
        let Some(last) = changes.last().filter(|_| changes.len() >= wanted.most) else { return 0 };
        let of_record = |of| last.changed.iter().find(|changed| changed.id == of);
        match wanted.of {
            Some(of) => of_record(of).map_or(0, |changed| u64::from(changed.rev) - 1),
            None => last.sequence - 1,
        }
    }
}

impl App {
    /// What is to be read for the page that is shown.
    pub(super) fn wants(&mut self, desk: Desktop<'_>) -> Option<Effect> {
        let of = match self.walk.place {
            Place::Home => return self.wants_since(desk),
            Place::History(of) if !self.opening => of,
            _ => return None,
        };
        self.past.wants(of, desk.sight.sequence(), self.company).map(Effect::Read)
    }

    /// Changes came that were to be read.
    pub(super) fn read(
        &mut self,
        wanted: Wanted,
        changes: Vec<Result<Change, Refused>>,
        desk: Desktop<'_>,
    ) {
        if wanted.since.is_none() {
            return self.past.take(wanted, changes);
        }
        let changes: Vec<Change> = changes.into_iter().flatten().collect();
        self.home.since.take(wanted, &changes, &desk.sight.person().login);
    }

    /// Goes on reading where there is more.
    pub(super) fn read_on(&mut self) {
        let read = self.past.read.as_ref().map(|(wanted, ..)| *wanted);
        if read == self.past.asked && self.past.older() > 0 {
            self.past.further += 1;
        }
    }

    /// Asks whether the change under the cursor is to be taken back.
    pub(super) fn ask_take_back(&mut self, desk: Desktop<'_>) {
        let Place::History(of) = self.walk.place else { return };
        if self.is_watched() {
            return;
        }
        let Some(Target::Change(sequence, _)) = self.target() else { return };
        let changes = self.past.changes(of).unwrap_or_default();
        let Some(change) = changes.iter().find(|change| change.sequence == sequence) else {
            return;
        };
        let (lang, sight) = (self.lang, desk.sight);
        let edits = change.taken_back(|id| sight.row(id).cloned());
        let (when, who) = (moment(change.head.when, desk.clock), change.head.who.to_string());
        let mut clashes = sight.clashes(&edits);
        let touched = |id| changes.iter().filter_map(move |change| change.touch(id));
        explain(&mut clashes, touched);
        let title = say::TAKE_BACK.fill(lang, &[&when, &who]);
        let doing = Doing::Undo(sequence, say::CHANGE_OF.fill(lang, &[&when, &who]));
        let decision = Decision::new(title, doing, edits, clashes, None, sight);
        if decision.is_empty() {
            self.message = Some(say::ALREADY_BACK.say(lang).to_owned());
        } else if self.may_edit(desk) {
            self.overlay = Some(Overlay::Decide(Box::new(decision)));
        }
    }
}

/// The lines of a history in a width of cells.
pub fn lines(
    past: &Past,
    of: Option<Id>,
    sight: &Sight,
    clock: &Clock,
    lang: Lang,
    room: u16,
) -> Vec<Line> {
    let mut page = History { of, sight, clock, lang, room, lines: Vec::new() };
    let mut title = say::HISTORY.say(lang).to_owned();
    if let Some(id) = of {
        title = format!("{title}  {}", sight.name(id, lang));
    }
    page.lines.push(Line::text(title, Tone::Strong));
    match past.changes(of) {
        None => page.say(say::READING),
        Some([]) => page.say(say::NO_CHANGES),
        Some(changes) => changes.iter().for_each(|change| page.change(change)),
    }
    if let Some((_, _, Some(refused))) = &past.read {
        page.lines.push(Line::default());
        page.lines.push(Line::text(format!("! {}", refused.say(lang)), Tone::Alert));
    }
    let older = past.older();
    if older > 0 && past.changes(of).is_some() {
        page.lines.push(Line::default());
        page.lines.push(Line::text(say::OLDER.fill(lang, &[&older.to_string()]), Tone::Dim));
    }
    page.lines
}

struct History<'a> {
    of: Option<Id>,
    sight: &'a Sight,
    clock: &'a Clock,
    lang: Lang,
    room: u16,
    lines: Vec<Line>,
}

impl History<'_> {
    fn say(&mut self, words: Words) {
        self.lines.push(Line::default());
        self.lines.push(Line::text(words.say(self.lang), Tone::Dim));
    }

    fn change(&mut self, change: &Change) {
        let (lang, head) = (self.lang, &change.head);
        let cause = head.cause.say(lang);
        let mut others: Vec<&Changed> = change.changed.iter().collect();
        let own = others.iter().position(|changed| Some(changed.id) == self.of);
        let own = own.map(|place| others.remove(place));
        let became = own.and_then(became).map_or("", |words| words.say(lang));
        let number = say::CHANGE.fill(lang, &[&change.sequence.to_string()]);
        let mut line = Line::text(moment(head.when, self.clock), Tone::Plain);
        let mut at = 18;
        let pieces = [(&*head.who, Tone::Strong), (&*cause, Tone::Dim), (became, Tone::Dim)];
        for (text, tone) in pieces.into_iter().chain([(&*number, Tone::Dim)]) {
            if !text.is_empty() {
                line = line.and(at, text, tone);
                at += width(text) as u16 + 2;
            }
        }
        self.lines.push(Line::default());
        if let Some(own) = own {
            let head = line.to(Target::Change(change.sequence, own.id));
            self.lines.push(head);
            self.lines.extend(changed(own, 2, usize::MAX, self.sight, self.lang, self.room));
            if !others.is_empty() {
                let said = say::SAME_CHANGE.fill(self.lang, &[&others.len().to_string()]);
                self.lines.push(Line::default().and(2, said, Tone::Dim));
            }
        } else {
            self.lines.push(line);
        }
        for other in others.iter().take(MOST_RECORDS) {
            self.other(change.sequence, other);
            // Of many records at once their names say more.
            if self.of.is_none() && others.len() <= MOST_RECORDS {
                self.fields(other);
            }
        }
        self.more(2, others.len(), MOST_RECORDS);
    }

    /// A record that was changed, under the change.
    fn other(&mut self, sequence: u64, other: &Changed) {
        let name = self.sight.name(other.id, self.lang);
        let became = became(other).map_or("", |words| words.say(self.lang));
        let line = Line::default().and(2, &*name, Tone::Plain);
        let line = line.and(width(&name) as u16 + 4, became, Tone::Dim);
        self.lines.push(line.to(Target::Change(sequence, other.id)));
    }

    fn fields(&mut self, of: &Changed) {
        let fields = changed(of, 4, MOST_FIELDS, self.sight, self.lang, self.room);
        self.lines.extend(fields);
        self.more(4, of.fields().len(), MOST_FIELDS);
    }

    fn more(&mut self, indent: u16, all: usize, most: usize) {
        if all > most {
            let said = say::MORE.fill(self.lang, &[&(all - most).to_string()]);
            self.lines.push(Line::default().and(indent, said, Tone::Dim));
        }
    }
}

/// What became of a record besides its fields.
fn became(changed: &Changed) -> Option<Words> {
    match changed.trashed() {
        Some(true) => Some(say::TO_TRASH),
        Some(false) => Some(say::FROM_TRASH),
        None => changed.is_new().then_some(say::MADE),
    }
}
