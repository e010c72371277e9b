//! A loss of power after any operation of our files, with what was not synced there, gone, zeroed
//! or in part: what was answered is there, whole, and the store opens to it without damage.
//! `LIAISON_POWER_COMMITS` is how many commits are made (2000 in the long form, and then each
//! image of each operation), `LIAISON_SEED=N` repeats a run.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

#[path = "support/proof.rs"]
mod proof;

use liaison::store::disk::{Disk, Fate, PowerLoss, RealDisk, RecordingDisk};
use liaison::store::{Change, Finding, Sight, Store};
use liaison::value::{Id, Lang, Value};
use proof::{
    Dice, Seed, copy, folder, hurried_work, large_work, number, open, open_on, sight, work,
};
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// How many commits, unless the environment says otherwise.
const COMMITS: u64 = 200;
/// No opening takes longer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Threads that open images.
const JUDGES: usize = 2;

/// What was done, and what it was to lead to.
struct Worked {
    disk: Arc<RecordingDisk>,
    /// After so many operations, this was the last commit that was answered.
    answered: Vec<(usize, u64)>,
    /// Copies of the state, and when they were made.
    states: Vec<(usize, PathBuf)>,
    /// What there is after each commit, from none on.
    contents: Vec<u64>,
}

#[test]
fn whatever_was_answered_survives_a_loss_of_power_at_any_moment() {
    let seed = Seed::of_run();
    let wanted = number("LIAISON_POWER_COMMITS");
    let place = folder();
    let worked = worked(place.path(), wanted.unwrap_or(COMMITS));
    let judged: usize = thread::scope(|scope| {
        let judge = |first: usize| {
            let (worked, seed) = (&worked, &seed);
            scope.spawn(move || worked.judge_all(seed, first, wanted.is_some()))
        };
        let judges: Vec<_> = (0..JUDGES).map(judge).collect();
        judges.into_iter().map(|judge| judge.join().unwrap()).sum()
    });
    assert!(judged as u64 > worked.contents.len() as u64, "{judged} images were judged");
}

/// Works on several days, until there are so many commits.
fn worked(place: &Path, wanted: u64) -> Worked {
    let root = place.join("store");
    let recording = Arc::new(RecordingDisk::new(Arc::new(RealDisk), &root));
    let disk = Arc::clone(&recording) as Arc<dyn Disk>;
    let (mut answered, mut states) = (vec![(0, 0)], Vec::new());
    loop {
        let (store, opened) = open_on(&disk, &root).unwrap();
        assert_eq!(opened.findings, []);
        let mut saved = |sequence: u64| {
            answered.push((recording.done(), sequence));
            if sequence % 10 == 1 {
                let state = place.join(format!("state-{sequence}"));
                copy(&root.join("state"), &state);
                states.push((recording.done(), state));
            }
        };
        work(&store, 16, &mut saved);
        for count in 1..6 {
            saved(hurried_work(&store, count));
        }
        let is_last = store.now().snapshot.sequence >= wanted;
        if is_last {
            // It takes long to read: what comes before is opened more quickly.
            saved(large_work(&store));
            saved(hurried_work(&store, 2));
        }
        store.close();
        if is_last {
            break;
        }
    }
    let (store, _) = open(&root).unwrap();
    Worked { disk: recording, answered, states, contents: contents_after_each(&store) }
}

impl Worked {
    /// Judges every `JUDGES`th operation; how many images that were.
    fn judge_all(&self, seed: &Seed, first: usize, is_long: bool) -> usize {
        let (mut loss, place) = (self.disk.power_loss(), folder());
        let mut judged = 0;
        while loss.step() {
            if loss.passed() % JUDGES != first {
                continue;
            }
            let mut dice = seed.dice(loss.passed() as u64);
            let mut all = fates(&loss, &mut dice);
            if !is_long {
                all = vec![all.swap_remove(dice.roll(all.len()))];
            }
            for fates in all {
                let image = place.path().join(judged.to_string());
                let mut next = fates.iter().copied();
                let fate = &mut |_| next.next().unwrap_or(Fate::Lost);
                loss.leave(&image, fate).unwrap();
                let state = self.put_state(&mut dice, loss.passed(), &image);
                let told = format!("operation {}, {fates:?}, state {state:?}", loss.passed());
                self.judge(loss.passed(), &image, dice.once_in(8), &told);
                fs::remove_dir_all(&image).unwrap();
                judged += 1;
            }
        }
        judged
    }

    /// sled writes its files as it likes: what is left of them is from any time before.
    fn put_state(&self, dice: &mut Dice, passed: usize, image: &Path) -> Option<&Path> {
        let known = self.states.partition_point(|(when, _)| *when <= passed);
        let nth = if dice.once_in(2) { known.checked_sub(1)? } else { dice.roll(known + 1) };
        let (_, state) = self.states[..known].get(nth)?;
        let to = image.join("state");
        if !to.exists() {
            return None;
        }
        copy(state, &to);
        Some(state)
    }

