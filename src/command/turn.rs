//! What one command is given, and through what it answers.

use super::answer::Failure;
use super::argument::Given;
use super::{Settings, Streams, conflict};
use crate::office::Office;
use crate::store::{Cause, Committed, Edit, Person, Refused, Sight};
use crate::value::{Id, Lang, Signs, hostile};
use crate::words::command as say;
use std::fmt::Display;
use std::io::{self, Write};

/// One command on its way.
pub(super) struct Turn<'a, 's> {
    pub office: &'a Office,
    pub person: &'a Person,
    pub settings: Settings,
    pub given: Given,
    pub talk: &'a mut Talk,
    pub streams: &'a mut Streams<'s>,
}

/// What was said before.
#[derive(Debug)]
pub(super) enum Talk {
    /// Nothing: one command, one answer.
    Once,
    /// The shell's plain mode: the records listed last, which numbers stand for.
    Plain(Vec<Id>),
}

impl Turn<'_, '_> {
    pub fn lang(&self) -> Lang {
        self.settings.lang
    }

    pub fn sight(&self) -> Sight {
        self.office.sight(self.person)
    }

    /// The width to which lines are cut; nothing where whole values are wanted.
    pub fn width(&self) -> Option<usize> {
        self.streams.out_is_terminal.then_some(usize::from(self.settings.width))
    }

    pub fn is_plain(&self) -> bool {
        matches!(self.talk, Talk::Plain(_))
    }

    /// Keeps what was listed, so that a number can stand for it.
    pub fn remember(&mut self, ids: impl IntoIterator<Item = Id>) {
        if let Talk::Plain(listed) = &mut self.talk {
            *listed = ids.into_iter().collect();
        }
    }

    /// Where data goes.
    pub fn out(&mut self) -> Cleaned<'_> {
        let signs = self.office.config().signs();
        Cleaned::new(self.streams.out, self.streams.out_is_terminal).with(signs)
    }

    /// Writes a line of data.
    pub fn line(&mut self, text: impl Display) -> Result<(), Failure> {
        Ok(writeln!(self.out(), "{text}")?)
    }

    /// Writes a line of narration. That nobody reads it is no failure.
    pub fn tell(&mut self, text: impl Display) {
        let signs = self.office.config().signs();
        let mut to = Cleaned::new(self.streams.err, self.streams.err_is_terminal).with(signs);
        let _ = writeln!(to, "{text}").and_then(|()| to.flush());
    }

    /// Asks back on a terminal; only `y` agrees.
    pub fn agreed(&mut self, question: &str) -> Result<bool, Failure> {
        self.tell(question);
        let mut answer = String::new();
        self.streams.input.read_line(&mut answer)?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "ｙ" | "是"))
    }

    /// Refuses at once whoever may not edit, before anything is said of what was typed.
    pub fn must_edit(&self) -> Result<(), Failure> {
        if self.person.may_edit() {
            return Ok(());
        }
        let who = self.person.login.to_string();
        Err(self.refused(&Refused::NotAllowed { who }))
    }

    /// What the person sees who is about to edit: a colleague from now on. Whoever may not edit
    /// is refused.
    pub fn editing(&self) -> Result<Sight, Failure> {
        self.must_edit()?;
        self.office.seat(self.person);
        Ok(self.sight())
    }

    /// Saves edits; they are on the disk when it returns.
    pub fn commit(&self, edits: Vec<Edit>) -> Result<Committed, Failure> {
        self.commit_as(Cause::Edit, edits).map_err(|refused| self.refused(&refused))
    }

    /// The same, for another cause.
    pub fn commit_as(&self, cause: Cause, edits: Vec<Edit>) -> Result<Committed, Refused> {
        self.office.commit(self.person, cause, edits).wait()
    }

    pub fn refused(&self, refused: &Refused) -> Failure {
        let Refused::Conflict(clashes) = refused else {
            return Failure::refused(refused, self.lang());
        };
        let first = say::CONFLICT.say(self.lang()).to_owned();
        self.conflict(first, clashes, conflict::EDIT, say::LOOK_AGAIN.say(self.lang()))
    }

    /// The same, and which records were added.
    pub fn commit_added(&self, edits: Vec<Edit>) -> Result<Vec<Id>, Failure> {
        let added = |edit: &Edit| match edit {
            Edit::Add { id, .. } => Some(*id),
            _ => None,
        };
        let added: Vec<Id> = edits.iter().filter_map(added).collect();
        let committed = self.commit(edits)?;
        Ok(added.into_iter().map(|id| committed.real(id)).collect())
    }
}

/// A stream from which a terminal gets no control characters and nothing that reorders text.
pub(super) struct Cleaned<'a> {
    to: &'a mut dyn Write,
    is_terminal: bool,
    signs: Signs,
    /// The beginning of a character whose end is still to come.
    begun: Vec<u8>,
}

impl<'a> Cleaned<'a> {
    pub fn new(to: &'a mut dyn Write, is_terminal: bool) -> Self {
        Self { to, is_terminal, signs: Signs::Full, begun: Vec::new() }
    }

    /// For a terminal that has these signs.
    pub fn with(self, signs: Signs) -> Self {
        Self { signs, ..self }
    }
}

impl Write for Cleaned<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_terminal {
            return self.to.write(bytes);
        }
        self.begun.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.begun) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let rest = self.begun.split_off(whole);
        let text = String::from_utf8(std::mem::replace(&mut self.begun, rest)).unwrap_or_default();
        let clean: String =
            text.chars().filter(|c| *c == '\n' || !hostile(*c)).map(|c| self.signs.of(c)).collect();
        self.to.write_all(clean.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(is_terminal: bool, pieces: &[&[u8]]) -> String {
        let mut out = Vec::new();
        let mut cleaned = Cleaned::new(&mut out, is_terminal);
        for piece in pieces {
            cleaned.write_all(piece).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_terminal_gets_no_controls_and_a_file_gets_every_byte() {
        let hostile = "a\u{1b}[2Jb\u{202e}c\n".as_bytes();
        assert_eq!(written(true, &[hostile]), "a[2Jbc\n");
        assert_eq!(written(false, &[hostile]).as_bytes(), hostile);
    }

    #[test]
    fn a_terminal_without_some_signs_gets_others_and_a_file_gets_them_all() {
        for (is_terminal, expected) in [(true, "a~ 华为 | b"), (false, "a… 华为 │ b")] {
            let mut out = Vec::new();
            let mut cleaned = Cleaned::new(&mut out, is_terminal).with(Signs::Ascii);
            cleaned.write_all("a… 华为 │ b".as_bytes()).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }

    #[test]
    fn a_character_that_comes_in_two_pieces_is_whole() {
        let (first, last) = "华为".as_bytes().split_at(4);
        assert_eq!(written(true, &[first, last]), "华为");
    }
}
