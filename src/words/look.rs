//! What is said of how the screen looks, and of what it may show.

use crate::value::{Words, words};

/// In the tab bar, while somebody from outside looks on.
pub const GUEST: Words = words("GUEST IN THE ROOM", "有来宾在场");
/// The same, where there is little room.
pub const GUEST_SHORT: Words = words("GUEST", "来宾");
/// Somebody came in.
pub const GUEST_CAME: Words = words(
    "Guest in the room: only what is public is shown. {} shows everything again.",
    "有来宾在场：只显示公开内容。按 {} 恢复全部显示。",
);
/// They left.
pub const GUEST_LEFT: Words =
    words("The guest has left: everything is shown again.", "来宾已离开：恢复全部显示。");
/// Where a form is open whose content is not for them.
pub const COVERED: Words = words(
    "What is being edited is hidden while a guest is in the room. Nothing is lost: {} shows it again.",
    "有来宾在场，正在编辑的内容已隐藏，不会丢失。按 {} 恢复显示。",
);
/// What is not done while somebody looks on.
pub const NOT_IN_COMPANY: Words = words(
    "Not while a guest is in the room, for it would show what was changed. First {}.",
    "来宾在场时不能执行，以免显示被修改的内容。请先按 {}。",
);

/// No such key.
pub const NO_KEY: Words = words(
    "“{}” is no key; keys are written like s, ctrl-x, F5, PageUp, or “g g”",
    "没有“{}”这个键；按键写法如 s、ctrl-x、F2、PageUp，或“g g”",
);
/// Shift with what has no other form.
pub const NO_SHIFT: Words = words(
    "“{}”: most terminals do not tell it from the key without shift",
    "“{}”：多数终端无法区分此键是否加了 shift",
);
/// Keys that are other keys' bytes.
pub const SAME_BYTE: Words = words(
    "{} arrives as Tab, Enter, Esc or Backspace: terminals send the same byte",
    "{} 会被当作 Tab、回车、Esc 或退格：终端发送的字节相同",
);
/// A key of input methods.
pub const INPUT_METHOD: Words =
    words("{} switches the input method and does not arrive", "{} 用于切换输入法，程序收不到");
/// Keys of others around the terminal.
pub const DESKTOP: Words =
    words("{} is taken by browsers or the desktop", "{} 已被浏览器或桌面占用");
/// Keys of programs between.
pub const MULTIPLEXER: Words =
    words("{} is the prefix of screen or tmux", "{} 是 screen 或 tmux 的前缀键");
/// The key of job control.
pub const SUSPENDS: Words = words("{} suspends the program", "{} 用于挂起程序");
/// A letter where one types.
pub const TYPED_THERE: Words = words(
    "{} is typed into the text there: take a ctrl or F key",
    "{} 在该处用于输入文字：请改用 ctrl 组合键或 F 键",
);
/// A chord where one types.
pub const NO_CHORD_THERE: Words = words(
    "“{}”: several keys one after another work outside text fields only",
    "“{}”：连续按键只在文本框之外有效",
);
/// An action that there is not.
pub const NO_ACTION: Words =
    words("no action “{}”; `liaison keys` lists them", "没有操作“{}”；可用 liaison keys 查看全部");
/// The same, with the nearest.
pub const NO_ACTION_NEAR: Words =
    words("no action “{}”; nearest: {}", "没有操作“{}”，最接近的是：{}");
/// A setting that there is not.
pub const NO_SETTING: Words = words(
    "no setting “{}”; `liaison config` lists them",
    "没有设置项“{}”；可用 liaison config 查看全部",
);
/// The same, with the nearest.
pub const NO_SETTING_NEAR: Words =
    words("no setting “{}”; nearest: {}", "没有设置项“{}”，最接近的是：{}");
/// A value that a setting does not take.
pub const NO_VALUE: Words = words("{} is not “{}” but one of: {}", "{} 不能设为“{}”，可选：{}");
/// A value of another type.
pub const NOT_TEXT: Words = words("{} takes a text in quotes", "{} 的值须为引号内的文字");
/// Keys of another type.
pub const NOT_KEYS: Words = words(
    "{} takes a key in quotes, or several in brackets: [\"s\", \"ctrl-x\"]",
    "{} 的值须为引号内的按键，多个写作 [\"s\", \"ctrl-x\"]",
);
/// Not a table of keys.
pub const NOT_A_TABLE: Words =
    words("the keys stand below a line [keys]", "按键须写在 [keys] 一行之下");
/// A place and what is wrong there.
pub const AT: Words = words("{}: {}", "{}：{}");
/// What is left out, and that nothing else is.
pub const LEFT_OUT: Words = words("{} (left out; the rest holds)", "{}（已忽略此项，其余有效）");
/// A file that cannot be read.
pub const UNREADABLE: Words = words("cannot read the config {}: {}", "无法读取配置文件 {}：{}");
/// A file that is no TOML.
pub const NO_TOML: Words = words("this is not TOML: {}", "不符合 TOML 格式：{}");

/// Where a setting comes from: nobody said anything.
pub const DEFAULT: Words = words("default", "默认");
/// From the environment.
pub const ENVIRONMENT: Words = words("environment, {}", "环境变量 {}");
/// From the config of whoever came to a host.
pub const ATTACHED: Words = words("your own keys", "您的按键设置");
/// From the command line.
pub const FLAG: Words = words("option {}", "选项 {}");
/// From a line of the config.
pub const FILE_LINE: Words = words("{}, line {}", "{} 第 {} 行");
/// A config that is not there.
pub const NO_FILE: Words =
    words("not there: every setting has its default", "文件不存在：全部采用默认值");
/// Two actions, one key.
pub const TAKEN: Words = words(
    "{} cannot have {}: {} has {} there; give that another key, too",
    "{} 不能用 {}：{} 在该处已用 {}；请同时为后者另设按键",
);
/// What one could not do without.
pub const LOCKED_IN: Words =
    words("{}: then no key would be left for {}", "{}：这样 {} 将没有任何按键可用");
/// The digits of the panes.
pub const DIGITS_ONLY: Words = words(
    "{} takes digits only: each opens the pane it stands on",
    "{} 只能用数字键：每个数字打开对应的栏目",
);

/// Beside the first keys of a chord.
pub const WHAT_FOLLOWS: Words =
    words("then one of these; Esc leaves it", "接着按下列按键之一，Esc 取消");

/// Asks for the language.
pub const WHICH: Words = words("Which language?", "使用哪种语言？");
/// How to change it afterwards.
pub const LATER: Words = words("{} changes it at any time.", "随时可按 {} 切换。");
