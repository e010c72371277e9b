//! Words to a command and its arguments, in the person's language. The one table of the
//! commands and the arguments below say what there is; clap reads by it.

use super::answer::{Answer, Exit};
use super::argument::{Argument, Given, Holds};
use super::{COMMANDS, Command, usage};
use crate::demo;
use crate::office::Begin;
use crate::value::{Lang, Moment, Words, clean_line};
use crate::words::command as say;
use crate::words::serve::SOCKET;
use chrono::{NaiveDateTime, NaiveTime};
use clap::{Arg, ArgAction};
use std::path::PathBuf;

/// How many of the options of every command are about the answer, not about opening a store.
const ABOUT_THE_ANSWER: usize = 4;

/// The options of every command.
pub(super) static GLOBAL: &[Argument] = &[
    Argument::new("lang", Holds::OneOf("LANG", &["en", "zh"]), say::GLOBAL_LANG),
    Argument::new("ascii", Holds::Flag, say::GLOBAL_ASCII),
    Argument::new("narrow", Holds::Flag, say::GLOBAL_NARROW),
    Argument::new("no-color", Holds::Flag, say::GLOBAL_NO_COLOR),
    Argument::new("config", Holds::Text("FILE"), say::GLOBAL_CONFIG),
    Argument::new("socket", Holds::Text("PATH"), SOCKET),
    Argument::new("store", Holds::Text("DIR"), say::GLOBAL_STORE),
    Argument::new("empty", Holds::Flag, say::GLOBAL_EMPTY),
    Argument::new("demo", Holds::MaybeNumber(demo::USUAL), say::GLOBAL_DEMO),
    Argument::new("as", Holds::Text("NAME"), say::GLOBAL_AS),
    Argument::new("now", Holds::Text("DATE"), say::GLOBAL_NOW),
];

/// How the store is to be opened, as far as the words say it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opening {
    /// Its folder.
    pub store: Option<PathBuf>,
    /// The socket of its host.
    pub socket: Option<PathBuf>,
    /// With what a new one begins.
    pub begin: Begin,
    /// How many records its demonstration store is to have, if it is to be one.
    pub demo: Option<usize>,
    /// Who opens it.
    pub login: Option<String>,
    /// The time that the clock is fixed at.
    pub now: Option<NaiveDateTime>,
}

/// A command line that was understood.
pub struct Call {
    /// What is to be done; nothing for the dashboard.
    pub(super) command: Option<&'static Command>,
    pub(super) given: Given,
    pub(super) lang: Lang,
    opening: Opening,
}

impl Call {
    /// Reads the words of a command line. The answer instead is help, or what was wrong,
    /// in `lang` unless `--lang` names another.
    pub fn read(words: &[String], lang: Lang) -> Result<Self, Answer> {
        let lang = lang_of(words).unwrap_or(lang);
        let words = settle(words);
        let read = parser(lang).no_binary_name(true).try_get_matches_from(&words);
        let mut matches = read.map_err(|error| usage::answer(&error, &words, lang))?;
        let (command, given) = match matches.remove_subcommand() {
            Some((name, given)) => (command(&name), given),
            None => (None, matches),
        };
        let given = Given(given);
        let opening = opening(&given, lang)?;
        Ok(Self { command, given, lang, opening })
    }

    /// The language of the answer.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether no command is named: the dashboard is wanted.
    pub fn is_dashboard(&self) -> bool {
        self.command.is_none()
    }

    /// How the store is to be opened.
    pub fn opening(&self) -> &Opening {
        &self.opening
    }

    /// The settings that the options say: name, value and option.
    pub fn settings(&self) -> Vec<(&'static str, &str, &'static str)> {
        let text = |name: &'static str, option| Some((name, self.given.text(name)?, option));
        let flag = |option: &str, setting: (&'static str, &'static str, &'static str)| {
            self.given.has(option).then_some(setting)
        };
        let said = [
            text("store", "--store"),
            text("lang", "--lang"),
            flag("no-color", ("theme", "none", "--no-color")),
            flag("narrow", ("glyphs", "narrow", "--narrow")),
            flag("ascii", ("glyphs", "ascii", "--ascii")),
        ];
        said.into_iter().flatten().collect()
    }

