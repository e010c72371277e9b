//! The briefing as text and as Markdown: what the page says, to be taken along.

use super::{Briefing, Line, PAGE};
use crate::value::{markdown, width};
use crate::words::brief as say;
use crate::words::screen::COMMA;
use std::fmt::Write as _;

impl Briefing {
    /// The page as text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut quiet = self.clone();
        // What is left out is no part of what is taken along: whoever writes it says so beside it.
        (quiet.left_out, quiet.restricted) = (0, 0);
        for line in quiet.lines(PAGE, "") {
            text.push_str(written(&line).trim_end());
            text.push('\n');
        }
        text
    }

    /// The same in sentences, a part each, as they are read aloud.
    pub fn sentences(&self) -> Vec<String> {
        let lang = self.lang;
        let day = say::TITLE.fill(lang, &[&self.day.to_string()]);
        let mut lines = vec![format!("{}. {day}.", self.name)];
        if let Some(why) = self.hidden {
            lines.push(why.say(lang).to_owned());
            return lines;
        }
        lines.push(format!("{}.", self.about));
        let shares = self.shares(usize::MAX / 2, PAGE.1);
        for (part, share) in self.parts.iter().zip(&shares.lines) {
            let (shown, rest) = self.shown(part, *share);
            let told = part.points.iter().take(shown).map(|point| point.text.clone());
            let rest = rest.map(|(count, _)| say::MORE.fill(lang, &[&count.to_string()]));
            let mut told: Vec<String> = told.chain(rest).collect();
            if part.points.is_empty() {
                told.push(part.none.say(lang).to_owned());
            }
            let told = told.join("; ");
            lines.push(format!("{}.", say::TOLD.fill(lang, &[part.title.say(lang), &told])));
        }
        for (title, parts) in [(say::GAPS, &self.gaps), (say::SOURCES, &self.sources)] {
            if !parts.is_empty() {
                let told = parts.join(COMMA.say(lang));
                lines.push(format!("{}.", say::TOLD.fill(lang, &[title.say(lang), &told])));
            }
        }
        lines
    }

    /// The same in Markdown.
    pub fn markdown(&self) -> String {
        let lang = self.lang;
        let day = say::TITLE.fill(lang, &[&self.day.to_string()]);
        let mut text = format!("# {}\n\n{}\n", markdown(&self.name), markdown(&day));
        if let Some(why) = self.hidden {
            let _ = write!(text, "\n{}\n", why.say(lang));
            return text;
        }
        let _ = write!(text, "\n{}\n\n", markdown(&self.about.replace(" | ", COMMA.say(lang))));
        // In a document a line is as long as it has to be.
        let shares = self.shares(usize::MAX / 2, PAGE.1);
        for (part, share) in self.parts.iter().zip(&shares.lines) {
            let title = part.title.say(lang);
            if part.points.is_empty() {
                let _ = writeln!(text, "- **{title}**: {}", part.none.say(lang));
                continue;
            }
            let _ = writeln!(text, "- **{title}**");
            let (shown, rest) = self.shown(part, *share);
            for point in part.points.iter().take(shown) {
                let _ = writeln!(text, "  - {}", markdown(&point.text));
            }
            if let Some((count, _)) = rest {
                let _ = writeln!(text, "  - {}", say::MORE.fill(lang, &[&count.to_string()]));
            }
        }
        for (title, parts) in [(say::GAPS, &self.gaps), (say::SOURCES, &self.sources)] {
            if !parts.is_empty() {
                let told = markdown(&parts.join(COMMA.say(lang)));
                let _ = writeln!(text, "- **{}**: {told}", title.say(lang));
            }
        }
        text
    }
}

/// A line as text, each piece at its column.
fn written(line: &Line) -> String {
    let mut text = String::new();
    for piece in &line.pieces {
        let blank = piece.at.saturating_sub(width(&text));
        text.push_str(&" ".repeat(blank));
        text.push_str(&piece.text);
    }
    text
}
