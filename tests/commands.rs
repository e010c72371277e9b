//! The real binary: its commands, both languages and its exit codes, on stores of its own.
#![allow(clippy::unwrap_used)] // what is asked of the machine here fails the test

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder for one store.
struct Office {
    folder: TempDir,
}

#[derive(Debug)]
struct Said {
    exit: i32,
    out: String,
    err: String,
}

impl Office {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn store(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
        command.env_clear().env("LIAISON_STORE", self.store()).env("USER", "wang");
        command.args(words).args(["--now", "2026-11-22 09:00"]);
        command
    }

    fn run(&self, words: &[&str]) -> Said {
        answer(self.command(words).stdin(Stdio::null()))
    }

    /// The data of a command that succeeds.
    fn out(&self, words: &[&str]) -> String {
        let said = self.run(words);
        assert_eq!(said.exit, 0, "{words:?}: {}", said.err);
        said.out
    }

    fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.out(words)).unwrap()
    }

    /// The narration of a command that ends so.
    fn fails(&self, exit: i32, words: &[&str]) -> String {
        let said = self.run(words);
        assert_eq!(said.exit, exit, "{words:?}: {said:?}");
        assert!(said.out.is_empty(), "{words:?}: {said:?}");
        said.err
    }

    fn shell(&self, words: &[&str], lines: &str) -> Said {
        let mut command = self.command(&[&["shell"], words].concat());
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
        of(&child.wait_with_output().unwrap())
    }
}

fn answer(command: &mut Command) -> Said {
    of(&command.output().unwrap())
}

