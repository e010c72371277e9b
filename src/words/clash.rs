//! What is said where somebody else changed the same fields, on the screen and on the command
//! line.

use crate::value::{Words, words};

/// What an edit would put into a field.
pub const MINE: Words = words("mine", "我的");
/// What somebody else put there.
pub const THEIRS: Words = words("theirs", "对方的");
/// What the edit began from.
pub const BEFORE: Words = words("before", "原值");
/// What an undo would put back.
pub const BACK: Words = words("back to", "撤销为");
/// What is there now.
pub const NOW: Words = words("now", "现为");
/// What the change that is taken back had put there.
pub const SET: Words = words("it set", "曾改为");

/// Who put it there, and when.
pub const BY: Words = words("{}, {}", "{}，{}");
/// A value, and who put it there.
pub const WITH: Words = words("{} ({})", "{}（{}）");
/// It neither goes to the trash nor comes back.
pub const STAYS: Words = words("stays as it is", "保持现状");
/// What else somebody changed of a record that is to go to the trash.
pub const SINCE: Words = words("changed since", "此后修改");
/// A field of it as it is now.
pub const FIELD: Words = words("{}: {}", "{}：{}");

/// Over what is decided of a form, by the record's name.
pub const CHANGED_MEANWHILE: Words = words("Changed meanwhile: {}", "他人刚作修改：{}");
/// Over what is decided of an undo.
pub const UNDO: Words = words("Undo: {}", "撤销：{}");
/// Over what is decided of a redo.
pub const REDO: Words = words("Redo: {}", "重做：{}");
/// What there is to decide.
pub const CHOOSE: Words = words(
    "Others changed the same since you began. Nothing is saved yet: choose for each what is to hold.",
    "在您修改期间，他人修改了相同内容。尚未保存，请逐项选择保留哪一个。",
);
/// The key that goes back to the form.
pub const OR_TYPE: Words = words("{} types it anew in the form.", "按 {} 可回到表单重新输入。");
/// The same of an undo: the keys that take back and that leave.
pub const CHOOSE_BACK: Words =
    words("{} takes a field back, {} leaves it as it is now.", "{} 撤销该字段，{} 保持现状。");
/// The same where others changed something since.
pub const CHOOSE_SINCE: Words = words(
    "Where ? stands it was changed again since: choose for each.",
    "标 ? 处此后又有修改，请逐项选择。",
);
/// How many are chosen, of how many.
pub const CHOSEN: Words = words("{} of {} chosen", "已选 {}／{}");
/// How many fields are taken back, of how many.
pub const TAKEN: Words = words("{} of {} taken back", "撤销 {}／{}");
/// A field that is left as it is.
pub const LEFT: Words = words("{} (left)", "{}（保留）");
/// Not all is chosen.
pub const NOT_CHOSEN: Words =
    words("Still to choose: {}. {} or {} chooses.", "还有 {} 项未选。按 {} 或 {} 选择。");
/// Others saved once more.
pub const AGAIN: Words = words(
    "Others saved once more meanwhile: choose anew where ? stands.",
    "他人又有新的修改：请在标 ? 处重新选择。",
);
/// Nothing of one's own is left.
pub const ALL_THEIRS: Words =
    words("Nothing was saved: all of it stays as others left it.", "未保存：全部保留他人的内容。");
/// Nothing was taken back.
pub const ALL_LEFT: Words =
    words("Nothing was undone, all of it was left: {}", "未撤销，全部保留：{}");
/// Of several some was left as others have it.
pub const AS_CHOSEN: Words = words(
    "Saved as chosen: {} records. {} takes it back.",
    "已按所选保存：{} 条记录。按 {} 撤销。",
);
/// It was undone in part.
pub const IN_PART: Words = words("Undone in part: {}", "已部分撤销：{}");
/// There is nothing to be typed.
pub const NO_FORM: Words =
    words("There is no form here: choose, or go back.", "此处没有表单：请选择，或返回。");
/// It is saved, but somebody put it away.
pub const SAVED_IN_TRASH: Words = words(
    "Saved: {}. {} moved it to the trash meanwhile.",
    "已保存：{}。该记录刚被 {} 移入回收站。",
);
