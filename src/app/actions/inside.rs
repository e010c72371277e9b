//! The keys of what lies over a pane: the look-up, lists to choose from, forms, questions.

use super::Action as A;
use super::{Binding, Copied, Held, Side, Step, bind};
use crate::value::{Lang, words};

pub(super) static LOOK_UP: &[Binding] = &[
    bind(A::Move(Step::Up), "hit-up", &["Up", "ctrl-p"], words("up", "上移")),
    bind(A::Move(Step::Down), "hit-down", &["Down", "ctrl-n"], words("down", "下移")),
    bind(A::Move(Step::PageUp), "hits-up", &["PageUp"], words("a page up", "上翻一页")),
    bind(A::Move(Step::PageDown), "hits-down", &["PageDown"], words("a page down", "下翻一页")),
    bind(A::Open, "open-hit", &["Enter"], words("open", "打开")).hint(1, "open", "打开"),
    bind(A::Scope, "scope", &["Tab"], words("in this pane only, or in all", "仅本栏目／全部"))
        .hint(2, "this pane / all", "本栏目／全部"),
    bind(A::Brief, "brief-hit", &["ctrl-o"], words("its briefing", "会前简报")).hint(
        3,
        "briefing",
        "会前简报",
    ),
    bind(A::Note, "note-hit", &["F6"], words("a quick note on it", "速记")).hint(4, "note", "速记"),
    bind(A::Edit, "edit-hit", &["F2"], words("edit it", "修改")).hint(3, "edit", "修改"),
    bind(A::Close, "close-look-up", &["Esc", "ctrl-c"], words("close", "关闭"))
        .hint(9, "close", "关闭"),
];

pub(super) static PICK: &[Binding] = &[
    bind(A::Move(Step::Up), "pick-up", &["Up", "ctrl-p"], words("up", "上移")),
    bind(A::Move(Step::Down), "pick-down", &["Down", "ctrl-n"], words("down", "下移")),
    bind(A::Move(Step::PageUp), "picks-up", &["PageUp"], words("a page up", "上翻一页")),
    bind(A::Move(Step::PageDown), "picks-down", &["PageDown"], words("a page down", "下翻一页")),
    bind(A::Open, "run", &["Enter"], words("run it", "执行")).hint(1, "run", "执行"),
    bind(A::Close, "close-pick", &["Esc", "ctrl-c"], words("close", "关闭"))
        .hint(9, "close", "关闭"),
];

pub(super) static FORM: &[Binding] = &[
    bind(A::NextField, "next-field", &["Tab"], words("next field", "下一字段")).hint(
        1,
        "next",
        "下一项",
    ),
    bind(A::PreviousField, "previous-field", &["shift-Tab"], words("previous field", "上一字段"))
        .hint(2, "back", "上一项"),
    bind(
        A::Open,
        "take",
        &["Enter"],
        words("take the choice, else next field", "选定，或到下一字段"),
    )
    .hint(3, "take", "选定"),
    bind(A::Save, "save", &["ctrl-s"], words("save", "保存")).hint(4, "save", "保存"),
    bind(
        A::Close,
        "leave",
        &["Esc"],
        words("leave; asks first if anything was typed", "离开；有未保存内容会先询问"),
    )
    .hint(5, "leave", "离开"),
    bind(
        A::Move(Step::Up),
        "field-up",
        &["Up", "ctrl-p"],
        words("field above; in a list, the line above", "上一字段；选项列表中为上一行"),
    ),
    bind(
        A::Move(Step::Down),
        "field-down",
        &["Down", "ctrl-n"],
        words("field below; in a list, the line below", "下一字段；选项列表中为下一行"),
    ),
    bind(A::Move(Step::PageUp), "fields-up", &["PageUp"], words("ten fields up", "上移十个字段")),
    bind(
        A::Move(Step::PageDown),
        "fields-down",
        &["PageDown"],
        words("ten fields down", "下移十个字段"),
    ),
    bind(
        A::Choices,
        "show-list",
        &["Space"],
        words("in an empty field, show the choices", "在空字段中列出可选项"),
    ),
    bind(
        A::RemoveEntry,
        "remove-entry",
        &["ctrl-d"],
        words(
            "remove an entry from a list; Esc right after restores it",
            "移除列表中的一条；随即按 Esc 可恢复",
        ),
    ),
    bind(A::Help, "form-help", &["F1"], words("the keys of the form", "表单快捷键"))
        .hint(6, "help", "帮助"),
];

pub(super) static LEAVING: &[Binding] = &[
    bind(A::KeepDraft, "keep-draft", &["Enter"], words("keep it as a draft", "存为草稿")).hint(
        1,
        "keep as draft",
        "存为草稿",
    ),
    bind(A::Save, "save-form", &["s"], words("save", "保存")).hint(2, "save", "保存"),
    bind(A::Discard, "discard-form", &["d"], words("discard what was typed", "放弃所输入的内容"))
        .hint(3, "discard", "放弃"),
    bind(A::Close, "go-on", &["Esc"], words("go on editing", "继续编辑")).hint(
        4,
        "go on",
        "继续编辑",
    ),
];

