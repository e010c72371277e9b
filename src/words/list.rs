//! What lists and what is done with them say.

pub use super::command::NOT_RECORDED;
use crate::value::{Words, words};

/// How many of how many.
pub const OF: Words = words("{} of {}", "{}／{}");
/// The rows are being arranged.
pub const ARRANGING: Words = words("arranging…", "正在整理…");
/// Only mine.
pub const MINE: Words = words("mine", "我的");
/// How many are marked.
pub const MARKED: Words = words("* {} marked", "* 已标记 {} 条");
/// Grouped by a column.
pub const GROUPED: Words = words("grouped by {}, {}", "按{}分组，{}");
/// Sorted by two columns.
pub const THEN: Words = words("{}, then {}", "{}，再{}");
/// The heading of a group.
pub const GROUP: Words = words("{}  {}", "{}  {}");
/// A filter that keeps nothing.
pub const NONE_FITS: Words =
    words("No {} fits the filter. {} takes it away.", "没有符合筛选条件的{}。按 {} 取消筛选。");
/// Why, and what to press.
pub const NONE_SINCE: Words = words("{} {} takes the filter away.", "{}按 {} 取消筛选。");
/// None of mine.
pub const NONE_MINE: Words = words(
    "No {} names you as owner, assignee or taking part. {} shows all.",
    "没有由您负责、经办或参与的{}。按 {} 显示全部。",
);
/// Nobody's login.
pub const NO_COLLEAGUE: Words = words(
    "No colleague has the login {}: open Colleagues (o) and add one, or w again shows all.",
    "没有登录名为 {} 的同事：请在“同事”栏目（o）新增，或再按 w 显示全部。",
);
/// The panel of columns.
pub const COLUMNS: Words = words("Columns", "列");
/// A column by which is grouped.
pub const GROUPS: Words = words("groups", "分组");
/// The values of a column.
pub const VALUES: Words = words("{}: {} records", "{}：{} 条记录");
/// They are being counted.
pub const COUNTING: Words = words("counting…", "正在统计…");
/// No values.
pub const NO_VALUES: Words = words("There is nothing to count.", "没有可统计的记录。");

/// Asks before many go to the trash.
pub const TRASH_MANY: Words =
    words("Move {} marked records to the trash?", "将已标记的 {} 条记录移入回收站？");
/// Asks before many are changed.
pub const CHANGE_MANY: Words = words("Change {} records as shown?", "按所示修改 {} 条记录？");
/// How many of them are not on the screen.
pub const OUT_OF_SIGHT: Words =
    words(" {} of them are out of sight.", "其中 {} 条不在当前屏幕上。");
/// Yes, change them.
pub const CHANGE_YES: Words = words("yes, save", "是，保存");
/// Many records.
pub const MANY: Words = words("{} records", "{} 条记录");
/// Many are in the trash.
pub const TRASHED_MANY: Words = words(
    "Moved to the trash: {} records. {} restores them.",
    "已移入回收站：{} 条记录。按 {} 撤销。",
);
/// Many were changed.
pub const CHANGED_MANY: Words =
    words("Saved: {} records. {} takes it back.", "已保存：{} 条记录。按 {} 撤销。");
/// A cell before and after.
pub const BEFORE_AFTER: Words = words("{}: {} → {}", "{}：{} → {}");
/// The form of many records.
pub const EDIT_MANY: Words = words("Edit {} {}", "修改 {} 条{}");
/// What it does.
pub const ONLY_FILLED: Words =
    words("Only what you fill in is changed, on all of them.", "仅修改所填字段，应用于全部记录。");
/// Nothing would change.
pub const NOTHING_CHANGES: Words =
    words("All of them have that already: nothing to save.", "各条记录均已如此：无需保存。");

/// Saved views, in the list of panes.
pub const VIEWS: Words = words("Saved views", "已存视图");
/// A view's key is one letter.
pub const ONE_KEY: Words =
    words("one letter or sign, such as T; not {}", "只能是一个字母或符号，如 T；不能是 {}");
/// A view's key does something already.
pub const KEY_TAKEN: Words =
    words("{} does something else already; free are {}", "{} 键已有其他功能；可用：{}");
/// The view cannot be saved so.
pub const NO_SUCH_KEY: Words =
    words("Not saved: the key cannot be had.", "未保存：该快捷键不可用。");
/// A view's key opens another view.
pub const KEY_OF_VIEW: Words = words("{} opens the view “{}” already", "{} 键已用于视图“{}”");
