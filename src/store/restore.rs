//! A backup in the place of the store. Nothing is touched before all of the backup was unpacked,
//! checked and is on the medium; what was there is kept aside, as a store that can be opened.
//! Cut off at any moment, it is done to its end by the next opening, or not at all.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::backup::{self, About, Reason, Source, Turn};
use super::disk::Disk;
use super::journal::{self, Journal, Marks};
use super::open::{BEGUN_EMPTY, OpenError, take_store};
use super::pack::Pack;
use super::sealed::{DRAFTS, PEOPLE};
use super::trouble;
use super::upkeep::CHECKPOINTS;
use crate::value::{Lang, Wrong};
use crate::words::store as say;

/// Where a backup is unpacked.
pub(super) const UNPACKED: &str = "restoring";
/// The same, once all of it is there.
pub(super) const READY: &str = "restored";
/// In it, to where what was there goes.
const ASIDE: &str = "aside";
/// How the names of the folders begin in which that is.
pub(super) const BEFORE: &str = "before-restore-";
/// What makes room, and what of it a backup brings.
const PARTS: [&str; 5] = ["journal", PEOPLE, BEGUN_EMPTY, "state", CHECKPOINTS];
const BROUGHT: usize = 3;

/// What was restored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restored {
    /// The backup.
    pub about: About,
    /// Where what was there is now, if there was anything.
    pub aside: Option<PathBuf>,
    /// Why it could not be kept in a backup as well.
    pub not_kept: Option<Wrong>,
}

/// Why nothing was restored.
#[derive(Debug)]
pub enum RestoreError {
    /// The store cannot be had.
    Store(OpenError),
    /// The backup or the machine is at fault.
    Wrong(Wrong),
}

impl RestoreError {
    /// What happened, where, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Store(error) => error.say(lang),
            Self::Wrong(wrong) => say::NOT_RESTORED.fill(lang, &[wrong.say(lang)]),
        }
    }
}

impl From<Wrong> for RestoreError {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}

/// Puts a backup in the place of the store in a folder, which nobody may have open. `backups`
/// is where what is there is kept first, if it is sound; `when` is now, in RFC 3339 and in
/// milliseconds since 1970.
pub fn restore(
    disk: &Arc<dyn Disk>,
    folder: &Path,
    file: &Path,
    backups: &Path,
    when: (&str, i64),
) -> Result<Restored, RestoreError> {
    // The backup first: whoever names a wrong file learns that.
    let (pack, about) = backup::open(disk, file)?;
    let _lock = take_store(disk, folder, when.0).map_err(RestoreError::Store)?;
    let refused = |error: io::Error| trouble::in_words(&**disk, folder, &error);
    finish(disk, folder).map_err(refused)?;
    let not_kept = keep(disk, folder, backups, when.1).err();
    let unpacked = folder.join(UNPACKED);
    clear(&**disk, &unpacked).map_err(refused)?;
    disk.create_folder(&unpacked).map_err(refused)?;
    unpack(disk, &pack, &unpacked)?;
    check(disk, &unpacked, &about)?;
    let aside = free_name(&**disk, folder).map_err(refused)?;
    let ready = || {
        disk.replace(&unpacked.join(ASIDE), aside.as_encoded_bytes())?;
        disk.rename(&unpacked, &folder.join(READY))?;
        disk.sync_folder(folder)?;
        finish(disk, folder)
    };
    ready().map_err(refused)?;
    let aside = Some(folder.join(aside)).filter(|aside| aside.is_dir());
    Ok(Restored { about, aside, not_kept })
}

/// Keeps what is there in a backup, if there is anything.
fn keep(disk: &Arc<dyn Disk>, folder: &Path, backups: &Path, when: i64) -> Result<(), Wrong> {
    let dir = folder.join("journal");
    if !journal::has_files(&**disk, &dir) {
        return Ok(());
    }
    let (journal, found) = Journal::open_to_read(disk, &dir, &Marks::default())
        .map_err(|error| trouble::of_journal(&**disk, &error))?;
    if let Some(damage) = found.damage.or(found.torn.map(|torn| torn.at)) {
        return Err(Wrong { en: damage.say(Lang::En), zh: damage.say(Lang::Zh) });
    }
    let source = Source { disk, folder, journal: &journal.reader(), turn: &Turn::default() };
    source.keep(backups, when, Reason::Restore).map(drop)
}

