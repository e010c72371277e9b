//! The one thread that writes: check, journal, fdatasync, sled, publish, answer, in that
//! order. Commits that wait together share one fdatasync.

use super::change::{Cause, Change, Edit, Head};
use super::clash::{self, Touch};
use super::disk::Disk;
use super::journal::{Journal, JournalError};
use super::lock::Lock;
use super::log::{self, Level, Log};
use super::prepare::{Prepared, prepare};
use super::recover;
use super::refused::Refused;
use super::rights::Rights;
use super::rows::key;
use super::sight::Person;
use super::snapshot::Snapshot;
use super::state::{Entry, State};
use super::upkeep::Upkeep;
use super::{Now, codec, trouble};
use crate::value::{Id, Lang, Wrong, clean_line};
use crate::words::store as say;
use serde_json::json;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use tokio::sync::{oneshot, watch};

/// How many commits may wait. Whoever hands in one more waits, too.
const QUEUE: usize = 1024;

/// What the writer is asked to do.
pub(super) enum Job {
    Commit { person: Person, head: Head, edits: Vec<Edit>, answer: oneshot::Sender<Answer> },
    Compact(oneshot::Sender<Result<(), Wrong>>),
    Close(oneshot::Sender<()>),
}

type Answer = Result<Committed, Refused>;

/// A commit that is saved.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Committed {
    /// Its number; that of the commit before if there was nothing to change.
    pub sequence: u64,
    /// The provisional ids of the records it made, and their real ones.
    pub ids: Vec<(Id, Id)>,
    /// Every record it changed.
    pub touched: Vec<Id>,
}

impl Committed {
    /// The record that a provisional id became.
    pub fn real(&self, id: Id) -> Id {
        self.ids.iter().find(|(from, _)| *from == id).map_or(id, |(_, to)| *to)
    }
}

/// A commit on its way. Dropping it does not take it back.
pub struct Pending(oneshot::Receiver<Answer>);

impl Pending {
    /// Blocks until it is answered.
    pub fn wait(self) -> Result<Committed, Refused> {
        self.0.blocking_recv().unwrap_or(Err(Refused::Closed))
    }

    /// Waits until it is answered.
    pub async fn answer(self) -> Result<Committed, Refused> {
        self.0.await.unwrap_or(Err(Refused::Closed))
    }
}

pub(super) fn commit(
    jobs: &SyncSender<Job>,
    person: &Person,
    cause: Cause,
    when: i64,
    edits: Vec<Edit>,
) -> Pending {
    let (answer, pending) = oneshot::channel();
    let head = Head { when, who: clean_line(&person.login).into(), cause };
    // Without a writer the answer is dropped, which the receiver reads as closed.
    let _ = jobs.send(Job::Commit { person: person.clone(), head, edits, answer });
    Pending(pending)
}

pub(super) fn compact(jobs: &SyncSender<Job>) -> Result<(), Wrong> {
    let (answer, compacted) = oneshot::channel();
    let _ = jobs.send(Job::Compact(answer));
    let closed =
        || Wrong { en: say::CLOSED.say(Lang::En).into(), zh: say::CLOSED.say(Lang::Zh).into() };
    compacted.blocking_recv().unwrap_or_else(|_| Err(closed()))
}

pub(super) fn close(jobs: &SyncSender<Job>) {
    let (answer, closed) = oneshot::channel();
    if jobs.send(Job::Close(answer)).is_ok() {
        let _ = closed.blocking_recv();
    }
}

/// Starts the writer. It ends when it is told to close or when nobody can ask it any more.
pub(super) fn start(writer: Writer) -> SyncSender<Job> {
    let (sender, jobs) = sync_channel(QUEUE);
    std::thread::spawn(move || {
        // Whoever waits for the end may open the store again at once: by then the lock is gone.
        let closing = writer.run(&jobs);
        if let Some(answer) = closing {
            let _ = answer.send(());
        }
    });
    sender
}

/// What the writer works with.
pub(super) struct Writer {
    pub disk: Arc<dyn Disk>,
    pub journal: Journal,
    pub state: Arc<State>,
    /// None if nothing is saved.
    pub lock: Option<Lock>,
    /// Why nothing is saved, if that is so.
    pub read_only: Option<Wrong>,
    pub publish: watch::Sender<Now>,
    pub upkeep: Upkeep,
    /// The last moment that is known, in milliseconds since 1970.
    pub when: Option<i64>,
    pub patience: Patience,
    pub log: Log,
    /// Whether what was handed in last was not saved.
    pub is_refusing: bool,
}

/// How many times commits are written before a state that failed is opened anew.
pub(super) struct Patience {
    left: u32,
    all: u32,
}

/// Most of them.
const LONGEST_PATIENCE: u32 = 64;

impl Default for Patience {
    /// The write after the one at which it failed.
    fn default() -> Self {
        Self { left: 2, all: 2 }
    }
}

