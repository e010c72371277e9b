//! How one comes to where each action can be done, and what else does the same.

use Context as C;
use liaison::app::actions::Context;

/// One action: how one comes to where it can be done, and what else it takes. `|` stands where
/// what was typed has to be done before more is.
pub struct Way {
    pub context: Context,
    pub name: &'static str,
    pub start: &'static str,
    pub then: &'static str,
    /// Why it is not chosen by name, if it is not.
    pub keys_only: Option<&'static str>,
    /// Its command, `{}` for the record one is at, `{last}` for the last change.
    pub command: Option<(&'static str, Same)>,
    /// Whether each of its keys does something of its own.
    pub each_its_own: bool,
    /// Whether nothing is to be seen of it.
    pub is_unseen: bool,
}

/// What is the same after the command.
#[derive(Clone, Copy)]
pub enum Same {
    /// All records.
    Records,
    /// This is copied by the one, told by the other.
    Copied(&'static str),
    /// This is to be read on both.
    Read(&'static str),
}

const fn way(context: Context, name: &'static str, start: &'static str) -> Way {
    Way {
        context,
        name,
        start,
        then: "",
        keys_only: None,
        command: None,
        each_its_own: false,
        is_unseen: false,
    }
}

impl Way {
    const fn then(self, then: &'static str) -> Self {
        Self { then, ..self }
    }

    const fn keys_only(self, why: &'static str) -> Self {
        Self { keys_only: Some(why), ..self }
    }

    const fn command(self, line: &'static str, same: Same) -> Self {
        Self { command: Some((line, same)), ..self }
    }
}

const ARROWS: &str = "the palette has arrows of its own";
const OVER: &str = "the palette does not open over what lies over a pane";

/// A draft of more lines than are shown.
const LONG: &str = "2mx<Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Enter>\
     a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>\
     a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter><Esc><Enter>|E";
/// The same at its end.
const LONG_BELOW: &str = "2mx<Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Enter>\
     a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>\
     a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter>a<Enter><Esc><Enter>|E<PageDown>";
/// Two fields of a change, one of them of several lines, are to be taken back.
const DECIDE: &str = "2eX<Tab><Tab><Tab><Tab><Tab><Tab>Y<Enter>Z<C-s>|H|u";
/// The same, both left, and with the cursor on the second.
const LEFT: &str = "2eX<Tab><Tab><Tab><Tab><Tab><Tab>Y<Enter>Z<C-s>|H|u2";
const SECOND: &str = "2eX<Tab><Tab><Tab><Tab><Tab><Tab>Y<Enter>Z<C-s>|H|u<Down>";
/// What is taken back is more than a page of records.
const MANY: &str = "ohistory<Enter>|<End>u";
const SECOND_PAGE: &str = "ohistory<Enter>|<End>u<PageDown>";

pub static WAYS: &[Way] = &[
    way(C::Everywhere, "look-up", "2").then("huawei").command("find huawei", Same::Read("华为")),
    way(C::Everywhere, "palette", "2").keys_only("it is open then"),
    way(C::Everywhere, "help", "2").command("keys", Same::Read("sort by this column")),
    Way { each_its_own: true, ..way(C::Everywhere, "pane", "oviews<Enter>") }
        .keys_only("the digit says which"),
    way(C::Everywhere, "panes", "2"),
    way(C::Everywhere, "next-pane", "2"),
    way(C::Everywhere, "previous-pane", "2"),
    way(C::Everywhere, "add", "2")
        .then("A fund<C-s>|")
        .command("add fund 'name=A fund'", Same::Records),
    way(C::Everywhere, "edit", "2")
        .then("<C-u>A fund<C-s>|")
        .command("edit {} 'name=A fund'", Same::Records),
    way(C::Everywhere, "trash", "2").then("D|").command("trash {}", Same::Records),
    way(C::Everywhere, "undo", "2e<C-u>A fund<C-s>|").then("|").command("undo", Same::Records),
    way(C::Everywhere, "redo", "2e<C-u>A fund<C-s>|u|").then("|").command("redo", Same::Records),
    way(C::Everywhere, "note", "2").then("Called<C-s>|").command("note {} Called", Same::Records),
    way(C::Everywhere, "briefing", "3").command("brief {}", Same::Read("Gaps")),
    way(C::Everywhere, "drafts", "2eX<Esc><Enter>|"),
    way(C::Everywhere, "done", "0f储氢季度报告<Enter><Home>")
        .then("|")
        .command("done 储氢季度报告", Same::Records),
    way(C::Everywhere, "later", "0f储氢季度报告<Enter><Home>")
        .then("<Enter>|")
        .command("later 储氢季度报告 tomorrow", Same::Records),
    way(C::Everywhere, "renew", "9").then("s|").command("renew agreement-1", Same::Records),
    way(C::Everywhere, "history", "2").command("history {}", Same::Read("Han Ruize")),
    way(C::Everywhere, "relations", "3"),
    way(C::Everywhere, "next-hit", "/hua<Enter>"),
    way(C::Everywhere, "previous-hit", "/hua<Enter>"),
    way(C::Everywhere, "back", "2<Enter>"),
    way(C::Everywhere, "forward", "2<Enter>["),
    way(C::Everywhere, "close", "2<Enter>"),
    way(C::Everywhere, "beside", "2i"),
    way(C::Everywhere, "language", "2"),
    way(C::Everywhere, "guest", "2"),
    way(C::Everywhere, "copy-cell", "2"),
    way(C::Everywhere, "copy-row", "2"),
    way(C::Everywhere, "copy-name", "2"),
    way(C::Everywhere, "copy-briefing", "3")
        .command("brief {}", Same::Copied("briefing 2026-11-22")),
    way(C::Everywhere, "copy-emails", "7"),
    way(C::Everywhere, "copy-table", "2")
        .command("list funds --format tsv", Same::Copied("\tseed money\t")),
    way(C::Everywhere, "copy-markdown", "2")
        .command("list funds --format md", Same::Copied("| seed money |")),
    way(C::Everywhere, "import", "2"),
    Way { is_unseen: true, ..way(C::Everywhere, "redraw", "2") },
    way(C::Everywhere, "quit", "2"),
    way(C::List, "up", "2<Down>").keys_only(ARROWS),
    way(C::List, "down", "2").keys_only(ARROWS),
    way(C::List, "left", "2<Right>").keys_only(ARROWS),
    way(C::List, "right", "2").keys_only(ARROWS),
    way(C::List, "page-up", "6<End>").keys_only(ARROWS),
    way(C::List, "page-down", "6").keys_only(ARROWS),
    way(C::List, "top", "6<End>"),
    way(C::List, "bottom", "6"),
    way(C::List, "open", "2").command("show {}", Same::Read("Early work on power electronics.")),
    way(C::List, "sort", "2<Right>"),
    way(C::List, "sort-second", "2<Right>s<Right>"),
    way(C::List, "filter", "2")
        .then("category:regional<Enter>")
        .command("list funds category:regional", Same::Read("Xiamen smart grids fund")),
    way(C::List, "count", "2<Right>")
        .then("|")
        .command("count funds --by region", Same::Read("Western regions")),
    way(C::List, "columns", "2"),
    way(C::List, "mark", "2"),
    way(C::List, "range", "2").then("<Down>"),
    way(C::List, "mark-all", "2"),
    way(C::List, "save-view", "2")
        .then("Look<C-s>|")
        .command("add view name=Look pane=funds owner=me", Same::Records),
    way(C::List, "mine", "3").command("list members owner:me", Same::Read("Juhua Group")),
    way(C::Page, "line-up", "2<Enter><Down>").keys_only(ARROWS),
    way(C::Page, "line-down", "2<Enter>").keys_only(ARROWS),
    way(C::Page, "screen-up", "6<Down><Enter><End>").keys_only(ARROWS),
    way(C::Page, "screen-down", "6<Down><Enter>").keys_only(ARROWS),
    way(C::Page, "first", "2<Enter><End>"),
    way(C::Page, "last", "2<Enter>"),
    way(C::Page, "follow", "3<Enter>"),
    way(C::Home, "whose", ""),
    way(C::History, "take-back", "2e<C-u>A fund<C-s>|H|")
        .then("u|<Esc>")
        .command("undo {last}", Same::Records),
    way(C::Trash, "take-out", "otrash<Enter>")
        .then("|")
        .command("untrash 'Dou Meiyuan'", Same::Records),
    way(C::Tree, "open-node", "3<Enter>x<Down>").keys_only(ARROWS),
    way(C::Tree, "close-node", "3<Enter>x<Down><Right>").keys_only(ARROWS),
    way(C::Tree, "leave-tree", "3<Enter>x"),
    way(C::Briefing, "internal", "3b")
        .command("brief baosteel --internal", Same::Read("Last touch")),
    way(C::LookUp, "hit-up", "/hua<Down>").keys_only(OVER),
    way(C::LookUp, "hit-down", "/hua").keys_only(OVER),
    way(C::LookUp, "hits-up", "/an<PageDown>").keys_only(OVER),
    way(C::LookUp, "hits-down", "/an").keys_only(OVER),
    way(C::LookUp, "open-hit", "/hua").keys_only(OVER),
    way(C::LookUp, "scope", "3/hua").keys_only(OVER),
    way(C::LookUp, "brief-hit", "/hua").keys_only(OVER),
    way(C::LookUp, "note-hit", "/hua").keys_only(OVER),
    way(C::LookUp, "edit-hit", "/hua").keys_only(OVER),
    way(C::LookUp, "close-look-up", "/hua").keys_only(OVER),
    way(C::Pick, "pick-up", ":<Down>").keys_only(OVER),
    way(C::Pick, "pick-down", ":").keys_only(OVER),
    way(C::Pick, "picks-up", ":<PageDown>").keys_only(OVER),
    way(C::Pick, "picks-down", ":").keys_only(OVER),
    way(C::Pick, "run", ":").keys_only(OVER),
    way(C::Pick, "close-pick", ":").keys_only(OVER),
    way(C::Form, "next-field", "2e").keys_only(OVER),
    way(C::Form, "previous-field", "2e").keys_only(OVER),
    way(C::Form, "take", "2e").keys_only(OVER),
    way(C::Form, "save", "2eX").then("|").keys_only(OVER),
    way(C::Form, "leave", "2eX").keys_only(OVER),
    way(C::Form, "field-up", "2e<Down>").keys_only(OVER),
    way(C::Form, "field-down", "2e").keys_only(OVER),
    way(C::Form, "fields-up", "2e<PageDown>").keys_only(OVER),
    way(C::Form, "fields-down", "2e").keys_only(OVER),
    way(C::Form, "show-list", "2a<Tab><Tab>").keys_only(OVER),
    way(C::Form, "remove-entry", "9e<Tab><Tab><Tab><Tab><Enter>").keys_only(OVER),
    way(C::Form, "form-help", "2e").keys_only(OVER),
    way(C::Leaving, "keep-draft", "2eX<Esc>").then("|").keys_only(OVER),
    way(C::Leaving, "save-form", "2eX<Esc>").then("|").keys_only(OVER),
    way(C::Leaving, "discard-form", "2eX<Esc>").keys_only(OVER),
    way(C::Leaving, "go-on", "2eX<Esc>").keys_only(OVER),
    way(C::Drafts, "draft-up", "2eX<Esc><Enter>|<Down>eX<Esc><Enter>|E<Down>").keys_only(OVER),
    way(C::Drafts, "draft-down", "2eX<Esc><Enter>|<Down>eX<Esc><Enter>|E").keys_only(OVER),
    way(C::Drafts, "text-up", LONG_BELOW).keys_only(OVER),
    way(C::Drafts, "text-down", LONG).keys_only(OVER),
    way(C::Drafts, "go-on-with", "2eX<Esc><Enter>|E").keys_only(OVER),
    way(C::Drafts, "discard-draft", "2eX<Esc><Enter>|E").keys_only(OVER),
    way(C::Drafts, "copy-draft", "2eX<Esc><Enter>|E").keys_only(OVER),
    way(C::Drafts, "close-drafts", "2eX<Esc><Enter>|E").keys_only(OVER),
    way(C::Question, "no", "2D").keys_only(OVER),
    way(C::Question, "to-trash", "2D").then("|").keys_only(OVER),
    way(C::Question, "to-discard", "2eX<Esc><Enter>|Ed").keys_only(OVER),
    way(C::Question, "to-save", "9r").then("|").keys_only(OVER),
    way(C::Question, "changes-up", "6VD<Down>").keys_only(OVER),
    way(C::Question, "changes-down", "6VD").keys_only(OVER),
    way(C::Question, "changes-page-up", "6VD<PageDown>").keys_only(OVER),
    way(C::Question, "changes-page-down", "6VD").keys_only(OVER),
    way(C::Decision, "hold-mine", LEFT).then("<Enter>|<Esc>").keys_only(OVER),
    way(C::Decision, "hold-theirs", DECIDE).then("<Enter>|<Esc>").keys_only(OVER),
    way(C::Decision, "hold-other", DECIDE).then("<Enter>|<Esc>").keys_only(OVER),
    way(C::Decision, "all-mine", LEFT).then("<Enter>|<Esc>").keys_only(OVER),
    way(C::Decision, "all-theirs", DECIDE).then("<Enter>|<Esc>").keys_only(OVER),
    way(C::Decision, "save-chosen", DECIDE).then("|<Esc>").keys_only(OVER),
    way(C::Decision, "not-yet", DECIDE).keys_only(OVER),
    way(C::Decision, "type-it", DECIDE).keys_only(OVER),
    way(C::Decision, "whole", DECIDE).keys_only(OVER),
    way(C::Decision, "point-up", SECOND).keys_only(OVER),
    way(C::Decision, "point-down", DECIDE).keys_only(OVER),
    way(C::Decision, "points-up", SECOND_PAGE).keys_only(OVER),
    way(C::Decision, "points-down", MANY).keys_only(OVER),
    way(C::Decision, "first-point", SECOND).keys_only(OVER),
    way(C::Decision, "last-point", DECIDE).keys_only(OVER),
    way(C::Filter, "take-offer", "2f").keys_only(OVER),
    way(C::Filter, "offer-up", "2f<Down>").keys_only(OVER),
    way(C::Filter, "offer-down", "2f").keys_only(OVER),
    way(C::Filter, "offers-up", "2f<PageDown>").keys_only(OVER),
    way(C::Filter, "offers-down", "2f").keys_only(OVER),
    way(C::Filter, "keep-filter", "2fwu").keys_only(OVER),
    way(C::Filter, "drop-filter", "2fwu").keys_only(OVER),
    way(C::Columns, "column-up", "2c<Down>").keys_only(OVER),
    way(C::Columns, "column-down", "2c").keys_only(OVER),
    way(C::Columns, "column-page-up", "2c<End>").keys_only(OVER),
    way(C::Columns, "column-page-down", "2c").keys_only(OVER),
    way(C::Columns, "column-top", "2c<End>").keys_only(OVER),
    way(C::Columns, "column-bottom", "2c").keys_only(OVER),
    way(C::Columns, "show-column", "2c<Down>").keys_only(OVER),
    way(C::Columns, "column-before", "2c<Down><Down>").keys_only(OVER),
    way(C::Columns, "column-after", "2c<Down>").keys_only(OVER),
    way(C::Columns, "widen", "2c").keys_only(OVER),
    way(C::Columns, "narrow", "2c").keys_only(OVER),
    way(C::Columns, "group", "2c<Down>").keys_only(OVER),
    way(C::Columns, "default-columns", "2c<Down>J").keys_only(OVER),
    way(C::Columns, "take-columns", "2c<Down>J").keys_only(OVER),
    way(C::Columns, "close-columns", "2c<Down>J").keys_only(OVER),
    way(C::Bars, "bar-up", "2<Right>F|<Down>").keys_only(OVER),
    way(C::Bars, "bar-down", "2<Right>F|").keys_only(OVER),
    way(C::Bars, "bar-page-up", "2<Right>F|<End>").keys_only(OVER),
    way(C::Bars, "bar-page-down", "2<Right>F|").keys_only(OVER),
    way(C::Bars, "bar-top", "2<Right>F|<End>").keys_only(OVER),
    way(C::Bars, "bar-bottom", "2<Right>F|").keys_only(OVER),
    way(C::Bars, "keep-value", "2<Right>F|").keys_only(OVER),
    way(C::Bars, "close-bars", "2<Right>F|").keys_only(OVER),
    way(C::Language, "english", "").keys_only(OVER),
    way(C::Language, "chinese", "").keys_only(OVER),
    way(C::Language, "as-it-is", "").keys_only(OVER),
];
