//! Organizations, and the people who work there.

use super::draft::{Draft, choice, choice_of, count, day, id, lines, link, links, text};
use super::lists::{Pair, both};
use super::maker::{Maker, later};
use crate::value::{Id, Value, When};
use chrono::Datelike;

/// One in so many organizations lies abroad.
const ABROAD: usize = 4;

const CATEGORIES: [(&str, usize); 6] = [
    ("enterprise", 30),
    ("university", 3),
    ("research institute", 3),
    ("government", 4),
    ("industrial base", 2),
    ("association", 2),
];

/// Tier, how often, and the days between contacts.
pub(super) const TIERS: [(&str, usize); 5] =
    [("", 8), ("strategic", 1), ("key", 3), ("regular", 6), ("prospect", 4)];

impl Maker {
    /// Whether the nth invented organization lies abroad.
    fn is_abroad(nth: usize) -> bool {
        nth % ABROAD == ABROAD - 1
    }

    pub fn organization(&mut self) {
        let nth = self.nth("organization");
        let mut draft = Draft::of("organization");
        let names = if Self::is_abroad(nth) {
            self.foreign(&mut draft, nth)
        } else {
            self.domestic(&mut draft, nth)
        };
        draft.set("name", text(&names[0]));
        if !self.dice.chance(3) {
            draft.set("name_zh", text(&names[1]));
        }
        self.standing(&mut draft);
        self.reach(&mut draft, nth);
        self.common(&mut draft);
        self.add(draft);
    }

    /// A company abroad, known by its founder's name.
    fn foreign(&mut self, draft: &mut Draft, nth: usize) -> Pair {
        let names = &self.lists.names;
        let nth = nth / ABROAD;
        let [country, form, city, _] = names.countries[nth % names.countries.len()].clone();
        let founder = spread(&names.founders, nth);
        let partner = spread(&names.founders, nth / names.founders.len() + nth * 5 + 3);
        let trade = spread(&names.industries, nth / 11);
        let pair = if nth < names.founders.len() {
            [format!("{} {} {form}", founder[0], trade[0]), format!("{}{}", founder[1], trade[1])]
        } else {
            [
                format!("{} & {} {} {form}", founder[0], partner[0], trade[0]),
                format!("{}与{}{}公司", founder[1], partner[1], trade[1]),
            ]
        };
        let industry = trade.clone();
        draft.set("category", choice("enterprise"));
        draft.set("ownership", choice("foreign"));
        draft.set("country", text(&country));
        draft.set("industry", self.either(&industry));
        if self.dice.chance(60) {
            draft.set("multinational", Value::Flag(true));
        }
        if self.dice.chance(15) {
            draft.set("address", text(&format!("{} Example Street, {city}", 1 + nth % 99)));
        }
        pair
    }

    fn domestic(&mut self, draft: &mut Draft, nth: usize) -> Pair {
        let category = self.card(draft, "category", &CATEGORIES);
        let names = &self.lists.names;
        let (first, second) = (
            spread(&names.brands_first, nth),
            spread(&names.brands_second, nth / names.brands_first.len() + nth * 7),
        );
        let brand = [format!("{}{}", first[0], second[0]), format!("{}{}", first[1], second[1])];
        let trade = spread(&names.industries, nth / 13 + nth * 3).clone();
        let place = self.lists.places.city(nth / 5);
        let of = [format!("{} {}", place[0], brand[0]), format!("{}{}", place[1], brand[1])];
        let about = [format!("{} {}", of[0], trade[0]), format!("{}{}", of[1], trade[1])];
        let (pair, ownership) = match category {
            "university" => (both(self.dice.one(&names.universities), &of), "public body"),
            "research institute" => (both(self.dice.one(&names.institutes), &about), "public body"),
            "government" => (both(self.dice.one(&names.governments), &of), "public body"),
            "industrial base" => (both(self.dice.one(&names.parks), &about), "public body"),
            "association" if self.dice.chance(30) => {
                (both(self.dice.one(&names.long_names), &trade), "")
            }
            "association" => (both(self.dice.one(&names.associations), &about), ""),
            _ => {
                let form = self.dice.one(&names.companies);
                let name =
                    [format!("{} {}", about[0], form[0]), format!("{}{}", about[1], form[1])];
                (name, if self.dice.chance(30) { "state-owned" } else { "private" })
            }
        };
        draft.set("category", choice(category));
        draft.set("ownership", choice(ownership));
        draft.set("country", text("CN"));
        let region = self.some("region");
        draft.set("region", link(region));
        draft.set("aliases", if self.dice.chance(10) { lines(&brand) } else { Value::None });
        if matches!(category, "enterprise" | "association") {
            draft.set("industry", self.either(&trade));
        }
        pair
    }

