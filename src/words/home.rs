//! What Home says, and the screens that it leads to.

pub use super::screen::MORE_LINES as MORE;
use crate::value::{Words, words};

/// Follow-ups past their day.
pub const OVERDUE: Words = words("Overdue", "逾期");
/// What is due today.
pub const TODAY: Words = words("Today", "今天");
/// What is due in the next days.
pub const NEXT: Words = words("Next 7 days", "未来 7 天");
/// What is to be decided.
pub const DECISIONS: Words = words("Decisions", "待决定");
/// How far ahead.
pub const WITHIN: Words = words("within 90 days", "90 天内");
/// What has no end date.
pub const ENDLESS: Words = words("(no end date: {})", "（无到期日期：{}）");
/// The same as a heading.
pub const NO_END: Words = words("No end date", "无到期日期");
/// Partners nobody has talked to.
pub const QUIET: Words = words("Quiet", "久未联系");
/// For longer than what.
pub const BEYOND: Words = words("beyond the rhythm we meant", "超出原定联系间隔");
/// For how many days.
pub const DAYS: Words = words("{} d", "{} 天");
/// How many were meant.
pub const MEANT: Words = words("/ {} d", "/ {} 天");
/// Nobody ever talked to a partner.
pub const NEVER: Words = words("never", "从未");
/// One day late.
pub const DAY_LATE: Words = words("1 day late", "逾期 1 天");
/// Days late.
pub const DAYS_LATE: Words = words("{} days late", "逾期 {} 天");

/// One's own is shown.
pub const MINE: Words = words("mine ({}: all)", "我的（{}：全部）");
/// Everybody's is shown.
pub const ALL: Words = words("all ({}: mine)", "全部（{}：我的）");
/// What is left out of one's own.
pub const LEFT_OUT: Words = words("+{} of others or of nobody", "另有 {} 项由他人负责或无人负责");

/// Nothing waits.
pub const NOTHING_DUE: Words = words(
    "Nothing is due within 7 days, and nothing is to be decided within 90.",
    "7 天内没有到期事项，90 天内没有待决定事项。",
);
/// Nothing waits for the person.
pub const NOTHING_MINE: Words =
    words("Nothing of yours is due. {} shows everybody's.", "您没有到期事项。按 {} 查看全部。");
/// Nothing that could be due is recorded.
pub const NOTHING_YET: Words = words(
    "Nothing is due and nothing expires: no follow-up and no date is recorded yet.",
    "没有到期事项：尚未录入任何待办与日期。",
);
/// How to begin.
pub const TO_BEGIN: Words = words("To begin:", "从这里开始：");
/// How to look something up.
pub const BEGIN_LOOK_UP: Words =
    words("type two letters: hu, toyota, 华为", "输入两个字：华为、丰田，或 toyota");
/// How not to forget something.
pub const BEGIN_ADD: Words =
    words("what must not be forgotten (a follow-up)", "记下不能忘记的事（新增待办）");
/// How to learn the keys.
pub const BEGIN_HELP: Words = words("all keys of this screen", "本页全部快捷键");
/// The other language.
pub const OTHER_LANGUAGE: Words = words("中文", "English");

/// What others changed.
pub const CHANGED: Words = words("Changed", "他人改动");
/// Since when.
pub const SINCE: Words = words("since your last visit", "自您上次使用以来");
/// When that was.
pub const LEFT: Words = words(" ({})", "（{}）");
/// How many records somebody changed: in English the number first, in Chinese the person.
pub const BY: Words = words("{} by {}", "{} {} 条");
/// There are more.
pub const AND_MORE: Words = words("and more", "及更多");

/// What is to be mended.
pub const MEND: Words = words("To mend", "待完善");
/// To confirm.
pub const TO_CONFIRM: Words = words("{} to confirm", "待核实 {} 项");
/// Organizations without a contact.
pub const NO_CONTACT: Words = words("{} without a contact", "无联系人：{}");
/// Records without a date.
pub const NO_DATE: Words = words("{} without any date", "无任何日期：{}");
/// So many of a kind: in English the number first.
pub const COUNTED: Words = words("{} {}", "{} {}");
/// Nothing is to be mended.
pub const NOTHING_TO_MEND: Words = words("Nothing is to be mended.", "没有待完善的内容。");
/// Heading of what is to be confirmed.
pub const HEAD_CONFIRM: Words = words("To confirm", "待核实");
/// Heading of names that the source has otherwise.
pub const HEAD_PRINTED: Words = words("Printed otherwise", "与原文写法不同");
/// Heading of organizations without a contact.
pub const HEAD_NO_CONTACT: Words = words("Without a contact", "无联系人");
/// Heading of records without a date.
pub const HEAD_NO_DATE: Words = words("Without any date", "无任何日期");
/// Heading of what nobody is in charge of.
pub const HEAD_NO_OWNER: Words = words("Nobody in charge", "无负责人");

/// What something is about, and what it is.
pub const ABOUT: Words = words("{}: {}", "{}：{}");
/// When it was promised.
pub const PROMISED: Words = words("promised {} by {}", "{} 承诺（{}）");
/// When it was written down, where no promise is recorded.
pub const NOTED: Words = words("noted {} by {}", "{} 记下（{}）");
/// A day by the name of its field.
pub const ON: Words = words("{} {}", "{} {}");
/// What stands in while it is worked out.
pub const WORKING: &str = "…";