    /// Whether a host that has the store can do what the words ask for; else why not.
    pub fn may_attach(words: &[String], lang: Lang) -> Result<(), Answer> {
        Self::read(&for_a_host(words), lang).and_then(Self::within).map(drop)
    }

    /// The call, unless it wants to open a store where one is open already.
    pub(super) fn within(self) -> Result<Self, Answer> {
        let text = |name: &&Argument| self.given.text(name.name).is_some();
        let opens = |name: &&Argument| {
            text(name) || self.given.has(name.name) || self.given.number(name.name).is_some()
        };
        match GLOBAL.iter().skip(ABOUT_THE_ANSWER).find(opens) {
            None => Ok(self),
            Some(option) => Err(Answer {
                exit: Exit::Usage,
                text: say::ALREADY_OPEN.fill(self.lang, &[option.name]),
            }),
        }
    }
}

/// The command of a name.
pub(super) fn command(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().copied().find(|command| command.name == name)
}

/// The value of an option, before the words are read as a whole.
pub fn option(words: &[String], name: &str) -> Option<String> {
    let after = |word: &String| match word.strip_prefix("--")?.strip_prefix(name)? {
        "" => Some(None),
        rest => rest.strip_prefix('=').map(|value| Some(value.to_owned())),
    };
    let at = words.iter().position(|word| after(word).is_some())?;
    after(&words[at])?.or_else(|| words.get(at + 1).cloned())
}

/// The options that tell where the store or its host is, or what is set here.
const WHERE: [&str; 4] = ["config", "socket", "store", "demo"];

/// The words as the host of that store is told them, once it is found.
pub fn for_a_host(words: &[String]) -> Vec<String> {
    let (mut told, mut rest) = (Vec::new(), words.iter());
    while let Some(word) = rest.next() {
        let name = word.strip_prefix("--").map(|option| option.split('=').next().unwrap_or(option));
        if word == "--" {
            told.push(word.clone());
            told.extend(rest.by_ref().cloned());
        } else if !name.is_some_and(|name| WHERE.contains(&name)) {
            told.push(word.clone());
        } else if !word.contains('=') && takes_next(word, rest.as_slice().first()) {
            rest.next();
        }
    }
    told
}

/// The language the words ask for: what is wrong with them is said in it.
fn lang_of(words: &[String]) -> Option<Lang> {
    let code = option(words, "lang")?;
    ["en", "zh"].contains(&code.as_str()).then(|| Lang::of_locale(&code))
}

fn opening(given: &Given, lang: Lang) -> Result<Opening, Answer> {
    let wrong = |text: String| Answer { exit: Exit::Usage, text };
    let login = given.text("as").map(clean_line);
    if login.as_ref().is_some_and(String::is_empty) {
        return Err(wrong(say::NO_LOGIN.say(lang).to_owned()));
    }
    let now = given.text("now").map(|text| Moment::read(text, None)).transpose();
    let now = now.map_err(|why| wrong(say::BAD_NOW.fill(lang, &[why.say(lang)])))?;
    let begin = if given.has("empty") { Begin::Empty } else { Begin::Published };
    let demo = given.number("demo").map(|records| records as usize);
    if demo.is_some_and(|records| !demo::SIZES.contains(&records)) {
        let (least, most) = (demo::SIZES.start().to_string(), demo::SIZES.end().to_string());
        return Err(wrong(say::DEMO_SIZE.fill(lang, &[&least, &most])));
    }
    if demo.is_some() && begin == Begin::Empty {
        return Err(wrong(say::DEMO_EMPTY.say(lang).to_owned()));
    }
    Ok(Opening {
        demo,
        store: given.text("store").map(PathBuf::from),
        socket: given.text("socket").map(PathBuf::from),
        begin,
        login,
        now: now.map(|now| now.date().and_time(now.time().unwrap_or(NaiveTime::MIN))),
    })
}

