use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Id, Lines, Links, Notes, Text, When, choice, label, words};

choice!(Branch {
    Local = label("local", "地方"),
    Enterprise = label("enterprise", "企业"),
    Overseas = label("overseas", "海外"),
});

/// A standing program of the university: the committee, the offices, the modes of working
/// together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    name: Text,
    name_zh: Text,
    branch: Option<Branch>,
    founded: Option<When>,
    background: Notes,
    function: Notes,
    goals: Lines,
    principles: Lines,
    modes: Lines,
    partial_list: Option<bool>,
    parent: Option<Id>,
    units: Links,
}

pub const KIND: Kind = Kind {
    one: words("program", "合作体系"),
    title: words("Programs", "合作体系"),
    tab: words("Programs", "体系"),
    shown: &[
        shown("name", 40),
        shown("branch", 11),
        shown("founded", 8),
        shown("units", 12),
        wide("parent", 24),
    ],
    order: &["founded", "name"],
    group: Group::Reference,
    ..Kind::of::<Program>(17, "program", "programs")
};

impl Record for Program {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Program.name, "Name", "英文名称").named(),
        field!(101, Program.name_zh, "Chinese name", "名称").named(),
        field!(102, Program.branch, "Branch", "类别").main(),
        field!(103, Program.founded, "Founded", "设立").main(),
        field!(104, Program.background, "Background", "背景"),
        field!(105, Program.function, "Function", "职能").main(),
        field!(106, Program.goals, "Goals", "目标"),
        field!(107, Program.principles, "Principles", "原则"),
        field!(108, Program.modes, "Modes", "方式"),
        field!(109, Program.partial_list, "The page names only some", "网页仅列出部分")
            .short("Partial", "部分"),
        field!(110, Program.parent, "Parent", "上级体系").to(&["program"]),
        field!(111, Program.units, "Managing units", "管理单位")
            .short("Units", "单位")
            .to(&["unit"])
            .main(),
    ];
}
