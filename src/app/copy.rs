//! What is copied to the clipboard of the person's own terminal, and how much of it that takes.

use super::{App, Desktop, Effect};
use crate::exchange::{self, TableText};
use crate::store::{Path, Row, Sight};
use crate::value::{Id, Names as _, Shape, Value};
use crate::words::{brief, copy as say};
use std::sync::Arc;

/// What xterm takes at once, in bytes before they are encoded; others take no less.
const MOST: usize = 74_994;

/// What is copied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Copied {
    /// The cell under the cursor, or the line of a page.
    Cell,
    /// The row.
    Row,
    /// The record's name.
    Name,
    /// The briefing of its organization.
    Briefing,
    /// Its emails, or those of what is linked to it.
    Emails,
    /// The table, or its marked rows, for a spreadsheet.
    Table,
    /// The same for a document.
    Markdown,
}

impl App {
    /// Copies, and says what.
    pub(super) fn copy(&mut self, what: Copied, desk: Desktop<'_>) -> Option<Effect> {
        let lang = self.lang;
        let Some((text, said)) = self.copied(what, desk).filter(|(text, _)| !text.is_empty())
        else {
            self.message = Some(say::NOTHING.say(lang).to_owned());
            return None;
        };
        let command = self.command_for();
        self.send(text, &said, command)
    }

    /// Sends a text to the clipboard, and says what it is; of one that is too large the command
    /// that fetches it, if there is one.
    pub(super) fn send(
        &mut self,
        text: String,
        said: &str,
        command: Option<String>,
    ) -> Option<Effect> {
        let lang = self.lang;
        if text.len() > MOST {
            let size = text.len().div_ceil(1024).to_string();
            self.message = Some(match command {
                Some(command) => say::TOO_LARGE_COMMAND.fill(lang, &[&size, &command]),
                None => say::TOO_LARGE.fill(lang, &[&size]),
            });
            return None;
        }
        self.message = Some(say::SENT.fill(lang, &[said]));
        Some(Effect::Copy(text))
    }

    /// The text, and what it is in a few words.
    fn copied(&self, what: Copied, desk: Desktop<'_>) -> Option<(String, String)> {
        let (sight, lang) = (desk.sight, self.lang);
        match what {
            Copied::Cell => self.cell(desk).map(|text| (text.clone(), text)),
            Copied::Name => {
                let names = self.targets().into_iter().map(|id| sight.name(id, lang));
                let names: Vec<String> = names.collect();
                Some((names.join("\n"), names.join("; ")))
            }
            Copied::Briefing => {
                let page = self.briefing_at_hand(desk)?;
                let said = brief::COPIED.fill(lang, &[&page.name]);
                let said = match page.notice("") {
                    Some(notice) => brief::TOLD.fill(lang, &[&said, &notice]),
                    None => said,
                };
                Some((page.text(), said))
            }
            Copied::Emails => {
                let mut emails: Vec<String> =
                    self.targets().into_iter().flat_map(|id| emails(sight, id)).collect();
                emails.dedup();
                let said = say::EMAILS.fill(lang, &[&emails.len().to_string()]);
                Some((emails.join("; "), said))
            }
            Copied::Row => self.table(TableText::Tsv, self.targets(), desk),
            Copied::Table => self.table(TableText::Tsv, self.rows(), desk),
            Copied::Markdown => self.table(TableText::Markdown, self.rows(), desk),
        }
    }

    /// The marked rows, else all of the list.
    fn rows(&self) -> Vec<Id> {
        let Some(list) = self.list() else { return Vec::new() };
        let marked = list.marked();
        if marked.is_empty() { list.rows.ids.to_vec() } else { marked }
    }

    fn table(
        &self,
        format: TableText,
        ids: Vec<Id>,
        desk: Desktop<'_>,
    ) -> Option<(String, String)> {
        let kind = self.kind()?;
        let list = self.lists.iter().find(|list| list.kind.code == kind.code)?;
        let rows: Vec<Arc<Row>> =
            ids.into_iter().filter_map(|id| desk.sight.present(id).cloned()).collect();
        if rows.is_empty() {
            return None;
        }
        let columns: Vec<Path> = list.look.columns.iter().map(|column| column.path).collect();
        let text = exchange::table_text(format, kind, &columns, &rows, desk.sight, self.lang);
        let said = match rows.as_slice() {
            [row] => desk.sight.name_of(row, self.lang),
            rows => say::ROWS.fill(self.lang, &[&rows.len().to_string()]),
        };
        Some((text, said))
    }

    /// The cell under the column cursor, or what the line of a page says.
    fn cell(&self, desk: Desktop<'_>) -> Option<String> {
        if let Some(list) = self.list() {
            let row = desk.sight.present(list.selected?)?;
            let column = list.look.columns.get(list.column)?;
            return Some(exchange::shown(desk.sight, row, &column.path, self.lang));
        }
        let (_, text, _) = self.lines.get(self.cursor.line)?.pieces.last()?;
        Some(text.clone())
    }

    /// The command that fetches the table on screen.
    fn command_for(&self) -> Option<String> {
        let list = self.list()?;
        let look = list.good_look();
        let filter = match look.filter.as_str() {
            "" => String::new(),
            filter => format!(" '{}'", filter.replace('\'', r"'\''")),
        };
        let columns: Vec<String> =
            list.look.columns.iter().map(|column| column.path.name()).collect();
        let (plural, columns) = (list.kind.plural, columns.join(","));
        Some(format!("liaison list {plural}{filter} --columns {columns} --format tsv"))
    }
}

/// The emails of a record; of one that has none, those of the records that link to it.
fn emails(sight: &Sight, id: Id) -> Vec<String> {
    let own = own_emails(sight, id);
    if !own.is_empty() {
        return own;
    }
    sight.links_to(id).into_iter().flat_map(|(from, _)| own_emails(sight, from)).collect()
}

fn own_emails(sight: &Sight, id: Id) -> Vec<String> {
    let Some(row) = sight.present(id) else { return Vec::new() };
    let column = row.kind().named("emails").filter(|column| column.shape == Shape::Lines);
    match column.map(|column| sight.cell(row, column)) {
        Some(Value::Lines(lines)) => lines.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