impl Patience {
    fn longer(&self) -> Self {
        let all = (self.all * 2).min(LONGEST_PATIENCE);
        Self { left: all, all }
    }
}

/// Commits that are checked and wait for the journal.
#[derive(Default)]
struct Batch {
    payloads: Vec<Vec<u8>>,
    ready: Vec<(Prepared, oneshot::Sender<Answer>)>,
    /// Those that found everything as they want it: saved once those before them are.
    unchanged: Vec<(Committed, oneshot::Sender<Answer>)>,
}

impl Writer {
    /// Works until nobody can ask any more, or somebody closes: who waits for that.
    fn run(mut self, jobs: &Receiver<Job>) -> Option<oneshot::Sender<()>> {
        self.look_after();
        let closing = self.work(jobs);
        self.upkeep.finish();
        // What was not begun because something else ran.
        self.look_after();
        self.upkeep.finish();
        // A state that does not flush is built anew from the journal.
        let _ = self.state.flush();
        let sequence = self.journal.reader().last();
        self.log.note(Level::Info, "closed", json!({ "sequence": sequence }));
        closing
    }

    fn look_after(&mut self) {
        if self.read_only.is_none() {
            let now = self.publish.borrow().snapshot.clone();
            self.upkeep.look(&now, self.when);
        }
    }

    fn work(&mut self, jobs: &Receiver<Job>) -> Option<oneshot::Sender<()>> {
        while let Ok(first) = jobs.recv() {
            let mut now = self.publish.borrow().clone();
            let (mut batch, mut closing, mut compacting) = (Batch::default(), None, None);
            for job in std::iter::once(first).chain(jobs.try_iter()) {
                match job {
                    Job::Commit { person, head, edits, answer } => {
                        self.when = Some(head.when);
                        self.check(&mut now.snapshot, &mut batch, &person, head, edits, answer);
                    }
                    Job::Compact(answer) => {
                        compacting = Some(answer);
                        break;
                    }
                    Job::Close(answer) => {
                        closing = Some(answer);
                        break;
                    }
                }
            }
            self.write(now.snapshot, batch);
            self.revive();
            self.look_after();
            if let Some(answer) = compacting {
                let _ = answer.send(self.compact());
            }
            if closing.is_some() {
                return closing;
            }
        }
        None
    }

    /// Makes a checkpoint, packs the journal's older files, and builds the state anew.
    fn compact(&mut self) -> Result<(), Wrong> {
        if let Some(why) = &self.read_only {
            return Err(why.clone());
        }
        let snapshot = self.publish.borrow().snapshot.clone();
        self.upkeep.checkpoint(&snapshot)?;
        let (state, last) = (&self.state, snapshot.sequence);
        let rows: Vec<_> = snapshot.all().cloned().collect();
        let renewed = state.renew(|| recover::put(state, &rows, last));
        renewed.map_err(|error| trouble::of_state(&*self.disk, &error))?;
        self.log.note(Level::Info, "compacted", json!({ "sequence": last }));
        Ok(())
    }

    /// Works out a commit on top of those before it in the batch.
    fn check(
        &self,
        snapshot: &mut Snapshot,
        batch: &mut Batch,
        person: &Person,
        head: Head,
        edits: Vec<Edit>,
        answer: oneshot::Sender<Answer>,
    ) {
        if let Some(why) = &self.read_only {
            let _ = answer.send(Err(Refused::ReadOnly(why.clone())));
            return;
        }
        if let Some(refused) = self.not_whole(snapshot, person, head.cause) {
            let _ = answer.send(Err(refused));
            return;
        }
        let sequence = snapshot.sequence + 1;
        let prepared = prepare(snapshot, person, &head, sequence, edits).and_then(|prepared| {
            let change = Change { sequence, head, changed: prepared.changed.clone() };
            let payload = codec::change(&change)
                .map_err(|_| Refused::TooLarge { id: Id::default(), field: None })?;
            Ok((prepared, payload))
        });
        match prepared {
            Err(Refused::Conflict(mut clashes)) => {
                clash::explain(&mut clashes, |id| self.past(snapshot, id));
                let _ = answer.send(Err(Refused::Conflict(clashes)));
            }
            Err(refused) => drop(answer.send(Err(refused))),
            Ok((prepared, _)) if prepared.rows.is_empty() => {
                let saved = Committed { sequence: sequence - 1, ..Committed::default() };
                batch.unchanged.push((saved, answer));
            }
            Ok((prepared, payload)) => {
                snapshot.sequence = sequence;
                for (row, _) in &prepared.rows {
                    snapshot.put(Arc::clone(row));
                }
                batch.payloads.push(payload);
                batch.ready.push((prepared, answer));
            }
        }
    }

