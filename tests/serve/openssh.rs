//! OpenSSH's own client at `liaison serve`, where it is installed.

use crate::process::{Process, wait};
use crate::support::Pty;
use crate::support::office::{Office, Said, said};
use liaison::value::Lang;
use liaison::words::serve::ONLY;
use rustix::process::Signal;
use std::fs;
use std::io::{Write as _, stderr};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The host, unless there is no `ssh`.
fn host() -> Option<Process> {
    let is_there = Command::new("ssh").arg("-V").stderr(Stdio::null()).status().is_ok();
    if !is_there {
        let _ = writeln!(stderr(), "OpenSSH is not installed: what it would show is not shown");
    }
    is_there.then(Process::start)
}

fn ssh(host: &Process, login: &str, options: &[&str], words: &[&str], input: Stdio) -> Said {
    let mut command = Command::new("timeout");
    command.args(["20", "ssh", "-p", &host.at.port().to_string()]).args(host.ssh(login));
    command.args(options).arg("127.0.0.1").args(words).stdin(input);
    said(&command.output().unwrap())
}

fn run(host: &Process, login: &str, words: &[&str]) -> Said {
    ssh(host, login, &[], words, Stdio::null())
}

fn at_terminal(host: &Process, login: &str, options: &[&str], words: &[&str]) -> Pty {
    let (port, mut all) = (host.at.port().to_string(), host.ssh(login));
    all.extend(["-p", &port].into_iter().chain(options.iter().copied()).map(str::to_owned));
    all.push("127.0.0.1".to_owned());
    all.extend(words.iter().map(|word| (*word).to_owned()));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    Pty::spawn("ssh", &all, &[("LANG", "en_US.UTF-8")], 80, 24)
}

fn is_as_found(pty: &Pty) {
    pty.wait_until("the terminal as found", |screen| {
        !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
    });
    assert!(pty.is_cooked());
}

#[test]
fn the_dashboard_comes_hears_keys_and_leaves_the_terminal_as_found() {
    let Some(host) = host() else { return };
    for options in [&[][..], &["-C"]] {
        let mut pty = at_terminal(&host, "li", options, &[]);
        pty.wait_for("PUBLISHED");
        pty.keys("2");
        pty.wait_for("> Anshan-Tsinghua");
        pty.keys("<F3>华<lt>");
        pty.wait_for("Look up  华<");
        pty.paste("中国");
        pty.wait_for("Look up  华<中国");
        pty.keys("<Esc>");
        pty.wait_for("[2 Funds]");
        pty.resize(120, 40);
        pty.wait_for("│ Anshan-Tsinghua");
        pty.resize(30, 20);
        pty.wait_for("liaison needs 40x10 cells");
        pty.resize(80, 24);
        pty.wait_for("[2 Funds]");
        pty.keys("<C-c>3");
        pty.wait_for("[3 ");
        pty.keys("Q");
        assert_eq!(pty.wait_exit().code, 0);
        is_as_found(&pty);
    }
}

#[test]
fn a_command_answers_as_it_does_here_and_files_go_both_ways() {
    let Some(host) = host() else { return };
    let here = Office::new();
    let words = ["list", "members", "--format", "json"];
    let there = run(&host, "wang", &words);
    assert_eq!((there.exit, there.out), (0, here.out(&words)));
    fs::write(host.file("f.jsonl"), "{\"name\":\"New One\"}\n{\"name\":\"New Two\"}\n").unwrap();
    let given = fs::File::open(host.file("f.jsonl")).unwrap();
    let words = ["import", "-", "--kind", "funds", "--add"];
    let there = ssh(&host, "wang", &[], &words, given.into());
    assert_eq!(there.exit, 0, "{there:?}");
    let there = run(&host, "wang", &["export", "funds", "--internal", "--format", "csv"]);
    assert!(there.out.contains("New Two") && !there.err.contains("New Two"), "{there:?}");
    for (login, words, exit) in [
        ("wang", &["count", "nothings"][..], 2),
        ("wang", &["show", "fund-99999"], 3),
        ("zhao", &["edit", "fund-1", "name=Mine"], 6),
    ] {
        let there = run(&host, login, words);
        assert!(there.exit == exit && there.out.is_empty() && !there.err.is_empty(), "{there:?}");
    }
    let mut li = at_terminal(&host, "li", &[], &[]);
    li.wait_for("PUBLISHED");
    li.keys("Q");
    assert_eq!(li.wait_exit().code, 0);
    assert_eq!(run(&host, "wang", &["edit", "fund-1", "owner=me"]).exit, 0);
    let mut pty = at_terminal(&host, "wang", &["-t"], &["handover", "me", "li"]);
    pty.wait_for("?");
    pty.keys("y<Enter>");
    assert_eq!(pty.wait_exit().code, 0, "{}", pty.screen());
}

#[test]
fn who_is_not_known_is_refused_at_once() {
    let Some(host) = host() else { return };
    let there = run(&host, "none", &["count", "funds"]);
    assert!(there.exit == 255 && there.err.contains("Permission denied"), "{there:?}");
    host.logged(&["key refused", "SHA256:", "ssh 127.0.0.1:"]);
    let password = [
        "-o",
        "PasswordAuthentication=yes",
        "-o",
        "PubkeyAuthentication=no",
        "-o",
        "BatchMode=yes",
    ];
    let there = ssh(&host, "wang", &password, &["count", "funds"], Stdio::null());
    assert!(there.exit == 255 && there.err.contains("(publickey)"), "{there:?}");
}

