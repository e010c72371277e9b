//! What SSH could do besides: refused at once, and nobody waits.

use crate::hosted::{Hosted, run, soon};
use liaison::value::Lang;
use liaison::words::serve::{ONLY, UNCLOSED};
use russh::ChannelMsg;

#[test]
fn what_is_no_dashboard_and_no_command_is_refused_at_once() {
    run(async {
        let hosted = Hosted::new().await;
        let client = hosted.client(&hosted.wang).await;
        let tcp = client.handle.channel_open_direct_tcpip("localhost", 22, "localhost", 1);
        assert!(soon("-L", tcp).await.is_err());
        let unix = client.handle.channel_open_direct_streamlocal("/run/x");
        assert!(soon("-L of a socket", unix).await.is_err());
        let x11 = client.handle.channel_open_x11("localhost", 1);
        assert!(soon("a channel of X11", x11).await.is_err());
        assert!(soon("-R", client.handle.tcpip_forward("localhost", 0)).await.is_err());
        assert!(soon("-R of a socket", client.handle.streamlocal_forward("/run/y")).await.is_err());
        let mut channel = client.channel().await;
        channel.agent_forward(true).await.unwrap();
        assert!(refused(&mut channel).await, "-A");
        channel.request_x11(true, false, "MIT-MAGIC-COOKIE-1", "00", 0).await.unwrap();
        assert!(refused(&mut channel).await, "-X");
        for (name, value) in [("PATH", "/x"), ("LD_PRELOAD", "/x"), ("LANG", &"x".repeat(65))] {
            channel.set_env(true, name, value).await.unwrap();
            assert!(refused(&mut channel).await, "{name}");
        }
        channel.set_env(true, "LC_ALL", "zh_CN.UTF-8").await.unwrap();
        assert!(!refused(&mut channel).await);
        assert!(soon("a second channel", client.handle.channel_open_session()).await.is_err());
        channel.exec(true, "count funds").await.unwrap();
        assert!(!refused(&mut channel).await, "the one thing still runs");
        let mut exit = None;
        while let Some(message) = soon("its end", channel.wait()).await {
            if let ChannelMsg::ExitStatus { exit_status } = message {
                exit = Some(exit_status);
            }
        }
        assert_eq!(exit, Some(0));
        for what in ["forwarding", "X11", "agent", "a second channel"] {
            hosted.logged(&[&format!("refused: {what}"), "wang", "SHA256:"]).await;
        }
        drop(client);
        hosted.close().await;
    });
}

#[test]
fn what_is_asked_twice_or_too_late_is_refused() {
    run(async {
        let hosted = Hosted::new().await;
        let seat = hosted.client(&hosted.wang).await.dashboard(80, 24).await;
        seat.wait_for("PUBLISHED").await;
        seat.line.exec(true, "count funds").await.unwrap();
        seat.line.request_shell(true).await.unwrap();
        seat.line.request_pty(true, "vt100", 9, 9, 0, 0, &[]).await.unwrap();
        seat.keys("2").await;
        seat.wait_for("[2 Funds]").await;
        assert!(soon("a second", seat.client.handle.channel_open_session()).await.is_err());
        seat.keys("Q").await;
        assert_eq!(seat.ended().await.exit, Some(0));
        drop(seat);
        hosted.close().await;
    });
}

/// What is said of it: the exit status, what is said beside, and that the channel is closed.
async fn said(channel: &mut russh::Channel<russh::client::Msg>) -> (Option<u32>, String) {
    let (mut exit, mut err) = (None, String::new());
    while let Some(message) = soon("its end", channel.wait()).await {
        match message {
            ChannelMsg::ExitStatus { exit_status } => exit = Some(exit_status),
            ChannelMsg::ExtendedData { data, ext: 1 } => err += &String::from_utf8_lossy(&data),
            ChannelMsg::Data { .. } => panic!("nothing is answered"),
            _ => {}
        }
    }
    (exit, err)
}

#[test]
fn what_copies_files_is_refused_in_words() {
    run(async {
        let hosted = Hosted::new().await;
        for (locale, lang) in [("en_US.UTF-8", Lang::En), ("zh_CN.UTF-8", Lang::Zh)] {
            let only = format!("{}\n", ONLY.say(lang));
            for name in ["sftp", "netconf", "\u{1b}[31m"] {
                let client = hosted.client(&hosted.wang).await;
                let mut channel = client.channel().await;
                channel.set_env(false, "LANG", locale).await.unwrap();
                channel.request_subsystem(true, name).await.unwrap();
                assert_eq!(said(&mut channel).await, (Some(6), only.clone()), "{name}");
                // It is the one channel there was.
                let second = client.handle.channel_open_session();
                assert!(soon("a second channel", second).await.is_err());
            }
            for line in ["scp -t g", "scp -f /etc/passwd", "rsync --server . /", "sftp-server"] {
                let client = hosted.client(&hosted.wang).await;
                let mut channel = client.channel().await;
                channel.set_env(false, "LANG", locale).await.unwrap();
                channel.exec(true, line).await.unwrap();
                assert_eq!(said(&mut channel).await, (Some(6), only.clone()), "{line}");
            }
            let client = hosted.client(&hosted.wang).await;
            let mut channel = client.channel().await;
            channel.set_env(false, "LANG", locale).await.unwrap();
            channel.exec(true, "find 'solar").await.unwrap();
            assert_eq!(said(&mut channel).await, (Some(2), format!("{}\n", UNCLOSED.say(lang))));
        }
        for what in ["sftp", "scp", "rsync"] {
            hosted.logged(&[&format!("refused: {what}"), "wang", "SHA256:"]).await;
        }
        hosted.close().await;
    });
}

#[test]
fn a_subsystem_beside_what_runs_is_refused_and_that_goes_on() {
    run(async {
        let hosted = Hosted::new().await;
        let seat = hosted.client(&hosted.wang).await.dashboard(80, 24).await;
        seat.wait_for("PUBLISHED").await;
        seat.line.request_subsystem(true, "sftp").await.unwrap();
        seat.line.exec(true, "scp -t g").await.unwrap();
        hosted.logged(&["refused: sftp", "wang"]).await;
        seat.keys("2").await;
        seat.wait_for("[2 Funds]").await;
        seat.keys("Q").await;
        assert_eq!(seat.ended().await.exit, Some(0));
        drop(seat);
        hosted.close().await;
    });
}

async fn refused(channel: &mut russh::Channel<russh::client::Msg>) -> bool {
    loop {
        match soon("an answer", channel.wait()).await {
            Some(ChannelMsg::Success) => return false,
            Some(ChannelMsg::Failure) => return true,
            Some(_) => {}
            None => panic!("the channel is closed"),
        }
    }
}