    /// How the office stands with it.
    pub fn standing(&mut self, draft: &mut Draft) {
        let tier = self.card(draft, "tier", &TIERS);
        draft.set("tier", choice(tier));
        let days = match tier {
            "strategic" => 30,
            "key" => 60,
            "regular" => 180,
            _ => 0,
        };
        if days > 0 && self.dice.chance(80) {
            draft.set("cadence", count(days));
        }
        if self.dice.chance(12) {
            let topic = self.topic();
            let need = both(self.dice.one(&self.lists.names.needs), &topic);
            draft.set("needs", self.either(&need));
        }
        if self.dice.chance(4) {
            draft.set("pillar_leader", Value::Flag(true));
        }
        if self.dice.chance(2) {
            draft.set("fortune_rank", count(1 + self.dice.below(500)));
            let year = When::year(self.day.year() - 1);
            draft.set("fortune_year", year.map_or(Value::None, Value::When));
        }
    }

    /// How it is reached, and what it belongs to. No address leads anywhere.
    fn reach(&mut self, draft: &mut Draft, nth: usize) {
        if self.dice.chance(60) {
            draft.set("website", text(&format!("https://org{nth}.example.com")));
        }
        if self.dice.chance(40) {
            let phone = self.phone("86");
            draft.set("phones", lines(&[phone]));
            draft.set("emails", lines(&[format!("office@org{nth}.example.com")]));
        }
        if self.dice.chance(8) {
            draft.set("identifiers", lines(&[format!("USCC 00INVENTED{nth:08}")]));
        }
        for (field, percent) in [("parent", 4), ("successor", 2)] {
            let other = self.maybe(percent, "organization");
            draft.set(field, other);
        }
        if self.dice.chance(2) {
            let other = self.several("organization", 2);
            draft.set("distinct_from", other);
        }
    }

    /// A number that nobody has.
    pub fn phone(&mut self, country: &str) -> String {
        let (first, second) = (self.dice.below(10_000), self.dice.below(10_000));
        format!("+{country} 000 {first:04} {second:04}")
    }

    pub fn contact(&mut self) {
        let mut draft = Draft::of("contact");
        let nth = self.nth("contact");
        let at = match self.dice.below(100) {
            0..7 => self.some("unit"),
            7..10 => None,
            _ => self.some("organization"),
        };
        let country = at.map(|at| self.cell(at, "country").text().to_owned()).unwrap_or_default();
        let is_foreign = !matches!(country.as_str(), "" | "CN");
        let mailbox =
            if is_foreign { self.foreigner(&mut draft) } else { self.chinese(&mut draft) };
        draft.set("organization", link(at));
        if self.dice.chance(85) {
            let title = self.either_of(|lists| &lists.people.titles);
            draft.set("title", title);
        }
        if self.dice.chance(50) {
            let address = self.dice.one(&self.lists.people.addresses);
            let address = text(&address[usize::from(!is_foreign)]);
            draft.set("form_of_address", address);
        }
        let ranks = [("", 16), ("academician", 1), ("professor", 3), ("expert", 2), ("scholar", 2)];
        self.deal(&mut draft, "academic_rank", &ranks);
        self.role(&mut draft);
        self.mail(&mut draft, nth, &mailbox, &country);
        self.since(&mut draft);
        self.common(&mut draft);
        self.add(draft);
    }

