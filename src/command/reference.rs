//! REF: the one record that a text names, or why there is none.

use super::answer::Failure;
use super::turn::{Talk, Turn};
use crate::filter::Desk;
use crate::lookup::Resolve;
use crate::records::KINDS;
use crate::store::{Row, Sight};
use crate::value::{Id, Names, Reader, echo, fold};
use crate::words::command as say;
use std::sync::Arc;

/// Most records that are listed where several could be meant.
const LISTED: usize = 20;

impl Turn<'_, '_> {
    /// The record that a text names, in the trash too if it is named by its id: a number of
    /// the last list in plain mode, an id, `KIND/NAME`, an exact name or a unique look-up.
    pub fn find(&mut self, text: &str, sight: &Sight) -> Result<Arc<Row>, Failure> {
        let known = self.listed(text)?.or_else(|| Id::parse(text));
        if let Some(row) = known.and_then(|id| sight.row(id)) {
            return Ok(Arc::clone(row));
        }
        let lookup = self.office.lookup();
        let desk = Desk { sight, lookup: &lookup };
        match desk.resolve(text, &[]) {
            Ok(id) => sight.row(id).cloned().ok_or_else(|| self.nothing(text)),
            Err(Resolve::Several(ids)) => Err(self.several(text, &ids, sight)),
            Err(why) => Err(Failure::nothing(desk.explain(text, &why).say(self.lang()))),
        }
    }

    /// The same, but not in the trash.
    pub fn find_present(&mut self, text: &str, sight: &Sight) -> Result<Arc<Row>, Failure> {
        let row = self.find(text, sight)?;
        if row.trashed.is_none() {
            return Ok(row);
        }
        let id = row.id.to_string();
        Err(Failure::nothing(say::IN_TRASH.fill(self.lang(), &[&id, &id])))
    }

    /// The record that the first word names, where other words follow.
    pub fn find_one(&mut self, sight: &Sight) -> Result<Arc<Row>, Failure> {
        let text = self.given.text("ref").unwrap_or_default().to_owned();
        self.find_present(&text, sight)
    }

    /// A record that is not in the trash, of some kinds before any other, where several could be
    /// meant the one that suits: what is done does not stand in the way of what is to be done.
    pub fn find_among(
        &mut self,
        text: &str,
        sight: &Sight,
        (kinds, suits): crate::insight::Suited,
    ) -> Result<Arc<Row>, Failure> {
        if self.listed(text)?.or_else(|| Id::parse(text)).is_none() {
            let lookup = self.office.lookup();
            let found = match (Desk { sight, lookup: &lookup }).resolve(text, kinds) {
                Ok(id) => vec![id],
                Err(Resolve::Several(ids)) => ids,
                Err(Resolve::None { .. }) => Vec::new(),
            };
            let suiting: Vec<Id> = found.iter().copied().filter(|id| suits(sight, *id)).collect();
            match (suiting.as_slice(), found.as_slice()) {
                ([only], _) | ([], [only]) => return self.find_present(&only.to_string(), sight),
                ([], []) => {}
                ([], ids) | (ids, _) => return Err(self.several(text, ids, sight)),
            }
        }
        self.find_present(text, sight)
    }

    /// The record in the trash that a text names: by number, by id or by exact name.
    pub fn find_trashed(&mut self, text: &str, sight: &Sight) -> Result<Arc<Row>, Failure> {
        if let Some(id) = self.listed(text)?.or_else(|| Id::parse(text)) {
            let row = sight.row(id).ok_or_else(|| self.nothing(text))?;
            return match row.trashed {
                Some(_) => Ok(Arc::clone(row)),
                None => Err(Failure::nothing(say::NOT_IN_TRASH.fill(self.lang(), &[&echo(text)]))),
            };
        }
        let (kind, name) = match text.split_once('/') {
            Some((kind, name)) => (crate::records::kind_named(kind), name),
            None => (None, text),
        };
        let wanted = fold(name);
        let of_kind = |row: &&Arc<Row>| kind.is_none_or(|kind| kind.number == row.id.kind);
        let named = |row: &&Arc<Row>| {
            let shown = [self.lang(), self.lang().other()].map(|lang| sight.name_of(row, lang));
            sight.names_of(row).iter().chain(&shown).any(|name| fold(name) == wanted)
        };
        let found: Vec<&Arc<Row>> = sight.trash().filter(of_kind).filter(named).collect();
        match found.as_slice() {
            [only] => Ok(Arc::clone(only)),
            [] => Err(Failure::nothing(say::NOT_IN_TRASH.fill(self.lang(), &[&echo(text)]))),
            several => {
                let ids: Vec<Id> = several.iter().map(|row| row.id).collect();
                Err(self.several(text, &ids, sight))
            }
        }
    }

    /// The person that a text names: by a number of the last list, `me`, a name or a look-up.
    pub fn find_person(&mut self, text: &str, sight: &Sight) -> Result<Id, Failure> {
        if let Some(id) = self.listed(text)? {
            return Ok(id);
        }
        let people = KINDS.iter().filter(|kind| kind.login().is_some());
        let codes: Vec<&str> = people.map(|kind| kind.code).collect();
        let lookup = self.office.lookup();
        let found = Desk { sight, lookup: &lookup }.link(&codes, text);
        found.map_err(|wrong| Failure::nothing(wrong.say(self.lang())))
    }

    /// The record that a number stands for in plain mode.
    fn listed(&self, text: &str) -> Result<Option<Id>, Failure> {
        let (Talk::Plain(listed), Ok(number)) = (&*self.talk, text.parse::<usize>()) else {
            return Ok(None);
        };
        if let Some(id) = number.checked_sub(1).and_then(|at| listed.get(at)) {
            return Ok(Some(*id));
        }
        let last = listed.len().to_string();
        Err(Failure::nothing(say::NO_NUMBER.fill(self.lang(), &[text, &last])))
    }

    fn nothing(&self, text: &str) -> Failure {
        Failure::nothing(say::NO_RECORD.fill(self.lang(), &[&echo(text)]))
    }

    /// Says which records a text could mean, and keeps them listed.
    pub fn several(&mut self, text: &str, ids: &[Id], sight: &Sight) -> Failure {
        let lang = self.lang();
        self.remember(ids.iter().copied());
        let mut lines = vec![say::SEVERAL.fill(lang, &[&echo(text), &ids.len().to_string()])];
        for (number, id) in (1..=LISTED).zip(ids) {
            let kind = crate::records::kind(id.kind).map_or("", |kind| kind.one(lang));
            let (name, id) = (sight.name(*id, lang), id.to_string());
            lines.push(if self.is_plain() {
                say::CHOICE_NTH.fill(lang, &[&number.to_string(), &name, kind, &id])
            } else {
                say::CHOICE.fill(lang, &[&name, kind, &id])
            });
        }
        if ids.len() > LISTED {
            lines.push(say::MORE.fill(lang, &[&(ids.len() - LISTED).to_string()]));
        }
        Failure::nothing(lines.join("\n"))
    }
}
