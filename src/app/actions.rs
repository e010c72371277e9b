//! Every action: its keys, where they hold, and its words. Footer, help, palette and the
//! command `keys` are drawn from this one table.

mod key;
#[cfg(test)]
mod tests;

pub use key::shown_key;

use crate::value::{Lang, Words, words};
use crossterm::event::KeyEvent;
use key::key_name;

/// Where a key holds. An inner context's key goes before the outer's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Context {
    /// Everywhere outside text fields.
    Everywhere,
    /// In a list of records.
    List,
    /// On a page: Home, or one record.
    Page,
    /// In the look-up.
    LookUp,
    /// In the palette, the help and the list of panes.
    Pick,
    /// In a form.
    Form,
    /// When something is asked.
    Question,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: [Self; 7] = [
        Self::Everywhere,
        Self::List,
        Self::Page,
        Self::LookUp,
        Self::Pick,
        Self::Form,
        Self::Question,
    ];

    /// Its title.
    pub const fn title(self) -> Words {
        match self {
            Self::Everywhere => words("Everywhere", "全局"),
            Self::List => words("In a list", "列表"),
            Self::Page => words("On a page", "页面"),
            Self::LookUp => words("Looking up", "查找"),
            Self::Pick => words("Choosing from a list", "选择列表"),
            Self::Form => words("In a form", "表单"),
            Self::Question => words("When asked", "确认提示"),
        }
    }
}

/// What can be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Opens the pane of the digit that was pressed.
    Pane,
    /// Opens the next pane.
    NextPane,
    /// Opens the pane before.
    PreviousPane,
    /// Lists all panes.
    Panes,
    /// Looks something up.
    LookUp,
    /// Opens the next hit of the last look-up.
    NextHit,
    /// Opens the hit before.
    PreviousHit,
    /// Opens the palette.
    Palette,
    /// Shows the keys of this screen.
    Help,
    /// Goes to where one was before.
    Back,
    /// Goes forward again.
    Forward,
    /// Closes what is open, or goes back.
    Close,
    /// Takes back one's own last change.
    Undo,
    /// Adds a record.
    Add,
    /// Edits the record.
    Edit,
    /// Moves the record to the trash.
    Trash,
    /// Switches the language.
    Language,
    /// Shows the record beside the list, or not.
    Beside,
    /// Draws everything anew.
    Redraw,
    /// Leaves.
    Quit,
    /// Moves.
    Move(Step),
    /// Opens what the cursor is on.
    Open,
    /// Sorts by the column under the cursor.
    Sort,
    /// Looks in this kind alone, or in all.
    Scope,
    /// Says yes.
    Confirm,
    /// A key that the form handles itself.
    Typed,
}

/// How far and which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// One line up.
    Up,
    /// One line down.
    Down,
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// To the first.
    Top,
    /// To the last.
    Bottom,
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// What is done.
    pub action: Action,
    /// Its name in the config and in `liaison keys`.
    pub name: &'static str,
    /// Where.
    pub context: Context,
    /// The keys, the first of which is shown.
    pub keys: &'static [&'static str],
    /// What it does.
    pub words: Words,
    /// Its place in the footer, if it stands there: the lowest first.
    pub hint: Option<(u8, Words)>,
}

const fn bind(
    context: Context,
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    words: Words,
) -> Binding {
    Binding { action, name, context, keys, words, hint: None }
}

impl Binding {
    const fn hint(mut self, place: u8, en: &'static str, zh: &'static str) -> Self {
        self.hint = Some((place, words(en, zh)));
        self
    }

    /// Its keys as a person reads them.
    pub fn shown_keys(&self, lang: Lang) -> String {
        self.keys.iter().map(|key| shown_key(key, lang)).collect::<Vec<_>>().join(" ")
    }
}

use Action as A;
use Context::{Everywhere, Form, List, LookUp, Page, Pick, Question};