/// The words with the command first and its options next: an option may stand anywhere, and
/// a word that begins with a single `-` (`-status:closed`) is no option. `help list` asks
/// for the help of `list`.
fn settle(words: &[String]) -> Vec<String> {
    let (mut options, mut rest) = (Vec::new(), Vec::new());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--" {
            rest.extend(words.by_ref().cloned());
        } else if takes_next(word, words.as_slice().first()) {
            let value = words.next().map_or_else(String::new, |value| format!("={value}"));
            options.push(format!("{word}{value}"));
        } else if word.starts_with("--") || matches!(word.as_str(), "-h" | "-V") {
            options.push(word.clone());
        } else {
            rest.push(word.clone());
        }
    }
    if rest.first().is_some_and(|first| first == "help") {
        rest.remove(0);
        options.push("--help".to_owned());
    }
    let mut rest = rest.into_iter();
    let mut settled: Vec<String> = rest.next().into_iter().chain(options).collect();
    if rest.len() > 0 {
        settled.push("--".to_owned());
    }
    settled.extend(rest);
    settled
}

/// Whether the word after this option is its value.
fn takes_next(word: &str, next: Option<&String>) -> bool {
    let all = GLOBAL.iter().chain(COMMANDS.iter().flat_map(|command| command.arguments));
    let named = |argument: &Argument| word.strip_prefix("--") == Some(argument.name);
    let takes = |argument: &Argument| argument.may_take(next.map_or("", String::as_str));
    all.into_iter().any(|argument| named(argument) && takes(argument))
}

/// What reads the words: clap, by the tables, speaking the person's language.
pub(super) fn parser(lang: Lang) -> clap::Command {
    let commands = COMMANDS.iter().map(|command| {
        plain_parser(command.name, command.about, lang)
            .args(
                (0..)
                    .zip(command.arguments)
                    .map(|(place, argument)| argument.clap(lang).display_order(place)),
            )
            .override_usage(usage::line(command))
    });
    plain_parser("liaison", say::LIAISON, lang)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(of_all("version", 'V', ArgAction::Version, say::GLOBAL_VERSION, lang).global(false))
        .arg(of_all("help", 'h', ArgAction::Help, say::GLOBAL_HELP, lang))
        .args(GLOBAL.iter().map(|argument| {
            argument.clap(lang).global(true).help_heading(say::GLOBAL_OPTIONS.say(lang))
        }))
        .subcommand_help_heading(say::COMMANDS.say(lang))
        .override_usage(say::USAGE_ALL.say(lang))
        .subcommands(commands)
}

fn plain_parser(name: &'static str, about: Words, lang: Lang) -> clap::Command {
    clap::Command::new(name)
        .about(about.say(lang))
        .disable_help_flag(true)
        .args_override_self(true)
        .help_template(format!("{{about}}\n\n{}{{usage}}\n\n{{all-args}}", say::USAGE.say(lang)))
}

