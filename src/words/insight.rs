//! Why a proposal of the office's work cannot be made, and what it is called.

use crate::value::{Words, words};

/// A record that is nothing to be done.
pub const NO_FOLLOWUP: Words = words("{} is not a follow-up", "{} 不是待办事项");
/// It is done or dropped.
pub const NOT_OPEN: Words = words(
    "“{}” is no longer open: set its status to open first",
    "“{}”已不是未办：请先将状态改为未办",
);
/// Put off to a day that is not ahead.
pub const NOT_AHEAD: Words = words(
    "{} is not ahead: write a later day, as in +7d or next mon",
    "{} 不是今后的日期：请写以后的日期，如 +7d 或 下周一",
);

/// A record without a term.
pub const NO_TERM: Words = words(
    "{} has no term: an agreement or a membership is renewed",
    "{} 没有期限：只有协议与成员资格可以续期",
);
/// It was ended early.
pub const ENDED: Words = words(
    "“{}” was ended early: it is not renewed but begun anew",
    "“{}”已提前结束：不能续期，应另行新建",
);
/// The old term has no end.
pub const NO_END: Words = words(
    "“{}” records no end, and the next term begins there: edit {} {}=… records it",
    "“{}”未录入到期日期，无从确定下一期的起始：可用 edit {} {}=… 录入",
);
/// The old term's length cannot be told.
pub const NO_LENGTH: Words = words(
    "how long the term of “{}” was cannot be told from {} and {} to the day: write the new end, as in renew {} +3y",
    "由“{}”的{}与{}不能确定期限的确切长短：请写明新的到期日期，如 renew {} +3y",
);
/// A new end before the old one.
pub const NOT_AFTER: Words = words("{} is not after the old end, {}", "{} 不晚于原到期日期 {}");

/// Handing over from or to what is no person.
pub const NO_COLLEAGUE: Words = words("{} is not a colleague", "{} 不是同事");
/// Handing over to oneself.
pub const SAME_COLLEAGUE: Words =
    words("both are “{}”: name two colleagues", "两处都是“{}”：请写两位不同的同事");

/// A note that says nothing.
pub const NOTHING_NOTED: Words = words("the note is empty", "备注内容为空");

/// Nobody is recorded whom one could turn to.
pub const NO_CONTACT: Words = words("no contact is recorded", "未录入联系人");
/// Not one date is recorded.
pub const NO_DATE: Words = words("no date at all is recorded", "未录入任何日期");
/// Nobody is in charge.
pub const NO_OWNER: Words = words("nobody is in charge of it", "未指定负责人");
/// A name as the source has it.
pub const PRINTED: Words = words("printed “{}”, kept as “{}”", "原文写作“{}”，现录为“{}”");

/// Days after it was due.
pub const OVERDUE: Words = words("{} days overdue", "已逾期 {} 天");
/// The day of a decision is past.
pub const DECISION_WAS_DUE: Words = words("the decision was due on {}", "决定期限 {} 已过");
/// The end is past.
pub const HAS_ENDED: Words = words("ended on {}", "已于 {} 到期");
/// A person who wants no contact.
pub const DO_NOT_CONTACT: Words = words("do not contact", "请勿联系");
