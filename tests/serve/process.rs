//! `liaison serve` itself, and the real program beside it.

use crate::hosted::{line, new_key};
use crate::support::Pty;
use crate::support::office::{Said, said};
use liaison::serve::ssh::PrivateKey;
use russh::keys::ssh_key::LineEnding;
use rustix::process::{Pid, Signal, kill_process};
use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_liaison");
const PATIENCE: Duration = Duration::from_secs(20);

/// A host in a process of its own, that is killed on drop.
pub struct Process {
    child: Child,
    pub at: SocketAddr,
    pub wang: PrivateKey,
    pub li: PrivateKey,
    pub zhao: PrivateKey,
    folder: TempDir,
}

impl Process {
    pub fn start() -> Self {
        Self::start_with(&[], &[])
    }

    /// The same with these options, in this environment.
    pub fn start_with(options: &[&str], variables: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (wang, li, zhao) = (new_key(), new_key(), new_key());
        for (name, key) in [("wang", &wang), ("li", &li), ("zhao", &zhao), ("none", &new_key())] {
            let path = folder.path().join(name);
            fs::write(&path, key.to_openssh(LineEnding::LF).unwrap().as_bytes()).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        }
        let people = folder.path().join("people");
        fs::write(
            &people,
            people_of(&[
                ("wang", "admin", &wang),
                ("li", "editor", &li),
                ("zhao", "viewer", &zhao),
            ]),
        )
        .unwrap();
        fs::set_permissions(&people, Permissions::from_mode(0o600)).unwrap();
        let mut command = Command::new(PROGRAM);
        command.env_clear().env("USER", "root").args(["serve", "--listen", "127.0.0.1:0"]);
        command.arg("--people").arg(&people).arg("--store").arg(folder.path().join("store"));
        command.arg("--socket").arg(folder.path().join("host.sock"));
        command.args(options).envs(variables.iter().copied());
        command.args(["--now", "2026-11-22 09:00"]).stdin(Stdio::null()).stdout(Stdio::null());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let at = loop {
            said.clear();
            assert!(err.read_line(&mut said).unwrap() > 0, "it ended");
            // In either language.
            let rest = said.strip_prefix("By SSH at ").or_else(|| said.strip_prefix("SSH："));
            if let Some(rest) = rest {
                break rest.split([';', '；']).next().unwrap().parse().unwrap();
            }
        };
        // It may say more.
        thread::spawn(move || std::io::copy(&mut err, &mut std::io::sink()));
        Self { child, at, wang, li, zhao, folder }
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn path(&self, name: &str) -> String {
        self.file(name).to_str().unwrap().to_owned()
    }

    /// Other people may come; the file is replaced, as an editor does.
    pub fn people(&self, people: &[(&str, &str, &PrivateKey)]) {
        fs::write(self.file("people.new"), people_of(people)).unwrap();
        fs::set_permissions(self.file("people.new"), Permissions::from_mode(0o600)).unwrap();
        fs::rename(self.file("people.new"), self.file("people")).unwrap();
    }

    /// What OpenSSH is to be told to reach it as somebody.
    pub fn ssh(&self, login: &str) -> Vec<String> {
        let mut words =
            vec!["-F".to_owned(), "/dev/null".to_owned(), "-i".to_owned(), self.path(login)];
        for option in [
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "LogLevel=ERROR",
            "SendEnv=LANG",
            "PasswordAuthentication=no",
            "KbdInteractiveAuthentication=no",
        ] {
            words.extend(["-o".to_owned(), option.to_owned()]);
        }
        words
    }

    /// The program, at its socket.
    pub fn attached(&self, words: &[&str]) -> Said {
        let mut command = Command::new(PROGRAM);
        command.env_clear().env("USER", "root").env("LIAISON_STORE", self.file("store"));
        command.args(words).arg("--socket");
        said(&command.arg(self.file("host.sock")).stdin(Stdio::null()).output().unwrap())
    }

    /// The program, at its store.
    pub fn alone(&self, words: &[&str]) -> Said {
        let mut command = Command::new(PROGRAM);
        command.env_clear().env("USER", "root").env("LIAISON_STORE", self.file("store"));
        said(&command.args(words).stdin(Stdio::null()).output().unwrap())
    }

    /// Its dashboard, at its socket.
    pub fn attach(&self) -> Pty {
        let socket = self.path("host.sock");
        Pty::spawn(PROGRAM, &["attach", "--socket", &socket], &[("LANG", "en_US.UTF-8")], 80, 24)
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.file("store/log/liaison.log")).unwrap_or_default()
    }

    pub fn logged(&self, parts: &[&str]) {
        let has = |line: &str| parts.iter().all(|part| line.contains(part));
        wait(&format!("{parts:?} in the log"), || self.log().lines().any(has));
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    pub fn ended(&mut self) -> ExitStatus {
        wait("the host to end", || self.child.try_wait().unwrap().is_some());
        self.child.wait().unwrap()
    }

    /// How many KiB it holds, how many threads it has and how many files are open.
    pub fn holds(&self) -> (u64, usize, usize) {
        let about = format!("/proc/{}", self.child.id());
        let status = fs::read_to_string(format!("{about}/status")).unwrap();
        let field = |name: &str| -> u64 {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        let files = fs::read_dir(format!("{about}/fd")).unwrap().count();
        (field("VmRSS:"), field("Threads:") as usize, files)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn people_of(people: &[(&str, &str, &PrivateKey)]) -> String {
    people.iter().map(|(login, role, key)| line(login, role, key)).collect()
}

pub fn wait(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(5));
    }
}
