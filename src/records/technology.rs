use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Lines, Links, Notes, Text, Wrong, choice, label, words};

choice!(Property {
    Patent = label("patent", "专利"),
    KnowHow = label("know-how", "技术秘密"),
    Software = label("software", "软件著作权"),
    Copyright = label("copyright", "著作权"),
});

choice!(Status {
    Available = label("available", "可转化"),
    Licensed = label("licensed", "已许可"),
    Transferred = label("transferred", "已转让"),
    InUse = label("in use", "应用中"),
});

/// A result of research that can be put to use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Technology {
    name: Text,
    name_zh: Text,
    summary: Notes,
    ip: Box<[Property]>,
    patent_numbers: Lines,
    trl: Option<i64>,
    status: Option<Status>,
    units: Links,
    projects: Links,
    agreements: Links,
    applied_by: Links,
}

pub const KIND: Kind = Kind {
    one: words("technology", "科技成果"),
    title: words("Technologies", "科技成果"),
    tab: words("Tech", "成果"),
    group: Group::Work,
    shown: &[
        shown("name", 40),
        shown("ip", 9),
        shown("trl", 3),
        shown("status", 11),
        shown("units", 7),
        wide("applied_by", 24),
        wide("patent_numbers", 20),
    ],
    ..Kind::of::<Technology>(14, "technology", "technologies")
};

impl Record for Technology {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Technology.name, "Name", "英文名称").named(),
        field!(101, Technology.name_zh, "Chinese name", "名称").named(),
        field!(102, Technology.summary, "Summary", "简介").main(),
        field!(103, Technology.ip, "Intellectual property", "知识产权").short("IP", "知产").main(),
        field!(104, Technology.patent_numbers, "Patent numbers", "专利号")
            .short("Patents", "专利号"),
        field!(105, Technology.trl, "Technology readiness", "技术成熟度")
            .short("TRL", "TRL")
            .hint("1 to 9", "1 至 9")
            .main(),
        field!(106, Technology.status, "Status", "状态").main(),
        field!(107, Technology.units, "University units", "校内单位")
            .short("Units", "单位")
            .to(&["unit"])
            .main(),
        field!(108, Technology.projects, "Projects", "合作项目")
            .short("Projects", "项目")
            .to(&["project"]),
        field!(109, Technology.agreements, "Agreements", "协议").to(&["agreement"]),
        field!(110, Technology.applied_by, "Applied by", "应用单位").to(&["organization"]).main(),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        super::readiness(self.trl)
    }
}