/// The table. Its order is the help's.
pub static ACTIONS: &[Binding] = &[
    bind(
        Everywhere,
        A::LookUp,
        "look-up",
        &["/", "F3"],
        words("look up any record by any of its names", "按任一名称查找记录"),
    )
    .hint(3, "look up", "查找"),
    bind(
        Everywhere,
        A::Palette,
        "palette",
        &[":", "F9", "ctrl-p"],
        words("everything that can be done here, by name", "按名称执行命令"),
    )
    .hint(8, "actions", "命令"),
    bind(Everywhere, A::Help, "help", &["?", "F1"], words("the keys of this screen", "本页快捷键"))
        .hint(9, "help", "帮助"),
    bind(
        Everywhere,
        A::Pane,
        "pane",
        &["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"],
        words("open the pane of that digit", "打开该数字对应的栏目"),
    ),
    bind(Everywhere, A::Panes, "panes", &["o"], words("all other panes", "其他全部栏目")),
    bind(Everywhere, A::NextPane, "next-pane", &["Tab"], words("next pane", "下一栏目")),
    bind(
        Everywhere,
        A::PreviousPane,
        "previous-pane",
        &["shift-Tab"],
        words("previous pane", "上一栏目"),
    ),
    bind(Everywhere, A::Add, "add", &["a", "F7"], words("add a record", "新增记录"))
        .hint(6, "add", "新增"),
    bind(Everywhere, A::Edit, "edit", &["e", "F2"], words("edit the record", "修改记录"))
        .hint(5, "edit", "修改"),
    bind(
        Everywhere,
        A::Trash,
        "trash",
        &["D", "Delete"],
        words("move the record to the trash", "移入回收站"),
    ),
    bind(Everywhere, A::Undo, "undo", &["u"], words("undo my last change", "撤销我的上一次修改")),
    bind(
        Everywhere,
        A::NextHit,
        "next-hit",
        &["n"],
        words("next hit of the last look-up", "上次查找的下一条"),
    ),
    bind(
        Everywhere,
        A::PreviousHit,
        "previous-hit",
        &["N"],
        words("previous hit", "上次查找的上一条"),
    ),
    bind(Everywhere, A::Back, "back", &["[", "alt-Left"], words("back to where I was", "后退")),
    bind(Everywhere, A::Forward, "forward", &["]", "alt-Right"], words("forward again", "前进")),
    bind(
        Everywhere,
        A::Close,
        "close",
        &["Esc", "q", "Backspace", "ctrl-c"],
        words("close, or go back", "关闭或返回"),
    ),
    bind(
        Everywhere,
        A::Beside,
        "beside",
        &["i"],
        words("the record beside the list, or the list only", "列表旁显示详情／仅列表"),
    ),
    bind(Everywhere, A::Language, "language", &["L", "ctrl-t"], words("中文", "English"))
        .hint(10, "中文", "English"),
    bind(Everywhere, A::Redraw, "redraw", &["ctrl-l"], words("redraw the screen", "重绘屏幕")),
    bind(Everywhere, A::Quit, "quit", &["Q"], words("quit", "退出")).hint(11, "quit", "退出"),
    bind(List, A::Move(Step::Up), "up", &["Up", "k"], words("up", "上移")),
    bind(List, A::Move(Step::Down), "down", &["Down", "j"], words("down", "下移")),
    bind(
        List,
        A::Move(Step::Left),
        "left",
        &["Left", "h"],
        words("column to the left", "左移一列"),
    ),
    bind(
        List,
        A::Move(Step::Right),
        "right",
        &["Right", "l"],
        words("column to the right", "右移一列"),
    ),
    bind(
        List,
        A::Move(Step::PageUp),
        "page-up",
        &["PageUp", "ctrl-u"],
        words("a page up", "上翻一页"),
    ),
    bind(
        List,
        A::Move(Step::PageDown),
        "page-down",
        &["PageDown", "ctrl-d"],
        words("a page down", "下翻一页"),
    ),
    bind(List, A::Move(Step::Top), "top", &["Home", "g"], words("to the first", "到首行")),
    bind(List, A::Move(Step::Bottom), "bottom", &["End", "G"], words("to the last", "到末行")),
    bind(List, A::Open, "open", &["Enter"], words("open the record", "打开记录"))
        .hint(1, "open", "打开"),
    bind(
        List,
        A::Sort,
        "sort",
        &["s"],
        words("sort by this column: up, down, off", "按本列排序：升序、降序、取消"),
    )
    .hint(4, "sort", "排序"),
    bind(Page, A::Move(Step::Up), "line-up", &["Up", "k"], words("up", "上移")),
    bind(Page, A::Move(Step::Down), "line-down", &["Down", "j"], words("down", "下移")),
    bind(
        Page,
        A::Move(Step::PageUp),
        "screen-up",
        &["PageUp", "ctrl-u"],
        words("a page up", "上翻一页"),
    ),
    bind(
        Page,
        A::Move(Step::PageDown),
        "screen-down",
        &["PageDown", "ctrl-d", "Space"],
        words("a page down", "下翻一页"),
    ),
    bind(Page, A::Move(Step::Top), "first", &["Home", "g"], words("to the first line", "到首行")),
    bind(Page, A::Move(Step::Bottom), "last", &["End", "G"], words("to the last line", "到末行")),
    bind(
        Page,
        A::Open,
        "follow",
        &["Enter"],
        words("follow the link, or edit the field", "打开链接或修改字段"),
    )
    .hint(1, "follow", "打开"),
    bind(LookUp, A::Move(Step::Up), "hit-up", &["Up", "ctrl-p"], words("up", "上移")),
    bind(LookUp, A::Move(Step::Down), "hit-down", &["Down", "ctrl-n"], words("down", "下移")),
    bind(LookUp, A::Move(Step::PageUp), "hits-up", &["PageUp"], words("a page up", "上翻一页")),
    bind(
        LookUp,
        A::Move(Step::PageDown),
        "hits-down",
        &["PageDown"],
        words("a page down", "下翻一页"),
    ),
    bind(LookUp, A::Open, "open-hit", &["Enter"], words("open", "打开")).hint(1, "open", "打开"),
    bind(
        LookUp,
        A::Scope,
        "scope",
        &["Tab"],
        words("in this pane only, or in all", "仅本栏目／全部"),
    )
    .hint(2, "this pane / all", "本栏目／全部"),
    bind(LookUp, A::Edit, "edit-hit", &["F2"], words("edit it", "修改")).hint(3, "edit", "修改"),
    bind(LookUp, A::Close, "close-look-up", &["Esc", "ctrl-c"], words("close", "关闭"))
        .hint(9, "close", "关闭"),
    bind(Pick, A::Move(Step::Up), "pick-up", &["Up", "ctrl-p"], words("up", "上移")),
    bind(Pick, A::Move(Step::Down), "pick-down", &["Down", "ctrl-n"], words("down", "下移")),
    bind(Pick, A::Move(Step::PageUp), "picks-up", &["PageUp"], words("a page up", "上翻一页")),
    bind(
        Pick,
        A::Move(Step::PageDown),
        "picks-down",
        &["PageDown"],
        words("a page down", "下翻一页"),
    ),
    bind(Pick, A::Open, "run", &["Enter"], words("run it", "执行")).hint(1, "run", "执行"),
    bind(Pick, A::Close, "close-pick", &["Esc", "ctrl-c"], words("close", "关闭"))
        .hint(9, "close", "关闭"),
    bind(Form, A::Typed, "next-field", &["Tab"], words("next field", "下一字段")).hint(
        1,
        "next",
        "下一项",
    ),
    bind(Form, A::Typed, "previous-field", &["shift-Tab"], words("previous field", "上一字段"))
        .hint(2, "back", "上一项"),
    bind(
        Form,
        A::Typed,
        "take",
        &["Enter"],
        words("take the choice, else next field", "选定，或到下一字段"),
    )
    .hint(3, "take", "选定"),
    bind(Form, A::Typed, "save", &["ctrl-s"], words("save", "保存")).hint(4, "save", "保存"),
    bind(
        Form,
        A::Typed,
        "leave",
        &["Esc"],
        words("leave; asks first if anything was typed", "离开；有未保存内容会先询问"),
    )
    .hint(5, "leave", "离开"),
    bind(
        Form,
        A::Typed,
        "field-up",
        &["Up"],
        words("field above; in a list, the line above", "上一字段；选项列表中为上一行"),
    ),
    bind(
        Form,
        A::Typed,
        "field-down",
        &["Down"],
        words("field below; in a list, the line below", "下一字段；选项列表中为下一行"),
    ),
    bind(Form, A::Typed, "fields-up", &["PageUp"], words("ten fields up", "上移十个字段")),
    bind(Form, A::Typed, "fields-down", &["PageDown"], words("ten fields down", "下移十个字段")),
    bind(
        Form,
        A::Typed,
        "show-list",
        &["Space"],
        words("in an empty field, show the choices", "在空字段中列出可选项"),
    ),
    bind(
        Form,
        A::Typed,
        "remove-entry",
        &["ctrl-d"],
        words(
            "remove an entry from a list; Esc right after restores it",
            "移除列表中的一条；随即按 Esc 可恢复",
        ),
    ),
    bind(Form, A::Help, "form-help", &["F1"], words("the keys of the form", "表单快捷键"))
        .hint(6, "help", "帮助"),
    bind(
        Question,
        A::Close,
        "no",
        &["Enter", "Esc"],
        words("no, the safe answer", "否（不作改动）"),
    ),
    bind(Question, A::Confirm, "to-trash", &["D"], words("yes, to the trash", "是，移入回收站")),
];

/// What a key does in a context, or around it.
pub fn action(context: Context, key: &KeyEvent) -> Option<Action> {
    let name = key_name(key)?;
    let here = ACTIONS.iter().filter(|binding| binding.context == context);
    let outside = match context {
        List | Page => Some(Everywhere),
        _ => None,
    };
    let around = ACTIONS.iter().filter(|binding| Some(binding.context) == outside);
    here.chain(around)
        .find(|binding| binding.keys.contains(&name.as_str()))
        .map(|found| found.action)
}

/// The bindings that stand in the footer of a context, the most useful first.
pub fn hints(context: Context) -> Vec<(&'static Binding, Words)> {
    let outside = matches!(context, List | Page);
    let holds =
        |binding: &&Binding| binding.context == context || outside && binding.context == Everywhere;
    let mut hints: Vec<(u8, &Binding, Words)> = ACTIONS
        .iter()
        .filter(holds)
        .filter_map(|binding| binding.hint.map(|(place, words)| (place, binding, words)))
        .collect();
    hints.sort_by_key(|(place, _, _)| *place);
    hints.into_iter().map(|(_, binding, words)| (binding, words)).collect()
}
