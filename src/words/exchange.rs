//! What is said of records that leave for a file or come from one.

pub use super::command::NO_KIND_NEAR;
use crate::value::{Words, words};

/// About `export`.
pub const EXPORT: Words = words(
    "records as a file: all of them as JSON, or one kind in any format; public ones unless asked",
    "导出记录：全部（JSON）或某一类（任一格式），默认仅公开内容",
);
/// About `export --out`.
pub const OUT: Words = words(
    "the file to write, private to you; - or nothing: the output",
    "写入的文件（仅本人可读）；- 或不写则直接输出",
);
/// About `export --internal`.
pub const INTERNAL: Words =
    words("everything you may see, private fields too", "包含本人可见的全部内容及内部字段");
/// About `import`.
pub const IMPORT: Words = words(
    "records of a JSON or JSON Lines file, all as one change that can be undone",
    "导入 JSON 或 JSON Lines 文件中的记录，作为一项可撤销的变更",
);
/// About FILE.
pub const FILE: Words = words("the file; - reads the input", "文件；- 表示读取输入");
/// About `import --kind`.
pub const KIND_OF: Words =
    words("the kind of the records that do not say theirs", "未注明类别的记录所属类别");
/// About `import --add`.
pub const ADD: Words =
    words("adds records even where one of that name is there already", "即使已有同名记录也新增");
/// About `import --update`.
pub const UPDATE: Words = words(
    "updates the record whose FIELD is the same (id too); null leaves a field as it is, \"\" clears it; with --add the others are added",
    "更新 FIELD 相同的记录（可为 id）；null 不改动，\"\" 清空；与 --add 同用则其余新增",
);
/// About `import --dry-run`.
pub const DRY_RUN: Words =
    words("says what would be done and does nothing", "只说明将做什么，不实际导入");
/// About `import --reject`.
pub const REJECT: Words = words(
    "imports the good records and writes the others to this file",
    "导入无误的记录，其余写入此文件",
);

/// A table of one kind is wanted.
pub const ONE_KIND: Words = words(
    "{} holds records of one kind: name it, or export everything as json or jsonl",
    "{} 只能容纳一类记录：请写明类别，或以 json、jsonl 导出全部",
);
/// What an export wrote, and where.
pub const EXPORTED: Words = words("Exported: {} records, to {}.", "已导出 {} 条记录至 {}。");
/// What an export wrote.
pub const EXPORTED_HERE: Words = words("Exported: {} records.", "已导出 {} 条记录。");
/// What an export left out.
pub const LEFT_OUT: Words = words(
    "Left out: {} records that are not public, {} links to them, and private fields; --internal includes what you may see.",
    "未包含：非公开记录 {} 条、指向它们的关联 {} 处及内部字段；--internal 可包含本人可见的内容。",
);
/// Links that lead out of an export.
pub const LINKS_LEFT: Words = words(
    "Left out: {} links to records in the trash or restricted.",
    "未包含：指向回收站或限定人员可见记录的关联 {} 处。",
);
/// What is read where no file is named.
pub const INPUT: Words = words("standard input", "标准输入");
/// A file cannot be written.
pub const NOT_WRITTEN: Words = words("{} could not be written: {}", "无法写入 {}：{}");
/// A file cannot be read.
pub const NOT_READ: Words = words("{} could not be read: {}", "无法读取 {}：{}");
/// The shell's own input.
pub const NOT_HERE: Words = words(
    "the shell reads its commands from the input: name a file",
    "shell 从输入读取命令：请写明文件",
);

/// Not UTF-8.
pub const NOT_UTF8: Words = words("it is not UTF-8 text", "不是 UTF-8 文本");
/// Too many bytes.
pub const TOO_LONG: Words = words("it is longer than {} MiB", "超过 {} MiB");
/// Too many records.
pub const TOO_MANY: Words =
    words("it holds more than {} records: import it in parts", "超过 {} 条记录：请分批导入");
/// A record of too many bytes.
pub const RECORD_TOO_LONG: Words = words("longer than 1 MiB", "超过 1 MiB");
/// Neither form of JSON.
pub const NO_JSON: Words = words(
    "it is neither a JSON array of records nor one record a line",
    "既不是 JSON 数组，也不是每行一条记录",
);
/// Broken JSON, and where.
pub const BROKEN: Words =
    words("not JSON at line {}, column {}", "第 {} 行第 {} 列不是有效的 JSON");
