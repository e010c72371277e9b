//! The local socket: the program beside a dashboard, and at a host.

use crate::hosted::{Hosted, run, soon};
use crate::process::{Process, wait};
use crate::support::Pty;
use crate::support::office::{Said, said};
use liaison::config::Config;
use liaison::people::People;
use liaison::serve::wire::{self, Tag, WAY};
use rustix::process::{Signal, geteuid};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};

const PROGRAM: &str = env!("CARGO_BIN_EXE_liaison");
const NOBODY: &str = "65534";

fn open(folder: &Path) -> Pty {
    let store = folder.join("store");
    let args = ["--store", store.to_str().unwrap()];
    Pty::spawn(PROGRAM, &args, &[("USER", "wang"), ("LANG", "en_US.UTF-8")], 80, 24)
}

fn beside(folder: &Path, words: &[&str]) -> Said {
    let mut command = Command::new(PROGRAM);
    command.env_clear().env("USER", "wang").args(words).arg("--store").arg(folder.join("store"));
    said(&command.stdin(Stdio::null()).output().unwrap())
}

fn is_as_found(pty: &Pty) {
    pty.wait_until("the terminal as found", |screen| {
        !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
    });
    assert!(pty.is_cooked());
}

#[test]
fn commands_and_dashboards_come_to_the_dashboard_that_has_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = open(folder.path());
    first.wait_for("PUBLISHED");
    assert_eq!(beside(folder.path(), &["count", "funds"]).out, "7\n");
    let listed = beside(folder.path(), &["list", "members", "--format", "json"]);
    assert!(listed.exit == 0 && listed.out.starts_with('['), "{listed:?}");
    // The files it names are this end's.
    let out = folder.path().join("out.csv");
    let exported = beside(folder.path(), &["export", "funds", "--out", out.to_str().unwrap()]);
    assert_eq!(exported.exit, 0, "{exported:?}");
    let text = fs::read_to_string(&out).unwrap();
    assert!(text.contains("Tsinghua"));
    fs::write(folder.path().join("in.jsonl"), "{\"name\":\"From a file\"}\n").unwrap();
    let given = folder.path().join("in.jsonl");
    let words = ["import", given.to_str().unwrap(), "--kind", "funds", "--add"];
    let imported = beside(folder.path(), &words);
    assert_eq!(imported.exit, 0, "{imported:?}");
    assert_eq!(beside(folder.path(), &["count", "funds"]).out, "8\n");
    let mut second = open(folder.path());
    second.wait_for("PUBLISHED");
    second.keys("2");
    second.wait_for("From a file");
    // The first leaves: a host stays behind, and the second goes on there.
    first.keys("Q");
    let exit = first.wait_exit();
    assert_eq!(exit.code, 0, "{}", first.screen());
    is_as_found(&first);
    first.wait_for("a host stays behind");
    second.keys("3");
    second.wait_for("[3 ");
    second.keys("2");
    second.wait_for("From a file");
    assert_eq!(beside(folder.path(), &["edit", "fund-1", "name=Aaa Later"]).exit, 0);
    second.wait_for("Aaa Later");
    second.keys("Q");
    assert_eq!(second.wait_exit().code, 0);
    is_as_found(&second);
    // With the last one it ends.
    wait("the host to end", || !folder.path().join("store/socket").exists());
    let verified = beside(folder.path(), &["verify"]);
    assert_eq!(verified.exit, 0, "{verified:?}");
}

#[test]
fn a_host_that_is_killed_leaves_the_terminal_as_found_and_says_so() {
    let host = Process::start();
    let mut pty = host.attach();
    pty.wait_for("PUBLISHED");
    pty.keys("2");
    pty.wait_for("[2 Funds]");
    host.signal(Signal::KILL);
    assert_eq!(pty.wait_exit().code, 5);
    is_as_found(&pty);
    pty.wait_for("The host has gone");
    // The store is free again, for whoever does not ask for that host.
    let asked = host.attached(&["count", "funds"]);
    assert!(asked.exit == 5 && asked.err.contains("No host answers"), "{asked:?}");
    assert_eq!(host.alone(&["count", "funds"]).out, "7\n");
}

