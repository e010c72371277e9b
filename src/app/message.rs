//! What reaches a screen and what it asks for, what is done beside it, and what lies over it.

use super::arrange::{Rows, Stamp};
use super::bars::{Bar, Bars};
use super::columns::Columns;
use super::decide::Decision;
use super::draft::Draft;
use super::drafts::{Drafts, Offered};
use super::filter_line::FilterLine;
use super::form::Form;
use super::history::Wanted;
use super::home::Day;
use super::made::Stamp as OfSight;
use super::others::Others;
use super::pick::Pick;
use super::question::Question;
use super::seek::{Seek, Ticket};
use crate::clock::Clock;
use crate::insight::Flaw;
use crate::lookup::{Found, Lookup};
use crate::store::{Cause, Change, Clash, Committed, Edit, Progress, Refused, Sight};
use crate::value::{Id, Wrong};
use crossterm::event::KeyEvent;
use std::path::PathBuf;
use std::sync::Arc;

/// What happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this size now.
    Resize(u16, u16),
    /// The store was opened, or somebody saved something.
    Changed,
    /// The keys have paused: what follows the cursor may follow.
    Settled,
    /// A commit came back.
    Done(Doing, Result<Committed, Refused>),
    /// These edits came back: somebody else changed the same since.
    Conflict(Doing, Vec<Edit>, Vec<Clash>),
    /// These changes were read, newest first.
    Read(Wanted, Vec<Result<Change, Refused>>),
    /// The store has been opened so far.
    Opening(Progress),
    /// Something the person should read.
    Told(String),
    /// The rows of a list of a kind, by its code, which were to be arranged.
    Arranged(&'static str, Stamp, Rows),
    /// The values of a column, which were to be counted: the how manieth time that was asked.
    Counted(u64, Vec<Bar>),
    /// The day of Home, which was to be worked out.
    Day(OfSight, Box<Day>),
    /// What is to be mended, which was to be worked out.
    Flaws(OfSight, Vec<Flaw>),
    /// What was to be looked up, found.
    Sought(Ticket, Arc<Found>),
    /// Somebody from outside came into the room, or left: something else is seen.
    Company,
    /// Somebody came, left, or began or ended editing a record: who is here now.
    Here(Others),
    /// What the person typed and has not saved, and why that is told.
    Drafts(Vec<Offered>, Asked),
    /// What was typed into the open form is kept, so that it can be closed, or is not.
    Kept(Result<(), Wrong>),
    /// What was typed into the open form so far could not be kept.
    Unkept(Wrong),
    /// A draft could not be removed.
    Undropped(Wrong),
    /// The draft that was to be gone on with; nothing if somebody has taken it.
    Resumed(Option<Result<Draft, Wrong>>),
}

/// Why it is told which drafts there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// The person sat down.
    AtStart,
    /// They asked for them.
    ByPerson,
    /// There are others now.
    ByNobody,
}

/// What is done beside the screen, and comes back as a message.
pub type Work = Box<dyn FnOnce() -> Msg + Send>;

/// What is to be done about it.
#[derive(Debug)]
pub enum Effect {
    /// These edits are to be saved.
    Commit(Doing, Vec<Edit>),
    /// This change, which did that, is to be taken back.
    Undo(u64, String),
    /// This change, by which that was taken back, is to be taken back itself.
    Redo(u64, String),
    /// These changes are to be read.
    Read(Wanted),
    /// This text is to go to the clipboard of the person's terminal.
    Copy(String),
    /// The screen is to be drawn anew.
    Redraw,
    /// What the person sees is to be looked up again, and told by [`Msg::Company`].
    Look,
    /// What was typed into the open form is to be kept at once, and told by [`Msg::Kept`].
    Keep,
    /// The person's drafts are to be told by [`Msg::Drafts`].
    Drafts,
    /// This draft is to be taken and told by [`Msg::Resumed`]: the form that opens is its own.
    Resume(PathBuf),
    /// This draft is to be removed.
    DropDraft(PathBuf),
    /// The person leaves.
    Quit,
}

/// What a commit is for, and what it does in a few words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Doing {
    /// The open form is saved: the record, or the provisional id of a new one.
    Save(Id, String),
    /// Records are changed, or go to the trash: what it is, and what to say of it once it is
    /// done.
    Change(String, String),
    /// The open form is put into many records: what it is, and what to say once it is done.
    Each(String, String),
    /// A change is taken back.
    Undo(u64, String),
    /// A change by which another was taken back is taken back itself.
    Redo(u64, String),
}

impl Doing {
    /// Why it is done, as the history tells it.
    pub const fn cause(&self) -> Cause {
        match self {
            Self::Save(..) | Self::Change(..) | Self::Each(..) => Cause::Edit,
            Self::Undo(sequence, _) | Self::Redo(sequence, _) => Cause::TakenBack(*sequence),
        }
    }

    /// Whether a change is taken back.
    pub const fn takes_back(&self) -> bool {
        matches!(self, Self::Undo(..) | Self::Redo(..))
    }
}

/// What one may look at while handling a message.
#[derive(Clone, Copy)]
pub struct Desktop<'a> {
    /// What the person sees now.
    pub sight: &'a Sight,
    /// The look-up index.
    pub lookup: &'a Lookup,
    /// The office's clock.
    pub clock: &'a Clock,
}

/// What lies over the main area.
pub enum Overlay {
    /// A form.
    Form(Box<Form>),
    /// The look-up.
    Seek(Box<Seek>),
    /// The palette, the help or the list of panes.
    Pick(Pick),
    /// The keys of the form, over it.
    FormHelp(Box<Form>, Pick),
    /// The line of the filter.
    Filter(Box<FilterLine>),
    /// The columns of the list.
    Columns(Box<Columns>),
    /// How often each value of a column occurs.
    Bars(Box<Bars>),
    /// What was typed and not saved.
    Drafts(Box<Drafts>),
    /// The language is asked for.
    Language,
    /// Something is asked.
    Ask(Box<Question>),
    /// It is decided, field by field, what is to hold.
    Decide(Box<Decision>),
}

impl Overlay {
    /// The form that is open, whatever lies over it.
    pub fn form(&self) -> Option<&Form> {
        match self {
            Self::Form(form) | Self::FormHelp(form, _) => Some(form),
            Self::Ask(question) => question.behind.as_ref()?.form(),
            Self::Decide(decision) => decision.behind.as_ref()?.form(),
            _ => None,
        }
    }
}
