use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{
    Id, Links, Money, Notes, Parties, PartyShape, Tags, Text, When, Wrong, choice, label, words,
};

choice!(Category {
    TechnologyTransfer = label("technology transfer", "成果转化"),
    PlanningSupport = label("planning support", "规划咨询"),
    Commissioned = label("commissioned R&D", "委托研发"),
    JointResearch = label("joint research", "联合研究"),
    Licensing = label("licensing", "许可"),
    Consultation = label("consultation", "咨询"),
    Talent = label("talent", "人才"),
});

choice!(Pattern {
    Region = label("U-R", "校地"),
    Industry = label("U-I", "校企"),
    IndustryUniversity = label("U-I-U", "校企校"),
    University = label("U-U", "校校"),
});

choice!(Stage {
    Idea = label("idea", "意向"),
    Negotiating = label("negotiating", "洽谈"),
    Running = label("running", "在研").good(),
    Pilot = label("pilot", "中试"),
    Commercial = label("commercial operation", "商业化运行"),
    Closed = label("closed", "结题").gone(),
});

const PARTIES: PartyShape = PartyShape {
    kinds: &["organization"],
    roles: &[
        label("partner", "合作方"),
        label("sponsor", "资助方"),
        label("adopter", "应用方"),
        label("owner", "业主"),
    ],
    text: words("contributes", "投入"),
    flag: None,
};

const SITES: PartyShape =
    PartyShape { kinds: &["region"], roles: &[], text: words("where", "地点"), flag: None };

const FUNDING: PartyShape = PartyShape {
    kinds: &["fund"],
    roles: &[],
    text: words("amount, year", "金额、年份"),
    flag: None,
};

/// A project: a transfer, a study, joint or commissioned research.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    name: Text,
    name_zh: Text,
    category: Option<Category>,
    pattern: Option<Pattern>,
    stage: Option<Stage>,
    lead_unit: Option<Id>,
    units: Links,
    parties: Parties,
    sites: Parties,
    funding: Parties,
    center: Option<Id>,
    agreement: Option<Id>,
    starts: Option<When>,
    ends: Option<When>,
    budget: Option<Money>,
    trl: Option<i64>,
    research_areas: Tags,
    impact: Notes,
    success_case: Option<bool>,
    key_project: Option<bool>,
    lead: Option<Id>,
    technologies: Links,
}

pub const KIND: Kind = Kind {
    one: words("project", "合作项目"),
    title: words("Projects", "合作项目"),
    tab: words("Projects", "项目"),
    key: Some('8'),
    group: Group::Work,
    shown: &[
        shown("name", 34),
        shown("lead_unit", 16),
        shown("stage", 11),
        shown("sites", 11),
        wide("category", 19),
        wide("pattern", 7),
    ],
    ..Kind::of::<Project>(7, "project", "projects")
};

impl Record for Project {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Project.name, "Name", "英文名称").named(),
        field!(101, Project.name_zh, "Chinese name", "名称").named(),
        field!(102, Project.category, "Category", "类别").main(),
        field!(103, Project.pattern, "Pattern", "合作模式").short("Pattern", "模式"),
        field!(104, Project.stage, "Stage", "阶段").main(),
        field!(105, Project.lead_unit, "Lead unit", "牵头单位")
            .short("Lead", "牵头")
            .to(&["unit"])
            .main(),
        field!(106, Project.units, "Units", "参与单位").to(&["unit"]),
        field!(107, Project.parties, "Parties", "合作各方").parties(&PARTIES).main(),
        field!(108, Project.sites, "Sites", "实施地点").parties(&SITES).main(),
        field!(109, Project.funding, "Funding", "资金来源").parties(&FUNDING),
        field!(110, Project.center, "Center", "所属中心").to(&["center"]),
        field!(111, Project.agreement, "Agreement", "协议").to(&["agreement"]),
        field!(112, Project.starts, "Starts", "开始").main(),
        field!(113, Project.ends, "Ends", "结束"),
        field!(114, Project.budget, "Budget", "经费").private(),
        field!(115, Project.trl, "Technology readiness", "技术成熟度")
            .short("TRL", "TRL")
            .hint("1 to 9", "1 至 9"),
        field!(116, Project.research_areas, "Research areas", "研究领域").short("Areas", "领域"),
        field!(117, Project.impact, "Impact", "效益"),
        field!(118, Project.success_case, "Success case", "成功案例").short("Success", "案例"),
        field!(119, Project.key_project, "Key project", "重点项目").short("Key", "重点"),
        field!(120, Project.lead, "Principal investigator", "项目负责人")
            .short("PI", "项目负责人")
            .to(&["contact"]),
        field!(121, Project.technologies, "Technologies", "科技成果")
            .short("Tech", "成果")
            .to(&["technology"]),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        let mut wrong = super::in_order(("starts", self.starts), ("ends", self.ends));
        wrong.extend(super::readiness(self.trl));
        wrong
    }
}
