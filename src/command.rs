//! The command line over an [`Office`] and given streams: the same commands on this machine,
//! over a socket, over SSH and in the shell. It never reads the environment, touches the
//! process's own streams or ends the process.

mod alone;
mod answer;
mod argument;
mod ask;
mod assign;
mod backup;
mod brief;
mod columns;
mod config;
mod conflict;
mod count;
mod done;
mod edit;
mod export;
mod figures;
mod files;
mod find;
mod handover;
mod history;
mod import;
mod keys;
mod later;
mod line;
mod list;
mod manual;
mod note;
mod output;
mod people;
mod plain;
mod quality;
mod reference;
mod renew;
mod serve;
mod shell;
mod show;
mod table;
mod today;
mod trash;
mod turn;
mod undo;
mod usage;
mod verify;
mod who;

pub use answer::{Answer, Exit};
pub use files::{Files, There};
pub use line::{Call, Opening, for_a_host, option};
pub use serve::Serve;

use crate::office::Office;
use crate::store::Person;
use crate::value::{Lang, Words};
use crate::words::command as say;
use answer::Failure;
use argument::Argument;
use serde_json::json;
use std::io::{BufRead, Write};
use turn::{Talk, Turn};

/// Every command, in the order of the help: the one list.
static COMMANDS: &[&Command] = &[
    &list::COMMAND,
    &show::COMMAND,
    &find::COMMAND,
    &count::COMMAND,
    &brief::COMMAND,
    &ask::COMMAND,
    &today::COMMAND,
    &figures::COMMAND,
    &quality::COMMAND,
    &edit::ADD,
    &edit::EDIT,
    &note::COMMAND,
    &done::COMMAND,
    &later::COMMAND,
    &renew::COMMAND,
    &handover::COMMAND,
    &trash::TRASH,
    &trash::UNTRASH,
    &who::COMMAND,
    &history::COMMAND,
    &undo::UNDO,
    &undo::REDO,
    &import::COMMAND,
    &export::COMMAND,
    &backup::BACKUP,
    &backup::RESTORE,
    &verify::COMMAND,
    &backup::COMPACT,
    &serve::SERVE,
    &serve::ATTACH,
    &shell::COMMAND,
    &keys::COMMAND,
    &manual::COMPLETIONS,
    &manual::MAN,
    &config::COMMAND,
    &people::COMMAND,
];

/// One command: its words on the line, and what it does.
struct Command {
    name: &'static str,
    about: Words,
    arguments: &'static [Argument],
    run: fn(&mut Turn<'_, '_>) -> Result<(), Failure>,
}

/// What is known of the person's side beside the words.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The language of the answers; `--lang` goes before it.
    pub lang: Lang,
    /// How many cells a line of the terminal has; of no account where there is none.
    pub width: u16,
}

/// Where the words come from and the answers go.
pub struct Streams<'a> {
    /// What the shell reads.
    pub input: &'a mut dyn BufRead,
    /// Data.
    pub out: &'a mut dyn Write,
    /// Narration.
    pub err: &'a mut dyn Write,
    /// Where the files lie that the words name.
    pub files: Files<'a>,
    /// Whether a person types the input.
    pub input_is_terminal: bool,
    /// Whether a person reads the data.
    pub out_is_terminal: bool,
    /// Whether a person reads the narration.
    pub err_is_terminal: bool,
}

/// Runs one command line over an office that is already open, and returns its exit code.
/// The options that open a store are refused. It blocks until all is done and saved: a task
/// runs it on a thread of its own.
pub fn run(
    words: &[String],
    office: &Office,
    person: &Person,
    settings: Settings,
    streams: &mut Streams<'_>,
) -> u8 {
    let call = match Call::read(words, settings.lang).and_then(Call::within) {
        Ok(call) => call,
        Err(answer) => return answer.give(streams),
    };
    call.run(office, person, settings, streams)
}

impl Call {
    /// The answer of a command that needs no store; nothing for one that does.
    pub fn page(&self) -> Option<Answer> {
        manual::page(self.command?, &self.given, self.lang)
    }

    /// Runs the command and returns its exit code.
    pub fn run(
        self,
        office: &Office,
        person: &Person,
        settings: Settings,
        streams: &mut Streams<'_>,
    ) -> u8 {
        let lang = self.lang();
        if office.is_demo() {
            // That nobody reads it is no failure.
            let _ = writeln!(streams.err, "{}", say::INVENTED.say(lang));
        }
        match self.turn(office, person, settings, streams, &mut Talk::Once) {
            Ok(()) => Exit::Done as u8,
            Err(failure) => failure.answer(lang).give(streams),
        }
    }

    /// Runs the command as a part of what was said before.
    fn turn(
        self,
        office: &Office,
        person: &Person,
        settings: Settings,
        streams: &mut Streams<'_>,
        talk: &mut Talk,
    ) -> Result<(), Failure> {
        let Some(command) = self.command else {
            return Err(Failure::usage(usage::no_command(self.lang)));
        };
        let settings = Settings { lang: self.lang, ..settings };
        let mut turn = Turn { office, person, settings, given: self.given, talk, streams };
        let answer = (command.run)(&mut turn);
        if answer.as_ref().is_err_and(Failure::is_of_rights) {
            let about = json!({ "who": &*person.login, "command": command.name });
            office.store().note("not allowed", about);
        }
        answer?;
        turn.streams.out.flush()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
