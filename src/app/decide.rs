//! What is to hold, field by field, where an edit or an undo and what somebody else saved do not
//! agree; and, before an undo, which fields it takes back. It draws nothing, saves nothing, and
//! nobody's value goes unasked.

mod lines;

use super::actions::{Action, Context, Keys, Step as Move};
use super::list::scrolled;
use super::many::PREVIEWED;
use super::page::{Line, Target};
use super::{Doing, Overlay};
use crate::clock::Clock;
use crate::records;
use crate::store::{Clash, Edit, Over, Side, Sight, settle};
use crate::value::{Id, Lang, Value};
use crossterm::event::KeyEvent;
use std::collections::{HashMap, HashSet};

/// What is decided.
pub struct Decision {
    /// Over all of it.
    pub title: String,
    /// What one goes back to: a form with all that was typed.
    pub behind: Option<Overlay>,
    /// What is shown.
    pub lines: Vec<Line>,
    /// The first of them on the screen.
    pub top: usize,
    /// What it is for.
    pub doing: Doing,
    /// Whether it is handed in, and waits for the answer.
    pub is_sent: bool,
    edits: Vec<Edit>,
    points: Vec<Point>,
    /// Which of them the cursor is on.
    at: usize,
    /// How many fields are not listed, and what becomes of them.
    more: (usize, Side),
    /// Whether long texts are shown whole.
    is_whole: bool,
    /// Counts what was done to it.
    turns: u64,
    /// Whether what the cursor is on is to be in sight.
    is_lost: bool,
    made_of: Option<MadeOf>,
}

/// What its lines are made of.
type MadeOf = (u64, Lang, u16, u64, bool);

/// One thing to decide.
struct Point {
    clash: Clash,
    /// Whether somebody else changed it since; else it is only listed.
    is_open: bool,
    side: Option<Side>,
}

/// What becomes of a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// It is still decided.
    Stay,
    /// Nothing is saved.
    Close,
    /// What is under the cursor is to be typed.
    Edit,
    /// So many are still to be chosen.
    Open(usize),
    /// It is decided.
    Send,
}

impl Decision {
    /// What is to be decided of edits that clash; of an undo, and of what is done to one record
    /// without a form, everything that it changes.
    pub fn new(
        title: String,
        doing: Doing,
        edits: Vec<Edit>,
        clashes: Vec<Clash>,
        behind: Option<Overlay>,
        sight: &Sight,
    ) -> Self {
        let ids: HashSet<Id> =
            edits.iter().map(Edit::id).filter(|id| !id.is_provisional()).collect();
        let lists_all = doing.takes_back() || behind.is_none() && ids.len() == 1;
        let mut known: HashMap<_, Clash> =
            clashes.into_iter().map(|clash| ((clash.id, clash.field()), clash)).collect();
        let (mut points, mut clear, mut more) = (Vec::new(), 0, 0);
        for (id, field, mine) in parts(&edits) {
            if let Some(clash) = known.remove(&(id, field)) {
                points.push(Point { clash, is_open: true, side: None });
            } else if let Some(clash) = lists_all.then(|| listed(id, field, mine, sight)).flatten()
            {
                clear += 1;
                if clear > PREVIEWED {
                    more += 1;
                } else {
                    points.push(Point { clash, is_open: false, side: Some(Side::Mine) });
                }
            }
        }
        // What was only relied on is asked all the same.
        let mut rest: Vec<Clash> = known.into_values().collect();
        rest.sort_by_key(|clash| (clash.id, clash.field()));
        points.extend(rest.into_iter().map(|clash| Point { clash, is_open: true, side: None }));
        // The records that have to be decided stand first.
        let open = points.iter().filter(|point| point.is_open);
        let open: HashSet<Id> = open.map(|point| point.clash.id).collect();
        points.sort_by_key(|point| !open.contains(&point.clash.id));
        Self {
            title,
            behind,
            lines: Vec::new(),
            top: 0,
            doing,
            is_sent: false,
            edits,
            points,
            at: 0,
            more: (more, Side::Mine),
            is_whole: false,
            turns: 0,
            is_lost: true,
            made_of: None,
        }
    }

    /// Whether there is nothing to decide.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Somebody saved once more: these clash anew, and have to be chosen again.
    pub fn again(&mut self, clashes: Vec<Clash>) {
        (self.is_sent, self.turns) = (false, self.turns + 1);
        for mut clash in clashes {
            let part = (clash.id, clash.field());
            let known = self.points.iter_mut().find(|point| point.part() == part);
            let Some(known) = known else {
                self.points.push(Point { clash, is_open: true, side: None });
                continue;
            };
            // What the edit began from stays what it was.
            if let (true, Over::Field { before, .. }, Over::Field { before: first, .. }) =
                (known.is_open, &mut clash.over, &known.clash.over)
            {
                *before = first.clone();
            }
            *known = Point { clash, is_open: true, side: None };
        }
        self.go_to_open();
    }

