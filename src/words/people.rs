//! What is said of the people file: of each line what is wrong with it, and what would be right.

use crate::value::{Words, words};

/// About `people`.
pub const PEOPLE: Words = words(
    "who may come to this host, and what is wrong in the file that says so",
    "列出可以连接本主机的人员，并检查人员文件",
);
/// Its word.
pub const CHECK: Words = words("the word “check”", "固定写 check");
/// Its file.
pub const CHECK_FILE: Words = words(
    "the people file (else “people” in the folder of the config)",
    "人员文件（默认为配置文件夹中的 people）",
);
/// Where there is a host between.
pub const ALONE: Words = words(
    "the people file is checked on the host's own machine: `liaison people check`",
    "人员文件须在主机本机上检查：liaison people check",
);
/// There is no folder of the config.
pub const NO_FOLDER: Words = words(
    "there is no config folder: name the file, `liaison people check FILE`",
    "没有配置文件夹，请写明文件：liaison people check 文件",
);
/// After the table, if something is wrong.
pub const FAULTS: Words = words(
    "nobody comes in by the lines that are wrong, as said above; the rest holds",
    "上述有误的行不能用于连接，其余各行有效",
);
/// After the first hundred.
pub const AND_MORE: Words =
    words("this line and others after it are wrong, too", "此行及其后还有其他错误");

/// Heading: the line's number.
pub const LINE: Words = words("line", "行");
/// Heading: the name.
pub const USER: Words = words("user", "用户");
/// Heading: the role.
pub const ROLE: Words = words("role", "角色");
/// Heading: a sort of key, or that it is a user of the machine.
pub const BY: Words = words("by", "凭据");
/// Heading: the key's fingerprint, or the user's number.
pub const MARK: Words = words("fingerprint or number", "指纹或编号");
/// Heading: what follows the key.
pub const COMMENT: Words = words("comment", "备注");

/// There is no such file.
pub const MISSING: Words = words(
    "there is no people file {}: write one, a line a key: role=\"editor\",user=\"wang\" ssh-ed25519 AAAA…",
    "没有人员文件 {}：请新建，每行一个密钥：role=\"editor\",user=\"wang\" ssh-ed25519 AAAA…",
);
/// It cannot be read.
pub const UNREADABLE: Words =
    words("cannot read the people file {}: {}", "无法读取人员文件 {}：{}");
/// It is a folder or the like.
pub const NO_FILE: Words =
    words("{} is no file that can be read as the people file", "{} 不是可读取的文件");
/// It is too large.
pub const TOO_LARGE: Words = words(
    "the people file {} has more than 1 MiB: it must be another file",
    "人员文件 {} 超过 1 MiB，可能不是正确的文件",
);
/// Others could let themselves in.
pub const WRITABLE: Words = words(
    "others can write {}, and could let anybody in: `chmod go-w {}`",
    "其他用户可以修改 {}，从而放行任何人，请执行：chmod go-w {}",
);
/// The same.
pub const NOT_OURS: Words = words(
    "{} belongs to another user, who could let anybody in: it must belong to root or to whoever runs the host",
    "{} 属于其他用户，可能被用来放行任何人；它必须属于 root 或运行主机的用户",
);

/// A part that is not of the form.
pub const NOT_UNDERSTOOD: Words = words(
    "this is not understood from “{}” on; a line is role=\"editor\",user=\"wang\" ssh-ed25519 AAAA…, or uid=1003 role=\"viewer\" user=\"li\"",
    "从“{}”起无法理解；正确写法：role=\"editor\",user=\"wang\" ssh-ed25519 AAAA…，或 uid=1003 role=\"viewer\" user=\"li\"",
);
/// A quotation without end.
pub const NO_QUOTE: Words = words("the closing \" of {} is missing", "{} 的值缺少结尾的 \"");
/// An option that there is not.
pub const NO_OPTION: Words = words(
    "there is no option “{}”; there are role, user and uid, and none of sshd's",
    "没有选项“{}”；只有 role、user 和 uid，不支持 sshd 的其他选项",
);
/// The same, with the nearest.
pub const NO_OPTION_NEAR: Words =
    words("there is no option “{}”; nearest: {}", "没有选项“{}”，最接近的是：{}");