    fn chinese(&mut self, draft: &mut Draft) -> String {
        let people = &self.lists.people;
        let family = self.dice.one(&people.families);
        let mut given = self.dice.one(&people.given).clone();
        if self.dice.chance(75) {
            given = {
                let more = self.dice.one(&people.given);
                [format!("{}{}", given[0], more[0]), format!("{}{}", given[1], more[1])]
            };
        }
        let mut letters = given[0].chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        draft.set("name", text(&format!("{} {first}{}", family[0], letters.as_str())));
        draft.set("name_zh", text(&format!("{}{}", family[1], given[1])));
        format!("{}.{}", given[0], family[0].to_lowercase().replace('ü', "u"))
    }

    fn foreigner(&mut self, draft: &mut Draft) -> String {
        let people = &self.lists.people;
        let given = self.dice.one(&people.foreign_given);
        let family = self.dice.one(&people.foreign_families);
        draft.set("name", text(&format!("{given} {family}")));
        let plain = family.to_lowercase().replace('ü', "u");
        format!("{}.{plain}", given.to_lowercase())
    }

    fn role(&mut self, draft: &mut Draft) {
        let roles = [
            ("", 6),
            ("primary contact", 6),
            ("management sponsor", 1),
            ("director", 2),
            ("key account manager", 1),
            ("principal investigator", 2),
            ("signatory", 1),
            ("liaison", 3),
        ];
        let role = self.card(draft, "role", &roles);
        draft.set("role", choice(role));
        if role == "primary contact" {
            draft.set("primary", Value::Flag(true));
        }
    }

    fn mail(&mut self, draft: &mut Draft, nth: usize, mailbox: &str, country: &str) {
        let countries = &self.lists.names.countries;
        let known = countries.iter().find(|[code, ..]| code == country);
        let dial = known.map_or("86", |[.., dial]| dial).to_owned();
        if self.dice.chance(75) {
            let mut phones = vec![self.phone(&dial)];
            if self.dice.chance(15) {
                phones.push(self.phone(&dial));
            }
            draft.set("phones", lines(&phones));
        }
        if self.dice.chance(80) {
            draft.set("emails", lines(&[format!("{mailbox}{nth}@example.org")]));
        }
        if dial == "86" && self.dice.chance(30) {
            draft.set("wechat", text(&format!("invented_{nth}")));
        }
    }

    fn since(&mut self, draft: &mut Draft) {
        if self.dice.chance(20) {
            let from = later(self.day, self.dice.days(-2000, -30));
            draft.set("from", self.about(from));
        }
        if self.dice.chance(3) {
            let until = later(self.day, self.dice.days(0, 60));
            draft.set("until", day(until));
        }
        if self.dice.chance(2) {
            draft.set("do_not_contact", Value::Flag(true));
        }
    }

    pub fn member(&mut self) {
        let (nth, planned) = (self.nth("member"), self.planned("member"));
        // Each organization has one membership: those that come go through them in order.
        let at = nth * self.planned("organization") / planned.max(1);
        let organization = id("organization", self.began("organization") + 1 + at);
        let mut draft = Draft::of("member");
        draft.set("organization", Value::Link(organization));
        draft.set("branch", choice(if Self::is_abroad(at) { "overseas" } else { "domestic" }));
        self.membership(&mut draft);
        self.common(&mut draft);
        self.add(draft);
    }

