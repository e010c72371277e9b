//! What a column's cells hold: reading what was typed, showing what is kept.

use super::{
    COMMA, Code, Currency, Decimal, Id, Label, Lang, Moment, Money, Party, PartyShape, Repeat,
    Rule, Value, When, Words, Wrong, clean_line, clean_lines, echo, fold, nearest, words,
};
use chrono::NaiveDate;
use std::borrow::Cow;

/// What a column's cells hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// One line.
    Text,
    /// Many lines.
    Notes,
    /// Several short texts.
    Lines,
    /// A set of short words.
    Tags,
    /// A date, as exactly as it is known.
    When,
    /// A day with an optional time.
    Moment,
    /// An amount with its currency.
    Money,
    /// A whole number.
    Count,
    /// A number with decimals.
    Decimal,
    /// Yes, no or not recorded.
    Flag,
    /// One of a closed list.
    Choice(&'static [Label]),
    /// Several of a closed list.
    Choices(&'static [Label]),
    /// A record of one of these kinds (their codes); of any kind if there are none.
    Link(&'static [&'static str]),
    /// Several records of these kinds.
    Links(&'static [&'static str]),
    /// Several records, each with a role, a text and a flag.
    Parties(&'static PartyShape),
    /// A kind and a filter.
    Rule,
    /// How often something comes again.
    Repeat,
}

/// What records are called.
pub trait Names {
    /// The name of a record for a person.
    fn name(&self, id: Id, lang: Lang) -> String;
    /// What finds exactly this record again: its name where no other has it, else its id.
    fn handle(&self, id: Id) -> String;
}

/// What it takes to read what a person typed.
pub trait Reader {
    /// The day on which "tomorrow" was typed.
    fn today(&self) -> NaiveDate;
    /// The one record of these kinds which a text names.
    fn link(&self, kinds: &[&str], text: &str) -> Result<Id, Wrong>;
    /// The rule a text says.
    fn rule(&self, text: &str) -> Result<Rule, Wrong>;
}

const YES: [&str; 5] = ["yes", "y", "true", "是", "有"];
const NO: [&str; 5] = ["no", "n", "false", "否", "无"];
const NOT_FLAG: Words =
    words("not yes or no: write yes, no, or leave it empty", "请写 是、否，或留空");
const NOT_COUNT: Words = words("not a whole number: write 150", "不是整数：请写 150");
const SEMICOLON: Words = words("; ", "；");
const NOTED: Words = words("{} ({})", "{}（{}）");
const NOT_CHOICE: Words = words("“{}” is not one of: {}", "“{}”不在选项中：{}");
const NEAREST: Words = words(
    "“{}” is not on the list; nearest is “{}” (of {})",
    "没有“{}”，最接近的是“{}”（共有：{}）",
);

