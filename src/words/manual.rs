//! What the manual says beside what the tables of commands and keys do.

use crate::value::{Words, words};

/// About `completions`.
pub const COMPLETIONS: Words =
    words("what a shell completes: bash, zsh or fish", "输出 bash、zsh 或 fish 的命令补全脚本");
/// About SHELL.
pub const SHELL: Words = words("bash, zsh or fish", "bash、zsh 或 fish");
/// About `man`.
pub const MAN: Words =
    words("the manual: liaison man | man -l -", "手册页：liaison man | man -l -");

/// Section of the name.
pub const NAME: Words = words("NAME", "名称");
/// Section of how it is called.
pub const SYNOPSIS: Words = words("SYNOPSIS", "用法");
/// Section of the commands.
pub const COMMANDS: Words = words("COMMANDS", "命令");
/// Section of the options of every command.
pub const OPTIONS: Words = words("OPTIONS OF EVERY COMMAND", "通用选项");
/// Section of the keys.
pub const KEYS: Words = words("KEYS OF THE DASHBOARD", "工作台快捷键");
/// Section of the environment.
pub const ENVIRONMENT: Words = words("ENVIRONMENT", "环境变量");
/// Section of the exit codes.
pub const EXIT: Words = words("EXIT STATUS", "退出码");

/// About `LIAISON_STORE`.
pub const STORE: Words = words("the store's folder", "数据库所在文件夹");
/// About `NO_COLOR`.
pub const NO_COLOR: Words = words("no colors, if it is set", "设置后不使用颜色");
/// What each exit code means, from 0 on.
pub const EXITS: [Words; 7] = [
    words("done; an empty list or a count of 0 too", "完成；列表为空或计数为 0 亦然"),
    words("failed", "失败"),
    words("wrong usage", "用法有误"),
    words("nothing found, or not unique", "未找到，或不唯一"),
    words("conflict: someone changed it first", "冲突：他人已先修改"),
    words("the store is held, damaged, full or read-only", "数据库被占用、损坏、已满或只读"),
    words("not allowed", "无权限"),
];
