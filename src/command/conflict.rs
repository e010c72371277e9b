//! What is said where somebody else changed the same: of each field in conflict the three values,
//! a line each, and who set what is there.

use super::answer::{Exit, Failure};
use super::turn::Turn;
use crate::record::Kind;
use crate::records::kind;
use crate::store::{Clash, Over, Sight, Stamp};
use crate::value::{Id, Names, Shape, Value, Words, width};
use crate::words::clash as say;
use crate::words::command as said;
use crate::words::history::{IN_TRASH, OF_RECORD, OVERWRITTEN};
use crate::words::screen::MORE_LINES;

/// The titles of the three values: the edit's, the one there is, the one before.
pub(super) type Sides = [Words; 3];

/// Those of an edit.
pub(super) const EDIT: Sides = [say::MINE, say::THEIRS, say::BEFORE];
/// Those of an undo.
pub(super) const UNDO: Sides = [say::BACK, say::NOW, say::SET];

/// Of how many fields at most the values are told.
const TOLD: usize = 50;

impl Turn<'_, '_> {
    /// Refuses what somebody else changed since: what it is about, then each field's values, then
    /// what there is to do.
    pub fn conflict(&self, first: String, clashes: &[Clash], sides: Sides, last: &str) -> Failure {
        let (lang, sight) = (self.lang(), self.sight());
        let (mut lines, mut of) = (vec![first], None);
        for clash in clashes.iter().take(TOLD) {
            if of.replace(clash.id) != Some(clash.id) {
                let name = sight.name(clash.id, lang);
                lines.push(OF_RECORD.fill(lang, &[&name, &clash.id.to_string()]));
            }
            lines.extend(self.values(clash, sides, &sight));
        }
        if clashes.len() > TOLD {
            let more = (clashes.len() - TOLD).to_string();
            lines.push(format!("  {}", MORE_LINES.fill(lang, &[&more])));
        }
        if !last.is_empty() {
            lines.push(last.to_owned());
        }
        Failure::new(Exit::Conflict, lines.join("\n"))
    }

    /// Tells what somebody had set since and stands there no more, as it was asked for.
    pub fn overwritten(&mut self, clashes: &[Clash]) {
        let (lang, sight) = (self.lang(), self.sight());
        for clash in clashes.iter().take(TOLD) {
            let column = clash.field().and_then(|number| kind(clash.id.kind)?.column(number));
            let now = match (&clash.over, column) {
                (Over::Field { theirs, .. }, Some(column)) => {
                    shown(column.shape, theirs, self, &sight)
                }
                _ => String::new(),
            };
            let title = column.map_or(IN_TRASH, |column| column.title).say(lang);
            let by = clash.by.as_ref().map(|by| self.by(by)).unwrap_or_default();
            let was = if now.is_empty() { by } else { say::WITH.fill(lang, &[&now, &by]) };
            self.tell(OVERWRITTEN.fill(lang, &[title, &clash.id.to_string(), &was]));
        }
    }

    fn values(&self, clash: &Clash, sides: Sides, sight: &Sight) -> Vec<String> {
        let (lang, kind) = (self.lang(), kind(clash.id.kind));
        let (title, mut values) = match &clash.over {
            Over::Field { number, before, theirs, mine } => {
                let column = kind.and_then(|kind| kind.column(*number));
                let shown = |value| {
                    column
                        .map_or_else(String::new, |column| shown(column.shape, value, self, sight))
                };
                let title = column.map_or("", |column| column.title.say(lang));
                (title, [mine, theirs, before].map(shown).to_vec())
            }
            Over::Trash { mine, .. } => {
                let shown = |is| shown(Shape::Flag, &Value::Flag(is), self, sight);
                (IN_TRASH.say(lang), [*mine, !*mine].map(shown).to_vec())
            }
        };
        if let (Some(theirs), Some(by)) = (values.get_mut(1), &clash.by) {
            *theirs = say::WITH.fill(lang, &[theirs, &self.by(by)]);
        }
        let titles = sides.map(|words| words.say(lang));
        let room = titles.iter().map(|title| width(title)).max().unwrap_or(0);
        let line = |(title, value): (&&str, String)| {
            format!("      {title}{}  {value}", " ".repeat(room - width(title)))
        };
        let mut lines = vec![format!("    {title}")];
        lines.extend(titles.iter().zip(values).map(line));
        if let Over::Trash { since, .. } = &clash.over
            && let Some(kind) = kind
        {
            lines.extend(self.since(clash.id, kind, since, sight));
        }
        lines
    }

    /// What somebody else wrote into a record, as it is now.
    fn since(&self, id: Id, kind: &Kind, since: &[u16], sight: &Sight) -> Option<String> {
        let (lang, row) = (self.lang(), sight.row(id)?);
        let columns = since.iter().filter_map(|number| kind.column(*number));
        let fields = columns.map(|column| {
            let now = shown(column.shape, &sight.cell(row, column), self, sight);
            say::FIELD.fill(lang, &[column.title.say(lang), &now])
        });
        let fields = fields.collect::<Vec<_>>().join(said::COMMA.say(lang));
        let title = say::SINCE.say(lang);
        (!fields.is_empty()).then(|| say::FIELD.fill(lang, &[&format!("      {title}"), &fields]))
    }

    /// Who set it, and when.
    pub fn by(&self, stamp: &Stamp) -> String {
        say::BY.fill(self.lang(), &[&stamp.who, &self.at(stamp.when)])
    }
}

fn shown(shape: Shape, value: &Value, turn: &Turn<'_, '_>, sight: &Sight) -> String {
    match shape.show(value, turn.lang(), sight) {
        text if text.is_empty() => "-".to_owned(),
        text => text.replace('\n', " "),
    }
}
