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
/// A quote that does not end.
pub const UNCLOSED: Words = words("the quote is not closed: add \"", "引号未闭合：请补上 \"");
/// A comparison without a field.
pub const NO_FIELD_BEFORE: Words =
    words("write a field right before “{}”, as in ends{}2027", "“{}”前须紧接字段名，如 ends{}2027");
/// Nothing between two bars.
pub const EMPTY_VALUE: Words =
    words("a value is missing beside “|”: write a|b", "“|”旁缺少取值：请写 甲|乙");
/// A range of names.
pub const RANGE_OF_WORDS: Words = words(
    "“..” stands between two dates or numbers of a field, as in ends:2026..2028; a name with it goes in quotes",
    "“..”用于字段的两个日期或数字之间，如 ends:2026..2028；名称中含有时请加引号",
);
/// A range after another sign.
pub const RANGE_SIGN: Words = words(
    "a range does not go with “{}”: write field:a..b",
    "范围不能与“{}”同用：请写 字段:起..止",
);
/// A range that ends before it begins.
pub const RANGE_TURNED: Words =
    words("the range ends before it begins: turn it round", "范围的止在起之前：请对调");
/// A range between two currencies.
pub const TWO_CURRENCIES: Words = words(
    "the range is of two currencies: only amounts of one compare",
    "范围两端币种不同：只有同币种金额可以比较",
);
/// A comparison of what is neither more nor less.
pub const NO_ORDER: Words = words(
    "only dates, amounts and numbers compare: write field:value, or the value in quotes",
    "只有日期、金额和数字可以比较：请写 字段:值，或给值加引号",
);
/// A pattern where there is no text.
pub const NO_TEXT: Words = words(
    "a pattern fits only texts, choices and links: write field:value",
    "正则表达式只能用于文字、选项和关联：请写 字段:值",
);
/// No date; the word that is nearest.
pub const NO_DATE_NEAR: Words =
    words("“{}” is not a date; nearest is “{}”", "“{}”不是日期，最接近的是“{}”");
/// A date out of the calendar.
pub const NO_DATE: Words = words(
    "“{}” is out of the calendar: write a date in the years 1000 to 9999",
    "“{}”超出范围：年份须在1000到9999之间",
);

/// A pattern that is wrong in some other way.
pub const PATTERN: Words = words(
    "not a regular expression: write ^begin, end$, a.*b, (a|b) or [0-9]+",
    "不是正则表达式：可写 ^开头、结尾$、甲.*乙、(甲|乙)、[0-9]+",
);
/// A bracket that is not closed.
pub const GROUP_UNCLOSED: Words = words(
    "the bracket is not closed: add ), or write \\( for the sign",
    "括号未闭合：请补上 )，要找括号本身请写 \\(",
);
/// A bracket that is not opened.
pub const GROUP_UNOPENED: Words = words(
    "the bracket was not opened: take it away, or write \\) for the sign",
    "多了一个括号：请去掉，要找括号本身请写 \\)",
);
/// A class that is not closed.
pub const CLASS_UNCLOSED: Words =
    words("the square bracket is not closed: add ]", "方括号未闭合：请补上 ]");
/// A range within a class.
pub const CLASS_RANGE: Words = words(
    "the range of letters runs backward: write it as in [a-z]",
    "字符范围前后颠倒：请写作 [a-z]",
);
/// A repetition of nothing.
pub const REPETITION_MISSING: Words = words(
    "there is nothing before it to repeat: write .* for anything, or a backslash for the sign itself",
    "前面没有可重复的内容：任意文字写 .*，要找符号本身请加反斜杠",
);
/// A count of a repetition.
pub const REPETITION_COUNT: Words =
    words("so many times is written {3} or {2,5}", "重复次数写作 {3} 或 {2,5}");
/// A backslash before what it does not stand for.
pub const ESCAPE: Words = words(
    "a backslash stands before a sign, d, w or s: write \\\\ for itself",
    "反斜杠后应为符号或 d、w、s：要找反斜杠本身请写 \\\\",
);
/// What such patterns do not have.
pub const NOT_REGULAR: Words = words(
    "patterns here neither look around nor refer back: write a second term for it",
    "此处不支持环视和反向引用：请另写一个条件",
);
/// A pattern that would explode.
pub const PATTERN_TOO_LARGE: Words = words(
    "the pattern is too large: repeat less, or make it shorter",
    "表达式过大：请减少重复次数或写短一些",
);

/// What is offered while a filter is typed: records of a kind that link here.
pub const LINKED_HERE: Words = words("{} that link here", "关联到此处的{}");
/// Nothing is recorded.
pub const NOT_RECORDED: Words = words("not recorded", "未录入");
/// Something is recorded.
pub const RECORDED: Words = words("recorded", "已录入");
/// A field of what a link leads to.
pub const STEP_ON: Words = words("a field of it", "其字段");
/// Less, or before.
pub const BELOW: Words = words("before, less than", "早于、小于");
/// Less, of an amount.
pub const BELOW_MONEY: Words = words("less than, in one currency", "小于（同币种）");
/// Up to.
pub const UP_TO: Words = words("until, at most", "不晚于、至多");
/// More, or after.
pub const ABOVE: Words = words("after, more than", "晚于、大于");
/// From on.
pub const FROM: Words = words("from, at least", "不早于、至少");
/// Exactly.
pub const EXACTLY: Words = words("exactly", "完全等于");
/// A pattern.
pub const LIKE: Words = words("a regular expression", "正则表达式");
/// How many records have it.
pub const TIMES: Words = words("{} times", "{} 条");
/// Whoever types it.
pub const ONESELF: Words = words("yourself", "本人");

/// Nothing is kept since a field may not be seen.
pub const NONE_SEEN: Words =
    words("“{}” is not shown to you, so nothing fits.", "“{}”对您不可见，因此没有符合条件的记录。");
/// A term keeps nothing.
pub const NONE_ALONE: Words = words("No {} fits {}.", "没有{}符合 {}。");
/// The terms keep nothing together.
pub const NONE_TOGETHER: Words = words(
    "Each part of the filter fits some {}, but no {} fits them all.",
    "每个条件都有{}符合，但没有{}同时符合全部条件。",
);