    /// It is not saved, for another reason: everything chosen stays.
    pub fn take_back(&mut self) {
        self.is_sent = false;
    }

    /// A key of the person, on a screen with so many rows for the lines.
    pub fn key(&mut self, key: &KeyEvent, height: usize, keys: &Keys) -> Step {
        let Some(action) = keys.action(Context::Decision, key) else { return Step::Stay };
        match action {
            Action::Move(step) => self.step(step, height),
            Action::Hold(side) => self.choose(|_| Some(side)),
            Action::Switch => self.choose(|side| match side {
                Some(Side::Mine) => Some(Side::Theirs),
                _ => Some(Side::Mine),
            }),
            Action::HoldAll(side) => {
                self.turns += 1;
                self.points.iter_mut().for_each(|point| point.side = Some(side));
                if self.doing.takes_back() {
                    self.more.1 = side;
                }
            }
            Action::Whole => {
                self.is_whole = !self.is_whole;
                (self.is_lost, self.turns) = (true, self.turns + 1);
            }
            Action::Edit => return Step::Edit,
            Action::Close => return Step::Close,
            Action::Save => {
                self.go_to_open();
                let open = self.points.iter().filter(|point| point.side.is_none()).count();
                return if open == 0 { Step::Send } else { Step::Open(open) };
            }
            _ => {}
        }
        Step::Stay
    }

    fn choose(&mut self, side: impl Fn(Option<Side>) -> Option<Side>) {
        if let Some(point) = self.points.get_mut(self.at) {
            point.side = side(point.side);
            self.turns += 1;
        }
    }

    fn step(&mut self, step: Move, height: usize) {
        let last = self.starts().len().saturating_sub(1);
        let page = height.saturating_sub(1).max(1);
        match step {
            Move::Up => self.go_to(self.at.saturating_sub(1)),
            Move::Down if self.at < last => self.go_to(self.at + 1),
            Move::Down => self.scroll(self.top + 1, height),
            Move::PageUp => self.scroll(self.top.saturating_sub(page), height),
            Move::PageDown => self.scroll(self.top + page, height),
            Move::Top => {
                self.go_to(0);
                self.top = 0;
            }
            Move::Bottom => self.go_to(last),
            Move::Left | Move::Right => {}
        }
    }

    /// Moves the lines, and the cursor with them: to the first of what begins on the screen, else
    /// to what fills it.
    fn scroll(&mut self, top: usize, height: usize) {
        self.top = top.min(self.lines.len().saturating_sub(height));
        let starts = self.starts();
        let begins = starts.iter().position(|start| (self.top..self.top + height).contains(start));
        let fills = || starts.iter().rposition(|start| *start < self.top);
        let is_in_sight = |start: &usize| (self.top..self.top + height).contains(start);
        if !starts.get(self.at).is_some_and(is_in_sight) {
            self.at = begins.or_else(fills).unwrap_or(self.at);
        }
    }

    fn go_to(&mut self, point: usize) {
        (self.at, self.is_lost) = (point, true);
    }

    /// To the first that is still to be chosen.
    fn go_to_open(&mut self) {
        if let Some(open) = self.points.iter().position(|point| point.side.is_none()) {
            self.go_to(open);
        }
    }

    /// Where each point begins among the lines.
    fn starts(&self) -> Vec<usize> {
        let starts = self.lines.iter().enumerate().filter(|(_, line)| line.target.is_some());
        starts.map(|(start, _)| start).collect()
    }

    /// The line the cursor is on.
    pub fn line(&self) -> Option<usize> {
        self.lines.iter().position(|line| line.target == Some(Target::Node(self.at)))
    }

    /// The field under the cursor that is to be typed, by its number, and what others put there.
    pub fn field(&self) -> Option<(u16, &Value)> {
        match &self.points.get(self.at)?.clash.over {
            Over::Field { number, theirs, .. } => Some((*number, theirs)),
            Over::Trash { .. } => None,
        }
    }

    /// The fields for which the edit's value was chosen over somebody else's, with that.
    pub fn chosen(&self) -> impl Iterator<Item = (u16, &Value)> {
        self.points.iter().filter_map(|point| match &point.clash.over {
            Over::Field { number, theirs, .. } if point.side == Some(Side::Mine) => {
                Some((*number, theirs))
            }
            _ => None,
        })
    }

