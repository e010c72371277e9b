//! What a host says to who comes, and what is said of it.

use crate::value::{Words, words};

/// The host ends.
pub const ENDING: Words = words(
    "The host is ending. What you typed and did not save is kept as a draft.",
    "服务正在停止。已输入未保存的内容已存为草稿。",
);
/// Another host takes its place.
pub const AGAIN: Words = words("Another host takes over.", "由另一服务接管。");
/// The right to be here is gone.
pub const REVOKED: Words = words(
    "Your rights here have changed. Sign in again, or ask an administrator.",
    "您的权限已变更。请重新登录，或联系管理员。",
);
/// Nothing was typed for too long.
pub const IDLE: Words = words(
    "Nothing was typed for long, so the line was closed. What you did not save is kept as a draft.",
    "长时间没有输入，连接已关闭。未保存的内容已存为草稿。",
);
/// The session failed: it ends, the others go on.
pub const FAILED: Words = words(
    "This session failed and has ended; others go on. What you saved is safe, what you typed is kept as a draft. Please tell an administrator.",
    "此会话出错并已结束，其他会话不受影响。已保存的内容完好，输入的内容已存为草稿。请告知管理员。",
);
/// Too many lines.
pub const TOO_MANY: Words = words(
    "Too many sessions are open. Close one, or try again later.",
    "打开的会话过多。请关闭一个，或稍后再试。",
);
/// Who is not known.
pub const UNKNOWN: Words = words(
    "{} is not among the people of this host. Ask an administrator to add you to its people file.",
    "{} 不在此服务的人员名单中。请联系管理员添加。",
);
/// What was sent is not understood.
pub const NOT_UNDERSTOOD: Words = words(
    "This host understands another version of attaching. Use the same version of liaison.",
    "此服务与客户端版本不符。请使用同一版本的 liaison。",
);
/// A command line with an open quote.
pub const UNCLOSED: Words = words("A quotation mark is missing its partner.", "引号没有成对。");
/// No subsystem, no shell.
pub const ONLY: Words = words(
    "Here are the dashboard and the commands of liaison only: no shell, no files, no forwarding.",
    "此处只有 liaison 的界面与命令：没有 shell，不传文件，不转发。",
);
/// The host's key cannot be used.
pub const HOST_KEY: Words =
    words("The host key {} cannot be used: {}.", "无法使用主机密钥 {}：{}。");
/// The host's key can be read by others.
pub const HOST_KEY_OPEN: Words = words(
    "The host key {} can be read by others, so anybody may have it. If nobody has, run chmod 600 on it; else delete it, and a new one is made.",
    "主机密钥 {} 可被他人读取，可能已泄露。确认未泄露请 chmod 600；否则请删除，将重新生成。",
);

/// About `serve`.
pub const SERVE: Words = words(
    "hosts the dashboard and the commands for others, by the local socket and by SSH",
    "为他人提供界面与命令：经本机套接字与 SSH",
);
/// Where it listens.
pub const LISTEN: Words = words(
    "takes lines by SSH there, as 127.0.0.1:2222; without it by the local socket alone",
    "SSH 监听地址，如 127.0.0.1:2222；不指定则仅用本机套接字",
);
/// The people file.
pub const PEOPLE_FILE: Words = words(
    "who may come; else the file people beside the config",
    "人员名单文件；默认为配置文件旁的 people",
);
/// The key's file.
pub const KEY_FILE: Words = words(
    "the host's own key; else host_key in the store's folder, made at the first start",
    "主机密钥文件；默认为数据库目录下的 host_key（首次启动时生成）",
);
/// When a line that is idle is closed.
pub const IDLE_AFTER: Words = words(
    "closes a dashboard at which nothing was typed for so long; else never",
    "界面空闲多少分钟后关闭；默认不关闭",
);
/// A host that somebody left behind.
pub const BEHIND: Words = words("ends when the last one leaves", "最后一人离开后结束");
/// About `attach`.
pub const ATTACH: Words =
    words("the dashboard of a host that runs, and of no other", "连接正在运行的服务并打开界面");
/// About `--socket`.
pub const SOCKET: Words =
    words("the socket of a host: where it is answered, or found", "服务的套接字：监听或连接的位置");
/// Where there is a host already.
pub const HOSTED: Words = words(
    "there is a host already: this is for whoever starts one, at its own terminal",
    "此处已有服务在运行：该命令需在主机终端上执行",
);
/// No host answers.
pub const NO_HOST: Words = words(
    "No host answers{}. Start one with `liaison serve`, or run `liaison` to open the store yourself.",
    "没有服务应答{}。请用 liaison serve 启动，或直接运行 liaison 打开数据库。",
);
/// The host has gone without a word.
pub const GONE: Words = words(
    "The host has gone. What was saved is safe; what was typed into a form is offered when you come back: run liaison again.",
    "服务已中断。已保存的内容完好；表单中的输入会在下次进入时恢复：请重新运行 liaison。",
);
/// Others are attached to a dashboard that was left.
pub const STAYS: Words = words(
    "Others are still attached ({}): a host stays behind until the last of them leaves.",
    "仍有他人连接（{}）：服务将在后台保留，直到最后一人离开。",
);
/// Where the host is to be found.
pub const HOSTS: Words = words("Hosting {} at {}", "正在提供服务：{}，套接字 {}");
/// The same by SSH, and the host key's fingerprint.
pub const HOSTS_SSH: Words = words("By SSH at {}; the host key is {}", "SSH：{}；主机密钥 {}");
/// A socket or an address that cannot be used.
pub const CANNOT_LISTEN: Words = words("Cannot listen at {}: {}.", "无法监听 {}：{}。");
/// A store that is only read is hosted to be read.
pub const NOT_HOSTED: Words = words(
    "The store is open for reading only, and is not hosted.",
    "数据库以只读方式打开，不提供服务。",
);
/// The host's key is of a sort that is not safe here.
pub const HOST_KEY_RSA: Words = words(
    "The host key {} is of RSA, which can leak here. Make another: ssh-keygen -t ed25519",
    "主机密钥 {} 为 RSA，此处可能泄露。请另行生成：ssh-keygen -t ed25519",
);
