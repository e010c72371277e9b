//! One person's screen: where they are, what is open, where the cursors stand. `update` takes
//! what happened and says what to do about it; it draws nothing and never waits.

pub mod actions;
mod answer;
pub mod arrange;
pub mod bars;
mod before_after;
mod briefing;
mod browse;
pub mod columns;
mod company;
mod conflict;
pub mod copy;
pub mod decide;
pub mod draft;
pub mod drafts;
pub mod filter_line;
mod fold;
pub mod form;
pub mod history;
mod hits;
pub mod home;
mod language;
pub mod layout;
mod leaf;
pub mod list;
pub mod look;
pub mod made;
mod many;
mod mend;
mod message;
mod open;
pub mod others;
mod own;
pub mod page;
pub mod pick;
pub mod question;
pub mod record_page;
mod relations;
mod run;
mod saved;
pub mod screens;
pub mod seat;
pub mod seek;
mod stroke;
#[cfg(test)]
mod tests;
mod views;
pub mod walk;
mod work;

use crate::filter::Desk;
use crate::record::Kind;
use crate::records::KINDS;
use crate::store::Progress;
use crate::value::{Id, Lang, Wrong};
use actions::{Context, Keys};
pub use company::Company;
use drafts::Drafting;
use history::Past;
use home::{Home, Second};
use layout::Areas;
use list::List;
pub use message::{Asked, Desktop, Doing, Effect, Msg, Overlay, Work};
use others::{Fresh, Others};
use own::Own;
use page::{Cursor, Line, Target};
use relations::Tree;
use seat::Visit;
use seek::Shelf;
use std::sync::Arc;
use walk::{Place, Walk};

/// How many records opened last are remembered.
const RECENT: usize = 10;
/// Over how many records a key is looked up at once, while the screen waits: a few milliseconds.
const AT_ONCE: usize = 200_000;

/// One person's screen.
pub struct App {
    /// The language spoken.
    pub lang: Lang,
    /// The same, once the person has chosen one.
    chosen: Option<Lang>,
    /// The terminal's size in cells.
    pub size: (u16, u16),
    /// The keys in force.
    pub keys: Arc<Keys>,
    /// Where one is, and was.
    pub walk: Walk,
    /// The list of each kind, in the order of the panes.
    pub lists: Vec<List>,
    /// The lines of the page that is shown: Home, or a record.
    pub lines: Vec<Line>,
    /// Where a second column of them begins, if they have one.
    pub second: Option<Second>,
    /// What they are made of.
    made_of: Option<leaf::MadeOf>,
    /// Counts what came to the page besides: what was read, what was opened on it.
    turns: u64,
    /// The cursor of that page.
    pub cursor: Cursor,
    /// Whether the record is shown beside the list where there is room.
    pub beside: bool,
    /// The record shown beside the list; it follows the cursor when the keys have paused.
    pub following: Option<Id>,
    /// What lies over all that.
    pub overlay: Option<Overlay>,
    /// What happened last, until the next key.
    pub message: Option<String>,
    /// Whether the store is still being opened.
    pub opening: bool,
    /// How far it has been.
    pub progress: Progress,
    /// Why nothing is saved, if the store is open for reading only.
    pub read_only: Option<Wrong>,
    /// How often somebody who may only look has tried to change something.
    refusals: usize,
    /// Who looks on.
    pub company: Company,
    /// Who else is here.
    others: Others,
    /// What they changed that the person has not looked at.
    fresh: Fresh,
    /// When the person was here last, if ever.
    pub last_visit: Option<Visit>,
    /// The records opened last, the latest first.
    pub recent: Vec<Id>,
    /// Over how many records a key is looked up at once.
    at_once: usize,
    /// The hits of the last look-up, and which of them is open.
    hits: (Vec<Id>, Option<usize>),
    /// The person's own commits of this session.
    own: Own,
    /// What Home and the screens that it leads to are made of.
    pub home: Home,
    /// What was opened last of what is linked to a record.
    tree: Option<Tree>,
    /// On whose briefing what is internal is shown.
    internal: Option<Id>,
    /// What was read of the history.
    past: Past,
    /// Whether the open form is being saved, or kept: it waits for the answer.
    saving: bool,
    /// What was typed and not saved.
    drafting: Drafting,
    /// The keys pressed of a chord that is not yet whole, their names with spaces between.
    pub chord: Option<String>,
    /// What is to be done beside the screen.
    work: Vec<Work>,
    /// How often a column was counted.
    counts: u64,
    /// How many commits are on their way.
    flying: usize,
    /// What an input method makes of keys.
    fold: fold::Fold,
}

