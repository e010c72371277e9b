use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Id, Lines, Links, Notes, Shape, Text, When, choice, label, words};

choice!(Category {
    Enterprise = label("enterprise", "企业"),
    University = label("university", "高校"),
    ResearchInstitute = label("research institute", "科研院所"),
    Government = label("government", "政府部门"),
    IndustrialBase = label("industrial base", "产业基地"),
    Association = label("association", "协会"),
});

choice!(Ownership {
    StateOwned = label("state-owned", "国有"),
    Private = label("private", "民营"),
    Foreign = label("foreign", "外资"),
    PublicBody = label("public body", "公共机构"),
});

choice!(Tier {
    Strategic = label("strategic", "战略"),
    Key = label("key", "重点"),
    Regular = label("regular", "一般"),
    Prospect = label("prospect", "潜在"),
});

/// An enterprise, university, authority or any other body the office deals with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Organization {
    name: Text,
    name_zh: Text,
    category: Option<Category>,
    ownership: Option<Ownership>,
    country: Text,
    region: Option<Id>,
    industry: Text,
    multinational: Option<bool>,
    pillar_leader: Option<bool>,
    fortune_rank: Option<i64>,
    fortune_year: Option<When>,
    tier: Option<Tier>,
    cadence: Option<i64>,
    needs: Notes,
    website: Text,
    phones: Lines,
    emails: Lines,
    address: Text,
    identifiers: Lines,
    parent: Option<Id>,
    successor: Option<Id>,
    distinct_from: Links,
}

pub const KIND: Kind = Kind {
    one: words("organization", "机构"),
    title: words("Organizations", "机构与企业"),
    tab: words("Organizations", "机构"),
    key: Some('6'),
    group: Group::Partners,
    shown: &[
        shown("name", 34),
        shown("category", 12),
        shown("country", 8),
        shown("agreements", 5),
        shown("centers", 8),
        wide("tier", 9),
        wide("name_zh", 24).headed("Chinese name", "中文名"),
    ],
    ..Kind::of::<Organization>(5, "organization", "organizations")
};

impl Record for Organization {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Organization.name, "Name", "英文名称").named(),
        field!(101, Organization.name_zh, "Chinese name", "名称").named(),
        field!(102, Organization.category, "Category", "类别").main(),
        field!(103, Organization.ownership, "Ownership", "所有制"),
        field!(104, Organization.country, "Country", "国家")
            .hint("ISO code: CN, DE, JP", "ISO 代码：CN、DE、JP")
            .main(),
        field!(105, Organization.region, "Region", "地区").to(&["region"]).main(),
        field!(106, Organization.industry, "Industry", "行业").main(),
        field!(107, Organization.multinational, "Multinational", "跨国公司").short("Multi", "跨国"),
        field!(108, Organization.pillar_leader, "Pillar-industry leader", "支柱产业龙头")
            .short("Pillar", "龙头"),
        field!(109, Organization.fortune_rank, "Fortune 500 rank", "世界500强排名")
            .short("F500", "500强"),
        field!(110, Organization.fortune_year, "Year of that rank", "排名年份")
            .short("F. year", "年份"),
        field!(111, Organization.tier, "Tier", "分级").main(),
        field!(112, Organization.cadence, "Contact every … days", "联系频率（天）")
            .short("Every", "频率"),
        field!(113, Organization.needs, "Needs", "需求"),
        field!(114, Organization.website, "Website", "网站"),
        field!(115, Organization.phones, "Phones", "电话").private(),
        field!(116, Organization.emails, "Emails", "邮箱").private(),
        field!(117, Organization.address, "Address", "地址"),
        field!(118, Organization.identifiers, "Identifiers", "标识码")
            .short("Ids", "标识")
            .hint("USCC, ROR or LEI, ; between", "统一社会信用代码、ROR、LEI，用 ; 隔开"),
        field!(119, Organization.parent, "Parent", "上级机构").to(&["organization"]),
        field!(120, Organization.successor, "Successor", "后继机构").to(&["organization"]),
        field!(121, Organization.distinct_from, "Distinct from", "不同于")
            .hint("others of a similar name that are not the same", "名称相近但并非同一机构")
            .to(&["organization"]),
        Field::<Self>::computed(
            900,
            "agreements",
            words("Agreements", "协议数"),
            Shape::Count,
            |_, me, around| super::counted(around.linked(me, "agreement").len()),
        )
        .short("Agr.", "协议"),
        Field::<Self>::computed(
            901,
            "centers",
            words("Centers", "中心数"),
            Shape::Count,
            |_, me, around| super::counted(around.linked(me, "center").len()),
        )
        .short("Centers", "中心"),
    ];
}
