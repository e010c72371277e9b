use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Id, Links, Money, Notes, Tags, Text, When, Wrong, choice, label, words};

choice!(Category {
    Regional = label("regional", "地方"),
    Alliance = label("alliance", "国际联盟"),
    Corporate = label("corporate", "企业"),
});

choice!(Form {
    Fund = label("fund", "基金"),
    LeadingProject = label("leading project", "引领项目"),
    SeedMoney = label("seed money", "种子资金"),
    ProjectFund = label("project fund", "项目资金"),
});

choice!(Governance {
    LocalLed = label("local-led", "地方主导").meaning(
        "led by local government, benefiting enterprises directly",
        "地方主导、企业直接受益",
    ),
    CoLed = label("co-led", "校地共管").meaning(
        "co-led by university and local government, benefiting the university and enterprises jointly",
        "校地共管、校企共同受益",
    ),
});

choice!(Scope {
    AreaFocused = label("area-focused", "定向领域"),
    UniversityWide = label("university-wide", "全校"),
});

choice!(Status {
    Planned = label("planned", "筹备中"),
    Active = label("active", "运行中").good(),
    Closed = label("closed", "已结束").gone(),
});

/// A fund that a region, an alliance or an enterprise runs together with the university.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fund {
    name: Text,
    name_zh: Text,
    category: Option<Category>,
    form: Option<Form>,
    governance: Option<Governance>,
    regions: Links,
    partners: Links,
    administrator: Option<Id>,
    unit: Option<Id>,
    purpose: Notes,
    requirements: Notes,
    scope: Option<Scope>,
    research_areas: Tags,
    committed: Option<Money>,
    disbursed: Option<Money>,
    university_share: Option<Money>,
    partner_share: Option<Money>,
    founded: Option<When>,
    ends: Option<When>,
    call_cycle: Text,
    next_call: Option<When>,
    status: Option<Status>,
    bases: Links,
}

pub const KIND: Kind = Kind {
    one: words("fund", "合作基金"),
    title: words("Funds", "合作基金"),
    tab: words("Funds", "基金"),
    key: Some('2'),
    group: Group::Partners,
    shown: &[
        shown("name", 38),
        shown("regions", 9),
        shown("form", 15),
        shown("ends", 10),
        wide("next_call", 10),
        wide("committed", 14),
        wide("governance", 10),
        wide("owner", 8),
        wide("status", 8),
    ],
    ..Kind::of::<Fund>(1, "fund", "funds")
};

impl Record for Fund {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Fund.name, "Name", "英文名称").named(),
        field!(101, Fund.name_zh, "Chinese name", "名称").named(),
        field!(102, Fund.category, "Category", "类别").main(),
        field!(103, Fund.form, "Form", "形式").main(),
        field!(104, Fund.governance, "Governance", "管理原则")
            .short("Govern.", "原则")
            .hint("the principle by which the fund is led", "基金的管理原则")
            .main(),
        field!(105, Fund.regions, "Regions", "地区").short("Region", "地区").to(&["region"]).main(),
        field!(106, Fund.partners, "Partner organizations", "合作单位")
            .short("Partners", "合作方")
            .to(&["organization"]),
        field!(107, Fund.administrator, "Administering organization", "管理单位")
            .short("Admin.", "管理")
            .to(&["organization"]),
        field!(108, Fund.unit, "University unit", "校内单位").short("Unit", "单位").to(&["unit"]),
        field!(109, Fund.purpose, "Purpose", "宗旨"),
        field!(110, Fund.requirements, "Requirements", "申请要求"),
        field!(111, Fund.scope, "Scope", "范围"),
        field!(112, Fund.research_areas, "Research areas", "研究领域").short("Areas", "领域"),
        field!(113, Fund.committed, "Committed", "承诺金额").private(),
        field!(114, Fund.disbursed, "Disbursed", "已拨付金额")
            .hint("paid out to projects", "已拨付给项目的金额")
            .private(),
        field!(115, Fund.university_share, "University share", "校方出资").private(),
        field!(116, Fund.partner_share, "Partner share", "合作方出资").private(),
        field!(117, Fund.founded, "Founded", "设立"),
        field!(118, Fund.ends, "Ends", "截止").main(),
        field!(119, Fund.call_cycle, "Call cycle", "征集周期").short("Cycle", "周期"),
        field!(120, Fund.next_call, "Next call", "下次征集"),
        field!(121, Fund.status, "Status", "状态").main(),
        field!(122, Fund.bases, "Bases", "基地")
            .hint("“fund + base”: the bases it supports", "“基金＋基地”：基金支持的基地")
            .to(&["base"]),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        super::in_order(("founded", self.founded), ("ends", self.ends))
    }
}
