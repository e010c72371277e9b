//! What is said of a record's history, of the trash, of what is related, and of changes that
//! are taken back.

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
/// Lines that are not shown.
pub const MORE: Words = words("+{} more", "另有 {} 项");
/// What became of a record: it was made.
pub const MADE: Words = words("added", "新增");
/// What became of a record: it went to the trash.
pub const TO_TRASH: Words = words("to the trash", "移入回收站");
/// What became of a record: it came back.
pub const FROM_TRASH: Words = words("out of the trash", "移出回收站");
/// A field that this program does not know.
pub const FIELD: Words = words("field {}", "字段 {}");

/// Asks before a change is taken back: when and by whom.
pub const TAKE_BACK: Words =
    words("Take back the change of {} by {}?", "撤销 {} 由 {} 所作的修改？");
/// What it would do to records.
pub const WOULD_CHANGE: Words = words("This would change:", "将作以下改动：");
/// The letter that says yes.
pub const TAKE_BACK_YES: Words = words("yes, take it back", "是，撤销");
/// What a change was, once it is taken back.
pub const CHANGE_OF: Words = words("change of {} by {}", "{} 由 {} 所作的修改");
/// It cannot be taken back.
pub const CHANGED_SINCE: Words = words(
    "{} of {} was changed again since. Take that change back first, or edit the record.",
    "{}（{}）此后又有修改。请先撤销那次修改，或直接修改记录。",
);
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
    words("Out of the trash again: {}. u undoes that.", "已移出回收站：{}。按 u 撤销。");
/// There is nothing to take out.
pub const NOT_IN_TRASH: Words = words("{} is not in the trash.", "“{}”不在回收站中。");