fn unpack(disk: &Arc<dyn Disk>, pack: &Pack, into: &Path) -> Result<(), Wrong> {
    let mut folders = BTreeSet::from([into.to_owned()]);
    for name in pack.names() {
        let below = may_be(name).ok_or_else(|| say::FOREIGN_PART.wrong(&[name]))?;
        let path = into.join(below);
        let refused = |error: io::Error| trouble::in_words(&**disk, &path, &error);
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != into) {
            folders.insert(folder.to_owned());
        }
        for folder in &folders {
            disk.create_folder(folder).map_err(refused)?;
        }
        let file = disk.create(&path).map_err(refused)?;
        for block in pack.blocks(name) {
            let block = block.map_err(|error| trouble::of_pack(&**disk, &error))?;
            disk.write(&file, &block).map_err(refused)?;
        }
        disk.sync(&file).map_err(refused)?;
    }
    for folder in folders.iter().rev() {
        let refused = |error: io::Error| trouble::in_words(&**disk, folder, &error);
        disk.sync_folder(folder).map_err(refused)?;
    }
    Ok(())
}

/// The path of a part, if it is one that a store has: a backup may be a stranger's.
fn may_be(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    let words: Vec<&str> = path
        .components()
        .map(|part| match part {
            Component::Normal(word) => word.to_str(),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let is_plain = |word: &&str| {
        !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_@%.".contains(&byte))
    };
    let is_ours = match words.as_slice() {
        ["journal", file] => journal::number_of(OsStr::new(file)).is_some(),
        [PEOPLE, _, _] | [PEOPLE, _, DRAFTS, _] => words.iter().all(is_plain),
        [file] => *file == BEGUN_EMPTY,
        _ => false,
    };
    is_ours.then(|| words.iter().collect())
}

/// Whether the journal that was unpacked is sound, and the one that the backup says.
fn check(disk: &Arc<dyn Disk>, unpacked: &Path, about: &About) -> Result<(), Wrong> {
    let (journal, found) =
        Journal::open_to_read(disk, &unpacked.join("journal"), &Marks::default())
            .map_err(|error| trouble::of_journal(&**disk, &error))?;
    let damage = found.damage.or(found.torn.map(|torn| torn.at));
    if let Some(damage) = damage {
        return Err(Wrong { en: damage.say(Lang::En), zh: damage.say(Lang::Zh) });
    }
    let end = journal.reader().marks().end;
    if (end.sequence, end.tip) == (about.end.sequence, about.end.tip) {
        return Ok(());
    }
    Err(say::OTHER_END.wrong(&[&end.sequence.to_string(), &about.end.sequence.to_string()]))
}

/// Does what is left of a restore whose backup is ready; says whether there was any.
pub fn finish(disk: &Arc<dyn Disk>, folder: &Path) -> io::Result<bool> {
    let ready = folder.join(READY);
    let name = match disk.read(&ready.join(ASIDE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        name => String::from_utf8(name?).map_err(io::Error::other)?,
    };
    let aside = folder.join(&name);
    disk.create_folder(&aside)?;
    disk.sync_folder(folder)?;
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    for (nth, part) in PARTS.iter().enumerate() {
        let (old, new, kept) = (folder.join(part), ready.join(part), aside.join(part));
        // What a backup brought is not moved aside again.
        let is_old = nth >= BROUGHT || is_there(&new);
        if is_old && is_there(&old) && !is_there(&kept) {
            disk.rename(&old, &kept)?;
        }
        if is_there(&new) {
            disk.rename(&new, &old)?;
        }
    }
    for changed in [&aside, &ready, folder] {
        disk.sync_folder(changed)?;
    }
    clear(&**disk, &ready)?;
    if disk.list(&aside)?.is_empty() {
        disk.remove_folder(&aside)?;
    }
    disk.sync_folder(folder)?;
    Ok(true)
}

/// The first name of a folder for what is there that no other has.
fn free_name(disk: &dyn Disk, folder: &Path) -> io::Result<std::ffi::OsString> {
    let taken = disk.list(folder)?;
    let mut n = 1;
    loop {
        let name = format!("{BEFORE}{n}").into();
        if !taken.contains(&name) {
            return Ok(name);
        }
        n += 1;
    }
}

/// Removes a folder and all that is in it; fine if it is not there.
pub fn clear(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    let names = match disk.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        names => names?,
    };
    for path in names.iter().map(|name| folder.join(name)) {
        if path.symlink_metadata()?.is_dir() {
            clear(disk, &path)?;
        } else {
            disk.remove(&path)?;
        }
    }
    disk.remove_folder(folder)
}

#[cfg(test)]
mod tests;
