//! The questions that can be asked, and what is said of them. In a form, words in capitals and
//! what stands between 〈 and 〉 is left open; `|` stands between forms that ask the same, of which
//! the first is shown.

use crate::value::{Words, words};

/// A record, by its name.
pub const RECORD: Words = words("RECORD", "〈记录〉");
/// Records of a kind.
pub const RECORDS: Words = words("RECORDS", "〈哪些记录〉");
/// A field.
pub const FIELD: Words = words("FIELD", "〈字段〉");
/// A word for a date.
pub const DATE: Words = words("EXPIRES", "〈到期〉");
/// A time.
pub const WHEN: Words = words("WHEN", "〈时间〉");
/// A place.
pub const PLACE: Words = words("PLACE", "〈地点〉");
/// A person of the office.
pub const PERSON: Words = words("PERSON", "〈同事〉");
/// A number.
pub const NUMBER: Words = words("NUMBER", "〈数〉");

/// Who is in charge.
pub const WHO_OWNS: Words = words(
    "who owns RECORD|who is in charge of RECORD|who is responsible for RECORD",
    "〈记录〉谁负责|谁负责〈记录〉|〈记录〉由谁负责|〈记录〉是谁负责|〈记录〉的负责人是谁",
);
/// On which day.
pub const WHEN_DOES: Words = words(
    "when EXPIRES RECORD|when does RECORD EXPIRES|when did RECORD EXPIRES|when do RECORD EXPIRES|when was RECORD EXPIRES|when is RECORD EXPIRES",
    "〈记录〉何时〈到期〉|〈记录〉什么时候〈到期〉|〈记录〉哪天〈到期〉|〈记录〉几时〈到期〉",
);
/// What we promised.
pub const WE_OWE: Words = words(
    "what do we owe RECORD|what have we promised RECORD|what do we owe",
    "我们欠〈记录〉什么|我们答应〈记录〉什么|我们答应了〈记录〉什么|我方对〈记录〉的承诺|我们欠什么",
);
/// What was promised us.
pub const THEY_OWE: Words = words(
    "what does RECORD owe us|what has RECORD promised us|what do RECORD owe us",
    "〈记录〉欠我们什么|〈记录〉答应我们什么|〈记录〉答应了我们什么|〈记录〉对我方的承诺",
);
/// How many.
pub const HOW_MANY: Words = words(
    "how many RECORDS|how many RECORDS are there|number of RECORDS",
    "有多少〈哪些记录〉|多少〈哪些记录〉|共有多少〈哪些记录〉|〈哪些记录〉有多少|〈哪些记录〉有几个|〈哪些记录〉有多少〈哪些记录〉|〈哪些记录〉有几个〈哪些记录〉",
);
/// Which.
pub const WHICH: Words = words(
    "RECORDS|which RECORDS|list RECORDS|show RECORDS|all RECORDS",
    "〈哪些记录〉|列出〈哪些记录〉|有哪些〈哪些记录〉|所有〈哪些记录〉|〈哪些记录〉有哪些|〈哪些记录〉有哪些〈哪些记录〉",
);
/// What is recorded in a field.
pub const WHAT_IS: Words = words(
    "FIELD of RECORD|what is the FIELD of RECORD|what is FIELD of RECORD|what are the FIELD of RECORD",
    "〈记录〉的〈字段〉|〈记录〉的〈字段〉是什么|〈记录〉的〈字段〉是多少",
);

/// In a country, a region or a city.
pub const IN: Words = words("in PLACE|from PLACE", "〈地点〉|在〈地点〉|位于〈地点〉");
/// Linked to a record.
pub const OF: Words = words(
    "of RECORD|with RECORD|at RECORD|for RECORD",
    "与〈记录〉|和〈记录〉|同〈记录〉|〈记录〉|与〈记录〉签署|与〈记录〉合作",
);
/// Nobody has been there.
pub const NEVER_VISITED: Words = words(
    "never visited|not visited|we never visited|we have never visited",
    "从未走访|从未走访过|从没走访过|没走访过|未走访|未走访过",
);
/// Nobody has been in touch.
pub const NO_CONTACT: Words = words(
    "without contact|never contacted|not contacted",
    "从未联系|从未联系过|没有联系过|没联系过|未联系|未联系过|没有联系",
);
/// Nobody has been in touch for so many days.
pub const QUIET: Words = words(
    "not contacted for NUMBER days|without contact for NUMBER days|quiet for NUMBER days",
    "〈数〉天未联系|〈数〉天没联系|〈数〉天没有联系|超过〈数〉天未联系",
);
/// Nothing is recorded in a field.
pub const WITHOUT: Words = words(
    "without FIELD|without a FIELD|without an FIELD|with no FIELD",
    "没有〈字段〉|无〈字段〉|未录入〈字段〉",
);
/// A person of the office is in charge.
pub const OWNED_BY: Words =
    words("owned by PERSON|PERSON own|PERSON owns", "〈同事〉负责|由〈同事〉负责");
