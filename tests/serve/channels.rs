//! What SSH could do besides: refused at once, and nobody waits.

use crate::hosted::{Hosted, run, soon};
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
        channel.request_subsystem(true, "sftp").await.unwrap();
        assert!(refused(&mut channel).await, "sftp");
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
        for what in ["forwarding", "X11", "agent", "sftp", "a second channel"] {
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
