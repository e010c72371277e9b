//! The keys outside text fields: everywhere, in a list, on a page. Their order is the help's.

use super::Action as A;
use super::{Binding, Copied, Rank, Step, bind};
use crate::value::words;

pub(super) static EVERYWHERE: &[Binding] = &[
    bind(
        A::LookUp,
        "look-up",
        &["/", "F3"],
        words("look up any record by any of its names", "按任一名称查找记录"),
    )
    .hint(3, "look up", "查找"),
    bind(
        A::Palette,
        "palette",
        &[":", "F9", "ctrl-p"],
        words("everything that can be done here, by name", "按名称执行命令"),
    )
    .hint(8, "actions", "命令"),
    bind(A::Help, "help", &["?", "F1"], words("the keys of this screen", "本页快捷键"))
        .hint(9, "help", "帮助"),
    bind(
        A::Pane,
        "pane",
        &["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"],
        words("open the pane of that digit", "打开该数字对应的栏目"),
    ),
    bind(A::Panes, "panes", &["o"], words("all other panes", "其他全部栏目")),
    bind(A::NextPane, "next-pane", &["Tab"], words("next pane", "下一栏目")),
    bind(A::PreviousPane, "previous-pane", &["shift-Tab"], words("previous pane", "上一栏目")),
    bind(A::Add, "add", &["a", "F7"], words("add a record", "新增记录")).hint(6, "add", "新增"),
    bind(A::Edit, "edit", &["e", "F2"], words("edit the record", "修改记录"))
        .hint(5, "edit", "修改"),
    bind(A::Trash, "trash", &["D", "Delete"], words("move the record to the trash", "移入回收站")),
    bind(A::Undo, "undo", &["u"], words("undo my last change", "撤销我的上一次修改")),
    bind(A::Note, "note", &["m", "F6"], words("a quick note on the record", "为记录写速记"))
        .hint(10, "note", "速记"),
    bind(
        A::Brief,
        "briefing",
        &["b", "ctrl-o"],
        words("the briefing of the organization, on one page", "该机构的会前简报（一页）"),
    )
    .hint(7, "brief", "简报"),
    bind(
        A::Drafts,
        "drafts",
        &["E"],
        words("drafts: what was typed and not saved", "草稿：已输入、未保存的内容"),
    ),
    bind(A::Done, "done", &["d"], words("mark the follow-up as done", "待办标为已办"))
        .hint(2, "done", "已办"),
    bind(A::Later, "later", &["z"], words("put the follow-up off", "暂缓待办"))
        .hint(2, "later", "暂缓"),
    bind(
        A::Renew,
        "renew",
        &["r"],
        words("renew the agreement or membership", "续期（协议、成员）"),
    )
    .hint(2, "renew", "续期"),
    bind(A::Redo, "redo", &["ctrl-r"], words("redo what I undid last", "重做我刚撤销的修改")),
    bind(A::History, "history", &["H"], words("the history of the record", "记录的修改历史")),
    bind(A::Relations, "relations", &["x"], words("what is linked to the record", "关联记录")),
    bind(A::NextHit, "next-hit", &["n"], words("next hit of the last look-up", "上次查找的下一条")),
    bind(A::PreviousHit, "previous-hit", &["N"], words("previous hit", "上次查找的上一条")),
    bind(A::Back, "back", &["[", "alt-Left"], words("back to where I was", "后退")),
    bind(A::Forward, "forward", &["]", "alt-Right"], words("forward again", "前进")),
    bind(
        A::Close,
        "close",
        &["Esc", "q", "Backspace", "ctrl-c"],
        words("close, or go back", "关闭或返回"),
    ),
    bind(
        A::Beside,
        "beside",
        &["i"],
        words("the record beside the list, or the list only", "列表旁显示详情／仅列表"),
    ),
    bind(A::Language, "language", &["L", "ctrl-t"], words("中文", "English"))
        .hint(10, "中文", "English"),
    bind(
        A::Guest,
        "guest",
        &["ctrl-g"],
        words("guest in the room: show only what is public", "来宾在场：只显示公开内容"),
    ),
    bind(A::Copy(Copied::Cell), "copy-cell", &["y c"], words("copy the cell", "复制单元格")),
    bind(A::Copy(Copied::Row), "copy-row", &["y r"], words("copy the row", "复制整行")),
    bind(A::Copy(Copied::Name), "copy-name", &["y n"], words("copy the name", "复制名称")),
    bind(
        A::Copy(Copied::Briefing),
        "copy-briefing",
        &["y b"],
        words("copy the briefing", "复制会前简报"),
    ),
    bind(A::Copy(Copied::Emails), "copy-emails", &["y e"], words("copy emails", "复制邮箱")),
    bind(
        A::Copy(Copied::Table),
        "copy-table",
        &["y t"],
        words("copy the table, or what is marked", "复制表格（或已标记的行）"),
    ),
    bind(
        A::Copy(Copied::Markdown),
        "copy-markdown",
        &["y m"],
        words("copy it as Markdown", "以 Markdown 复制表格"),
    ),
    bind(
        A::Import,
        "import",
        &["I"],
        words("import records: the line to type", "导入记录：所用的命令行"),
    ),
    bind(A::Redraw, "redraw", &["ctrl-l"], words("redraw the screen", "重绘屏幕")),
    bind(A::Quit, "quit", &["Q"], words("quit", "退出")).hint(11, "quit", "退出"),
];

