use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Id, Links, Notes, Text, When, choice, label, words};

choice!(Category {
    Meeting = label("meeting", "会谈"),
    Call = label("call", "电话"),
    Email = label("email", "邮件"),
    Message = label("message", "消息"),
    Visit = label("visit", "走访"),
    Assessment = label("enterprise assessment", "企业诊断"),
    Introduction = label("introduction", "引荐"),
    Negotiation = label("negotiation", "洽谈"),
    Service = label("service", "服务"),
    Note = label("note", "备注").meaning("no contact with anybody", "未与对方联系"),
});

/// A call, a meeting or a note, named by its subject. It never counts as an activity of the
/// year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interaction {
    subject: Text,
    category: Option<Category>,
    when: Option<When>,
    organizations: Links,
    contacts: Links,
    colleagues: Links,
    service: Option<Id>,
    sub_service: Text,
    headcount: Option<i64>,
    details: Notes,
    event: Option<Id>,
    regarding: Option<Id>,
}

pub const KIND: Kind = Kind {
    one: words("interaction", "往来记录"),
    title: words("Interactions", "往来记录"),
    tab: words("Log", "往来"),
    group: Group::Work,
    shown: &[
        shown("subject", 26),
        shown("when", 10),
        shown("category", 8),
        shown("organizations", 20),
        shown("colleagues", 6),
        wide("contacts", 16),
        wide("regarding", 24),
        wide("service", 20),
    ],
    order: &["-when", "subject"],
    ..Kind::of::<Interaction>(11, "interaction", "interactions")
};

impl Record for Interaction {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Interaction.subject, "Subject", "主题").named().required(),
        field!(101, Interaction.category, "Category", "类别").main(),
        field!(102, Interaction.when, "When", "日期").main(),
        field!(103, Interaction.organizations, "Organizations", "往来机构")
            .short("Organization", "机构")
            .to(&["organization"])
            .main(),
        field!(104, Interaction.contacts, "Contacts", "联系人").to(&["contact"]).main(),
        field!(105, Interaction.colleagues, "Colleagues", "参与同事")
            .short("Who", "同事")
            .to(&["colleague"])
            .main(),
        field!(106, Interaction.service, "Service", "服务项目")
            .short("Service", "服务")
            .hint("one of the committee's services", "企合委的一项服务")
            .to(&["service"])
            .main(),
        field!(107, Interaction.sub_service, "Sub-service", "服务子项").short("Sub", "子项"),
        field!(108, Interaction.headcount, "Headcount", "人数").short("People", "人数"),
        field!(109, Interaction.details, "Details", "详情").main(),
        field!(110, Interaction.event, "Event", "活动").to(&["event"]),
        field!(111, Interaction.regarding, "Regarding", "关于").short("About", "关于"),
    ];
}
