//! What the store says when it refuses, what it found when it was opened, and what stands in
//! the place of a name.

use crate::value::{Words, words};

/// A record that is gone.
pub const NOT_THERE: Words = words("(not there)", "（已不存在）");
/// A record that the person may not see.
pub const HIDDEN: Words = words("(restricted)", "（仅限定人员可见）");
/// The same in company, where nobody is told that there is something.
pub const NOT_SHOWN: &str = "-";
/// The heading of names, which stand there in the person's language.
pub const NAME: Words = words("Name", "名称");
/// A record of which no name is recorded.
pub const UNNAMED: Words = words("(no name)", "（未命名）");

/// A required field is empty.
pub const REQUIRED: Words = words("must be filled in", "此项必填");
/// Neither name is there.
pub const NO_NAME: Words = words("needs a name in English or Chinese", "中文或英文名称至少填一个");
/// A link leads nowhere.
pub const NO_RECORD: Words = words("there is no record {}", "没有记录 {}");
/// A link leads to a record of another kind.
pub const OTHER_KIND: Words = words("{} is of another kind; expected: {}", "{} 类别不符，应为：{}");
/// A field that only administrators change.
pub const ADMINISTRATORS: Words = words("only an administrator may change it", "仅管理员可以修改");
/// A value of another type.
pub const OTHER_TYPE: Words = words("the value does not fit this field", "值与此字段不符");

/// A viewer tried to edit.
pub const NOT_ALLOWED: Words =
    words("Not saved: {} may view but not edit.", "未保存：{} 只能查看，不能修改。");
/// The record is not there any more.
pub const GONE: Words = words("Not saved: {} no longer exists.", "未保存：{} 已不存在。");
/// Part of a change may not be seen by whoever takes it back.
pub const NOT_WHOLE: Words = words(
    "Not undone: change {} includes records restricted to others ({}). An administrator can undo it as a whole.",
    "未撤销：第 {} 项变更含仅限其他人员可见的记录（{} 条），请由管理员整体撤销。",
);
/// Somebody else changed the same fields.
pub const CONFLICT: Words =
    words("Not saved: changed by others meanwhile: {}.", "未保存：他人刚修改了 {}。");
/// A record of which they did, and its fields.
pub const IN_FIELDS: Words = words("{}: {}", "{}：{}");
/// Who did.
pub const BY: Words = words("{} ({})", "{}（{}）");
/// Between two of them.
pub const BETWEEN: Words = words("; ", "；");
/// More of them.
pub const MORE: Words = words("+{} more", "另有 {} 条");
/// Something is wrong with a field.
pub const INVALID: Words = words("Not saved: {}: {}", "未保存：{}：{}");
/// More than the store takes for one record.
pub const TOO_LARGE: Words = words(
    "Not saved: {} would be larger than 1 MiB. {} takes the most: shorten it.",
    "未保存：{} 将超过 1 MiB。其中“{}”最长，请缩短。",
);
/// A change cannot be read.
pub const UNREADABLE: Words = words(
    "Not done: change {} cannot be read from the journal ({}). Check it with `liaison verify`.",
    "未执行：无法从日志读取第 {} 项变更（{}）。请用 liaison verify 检查。",
);
/// The disk refused.
pub const NOT_SAVED: Words = words("Not saved: {}", "未保存：{}");
/// What happened; what to do.
pub const WITH_REMEDY: Words = words("{}. {}", "{}。{}");
/// What to do about a full disk.
pub const MAKE_ROOM: Words = words(
    "What was saved before is safe. Free some space, then save again.",
    "此前已保存的数据完好。请腾出空间后再保存。",
);
/// What to do about what must not be written.
pub const MAKE_WRITABLE: Words = words(
    "What was saved before is safe. Make it writable, then save again.",
    "此前已保存的数据完好。请改为可写后再保存。",
);
/// What to do about a store that went away.
pub const BRING_BACK: Words = words(
    "Bring it back as it was, then save again, or start liaison anew.",
    "请恢复原状后再保存，或重新启动 liaison。",
);
/// What to do about a disk that fails.
pub const CHECK_DISK: Words = words(
    "What was saved before is safe. Check the disk, then save again.",
    "此前已保存的数据完好。请检查磁盘后再保存。",
);
/// No room, and how much there is: a limit may be reached before the disk is full.
pub const NO_ROOM_OF: Words = words(
    "no room for {}: the disk is full, or a limit is reached ({} MiB are free)",
    "{} 空间不足：磁盘已满或已达上限（可用 {} MiB）",
);
/// No room.
pub const NO_ROOM: Words = words(
    "no room for {}: the disk is full, or a limit is reached",
    "{} 空间不足：磁盘已满或已达上限",
);
/// The medium is read-only.
pub const ON_READ_ONLY: Words = words("{} is on a read-only disk", "{} 位于只读磁盘");
/// No right.
pub const DENIED: Words = words("there is no right to write {}", "没有 {} 的写入权限");
/// A file or a folder is not there, or is another.
pub const IS_GONE: Words =
    words("{} is gone, or another stands in its place", "{} 已不存在或已被替换");
