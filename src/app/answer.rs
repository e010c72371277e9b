//! Questions that are typed in the palette: what is made of them, and what they open.

use super::look::{Look, Shelved, Whose};
use super::page::Target;
use super::pick::{Asked, Pick};
use super::walk::Place;
use super::{App, Desktop, Overlay};
use crate::ask::{Answer, Records};
use crate::filter::Desk;
use crate::record::Column;
use crate::store::Path;

impl App {
    /// Looks at what is typed, where it may be a question.
    pub(super) fn put_question(&mut self, desk: Desktop<'_>) {
        let Some(Overlay::Pick(pick)) = &mut self.overlay else { return };
        let Some(text) = pick.question() else { return };
        let reader = Desk { sight: desk.sight, lookup: desk.lookup };
        let asked = Asked::of(text, &reader, self.lang);
        pick.put(asked, self.lang);
    }

    /// Opens the list with the filter that answers, or the record at the field that is asked for.
    pub(super) fn open_answer(&mut self, pick: Pick, desk: Desktop<'_>) {
        let Some(answer) = pick.answer() else { return };
        let said = answer.say(desk.sight, self.lang);
        match answer {
            Answer::Records(records) => self.open_records(&records),
            Answer::Cell(id, column) => {
                self.go(Place::Record(id));
                self.read_page(desk);
                let is_asked =
                    |line: &super::Line| line.target == Some(Target::Field(column.number));
                self.cursor.line = self.lines.iter().position(is_asked).unwrap_or(0);
            }
        }
        self.message = Some(said);
    }

    fn open_records(&mut self, records: &Records) {
        let code = records.kind.code;
        if let Some(list) = self.lists.iter_mut().find(|list| list.kind.code == code) {
            let filter = records.filter.clone();
            let mut look = Look { filter, whose: Whose::All, ..list.look.clone() };
            let column = records.column.map(|column| shown(&mut look, records, column));
            list.take(look, None);
            list.column = column.unwrap_or_default();
        }
        self.go(Place::List(code));
    }
}

/// The place of a column among those that are shown; the second, if it was not yet.
fn shown(look: &mut Look, records: &Records, column: &'static Column) -> usize {
    let path = Path::own(column);
    if let Some(at) = look.columns.iter().position(|shelved| shelved.path == path) {
        return at;
    }
    let at = 1.min(look.columns.len());
    look.columns.insert(at, Shelved::of(records.kind, path));
    at
}
