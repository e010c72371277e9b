//! One person, one terminal, one loop. Where keys come from and where bytes go are
//! parameters, so that the local terminal, a socket, SSH and a test run the same.

mod drafts;
mod others;
mod wait;

use crate::app::actions::Keys;
use crate::app::history::Wanted;
use crate::app::seat::Kept;
use crate::app::{App, Asked, Desktop, Doing, Effect, Msg};
use crate::lookup::Lookup;
use crate::office::{Clock, Office, Presence};
use crate::screen::{Look, Screen, mend_halves};
use crate::store::{
    Change, Committed, Edit, Now, OpenError, Opened, Person, Progress, Refused, Sight,
};
use crate::value::{Lang, Wrong};
use crate::view;
use crate::words::keep;
use crossterm::event::KeyEvent;
use drafts::Drafting;
use ratatui::Terminal;
use ratatui::layout::Size;
use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout};
use wait::{Answer, Next, answered, changed, further, paused, told, told_from};

/// How long the keys pause before what follows the cursor follows.
const PAUSE: Duration = Duration::from_millis(50);

/// How long a terminal may take none of a frame.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long after one change of the store the next is shown at the soonest, and after one coming or
/// going: where many save, or come at once, nobody sees more of it by being drawn more often.
const SOON: Duration = Duration::from_millis(50);
const OFTEN: Duration = Duration::from_millis(500);

/// How many keys of one session are handled in a row.
const TURN: usize = 16;

/// How many keys are kept until the store is open.
const EARLY: usize = 200;

/// How many answers wait at most for the session to take them.
const WORK: usize = 16;

/// What reaches a session from its terminal, whichever way the bytes came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed or repeats; releases are never reported.
    Key(KeyEvent),
    /// Pasted text as it came, at most 1 MiB; not cleaned.
    Paste(String),
    /// The terminal is now this wide and high, in cells.
    Resize(u16, u16),
    /// Somebody asked this process to stop for a while.
    Suspend,
    /// What the terminal shows can no longer be trusted.
    Redraw,
    /// The terminal is gone.
    Hangup,
    /// This process is asked to end.
    Terminate,
}

/// Who sits there, and at what.
pub struct Seat {
    /// Whose session it is.
    pub person: Person,
    /// Where they sit, as others are told: an address, the socket, this terminal.
    pub from: String,
    /// The language it begins in.
    pub lang: Lang,
    /// The language the person asked for: it goes before the one they chose last.
    pub asked: Option<Lang>,
    /// Whether nobody has said that language, so that it is to be asked for.
    pub asks_language: bool,
    /// The terminal's size in cells.
    pub size: (u16, u16),
    /// How it is drawn on; in the end each person's own, like the language.
    pub look: Look,
    /// The keys in force.
    pub keys: Arc<Keys>,
    /// What the person is to be told at the start.
    pub told: Vec<String>,
    /// How far the store has been opened.
    pub progress: watch::Receiver<Progress>,
    /// The office's clock, until the office is there.
    pub clock: Clock,
}

/// How a session ended.
#[derive(Debug)]
pub enum Ended {
    /// The person left.
    Quit,
    /// The terminal is gone.
    Hangup,
    /// The process is asked to end.
    Terminate,
    /// The store could not be opened.
    NotOpened(OpenError),
}

