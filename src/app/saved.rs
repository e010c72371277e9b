//! What happens when a commit comes back.

use super::conflict::Decided;
use super::walk::Place;
use super::{App, Desktop, Doing, Overlay};
use crate::filter::Desk;
use crate::record::Kind;
use crate::records;
use crate::store::{Committed, Edit, Refused};
use crate::value::{Id, Lang, Names as _, Value};
use crate::words::clash::{AS_CHOSEN, IN_PART, SAVED_IN_TRASH};
use crate::words::record_page::{NOTHING_LEFT, REDONE};
use crate::words::screen as say;

impl App {
    pub(super) fn done(
        &mut self,
        doing: &Doing,
        result: Result<Committed, Refused>,
        desk: Desktop<'_>,
    ) {
        let was_saving = match doing {
            Doing::Save(..) | Doing::Each(..) => std::mem::take(&mut self.saving),
            Doing::Change(..) | Doing::Undo(..) | Doing::Redo(..) => false,
        };
        let is_part = match self.decided(doing, &result) {
            Decided::Over { is_part } => is_part,
            Decided::Still => {
                self.message = result.err().map(|refused| refused.say(self.lang));
                return;
            }
        };
        let committed = match result {
            Ok(committed) => committed,
            Err(refused) => return self.refused(doing, &refused, desk),
        };
        match doing {
            Doing::Save(record, what) => self.saved(*record, what, &committed, desk),
            Doing::Change(what, said) | Doing::Each(what, said) => {
                if was_saving {
                    self.overlay = None;
                    self.form_is_over();
                }
                for list in &mut self.lists {
                    list.range = None;
                    if list.marks.is_empty() {
                        continue;
                    }
                    for id in &committed.touched {
                        list.marks.remove(id);
                    }
                }
                self.keep(&committed, what);
                let count = committed.touched.len().to_string();
                self.message = Some(if is_part {
                    AS_CHOSEN.fill(self.lang, &[&count, self.key_of("undo")])
                } else {
                    said.clone()
                });
                let gone = matches!(self.walk.place, Place::Record(id)
                    if committed.touched.contains(&id) && desk.sight.present(id).is_none());
                if gone && self.walk.back() {
                    self.arrive();
                }
            }
            Doing::Undo(sequence, what) => {
                self.own.undone(*sequence, &committed, what);
                let said = match committed.touched.as_slice() {
                    [] => NOTHING_LEFT,
                    _ if is_part => IN_PART,
                    _ => say::UNDONE,
                };
                self.message = Some(said.fill(self.lang, &[what]));
                self.go_to_changed(&committed, desk);
            }
            Doing::Redo(sequence, what) => {
                self.own.redone(*sequence, &committed, what);
                self.message = Some(REDONE.fill(self.lang, &[what]));
                self.go_to_changed(&committed, desk);
            }
        }
    }

    fn saved(&mut self, record: Id, what: &str, committed: &Committed, desk: Desktop<'_>) {
        self.overlay = None;
        self.form_is_over();
        self.keep(committed, what);
        let id = committed.real(record);
        self.message = Some(if record.is_provisional() {
            self.go_to_new(id, desk);
            say::ADDED.fill(self.lang, &[&self.name(id, desk), &id.to_string()])
        } else {
            // What it was may name what the guest may not see.
            let seen = self.in_company().then(|| self.name(id, desk));
            let what = seen.as_deref().unwrap_or(what);
            match desk.sight.row(id).and_then(|row| row.trashed.as_deref()) {
                Some(stamp) => SAVED_IN_TRASH.fill(self.lang, &[what, &stamp.who]),
                None => say::SAVED.fill(self.lang, &[what]),
            }
        });
    }

    /// Remembers a commit, to be taken back. One that changed nothing is somebody else's.
    fn keep(&mut self, committed: &Committed, what: &str) {
        if !committed.touched.is_empty() {
            self.own.made(committed.sequence, what);
        }
    }

    /// To the first record that was changed; where one reads of changes one stays.
    fn go_to_changed(&mut self, committed: &Committed, desk: Desktop<'_>) {
        if matches!(self.walk.place, Place::History(_)) {
            return;
        }
        let touched = committed.touched.first().copied();
        if let Some(id) = touched.filter(|id| desk.sight.present(*id).is_some()) {
            self.go_to(id);
        }
    }

    /// To a new record; but where it was added to the one that is looked at, one stays there.
    fn go_to_new(&mut self, id: Id, desk: Desktop<'_>) {
        if self.shows_view(id, desk) {
            return;
        }
        let in_its_list = self.list().is_some_and(|list| list.kind.number == id.kind);
        let links = |to: Id| desk.sight.links_to(to).iter().any(|(from, _)| *from == id);
        if in_its_list || !self.selected().is_some_and(links) {
            self.go_to(id);
        }
    }

    /// To a record: in its list if that is what is shown, else on its page.
    fn go_to(&mut self, id: Id) {
        let height = self.areas().rows();
        let list = self.list_mut().filter(|list| list.kind.number == id.kind);
        if let Some(list) = list {
            list.select(id, height);
        } else {
            self.go(Place::Record(id));
        }
    }

    fn refused(&mut self, doing: &Doing, refused: &Refused, desk: Desktop<'_>) {
        let said = refused.say(self.lang);
        let reader = Desk { sight: desk.sight, lookup: desk.lookup };
        match (&mut self.overlay, doing, refused) {
            (Some(Overlay::Form(form)), Doing::Save(..), Refused::Invalid { problems, .. }) => {
                form.refuse(problems, said, &reader);
            }
            (Some(Overlay::Form(form)), Doing::Save(..) | Doing::Each(..), _) => {
                form.blocked(said);
            }
            _ => self.message = Some(said),
        }
    }
}

/// What edits do, in a few words: the record and the fields.
pub(super) fn what(edits: &[Edit], desk: Desktop<'_>, lang: Lang) -> String {
    let one = |edit: &Edit| match edit {
        Edit::Add { id, fields } => {
            let kind = records::kind(id.kind);
            let naming = kind.into_iter().flat_map(Kind::naming);
            let name = naming
                .filter_map(|column| fields.iter().find(|(number, _)| *number == column.number))
                .map(|(_, value)| {
                    value
                        .links()
                        .first()
                        .map_or(value.text().to_owned(), |id| desk.sight.name(*id, lang))
                })
                .next();
            say::NEW
                .fill(lang, &[kind.map_or("", |kind| kind.one(lang)), &name.unwrap_or_default()])
        }
        Edit::Set { id, fields, .. } => {
            let kind = records::kind(id.kind);
            let title =
                |(number, _, _): &(u16, Value, Value)| Some(kind?.column(*number)?.title.say(lang));
            let titles: Vec<&str> = fields.iter().filter_map(title).collect();
            format!("{} ({})", desk.sight.name(*id, lang), titles.join(say::COMMA.say(lang)))
        }
        Edit::Trash { id, .. } | Edit::Untrash { id, .. } => desk.sight.name(*id, lang),
    };
    edits.iter().map(one).collect::<Vec<_>>().join("; ")
}