    /// The terms of a membership, in every state there is.
    pub fn membership(&mut self, draft: &mut Draft) {
        let states = [
            ("current", 18),
            ("new", 2),
            ("pending", 2),
            ("grace", 2),
            ("expired", 3),
            ("cancelled", 2),
            ("no dates", 3),
            ("", 6),
        ];
        let state = self.card(draft, "status", &states);
        if state == "no dates" {
            return;
        }
        let (starts, ends) = match state {
            "new" => ((-80, -5), (280, 650)),
            "pending" => ((5, 60), (370, 800)),
            "grace" => ((-760, -400), (-25, -2)),
            "expired" | "" => ((-1500, -900), (-600, -45)),
            _ => ((-700, -120), (20, 700)),
        };
        let starts = self.days_away(starts.0, starts.1);
        let ends = self.days_away(ends.0, ends.1);
        let joined = if state == "new" { starts } else { later(starts, self.dice.days(-3000, -1)) };
        draft.set("joined", if state == "new" { day(joined) } else { self.about(joined) });
        draft.set("starts", day(starts));
        draft.set("ends", day(ends));
        if matches!(state, "current" | "grace" | "expired") {
            draft.set("term_months", count(12));
        }
        if state == "cancelled" {
            let left = self.days_away(-100, -1);
            draft.set("left", day(left));
            let reason = self.either_of(|lists| &lists.work.reasons);
            draft.set("reason", reason);
        }
        if state.is_empty() {
            let kinds = ["pending", "new", "current", "grace", "expired", "cancelled"];
            let deck = kinds.map(|code| (code, 1));
            self.deal(draft, "override_status", &deck);
            if self.dice.chance(50) {
                let until = self.days_away(10, 200);
                draft.set("override_until", day(until));
            }
        }
        self.fee(draft, ends);
    }

    fn fee(&mut self, draft: &mut Draft, ends: chrono::NaiveDate) {
        let is_abroad = draft.fields.contains(&(draft.number("branch"), choice("overseas")));
        let fee = if is_abroad { (30_000, "USD") } else { (100_000, "CNY") };
        if self.dice.chance(70) {
            draft.set("fee", super::draft::money(fee.0, fee.1));
            draft.set("fee_paid_through", day(later(ends, -self.dice.days(0, 1) * 365)));
        }
        if self.dice.chance(50) {
            let days = *self.dice.one(&[30, 60, 90]);
            draft.set("reminder_days", count(days));
        }
        let agreement = self.maybe(25, "agreement");
        draft.set("agreement", agreement);
    }

    /// What a year's work adds to a membership: whom to turn to there.
    pub fn contacts_for(&self, draft: &mut Draft, organization: Id) {
        draft.set("contacts", links(self.contacts_of(organization).into_iter().take(2)));
    }

    /// The places and units that there are beside those of the page.
    pub fn reference(&mut self) {
        let mut known: Vec<(String, Id)> = Vec::new();
        for [name, name_zh, level, code, above] in self.lists.places.places.clone() {
            let mut draft = Draft::of("region");
            draft.set("name", text(&name));
            draft.set("name_zh", text(&name_zh));
            draft.set("level", choice_of(draft.kind, "level", &level));
            draft.set("code", text(&code));
            let made = known.iter().find(|(known, _)| *known == above).map(|(_, id)| *id);
            let page = || self.sight.named(&["region"], &above).first().copied();
            let parent = (!above.is_empty()).then(|| made.or_else(page)).flatten();
            draft.set("parent", link(parent));
            if level == "prefecture city" && self.dice.chance(40) {
                draft.set("partner_city", Value::Flag(true));
            }
            known.push((name, self.add(draft)));
        }
        for [name, name_zh, category] in self.lists.places.units.clone() {
            let mut draft = Draft::of("unit");
            draft.set("name", text(&name));
            draft.set("name_zh", text(&name_zh));
            draft.set("category", choice_of(draft.kind, "category", &category));
            self.add(draft);
        }
    }
}

/// One of a list, going round.
fn spread<T>(list: &[T], nth: usize) -> &T {
    &list[nth % list.len()]
}
