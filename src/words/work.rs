//! What the commands over the office's work say: what is due, done, put off, renewed, noted,
//! handed over and to be mended.

use crate::value::{Words, words};

/// About `today`.
pub const TODAY: Words = words(
    "what is overdue, due and to be decided, and who has not been talked to",
    "列出逾期、到期与待决定的事项，以及久未联系的合作方",
);
/// About `today --all`.
pub const TODAY_ALL: Words = words("everybody's, not only mine", "包括所有人的事项，不限于本人");
/// About `quality`.
pub const QUALITY: Words = words(
    "the list to mend: to confirm, printed otherwise, missing",
    "列出待核实、与原文写法不同及缺失的内容",
);
/// About `note`.
pub const NOTE: Words = words("notes something about a record, today", "为一条记录添加今天的备注");
/// About its text.
pub const NOTE_TEXT: Words = words("what to note", "备注内容");
/// About `done`.
pub const DONE: Words = words(
    "a follow-up done today; if it repeats, the next one is added",
    "将待办标为今天已办；如为重复事项，同时新增下一次",
);
/// About `later`.
pub const LATER: Words = words("puts a follow-up off to a day", "将待办暂缓到某一天");
/// About its day.
pub const LATER_WHEN: Words =
    words("a date: +7d, next mon, 2026-12-01", "日期：+7d、下周一、2026-12-01");
/// About `renew`.
pub const RENEW: Words = words(
    "the next term of an agreement or membership, from the old end and as long",
    "为协议或成员资格续期：自原到期日起，期限相同",
);
/// About its end.
pub const RENEW_WHEN: Words =
    words("another end: +3y from the old one, or a date", "另定到期日：自原到期日起 +3y，或写日期");
/// About `handover`.
pub const HANDOVER: Words = words(
    "shows what one colleague owns and has to do, and gives it to another",
    "列出一位同事负责与经办的事项，并移交给另一位",
);
/// About whose work it is.
pub const HANDOVER_FROM: Words =
    words("whose it is: a colleague, or me", "移交人：一位同事，或 me");
/// About who gets it.
pub const HANDOVER_TO: Words = words("who gets it", "接手人");
/// About `handover --yes`.
pub const HANDOVER_YES: Words = words("hands over without asking", "不再询问，直接移交");

/// Title of a day.
pub const WHEN: Words = words("When", "日期");
/// Title of how late it is.
pub const DAYS_LATE: Words = words("Late", "逾期");
/// Title of what it is.
pub const WHOSE: Words = words("Whose", "承诺方／类别");
/// Title of what is to be done.
pub const WHAT: Words = words("What", "事项");
/// Title of what it is about.
pub const ABOUT: Words = words("About", "关于");
/// Title of who does it.
pub const WHO: Words = words("Who", "经办人");
/// Title of a field.
pub const FIELD: Words = words("Field", "字段");
/// Title of a reason.
pub const REASON: Words = words("Reason", "原因");

/// One day late.
pub const OVERDUE_DAY: Words = words("Overdue 1 day", "逾期 1 天");
/// Days late.
pub const OVERDUE: Words = words("Overdue {} days", "逾期 {} 天");
/// Today.
pub const IS_TODAY: Words = words("Today", "今天");
/// Today at a time.
pub const TODAY_AT: Words = words("Today {}", "今天 {}");
/// Which day a decision is due.
pub const DECIDE: Words = words("{} {}", "{}：{}");
/// Who does it, if that is somebody else.
pub const BY: Words = words("With {}", "由{}经办");
/// A partner that nobody talks to.
pub const QUIET: Words = words("quiet", "久未联系");
/// For how long, and how often it was meant.
pub const QUIET_FOR: Words =
    words("Quiet {} days, {} were meant", "已 {} 天未联系，原定每 {} 天联系一次");
/// Nobody ever talked to it.
pub const NEVER: Words = words(
    "No contact is recorded, one every {} days was meant",
    "未录入任何联系，原定每 {} 天联系一次",
);
/// Nothing waits.
pub const NOTHING_DUE: Words = words("Nothing is due.", "目前没有到期或待决定的事项。");
/// What others have to do.
pub const LEFT_OUT: Words =
    words("+{} of others or of nobody: today --all", "另有 {} 项由他人负责或无人负责：today --all");
/// What has no end.
pub const ENDLESS: Words = words("No end date: {}", "无到期日期：{}");
/// What is to be mended.
pub const TO_MEND: Words = words("To mend (quality lists it): {}", "待完善（用 quality 列出）：{}");
/// Facts to confirm.
pub const TO_CONFIRM: Words = words("facts to confirm ({})", "待核实内容（{}）");
/// Organizations without a contact.
pub const NO_CONTACT: Words = words("organizations without a contact ({})", "无联系人的机构（{}）");
/// Records of a kind without a date.
pub const NO_DATES: Words = words("{} without any date ({})", "无任何日期的{}（{}）");
/// How much there is to mend.
pub const FLAWS: Words = words(
    "{} to confirm, {} printed otherwise, {} missing",
    "待核实 {} 项，与原文写法不同 {} 项，缺失 {} 项",
);

/// It is done.
pub const IS_DONE: Words =
    words("Saved. Done: {}. undo takes it back.", "已保存。已办：{}。可用 undo 撤销。");
/// It comes again.
pub const NEXT: Words = words("The next one is due {}: {}.", "下一次期限为 {}：{}。");
/// It is put off.
pub const PUT_OFF: Words = words("Saved. Put off until {}: {}.", "已保存。暂缓至 {}：{}。");
/// A term is renewed.
pub const RENEWED: Words =
    words("Saved. The next term of {}: {} to {}.", "已保存。{} 的下一期：{} 至 {}。");
/// It is noted.
pub const NOTED: Words = words("Saved. Noted on {}.", "已保存。已为“{}”添加备注。");
/// Nothing to hand over.
pub const NOTHING_TO_HAND: Words =
    words("{} owns nothing and has nothing to do.", "{} 名下没有负责或经办的事项。");
/// Asks before handing over.
pub const ASK_HANDOVER: Words =
    words("Hand these {} over from {} to {}? y or n", "将以上 {} 项由 {} 移交给 {}？y 或 n");
/// Shown, not handed over.
pub const NOT_HANDED: Words =
    words("Nothing was changed: --yes hands it over.", "未作改动：加 --yes 才会移交。");
/// Handed over.
pub const HANDED: Words =
    words("Saved. Handed over from {} to {}: {}.", "已保存。由 {} 移交给 {}：{} 项。");