    fn write(&mut self, snapshot: Snapshot, batch: Batch) {
        let mut answers = batch.unchanged;
        if batch.ready.is_empty() {
            return tell(answers);
        }
        let first = self.journal.reader().last() + 1;
        if let Err(why) = self.append(first, &batch.payloads) {
            let waiting = batch.ready.into_iter().map(|(_, answer)| answer);
            for answer in waiting.chain(answers.into_iter().map(|(_, answer)| answer)) {
                let _ = answer.send(Err(Refused::NotSaved(why.clone())));
            }
            return;
        }
        let mut changed = Vec::with_capacity(batch.ready.len());
        for (sequence, (prepared, answer)) in (first..).zip(batch.ready) {
            let put = |(row, fields)| Some((key(row), codec::record(fields).ok()?));
            let puts: Vec<_> = prepared
                .rows
                .iter()
                .map(|(row, fields)| (row.id, fields))
                .filter_map(put)
                .collect();
            self.apply(sequence, &puts);
            let touched: Vec<Id> = prepared.rows.iter().map(|(row, _)| row.id).collect();
            changed.push((sequence, touched.as_slice().into()));
            answers.push((Committed { sequence, ids: prepared.ids, touched }, answer));
        }
        self.publish.send_modify(|now| {
            for (sequence, ids) in changed {
                now.snapshot.sequence = sequence;
                now.push(ids);
            }
            now.snapshot = snapshot;
        });
        tell(answers);
    }

    /// Puts what a change made into the state. The change is in the journal: a state that fails
    /// now is behind, which is mended later.
    fn apply(&self, sequence: u64, puts: &[Entry]) {
        let was_dead = self.state.is_dead();
        if let Err(error) = self.state.apply(sequence, puts)
            && !was_dead
        {
            let why = trouble::of_state(&*self.disk, &error);
            self.log.note(Level::Warn, "state_failed", log::cause(&why));
        }
    }

    /// Opens a state that failed anew, once in a while: nobody waits for it but the next commit,
    /// and whatever is wrong with it may not be over yet.
    fn revive(&mut self) {
        if !self.state.is_dead() || self.read_only.is_some() {
            return;
        }
        self.patience.left = self.patience.left.saturating_sub(1);
        if self.patience.left > 0 {
            return;
        }
        let now = self.publish.borrow().snapshot.clone();
        if recover::revive(&self.state, &self.journal.reader(), &now) {
            self.patience = Patience::default();
            self.log.note(Level::Info, "state_revived", json!({ "sequence": now.sequence }));
        } else {
            self.patience = self.patience.longer();
        }
    }

    /// Puts changes into the journal, or says why that cannot be done and what to do.
    fn append(&mut self, first: u64, payloads: &[Vec<u8>]) -> Result<(), Wrong> {
        let appended = self.try_append(first, payloads);
        let was_refusing = std::mem::replace(&mut self.is_refusing, appended.is_err());
        match appended {
            Ok(()) if was_refusing => {
                self.log.note(Level::Info, "saved_again", json!({ "sequence": first }));
                Ok(())
            }
            Ok(()) => Ok(()),
            Err(error) => {
                self.log.note(Level::Error, "not_saved", trouble::fields(&error));
                Err(trouble::not_saved(&*self.disk, &error))
            }
        }
    }

    fn try_append(&mut self, first: u64, payloads: &[Vec<u8>]) -> Result<(), JournalError> {
        if let Some(lock) = &self.lock {
            let path = lock.path().to_owned();
            lock.check(&*self.disk).map_err(|source| JournalError::Io { path, source })?;
        }
        self.journal.append_all(first, payloads).map(drop)
    }

    /// Why a person may not take a change back, if that is its cause: what they do not see of it
    /// would stand on, and the history would say that all of it was taken back.
    fn not_whole(&self, snapshot: &Snapshot, person: &Person, cause: Cause) -> Option<Refused> {
        let Cause::TakenBack(sequence) = cause else { return None };
        let bytes = self.journal.reader().read(sequence).ok()?;
        let change = codec::read_change(sequence, &bytes).ok()?;
        let rights = Rights::of(snapshot, person);
        let rows = change.changed.iter().filter_map(|changed| snapshot.row(changed.id));
        let hidden = rows.filter(|row| !rights.sees(row)).count();
        (hidden > 0).then_some(Refused::NotWhole { sequence, hidden })
    }

    /// What touched a record, the last first, as far as it is in the journal already.
    fn past(&self, snapshot: &Snapshot, id: Id) -> impl Iterator<Item = Touch> {
        let mut next = snapshot.row(id).map_or(0, |row| row.last);
        std::iter::from_fn(move || {
            let bytes = self.journal.reader().read(next).ok()?;
            let change = codec::read_change(next, &bytes).ok()?;
            next = change.changed.iter().find(|changed| changed.id == id)?.previous;
            change.touch(id)
        })
    }
}

fn tell(answers: Vec<(Committed, oneshot::Sender<Answer>)>) {
    for (committed, answer) in answers {
        let _ = answer.send(Ok(committed));
    }
}
