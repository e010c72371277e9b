use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Text, When, choice, label, words};

choice!(Desk {
    Domestic = label("domestic", "国内"),
    Overseas = label("overseas", "海外"),
    Both = label("both", "国内与海外"),
});

choice!(Language {
    English = label("English", "英文"),
    Chinese = label("Chinese", "中文"),
});

/// One of the office's own people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Colleague {
    name: Text,
    name_zh: Text,
    login: Text,
    desk: Option<Desk>,
    language: Option<Language>,
    away_until: Option<When>,
}

pub const KIND: Kind = Kind {
    one: words("colleague", "同事"),
    title: words("Colleagues", "同事"),
    tab: words("People", "同事"),
    shown: &[
        shown("name", 24),
        shown("login", 12),
        shown("desk", 10),
        shown("language", 10),
        shown("away_until", 10),
        wide("name_zh", 16).headed("Chinese name", "中文名"),
    ],
    group: Group::Mine,
    ..Kind::of::<Colleague>(20, "colleague", "colleagues")
};

impl Record for Colleague {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Colleague.name, "Name", "英文名").named(),
        field!(101, Colleague.name_zh, "Chinese name", "姓名").named(),
        field!(102, Colleague.login, "Login", "登录名")
            .hint(
                "by which the program knows them; only administrators change it",
                "程序据此识别本人，仅管理员可改",
            )
            .login()
            .main(),
        field!(103, Colleague.desk, "Desk", "分工").main(),
        field!(104, Colleague.language, "Language", "语言").main(),
        field!(105, Colleague.away_until, "Away until", "外出至").main(),
    ];
}
