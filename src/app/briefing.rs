//! The briefing on the screen: of which organization, with what is internal or without, and where
//! its lines lead.

use super::actions::Keys;
use super::look::{Look, Whose};
use super::page::{Line, Target, Tone};
use super::pick::{Choice, Entry, Pick};
use super::walk::Place;
use super::{App, Desktop, Overlay};
use crate::insight::briefing::{self, Briefing, Goal, PAGE, Scope};
use crate::insight::{self, Found};
use crate::record::Kind;
use crate::store::Sight;
use crate::value::{Id, Lang, Names as _};
use crate::words::brief as say;

/// The lines of a briefing on a page of so many columns and rows; longer than the page where that
/// is smaller than what a briefing fits on.
pub(super) fn lines(
    of: Id,
    sight: &Sight,
    scope: Scope,
    (keys, lang): (&Keys, Lang),
    (columns, rows): (usize, usize),
) -> Vec<Line> {
    let shown = briefing::briefing(sight, of, scope, lang)
        .or_else(|_| briefing::briefing(sight, of, Scope::Public, lang));
    let Ok(page) = shown else { return Vec::new() };
    // Who may not see what is internal is not told of a key that shows it.
    let may = briefing::may_see_internal(sight).is_ok();
    let key = if may { keys.shown("internal", lang) } else { "" };
    page.lines((columns, rows.max(PAGE.1)), key).into_iter().map(line).collect()
}

fn line(line: briefing::Line) -> Line {
    let tone = |look: briefing::Look| match look {
        briefing::Look::Plain => Tone::Plain,
        briefing::Look::Strong => Tone::Strong,
        briefing::Look::Dim => Tone::Dim,
    };
    let pieces = line.pieces.into_iter();
    let pieces = pieces.map(|piece| (piece.at as u16, piece.text, tone(piece.look)));
    let target = line.goal.map(|goal| match goal {
        Goal::Record(id) => Target::Record(id),
        Goal::Found(found) => Target::Found(found),
    });
    Line { pieces: pieces.collect(), target }
}

impl App {
    /// How much the briefing of an organization says here.
    pub(super) fn scope(&self, of: Id) -> Scope {
        if self.internal == Some(of) { Scope::Internal } else { Scope::Public }
    }

    /// Opens the briefing of the organization one is at, or that the record is about.
    pub(super) fn brief(&mut self, desk: Desktop<'_>) {
        match self.selected() {
            Some(id) => self.brief_on(id, desk),
            None => self.message = Some(say::NOTHING_HERE.say(self.lang).to_owned()),
        }
    }

    /// The same for any record; of several organizations it asks which.
    pub(super) fn brief_on(&mut self, id: Id, desk: Desktop<'_>) {
        let (sight, lang) = (desk.sight, self.lang);
        match insight::partners(sight, id).as_slice() {
            [only] => self.open_briefing(*only),
            [] => self.message = Some(say::NO_PARTNER.fill(lang, &[&self.name(id, desk)])),
            several => {
                let one = |id: &Id| {
                    let text = sight.name(*id, lang);
                    let other = sight.name(*id, lang.other());
                    Entry::new(Choice::Brief(*id), &text, "").also_called(other)
                };
                let all = several.iter().map(one).collect();
                self.overlay = Some(Overlay::Pick(Pick::new(say::WHICH, ">", all)));
            }
        }
    }

    /// Opens a briefing; what is internal is asked for anew. Who comes back to one finds it as it
    /// was left.
    pub(super) fn open_briefing(&mut self, of: Id) {
        self.internal = None;
        self.turns += 1;
        self.go(Place::Briefing(of));
    }

    /// Shows what is internal, or hides it again; who may not see it is told so.
    pub(super) fn turn_internal(&mut self, desk: Desktop<'_>) {
        let Place::Briefing(of) = self.walk.place else { return };
        if let Err(why) = briefing::may_see_internal(desk.sight) {
            self.message = Some(why.say(self.lang).to_owned());
            return;
        }
        self.turns += 1;
        let is_shown = self.internal.take() == Some(of);
        self.internal = (!is_shown).then_some(of);
        self.message = Some(if is_shown {
            say::HIDDEN.say(self.lang).to_owned()
        } else {
            say::SHOWN.fill(self.lang, &[self.key_of("internal")])
        });
    }

    /// The briefing of the organization one is at, to be taken along; what is internal only from
    /// the page that shows it.
    pub(super) fn briefing_at_hand(&self, desk: Desktop<'_>) -> Option<Briefing> {
        let of = *insight::partners(desk.sight, self.selected()?).first()?;
        let scope = match self.walk.place {
            Place::Briefing(_) => self.scope(of),
            _ => Scope::Public,
        };
        briefing::briefing(desk.sight, of, scope, self.lang).ok()
    }

    /// Opens the list of a kind, narrowed to some of its records.
    pub(super) fn open_found(&mut self, found: &Found) {
        let is_kind = |kind: &Kind| kind.code == found.kind;
        if let Some(list) = self.lists.iter_mut().find(|list| is_kind(list.kind)) {
            // The columns and their order are as the person has them.
            let filter = found.filter();
            let look = Look { filter, whose: Whose::All, ..list.look.clone() };
            list.take(look, None);
        }
        self.go(Place::List(found.kind));
    }
}