#[test]
fn a_dashboard_hears_keys_and_sizes_and_is_told_when_the_host_ends() {
    let mut host = Process::start();
    let mut pty = host.attach();
    pty.wait_for("PUBLISHED");
    pty.keys("<F3>华<lt>");
    pty.wait_for("Look up  华<");
    pty.paste("中国");
    pty.wait_for("Look up  华<中国");
    pty.keys("<Esc>");
    pty.wait_for("[1 Home]");
    pty.resize(120, 40);
    pty.keys("2");
    pty.wait_for("│ Anshan-Tsinghua");
    assert_eq!(host.attached(&["count", "funds"]).out, "7\n");
    host.signal(Signal::TERM);
    assert_eq!(pty.wait_exit().code, 143);
    is_as_found(&pty);
    pty.wait_for("The host is ending");
    assert!(host.ended().success());
    host.logged(&["signed in", "uid ", "socket"]);
}

#[test]
fn who_is_not_among_the_people_is_refused_and_a_viewer_changes_nothing() {
    let is_there = Command::new("setpriv").arg("--version").output().is_ok();
    if !geteuid().is_root() || !is_there {
        println!("nobody else can be played here");
        return;
    }
    run(async {
        let hosted = Hosted::new().await;
        // The folder and the socket keep others out, too: that is not what is asked here.
        fs::set_permissions(hosted.socket.parent().unwrap(), Permissions::from_mode(0o755))
            .unwrap();
        fs::set_permissions(&hosted.socket, Permissions::from_mode(0o666)).unwrap();
        let program = hosted.socket.parent().unwrap().join("program");
        fs::copy(PROGRAM, &program).unwrap();
        let nobody = |words: &[&str]| {
            let mut command = Command::new("timeout");
            command.args(["20", "setpriv", "--reuid", NOBODY, "--clear-groups"]).arg(&program);
            command.env_clear().env("USER", "root").env("HOME", "/nonexistent");
            command.env("PATH", std::env::var("PATH").unwrap()).args(words).arg("--socket");
            said(&command.arg(&hosted.socket).stdin(Stdio::null()).output().unwrap())
        };
        let refused = nobody(&["count", "funds"]);
        assert_eq!(refused.exit, 6, "{refused:?}");
        assert!(refused.err.contains("uid 65534 is not among the people"), "{refused:?}");
        hosted.logged(&["user refused", "uid 65534", "socket"]).await;
        hosted.host.admit(People::parse("uid=65534 role=\"viewer\" user=\"zhao\"\n"));
        assert_eq!(nobody(&["count", "funds"]).out, "7\n");
        let refused = nobody(&["edit", "fund-1", "name=Mine"]);
        assert_eq!(refused.exit, 6, "{refused:?}");
        hosted.logged(&["not allowed", "zhao", "edit"]).await;
        hosted.close().await;
    });
}

#[test]
fn a_socket_that_is_named_and_not_answered_opens_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    for words in [&["count", "funds"][..], &["list", "funds"]] {
        let mut command = Command::new(PROGRAM);
        command.env_clear().env("HOME", folder.path()).args(words);
        command.arg("--socket").arg(folder.path().join("nobody"));
        let said = said(&command.stdin(Stdio::null()).output().unwrap());
        assert!(said.exit == 5 && said.err.contains("No host answers"), "{said:?}");
    }
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none(), "no store is made");
}

/// A dashboard at a host's socket, with a config of its own.
fn attach_with(host: &Process, config: &str) -> Pty {
    fs::write(host.file("mine.toml"), config).unwrap();
    let (socket, mine) = (host.path("host.sock"), host.path("mine.toml"));
    let words = ["attach", "--socket", &socket, "--config", &mine];
    Pty::spawn(PROGRAM, &words, &[("LANG", "en_US.UTF-8")], 80, 24)
}

