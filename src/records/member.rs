use crate::record::{Field, Group, Kind, Record, Surroundings, field, shown, wide};
use crate::value::{
    Choice, Code, Id, Lang, Links, Money, Shape, Text, Value, When, Words, Wrong, choice, label,
    words,
};
use chrono::{Days, Months, NaiveDate};

choice!(Branch { Domestic = label("domestic", "国内"), Overseas = label("overseas", "海外") });

// The states of a membership are CiviCRM's.
choice!(Status {
    Pending = label("pending", "待生效"),
    New = label("new", "新成员").good(),
    Current = label("current", "有效").good(),
    Grace = label("grace", "宽限期").soon(),
    Expired = label("expired", "已到期").late(),
    Cancelled = label("cancelled", "已退出").gone(),
    NoDates = label("no dates", "无日期"),
});

/// How long a membership counts as new (CiviCRM's default).
const NEW: Months = Months::new(3);
/// How long it goes on after its end (CiviCRM's default).
const GRACE: Months = Months::new(1);

/// A membership of the University-Industry Cooperation Committee, named by its organization.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Member {
    organization: Option<Id>,
    branch: Option<Branch>,
    joined: Option<When>,
    starts: Option<When>,
    ends: Option<When>,
    fee_paid_through: Option<When>,
    left: Option<When>,
    reason: Text,
    fee: Option<Money>,
    reminder_days: Option<i64>,
    override_status: Option<Status>,
    override_until: Option<When>,
    agreement: Option<Id>,
    contacts: Links,
    term_months: Option<i64>,
}

pub const KIND: Kind = Kind {
    one: words("member", "企合委成员"),
    title: words("Members", "企合委成员"),
    tab: words("Members", "成员"),
    key: Some('3'),
    group: Group::Partners,
    shown: &[
        shown("organization", 30).headed("Name", "名称"),
        shown("branch", 8),
        shown("status", 10),
        shown("agreements", 5),
        shown("quiet_for", 7),
        shown("owner", 8),
        wide("organization.country", 9),
        wide("ends", 10),
        wide("centers", 7),
    ],
    order: &["organization"],
    ..Kind::of::<Member>(2, "member", "members")
};

impl Record for Member {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Member.organization, "Organization", "机构")
            .to(&["organization"])
            .named()
            .required(),
        field!(101, Member.branch, "Branch", "分会").required(),
        field!(102, Member.joined, "Joined", "入会").main(),
        field!(103, Member.starts, "Starts", "本期起").main(),
        field!(104, Member.ends, "Ends", "本期止").main(),
        field!(105, Member.fee_paid_through, "Fee paid through", "会费缴至")
            .short("Paid to", "缴至"),
        field!(106, Member.left, "Left", "退出"),
        field!(107, Member.reason, "Reason for leaving", "退出原因").short("Reason", "原因"),
        field!(108, Member.fee, "Fee", "会费").private(),
        field!(109, Member.reminder_days, "Reminder days", "提前提醒天数")
            .short("Remind", "提醒")
            .hint("days before the end", "到期前多少天提醒"),
        field!(110, Member.override_status, "Status override", "状态人工指定")
            .short("Override", "指定"),
        field!(111, Member.override_until, "Override until", "指定至"),
        field!(112, Member.agreement, "Agreement", "协议").to(&["agreement"]).main(),
        field!(113, Member.contacts, "Contacts", "联系人").to(&["contact"]),
        field!(114, Member.term_months, "Months of a term", "每期月数").short("Term", "每期"),
        Field::<Self>::computed(
            900,
            "status",
            words("Status", "状态"),
            Shape::Choice(Status::LABELS),
            |member, _, around| Value::Choice(Code::Borrowed(member.status(around.today()).code())),
        ),
        Field::<Self>::computed(
            901,
            "agreements",
            words("Agreements", "协议数"),
            Shape::Count,
            |member, _, around| member.linked(around, "agreement"),
        )
        .short("Agr.", "协议"),
        Field::<Self>::computed(
            902,
            "centers",
            words("Centers", "中心数"),
            Shape::Count,
            |member, _, around| member.linked(around, "center"),
        )
        .short("Centers", "中心"),
        Field::<Self>::computed(
            903,
            "quiet_for",
            words("Days without contact", "未联系天数"),
            Shape::Count,
            |member, _, around| {
                member.organization.map_or(Value::None, |org| around.cell(org, "quiet_for"))
            },
        )
        .short("Quiet", "未联系"),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        let mut wrong = super::in_order(("starts", self.starts), ("ends", self.ends));
        wrong.extend(super::in_order(("joined", self.joined), ("left", self.left)));
        wrong.extend(super::not_negative(&[
            ("reminder_days", self.reminder_days),
            ("term_months", self.term_months),
        ]));
        if self.override_status == Some(Status::NoDates) {
            wrong.push((
                "override_status",
                Wrong { en: COMPUTED.say(Lang::En).into(), zh: COMPUTED.say(Lang::Zh).into() },
            ));
        }
        wrong
    }
}

