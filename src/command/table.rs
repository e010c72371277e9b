//! Rows of texts under headings: aligned by display width, or as sentences for whoever has
//! them read aloud. Empty is not recorded: `-` in a table, left out of a sentence.

use crate::value::{Lang, fit, width};
use crate::words::command as say;
use std::io::{self, Write};

/// Cells between two columns.
const GAP: usize = 2;
/// No column is cut to less.
const LEAST: usize = 6;

/// Where a column's texts stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Left,
    Right,
}

/// A column's heading.
pub(super) struct Head {
    /// In files.
    pub name: String,
    /// In a table.
    pub heading: String,
    /// Before the value in a sentence, where the value alone does not tell.
    pub title: Option<&'static str>,
    pub side: Side,
}

impl Head {
    /// A column of texts that speak for themselves.
    pub fn plain(name: &str, heading: &str) -> Self {
        Self { name: name.into(), heading: heading.into(), title: None, side: Side::Left }
    }

    /// A column of numbers.
    pub fn number(name: &str, heading: &'static str) -> Self {
        let (title, side) = (Some(heading), Side::Right);
        Self { name: name.into(), heading: heading.into(), title, side }
    }
}

/// Headings and rows of as many texts.
pub(super) struct Sheet {
    pub heads: Vec<Head>,
    pub rows: Vec<Vec<String>>,
}

/// Whether every value is there as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fit {
    Whole,
    Cut,
}

impl Sheet {
    /// One more column, its texts in the order of the rows.
    pub fn push(&mut self, head: Head, texts: impl Iterator<Item = String>) {
        self.heads.push(head);
        self.rows.iter_mut().zip(texts).for_each(|(row, text)| row.push(text));
    }

    /// How many cells of a line are left for one more column.
    pub fn left(&self, room: usize) -> usize {
        room.saturating_sub(self.widths().iter().map(|width| width + GAP).sum())
    }

    /// Writes the table; where there is a width, its widest columns are cut to fit.
    pub fn table(&self, out: &mut dyn Write, room: Option<usize>) -> io::Result<Fit> {
        let natural = self.widths();
        let widths = room.map_or_else(|| natural.clone(), |room| fitted(&natural, room));
        let headings: Vec<&str> = self.heads.iter().map(|head| head.heading.as_str()).collect();
        self.row(out, &headings, &widths)?;
        for row in &self.rows {
            let shown =
                |text: &String| if text.is_empty() { "-".into() } else { text.replace('\n', " ") };
            let texts: Vec<String> = row.iter().map(shown).collect();
            self.row(out, &texts, &widths)?;
        }
        Ok(if widths == natural { Fit::Whole } else { Fit::Cut })
    }

    fn widths(&self) -> Vec<usize> {
        let of_column = |(at, head): (usize, &Head)| {
            let texts = self.rows.iter().filter_map(|row| row.get(at));
            texts.map(|text| width(text)).max().unwrap_or(0).max(width(&head.heading)).max(1)
        };
        self.heads.iter().enumerate().map(of_column).collect()
    }

    fn row(
        &self,
        out: &mut dyn Write,
        texts: &[impl AsRef<str>],
        widths: &[usize],
    ) -> io::Result<()> {
        let mut line = String::new();
        for ((text, room), head) in texts.iter().zip(widths).zip(&self.heads) {
            let text = fit(text.as_ref(), *room);
            let blank = " ".repeat(room.saturating_sub(width(&text)));
            let cell = match head.side {
                Side::Left => format!("{text}{blank}"),
                Side::Right => format!("{blank}{text}"),
            };
            line.push_str(&cell);
            line.push_str(&" ".repeat(GAP));
        }
        writeln!(out, "{}", line.trim_end())
    }

    /// A sentence a row: what is recorded, no padding, no signs for the eye.
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        self.rows.iter().map(|row| self.sentence(row, lang)).collect()
    }

    fn sentence(&self, row: &[String], lang: Lang) -> String {
        let recorded = row.iter().zip(&self.heads).filter(|(text, _)| !text.is_empty());
        let parts = recorded.map(|(text, head)| match head.title {
            Some(title) => format!("{title} {}", text.replace('\n', " ")),
            None => text.replace('\n', " "),
        });
        sentence(parts, lang)
    }
}

/// Parts with a full stop after each.
pub(super) fn sentence(parts: impl Iterator<Item = String>, lang: Lang) -> String {
    let stop = say::STOP.say(lang);
    let stopped = parts
        .map(|part| if part.ends_with(stop.trim_end()) { part } else { part + stop.trim_end() });
    let gap = &stop[stop.trim_end().len()..];
    stopped.collect::<Vec<_>>().join(gap)
}

/// The widths with the widest cut, again and again, until they fit or can give no more.
fn fitted(natural: &[usize], room: usize) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > room {
        let Some(widest) = widths.iter_mut().max_by_key(|width| **width) else { break };
        if *widest <= LEAST {
            break;
        }
        *widest -= 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let rows = [["Toyota", "丰田汽车公司", "2"], ["Hebei-Tsinghua cooperative fund", "", "12"]];
        Sheet {
            heads: vec![
                Head::plain("name", "Name"),
                Head::plain("name_zh", "Chinese name"),
                Head::number("agreements", "Agr."),
            ],
            rows: rows.map(|row| row.map(ToOwned::to_owned).to_vec()).to_vec(),
        }
    }

    fn table(room: Option<usize>) -> (String, Fit) {
        let mut out = Vec::new();
        let fit = sheet().table(&mut out, room).unwrap();
        (String::from_utf8(out).unwrap(), fit)
    }

    #[test]
    fn columns_are_aligned_by_display_width_and_numbers_to_the_right() {
        let whole = "\
Name                             Chinese name  Agr.
Toyota                           丰田汽车公司     2
Hebei-Tsinghua cooperative fund  -               12
";
        assert_eq!(table(None), (whole.to_owned(), Fit::Whole));
    }

    #[test]
    fn a_table_is_cut_to_its_room_and_says_so() {
        let (text, fit) = table(Some(36));
        assert_eq!(fit, Fit::Cut);
        assert!(text.contains("Hebei-Tsinghua …"), "{text}");
        assert!(text.lines().all(|line| width(line) <= 36), "{text}");
        assert_eq!(table(Some(80)).1, Fit::Whole);
    }

    #[test]
    fn a_sentence_says_only_what_is_recorded() {
        assert_eq!(
            sheet().sentences(Lang::En),
            ["Toyota. 丰田汽车公司. Agr. 2.", "Hebei-Tsinghua cooperative fund. Agr. 12."]
        );
        assert_eq!(sheet().sentences(Lang::Zh)[0], "Toyota。丰田汽车公司。Agr. 2。");
    }
}
