//! The people file: who may come to a host, by which key or as which user of the machine, and
//! what they may do there. Who does not stand in it does not come; a line that is wrong lets
//! nobody in and takes no other line with it; two lines that contradict each other both fall.

mod key;
mod line;
#[cfg(test)]
mod tests;

use crate::store::Person;
use crate::value::{Lang, Wrong};
use crate::words::{look, people as say};
use line::Line;
use rustix::fs::OFlags;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

pub use key::{Key, fingerprint};

/// What the file is called in the folder of the config.
pub const FILE: &str = "people";

/// Bytes of the file.
const LARGEST: u64 = 1 << 20;

/// No more faults are kept of one file.
const MOST_FAULTS: usize = 100;

/// By what somebody is known.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Who {
    /// Whoever has the private half of this key.
    Key(Key),
    /// The user of this machine with this number, at the local socket.
    Uid(u32),
}

/// One line that lets somebody in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its number in the file, from 1.
    pub line: usize,
    /// By what they are known.
    pub who: Who,
    /// Who they then are.
    pub person: Person,
    /// What follows the key; cleaned.
    pub comment: String,
}

/// A line that lets nobody in, or says what is said already.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Its number in the file, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub why: Wrong,
}

/// Why a file is not followed at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    /// Whether there is no such file.
    pub is_missing: bool,
    /// What is wrong, and what to do.
    pub why: Wrong,
}

/// Who may come. The default is nobody.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct People {
    entries: Vec<Entry>,
    faults: Vec<Fault>,
    keys: HashMap<Vec<u8>, Person>,
    uids: HashMap<u32, Person>,
}

impl People {
    /// Reads a file. Fails if somebody else could have written it, for they would let in whom
    /// they like (as sshd's `StrictModes` has it).
    pub fn read(path: &Path) -> Result<Self, Unread> {
        let shown = path.display().to_string();
        let unread = |error: io::Error| {
            let is_missing = error.kind() == io::ErrorKind::NotFound;
            let words = if is_missing { say::MISSING } else { say::UNREADABLE };
            Unread { is_missing, why: words.wrong(&[&shown, &error.to_string()]) }
        };
        let refused = |why| Unread { is_missing: false, why };
        let path = fs::canonicalize(path).map_err(unread)?;
        // Of a pipe that nobody writes one would wait for ever.
        let nonblock = OFlags::NONBLOCK.bits().cast_signed();
        let file = OpenOptions::new().read(true).custom_flags(nonblock).open(&path);
        let file = file.map_err(unread)?;
        let about = file.metadata().map_err(unread)?;
        if !about.is_file() {
            return Err(refused(say::NO_FILE.wrong(&[&shown])));
        }
        must_be_ours(&path, &about).map_err(refused)?;
        if let Some(folder) = path.parent() {
            must_be_ours(folder, &fs::metadata(folder).map_err(unread)?).map_err(refused)?;
        }
        let text = text_of(&file).map_err(unread)?;
        text.map(|text| Self::parse(&text)).ok_or_else(|| refused(say::TOO_LARGE.wrong(&[&shown])))
    }

    /// Who may come by the text of a file, and what is wrong with it.
    pub fn parse(text: &str) -> Self {
        let mut people = Self::default();
        let mut seen = HashMap::new();
        let mut pasted = None;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        for (number, text) in (1..).zip(text.lines().map(str::trim)) {
            if Pasted::goes_on(&mut pasted, text) || text.is_empty() || text.starts_with('#') {
                continue;
            }
            if let Some(why) = Pasted::begins(&mut pasted, text) {
                people.fault(number, why);
            } else {
                people.take(number, Line::read(text), &mut seen);
            }
        }
        let is_sure = |entry: &Entry| seen.get(&entry.who).is_some_and(|(_, by)| by.is_some());
        people.entries.retain(is_sure);
        for entry in &people.entries {
            match &entry.who {
                Who::Key(key) => {
                    people.keys.insert(key.blob().to_vec(), entry.person.clone());
                }
                Who::Uid(uid) => {
                    people.uids.insert(*uid, entry.person.clone());
                }
            }
        }
        people
    }

    /// As whom somebody comes who has the private half of a key, which is given as it goes over
    /// the wire.
    pub fn by_key(&self, blob: &[u8]) -> Option<Person> {
        self.keys.get(blob).cloned()
    }

