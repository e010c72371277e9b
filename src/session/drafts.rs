//! What is typed into the open form is kept on the disk within a second, on a thread of its own:
//! neither a slow disk nor a terminal that takes no more bytes holds it up. Nothing is removed
//! but what was saved or discarded.

use super::{Ended, Session, answered};
use crate::app::draft::Draft;
use crate::app::drafts::Offered;
use crate::app::{Asked, Msg};
use crate::office::{Found, Held, Office};
use crate::store::Person;
use crate::value::Wrong;
use crate::words::draft as say;
use std::io;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// How long more is typed before it is written.
const PAUSE: Duration = Duration::from_millis(400);
/// The same once the disk has refused.
const AGAIN: Duration = Duration::from_secs(5);
/// How long a session that ends waits at most for what is being saved, and for the disk.
const PATIENCE: Duration = Duration::from_millis(500);

/// How the keeping of a form ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    /// It was saved or discarded: nothing of it is kept.
    Drop,
    /// It is to be closed once all of it is kept, which is told.
    Part,
    /// Nobody is there any more.
    Leave,
}

/// Keeps what is typed into one form.
pub(super) struct Keeper {
    desk: Arc<Desk>,
    done: oneshot::Receiver<()>,
}

/// What lies between a form and the thread that keeps it: only the newest counts.
#[derive(Default)]
struct Desk {
    slot: Mutex<Slot>,
    changed: Condvar,
}

/// What is to be kept of a form.
enum Typed {
    This(Box<Draft>),
    /// Nothing stands in it any more that was typed.
    Nothing,
}

#[derive(Default)]
struct Slot {
    typed: Option<Typed>,
    end: Option<End>,
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for something to be done, and then that long for more of it, but not for an end.
    fn next(&self, pause: Duration) -> Slot {
        let idle = |slot: &mut Slot| slot.typed.is_none() && slot.end.is_none();
        let slot = self.changed.wait_while(self.lock(), idle);
        let slot = slot.unwrap_or_else(PoisonError::into_inner);
        let more = self.changed.wait_timeout_while(slot, pause, |slot| slot.end.is_none());
        let (mut slot, _) = more.unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *slot)
    }
}

impl Keeper {
    fn begin(office: Office, person: Person, held: Option<Held>, tell: mpsc::Sender<Msg>) -> Self {
        let (finished, done) = oneshot::channel::<()>();
        let desk = Arc::new(Desk::default());
        let (pen, at) = (Pen { office, person, held, tell, is_failing: false }, Arc::clone(&desk));
        thread::spawn(move || {
            pen.write(&at);
            drop(finished);
        });
        Self { desk, done }
    }

    fn put(&self, draft: Option<Draft>) {
        let typed = draft.map_or(Typed::Nothing, |draft| Typed::This(Box::new(draft)));
        self.desk.lock().typed = Some(typed);
        self.desk.changed.notify_one();
    }

    fn end(&self, end: End) {
        self.desk.lock().end.get_or_insert(end);
        self.desk.changed.notify_one();
    }

    fn is_done(&mut self) -> bool {
        self.done.try_recv() == Err(oneshot::error::TryRecvError::Closed)
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.end(End::Leave);
    }
}

/// What the thread has.
struct Pen {
    office: Office,
    person: Person,
    /// The draft, once there is something of it on the disk.
    held: Option<Held>,
    tell: mpsc::Sender<Msg>,
    is_failing: bool,
}

impl Pen {
    fn write(mut self, desk: &Desk) {
        loop {
            let Slot { typed, end } = desk.next(if self.is_failing { AGAIN } else { PAUSE });
            if end == Some(End::Drop) {
                return self.drop_it();
            }
            let kept = match &typed {
                Some(Typed::This(draft)) => self.keep(draft),
                Some(Typed::Nothing) => self.remove(),
                None => Ok(()),
            };
            if end == Some(End::Leave) {
                return;
            }
            let was_failing = std::mem::replace(&mut self.is_failing, kept.is_err());
            match (kept, typed) {
                (Ok(()), _) if end == Some(End::Part) => {
                    // From now on it is offered.
                    self.held = None;
                    return self.tell(Msg::Kept(Ok(())));
                }
                (Err(error), Some(typed)) => {
                    desk.lock().typed.get_or_insert(typed);
                    match end {
                        Some(_) => self.tell(Msg::Kept(Err(why(&self.office, &error)))),
                        None if was_failing => {}
                        None => self.tell(Msg::Unkept(why(&self.office, &error))),
                    }
                }
                _ => {}
            }
        }
    }

    fn tell(&self, msg: Msg) {
        // A session that has ended wants to know nothing.
        let _ = self.tell.blocking_send(msg);
    }

    fn keep(&mut self, draft: &Draft) -> io::Result<()> {
        let held = match self.held.take() {
            Some(held) => held,
            None => self.office.begin_draft(&self.person)?,
        };
        let when = self.office.clock().millis();
        let kept = draft.write(when).and_then(|text| self.office.keep_draft(&held, &text));
        self.held = Some(held);
        kept
    }

    fn remove(&self) -> io::Result<()> {
        self.held.as_ref().map_or(Ok(()), |held| self.office.drop_draft(held))
    }

