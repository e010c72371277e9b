use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Id, Text, When, choice, label, words};

choice!(Level {
    General = label("general", "通用服务"),
    Customized = label("customized", "定制服务"),
});

// The four roles of the published page, in its order.
choice!(Role {
    Events = label("technological events", "组织科技活动").meaning(
        "organizes technological events and helps to establish projects",
        "定期组织科技活动，促成合作项目",
    ),
    Assessment = label("enterprise assessment", "企业诊断").meaning(
        "organizes experts who examine and evaluate enterprises",
        "组织专家诊断企业，挖掘创新潜力",
    ),
    Planning = label("planning support", "规划决策支持").meaning(
        "supports the planning and decision-making of local governments",
        "为地方政府规划与决策提供支持",
    ),
    International = label("international projects", "引进国际项目").meaning(
        "introduces international high-tech projects in the region",
        "引进国际高科技项目落地",
    ),
});

choice!(Status {
    Planned = label("planned", "筹备中"),
    Active = label("active", "运行中").good(),
    Closed = label("closed", "已结束").gone(),
});

/// An industry-university research collaboration office, run jointly with a region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Office {
    name: Text,
    name_zh: Text,
    region: Option<Id>,
    partner: Option<Id>,
    founded: Option<When>,
    service_level: Box<[Level]>,
    roles: Box<[Role]>,
    staff: Option<i64>,
    phone: Text,
    address: Text,
    status: Option<Status>,
}

pub const KIND: Kind = Kind {
    one: words("office", "产学研合作办公室"),
    title: words("Offices", "产学研合作办公室"),
    tab: words("Offices", "办公室"),
    shown: &[
        shown("name", 32),
        shown("region", 10),
        shown("partner", 22),
        shown("status", 8),
        wide("founded", 8),
        wide("roles", 30),
        wide("phone", 18),
    ],
    empty: Some(words(
        "The published page names no single office: it says that they have been set up with regional technology departments since 2003.",
        "公开网页未列出具体办公室，只提到自 2003 年起与地方科技部门共建。",
    )),
    group: Group::Reference,
    ..Kind::of::<Office>(12, "office", "offices")
};

impl Record for Office {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Office.name, "Name", "英文名称").named(),
        field!(101, Office.name_zh, "Chinese name", "名称").named(),
        field!(102, Office.region, "Region", "地区").to(&["region"]).main(),
        field!(103, Office.partner, "Partner organization", "共建单位")
            .short("Partner", "共建单位")
            .hint("the region's technology department", "地方科技部门")
            .to(&["organization"])
            .main(),
        field!(104, Office.founded, "Founded", "设立").main(),
        field!(105, Office.service_level, "Service level", "服务层次")
            .short("Level", "层次")
            .main(),
        field!(106, Office.roles, "Roles", "职责").main(),
        field!(107, Office.staff, "Staff", "人数").hint("how many people", "工作人员数"),
        field!(108, Office.phone, "Phone", "电话"),
        field!(109, Office.address, "Address", "地址"),
        field!(110, Office.status, "Status", "状态").main(),
    ];
}
