//! The real binary on a store of its own, on the morning of 22 November 2026.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder for one store, and for files beside it.
pub struct Office {
    folder: TempDir,
}

/// What a command answered.
#[derive(Debug)]
pub struct Said {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Office {
    /// With the published facts.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// With nothing.
    pub fn empty() -> Self {
        let office = Self::new();
        office.out(&["count", "funds", "--empty"]);
        office
    }

    pub fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// A file beside the store.
    pub fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("a path of text").to_owned()
    }

    /// Writes a file beside the store.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.file(name);
        std::fs::write(Path::new(&path), bytes).expect("a folder to write into");
        path
    }

    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
        command.env_clear().env("LIAISON_STORE", self.store()).env("USER", "wang");
        command.args(words).args(["--now", "2026-11-22 09:00"]).stdin(Stdio::null());
        command
    }

    pub fn run(&self, words: &[&str]) -> Said {
        said(&self.command(words).output().expect("the program can be started"))
    }

    /// The data of a command that succeeds.
    pub fn out(&self, words: &[&str]) -> String {
        let said = self.run(words);
        assert_eq!(said.exit, 0, "{words:?}: {}", said.err);
        said.out
    }

    pub fn json(&self, words: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.out(words)).expect("JSON")
    }

    /// The narration of a command that ends so, without data.
    pub fn fails(&self, exit: i32, words: &[&str]) -> String {
        let said = self.run(words);
        assert_eq!(said.exit, exit, "{words:?}: {said:?}");
        assert!(said.out.is_empty(), "{words:?}: {said:?}");
        said.err
    }
}

pub fn said(output: &Output) -> Said {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    Said {
        exit: output.status.code().expect("it was not killed"),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}
