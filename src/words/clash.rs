//! What is said where somebody else changed the same fields, on the screen and on the command
//! line.

use crate::value::{Words, words};

/// What an edit would put into a field.
pub const MINE: Words = words("mine", "我的");
/// What somebody else put there.
pub const THEIRS: Words = words("theirs", "对方的");
/// What the edit began from.
pub const BEFORE: Words = words("before", "原值");
/// What an undo would put back.
pub const BACK: Words = words("back to", "撤销为");
/// What is there now.
pub const NOW: Words = words("now", "现为");
/// What the change that is taken back had put there.
pub const SET: Words = words("it set", "曾改为");

/// Who put it there, and when.
pub const BY: Words = words("{}, {}", "{}，{}");
/// A value, and who put it there.
pub const WITH: Words = words("{} ({})", "{}（{}）");
/// What else somebody changed of a record that is to go to the trash.
pub const SINCE: Words = words("changed since", "此后修改");
/// A field of it as it is now.
pub const FIELD: Words = words("{}: {}", "{}：{}");
