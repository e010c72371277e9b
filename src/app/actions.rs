//! Every action: its keys, where they hold, and its words. Footer, help, palette, remapping
//! and the command `keys` are drawn from this one table.

mod inside;
mod key;
mod keys;
mod outside;
mod remap;
#[cfg(test)]
mod tests;
mod written;

pub use key::{key_name, shown_key};
pub use keys::{Bound, Keys, Meant};
pub use remap::Remap;

pub use super::copy::Copied;
pub use super::look::Rank;
pub use crate::store::Side as Held;
use crate::value::{Lang, Words, words};

/// Where a key holds. An inner context's key goes before the outer's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Context {
    /// Everywhere outside text fields.
    Everywhere,
    /// In a list of records.
    List,
    /// On a page: Home, or one record.
    Page,
    /// On Home.
    Home,
    /// In a history.
    History,
    /// In the trash.
    Trash,
    /// In a tree.
    Tree,
    /// On a briefing.
    Briefing,
    /// In the look-up.
    LookUp,
    /// In the palette, the help and the list of panes.
    Pick,
    /// In a form.
    Form,
    /// When a form is left in which something was typed.
    Leaving,
    /// Among what was typed and not saved.
    Drafts,
    /// When something is asked.
    Question,
    /// When it is decided, field by field, what is to hold.
    Decision,
    /// In the line of the filter.
    Filter,
    /// Among the columns of a list.
    Columns,
    /// Among the values of a column.
    Bars,
    /// When the language is asked for.
    Language,
}

impl Context {
    /// Its title.
    pub const fn title(self) -> Words {
        match self {
            Self::Everywhere => words("Everywhere", "全局"),
            Self::List => words("In a list", "列表"),
            Self::Page => words("On a page", "页面"),
            Self::Home => words("On Home", "首页"),
            Self::History => words("In a history", "修改历史"),
            Self::Trash => words("In the trash", "回收站"),
            Self::Tree => words("In a tree", "树形图"),
            Self::Briefing => words("On a briefing", "会前简报"),
            Self::LookUp => words("Looking up", "查找"),
            Self::Pick => words("Choosing from a list", "选择列表"),
            Self::Form => words("In a form", "表单"),
            Self::Leaving => words("Leaving a form", "离开表单"),
            Self::Drafts => words("Drafts", "草稿"),
            Self::Question => words("When asked", "确认提示"),
            Self::Decision => words("Deciding field by field", "逐项选择"),
            Self::Filter => words("Filtering", "筛选"),
            Self::Columns => words("Arranging columns", "调整列"),
            Self::Bars => words("Values of a column", "列值统计"),
            Self::Language => words("Which language", "选择语言"),
        }
    }

    /// Whether text is typed in it: letters are no keys there.
    pub const fn is_typed(self) -> bool {
        matches!(self, Self::LookUp | Self::Pick | Self::Form | Self::Filter)
    }

