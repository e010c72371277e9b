//! What the command line says: its help, its narration and its refusals.

pub use super::screen::RESTRICTED;
pub use crate::value::COMMA;
use crate::value::{Words, words};

/// The program.
pub const LIAISON: Words = words(
    "A dashboard for the coordinators of a university's technology-transfer offices.",
    "面向高校技术转移办公室工作人员的终端工作台。",
);
/// Before a usage line.
pub const USAGE: Words = words("Usage: ", "用法：");
/// How any command is written.
pub const USAGE_ALL: Words = words(
    "liaison [COMMAND] [OPTIONS]    without a command: the dashboard",
    "liaison [COMMAND] [OPTIONS]    不带命令则打开工作台",
);
/// Heading of the commands.
pub const COMMANDS: Words = words("Commands", "命令");
/// Heading of a command's words.
pub const ARGUMENTS: Words = words("Arguments", "参数");
/// Heading of a command's options.
pub const OPTIONS: Words = words("Options", "选项");
/// Heading of the options of all commands.
pub const GLOBAL_OPTIONS: Words = words("Options of every command", "通用选项");

/// About `--lang`.
pub const GLOBAL_LANG: Words = words("the language of the output", "输出所用语言");
/// About `--ascii`.
pub const GLOBAL_ASCII: Words =
    words("no signs but those of a typewriter", "只用键盘上有的符号（文字不变）");
/// About `--narrow`.
pub const GLOBAL_NARROW: Words =
    words("no signs that some terminals draw two cells wide", "不用在部分终端上占两格的符号");
/// About `--no-color`.
pub const GLOBAL_NO_COLOR: Words = words("no colors", "不用颜色");
/// About `--config`.
pub const GLOBAL_CONFIG: Words = words(
    "the file of settings (else LIAISON_CONFIG, else the user's config folder)",
    "设置文件（默认取 LIAISON_CONFIG，其次取用户配置文件夹）",
);
/// About `config`.
pub const CONFIG: Words = words("every setting, with where it comes from", "列出全部设置及其来源");
/// Heading of what the config calls an action.
pub const NAME_OF: Words = words("name in the config", "设置名");
/// Heading of the settings.
pub const SETTING: Words = words("setting", "设置项");
/// Heading of their values.
pub const VALUE: Words = words("value", "取值");
/// Heading of where they come from.
pub const ORIGIN: Words = words("from", "来源");
/// After them, if something is wrong.
pub const CONFIG_WRONG: Words =
    words("something in the config is wrong, as said above", "配置有误，见上文");
/// A terminal that can only add text at its end.
pub const DUMB_TERMINAL: Words = words(
    "this terminal (TERM=dumb) cannot show the dashboard; `liaison shell` does without",
    "此终端（TERM=dumb）无法显示工作台；请用 liaison shell",
);
/// About `--store`.
pub const GLOBAL_STORE: Words = words(
    "the store's folder (else LIAISON_STORE, else the user's data folder)",
    "数据库所在文件夹（默认取 LIAISON_STORE，其次取用户数据文件夹）",
);
/// About `--empty`.
pub const GLOBAL_EMPTY: Words =
    words("a new store starts without the published facts", "新建数据库时不导入公开网页的内容");
/// About `--demo`.
pub const GLOBAL_DEMO: Words = words(
    "a demonstration store of its own, all invented, with about N records",
    "打开单独的演示库（内容均为虚构），约 N 条记录",
);
/// About `--as`.
pub const GLOBAL_AS: Words = words(
    "the name by which changes are recorded (else the login)",
    "记录修改人所用的姓名（默认为登录名）",
);
/// About `--now`.
pub const GLOBAL_NOW: Words = words(
    "a fixed date, optionally with a time, instead of the clock",
    "以固定日期（可带时间）代替当前时间",
);
/// About `--help`.
pub const GLOBAL_HELP: Words = words("this help", "显示帮助");
/// About `--version`.
pub const GLOBAL_VERSION: Words = words("the version", "显示版本");

/// About `list`.
pub const LIST: Words = words("records of a kind", "列出一类记录");
/// About `list --columns`.
pub const LIST_COLUMNS: Words =
    words("only these columns, separated by commas", "只显示这些列，用逗号隔开");
/// About `list --sort`.
pub const LIST_SORT: Words = words(
    "sort by these columns, separated by commas; - before one: descending",
    "按这些列排序，用逗号隔开，前加 - 为降序",
);
/// About `--limit`.
pub const LIMIT: Words = words("at most this many", "最多显示的条数");
/// About `--format`.
pub const FORMAT: Words = words("the format of the output", "输出格式");
/// About KIND.
pub const KIND: Words = words("a kind of record: funds, members, …", "记录类别：funds、members 等");
/// About FILTER.
pub const FILTER: Words = words(
    "which of them, as in: region:hebei ends:none -status:closed",
    "筛选条件，如：region:hebei ends:none -status:closed",
);
/// About `show`.
pub const SHOW: Words =
    words("one record with its links and what links to it", "显示一条记录及其关联");
