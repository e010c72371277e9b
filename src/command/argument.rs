//! What a command takes, and what it was given.

use crate::value::{Lang, Words};
use crate::words::command as say;
use clap::{Arg, ArgAction, ArgMatches, ValueHint, value_parser};

/// An argument of a command.
pub struct Argument {
    pub name: &'static str,
    pub holds: Holds,
    pub about: Words,
}

/// What an argument holds; texts are what stands for it in the help.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// One word by its place.
    Word(&'static str),
    /// The same, or nothing.
    MaybeWord(&'static str),
    /// All words from its place on.
    Words(&'static str),
    /// The same, at least one.
    SomeWords(&'static str),
    /// `--name TEXT`.
    Text(&'static str),
    /// `--name N`.
    Number,
    /// `--name` with a number behind it, or alone for this one.
    MaybeNumber(&'static str),
    /// `--name` with one of these.
    OneOf(&'static str, &'static [&'static str]),
    /// `--name` alone.
    Flag,
}

impl Argument {
    pub const fn new(name: &'static str, holds: Holds, about: Words) -> Self {
        Self { name, holds, about }
    }

    pub fn takes_value(&self) -> bool {
        matches!(self.holds, Holds::Text(_) | Holds::Number | Holds::OneOf(..))
    }

    /// Whether this word can be its value.
    pub fn may_take(&self, word: &str) -> bool {
        let is_number = word.parse::<u32>().is_ok();
        self.takes_value() || is_number && matches!(self.holds, Holds::MaybeNumber(_))
    }

    pub fn is_option(&self) -> bool {
        self.takes_value() || matches!(self.holds, Holds::Flag | Holds::MaybeNumber(_))
    }

    /// As it stands in a usage line.
    pub fn usage(&self) -> String {
        match self.holds {
            Holds::Word(shown) => shown.to_owned(),
            Holds::MaybeWord(shown) | Holds::Words(shown) => format!("[{shown}]"),
            Holds::SomeWords(shown) => format!("{shown}…"),
            Holds::Text(shown) => format!("[--{} {shown}]", self.name),
            Holds::Number => format!("[--{} N]", self.name),
            Holds::MaybeNumber(_) => format!("[--{} [N]]", self.name),
            Holds::OneOf(_, values) => format!("[--{} {}]", self.name, values.join("|")),
            Holds::Flag => format!("[--{}]", self.name),
        }
    }

    pub fn clap(&self, lang: Lang) -> Arg {
        let arg = Arg::new(self.name).help(self.about.say(lang));
        let option = || Arg::long(arg.clone(), self.name).help_heading(say::OPTIONS.say(lang));
        let hint = |shown| match shown {
            "FILE" => ValueHint::FilePath,
            "DIR" => ValueHint::DirPath,
            _ => ValueHint::Other,
        };
        let placed = |shown| {
            arg.clone()
                .value_hint(hint(shown))
                .value_name(shown)
                .help_heading(say::ARGUMENTS.say(lang))
        };
        match self.holds {
            Holds::Word(shown) => placed(shown).required(true),
            Holds::MaybeWord(shown) => placed(shown),
            Holds::Words(shown) => placed(shown).num_args(0..),
            Holds::SomeWords(shown) => placed(shown).num_args(1..).required(true),
            Holds::Text(shown) => option().value_hint(hint(shown)).value_name(shown),
            Holds::Number => option().value_name("N").value_parser(value_parser!(u32)),
            Holds::MaybeNumber(usual) => option()
                .value_name("N")
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value(usual)
                .value_parser(value_parser!(u32)),
            Holds::OneOf(shown, values) => option()
                .value_parser(clap::builder::PossibleValuesParser::new(values))
                .hide_possible_values(true)
                .value_name(shown)
                .help(format!("{} ({})", self.about.say(lang), values.join(", "))),
            Holds::Flag => option().action(ArgAction::SetTrue),
        }
    }
}

/// The arguments a command was given.
#[derive(Clone, Debug, Default)]
pub(super) struct Given(pub(super) ArgMatches);

impl Given {
    /// The text of an argument, if it was given.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.try_get_one::<String>(name).ok().flatten().map(String::as_str)
    }

    /// The words of an argument.
    pub fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.try_get_many::<String>(name).ok().flatten().into_iter().flatten().map(String::as_str)
    }

    /// The words of an argument as one text.
    pub fn joined(&self, name: &str) -> String {
        self.words(name).collect::<Vec<_>>().join(" ")
    }

    pub fn number(&self, name: &str) -> Option<u32> {
        self.0.try_get_one(name).ok().flatten().copied()
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.try_get_one(name).ok().flatten().copied().unwrap_or(false)
    }
}
