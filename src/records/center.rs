use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{
    Decimal, Id, Links, Money, Parties, PartyShape, Shape, Tags, Text, When, Wrong, choice, label,
    words,
};

choice!(Category {
    JointResearchCenter = label("joint research center", "联合研究中心"),
    JointInstitute = label("joint institute", "联合研究院"),
    JointLaboratory = label("joint laboratory", "联合实验室"),
    Alliance = label("alliance", "联盟"),
    Cki = label("CKI", "知识交流中心").meaning("Center of Knowledge Interchange", "知识交流中心"),
    Platform = label("platform", "平台"),
});

choice!(Status {
    Planned = label("planned", "筹备中"),
    Active = label("active", "运行中").good(),
    Closed = label("closed", "已结束").gone(),
});

const PARTNERS: PartyShape = PartyShape {
    kinds: &["organization"],
    roles: &[],
    text: words("contributes", "投入"),
    flag: None,
};

/// A center, institute or laboratory that the university runs with a partner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Center {
    name: Text,
    name_zh: Text,
    category: Option<Category>,
    partners: Parties,
    founded: Option<When>,
    term_ends: Option<When>,
    research_areas: Tags,
    interdisciplinary: Option<bool>,
    next_steering: Option<When>,
    budget: Option<Money>,
    partner_program: Text,
    partner_level: Text,
    city: Text,
    country: Text,
    latitude: Option<Decimal>,
    longitude: Option<Decimal>,
    status: Option<Status>,
    units: Links,
    agreement: Option<Id>,
    directors: Links,
}

pub const KIND: Kind = Kind {
    one: words("center", "联合研究中心"),
    title: words("Centers", "联合研究中心与机构"),
    tab: words("Centers", "中心"),
    key: Some('4'),
    group: Group::Partners,
    shown: &[
        shown("name", 30),
        shown("partners", 18),
        shown("country", 8),
        shown("term_ends", 9),
        shown("projects", 5),
        wide("category", 21),
        wide("next_steering", 10),
    ],
    ..Kind::of::<Center>(3, "center", "centers")
};

impl Record for Center {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Center.name, "Name", "英文名称").named(),
        field!(101, Center.name_zh, "Chinese name", "名称").named(),
        field!(102, Center.category, "Category", "类别").main(),
        field!(103, Center.partners, "Partners", "合作方").parties(&PARTNERS).main(),
        field!(104, Center.founded, "Founded", "成立").main(),
        field!(105, Center.term_ends, "Term ends", "合作期满").short("Term", "期满").main(),
        field!(106, Center.research_areas, "Research areas", "研究领域").short("Areas", "领域"),
        field!(107, Center.interdisciplinary, "Interdisciplinary", "跨学科")
            .short("Interd.", "跨学科"),
        field!(108, Center.next_steering, "Next steering meeting", "下次管委会会议")
            .short("Steering", "管委会"),
        field!(109, Center.budget, "Budget", "经费").private(),
        field!(110, Center.partner_program, "Partner's own program", "所属对方计划")
            .short("Program", "计划"),
        field!(111, Center.partner_level, "Level in that program", "在该计划中的级别")
            .short("Level", "级别"),
        field!(112, Center.city, "City", "城市"),
        field!(113, Center.country, "Country", "国家")
            .hint("ISO code: DE, JP, US", "ISO 代码：DE、JP、US")
            .main(),
        field!(114, Center.latitude, "Latitude", "纬度"),
        field!(115, Center.longitude, "Longitude", "经度"),
        field!(116, Center.status, "Status", "状态").main(),
        field!(117, Center.units, "University units", "校内单位")
            .short("Units", "单位")
            .to(&["unit"]),
        field!(118, Center.agreement, "Agreement", "协议").to(&["agreement"]),
        field!(119, Center.directors, "Directors", "主任").to(&["contact"]),
        Field::<Self>::computed(
            900,
            "projects",
            words("Projects", "项目数"),
            Shape::Count,
            |_, me, around| super::counted(around.linked(me, "project").len()),
        )
        .short("Proj.", "项目"),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        let mut wrong = super::in_order(("founded", self.founded), ("term_ends", self.term_ends));
        wrong.extend(super::on_globe(self.latitude, self.longitude));
        wrong
    }
}