/// The machine says something else.
pub const FAILING: Words = words("{}: {}", "{}：{}");
/// The store is open for reading alone.
pub const READ_ONLY: Words = words("Not saved. {}", "未保存。{}");
/// The store is closing.
pub const CLOSED: Words = words("Not saved: the store is closed.", "未保存：数据库已关闭。");

/// Another process has the store.
pub const HELD: Words = words(
    "The store {} is open in process {} on {} since {}. Close that one, or name another with --store.",
    "数据库 {} 已由进程 {}（{}）自 {} 起打开。请先关闭该程序，或用 --store 指定另一处。",
);
/// The store cannot be opened.
pub const CANNOT_OPEN: Words = words("The store {} cannot be opened: {}", "无法打开数据库 {}：{}");
/// The program failed over it.
pub const BROKEN: Words = words(
    "The store {} could not be opened: this is a fault of liaison itself. What was saved stands in its journal; run `liaison verify` to learn more.",
    "无法打开数据库 {}：liaison 自身出错。已保存的数据仍在日志中；可运行 liaison verify 查看详情。",
);
/// The folder holds something else.
pub const NOT_A_STORE: Words = words(
    "The folder {} holds other things and no store; it was left alone. Name a new or an empty folder with --store.",
    "文件夹 {} 内有其他内容而非数据库，未作改动。请用 --store 指定新的或空的文件夹。",
);
/// It is no demonstration store.
pub const NOT_DEMO: Words = words(
    "The store {} is not a demonstration store; nothing invented was put into it. Leave out --demo, or name another folder with --store.",
    "数据库 {} 不是演示库，未写入任何虚构内容。请去掉 --demo，或用 --store 指定其他文件夹。",
);
/// A newer program wrote it.
pub const NEWER: Words = words(
    "The store {} was written by a newer liaison and was left unchanged: {}. Use that version.",
    "数据库 {} 由更新版本的 liaison 写入，未作改动：{}。请使用该版本。",
);
/// A torn tail was cut.
pub const TORN: Words = words(
    "The last save was cut off before it was confirmed ({}); its bytes were kept in {}.",
    "上次保存在确认前中断（{}）；残留数据已存入 {}。",
);
/// A torn tail could not be moved.
pub const TORN_IN_PLACE: Words = words(
    "The last save was cut off before it was answered ({}); its bytes could not be moved yet ({}): saving works once they can be.",
    "上次保存在确认前中断（{}）；残留数据暂未移走（{}），移走后方可保存。",
);
/// The state was behind.
pub const REPLAYED: Words = words(
    "Changes restored from the journal after an unclean exit: {}. Nothing is missing.",
    "上次未正常退出，已从日志补齐 {} 项变更，无遗漏。",
);
/// The state was bad.
pub const REBUILT: Words = words(
    "The current state was unreadable or not whole; it was moved to {} and rebuilt from the journal.",
    "当前状态无法读取或不完整，已移至 {}，并由日志重建。",
);
/// A checkpoint was damaged.
pub const BAD_CHECKPOINT: Words = words(
    "A checkpoint is damaged: {}. It was not used, and another is written soon. Nothing is missing.",
    "检查点损坏：{}。未使用该检查点，稍后将重新生成，无遗漏。",
);
/// A restore was finished.
pub const RESTORE_FINISHED: Words =
    words("A restore had been cut off; it was finished now.", "上次恢复被中断，现已完成。");
/// A file is no backup.
pub const NO_BACKUP: Words = words("{} is not a backup", "{} 不是备份文件");
/// A backup holds something that no store has.
pub const FOREIGN_PART: Words =
    words("the backup holds a file that no store has: {}", "备份中含有不属于数据库的文件：{}");