pub(super) static LIST: &[Binding] = &[
    bind(A::Move(Step::Up), "up", &["Up", "k"], words("up", "上移")),
    bind(A::Move(Step::Down), "down", &["Down", "j"], words("down", "下移")),
    bind(A::Move(Step::Left), "left", &["Left", "h"], words("column to the left", "左移一列")),
    bind(A::Move(Step::Right), "right", &["Right", "l"], words("column to the right", "右移一列")),
    bind(A::Move(Step::PageUp), "page-up", &["PageUp", "ctrl-u"], words("a page up", "上翻一页")),
    bind(
        A::Move(Step::PageDown),
        "page-down",
        &["PageDown", "ctrl-d"],
        words("a page down", "下翻一页"),
    ),
    bind(A::Move(Step::Top), "top", &["Home", "g"], words("to the first", "到首行")),
    bind(A::Move(Step::Bottom), "bottom", &["End", "G"], words("to the last", "到末行")),
    bind(A::Open, "open", &["Enter"], words("open the record", "打开记录")).hint(1, "open", "打开"),
    bind(
        A::Sort(Rank::First),
        "sort",
        &["s"],
        words("sort by this column: up, down, off", "按本列排序：升序、降序、取消"),
    )
    .hint(9, "sort", "排序"),
    bind(
        A::Sort(Rank::Second),
        "sort-second",
        &["S"],
        words("sort by this column, second", "再按本列排序（第二关键字）"),
    ),
    bind(A::Filter, "filter", &["f", "F4"], words("filter the list", "筛选列表"))
        .hint(2, "filter", "筛选"),
    bind(A::Count, "count", &["F"], words("count the values of this column", "统计本列各值的数量")),
    bind(
        A::Columns,
        "columns",
        &["c"],
        words("columns: which, in what order, how wide; groups", "调整列：显示、次序、宽度、分组"),
    ),
    bind(A::Mark, "mark", &["Space", "F8"], words("mark the record", "标记本记录")),
    bind(A::Range, "range", &["v"], words("mark a range: begin, end", "标记一段：起、止")),
    bind(A::MarkAll, "mark-all", &["V"], words("mark all, or none", "全部标记／全部取消")),
    bind(
        A::SaveView,
        "save-view",
        &["O"],
        words("save how the list looks as a view", "将当前列表另存为视图"),
    ),
    bind(A::Whose, "mine", &["w"], words("mine, or all", "我的／全部")),
];

pub(super) static PAGE: &[Binding] = &[
    bind(A::Move(Step::Up), "line-up", &["Up", "k"], words("up", "上移")),
    bind(A::Move(Step::Down), "line-down", &["Down", "j"], words("down", "下移")),
    bind(A::Move(Step::PageUp), "screen-up", &["PageUp", "ctrl-u"], words("a page up", "上翻一页")),
    bind(
        A::Move(Step::PageDown),
        "screen-down",
        &["PageDown", "ctrl-d", "Space"],
        words("a page down", "下翻一页"),
    ),
    bind(A::Move(Step::Top), "first", &["Home", "g"], words("to the first line", "到首行")),
    bind(A::Move(Step::Bottom), "last", &["End", "G"], words("to the last line", "到末行")),
    bind(
        A::Open,
        "follow",
        &["Enter"],
        words("follow the link, or edit the field", "打开链接或修改字段"),
    )
    .hint(1, "follow", "打开"),
];

pub(super) static HOME: &[Binding] =
    &[bind(A::Whose, "whose", &["w"], words("my work, or everybody's", "我的工作／所有人的工作"))];

pub(super) static HISTORY: &[Binding] =
    &[bind(A::TakeBack, "take-back", &["u"], words("take this change back", "撤销这次修改")).hint(
        2,
        "take back",
        "撤销这次修改",
    )];

pub(super) static TRASH: &[Binding] =
    &[bind(A::TakeOut, "take-out", &["r"], words("take it out of the trash", "移出回收站"))
        .hint(2, "take out", "恢复")];

pub(super) static TREE: &[Binding] = &[
    bind(A::Move(Step::Right), "open-node", &["Right", "l"], words("open", "展开"))
        .hint(2, "open", "展开"),
    bind(
        A::Move(Step::Left),
        "close-node",
        &["Left", "h"],
        words("close, or go up", "收起或到上级"),
    )
    .hint(2, "close", "收起"),
    bind(A::Close, "leave-tree", &["p"], words("leave the tree", "离开树形图")),
];

pub(super) static BRIEFING: &[Binding] = &[bind(
    A::Internal,
    "internal",
    &["i"],
    words("internal facts, or only what is public", "显示内部内容／仅公开内容"),
)
.hint(2, "internal facts", "内部内容")];