    fn drop_it(&self) {
        if let (Err(error), Some(held)) = (self.remove(), &self.held) {
            let place = [&*held.path().display().to_string(), &error.to_string()];
            self.tell(Msg::Undropped(say::NOT_DROPPED.wrong(&place)));
        }
    }
}

fn why(office: &Office, error: &io::Error) -> Wrong {
    match (error.kind(), error.raw_os_error()) {
        (io::ErrorKind::FileTooLarge, None) => say::TOO_LARGE.wrong(&[]),
        _ => office.why(error),
    }
}

/// What a session has of drafts.
#[derive(Default)]
pub(super) struct Drafting {
    /// Keeps the open form; none before something is typed into it.
    keeper: Option<Keeper>,
    /// What was handed to it last.
    typed: Option<Draft>,
    /// The draft that is gone on with, until it is typed into.
    held: Option<Held>,
    /// Those that are not done yet.
    ending: Vec<Keeper>,
}

impl Session {
    /// After every message: what is typed into the open form is kept.
    pub(super) fn mind_the_form(&mut self) {
        if self.app.take_form_over() {
            return self.part(End::Drop);
        }
        if !self.app.has_form() {
            return self.part(End::Leave);
        }
        let typed = self.app.draft();
        if typed == self.drafting.typed {
            return;
        }
        self.drafting.typed.clone_from(&typed);
        if let Some(keeper) = self.keeper() {
            keeper.put(typed);
        }
    }

    /// What keeps the open form, begun if there is none.
    fn keeper(&mut self) -> Option<&Keeper> {
        if self.drafting.keeper.is_none() {
            let (office, person) = (self.office.clone()?, self.seat.person.clone());
            let held = self.drafting.held.take();
            let keeper = Keeper::begin(office, person, held, self.aside.clone());
            self.drafting.keeper = Some(keeper);
        }
        self.drafting.keeper.as_ref()
    }

    fn part(&mut self, end: End) {
        self.drafting.typed = None;
        self.drafting.ending.retain_mut(|keeper| !keeper.is_done());
        if self.drafting.held.is_some() && end == End::Drop {
            self.keeper();
        }
        self.drafting.held = None;
        if let Some(keeper) = self.drafting.keeper.take() {
            keeper.end(end);
            self.drafting.ending.push(keeper);
        }
    }

    /// Keeps the open form at once, which is answered.
    pub(super) fn keep_draft(&mut self) {
        if let Some(keeper) = self.keeper() {
            keeper.end(End::Part);
        }
    }

    /// Takes what came from a thread.
    pub(super) fn worked(&mut self, msg: Msg) -> Option<Ended> {
        let is_another = matches!(msg, Msg::Kept(Ok(())));
        let ended = self.update(msg).or_else(|| self.type_early());
        if is_another { ended.or_else(|| self.tell_drafts(Asked::ByNobody)) } else { ended }
    }

    /// Tells which drafts there are.
    pub(super) fn tell_drafts(&mut self, asked: Asked) -> Option<Ended> {
        let found = self.office.as_ref()?.drafts(&self.seat.person);
        let msg = match found {
            Ok(found) => Msg::Drafts(found.into_iter().map(offered).collect(), asked),
            Err(error) => Msg::Told(say::NOT_LISTED.fill(self.app.lang, &[&error.to_string()])),
        };
        self.update(msg)
    }

    /// Goes on with a draft, which from now on is that of the open form.
    pub(super) fn resume(&mut self, path: &Path) -> Option<Ended> {
        let taken = self.office.as_ref()?.take_draft(path);
        let taken = taken.map(|(held, found)| {
            self.drafting.held = Some(held);
            offered(found).draft
        });
        // Where no form can be made of it nobody holds it any more after this.
        let ended = self.update(Msg::Resumed(taken));
        ended.or_else(|| self.tell_drafts(Asked::ByNobody))
    }

    /// Removes a draft.
    pub(super) fn drop_draft(&mut self, path: &Path) -> Option<Ended> {
        if let Some((held, _)) = self.office.as_ref()?.take_draft(path) {
            self.drafting.held = Some(held);
            self.part(End::Drop);
        }
        self.tell_drafts(Asked::ByNobody)
    }

    /// Before the session ends: all that was typed is on the disk, unless it was saved.
    pub(super) async fn keep_what_was_typed(&mut self) {
        if self.app.is_saving() && !self.pending.is_empty() {
            let answer = timeout(PATIENCE, answered(&mut self.pending)).await;
            // Its end is here already.
            let _ = answer.map(|result| self.done(result));
        }
        self.part(End::Leave);
        let ending = std::mem::take(&mut self.drafting.ending);
        let all = async {
            for mut keeper in ending {
                // Nothing is sent: it is dropped when the thread is done.
                let _ = (&mut keeper.done).await;
            }
        };
        // A disk that does not answer keeps nobody here.
        let _ = timeout(PATIENCE, all).await;
    }
}

fn offered(Found { path, text }: Found) -> Offered {
    let named = |wrong: Wrong| {
        let path = path.display().to_string();
        let said = |lang| say::DAMAGED.fill(lang, &[&path, wrong.say(lang)]);
        Wrong { en: said(crate::value::Lang::En), zh: said(crate::value::Lang::Zh) }
    };
    let draft = text.and_then(|text| Draft::read(&text).map_err(named));
    Offered { path, draft }
}
