//! The dashboard by SSH.

use crate::hosted::{Hosted, run, until};

#[test]
fn the_dashboard_comes_hears_keys_and_leaves_the_terminal_as_found() {
    run(async {
        let hosted = Hosted::new().await;
        let seat = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        seat.wait_for("[1 Home]").await;
        seat.wait_for("PUBLISHED").await;
        seat.keys("2").await;
        seat.wait_for("> Anshan-Tsinghua").await;
        seat.keys("<F3>华<lt>").await;
        seat.wait_for("Look up  华<").await;
        seat.paste("中国").await;
        seat.wait_for("Look up  华<中国").await;
        seat.keys("<Esc>").await;
        seat.wait_for("[2 Funds]").await;
        seat.resize(120, 40).await;
        seat.wait_for("│ Anshan-Tsinghua").await;
        seat.resize(30, 20).await;
        seat.wait_for("liaison needs 40x10 cells").await;
        seat.resize(80, 24).await;
        seat.wait_for("[2 Funds]").await;
        assert_eq!(hosted.host.count(), 1);
        // It is no end: it says how one leaves.
        seat.keys("<C-c>").await;
        seat.keys("3").await;
        seat.wait_for("[3 ").await;
        seat.keys("Q").await;
        assert_eq!(seat.ended().await.exit, Some(0));
        assert!(seat.is_as_found());
        hosted.logged(&["signed in", "li", "SHA256:", "ssh 127.0.0.1:"]).await;
        hosted.logged(&["left", "li", "SHA256:"]).await;
        hosted.close().await;
    });
}

#[test]
fn a_line_that_drops_in_mid_form_leaves_a_draft_that_is_offered_again() {
    run(async {
        let hosted = Hosted::new().await;
        let seat = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        seat.wait_for("PUBLISHED").await;
        seat.keys("2").await;
        seat.wait_for("> Anshan-Tsinghua").await;
        seat.keys("m").await;
        seat.wait_for("Add interaction").await;
        seat.keys("他们说<Tab><Tab><C-u>2026-1").await;
        seat.wait_for("他们说").await;
        drop(seat);
        hosted.empty().await;
        let seat = hosted.client(&hosted.li).await.dashboard(80, 24).await;
        seat.wait_for("New interaction on Anshan-Tsinghua").await;
        seat.keys("<Enter>").await;
        seat.wait_for("Add interaction").await;
        seat.wait_for("他们说").await;
        seat.keys("1").await;
        seat.wait_for("2026-11").await;
        seat.keys("<C-s>").await;
        seat.wait_for("Added: 他们说").await;
        seat.keys("Q").await;
        assert_eq!(seat.ended().await.exit, Some(0));
        drop(seat);
        hosted.close().await;
    });
}

#[test]
fn a_save_is_on_the_other_screen_and_says_whose_it_is() {
    run(async {
        let hosted = Hosted::new().await;
        let seat = hosted.client(&hosted.li).await.dashboard(120, 30).await;
        seat.wait_for("PUBLISHED").await;
        seat.keys("2").await;
        seat.wait_for("> Anshan-Tsinghua").await;
        let wang = hosted.client(&hosted.wang).await;
        let said = wang.run("edit fund-1 name='Aaa Fund 中文'").await;
        assert_eq!(said.exit, Some(0), "{said:?}");
        seat.wait_for("Aaa Fund 中文").await;
        let history = hosted.client(&hosted.li).await.run("history fund-1").await;
        assert!(history.out.contains("wang"), "{history:?}");
        drop((seat, wang));
        until("all to go", || hosted.host.count() == 0).await;
        hosted.close().await;
    });
}
