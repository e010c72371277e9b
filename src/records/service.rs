use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Id, Lines, Notes, Text, choice, label, words};

choice!(Advice {
    Technological = label("technological advice", "技术咨询"),
    Educational = label("educational support", "教育支持"),
    Consultation = label("consultation", "咨询"),
});

/// One of the services that the committee offers to its members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    name: Text,
    name_zh: Text,
    number: Option<i64>,
    group: Option<Advice>,
    description: Notes,
    sub_services: Lines,
    program: Option<Id>,
}

pub const KIND: Kind = Kind {
    one: words("service", "企合委服务"),
    title: words("Services", "企合委服务"),
    tab: words("Services", "服务"),
    shown: &[shown("name", 40), shown("number", 6), shown("group", 22), wide("sub_services", 40)],
    order: &["number"],
    group: Group::Reference,
    ..Kind::of::<Service>(16, "service", "services")
};

impl Record for Service {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Service.name, "Name", "英文名称").named(),
        field!(101, Service.name_zh, "Chinese name", "名称").named(),
        field!(102, Service.number, "Number", "序号").short("No.", "序号").main(),
        field!(103, Service.group, "Group", "类别").main(),
        field!(104, Service.description, "Description", "说明").main(),
        field!(105, Service.sub_services, "Sub-services", "子项服务").short("Sub", "子项"),
        field!(106, Service.program, "Program", "所属体系").to(&["program"]),
    ];
}