impl App {
    /// A screen on which nothing is open yet.
    pub fn new(lang: Lang, size: (u16, u16), keys: Arc<Keys>) -> Self {
        Self {
            lang,
            chosen: None,
            size,
            keys,
            chord: None,
            work: Vec::new(),
            counts: 0,
            flying: 0,
            fold: fold::Fold::default(),
            walk: Walk::default(),
            lists: KINDS.iter().map(|kind| List::new(kind)).collect(),
            lines: Vec::new(),
            second: None,
            made_of: None,
            turns: 0,
            cursor: Cursor::default(),
            beside: true,
            following: None,
            overlay: None,
            message: None,
            opening: true,
            progress: Progress::default(),
            read_only: None,
            refusals: 0,
            company: Company::default(),
            others: Others::default(),
            fresh: Fresh::default(),
            last_visit: None,
            recent: Vec::new(),
            at_once: AT_ONCE,
            hits: (Vec::new(), None),
            own: Own::default(),
            home: Home::default(),
            tree: None,
            internal: None,
            past: Past::default(),
            saving: false,
            drafting: Drafting::default(),
        }
    }

    /// Takes what happened.
    pub fn update(&mut self, msg: Msg, desk: Desktop<'_>) -> Option<Effect> {
        let effect = match msg {
            Msg::Key(key) => {
                let before = self.selected();
                let effect = self.key(&key, desk);
                self.has_read(before);
                effect
            }
            Msg::Paste(_) if layout::is_too_small(self.size) => None,
            Msg::Paste(text) => {
                self.paste(&text, desk);
                None
            }
            Msg::Resize(width, height) => {
                self.size = (width, height);
                None
            }
            Msg::Changed => {
                self.turns += u64::from(self.opening);
                self.opening = false;
                self.find_anew(desk);
                self.put_question(desk);
                None
            }
            Msg::Settled => {
                self.following = self.selected();
                None
            }
            Msg::Done(doing, result) => {
                self.flying = self.flying.saturating_sub(1);
                self.done(&doing, result, desk);
                self.take_turn()
            }
            Msg::Conflict(doing, edits, clashes) => {
                self.flying = self.flying.saturating_sub(1);
                self.conflict(doing, edits, clashes, desk);
                None
            }
            Msg::Read(wanted, changes) => {
                self.read(wanted, changes, desk);
                self.turns += 1;
                None
            }
            Msg::Opening(progress) => {
                self.progress = progress;
                None
            }
            Msg::Told(message) => {
                self.message = Some(message);
                None
            }
            Msg::Arranged(code, stamp, rows) => {
                if let Some(list) = self.lists.iter_mut().find(|list| list.kind.code == code) {
                    list.arranged(stamp, rows);
                }
                None
            }
            Msg::Counted(asked, counted) => {
                if let Some(Overlay::Bars(bars)) = &mut self.overlay {
                    bars.take(asked, counted);
                }
                None
            }
            Msg::Day(..) | Msg::Flaws(..) => {
                self.worked_out(msg);
                None
            }
            Msg::Sought(ticket, found) => {
                self.sought(&ticket, found, desk);
                None
            }
            Msg::Here(others) => {
                self.meet(others);
                None
            }
            Msg::Company => {
                self.see_anew(desk);
                None
            }
            Msg::Drafts(..)
            | Msg::Kept(_)
            | Msg::Unkept(_)
            | Msg::Undropped(_)
            | Msg::Resumed(_) => {
                self.drafted(msg, desk);
                None
            }
        };
        self.offer_drafts();
        self.settle(desk);
        if matches!(effect, Some(Effect::Commit(..) | Effect::Undo(..) | Effect::Redo(..))) {
            self.flying += 1;
        }
        effect.or_else(|| self.wants(desk))
    }

    /// After every message: lists, cursors and scroll positions fit what is seen now.
    fn settle(&mut self, desk: Desktop<'_>) {
        let (lang, areas) = (self.lang, self.areas());
        let height = areas.rows();
        if let Some(Overlay::Seek(seek)) = &mut self.overlay {
            self.work.extend(seek.take_work());
        }
        if let Some(Overlay::Decide(decision)) = &mut self.overlay {
            let on = (self.size.0, Areas::decision_rows(self.size));
            decision.arrange(desk.sight, desk.clock, (&self.keys, lang), on);
        }
        if let Some(list) = self.list_mut() {
            list.go_to_column(list.column, areas.main.width);
            let query = list.refresh(desk.sight, lang);
            list.show(height);
            if let Some(query) = query {
                self.work.push(query.work());
            }
            if self.following.is_none() {
                self.following = self.selected();
            }
        } else {
            self.read_page(desk);
            self.cursor.settle(&self.lines, self.page_rows());
        }
    }

    /// Whether the record beside the list is still to follow the cursor.
    pub fn is_behind(&self) -> bool {
        self.areas().beside.is_some() && self.following != self.selected()
    }

    /// What is to be done beside the screen, each once.
    pub fn take_work(&mut self) -> Vec<Work> {
        std::mem::take(&mut self.work)
    }

    /// How often somebody who may only look has tried to change something.
    pub fn refusals(&self) -> usize {
        self.refusals
    }

