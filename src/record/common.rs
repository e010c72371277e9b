use super::{Field, Record};
use crate::value::{Id, Lines, Notes, Tags, Text, choice, label};

choice!(Confidential {
    Public = label("public", "公开").meaning("everybody", "所有人可见"),
    Internal = label("internal", "内部").meaning(
        "everybody who signs in; left out of briefings and exports unless asked for",
        "登录人员可见；简报与导出默认不包含",
    ),
    Restricted = label("restricted", "限定人员").meaning(
        "the owner, colleagues named on it, and administrators",
        "仅负责人、所列同事与管理员可见",
    ),
});

/// The fields that every record has. Numbers 1–99.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Common {
    /// Other, former, short and printed names.
    pub aliases: Lines,
    /// Short words to find it by.
    pub tags: Tags,
    /// The colleague in charge of it.
    pub owner: Option<Id>,
    /// Who may know; not recorded counts as internal.
    pub confidential: Option<Confidential>,
    /// Why a person has to confirm it; empty if nobody has to.
    pub confirm: Text,
    /// Document and line, as of when.
    pub source: Lines,
    /// Title and path or address: pointed to, never stored.
    pub files: Lines,
    /// Anything else.
    pub notes: Notes,
}

impl Common {
    /// Whether everybody may know of it.
    pub fn is_public(&self) -> bool {
        self.confidential == Some(Confidential::Public)
    }

    /// Whether only the owner, those named and administrators may see it.
    pub fn is_restricted(&self) -> bool {
        self.confidential == Some(Confidential::Restricted)
    }
}

impl Record for Common {
    const FIELDS: &'static [Field<Self>] = &[
        super::field!(20, Common.aliases, "Also named", "别名／曾用名").hint(
            "other, former, short and printed names, ; between",
            "其他名称、曾用名、简称与原文写法，用 ; 隔开",
        ),
        super::field!(21, Common.tags, "Tags", "标签")
            .hint("short words, commas between", "简短词语，用逗号隔开"),
        super::field!(27, Common.owner, "Owner", "负责人（本处）")
            .short("Owner", "负责人")
            .hint("the colleague in charge", "本处负责的同事")
            .to(&["colleague"]),
        super::field!(22, Common.confidential, "Confidential", "知悉范围"),
        super::field!(23, Common.confirm, "To confirm", "待核实")
            .hint("what a person has to confirm, and why", "需要人工核实的内容与原因"),
        super::field!(24, Common.source, "Source", "来源")
            .hint("document and line, as of when", "文件及行号，截至日期"),
        super::field!(25, Common.files, "Files", "文件")
            .hint("title and path or address, ; between", "标题与路径或网址，用 ; 隔开"),
        super::field!(26, Common.notes, "Notes", "备注"),
    ];
}
