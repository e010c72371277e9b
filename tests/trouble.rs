//! The program itself on a disk that is full, gone or read-only: it says so, shows what is there
//! and loses nothing.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test

mod support;

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::office::{Office, Said, said};

/// Whom nothing belongs to.
const NOBODY: u32 = 65534;

/// Gives everything in a folder, and it, these rights and, if one is named, this owner.
fn give(path: &Path, folders: u32, files: u32, owner: Option<u32>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            give(&entry.unwrap().path(), folders, files, owner);
        }
    }
    if owner.is_some() {
        chown(path, owner, owner).unwrap();
    }
    let mode = if path.is_dir() { folders } else { files };
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn is_root() -> bool {
    rustix::process::getuid().is_root()
}

/// An office whose store nobody may write, though whoever runs the program may read it.
struct Sealed {
    office: Office,
    program: PathBuf,
}

impl Sealed {
    /// It belongs to whoever runs the program, or to somebody else who lets them read.
    fn new(is_own: bool) -> Self {
        let office = Office::new();
        office.out(&["add", "organizations", "name=Bosch"]);
        // Where a user without rights finds it, however the folders are closed in which we build.
        let program = PathBuf::from(office.file("liaison"));
        let built = Path::new(env!("CARGO_BIN_EXE_liaison"));
        if fs::hard_link(built, &program).is_err() {
            fs::copy(built, &program).unwrap();
        }
        let folder = office.store().parent().unwrap().to_owned();
        fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
        if is_own {
            give(&office.store(), 0o500, 0o400, is_root().then_some(NOBODY));
        } else {
            give(&office.store(), 0o555, 0o444, None);
        }
        Self { office, program }
    }

    /// What the program says to a user whom rights bind.
    fn run(&self, words: &[&str]) -> Said {
        let mut command = Command::new(&self.program);
        command.env_clear().env("LIAISON_STORE", self.office.store()).env("USER", "wang");
        command.args(words).current_dir("/");
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        said(&command.output().unwrap())
    }
}

impl Drop for Sealed {
    fn drop(&mut self) {
        give(&self.office.store(), 0o700, 0o600, None);
    }
}

#[test]
fn a_store_that_may_not_be_written_is_read_by_every_command_and_refuses_every_change() {
    for is_own in [true, false] {
        let sealed = Sealed::new(is_own);
        let told = "The store is open for reading only: there is no right to write";
        for (words, shown) in [
            (&["list", "members"][..], "Toyota"),
            (&["show", "bosch"], "Bosch"),
            (&["find", "huawei"], "Huawei"),
            (&["export", "funds", "--format", "csv"], "Hebei"),
            (&["history", "bosch"], "wang"),
            (&["count", "funds"], "7"),
            (&["verify"], "changes 3"),
        ] {
            let said = sealed.run(words);
            assert_eq!(said.exit, 0, "{words:?}: {said:?}");
            assert!(said.out.contains(shown), "{words:?}: {said:?}");
            assert!(said.err.starts_with(told), "{words:?}: {said:?}");
        }
        for words in
            [&["add", "organizations", "name=New"][..], &["edit", "bosch", "tier=key"], &["undo"]]
        {
            let said = sealed.run(words);
            assert_eq!((said.exit, &*said.out), (5, ""), "{words:?}: {said:?}");
            let last = said.err.lines().last().unwrap();
            assert!(last.starts_with("Not saved. The store is open for reading"), "{said:?}");
        }
        let said = sealed.run(&["list", "members", "--lang", "zh"]);
        assert!(said.err.contains("数据库以只读方式打开"), "{said:?}");
    }
}
