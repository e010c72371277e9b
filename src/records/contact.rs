use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Id, Lines, Text, When, Wrong, choice, label, words};

choice!(Rank {
    Academician = label("academician", "院士"),
    Professor = label("professor", "教授"),
    Expert = label("expert", "专家"),
    Scholar = label("scholar", "学者"),
});

choice!(Role {
    PrimaryContact = label("primary contact", "主要联系人"),
    Sponsor = label("management sponsor", "高层推动人"),
    Director = label("director", "主任"),
    AccountManager = label("key account manager", "客户经理"),
    PrincipalInvestigator = label("principal investigator", "项目负责人"),
    Signatory = label("signatory", "签署人"),
    Liaison = label("liaison", "联络员"),
});

/// A person at an organization or a unit of the university.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact {
    name: Text,
    name_zh: Text,
    form_of_address: Text,
    academic_rank: Option<Rank>,
    organization: Option<Id>,
    title: Text,
    role: Option<Role>,
    phones: Lines,
    emails: Lines,
    wechat: Text,
    from: Option<When>,
    until: Option<When>,
    primary: Option<bool>,
    do_not_contact: Option<bool>,
}

pub const KIND: Kind = Kind {
    one: words("contact", "联系人"),
    title: words("Contacts", "联系人"),
    tab: words("Contacts", "联系人"),
    key: Some('7'),
    group: Group::Partners,
    shown: &[
        shown("name", 14),
        shown("organization", 24),
        shown("title", 16),
        shown("phones", 18),
        wide("role", 22),
        wide("emails", 28),
        wide("owner", 8),
    ],
    empty: Some(words("The published page names no person.", "公开网页未列出任何联系人。")),
    ..Kind::of::<Contact>(6, "contact", "contacts")
};

impl Record for Contact {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Contact.name, "Name", "英文名").named(),
        field!(101, Contact.name_zh, "Chinese name", "姓名").named(),
        field!(102, Contact.form_of_address, "Form of address", "称谓")
            .short("Address", "称谓")
            .hint("Dr., Prof., Ms.", "先生、女士、教授、博士"),
        field!(103, Contact.academic_rank, "Academic rank", "学术头衔").short("Rank", "头衔"),
        field!(104, Contact.organization, "Organization or unit", "所属机构")
            .short("Organization", "机构")
            .to(&["organization", "unit"])
            .main(),
        field!(105, Contact.title, "Title", "职务").main(),
        field!(106, Contact.role, "Role", "合作角色").short("Role", "角色").main(),
        field!(107, Contact.phones, "Phones", "电话").private().main(),
        field!(108, Contact.emails, "Emails", "邮箱").private().main(),
        field!(109, Contact.wechat, "WeChat", "微信").private().main(),
        field!(110, Contact.from, "From", "任职起始"),
        field!(111, Contact.until, "Until", "任职截止"),
        field!(112, Contact.primary, "Primary", "首选联系人")
            .short("Primary", "首选")
            .hint("the first to turn to at this organization", "联系该机构时首先找此人"),
        field!(113, Contact.do_not_contact, "Do not contact", "请勿联系")
            .short("No cont.", "勿联系"),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        super::in_order(("from", self.from), ("until", self.until))
    }
}