/// About REF.
pub const REF: Words = words(
    "a record: an id, KIND/NAME, an exact name or a unique look-up",
    "一条记录：编号、KIND/名称、完整名称，或能唯一确定的查找词",
);
/// About `find`.
pub const FIND: Words =
    words("looks up any record, best match first", "在全部记录中查找，最匹配的在前");
/// About WORDS.
pub const FIND_WORDS: Words =
    words("any part of any name, in any order", "名称的任意部分，次序不限");
/// About `count`.
pub const COUNT: Words =
    words("how many records, or how many of each value", "统计条数，或按某列的值分别统计");
/// About `count --by`.
pub const COUNT_BY: Words = words("count each value of this column", "按此列的值分别统计");
/// About `figures`.
pub const FIGURES: Words =
    words("published figures compared with what is recorded", "对外公布数字与已录入数量对照");
/// About `add`.
pub const ADD: Words = words("adds a record; prints its id", "新增一条记录，输出其编号");
/// About `edit`.
pub const EDIT: Words = words("changes fields of a record", "修改一条记录的字段");
/// About FIELD=VALUE.
pub const FIELDS: Words = words(
    "FIELD= clears; FIELD+= and FIELD-= on lists",
    "FIELD= 清空；列表可用 FIELD+= 与 FIELD-=",
);
/// About `edit --rev`.
pub const EDIT_REV: Words = words(
    "the revision the edit was made against: fields that others changed since are not overwritten",
    "修改所依据的版本号：此后他人改过的字段不会被覆盖",
);
/// About `trash`.
pub const TRASH: Words = words("moves a record to the trash", "将记录移入回收站");
/// About `untrash`.
pub const UNTRASH: Words = words("restores a record from the trash", "从回收站恢复记录");
/// About `verify`.
pub const VERIFY: Words =
    words("checks that everything stored is intact", "校验全部已存数据是否完好");
/// About `shell`.
pub const SHELL: Words = words(
    "reads the same commands, one per line; plain sentences, for screen readers too",
    "逐行读取同样的命令，以整句作答，便于读屏软件朗读",
);
/// About `shell --stop`.
pub const SHELL_STOP: Words =
    words("stops at the first line that fails", "遇到第一条出错的命令即停止");
/// About `keys`.
pub const KEYS: Words = words("every action with its keys", "列出全部操作及其快捷键");

/// No such command; the nearest.
pub const NO_COMMAND_NEAR: Words =
    words("no command “{}”; nearest: {}", "没有命令“{}”，最接近的是：{}");
/// No such command; all there are.
pub const NO_COMMAND: Words = words("no command “{}”; there are: {}", "没有命令“{}”，可用的有：{}");
/// A command is wanted.
pub const WHICH_COMMAND: Words = words("which command? There are: {}", "请写明命令，可用的有：{}");
/// No such option; the nearest.
pub const NO_OPTION_NEAR: Words =
    words("no option “{}”; nearest: {}", "没有选项“{}”，最接近的是：{}");
/// No such option.
pub const NO_OPTION: Words = words("no option “{}” here", "此处没有选项“{}”");
/// A word too many.
pub const TOO_MUCH: Words = words("“{}” is one word too many here", "此处多了“{}”");
/// An argument is missing.
pub const MISSING: Words = words("{} is missing", "缺少 {}");
/// An option without its value.
pub const NO_VALUE: Words = words("{} needs a value", "{} 后面缺少值");
/// Not one of the values there are.
pub const NOT_ONE_OF: Words =
    words("{} cannot be “{}”: write one of {}", "{} 不能为“{}”，可写：{}");
/// Not a whole number.
pub const NOT_NUMBER: Words =
    words("{} must be a whole number, not “{}”", "{} 应为整数，而不是“{}”");
/// Anything else.
pub const NOT_UNDERSTOOD: Words = words("this command is not understood", "无法理解这条命令");
/// An option that opens a store where one is open.
pub const ALREADY_OPEN: Words = words(
    "--{} cannot be used here: the store is already open",
    "此处不能使用 --{}：数据库已经打开",
);
/// An empty name.
pub const NO_LOGIN: Words = words("--as needs a name", "--as 后面应写姓名");
/// A demonstration store of another size than there can be.
pub const DEMO_SIZE: Words = words("--demo: write {} to {}", "--demo：请写 {} 到 {}");
/// A demonstration store is not empty.
pub const DEMO_EMPTY: Words =
    words("--demo and --empty do not go together", "--demo 与 --empty 不能同时使用");
