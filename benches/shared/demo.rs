//! The invented office that is measured, on one day, as one of it sees it.

use chrono::NaiveDate;
use liaison::office::{Begin, Clock, Office};
use liaison::store::disk::RealDisk;
use liaison::store::{Person, Role};
use std::path::Path;
use std::sync::Arc;

/// Who measures.
pub fn wang() -> Person {
    Person::new("wang", Role::Admin)
}

/// A demonstration store of so many records, filled if there is none.
pub fn open(store: &Path, records: usize) -> Office {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let clock = Clock::fixed(day.and_hms_opt(9, 0, 0).expect("a time"));
    let begin = Begin::Demo { records, person: wang() };
    let opened = Office::open(Arc::new(RealDisk), store, clock, begin);
    opened.expect("the folder can be opened").0
}