/// Runs a session until it ends. The first frame is drawn before `opening` is done.
/// `suspend` stops this process for a while, where that can be asked.
pub async fn run<W: AsyncWrite + Unpin>(
    seat: Seat,
    opening: impl Future<Output = Result<(Office, Opened), OpenError>>,
    input: &mut mpsc::Receiver<Input>,
    output: &mut W,
    suspend: &(dyn Fn() -> io::Result<()> + Sync),
) -> Ended {
    let screen = Screen::new(Size::new(seat.size.0, seat.size.1), seat.look.colors);
    let Ok(mut terminal) = Terminal::new(screen);
    terminal.backend_mut().set_title("liaison");
    let (aside, mut worked) = mpsc::channel(WORK);
    let mut session = Session {
        aside,
        early: Vec::new(),
        trouble: None,
        app: App::new(seat.lang, seat.size, Arc::clone(&seat.keys)),
        sight: Sight::of_nothing(seat.person.clone(), seat.clock.now()),
        lookup: Lookup::default(),
        seat,
        office: None,
        indexing: None,
        presence: None,
        terminal,
        pending: VecDeque::new(),
        drafting: Drafting::default(),
        due: None,
        looked: Instant::now(),
        met: Instant::now(),
    };
    if session.seat.asks_language {
        session.app.ask_language();
    }
    let mut opening = std::pin::pin!(opening);
    let mut changes: Option<watch::Receiver<Now>> = None;
    let mut here: Option<watch::Receiver<u64>> = None;
    let mut is_new = true;
    loop {
        if is_new && session.show(output).await.is_err() {
            session.leave().await;
            return Ended::Hangup;
        }
        let next = tokio::select! {
            biased;
            input = input.recv() => Next::Input(input.unwrap_or(Input::Hangup)),
            done = answered(&mut session.pending) => Next::Done(done),
            opened = &mut opening, if changes.is_none() => Next::Opened(Box::new(opened)),
            msg = further(&mut session.seat.progress), if changes.is_none() => Next::Worked(msg),
            () = changed(&mut changes, session.looked) => Next::Changed,
            () = told(&mut session.indexing) => Next::Changed,
            () = told_from(&mut here, session.met) => Next::Here,
            Some(msg) = worked.recv() => Next::Worked(msg),
            () = paused(session.due) => Next::Settled,
        };
        is_new = true;
        let mut ended = match next {
            Next::Here => {
                session.met = Instant::now() + OFTEN;
                // Whoever comes or goes is on few of all screens.
                is_new = session.meet();
                None
            }
            Next::Input(input) => session.input(input, suspend),
            Next::Done(result) => session.done(result),
            Next::Changed => {
                session.looked = Instant::now() + SOON;
                session.changed()
            }
            Next::Settled => session.settled(),
            Next::Worked(msg) => session.worked(msg),
            Next::Opened(opened) => match *opened {
                Ok((office, opened)) => {
                    changes = Some(office.store().watch());
                    here = Some(office.watch_here());
                    session.opened(office, &opened)
                }
                Err(error) => Some(Ended::NotOpened(error)),
            },
        };
        // Everything that waits is handled before the next draw: drawing changes nothing. What comes
        // meanwhile is not, or who sends without end would be drawn nothing.
        let waiting = if ended.is_none() { input.len() } else { 0 };
        for nth in 1..=waiting {
            let Ok(next) = input.try_recv() else { break };
            is_new = true;
            ended = session.input(next, suspend);
            if ended.is_some() {
                break;
            }
            // Other sessions have their turn.
            if nth % TURN == 0 {
                tokio::task::yield_now().await;
            }
        }
        if let Some(ended) = ended {
            session.leave().await;
            return ended;
        }
    }
}

struct Session {
    app: App,
    seat: Seat,
    /// What the person sees now.
    sight: Sight,
    lookup: Lookup,
    office: Option<Office>,
    /// Tells whenever the look-up finds more, until it finds all.
    indexing: Option<watch::Receiver<usize>>,
    /// That the person is here, as others are told; none before the store is open.
    presence: Option<Presence>,
    terminal: Terminal<Screen>,
    /// Commits that the store has, in its order, not yet answered, with what they were to save.
    pending: VecDeque<(Doing, Vec<Edit>, Answer)>,
    drafting: Drafting,
    due: Option<Instant>,
    /// From when on it minds what the store holds, and who is here.
    looked: Instant,
    met: Instant,
    /// Where what was done beside the screen comes back.
    aside: mpsc::Sender<Msg>,
    /// Keys that were pressed before the store was open, or what they mean was found, and mean
    /// something only then.
    early: Vec<KeyEvent>,
    /// What went wrong with the backups, as far as it was told.
    trouble: Option<Wrong>,
}

