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

/// About `who`.
pub const WHO: Words =
    words("who is here, from where, and what they edit", "谁在线、从何处登录、正在编辑什么");
/// Nobody has a session.
pub const NOBODY: Words = words("Nobody has a dashboard open.", "目前没有人打开界面。");
/// Title of a login.
pub const LOGIN: Words = words("Login", "登录名");
/// Title of what somebody may do.
pub const ROLE: Words = words("Role", "权限");
/// Title of when somebody came.
pub const SINCE: Words = words("Since", "登录时间");
/// Title of where somebody sits.
pub const FROM: Words = words("From", "来源");
/// Title of the record whose form is open.
pub const EDITS: Words = words("Editing", "正在编辑");
/// Looks, but not at what is private.
pub const VIEWER: Words = words("viewer", "只读");
/// Looks and edits.
pub const EDITOR: Words = words("editor", "编辑");
/// May do everything.
pub const ADMIN: Words = words("admin", "管理员");
