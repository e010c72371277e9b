//! What the filter and the look-up say.

use crate::value::{Words, words};

/// The title of a record's id, where the id is what was found.
pub const ID: Words = words("Id", "编号");

/// Nothing has a name, and nothing has a similar one.
pub const NOT_THERE: Words = words("no record is named “{}”", "没有名为“{}”的记录");
/// Nothing has a name; the nearest there is.
pub const NOT_THERE_NEAR: Words =
    words("no record is named “{}”; nearest is “{}”", "没有名为“{}”的记录，最接近的是“{}”");
/// A name that several records could be meant by.
pub const SEVERAL: Words = words(
    "“{}” could be {}: write more of the name, or the id",
    "“{}”可能指{}：请把名称写全，或写编号",
);

/// `me` of somebody who is no record.
pub const NOBODY: Words = words(
    "“me” stands for nobody yet: “{}” is the login of no {}",
    "“我”尚无所指：登录名“{}”没有对应的{}记录",
);

/// No kind has a name; the nearest there is.
pub const NO_KIND_NEAR: Words =
    words("“{}” is not a kind of record; nearest is “{}”", "没有“{}”这类记录，最接近的是“{}”");
/// No kind has a name; all there are.
pub const NO_KIND: Words =
    words("“{}” is not a kind of record: write one of {}", "没有“{}”这类记录，可写：{}");
/// A rule over what other rules count.
pub const RULE_OF_RULES: Words = words(
    "a rule cannot count by columns that are themselves counted by rules",
    "统计口径不能引用由其他口径统计得出的列",
);

/// No field has a name; the nearest there is.
pub const NO_FIELD_NEAR: Words =
    words("there is no field “{}” here; nearest is “{}”", "此处没有字段“{}”，最接近的是“{}”");
/// No field has a name; some there are.
pub const NO_FIELD: Words =
    words("there is no field “{}” here: write one of {}", "此处没有字段“{}”，可写：{}");
/// A field's name that several begin with.
pub const FIELDS: Words =
    words("“{}” could be {}: write more of it", "“{}”可能指{}：请把字段名写全");
/// A dot after what is not a link.
pub const NO_STEP: Words = words(
    "“{}” leads to no other record: write a link before the dot, or a kind of record that links here",
    "“{}”不指向其他记录：点号前应为关联字段，或关联到此处的记录类别",
);
/// A second dot.
pub const STEPS: Words = words(
    "“{}” goes too far: only one link can be followed, as in organization.country",
    "“{}”层级过多：只能经由一个关联，如 organization.country",
);
/// A field without a value.
pub const NO_VALUE: Words = words(
    "a value is missing: write {}:value, {}:none (not recorded) or {}:any (recorded)",
    "缺少取值：请写 {}:值、{}:none（未录入）或 {}:any（已录入）",
);
/// A word of which nothing is left to compare.
pub const NOTHING: Words =
    words("there is no letter or digit to look for", "没有可供查找的文字或数字");
/// A sign which the language does not have.
pub const SIGN: Words = words(
    "“{}” is not supported here: write field:value, field:none, field:any, or put it in quotes",
    "此处不支持“{}”：请写 字段:值、字段:none、字段:any，或加引号",
);
/// A quote that does not end.
pub const UNCLOSED: Words = words("the quote is not closed: add \"", "引号未闭合：请补上 \"");
