//! `people check`: who may come to a host by its people file, and what is wrong there. It reads
//! the file on this machine, whether a host follows it or not.

use super::answer::{Exit, Failure};
use super::argument::{Argument, Holds};
use super::backup::must_administer;
use super::line::Call;
use super::output::FORMAT;
use super::table::{Head, Sheet};
use super::turn::Cleaned;
use super::{Command, Streams};
use crate::config::Config;
use crate::people::{Entry, FILE, People, Who, fingerprint};
use crate::value::{Lang, echo};
use crate::words::command::NOT_ONE_OF;
use crate::words::people as say;
use std::io::Write as _;
use std::path::PathBuf;

const CHECK: &str = "check";

pub(super) static COMMAND: Command = Command {
    name: "people",
    about: say::PEOPLE,
    arguments: &[
        Argument::new(CHECK, Holds::Word(CHECK), say::CHECK),
        Argument::new("file", Holds::MaybeWord("FILE"), say::CHECK_FILE),
        FORMAT,
    ],
    run: |turn| {
        must_administer(turn)?;
        Err(Failure::usage(say::ALONE.say(turn.lang())))
    },
};

impl Call {
    /// Shows who may come, and then every fault.
    pub(super) fn check_people(
        &self,
        set: &Config,
        width: u16,
        streams: &mut Streams<'_>,
    ) -> Result<(), Failure> {
        let lang = self.lang;
        let word = self.given.text(CHECK).unwrap_or_default();
        if word != CHECK {
            let said = NOT_ONE_OF.fill(lang, &["people", &echo(word), CHECK]);
            return Err(Failure::usage(said));
        }
        let path = self.given.text("file").map(PathBuf::from).or_else(|| set.beside(FILE));
        let path = path.ok_or_else(|| Failure::usage(say::NO_FOLDER.say(lang)))?;
        let people = People::read(&path)
            .map_err(|unread| Failure::new(Exit::Failed, unread.why.say(lang)))?;
        self.write(&sheet(&people, lang), set, width, streams)?;
        let mut err = Cleaned::new(streams.err, streams.err_is_terminal);
        for fault in people.faults() {
            writeln!(err, "{}", fault.say(&path, lang))?;
        }
        err.flush()?;
        if people.faults().is_empty() {
            return Ok(());
        }
        Err(Failure::new(Exit::Failed, say::FAULTS.say(lang)))
    }
}

fn sheet(people: &People, lang: Lang) -> Sheet {
    let heads = vec![
        Head::number("line", say::LINE.say(lang)),
        Head::plain("user", say::USER.say(lang)),
        Head::plain("role", say::ROLE.say(lang)),
        Head::plain("by", say::BY.say(lang)),
        Head::plain("mark", say::MARK.say(lang)),
        Head::plain("comment", say::COMMENT.say(lang)),
    ];
    Sheet { heads, rows: people.entries().iter().map(row).collect() }
}

fn row(entry: &Entry) -> Vec<String> {
    let (by, mark) = match &entry.who {
        Who::Key(key) => (key.sort(), fingerprint(key.blob())),
        Who::Uid(uid) => ("uid", uid.to_string()),
    };
    let user = entry.person.login.to_string();
    vec![
        entry.line.to_string(),
        user,
        entry.role().to_owned(),
        by.to_owned(),
        mark,
        entry.comment.clone(),
    ]
}