/// What was unpacked ends elsewhere than the backup says.
pub const OTHER_END: Words = words(
    "the backup's journal ends at change {}, not at {}",
    "备份中的日志止于第 {} 项变更，而非第 {} 项",
);
/// Nothing was restored.
pub const NOT_RESTORED: Words = words("Nothing was restored: {}.", "未恢复：{}。");
/// A backup is damaged.
pub const BAD_BACKUP: Words = words(
    "a backup is damaged: {}. The store itself is sound; make another with `liaison backup`.",
    "备份已损坏：{}。数据库本身完好，请用 liaison backup 重新备份。",
);
/// A draft is not as it was written; with the name of its file.
pub const BAD_DRAFT: Words = words(
    "{}. The store itself is sound; the draft can be discarded in the dashboard (E).",
    "{}。数据库本身完好；打开界面后按 E 可删除此草稿。",
);
/// The state cannot be used.
pub const WITHOUT_STATE: Words = words(
    "The current state cannot be used ({}); everything was read from the journal instead. Nothing is missing, and what is saved goes into the journal.",
    "当前状态无法使用（{}），已改从日志读取全部数据，无遗漏；保存的内容照常写入日志。",
);
/// Nothing can be written.
pub const OPEN_TO_READ: Words = words(
    "The store is open for reading only: {}. To save, make it writable or open a copy of it.",
    "数据库以只读方式打开：{}。如需保存，请改为可写，或复制后打开副本。",
);
/// The journal is damaged.
pub const DAMAGED: Words = words(
    "The journal is damaged: {}. The store is open for reading only; restore a backup.",
    "日志损坏：{}。数据库以只读方式打开，请从备份恢复。",
);
/// The state is ahead of the journal.
pub const AHEAD: Words = words(
    "The journal ends at change {} but the state holds change {}: journal files are missing. The store is open for reading only; bring them back or restore a backup.",
    "日志止于第 {} 项变更，而状态已到第 {} 项：缺少日志文件。数据库以只读方式打开，请找回日志或从备份恢复。",
);

/// What is not as it was written in the journal: file, byte, change, what is wrong.
pub const DAMAGE: Words = words("{} at byte {}, change {}: {}", "{} 第 {} 字节，第 {} 项变更：{}");
/// A file of the journal starts as none does.
pub const FRAME_HEADER: Words =
    words("the file does not start as a journal does", "文件开头不是日志");
/// A file is not there.
pub const FRAME_MISSING: Words = words("the file is missing", "缺少此文件");
/// A file ends within a change.
pub const FRAME_SHORT: Words = words("the file ends too early", "文件不完整");
/// A checksum does not fit.
pub const FRAME_CHECKSUM: Words = words("the checksum is wrong", "校验和不符");
/// A frame of another kind.
pub const FRAME_KIND: Words = words("a frame of another kind belongs here", "此处的记录段类型不符");
/// Another change.
pub const FRAME_SEQUENCE: Words = words("change {} stands here", "此处却是第 {} 项变更");
/// The chain is broken.
pub const FRAME_CHAIN: Words = words("it does not follow from the frame before", "与前一段不衔接");

/// What is not as it was written in a packed file: file, byte, what is wrong.
pub const PACK_DAMAGE: Words = words("{} at byte {}: {}", "{} 第 {} 字节：{}");
/// A packed file starts or ends as none does.
pub const PACK_HEADER: Words = words(
    "the file does not start or end as one of liaison's does",
    "文件开头或结尾不是 liaison 的格式",
);
/// A packed file has another length than it should have.
pub const PACK_LENGTH: Words = words("the file is too long or too short", "文件过长或过短");

/// A checkpoint says something else than the journal: file, record.
pub const IN_CHECKPOINT: Words =
    words("{} does not hold what the journal says of {}", "{} 与日志所记的 {} 不符");
/// The journal ends before a checkpoint was made: its change, the journal's last.
pub const CHECKPOINT_AT: Words = words(
    "a checkpoint was made at change {}, but the journal ends at change {}",
    "检查点在第 {} 项变更时生成，而日志止于第 {} 项变更",
);

/// Not everything is as it was written.
pub const UNSOUND: Words = words(
    "damaged: {}. Do not save to it any more; restore a backup.",
    "已损坏：{}。请勿继续写入，请从备份恢复。",
);
/// The state cannot be checked or is not whole, the journal is.
pub const BEHIND: Words = words(
    "the journal is whole, but the state does not follow it ({}); nothing is lost: opening the store again repairs it.",
    "日志完好，但当前状态与之不一致（{}）；数据没有丢失，重新打开数据库即可修复。",
);
/// The state ends elsewhere than the journal.
pub const STATE_AT: Words =
    words("state at change {}, journal at {}", "状态在第 {} 项变更，日志在第 {} 项");
/// A change that is whole but not readable.
pub const IN_CHANGE: Words = words("journal, change {}: {}", "日志第 {} 项变更：{}");
/// A record of the state is not as the journal says.
pub const IN_STATE: Words = words(
    "{}: revision {} in the state, {} in the journal",
    "{}：状态中为第 {} 版，日志中为第 {} 版",
);
/// A record that the journal does not know.
pub const NOT_IN_JOURNAL: Words = words("{} is not in the journal", "{} 不在日志中");
/// A record that the state has lost.
pub const NOT_IN_STATE: Words = words("{} is missing from the state", "状态中缺少 {}");
