//! A filter agrees with an evaluator that is as simple as can be: records and terms are drawn, the
//! terms are written as text for the one and looked at for the other.

#![allow(clippy::unreadable_literal, reason = "a date as a number is read as a date")]

use super::*;
use crate::store::fixture::{Typed, sight};

/// What a field of a record or a value in a filter stands for: text, and the least and the greatest
/// it can mean with what must be the same to compare.
type Sample = (&'static str, i64, i64, char);

const DATES: &[Sample] = &[
    ("2020s", 20200101, 20291231, ' '),
    ("2025", 20250101, 20251231, ' '),
    ("2026", 20260101, 20261231, ' '),
    ("~2026", 20260101, 20261231, '~'),
    ("2026-11", 20261101, 20261130, ' '),
    ("2026-11-22", 20261122, 20261122, ' '),
    ("2026-12-31", 20261231, 20261231, ' '),
    ("2027-02-20", 20270220, 20270220, ' '),
];
/// What is only written in filters; after it, the dates above.
const TOLD: &[Sample] = &[
    ("today", 20261122, 20261122, ' '),
    ("今年", 20260101, 20261231, ' '),
    ("last-year", 20250101, 20251231, ' '),
    ("2026Q4", 20261001, 20261231, ' '),
    ("+90d", 20270220, 20270220, ' '),
    ("-30d", 20261023, 20261023, ' '),
];
const FEES: &[Sample] = &[
    ("5", 5, 5, 'C'),
    ("CNY 70,000", 70_000, 70_000, 'C'),
    ("7万", 70_000, 70_000, 'C'),
    ("USD 5", 5, 5, 'U'),
    ("USD 9", 9, 9, 'U'),
];
const DAYS: &[Sample] = &[("5", 5, 5, ' '), ("30", 30, 30, ' '), ("90", 90, 90, ' ')];
const COUNTRIES: &[&str] = &["JP", "Japan", "de"];
const TAGS: &[&str] = &["oled", "solar cells", "any"];
const NAMES: &[&str] = &["Toyota Motor", "丰田 汽车", "Solar \"One\""];
const PARTS: &[&str] = &["toyota", "汽车", "o", "solar one", "xyz", "jp", "ANY"];

#[derive(Clone, Debug)]
struct Company {
    name: usize,
    country: Option<usize>,
    hidden: bool,
}

#[derive(Clone, Debug)]
struct Membership {
    company: Option<usize>,
    overseas: Option<bool>,
    joined: Option<usize>,
    fee: Option<usize>,
    days: Option<usize>,
    tags: Vec<usize>,
    hidden: bool,
}

/// What a filter asks a field for.
#[derive(Clone, Debug)]
enum Given {
    None,
    Any,
    One(usize),
    Range(Option<usize>, Option<usize>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Of {
    Word,
    Organization,
    Country,
    Branch,
    Joined,
    Fee,
    Days,
    Tags,
}

#[derive(Clone, Debug)]
struct Asked {
    negated: bool,
    of: Of,
    sign: &'static str,
    given: Vec<Given>,
}

/// What a record has in a field.
enum Cell<'a> {
    Masked,
    Missing,
    Sample(Sample),
    Texts(Vec<&'a str>),
}

fn samples(of: Of) -> Vec<Sample> {
    match of {
        Of::Joined => [TOLD, DATES].concat(),
        Of::Fee => FEES.to_vec(),
        _ => DAYS.to_vec(),
    }
}

fn texts(of: Of) -> &'static [&'static str] {
    match of {
        Of::Branch => &["overseas", "国内"],
        _ => PARTS,
    }
}

fn is_measure(of: Of) -> bool {
    matches!(of, Of::Joined | Of::Fee | Of::Days)
}

impl Asked {
    /// As one would type it, over memberships or, through them, over companies.
    fn typed(&self, through: &str) -> String {
        let quoted = |text: &str| {
            if text.contains('"') { format!("“{text}”") } else { format!("\"{text}\"") }
        };
        let nth = |nth: usize| {
            if is_measure(self.of) {
                let all = samples(self.of);
                let text = all[nth % all.len()].0;
                if text.contains([' ', '~']) { quoted(text) } else { text.to_owned() }
            } else {
                let all = texts(self.of);
                quoted(all[nth % all.len()])
            }
        };
        let end = |end: &Option<usize>| end.map(nth).unwrap_or_default();
        let given = self.given.iter().map(|given| match given {
            Given::None => "none".to_owned(),
            Given::Any => "any".to_owned(),
            Given::One(at) => nth(*at),
            Given::Range(from, to) => format!("{}..{}", end(from), end(to)),
        });
        let (sign, field) = match self.of {
            Of::Word => ("", String::new()),
            of => {
                let name = match of {
                    Of::Organization => "organization",
                    Of::Country => "organization.country",
                    Of::Branch => "branch",
                    Of::Joined => "入会",
                    Of::Fee => "fee",
                    Of::Days => "reminder",
                    _ => "tag",
                };
                (self.sign, format!("{through}{name}"))
            }
        };
        let negated = if self.negated { "-" } else { "" };
        format!("{negated}{field}{sign}{}", given.collect::<Vec<_>>().join("|"))
    }

    /// Whether a cell is as asked; nothing where it may not be seen.
    fn holds(&self, cell: &Cell<'_>) -> Option<bool> {
        let fits = |given: &Given| match (given, cell) {
            (Given::None, cell) => matches!(cell, Cell::Missing),
            (Given::Any, cell) => !matches!(cell, Cell::Missing),
            (Given::One(at), Cell::Sample(held)) => {
                let all = samples(self.of);
                self.measures(*held, all[at % all.len()])
            }
            (Given::Range(from, to), Cell::Sample(held)) => {
                let all = samples(self.of);
                let end = |end: &Option<usize>| end.map(|at| all[at % all.len()]);
                let same = |end: Sample| self.of != Of::Fee || end.3 == held.3;
                end(from).is_none_or(|from| same(from) && from.1 <= held.1)
                    && end(to).is_none_or(|to| same(to) && held.2 <= to.2)
            }
            (Given::One(at), Cell::Texts(held)) => {
                let all = texts(self.of);
                let asked = all[at % all.len()];
                held.iter().any(|held| match (self.of, self.sign) {
                    (Of::Branch, _) => (*held == "overseas") == (asked == "overseas"),
                    (_, "=") => *held == asked,
                    _ => letters(held).contains(&letters(asked)),
                })
            }
            _ => false,
        };
        match cell {
            Cell::Masked => None,
            _ => Some(self.given.iter().any(fits)),
        }
    }

    fn measures(&self, held: Sample, asked: Sample) -> bool {
        let ((_, least, most, one), (_, from, to, other)) = (held, asked);
        if self.of == Of::Fee && one != other {
            return false;
        }
        match self.sign {
            "=" => (least, most, one) == (from, to, other),
            "<" => most < from,
            "<=" => most <= to,
            ">" => least > to,
            ">=" => least >= from,
            _ => from <= least && most <= to,
        }
    }
}

fn letters(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The records as a person of a role sees them.
struct World<'a> {
    companies: &'a [Company],
    members: &'a [Membership],
    role: Role,
}

impl World<'_> {
    fn sees(&self, hidden: bool) -> bool {
        !hidden || self.role == Role::Admin
    }

    fn company(&self, member: &Membership) -> Option<&Company> {
        member.company.map(|at| &self.companies[at % self.companies.len()])
    }

    /// The cell of a membership that is seen.
    fn cell(&self, member: &Membership, of: Of) -> Cell<'_> {
        let texts = |all: Vec<&'static str>| match all.as_slice() {
            [] => Cell::Missing,
            _ => Cell::Texts(all),
        };
        let sample = |all: &[Sample], at: Option<usize>| match at {
            Some(at) => Cell::Sample(all[at % all.len()]),
            None => Cell::Missing,
        };
        let company = self.company(member);
        let seen = company.filter(|company| self.sees(company.hidden));
        let names = || seen.map(|company| vec![NAMES[company.name % NAMES.len()]]);
        match of {
            Of::Organization if company.is_none() => Cell::Missing,
            Of::Word | Of::Organization => Cell::Texts(names().unwrap_or_default()),
            Of::Country if company.is_some() && seen.is_none() => Cell::Masked,
            Of::Country => texts(
                seen.and_then(|it| it.country).map(|at| COUNTRIES[at % 3]).into_iter().collect(),
            ),
            Of::Branch => {
                let code = member.overseas.map(|is| if is { "overseas" } else { "domestic" });
                texts(code.into_iter().collect())
            }
            Of::Joined => sample(DATES, member.joined),
            Of::Fee if self.role == Role::Viewer => Cell::Masked,
            Of::Fee => sample(FEES, member.fee),
            Of::Days => sample(DAYS, member.days),
            Of::Tags => texts(member.tags.iter().map(|at| TAGS[at % 3]).collect()),
        }
    }

    fn kept_members(&self, asked: &[Asked]) -> Vec<String> {
        let keeps = |member: &Membership| {
            let one = |asked: &Asked| {
                let holds = asked.holds(&self.cell(member, asked.of));
                holds.is_some_and(|holds| holds != asked.negated)
            };
            self.sees(member.hidden) && asked.iter().all(one)
        };
        let all = (1..).zip(self.members).filter(|(_, member)| keeps(member));
        all.map(|(number, _)| format!("member-{number}")).collect()
    }

    /// Through the memberships that are seen: one of them is as asked, or none has anything.
    fn kept_companies(&self, asked: &[Asked]) -> Vec<String> {
        let keeps = |at: usize| {
            let is_its = |member: &&Membership| {
                self.sees(member.hidden)
                    && member.company.is_some_and(|of| of % self.companies.len() == at)
            };
            let one = |asked: &Asked| {
                let cells: Vec<Cell<'_>> =
                    self.members.iter().filter(is_its).map(|it| self.cell(it, asked.of)).collect();
                let alone: Vec<Given> = asked.given.clone();
                let is_none = |given: &Given| matches!(given, Given::None);
                let wants_none = alone.iter().any(is_none);
                let given = alone.into_iter().filter(|given| !is_none(given)).collect();
                let others = Asked { given, ..asked.clone() };
                let hits = cells.iter().any(|cell| others.holds(cell) == Some(true));
                let empty = cells.iter().all(|cell| matches!(cell, Cell::Missing));
                let masked = cells.iter().any(|cell| matches!(cell, Cell::Masked));
                let holds = match (hits || wants_none && empty, masked) {
                    (true, _) => true,
                    (false, true) => return false,
                    (false, false) => false,
                };
                holds != asked.negated
            };
            self.sees(self.companies[at].hidden) && asked.iter().all(one)
        };
        (0..self.companies.len())
            .filter(|at| keeps(*at))
            .map(|at| format!("organization-{}", at + 1))
            .collect()
    }

    fn snapshot(&self) -> Snapshot {
        let mut all: Vec<(&str, Vec<Typed<'_>>)> = Vec::new();
        let restricted = ("confidential", "restricted");
        for company in self.companies {
            let mut fields = vec![("name", NAMES[company.name % NAMES.len()])];
            fields.extend(company.country.map(|at| ("country", COUNTRIES[at % 3])));
            fields.extend(company.hidden.then_some(restricted));
            all.push(("organization", fields));
        }
        let ids: Vec<String> =
            (1..=self.companies.len()).map(|number| format!("organization-{number}")).collect();
        let tags: Vec<String> = self
            .members
            .iter()
            .map(|it| it.tags.iter().map(|at| TAGS[at % 3]).collect::<Vec<_>>().join(", "))
            .collect();
        for (member, tags) in self.members.iter().zip(&tags) {
            let mut fields = Vec::new();
            fields.extend(member.company.map(|at| ("organization", ids[at % ids.len()].as_str())));
            fields.extend(
                member.overseas.map(|is| ("branch", if is { "overseas" } else { "domestic" })),
            );
            fields.extend(member.joined.map(|at| ("joined", DATES[at % DATES.len()].0)));
            fields.extend(member.fee.map(|at| ("fee", FEES[at % FEES.len()].0)));
            fields.extend(member.days.map(|at| ("reminder_days", DAYS[at % DAYS.len()].0)));
            fields.push(("tags", tags));
            fields.extend(member.hidden.then_some(restricted));
            all.push(("member", fields));
        }
        let all: Vec<(&str, &[Typed<'_>])> =
            all.iter().map(|(kind, fields)| (*kind, fields.as_slice())).collect();
        snapshot(&all)
    }
}

fn any_company() -> impl Strategy<Value = Company> {
    (0..3usize, prop::option::of(0..3usize), prop::bool::weighted(0.3))
        .prop_map(|(name, country, hidden)| Company { name, country, hidden })
}

fn any_member() -> impl Strategy<Value = Membership> {
    let maybe = || prop::option::of(0..60usize);
    let tags = prop::collection::btree_set(0..3usize, 0..3);
    let hidden = prop::bool::weighted(0.2);
    (maybe(), prop::option::of(any::<bool>()), maybe(), maybe(), maybe(), tags, hidden).prop_map(
        |(company, overseas, joined, fee, days, tags, hidden)| {
            let tags = tags.into_iter().collect();
            Membership { company, overseas, joined, fee, days, tags, hidden }
        },
    )
}

fn any_asked(fields: &'static [Of]) -> impl Strategy<Value = Asked> {
    let end = || prop::option::of(0..60usize);
    let given = prop_oneof![
        1 => Just(Given::None),
        1 => Just(Given::Any),
        6 => (0..60usize).prop_map(Given::One),
        2 => (end(), end()).prop_map(|(from, to)| Given::Range(from, to)),
    ];
    let given = prop::collection::vec(given, 1..4);
    let sign = prop::sample::select(vec![":", ":", "=", "<", "<=", ">", ">="]);
    (any::<bool>(), prop::sample::select(fields.to_vec()), sign, given).prop_map(
        |(negated, of, sign, given)| {
            let is_order = sign.starts_with(['<', '>']);
            let sign = if is_order && !is_measure(of) || of == Of::Word { ":" } else { sign };
            // What would be no filter, by the rules of the language, is not drawn.
            let is_one = |given: &Given| match given {
                Given::Range(from, to) => {
                    is_measure(of)
                        && !sign.starts_with(['<', '>'])
                        && (from.is_some() || to.is_some())
                }
                Given::None | Given::Any => of != Of::Word,
                Given::One(_) => true,
            };
            let mut given: Vec<Given> = given.into_iter().filter(is_one).collect();
            if given.is_empty() {
                given.push(Given::One(0));
            }
            Asked { negated, of, sign, given }
        },
    )
}

const OWN: &[Of] =
    &[Of::Word, Of::Organization, Of::Country, Of::Branch, Of::Joined, Of::Fee, Of::Days, Of::Tags];
const STEPS: &[Of] = &[Of::Branch, Of::Joined, Of::Fee, Of::Days, Of::Tags];

fn agree(world: &World<'_>, asked: &[Asked], of: &str, through: &str) -> Result<(), TestCaseError> {
    let typed: Vec<String> = asked.iter().map(|asked| asked.typed(through)).collect();
    let typed = typed.join(" ");
    let sight = sight(&world.snapshot(), world.role);
    let filter = match Filter::parse(kind(of), &typed, &sight) {
        Ok(filter) => filter,
        // Ranges are drawn without regard to which end is the later.
        Err(fault) => {
            let is_range =
                ["turn it round", "currencies"].iter().any(|why| fault.wrong.en.contains(why));
            prop_assert!(is_range, "{}: {}", typed, fault.wrong.en);
            return Ok(());
        }
    };
    let written = filter.to_string();
    prop_assert_eq!(Filter::parse(kind(of), &written, &sight), Ok(filter.clone()), "{}", written);
    let kept: Vec<String> =
        list(kind(of), &filter, &sight).iter().map(|row| row.id.to_string()).collect();
    let expected =
        if through.is_empty() { world.kept_members(asked) } else { world.kept_companies(asked) };
    prop_assert_eq!(kept, expected, "{}", typed);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_filter_agrees_with_a_naive_evaluator_and_reads_back_as_written(
        companies in prop::collection::vec(any_company(), 1..4),
        members in prop::collection::vec(any_member(), 0..6),
        asked in prop::collection::vec(any_asked(OWN), 1..4),
        back in prop::collection::vec(any_asked(STEPS), 1..3),
        role in prop::sample::select(vec![Role::Viewer, Role::Editor, Role::Admin]),
    ) {
        let world = World { companies: &companies, members: &members, role };
        agree(&world, &asked, "members", "")?;
        agree(&world, &back, "organizations", "members.")?;
    }
}
