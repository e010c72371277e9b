//! What is run together with partners: funds, centers, offices and bases.

use super::draft::{Draft, choice, count, day, lines, link, links, money, parties, text};
use super::lists::both;
use super::maker::{Maker, later};
use crate::value::{Decimal, Id, Rule, Value};

const STATES: [(&str, usize); 3] = [("active", 4), ("planned", 1), ("closed", 1)];

impl Maker {
    /// The name in both languages, of a pattern and a gap that a place or topic fills.
    fn named(&mut self, draft: &mut Draft, pattern: [&str; 2]) {
        let (city, topic) = (self.lists.places.city(self.dice.below(40)), self.topic());
        let with = [format!("{} {}", city[0], topic[0]), format!("{}{}", city[1], topic[1])];
        let names = both(&pattern.map(ToOwned::to_owned), &with);
        draft.set("name", text(&names[0]));
        draft.set("name_zh", text(&names[1]));
    }

    pub fn fund(&mut self) {
        let mut draft = Draft::of("fund");
        self.named(&mut draft, ["{} fund", "{}合作基金"]);
        self.any(&mut draft, "category");
        self.any(&mut draft, "form");
        self.any(&mut draft, "governance");
        self.any(&mut draft, "scope");
        let (region, unit) = (self.several("region", 2), self.maybe(70, "unit"));
        draft.set("regions", region);
        draft.set("unit", unit);
        let (partners, bases) = (self.several("organization", 3), self.maybe(40, "base"));
        draft.set("partners", partners);
        draft.set("bases", links(bases.links()));
        let areas = self.areas();
        draft.set("research_areas", areas);
        self.terms(&mut draft);
        self.common(&mut draft);
        self.add(draft);
    }

    /// What a fund has, and until when.
    pub fn terms(&mut self, draft: &mut Draft) {
        let state = self.card(draft, "status", &STATES);
        draft.set("status", choice(state));
        let founded = self.days_away(-3600, -400);
        draft.set("founded", self.about(founded));
        if self.dice.chance(70) {
            let ends = if state == "closed" { (-300, -10) } else { (20, 1500) };
            let ends = self.days_away(ends.0, ends.1);
            draft.set("ends", day(ends));
        }
        let committed = (1 + self.dice.below(60)) * 1_000_000;
        if self.dice.chance(70) {
            draft.set("committed", money(committed, "CNY"));
            draft.set("disbursed", money(committed / 10 * self.dice.below(10), "CNY"));
            draft.set("university_share", money(committed / 5, "CNY"));
            draft.set("partner_share", money(committed / 5 * 4, "CNY"));
        }
        let administrator = self.maybe(40, "organization");
        draft.set("administrator", administrator);
        if state == "active" {
            let cycle = ["every spring", "每年春季"].map(ToOwned::to_owned);
            draft.set("call_cycle", self.either(&cycle));
            let next = self.days_away(5, 200);
            draft.set("next_call", day(next));
        }
        if self.dice.chance(40) {
            let topic = self.topic();
            let purpose =
                both(&["Early work on {}.", "支持{}的前期研究。"].map(Into::into), &topic);
            draft.set("purpose", self.either(&purpose));
            let asks = ["Two partners at least.", "至少两家单位联合申请。"].map(Into::into);
            draft.set("requirements", self.either(&asks));
        }
    }

    pub fn center(&mut self) {
        let mut draft = Draft::of("center");
        self.named(&mut draft, ["Joint Center: {}", "{}联合研究中心"]);
        self.any(&mut draft, "category");
        let partner = self.some("organization");
        let country = partner.map_or(Value::None, |id| self.cell(id, "country"));
        let abroad = self.lists.names.countries.iter().find(|[code, ..]| code == country.text());
        let city = match abroad {
            Some([_, _, city, _]) => city.clone(),
            None => self.lists.places.city(self.dice.below(40))[0].clone(),
        };
        draft.set("city", text(&city));
        draft.set("country", country);
        let gives = ["equipment", "staff", "funding"];
        let gives = (*self.dice.one(&gives)).to_owned();
        draft.set("partners", parties(partner.map(|id| (id, "", gives)).into_iter().collect()));
        if let Some(director) = partner.and_then(|id| self.contacts_of(id).first().copied()) {
            draft.set("directors", links([director]));
        }
        let (units, agreement) = (self.several("unit", 2), self.maybe(50, "agreement"));
        draft.set("units", units);
        draft.set("agreement", agreement);
        let areas = self.areas();
        draft.set("research_areas", areas);
        self.run(&mut draft);
        self.common(&mut draft);
        self.add(draft);
    }

