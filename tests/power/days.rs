//! What a store goes through on several days, each operation of it recorded, with what was
//! answered and when.

use super::contents_after_each;
use super::proof::{WHEN, copy, hurried_work, large_work, open, work};
use chrono::NaiveDate;
use liaison::office::{Begin, Clock, Office};
use liaison::store::disk::{Disk, RealDisk, RecordingDisk};
use liaison::store::{Person, Plan, Reason, Role, Store};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was done, and what it was to lead to.
pub struct Days {
    pub disk: Arc<RecordingDisk>,
    /// What there is after each commit, from none on.
    pub contents: Vec<u64>,
    place: PathBuf,
    /// After so many operations, this was the last commit that was answered.
    commits: Vec<(usize, u64)>,
    /// After so many operations, this is what a file was answered to be.
    files: Vec<(usize, PathBuf, Option<Vec<u8>>)>,
    states: usize,
}

impl Days {
    /// Works in a new store until there are so many commits.
    pub fn work(place: &Path, wanted: u64) -> Self {
        let mut days = Self::begin(place);
        days.draft();
        let mut backups = Vec::new();
        for day in 23.. {
            let store = days.open(day);
            days.rounds(&store, 12);
            backups.push(days.back_up(&store));
            days.rounds(&store, 4);
            let is_last = store.now().snapshot.sequence >= wanted;
            if day % 2 == 0 {
                store.compact().unwrap();
            }
            store.close();
            if is_last {
                break;
            }
        }
        days.ended();
        days.restore(&backups[backups.len() / 2]);
        days
    }

    /// Saves what takes several frames, which takes long to read.
    pub fn large_work(place: &Path) -> Self {
        let mut days = Self::begin(place);
        let (store, _) = Store::open(days.on_disk(), &days.store(), "").unwrap();
        days.saved(hurried_work(&store, 1));
        days.saved(large_work(&store));
        days.saved(hurried_work(&store, 2));
        store.close();
        days.ended();
        days
    }

    fn begin(place: &Path) -> Self {
        let disk = Arc::new(RecordingDisk::new(Arc::new(RealDisk), place));
        let (commits, place) = (vec![(0, 0)], place.to_owned());
        let (files, contents, states) = (Vec::new(), Vec::new(), 0);
        Self { disk, contents, place, commits, files, states }
    }

    fn ended(&mut self) {
        let (store, _) = open(&self.store()).unwrap();
        self.contents = contents_after_each(&store);
        store.close();
    }

    fn store(&self) -> PathBuf {
        self.place.join("store")
    }

    fn on_disk(&self) -> Arc<dyn Disk> {
        Arc::clone(&self.disk) as Arc<dyn Disk>
    }

    /// The store on a morning of November, with checkpoints and files that come quickly.
    fn open(&self, day: u32) -> Store {
        let plan = Plan {
            checkpoint_every: 30_000,
            journal_file: 20_000,
            keeps_backups: true,
            ..Plan::default()
        };
        let when = format!("2026-11-{day}T09:00:00+08:00");
        let opened = Store::open_with(self.on_disk(), &self.store(), &when, plan, &mut |_| {});
        let (store, opened) = opened.unwrap();
        assert_eq!(opened.findings, []);
        store
    }

    fn rounds(&mut self, store: &Store, rounds: usize) {
        work(store, rounds, &mut |sequence| self.saved(sequence));
        for count in 1..4 {
            self.saved(hurried_work(store, count));
        }
    }

    /// Notes what was answered, and now and then how sled has left its files.
    fn saved(&mut self, sequence: u64) {
        self.commits.push((self.disk.done(), sequence));
        if sequence % 10 == 1 {
            self.states += 1;
            let like = self.place.join(format!("state-{}", self.states));
            copy(&self.store().join("state"), &like);
            self.disk.note_foreign(&self.store().join("state"), like);
        }
    }

    fn kept(&mut self, path: &Path) {
        let below = path.strip_prefix(self.store()).unwrap().to_owned();
        self.files.push((self.disk.done(), below, fs::read(path).ok()));
    }

    /// What somebody types before anything was saved, and on the way home.
    fn draft(&mut self) {
        let now = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let (disk, clock) = (self.on_disk(), Clock::fixed(now));
        let (office, _) = Office::open(disk, &self.store(), clock, Begin::Empty).unwrap();
        let wang = Person::new("wang", Role::Editor);
        let (first, second) =
            (office.begin_draft(&wang).unwrap(), office.begin_draft(&wang).unwrap());
        for nth in 0..3 {
            for draft in [&first, &second] {
                office.keep_draft(draft, "half-typed ".repeat(1 + nth * 400).as_bytes()).unwrap();
                self.kept(draft.path());
            }
            self.rounds(office.store(), 1);
        }
        office.drop_draft(&second).unwrap();
        self.kept(second.path());
        office.store().close();
    }

    fn back_up(&mut self, store: &Store) -> (PathBuf, u64) {
        let backup = store.backup(WHEN, Reason::Asked).unwrap();
        self.kept(&backup.path);
        (backup.path, backup.sequence)
    }

    fn restore(&mut self, (file, sequence): &(PathBuf, u64)) {
        let last = self.commits.last().unwrap().1;
        self.commits.push((self.disk.done(), last));
        self.files.push((self.disk.done(), PathBuf::new(), None));
        let when = ("2026-11-30T09:00:00+08:00", WHEN);
        Store::restore(&self.on_disk(), &self.store(), file, &Plan::default(), when).unwrap();
        self.commits.push((self.disk.done(), *sequence));
    }

    /// Which commits may be the last after so many operations: the one that was answered, and
    /// those that were on their way; while a backup is restored, the last or the backup's.
    pub fn commits(&self, passed: usize) -> Vec<u64> {
        let next = self.commits.partition_point(|(when, _)| *when <= passed);
        let last = self.commits[next - 1].1;
        let on_its_way = self.commits.get(next).map_or(last, |(_, sequence)| *sequence);
        if on_its_way < last { vec![on_its_way, last] } else { (last..=on_its_way).collect() }
    }

    /// Each file that somebody was told is kept, and what it may be: until there is another in
    /// the place of all.
    pub fn files(&self, passed: usize) -> Vec<(PathBuf, Vec<&Option<Vec<u8>>>)> {
        let (before, after) =
            self.files.split_at(self.files.partition_point(|(when, ..)| *when <= passed));
        let mut all: Vec<(PathBuf, Vec<&Option<Vec<u8>>>)> = Vec::new();
        for (_, path, bytes) in before.iter().rev() {
            if path.as_os_str().is_empty() {
                return Vec::new();
            }
            if all.iter().any(|(known, _)| known == path) {
                continue;
            }
            let next = after.iter().find(|(_, later, _)| later == path);
            let allowed = [Some(bytes), next.map(|(_, _, bytes)| bytes)];
            all.push((path.clone(), allowed.into_iter().flatten().collect()));
        }
        all
    }
}
