//! How a host ends.

use crate::hosted::{Hosted, run, soon};
use liaison::serve::Then;

#[test]
fn who_is_there_when_the_host_ends_is_told_and_what_they_typed_is_kept() {
    run(async {
        let hosted = Hosted::new().await;
        let seat = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        seat.wait_for("PUBLISHED").await;
        seat.keys("2").await;
        seat.wait_for("> Anshan-Tsinghua").await;
        seat.keys("m").await;
        seat.wait_for("Add interaction").await;
        seat.keys("他们说").await;
        seat.wait_for("他们说").await;
        // One who reads nothing, one who has begun nothing, and one who is asked something.
        let idle = hosted.client(&hosted.wang).await;
        let asked = hosted.client(&hosted.wang).await.at_terminal("shell").await;
        asked.keys("count funds<Enter>").await;
        asked.wait_for("count funds").await;
        soon("the end", hosted.host.end(Then::Nobody)).await;
        let said = seat.ended().await;
        assert_eq!(said.exit, Some(143), "{said:?}");
        assert!(said.err.contains("kept as a draft"), "{said:?}");
        assert!(seat.is_as_found());
        hosted.empty().await;
        let kept = std::fs::read_dir(hosted.file("store/people/li/drafts")).unwrap();
        assert_eq!(kept.count(), 1);
        drop((seat, idle, asked));
        hosted.close().await;
    });
}
