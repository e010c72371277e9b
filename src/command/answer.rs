//! How a command ends: its exit code, and what there is to say.

use super::Streams;
use super::turn::Cleaned;
use crate::store::Refused;
use crate::value::{Lang, Wrong};
use crate::words::command as say;
use std::io::{self, Write};

/// The exit codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// Done; an empty list or a count of 0 too.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// Wrong usage.
    Usage = 2,
    /// Nothing found, or not unique.
    Nothing = 3,
    /// Someone changed it first.
    Conflict = 4,
    /// The store is held, damaged, full or read-only.
    Store = 5,
    /// Not allowed.
    NotAllowed = 6,
}

/// The last words of a command line, and its exit code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// The exit code.
    pub exit: Exit,
    /// Data if it is done, else narration; nothing if empty.
    pub text: String,
}

impl Answer {
    /// Writes it and returns the exit code. A reader that has gone is no failure.
    pub fn give(&self, streams: &mut Streams<'_>) -> u8 {
        if !self.text.is_empty() {
            let (to, is_terminal) = match self.exit {
                Exit::Done => (&mut *streams.out, streams.out_is_terminal),
                _ => (&mut *streams.err, streams.err_is_terminal),
            };
            let mut to = Cleaned::new(to, is_terminal);
            // There is nobody left to tell.
            let _ = writeln!(to, "{}", self.text.trim_end()).and_then(|()| to.flush());
        }
        self.exit as u8
    }
}

/// Why a command did not do what it was asked for.
#[derive(Debug)]
pub(super) enum Failure {
    Said(Answer),
    /// The streams failed.
    Stream(io::Error),
}

impl Failure {
    pub fn new(exit: Exit, text: impl Into<String>) -> Self {
        Self::Said(Answer { exit, text: text.into() })
    }

    pub fn usage(text: impl Into<String>) -> Self {
        Self::new(Exit::Usage, text)
    }

    /// What cannot be done with a record as it is.
    pub fn wrong(wrong: &Wrong, lang: Lang) -> Self {
        Self::usage(wrong.say(lang))
    }

    pub fn nothing(text: impl Into<String>) -> Self {
        Self::new(Exit::Nothing, text)
    }

    pub fn refused(refused: &Refused, lang: Lang) -> Self {
        let exit = match refused {
            Refused::NotAllowed { .. } | Refused::NotWhole { .. } => Exit::NotAllowed,
            Refused::Gone(_) => Exit::Nothing,
            Refused::Conflict(_) => Exit::Conflict,
            Refused::Invalid { .. } => Exit::Usage,
            Refused::TooLarge { .. } => Exit::Failed,
            Refused::Unreadable { .. }
            | Refused::NotSaved(_)
            | Refused::ReadOnly(_)
            | Refused::Closed => Exit::Store,
        };
        Self::new(exit, refused.say(lang))
    }

    /// Whether the person may not do it.
    pub fn is_of_rights(&self) -> bool {
        matches!(self, Self::Said(Answer { exit: Exit::NotAllowed, .. }))
    }

    /// What is left to say of it. A reader that has seen enough (`head`) is no failure.
    pub fn answer(self, lang: Lang) -> Answer {
        match self {
            Self::Said(answer) => answer,
            Self::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                Answer { exit: Exit::Done, text: String::new() }
            }
            Self::Stream(error) => {
                Answer { exit: Exit::Failed, text: say::STREAM.fill(lang, &[&error.to_string()]) }
            }
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Id;

    #[test]
    fn each_refusal_has_its_exit_code() {
        let (id, who) = (Id::default(), String::from("li"));
        let why = Wrong { en: "damaged".into(), zh: "损坏".into() };
        for (refused, exit) in [
            (Refused::NotAllowed { who }, 6),
            (Refused::NotWhole { sequence: 1, hidden: 2 }, 6),
            (Refused::Gone(id), 3),
            (Refused::Conflict(Vec::new()), 4),
            (Refused::Invalid { id, problems: Vec::new() }, 2),
            (Refused::TooLarge { id, field: None }, 1),
            (Refused::Unreadable { sequence: 1, what: "the checksum is wrong".into() }, 5),
            (Refused::NotSaved(why.clone()), 5),
            (Refused::ReadOnly(why), 5),
            (Refused::Closed, 5),
        ] {
            let answer = Failure::refused(&refused, Lang::En).answer(Lang::En);
            assert_eq!(answer.exit as u8, exit, "{refused:?}");
        }
    }
}
