//! What copying says.

use crate::value::{Words, words};

/// It was sent. Whether the terminal takes it, it does not tell.
pub const SENT: Words = words("Sent to the terminal's clipboard: {}", "已发送到终端剪贴板：{}");
/// Nothing to copy.
pub const NOTHING: Words = words("There is nothing to copy here.", "此处没有可复制的内容。");
/// How many emails.
pub const EMAILS: Words = words("{} emails", "{} 个邮箱");
/// How many rows.
pub const ROWS: Words = words("{} rows", "{} 行");
/// Too much for a clipboard.
pub const TOO_LARGE: Words = words(
    "Too large for the clipboard ({} kB of 73). Mark fewer records.",
    "超出剪贴板容量（{} kB，上限 73）。请减少标记的记录。",
);
/// Too much for a clipboard, and the command that fetches it.
pub const TOO_LARGE_COMMAND: Words = words(
    "Too large for the clipboard ({} kB of 73). This fetches it: {}",
    "超出剪贴板容量（{} kB，上限 73）。可用此命令获取：{}",
);