impl Session {
    /// Draws, and writes what changed as one piece.
    async fn show<W: AsyncWrite + Unpin>(&mut self, output: &mut W) -> io::Result<()> {
        let desk = Desktop { sight: &self.sight, lookup: &self.lookup, clock: &self.seat.clock };
        let (app, look) = (&self.app, self.seat.look);
        let Ok(_) = self.terminal.draw(|frame| {
            view::draw(app, desk, frame);
            mend_halves(frame.buffer_mut());
            look.dress(frame.buffer_mut());
        });
        let frame = self.terminal.backend_mut().take_frame();
        if frame.is_empty() {
            return Ok(());
        }
        let written = async {
            output.write_all(&frame).await?;
            output.flush().await
        };
        // Nobody sits before a terminal that has taken nothing for so long.
        timeout(PATIENCE, written).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    fn update(&mut self, msg: Msg) -> Option<Ended> {
        let clock = &self.seat.clock;
        let desk = Desktop { sight: &self.sight, lookup: &self.lookup, clock };
        let refusals = self.app.refusals();
        let effect = self.app.update(msg, desk);
        // Once a session: who presses a key again and again is not to fill the log.
        if refusals == 0
            && self.app.refusals() > 0
            && let Some(office) = &self.office
        {
            office.refused(&self.seat.person, &self.seat.from);
        }
        self.mind_the_form();
        if let Some(presence) = &self.presence {
            presence.edits(self.app.edited());
        }
        let behind = self.app.is_behind();
        self.due = behind.then(|| Instant::now() + PAUSE);
        for work in self.app.take_work() {
            let aside = self.aside.clone();
            // A session that has ended wants no answer.
            std::thread::spawn(move || aside.blocking_send(work()).is_ok());
        }
        match effect? {
            Effect::Quit => return Some(Ended::Quit),
            Effect::Redraw => self.redraw(),
            Effect::Copy(text) => self.terminal.backend_mut().copy(&text, self.seat.look.within),
            Effect::Look => {
                self.look();
                return self.update(Msg::Company);
            }
            Effect::Commit(doing, edits) => self.commit(doing, edits),
            Effect::Undo(sequence, what) => {
                return self.take_back(sequence, Doing::Undo(sequence, what));
            }
            Effect::Redo(sequence, what) => {
                return self.take_back(sequence, Doing::Redo(sequence, what));
            }
            Effect::Read(wanted) => self.read(wanted),
            Effect::Keep => self.keep_draft(),
            Effect::Drafts => return self.tell_drafts(Asked::ByPerson),
            Effect::Resume(path) => return self.resume(&path),
            Effect::DropDraft(path) => return self.drop_draft(&path),
        }
        None
    }

    fn redraw(&mut self) {
        let Ok(()) = self.terminal.clear();
    }

    fn input(
        &mut self,
        input: Input,
        suspend: &(dyn Fn() -> io::Result<()> + Sync),
    ) -> Option<Ended> {
        // What was saved meanwhile, and a new day at midnight, are seen from this key on.
        self.look();
        match input {
            // Whoever types ahead means the rows that are not there yet.
            Input::Key(key) if self.app.comes_early(&key, !self.early.is_empty()) => {
                if self.early.len() < EARLY {
                    self.early.push(key);
                }
                None
            }
            Input::Key(key) => self.update(Msg::Key(key)),
            Input::Paste(text) => self.update(Msg::Paste(text)),
            Input::Resize(width, height) => {
                self.terminal.backend_mut().resize(width, height);
                self.update(Msg::Resize(width, height))
            }
            Input::Suspend => {
                if suspend().is_err() {
                    return Some(Ended::Hangup);
                }
                self.redraw();
                None
            }
            Input::Redraw => {
                self.redraw();
                None
            }
            Input::Hangup => Some(Ended::Hangup),
            Input::Terminate => Some(Ended::Terminate),
        }
    }

    fn opened(&mut self, office: Office, opened: &Opened) -> Option<Ended> {
        self.indexing = Some(office.build());
        self.app.read_only = office.store().read_only().cloned();
        self.office = Some(office);
        self.look();
        self.come();
        self.sit();
        let ended = self.changed().or_else(|| self.tell_drafts(Asked::AtStart));
        let mut told = std::mem::take(&mut self.seat.told);
        told.extend(opened.findings.iter().map(|finding| finding.say(self.app.lang)));
        if told.is_empty() {
            ended
        } else {
            ended.or_else(|| self.update(Msg::Told(told.join("\n"))))
        }
    }

    /// The keys that came early, as far as what they waited for is there.
    fn type_early(&mut self) -> Option<Ended> {
        let mut ended = None;
        for key in std::mem::take(&mut self.early) {
            if self.app.comes_early(&key, !self.early.is_empty()) {
                self.early.push(key);
            } else {
                ended = ended.or_else(|| self.update(Msg::Key(key)));
            }
        }
        ended
    }

    /// What the person left when they were here last is as it was.
    fn sit(&mut self) {
        let kept = self.office.as_ref().and_then(|office| office.kept(&self.seat.person));
        // What cannot be read was written by another program: one begins anew.
        let kept = kept.and_then(|text| serde_json::from_slice(&text).ok());
        let kept: Kept = kept.unwrap_or_default();
        self.app.sit(&kept, self.seat.asked, &self.sight);
        if let Some(signs) = kept.signs.filter(|_| !self.seat.look.signs_are_said) {
            self.seat.look.signs = signs;
            self.seat.look.signs_are_said = true;
        }
    }

    /// Leaves the seat so that it is found again, and what was typed.
    async fn leave(&mut self) {
        self.keep_what_was_typed().await;
        let Some(office) = &self.office else { return };
        let mut kept = self.app.leave(&self.sight, self.seat.clock.millis());
        // What was only assumed of this terminal does not hold for the next.
        kept.signs = self.seat.look.signs_are_said.then_some(self.seat.look.signs);
        if let Ok(text) = serde_json::to_vec_pretty(&kept) {
            office.keep(&self.seat.person, &text);
        }
    }

    fn changed(&mut self) -> Option<Ended> {
        self.look();
        let ended = self.update(Msg::Changed).or_else(|| self.type_early());
        ended.or_else(|| self.tell_trouble())
    }

    /// Tells once what went wrong with the backups: whoever works all week should not hear of it
    /// only when leaving.
    fn tell_trouble(&mut self) -> Option<Ended> {
        let trouble = self.office.as_ref().and_then(|office| office.store().trouble());
        if trouble == self.trouble {
            return None;
        }
        self.trouble = trouble;
        let lang = self.app.lang;
        let said = self.trouble.as_ref().map(|why| keep::TROUBLE.fill(lang, &[why.say(lang)]))?;
        self.update(Msg::Told(said))
    }

    /// Sees what the store holds now.
    fn look(&mut self) {
        if let Some(office) = &self.office {
            let sight = office.sight(&self.seat.person);
            let after = self.sight.sequence();
            // What was there when the person came has not changed for them.
            if self.presence.is_some() && after < sight.sequence() {
                let changed = office.store().now().changed_since(after);
                self.app.mark_changed(after, changed, &sight);
            }
            self.sight = if self.app.in_company() { sight.in_company() } else { sight };
            self.lookup = office.ready();
        }
    }

    fn settled(&mut self) -> Option<Ended> {
        self.update(Msg::Settled)
    }

    fn commit(&mut self, doing: Doing, edits: Vec<Edit>) {
        let Some(office) = &self.office else { return };
        let answer = office.commit(&self.seat.person, doing.cause(), edits.clone()).answer();
        self.pending.push_back((doing, edits, Box::pin(answer)));
    }

    /// Has changes read on a thread of their own.
    fn read(&mut self, wanted: Wanted) {
        let Some(office) = self.office.clone() else { return };
        let (sight, aside) = (self.sight.clone(), self.aside.clone());
        std::thread::spawn(move || {
            let history = office.store().history(&sight, wanted.of);
            let is_wanted = |change: &Result<Change, Refused>| match (change, wanted.since) {
                (Ok(change), Some(since)) => change.sequence > since,
                _ => true,
            };
            let changes = history.take_while(is_wanted).take(wanted.most).collect();
            // A session that has ended wants no answer.
            aside.blocking_send(Msg::Read(wanted, changes)).is_ok()
        });
    }

    fn take_back(&mut self, sequence: u64, doing: Doing) -> Option<Ended> {
        let office = self.office.as_ref()?;
        match office.store().change(&self.sight, sequence) {
            Err(refused) => return self.update(Msg::Done(doing, Err(refused))),
            Ok(change) => {
                let edits = change.taken_back(|id| self.sight.row(id).cloned());
                self.commit(doing, edits);
            }
        }
        None
    }

    fn done(&mut self, result: Result<Committed, Refused>) -> Option<Ended> {
        let (doing, edits, _) = self.pending.pop_front()?;
        self.look();
        self.update(match result {
            Err(Refused::Conflict(clashes)) => Msg::Conflict(doing, edits, clashes),
            result => Msg::Done(doing, result),
        })
    }
}
