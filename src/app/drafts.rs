//! What was typed and not saved: offered when one sits down, listed when one asks, and gone on
//! with in the form it was typed into. What cannot be a form any more is still to be read here.

use super::actions::{Action, Context, Step};
use super::draft::Draft;
use super::form::Form;
use super::list::{moved, scrolled};
use super::page::{Line, Tone, wrapped};
use super::record_page::moment;
use super::walk::Place;
use super::{App, Asked, Desktop, Effect, Msg, Overlay};
use crate::filter::Desk;
use crate::value::{COMMA, Id, Lang, Names as _, Wrong, fit, width};
use crate::words::draft as say;
use crate::words::list as say_list;
use crossterm::event::KeyEvent;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::path::PathBuf;

/// Most characters of a field that are listed: whoever goes on sees the rest.
const MOST: usize = 4_000;

/// A draft that is there: where, and what it says or why it cannot be read.
#[derive(Clone, PartialEq, Debug)]
pub struct Offered {
    /// Its file.
    pub path: PathBuf,
    /// What it says.
    pub draft: Result<Draft, Wrong>,
}

/// What the screen knows of drafts.
#[derive(Default)]
pub(super) struct Drafting {
    /// Those of no open form, the newest first.
    known: Vec<Offered>,
    /// Whether they are yet to be offered.
    offers: bool,
    /// Whether the form that was open is closed, and nothing of it is left to be kept.
    is_over: bool,
}

/// The list of drafts while it is open.
pub struct Drafts {
    /// The newest first.
    pub all: Vec<Offered>,
    /// The one the cursor is on; behind the last, the record itself.
    pub place: usize,
    /// The first on the screen.
    pub top: usize,
    /// The first line of its text on the screen.
    pub down: usize,
    /// The record that is to be edited, and from which field on, if they are those of one.
    pub of: Option<(Id, Option<u16>)>,
    /// Whether it is asked if the draft is to be removed.
    pub asks: bool,
}

impl Drafts {
    fn new(all: Vec<Offered>, of: Option<(Id, Option<u16>)>) -> Self {
        Self { all, place: 0, top: 0, down: 0, of, asks: false }
    }

    /// The draft the cursor is on.
    pub fn chosen(&self) -> Option<&Offered> {
        self.all.get(self.place)
    }

    /// How many lines there are to choose.
    pub fn len(&self) -> usize {
        self.all.len() + usize::from(self.of.is_some())
    }

    /// Whether there is nothing to choose.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl App {
    /// Whether a form is open, be it behind something.
    pub fn has_form(&self) -> bool {
        self.form().is_some()
    }

    fn form(&self) -> Option<&Form> {
        self.overlay.as_ref()?.form()
    }

    /// What is to be kept of the open form; nothing as long as nothing was typed into it.
    pub fn draft(&self) -> Option<Draft> {
        let form = self.form()?;
        let mut draft = form.draft()?;
        if form.count().is_some() {
            draft.many = self.targets();
            draft.many.sort_unstable();
        }
        Some(draft)
    }

    /// Whether a form was closed since this was asked last of which nothing is to be kept: it was
    /// saved, or what was typed was discarded.
    pub fn take_form_over(&mut self) -> bool {
        std::mem::take(&mut self.drafting.is_over)
    }

    pub(super) fn form_is_over(&mut self) {
        self.drafting.is_over = true;
    }

    /// Takes what became of drafts.
    pub(super) fn drafted(&mut self, msg: Msg, desk: Desktop<'_>) {
        match msg {
            Msg::Drafts(known, asked) => self.know_drafts(known, asked),
            Msg::Kept(Ok(())) => {
                self.saving = false;
                self.overlay = None;
                self.message = Some(say::KEPT.fill(self.lang, &[self.key_of("drafts")]));
            }
            Msg::Kept(Err(why)) => {
                self.saving = false;
                self.say_unkept(&why);
            }
            Msg::Unkept(why) => self.say_unkept(&why),
            Msg::Undropped(why) => self.message = Some(why.say(self.lang).to_owned()),
            Msg::Resumed(taken) => self.resume(taken, desk),
            _ => {}
        }
    }

    fn say_unkept(&mut self, why: &Wrong) {
        let said = say::NOT_KEPT.fill(self.lang, &[why.say(self.lang)]);
        match &mut self.overlay {
            Some(Overlay::Form(form) | Overlay::FormHelp(form, _)) => {
                // Why it was not saved was said first, and goes on holding.
                match form.said() {
                    Some(before) if before.contains(&said) => {}
                    Some(before) => form.blocked(format!("{before}\n{said}")),
                    None => form.blocked(said),
                }
            }
            _ => self.message = Some(said),
        }
    }

