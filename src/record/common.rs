use super::{Field, Record};
use crate::value::{Cell, Id, Lines, Notes, Tags, Text, Value, choice, label, words};

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
    /// The colleague in charge of it.
    pub owner: Option<Id>,
    /// Who may know; not recorded counts as internal.
    pub confidential: Option<Confidential>,
    /// The others: most records have none of them, and need no room for them then.
    seldom: Option<Box<Seldom>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Seldom {
    /// Other, former, short and printed names.
    aliases: Lines,
    /// Short words to find it by.
    tags: Tags,
    /// Why a person has to confirm it; empty if nobody has to.
    confirm: Text,
    /// Document and line, as of when.
    source: Lines,
    /// Title and path or address: pointed to, never stored.
    files: Lines,
    /// Anything else.
    notes: Notes,
}

impl Common {
    /// The other names it goes by.
    pub fn aliases(&self) -> &[Box<str>] {
        self.seldom.as_ref().map_or(&[], |seldom| &seldom.aliases.0)
    }

    fn change(&mut self, change: impl FnOnce(&mut Seldom)) {
        let mut seldom = self.seldom.take().unwrap_or_default();
        change(&mut seldom);
        self.seldom = Some(seldom).filter(|seldom| **seldom != Seldom::default());
    }

    /// Whether everybody may know of it.
    pub fn is_public(&self) -> bool {
        self.confidential == Some(Confidential::Public)
    }

    /// Whether only the owner, those named and administrators may see it.
    pub fn is_restricted(&self) -> bool {
        self.confidential == Some(Confidential::Restricted)
    }
}

/// Ties a field that few records have to its number and title, as `field!` does the others.
macro_rules! seldom {
    ($number:literal, $field:ident, $en:literal, $zh:literal) => {
        Field::<Common>::kept(
            $number,
            stringify!($field),
            words($en, $zh),
            super::shape_of(|seldom: &Seldom| &seldom.$field),
            |common| common.seldom.as_ref().map_or(Value::None, |seldom| seldom.$field.value()),
            |common, value| match Cell::of(value) {
                Some(cell) => {
                    common.change(|seldom| seldom.$field = cell);
                    true
                }
                None => false,
            },
            |common| {
                common.seldom.as_ref().and_then(|seldom| seldom.$field.text()).unwrap_or_default()
            },
        )
    };
}

impl Record for Common {
    const FIELDS: &'static [Field<Self>] = &[
        seldom!(20, aliases, "Also named", "别名／曾用名").hint(
            "other, former, short and printed names, ; between",
            "其他名称、曾用名、简称与原文写法，用 ; 隔开",
        ),
        seldom!(21, tags, "Tags", "标签")
            .hint("short words, commas between", "简短词语，用逗号隔开"),
        super::field!(27, Common.owner, "Owner", "负责人（本处）")
            .short("Owner", "负责人")
            .hint("the colleague in charge", "本处负责的同事")
            .to(&["colleague"]),
        super::field!(22, Common.confidential, "Confidential", "知悉范围"),
        seldom!(23, confirm, "To confirm", "待核实")
            .hint("what a person has to confirm, and why", "需要人工核实的内容与原因"),
        seldom!(24, source, "Source", "来源")
            .hint("document and line, as of when", "文件及行号，截至日期"),
        seldom!(25, files, "Files", "文件")
            .hint("title and path or address, ; between", "标题与路径或网址，用 ; 隔开"),
        seldom!(26, notes, "Notes", "备注"),
    ];
}
