use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Id, Text, choice, label, words};

choice!(Category {
    School = label("school", "学院"),
    Department = label("department", "系"),
    ManagementOffice = label("management office", "管理办公室"),
    Institute = label("institute", "研究院所"),
});

/// A school, department or office of the university itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    name: Text,
    name_zh: Text,
    category: Option<Category>,
    parent: Option<Id>,
}

pub const KIND: Kind = Kind {
    one: words("unit", "校内单位"),
    title: words("Units", "校内单位"),
    tab: words("Units", "单位"),
    shown: &[
        shown("name", 42),
        shown("category", 18),
        shown("parent", 12),
        wide("name_zh", 24).headed("Chinese name", "中文名"),
    ],
    group: Group::Reference,
    ..Kind::of::<Unit>(19, "unit", "units")
};

impl Record for Unit {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Unit.name, "Name", "英文名称").named(),
        field!(101, Unit.name_zh, "Chinese name", "名称").named(),
        field!(102, Unit.category, "Category", "类别").main(),
        field!(103, Unit.parent, "Parent", "上级单位").to(&["unit"]).main(),
    ];
}
