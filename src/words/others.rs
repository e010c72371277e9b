//! What is said of the others who are here.

use crate::value::{Words, words};

/// Where whoever runs the program sits, at this machine's terminal.
pub const FROM_HERE: Words = words("here", "本机");
/// Who is here.
pub const HERE: Words = words("here: {}", "在线：{}");
/// One who has the form of a record open.
pub const EDITING: Words = words("{} is editing this", "{} 正在编辑");
/// Several who have.
pub const EDITING_ALL: Words = words("{} are editing this", "{} 正在编辑");
/// Who changed a record, and at what time.
pub const CHANGED: Words = words("changed by {}, {}", "{} 于 {} 修改");
/// Between two such remarks.
pub const APART: Words = words("; ", "；");
