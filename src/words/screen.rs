//! What the dashboard says.

pub use crate::value::COMMA;
use crate::value::{Words, words};

/// What is shown is invented: the store is a demonstration.
pub const INVENTED: Words = words("[invented]", "【虚构演示】");
/// Nothing is saved.
pub const READ_ONLY: Words = words("[read only]", "【只读】");
/// The first pane.
pub const HOME: Words = words("Home", "首页");
/// All other panes, in the tabs.
pub const MORE: Words = words("{} more", "{} 更多");
/// The language in the corner.
pub const CORNER: Words = words("EN", "中");
/// The days of the week, from Monday.
pub const WEEKDAYS: [Words; 7] = [
    words("Monday", "星期一"),
    words("Tuesday", "星期二"),
    words("Wednesday", "星期三"),
    words("Thursday", "星期四"),
    words("Friday", "星期五"),
    words("Saturday", "星期六"),
    words("Sunday", "星期日"),
];
/// Below 40x10.
pub const TOO_SMALL: Words = words("liaison needs 40x10 cells", "窗口至少 40x10");
/// While the store is opened.
pub const OPENING: Words = words("opening the store…", "正在打开数据库…");
/// The same, so many hundredths of it.
pub const OPENING_SO_FAR: Words = words("opening the store… {} %", "正在打开数据库… {}%");
/// Sorted by.
pub const BY: Words = words("by {}", "按{}");
/// Sorted descending by.
pub const BY_DOWN: Words = words("by {}, descending", "按{}降序");
/// The default order.
pub const BY_NAME: Words = words("by name", "按名称");
/// Not recorded.
pub const NONE: &str = "-";
/// Left out of a list.
pub const RESTRICTED: Words = words("+{} restricted", "另有 {} 条仅限定人员可见");
/// An empty list.
pub const EMPTY: Words = words("No {} recorded yet. {} adds one.", "尚无{}记录。按 {} 新增。");
/// Nothing recorded of a record.
pub const NOT_RECORDED: Words = words("Not recorded: {}", "未录入：{}");
/// How to fill them in.
pub const FILL_IN: Words = words(" ({} fills them in)", "（按 {} 补录）");
/// A heading of what links here.
pub const LINKED: Words = words("{}  {}", "{}  {}");
/// Who made it.
pub const MADE_BY: Words = words("{} rev {}, created by {} on {}", "{} 第 {} 版，由 {} 于 {} 创建");
/// Who saved it last.
pub const SAVED_BY: Words = words(", saved by {} on {}", "，{} 于 {} 保存");
/// A record in the trash.
pub const IN_TRASH: Words = words("moved to the trash by {} on {}", "已由 {} 于 {} 移入回收站");
/// A record that is gone while it is looked at.
pub const NOT_THERE: Words = words("This record does not exist.", "此记录不存在。");

/// What is not listed.
pub const MORE_LINES: Words = words("+{} more", "另有 {} 项");
/// Home: figures.
pub const FIGURES: Words = words("PUBLISHED FIGURES", "对外公布数字");
/// Home: the columns of the figures.
pub const CLAIM: Words = words("claim", "公布");
/// Home: the columns of the figures.
pub const AS_OF: Words = words("as of", "截至");
/// Home: the columns of the figures.
pub const RECORDED: Words = words("recorded", "已录入");
/// Home: the columns of the figures.
pub const STATE: Words = words("state", "状态");
/// Home: how far the lists of members reach.
pub const NAMED_MEMBERS: Words = words(
    "{} of more than {} domestic, {} of more than {} overseas members named",
    "已列名：国内 {} 家（公布超过 {} 家），海外 {} 家（公布超过 {} 家）",
);

/// The list of panes.
pub const PANES: Words = words("Panes", "栏目");
/// The palette.
pub const PALETTE: Words = words("Actions", "命令");
/// The help.
pub const HELP: Words = words("Keys", "快捷键");
/// A palette or help without a match.
pub const NO_MATCH: Words = words("Nothing is called “{}” here.", "此处没有“{}”。");
/// A row by its number.
pub const GO_TO_ROW: Words = words("go to row {} of {}", "到第 {} 行（共 {} 行）");
/// Too great a number.
pub const NO_ROW: Words = words("there are {} rows", "共 {} 行");

