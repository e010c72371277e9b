//! How a pane looks: which columns, in what order, which records, grouped by what. It is kept
//! in texts that a person could write, in a saved view and in a seat alike.

use crate::filter::Direction;
pub use crate::insight::{Whose, Written};
use crate::record::Kind;
use crate::store::Path;
use crate::value::{Shape, Words};

/// How wide a column may be made, in cells.
const WIDTHS: std::ops::RangeInclusive<u16> = 3..=80;

/// A column of a table.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Shelved {
    /// Where its cells come from.
    pub path: Path,
    /// Its heading.
    pub heading: Words,
    /// In cells; the first column takes what is left besides.
    pub width: u16,
}

/// How a pane looks.
#[derive(Clone, PartialEq, Debug)]
pub struct Look {
    /// The columns, from the left.
    pub columns: Vec<Shelved>,
    /// What is sorted by before the default order, at most two columns.
    pub sort: Vec<(Path, Direction)>,
    /// The column whose values head the groups.
    pub group: Option<Path>,
    /// The filter as it was typed.
    pub filter: String,
    /// Whose records.
    pub whose: Whose,
}

impl Look {
    /// A kind's own.
    pub fn of(kind: &Kind) -> Self {
        let (sort, group, filter) = (Vec::new(), None, String::new());
        Self { columns: own_columns(kind), sort, group, filter, whose: Whose::All }
    }

    /// What texts say. What names no column of the kind is left out: a newer program may have
    /// had it.
    pub fn read(kind: &Kind, written: &Written) -> Self {
        let path = |name: &str| Path::of(kind, name.trim_start_matches('-'));
        let columns: Vec<Shelved> =
            written.columns.iter().filter_map(|text| read_column(kind, text)).collect();
        let sorted = |name: &String| {
            let way = if name.starts_with('-') { Direction::Down } else { Direction::Up };
            Some((path(name)?, way))
        };
        Self {
            columns: if columns.is_empty() { own_columns(kind) } else { columns },
            sort: written.sort.iter().filter_map(sorted).take(2).collect(),
            group: path(&written.group),
            filter: written.filter.clone(),
            whose: written.whose,
        }
    }

    /// The same in texts.
    pub fn write(&self, kind: &Kind) -> Written {
        let own = own_columns(kind);
        let column = |shelved: &Shelved| match own.iter().find(|own| own.path == shelved.path) {
            Some(own) if own.width == shelved.width => shelved.path.name(),
            _ => format!("{} {}", shelved.path.name(), shelved.width),
        };
        let columns = if self.columns == own { Vec::new() } else { self.columns.clone() };
        let sorted = |(path, way): &(Path, Direction)| match way {
            Direction::Up => path.name(),
            Direction::Down => format!("-{}", path.name()),
        };
        Written {
            columns: columns.iter().map(column).collect(),
            sort: self.sort.iter().map(sorted).collect(),
            group: self.group.map_or_else(String::new, |path| path.name()),
            filter: self.filter.clone(),
            whose: self.whose,
        }
    }

    /// Sorts by a column: upward, downward, and no more. What sorts at the other rank stays.
    pub fn sort(&mut self, path: Path, rank: Rank) {
        let place = match rank {
            Rank::First => 0,
            Rank::Second => 1.min(self.sort.len()),
        };
        let way = match self.sort.get(place).filter(|(sorted, _)| *sorted == path) {
            None => Some(Direction::Up),
            Some((_, Direction::Up)) => Some(Direction::Down),
            Some((_, Direction::Down)) => None,
        };
        let stays =
            |(at, (sorted, _)): &(usize, &(Path, Direction))| *at != place && *sorted != path;
        let mut sort: Vec<_> =
            self.sort.iter().enumerate().filter(stays).map(|(_, sorted)| *sorted).collect();
        if let Some(way) = way {
            sort.insert(place.min(sort.len()), (path, way));
        }
        self.sort = sort;
    }
}

/// Which of the columns that are sorted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rank {
    /// The one that counts first.
    First,
    /// The one that decides where the first ties.
    Second,
}

