//! In which language whoever comes reads: in that of their own terminal, whatever the host's is.

use crate::client::{Client, Said};
use crate::hosted::{Hosted, run};
use crate::process::Process;
use liaison::config::{Config, Origin};
use liaison::people::People;
use liaison::value::Lang;

const ENGLISH: &[(&str, &str)] = &[("LANG", "en_US.UTF-8")];
const CHINESE: &[(&str, &str)] = &[("LANG", "zh_CN.UTF-8")];
/// No terminal's own language: what the machine speaks is none.
const NONE: &[&[(&str, &str)]] = &[&[], &[("LANG", "C.UTF-8")], &[("LANG", "")]];

/// What a dashboard shows first, and what is said of a command that is none.
async fn read(host: &Process, variables: &[(&str, &str)], shown: &str) -> Said {
    let sign_in = || async { Client::sign_in(host.at, &host.li).await.unwrap() };
    let seat = sign_in().await.dashboard_in(variables, 80, 24, &[]).await;
    seat.wait_for(shown).await;
    drop(seat);
    let said = sign_in().await.pipe_in(variables, "count nothings", b"").await;
    assert_eq!((said.exit, said.out.as_str()), (Some(2), ""), "{said:?}");
    said
}

fn is_chinese(said: &Said) -> bool {
    said.err.chars().any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign))
}

#[test]
fn a_guest_reads_their_own_language_at_a_host_begun_in_chinese() {
    // Told by an option, or by the variable for it.
    for (options, variables) in [
        (&["--lang", "zh"][..], CHINESE),
        (&[], &[("LIAISON_LANG", "zh"), ("LANG", "zh_CN.UTF-8")]),
    ] {
        let host = Process::start_with(options, variables);
        run(async {
            assert!(!is_chinese(&read(&host, ENGLISH, "[1 Home]").await));
            assert!(is_chinese(&read(&host, CHINESE, "[1 首页]").await));
            // Who says nothing reads what the host was told; who came in another before as well.
            for variables in NONE {
                assert!(is_chinese(&read(&host, variables, "[1 首页]").await), "{variables:?}");
            }
            assert!(!is_chinese(&read(&host, ENGLISH, "[1 Home]").await));
        });
    }
}

#[test]
fn a_host_in_whose_machine_one_reads_chinese_tells_nobody_else_what_to_read() {
    let host = Process::start_with(&[], CHINESE);
    run(async {
        assert!(!is_chinese(&read(&host, ENGLISH, "[1 Home]").await));
        assert!(is_chinese(&read(&host, CHINESE, "[1 首页]").await));
        // Nobody has said anything: one is asked, in both.
        for variables in NONE {
            assert!(!is_chinese(&read(&host, variables, "使用哪种语言").await), "{variables:?}");
        }
    });
}

#[test]
fn a_guest_reads_their_own_language_at_a_host_begun_in_english() {
    let host = Process::start_with(&["--lang", "en"], ENGLISH);
    run(async {
        assert!(is_chinese(&read(&host, CHINESE, "[1 首页]").await));
        assert!(!is_chinese(&read(&host, ENGLISH, "[1 Home]").await));
        for variables in NONE {
            assert!(!is_chinese(&read(&host, variables, "[1 Home]").await), "{variables:?}");
        }
    });
}

#[test]
fn who_is_sent_away_is_told_so_in_the_language_they_read() {
    run(async {
        let mut config = Config::default();
        config.set("lang", "zh", Origin::Flag("--lang"));
        let hosted = Hosted::of(config).await;
        for (key, variables, lang) in [
            (&hosted.li, ENGLISH, Lang::En),
            (&hosted.wang, CHINESE, Lang::Zh),
            (&hosted.zhao, &[], Lang::Zh),
        ] {
            let seat = hosted.client(key).await.dashboard_in(variables, 80, 24, &[]).await;
            seat.drawn().await;
            hosted.host.admit(People::default());
            let said = seat.ended().await;
            let why = liaison::words::serve::REVOKED.say(lang);
            assert!(said.err.contains(why), "{said:?}");
            drop(seat);
            hosted.admit_all();
        }
        hosted.close().await;
    });
}