    /// As whom a user of this machine comes.
    pub fn by_uid(&self, uid: u32) -> Option<Person> {
        self.uids.get(&uid).cloned()
    }

    /// The lines in force, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What is wrong, in the order of the file; of very much the first hundred.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Takes a line. Of who was seen, `seen` knows the first line, and as whom they come: as
    /// nobody, once two lines do not agree.
    fn take(
        &mut self,
        number: usize,
        line: Line,
        seen: &mut HashMap<Who, (usize, Option<Person>)>,
    ) {
        let person = line.person();
        for why in line.faults {
            self.fault(number, why);
        }
        let Some(who) = line.who else { return };
        match seen.entry(who.clone()) {
            Slot::Vacant(slot) => {
                slot.insert((number, person.clone()));
                let comment = line.comment;
                self.entries.extend(person.map(|person| Entry {
                    line: number,
                    who,
                    person,
                    comment,
                }));
            }
            Slot::Occupied(mut slot) => {
                let (first, by) = slot.get_mut();
                let words =
                    if person.is_some() && *by == person { say::AGAIN } else { say::CONTRADICTS };
                let why = words.wrong(&[&first.to_string()]);
                if words == say::CONTRADICTS {
                    *by = None;
                }
                self.fault(number, why);
            }
        }
    }

    fn fault(&mut self, line: usize, why: Wrong) {
        let kept = self.faults.len();
        if kept < MOST_FAULTS {
            self.faults.push(Fault { line, why });
        } else if kept == MOST_FAULTS {
            self.faults.push(Fault { line, why: say::AND_MORE.wrong(&[]) });
        }
    }
}

impl Entry {
    /// Their role, as the file names it.
    pub fn role(&self) -> &'static str {
        line::role_name(self.person.role)
    }
}

impl Fault {
    /// In words, with the place in the file.
    pub fn say(&self, path: &Path, lang: Lang) -> String {
        let (path, line) = (path.display().to_string(), self.line.to_string());
        look::AT.fill(lang, &[&look::FILE_LINE.fill(lang, &[&path, &line]), self.why.say(lang)])
    }
}

/// Something of several lines that was pasted and is no line of this file.
#[derive(Clone, Copy)]
struct Pasted {
    ends: &'static str,
}

impl Pasted {
    /// Whether a line belongs to what was pasted before it.
    fn goes_on(pasted: &mut Option<Self>, line: &str) -> bool {
        let Some(Self { ends }) = *pasted else { return false };
        // An end that is missing must not hide the people below.
        let is_line = line.contains("role=") || line.contains("user=");
        if is_line || line.contains(ends) {
            *pasted = None;
        }
        !is_line
    }

    /// What is wrong with a line that begins such a thing.
    fn begins(pasted: &mut Option<Self>, line: &str) -> Option<Wrong> {
        let holds = |text| line.contains(text);
        // The last is what an OpenSSH private key begins with below its first line.
        let (words, ends) = if holds("PRIVATE KEY") || holds("b3BlbnNzaC1rZXktdjE") {
            (say::PRIVATE, "END ")
        } else if holds("PuTTY-User-Key-File") {
            (say::PRIVATE, "Private-MAC:")
        } else if holds("BEGIN ") && holds("PUBLIC KEY-") || holds("BEGIN SSH2 PUBLIC KEY") {
            (say::OTHER_FORM, "END ")
        } else {
            return None;
        };
        *pasted = (!line.contains(ends)).then_some(Self { ends });
        Some(words.wrong(&[]))
    }
}

/// Fails if somebody else can write what stands at a path, or what lies in that folder.
fn must_be_ours(path: &Path, about: &Metadata) -> Result<(), Wrong> {
    let path = path.display().to_string();
    let ours = [0, rustix::process::geteuid().as_raw()];
    if !ours.contains(&about.uid()) {
        return Err(say::NOT_OURS.wrong(&[&path]));
    }
    // In a folder like /tmp nobody can replace what is another's.
    let is_sticky = about.is_dir() && about.mode() & 0o1000 != 0;
    if about.mode() & 0o022 != 0 && !is_sticky {
        return Err(say::WRITABLE.wrong(&[&path, &path]));
    }
    Ok(())
}

/// The text of a file, what is no UTF-8 replaced; nothing if it is too long.
fn text_of(file: &File) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    let is_whole = bytes.len() as u64 <= LARGEST;
    Ok(is_whole.then(|| String::from_utf8_lossy(&bytes).into_owned()))
}