fn of(output: &std::process::Output) -> Said {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Said {
        exit: output.status.code().unwrap(),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}

#[test]
fn the_published_numbers_come_out() {
    let office = Office::new();
    let overseas = office.json(&["list", "members", "branch:overseas", "--format", "json"]);
    assert_eq!(overseas.as_array().unwrap().len(), 16);
    let toyota = overseas.as_array().unwrap().iter();
    let mut toyota = toyota.filter(|member| member["organization"]["name"] == "Toyota");
    assert_eq!(toyota.next().unwrap()["status"], "no dates");
    assert_eq!(office.json(&["list", "funds", "--format", "json"]).as_array().unwrap().len(), 7);
    assert_eq!(office.out(&["list", "funds"]).lines().count(), 8);
    assert_eq!(office.out(&["count", "members"]), "31\n");
    assert_eq!(
        office.out(&["count", "members", "branch:domestic", "-organization:huawei"]),
        "14\n"
    );
    let by = office.json(&["count", "agreements", "--by", "category", "--format", "json"]);
    assert_eq!(
        by,
        serde_json::json!([
            { "value": "strategic cooperation", "count": 13 },
            { "value": "membership", "count": 4 },
        ])
    );
    assert_eq!(
        office.out(&["count", "agreements", "--by", "category"]),
        "Category               Count\nstrategic cooperation     13\nmembership                 4\n"
    );
    assert_eq!(office.out(&["count", "funds", "--by", "ends"]), "Ends  Count\n-         7\n");
    assert_eq!(office.out(&["count", "funds", "ends:any"]), "0\n");
    assert_eq!(office.out(&["list", "funds", "ends:any", "--format", "json"]), "[]\n");
}

#[test]
fn a_name_as_it_was_printed_finds_the_record() {
    let office = Office::new();
    let out = office.out(&["find", "INCEDTMENT"]);
    assert!(out.contains("Sichuan Railway Investment Group"), "{out}");
    assert!(out.contains("SICHUAN RAILWAY INCEDTMENT"), "{out}");
    let hits = office.json(&["find", "toyota", "--format", "json"]);
    assert_eq!(hits[0]["name"], "Toyota");
    assert_eq!(hits[0]["matched"]["field"], "name");
    assert_eq!(hits[0]["folded"][0], "member-16");
    let err = office.fails(3, &["find", "chnghong"]);
    assert!(err.contains("Changhong"), "{err}");
    assert_eq!(office.run(&["find", "zzzz", "--format", "json"]).out, "[]\n");
}

#[test]
fn a_record_is_shown_with_both_ways_of_its_links() {
    let office = Office::new();
    let out = office.out(&["show", "toyota"]);
    assert!(out.starts_with("Toyota  丰田  organization  organization-"), "{out}");
    assert!(out.contains("Members (1)\n  Toyota (member-16)"), "{out}");
    assert!(out.contains("Not recorded: ") && out.contains("Created 2026-11-22 09:00"), "{out}");
    let object = office.json(&["show", "members/toyota", "--format", "json"]);
    assert_eq!(object["id"], "member-16");
    let toyota = object["organization"]["id"].as_str().unwrap();
    let object = office.json(&["show", toyota, "--format", "json"]);
    assert_eq!(object["links_to"][0]["id"], "member-16");
    assert_eq!(object["links_to"][0]["field"], "organization");
    assert!(office.fails(3, &["show", "toyata"]).contains("Toyota"));
    let err = office.fails(3, &["show", "joint research center"]);
    assert!(err.contains("could be any of 8") && err.contains("center-3"), "{err}");
}

#[test]
fn what_is_added_is_edited_trashed_and_brought_back() {
    let office = Office::new();
    let words = ["add", "organizations", "name=Acme; Ltd", "category=enterprise", "tags=oled, key"];
    let id = office.out(&words);
    let id = id.trim();
    assert!(id.starts_with("organization-"), "{id}");
    let member = office.out(&["add", "members", "org=Acme; Ltd", "branch=国内", "joined=~2019"]);
    let member = office.json(&["show", member.trim(), "--format", "json"]);
    assert_eq!(member["organization"]["id"], id);
    assert_eq!((&member["branch"], &member["joined"]), (&"domestic".into(), &"~2019".into()));

    office.out(&["edit", id, "tags+=new", "tags-=oled", "country=DE", "--rev", "1", "--as", "li"]);
    let acme = office.json(&["show", id, "--format", "json"]);
    assert_eq!(acme["tags"], serde_json::json!(["key", "new"]));
    assert_eq!((&acme["rev"], &acme["updated"]["who"]), (&2.into(), &"li".into()));
    let err = office.fails(4, &["edit", id, "country=", "--rev", "1"]);
    assert!(err.contains("(li, 2026-11-22 09:00)") && err.contains("--rev 2"), "{err}");
    office.out(&["edit", id, "country="]);
    assert!(office.json(&["show", id, "--format", "json"])["country"].is_null());

    assert_eq!(office.out(&["trash", "Acme;", "Ltd"]).trim(), id);
    assert!(office.fails(3, &["edit", id, "country=DE"]).contains("untrash"));
    assert_eq!(office.fails(3, &["trash", id]).lines().count(), 1);
    assert_eq!(office.out(&["untrash", "acme ltd"]).trim(), id);
    assert!(office.fails(3, &["untrash", id]).contains("not in the trash"));
    assert_eq!(office.out(&["count", "organizations", "acme"]), "1\n");
    assert!(office.out(&["verify"]).starts_with("sound: "));
}

#[test]
fn an_edit_of_an_older_revision_merges_or_tells_the_three_values_of_each_field() {
    let office = Office::new();
    office.out(&["edit", "fund-1", "ends=2027", "founded=2008"]);
    office.out(&["edit", "fund-1", "ends=2028", "notes=theirs\nsecond", "--as", "li"]);
    office.out(&["edit", "fund-1", "tags=key", "--rev", "2"]);
    let err = office.fails(4, &["edit", "fund-1", "ends=2029", "founded=2009", "--rev", "2"]);
    let told = [
        "    Ends",
        "      mine    2029",
        "      theirs  2028 (li, 2026-11-22 09:00)",
        "      before  2027",
    ];
    assert_eq!(err.lines().skip(2).take(4).collect::<Vec<_>>(), told, "{err}");
    assert!(!err.contains("Founded") && err.contains("--rev 4"), "{err}");
    let fund = office.json(&["show", "fund-1", "--format", "json"]);
    assert_eq!((&fund["founded"], &fund["ends"]), (&"2008".into(), &"2028".into()));
    assert_eq!(fund["tags"], serde_json::json!(["key"]), "other fields merge");
    let zh = office.fails(4, &["edit", "fund-1", "ends=2029", "--rev", "1", "--lang", "zh"]);
    assert!(zh.contains("对方的  2028（li，2026-11-22 09:00）"), "{zh}");
    assert!(office.fails(4, &["edit", "fund-1", "ends=2029", "--rev", "9"]).contains("revision 4"));
    office.out(&["edit", "fund-1", "ends=2029", "founded=2009", "--rev", "4"]);
    assert_eq!(office.json(&["show", "fund-1", "--format", "json"])["ends"], "2029");
}

#[test]
fn wrong_usage_is_2_and_says_what_would_be_right() {
    let office = Office::new();
    for (words, right) in [
        (&["lst", "funds"][..], "nearest: list"),
        (&["list", "fnds"], "nearest: funds"),
        (&["list", "funds", "--fromat", "csv"], "nearest: --format"),
        (&["list", "funds", "catagory:regional"], "category"),
        (&["list", "funds", "--sort", "catagory"], "category"),
        (&["list", "funds", "--columns", "name,regoins"], "regions"),
        (&["count", "funds", "--by", "catagory"], "category"),
        (&["add", "funds", "name"], "FIELD=VALUE"),
        (&["add", "funds", "ends=2027"], "name"),
        (&["add", "funds", "name=A", "form=seed moeny"], "seed money"),
        (&["add", "members", "organization=Toyata", "branch=overseas"], "Toyota"),
        (&["edit", "fund-1", "ends=soon"], "Ends (ends)"),
        (&["edit", "fund-1"], "FIELD=VALUE"),
        (&["verify", "all"], "“all”"),
        (&["show"], "REF"),
        (&[], "terminal"),
    ] {
        let err = office.fails(2, words);
        assert!(err.contains(right), "{words:?}: {err}");
    }
    assert_eq!(office.out(&["count", "funds"]), "7\n");
    office.fails(3, &["edit", "fund-99", "ends=2027"]);
    office.fails(3, &["trash", "fund-99"]);
}

#[test]
fn both_languages_are_spoken() {
    let office = Office::new();
    let zh = office.out(&["list", "members", "branch:overseas", "--lang", "zh"]);
    assert!(zh.starts_with("名称") && zh.contains("丰田") && zh.contains("无日期"), "{zh}");
    assert!(office.fails(2, &["lst", "--lang", "zh"]).starts_with("没有命令“lst”"));
    assert!(office.fails(2, &["list", "基", "--lang=zh"]).contains("没有记录类别"));
    let mut locale = office.command(&["list", "基金", "地区：河北", "--format", "lines"]);
    let said = answer(locale.env("LC_ALL", "zh_CN.UTF-8").env("LANG", "C"));
    assert!(said.out.starts_with("1/1：") && said.out.contains("河北省"), "{said:?}");
    assert!(office.out(&["--help", "--lang", "zh"]).contains("用法："));
    assert!(office.out(&["list", "--help"]).contains("Usage: liaison list KIND"));
    assert_eq!(office.out(&["--version"]), concat!("liaison ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn sentences_say_only_what_is_recorded() {
    let office = Office::new();
    let out = office.out(&["list", "members", "toyota", "--format", "lines"]);
    assert_eq!(out, "1 of 1. Toyota. overseas. no dates.\n");
}

#[test]
fn csv_names_its_columns_and_its_links() {
    let office = Office::new();
    let out = office.out(&["list", "members", "toyota", "--format", "csv"]);
    let mut lines = out.lines();
    assert!(lines.next().unwrap().starts_with("id,organization,branch,joined,"), "{out}");
    assert!(lines.next().unwrap().starts_with("member-16,Toyota,overseas,"), "{out}");
    let words = ["list", "members", "toyota", "--columns", "organization.country,branch"];
    let out = office.out(&[&words[..], &["--format", "csv"]].concat());
    assert_eq!(out, "id,organization.country,branch\nmember-16,JP,overseas\n");
}

#[test]
fn a_limit_is_said_and_an_order_is_kept() {
    let office = Office::new();
    let said = office.run(&["list", "members", "--limit", "2", "--sort", "-organization"]);
    assert_eq!((said.exit, said.out.lines().count()), (0, 3));
    assert!(said.out.lines().nth(1).unwrap().starts_with("Yalong"), "{}", said.out);
    assert!(said.err.ends_with("2 of 31 shown\n"), "{}", said.err);
}

#[test]
fn figures_stand_beside_what_is_recorded_and_are_never_added() {
    let office = Office::new();
    let figures = office.json(&["figures", "--format", "json"]);
    assert_eq!(figures.as_array().unwrap().len(), 6);
    let overseas = &figures[3];
    assert_eq!(overseas["claim"], 40);
    assert_eq!(overseas["qualifier"], "more than");
    assert_eq!(overseas["as_of"], "2017-12");
    assert_eq!((&overseas["recorded"], &overseas["gap"]), (&16.into(), &24.into()));
    assert_eq!(overseas["state"], "partial list");
    let said = office.run(&["figures"]);
    assert!(said.out.contains(">150") && said.out.contains("none recorded"), "{}", said.out);
    assert!(
        said.err
            .contains("15 of more than 150 domestic, 16 of more than 40 overseas members named"),
        "{}",
        said.err
    );
}

#[test]
fn every_key_is_listed() {
    let office = Office::new();
    let keys = office.out(&["keys"]);
    assert!(keys.starts_with("Where") && keys.contains("ctrl-l"), "{keys}");
}

#[test]
fn the_shell_reports_a_wrong_line_and_reads_the_next() {
    let office = Office::new();
    let lines = "\
# a comment, and a blank line

count funds
lst funds
add organizations 'name=Acme Ltd' category=enterprise
find acme
1
show 9
count organizations \"acme
count organizations 'acme'
quit
count funds
";
    let said = office.shell(&[], lines);
    assert_eq!(said.exit, 2, "the last failure is the open quote: {said:?}");
    let out: Vec<&str> = said.out.lines().collect();
    assert_eq!(out[0], "7");
    assert!(out[1].starts_with("organization-"), "{said:?}");
    assert!(out[2].starts_with("1 of 1. Acme Ltd"), "{said:?}");
    assert!(out[3].starts_with("Acme Ltd. organization."), "{said:?}");
    assert_eq!(out.last(), Some(&"1"));
    for line in ["line 4: no command “lst”", "line 8: ", "line 9: "] {
        assert!(said.err.contains(line), "{line}: {said:?}");
    }
    assert!(!said.err.contains("line 3") && !said.err.contains("> "), "{said:?}");

    let said = office.shell(&["--stop"], "count funds\nshow fund-99\ncount funds\n");
    assert_eq!((said.exit, said.out.as_str()), (3, "7\n"));
    let said = office.shell(&[], "count funds --store /tmp\nshell\nhelp\n");
    assert_eq!(said.exit, 2);
    assert!(said.out.contains("Usage:"), "{said:?}");
    let said = office.shell(&[], "count funds");
    assert_eq!((said.exit, said.out.as_str()), (0, "7\n"));
}

#[test]
fn a_store_that_is_held_says_by_whom_and_since_when() {
    let office = Office::new();
    let mut holder = office.command(&["shell"]);
    let mut holder =
        holder.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut input = holder.stdin.take().unwrap();
    input.write_all(b"add organizations name=Acme\n").unwrap();
    let mut answer = String::new();
    BufReader::new(holder.stdout.take().unwrap()).read_line(&mut answer).unwrap();
    assert!(answer.starts_with("organization-"), "answered once it is durable: {answer}");

    let err = office.fails(5, &["count", "funds"]);
    assert!(err.contains(&holder.id().to_string()) && err.contains("since 2026-11-22"), "{err}");
    drop(input);
    assert!(holder.wait().unwrap().success());
    assert_eq!(office.out(&["count", "organizations", "acme"]), "1\n");
}

#[test]
fn a_killed_shell_has_saved_what_it_answered() {
    let office = Office::new();
    let mut killed = office.command(&["shell"]);
    let mut killed =
        killed.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut input = killed.stdin.take().unwrap();
    let mut output = BufReader::new(killed.stdout.take().unwrap());
    let mut id = String::new();
    input.write_all(b"add organizations name=Acme\n").unwrap();
    output.read_line(&mut id).unwrap();
    killed.kill().unwrap();
    killed.wait().unwrap();
    let acme = office.json(&["show", id.trim(), "--format", "json"]);
    assert_eq!(acme["name"], "Acme");
}

#[test]
fn a_damaged_store_is_5_and_still_read() {
    let office = Office::new();
    for name in ["name=One", "name=Two", "name=Three"] {
        office.out(&["add", "organizations", name]);
    }
    let journal = office.store().join("journal");
    let file = fs::read_dir(&journal).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert!(office.run(&["verify"]).err.contains("damaged"));
    office.fails(5, &["verify"]);
    office.fails(5, &["add", "organizations", "name=Four"]);
    assert_eq!(office.out(&["count", "funds"]), "7\n");
}

#[test]
fn a_reader_that_leaves_is_no_failure_and_a_full_disk_is() {
    let office = Office::new();
    office.out(&["verify"]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = office.command(&["list", "members", "--format", "json"]).stdout(writer).output();
    let gone = of(&output.unwrap());
    assert_eq!((gone.exit, gone.err.as_str()), (0, ""));
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = office.command(&["list", "members", "--format", "json"]).stdout(full).output();
    let full = of(&output.unwrap());
    assert_eq!(full.exit, 1, "{full:?}");
    assert_eq!(full.err.lines().count(), 1, "{full:?}");
}

#[test]
fn a_new_store_is_told_of_and_may_be_empty() {
    let office = Office::new();
    let said = office.run(&["count", "funds", "--empty"]);
    assert_eq!((said.exit, said.out.as_str()), (0, "0\n"));
    assert!(said.err.contains("A new store was created in"), "{said:?}");
    assert_eq!(office.run(&["count", "funds"]).err, "");
    let mut of_home = office.command(&["count", "funds"]);
    let home = tempfile::tempdir().unwrap();
    let said = answer(of_home.env_remove("LIAISON_STORE").env("HOME", home.path()));
    assert_eq!((said.exit, said.out.as_str()), (0, "7\n"));
    assert!(home.path().join(".local/share/liaison/journal").is_dir());
    let mut file = String::new();
    fs::File::open(office.store().join("lock")).unwrap().read_to_string(&mut file).unwrap();
    assert!(file.contains("pid"), "{file}");
}

/// Records too long for sled's own pages lie in files that it makes by itself.
#[test]
fn a_file_made_while_the_store_is_open_is_private_whatever_the_umask() {
    let office = Office::new();
    let mut shell = Command::new("sh");
    shell.env_clear().env("LIAISON_STORE", office.store()).env("USER", "wang");
    shell.args(["-c", "umask 000; exec \"$0\" shell --empty", env!("CARGO_BIN_EXE_liaison")]);
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut shell = shell.spawn().unwrap();
    let mut input = shell.stdin.take().unwrap();
    let notes = "记录".repeat(49_000);
    writeln!(input, "add units name=Law \"notes={notes}\"").unwrap();
    let mut answers = BufReader::new(shell.stdout.take().unwrap()).lines();
    assert_eq!(answers.next().unwrap().unwrap(), "unit-1");

    let mut folders = vec![office.store().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}: {mode:o}", entry.path().display());
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            }
        }
    }
    drop(input);
    shell.wait().unwrap();
}