pub(super) static DRAFTS: &[Binding] = &[
    bind(A::Move(Step::Up), "draft-up", &["Up", "k"], words("up", "上移")),
    bind(A::Move(Step::Down), "draft-down", &["Down", "j"], words("down", "下移")),
    bind(
        A::Move(Step::PageUp),
        "text-up",
        &["PageUp", "ctrl-u"],
        words("its text a page up", "内容上翻一页"),
    ),
    bind(
        A::Move(Step::PageDown),
        "text-down",
        &["PageDown", "ctrl-d"],
        words("its text a page down", "内容下翻一页"),
    ),
    bind(A::Open, "go-on-with", &["Enter"], words("go on with it", "继续编辑此草稿")).hint(
        1,
        "go on with it",
        "继续编辑",
    ),
    bind(
        A::Discard,
        "discard-draft",
        &["d", "D", "Delete"],
        words("discard it; asks first", "删除此草稿；会先询问"),
    )
    .hint(2, "discard", "删除"),
    bind(A::Copy(Copied::Cell), "copy-draft", &["y"], words("copy its text", "复制其文字"))
        .hint(3, "copy", "复制"),
    bind(A::Close, "close-drafts", &["Esc", "q", "ctrl-c"], words("later", "以后再说")).hint(
        4,
        "later",
        "以后再说",
    ),
];

pub(super) static QUESTION: &[Binding] = &[
    bind(A::Close, "no", &["Enter", "Esc"], words("no, the safe answer", "否（不作改动）")),
    bind(A::ToTrash, "to-trash", &["D"], words("yes, to the trash", "是，移入回收站")),
    bind(A::Discard, "to-discard", &["d"], words("yes, discard the draft", "是，删除草稿")),
    bind(A::Save, "to-save", &["s"], words("yes, save what is shown", "是，保存所示修改")),
    bind(A::Move(Step::Up), "changes-up", &["Up"], words("up", "上移")),
    bind(A::Move(Step::Down), "changes-down", &["Down"], words("down", "下移")),
    bind(A::Move(Step::PageUp), "changes-page-up", &["PageUp"], words("a page up", "上翻一页")),
    bind(
        A::Move(Step::PageDown),
        "changes-page-down",
        &["PageDown"],
        words("a page down", "下翻一页"),
    ),
];

// The arrows stand beside the values that they choose.
pub(super) static DECISION: &[Binding] = &[
    bind(
        A::Hold(Held::Mine),
        "hold-mine",
        &["Left", "m"],
        words("mine holds; in an undo, take it back", "保留我的；撤销时：撤销此项"),
    ),
    bind(
        A::Hold(Held::Theirs),
        "hold-theirs",
        &["Right", "t"],
        words("theirs holds; in an undo, leave it as it is", "保留对方的；撤销时：保持现状"),
    ),
    bind(A::Switch, "hold-other", &["Space"], words("the other of the two", "换为另一个")),
    bind(
        A::HoldAll(Held::Mine),
        "all-mine",
        &["1", "M"],
        words("all mine; in an undo, take all back", "全部保留我的；撤销时：全部撤销"),
    )
    .hint(5, "all ←", "全部 ←"),
    bind(
        A::HoldAll(Held::Theirs),
        "all-theirs",
        &["2", "T"],
        words("all theirs; in an undo, leave all", "全部保留对方的；撤销时：全部保持现状"),
    )
    .hint(6, "all →", "全部 →"),
    bind(
        A::Save,
        "save-chosen",
        &["Enter", "ctrl-s", "u"],
        words("save what is chosen", "按所选保存"),
    )
    .hint(1, "save", "保存"),
    bind(
        A::Close,
        "not-yet",
        &["Esc", "q", "ctrl-c"],
        words("back, saving nothing", "返回，不保存"),
    )
    .hint(2, "back", "返回"),
    bind(A::Whole, "whole", &["w", "Tab"], words("long texts whole, or cut", "长文全文／节略"))
        .hint(3, "whole", "全文"),
    bind(A::Edit, "type-it", &["e", "F2"], words("type it anew in the form", "回到表单重新输入"))
        .hint(4, "edit", "修改"),
    bind(A::Move(Step::Up), "point-up", &["Up", "k"], words("field above", "上一项")),
    bind(A::Move(Step::Down), "point-down", &["Down", "j"], words("field below", "下一项")),
    bind(A::Move(Step::PageUp), "points-up", &["PageUp", "ctrl-u"], words("a page up", "上翻一页")),
    bind(
        A::Move(Step::PageDown),
        "points-down",
        &["PageDown", "ctrl-d"],
        words("a page down", "下翻一页"),
    ),
    bind(A::Move(Step::Top), "first-point", &["Home", "g"], words("to the first", "到首项")),
    bind(A::Move(Step::Bottom), "last-point", &["End", "G"], words("to the last", "到末项")),
];

