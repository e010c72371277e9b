use super::{Code, Label, Names, Reader, Value, Words, Wrong};
use serde::{Deserialize, Serialize};

/// A record's identity: the stable number of its kind, and its number within the kind.
/// Never reused. Written `fund-7`.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, Default,
)]
pub struct Id {
    /// The kind's stable number.
    pub kind: u8,
    /// Counts from 1 within the kind.
    pub number: u32,
}

const PROVISIONAL: u32 = 1 << 31;

impl Id {
    /// The smallest and the largest id of a kind, for ranges.
    pub fn range(kind: u8) -> std::ops::RangeInclusive<Self> {
        Self { kind, number: 0 }..=Self { kind, number: u32::MAX }
    }

    /// Stands for a record that is added by the same change: the store replaces it.
    pub fn provisional(kind: u8, nth: u32) -> Self {
        Self { kind, number: PROVISIONAL | nth }
    }

    /// Whether it stands for a record that is not there yet.
    pub fn is_provisional(self) -> bool {
        self.number & PROVISIONAL != 0
    }
}

/// A link with a role, a text and a flag: a participant, a partner with what it
/// contributes, a site.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Party {
    /// The record, where there is one; else the text names it.
    pub link: Option<Id>,
    /// The code of its role.
    pub role: Option<Code>,
    /// What it contributes, or the name of somebody without a record.
    pub text: Box<str>,
    /// A yes or no about it (attended).
    pub flag: Option<bool>,
}

/// What the parties of one field are: which kinds they link to, and what their role, text
/// and flag mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PartyShape {
    /// Codes of the kinds linked to; empty for any.
    pub kinds: &'static [&'static str],
    /// The roles there are; empty for none.
    pub roles: &'static [Label],
    /// What the text says.
    pub text: Words,
    /// What the flag says, where there is one.
    pub flag: Option<Words>,
}

/// A kind and a filter: the records that count for a published figure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// The kind, in the plural.
    pub kind: Box<str>,
    /// The filter; empty for all.
    pub filter: Box<str>,
}

const NO_KEY: Words = super::words(
    "“{}” is not part of a list entry: write org=NAME role=ROLE text=\"…\", with ; between entries",
    "“{}”不是条目的写法：请写 org=名称 role=角色 text=\"…\"，条目之间用 ; 隔开",
);
const NO_ROLE: Words =
    super::words("there are no roles here: leave role= out", "此处没有角色：请去掉 role=");

/// Reads `org=Toyota role=sponsor text="…" flag=yes; org=…`. A bare word or several are the
/// name of the record.
pub(super) fn read_parties(
    shape: &PartyShape,
    text: &str,
    reader: &dyn Reader,
) -> Result<Value, Wrong> {
    let mut all = Vec::new();
    for entry in split_entries(text) {
        all.push(read_party(shape, &entry, reader)?);
    }
    Ok(if all.is_empty() { Value::None } else { Value::Parties(all.into()) })
}

fn read_party(shape: &PartyShape, entry: &[String], reader: &dyn Reader) -> Result<Party, Wrong> {
    let (mut party, mut bare) = (Party::default(), Vec::new());
    for word in entry {
        let Some((key, value)) = word.split_once('=') else {
            bare.push(word.as_str());
            continue;
        };
        match key {
            "org" | "link" | "who" => party.link = Some(reader.link(shape.kinds, value)?),
            "role" if shape.roles.is_empty() => return Err(NO_ROLE.wrong(&[])),
            "role" => party.role = Some(super::shape::choose(shape.roles, value)?),
            "text" => party.text = value.into(),
            "flag" => party.flag = Some(super::shape::flag(value)?),
            other => return Err(NO_KEY.wrong(&[other])),
        }
    }
    if !bare.is_empty() {
        party.link = Some(reader.link(shape.kinds, &bare.join(" "))?);
    }
    Ok(party)
}

/// The words of each entry; `"…"` keeps spaces and semicolons, `\` the sign after it.
fn split_entries(text: &str) -> Vec<Vec<String>> {
    let (mut all, mut entry, mut word) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars().chain([';']) {
        match c {
            _ if escaped => {
                word.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ';' | '；' | '\n' | ' ' if !quoted => {
                if !word.is_empty() {
                    entry.push(std::mem::take(&mut word));
                }
                if c != ' ' && !entry.is_empty() {
                    all.push(std::mem::take(&mut entry));
                }
            }
            _ => word.push(c),
        }
    }
    // An unclosed quote swallowed the separator added above.
    if quoted {
        word.pop();
        entry.push(word);
        all.push(entry);
    }
    all
}

/// What [`read_parties`] reads back.
pub(super) fn write_parties(parties: &[Party], names: &dyn Names) -> String {
    let all: Vec<String> = parties.iter().map(|party| write_party(party, names)).collect();
    all.join("; ")
}

fn write_party(party: &Party, names: &dyn Names) -> String {
    let mut words = Vec::new();
    if let Some(id) = party.link {
        words.push(format!("org={}", quote(&names.handle(id))));
    }
    if let Some(role) = &party.role {
        words.push(format!("role={}", quote(role)));
    }
    if !party.text.is_empty() {
        words.push(format!("text={}", quote(&party.text)));
    }
    if let Some(flag) = party.flag {
        words.push(format!("flag={}", if flag { "yes" } else { "no" }));
    }
    words.join(" ")
}

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
