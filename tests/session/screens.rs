//! Whole screens, at every size that is cared for and in both languages.

use super::seat::{Seat, in_an_office, wang};
use liaison::value::Lang;
use std::fmt::Write as _;

/// What leads from one screen to the next, and a text that shows that it is there, in both
/// languages.
const SCREENS: &[(&str, &str, [&str; 2])] = &[
    ("Home", "", ["partial list", "名单不全"]),
    ("Funds", "2", ["[2 Funds]", "[2 基金]"]),
    ("Members", "3<Down><Down><Down>", ["4/31", "4/31"]),
    ("Centers", "4", ["[4 Centers]", "[4 中心]"]),
    ("Events", "5", ["[5 Events]", "[5 活动]"]),
    ("Organizations", "6", ["[6 Organizations]", "[6 机构]"]),
    ("A record", "3<Enter>", ["> Organization", "> 机构"]),
    ("The look-up", "/hua", ["Huawei", "华为"]),
    ("The palette", "<Esc>:", ["┌ Actions", "┌ 命令"]),
    ("The help", "<Esc>?", ["┌ Keys", "┌ 快捷键"]),
    ("The panes", "<Esc>o", ["┌ Panes", "┌ 栏目"]),
    ("A form", "<Esc>2e", ["Edit fund", "修改合作基金"]),
    ("A question", "<Esc>D", ["to the trash?", "移入回收站？"]),
];

fn screens(lang: Lang, size: (u16, u16)) -> String {
    let mut all = String::new();
    in_an_office(async |office| {
        let seat = Seat::of(office, wang(), lang, size).await;
        for (name, keys, texts) in SCREENS {
            let text = match lang {
                Lang::En => texts[0],
                Lang::Zh => texts[1],
            };
            seat.see(keys, text).await;
            if *name == "Members" && size.0 >= 110 {
                // The record beside the list follows when the keys have paused.
                seat.wait_for(if lang == Lang::En {
                    "│ China Huaneng"
                } else {
                    "│ 东方电气"
                })
                .await;
            }
            let _ = writeln!(all, "{name}\n{}", seat.screen());
        }
    });
    all
}

#[test]
fn english_at_80x24() {
    insta::assert_snapshot!(screens(Lang::En, (80, 24)));
}

#[test]
fn english_at_120x40() {
    insta::assert_snapshot!(screens(Lang::En, (120, 40)));
}

#[test]
fn english_at_60x20() {
    insta::assert_snapshot!(screens(Lang::En, (60, 20)));
}

#[test]
fn chinese_at_80x24() {
    insta::assert_snapshot!(screens(Lang::Zh, (80, 24)));
}

#[test]
fn chinese_at_120x40() {
    insta::assert_snapshot!(screens(Lang::Zh, (120, 40)));
}

#[test]
fn chinese_at_60x20() {
    insta::assert_snapshot!(screens(Lang::Zh, (60, 20)));
}
