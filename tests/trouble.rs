//! The program itself on a disk that is full, gone or read-only: it says so, shows what is there
//! and loses nothing.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test

mod support;

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;
use support::Pty;
use support::office::{Office, Said, said};

/// How long the program may take for any one thing.
const PATIENCE: Duration = Duration::from_secs(10);
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

/// Lets no file of a running program grow beyond so many bytes, or any.
fn limit(pid: u32, bytes: Option<u64>) {
    let pid = rustix::process::Pid::from_raw(pid.cast_signed()).unwrap();
    let resource = rustix::process::Resource::Fsize;
    let maximum = rustix::process::getrlimit(resource).maximum;
    let limit = rustix::process::Rlimit { current: bytes, maximum };
    rustix::process::prlimit(Some(pid), resource, limit).unwrap();
}

/// `liaison shell`, answering line by line.
struct Shell {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Shell {
    fn new(office: &Office) -> Self {
        let mut command = office.command(&["shell"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (tell, lines) = channel();
        follow(child.stdout.take().unwrap(), tell.clone());
        follow(child.stderr.take().unwrap(), tell);
        Self { input: child.stdin.take(), child, lines }
    }

    /// What it says to a line that changes something: that it is saved, or why not.
    fn say(&mut self, line: &str) -> String {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
        self.wait(|said| said.contains("Saved") || said.contains("Not saved"))
    }

    fn ask(&mut self, line: &str, is_answer: impl Fn(&str) -> bool) -> String {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
        self.wait(is_answer)
    }

    fn wait(&mut self, is_answer: impl Fn(&str) -> bool) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect("it answers in time");
            if is_answer(&line) {
                return line;
            }
        }
    }

