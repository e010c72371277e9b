use crate::record::{Field, Group, Kind, Record, Surroundings, field, shown, wide};
use crate::value::{Id, Lines, Notes, Shape, Text, Value, When, Wrong, choice, label, words};
use chrono::Datelike;

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
    shown: &[
        shown("name", 34),
        shown("number", 6),
        shown("group", 22),
        shown("used_this_year", 9),
        wide("sub_services", 40),
    ],
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
        field!(105, Service.sub_services, "Sub-services", "服务子项").short("Sub", "子项"),
        field!(106, Service.program, "Program", "所属体系").to(&["program"]),
        Field::<Self>::computed(
            900,
            "used_this_year",
            words("Used this year", "本年使用次数"),
            Shape::Count,
            |_, me, around| used_this_year(me, around),
        )
        .short("This year", "本年次数"),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        super::not_negative(&[("number", self.number)])
    }
}

/// The interactions of this year up to today by which the service was given.
fn used_this_year(me: Id, around: &dyn Surroundings) -> Value {
    let today = around.today();
    let Some(year) = When::year(today.year()) else { return Value::None };
    let is_use = |one: &Id| around.cell(*one, "service") == Value::Link(me);
    let is_this_year = |one: &Id| {
        matches!(around.cell(*one, "when"), Value::When(when)
        if when.within(year.first(), year.last()) && when.first() <= today)
    };
    let all = around.linked(me, "interaction");
    super::counted(all.iter().filter(|one| is_use(one) && is_this_year(one)).count())
}

#[cfg(test)]
mod tests {
    use crate::record::Surroundings;
    use crate::store::Role;
    use crate::store::fixture::{Typed, sight, snapshot};
    use crate::value::{Id, Value};

    fn used(touches: &[&[Typed<'_>]]) -> Value {
        let service: (&str, &[Typed<'_>]) = ("service", &[("name", "Information services")]);
        let touches = touches.iter().map(|touch| ("interaction", *touch));
        let records: Vec<_> = std::iter::once(service).chain(touches).collect();
        let sight = sight(&snapshot(&records), Role::Viewer);
        Surroundings::cell(&sight, Id::parse("service-1").expect("an id"), "used_this_year")
    }

    #[test]
    fn a_service_is_used_by_the_interactions_of_this_year_that_name_it() {
        let service = ("service", "service-1");
        assert_eq!(used(&[]), Value::None);
        let touches: [&[Typed<'_>]; 3] = [
            &[service, ("when", "2026-01-01")],
            &[service, ("when", "2026-11-22")],
            &[service, ("when", "2026")],
        ];
        assert_eq!(used(&touches), Value::Count(3));
        for other in ["2025-12-31", "2026-11-23", "2020s"] {
            assert_eq!(used(&[&[service, ("when", other)]]), Value::None, "{other}");
        }
        assert_eq!(used(&[&[service]]), Value::None);
        let regarding = ("regarding", "service-1");
        assert_eq!(used(&[&[regarding, ("when", "2026-03")]]), Value::None);
    }
}
