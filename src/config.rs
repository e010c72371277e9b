//! What a person has set: in a file, in the environment, by options; and where each setting
//! comes from. It reads no file and no environment by itself, and a wrong line never takes a
//! right one with it.

mod file;
mod terminal;
#[cfg(test)]
mod tests;

pub use terminal::{Variables, locale};

use crate::app::actions::{Keys, Remap};
use crate::value::{Lang, Signs, Wrong};
use crate::words::look as say;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A setting there is.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// What it can be; nothing if any text will do.
    pub values: &'static [&'static str],
    /// What it is where nobody says anything; empty if that is found out elsewhere.
    pub default: &'static str,
    /// The variable of the environment that sets it.
    pub variable: &'static str,
}

/// Every setting, in the order in which they are listed; beside them the keys.
pub static SETTINGS: &[Setting] = &[
    Setting { name: "store", values: &[], default: "", variable: "LIAISON_STORE" },
    Setting { name: "backups", values: &[], default: "", variable: "LIAISON_BACKUPS" },
    Setting { name: "lang", values: &["en", "zh"], default: "", variable: "LIAISON_LANG" },
    Setting {
        name: "theme",
        values: &["auto", "dark", "light", "none"],
        default: "auto",
        variable: "LIAISON_THEME",
    },
    Setting {
        name: "glyphs",
        values: &["full", "narrow", "ascii"],
        default: "full",
        variable: "LIAISON_GLYPHS",
    },
];

/// Who said what a setting is. A later one goes before an earlier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Nobody: the program's own.
    Default,
    /// A line of the file.
    File(usize),
    /// A variable of the environment.
    Environment(&'static str),
    /// The keys of whoever came to a host.
    Attached,
    /// An option of the command line.
    Flag(&'static str),
}

/// Something that is wrong: where, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Where it was said.
    pub origin: Origin,
    /// What is wrong with it.
    pub why: Wrong,
}

/// What is set.
#[derive(Clone, Debug, Default)]
pub struct Config {
    path: PathBuf,
    is_there: bool,
    set: Vec<(&'static Setting, String, Origin)>,
    remaps: Vec<Remap>,
    keys: Arc<Keys>,
    faults: Vec<Fault>,
}

impl Config {
    /// The config of a file that is not there.
    pub fn without_file(path: PathBuf) -> Self {
        Self { path, ..Self::default() }
    }

    /// The config that a file's text says. Fails if it is no TOML: then nobody knows what it
    /// was to say, which store among it.
    pub fn read(path: PathBuf, text: &str) -> Result<Self, Fault> {
        let file = file::read(text)?;
        let (keys, refused) = Keys::remapped(&file.remaps);
        let refused =
            refused.into_iter().map(|(line, why)| Fault { origin: Origin::File(line), why });
        let mut config = Self {
            path,
            is_there: true,
            keys: Arc::new(keys),
            faults: file.faults,
            remaps: file.remaps,
            set: Vec::new(),
        };
        config.faults.extend(refused);
        config.remaps.retain(|remap| {
            !config.faults.iter().any(|fault| fault.origin == Origin::File(remap.line))
        });
        for (name, value, line) in file.values {
            config.set(&name, &value, Origin::File(line));
        }
        config.faults.sort_by_key(|fault| match fault.origin {
            Origin::File(line) => line,
            _ => 0,
        });
        Ok(config)
    }

    /// What a setting is where neither the file nor anything after it says another.
    pub fn assume(&mut self, name: &str, value: &str, origin: Origin) {
        match checked(name, value) {
            Ok(setting) => self.set.insert(0, (setting, value.to_owned(), origin)),
            Err(why) => self.faults.push(Fault { origin, why }),
        }
    }