/// It lies before a time.
pub const BEFORE: Words = words(
    "EXPIRES before WHEN|EXPIRES until WHEN|that EXPIRES before WHEN",
    "〈时间〉前〈到期〉|〈时间〉之前〈到期〉|〈时间〉以前〈到期〉|在〈时间〉前〈到期〉",
);
/// It lies after a time.
pub const AFTER: Words = words(
    "EXPIRES after WHEN|that EXPIRES after WHEN",
    "〈时间〉后〈到期〉|〈时间〉之后〈到期〉|〈时间〉以后〈到期〉",
);
/// It lies within a time.
pub const DURING: Words = words(
    "EXPIRES WHEN|EXPIRES in WHEN|EXPIRES on WHEN|EXPIRES within WHEN|that EXPIRES WHEN|that EXPIRES in WHEN",
    "〈时间〉〈到期〉|在〈时间〉〈到期〉|〈时间〉内〈到期〉|〈到期〉日在〈时间〉",
);
/// It is over since a time, or begins at one: the kind's own date.
pub const AT_TIME: Words = words("WHEN|in WHEN|on WHEN", "在〈时间〉|〈时间〉|〈时间〉内");
/// Those of whoever asks.
pub const MINE: Words = words("of mine", "我");

/// The forms of the limits, as they are shown with their kind.
const LIST_IN: Words = words("RECORDS in PLACE", "〈地点〉的〈哪些记录〉");
const LIST_OF: Words = words("RECORDS of RECORD", "〈记录〉的〈哪些记录〉");
const LIST_WITH: Words = words("RECORDS with RECORD", "与〈记录〉的〈哪些记录〉");
const LIST_CHOICE: Words = words("VALUE RECORDS", "〈选项〉〈哪些记录〉");
const LIST_MINE: Words = words("my RECORDS", "我的〈哪些记录〉");
const LIST_OWNED: Words = words("RECORDS owned by PERSON", "〈同事〉负责的〈哪些记录〉");
const LIST_VISITED: Words = words("RECORDS never visited", "从未走访的〈哪些记录〉");
const LIST_CONTACT: Words = words("RECORDS without contact", "从未联系的〈哪些记录〉");
const LIST_QUIET: Words =
    words("RECORDS not contacted for NUMBER days", "〈数〉天未联系的〈哪些记录〉");
const LIST_WITHOUT: Words = words("RECORDS without FIELD", "没有〈字段〉的〈哪些记录〉");
const LIST_BEFORE: Words =
    words("RECORDS EXPIRING before WHEN", "〈时间〉前〈到期〉的〈哪些记录〉");
const LIST_AFTER: Words = words("RECORDS SIGNED after WHEN", "〈时间〉后〈签署〉的〈哪些记录〉");
const LIST_DURING: Words = words("RECORDS EXPIRING WHEN", "〈时间〉〈到期〉的〈哪些记录〉");
const LIST_AT: Words = words("RECORDS WHEN", "〈时间〉的〈哪些记录〉");

/// What stands before a kind for those of whoever asks.
pub const MY: Words = words("my", "我的");
/// What stands before a kind and says nothing.
pub const FILLERS: Words = words("the|all|which|our", "所有|全部|哪些|有哪些|哪几个");
/// Too late, before a kind.
pub const OVERDUE: Words = words("overdue", "逾期");
/// So many days, weeks or months from today.
pub const NEXT_DAYS: Words =
    words("the next NUMBER days|next NUMBER days|NUMBER days", "未来〈数〉天|〈数〉天内|〈数〉天");

/// What begins a time.
pub const TIMES: Words =
    words("this|next|last|the next|today|tomorrow|yesterday", "今|明|去|本|这|下|上|未来");

/// Words for the day on which something ends.
pub const ENDS: Words = words(
    "expires|expire|expired|expiring|ends|end|ended|ending|runs out|run out|running out",
    "到期|期满|结束|截止|终止",
);
/// Words for the day on which something begins.
pub const STARTS: Words = words(
    "starts|start|started|starting|begins|begin|began|beginning|takes place|take place",
    "开始|起始|举办|举行|召开",
);
/// Words for the day of a signature.
pub const SIGNED: Words = words("signed|sign|signs", "签署|签订|签约");
/// Words for the day on which a member joined.
pub const JOINED: Words = words("joined|join|joins|joining", "入会|加入");
/// Words for the day on which something was set up.
pub const FOUNDED: Words = words("founded|set up|established", "成立|设立|建立");
/// Words for the day on which something is to be renewed.
pub const RENEWS: Words = words("renews|renew|renewing", "续签");
/// Words for the day on which something has to be done.
pub const DUE: Words = words("due", "应办|截止|到期|期限");