/// An option twice.
pub const OPTION_TWICE: Words = words("{} is said twice: take one out", "{} 写了两次，请删去一个");
/// A role that there is not.
pub const NO_ROLE: Words = words(
    "there is no role “{}”; there are viewer, editor and admin",
    "没有角色“{}”；可选 viewer、editor、admin",
);
/// The same, with the nearest.
pub const NO_ROLE_NEAR: Words =
    words("there is no role “{}”; nearest: {}", "没有角色“{}”，最接近的是：{}");
/// No role.
pub const ROLE_MISSING: Words = words(
    "the role is missing: write role=\"viewer\", \"editor\" or \"admin\" before the key",
    "缺少角色：请在密钥前写 role=\"viewer\"、\"editor\" 或 \"admin\"",
);
/// No name.
pub const USER_MISSING: Words = words(
    "the user is missing: write user=\"…\" before the key; the history names them so",
    "缺少用户：请在密钥前写 user=\"…\"，修改历史以此署名",
);
/// A name that is none.
pub const BAD_USER: Words = words(
    "user: a name of 1 to 64 letters on one line, without blanks at its ends or signs that cannot be seen",
    "user：应为 1 至 64 个字符，首尾无空格，不含不可见字符",
);
/// A number that is none.
pub const BAD_UID: Words = words(
    "uid: “{}” is no user's number; `id -u NAME` tells it",
    "uid：“{}”不是用户编号；可用 id -u 用户名 查询",
);
/// Neither key nor number.
pub const NOBODY: Words = words(
    "there is neither a key nor a uid: the line of the person's .pub file belongs here",
    "既无密钥也无 uid：请写入该人 .pub 文件中的那一行",
);
/// Both.
pub const BOTH: Words = words(
    "a line has a key or a uid, not both: make two lines of it",
    "一行只能有密钥或 uid 之一，请分成两行",
);

/// A key of a sort that there is not.
pub const NO_SORT: Words =
    words("keys “{}” are not taken; taken are: {}", "不接受“{}”类型的密钥，可用类型：{}");
/// A key of a weak sort.
pub const DSA: Words = words(
    "DSA keys are too weak and not taken: `ssh-keygen -t ed25519` makes a good one",
    "DSA 密钥强度不足，不予接受：请用 ssh-keygen -t ed25519 新建",
);
/// A certificate.
pub const CERTIFICATE: Words = words(
    "certificates are not taken: write the line of the key's own .pub file",
    "不接受证书：请写入密钥本身的 .pub 文件内容",
);
/// A key that is not whole.
pub const DAMAGED: Words = words(
    "the key is cut off or damaged: copy the whole line of its .pub file",
    "密钥不完整或已损坏：请完整复制 .pub 文件中的那一行",
);
/// A key of another sort than it says.
pub const OTHER_SORT: Words = words(
    "the line says {}, but the key is of another sort: copy the whole line of its .pub file",
    "行中写的是 {}，但密钥属于其他类型：请完整复制 .pub 文件中的那一行",
);
/// A short RSA key.
pub const SHORT: Words = words(
    "this RSA key has {} bits, and the least is 2048: `ssh-keygen -t ed25519` makes a good one",
    "该 RSA 密钥只有 {} 位，至少须 2048 位：请用 ssh-keygen -t ed25519 新建",
);
/// A secret.
pub const PRIVATE: Words = words(
    "this is a private key, which nobody else may see: take it out, make a new pair (`ssh-keygen -t ed25519`), and write the line of its .pub file",
    "这是私钥，不得让他人看到：请立即删除，另建一对（ssh-keygen -t ed25519），并写入 .pub 文件中的那一行",
);
/// A key in another form.
pub const OTHER_FORM: Words = words(
    "this is a public key in another form: `ssh-keygen -i -f FILE` prints its line",
    "这是其他格式的公钥：可用 ssh-keygen -i -f 文件 转换成一行",
);
/// A line that says what another says.
pub const AGAIN: Words = words(
    "the same as in line {}, with the same user and role: take one out",
    "与第 {} 行相同，用户和角色也相同：请删去一行",
);
/// A line that says other than another.
pub const CONTRADICTS: Words = words(
    "the same as in line {}, but not with the same user and role: neither line holds until one is taken out",
    "与第 {} 行是同一密钥或编号，但用户或角色不同：删去其中一行之前，两行均无效",
);
