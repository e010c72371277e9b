//! What is said of a record's history, of the trash, of what is related, and of changes that
//! are taken back.

pub use super::screen::MORE_LINES as MORE;
use crate::value::{Words, words};

/// The group of the screens that are of no one kind.
pub const SCREENS: Words = words("Screens", "界面");
/// The history of all records, or of one.
pub const HISTORY: Words = words("History", "修改历史");
/// What is in the trash.
pub const TRASH: Words = words("Trash", "回收站");
/// What is linked to a record.
pub const RELATIONS: Words = words("Relations", "关联");

/// Before the journal is read.
pub const READING: Words = words("reading the history…", "正在读取修改历史…");
/// Nothing has been changed.
pub const NO_CHANGES: Words = words("Nothing has been changed yet.", "尚无修改。");
/// Changes that are not read yet.
pub const OLDER: Words =
    words("up to {} older changes; End reads on", "更早的修改最多还有 {} 次；按 End 继续读取");
/// The number of a change.
pub const CHANGE: Words = words("change {}", "变更 {}");
/// What became of a record: it was made.
pub const MADE: Words = words("added", "新增");
/// What became of a record: it went to the trash.
pub const TO_TRASH: Words = words("to the trash", "移入回收站");
/// What became of a record: it came back.
pub const FROM_TRASH: Words = words("out of the trash", "移出回收站");
/// What else was changed with a record.
pub const SAME_CHANGE: Words =
    words("{} other records in the same change:", "同一次修改还涉及 {} 条记录：");
/// A field that this program does not know.
pub const FIELD: Words = words("field {}", "字段 {}");

/// Asks before a change is taken back: when and by whom.
pub const TAKE_BACK: Words =
    words("Take back the change of {} by {}?", "撤销 {} 由 {} 所作的修改？");
/// What a change was, once it is taken back.
pub const CHANGE_OF: Words = words("change of {} by {}", "{} 由 {} 所作的修改");
/// There is nothing of it left.
pub const ALREADY_BACK: Words =
    words("Nothing is left of this change to take back.", "这次修改已无可撤销的内容。");
/// Nothing to redo.
pub const NO_REDO: Words =
    words("Nothing undone is left to redo in this session.", "本次没有可重做的修改。");
/// Redone.
pub const REDONE: Words = words("Redone: {}", "已重做：{}");

/// An empty trash.
pub const NO_TRASH: Words = words(
    "The trash is empty. D moves the record under the cursor here; nothing is ever deleted for good.",
    "回收站为空。按 D 可将光标所在记录移入；记录不会被彻底删除。",
);
/// The columns of the trash.
pub const TRASHED_AT: Words = words("moved", "移入时间");
/// The columns of the trash.
pub const KIND: Words = words("kind", "类别");
/// The columns of the trash.
pub const NAME: Words = words("name", "名称");
/// The columns of the trash.
pub const BY: Words = words("by", "操作人");
/// How to take it out.
pub const TAKE_OUT: Words = words("; r takes it out", "；按 r 恢复");
/// It is out of the trash.
pub const RESTORED: Words =
    words("Out of the trash again: {}. {} undoes that.", "已移出回收站：{}。按 {} 撤销。");
/// There is nothing to take out.
pub const NOT_IN_TRASH: Words = words("{} is not in the trash.", "“{}”不在回收站中。");

/// What is chosen after `a` on a record's page.
pub const ADD_TO: Words = words("Add to this record", "为此记录新增");
/// A note, among what can be added.
pub const NOTE: Words = words("note", "速记");
/// Another record of the same kind, among what can be added.
pub const ANOTHER: Words = words("another {}, not linked", "另一条{}（不关联）");
/// Nothing links to what lies in the trash.
pub const TAKE_OUT_FIRST: Words =
    words("{} is in the trash: take it out first.", "“{}”在回收站中：请先恢复。");

/// Done.
pub const DONE: Words = words("Done: {}. {} undoes that.", "已办：{}。按 {} 撤销。");
/// Done, and it comes again.
pub const DONE_AGAIN: Words = words(
    "Done: {}. The next one is due {}. {} undoes that.",
    "已办：{}。下一次期限 {}。按 {} 撤销。",
);
/// Put off.
pub const PUT_OFF: Words =
    words("Put off until {}: {}. {} undoes that.", "已暂缓至 {}：{}。按 {} 撤销。");
/// Renewed.
pub const RENEWED: Words =
    words("Renewed until {}: {}. {} undoes that.", "已续期至 {}：{}。按 {} 撤销。");
/// Asks before several are done.
pub const ASK_DONE: Words = words("Mark {} as done?", "将{}标为已办？");
/// Asks before several are put off.
pub const ASK_LATER: Words = words("Put {} off until {}?", "将{}暂缓至 {}？");
/// Asks before a term is renewed.
pub const ASK_RENEW: Words = words("Renew {}?", "续期：{}？");
/// What does not apply.
pub const LEFT_OUT: Words =
    words(" Left out, since it does not apply: {}.", "不适用而略去：{} 条。");
/// Until when something is put off.
pub const UNTIL_WHEN: Words = words("Put off until", "暂缓至");
/// Until when something is renewed.
pub const RENEW_UNTIL: Words = words("Renew until", "续期至");
/// A term that has no end yet.
pub const NO_END: Words = words(
    "{} records no end, where the next term would begin: {} records it.",
    "{}未录入到期日期，无从确定下一期的起始：按 {} 录入。",
);
/// A date that was typed.
pub const UNTIL: Words = words("until {}", "至 {}");
/// A day with the date it is.
pub const DAY_OF: Words = words("{}: {}", "{}：{}");
/// Days to put something off to, as they are typed.
pub const LATER: [(Words, Words); 4] = [
    (words("tomorrow", "明天"), words("+1d", "+1d")),
    (words("in 3 days", "3 天后"), words("+3d", "+3d")),
    (words("next week", "下周"), words("next monday", "下周一")),
    (words("in a month", "1 个月后"), words("+1m", "+1m")),
];
/// Ends of a new term, as they are typed.
pub const TERMS: [(Words, Words); 4] = [
    (words("a year more", "再续 1 年"), words("+1y", "+1y")),
    (words("two years more", "再续 2 年"), words("+2y", "+2y")),
    (words("three years more", "再续 3 年"), words("+3y", "+3y")),
    (words("five years more", "再续 5 年"), words("+5y", "+5y")),
];

/// What a record links to, of one kind.
pub const LINKS_TO: Words = words("links to {}", "关联到：{}");
/// What links to a record, of one kind.
pub const LINKED_FROM: Words = words("linked from {}", "被关联：{}");
/// A record that stands above already.
pub const ABOVE: Words = words("(above)", "（见上）");
/// Nothing is linked.
pub const NO_RELATIONS: Words = words(
    "Nothing is linked to it yet. a on its page adds something that is.",
    "尚无关联记录。在其页面按 a 新增关联记录。",
);
/// A record in the trash is not edited there.
pub const STILL_IN_TRASH: Words =
    words("{} is in the trash: take it out first.", "“{}”在回收站中：请先取出。");
/// An undo of which nothing was left to take back.
pub const NOTHING_LEFT: Words =
    words("Nothing is left of it to undo: {}", "该修改已无可撤销的内容：{}");