fn of_all(name: &'static str, short: char, does: ArgAction, about: Words, lang: Lang) -> Arg {
    let arg = Arg::new(name).long(name).short(short).action(does).help(about.say(lang));
    arg.global(true).help_heading(say::GLOBAL_OPTIONS.say(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(ToOwned::to_owned).collect()
    }

    fn read(line: &str) -> Call {
        Call::read(&words(line), Lang::En).map_err(|answer| answer.text).expect(line)
    }

    fn refused(line: &str) -> Answer {
        Call::read(&words(line), Lang::En).err().expect(line)
    }

    #[test]
    fn the_tables_are_sound() {
        parser(Lang::En).debug_assert();
        parser(Lang::Zh).debug_assert();
        let all: Vec<&Argument> =
            GLOBAL.iter().chain(COMMANDS.iter().flat_map(|command| command.arguments)).collect();
        let options = all.iter().filter(|argument| argument.is_option());
        for option in options.clone() {
            let same = options.clone().filter(|other| other.name == option.name);
            assert!(
                same.clone().all(|other| other.takes_value() == option.takes_value()),
                "--{} must take a value everywhere or nowhere",
                option.name
            );
        }
    }

    #[test]
    fn an_option_stands_anywhere_and_a_negated_word_is_none() {
        for line in [
            "list members branch:overseas -status:closed --limit 3",
            "--limit 3 list members branch:overseas -status:closed",
            "list --limit=3 members -- branch:overseas -status:closed",
        ] {
            let call = read(line);
            assert_eq!(call.given.joined("filter"), "branch:overseas -status:closed", "{line}");
            assert_eq!(call.given.number("limit"), Some(3), "{line}");
        }
        assert_eq!(read("list funds --sort -name").given.text("sort"), Some("-name"));
    }

    #[test]
    fn the_last_of_two_options_holds() {
        assert_eq!(read("--lang zh list funds --lang en").given.text("lang"), Some("en"));
    }

    #[test]
    fn no_command_is_the_dashboard_with_its_options() {
        let call = read("--store /tmp/a --empty --as li --now 2026-11-22");
        assert!(call.is_dashboard());
        let now = call.opening.now.map(|now| now.to_string());
        assert_eq!(now.as_deref(), Some("2026-11-22 00:00:00"));
        assert_eq!(call.opening.store, Some(PathBuf::from("/tmp/a")));
        assert_eq!(
            (&call.opening.begin, call.opening.login.as_deref()),
            (&Begin::Empty, Some("li"))
        );
    }

    #[test]
    fn a_number_of_demonstration_records_may_be_left_out() {
        let size = |line: &str| read(line).opening.demo;
        assert_eq!(size("list funds"), None);
        assert_eq!(size("--demo"), Some(2000));
        assert_eq!(size("--demo list funds"), Some(2000));
        assert_eq!(size("--demo 5000 list funds"), Some(5000));
        assert_eq!(size("list funds --demo=5000"), Some(5000));
        for line in ["--demo 5", "--demo 2000000", "--demo=many", "--demo --empty"] {
            assert_eq!(refused(line).exit, Exit::Usage, "{line}");
        }
        let within = read("list funds --demo").within();
        assert_eq!(within.map(drop).unwrap_err().exit, Exit::Usage);
    }

    #[test]
    fn where_a_store_is_open_none_is_opened() {
        for line in ["list funds --store /tmp/a", "list funds --empty", "verify --as li"] {
            let answer = Call::read(&words(line), Lang::En).and_then(Call::within);
            assert_eq!(answer.map(drop).unwrap_err().exit, Exit::Usage, "{line}");
        }
        assert!(read("list funds --lang zh").within().is_ok());
    }

    #[test]
    fn what_is_wrong_is_said_with_what_would_be_right() {
        assert!(refused("lst funds").text.starts_with("no command “lst”; nearest: list"));
        assert!(refused("list funds --fromat csv").text.contains("nearest: --format"));
        assert!(refused("list").text.contains("KIND is missing"));
        assert!(
            refused("list funds --format xml")
                .text
                .contains("table, lines, csv, tsv, json, jsonl, md")
        );
        assert!(refused("list funds --limit few").text.contains("“few”"));
        assert!(refused("list funds --format").text.contains("--format"));
        assert!(refused("verify now").text.contains("“now”"));
        assert!(refused("list funds --now 3/4").text.contains("--now"));
        for line in ["lst", "list", "list funds --limit few", "verify now", "-x"] {
            assert_eq!(refused(line).exit, Exit::Usage, "{line}");
        }
    }

    #[test]
    fn a_host_is_not_told_where_it_is() {
        let told = |line: &str| for_a_host(&words(line)).join(" ");
        assert_eq!(told("--store /a list funds --socket=/b --limit 3"), "list funds --limit 3");
        assert_eq!(told("--demo 500 list --config c funds"), "list funds");
        assert_eq!(told("--demo list funds --as li"), "list funds --as li");
        assert_eq!(told("note fund-1 -- --store x"), "note fund-1 -- --store x");
    }

    #[test]
    fn help_is_in_the_persons_language_and_no_failure() {
        for line in ["--help", "help", "list -h", "help list", "list --help"] {
            assert_eq!(refused(line).exit, Exit::Done, "{line}");
        }
        let zh = refused("list --help --lang zh").text;
        assert!(zh.contains("用法：liaison list KIND"), "{zh}");
        assert!(!zh.contains("Usage") && !zh.contains("Options"), "{zh}");
        assert!(refused("--help").text.contains("Commands:\n  list"));
        assert_eq!(refused("--version").text, "liaison 0.1.0");
    }
}
