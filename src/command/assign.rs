//! `FIELD=VALUE`, `FIELD=`, `FIELD+=VALUE`, `FIELD-=VALUE`: what a word sets a field to.

use super::answer::Failure;
use super::columns;
use crate::record::{Column, Kind};
use crate::value::{Lang, Party, Reader, Value, Wrong};
use crate::words::command as say;

/// One field: its number, what it held and what it shall hold.
pub(super) type Assigned = (u16, Value, Value);

/// How a word changes what a field holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum How {
    Set,
    Add,
    Take,
}

/// The fields that words set, in their order; `before` tells what each holds.
pub(super) fn read<'w>(
    words: impl Iterator<Item = &'w str>,
    kind: &Kind,
    before: impl Fn(&Column) -> Value,
    reader: &dyn Reader,
    lang: Lang,
) -> Result<Vec<Assigned>, Failure> {
    let mut all: Vec<Assigned> = Vec::new();
    for word in words {
        let (column, how, text) = split(word, kind, lang)?;
        let at = all.iter().position(|(number, _, _)| *number == column.number);
        let at = at.unwrap_or_else(|| {
            let held = before(column);
            all.push((column.number, held.clone(), held));
            all.len() - 1
        });
        let held = std::mem::replace(&mut all[at].2, Value::None);
        let value = column.shape.read(text, reader).and_then(|value| changed(held, how, value));
        all[at].2 = value.map_err(|wrong| {
            let title = column.title.say(lang);
            Failure::usage(say::BAD_FIELD.fill(lang, &[title, column.name, wrong.say(lang)]))
        })?;
    }
    Ok(all)
}

fn split<'w>(
    word: &'w str,
    kind: &Kind,
    lang: Lang,
) -> Result<(&'static Column, How, &'w str), Failure> {
    let Some((name, text)) = word.split_once(['=', '＝']) else {
        return Err(Failure::usage(say::NO_EQUALS.fill(lang, &[word])));
    };
    let ways: [(&[char], How); 2] = [(&['+', '＋'], How::Add), (&['-', '－'], How::Take)];
    let way = ways.iter().find_map(|(signs, how)| Some((name.strip_suffix(*signs)?, *how)));
    let (name, how) = way.unwrap_or((name, How::Set));
    let column = columns::column(kind, name.trim(), lang)?;
    if column.is_computed() {
        let title = column.title.say(lang);
        return Err(Failure::usage(say::COMPUTED.fill(lang, &[title, column.name])));
    }
    Ok((column, how, text))
}

fn changed(held: Value, how: How, value: Value) -> Result<Value, Wrong> {
    if how == How::Set {
        return Ok(value);
    }
    let is_list = |value: &Value| {
        use Value::{Choices, Lines, Links, Parties};
        matches!(value, Lines(_) | Choices(_) | Links(_) | Parties(_))
    };
    if value.is_none() {
        return Err(say::NOTHING_GIVEN.wrong(&[]));
    }
    if !is_list(&value) {
        return Err(say::NO_LIST.wrong(&[]));
    }
    match how {
        How::Set => Ok(value),
        How::Add if held.is_none() => Ok(value),
        How::Add => added(held, value),
        How::Take if held.is_none() => Err(say::NOT_IN.wrong(&[])),
        How::Take => taken(held, value),
    }
}

fn added(held: Value, more: Value) -> Result<Value, Wrong> {
    Ok(match (held, more) {
        (Value::Lines(held), Value::Lines(more)) => Value::Lines(union(held, more)),
        (Value::Choices(held), Value::Choices(more)) => Value::Choices(union(held, more)),
        (Value::Links(held), Value::Links(more)) => Value::Links(union(held, more)),
        (Value::Parties(held), Value::Parties(more)) => Value::Parties(union(held, more)),
        _ => return Err(say::NO_LIST.wrong(&[])),
    })
}

fn union<T: PartialEq>(held: Box<[T]>, more: Box<[T]>) -> Box<[T]> {
    let mut all = held.into_vec();
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all.into()
}

fn taken(held: Value, less: Value) -> Result<Value, Wrong> {
    Ok(match (held, less) {
        (Value::Lines(held), Value::Lines(less)) => {
            without(held, &less, PartialEq::eq)?.map_or(Value::None, Value::Lines)
        }
        (Value::Choices(held), Value::Choices(less)) => {
            without(held, &less, PartialEq::eq)?.map_or(Value::None, Value::Choices)
        }
        (Value::Links(held), Value::Links(less)) => {
            without(held, &less, PartialEq::eq)?.map_or(Value::None, Value::Links)
        }
        (Value::Parties(held), Value::Parties(less)) => {
            without(held, &less, is_meant)?.map_or(Value::None, Value::Parties)
        }
        _ => return Err(say::NO_LIST.wrong(&[])),
    })
}