/// Not a record.
pub const NO_OBJECT: Words = words("not an object of fields", "不是由字段组成的对象");
/// Which kind?
pub const WHICH_KIND: Words = words(
    "its kind is missing: write \"kind\", or use --kind",
    "缺少类别：请写 \"kind\"，或用 --kind",
);
/// No such kind.
pub const NO_KIND: Words = words("no kind of record “{}”", "没有记录类别“{}”");
/// No such field; the nearest.
pub const NO_FIELD_NEAR: Words = words("no such field; nearest: {}", "没有此字段，最接近的是：{}");
/// No such field.
pub const NO_FIELD: Words = words("{} have no such field", "{}没有此字段");
/// An id twice in a file.
pub const ID_TWICE: Words = words("record {} has the same id", "与第 {} 条记录编号相同");
/// One record of the store twice.
pub const SAME_TWICE: Words = words("record {} updates {} too", "第 {} 条记录也要更新 {}");
/// A record of that name is there.
pub const THERE_ALREADY: Words = words(
    "{} has this name: --update {} updates it, --add adds another",
    "{} 已用此名称：可用 --update {} 更新，或用 --add 另行新增",
);
/// Nothing to update.
pub const NO_MATCH: Words = words(
    "no record with this {}: --add as well adds those that are new",
    "没有 {} 相同的记录：同时加 --add 可新增",
);
/// Several to update.
pub const MATCHES: Words = words("several records have this {}: {}", "有多条记录的 {} 相同：{}");
/// A field to find by is not given.
pub const NO_KEY: Words =
    words("it is needed to find the record to update", "更新时需要此字段来查找记录");
/// The JSON holds another type.
pub const OTHER_TYPE: Words = words(
    "a JSON {} does not fit: see how export writes it",
    "类型 {} 不符：写法可参照 export 的输出",
);
/// A key that is no part of a link, a party or an amount.
pub const NO_PART: Words = words("“{}” is no part of it", "不应含有“{}”");
/// A party without anything.
pub const NO_PARTY: Words = words("an entry needs a link or a text", "每项须有 link 或 text");
/// A link without a name.
pub const NO_NAME: Words = words("a link needs an id or a name", "关联须有 id 或 name");
/// A link that leads nowhere.
pub const NO_LINK: Words =
    words("“{}” is neither in the file nor recorded", "文件中和已有记录中都没有“{}”");
/// A link that leads to several.
pub const SEVERAL: Words =
    words("several records are named “{}”: write the id", "有多条记录名为“{}”：请写编号");
/// A link to a record that is not imported.
pub const LINKED_BAD: Words =
    words("it links to record {}, which cannot be imported", "它关联到无法导入的第 {} 条记录");

/// What is wrong with a record.
pub const FAULT: Words = words("record {}: {}", "第 {} 条：{}");
/// What is wrong with a field of a record.
pub const FIELD_FAULT: Words = words("record {}, {}: {}", "第 {} 条，{}：{}");
/// More of them.
pub const MORE_FAULTS: Words = words("+{} more", "另有 {} 处");
/// Nothing was imported.
pub const NOTHING: Words = words(
    "Nothing was imported. Wrong records: {} of {}. --reject FILE imports the others.",
    "未导入任何记录：{} 条有误（共 {} 条）。--reject FILE 可导入其余记录。",
);
/// What was imported.
pub const IMPORTED: Words = words(
    "Saved. Added: {}, updated: {}, unchanged: {}.",
    "已保存。新增 {} 条，更新 {} 条，未变 {} 条。",
);
/// What would be imported.
pub const WOULD: Words = words(
    "Nothing was done. It would add {}, update {} and leave {} as they are.",
    "未实际导入。将新增 {} 条，更新 {} 条，未变 {} 条。",
);
/// What was rejected, and where to.
pub const REJECTED: Words =
    words("Not imported: {} records, written to {}.", "未导入 {} 条，已写入 {}。");
/// What would be rejected.
pub const WOULD_REJECT: Words = words("It would leave out {} records.", "将略过 {} 条记录。");

/// Title of a record's place in the file.
pub const PLACE: Words = words("Record", "序号");
/// Title of what is done.
pub const DOES: Words = words("Does", "操作");
/// Title of the fields that are set.
pub const SETS: Words = words("Fields", "字段");
/// A record is added.
pub const ADDS: Words = words("add", "新增");
/// A record is updated.
pub const UPDATES: Words = words("update", "更新");
/// A file was named where there are only streams.
pub const OUT_OF_REACH: Words = words(
    "{}: this line opens no files. Use the streams instead: import - < FILE, export > FILE, backup - > FILE",
    "{}：此连接不打开文件。请用标准流：import - < 文件，export > 文件，backup - > 文件",
);
/// How a dashboard is to be given records.
pub const IMPORT_LINE: Words = words(
    "In a shell: liaison import FILE, or ssh HOST import - < FILE",
    "在命令行中：liaison import 文件，或 ssh 主机 import - < 文件",
);