pub(super) static FILTER: &[Binding] = &[
    bind(A::Take, "take-offer", &["Tab"], words("take what is offered", "采用所选提示"))
        .hint(3, "take", "采用"),
    bind(A::Move(Step::Up), "offer-up", &["Up", "ctrl-p"], words("offer above", "上一提示")),
    bind(A::Move(Step::Down), "offer-down", &["Down", "ctrl-n"], words("offer below", "下一提示")),
    bind(A::Move(Step::PageUp), "offers-up", &["PageUp"], words("a page up", "上翻一页")),
    bind(A::Move(Step::PageDown), "offers-down", &["PageDown"], words("a page down", "下翻一页")),
    bind(A::Open, "keep-filter", &["Enter"], words("keep the filter", "应用筛选"))
        .hint(1, "keep", "应用"),
    bind(
        A::Close,
        "drop-filter",
        &["Esc", "ctrl-c"],
        words("back to the filter before", "恢复原筛选"),
    )
    .hint(2, "as before", "恢复"),
];

pub(super) static COLUMNS: &[Binding] = &[
    bind(A::Move(Step::Up), "column-up", &["Up", "k"], words("up", "上移")),
    bind(A::Move(Step::Down), "column-down", &["Down", "j"], words("down", "下移")),
    bind(
        A::Move(Step::PageUp),
        "column-page-up",
        &["PageUp", "ctrl-u"],
        words("a page up", "上翻一页"),
    ),
    bind(
        A::Move(Step::PageDown),
        "column-page-down",
        &["PageDown", "ctrl-d"],
        words("a page down", "下翻一页"),
    ),
    bind(A::Move(Step::Top), "column-top", &["Home"], words("to the first", "到首项")),
    bind(A::Move(Step::Bottom), "column-bottom", &["End"], words("to the last", "到末项")),
    bind(A::Show, "show-column", &["Space"], words("show or hide", "显示／隐藏"))
        .hint(1, "show", "显示"),
    bind(A::Shift(Side::Before), "column-before", &["K"], words("move up", "前移"))
        .hint(2, "up", "前移"),
    bind(A::Shift(Side::After), "column-after", &["J"], words("move down", "后移"))
        .hint(3, "down", "后移"),
    bind(A::Widen, "widen", &["+", "="], words("wider", "加宽")).hint(4, "wider", "加宽"),
    bind(A::Narrow, "narrow", &["-"], words("narrower", "变窄")).hint(5, "narrower", "变窄"),
    bind(A::Group, "group", &["g"], words("group by it, or not", "按此列分组／取消"))
        .hint(6, "group", "分组"),
    bind(A::Default, "default-columns", &["0"], words("the default columns", "恢复默认列"))
        .hint(7, "default", "默认"),
    bind(A::Open, "take-columns", &["Enter"], words("take them", "应用")).hint(0, "take", "应用"),
    bind(
        A::Close,
        "close-columns",
        &["Esc", "q", "ctrl-c"],
        words("leave them as they were", "放弃"),
    )
    .hint(8, "close", "关闭"),
];

pub(super) static BARS: &[Binding] = &[
    bind(A::Move(Step::Up), "bar-up", &["Up", "k"], words("up", "上移")),
    bind(A::Move(Step::Down), "bar-down", &["Down", "j"], words("down", "下移")),
    bind(
        A::Move(Step::PageUp),
        "bar-page-up",
        &["PageUp", "ctrl-u"],
        words("a page up", "上翻一页"),
    ),
    bind(
        A::Move(Step::PageDown),
        "bar-page-down",
        &["PageDown", "ctrl-d"],
        words("a page down", "下翻一页"),
    ),
    bind(A::Move(Step::Top), "bar-top", &["Home"], words("to the first", "到首项")),
    bind(A::Move(Step::Bottom), "bar-bottom", &["End"], words("to the last", "到末项")),
    bind(
        A::Open,
        "keep-value",
        &["Enter"],
        words("only records with this value", "仅显示此值的记录"),
    )
    .hint(1, "only these", "仅此值"),
    bind(A::Close, "close-bars", &["Esc", "q", "ctrl-c"], words("close", "关闭"))
        .hint(2, "close", "关闭"),
];

pub(super) static LANGUAGE: &[Binding] = &[
    bind(A::Speak(Lang::En), "english", &["1", "e"], words("English", "English"))
        .hint(1, "English", "English"),
    bind(A::Speak(Lang::Zh), "chinese", &["2", "z"], words("中文", "中文")).hint(2, "中文", "中文"),
    bind(A::Close, "as-it-is", &["Enter", "Esc"], words("as it is", "保持当前语言")),
];
