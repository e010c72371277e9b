//! A loss of power after any operation of our files, with what was not synced there, gone, zeroed
//! or in part: what was answered is there, whole, and the store opens to it without damage.
//! `LIAISON_POWER_COMMITS` is how many commits are made (2000 in the long form, and then each
//! image of each operation), `LIAISON_SEED=N` repeats a run.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test
#![allow(clippy::panic, reason = "clippy takes only what is marked as a test for one")]

#[path = "power/days.rs"]
mod days;
#[path = "support/proof.rs"]
mod proof;

use days::Days;
use liaison::store::disk::{Chance, Fate, PowerLoss};
use liaison::store::{Change, Finding, Sight, Store};
use liaison::value::{Id, Lang, Value};
use proof::{Dice, Seed, folder, hurried_work, in_time, number, open, sight};
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::thread;

/// How many commits, unless the environment says otherwise.
const COMMITS: u64 = 200;
/// Threads that open images.
const JUDGES: usize = 2;

#[test]
fn whatever_was_answered_survives_a_loss_of_power_at_any_moment() {
    let wanted = number("LIAISON_POWER_COMMITS");
    let place = folder();
    let days = Days::work(place.path(), wanted.unwrap_or(COMMITS));
    judge_from(&days, wanted.is_some());
}

#[test]
fn a_change_of_several_frames_is_there_whole_or_not_at_all() {
    let place = folder();
    judge_from(&Days::large_work(place.path()), number("LIAISON_POWER_COMMITS").is_some());
}

fn judge_from(days: &Days, is_long: bool) {
    let seed = Seed::of_run();
    thread::scope(|scope| {
        for first in 0..JUDGES {
            let seed = &seed;
            scope.spawn(move || judge_all(days, seed, first, is_long));
        }
    });
}

/// Judges every `JUDGES`th operation.
fn judge_all(days: &Days, seed: &Seed, first: usize, is_long: bool) {
    let (mut loss, place) = (days.disk.power_loss(), folder());
    while loss.step() {
        if loss.passed() % JUDGES != first {
            continue;
        }
        let mut dice = seed.dice(loss.passed() as u64);
        if !is_long && loss.unsynced() == 0 && !dice.once_in(3) {
            // As it was before, if all was there.
            continue;
        }
        let mut all = fates(&loss, &mut dice);
        if !is_long {
            all = vec![all.swap_remove(dice.roll(all.len()))];
        }
        for (nth, fates) in all.into_iter().enumerate() {
            let image = place.path().join(format!("{}-{nth}", loss.passed()));
            let told = format!("operation {}, {fates:?}", loss.passed());
            let mut left = Left { fates: fates.into_iter(), dice: &mut dice };
            loss.leave(&image, &mut left).unwrap();
            let asked = Asked { verify: is_long || dice.once_in(2), go_on: dice.once_in(8) };
            judge(days, loss.passed(), &image.join("store"), asked, &format!("{told}, {asked:?}"));
            fs::remove_dir_all(&image).unwrap();
        }
    }
}

/// What an image is asked besides what is in it.
#[derive(Clone, Copy, Debug)]
struct Asked {
    verify: bool,
    /// Whether something is saved in it, and is there the next time.
    go_on: bool,
}

/// That an image opens to what was answered before, or to what was on its way.
fn judge(days: &Days, passed: usize, image: &Path, asked: Asked, told: &str) {
    for (path, allowed) in days.files(passed) {
        let found = fs::read(image.join(&path)).ok();
        assert!(allowed.contains(&&found), "{}: {told}", path.display());
    }
    let folder = image.to_owned();
    let found = in_time(move || found(&folder, asked));
    let found = found.unwrap_or_else(|| panic!("it hung or panicked: {told}"));
    let (sequence, contents) = found.unwrap_or_else(|wrong| panic!("{wrong}: {told}"));
    let allowed = days.commits(passed);
    assert!(allowed.contains(&sequence), "{sequence} of {allowed:?}: {told}");
    assert_eq!(contents, days.contents[sequence as usize], "after {sequence}: {told}");
}

/// What chance leaves of an image.
struct Left<'a> {
    fates: std::vec::IntoIter<Fate>,
    dice: &'a mut Dice,
}

impl Chance for Left<'_> {
    fn fate(&mut self, _: usize) -> Fate {
        self.fates.next().unwrap_or(Fate::Lost)
    }

    /// sled writes its files as it likes: what is left of them is from any time before.
    fn moment(&mut self, known: usize) -> Option<usize> {
        if self.dice.once_in(2) { known.checked_sub(1) } else { Some(self.dice.roll(known + 1)) }
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
fn found(image: &Path, asked: Asked) -> Result<(u64, u64), String> {
    let (store, opened) = open(image).map_err(|error| error.say(Lang::En))?;
    let said = || opened.findings.iter().map(|found| found.say(Lang::En)).collect::<Vec<_>>();
    let is_lost = |it: &Finding| matches!(it, Finding::Damaged(_) | Finding::Ahead { .. });
    if opened.findings.iter().any(is_lost) {
        return Err(said().join(" "));
    }
    if asked.verify {
        store.verify().map_err(|unsound| format!("{} {:?}", unsound.say(Lang::En), said()))?;
    }
    let all = (store.now().snapshot.sequence, contents(&sight(&store)));
    if asked.go_on {
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
