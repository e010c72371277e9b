use crate::record::{Field, Group, Kind, Record, Surroundings, field, shown, wide};
use crate::value::{
    Id, Money, Notes, Parties, PartyShape, Shape, Text, Value, When, Wrong, choice, label, words,
};
use chrono::{Days, NaiveDate};

choice!(Category {
    Strategic = label("strategic cooperation", "战略合作"),
    Framework = label("framework", "框架"),
    Membership = label("membership", "入会"),
    Nda = label("NDA", "保密"),
    Sponsored = label("sponsored research", "委托研究"),
    Collaborative = label("collaborative research", "合作研究"),
    Consortium = label("consortium", "联合体"),
    ExclusiveLicense = label("exclusive license", "独占许可"),
    License = label("non-exclusive license", "普通许可"),
    Option = label("option", "选择权"),
    Assignment = label("assignment", "转让"),
    Mta = label("MTA", "材料转移"),
    Consulting = label("consulting", "咨询"),
    Fund = label("fund", "基金"),
    Cki = label("CKI", "知识交流中心"),
});

choice!(Status {
    Draft = label("draft", "起草中"),
    UnderReview = label("under review", "审核中"),
    Executed = label("executed", "已签署").meaning("signed, not yet in force", "已签署，尚未生效"),
    Active = label("active", "履行中").good(),
    Amended = label("amended", "已变更"),
    OnHold = label("on hold", "已中止").soon(),
    Completed = label("completed", "履行完毕").gone(),
    Expired = label("expired", "已到期").late(),
    Terminated = label("terminated", "已终止").gone(),
    InDispute = label("in dispute", "争议中").late(),
});

const PARTIES: PartyShape = PartyShape {
    kinds: &["organization", "unit"],
    roles: &[
        label("partner", "合作方"),
        label("sponsor", "资助方"),
        label("adopter", "应用方"),
        label("owner", "业主"),
    ],
    text: words("note", "说明"),
    flag: None,
};

/// An agreement or contract.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    name: Text,
    name_zh: Text,
    category: Option<Category>,
    reference: Text,
    status: Option<Status>,
    parties: Parties,
    signed: Option<When>,
    effective: Option<When>,
    expires: Option<When>,
    renews: Option<When>,
    notice_days: Option<i64>,
    auto_renew: Option<bool>,
    value: Option<Money>,
    scope: Notes,
    parent: Option<Id>,
    amends: Option<Id>,
    term_months: Option<i64>,
}

pub const KIND: Kind = Kind {
    one: words("agreement", "协议"),
    title: words("Agreements", "协议与合同"),
    tab: words("Agreements", "协议"),
    key: Some('9'),
    group: Group::Work,
    shown: &[
        shown("name", 34),
        shown("category", 16),
        shown("decision_by", 11),
        shown("status", 10),
        wide("parties", 30),
        wide("expires", 10),
    ],
    order: &["decision_by", "name"],
    ..Kind::of::<Agreement>(8, "agreement", "agreements")
};

impl Record for Agreement {
    const FIELDS: &'static [Field<Self>] = &[
        field!(100, Agreement.name, "Name", "英文名称").named(),
        field!(101, Agreement.name_zh, "Chinese name", "名称").named(),
        field!(102, Agreement.category, "Category", "类别").main(),
        field!(103, Agreement.reference, "Reference", "编号"),
        field!(104, Agreement.status, "Status", "状态").main(),
        field!(105, Agreement.parties, "Parties", "签约方").parties(&PARTIES).main(),
        field!(106, Agreement.signed, "Signed", "签署").main(),
        field!(107, Agreement.effective, "Effective", "生效"),
        field!(108, Agreement.expires, "Expires", "到期").main(),
        field!(109, Agreement.renews, "Renews", "续签"),
        field!(110, Agreement.notice_days, "Notice days", "提前通知天数")
            .short("Notice", "通知")
            .hint("days before the end by which to decide", "须在到期前多少天作出决定"),
        field!(111, Agreement.auto_renew, "Renews by itself", "自动续期").short("Auto", "自动"),
        field!(112, Agreement.value, "Value", "金额").private(),
        field!(113, Agreement.scope, "Scope", "内容"),
        field!(114, Agreement.parent, "Parent agreement", "上级协议")
            .short("Parent", "上级")
            .to(&["agreement"]),
        field!(115, Agreement.amends, "Amends", "变更的原协议").to(&["agreement"]),
        field!(116, Agreement.term_months, "Months of a term", "每期月数").short("Term", "每期"),
        Field::<Self>::computed(
            900,
            "decision_by",
            words("Decision by", "决定期限"),
            Shape::When,
            |agreement, _, _| {
                agreement.decision_by().and_then(When::day).map_or(Value::None, Value::When)
            },
        )
        .short("Decide by", "决定期限"),
        Field::<Self>::computed(
            901,
            "days_left",
            words("Days left", "剩余天数"),
            Shape::Count,
            |agreement, _, around| agreement.days_left(around),
        )
        .short("Left", "剩余")
        .below(90, 0),
    ];

    fn check(&self) -> Vec<(&'static str, Wrong)> {
        let begins = ("effective", self.effective.or(self.signed));
        let mut wrong = super::in_order(begins, ("expires", self.expires));
        wrong.extend(super::not_negative(&[
            ("notice_days", self.notice_days),
            ("term_months", self.term_months),
        ]));
        wrong
    }
}

impl Agreement {
    /// The last day on which renewing or ending it can still be decided.
    fn decision_by(&self) -> Option<NaiveDate> {
        if matches!(self.status, Some(Status::Completed | Status::Expired | Status::Terminated)) {
            return None;
        }
        let end = self.renews.or(self.expires)?.first();
        let notice = u64::try_from(self.notice_days.unwrap_or(0)).unwrap_or(0);
        end.checked_sub_days(Days::new(notice))
    }

    fn days_left(&self, around: &dyn Surroundings) -> Value {
        let Some(end) = self.expires else { return Value::None };
        Value::Count((end.last() - around.today()).num_days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_decision_is_due_before_the_notice_begins() {
        let expires = When::read("2027-03-31", None).ok();
        let agreement = Agreement { expires, notice_days: Some(90), ..Agreement::default() };
        assert_eq!(agreement.decision_by(), NaiveDate::from_ymd_opt(2026, 12, 31));
        let ended = Agreement { status: Some(Status::Terminated), ..agreement };
        assert_eq!(ended.decision_by(), None);
    }
}