    fn know_drafts(&mut self, mut known: Vec<Offered>, asked: Asked) {
        known.sort_by_key(|offered| Reverse(offered.draft.as_ref().map_or(0, |draft| draft.when)));
        match asked {
            Asked::AtStart => self.drafting.offers = !known.is_empty(),
            Asked::ByPerson if known.is_empty() => {
                self.message = Some(say::NONE.say(self.lang).to_owned());
            }
            Asked::ByPerson => {
                self.overlay = Some(Overlay::Drafts(Box::new(Drafts::new(known.clone(), None))));
            }
            Asked::ByNobody => {}
        }
        if let Some(Overlay::Drafts(drafts)) = &mut self.overlay {
            drafts.all.retain(|offered| known.iter().any(|known| known.path == offered.path));
            drafts.place = drafts.place.min(drafts.len().saturating_sub(1));
            drafts.top = drafts.top.min(drafts.place);
            drafts.down = 0;
            if drafts.all.is_empty() {
                self.overlay = None;
            }
        }
        self.drafting.known = known;
    }

    /// Offers what was left, as soon as nothing else lies over the pane.
    pub(super) fn offer_drafts(&mut self) {
        if self.drafting.offers && self.overlay.is_none() && !self.in_company() {
            self.drafting.offers = false;
            let drafts = Drafts::new(self.drafting.known.clone(), None);
            self.overlay = Some(Overlay::Drafts(Box::new(drafts)));
        }
    }

    /// Lists the drafts of a record that is to be edited; false if there are none. A guest is not
    /// told of them.
    pub(super) fn asks_for_draft(&mut self, id: Id, number: Option<u16>) -> bool {
        let is_of = |offered: &&Offered| {
            let record = offered.draft.as_ref().ok().and_then(|draft| draft.record);
            record.is_some_and(|(of, _)| of == id)
        };
        let all: Vec<Offered> = self.drafting.known.iter().filter(is_of).cloned().collect();
        let asks = !all.is_empty() && !self.in_company();
        if asks {
            self.overlay = Some(Overlay::Drafts(Box::new(Drafts::new(all, Some((id, number))))));
        }
        asks
    }

    /// How many lines of the list are shown, and of the text below it.
    pub fn draft_rows(&self, drafts: &Drafts) -> (usize, usize) {
        let room = usize::from(self.areas().page.height).saturating_sub(4);
        let list = drafts.len().min(room.div_ceil(2)).max(1);
        (list, room.saturating_sub(list))
    }

    pub(super) fn drafts_key(
        &mut self,
        mut drafts: Box<Drafts>,
        key: &KeyEvent,
        desk: Desktop<'_>,
    ) -> Option<Effect> {
        if std::mem::take(&mut drafts.asks) {
            let discards = self.keys.action(Context::Question, key) == Some(Action::Discard);
            let path = drafts.chosen().map(|offered| offered.path.clone());
            self.overlay = Some(Overlay::Drafts(drafts));
            return path.filter(|_| discards).map(Effect::DropDraft);
        }
        let mut effect = None;
        match self.keys.action(Context::Drafts, key) {
            Some(Action::Close) => return None,
            Some(Action::Open) => match (drafts.chosen(), drafts.of) {
                (Some(Offered { draft: Err(wrong), .. }), _) => {
                    self.message = Some(wrong.say(self.lang).to_owned());
                }
                (Some(offered), _) if self.may_edit(desk) => {
                    effect = Some(Effect::Resume(offered.path.clone()));
                }
                (None, Some((id, number))) => {
                    self.edit_anew(id, number, desk);
                    return None;
                }
                _ => {}
            },
            Some(Action::Discard) => drafts.asks = drafts.chosen().is_some(),
            Some(Action::Copy(_)) => {
                let text = drafts.chosen().map(|offered| self.text_of_draft(offered));
                effect = text.and_then(|text| self.send(text, say::TEXT.say(self.lang), None));
            }
            Some(Action::Move(step)) => self.step_drafts(&mut drafts, step, desk),
            _ => {}
        }
        self.overlay = Some(Overlay::Drafts(drafts));
        effect
    }

    fn step_drafts(&self, drafts: &mut Drafts, step: Step, desk: Desktop<'_>) {
        let (rows, height) = self.draft_rows(drafts);
        match step {
            Step::PageUp | Step::PageDown => {
                let lines = self.draft_lines(drafts, desk).len();
                let most = lines.saturating_sub(height);
                let page = height.saturating_sub(1).max(1);
                drafts.down = match step {
                    Step::PageUp => drafts.down.saturating_sub(page),
                    _ => (drafts.down + page).min(most),
                };
            }
            step => {
                drafts.place = moved(drafts.place, step, rows, drafts.len());
                drafts.top = scrolled(drafts.top, drafts.place, rows, drafts.len());
                drafts.down = 0;
            }
        }
    }