/// What is shown is invented.
pub const INVENTED: Words =
    words("Demonstration store: what it holds is invented.", "演示库：其中内容为虚构。");
/// A demonstration store that is there has another size than asked for.
pub const DEMO_OTHER: Words = words(
    "The demonstration store {} is there already, with {} records.",
    "演示库 {} 已存在，共 {} 条记录。",
);
/// While a demonstration store is filled.
pub const DEMO_FILLING: Words =
    words("Filling the demonstration store: {} of {} records", "正在生成演示库：{} / {} 条记录");
/// Not a time.
pub const BAD_NOW: Words = words("--now: {}", "--now：{}");

/// No such kind; the nearest.
pub const NO_KIND_NEAR: Words =
    words("no kind of record “{}”; nearest: {}", "没有记录类别“{}”，最接近的是：{}");
/// No such kind; all there are.
pub const NO_KIND: Words =
    words("no kind of record “{}”; there are: {}", "没有记录类别“{}”，可用的有：{}");
/// A wrong filter.
pub const BAD_FILTER: Words = words("the filter: {}", "筛选条件：{}");
/// A wrong value.
pub const BAD_FIELD: Words = words("{} ({}): {}", "{}（{}）：{}");
/// A word that sets nothing.
pub const NO_EQUALS: Words =
    words("“{}” sets no field: write FIELD=VALUE", "“{}”没有写明字段：请写 FIELD=VALUE");
/// A computed column.
pub const COMPUTED: Words =
    words("{} ({}) is computed and cannot be set", "{}（{}）由系统计算，不能填写");
/// `+=` and `-=` on one value.
pub const NO_LIST: Words =
    words("it holds one value, not a list: write = instead", "该字段只有一个值，不是列表：请用 =");
/// `+=` and `-=` without a value.
pub const NOTHING_GIVEN: Words = words(
    "nothing follows the sign: write what to add or remove",
    "等号后没有内容：请写明要增减的内容",
);
/// `-=` of what is not there.
pub const NOT_IN: Words = words("that is not in the list", "列表中没有这一项");

/// Nothing of that name.
pub const NO_RECORD: Words = words("no record “{}”", "没有记录“{}”");
/// A number beyond the list.
pub const NO_NUMBER: Words =
    words("no number {} in the last list: it had {}", "上一次列表中没有第 {} 项：共 {} 项");
/// It lies in the trash.
pub const IN_TRASH: Words =
    words("{} is in the trash: untrash {} restores it", "{} 在回收站中：可用 untrash {} 恢复");
/// It does not lie in the trash.
pub const NOT_IN_TRASH: Words = words("“{}” is not in the trash", "回收站中没有“{}”");
/// Several could be meant.
pub const SEVERAL: Words = words(
    "“{}” could be any of {}: write more of the name, or the id",
    "“{}”对应 {} 条记录：请把名称写全，或写编号",
);
/// One of them.
pub const CHOICE: Words = words("  {}, {}, {}", "  {}，{}，{}");
/// One of them, numbered.
pub const CHOICE_NTH: Words = words("{}. {}, {}, {}", "{}. {}，{}，{}");
/// More of them.
pub const MORE: Words = words("  +{} more", "  另有 {} 条");

/// Title of the name.
pub const NAME: Words = words("Name", "名称");
/// Title of the name in the other language.
pub const OTHER_NAME: Words = words("Chinese name", "英文名称");
/// Title of what it is.
pub const IS: Words = words("Kind", "类别");
/// Title of what matched.
pub const MATCHED: Words = words("Matched", "匹配内容");
/// Title of the id.
pub const ID: Words = words("Id", "编号");
/// Title of a count.
pub const HOW_MANY: Words = words("Count", "数量");
/// Title of where a key applies.
pub const CONTEXT: Words = words("Where", "适用范围");
/// Title of keys.
pub const KEYS_OF: Words = words("Keys", "快捷键");
/// Title of what a key does.
pub const ACTION: Words = words("Action", "操作");

/// Nothing is recorded.
pub const NOT_RECORDED: Words = words("not recorded", "未录入");
/// What is not recorded.
pub const MISSING_FIELDS: Words = words("Not recorded: {}", "未录入：{}");
/// When and by whom it was made.
pub const CREATED: Words = words("Created {} by {}", "{} 由 {} 创建");
/// When and by whom it was saved last, and its revision.
pub const UPDATED: Words = words("Saved {} by {}, revision {}", "{} 由 {} 保存，第 {} 版");
/// When and by whom it was moved to the trash.
pub const TRASHED: Words = words("In the trash since {}, by {}", "{} 由 {} 移入回收站");
/// A group of links, and how many.
pub const GROUP: Words = words("{} ({})", "{}（{}）");
/// A field and its value.
pub const FIELD: Words = words("{}: {}", "{}：{}");
/// One of the links, numbered.
pub const LINKED_NTH: Words = words("{}. {}.", "{}. {}。");
/// After a part of a sentence.
pub const STOP: Words = words(". ", "。");
/// One of several sentences.
pub const NTH: Words = words("{} of {}. {}", "{}/{}：{}");
/// No sentences.
pub const NONE: Words = words("None.", "没有记录。");

