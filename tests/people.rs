//! `people check` with the real binary, on a file of its own; keys by the real `ssh-keygen` where
//! it is installed.

mod support;

use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};
use support::office::{Office, said};

const KEY: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILMjSdkpcX74KnotFZ+pHNwP2bTtkd3eDmj2yLV12dmE wang@home";
const MARK: &str = "SHA256:d6TsC81QXsERpzm18DauJ/gOLx+sacKwE7AY0HFf8P8";

fn people(office: &Office, text: &str) -> String {
    let path = office.write("people", text);
    fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("it is ours");
    path
}

#[test]
fn who_may_come_is_a_table_and_takes_no_store() {
    let office = Office::new();
    let text = format!("role=\"editor\",user=\"王\" {KEY}\nuid=1003 role=\"viewer\" user=\"li\"\n");
    let path = people(&office, &text);
    let table = office.out(&["people", "check", &path]);
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].contains("user") && lines.len() == 3, "{table}");
    for part in ["1", "王", "editor", "ssh-ed25519", MARK, "wang@home"] {
        assert!(lines[1].contains(part), "{part}: {table}");
    }
    assert!(lines[2].contains("li") && lines[2].contains("uid") && lines[2].contains("1003"));
    // Beside the config it needs no name.
    let config = office.file("config.toml");
    fs::write(&config, "").expect("it is ours");
    let csv = office.out(&["people", "check", "--config", &config, "--format", "csv"]);
    assert!(csv.starts_with("line,user,role,by,mark,comment\n1,王,editor,ssh-ed25519,"), "{csv}");
    assert!(!office.store().exists());
}

#[test]
fn each_fault_is_said_and_the_rest_holds() {
    let office = Office::new();
    let path = people(
        &office,
        &format!("role=\"edtor\",user=\"a\" {KEY}\nuid=7 role=\"admin\" user=\"b\""),
    );
    let said = office.run(&["people", "check", &path]);
    assert_eq!(said.exit, 1, "{said:?}");
    assert!(
        said.err.contains(&format!("{path}, line 1: there is no role “edtor”; nearest: editor"))
    );
    assert!(said.out.lines().count() == 2 && said.out.contains("admin"), "{said:?}");
    let zh = office.run(&["people", "check", &path, "--lang", "zh"]);
    assert!(zh.err.contains("第 1 行：没有角色“edtor”") && zh.out.contains("用户"), "{zh:?}");
}

#[test]
fn a_file_that_is_not_followed_and_a_word_that_is_none_are_said() {
    let office = Office::new();
    let missing = office.fails(1, &["people", "check", &office.file("people")]);
    assert!(missing.contains("there is no people file"), "{missing}");
    let path = people(&office, "");
    fs::set_permissions(&path, Permissions::from_mode(0o666)).expect("it is ours");
    assert!(office.fails(1, &["people", "check", &path]).contains("chmod go-w"));
    assert!(office.fails(2, &["people", "chek", &path]).contains("check"));
    assert!(office.fails(2, &["people"]).contains("check"));
}

#[test]
fn where_a_store_is_open_no_file_is_looked_at() {
    let office = Office::new();
    let path = people(&office, &format!("role=\"editor\",user=\"wang\" {KEY}\n"));
    let mut shell = office.command(&["shell", "--empty"]);
    let mut shell = shell
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    let line = format!("people check {path}\n");
    shell.stdin.take().expect("piped").write_all(line.as_bytes()).expect("it reads");
    let said = said(&shell.wait_with_output().expect("it ends"));
    assert!(said.err.contains("on the host's own machine"), "{said:?}");
    assert!(!said.out.contains("wang"), "{said:?}");
}

#[test]
fn the_keys_of_the_real_ssh_keygen_are_taken_with_its_fingerprints() {
    let office = Office::new();
    let sorts = ["ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521", "rsa -b 2048"];
    let (mut text, mut marks) = (String::new(), Vec::new());
    for (number, sort) in sorts.iter().enumerate() {
        let path = office.file(&format!("key{number}"));
        let mut keygen = Command::new("ssh-keygen");
        keygen.args(["-q", "-N", "", "-C", "a comment", "-f", &path, "-t"]);
        let Ok(made) = keygen.args(sort.split(' ')).output() else { return };
        assert!(made.status.success(), "{made:?}");
        let public = format!("{path}.pub");
        let line = fs::read_to_string(&public).expect("it was made");
        text.push_str("role=\"viewer\",user=\"a\" ");
        text.push_str(&line);
        let shown = Command::new("ssh-keygen").args(["-l", "-f", &public]).output();
        let shown = String::from_utf8(shown.expect("it was there").stdout).expect("UTF-8");
        marks.push(shown.split(' ').nth(1).expect("a fingerprint").to_owned());
    }
    let path = people(&office, &text);
    let rows = office.json(&["people", "check", &path, "--format", "json"]);
    let said: Vec<&str> =
        rows.as_array().expect("rows").iter().filter_map(|row| row["mark"].as_str()).collect();
    assert_eq!(said, marks);
    // The private half is no line, and nothing of it is said back.
    let private = fs::read_to_string(office.file("key0")).expect("it was made");
    let said = office.run(&["people", "check", &people(&office, &private)]);
    assert!(said.exit == 1 && said.err.contains("private key"), "{said:?}");
    let secret = private.lines().nth(1).expect("its second line");
    assert!(!said.err.contains(&secret[..16]), "{said:?}");
}
