//! `config`: every setting, its value, and where that comes from.

use super::Command;
use super::answer::{Exit, Failure};
use super::output::FORMAT;
use super::table::{Head, Sheet};
use super::turn::Turn;
use crate::config::{Config, Origin, SETTINGS};
use crate::value::Lang;
use crate::words::{command as say, look};

pub(super) static COMMAND: Command =
    Command { name: "config", about: say::CONFIG, arguments: &[FORMAT], run };

fn run(turn: &mut Turn<'_, '_>) -> Result<(), Failure> {
    let config = turn.office.config();
    turn.sheet(&sheet(config, turn.lang()))?;
    let wrong = Failure::new(Exit::Failed, say::CONFIG_WRONG.say(turn.lang()));
    if config.is_sound() { Ok(()) } else { Err(wrong) }
}

pub(super) fn sheet(config: &Config, lang: Lang) -> Sheet {
    let heads = vec![
        Head::plain("setting", say::SETTING.say(lang)),
        Head::plain("value", say::VALUE.say(lang)),
        Head::plain("origin", say::ORIGIN.say(lang)),
    ];
    Sheet { heads, rows: rows(config, lang) }
}

/// The file, the settings, and the keys of one's own.
fn rows(config: &Config, lang: Lang) -> Vec<Vec<String>> {
    let path = config.path();
    let there = if config.is_there() { String::new() } else { look::NO_FILE.say(lang).to_owned() };
    let file = vec!["config".to_owned(), path.display().to_string(), there];
    let settings = SETTINGS.iter().map(|setting| {
        let (value, origin) = config.get(setting.name);
        vec![setting.name.to_owned(), value.to_owned(), origin.say(path, lang)]
    });
    let keys = config.remaps().iter().map(|remap| {
        let (name, keys) = (format!("keys.{}", remap.name), remap.keys.join(", "));
        vec![name, keys, Origin::File(remap.line).say(path, lang)]
    });
    std::iter::once(file).chain(settings).chain(keys).collect()
}
