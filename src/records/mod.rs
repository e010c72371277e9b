//! The kinds of record the office keeps, in pane order: the one list. A kind is one file
//! here and one line below; records of different kinds know each other by id alone.

use crate::record::Kind;
use crate::value::{Decimal, Id, Lang, Value, When, Words, Wrong, nearest, words};
use std::fmt;

/// Declares each kind's module and lists it.
macro_rules! kinds {
    ($($kind:ident),+ $(,)?) => {
        $(pub(crate) mod $kind;)+
        /// Every kind, in the order of the panes and lists.
        pub static KINDS: &[&Kind] = &[$(&$kind::KIND),+];
        /// Where each number's kind stands in that order: rows are asked for theirs all the time.
        static PLACES: [Option<u8>; 256] = places(&[$($kind::KIND.number),+]);
    };
}

const fn places(numbers: &[u8]) -> [Option<u8>; 256] {
    let (mut places, mut at) = ([None; 256], 0);
    while at < numbers.len() {
        places[numbers[at] as usize] = Some(at as u8);
        at += 1;
    }
    places
}

kinds! {
    fund,
    member,
    center,
    event,
    organization,
    contact,
    project,
    agreement,
    followup,
    interaction,
    technology,
    program,
    service,
    office,
    base,
    unit,
    region,
    figure,
    view,
    colleague,
}

/// The kind of a stable number.
pub fn kind(number: u8) -> Option<&'static Kind> {
    PLACES[usize::from(number)].map(|place| KINDS[usize::from(place)])
}

/// The kind of an exact name: its code, its plural or either title.
pub fn kind_named(name: &str) -> Option<&'static Kind> {
    let name = name.trim().to_lowercase();
    let names = |kind: &&&Kind| {
        [kind.code, kind.plural, kind.title.zh, kind.tab.zh].contains(&name.as_str())
            || kind.title.en.to_lowercase() == name
    };
    KINDS.iter().find(names).copied()
}

/// The kind whose plural is nearest to a name that is none.
pub fn kind_nearest(name: &str) -> Option<&'static Kind> {
    nearest(name, KINDS.iter().map(|kind| kind.plural)).map(|place| KINDS[place])
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = kind(self.kind).map_or("record", |kind| kind.code);
        write!(out, "{code}-{}", self.number)
    }
}

impl Id {
    /// The id that a text such as `fund-7` writes.
    pub fn parse(text: &str) -> Option<Self> {
        let (code, number) = text.trim().rsplit_once('-')?;
        let kind = KINDS.iter().find(|kind| kind.code == code)?;
        let number = number.parse().ok().filter(|number| *number > 0)?;
        Some(Self { kind: kind.number, number })
    }
}

/// What is wrong if the second of two dates lies wholly before the first.
fn in_order(
    (_, from): (&'static str, Option<When>),
    (name, to): (&'static str, Option<When>),
) -> Vec<(&'static str, Wrong)> {
    match (from, to) {
        (Some(from), Some(to)) if to.holds_before(from.first()) => {
            let shown = |lang| from.show(lang);
            let wrong = Wrong {
                en: ENDS_FIRST.fill(Lang::En, &[&shown(Lang::En)]),
                zh: ENDS_FIRST.fill(Lang::Zh, &[&shown(Lang::Zh)]),
            };
            vec![(name, wrong)]
        }
        _ => Vec::new(),
    }
}

/// What is wrong with a technology readiness level.
fn readiness(trl: Option<i64>) -> Vec<(&'static str, Wrong)> {
    match trl {
        Some(level) if !(1..=9).contains(&level) => vec![("trl", READINESS.wrong(&[]))],
        _ => Vec::new(),
    }
}

const READINESS: Words = words("a readiness level is 1 to 9", "成熟度为 1 至 9");
const ENDS_FIRST: Words = words("it would end before it begins ({})", "结束早于开始（{}）");

/// What is wrong with numbers that can only be nought or more.
fn not_negative(numbers: &[(&'static str, Option<i64>)]) -> Vec<(&'static str, Wrong)> {
    let negative = numbers.iter().filter(|(_, number)| number.is_some_and(|number| number < 0));
    negative.map(|(name, _)| (*name, NEGATIVE.wrong(&[]))).collect()
}

const NEGATIVE: Words = words("a number below 0 means nothing here", "此处不能为负数");

/// What is wrong with a place on the globe.
fn on_globe(latitude: Option<Decimal>, longitude: Option<Decimal>) -> Vec<(&'static str, Wrong)> {
    let beyond = |degrees: Option<Decimal>, most: i64| {
        degrees.is_some_and(|degrees| degrees.millionths().abs() > most * 1_000_000)
    };
    let mut wrong = Vec::new();
    if beyond(latitude, 90) {
        wrong.push(("latitude", LATITUDE.wrong(&[])));
    }
    if beyond(longitude, 180) {
        wrong.push(("longitude", LONGITUDE.wrong(&[])));
    }
    wrong
}

const LATITUDE: Words = words("a latitude is -90 to 90", "纬度为 -90 至 90");
const LONGITUDE: Words = words("a longitude is -180 to 180", "经度为 -180 至 180");

/// A count as a cell: none is not recorded, since a column of noughts says nothing.
fn counted(count: usize) -> Value {
    match i64::try_from(count) {
        Ok(0) | Err(_) => Value::None,
        Ok(count) => Value::Count(count),
    }
}
