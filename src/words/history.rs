//! What is said of changes: their list, taking them back and giving them again.

use crate::value::{Words, words};

/// About `history`.
pub const HISTORY: Words = words(
    "who changed what and when, of one record or of all, newest first",
    "查看修改历史：何人、何时、改了什么，最新的在前",
);
/// About `undo`.
pub const UNDO: Words = words(
    "takes back a change by its number, or your own last one",
    "撤销指定编号的变更，或撤销自己的上一次修改",
);
/// About `redo`.
pub const REDO: Words =
    words("takes back your own last undo, if you changed nothing since", "恢复自己刚撤销的修改");
/// About `undo CHANGE`.
pub const CHANGE_OF: Words =
    words("the number of a change, as history shows it", "变更编号，见 history");

/// Title of a change's number.
pub const CHANGE: Words = words("Change", "变更");
/// Title of when.
pub const WHEN: Words = words("When", "时间");
/// Title of who.
pub const WHO: Words = words("Who", "修改人");
/// Title of why.
pub const CAUSE: Words = words("Cause", "方式");
/// Title of the record.
pub const RECORD: Words = words("Record", "记录");
/// Title of the field.
pub const FIELD: Words = words("Field", "字段");
/// Title of what was before.
pub const BEFORE: Words = words("Before", "修改前");
/// Title of what was after.
pub const AFTER: Words = words("After", "修改后");
/// Whether it lies in the trash, as a field.
pub const IN_TRASH: Words = words("In the trash", "在回收站");

/// A person edited.
pub const EDITED: Words = words("edit", "修改");
/// Records came from elsewhere.
pub const IMPORTED: Words = words("import", "导入");
/// Who works here for the first time became a colleague.
pub const SEATED: Words = words("new colleague", "新同事");
/// A change was taken back.
pub const UNDONE: Words = words("undo", "撤销");
/// The change of a number was taken back.
pub const TAKEN_BACK: Words = words("undo of {}", "撤销变更 {}");

/// A record of a change.
pub const OF_RECORD: Words = words("  {} ({})", "  {}（{}）");
/// A record that was made by a change.
pub const ADDED: Words = words("  {} ({}), added", "  {}（{}），新增");
/// A field of it, before and after.
pub const FROM_TO: Words = words("    {}: {} → {}", "    {}：{} → {}");
/// A field of a new record.
pub const AS_ADDED: Words = words("    {}: {}", "    {}：{}");
/// Lines are left out.
pub const MORE_LINES: Words = words(
    "  +{} more lines: history REF shows one record's",
    "  另有 {} 行：history REF 可查看单条记录",
);
/// Changes are left out.
pub const OLDER: Words =
    words("older changes are not shown: --limit N shows more", "更早的变更未显示：可用 --limit N");

/// No change of that number.
pub const NO_CHANGE: Words = words("no change {}: the last is {}", "没有变更 {}：最后一项是 {}");
/// Nothing to take back.
pub const NOTHING_TO_UNDO: Words = words(
    "nothing of yours is left to undo; history shows every change, undo N takes one back",
    "没有可撤销的本人修改；history 列出全部变更，undo N 可撤销其中一项",
);
/// Nothing to give again.
pub const NOTHING_TO_REDO: Words = words(
    "nothing to redo: your last change was not an undo",
    "没有可恢复的修改：您的上一次操作不是撤销",
);
/// A change of which nothing stands.
pub const NOTHING_LEFT: Words =
    words("Nothing of change {} is left to take back.", "变更 {} 已无可撤销的内容。");
/// A change was taken back: its number, and of what.
pub const IS_UNDONE: Words =
    words("Saved. Taken back: change {}, {}.", "已保存。已撤销变更 {}：{}。");
/// An undo was taken back.
pub const IS_REDONE: Words = words("Saved. Redone: change {}, {}.", "已保存。已恢复变更 {}：{}。");
/// More records.
pub const AND_MORE: Words = words("{} and {} more", "{} 等，另有 {} 条");
/// Somebody changed the same fields since.
pub const CONFLICT: Words = words(
    "Nothing was undone: others changed the same after change {}.",
    "未撤销：变更 {} 之后，他人又修改了相同内容。",
);
/// How to decide about them.
pub const DECIDE: Words = words(
    "--take {} takes them back nevertheless, --leave {} leaves them as they are now.",
    "加 --take {} 仍予撤销；加 --leave {} 则保持现状。",
);
/// About `undo --only`.
pub const ONLY: Words = words(
    "take back only these: fields, ids of records or ID.FIELD, separated by commas",
    "只撤销这些：字段、记录编号或 编号.字段，用逗号隔开",
);
/// About `undo --leave`.
pub const LEAVE: Words = words("leave these as they are now", "这些保持现状");
/// About `undo --take`.
pub const TAKE: Words = words(
    "take these back although others changed them since; all for everything",
    "即使他人此后改过也撤销这些；all 表示全部",
);
/// No such part of a change.
pub const NO_PART: Words = words(
    "--{}: nothing called {} is to be taken back; there are: {}",
    "--{}：没有可撤销的“{}”；可选：{}",
);
/// Everything was left.
pub const ALL_LEFT: Words = words(
    "Nothing of change {} was taken back: all of it was left.",
    "变更 {} 全部保留，未撤销任何内容。",
);
/// A part was taken back.
pub const IN_PART: Words =
    words("Saved. Taken back in part: change {}, {}.", "已保存。已部分撤销变更 {}：{}。");
/// What was overwritten, as it was asked for.
pub const OVERWRITTEN: Words =
    words("Changed since, and taken back: {} of {}, {}", "此后改过，仍已撤销：{}（{}），{}");
