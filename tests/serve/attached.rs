//! The local socket: the program beside a dashboard, and at a host.

use crate::hosted::{Hosted, run};
use crate::process::{Process, wait};
use crate::support::Pty;
use crate::support::office::{Said, said};
use liaison::people::People;
use rustix::process::{Signal, geteuid};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

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
