//! `completions` and `man`: what a shell completes and the manual, drawn from the tables of
//! commands and keys. Neither needs a store.

use super::answer::{Answer, Exit, Failure};
use super::argument::{Argument, Given, Holds};
use super::line::{GLOBAL, parser};
use super::{COMMANDS, Command, list, usage};
use crate::app::actions::{ACTIONS, Keys};
use crate::records::KINDS;
use crate::value::{Lang, echo};
use crate::words::{command, manual as say};
use clap::Arg;
use clap::builder::PossibleValuesParser;
use clap_complete::Shell;
use clap_mangen::roff::{Roff, bold, roman};

pub(super) static COMPLETIONS: Command = Command {
    name: "completions",
    about: say::COMPLETIONS,
    arguments: &[Argument::new("shell", Holds::Word("SHELL"), say::SHELL)],
    run: |turn| Err(Failure::Said(completions(&turn.given, turn.lang()))),
};

pub(super) static MAN: Command = Command {
    name: "man",
    about: say::MAN,
    arguments: &[],
    run: |turn| Err(Failure::Said(man(turn.lang()))),
};

/// The answer of a command that needs no store.
pub(super) fn page(command: &Command, given: &Given, lang: Lang) -> Option<Answer> {
    match command.name {
        name if name == COMPLETIONS.name => Some(completions(given, lang)),
        name if name == MAN.name => Some(man(lang)),
        _ => None,
    }
}

const SHELLS: [(&str, Shell); 3] =
    [("bash", Shell::Bash), ("zsh", Shell::Zsh), ("fish", Shell::Fish)];

fn completions(given: &Given, lang: Lang) -> Answer {
    let asked = given.text("shell").unwrap_or_default();
    let Some((_, shell)) = SHELLS.iter().find(|(name, _)| *name == asked) else {
        let names = SHELLS.map(|(name, _)| name).join(", ");
        let text = command::NOT_ONE_OF.fill(lang, &["SHELL", &echo(asked), &names]);
        return Answer { exit: Exit::Usage, text };
    };
    let kinds = || PossibleValuesParser::new(KINDS.iter().map(|kind| kind.plural));
    let with_kinds =
        |it: Arg| if it.get_id() == list::KIND.name { it.value_parser(kinds()) } else { it };
    let with_kinds = |command: clap::Command| command.mut_args(with_kinds);
    let mut parser = parser(lang).mut_subcommands(with_kinds);
    let mut out = Vec::new();
    clap_complete::generate(*shell, &mut parser, "liaison", &mut out);
    Answer { exit: Exit::Done, text: String::from_utf8_lossy(&out).into_owned() }
}

fn man(lang: Lang) -> Answer {
    let mut page = Roff::new();
    let version = concat!("liaison ", env!("CARGO_PKG_VERSION"));
    page.control("TH", ["LIAISON", "1", "", version, ""]);
    page.control("SH", [say::NAME.say(lang)]);
    page.text([roman(format!("liaison - {}", command::LIAISON.say(lang)))]);
    page.control("SH", [say::SYNOPSIS.say(lang)]);
    page.text([bold(command::USAGE_ALL.say(lang))]);
    page.control("SH", [say::COMMANDS.say(lang)]);
    for command in COMMANDS {
        page.control("SS", [command.name]);
        page.text([bold(usage::line(command))]);
        page.control("PP", []);
        page.text([roman(command.about.say(lang))]);
        for argument in command.arguments {
            item_of(&mut page, argument, lang);
        }
    }
    page.control("SH", [say::OPTIONS.say(lang)]);
    for argument in GLOBAL {
        item_of(&mut page, argument, lang);
    }
    item(&mut page, "-h, --help", command::GLOBAL_HELP.say(lang));
    item(&mut page, "-V, --version", command::GLOBAL_VERSION.say(lang));
    keys(&mut page, lang);
    page.control("SH", [say::ENVIRONMENT.say(lang)]);
    item(&mut page, "LIAISON_STORE", say::STORE.say(lang));
    item(&mut page, "NO_COLOR", say::NO_COLOR.say(lang));
    page.control("SH", [say::EXIT.say(lang)]);
    for (code, words) in say::EXITS.iter().enumerate() {
        item(&mut page, &code.to_string(), words.say(lang));
    }
    Answer { exit: Exit::Done, text: page.to_roff() }
}

fn keys(page: &mut Roff, lang: Lang) {
    page.control("SH", [say::KEYS.say(lang)]);
    let keys = Keys::default();
    for (context, _) in ACTIONS {
        page.control("SS", [context.title().say(lang)]);
        for bound in keys.of(*context) {
            item(page, &bound.shown_keys(lang), bound.binding.words.say(lang));
        }
    }
}

fn item_of(page: &mut Roff, argument: &Argument, lang: Lang) {
    let shown = argument.usage();
    item(page, shown.trim_matches(['[', ']']), argument.about.say(lang));
}

fn item(page: &mut Roff, head: &str, text: &str) {
    page.control("TP", []);
    page.text([bold(head)]);
    page.text([roman(text)]);
}
