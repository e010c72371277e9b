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
/// What is not done while somebody looks on.
pub const NOT_IN_COMPANY: Words = words(
    "Not while a guest is in the room, for it would show what was changed. First {}.",
    "来宾在场时不能执行，以免显示被修改的内容。请先按 {}。",
);