    /// The key of an action, by its name in the table, as it is to be said.
    pub fn key_of(&self, name: &str) -> &str {
        self.keys.shown(name, self.lang)
    }

    /// Whether the open form waits to be saved.
    pub fn is_saving(&self) -> bool {
        self.saving
    }

    /// The areas of the screen.
    pub fn areas(&self) -> Areas {
        match self.walk.place {
            Place::Briefing(_) => Areas::whole(self.size),
            _ => Areas::of(self.size, self.beside && self.list().is_some()),
        }
    }

    /// The list of the pane that is shown, if it is one.
    pub fn list(&self) -> Option<&List> {
        let Place::List(code) = self.walk.place else { return None };
        self.lists.iter().find(|list| list.kind.code == code)
    }

    fn list_mut(&mut self) -> Option<&mut List> {
        let Place::List(code) = self.walk.place else { return None };
        self.lists.iter_mut().find(|list| list.kind.code == code)
    }

    /// The record one is at: the one under the cursor of a list, or the one of the page.
    pub fn selected(&self) -> Option<Id> {
        let pointed = || self.target().and_then(Target::record);
        match self.walk.place {
            Place::Home | Place::Waiting(_) | Place::Mend | Place::Trash | Place::History(None) => {
                pointed()
            }
            Place::List(_) => self.list()?.selected,
            Place::History(Some(id)) => pointed().or(Some(id)),
            Place::Relations(id) => {
                let tree = self.tree.as_ref();
                self.node().and_then(|node| tree?.record(node)).or(Some(id))
            }
            Place::Record(id) | Place::Briefing(id) => Some(id),
        }
    }

    /// The kind one is at.
    pub fn kind(&self) -> Option<&'static Kind> {
        match self.walk.place {
            Place::Home | Place::Waiting(_) | Place::Mend | Place::Trash | Place::History(None) => {
                None
            }
            Place::List(_) => Some(self.list()?.kind),
            Place::Record(id)
            | Place::History(Some(id))
            | Place::Relations(id)
            | Place::Briefing(id) => crate::records::kind(id.kind),
        }
    }

    /// Where keys hold now.
    pub fn context(&self) -> Context {
        match (&self.overlay, self.walk.place) {
            (Some(Overlay::Form(form)), _) if form.is_asking() => Context::Leaving,
            (Some(Overlay::Form(_)), _) => Context::Form,
            (Some(Overlay::Seek(_)), _) => Context::LookUp,
            (Some(Overlay::Pick(_) | Overlay::FormHelp(..)), _) => Context::Pick,
            (Some(Overlay::Drafts(drafts)), _) if !drafts.asks => Context::Drafts,
            (Some(Overlay::Ask(_) | Overlay::Drafts(_)), _) => Context::Question,
            (Some(Overlay::Decide(_)), _) => Context::Decision,
            (Some(Overlay::Filter(_)), _) => Context::Filter,
            (Some(Overlay::Columns(_)), _) => Context::Columns,
            (Some(Overlay::Bars(_)), _) => Context::Bars,
            (Some(Overlay::Language), _) => Context::Language,
            (None, Place::List(_)) => Context::List,
            (None, Place::Home | Place::Waiting(_)) => Context::Home,
            (None, Place::Mend | Place::Record(_)) => Context::Page,
            (None, Place::History(_)) => Context::History,
            (None, Place::Trash) => Context::Trash,
            (None, Place::Relations(_)) => Context::Tree,
            (None, Place::Briefing(_)) => Context::Briefing,
        }
    }

    fn paste(&mut self, text: &str, desk: Desktop<'_>) {
        let (lang, is_covered) = (self.lang, self.is_covered());
        let reader = Desk { sight: desk.sight, lookup: desk.lookup };
        match &mut self.overlay {
            Some(Overlay::Form(_)) if self.saving || is_covered => {}
            Some(Overlay::Form(form)) => form.paste(text, &reader, &Suggestions(desk)),
            Some(Overlay::Seek(seek)) => {
                seek.paste(text, shelf(desk, &self.recent, &self.keys, self.at_once));
            }
            Some(Overlay::Pick(pick) | Overlay::FormHelp(_, pick)) => {
                pick.paste(text, lang);
                self.put_question(desk);
            }
            Some(Overlay::Filter(_)) => self.paste_filter(text, desk),
            Some(
                Overlay::Ask(_)
                | Overlay::Decide(_)
                | Overlay::Columns(_)
                | Overlay::Bars(_)
                | Overlay::Drafts(_)
                | Overlay::Language,
            ) => {}
            // What is pasted outside a field runs nothing: it is looked up.
            None => self.look_up(text, desk),
        }
    }
}

fn shelf<'a>(desk: Desktop<'a>, recent: &'a [Id], keys: &'a Keys, at_once: usize) -> Shelf<'a> {
    Shelf { sight: desk.sight, lookup: desk.lookup, recent, keys, at_once }
}

/// What a link field offers while a name is typed.
struct Suggestions<'a>(Desktop<'a>);
