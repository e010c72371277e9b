use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Lines, Text, Words, Wrong, words};

/// A way to look at a pane that somebody keeps: what is shown of which records, in what order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    name: Text,
    name_zh: Text,
    pane: Text,
    filter: Text,
    columns: Lines,
    sort: Lines,
    group: Text,
    shared: Option<bool>,
    key: Text,
    mine: Option<bool>,
}

pub const KIND: Kind = Kind {
    one: words("saved view", "视图"),
    title: words("Saved views", "视图"),
    tab: words("Views", "视图"),
    shown: &[
        shown("name", 38),
        shown("pane", 14),
        shown("key", 6),
        shown("owner", 12).headed("Whose", "所有者"),
        wide("filter", 40),
        wide("shared", 6),
    ],
    order: &["pane", "name"],
    group: Group::Mine,
    ..Kind::of::<View>(21, "view", "views")
};

const NO_PANE: Words = words(
    "there is no pane “{}”: write funds, members, centers",
    "没有“{}”：请写 基金、成员、中心",
);

impl Record for View {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, View.name, "Name", "英文名称").named(),
        field!(101, View.name_zh, "Chinese name", "名称").named(),
        field!(108, View.key, "Key", "快捷键")
            .hint("one letter that opens it", "打开该视图的一个字母")
            .main(),
        field!(107, View.shared, "Shared", "共享")
            .hint("whether others see it in their lists", "同事的列表中是否也显示")
            .main(),
        field!(102, View.pane, "Pane", "类别")
            .hint("funds, members, centers, events", "基金、成员、中心、活动")
            .required(),
        field!(103, View.filter, "Filter", "筛选").main(),
        field!(104, View.columns, "Columns", "列").hint(
            "names of fields, ; between; a width in cells may stand behind each",
            "字段名，用 ; 隔开，名后可写列宽",
        ),
        field!(105, View.sort, "Sort", "排序")
            .hint("names of fields, - before one for descending", "字段名，降序前加 -"),
        field!(106, View.group, "Group by", "分组"),
        field!(109, View.mine, "Only mine", "仅我的")
            .hint("only records that name whoever looks", "仅显示与查看者本人有关的记录"),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        let pane = &*self.pane.0;
        if pane.is_empty() || super::kind_named(pane).is_some() {
            return Vec::new();
        }
        vec![("pane", NO_PANE.wrong(&[pane]))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_of_a_pane_there_is() {
        let of = |pane: &str| View { pane: Text(pane.into()), ..View::default() };
        assert_eq!(of("members").check(), []);
        assert_eq!(of("成员").check(), []);
        assert_eq!(of("memberz").check().first().map(|(field, _)| *field), Some("pane"));
    }
}
