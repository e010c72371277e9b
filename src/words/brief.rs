//! What the briefing of a meeting says, and the page of an organization of what hangs on it.

use crate::value::{Words, words};

/// What it is called, with its day.
pub const TITLE: Words = words("briefing {}", "会前简报 {}");
/// The command.
pub const COMMAND: Words = words(
    "what to know of an organization before a meeting, on one page",
    "一页列出会见某机构前应了解的情况",
);
/// About its record.
pub const REF: Words = words(
    "an organization, or what is about one: id, KIND/NAME, exact name or part of a name",
    "机构或与其相关的记录：id、类别/名称、准确名称或名称的一部分",
);
/// About `--event`.
pub const EVENT: Words =
    words("a page for each partner organization of an event", "为活动的每家相关机构各出一页");
/// About `--internal`.
pub const INTERNAL: Words =
    words("all that you may see, not only what is public", "包括您可见的全部内容，不限于公开内容");
/// Neither a record nor an event is named.
pub const NAME_ONE: Words = words(
    "name an organization, or an event: brief REF, brief --event REF",
    "请写明机构或活动：brief REF，brief --event REF",
);
/// Both are named.
pub const NAME_ONE_ONLY: Words =
    words("name an organization or an event, not both", "请写机构或活动之一，不能同时写两者");
/// An event at which no organization is.
pub const NO_PARTNERS: Words =
    words("No organization is recorded at {}.", "“{}”未录入任何相关机构。");
/// A record that is about no organization.
pub const NO_PARTNER: Words = words(
    "{} is about no organization: there is nobody to brief on.",
    "“{}”未关联任何机构，无法生成简报。",
);
/// What is no event.
pub const NOT_AN_EVENT: Words = words("{} is not an event", "{} 不是活动");
/// Nothing is under the cursor.
pub const NOTHING_HERE: Words =
    words("There is no organization here to brief on.", "此处没有可生成简报的机构。");
/// Asks which of several.
pub const WHICH: Words = words("A briefing on which organization?", "为哪家机构生成简报？");

/// A viewer asks for what is internal.
pub const NO_RIGHT: Words = words(
    "{} may not see internal facts: the briefing shows what is public.",
    "{} 无权查看内部内容：简报仅显示公开内容。",
);
/// The same while somebody looks on.
pub const IN_COMPANY: Words = words(
    "A guest is in the room: the briefing shows what is public.",
    "来宾在场：简报仅显示公开内容。",
);
/// What is internal is shown from now on.
pub const SHOWN: Words = words(
    "Internal facts are shown: not for a guest's eyes. {} hides them.",
    "已显示内部内容，请勿让来宾看到。按 {} 隐藏。",
);
/// It is hidden again.
pub const HIDDEN: Words = words("Only what is public is shown.", "仅显示公开内容。");
/// What is copied.
pub const COPIED: Words = words("briefing on {}", "会前简报“{}”");
/// How much is left out.
pub const LEFT_OUT: Words = words("{} internal facts are left out", "已略去内部内容 {} 项");
/// The same of one.
pub const LEFT_OUT_ONE: Words = words("1 internal fact is left out", "已略去内部内容 1 项");
/// How it is shown: the key.
pub const KEY_SHOWS: Words = words(" ({} shows them)", "（按 {} 显示）");
/// What others may see alone.
pub const RESTRICTED: Words = words("+{} restricted to others", "另有 {} 项仅限其他人员可见");
/// All is shown.
pub const WITH_INTERNAL: Words =
    words("internal facts are shown ({} hides them)", "含内部内容（按 {} 隐藏）");
/// An organization that not everybody may know of.
pub const ALL_INTERNAL: Words = words(
    "This organization is internal: nothing of it is public.",
    "该机构属内部信息，无可公开的内容。",
);

/// A part of the page.
pub const CONTACTS: Words = words("Contacts", "联系人");
/// A part of the page.
pub const MEMBERSHIP: Words = words("Membership", "成员资格");
/// A part of the page.
pub const AGREEMENTS: Words = words("Agreements", "协议");
/// A part of the page.
pub const CENTERS: Words = words("Centers", "中心");
/// A part of the page.
pub const PROJECTS: Words = words("Projects", "项目");
/// A part of the page.
pub const FUNDS: Words = words("Funds", "基金");
/// A part of the page: this year.
pub const SERVICES: Words = words("Services", "本年服务");
/// A part of the page.
pub const LAST_TOUCH: Words = words("Last touch", "最近往来");
/// A part of the page.
pub const WE_OWE: Words = words("We owe", "我方承诺");
/// A part of the page.
pub const THEY_OWE: Words = words("They owe", "对方承诺");
/// A part of the page.
pub const NEXT: Words = words("Next", "下次");
/// A part of the page.
pub const ALSO: Words = words("Also", "其他");
/// A part of the page.
pub const GAPS: Words = words("Gaps", "欠缺");
/// A part of the page.
pub const SOURCES: Words = words("Sources", "来源");