/// What is left of a list; nothing if that is empty. Each thing to take must be there.
fn without<T>(
    held: Box<[T]>,
    less: &[T],
    is_meant: fn(&T, &T) -> bool,
) -> Result<Option<Box<[T]>>, Wrong> {
    if !less.iter().all(|one| held.iter().any(|held| is_meant(one, held))) {
        return Err(say::NOT_IN.wrong(&[]));
    }
    let mut left = held.into_vec();
    left.retain(|held| !less.iter().any(|one| is_meant(one, held)));
    Ok((!left.is_empty()).then(|| left.into()))
}

/// Whether an entry is the one that is named: what is not said of it is not compared.
fn is_meant(named: &Party, held: &Party) -> bool {
    (named.link.is_none() || named.link == held.link)
        && (named.role.is_none() || named.role == held.role)
        && (named.text.is_empty() || named.text == held.text)
        && (named.flag.is_none() || named.flag == held.flag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::kind_named;
    use crate::value::{Id, Rule};
    use chrono::NaiveDate;

    /// Links are written as ids.
    struct Ids;

    impl Reader for Ids {
        fn today(&self) -> NaiveDate {
            NaiveDate::default()
        }

        fn link(&self, _: &[&str], text: &str) -> Result<Id, Wrong> {
            Id::parse(text).ok_or_else(|| say::NO_RECORD.wrong(&[text]))
        }

        fn rule(&self, text: &str) -> Result<Rule, Wrong> {
            Ok(Rule { kind: text.into(), filter: "".into() })
        }
    }

    /// What words make of a kind's fields that hold nothing.
    fn after(kind: &str, words: &[&str]) -> Result<Vec<Value>, String> {
        let kind = kind_named(kind).expect("a kind there is");
        let read = read(words.iter().copied(), kind, |_| Value::None, &Ids, Lang::En);
        match read {
            Ok(all) => Ok(all.into_iter().map(|(_, _, after)| after).collect()),
            Err(Failure::Said(answer)) => Err(answer.text),
            Err(Failure::Stream(error)) => Err(error.to_string()),
        }
    }

    fn lines(all: &[&str]) -> Value {
        Value::Lines(all.iter().map(|one| Box::from(*one)).collect())
    }

    #[test]
    fn lists_grow_and_shrink_and_hold_nothing_twice() {
        let words = ["tags+=oled", "tags+=key, oled", "tags-=oled"];
        assert_eq!(after("funds", &words), Ok(vec![lines(&["key"])]));
        assert_eq!(after("funds", &["tags+=oled", "tags-=oled"]), Ok(vec![Value::None]));
        let links = after("funds", &["regions+=region-1", "地区+=region-2; region-1"]);
        let id = |number| Id { kind: kind_named("regions").expect("regions").number, number };
        assert_eq!(links, Ok(vec![Value::Links([id(1), id(2)].into())]));
    }

    #[test]
    fn a_party_is_taken_by_what_is_said_of_it() {
        let both = "parties=org=organization-1 role=sponsor; org=organization-2 role=sponsor";
        let one = after("agreements", &[both, "parties-=organization-1"]).expect("one is left");
        assert_eq!(one[0].links().len(), 1);
        assert!(after("agreements", &[both, "parties-=organization-3"]).is_err());
    }

    #[test]
    fn full_width_signs_and_titles_in_either_language_will_do() {
        assert_eq!(after("funds", &["标签＋＝重点"]), Ok(vec![lines(&["重点"])]));
    }

    #[test]
    fn an_error_names_the_field_and_what_would_be_right() {
        let wrong = |words: &[&str]| after("funds", words).expect_err("wrong");
        assert!(wrong(&["ends=soon"]).starts_with("Ends (ends): "), "{}", wrong(&["ends=soon"]));
        assert!(wrong(&["edns=2027"]).contains("ends"), "{}", wrong(&["edns=2027"]));
        assert!(wrong(&["2027"]).contains("FIELD=VALUE"));
        assert!(wrong(&["ends+=2027"]).contains("one value"));
        assert!(wrong(&["tags-=oled"]).contains("not in the list"));
        assert!(after("figures", &["state=met"]).expect_err("computed").contains("computed"));
    }
}