/// The look-up.
pub const LOOK_UP: Words = words("Look up", "查找");
/// All kinds.
pub const ALL_KINDS: Words = words("all kinds (Tab: only {})", "全部（Tab：仅{}）");
/// All kinds, where there is no kind to narrow to.
pub const ALL: Words = words("all kinds", "全部");
/// The look-up while it does not know all names yet.
pub const READING_NAMES: Words = words("still reading the names", "正在读取名称");
/// One kind.
pub const ONE_KIND: Words = words("only {} (Tab: all)", "仅{}（Tab：全部）");
/// The look-up before the first letter.
pub const RECENT: Words = words("recently opened", "最近打开");
/// The look-up before the first letter, with nothing opened yet.
pub const TYPE_NAME: Words =
    words("Type a part of any name, in English or Chinese.", "输入名称的任一部分，中英文均可。");
/// The look-up without a hit.
pub const NO_HIT: Words = words(
    "Nothing is called “{}”. Fewer letters find more; Esc, then {} adds a record.",
    "没有找到“{}”。少输几个字可找到更多；先按 Esc，再按 {} 新增记录。",
);
/// How many of a kind are linked to a hit: the number first, in Chinese the kind.
pub const LINKS: Words = words("{} {}", "{} {} 项");
/// Where a hit matched.
pub const MATCHED: Words = words("{}: {}", "{}：{}");
/// No look-up yet.
pub const NO_HITS: Words = words("Nothing looked up yet: press {}.", "尚未查找：按 {} 查找。");
/// The place among the hits.
pub const HIT_OF: Words = words("hit {} of {}", "第 {} 条，共 {} 条");

/// What Esc says at the root.
pub const ROOT: Words = words("This is the first screen. {} quits.", "已是首页。按 {} 退出。");
/// Nothing to go back to.
pub const NO_BACK: Words = words("There is nothing to go back to.", "无法再后退。");
/// Nothing to go forward to.
pub const NO_FORWARD: Words = words("There is nothing to go forward to.", "无法再前进。");
/// No record under the cursor.
pub const NO_RECORD: Words = words("There is no record here.", "此处没有记录。");
/// Nothing to undo.
pub const NO_UNDO: Words = words("Nothing left to undo in this session.", "本次没有可撤销的修改。");
/// No pane has the digit yet.
pub const NO_PANE: Words =
    words("No pane has the key {} yet; {} lists all.", "{} 键尚无对应栏目；按 {} 列出全部。");
/// Looks but may not edit.
pub const MAY_NOT: Words = words("{} may view but not edit.", "{} 只能查看，不能修改。");
/// Asks before the trash.
pub const TRASH: Words = words("Move {} to the trash?", "将“{}”移入回收站？");
/// How many link to what is to go there.
pub const LINKED_TO: Words = words(" Linked from: {}.", "有 {} 条记录与之关联。");
/// The letter that says yes.
pub const TRASH_YES: Words = words("yes, to the trash", "是，移入回收站");
/// The safe answer.
pub const NO: Words = words("no", "否");
/// It is in the trash.
pub const TRASHED: Words =
    words("Moved to the trash: {}. {} restores it.", "已移入回收站：{}。按 {} 撤销。");
/// Saved.
pub const SAVED: Words = words("Saved: {}", "已保存：{}");
/// Added.
pub const ADDED: Words = words("Added: {} ({})", "已新增：{}（{}）");
/// A record that is made.
pub const NEW: Words = words("new {} {}", "新增{}：{}");
/// Undone.
pub const UNDONE: Words = words("Undone: {}", "已撤销：{}");
/// What somebody else put where one was typing.
pub const THEIRS: Words = words(
    "Theirs: {}. Save again to replace it with yours, or leave.",
    "对方的内容：{}。再次保存将以您的内容替换；也可离开。",
);
/// No room for the record beside the list.
pub const NO_ROOM_BESIDE: Words = words(
    "The record needs 110 columns beside the list, or 34 rows below it. Enter opens it.",
    "在列表旁显示详情需 110 列，在列表下方需 34 行。按回车打开记录。",
);
/// Being saved.
pub const SAVING: Words = words("saving…", "正在保存…");
/// Of how many.
pub const PLACE_OF: Words = words("{}/{}", "{}/{}");