    /// Whether something is left as others have it.
    pub fn is_part(&self) -> bool {
        self.points.iter().any(|point| point.side == Some(Side::Theirs))
    }

    /// What is left of the edits, as it is decided.
    pub fn settled(&self) -> Vec<Edit> {
        let sides: HashMap<_, Side> =
            self.points.iter().filter_map(|point| Some((point.part(), point.side?))).collect();
        let open = self.points.iter().filter(|point| point.is_open);
        let clashes: Vec<Clash> = open.map(|point| point.clash.clone()).collect();
        let rest = self.more.1;
        settle(&self.edits, &clashes, |id, field| *sides.get(&(id, field)).unwrap_or(&rest))
    }

    /// How many are chosen, or are to be taken back where nothing has to be chosen; of how many.
    pub fn count(&self) -> (usize, usize) {
        let open = self.points.iter().filter(|point| point.is_open);
        let chosen = open.clone().filter(|point| point.side.is_some()).count();
        match open.count() {
            0 => {
                let taken = |point: &&Point| point.side == Some(Side::Mine);
                (self.points.iter().filter(taken).count(), self.points.len())
            }
            open => (chosen, open),
        }
    }

    /// Whether something has to be chosen.
    pub fn is_open(&self) -> bool {
        self.points.iter().any(|point| point.is_open)
    }

    /// Its lines, on a screen of so many columns and so many rows for them.
    pub(super) fn arrange(
        &mut self,
        sight: &Sight,
        clock: &Clock,
        (keys, lang): (&Keys, Lang),
        (width, height): (u16, usize),
    ) {
        let made_of = (self.turns, lang, width, sight.sequence(), sight.is_in_company());
        if self.made_of != Some(made_of) {
            let sheet = lines::Sheet { sight, clock, keys, lang, room: width.saturating_sub(4) };
            self.lines = sheet.lines(self);
            self.made_of = Some(made_of);
        }
        let starts = self.starts();
        self.at = self.at.min(starts.len().saturating_sub(1));
        if std::mem::take(&mut self.is_lost)
            && let Some(start) = starts.get(self.at)
        {
            // What stands above it belongs to it, as all belongs to the first.
            let is_blank = |at: usize| self.lines[at].pieces.is_empty();
            let above = (1..=*start).rev().find(|at| is_blank(at - 1)).unwrap_or(0);
            let first = if self.at == 0 { 0 } else { above };
            let end = starts.get(self.at + 1).copied().unwrap_or(self.lines.len());
            let last = (end - 1).min(first + height.saturating_sub(1));
            for line in [last, first, *start] {
                self.top = scrolled(self.top, line, height, self.lines.len());
            }
        }
        self.top = self.top.min(self.lines.len().saturating_sub(height));
    }
}

impl Point {
    fn part(&self) -> (Id, Option<u16>) {
        (self.clash.id, self.clash.field())
    }

    /// Whether it only goes to the trash, or comes back.
    fn is_moved(&self) -> bool {
        !self.is_open && self.clash.field().is_none()
    }
}

/// What edits want, part by part: a field of a record with its value, or nothing and whether it is
/// to lie in the trash. Fields that are only relied on for that are no parts.
fn parts(edits: &[Edit]) -> impl Iterator<Item = (Id, Option<u16>, Value)> {
    edits.iter().flat_map(|edit| match edit {
        Edit::Add { .. } => Vec::new(),
        Edit::Set { id, fields, .. } => {
            let set = fields.iter().filter(|(_, before, after)| before != after);
            set.map(|(number, _, after)| (*id, Some(*number), after.clone())).collect()
        }
        Edit::Trash { id, .. } => vec![(*id, None, Value::Flag(true))],
        Edit::Untrash { id, .. } => vec![(*id, None, Value::Flag(false))],
    })
}

/// A part with which nobody interfered, as it is listed; nothing if it is so already.
fn listed(id: Id, field: Option<u16>, mine: Value, sight: &Sight) -> Option<Clash> {
    let row = sight.row(id)?;
    let over = match (field, mine) {
        (Some(number), mine) => {
            let theirs = sight.cell(row, records::kind(id.kind)?.column(number)?);
            let before = theirs.clone();
            (theirs != mine).then_some(Over::Field { number, before, theirs, mine })
        }
        (None, mine) => {
            let mine = mine == Value::Flag(true);
            let is_so = row.trashed.is_some() == mine;
            (!is_so).then_some(Over::Trash { mine, since: Vec::new() })
        }
    };
    over.map(|over| Clash { id, from: row.rev, rev: row.rev, over, by: None })
}