    /// That an image opens to what was answered before, or to what was on its way.
    fn judge(&self, passed: usize, image: &Path, goes_on: bool, told: &str) {
        let next = self.answered.partition_point(|(when, _)| *when <= passed);
        let least = self.answered[next - 1].1;
        let most = self.answered.get(next).map_or(least, |(_, sequence)| *sequence);
        let (sender, receiver) = channel();
        let folder = image.to_owned();
        thread::spawn(move || {
            let found = found(&folder, goes_on);
            let _ = sender.send(found);
        });
        let found = receiver.recv_timeout(PATIENCE);
        let found = found.unwrap_or_else(|_| panic!("it hung or panicked: {told}"));
        let (sequence, contents) = found.unwrap_or_else(|wrong| panic!("{wrong}: {told}"));
        assert!((least..=most).contains(&sequence), "{sequence} of {least} to {most}: {told}");
        assert_eq!(contents, self.contents[sequence as usize], "after {sequence}: {told}");
    }
}

/// What becomes of what is not synced, in some ways: all of it is there; nothing; the last in
/// part; each as it comes.
fn fates(loss: &PowerLoss, dice: &mut Dice) -> Vec<Vec<Fate>> {
    let count = loss.unsynced();
    if count == 0 {
        return vec![Vec::new()];
    }
    let all = |fate: Fate| vec![fate; count];
    let with_last = |last: Fate| [&all(Fate::Kept)[1..], &[last]].concat();
    let length = |dice: &mut Dice| match dice.roll(3) {
        0 => dice.roll(70),
        1 => dice.roll(2_000),
        _ => 4096 * dice.roll(300),
    };
    let mut any = |_: usize| match dice.roll(6) {
        0 => Fate::Lost,
        1 => Fate::Zeroed,
        2 => Fate::Cut(length(dice)),
        3 => Fate::Holed(length(dice)),
        _ => Fate::Kept,
    };
    let mixed: Vec<Fate> = (0..count).map(&mut any).collect();
    let mut ways = vec![all(Fate::Kept), all(Fate::Lost), with_last(Fate::Zeroed), mixed];
    ways.extend([Fate::Cut(length(dice)), Fate::Holed(length(dice))].map(with_last));
    ways
}

/// The last commit of an image, and what is in it.
fn found(image: &Path, goes_on: bool) -> Result<(u64, u64), String> {
    let (store, opened) = open(image).map_err(|error| error.say(Lang::En))?;
    let said = || opened.findings.iter().map(|found| found.say(Lang::En)).collect::<Vec<_>>();
    let is_lost = |it: &Finding| matches!(it, Finding::Damaged(_) | Finding::Ahead { .. });
    if opened.findings.iter().any(is_lost) {
        return Err(said().join(" "));
    }
    store.verify().map_err(|unsound| format!("{} {:?}", unsound.say(Lang::En), said()))?;
    let all = (store.now().snapshot.sequence, contents(&sight(&store)));
    if goes_on {
        let next = hurried_work(&store, 1);
        let after = contents(&sight(&store));
        store.close();
        drop(store);
        let (store, opened) = open(image).map_err(|error| error.say(Lang::En))?;
        let is_kept = (store.now().snapshot.sequence, contents(&sight(&store))) == (next, after);
        if !is_kept || next != all.0 + 1 || !opened.findings.is_empty() {
            return Err(format!("what was saved afterwards is not there: {:?}", opened.findings));
        }
        return Ok(all);
    }
    store.close();
    Ok(all)
}

type Fields = BTreeMap<u16, Value>;

/// One number for all that there is, whatever the order.
fn contents(sight: &Sight) -> u64 {
    let rows = liaison::records::KINDS.iter().flat_map(|kind| sight.rows(kind));
    rows.chain(sight.trash()).fold(0, |all, row| {
        let columns = row.kind().columns().filter(|column| !column.is_computed());
        let cells = columns.map(|column| (column.number, sight.cell(row, column)));
        let fields: Fields = cells.filter(|(_, value)| !value.is_none()).collect();
        all ^ content(row.id, row.rev, row.last, row.trashed.is_some(), &fields)
    })
}

fn content(id: Id, rev: u32, last: u64, is_trashed: bool, fields: &Fields) -> u64 {
    let mut hasher = DefaultHasher::new();
    (id, rev, last, is_trashed, format!("{fields:?}")).hash(&mut hasher);
    hasher.finish()
}

/// The same after each change, as the history tells it.
fn contents_after_each(store: &Store) -> Vec<u64> {
    let sight = sight(store);
    let changes: Vec<Change> = store.history(&sight, None).map(Result::unwrap).collect();
    let mut records: BTreeMap<Id, (u64, bool, Fields)> = BTreeMap::new();
    let mut contents = vec![0];
    for change in changes.iter().rev() {
        let mut all = contents.last().copied().unwrap_or_default();
        for changed in &change.changed {
            let (part, is_trashed, fields) = records.entry(changed.id).or_default();
            all ^= *part;
            *is_trashed = changed.trashed().unwrap_or(*is_trashed);
            for (number, _, after) in changed.fields() {
                fields.remove(&number);
                if !after.is_none() {
                    fields.insert(number, after);
                }
            }
            *part = content(changed.id, changed.rev, change.sequence, *is_trashed, fields);
            all ^= *part;
        }
        contents.push(all);
    }
    contents
}
