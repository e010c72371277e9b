//! What is said of drafts: what was typed into a form and not yet saved.

use crate::value::{Words, words};

/// A draft that cannot be read, and why.
pub const DAMAGED: Words = words("the draft {} is damaged: {}", "草稿 {} 已损坏：{}");
/// The checksum does not fit.
pub const NOT_WHOLE: Words = words("it is not as it was written", "内容与写入时不符");
/// More than a draft takes.
pub const TOO_LARGE: Words = words("larger than 1 MiB", "超过 1 MiB");