const COMPUTED: Words =
    words("“no dates” cannot be chosen: it follows from the dates", "“无日期”由日期得出，不能指定");

impl Member {
    fn status(&self, today: NaiveDate) -> Status {
        let past = |when: When| when.holds_before(today);
        let overridden = self.override_until.is_none_or(|until| !past(until));
        if let (Some(status), true) = (self.override_status, overridden) {
            return status;
        }
        if self.left.is_some_and(|left| left.first() <= today) {
            return Status::Cancelled;
        }
        let starts = self.starts.or(self.joined);
        match (starts, self.ends) {
            (None, None) => Status::NoDates,
            (Some(starts), _) if starts.first() > today => Status::Pending,
            (_, Some(ends)) if past(ends) => {
                let over = ends.last().checked_add_months(GRACE).is_none_or(|until| until < today);
                if over { Status::Expired } else { Status::Grace }
            }
            (Some(_), _) if self.is_new(today) => Status::New,
            _ => Status::Current,
        }
    }

    fn is_new(&self, today: NaiveDate) -> bool {
        let since = self.joined.or(self.starts).map(When::last);
        since
            .and_then(|since| since.checked_add_months(NEW))
            .is_some_and(|until| today <= until.checked_sub_days(Days::new(1)).unwrap_or(until))
    }

    fn linked(&self, around: &dyn Surroundings, kind: &str) -> Value {
        super::counted(self.organization.map_or(0, |org| around.linked(org, kind).len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> When {
        When::read(text, None).expect("a date")
    }

    fn status(member: &Member) -> &'static str {
        member.status(NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")).code()
    }

    #[test]
    fn a_membership_without_dates_is_neither_current_nor_expired() {
        assert_eq!(status(&Member::default()), "no dates");
    }

    #[test]
    fn the_status_follows_the_dates() {
        let term = |starts: &str, ends: &str| Member {
            starts: Some(day(starts)),
            ends: Some(day(ends)),
            ..Member::default()
        };
        assert_eq!(status(&term("2027", "2028")), "pending");
        assert_eq!(status(&term("2026-10-01", "2027-09-30")), "new");
        assert_eq!(status(&term("2025-01-01", "2026-12-31")), "current");
        assert_eq!(status(&term("2025-01-01", "2026-10-31")), "grace");
        assert_eq!(status(&term("2020-01-01", "2026-10-01")), "expired");
        let left = Member { left: Some(day("2026-01-05")), ..term("2020", "2030") };
        assert_eq!(status(&left), "cancelled");
    }

    #[test]
    fn an_override_holds_until_its_last_day() {
        let mut member = Member { override_status: Some(Status::Current), ..Member::default() };
        assert_eq!(status(&member), "current");
        member.override_until = Some(day("2026-11-22"));
        assert_eq!(status(&member), "current");
        member.override_until = Some(day("2026-11-21"));
        assert_eq!(status(&member), "no dates");
    }
}
