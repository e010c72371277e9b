//! The command line by SSH.

use crate::hosted::{Hosted, run};
use crate::support::office::Office;
use std::fs;

#[test]
fn a_command_answers_as_it_does_here() {
    run(async {
        let hosted = Hosted::new().await;
        let here = Office::new();
        for line in [
            "list members --format json",
            "list members toyota --format csv",
            "show member-1",
            "find tsinghua --format lines",
            "count funds",
            "export funds --format csv",
        ] {
            let client = hosted.client(&hosted.wang).await;
            let words = shell_words::split(line).unwrap();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let (there, here) = (client.run(line).await, here.run(&words));
            let there = (there.exit.unwrap_or(99).cast_signed(), there.out);
            assert_eq!(there, (here.exit, here.out), "{line}: {}", here.err);
        }
        hosted.close().await;
    });
}

#[test]
fn a_file_goes_in_and_comes_out_and_how_it_ended_is_passed_on() {
    run(async {
        let hosted = Hosted::new().await;
        let (wang, csv) =
            (|| hosted.client(&hosted.wang), "{\"name\":\"New One\"}\n{\"name\":\"New Two\"}\n");
        let said = wang().await.pipe("import - --kind funds --add", csv.as_bytes()).await;
        assert_eq!(said.exit, Some(0), "{said:?}");
        let said = wang().await.run("export funds --internal --format csv").await;
        assert!(said.out.contains("New Two") && !said.err.contains("New Two"), "{said:?}");
        for (line, exit) in [("count nothings", 2), ("show fund-99999", 3), ("'open", 2)] {
            let said = wang().await.run(line).await;
            assert_eq!((said.exit, said.out.as_str()), (Some(exit), ""), "{line}: {said:?}");
            assert!(!said.err.is_empty(), "{line}");
        }
        let zhao = hosted.client(&hosted.zhao).await;
        let said = zhao.run("edit fund-1 name=Mine").await;
        assert_eq!(said.exit, Some(6), "{said:?}");
        let backup = wang().await.run("backup").await;
        assert_eq!(backup.exit, Some(0), "{:?}", backup.err);
        hosted.close().await;
    });
}

#[test]
fn no_file_of_the_host_is_touched_and_nothing_but_its_store_is_opened() {
    run(async {
        let hosted = Hosted::new().await;
        fs::write(hosted.file("in.csv"), "name\nSecret\n").unwrap();
        let (given, out) = (hosted.file("in.csv"), hosted.file("out"));
        let (given, out) = (given.display(), out.display());
        for line in [
            format!("export funds --out {out}"),
            format!("import {given} --kind funds --add"),
            format!("backup {out}"),
            format!("restore {given}"),
            format!("brief siemens --out {out}"),
            format!("--store {out} count funds"),
            "count funds --as root".to_owned(),
            "count funds --now 2026-01-01".to_owned(),
            "count funds --empty".to_owned(),
            "count funds --demo".to_owned(),
            format!("--config {given} count funds"),
            format!("--socket {out} count funds"),
            format!("people check {given}"),
            format!("serve --people {given}"),
            "attach".to_owned(),
        ] {
            let said = hosted.client(&hosted.wang).await.run(&line).await;
            assert!(said.exit.is_some_and(|exit| exit != 0), "{line}: {said:?}");
            let all = format!("{}{}", said.out, said.err);
            assert!(!all.contains("Secret") && !said.err.is_empty(), "{line}: {said:?}");
            assert!(!hosted.file("out").exists(), "{line}");
        }
        hosted.close().await;
    });
}

#[test]
fn what_is_an_administrators_is_refused_to_others() {
    run(async {
        let hosted = Hosted::new().await;
        for line in ["restore x", "compact", "people check", "serve", "backup"] {
            for key in [&hosted.li, &hosted.zhao] {
                let said = hosted.client(key).await.run(line).await;
                let is_refused = matches!(said.exit, Some(2 | 6)) && said.out.is_empty();
                assert!(is_refused && !said.err.is_empty(), "{line}: {said:?}");
            }
        }
        hosted.close().await;
    });
}

#[test]
fn a_terminal_is_asked_and_where_there_is_none_lines_are_read() {
    run(async {
        let hosted = Hosted::new().await;
        let client = hosted.client(&hosted.wang).await;
        let seat = client.at_terminal("handover me li").await;
        assert_eq!(seat.ended().await.exit, Some(3), "li was never here");
        let li = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        li.wait_for("PUBLISHED").await;
        li.keys("Q").await;
        assert_eq!(li.ended().await.exit, Some(0));
        let said = hosted.client(&hosted.wang).await.run("edit fund-1 owner=me").await;
        assert_eq!(said.exit, Some(0), "{said:?}");
        let seat = hosted.client(&hosted.wang).await.at_terminal("handover me li").await;
        seat.wait_for("?").await;
        seat.keys("n<Backspace>y<Enter>").await;
        let said = seat.ended().await;
        assert_eq!(said.exit, Some(0), "{said:?}\n{}", seat.screen());
        let said = hosted.client(&hosted.wang).await.run("count funds owner:li").await;
        assert_eq!(said.out, "1\n");
        let client = hosted.client(&hosted.wang).await;
        let channel = client.channel().await;
        channel.request_shell(true).await.unwrap();
        let (mut reading, writing) = channel.split();
        writing.data(&b"count funds\ncount members\n"[..]).await.unwrap();
        writing.eof().await.unwrap();
        let (mut out, mut exit) = (String::new(), None);
        while let Some(message) = crate::hosted::soon("the shell", reading.wait()).await {
            match message {
                russh::ChannelMsg::Data { data } => out += &String::from_utf8_lossy(&data),
                russh::ChannelMsg::ExitStatus { exit_status } => exit = Some(exit_status),
                _ => {}
            }
        }
        assert_eq!((exit, out.lines().count()), (Some(0), 2), "{out}");
        drop((client, seat, li));
        hosted.close().await;
    });
}
