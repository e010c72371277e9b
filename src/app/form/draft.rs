//! What was typed into a form as it is kept, and the form again from what was kept.

use super::Form;
use super::field::{Content, Field};
use super::list::Made;
use super::moves::Stop;
use crate::app::draft::{At, Draft, Text, Typed, plain};
use crate::records::KINDS;
use crate::store::Sight;
use crate::value::{Id, Lang, Reader, Wrong};
use crate::words::draft as say;
use ratatui_textarea::CursorMove;

impl Form {
    /// What is kept of it; nothing as long as nothing was typed that leaving would lose.
    pub fn draft(&self) -> Option<Draft> {
        let typed = self.fields.iter().map(Field::typed).filter(|typed| {
            typed.text != Text::Same || self.record.is_none() && !typed.before.is_none()
        });
        let fields: Vec<Typed> = typed.collect();
        if fields.iter().all(|typed| typed.text == Text::Same) {
            return None;
        }
        let mut draft = Draft::of(self.kind, self.record, self.place());
        draft.is_whole = self.is_whole;
        let made = self.made.iter();
        draft.made = made.map(|made| (made.kind.code.to_owned(), made.name.clone())).collect();
        draft.fields = fields;
        Some(draft)
    }

    /// The form of a draft, as it was. Refused if not all that was typed would stand in it. Of
    /// what was not typed it shows what is recorded now.
    pub fn resume(
        draft: &Draft,
        sight: &Sight,
        reader: &dyn Reader,
        lang: Lang,
    ) -> Result<Self, Wrong> {
        let kind = draft.kind().ok_or_else(|| say::OTHER_FORM.wrong(&[]))?;
        let mut form = match draft.record {
            Some((id, _)) if id.kind != kind.number => return Err(say::OTHER_FORM.wrong(&[])),
            Some((id, rev)) => {
                let row = sight.row(id).ok_or_else(|| say::GONE.wrong(&[]))?;
                if row.trashed.is_some() {
                    return Err(say::IN_TRASH.wrong(&[]));
                }
                Self { record: Some((id, rev)), ..Self::edit(row, sight, lang) }
            }
            None if !draft.many.is_empty() => {
                let there = draft.still(sight).count();
                if there == 0 {
                    return Err(say::GONE.wrong(&[]));
                }
                Self::many(kind, there, sight, lang)
            }
            None => {
                let filled = draft.fields.iter().map(|typed| (typed.number, typed.before.clone()));
                Self::add_with(kind, &filled.collect::<Vec<_>>(), sight, lang)
            }
        };
        form.fill(draft, sight, reader)?;
        form.stand(draft, reader);
        Ok(form)
    }

    fn fill(&mut self, draft: &Draft, sight: &Sight, reader: &dyn Reader) -> Result<(), Wrong> {
        for (code, name) in &draft.made {
            let kind = KINDS.iter().find(|kind| kind.code == *code);
            let kind = kind.ok_or_else(|| say::OTHER_FORM.wrong(&[]))?;
            let id = Id::provisional(kind.number, self.made.len() as u32 + 1);
            self.made.push(Made { id, kind, name: plain(name) });
        }
        let made: Vec<Id> = self.made.iter().map(|made| made.id).collect();
        for typed in &draft.fields {
            let at = self.fields.iter().position(|field| field.column.number == typed.number);
            let taken = at.is_some_and(|at| {
                self.is_whole |= at >= self.main;
                self.fields[at].take(typed, (self.lang, sight), &made)
            });
            if !taken {
                return Err(say::OTHER_FORM.wrong(&[]));
            }
        }
        let here = draft.at.number();
        let left = |field: &&mut Field| {
            let is_typed = draft.fields.iter().any(|typed| typed.number == field.column.number);
            is_typed && Some(field.column.number) != here
        };
        self.fields.iter_mut().filter(left).for_each(|field| field.judge(reader));
        Ok(())
    }

    /// Puts the caret where it stood, as far as there is such a place.
    fn stand(&mut self, draft: &Draft, reader: &dyn Reader) {
        self.is_whole |= draft.is_whole;
        let field =
            |number: u16| self.fields.iter().position(|field| field.column.number == number);
        let stop = match draft.at {
            At::Field(number) => field(number).map(Stop::Field),
            At::Part(number, entry, part) => {
                field(number).map(|field| Stop::Part { field, entry, part })
            }
            At::Another(number) => field(number).map(Stop::Another),
            At::More => Some(Stop::More),
            At::Save => Some(Stop::Save),
            At::Leave => Some(Stop::Leave),
        };
        let Some(stop) = stop else { return };
        if let Stop::Part { field, .. } | Stop::Another(field) = stop
            && let Content::Parties(parties) = &mut self.fields[field].content
        {
            parties.open = true;
        }
        self.is_whole |= stop.field().is_some_and(|field| field >= self.main);
        // An entry in which nothing was typed is not kept: its list is.
        let field = stop.field();
        let places = [Some(stop), field.map(Stop::Another), field.map(Stop::Field)];
        let stops = self.stops();
        let Some(stop) = places.into_iter().flatten().find(|stop| stops.contains(stop)) else {
            return;
        };
        self.at = stop;
        if let Some(line) = self.line_mut() {
            line.go_on(reader);
        } else if let Some(notes) = self.notes_mut() {
            notes.move_cursor(CursorMove::Bottom);
            notes.move_cursor(CursorMove::End);
        }
    }

    fn place(&self) -> At {
        let number = |field: usize| self.fields[field].column.number;
        match self.at {
            Stop::Field(field) => At::Field(number(field)),
            Stop::Part { field, entry, part } => At::Part(number(field), entry, part),
            Stop::Another(field) => At::Another(number(field)),
            Stop::More => At::More,
            Stop::Save => At::Save,
            Stop::Leave => At::Leave,
        }
    }
}