    /// The context around it, whose keys hold in it, too.
    pub const fn around(self) -> Option<Self> {
        match self {
            Self::List | Self::Page => Some(Self::Everywhere),
            Self::Home | Self::History | Self::Trash | Self::Tree | Self::Briefing => {
                Some(Self::Page)
            }
            _ => None,
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
    /// Takes back what one took back last.
    Redo,
    /// Takes back the change under the cursor of a history.
    TakeBack,
    /// Takes the record out of the trash.
    TakeOut,
    /// Opens the history of the record.
    History,
    /// Opens what is linked to the record.
    Relations,
    /// Opens the briefing of the organization.
    Brief,
    /// Shows what is internal on the briefing, or hides it.
    Internal,
    /// Takes a note on the record.
    Note,
    /// Lists what was typed and not saved.
    Drafts,
    /// Marks the follow-up as done.
    Done,
    /// Puts the follow-up off.
    Later,
    /// Renews the term, or takes out of the trash what is there.
    Renew,
    /// Adds a record.
    Add,
    /// Edits the record.
    Edit,
    /// Moves the record to the trash.
    Trash,
    /// Switches the language.
    Language,
    /// Chooses a language.
    Speak(Lang),
    /// Shows the record beside the list, or not.
    Beside,
    /// Hides, or shows again, what somebody from outside may not see.
    Guest,
    /// Tells how records are imported: a session opens no file.
    Import,
    /// Draws everything anew.
    Redraw,
    /// Leaves.
    Quit,
    /// Moves.
    Move(Step),
    /// Opens what the cursor is on.
    Open,
    /// Sorts by the column under the cursor.
    Sort(Rank),
    /// Filters the list.
    Filter,
    /// Writes what is offered.
    Take,
    /// Arranges the columns.
    Columns,
    /// Counts the values of the column under the cursor.
    Count,
    /// Saves how the list looks as a view.
    SaveView,
    /// Copies.
    Copy(Copied),
    /// Marks the record.
    Mark,
    /// Begins or ends a range of marks.
    Range,
    /// Marks all, or none.
    MarkAll,
    /// Mine, or all.
    Whose,
    /// Shows a column, or not.
    Show,
    /// Makes a column wider.
    Widen,
    /// Makes a column narrower.
    Narrow,
    /// Moves a column.
    Shift(Side),
    /// Groups by a column.
    Group,
    /// As it is by itself.
    Default,
    /// Looks in this kind alone, or in all.
    Scope,
    /// Says yes to the trash.
    ToTrash,
    /// Saves what is typed, or says yes to what would change.
    Save,
    /// Says yes to losing what was typed.
    Discard,
    /// Keeps what was typed, to be saved another time.
    KeepDraft,
    /// What is mine holds, or what is theirs.
    Hold(Held),
    /// The same of everything.
    HoldAll(Held),
    /// The other of the two holds.
    Switch,
    /// Shows long texts whole, or cut.
    Whole,
    /// Goes to the next field, round the end.
    NextField,
    /// Goes to the field before.
    PreviousField,
    /// Shows what can be chosen, in an empty field.
    Choices,
    /// Takes an entry out of a list.
    RemoveEntry,
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

/// To which side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Before the one before.
    Before,
    /// After the one after.
    After,
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// What is done.
    pub action: Action,
    /// Its name in the config and in `liaison keys`.
    pub name: &'static str,
    /// The keys, the first of which is shown; one that is pressed after another stands behind
    /// it, with a space between.
    pub keys: &'static [&'static str],
    /// What it does.
    pub words: Words,
    /// Its place in the footer, if it stands there: the lowest first.
    pub hint: Option<(u8, Words)>,
}

/// The table, context by context. Its order is the help's.
pub static ACTIONS: &[(Context, &[Binding])] = &[
    (Context::Everywhere, outside::EVERYWHERE),
    (Context::List, outside::LIST),
    (Context::Page, outside::PAGE),
    (Context::Home, outside::HOME),
    (Context::History, outside::HISTORY),
    (Context::Trash, outside::TRASH),
    (Context::Tree, outside::TREE),
    (Context::Briefing, outside::BRIEFING),
    (Context::LookUp, inside::LOOK_UP),
    (Context::Pick, inside::PICK),
    (Context::Form, inside::FORM),
    (Context::Leaving, inside::LEAVING),
    (Context::Drafts, inside::DRAFTS),
    (Context::Question, inside::QUESTION),
    (Context::Decision, inside::DECISION),
    (Context::Filter, inside::FILTER),
    (Context::Columns, inside::COLUMNS),
    (Context::Bars, inside::BARS),
    (Context::Language, inside::LANGUAGE),
];

const fn bind(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    words: Words,
) -> Binding {
    Binding { action, name, keys, words, hint: None }
}

impl Binding {
    const fn hint(mut self, place: u8, en: &'static str, zh: &'static str) -> Self {
        self.hint = Some((place, words(en, zh)));
        self
    }
}
