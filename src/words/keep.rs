//! What the program says of backups, and of what it does to be kept.

use crate::value::{Words, words};

/// About `backup`.
pub const BACKUP: Words = words(
    "keeps everything in one file, as it is at this moment",
    "将全部数据备份到一个文件（即时快照）",
);
/// Its file.
pub const BACKUP_FILE: Words = words(
    "a new file, or - for the output; else one in the folder of backups",
    "新文件，或用 - 表示标准输出；默认存入备份文件夹",
);
/// `--list`.
pub const LIST: Words = words("lists the backups there are instead", "改为列出已有备份");
/// About `restore`.
pub const RESTORE: Words = words(
    "puts a backup in the store's place; what is there is kept",
    "用备份替换当前数据库；原有数据另行保留",
);
/// Its file.
pub const RESTORE_FILE: Words = words(
    "a backup: a file, or its name in the folder of backups",
    "备份文件，或备份文件夹中的文件名",
);
/// About `compact`.
pub const COMPACT: Words = words(
    "makes the store's files smaller; nothing is removed, history stays",
    "压缩数据库文件；不删除任何内容，历史保留",
);

/// A backup was made: its file, changes, size.
pub const MADE: Words = words("backup made: {}, changes {}, {}", "已备份：{}，变更 {} 项，{}");
/// A file of that name is there.
pub const IS_THERE: Words = words(
    "{} is there already and was left alone; name a new file",
    "{} 已存在，未作改动；请指定新文件名",
);
/// A backup is no text.
pub const NO_TERMINAL: Words = words(
    "a backup is not written to a terminal: send it to a file, `liaison backup - > FILE`",
    "备份不能输出到终端，请写入文件：liaison backup - > 文件",
);
/// Only administrators.
pub const NOT_ALLOWED: Words = words(
    "{} may not do this: a backup holds everything, what is restricted too. Ask an administrator",
    "{} 无权操作：备份含全部数据（包括限定内容），请联系管理员",
);
/// No backup was made.
pub const NOT_MADE: Words = words("No backup was made: {}.", "未能备份：{}。");
/// There are none.
pub const NONE: Words = words("no backups in {}", "{} 中没有备份");
/// The folder of those that are listed.
pub const LISTED: Words = words(
    "in {}; `liaison restore NAME` brings one back",
    "位于 {}；用 liaison restore 文件名 恢复",
);
/// The heading of when it was made.
pub const WHEN: Words = words("Made", "时间");
/// The heading of why.
pub const WHY: Words = words("Why", "缘由");
/// The heading of how many changes are in it.
pub const CHANGES: Words = words("Changes", "变更");
/// The heading of its size.
pub const SIZE: Words = words("Size", "大小");
/// The heading of its name.
pub const NAME: Words = words("Name", "文件名");
/// Why one was made, in the order of the reasons.
pub const REASONS: [Words; 5] = [
    words("new day", "每日"),
    words("before an import", "导入前"),
    words("before a restore", "恢复前"),
    words("before a rebuild", "重建前"),
    words("asked for", "手动"),
];
/// Restored: the backup's time, changes.
pub const RESTORED: Words =
    words("restored as of {}: changes {}, records {}", "已恢复至 {}：变更 {} 项，记录 {} 条");
/// Where what was there is.
pub const ASIDE: Words = words(
    "what was there before is in {}, which opens with --store",
    "原有数据保留在 {}，可用 --store 打开",
);
/// What was there could not be kept in a backup as well.
pub const NOT_KEPT: Words =
    words("no backup could be made of what was there: {}", "未能为原有数据另做备份：{}");
/// A store is open already.
pub const ALONE: Words = words(
    "restore works on a store that nobody has open: leave, and run `liaison restore FILE`",
    "恢复时数据库不能处于打开状态：请退出后运行 liaison restore 文件",
);
/// Compacted: bytes before and after.
pub const COMPACTED: Words = words("compacted: {} before, {} now", "已压缩：原 {}，现 {}");
/// Not compacted.
pub const NOT_COMPACTED: Words = words("Not compacted: {}.", "未压缩：{}。");
/// What is done beside the work failed.
pub const TROUBLE: Words = words(
    "The last automatic backup or checkpoint failed: {}. What was saved is safe; it is tried again.",
    "最近一次自动备份或检查点失败：{}。已保存的数据安全，稍后将重试。",
);