impl Shape {
    /// The kinds its links lead to; nothing if it holds no links.
    pub fn kinds(&self) -> Option<&'static [&'static str]> {
        match self {
            Self::Link(kinds) | Self::Links(kinds) => Some(kinds),
            Self::Parties(parties) => Some(parties.kinds),
            _ => None,
        }
    }

    /// The closed list it is taken from; empty if there is none.
    pub fn labels(&self) -> &'static [Label] {
        match self {
            Self::Choice(labels) | Self::Choices(labels) => labels,
            _ => &[],
        }
    }

    /// Whether it is a number, shown to the right.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Money | Self::Count | Self::Decimal)
    }

    /// Reads what a person typed; empty is not recorded.
    pub fn read(&self, text: &str, reader: &dyn Reader) -> Result<Value, Wrong> {
        let line = clean_line(text);
        if line.is_empty() || line == "-" {
            return Ok(Value::None);
        }
        let today = Some(reader.today());
        Ok(match self {
            Self::Text => Value::Text(line.into()),
            Self::Notes => Value::Text(clean_lines(text).into()),
            Self::Lines => lines(&clean_lines(text)),
            Self::Tags => tags(&line),
            Self::When => Value::When(When::read(&line, today)?),
            Self::Moment => Value::Moment(Moment::read(&line, today)?),
            Self::Money => Value::Money(Money::read(&line, Currency::CNY)?),
            Self::Count => Value::Count(count(&line)?),
            Self::Decimal => Value::Decimal(Decimal::read(&line)?),
            Self::Flag => Value::Flag(flag(&line)?),
            Self::Choice(labels) => Value::Choice(choose(labels, &line)?),
            Self::Choices(labels) => Value::Choices(
                split_list(&line)
                    .iter()
                    .map(|one| choose(labels, one))
                    .collect::<Result<_, _>>()?,
            ),
            Self::Link(kinds) => Value::Link(reader.link(kinds, &line)?),
            Self::Links(kinds) => links(kinds, &clean_lines(text), reader)?,
            Self::Parties(parties) => {
                super::link::read_parties(parties, &clean_lines(text), reader)?
            }
            Self::Rule => Value::Rule(reader.rule(&line)?),
            Self::Repeat => Value::Repeat(Repeat::read(&line, today)?),
        })
    }

    /// What a person reads on the screen.
    pub fn show(&self, value: &Value, lang: Lang, names: &dyn Names) -> String {
        match value {
            Value::None => String::new(),
            Value::Text(text) => text.to_string(),
            Value::Lines(lines) if *self == Self::Tags => lines.join(COMMA.say(lang)),
            Value::Lines(lines) => lines.join(SEMICOLON.say(lang)),
            Value::When(when) => when.show(lang),
            Value::Moment(moment) => moment.show(lang),
            Value::Money(money) => money.show(lang),
            Value::Count(count) => count.to_string(),
            Value::Decimal(decimal) => decimal.to_string(),
            Value::Flag(true) => words("yes", "是").say(lang).to_owned(),
            Value::Flag(false) => words("no", "否").say(lang).to_owned(),
            Value::Choice(code) => self.label(code, lang),
            Value::Choices(codes) => {
                let all: Vec<String> = codes.iter().map(|code| self.label(code, lang)).collect();
                all.join(COMMA.say(lang))
            }
            Value::Link(id) => names.name(*id, lang),
            Value::Links(ids) => {
                let all: Vec<String> = ids.iter().map(|id| names.name(*id, lang)).collect();
                all.join(COMMA.say(lang))
            }
            Value::Parties(parties) => {
                let all: Vec<String> =
                    parties.iter().map(|party| self.show_party(party, lang, names)).collect();
                all.join(COMMA.say(lang))
            }
            Value::Rule(rule) => format!("{} {}", rule.kind, rule.filter).trim_end().to_owned(),
            Value::Repeat(repeat) => repeat.show(lang),
            Value::Masked => words("internal only", "仅内部可见").say(lang).to_owned(),
        }
    }

    /// What a form begins with: it reads back as the same value, in either language.
    pub fn write(&self, value: &Value, lang: Lang, names: &dyn Names) -> String {
        match value {
            Value::Lines(lines) => {
                let (escaped, separator) = match self {
                    Self::Tags => (lines.to_vec(), ", "),
                    _ => (lines.iter().map(|line| escape(line).into()).collect(), "; "),
                };
                escaped.join(separator)
            }
            Value::Choices(codes) => {
                let all: Vec<String> = codes.iter().map(|code| self.label(code, lang)).collect();
                all.join("; ")
            }
            Value::Link(id) => names.handle(*id),
            Value::Links(ids) => {
                let all: Vec<String> = ids.iter().map(|id| escape(&names.handle(*id))).collect();
                all.join("; ")
            }
            Value::Parties(parties) => super::link::write_parties(parties, names),
            other => self.show(other, lang, names),
        }
    }

    fn label(&self, code: &str, lang: Lang) -> String {
        let labels = match self {
            Self::Parties(parties) => parties.roles,
            other => other.labels(),
        };
        let label = labels.iter().find(|label| label.code == code);
        label.map_or(code, |label| label.say(lang)).to_owned()
    }

    fn show_party(&self, party: &Party, lang: Lang, names: &dyn Names) -> String {
        let mut notes = Vec::new();
        if let Some(role) = &party.role {
            notes.push(self.label(role, lang));
        }
        let who = match party.link {
            Some(id) => names.name(id, lang),
            None => party.text.to_string(),
        };
        if party.link.is_some() && !party.text.is_empty() {
            notes.push(party.text.to_string());
        }
        if let (Some(flag), Self::Parties(PartyShape { flag: Some(title), .. })) =
            (party.flag, self)
        {
            let said = if flag { words("yes", "是") } else { words("no", "否") };
            notes.push(format!("{} {}", title.say(lang), said.say(lang)));
        }
        if notes.is_empty() { who } else { NOTED.fill(lang, &[&who, &notes.join(COMMA.say(lang))]) }
    }
}

fn lines(text: &str) -> Value {
    let all: Vec<Box<str>> = split_list(text).into_iter().map(Into::into).collect();
    if all.is_empty() { Value::None } else { Value::Lines(all.into()) }
}

