//! One line of the people file. Nothing of a line that may hold a secret is said back.

use super::Who;
use super::key::{self, Key};
use crate::store::{Person, Role};
use crate::value::{Wrong, clean_line, echo, fit, unknown};
use crate::words::people as say;

/// Letters of a user's name.
const LONGEST_NAME: usize = 64;

/// No option that anybody knows has a longer name.
const LONGEST_OPTION: usize = 32;

/// So much is said back of what is not understood, in cells.
const BEGINNING: usize = 12;

const ROLES: [(&str, Role); 3] =
    [("viewer", Role::Viewer), ("editor", Role::Editor), ("admin", Role::Admin)];

const OPTIONS: [&str; 3] = ["role", "user", "uid"];

/// What a line says. Only without faults it lets anybody in.
#[derive(Default)]
pub(super) struct Line {
    /// By what somebody is known, if that can be read.
    pub who: Option<Who>,
    role: Option<Role>,
    user: Option<String>,
    /// What follows the key.
    pub comment: String,
    pub faults: Vec<Wrong>,
}

/// A role as the file names it.
pub(super) fn role_name(role: Role) -> &'static str {
    ROLES.iter().find(|(_, of)| *of == role).map_or("", |(name, _)| name)
}

impl Line {
    /// Reads a line that is neither blank nor a comment.
    pub fn read(text: &str) -> Self {
        let mut line = Self::default();
        let (mut rest, mut said) = (text, Vec::new());
        loop {
            rest = rest.trim_start_matches(BETWEEN);
            let end = rest.find(|c: char| BETWEEN.contains(&c) || c == '=' || c == '"');
            let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
            if rest.is_empty() || word.starts_with('#') {
                break;
            }
            let is_name = (1..=LONGEST_OPTION).contains(&word.len());
            if let Some(after) = after.strip_prefix('=').filter(|_| is_name) {
                let Some((value, after)) = value(after) else {
                    return line.with(say::NO_QUOTE.wrong(&[&clean_line(word)]));
                };
                line.option(word, &value, &mut said);
                rest = after;
            } else if key::is_sort(word) || after.trim_start().starts_with("AAAA") {
                line.key(word, after);
                break;
            } else if after.starts_with(',') && is_name {
                line.option(word, "", &mut said);
                rest = after;
            } else {
                let begins = fit(&clean_line(rest), BEGINNING);
                return line.with(say::NOT_UNDERSTOOD.wrong(&[&begins]));
            }
        }
        line.miss(&said);
        line
    }

    /// Who comes in by the line.
    pub fn person(&self) -> Option<Person> {
        let person = Person::new(self.user.as_deref()?, self.role?);
        self.faults.is_empty().then_some(person)
    }

    fn with(mut self, fault: Wrong) -> Self {
        self.faults.push(fault);
        self
    }

    fn option(&mut self, name: &str, value: &str, said: &mut Vec<&'static str>) {
        let Some(name) = OPTIONS.into_iter().find(|option| option.eq_ignore_ascii_case(name))
        else {
            let name = clean_line(name);
            self.faults.push(unknown(&name, &OPTIONS, say::NO_OPTION, say::NO_OPTION_NEAR));
            return;
        };
        if said.contains(&name) {
            self.faults.push(say::OPTION_TWICE.wrong(&[name]));
            return;
        }
        said.push(name);
        let read = match name {
            "role" => role(value).map(|role| self.role = Some(role)),
            "user" => user(value).map(|user| self.user = Some(user)),
            _ => uid(value).map(|uid| self.who = Some(Who::Uid(uid))),
        };
        self.faults.extend(read.err());
    }

    fn key(&mut self, sort: &str, after: &str) {
        let after = after.trim_start_matches([' ', '\t']);
        let (text, comment) = after.split_once([' ', '\t']).unwrap_or((after, ""));
        self.comment = clean_line(comment);
        if self.who.is_some() {
            self.faults.push(say::BOTH.wrong(&[]));
        }
        match Key::read(sort, text) {
            Ok(key) => self.who = Some(Who::Key(key)),
            Err(wrong) => self.faults.push(wrong),
        }
    }

    /// Notes what is missing, unless that may be what is wrong already.
    fn miss(&mut self, said: &[&str]) {
        if !self.faults.is_empty() {
            return;
        }
        if !said.contains(&"role") {
            self.faults.push(say::ROLE_MISSING.wrong(&[]));
        }
        if !said.contains(&"user") {
            self.faults.push(say::USER_MISSING.wrong(&[]));
        }
        if self.who.is_none() {
            self.faults.push(say::NOBODY.wrong(&[]));
        }
    }
}

/// What stands between two options. sshd takes a comma alone, but nobody means anything else by
/// a blank.
const BETWEEN: [char; 3] = [' ', '\t', ','];

/// The value at the beginning, in quotes or not, and what follows it; nothing if its quotes do
/// not end, or something is glued to them.
fn value(text: &str) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let (value, rest) = text.split_at(text.find(BETWEEN).unwrap_or(text.len()));
        return (!value.contains('"')).then(|| (value.to_owned(), rest));
    };
    let mut value = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        if let Some(before) = before.strip_suffix('\\') {
            value.push_str(before);
            value.push('"');
            rest = after;
        } else {
            value.push_str(before);
            return (after.is_empty() || after.starts_with(BETWEEN)).then_some((value, after));
        }
    }
}

fn role(name: &str) -> Result<Role, Wrong> {
    let found = ROLES.iter().find(|(of, _)| *of == name).map(|(_, role)| *role);
    let names = ROLES.map(|(name, _)| name);
    found.ok_or_else(|| unknown(&clean_line(name), &names, say::NO_ROLE, say::NO_ROLE_NEAR))
}

fn user(name: &str) -> Result<String, Wrong> {
    let is_long = name.chars().nth(LONGEST_NAME).is_some();
    // What is not UTF-8 was replaced by U+FFFD.
    let is_name = !name.is_empty() && !is_long && clean_line(name) == name;
    let is_name = is_name && !name.contains('\u{FFFD}');
    if is_name { Ok(name.to_owned()) } else { Err(say::BAD_USER.wrong(&[])) }
}

fn uid(text: &str) -> Result<u32, Wrong> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    // The last stands for nobody in the calls that take one.
    let uid = text.parse().ok().filter(|uid| is_number && *uid != u32::MAX);
    uid.ok_or_else(|| say::BAD_UID.wrong(&[&echo(&clean_line(text))]))
}