/// An empty part.
pub const NONE: Words = words("none recorded", "未录入");
/// An empty part where there is something that is not public.
pub const NONE_PUBLIC: Words = words("nothing public", "无公开内容");
/// Several empty parts, where there is no room for a line each.
pub const NONE_OF: Words = words("{}: none recorded", "{}：未录入");
/// The same of those where there is something that is not public.
pub const NONE_PUBLIC_OF: Words = words("{}: nothing public", "{}：无公开内容");
/// Nothing was promised.
pub const NOTHING: Words = words("nothing", "无");
/// Nothing is planned.
pub const NO_EVENT: Words = words("no event", "无活动");
/// What is not listed.
pub const MORE: Words = words("+{} more", "另有 {} 项");

/// What is told of something after its name.
pub const TOLD: Words = words("{}: {}", "{}：{}");
/// What somebody has to confirm.
pub const TO_CONFIRM: Words = words("{} (to confirm)", "{}（待核实）");
/// Who is in charge.
pub const OWNER: Words = words("owner {}", "负责人 {}");
/// How much it counts.
pub const TIER: Words = words("tier {}", "分级 {}");
/// A membership, by its branch.
pub const MEMBER: Words = words("UICC {} member", "企合委{}成员");
/// A membership of no branch.
pub const MEMBER_OF_NONE: Words = words("UICC member", "企合委成员");
/// The first to turn to.
pub const PRIMARY: Words = words("primary", "首选");
/// Somebody who is not there any more.
pub const LEFT: Words = words("left {}", "{} 已离任");
/// Since when.
pub const JOINED: Words = words("joined {}", "{} 入会");
/// Until when.
pub const ENDS: Words = words("ends {}", "{} 到期");
/// Since when.
pub const FOUNDED: Words = words("founded {}", "{} 成立");
/// By when it is to be decided.
pub const DECIDE: Words = words("decision by {}", "决定期限 {}");
/// By when it was promised.
pub const DUE: Words = words("due {}", "期限 {}");
/// How late it is.
pub const LATE: Words = words("{} days late", "逾期 {} 天");
/// No date at all.
pub const NO_DATES: Words = words("no dates", "无日期");
/// No stage.
pub const NO_STAGE: Words = words("stage not recorded", "阶段未录入");
/// As what it takes part.
pub const AS: Words = words("as {}", "作为{}");
/// It runs the fund.
pub const ADMINISTRATOR: Words = words("administrator", "管理单位");
/// With whom.
pub const WITH: Words = words("with {}", "与{}");
/// A meeting of a center.
pub const STEERING: Words = words("steering meeting of {}", "{}管委会会议");
/// An event or a follow-up that is over.
pub const PAST: Words = words("past {}", "往期{}");
/// Follow-ups that are done.
pub const DONE: Words = words("done {}", "已办{}");
/// So many of a kind.
pub const COUNTED: Words = words("{} {}", "{} {}");
/// How something hangs on an organization.
pub const OF_MEMBERSHIP: Words = words("of the membership", "经成员资格");
/// How something hangs on an organization.
pub const ABOUT_SOMEBODY: Words =
    words("about its people, membership or events", "关于其人员、成员资格或活动");
/// How something hangs on an organization.
pub const ABOUT_AGREED: Words = words("about its agreements and projects", "关于其协议与项目");
/// How something hangs on an organization.
pub const ABOUT_JOINT: Words = words("about its centers and funds", "关于其中心与基金");
/// How something hangs on an organization.
pub const PROMISED_THERE: Words = words("from talks with it", "往来中提出");
/// How something hangs on an organization.
pub const WITH_SOMEBODY: Words = words("with its people", "与其人员");
/// Open ones among them.
pub const OPEN: Words = words("{} open", "未办 {}");

/// What lacks.
pub const NO_CONTACT: Words = words("no contact", "无联系人");
/// What lacks.
pub const NO_OWNER: Words = words("no owner", "无负责人");
/// What lacks.
pub const NO_DATES_OF: Words = words("no dates of {}", "无日期：{}");
/// What lacks.
pub const NO_STAGE_OF: Words = words("no stage of projects", "项目无阶段");
/// What waits to be confirmed.
pub const FACTS_TO_CONFIRM: Words = words("{} to confirm", "待核实 {} 项");
/// Lines of a document.
pub const LINE_OF: Words = words("{}, line {}", "{}，第 {} 行");
/// Lines of a document.
pub const LINES_OF: Words = words("{}, lines {}", "{}，第 {} 行");