#[test]
fn whose_keys_are_their_own_has_them_at_a_host_too() {
    let folder = tempfile::tempdir().unwrap();
    let theirs = folder.path().join("host.toml");
    fs::write(&theirs, "[keys]\nquit = \"alt-q\"\n").unwrap();
    let host = Process::start_with(&["--config", theirs.to_str().unwrap()], &[]);
    let mut pty = attach_with(&host, "[keys]\nquit = \"alt-x\"\nsotr = \"x\"\n");
    pty.wait_for("PUBLISHED");
    // Neither the table's nor the host's.
    pty.keys("Q<A-q>2");
    pty.wait_for("[2 Funds]");
    pty.keys("<A-x>");
    assert_eq!(pty.wait_exit().code, 0);
    is_as_found(&pty);
    // What is wrong with a config is said where it lies.
    pty.wait_for("sotr");
    // Who has none of their own has the table's.
    let mut pty = attach_with(&host, "lang = \"en\"\n");
    pty.wait_for("PUBLISHED");
    pty.keys("<A-q><A-x>2");
    pty.wait_for("[2 Funds]");
    pty.keys("Q");
    assert_eq!(pty.wait_exit().code, 0);
}

/// What a host draws for one who says so, until a text stands there.
async fn drawn(hosted: &Hosted, hello: &[u8], shown: &str) -> (OwnedWriteHalf, OwnedReadHalf) {
    let (mut from, mut to) = UnixStream::connect(&hosted.socket).await.unwrap().into_split();
    wire::write(&mut to, Tag::Hello, hello).await.unwrap();
    let mut parser = vt100::Parser::new(24, 80, 0);
    let all = async {
        while !parser.screen().contents().contains(shown) {
            let (tag, bytes) = wire::read(&mut from).await.unwrap().expect("it goes on");
            assert_eq!(tag, Tag::Output, "{}", String::from_utf8_lossy(&bytes));
            parser.process(&bytes);
        }
    };
    soon(shown, all).await;
    (to, from)
}

#[test]
fn keys_that_cannot_be_had_are_said_and_dropped_by_the_host() {
    run(async {
        let mut config = Config::default();
        config.take_keys([("quit".to_owned(), vec!["alt-q".to_owned()])]);
        let hosted = Hosted::of(config).await;
        let hello = |keys: Value| {
            json!({
                "way": WAY, "words": null, "size": [80, 24], "terminals": [true, true, true],
                "variables": { "LANG": "en_US.UTF-8", "TERM": "xterm" }, "keys": keys,
            })
        };
        let quits = async |hello: &Value, said: &str, key: &[u8]| {
            let (mut to, mut from) =
                drawn(&hosted, &serde_json::to_vec(hello).unwrap(), said).await;
            // What was said is read, and the rest holds.
            wire::write(&mut to, Tag::Input, b"2").await.unwrap();
            wire::write(&mut to, Tag::Input, key).await.unwrap();
            let ends = async {
                loop {
                    match wire::read(&mut from).await.unwrap().expect("it ends") {
                        (Tag::Output, _) => {}
                        last => return last,
                    }
                }
            };
            assert_eq!(soon("the end", ends).await, (Tag::End, vec![0]));
        };
        let own = json!({ "quit": ["alt-x"], "sotr": ["x"], "sort": ["no key"] });
        quits(&hello(own), "your own keys", b"\x1bx").await;
        // All that clash with each other, and more than there is room for.
        let many: BTreeMap<String, Vec<String>> = liaison::app::actions::ACTIONS
            .iter()
            .flat_map(|(_, part)| part.iter())
            .map(|line| (line.name.to_owned(), vec!["x".to_owned(); 40]))
            .chain((0..500).map(|nth| (format!("\u{1b}[31m{nth}"), vec!["\u{1b}".to_owned()])))
            .collect();
        quits(&hello(json!(many)), "your own keys", b"Q").await;
        // Who is older says nothing of keys: then the host's hold.
        let mut older = hello(Value::Null);
        quits(&older, "PUBLISHED", b"\x1bq").await;
        older.as_object_mut().unwrap().remove("keys");
        quits(&older, "PUBLISHED", b"\x1bq").await;
        hosted.close().await;
    });
}