impl Shelved {
    /// A column of a kind at its own width.
    pub fn of(kind: &Kind, path: Path) -> Self {
        if let Some(own) = own_columns(kind).into_iter().find(|own| own.path == path) {
            return own;
        }
        let column = path.through.unwrap_or(path.column);
        let least = crate::value::width(column.short.en).max(crate::value::width(column.short.zh));
        let usual: u16 = match column.shape {
            Shape::Text | Shape::Notes | Shape::Lines => 24,
            Shape::Count | Shape::Decimal | Shape::Flag => 6,
            Shape::When => 10,
            _ => 16,
        };
        Self { path, heading: column.short, width: usual.max(least as u16) }
    }

    /// Makes it wider or narrower.
    pub fn widen(&mut self, by: i16) {
        let width = self.width.saturating_add_signed(by);
        self.width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    }
}

/// The columns a kind has by itself.
pub fn own_columns(kind: &Kind) -> Vec<Shelved> {
    let read = |shown: &crate::record::Shown| {
        let (path, heading) = shown.path(kind)?;
        Some(Shelved { path, heading, width: shown.width })
    };
    kind.shown.iter().filter_map(read).collect()
}

fn read_column(kind: &Kind, text: &str) -> Option<Shelved> {
    let (name, width) = match text.trim().rsplit_once(' ') {
        Some((name, width)) => (name, width.parse().ok()),
        None => (text.trim(), None),
    };
    let column = Shelved::of(kind, Path::of(kind, name)?);
    let width = width.unwrap_or(column.width).clamp(*WIDTHS.start(), *WIDTHS.end());
    Some(Shelved { width, ..column })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{KINDS, kind_named};

    fn members() -> &'static Kind {
        kind_named("members").expect("a kind")
    }

    fn path(name: &str) -> Path {
        Path::of(members(), name).expect("a column")
    }

    #[test]
    fn every_kinds_own_look_is_written_in_no_words_and_any_look_reads_back() {
        for kind in KINDS {
            let look = Look::of(kind);
            assert_eq!(look.write(kind), Written::default(), "{}", kind.code);
            let mut other = look.clone();
            other.columns.reverse();
            other.columns[0].widen(7);
            other.sort = vec![(other.columns[0].path, Direction::Down)];
            other.group = other.columns.last().map(|column| column.path);
            "x:any".clone_into(&mut other.filter);
            other.whose = Whose::Mine;
            assert_eq!(Look::read(kind, &other.write(kind)), other, "{}", kind.code);
        }
    }

    #[test]
    fn what_names_no_column_is_left_out() {
        let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect();
        let written = Written {
            columns: texts(&["nosuch", "branch 12"]),
            sort: texts(&["-ends", "gone"]),
            group: "nowhere".to_owned(),
            ..Written::default()
        };
        let look = Look::read(members(), &written);
        assert_eq!(look.columns.len(), 1);
        assert_eq!(look.columns[0].width, 12);
        assert_eq!(look.sort, [(path("ends"), Direction::Down)]);
        assert_eq!(look.group, None);
    }

    #[test]
    fn a_column_sorts_upward_downward_and_no_more() {
        use Direction::{Down, Up};
        let mut look = Look::of(members());
        let (branch, ends) = (path("branch"), path("ends"));
        look.sort(branch, Rank::First);
        assert_eq!(look.sort, [(branch, Up)]);
        look.sort(ends, Rank::Second);
        assert_eq!(look.sort, [(branch, Up), (ends, Up)]);
        look.sort(ends, Rank::Second);
        look.sort(branch, Rank::First);
        assert_eq!(look.sort, [(branch, Down), (ends, Down)]);
        look.sort(branch, Rank::First);
        assert_eq!(look.sort, [(ends, Down)]);
        look.sort(branch, Rank::First);
        assert_eq!(look.sort, [(branch, Up)], "another first takes the place of the first");
        look.sort(ends, Rank::Second);
        look.sort(ends, Rank::First);
        assert_eq!(look.sort, [(ends, Up)]);
    }
}