    /// Ends it, in time.
    fn leave(mut self) {
        drop(self.input.take());
        while self.lines.recv_timeout(PATIENCE).is_ok() {}
        let (tell, ended) = channel();
        thread::spawn(move || tell.send(self.child.wait()));
        ended.recv_timeout(PATIENCE).expect("it ends in time").unwrap();
    }
}

fn follow(stream: impl Read + Send + 'static, tell: Sender<String>) {
    thread::spawn(move || {
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        lines.try_for_each(|line| tell.send(line))
    });
}

#[test]
fn at_a_limit_nothing_is_saved_or_lost_and_all_goes_on_once_it_is_lifted() {
    let office = Office::empty();
    let mut shell = Shell::new(&office);
    let needs = "x".repeat(20_000);
    let mut add = |n: usize| shell.say(&format!("add organizations name=Org-{n} needs={needs}"));
    let first = add(0);
    assert!(first.contains("Saved"), "{first}");
    limit(shell.child.id(), Some(200_000));
    let mut saved = 1;
    let mut add = |n: usize| shell.say(&format!("add organizations name=Org-{n} needs={needs}"));
    let refused = loop {
        let said = add(saved);
        if said.contains("Not saved") {
            break said;
        }
        saved += 1;
    };
    assert!(saved < 12, "{saved}");
    let told = "Not saved: no room for ";
    assert!(refused.contains(told) && refused.contains("journal/000001.log"), "{refused}");
    assert!(refused.contains("a limit is reached"), "{refused}");
    assert!(add(saved).contains(told), "and so is the next");
    let count = shell.ask("count organizations", |said| said.parse::<usize>().is_ok());
    assert_eq!(count, saved.to_string(), "what was saved can be looked at");

    limit(shell.child.id(), None);
    let line = format!("add organizations name=Org-{saved} needs={needs}");
    assert!(shell.say(&line).contains("Saved"));
    shell.leave();
    let sound = office.run(&["verify"]);
    assert_eq!(sound.exit, 0, "{sound:?}");
    assert_eq!(office.out(&["count", "organizations"]).trim(), (saved + 1).to_string());
}

#[test]
fn a_state_that_met_a_limit_follows_again_once_it_is_lifted() {
    let office = Office::empty();
    let needs = "x".repeat(60_000);
    office.out(&["add", "organizations", "name=Large", &format!("needs={needs}")]);
    office.out(&["add", "organizations", "name=Small"]);
    let mut shell = Shell::new(&office);
    let is_answer = |said: &str| said.contains("sound: ") || said.contains("does not follow");
    let is_sound = |shell: &mut Shell| shell.ask("verify", is_answer).contains("sound: ");
    let mut edits = 0;
    let mut edit = |shell: &mut Shell| {
        edits += 1;
        let said = shell.say(&format!("edit organization-2 industry=Industry-{edits}"));
        assert!(said.contains("Saved"), "{edits}: {said}");
        edits
    };
    edit(&mut shell);
    // sled writes whole pages again and again; the journal writes what is new.
    let db = fs::metadata(office.store().join("state/db")).unwrap().len();
    limit(shell.child.id(), Some(db + 80_000));
    while is_sound(&mut shell) {
        assert!(edit(&mut shell) < 300, "sled never met the limit");
    }
    limit(shell.child.id(), None);
    let before = edit(&mut shell);
    while !is_sound(&mut shell) {
        assert!(edit(&mut shell) < before + 70, "it does not follow again");
    }
    let last = edit(&mut shell);
    shell.leave();
    let said = office.run(&["show", "organization-2"]);
    assert!(said.out.contains(&format!("Industry-{last}")), "{said:?}");
    assert!(said.err.is_empty(), "there was nothing to mend: {said:?}");
}

#[test]
fn sled_stuck_in_the_middle_of_a_large_value_keeps_nobody_from_saving_and_leaving() {
    let office = Office::empty();
    let mut shell = Shell::new(&office);
    assert!(shell.say("add organizations name=First").contains("Saved"));
    // Where sled puts what does not fit into its log.
    let (blobs, aside) = (office.store().join("state/blobs"), office.file("blobs"));
    fs::rename(&blobs, &aside).unwrap();
    fs::write(&blobs, b"no folder").unwrap();
    let aliases = vec!["x".repeat(1_000); 300].join("; ");
    let large = format!("add organizations name=Large 'aliases={aliases}'");
    assert!(shell.say(&large).contains("Saved"));
    for n in 0..5 {
        let said = shell.say(&format!("add organizations name=Next-{n}"));
        assert!(said.contains("Saved"), "{said}");
    }
    shell.leave();
    fs::remove_file(&blobs).unwrap();
    fs::rename(&aside, &blobs).unwrap();
    let said = office.run(&["verify"]);
    assert_eq!(said.exit, 0, "{said:?}");
    assert_eq!(office.out(&["count", "organizations"]).trim(), "7");
}

#[test]
fn a_form_that_could_not_be_saved_stays_open_with_all_that_was_typed_and_is_saved_once_there_is_room()
 {
    let office = Office::new();
    office.out(&["count", "funds"]);
    let store = office.store();
    let store = store.to_str().unwrap();
    let args = ["--store", store, "--as", "wang", "--lang", "en", "--now", "2026-11-22 09:00"];
    let mut pty = Pty::spawn(env!("CARGO_BIN_EXE_liaison"), &args, &[], 80, 24);
    pty.wait_for("PUBLISHED");
    pty.keys("2a");
    pty.wait_for("Add fund");
    pty.keys("Fund of the north<Down>北方基金");
    pty.wait_for("北方基金");
    let pid = pty.pid().as_raw_nonzero().get().unsigned_abs();
    limit(pid, Some(1_000));
    for _ in 0..2 {
        pty.keys("<C-s>");
        pty.wait_for("Not saved: no room for");
        pty.wait_for("Free some space");
        let screen = pty.screen();
        for kept in ["Add fund", "Fund of the north", "北方基金"] {
            assert!(screen.contains(kept), "{screen}");
        }
        pty.keys("一");
        pty.wait_gone("Not saved");
    }
    limit(pid, None);
    pty.keys("<C-s>");
    pty.wait_for("Added: Fund of the north");
    pty.keys("Q");
    assert_eq!(pty.wait_exit().code, 0);
    assert!(office.out(&["list", "funds", "--format", "csv"]).contains("北方基金一一"));
    assert_eq!(office.run(&["verify"]).exit, 0);
}

#[test]
fn every_command_notes_in_the_log_what_it_found_and_nothing_on_the_screen() {
    let office = Office::empty();
    let log = || fs::read_to_string(office.store().join("log/liaison.log")).unwrap();
    let event = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        assert_eq!(line["time"].as_str().unwrap().get(..10), Some("2026-11-22"), "{line}");
        line["event"].as_str().unwrap().to_owned()
    };
    let events = || log().lines().map(event).collect::<Vec<_>>();
    assert_eq!(events(), ["opened", "closed"]);
    let said = office.run(&["add", "organizations", "name=Hidden-Partner"]);
    assert_eq!((&*said.out, said.err.lines().count()), ("organization-1\n", 1), "{said:?}");
    fs::remove_dir_all(office.store().join("state")).unwrap();
    let said = office.run(&["list", "organizations"]);
    assert_eq!(said.err.lines().count(), 1, "what was found is said: {said:?}");
    let noted = events();
    assert!(noted.contains(&"replayed".to_owned()), "{noted:?}");
    assert!(!log().contains("Hidden-Partner"));
}
