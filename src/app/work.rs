//! What is done with records without a form: a follow-up is done or put off, a term renewed, a
//! note taken, something linked added. The edits are proposed by `insight`.

use super::actions::Action;
use super::form::Form;
use super::many::Many;
use super::pick::{Choice, Entry, Pick, decks};
use super::walk::Place;
use super::{App, Desktop, Doing, Effect, Overlay};
use crate::insight::{self, Begun};
use crate::records::{self, KINDS};
use crate::store::Edit;
use crate::value::{Id, Lang, When, Words, Wrong};
use crate::words::record_page as say;
use crate::words::{list, screen};
use chrono::NaiveDate;

/// What is proposed for some records.
struct Proposed<T> {
    /// For each to which it applies, the record and what is proposed.
    all: Vec<(Id, T)>,
    /// To how many it does not.
    left_out: usize,
}

impl App {
    /// Asks for proposals; on a record's page for the record under the cursor, where it does not
    /// apply to the page's own. Says why if it applies to none.
    fn proposed<T>(
        &mut self,
        desk: Desktop<'_>,
        propose: impl Fn(Id) -> Result<T, Wrong>,
    ) -> Option<Proposed<T>> {
        let mut ids = self.targets();
        let pointed = self.target().and_then(super::Target::record);
        if let ([only], Some(pointed), Place::Record(_)) = (&mut *ids, pointed, self.walk.place)
            && propose(*only).is_err()
            && propose(pointed).is_ok()
        {
            *only = pointed;
        }
        if ids.is_empty() {
            self.message = Some(screen::NO_RECORD.say(self.lang).to_owned());
            return None;
        }
        if !self.may_edit(desk) {
            return None;
        }
        let (mut all, mut wrong) = (Vec::new(), Vec::new());
        for id in ids {
            match propose(id) {
                Ok(one) => all.push((id, one)),
                Err(why) => wrong.push(why),
            }
        }
        if all.is_empty() {
            self.message = wrong.first().map(|why| why.say(self.lang).to_owned());
            return None;
        }
        Some(Proposed { all, left_out: wrong.len() })
    }

    pub(super) fn be_done(&mut self, desk: Desktop<'_>) -> Option<Effect> {
        let proposed = self.proposed(desk, |id| insight::done(desk.sight, id))?;
        let said = |name: &str, edits: &[Edit]| match insight::comes_again(edits) {
            Some(due) => {
                say::DONE_AGAIN.fill(self.lang, &[name, &due.show(self.lang), self.key_of("undo")])
            }
            None => say::DONE.fill(self.lang, &[name, self.key_of("undo")]),
        };
        if let [(id, edits)] = proposed.all.as_slice()
            && proposed.left_out == 0
        {
            let name = self.name(*id, desk);
            let said = said(&name, edits);
            return Some(Effect::Commit(Doing::Change(name, said), edits.clone()));
        }
        let text = say::ASK_DONE.fill(self.lang, &[&self.several(&proposed)]);
        self.ask_all(&text, proposed, desk);
        None
    }

    /// Asks until when something is put off.
    pub(super) fn ask_later(&mut self, desk: Desktop<'_>) {
        let today = insight::today(desk.sight);
        let Some(ahead) = today.succ_opt().and_then(When::day) else { return };
        if self.proposed(desk, |id| insight::later(desk.sight, id, ahead)).is_some() {
            let days = (say::UNTIL_WHEN, say::LATER.as_slice());
            let pick = self.dates(days, today, Choice::Until);
            self.overlay = Some(Overlay::Pick(pick));
        }
    }

    pub(super) fn put_off(&mut self, until: When, desk: Desktop<'_>) -> Option<Effect> {
        let proposed = self.proposed(desk, |id| insight::later(desk.sight, id, until))?;
        let day = until.show(self.lang);
        if let [(id, edits)] = proposed.all.as_slice()
            && proposed.left_out == 0
        {
            let name = self.name(*id, desk);
            let said = say::PUT_OFF.fill(self.lang, &[&day, &name, self.key_of("undo")]);
            return Some(Effect::Commit(Doing::Change(name, said), edits.clone()));
        }
        let text = say::ASK_LATER.fill(self.lang, &[&self.several(&proposed), &day]);
        self.ask_all(&text, proposed, desk);
        None
    }

    /// Asks whether a term is to be renewed, and first until when if the old one does not tell.
    pub(super) fn renew(&mut self, until: Option<When>, desk: Desktop<'_>) {
        let until = until.map(|until| until.show(Lang::En));
        let propose = |id| insight::renew(desk.sight, id, until.as_deref());
        if let (None, [only]) = (&until, self.targets().as_slice())
            && self.applies(Action::Renew, desk)
            && (insight::RENEWABLE.1)(desk.sight, *only)
            && propose(*only).is_err()
        {
            self.ask_end(*only, desk);
            return;
        }
        let Some(proposed) = self.proposed(desk, propose) else { return };
        let lang = self.lang;
        if let [(id, renewal)] = proposed.all.as_slice() {
            let name = self.name(*id, desk);
            let said =
                say::RENEWED.fill(lang, &[&renewal.ends.show(lang), &name, self.key_of("undo")]);
            let many = Many {
                question: say::ASK_RENEW.fill(lang, &[&name]) + &left_out(proposed.left_out, lang),
                what: name,
                said,
                yes: (Action::Save, list::CHANGE_YES),
            };
            self.ask_many(many, renewal.edits.clone(), None, desk);
            return;
        }
        let text = say::ASK_RENEW.fill(lang, &[&self.several(&proposed)]);
        let all = proposed.all.into_iter().map(|(id, renewal)| (id, renewal.edits)).collect();
        self.ask_all(&text, Proposed { all, left_out: proposed.left_out }, desk);
    }

