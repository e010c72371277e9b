use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{
    Id, Lang, Links, Moment, Notes, Parties, PartyShape, Repeat, Shape, Tags, Text, Value, Wrong,
    choice, label, words,
};
use chrono::NaiveDate;

choice!(Category {
    AnnualConference = label("annual conference", "年会（大会）"),
    AnnualMeeting = label("annual meeting", "年度会议"),
    SpecialForum = label("special forum", "专题论坛"),
    AcademicSeminar = label("academic seminar", "学术研讨会"),
    Symposium = label("symposium", "专题研讨会"),
    Workshop = label("workshop", "工作坊"),
    TransferEvent = label("technology transfer event", "成果对接会"),
    Roadshow = label("roadshow", "路演"),
    Exhibition = label("exhibition", "展会"),
    ExchangeVisit = label("exchange visit", "互访"),
    Training = label("training", "培训"),
});

choice!(OurRole {
    Organizer = label("organizer", "主办"),
    CoOrganizer = label("co-organizer", "协办"),
    Attendee = label("attendee", "参加"),
});

choice!(Theme {
    Scientific = label("scientific", "科学"),
    Technological = label("technological", "技术"),
    Societal = label("societal", "社会"),
});

choice!(Status {
    Planned = label("planned", "计划中"),
    Confirmed = label("confirmed", "已确定").good(),
    Held = label("held", "已举办"),
    Postponed = label("postponed", "已延期").soon(),
    Cancelled = label("cancelled", "已取消").gone(),
});

const PARTICIPANTS: PartyShape = PartyShape {
    kinds: &["organization", "unit", "contact"],
    roles: &[
        label("entrepreneur", "企业家"),
        label("expert", "专家"),
        label("scholar", "学者"),
        label("government official", "政府官员"),
    ],
    text: words("name", "姓名"),
    flag: Some(words("attended", "出席")),
};

/// A conference, forum, visit or other event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    name: Text,
    name_zh: Text,
    category: Option<Category>,
    our_role: Option<OurRole>,
    starts: Option<Moment>,
    ends: Option<Moment>,
    place: Text,
    region: Option<Id>,
    organized_by: Option<Id>,
    organizations: Links,
    topics: Tags,
    theme: Option<Theme>,
    participants: Parties,
    capacity: Option<i64>,
    registered: Option<i64>,
    attended: Option<i64>,
    estimated: Option<bool>,
    status: Option<Status>,
    series: Text,
    outcome: Notes,
    projects: Links,
    counted: Option<bool>,
    repeats: Option<Repeat>,
}

pub const KIND: Kind = Kind {
    one: words("event", "活动"),
    title: words("Events", "活动与会议"),
    tab: words("Events", "活动"),
    key: Some('5'),
    group: Group::Work,
    shown: &[
        shown("name", 30),
        shown("starts", 16),
        shown("category", 12),
        shown("place", 12),
        wide("region", 10),
        wide("our_role", 12),
        wide("attended", 5),
        wide("status", 9),
    ],
    order: &["-over", "days_away"],
    ordered: Some(words("next first", "最近的在前")),
    empty: Some(words(
        "The published page names no single event: it speaks of over 120 activities a year.",
        "公开网页未列出具体活动，只提到每年开展 120 余场。",
    )),
    ..Kind::of::<Event>(4, "event", "events")
};

impl Event {
    /// The last day on which it goes on.
    fn last_day(&self) -> Option<NaiveDate> {
        self.ends.or(self.starts).map(Moment::date)
    }
}

impl Record for Event {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Event.name, "Name", "英文名称").named(),
        field!(101, Event.name_zh, "Chinese name", "名称").named(),
        field!(102, Event.category, "Category", "类别").main(),
        field!(103, Event.our_role, "Our role", "我方角色").short("Role", "角色"),
        field!(104, Event.starts, "Starts", "开始").main(),
        field!(105, Event.ends, "Ends", "结束").main(),
        field!(106, Event.place, "Place", "地点").main(),
        field!(107, Event.region, "Region", "地区").to(&["region"]),
        field!(108, Event.organized_by, "Organizing unit or office", "承办单位或办公室")
            .short("By", "承办")
            .to(&["unit", "office"]),
        field!(109, Event.organizations, "Organizations", "相关机构")
            .short("Orgs", "机构")
            .to(&["organization"])
            .main(),
        field!(110, Event.topics, "Topics", "议题"),
        field!(111, Event.theme, "Theme", "主题"),
        field!(112, Event.participants, "Participants", "参加者")
            .short("People", "人员")
            .parties(&PARTICIPANTS),
        field!(113, Event.capacity, "Capacity", "容纳人数"),
        field!(114, Event.registered, "Registered", "报名人数").short("Reg.", "报名"),
        field!(115, Event.attended, "Attended", "实到人数").short("Att.", "实到"),
        field!(116, Event.estimated, "Numbers are estimated", "人数为估算").short("Est.", "估算"),
        field!(117, Event.status, "Status", "状态").main(),
        field!(118, Event.series, "Series", "所属系列"),
        field!(119, Event.outcome, "Outcome", "成果"),
        field!(120, Event.projects, "Resulting projects", "促成项目")
            .short("Projects", "项目")
            .to(&["project"]),
        field!(121, Event.counted, "Counted", "计入年度活动数")
            .short("Counted", "计入")
            .hint(
                "one of the year's activities that the office publishes",
                "是否计入对外公布的年度活动数",
            )
            .main(),
        field!(122, Event.repeats, "Repeats", "重复"),
        Field::<Self>::computed(
            900,
            "over",
            words("Over", "已结束"),
            Shape::Flag,
            |event, _, around| {
                event.last_day().map_or(Value::None, |day| Value::Flag(day < around.today()))
            },
        ),
        Field::<Self>::computed(
            901,
            "days_away",
            words("Days away", "相距天数"),
            Shape::Count,
            |event, _, around| {
                let days = event.starts.map(|starts| (starts.date() - around.today()).num_days());
                days.map_or(Value::None, |days| Value::Count(days.abs()))
            },
        )
        .short("Days", "天数"),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        let mut wrong = super::not_negative(&[
            ("capacity", self.capacity),
            ("registered", self.registered),
            ("attended", self.attended),
        ]);
        if let (Some(starts), Some(ends)) = (self.starts, self.ends)
            && ends < starts
        {
            wrong.push(("ends", super::ENDS_FIRST.wrong(&[&starts.show(Lang::En)])));
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_over_after_its_last_day() {
        let day = |text: &str| Moment::read(text, None).ok();
        let event =
            Event { starts: day("2026-11-20"), ends: day("2026-11-22"), ..Event::default() };
        assert_eq!(event.last_day().map(|day| day.to_string()).as_deref(), Some("2026-11-22"));
        assert_eq!(Event::default().last_day(), None);
    }
}