fn tags(line: &str) -> Value {
    let mut all: Vec<Box<str>> = Vec::new();
    for tag in line.split([',', '，', '、', ';', '；']).map(str::trim) {
        if !tag.is_empty() && !all.iter().any(|known| **known == *tag) {
            all.push(tag.into());
        }
    }
    if all.is_empty() { Value::None } else { Value::Lines(all.into()) }
}

fn links(kinds: &[&str], text: &str, reader: &dyn Reader) -> Result<Value, Wrong> {
    let mut all = Vec::new();
    for one in split_list(text) {
        let id = reader.link(kinds, &one)?;
        if !all.contains(&id) {
            all.push(id);
        }
    }
    Ok(if all.is_empty() { Value::None } else { Value::Links(all.into()) })
}

fn count(line: &str) -> Result<i64, Wrong> {
    let plain = super::read::plain(line)?;
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", plain.as_str()),
    };
    let number = ungrouped(digits).and_then(|digits| format!("{sign}{digits}").parse().ok());
    number.ok_or_else(|| NOT_COUNT.wrong(&[]))
}

/// The digits of a number that may have commas between groups of three.
fn ungrouped(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let is_grouped = text.len() == first.len()
        || ((1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3));
    let digits = text.replace(',', "");
    (is_grouped && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

pub(super) fn flag(line: &str) -> Result<bool, Wrong> {
    let lower = line.to_lowercase();
    if YES.contains(&lower.as_str()) {
        return Ok(true);
    }
    if NO.contains(&lower.as_str()) { Ok(false) } else { Err(NOT_FLAG.wrong(&[])) }
}

/// The code which a code, either label, or the unique beginning of one names.
pub(super) fn choose(labels: &'static [Label], text: &str) -> Result<Code, Wrong> {
    let typed = fold(text);
    let named = |label: &&Label| fold(label.code) == typed || fold(label.zh) == typed;
    if let Some(label) = labels.iter().find(named) {
        return Ok(Cow::Borrowed(label.code));
    }
    let begins =
        |label: &&Label| fold(label.code).starts_with(&typed) || label.zh.starts_with(text);
    let mut begun = labels.iter().filter(begins);
    if let (false, Some(label), None) = (typed.is_empty(), begun.next(), begun.next()) {
        return Ok(Cow::Borrowed(label.code));
    }
    let said = |lang: Lang| labels.iter().map(|label| label.say(lang)).collect::<Vec<_>>();
    let (en, zh) = (said(Lang::En).join(COMMA.en), said(Lang::Zh).join(COMMA.zh));
    let near = nearest(text, labels.iter().map(|label| label.code));
    let text = &echo(text);
    Err(match near.map(|place| &labels[place]) {
        Some(label) => Wrong {
            en: NEAREST.fill(Lang::En, &[text, label.code, &en]),
            zh: NEAREST.fill(Lang::Zh, &[text, label.zh, &zh]),
        },
        None => Wrong {
            en: NOT_CHOICE.fill(Lang::En, &[text, &en]),
            zh: NOT_CHOICE.fill(Lang::Zh, &[text, &zh]),
        },
    })
}

/// Splits at `;` and line ends; a backslash keeps the sign after it.
pub(super) fn split_list(text: &str) -> Vec<String> {
    let (mut all, mut one, mut escaped) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            _ if escaped => {
                one.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            ';' | '；' | '\n' => all.push(std::mem::take(&mut one)),
            _ => one.push(c),
        }
    }
    all.push(one);
    all.into_iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, ';' | '；' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_stand_between_groups_of_three() {
        for (text, number) in [
            ("150", 150),
            ("１５０", 150),
            ("12,500", 12_500),
            ("-1，234,567", -1_234_567),
            ("一百五十", 150),
        ] {
            assert_eq!(count(text), Ok(number), "{text}");
        }
        for text in ["12,5", "1,5000", ",500", "500,", "1234,567", "", "-", "--5", "1.5"] {
            assert!(count(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_choice_without_end_is_refused_at_once_and_cut_where_it_is_said_back() {
        const LABELS: &[Label] = &[crate::value::label("domestic", "国内")];
        assert!(choose(LABELS, "domestik").is_err_and(|wrong| wrong.en.contains("nearest")));
        let wrong = choose(LABELS, &"d".repeat(900_000)).expect_err("no such choice");
        assert!(wrong.en.len() < 200, "{}", wrong.en.len());
    }
}