    /// What a draft is, in a line.
    pub fn draft_title(&self, offered: &Offered, desk: Desktop<'_>) -> String {
        let lang = self.lang;
        let draft = match &offered.draft {
            Ok(draft) => draft,
            Err(wrong) => return wrong.say(lang).to_owned(),
        };
        let kind = draft.kind();
        let column = |number: u16| kind.and_then(|kind| kind.column(number));
        let one = kind.map_or("", |kind| kind.one(lang));
        let what = match (
            draft.record,
            draft.many.len(),
            draft.about().find(|id| Some(*id) != desk.sight.me()),
        ) {
            (Some((id, _)), ..) => desk.sight.name(id, lang),
            (None, 1.., _) => {
                let many = match lang {
                    Lang::En => &kind.map_or_else(String::new, |kind| kind.title.en.to_lowercase()),
                    Lang::Zh => one,
                };
                say_list::EDIT_MANY.fill(lang, &[&draft.many.len().to_string(), many])
            }
            (None, 0, Some(id)) => say::NEW_ON.fill(lang, &[one, &desk.sight.name(id, lang)]),
            (None, 0, None) => say::NEW.fill(lang, &[one]),
        };
        let first = match draft.record {
            Some(_) => {
                let titles = draft.typed().filter_map(|(number, _)| column(number));
                let titles: Vec<&str> = titles.map(|column| column.title.say(lang)).collect();
                titles.join(COMMA.say(lang))
            }
            None => draft
                .typed()
                .map(|(_, text)| text)
                .find(|text| !text.is_empty())
                .unwrap_or_default(),
        };
        let first = first.replace('\n', " ");
        if first.is_empty() { what } else { say::WITH.fill(lang, &[&what, &first]) }
    }

    /// When it was kept.
    pub fn draft_moment(offered: &Offered, desk: Desktop<'_>) -> String {
        offered
            .draft
            .as_ref()
            .map_or_else(|_| String::new(), |draft| moment(draft.when, desk.clock))
    }

    /// What was typed into the chosen one, and what there is to say of its record.
    pub fn draft_lines(&self, drafts: &Drafts, desk: Desktop<'_>) -> Vec<Line> {
        let (lang, room) = (self.lang, self.areas().page.width.saturating_sub(3));
        let Some(offered) = drafts.chosen() else { return Vec::new() };
        let text = |text: &str, tone: Tone| {
            let lines = wrapped(text, usize::from(room)).into_iter();
            lines.map(move |line| Line::text(line, tone)).collect::<Vec<_>>()
        };
        let draft = match &offered.draft {
            Ok(draft) => draft,
            Err(wrong) => return text(wrong.say(lang), Tone::Alert),
        };
        let mut lines = Vec::new();
        if let Some((id, rev)) = draft.record {
            let said = match desk.sight.row(id) {
                None => say::GONE.say(lang).to_owned(),
                Some(row) if row.trashed.is_some() => say::IN_TRASH.say(lang).to_owned(),
                Some(row) if row.rev != rev => {
                    let when = moment(row.updated.when, desk.clock);
                    say::SAVED_SINCE.fill(lang, &[&row.updated.who, &when])
                }
                Some(_) => String::new(),
            };
            lines.extend(text(&said, Tone::Alert).into_iter().filter(|_| !said.is_empty()));
        }
        let titled = self.titled(draft);
        let widest = titled.iter().map(|(title, _)| width(title)).max().unwrap_or(0) as u16;
        let at = (widest + 2).min(room / 3);
        for (title, typed) in titled {
            let title = fit(&title, usize::from(at).saturating_sub(1));
            let mut parts = wrapped(&cut(&typed), usize::from(room - at)).into_iter();
            let first = Line::text(title, Tone::Dim);
            lines.push(first.and(at, parts.next().unwrap_or_default(), Tone::Plain));
            lines.extend(parts.map(|part| Line::default().and(at, part, Tone::Plain)));
        }
        lines
    }

    /// What was typed, each with its field's title.
    fn titled(&self, draft: &Draft) -> Vec<(String, String)> {
        let column = |number: u16| draft.kind().and_then(|kind| kind.column(number));
        let title = |number: u16| match column(number) {
            Some(column) => column.title.say(self.lang).to_owned(),
            None => number.to_string(),
        };
        draft.typed().map(|(number, typed)| (title(number), typed)).collect()
    }

    fn text_of_draft(&self, offered: &Offered) -> String {
        let Ok(draft) = &offered.draft else { return String::new() };
        let line =
            |(title, typed): (String, String)| say::WITH.fill(self.lang, &[&title, &typed]) + "\n";
        self.titled(draft).into_iter().map(line).collect()
    }

    fn resume(&mut self, taken: Option<Result<Draft, Wrong>>, desk: Desktop<'_>) {
        let reader = Desk { sight: desk.sight, lookup: desk.lookup };
        let form = match taken {
            None => Err(say::TAKEN.wrong(&[])),
            Some(Err(wrong)) => Err(wrong),
            Some(Ok(draft)) => {
                Form::resume(&draft, desk.sight, &reader, self.lang).map(|form| (form, draft))
            }
        };
        let (form, draft) = match form {
            Ok(opened) => opened,
            Err(wrong) => {
                self.message = Some(wrong.say(self.lang).to_owned());
                return;
            }
        };
        if form.count().is_some() {
            self.go(Place::List(form.kind().code));
            if let Some(list) = self.list_mut() {
                list.range = None;
                list.marks = draft.still(desk.sight).collect();
            }
        }
        self.overlay = Some(Overlay::Form(Box::new(form)));
    }
}

/// The beginning of a text.
fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}