/// About `ask`.
pub const ABOUT: Words =
    words("answers a question, and shows the filter it made", "回答提问，并给出所用的筛选条件");
/// About its words.
pub const ABOUT_WORDS: Words = words(
    "the question, as in: who owns toyota; without words: every form there is",
    "问题，如：丰田谁负责；不写则列出全部问法",
);
/// Heading of the questions.
pub const QUESTIONS: Words =
    words("Questions, typed in the palette (:)", "提问（在命令面板 : 中输入）");
/// Heading of the forms.
pub const FORM: Words = words("question", "问法");
/// Heading of the examples.
pub const EXAMPLE: Words = words("as in", "例");
/// A question as the palette offers it: what is asked and the filter that answers.
pub const ASKS: Words = words("? {}", "？{}");

/// A word that no question has; the nearest.
pub const UNKNOWN_NEAR: Words =
    words("“{}” is no word of a question; nearest is “{}”", "提问中没有“{}”这个词，最接近的是“{}”");
/// A text that is no question.
pub const UNKNOWN: Words = words(
    "“{}” is no question that can be answered: `liaison ask` lists them",
    "无法回答“{}”：可用的问法见 liaison ask",
);
/// A place that is none.
pub const NO_PLACE: Words =
    words("“{}” is no country, region or city here", "“{}”不是已知的国家、地区或城市");
/// The same, with the nearest.
pub const NO_PLACE_NEAR: Words = words(
    "“{}” is no country, region or city here; nearest is “{}”",
    "“{}”不是已知的国家、地区或城市，最接近的是“{}”",
);
/// A kind that is nowhere.
pub const NOWHERE: Words =
    words("of {} it is not recorded in which country or region they are", "{}未记录所在国家或地区");
/// A kind that does not link to another.
pub const NO_LINK: Words = words("{} do not lead to {}", "{}与{}没有直接关联");
/// A kind that nobody visits.
pub const NO_VISITS: Words =
    words("of {} it is not recorded whether they were visited", "{}没有走访记录");
/// A kind without such a date.
pub const NO_DATE: Words = words("{} have no date “{}”", "{}没有“{}”这个日期");
/// A kind of which several dates could be meant.
pub const WHICH_DATE: Words = words("which date of {}? Write one of {}", "{}的哪个日期？可写：{}");
/// A kind without dates.
pub const NO_DATES: Words = words("{} have no dates", "{}没有日期");
/// A word that several fields could mean.
pub const WHICH_FIELD: Words =
    words("“{}” could be {}: write it as a filter", "“{}”可能指{}：请改用筛选条件");
/// Several kinds of which a date could be meant.
pub const WHICH_KIND: Words = words(
    "the date of which: {}? Ask for one of them by its name",
    "指哪一类的日期：{}？请写出具体记录的名称",
);
/// What a cell holds.
pub const CELL: Words = words("{}: {}", "{}：{}");
/// What a cell of a record holds.
pub const CELL_OF: Words = words("{}, {}: {}", "{}，{}：{}");

/// Each sort of question, with an example.
pub const EXAMPLES: [(Words, Words); 20] = [
    (WHO_OWNS, words("who owns toyota", "丰田谁负责")),
    (WHEN_DOES, words("when expires changhong", "长虹何时到期")),
    (WHAT_IS, words("country of siemens", "西门子的国家")),
    (WE_OWE, words("what do we owe toyota", "我们欠丰田什么")),
    (THEY_OWE, words("what does toyota owe us", "丰田欠我们什么")),
    (HOW_MANY, words("how many overseas members", "有多少海外成员")),
    (LIST_IN, words("funds in jiangsu", "江苏的基金")),
    (LIST_OF, words("contacts of siemens", "西门子的联系人")),
    (LIST_WITH, words("projects with huawei", "与华为的项目")),
    (LIST_CHOICE, words("overseas members", "海外成员")),
    (LIST_MINE, words("my follow-ups", "我的待办")),
    (LIST_OWNED, words("organizations owned by me", "我负责的机构")),
    (LIST_VISITED, words("members never visited", "从未走访的成员")),
    (LIST_CONTACT, words("members without contact", "从未联系的成员")),
    (LIST_QUIET, words("members not contacted for 90 days", "90天未联系的成员")),
    (LIST_WITHOUT, words("members without agreement", "没有协议的成员")),
    (LIST_BEFORE, words("agreements expiring before 2027", "2027年前到期的协议")),
    (LIST_AFTER, words("agreements signed after 2020", "2020年后签署的协议")),
    (LIST_DURING, words("agreements expiring this year", "今年到期的协议")),
    (LIST_AT, words("events next month", "下月的活动")),
];
