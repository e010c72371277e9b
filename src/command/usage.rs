//! What is said of words that are no command line, and the usage lines: clap's findings in
//! our sentences.

use super::answer::{Answer, Exit};
use super::argument::Argument;
use super::line::{GLOBAL, command};
use super::{COMMANDS, Command};
use crate::value::{Lang, echo, nearest};
use crate::words::command as say;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// How a command is written.
pub(super) fn line(command: &Command) -> String {
    let arguments: Vec<String> = command.arguments.iter().map(Argument::usage).collect();
    format!("liaison {} {}", command.name, arguments.join(" ")).trim_end().to_owned()
}

/// The answer to settled words that clap did not take.
pub(super) fn answer(error: &clap::Error, words: &[String], lang: Lang) -> Answer {
    match error.kind() {
        ErrorKind::DisplayHelp => {
            return Answer { exit: Exit::Done, text: error.render().to_string() };
        }
        ErrorKind::DisplayVersion => {
            let text = format!("liaison {}", env!("CARGO_PKG_VERSION"));
            return Answer { exit: Exit::Done, text };
        }
        _ => {}
    }
    let command = words.first().and_then(|name| command(name));
    let wrong = sentence(error, command, lang);
    let usage = command.map_or_else(|| say::USAGE_ALL.say(lang).to_owned(), line);
    let text = format!("{wrong}\n{}{usage}", say::USAGE.say(lang));
    Answer { exit: Exit::Usage, text }
}

fn sentence(error: &clap::Error, command: Option<&Command>, lang: Lang) -> String {
    let told = |kind| error.get(kind).map(said).unwrap_or_default();
    let argument = told(ContextKind::InvalidArg);
    // `--format <table>` is named `--format`, `<KIND>` is KIND.
    let first = argument.split([' ', '=']).next().unwrap_or_default();
    let name = first.trim_matches(['<', '>', '[', ']', '.']);
    let value = told(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            unknown_command(&told(ContextKind::InvalidSubcommand), lang)
        }
        ErrorKind::UnknownArgument if name.starts_with("--") => unknown_option(name, command, lang),
        ErrorKind::UnknownArgument => say::TOO_MUCH.fill(lang, &[&echo(name)]),
        ErrorKind::MissingRequiredArgument => say::MISSING.fill(lang, &[name]),
        ErrorKind::InvalidValue if value.is_empty() => say::NO_VALUE.fill(lang, &[name]),
        ErrorKind::InvalidValue => {
            say::NOT_ONE_OF.fill(lang, &[name, &echo(&value), &told(ContextKind::ValidValue)])
        }
        ErrorKind::ValueValidation => say::NOT_NUMBER.fill(lang, &[name, &echo(&value)]),
        _ => say::NOT_UNDERSTOOD.say(lang).to_owned(),
    }
}

fn said(value: &ContextValue) -> String {
    value.to_string()
}

fn unknown_command(name: &str, lang: Lang) -> String {
    let near = nearest(name, COMMANDS.iter().map(|command| command.name));
    let name = &echo(name);
    match near {
        Some(near) => say::NO_COMMAND_NEAR.fill(lang, &[name, COMMANDS[near].name]),
        None => say::NO_COMMAND.fill(lang, &[name, &all_commands()]),
    }
}

fn unknown_option(name: &str, command: Option<&Command>, lang: Lang) -> String {
    let own = command.map_or(&[][..], |command| command.arguments);
    let options = own.iter().chain(GLOBAL).filter(|argument| argument.is_option());
    let options: Vec<&str> = options.map(|option| option.name).collect();
    let near = nearest(name.trim_start_matches('-'), options.iter().copied());
    let name = &echo(name);
    match near {
        Some(near) => say::NO_OPTION_NEAR.fill(lang, &[name, &format!("--{}", options[near])]),
        None => say::NO_OPTION.fill(lang, &[name]),
    }
}

/// What is said where a command is wanted and none is named.
pub(super) fn no_command(lang: Lang) -> String {
    say::WHICH_COMMAND.fill(lang, &[&all_commands()])
}

fn all_commands() -> String {
    COMMANDS.iter().map(|command| command.name).collect::<Vec<_>>().join(" ")
}