/// Values were cut.
pub const CUT: Words = words(
    "some values are cut to the {} columns of this terminal; --format csv or json gives them in full",
    "部分内容已按终端宽度（{} 列）截断；--format csv 或 json 可得全文",
);
/// Not all are shown.
pub const LIMITED: Words = words("{} of {} shown", "显示 {} 条，共 {} 条");
/// Fields are left out.
pub const MASKED: Words = words("Internal only, not shown: {}", "仅内部可见，未显示：{}");

/// A record was added.
pub const ADDED: Words = words("Saved. Added: {}.", "已保存。新增：{}。");
/// Another record has the name of the one that was added.
pub const NAMESAKE: Words = words(
    "There is another {}: {}. undo takes this one back.",
    "另有同名的“{}”：{}。可用 undo 撤销新增。",
);
/// A record was changed.
pub const EDITED: Words = words("Saved. Changed: {}.", "已保存。修改：{}。");
/// Nothing was changed.
pub const UNCHANGED: Words = words("Nothing to change: {}.", "没有需要修改的内容：{}。");
/// A record was moved to the trash.
pub const IS_TRASHED: Words = words(
    "Saved. Moved to the trash: {}. untrash restores it.",
    "已保存。移入回收站：{}。可用 untrash 恢复。",
);
/// A record came back.
pub const IS_BACK: Words = words("Saved. Restored: {}.", "已保存。已恢复：{}。");
/// Asks before moving to the trash.
pub const ASK_TRASH: Words = words("Move {} to the trash? y or n", "将“{}”移入回收站？y 或 n");
/// Not agreed.
pub const LEFT: Words = words("Nothing was changed.", "未作改动。");
/// Somebody else changed the same fields.
pub const CONFLICT: Words = words(
    "Not saved: others changed the same since, and nothing of theirs was overwritten.",
    "未保存：他人此后修改了相同内容，未作覆盖。",
);
/// What to do about it.
pub const LOOK_AGAIN: Words =
    words("Nothing was changed: check it, then try again.", "未作改动：请核对后重试。");
/// The same of an edit: the revision there is.
pub const EDIT_AGAIN: Words = words(
    "Nothing was changed: check it; the same edit with --rev {} puts yours in place of theirs.",
    "未作改动：请核对；加 --rev {} 再次执行，将以您的内容替换对方的内容。",
);
/// A revision that there is not.
pub const OTHER_REV: Words = words(
    "Not saved: {} is at revision {}, saved by {} on {}: there is no revision {}.",
    "未保存：{} 现为第 {} 版，由 {} 于 {} 保存：没有第 {} 版。",
);

/// Everything is sound.
pub const SOUND: Words = words(
    "sound: changes {}, records {}, drafts {}, checkpoints {}, backups {}",
    "完好：变更 {} 项，记录 {} 条，草稿 {} 份，检查点 {} 个，备份 {} 份",
);
/// The streams failed.
pub const STREAM: Words = words("the output could not be written: {}", "无法输出结果：{}");

/// A wrong line of the shell.
pub const LINE: Words = words("line {}: {}", "第 {} 行：{}");
/// The shell waits.
pub const PROMPT: Words = words("> ", "> ");
/// A shell in the shell.
pub const IN_SHELL: Words = words("this is the shell already", "已在 shell 中");
/// An open quote.
pub const UNCLOSED: Words = words("a quote is not closed", "引号未闭合");
/// A line beyond all measure.
pub const LONG_LINE: Words = words("longer than 1 MiB: skipped", "超过 1 MiB，已略过");
/// Not text.
pub const NOT_UTF8: Words = words("not UTF-8 text", "不是 UTF-8 文本");
/// An argument that is not text.
pub const ARGUMENT_NOT_UTF8: Words =
    words("an argument is not UTF-8 text", "有参数不是 UTF-8 文本");
/// No folder for the store.
pub const NO_FOLDER: Words = words(
    "no home folder is known: name the store's folder with --store",
    "无法确定用户文件夹：请用 --store 指定数据库所在文件夹",
);
/// A new store.
pub const NEW_STORE: Words = words("A new store was created in {}.", "已新建数据库：{}。");
/// The terminal refused.
pub const TERMINAL: Words = words("the terminal cannot be used: {}", "无法使用终端：{}");
/// The dashboard without a terminal.
pub const NO_TERMINAL: Words = words(
    "The dashboard needs a terminal; liaison --help lists the commands.",
    "工作台需要终端；liaison --help 列出全部命令。",
);