    /// Puts the keys of whoever came to a host in the place of its own, as far as they can be had;
    /// why the others cannot.
    pub fn take_keys(
        &mut self,
        own: impl IntoIterator<Item = (String, Vec<String>)>,
    ) -> Vec<Fault> {
        let remap = |(line, (name, keys))| Remap { name, keys, line };
        let remaps: Vec<Remap> = (1..).zip(own).map(remap).collect();
        let (keys, refused) = Keys::remapped(&remaps);
        self.keys = Arc::new(keys);
        self.remaps = remaps;
        self.remaps.retain(|remap| !refused.iter().any(|(line, _)| *line == remap.line));
        refused.into_iter().map(|(_, why)| Fault { origin: Origin::Attached, why }).collect()
    }

    /// What the terminal's signs are to be.
    pub fn signs(&self) -> Signs {
        match self.get("glyphs").0 {
            "ascii" => Signs::Ascii,
            "narrow" => Signs::Narrow,
            _ => Signs::Full,
        }
    }

    /// Sets a setting to what was said, if it can be that.
    pub fn set(&mut self, name: &str, value: &str, origin: Origin) {
        match checked(name, value) {
            Ok(setting) => self.set.push((setting, value.to_owned(), origin)),
            Err(why) => self.faults.push(Fault { origin, why }),
        }
    }

    /// What a setting is, and who said so.
    pub fn get(&self, name: &str) -> (&str, Origin) {
        let said = self.set.iter().rev().find(|(setting, ..)| setting.name == name);
        if let Some((_, value, origin)) = said {
            return (value, origin.clone());
        }
        let setting = SETTINGS.iter().find(|setting| setting.name == name);
        (setting.map_or("", |setting| setting.default), Origin::Default)
    }

    /// What a setting is, if anybody said so.
    pub fn said(&self, name: &str) -> Option<&str> {
        let (value, origin) = self.get(name);
        (origin != Origin::Default).then_some(value)
    }

    /// The keys in force.
    pub fn keys(&self) -> Arc<Keys> {
        Arc::clone(&self.keys)
    }

    /// The person's own keys that are in force.
    pub fn remaps(&self) -> &[Remap] {
        &self.remaps
    }

    /// The file, whether it is there or not.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A file that lies beside it; nothing where there is no folder for it.
    pub fn beside(&self, name: &str) -> Option<PathBuf> {
        self.path.file_name().map(|_| self.path.with_file_name(name))
    }

    /// Whether there is such a file.
    pub fn is_there(&self) -> bool {
        self.is_there
    }

    /// Whether anything is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// What is wrong, a line each, and that the rest holds.
    pub fn complaints(&self, lang: Lang) -> Vec<String> {
        self.faults.iter().map(|fault| fault.left_out(&self.path, lang)).collect()
    }
}

/// The setting of a name, if it takes the value.
fn checked(name: &str, value: &str) -> Result<&'static Setting, Wrong> {
    let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else {
        let names: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).chain([KEYS]).collect();
        return Err(crate::value::unknown(name, &names, say::NO_SETTING, say::NO_SETTING_NEAR));
    };
    if !setting.values.is_empty() && !setting.values.contains(&value) {
        let values = setting.values.join(", ");
        return Err(say::NO_VALUE.wrong(&[name, &crate::value::echo(value), &values]));
    }
    Ok(setting)
}

/// The table of the keys.
const KEYS: &str = "keys";

impl Origin {
    /// In words.
    pub fn say(&self, path: &Path, lang: Lang) -> String {
        match self {
            Self::Default => say::DEFAULT.say(lang).to_owned(),
            Self::File(line) => {
                say::FILE_LINE.fill(lang, &[&path.display().to_string(), &line.to_string()])
            }
            Self::Environment(name) => say::ENVIRONMENT.fill(lang, &[name]),
            Self::Attached => say::ATTACHED.say(lang).to_owned(),
            Self::Flag(name) => say::FLAG.fill(lang, &[name]),
        }
    }
}

impl Fault {
    /// In words, and that the rest holds.
    pub fn left_out(&self, path: &Path, lang: Lang) -> String {
        say::LEFT_OUT.fill(lang, &[&self.say(path, lang)])
    }

    /// In words, with the file's name where it is the file's.
    pub fn say(&self, path: &Path, lang: Lang) -> String {
        say::AT.fill(lang, &[&self.origin.say(path, lang), self.why.say(lang)])
    }
}
