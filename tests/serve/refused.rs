//! Who may not come, or not do it: refused, told, and in the log.

use crate::client::Client;
use crate::hosted::{Hosted, line, new_key, run, soon};
use liaison::people::People;
use liaison::serve::ssh::fingerprint;

#[test]
fn a_key_nobody_knows_and_a_password_are_refused_and_logged() {
    run(async {
        let hosted = Hosted::new().await;
        let stranger = new_key();
        assert!(Client::sign_in(hosted.at, &stranger).await.is_none());
        hosted.logged(&["key refused", &fingerprint(&stranger), "ssh 127.0.0.1:"]).await;
        let mut client = Client::connect(hosted.at).await;
        let answer = soon("a password", client.handle.authenticate_password("wang", "x")).await;
        assert!(answer.is_ok_and(|answer| !answer.success()));
        let answer = soon("nothing", client.handle.authenticate_none("root")).await;
        assert!(answer.is_ok_and(|answer| !answer.success()));
        assert!(client.offer(&hosted.wang).await, "whoever is known may still come");
        drop(client);
        hosted.close().await;
    });
}

#[test]
fn who_has_tried_six_keys_is_not_heard_again() {
    run(async {
        let hosted = Hosted::new().await;
        let mut client = Client::connect(hosted.at).await;
        for _ in 0..6 {
            assert!(!client.offer(&new_key()).await);
        }
        assert!(!client.offer(&hosted.wang).await);
        assert!(!client.offer(&hosted.wang).await);
        hosted.logged(&["too many tries", "127.0.0.1:"]).await;
        drop(client);
        hosted.close().await;
    });
}

#[test]
fn whose_key_is_removed_is_sent_away_and_the_others_stay() {
    run(async {
        let hosted = Hosted::new().await;
        let li = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        // One at commands, line by line.
        let shell = hosted.client(&hosted.li).await.at_terminal("shell").await;
        shell.keys("count funds<Enter>").await;
        shell.wait_for("7").await;
        let wang = hosted.client(&hosted.wang).await.dashboard(80, 24).await;
        // One who has signed in and not begun anything.
        let waiting = hosted.client(&hosted.li).await;
        li.wait_for("PUBLISHED").await;
        wang.wait_for("PUBLISHED").await;
        hosted.host.admit(People::parse(&line("wang", "admin", &hosted.wang)));
        let said = li.ended().await;
        assert_eq!(said.exit, Some(143));
        assert!(said.err.contains("Your rights here have changed"), "{said:?}");
        assert!(li.is_as_found());
        assert!(Client::sign_in(hosted.at, &hosted.li).await.is_none());
        let said = waiting.run("count funds").await;
        assert_eq!((said.exit, said.out.as_str()), (Some(1), ""), "{said:?}");
        assert!(said.err.contains("Your rights here have changed"), "{said:?}");
        assert_eq!(shell.ended().await.exit, Some(1));
        wang.keys("2").await;
        wang.wait_for("[2 Funds]").await;
        // Another role is another right.
        hosted.host.admit(People::parse(&line("wang", "viewer", &hosted.wang)));
        assert_eq!(wang.ended().await.exit, Some(143));
        drop((li, shell, wang, waiting));
        hosted.close().await;
    });
}

#[test]
fn a_viewer_changes_nothing_by_command_or_on_the_screen() {
    run(async {
        let hosted = Hosted::new().await;
        let said = hosted.client(&hosted.zhao).await.run("edit fund-1 name=Mine").await;
        assert_eq!(said.exit, Some(6), "{said:?}");
        hosted.logged(&["not allowed", "zhao", "edit"]).await;
        let shell = hosted.client(&hosted.zhao).await.pipe("shell", b"trash fund-1\n").await;
        assert!(shell.err.contains("may view but not edit"), "{shell:?}");
        hosted.logged(&["not allowed", "zhao", "trash"]).await;
        let seat = hosted.client(&hosted.zhao).await.dashboard(80, 24).await;
        seat.wait_for("PUBLISHED").await;
        seat.keys("2").await;
        seat.wait_for("> Anshan-Tsinghua").await;
        seat.keys("e").await;
        seat.wait_for("may").await;
        let before = hosted.office.store().now().snapshot;
        seat.keys("m").await;
        seat.keys("他们说").await;
        seat.keys("<C-s>").await;
        seat.keys("3").await;
        drop(seat);
        hosted.empty().await;
        assert_eq!(before.len(), hosted.office.store().now().snapshot.len());
        hosted.close().await;
    });
}

#[test]
fn there_is_no_room_for_more_lines_than_are_bounded() {
    run(async {
        let limits = liaison::serve::Limits { of_a_person: 2, lines: 4, ..Default::default() };
        let hosted = Hosted::with(limits).await;
        let one = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        let two = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        one.wait_for("PUBLISHED").await;
        two.wait_for("PUBLISHED").await;
        let said = hosted.client(&hosted.li).await.run("count funds").await;
        assert_eq!(said.exit, Some(1), "{said:?}");
        assert!(said.err.contains("Too many sessions"), "{said:?}");
        hosted.logged(&["too many lines", "SHA256:"]).await;
        let said = hosted.client(&hosted.wang).await.run("count funds").await;
        assert_eq!(said.exit, Some(0), "others have their own: {said:?}");
        drop((one, two));
        hosted.close().await;
    });
}