    /// Asks until when a term is renewed that does not tell how long it was.
    fn ask_end(&mut self, id: Id, desk: Desktop<'_>) {
        let Some(end) = insight::ends(desk.sight, id) else {
            let name = self.name(id, desk);
            self.message = Some(say::NO_END.fill(self.lang, &[&name, self.key_of("edit")]));
            return;
        };
        if self.may_edit(desk) {
            let terms = (say::RENEW_UNTIL, say::TERMS.as_slice());
            let pick = self.dates(terms, end.last(), Choice::RenewUntil);
            self.overlay = Some(Overlay::Pick(pick));
        }
    }

    fn several<T>(&self, proposed: &Proposed<T>) -> String {
        list::MANY.fill(self.lang, &[&proposed.all.len().to_string()])
    }

    fn ask_all(&mut self, question: &str, proposed: Proposed<Vec<Edit>>, desk: Desktop<'_>) {
        let (lang, count) = (self.lang, proposed.all.len().to_string());
        let many = Many {
            question: format!("{question}{}", left_out(proposed.left_out, lang)),
            what: list::MANY.fill(lang, &[&count]),
            said: list::CHANGED_MANY.fill(lang, &[&count, self.key_of("undo")]),
            yes: (Action::Save, list::CHANGE_YES),
        };
        let edits = proposed.all.into_iter().flat_map(|(_, edits)| edits).collect();
        self.ask_many(many, edits, None, desk);
    }

    /// Dates to choose from, or to type, told from a day.
    fn dates(
        &self,
        (title, days): (Words, &[(Words, Words)]),
        from: NaiveDate,
        choice: fn(When) -> Choice,
    ) -> Pick {
        let lang = self.lang;
        let entry = |(words, typed): &(Words, Words)| {
            let typed = typed.say(lang);
            let when = When::read(typed, Some(from)).ok()?;
            let text = say::DAY_OF.fill(lang, &[words.say(lang), &when.show(lang)]);
            Some(Entry::new(choice(when), &text, typed))
        };
        Pick::of_dates(title, days.iter().filter_map(entry).collect(), from, choice)
    }

    /// A note on the record one is at.
    pub(super) fn note(&mut self, desk: Desktop<'_>) {
        let row = self.selected().and_then(|id| desk.sight.present(id));
        let begun = insight::note_begun(desk.sight, row.map(AsRef::as_ref));
        self.begin(begun, desk);
    }

    /// Adds a record: to a list one of its kind; to a record's page what is chosen; elsewhere
    /// what must not be forgotten.
    pub(super) fn add(&mut self, desk: Desktop<'_>) {
        match (self.walk.place, self.kind()) {
            (Place::List(_), Some(kind)) => {
                self.begin(Some(insight::begun(desk.sight, kind)), desk);
            }
            (_, Some(_)) => self.ask_addition(desk),
            (_, None) => self.begin(insight::followup_begun(desk.sight), desk),
        }
    }

    fn ask_addition(&mut self, desk: Desktop<'_>) {
        let Some(row) = self.selected().and_then(|id| desk.sight.row(id)) else {
            self.message = Some(screen::NO_RECORD.say(self.lang).to_owned());
            return;
        };
        if row.trashed.is_some() {
            let name = desk.sight.name_of(row, self.lang);
            self.message = Some(say::TAKE_OUT_FIRST.fill(self.lang, &[&name]));
        } else if self.may_edit(desk) {
            self.overlay = Some(Overlay::Pick(decks::additions(row, &self.keys, self.lang)));
        }
    }

    /// Begins a record of a kind that links to the one on the page by a field, if one is given.
    pub(super) fn add_linked(&mut self, code: &str, field: Option<u16>, desk: Desktop<'_>) {
        let Some(kind) = KINDS.iter().copied().find(|kind| kind.code == code) else { return };
        let row = self.selected().and_then(|id| desk.sight.present(id));
        let column = field.and_then(|number| kind.column(number));
        let begun = match (row, column) {
            (Some(row), Some(column)) => insight::linked_begun(desk.sight, kind, column, row),
            _ => insight::begun(desk.sight, kind),
        };
        self.begin(Some(begun), desk);
    }

    fn begin(&mut self, begun: Option<Begun>, desk: Desktop<'_>) {
        let Some(begun) = begun else { return };
        let kind = KINDS.iter().copied().find(|kind| kind.code == begun.kind);
        let Some(kind) = kind.filter(|_| self.may_edit(desk)) else { return };
        let form = Form::add_with(kind, &begun.fields, desk.sight, self.lang);
        self.overlay = Some(Overlay::Form(Box::new(form)));
    }

    /// Whether an action that is not for every kind applies where one is.
    pub fn applies(&self, action: Action, desk: Desktop<'_>) -> bool {
        let in_trash = self.is_in_trash(desk);
        let kind = self.selected().and_then(|id| records::kind(id.kind));
        let is = |codes: &[&str]| kind.is_some_and(|kind| codes.contains(&kind.code));
        match action {
            Action::Done | Action::Later => is(insight::TO_DO.0) && !in_trash,
            Action::Renew => is(insight::RENEWABLE.0) && !in_trash,
            Action::Edit => {
                kind.is_some() && !in_trash && !matches!(self.walk.place, Place::Briefing(_))
            }
            Action::Note => !in_trash,
            Action::Brief => {
                let here =
                    self.selected().filter(|_| !matches!(self.walk.place, Place::Briefing(_)));
                here.is_some_and(|id| !insight::partners(desk.sight, id).is_empty())
            }
            _ => true,
        }
    }
}

fn left_out(count: usize, lang: Lang) -> String {
    if count == 0 { String::new() } else { say::LEFT_OUT.fill(lang, &[&count.to_string()]) }
}