#[test]
fn what_is_no_dashboard_and_no_command_is_refused_at_once() {
    let Some(host) = host() else { return };
    let port = host.at.port().to_string();
    fs::write(host.file("f"), "x").unwrap();
    for (locale, lang) in [("en_US.UTF-8", Lang::En), ("zh_CN.UTF-8", Lang::Zh)] {
        for (program, extra) in [("scp", &[][..]), ("scp", &["-O"]), ("sftp", &[])] {
            let mut command = Command::new("timeout");
            command.args(["20", program, "-P", &port]).args(host.ssh("wang")).args(extra);
            if program == "scp" {
                command.arg(host.file("f")).arg("127.0.0.1:g");
            } else {
                command.arg("127.0.0.1");
            }
            let command = command.env_remove("LC_ALL").env("LANG", locale).stdin(Stdio::null());
            let there = said(&command.output().unwrap());
            assert!(![0, 124].contains(&there.exit), "{program} {extra:?}: {there:?}");
            assert!(there.err.contains(ONLY.say(lang)), "{program} {extra:?}: {there:?}");
        }
    }
    host.logged(&["refused: sftp", "wang"]);
    host.logged(&["refused: scp", "wang"]);
    // Without that, what was asked for runs, and says so where it is asked to.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let local = format!("{}:localhost:22", free.port());
    for options in [&["-A"][..], &["-X"], &["-L", &local], &["-R", "0:localhost:22"]] {
        let there = ssh(&host, "wang", options, &["count", "funds"], Stdio::null());
        assert_eq!((there.exit, there.out.as_str()), (0, "7\n"), "{options:?}: {there:?}");
    }
    let only = ["-R", "0:localhost:22", "-o", "ExitOnForwardFailure=yes"];
    let there = ssh(&host, "wang", &only, &["count", "funds"], Stdio::null());
    assert_eq!(there.exit, 255, "{there:?}");
    let there = ssh(&host, "wang", &["-W", "localhost:22"], &[], Stdio::null());
    assert_eq!(there.exit, 255, "{there:?}");
    let there = ssh(&host, "wang", &["-s"], &["sftp"], Stdio::null());
    assert_eq!((there.exit, there.err.trim_end()), (6, ONLY.say(Lang::En)), "{there:?}");
    host.logged(&["refused: forwarding", "wang", "SHA256:"]);
}

#[test]
fn a_second_one_on_the_same_line_is_refused_and_the_first_goes_on() {
    let Some(host) = host() else { return };
    let control = format!("ControlPath={}", host.path("control"));
    let first = ["-M", "-o", &control];
    let mut pty = at_terminal(&host, "li", &first, &[]);
    pty.wait_for("PUBLISHED");
    wait("the control socket", || host.file("control").exists());
    // It then opens a line of its own.
    let there = ssh(&host, "li", &["-o", &control], &["count", "funds"], Stdio::null());
    assert!(there.exit == 255 || there.out == "7\n", "{there:?}");
    host.logged(&["refused: a second channel", "li"]);
    pty.keys("2");
    pty.wait_for("[2 Funds]");
    pty.keys("Q");
    assert_eq!(pty.wait_exit().code, 0);
}

#[test]
fn whose_key_is_removed_from_the_file_is_sent_away() {
    let Some(host) = host() else { return };
    let mut pty = at_terminal(&host, "li", &[], &[]);
    let mut other = at_terminal(&host, "wang", &[], &[]);
    pty.wait_for("PUBLISHED");
    other.wait_for("PUBLISHED");
    let begun = Instant::now();
    host.people(&[("wang", "admin", &host.wang), ("zhao", "viewer", &host.zhao)]);
    assert_eq!(pty.wait_exit().code, 143);
    println!("sent away after {:?}", begun.elapsed());
    is_as_found(&pty);
    pty.wait_for("Your rights here have changed");
    assert_eq!(run(&host, "li", &["count", "funds"]).exit, 255);
    other.keys("2");
    other.wait_for("[2 Funds]");
    pty = at_terminal(&host, "zhao", &[], &[]);
    pty.wait_for("PUBLISHED");
}

#[test]
fn who_is_there_when_the_host_is_told_to_end_is_told_and_finds_the_draft_again() {
    let Some(mut host) = host() else { return };
    let mut pty = at_terminal(&host, "li", &[], &[]);
    pty.wait_for("PUBLISHED");
    pty.keys("2");
    pty.wait_for("> Anshan-Tsinghua");
    pty.keys("m");
    pty.wait_for("Add interaction");
    pty.keys("他们说");
    pty.wait_for("他们说");
    let begun = Instant::now();
    host.signal(Signal::TERM);
    assert_eq!(pty.wait_exit().code, 143);
    is_as_found(&pty);
    pty.wait_for("kept as a draft");
    assert!(host.ended().success());
    println!("ended after {:?}", begun.elapsed());
    assert_eq!(fs::read_dir(host.file("store/people/li/drafts")).unwrap().count(), 1);
    assert!(!host.file("host.sock").exists());
}

#[test]
fn a_host_that_is_killed_leaves_clients_that_end() {
    let Some(host) = host() else { return };
    let pty = at_terminal(&host, "li", &[], &[]);
    pty.wait_for("PUBLISHED");
    host.signal(Signal::KILL);
    assert_eq!(pty.wait_exit().code, 255);
    assert!(pty.is_cooked());
}
