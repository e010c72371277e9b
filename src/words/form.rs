//! What the form says.

use crate::value::{Label, Words, label, words};

/// Over a record that is edited.
pub const EDIT: Words = words("Edit {}", "修改{}");
/// Over a new record.
pub const ADD: Words = words("Add {}", "新增{}");
/// Which record, and how often it has been saved.
pub const REVISION: Words = words("{} rev {}", "{} 第 {} 版");
/// Opens the fields that are not shown at once.
pub const MORE: Words = words("▸ {} more fields ({})", "▸ 还有 {} 项（{}）");
/// The same, if it is one.
pub const MORE_ONE: Words = words("▸ {} more field ({})", "▸ 还有 {} 项（{}）");
/// The button that saves.
pub const SAVE: Words = words("[ Save ]", "[ 保存 ]");
/// The button that leaves.
pub const LEAVE: Words = words("[ Leave ]", "[ 离开 ]");
/// Adds an entry to a list.
pub const ANOTHER: Words = words("+ another", "+ 再加一条");
/// What an entry's part is in a list.
pub const ROLE: Words = words("role", "角色");
/// Adds the record that is not there yet.
pub const MAKE: Words = words("make \"{}\"", "新建“{}”");
/// The two answers of a yes or no.
pub const FLAGS: &[Label] = &[label("yes", "是"), label("no", "否")];

/// Why it was not saved, if several fields are wrong.
pub const MEND: Words = words("{} fields to correct before saving: {}", "保存前须改正 {} 项：{}");
/// The same, if it is one.
pub const MEND_ONE: Words =
    words("{} field to correct before saving: {}", "保存前须改正 {} 项：{}");
/// What to do with what was typed.
pub const ASK: Words = words(
    "Not saved yet: keep it as a draft, save it or discard it?",
    "尚未保存：存为草稿、保存还是放弃？",
);
/// After an entry was taken out of a list.
pub const REMOVED: Words = words("Entry removed. Esc restores it", "已移除该条，按 Esc 恢复");

/// A line's title and what to know about it.
pub const HINT: Words = words("{}: {}", "{}：{}");
/// Between two sentences.
pub const SENTENCES: Words = words(". ", "。");
/// How to use a list that is open.
pub const CHOOSE: Words =
    words("↑↓ choose, Enter takes it, Esc closes", "↑↓ 选择，回车选定，Esc 收起");
/// How to fill in a choice.
pub const HINT_CHOICE: Words =
    words("type, or space for the list; empty clears", "输入或按空格显示选项，留空即清除");
/// How to fill in several choices.
pub const HINT_CHOICES: Words =
    words("commas between; type, or space for the list", "用逗号隔开；输入或按空格显示选项");
/// How to fill in a link.
pub const HINT_LINK: Words = words("type part of a name", "输入名称的一部分");
/// How to fill in several links.
pub const HINT_LINKS: Words =
    words("type part of a name; separate several with ;", "输入名称的一部分，多项用 ; 隔开");
/// How to fill in a date.
pub const HINT_WHEN: Words = words(
    "2026, 2026-06, 2026-06-30, ~2005, +30d, next fri",
    "2026、2026-06、2026-06-30、约2005年、+30d、下周五",
);
/// How to fill in a day with a time.
pub const HINT_MOMENT: Words =
    words("2026-12-01, 2026-12-01 14:00", "2026-12-01、2026-12-01 14:00");
/// How to fill in an amount.
pub const HINT_MONEY: Words = words("1250万, 1.2亿, USD 500", "1250万、1.2亿、USD 500");
/// How to fill in several short texts.
pub const HINT_LINES: Words = words("separate several with ;", "多项用 ; 隔开");
/// How to fill in notes.
pub const HINT_NOTES: Words = words("Enter: new line, Tab: next field", "回车换行，Tab 下一项");
/// How to fill in a rule.
pub const HINT_RULE: Words = words("members branch:domestic", "members branch:domestic");
/// How to fill in how often something comes again.
pub const HINT_REPEAT: Words =
    words("monthly, every 2 weeks, every 1y until 2030", "每月、每2周、每年 至2030");
/// How to see and change the entries of a list.
pub const HINT_PARTIES: Words = words("Enter opens the entries", "按回车展开各条");
/// What an entry of a list allows.
pub const HINT_ENTRY: Words = words("ctrl-d removes the entry", "按 ctrl-d 移除该条");
/// What the line of more fields does.
pub const HINT_MORE: Words = words("Enter or ↓ shows them", "按回车或 ↓ 展开");