    /// The term of a center, and when those who steer it meet.
    pub fn run(&mut self, draft: &mut Draft) {
        let state = self.card(draft, "status", &STATES);
        draft.set("status", choice(state));
        let founded = self.days_away(-3000, -300);
        draft.set("founded", self.about(founded));
        if self.dice.chance(80) {
            let ends = if state == "closed" { (-200, -10) } else { (15, 1400) };
            let ends = self.days_away(ends.0, ends.1);
            draft.set("term_ends", day(ends));
        }
        if state == "active" && self.dice.chance(60) {
            let meets = self.days_away(3, 180);
            draft.set("next_steering", day(meets));
        }
        if self.dice.chance(60) {
            let budget = (5 + self.dice.below(95)) * 100_000;
            draft.set("budget", money(budget, "CNY"));
        }
        if self.dice.chance(30) {
            draft.set("interdisciplinary", Value::Flag(self.dice.chance(60)));
        }
        if self.dice.chance(20) {
            draft.set("partner_program", text("Open Innovation"));
            draft.set("partner_level", text("second level"));
        }
        if self.dice.chance(30) {
            for (field, least) in [("latitude", 20), ("longitude", 75)] {
                let degrees = Decimal::read(&format!("{}.5", least + self.dice.below(30)));
                draft.set(field, degrees.map_or(Value::None, Value::Decimal));
            }
        }
    }

    pub fn office(&mut self) {
        let mut draft = Draft::of("office");
        self.named(&mut draft, ["{} collaboration office", "{}产学研合作办公室"]);
        self.any(&mut draft, "status");
        for field in ["service_level", "roles"] {
            let mut one = Draft::of("office");
            self.any(&mut one, field);
            let codes = one.fields.into_iter().filter_map(|(_, value)| match value {
                Value::Choice(code) => Some(code),
                _ => None,
            });
            draft.set(field, Value::Choices(codes.collect()));
        }
        let (region, partner) = (self.some("region"), self.maybe(80, "organization"));
        draft.set("region", link(region));
        draft.set("partner", partner);
        let founded = self.days_away(-6000, -300);
        draft.set("founded", self.about(founded));
        draft.set("staff", count(2 + self.dice.below(9)));
        if self.dice.chance(80) {
            let phone = self.phone("86");
            draft.set("phone", text(&phone));
            let room = 100 + self.dice.below(800);
            draft.set("address", text(&format!("Innovation Building {room}")));
        }
        self.common(&mut draft);
        self.add(draft);
    }

    pub fn base(&mut self) {
        let mut draft = Draft::of("base");
        self.named(&mut draft, ["{} base", "{}产业化基地"]);
        self.any(&mut draft, "category");
        self.any(&mut draft, "status");
        let (region, fund) = (self.some("region"), self.maybe(60, "fund"));
        draft.set("region", link(region));
        draft.set("fund", fund);
        let organizations = self.several("organization", 3);
        draft.set("organizations", organizations);
        let founded = self.days_away(-4000, -200);
        draft.set("founded", self.about(founded));
        self.common(&mut draft);
        self.add(draft);
    }

    pub fn technology(&mut self) {
        let mut draft = Draft::of("technology");
        let nth = self.nth("technology");
        self.named(&mut draft, ["Process for {}", "{}成套技术"]);
        let deck = [("patent", 4), ("know-how", 2), ("software", 2), ("copyright", 1)];
        let first = self.card(&draft, "ip", &deck);
        draft.set("ip", Value::Choices([first.into()].into()));
        if first == "patent" {
            draft.set("patent_numbers", lines(&[format!("CN INVENTED {nth:06} A")]));
        }
        self.any(&mut draft, "status");
        draft.set("trl", count(1 + self.dice.below(9)));
        if self.dice.chance(50) {
            let topic = self.topic();
            let summary = both(
                &["Shown in the laboratory for {}.", "已在实验室完成{}验证。"].map(Into::into),
                &topic,
            );
            draft.set("summary", self.either(&summary));
        }
        let (units, applied) = (self.several("unit", 2), self.maybe(40, "organization"));
        draft.set("units", units);
        draft.set("applied_by", links(applied.links()));
        for (field, code) in [("projects", "project"), ("agreements", "agreement")] {
            let linked: Vec<Id> = self.maybe(40, code).links();
            draft.set(field, links(linked));
        }
        self.common(&mut draft);
        self.add(draft);
    }

    /// Figures that nobody published, in states that those of the page are not in.
    pub fn figures(&mut self) {
        let figures = [
            (
                "joint research projects",
                "联合研究项目数",
                5,
                "about",
                "projects category:\"joint research\"",
            ),
            ("offices", "办公室数", 1, "exactly", "offices"),
            (
                "services by note",
                "书面服务次数",
                10,
                "exactly",
                "interactions category:note service:any",
            ),
            ("staff trained", "培训人数", 400, "about", ""),
        ];
        for (name, name_zh, claim, qualifier, rule) in figures {
            let mut draft = Draft::of("figure");
            draft.set("name", text(name));
            draft.set("name_zh", text(name_zh));
            draft.set("claim", count(claim));
            draft.set("qualifier", choice(qualifier));
            draft.set("as_of", day(later(self.today, -400)));
            if !rule.is_empty() {
                let (kind, filter) = rule.split_once(' ').unwrap_or((rule, ""));
                draft.set("rule", Value::Rule(Rule { kind: kind.into(), filter: filter.into() }));
            }
            draft.set("place", count(7 + self.nth("figure")));
            self.add(draft);
        }
    }
}
