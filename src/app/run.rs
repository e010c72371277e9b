//! What keys do.

use super::actions::{Action, Context, Meant, Step, key_name};
use super::form::{Form, Step as FormStep};
use super::layout::{Areas, is_too_small};
use super::own::Turn;
use super::page::Target;
use super::pick::{Choice, Pick, Picked, decks};
use super::question::{Answer, Question};
use super::saved::what;
use super::seek::Sought;
use super::walk::Place;
use super::{App, Desktop, Doing, Effect, Overlay, Suggestions, shelf};
use crate::filter::Desk;
use crate::records::KINDS;
use crate::value::Id;
use crate::words::{exchange, list as say_list, screen as say};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl App {
    pub(super) fn key(&mut self, key: &KeyEvent, desk: Desktop<'_>) -> Option<Effect> {
        if is_too_small(self.size) {
            // What a key would do could not be seen.
            let leaves = self.keys.action(Context::Everywhere, key) == Some(Action::Quit);
            let is_typing = self.overlay.as_ref().is_some_and(|over| over.form().is_some());
            return (leaves && !is_typing).then_some(Effect::Quit);
        }
        self.message = None;
        let mut key = *key;
        if !self.context().is_typed() {
            key = self.fold.meant(key)?;
        }
        let key = &key;
        if self.turns_company(key) {
            return Some(self.turn_company());
        }
        let is_covered = self.is_covered();
        match self.overlay.take() {
            Some(form @ Overlay::Form(_)) if self.saving || is_covered => {
                // Until the answer is there a key could only save twice, or lose what it changes;
                // what is covered nobody sees change.
                self.overlay = Some(form);
                None
            }
            Some(Overlay::Form(form)) => self.form_key(form, key, desk),
            Some(Overlay::Seek(mut seek)) => {
                let height = Areas::hit_rows(self.size);
                match seek.key(key, height, shelf(desk, &self.recent, &self.keys, self.at_once)) {
                    Sought::Stay => self.overlay = Some(Overlay::Seek(seek)),
                    Sought::Close => self.remember_hits(&seek, false),
                    Sought::Open(id) => {
                        self.remember_hits(&seek, true);
                        self.open_hit(id, seek.scope());
                    }
                    Sought::Brief(id) => {
                        self.remember_hits(&seek, true);
                        self.brief_on(id, desk);
                    }
                    Sought::Note(id) => {
                        self.remember_hits(&seek, true);
                        self.open_hit(id, seek.scope());
                        self.note(desk);
                    }
                    Sought::Edit(id) => {
                        self.remember_hits(&seek, true);
                        self.open_hit(id, seek.scope());
                        self.edit(None, desk);
                    }
                }
                None
            }
            Some(Overlay::Pick(mut pick)) => {
                match pick.key(key, Areas::popup_rows(self.size), self.lang, &self.keys) {
                    Picked::Stay => {
                        self.overlay = Some(Overlay::Pick(pick));
                        self.put_question(desk);
                    }
                    Picked::Close => {}
                    Picked::Take(Choice::Answer) => self.open_answer(pick, desk),
                    Picked::Take(choice) => return self.take(choice, desk),
                }
                None
            }
            Some(Overlay::FormHelp(form, mut pick)) => {
                let closed = matches!(
                    pick.key(key, Areas::popup_rows(self.size), self.lang, &self.keys),
                    Picked::Close
                );
                self.overlay =
                    Some(if closed { Overlay::Form(form) } else { Overlay::FormHelp(form, pick) });
                None
            }
            Some(Overlay::Ask(question)) => self.answer(question, key),
            Some(Overlay::Decide(decision)) => self.decide_key(decision, key, desk),
            Some(Overlay::Filter(line)) => {
                self.filter_key(line, key, desk);
                None
            }
            Some(Overlay::Columns(panel)) => {
                self.columns_key(panel, key);
                None
            }
            Some(Overlay::Language) => {
                self.language_key(key);
                None
            }
            Some(Overlay::Bars(bars)) => {
                self.bars_key(bars, key);
                None
            }
            Some(Overlay::Drafts(drafts)) => self.drafts_key(drafts, key, desk),
            None => self.plain_key(key, desk),
        }
    }

    /// Whether a key means something only once the store is open, or what is typed is looked up;
    /// or comes after one that does.
    pub fn comes_early(&self, key: &KeyEvent, after: bool) -> bool {
        if let Some(Overlay::Seek(seek)) = &self.overlay {
            return seek.waits(key, after, &self.keys);
        }
        let meant = self.keys.action(self.context(), key);
        let at_once = |action: &Action| match action {
            Action::Quit | Action::Redraw => true,
            Action::Pane
            | Action::NextPane
            | Action::PreviousPane
            | Action::LookUp
            | Action::Close
            | Action::Help
            | Action::Palette
            | Action::Language => !after,
            _ => false,
        };
        self.opening && self.overlay.is_none() && !meant.as_ref().is_some_and(at_once)
    }

    fn plain_key(&mut self, key: &KeyEvent, desk: Desktop<'_>) -> Option<Effect> {
        let chord = self.chord.take();
        if let Some(name) = key_name(key) {
            let names = chord.iter().cloned().chain([name]).collect::<Vec<_>>().join(" ");
            match self.keys.meant(self.context(), &names) {
                Meant::Do(action) => {
                    let digit = match key.code {
                        KeyCode::Char(c) => c,
                        _ => ' ',
                    };
                    return self.act(action, digit, desk);
                }
                Meant::More => {
                    self.chord = Some(names);
                    return None;
                }
                Meant::Nothing => {}
            }
        }
        if chord.is_some() {
            return None;
        }
        if let Some(name) = key_name(key)
            && self.open_view_of(&name, desk)
        {
            return None;
        }
        // A Han character reaches a list only through an input method: somebody means a name.
        if let KeyCode::Char(c) = key.code
            && !c.is_ascii()
            && key.modifiers.difference(KeyModifiers::SHIFT).is_empty()
        {
            self.look_up(&c.to_string(), desk);
        }
        None
    }

    fn form_key(
        &mut self,
        mut form: Box<Form>,
        key: &KeyEvent,
        desk: Desktop<'_>,
    ) -> Option<Effect> {
        if self.keys.action(Context::Form, key) == Some(Action::Help) {
            let help = decks::help(&self.keys, Context::Form, self.lang);
            self.overlay = Some(Overlay::FormHelp(form, help));
            return None;
        }
        let reader = Desk { sight: desk.sight, lookup: desk.lookup };
        match form.key(*key, &self.keys, &reader, &Suggestions(desk)) {
            FormStep::Stay => self.overlay = Some(Overlay::Form(form)),
            FormStep::Leave => self.form_is_over(),
            FormStep::Keep => {
                self.saving = true;
                self.overlay = Some(Overlay::Form(form));
                return Some(Effect::Keep);
            }
            FormStep::Save(edits) if form.count().is_some() => {
                self.change_marked(form, edits, desk);
            }
            FormStep::Save(edits) if self.key_taken(&edits, desk).is_some() => {
                let wrong = self.key_taken(&edits, desk);
                let said = say_list::NO_SUCH_KEY.say(self.lang).to_owned();
                form.refuse(wrong.as_slice(), said, &reader);
                self.overlay = Some(Overlay::Form(form));
            }
            FormStep::Save(edits) => {
                let id = form.id().unwrap_or(Id::provisional(form.kind().number, 0));
                // It is told again only when nobody looks on.
                let alone = desk.sight.alone();
                let what = what(&edits, Desktop { sight: &alone, ..desk }, self.lang);
                self.saving = true;
                self.overlay = Some(Overlay::Form(form));
                return Some(Effect::Commit(Doing::Save(id, what), edits));
            }
        }
        None
    }

    fn answer(&mut self, mut question: Box<Question>, key: &KeyEvent) -> Option<Effect> {
        match question.key(key, Areas::preview_rows(self.size), &self.keys) {
            Answer::Stay => self.overlay = Some(Overlay::Ask(question)),
            Answer::No => self.overlay = question.behind,
            Answer::Yes => {
                let (doing, edits) = question.then;
                // What was typed stays until it is saved.
                self.saving = matches!(question.behind, Some(Overlay::Form(_)));
                self.overlay = question.behind;
                return Some(Effect::Commit(doing, edits));
            }
        }
        None
    }

    /// Does an entry of the palette, the help or the list of panes.
    fn take(&mut self, choice: Choice, desk: Desktop<'_>) -> Option<Effect> {
        match choice {
            Choice::Do(action) => return self.act(action, ' ', desk),
            Choice::Pane(code) => self.go(Place::List(code)),
            Choice::Home => self.go(Place::Home),
            Choice::Screen(place) => self.go(place),
            Choice::View(id) => {
                self.open_view(id, desk);
            }
            Choice::Add(code, field) => self.add_linked(code, field, desk),
            Choice::Until(until) => return self.put_off(until, desk),
            Choice::RenewUntil(until) => self.renew(Some(until), desk),
            Choice::Brief(id) => self.open_briefing(id),
            Choice::Row(number) => {
                let height = self.areas().rows();
                if let Some(list) = self.list_mut() {
                    list.select_row(number - 1, height);
                }
            }
            Choice::Question(text) => {
                self.open_palette();
                self.paste(text, desk);
            }
            // What a question opens is known to the list in which it was typed.
            Choice::Answer | Choice::Nothing => {}
        }
        None
    }

    fn act(&mut self, action: Action, digit: char, desk: Desktop<'_>) -> Option<Effect> {
        match action {
            Action::Pane => self.pane(digit),
            Action::NextPane => self.turn(true),
            Action::PreviousPane => self.turn(false),
            Action::Panes => self.pick(decks::panes(desk.sight, self.lang)),
            Action::Palette => self.open_palette(),
            Action::Help => self.pick(decks::help(&self.keys, self.context(), self.lang)),
            Action::LookUp => self.look_up("", desk),
            Action::NextHit => self.next_hit(true, desk),
            Action::PreviousHit => self.next_hit(false, desk),
            Action::Back => self.back(true),
            Action::Forward => self.back(false),
            Action::Close => self.close(),
            Action::Undo | Action::Redo if self.is_watched() => {}
            Action::Undo => return self.turn_back(Turn::Undo),
            Action::Guest => return Some(self.turn_company()),
            Action::Import => self.message = Some(exchange::IMPORT_LINE.say(self.lang).to_owned()),
            Action::Redo => return self.turn_back(Turn::Redo),
            Action::TakeBack => self.ask_take_back(desk),
            Action::TakeOut => return self.take_out(desk),
            Action::Relations => self.relations(),
            Action::Note => self.note(desk),
            Action::Brief => self.brief(desk),
            Action::Internal => self.turn_internal(desk),
            Action::Drafts if self.opening || self.is_watched() => {}
            Action::Drafts => return Some(Effect::Drafts),
            Action::Done => return self.be_done(desk),
            Action::Later => self.ask_later(desk),
            Action::Renew if self.is_in_trash(desk) => return self.take_out(desk),
            Action::Renew => self.renew(None, desk),
            Action::History => self.go(Place::History(self.selected())),
            Action::Add => self.add(desk),
            Action::Edit => self.edit(None, desk),
            Action::Trash => self.ask_trash(desk),
            Action::Language => self.speak(self.lang.other()),
            Action::Beside => self.turn_beside(),
            Action::Copy(what) => return self.copy(what, desk),
            Action::SaveView => self.save_view(desk),
            Action::Redraw => return Some(Effect::Redraw),
            Action::Quit => return Some(Effect::Quit),
            Action::Move(step) => self.step(step),
            Action::Open => self.open(desk),
            Action::Whose if self.context() == Context::Home => self.turn_home_whose(desk),
            Action::Sort(_)
            | Action::Filter
            | Action::Columns
            | Action::Count
            | Action::Mark
            | Action::Range
            | Action::MarkAll
            | Action::Whose => self.browse(action, desk),
            // What only an overlay does, by itself.
            Action::Scope
            | Action::ToTrash
            | Action::Save
            | Action::Discard
            | Action::KeepDraft
            | Action::Speak(_)
            | Action::Hold(_)
            | Action::HoldAll(_)
            | Action::Switch
            | Action::Whole
            | Action::NextField
            | Action::PreviousField
            | Action::Choices
            | Action::Take
            | Action::RemoveEntry
            | Action::Show
            | Action::Widen
            | Action::Narrow
            | Action::Shift(_)
            | Action::Group
            | Action::Default => {}
        }
        None
    }

    fn step(&mut self, step: Step) {
        let areas = self.areas();
        if let Some(list) = self.list_mut() {
            list.step(step, areas.rows(), areas.main.width);
        } else if let (Step::Left | Step::Right, Some(node)) = (step, self.node()) {
            self.turn_node(node, step);
        } else {
            if step == Step::Bottom {
                self.read_on();
            }
            let rows = self.page_rows();
            self.cursor.step(step, &self.lines, rows);
        }
    }

    fn open_palette(&mut self) {
        let rows = self.list().map_or(0, |list| list.rows.ids.len());
        self.pick(decks::palette(&self.keys, self.context(), rows, self.lang));
    }

    fn pick(&mut self, pick: Pick) {
        self.overlay = Some(Overlay::Pick(pick));
    }

    fn pane(&mut self, digit: char) {
        if digit == '1' {
            return self.go(Place::Home);
        }
        let of_digit = KINDS.iter().find(|kind| kind.key == Some(digit));
        if let Some(kind) = of_digit {
            return self.go(Place::List(kind.code));
        }
        let with = [&digit.to_string(), self.key_of("panes")];
        self.message = Some(say::NO_PANE.fill(self.lang, &with));
    }

    /// The pane after or before among those with a key.
    fn turn(&mut self, forward: bool) {
        let mut places = vec![Place::Home];
        let keyed = KINDS.iter().filter(|kind| kind.key.is_some());
        places.extend(keyed.map(|kind| Place::List(kind.code)));
        let here = match (self.walk.place, self.kind()) {
            (_, Some(kind)) => Place::List(kind.code),
            (place, _) => place,
        };
        let at = places.iter().position(|place| *place == here).unwrap_or(0);
        let step = if forward { 1 } else { places.len() - 1 };
        let next = (at + step) % places.len();
        if let Some(place) = places.get(next) {
            self.go(*place);
        }
    }

    pub(super) fn go(&mut self, place: Place) {
        self.walk.go(place);
        self.arrive();
    }

    pub(super) fn arrive(&mut self) {
        self.cursor = super::Cursor::default();
        self.following = None;
        match self.walk.place {
            Place::Record(id) | Place::Briefing(id) => self.opened(id),
            Place::Relations(id) => self.plant(id),
            _ => {}
        }
    }

    fn opened(&mut self, id: Id) {
        self.recent.retain(|known| *known != id);
        self.recent.insert(0, id);
        self.recent.truncate(super::RECENT);
        // The list behind stands on the record, so that going back shows it in its place.
        let list = self.lists.iter_mut().find(|list| list.kind.number == id.kind);
        if let Some(list) = list.filter(|list| list.rows.ids.contains(&id)) {
            list.selected = Some(id);
        }
    }

    fn turn_beside(&mut self) {
        self.beside = !self.beside;
        if self.beside && self.list().is_some() && self.areas().beside.is_none() {
            self.message = Some(say::NO_ROOM_BESIDE.say(self.lang).to_owned());
        }
    }

    fn back(&mut self, backward: bool) {
        let cursor = self.cursor;
        let (moved, nowhere) = if backward {
            (self.walk.back(), say::NO_BACK)
        } else {
            (self.walk.forward(), say::NO_FORWARD)
        };
        if moved {
            self.arrive();
        } else {
            self.cursor = cursor;
            self.message = Some(nowhere.say(self.lang).to_owned());
        }
    }

    pub(super) fn close(&mut self) {
        if self.widen_list() {
            return;
        }
        if self.walk.back() {
            self.arrive();
        } else {
            self.message = Some(say::ROOT.fill(self.lang, &[self.key_of("quit")]));
        }
    }

    fn open(&mut self, desk: Desktop<'_>) {
        if let Place::List(_) = self.walk.place {
            match self.selected() {
                Some(id) => self.go(Place::Record(id)),
                None => self.message = Some(say::NO_RECORD.say(self.lang).to_owned()),
            }
            return;
        }
        match self.target() {
            Some(Target::Record(id) | Target::Change(_, id)) => self.go(Place::Record(id)),
            Some(Target::Node(node)) => self.open_node(node),
            Some(Target::Screen(place)) => self.go(place),
            Some(Target::Pane(code)) => self.go(Place::List(code)),
            Some(Target::Field(number)) => self.edit(Some(number), desk),
            Some(Target::Found(found)) => self.open_found(&found),
            None => {}
        }
    }
}
