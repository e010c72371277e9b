//! What is said of drafts: what was typed into a form and not yet saved.

use crate::value::{Words, words};

/// A draft that cannot be read, and why.
pub const DAMAGED: Words = words("the draft {} is damaged: {}", "草稿 {} 已损坏：{}");
/// The checksum does not fit.
pub const NOT_WHOLE: Words = words("it is not as it was written", "内容与写入时不符");
/// More than a draft takes.
pub const TOO_LARGE: Words = words("larger than 1 MiB", "超过 1 MiB");
/// A text that is no form's.
pub const NO_DRAFT: Words = words("this program cannot read it ({})", "本程序无法读取（{}）");
/// Written by a newer program.
pub const NEWER: Words = words("a newer program wrote it", "由更新版本的程序写入");
/// The record is gone, or not for the person any more.
pub const GONE: Words = words(
    "The record no longer exists or is restricted: only the text is left.",
    "记录已不存在或不可见：仅存文字。",
);
/// The record is in the trash.
pub const IN_TRASH: Words = words(
    "The record is in the trash: take it out first, then go on.",
    "记录在回收站中：请先恢复，再继续。",
);
/// The form has no longer all the fields.
pub const OTHER_FORM: Words = words(
    "The form no longer has all these fields: only the text is left.",
    "表单已不含这些字段：仅存文字。",
);

/// The list of them.
pub const TITLE: Words = words("Drafts", "草稿");
/// What they are.
pub const ABOUT: Words = words("typed and not saved", "已输入、未保存");
/// There are none.
pub const NONE: Words = words("There are no drafts.", "没有草稿。");
/// What is typed into a form of a new record.
pub const NEW: Words = words("New {}", "新增{}");
/// The same of a record on another.
pub const NEW_ON: Words = words("New {} on {}", "新增{}（关于{}）");
/// What it is, and what was typed first.
pub const WITH: Words = words("{}: {}", "{}：{}");
/// The record was saved since.
pub const SAVED_SINCE: Words = words(
    "Saved since by {} on {}. What you typed goes on top of that.",
    "此后已由 {} 于 {} 保存。您输入的内容将在其基础上继续。",
);
/// The record can be edited without it, too.
pub const WITHOUT: Words = words("edit without a draft: {}", "不用草稿，直接修改：{}");
/// The form is closed, and what was typed is kept.
pub const KEPT: Words = words("Kept as a draft. {} lists them.", "已存为草稿。按 {} 查看。");
/// The disk refused.
pub const NOT_KEPT: Words = words(
    "Draft not kept: {}. All you typed is still here.",
    "草稿未能保存：{}。已输入的内容仍在此处。",
);
/// It was taken meanwhile.
pub const TAKEN: Words =
    words("This draft is open in another session, or gone.", "此草稿正在另一处编辑，或已不存在。");
/// Asks before it is removed.
pub const DISCARD: Words = words("Discard this draft for good?", "彻底删除此草稿？");
/// Beside the letter that says yes.
pub const DISCARD_YES: Words = words("yes, discard it", "是，删除");
/// It could not be removed.
pub const NOT_DROPPED: Words =
    words("The draft {} could not be removed: {}.", "草稿 {} 未能删除：{}。");
/// The folder cannot be read.
pub const NOT_LISTED: Words = words("The drafts cannot be listed: {}.", "无法列出草稿：{}。");
/// Its text, as it is copied.
pub const TEXT: Words = words("the text of the draft", "草稿文字");
