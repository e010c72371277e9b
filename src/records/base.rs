use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Id, Links, Text, When, choice, label, words};

choice!(Category {
    Research = label("R&D", "研发"),
    Industrialization = label("industrialization", "产业化"),
    Platform = label("platform", "平台"),
});

choice!(Status {
    Planned = label("planned", "筹备中"),
    Active = label("active", "运行中").good(),
    Closed = label("closed", "已结束").gone(),
});

/// A base where results are developed or brought into production.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Base {
    name: Text,
    name_zh: Text,
    category: Option<Category>,
    region: Option<Id>,
    fund: Option<Id>,
    organizations: Links,
    founded: Option<When>,
    status: Option<Status>,
}

pub const KIND: Kind = Kind {
    one: words("base", "基地"),
    title: words("Bases", "研发与产业化基地"),
    tab: words("Bases", "基地"),
    shown: &[
        shown("name", 35),
        shown("category", 17),
        shown("region", 12),
        shown("status", 8),
        wide("fund", 24),
        wide("organizations", 24),
        wide("founded", 8),
    ],
    empty: Some(words(
        "The published page names no single base: it speaks of the “fund + base” mode.",
        "公开网页未列出具体基地，只提到“基金＋基地”模式。",
    )),
    group: Group::Reference,
    ..Kind::of::<Base>(13, "base", "bases")
};

impl Record for Base {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Base.name, "Name", "英文名称").named(),
        field!(101, Base.name_zh, "Chinese name", "名称").named(),
        field!(102, Base.category, "Category", "类别").main(),
        field!(103, Base.region, "Region", "地区").to(&["region"]).main(),
        field!(104, Base.fund, "Fund", "合作基金").to(&["fund"]).main(),
        field!(105, Base.organizations, "Organizations", "相关机构")
            .short("Orgs", "机构")
            .to(&["organization"])
            .main(),
        field!(106, Base.founded, "Founded", "设立").main(),
        field!(107, Base.status, "Status", "状态").main(),
    ];
}
