use crate::record::{Field, Group, Kind, Record, field, shown, wide};
use crate::value::{Id, Repeat, Shape, Text, Value, When, choice, label, words};
use chrono::NaiveDate;

choice!(Direction {
    Ours = label("ours", "我方承诺"),
    Theirs = label("theirs", "对方承诺"),
    Internal = label("internal", "内部"),
});

choice!(Priority {
    High = label("high", "高").soon(),
    Normal = label("normal", "中"),
    Low = label("low", "低"),
});

choice!(Status {
    Open = label("open", "未办"),
    Done = label("done", "已办").gone(),
    Dropped = label("dropped", "不办").gone(),
});

/// A task, a promise or a milestone, named by what is to be done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Followup {
    what: Text,
    due: Option<When>,
    direction: Option<Direction>,
    assignee: Option<Id>,
    regarding: Option<Id>,
    priority: Option<Priority>,
    /// Not recorded counts as open.
    status: Option<Status>,
    done_on: Option<When>,
    snoozed_until: Option<When>,
    repeats: Option<Repeat>,
    interaction: Option<Id>,
}

pub const KIND: Kind = Kind {
    one: words("follow-up", "待办"),
    title: words("Follow-ups", "待办与承诺"),
    tab: words("Due", "待办"),
    key: Some('0'),
    group: Group::Work,
    shown: &[
        shown("what", 26),
        shown("due", 10),
        shown("direction", 8),
        shown("regarding", 18),
        shown("assignee", 8),
        wide("status", 7),
        wide("overdue", 7),
        wide("priority", 8),
        wide("repeats", 16),
    ],
    order: &["waits", "due", "what"],
    ordered: Some(words("open first, by due", "未办在前，按期限")),
    ..Kind::of::<Followup>(10, "followup", "followups")
};

impl Record for Followup {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Followup.what, "What", "事项").named().required(),
        field!(101, Followup.due, "Due", "期限").main(),
        field!(102, Followup.direction, "Direction", "承诺方").short("Whose", "承诺方").main(),
        field!(103, Followup.assignee, "Assignee", "经办人").to(&["colleague"]).main(),
        field!(104, Followup.regarding, "Regarding", "关于").short("About", "关于").main(),
        field!(105, Followup.priority, "Priority", "优先级").short("Priority", "优先").main(),
        field!(106, Followup.status, "Status", "状态").otherwise("open").main(),
        field!(107, Followup.done_on, "Done on", "办结日期").short("Done", "办结"),
        field!(108, Followup.snoozed_until, "Snoozed until", "暂缓至").short("Later", "暂缓"),
        field!(109, Followup.repeats, "Repeats", "重复").main(),
        field!(110, Followup.interaction, "Interaction", "往来记录")
            .short("Log", "往来")
            .hint("where it was promised or asked for", "提出该事项的往来记录")
            .to(&["interaction"]),
        Field::<Self>::computed(
            901,
            "waits",
            words("Waits", "待办中"),
            Shape::Flag,
            |followup, _, _| Value::Flag(!followup.is_over()),
        ),
        Field::<Self>::computed(
            900,
            "overdue",
            words("Days overdue", "逾期天数"),
            Shape::Count,
            |followup, _, around| {
                followup.overdue(around.today()).map_or(Value::None, Value::Count)
            },
        )
        .short("Overdue", "逾期")
        .late_from(1),
    ];
}

impl Followup {
    /// Whether nobody waits for it any more.
    fn is_over(&self) -> bool {
        matches!(self.status, Some(Status::Done | Status::Dropped))
    }

    /// Days since the last day on which it would have been in time. One put off is as late.
    fn overdue(&self, today: NaiveDate) -> Option<i64> {
        if self.is_over() {
            return None;
        }
        let late = (today - self.due?.last()).num_days();
        (late > 0).then_some(late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_open_and_wholly_past_is_overdue() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let due = |text: &str| Followup { due: When::read(text, None).ok(), ..Followup::default() };
        assert_eq!(due("2026-11-18").overdue(today), Some(4));
        assert_eq!(due("2026-10").overdue(today), Some(22));
        assert_eq!(due("2026-11-22").overdue(today), None);
        assert_eq!(due("2026-11").overdue(today), None);
        assert_eq!(Followup::default().overdue(today), None);
        let done = Followup { status: Some(Status::Done), ..due("2026-11-18") };
        assert_eq!(done.overdue(today), None);
        let put_off = Followup { snoozed_until: When::day(today), ..due("2026-11-18") };
        assert_eq!(put_off.overdue(today), Some(4));
    }
}
